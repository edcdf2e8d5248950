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
    IncentiveWork { month, year: 2026, source: "add".into(), rate, desa: None, paid: None, pass: None }
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
    let Reply::Consequences(told) = serve(&mut store, Request::PlanIncentives(Box::new(work(10, Rate::Same(300_000)))))
    else {
        panic!("no plan")
    };
    assert_eq!(told.lines[0].get(crate::base::words::Lang::Id), "Oktober 2026: 2 orang, Rp600.000.");
    assert_eq!(listed(&mut store).len(), 2, "a plan changes nothing");
    store.undo_last().unwrap();
    assert!(listed(&mut store).is_empty(), "one batch, one undo");
}

#[test]
fn the_list_of_the_month_before_is_copied_without_those_who_left() {
    let mut store = file();
    serve(&mut store, Request::Incentives(Box::new(work(9, Rate::Same(250_000)))));
    let copy = work(10, Rate::AsBefore);
    let Reply::Consequences(told) = serve(&mut store, Request::PlanIncentives(Box::new(copy.clone()))) else {
        panic!("no plan")
    };
    assert!(told.lines[1].get(crate::base::words::Lang::Id).starts_with("1 orang dari daftar bulan sebelumnya"));
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
    let Reply::Refused(problems) = serve(&mut store, Request::Incentives(Box::new(work(10, Rate::Same(5))))) else {
        panic!("passed without a reason")
    };
    assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["insentif-tanpa-sk"]);
    let pass = IncentiveWork { pass: Some("SK sedang dicetak".into()), ..work(10, Rate::Same(5)) };
    assert!(matches!(serve(&mut store, Request::Incentives(Box::new(pass))), Reply::Saved(_)));
}
