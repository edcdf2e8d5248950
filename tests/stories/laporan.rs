//! Reports: from the start screen to a saved rekap, choices, preview, the register.

use std::path::PathBuf;

use pembina::base::id::RecordId;
use pembina::entity::{DESA, LAPORAN, POSYANDU, Record, Value};
use pembina::request::{Format, Job, ReportJob};
use pembina::ui::keymap::Goto;
use pembina::ui::screens::home::Home;

use crate::desk::{Desk, all, named, put};

/// A desk at the start screen, where longer work is done at once.
fn home() -> Desk {
    let mut desk = Desk::new(|cx| cx.push(Home::default()));
    desk.works();
    desk
}

fn at_reports() -> Desk {
    let mut desk = Desk::new(|cx| cx.go(Goto::Reports));
    desk.works();
    desk
}

/// A folder of its own for what a story writes.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Folder(tempfile::tempdir().expect("a folder"))
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Types the path of a file in the place of the one offered.
    fn name(&self, desk: &mut Desk, name: &str) {
        desk.keys("C-u").typed(&self.file(name).display().to_string()).keys("Enter");
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.file(name)).expect("the file is there")
    }
}

/// The report job started last.
fn job(desk: &Desk) -> &ReportJob {
    match desk.jobs.last() {
        Some(Job::Report(job)) => job,
        other => panic!("no report: {other:?}"),
    }
}

#[test]
fn from_the_start_screen_to_a_saved_rekap_are_three_keys_and_enter() {
    let mut desk = Desk::new(|cx| cx.push(Home::default()));
    desk.shows("l  Laporan").count_from_here();
    desk.keys("l Enter x").shows("posyandu-desa-2026-11-22.xlsx").keys("Enter");
    assert_eq!(desk.pressed, 4, "three keys and Enter");
    let job = job(&desk);
    assert_eq!((job.ask.name.as_str(), job.format, &job.path), ("posyandu-desa", Format::Xlsx, &None));
}

#[test]
fn a_format_key_on_the_list_asks_for_the_file_at_once() {
    let mut desk = Desk::new(|cx| cx.go(Goto::Reports));
    desk.keys("1 p").shows("posyandu-desa-2026-11-22.pdf").keys("Enter");
    assert_eq!(job(&desk).format, Format::Pdf);
}

#[test]
fn keys_typed_before_the_list_came_are_not_lost() {
    let mut desk = Desk::new(|cx| cx.push(Home::default()));
    desk.hold().keys("l 1 Enter x").release().shows("posyandu-desa-2026-11-22.xlsx");
}

#[test]
fn where_a_report_was_saved_is_told_in_full() {
    let folder = Folder::new();
    let mut desk = home();
    desk.keys("l Enter t");
    folder.name(&mut desk, "rekap.txt");
    desk.shows("Laporan ditulis ke:").shows("rekap.txt").shows("y salin");
    let text = String::from_utf8(folder.bytes("rekap.txt")).expect("text");
    assert!(text.contains("Selat Hilir"), "{text}");
}

#[test]
fn the_preview_is_the_report_and_scrolls() {
    let mut desk = at_reports();
    for n in 1..=30 {
        let desa = Record::new(&DESA, RecordId(-1)).with("kode", format!("62.03.99.2{n:03}").as_str());
        let kecamatan = desk.store.get(&pembina::entity::KECAMATAN, RecordId(1)).expect("read").expect("there");
        let desa = desa.with("nama", format!("Desa {n:02}").as_str()).with("jenis", "desa");
        if n > 2 {
            put(&mut desk.store, desa.with("kecamatan", Value::link(kecamatan.id, "Contoh")));
        }
    }
    desk.keys("Enter").shows("REKAPITULASI POSYANDU").shows("baris 1-").lacks("Desa 30");
    desk.keys("End").shows("CAMAT").lacks("REKAPITULASI POSYANDU");
    desk.keys("PgUp").shows("Desa 2").keys("Home").shows("REKAPITULASI POSYANDU").keys("Down Down Up");
    desk.shows("baris 2-");
}

#[test]
fn one_desa_is_chosen_by_typing_and_let_go_by_the_same_key() {
    let mut desk = at_reports();
    desk.keys("Enter").shows("semua desa").shows("Selat Hulu");
    desk.keys("w").typed("hilir").keys("Enter").shows("Selat Hilir").lacks("Selat Hulu");
    desk.keys("w").shows("Semua desa; w lagi").shows("Selat Hulu");
}

#[test]
fn a_choice_that_a_report_does_not_use_says_so() {
    let mut desk = at_reports();
    desk.keys("Enter h").shows("tidak memakai pilihan itu");
}

#[test]
fn paper_and_width_are_turned_by_one_key() {
    let mut desk = at_reports();
    desk.keys("Enter").shows("A4").keys("f").shows("F4").keys("Esc Enter").shows("F4");
    // Wider text goes with the job, once it is asked for.
    let mut desk = Desk::new(|cx| cx.go(Goto::Reports));
    desk.keys("Enter l t Enter");
    assert_eq!(job(&desk).columns, Some(132));
}

#[test]
fn the_short_message_is_shown_and_copied_without_a_nik() {
    let mut desk = at_reports();
    desk.keys("Enter m").shows("Pesan singkat, sudah disalin").shows("Posyandu Kecamatan Contoh").shows("aktif 3");
    assert!(desk.copied.last().is_some_and(|copied| copied.contains("aktif 3")), "{:?}", desk.copied);
}

#[test]
fn a_folder_that_is_not_there_is_said_and_nothing_is_lost() {
    let mut desk = at_reports();
    desk.keys("Enter x C-u").typed("/tidak/ada/rekap.xlsx").keys("Enter");
    desk.shows("FOLDER-TIDAK-ADA").keys("Esc").shows("REKAPITULASI POSYANDU");
}

#[test]
fn a_list_goes_to_pdf_word_or_text_in_three_keys() {
    for (key, format) in [("p", Format::Pdf), ("w", Format::Docx), ("t", Format::Txt)] {
        let mut desk = Desk::new(|cx| cx.go(Goto::List("posyandu")));
        desk.keys(&format!("x {key} Enter")).shows(&format!("posyandu-2026-11-22.{}", format.ending())).keys("Enter");
        let job = job(&desk);
        assert_eq!(job.format, format);
        let list = job.ask.list.as_ref().expect("a list");
        assert_eq!((list.query.entity.name, list.columns.first()), ("posyandu", Some(&"nama")));
    }
}

#[test]
fn a_printed_list_says_what_it_was_filtered_by_and_leaves_personal_columns_out() {
    let folder = Folder::new();
    let mut desk = Desk::new(|cx| cx.go(Goto::List("posyandu")));
    desk.works().keys("/").typed("melati").keys("Enter x t Enter");
    folder.name(&mut desk, "daftar.txt");
    let text = String::from_utf8(folder.bytes("daftar.txt")).expect("text");
    assert!(text.contains("memuat \"melati\"") && text.contains("Melati 2") && !text.contains("Mawar"), "{text}");
    let mut desk = Desk::new(|cx| cx.go(Goto::List("kader")));
    desk.works().keys("x t Enter").shows("Tanpa NIK").keys("Enter");
    folder.name(&mut desk, "kader.txt");
    let text = String::from_utf8(folder.bytes("kader.txt")).expect("text");
    assert!(!text.contains("NIK"), "{text}");
}

/// Issues the first report as text under the next number.
fn issue(desk: &mut Desk, folder: &Folder, name: &str) {
    desk.keys("Enter b Enter").shows("Catatan di buku laporan").typed("untuk rapat").keys("Enter");
    desk.shows("Terbitkan sebagai").typed("txt").keys("Enter");
    folder.name(desk, name);
    desk.shows("Dicatat di buku laporan").keys("Esc Esc");
}

#[test]
fn an_issued_report_comes_back_with_the_same_bytes_after_the_data_changed() {
    let folder = Folder::new();
    let mut desk = at_reports();
    issue(&mut desk, &folder, "satu.txt");
    let sent = folder.bytes("satu.txt");
    assert!(String::from_utf8_lossy(&sent).contains("Nomor laporan 1/2026"));
    let mawar = named(&mut desk.store, &POSYANDU, "Mawar");
    put(&mut desk.store, mawar.with("status", "tidak-aktif"));
    desk.keys("r").shows("1/2026").shows("Rekapitulasi Posyandu").shows("untuk rapat");
    desk.keys("p");
    folder.name(&mut desk, "lagi.txt");
    desk.shows("Laporan ditulis ke:");
    assert_eq!(folder.bytes("lagi.txt"), sent);
}

#[test]
fn a_later_issue_says_what_changed_and_gaps_are_shown() {
    let folder = Folder::new();
    let mut desk = at_reports();
    issue(&mut desk, &folder, "satu.txt");
    let mawar = named(&mut desk.store, &POSYANDU, "Mawar");
    put(&mut desk.store, mawar.with("status", "tidak-aktif"));
    desk.keys("Enter b").typed("4").keys("Enter Enter").typed("txt").keys("Enter");
    folder.name(&mut desk, "empat.txt");
    desk.shows("nomor 4/2026").keys("Esc Esc r").shows("nomor 2-3/2026 tidak terpakai").shows("2 nomor tidak terpakai");
    desk.shows("Sejak nomor 1/2026: 1 baris berubah: Selat Hulu (Aktif 1 -> 0)");
    desk.keys("v").shows("PERUBAHAN LAPORAN").shows("Selat Hulu");
    desk.keys("Esc Down").keys("Enter").shows("Pilih dulu satu laporan").keys("Down v").shows("yang pertama");
}

#[test]
fn a_number_is_used_once_a_year() {
    let folder = Folder::new();
    let mut desk = at_reports();
    issue(&mut desk, &folder, "satu.txt");
    desk.keys("Enter b").typed("1").keys("Enter Enter").typed("txt").keys("Enter");
    folder.name(&mut desk, "dua.txt");
    desk.shows("Nomor 1/2026 sudah dipakai");
    assert!(!folder.file("dua.txt").exists(), "nothing is left behind");
    assert_eq!(all(&mut desk.store, &LAPORAN).len(), 1);
}

#[test]
fn undoing_an_issue_frees_its_number() {
    let folder = Folder::new();
    let mut desk = at_reports();
    issue(&mut desk, &folder, "satu.txt");
    desk.keys("u").shows("Laporan nomor 1/2026").keys("y").keys("r").shows("Belum ada laporan yang diberi nomor");
    desk.keys("Esc");
    issue(&mut desk, &folder, "lagi.txt");
    assert!(String::from_utf8_lossy(&folder.bytes("lagi.txt")).contains("Nomor laporan 1/2026"));
}

#[test]
fn a_report_about_a_plan_says_where_there_is_none_and_takes_another_year() {
    let mut desk = at_reports();
    desk.keys("/").typed("matriks").keys("Enter Enter").shows("Belum ada rencana kerja");
    desk.keys("h C-u").typed("26").keys("Enter").shows("empat angka");
    desk.keys("h C-u").typed("2031").keys("Enter").shows("tahun 2031").shows("2031");
}

#[test]
fn a_report_about_one_record_asks_which_and_then_for_the_file() {
    let mut desk = Desk::new(|cx| cx.go(Goto::Reports));
    desk.keys("/").typed("profil posyandu").keys("Enter p").shows("Laporan tentang").typed("melati 2").keys("Enter");
    desk.shows("profil-posyandu-2026-11-22.pdf").keys("Enter");
    assert!(job(&desk).ask.record.is_some());
}

#[test]
fn names_with_nik_say_rahasia_and_only_their_owner_reads_them() {
    let folder = Folder::new();
    let mut desk = at_reports();
    desk.keys("/").typed("roster").keys("Enter Enter").shows("tanpa NIK").keys("n").typed("verval 2026").keys("Enter");
    desk.shows("DENGAN NIK").keys("t").shows("RAHASIA-roster-2026-11-22.txt");
    folder.name(&mut desk, "roster.txt");
    desk.shows("Laporan ditulis ke:");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(folder.file("roster.txt")).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn a_form_is_a_workbook_and_nothing_else() {
    let folder = Folder::new();
    let mut desk = at_reports();
    desk.keys("/").typed("formulir posyandu kosong").keys("Enter p").shows("hanya disimpan sebagai Excel");
    desk.keys("Enter").shows("FORMULIR POSYANDU").keys("x").shows("formulir-posyandu-kosong-2026-11-22.xlsx");
    folder.name(&mut desk, "formulir.xlsx");
    desk.shows("Laporan ditulis ke:");
    assert!(folder.bytes("formulir.xlsx").starts_with(b"PK"));
}
