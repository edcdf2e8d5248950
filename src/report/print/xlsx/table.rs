//! Tables in a sheet.
//!
//! * **Owns** headings, cells by their nature, and sums as formulas.
//! * **Imports** `rust_xlsxwriter`, the document.
//! * **Never** writes a formula whose value is not the document's own number.

use rust_xlsxwriter::{Format, Formula, XlsxError, utility::column_number_to_name};

use super::super::heads::{placed, words_over};
use super::super::lines::wrap;
use super::super::share;
use super::look::{self, Holds};
use super::page::{Page, column};
use crate::base::date;
use crate::base::text::clean_lines;
use crate::report::document::{Row, RowKind, Table};
use crate::report::writers::xlsx::excel_day;
use crate::report::writers::{Cell, Nature};

/// The headings stay in sight where the rows above leave at least half of a small screen.
const IN_SIGHT: u32 = 14;
/// Columns at the left stay in sight up to this width.
const KEYS: f64 = 42.0;
/// With so many columns and more.
const MANY: usize = 9;

/// The widths of a table's columns in characters, for a sheet of so many.
#[expect(clippy::cast_precision_loss, reason = "characters of a line")]
pub fn widths(table: &Table, room: usize) -> Vec<f64> {
    share::widths(table, room).into_iter().map(|wide| wide.clamp(3, 80) as f64 + 1.5).collect()
}

/// Writes it.
///
/// # Errors
/// A trouble of the writer.
pub fn write(page: &mut Page<'_>, table: &Table) -> Result<(), XlsxError> {
    if table.columns.is_empty() {
        return Ok(());
    }
    if !table.caption.is_empty() {
        page.text(0..table.columns.len().min(page.widths.len()), &table.caption, &page.look.caption)?;
    }
    let top = page.row;
    heads(page, table)?;
    if page.tables == 0 {
        page.sheet.set_repeat_rows(top, page.row - 1)?;
        if page.row <= IN_SIGHT {
            page.sheet.set_freeze_panes(page.row, keys(page, table))?;
        }
    }
    page.tables += 1;
    let mut sums = Sums { first: page.row, group: page.row, cells: vec![Vec::new(); table.columns.len()] };
    let mut formats = Formats(Vec::new());
    for row in &table.rows {
        if row.kind == RowKind::Group {
            group(page, row, table, &mut formats)?;
            sums.group = page.row + 1;
        } else {
            cells(page, row, table, &mut sums, &mut formats)?;
            if row.kind == RowKind::Subtotal {
                sums.group = page.row + 1;
            }
        }
        page.row += 1;
    }
    Ok(())
}

/// How many columns at the left stay in sight: those that tell whose row it is.
fn keys(page: &Page<'_>, table: &Table) -> u16 {
    if table.columns.len() < MANY {
        return 0;
    }
    let text = table.columns.iter().take(3).position(|column| column.nature == Nature::Text).unwrap_or(0);
    if page.wide(0..text + 1) <= KEYS { column(text + 1) } else { 0 }
}

fn heads(page: &mut Page<'_>, table: &Table) -> Result<(), XlsxError> {
    let (cells, rows) = placed(table);
    let style = &page.look.head;
    let mut lines = vec![1; rows];
    // Every place has its border, also where no heading was given.
    for row in (page.row..).take(rows) {
        for at in (0u16..).take(table.columns.len()) {
            page.sheet.write_blank(row, at, &style.format)?;
        }
    }
    for cell in &cells {
        let words = clean_lines(&cell.text);
        let (first, last) = (column(cell.column), column(cell.column + cell.across - 1));
        let (top, bottom) = (page.row + row_of(cell.row), page.row + row_of(cell.row + cell.down - 1));
        if first == last && top == bottom {
            page.sheet.write_string_with_format(top, first, &words, &style.format)?;
        } else {
            page.sheet.merge_range(top, first, bottom, last, &words, &style.format)?;
        }
        let wide = page.wide(cell.column..cell.column + cell.across);
        let takes = wrap(&words, fits(wide)).len().div_ceil(cell.down);
        for line in lines.iter_mut().skip(cell.row).take(cell.down) {
            *line = takes.max(*line);
        }
    }
    for takes in lines {
        page.sheet.set_row_height(page.row, f64::from(row_of(takes)) * 12.5 + 3.0)?;
        page.row += 1;
    }
    if table.numbered {
        for (at, number) in (0u16..).zip(1..=table.columns.len()) {
            let number = f64::from(row_of(number));
            page.sheet.write_number_with_format(page.row, at, number, &page.look.number.format)?;
        }
        page.row += 1;
    }
    Ok(())
}

fn row_of(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a width of a sheet, above zero")]
fn fits(wide: f64) -> usize {
    (wide * 1.1).max(1.0) as usize
}

/// Formats as they are first needed: a sheet has few of the possible ones.
struct Formats(Vec<((Nature, RowKind, Holds), Format)>);

impl Formats {
    fn of(&mut self, nature: Nature, kind: RowKind, holds: Holds) -> &Format {
        let key = (nature, kind, holds);
        let at = self.0.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
            self.0.push((key, look::cell(nature, kind, holds)));
            self.0.len() - 1
        });
        &self.0[at].1
    }
}

fn group(page: &mut Page<'_>, row: &Row, table: &Table, formats: &mut Formats) -> Result<(), XlsxError> {
    let words = match row.cells.first() {
        Some(Cell::Text(words)) => clean_lines(words),
        _ => String::new(),
    };
    let format = formats.of(Nature::Text, RowKind::Group, Holds::Words);
    let last = column(table.columns.len() - 1);
    if last == 0 {
        page.sheet.write_string_with_format(page.row, 0, &words, format)?;
    } else {
        page.sheet.merge_range(page.row, 0, page.row, last, &words, format)?;
        let lines = wrap(&words, fits(page.wide(0..table.columns.len()))).len();
        page.sheet.set_row_height(page.row, f64::from(row_of(lines)) * 12.5 + 2.0)?;
    }
    Ok(())
}

fn cells(
    page: &mut Page<'_>,
    row: &Row,
    table: &Table,
    sums: &mut Sums,
    formats: &mut Formats,
) -> Result<(), XlsxError> {
    let at = page.row;
    let mut lines = 1;
    // The words of a sum reach up to its first number, from the column they stand in.
    let over = words_over(row).map(|(said, over)| said..over.end).filter(|over| over.len() > 1);
    for (place, head) in table.columns.iter().enumerate() {
        let cell = row.cells.get(place).unwrap_or(&Cell::Empty);
        let within = over.as_ref().filter(|over| over.contains(&place));
        let (nature, place) = (head.nature, column(place));
        if let Some(over) = within {
            if let (true, Cell::Text(words)) = (over.start == usize::from(place), cell) {
                let (words, format) = (clean_lines(words), formats.of(Nature::Text, row.kind, Holds::Words));
                page.sheet.merge_range(at, place, at, column(over.end - 1), &words, format)?;
                lines = wrap(&words, fits(page.wide(over.clone()))).len().max(lines);
            }
            continue;
        }
        let mut put = |words: &str, formats: &mut Formats| {
            let format = formats.of(nature, row.kind, Holds::Words);
            page.sheet.write_string_with_format(at, place, words, format).map(|_| ())
        };
        match cell {
            Cell::Empty => {
                page.sheet.write_blank(at, place, formats.of(nature, row.kind, Holds::Words))?;
            }
            Cell::Text(words) => {
                let words: String = clean_lines(words).chars().take(32_767).collect();
                put(&words, formats)?;
                if row.kind == RowKind::Plain {
                    lines = wrap(&words, fits(page.wide(usize::from(place)..usize::from(place) + 1))).len().max(lines);
                }
            }
            Cell::Numbers(_) => put(&super::super::cell::shown(cell, nature), formats)?,
            Cell::Date(day) => match excel_day(*day) {
                Some(day) => {
                    let format = formats.of(Nature::Date, row.kind, Holds::Figure);
                    page.sheet.write_datetime_with_format(at, place, &day, format)?;
                }
                // Days before 1900 exist in archives and not in Excel.
                None => put(&date::show(*day), formats)?,
            },
            Cell::Number(number) => {
                let format = formats.of(nature, row.kind, Holds::Figure);
                let value = figure(*number, nature);
                match sums.formula(row.kind, at, place, *number) {
                    Some(formula) => {
                        let formula = Formula::new(formula).set_result(value.to_string());
                        page.sheet.write_formula_with_format(at, place, formula, format)?;
                    }
                    None => {
                        page.sheet.write_number_with_format(at, place, value, format)?;
                    }
                }
            }
        }
    }
    // Not every program makes room for more lines when it opens a sheet.
    if lines > 1 {
        page.sheet.set_row_height(at, (f64::from(row_of(lines)) * 12.0 + 1.5).min(409.0))?;
    }
    Ok(())
}

/// The number a sheet holds: tenths and shares as they are meant.
#[expect(clippy::cast_precision_loss, reason = "rupiah and counts stay far below 2^53")]
pub fn figure(number: i64, nature: Nature) -> f64 {
    match nature {
        Nature::Tenths => number as f64 / 10.0,
        Nature::Percent => number as f64 / 1000.0,
        Nature::Text | Nature::Number | Nature::Year | Nature::Date => number as f64,
    }
}

/// What stands in the columns of a table, to be summed up.
struct Sums {
    /// The first row of the table's body, and of the present group.
    first: u32,
    group: u32,
    /// Of each column the rows with a number, it, and whether it is itself a sum by formula.
    cells: Vec<Vec<(u32, i64, bool)>>,
}

impl Sums {
    /// The formula of a sum, where it gives this very number. `SUBTOTAL` leaves out other cells of
    /// its kind, so that a total over groups does not count their sums again.
    fn formula(&mut self, kind: RowKind, row: u32, place: u16, number: i64) -> Option<String> {
        let from = match kind {
            RowKind::Subtotal => Some(self.group),
            RowKind::Total => Some(self.first),
            RowKind::Plain | RowKind::Group | RowKind::Note => None,
        };
        let cells = self.cells.get_mut(usize::from(place))?;
        let from = from.filter(|from| {
            let summed: i128 = cells
                .iter()
                .filter(|(at, _, formula)| at >= from && !formula)
                .map(|(_, number, _)| i128::from(*number))
                .sum();
            *from < row && summed == i128::from(number)
        });
        cells.push((row, number, from.is_some()));
        let name = column_number_to_name(place);
        from.map(|from| format!("=SUBTOTAL(9,{name}{}:{name}{row})", from + 1))
    }
}
