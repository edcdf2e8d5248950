//! Files that others wrote: outside suites and published office files. Where the folder is absent
//! the test says `skipped`; `PEMBINA_DATA` names another one.

#![expect(clippy::print_stdout, reason = "a skipped test says so")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use pembina::base::wilayah;
use pembina::base::words::Lang;
use pembina::entity::{DESA, ENTITIES, KADER, POSYANDU};
use pembina::intake::{self, read, sheet::Cell};
use pembina::request::{ImportJob, Query, Seek};
use pembina::service::buat;
use pembina::store::{Opening, Store};

/// The folder of shared data, `real` or `suites`.
fn folder(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("PEMBINA_DATA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"),
        |real| PathBuf::from(real).parent().map(Path::to_owned).unwrap_or_default(),
    );
    let folder = root.join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: {} is absent", folder.display());
    None
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.is_file());
    files.sort();
    files
}

fn store(kode: &str) -> Store {
    let mut store = Store::memory(&Opening::by("uji").without_copies()).unwrap();
    buat::begin(&mut store, kode).unwrap();
    store
}

fn job(path: &Path) -> ImportJob {
    ImportJob { file: path.display().to_string(), ..ImportJob::default() }
}

#[test]
fn csv_spectrum_is_read_exactly() {
    let Some(folder) = folder("suites/csv-spectrum") else { return };
    for path in files(&folder.join("csvs")) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let want: Vec<serde_json::Map<String, serde_json::Value>> =
            serde_json::from_slice(&fs::read(folder.join(format!("json/{name}.json"))).unwrap()).unwrap();
        let mut bytes = fs::read(&path).unwrap();
        // Some copies of the suite lost the carriage returns that the file is about.
        if name.ends_with("_crlf") && !bytes.contains(&b'\r') {
            bytes = String::from_utf8(bytes).unwrap().replace('\n', "\r\n").into_bytes();
        }
        let sheet = read::sheets(&bytes, None).unwrap().remove(0);
        let text = |cell: &Cell| match cell {
            Cell::Text(text) => text.clone(),
            other => other.shown(),
        };
        let mut rows = sheet.rows.iter();
        let heads: Vec<String> = rows.next().unwrap().cells.iter().map(text).collect();
        let got: Vec<serde_json::Map<String, serde_json::Value>> = rows
            .map(|row| {
                let cells = heads.iter().enumerate().map(|(at, head)| (head.clone(), text(row.cell(at)).into()));
                cells.collect()
            })
            .collect();
        assert_eq!(got, want, "{name}");
    }
}

#[test]
fn injection_payloads_and_naughty_strings_are_kept_and_go_out_harmless() {
    let Some(folder) = folder("suites") else { return };
    let mut store = store("62.03.01");
    let payloads = fs::read_to_string(folder.join("csv-injection/csv-payload.txt")).unwrap();
    let naughty: Vec<String> = serde_json::from_slice(&fs::read(folder.join("blns/blns.json")).unwrap()).unwrap();
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(["Desa", "Posyandu", "Alamat"]).unwrap();
    let texts = payloads.lines().map(str::to_owned).chain(naughty);
    for (number, text) in texts.enumerate() {
        let short: String = text.chars().take(100).collect();
        out.write_record(["Selat Hilir", &format!("Mawar {}", number + 1), &short]).unwrap();
    }
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.csv");
    fs::write(&path, out.into_inner().unwrap()).unwrap();
    let report = intake::run(&mut store, &POSYANDU, &job(&path), Lang::Id).unwrap().remove(0).report;
    assert_eq!((report.ditolak, report.baru), (0, report.baris), "{:?}", report.masalah);
    let again = intake::run(&mut store, &POSYANDU, &job(&path), Lang::Id).unwrap().remove(0).report;
    assert_eq!((again.sama, again.batch), (again.baris, None), "a second time all is the same");
    let rows = store.page(&Query::all(&POSYANDU), Seek::First, 9_999).unwrap().rows;
    assert!(rows.iter().all(|row| !row.text("alamat").chars().any(char::is_control)));
}

#[test]
fn no_file_of_any_suite_or_office_brings_the_intake_down_and_the_sum_always_holds() {
    let folders = ["real", "suites/frictionless-data", "suites/csv-spectrum/csvs", "suites/blns"];
    let mut count = 0;
    let mut store = store("32.01.01");
    for path in folders.into_iter().filter_map(folder).flat_map(|folder| files(&folder)) {
        for entity in [&POSYANDU, &KADER, &DESA] {
            let wish = ImportJob { dry_run: true, partial: true, create_posyandu: true, ..job(&path) };
            for taken in intake::run(&mut store, entity, &wish, Lang::Id).unwrap() {
                let report = taken.report;
                assert_eq!(report.baris, report.baru + report.berubah + report.sama + report.ditolak, "{path:?}");
                let told: usize = report.dilewati.len() + report.baris;
                assert!(report.ditolak_seluruhnya.is_some() || told > 0, "{path:?}");
                count += 1;
            }
        }
    }
    println!("{count} tables looked at");
}

#[test]
fn every_kind_has_a_title_column_that_its_own_heading_finds() {
    for entity in ENTITIES {
        let columns = pembina::entity::flat::columns(entity);
        let headings = intake::columns::Headings::new(&columns, &[]).unwrap();
        for column in columns.iter().filter(|column| column.use_ != pembina::entity::flat::Use::Out) {
            let found = headings.meaning(&column.name);
            let want = columns.iter().position(|known| known.name == column.name).unwrap();
            assert_eq!(found, Some(intake::columns::Meaning::Column(want, 0)), "{entity:?} {}", column.name);
        }
    }
}

/// The rows of Bogor's list by the kecamatan they say, blank ones as the row above.
fn bogor_by_kecamatan(path: &Path) -> BTreeMap<String, Vec<[String; 4]>> {
    let sheet = read::sheets(&fs::read(path).unwrap(), None).unwrap().remove(0);
    let mut all: BTreeMap<String, Vec<[String; 4]>> = BTreeMap::new();
    let mut last = String::new();
    for row in sheet.rows.iter().filter(|row| row.number > 4) {
        let own: [String; 4] = std::array::from_fn(|at| row.cell(at).shown());
        let [number, kecamatan, ..] = own.clone();
        // A number alone is a line left empty.
        if number.is_empty() || own.iter().filter(|text| !text.is_empty()).count() < 2 {
            continue;
        }
        if !kecamatan.is_empty() {
            last = kecamatan.to_uppercase().replace(' ', "");
        }
        all.entry(last.clone()).or_default().push(own);
    }
    all
}

#[test]
fn of_bogors_list_each_kecamatan_finds_its_desa_and_asks_about_the_doubtful() {
    let Some(folder) = folder("real") else { return };
    let path = folder.join("bogor_posyandu_2023.xlsx");
    let offices: Vec<(String, String)> = wilayah::anak("32.01".parse().unwrap())
        .map(|place| (place.nama.to_uppercase().replace(' ', ""), place.kode.to_string()))
        .collect();
    let (mut numbered, mut landed, mut asked, mut read_as) = (0, 0, BTreeSet::new(), BTreeSet::new());
    let dir = tempfile::tempdir().unwrap();
    let lists = bogor_by_kecamatan(&path);
    assert_eq!(lists.len(), 40, "{:?}", lists.keys());
    for (name, rows) in &lists {
        let kode = offices.iter().find(|(office, _)| office == name).map(|(_, kode)| kode.clone());
        let Some(kode) = kode else { panic!("no kecamatan {name}") };
        let mut out = csv::Writer::from_path(dir.path().join("a.csv")).unwrap();
        out.write_record(["NO", "KECAMATAN", "DESA", "POSYADU"]).unwrap();
        rows.iter().for_each(|row| out.write_record(row).unwrap());
        out.flush().unwrap();
        let wish = ImportJob { dry_run: true, ..job(&dir.path().join("a.csv")) };
        let report = intake::run(&mut store(&kode), &POSYANDU, &wish, Lang::Id).unwrap().remove(0).report;
        numbered += rows.len();
        let lost: BTreeSet<usize> = report
            .masalah
            .iter()
            .filter(|found| ["desa-tidak-dikenal", "desa-rancu", "luar-kecamatan"].contains(&found.kode.as_str()))
            .map(|found| found.baris)
            .collect();
        landed += rows.len() - lost.len();
        for found in report.masalah {
            match found.kode.as_str() {
                "desa-ejaan" => read_as.insert(format!("{name}: {}", found.pesan)),
                "desa-tidak-dikenal" | "desa-rancu" | "luar-kecamatan" => {
                    asked.insert(format!("{name}: {}", found.pesan))
                }
                _ => false,
            };
        }
    }
    println!("{landed} of {numbered} numbered rows land in a desa without help");
    read_as.iter().for_each(|said| println!("  read: {said}"));
    asked.iter().for_each(|said| println!("  asked: {said}"));
    assert!(landed * 100 >= numbered * 99, "{landed} of {numbered}");
    // Judged by hand against the official names: each of these readings is right.
    let readings: Vec<&str> = read_as.iter().filter_map(|said| said.split_once(": ").map(|(_, said)| said)).collect();
    assert_eq!(
        readings,
        [
            "\"CIBENTENG\" dibaca sebagai Cibanteng.",
            "\"CIARUTEN ILIR\" dibaca sebagai Ciaruteun Ilir.",
            "\"CIARUTEN UDIK\" dibaca sebagai Ciaruteun Udik.",
            "\"RANGASJAJAR\" dibaca sebagai Rengasjajar.",
            "\"TEGALEGA\" dibaca sebagai Tegallega.",
            "\"PUTUT NUTUG\" dibaca sebagai Putat Nutug.",
            "\"KELURAHAN KARANG ASAM BARAT\" dibaca sebagai Karang Asem Barat.",
            "\"PANGASINAN\" dibaca sebagai Pengasinan.",
            "\"KLAPANUNGGL\" dibaca sebagai Klapanunggal.",
            "\"CIMULUNG\" dibaca sebagai Cimulang.",
            "\"WARAGAJAYA\" dibaca sebagai Wargajaya.",
            "\"CADAS GAMPAR\" dibaca sebagai Cadasngampar.",
            "\"SUKAMAJAYA\" dibaca sebagai Sukmajaya.",
        ]
    );
}

/// Run in release: `cargo test --release --test kiriman -- --nocapture how_fast`.
#[test]
fn how_fast_bogors_list_is_looked_through() {
    let Some(folder) = folder("real") else { return };
    let path = folder.join("bogor_posyandu_2023.xlsx");
    let mut store = store("32.01.01");
    let mut best = std::time::Duration::MAX;
    for _ in 0..3 {
        let start = std::time::Instant::now();
        let wish = ImportJob { dry_run: true, ..job(&path) };
        let report = intake::run(&mut store, &POSYANDU, &wish, Lang::Id).unwrap().remove(0).report;
        assert_eq!(report.baris, 5_164);
        best = best.min(start.elapsed());
    }
    println!("{} ms for 5,164 rows, 215 of them this kecamatan's", best.as_millis());
    // Forty new ones in each desa of the kecamatan, three times as many as there are.
    let desa: Vec<String> = wilayah::anak("32.01.01".parse().unwrap()).map(|place| place.nama.to_owned()).collect();
    let dir = tempfile::tempdir().unwrap();
    let mut out = csv::Writer::from_path(dir.path().join("a.csv")).unwrap();
    out.write_record(["NO", "KECAMATAN", "DESA", "POSYANDU"]).unwrap();
    for (number, desa) in (1..=40 * desa.len()).zip(desa.iter().cycle()) {
        out.write_record([&number.to_string(), "CIBINONG", &desa.to_uppercase(), &format!("MAWAR {number}")]).unwrap();
    }
    out.flush().unwrap();
    let start = std::time::Instant::now();
    let wish = ImportJob { dry_run: true, ..job(&dir.path().join("a.csv")) };
    let report = intake::run(&mut store, &POSYANDU, &wish, Lang::Id).unwrap().remove(0).report;
    assert_eq!(report.baru, 40 * desa.len(), "{:?}", report.masalah.first());
    println!("{} ms for {} rows, all new", start.elapsed().as_millis(), report.baris);
    assert!(cfg!(debug_assertions) || best.as_millis() < 3_000, "far beyond the 300 ms wanted: {best:?}");
}
