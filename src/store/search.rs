//! Search as you type: every word must begin a word of a searched field.
//!
//! * **Owns** the questions to the search tables and the memory of the last one.
//! * **Imports** `page`, the store's keys.
//! * **Never** sorts more than [`MOST`] hits: beyond that they come in the order of entry, and more
//!   letters bring the order back.

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use super::history::as_limit;
use super::page::{NARROW, Place, Side, Source, Walk, conditions, sort_field};
use super::{Store, key, sql, tanggal};
use crate::base::id::RecordId;
use crate::request::{Order, Query, Scope, Trouble};

/// So many hits are put into the order asked for, in a table whose rows are mostly in memory.
pub(super) const MOST: usize = 5_000;

/// The same in a table of more than [`LARGE`] rows, where every hit costs a look at the disk.
pub(super) const MOST_OF_LARGE: usize = 500;

/// See [`MOST_OF_LARGE`].
pub(super) const LARGE: usize = 50_000;

/// A filter that leaves so few rows is answered by reading them.
const FEW: usize = 600;

/// The hits of the last search, while nothing changes.
pub struct Found {
    query: Query,
    /// `None` where there are too many to be listed.
    places: Option<Vec<Place>>,
}

impl Found {
    /// All rows of a query in its order.
    pub(super) fn listed(query: &Query, places: Vec<Place>) -> Found {
        Found { query: query.clone(), places: Some(places) }
    }

    /// The rows of this query, where these are they.
    pub(super) fn places_of(&self, query: &Query) -> Option<Vec<Place>> {
        if self.query == *query { self.places.clone() } else { None }
    }
}

impl Store {
    /// Where the rows of a query come from.
    pub(super) fn source(&mut self, query: &Query) -> Result<Source, Trouble> {
        let words = key::words(&query.search);
        if words.is_empty() || !sql::shape(query.entity).searched {
            if let Some(day) = query.as_of.filter(|_| tanggal::is_dated(query.entity)) {
                return self.dated(query, day);
            }
            if !query.filters.is_empty() {
                return self.narrowed(query);
            }
            return Ok(Source::Table(Walk::new(&self.conn, query)?));
        }
        if let Some(found) = self.found.as_ref().filter(|found| found.query == *query) {
            return Ok(match &found.places {
                Some(places) => Source::Listed(places.clone()),
                None => Source::Stream(Stream::new(query, asked(&words), Vec::new())?),
            });
        }
        let asked = asked(&words);
        let mut head = Vec::new();
        let places = if query.scope == Scope::Bin {
            let walk = Walk::new(&self.conn, query)?;
            Some(self.reading(&walk, query, &words, MOST)?)
        } else {
            let most = if self.count(&Query::all(query.entity), 0)?.0 > LARGE { MOST_OF_LARGE } else { MOST };
            head = hits(&self.conn, query, &asked, most)?;
            if head.len() <= most { Some(listed(&self.conn, query, &head)?) } else { self.few(query, &words)? }
        };
        let Some(mut places) = places else {
            self.found = Some(Found { query: query.clone(), places: None });
            return Ok(Source::Stream(Stream::new(query, asked, head)?));
        };
        places.sort();
        if query.order == Order::Down {
            places.reverse();
        }
        self.found = Some(Found { query: query.clone(), places: Some(places.clone()) });
        Ok(Source::Listed(places))
    }

    /// The hits among the few rows that the filters leave; `None` where they leave many.
    fn few(&self, query: &Query, words: &[String]) -> Result<Option<Vec<Place>>, Trouble> {
        if query.filters.is_empty() || query.as_of.is_some() {
            return Ok(None);
        }
        let walk = Walk::new(&self.conn, query)?;
        if !walk.is_narrow() || walk.count(&self.conn, FEW + 1)? > FEW {
            return Ok(None);
        }
        Ok(Some(self.reading(&walk, query, words, FEW)?))
    }

    /// Reads rows and keeps those that have every word.
    fn reading(&self, walk: &Walk, query: &Query, words: &[String], limit: usize) -> Result<Vec<Place>, Trouble> {
        let today = self.today();
        let mut out = Vec::new();
        for place in walk.places(&self.conn, limit)? {
            let Some(record) = sql::load(&self.conn, query.entity, RecordId(place.1), today)? else { continue };
            let has = key::words_of(&record);
            if words.iter().all(|word| has.split(' ').any(|one| one.starts_with(word.as_str()))) {
                out.push(place);
            }
        }
        Ok(out)
    }
}

/// The words as the search table is asked: each a prefix, all of them.
fn asked(words: &[String]) -> String {
    words.iter().map(|word| format!("\"{word}\"*")).collect::<Vec<_>>().join(" AND ")
}

/// The first hits in the order of entry, at most one more than so many.
fn hits(conn: &Connection, query: &Query, asked: &str, most: usize) -> rusqlite::Result<Vec<i64>> {
    let table = query.entity.name;
    let sql = format!("SELECT rowid FROM {table}_cari WHERE {table}_cari MATCH ? LIMIT ?");
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_map(params![asked, as_limit(most + 1)], |row| row.get(0))?;
    rows.collect()
}

/// The hits that pass the filters, with their places.
fn listed(conn: &Connection, query: &Query, ids: &[i64]) -> Result<Vec<Place>, Trouble> {
    let (conditions, values) = conditions(query)?;
    let column = key::column(sort_field(query)?);
    let sql = format!("SELECT t.{column} FROM {} t WHERE t.id = ? AND +{conditions}", query.entity.name);
    let mut statement = conn.prepare_cached(&sql)?;
    let mut out = Vec::with_capacity(ids.len());
    for id in ids {
        let values = [Sql::Integer(*id)].into_iter().chain(values.iter().cloned());
        let key: Option<String> = statement.query_row(params_from_iter(values), |row| row.get(0)).optional()?;
        out.extend(key.map(|key| (key, *id)));
    }
    Ok(out)
}

/// Hits in the order of entry.
pub struct Stream {
    table: &'static str,
    asked: String,
    /// Conditions of the filters; empty without any.
    conditions: String,
    values: Vec<Sql>,
    /// The first hits where they are known already, before any filter.
    head: Vec<i64>,
}

impl Stream {
    fn new(query: &Query, asked: String, head: Vec<i64>) -> Result<Stream, Trouble> {
        let (conditions, values) = conditions(query)?;
        let plain = query.filters.is_empty() && query.as_of.is_none();
        let conditions = if plain { String::new() } else { conditions };
        Ok(Stream { table: query.entity.name, asked, conditions, values, head })
    }

    fn sql(&self, more: &str) -> String {
        let table = self.table;
        if self.conditions.is_empty() {
            // The search table holds present rows only.
            return format!("SELECT c.rowid FROM {table}_cari c WHERE c.{table}_cari MATCH ? {more}");
        }
        format!(
            "SELECT c.rowid FROM {table}_cari c CROSS JOIN {table} t ON t.id = c.rowid \
             WHERE c.{table}_cari MATCH ? AND +{} {more}",
            self.conditions
        )
    }

    fn values(&self, more: impl IntoIterator<Item = i64>) -> Vec<Sql> {
        let mut out = vec![Sql::Text(self.asked.clone())];
        out.extend(self.values.iter().cloned());
        out.extend(more.into_iter().map(Sql::Integer));
        out
    }

    /// The ids on one side of a row.
    pub fn ids(&self, conn: &Connection, from: Option<i64>, side: Side, limit: usize) -> rusqlite::Result<Vec<i64>> {
        if from.is_none() && side == Side::After && self.conditions.is_empty() && self.head.len() >= limit {
            return Ok(self.head.iter().take(limit).copied().collect());
        }
        let (sign, word, end) = match side {
            Side::After => (">", "ASC", i64::MIN),
            Side::Before => ("<", "DESC", i64::MAX),
        };
        let sql = self.sql(&format!("AND c.rowid {sign} ? ORDER BY c.rowid {word} LIMIT ?"));
        let values = self.values([from.unwrap_or(end), as_limit(limit)]);
        conn.prepare_cached(&sql)?.query_map(params_from_iter(values), |row| row.get(0))?.collect()
    }

    /// True where a row is a hit.
    pub fn holds(&self, conn: &Connection, id: i64) -> rusqlite::Result<bool> {
        conn.prepare_cached(&self.sql("AND c.rowid = ?"))?.exists(params_from_iter(self.values([id])))
    }

    /// How many hits, at most so many.
    pub fn count(&self, conn: &Connection, limit: usize) -> rusqlite::Result<usize> {
        let sql = format!("SELECT count(*) FROM ({})", self.sql("LIMIT ?"));
        let values = self.values([as_limit(limit)]);
        let count: i64 = conn.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }
}

// A narrow filter is one whose rows may be read at once.
const _: () = assert!(FEW <= NARROW);
