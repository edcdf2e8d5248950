//! What a person waits for, at kecamatan and at national size, printed as tables. Not a test of
//! correctness and never part of a run that judges:
//!
//! ```text
//! cargo test --release --test speed -- --ignored --nocapture
//! ```
//!
//! A file of one kecamatan is made each time. `PEMBINA_LAJU=FILE` names the national one (of
//! `pembina --berkas FILE contoh --kecamatan 7285`); without it that part is left out. Saving is
//! measured last and changes notes of kader in the file.
//!
//! Time in which other programs held the processor is left out where the system tells of it (Linux).
//!
//! The whole path of a key is measured: the desk, every request it makes served by the store, the
//! painted buffer, the bytes for the terminal. *first* is the first frame with what was asked for;
//! *settled* is the last, with the count and the rows read ahead, when the next key finds the store
//! at rest.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test; helpers outside of test functions count too")]

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use pembina::base::id::RecordId;
use pembina::entity::{DESA, ENTITIES, Entity, KADER, PENUGASAN, POSYANDU, Record, SK, Value};
use pembina::request::hidup::View;
use pembina::request::{Act, Batch, Change, Order, Query, Reply, Request, Seek, Test};
use pembina::runtime::Serve as _;
use pembina::runtime::file::Stored;
use pembina::runtime::painter::Painter;
use pembina::service::contoh::{Sample, write};
use pembina::store::{Clock, Opening, Outcome, Store};
use pembina::ui::keymap::{Key, Press};
use pembina::ui::look::Look;
use pembina::ui::screens::{dasbor::ByDesa, home::Home, list::List, registrasi::Board};
use pembina::ui::{Desk, Effect, Event, Screen, Ui};

const COLUMNS: u16 = 80;
const ROWS: u16 = 24;

/// Words as clerks type them: names, places, numbers, beginnings of several words.
const WORDS: &[&str] = &[
    "siti aminah",
    "siti",
    "nur",
    "nur hasanah",
    "sri wahyuni",
    "sri",
    "dewi",
    "dewi lestari",
    "rahmawati s pd",
    "rina",
    "yuni astuti",
    "ani",
    "ratna sari",
    "fitri",
    "fitriani",
    "lestari",
    "endang",
    "murni",
    "halimah",
    "zubaidah",
    "marlina",
    "kartini",
    "ida ayu",
    "maria",
    "hj",
    "hj siti",
    "melati",
    "melati 2",
    "melati 13",
    "mawar",
    "mawar merah",
    "anggrek 1",
    "kenanga",
    "dahlia 3",
    "flamboyan",
    "cempaka",
    "teratai",
    "bougenville",
    "seruni",
    "jl merdeka",
    "jalan",
    "rt 3",
    "rt 003 rw 001",
    "62",
    "620399",
    "6203995003850001",
    "32.01",
    "contoh",
    "zz",
    "siti melati jalan",
    "s m r",
    "a b c",
    "nur jalan rt",
];

fn plain(key: Key) -> Press {
    Press::plain(key)
}

/// Time that passed, without what this thread waited for a processor.
struct Watch(Instant, Duration);

impl Watch {
    fn start() -> Self {
        Watch(Instant::now(), Watch::waited())
    }

    fn elapsed(&self) -> Duration {
        let passed = self.0.elapsed();
        passed.saturating_sub(Watch::waited().saturating_sub(self.1))
    }

    fn waited() -> Duration {
        let said = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
        Duration::from_nanos(said.split(' ').nth(1).and_then(|waited| waited.parse().ok()).unwrap_or(0))
    }
}

// ---------------------------------------------------------------- the desk that is timed

/// A desk without a terminal: what the runtime does with a key, in one thread.
struct Bench {
    ui: Ui,
    painter: Painter,
    store: Stored,
    table: Table,
}

impl Bench {
    fn new(store: Store, table: Table) -> Self {
        let mut desk = pembina::ui::desk(store.today(), Look::default(), "laju");
        desk.words = store.words();
        let (ui, effects) = Ui::new(desk, (COLUMNS, ROWS), Box::<Home>::default());
        let mut bench = Bench { ui, painter: Painter::new(), store: Stored(store), table };
        let began = Watch::start();
        let first = bench.settle(effects, &began);
        bench.table.note("beranda", "", first, began.elapsed());
        bench
    }

    fn draw(&mut self) {
        let mut buf = Buffer::empty(Rect::new(0, 0, COLUMNS, ROWS));
        let cursor = self.ui.view(&mut buf);
        let glyphs = self.ui.desk().look.glyphs;
        assert!(self.painter.frame(&buf, cursor, glyphs).len() < 100_000);
    }

    /// Serves and paints until nothing is asked for. Gives the time of the first frame that shows
    /// an answer; of the first frame at all where nothing was asked.
    fn settle(&mut self, effects: Vec<Effect>, began: &Watch) -> Duration {
        self.draw();
        let mut first = None;
        let painted = began.elapsed();
        let mut waiting = VecDeque::from(effects);
        while let Some(effect) = waiting.pop_front() {
            let Effect::Ask(ticket, request) = effect else { continue };
            let counts = matches!(request, Request::Count(..));
            let reply = self.store.serve(request);
            assert!(!matches!(reply, Reply::Trouble(_)), "{reply:?}");
            let _: bool = self.store.changed_by_others();
            let (_, more) = self.ui.update(Event::Reply(ticket, reply));
            waiting.extend(more);
            self.draw();
            if !counts {
                first.get_or_insert_with(|| began.elapsed());
            }
        }
        first.unwrap_or(painted)
    }

    /// A key nobody times.
    fn press(&mut self, press: Press) {
        let (_, effects) = self.ui.update(Event::Press(press));
        self.settle(effects, &Watch::start());
    }

    fn time(&mut self, what: &str, with: &str, press: Press) {
        let began = Watch::start();
        let (_, effects) = self.ui.update(Event::Press(press));
        let first = self.settle(effects, &began);
        self.table.note(what, with, first, began.elapsed());
    }

    /// A screen of its own on the desk.
    fn open(&mut self, what: &str, screen: impl FnOnce(&Desk) -> Box<dyn Screen>) {
        self.open_with(what, "buka", screen);
    }

    fn open_with(&mut self, what: &str, with: &str, screen: impl FnOnce(&Desk) -> Box<dyn Screen>) {
        let mut desk = pembina::ui::desk(self.store.0.today(), Look::default(), "laju");
        desk.words = self.store.0.words();
        let first = screen(&desk);
        let began = Watch::start();
        let (ui, effects) = Ui::new(desk, (COLUMNS, ROWS), first);
        self.ui = ui;
        self.painter = Painter::new();
        let first = self.settle(effects, &began);
        self.table.note(what, with, first, began.elapsed());
    }
}

/// Times by what was done.
#[derive(Default)]
struct Table(Vec<Row>);

struct Row {
    what: String,
    first: Vec<Duration>,
    settled: Vec<Duration>,
    worst: (Duration, String),
}

impl Table {
    fn note(&mut self, what: &str, with: &str, first: Duration, settled: Duration) {
        let at = self.0.iter().position(|row| row.what == what).unwrap_or_else(|| {
            let worst = (Duration::ZERO, String::new());
            self.0.push(Row { what: what.to_owned(), first: Vec::new(), settled: Vec::new(), worst });
            self.0.len() - 1
        });
        let row = &mut self.0[at];
        row.first.push(first);
        row.settled.push(settled);
        if first > row.worst.0 {
            row.worst = (first, with.to_owned());
        }
    }

    fn print(&mut self) {
        let ms = |times: &[Duration], part: usize| times[(times.len() - 1) * part / 100].as_secs_f64() * 1e3;
        let head = ["n", "p50", "p99", "worst", "settled p50", "p99"];
        println!(
            "{:<38}{:>7}{:>9}{:>9}{:>9}{:>13}{:>9}  the worst",
            "ms", head[0], head[1], head[2], head[3], head[4], head[5]
        );
        for row in &mut self.0 {
            row.first.sort_unstable();
            row.settled.sort_unstable();
            let (f, s) = (&row.first, &row.settled);
            println!(
                "{:<38}{:>7}{:>9.2}{:>9.2}{:>9.2}{:>13.2}{:>9.2}  {}",
                row.what,
                f.len(),
                ms(f, 50),
                ms(f, 99),
                ms(f, 100),
                ms(s, 50),
                ms(s, 99),
                row.worst.1
            );
        }
    }
}

// ---------------------------------------------------------------- what is done

/// Every list by every column it can be sorted by, both ways, with moves at both ends.
fn lists(bench: &mut Bench) {
    for entity in ENTITIES.iter().copied() {
        let what = format!("daftar {}", entity.name);
        bench.open(&what, |desk| Box::new(List::new(entity, desk)));
        (0..60).for_each(|_| bench.time(&what, "Down", plain(Key::Down)));
        let sorts = entity.fields.iter().filter(|field| field.is_sorted()).count() * 2;
        for n in 0..sorts {
            bench.press(Press::char('o'));
            (0..4).for_each(|_| bench.press(plain(Key::PageUp)));
            (0..n).for_each(|_| bench.press(plain(Key::Down)));
            let name = entity.fields.iter().filter(|field| field.is_sorted()).nth(n / 2).map_or("", |field| field.name);
            bench.time(&what, &format!("sort {name} {}", n % 2), plain(Key::Enter));
            bench.time(&what, &format!("End by {name} {}", n % 2), plain(Key::End));
            (0..4).for_each(|_| bench.time(&what, &format!("PageUp by {name} {}", n % 2), plain(Key::PageUp)));
            (0..20).for_each(|_| bench.time(&what, &format!("Up by {name} {}", n % 2), plain(Key::Up)));
            bench.time(&what, &format!("Home by {name} {}", n % 2), plain(Key::Home));
            (0..4).for_each(|_| bench.time(&what, &format!("PageDown by {name} {}", n % 2), plain(Key::PageDown)));
        }
    }
}

/// A query as a list, with moves at both ends.
fn filtered(bench: &mut Bench, what: &str, query: &Query) {
    let with = format!(
        "{} {:?} by {} {:?}",
        query.as_of.map(|day| day.to_string()).unwrap_or_default(),
        query.filters.iter().map(|f| (f.field, &f.test)).collect::<Vec<_>>(),
        query.sort,
        query.order
    );
    bench.open_with(what, &format!("buka {with}"), |desk| Box::new(List::of(query.clone(), desk)));
    for (key, name, times) in
        [(Key::PageDown, "PageDown", 3), (Key::End, "End", 1), (Key::PageUp, "PageUp", 3), (Key::Home, "Home", 1)]
    {
        (0..times).for_each(|_| bench.time(what, &format!("{name} {with}"), plain(key)));
    }
}

/// The lists that the start screen opens, and every filter with every order.
fn filters(bench: &mut Bench) {
    let Reply::Home(home) = bench.store.serve(Request::Home) else { return };
    for query in home.attention.iter().filter_map(|line| line.opens.clone()) {
        filtered(bench, "dari beranda", &query);
    }
    let last = |store: &mut Store, entity: &'static Entity| -> Value {
        let rows = store.page(&Query::all(entity), Seek::Last, 9).unwrap().rows;
        rows.first().map_or(Value::Empty, |row: &Record| Value::link(row.id, row.title()))
    };
    let desa = last(&mut bench.store.0, &DESA);
    let word = |word: &str| Test::Is(Value::from(word));
    let any: Vec<(&'static Entity, &'static str, Test)> = vec![
        (&POSYANDU, "desa", Test::Is(desa.clone())),
        (&POSYANDU, "status", word("aktif")),
        (&POSYANDU, "status", word("tutup")),
        (&POSYANDU, "status", Test::OneOf(vec!["tutup".into(), "tidak-aktif".into()])),
        (&POSYANDU, "strata", word("mandiri")),
        (&POSYANDU, "strata", Test::Empty),
        (&KADER, "desa", Test::Is(desa)),
        (&KADER, "jabatan", word("ketua")),
        (&KADER, "jabatan", word("bendahara")),
        (&KADER, "bidang", word("sosial")),
        (&KADER, "bidang", word("kesehatan")),
        (&KADER, "jenis_kelamin", word("L")),
        (&KADER, "jenis_kelamin", word("P")),
        (&KADER, "pendidikan", word("sd")),
        (&KADER, "keadaan_nik", word("belum")),
        (&KADER, "keadaan_nik", word("ragu")),
        (&SK, "jenis", Test::Empty),
    ];
    for (entity, field, test) in any {
        let sorted: Vec<&'static str> = entity.fields.iter().filter(|f| f.is_sorted()).map(|f| f.name).collect();
        for sort in sorted {
            for order in [Order::Up, Order::Down] {
                let query = Query { sort, order, ..Query::all(entity).only(field, test.clone()) };
                filtered(bench, &format!("{} disaring", entity.name), &query);
            }
        }
    }
    for sort in ["nama", "nik", "mulai", "posyandu"] {
        for (a, b) in [("ketua", "sd"), ("bendahara", "sma"), ("ketua", "sma")] {
            let query = Query { sort, ..Query::all(&KADER) }.only("jabatan", word(a)).only("pendidikan", word(b));
            filtered(bench, "kader, dua saringan", &query);
        }
        let query =
            Query { sort, ..Query::all(&KADER) }.only("keadaan_nik", word("belum")).only("jenis_kelamin", word("L"));
        filtered(bench, "kader, dua saringan", &query);
    }
}

/// Searching letter by letter, then to the end of what was found.
fn searching(bench: &mut Bench) {
    for entity in [&POSYANDU, &KADER, &DESA, &SK, &PENUGASAN] {
        let what = format!("cari {}", entity.name);
        for words in WORDS {
            bench.open("daftar untuk mencari", |desk| Box::new(List::new(entity, desk).searching()));
            let mut typed = String::new();
            for letter in words.chars() {
                typed.push(letter);
                bench.time(&what, &typed, Press::char(letter));
            }
            bench.press(plain(Key::Enter));
            bench.time(&format!("{what}: End"), &typed, plain(Key::End));
            bench.time(&format!("{what}: PageUp"), &typed, plain(Key::PageUp));
        }
    }
}

/// Details from both ends of the lists.
fn details(bench: &mut Bench) {
    for entity in ENTITIES.iter().copied() {
        for end in [Key::Home, Key::End] {
            bench.open("daftar untuk membuka", |desk| Box::new(List::new(entity, desk)));
            bench.press(plain(end));
            for _ in 0..15 {
                bench.time(&format!("rincian {}", entity.name), "Enter", plain(Key::Enter));
                for _ in 0..4 {
                    bench.time(&format!("rincian {}, tab", entity.name), "Tab", plain(Key::Tab));
                }
                bench.press(plain(Key::Esc));
                bench.press(plain(if end == Key::Home { Key::Down } else { Key::Up }));
            }
        }
    }
}

/// One changed note after another, each on the disk when it is counted.
fn saves(bench: &mut Bench) {
    let rows = bench.store.0.page(&Query::all(&KADER), Seek::Last, 200).unwrap().rows;
    for (n, row) in rows.into_iter().enumerate() {
        let changes = vec![Change::Put(row.with("catatan", format!("laju {n} {:?}", Instant::now())))];
        let batch = Batch {
            act: Act::Edit,
            subject: String::new(),
            origin: "laju".into(),
            changes,
            reason: Some("laju".into()),
        };
        let began = Watch::start();
        let saved = bench.store.0.save(&batch).unwrap();
        let took = began.elapsed();
        assert!(matches!(saved, Outcome::Saved(_)), "{saved:?}");
        bench.table.note("simpan satu kader (store, ke cakram)", &n.to_string(), took, took);
    }
}

/// Looking for doubles, from the file to the list of pairs.
fn doubles(bench: &mut Bench) {
    for entity in [&POSYANDU, &KADER] {
        for _ in 0..3 {
            let began = Watch::start();
            let found = bench.store.0.doubles(entity, &mut |_| ControlFlow::Continue(())).unwrap().unwrap();
            let took = began.elapsed();
            let said = format!("{} {}", entity.name, found.pairs.len() + found.more);
            bench.table.note(&format!("mencari ganda ({said} pasangan)"), "", took, took);
        }
    }
}

/// The largest kecamatan: 500 Posyandu in ten desa, 1,500 kader, many of one name.
fn crowd(store: &mut Store) {
    let desa = store.page(&Query::all(&DESA), Seek::First, 10).unwrap().rows;
    let flowers =
        ["Melati", "Mawar", "Anggrek", "Kenanga", "Dahlia", "Flamboyan", "Cempaka", "Teratai", "Seruni", "Sakura"];
    let given =
        ["Siti", "Nur", "Sri", "Dewi", "Rina", "Yuni", "Ratna", "Fitri", "Aminah", "Norhayati", "Rusmini", "Wahyu"];
    let family =
        ["Aminah", "Hasanah", "Wahyuni", "Lestari", "Rahmawati", "Astuti", "Sari", "Handayani", "Maulida", "Suharti"];
    let mut changes = Vec::new();
    let mut add = |record: Record| changes.push(Change::Put(record));
    let id = |n: usize| RecordId(-i64::try_from(n).unwrap());
    for n in 0..500 {
        let place = desa.get(n % desa.len()).unwrap();
        let name = format!("{} {}", flowers[n / 10 % 10], 20 + n / 100);
        let record = Record::new(&POSYANDU, id(n + 1)).with("nama", name).with("status", "aktif");
        add(record.with("desa", Value::link(place.id, place.title())));
    }
    for n in 0..1_500 {
        let born =
            Sample::of(1, 1).today.saturating_sub(jiff::ToSpan::days(i64::try_from(7_000 + n * 7 % 9_000).unwrap()));
        let name = format!("{} {}", given[n % 12], family[n / 12 % 10]);
        let day = i64::from(born.day()) + 40;
        let nik = format!("620399{day:02}{:02}{:02}{:04}", born.month(), born.year() % 100, 5_000 + n);
        let person =
            Record::new(&KADER, id(1_000 + 2 * n)).with("nama", name).with("nik", nik).with("tanggal_lahir", born);
        let post = Record::new(&PENUGASAN, id(1_001 + 2 * n)).with("jabatan", "kader").with("bidang", "kesehatan");
        let post = post.with("kader", Value::link(person.id, "")).with("posyandu", Value::link(id(n % 500 + 1), ""));
        add(person);
        add(post);
    }
    let reason = Some("laju".to_owned());
    let batch = Batch { act: Act::Sample, subject: String::new(), origin: "laju".into(), changes, reason };
    let saved = store.save(&batch).unwrap();
    assert!(matches!(saved, Outcome::Saved(_)), "{saved:?}");
}

fn measure(path: &Path) {
    let opening = Opening::by("laju").without_copies().at(Clock::Fixed(Sample::of(1, 1).moment()));
    let mut table = Table::default();
    for _ in 0..20 {
        let began = Watch::start();
        let mut store = Store::open(path, &opening).unwrap();
        let opened = began.elapsed();
        assert!(matches!(store.serve(Request::Home), Reply::Home(_)));
        table.note("membuka berkas (store): buka, beranda", "", opened, began.elapsed());
    }
    let mut bench = Bench::new(Store::open(path, &opening).unwrap(), table);
    let only = std::env::var("PEMBINA_LAJU_BAGIAN").unwrap_or_default();
    type Part = (&'static str, fn(&mut Bench));
    let parts: &[Part] = &[
        ("daftar", lists),
        ("saring", filters),
        ("cari", searching),
        ("rincian", details),
        ("ganda", doubles),
        ("rencana", plans),
        ("hidup", living),
        ("simpan", saves),
    ];
    for (name, part) in parts.iter().filter(|(name, _)| only.is_empty() || only == *name) {
        part(&mut bench);
        println!("({name}: peak memory of this process {})", peak_memory());
    }
    bench.table.print();
}

/// A plan of 500 lines, the last of five years of them: opened, walked, turned over, typed into.
fn plans(bench: &mut Bench) {
    use pembina::base::id::RecordId;
    use pembina::entity::{NASKAH, RENCANA};
    use pembina::ui::screens::rencana::PlanScreen;

    let words = bench.store.0.words();
    let groups: Vec<&str> = words.list("bidang_rencana").iter().map(|item| item.code.as_str()).collect();
    let mut plan = RecordId(0);
    for year in 2031..2036 {
        let naskah =
            Record::new(&NASKAH, RecordId(-1)).with("nama", format!("Rencana kerja {year}")).with("tahun", year);
        let naskah = naskah.with("tingkat", "kecamatan").with("keadaan", "rancangan");
        let lines = (0..500i64).map(|n| {
            let line = Record::new(&RENCANA, RecordId(-2 - n)).with("naskah", Value::link(RecordId(-1), ""));
            let bidang = groups[usize::try_from(n).unwrap() % groups.len()];
            let line = line.with("bidang", bidang).with("kegiatan", format!("Pelatihan keterampilan kader {n}"));
            let line = line.with("volume", n + 1).with("satuan", "orang").with("harga_satuan", 125_000);
            line.with("jumlah", (n + 1) * 125_000).with("sumber_dana", "apbd-kab").with("bulan", 0x249)
        });
        let changes = std::iter::once(naskah).chain(lines).map(Change::Put).collect();
        let batch = Batch { act: Act::Add, subject: "laju".into(), origin: "laju".into(), changes, reason: None };
        match bench.store.0.save(&batch).unwrap() {
            Outcome::Saved(saved) => plan = saved.records.first().unwrap().1,
            other => panic!("{other:?}"),
        }
    }
    sums_of(plan, bench);
    for _ in 0..20 {
        bench.open("rencana 500 kegiatan: buka", |_| Box::new(PlanScreen::new(plan)));
    }
    for _ in 0..200 {
        bench.time("rencana 500: satu baris", "Down", plain(Key::Down));
    }
    for _ in 0..20 {
        bench.time("rencana 500: satu halaman", "PgUp", plain(Key::PageUp));
        bench.time("rencana 500: lipat, buka", "Left", plain(Key::Left));
        bench.time("rencana 500: lipat, buka", "Right", plain(Key::Right));
        for part in ['2', '3', '4', '5', '6', '7', '8', '1'] {
            bench.time("rencana 500: bagian lain", &part.to_string(), Press::char(part));
        }
    }
    bench.press(Press::char('/'));
    for letter in "pelatihan 12".chars() {
        bench.time("rencana 500: huruf kata cari", "/", Press::char(letter));
    }
    for key in [Key::Esc, Key::Home, Key::Down] {
        bench.press(plain(key));
    }
    bench.time("rencana 500: isi tabel", "t", Press::char('t'));
    bench.press(plain(Key::Tab));
    for digit in "123456712345".chars() {
        bench.time("rencana 500: huruf di sel", "1", Press::char(digit));
    }
    for _ in 0..50 {
        bench.time("rencana 500: sel, jumlah ikut", "Enter", plain(Key::Enter));
        bench.press(Press::char('9'));
    }
}

/// What a plan adds up to, measured alone: all its groupings, ceilings, quarters and gaps, of one year
/// and of five.
fn sums_of(plan: RecordId, bench: &mut Bench) {
    use pembina::request::plan::{By, gaps, guidance, quarters, rooms, sums, total};

    let words = bench.store.0.words();
    let years: Vec<_> = (0..5).map(|_| bench.store.0.plan(plan).unwrap().unwrap()).collect();
    let groupings = [By::Bidang, By::Source, By::Desa, By::Opd, By::Status, By::All];
    for _ in 0..100 {
        for (what, count) in [("rencana 500: semua jumlah", 1), ("rencana 5 x 500: semua jumlah", 5)] {
            let began = Instant::now();
            for plan in years.iter().take(count) {
                std::hint::black_box((total(&plan.lines), rooms(plan), quarters(plan), gaps(plan, &words)));
                std::hint::black_box(guidance(&plan.lines, "pelatihan;rakor"));
                std::hint::black_box(groupings.map(|by| sums(&plan.lines, by)));
            }
            let took = began.elapsed();
            bench.table.note(what, "", took, took);
        }
    }
}

/// The registry's life: the start screen, the board, numbers by desa and the SK calendar, lists as of a day.
fn living(bench: &mut Bench) {
    for _ in 0..10 {
        bench.open("layar depan: buka", |_| Box::<Home>::default());
    }
    for _ in 0..10 {
        bench.open("papan registrasi: buka", |_| Box::<Board>::default());
    }
    walk(bench, "papan registrasi");
    for (what, view) in [("angka per desa", View::Standing), ("kalender SK", View::Ending)] {
        for _ in 0..10 {
            bench.open(&format!("{what}: buka"), |_| Box::new(ByDesa::new(view)));
        }
        walk(bench, what);
    }
    for day in ["1990-06-30", "2015-12-31", "2023-12-31", "2025-12-31"] {
        let day = day.parse().unwrap();
        for entity in [&KADER, &POSYANDU] {
            let of_day = Query { as_of: Some(day), ..Query::all(entity) };
            for field in entity.fields.iter().filter(|field| field.is_sorted()) {
                for order in [Order::Up, Order::Down] {
                    let what = format!("{} per tanggal", entity.name);
                    filtered(bench, &what, &Query { sort: field.name, order, ..of_day.clone() });
                }
            }
        }
        let word = |word: &str| Test::Is(Value::from(word));
        for query in [
            Query { as_of: Some(day), ..Query::all(&KADER) }.only("jabatan", word("ketua")),
            Query { as_of: Some(day), ..Query::all(&KADER) }.only("bidang", word("sosial")),
            Query { as_of: Some(day), ..Query::all(&POSYANDU) }.only("status", word("tutup")),
            Query { as_of: Some(day), ..Query::all(&POSYANDU) }.only("status", word("aktif")),
            Query { as_of: Some(day), ..Query::all(&POSYANDU) }.only("registrasi", word("dikembalikan")),
        ] {
            filtered(bench, "per tanggal, disaring", &query);
        }
    }
}

/// Moves over a screen of rows and opens numbers of it.
fn walk(bench: &mut Bench, what: &str) {
    let step = format!("{what}: satu tombol");
    for _ in 0..30 {
        for key in [Key::Down, Key::Down, Key::Right, Key::Up] {
            bench.time(&step, "panah", plain(key));
        }
    }
    bench.time(&step, "End", plain(Key::End));
    bench.time(&step, "Home", plain(Key::Home));
    for _ in 0..10 {
        bench.time(&format!("{what}: Enter"), "Enter", plain(Key::Enter));
        bench.press(plain(Key::Esc));
        bench.press(plain(Key::Down));
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
    write(&path, &Sample::of(1, 1), "laju").unwrap();
    println!("\n== one kecamatan");
    measure(&path);
}

#[test]
#[ignore = "a benchmark, run by hand; needs the national file"]
fn speed_at_national_size() {
    let Some(path) = std::env::var_os("PEMBINA_LAJU").map(PathBuf::from) else { return };
    println!("\n== {}", path.display());
    measure(&path);
}

#[test]
#[ignore = "a benchmark, run by hand"]
fn speed_at_the_size_of_the_largest_kecamatan() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("besar.db");
    write(&path, &Sample::of(1, 1), "laju").unwrap();
    crowd(&mut Store::open(&path, &Opening::by("laju").without_copies()).unwrap());
    println!("\n== 530 Posyandu, 1.645 kader");
    measure(&path);
}
