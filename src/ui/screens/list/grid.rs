//! The grid: a list whose cells are typed over in place, saved all at once.
//!
//! * **Owns** the cell cursor over the rows of a feed, what each key does, and the asking.
//! * **Imports** the pending cells ([`crate::ui::widgets::grid`]), the feed, the words between
//!   screens and store.
//! * **Never** writes before Ctrl+S, and then one batch: all of it or nothing.
//!
//! The parts: `keeping` (drafts), `saving` (batch, checks and replies), `laying` (pasted blocks).

mod keeping;
mod laying;
mod saving;

use std::collections::HashMap;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::base::id::{RecordId, Ticket};
use crate::base::money;
use crate::base::words::{Phrase, Text, text};
use crate::entity::value::Hand;
use crate::entity::{Entity, Field, Kind, Problem, Record, Value};
use crate::request::{Draft, Query, Reply, Request};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Key, Keymap, Press, bind};
use crate::ui::keys;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Outcome, Screen};
use crate::ui::screens::ask;
use crate::ui::screens::form::panels::Leave;
use crate::ui::widgets::feed::{Feed, Heard};
use crate::ui::widgets::grid::{self as cells, Editor, Grid, Over, Owner, Put, Strip};
use crate::ui::widgets::offers::{self, SHOWN, Step};
use crate::ui::widgets::table::{Painting, Table};
use crate::ui::widgets::wrap;

use keeping::Keeping;
use laying::Trial;
use saving::Saving;

pub(in crate::ui::screens) use keeping::is_draft;

/// The lines under the rows: what becomes of the cell, and what is the matter with it.
const FOOT: u16 = 3;

/// The keys while the cell cursor moves.
pub(in crate::ui::screens) static KEYS: Keymap = Keymap {
    name: text("Isi tabel", "Grid"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter), Press::plain(Key::F(2))],
            Action::Edit,
            1,
            text("ubah isi", "edit cell"),
            text(
                "Ubah isi sel ini; mengetik langsung mengganti seluruh isinya",
                "Edit what stands in this cell; typing at once replaces it",
            ),
        ),
        bind(
            &[Press::ctrl('s')],
            Action::Save,
            2,
            text("simpan", "save"),
            text(
                "Simpan semua perubahan sekaligus; satu u membatalkannya",
                "Save all changes at once; one u undoes them",
            ),
        ),
        bind(
            &[Press::char('='), Press::ctrl('d')],
            Action::SameAsBefore,
            3,
            text("seperti atas", "as above"),
            text(
                "Isi seperti sel di atasnya; pada sel yang ditandai: isi ke bawah dari baris pertamanya",
                "As in the cell above; over marked cells: fill down from their first row",
            ),
        ),
        bind(
            &[Press::char(' ')],
            Action::Select,
            4,
            text("tandai", "mark"),
            text(
                "Mulai menandai sel dari sini, gerakkan kursor; Space lagi melepas",
                "Begin to mark cells here, then move; Space again lets go",
            ),
        ),
        bind(
            &[Press::plain(Key::Delete), Press::plain(Key::Backspace), Press::ctrl('u')],
            Action::Clear,
            5,
            text("kosongkan", "empty"),
            text("Kosongkan sel ini, atau semua yang ditandai", "Empty this cell, or all that are marked"),
        ),
        bind(
            &[Press::ctrl('x')],
            Action::Restore,
            0,
            text("isi semula", "as it was"),
            text(
                "Kembalikan isi semula sel ini, atau semua yang ditandai",
                "Take this cell back, or all that are marked",
            ),
        ),
        bind(
            &[Press::ctrl('n'), Press::plain(Key::Insert)],
            Action::Add,
            6,
            text("baris baru", "new row"),
            text("Ke baris kosong di akhir daftar", "To the blank row at the end of the list"),
        ),
        bind(
            &[Press::ctrl('o')],
            Action::Pick,
            0,
            text("daftar", "list"),
            text("Buka daftar pilihan sel ini", "Open the list of this cell"),
        ),
        bind(
            &[Press::plain(Key::Esc)],
            Action::Back,
            7,
            text("selesai", "done"),
            text(
                "Kembali ke daftar; bertanya bila ada yang belum disimpan",
                "Back to the list; asks when something is unsaved",
            ),
        ),
        bind(
            &[Press::plain(Key::Tab)],
            Action::Next,
            0,
            text("sel kanan", "cell right"),
            text("Ke sel di kanan", "To the cell on the right"),
        ),
        bind(
            &[Press::plain(Key::BackTab)],
            Action::Previous,
            0,
            text("sel kiri", "cell left"),
            text("Ke sel di kiri", "To the cell on the left"),
        ),
        keys::UP,
        keys::DOWN,
        keys::LEFT,
        keys::RIGHT,
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        bind(
            &[Press::plain(Key::Home)],
            Action::First,
            0,
            text("awal", "first"),
            text("Ke baris pertama", "To the first row"),
        ),
        bind(
            &[Press::plain(Key::End)],
            Action::Last,
            0,
            text("akhir", "last"),
            text("Ke baris terakhir", "To the last row"),
        ),
    ],
};

/// The keys while a cell is typed.
pub(in crate::ui::screens) static CELL_KEYS: Keymap = Keymap {
    name: text("Mengisi sel", "Typing a cell"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter), Press::plain(Key::Down)],
            Action::Down,
            1,
            text("pakai, turun", "take, down"),
            text(
                "Pakai isi ini dan turun; daftar: ambil yang ditandai",
                "Take this and go down; a list: take the marked one",
            ),
        ),
        bind(
            &[Press::plain(Key::Tab)],
            Action::Next,
            2,
            text("pakai, kanan", "take, right"),
            text("Pakai isi ini dan ke kanan", "Take this and go right"),
        ),
        bind(
            &[Press::plain(Key::BackTab)],
            Action::Previous,
            0,
            text("pakai, kiri", "take, left"),
            text("Pakai isi ini dan ke kiri", "Take this and go left"),
        ),
        bind(
            &[Press::plain(Key::Up)],
            Action::Up,
            0,
            text("pakai, naik", "take, up"),
            text("Pakai isi ini dan naik", "Take this and go up"),
        ),
        bind(
            &[Press::plain(Key::Esc)],
            Action::Back,
            3,
            text("batal sel", "drop"),
            text("Buang ketikan di sel ini", "Drop what is typed in this cell"),
        ),
        bind(
            &[Press::ctrl('s')],
            Action::Save,
            4,
            text("simpan", "save"),
            text("Pakai isi ini dan simpan semua", "Take this and save all"),
        ),
        bind(
            &[Press::ctrl('d')],
            Action::SameAsBefore,
            0,
            text("seperti atas", "as above"),
            text("Isi seperti sel di atasnya", "As in the cell above"),
        ),
        bind(
            &[Press::plain(Key::PageDown)],
            Action::PageDown,
            5,
            text("tawaran", "offers"),
            text("Tawaran berikutnya dalam daftar", "The next offer of the list"),
        ),
        bind(
            &[Press::plain(Key::PageUp)],
            Action::PageUp,
            0,
            text("tawaran sebelum", "offer before"),
            text("Tawaran sebelumnya dalam daftar", "The offer before"),
        ),
        bind(
            &[Press::plain(Key::Left)],
            Action::Left,
            0,
            text("kiri", "left"),
            text(
                "Kursor ke kiri; bila sel diganti dengan mengetik: pakai isi ini dan ke kiri",
                "Cursor to the left; where typing replaced the cell: take this and go left",
            ),
        ),
        bind(
            &[Press::plain(Key::Right)],
            Action::Right,
            0,
            text("kanan", "right"),
            text(
                "Kursor ke kanan; bila sel diganti dengan mengetik: pakai isi ini dan ke kanan",
                "Cursor to the right; where typing replaced the cell: take this and go right",
            ),
        ),
        keys::CURSOR_START,
        keys::CURSOR_END,
        keys::ERASE_BACK,
        bind(
            &[Press::plain(Key::Delete)],
            Action::EraseAt,
            0,
            text("hapus di kursor", "erase at"),
            text("Hapus huruf di kursor", "Erase the letter at the cursor"),
        ),
        keys::ERASE_WORD,
        keys::CLEAR,
    ],
};

/// How a grid is opened.
enum Opening {
    /// On this record.
    At(Option<RecordId>),
    /// With a block pasted into new rows.
    Pasted(String),
    /// On what was typed before.
    Draft(Box<Draft>),
}

/// What a ticket was asked for.
enum Asked {
    /// Offers for the cell being typed.
    Offers(String),
    /// Records of a name, for pending cells.
    Found(Vec<(RecordId, &'static Field)>, String),
    /// The checks of these rows.
    Checked(Vec<RecordId>),
    /// Drafts, to find a free key.
    Drafts,
    /// A record of a draft.
    Drafted,
}

/// Which question lies above.
enum Asking {
    Nothing,
    Leave,
    Reason,
    Paste,
}

/// A list to type into.
pub struct GridScreen {
    entity: &'static Entity,
    feed: Feed,
    grid: Grid,
    /// New rows; the last one is always blank.
    fresh: Vec<Record>,
    /// How many new rows there ever were: their ids are never given twice.
    begun: usize,
    /// The cursor is on this new row.
    at_fresh: Option<usize>,
    /// What new rows begin with.
    given: Vec<(&'static str, Value)>,
    editor: Option<Editor>,
    /// Marked cells begin here.
    anchor: Option<(RecordId, usize)>,
    /// The column in which a run of Tabs began: Enter returns to it.
    tabbed: Option<usize>,
    asked: HashMap<Ticket, Asked>,
    asking: Asking,
    saving: Saving,
    keeping: Keeping,
    trial: Option<Trial>,
    opening: Option<Opening>,
}

impl GridScreen {
    fn open(query: Query, table: Table, opening: Opening) -> Self {
        let entity = query.entity;
        GridScreen {
            entity,
            feed: Feed::new(query, table),
            grid: Grid::default(),
            fresh: Vec::new(),
            begun: 0,
            at_fresh: None,
            given: Vec::new(),
            editor: None,
            anchor: None,
            tabbed: None,
            asked: HashMap::new(),
            asking: Asking::Nothing,
            saving: Saving::default(),
            keeping: Keeping::new(entity),
            trial: None,
            opening: Some(opening),
        }
    }

    /// The rows of a query in the columns of its list, the cursor on this record.
    pub fn new(query: Query, table: Table, at: Option<RecordId>) -> Self {
        GridScreen::open(query, table, Opening::At(at))
    }

    /// The same, with a block to be laid over new rows.
    pub fn pasted(query: Query, table: Table, block: String) -> Self {
        GridScreen::open(query, table, Opening::Pasted(block))
    }

    /// Goes on with what was typed before.
    pub fn resume(draft: &Draft, desk: &Desk) -> Option<Self> {
        let entity = crate::entity::by_name(&draft.entity)?;
        let table = Table::new(entity, &desk.settings, None);
        let mut screen = GridScreen::open(Query::all(entity), table, Opening::Draft(Box::new(draft.clone())));
        screen.keeping.of_draft(draft);
        Some(screen)
    }

    /// The same, with what new rows begin with.
    pub fn given(mut self, given: Vec<(&'static str, Value)>) -> Self {
        self.given = given;
        self
    }

    // ---- rows and cells -------------------------------------------------------------------

    /// True where the new rows stand below the rows held.
    fn shows_fresh(&self) -> bool {
        self.feed.holds_end() || self.at_fresh.is_some()
    }

    /// The record of the row under the cursor.
    fn current(&self) -> Option<&Record> {
        match self.at_fresh {
            Some(n) => self.fresh.get(n),
            None => self.feed.current(),
        }
    }

    /// The rows from one to the other, as they stand.
    fn all_rows(&self) -> impl DoubleEndedIterator<Item = &Record> {
        let fresh = if self.shows_fresh() { self.fresh.as_slice() } else { &[] };
        self.feed.rows().iter().chain(fresh)
    }

    /// The position of the cursor among all rows.
    fn at(&self) -> usize {
        self.at_fresh.map_or_else(|| self.feed.at(), |n| self.feed.rows().len() + n)
    }

    fn column(&self) -> Option<&'static Field> {
        self.feed.table.focused()
    }

    /// The blank row at the end is there.
    fn ensure_blank(&mut self, desk: &Desk) {
        let is_blank = |record: &Record| self.grid.row(record.id).is_none();
        if !self.fresh.last().is_some_and(is_blank) {
            let mut record = cells::blank(self.entity, cells::new_id(self.begun), desk);
            for (name, value) in &self.given {
                record.set(name, value.clone());
            }
            self.begun += 1;
            self.fresh.push(record);
        }
    }

    /// The positions of the marked rows and columns.
    fn marked(&self) -> Option<(std::ops::RangeInclusive<usize>, std::ops::RangeInclusive<usize>)> {
        let (row, column) = self.anchor?;
        let from = self.all_rows().position(|record| record.id == row)?;
        let (at, focus) = (self.at(), self.feed.table.at());
        Some((from.min(at)..=from.max(at), column.min(focus)..=column.max(focus)))
    }

    /// The cells a key is for: those marked, else the one under the cursor.
    fn targets(&self) -> Vec<(Record, &'static Field)> {
        let (rows, columns) = match self.marked() {
            Some(marked) => marked,
            None => (self.at()..=self.at(), self.feed.table.at()..=self.feed.table.at()),
        };
        let fields: Vec<&'static Field> = self
            .feed
            .table
            .columns()
            .iter()
            .copied()
            .enumerate()
            .filter(|(n, _)| columns.contains(n))
            .map(|(_, f)| f)
            .collect();
        self.all_rows()
            .enumerate()
            .filter(|(n, _)| rows.contains(n))
            .flat_map(|(_, record)| fields.iter().map(|field| (record.clone(), *field)))
            .collect()
    }

    // ---- moving ---------------------------------------------------------------------------

    fn go(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        let before = (self.at(), self.feed.table.at(), self.feed.top());
        let left = self.current().map(|record| record.id);
        self.step(action, cx);
        if let Some(id) = left.filter(|id| !id.is_stored() && self.current().map(|r| r.id) != Some(*id)) {
            self.check(vec![id], cx);
        }
        let now = (self.at(), self.feed.table.at(), self.feed.top());
        if now == before { Outcome::Unchanged } else { Outcome::Changed }
    }

    fn step(&mut self, action: Action, cx: &mut Cx) {
        let last = self.feed.at() + 1 >= self.feed.rows().len();
        match (action, self.at_fresh) {
            (Action::Down, None) if last && self.feed.holds_end() => self.at_fresh = Some(0),
            (Action::Down, Some(n)) => self.at_fresh = Some((n + 1).min(self.fresh.len().saturating_sub(1))),
            (Action::Up, Some(0)) if self.feed.rows().is_empty() => {}
            (Action::Up, Some(n)) => self.at_fresh = n.checked_sub(1),
            (Action::PageUp | Action::First, Some(_)) if !self.feed.rows().is_empty() => {
                self.at_fresh = None;
                self.feed.act(action, cx);
            }
            (Action::PageDown | Action::PageUp | Action::First | Action::Last, Some(_)) => {}
            (Action::Next, _) => self.across(Step::Down, cx),
            (Action::Previous, _) => self.across(Step::Up, cx),
            (action, _) => {
                self.feed.act(action, cx);
            }
        }
    }

    /// To the next cell or the one before, over the ends of rows.
    fn across(&mut self, step: Step, cx: &mut Cx) {
        let last = self.feed.table.columns().len().saturating_sub(1);
        match step {
            Step::Down if !self.feed.table.right() => {
                self.feed.table.go(0);
                self.step(Action::Down, cx);
            }
            Step::Up if !self.feed.table.left() && self.at() > 0 => {
                self.feed.table.go(last);
                self.step(Action::Up, cx);
            }
            _ => {}
        }
    }

    /// To the blank row at the end.
    fn add(&mut self, cx: &mut Cx) -> Outcome {
        self.anchor = None;
        self.ensure_blank(cx.desk);
        if self.at_fresh.is_none() && !self.feed.holds_end() {
            self.feed.act(Action::Last, cx);
        }
        self.at_fresh = Some(self.fresh.len().saturating_sub(1));
        self.feed.table.go(0);
        Outcome::Changed
    }

    // ---- typing ---------------------------------------------------------------------------

    /// Opens the cell under the cursor for typing; says why where it is shut.
    fn edit(&mut self, over: Over, cx: &mut Cx) -> bool {
        let (Some(record), Some(column)) = (self.current(), self.column()) else { return false };
        let field = match cells::owner(record, column) {
            Owner::Main(field) | Owner::Companion(field) => field,
            Owner::Shut(why) => {
                cx.warn(why);
                return false;
            }
        };
        let start = match over {
            Over::Typed => String::new(),
            Over::Within => self.start_of(record, column, cx.desk),
        };
        self.anchor = None;
        self.editor = Some(Editor::new(column, field, over, &start));
        true
    }

    /// What is edited in a cell: what is pending, else what is stored. A hidden number is not
    /// edited but typed over as a whole.
    fn start_of(&self, record: &Record, column: &'static Field, desk: &Desk) -> String {
        let hidden = column.is_personal() && desk.look.masked;
        match self.grid.cell(record.id, column.name) {
            Some(cell) if cell.secret && hidden => String::new(),
            Some(cell) => cell.text.clone(),
            None if hidden => String::new(),
            None => column.kind.edit(record.get(column.name), desk.look.lang, &desk.words),
        }
    }

    fn typed(&mut self, cx: &mut Cx) {
        let lang = cx.desk.look.lang;
        let Some(editor) = self.editor.as_mut() else { return };
        editor.offer_words(lang, cx.desk);
        let Some(target) = editor.field.target() else { return };
        if let Some(old) = editor.lookup.take() {
            cx.cancel(old);
            self.asked.remove(&old);
        }
        let wanted = editor.line.text();
        if wanted.trim().is_empty() {
            editor.offers = None;
            return;
        }
        let ticket = cx.ask(Request::Lookup(target, wanted.trim().to_owned(), Vec::new(), SHOWN));
        editor.lookup = Some(ticket);
        self.asked.insert(ticket, Asked::Offers(wanted));
    }

    /// Takes what is typed into the cell; the cell closes.
    fn take(&mut self, cx: &mut Cx) {
        let Some(editor) = self.editor.take() else { return };
        let Some(record) = self.current().cloned() else { return };
        let typed = editor.line.text();
        if typed == editor.start && (editor.over == Over::Within || typed.is_empty()) {
            return;
        }
        let blank = typed.trim().is_empty();
        match editor.marked().filter(|_| !blank) {
            Some(value) => {
                let put = self.grid.put_value(&record, editor.column, value, cx.desk);
                self.laid(&record, editor.column, put, cx);
            }
            None => self.put(&record, editor.column, &typed, Hand::Typed, cx),
        }
        self.changed(vec![record.id], cx);
    }

    fn put(&mut self, record: &Record, column: &'static Field, typed: &str, hand: Hand, cx: &mut Cx) {
        let put = self.grid.put_text(record, column, typed, hand, cx.desk);
        self.laid(record, column, put, cx);
    }

    fn laid(&mut self, record: &Record, column: &'static Field, put: Put, cx: &mut Cx) {
        match put {
            Put::Seek(target) => {
                let typed = self.grid.cell(record.id, column.name).map(|cell| cell.text.clone()).unwrap_or_default();
                let ticket = cx.ask(Request::Lookup(target, typed.clone(), Vec::new(), SHOWN));
                self.asked.insert(ticket, Asked::Found(vec![(record.id, column)], typed));
            }
            Put::Shut(why) => cx.warn(why),
            Put::Same | Put::Laid => {}
        }
    }

    /// Cells of these rows are other ones now.
    fn changed(&mut self, mut rows: Vec<RecordId>, cx: &mut Cx) {
        if self.trial.take().is_some() {
            cx.warn(text(
                "Tempelan dibatalkan karena ada ketikan sesudahnya. Tempel lagi.",
                "The paste was given up because something was typed after it. Paste again.",
            ));
        }
        self.ensure_blank(cx.desk);
        self.keep_soon(cx);
        // A row being filled in is judged when it is left.
        rows.retain(|id| id.is_stored());
        self.check(rows, cx);
    }

    /// One letter over a yes-or-no cell sets it and goes on: month marks, one key each.
    fn flag(&mut self, c: char, cx: &mut Cx) -> bool {
        let (Some(record), Some(column)) = (self.current().cloned(), self.column()) else { return false };
        let value = match c.to_ascii_lowercase() {
            '1' | 'x' | 'v' => 1,
            '0' | '.' => 0,
            _ => return false,
        };
        if !matches!(column.kind, Kind::Flag) || matches!(cells::owner(&record, column), Owner::Shut(_)) {
            return false;
        }
        let put = self.grid.put_value(&record, column, Value::Int(value), cx.desk);
        self.laid(&record, column, put, cx);
        self.changed(vec![record.id], cx);
        let next = self.feed.table.columns().get(self.feed.table.at() + 1);
        let on = if next.is_some_and(|field| matches!(field.kind, Kind::Flag)) { Action::Next } else { Action::Down };
        let _ = self.go(on, cx);
        true
    }

    // ---- many cells -----------------------------------------------------------------------

    /// As in the cell above; over marked cells their first row goes down.
    fn same_as_above(&mut self, cx: &mut Cx) {
        self.editor = None;
        let targets = self.targets();
        let first = self.marked().map_or_else(|| self.at().checked_sub(1), |(rows, _)| Some(*rows.start()));
        let from = first.and_then(|n| self.all_rows().nth(n)).cloned();
        let Some(from) = from else {
            cx.say(text("Tidak ada baris di atasnya.", "There is no row above."));
            return;
        };
        let mut rows = Vec::new();
        for (record, column) in targets.iter().filter(|(record, _)| record.id != from.id) {
            let put = self.grid.copy(&from, record, column, cx.desk);
            self.laid(record, column, put, cx);
            rows.push(record.id);
        }
        rows.dedup();
        let alone = self.anchor.take().is_none();
        self.changed(rows, cx);
        if alone {
            let _ = self.go(Action::Down, cx);
        }
    }

    fn clear(&mut self, cx: &mut Cx) {
        let targets = self.targets();
        for (record, column) in &targets {
            let put = self.grid.put_value(record, column, Value::Empty, cx.desk);
            self.laid(record, column, put, cx);
        }
        self.anchor = None;
        let mut rows: Vec<RecordId> = targets.iter().map(|(record, _)| record.id).collect();
        rows.dedup();
        self.changed(rows, cx);
    }

    fn restore(&mut self, cx: &mut Cx) {
        let targets = self.targets();
        for (record, column) in &targets {
            self.grid.forget(record.id, column.name);
        }
        self.anchor = None;
        self.changed(targets.iter().map(|(record, _)| record.id).collect(), cx);
    }

    fn back(&mut self, cx: &mut Cx) {
        if self.anchor.take().is_some() {
            return;
        }
        if self.grid.is_empty() {
            self.leave(cx);
            return;
        }
        self.asking = Asking::Leave;
        cx.push(Leave);
    }

    /// Closes; the list beneath finds the row again.
    fn leave(&mut self, cx: &mut Cx) {
        let at = self.current().map(|record| record.id).filter(|id| id.is_stored());
        cx.close(at.map_or(Answer::None, Answer::Saved));
    }

    // ---- actions --------------------------------------------------------------------------

    fn act(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Edit => {
                self.edit(Over::Within, cx);
            }
            Action::Pick => {
                if self.edit(Over::Within, cx) {
                    self.open_list(cx);
                }
            }
            Action::Save => self.save(cx),
            Action::SameAsBefore => self.same_as_above(cx),
            Action::Select => {
                self.anchor = match self.anchor {
                    Some(_) => None,
                    None => self.current().map(|record| (record.id, self.feed.table.at())),
                }
            }
            Action::Clear => self.clear(cx),
            Action::Restore => self.restore(cx),
            Action::Add => return self.add(cx),
            Action::Back => self.back(cx),
            Action::Next | Action::Previous => {
                self.tabbed.get_or_insert(self.feed.table.at());
                return self.go(action, cx);
            }
            Action::Up
            | Action::Down
            | Action::PageUp
            | Action::PageDown
            | Action::First
            | Action::Last
            | Action::Left
            | Action::Right => {
                self.tabbed = None;
                return self.go(action, cx);
            }
            _ => return Outcome::Ignored,
        }
        Outcome::Changed
    }

    fn open_list(&mut self, cx: &mut Cx) {
        let Some(editor) = self.editor.as_mut() else { return };
        if offers::is_coded(&editor.field.kind) {
            let typed = editor.line.text();
            editor.line.set("");
            editor.offer_words(cx.desk.look.lang, cx.desk);
            if let Some(offers) = editor.offers.as_mut() {
                offers.at = offers.lines.iter().position(|line| line.title == typed).unwrap_or(0);
            }
            editor.start.clear();
            editor.over = Over::Typed;
        } else {
            self.typed(cx);
        }
    }

    fn act_editing(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        let Some(editor) = self.editor.as_mut() else { return Outcome::Ignored };
        match action {
            Action::Back => self.editor = None,
            Action::Save => self.save(cx),
            Action::SameAsBefore => self.same_as_above(cx),
            Action::PageDown | Action::PageUp => {
                let step = if action == Action::PageDown { Step::Down } else { Step::Up };
                return match editor.offers.as_mut().is_some_and(|offers| offers.step(step)) {
                    true => Outcome::Changed,
                    false => Outcome::Unchanged,
                };
            }
            Action::Left | Action::Right if editor.over == Over::Typed => {
                self.take(cx);
                let _ = self.go(action, cx);
            }
            Action::Next | Action::Previous => {
                self.tabbed.get_or_insert(self.feed.table.at());
                self.take(cx);
                let _ = self.go(action, cx);
            }
            Action::Down | Action::Up => {
                self.take_list(cx);
                if let Some(column) = self.tabbed.take().filter(|_| action == Action::Down) {
                    self.feed.table.go(column);
                }
                let _ = self.go(action, cx);
            }
            other => {
                let before = editor.line.text();
                let Some(moved) = editor.line.edit(|line| ask::edit(line, other)) else { return Outcome::Ignored };
                if editor.line.text() != before {
                    self.typed(cx);
                } else if !moved {
                    return Outcome::Unchanged;
                }
            }
        }
        Outcome::Changed
    }

    /// Takes the cell; a list that was opened with nothing typed gives its marked line.
    fn take_list(&mut self, cx: &mut Cx) {
        let marked = self.editor.as_ref().filter(|editor| editor.line.is_empty()).and_then(Editor::marked);
        match (marked, self.current().cloned(), self.column()) {
            (Some(value), Some(record), Some(column)) => {
                self.editor = None;
                let put = self.grid.put_value(&record, column, value, cx.desk);
                self.laid(&record, column, put, cx);
                self.changed(vec![record.id], cx);
            }
            _ => self.take(cx),
        }
    }

    fn begin(&mut self, cx: &mut Cx) {
        self.ensure_blank(cx.desk);
        self.ask_drafts(cx);
        match self.opening.take() {
            Some(Opening::At(Some(id))) => self.feed.find(id, cx),
            Some(Opening::Draft(draft)) => {
                self.feed.restart(cx);
                self.put_draft(&draft, cx);
            }
            Some(Opening::Pasted(block)) => {
                self.opening = Some(Opening::Pasted(block));
                self.feed.restart(cx);
                self.feed.act(Action::Last, cx);
            }
            Some(Opening::At(None)) | None => self.feed.restart(cx),
        }
    }

    /// Rows came: an empty list stands on its blank row, and a paste that waited is laid.
    fn rows_came(&mut self, cx: &mut Cx) {
        if self.feed.is_empty() && self.at_fresh.is_none() {
            self.at_fresh = Some(0);
        }
        if self.feed.holds_end()
            && let Some(Opening::Pasted(block)) = self.opening.take_if(|opening| matches!(opening, Opening::Pasted(_)))
        {
            let _ = self.add(cx);
            self.paste(&block, cx);
        }
    }

    // ---- painting -------------------------------------------------------------------------

    /// Under the rows, from the bottom up: what is the matter, above it what becomes of the cell.
    fn view_foot(&self, area: Rect, buf: &mut Buffer, look: &Look, desk: &Desk) {
        let room = area.width.saturating_sub(3);
        let (first, role) = self.foot(look, desk);
        let mut lines: Vec<(String, Role)> = Vec::new();
        if !first.is_empty() {
            let most = if self.said().is_some() { 1 } else { 3 };
            lines.extend(wrap(&first, usize::from(room)).into_iter().take(most).map(|line| (line, role)));
        }
        if let Some(problem) = self.said() {
            let role = if problem.severity.sign() == 'x' { Role::Error } else { Role::Warning };
            let (said, advice) = (problem.text.get(look.lang), problem.advice.get(look.lang));
            let words = format!("{} {said} {advice}", problem.severity.sign());
            lines.extend(wrap(&words, usize::from(room)).into_iter().take(2).map(|line| (line, role)));
        }
        let height = u16::try_from(lines.len()).unwrap_or(FOOT).min(area.height);
        for (y, (words, role)) in (area.bottom().saturating_sub(height)..).zip(lines) {
            put(buf, (2, y), &words, room, look.style(role), look);
        }
    }

    /// The heaviest problem of the cell under the cursor, else of its row.
    fn said(&self) -> Option<&Problem> {
        let (record, column) = (self.current().filter(|_| self.editor.is_none())?, self.column()?);
        let of_cell = self.grid.problems(record.id, column.name).into_iter().next();
        of_cell.or_else(|| self.grid.row_problems(record.id, self.feed.table.columns()).into_iter().next())
    }

    /// The first line under the rows.
    fn foot(&self, look: &Look, desk: &Desk) -> (String, Role) {
        let (Some(record), Some(column)) = (self.current(), self.column()) else { return (String::new(), Role::Plain) };
        if let Some(editor) = &self.editor {
            return (offered(editor, look), Role::Plain);
        }
        if let Some((rows, columns)) = self.marked() {
            let count = rows.count() * columns.count();
            let words = text(
                "{0} sel ditandai. = isi ke bawah dari baris pertama, Del kosongkan, Space lepas",
                "{0} cells marked. = fills down from the first row, Del empties, Space lets go",
            );
            return (words.with([count.to_string()]).get(look.lang).into_owned(), Role::Accent);
        }
        if self.grid.cell(record.id, column.name).is_some() {
            return (self.change_words(record, column, look, desk), Role::Plain);
        }
        match cells::owner(record, column) {
            // Few words: they are painted with every step of the cursor. Typing tells why.
            Owner::Shut(_) => (look.say(text("Tidak diketik di sini.", "Not typed here.")).to_owned(), Role::Muted),
            _ => (String::new(), Role::Plain),
        }
    }

    /// "No. HP: 0812 -> 0813".
    fn change_words(&self, record: &Record, column: &'static Field, look: &Look, desk: &Desk) -> String {
        let painting = self.painting(look, desk);
        let old = crate::ui::widgets::table::cell(record, column, false, &painting);
        let new = self.grid.words(record, column, &painting);
        let words = changed_words(look.say(column.label), &old, &new, look);
        let filled = self.grid.row(record.id).map(|row| row.filled(desk)).unwrap_or_default();
        let labels: Vec<&str> = filled.iter().map(|(field, _)| look.say(field.label)).collect();
        if labels.is_empty() {
            return words;
        }
        let also = text("{0}; terisi juga: {1}", "{0}; also filled in: {1}").with([words, labels.join(", ")]);
        also.get(look.lang).into_owned()
    }

    fn painting<'a>(&self, look: &'a Look, desk: &'a Desk) -> Painting<'a> {
        Painting { look, words: &desk.words, sort: (self.feed.query.sort, self.feed.query.order) }
    }
}

/// A change in one line, with words for what is empty.
pub(super) fn changed_words(label: &str, old: &str, new: &str, look: &Look) -> String {
    let empty = look.say(text("(kosong)", "(empty)"));
    let or = |words: &str| if words.is_empty() { empty.to_owned() } else { words.to_owned() };
    format!("{label}: {} -> {}", or(old), or(new))
}

/// What the cell being typed offers, the marked one first told.
fn offered(editor: &Editor, look: &Look) -> String {
    let Some(offers) = &editor.offers else { return String::new() };
    let line = |(n, offer): (usize, &offers::Offer)| {
        let mark = if n == offers.at { ">" } else { " " };
        let context = if editor.field.target().is_some() && !offer.context.is_empty() {
            format!(" ({})", offer.context)
        } else {
            String::new()
        };
        format!("{mark}{}{context}", offer.title)
    };
    let lines: Vec<String> =
        offers.window().filter(|(_, offer)| offer.value(&editor.field.kind).is_some()).map(line).collect();
    if lines.is_empty() {
        return look.say(text("Tidak ada yang cocok.", "Nothing fits.")).to_owned();
    }
    lines.join("  ")
}

impl Screen for GridScreen {
    fn title(&self, look: &Look) -> String {
        let label = look.say(self.entity.label);
        format!("{label} {} {}", look.dot(), look.say(text("isi tabel", "grid")))
    }

    fn facts(&self, look: &Look) -> String {
        let mut facts = Vec::new();
        let number = |n: usize| money::show(i64::try_from(n).unwrap_or(i64::MAX));
        if !self.grid.is_empty() {
            let words = text("* {0} sel belum disimpan", "* {0} cells not saved");
            facts.push(words.with([number(self.grid.count())]).get(look.lang).into_owned());
        }
        if self.grid.wrong_rows() > 0 {
            facts.push(
                text("x {0} baris", "x {0} rows").with([number(self.grid.wrong_rows())]).get(look.lang).into_owned(),
            );
        }
        let count = self.feed.count_words(look);
        if !count.is_empty() {
            facts.push(count);
        }
        facts.join(&format!(" {} ", look.dot()))
    }

    fn keys(&self) -> &'static Keymap {
        if self.editor.is_some() { &CELL_KEYS } else { &KEYS }
    }

    fn why_not(&self, action: Action) -> Option<Text> {
        match action {
            Action::Save if self.editor.is_none() && self.grid.is_empty() => {
                Some(text("Belum ada yang diubah.", "Nothing has been changed yet."))
            }
            Action::PageDown | Action::PageUp if self.editor.as_ref().is_some_and(|editor| editor.offers.is_none()) => {
                Some(text("Sel ini tidak menawarkan daftar.", "This cell offers no list."))
            }
            _ => None,
        }
    }

    fn takes(&self, c: char) -> bool {
        match &self.editor {
            Some(_) => c != '?',
            None => !matches!(c, '?' | ':' | '=' | ' '),
        }
    }

    fn on_open(&mut self, cx: &mut Cx) {
        self.begin(cx);
    }

    fn on_text(&mut self, c: char, cx: &mut Cx) -> Outcome {
        if self.editor.is_none() && self.flag(c, cx) {
            return Outcome::Changed;
        }
        if self.editor.is_none() && !self.edit(Over::Typed, cx) {
            return Outcome::Changed;
        }
        if let Some(editor) = self.editor.as_mut() {
            editor.line.edit(|line| line.insert(c));
        }
        self.typed(cx);
        Outcome::Changed
    }

    fn on_paste(&mut self, block: &str, cx: &mut Cx) -> Outcome {
        self.paste(block, cx);
        Outcome::Changed
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        if self.editor.is_some() { self.act_editing(action, cx) } else { self.act(action, cx) }
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) -> Outcome {
        if self.saving.ticket() == Some(ticket) {
            self.heard_save(reply, cx);
            return Outcome::Changed;
        }
        if let Some(asked) = self.asked.remove(&ticket) {
            self.heard(asked, reply, cx);
            return Outcome::Changed;
        }
        if self.trial_hears(ticket) {
            self.heard_trial(ticket, reply, cx);
            return Outcome::Changed;
        }
        match self.feed.hear(ticket, reply, cx) {
            Heard::Nothing => Outcome::Unchanged,
            _ => {
                self.rows_came(cx);
                Outcome::Changed
            }
        }
    }

    fn on_answer(&mut self, answer: Answer, cx: &mut Cx) -> Outcome {
        match (std::mem::replace(&mut self.asking, Asking::Nothing), answer) {
            (Asking::Leave, Answer::Confirmed) => {
                self.drop_draft(cx);
                self.grid = Grid::default();
                self.leave(cx);
            }
            (Asking::Leave, Answer::Chosen(_)) => {
                self.keep(cx);
                cx.changed();
                cx.say(text(
                    "Konsep disimpan. Lanjutkan kapan saja lewat : Konsep.",
                    "The draft is kept. Go on at any time under : Drafts.",
                ));
                self.leave(cx);
            }
            (Asking::Reason, Answer::Text(reason)) => self.send(Some(reason), cx),
            (Asking::Paste, Answer::Confirmed) => self.keep_trial(cx),
            (Asking::Paste, _) => self.trial = None,
            _ => return Outcome::Unchanged,
        }
        Outcome::Changed
    }

    fn on_wake(&mut self, ticket: Ticket, cx: &mut Cx) -> Outcome {
        if self.keeping.woken(ticket) {
            self.keep(cx);
        }
        Outcome::Unchanged
    }

    fn on_changed(&mut self, cx: &mut Cx) {
        self.feed.reload(cx);
    }

    fn layout(&mut self, area: Rect) {
        self.feed.layout(Rect { height: area.height.saturating_sub(FOOT), ..area });
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, desk: &Desk) -> Option<Position> {
        let painting = self.painting(look, desk);
        let rows = Rect { height: area.height.saturating_sub(FOOT), ..area };
        self.feed.table.heading(buf, Rect { height: 1, ..rows }, &painting);
        let height = usize::from(rows.height.saturating_sub(1));
        let top = self.feed.top().max(if self.at_fresh.is_some() { (self.at() + 1).saturating_sub(height) } else { 0 });
        let marked = self.marked();
        let mut place = None;
        for (y, (n, record)) in (rows.y + 1..rows.bottom()).zip(self.all_rows().enumerate().skip(top)) {
            let here = n == self.at();
            let strip = Strip {
                record,
                here,
                marked: marked.as_ref().filter(|(rows, _)| rows.contains(&n)).map(|(_, columns)| columns.clone()),
                editor: self.editor.as_ref().filter(|_| here),
            };
            let line = Rect { y, height: 1, ..rows };
            place = place.or(self.grid.view(buf, line, (&self.feed.table, &painting), &strip));
        }
        if let Some(trouble) = self.feed.trouble() {
            let words = format!("x {} {}", trouble.text.get(look.lang), trouble.advice.get(look.lang));
            put(buf, (2, rows.y + 1), &words, area.width.saturating_sub(4), look.style(Role::Error), look);
        }
        self.view_foot(Rect { y: rows.bottom(), height: FOOT, ..area }, buf, look, desk);
        place
    }

    fn draft(&self, desk: &Desk) -> Option<Draft> {
        self.drafted(&desk.look, &desk.actor)
    }

    fn field_help(&self, look: &Look) -> Option<(String, Vec<String>)> {
        let field = self.column()?;
        let said = [field.help, field.example].map(|words| look.say(words).to_owned());
        Some((look.say(field.label).to_owned(), said.into_iter().filter(|words| !words.is_empty()).collect()))
    }
}

impl GridScreen {
    fn heard(&mut self, asked: Asked, reply: Reply, cx: &mut Cx) {
        match (asked, reply) {
            (Asked::Offers(typed), Reply::Picks(picks)) => {
                if let Some(editor) = self.editor.as_mut().filter(|editor| editor.line.text() == typed) {
                    editor.lookup = None;
                    let mut offers = offers::picked(picks, &typed);
                    offers.lines.retain(|offer| offer.value(&editor.field.kind).is_some());
                    editor.offers = Some(offers);
                }
            }
            (Asked::Found(cells, typed), Reply::Picks(picks)) => {
                let mut rows = Vec::new();
                for (id, column) in cells {
                    self.grid.found(id, column, &typed, &picks);
                    rows.push(id);
                }
                rows.retain(|id| id.is_stored());
                self.check(rows, cx);
                self.go_on_saving(cx);
            }
            (Asked::Found(cells, typed), Reply::Trouble(trouble)) => {
                for (id, column) in cells {
                    self.grid.found(id, column, &typed, &[]);
                }
                cx.fail(trouble.text);
            }
            (Asked::Checked(rows), Reply::Checked(problems)) => self.grid.checked(&rows, problems),
            (Asked::Drafts, Reply::Drafts(drafts)) => self.keeping.choose_key(&drafts),
            (Asked::Drafted, Reply::Got(record)) => self.draft_row(&record, cx),
            (_, Reply::Trouble(trouble)) => cx.fail(trouble.text),
            _ => {}
        }
    }
}

/// What the heading and the foot say of a phrase, in the language of the look.
pub(super) fn say(phrase: &Phrase, look: &Look) -> String {
    phrase.get(look.lang).into_owned()
}
