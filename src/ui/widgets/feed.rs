//! A list of records that is read page by page: holds a few screens of rows, asks for the next
//! early, and keeps its cursor on a record, never on a row number.
//!
//! * **Owns** the window of rows, the cursor, the paging, the count.
//! * **Imports** requests, the contract of screens, the table.
//! * **Never** decides which rows: the screen sets the query.
//!
//! Keys typed ahead of a page are not lost: what cannot be moved yet is owed (`debt`) and paid
//! when the page arrives. A reply counts only while its ticket is the newest.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::table::{Marks, Painting, Table};
use crate::base::id::{RecordId, Ticket};
use crate::base::money;
use crate::base::words::{Phrase, text};
use crate::entity::{Record, Vocabulary};
use crate::request::{More, Page, Query, Reply, Request, Seek, Sorting, Trouble};
use crate::ui::chrome::put;
use crate::ui::keymap::Action;
use crate::ui::look::{Look, Role};
use crate::ui::screen::Cx;

/// Counts are exact up to here.
pub const COUNT_LIMIT: usize = 10_000;
/// The most rows that can be selected at once.
pub const SELECT_LIMIT: usize = 5_000;
/// The fewest rows asked for at a time.
const FEWEST: usize = 30;
/// How many screens of rows are held at most.
const SCREENS: usize = 6;

/// The window on a query.
pub struct Feed {
    /// Which rows, in which order.
    pub query: Query,
    /// The columns.
    pub table: Table,
    rows: Vec<Record>,
    edges: Edges,
    sorting: Sorting,
    at: usize,
    top: usize,
    height: usize,
    asked: Option<(Ticket, Want)>,
    counting: Option<Ticket>,
    count: Option<(usize, More)>,
    debt: isize,
    loaded: bool,
    trouble: Option<Trouble>,
}

/// Whether the window touches the ends of the list.
#[derive(Clone, Copy, Default)]
struct Edges {
    start: bool,
    end: bool,
}

/// What a page that was asked for is for.
enum Want {
    /// New rows instead of those held.
    Fresh(Land),
    /// Rows behind those held.
    After,
    /// Rows before those held.
    Before,
    /// The ids of all rows, for selecting them.
    Gather,
}

/// Where the cursor lands on fresh rows.
enum Land {
    First,
    Last,
    /// On the first of these that is still there, so many rows below the top.
    Near(Vec<RecordId>, usize),
}

/// What a reply was.
pub enum Heard {
    /// Not for this list, or too late.
    Nothing,
    /// Rows or a count came.
    Changed,
    /// All ids came.
    Gathered(Vec<RecordId>),
}

/// What one painting of a feed needs beside its rows.
pub struct Shown<'a> {
    /// How everything is painted.
    pub look: &'a Look,
    /// The open lists.
    pub words: &'a Vocabulary,
    /// Rows selected for one change.
    pub selected: &'a BTreeSet<RecordId>,
    /// The record whose personal data are shown.
    pub revealed: Option<RecordId>,
}

impl Feed {
    /// A list that has asked for nothing yet.
    pub fn new(query: Query, table: Table) -> Self {
        Feed {
            query,
            table,
            rows: Vec::new(),
            edges: Edges::default(),
            sorting: Sorting::Asked,
            at: 0,
            top: 0,
            height: 20,
            asked: None,
            counting: None,
            count: None,
            debt: 0,
            loaded: false,
            trouble: None,
        }
    }

    /// The record under the cursor.
    pub fn current(&self) -> Option<&Record> {
        self.rows.get(self.at)
    }

    /// True where rows have come at least once.
    pub fn is_loaded(&self) -> bool {
        self.loaded
    }

    /// True where the store said that there are no rows.
    pub fn is_empty(&self) -> bool {
        self.loaded && self.rows.is_empty()
    }

    /// How many rows the query has, once counted.
    pub fn count(&self) -> Option<(usize, More)> {
        self.count
    }

    /// What went wrong with the last reading.
    pub fn trouble(&self) -> Option<&Trouble> {
        self.trouble.as_ref()
    }

    /// The rows held.
    pub fn rows(&self) -> &[Record] {
        &self.rows
    }

    /// The position of the record under the cursor among the rows held.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The first row that is seen, among the rows held.
    pub fn top(&self) -> usize {
        self.top
    }

    /// How many rows are seen at once.
    pub fn height(&self) -> usize {
        self.height
    }

    /// True where nothing follows the rows held.
    pub fn holds_end(&self) -> bool {
        self.loaded && self.edges.end && !self.is_jumping()
    }

    /// "1.234 catatan", "lebih dari 10.000 catatan"; nothing while it is not known.
    pub fn count_words(&self, look: &Look) -> String {
        let Some((count, more)) = self.count else { return String::new() };
        let number = money::show(i64::try_from(count).unwrap_or(i64::MAX));
        let words = match (more, count) {
            (More::Yes, _) => text("lebih dari {0} catatan", "more than {0} records"),
            (More::No, 1) => text("{0} catatan", "{0} record"),
            (More::No, _) => text("{0} catatan", "{0} records"),
        };
        words.with([number]).get(look.lang).into_owned()
    }

    /// A sentence where the order is not the one asked for.
    pub fn order_note(&self) -> Option<Phrase> {
        (self.sorting == Sorting::AsEntered).then(|| {
            text("banyak hasil: menurut urutan masuk, tambah huruf", "many hits: in the order of entry, type more")
                .into()
        })
    }

    /// The room for the heading and the rows.
    pub fn layout(&mut self, area: Rect) {
        self.table.layout(area.width);
        self.height = usize::from(area.height.saturating_sub(1)).max(1);
        self.follow(1);
    }

    fn chunk(&self) -> usize {
        (self.height * 2).max(FEWEST)
    }

    fn ask(&mut self, cx: &mut Cx, seek: Seek, rows: usize, want: Want) {
        let ticket = cx.ask(Request::Page(self.query.clone(), seek, rows));
        self.asked = Some((ticket, want));
    }

    fn ask_count(&mut self, cx: &mut Cx) {
        self.counting = Some(cx.ask(Request::Count(self.query.clone(), COUNT_LIMIT)));
    }

    /// Reads from the first row, because other rows are wanted now.
    pub fn restart(&mut self, cx: &mut Cx) {
        self.debt = 0;
        self.ask(cx, Seek::First, self.chunk(), Want::Fresh(Land::First));
        self.ask_count(cx);
    }

    /// Reads around the selected row, because the records or the order may have changed.
    pub fn reload(&mut self, cx: &mut Cx) {
        let pending_jump = match &self.asked {
            Some((_, Want::Fresh(Land::Last))) => Some((Seek::Last, Land::Last)),
            Some((_, Want::Fresh(Land::First))) => Some((Seek::First, Land::First)),
            _ => None,
        };
        let (seek, land) = match (pending_jump, self.current().map(|record| record.id)) {
            (Some(jump), _) => jump,
            (None, Some(id)) => {
                let after = self.rows.iter().skip(self.at).map(|r| r.id);
                let before = self.rows.iter().take(self.at).rev().map(|r| r.id);
                (Seek::Around(id), Land::Near(after.chain(before).collect(), self.at - self.top))
            }
            (None, None) => (Seek::First, Land::First),
        };
        self.ask(cx, seek, self.chunk() + self.height, Want::Fresh(land));
        self.ask_count(cx);
    }

    /// Reads around this record and selects it.
    pub fn find(&mut self, id: RecordId, cx: &mut Cx) {
        self.debt = 0;
        let row = self.at - self.top;
        self.ask(cx, Seek::Around(id), self.chunk() + self.height, Want::Fresh(Land::Near(vec![id], row)));
        self.ask_count(cx);
    }

    /// Puts the cursor on this record where it is among the rows held; false where it is not.
    pub fn go_held(&mut self, id: RecordId, cx: &mut Cx) -> bool {
        let Some(at) = self.rows.iter().position(|record| record.id == id).filter(|_| !self.is_jumping()) else {
            return false;
        };
        self.debt = 0;
        self.at = at;
        self.follow(1);
        self.look_ahead(cx);
        true
    }

    /// Asks for the ids of all rows.
    pub fn gather(&mut self, cx: &mut Cx) {
        self.ask(cx, Seek::First, SELECT_LIMIT, Want::Gather);
    }

    /// Moves the cursor or the columns; `None` where the action is no movement.
    pub fn act(&mut self, action: Action, cx: &mut Cx) -> Option<bool> {
        let before = (self.at, self.top);
        let page = isize::try_from(self.height).unwrap_or(1);
        match action {
            Action::Up => self.step(-1, cx),
            Action::Down => self.step(1, cx),
            Action::PageUp => self.page(-page, cx),
            Action::PageDown => self.page(page, cx),
            Action::First => self.go_first(cx),
            Action::Last => self.go_last(cx),
            Action::Left => return Some(self.table.left()),
            Action::Right => return Some(self.table.right()),
            _ => return None,
        }
        Some(before != (self.at, self.top))
    }

    /// True while other rows than those held are asked for.
    pub fn is_jumping(&self) -> bool {
        matches!(self.asked, Some((_, Want::Fresh(_))))
    }

    fn go_first(&mut self, cx: &mut Cx) {
        self.debt = 0;
        if self.edges.start && !self.is_jumping() {
            self.at = 0;
        } else {
            self.ask(cx, Seek::First, self.chunk(), Want::Fresh(Land::First));
        }
        self.follow(1);
        self.look_ahead(cx);
    }

    fn go_last(&mut self, cx: &mut Cx) {
        self.debt = 0;
        if self.edges.end && !self.is_jumping() {
            self.at = self.rows.len().saturating_sub(1);
        } else {
            self.ask(cx, Seek::Last, self.chunk(), Want::Fresh(Land::Last));
        }
        self.follow(1);
        self.look_ahead(cx);
    }

    fn step(&mut self, by: isize, cx: &mut Cx) {
        self.debt += by;
        self.pay();
        // On a slow line half a page at once costs fewer bytes than line after line.
        self.follow(if cx.desk.look.lean { self.height / 2 } else { 1 });
        self.look_ahead(cx);
    }

    fn page(&mut self, by: isize, cx: &mut Cx) {
        let row = self.at - self.top;
        self.debt += by;
        self.pay();
        self.top = self.at.saturating_sub(row).min(self.rows.len().saturating_sub(self.height));
        self.follow(1);
        self.look_ahead(cx);
    }

    /// Moves as far as the rows held allow; keeps as debt what a coming page will allow.
    fn pay(&mut self) {
        if self.is_jumping() || self.debt == 0 {
            return;
        }
        let last = self.rows.len().saturating_sub(1);
        let by = self.debt.unsigned_abs();
        let (to, owed, closed) = if self.debt > 0 {
            let to = (self.at + by).min(last);
            (to, by - (to - self.at), self.edges.end)
        } else {
            let to = self.at.saturating_sub(by);
            (to, by - (self.at - to), self.edges.start)
        };
        self.at = to;
        self.debt = if closed { 0 } else { self.debt.signum() * isize::try_from(owed).unwrap_or(0) };
    }

    /// Scrolls so that the cursor is seen, so many rows at a time.
    fn follow(&mut self, rows: usize) {
        let rows = rows.max(1);
        if self.at < self.top {
            self.top = (self.at + 1).saturating_sub(rows);
        } else if self.at >= self.top + self.height {
            self.top = (self.at + rows).saturating_sub(self.height);
        }
        self.top = self.top.min(self.rows.len().saturating_sub(1)).min(self.at);
    }

    /// Asks for the next rows before the cursor needs them.
    fn look_ahead(&mut self, cx: &mut Cx) {
        if self.asked.is_some() || self.rows.is_empty() {
            return;
        }
        let below = self.rows.len().saturating_sub(self.top + self.height);
        let (first, last) = (self.rows.first().map(|r| r.id), self.rows.last().map(|r| r.id));
        if let Some(id) = last.filter(|_| !self.edges.end && (self.debt > 0 || below < self.height)) {
            self.ask(cx, Seek::After(id), self.chunk(), Want::After);
        } else if let Some(id) = first.filter(|_| !self.edges.start && (self.debt < 0 || self.top < self.height)) {
            self.ask(cx, Seek::Before(id), self.chunk(), Want::Before);
        }
    }

    /// Takes a reply that is for this list and in time.
    pub fn hear(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) -> Heard {
        if self.counting == Some(ticket) {
            self.counting = None;
            if let Reply::Count(count, more) = reply {
                self.count = Some((count, more));
            }
            return Heard::Changed;
        }
        match self.asked.take_if(|(asked, _)| *asked == ticket) {
            None => Heard::Nothing,
            Some((_, want)) => self.take(want, reply, cx),
        }
    }

    fn take(&mut self, want: Want, reply: Reply, cx: &mut Cx) -> Heard {
        let page = match reply {
            Reply::Page(page) => page,
            Reply::Trouble(trouble) => {
                self.debt = 0;
                self.trouble = Some(trouble);
                return Heard::Changed;
            }
            _ => return Heard::Nothing,
        };
        self.trouble = None;
        match want {
            Want::Gather => {
                self.look_ahead(cx);
                return Heard::Gathered(page.rows.into_iter().map(|record| record.id).collect());
            }
            Want::Fresh(land) => self.land(page, &land),
            Want::After => {
                self.edges.end = page.end || page.rows.is_empty();
                self.rows.extend(page.rows);
                self.trim_front();
            }
            Want::Before => {
                self.edges.start = page.start || page.rows.is_empty();
                let more = page.rows.len();
                self.rows.splice(0..0, page.rows);
                self.at += more;
                self.top += more;
                self.trim_back();
            }
        }
        self.pay();
        self.follow(1);
        self.look_ahead(cx);
        Heard::Changed
    }

    fn land(&mut self, page: Page, land: &Land) {
        self.loaded = true;
        self.rows = page.rows;
        self.edges = Edges { start: page.start, end: page.end };
        self.sorting = page.sorting;
        let last = self.rows.len().saturating_sub(1);
        let row = match land {
            Land::First => {
                self.at = 0;
                0
            }
            Land::Last => {
                self.at = last;
                self.height.saturating_sub(1)
            }
            Land::Near(ids, row) => {
                let found = ids.iter().find_map(|id| self.rows.iter().position(|record| record.id == *id));
                self.at = found.unwrap_or(self.at.min(last));
                *row
            }
        };
        self.top = self.at.saturating_sub(row);
        if self.edges.end {
            self.top = self.top.min(self.rows.len().saturating_sub(self.height));
        }
    }

    fn trim_front(&mut self) {
        if self.rows.len() > (SCREENS * self.height).max(self.chunk() * 2) {
            let cut = self.top.saturating_sub(2 * self.height);
            self.rows.drain(..cut);
            self.at -= cut;
            self.top -= cut;
            self.edges.start &= cut == 0;
        }
    }

    fn trim_back(&mut self) {
        let keep = self.top + 3 * self.height;
        if self.rows.len() > (SCREENS * self.height).max(self.chunk() * 2) && keep < self.rows.len() {
            self.rows.truncate(keep);
            self.edges.end = false;
        }
    }

    /// Paints the heading and the rows.
    pub fn view(&self, area: Rect, buf: &mut Buffer, shown: &Shown) {
        if area.height == 0 {
            return;
        }
        let painting =
            Painting { look: shown.look, words: shown.words, sort: (self.query.sorted_by(), self.query.order) };
        self.table.heading(buf, Rect { height: 1, ..area }, &painting);
        for (y, (n, record)) in (area.y + 1..area.bottom()).zip(self.rows.iter().enumerate().skip(self.top)) {
            let marks = Marks {
                cursor: n == self.at,
                selected: shown.selected.contains(&record.id),
                revealed: shown.revealed == Some(record.id),
            };
            self.table.row(buf, Rect { y, height: 1, ..area }, record, marks, &painting);
        }
        if let Some(trouble) = &self.trouble {
            let look = shown.look;
            let words = format!("x {} {}", trouble.text.get(look.lang), trouble.advice.get(look.lang));
            put(buf, (area.x + 2, area.y + 1), &words, area.width.saturating_sub(4), look.style(Role::Error), look);
        }
    }
}
