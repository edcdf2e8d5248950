//! What goes back to the sender: their own sheets, with what is the matter beside each row.
//!
//! * **Owns** [`Left`] (what a table leaves to be mended), putting the tables of a sheet together,
//!   and knowing our own remarks again when the file comes back.
//! * **Imports** the sheet, its tables, their plans, the shape in `request`.
//! * **Never** writes a file, and never changes a cell.
//!
//! Rows of another kecamatan are no concern of the sender's; they are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::hints::FOR_THE_CLERK;
use super::plan::{self, Plan};
use super::sheet::{Cell, MAX_COLUMNS, Row, Sheet};
use super::table::Table;
use crate::base::words::{Lang, Text, text};
use crate::entity::flat::{Column, End};
use crate::entity::{Entity, Kind, Severity};
use crate::request::{MendCell, MendRow, MendSheet, MendSort, MissingRow, REMARKS};

/// A longer sheet is not given back whole: only its headings and the rows to be mended.
const WHOLE: usize = 50_000;

/// What one table leaves to be mended.
#[derive(Clone, Debug, Default)]
pub struct Left {
    /// The sheet it stands in.
    sheet: Arc<Sheet>,
    lang: Lang,
    /// The rows of its headings.
    heads: Vec<usize>,
    /// Columns of names, codes and numbers that are no amounts.
    texts: BTreeSet<usize>,
    /// Rows of another kecamatan.
    outside: BTreeSet<usize>,
    /// What is the matter, by row.
    remarks: BTreeMap<usize, Vec<Remark>>,
    /// Those rows with the cells that were written once for their block.
    filled: BTreeMap<usize, Row>,
    /// Columns of the title and of the place it belongs to.
    title: Option<usize>,
    place: Option<usize>,
    /// The last data row.
    last: usize,
    /// What the sender forgot, as the clerk says.
    forgotten: Vec<MissingRow>,
}

/// The kind of record, the columns of its flat row, the language of the remarks.
pub type Office<'a> = (&'static Entity, &'a [Column], Lang);

#[derive(Clone, Debug)]
struct Remark {
    at: Option<usize>,
    severity: Severity,
    said: String,
}

impl Left {
    /// What a table leaves; nothing where no row of it was rejected for a mistake.
    pub fn new(sheet: &Arc<Sheet>, table: &Table<'_>, plan: &Plan, (entity, columns, lang): Office<'_>) -> Self {
        let mut left = Left { sheet: Arc::clone(sheet), lang, ..Left::default() };
        for found in &plan.problems {
            if plan::is_outside(found.problem.code) {
                left.outside.insert(found.row);
                continue;
            }
            if FOR_THE_CLERK.contains(&found.problem.code) {
                continue;
            }
            let at = table.columns.iter().find(|column| column.heading == found.heading).map(|column| column.at);
            let said = format!("{} {}", found.problem.text.get(lang), found.problem.advice.get(lang));
            let said = if found.heading.is_empty() { said } else { format!("[{}] {said}", found.heading.trim()) };
            let remark = Remark { at, severity: found.problem.severity, said: said.trim().to_owned() };
            left.remarks.entry(found.row).or_default().push(remark);
        }
        let outside = std::mem::take(&mut left.outside);
        left.remarks.retain(|row, said| {
            !outside.contains(row) && said.iter().any(|remark| remark.severity != Severity::Warning)
        });
        left.outside = outside;
        left.remarks.values_mut().for_each(|said| said.sort_by_key(|remark| std::cmp::Reverse(remark.severity)));
        let is_head = |skipped: &&crate::request::Skipped| skipped.alasan == "kepala";
        left.heads = table.skipped.iter().filter(is_head).map(|skipped| skipped.baris).collect();
        let is_text = |at: usize| {
            let field = columns.get(at).map(|column| column.end);
            !matches!(field, Some(End::Value(field)) if is_amount(field.kind))
        };
        left.texts = table.columns.iter().filter(|found| is_text(found.column)).map(|found| found.at).collect();
        let own = |number: &usize| {
            let at = table.rows.binary_search_by_key(number, |row| row.number).ok()?;
            table.rows.get(at).map(|row| (*number, row.clone().into_owned()))
        };
        left.filled = left.remarks.keys().filter_map(own).collect();
        let column = |is: &dyn Fn(&Column) -> bool| {
            let found = table.columns.iter().find(|found| columns.get(found.column).is_some_and(is));
            found.map(|found| found.at)
        };
        left.title = column(&|column| column.name == entity.title);
        let place = if entity.name == "kader" { "posyandu" } else { "desa" };
        left.place = column(&|column| column.name == place || column.name == format!("{place}_nama"));
        left.last = table.rows.last().map_or(0, |row| row.number);
        left
    }

    /// The same, with what the clerk says the sender forgot: rows to be completed.
    pub fn with_forgotten(self, forgotten: Vec<MissingRow>) -> Self {
        Left { forgotten, ..self }
    }

    /// True where nothing is to be mended or completed.
    pub fn is_empty(&self) -> bool {
        self.remarks.is_empty() && (self.forgotten.is_empty() || self.title.is_none())
    }

    /// The same, a row of which stands in several tables side by side: all that is said of it.
    fn add(&mut self, other: &Left) {
        self.heads.extend(&other.heads);
        self.heads.sort_unstable();
        self.heads.dedup();
        self.texts.extend(&other.texts);
        self.outside.extend(&other.outside);
        for (row, said) in &other.remarks {
            self.remarks.entry(*row).or_default().extend(said.iter().cloned());
        }
        if self.forgotten.is_empty() && !other.forgotten.is_empty() {
            (self.title, self.place, self.last) = (other.title, other.place, other.last);
            self.forgotten.clone_from(&other.forgotten);
        }
        self.filled.extend(other.filled.iter().map(|(number, row)| (*number, row.clone())));
    }

    fn sheet(&self) -> MendSheet {
        let whole = self.sheet.rows.len() <= WHOLE;
        let mut rows: Vec<MendRow> = self.sheet.rows.iter().filter_map(|row| self.row(row, whole)).collect();
        let is_whole = rows.len() == self.sheet.rows.len();
        let mut head = self.heads.first().copied().unwrap_or(0);
        while self.heads.contains(&(head + 1)) {
            head += 1;
        }
        let merged = if whole { self.sheet.merged.as_slice() } else { &[] };
        let merged_to = merged.iter().map(|span| span.right + 1).max().unwrap_or(0);
        // What stood below the last data row gives way to the rows that are added there.
        let added = self.added();
        let moved = |number: usize| if number > self.last { number + added.len() } else { number };
        rows.iter_mut().for_each(|row| row.number = moved(row.number));
        let merged = merged.iter().map(|span| {
            let bottom =
                if span.top > self.last { moved(span.bottom) } else { span.bottom.min(self.last.max(span.top)) };
            (moved(span.top), span.left, bottom, span.right)
        });
        let merged = merged.collect();
        let at = rows.partition_point(|row| row.number <= self.last);
        rows.splice(at..at, added);
        MendSheet {
            name: self.sheet.name.clone(),
            merged,
            texts: self.texts.clone(),
            head,
            is_whole,
            remarks: rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(merged_to).min(MAX_COLUMNS),
            rows,
        }
    }

    /// Rows to be completed: the title and its place, the rest is for the sender to fill in.
    fn added(&self) -> Vec<MendRow> {
        let Some(title) = self.title else { return Vec::new() };
        let row = |(number, missing): (usize, &MissingRow)| {
            let width = title.max(self.place.unwrap_or(0)) + 1;
            let mut cells = vec![MendCell::Empty; width];
            let places = self.place.map(|at| (at, &missing.place));
            for (at, said) in std::iter::once((title, &missing.title)).chain(places) {
                if let Some(cell) = cells.get_mut(at) {
                    *cell = MendCell::Text(said.clone());
                }
            }
            let remark = FORGOTTEN.get(self.lang).to_owned();
            MendRow { number, sort: MendSort::Missing, cells, remark, ..MendRow::default() }
        };
        (self.last + 1..).zip(&self.forgotten).map(row).collect()
    }

    fn row(&self, row: &Row, whole: bool) -> Option<MendRow> {
        let said = self.remarks.get(&row.number);
        let is_head = self.heads.binary_search(&row.number).is_ok();
        let first = is_head && (row.number == 0 || self.heads.binary_search(&(row.number - 1)).is_err());
        let sort = match said {
            Some(_) => MendSort::Bad,
            None if first => MendSort::Head,
            None if is_head => MendSort::UnderHead,
            None if !whole || self.outside.contains(&row.number) => return None,
            None => MendSort::Other,
        };
        let whole_row = if whole { row } else { self.filled.get(&row.number).unwrap_or(row) };
        let cells = whole_row.cells.iter().enumerate().map(|(at, cell)| given_back(cell, self.texts.contains(&at)));
        let mut made = MendRow { number: row.number, sort, cells: cells.collect(), ..MendRow::default() };
        if first {
            REMARKS.clone_into(&mut made.remark);
        }
        for remark in said.into_iter().flatten() {
            if let Some(at) = remark.at {
                made.marks.push((at, remark.said.clone()));
            }
            if !made.remark.is_empty() {
                made.remark.push('\n');
            }
            made.remark.push_str(&format!("{} {}", remark.severity.sign(), remark.said));
        }
        Some(made)
    }
}

const FORGOTTEN: Text = text(
    "! Ada di data kami, tidak ada di berkas ini. Lengkapi, atau tulis bahwa sudah tidak ada.",
    "! We have this one, your file does not. Complete it, or write that it is no more.",
);

/// Kinds whose values a spreadsheet program may treat as numbers or days.
fn is_amount(kind: Kind) -> bool {
    matches!(kind, Kind::Number(..) | Kind::Money | Kind::Year | Kind::Date)
}

/// A cell as it stood. A number in a column of codes goes back as its digits, so that what the
/// sender types there stays text.
fn given_back(cell: &Cell, text: bool) -> MendCell {
    match cell {
        Cell::Empty => MendCell::Empty,
        Cell::Text(said) => MendCell::Text(said.clone()),
        Cell::Number(number) if !text => MendCell::Number(*number),
        Cell::Date(day) => MendCell::Date(*day),
        other => MendCell::Text(other.shown()),
    }
}

/// The sheets to be given back: each once, with what all its tables have to say.
pub fn sheets<'t>(tables: impl Iterator<Item = &'t Left>) -> Vec<MendSheet> {
    let mut sheets: Vec<Left> = Vec::new();
    for left in tables.filter(|left| !left.is_empty()) {
        match sheets.iter_mut().find(|known| Arc::ptr_eq(&known.sheet, &left.sheet)) {
            Some(known) => known.add(left),
            None => sheets.push(left.clone()),
        }
    }
    sheets.iter().map(Left::sheet).collect()
}

/// Takes our own remarks off a sheet that came back: the heading and what stands below it.
pub fn without_remarks(sheet: &mut Sheet) {
    let is_ours = |cell: &Cell| matches!(cell, Cell::Text(text) if text.trim() == REMARKS);
    let ours = sheet.rows.iter().find_map(|row| Some((row.number, row.cells.iter().rposition(is_ours)?)));
    let Some((number, at)) = ours else { return };
    for row in sheet.rows.iter_mut().filter(|row| row.number >= number) {
        if let Some(cell) = row.cells.get_mut(at) {
            *cell = Cell::Empty;
        }
        let filled = row.cells.iter().rposition(|cell| *cell != Cell::Empty).map_or(0, |last| last + 1);
        row.cells.truncate(filled);
    }
    sheet.rows.retain(|row| !row.cells.is_empty());
}
