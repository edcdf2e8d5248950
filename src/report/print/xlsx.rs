//! A document as a workbook: to be printed, filtered and worked on.
//!
//! * **Owns** how a document is shared out over sheets and what each prints like; [`look`] the
//!   formats, [`page`] the parts that are not tables, [`table`] the tables, [`chart`] the charts.
//! * **Imports** `rust_xlsxwriter`, the document.
//! * **Never** lets a text become a formula. A sum is a formula only where it gives the very number
//!   of the document.
//!
//! One sheet holds the document from kop to signatures. What has a table with other columns, and
//! every attachment, stands on a sheet of its own: columns of one sheet are as wide for all.

mod chart;
mod look;
mod page;
mod table;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use crate::base::text::clean;
use crate::report::document::{Block, Document, Paper, Table};
use crate::report::writers::xlsx::{failed, sheet_name};
use crate::request::Trouble;

use chart::Charts;
use look::Look;
use page::Page;

/// Excel's number for 210 x 297 mm.
const A4: u8 = 9;
/// Excel's number for folio, 8.5 x 13 inches (216 x 330 mm): it has none of 215 x 330 mm.
const FOLIO: u8 = 14;
/// Room at the left and right, at the top and bottom, and of the footer, in inches.
const MARGINS: (f64, f64, f64) = (0.6, 0.75, 0.3);
/// Excel holds no more of a footer.
const FOOTER: usize = 200;

/// Prints it.
///
/// # Errors
/// A trouble of the writer.
pub fn print(document: &Document) -> Result<Vec<u8>, Trouble> {
    book(document).and_then(|mut book| book.save_to_buffer()).map_err(failed)
}

fn book(document: &Document) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    // The day of printing is no part of the document: the same document gives the same bytes.
    let day = ExcelDateTime::from_ymd(2026, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(clean(&document.title)).set_creation_datetime(&day));
    let look = Look::new();
    let mut charts = Charts::new();
    let mut names: Vec<String> = Vec::new();
    for (at, blocks) in sections(&document.blocks).into_iter().enumerate() {
        let mut sheet = Worksheet::new();
        sheet.set_name(name(document, &blocks, at, &mut names))?;
        set_up(&mut sheet, document);
        let mut page = Page::new(&mut sheet, &look, &blocks, room(document));
        page.set_widths()?;
        if let (0, Some(kop)) = (at, &document.kop) {
            page.kop(kop)?;
        }
        for block in &blocks {
            page.block(block, &mut charts)?;
        }
        page.finish()?;
        book.push_worksheet(sheet);
    }
    if let Some(sheet) = charts.sheet()? {
        book.push_worksheet(sheet);
    }
    Ok(book)
}

/// Characters of a line at the size of type that is still read with ease.
const fn room(document: &Document) -> usize {
    match (document.page.landscape, document.page.paper) {
        (false, _) => 92,
        (true, Paper::A4) => 136,
        (true, Paper::F4) => 150,
    }
}

/// The blocks of each sheet.
fn sections(blocks: &[Block]) -> Vec<Vec<&Block>> {
    let mut out: Vec<Vec<&Block>> = vec![Vec::new()];
    let mut shape: Option<&Table> = None;
    for block in blocks {
        match block {
            Block::Attachment(_) => {
                out.push(Vec::new());
                shape = None;
            }
            Block::Table(table) if shape.is_some_and(|before| !alike(before, table)) => {
                // What leads over to the table goes with it.
                let now = out.last_mut().map(std::mem::take).unwrap_or_default();
                let leads =
                    |block: &&&Block| matches!(block, Block::Title(_) | Block::Heading(_) | Block::Paragraph(_));
                let stays = now.len() - now.iter().rev().take_while(leads).count();
                let (stay, go) = now.split_at_checked(stays).unwrap_or((&now, &[]));
                let go = go.to_vec();
                if let Some(last) = out.last_mut() {
                    *last = stay.to_vec();
                }
                out.push(go);
                shape = Some(table);
            }
            Block::Table(table) => shape = shape.or(Some(table)),
            _ => {}
        }
        if let Some(last) = out.last_mut() {
            last.push(block);
        }
    }
    out.retain(|blocks| !blocks.is_empty());
    if out.is_empty() {
        out.push(Vec::new());
    }
    out
}

/// Tables that may stand below each other on one sheet.
fn alike(one: &Table, other: &Table) -> bool {
    let natures = |table: &Table| table.columns.iter().map(|column| column.nature).collect::<Vec<_>>();
    natures(one) == natures(other)
}

/// A name for the sheet that no other has.
fn name(document: &Document, blocks: &[&Block], at: usize, names: &mut Vec<String>) -> String {
    let caption = blocks.iter().find_map(|block| match block {
        Block::Table(table) if !table.caption.is_empty() => Some(table.caption.as_str()),
        Block::Attachment(_) => Some("Lampiran"),
        _ => None,
    });
    let wish = if at == 0 { document.title.as_str() } else { caption.unwrap_or("Lanjutan") };
    let wish = sheet_name(&clean(wish));
    let wish = wish.trim_matches(['\'', ' ']);
    let wish = if wish.is_empty() { "Laporan" } else { wish };
    let taken = |name: &String| names.iter().any(|before| before.to_lowercase() == name.to_lowercase());
    let mut name = wish.to_owned();
    let mut number = 1;
    while taken(&name) || name == chart::SHEET {
        number += 1;
        name = format!("{wish} {number}");
    }
    names.push(name.clone());
    name
}

fn set_up(sheet: &mut Worksheet, document: &Document) {
    let (sides, ends, footer) = MARGINS;
    sheet
        .set_paper_size(if document.page.paper == Paper::F4 { FOLIO } else { A4 })
        .set_margins(sides, sides, ends, ends, footer, footer)
        .set_print_fit_to_pages(1, 0)
        .set_print_center_horizontally(true)
        .set_screen_gridlines(false);
    if document.page.landscape {
        sheet.set_landscape();
    }
    let words: String = clean(&document.footer).chars().take(FOOTER / 2).collect::<String>().replace('&', "&&");
    sheet.set_footer(format!("&L{words}&RHalaman &P dari &N"));
}

#[cfg(test)]
mod tests {
    use calamine::{Data, Reader, Xlsx};

    use super::super::sample;
    use super::super::tests::{decree, hostile, matrix, roster};
    use super::*;
    use crate::report::document::{Row, RowKind};
    use crate::report::writers::Cell;

    fn open(document: &Document) -> Xlsx<std::io::Cursor<Vec<u8>>> {
        let bytes = print(document).expect("a workbook");
        calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).expect("read by another library")
    }

    /// All numbers of a workbook's cells, those of formulas as they were kept.
    fn numbers(book: &mut Xlsx<std::io::Cursor<Vec<u8>>>) -> Vec<f64> {
        let mut out = Vec::new();
        for name in book.sheet_names() {
            let range = book.worksheet_range(&name).expect("a sheet");
            out.extend(range.used_cells().filter_map(|(_, _, cell)| match cell {
                Data::Float(number) => Some(*number),
                Data::Int(number) => Some(*number as f64),
                _ => None,
            }));
        }
        out
    }

    #[test]
    fn every_number_of_the_document_is_in_its_cells() {
        for document in [matrix(), sample::wide_table(), decree(), roster(20)] {
            let found = numbers(&mut open(&document));
            for table in document.tables() {
                for row in &table.rows {
                    for (cell, column) in row.cells.iter().zip(&table.columns) {
                        if let Cell::Number(number) = cell {
                            let figure = table::figure(*number, column.nature);
                            assert!(found.contains(&figure), "{}: {figure}", document.name);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn sums_are_formulas_whose_kept_values_are_the_sums() {
        let document = matrix();
        let mut book = open(&document);
        let name = book.sheet_names().remove(0);
        let formulas = book.worksheet_formula(&name).expect("formulas");
        let range = book.worksheet_range(&name).expect("a sheet");
        let (top, left) = formulas.start().expect("some formulas");
        let mut count = 0;
        for (row, at, formula) in formulas.used_cells().filter(|(_, _, formula)| !formula.is_empty()) {
            let (row, at) = (u32::try_from(row).expect("small") + top, u32::try_from(at).expect("small") + left);
            let within = formula.strip_prefix("SUBTOTAL(9,").and_then(|rest| rest.strip_suffix(')')).expect("a sum");
            let (from, to) = within.split_once(':').expect("a range");
            let row_of = |text: &str| text.trim_start_matches(char::is_alphabetic).parse::<u32>().expect("a row") - 1;
            let is_formula = |row| formulas.get_value((row, at)).is_some_and(|formula| !formula.is_empty());
            let summed: f64 = (row_of(from)..=row_of(to))
                .filter(|row| !is_formula(*row))
                .filter_map(|row| match range.get_value((row, at)) {
                    Some(Data::Float(number)) => Some(*number),
                    _ => None,
                })
                .sum();
            assert_eq!(range.get_value((row, at)), Some(&Data::Float(summed)), "{formula}");
            count += 1;
        }
        assert_eq!(count, 27, "nine sums of two groups and of all");
    }

    #[test]
    fn a_sum_that_is_none_stays_a_number() {
        let mut document = matrix();
        for block in &mut document.blocks {
            let Block::Table(table) = block else { continue };
            let total = |row: &&mut Row| row.kind == RowKind::Total;
            let row = table.rows.iter_mut().find(total).expect("a total");
            row.cells[13] = Cell::Number(1);
        }
        let mut book = open(&document);
        let name = book.sheet_names().remove(0);
        let formulas = book.worksheet_formula(&name).expect("formulas");
        assert_eq!(formulas.used_cells().filter(|(_, _, formula)| !formula.is_empty()).count(), 26);
    }

    #[test]
    fn no_text_is_a_formula_and_codes_stay_text() {
        let mut book = open(&hostile());
        for name in book.sheet_names() {
            let formulas = book.worksheet_formula(&name).expect("formulas");
            for (_, _, formula) in formulas.used_cells().filter(|(_, _, formula)| !formula.is_empty()) {
                assert!(formula.starts_with("SUBTOTAL(9,"), "{formula}");
            }
        }
        let mut book = open(&sample::wide_table());
        let name = book.sheet_names().remove(0);
        let range = book.worksheet_range(&name).expect("a sheet");
        assert!(range.used_cells().any(|(_, _, cell)| *cell == Data::String("6203995003850003".into())));
        assert!(range.used_cells().any(|(_, _, cell)| *cell == Data::String("=HYPERLINK(\"x\")".into())));
    }

    #[test]
    fn an_attachment_and_a_table_of_other_columns_stand_on_sheets_of_their_own() {
        assert_eq!(open(&decree()).sheet_names(), ["SK Camat Tim Pembina Posya", "Lampiran"]);
        assert_eq!(open(&matrix()).sheet_names(), ["Matriks rencana kerja 2026", chart::SHEET]);
        let mut document = matrix();
        let other = roster(1).blocks.remove(0);
        document.blocks.extend([Block::Heading("Daftar".into()), other]);
        assert_eq!(open(&document).sheet_names().len(), 3);
    }

    #[test]
    fn the_same_document_gives_the_same_bytes() {
        assert_eq!(print(&matrix()).expect("a workbook"), print(&matrix()).expect("a workbook"));
    }

    #[test]
    fn what_is_no_picture_does_not_stop_the_paper() {
        assert!(print(&hostile()).is_ok());
        assert!(print(&sample::letter()).is_ok());
        assert!(print(&Document::default()).is_ok());
    }
}
