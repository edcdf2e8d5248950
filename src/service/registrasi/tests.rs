use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::base::date::Date;
use crate::entity::{BERKAS, DESA, Entity, KADER, KECAMATAN, KODE_DESA, PENUGASAN, SK};
use crate::request::hidup::{Board, Lacking, PaperState, Standings, Within};
use crate::request::{BatchId, Merge, Query, Request, Seek};
use crate::service::serve;
use crate::store::{Clock, Opening};

const TODAY: Date = Date::constant(2026, 11, 22);

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn keep(store: &mut Store, record: Record) -> RecordId {
    let batch = Batch {
        act: Act::Add,
        subject: record.title(),
        origin: "uji".into(),
        changes: vec![Change::Put(record)],
        reason: Some("uji".into()),
    };
    match store.save(&batch).unwrap() {
        Outcome::Saved(saved) => saved.records[0].1,
        other => panic!("not saved: {other:?}"),
    }
}

struct Land {
    store: Store,
    desa: Vec<Value>,
    posyandu: Vec<RecordId>,
}

/// Two desa; Melati 1 and Melati 2 in the first, Mawar in the second; Tutup ended in the second.
fn land() -> Land {
    let moment = TODAY.at(10, 0, 0, 0).in_tz("Asia/Jakarta").unwrap();
    let opening = Opening::by("siti").at(Clock::Fixed(moment)).without_copies();
    let mut store = Store::memory(&opening).unwrap();
    let kecamatan = Record::new(&KECAMATAN, RecordId(-1)).with("kode", "62.03.99").with("nama", "Contoh");
    let kecamatan = keep(&mut store, kecamatan.with("kabupaten", "Contoh").with("provinsi", "Contoh"));
    let mut desa = Vec::new();
    for (code, name) in [("62.03.99.2001", "Hilir"), ("62.03.99.2002", "Hulu")] {
        let record = Record::new(&DESA, RecordId(-1)).with("kode", code).with("nama", name).with("jenis", "desa");
        let id = keep(&mut store, record.with("kecamatan", Value::link(kecamatan, "Contoh")));
        desa.push(Value::link(id, name));
    }
    let mut posyandu = Vec::new();
    for (name, at, status) in
        [("Melati 1", 0, "aktif"), ("Melati 2", 0, "aktif"), ("Mawar", 1, "persiapan"), ("Anggrek", 1, "tutup")]
    {
        let record = Record::new(&POSYANDU, RecordId(-1)).with("nama", name).with("desa", desa[at].clone());
        posyandu.push(keep(&mut store, record.with("status", status)));
    }
    Land { store, desa, posyandu }
}

impl Land {
    fn place(&self, at: usize) -> Record {
        self.store.get(&POSYANDU, self.posyandu[at]).unwrap().unwrap()
    }

    fn link(&self, at: usize) -> Value {
        Value::link(self.posyandu[at], self.place(at).title())
    }

    fn state(&self, at: usize) -> (String, Option<Date>) {
        let place = self.place(at);
        (place.text("registrasi").to_owned(), place.get("registrasi_sejak").as_date())
    }

    fn work(&self, at: &[usize], state: &str, date: &str) -> StepWork {
        StepWork {
            posyandu: at.iter().map(|at| self.posyandu[*at]).collect(),
            state: state.into(),
            date: day(date),
            ..StepWork::default()
        }
    }

    fn step(&mut self, work: StepWork) -> Reply {
        serve(&mut self.store, Request::Step(Box::new(work)))
    }

    fn passed(&mut self, work: StepWork) -> BatchId {
        match self.step(StepWork { pass: Some("uji".into()), ..work }) {
            Reply::Saved(saved) => saved.batch.expect("a batch"),
            other => panic!("not saved: {other:?}"),
        }
    }

    fn refusals(&mut self, work: StepWork) -> Vec<&'static str> {
        match self.step(work) {
            Reply::Refused(problems) => problems.iter().map(|problem| problem.code).collect(),
            other => panic!("not refused: {other:?}"),
        }
    }

    fn board(&mut self) -> Board {
        match serve(&mut self.store, Request::Board) {
            Reply::Board(board) => *board,
            other => panic!("no board: {other:?}"),
        }
    }

    fn standings(&mut self, within: Within) -> Standings {
        match serve(&mut self.store, Request::Standings(within)) {
            Reply::Standings(standings) => *standings,
            other => panic!("no standings: {other:?}"),
        }
    }

    fn all(&mut self, entity: &'static Entity) -> Vec<Record> {
        self.store.page(&Query::all(entity), Seek::First, 1_000).unwrap().rows
    }

    /// Every paper is there, said by hand.
    fn complete(&mut self, at: usize) {
        for word in self.store.words().list("berkas_registrasi") {
            let paper = Record::new(&BERKAS, RecordId(-1)).with("posyandu", self.link(at));
            keep(&mut self.store, paper.with("jenis", word.code.as_str()).with("ada", "ada"));
        }
    }

    fn sk(&mut self, kind: &str, desa: usize, place: Option<usize>) -> RecordId {
        let record = Record::new(&SK, RecordId(-1))
            .with("nomor", format!("{kind}/{desa}/2026"))
            .with("jenis", kind)
            .with("tanggal", day("2026-01-12"))
            .with("desa", self.desa[desa].clone());
        let place = place.map_or(Value::Empty, |at| self.link(at));
        keep(&mut self.store, record.with("posyandu", place))
    }
}

fn names(standings: &Standings) -> Vec<&str> {
    standings.rows.iter().map(|row| row.name.as_str()).collect()
}

#[test]
fn a_posyandu_stands_where_its_latest_step_left_it() {
    let mut land = land();
    assert_eq!(land.state(0), (String::new(), None));
    land.complete(0);
    land.passed(land.work(&[0], "lengkap-desa", "2026-09-01"));
    let sent = land.passed(land.work(&[0], "dikirim", "2026-10-01"));
    assert_eq!(land.state(0), ("dikirim".into(), Some(day("2026-10-01"))));
    land.store.undo(sent).unwrap();
    assert_eq!(land.state(0), ("lengkap-desa".into(), Some(day("2026-09-01"))));
    // An older step entered later changes nothing; one of the same day entered later does.
    let step = Record::new(&REGISTRASI, RecordId(-1)).with("posyandu", land.link(0));
    keep(&mut land.store, step.clone().with("langkah", "belum-lengkap").with("tanggal", day("2026-08-01")));
    assert_eq!(land.state(0).0, "lengkap-desa");
    keep(&mut land.store, step.with("langkah", "diverifikasi").with("tanggal", day("2026-09-01")));
    assert_eq!(land.state(0).0, "diverifikasi");
}

#[test]
fn without_a_step_the_number_says_it() {
    let mut land = land();
    let numbered = land.place(0).with("nomor_registrasi", "62.03.99.2001.001");
    keep(&mut land.store, numbered.with("tanggal_registrasi", day("2026-05-04")));
    assert_eq!(land.state(0), ("terdaftar".into(), Some(day("2026-05-04"))));
    let again = land.place(0).with("nomor_registrasi", Value::Empty);
    keep(&mut land.store, again);
    assert_eq!(land.state(0), (String::new(), None));
    let new = Record::new(&POSYANDU, RecordId(-1)).with("nama", "Dahlia").with("desa", land.desa[0].clone());
    let new = new.with("status", "aktif").with("nomor_registrasi", "62.03.99.2001.007");
    land.posyandu.push(keep(&mut land.store, new));
    assert_eq!(land.state(4), ("terdaftar".into(), None));
}

#[test]
fn a_batch_of_many_gets_one_number_and_is_undone_as_one() {
    let mut land = land();
    (0..3).for_each(|at| land.complete(at));
    let work = StepWork { together: true, ..land.work(&[0, 1], "dikirim", "2026-10-01") };
    let Reply::Saved(first) = land.step(work) else { panic!("not saved") };
    assert_eq!(first.count, 2);
    land.passed(StepWork { together: true, ..land.work(&[2], "dikirim", "2026-10-05") });
    let mut batches: Vec<(String, Option<i64>, String)> = land
        .all(&REGISTRASI)
        .iter()
        .map(|step| (step.title(), step.get("gelombang").as_int(), step.text("petugas").to_owned()))
        .collect();
    batches.sort();
    let by = |name: &str, batch| (name.to_owned(), Some(batch), "siti".to_owned());
    assert_eq!(batches, [by("Mawar", 2), by("Melati 1", 1), by("Melati 2", 1)]);
    // What came back went with a batch all the same.
    let back = StepWork {
        level: "kabupaten".into(),
        reason: "alamat".into(),
        ..land.work(&[2], "dikembalikan", "2026-10-09")
    };
    let back = land.passed(back);
    let row = land.standings(Within::default()).rows.into_iter().find(|row| row.name == "Mawar").unwrap();
    assert_eq!((row.batch, row.returned), (Some(2), Some(("kabupaten".into(), "alamat".into()))));
    land.store.undo(back).unwrap();
    land.store.undo(first.batch.unwrap()).unwrap();
    assert_eq!((land.state(0).0.as_str(), land.state(2).0.as_str()), ("", "dikirim"));
}

#[test]
fn nonsense_is_refused_and_nothing_is_half_done() {
    let mut land = land();
    (0..3).for_each(|at| land.complete(at));
    land.passed(land.work(&[0], "dikirim", "2026-10-01"));
    let cases: Vec<(StepWork, &str)> = vec![
        (land.work(&[], "dikirim", "2026-10-02"), "langkah-tanpa-posyandu"),
        (land.work(&[0], "selesai", "2026-10-02"), "langkah-tidak-dikenal"),
        (land.work(&[1, 3], "dikirim", "2026-10-02"), "posyandu-tidak-berjalan"),
        (land.work(&[1, 0], "dikirim", "2026-10-02"), "langkah-sama"),
        (land.work(&[1, 0], "lengkap-desa", "2026-10-02"), "langkah-mundur"),
        (land.work(&[1, 0], "diajukan", "2026-09-30"), "langkah-sebelum-terakhir"),
        (land.work(&[1, 0], "diajukan", "2026-11-23"), "langkah-di-depan"),
        (land.work(&[1], "dikembalikan", "2026-10-02"), "belum-dikirim"),
        (land.work(&[0], "dikembalikan", "2026-10-02"), "kembali-tanpa-alasan"),
        (land.work(&[1, 2], "terdaftar", "2026-10-02"), "terdaftar-tanpa-nomor"),
    ];
    let before = land.all(&REGISTRASI).len();
    for (work, code) in cases {
        for pass in [None, Some("tetap".to_owned())] {
            let said = land.refusals(StepWork { pass, ..work.clone() });
            assert!(said.contains(&code), "{code}: {said:?}");
        }
    }
    assert_eq!(land.all(&REGISTRASI).len(), before);
}

#[test]
fn a_reason_for_very_many_hides_no_error_behind_them() {
    let mut land = land();
    for serial in 1..=25 {
        let new =
            Record::new(&POSYANDU, RecordId(-1)).with("nama", format!("Anyelir {serial}")).with("status", "aktif");
        let new = new.with("desa", land.desa[0].clone()).with("nomor_registrasi", format!("62.03.99.2001.{serial:03}"));
        land.posyandu.push(keep(&mut land.store, new));
    }
    let late = Record::new(&POSYANDU, RecordId(-1)).with("nama", "Seroja").with("desa", land.desa[0].clone());
    land.posyandu.push(keep(&mut land.store, late.with("status", "tutup")));
    let all: Vec<usize> = (4..land.posyandu.len()).collect();
    let work = land.work(&all, "lengkap-desa", "2026-10-01");
    assert_eq!(land.refusals(work.clone())[..2], ["posyandu-tidak-berjalan", "langkah-mundur"], "the heaviest first");
    let work = StepWork { pass: Some("kode desa berubah".into()), ..work };
    assert_eq!(land.refusals(work), ["posyandu-tidak-berjalan"]);
    assert!(land.all(&REGISTRASI).is_empty());
}

#[test]
fn a_step_without_papers_names_them_and_asks_for_a_reason() {
    let mut land = land();
    land.sk("sk-pengurus", 0, None);
    let work = land.work(&[0], "lengkap-desa", "2026-10-01");
    let Reply::Refused(problems) = land.step(work.clone()) else { panic!("not refused") };
    assert_eq!(problems[0].code, "langkah-berkas-kurang");
    let said = problems[0].text.get(Lang::Id).into_owned();
    assert!(said.contains("Matriks rekap") && !said.contains("SK pengurus"), "{said}");
    land.passed(work);
    assert_eq!(land.state(0).0, "lengkap-desa");
}

#[test]
fn what_came_back_says_who_and_why_and_goes_forward_again() {
    let mut land = land();
    land.complete(0);
    land.passed(land.work(&[0], "dikirim", "2026-10-01"));
    let back = StepWork {
        level: "kabupaten".into(),
        reason: "SK belum bernomor".into(),
        ..land.work(&[0], "dikembalikan", "2026-10-10")
    };
    land.passed(back);
    let row = land.standings(Within { state: Some(DIKEMBALIKAN), ..Within::default() }).rows.remove(0);
    assert_eq!(row.returned, Some(("kabupaten".into(), "SK belum bernomor".into())));
    land.passed(land.work(&[0], "lengkap-desa", "2026-10-12"));
    assert_eq!(land.state(0).0, "lengkap-desa");
}

#[test]
fn the_number_comes_back_with_its_step_in_one_batch() {
    let mut land = land();
    land.complete(0);
    assert_eq!(land.store.next_number(land.posyandu[0]).unwrap(), "62.03.99.2001.001");
    let work = StepWork {
        numbers: vec![(land.posyandu[0], "62.03.99.2001.004".into())],
        ..land.work(&[0], "terdaftar", "2026-11-01")
    };
    let Reply::Saved(saved) = land.step(work) else { panic!("not saved") };
    let place = land.place(0);
    assert_eq!((place.text("nomor_registrasi"), place.text("registrasi")), ("62.03.99.2001.004", "terdaftar"));
    assert_eq!(place.get("tanggal_registrasi").as_date(), Some(day("2026-11-01")));
    assert_eq!(land.store.next_number(land.posyandu[1]).unwrap(), "62.03.99.2001.005");
    land.store.undo(saved.batch.unwrap()).unwrap();
    assert_eq!((land.place(0).text("nomor_registrasi"), land.state(0).0.as_str()), ("", ""));
}

#[test]
fn a_number_of_another_desa_needs_a_reason_and_one_used_twice_is_refused() {
    let mut land = land();
    let number = |land: &Land, at: usize, number: &str| StepWork {
        numbers: vec![(land.posyandu[at], number.into())],
        ..land.work(&[at], "terdaftar", "2026-11-01")
    };
    let foreign = number(&land, 0, "62.03.99.2002.001");
    assert_eq!(land.refusals(foreign.clone()), ["registrasi-beda-desa"]);
    land.passed(foreign);
    let twice = StepWork { pass: Some("tetap".into()), ..number(&land, 2, "62.03.99.2002.001") };
    assert_eq!(land.refusals(twice), ["registrasi-ganda"]);
    // The code a desa had before is known.
    let former = Record::new(&KODE_DESA, RecordId(-1)).with("desa", land.desa[0].clone()).with("kode", "62.03.98.2009");
    keep(&mut land.store, former.with("selesai", day("2024-12-31")));
    let old = number(&land, 1, "62.03.98.2009.003");
    assert!(matches!(land.step(old), Reply::Saved(_)));
    // A number asked for anew: the old one stays in the notes.
    let again = StepWork {
        numbers: vec![(land.posyandu[1], "62.03.99.2001.009".into())],
        pass: Some("kode desa berubah".into()),
        ..land.work(&[1], "diajukan", "2026-11-10")
    };
    assert!(matches!(land.step(again), Reply::Saved(_)));
    let place = land.place(1);
    assert_eq!(place.text("nomor_registrasi"), "62.03.99.2001.009");
    assert!(place.text("catatan").contains("62.03.98.2009.003"));
}

/// By hand: Hilir has Melati 1 (sent on 01-10, complete) and Melati 2 (no step; SK of officers
/// by a post, TP for the whole desa); Hulu has Mawar (came back on 10-10, only minutes), and
/// Anggrek that closed and is not counted.
fn told() -> Land {
    let mut land = land();
    land.complete(0);
    land.passed(land.work(&[0], "dikirim", "2026-10-01"));
    land.sk("sk-tp-desa", 0, None);
    let sk = land.sk("sk-pengurus", 0, None);
    let person = Record::new(&KADER, RecordId(-1)).with("nama", "Siti Aminah");
    let person = keep(&mut land.store, person);
    let post = Record::new(&PENUGASAN, RecordId(-1))
        .with("kader", Value::link(person, "Siti Aminah"))
        .with("posyandu", land.link(1))
        .with("jabatan", "ketua")
        .with("mulai", day("2026-01-12"))
        .with("sk", Value::link(sk, "1"));
    keep(&mut land.store, post);
    land.sk("berita-acara", 1, Some(2));
    land.passed(land.work(&[2], "lengkap-desa", "2026-10-02"));
    let back = StepWork {
        level: "kecamatan".into(),
        reason: "tanpa SK".into(),
        ..land.work(&[2], "dikembalikan", "2026-10-10")
    };
    land.passed(back);
    land
}

#[test]
fn the_board_is_what_one_counts_by_hand() {
    let mut land = told();
    let board = land.board();
    let codes: Vec<&str> = board.papers.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(codes, ["berita-acara", "sk-pembentukan", "sk-tp-desa", "sk-pengurus", "daftar-kader", "matriks-rekap"]);
    assert_eq!(board.totals, [1, 0, 0, 1, 0, 0, 1]);
    let [hilir, hulu] = board.rows.as_slice() else { panic!("{board:?}") };
    assert_eq!((hilir.name.as_str(), hilir.states), ("Hilir", [1, 0, 0, 1, 0, 0, 0]));
    assert_eq!((hilir.missing.as_slice(), hilir.lacking), ([1, 1, 0, 0, 1, 1].as_slice(), 1));
    assert_eq!(hilir.oldest, Some((land.posyandu[0], "Melati 1".into(), 52)));
    assert_eq!((hulu.name.as_str(), hulu.states), ("Hulu", [0, 0, 0, 0, 0, 0, 1]));
    assert_eq!((hulu.missing.as_slice(), hulu.lacking), ([0, 1, 1, 1, 1, 1].as_slice(), 1));
    assert_eq!(hulu.oldest, Some((land.posyandu[2], "Mawar".into(), 43)));
    // An SK that names people is one of the Posyandu where they serve, not of the whole desa.
    let new = Record::new(&POSYANDU, RecordId(-1)).with("nama", "Dahlia").with("desa", land.desa[0].clone());
    keep(&mut land.store, new.with("status", "aktif"));
    assert_eq!(land.board().rows[0].missing, [2, 2, 0, 1, 2, 2]);
}

#[test]
fn every_number_of_the_board_opens_exactly_what_it_counts() {
    let mut land = told();
    let board = land.board();
    for row in &board.rows {
        let desa = Some(row.desa);
        for (state, count) in row.states.iter().enumerate() {
            let opened = land.standings(Within { desa, state: Some(state), lacking: None });
            assert_eq!(opened.rows.len(), *count, "{} {state}", row.name);
        }
        for ((code, _), count) in board.papers.iter().zip(&row.missing) {
            let lacking = Some(Lacking::Paper(code.clone()));
            assert_eq!(land.standings(Within { desa, state: None, lacking }).rows.len(), *count, "{} {code}", row.name);
        }
        let lacking = Some(Lacking::Any);
        assert_eq!(land.standings(Within { desa, state: None, lacking }).rows.len(), row.lacking);
    }
    for (state, count) in board.totals.iter().enumerate() {
        assert_eq!(land.standings(Within { state: Some(state), ..Within::default() }).rows.len(), *count);
    }
    assert_eq!(names(&land.standings(Within::default())), ["Melati 1", "Mawar", "Melati 2"]);
}

#[test]
fn the_papers_of_one_posyandu_are_those_the_board_counts() {
    let mut land = told();
    for row in land.standings(Within::default()).rows {
        let Reply::Papers(papers) = serve(&mut land.store, Request::Papers(row.posyandu)) else { panic!("no papers") };
        assert_eq!(papers.iter().map(|paper| paper.state).collect::<Vec<_>>(), row.papers, "{}", row.name);
        assert!(papers.iter().all(|paper| (paper.state == PaperState::There) == paper.record.is_some()), "{papers:?}");
    }
    let Reply::Papers(papers) = serve(&mut land.store, Request::Papers(land.posyandu[1])) else { panic!("no papers") };
    let note = |code: &str| papers.iter().find(|paper| paper.code == code).unwrap().note.clone();
    assert_eq!(note("sk-tp-desa"), "sk-tp-desa/0/2026, 12-01-2026");
    assert_eq!(note("daftar-kader"), "1 kader bertugas");
}

#[test]
fn a_bare_tick_does_not_hide_the_sk_whose_number_the_form_asks_for() {
    let mut land = told();
    let tick = |land: &Land, number: &str| {
        Record::new(&BERKAS, RecordId(-1))
            .with("posyandu", land.link(1))
            .with("jenis", "sk-pengurus")
            .with("ada", "ada")
            .with("nomor", number)
    };
    let bare = tick(&land, "");
    keep(&mut land.store, bare);
    let sheet = |land: &mut Land| {
        let reply = serve(&mut land.store, Request::CopySheet(land.posyandu[1]));
        let Reply::CopySheet(lines) = reply else { panic!("none") };
        lines.into_iter().find(|line| line.label == "Nomor SK pengurus").unwrap().value
    };
    assert_eq!(sheet(&mut land), "sk-pengurus/0/2026");
    // What was written by hand about the paper holds as before.
    let written = tick(&land, "9/2026");
    keep(&mut land.store, written);
    assert_eq!(sheet(&mut land), "9/2026");
}

#[test]
fn a_paper_that_is_not_needed_is_not_missing_and_a_missing_one_ends_with_its_sk() {
    let mut land = land();
    let paper = |land: &Land, kind: &str, said: &str| {
        Record::new(&BERKAS, RecordId(-1)).with("posyandu", land.link(2)).with("jenis", kind).with("ada", said)
    };
    let (one, two) = (paper(&land, "berita-acara", "tidak-perlu"), paper(&land, "sk-tp-desa", "belum"));
    keep(&mut land.store, one);
    keep(&mut land.store, two);
    assert_eq!(land.board().rows.iter().find(|row| row.name == "Hulu").unwrap().missing, [0, 1, 1, 1, 1, 1]);
    land.sk("sk-tp-desa", 1, None);
    assert_eq!(land.board().rows.iter().find(|row| row.name == "Hulu").unwrap().missing, [0, 1, 0, 1, 1, 1]);
}

#[test]
fn a_merge_takes_the_steps_along() {
    let mut land = land();
    land.complete(1);
    land.passed(land.work(&[1], "dikirim", "2026-10-01"));
    let victim = land.place(1);
    let merge = Merge { survivor: land.place(0), victim: (victim.id, victim.version), reason: Some("sama".into()) };
    let reply = serve(&mut land.store, Request::Merge(Box::new(merge)));
    let Reply::Saved(saved) = reply else { panic!("{reply:?}") };
    assert_eq!(land.state(0), ("dikirim".into(), Some(day("2026-10-01"))));
    land.store.undo(saved.batch.unwrap()).unwrap();
    assert_eq!((land.state(0).0.as_str(), land.state(1).0.as_str()), ("", "dikirim"));
}

#[test]
fn the_copy_sheet_has_the_fields_in_the_operators_order() {
    let mut land = told();
    let Reply::CopySheet(lines) = serve(&mut land.store, Request::CopySheet(land.posyandu[1])) else { panic!("none") };
    let of = |label: &str| lines.iter().find(|line| line.label == label).map(|line| line.value.as_str());
    assert_eq!(lines[0].value, "62.03.99.2001");
    assert_eq!(of("Nama Posyandu"), Some("Melati 2"));
    assert_eq!(of("Nama ketua"), Some("Siti Aminah"));
    assert_eq!((of("Jumlah pengurus"), of("Jumlah kader")), (Some("1"), Some("0")));
    assert_eq!((of("Nomor SK pengurus"), of("Tanggal SK pengurus")), (Some("sk-pengurus/0/2026"), Some("12-01-2026")));
    assert_eq!(of("Nomor berita acara"), Some(""));
    let text = crate::service::lembar::text_of(&lines);
    assert!(text.contains(" : Siti Aminah\r\n"), "{text}");
}

#[derive(Clone, Debug)]
enum Move {
    Step(usize, usize, i64),
    Number(usize, bool),
    Bin(usize),
    Undo,
    Date(usize, i64),
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = prop_oneof![
        5 => (0..3_usize, 0..7_usize, 0..40_i64).prop_map(|(at, state, days)| Move::Step(at, state, days)),
        2 => (0..3_usize, any::<bool>()).prop_map(|(at, on)| Move::Number(at, on)),
        2 => (0..20_usize).prop_map(Move::Bin),
        3 => Just(Move::Undo),
        2 => (0..20_usize, 0..40_i64).prop_map(|(at, days)| Move::Date(at, days)),
    ];
    proptest::collection::vec(one, 1..25)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_state_is_always_what_a_naive_reading_of_the_steps_gives(moves in moves()) {
        let mut land = land();
        for one in moves {
            go(&mut land, &one);
            let mut steps: BTreeMap<i64, (Date, i64, String)> = BTreeMap::new();
            for step in land.all(&REGISTRASI) {
                let place = step.get("posyandu").as_link().unwrap().id.0;
                let this = (step.get("tanggal").as_date().unwrap(), step.id.0, step.text("langkah").to_owned());
                steps.entry(place).and_modify(|last| if *last < this { *last = this.clone(); }).or_insert(this);
            }
            for at in 0..land.posyandu.len() {
                let place = land.place(at);
                let said = match steps.get(&place.id.0) {
                    Some((day, _, state)) => (state.clone(), Some(*day)),
                    None if place.text("nomor_registrasi").is_empty() => (String::new(), None),
                    None => ("terdaftar".to_owned(), place.get("tanggal_registrasi").as_date()),
                };
                prop_assert_eq!(land.state(at), said, "after {:?}", one);
            }
        }
    }
}

/// One move of a random history; what is refused changes nothing.
fn go(land: &mut Land, one: &Move) {
    let on = |days: i64| TODAY.saturating_sub(jiff::ToSpan::days(days));
    let save = |land: &mut Land, change: Change| {
        let batch = Batch {
            act: Act::Edit,
            subject: "uji".into(),
            origin: "uji".into(),
            changes: vec![change],
            reason: Some("uji".into()),
        };
        let _ = land.store.save(&batch).unwrap();
    };
    match one {
        Move::Step(at, state, days) => {
            let step =
                Record::new(&REGISTRASI, RecordId(-1)).with("posyandu", land.link(*at)).with("tanggal", on(*days));
            let step = step.with("langkah", LANGKAH[*state].code).with("tingkat", "kabupaten").with("alasan", "uji");
            save(land, Change::Put(step));
        }
        Move::Number(at, number) => {
            let number = if *number { format!("62.03.99.2001.{:03}", at + 1) } else { String::new() };
            let place = land.place(*at).with("nomor_registrasi", number).with("tanggal_registrasi", on(3));
            save(land, Change::Put(place));
        }
        Move::Bin(at) => {
            if let Some(step) = land.all(&REGISTRASI).get(*at) {
                save(land, Change::Delete(&REGISTRASI, step.id, step.version));
            }
        }
        Move::Undo => {
            let _ = land.store.undo_last().unwrap();
        }
        Move::Date(at, days) => {
            if let Some(step) = land.all(&REGISTRASI).get(*at).cloned() {
                save(land, Change::Put(step.with("tanggal", on(*days))));
            }
        }
    }
}
