//! Workbooks: xlsx, xlsm, xlsb, xls; ods by a reader of its own.
//!
//! * **Owns** turning the bytes of a workbook into [`Sheet`]s, by the values it was saved with.
//! * **Imports** `calamine`, the package, the sheet.
//! * **Never** works out a formula, runs a macro or follows a link to another file.
//!
//! A package is looked through first ([`super::package`]), so that what the library keeps in memory
//! has been measured; cells are then read one by one. Where the library fails over a file that was
//! made to break it, the file is called damaged.

use std::cell::Cell as Shared;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use calamine::{Data, DataRef, DataType, Reader, SheetType, SheetVisible, Xls, Xlsb, Xlsx};

use super::limits::{MAX_BOOK_ROWS, MAX_CELL, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_SPANS};
use super::package::{Kind, Package, damaged, locked};
use super::read_csv::{too_long, too_many_book_rows, too_many_cells, too_many_columns, too_many_rows};
use super::read_ods;
use super::sheet::{Cell, Hints, Row, Sheet, Span};
use crate::base::date::Date;
use crate::base::words::{Phrase, text};

/// Which sheets are read: the visible ones, or one by its name.
pub struct Wanted<'n> {
    named: Option<&'n str>,
}

impl Wanted<'_> {
    /// Whether a sheet is read.
    pub fn takes(&self, name: &str, hidden: bool) -> bool {
        self.named.map_or(!hidden, |wanted| same_name(name, wanted))
    }

    /// The sheets, the first of them telling which others are hidden.
    pub fn told(&self, mut sheets: Vec<Sheet>, hidden: Vec<String>) -> Vec<Sheet> {
        if let (None, Some(first)) = (self.named, sheets.first_mut()) {
            first.hints.hidden_sheets = hidden;
        }
        sheets
    }
}

/// Reads the visible sheets of a workbook; a hidden one only where it is `named`.
///
/// # Errors
/// A sentence where the workbook is locked by a password, damaged, or passes a limit.
pub fn read(bytes: &[u8], named: Option<&str>) -> Result<Vec<Sheet>, Phrase> {
    let wanted = Wanted { named };
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return quietly(|| old(bytes, &wanted));
    }
    let (kind, mut package) = Package::open(bytes)?;
    match kind {
        Kind::Ods => read_ods::read(&mut package, &wanted),
        Kind::Xlsx => quietly(|| xlsx(bytes, &mut package, &wanted)),
        Kind::Xlsb => quietly(|| xlsb(bytes, &wanted)),
    }
}

/// The names of the visible sheets of a workbook that was read before.
pub fn names(bytes: &[u8]) -> Vec<String> {
    let found = quietly(|| {
        let book = calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| damaged())?;
        let sheets = book.sheets_metadata().iter();
        let seen = sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible);
        Ok(seen.map(|sheet| sheet.name.clone()).collect())
    });
    found.unwrap_or_default()
}

thread_local! {
    /// A library is at work whose panic is an answer.
    static QUIET: Shared<bool> = const { Shared::new(false) };
}

/// Runs a library over bytes that may have been made to break it: a panic means a damaged file,
/// and prints nothing.
fn quietly<T>(work: impl FnOnce() -> Result<T, Phrase>) -> Result<T, Phrase> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                before(info);
            }
        }));
    });
    QUIET.set(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    QUIET.set(false);
    done.unwrap_or_else(|_| Err(damaged()))
}

fn same_name(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

fn unreadable(error: &dyn std::error::Error) -> Phrase {
    if error.to_string().to_lowercase().contains("password") { locked() } else { damaged() }
}

/// The worksheets to read and the names of the hidden ones that are not.
fn chosen(sheets: &[calamine::Sheet], wanted: &Wanted<'_>) -> (Vec<(String, bool)>, Vec<String>) {
    let is_hidden = |sheet: &calamine::Sheet| sheet.visible != SheetVisible::Visible;
    let pages = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let (taken, left): (Vec<_>, Vec<_>) = pages.partition(|sheet| wanted.takes(&sheet.name, is_hidden(sheet)));
    let left = left.into_iter().filter(|sheet| is_hidden(sheet)).map(|sheet| sheet.name.clone());
    (taken.into_iter().map(|sheet| (sheet.name.clone(), is_hidden(sheet))).collect(), left.collect())
}

/// Xlsx cells are read one by one, so that a stray cell in the last row and column costs nothing.
fn xlsx(bytes: &[u8], package: &mut Package<'_>, wanted: &Wanted<'_>) -> Result<Vec<Sheet>, Phrase> {
    let mut shapes = package.shapes(&|name, hidden| wanted.takes(name, hidden))?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| unreadable(&error))?;
    let (taken, hidden) = chosen(book.sheets_metadata(), wanted);
    let mut sheets = Vec::new();
    let mut cells = 0;
    for (name, is_hidden) in taken {
        let mut rows = Rows::after(cells);
        let mut reader = book.worksheet_cells_reader(&name).map_err(|error| unreadable(&error))?;
        while let Some(cell) = reader.next_cell().map_err(|error| unreadable(&error))? {
            rows.put(cell.get_position(), cell_of(cell.get_value()))?;
        }
        cells = rows.cells();
        let shape = shapes.remove(&name).unwrap_or_default();
        let hints = Hints { hidden: is_hidden, ..shape.hints };
        sheets.push(Sheet { name, rows: rows.done(), merged: shape.merged, hints });
    }
    Ok(wanted.told(sheets, hidden))
}

fn xlsb(bytes: &[u8], wanted: &Wanted<'_>) -> Result<Vec<Sheet>, Phrase> {
    let mut book: Xlsb<_> = Xlsb::new(Cursor::new(bytes)).map_err(|error| unreadable(&error))?;
    let (taken, hidden) = chosen(book.sheets_metadata(), wanted);
    let mut sheets = Vec::new();
    let mut cells = 0;
    for (name, is_hidden) in taken {
        let mut rows = Rows::after(cells);
        let mut reader = book.worksheet_cells_reader(&name).map_err(|error| unreadable(&error))?;
        while let Some(cell) = reader.next_cell().map_err(|error| unreadable(&error))? {
            rows.put(cell.get_position(), cell_of(cell.get_value()))?;
        }
        cells = rows.cells();
        let hints = Hints { hidden: is_hidden, ..Hints::default() };
        sheets.push(Sheet { name, rows: rows.done(), hints, ..Sheet::default() });
    }
    Ok(wanted.told(sheets, hidden))
}

/// Xls, and what else stands in an OLE container: a locked xlsx, a Word document.
fn old(bytes: &[u8], wanted: &Wanted<'_>) -> Result<Vec<Sheet>, Phrase> {
    if holds(bytes, "EncryptedPackage") {
        return Err(locked());
    }
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| {
        if holds(bytes, "WordDocument") || holds(bytes, "__nameid_version1.0") {
            return text(
                "Ini dokumen Word atau surat, bukan lembar kerja. Salin tabelnya ke Excel, simpan sebagai .xlsx.",
                "This is a Word document or a mail, no workbook. Copy its table into Excel and save it as .xlsx.",
            )
            .into();
        }
        unreadable(&error)
    })?;
    let (taken, hidden) = chosen(book.sheets_metadata(), wanted);
    let mut sheets = Vec::new();
    let mut cells = 0;
    for (name, is_hidden) in taken {
        let mut rows = Rows::after(cells);
        let range = book.worksheet_range(&name).map_err(|error| unreadable(&error))?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let at = |start: u32, step: usize| start.saturating_add(u32::try_from(step).unwrap_or(u32::MAX));
            rows.put((at(top, row), at(left, column)), cell_of_data(value))?;
        }
        cells = rows.cells();
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let merged = merged.iter().filter_map(span).take(MAX_SPANS).collect();
        let hints = Hints { hidden: is_hidden, formula_rows: formulas(&mut book, &name), ..Hints::default() };
        sheets.push(Sheet { name, rows: rows.done(), merged, hints });
    }
    Ok(wanted.told(sheets, hidden))
}

fn span(told: &calamine::Dimensions) -> Option<Span> {
    let span = Span {
        top: told.start.0 as usize + 1,
        bottom: told.end.0 as usize + 1,
        left: told.start.1 as usize,
        right: (told.end.1 as usize).min(MAX_COLUMNS),
    };
    (span.left < MAX_COLUMNS).then_some(span)
}

fn formulas(book: &mut Xls<Cursor<&[u8]>>, name: &str) -> Vec<usize> {
    let Ok(range) = book.worksheet_formula(name) else { return Vec::new() };
    let top = range.start().unwrap_or_default().0 as usize;
    let mut rows: Vec<usize> = range.used_cells().map(|(row, _, _)| top + row + 1).collect();
    rows.dedup();
    rows
}

/// Whether an OLE container has a stream of that name; names stand there in UTF-16.
fn holds(bytes: &[u8], name: &str) -> bool {
    let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    // Entries of its directory are 128 bytes each, at a multiple of that.
    bytes.chunks(128).any(|entry| entry.starts_with(&wide))
}

/// The filled cells of a sheet, row by row, within the limits.
#[derive(Default)]
pub struct Rows {
    rows: Vec<Row>,
    cells: usize,
}

impl Rows {
    /// A sheet's rows, after so many cells of the sheets before it.
    pub fn after(cells: usize) -> Self {
        Rows { rows: Vec::new(), cells }
    }

    /// How many cells there are, those of the sheets before included.
    pub fn cells(&self) -> usize {
        self.cells
    }

    /// The rows by their numbers.
    pub fn done(mut self) -> Vec<Row> {
        // Most files hold them in order, and then nothing is moved.
        self.rows.sort_by_key(|row| row.number);
        self.rows.dedup_by(|later, first| {
            let same = later.number == first.number;
            if same {
                merge(first, std::mem::take(&mut later.cells));
            }
            same
        });
        self.rows
    }

    fn put(&mut self, (row, column): (u32, u32), cell: Cell) -> Result<(), Phrase> {
        self.put_at(row as usize, column as usize, cell)
    }

    /// Puts a cell, both places from 0.
    ///
    /// # Errors
    /// A sentence where a limit is passed.
    pub fn put_at(&mut self, row: usize, column: usize, cell: Cell) -> Result<(), Phrase> {
        if cell == Cell::Empty {
            return Ok(());
        }
        let number = row + 1;
        if number > MAX_ROWS {
            return Err(too_many_rows());
        }
        if column >= MAX_COLUMNS {
            return if cell.is_blank() { Ok(()) } else { Err(too_many_columns(number)) };
        }
        if matches!(&cell, Cell::Text(text) if text.len() > MAX_CELL && text.chars().count() > MAX_CELL) {
            return Err(too_long(number));
        }
        self.cells += 1;
        if self.cells > MAX_CELLS {
            return Err(too_many_cells());
        }
        if self.rows.last().is_none_or(|last| last.number != number) {
            if let Some(last) = self.rows.last_mut() {
                last.cells.shrink_to_fit();
            }
            if self.rows.len() >= MAX_BOOK_ROWS {
                return Err(too_many_book_rows());
            }
            self.rows.push(Row { number, cells: Vec::new() });
        }
        if let Some(row) = self.rows.last_mut() {
            if row.cells.len() <= column {
                // Cells far apart cost what lies between them.
                self.cells += column - row.cells.len();
                row.cells.resize(column + 1, Cell::Empty);
            }
            if let Some(place) = row.cells.get_mut(column) {
                *place = cell;
            }
        }
        Ok(())
    }
}

/// Cells of a row that the file holds in two pieces.
fn merge(row: &mut Row, more: Vec<Cell>) {
    if row.cells.len() < more.len() {
        row.cells.resize(more.len(), Cell::Empty);
    }
    for (place, cell) in row.cells.iter_mut().zip(more).filter(|(_, cell)| *cell != Cell::Empty) {
        *place = cell;
    }
}

fn cell_of(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::SharedString(text) => text_cell(text),
        DataRef::DateTime(when) => day_cell(when),
        DataRef::DateTimeIso(said) => iso_cell(said),
        other => plain_cell(other),
    }
}

fn cell_of_data(value: &Data) -> Cell {
    match value {
        Data::DateTime(when) => day_cell(when),
        Data::DateTimeIso(said) => iso_cell(said),
        other => plain_cell(other),
    }
}

fn plain_cell(value: &impl DataType) -> Cell {
    if let Some(text) = value.get_string() {
        text_cell(text)
    } else if let Some(number) = value.get_float() {
        Cell::Number(number)
    } else if let Some(number) = value.get_int() {
        #[expect(clippy::cast_precision_loss, reason = "spreadsheet programs keep numbers as floats")]
        Cell::Number(number as f64)
    } else if let Some(yes) = value.get_bool() {
        Cell::Bool(yes)
    } else if let Some(error) = value.get_error() {
        Cell::Error(error.to_string())
    } else if let Some(said) = value.get_duration_iso() {
        text_cell(said)
    } else {
        Cell::Empty
    }
}

fn text_cell(text: &str) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
}

/// A cell formatted as a day. A time of day without a day, or a day that never was, stays a
/// number.
fn day_cell(when: &calamine::ExcelDateTime) -> Cell {
    let (year, month, day, ..) = when.to_ymd_hms_milli();
    let parts = (i16::try_from(year), i8::try_from(month), i8::try_from(day));
    match parts {
        (Ok(year), Ok(month), Ok(day)) if when.is_datetime() && when.as_f64() >= 1.0 => {
            Date::new(year, month, day).map_or(Cell::Number(when.as_f64()), Cell::Date)
        }
        _ => Cell::Number(when.as_f64()),
    }
}

/// A day as `2026-01-12`, with or without a time; else the text as it stands.
pub fn iso_cell(said: &str) -> Cell {
    let day = said.split('T').next().unwrap_or(said);
    match day.parse::<Date>() {
        Ok(day) => Cell::Date(day),
        Err(_) => text_cell(said),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_keep_their_types_and_rows_their_numbers() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let page = book.add_worksheet();
        let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 1, 12).expect("a day");
        let format = rust_xlsxwriter::Format::new().set_num_format("dd-mm-yyyy");
        page.write(2, 1, "Nama").expect("text");
        page.write(4, 1, 6_203_990_000_000_000.0).expect("number");
        page.write_with_format(4, 2, &day, &format).expect("day");
        page.write(1_048_575, 3, " ").expect("stray");
        let bytes = book.save_to_buffer().expect("a workbook");
        let sheets = read(&bytes, None).expect("readable");
        let rows = &sheets[0].rows;
        assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [3, 5, 1_048_576]);
        assert_eq!(rows[0].cell(1), &Cell::Text("Nama".into()));
        assert_eq!(rows[1].cell(1), &Cell::Number(6_203_990_000_000_000.0));
        assert_eq!(rows[1].cell(2), &Cell::Date(Date::constant(2026, 1, 12)));
    }

    #[test]
    fn hidden_sheets_are_read_only_by_name() {
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet().write(0, 0, "a").expect("text");
        book.add_worksheet().set_name("Lama").expect("a name").set_hidden(true).write(0, 0, "b").expect("text");
        let bytes = book.save_to_buffer().expect("a workbook");
        assert_eq!(read(&bytes, None).expect("readable").len(), 1);
        assert_eq!(read(&bytes, Some(" lama")).expect("readable").len(), 1);
    }

    #[test]
    fn a_damaged_workbook_is_refused_with_a_sentence() {
        let said = read(b"PK\x03\x04 not a workbook", None).expect_err("damaged");
        assert!(said.get(crate::base::words::Lang::Id).contains("rusak"));
    }
}
