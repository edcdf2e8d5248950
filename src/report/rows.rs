//! Rows of text as a file of their own: those of an import that must be mended.
//!
//! * **Owns** writing them by the ending of the file's name.
//! * **Imports** the writers.
//! * **Never** looks at what they mean.

use std::path::Path;

use super::place::{Half, Readers};
use super::writers::{Cell, Head, Nature, Sheet, csv, xlsx};
use crate::request::Trouble;

/// Writes rows, the first of them the headings, as CSV or XLSX by the name's ending.
///
/// # Errors
/// The file cannot be written.
pub fn write<'a>(mut rows: impl Iterator<Item = &'a Vec<String>>, path: &Path) -> Result<(), Trouble> {
    let first = rows.next().cloned().unwrap_or_else(|| vec!["masalah".to_owned()]);
    let heads: Vec<Head> = first.into_iter().map(|name| Head { name, nature: Nature::Text, width: 20 }).collect();
    // Such rows hold what an office wrote of people.
    let mut half = Half::begin(path, Readers::Owner)?;
    let is_book = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    let mut sheet: Box<dyn Sheet + '_> = if is_book {
        Box::new(xlsx::begin(&mut half, &heads, "Masalah", path.parent())?)
    } else {
        Box::new(csv::begin(&mut half, &heads, csv::Comma::Semicolon)?)
    };
    for row in rows {
        let cell = |text: &String| if text.is_empty() { Cell::Empty } else { Cell::Text(text.clone()) };
        let cells: Vec<Cell> = row.iter().map(cell).collect();
        sheet.row(&cells)?;
    }
    sheet.finish()?;
    half.finish()
}
