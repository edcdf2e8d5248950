//! A document as csv: its tables only, for programs and spreadsheets.
//!
//! * **Owns** which rows of a document a list for programs has.
//! * **Imports** the document; quoting and the guard against formulas are those of the lists.
//! * **Never** holds kop, letters or signatures, and never merges headings: each column has one.
//!
//! Several tables stand below each other, an empty line and the caption between them.

use std::io::Write;

use crate::base::text::{clean, safe_cell};
use crate::report::document::{Document, RowKind, Table};
use crate::report::writers::csv::{Comma, begin};
use crate::report::writers::{Cell, Head, Nature, Sheet};
use crate::request::Trouble;

/// Prints it.
///
/// # Errors
/// A trouble of the writer.
pub fn print(document: &Document, comma: Comma) -> Result<Vec<u8>, Trouble> {
    let mut out: Vec<u8> = Vec::new();
    for (at, table) in document.tables().filter(|table| !table.columns.is_empty()).enumerate() {
        let mut part: Vec<u8> = Vec::new();
        write(table, comma, &mut part)?;
        // The byte order mark stands once, before everything.
        let bare = if at > 0 { part.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&part) } else { &part };
        if at > 0 {
            out.extend(b"\r\n");
            if !table.caption.is_empty() {
                out.extend(caption(&table.caption).as_bytes());
                out.extend(b"\r\n");
            }
        }
        out.extend(bare);
    }
    Ok(out)
}

/// A caption as the one cell of its row.
fn caption(words: &str) -> String {
    format!("\"{}\"", safe_cell(&clean(words)).replace('"', "\"\""))
}

fn write(table: &Table, comma: Comma, out: &mut dyn Write) -> Result<(), Trouble> {
    let head = |name: &str, nature, width| Head { name: safe_cell(&clean(name)).into_owned(), nature, width };
    let heads: Vec<Head> = table.columns.iter().map(|column| head(&column.name, column.nature, column.width)).collect();
    let mut sheet: Box<dyn Sheet + '_> = Box::new(begin(out, &heads, comma)?);
    for row in &table.rows {
        let mut cells: Vec<Cell> = row
            .cells
            .iter()
            .zip(&table.columns)
            .map(|(cell, column)| match (cell, column.nature) {
                (Cell::Number(number), Nature::Tenths | Nature::Percent) => Cell::Text(tenths(*number, comma)),
                (cell, _) => cell.clone(),
            })
            .collect();
        if row.kind == RowKind::Group {
            cells = row.cells.iter().take(1).cloned().collect();
        }
        // Every row has as many cells as there are headings.
        cells.resize(table.columns.len(), Cell::Empty);
        sheet.row(&cells)?;
    }
    sheet.finish()
}

/// Tenths as a number of the readers: with a comma for Excel in Indonesia, with a dot for programs.
fn tenths(number: i64, comma: Comma) -> String {
    let sign = if number < 0 { "-" } else { "" };
    let point = if comma == Comma::Plain { '.' } else { ',' };
    format!("{sign}{}{point}{}", number.unsigned_abs() / 10, number.unsigned_abs() % 10)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{decree, hostile, matrix, roster};
    use super::*;
    use crate::report::document::Block;

    fn read(document: &Document, comma: Comma) -> Vec<Vec<String>> {
        let bytes = print(document, comma).expect("written");
        let text = String::from_utf8(bytes).expect("UTF-8");
        let text = match comma {
            Comma::Semicolon => text.strip_prefix('\u{feff}').expect("a mark").to_owned(),
            Comma::Plain => text,
        };
        assert!(!text.contains('\u{feff}'));
        let mut reader = ::csv::ReaderBuilder::new()
            .delimiter(if comma == Comma::Plain { b',' } else { b';' })
            .flexible(true)
            .has_headers(false)
            .from_reader(text.as_bytes());
        reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn a_table_has_one_row_of_headings_and_all_its_numbers() {
        for comma in [Comma::Semicolon, Comma::Plain] {
            let document = matrix();
            let rows = read(&document, comma);
            let table = document.tables().next().expect("a table");
            assert_eq!(rows.len(), table.rows.len() + 1);
            assert!(rows.iter().all(|row| row.len() == 15));
            assert_eq!(rows[0][5], "Triwulan I - Volume");
            assert_eq!(rows[2][6], "125750001", "plain digits");
            assert_eq!(rows[2][4], "2026-03-09");
            assert_eq!(rows[2][14], if comma == Comma::Plain { "74.5" } else { "74,5" });
        }
    }

    #[test]
    fn several_tables_stand_apart_under_their_captions() {
        let mut document = matrix();
        document.blocks.extend(roster(2).blocks);
        document.blocks.extend(decree().blocks.into_iter().filter(|block| matches!(block, Block::Table(_))));
        let text = String::from_utf8(print(&document, Comma::Semicolon).expect("written")).expect("UTF-8");
        assert!(text.contains("\r\n\r\nNo;Nama;L/P"), "{text}");
        assert!(text.contains("\r\n\r\n\"Susunan tim\"\r\nNo;Nama/jabatan"), "{text}");
        assert_eq!(text.matches('\u{feff}').count(), 1);
    }

    #[test]
    fn no_cell_begins_a_formula() {
        let mut document = hostile();
        document.blocks.extend(hostile().blocks);
        for comma in [Comma::Semicolon, Comma::Plain] {
            for cell in read(&document, comma).into_iter().flatten() {
                let is_number = cell.parse::<i64>().is_ok();
                assert!(is_number || !cell.starts_with(['=', '+', '-', '@']), "{cell}");
            }
        }
    }
}
