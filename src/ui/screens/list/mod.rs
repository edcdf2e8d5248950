//! ONE list for every entity, by its description.

pub(in crate::ui::screens) mod export;
pub mod filter;
pub mod grid;
pub mod many;
pub mod paste;

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{FormWish, open_form};
use crate::base::date::{self, Date};
use crate::base::id::{RecordId, Ticket};
use crate::base::money;
use crate::base::text::{Ellipsis, fit};
use crate::base::words::{Phrase, Text, text};
use crate::entity::value::{Hand, Reading};
use crate::entity::{DESA, Entity, Field, INSENTIF, NASKAH, gabung};
use crate::request::{Filter, ImportJob, Order, Query, Reply, Request, Scope, Test};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Key, Keymap, Press, bind};
use crate::ui::keys;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Outcome, Screen};
use crate::ui::screens::ask;
use crate::ui::screens::choose::Choose;
use crate::ui::screens::ganda::banding::Compare;
use crate::ui::screens::hayat::banding::Between;
use crate::ui::screens::hayat::{self, LifeFlow};
use crate::ui::screens::history::History;
use crate::ui::screens::import::{self, Import};
use crate::ui::screens::laporan::{About, Reports};
use crate::ui::screens::rencana::begin::BeginFlow;
use crate::ui::screens::rencana::born::{self, BornFlow, Covered};
use crate::ui::screens::susun;
use crate::ui::widgets::feed::{Feed, Heard, SELECT_LIMIT, Shown};
use crate::ui::widgets::line::Line;
use crate::ui::widgets::table::{self, Table};
use crate::ui::widgets::wrap;
use export::ExportFlow;
use filter::FilterFlow;
use grid::GridScreen;
use many::{ManyFlow, Step};

pub(super) static KEYS: Keymap = Keymap {
    name: text("Daftar", "List"),
    bindings: &[
        keys::OPEN,
        keys::ranked(keys::RESTORE, 2),
        keys::ranked(keys::CHANGE_MANY, 2),
        keys::ADD,
        keys::EDIT,
        keys::GRID,
        keys::SEARCH,
        keys::FILTER,
        keys::SORT,
        keys::SELECT,
        keys::EXPORT,
        keys::FILTER_HERE,
        keys::COLUMNS,
        keys::SELECT_ALL,
        keys::ranked(keys::MERGE, 2),
        keys::ROLL,
        keys::ranked(keys::REPORTS, 2),
        keys::BORN,
        keys::LIFE,
        keys::PER_DAY,
        keys::DELETE,
        keys::DUPLICATE,
        keys::ranked(keys::BIN, 9),
        keys::HISTORY,
        keys::REVEAL,
        keys::IMPORT,
        keys::REFRESH,
        keys::UP,
        keys::DOWN,
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::FIRST,
        keys::LAST,
        keys::LEFT,
        keys::RIGHT,
    ],
};

/// The keys while the search is typed.
pub(super) static SEARCH_KEYS: Keymap = Keymap {
    name: text("Mencari", "Searching"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter), Press::plain(Key::Tab)],
            Action::Open,
            1,
            text("ke daftar", "to the list"),
            text("Selesai mengetik; kata cari tetap berlaku", "Done typing; the search stays"),
        ),
        keys::ranked(keys::UP, 2),
        keys::ranked(keys::DOWN, 3),
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::ERASE_BACK,
        keys::ERASE_WORD,
        keys::CLEAR,
        bind(
            &[Press::plain(Key::Esc)],
            Action::Back,
            4,
            text("hapus kata cari", "clear search"),
            text("Hapus kata cari", "Clear the search"),
        ),
    ],
};

/// What the history calls a pasted block.
const PASTED: &str = "tempelan";

/// Where letters go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Rows,
    Searching,
}

/// What the panel above was asked for.
enum Flow {
    Filter(FilterFlow),
    Here(Vec<&'static Field>),
    Sort(Vec<(&'static Field, Order)>),
    Columns(Vec<&'static Field>),
    Many(ManyFlow),
    Export(ExportFlow),
    Merge,
    Begin(BeginFlow),
    Born(BornFlow),
    Life(Box<LifeFlow>),
    PerDay,
    Day,
}

/// The list.
pub struct List {
    entity: &'static Entity,
    feed: Feed,
    search: Line,
    mode: Mode,
    selected: BTreeSet<RecordId>,
    revealed: Option<RecordId>,
    flow: Option<Flow>,
    /// The day it was opened with: going back leaves the list, it does not turn to now.
    came: Option<Date>,
    area: Rect,
}

impl List {
    /// All records of an entity.
    pub fn new(entity: &'static Entity, desk: &Desk) -> Self {
        List::of(Query::all(entity), desk)
    }

    /// The rows of a query.
    pub fn of(query: Query, desk: &Desk) -> Self {
        let entity = query.entity;
        List {
            entity,
            came: query.as_of,
            search: Line::new(&query.search),
            feed: Feed::new(query, Table::new(entity, &desk.settings, None)),
            mode: Mode::Rows,
            selected: BTreeSet::new(),
            revealed: None,
            flow: None,
            area: Rect::new(0, 0, 80, 20),
        }
    }

    /// The same list with the search open for typing.
    pub fn searching(mut self) -> Self {
        self.mode = Mode::Searching;
        self
    }

    fn has_line(&self) -> bool {
        self.mode == Mode::Searching
            || !self.search.is_empty()
            || !self.feed.query.filters.is_empty()
            || self.feed.query.scope == Scope::Bin
            || self.feed.query.as_of.is_some()
    }

    fn lay(&mut self) {
        let line = u16::from(self.has_line());
        let area = Rect { y: self.area.y + line, height: self.area.height.saturating_sub(line), ..self.area };
        self.feed.layout(area);
    }

    /// Other rows are wanted now.
    fn asked_anew(&mut self, cx: &mut Cx) -> Outcome {
        self.lay();
        self.feed.restart(cx);
        Outcome::Changed
    }

    fn searched(&mut self, cx: &mut Cx) -> Outcome {
        self.feed.query.search = self.search.text();
        self.asked_anew(cx)
    }

    fn back(&mut self, cx: &mut Cx) -> Outcome {
        if self.mode == Mode::Searching || !self.search.is_empty() {
            self.mode = Mode::Rows;
            if self.search.is_empty() {
                self.lay();
                return Outcome::Changed;
            }
            self.search.clear();
            return self.searched(cx);
        }
        if !self.selected.is_empty() {
            self.selected.clear();
            return Outcome::Changed;
        }
        if self.feed.query.scope == Scope::Bin {
            return self.toggle_bin(cx);
        }
        if self.feed.query.as_of != self.came {
            return self.per_day(self.came, cx);
        }
        Outcome::Ignored
    }

    fn toggle_bin(&mut self, cx: &mut Cx) -> Outcome {
        self.selected.clear();
        self.feed.query.scope = match self.feed.query.scope {
            Scope::Present => Scope::Bin,
            Scope::Bin => Scope::Present,
        };
        self.asked_anew(cx)
    }

    /// The list as of this day, or as it is now.
    fn per_day(&mut self, day: Option<Date>, cx: &mut Cx) -> Outcome {
        self.selected.clear();
        self.feed.query.as_of = day;
        self.lay();
        self.feed.reload(cx);
        Outcome::Changed
    }

    fn ask_per_day(&mut self, cx: &mut Cx) {
        let look = cx.desk.look;
        let mut items = vec![
            text("Daftar ini per tanggal ...", "This list as of a day ..."),
            text("Yang berubah antara dua tanggal ...", "What changed between two days ..."),
        ];
        if self.feed.query.as_of.is_some() {
            items.push(text("Kembali ke keadaan sekarang", "Back to how things are now"));
        }
        let items = items.into_iter().map(|item| look.say(item).to_owned()).collect();
        cx.push(Choose::one(text("Keadaan per tanggal", "As of a day"), items));
        self.flow = Some(Flow::PerDay);
    }

    fn answer_per_day(&mut self, chosen: usize, cx: &mut Cx) -> Outcome {
        match chosen {
            0 => {
                let hint = text(
                    "Misalnya 31-12-2025. Yang ditampilkan: keadaan pada hari itu.",
                    "As 31-12-2025. What is shown: how things stood that day.",
                );
                hayat::ask_day(text("Keadaan per tanggal", "As of"), hint, self.feed.query.as_of, cx);
                self.flow = Some(Flow::Day);
            }
            1 => match self.feed.query.as_of {
                Some(day) => cx.push(Between::new(day, cx.desk.today)),
                None => cx.push(Between::this_year(cx.desk.today)),
            },
            _ => return self.per_day(None, cx),
        }
        Outcome::Changed
    }

    fn live(&mut self, cx: &mut Cx) {
        if let Some(target) = many::target(self.entity, &self.selected, self.feed.current()) {
            self.flow = Some(Flow::Life(Box::new(LifeFlow::start(target, cx))));
        }
    }

    fn lived(&mut self, step: Step<LifeFlow>) {
        match step {
            Step::On(flow) => self.flow = Some(Flow::Life(Box::new(flow))),
            Step::Done => self.selected.clear(),
            Step::Over => {}
        }
    }

    fn select(&mut self, cx: &mut Cx) -> Outcome {
        let Some(id) = self.feed.current().map(|record| record.id) else { return Outcome::Unchanged };
        if !self.selected.remove(&id) {
            self.selected.insert(id);
        }
        self.feed.act(Action::Down, cx);
        Outcome::Changed
    }

    fn select_all(&mut self, cx: &mut Cx) -> Outcome {
        if !self.selected.is_empty() {
            self.selected.clear();
            return Outcome::Changed;
        }
        match self.feed.count() {
            Some((count, _)) if count > SELECT_LIMIT => {
                let limit = money::show(i64::try_from(SELECT_LIMIT).unwrap_or(i64::MAX));
                cx.warn(
                    text(
                        "Terlalu banyak untuk dipilih sekaligus (paling banyak {0}). Saring dulu dengan s.",
                        "Too many to select at once (at most {0}). Filter first with s.",
                    )
                    .with([limit]),
                );
            }
            _ => self.feed.gather(cx),
        }
        Outcome::Changed
    }

    fn reveal(&mut self, cx: &mut Cx) -> Outcome {
        let Some(record) = self.feed.current() else { return Outcome::Unchanged };
        let id = record.id;
        if self.revealed == Some(id) {
            self.revealed = None;
            return Outcome::Changed;
        }
        note_reveal(record, cx);
        self.revealed = Some(id);
        Outcome::Changed
    }

    fn filter_here(&mut self, cx: &mut Cx) -> Outcome {
        let Some(record) = self.feed.current() else { return Outcome::Unchanged };
        if let Some(field) = self.feed.table.focused().filter(|field| field.is_filtered()) {
            return self.only(field, cx);
        }
        let look = cx.desk.look;
        let fields: Vec<&'static Field> = self.entity.fields.iter().filter(|field| field.is_filtered()).collect();
        let items = fields
            .iter()
            .map(|field| match field.kind.show(record.get(field.name), look.lang, &cx.desk.words) {
                shown if shown.is_empty() => filter::empty_words(field, &look),
                shown => format!("{}: {shown}", look.say(field.label)),
            })
            .collect();
        cx.push(Choose::one(text("Saring seperti baris ini", "Only rows like this one"), items));
        self.flow = Some(Flow::Here(fields));
        Outcome::Changed
    }

    /// Only rows with the same value in this field as the current one.
    fn only(&mut self, field: &'static Field, cx: &mut Cx) -> Outcome {
        let Some(value) = self.feed.current().map(|record| record.get(field.name).clone()) else {
            return Outcome::Unchanged;
        };
        let test = if value.is_empty() { Test::Empty } else { Test::Is(value) };
        filter::set(&mut self.feed, field.name, Some(test));
        self.lay();
        self.feed.reload(cx);
        Outcome::Changed
    }

    fn ask_sort(&mut self, cx: &mut Cx) {
        let look = cx.desk.look;
        let sortable =
            self.entity.fields.iter().filter(|field| field.is_sorted() && !self.feed.query.differs(field.name));
        let orders: Vec<(&'static Field, Order)> =
            sortable.flat_map(|field| [(field, Order::Up), (field, Order::Down)]).collect();
        let items = orders
            .iter()
            .map(|(field, order)| {
                let direction = match order {
                    Order::Up => text("naik (A-Z, lama ke baru)", "up (A-Z, old to new)"),
                    Order::Down => text("turun (Z-A, baru ke lama)", "down (Z-A, new to old)"),
                };
                format!("{}, {}", look.say(field.label), look.say(direction))
            })
            .collect();
        let now = (self.feed.query.sort, self.feed.query.order);
        // The cursor stands on the other direction of the present order: Enter turns it round.
        let at = orders.iter().position(|(field, order)| field.name == now.0 && *order != now.1).unwrap_or(0);
        cx.push(Choose::one(text("Urutkan menurut", "Sort by"), items).at(at));
        self.flow = Some(Flow::Sort(orders));
    }

    fn ask_columns(&mut self, cx: &mut Cx) {
        let look = cx.desk.look;
        let fields: Vec<&'static Field> =
            self.entity.fields.iter().filter(|field| field.name != self.entity.title).collect();
        let items = fields.iter().map(|field| look.say(field.label).to_owned()).collect();
        let shown = self.feed.table.columns();
        let chosen: Vec<usize> =
            fields.iter().enumerate().filter(|(_, f)| shown.iter().any(|s| s.name == f.name)).map(|(n, _)| n).collect();
        cx.push(Choose::many(
            text("Kolom yang tampak (nama selalu)", "Columns shown (the name always)"),
            items,
            chosen,
        ));
        self.flow = Some(Flow::Columns(fields));
    }

    fn set_columns(&mut self, fields: &[&'static Field], chosen: &[usize], cx: &mut Cx) {
        let names: Vec<&str> = chosen.iter().filter_map(|&n| fields.get(n)).map(|field| field.name).collect();
        let (key, value) = (table::key(self.entity), names.join(","));
        cx.desk.settings.set(key.clone(), value.clone());
        cx.ask(Request::Remember(key, value));
        self.feed.table = Table::new(self.entity, &cx.desk.settings, None);
        self.lay();
        cx.say(text("Kolom diingat untuk daftar ini.", "The columns are kept for this list."));
    }

    fn start_many(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        let Some(target) = many::target(self.entity, &self.selected, self.feed.current()) else {
            return Outcome::Unchanged;
        };
        self.flow = Some(Flow::Many(match action {
            Action::Delete => ManyFlow::delete(target, cx),
            Action::Restore => ManyFlow::restore(target, cx),
            _ => ManyFlow::change(target, cx),
        }));
        Outcome::Changed
    }

    /// Lays the two selected records side by side.
    fn merge(&mut self, cx: &mut Cx) -> Outcome {
        let ids: Vec<RecordId> = self.selected.iter().copied().collect();
        let [one, two] = ids.as_slice() else { return Outcome::Unchanged };
        self.flow = Some(Flow::Merge);
        cx.push(Compare::new(self.entity, [*one, *two], Vec::new()));
        Outcome::Changed
    }

    /// Puts a list of people together: a month's incentives, the names of an SK.
    fn put_together(&mut self, cx: &mut Cx) {
        if self.entity == &INSENTIF {
            cx.push(susun::insentif::MonthList::new(cx.desk.today));
        } else if let Some(sk) = self.feed.current() {
            cx.push(susun::nama::Names::new(sk.id));
        }
    }

    /// Makes a plan line of what is selected.
    fn bear(&mut self, cx: &mut Cx) {
        if let Some(target) = many::target(self.entity, &self.selected, self.feed.current()) {
            let covered = Covered { entity: self.entity, ids: target.ids, activity: String::new() };
            self.flow = Some(Flow::Born(BornFlow::start(covered, cx)));
        }
    }

    fn stepped(&mut self, step: Step) {
        match step {
            Step::On(flow) => self.flow = Some(Flow::Many(flow)),
            Step::Done => self.selected.clear(),
            Step::Over => {}
        }
    }

    fn open(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        let Some(record) = self.feed.current() else { return Outcome::Unchanged };
        match action {
            Action::Edit => open_form(FormWish::Edit(record.clone()), cx),
            Action::Duplicate => open_form(FormWish::Copy(record.clone()), cx),
            Action::History => cx.push(History::of(self.entity, record.id, record.title())),
            _ => super::open_record(self.entity, record.id, cx),
        }
        Outcome::Changed
    }

    /// The same rows, to type into.
    fn grid(&self, desk: &Desk) -> GridScreen {
        let mut table = Table::new(self.entity, &desk.settings, None);
        table.go(self.feed.table.at());
        GridScreen::new(self.feed.query.clone(), table, self.feed.current().map(|record| record.id)).given(self.given())
    }

    /// A pasted block becomes new rows: by the review of an import where this list is taken from
    /// files and enough is recognised, else on the blank rows of the grid. A single word is searched for.
    fn paste(&mut self, pasted: &str, cx: &mut Cx) -> Outcome {
        if let Some(why) = self.why_not(Action::Add) {
            cx.warn(why);
            return Outcome::Changed;
        }
        let block = pasted.trim_matches(['\n', '\r']);
        if !block.contains(['\t', '\n', '\r']) {
            self.mode = Mode::Searching;
            self.search.insert_all(block.trim());
            return self.searched(cx);
        }
        let headed = import::takes(self.entity).then(|| {
            let reading = Reading { today: cx.desk.today, words: &cx.desk.words, hand: Hand::Office };
            paste::with_headings(self.entity, self.feed.table.columns(), block, &reading)
        });
        if let Some(headed) = headed.flatten() {
            cx.push(Import::of(ImportJob {
                file: PASTED.to_owned(),
                text: Some(headed),
                kind: self.entity.name.to_owned(),
                ..ImportJob::default()
            }));
        } else {
            let table = Table::new(self.entity, &cx.desk.settings, None);
            cx.push(GridScreen::pasted(self.feed.query.clone(), table, block.to_owned()).given(self.given()));
        }
        Outcome::Changed
    }

    /// What an empty list says: why, and what to press.
    fn emptiness(&self, look: &Look) -> Phrase {
        if !self.search.is_empty() {
            return text(
                "Tidak ada yang cocok dengan \"{0}\". Esc menghapus kata cari.",
                "Nothing fits \"{0}\". Esc clears the search.",
            )
            .with([fit(&self.search.text(), 40, Ellipsis::default()).into_owned()]);
        }
        if !self.feed.query.filters.is_empty() {
            return text(
                "Tidak ada yang lolos saringan. Tekan s, lalu \"Hapus semua saringan\".",
                "Nothing passes the filters. Press s, then \"Take all filters away\".",
            )
            .into();
        }
        if self.feed.query.scope == Scope::Bin {
            return text("Keranjang kosong. Tekan b untuk kembali.", "The bin is empty. Press b to go back.").into();
        }
        let label = look.say(self.entity.label);
        if import::takes(self.entity) {
            text(
                "Belum ada {0}. Tekan a untuk menambah, atau i untuk mengambil berkas kantor (impor).",
                "No {0} yet. Press a to add one, or i to take in an office file (import).",
            )
            .with([label])
        } else {
            text("Belum ada {0}. Tekan a untuk menambah.", "No {0} yet. Press a to add one.").with([label])
        }
    }

    /// The line of search and filters.
    fn view_line(&self, area: Rect, buf: &mut Buffer, desk: &Desk) -> Option<Position> {
        let look = &desk.look;
        let filters: Vec<String> =
            self.feed.query.filters.iter().map(|f: &Filter| filter::words(self.entity, f, look, &desk.words)).collect();
        let mut right = String::new();
        if self.feed.query.scope == Scope::Bin {
            right.push_str(look.say(text("Keranjang (yang dihapus)", "Bin (deleted)")));
        }
        if let Some(day) = self.feed.query.as_of {
            let said = match self.came {
                None => text("Keadaan per {0} (Esc: sekarang)", "As of {0} (Esc: now)"),
                Some(_) => text("Keadaan per {0} (w: lain)", "As of {0} (w: another)"),
            };
            let words = said.with([date::show(day)]);
            right.push_str(&words.get(look.lang));
        }
        if !filters.is_empty() {
            if !right.is_empty() {
                right.push_str("  ");
            }
            right.push_str(look.say(text("Saring: ", "Filter: ")));
            right.push_str(&filters.join(&format!(" {} ", look.dot())));
        }
        // Without a search the filters have the whole line.
        let unsearched = self.mode == Mode::Rows && self.search.is_empty();
        let half = area.width / 2;
        let from = if unsearched { 1 } else { half };
        put(buf, (from, area.y), &right, area.width.saturating_sub(from + 1), look.style(Role::Accent), look);
        if unsearched {
            return None;
        }
        let label = look.say(text("Cari:", "Search:"));
        let x = put(buf, (1, area.y), label, half, look.style(Role::Muted), look) + 1;
        if self.mode == Mode::Rows {
            put(buf, (x, area.y), &self.search.text(), half.saturating_sub(x + 1), look.style(Role::Accent), look);
            return None;
        }
        Some(self.search.view(buf, (x, area.y), half.saturating_sub(x + 1), look.style(Role::Accent)))
    }

    fn act_searching(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Open => {
                self.mode = Mode::Rows;
                self.lay();
                Outcome::Changed
            }
            Action::EraseBack | Action::EraseWord | Action::Clear => {
                if ask::edit(&mut self.search, action) == Some(true) { self.searched(cx) } else { Outcome::Unchanged }
            }
            Action::Back => self.back(cx),
            other => moved(self.feed.act(other, cx)),
        }
    }
}

/// The outcome of a movement.
fn moved(moved: Option<bool>) -> Outcome {
    match moved {
        Some(true) => Outcome::Changed,
        Some(false) => Outcome::Unchanged,
        None => Outcome::Ignored,
    }
}

/// Whether keys that arrived at once were typed ahead on a line that hung: a search, or a key that
/// opens a form or the grid and then a name or a number.
fn is_typed_ahead(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some('/' | ':') => true,
        Some('a' | 'e' | 't' | 'i') => chars.next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit()),
        _ => false,
    }
}

/// Asks the store to note that a person looks at the personal data of a record.
pub(super) fn note_reveal(record: &crate::entity::Record, cx: &mut Cx) {
    for (field, _) in record.pairs().filter(|(field, value)| field.is_personal() && !value.is_empty()) {
        cx.ask(Request::NoteReveal(record.entity, record.id, field.name));
    }
    cx.say(text("Samaran dibuka untuk catatan ini, dan dicatat.", "Unmasked for this record, and noted."));
}

impl Screen for List {
    fn title(&self, look: &Look) -> String {
        look.say(self.entity.label).to_owned()
    }

    fn facts(&self, look: &Look) -> String {
        let mut facts = Vec::new();
        if !self.selected.is_empty() {
            let count = money::show(i64::try_from(self.selected.len()).unwrap_or(i64::MAX));
            facts.push(text("{0} dipilih", "{0} selected").with([count]).get(look.lang).into_owned());
        }
        let count = self.feed.count_words(look);
        if !count.is_empty() {
            facts.push(count);
        }
        let sort = self.entity.field(self.feed.query.sorted_by()).map_or("", |field| look.say(field.heading()));
        let turned = match self.feed.query.order {
            Order::Up => "",
            Order::Down => look.say(text(" (turun)", " (down)")),
        };
        facts.push(match self.feed.order_note() {
            Some(note) => note.get(look.lang).into_owned(),
            None => {
                let sort = format!("{}{turned}", sort.to_lowercase());
                text("urut: {0}", "order: {0}").with([sort]).get(look.lang).into_owned()
            }
        });
        facts.join(&format!(" {} ", look.dot()))
    }

    fn keys(&self) -> &'static Keymap {
        match self.mode {
            Mode::Rows => &KEYS,
            Mode::Searching => &SEARCH_KEYS,
        }
    }

    fn why_not(&self, action: Action) -> Option<Text> {
        use Action::{
            Add, Bin, Born, ChangeMany, Delete, Duplicate, Edit, Filter, FilterHere, Grid, Group, History, Import,
            Life, Merge, Open, PerDay, Reports, Restore, Reveal, Select, SelectAll,
        };
        if self.mode == Mode::Searching {
            return None;
        }
        let bin = self.feed.query.scope == Scope::Bin;
        let past = self.feed.query.as_of.is_some();
        let filtered = || self.entity.fields.iter().any(Field::is_filtered);
        match action {
            Restore if !bin => Some(text("Hanya di keranjang (tekan b).", "Only in the bin (press b).")),
            Add | Born | Edit | Delete | Duplicate | ChangeMany | Merge | Grid | Open | Import if bin => Some(text(
                "Ini keranjang: p memulihkan, b kembali ke daftar.",
                "This is the bin: p restores, b goes back to the list.",
            )),
            Add | Edit | Delete | Duplicate | ChangeMany | Merge | Grid | Life | Bin if past => Some(text(
                "Ini keadaan per tanggal: Esc kembali ke sekarang, lalu ubah.",
                "This is how things stood on a day: Esc goes back to now; change it there.",
            )),
            Life if bin => {
                Some(text("Ini keranjang: b kembali ke daftar.", "This is the bin: b goes back to the list."))
            }
            Life if !hayat::can(self.entity) => {
                Some(text("Hanya untuk Posyandu dan desa.", "For Posyandu and desa only."))
            }
            Life if self.entity == &DESA && self.selected.len() > 1 => {
                Some(text("Satu desa sekali perubahan.", "One desa at a time."))
            }
            PerDay if bin || !Query::has_days(self.entity) => Some(text(
                "Hanya daftar Posyandu, kader, desa, penugasan dan SK dapat dilihat per tanggal.",
                "Only the lists of Posyandu, kader, desa, posts and SK can be seen as of a day.",
            )),
            Group if !susun::can(self.entity) => {
                Some(text("Hanya daftar insentif dan SK.", "Only the lists of incentives and of SK."))
            }
            Group | Reports if bin => {
                Some(text("Ini keranjang: b kembali ke daftar.", "This is the bin: b goes back to the list."))
            }
            Reports if self.entity != &INSENTIF => Some(text(
                "Buka dulu catatannya dengan Enter, lalu l; daftar insentif langsung dari sini.",
                "Open the record with Enter, then l; the list of incentives has them here.",
            )),
            Import if !import::takes(self.entity) => {
                Some(text("Daftar ini tidak diambil dari berkas.", "This list is not taken from files."))
            }
            Filter | FilterHere if !filtered() => {
                Some(text("Daftar ini tidak punya isian untuk disaring.", "This list has no field to filter by."))
            }
            Born if !born::can(self.entity) => Some(text(
                "Hanya Posyandu, kader dan desa menjadi baris rencana.",
                "Only Posyandu, kader and desa become a plan line.",
            )),
            ChangeMany if self.selected.is_empty() => Some(text(
                "Pilih dulu baris dengan Space, atau * untuk semua.",
                "Select rows first: Space, or * for all.",
            )),
            Merge if !gabung::can(self.entity) => {
                Some(text("Hanya Posyandu dan kader yang dapat digabung.", "Only Posyandu and kader can be merged."))
            }
            Merge if self.selected.len() != 2 => {
                Some(text("Pilih dulu tepat dua baris dengan Space.", "Select exactly two rows with Space first."))
            }
            Reveal if !self.entity.fields.iter().any(Field::is_personal) => {
                Some(text("Tidak ada yang disamarkan di sini.", "Nothing is masked here."))
            }
            Group if self.entity != &INSENTIF && self.feed.current().is_none() => {
                Some(text("Tidak ada baris.", "There is no row."))
            }
            Born | Life | Open | Reports | Edit | Delete | Duplicate | History | Restore | Reveal | Select
            | SelectAll | FilterHere
                if self.feed.current().is_none() =>
            {
                Some(text("Tidak ada baris.", "There is no row."))
            }
            _ => None,
        }
    }

    fn takes(&self, c: char) -> bool {
        self.mode == Mode::Searching && c != '?'
    }

    fn on_open(&mut self, cx: &mut Cx) {
        self.lay();
        self.feed.restart(cx);
    }

    fn on_text(&mut self, c: char, cx: &mut Cx) -> Outcome {
        self.search.insert(c);
        self.searched(cx)
    }

    fn takes_burst(&self, text: &str) -> bool {
        self.mode == Mode::Rows && !is_typed_ahead(text)
    }

    fn on_paste(&mut self, text: &str, cx: &mut Cx) -> Outcome {
        if self.mode != Mode::Searching {
            return self.paste(text, cx);
        }
        self.search.insert_all(text.trim());
        self.searched(cx)
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        if self.mode == Mode::Searching {
            return self.act_searching(action, cx);
        }
        match action {
            Action::Back => return self.back(cx),
            Action::Search => {
                self.mode = Mode::Searching;
                self.lay();
            }
            Action::Open | Action::Edit | Action::Duplicate | Action::History => return self.open(action, cx),
            Action::Add if self.entity == &NASKAH => self.flow = Some(Flow::Begin(BeginFlow::start(cx))),
            Action::Add => open_form(FormWish::new(self.entity, self.given()), cx),
            Action::Born => self.bear(cx),
            Action::Life => self.live(cx),
            Action::PerDay => self.ask_per_day(cx),
            Action::Select => return self.select(cx),
            Action::SelectAll => return self.select_all(cx),
            Action::Filter => self.flow = Some(Flow::Filter(FilterFlow::start(&self.feed, cx))),
            Action::FilterHere => return self.filter_here(cx),
            Action::Sort => self.ask_sort(cx),
            Action::Columns => self.ask_columns(cx),
            Action::ChangeMany | Action::Delete | Action::Restore => return self.start_many(action, cx),
            Action::Export => {
                let flow = ExportFlow::start(self.feed.query.clone(), self.feed.table.columns(), cx);
                self.flow = Some(Flow::Export(flow));
            }
            Action::Merge => return self.merge(cx),
            Action::Group => self.put_together(cx),
            Action::Reports => {
                if let Some(row) = self.feed.current() {
                    cx.push(Reports::about(About::record(row)));
                }
            }
            Action::Import => cx.push(Import::new(Some(self.entity))),
            Action::Grid => cx.push(self.grid(cx.desk)),
            Action::Bin => return self.toggle_bin(cx),
            Action::Reveal => return self.reveal(cx),
            Action::Refresh => self.feed.reload(cx),
            other => return moved(self.feed.act(other, cx)),
        }
        Outcome::Changed
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) -> Outcome {
        if matches!(&self.flow, Some(Flow::Many(flow)) if flow.hears(ticket))
            && let Some(Flow::Many(flow)) = self.flow.take()
        {
            let step = flow.hear(reply, cx);
            self.stepped(step);
            return Outcome::Changed;
        }
        match self.flow.take() {
            Some(Flow::Begin(flow)) if flow.hears(ticket) => {
                let here = self.feed.current().map(|record| record.id);
                self.flow = flow.hear(reply, here, cx).map(Flow::Begin);
                return Outcome::Changed;
            }
            Some(Flow::Life(flow)) if flow.hears(ticket) => {
                let step = flow.hear(reply, cx);
                self.lived(step);
                return Outcome::Changed;
            }
            Some(Flow::Born(flow)) if flow.hears(ticket) => {
                self.flow = flow.hear(reply, cx).map(Flow::Born);
                return Outcome::Changed;
            }
            flow => self.flow = flow,
        }
        match self.feed.hear(ticket, reply, cx) {
            Heard::Nothing => Outcome::Unchanged,
            Heard::Changed => Outcome::Changed,
            Heard::Gathered(ids) => {
                self.selected.extend(ids);
                Outcome::Changed
            }
        }
    }

    fn on_answer(&mut self, answer: Answer, cx: &mut Cx) -> Outcome {
        if let Answer::Saved(id) = answer {
            if self.flow.take_if(|flow| matches!(flow, Flow::Merge)).is_some() {
                // One of the two selected is gone into the other.
                self.selected.clear();
            }
            self.feed.find(id, cx);
            return Outcome::Changed;
        }
        match (self.flow.take(), answer) {
            (Some(Flow::Filter(flow)), answer) => match flow.answer(answer, &mut self.feed, cx) {
                Ok(flow) => self.flow = Some(Flow::Filter(flow)),
                Err(true) => {
                    self.lay();
                    self.feed.reload(cx);
                }
                Err(false) => {}
            },
            (Some(Flow::Here(fields)), Answer::Chosen(n)) => {
                if let Some(field) = fields.get(n) {
                    return self.only(field, cx);
                }
            }
            (Some(Flow::Sort(orders)), Answer::Chosen(n)) => {
                if let Some((field, order)) = orders.get(n) {
                    (self.feed.query.sort, self.feed.query.order) = (field.name, *order);
                    self.feed.reload(cx);
                }
            }
            (Some(Flow::Columns(fields)), Answer::ChosenMany(chosen)) => self.set_columns(&fields, &chosen, cx),
            (Some(Flow::Many(flow)), answer) => {
                let step = flow.answer(answer, cx);
                self.stepped(step);
            }
            (Some(Flow::Begin(flow)), answer) => self.flow = flow.answer(&answer, cx).map(Flow::Begin),
            (Some(Flow::Life(flow)), answer) => {
                let step = flow.answer(answer, cx);
                self.lived(step);
            }
            (Some(Flow::PerDay), Answer::Chosen(n)) => return self.answer_per_day(n, cx),
            (Some(Flow::Day), Answer::Text(typed)) => {
                if let Some(day) = hayat::read_day(&typed, cx) {
                    return self.per_day(Some(day), cx);
                }
            }
            (Some(Flow::Born(flow)), answer) => self.flow = flow.answer(answer, cx).map(Flow::Born),
            (Some(Flow::Export(flow)), answer) => self.flow = flow.answer(answer, cx).map(Flow::Export),
            _ => return Outcome::Unchanged,
        }
        Outcome::Changed
    }

    fn on_changed(&mut self, cx: &mut Cx) {
        self.feed.reload(cx);
    }

    fn layout(&mut self, area: Rect) {
        self.area = area;
        self.lay();
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, desk: &Desk) -> Option<Position> {
        let line = u16::from(self.has_line());
        let place = if line == 1 { self.view_line(area, buf, desk) } else { None };
        let area = Rect { y: area.y + line, height: area.height.saturating_sub(line), ..area };
        let shown = Shown { look, words: &desk.words, selected: &self.selected, revealed: self.revealed };
        self.feed.view(area, buf, &shown);
        if self.feed.is_empty() {
            let room = area.width.saturating_sub(4);
            let words = self.emptiness(look).get(look.lang).into_owned();
            for (y, line) in (area.y + 2..area.bottom()).zip(wrap(&words, usize::from(room))) {
                put(buf, (2, y), &line, room, look.style(Role::Muted), look);
            }
        }
        place
    }
}

impl List {
    /// What a new record starts with here: a list filtered to one value gives that value.
    fn given(&self) -> Vec<(&'static str, crate::entity::Value)> {
        let typed = |name: &str| self.entity.field(name).is_some_and(Field::is_typed);
        self.feed
            .query
            .filters
            .iter()
            .filter(|filter| typed(filter.field))
            .filter_map(|filter| match &filter.test {
                Test::Is(value) => Some((filter.field, value.clone())),
                _ => None,
            })
            .collect()
    }
}
