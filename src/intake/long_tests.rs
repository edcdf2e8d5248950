//! Long lists against short ones: the same rows the two ways give the same file and report.

use std::ops::ControlFlow;

use proptest::prelude::*;

use super::apply;
use super::columns::Headings;
use super::long::{Cut, Wish, run};
use super::steps::Steps;
use crate::base::id::RecordId;
use crate::base::words::Lang;
use crate::entity::{KADER, PENUGASAN, POSYANDU, Record, SK, Value, flat};
use crate::request::{Act, ImportJob, ImportReport, Query, Seek};
use crate::service::buat;
use crate::store::{Keep, Opening, Outcome, Store};

/// Everything is long.
const TINY: Cut = Cut { long: 1, first: 4, waiting: 1_000, told: 1_000, block: 64 };

/// Somebody who holds a seat already when the others come.
const ANI: &str =
    ";Ani Lestari;6203994503850001;05-03-1985;P;Jl. Satu;Selat Hilir;Mawar 1;Ketua;;141/1/2026;12-01-2026;12-01-2026\n";

const HEAD: &str =
    "uid;nama;nik;tanggal_lahir;jenis_kelamin;alamat;desa_nama;posyandu_nama;jabatan;bidang;nomor_sk;tanggal_sk;mulai";

/// A kecamatan with a few Posyandu and an SK, in memory.
fn store(folder: &std::path::Path) -> Store {
    let mut store = Store::memory(&Opening::by("uji").without_copies()).expect("memory");
    buat::begin(&mut store, "62.03.01").expect("a kecamatan");
    for (entity, text) in [
        (&POSYANDU, "Nama;Desa\nMawar 1;Selat Hilir\nMawar 2;Selat Hilir\nMawar 1;Selat Hulu\n"),
        (&SK, "Nomor;Tanggal;Desa\n141/1/2026;12-01-2026;Selat Hilir\n141/1/2026;12-01-2026;Selat Hulu\n"),
    ] {
        let path = folder.join("mula.csv");
        std::fs::write(&path, text).expect("written");
        let job = ImportJob { file: path.display().to_string(), ..ImportJob::default() };
        let report = apply::run(&mut store, entity, &job, Lang::Id).expect("taken").remove(0).report;
        assert_eq!(report.ditolak, 0, "{:?}", report.masalah);
    }
    store
}

/// What a file holds, without the numbers and identities that say only in which order it came.
fn content(store: &mut Store) -> Vec<String> {
    let mut out = Vec::new();
    for entity in [&POSYANDU, &SK, &KADER, &PENUGASAN] {
        let mut all = Vec::new();
        store
            .walk(&Query::all(entity), &mut |record: Record| {
                all.push(record);
                Ok(())
            })
            .expect("walked");
        let said = all.iter().map(|record| {
            let values = record.pairs().map(|(field, value)| match value.as_link() {
                Some(link) => format!("{}={}", field.name, link.title),
                None => format!("{}={value:?}", field.name),
            });
            format!("{} {}", entity.name, values.collect::<Vec<_>>().join(" "))
        });
        out.extend(said);
    }
    out.sort();
    out
}

/// A report; of the problems not the sentences, which name the place of somebody who is written
/// already and cannot name that of somebody who is not.
fn words(report: &ImportReport) -> impl PartialEq + std::fmt::Debug + use<> {
    let mut problems: Vec<_> =
        report.masalah.iter().map(|found| (found.baris, found.kolom.clone(), found.kode.clone())).collect();
    problems.sort();
    (
        vec![report.baris, report.baru, report.berubah, report.sama, report.ditolak],
        problems,
        report.dilewati.iter().map(|row| row.baris).collect::<Vec<usize>>(),
        report.batch.is_some(),
    )
}

/// Takes a list in both ways; true where the long way was open to it.
fn same_both_ways(text: &str, wish: impl Fn(&mut ImportJob)) -> bool {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("daftar.csv");
    std::fs::write(&path, text).expect("written");
    let mut job = ImportJob { file: path.display().to_string(), kind: "kader".into(), ..ImportJob::default() };
    wish(&mut job);
    let (mut short, mut long) = (store(folder.path()), store(folder.path()));
    let before = content(&mut long);
    let columns = flat::columns(&KADER);
    let headings = Headings::new(&columns, &job.mapping).expect("no wishes");
    let asked = Wish { entity: &KADER, columns: &columns, headings: &headings, job: &job, lang: Lang::Id, cut: TINY };
    let mut tell = |_| ControlFlow::Continue(());
    let Some(taken) = run(&mut long, &asked, &mut Steps::new(&mut tell)).expect("no trouble") else {
        assert_eq!(content(&mut long), before, "what goes the short way changed nothing");
        return false;
    };
    let plain = apply::run(&mut short, &KADER, &job, Lang::Id).expect("no trouble").remove(0);
    assert_eq!(words(&taken.report), words(&plain.report), "{text}");
    assert_eq!(content(&mut long), content(&mut short), "{text}");
    for name in ["ani", "mawar", "siti", "kader"] {
        let found = |store: &mut Store| {
            let query = Query { search: name.to_owned(), ..Query::all(&KADER) };
            let mut names = Vec::new();
            store
                .walk(&query, &mut |record: Record| {
                    names.push(record.title());
                    Ok(())
                })
                .expect("walked");
            names.sort();
            names
        };
        assert_eq!(found(&mut long), found(&mut short), "search for {name}: {text}");
    }
    if let Some(batch) = taken.report.batch {
        let kept = |store: &Store| store.batches(None, 1).expect("batches").remove(0).count;
        assert_eq!(kept(&long), kept(&short), "the history counts alike");
        let undone = long.undo(crate::request::BatchId(batch)).expect("no trouble");
        let other = short.undo(crate::request::BatchId(plain.report.batch.unwrap_or(batch))).expect("no trouble");
        let is_saved = |outcome: &Outcome| matches!(outcome, Outcome::Saved(_));
        assert_eq!(is_saved(&undone), is_saved(&other), "{undone:?} {other:?}");
        assert_eq!(content(&mut long), content(&mut short), "undone: {text}");
    }
    true
}

const PLAIN: &str = ";Siti Aminah;6203995003850002;10-03-1985;P;Jl. A;Selat Hilir;Mawar 1;Kader;Kesehatan;141/1/2026;12-01-2026;12-01-2026\n\
                     ;Dewi;6203995103850010;11-03-1985;P;;Selat Hulu;Posyandu Mawar I;Kader;Pendidikan;141/1/2026;12-01-2026;12-01-2026\n";

#[test]
fn plain_rows_are_written_at_once_and_give_the_same_file() {
    assert!(same_both_ways(&format!("{HEAD}\n{PLAIN}"), |_| {}));
    assert!(same_both_ways(&format!("{HEAD}\n{PLAIN}"), |job| job.dry_run = true));
}

#[test]
fn rows_that_need_a_question_wait_and_give_the_same_file() {
    for (rows, partial) in [
        // Twice the same person, by NIK and by name; a word that contradicts.
        (format!("{PLAIN}{PLAIN}"), false),
        (format!("{PLAIN};Siti Aminah;;11-04-1986;;;Selat Hilir;Mawar 1;Kader;Kesehatan;;;\n"), true),
        // Somebody the file knows, and a seat that is taken.
        (";Ani Lestari;;;;Jl. Dua;Selat Hilir;Mawar 1;Ketua;;;;\n".to_owned(), false),
        (";Eka;;;;;Selat Hilir;Mawar 1;Ketua;;;;\n".to_owned(), true),
        (";Eka;;;;;Selat Hilir;Mawar 2;Ketua;;;;\n;Fitri;;;;;Selat Hilir;Mawar 2;Ketua;;;;\n".to_owned(), true),
        // A wrong NIK, a desa and a Posyandu that are not there, nobody's name.
        (format!("{PLAIN};Gita;62039950038;;;;Selat Hilir;Mawar 1;Kader;;;;\n"), true),
        (format!("{PLAIN};Gita;62039950038;;;;Selat Hilir;Mawar 1;Kader;;;;\n"), false),
        (";Hana;;;;;Antah;Mawar 1;Kader;;;;\n;Ira;;;;;Selat Hilir;Anggrek;Kader;;;;\n;;;;;;Selat Hilir;Mawar 1;;;;;\n".to_owned(), true),
        // An SK that is new, one whose day differs.
        (";Jati;;;;;Selat Hilir;Mawar 1;Kader;;141/9/2026;1-2-2026;\n;Kania;;;;;Selat Hilir;Mawar 1;Kader;;141/1/2026;1-2-2026;\n".to_owned(), false),
    ] {
        assert!(same_both_ways(&format!("{HEAD}\n{ANI}{rows}"), |job| job.partial = partial), "{rows}");
    }
}

#[test]
fn a_posyandu_that_a_waiting_row_makes_is_there_for_the_rows_behind_it() {
    let rows = ";Lina;;;;;Selat Hilir;Kenanga;Ketua;;;;\n;Maya;;;;;Selat Hilir;Kenanga;Kader;;;;\n;Nia;;;;;Selat Hilir;Kenanga;Ketua;;;;\n";
    assert!(same_both_ways(&format!("{HEAD}\n{PLAIN}{rows}"), |job| (job.create_posyandu, job.partial) = (true, true)));
}

#[test]
fn rows_that_are_no_data_are_skipped_alike() {
    let rows = format!("{PLAIN}{PLAIN}\n{HEAD}\n{PLAIN};Jumlah;;;;;;;;;;;\n");
    assert!(same_both_ways(&format!("{HEAD}\n{rows}"), |_| {}));
}

#[test]
fn a_list_that_has_to_be_looked_at_whole_goes_the_short_way() {
    // A Posyandu written once for its block.
    let rows = ";Siti;;;;;Selat Hilir;Mawar 1;Kader;;;;\n;Dewi;;;;;Selat Hilir;;Kader;;;;\n";
    assert!(!same_both_ways(&format!("{HEAD}\n{rows}"), |_| {}));
    assert!(!same_both_ways("No;Nama;Kecamatan;Desa;Posyandu\n1;Siti;Selat;Selat Hilir;Mawar 1\n", |_| {}));
    assert!(!same_both_ways(&format!("{HEAD}\n{PLAIN}"), |job| job.sheet = Some("Sheet1".into())));
}

#[test]
fn rows_cut_anywhere_are_read_alike() {
    let quoted =
        format!("{HEAD}\n{PLAIN};\"Oki \"\"Ok\"\"; S.Pd\";;;;\"Jl.\nDua\";Selat Hilir;Mawar 1;Kader;;;;\r\n\n{PLAIN}");
    assert!(same_both_ways(&quoted, |_| {}));
    assert!(same_both_ways(&format!("\u{feff}{quoted}"), |_| {}));
}

fn cell(of: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(of)
}

// Every row fills what it may be asked about: a row that adds to a person whom an earlier row of the
// same list made is judged by itself in a long list, and together with that row in a short one.
prop_compose! {
    fn row()(
        nama in cell(&["Ani Lestari", "ANI LESTARI", "Budi", "Citra", "Siti", "Dewi, S.Pd", "Eka", "Fitri", ""]),
        nik in cell(&["", "", "", "6203994503850001", "6203995003850002", "6203995103850010", "620399", "6203991003850003"]),
        lahir in cell(&["10-03-1985", "10-03-1985", "11-03-1985", "Kapuas, 11-03-1985", "31-02-1990"]),
        kelamin in cell(&["P", "L", "Perempuan"]),
        desa in cell(&["Selat Hilir", "Selat Hilir", "Selat Hulu", "SELAT HILIRR", "Antah"]),
        posyandu in cell(&["Mawar 1", "Mawar I", "MAWAR 2", "Mawar 2 (Sari)", "Kenanga"]),
        uid in cell(&["", "", "", "018cc254-2c2f-7412-bf90-cdcfdb30bd1c", "018cc255-1032-779a-ba2e-c107ab97e2d2"]),
        (jabatan, bidang) in cell(&["Kader;Kesehatan", "Kader;Pendidikan", "Ketua;", "Sekretaris;", "Kader Kesehatan;"]).prop_map(|both| {
            both.split_once(';').unwrap_or_default()
        }),
        sk in cell(&["141/1/2026;12-01-2026", "141/2/2026;13-01-2026", "141/1/2026;"]),
        mulai in cell(&["12-01-2026", "01-01-2020"]),
    ) -> String {
        // Who carries an identity carries its own NIK: a later row cannot add it to an earlier one.
        // Nor does a row without a name carry a NIK: it would add its post to whoever had it before.
        let nik = match uid {
            "" if nama.is_empty() => "",
            "" => nik,
            "018cc254-2c2f-7412-bf90-cdcfdb30bd1c" => "6203991503850007",
            _ => "6203991503850008",
        };
        format!("{uid};{nama};{nik};{lahir};{kelamin};;{desa};{posyandu};{jabatan};{bidang};{sk};{mulai}\n")
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_list_gives_the_same_file_both_ways(
        rows in prop::collection::vec(row(), 1..14),
        partial in any::<bool>(),
        create in any::<bool>(),
        dry in prop::bool::weighted(0.2),
        reason in prop::option::of(Just("uji".to_owned())),
    ) {
        // Two plain rows in one place, so that gaps and misses never mean a block.
        let text = format!("{HEAD}\n{ANI}{PLAIN}{}", rows.concat());
        same_both_ways(&text, |job| {
            (job.partial, job.create_posyandu, job.dry_run) = (partial, create, dry);
            job.reason.clone_from(&reason);
        });
    }
}

#[test]
fn a_long_list_that_was_cut_off_leaves_the_file_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("selat.db");
    let opening = Opening::by("uji").without_copies();
    let mut first = Store::create(&file, &opening).expect("a file");
    buat::begin(&mut first, "62.03.01").expect("a kecamatan");
    let job = ImportJob { file: "x.csv".into(), ..ImportJob::default() };
    first.begin_long(&apply::batch_head(&job), 100, Keep::All).expect("begun");
    let (mut person, mut post) = (Record::new(&KADER, RecordId(-1)), Record::new(&PENUGASAN, RecordId(-2)));
    person.set("nama", "Siti");
    post.set("kader", Value::link(RecordId(-1), ""));
    post.set("jabatan", "kader");
    assert_eq!(first.put_new(&mut person, &mut post, &Value::Empty).expect("no trouble"), None, "no Posyandu");
    // As where the program dies: nobody says that it is to be kept.
    drop(first);
    let mut again = Store::open(&file, &opening).expect("whole");
    assert!(again.batches(None, 9).expect("batches").iter().all(|batch| batch.act != Act::Import));
    let page = again.page(&Query { sort: "nik", ..Query::all(&KADER) }, Seek::First, 9).expect("its indexes are there");
    assert!(page.rows.is_empty());
}
