//! Forms that went out to a desa and come back.

use std::io::{Cursor, Read, Write};
use std::path::Path;

use calamine::{Data, Reader, Xlsx};
use pembina::base::id::RecordId;
use pembina::base::words::Lang;
use pembina::entity::{DESA, Entity, KADER, POSYANDU};
use pembina::report::formulir::{Filled, form};
use pembina::request::{ImportJob, ImportReport, Query};
use pembina::store::Store;

use super::desk;

fn desa(store: &mut Store, name: &str) -> RecordId {
    let mut found = None;
    let mut see = |record: pembina::entity::Record| {
        if record.text("nama") == name {
            found = Some(record.id);
        }
        Ok(())
    };
    store.walk(&Query::all(&DESA), &mut see).expect("read");
    found.expect("the desa")
}

fn taken(store: &mut Store, entity: &'static Entity, bytes: &[u8], folder: &Path) -> ImportReport {
    let path = folder.join("formulir.xlsx");
    std::fs::write(&path, bytes).expect("written");
    let job = ImportJob { file: path.display().to_string(), ..ImportJob::default() };
    pembina::intake::run(store, entity, &job, Lang::Id).expect("taken").remove(0).report
}

/// A form with cells typed into it, as a spreadsheet program keeps them: by row and heading.
fn typed(bytes: &[u8], cells: &[(u32, &str, &str)]) -> Vec<u8> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let range = book.worksheet_range("Formulir").expect("the form");
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let how = zip::write::SimpleFileOptions::default();
    for at in 0..package.len() {
        let mut part = package.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut held = Vec::new();
        part.read_to_end(&mut held).expect("read");
        if name == "xl/worksheets/sheet1.xml" {
            let mut xml = String::from_utf8(held).expect("UTF-8");
            for (row, heading, words) in cells {
                let column = range
                    .used_cells()
                    .find(|(_, _, cell)| **cell == Data::String((*heading).to_owned()))
                    .map(|(_, at, _)| at + range.start().map_or(0, |start| start.1 as usize))
                    .expect("the heading");
                let letter = rust_xlsxwriter::utility::column_number_to_name(u16::try_from(column).expect("few"));
                let cell = format!("<c r=\"{letter}{row}\" ");
                let (before, rest) = xml.split_once(&cell).expect("the cell");
                let (inner, after) = rest.split_once('>').expect("its end");
                let style =
                    inner.split(' ').find(|part| part.starts_with("s=")).expect("a style").trim_end_matches('/');
                let after = if inner.ends_with('/') { after } else { after.split_once("</c>").expect("its end").1 };
                xml = format!("{before}{cell}{style} t=\"inlineStr\"><is><t>{words}</t></is></c>{after}");
            }
            held = xml.into_bytes();
        }
        out.start_file(name, how).expect("begun");
        out.write_all(&held).expect("written");
    }
    out.finish().expect("finished").into_inner()
}

#[test]
fn a_form_with_what_the_file_knows_comes_back_and_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = desk(folder.path());
    for (entity, rows) in [(&KADER, 3), (&POSYANDU, 2)] {
        for personal in [None, Some("pemutakhiran data")] {
            let bytes = form(&mut store, entity, None, Filled::Known, personal).expect("a form");
            let report = taken(&mut store, entity, &bytes, folder.path());
            assert_eq!(
                (report.sama, report.baris, report.baru, report.berubah, report.batch),
                (rows, rows, 0, 0, None),
                "{report:?}"
            );
        }
    }
}

#[test]
fn a_changed_cell_is_one_change_and_a_new_row_one_new_kader() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = desk(folder.path());
    let hilir = desa(&mut store, "Selat Hilir");
    let bytes = form(&mut store, &KADER, Some(hilir), Filled::Known, None).expect("a form");
    let report = taken(&mut store, &KADER, &bytes, folder.path());
    assert_eq!((report.baris, report.sama), (2, 2), "two kader of this desa: {report:?}");
    assert!(
        report.masalah.iter().all(|said| said.kode != "kolom-tersembunyi"),
        "our own hiding is not told: {report:?}"
    );
    let sent = typed(
        &bytes,
        &[
            (6, "Tempat lahir", "Kuala Kapuas"),
            (8, "Nama", "Dewi Lestari"),
            (8, "Jenis kelamin", "P"),
            (8, "Posyandu nama", "Mawar 1"),
            (8, "Jabatan", "Kader"),
            (8, "Bidang", "Sosial"),
        ],
    );
    let report = taken(&mut store, &KADER, &sent, folder.path());
    assert_eq!((report.baris, report.sama, report.berubah, report.baru), (3, 1, 1, 1), "{report:?}");
    assert_eq!(report.ditolak, 0, "{report:?}");
}

#[test]
fn nik_and_phone_are_there_only_for_a_reason_which_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = desk(folder.path());
    let text = |bytes: &[u8]| {
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
        let range = book.worksheet_range("Formulir").expect("the form");
        range.used_cells().map(|(_, _, cell)| cell.to_string()).collect::<Vec<_>>().join("\n")
    };
    let closed = text(&form(&mut store, &KADER, None, Filled::Known, None).expect("a form"));
    assert!(!closed.contains("6203994503850001") && !closed.contains("081234567890") && !closed.contains("Nik"));
    let open = text(&form(&mut store, &KADER, None, Filled::Known, Some("pemutakhiran")).expect("a form"));
    assert!(open.contains("6203994503850001"), "{open}");
}

#[test]
fn a_blank_form_holds_no_record_and_is_read_once_filled() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = desk(folder.path());
    let hilir = desa(&mut store, "Selat Hilir");
    let bytes = form(&mut store, &POSYANDU, Some(hilir), Filled::Blank, None).expect("a form");
    assert_eq!(bytes, form(&mut store, &POSYANDU, Some(hilir), Filled::Blank, None).expect("a form"), "same bytes");
    let sent = typed(&bytes, &[(6, "Nama", "Kenanga 9"), (6, "Status", "aktif")]);
    let report = taken(&mut store, &POSYANDU, &sent, folder.path());
    assert_eq!((report.baris, report.baru, report.ditolak), (1, 1, 0), "{report:?}");
    let mut desa_of = String::new();
    store
        .walk(&Query::all(&POSYANDU), &mut |posyandu| {
            if posyandu.text("nama") == "Kenanga 9" {
                desa_of = posyandu.get("desa").as_link().map(|link| link.title.clone()).unwrap_or_default();
            }
            Ok(())
        })
        .expect("read");
    assert!(desa_of.contains("Selat Hilir"), "the title names the desa: {desa_of}");
}
