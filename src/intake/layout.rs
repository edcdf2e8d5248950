//! Layouts: what was chosen for the columns of a sheet, known again by its headings.
//!
//! * **Owns** the fingerprint of a layout, and what of a table's columns is worth remembering.
//! * **Imports** `base`, `request`, the sheet, the store.
//! * **Never** remembers what was recognised by itself.

use super::columns::{Headings, NOT_USED};
use super::sheet::{Cell, Row, Sheet};
use super::table::Table;
use crate::base::text::fold;
use crate::entity::Entity;
use crate::request::{ColumnBy, Trouble};
use crate::store::Store;

/// Headings are looked for so far down.
const SEARCHED: usize = 100;

/// No layout is known by more letters.
const LONGEST: usize = 4_000;

/// What was chosen for the columns of one table.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    key: String,
    /// Heading to field, `-` for a column that is not used.
    pub mapping: Vec<(String, String)>,
    /// How each heading was chosen.
    by: Vec<(String, ColumnBy)>,
    /// Whether any of it was chosen now.
    is_new: bool,
}

/// The fingerprint of headings: the kind and the folded words, in their order.
fn key(entity: &Entity, row: &Row) -> Option<String> {
    let words: Vec<String> = row
        .cells
        .iter()
        .filter(|cell| matches!(cell, Cell::Text(_)) && !cell.is_blank())
        .map(|cell| fold(&cell.shown()))
        .collect();
    let key = format!("{}: {}", entity.name, words.join(" | "));
    (words.len() > 1 && key.len() <= LONGEST).then_some(key)
}

/// What was chosen for the layout of a sheet at another time.
///
/// # Errors
/// A trouble of the file.
pub fn recall(store: &Store, entity: &Entity, sheet: &Sheet) -> Result<Vec<(String, String)>, Trouble> {
    for key in sheet.rows.iter().take(SEARCHED).filter_map(|row| key(entity, row)) {
        if let Some(mapping) = store.layout(&key)? {
            return Ok(mapping);
        }
    }
    Ok(Vec::new())
}

impl Layout {
    /// What of a table's columns somebody chose.
    pub fn of(entity: &Entity, sheet: &Sheet, table: &Table<'_>, headings: &Headings<'_>) -> Self {
        let head = sheet.rows.binary_search_by_key(&table.header, |row| row.number).ok();
        let key = head.and_then(|at| key(entity, sheet.rows.get(at)?)).unwrap_or_default();
        let is_chosen = |by: ColumnBy| matches!(by, ColumnBy::Chosen | ColumnBy::Remembered);
        let used = table.columns.iter().filter(|found| is_chosen(found.by)).filter_map(|found| {
            Some((found.heading.clone(), headings.columns().get(found.column)?.name.clone(), found.by))
        });
        let idle = table.unread.iter().filter_map(|(_, heading)| {
            let by = headings.chosen(heading)?;
            Some((heading.clone(), NOT_USED.to_owned(), by))
        });
        let all: Vec<(String, String, ColumnBy)> = used.chain(idle).collect();
        Layout {
            key,
            by: all.iter().map(|(heading, _, by)| (heading.clone(), *by)).collect(),
            is_new: all.iter().any(|(_, _, by)| *by == ColumnBy::Chosen),
            mapping: all.into_iter().map(|(heading, field, _)| (heading, field)).collect(),
        }
    }

    /// How a heading was chosen by somebody, if it was.
    pub fn by(&self, heading: &str) -> Option<ColumnBy> {
        self.by.iter().find(|(own, _)| own == heading).map(|(_, by)| *by)
    }

    /// Whether all of it was chosen at another time, and it is worth telling.
    pub fn is_remembered(&self) -> bool {
        !self.is_new && !self.mapping.is_empty()
    }

    /// Remembers it, where any of it is new.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn keep(&self, store: &mut Store) -> Result<(), Trouble> {
        if self.is_new && !self.key.is_empty() { store.keep_layout(&self.key, &self.mapping) } else { Ok(()) }
    }
}
