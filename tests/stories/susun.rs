//! Stories of lists put together at once: a month's incentives, the names of an SK.

use pembina::base::date::Date;
use pembina::base::id::RecordId;
use pembina::entity::{DESA, INSENTIF, KADER, PENUGASAN, POSYANDU, Record, SK, Value};
use pembina::store::Store;
use pembina::ui::keymap::Goto;
use pembina::ui::screens::detail::Detail;

use crate::desk::{self, Desk, all, named, put};

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn sk(store: &mut Store, number: &str, from: &str, until: &str) -> Value {
    let desa = named(store, &DESA, "Selat Hilir");
    let record = Record::new(&SK, RecordId(-1))
        .with("nomor", number)
        .with("jenis", "sk-kader")
        .with("tanggal", day(from))
        .with("desa", Value::link(desa.id, desa.title()))
        .with("berlaku_mulai", day(from))
        .with("berlaku_sampai", day(until));
    Value::link(put(store, record), number)
}

fn serves(store: &mut Store, name: &str, place: &str, (from, until): (&str, &str), sk: &Value) {
    let known = all(store, &KADER).into_iter().find(|kader| kader.title() == name);
    let kader =
        known.map_or_else(|| put(store, Record::new(&KADER, RecordId(-1)).with("nama", name)), |known| known.id);
    let place = named(store, &POSYANDU, place);
    let mut post = Record::new(&PENUGASAN, RecordId(-1))
        .with("kader", Value::link(kader, name))
        .with("posyandu", Value::link(place.id, place.title()))
        .with("jabatan", "kader")
        .with("bidang", "kesehatan")
        .with("sk", sk.clone())
        .with("mulai", day(from));
    if !until.is_empty() {
        post.set("selesai", day(until));
    }
    put(store, post);
}

/// Ani and Fitri rest on an SK in force, Budi on one that ended, Citra on none; Dewi left; Ani serves
/// in a second Posyandu too.
fn store() -> Store {
    let mut store = desk::store();
    let old = sk(&mut store, "140/9/2021", "2021-10-01", "2026-09-30");
    let new = sk(&mut store, "140/3/2025", "2025-01-02", "2030-01-01");
    serves(&mut store, "Ani", "Melati 1", ("2025-01-02", ""), &new);
    serves(&mut store, "Ani", "Mawar", ("2025-03-01", ""), &Value::Empty);
    serves(&mut store, "Fitri", "Melati 1", ("2025-01-02", ""), &new);
    serves(&mut store, "Budi", "Melati 2", ("2021-10-01", ""), &old);
    serves(&mut store, "Citra", "Melati 2", ("2025-01-02", ""), &Value::Empty);
    serves(&mut store, "Dewi", "Melati 2", ("2021-10-01", "2026-09-30"), &old);
    store
}

fn list(name: &'static str) -> Desk {
    Desk::with_store(store(), move |cx| cx.go(Goto::List(name)))
}

/// Answers the questions up to the list of October out of ADD.
fn october(desk: &mut Desk) {
    desk.keys("k").shows("Daftar insentif bulan").keys("C-u").typed("okt 2026").keys("Enter");
    desk.shows("Oktober 2026: dari dana apa?").typed("add").keys("Enter").shows("Berapa sebulan?").keys("Enter");
    desk.shows("Rupiah sebulan").typed("250.000").keys("Enter").shows("Untuk desa mana?").keys("Enter");
    desk.shows("Dibayar tanggal").keys("Enter");
}

#[test]
fn a_months_list_shows_who_gets_how_much_and_who_was_caught_before_it_is_written() {
    let mut desk = list("insentif");
    desk.shows("k susun daftar");
    october(&mut desk);
    desk.shows("* 2 orang, Rp500.000").shows("! 2 ditahan").shows("SK 140/9/2021 untuk jabatan Budi habis 30-09-2026");
    desk.snap("susun-insentif-80x24");
    assert!(all(&mut desk.store, &INSENTIF).is_empty(), "nothing is written by looking");
    desk.keys("Down Down").shows("2 jabatan: Kader di Melati 1, Kader di Mawar. Dibayar sekali.");
    desk.keys("Enter").shows("tertulis: 2 orang, Rp500.000").shows("2 catatan");
    assert_eq!(all(&mut desk.store, &INSENTIF).len(), 2);
    // The reports about it are one key away.
    desk.keys("l").shows("Daftar insentif kader").shows("Tanda terima insentif").keys("Esc");
    desk.keys("u y").shows("0 catatan");
    assert!(all(&mut desk.store, &INSENTIF).is_empty());
}

#[test]
fn an_ended_sk_keeps_a_person_off_the_list_unless_the_office_gives_a_reason() {
    let mut desk = list("insentif");
    october(&mut desk);
    desk.keys("Space").shows("* 3 orang").keys("Enter").shows("Isi alasan untuk tetap menyimpan").shows("140/9/2021");
    desk.keys("Esc")
        .shows("* 3 orang")
        .keys("Enter")
        .typed("SK baru menyusul")
        .keys("Enter")
        .shows("tertulis: 3 orang");
    let paid: Vec<String> = all(&mut desk.store, &INSENTIF).iter().map(Record::title).collect();
    assert_eq!(paid, ["Ani", "Fitri", "Budi"], "by Posyandu and name");
    // In November they are all on the list of October, and Dewi is not asked about.
    desk.keys("k C-u").typed("11-2026").keys("Enter").typed("add").keys("Enter Down Enter Enter Enter");
    desk.shows("seperti Oktober 2026").shows("* 2 orang, Rp500.000").shows("! 1 ditahan");
    // Who is on already cannot be put on again.
    desk.keys("e C-u").typed("10-2026").keys("Enter Enter Up Enter").typed("1000").keys("Enter Enter Enter");
    desk.shows("x 3 tidak ikut").keys("Down Space").shows("sudah ada di daftar Oktober 2026");
}

#[test]
fn a_month_that_is_none_is_asked_again_and_escape_leaves_without_a_list() {
    let mut desk = list("insentif");
    desk.keys("k C-u").typed("13-2026").keys("Enter").shows("bukan bulan").keys("C-u").typed("1-2020").keys("Enter");
    desk.typed("add").keys("Enter Enter").typed("5").keys("Enter Enter").typed("kemarin dulu").keys("Enter");
    desk.shows("Dibayar tanggal").keys("C-u Enter").shows("Tidak ada yang bertugas pada Januari 2020");
    desk.keys("Esc").shows("Belum ada daftar").keys("e").shows("01-2020").keys("Esc Esc").shows("Belum ada Insentif");
    assert_eq!(desk.depth(), 1);
}

/// A new SK of Selat Hilir, opened from its list.
fn new_sk() -> Desk {
    let mut store = store();
    sk(&mut store, "140/7/2026", "2026-10-01", "2031-09-30");
    put(&mut store, Record::new(&KADER, RecordId(-1)).with("nama", "Gita"));
    let mut desk = Desk::with_store(store, |cx| cx.go(Goto::List("sk")));
    desk.keys("/").typed("140/7").keys("Enter Enter").shows("SK dan dokumen \u{b7} 140/7/2026");
    desk
}

fn posts_of(store: &mut Store, name: &str) -> Vec<(String, String)> {
    let posts = all(store, &PENUGASAN).into_iter().filter(|post| post.title() == name);
    let said = |post: Record| {
        let sk = post.get("sk").as_link().map(|link| link.title.clone()).unwrap_or_default();
        (sk, post.get("selesai").as_date().map(|day| day.to_string()).unwrap_or_default())
    };
    posts.map(said).collect()
}

#[test]
fn names_are_ticked_on_an_sk_and_written_as_one() {
    let mut desk = new_sk();
    desk.shows("k susun daftar").keys("k").shows("Nama dalam SK \u{b7} 140/7/2026");
    desk.shows("0 bertanda").shows("masa bakti 01-10-2026 s.d. 30-09-2031").snap("susun-nama-80x24");
    // Citra has no SK; Budi has one that ended: a new term.
    desk.keys("Down Down Space").shows("1 bertanda").keys("Space").shows("2 bertanda").keys("Enter");
    desk.shows("SK 140/7/2026: 2 nama masuk").shows("SK dan dokumen");
    assert_eq!(posts_of(&mut desk.store, "Citra"), [("140/7/2026".to_owned(), String::new())]);
    let budi = [("140/9/2021".to_owned(), "2026-09-30".to_owned()), ("140/7/2026".to_owned(), "2031-09-30".to_owned())];
    assert_eq!(posts_of(&mut desk.store, "Budi"), budi);
    desk.keys("k").shows("0 bertanda \u{b7} 2 sudah di SK ini").keys("Down Down Space").shows("Sudah di SK ini");
    desk.keys("Esc u y");
    assert_eq!(posts_of(&mut desk.store, "Citra"), [(String::new(), String::new())]);
}

#[test]
fn a_person_without_a_post_is_asked_for_one() {
    let mut desk = new_sk();
    desk.keys("k End").shows("Gita belum punya jabatan").keys("Space Enter").shows("Jabatan Gita");
    // Anggota (kader) stands under the cursor; the bidang may be unknown, with a reason.
    desk.keys("Enter").shows("Melayani bidang apa?").typed("sosial").keys("Enter").shows("Di Posyandu mana?");
    desk.typed("melati 2").keys("Enter").shows("1 nama masuk");
    assert_eq!(posts_of(&mut desk.store, "Gita"), [("140/7/2026".to_owned(), "2031-09-30".to_owned())]);
    let gita = named(&mut desk.store, &KADER, "Gita");
    assert_eq!((gita.text("jabatan"), gita.text("bidang")), ("kader", "sosial"));
}

#[test]
fn a_paper_that_appoints_nobody_says_so() {
    let mut store = store();
    let paper = Record::new(&SK, RecordId(-1)).with("nomor", "BA 3").with("jenis", "berita-acara");
    put(&mut store, paper.with("tanggal", day("2026-10-01")));
    let mut desk = Desk::with_store(store, |cx| cx.go(Goto::List("sk")));
    desk.keys("/")
        .typed("BA")
        .keys("Enter k")
        .shows("bukan SK yang mengangkat orang")
        .keys("Esc")
        .shows("SK dan dokumen");
    assert_eq!(desk.depth(), 1);
}

#[test]
fn sk_without_a_number_are_one_word_away() {
    let mut store = store();
    sk(&mut store, "141/   /KPTS/2026", "2026-10-01", "2031-09-30");
    let mut desk = Desk::with_store(store, |cx| cx.go(Goto::List("sk")));
    desk.shows("3 catatan")
        .keys("s")
        .shows("SK menunggu nomor")
        .keys("Enter")
        .shows("1 catatan")
        .shows("Nomor belum ada");
    desk.keys("Esc :").typed("menunggu nomor").keys("Enter").shows("1 catatan").shows("/KPTS/2026");
}

#[test]
fn who_sat_here_before_stands_under_the_seats() {
    let mut store = store();
    let place = named(&mut store, &POSYANDU, "Melati 2").id;
    let mut desk = Desk::with_store(store, move |cx| cx.push(Detail::new(&POSYANDU, place)));
    desk.lacks("Sebelumnya");
    // Past the nine seats of officers and the kader of education, to those of health.
    desk.keys("Down Down Down Down Down Down Down Down Down Down").shows(">   Kader \u{b7} Kesehatan             Budi");
    desk.shows("Sebelumnya: Dewi (01-10-2021 s.d. 30-09-2026)");
}

#[test]
fn a_sentence_longer_than_a_line_is_told_whole() {
    let mut desk = list("insentif");
    desk.keys("k C-u").typed("10-2026").keys("Enter").typed("add").keys("Enter Enter").typed("abc").keys("Enter");
    desk.shows("! Jumlah rupiah tidak terbaca; tulis angka saja, misalnya 1250000").shows("Rp1.250.000");
}

#[test]
fn the_list_of_incentives_shows_its_headings_and_its_days_whole_at_80_columns() {
    let mut store = store();
    let (ani, place) = (named(&mut store, &KADER, "Ani"), named(&mut store, &POSYANDU, "Melati 1"));
    let paid = Record::new(&INSENTIF, RecordId(-1))
        .with("kader", Value::link(ani.id, ani.title()))
        .with("posyandu", Value::link(place.id, place.title()))
        .with("tahun", 2026)
        .with("bulan_bayar", 10)
        .with("sumber_dana", "add")
        .with("jumlah", 250_000)
        .with("dibayar", day("2026-10-31"));
    put(&mut store, paid);
    let mut desk = Desk::with_store(store, |cx| cx.go(Goto::List("insentif")));
    desk.shows("Thn ^").shows("250.000 31-10-2026");
}
