use proptest::prelude::*;

use crate::base::id::RecordId;
use crate::base::seed::pilihan_awal;
use crate::entity::{Entity, KADER, KECAKAPAN, PILIHAN, Record, Value};
use crate::request::{Act, Batch, Change, Merge, Query, Seek};
use crate::store::{Opening, Outcome, Store};

fn new(entity: &'static Entity) -> Record {
    Record::new(entity, RecordId(-1))
}

fn save(store: &mut Store, act: Act, changes: Vec<Change>) -> Vec<RecordId> {
    let batch = Batch { act, subject: String::new(), origin: "uji".into(), changes, reason: Some("uji".into()) };
    match store.save(&batch).unwrap() {
        Outcome::Saved(saved) => saved.records.iter().map(|(_, id, _)| *id).collect(),
        other => panic!("{other:?}"),
    }
}

fn put(store: &mut Store, record: Record) -> RecordId {
    save(store, Act::Add, vec![Change::Put(record)])[0]
}

fn kader(store: &mut Store, name: &str) -> RecordId {
    put(store, new(&KADER).with("nama", name))
}

fn skills(store: &mut Store, who: RecordId, codes: &[usize]) {
    let row = |(at, code): (usize, &usize)| {
        let row = new(&KECAKAPAN).with("kader", Value::link(who, "")).with("keterampilan", format!("{code:02}"));
        Change::Put(Record { id: RecordId(-1 - i64::try_from(at).unwrap()), ..row })
    };
    save(store, Act::Add, codes.iter().enumerate().map(row).collect());
}

fn badge(store: &Store, who: RecordId) -> String {
    store.get(&KADER, who).unwrap().unwrap().text("tanda").to_owned()
}

fn file() -> Store {
    Store::memory(&Opening::by("uji").without_copies()).unwrap()
}

fn span(from: usize, to: usize) -> Vec<usize> {
    (from..=to).collect()
}

#[test]
fn a_badge_follows_from_the_groups_that_are_complete() {
    let mut store = file();
    let cases = [
        (vec![], "belum"),
        (span(1, 11), "belum"),
        (span(1, 17), "purwa"),
        ([span(1, 11), span(18, 20)].concat(), "purwa"),
        (span(2, 20), "belum"),
        (span(1, 20), "madya"),
        (span(1, 24), "madya"),
        (span(1, 25), "utama"),
        (span(12, 25), "belum"),
    ];
    for (shown, expected) in cases {
        let who = kader(&mut store, &format!("Ani {}", shown.len()));
        if !shown.is_empty() {
            skills(&mut store, who, &shown);
        }
        assert_eq!(badge(&store, who), expected, "{shown:?}");
    }
}

#[test]
fn undo_and_the_bin_take_a_badge_back_and_give_it_again() {
    let mut store = file();
    let who = kader(&mut store, "Ani");
    skills(&mut store, who, &span(1, 17));
    assert_eq!(badge(&store, who), "purwa");
    store.undo_last().unwrap();
    assert_eq!(badge(&store, who), "belum");
    skills(&mut store, who, &span(1, 17));
    let row = store.page(&Query::all(&KECAKAPAN), Seek::First, 1).unwrap().rows.remove(0);
    store.delete_many(&KECAKAPAN, &[row.id]).unwrap();
    assert_eq!(badge(&store, who), "belum");
    store.restore_many(&KECAKAPAN, &[row.id]).unwrap();
    assert_eq!(badge(&store, who), "purwa");
    let other = kader(&mut store, "Budi");
    let moved = store.get(&KECAKAPAN, row.id).unwrap().unwrap().with("kader", Value::link(other, ""));
    save(&mut store, Act::Edit, vec![Change::Put(moved)]);
    assert_eq!(badge(&store, who), "belum", "a skill that was another's counts for neither alone");
}

#[test]
fn one_person_of_two_records_has_the_skills_of_both_until_that_is_undone() {
    let mut store = file();
    let (one, two) = (kader(&mut store, "Ani"), kader(&mut store, "Ani Lestari"));
    skills(&mut store, one, &span(1, 11));
    // One skill is on record twice.
    skills(&mut store, two, &span(11, 20));
    assert_eq!((badge(&store, one).as_str(), badge(&store, two).as_str()), ("belum", "belum"));
    let gone = store.get(&KADER, two).unwrap().unwrap();
    let survivor = store.get(&KADER, one).unwrap().unwrap();
    let merge = Merge { survivor, victim: (two, gone.version), reason: Some("uji".into()) };
    let Outcome::Saved(saved) = store.merge(&merge).unwrap() else { panic!("not merged") };
    assert_eq!(badge(&store, one), "madya", "the skills of both count");
    let shown = store.page(&Query::all(&KECAKAPAN), Seek::First, 99).unwrap().rows;
    let mut codes: Vec<&str> = shown.iter().map(|row| row.text("keterampilan")).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!((codes.len(), shown.len()), (20, 20), "a skill stands once");
    assert!(matches!(store.undo(saved.batch.unwrap()).unwrap(), Outcome::Saved(_)));
    assert_eq!((badge(&store, one).as_str(), badge(&store, two).as_str()), ("belum", "belum"));
    assert_eq!(store.page(&Query::all(&KECAKAPAN), Seek::First, 99).unwrap().rows.len(), 21);
}

#[test]
fn a_changed_setting_or_list_changes_every_badge_at_once() {
    let mut store = file();
    let (one, two) = (kader(&mut store, "Ani"), kader(&mut store, "Budi"));
    skills(&mut store, one, &span(1, 17));
    skills(&mut store, two, &span(1, 11));
    store.remember("purwa_kelompok", "pengelolaan; bayi-balita; 0").unwrap();
    assert_eq!((badge(&store, one).as_str(), badge(&store, two).as_str()), ("purwa", "purwa"));
    store.remember("madya_kelompok", "Pengelolaan; bayi-balita; ibu").unwrap();
    assert_eq!(badge(&store, one), "madya");
    store.remember("madya_kelompok", "tidak ada kelompok ini").unwrap();
    assert_eq!(badge(&store, one), "purwa", "a group that no skill is of gives no badge away");
    store.remember("purwa_kelompok", "").unwrap();
    store.remember("madya_kelompok", "").unwrap();
    assert_eq!((badge(&store, one).as_str(), badge(&store, two).as_str()), ("purwa", "belum"));
    // A skill more in the group: nobody has shown it yet.
    let word = new(&PILIHAN).with("daftar", "keterampilan").with("kode", "26").with("nama", "Baru");
    put(&mut store, word.with("urutan", 260).with("aktif", 1).with("golongan", "pengelolaan"));
    assert_eq!(badge(&store, one), "belum");
    store.undo_last().unwrap();
    assert_eq!(badge(&store, one), "purwa");
}

/// As the rule is written down, without looking at how it is kept.
fn naive(shown: &[bool; 25]) -> &'static str {
    let all = |from: usize, to: usize| (from..=to).all(|skill| shown[skill - 1]);
    let others = [all(12, 17), all(18, 20), all(21, 25)].iter().filter(|whole| **whole).count();
    match (all(1, 4) && all(5, 11), others) {
        (true, 3) => "utama",
        (true, 2) => "madya",
        (true, 1) => "purwa",
        _ => "belum",
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn whatever_is_done_each_badge_is_what_a_naive_reading_gives(
        deeds in prop::collection::vec((0_usize..3, prop::sample::select(vec![(1, 4), (5, 11), (12, 17), (18, 20), (21, 25), (3, 3), (14, 14), (1, 25)]), 0_u8..5), 1..14),
    ) {
        let mut store = file();
        let people: Vec<RecordId> = (0..3).map(|at| kader(&mut store, &format!("Kader {at}"))).collect();
        // What can be undone before the people themselves would be.
        let mut open = 0_usize;
        for (who, (from, to), deed) in deeds {
            match deed {
                0..=2 => {
                    skills(&mut store, people[who], &span(from, to));
                    open += 1;
                }
                3 if open > 0 => {
                    store.undo_last().unwrap();
                    open -= 1;
                }
                3 => {}
                _ => {
                    let rows = store.page(&Query::all(&KECAKAPAN), Seek::First, 500).unwrap().rows;
                    if let Some(row) = rows.get(from) {
                        store.delete_many(&KECAKAPAN, &[row.id]).unwrap();
                        open += 1;
                    }
                }
            }
            let rows = store.page(&Query::all(&KECAKAPAN), Seek::First, 500).unwrap().rows;
            for id in &people {
                let person = store.get(&KADER, *id).unwrap().unwrap();
                let mut shown = [false; 25];
                for row in &rows {
                    if row.get("kader").as_link().is_some_and(|link| link.id == *id) {
                        shown[row.text("keterampilan").parse::<usize>().unwrap() - 1] = true;
                    }
                }
                prop_assert_eq!(person.text("tanda"), naive(&shown));
            }
        }
    }
}

#[test]
fn the_skills_as_shipped_are_twenty_five_in_five_groups() {
    let mut groups: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    for word in pilihan_awal().iter().filter(|word| word.daftar == "keterampilan") {
        *groups.entry(word.golongan.clone()).or_default() += 1;
    }
    let counts: Vec<(&str, usize)> = groups.iter().map(|(group, count)| (group.as_str(), *count)).collect();
    assert_eq!(counts, [("bayi-balita", 7), ("dewasa-lansia", 5), ("ibu", 6), ("pengelolaan", 4), ("remaja", 3)]);
}
