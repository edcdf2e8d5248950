//! Whole imports over a store in memory.

use super::*;
use crate::base::date::Date;
use crate::base::words::Lang;
use crate::entity::{Entity, KADER, PENUGASAN, POSYANDU, Record, SK};
use crate::request::{ImportJob, ImportReport, Merge, Query, Seek};
use crate::service::buat;
use crate::store::{Opening, Outcome, Store};
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

#[test]
fn an_alias_becomes_another_name_and_finds_the_posyandu_again() {
    let mut desk = Desk::new();
    let first = desk.take(
        &POSYANDU,
        "Desa;Posyandu\nSelat Hilir;SEPAT/BANPRES\nSelat Hilir;Mawar (RW 03)\nSelat Hilir;Melati I/II\n",
    );
    assert_eq!((counts(&first), codes(&first)), ((3, 0, 0, 0), vec![(2, "nama-lain")]), "{:?}", first.masalah);
    let names: Vec<(String, String)> = desk
        .all(&POSYANDU)
        .iter()
        .map(|record| (record.text("nama").to_owned(), record.text("nama_lain").to_owned()))
        .collect();
    assert!(names.contains(&("SEPAT".into(), "BANPRES".into())), "{names:?}");
    assert!(names.contains(&("Mawar (RW 03)".into(), String::new())), "{names:?}");
    for text in ["SEPAT/BANPRES", "Sepat (Banpres)", "Banpres", "Posy. Sepat"] {
        let again = desk.take(&POSYANDU, &format!("Desa;Posyandu\nSelat Hilir;{text}\n"));
        assert_eq!(counts(&again), (0, 0, 1, 0), "{text} {:?}", again.masalah);
    }
}

#[test]
fn roman_arabic_and_word_numerals_are_one_posyandu_and_neighbours_are_not() {
    let mut desk = Desk::new();
    desk.take(&POSYANDU, "Desa;Posyandu\nSelat Hilir;MAWAR SATU\n");
    let again =
        desk.take(&POSYANDU, "Desa;Posyandu\nSelat Hilir;Posy. Mawar I\nSelat Hilir;Mawar 2\nSelat Hulu;Mawar 1\n");
    assert_eq!(counts(&again), (2, 0, 1, 0), "{:?}", again.masalah);
}

#[test]
fn the_desa_may_stand_only_in_a_title_in_a_line_between_or_in_the_sheets_name() {
    let mut desk = Desk::new();
    let title =
        desk.take(&POSYANDU, "DATA POSYANDU DESA SELAT HULU TAHUN 2024;\n;\nNo;Nama Posyandu\n1;Mawar\n2;Melati\n");
    assert_eq!((counts(&title), codes(&title)), ((2, 0, 0, 0), vec![(4, "tempat-dari-judul")]), "{:?}", title.masalah);
    let lines = desk.take(
        &POSYANDU,
        "No;Nama Posyandu\nA;DESA SELAT HILIR\n1;Anggrek\n2;Dahlia\n;KELURAHAN SELAT HULU\n1;Anggrek\n",
    );
    assert_eq!(counts(&lines), (3, 0, 0, 0), "{:?}", lines.masalah);
    assert_eq!(codes(&lines), [(3, "tempat-dari-judul"), (6, "tempat-dari-judul")]);
    let unknown = desk.take(&POSYANDU, "No;Nama Posyandu\n;DESA ANTAH BERANTAH\n1;Kenanga\n");
    assert_eq!((counts(&unknown), codes(&unknown)), ((0, 0, 0, 1), vec![(3, "desa-tidak-dikenal")]));
}

#[test]
fn a_roster_under_the_name_of_its_posyandu_is_read_for_it() {
    let mut desk = Desk::new();
    desk.take(&POSYANDU, LIST);
    let text = "DAFTAR KADER POSYANDU MAWAR I DESA SELAT HILIR;;\nNo;Nama;Jabatan\n1;Siti;Ketua\n2;Ani;Kader\n";
    let report = desk.take(&KADER, text);
    assert_eq!(counts(&report), (2, 0, 0, 0), "{:?}", report.masalah);
    let posts = desk.all(&PENUGASAN);
    assert!(posts.iter().all(|post| post.get("posyandu").as_link().is_some_and(|link| link.title == "Mawar I")));
}

#[test]
fn a_place_written_once_is_read_for_its_block_and_told_but_never_across_a_gap() {
    let mut desk = Desk::new();
    let text = "No;Desa;Posyandu\n1;Selat Hilir;Mawar\n2;;Melati\n3;;Anggrek\n4;Selat Hulu;Mawar\n;;\n5;;Dahlia\n";
    let report = desk.take_as(&POSYANDU, text, |job| job.partial = true);
    assert_eq!(counts(&report), (4, 0, 0, 1), "{:?}", report.masalah);
    assert_eq!(codes(&report), [(3, "tempat-diteruskan"), (7, "wajib")]);
    assert!(report.masalah[0].pesan.contains("3-4") && report.masalah[0].pesan.contains("Selat Hilir"));
    // Where every row says its desa, a blank one is a gap to be asked about.
    let gap = desk.take(&POSYANDU, "No;Desa;Posyandu\n1;Selat Hilir;A1\n2;Selat Hilir;A2\n3;;A3\n");
    assert_eq!((counts(&gap), codes(&gap)), ((2, 0, 0, 1), vec![(4, "wajib")]));
}

#[test]
fn columns_without_known_headings_are_told_by_what_stands_in_them() {
    let mut desk = Desk::new();
    desk.take(&POSYANDU, LIST);
    let text = "Nama;Posyandu;Desa;Identitas;x;No KK\n\
        Siti;Mawar I;Selat Hilir;6203994503850001;0812 3456 7890;6203994503850009\n\
        Ani;Mawar I;Selat Hilir;6203994603850002;0812 3456 7891;6203994503850009\n\
        Rini;Mawar I;Selat Hilir;6203994703850003;0812 3456 7892;6203994503850009\n";
    let report = desk.take(&KADER, text);
    assert_eq!(counts(&report), (3, 0, 0, 0), "{:?}", report.masalah);
    assert_eq!((report.kolom["Identitas"].as_str(), report.kolom["x"].as_str()), (Some("nik"), Some("no_hp")));
    assert_eq!(report.kolom_tak_dipakai, ["No KK"]);
    assert!(codes(&report).contains(&(2, "kolom-dari-isi")));
}

#[test]
fn two_facts_in_one_column_are_parted_and_one_fact_in_two_is_joined() {
    let mut desk = Desk::new();
    let posyandu = desk.take(&POSYANDU, "Desa/Kecamatan;Posyandu;RT;RW\nSelat Hilir, Selat;Mawar I;003;005\n");
    assert_eq!(counts(&posyandu), (1, 0, 0, 0), "{:?}", posyandu.masalah);
    assert_eq!(desk.one(&POSYANDU).text("rt_rw"), "003/005");
    let text = "Nama;Posyandu;Desa;Tempat/Tgl Lahir\nSiti;Mawar I;Selat Hilir;\"Kapuas, 12 Agustus 1985\"\n";
    let report = desk.take(&KADER, text);
    assert_eq!(counts(&report), (1, 0, 0, 0), "{:?}", report.masalah);
    let siti = desk.one(&KADER);
    assert_eq!(siti.text("tempat_lahir"), "Kapuas");
    assert_eq!(siti.get("tanggal_lahir").as_date(), Some(Date::constant(1985, 8, 12)));
}

fn book(fill: impl Fn(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    fill(book.add_worksheet());
    book.save_to_buffer().expect("a workbook")
}

impl Desk {
    fn take_book(&mut self, entity: &'static Entity, bytes: &[u8]) -> Vec<ImportReport> {
        let path = self.folder.path().join("daftar.xlsx");
        std::fs::write(&path, bytes).expect("written");
        let job = ImportJob {
            file: path.display().to_string(),
            kind: entity.name.into(),
            create_posyandu: true,
            partial: true,
            ..ImportJob::default()
        };
        run(&mut self.store, entity, &job, Lang::Id)
            .expect("no trouble")
            .into_iter()
            .map(|taken| taken.report)
            .collect()
    }
}

#[test]
fn merged_headings_of_two_rows_are_joined_downwards_and_merged_places_stand_for_their_rows() {
    let mut desk = Desk::new();
    let plain = rust_xlsxwriter::Format::new();
    let bytes = book(|page| {
        page.merge_range(0, 2, 0, 9, "DAFTAR KADER", &plain).expect("title");
        for (at, name) in [(2, "NO"), (3, "DESA"), (4, "POSYANDU"), (5, "NAMA"), (6, "TEMPAT/TGL LAHIR")] {
            page.merge_range(3, at, 4, at, name, &plain).expect("heading");
        }
        page.merge_range(3, 7, 3, 8, "SK", &plain).expect("parent");
        page.write(4, 7, "NOMOR").expect("child").write(4, 8, "TANGGAL").expect("child");
        for at in 2..9 {
            page.write(5, at, at - 1).expect("numbering");
        }
        page.merge_range(6, 3, 8, 3, "SELAT HILIR", &plain).expect("desa");
        page.merge_range(6, 4, 7, 4, "Mawar 1", &plain).expect("posyandu").write(8, 4, "Mawar 2").expect("posyandu");
        for (row, name) in [(6, "Siti"), (7, "Ani"), (8, "Rini")] {
            page.write(row, 2, row - 5).expect("no").write(row, 5, name).expect("name");
            page.write(row, 6, "Kapuas, 12 Agustus 1985").expect("born");
            page.write(row, 7, "141/12/2026").expect("sk").write(row, 8, "12-01-2026").expect("day");
        }
        page.write(9, 3, "JUMLAH").expect("total").write(9, 5, 3).expect("total");
    });
    let report = desk.take_book(&KADER, &bytes).remove(0);
    assert_eq!(report.baris_judul, Some(4));
    let skipped: Vec<(usize, &str)> = report.dilewati.iter().map(|row| (row.baris, row.alasan.as_str())).collect();
    assert_eq!(skipped, [(1, "judul"), (4, "kepala"), (5, "kepala"), (6, "nomor"), (10, "jumlah")]);
    assert_eq!(counts(&report), (3, 0, 0, 0), "{:?}", report.masalah);
    assert_eq!(report.kolom["SK NOMOR"].as_str(), Some("nomor_sk"));
    assert_eq!(report.kolom["SK TANGGAL"].as_str(), Some("tanggal_sk"));
    assert_eq!((desk.all(&POSYANDU).len(), desk.one(&SK).text("nomor").to_owned()), (2, "141/12/2026".to_owned()));
}

#[test]
fn stacked_headings_of_a_text_file_are_joined_too() {
    let mut desk = Desk::new();
    desk.take(&POSYANDU, LIST);
    let text = "No;Nama;Posyandu;;SK;;Tanggal;\n;;Nama;Desa;Nomor;Tanggal;Mulai;Selesai\n\
        1;Siti;Mawar I;Selat Hilir;141/12/2026;12-01-2026;12-01-2026;\n";
    let report = desk.take(&KADER, text);
    assert_eq!(counts(&report), (1, 0, 0, 0), "{:?} {:?}", report.masalah, report.kolom);
    let post = desk.one(&PENUGASAN);
    assert_eq!(post.get("mulai").as_date(), Some(Date::constant(2026, 1, 12)));
}

#[test]
fn two_tables_of_one_sheet_are_both_found_above_each_other_and_side_by_side() {
    let mut desk = Desk::new();
    let bytes = book(|page| {
        page.write(0, 0, "A. DESA SELAT HILIR").expect("title");
        page.write_row(1, 0, ["No", "Nama Posyandu", "Alamat"]).expect("head");
        page.write_row(2, 0, ["1", "Mawar", "Jl. A"]).expect("row");
        page.write(4, 0, "B. KELURAHAN SELAT HULU").expect("title");
        page.write_row(5, 0, ["No", "Alamat", "Nama Posyandu"]).expect("head");
        page.write_row(6, 0, ["1", "Jl. B", "Melati"]).expect("row");
    });
    let reports = desk.take_book(&POSYANDU, &bytes);
    assert_eq!(
        reports.iter().map(|report| (report.baris_judul, report.baru)).collect::<Vec<_>>(),
        [(Some(2), 1), (Some(6), 1)],
        "{reports:?}"
    );
    let melati = desk.all(&POSYANDU).into_iter().find(|record| record.text("nama") == "Melati").expect("taken");
    assert_eq!(
        (melati.text("alamat"), melati.get("desa").as_link().map(|link| link.title.as_str())),
        ("Jl. B", Some("Selat Hulu"))
    );
    let bytes = book(|page| {
        page.write_row(3, 2, ["No", "Desa", "Posyandu", "", "No", "Desa", "Posyandu"]).expect("head");
        page.write_row(4, 2, ["1", "Selat Hilir", "Anggrek", "", "3", "Selat Hulu", "Dahlia"]).expect("row");
        page.write_row(5, 2, ["2", "Selat Hilir", "Kenanga", "", "", "", ""]).expect("row");
    });
    let reports = desk.take_book(&POSYANDU, &bytes);
    assert_eq!(reports.iter().map(|report| report.baru).collect::<Vec<_>>(), [2, 1], "{reports:?}");
}

#[test]
fn a_form_is_refused_with_what_was_seen() {
    let mut desk = Desk::new();
    let plain = rust_xlsxwriter::Format::new();
    let bytes = book(|page| {
        for row in 0..20 {
            page.merge_range(row, 0, row, 3, "Uraian penilaian", &plain).expect("merged");
            page.write(row, 4, ":").expect("colon");
        }
    });
    let said = desk.take_book(&POSYANDU, &bytes).remove(0).ditolak_seluruhnya.expect("refused");
    assert!(said.contains("formulir") && said.contains("Uraian penilaian"), "{said}");
}

#[test]
fn data_rows_that_hold_words_of_headings_are_no_second_table() {
    let mut desk = Desk::new();
    desk.take(&POSYANDU, LIST);
    let text = "Nama;Posyandu;Desa;Jabatan;Bidang;TMT\n\
         Siti;Mawar I;Selat Hilir;Ketua;;12-01-2026\n\
         Hj. Rusmini, S.Pd;Mawar I;Selat Hilir;Kader;Kesehatan;12-01-2026\n\
         Nur'aini;Mawar II;Selat Hilir;Kader;Pendidikan;\n";
    let report = desk.take(&KADER, text);
    assert_eq!(counts(&report), (3, 0, 0, 0), "{:?}", report.masalah);
}

#[test]
fn a_code_of_the_desa_is_told_by_its_content_where_no_column_names_the_desa() {
    let mut desk = Desk::new();
    let rows = |head: &str| {
        let code = buat_desa(1);
        format!("{head}\n{code};Mawar;1\n{code}.;Melati;2\n{code}.0;Anggrek;3\n")
    };
    let report = desk.take(&POSYANDU, &rows("id;Posyandu;Ket"));
    assert_eq!(counts(&report), (3, 0, 0, 0), "{:?} {:?}", report.masalah, report.kolom);
    assert_eq!(report.kolom["id"].as_str(), Some("desa_kode"));
}

/// The code of a desa of Kecamatan Selat, without dots.
fn buat_desa(at: usize) -> String {
    let kode = "62.03.01".parse().expect("a code");
    let place = crate::base::wilayah::anak(kode).nth(at).expect("a desa");
    place.kode.to_string().replace('.', "")
}

#[test]
fn damaged_cells_reject_their_rows_and_nothing_of_them_is_kept() {
    let mut desk = Desk::new();
    desk.take(&POSYANDU, LIST);
    let text = "Nama;NIK;Tgl Lahir;No HP;Posyandu;Desa\n\
        Siti;62O3994503850001;;;Mawar I;Selat Hilir\n\
        Ani;;03/25/1985;;Mawar I;Selat Hilir\n\
        Rini;;;8,12E+10;Mawar I;Selat Hilir\n\
        Wati;;;81234567890;Mawar I;Selat Hilir\n";
    let report = desk.take_as(&KADER, text, |job| job.partial = true);
    assert_eq!(counts(&report), (1, 0, 0, 3), "{:?}", report.masalah);
    assert_eq!(
        codes(&report),
        [
            (2, "nik-bukan-angka"),
            (3, "tanggal-tertukar"),
            (4, "hp-rusak-excel"),
            (5, "hp-nol-hilang"),
            (5, "bidang-belum-diisi")
        ]
    );
    assert!(report.masalah[0].saran.contains("6203994503850001"), "{}", report.masalah[0].saran);
    assert!(report.masalah[1].saran.contains("25-03-1985"), "{}", report.masalah[1].saran);
    let wati = desk.one(&KADER);
    assert_eq!((wati.text("nama"), wati.text("no_hp")), ("Wati", "081234567890"));
}

#[test]
fn a_posyandu_written_once_ends_where_the_desa_changes() {
    let mut desk = Desk::new();
    desk.take(&POSYANDU, LIST);
    let text = "No;Nama;Desa;Posyandu\n1;Siti;Selat Hilir;Mawar I\n2;Ani;Selat Hilir;\n3;Rini;Selat Hulu;\n";
    let report = desk.take_as(&KADER, text, |job| job.partial = true);
    assert!(codes(&report).contains(&(3, "tempat-diteruskan")), "{:?}", report.masalah);
    // Of the third only the person is known.
    assert_eq!((counts(&report), desk.all(&PENUGASAN).len()), ((3, 0, 0, 0), 2), "{:?}", report.masalah);
}

#[test]
fn a_list_of_other_people_or_things_is_no_roster_unless_the_clerk_says_so() {
    let mut desk = Desk::new();
    let patients = "NIK;Nama Lengkap;Tanggal HPHT;Kehamilan ke;Keterangan\n;Siti;2024-09-15;2;baik\n";
    let refused = desk.take(&KADER, patients).ditolak_seluruhnya.expect("refused");
    assert!(refused.contains("Tanggal HPHT, Kehamilan ke") && refused.contains("--petakan"), "{refused}");
    let buildings = "desa_id;nama;jumlah;kategori\n62.03.01.1004;Pasar;1;Pasar\n";
    assert!(desk.take(&KADER, buildings).ditolak_seluruhnya.is_some());
    let wished = desk.take_as(&KADER, patients, |job| job.mapping = vec![("Nama Lengkap".into(), "nama".into())]);
    assert_eq!(counts(&wished), (1, 0, 0, 0), "{:?}", wished.masalah);
    // A roster may count children and weigh nobody.
    desk.take(&POSYANDU, LIST);
    let roster = "Nama Kader;Posyandu;Desa;Jumlah anak;Nama ibu\nAni;Mawar I;Selat Hilir;2;Rini\n";
    assert_eq!(counts(&desk.take(&KADER, roster)), (1, 0, 0, 0));
}

#[test]
fn in_a_list_of_facilities_only_the_posyandu_are_data() {
    let mut desk = Desk::new();
    let text =
        "Desa;Nama;Kategori\nSelat Hilir;Mawar;Posyandu\nSelat Hilir;Tunas;PAUD\nSelat Hilir;Pasar Baru;Posyandu\n";
    let report = desk.take(&POSYANDU, text);
    assert_eq!((counts(&report), codes(&report)), ((2, 0, 0, 0), vec![(4, "nama-meragukan")]));
    let skipped: Vec<(usize, &str)> = report.dilewati.iter().map(|row| (row.baris, row.alasan.as_str())).collect();
    assert_eq!(skipped, [(1, "kepala"), (3, "bukan posyandu")]);
    // A column of strata under the same heading stays one.
    let strata = desk.take(&POSYANDU, "Desa;Nama Posyandu;Kategori\nSelat Hilir;Mawar;Purnama\n");
    assert_eq!((counts(&strata), strata.kolom["Kategori"].as_str()), ((0, 1, 0, 0), Some("strata")));
}

#[test]
fn a_form_with_numbers_only_is_refused_as_not_filled_in() {
    let mut desk = Desk::new();
    let report = desk.take(&KADER, "BUKU KADER;;\nNo;Nama Kader;NIK\n1;;\n2;;\n");
    assert!(report.ditolak_seluruhnya.expect("refused").contains("baris 2"));
}

#[test]
fn where_strokes_are_typed_as_ones_the_second_and_the_eleventh_are_two() {
    let mut desk = Desk::new();
    let text =
        "Desa;Posyandu\nSelat Hilir;Mayang 1\nSelat Hilir;Mayang 11\nSelat Hilir;Mayang X1\nSelat Hilir;Mayang X\n";
    assert_eq!(counts(&desk.take(&POSYANDU, text)), (4, 0, 0, 0));
    assert_eq!(counts(&desk.take(&POSYANDU, text)), (0, 0, 4, 0));
}

#[test]
fn a_post_written_with_its_bidang_is_read_as_both_and_told() {
    let mut desk = Desk::new();
    desk.take(&POSYANDU, LIST);
    let text = "Nama;Posyandu;Desa;Jabatan\nSiti;Mawar I;Selat Hilir;Kader Kesehatan\n\
        Ani;Mawar I;Selat Hilir;Kader Bidang Pekerjaan Umum\nRini;Mawar I;Selat Hilir;Anggota Bid. Sosial\n\
        Wati;Mawar I;Selat Hilir;Ketua Bid. Kesehatan\nYuni;Mawar I;Selat Hilir;Kader Rajawali\n";
    let report = desk.take_as(&KADER, text, |job| job.partial = true);
    assert_eq!(counts(&report), (4, 0, 0, 1), "{:?}", report.masalah);
    assert_eq!(
        codes(&report),
        [
            (2, "jabatan-dibaca"),
            (3, "jabatan-dibaca"),
            (4, "jabatan-dibaca"),
            (5, "jabatan-dibaca"),
            (6, "pilihan-tidak-dikenal")
        ]
    );
    let mut posts: Vec<(String, String)> = desk
        .all(&PENUGASAN)
        .iter()
        .map(|post| (post.text("jabatan").to_owned(), post.text("bidang").to_owned()))
        .collect();
    posts.sort();
    let want =
        [("kader", "kesehatan"), ("kader", "pekerjaan-umum"), ("kader", "sosial"), ("ketua-bidang-kesehatan", "")];
    assert_eq!(posts.iter().map(|(a, b)| (a.as_str(), b.as_str())).take(3).collect::<Vec<_>>(), want[..3]);
    assert_eq!(posts[3].0, want[3].0);
}

#[test]
fn a_sex_ticked_in_one_of_two_columns_is_read_under_one_heading_row_or_two() {
    let mut desk = Desk::new();
    desk.take(&POSYANDU, LIST);
    let stacked = "No;Nama;Jenis Kelamin;;Posyandu;Desa\n;;L;P;;\n1;Siti;;v;Mawar I;Selat Hilir\n2;Budi;√;;Mawar I;Selat Hilir\n3;Ani;x;x;Mawar I;Selat Hilir\n4;Rini;-;-;Mawar I;Selat Hilir\n";
    let report = desk.take_as(&KADER, stacked, |job| job.partial = true);
    assert_eq!(counts(&report), (3, 0, 0, 1), "{:?} {:?}", report.masalah, report.kolom);
    assert!(codes(&report).contains(&(5, "pilihan-tidak-dikenal")), "{:?}", report.masalah);
    let sex = |desk: &mut Desk, name: &str| {
        let all = desk.all(&KADER);
        all.iter().find(|one| one.text("nama") == name).map(|one| one.text("jenis_kelamin").to_owned())
    };
    assert_eq!(sex(&mut desk, "Siti").as_deref(), Some("P"));
    assert_eq!(sex(&mut desk, "Budi").as_deref(), Some("L"));
    assert_eq!(sex(&mut desk, "Rini").as_deref(), Some(""));
    let plain = "Nama;L;P;Posyandu;Desa\nJoko;1;;Mawar I;Selat Hilir\n";
    assert_eq!(counts(&desk.take(&KADER, plain)), (1, 0, 0, 0));
    assert_eq!(sex(&mut desk, "Joko").as_deref(), Some("L"));
}

#[test]
fn rt_and_rw_are_kept_wherever_they_stand() {
    let mut desk = Desk::new();
    desk.take(&POSYANDU, "Desa;Posyandu;RW;RT\nSelat Hilir;Mawar I;005;003\n");
    desk.take(&POSYANDU, "Desa;Posyandu;RW\nSelat Hulu;Melati;05\n");
    let mut said: Vec<String> = desk.all(&POSYANDU).iter().map(|one| one.text("rt_rw").to_owned()).collect();
    said.sort();
    assert_eq!(said, ["003/005", "RW 05"]);
    let text = "Nama;Alamat;RT;RW;Posyandu;Desa\nSiti;Jl. Melati;003;001;Mawar I;Selat Hilir\nAni;Jl. Satu RT 2;2;1;Mawar I;Selat Hilir\n";
    let report = desk.take(&KADER, text);
    assert_eq!(counts(&report), (2, 0, 0, 0), "{:?}", report.masalah);
    assert!(codes(&report).contains(&(2, "rt-rw-ke-alamat")) && report.kolom_tak_dipakai.is_empty());
    let mut said: Vec<String> = desk.all(&KADER).iter().map(|one| one.text("alamat").to_owned()).collect();
    said.sort();
    assert_eq!(said, ["Jl. Melati RT 003 RW 001", "Jl. Satu RT 2"]);
    assert_eq!(counts(&desk.take(&KADER, text)), (0, 0, 2, 0));
    let alone = "Nama;RT/RW;Posyandu;Desa\nRini;004/002;Mawar I;Selat Hilir\n";
    assert_eq!(counts(&desk.take(&KADER, alone)), (1, 0, 0, 0));
    assert!(desk.all(&KADER).iter().any(|one| one.text("alamat") == "RT 004 RW 002"));
}

#[test]
fn a_row_of_a_record_that_was_merged_is_about_the_one_it_became() {
    let mut desk = Desk::new();
    desk.take(&POSYANDU, "Desa;Posyandu\nSELAT HILIR;Mawar\n");
    let stays = desk.one(&POSYANDU);
    desk.take_as(&POSYANDU, "Desa;Posyandu\nSELAT HILIR;Mawwar\n", |job| job.reason = Some("uji".to_owned()));
    let goes = desk.all(&POSYANDU).into_iter().find(|place| place.id != stays.id).expect("a second");
    let (uid, victim) = (goes.uid.0.clone(), (goes.id, goes.version));
    let merge = Merge { survivor: stays.clone(), victim, reason: Some("uji".to_owned()) };
    assert!(matches!(desk.store.merge(&merge).expect("no trouble"), Outcome::Saved(_)));
    let report = desk.take(&POSYANDU, &format!("uid;Desa;Posyandu;Alamat\n{uid};SELAT HILIR;Mawwar;Jalan Tiga\n"));
    assert_eq!(counts(&report), (0, 1, 0, 0), "{:?}", report.masalah);
    let now = desk.one(&POSYANDU);
    assert_eq!((now.id, now.text("alamat"), now.text("nama")), (stays.id, "Jalan Tiga", "Mawar"));
}

#[test]
fn codes_of_other_provinces_and_codes_that_lost_digits_place_no_row() {
    let mut desk = Desk::new();
    let text = "Kode Desa;Posyandu\n32.01.01.1001;Mawar\n6203991001;Melati\n6,2E+09;Dahlia\n62.03.01.1099;Anggrek\n\
        62.03.01;Kenanga\n";
    let report = desk.take_as(&POSYANDU, text, |job| job.partial = true);
    assert_eq!(
        codes(&report),
        [
            (2, "luar-kecamatan"),
            (3, "luar-kecamatan"),
            (4, "desa-tidak-dikenal"),
            (5, "desa-tidak-dikenal"),
            (6, "desa-tidak-dikenal")
        ],
        "{:?}",
        report.masalah
    );
    assert!(desk.all(&POSYANDU).is_empty());
}
