//! Stories of taking in an office file: real files, the real planner, a clerk with a keyboard.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use pembina::base::words::Lang;
use pembina::entity::{KADER, PENUGASAN, Record};
use pembina::request::{ImportJob, Job, Reply};
use pembina::store::Store;
use pembina::ui::keymap::Goto;
use pembina::ui::look::{Glyphs, Look, Theme};

use crate::desk::{self, Desk, all};

/// What the office knows before the file comes.
const KNOWN: &str = "\
NAMA;NIK;L/P;ALAMAT;NO HP;DESA;POSYANDU;JABATAN;BIDANG
Siti Aminah;6203995203850001;P;Jl. Keramat 1;081200000001;Selat Hilir;Melati 1;Ketua Posyandu;
Rusmini;;P;Jl. Keramat 2;081200000002;Selat Hilir;Melati 1;Kader;Kesehatan
Mariana;6203994107900003;P;Jl. Lama 3;081200000003;Selat Hilir;Melati 1;Kader;Kesehatan
Norhayati;6203994506880004;P;Jl. Keramat 4;081200000004;Selat Hilir;Melati 2;Kader;Kesehatan
";

/// The file of the desa: one of each kind of row, a whole desa that is not wanted, a column that
/// is worse than what is known.
const SENT: &str = "\
DATA KADER KECAMATAN CONTOH TAHUN 2026;;;;;;;;;
;;;;;;;;;
NO;NAMA;NIK;L/P;ALAMAT;NO HP;DESA;POSYANDU;JABATAN;BIDANG
1;Siti Aminah;6203995203850001;P;Jl. Keramat 1;081200000001;Selat Hilir;Melati 1;Ketua Posyandu;
2;Mariana;6203994107900003;P;Jl. Baru 3;081299999999;Selat Hilir;Melati 1;Kader;Kesehatan
3;Nur'aini, S.Pd;6,20399E+15;P;Jl. Baru 5;081200000005;Selat Hilir;Melati 2;Kader;Kesehatan
4;Rusmimi;;P;Jl. Keramat 2;;Selat Hilir;Melati 1;Kader;Kesehatan
5;Salmah;6203995512870006;P;Jl. Baru 6;081200000006;Selat Hilir;Melati 2;Kader;Kesehatan
6;Aisyah;6203995601890007;P;Jl. Baru 7;081200000007;Selat Hulu;Mawar;Kader;Kesehatan
7;Fatimah;6203995702910008;P;Jl. Baru 8;081200000008;Selat Hulu;Mawar;Kader;Kesehatan
;JUMLAH;7;;;;;;;
";

struct Office {
    folder: tempfile::TempDir,
    file: PathBuf,
}

impl Office {
    fn sends(text: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("Data kader Selat.csv");
        std::fs::write(&file, text).expect("a file");
        Office { folder, file }
    }

    fn job(&self) -> ImportJob {
        job(&self.file)
    }
}

fn job(file: &Path) -> ImportJob {
    ImportJob { file: file.display().to_string(), kind: "kader".into(), ..ImportJob::default() }
}

/// The store of the stories with the known people in it.
fn store() -> Store {
    let mut store = desk::store();
    let office = Office::sends(KNOWN);
    let job = Job::Import(ImportJob { reason: Some("uji".into()), ..office.job() });
    let done = pembina::runtime::file::work_on(&mut store, job, Lang::Id, &mut |_| ControlFlow::Continue(()));
    let Ok(Reply::Imported(report)) = done else { panic!("{done:?}") };
    assert_eq!((report.baru, report.ditolak), (4, 0), "{report:?}");
    store
}

/// A desk on which the file lies open for review.
fn review(office: &Office) -> Desk {
    let mut desk = Desk::with_store(store(), |cx| cx.go(Goto::Import));
    desk.works().keys("Right").pastes(&office.file.display().to_string()).keys("Enter");
    desk
}

/// Everything that an import of kader writes, by content.
fn content(store: &mut Store) -> Vec<String> {
    let mut rows: Vec<Record> = all(store, &KADER);
    rows.extend(all(store, &PENUGASAN));
    let line = |record: &Record| {
        let values = record.entity.fields.iter().map(|field| format!("{:?}", record.get(field.name)));
        format!("{} {}", record.uid.0, values.collect::<Vec<_>>().join("|"))
    };
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    lines.sort();
    lines
}

fn known(store: &mut Store, name: &str) -> Record {
    desk::named(store, &KADER, name)
}

#[test]
fn a_clerk_takes_a_roster_with_a_bad_nik_a_doubt_a_bad_column_and_an_unwanted_desa() {
    let office = Office::sends(SENT);
    let mut desk = review(&office);
    let before = content(&mut desk.store);
    desk.shows("7 baris = 3 baru + 1 berubah + 1 sama + 1 ragu + 1 ditolak     3 dilewati");
    desk.shows("> ").shows("x tolak  Nur'aini").snap("impor_tinjau").count_from_here();
    // The NIK that Excel spoiled is written anew, in place.
    desk.keys("e").shows("Baris 6, NIK").keys("C-u").typed("6203995404860005").keys("Enter");
    desk.shows("7 baris = 4 baru + 1 berubah + 1 sama + 1 ragu + 0 ditolak");
    // The doubt: the same person, one letter wrong.
    desk.keys("Down Enter").snap("impor_ragu");
    desk.shows("Siapa yang dimaksud?").keys("1").shows("sama dengan Rusmini").keys("Esc");
    // The telephone numbers of this file are not believed.
    desk.keys("k").typed("hp").keys("Enter").shows("No. HP tetap seperti semula di semua baris");
    // Selat Hulu sends its own file.
    desk.keys("End").keys("Up").shows("Selat Hulu").keys("d").shows("- lepas 2");
    desk.keys("C-s").shows("Tersimpan, kegiatan");
    assert!(desk.pressed <= 31, "{} keys, 16 of them the NIK", desk.pressed);
    let mariana = known(&mut desk.store, "Mariana");
    assert_eq!((mariana.text("alamat"), mariana.text("no_hp")), ("Jl. Baru 3", "081200000003"));
    assert_eq!(known(&mut desk.store, "Nur'aini, S.Pd").text("nik"), "6203995404860005");
    let names: Vec<String> = all(&mut desk.store, &KADER).iter().map(Record::title).collect();
    assert!(!names.iter().any(|name| name == "Aisyah" || name == "Fatimah"), "{names:?}");
    assert_eq!(names.iter().filter(|name| name.starts_with("Rusmi")).count(), 1, "{names:?}");
    // One key takes all of it back, and the rows wait with the answers.
    desk.keys("u y").shows("Dibatalkan").shows("Belum ada yang berubah").shows("keputusan");
    assert_eq!(content(&mut desk.store), before);
}

#[test]
fn what_stays_behind_is_asked_about_and_written_for_the_sender() {
    let office = Office::sends(SENT);
    let mut desk = review(&office);
    desk.keys("C-s").shows("Simpan 4 baris (3 baru, 1 berubah) dan tinggalkan 2 (1 ditolak, 1 ragu)?");
    desk.keys("y").shows("Tersimpan, kegiatan").shows("2 tertinggal (m)");
    let to = office.folder.path().join("untuk desa-masalah.xlsx");
    desk.keys("m").shows("Data kader Selat-masalah.xlsx").keys("C-u").typed(&to.display().to_string()).keys("Enter");
    desk.shows("Berkas masalah selesai");
    assert!(to.exists());
}

#[test]
fn what_the_file_does_not_mention_ends_only_where_the_clerk_says_so() {
    let office = Office::sends(SENT);
    let mut desk = review(&office);
    desk.shows("tidak ada di berkas (t)").keys("t").shows("Norhayati").shows("Tidak ada yang dihapus");
    desk.keys("Right").shows("berhenti").keys("Esc C-s").shows("akhiri 1 catatan yang tidak disebut").keys("y");
    desk.shows("Tersimpan, kegiatan");
    let posts = all(&mut desk.store, &PENUGASAN);
    let ended: Vec<String> = posts
        .iter()
        .filter(|post| post.get("selesai").as_date().is_some())
        .map(|post| post.get("kader").as_link().map(|link| link.title.clone()).unwrap_or_default())
        .collect();
    assert_eq!(ended, ["Norhayati"]);
    assert_eq!(known(&mut desk.store, "Norhayati").title(), "Norhayati", "the person stays");
}

#[test]
fn a_column_is_taken_for_something_else_and_back() {
    let office = Office::sends(&SENT.replace("NO HP", "KONTAK X"));
    let mut desk = review(&office);
    desk.keys("c").shows("KONTAK X").snap("impor_kolom");
    let row = desk.screen().lines().position(|line| line.contains("KONTAK X")).expect("the column");
    for _ in 6..row {
        desk.keys("Down");
    }
    desk.keys("Enter").typed("no. hp").keys("Enter").shows("dipilih");
    desk.keys("h").shows("tidak dipakai").keys("u u").lacks("dipilih");
}

#[test]
fn decisions_outlive_a_hang_up() {
    let office = Office::sends(SENT);
    let mut desk = review(&office);
    desk.keys("n Down n").passes(std::time::Duration::from_secs(2));
    let draft = desk.unsaved().pop().expect("a draft");
    let mut desk = Desk::with_store(desk.store, |cx| cx.go(Goto::Drafts));
    desk.works().shows("2 keputusan").keys("Enter");
    desk.shows("- lepas 2").shows("Keputusan yang tersimpan berlaku lagi").keys("C-s").shows("Tersimpan");
    assert!(desk.unsaved().is_empty());
    assert!(desk.asked.contains(&pembina::request::Request::DropDraft(draft.key)));
}

#[test]
fn the_review_is_painted_in_ascii_and_without_colour_on_small_and_large_screens() {
    let look = Look { glyphs: Glyphs::Ascii, theme: Theme::Mono, ..Look::default() };
    let office = Office::sends(SENT);
    let mut desk = Desk::with_look(store(), look, |cx| cx.go(Goto::Import));
    desk.works().keys("Right").pastes(&office.file.display().to_string()).keys("Enter");
    for size in [(80, 24), (132, 43)] {
        desk.resize(size);
        for keys in ["", "Enter", "Tab", "Esc c", "Esc t", "Esc"] {
            desk.keys(keys);
            assert!(desk.screen().is_ascii(), "{}", desk.screen());
        }
    }
    desk.snap("impor_tinjau_ascii_132");
}

/// An office's own sheet; the year stands nowhere in it.
const PLAN: &str = "\
No;Bidang;Kegiatan;Volume;Satuan;Harga Satuan;Jumlah;Sumber Dana;Bulan;Kode Rekening;Desa
1;Kesehatan;Insentif kader Posyandu;120;orang bulan;100.000;Rp 12.000.000;DD;1-12;02.02.02.;Selat Hilir
2;Sosial;Kunjungan lansia;;;;5.000.000;DDS;Maret s.d. Mei;;
;;Jumlah;;;;17.000.000;;;;
";

/// What a village paid, as its own program writes it out.
const PAID: &str = "\
Tahun;Kd_Desa;Nm_Desa;No_SPP;Kd_Keg;Kd_Rincian;Sumberdana;Tgl_Bukti;Nm_Penerima;Keterangan;Nilai
2026;99.2001.;SELAT HILIR;0001/SPP/2026;02.02.02.;5.2.2.03.;DDS;46096;Siti;Insentif Kader POSYADU TW I;3000000.0000
2026;99.2001.;SELAT HILIR;0003/SPP/2026;02.03.10.;5.3.5.02.;DDS;46120;CV Jalan;Pengaspalan jalan desa;98000000.0
";

#[test]
fn a_plan_sheet_and_its_payments_are_taken_in_from_the_plan_itself() {
    let (sheet, paid) = (Office::sends(PLAN), Office::sends(PAID));
    let mut store = desk::store();
    let begin = pembina::request::plan::PlanWork::Begin { year: 2026, like: None };
    let begun = pembina::service::serve(&mut store, pembina::request::Request::PlanWork(begin));
    let Reply::Saved(saved) = begun else { panic!("{begun:?}") };
    let plan = saved.records[0].1;
    let mut desk = Desk::with_store(store, move |cx| cx.push(pembina::ui::screens::rencana::PlanScreen::new(plan)));
    desk.works().keys("i").shows("[Kegiatan rencana]").shows("tidak menyebut tahun: 2026");
    desk.pastes(&sheet.file.display().to_string()).keys("Enter").shows("2 baru").keys("C-s").shows("Tersimpan");
    while desk.depth() > 1 {
        desk.keys("Esc");
    }
    desk.shows("Jumlah Rp17.000.000 dari 2 kegiatan");
    desk.keys("2 i").shows("[Realisasi]").pastes(&paid.file.display().to_string()).keys("Enter").shows("1 baru");
    desk.keys("C-s");
    if desk.screen().contains("tinggalkan") {
        desk.keys("y");
    }
    desk.shows("Tersimpan");
    while desk.depth() > 1 {
        desk.keys("Esc");
    }
    desk.shows("[2 Ikuti]");
    assert!(desk.row("Kesehatan").contains("3.000.000"), "{}", desk.screen());
}
