//! What the program says of a whole file: seats, findings, the start screen, the doctor.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

use std::ops::ControlFlow;

use pembina::base::date::Date;
use pembina::base::id::RecordId;
use pembina::entity::{DESA, KADER, PENUGASAN, POSYANDU, Record, SK, Severity, TAMBAHAN, Value};
use pembina::report::list::{Export, write};
use pembina::report::writers::csv::Comma;
use pembina::request::{
    Act, Batch, Change, DoctorLine, ExportJob, Finding, Format, Health, Home, Query, Reply, Request, Saved, Seat, Seek,
    Test,
};
use pembina::service::contoh::{self, Sample, fill};
use pembina::service::{buat, serve};
use pembina::store::{Clock, Opening, Outcome, Store};

const TODAY: Date = Date::constant(2026, 11, 22);

fn opening() -> Opening {
    let moment = TODAY.at(9, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap();
    Opening::by("uji").without_copies().at(Clock::Fixed(moment))
}

/// A file of Selat with one Posyandu, Melati 1.
fn selat() -> (Store, RecordId) {
    let mut store = Store::memory(&opening()).unwrap();
    buat::begin(&mut store, "62.03.01").unwrap();
    let desa = store.page(&Query::all(&DESA), Seek::First, 1).unwrap().rows.remove(0);
    let place = Record::new(&POSYANDU, RecordId(-1)).with("nama", "Melati 1").with("status", "aktif");
    let place = keep(&mut store, place.with("desa", Value::link(desa.id, desa.title())), None);
    (store, place)
}

fn keep(store: &mut Store, record: Record, reason: Option<&str>) -> RecordId {
    let batch = Batch {
        act: Act::Add,
        subject: record.title(),
        origin: "uji".to_owned(),
        changes: vec![Change::Put(record)],
        reason: reason.map(str::to_owned),
    };
    match store.save(&batch).unwrap() {
        Outcome::Saved(Saved { records, .. }) => records[0].1,
        other => panic!("{other:?}"),
    }
}

fn hire(store: &mut Store, place: RecordId, name: &str, (jabatan, bidang): (&str, &str)) -> RecordId {
    let person = keep(store, Record::new(&KADER, RecordId(-1)).with("nama", name), None);
    let post = Record::new(&PENUGASAN, RecordId(-1))
        .with("kader", Value::link(person, name))
        .with("posyandu", Value::link(place, "Melati 1"))
        .with("jabatan", jabatan)
        .with("bidang", bidang)
        .with("mulai", Date::constant(2026, 1, 12));
    keep(store, post, Some("uji"))
}

fn home(store: &mut Store) -> Home {
    match serve(store, Request::Home) {
        Reply::Home(home) => *home,
        other => panic!("{other:?}"),
    }
}

fn seats(store: &mut Store, place: RecordId) -> Vec<Seat> {
    match serve(store, Request::Seats(place)) {
        Reply::Seats(seats) => seats,
        other => panic!("{other:?}"),
    }
}

fn findings(store: &mut Store) -> Vec<Finding> {
    match serve(store, Request::Findings(None)) {
        Reply::Findings(findings) => findings,
        other => panic!("{other:?}"),
    }
}

fn doctor(store: &mut Store) -> Vec<DoctorLine> {
    match serve(store, Request::Doctor) {
        Reply::Doctor(lines) => lines,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_posyandu_shows_all_its_seats_filled_and_vacant_in_the_lists_order() {
    let (mut store, place) = selat();
    hire(&mut store, place, "Siti Aminah", ("sekretaris", ""));
    hire(&mut store, place, "Budi Rahayu", ("kader", "sosial"));
    hire(&mut store, place, "Mariana", ("kader", "sosial"));
    hire(&mut store, place, "Rusmini", ("kader", ""));
    let seats = seats(&mut store, place);
    let single: Vec<&Seat> = seats.iter().filter(|seat| seat.single).collect();
    assert_eq!(single.len(), 9, "nine seats of officers");
    assert_eq!(single[0].jabatan, "ketua");
    assert!(single[0].holders.is_empty());
    assert_eq!(single[1].holders[0].name, "Siti Aminah");
    let sosial = seats.iter().find(|seat| !seat.single && seat.bidang == "sosial").unwrap();
    assert_eq!(sosial.holders.len(), 2);
    let without = seats.last().unwrap();
    assert_eq!((without.bidang.as_str(), without.holders.len()), ("", 1), "a kader without bidang is not lost");
}

#[test]
fn a_seat_falls_vacant_after_its_last_day() {
    let (mut store, place) = selat();
    let post = hire(&mut store, place, "Siti Aminah", ("ketua", ""));
    for (last, held) in [(TODAY, 1), (TODAY.yesterday().unwrap(), 0)] {
        let record = store.get(&PENUGASAN, post).unwrap().unwrap();
        keep(&mut store, record.with("selesai", last), None);
        assert_eq!(seats(&mut store, place)[0].holders.len(), held, "{last}");
    }
}

#[test]
fn the_start_screen_counts_what_needs_attention_and_nothing_else() {
    let (mut store, place) = selat();
    let codes = |home: &Home| -> Vec<(&str, usize)> { home.attention.iter().map(|l| (l.code, l.count)).collect() };
    // A Posyandu without people has too few of them; that its seats are vacant goes without saying.
    assert_eq!(
        codes(&home(&mut store)),
        [("kader-kurang", 1), ("tanpa-registrasi", 1), ("berkas-kurang", 1), ("verifikasi-lama", 1)]
    );
    hire(&mut store, place, "Siti Aminah", ("ketua", ""));
    let first = home(&mut store);
    assert_eq!(
        codes(&first),
        [
            ("kursi-kosong", 8),
            ("kader-kurang", 1),
            ("tanpa-registrasi", 1),
            ("berkas-kurang", 1),
            ("verifikasi-lama", 1),
            ("tanpa-nik", 1)
        ]
    );
    assert_eq!(first.last.map(|batch| batch.act), Some(Act::Add));
    store.remember("kader_minimal", "1").unwrap();
    assert!(!codes(&home(&mut store)).iter().any(|(code, _)| *code == "kader-kurang"));
}

#[test]
fn an_sk_is_told_of_ninety_days_before_its_end() {
    let (mut store, _) = selat();
    for (number, until, told) in [
        ("1", Date::constant(2027, 2, 20), 1),
        ("2", Date::constant(2027, 2, 21), 1),
        ("3", TODAY, 2),
        ("4", TODAY.yesterday().unwrap(), 2),
    ] {
        let sk = Record::new(&SK, RecordId(-1)).with("nomor", number).with("jenis", "sk-pengurus");
        keep(&mut store, sk.with("tanggal", Date::constant(2022, 2, 21)).with("berlaku_sampai", until), None);
        let home = home(&mut store);
        let line = home.attention.iter().find(|line| line.code == "sk-akan-habis").unwrap();
        assert_eq!(line.count, told, "{number}");
        let (rows, _) = store.count(line.opens.as_ref().unwrap(), 100).unwrap();
        assert_eq!(rows, told, "{number}");
    }
}

#[test]
fn sk_that_wait_for_their_number_stand_on_one_list_and_are_no_doubles() {
    let (mut store, _) = selat();
    let numbers = ["141/1/2026", "menunggu nomor", "Menunggu nomor", "141/   /2026", "-", "141/.../2026", "141/2/2026"];
    for number in numbers {
        let sk = Record::new(&SK, RecordId(-1)).with("nomor", number).with("jenis", "sk-kader");
        // Two that wait are not called the same document.
        keep(&mut store, sk.with("tanggal", Date::constant(2026, 1, 12)), None);
    }
    let waiting = numbers.iter().filter(|number| pembina::entity::sk::is_waiting(number)).count();
    let page = store.page(&Query::waiting_sk(), Seek::First, 99).unwrap();
    assert!(page.rows.iter().all(|sk| pembina::entity::sk::is_waiting(sk.text("nomor"))), "{:?}", page.rows);
    assert_eq!((page.rows.len(), waiting), (5, 5));
    let home = home(&mut store);
    let line = home.attention.iter().find(|line| line.code == "sk-tanpa-nomor").unwrap();
    assert_eq!((line.count, line.opens.clone()), (5, Some(Query::waiting_sk())));
    assert_eq!(findings(&mut store).iter().filter(|finding| finding.code == "sk-tanpa-nomor").count(), 5);
}

#[test]
fn those_who_serve_beside_the_names_of_an_sk_are_found() {
    let (mut store, place) = selat();
    let mut sk = |number: &str, until: Date| {
        let sk = Record::new(&SK, RecordId(-1)).with("nomor", number).with("jenis", "sk-kader");
        let sk = sk.with("tanggal", Date::constant(2026, 1, 12)).with("berlaku_sampai", until);
        Value::link(keep(&mut store, sk, None), number)
    };
    let (old, now) = (sk("1/2026", Date::constant(2026, 6, 30)), sk("2/2026", Date::constant(2031, 1, 11)));
    for (name, on) in [("Ani", Some(&now)), ("Budi", None), ("Citra", Some(&old)), ("Dewi", Some(&now))] {
        let post = hire(&mut store, place, name, ("kader", "sosial"));
        let post = store.get(&PENUGASAN, post).unwrap().unwrap();
        keep(&mut store, post.with("sk", on.cloned().unwrap_or_default()), Some("uji"));
    }
    let found: Vec<Finding> =
        findings(&mut store).into_iter().filter(|finding| finding.code == "sk-nama-kurang").collect();
    let [one] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((one.entity, one.title.as_str()), (&SK, "2/2026"));
    let said = one.text.get(pembina::base::words::Lang::Id);
    assert!(said.starts_with("Melati 1: 2 orang bertugas tanpa tercantum dalam SK ini: Budi, Citra."), "{said}");
    // Who stands on it by another post is named by it; who has two posts beside it is one.
    let people = store.page(&Query::all(&KADER), Seek::First, 9).unwrap().rows;
    for (name, jabatan) in [("Ani", "sekretaris"), ("Budi", "bendahara")] {
        let who = people.iter().find(|person| person.title() == name).unwrap();
        let post = Record::new(&PENUGASAN, RecordId(-1)).with("kader", Value::link(who.id, name));
        let post = post.with("posyandu", Value::link(place, "Melati 1")).with("mulai", Date::constant(2024, 1, 12));
        keep(&mut store, post.with("jabatan", jabatan), Some("uji"));
    }
    let again = findings(&mut store).into_iter().find(|finding| finding.code == "sk-nama-kurang").unwrap();
    assert_eq!(again.text.get(pembina::base::words::Lang::Id), said);
}

#[test]
fn an_sk_of_the_whole_desa_stands_with_each_posyandu_whose_posts_name_it() {
    let (mut store, place) = selat();
    let sk = |number: &str| {
        let sk = Record::new(&SK, RecordId(-1)).with("nomor", number).with("jenis", "sk-pengurus");
        sk.with("tanggal", Date::constant(2026, 1, 12))
    };
    let whole = keep(&mut store, sk("1/2026"), None);
    keep(&mut store, sk("2/2026").with("posyandu", Value::link(place, "Melati 1")), None);
    keep(&mut store, sk("3/2026"), None);
    let post = hire(&mut store, place, "Siti Aminah", ("ketua", ""));
    let post = store.get(&PENUGASAN, post).unwrap().unwrap();
    keep(&mut store, post.with("sk", Value::link(whole, "1/2026")), None);
    let query = Query::all(&SK).only("posyandu", Test::Concerns(Value::link(place, "")));
    let page = store.page(&query, Seek::First, 9).unwrap();
    let numbers: Vec<&str> = page.rows.iter().map(|sk| sk.text("nomor")).collect();
    assert_eq!(numbers, ["1/2026", "2/2026"]);
}

#[test]
fn a_passed_warning_stays_on_the_list_with_its_reason() {
    let (mut store, _) = selat();
    let person = Record::new(&KADER, RecordId(-1)).with("nama", "Siti Aminah").with("nik", "6203995003850001");
    let person = person.with("tanggal_lahir", Date::constant(1985, 3, 12));
    let id = keep(&mut store, person, Some("sesuai akta"));
    let found = findings(&mut store);
    let finding = found.iter().find(|finding| finding.code == "nik-tanggal-beda").unwrap();
    assert!(finding.text.facts.iter().any(|fact| fact == "sesuai akta"), "{finding:?}");
    assert!(finding.passed && found.iter().filter(|finding| finding.passed).count() == 1, "{found:?}");
    // Corrected, it is gone from the list.
    let now = store.get(&KADER, id).unwrap().unwrap();
    keep(&mut store, now.with("tanggal_lahir", Date::constant(1985, 3, 10)), None);
    let left = findings(&mut store);
    assert!(!left.iter().any(|finding| finding.record == id && finding.entity == &KADER), "{left:?}");
}

#[test]
fn a_finding_names_the_desa_of_its_record() {
    let (mut store, place) = selat();
    hire(&mut store, place, "Siti Aminah", ("kader", ""));
    let desa = store.page(&Query::all(&DESA), Seek::First, 1).unwrap().rows.remove(0);
    let found = findings(&mut store);
    for code in ["bidang-belum-diisi", "tanpa-nik", "tanpa-registrasi", "kursi-kosong", "kader-kurang"] {
        let finding = found.iter().find(|finding| finding.code == code).unwrap_or_else(|| panic!("{code}"));
        assert_eq!(finding.desa_kode, desa.text("kode"), "{code}");
        assert_eq!(finding.severity, Severity::Warning, "{code}");
        assert!(!finding.uid.is_empty() && !finding.title.is_empty(), "{code}");
    }
}

#[test]
fn a_healthy_file_has_a_clean_bill_and_a_doctored_one_has_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("contoh.db");
    contoh::write(&path, &Sample::of(1, 4), "uji").unwrap();
    let mut store = Store::open(&path, &opening()).unwrap();
    let lines = doctor(&mut store);
    let sick: Vec<&DoctorLine> = lines.iter().filter(|line| line.keadaan == Health::Sakit).collect();
    assert!(sick.is_empty(), "{sick:?}");
    for hal in ["Versi program", "Berkas", "Izin berkas", "Keutuhan isi", "Hitungan", "Pencarian", "Cadangan terakhir"]
    {
        assert!(lines.iter().any(|line| line.hal == hal), "{hal}");
    }
    drop(store);
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.execute_batch(
        "UPDATE hitungan SET ada = ada + 1 WHERE jenis = 'kader'; DELETE FROM kader_cari WHERE rowid = 1;",
    )
    .unwrap();
    drop(raw);
    let mut store = Store::open(&path, &opening()).unwrap();
    let lines = doctor(&mut store);
    for hal in ["Hitungan", "Pencarian"] {
        let line = lines.iter().find(|line| line.hal == hal).unwrap();
        assert_eq!(line.keadaan, Health::Sakit, "{line:?}");
    }
}

#[test]
fn the_doctor_finds_nothing_wrong_with_a_sample_of_many() {
    let sample = Sample::of(2, 9);
    let mut store = Store::memory(&sample.opening("uji")).unwrap();
    fill(&mut store, &sample).unwrap();
    assert!(doctor(&mut store).iter().all(|line| line.keadaan == Health::Baik));
}

/// A list as the export writes it.
fn exported(store: &mut Store, entity: &'static pembina::entity::Entity, format: Format) -> Vec<u8> {
    let job =
        ExportJob { query: Query::all(entity), columns: None, format, path: None, personal: Some("uji".to_owned()) };
    let mut progress = |_| ControlFlow::Continue(());
    let mut how = Export { job: &job, comma: Comma::Semicolon, progress: &mut progress };
    let mut out = Vec::new();
    write(store, &mut how, &mut out, None).unwrap();
    out
}

#[test]
fn the_offices_own_fields_stand_behind_the_list_of_posyandu_once_one_has_a_value() {
    let (mut store, place) = selat();
    let head = |bytes: &[u8]| String::from_utf8_lossy(bytes).lines().next().unwrap_or_default().to_owned();
    assert!(!head(&exported(&mut store, &POSYANDU, Format::Csv)).contains("tambahan_"));
    let desa = store.get(&POSYANDU, place).unwrap().unwrap().get("desa").clone();
    let other = Record::new(&POSYANDU, RecordId(-1)).with("nama", "Anggrek").with("status", "aktif");
    keep(&mut store, other.with("desa", desa), None);
    let value = Record::new(&TAMBAHAN, RecordId(-1)).with("posyandu", Value::link(place, "Melati 1"));
    keep(&mut store, value.with("isian", "jarak-puskesmas").with("nilai", "4,5"), None);
    let csv = exported(&mut store, &POSYANDU, Format::Csv);
    assert!(head(&csv).ends_with(";tambahan_jarak_puskesmas"), "{}", head(&csv));
    let lines = String::from_utf8_lossy(&csv).into_owned();
    let ends: Vec<bool> = lines.lines().skip(1).map(|line| line.ends_with("4,5")).collect();
    assert_eq!(ends, [false, true], "Anggrek, Melati 1: {lines}");
    let json: serde_json::Value = serde_json::from_slice(&exported(&mut store, &POSYANDU, Format::Json)).unwrap();
    let said = json.to_string();
    assert_eq!(said.matches("tambahan_jarak_puskesmas").count(), 2, "{said}");
    assert!(said.contains("\"tambahan_jarak_puskesmas\":\"4,5\""), "{said}");
    let mut book = <calamine::Xlsx<_> as calamine::Reader<_>>::new(std::io::Cursor::new(exported(
        &mut store,
        &POSYANDU,
        Format::Xlsx,
    )))
    .unwrap();
    let sheet = calamine::Reader::worksheet_range_at(&mut book, 0).unwrap().unwrap();
    assert!(sheet.used_cells().any(|(.., cell)| matches!(cell, calamine::Data::String(text) if text == "4,5")));
}

#[test]
fn the_same_seed_gives_the_same_exports_byte_by_byte() {
    let sample = Sample::of(1, 5);
    let file = || {
        let mut store = Store::memory(&sample.opening("uji")).unwrap();
        fill(&mut store, &sample).unwrap();
        store
    };
    let (mut one, mut other) = (file(), file());
    for entity in [&DESA, &POSYANDU, &KADER] {
        for format in [Format::Csv, Format::Json] {
            let bytes = exported(&mut one, entity, format);
            assert!(bytes.len() > 500, "{}", entity.name);
            assert!(bytes == exported(&mut other, entity, format), "{} {format:?}", entity.name);
        }
    }
}
