//! How long reading takes at kecamatan and at national size, printed as a table. Not a test of
//! correctness and never part of a run that judges:
//! `cargo test --release --test speed -- --ignored --nocapture`. `PEMBINA_UJI_BERKAS` keeps the
//! national file between runs.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test; helpers outside of test functions count too")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use pembina::base::date::Date;
use pembina::base::id::RecordId;
use pembina::entity::{DESA, Entity, KADER, KECAMATAN, PENUGASAN, POSYANDU, Record, Value};
use pembina::request::{Act, Order, Query, Seek, Test, Trouble};
use pembina::store::{Bulk, Opening, Store};

const FLOWERS: &[&str] =
    &["Melati", "Mawar", "Anggrek", "Kenanga", "Dahlia", "Flamboyan", "Cempaka", "Teratai", "Bougenville", "Seruni"];
const FIRST: &[&str] = &[
    "Siti", "Nur", "Sri", "Dewi", "Rina", "Yuni", "Ani", "Ratna", "Fitri", "Lestari", "Wahyu", "Endang", "Murni",
    "Halimah", "Zubaidah", "Marlina", "Kartini", "Rosa", "Ida", "Maria",
];
const LAST: &[&str] = &[
    "Aminah",
    "Hasanah",
    "Wulandari",
    "Rahayu",
    "Susanti",
    "Handayani",
    "Kusuma",
    "Puspita",
    "Safitri",
    "Anggraini",
    "Maharani",
    "Utami",
    "Lestari",
    "Pratiwi",
    "Indah",
    "Sari",
    "Hidayah",
    "Mulyani",
    "Astuti",
    "Permata",
    "Batubara",
    "Simanjuntak",
    "Wijaya",
    "Nasution",
];

struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(n).unwrap()).unwrap()
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

fn new(entity: &'static Entity) -> Record {
    Record::new(entity, RecordId(-1))
}

fn day(year: usize, of: usize) -> Date {
    Date::new(i16::try_from(year).unwrap(), 1, 1).unwrap() + jiff::Span::new().days(i64::try_from(of).unwrap())
}

fn kecamatan(bulk: &mut Bulk<'_>, chance: &mut Chance, number: usize) -> Result<(), Trouble> {
    let code = format!("{:02}.{:02}.{:02}", 11 + number / 400, 1 + number / 20 % 20, 1 + number % 20);
    let name = format!("Kecamatan {number}");
    let here = bulk.put(
        &new(&KECAMATAN)
            .with("kode", code.as_str())
            .with("nama", name.as_str())
            .with("kabupaten", "Uji")
            .with("provinsi", "Uji"),
    )?;
    let mut desa = Vec::new();
    for n in 0..11 {
        let nama = format!("{} {number}-{n}", chance.one(LAST));
        let id = bulk.put(
            &new(&DESA)
                .with("kode", format!("{code}.20{n:02}"))
                .with("nama", nama.as_str())
                .with("jenis", "desa")
                .with("kecamatan", Value::link(here, name.as_str())),
        )?;
        desa.push((id, nama));
    }
    let mut places = Vec::new();
    for n in 0..30 {
        let (id, title) = &desa[n % 11];
        let nama = format!("{} {}", chance.one(FLOWERS), n + 1);
        let status = if chance.below(20) == 0 { "tidak-aktif" } else { "aktif" };
        let record = new(&POSYANDU)
            .with("nama", nama.as_str())
            .with("desa", Value::link(*id, title.as_str()))
            .with("status", status)
            .with("strata", ["pratama", "madya", "purnama", "mandiri"][chance.below(4)])
            .with("tanggal_berdiri", day(1985 + chance.below(40), chance.below(365)))
            .with("nomor_registrasi", format!("{code}.20{:02}.{:03}", n % 11, n))
            .with("alamat", format!("Jl. {} No. {n}", chance.one(LAST)));
        places.push((bulk.put(&record)?, nama));
    }
    for n in 0..145 {
        let nama = format!("{} {} {}", chance.one(FIRST), chance.one(LAST), chance.one(LAST));
        let kader = bulk.put(
            &new(&KADER)
                .with("nama", nama.as_str())
                .with(
                    "nik",
                    if chance.below(10) == 0 {
                        String::new()
                    } else {
                        format!("{}52{:04}{n:04}", code.replace('.', ""), chance.below(9_999))
                    },
                )
                .with("tanggal_lahir", day(1960 + chance.below(40), chance.below(365)))
                .with("jenis_kelamin", "P")
                .with("pendidikan", ["sd", "smp", "sma", "s1"][chance.below(4)])
                .with("alamat", format!("RT {} RW {}", chance.below(9) + 1, chance.below(9) + 1)),
        )?;
        let (id, title) = &places[n % 30];
        let mut post = new(&PENUGASAN)
            .with("kader", Value::link(kader, nama.as_str()))
            .with("posyandu", Value::link(*id, title.as_str()))
            .with("jabatan", if n < 30 { "ketua" } else { "kader" })
            .with("bidang", if n < 60 { "kesehatan" } else { "pendidikan" })
            .with("mulai", day(2015 + chance.below(11), chance.below(365)));
        if chance.below(12) == 0 {
            post.set("selesai", day(2026, chance.below(300)));
        }
        bulk.put(&post)?;
    }
    Ok(())
}

fn make(path: &Path, count: usize) {
    let began = Instant::now();
    let mut store = Store::create(path, &Opening::by("uji").without_copies()).unwrap();
    let mut chance = Chance(7);
    let records = store
        .bulk((Act::Sample, "contoh", "uji"), &mut |bulk| {
            (0..count).try_for_each(|number| kecamatan(bulk, &mut chance, number))
        })
        .unwrap();
    drop(store);
    let size = std::fs::metadata(path).unwrap().len() >> 20;
    println!("\n{count} kecamatan: {records} records written in {:.1?}, {size} MB", began.elapsed());
}

struct Table(Vec<(String, Vec<Duration>)>);

impl Table {
    fn time<T>(&mut self, what: &str, work: impl FnOnce() -> T) -> T {
        let began = Instant::now();
        let out = work();
        let took = began.elapsed();
        match self.0.iter_mut().find(|(name, _)| name == what) {
            Some((_, times)) => times.push(took),
            None => self.0.push((what.to_owned(), vec![took])),
        }
        out
    }

    fn print(mut self) {
        println!("{:<44}{:>8}{:>11}{:>11}{:>11}", "", "n", "median", "p99", "worst");
        for (what, times) in &mut self.0 {
            times.sort();
            let at = |part: usize| times[(times.len() - 1) * part / 100];
            println!("{what:<44}{:>8}{:>11.1?}{:>11.1?}{:>11.1?}", times.len(), at(50), at(99), at(100));
        }
    }
}

fn measure(path: &Path) {
    let mut table = Table(Vec::new());
    for _ in 0..20 {
        let mut store = table.time("open", || Store::open(path, &Opening::by("uji").without_copies()).unwrap());
        table.time("first page after opening", || store.page(&Query::all(&POSYANDU), Seek::First, 22).unwrap());
    }
    let mut store = Store::open(path, &Opening::by("uji").without_copies()).unwrap();
    for entity in [&DESA, &POSYANDU, &KADER] {
        for field in entity.fields.iter().filter(|field| field.is_stored() && field.is_sorted()) {
            for order in [Order::Up, Order::Down] {
                let query = Query { sort: field.name, order, ..Query::all(entity) };
                walk_pages(&mut store, &query, &mut table, &format!("page of {}, any order", entity.name));
            }
        }
    }
    let desa = store.page(&Query::all(&DESA), Seek::Last, 40).unwrap().rows;
    for desa in &desa {
        let here = Test::Is(Value::link(desa.id, ""));
        for sort in ["nama", "mulai", "jabatan"] {
            let query = Query { sort, ..Query::all(&KADER).only("desa", here.clone()) };
            table.time("page of kader, one desa", || store.page(&query, Seek::First, 22).unwrap());
        }
    }
    for (field, value) in
        [("jabatan", "ketua"), ("keadaan_nik", "belum"), ("keadaan_nik", "ragu"), ("bidang", "kesehatan")]
    {
        for sort in ["nama", "nik", "mulai", "posyandu"] {
            let query = Query { sort, ..Query::all(&KADER).only(field, Test::Is(Value::from(value))) };
            walk_pages(&mut store, &query, &mut table, "page of kader, one filter, any order");
            let both = query.only("pendidikan", Test::Is(Value::from("sma")));
            walk_pages(&mut store, &both, &mut table, "page of kader, two filters, any order");
        }
    }
    for words in ["siti aminah", "zubaidah batub", "melati 3", "sri", "ketua", "zzz", "nur hasanah safitri", "120155"] {
        let mut typed = String::new();
        for letter in words.chars() {
            typed.push(letter);
            for entity in [&POSYANDU, &KADER] {
                let query = Query { search: typed.clone(), ..Query::all(entity) };
                let began = Instant::now();
                table.time(&format!("search {}, each letter", entity.name), || {
                    store.page(&query, Seek::First, 22).unwrap()
                });
                if began.elapsed() > Duration::from_millis(25) {
                    let page = store.page(&query, Seek::First, 22).unwrap();
                    println!("slow: {} {typed:?} {:.1?} {:?}", entity.name, began.elapsed(), page.sorting);
                }
                table.time(&format!("count hits of {}", entity.name), || store.count(&query, 9_999).unwrap());
            }
            table.time("picker of posyandu, each letter", || store.lookup(&POSYANDU, &typed, &[], 8).unwrap());
            let query =
                Query { search: typed.clone(), ..Query::all(&KADER) }.only("jabatan", Test::Is(Value::from("ketua")));
            table.time("search kader with a filter", || store.page(&query, Seek::First, 22).unwrap());
        }
    }
    let rows = store.page(&Query::all(&KADER), Seek::First, 200).unwrap().rows;
    for row in rows {
        table.time("save one kader (on the disk)", || {
            let changed = row.with("catatan", format!("{:?}", Instant::now()));
            let batch = pembina::request::Batch {
                act: Act::Edit,
                subject: String::new(),
                origin: "uji".into(),
                changes: vec![pembina::request::Change::Put(changed)],
                reason: Some("uji".into()),
            };
            assert!(matches!(store.save(&batch).unwrap(), pembina::store::Outcome::Saved(_)));
        });
    }
    table.print();
    println!("peak memory of this process: {}", peak_memory());
}

/// From both ends, and from rows anywhere.
fn walk_pages(store: &mut Store, query: &Query, table: &mut Table, what: &str) {
    for end in [Seek::First, Seek::Last] {
        let mut page = table.time(what, || store.page(query, end, 22).unwrap());
        for _ in 0..5 {
            let Some(row) = (if end == Seek::First { page.rows.last() } else { page.rows.first() }) else { return };
            let next = if end == Seek::First { Seek::After(row.id) } else { Seek::Before(row.id) };
            page = table.time(what, || store.page(query, next, 22).unwrap());
        }
    }
    let all = store.count(&Query::all(query.entity), 0).unwrap().0;
    for part in 1..6 {
        let id = RecordId(i64::try_from(all * part / 6 + 1).unwrap());
        table.time(what, || store.page(query, Seek::Around(id), 22).unwrap());
    }
}

fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("unknown").trim().to_owned()
}

#[test]
#[ignore = "a benchmark, run by hand"]
fn speed_at_kecamatan_size() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("satu.db");
    make(&path, 1);
    measure(&path);
}

#[test]
#[ignore = "a benchmark, run by hand; takes minutes and more than a gigabyte"]
fn speed_at_national_size() {
    let folder = tempfile::tempdir().unwrap();
    let path = std::env::var_os("PEMBINA_UJI_BERKAS").map_or_else(|| folder.path().join("nasional.db"), PathBuf::from);
    if !path.exists() {
        make(&path, 7_285);
    }
    measure(&path);
}
