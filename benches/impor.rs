//! How fast a very large list is taken in, beside what SQLite itself needs for the bare rows:
//! `cargo bench --bench impor -- [ROWS ...]` (100,000 and all rows where none is named).
//!
//! Makes the national sample and its list of kader with NIK, takes the kader out of the file
//! again, and puts the first so many rows of the list back: with every check, history and search.
//! Beside it the `sqlite3` shell imports the same rows into a bare table and builds an FTS5 index
//! of it, three ways: of the columns that we search with our options and with FTS5's own, and of
//! every column. Keeps the files where `PEMBINA_LAJU` names a folder, and uses those it finds.
//!
//! It is never a test: nothing fails by being slow on a slow machine.

#![expect(clippy::print_stdout, reason = "it prints its table")]

use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use pembina::base::words::Lang;
use pembina::entity::KADER;
use pembina::intake;
use pembina::request::ImportJob;
use pembina::service::contoh::{MOST_KECAMATAN, Sample, write};
use pembina::store::{Clock, Opening, Store};
use rusqlite::Connection;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    if let [word, file, list] = args.as_slice()
        && word == "ambil"
    {
        return take(Path::new(file), list);
    }
    let sizes: Vec<usize> = args.iter().filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![100_000, usize::MAX] } else { sizes };
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let kept = std::env::var_os("PEMBINA_LAJU").map(PathBuf::from);
    let folder = kept.as_deref().unwrap_or(temporary.path());
    let (list, bare) = prepare(folder);
    println!(
        "{:>10} {:>9} | {:>7} {:>7} {:>7} {:>7} | {:>8} {:>9} | {:>6} {:>6} {:>6}",
        "rows", "CSV MB", ".import", "fts a", "fts b", "fts c", "pembina", "peak MB", "x a", "x b", "x c"
    );
    for size in sizes {
        measure(folder, &list, &bare, size);
    }
    println!("fts a: searched columns, our options; b: searched columns, FTS5's own; c: every column, FTS5's own");
}

/// The list of all kader of the national sample, and the sample without its kader.
fn prepare(folder: &Path) -> (PathBuf, PathBuf) {
    let (whole, list, bare) = (
        folder.join(format!("contoh-{MOST_KECAMATAN}.db")),
        folder.join("kader-nasional.csv"),
        folder.join("tanpa-kader.db"),
    );
    if !list.exists() || !bare.exists() {
        if !whole.exists() {
            write(&whole, &Sample::of(MOST_KECAMATAN, 1), "laju").expect("a sample");
        }
        let program = Path::new(env!("CARGO_BIN_EXE_pembina"));
        let status = Command::new(program)
            .args(["ekspor", "kader", "--dengan-nik", "mengukur", "--berkas"])
            .arg(&whole)
            .arg("--keluar")
            .arg(&list)
            .status();
        assert!(status.expect("the program").success(), "the export failed");
        empty(&whole, &bare);
    }
    // A file kept from an older version is brought up to date once, not in every measurement.
    drop(Store::open(&bare, &Opening::by("laju").without_copies()).expect("the file"));
    (list, bare)
}

/// A copy of the sample without kader, posts and history.
fn empty(whole: &Path, bare: &Path) {
    let conn = Connection::open(whole).expect("the sample");
    conn.execute("VACUUM INTO ?", [bare.to_string_lossy()]).expect("a copy");
    drop(conn);
    let conn = Connection::open(bare).expect("the copy");
    conn.execute_batch(
        "PRAGMA foreign_keys = OFF; PRAGMA journal_mode = WAL; DELETE FROM penugasan; DELETE FROM kader; \
         INSERT INTO kader_cari(kader_cari) VALUES ('delete-all'); \
         INSERT INTO penugasan_cari(penugasan_cari) VALUES ('delete-all'); \
         DELETE FROM riwayat; DELETE FROM alasan; DELETE FROM batch; \
         UPDATE hitungan SET ada = 0, sampah = 0 WHERE jenis IN ('kader', 'penugasan'); \
         VACUUM; PRAGMA wal_checkpoint(TRUNCATE);",
    )
    .expect("an empty list");
}

fn measure(folder: &Path, list: &Path, bare: &Path, size: usize) {
    let part = folder.join("bagian.csv");
    let rows = head(list, &part, size);
    let [import, ours, plain, every] = shell(folder, &part);
    let file = folder.join("ambil.db");
    for left in ["ambil.db", "ambil.db-wal", "ambil.db-shm", "ambil.db-journal"] {
        let _ = std::fs::remove_file(folder.join(left));
    }
    std::fs::copy(bare, &file).expect("a copy");
    let me = std::env::current_exe().expect("this program");
    let out = Command::new(me).arg("ambil").arg(&file).arg(&part).output().expect("a second process");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let said = String::from_utf8_lossy(&out.stdout);
    let mut facts = said.split_whitespace().filter_map(|word| word.parse::<f64>().ok());
    let (seconds, memory) = (facts.next().unwrap_or(0.0), facts.next().unwrap_or(0.0));
    let times = |index: f64| seconds / (import + index);
    println!(
        "{rows:>10} {:>9.1} | {import:>7.2} {ours:>7.2} {plain:>7.2} {every:>7.2} | {seconds:>8.2} {memory:>9.0} | {:>6.2} {:>6.2} {:>6.2}",
        std::fs::metadata(&part).map_or(0, |meta| meta.len()) as f64 / 1e6,
        times(ours),
        times(plain),
        times(every),
    );
}

/// The first so many rows of a list under its headings.
fn head(list: &Path, part: &Path, size: usize) -> usize {
    let mut lines = BufReader::new(std::fs::File::open(list).expect("the list"));
    let mut out = BufWriter::new(std::fs::File::create(part).expect("a part"));
    let (mut line, mut count) = (Vec::new(), 0);
    while count <= size && lines.read_until(b'\n', &mut line).expect("a line") > 0 {
        out.write_all(&line).expect("written");
        line.clear();
        count += 1;
    }
    out.flush().expect("written");
    count - 1
}

/// What the `sqlite3` shell needs: the bare import, and three indexes of it.
fn shell(folder: &Path, part: &Path) -> [f64; 4] {
    let file = folder.join("polos.db");
    let _ = std::fs::remove_file(&file);
    let searched = "nama, nik, alamat, posyandu_nama";
    let first = BufReader::new(std::fs::File::open(part).expect("the part")).lines().next();
    let head = first.and_then(Result::ok).unwrap_or_default();
    let every = head.trim_start_matches('\u{feff}').replace(';', ", ");
    let options = "detail=none, prefix='1 2 3 4 5 6', \
                   tokenize=\"unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'\"";
    let index = |name: &str, columns: &str, options: &str| {
        format!(
            "CREATE VIRTUAL TABLE {name} USING fts5({columns}, content='kader'{options}); \
             INSERT INTO {name}({name}) VALUES ('rebuild');"
        )
    };
    let run = |commands: &[String]| {
        let begun = Instant::now();
        let status = Command::new("sqlite3").arg(&file).args(commands).status().expect("the sqlite3 shell");
        assert!(status.success(), "the sqlite3 shell failed");
        begun.elapsed().as_secs_f64()
    };
    [
        run(&[".mode csv".into(), ".separator ;".into(), format!(".import {} kader", part.display())]),
        run(&[index("a", searched, &format!(", {options}"))]),
        run(&[index("b", searched, "")]),
        run(&[index("c", &every, "")]),
    ]
}

/// Takes the list in and tells the seconds and the most memory held.
fn take(file: &Path, list: &str) {
    let opening = Opening::by("laju").without_copies().at(Clock::Fixed(Sample::of(1, 1).moment()));
    let mut store = Store::open(file, &opening).expect("the file");
    let job = ImportJob { file: list.to_owned(), kind: "kader".to_owned(), partial: true, ..ImportJob::default() };
    let begun = Instant::now();
    let taken = intake::run(&mut store, &KADER, &job, Lang::Id).expect("taken");
    let seconds = begun.elapsed().as_secs_f64();
    for one in &taken {
        let report = &one.report;
        // The sample holds people of one name in one Posyandu; few rows are asked about.
        assert!(report.ditolak * 100 < report.baris, "{} of {} rows rejected", report.ditolak, report.baris);
        let counts = [report.baris, report.baru, report.berubah, report.sama, report.ditolak, report.masalah.len()];
        assert!(report.batch.is_some(), "nothing was kept: {counts:?} {:?}", report.masalah.first());
    }
    println!("{seconds:.2} {:.0}", peak());
}

/// The most memory this process held, in MB; 0 where the system does not tell.
fn peak() -> f64 {
    let said = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = said.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}
