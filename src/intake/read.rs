//! Opening an office file: which reader by its first bytes, never by its name.
//!
//! * **Owns** reading the bytes within the limit and choosing the reader.
//! * **Imports** the readers.
//! * **Never** keeps a file open.

use std::io::Read;
use std::path::Path;

use super::sheet::{MAX_BYTES, Sheet};
use super::{mend, read_book, read_csv};
use crate::base::words::{Phrase, Text, text};
use crate::request::{ImportJob, Trouble};

/// The bytes of a file; `-` is the standard input.
///
/// # Errors
/// A [`Trouble`] where the file is missing, may not be read or is too large.
pub fn bytes(file: &str) -> Result<Vec<u8>, Trouble> {
    let read = |source: &mut dyn Read| {
        let mut bytes = Vec::new();
        source.take(MAX_BYTES + 1).read_to_end(&mut bytes).map(|_| bytes)
    };
    let got = if file == "-" {
        read(&mut std::io::stdin().lock())
    } else {
        std::fs::File::open(Path::new(file)).and_then(|mut source| read(&mut source))
    };
    match got {
        Ok(bytes) if bytes.len() as u64 > MAX_BYTES => Err(too_large(file)),
        Ok(bytes) => Ok(bytes),
        Err(error) => Err(cannot_read(file, &error)),
    }
}

fn too_large(file: &str) -> Trouble {
    Trouble::new(
        "BERKAS-TERLALU-BESAR",
        text("Berkas {0} lebih besar dari {1} MB.", "File {0} is larger than {1} MB.")
            .with([file.to_owned(), (MAX_BYTES / 1024 / 1024).to_string()]),
        text("Bagi berkas itu, lalu ambil satu per satu.", "Split the file and take the parts in one by one."),
    )
}

fn cannot_read(file: &str, error: &std::io::Error) -> Trouble {
    let name = [file.to_owned()];
    match error.kind() {
        std::io::ErrorKind::NotFound => Trouble::new(
            "BERKAS-TIDAK-ADA",
            text("Berkas {0} tidak ditemukan.", "File {0} was not found.").with(name),
            text("Periksa nama dan foldernya.", "Check its name and folder."),
        ),
        std::io::ErrorKind::PermissionDenied => Trouble::new(
            "BERKAS-TERTUTUP",
            text("Berkas {0} tidak boleh dibaca.", "File {0} may not be read.").with(name),
            text("Periksa izin berkas itu, atau salin ke folder sendiri.", "Check its permissions, or copy it."),
        ),
        _ => Trouble::new(
            "BERKAS-TIDAK-TERBACA",
            text("Berkas {0} tidak dapat dibaca: {1}.", "File {0} cannot be read: {1}.")
                .with([file.to_owned(), error.to_string()]),
            text("Salin berkas itu ke folder lain, lalu coba lagi.", "Copy it to another folder and try again."),
        ),
    }
}

/// The sheets of what an import was asked to take in: its file, or a pasted block.
///
/// # Errors
/// A [`Trouble`] where the file cannot be read; inside, a sentence saying why it cannot be taken.
pub fn job(job: &ImportJob) -> Result<Result<Vec<Sheet>, Phrase>, Trouble> {
    match &job.text {
        Some(text) => Ok(pasted(text).map(|sheet| vec![sheet])),
        None => Ok(sheets(&bytes(&job.file)?, job.sheet.as_deref())),
    }
}

/// The sheets of a file, or only the `named` one. Remarks of our own problem file are taken off.
///
/// # Errors
/// A sentence saying why the file cannot be taken at all.
pub fn sheets(bytes: &[u8], named: Option<&str>) -> Result<Vec<Sheet>, Phrase> {
    let mut sheets = as_they_stand(bytes, named)?;
    sheets.iter_mut().for_each(mend::without_remarks);
    Ok(sheets)
}

fn as_they_stand(bytes: &[u8], named: Option<&str>) -> Result<Vec<Sheet>, Phrase> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        let sheets = read_book::read(bytes, named)?;
        return match named {
            Some(name) if sheets.is_empty() => Err(no_sheet(name)),
            _ => Ok(sheets),
        };
    }
    refuse_others(bytes)?;
    match named {
        Some(name) => Err(no_sheet(name)),
        None => Ok(vec![read_csv::read(bytes)?]),
    }
}

/// The names of the visible sheets of a workbook; none of a text file, or of one that cannot be read.
pub fn names(bytes: &[u8]) -> Vec<String> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        read_book::names(bytes)
    } else {
        Vec::new()
    }
}

/// A block of cells pasted from a spreadsheet program, as a sheet whose first line is row 1.
///
/// # Errors
/// A sentence where a limit is passed.
pub fn pasted(text: &str) -> Result<Sheet, Phrase> {
    read_csv::pasted(text)
}

fn no_sheet(name: &str) -> Phrase {
    text("Tidak ada lembar bernama \"{0}\".", "There is no sheet named \"{0}\".").with([name.to_owned()])
}

/// Files that are no text, told by their first bytes, and texts that are no table.
fn refuse_others(bytes: &[u8]) -> Result<(), Phrase> {
    let sample = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let known = SIGNATURES.iter().find(|(sign, _)| sample.starts_with(sign));
    if let Some((_, said)) = known {
        return Err((*said).into());
    }
    let start = read_csv::decode(sample);
    let start = start.trim_start_matches('\u{feff}').trim_start();
    let first: String = start.chars().take(2_000).collect::<String>().to_lowercase();
    let is = |words: &[&str]| words.iter().any(|word| first.starts_with(word));
    if is(&["<?xml"]) && first.contains("excel.sheet") {
        return Err(text(
            "Ini lembar kerja Excel 2003 dalam XML. Buka di Excel, simpan sebagai .xlsx.",
            "This is a spreadsheet of Excel 2003 in XML. Open it in Excel and save it as .xlsx.",
        )
        .into());
    }
    if is(&["<!doctype", "<html", "<?xml", "<table", "<head", "<body", "<meta ", "<style"]) {
        return Err(text(
            "Ini halaman web (tabel HTML) walaupun namanya seperti berkas Excel. Buka di Excel, simpan sebagai .xlsx.",
            "This is a web page (an HTML table), whatever its name. Open it in Excel and save it as .xlsx.",
        )
        .into());
    }
    if is(&["mime-version:"]) {
        return Err(text(
            "Ini arsip halaman web (MHT). Buka di Excel, simpan sebagai .xlsx.",
            "This is an archived web page (MHT). Open it in Excel and save it as .xlsx.",
        )
        .into());
    }
    // Some systems leave a few NUL in their texts; a file full of control characters is no text.
    let odd = start.chars().filter(|c| c.is_control() && !matches!(c, '\t' | '\r' | '\n' | '\u{1a}')).count();
    if odd * 20 > start.chars().count() {
        return Err(text(
            "Berkas ini bukan tabel yang dikenal. Simpan sebagai .xlsx atau .csv.",
            "This file is no table we know. Save it as .xlsx or .csv.",
        )
        .into());
    }
    Ok(())
}

/// First bytes of files that clerks send instead of a table.
const SIGNATURES: &[(&[u8], Text)] = &[
    (b"%PDF", PDF),
    (b"\xef\xbb\xbf%PDF", PDF),
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"Rar!", ARCHIVE),
    (b"7z\xbc\xaf", ARCHIVE),
    (b"\x1f\x8b", ARCHIVE),
    (b"{\\rtf", RICH),
    (b"SQLite format 3", DATABASE),
];
const PDF: Text = text(
    "Ini berkas PDF. Minta berkas aslinya (Excel atau CSV), atau salin tabelnya ke Excel.",
    "This is a PDF. Ask for the original (Excel or CSV), or copy its table into Excel.",
);
const PICTURE: Text = text(
    "Ini gambar atau foto. Minta berkas aslinya (Excel atau CSV).",
    "This is a picture. Ask for the original (Excel or CSV).",
);
const ARCHIVE: Text = text(
    "Ini berkas terkompresi (RAR, 7z atau gz). Buka dulu, lalu ambil berkas di dalamnya.",
    "This is a compressed archive (RAR, 7z or gz). Unpack it first, then take in the file inside.",
);
const RICH: Text = text(
    "Ini dokumen RTF. Salin tabelnya ke Excel, simpan sebagai .xlsx.",
    "This is an RTF document. Copy its table into Excel and save it as .xlsx.",
);
const DATABASE: Text = text(
    "Ini berkas basis data SQLite, bukan tabel. Minta berkas Excel atau CSV-nya.",
    "This is an SQLite database, no table. Ask for the Excel file instead.",
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_no_tables_are_refused_with_a_sentence() {
        for bytes in [b"%PDF-1.7 ...".as_slice(), b"<html><table>", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"] {
            assert!(sheets(bytes, None).is_err());
        }
    }

    #[test]
    fn a_pasted_block_is_a_sheet_with_row_numbers() {
        let sheet = pasted("Nama\tDesa\r\n\r\n\"Mawar\nI\"\tMurung\r\n").expect("within the limits");
        let rows: Vec<(usize, String)> = sheet.rows.iter().map(|row| (row.number, row.cell(0).shown())).collect();
        assert_eq!(rows, [(1, "Nama".to_owned()), (3, "Mawar\nI".to_owned())]);
    }

    #[test]
    fn a_missing_file_says_so() {
        assert_eq!(bytes("tidak-ada.xlsx").expect_err("missing").code, "BERKAS-TIDAK-ADA");
    }

    #[test]
    fn a_text_file_has_no_named_sheets() {
        assert!(sheets(b"a,b\n1,2\n", Some("Sheet1")).is_err());
        assert_eq!(sheets(b"a,b\n1,2\n", None).expect("text").len(), 1);
    }
}
