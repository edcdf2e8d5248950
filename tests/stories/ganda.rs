//! Stories of doubles: found, told apart, laid side by side, merged, taken back.

use pembina::base::id::{RecordId, Ticket};
use pembina::base::words::Lang;
use pembina::entity::{KADER, PENUGASAN, POSYANDU, Record, Value};
use pembina::request::{Job, More, Progress, Reply, Request, Verdict};
use pembina::store::Store;
use pembina::ui::keymap::{Goto, Key, Press};
use pembina::ui::look::{Glyphs, Look, Theme};
use pembina::ui::{Effect, Event, Ui};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::desk::{self, Desk, SIZE, TODAY, named, put};

fn posyandu(store: &mut Store, nama: &str) -> Record {
    let desa = named(store, &POSYANDU, "Melati 1").get("desa").clone();
    let record = Record::new(&POSYANDU, RecordId(-1)).with("nama", nama).with("desa", desa).with("status", "aktif");
    let id = put(store, record);
    store.get(&POSYANDU, id).expect("the store works").expect("just saved")
}

fn person(store: &mut Store, nama: &str, nik: &str) -> Value {
    let born: pembina::base::date::Date = "1985-03-10".parse().expect("a day");
    let record = Record::new(&KADER, RecordId(-1)).with("nama", nama).with("nik", nik).with("tanggal_lahir", born);
    Value::link(put(store, record), nama)
}

fn post(store: &mut Store, who: &Value, place: &Record, jabatan: &str) -> RecordId {
    let bidang = if jabatan == "kader" { "kesehatan" } else { "" };
    let start: pembina::base::date::Date = "2024-01-12".parse().expect("a day");
    let record = Record::new(&PENUGASAN, RecordId(-1))
        .with("kader", who.clone())
        .with("posyandu", Value::link(place.id, place.title()))
        .with("jabatan", jabatan)
        .with("bidang", bidang)
        .with("mulai", start);
    put(store, record)
}

/// "Melati 1" with its ketua, "Mellati 1" with a kader and an address, and Siti twice.
fn office() -> Store {
    let mut store = desk::store();
    let one = named(&mut store, &POSYANDU, "Melati 1");
    let two = posyandu(&mut store, "Mellati 1");
    put(&mut store, two.clone().with("alamat", "Jalan Melati 7"));
    let budi = person(&mut store, "Budi Rahayu", "6203991003850009");
    let siti = person(&mut store, "Siti Aminah", "6203995003850001");
    let again = person(&mut store, "SITI AMINAH", "");
    post(&mut store, &budi, &one, "ketua");
    post(&mut store, &siti, &one, "kader");
    post(&mut store, &again, &two, "kader");
    store
}

fn screen() -> Desk {
    Desk::with_store(office(), |cx| cx.go(Goto::Doubles))
}

fn merges(desk: &Desk) -> usize {
    desk.asked.iter().filter(|request| matches!(request, Request::Merge(_))).count()
}

#[test]
fn a_clerk_sees_why_two_posyandu_may_be_one_and_makes_one_of_them() {
    let mut desk = screen();
    desk.shows("[Posyandu 1]").shows("Kader 1").shows("Melati 1 · Selat Hilir").shows("Mellati 1 · Selat Hilir");
    desk.shows("nama mirip 87 %").shows("perlu dilihat");
    desk.keys("Enter").shows("TETAP").shows("2 Jabatan").shows("1 Jabatan");
    desk.shows("! Alamat").shows("* Jalan Melati 7").shows("* Melati 1");
    desk.keys("C-s").shows("Gabungkan Mellati 1 ke dalam Melati 1? 1 catatan dipindahkan").shows("keranjang");
    // The safe answer first.
    desk.keys("Enter").shows("TETAP");
    assert_eq!(merges(&desk), 0);
    desk.keys("C-s y").shows("Mellati 1 digabung ke Melati 1").shows("[Posyandu 0]");
    let kept = named(&mut desk.store, &POSYANDU, "Melati 1");
    assert_eq!((kept.text("alamat"), kept.text("nama_lain")), ("Jalan Melati 7", "Mellati 1"));
    // Her two posts are alike now: Siti can be made one too, and they become one.
    desk.keys("Tab").shows("SITI AMINAH · Melati 1").keys("Enter C-s").shows("Siti Aminah? 1 yang");
    desk.keys("y").shows("[Kader 0]");
    desk.keys("u").shows("Gabung: SITI AMINAH").keys("y").shows("[Kader 1]");
}

#[test]
fn a_merge_is_undone_with_u() {
    let mut desk = screen();
    desk.keys("Enter C-s y u").shows("Gabung: Mellati 1").keys("y").shows("Dibatalkan").shows("[Posyandu 1]");
    assert_eq!(named(&mut desk.store, &POSYANDU, "Melati 1").text("alamat"), "");
    assert_eq!(named(&mut desk.store, &POSYANDU, "Mellati 1").text("alamat"), "Jalan Melati 7");
}

#[test]
fn values_are_chosen_line_by_line_and_the_other_record_can_stay() {
    let mut desk = screen();
    desk.keys("Enter 2").shows("* Mellati 1").keys("Tab").shows("1  ke keranjang");
    // What was chosen by hand stays chosen.
    desk.shows("* Mellati 1").keys("1").shows("* Melati 1").lacks("* Mellati 1").keys("C-s y");
    let kept = named(&mut desk.store, &POSYANDU, "Melati 1");
    assert_eq!(kept.text("nama_lain"), "Mellati 1", "the other name stays known");
    assert_eq!(kept.text("alamat"), "Jalan Melati 7");
    desk.keys("Esc").keys("3");
}

#[test]
fn two_posyandu_that_are_two_are_not_asked_about_again() {
    let mut desk = screen();
    desk.keys("b").shows("Diingat: bukan ganda").shows("[Posyandu 0]").keys("C-r").shows("[Posyandu 0]");
    desk.keys("u").shows("[Posyandu 1]");
    desk.keys("Enter b").shows("[Posyandu 0]").keys("s").shows("bukan ganda (s kembali)").is_at("bukan ganda");
    desk.keys("p").shows("[Posyandu 1]").shows("Belum ada pasangan yang diputuskan");
    let decided = |v: Verdict| move |request: &&Request| matches!(request, Request::Decide(.., said) if *said == v);
    assert_eq!(desk.asked.iter().filter(decided(Verdict::NotDouble)).count(), 2);
    assert_eq!(desk.asked.iter().filter(decided(Verdict::Open)).count(), 2);
}

#[test]
fn what_stands_in_the_way_is_told_and_nothing_changes() {
    let mut store = office();
    let two = named(&mut store, &POSYANDU, "Mellati 1");
    let rina = person(&mut store, "Rina Wati", "");
    post(&mut store, &rina, &two, "ketua");
    let mut desk = Desk::with_store(store, |cx| cx.go(Goto::Doubles));
    desk.keys("Enter C-s").shows("Belum dapat digabung").shows("sudah dipegang").shows("Budi Rahayu");
    desk.keys("Enter").shows("TETAP");
    assert_eq!(merges(&desk), 0);
}

#[test]
fn a_warning_asks_for_a_reason_before_the_merge() {
    let mut store = office();
    let (one, other) = (named(&mut store, &POSYANDU, "Melati 1"), named(&mut store, &POSYANDU, "Mawar"));
    let (rina, again) = (person(&mut store, "Rina Wati", ""), person(&mut store, "RINA WATI", ""));
    post(&mut store, &rina, &one, "sekretaris");
    post(&mut store, &again, &other, "bendahara");
    let mut desk = Desk::with_store(store, |cx| cx.go(Goto::Doubles));
    desk.keys("Tab Down").is_at("sangat").keys("Enter").shows("Rina Wati").keys("C-s").shows("1 peringatan").keys("y");
    desk.shows("Yang terberat").keys("Enter").shows("Belum diisi");
    assert_eq!(merges(&desk), 0);
    desk.typed("kekurangan orang").keys("Enter").shows("RINA WATI digabung");
    assert!(desk.store.passed(10).expect("the store works").iter().any(|p| p.reason == "kekurangan orang"));
}

#[test]
fn two_rows_selected_in_a_list_are_merged_from_there() {
    let mut desk = Desk::with_store(office(), |cx| cx.go(Goto::List("posyandu")));
    desk.keys("j").shows("Pilih dulu tepat dua baris");
    desk.keys("Down Space Down Space").shows("2 dipilih").keys("j").shows("Dipilih sendiri dari daftar").keys("Esc");
    desk.shows("2 dipilih").keys("j C-s").shows("Gabungkan").keys("y").shows("digabung ke").lacks("dipilih");
    let mut desk = Desk::with_store(office(), |cx| cx.go(Goto::List("desa")));
    desk.keys("Space Space j").shows("Hanya Posyandu dan kader");
}

#[test]
fn personal_numbers_stay_masked_until_they_are_asked_for() {
    let mut desk = screen();
    desk.keys("Tab Enter").shows("620399 ****** 0001").lacks("500385").keys("n").shows("620399 500385 0001");
    assert!(desk.asked.iter().any(|request| matches!(request, Request::NoteReveal(_, _, "nik"))));
}

#[test]
fn the_history_of_the_one_that_stays_names_the_one_that_went() {
    let mut desk = screen();
    desk.keys("Enter C-s y Esc");
    let mut desk =
        Desk::with_store(std::mem::replace(&mut desk.store, desk::blank()), |cx| cx.go(Goto::List("posyandu")));
    desk.keys("/")
        .typed("mellati")
        .shows("> Melati 1")
        .keys("Enter r")
        .shows("Gabung")
        .shows("digabung dari Mellati 1");
}

#[test]
fn doubles_are_named_on_the_start_screen_and_found_by_word() {
    let mut desk = Desk::with_store(office(), |cx| cx.push(pembina::ui::screens::home::Home::default()));
    desk.shows("Mungkin ganda").keys("g").shows("Ganda · Posyandu").keys("Esc :").typed("ganda").keys("Enter");
    desk.shows("Ganda · Posyandu");
}

#[test]
fn the_screens_fit_every_terminal_in_both_languages() {
    let looks = [
        Look::default(),
        Look { lang: Lang::En, theme: Theme::Mono, glyphs: Glyphs::Ascii, ..Look::default() },
        Look { theme: Theme::Kontras, lean: true, ..Look::default() },
    ];
    for look in looks {
        for size in [(80, 20), (80, 24), (132, 43)] {
            let mut desk = Desk::with_look(office(), look, |cx| cx.go(Goto::Doubles));
            desk.resize(size).shows("Melati 1").shows("Mellati 1").shows("> ").shows("? ");
            desk.keys("Enter").shows("Jalan Melati 7").shows("! ").shows("Ctrl+S").shows("? ");
            if look.glyphs == Glyphs::Ascii {
                assert!(desk.screen().is_ascii(), "{}", desk.screen());
            }
            desk.keys("C-s").shows("Melati 1?");
        }
    }
}

#[test]
fn the_screen_of_a_pair_looks_like_this() {
    screen().snap("ganda_daftar").keys("Tab Enter").snap("ganda_banding");
}

#[test]
fn a_large_file_is_looked_through_by_a_job_that_esc_stops() {
    let facts = pembina::ui::desk(TODAY, Look::default(), "siti");
    let (mut ui, _) = Ui::new(facts.clone(), SIZE, Box::new(pembina::ui::screens::home::Home::default()));
    let (_, effects) = ui.update(Event::Press(Press::char('g')));
    let asked: Vec<Ticket> = effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Ask(ticket, Request::Doubles(_)) => Some(*ticket),
            _ => None,
        })
        .collect();
    let (_, effects) = ui.update(Event::Reply(asked[0], Reply::Count(218_550, More::Yes)));
    let Some(Effect::StartJob(job, Job::Doubles(entity))) = effects.first() else { panic!("{effects:?}") };
    assert_eq!(entity.name, "posyandu");
    // The kader are looked through once they are seen.
    let (_, effects) = ui.update(Event::Reply(asked[1], Reply::Count(1_056_325, More::Yes)));
    assert!(effects.is_empty(), "{effects:?}");
    let _ = ui.update(Event::Reply(*job, Reply::Progress(Progress { done: 109_275, of: 218_550 })));
    let mut buf = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
    ui.view(&mut buf);
    let painted: String = buf.content.iter().map(ratatui::buffer::Cell::symbol).collect();
    assert!(painted.contains("109.275 dari 218.550 baris (50 %)"), "{painted}");
    let (_, effects) = ui.update(Event::Press(Press::plain(Key::Esc)));
    assert!(effects.contains(&Effect::Cancel(*job)), "{effects:?}");
}
