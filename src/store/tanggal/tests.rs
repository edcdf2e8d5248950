//! Lists as of a day against a recomputation that knows nothing of SQL.

use proptest::prelude::*;

use super::super::record::Outcome;
use super::super::tests::{Land, batch, land, new, posyandu, put};
use super::*;
use crate::entity::gabung::{by_default, joined};
use crate::entity::{KEADAAN, KODE_DESA, PENUGASAN, REGISTRASI};
use crate::request::{Change, Merge, More, Scope, Seek};

fn month(n: u32) -> Date {
    let n = i16::try_from(n).unwrap();
    Date::new(2020 + n / 12, i8::try_from(n % 12 + 1).unwrap(), 1).unwrap()
}

/// One thing that happens, in small numbers.
type Event = (u8, usize, usize, u32, u32, u8);

struct World {
    land: Land,
    places: Vec<RecordId>,
    people: Vec<RecordId>,
}

fn try_put(store: &mut Store, record: Record) -> bool {
    matches!(store.save(&batch(vec![Change::Put(record)])).unwrap(), Outcome::Saved(_))
}

fn to(id: RecordId) -> Value {
    Value::link(id, "")
}

fn world(founded: &[Option<u32>], events: &[Event]) -> World {
    let mut land = land();
    let mut places = vec![land.posyandu];
    for (n, founded) in founded.iter().enumerate() {
        let mut place = posyandu(&format!("Pos {n}"), land.desa[n % 2]);
        if let Some(founded) = founded {
            place.set("tanggal_berdiri", month(*founded));
        }
        if n % 3 == 2 {
            place.set(
                "nomor_registrasi",
                format!("{}.00{n}", if n % 2 == 0 { "62.03.99.2001" } else { "62.03.99.2002" }),
            );
            place.set("tanggal_registrasi", month(u32::try_from(n).unwrap() * 7 % 70));
        }
        places.push(put(&mut land.store, place));
    }
    let people: Vec<RecordId> =
        (0..7).map(|n| put(&mut land.store, new(&KADER).with("nama", format!("Orang {n}")))).collect();
    for &(what, a, b, from, lasts, kind) in events {
        let (place, person) = (places[a % places.len()], people[b % people.len()]);
        let store = &mut land.store;
        match what {
            0..6 => {
                let jabatan = ["kader", "kader", "ketua", "sekretaris"][usize::from(kind % 4)];
                let bidang = if jabatan == "kader" { ["kesehatan", "sosial"][b % 2] } else { "" };
                let mut post = new(&PENUGASAN).with("kader", to(person)).with("posyandu", to(place));
                post = post.with("jabatan", jabatan).with("bidang", bidang);
                if from > 2 {
                    post.set("mulai", month(from));
                }
                if kind % 3 != 0 {
                    post.set("selesai", month(from + lasts).yesterday().unwrap());
                    post.set("alasan_berhenti", if kind % 7 == 5 { "salah-catat" } else { "" });
                }
                try_put(store, post);
            }
            6..9 => {
                let states = ["aktif", "tidak-aktif", "tutup", "persiapan", "bergabung"];
                let (is, was) = (states[usize::from(kind % 5)], states[usize::from(kind / 4 % 4)]);
                let change = new(&KEADAAN).with("posyandu", to(place)).with("tanggal", month(from));
                let mut change = change.with("status", is).with("alasan_status", "lain-lain");
                if is == "bergabung" {
                    change.set("gabung_ke", to(places[(a + 1) % places.len()]));
                }
                try_put(store, if kind % 5 == 0 { change } else { change.with("semula", was) });
            }
            9 => {
                let step = new(&REGISTRASI).with("posyandu", to(place)).with("tanggal", month(from));
                try_put(store, step.with("langkah", ["lengkap-desa", "dikirim"][usize::from(kind % 2)]));
            }
            10 => {
                // The present state is brought by an import now and then.
                let now = store.get(&POSYANDU, place).unwrap().unwrap();
                try_put(store, now.with("status", ["aktif", "tutup"][usize::from(kind % 2)]));
            }
            _ => mended(&mut land, (what, place, person), people[a % people.len()], (from, lasts, kind)),
        }
    }
    World { land, places, people }
}

/// What people do to rows that were entered: throw away, bring back, undo, make one of two, move to
/// another desa, recode.
fn mended(
    land: &mut Land,
    (what, place, person): (u8, RecordId, RecordId),
    other: RecordId,
    (from, lasts, kind): (u32, u32, u8),
) {
    let Land { store, desa, .. } = land;
    match what {
        11..14 => {
            let entity = [&PENUGASAN, &KEADAAN, &KADER][usize::from(what - 11)];
            let rows = all(store, entity);
            if let Some(row) = rows.get(usize::from(kind) % rows.len().max(1)) {
                store.save(&batch(vec![Change::Delete(entity, row.id, row.version)])).unwrap();
            }
        }
        14 => drop(store.undo_last().unwrap()),
        15 => {
            let bin = Query { scope: Scope::Bin, ..Query::all(&PENUGASAN) };
            if let Some(row) = store.page(&bin, Seek::First, 1).unwrap().rows.first() {
                store.save(&batch(vec![Change::Restore(&PENUGASAN, row.id)])).unwrap();
            }
        }
        16 => {
            let of = |store: &Store, id| store.get(&KADER, id).unwrap().filter(|one: &Record| !one.deleted);
            if let (Some(one), Some(two)) = (of(store, person), of(store, other))
                && one.id != two.id
            {
                let survivor = joined(&one, &two, |field| by_default(field, one.get(field.name), two.get(field.name)));
                let merge = Merge { survivor, victim: (two.id, two.version), reason: Some("uji".to_owned()) };
                store.merge(&merge).unwrap();
            }
        }
        17 => {
            let now = store.get(&POSYANDU, place).unwrap().unwrap();
            try_put(store, now.with("desa", to(desa[usize::from(kind % 2)])));
        }
        18 => {
            let now = store.get(&DESA, desa[usize::from(kind % 2)]).unwrap().unwrap();
            let mut former = new(&KODE_DESA).with("desa", to(now.id)).with("kode", now.text("kode"));
            former.set("selesai", month(from + lasts).yesterday().unwrap());
            if kind % 3 == 0 {
                former.set("mulai", month(from));
            }
            let code = format!("62.03.99.2{:03}", 100 + u32::from(kind) + 60 * from % 800);
            let changes = vec![Change::Put(now.with("kode", code)), Change::Put(former)];
            store.save(&batch(changes)).unwrap();
        }
        _ => {
            let mut sk = new(&SK).with("nomor", format!("141/{kind}/{from}")).with("tanggal", month(from));
            sk.set("jenis", ["sk-pengurus", "berita-acara"][usize::from(kind % 2)]);
            if kind % 3 == 0 {
                sk.set("berlaku_mulai", month(from + 2));
            }
            if kind % 4 != 0 {
                sk.set("berlaku_sampai", month(from + 2 + lasts));
            }
            try_put(store, sk.with("desa", to(desa[usize::from(kind % 2)])));
        }
    }
}

fn all(store: &mut Store, entity: &'static Entity) -> Vec<Record> {
    let mut out = Vec::new();
    store
        .walk(&Query::all(entity), &mut |record| {
            out.push(record);
            Ok(())
        })
        .unwrap();
    out
}

fn link(record: &Record, field: &str) -> Option<RecordId> {
    record.get(field).as_link().map(|link| link.id)
}

/// A day that is asked for: the first of a month, when things begin, or the last, when they end.
fn asked(n: u32) -> Date {
    let first = month(n / 2);
    if n.is_multiple_of(2) { first } else { first.yesterday().unwrap() }
}

/// What the rows of two days say, worked out row by row.
struct Naive {
    posts: Vec<Record>,
    changes: Vec<Record>,
    places: Vec<Record>,
    people: Vec<Record>,
    steps: Vec<Record>,
    codes: Vec<Record>,
    papers: Vec<Record>,
}

impl Naive {
    fn post(&self, person: RecordId, day: Date) -> Option<&Record> {
        let runs = |post: &&Record| {
            link(post, "kader") == Some(person)
                && post.get("mulai").as_date().is_none_or(|from| from <= day)
                && post.get("selesai").as_date().is_none_or(|until| until >= day)
                && post.text("alasan_berhenti") != "salah-catat"
        };
        self.posts.iter().filter(runs).max_by_key(|post| (post.get("mulai").as_date(), post.id))
    }

    /// The step of registration of a day, and since when it stands.
    fn step(&self, place: &Record, day: Date) -> (String, Option<Date>) {
        let of = self.steps.iter().filter(|step| link(step, "posyandu") == Some(place.id));
        let by_then = of.filter(|step| step.get("tanggal").as_date().is_some_and(|since| since <= day));
        if let Some(last) = by_then.max_by_key(|step| (step.get("tanggal").as_date(), step.id)) {
            return (last.text("langkah").to_owned(), last.get("tanggal").as_date());
        }
        if has_number(place, day) {
            return ("terdaftar".to_owned(), place.get("tanggal_registrasi").as_date());
        }
        (String::new(), None)
    }

    /// The code of a desa on a day: the former one that held longest ago but still held.
    fn code(&self, desa: &Record, day: Date) -> String {
        let of = self.codes.iter().filter(|code| link(code, "desa") == Some(desa.id));
        let held = of.filter(|code| {
            code.get("mulai").as_date().is_none_or(|from| from <= day)
                && code.get("selesai").as_date().is_some_and(|until| until >= day)
        });
        let first = held.min_by_key(|code| (code.get("selesai").as_date(), code.id));
        first.map_or(desa.text("kode"), |code| code.text("kode")).to_owned()
    }

    fn desa(&self, place: RecordId) -> Option<RecordId> {
        self.places.iter().find(|known| known.id == place).and_then(|known| link(known, "desa"))
    }

    fn state(&self, place: &Record, day: Date) -> String {
        let mut of: Vec<&Record> =
            self.changes.iter().filter(|change| link(change, "posyandu") == Some(place.id)).collect();
        of.sort_by_key(|change| (change.get("tanggal").as_date(), change.id));
        let began = |change: &&&Record| change.get("tanggal").as_date().is_some_and(|since| since <= day);
        if let Some(last) = of.iter().rfind(began) {
            return last.text("status").to_owned();
        }
        match of.first().map(|first| first.text("semula")) {
            Some(before) if !before.is_empty() => before.to_owned(),
            _ => place.text("status").to_owned(),
        }
    }
}

/// True where a Posyandu had its number on a day.
fn has_number(place: &Record, day: Date) -> bool {
    !place.text("nomor_registrasi").is_empty()
        && place.get("tanggal_registrasi").as_date().is_none_or(|since| since <= day)
}

/// The ids of a list, in its order, read by pages of three; and they are as many as counted.
fn listed(store: &mut Store, query: &Query) -> Vec<Record> {
    let mut out: Vec<Record> = Vec::new();
    let mut seek = Seek::First;
    loop {
        let page = store.page(query, seek, 3).unwrap();
        let Some(last) = page.rows.last().map(|row| row.id) else { break };
        out.extend(page.rows);
        if page.end {
            break;
        }
        seek = Seek::After(last);
    }
    assert_eq!(store.count(query, 1_000).unwrap(), (out.len(), More::No), "{query:?}");
    let back = store.page(query, Seek::Last, 1_000).unwrap();
    assert_eq!(back.rows.iter().map(|row| row.id).collect::<Vec<_>>(), ids(&out), "{query:?}");
    out
}

fn ids(rows: &[Record]) -> Vec<RecordId> {
    rows.iter().map(|row| row.id).collect()
}

fn query(entity: &'static Entity, day: Date) -> Query {
    Query { as_of: Some(day), ..Query::all(entity) }
}

fn check_people(world: &mut World, naive: &Naive, day: Date) {
    let store = &mut world.land.store;
    let there: Vec<(RecordId, &Record)> =
        naive.people.iter().filter_map(|person| Some((person.id, naive.post(person.id, day)?))).collect();
    let rows = listed(store, &query(&KADER, day));
    assert_eq!(ids(&rows), there.iter().map(|(id, _)| *id).collect::<Vec<_>>(), "{day}");
    for (row, (_, post)) in rows.iter().zip(&there) {
        for field in ["posyandu", "jabatan", "bidang", "mulai", "selesai"] {
            assert_eq!(row.get(field), post.get(field), "{day} {field}");
        }
        assert_eq!(link(row, "desa"), link(post, "posyandu").and_then(|place| naive.desa(place)), "{day}");
    }
    let only = |field: &'static str, test: Test| query(&KADER, day).only(field, test);
    let wanted = |test: &dyn Fn(&Record) -> bool| -> Vec<RecordId> {
        there.iter().filter(|(_, post)| test(post)).map(|(id, _)| *id).collect()
    };
    for place in &world.places {
        let expected = wanted(&|post| link(post, "posyandu") == Some(*place));
        assert_eq!(ids(&listed(store, &only("posyandu", Test::Is(to(*place))))), expected, "{day}");
    }
    for desa in world.land.desa {
        let of = |post: &Record| link(post, "posyandu").and_then(|place| naive.desa(place)) == Some(desa);
        let expected = wanted(&of);
        assert_eq!(ids(&listed(store, &only("desa", Test::Is(to(desa))))), expected, "{day}");
        let (_, counted) = store.counts_of_desa(desa, day).unwrap();
        assert_eq!(usize::try_from(counted).unwrap(), expected.len(), "{day}");
        let both = only("desa", Test::Is(to(desa))).only("jabatan", Test::Is("kader".into()));
        let expected = wanted(&|post| of(post) && post.text("jabatan") == "kader");
        assert_eq!(ids(&listed(store, &both)), expected, "{day}");
    }
    for jabatan in ["kader", "ketua"] {
        let expected = wanted(&|post| post.text("jabatan") == jabatan);
        assert_eq!(ids(&listed(store, &only("jabatan", Test::Is(jabatan.into())))), expected, "{day}");
    }
    let expected = wanted(&|post| post.text("bidang").is_empty());
    assert_eq!(ids(&listed(store, &only("bidang", Test::Empty))), expected, "{day}");
    let mut searched = only("jabatan", Test::Is("kader".into()));
    searched.search = "orang".into();
    let expected = wanted(&|post| post.text("jabatan") == "kader");
    assert_eq!(ids(&listed(store, &searched)), expected, "{day}");
}

fn check_places(world: &mut World, naive: &Naive, day: Date) {
    let store = &mut world.land.store;
    let founded = |place: &&Record| place.get("tanggal_berdiri").as_date().is_none_or(|founded| founded <= day);
    let there: Vec<&Record> = naive.places.iter().filter(founded).collect();
    let rows = listed(store, &query(&POSYANDU, day));
    assert_eq!(ids(&rows), there.iter().map(|place| place.id).collect::<Vec<_>>(), "{day}");
    for (row, place) in rows.iter().zip(&there) {
        assert_eq!(row.text("status"), naive.state(place, day), "{day} {}", place.title());
        let registered = place.get("tanggal_registrasi").as_date().is_none_or(|since| since <= day);
        assert_eq!(row.text("nomor_registrasi"), if registered { place.text("nomor_registrasi") } else { "" });
        let serving = naive.posts.iter().filter(|post| link(post, "posyandu") == Some(place.id));
        let mut serving: Vec<_> = serving
            .filter(|post| {
                post.get("mulai").as_date().is_none_or(|from| from <= day)
                    && post.get("selesai").as_date().is_none_or(|until| until >= day)
                    && post.text("alasan_berhenti") != "salah-catat"
            })
            .filter_map(|post| link(post, "kader"))
            .collect();
        serving.sort_unstable();
        serving.dedup();
        assert_eq!(row.get("jumlah_kader").as_int(), i64::try_from(serving.len()).ok(), "{day}");
    }
    check_registered(store, naive, (day, &there));
    for wanted in [vec!["aktif"], vec!["tutup"], vec!["bergabung"], vec!["persiapan", "tidak-aktif"]] {
        let passes = |place: &&&Record| wanted.contains(&naive.state(place, day).as_str());
        let expected: Vec<RecordId> = there.iter().filter(passes).map(|place| place.id).collect();
        let values: Vec<Value> = wanted.iter().map(|state| Value::from(*state)).collect();
        let test = if let [one] = values.as_slice() { Test::Is(one.clone()) } else { Test::OneOf(values) };
        let mut down = query(&POSYANDU, day).only("status", test);
        assert_eq!(ids(&listed(store, &down)), expected, "{day} {wanted:?}");
        down.order = Order::Down;
        down.sort = "status";
        let mut rows = ids(&listed(store, &down));
        rows.reverse();
        assert_eq!(rows, expected, "sorted by name where the state differs from day to day");
    }
}

/// Steps and numbers of a day, and the lists narrowed by them, with another condition beside.
fn check_registered(store: &mut Store, naive: &Naive, (day, there): (Date, &[&Record])) {
    for row in listed(store, &query(&POSYANDU, day)) {
        let place = there.iter().find(|place| place.id == row.id).unwrap();
        let (step, since) = naive.step(place, day);
        assert_eq!((row.text("registrasi"), row.get("registrasi_sejak").as_date()), (step.as_str(), since), "{day}");
    }
    let mut check = |narrowed: Query, passes: &dyn Fn(&Record) -> bool| {
        let expected: Vec<RecordId> = there.iter().filter(|place| passes(place)).map(|place| place.id).collect();
        assert_eq!(ids(&listed(store, &narrowed)), expected, "{day} {:?}", narrowed.filters);
    };
    check(query(&POSYANDU, day).only("nomor_registrasi", Test::Known), &|place| has_number(place, day));
    check(query(&POSYANDU, day).only("nomor_registrasi", Test::Empty), &|place| !has_number(place, day));
    for step in ["dikirim", "terdaftar"] {
        check(query(&POSYANDU, day).only("registrasi", Test::Is(step.into())), &|place| {
            naive.step(place, day).0 == step
        });
    }
    let mut desa: Vec<RecordId> = there.iter().filter_map(|place| link(place, "desa")).collect();
    desa.sort_unstable();
    desa.dedup();
    for desa in desa {
        let narrowed = query(&POSYANDU, day).only("desa", Test::Is(to(desa)));
        check(narrowed.only("status", Test::Is("aktif".into())), &|place| {
            link(place, "desa") == Some(desa) && naive.state(place, day) == "aktif"
        });
    }
}

/// Desa with their code and numbers of the day, posts that ran, SK in force.
fn check_others(world: &mut World, naive: &Naive, day: Date) {
    let store = &mut world.land.store;
    for row in listed(store, &query(&DESA, day)) {
        let now = store.get(&DESA, row.id).unwrap().unwrap();
        assert_eq!(row.text("kode"), naive.code(&now, day), "{day}");
        let founded = |place: &&Record| {
            link(place, "desa") == Some(row.id)
                && place.get("tanggal_berdiri").as_date().is_none_or(|founded| founded <= day)
        };
        let places = naive.places.iter().filter(founded).count();
        let serves = |person: &&Record| {
            let post = naive.post(person.id, day);
            post.and_then(|post| naive.desa(link(post, "posyandu")?)) == Some(row.id)
        };
        let people = naive.people.iter().filter(serves).count();
        assert_eq!(row.get("jumlah_posyandu").as_int(), i64::try_from(places).ok(), "{day}");
        assert_eq!(row.get("jumlah_kader").as_int(), i64::try_from(people).ok(), "{day}");
    }
    let within = |row: &Record, from: Option<Date>, until: &str| {
        from.is_none_or(|from| from <= day) && row.get(until).as_date().is_none_or(|until| until >= day)
    };
    let ran = |post: &&Record| {
        within(post, post.get("mulai").as_date(), "selesai") && post.text("alasan_berhenti") != "salah-catat"
    };
    let posts: Vec<&Record> = naive.posts.iter().filter(ran).collect();
    let expected: Vec<RecordId> = posts.iter().map(|post| post.id).collect();
    assert_eq!(ids(&listed(store, &query(&PENUGASAN, day))), expected, "{day}");
    let heads = query(&PENUGASAN, day).only("jabatan", Test::Is("ketua".into()));
    let expected: Vec<RecordId> =
        posts.iter().filter(|post| post.text("jabatan") == "ketua").map(|post| post.id).collect();
    assert_eq!(ids(&listed(store, &heads)), expected, "{day}");
    // Posts in Posyandu that worked on that day, whatever became of them.
    let working = |post: &&&Record| {
        let place = naive.places.iter().find(|place| Some(place.id) == link(post, "posyandu"));
        place.is_some_and(|place| naive.state(place, day) == "aktif")
    };
    let expected: Vec<RecordId> = posts.iter().filter(working).map(|post| post.id).collect();
    let narrowed = query(&PENUGASAN, day).only("posyandu", Test::Of(vec![("status", vec!["aktif".into()])]));
    assert_eq!(ids(&listed(store, &narrowed)), expected, "{day}");
    let begun = |paper: &Record| paper.get("berlaku_mulai").as_date().or(paper.get("tanggal").as_date());
    let held = |paper: &&Record| within(paper, begun(paper), "berlaku_sampai");
    let expected: Vec<RecordId> = naive.papers.iter().filter(held).map(|paper| paper.id).collect();
    assert_eq!(ids(&listed(store, &query(&SK, day))), expected, "{day}");
}

/// Who and what differs between two days is told, and nobody else.
fn check_between(world: &World, naive: &Naive, (from, to): (Date, Date)) {
    let told = world.land.store.between(to, from, None).unwrap();
    let (from, to) = (from.min(to), from.max(to));
    let of = |entity: &'static Entity| -> Vec<RecordId> {
        let mut ids: Vec<_> =
            told.iter().filter(|change| change.entity == entity).map(|change| change.record).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let id = |person: &RecordId, day| naive.post(*person, day).map(|post| post.id);
    let present = |person: &&RecordId| naive.people.iter().any(|known| known.id == **person);
    let differs = |person: &&RecordId| id(person, from) != id(person, to);
    let people: Vec<_> = world.people.iter().filter(present).filter(differs).copied().collect();
    assert_eq!(of(&KADER), people, "{from} {to}");
    let within = |place: &Record, field| place.get(field).as_date().is_some_and(|day| day > from && day <= to);
    let told = of(&POSYANDU);
    for place in &naive.places {
        let changed = within(place, "tanggal_berdiri")
            || within(place, "tanggal_registrasi")
            || naive.state(place, from) != naive.state(place, to);
        // Steps of registration are told too.
        assert!(told.contains(&place.id) || !changed, "{from} {to} {}", place.title());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_list_as_of_a_day_is_what_the_dated_rows_say(
        founded in proptest::collection::vec(proptest::option::of(0_u32..70), 7),
        events in proptest::collection::vec((0_u8..21, 0_usize..8, 0_usize..7, 0_u32..70, 1_u32..30, 0_u8..60), 20..90),
        days in proptest::collection::vec(0_u32..152, 4),
    ) {
        let mut world = world(&founded, &events);
        let store = &mut world.land.store;
        let naive = Naive {
            posts: all(store, &PENUGASAN),
            changes: all(store, &KEADAAN),
            places: all(store, &POSYANDU),
            people: all(store, &KADER),
            steps: all(store, &REGISTRASI),
            codes: all(store, &KODE_DESA),
            papers: all(store, &SK),
        };
        for pair in days.windows(2) {
            check_between(&world, &naive, (asked(pair[0]), asked(pair[1])));
        }
        for day in days {
            check_people(&mut world, &naive, asked(day));
            check_places(&mut world, &naive, asked(day));
            check_others(&mut world, &naive, asked(day));
        }
    }
}
