//! How fast the file answers, printed as a table: `cargo bench --bench laju -- [KECAMATAN ...]`.
//!
//! Makes a sample of each size (1 and 7285 kecamatan where none is named), opens it again in a
//! process of its own, and measures what a screen waits for: the first page, page moves, the far
//! end of every sortable column, search while typing, the start screen, one save. Keeps the files
//! where `PEMBINA_LAJU` names a folder, and uses those it finds there.
//!
//! It is never a test: nothing fails by being slow on a slow machine.

#![expect(clippy::print_stdout, reason = "it prints its table")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use pembina::entity::{DESA, Entity, KADER, PENUGASAN, POSYANDU, SK, Value};
use pembina::request::{Act, Batch, Change, Order, Query, Reply, Request, Seek, Test};
use pembina::service::contoh::{MOST_KECAMATAN, Sample, write};
use pembina::store::{Clock, Opening, Outcome, Store};

/// Rows of a screen.
const ROWS: usize = 20;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    if let [word, file] = args.as_slice()
        && word == "baca"
    {
        return read(Path::new(file));
    }
    let sizes: Vec<usize> = args.iter().filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1, MOST_KECAMATAN] } else { sizes };
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let kept = std::env::var_os("PEMBINA_LAJU").map(PathBuf::from);
    let folder = kept.as_deref().unwrap_or(temporary.path());
    for size in sizes {
        let file = folder.join(format!("contoh-{size}.db"));
        println!("\n== {size} kecamatan");
        if !file.exists() {
            let begun = Instant::now();
            let count = write(&file, &Sample::of(size, 1), "laju").expect("a sample");
            println!("{:<44}{:>9.1} s  {count} records", "make the file", begun.elapsed().as_secs_f64());
        }
        let bytes = std::fs::metadata(&file).map_or(0, |meta| meta.len());
        println!("{:<44}{:>9.1} MB", "size of the file", bytes as f64 / 1e6);
        let me = std::env::current_exe().expect("this program");
        let status = Command::new(me).arg("baca").arg(&file).status().expect("a second process");
        assert!(status.success(), "reading failed");
    }
}

/// Times of one kind of request.
#[derive(Default)]
struct Times(Vec<Duration>);

impl Times {
    fn take<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let out = work();
        self.0.push(begun.elapsed());
        out
    }

    fn at(&mut self, percent: usize) -> f64 {
        self.0.sort_unstable();
        let at = (self.0.len() * percent / 100).min(self.0.len().saturating_sub(1));
        self.0.get(at).map_or(0.0, |time| time.as_secs_f64() * 1e3)
    }

    fn print(&mut self, what: &str) {
        let (p50, p99, worst) = (self.at(50), self.at(99), self.at(100));
        println!("{what:<44}{p50:>9.2} ms  p99 {p99:>8.2}  worst {worst:>8.2}  ({})", self.0.len());
    }
}

fn opening() -> Opening {
    Opening::by("laju").without_copies().at(Clock::Fixed(Sample::of(1, 1).moment()))
}

fn read(file: &Path) {
    let mut times = Times::default();
    let mut store = times.take(|| {
        let mut store = Store::open(file, &opening()).expect("the file");
        store.page(&Query::all(&KADER), Seek::First, ROWS).expect("a page");
        store
    });
    times.print("open to first page of kader");
    let mut times = Times::default();
    for _ in 0..5 {
        times.take(|| assert!(matches!(store.serve(Request::Home), Reply::Home(_))));
    }
    times.print("start screen");
    moves(&mut store);
    far_ends(&mut store);
    filters(&mut store);
    typing(&mut store);
    seats(&mut store);
    println!("{:<44}{:>9.1} MB", "most memory while reading", peak());
    saves(&mut store);
}

/// Page after page from the first, and back.
fn moves(store: &mut Store) {
    for entity in [&POSYANDU, &KADER] {
        let query = Query::all(entity);
        let mut times = Times::default();
        let mut page = store.page(&query, Seek::First, ROWS).expect("a page");
        for _ in 0..200 {
            let Some(last) = page.rows.last().map(|row| row.id).filter(|_| !page.end) else { break };
            page = times.take(|| store.page(&query, Seek::After(last), ROWS).expect("a page"));
        }
        for _ in 0..100 {
            let Some(first) = page.rows.first().map(|row| row.id).filter(|_| !page.start) else { break };
            page = times.take(|| store.page(&query, Seek::Before(first), ROWS).expect("a page"));
        }
        times.print(&format!("page moves, {}", entity.name));
    }
}

/// The last page of every sortable column in both directions, and moves there.
fn far_ends(store: &mut Store) {
    let mut all = Times::default();
    let mut slowest: (f64, String) = (0.0, String::new());
    for entity in [&DESA, &POSYANDU, &SK, &KADER, &PENUGASAN] {
        for field in entity.fields.iter().filter(|field| field.is_sorted()) {
            for order in [Order::Up, Order::Down] {
                let query = Query { sort: field.name, order, ..Query::all(entity) };
                let mut times = Times::default();
                let mut page = times.take(|| store.page(&query, Seek::Last, ROWS).expect("a page"));
                for _ in 0..5 {
                    let Some(first) = page.rows.first().map(|row| row.id).filter(|_| !page.start) else { break };
                    page = times.take(|| store.page(&query, Seek::Before(first), ROWS).expect("a page"));
                }
                let worst = times.at(100);
                if worst > slowest.0 {
                    slowest = (worst, format!("{}.{} {order:?}", entity.name, field.name));
                }
                all.0.append(&mut times.0);
            }
        }
    }
    all.print("far end of every sortable column");
    println!("{:<44}{:>9.2} ms  {}", "  the slowest", slowest.0, slowest.1);
}

/// Filters as operators use them, alone and with another order.
fn filters(store: &mut Store) {
    let desa = store.page(&Query::all(&DESA), Seek::Last, 1).expect("a page").rows;
    let desa = desa.first().map_or(Value::Empty, |row| Value::link(row.id, row.title()));
    let word = |word: &str| Test::Is(Value::from(word));
    let queries: Vec<(&'static Entity, &'static str, Test, &'static str)> = vec![
        (&POSYANDU, "desa", Test::Is(desa.clone()), "nama"),
        (&KADER, "desa", Test::Is(desa), "nama"),
        (&KADER, "keadaan_nik", word("belum"), "nama"),
        (&KADER, "jabatan", word("bendahara"), "tanggal_lahir"),
        (&KADER, "bidang", word("sosial"), "nama"),
        (&KADER, "jenis_kelamin", word("L"), "nik"),
        (&POSYANDU, "status", word("tutup"), "desa"),
        (&POSYANDU, "nomor_registrasi", Test::Empty, "nama"),
        (&SK, "berlaku_sampai", Test::Since(Sample::of(1, 1).today), "berlaku_sampai"),
    ];
    let mut all = Times::default();
    let mut slowest: (f64, String) = (0.0, String::new());
    for (entity, field, test, sort) in queries {
        for seek in [Seek::First, Seek::Last] {
            let query = Query { sort, ..Query::all(entity).only(field, test.clone()) };
            let mut times = Times::default();
            times.take(|| store.page(&query, seek, ROWS).expect("a page"));
            times.take(|| store.count(&query, 1_000).expect("a count"));
            if times.at(100) > slowest.0 {
                slowest = (times.at(100), format!("{}.{field} by {sort} {seek:?}", entity.name));
            }
            all.0.append(&mut times.0);
        }
    }
    all.print("filters, first and last page, count");
    println!("{:<44}{:>9.2} ms  {}", "  the slowest", slowest.0, slowest.1);
}

/// Words as they are typed, letter by letter.
fn typing(store: &mut Store) {
    let said =
        ["siti aminah", "nur", "rahmawati s pd", "melati 2", "mawar", "620399", "hj", "contoh", "jl merdeka", "zz"];
    for entity in [&POSYANDU, &KADER] {
        let mut times = Times::default();
        let mut slowest: (f64, String) = (0.0, String::new());
        for words in said {
            let mut typed = String::new();
            for letter in words.chars() {
                typed.push(letter);
                let query = Query { search: typed.clone(), ..Query::all(entity) };
                let begun = Instant::now();
                times.take(|| store.page(&query, Seek::First, ROWS).expect("a page"));
                let took = begun.elapsed().as_secs_f64() * 1e3;
                if took > slowest.0 {
                    slowest = (took, typed.clone());
                }
            }
        }
        times.print(&format!("search while typing, {}", entity.name));
        println!("{:<44}{:>9.2} ms  \"{}\"", "  the slowest", slowest.0, slowest.1);
    }
    let mut times = Times::default();
    for words in said {
        times.take(|| store.lookup(&POSYANDU, words, &[], 8).expect("picks"));
    }
    times.print("pickers");
}

fn seats(store: &mut Store) {
    let rows = store.page(&Query::all(&POSYANDU), Seek::Last, ROWS).expect("a page").rows;
    let mut times = Times::default();
    for row in rows {
        times.take(|| assert!(matches!(store.serve(Request::Seats(row.id)), Reply::Seats(_))));
    }
    times.print("seats of a Posyandu");
}

/// One changed phone number after another, each on the disk when it is counted.
fn saves(store: &mut Store) {
    let mut times = Times::default();
    let rows = store.page(&Query::all(&KADER), Seek::Last, 50).expect("a page").rows;
    for (at, row) in rows.into_iter().enumerate() {
        let record = row.with("no_hp", format!("08015550{at:04}"));
        let batch = Batch {
            act: Act::Edit,
            subject: record.title(),
            origin: "laju".to_owned(),
            changes: vec![Change::Put(record)],
            reason: Some("laju".to_owned()),
        };
        let saved = times.take(|| store.save(&batch).expect("saved"));
        assert!(matches!(saved, Outcome::Saved(_)), "{saved:?}");
    }
    times.print("save one kader");
}

/// The most memory this process held, in MB; 0 where the system does not tell.
fn peak() -> f64 {
    let said = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = said.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}
