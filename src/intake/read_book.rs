//! Workbooks: xlsx, xlsm, xlsb, xls, ods.
//!
//! * **Owns** turning the bytes of a workbook into [`Sheet`]s, by the values it was saved with.
//! * **Imports** `calamine` and the sheet.
//! * **Never** works out a formula, runs a macro or follows a link to another file.

use std::io::Cursor;

use calamine::{Data, DataRef, DataType, Reader, SheetType, SheetVisible, Sheets};

use super::read_csv::{too_long, too_many_columns, too_many_rows};
use super::sheet::{Cell, MAX_CELL, MAX_COLUMNS, MAX_ROWS, MAX_UNPACKED, Row, Sheet, Span};
use crate::base::date::Date;
use crate::base::words::{Phrase, text};

/// Reads the visible sheets of a workbook; a hidden one only where it is `named`.
///
/// # Errors
/// A sentence where the workbook is locked by a password, damaged, or passes a limit.
pub fn read(bytes: &[u8], named: Option<&str>) -> Result<Vec<Sheet>, Phrase> {
    if unpacked(bytes) > MAX_UNPACKED {
        return Err(text(
            "Isi berkas ini mengembang menjadi lebih dari {0} MB; berkas seperti itu tidak diambil.",
            "The file unpacks to more than {0} MB; such a file is not taken in.",
        )
        .with([(MAX_UNPACKED / 1024 / 1024).to_string()]));
    }
    let mut book = calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|error| unreadable(&error))?;
    let wanted: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .filter(|sheet| named.map_or(sheet.visible == SheetVisible::Visible, |name| same_name(&sheet.name, name)))
        .map(|sheet| sheet.name.clone())
        .collect();
    wanted.into_iter().map(|name| sheet(&mut book, name)).collect()
}

/// The names of the visible sheets.
pub fn names(bytes: &[u8]) -> Vec<String> {
    if unpacked(bytes) > MAX_UNPACKED {
        return Vec::new();
    }
    let Ok(book) = calamine::open_workbook_auto_from_rs(Cursor::new(bytes)) else { return Vec::new() };
    let sheets = book.sheets_metadata().iter();
    let seen = sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible);
    seen.map(|sheet| sheet.name.clone()).collect()
}

/// How large a ZIP archive says its members are, by the entries of its directory (APPNOTE 4.3.12:
/// the size stands 24 bytes behind the signature).
fn unpacked(bytes: &[u8]) -> u64 {
    const ENTRY: [u8; 4] = *b"PK\x01\x02";
    let mut total = 0_u64;
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.windows(4).position(|window| window == ENTRY)) {
        let size = bytes.get(at + found + 24..).and_then(|rest| rest.first_chunk::<4>());
        // All ones stand for a size kept elsewhere (ZIP64), which no office table needs.
        total = total.saturating_add(size.map_or(0, |size| u32::from_le_bytes(*size)).into());
        at += found + 4;
    }
    total
}

fn same_name(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

fn unreadable(error: &calamine::Error) -> Phrase {
    let said = error.to_string();
    if said.to_lowercase().contains("password") {
        text(
            "Berkas ini dikunci dengan sandi. Buka di Excel, simpan tanpa sandi, lalu ambil lagi.",
            "This file is locked with a password. Open it in Excel, save it without one, then take it in again.",
        )
        .into()
    } else {
        text(
            "Berkas lembar kerja ini rusak atau bukan xlsx, xls atau ods ({0}). Buka di Excel, simpan sebagai .xlsx.",
            "This workbook is damaged or no xlsx, xls or ods ({0}). Open it in Excel and save it as .xlsx.",
        )
        .with([said])
    }
}

/// Xlsx cells are read one by one, so that a stray cell in the last row and column costs nothing.
fn sheet(book: &mut Sheets<Cursor<&[u8]>>, name: String) -> Result<Sheet, Phrase> {
    let mut rows = Rows::default();
    let merged = merged(book, &name);
    match book {
        Sheets::Xlsx(book) => {
            let mut cells = book.worksheet_cells_reader(&name).map_err(|e| unreadable(&calamine::Error::Xlsx(e)))?;
            while let Some(cell) = cells.next_cell().map_err(|e| unreadable(&calamine::Error::Xlsx(e)))? {
                rows.put(cell.get_position(), cell_of(cell.get_value()))?;
            }
        }
        other => {
            let range = other.worksheet_range(&name).map_err(|error| unreadable(&error))?;
            let (top, left) = range.start().unwrap_or_default();
            for (row, column, value) in range.used_cells() {
                let at = |start: u32, step: usize| start.saturating_add(u32::try_from(step).unwrap_or(u32::MAX));
                rows.put((at(top, row), at(left, column)), cell_of_data(value))?;
            }
        }
    }
    rows.rows.sort_by_key(|row| row.number);
    Ok(Sheet { name, rows: rows.rows, merged })
}

/// The merged cells; a list that cannot be read is as good as none. Ods does not tell.
fn merged(book: &mut Sheets<Cursor<&[u8]>>, name: &str) -> Vec<Span> {
    let told = match book {
        Sheets::Xlsx(book) => book.merge_cells_by_sheet_name(name).unwrap_or_default(),
        Sheets::Xls(book) => book.merge_cells_by_sheet_name(name).unwrap_or_default(),
        _ => Vec::new(),
    };
    let spans = told.into_iter().take(MAX_SPANS).map(|told| Span {
        top: told.start.0 as usize + 1,
        bottom: told.end.0 as usize + 1,
        left: told.start.1 as usize,
        right: (told.end.1 as usize).min(MAX_COLUMNS),
    });
    spans.filter(|span| span.left < MAX_COLUMNS).collect()
}

/// More merged cells than that are looked at no further.
const MAX_SPANS: usize = 20_000;

#[derive(Default)]
struct Rows {
    rows: Vec<Row>,
}

impl Rows {
    fn put(&mut self, (row, column): (u32, u32), cell: Cell) -> Result<(), Phrase> {
        if cell == Cell::Empty {
            return Ok(());
        }
        let (number, column) = (row as usize + 1, column as usize);
        if number > MAX_ROWS {
            return Err(too_many_rows());
        }
        if column >= MAX_COLUMNS {
            return if cell.is_blank() { Ok(()) } else { Err(too_many_columns(number)) };
        }
        if matches!(&cell, Cell::Text(text) if text.len() > MAX_CELL && text.chars().count() > MAX_CELL) {
            return Err(too_long(number));
        }
        if self.rows.last().is_none_or(|last| last.number != number) {
            self.rows.push(Row { number, cells: Vec::new() });
        }
        if let Some(row) = self.rows.last_mut() {
            if row.cells.len() <= column {
                row.cells.resize(column + 1, Cell::Empty);
            }
            if let Some(place) = row.cells.get_mut(column) {
                *place = cell;
            }
        }
        Ok(())
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

fn iso_cell(said: &str) -> Cell {
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
    fn a_workbook_that_unpacks_beyond_measure_is_refused() {
        let mut bytes = b"PK\x03\x04".to_vec();
        bytes.extend(b"PK\x01\x02");
        bytes.extend([0; 20]);
        bytes.extend(u32::MAX.to_le_bytes());
        assert!(read(&bytes, None).expect_err("a bomb").get(crate::base::words::Lang::Id).contains("mengembang"));
    }

    #[test]
    fn a_damaged_workbook_is_refused_with_a_sentence() {
        let said = read(b"PK\x03\x04 not a workbook", None).expect_err("damaged");
        assert!(said.get(crate::base::words::Lang::Id).contains("rusak"));
    }
}
