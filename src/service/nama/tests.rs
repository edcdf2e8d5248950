use super::*;
use crate::base::words::Lang;
use crate::entity::{DESA, Entity, KECAMATAN};
use crate::request::{Query, Request, Seek};
use crate::service::serve;
use crate::store::{Clock, Opening, Outcome};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn put(store: &mut Store, record: Record) -> RecordId {
    let entity = record.entity;
    let changes = vec![Change::Put(record)];
    let reason = Some("uji".to_owned());
    match store.save(&Batch { act: Act::Add, subject: String::new(), origin: "uji".into(), changes, reason }).unwrap() {
        Outcome::Saved(saved) => saved.records.iter().find(|(of, ..)| *of == entity).unwrap().1,
        other => panic!("{other:?}"),
    }
}

fn new(entity: &'static Entity) -> Record {
    Record::new(entity, RecordId(-1))
}

struct Office {
    store: Store,
    sk: RecordId,
}

/// Ani: a post without an SK. Budi: ketua on an SK of 2021. Citra: her post ended in 2025. Dewi: no
/// post. The new SK of the desa is of 2026-01-12.
fn office() -> Office {
    let moment = day("2026-11-22").at(9, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap();
    let mut store = Store::memory(&Opening::by("uji").without_copies().at(Clock::Fixed(moment))).unwrap();
    let above = new(&KECAMATAN).with("kode", "62.03.99").with("nama", "Contoh").with("kabupaten", "Kabupaten Contoh");
    let above = put(&mut store, above.with("provinsi", "Provinsi Contoh").with("zona", "WIB"));
    let desa = new(&DESA).with("kecamatan", Value::link(above, "")).with("kode", "62.03.99.2001").with("nama", "Satu");
    let desa = put(&mut store, desa.with("jenis", "desa"));
    let melati = new(&POSYANDU).with("nama", "Melati").with("desa", Value::link(desa, "")).with("status", "aktif");
    let melati = put(&mut store, melati);
    let mut decree = |number: &str, date: &str| {
        let sk = new(&SK).with("nomor", number).with("jenis", "sk-pengurus").with("tanggal", day(date));
        put(&mut store, sk.with("desa", Value::link(desa, "")).with("berlaku_mulai", day(date)))
    };
    let (old, sk) = (decree("140/1/2021", "2021-01-12"), decree("140/2/2026", "2026-01-12"));
    for (name, jabatan, from, until, sk) in [
        ("Ani", "kader", "2024-02-01", "", None),
        ("Budi", "ketua", "2021-01-12", "", Some(old)),
        ("Citra", "sekretaris", "2021-01-12", "2025-12-31", Some(old)),
        ("Dewi", "", "", "", None),
    ] {
        let who = put(&mut store, new(&KADER).with("nama", name));
        if jabatan.is_empty() {
            continue;
        }
        let mut post = new(&PENUGASAN).with("kader", Value::link(who, "")).with("posyandu", Value::link(melati, ""));
        post = post.with("jabatan", jabatan).with("mulai", day(from));
        if jabatan == "kader" {
            post.set("bidang", "kesehatan");
        }
        if !until.is_empty() {
            post.set("selesai", day(until));
        }
        if let Some(sk) = sk {
            post.set("sk", Value::link(sk, ""));
        }
        put(&mut store, post);
    }
    Office { store, sk }
}

impl Office {
    fn roll(&mut self) -> Roll {
        match serve(&mut self.store, Request::Roll(self.sk)) {
            Reply::Roll(roll) => *roll,
            other => panic!("{other:?}"),
        }
    }

    fn work(&mut self, names: &[&str]) -> RollWork {
        let rows = self.roll().rows;
        let kader = rows.iter().filter(|row| names.contains(&row.name.as_str())).map(|row| row.kader).collect();
        RollWork { sk: self.sk, kader, seat: None, pass: None }
    }

    fn put_on(&mut self, work: &RollWork) -> Reply {
        serve(&mut self.store, Request::PutOnSk(Box::new(work.clone())))
    }

    /// `Ani kader 2024-02-01.. 140/2/2026`, oldest first.
    fn posts(&mut self) -> Vec<String> {
        let rows = self.store.page(&Query::all(&PENUGASAN), Seek::First, 99).unwrap().rows;
        let day = |row: &Record, field: &str| row.get(field).as_date().map(date::iso).unwrap_or_default();
        let said = |row: &Record| {
            let sk = row.get("sk").as_link().map(|link| link.title.clone()).unwrap_or_default();
            format!("{} {} {}..{} {sk}", row.title(), row.text("jabatan"), day(row, "mulai"), day(row, "selesai"))
        };
        rows.iter().map(said).map(|row| row.trim().to_owned()).collect()
    }
}

#[test]
fn those_on_an_sk_are_told_from_those_who_could_be() {
    let mut office = office();
    let roll = office.roll();
    assert_eq!((roll.from, roll.until), (day("2026-01-12"), day("2031-01-11")), "five years");
    let stands: Vec<(&str, &Stands)> = roll.rows.iter().map(|row| (row.name.as_str(), &row.stands)).collect();
    assert_eq!(
        stands,
        [
            ("Ani", &Stands::Bare),
            ("Budi", &Stands::Other("140/1/2021".into())),
            ("Citra", &Stands::Left(day("2025-12-31"))),
            ("Dewi", &Stands::Never),
        ]
    );
    let work = office.work(&["Ani"]);
    assert!(matches!(office.put_on(&work), Reply::Saved(_)));
    assert_eq!(office.roll().rows[0].stands, Stands::On);
    let Reply::Refused(problems) = office.put_on(&work) else { panic!("twice") };
    assert_eq!(problems[0].code, "sk-tanpa-nama");
}

#[test]
fn who_has_a_post_only_by_mistake_is_offered_and_who_serves_elsewhere_is_not() {
    let mut office = office();
    let melati = office.roll().places[0].0;
    let above = office.store.page(&Query::all(&KECAMATAN), Seek::First, 9).unwrap().rows[0].id;
    let hulu = new(&DESA).with("kecamatan", Value::link(above, "")).with("kode", "62.03.99.2002").with("nama", "Dua");
    let hulu = put(&mut office.store, hulu.with("jenis", "desa"));
    let mawar = new(&POSYANDU).with("nama", "Mawar").with("desa", Value::link(hulu, "")).with("status", "aktif");
    let mawar = put(&mut office.store, mawar);
    for (name, place, why) in [("Eka", mawar, ""), ("Fitri", mawar, SALAH_CATAT), ("Gita", melati, SALAH_CATAT)] {
        let who = put(&mut office.store, new(&KADER).with("nama", name));
        let post = new(&PENUGASAN).with("kader", Value::link(who, "")).with("posyandu", Value::link(place, ""));
        let post = post.with("jabatan", "kader").with("bidang", "sosial").with("mulai", day("2024-02-01"));
        let post = if why.is_empty() { post } else { post.with("selesai", day("2024-02-01")) };
        put(&mut office.store, post.with("alasan_berhenti", why));
    }
    let roll = office.roll();
    let offered: Vec<(&str, bool)> =
        roll.rows.iter().skip(3).map(|row| (row.name.as_str(), row.stands == Stands::Never)).collect();
    assert_eq!(offered, [("Dewi", true), ("Fitri", true), ("Gita", true)]);
}

#[test]
fn ticked_names_get_the_sk_a_new_term_or_a_post_as_one_batch() {
    let mut office = office();
    let before = office.posts();
    let work = office.work(&["Ani", "Budi", "Citra"]);
    assert!(matches!(office.put_on(&work), Reply::Saved(_)));
    assert_eq!(
        office.posts(),
        [
            "Budi ketua 2021-01-12..2026-01-11 140/1/2021",
            "Citra sekretaris 2021-01-12..2025-12-31 140/1/2021",
            "Ani kader 2024-02-01.. 140/2/2026",
            "Budi ketua 2026-01-12..2031-01-11 140/2/2026",
            "Citra sekretaris 2026-01-12..2031-01-11 140/2/2026",
        ]
    );
    office.store.undo_last().unwrap();
    assert_eq!(office.posts(), before, "one undo");
}

#[test]
fn a_person_without_a_post_gets_the_seat_that_was_asked_for() {
    let mut office = office();
    let work = office.work(&["Dewi"]);
    let Reply::Refused(problems) = office.put_on(&work) else { panic!("without a seat") };
    assert_eq!(problems[0].code, "sk-tanpa-jabatan");
    let place = office.roll().places[0].0;
    let seated = RollWork { seat: Some(("kader".into(), "sosial".into(), place)), ..work };
    assert!(matches!(office.put_on(&seated), Reply::Saved(_)));
    assert_eq!(office.posts().last().unwrap(), "Dewi kader 2026-01-12..2031-01-11 140/2/2026");
}

#[test]
fn a_third_term_and_a_seat_that_is_held_are_said_before_anything_is_written() {
    let mut office = office();
    // Budi was ketua once before already: 2016 to 2020.
    let budi = office.store.page(&Query::all(&KADER), Seek::First, 9).unwrap().rows;
    let budi = budi.iter().find(|row| row.title() == "Budi").unwrap().id;
    let place = office.roll().places[0].0;
    let first = new(&PENUGASAN).with("kader", Value::link(budi, "")).with("posyandu", Value::link(place, ""));
    put(
        &mut office.store,
        first.with("jabatan", "ketua").with("mulai", day("2016-01-12")).with("selesai", day("2020-12-31")),
    );
    let work = office.work(&["Budi"]);
    let Reply::Refused(problems) = office.put_on(&work) else { panic!("a third term without a word") };
    assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["masa-jabatan-ketiga"]);
    assert!(problems[0].text.get(Lang::Id).contains("sudah 2 kali"), "{:?}", problems[0].text);
    let pass = RollWork { pass: Some("hasil musyawarah desa".into()), ..work };
    assert!(matches!(office.put_on(&pass), Reply::Saved(_)));

    let work = office.work(&["Dewi"]);
    let seated = RollWork { seat: Some(("ketua".into(), String::new(), place)), ..work };
    let before = office.posts();
    let Reply::Refused(problems) = office.put_on(&seated) else { panic!("two ketua") };
    assert_eq!(problems[0].code, "kursi-terisi");
    assert_eq!(office.posts(), before);
}

#[test]
fn a_paper_that_appoints_nobody_and_an_sk_without_a_desa_are_refused_with_what_to_do() {
    let mut office = office();
    let minutes = new(&SK).with("nomor", "BA 1").with("jenis", "berita-acara").with("tanggal", day("2026-01-02"));
    let minutes = put(&mut office.store, minutes);
    let camat = new(&SK).with("nomor", "9/2026").with("jenis", "sk-camat").with("tanggal", day("2026-01-02"));
    let camat = put(&mut office.store, camat);
    for (sk, code) in [(minutes, "sk-bukan-pengangkatan"), (camat, "sk-tanpa-posyandu")] {
        let Reply::Refused(problems) = serve(&mut office.store, Request::Roll(sk)) else { panic!("{code}") };
        assert_eq!(problems[0].code, code);
        assert!(!problems[0].advice.get(Lang::Id).is_empty());
    }
}

#[test]
fn an_old_sk_entered_late_takes_nobody_away_from_the_newer_one() {
    let mut office = office();
    let work = office.work(&["Ani", "Budi", "Citra"]);
    assert!(matches!(office.put_on(&work), Reply::Saved(_)));
    let before = office.posts();
    let desa = office.store.page(&Query::all(&DESA), Seek::First, 1).unwrap().rows[0].id;
    let old = new(&SK).with("nomor", "140/9/2025").with("jenis", "sk-kader").with("tanggal", day("2025-01-02"));
    let old = old.with("desa", Value::link(desa, "")).with("berlaku_mulai", day("2025-01-02"));
    office.sk = put(&mut office.store, old);
    // Budi and Citra served then by the SK of 2021; their term of 2026 is no choice here.
    let rows = office.roll().rows;
    let of = |name: &str| rows.iter().find(|row| row.name == name).unwrap().stands.clone();
    assert_eq!(of("Budi"), Stands::Other("140/1/2021".into()));
    assert_eq!(of("Citra"), Stands::Other("140/1/2021".into()));
    assert_eq!(office.posts(), before);
}
