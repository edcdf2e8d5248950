//! Doubles: found, told apart, merged, taken back.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::super::tests::{batch, day, land, new, posyandu, put, saved};
use super::*;
use crate::entity::gabung::{Take, by_default, joined};
use crate::entity::{PENUGASAN, Problem, Record, SK, Value};
use crate::request::{Act, Batch, BatchId, Change, Merge, Query, Request, Scope, Seek};
use crate::store::Outcome;

fn link(id: RecordId) -> Value {
    Value::link(id, "")
}

fn person(nama: &str, nik: &str, born: &str) -> Record {
    let person = new(&KADER).with("nama", nama).with("nik", nik);
    if born.is_empty() { person } else { person.with("tanggal_lahir", day(born)) }
}

fn post(kader: RecordId, place: RecordId, jabatan: &str, mulai: &str) -> Record {
    let bidang = if jabatan == "kader" { "kesehatan" } else { "" };
    let post = new(&PENUGASAN).with("kader", link(kader)).with("posyandu", link(place));
    let post = post.with("jabatan", jabatan).with("bidang", bidang);
    if mulai.is_empty() { post } else { post.with("mulai", day(mulai)) }
}

fn get(store: &Store, entity: &'static Entity, id: RecordId) -> Record {
    store.get(entity, id).unwrap().unwrap()
}

/// The pairs as titles, and their scores.
fn found(store: &Store, entity: &'static Entity) -> Vec<(String, String, u8)> {
    let doubles = store.doubles(entity, &mut |_| ControlFlow::Continue(())).unwrap().unwrap();
    doubles.pairs.into_iter().map(|pair| (pair.one.title, pair.two.title, pair.score)).collect()
}

fn titles(store: &Store, entity: &'static Entity) -> Vec<(String, String)> {
    found(store, entity).into_iter().map(|(one, two, _)| (one, two)).collect()
}

fn pair_of(one: &str, two: &str) -> (String, String) {
    (one.to_owned(), two.to_owned())
}

/// A merge by default choices.
fn wish(store: &Store, entity: &'static Entity, stays: RecordId, goes: RecordId) -> Merge {
    let (one, two) = (get(store, entity, stays), get(store, entity, goes));
    let survivor = joined(&one, &two, |field| by_default(field, one.get(field.name), two.get(field.name)));
    Merge { survivor, victim: (goes, two.version), reason: Some("uji".to_owned()) }
}

fn merge(store: &mut Store, entity: &'static Entity, stays: RecordId, goes: RecordId) -> BatchId {
    let wish = wish(store, entity, stays, goes);
    saved(store.merge(&wish).unwrap()).batch.unwrap()
}

fn codes(problems: &[Problem]) -> Vec<&'static str> {
    problems.iter().map(|problem| problem.code).collect()
}

fn refusals(outcome: Outcome) -> Vec<&'static str> {
    match outcome {
        Outcome::Refused(problems) => codes(&problems),
        other => panic!("{other:?}"),
    }
}

/// Everything the file says, without versions.
fn said(store: &mut Store) -> BTreeMap<(&'static str, i64), (bool, Vec<Value>)> {
    let mut out = BTreeMap::new();
    for entity in ENTITIES.iter().copied() {
        for scope in [Scope::Present, Scope::Bin] {
            let query = Query { scope, ..Query::all(entity) };
            for row in store.page(&query, Seek::First, 10_000).unwrap().rows {
                out.insert((entity.name, row.id.0), (row.deleted, row.values));
            }
        }
    }
    out
}

fn lineage(store: &Store) -> Vec<(String, String)> {
    let mut statement = store.conn.prepare("SELECT dari, ke FROM silsilah ORDER BY dari").unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

// ---- finding ------------------------------------------------------------------------------

#[test]
fn posyandu_of_a_desa_are_doubles_by_spelling_and_by_other_name_but_never_by_numeral() {
    let mut land = land();
    let [hilir, hulu] = land.desa;
    // The first four as Kabupaten Bogor wrote neighbours in 2023.
    for name in
        ["Bunga Mekar IIIA", "Bunga Mekar IIIB", "Seruni VA", "Seruni VIA", "Melati 2", "Anggrek", "Angrek", "Kenanga"]
    {
        put(&mut land.store, posyandu(name, hilir));
    }
    put(&mut land.store, posyandu("Cempaka Putih", hilir).with("nama_lain", "Dulu; Posy. Kenanga"));
    put(&mut land.store, posyandu("Anggrek", hulu));
    assert_eq!(
        found(&land.store, &POSYANDU),
        [("Kenanga".into(), "Cempaka Putih".into(), 95), ("Anggrek".into(), "Angrek".into(), 85)]
    );
}

#[test]
fn two_registration_numbers_are_two_posyandu_and_one_number_is_one() {
    let mut land = land();
    let hilir = land.desa[0];
    put(&mut land.store, posyandu("Anggrek", hilir).with("nomor_registrasi", "62.03.99.2001.001"));
    let other = put(&mut land.store, posyandu("Angrek", hilir).with("nomor_registrasi", "62.03.99.2001.002"));
    assert!(found(&land.store, &POSYANDU).is_empty());
    // As a file that was filled otherwise may hold it.
    let same = "UPDATE posyandu SET nomor_registrasi = '62.03.99.2001.001' WHERE id = ?";
    land.store.conn.execute(same, [other.0]).unwrap();
    assert_eq!(found(&land.store, &POSYANDU), [("Anggrek".into(), "Angrek".into(), 100)]);
}

#[test]
fn kader_are_doubles_by_name_and_birth_by_a_slip_in_the_nik_and_by_phone() {
    let mut land = land();
    let place = land.posyandu;
    let mut add = |nama: &str, nik: &str, born: &str, phone: &str| {
        let id = put(&mut land.store, person(nama, nik, born).with("no_hp", phone));
        put(&mut land.store, post(id, place, "kader", "2024-01-12"));
    };
    // Titles do not count.
    add("Siti Aminah", "6203995003850001", "1985-03-10", "");
    add("Hj. SITI AMINAH, S.Pd", "", "1985-03-10", "");
    // Two digits changed places; one digit.
    add("Rusmini", "6203994107800002", "1980-07-01", "");
    add("Rusminni", "6203994107800020", "1980-07-01", "");
    // A name, no birth date, no NIK.
    add("Norhayati", "6203995505900003", "1990-05-15", "");
    add("Nor Hayati", "", "", "081234567890");
    // A family phone: another name.
    add("Abdul Muin", "", "", "081234567890");
    add("Norhayatie", "", "", "081234567890");
    let pairs = titles(&land.store, &KADER);
    assert!(pairs.contains(&pair_of("Siti Aminah", "Hj. SITI AMINAH, S.Pd")), "{pairs:?}");
    assert!(pairs.contains(&pair_of("Rusmini", "Rusminni")), "{pairs:?}");
    assert!(pairs.contains(&pair_of("Norhayati", "Nor Hayati")), "{pairs:?}");
    assert!(pairs.contains(&pair_of("Nor Hayati", "Norhayatie")), "{pairs:?}");
    assert!(pairs.iter().all(|(one, two)| one != "Abdul Muin" && two != "Abdul Muin"), "{pairs:?}");
}

#[test]
fn people_of_one_name_with_contradicting_birth_dates_are_two_people() {
    let mut land = land();
    let place = land.posyandu;
    for (nik, born) in [("6203995003850001", "1985-03-10"), ("", "1992-11-23"), ("", "1985-10-03")] {
        let id = put(&mut land.store, person("Siti Aminah", nik, born));
        put(&mut land.store, post(id, place, "kader", "2024-01-12"));
    }
    // Only the first and the third: day and month changed places.
    let pairs = found(&land.store, &KADER);
    assert_eq!(pairs.len(), 1, "{pairs:?}");
    assert_eq!(pairs[0].2, 90);
}

#[test]
fn probable_doubles_of_kader_are_findings_until_somebody_decides() {
    let mut land = land();
    let one = put(&mut land.store, person("Siti Aminah", "6203995003850001", "1985-03-10"));
    let two = put(&mut land.store, person("SITI AMINAH", "", "1985-03-10"));
    let told = |store: &mut Store| {
        let Reply::Findings(findings) = store.serve(Request::Findings(None)) else { panic!("no findings") };
        findings.into_iter().filter(|finding| finding.code == "kader-mungkin-ganda").collect::<Vec<_>>()
    };
    let findings = told(&mut land.store);
    assert_eq!(findings.len(), 1, "one a pair");
    assert_eq!((findings[0].record, findings[0].text.facts[0].as_str()), (one, "SITI AMINAH"));
    land.store.judge(&KADER, [one, two], Verdict::NotDouble).unwrap();
    assert!(told(&mut land.store).is_empty());
}

#[test]
fn looking_can_be_called_off() {
    let land = land();
    let off = land.store.doubles(&KADER, &mut |_| ControlFlow::Break(())).unwrap();
    assert_eq!(off, None);
}

#[test]
fn a_pair_told_apart_is_not_shown_again_and_no_longer_warns() {
    let mut land = land();
    let hilir = land.desa[0];
    let one = put(&mut land.store, posyandu("Anggrek", hilir));
    let two = put(&mut land.store, posyandu("Angrek", hilir));
    let strict = |store: &mut Store, alamat: &str| {
        let mut batch =
            batch(vec![Change::Put(get(store, &POSYANDU, two).with("nama", "Angrrek").with("alamat", alamat))]);
        batch.reason = None;
        store.save(&batch).unwrap()
    };
    assert_eq!(refusals(strict(&mut land.store, "a")), ["posyandu-mirip"]);
    land.store.judge(&POSYANDU, [two, one], Verdict::NotDouble).unwrap();
    assert!(found(&land.store, &POSYANDU).is_empty());
    let Reply::Doubles(told) = land.store.serve(Request::Doubles(&POSYANDU)) else { panic!("no doubles") };
    assert_eq!((told.decided[0].one.title.as_str(), told.decided[0].two.title.as_str()), ("Anggrek", "Angrek"));
    saved(strict(&mut land.store, "b"));
    land.store.judge(&POSYANDU, [one, two], Verdict::Open).unwrap();
    assert_eq!(found(&land.store, &POSYANDU).len(), 1);
}

// ---- merging ------------------------------------------------------------------------------

#[test]
fn everything_that_hung_on_the_one_that_goes_hangs_on_the_one_that_stays() {
    let mut land = land();
    let hilir = land.desa[0];
    let goes = put(&mut land.store, posyandu("Melatti 1", hilir).with("alamat", "Jalan Melati"));
    let person = put(&mut land.store, person("Siti", "", ""));
    put(&mut land.store, post(person, goes, "kader", "2024-01-12"));
    let sk = put(
        &mut land.store,
        new(&SK)
            .with("nomor", "1/2026")
            .with("jenis", "sk-kader")
            .with("tanggal", day("2026-01-12"))
            .with("posyandu", link(goes)),
    );
    let plan = {
        let wish = wish(&land.store, &POSYANDU, land.posyandu, goes);
        land.store.plan_merge(&wish).unwrap()
    };
    assert_eq!((plan.moved, plan.alike, plan.problems.len()), (2, 0, 0));
    let id = merge(&mut land.store, &POSYANDU, land.posyandu, goes);
    let kept = get(&land.store, &POSYANDU, land.posyandu);
    assert_eq!((kept.text("alamat"), kept.text("nama_lain")), ("Jalan Melati", "Melatti 1"));
    assert_eq!(get(&land.store, &KADER, person).get("posyandu").as_link().unwrap().id, land.posyandu, "derived too");
    assert_eq!(get(&land.store, &SK, sk).get("posyandu").as_link().unwrap().id, land.posyandu);
    let gone = get(&land.store, &POSYANDU, goes);
    assert!(gone.deleted);
    assert_eq!(land.store.by_uid(&POSYANDU, &gone.uid.0).unwrap(), Some(land.posyandu), "its identity leads on");
    let history = land.store.history((&POSYANDU, land.posyandu), None, 10).unwrap();
    let told = history.iter().find(|entry| entry.deed == Act::Merge).expect("a line of the merge");
    assert_eq!((told.batch.id, told.reason.as_deref()), (id, Some("Melatti 1")));
}

#[test]
fn a_post_that_both_had_alike_becomes_one_and_learns_what_the_other_knew() {
    let mut land = land();
    let (one, two) = (
        put(&mut land.store, person("Siti Aminah", "6203995003850001", "1985-03-10")),
        put(&mut land.store, person("Siti Aminah", "", "1985-03-10").with("no_hp", "081234567890")),
    );
    let own = put(&mut land.store, post(one, land.posyandu, "kader", ""));
    let theirs = put(&mut land.store, post(two, land.posyandu, "kader", "2024-01-12"));
    merge(&mut land.store, &KADER, one, two);
    assert!(get(&land.store, &PENUGASAN, theirs).deleted);
    assert_eq!(get(&land.store, &PENUGASAN, own).get("mulai").as_date(), Some(day("2024-01-12")));
    let kept = get(&land.store, &KADER, one);
    assert_eq!(kept.text("no_hp"), "081234567890");
    assert_eq!(kept.get("mulai").as_date(), Some(day("2024-01-12")), "the latest post is told anew");
}

#[test]
fn the_nik_of_the_one_that_goes_can_be_taken_over() {
    let mut land = land();
    let one = put(&mut land.store, person("Siti Aminah", "", "1985-03-10"));
    let two = put(&mut land.store, person("Siti Aminah", "6203995003850001", "1985-03-10"));
    merge(&mut land.store, &KADER, one, two);
    let kept = get(&land.store, &KADER, one);
    assert_eq!((kept.text("nik"), kept.text("keadaan_nik")), ("6203995003850001", "ada"));
}

#[test]
fn two_holders_of_one_seat_stand_in_the_way_and_are_named_before_anything_changes() {
    let mut land = land();
    let goes = put(&mut land.store, posyandu("Melatti 1", land.desa[0]));
    for (name, place) in [("Siti", land.posyandu), ("Budi", goes)] {
        let id = put(&mut land.store, person(name, "", ""));
        put(&mut land.store, post(id, place, "ketua", "2024-01-12"));
    }
    let before = said(&mut land.store);
    let wish = wish(&land.store, &POSYANDU, land.posyandu, goes);
    assert_eq!(codes(&land.store.plan_merge(&wish).unwrap().problems).first(), Some(&"kursi-terisi"));
    assert!(refusals(land.store.merge(&wish).unwrap()).contains(&"kursi-terisi"));
    assert_eq!(said(&mut land.store), before);
    assert!(lineage(&land.store).is_empty());
}

#[test]
fn a_version_that_somebody_changed_meanwhile_is_not_merged_over() {
    let mut land = land();
    let goes = put(&mut land.store, posyandu("Melatti 1", land.desa[0]));
    let seen = wish(&land.store, &POSYANDU, land.posyandu, goes);
    let changed = get(&land.store, &POSYANDU, goes).with("alamat", "Jalan Lain");
    put(&mut land.store, changed);
    assert!(matches!(land.store.merge(&seen).unwrap(), Outcome::Conflict(_)));
    assert!(!get(&land.store, &POSYANDU, goes).deleted);
}

#[test]
fn a_record_is_not_merged_with_itself_nor_with_one_from_the_bin() {
    let mut land = land();
    let own = wish(&land.store, &POSYANDU, land.posyandu, land.posyandu);
    assert_eq!(refusals(land.store.merge(&own).unwrap()), ["gabung-tidak-bisa"]);
    let gone = put(&mut land.store, posyandu("Melatti 1", land.desa[0]));
    let seen = wish(&land.store, &POSYANDU, land.posyandu, gone);
    land.store.delete_many(&POSYANDU, &[gone]).unwrap();
    assert_eq!(refusals(land.store.merge(&seen).unwrap()), ["catatan-hilang"]);
}

// ---- and back -----------------------------------------------------------------------------

#[test]
fn undoing_a_merge_brings_both_back_and_doing_it_again_keeps_the_lineage() {
    let mut land = land();
    let goes = put(&mut land.store, posyandu("Melatti 1", land.desa[0]).with("alamat", "Jalan Melati"));
    let person = put(&mut land.store, person("Siti", "", ""));
    for place in [land.posyandu, goes] {
        put(&mut land.store, post(person, place, "kader", "2024-01-12"));
    }
    let before = said(&mut land.store);
    let id = merge(&mut land.store, &POSYANDU, land.posyandu, goes);
    let after = said(&mut land.store);
    let kept = lineage(&land.store);
    assert_eq!(kept.len(), 1);
    let undone = saved(land.store.undo(id).unwrap()).batch.unwrap();
    assert_eq!(said(&mut land.store), before);
    assert!(lineage(&land.store).is_empty());
    let uid = get(&land.store, &POSYANDU, goes).uid.0;
    assert_eq!(land.store.by_uid(&POSYANDU, &uid).unwrap(), Some(goes));
    saved(land.store.undo(undone).unwrap());
    assert_eq!(said(&mut land.store), after);
    assert_eq!(lineage(&land.store), kept);
}

#[test]
fn later_work_on_what_was_taken_over_keeps_a_merge_from_being_undone() {
    let mut land = land();
    let goes = put(&mut land.store, posyandu("Melatti 1", land.desa[0]).with("alamat", "Jalan Melati"));
    let id = merge(&mut land.store, &POSYANDU, land.posyandu, goes);
    let later = get(&land.store, &POSYANDU, land.posyandu).with("alamat", "Jalan Kenanga");
    let later = saved(land.store.save(&batch(vec![Change::Put(later)])).unwrap()).batch.unwrap();
    assert_eq!(refusals(land.store.undo(id).unwrap()), ["dipakai-perubahan-kemudian"]);
    assert_eq!(lineage(&land.store).len(), 1);
    saved(land.store.undo(later).unwrap());
    saved(land.store.undo(id).unwrap());
}

#[test]
fn a_post_given_after_the_merge_stays_with_the_one_that_stayed() {
    let mut land = land();
    let goes = put(&mut land.store, posyandu("Melatti 1", land.desa[0]));
    let id = merge(&mut land.store, &POSYANDU, land.posyandu, goes);
    let person = put(&mut land.store, person("Siti", "", ""));
    let own = put(&mut land.store, post(person, land.posyandu, "kader", "2024-01-12"));
    saved(land.store.undo(id).unwrap());
    assert_eq!(get(&land.store, &PENUGASAN, own).get("posyandu").as_link().unwrap().id, land.posyandu);
}

#[test]
fn one_merged_into_one_that_is_merged_again_leads_to_the_last() {
    let mut land = land();
    let hilir = land.desa[0];
    let (b, c) =
        (put(&mut land.store, posyandu("Melatti 1", hilir)), put(&mut land.store, posyandu("Mellati 1", hilir)));
    let a = land.posyandu;
    let uid = |store: &Store, id| get(store, &POSYANDU, id).uid.0;
    let first = merge(&mut land.store, &POSYANDU, b, a);
    let second = merge(&mut land.store, &POSYANDU, c, b);
    let of_a = uid(&land.store, a);
    assert_eq!(land.store.by_uid(&POSYANDU, &of_a).unwrap(), Some(c));
    assert_eq!(get(&land.store, &POSYANDU, c).text("nama_lain"), "Melati 1; Melatti 1");
    // The first stands under the second.
    assert_eq!(refusals(land.store.undo(first).unwrap())[0], "dipakai-perubahan-kemudian");
    saved(land.store.undo(second).unwrap());
    assert_eq!(land.store.by_uid(&POSYANDU, &of_a).unwrap(), Some(b));
    saved(land.store.undo(first).unwrap());
    assert_eq!(land.store.by_uid(&POSYANDU, &of_a).unwrap(), Some(a));
}

#[test]
fn lineage_never_turns_in_a_circle() {
    let mut land = land();
    let (a, b) = (land.posyandu, put(&mut land.store, posyandu("Melatti 1", land.desa[0])));
    merge(&mut land.store, &POSYANDU, b, a);
    // Taken out of the bin by hand, it is itself again, and the other can be merged into it.
    saved(land.store.restore_many(&POSYANDU, &[a]).unwrap());
    let uid = |store: &Store, id| get(store, &POSYANDU, id).uid.0;
    let (of_a, of_b) = (uid(&land.store, a), uid(&land.store, b));
    assert_eq!(land.store.by_uid(&POSYANDU, &of_a).unwrap(), Some(a));
    merge(&mut land.store, &POSYANDU, a, b);
    assert_eq!(lineage(&land.store), [(of_b.clone(), of_a.clone())]);
    land.store.delete_many(&POSYANDU, &[a]).unwrap();
    assert_eq!(land.store.by_uid(&POSYANDU, &of_b).unwrap(), Some(a));
    assert_eq!(land.store.by_uid(&POSYANDU, &of_a).unwrap(), Some(a));
}

#[test]
fn the_screens_merge_plan_and_compare_by_asking() {
    let mut land = land();
    let goes = put(&mut land.store, posyandu("Melatti 1", land.desa[0]));
    let reply = land.store.serve(Request::Compare(&POSYANDU, [land.posyandu, goes]));
    let Reply::Comparison(told) = reply else { panic!("{reply:?}") };
    assert_eq!((told.both[1].title(), told.hang[0].len()), ("Melatti 1".to_owned(), 0));
    let wish = Box::new(wish(&land.store, &POSYANDU, land.posyandu, goes));
    assert!(matches!(land.store.serve(Request::PlanMerge(wish.clone())), Reply::MergePlan(_)));
    assert!(matches!(land.store.serve(Request::Merge(wish)), Reply::Saved(_)));
    assert!(matches!(land.store.serve(Request::Compare(&POSYANDU, [land.posyandu, goes])), Reply::Gone));
}

// ---- whatever is merged -------------------------------------------------------------------

/// A step of a made-up clerk.
#[derive(Clone, Debug)]
enum Step {
    /// Two records of a kind become one; `true` takes the victim's values.
    Merge(usize, usize, usize, bool),
    /// A Posyandu gets another address.
    Edit(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let merge = (0..2_usize, 0..8_usize, 0..8_usize, any::<bool>());
    let merge = merge.prop_map(|(kind, one, two, theirs)| Step::Merge(kind, one, two, theirs));
    prop::collection::vec(prop_oneof![4 => merge, 1 => (0..8_usize).prop_map(Step::Edit)], 1..8)
}

/// Some Posyandu and people with posts, many of them alike.
fn crowd(seats: &[(usize, usize, usize)]) -> Store {
    let mut land = land();
    let hilir = land.desa[0];
    let mut places = vec![land.posyandu];
    for name in ["Melatti 1", "Mellati 1", "Anggrek"] {
        places.push(put(&mut land.store, posyandu(name, hilir).with("alamat", format!("Jalan {name}"))));
    }
    let people: Vec<RecordId> =
        [("Siti Aminah", "6203995003850001"), ("Hj. Siti Aminah", ""), ("Aminah", "6203995003850002")]
            .into_iter()
            .map(|(name, nik)| put(&mut land.store, person(name, nik, "1985-03-10")))
            .collect();
    for (who, place, when) in seats {
        let (who, place) = (people[who % people.len()], places[place % places.len()]);
        let starts = ["", "2023-02-01", "2024-01-12"][when % 3];
        // A seat that the rules refuse is left out.
        let _ = land.store.save(&batch(vec![Change::Put(post(who, place, "kader", starts))])).unwrap();
    }
    land.store
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn merges_undone_in_reverse_leave_the_file_as_it_was(
        seats in prop::collection::vec((0..3_usize, 0..4_usize, 0..3_usize), 0..10),
        steps in steps(),
    ) {
        let mut store = crowd(&seats);
        let mut states = vec![said(&mut store)];
        let mut batches = Vec::new();
        for step in steps {
            let outcome = match step {
                Step::Merge(kind, one, two, theirs) => {
                    let entity = [&POSYANDU, &KADER][kind];
                    let rows = store.page(&Query::all(entity), Seek::First, 100).unwrap().rows;
                    let (one, two) = (rows[one % rows.len()].clone(), rows[two % rows.len()].clone());
                    let survivor = joined(&one, &two, |field| {
                        let default = by_default(field, one.get(field.name), two.get(field.name));
                        if theirs && !two.get(field.name).is_empty() { Take::Victim } else { default }
                    });
                    store.merge(&Merge { survivor, victim: (two.id, two.version), reason: Some("uji".into()) }).unwrap()
                }
                Step::Edit(at) => {
                    let rows = store.page(&Query::all(&POSYANDU), Seek::First, 100).unwrap().rows;
                    let row = rows[at % rows.len()].clone();
                    let alamat = format!("Jalan {}", states.len());
                    store.save(&Batch { act: Act::Edit, ..batch(vec![Change::Put(row.with("alamat", alamat))]) }).unwrap()
                }
            };
            // Whatever was refused left nothing behind.
            let now = said(&mut store);
            match outcome {
                Outcome::Saved(saved) => if let Some(id) = saved.batch {
                    batches.push(id);
                    states.push(now);
                },
                _ => prop_assert_eq!(&now, states.last().unwrap()),
            }
        }
        // Nothing present points to anything that is not.
        let dangling = store.conn.query_row(
            "SELECT count(*) FROM penugasan p JOIN kader k ON k.id = p.kader JOIN posyandu y ON y.id = p.posyandu \
             WHERE p.dihapus = 0 AND (k.dihapus = 1 OR y.dihapus = 1)", [], |row| row.get::<_, i64>(0)).unwrap();
        prop_assert_eq!(dangling, 0);
        for id in batches.into_iter().rev() {
            states.pop();
            match store.undo(id).unwrap() {
                Outcome::Saved(_) => {}
                other => prop_assert!(false, "{:?}", other),
            }
            prop_assert_eq!(&said(&mut store), states.last().unwrap());
        }
        prop_assert!(lineage(&store).is_empty());
    }
}
