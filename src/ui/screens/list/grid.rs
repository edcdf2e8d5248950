//! The grid: a list whose cells are typed over in place, saved all at once.
//!
//! * **Owns** the cell cursor over the rows of a feed, what each key does, and the asking.
//! * **Imports** the pending cells ([`crate::ui::widgets::grid`]), the feed, the words between
//!   screens and store.
//! * **Never** writes before Ctrl+S, and then one batch: all of it or nothing.
//!
//! The parts: `keys`, `typing` (what letters do), `laying` (pasted blocks), `saving` (batch, checks
//! and replies), `keeping` (drafts), `paint`.

mod keeping;
mod keys;
mod laying;
mod paint;
mod saving;
mod typing;

use std::collections::HashMap;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::base::id::{RecordId, Ticket};
use crate::base::money;
use crate::base::words::{Text, text};
use crate::entity::{Entity, Field, Record, Value};
use crate::request::{Draft, Query, Reply};
use crate::ui::keymap::{Action, Keymap};
use crate::ui::look::Look;
use crate::ui::screen::{Answer, Cx, Desk, Outcome, Screen};
use crate::ui::screens::ask;
use crate::ui::screens::form::panels::Leave;
use crate::ui::widgets::feed::{Feed, Heard};
use crate::ui::widgets::grid::{self as cells, Editor, Grid, Over};
use crate::ui::widgets::offers::{self, Step};
use crate::ui::widgets::table::Table;

use keeping::Keeping;
use laying::Trial;
use saving::Saving;

pub(in crate::ui::screens) use keeping::is_draft;
pub(in crate::ui::screens) use keys::{CELL_KEYS, KEYS};

/// The lines under the rows: what becomes of the cell, and what is the matter with it.
const FOOT: u16 = 3;

/// How a grid is opened.
enum Opening {
    /// On this record.
    At(Option<RecordId>),
    /// On the blank row at the end.
    AtEnd,
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

    /// The same, opened on the blank row behind the last one.
    pub fn at_end(mut self) -> Self {
        self.opening = Some(Opening::AtEnd);
        self
    }

    /// The pending cells, for a screen that shows what follows from them.
    pub fn pending(&self) -> &Grid {
        &self.grid
    }

    // ---- rows and cells -------------------------------------------------------------------

    /// True where the new rows stand below the rows held.
    fn shows_fresh(&self) -> bool {
        self.feed.holds_end() || self.at_fresh.is_some()
    }

    /// The record of the row under the cursor.
    pub fn current(&self) -> Option<&Record> {
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
            Some(Opening::AtEnd) => {
                self.feed.restart(cx);
                self.feed.act(Action::Last, cx);
                let _ = self.add(cx);
            }
            Some(Opening::At(None)) | None => self.feed.restart(cx),
        }
    }

    /// Rows came: an empty list stands on its blank row, and a paste that waited is laid.
    fn rows_came(&mut self, cx: &mut Cx) {
        if self.feed.is_empty() && self.at_fresh.is_none() {
            self.at_fresh = Some(0);
        }
        let lost = self.editor.take_if(|editor| {
            !self.feed.is_jumping() && !self.feed.rows().iter().chain(&self.fresh).any(|record| record.id == editor.row)
        });
        if let Some(editor) = lost {
            cx.warn(
                text(
                    "Baris yang sedang diisi baru dihapus orang lain. Ketikan: {0}",
                    "Somebody has just deleted the row being typed. It said: {0}",
                )
                .with([editor.line.text()]),
            );
        }
        if self.feed.holds_end()
            && let Some(Opening::Pasted(block)) = self.opening.take_if(|opening| matches!(opening, Opening::Pasted(_)))
        {
            let _ = self.add(cx);
            self.paste(&block, cx);
        }
    }
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
        self.paint(area, buf, look, desk)
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
