use super::*;
use crate::entity::{DESA, ENTITIES, KADER, PENUGASAN, PILIHAN, POSYANDU, SK};
use crate::request::{DOUBLES, Merge, PASSED, Reply, Request, Seek};
use crate::store::Clock;

fn store_for(sample: &Sample) -> Store {
    Store::memory(&sample.opening("uji")).unwrap()
}

fn filled(sample: &Sample) -> Store {
    let mut store = store_for(sample);
    fill(&mut store, sample).unwrap();
    store.turn_clock(Clock::Fixed(sample.moment()));
    store
}

/// Everything a file says, without the parts that a screen works out.
fn said(store: &mut Store) -> String {
    let mut out = String::new();
    // The open lists are every file's own.
    for entity in ENTITIES.iter().copied().filter(|entity| *entity != &PILIHAN) {
        let mut seek = Seek::First;
        loop {
            let page = store.page(&Query::all(entity), seek, 500).unwrap();
            for row in &page.rows {
                out.push_str(&format!("{} {} {} {:?}\n", row.id, row.uid, row.version, row.values));
            }
            match page.rows.last().filter(|_| !page.end) {
                Some(last) => seek = Seek::After(last.id),
                None => break,
            }
        }
    }
    for batch in store.batches(None, 500).unwrap() {
        out.push_str(&format!("{batch:?}\n"));
    }
    out
}

fn count(store: &mut Store, query: &Query) -> usize {
    store.count(query, 1_000_000).unwrap().0
}

#[test]
fn one_kecamatan_has_the_mean_size_of_the_nation() {
    let mut store = filled(&Sample::of(1, 7));
    assert_eq!(count(&mut store, &Query::all(&POSYANDU)), 30);
    // One of the 145 lies in the bin, one took over from a sekretaris who left.
    assert_eq!(count(&mut store, &Query::all(&KADER)), 145);
    assert_eq!(count(&mut store, &Query::all(&DESA)), 10);
    assert!(count(&mut store, &Query::all(&SK)) >= 20);
    assert!(count(&mut store, &Query::all(&PENUGASAN)) > 145);
}

#[test]
fn the_same_seed_gives_the_same_file_and_another_seed_another() {
    let one = said(&mut filled(&Sample::of(1, 7)));
    assert_eq!(one, said(&mut filled(&Sample::of(1, 7))));
    assert_ne!(one, said(&mut filled(&Sample::of(1, 8))));
    let many = said(&mut filled(&Sample::of(3, 7)));
    assert_eq!(many, said(&mut filled(&Sample::of(3, 7))));
}

#[test]
fn the_made_up_history_can_be_looked_at_and_undone() {
    let store = filled(&Sample::of(1, 7));
    let batches = store.batches(None, 100).unwrap();
    for act in [Act::Begin, Act::Import, Act::Edit, Act::EditMany, Act::Replace, Act::Delete, Act::Undo] {
        assert!(batches.iter().any(|batch| batch.act == act), "{act:?}");
    }
    assert!(batches.iter().any(|batch| batch.undoable));
    assert!(batches.windows(2).all(|pair| pair[0].time >= pair[1].time), "history runs forward");
    assert!(!store.passed(100).unwrap().is_empty());
}

#[test]
fn a_made_up_office_has_work_to_do_but_no_errors() {
    for sample in [Sample::of(1, 1), Sample::of(1, 2), Sample::demo(Date::constant(2027, 3, 9))] {
        let mut store = filled(&sample);
        let Reply::Home(home) = store.serve(Request::Home) else { panic!("no home") };
        assert_eq!(home.office, "Kecamatan Contoh Sari, Kabupaten Contoh");
        for code in ["sk-akan-habis", "kursi-kosong", "tanpa-registrasi", "tanpa-nik", "dengan-alasan"] {
            assert!(home.attention.iter().any(|line| line.code == code), "{code} in {sample:?}");
        }
        let Reply::Findings(findings) = store.serve(Request::Findings(None)) else { panic!("no findings") };
        let errors: Vec<_> = findings.iter().filter(|f| f.severity != crate::entity::Severity::Warning).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
}

#[test]
fn the_try_out_holds_a_double_of_each_kind_that_can_be_merged() {
    let mut store = filled(&Sample::demo(ANCHOR));
    for entity in [&POSYANDU, &KADER] {
        let Reply::Doubles(doubles) = store.serve(Request::Doubles(entity)) else { panic!("no doubles") };
        let pair = doubles.pairs.first().unwrap_or_else(|| panic!("no pair of {entity:?}"));
        let get = |id| store.get(entity, id).unwrap().unwrap();
        let (survivor, victim) = (get(pair.one.id), get(pair.two.id));
        let merge = Merge { survivor, victim: (victim.id, victim.version), reason: None };
        let plan = store.plan_merge(&merge).unwrap();
        assert!(plan.problems.is_empty(), "{:?}", plan.problems);
        assert!(matches!(store.merge(&merge).unwrap(), crate::store::Outcome::Saved(_)));
    }
}

#[test]
fn every_number_of_the_start_screen_opens_as_many_rows() {
    let mut store = filled(&Sample::demo(ANCHOR));
    let Reply::Home(home) = store.serve(Request::Home) else { panic!("no home") };
    let Reply::Findings(findings) = store.serve(Request::Findings(None)) else { panic!("no findings") };
    for line in &home.attention {
        let rows = match &line.opens {
            Some(query) => count(&mut store, query),
            None if line.code == PASSED => findings.iter().filter(|finding| finding.passed).count(),
            None if line.code == DOUBLES => [&POSYANDU, &KADER]
                .into_iter()
                .map(|entity| match store.serve(Request::Doubles(entity)) {
                    Reply::Doubles(doubles) => doubles.pairs.len(),
                    other => panic!("{other:?}"),
                })
                .sum(),
            None => findings.iter().filter(|finding| finding.code == line.code).count(),
        };
        assert!(rows > 0, "{}", line.code);
        assert_eq!(rows, line.count, "{}", line.code);
        if line.code != DOUBLES {
            // What one code alone is asked for is what stands among all.
            let Reply::Findings(alone) = store.serve(Request::Findings(Some(line.code))) else { panic!("no findings") };
            let all = findings.iter().filter(|f| f.code == line.code || (line.code == PASSED && f.passed)).count();
            assert_eq!((alone.len(), all), (line.count, line.count), "{}", line.code);
        }
    }
    for (entity, kept) in &home.counts {
        assert_eq!(count(&mut store, &Query::all(entity)), *kept, "{}", entity.name);
    }
}

#[test]
fn no_made_up_person_can_be_a_real_one() {
    let mut store = filled(&Sample::of(2, 3));
    let people = store.page(&Query::all(&KADER), Seek::First, 1_000).unwrap().rows;
    assert_eq!(people.len(), 290);
    let mut seen = std::collections::BTreeSet::new();
    for person in &people {
        let (nik, phone) = (person.text("nik"), person.text("no_hp"));
        assert!(nik.is_empty() || nik.starts_with("620399") && seen.insert(nik.to_owned()), "{nik}");
        assert!(phone.is_empty() || phone.starts_with("0801"), "{phone}");
    }
}

#[test]
fn many_kecamatan_are_real_places_of_mean_size() {
    let mut store = filled(&Sample::of(3, 7));
    assert_eq!(count(&mut store, &Query::all(&POSYANDU)), 3 * POSYANDU_COUNT);
    assert_eq!(count(&mut store, &Query::all(&KADER)), 3 * PEOPLE);
    assert_eq!(spots().count(), MOST_KECAMATAN);
    assert!(spots().all(|spot| !spot.desa.is_empty()), "every kecamatan has a desa");
    let Reply::Home(home) = store.serve(Request::Home) else { panic!("no home") };
    assert_eq!(home.office, "3 kecamatan");
}

#[test]
fn a_sample_is_not_poured_into_a_file_that_has_a_kecamatan() {
    let sample = Sample::of(1, 7);
    let mut store = filled(&sample);
    assert_eq!(fill(&mut store, &sample).unwrap_err().code, "BERKAS-SUDAH-BERISI");
    assert_eq!(fill(&mut store_for(&sample), &Sample::of(7_286, 1)).unwrap_err().code, "CONTOH-JUMLAH");
}
