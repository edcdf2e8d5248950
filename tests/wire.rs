//! How many bytes a key costs on the line, at 80x24: budgets that a slow SSH line can feel.
//!
//! The desk runs in process: effects are performed at once on a store in memory, and each frame is
//! the one that a key leaves behind. Every frame is also read by a terminal, which must show what
//! the buffer says.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::VecDeque;
use std::sync::LazyLock;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use pembina::base::id::RecordId;
use pembina::base::words::text;
use pembina::entity::KADER;
use pembina::runtime::Serve as _;
use pembina::runtime::file::Stored;
use pembina::runtime::painter::Painter;
use pembina::service::contoh::{self, Sample};
use pembina::store::{Clock, Opening, Store};
use pembina::ui::chrome::put;
use pembina::ui::keymap::{Action, Goto, Key, Keymap, Press, bind};
use pembina::ui::look::{Glyphs, Look, Role, Theme};
use pembina::ui::screens::rencana::PlanScreen;
use pembina::ui::screens::{form::Form, home::Home};
use pembina::ui::widgets::line::Line;
use pembina::ui::{Cx, Desk, Effect, Event, Outcome, Screen, Ui};

const COLUMNS: u16 = 80;
const ROWS: u16 = 24;

/// Budgets in bytes.
const LETTER: usize = 48;
const ROW: usize = 240;
const CELL: usize = 120;
const ROW_LEAN: usize = 80;
const PAGE: usize = 2_400;
const FIRST: usize = 3_000;

/// A desk on a wire.
struct Wire {
    ui: Ui,
    painter: Painter,
    store: Stored,
    terminal: vt100::Parser,
    cost: usize,
}

impl Wire {
    /// Opens a desk with its first screen over a store, and paints it once its data has come.
    fn new(look: Look, store: Store, first: impl FnOnce(&Desk) -> Box<dyn Screen>) -> Self {
        let mut desk = pembina::ui::desk(store.today(), look, "uji");
        desk.words = store.words();
        let first = first(&desk);
        let (ui, effects) = Ui::new(desk, (COLUMNS, ROWS), first);
        let terminal = vt100::Parser::new(ROWS, COLUMNS, 0);
        let mut wire = Wire { ui, painter: Painter::new(), store: Stored(store), terminal, cost: 0 };
        wire.settle(effects);
        wire.draw();
        wire
    }

    /// The bytes that a key costs, with everything that follows from it.
    fn press(&mut self, press: Press) -> usize {
        let (_, effects) = self.ui.update(Event::Press(press));
        self.settle(effects);
        self.draw();
        self.cost
    }

    /// The most that one of these letters costs.
    fn typed(&mut self, letters: &str) -> usize {
        letters.chars().map(|c| self.press(Press::char(c))).max().unwrap_or_default()
    }

    fn settle(&mut self, effects: Vec<Effect>) {
        let mut waiting = VecDeque::from(effects);
        while let Some(effect) = waiting.pop_front() {
            if let Effect::Ask(ticket, request) = effect {
                let reply = self.store.serve(request);
                let (_, effects) = self.ui.update(Event::Reply(ticket, reply));
                waiting.extend(effects);
            }
        }
    }

    fn draw(&mut self) {
        let mut buf = Buffer::empty(Rect::new(0, 0, COLUMNS, ROWS));
        let cursor = self.ui.view(&mut buf);
        let bytes = self.painter.frame(&buf, cursor, self.ui.desk().look.glyphs);
        self.cost = bytes.len();
        self.terminal.process(bytes);
        let shown = self.terminal.screen();
        let exact = self.ui.desk().look.glyphs == Glyphs::Utf8;
        for (y, line) in (0..).zip(shown.rows(0, COLUMNS)).filter(|_| exact) {
            let want: String = (0..COLUMNS).map(|x| buf[(x, y)].symbol().to_owned()).collect();
            assert_eq!(line.trim_end(), want.trim_end(), "row {y}");
        }
        assert_eq!(shown.hide_cursor(), cursor.is_none());
        assert!(self.painter.frame(&buf, cursor, self.ui.desk().look.glyphs).is_empty(), "the same frame again");
    }
}

fn look() -> Look {
    Look::default()
}

fn empty() -> Store {
    Store::memory(&Opening::by("uji").without_copies()).unwrap()
}

// ---------------------------------------------------------------- the real screens, 431 kader

/// The made-up kecamatan of `demo`, made once for all tests, which only look.
static SAMPLE: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let dir = tempfile::tempdir().unwrap();
    contoh::write(&dir.path().join("contoh.db"), &Sample::demo(contoh::ANCHOR), "uji").unwrap();
    dir
});

fn sample() -> Store {
    let sample = Sample::demo(contoh::ANCHOR);
    let opening = Opening::by("uji").without_copies().at(Clock::Fixed(sample.moment()));
    Store::open(&SAMPLE.path().join("contoh.db"), &opening).unwrap()
}

fn list(name: &'static str, look: Look) -> Wire {
    Wire::new(look, sample(), move |desk| pembina::ui::screens::open(Goto::List(name), desk).unwrap())
}

const LISTS: [&str; 4] = ["kader", "posyandu", "desa", "sk"];

#[test]
fn the_first_frames_are_small() {
    let wire = Wire::new(look(), sample(), |_| Box::<Home>::default());
    println!("first frame, start screen: {} bytes", wire.cost);
    assert!(wire.cost <= FIRST, "start screen: {}", wire.cost);
    for name in LISTS {
        let wire = list(name, look());
        println!("first frame, {name}: {} bytes", wire.cost);
        assert!(wire.cost <= FIRST, "{name}: {}", wire.cost);
    }
}

#[test]
fn moving_one_row_costs_two_rows_at_most() {
    for name in LISTS {
        for theme in [Theme::Gelap, Theme::Terang, Theme::Kontras, Theme::Mono] {
            let mut wire = list(name, Look { theme, ..look() });
            let most = (0..12).map(|_| wire.press(Press::plain(Key::Down))).max().unwrap();
            println!("a row down, {name}, {}: {most} bytes", theme.word());
            assert!(most <= ROW, "{name}, {theme:?}: {most}");
        }
    }
}

/// A plan of so many lines over the seven groups.
fn planned(count: i64) -> (Store, RecordId) {
    use pembina::entity::{NASKAH, RENCANA, Record, Value};
    use pembina::request::{Act, Batch, Change};

    let mut store = empty();
    let groups = store.words().list("bidang_rencana").iter().map(|item| item.code.clone()).collect::<Vec<_>>();
    let plan = Record::new(&NASKAH, RecordId(-1)).with("nama", "Rencana kerja 2031").with("tahun", 2031);
    let plan = plan.with("tingkat", "kecamatan").with("keadaan", "rancangan");
    let lines = (0..count).map(|n| {
        let line = Record::new(&RENCANA, RecordId(-2 - n)).with("naskah", Value::link(RecordId(-1), ""));
        let bidang = groups[usize::try_from(n).unwrap() % groups.len()].as_str();
        let line = line.with("bidang", bidang).with("kegiatan", format!("Pelatihan keterampilan kader {n}"));
        let line = line.with("volume", n + 1).with("satuan", "orang").with("harga_satuan", 125_000);
        line.with("jumlah", (n + 1) * 125_000).with("sumber_dana", "apbd-kab").with("bulan", 0x249)
    });
    let changes = std::iter::once(plan).chain(lines).map(Change::Put).collect();
    let batch = Batch { act: Act::Add, subject: "uji".into(), origin: "uji".into(), changes, reason: None };
    match store.save(&batch).unwrap() {
        pembina::store::Outcome::Saved(saved) => {
            let id = saved.records.first().unwrap().1;
            (store, id)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_row_of_a_plan_costs_no_more_than_one_of_a_list() {
    for theme in [Theme::Gelap, Theme::Terang, Theme::Kontras, Theme::Mono] {
        let (store, plan) = planned(500);
        let mut wire = Wire::new(Look { theme, ..look() }, store, move |_| Box::new(PlanScreen::new(plan)));
        println!("first frame, plan of 500 lines, {}: {} bytes", theme.word(), wire.cost);
        assert!(wire.cost <= FIRST, "{}", wire.cost);
        let most = (0..12).map(|_| wire.press(Press::plain(Key::Down))).max().unwrap();
        println!("a row down, plan, {}: {most} bytes", theme.word());
        assert!(most <= ROW, "{theme:?}: {most}");
    }
}

#[test]
fn moving_one_row_in_the_lean_look_costs_two_signs() {
    for name in LISTS {
        let mut wire = list(name, Look { lean: true, ..look() });
        let most = (0..12).map(|_| wire.press(Press::plain(Key::Down))).max().unwrap();
        println!("a row down, {name}, lean: {most} bytes");
        assert!(most <= ROW_LEAN, "{name}: {most}");
    }
}

#[test]
fn a_page_costs_its_letters() {
    for name in ["kader", "posyandu"] {
        let mut wire = list(name, look());
        let most = (0..12).map(|_| wire.press(Press::plain(Key::PageDown))).max().unwrap();
        println!("a page, {name}: {most} bytes");
        assert!(most <= PAGE, "{name}: {most}");
    }
}

#[test]
fn a_letter_in_a_field_costs_itself_and_its_hint() {
    let mut wire = Wire::new(look(), sample(), |_| Box::new(Form::new(&KADER)));
    println!("the blank form of a kader: {} bytes", wire.cost);
    assert!(wire.cost <= FIRST, "{}", wire.cost);
    let first = wire.typed("s");
    let most = wire.typed("iti aminah");
    println!("the first letter: {first} bytes; the next: {most} bytes");
    assert!(first.max(most) <= LETTER, "{first} {most}");
    wire.press(Press::plain(Key::Enter));
    let most = wire.typed("620399450198000");
    println!("a digit of the NIK: {most} bytes");
    assert!(most <= LETTER, "{most}");
}

#[test]
fn moving_the_cell_cursor_costs_two_cells() {
    for name in LISTS {
        for theme in [Theme::Gelap, Theme::Terang, Theme::Kontras, Theme::Mono] {
            let mut wire = list(name, Look { theme, ..look() });
            wire.press(Press::char('t'));
            let down = (0..12).map(|_| wire.press(Press::plain(Key::Down))).max().unwrap();
            let across = (0..3).map(|_| wire.press(Press::plain(Key::Right))).max().unwrap();
            println!("a cell down, {name}, {}: {down} bytes; to the right: {across} bytes", theme.word());
            assert!(down.max(across) <= CELL, "{name}, {theme:?}: {down} {across}");
        }
    }
}

#[test]
fn a_letter_in_a_cell_costs_itself() {
    let mut wire = list("kader", look());
    wire.press(Press::char('t'));
    let first = wire.typed("s");
    let most = wire.typed("iti aminah");
    println!("the first letter over a cell: {first} bytes; the next: {most} bytes");
    assert!(most <= LETTER, "{most}");
    let taken = wire.press(Press::plain(Key::Enter));
    println!("the cell taken: {taken} bytes");
    wire.press(Press::plain(Key::Right));
    wire.typed("6");
    let most = wire.typed("20399450198000");
    println!("a digit of the NIK in its cell: {most} bytes");
    assert!(most <= LETTER, "{most}");
}

#[test]
fn a_letter_of_a_search_costs_at_most_a_page() {
    let mut wire = list("kader", look());
    wire.press(Press::char('/'));
    let most = wire.typed("siti");
    println!("a letter of a search: {most} bytes");
    assert!(most <= PAGE, "{most}");
}

#[test]
fn no_screen_sends_anything_beyond_ascii_in_the_ascii_look() {
    let mut wire = list("kader", Look { glyphs: Glyphs::Ascii, ..look() });
    for press in [Press::char('?'), Press::plain(Key::Esc), Press::char(':'), Press::char('é')] {
        wire.press(press);
        assert!(wire.terminal.screen().contents().is_ascii());
    }
}

// ---------------------------------------------------------------- a list and a field at the edge of what budgets allow

static KEYS: Keymap = Keymap {
    name: text("Uji", "Test"),
    bindings: &[
        bind(&[Press::plain(Key::Up)], Action::Up, 1, text("naik", "up"), text("Naik", "Up")),
        bind(&[Press::plain(Key::Down)], Action::Down, 1, text("turun", "down"), text("Turun", "Down")),
        bind(&[Press::plain(Key::PageDown)], Action::PageDown, 1, text("halaman", "page"), text("Halaman", "Page")),
    ],
};

/// 1,500 rows in the columns of the kader list.
#[derive(Default)]
struct Rows {
    at: usize,
    top: usize,
    height: usize,
}

fn row(n: usize) -> String {
    const FIRST: &[&str] = &["Siti", "Nur", "Sri", "Dewi", "Yuliana", "Hj. Aisyah", "Maria", "Ni Luh Putu"];
    const LAST: &[&str] = &["Aminah", "Hidayati", "Wahyuni", "Kartika Sari", "Rahmawati", "Lestari", "Handayani"];
    const AT: &[&str] = &["Mawar 1", "Melati", "Anggrek 2", "Kenanga Indah", "Flamboyan", "Cempaka"];
    let name = format!("{} {}", FIRST[n * 7 % FIRST.len()], LAST[n * 5 % LAST.len()]);
    format!("{name:<28}  620399**********  {:<14}  {:<12}", AT[n * 11 % AT.len()], ["Ketua", "Anggota"][n % 2])
}

impl Screen for Rows {
    fn title(&self, _: &Look) -> String {
        "Kader · Kecamatan Selat".into()
    }
    fn facts(&self, _: &Look) -> String {
        format!("{} dari 1.500 · menurut nama", self.at + 1)
    }
    fn keys(&self) -> &'static Keymap {
        &KEYS
    }
    fn on_action(&mut self, action: Action, _: &mut Cx) -> Outcome {
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at += 1,
            Action::PageDown => {
                self.at += self.height;
                self.top += self.height;
            }
            _ => return Outcome::Ignored,
        }
        self.top = self.top.clamp((self.at + 1).saturating_sub(self.height), self.at);
        Outcome::Changed
    }
    fn layout(&mut self, area: Rect) {
        self.height = usize::from(area.height) - 1;
    }
    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, _: &Desk) -> Option<Position> {
        put(buf, (1, area.y), "Nama", 78, look.style(Role::Heading), look);
        for (y, n) in (area.y + 1..area.bottom()).zip(self.top..) {
            let here = n == self.at;
            let style = look.style(if here { Role::Selected } else { Role::Plain });
            put(buf, (0, y), &format!("{} {:<78}", if here { ">" } else { " " }, row(n)), 80, style, look);
        }
        None
    }
}

#[test]
fn a_first_frame_that_fills_the_screen_is_small() {
    let wire = Wire::new(look(), empty(), |_| Box::<Rows>::default());
    println!("first frame: {} bytes", wire.cost);
    assert!(wire.cost <= FIRST, "{}", wire.cost);
}

#[test]
fn a_row_that_fills_the_screen_costs_two_rows_at_most() {
    for theme in [Theme::Gelap, Theme::Terang, Theme::Kontras, Theme::Mono] {
        let mut wire = Wire::new(Look { theme, ..look() }, empty(), |_| Box::<Rows>::default());
        let most = (0..12).map(|_| wire.press(Press::plain(Key::Down))).max().unwrap();
        println!("a row down, {}: {most} bytes", theme.word());
        assert!(most <= ROW, "{theme:?}: {most}");
    }
}

#[test]
fn a_row_that_fills_the_screen_costs_two_signs_in_the_lean_look() {
    let mut wire = Wire::new(Look { lean: true, ..look() }, empty(), |_| Box::<Rows>::default());
    let most = (0..12).map(|_| wire.press(Press::plain(Key::Down))).max().unwrap();
    println!("a row down, lean: {most} bytes");
    assert!(most <= ROW_LEAN, "{most}");
}

#[test]
fn a_page_that_fills_the_screen_costs_its_letters() {
    let mut wire = Wire::new(look(), empty(), |_| Box::<Rows>::default());
    let most = (0..20).map(|_| wire.press(Press::plain(Key::PageDown))).max().unwrap();
    println!("a page: {most} bytes");
    assert!(most <= PAGE, "{most}");
}

#[test]
fn letters_in_the_palette_stay_small() {
    let mut wire = Wire::new(look(), empty(), |_| Box::<Rows>::default());
    wire.press(Press::char(':'));
    wire.press(Press::plain(Key::Esc));
    let again = wire.press(Press::char(':'));
    println!("the palette opens: {again} bytes");
    assert!(again <= PAGE, "{again}");
}

#[test]
fn the_ascii_look_sends_nothing_beyond_ascii() {
    let mut wire = Wire::new(Look { glyphs: Glyphs::Ascii, ..look() }, empty(), |_| Box::<Typed>::default());
    wire.press(Press::char('é'));
    assert!(wire.terminal.screen().contents().is_ascii());
}

/// One field, as forms have them.
#[derive(Default)]
struct Typed(Line);

impl Screen for Typed {
    fn title(&self, _: &Look) -> String {
        "Kader baru".into()
    }
    fn keys(&self) -> &'static Keymap {
        &KEYS
    }
    fn takes(&self, c: char) -> bool {
        !c.is_control()
    }
    fn on_text(&mut self, c: char, _: &mut Cx) -> Outcome {
        self.0.insert(c);
        Outcome::Changed
    }
    fn on_action(&mut self, _: Action, _: &mut Cx) -> Outcome {
        Outcome::Ignored
    }
    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, _: &Desk) -> Option<Position> {
        put(buf, (1, area.y), "Nama lengkap", 20, look.style(Role::Accent), look);
        put(buf, (1, area.bottom() - 1), "Nama seperti pada KTP.", 78, look.style(Role::Muted), look);
        Some(self.0.view(buf, (22, area.y), 50, look.style(Role::Plain)))
    }
}

#[test]
fn a_letter_costs_itself() {
    let mut wire = Wire::new(look(), empty(), |_| Box::<Typed>::default());
    wire.typed("s");
    let most = wire.typed("iti aminah binti hasan");
    println!("a letter: {most} bytes");
    assert!(most <= LETTER, "{most}");
}
