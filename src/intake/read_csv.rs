//! Text files: encoding, delimiter, quotes.
//!
//! * **Owns** turning the bytes of a CSV or "Unicode text" file into a [`Sheet`].
//! * **Imports** `encoding_rs`, the splitter of `base`, the sheet.
//! * **Never** drops a line without counting it: row numbers are those a spreadsheet program shows,
//!   where an empty line is a row and a quoted line break is not.

use super::limits::{MAX_BOOK_ROWS, MAX_CELL, MAX_CELLS, MAX_COLUMNS, MAX_TEXT_ROWS};
use super::sheet::{Cell, Row, Sheet};
use crate::base::fields::{self, Records};
use crate::base::words::{Phrase, text};

/// What may stand between two fields.
const DELIMITERS: [char; 4] = [';', ',', '\t', '|'];

/// How many records that hold anything are looked at to find the delimiter.
const SAMPLE: usize = 200;

/// Reads a text file.
///
/// # Errors
/// A sentence where a limit is passed.
pub fn read(bytes: &[u8]) -> Result<Sheet, Phrase> {
    let text = decode(bytes);
    let (said, body) = said_delimiter(&text);
    let delimiter = said.unwrap_or_else(|| sniff(body));
    let first = if said.is_some() { 2 } else { 1 };
    sheet((first..).zip(Records::new(body, delimiter)))
}

/// A block pasted from a spreadsheet program; its first line is row 1.
///
/// # Errors
/// A sentence where a limit is passed.
pub fn pasted(text: &str) -> Result<Sheet, Phrase> {
    sheet((1..).zip(fields::pasted(text)))
}

fn sheet(records: impl Iterator<Item = (usize, Vec<String>)>) -> Result<Sheet, Phrase> {
    let (mut rows, mut cells) = (Vec::new(), 0);
    for (number, fields) in records {
        if number > MAX_TEXT_ROWS {
            return Err(too_many_rows());
        }
        if let Some(row) = row(number, fields)? {
            cells += row.cells.len();
            if cells > MAX_CELLS {
                return Err(too_many_cells());
            }
            rows.push(row);
        }
    }
    Ok(Sheet { rows, ..Sheet::default() })
}

/// The sentence for a sheet with too many rows.
pub(super) fn too_many_rows() -> Phrase {
    text("Lebih dari {0} baris; bagi berkas ini lalu ambil satu per satu.", "More than {0} rows; split the file.")
        .with([MAX_TEXT_ROWS.to_string()])
}

/// The sentence for a workbook's sheet with too many rows.
pub(super) fn too_many_book_rows() -> Phrase {
    text(
        "Lembar ini berisi lebih dari {0} baris. Simpan sebagai CSV di Excel, lalu ambil CSV-nya.",
        "The sheet holds more than {0} rows. Save it as CSV in Excel and take in the CSV.",
    )
    .with([MAX_BOOK_ROWS.to_string()])
}

/// The sentence for a sheet with too many columns.
pub(super) fn too_many_columns(row: usize) -> Phrase {
    text("Baris {0} berisi lebih dari {1} kolom.", "Row {0} has more than {1} columns.")
        .with([row.to_string(), MAX_COLUMNS.to_string()])
}

/// The sentence for a file with more cells than are kept in memory.
pub(super) fn too_many_cells() -> Phrase {
    text(
        "Berkas ini berisi lebih dari {0} sel; bagi berkas ini lalu ambil satu per satu.",
        "The file holds more than {0} cells; split it and take the parts in one by one.",
    )
    .with([MAX_CELLS.to_string()])
}

/// The sentence for a cell that is too long.
pub(super) fn too_long(row: usize) -> Phrase {
    text("Baris {0} berisi sel yang lebih panjang dari {1} huruf.", "Row {0} has a cell of more than {1} characters.")
        .with([row.to_string(), MAX_CELL.to_string()])
}

/// A row of fields; `None` where nothing stands in it.
pub(super) fn row(number: usize, fields: Vec<String>) -> Result<Option<Row>, Phrase> {
    let filled = fields.iter().rposition(|field| !field.is_empty()).map_or(0, |last| last + 1);
    if filled > MAX_COLUMNS {
        return Err(too_many_columns(number));
    }
    if fields.iter().any(|field| field.len() > MAX_CELL && field.chars().count() > MAX_CELL) {
        return Err(too_long(number));
    }
    let cells: Vec<Cell> = fields
        .into_iter()
        .take(filled)
        .map(|field| if field.is_empty() { Cell::Empty } else { Cell::Text(field) })
        .collect();
    Ok((filled > 0).then_some(Row { number, cells }))
}

/// The text of the bytes: by its byte order mark; without one UTF-16 where every second byte is
/// zero, UTF-8 where it is valid, else Windows-1252 as older office programs write.
pub fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let body = bytes.get(mark..).unwrap_or_default();
        return encoding.decode_without_bom_handling(body).0.into_owned();
    }
    if let Some(encoding) = bare_utf16(bytes) {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

fn bare_utf16(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let sample = bytes.get(..bytes.len().min(512))?;
    let (mut even, mut odd) = (0, 0);
    for pair in sample.chunks_exact(2) {
        even += usize::from(pair.first() == Some(&0));
        odd += usize::from(pair.last() == Some(&0));
    }
    let most = sample.len() / 2 * 9 / 10;
    if sample.len() < 8 {
        None
    } else if odd >= most && even == 0 {
        Some(encoding_rs::UTF_16LE)
    } else if even >= most && odd == 0 {
        Some(encoding_rs::UTF_16BE)
    } else {
        None
    }
}

/// A first line `sep=;` says the delimiter (Excel's own convention).
fn said_delimiter(text: &str) -> (Option<char>, &str) {
    let Some((line, rest)) = text.split_once('\n') else { return (None, text) };
    let mut said = line.trim_end_matches('\r').strip_prefix("sep=").unwrap_or("").chars();
    match (said.next(), said.next()) {
        (Some(delimiter), None) => (Some(delimiter), rest),
        _ => (None, text),
    }
}

/// The delimiter under which most records have the same number of fields, more than one.
pub(super) fn sniff(text: &str) -> char {
    let mut best = (0, ',');
    for delimiter in DELIMITERS {
        let mut widths: Vec<usize> = Records::new(text, delimiter)
            .take(SAMPLE * 50)
            .filter(|fields| fields.iter().any(|field| !field.trim().is_empty()))
            .take(SAMPLE)
            .map(|fields| fields.len())
            .collect();
        widths.sort_unstable();
        let score = widths
            .chunk_by(|a, b| a == b)
            .filter_map(|same| Some((same.len(), *same.first()?)))
            .filter(|(_, width)| *width > 1)
            .map(|(count, width)| count * (20 + width.min(20)))
            .max()
            .unwrap_or(0);
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(sheet: &Sheet) -> Vec<(usize, Vec<String>)> {
        sheet.rows.iter().map(|row| (row.number, row.cells.iter().map(Cell::shown).collect())).collect()
    }

    fn shown(bytes: &[u8]) -> Vec<(usize, Vec<String>)> {
        texts(&read(bytes).expect("within the limits"))
    }

    #[test]
    fn empty_lines_count_and_quoted_breaks_do_not() {
        let rows = shown(b"a,b\n\n\"x\ny\",2\r\n3,4");
        assert_eq!(rows.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [1, 3, 4]);
        assert_eq!(rows[1].1, ["x\ny", "2"]);
    }

    #[test]
    fn the_delimiter_is_found_below_title_lines_and_beside_decimal_commas() {
        for (text, want) in [
            ("Judul, panjang\n\nNama;Desa;Nilai\nMawar;A;1,5\nMelati;B;2,5\n", 3),
            ("Nama|Desa\nMawar, A|B\nMelati|C\n", 2),
            ("Nama\tDesa\nMawar; I\tB\n", 2),
            ("nama,desa\n\"a;b\",c\n\"d;e\",f\n", 2),
        ] {
            assert_eq!(shown(text.as_bytes()).last().map(|(_, cells)| cells.len()), Some(want), "{text}");
        }
    }

    #[test]
    fn a_line_sep_says_the_delimiter() {
        assert_eq!(shown(b"sep=|\r\na|b;c;d\r\n"), [(2, vec!["a".to_owned(), "b;c;d".to_owned()])]);
    }

    #[test]
    fn encodings_are_told_apart() {
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        assert_eq!(decode(b"\xef\xbb\xbfNama"), "Nama");
        assert_eq!(decode(b"Caf\xe9"), "Café");
        assert_eq!(decode("Café".as_bytes()), "Café");
        assert_eq!(decode(&[vec![0xff, 0xfe], wide("Nama\tDesa")].concat()), "Nama\tDesa");
        assert_eq!(decode(&wide("Nama\tDesa")), "Nama\tDesa");
        assert_eq!(decode(b""), "");
    }

    #[test]
    fn a_quote_that_is_never_closed_takes_the_rest() {
        assert_eq!(shown(b"a,b\n\"x,y\nz").last().map(|(_, cells)| cells.clone()), Some(vec!["x,y\nz".to_owned()]));
    }

    #[test]
    fn a_row_beyond_the_columns_is_refused_with_a_sentence() {
        assert!(read(",".repeat(600).as_bytes()).is_ok_and(|sheet| sheet.rows.is_empty()));
        assert!(read("a,".repeat(600).as_bytes()).is_err());
        assert!(read("a".repeat(MAX_CELL + 1).as_bytes()).is_err());
    }
}
