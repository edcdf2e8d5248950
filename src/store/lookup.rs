//! Pickers: records by the first letters of their words, best first.
//!
//! * **Owns** what "best" means: the title begins with what was typed, then the order of the list.
//! * **Imports** `page`, `search`.
//! * **Never** returns a record of the bin.

use super::{Store, key};
use crate::base::words::Lang;
use crate::entity::{Entity, Kind, Record, Value, Vocabulary};
use crate::request::{Filter, Pick, Query, Seek, Trouble};

/// Hits looked at before the best are chosen.
const LOOKED_AT: usize = 200;

impl Store {
    /// Records for a picker.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn lookup(
        &mut self,
        entity: &'static Entity,
        typed: &str,
        filters: &[Filter],
        limit: usize,
    ) -> Result<Vec<Pick>, Trouble> {
        let mut query = Query { filters: filters.to_vec(), search: typed.to_owned(), ..Query::all(entity) };
        if entity.field(entity.title).is_some_and(crate::entity::Field::is_sorted) {
            query.sort = entity.title;
        }
        let looked = if typed.trim().is_empty() { limit } else { LOOKED_AT.max(limit) };
        let page = self.page(&query, Seek::First, looked)?;
        let begin = key::words(typed).join(" ");
        let mut rows = page.rows;
        rows.sort_by_key(|row| !key::words(&row.title()).join(" ").starts_with(&begin));
        rows.truncate(limit);
        let words = self.words();
        Ok(rows.iter().map(|row| Pick { id: row.id, title: row.title(), context: context(row, &words) }).collect())
    }
}

/// What tells a record from others of the same title.
fn context(record: &Record, words: &Vocabulary) -> String {
    let Some(field) = record.entity.field(record.entity.context) else { return String::new() };
    match (record.get(field.name), &field.kind) {
        (Value::Empty, _) => String::new(),
        (Value::Text(code), Kind::List(list)) => words.name(list, code).to_owned(),
        (Value::Text(code), Kind::Choice(choices)) => choices
            .iter()
            .find(|choice| choice.code == code)
            .map_or_else(|| code.clone(), |choice| choice.label.get(Lang::Id).to_owned()),
        (Value::Text(text), _) => text.clone(),
        (Value::Link(link), _) => link.title.clone(),
        (Value::Int(number), _) => number.to_string(),
        (Value::Date(date), _) => date.to_string(),
    }
}
