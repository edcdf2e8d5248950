//! Files that go back to the sender, and files that fight back.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader, Xlsx};
use pembina::base::words::Lang;
use pembina::entity::{ENTITIES, Entity, KADER, POSYANDU, flat};
use pembina::intake::{self, Taken, columns::Headings};
use pembina::report::mend;
use pembina::request::{ImportJob, REMARKS};
use pembina::service::buat;
use pembina::store::{Opening, Store};
use rust_xlsxwriter::{Format, Workbook};

fn store(kode: &str) -> Store {
    let mut store = Store::memory(&Opening::by("uji").without_copies()).unwrap();
    buat::begin(&mut store, kode).unwrap();
    store
}

fn looked(store: &mut Store, entity: &'static Entity, path: &Path) -> Vec<Taken> {
    let file = path.display().to_string();
    let job = ImportJob { file, dry_run: true, partial: true, create_posyandu: true, ..ImportJob::default() };
    intake::run(store, entity, &job, Lang::Id).unwrap()
}

fn written(taken: &[Taken], to: &Path) -> Xlsx<Cursor<Vec<u8>>> {
    mend::write(&intake::mend::sheets(taken.iter().map(|taken| &taken.left)), to, Lang::Id).unwrap();
    Xlsx::new(Cursor::new(std::fs::read(to).unwrap())).unwrap()
}

/// A roster as an office writes it: titles, headings of two rows, a desa merged over its block.
fn roster(nik: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name("KADER 2026").unwrap();
    let plain = Format::new();
    page.merge_range(0, 0, 0, 5, "DAFTAR KADER POSYANDU", &plain).unwrap();
    for (at, head) in (0u16..).zip(["NO", "DESA", "POSYANDU"]) {
        page.merge_range(2, at, 3, at, head, &plain).unwrap();
    }
    page.merge_range(2, 3, 2, 5, "KADER", &plain).unwrap();
    for (at, head) in (3u16..).zip(["NAMA", "NIK", "NO HP"]) {
        page.write(3, at, head).unwrap();
    }
    page.merge_range(4, 1, 6, 1, "Selat Hilir", &plain).unwrap();
    for (row, name, nik, phone) in [
        (4, "Siti Aminah", "6203994501900001", "081234567890"),
        (5, "=1+1", nik, "081234567891"),
        (6, "Budi Rahayu", "", "081234567892"),
    ] {
        page.write(row, 0, row - 3).unwrap();
        page.write(row, 2, "Mawar").unwrap();
        page.write(row, 3, name).unwrap();
        page.write(row, 4, nik).unwrap();
        page.write(row, 5, phone).unwrap();
    }
    page.write(8, 4, "Mengetahui,").unwrap();
    page.write(9, 4, "Lurah Selat Hilir").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn the_senders_own_sheet_comes_back_with_the_bad_cells_marked_and_can_be_taken_in_again() {
    let dir = tempfile::tempdir().unwrap();
    let (sent, back) = (dir.path().join("a.xlsx"), dir.path().join("masalah.xlsx"));
    std::fs::write(&sent, roster("62039945")).unwrap();
    let mut store = store("62.03.01");
    let taken = looked(&mut store, &KADER, &sent);
    let mut book = written(&taken, &back);
    assert_eq!(book.sheet_names(), ["KADER 2026"]);
    let range = book.worksheet_range("KADER 2026").unwrap();
    let cell = |row: u32, at: u32| range.get_value((row, at)).map(ToString::to_string).unwrap_or_default();
    assert_eq!(cell(0, 0), "DAFTAR KADER POSYANDU");
    assert_eq!((cell(2, 6), cell(4, 6), cell(6, 6)), (REMARKS.to_owned(), String::new(), String::new()));
    assert!(cell(5, 6).starts_with("x [KADER NIK] "), "{}", cell(5, 6));
    assert_eq!(range.get_value((5, 4)), Some(&Data::String("62039945".into())), "codes are text");
    assert_eq!(
        (cell(5, 3), cell(4, 5), cell(9, 4)),
        ("=1+1".into(), "081234567890".into(), "Lurah Selat Hilir".into())
    );
    assert!(book.worksheet_formula("KADER 2026").unwrap().is_empty(), "nothing is a formula");
    let merged = book.merge_cells_by_sheet_name("KADER 2026").unwrap();
    let merged: Vec<_> = merged.iter().map(|span| (span.start, span.end)).collect();
    assert!(merged.contains(&((0, 0), (0, 5))) && merged.contains(&((4, 1), (6, 1))), "{merged:?}");
    let mut zip = zip::ZipArchive::new(Cursor::new(std::fs::read(&back).unwrap())).unwrap();
    let notes = std::io::read_to_string(zip.by_name("xl/comments1.xml").unwrap()).unwrap();
    assert!(notes.contains("ref=\"E6\"") && notes.contains("NIK"), "{notes}");

    // As it is, the file says the same again; the column of remarks is not read.
    let again = looked(&mut store, &KADER, &back).remove(0).report;
    let first = &taken.first().unwrap().report;
    assert_eq!((again.baris, again.ditolak, &again.kolom), (first.baris, first.ditolak, &first.kolom));
    assert_eq!(again.kolom_tak_dipakai, first.kolom_tak_dipakai);
    assert_eq!(again.masalah, first.masalah);
}

#[test]
fn tables_side_by_side_share_their_row_of_remarks_and_are_found_again() {
    let dir = tempfile::tempdir().unwrap();
    let (sent, back) = (dir.path().join("a.csv"), dir.path().join("masalah.xlsx"));
    let text =
        "NO;DESA;POSYANDU;NO;DESA;POSYANDU\n1;Antah;Mawar;3;Berantah;Melati\n2;Selat Hilir;Anggrek;4;Selat Hilir;\n";
    std::fs::write(&sent, text).unwrap();
    let mut store = store("62.03.01");
    let taken = looked(&mut store, &POSYANDU, &sent);
    assert_eq!(taken.len(), 2);
    let mut book = written(&taken, &back);
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let said = range.get_value((1, 6)).unwrap().to_string();
    assert!(said.contains("Antah") && said.contains("Berantah"), "{said}");
    assert_eq!(range.get_value((0, 6)).unwrap().to_string(), REMARKS);
    let again: Vec<_> = looked(&mut store, &POSYANDU, &back).into_iter().map(|taken| taken.report.masalah).collect();
    assert_eq!(again, taken.into_iter().map(|taken| taken.report.masalah).collect::<Vec<_>>());
}

#[test]
fn rows_of_another_kecamatan_do_not_go_back_to_the_sender() {
    let dir = tempfile::tempdir().unwrap();
    let (sent, back) = (dir.path().join("a.csv"), dir.path().join("masalah.xlsx"));
    let text =
        "KECAMATAN;DESA;POSYANDU\nKapuas Murung;Palingkau Lama;Mawar\nSelat;Antah;Melati\nSelat;Selat Hilir;Dahlia\n";
    std::fs::write(&sent, text).unwrap();
    let taken = looked(&mut store("62.03.01"), &POSYANDU, &sent);
    assert_eq!(taken[0].report.ditolak, 2, "{:?}", taken[0].report.masalah);
    let range = written(&taken, &back).worksheet_range_at(0).unwrap().unwrap();
    let names: Vec<String> = range.rows().map(|row| row[2].to_string()).collect();
    assert_eq!(names, ["POSYANDU", "Melati", "Dahlia"]);
}

#[test]
fn the_heading_of_the_remarks_is_no_field_of_any_kind() {
    for entity in ENTITIES {
        let columns = flat::columns(entity);
        assert_eq!(Headings::new(&columns, &[]).unwrap().meaning(REMARKS), None, "{entity:?}");
    }
}
