//! Cells typed over in place: what is to become of them, kept apart from the records until all of
//! it is saved as one batch.
//!
//! * **Owns** the pending cells ([`Grid`]), the cell being typed ([`Editor`]), the way from a typed
//!   or pasted text to a value, and how a row of cells is painted.
//! * **Imports** descriptions, the words between screens and store, the table.
//! * **Never** asks the store, never moves a cursor, never shows a stored personal number: the
//!   screen over it does the asking and the moving.
//!
//! Any screen made of records and columns can lay a grid over its rows: it needs the record of a
//! row, the columns of a [`Table`], and a [`Batch`](crate::request::Batch) at the end.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::field::{FieldLine, Mask};
use super::offers::{self, Offers};
use super::table::{self, Painting, Table};
use crate::base::bulan::Months;
use crate::base::id::{RecordId, Ticket};
use crate::base::text::{fold, visible, width};
use crate::base::words::{Lang, Phrase, text};
use crate::entity::value::{Hand, Reading};
use crate::entity::{Entity, Field, Kind, Problem, Record, Value, Vocabulary, check, hint};
use crate::request::{Change, Conflict, Pick, Saved};
use crate::ui::chrome::put;
use crate::ui::look::Role;
use crate::ui::screen::Desk;

/// One cell on its way to another value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// As it was typed, or as the value is edited.
    pub text: String,
    /// What was understood; `None`: not, or not yet.
    pub value: Option<Value>,
    /// What reading it had to say.
    pub problems: Vec<Problem>,
    /// A record is being looked for by name.
    pub waits: Option<Wait>,
    /// Taken from a stored personal number that nobody has revealed: stays masked.
    pub secret: bool,
}

/// Which of the records found by a name is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// The first one, as under the cursor of a form.
    First,
    /// Only one of exactly this name: nobody looked at the offers.
    Exact,
}

/// A row some of whose cells are on their way to other values.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The record as it stands in the file, with its version; a new one has a negative id.
    pub base: Record,
    /// The cells, by the names of their columns.
    pub cells: BTreeMap<&'static str, Cell>,
    /// What the store's checks say of the row.
    pub checks: Vec<Problem>,
}

/// Whose field a cell edits.
#[derive(Clone, Debug)]
pub enum Owner {
    /// The record's own.
    Main(&'static Field),
    /// That of the companion which a new record brings along (a kader's post).
    Companion(&'static Field),
    /// Nobody's: why nothing can be typed there.
    Shut(Phrase),
}

/// What became of a text that was put into a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Put {
    /// Nothing can be typed there.
    Shut(Phrase),
    /// As it is in the file.
    Same,
    /// It is pending.
    Laid,
    /// It is pending, and names a record that the store has to find.
    Seek(&'static Entity),
}

/// The pending cells of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    rows: BTreeMap<RecordId, Row>,
}

/// Whose field a cell of this row and column edits.
pub fn owner(record: &Record, column: &'static Field) -> Owner {
    if let Kind::Note = column.kind {
        return Owner::Shut(
            text("Catatan panjang ditulis di isian (e di daftar).", "Notes are written on the form (e in the list).")
                .into(),
        );
    }
    if column.is_typed() {
        return Owner::Main(column);
    }
    let Some(companion) = record.entity.companion else {
        return Owner::Shut(
            text(
                "Kolom ini dihitung dari catatan lain; tidak diketik.",
                "This column is worked out from other records.",
            )
            .into(),
        );
    };
    match companion.entity.field(column.name).filter(|field| field.is_typed() && field.name != companion.link) {
        Some(field) if !record.id.is_stored() => Owner::Companion(field),
        Some(_) => Owner::Shut(
            text(
                "Kolom ini dari catatan {0}; ubah di sana (Enter di daftar).",
                "This column comes from the {0}; change it there (Enter in the list).",
            )
            .with([companion.label.id]),
        ),
        None => Owner::Shut(
            text(
                "Kolom ini dihitung dari catatan lain; tidak diketik.",
                "This column is worked out from other records.",
            )
            .into(),
        ),
    }
}

/// The id of the companion that the new record of this id brings along.
fn companion_id(id: RecordId) -> RecordId {
    RecordId(id.0 - 1)
}

/// The id of the n-th new record of a grid; the one below it is its companion's.
pub fn new_id(n: usize) -> RecordId {
    RecordId(-1 - 2 * i64::try_from(n).unwrap_or(i64::MAX / 4))
}

impl Grid {
    /// True where nothing is pending.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many cells are pending.
    pub fn count(&self) -> usize {
        self.rows.values().map(|row| row.cells.len()).sum()
    }

    /// How many rows have pending cells.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = (&RecordId, &Row)> {
        self.rows.iter()
    }

    /// The pending cells of a row.
    pub fn row(&self, id: RecordId) -> Option<&Row> {
        self.rows.get(&id)
    }

    /// A pending cell.
    pub fn cell(&self, id: RecordId, column: &str) -> Option<&Cell> {
        self.rows.get(&id)?.cells.get(column)
    }

    /// How many cells could not be understood.
    pub fn wrong(&self) -> usize {
        self.rows.values().flat_map(|row| row.cells.values()).filter(|cell| cell.is_wrong()).count()
    }

    /// How many rows cannot be saved as they are.
    pub fn wrong_rows(&self) -> usize {
        self.rows.values().filter(|row| row.is_wrong()).count()
    }

    /// True while records are looked for by name.
    pub fn waits(&self) -> bool {
        self.rows.values().flat_map(|row| row.cells.values()).any(|cell| cell.waits.is_some())
    }

    /// The value of a cell: the pending one where it was understood, else the stored one.
    pub fn value(&self, record: &Record, column: &Field) -> Value {
        let pending = self.cell(record.id, column.name).and_then(|cell| cell.value.clone());
        pending.unwrap_or_else(|| record.get(column.name).clone())
    }

    /// Puts a text into a cell as this hand writes it.
    pub fn put_text(&mut self, record: &Record, column: &'static Field, typed: &str, hand: Hand, desk: &Desk) -> Put {
        let field = match owner(record, column) {
            Owner::Main(field) | Owner::Companion(field) => field,
            Owner::Shut(why) => return Put::Shut(why),
        };
        let typed = typed.trim();
        if let (Kind::Link(target), false) = (field.kind, typed.is_empty()) {
            let same = record.get(column.name).as_link().is_some_and(|link| fold(&link.title) == fold(typed));
            if same {
                self.forget(record.id, column.name);
                return Put::Same;
            }
            let wait = if hand == Hand::Typed { Wait::First } else { Wait::Exact };
            let cell = Cell { text: typed.to_owned(), waits: Some(wait), ..Cell::default() };
            self.set(record, column, cell);
            return Put::Seek(target);
        }
        let read = field.kind.read(typed, &Reading { today: desk.today, words: &desk.words, hand });
        match read.value {
            Some(value) => self.lay(record, column, Cell { problems: read.problems, ..cell_of(field, value, desk) }),
            None => {
                let cell = Cell { text: typed.to_owned(), problems: read.problems, ..Cell::default() };
                self.set(record, column, cell);
                Put::Laid
            }
        }
    }

    /// Puts a value into a cell.
    pub fn put_value(&mut self, record: &Record, column: &'static Field, value: Value, desk: &Desk) -> Put {
        match owner(record, column) {
            Owner::Main(field) | Owner::Companion(field) => self.lay(record, column, cell_of(field, value, desk)),
            Owner::Shut(why) => Put::Shut(why),
        }
    }

    /// Puts what stands in a cell of one row into the same column of another. A stored personal
    /// number stays masked on its way.
    pub fn copy(&mut self, from: &Record, to: &Record, column: &'static Field, desk: &Desk) -> Put {
        let pending = self.cell(from.id, column.name).cloned();
        if let Some(cell) = pending.as_ref().filter(|cell| cell.value.is_none()) {
            return self.put_text(to, column, &cell.text.clone(), Hand::Typed, desk);
        }
        let secret = pending.as_ref().is_none_or(|cell| cell.secret) && column.is_personal();
        let put = self.put_value(to, column, self.value(from, column), desk);
        if secret {
            self.hide(to.id, column.name);
        }
        put
    }

    /// A pending cell holds a personal number that nobody has revealed.
    pub fn hide(&mut self, id: RecordId, column: &str) {
        if let Some(cell) = self.rows.get_mut(&id).and_then(|row| row.cells.get_mut(column)) {
            cell.secret = true;
        }
    }

    fn lay(&mut self, record: &Record, column: &'static Field, mut cell: Cell) -> Put {
        if cell.value.as_ref() == Some(record.get(column.name)) {
            self.forget(record.id, column.name);
            return Put::Same;
        }
        cell.waits = None;
        self.set(record, column, cell);
        Put::Laid
    }

    fn set(&mut self, record: &Record, column: &'static Field, cell: Cell) {
        let row = self.rows.entry(record.id).or_insert_with(|| Row {
            base: record.clone(),
            cells: BTreeMap::new(),
            checks: Vec::new(),
        });
        row.cells.insert(column.name, cell);
        row.checks.retain(|problem| problem.field != Some(column.name));
    }

    /// Takes a pending cell back: the file's value stands again.
    pub fn forget(&mut self, id: RecordId, column: &str) {
        if let Some(row) = self.rows.get_mut(&id) {
            row.cells.remove(column);
            row.checks.retain(|problem| problem.field != Some(column));
            if row.cells.is_empty() {
                self.rows.remove(&id);
            }
        }
    }

    /// The store found records of a name: every cell that waits for it takes the one it means.
    pub fn found(&mut self, id: RecordId, column: &'static Field, typed: &str, picks: &[Pick]) {
        let Some(row) = self.rows.get_mut(&id) else { return };
        let Some(cell) = row.cells.get_mut(column.name).filter(|cell| cell.text == typed) else { return };
        let Some(wait) = cell.waits.take() else { return };
        let exact: Vec<&Pick> = picks.iter().filter(|pick| fold(&pick.title) == fold(typed)).collect();
        let meant = match (exact.as_slice(), wait) {
            ([only], _) => Some(*only),
            ([_, _, ..], Wait::Exact) => {
                cell.problems = vec![many_of(typed, &exact)];
                return;
            }
            (_, Wait::First) => exact.first().copied().or_else(|| picks.first()),
            ([], Wait::Exact) => None,
        };
        match meant {
            Some(pick) => {
                cell.value = Some(Value::link(pick.id, pick.title.as_str()));
                cell.text.clone_from(&pick.title);
                cell.problems.clear();
                if cell.value.as_ref() == Some(row.base.get(column.name)) {
                    self.forget(id, column.name);
                }
            }
            None => cell.problems = vec![none_of(typed, picks)],
        }
    }

    /// What is to be written, new records last and in the order of their rows, each with the row
    /// it belongs to.
    pub fn changes(&self, desk: &Desk) -> (Vec<Change>, Vec<RecordId>) {
        let stored = self.rows.iter().filter(|(id, _)| id.is_stored());
        let fresh = self.rows.iter().rev().filter(|(id, _)| !id.is_stored());
        let mut changes = Vec::new();
        let mut of = Vec::new();
        for (id, row) in stored.chain(fresh) {
            for record in row.records(desk) {
                changes.push(Change::Put(record));
                of.push(*id);
            }
        }
        (changes, of)
    }

    /// What is to be written of these rows only.
    pub fn changes_of(&self, ids: &[RecordId], desk: &Desk) -> (Vec<Change>, Vec<RecordId>) {
        let only = Grid {
            rows: self.rows.iter().filter(|(id, _)| ids.contains(id)).map(|(id, row)| (*id, row.clone())).collect(),
        };
        only.changes(desk)
    }

    /// The store's checks have spoken about the changes of these rows.
    pub fn checked(&mut self, of: &[RecordId], problems: Vec<(usize, Problem)>) {
        for id in of {
            if let Some(row) = self.rows.get_mut(id) {
                row.checks.clear();
            }
        }
        for (at, problem) in problems {
            if let Some(row) = of.get(at).and_then(|id| self.rows.get_mut(id))
                && !row.checks.contains(&problem)
            {
                row.checks.push(problem);
            }
        }
    }

    /// A batch of these changes was saved: what was typed since stays pending, over the versions
    /// that the file holds now.
    pub fn saved(&mut self, sent: &Grid, of: &[RecordId], changes: &[Change], saved: &Saved) {
        for (id, was) in &sent.rows {
            let Some(row) = self.rows.get_mut(id) else { continue };
            row.cells.retain(|name, cell| was.cells.get(name) != Some(cell));
            row.checks.clear();
        }
        for ((id, change), (entity, stored, version)) in of.iter().zip(changes).zip(&saved.records) {
            let Change::Put(record) = change else { continue };
            let Some(row) = self.rows.get_mut(id).filter(|row| row.base.entity == *entity) else { continue };
            row.base = Record { id: *stored, version: *version, ..record.clone() };
        }
        self.rows.retain(|_, row| !row.cells.is_empty());
        // What was typed meanwhile into a row that was new then belongs to the record it has become.
        let became: Vec<RecordId> =
            self.rows.iter().filter(|(id, row)| **id != row.base.id).map(|(id, _)| *id).collect();
        for id in became {
            if let Some(row) = self.rows.remove(&id) {
                self.rows.insert(row.base.id, row);
            }
        }
    }

    /// Drops the rows whose records are no longer in the file; gives their titles.
    pub fn drop_gone(&mut self) -> Vec<String> {
        let is_gone = |row: &Row| row.checks.iter().any(|problem| problem.code == "catatan-hilang");
        let gone: Vec<RecordId> = self.rows.iter().filter(|(_, row)| is_gone(row)).map(|(id, _)| *id).collect();
        gone.iter().filter_map(|id| self.rows.remove(id)).map(|row| row.base.title()).collect()
    }

    /// Somebody saved a record of the grid first: what is pending lies over their version now, and
    /// the cells that both changed say so. Gives the row.
    pub fn conflict(&mut self, conflict: &Conflict, desk: &Desk) -> Option<RecordId> {
        let theirs = &conflict.theirs;
        let row = self.rows.get_mut(&theirs.id)?;
        for (field, now) in theirs.pairs().filter(|(field, now)| row.base.get(field.name) != *now) {
            if let Some(cell) = row.cells.get_mut(field.name) {
                let shown = if field.is_personal() && desk.look.masked {
                    field.kind.mask(now, desk.look.lang, &desk.words)
                } else {
                    field.kind.show(now, desk.look.lang, &desk.words)
                };
                cell.problems.push(Problem::warning(
                    "bentrok",
                    text("{0} baru mengisi \"{1}\" di sini.", "{0} has just put \"{1}\" here.")
                        .with([conflict.actor.clone(), shown]),
                    text("Ctrl+S menimpanya; Ctrl+X memakai isi itu.", "Ctrl+S overwrites it; Ctrl+X takes theirs."),
                ));
            }
        }
        row.base = theirs.clone();
        Some(theirs.id)
    }

    /// What there is to say about a cell, heaviest first.
    pub fn problems(&self, id: RecordId, column: &str) -> Vec<&Problem> {
        let Some(row) = self.rows.get(&id) else { return Vec::new() };
        let own = row.cells.get(column).map_or(&[][..], |cell| &cell.problems);
        let checks = row.checks.iter().filter(|problem| problem.field == Some(column));
        let mut all: Vec<&Problem> = own.iter().chain(checks).collect();
        all.sort_by_key(|problem| std::cmp::Reverse(problem.severity));
        all
    }

    /// What there is to say about a row beside its seen columns.
    pub fn row_problems(&self, id: RecordId, seen: &[&'static Field]) -> Vec<&Problem> {
        let is_seen = |problem: &&Problem| seen.iter().any(|field| problem.field == Some(field.name));
        self.rows.get(&id).map(|row| row.checks.iter().filter(|p| !is_seen(p)).collect()).unwrap_or_default()
    }

    /// The first row and column at which something blocks saving, in the order of these rows.
    pub fn first_wrong(&self, order: &[RecordId], columns: &[&'static Field]) -> Option<(RecordId, Option<usize>)> {
        let known = order.iter().copied().filter(|id| self.rows.contains_key(id));
        let others = self.rows.keys().copied().filter(|id| !order.contains(id));
        for id in known.chain(others) {
            let row = self.rows.get(&id)?;
            let wrong = |field: &&'static Field| {
                row.cells.get(field.name).is_some_and(Cell::is_wrong)
                    || row.checks.iter().any(|p| p.blocks() && p.field == Some(field.name))
            };
            if let Some(at) = columns.iter().position(wrong) {
                return Some((id, Some(at)));
            }
            if row.is_wrong() {
                return Some((id, None));
            }
        }
        None
    }

    /// The sign of a cell: `x` wrong, `!` doubtful, `?` being looked for, `*` changed.
    fn sign(&self, id: RecordId, column: &str) -> Option<char> {
        let cell = self.cell(id, column);
        let heaviest = self.problems(id, column).first().map(|problem| problem.severity.sign());
        match (cell, heaviest) {
            (Some(cell), _) if cell.waits.is_some() => Some('?'),
            (Some(cell), _) if cell.is_wrong() => Some('x'),
            (_, Some(sign)) => Some(sign),
            (Some(_), None) => Some('*'),
            (None, None) => None,
        }
    }
}

impl Cell {
    /// True where saving it makes no sense.
    pub fn is_wrong(&self) -> bool {
        self.value.is_none() && self.waits.is_none()
    }
}

impl Row {
    /// True where the row cannot be saved as it is.
    pub fn is_wrong(&self) -> bool {
        self.cells.values().any(Cell::is_wrong) || self.checks.iter().any(Problem::blocks)
    }

    /// What the pending cells tell about other fields, where those are empty: sex and date of birth
    /// out of a NIK.
    pub fn filled(&self, desk: &Desk) -> Vec<(&'static Field, Value)> {
        let Some(fill) = self.base.entity.fill else { return Vec::new() };
        let mut before = self.base.clone();
        for (name, cell) in &self.cells {
            before.set(name, cell.value.clone().unwrap_or_default());
        }
        let mut after = before.clone();
        for name in self.cells.keys() {
            fill(&mut after, name, desk.today);
        }
        let told =
            after.pairs().filter(|(field, now)| before.get(field.name) != *now && !self.cells.contains_key(field.name));
        told.map(|(field, now)| (field, now.clone())).collect()
    }

    /// The record of the row with what is pending, and the companion a new one brings along.
    pub fn records(&self, desk: &Desk) -> Vec<Record> {
        let mut main = self.base.clone();
        let mut companion: Option<Record> = None;
        for (name, cell) in &self.cells {
            let (Some(column), Some(value)) = (self.base.entity.field(name), cell.value.clone()) else { continue };
            match owner(&self.base, column) {
                Owner::Main(field) => main.set(field.name, value),
                Owner::Companion(field) => {
                    if let Some(of) = self.base.entity.companion.filter(|_| !value.is_empty()) {
                        companion
                            .get_or_insert_with(|| blank(of.entity, companion_id(main.id), desk))
                            .set(field.name, value);
                    }
                }
                Owner::Shut(_) => {}
            }
        }
        if let (Some(of), Some(post)) = (self.base.entity.companion, companion.as_mut()) {
            for field in of.entity.typed() {
                let implied = hint::implied(of.entity, field, post.get(field.name), &desk.words);
                if let Some((name, value)) = implied.filter(|(name, _)| post.get(name).is_empty()) {
                    post.set(name, value);
                }
            }
            post.set(of.link, Value::link(main.id, main.title()));
        }
        for (field, value) in self.filled(desk) {
            main.set(field.name, value);
        }
        std::iter::once(main).chain(companion).collect()
    }
}

/// A new record with the values its fields start with.
pub fn blank(entity: &'static Entity, id: RecordId, desk: &Desk) -> Record {
    let mut record = Record::new(entity, id);
    let reading = Reading { today: desk.today, words: &desk.words, hand: Hand::Typed };
    for field in entity.typed().filter(|field| !field.default.is_empty()) {
        record.set(
            field.name,
            match field.default {
                "hari ini" => Value::Date(desk.today),
                default => field.kind.parse(default, &reading).unwrap_or_default(),
            },
        );
    }
    record
}

fn cell_of(field: &Field, value: Value, desk: &Desk) -> Cell {
    let text = field.kind.edit(&value, desk.look.lang, &desk.words);
    let problems = check::field(field, &value, desk.today, &desk.words);
    Cell { text, value: Some(value), problems: problems.into_iter().collect(), waits: None, secret: false }
}

fn many_of(typed: &str, picks: &[&Pick]) -> Problem {
    let places: Vec<&str> = picks.iter().map(|pick| pick.context.as_str()).take(4).collect();
    Problem::error(
        "nama-ganda",
        text("Ada {0} yang bernama \"{1}\": {2}.", "There are {0} named \"{1}\": {2}.").with([
            picks.len().to_string(),
            typed.to_owned(),
            places.join(", "),
        ]),
        text("Ketik di sel itu, lalu pilih yang dimaksud.", "Type in the cell and pick the one that is meant."),
    )
}

fn none_of(typed: &str, picks: &[Pick]) -> Problem {
    let near: Vec<&str> = picks.iter().map(|pick| pick.title.as_str()).take(3).collect();
    let found = text("\"{0}\" tidak ditemukan.", "\"{0}\" was not found.").with([typed]);
    if near.is_empty() {
        return Problem::error(
            "tautan-tidak-ada",
            found,
            text("Periksa ejaannya, atau tambahkan dulu.", "Check the spelling, or add it first."),
        );
    }
    Problem::error(
        "tautan-tidak-ada",
        found,
        text("Mirip: {0}. Ketik di sel itu untuk memilih.", "Similar: {0}. Type in the cell to pick.")
            .with([near.join(", ")]),
    )
}

/// How a cell came to be edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Typing replaced it at once: the arrows leave the cell.
    Typed,
    /// Its present content is edited: the arrows move within it.
    Within,
}

/// The cell being typed.
#[derive(Clone, Debug)]
pub struct Editor {
    /// The record of its row: what is typed never falls on another one.
    pub row: RecordId,
    /// The column.
    pub column: &'static Field,
    /// The field it edits.
    pub field: &'static Field,
    /// What is typed.
    pub line: FieldLine,
    /// What it began with.
    pub start: String,
    /// What it offers.
    pub offers: Option<Offers>,
    /// The look-up still under way.
    pub lookup: Option<Ticket>,
    /// How it began.
    pub over: Over,
}

impl Editor {
    /// An editor of a cell that edits this field, with a text in it and the office's patterns.
    pub fn new(
        (row, column): (RecordId, &'static Field),
        field: &'static Field,
        over: Over,
        (start, words): (&str, &Vocabulary),
    ) -> Self {
        let mut line = FieldLine::new(Mask::of(&field.kind, words));
        line.set(&visible(start));
        Editor { row, column, field, start: line.text(), line, offers: None, lookup: None, over }
    }

    /// The offers of the words of a list for what is typed; records are the store's to offer.
    pub fn offer_words(&mut self, lang: Lang, desk: &Desk) {
        if offers::is_coded(&self.field.kind) {
            let mut offers = offers::coded(&self.field.kind, &self.line.text(), lang, &desk.words);
            offers.lines.retain(|offer| offer.value(&self.field.kind).is_some());
            self.offers = Some(offers);
        }
    }

    /// The value of the marked offer.
    pub fn marked(&self) -> Option<Value> {
        let marked = self.offers.as_ref().and_then(Offers::marked);
        marked.filter(|_| self.lookup.is_none()).and_then(|offer| offer.value(&self.field.kind))
    }
}

/// How one row of cells is painted.
pub struct Strip<'a> {
    /// Its record.
    pub record: &'a Record,
    /// The cell cursor is in this row.
    pub here: bool,
    /// The columns that are marked for filling.
    pub marked: Option<RangeInclusive<usize>>,
    /// The cell being typed, where the cursor is here.
    pub editor: Option<&'a Editor>,
}

impl Grid {
    /// Paints a row of cells. Gives the place of the cursor where it is in this row.
    pub fn view(
        &self,
        buf: &mut Buffer,
        area: Rect,
        (table, painting): (&Table, &Painting),
        strip: &Strip,
    ) -> Option<Position> {
        let look = painting.look;
        if strip.here {
            put(buf, (area.x, area.y), ">", 1, look.style(Role::Accent), look);
        } else if !strip.record.id.is_stored() {
            put(buf, (area.x, area.y), "+", 1, look.style(Role::Muted), look);
        }
        let mut place = None;
        for seen in table.seen() {
            let (x, focused) = (area.x + seen.x, strip.here && seen.column == table.at());
            if let Some(editor) = strip.editor.filter(|editor| focused && editor.row == strip.record.id) {
                place = Some(editor.line.line().view(buf, (x, area.y), seen.cells, look.style(Role::Accent)));
                continue;
            }
            let marked = strip.marked.as_ref().is_some_and(|columns| columns.contains(&seen.column));
            let sign = match self.sign(strip.record.id, seen.field.name) {
                None | Some('*') if marked => Some('+'),
                sign => sign,
            };
            let role = match sign {
                Some('x') => Role::Error,
                Some('!' | '?') => Role::Warning,
                _ => Role::Accent,
            };
            if let Some(sign) = sign {
                put(buf, (x.saturating_sub(1), area.y), sign.encode_utf8(&mut [0; 4]), 1, look.style(role), look);
            }
            let style = look.style(if focused || marked { Role::Selected } else { Role::Plain });
            if focused || marked {
                buf.set_style(Rect { x, y: area.y, width: seen.cells, height: 1 }, style);
            }
            let words = self.words(strip.record, seen.field, painting);
            if seen.column == 0 && words.is_empty() && !focused && !strip.record.id.is_stored() {
                let hint = look.say(text("(baris baru)", "(new row)"));
                put(buf, (x, area.y), hint, seen.cells, look.style(Role::Muted), look);
                continue;
            }
            let indent = table::indent(seen.field, width(&words), seen.cells);
            put(buf, (x + indent, area.y), &words, seen.cells - indent, style, look);
            if focused {
                place = Some(Position::new(x, area.y));
            }
        }
        place
    }

    /// What a cell says: the pending text, else the stored value, masked where it is personal.
    pub fn words(&self, record: &Record, column: &'static Field, painting: &Painting) -> String {
        let lang = painting.look.lang;
        match self.cell(record.id, column.name) {
            Some(Cell { value: Some(value), secret: true, .. }) if painting.look.masked => {
                column.kind.mask(value, lang, painting.words)
            }
            Some(Cell { value: Some(Value::Int(bits)), .. }) if matches!(column.kind, Kind::Months) => {
                Months::from_bits(*bits).marks()
            }
            Some(Cell { value: Some(value), .. }) => column.kind.show(value, lang, painting.words),
            Some(cell) => cell.text.clone(),
            None => table::cell(record, column, false, painting),
        }
    }
}
