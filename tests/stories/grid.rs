//! Stories of the grid: typing over cells, filling down, pasting blocks, saving all at once.

use std::time::Duration;

use pembina::base::id::RecordId;
use pembina::base::words::Lang;
use pembina::entity::{DESA, KADER, PENUGASAN, PILIHAN, POSYANDU, Record, Value};
use pembina::intake;
use pembina::request::{ImportJob, Job, Request};
use pembina::store::Store;
use pembina::ui::keymap::Goto;
use pembina::ui::look::{Glyphs, Look, Theme};

use crate::desk::{self, Desk, all, named, put};

const NAMES: [&str; 5] = ["Aminah", "Budi", "Cahaya", "Dewi", "Endang"];

/// A store with five kader beside its three Posyandu.
fn with_kader() -> Store {
    let mut store = desk::store();
    for (n, name) in (0..).zip(NAMES) {
        let nik = format!("620399500385000{}", n + 1);
        put(&mut store, Record::new(&KADER, RecordId(-1)).with("nama", name).with("nik", nik.as_str()));
    }
    store
}

/// A store with ten Posyandu more.
fn with_posyandu() -> Store {
    let mut store = desk::store();
    let desa = all(&mut store, &DESA).remove(0);
    for n in 1..=10 {
        let record = Record::new(&POSYANDU, RecordId(-1))
            .with("nama", format!("Kenanga {n:02}"))
            .with("desa", Value::link(desa.id, desa.title()))
            .with("status", "aktif");
        put(&mut store, record);
    }
    store
}

/// The grid of the kader with their phone numbers beside their names.
fn phones() -> Desk {
    let mut store = with_kader();
    store.remember("kolom.kader", "nama,no_hp,pendidikan").expect("kept");
    let mut desk = Desk::with_store(store, |cx| cx.go(Goto::List("kader")));
    desk.keys("t Right");
    desk
}

/// The grid of the Posyandu with their state beside their names.
fn states() -> Desk {
    let mut store = with_posyandu();
    store.remember("kolom.posyandu", "nama,desa,rt_rw,status").expect("kept");
    let mut desk = Desk::with_store(store, |cx| cx.go(Goto::List("posyandu")));
    desk.keys("t");
    desk
}

fn phone(desk: &mut Desk, name: &str) -> String {
    named(&mut desk.store, &KADER, name).text("no_hp").to_owned()
}

#[test]
fn five_phone_numbers_cost_their_digits_and_one_key_each() {
    let mut desk = phones();
    desk.count_from_here();
    for n in 1..=5 {
        desk.typed(&format!("08123456780{n}")).keys("Enter");
    }
    desk.shows("* 5 sel belum disimpan");
    assert_eq!(phone(&mut desk, "Aminah"), "", "nothing is kept before Ctrl+S");
    desk.keys("C-s").shows("5 catatan disimpan").lacks("belum disimpan");
    assert_eq!(desk.pressed, 5 * (12 + 1) + 1);
    assert_eq!(desk.saves(), 1, "one batch");
    assert_eq!(phone(&mut desk, "Endang"), "081234567805");
}

#[test]
fn a_status_filled_down_over_ten_posyandu_is_one_batch_and_one_undo() {
    let mut desk = states();
    desk.keys("Right Right Right").typed("persiapan").keys("Enter Up Space").shows("1 sel ditandai");
    desk.keys("Down Down Down Down Down Down Down Down Down").shows("10 sel ditandai").keys("=");
    desk.shows("* 10 sel belum disimpan").keys("C-s").shows("10 catatan disimpan");
    assert_eq!(named(&mut desk.store, &POSYANDU, "Kenanga 10").text("status"), "persiapan");
    assert_eq!(named(&mut desk.store, &POSYANDU, "Mawar").text("status"), "aktif");
    desk.keys("Esc u y");
    assert_eq!(named(&mut desk.store, &POSYANDU, "Kenanga 01").text("status"), "aktif");
    assert_eq!(named(&mut desk.store, &POSYANDU, "Kenanga 10").text("status"), "aktif");
}

#[test]
fn equals_copies_from_above_and_goes_down() {
    let mut desk = states();
    desk.keys("Right Right").typed("001/002").keys("Enter = = =").shows("* 4 sel").keys("C-s");
    assert_eq!(named(&mut desk.store, &POSYANDU, "Kenanga 04").text("rt_rw"), "001/002");
    assert_eq!(named(&mut desk.store, &POSYANDU, "Kenanga 05").text("rt_rw"), "");
}

#[test]
fn a_bad_number_is_told_under_the_table_and_holds_up_the_others() {
    let mut desk = phones();
    desk.typed("0812").keys("Enter").typed("081234567802").keys("Enter Up Up");
    desk.shows("x 1 baris").keys("C-s").shows("Belum disimpan: 1 baris bertanda x");
    assert_eq!(desk.saves(), 0);
    desk.typed("081234567801").keys("Enter C-s").shows("2 catatan disimpan");
    assert_eq!(phone(&mut desk, "Budi"), "081234567802");
}

#[test]
fn a_pasted_column_with_one_bad_number_loses_nothing() {
    let mut desk = phones();
    desk.pastes("081234567801\n081234567802\n8,12E+11\n081234567804\n");
    desk.shows("Tempelan atas 4 baris Kader").shows("x Cahaya").shows("-> 0812 3456 7801");
    desk.shows("(kosong)").keys("Enter").shows("* 4 sel belum disimpan").shows("x 1");
    assert_eq!(phone(&mut desk, "Aminah"), "");
    desk.keys("C-s").shows("Belum disimpan: 1 baris").shows("8,12E+11");
    assert_eq!(desk.saves(), 0);
    desk.typed("081234567803").keys("Enter C-s").shows("4 catatan disimpan");
    for (name, number) in [("Aminah", "081234567801"), ("Cahaya", "081234567803"), ("Dewi", "081234567804")] {
        assert_eq!(phone(&mut desk, name), number);
    }
    assert_eq!(phone(&mut desk, "Endang"), "");
}

#[test]
fn a_paste_that_is_given_up_changes_nothing() {
    let mut desk = phones();
    desk.pastes("081234567801\n081234567802\n").shows("jangan ditempel").keys("Esc").lacks("belum disimpan");
    desk.keys("C-s").shows("Belum ada yang diubah");
    assert_eq!(desk.saves(), 0);
}

#[test]
fn what_does_not_fit_beside_or_below_is_told() {
    let mut desk = phones();
    desk.keys("Down Down Down Right");
    desk.pastes("SMA/SMK/sederajat\tlebih\tlagi\nS1\t\t\nS1\t\t\n");
    desk.shows("Terlalu lebar: 2 kolom").shows("Terlalu panjang: 1 baris");
}

#[test]
fn the_heading_of_a_pasted_column_and_its_blank_cells_touch_nothing() {
    let mut desk = phones();
    desk.typed("081234567801").keys("Enter C-s Up");
    desk.pastes("No. HP\n\n081234567802\n").shows("Baris pertama adalah judul").shows("1 sel kosong").keys("Enter C-s");
    assert_eq!(phone(&mut desk, "Aminah"), "081234567801");
    assert_eq!(phone(&mut desk, "Budi"), "081234567802");
}

#[test]
fn links_are_typed_ahead_or_pasted_by_exact_name() {
    let mut desk = states();
    desk.keys("Right").typed("hulu").shows(">Selat Hulu").keys("Enter").shows("* 1 sel");
    desk.pastes("Selat Hulu\nSelat Entah\n").shows("\"Selat Entah\" tidak ditemukan").keys("Enter");
    desk.shows("* 3 sel").keys("C-s").shows("Belum disimpan: 1 baris").keys("C-x C-s").shows("2 catatan disimpan");
    let desa = |desk: &mut Desk, name| named(&mut desk.store, &POSYANDU, name).get("desa").clone();
    let hulu = all(&mut desk.store, &DESA).into_iter().find(|desa| desa.title() == "Selat Hulu").expect("a desa");
    for name in ["Kenanga 01", "Kenanga 02"] {
        assert_eq!(desa(&mut desk, name).as_link().map(|link| link.id), Some(hulu.id), "{name}");
    }
}

#[test]
fn a_late_look_up_is_waited_for_and_then_saved() {
    let mut desk = states();
    desk.keys("Right").hold();
    desk.typed("hulu").keys("Enter C-s").release();
    desk.shows("1 catatan disimpan");
    let saved = named(&mut desk.store, &POSYANDU, "Kenanga 01");
    assert_eq!(saved.get("desa").as_link().map(|link| link.title.clone()), Some("Selat Hulu".to_owned()));
}

#[test]
fn the_blank_row_at_the_end_adds_records() {
    let mut desk = states();
    desk.keys("C-n").typed("Anggrek").keys("Tab").typed("hilir").keys("Tab").typed("001/001").keys("Enter");
    desk.typed("Dahlia").keys("Tab").typed("hulu").keys("Enter C-s").shows("2 catatan disimpan");
    let new = named(&mut desk.store, &POSYANDU, "Dahlia");
    assert_eq!(new.text("status"), "aktif", "what a new record starts with");
    assert_eq!(named(&mut desk.store, &POSYANDU, "Anggrek").text("rt_rw"), "001/001");
}

#[test]
fn a_new_kader_brings_the_post_along() {
    let mut desk = Desk::with_store(with_kader(), |cx| cx.go(Goto::List("kader")));
    desk.keys("t C-n").typed("Fatimah").keys("Tab Tab").typed("melati 2").keys("Tab").typed("ketua bidang sosial");
    desk.keys("Enter C-s").shows("2 catatan disimpan");
    let new = named(&mut desk.store, &KADER, "Fatimah");
    assert_eq!(new.get("posyandu").as_link().map(|link| link.title.clone()), Some("Melati 2".to_owned()));
    let posts = all(&mut desk.store, &PENUGASAN);
    assert_eq!(posts.first().map(|post| post.text("bidang").to_owned()), Some("sosial".to_owned()));
}

#[test]
fn a_column_that_is_not_typed_says_why() {
    let mut desk = Desk::with_store(with_kader(), |cx| cx.go(Goto::List("kader")));
    desk.keys("t Right Right").shows("Tidak diketik di sini").typed("m").shows("Kolom ini dari catatan Jabatan");
    desk.lacks("belum disimpan");
}

#[test]
fn a_stored_number_is_typed_over_but_never_shown() {
    let mut desk = Desk::with_store(with_kader(), |cx| cx.go(Goto::List("kader")));
    desk.keys("t Right").shows("620399 ****** 0001").keys("Enter").lacks("500385 0001").keys("Enter");
    desk.lacks("belum disimpan").keys("Up Down = ").shows("* 1 sel").lacks("500385");
    desk.keys("Up C-x Up Down").typed("6203995003850009").keys("Enter").shows("620399 500385 0009");
}

#[test]
fn a_nik_fills_what_it_tells_and_says_so() {
    let mut store = desk::store();
    put(&mut store, Record::new(&KADER, RecordId(-1)).with("nama", "Aminah"));
    let mut desk = Desk::with_store(store, |cx| cx.go(Goto::List("kader")));
    desk.keys("t Right").typed("6203995003850001").keys("Enter Up");
    desk.shows("terisi juga: Tanggal lahir, Jenis").keys("C-s").shows("1 catatan disimpan");
    assert_eq!(named(&mut desk.store, &KADER, "Aminah").text("jenis_kelamin"), "P");
}

#[test]
fn two_people_with_one_nik_are_told_in_the_cell() {
    let mut desk = Desk::with_store(with_kader(), |cx| cx.go(Goto::List("kader")));
    desk.keys("t Right Down").typed("6203995003850001").keys("Enter Up").shows("Aminah");
    desk.keys("C-s").shows("Belum disimpan");
}

#[test]
fn somebody_who_saved_first_is_not_overwritten_unseen() {
    let mut desk = phones();
    desk.typed("081234567801").keys("Enter");
    let theirs = named(&mut desk.store, &KADER, "Aminah").with("no_hp", "081399999999");
    put(&mut desk.store, theirs);
    desk.keys("C-s").shows("baru saja mengubah Aminah").lacks("catatan disimpan");
    assert_eq!(phone(&mut desk, "Aminah"), "081399999999");
    desk.keys("Up Down Up").shows("baru mengisi").keys("C-s").shows("1 catatan disimpan");
    assert_eq!(phone(&mut desk, "Aminah"), "081234567801");
}

#[test]
fn leaving_asks_and_a_draft_outlives_a_lost_line() {
    let mut desk = phones();
    desk.typed("081234567801").keys("Enter").typed("08123").passes(Duration::from_secs(2));
    let draft = desk.unsaved().pop().expect("a draft");
    assert_eq!(draft.fields.len(), 4, "{draft:?}");
    desk.keys("Esc Esc").shows("Buang?").keys("k");
    assert_eq!(desk.depth(), 1);
    desk.keys(":").typed("konsep").keys("Enter").shows("Isi tabel Kader: 1 sel").keys("Enter");
    desk.shows("* 1 sel belum disimpan").shows("0812 3456 7801").keys("C-s").shows("1 catatan disimpan");
    assert_eq!(phone(&mut desk, "Aminah"), "081234567801");
    assert!(desk.store.drafts().expect("drafts").is_empty());
}

#[test]
fn a_warning_is_passed_with_a_reason() {
    let mut store = with_kader();
    store.remember("kolom.kader", "nama,tanggal_lahir").expect("kept");
    let mut desk = Desk::with_store(store, |cx| cx.go(Goto::List("kader")));
    desk.keys("t Right").typed("12-03-1985").keys("Enter Up").shows("! ").keys("C-s").shows("Perlu alasan");
    desk.typed("menurut akta").keys("Enter").shows("1 catatan disimpan");
}

#[test]
fn a_block_pasted_into_a_list_goes_the_way_of_an_import() {
    let mut desk = Desk::new(|cx| cx.go(Goto::List("kader")));
    let name = |n: u8| format!("Kader {}", char::from(b'A' + n).to_string().repeat(3));
    let rows: Vec<String> =
        (0..20).map(|n| format!("{}\t{}\t620399500385{:04}\tMelati 2", n + 1, name(n), n + 1)).collect();
    desk.pastes(&rows.join("\n"));
    let Some(Job::Import(job) | Job::Review(job)) = desk.jobs.last().cloned() else { panic!("no job") };
    let text = job.text.clone().expect("a text");
    assert_eq!(text.lines().next(), Some("No\tnama\tnik\tposyandu"));
    let taken = intake::run(&mut desk.store, &KADER, &job, Lang::Id).expect("read");
    let report = &taken.first().expect("a table").report;
    assert_eq!((report.baris, report.ditolak_seluruhnya.clone()), (20, None));
    assert_eq!((report.baru, report.batch.is_some()), (20, !job.dry_run));
    // A block adds to a list: whom it does not name is not missing from it.
    let taken = ImportJob { dry_run: false, ..job.clone() };
    intake::run(&mut desk.store, &KADER, &taken, Lang::Id).expect("taken");
    let half: Vec<&str> = text.lines().take(11).collect();
    let half = ImportJob { dry_run: true, text: Some(half.join("\n")), ..job };
    let taken = intake::run(&mut desk.store, &KADER, &half, Lang::Id).expect("read");
    assert!(taken.first().expect("a table").report.tidak_ada.is_empty());
}

#[test]
fn a_block_with_headings_is_read_as_it_is() {
    let mut desk = Desk::new(|cx| cx.go(Goto::List("posyandu")));
    let block = "NAMA POSYANDU\tDESA\nAnggrek\tSelat Hilir\n";
    desk.pastes(block);
    let Some(Job::Import(job) | Job::Review(job)) = desk.jobs.last() else { panic!("no job") };
    assert_eq!(job.text.as_deref(), Some(block.trim_end()));
}

#[test]
fn a_block_pasted_into_a_list_that_is_not_imported_lands_on_new_rows() {
    let mut desk = Desk::new(|cx| cx.go(Goto::List("pilihan")));
    let before = all(&mut desk.store, &PILIHAN).len();
    desk.pastes("Kata Satu\nKata Dua\n").shows("Tempelan atas 2 baris").keys("Enter").shows("* 2 sel belum disimpan");
    assert_eq!(all(&mut desk.store, &PILIHAN).len(), before);
}

#[test]
fn one_pasted_word_is_searched_for() {
    let mut desk = Desk::with_store(with_kader(), |cx| cx.go(Goto::List("kader")));
    desk.pastes("Cahaya\n").shows("Cari: Cahaya").shows("1 catatan");
}

#[test]
fn the_grid_is_told_in_every_look_and_size() {
    for (size, glyphs, theme) in [
        ((80, 24), Glyphs::Utf8, Theme::Gelap),
        ((80, 24), Glyphs::Ascii, Theme::Mono),
        ((132, 43), Glyphs::Utf8, Theme::Terang),
    ] {
        let look = Look { glyphs, theme, ..Look::default() };
        let mut store = with_kader();
        store.remember("kolom.kader", "nama,no_hp,pendidikan,jabatan").expect("kept");
        let mut desk = Desk::with_look(store, look, |cx| cx.go(Goto::List("kader")));
        desk.resize(size)
            .keys("t Right")
            .typed("0812")
            .keys("Enter")
            .typed("081234567802")
            .keys("Enter Right")
            .typed("s1")
            .keys("Enter Up Up Up Left");
        desk.snap(&format!("kisi-{}x{}-{}", size.0, size.1, theme.word()));
        desk.keys("Left").pastes("Nama\tNo. HP\nAminah A\t081234567801\nBudi\t8,12E+11\tx\n");
        desk.snap(&format!("tempelan-{}x{}-{}", size.0, size.1, theme.word()));
    }
}

#[test]
fn whatever_is_pasted_nothing_is_written_before_saving() {
    use proptest::prelude::*;
    let piece = prop_oneof![
        Just("\t".to_owned()),
        Just("\n".to_owned()),
        Just("\"".to_owned()),
        Just("\r".to_owned()),
        "[a-zA-Z0-9 .,+='-]{0,12}",
        any::<String>(),
        Just("081234567801".to_owned()),
        Just("Melati 2".to_owned()),
        Just("=1+1".to_owned()),
        Just("6,2E+15".to_owned()),
    ];
    let config = ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(pieces in prop::collection::vec(piece, 0..40), place in 0_usize..6, new in any::<bool>())| {
        let mut desk = if new { states() } else { phones() };
        let before = (all(&mut desk.store, &KADER), all(&mut desk.store, &POSYANDU));
        for _ in 0..place {
            desk.keys("Down");
        }
        if new {
            desk.keys("C-n");
        }
        desk.pastes(&pieces.concat()).keys("Enter");
        let _ = desk.screen();
        prop_assert_eq!(desk.saves(), 0);
        prop_assert!(before == (all(&mut desk.store, &KADER), all(&mut desk.store, &POSYANDU)));
        let writes = desk.asked.iter().filter(|request| matches!(request, Request::ChangeMany(..) | Request::DeleteMany(..))).count();
        prop_assert_eq!(writes, 0);
    });
}

#[test]
fn a_paste_that_comes_as_keys_is_no_command_on_a_list() {
    let mut desk = Desk::with_store(with_kader(), |cx| cx.go(Goto::List("kader")));
    desk.bursts("hayati\tMelati 1\nyuli\tMelati 2\n");
    assert_eq!(desk.jobs.len(), 1, "a review, and nothing deleted");
    assert_eq!(all(&mut desk.store, &KADER).len(), 5);
}

#[test]
fn type_ahead_on_a_list_stays_typing() {
    let mut desk = Desk::with_store(with_kader(), |cx| cx.go(Goto::List("kader")));
    desk.bursts("aSiti Aminah\n6203995003850099").shows("Siti Aminah").shows("620399 500385 0099");
    assert!(desk.jobs.is_empty());
}

#[test]
fn a_paste_that_comes_as_keys_fills_the_cells_of_the_grid() {
    let mut desk = phones();
    desk.keys("Left").bursts("Aminah A\t081234567801\nBudi B\t081234567802\n").shows("* 4 sel belum disimpan");
    desk.keys("C-s").shows("2 catatan disimpan");
    assert_eq!(phone(&mut desk, "Budi B"), "081234567802");
}

#[test]
fn a_long_column_goes_on_behind_the_rows_that_are_held() {
    let mut store = desk::store();
    let desa = all(&mut store, &DESA).remove(0);
    for n in 1..=120 {
        let record = Record::new(&POSYANDU, RecordId(-1))
            .with("nama", format!("Kenanga {n:03}"))
            .with("desa", Value::link(desa.id, desa.title()))
            .with("status", "aktif");
        put(&mut store, record);
    }
    store.remember("kolom.posyandu", "nama,rt_rw").expect("kept");
    let mut desk = Desk::with_store(store, |cx| cx.go(Goto::List("posyandu")));
    let block: Vec<String> = (1..=110).map(|n| format!("{n:03}/001")).collect();
    desk.keys("t Right").pastes(&block.join("\n")).shows("Tempelan atas 110 baris").shows("110 sel berubah");
    desk.keys("Enter C-s").shows("110 catatan disimpan");
    assert_eq!(named(&mut desk.store, &POSYANDU, "Kenanga 110").text("rt_rw"), "110/001");
    assert_eq!(named(&mut desk.store, &POSYANDU, "Kenanga 111").text("rt_rw"), "");
}

#[test]
fn what_is_typed_never_falls_on_another_row() {
    let mut desk = phones();
    desk.typed("0812345678");
    let gone = named(&mut desk.store, &KADER, "Aminah");
    desk.store.delete_many(&KADER, &[gone.id]).expect("deleted");
    desk.hears_of_changes().shows("dihapus orang lain. Ketikan: 0812 3456 78").keys("Enter C-s");
    assert_eq!(desk.saves(), 0);
    assert_eq!(phone(&mut desk, "Budi"), "");
}

#[test]
fn a_row_that_somebody_deleted_holds_up_nobody() {
    let mut desk = phones();
    desk.typed("081234567801").keys("Enter").typed("081234567802").keys("Enter");
    let gone = named(&mut desk.store, &KADER, "Aminah");
    desk.store.delete_many(&KADER, &[gone.id]).expect("deleted");
    desk.keys("C-s").shows("Sudah dihapus orang lain").shows("Aminah").keys("C-s").shows("1 catatan disimpan");
    assert_eq!(phone(&mut desk, "Budi"), "081234567802");
}

#[test]
fn yes_and_no_cost_one_key_each() {
    let mut store = desk::store();
    store.remember("kolom.pilihan", "nama,tunggal,pengurus").expect("kept");
    let mut desk = Desk::with_store(store, |cx| cx.go(Goto::List("pilihan")));
    desk.keys("t C-n").typed("Kata Uji").keys("Tab").typed("11");
    desk.shows("* 3 sel belum disimpan");
}
