//! Random registries: exported and taken in again in every format, taken back, edited in between.

use std::path::{Path, PathBuf};

use pembina::base::date::Date;
use pembina::base::id::RecordId;
use pembina::base::words::Lang;
use pembina::entity::value::{Hand, Reading};
use pembina::entity::{DESA, ENTITIES, Entity, Field, KADER, Kind, PENUGASAN, POSYANDU, Record, SK, Value};
use pembina::report::list::{Export, export};
use pembina::report::writers::csv::Comma;
use pembina::request::{Act, Batch, BatchId, Change, ExportJob, Format, ImportJob, ImportReport, Query, Seek};
use pembina::service::buat;
use pembina::store::{Opening, Outcome, Store};
use proptest::prelude::*;

/// A file of Kecamatan Selat.
pub fn selat() -> Store {
    let mut store = Store::memory(&Opening::by("uji").without_copies()).expect("memory");
    buat::begin(&mut store, "62.03.01").expect("a kecamatan");
    store
}

/// One record as it was thought up: for each of its fields a text to read, or a number to choose by.
#[derive(Clone, Debug)]
struct Thought {
    texts: Vec<Option<String>>,
    choice: usize,
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[A-Z][a-z]{2,9}( [A-Z][a-z]{2,9}){0,2}( ([1-9]|I{1,3}|IV|V))?",
        2 => "\\PC{1,60}",
        2 => prop::sample::select(vec![
            "=1+1", "+62", "-", "@SUM(A1)", "'tHart", "'=", "'=1+1", "''+62", "Nur'aini", "a;b", "a,b", "\"dalam\" kutip", "001", "1e5", "05-Mar",
            "12-01-2026", "tidak ada", "NULL", "TOTAL", "Jumlah", "Mengetahui", "No", "Nama", "Desa", "ＦＵＬＬ", "é", "e\u{301}",
            "中文", "🌺 Mawar", "عربي", "Jl. Melati RT 01/RW 02", "https://contoh.example/x?y=1", "0812", "3/4", "1.250.000", "#N/A",
            "TRUE", "ya", "Melati I/II", "Mawar (RW 03)", "Sepat/Banpres", "Kepala Desa", "Catatan", "-5", "  x  ",
        ]).prop_map(str::to_owned),
        1 => "[a-z ]{70,160}",
    ]
}

fn note() -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 1..4).prop_map(|lines| lines.join("\n"))
}

fn day() -> impl Strategy<Value = String> {
    (1850i32..2090, 1u32..13, 1u32..29).prop_map(|(year, month, day)| format!("{day:02}-{month:02}-{year}"))
}

/// A text for a field of this kind.
fn said(kind: Kind) -> BoxedStrategy<String> {
    match kind {
        Kind::Text(_) => word().boxed(),
        Kind::Note => note().boxed(),
        Kind::Date => day().boxed(),
        Kind::Nik => (1u32..29, 1u32..13, 40u32..99, 1u32..9999, any::<bool>())
            .prop_map(|(day, month, year, serial, woman)| {
                format!("620399{:02}{month:02}{year:02}{serial:04}", day + if woman { 40 } else { 0 })
            })
            .boxed(),
        Kind::Phone => "(0801|\\+60)[0-9]{8}".prop_map(|text| text).boxed(),
        Kind::Code(_) => "62\\.03\\.01\\.1001\\.[0-9]{3}".prop_map(|text| text).boxed(),
        Kind::Year => (1950u32..2030).prop_map(|year| year.to_string()).boxed(),
        Kind::Number(least, most) => (least..=most).prop_map(|number| number.to_string()).boxed(),
        Kind::Money => (0i64..9_999_999_999).prop_map(|number| number.to_string()).boxed(),
        Kind::Months => (1u32..13, 1u32..13).prop_map(|(a, b)| format!("{a},{b}")).boxed(),
        Kind::Account => "2\\.[1-9]\\.0[1-9]".prop_map(|text| text).boxed(),
        Kind::Flag => prop::sample::select(vec!["ya", "tidak"]).prop_map(str::to_owned).boxed(),
        Kind::Choice(_) | Kind::List(_) | Kind::Link(_) => (0usize..1000).prop_map(|number| number.to_string()).boxed(),
    }
}

fn thought(entity: &'static Entity) -> impl Strategy<Value = Thought> {
    let texts: Vec<_> = entity.typed().map(|field| prop::option::weighted(0.6, said(field.kind))).collect();
    (texts, any::<usize>()).prop_map(|(texts, choice)| Thought { texts, choice })
}

fn thoughts(entity: &'static Entity, most: usize) -> impl Strategy<Value = Vec<Thought>> {
    prop::collection::vec(thought(entity), 0..most)
}

/// Everything a random file holds.
#[derive(Clone, Debug)]
pub struct Registry {
    posyandu: Vec<Thought>,
    sk: Vec<Thought>,
    kader: Vec<Thought>,
    posts: Vec<Thought>,
}

pub fn registries() -> impl Strategy<Value = Registry> {
    (thoughts(&POSYANDU, 6), thoughts(&SK, 3), thoughts(&KADER, 6), thoughts(&PENUGASAN, 8))
        .prop_map(|(posyandu, sk, kader, posts)| Registry { posyandu, sk, kader, posts })
}

/// Texts that a clerk may type at the form, but that a file which does not know them asks about:
/// they are what Excel leaves of something else.
const ASKED_ABOUT: &[&str] = &["#N/A", "05-Mar"];

impl Registry {
    /// Without what every other file asks about.
    fn plain(mut self) -> Self {
        let all = [&mut self.posyandu, &mut self.sk, &mut self.kader, &mut self.posts];
        for text in all.into_iter().flatten().flat_map(|thought| &mut thought.texts).flatten() {
            if ASKED_ABOUT.contains(&text.as_str()) {
                *text = "Biasa".to_owned();
            }
        }
        self
    }

    /// A file that holds it. What the checks refuse is left out, as at the form.
    pub fn file(&self) -> Store {
        let mut store = selat();
        for (entity, all) in
            [(&POSYANDU, &self.posyandu), (&SK, &self.sk), (&KADER, &self.kader), (&PENUGASAN, &self.posts)]
        {
            for (at, thought) in all.iter().enumerate() {
                let record = thought.record(&mut store, entity, at);
                keep(&mut store, record);
            }
        }
        store
    }
}

/// Saves one record, with a reason for what is doubtful; gives the batch, or nothing where it is refused.
fn keep(store: &mut Store, record: Record) -> Option<BatchId> {
    let batch = Batch {
        act: Act::Add,
        subject: String::new(),
        origin: "uji".into(),
        changes: vec![Change::Put(record)],
        reason: Some("uji".into()),
    };
    match store.save(&batch).expect("no trouble") {
        Outcome::Saved(saved) => saved.batch,
        _ => None,
    }
}

impl Thought {
    fn record(&self, store: &mut Store, entity: &'static Entity, at: usize) -> Record {
        let words = store.words();
        let today = store.today();
        let mut record = Record::new(entity, RecordId(-1));
        for (field, text) in entity.typed().zip(&self.texts) {
            let text = match text {
                Some(text) => text.clone(),
                None if field.name == entity.title => format!("Nama {at}"),
                None if field.is_required() => "01-01-2020".to_owned(),
                None => continue,
            };
            let number = text.parse::<usize>().unwrap_or(self.choice);
            let value = match field.kind {
                Kind::Choice(choices) => choices.get(number % choices.len()).map(|one| Value::from(one.code)),
                Kind::List(list) => {
                    let items = words.list(list);
                    items.get(number % items.len().max(1)).map(|item| Value::from(item.code.as_str()))
                }
                Kind::Link(target) => {
                    let all = store.page(&Query::all(target), Seek::First, 99).expect("a page").rows;
                    all.get(number % all.len().max(1)).map(|one| Value::link(one.id, one.title()))
                }
                _ => field.kind.read(&text, &Reading { today, words: &words, hand: Hand::Typed }).value,
            };
            if let Some(value) = value {
                record.set(field.name, shortened(field, value));
            }
        }
        // As at the form: the NIK says the day of birth and the sex where they are empty.
        if let Some(fill) = entity.fill.filter(|_| entity == &KADER) {
            fill(&mut record, "nik", today);
        }
        record
    }
}

fn shortened(field: &'static Field, value: Value) -> Value {
    match (field.kind, &value) {
        (Kind::Text(most), Value::Text(text)) => {
            let short: String = text.chars().take(usize::from(most)).collect();
            Value::from(short.trim().to_owned())
        }
        _ => value,
    }
}

/// Every record that is not in the bin, with what is derived and computed of it, in words.
pub fn content(store: &mut Store) -> Vec<String> {
    let mut all = Vec::new();
    for entity in ENTITIES {
        for record in store.page(&Query::all(entity), Seek::First, 9_999).expect("a page").rows {
            let pairs: Vec<String> = record.pairs().map(|(field, value)| format!("{}={value:?}", field.name)).collect();
            all.push(format!("{} {:?} {}", entity.name, record.uid, pairs.join(" ")));
        }
    }
    all.sort();
    all
}

/// The same without identities: what two files say, whichever numbers they gave.
fn said_by(store: &mut Store) -> Vec<String> {
    let mut all = Vec::new();
    let words = store.words();
    for entity in ENTITIES {
        for record in store.page(&Query::all(entity), Seek::First, 9_999).expect("a page").rows {
            let pairs: Vec<String> = record
                .pairs()
                .map(|(field, value)| format!("{}={}", field.name, field.kind.show(value, Lang::Id, &words)))
                .collect();
            all.push(format!("{} {}", entity.name, pairs.join(" ")));
        }
    }
    all.sort();
    all
}

/// Lines that only one of two contents has.
fn differing(before: &[String], after: &[String]) -> String {
    let lost = before.iter().filter(|line| !after.contains(line)).map(|line| format!("- {line}\n"));
    let added = after.iter().filter(|line| !before.contains(line)).map(|line| format!("+ {line}\n"));
    lost.chain(added).collect()
}

fn write(store: &mut Store, entity: &'static Entity, format: Format, folder: &Path) -> PathBuf {
    let job = ExportJob { query: Query::all(entity), columns: None, format, path: None, personal: Some("uji".into()) };
    let mut go = |_| std::ops::ControlFlow::Continue(());
    let mut how = Export { job: &job, comma: Comma::Semicolon, progress: &mut go };
    export(store, &mut how, folder).expect("written").expect("whole").0
}

fn take(store: &mut Store, entity: &'static Entity, path: &Path, wish: impl Fn(&mut ImportJob)) -> ImportReport {
    let mut job = ImportJob { file: path.display().to_string(), kind: entity.name.into(), ..ImportJob::default() };
    wish(&mut job);
    let report = pembina::intake::run(store, entity, &job, Lang::Id).expect("no trouble").remove(0).report;
    assert_eq!(report.baris, report.baru + report.berubah + report.sama + report.ditolak, "the sum");
    report
}

const FORMATS: [Format; 3] = [Format::Csv, Format::Xlsx, Format::Json];

/// Few by default; `PROPTEST_CASES` asks for more.
fn cases() -> ProptestConfig {
    let count = std::env::var("PROPTEST_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(12);
    ProptestConfig { max_shrink_iters: 200, ..ProptestConfig::with_cases(count) }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn any_list_taken_in_again_changes_nothing_in_any_format(registry in registries()) {
        let mut store = registry.file();
        let folder = tempfile::tempdir().expect("a folder");
        let before = content(&mut store);
        for entity in [&DESA, &POSYANDU, &SK, &KADER, &PENUGASAN] {
            for format in FORMATS {
                let path = write(&mut store, entity, format, folder.path());
                let report = take(&mut store, entity, &path, |_| {});
                let differing = differing(&before, &content(&mut store));
                prop_assert!(differing.is_empty(), "{entity:?} {format:?}\n{differing}");
                let first: Vec<_> = report.masalah.iter().filter(|one| one.tingkat != "peringatan").take(3).collect();
                prop_assert_eq!(
                    (report.baru, report.berubah, report.ditolak, report.batch), (0, 0, 0, None),
                    "{:?} {:?} {:?}", entity, format, first
                );
            }
        }
        prop_assert_eq!(content(&mut store), before);
    }

    #[test]
    fn any_lists_taken_into_an_empty_file_say_the_same(registry in registries()) {
        let mut store = registry.plain().file();
        let folder = tempfile::tempdir().expect("a folder");
        let before = said_by(&mut store);
        for format in FORMATS {
            let mut fresh = selat();
            for entity in [&POSYANDU, &SK, &KADER] {
                let path = write(&mut store, entity, format, folder.path());
                let report = take(&mut fresh, entity, &path, |job| job.reason = Some("uji".into()));
                let first: Vec<_> = report.masalah.iter().filter(|one| one.tingkat != "peringatan").take(3).collect();
                prop_assert_eq!((report.berubah, report.ditolak), (0, 0), "{:?} {:?} {:?}", entity, format, first);
            }
            let after = said_by(&mut fresh);
            let differing = differing(&before, &after);
            prop_assert!(differing.is_empty(), "{format:?}\n{differing}");
            prop_assert_eq!(after.len(), before.len());
        }
    }

    #[test]
    fn an_import_taken_back_leaves_everything_as_it_was(mine in registries(), theirs in registries(), odd in 0usize..4) {
        let mut store = mine.file();
        let mut sender = theirs.file();
        let folder = tempfile::tempdir().expect("a folder");
        for entity in [&POSYANDU, &SK, &KADER] {
            let before = content(&mut store);
            let path = spoilt(&write(&mut sender, entity, Format::Csv, folder.path()), odd);
            let report = take(&mut store, entity, &path, |job| {
                (job.partial, job.create_posyandu) = (true, true);
                job.reason = (odd % 2 == 0).then(|| "uji".to_owned());
            });
            let Some(batch) = report.batch else {
                prop_assert_eq!(content(&mut store), before);
                continue;
            };
            let after = content(&mut store);
            prop_assert_ne!(&after, &before);
            let undone = store.undo(BatchId(batch)).expect("no trouble");
            let Outcome::Saved(saved) = undone else { panic!("{undone:?}") };
            prop_assert_eq!(content(&mut store), before, "{:?} {:?}", entity, report);
            // Taking back what was taken back does it again.
            let again = store.undo(saved.batch.expect("a batch")).expect("no trouble");
            prop_assert!(matches!(again, Outcome::Saved(_)), "{:?}", again);
            prop_assert_eq!(content(&mut store), after);
        }
    }
}

/// The file with a row no file can take, a row again, and one in other letters.
fn spoilt(path: &Path, odd: usize) -> PathBuf {
    let text = std::fs::read_to_string(path).expect("text");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let columns = lines.first().map_or(1, |head| head.split(';').count());
    if odd > 0 {
        lines.push(format!("{}x", ";".repeat(columns - 1)));
    }
    if odd > 1 && lines.len() > 2 {
        lines.push(lines[1].clone());
    }
    let path = path.with_extension("rusak.csv");
    std::fs::write(&path, lines.join("\n")).expect("written");
    path
}

#[test]
fn a_later_edit_is_never_lost_by_taking_an_import_back() {
    let mut store = selat();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.csv");
    std::fs::write(&path, "Desa;Posyandu;Alamat\nSelat Hilir;Mawar;Jl. Satu\nSelat Hilir;Melati;Jl. Dua\n")
        .expect("written");
    take(&mut store, &POSYANDU, &path, |_| {});
    std::fs::write(&path, "Desa;Posyandu;Alamat\nSelat Hilir;Mawar;Jl. Tiga\nSelat Hilir;Anggrek;\n").expect("written");
    let report = take(&mut store, &POSYANDU, &path, |_| {});
    assert_eq!((report.baru, report.berubah), (1, 1));
    let all = store.page(&Query::all(&POSYANDU), Seek::First, 9).expect("a page").rows;
    let mawar = all.iter().find(|one| one.text("nama") == "Mawar").expect("there").clone();
    let edited = mawar.clone().with("alamat", "Jl. Empat").with("tanggal_berdiri", Date::constant(2004, 3, 12));
    assert!(keep(&mut store, edited).is_some());
    let before = content(&mut store);
    let undone = store.undo(BatchId(report.batch.expect("a batch"))).expect("no trouble");
    if matches!(undone, Outcome::Refused(_)) {
        assert_eq!(content(&mut store), before, "refused as a whole");
    } else {
        let kept = store.get(&POSYANDU, mawar.id).expect("no trouble").expect("there");
        assert_eq!(
            (kept.text("alamat"), kept.get("tanggal_berdiri").as_date()),
            ("Jl. Empat", Some(Date::constant(2004, 3, 12)))
        );
    }
}
