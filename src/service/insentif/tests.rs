use super::*;
use crate::base::date::Date;
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
    let batch =
        Batch { act: Act::Add, subject: String::new(), origin: "uji".into(), changes, reason: Some("uji".into()) };
    match store.save(&batch).unwrap() {
        Outcome::Saved(saved) => saved.records.iter().find(|(of, ..)| *of == entity).unwrap().1,
        other => panic!("{other:?}"),
    }
}

fn new(entity: &'static Entity) -> Record {
    Record::new(entity, RecordId(-1))
}

/// Ani serves on, Budi left on 2026-09-15, Citra begins on 2026-10-20, Dewi served in a Posyandu
/// that is closed now.
fn file() -> Store {
    let moment = day("2026-11-22").at(9, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap();
    let mut store = Store::memory(&Opening::by("uji").without_copies().at(Clock::Fixed(moment))).unwrap();
    let office = new(&KECAMATAN).with("kode", "62.03.99").with("nama", "Contoh").with("kabupaten", "Kabupaten Contoh");
    let office = put(&mut store, office.with("provinsi", "Provinsi Contoh").with("zona", "WIB"));
    let desa = put(
        &mut store,
        new(&DESA)
            .with("kecamatan", Value::link(office, ""))
            .with("kode", "62.03.99.2001")
            .with("nama", "Satu")
            .with("jenis", "desa"),
    );
    let house = |name: &str, status: &str| {
        new(&POSYANDU).with("nama", name).with("desa", Value::link(desa, "")).with("status", status)
    };
    let melati = put(&mut store, house("Melati", "aktif"));
    let lama = put(&mut store, house("Kenanga", "tutup"));
    let sk =
        new(&crate::entity::SK).with("nomor", "1/2024").with("jenis", "sk-kader").with("tanggal", day("2024-01-01"));
    let sk = put(&mut store, sk.with("desa", Value::link(desa, "")));
    for (name, place, from, until) in [
        ("Ani", melati, "2024-01-01", ""),
        ("Budi", melati, "2024-01-01", "2026-09-15"),
        ("Citra", melati, "2026-10-20", ""),
        ("Dewi", lama, "2024-01-01", ""),
    ] {
        let who = put(&mut store, new(&KADER).with("nama", name));
        let post = new(&PENUGASAN).with("kader", Value::link(who, "")).with("posyandu", Value::link(place, ""));
        let post = post.with("jabatan", "kader").with("bidang", "sosial").with("mulai", day(from));
        let post = post.with("sk", Value::link(sk, ""));
        put(&mut store, if until.is_empty() { post } else { post.with("selesai", day(until)) });
    }
    store
}

fn work(month: i64, rate: Rate) -> IncentiveWork {
    let (also, without) = (Vec::new(), Vec::new());
    IncentiveWork { month, year: 2026, source: "add".into(), rate, desa: None, paid: None, also, without, pass: None }
}

/// Who comes and who does not, with the code of what stops them.
fn planned(store: &mut Store, work: IncentiveWork) -> Vec<String> {
    let Reply::Incentives(plan) = serve(store, Request::PlanIncentives(Box::new(work))) else { panic!("no plan") };
    let codes = |row: &IncentiveRow| row.problems.iter().map(|problem| problem.code).collect::<Vec<_>>().join(" ");
    plan.rows
        .iter()
        .map(|row| format!("{} {:?} {} {}", row.name, row.comes, row.amount, codes(row)).trim().to_owned())
        .collect()
}

fn named(store: &mut Store, entity: &'static Entity, name: &str) -> Record {
    let rows = store.page(&Query::all(entity), Seek::First, 99).unwrap().rows;
    rows.into_iter().find(|row| row.title() == name).unwrap()
}

fn listed(store: &mut Store) -> Vec<String> {
    let rows = store.page(&Query::all(&INSENTIF), Seek::First, 100).unwrap().rows;
    let mut out: Vec<String> = rows
        .iter()
        .map(|row| {
            format!(
                "{} {} {}",
                row.get("bulan_bayar").as_int().unwrap(),
                row.title(),
                row.get("jumlah").as_int().unwrap()
            )
        })
        .collect();
    out.sort();
    out
}

#[test]
fn a_list_holds_who_had_a_post_in_the_month_each_once() {
    let mut store = file();
    assert!(matches!(serve(&mut store, Request::Incentives(Box::new(work(9, Rate::Same(250_000))))), Reply::Saved(_)));
    assert_eq!(listed(&mut store), ["9 Ani 250000", "9 Budi 250000"]);
    assert_eq!(
        planned(&mut store, work(10, Rate::Same(300_000))),
        [
            "Dewi Never 300000 insentif-posyandu-tutup",
            "Budi Never 300000 insentif-tanpa-jabatan",
            "Ani Yes 300000",
            "Citra Yes 300000",
        ],
        "those caught first"
    );
    assert_eq!(listed(&mut store).len(), 2, "a plan changes nothing");
    store.undo_last().unwrap();
    assert!(listed(&mut store).is_empty(), "one batch, one undo");
}

#[test]
fn the_list_of_the_month_before_is_copied_without_those_who_left() {
    let mut store = file();
    serve(&mut store, Request::Incentives(Box::new(work(9, Rate::Same(250_000)))));
    let copy = work(10, Rate::AsBefore);
    assert_eq!(
        planned(&mut store, copy.clone()),
        ["Budi Never 250000 insentif-tanpa-jabatan", "Ani Yes 250000"],
        "with the amounts of then; who is new has none yet"
    );
    assert!(matches!(serve(&mut store, Request::Incentives(Box::new(copy.clone()))), Reply::Saved(_)));
    assert_eq!(listed(&mut store), ["10 Ani 250000", "9 Ani 250000", "9 Budi 250000"]);
    let Reply::Refused(problems) = serve(&mut store, Request::Incentives(Box::new(copy))) else { panic!("twice") };
    assert_eq!(problems[0].code, "insentif-daftar");
}

#[test]
fn doubles_ended_posts_closed_posyandu_and_missing_sk_are_caught_row_by_row() {
    let mut store = file();
    serve(&mut store, Request::Incentives(Box::new(work(9, Rate::Same(250_000)))));
    let people = store.page(&Query::all(&KADER), Seek::First, 9).unwrap().rows;
    let places = store.page(&Query::all(&POSYANDU), Seek::First, 9).unwrap().rows;
    let of = |rows: &[Record], name: &str| Value::link(rows.iter().find(|row| row.title() == name).unwrap().id, name);
    let mut codes = |who: &str, place: &str, month: i64| {
        let row = new(&INSENTIF).with("kader", of(&people, who)).with("posyandu", of(&places, place));
        let row = row.with("tahun", 2026).with("bulan_bayar", month).with("sumber_dana", "add").with("jumlah", 1);
        let changes = vec![Change::Put(row)];
        let batch = Batch { act: Act::Add, subject: String::new(), origin: "uji".into(), changes, reason: None };
        let found = store.examine(&batch).unwrap();
        found.iter().map(|(_, problem)| problem.code).collect::<Vec<_>>()
    };
    assert_eq!(codes("Ani", "Melati", 10), [""; 0]);
    assert_eq!(codes("Ani", "Melati", 9), ["insentif-ganda"]);
    assert_eq!(codes("Budi", "Melati", 10), ["insentif-tanpa-jabatan"]);
    assert_eq!(codes("Citra", "Melati", 8), ["insentif-tanpa-jabatan"]);
    assert_eq!(codes("Dewi", "Kenanga", 10), ["insentif-posyandu-tutup"]);
    let post = store.page(&Query::all(&PENUGASAN), Seek::First, 9).unwrap().rows;
    let post = post.iter().find(|post| post.title() == "Ani").unwrap().clone().with("sk", Value::Empty);
    put(&mut store, post);
    let people = store.page(&Query::all(&KADER), Seek::First, 9).unwrap().rows;
    assert!(people.iter().any(|person| person.title() == "Ani"));
    assert_eq!(planned(&mut store, work(10, Rate::Same(5)))[0], "Ani Stopped 5 insentif-tanpa-sk");
    assert!(matches!(serve(&mut store, Request::Incentives(Box::new(work(10, Rate::Same(5))))), Reply::Saved(_)));
    assert_eq!(listed(&mut store), ["10 Citra 5", "9 Ani 250000", "9 Budi 250000"], "Ani stays off the list");
}

#[test]
fn an_ended_sk_stops_a_person_until_the_office_gives_a_reason() {
    let mut store = file();
    let sk = named(&mut store, &SK, "1/2024").with("berlaku_sampai", day("2026-09-30"));
    put(&mut store, sk);
    assert_eq!(
        planned(&mut store, work(9, Rate::Same(5)))[1..],
        ["Budi Yes 5", "Ani Yes 5"],
        "it ran in September still"
    );
    let rows = planned(&mut store, work(10, Rate::Same(5)));
    assert_eq!(
        rows,
        [
            "Ani Stopped 5 insentif-sk-habis",
            "Citra Stopped 5 insentif-sk-habis",
            "Dewi Never 5 insentif-posyandu-tutup"
        ]
    );
    let Reply::Refused(problems) = serve(&mut store, Request::Incentives(Box::new(work(10, Rate::Same(5))))) else {
        panic!("an ended SK did not stop the list")
    };
    assert_eq!(problems[0].code, "insentif-daftar");

    let ani = named(&mut store, &KADER, "Ani").id;
    let also = IncentiveWork { also: vec![ani], ..work(10, Rate::Same(5)) };
    let Reply::Refused(problems) = serve(&mut store, Request::Incentives(Box::new(also.clone()))) else {
        panic!("passed without a reason")
    };
    assert_eq!(
        problems[0].text.get(crate::base::words::Lang::Id),
        "SK 1/2024 untuk jabatan Ani habis 30-09-2026, sebelum Oktober 2026."
    );
    assert!(!problems[0].advice.get(crate::base::words::Lang::Id).is_empty());
    let pass = IncentiveWork { pass: Some("SK baru sedang ditandatangani".into()), ..also };
    assert!(matches!(serve(&mut store, Request::Incentives(Box::new(pass))), Reply::Saved(_)));
    assert_eq!(listed(&mut store), ["10 Ani 5"]);
    assert_eq!(planned(&mut store, work(10, Rate::Same(5)))[0], "Citra Stopped 5 insentif-sk-habis");
}

#[test]
fn a_person_with_two_posts_is_paid_once_and_for_the_post_with_an_sk_in_force() {
    let mut store = file();
    let (ani, melati) = (named(&mut store, &KADER, "Ani"), named(&mut store, &POSYANDU, "Melati"));
    let mawar = new(&POSYANDU).with("nama", "Mawar").with("desa", melati.get("desa").clone()).with("status", "aktif");
    let mawar = put(&mut store, mawar);
    let second = new(&PENUGASAN).with("kader", Value::link(ani.id, "")).with("posyandu", Value::link(mawar, ""));
    put(
        &mut store,
        second.with("jabatan", "sekretaris").with("mulai", day("2020-01-01")).with("selesai", day("2026-10-05")),
    );
    let Reply::Incentives(plan) = serve(&mut store, Request::PlanIncentives(Box::new(work(10, Rate::Same(5))))) else {
        panic!("no plan")
    };
    let row = plan.rows.iter().find(|row| row.name == "Ani").unwrap();
    assert_eq!((row.comes, row.place.as_str()), (Comes::Yes, "Melati"));
    assert_eq!(
        row.notes[0].get(crate::base::words::Lang::Id),
        "2 jabatan: Kader di Melati, Sekretaris Posyandu di Mawar. Dibayar sekali."
    );
    serve(&mut store, Request::Incentives(Box::new(work(10, Rate::Same(5)))));
    assert_eq!(listed(&mut store), ["10 Ani 5", "10 Citra 5"]);
    // Out of another source it is told, not forbidden.
    let other = IncentiveWork { source: "dd".into(), ..work(10, Rate::Same(5)) };
    let Reply::Incentives(plan) = serve(&mut store, Request::PlanIncentives(Box::new(other))) else {
        panic!("no plan")
    };
    let row = plan.rows.iter().find(|row| row.name == "Citra").unwrap();
    assert_eq!(row.notes[0].get(crate::base::words::Lang::Id), "Sudah ada di daftar bulan itu dari ADD.");
}

#[test]
fn a_term_that_follows_another_within_the_month_is_no_second_post() {
    let mut store = file();
    let post = store.page(&Query::all(&PENUGASAN), Seek::First, 9).unwrap().rows;
    let old = post.into_iter().find(|post| post.title() == "Ani").unwrap().with("selesai", day("2026-10-11"));
    put(&mut store, old.clone());
    let mut next = new(&PENUGASAN).with("mulai", day("2026-10-12")).with("selesai", day("2031-10-11"));
    for field in ["kader", "posyandu", "jabatan", "bidang", "sk"] {
        next.set(field, old.get(field).clone());
    }
    put(&mut store, next.clone());
    let mut notes = |month: i64| {
        let work = Request::PlanIncentives(Box::new(work(month, Rate::Same(5))));
        let Reply::Incentives(plan) = serve(&mut store, work) else { panic!("no plan") };
        let row = plan.rows.into_iter().find(|row| row.name == "Ani").unwrap();
        assert_eq!(row.comes, Comes::Yes);
        row.notes.iter().map(|note| note.get(crate::base::words::Lang::Id).into_owned()).collect::<Vec<_>>()
    };
    assert_eq!(notes(10), [""; 0], "nothing to be read about a new term in the same seat");
    assert_eq!(notes(11), [""; 0]);
}

#[test]
fn a_list_that_cannot_be_is_refused_with_what_to_do() {
    let mut store = file();
    let mut refused = |work: IncentiveWork| {
        let Reply::Refused(problems) = serve(&mut store, Request::PlanIncentives(Box::new(work))) else {
            panic!("taken")
        };
        assert!(!problems[0].advice.get(crate::base::words::Lang::Id).is_empty());
        problems[0].code
    };
    assert_eq!(refused(work(13, Rate::Same(5))), "insentif-bulan");
    assert_eq!(refused(work(10, Rate::Same(0))), "insentif-tanpa-jumlah");
    assert_eq!(refused(work(10, Rate::AsBefore)), "insentif-tanpa-daftar-lalu");
    assert_eq!(refused(IncentiveWork { year: 2001, ..work(10, Rate::Same(5)) }), "insentif-daftar");
    let ahead = IncentiveWork { paid: Some(day("2027-01-01")), ..work(10, Rate::Same(5)) };
    let Reply::Refused(problems) = serve(&mut store, Request::Incentives(Box::new(ahead))) else { panic!("taken") };
    assert_eq!(problems[0].code, "insentif-di-depan");
}
