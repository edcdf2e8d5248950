use proptest::prelude::*;

use super::*;
use crate::base::date::Date;
use crate::entity::{DESA, KADER, KECAMATAN, PAGU, PENUGASAN, POSYANDU, REALISASI, SKENARIO};
use crate::request::plan::{By, Share, Sum, amount, sums, total};
use crate::request::{BatchId, Request};
use crate::store::Opening;

struct Office {
    store: Store,
    plan: RecordId,
    posyandu: Vec<RecordId>,
}

fn put(store: &mut Store, record: Record) -> RecordId {
    let entity = record.entity;
    let batch = Batch {
        act: Act::Add,
        subject: "uji".into(),
        origin: "uji".into(),
        changes: vec![Change::Put(record)],
        reason: Some("uji".into()),
    };
    match store.save(&batch).unwrap() {
        Outcome::Saved(saved) => saved.records.iter().find(|(of, _, _)| *of == entity).unwrap().1,
        other => panic!("{other:?}"),
    }
}

fn new(entity: &'static Entity) -> Record {
    Record::new(entity, RecordId(-1))
}

fn to(entity: &'static Entity, id: RecordId, store: &Store) -> Value {
    Value::link(id, store.get(entity, id).unwrap().unwrap().title())
}

/// Three desa with 2, 1 and 0 Posyandu and a kader in each Posyandu.
fn office() -> Office {
    let opening = Opening::by("Ani").without_copies();
    let mut store = Store::memory(&opening).unwrap();
    let kecamatan = put(
        &mut store,
        new(&KECAMATAN)
            .with("kode", "62.03.99")
            .with("nama", "Contoh")
            .with("kabupaten", "Kapuas")
            .with("provinsi", "Kalteng"),
    );
    let above = to(&KECAMATAN, kecamatan, &store);
    let desa: Vec<RecordId> = (1..=3)
        .map(|n| {
            let desa = new(&DESA).with("kode", format!("62.03.99.200{n}")).with("nama", format!("Desa {n}"));
            put(&mut store, desa.with("jenis", "desa").with("kecamatan", above.clone()))
        })
        .collect();
    let mut posyandu = Vec::new();
    for (at, name) in [(0, "Mawar"), (0, "Anggrek"), (1, "Melati")] {
        let link = to(&DESA, desa[at], &store);
        let id = put(&mut store, new(&POSYANDU).with("nama", name).with("desa", link).with("status", "aktif"));
        let place = to(&POSYANDU, id, &store);
        let kader = put(&mut store, new(&KADER).with("nama", format!("Kader {name}")));
        let post = new(&PENUGASAN).with("kader", to(&KADER, kader, &store)).with("posyandu", place);
        let day = Date::constant(2024, 1, 1);
        put(&mut store, post.with("jabatan", "kader").with("bidang", "kesehatan").with("mulai", Value::Date(day)));
        posyandu.push(id);
    }
    let plan = begun(&mut store, 2027);
    Office { store, plan, posyandu }
}

fn begun(store: &mut Store, year: i64) -> RecordId {
    match work(store, PlanWork::Begin { year, like: None }) {
        Reply::Saved(saved) => saved.records[0].1,
        other => panic!("{other:?}"),
    }
}

impl Office {
    fn line(&mut self, activity: &str, fields: &[(&'static str, Value)]) -> RecordId {
        let mut line = new(&RENCANA).with("kegiatan", activity).with("bidang", "umum").with("status", "usulan");
        line.set("naskah", to(&NASKAH, self.plan, &self.store));
        fields.iter().for_each(|(name, value)| line.set(name, value.clone()));
        if let Some(fill) = RENCANA.fill {
            fill(&mut line, "volume", self.store.today());
        }
        put(&mut self.store, line)
    }

    fn plan(&self) -> Plan {
        self.store.plan(self.plan).unwrap().unwrap()
    }

    fn whole(&self) -> Sum {
        total(&self.plan().lines)
    }

    fn done(&mut self, what: PlanWork) -> BatchId {
        match work(&mut self.store, what) {
            Reply::Saved(saved) => saved.batch.unwrap(),
            other => panic!("{other:?}"),
        }
    }

    fn refused(&mut self, what: PlanWork) -> &'static str {
        match work(&mut self.store, what) {
            Reply::Refused(problems) => problems[0].code,
            other => panic!("{other:?}"),
        }
    }

    fn undo(&mut self, batch: BatchId) {
        match self.store.undo(batch).unwrap() {
            Outcome::Saved(_) => {}
            other => panic!("{other:?}"),
        }
    }
}

fn int(n: i64) -> Value {
    Value::Int(n)
}

#[test]
fn last_years_unfunded_lines_come_first_and_know_how_often_they_were_asked_for() {
    let mut office = office();
    let year = office.plan;
    office.line("Rakor", &[("status", "dianggarkan".into()), ("urutan", int(10)), ("jumlah", int(1_000))]);
    office.line(
        "Timbangan",
        &[("urutan", int(20)), ("jumlah", int(2_000)), ("kali_diusulkan", int(2)), ("diusulkan_sejak", int(2025))],
    );
    office.line("Batal", &[("status", "batal".into())]);
    let next = begun(&mut office.store, 2028);
    office.done(PlanWork::CopyLines { from: year, to: next, lines: Vec::new() });
    office.plan = next;
    let lines = office.plan().lines;
    let told: Vec<(&str, Option<i64>, Option<i64>, &str)> = lines
        .iter()
        .map(|line| {
            let int = |name: &str| line.get(name).as_int();
            (line.text("kegiatan"), int("kali_diusulkan"), int("diusulkan_sejak"), line.text("status"))
        })
        .collect();
    assert_eq!(told, [("Timbangan", Some(3), Some(2025), "usulan"), ("Rakor", Some(1), Some(2028), "usulan")]);
    assert_eq!(
        office.refused(PlanWork::CopyLines { from: year, to: next, lines: Vec::new() }),
        "tidak-ada-yang-diubah"
    );
}

#[test]
fn a_line_is_shared_out_to_the_last_rupiah_and_keeps_whom_it_is_for() {
    let mut office = office();
    let posyandu = office.posyandu.clone();
    office.done(PlanWork::Born {
        plan: office.plan,
        activity: "Fasilitasi SK".into(),
        bidang: "umum".into(),
        entity: &POSYANDU,
        records: posyandu,
    });
    let line = office.plan().lines[0].clone();
    assert_eq!(line.get("volume").as_int(), Some(3));
    assert_eq!(office.plan().covered.get(&line.id), Some(&3));
    put(&mut office.store, line.clone().with("jumlah", 100));
    office.done(PlanWork::Split(line.id, Share::ByPosyandu));
    let plan = office.plan();
    let parts: Vec<(String, Option<i64>, i64)> = plan
        .lines
        .iter()
        .map(|line| (line.get("desa").as_link().unwrap().title.clone(), line.get("volume").as_int(), amount(line)))
        .collect();
    assert_eq!(parts, [("Desa 1".to_owned(), Some(2), 67), ("Desa 2".to_owned(), Some(1), 33)]);
    let covered: Vec<usize> = plan.lines.iter().map(|line| plan.covered.get(&line.id).copied().unwrap_or(0)).collect();
    assert_eq!(covered, [2, 1]);
}

#[test]
fn an_agreed_plan_is_frozen_and_only_its_following_goes_on() {
    let mut office = office();
    let id =
        office.line("Rakor", &[("volume", int(4)), ("harga_satuan", int(250)), ("sumber_dana", "apbd-kab".into())]);
    office.done(PlanWork::State(office.plan, "disepakati".into()));
    assert_eq!(office.plan().versions.iter().map(|v| (v.number, v.total)).collect::<Vec<_>>(), [(1, 1_000)]);
    let line = office.store.get(&RENCANA, id).unwrap().unwrap();
    let save = |record: Record, store: &mut Store| {
        let batch = Batch {
            act: Act::Edit,
            subject: String::new(),
            origin: String::new(),
            changes: vec![Change::Put(record)],
            reason: Some("uji".into()),
        };
        match store.save(&batch).unwrap() {
            Outcome::Refused(problems) => problems[0].code,
            Outcome::Saved(_) => "tersimpan",
            Outcome::Conflict(_) => "bentrok",
        }
    };
    assert_eq!(save(line.clone().with("volume", 5).with("jumlah", 1_250), &mut office.store), "rencana-terkunci");
    assert_eq!(save(line.clone().with("realisasi_anggaran", 500), &mut office.store), "tersimpan");
    assert_eq!(office.refused(PlanWork::Duplicate(vec![id])), "rencana-terkunci");
    assert_eq!(office.refused(PlanWork::State(office.plan, "rancangan".into())), "rencana-mundur");
    office.done(PlanWork::State(office.plan, "perubahan".into()));
    let line = office.store.get(&RENCANA, id).unwrap().unwrap();
    assert_eq!(save(line.with("volume", 5).with("jumlah", 1_250), &mut office.store), "tersimpan");
    office.done(PlanWork::State(office.plan, "disepakati".into()));
    let told = office.store.plan_difference(office.plan, 1, 2).unwrap();
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].old, told[0].new), (Some(1_000), Some(1_250)));
    assert_eq!(office.store.plan_lines(office.plan, 1).unwrap()[0].get("volume").as_int(), Some(4));
}

#[test]
fn an_agreement_that_is_undone_was_never_a_version() {
    let mut office = office();
    office.line("Rakor", &[("jumlah", int(9))]);
    let batch = office.done(PlanWork::State(office.plan, "disepakati".into()));
    office.undo(batch);
    assert!(office.plan().versions.is_empty());
    assert_eq!(office.plan().naskah.text("keadaan"), "rancangan");
}

#[test]
fn a_version_comes_back_line_by_line() {
    let mut office = office();
    let rakor = office.line("Rakor", &[("jumlah", int(700))]);
    let lomba = office.line("Lomba", &[("jumlah", int(300))]);
    office.done(PlanWork::State(office.plan, "disepakati".into()));
    office.done(PlanWork::State(office.plan, "perubahan".into()));
    let line = office.store.get(&RENCANA, rakor).unwrap().unwrap();
    put(&mut office.store, line.with("jumlah", 800));
    office.store.delete_many(&RENCANA, &[lomba]).unwrap();
    office.line("Baru", &[("jumlah", int(50))]);
    assert_eq!(office.whole().proposed, 850);
    let batch = office.done(PlanWork::Restore(office.plan, 1));
    assert_eq!(office.whole().proposed, 1_000);
    assert!(office.store.plan_difference(office.plan, 1, 0).unwrap().is_empty());
    office.undo(batch);
    assert_eq!(office.whole().proposed, 850);
}

#[test]
fn a_code_of_another_budget_is_refused_with_a_sentence() {
    let mut office = office();
    let mut line = new(&RENCANA).with("kegiatan", "Insentif").with("bidang", "umum").with("status", "usulan");
    line.set("naskah", to(&NASKAH, office.plan, &office.store));
    let line = line.with("kode_rekening", "2.2.02");
    for (source, refused) in [("apbd-kab", true), ("dd", false), ("lain-lain", false)] {
        let batch = Batch {
            act: Act::Add,
            subject: String::new(),
            origin: String::new(),
            changes: vec![Change::Put(line.clone().with("sumber_dana", source))],
            reason: None,
        };
        let found = office.store.examine(&batch).unwrap();
        assert_eq!(found.iter().any(|(_, problem)| problem.code == "rekening-golongan"), refused, "{source}");
    }
}

#[test]
fn what_was_paid_adds_up_on_the_line_and_is_not_typed_over() {
    let mut office = office();
    let id = office.line("Insentif", &[("jumlah", int(1_000)), ("sumber_dana", "dd".into())]);
    let link = to(&RENCANA, id, &office.store);
    let paid =
        |n: i64| new(&REALISASI).with("uraian", "TW I").with("tahun", 2026).with("triwulan", 1).with("jumlah", n);
    let first = put(&mut office.store, paid(100).with("rencana", link.clone()));
    put(&mut office.store, paid(250).with("rencana", link));
    assert_eq!(office.whole().spent, 350);
    let line = office.store.get(&RENCANA, id).unwrap().unwrap();
    let batch = Batch {
        act: Act::Edit,
        subject: String::new(),
        origin: String::new(),
        changes: vec![Change::Put(line.with("realisasi_anggaran", 1))],
        reason: Some("uji".into()),
    };
    assert!(office.store.examine(&batch).unwrap().iter().any(|(_, problem)| problem.code == "realisasi-terinci"));
    office.store.delete_many(&REALISASI, &[first]).unwrap();
    assert_eq!(office.whole().spent, 250);
}

#[test]
fn a_scenario_costs_by_desa_and_becomes_lines_once() {
    let mut office = office();
    let plan = to(&NASKAH, office.plan, &office.store);
    put(
        &mut office.store,
        new(&PAGU).with("naskah", plan.clone()).with("sumber_dana", "add").with("jumlah", 3_000_000),
    );
    let scenario = new(&SKENARIO).with("nama", "100 ribu").with("naskah", plan).with("harga_satuan", 100_000);
    let id = put(&mut office.store, scenario.with("bulan", 4095).with("sumber_dana", "add"));
    let Reply::Scenarios(views) = crate::service::serve(&mut office.store, Request::Scenarios(office.plan)) else {
        panic!("no scenarios")
    };
    let costs: Vec<(i64, i64)> = views[0].costs.iter().map(|cost| (cost.people, cost.cost)).collect();
    assert_eq!(costs, [(2, 2_400_000), (1, 1_200_000)]);
    assert_eq!((views[0].total, views[0].room), (3_600_000, Some((3_000_000, 0))));
    office.done(PlanWork::Choose(id));
    assert_eq!(office.whole().proposed, 3_600_000);
    assert_eq!(office.refused(PlanWork::Choose(id)), "skenario-sudah-dipilih");
    let gaps = crate::request::plan::gaps(&office.plan(), &office.store.words());
    assert!(gaps.iter().any(|gap| gap.code == "pagu-terlampaui"), "{gaps:?}");
}

#[test]
fn lines_are_joined_moved_put_in_order_and_repriced() {
    let mut office = office();
    let a = office.line("Rakor I", &[("volume", int(1)), ("harga_satuan", int(101)), ("satuan", "kali".into())]);
    let b = office.line("Rakor II", &[("volume", int(2)), ("harga_satuan", int(101)), ("satuan", "kali".into())]);
    let c = office.line("Lomba", &[("jumlah", int(50))]);
    office.done(PlanWork::Shift(c, -1));
    let names = |office: &Office| office.plan().lines.iter().map(Record::title).collect::<Vec<_>>();
    assert_eq!(names(&office), ["Rakor I", "Lomba", "Rakor II"]);
    office.done(PlanWork::Join(vec![a, b]));
    assert_eq!(office.whole(), Sum { lines: 2, proposed: 353, accepted: 0, spent: 0 });
    office.done(PlanWork::Reprice(vec![a, c], 1_000));
    // 101 becomes 111 (111,1), three times; 50 becomes 55.
    assert_eq!(office.whole().proposed, 388);
    office.done(PlanWork::Move(vec![c], "kesehatan".into()));
    assert_eq!(names(&office), ["Lomba", "Rakor I"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn parts_add_up_to_the_whole(whole in 0i64..=crate::base::money::MOST, weights in prop::collection::vec(0i64..1_000, 1..80)) {
        let parts = ubah::shares(whole, &weights);
        let expected = if weights.iter().sum::<i64>() == 0 { 0 } else { whole };
        prop_assert_eq!(parts.iter().map(|part| i128::from(*part)).sum::<i128>(), i128::from(expected));
        prop_assert!(parts.iter().zip(&weights).all(|(part, weight)| *weight > 0 || *part == 0));
    }

    #[test]
    fn no_work_loses_a_rupiah_and_undo_brings_every_sum_back(
        amounts in prop::collection::vec((0i64..1_000_000_000, 1i64..500, prop::bool::ANY), 1..12),
        works in prop::collection::vec((0usize..6, 0usize..12), 1..8),
    ) {
        let mut office = office();
        for (at, (price, volume, priced)) in amounts.iter().enumerate() {
            let fields: Vec<(&'static str, Value)> = if *priced {
                vec![("volume", int(*volume)), ("harga_satuan", int(*price)), ("satuan", "unit".into())]
            } else {
                vec![("jumlah", int(*price))]
            };
            office.line(&format!("Kegiatan {at}"), &fields);
        }
        let mut states = vec![office.whole()];
        let mut batches = Vec::new();
        for (what, at) in works {
            let lines = office.plan().lines;
            let ids: Vec<RecordId> = lines.iter().map(|line| line.id).collect();
            let id = ids[at % ids.len()];
            let keeps = what < 4;
            let wish = match what {
                0 => PlanWork::Split(id, Share::Evenly),
                1 => PlanWork::Join(ids.iter().copied().cycle().skip(at).take(2.min(ids.len())).collect()),
                2 => PlanWork::Move(vec![id], "sosial".into()),
                3 => PlanWork::Shift(id, 1),
                4 => PlanWork::Duplicate(vec![id]),
                _ => PlanWork::Reprice(vec![id], 725),
            };
            let before = office.whole();
            match work(&mut office.store, wish) {
                Reply::Saved(saved) => {
                    if keeps {
                        prop_assert_eq!(office.whole().proposed, before.proposed);
                    }
                    batches.push(saved.batch.unwrap());
                    states.push(office.whole());
                }
                Reply::Refused(_) => prop_assert_eq!(office.whole(), before),
                other => prop_assert!(false, "{:?}", other),
            }
            let plan = office.plan();
            for by in [By::Bidang, By::Source, By::Desa] {
                let mut joined = Sum::default();
                sums(&plan.lines, by).values().for_each(|sum| joined.join(sum));
                prop_assert_eq!(joined, total(&plan.lines));
            }
        }
        while let Some(batch) = batches.pop() {
            states.pop();
            office.undo(batch);
            prop_assert_eq!(Some(&office.whole()), states.last());
        }
    }
}
