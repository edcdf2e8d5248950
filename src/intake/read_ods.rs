//! OpenDocument spreadsheets (ods), read piece by piece.
//!
//! * **Owns** turning `content.xml` into [`Sheet`]s, hidden rows and merged cells included.
//! * **Imports** the package, the sheet.
//! * **Never** works out a formula, follows a link, or fills what is only repeated emptiness.
//!
//! The library that reads the other workbooks makes a full rectangle of every ods sheet, does not
//! tell merged cells, and waits for ever where a file is cut off; so this reader is our own.

use std::collections::HashSet;
use std::ops::ControlFlow;

use quick_xml::events::{BytesStart, Event};

use super::limits::{MAX_COLUMNS, MAX_SPANS};
use super::package::{Package, attribute};
use super::read_book::{Rows, Wanted, iso_cell};
use super::sheet::{Cell, Hints, Sheet, Span};
use crate::base::words::Phrase;

/// Reads the visible sheets; a hidden one only where it is asked for by name.
///
/// # Errors
/// A sentence where the file is damaged or passes a limit.
pub fn read(package: &mut Package<'_>, wanted: &Wanted<'_>) -> Result<Vec<Sheet>, Phrase> {
    let mut reading = Reading::new(wanted);
    package.each("content.xml", &mut |event| {
        reading.failed = reading.see(event).err();
        if reading.failed.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    match reading.failed {
        Some(said) => Err(said),
        // A file that is cut off ends inside a sheet.
        None if reading.sheet.is_some() => Err(super::package::damaged()),
        None => Ok(wanted.told(reading.sheets, reading.hidden_sheets)),
    }
}

struct Reading<'w> {
    wanted: &'w Wanted<'w>,
    failed: Option<Phrase>,
    sheets: Vec<Sheet>,
    hidden_sheets: Vec<String>,
    /// Styles of sheets that are not shown.
    unseen: HashSet<String>,
    style: Option<String>,
    sheet: Option<Open>,
    /// Cells of all sheets so far.
    cells: usize,
}

/// The sheet being read.
#[derive(Default)]
struct Open {
    name: String,
    /// False where it is only passed over.
    read: bool,
    hints: Hints,
    merged: Vec<Span>,
    rows: Rows,
    /// Rows begun, the present one's number.
    number: usize,
    repeated: usize,
    columns: usize,
    /// The place of the next cell.
    at: usize,
    here: Vec<(usize, usize, Cell)>,
    has_formula: bool,
    hidden: bool,
    cell: Option<OpenCell>,
    /// Elements inside a cell that are no text of it: remarks, drawings.
    aside: usize,
}

/// The cell being read.
#[derive(Default)]
struct OpenCell {
    value: Cell,
    is_text: bool,
    is_error: bool,
    text: String,
    lines: usize,
    repeated: usize,
    formula: bool,
    /// Columns and rows it is merged over.
    spans: (usize, usize),
}

impl<'w> Reading<'w> {
    fn new(wanted: &'w Wanted<'w>) -> Self {
        Reading {
            wanted,
            failed: None,
            sheets: Vec::new(),
            hidden_sheets: Vec::new(),
            unseen: HashSet::new(),
            style: None,
            sheet: None,
            cells: 0,
        }
    }

    fn see(&mut self, event: &Event<'_>) -> Result<(), Phrase> {
        match event {
            Event::Start(e) => self.begin(e),
            Event::Empty(e) => {
                self.begin(e)?;
                self.end(e.name().as_ref())
            }
            Event::End(e) => self.end(e.name().as_ref()),
            Event::Text(words) => {
                self.text(&words.xml10_content());
                Ok(())
            }
            Event::CData(words) => {
                self.text(&words.xml10_content());
                Ok(())
            }
            Event::GeneralRef(name) => {
                let known = match name.resolve_char_ref() {
                    Ok(Some(c)) => Some(c.to_string()),
                    _ => quick_xml::escape::resolve_predefined_entity(name).map(str::to_owned),
                };
                self.text(known.as_deref().unwrap_or_default());
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn text(&mut self, words: &str) {
        if let Some(open) = self.sheet.as_mut().filter(|open| open.aside == 0)
            && let Some(cell) = open.cell.as_mut().filter(|cell| cell.lines > 0)
        {
            cell.text.push_str(words);
        }
    }

    fn begin(&mut self, e: &BytesStart<'_>) -> Result<(), Phrase> {
        let name = e.name();
        match name.as_ref() {
            "style:style" => self.style = attribute(e, "name"),
            "style:table-properties" if attribute(e, "display").as_deref() == Some("false") => {
                self.unseen.extend(self.style.clone());
            }
            "table:table" if self.sheet.is_none() => self.table(e),
            name => {
                if let Some(open) = self.sheet.as_mut().filter(|open| open.read) {
                    open.begin(name, e);
                }
            }
        }
        Ok(())
    }

    fn table(&mut self, e: &BytesStart<'_>) {
        let name = attribute(e, "name").unwrap_or_default();
        let hidden = attribute(e, "style-name").is_some_and(|style| self.unseen.contains(&style));
        // What LibreOffice keeps of linked files is named after them.
        let is_copy = name.starts_with("'file:");
        let read = !is_copy && self.wanted.takes(&name, hidden);
        if hidden && !read && !is_copy {
            self.hidden_sheets.push(name.clone());
        }
        let hints = Hints { hidden, ..Hints::default() };
        self.sheet = Some(Open { name, read, hints, rows: Rows::after(self.cells), ..Open::default() });
    }

    fn end(&mut self, name: &str) -> Result<(), Phrase> {
        match name {
            "style:style" => self.style = None,
            "table:table" => {
                if let Some(open) = self.sheet.take().filter(|open| open.read) {
                    self.cells = open.rows.cells();
                    let (name, merged, hints) = (open.name, open.merged, open.hints);
                    self.sheets.push(Sheet { name, rows: open.rows.done(), merged, hints });
                }
            }
            name => {
                if let Some(open) = self.sheet.as_mut().filter(|open| open.read) {
                    open.end(name)?;
                }
            }
        }
        Ok(())
    }
}

fn number(e: &BytesStart<'_>, name: &str) -> usize {
    attribute(e, name).and_then(|said| said.parse().ok()).unwrap_or(1).max(1)
}

/// `collapse` and `filter`.
fn is_hidden(e: &BytesStart<'_>) -> bool {
    attribute(e, "visibility").is_some_and(|said| said != "visible")
}

fn is_aside(name: &str) -> bool {
    name.starts_with("office:annotation") || name.starts_with("draw:")
}

impl Open {
    fn begin(&mut self, name: &str, e: &BytesStart<'_>) {
        if self.aside > 0 || self.cell.is_some() && is_aside(name) {
            self.aside += 1;
            return;
        }
        match name {
            "table:table-column" => {
                let (from, many) = (self.columns, number(e, "number-columns-repeated").min(MAX_COLUMNS));
                if is_hidden(e) {
                    self.hints.hidden_columns.extend(from..(from + many).min(MAX_COLUMNS));
                }
                self.columns = from.saturating_add(many);
            }
            "table:table-row" => {
                self.repeated = number(e, "number-rows-repeated");
                self.at = 0;
                self.has_formula = false;
                self.hidden = is_hidden(e);
            }
            "table:table-cell" | "table:covered-table-cell" => self.cell = Some(OpenCell::begin(e)),
            "text:p" => {
                if let Some(cell) = self.cell.as_mut() {
                    if cell.lines > 0 {
                        cell.text.push('\n');
                    }
                    cell.lines += 1;
                }
            }
            "text:s" => self.push(&" ".repeat(number(e, "c").min(1_000))),
            "text:tab" => self.push("\t"),
            "text:line-break" => self.push("\n"),
            _ => {}
        }
    }

    fn push(&mut self, words: &str) {
        if let Some(cell) = self.cell.as_mut() {
            cell.text.push_str(words);
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Phrase> {
        if self.aside > 0 {
            self.aside -= 1;
            return Ok(());
        }
        match name {
            "table:table-cell" | "table:covered-table-cell" => {
                let Some(cell) = self.cell.take() else { return Ok(()) };
                self.has_formula |= cell.formula;
                let (many, spans) = (cell.repeated, cell.spans);
                if spans != (1, 1) && self.merged.len() < MAX_SPANS && self.at < MAX_COLUMNS {
                    let (top, left) = (self.number + 1, self.at);
                    let (right, bottom) = (left.saturating_add(spans.0 - 1), top.saturating_add(spans.1 - 1));
                    self.merged.push(Span { top, bottom, left, right: right.min(MAX_COLUMNS) });
                }
                let value = cell.value();
                if value != Cell::Empty {
                    self.here.push((self.at, many, value));
                }
                self.at = self.at.saturating_add(many);
                Ok(())
            }
            "table:table-row" => self.row(),
            _ => Ok(()),
        }
    }

    fn row(&mut self) -> Result<(), Phrase> {
        let cells = std::mem::take(&mut self.here);
        let times = if cells.is_empty() { 0 } else { self.repeated };
        for more in 0..times {
            let at = self.number.saturating_add(more);
            for (from, many, value) in &cells {
                // One beyond the last column is enough to be refused.
                for column in *from..from.saturating_add(*many).min(MAX_COLUMNS + 1) {
                    self.rows.put_at(at, column, value.clone())?;
                }
            }
            if self.hidden {
                self.hints.hidden_rows.push(at + 1);
            }
            if self.has_formula {
                self.hints.formula_rows.push(at + 1);
            }
        }
        self.number = self.number.saturating_add(self.repeated);
        Ok(())
    }
}

impl OpenCell {
    fn begin(e: &BytesStart<'_>) -> Self {
        let mut cell = OpenCell {
            repeated: number(e, "number-columns-repeated"),
            spans: (number(e, "number-columns-spanned"), number(e, "number-rows-spanned")),
            ..OpenCell::default()
        };
        let float = || attribute(e, "value").and_then(|said| said.parse::<f64>().ok());
        // `office:value-type`; of `calcext:value-type` only errors are of interest.
        for found in e.attributes().with_checks(false).flatten() {
            match (found.key.as_ref(), found.value.as_ref()) {
                ("calcext:value-type", "error") => cell.is_error = true,
                ("table:formula", _) => cell.formula = true,
                ("office:value-type", kind) => match kind {
                    "float" | "percentage" | "currency" => cell.value = float().map_or(Cell::Empty, Cell::Number),
                    "date" => cell.value = attribute(e, "date-value").map_or(Cell::Empty, |said| iso_cell(&said)),
                    "boolean" => cell.value = Cell::Bool(attribute(e, "boolean-value").as_deref() == Some("true")),
                    _ => cell.is_text = true,
                },
                _ => {}
            }
        }
        if cell.is_text
            && let Some(said) = attribute(e, "string-value")
        {
            cell.value = Cell::Text(said);
        }
        cell
    }

    fn value(self) -> Cell {
        match self.value {
            _ if self.is_error => Cell::Error(self.text),
            Cell::Empty if self.is_text && !self.text.is_empty() => Cell::Text(self.text),
            Cell::Text(said) if said.is_empty() => Cell::Empty,
            value => value,
        }
    }
}
