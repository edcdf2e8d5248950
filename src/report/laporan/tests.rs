//! Every report, from the made-up kecamatan and from a file made by hand.
//!
//! With `PEMBINA_TULIS_LAPORAN=FOLDER` the reports are written there as text, to be looked at.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::*;
use crate::base::date::Date;
use crate::base::id::RecordId;
use crate::entity::{
    DESA, Entity, KADER, KECAMATAN, NASKAH, PEJABAT, PENUGASAN, POSYANDU, RENCANA, Record, SK, SURAT, Value,
};
use crate::report::document::{Block, RowKind, Table};
use crate::report::list::{self, Export};
use crate::report::print::txt;
use crate::report::writers::csv::Comma;
use crate::report::writers::{Cell, Nature};
use crate::request::plan;
use crate::request::{Act, Batch, Change, ExportJob, Format, Need, Query, Seek};
use crate::service::contoh::{self, Sample};
use crate::store::{Clock, Opening, Outcome};

fn sample(kecamatan: usize) -> Store {
    let sample = Sample::of(kecamatan, 7);
    let mut store = Store::memory(&sample.opening("uji")).unwrap();
    contoh::fill(&mut store, &sample).unwrap();
    store.turn_clock(Clock::Fixed(sample.moment()));
    store
}

/// What is asked of a report; of a letter or Posyandu the first that fits.
fn asked(store: &mut Store, report: &Report) -> ReportAsk {
    let mut ask = ReportAsk { name: report.info.name.to_owned(), ..ReportAsk::default() };
    for need in report.info.needs {
        if let Need::Record(entity) = need {
            let kind = match report.info.name {
                "surat-pengantar" => "pengantar",
                other => other,
            };
            let rows = store.page(&Query::all(entity), Seek::First, 500).unwrap().rows;
            let fits = |record: &&Record| *entity != &SURAT || record.text("jenis") == kind;
            ask.record = rows.iter().find(fits).map(|record| record.id);
        }
    }
    ask
}

fn all(store: &mut Store) -> Vec<Document> {
    REPORTS
        .iter()
        .map(|report| {
            let ask = asked(store, report);
            build(store, &ask).unwrap_or_else(|trouble| panic!("{}: {trouble:?}", report.info.name))
        })
        .collect()
}

/// Every cell of a kind of row, as the sum of its column.
fn check_sums(name: &str, table: &Table) {
    let (mut since, mut whole) = (HashMap::new(), HashMap::new());
    for row in &table.rows {
        match row.kind {
            RowKind::Group => {
                assert_eq!(row.cells.len(), 1, "{name}");
                since.clear();
                continue;
            }
            _ => assert_eq!(row.cells.len(), table.columns.len(), "{name}: {row:?}"),
        }
        for (at, cell) in row.cells.iter().enumerate().skip(1) {
            let Cell::Number(n) = cell else { continue };
            let counts = table.columns[at].nature == Nature::Number;
            match row.kind {
                RowKind::Plain => {
                    *since.entry(at).or_insert(0) += n;
                    *whole.entry(at).or_insert(0) += n;
                }
                RowKind::Subtotal => {
                    assert!(counts && since.get(&at).copied().unwrap_or(0) == *n, "{name} {at} {row:?}");
                }
                RowKind::Total => assert!(counts && whole.get(&at).copied().unwrap_or(0) == *n, "{name} {at} {row:?}"),
                RowKind::Group | RowKind::Note => {}
            }
        }
    }
}

fn total(document: &Document) -> Vec<Cell> {
    let table = document.tables().next().unwrap();
    table.rows.iter().find(|row| row.kind == RowKind::Total).unwrap().cells.clone()
}

fn number(cell: &Cell) -> i64 {
    match cell {
        Cell::Number(n) => *n,
        other => panic!("{other:?}"),
    }
}

pub(super) fn text_of(document: &Document, columns: u16) -> String {
    String::from_utf8(txt::print(document, Some(columns))).unwrap()
}

#[test]
fn every_report_is_made_and_every_sum_is_that_of_the_rows_above_it() {
    let mut store = sample(1);
    let folder = std::env::var_os("PEMBINA_TULIS_LAPORAN");
    let mut times = String::new();
    for document in all(&mut store) {
        assert!(!document.blocks.is_empty() && !document.title.is_empty());
        for table in document.tables() {
            check_sums(&document.name, table);
            for head in table.head_rows() {
                assert!(head.iter().all(|cell| cell.across > 0 && cell.down > 0), "{}", document.name);
            }
        }
        assert!((2..=7).contains(&document.message.len()), "{}: {:?}", document.name, document.message);
        let kept: Document = serde_json::from_str(&serde_json::to_string(&document).unwrap()).unwrap();
        assert_eq!(kept, document, "it is kept as JSON");
        if let Some(folder) = &folder {
            // Also how long each takes.
            let ask = asked(&mut store, by_name(&document.name).unwrap());
            let begun = std::time::Instant::now();
            build(&mut store, &ask).unwrap();
            times.push_str(&format!("{} {:?}\n", document.name, begun.elapsed()));
            let wide = if document.page.landscape { 132 } else { 80 };
            let path = std::path::Path::new(folder).join(format!("{}.txt", document.name));
            std::fs::write(path, format!("{}\n{}", text_of(&document, wide), document.message.join("\n"))).unwrap();
        }
    }
    let Some(folder) = folder else { return };
    let mut many = sample(100);
    for name in ["posyandu-desa", "kader-desa", "kader-bidang", "profil-kecamatan", "sk-habis", "roster"] {
        let begun = std::time::Instant::now();
        build(&mut many, &ask(name)).unwrap();
        times.push_str(&format!("100 kecamatan: {name} {:?}\n", begun.elapsed()));
    }
    std::fs::write(std::path::Path::new(&folder).join("waktu.txt"), times).unwrap();
}

#[test]
fn names_of_reports_are_unique_and_say_what_they_need() {
    let names: std::collections::BTreeSet<&str> = REPORTS.iter().map(|report| report.info.name).collect();
    assert_eq!(names.len(), REPORTS.len());
    let mut store = sample(1);
    for report in REPORTS.iter().filter(|report| report.info.needs.iter().any(|need| matches!(need, Need::Record(_)))) {
        let ask = ReportAsk { name: report.info.name.to_owned(), ..ReportAsk::default() };
        assert_eq!(build(&mut store, &ask).unwrap_err().code, "LAPORAN-BUTUH-CATATAN", "{}", report.info.name);
    }
    let ask = ReportAsk { name: "undangan".into(), ..asked(&mut store, &surat_sk_tim::REPORT) };
    assert_eq!(build(&mut store, &ask).unwrap_err().code, "SURAT-LAIN-JENIS");
    let ask = ReportAsk { name: "rencana-matriks".into(), year: Some(1999), ..ReportAsk::default() };
    assert_eq!(build(&mut store, &ask).unwrap_err().code, "RENCANA-TIDAK-ADA");
}

/// Sixteen digits in a row, or a phone number of the sample, however they are parted.
fn tells_of_a_person(said: &str) -> bool {
    let mut run = String::new();
    for c in said.chars().chain(['x']) {
        match c {
            '0'..='9' => run.push(c),
            ' ' | '-' => {}
            _ => {
                if run.contains("620399") && run.len() >= 16 || run.contains("0801") && run.len() >= 10 {
                    return true;
                }
                run.clear();
            }
        }
    }
    false
}

#[test]
fn no_report_names_a_nik_or_phone_without_a_reason_and_one_with_a_reason_does() {
    let mut store = sample(1);
    for document in all(&mut store) {
        for block in &document.blocks {
            let Block::Table(table) = block else { continue };
            for row in &table.rows {
                for cell in &row.cells {
                    let Cell::Text(said) = cell else { continue };
                    assert!(!tells_of_a_person(said), "{}: {said}", document.name);
                }
            }
        }
        assert!(!document.message.iter().any(|line| tells_of_a_person(line)), "{}", document.name);
        let plain = text_of(&document, 200);
        assert!(!plain.split('\n').any(|line| line.contains("0801555")), "{}", document.name);
    }
    let ask = ReportAsk { name: "roster".into(), personal: Some("verval".into()), ..ReportAsk::default() };
    let document = build(&mut store, &ask).unwrap();
    let said = serde_json::to_string(&document.blocks).unwrap().replace(' ', "");
    assert!(said.contains("620399") && document.footer.starts_with("RAHASIA"));
    assert!(!document.message.iter().any(|line| tells_of_a_person(line)));
    let blank = ReportAsk { personal: Some("  ".into()), ..ask };
    let document = build(&mut store, &blank).unwrap();
    assert_eq!(document.tables().next().unwrap().columns.len(), 10, "a blank is no reason");
}

fn exported(store: &mut Store, entity: &'static Entity) -> Vec<serde_json::Value> {
    let job = ExportJob { query: Query::all(entity), columns: None, format: Format::Json, path: None, personal: None };
    let mut out = Vec::new();
    let mut go_on = |_| ControlFlow::Continue(());
    let mut how = Export { job: &job, comma: Comma::Semicolon, progress: &mut go_on };
    list::write(store, &mut how, &mut out, None).unwrap();
    serde_json::from_slice(&out).unwrap()
}

#[test]
fn recaps_count_what_the_export_lists() {
    let mut store = sample(1);
    let documents = all(&mut store);
    let named = |name: &str| documents.iter().find(|document| document.name == name).unwrap();
    let houses = exported(&mut store, &POSYANDU);
    let shown = |row: &&serde_json::Value| {
        !["tutup", "bergabung", "salah catat"].contains(&row["status"].as_str().unwrap_or(""))
    };
    let houses: Vec<_> = houses.iter().filter(shown).collect();
    let count = |of: &dyn Fn(&serde_json::Value) -> bool| houses.iter().filter(|row| of(row)).count() as i64;
    let sums = total(named("posyandu-desa"));
    assert_eq!(number(&sums[2]), houses.len() as i64);
    assert_eq!(number(&sums[3]), count(&|row| row["status"] == "aktif"));
    assert_eq!(number(&sums[10]), count(&|row| !row["nomor_registrasi"].is_null()));

    let today = crate::base::date::iso(store.today());
    let rows = exported(&mut store, &KADER);
    let day = |row: &serde_json::Value, name: &str| row[name].as_str().map(str::to_owned);
    let serves = |row: &&serde_json::Value| {
        !row["jabatan"].is_null()
            && row["alasan_berhenti"] != "Salah catat"
            && day(row, "mulai").is_none_or(|from| from <= today)
            && day(row, "selesai").is_none_or(|until| until >= today)
    };
    let serving: Vec<_> = rows.iter().filter(serves).collect();
    let people: HashMap<&str, &str> =
        serving.iter().map(|row| (row["uid"].as_str().unwrap(), row["jenis_kelamin"].as_str().unwrap_or(""))).collect();
    let sums = total(named("kader-desa"));
    assert_eq!(number(&sums[3]), people.len() as i64, "serving");
    assert_eq!(number(&sums[5]), people.values().filter(|sex| **sex == "L").count() as i64);
    assert_eq!(number(&sums[6]), people.values().filter(|sex| **sex == "P").count() as i64);
    assert_eq!(number(&sums[7]) + number(&sums[8]), people.len() as i64);
    let roster = named("roster").tables().next().unwrap();
    assert_eq!(roster.rows.iter().filter(|row| row.kind == RowKind::Plain).count(), serving.len());
    assert_eq!(number(&total(named("kader-bidang"))[4]), people.len() as i64);
}

#[test]
fn a_plan_adds_up_to_the_last_rupiah_and_its_total_stands_in_words() {
    let mut store = sample(1);
    let documents = all(&mut store);
    let id = store.plans().unwrap().iter().find(|plan| plan.get("tahun").as_int() == Some(2026)).unwrap().id;
    let whole = plan::total(&store.plan(id).unwrap().unwrap().lines);
    assert!(whole.proposed > 0 && whole.spent > 0);
    for (name, at) in [("rencana-matriks", 11), ("rencana-tindak", 3)] {
        let document = documents.iter().find(|document| document.name == name).unwrap();
        assert_eq!(i128::from(number(&total(document)[at])), whole.proposed, "{name}");
        let words = crate::base::money::in_full(i64::try_from(whole.proposed).unwrap());
        let flat = text_of(document, 200);
        assert!(flat.contains(&words), "{name}: {words}");
    }
    let source = documents.iter().find(|document| document.name == "rencana-sumber").unwrap();
    let sums = total(source);
    assert_eq!(i128::from(number(&sums[sums.len() - 2])), whole.proposed);
    let follow = documents.iter().find(|document| document.name == "rencana-tindak").unwrap();
    for table in follow.tables() {
        let last = table.rows.last().unwrap();
        let sums: Vec<i64> = last
            .cells
            .iter()
            .skip(3)
            .filter_map(|cell| match cell {
                Cell::Number(n) => Some(*n),
                _ => None,
            })
            .collect();
        assert_eq!(sums, [whole.proposed, whole.accepted, whole.spent].map(|sum| i64::try_from(sum).unwrap()));
    }
}

// ---- a file made by hand --------------------------------------------------------------------

pub(super) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(super) fn put(store: &mut Store, record: Record) -> RecordId {
    let entity = record.entity;
    let batch = Batch {
        act: Act::Add,
        subject: String::new(),
        origin: "uji".into(),
        changes: vec![Change::Put(Record { id: RecordId(-1), ..record })],
        reason: Some("uji".into()),
    };
    match store.save(&batch).unwrap() {
        Outcome::Saved(saved) => saved.records.iter().find(|(of, _, _)| *of == entity).unwrap().1,
        other => panic!("{other:?}"),
    }
}

pub(super) fn new(entity: &'static Entity) -> Record {
    Record::new(entity, RecordId(-1))
}

pub(super) const HOSTILE: &str = "=1+1 <b>#let x</b> & \"Melati\"";

/// One kecamatan, two desa; in the first three Posyandu, one of them closed, in the second none.
/// Siti is ketua since 2020, Ani kader since 2024, Budi was kader until 2023.
pub(super) fn by_hand() -> (Store, RecordId, RecordId) {
    let sample = Sample::of(1, 1);
    let mut store = Store::memory(&Opening::by("uji").without_copies().at(Clock::Fixed(sample.moment()))).unwrap();
    let office = new(&KECAMATAN).with("kode", "62.03.99").with("nama", "Contoh").with("kabupaten", "Kabupaten Contoh");
    let office = office.with("provinsi", "Provinsi Contoh").with("camat", "Drs. Contoh").with("zona", "WITA");
    let office = put(&mut store, office.with("camat_jabatan", "Plt. Camat"));
    let desa = |code: &str, name: &str, kind: &str| {
        new(&DESA).with("kode", code).with("nama", name).with("jenis", kind).with("kecamatan", Value::link(office, ""))
    };
    let first = put(&mut store, desa("62.03.99.2001", "Satu", "desa"));
    put(&mut store, desa("62.03.99.1001", "Dua", "kelurahan"));
    let house = |name: &str, status: &str| {
        new(&POSYANDU).with("nama", name).with("desa", Value::link(first, "")).with("status", status)
    };
    let melati = house(HOSTILE, "aktif").with("strata", "madya").with("tanggal_berdiri", day("2010-01-01"));
    let melati = melati.with("nomor_registrasi", "62.03.99.2001.001").with("tanggal_registrasi", day("2025-06-01"));
    let melati = put(&mut store, melati);
    put(&mut store, house("Mawar", "persiapan").with("tanggal_berdiri", day("2024-05-01")));
    put(&mut store, house("Lama", "tutup"));
    let sk = new(&SK).with("nomor", "1/2022").with("jenis", "sk-pengurus").with("tanggal", day("2022-01-10"));
    let sk = sk.with("desa", Value::link(first, "")).with("berlaku_mulai", day("2022-01-10"));
    let sk = put(&mut store, sk.with("berlaku_sampai", day("2027-01-09")));
    for (name, sex, jabatan, bidang, from, until) in [
        ("Siti", "P", "ketua", "", "2020-01-01", ""),
        ("Ani", "P", "kader", "kesehatan", "2024-01-01", "2027-01-31"),
        ("Budi", "L", "kader", "sosial", "2021-01-01", "2023-12-31"),
    ] {
        let who = put(&mut store, new(&KADER).with("nama", name).with("jenis_kelamin", sex));
        let post = new(&PENUGASAN).with("kader", Value::link(who, "")).with("posyandu", Value::link(melati, ""));
        let post = post.with("jabatan", jabatan).with("bidang", bidang).with("mulai", day(from));
        let post = post.with("sk", Value::link(sk, ""));
        put(&mut store, if until.is_empty() { post } else { post.with("selesai", day(until)) });
    }
    (store, first, melati)
}

pub(super) fn ask(name: &str) -> ReportAsk {
    ReportAsk { name: name.to_owned(), ..ReportAsk::default() }
}

/// The rows of the first table as words, a dot for an empty cell.
pub(super) fn rows(document: &Document) -> Vec<String> {
    let table = document.tables().next().unwrap();
    let shown = |row: &crate::report::document::Row| {
        let cells = row.cells.iter().zip(&table.columns).map(|(cell, column)| {
            let said = match (cell, column.nature) {
                (Cell::Number(n), Nature::Percent) => format!("{},{} %", n / 10, n % 10),
                (Cell::Number(n), _) => crate::base::money::show(*n),
                (Cell::Date(day), _) => crate::base::date::show(*day),
                (Cell::Text(said), _) => said.clone(),
                _ => String::new(),
            };
            if said.is_empty() { ".".to_owned() } else { said }
        });
        cells.collect::<Vec<_>>().join("|")
    };
    table.rows.iter().map(shown).collect()
}

#[test]
fn posyandu_are_counted_as_by_hand_now_and_as_of_an_earlier_day() {
    let (mut store, first, _) = by_hand();
    let now = build(&mut store, &ask("posyandu-desa")).unwrap();
    assert_eq!(
        rows(&now),
        [
            "1|Dua|0|0|0|0|0|0|0|0|0|0",
            "2|Satu|2|1|0|1|0|0|1|0|1|1",
            ".|Jumlah|2|1|0|1|0|0|1|0|1|1",
            ".|Persentase|.|50,0 %|0,0 %|50,0 %|0,0 %|0,0 %|50,0 %|0,0 %|50,0 %|50,0 %",
        ]
    );
    assert!(now.footer.starts_with("Keadaan per 22-11-2026 \u{b7} Kecamatan Contoh"), "{}", now.footer);
    // Mawar was not founded, Melati not registered, and the SK not yet written.
    let then = ReportAsk { as_of: Some(day("2021-12-31")), ..ask("posyandu-desa") };
    let then = build(&mut store, &then).unwrap();
    assert_eq!(rows(&then)[1], "2|Satu|1|1|0|1|0|0|0|0|0|0");
    let one = build(&mut store, &ReportAsk { desa: Some(first), ..ask("posyandu-desa") }).unwrap();
    assert_eq!(rows(&one)[1], ".|Jumlah|2|1|0|1|0|0|1|0|1|1");
    assert!(matches!(&one.blocks[0], Block::Title(lines) if lines[1] == "DESA SATU" && lines[2] == "KECAMATAN CONTOH"));
}

#[test]
fn kader_are_counted_as_by_hand_and_a_share_of_nobody_is_a_dash() {
    let (mut store, ..) = by_hand();
    let now = build(&mut store, &ask("kader-desa")).unwrap();
    assert_eq!(
        rows(&now),
        [
            "1|Dua|0|0|-|0|0|0|0|0|0|0|0|0|0|0",
            "2|Satu|3|2|66,7 %|0|2|1|1|0|1|0|0|0|0|1",
            ".|Jumlah|3|2|66,7 %|0|2|1|1|0|1|0|0|0|0|1",
        ]
    );
    let then = build(&mut store, &ReportAsk { as_of: Some(day("2023-06-01")), ..ask("kader-desa") }).unwrap();
    assert_eq!(rows(&then)[1], "2|Satu|2|2|100,0 %|1|1|1|1|0|0|0|0|0|1|1", "Budi served, Ani did not yet");
    let roster = build(&mut store, &ask("roster")).unwrap();
    assert_eq!(rows(&roster)[1], "1|Siti|P|.|Ketua Posyandu|.|1/2022|01-01-2020|.|.");
    assert_eq!(rows(&roster)[2], "2|Ani|P|.|Kader|Kesehatan|1/2022|01-01-2024|31-01-2027|.");
    assert_eq!(rows(&roster).len(), 4);
}

#[test]
fn what_ends_within_the_days_of_the_setting_is_listed() {
    let (mut store, ..) = by_hand();
    let document = build(&mut store, &ask("sk-habis")).unwrap();
    let said = text_of(&document, 120);
    assert!(
        said.contains("1/2022") && said.contains("09-01-2027") && said.contains("Ani") && said.contains("31-01-2027")
    );
    assert!(!said.contains("Budi"), "his post ended long ago");
    let early = ReportAsk { as_of: Some(day("2026-01-01")), ..ask("sk-habis") };
    let said = text_of(&build(&mut store, &early).unwrap(), 120);
    assert!(said.contains("Tidak ada") && !said.contains("1/2022"));
}

#[test]
fn a_hostile_name_stays_as_it_was_typed() {
    let (mut store, _, melati) = by_hand();
    let document = build(&mut store, &ReportAsk { record: Some(melati), ..ask("profil-posyandu") }).unwrap();
    let named = |facts: &[(String, String)]| facts.iter().any(|(_, said)| said == HOSTILE);
    assert!(document.blocks.iter().any(|block| matches!(block, Block::Facts(facts) if named(facts))));
    assert!(document.message[0].contains(HOSTILE));
    let roster = build(&mut store, &ask("roster")).unwrap();
    let group = &roster.tables().next().unwrap().rows[0];
    assert_eq!(group.cells, [Cell::Text(format!("Posyandu {HOSTILE}, Desa Satu (2 jabatan)"))]);
}

#[test]
fn who_signs_stands_as_letters_have_it() {
    let (mut store, ..) = by_hand();
    let mut signer = |name: &str, office: &str, way: &str, nip: &str| {
        let row = new(&PEJABAT).with("nama", name).with("jabatan_dinas", office).with("cara", way);
        put(&mut store, row.with("nip", nip).with("aktif", 1).with("urutan", 10))
    };
    let ids = [
        signer("Sekcam", "Sekretaris Kecamatan", "an", "19700101 199503 1 001"),
        signer("Kasi", "Kepala Seksi PMD", "ub", ""),
        signer("Lurah", "Camat Contoh", "plh", ""),
    ];
    let of = |document: &Document| {
        let found = document.blocks.iter().find_map(|block| match block {
            Block::Signatures(signed) => Some(signed.clone()),
            _ => None,
        });
        found.unwrap()
    };
    let all = of(&build(&mut store, &ReportAsk { signers: ids.to_vec(), ..ask("posyandu-desa") }).unwrap());
    assert_eq!(all[0].office, ["a.n. CAMAT CONTOH", "Sekretaris Kecamatan,"]);
    assert_eq!(all[0].above, ["Mengetahui,"]);
    assert_eq!(all[1].office, ["a.n. CAMAT CONTOH", "Sekretaris Kecamatan", "u.b.", "Kepala Seksi PMD,"]);
    assert_eq!((all[0].nip.as_str(), all[1].nip.as_str()), ("19700101 199503 1 001", ""));
    assert_eq!(all[2].office, ["Plh. CAMAT CONTOH,"]);
    assert_eq!(all[2].above, ["Contoh, 22 November 2026"]);
    let camat = of(&build(&mut store, &ask("posyandu-desa")).unwrap());
    assert_eq!(
        (camat[0].office.as_slice(), camat[0].name.as_str()),
        (&["Plt. CAMAT CONTOH,".to_owned()][..], "Drs. Contoh")
    );
}

#[test]
fn an_invitation_names_day_hour_with_zone_and_leaves_the_number_to_the_pen() {
    let (mut store, ..) = by_hand();
    let letter = new(&SURAT).with("jenis", "undangan").with("tanggal", day("2025-10-20")).with("perihal", "Rapat");
    let letter =
        letter.with("nomor", "445.8/   /Kec/2025").with("tanggal_acara", day("2025-10-29")).with("pukul", "09:00");
    let letter = letter.with("kepada", "Kepala Desa Satu\nLurah Dua").with("tembusan", "Bupati Contoh");
    let id = put(&mut store, letter);
    let document = build(&mut store, &ReportAsk { record: Some(id), ..ask("undangan") }).unwrap();
    let said = text_of(&document, 80);
    for wanted in [
        "Contoh, 20 Oktober 2025",
        "445.8/........../Kec/2025",
        "Rabu, 29 Oktober 2025",
        "09.00 WITA",
        "Yth.",
        "Bupati Contoh",
        "Plt. CAMAT CONTOH,",
    ] {
        assert!(said.contains(wanted), "{wanted} in\n{said}");
    }
}

#[test]
fn an_empty_file_and_a_plan_without_lines_make_reports_too() {
    let mut store = Store::memory(&Opening::by("uji").without_copies()).unwrap();
    for report in REPORTS.iter().filter(|report| !report.info.name.starts_with("rencana")) {
        if !report.info.needs.iter().any(|need| matches!(need, Need::Record(_))) {
            build(&mut store, &ask(report.info.name))
                .unwrap_or_else(|trouble| panic!("{}: {trouble:?}", report.info.name));
        }
    }
    put(
        &mut store,
        new(&NASKAH)
            .with("nama", "Kosong")
            .with("tahun", 2026)
            .with("tingkat", "kecamatan")
            .with("keadaan", "rancangan"),
    );
    for name in ["rencana-matriks", "rencana-sumber", "rencana-tindak"] {
        let document = build(&mut store, &ReportAsk { year: Some(2026), ..ask(name) }).unwrap();
        document.tables().for_each(|table| check_sums(name, table));
    }
    assert_eq!(build(&mut store, &ask("rencana-versi")).unwrap_err().code, "VERSI-BELUM-ADA");
}

#[test]
fn a_dropped_line_is_named_below_the_matrix_and_counted_nowhere() {
    let (mut store, ..) = by_hand();
    let plan =
        new(&NASKAH).with("nama", "R").with("tahun", 2026).with("tingkat", "kecamatan").with("keadaan", "rancangan");
    let plan = put(&mut store, plan);
    for (name, status, volume, price) in [("Rakor", "usulan", 4, 1_000_000), ("Lomba", "batal", 1, 5_000_000)] {
        let line = new(&RENCANA).with("naskah", Value::link(plan, "")).with("bidang", "umum").with("kegiatan", name);
        let line = line
            .with("status", status)
            .with("volume", volume)
            .with("harga_satuan", price)
            .with("bulan", 0b1000_0000_0010);
        put(&mut store, line.with("jumlah", volume * price).with("sumber_dana", "dd"));
    }
    let document = build(&mut store, &ask("rencana-matriks")).unwrap();
    let table = rows(&document);
    assert_eq!(table[0], "A. Kelembagaan/Umum");
    assert_eq!(table[1], "1|Rakor|.|Kecamatan|V|.|.|V|4|.|1.000.000|4.000.000|DD|.");
    assert_eq!(table.last().unwrap(), ".|Jumlah seluruhnya|.|.|.|.|.|.|.|.|.|4.000.000|.|.");
    let said = text_of(&document, 132);
    assert!(said.contains("Rp4.000.000,00 (empat juta rupiah)"), "{said}");
    assert!(said.contains("Dibatalkan dan tidak dihitung: Lomba."), "{said}");
}

#[test]
fn a_file_of_many_kecamatan_says_so_and_its_parts_add_up() {
    let mut store = sample(3);
    for name in ["posyandu-desa", "kader-desa", "kader-bidang", "roster", "sk-habis", "profil-kecamatan"] {
        let document = build(&mut store, &ask(name)).unwrap();
        assert!(document.kop.is_none(), "{name}");
        assert!(
            matches!(&document.blocks[0], Block::Title(lines) if lines.iter().any(|line| line.contains("3 KECAMATAN"))),
            "{name}"
        );
        document.tables().for_each(|table| check_sums(name, table));
    }
    let document = build(&mut store, &ask("profil-kecamatan")).unwrap();
    assert_eq!(document.tables().next().unwrap().rows.len(), 4);
}

/// The words of a text without blanks and breaks: where lines break is each format's own affair.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{ad}')).collect()
}

/// What a paper must show of a document: every cell of every plain row.
fn cells(document: &Document) -> Vec<(Cell, Nature)> {
    let mut out = Vec::new();
    for table in document.tables() {
        for row in table.rows.iter().filter(|row| row.kind == RowKind::Plain) {
            out.extend(row.cells.iter().cloned().zip(table.columns.iter().map(|column| column.nature)));
        }
    }
    out.retain(|(cell, _)| *cell != Cell::Empty);
    out
}

/// The text of a DOCX, by another reader than the writer.
fn docx_text(bytes: Vec<u8>) -> String {
    use std::io::Read as _;
    let mut file = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    file.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    // Between the tags; what stands in them is not shown.
    let shown: String = xml.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text).collect();
    quick_xml::escape::unescape(&shown).unwrap().into_owned()
}

/// The cells of an XLSX: numbers, and all texts joined.
fn xlsx_cells(bytes: Vec<u8>) -> (Vec<f64>, String) {
    use calamine::{Data, Reader as _};
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let (mut numbers, mut words) = (Vec::new(), String::new());
    for name in book.sheet_names() {
        for cell in book.worksheet_range(&name).unwrap().rows().flatten() {
            match cell {
                Data::Float(number) => numbers.push(*number),
                Data::Int(number) => numbers.push(*number as f64),
                Data::DateTime(_) => {}
                other => words.push_str(&other.to_string()),
            }
        }
    }
    (numbers, words)
}

#[test]
fn every_report_in_every_format_shows_the_documents_numbers_when_another_library_opens_it() {
    use crate::report::print::cell::shown;
    use crate::report::print::{How, print};
    let mut store = sample(1);
    for document in all(&mut store) {
        let name = document.name.as_str();
        let print = |format| print(&document, format, &How::default()).unwrap_or_else(|no| panic!("{name}: {no:?}"));
        let wanted = cells(&document);
        let words = [
            #[cfg(feature = "pdf")]
            ("pdf", {
                let read = lopdf::Document::load_mem(&print(Format::Pdf)).unwrap();
                let numbers: Vec<u32> = read.get_pages().keys().copied().collect();
                bare(&read.extract_text(&numbers).unwrap())
            }),
            ("docx", bare(&docx_text(print(Format::Docx)))),
            ("csv", bare(&String::from_utf8(print(Format::Csv)).unwrap()).replace("\"\"", "\"")),
        ];
        for (cell, nature) in &wanted {
            let cell = bare(&shown(cell, *nature));
            for (format, text) in &words {
                // A program that reads CSV wants the number bare, a person its dots.
                let plain = cell.replace('.', "").trim_end_matches('%').to_owned();
                let there =
                    text.contains(&cell) || *format == "csv" && (text.contains(&plain) || *nature == Nature::Date);
                assert!(there, "{name} as {format} lacks {cell}");
            }
        }
        let (numbers, text) = xlsx_cells(print(Format::Xlsx));
        let text = bare(&text);
        for (cell, nature) in &wanted {
            match (cell, nature) {
                (Cell::Number(n), Nature::Number | Nature::Year) => {
                    assert!(numbers.contains(&(*n as f64)), "{name} as xlsx lacks {n}");
                }
                (Cell::Text(words), _) => assert!(text.contains(&bare(words)), "{name} as xlsx lacks {words}"),
                _ => {}
            }
        }
        assert!(!print(Format::Txt).is_empty());
    }
}
