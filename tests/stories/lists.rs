//! Stories of the screens around the form: home, lists, details, history, import, settings.

use pembina::base::id::RecordId;
use pembina::base::words::{Lang, text};
use pembina::entity::setelan::SK_HABIS_HARI;
use pembina::entity::{DESA, ENTITIES, KADER, POSYANDU, Record, SK, Value};
use pembina::request::{Query, Request, Seek};
use pembina::service::contoh;
use pembina::store::{Outcome, Store};
use pembina::ui::keymap::Goto;
use pembina::ui::look::{Glyphs, Look, Theme};
use pembina::ui::screens::detail::Detail;
use pembina::ui::screens::findings::Findings;
use pembina::ui::screens::history::History;
use pembina::ui::screens::home::Home;
use pembina::ui::screens::list::List;

use crate::desk::{self, Desk, all, named, put};

/// A store with so many Posyandu beside the three it has.
fn with_posyandu(many: usize) -> Store {
    let mut store = desk::store();
    let desa = all(&mut store, &DESA).remove(0);
    for n in 1..=many {
        let record = Record::new(&POSYANDU, RecordId(-1))
            .with("nama", format!("Kenanga {n:03}"))
            .with("desa", Value::link(desa.id, desa.title()))
            .with("status", if n % 3 == 0 { "persiapan" } else { "aktif" });
        put(&mut store, record);
    }
    store
}

fn list(many: usize) -> Desk {
    Desk::with_store(with_posyandu(many), |cx| cx.go(Goto::List("posyandu")))
}

fn pages(desk: &Desk) -> usize {
    desk.asked.iter().filter(|request| matches!(request, Request::Page(..))).count()
}

#[test]
fn a_list_names_itself_its_count_and_its_order() {
    let mut desk = list(40);
    desk.shows("Posyandu").shows("43 catatan").shows("urut: nama").shows("> Kenanga 001");
    desk.keys("End").is_at("Melati").keys("Home").is_at("Kenanga 001");
}

#[test]
fn esc_clears_the_search_before_it_leaves() {
    let mut desk = list(12);
    desk.keys("/").typed("kenanga 01").shows("Cari: kenanga 01").shows("3 catatan").lacks("Melati");
    desk.keys("Esc").shows("15 catatan").lacks("Cari:");
    assert_eq!(desk.depth(), 1);
    desk.keys("Esc");
    assert_eq!(desk.depth(), 0);
}

#[test]
fn letters_are_keys_again_once_the_search_is_done() {
    let mut desk = list(12);
    desk.keys("/").typed("mel").keys("Enter").shows("Cari: mel").keys("s").shows("Saring menurut");
}

#[test]
fn the_row_stays_selected_after_a_reload() {
    let mut desk = list(40);
    desk.keys("Down Down Down").is_at("Kenanga 004");
    let first = named(&mut desk.store, &POSYANDU, "Kenanga 001");
    put(&mut desk.store, first.with("nama", "Zamrud"));
    desk.keys("C-r").is_at("Kenanga 004").shows("  Kenanga 002");
}

#[test]
fn when_the_selected_row_is_deleted_the_next_one_is_selected() {
    let mut desk = list(12);
    desk.keys("Down Down").is_at("Kenanga 003").keys("h").shows("Hapus Posyandu Kenanga 003?").keys("y");
    desk.is_at("Kenanga 004").shows("14 catatan").shows("u batal");
}

#[test]
fn keys_typed_ahead_of_a_page_are_honoured() {
    let mut desk = list(200);
    desk.hold();
    desk.keys("PgDn PgDn PgDn PgDn PgDn PgDn PgDn Down Down").release();
    let ahead = desk.screen();
    let mut slow = list(200);
    slow.keys("PgDn PgDn PgDn PgDn PgDn PgDn PgDn Down Down");
    let row = |screen: &str| screen.lines().find(|line| line.starts_with('>')).map(str::to_owned);
    assert_eq!(row(&ahead), row(&slow.screen()));
    assert!(row(&ahead).is_some());
}

#[test]
fn a_late_page_is_ignored() {
    let mut desk = list(200);
    desk.hold();
    desk.keys("End Home").release();
    desk.is_at("Kenanga 001").shows("Kenanga 002");
    desk.hold();
    desk.keys("/").typed("melati").keys("Esc").release();
    desk.is_at("Kenanga 001");
}

#[test]
fn the_end_of_a_long_list_is_one_request_away() {
    let mut desk = list(300);
    let before = pages(&desk);
    desk.keys("End").is_at("Melati");
    let seeks = desk.asked.iter().filter(|r| matches!(r, Request::Page(_, Seek::Last, _))).count();
    assert_eq!(seeks, 1);
    assert!(pages(&desk) - before <= 2, "{} pages", pages(&desk) - before);
}

#[test]
fn walking_up_from_the_end_meets_every_row() {
    let mut desk = list(150);
    desk.keys("End");
    for _ in 0..160 {
        desk.keys("Up");
    }
    desk.is_at("Kenanga 001");
}

#[test]
fn a_filter_is_named_in_the_top_lines_and_taken_away_again() {
    let mut desk = list(12);
    desk.keys("s").typed("status").keys("Enter").shows("Saring: Status").typed("persiapan").keys("Space Enter");
    desk.shows("Saring: persiapan").shows("4 catatan").lacks("Kenanga 001");
    desk.keys("s Enter").shows("15 catatan").lacks("Saring:");
}

#[test]
fn the_value_under_the_cursor_filters() {
    let mut desk = list(12);
    desk.keys("End Up Right f").shows("Saring: Selat Hilir").shows("14 catatan").is_at("Melati 1");
}

#[test]
fn the_order_is_chosen_with_its_direction() {
    let mut desk = list(12);
    desk.keys("o").shows("Urutkan menurut").keys("Enter").shows("urut: nama (turun)");
    desk.keys("Home").is_at("Melati");
}

#[test]
fn chosen_columns_are_kept() {
    let mut desk = list(3);
    desk.keys("c").typed("alamat").keys("Space Enter").shows("Alamat");
    let kept = desk
        .asked
        .iter()
        .any(|r| matches!(r, Request::Remember(key, value) if key == "kolom.posyandu" && value.contains("alamat")));
    assert!(kept);
}

#[test]
fn one_change_for_all_selected_says_how_many_and_can_be_undone() {
    let mut desk = list(6);
    desk.keys("m").shows("Pilih dulu baris");
    desk.keys("Space Space Space")
        .shows("3 dipilih")
        .keys("m")
        .typed("strata")
        .keys("Enter")
        .typed("madya")
        .keys("Enter");
    desk.shows("Ubah Strata dari 3 Posyandu menjadi \"Madya\"?").keys("y").shows("3 catatan diubah").lacks("dipilih");
    assert_eq!(named(&mut desk.store, &POSYANDU, "Kenanga 002").text("strata"), "madya");
    desk.keys("u y");
    assert_eq!(named(&mut desk.store, &POSYANDU, "Kenanga 002").text("strata"), "");
}

#[test]
fn all_rows_of_a_list_are_selected_at_once() {
    let mut desk = list(120);
    desk.keys("*").shows("123 dipilih").keys("Esc").lacks("dipilih");
}

#[test]
fn what_was_deleted_waits_in_the_bin() {
    let mut desk = list(3);
    desk.keys("h y b").shows("Keranjang").shows("Kenanga 001").shows("1 catatan");
    desk.keys("a").shows("Ini keranjang").keys("p").shows("dipulihkan").shows("Keranjang kosong");
    desk.keys("Esc").shows("6 catatan");
}

#[test]
fn an_empty_list_says_why_and_what_to_press() {
    let mut desk = Desk::new(|cx| cx.go(Goto::List("sk")));
    desk.shows("Belum ada SK dan dokumen").shows("Tekan a");
    desk.keys("/").typed("zz").shows("Tidak ada yang cocok dengan \"zz\"").shows("Esc");
}

#[test]
fn a_saved_record_is_selected() {
    let mut desk = list(60);
    desk.keys("Down e").typed("X").keys("C-s").is_at("Kenanga 002X");
}

#[test]
fn the_letter_before_the_name_moves_alone() {
    let mut desk = list(40);
    let before = desk.screen();
    desk.keys("Down");
    let after = desk.screen();
    let changed = before.lines().zip(after.lines()).filter(|(a, b)| a != b).count();
    assert_eq!(changed, 2, "{after}");
}

#[test]
fn export_asks_for_a_reason_before_it_releases_a_nik() {
    let mut desk = Desk::new(|cx| cx.go(Goto::List("kader")));
    desk.keys("x Enter").shows("Tanpa NIK dan No. HP").keys("Down Enter").shows("Alasan");
    desk.keys("Enter").shows("Belum diisi").typed("insentif 2026").keys("Enter").shows("kader-RAHASIA-2026-11-22.xlsx");
}

#[test]
fn home_tells_what_is_here_and_every_letter_opens_its_list() {
    let mut desk = Desk::new(|cx| cx.push(Home::default()));
    desk.shows("pembina").shows("Minggu 22-11-2026").shows("p  Posyandu").shows("k  Kader").shows("Perlu perhatian");
    desk.keys("k").shows("urut: nama").keys("Esc w").shows("Desa/kelurahan").keys("Esc Enter").shows("Posyandu");
}

#[test]
fn a_new_file_asks_for_its_kecamatan_by_name() {
    let store = desk::blank();
    let mut desk = Desk::with_store(store, |cx| cx.push(Home::default()));
    desk.shows("Ketik nama kecamatan Anda").typed("selat kapuas").shows("62.03.01").shows("Kapuas");
    desk.keys("Enter").shows("Buat berkas untuk").keys("y").shows("Kecamatan Selat").shows("i mengambil daftar");
    desk.shows("Belum ada Posyandu");
}

#[test]
fn the_guided_start_can_wait() {
    let store = desk::blank();
    let mut desk = Desk::with_store(store, |cx| cx.push(Home::default()));
    desk.keys("Esc").shows("belum berisi kecamatan").keys("p").shows("Pilih dulu kecamatannya").keys("Enter");
    desk.shows("Ketik nama kecamatan Anda");
}

#[test]
fn a_posyandu_shows_its_seats_and_turns_to_its_other_parts() {
    let mut desk = Desk::with_store(with_posyandu(1), |cx| cx.go(Goto::List("posyandu")));
    desk.keys("Enter").shows("[Kursi]").shows("kosong").shows("kader (paling sedikit 5)");
    desk.keys("Tab").shows("[Data]").shows("Nama Posyandu").keys("Right").shows("[SK dan dokumen").keys("S-Tab");
    desk.shows("[Data]").keys("r").shows("[Riwayat]").shows("Tambah");
    desk.keys("Esc").is_at("Kenanga 001");
}

#[test]
fn enter_on_a_link_opens_what_it_points_to() {
    let mut desk = Desk::with_store(with_posyandu(1), |cx| cx.go(Goto::List("posyandu")));
    desk.keys("Enter Tab Down Enter").shows("Desa/kelurahan ·").shows("Kode wilayah");
    desk.keys("Tab").shows("[Posyandu").shows("Kenanga 001");
}

#[test]
fn the_history_speaks_in_words_and_undoes_with_a_question() {
    let mut store = with_posyandu(1);
    let record = named(&mut store, &POSYANDU, "Kenanga 001");
    put(&mut store, record.with("alamat", "Jl. Mawar 2"));
    let mut desk = Desk::with_store(store, |cx| cx.push(History::whole()));
    desk.shows("Riwayat").shows("catatan").keys("Enter").shows("Alamat: (kosong) → Jl. Mawar 2").keys("Esc");
    desk.keys("u").shows("Batalkan").keys("y").shows("(dibatalkan)");
    assert_eq!(named(&mut desk.store, &POSYANDU, "Kenanga 001").text("alamat"), "");
}

#[test]
fn settings_apply_at_once_and_are_kept() {
    let mut desk = Desk::new(|cx| cx.go(Goto::Settings));
    desk.shows("Bahasa Indonesia").keys("Enter").shows("Settings").shows("English");
    assert!(desk.asked.contains(&Request::Remember("bahasa".into(), "en".into())));
    desk.keys("Down Down Enter").shows("Mask NIK and phone");
    assert!(desk.asked.contains(&Request::Remember("samaran".into(), "tidak".into())));
}

#[test]
fn the_offices_settings_are_typed_checked_and_hold_at_once() {
    let mut store = desk::store();
    let soon = pembina::base::date::Date::constant(2027, 1, 10);
    let signed = pembina::base::date::Date::constant(2022, 1, 11);
    let sk = Record::new(&SK, RecordId(-1)).with("nomor", "141/1/KPTS/2022").with("jenis", "sk-pengurus");
    put(&mut store, sk.with("tanggal", signed).with("berlaku_sampai", soon));
    let mut desk = Desk::with_store(store, |cx| cx.push(pembina::ui::screens::home::Home::default()));
    desk.shows("SK habis dalam 90 hari");
    // By word from anywhere; a value that cannot be used is told and changes nothing.
    desk.keys(":").typed("sk perlu").shows("Pengaturan: SK perlu perhatian").keys("Enter");
    desk.shows("(hari)")
        .shows("Tulis angka bulat 0 sampai 3650")
        .snap("setelan-80x24")
        .keys("C-u")
        .typed("sembilan")
        .keys("Enter");
    desk.shows("\"sembilan\" tidak dapat dipakai di sini.").shows("> sembilan");
    assert_eq!(desk.store.number(&SK_HABIS_HARI).unwrap(), 90);
    desk.keys("C-u")
        .typed("60 hari")
        .keys("Enter")
        .shows("Disimpan sebagai perubahan nomor")
        .shows("60 hari")
        .shows("Bawaan: 90.");
    assert_eq!(desk.store.number(&SK_HABIS_HARI).unwrap(), 60);
    desk.keys("Esc").shows("SK habis dalam 60 hari");
    // Nothing typed is the default again.
    desk.keys(":")
        .typed("sk perlu")
        .keys("Enter C-u Enter")
        .shows("90 hari")
        .keys("Esc")
        .shows("SK habis dalam 90 hari");
    // Past the screens, the store refuses it too.
    assert!(matches!(desk.store.remember("kader_minimal", "-3").unwrap(), Outcome::Refused(_)));
}

#[test]
fn masked_data_are_shown_for_one_record_and_that_is_noted() {
    let mut store = desk::store();
    let one = Record::new(&KADER, RecordId(-1))
        .with("nama", "Ani")
        .with("nik", "6203995003850001")
        .with("jenis_kelamin", "P");
    let id = put(&mut store, one);
    let mut desk = Desk::with_store(store, |cx| cx.go(Goto::List("kader")));
    desk.shows("620399 ****** 0001").keys("n").shows("620399 500385 0001").shows("dicatat");
    assert!(desk.asked.contains(&Request::NoteReveal(&KADER, id, "nik")));
    desk.keys("n").shows("620399 ****** 0001");
}

#[test]
fn an_import_is_asked_for_checked_and_stopped() {
    let mut desk = Desk::new(|cx| cx.go(Goto::Import));
    desk.shows("[Posyandu]").keys("Enter").shows("Ketik dulu nama berkasnya").keys("Right").shows("[Kader]");
    desk.typed("kader.xlsx").keys("Enter").shows("Memeriksa berkas").keys("Esc").shows("Dihentikan");
    desk.keys("Esc");
    assert_eq!(desk.depth(), 0);
}

#[test]
fn everything_is_searched_at_once() {
    let mut desk = Desk::with_store(with_posyandu(2), |cx| cx.push(Home::default()));
    desk.keys("/").typed("kenanga 002").shows("Kenanga 002").keys("Enter").shows("Posyandu · Kenanga 002");
}

/// Text that tries to move the cursor, break columns or hide.
const HOSTILE: &str =
    "\u{1b}[2J\u{1b}]0;x\u{7}漢字カ👩‍👩‍👧‍👦é\u{301}\u{301}\u{301}\u{301}\u{301}\u{202e}abc\u{200b}\ttab\r\nbaris";

fn hostile() -> Store {
    let mut store = desk::store();
    let desa = all(&mut store, &DESA).remove(0);
    for n in 0..30 {
        let record = Record::new(&POSYANDU, RecordId(-1))
            .with("nama", format!("{n}{HOSTILE}{}", "panjang ".repeat(n % 4)))
            .with("desa", Value::link(desa.id, desa.title()))
            .with("alamat", HOSTILE)
            .with("status", "aktif")
            .with("catatan", HOSTILE.repeat(20));
        put(&mut store, record);
    }
    store
}

const WAYS: [&str; 11] =
    ["Down Space Down", "/ a", "s Enter", "o", "c", "x Enter", "h", "Enter Tab", "Enter r", "?", ":"];

#[test]
fn every_screen_paints_hostile_text_within_its_width() {
    for (glyphs, theme) in [(Glyphs::Utf8, Theme::Gelap), (Glyphs::Ascii, Theme::Mono)] {
        let look = Look { glyphs, theme, ..Look::default() };
        let mut desk = Desk::with_look(hostile(), look, |cx| cx.push(Home::default()));
        for size in [(80, 24), (132, 43), (80, 20)] {
            desk.resize(size);
            for places in ["Down Tab Down", "i a", "t Down", "r Down", "r Enter", "s Down", "s End Enter", "j"] {
                desk.keys(places);
                check(&desk, glyphs, places);
                home(&mut desk);
            }
            for way in WAYS {
                desk.keys("p").keys(way);
                check(&desk, glyphs, way);
                home(&mut desk);
            }
        }
    }
}

/// Back to the start screen, whatever lies on it.
fn home(desk: &mut Desk) {
    while desk.depth() > 1 {
        desk.keys("Esc");
    }
}

fn check(desk: &Desk, glyphs: Glyphs, name: &str) {
    let screen = desk.screen();
    for line in screen.lines() {
        assert!(line.chars().all(|c| !c.is_control()), "{name}: {line:?}");
        if glyphs == Glyphs::Ascii {
            assert!(line.is_ascii(), "{name}: {line}");
        }
    }
}

#[test]
fn every_entity_opens_as_a_list_and_as_a_detail() {
    for entity in ENTITIES {
        let mut desk = Desk::with_store(with_posyandu(2), move |cx| {
            let list = List::of(Query::all(entity), cx.desk);
            cx.push(list);
        });
        desk.keys("Right Right Right Left Enter Tab Tab Tab Tab Tab Esc Esc");
        assert_eq!(desk.depth(), 0, "{}", entity.name);
    }
}

#[test]
fn a_record_that_is_gone_says_so() {
    let mut desk = Desk::new(|cx| cx.push(Detail::new(&POSYANDU, RecordId(99_999))));
    desk.shows("sudah dihapus").keys("Esc");
    assert_eq!(desk.depth(), 0);
}

/// The made-up kecamatan of `demo`: 41 Posyandu, 431 people.
fn sample() -> Store {
    let sample = contoh::Sample::demo(desk::TODAY);
    let mut store = Store::memory(&sample.opening("siti")).expect("a store");
    contoh::fill(&mut store, &sample).expect("a sample");
    store
}

#[test]
fn a_vacant_seat_is_filled_on_a_form_that_knows_the_seat() {
    let mut desk = list(1);
    desk.keys("Enter").is_at("! Ketua Posyandu").keys("Down Enter");
    desk.shows("Kader baru").shows("Kenanga 001").shows("Sekretaris Posyandu");
}

#[test]
fn a_holder_is_replaced_from_the_seat() {
    let mut desk = Desk::with_store(sample(), |cx| cx.go(Goto::List("posyandu")));
    desk.keys("Enter g").shows("Ganti kader");
}

#[test]
fn a_new_record_starts_with_what_the_list_is_filtered_to() {
    let mut desk = list(6);
    desk.keys("End Up Right f").shows("Saring: Selat Hilir").keys("a").shows("Posyandu baru").shows("Selat Hilir");
}

#[test]
fn a_number_that_needs_attention_opens_its_rows() {
    let mut desk = Desk::with_store(sample(), |cx| cx.push(Home::default()));
    desk.keys("Tab Enter");
    assert_eq!(desk.depth(), 2);
    desk.shows("> ");
    desk.keys("Esc").shows("Perlu perhatian");
}

#[test]
fn a_finding_opens_its_record() {
    let mut desk = Desk::with_store(sample(), |cx| cx.go(Goto::Findings));
    desk.shows("peringatan").keys("Enter").shows("[");
    desk.keys("Esc /").typed("zzz").shows("Tidak ada yang cocok").keys("Esc").lacks("Tidak ada temuan");
}

#[test]
fn a_kader_shows_posts_over_time() {
    let mut desk = Desk::with_store(sample(), |cx| cx.go(Goto::List("kader")));
    desk.keys("Enter")
        .shows("[Data]")
        .shows("Nama lengkap")
        .keys("Tab")
        .shows("[Jabatan")
        .shows("Mulai")
        .shows("Alasan");
}

#[test]
fn in_english_no_screen_speaks_indonesian_keys() {
    let look = Look { lang: Lang::En, ..Look::default() };
    let mut desk = Desk::with_look(sample(), look, |cx| cx.push(Home::default()));
    desk.shows("Needs attention").keys("p").shows("records").shows("Enter open").keys("s").shows("Filter by");
}

#[test]
fn on_a_slow_line_the_list_scrolls_half_a_page_at_once() {
    let look = Look { lean: true, ..Look::default() };
    let mut desk = Desk::with_look(with_posyandu(60), look, |cx| cx.go(Goto::List("posyandu")));
    let mut scrolled = 0;
    let mut top = desk.screen().lines().nth(3).map(str::to_owned);
    for _ in 0..40 {
        desk.keys("Down");
        let now = desk.screen().lines().nth(3).map(|line| line.trim_start_matches('>').trim_start().to_owned());
        let was = top
            .replace(now.clone().unwrap_or_default())
            .map(|line| line.trim_start_matches('>').trim_start().to_owned());
        scrolled += usize::from(was != now);
    }
    assert!(scrolled <= 4, "{scrolled} times");
    desk.is_at("Kenanga 041");
}

#[test]
fn a_deleted_record_is_restored_from_its_own_screen() {
    let mut desk = list(2);
    desk.keys("h y Esc");
    let mut desk = Desk::with_store(desk.store, |cx| cx.push(History::whole()));
    desk.shows("Hapus: ").keys("Enter Enter").shows("di keranjang").keys("e").shows("p memulihkannya");
    desk.keys("p").shows("dipulihkan").lacks("di keranjang");
}

#[test]
fn the_warnings_passed_with_a_reason_open_as_rows() {
    let mut store = desk::store();
    let day = pembina::base::date::Date::constant(1985, 3, 12);
    let siti = Record::new(&KADER, RecordId(-1)).with("nama", "Siti Aminah").with("nik", "6203995003850001");
    put(&mut store, siti.with("tanggal_lahir", day));
    let only = (pembina::request::PASSED, text("Diterima dengan alasan", "Passed with a reason").into());
    let mut desk = Desk::with_store(store, move |cx| cx.push(Findings::new(Some(only))));
    desk.shows("Temuan · Diterima dengan alasan").shows("Siti Aminah").shows("1 peringatan");
    desk.keys("/").typed("zzz").shows("Tidak ada yang cocok").lacks("Data baik");
}

#[test]
fn the_bottom_line_never_tells_a_key_that_means_something_else_here() {
    let mut desk = list(3);
    desk.keys("?").shows("tutup").lacks("q keluar");
    desk.keys("q");
    assert_eq!(desk.depth(), 1, "q closes help and leaves the list where it was");
}

#[test]
fn u_on_the_start_screen_undoes_as_its_last_line_says() {
    let mut desk = Desk::new(|cx| cx.push(Home::default()));
    desk.shows("(u batal)").keys("u").shows("Batalkan \"").keys("t m").shows("Surat");
}
