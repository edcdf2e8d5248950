//! XLSX: text cells for codes, real days, a heading row that stays in sight.
//!
//! * **Owns** formats, widths, and going on to a second sheet where one is full.
//! * **Imports** `rust_xlsxwriter`.
//! * **Never** writes a formula, and holds one row in memory: the sheet grows in a file beside the
//!   place it will take.

use std::io::Write;
use std::path::Path;

use rust_xlsxwriter::{Color, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{Cell, Head, Nature, Sheet, printable, stream};
use crate::base::date::{self, Date};
use crate::base::text::restore_cell;
use crate::request::Trouble;

/// Rows a sheet may hold below its headings.
const FULL: u32 = 1_048_575;

/// Rows above which a sheet is long.
const LONG: u32 = 500_000;

/// A workbook of one list.
pub struct Xlsx<'a> {
    out: &'a mut (dyn Write + Send),
    book: Workbook,
    heads: Vec<Head>,
    title: String,
    sheets: usize,
    row: u32,
    formats: Formats,
}

struct Formats {
    head: Format,
    text: Format,
    number: Format,
    year: Format,
    date: Format,
}

/// Begins the workbook; `beside` is the folder for what does not fit into memory.
///
/// # Errors
/// The folder may not be written to.
pub fn begin<'a>(
    out: &'a mut (dyn Write + Send),
    heads: &[Head],
    title: &str,
    beside: Option<&Path>,
) -> Result<Xlsx<'a>, Trouble> {
    let mut book = Workbook::new();
    if let Some(folder) = beside.filter(|folder| !folder.as_os_str().is_empty()) {
        book.set_tempdir(folder).map_err(failed)?;
    }
    let formats = Formats {
        head: Format::new().set_bold().set_background_color(Color::RGB(0x00E7_E6E6)),
        text: Format::new().set_num_format("@"),
        number: Format::new().set_num_format("#,##0"),
        year: Format::new().set_num_format("0"),
        date: Format::new().set_num_format("dd-mm-yyyy"),
    };
    let title = sheet_name(title);
    let mut sheet = Xlsx { out, book, heads: heads.to_vec(), title, sheets: 0, row: 0, formats };
    sheet.next_sheet()?;
    Ok(sheet)
}

/// A name that programs take for a sheet: none of their signs, and room for a number behind it
/// within 31 characters.
pub(in crate::report) fn sheet_name(title: &str) -> String {
    let is_sign = |c: &char| matches!(c, '/' | '\\' | '?' | '*' | '[' | ']' | ':') || c.is_control();
    title.chars().filter(|c| !is_sign(c)).take(26).collect()
}

impl Xlsx<'_> {
    fn next_sheet(&mut self) -> Result<(), Trouble> {
        self.sheets += 1;
        self.row = 1;
        let name = if self.sheets == 1 { self.title.clone() } else { format!("{} {}", self.title, self.sheets) };
        let sheet = self.book.add_worksheet_with_constant_memory().map_err(failed)?;
        set_up(sheet, &name, &self.heads, &self.formats.head).map_err(failed)
    }
}

fn set_up(sheet: &mut Worksheet, name: &str, heads: &[Head], bold: &Format) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    for (at, head) in (0u16..).zip(heads) {
        sheet.set_column_width(at, f64::from(head.width))?;
        sheet.write_string_with_format(0, at, &head.name, bold)?;
    }
    Ok(())
}

pub(in crate::report) fn failed(error: XlsxError) -> Trouble {
    match error {
        XlsxError::IoError(error) => stream(&error),
        other => Trouble::inner(other),
    }
}

impl Sheet for Xlsx<'_> {
    fn row(&mut self, cells: &[Cell]) -> Result<(), Trouble> {
        if self.row > FULL {
            self.next_sheet()?;
        }
        let row = self.row;
        let (formats, heads) = (&self.formats, &self.heads);
        let sheet = self.book.worksheet_from_index(self.sheets - 1).map_err(failed)?;
        for ((at, cell), head) in (0u16..).zip(cells).zip(heads) {
            put(sheet, (row, at), cell, head.nature, formats).map_err(failed)?;
        }
        self.row += 1;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), Trouble> {
        // A sheet this long may unpack to more than the usual package can say.
        self.book.use_zip_large_file(self.sheets > 1 || self.row > LONG);
        self.book.save_to_writer(&mut *self.out).map_err(failed)?;
        self.out.flush().map_err(|error| stream(&error))
    }
}

fn put(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    cell: &Cell,
    nature: Nature,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            sheet.write_string_with_format(row, at, kept(text), &formats.text)?;
        }
        Cell::Number(number) => {
            let format = if nature == Nature::Year { &formats.year } else { &formats.number };
            #[expect(clippy::cast_precision_loss, reason = "rupiah and counts stay far below 2^53")]
            sheet.write_number_with_format(row, at, *number as f64, format)?;
        }
        Cell::Numbers(numbers) => {
            sheet.write_string_with_format(row, at, super::joined(numbers), &formats.text)?;
        }
        Cell::Date(day) => match excel_day(*day) {
            Some(day) => {
                sheet.write_datetime_with_format(row, at, &day, &formats.date)?;
            }
            // Days before 1900 exist in archives and not in Excel.
            None => {
                sheet.write_string_with_format(row, at, date::show(*day), &formats.text)?;
            }
        },
    }
    Ok(())
}

/// A text as a cell keeps it so that it reads back the same.
pub(in crate::report) fn kept(text: &str) -> String {
    // An apostrophe of the text's own is kept apart from the guard that CSV cells carry, which
    // readers take off.
    let own = if restore_cell(text) == text { "" } else { "'" };
    // Excel keeps no more of a cell.
    own.chars().chain(printable(text).chars()).take(32_767).collect()
}

/// A day as Excel keeps it; `None` for those before its calendar.
pub(in crate::report) fn excel_day(day: Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok().filter(|year| *year >= 1901)?;
    ExcelDateTime::from_ymd(year, day.month().unsigned_abs(), day.day().unsigned_abs()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader};

    #[test]
    fn codes_stay_text_days_are_days_and_nothing_is_a_formula() {
        let mut out = Vec::new();
        let head = |name: &str, nature| Head { name: name.into(), nature, width: 9 };
        let heads = [head("nik", Nature::Text), head("lahir", Nature::Date), head("alamat", Nature::Text)];
        let mut sheet = Box::new(begin(&mut out, &heads, "Desa/kelurahan", None).expect("begun"));
        let day = Date::constant(1985, 3, 12);
        let row = [Cell::Text("6203995003850001".into()), Cell::Date(day), Cell::Text("=1+1".into())];
        sheet.row(&row).expect("written");
        sheet.finish().expect("finished");
        let mut book: calamine::Xlsx<_> =
            calamine::open_workbook_from_rs(std::io::Cursor::new(out)).expect("a workbook");
        assert_eq!(book.sheet_names(), ["Desakelurahan"]);
        assert!(book.worksheet_formula("Desakelurahan").expect("a sheet").is_empty());
        let range = book.worksheet_range("Desakelurahan").expect("a sheet");
        assert_eq!(range.get_value((1, 0)), Some(&Data::String("6203995003850001".into())));
        assert!(matches!(range.get_value((1, 1)), Some(Data::DateTime(_))));
        assert_eq!(range.get_value((1, 2)), Some(&Data::String("=1+1".into())));
    }
}
