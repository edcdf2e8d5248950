//! Whole imports over a store in memory.

use super::*;
use crate::base::date::Date;
use crate::base::words::Lang;
use crate::entity::{Entity, KADER, PENUGASAN, POSYANDU, Record, SK};
use crate::request::{ImportJob, ImportReport, Query, Seek};
use crate::service::buat;
use crate::store::{Opening, Store};
use std::io::Write;

struct Desk {
    store: Store,
    folder: tempfile::TempDir,
}

impl Desk {
    /// A file of Kecamatan Selat: Murung Keramat, Selat Hilir, Selat Hulu ...
    fn new() -> Self {
        Desk::of("62.03.01")
    }

    fn of(kode: &str) -> Self {
        let mut store = Store::memory(&Opening::by("uji").without_copies()).expect("memory");
        buat::begin(&mut store, kode).expect("a kecamatan");
        Desk { store, folder: tempfile::tempdir().expect("a folder") }
    }

    fn take_as(&mut self, entity: &'static Entity, text: &str, wish: impl Fn(&mut ImportJob)) -> ImportReport {
        let path = self.folder.path().join("daftar.csv");
        std::fs::File::create(&path).and_then(|mut file| file.write_all(text.as_bytes())).expect("written");
        let mut job = ImportJob { file: path.display().to_string(), kind: entity.name.into(), ..ImportJob::default() };
        wish(&mut job);
        let report = run(&mut self.store, entity, &job, Lang::Id).expect("no trouble").remove(0).report;
        assert_eq!(report.baris, report.baru + report.berubah + report.sama + report.ditolak, "the sum law");
        report
    }

    fn take(&mut self, entity: &'static Entity, text: &str) -> ImportReport {
        self.take_as(entity, text, |_| {})
    }

    fn all(&mut self, entity: &'static Entity) -> Vec<Record> {
        self.store.page(&Query::all(entity), Seek::First, 999).expect("a page").rows
    }

    fn one(&mut self, entity: &'static Entity) -> Record {
        let mut all = self.all(entity);
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }
}

fn counts(report: &ImportReport) -> (usize, usize, usize, usize) {
    (report.baru, report.berubah, report.sama, report.ditolak)
}

fn codes(report: &ImportReport) -> Vec<(usize, &str)> {
    report.masalah.iter().map(|found| (found.baris, found.kode.as_str())).collect()
}

const LIST: &str = "No;Kecamatan;Desa;Posyandu;Alamat\n1;SELAT;SELAT HILIR;Mawar I;Jl. Satu\n\
                    2;SELAT;Kel. Selat Hulu;MELATI;\n3;SELAT;SELAT HILIR;Mawar II;\n";

#[test]
fn a_list_is_taken_and_a_second_time_all_is_the_same() {
    let mut desk = Desk::new();
    let first = desk.take(&POSYANDU, LIST);
    assert_eq!(counts(&first), (3, 0, 0, 0), "{:?}", first.masalah);
    assert!(first.batch.is_some());
    let second = desk.take(&POSYANDU, LIST);
    assert_eq!((counts(&second), second.batch), ((0, 0, 3, 0), None));
    assert_eq!(desk.all(&POSYANDU).len(), 3);
}

#[test]
fn a_blank_cell_never_erases_and_a_filled_one_changes() {
    let mut desk = Desk::new();
    desk.take(&POSYANDU, LIST);
    let report = desk.take(&POSYANDU, "Desa;Posyandu;Alamat;RT/RW\nSelat Hilir;MAWAR 1;;01/02\n");
    assert_eq!(counts(&report), (0, 1, 0, 0), "{:?}", report.masalah);
    let mawar = desk.all(&POSYANDU).into_iter().find(|record| record.text("nama") == "Mawar I").expect("kept its name");
    assert_eq!((mawar.text("alamat"), mawar.text("rt_rw")), ("Jl. Satu", "01/02"));
}

#[test]
fn rows_of_other_kecamatan_are_rejected_without_holding_up_ours() {
    let mut desk = Desk::new();
    let text = "Kecamatan;Desa;Posyandu\nBATAGUH;X;Anggrek\nSELAT;Selat Hilir;Mawar\n;Selat Hilir;Melati\n";
    let report = desk.take(&POSYANDU, text);
    assert_eq!(counts(&report), (2, 0, 0, 1));
    assert!(report.batch.is_some());
    assert_eq!(codes(&report), [(2, "luar-kecamatan"), (4, "kecamatan-kosong")]);
}

#[test]
fn an_error_stops_the_whole_import_unless_the_good_rows_are_asked_for() {
    let mut desk = Desk::new();
    let text = "Desa;Posyandu\nSelat Hilir;Mawar\nAntah Berantah;Melati\nSelat Hulu;\n";
    let stopped = desk.take(&POSYANDU, text);
    assert_eq!((counts(&stopped), stopped.batch), ((1, 0, 0, 2), None));
    assert_eq!(codes(&stopped), [(3, "desa-tidak-dikenal"), (4, "wajib")]);
    assert!(desk.all(&POSYANDU).is_empty());
    let partly = desk.take_as(&POSYANDU, text, |job| job.partial = true);
    assert_eq!((counts(&partly), partly.batch.is_some()), ((1, 0, 0, 2), true));
}

#[test]
fn a_dry_run_tells_the_same_and_writes_nothing() {
    let mut desk = Desk::new();
    let report = desk.take_as(&POSYANDU, LIST, |job| job.dry_run = true);
    assert_eq!((counts(&report), report.batch), ((3, 0, 0, 0), None));
    assert!(desk.all(&POSYANDU).is_empty());
}

#[test]
fn the_same_posyandu_twice_is_kept_once_and_said() {
    let mut desk = Desk::new();
    let report = desk.take(&POSYANDU, "Desa;Posyandu\nSelat Hilir;Mawar 3\nSELAT HILIR;POSYANDU MAWAR III\n");
    assert_eq!((counts(&report), codes(&report)), ((1, 0, 1, 0), vec![(3, "baris-ganda")]));
}

#[test]
fn two_rows_that_contradict_each_other_do_not_both_win() {
    let mut desk = Desk::new();
    let text = "Desa;Posyandu;Alamat\nSelat Hilir;Mawar;Jl. Satu\nSelat Hilir;Mawar;Jl. Dua\n";
    let report = desk.take_as(&POSYANDU, text, |job| job.partial = true);
    assert_eq!((counts(&report), codes(&report)), ((1, 0, 0, 1), vec![(3, "baris-bertentangan")]));
    assert_eq!(desk.one(&POSYANDU).text("alamat"), "Jl. Satu");
}

const ROSTER: &str = "Nama;NIK;L/P;Tgl Lahir;Posyandu;Desa;Jabatan;Bidang;No SK;Tgl SK;TMT\n\
    Siti Aminah;6203994503850001;P;05-03-1985;Mawar 1;Selat Hilir;Ketua;;141/12/2026;12-01-2026;12-01-2026\n\
    Hj. Rusmini;;P;;Mawar 1;Selat Hilir;Kader;Kesehatan;141/12/2026;12-01-2026;12-01-2026\n";

#[test]
fn a_roster_gives_persons_posts_and_one_sk() {
    let mut desk = Desk::new();
    let missing = desk.take(&KADER, ROSTER);
    assert_eq!(
        (counts(&missing), codes(&missing)),
        ((0, 0, 0, 2), vec![(2, "posyandu-tidak-dikenal"), (3, "posyandu-tidak-dikenal")])
    );
    let made = desk.take_as(&KADER, ROSTER, |job| job.create_posyandu = true);
    assert_eq!(counts(&made), (2, 0, 0, 0), "{:?}", made.masalah);
    assert_eq!((desk.all(&KADER).len(), desk.all(&PENUGASAN).len(), desk.all(&POSYANDU).len()), (2, 2, 1));
    let sk = desk.one(&SK);
    assert_eq!((sk.text("nomor"), sk.get("tanggal").as_date()), ("141/12/2026", Some(Date::constant(2026, 1, 12))));
    let again = desk.take(&KADER, ROSTER);
    assert_eq!(counts(&again), (0, 0, 2, 0), "{:?}", again.masalah);
}

#[test]
fn an_unknown_posyandu_is_told_with_the_nearest_names() {
    let mut desk = Desk::new();
    desk.take(&POSYANDU, LIST);
    let report = desk.take(&KADER, "Nama;Posyandu;Desa\nSiti;Mawar 7;Selat Hilir\n");
    assert!(report.masalah[0].pesan.contains("Mawar I"), "{}", report.masalah[0].pesan);
}

#[test]
fn a_second_term_is_a_second_post() {
    let mut desk = Desk::new();
    desk.take(&POSYANDU, LIST);
    let head = "Nama;Posyandu;Desa;Jabatan;Bidang;Mulai;Selesai\n";
    desk.take(&KADER, &format!("{head}Siti;Mawar 1;Selat Hilir;Kader;Kesehatan;01-01-2018;31-12-2022\n"));
    let report = desk.take(&KADER, &format!("{head}Siti;Mawar 1;Selat Hilir;Kader;Kesehatan;01-01-2023;\n"));
    assert_eq!(counts(&report), (1, 0, 0, 0), "{:?}", report.masalah);
    assert_eq!((desk.all(&KADER).len(), desk.all(&PENUGASAN).len()), (1, 2));
}

#[test]
fn a_doubtful_nik_needs_a_reason_and_a_broken_one_is_rejected() {
    let mut desk = Desk::new();
    desk.take(&POSYANDU, LIST);
    let row = |nik: &str| format!("Nama;NIK;Posyandu;Desa;Bidang\nSiti;{nik};Mawar 1;Selat Hilir;Kesehatan\n");
    // The 32nd of a month: badly issued numbers exist.
    let doubtful = desk.take(&KADER, &row("6203993203850001"));
    assert_eq!((counts(&doubtful), codes(&doubtful)), ((0, 0, 0, 1), vec![(2, "nik-tanggal")]));
    assert_eq!(counts(&desk.take(&KADER, &row("6,20399E+15"))), (0, 0, 0, 1));
    let passed = desk.take_as(&KADER, &row("6203993203850001"), |job| job.reason = Some("sesuai KTP".into()));
    assert_eq!(counts(&passed), (1, 0, 0, 0), "{:?}", passed.masalah);
}

#[test]
fn a_file_without_a_table_is_refused_as_a_whole() {
    let mut desk = Desk::new();
    let report = desk.take(&KADER, "Laporan;bebas\ntanpa;tabel\n");
    assert_eq!(report.baris, 0);
    assert!(report.ditolak_seluruhnya.expect("why").contains("Nama"));
}

#[test]
fn the_published_list_of_kabupaten_bogor_is_taken_for_cibinong_row_by_row() {
    let data =
        std::env::var("PEMBINA_DATA").unwrap_or_else(|_| format!("{}/../shared/data/real", env!("CARGO_MANIFEST_DIR")));
    let file = format!("{data}/bogor_posyandu_2023.xlsx");
    if !std::path::Path::new(&file).exists() {
        println!("skipped: {file} is absent");
        return;
    }
    let mut desk = Desk::of("32.01.01");
    let job = ImportJob { file, kind: "posyandu".into(), ..ImportJob::default() };
    let first = run(&mut desk.store, &POSYANDU, &job, Lang::Id).expect("no trouble").remove(0).report;
    assert_eq!((first.baris_judul, first.baris), (Some(4), 5_164));
    assert_eq!(first.baris, first.baru + first.berubah + first.sama + first.ditolak);
    let ours = first.baru + first.sama;
    assert_eq!(
        (ours, first.berubah),
        (215, 0),
        "{:?}",
        first.masalah.iter().filter(|found| found.kode != "luar-kecamatan").collect::<Vec<_>>()
    );
    assert!(first.batch.is_some());
    let second = run(&mut desk.store, &POSYANDU, &job, Lang::Id).expect("no trouble").remove(0).report;
    assert_eq!((second.baru, second.berubah, second.sama, second.batch), (0, 0, 215, None));
}

#[test]
fn the_sheets_of_one_workbook_are_one_batch_and_know_of_each_other() {
    let mut desk = Desk::new();
    let path = desk.folder.path().join("buku.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheets: [&[[&str; 4]]; 2] = [
        &[["Desa", "Posyandu", "Alamat", "RT/RW"], ["Selat Hilir", "Mawar", "Jl. Satu", ""]],
        &[
            ["Desa", "Posyandu", "Alamat", "RT/RW"],
            ["Selat Hilir", "Posyandu MAWAR", "", "01/02"],
            ["Selat Hulu", "Melati", "", ""],
        ],
    ];
    for rows in sheets {
        let sheet = book.add_worksheet();
        for (y, row) in (0u32..).zip(rows) {
            for (x, cell) in (0u16..).zip(row) {
                sheet.write_string(y, x, *cell).expect("a cell");
            }
        }
    }
    book.save(&path).expect("a workbook");
    let job = ImportJob { file: path.display().to_string(), kind: "posyandu".into(), ..ImportJob::default() };
    let taken = run(&mut desk.store, &POSYANDU, &job, Lang::Id).expect("no trouble");
    let batches: Vec<Option<i64>> = taken.iter().map(|taken| taken.report.batch).collect();
    assert_eq!(batches.len(), 2);
    assert!(batches[0].is_some() && batches[0] == batches[1], "{batches:?}");
    assert_eq!(counts(&taken[1].report), (1, 1, 0, 0), "{:?}", taken[1].report.masalah);
    let all = desk.all(&POSYANDU);
    assert_eq!(all.len(), 2);
    assert_eq!((all[0].text("alamat"), all[0].text("rt_rw")), ("Jl. Satu", "01/02"));
    desk.store.undo(crate::request::BatchId(batches[0].unwrap_or(0))).expect("undone");
    assert!(desk.all(&POSYANDU).is_empty(), "one undo takes both sheets back");
}
