//! Lists narrowed by filters, in any order.
//!
//! * **Owns** the choice of a way: straight along an index where one gives both the rows and the
//!   order; few rows listed and sorted once; many rows met along the index of the order.
//! * **Imports** `page` and its walks.
//! * **Never** looks into the table row after row without a bound: rows that pass are sought
//!   there for [`PATIENCE`] rows, then told from the others by a [`Sieve`] in memory.

use std::sync::{Arc, OnceLock};

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use super::page::{Place, Side, Source, Start, Walk, condition, conditions, index_of, is_ordered, mark, sort_field};
use super::search::{Found, LARGE, MOST, MOST_OF_LARGE};
use super::{Store, ddl, key, sql};
use crate::entity::{Entity, Field, Value};
use crate::request::{Filter, Order, Query, Scope, Test, Trouble};

/// So many rows of the order are looked up in the table before a sieve is made.
const PATIENCE: usize = if cfg!(test) { 4 } else { 1_500 };

/// A filter that more rows pass than this is looked up in the table rather than kept in a sieve,
/// where another filter is narrower.
const WIDE: usize = 60_000;

/// Filters from which a key of the order follows.
const IMPLIED: &[(&str, &str, &str, &str, &str)] = &[
    ("kader", "keadaan_nik", "belum", "nik", "t.nik = ''"),
    ("kader", "keadaan_nik", "ada", "nik", "t.nik > ''"),
    ("kader", "keadaan_nik", "ragu", "nik", "t.nik > ''"),
];

/// The rows that pass the filters of a query, one bit for each id; made when first needed.
pub struct Sieve {
    entity: &'static Entity,
    scope: Scope,
    filters: Vec<Filter>,
    /// The conditions with their indexes that the bits stand for.
    parts: Vec<(String, Vec<Sql>, String)>,
    bits: OnceLock<Vec<u64>>,
}

impl Sieve {
    fn is_of(&self, query: &Query) -> bool {
        self.entity == query.entity && self.scope == query.scope && self.filters == query.filters
    }

    fn bits(&self, conn: &Connection) -> rusqlite::Result<&[u64]> {
        if let Some(bits) = self.bits.get() {
            return Ok(bits);
        }
        let mut all: Option<Vec<u64>> = None;
        for (condition, values, index) in &self.parts {
            let bits = self.gather(conn, (condition, values, index))?;
            all = Some(match all {
                None => bits,
                Some(all) => all.iter().zip(&bits).map(|(a, b)| a & b).collect(),
            });
        }
        Ok(self.bits.get_or_init(|| all.unwrap_or_default()))
    }

    fn gather(
        &self,
        conn: &Connection,
        (condition, values, index): (&str, &[Sql], &str),
    ) -> rusqlite::Result<Vec<u64>> {
        let (table, mark) = (self.entity.name, mark(self.scope));
        let sql = format!("SELECT t.id FROM {table} t INDEXED BY {index} WHERE {mark} AND {condition}");
        let mut bits: Vec<u64> = Vec::new();
        let mut statement = conn.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            let (word, bit) = split(row.get(0)?);
            if word >= bits.len() {
                bits.resize(word + 1, 0);
            }
            if let Some(word) = bits.get_mut(word) {
                *word |= bit;
            }
        }
        Ok(bits)
    }
}

/// Where the bit of an id is.
fn split(id: i64) -> (usize, u64) {
    (usize::try_from(id / 64).unwrap_or(0), 1 << id.rem_euclid(64))
}

fn has(bits: &[u64], id: i64) -> bool {
    let (word, bit) = split(id);
    bits.get(word).is_some_and(|word| word & bit != 0)
}

/// Rows met along the index of the order.
pub struct Sifted {
    /// With every condition, along the index of the order.
    walk: Walk,
    /// Counting goes another way.
    counting: Walk,
    /// What of the conditions bounds the walk, and what only tells rows apart.
    range: (String, Vec<Sql>),
    rest: (String, Vec<Sql>),
    /// True where the bits alone do not tell.
    looks: bool,
    sieve: Arc<Sieve>,
}

impl Sifted {
    /// See [`Walk::place_of`].
    pub fn walk(&self) -> &Walk {
        &self.walk
    }

    /// How many rows, at most so many.
    pub fn count(&self, conn: &Connection, limit: usize) -> rusqlite::Result<usize> {
        self.counting.count(conn, limit)
    }

    /// The ids on one side of a place, nearest first.
    pub fn ids(&self, conn: &Connection, from: Option<&Place>, side: Side, limit: usize) -> rusqlite::Result<Vec<i64>> {
        if self.sieve.bits.get().is_none()
            && let Some(ids) = self.looking(conn, from, side, limit)?
        {
            return Ok(ids);
        }
        if self.sieve.parts.is_empty() {
            return self.walk.ids(conn, from, side, limit);
        }
        let bits = self.sieve.bits(conn)?;
        let mut out = Vec::with_capacity(limit);
        self.steps(conn, from, (side, None), &mut |id, _| {
            if has(bits, id) && (!self.looks || self.walk.holds(conn, id)?) {
                out.push(id);
            }
            Ok(out.len() < limit)
        })?;
        Ok(out)
    }

    /// The same by looking rows up in the table; `None` where that takes too long.
    fn looking(
        &self,
        conn: &Connection,
        from: Option<&Place>,
        side: Side,
        limit: usize,
    ) -> rusqlite::Result<Option<Vec<i64>>> {
        let (mut out, mut seen) = (Vec::with_capacity(limit), 0);
        self.steps(conn, from, (side, Some(&self.rest)), &mut |id, passes| {
            seen += 1;
            if passes {
                out.push(id);
            }
            Ok(out.len() < limit && seen <= PATIENCE)
        })?;
        Ok((out.len() >= limit || seen <= PATIENCE).then_some(out))
    }

    /// Goes along the order until told to stop.
    fn steps(
        &self,
        conn: &Connection,
        from: Option<&Place>,
        (side, told): (Side, Option<&(String, Vec<Sql>)>),
        step: &mut dyn FnMut(i64, bool) -> rusqlite::Result<bool>,
    ) -> rusqlite::Result<()> {
        let starts: &[Start] = if from.is_some() { &[Start::Tie, Start::Place] } else { &[Start::End] };
        let (passes, mut values) = told.map_or(("1", Vec::new()), |(passes, values)| (passes, values.clone()));
        values.extend(self.range.1.iter().cloned());
        for start in starts {
            let (place, order) = self.walk.place_and_order(*start, side);
            let Walk { table, by, .. } = &self.walk;
            let sql = format!("SELECT t.id, {passes} FROM {table} t {by} WHERE {}{place} {order}", self.range.0);
            let mut values = values.clone();
            match (start, from) {
                (Start::Tie, Some((key, id))) => values.extend([Sql::Text(key.clone()), Sql::Integer(*id)]),
                (Start::Place, Some((key, _))) => values.push(Sql::Text(key.clone())),
                _ => {}
            }
            let mut statement = conn.prepare_cached(&sql)?;
            let mut rows = statement.query(params_from_iter(values))?;
            while let Some(row) = rows.next()? {
                if !step(row.get(0)?, row.get::<_, Option<i64>>(1)?.unwrap_or(0) != 0)? {
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}

/// The rows that concern a record: they are few and named by id, so no order is walked for them.
fn concerned(conn: &Connection, query: &Query) -> Result<Vec<Place>, Trouble> {
    let (sql, values) = concerned_sql(query)?;
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn concerned_sql(query: &Query) -> Result<(String, Vec<Sql>), Trouble> {
    let (conditions, values) = conditions(query)?;
    let column = key::column(sort_field(query)?);
    Ok((format!("SELECT t.{column}, t.id FROM {} t WHERE +{conditions}", query.entity.name), values))
}

impl Store {
    /// Where the rows of a query with filters and without a search come from.
    pub(super) fn narrowed(&mut self, query: &Query) -> Result<Source, Trouble> {
        if let [filter] = query.filters.as_slice()
            && is_ordered(query, filter)
        {
            return Ok(Source::Table(Walk::new(&self.conn, query)?));
        }
        if let Some(places) = self.found.as_ref().and_then(|found| found.places_of(query)) {
            return Ok(Source::Listed(places));
        }
        if query.filters.iter().any(|filter| matches!(filter.test, Test::Concerns(_))) {
            let mut places = concerned(&self.conn, query)?;
            places.sort();
            if query.order == Order::Down {
                places.reverse();
            }
            self.found = Some(Found::listed(query, places.clone()));
            return Ok(Source::Listed(places));
        }
        let kept = self.sieve.as_ref().filter(|sieve| sieve.is_of(query)).map(Arc::clone);
        let sieve = match kept {
            Some(sieve) => sieve,
            None => match self.sort_out(query)? {
                Way::List(walk, most) => {
                    let mut places = walk.places(&self.conn, most)?;
                    places.sort();
                    if query.order == Order::Down {
                        places.reverse();
                    }
                    self.found = Some(Found::listed(query, places.clone()));
                    return Ok(Source::Listed(places));
                }
                Way::Sift(sieve) => sieve,
            },
        };
        self.sieve = Some(Arc::clone(&sieve));
        self.sifted(query, sieve)
    }

    /// Chooses by how many rows pass the narrowest filter.
    fn sort_out(&mut self, query: &Query) -> Result<Way, Trouble> {
        let all = self.count(&Query::all(query.entity), 0)?.0;
        let few = match all {
            // Small files of tests go every way too.
            _ if cfg!(test) => 6,
            all if all > LARGE => MOST_OF_LARGE,
            _ => MOST,
        };
        let mut parts = Vec::new();
        // What points to one record is tried first: it is narrow, and the others then count no further.
        let one = |filter: &Filter| matches!(&filter.test, Test::Is(Value::Link(_)) | Test::Of(_));
        let (mut filters, others): (Vec<&Filter>, Vec<&Filter>) = query.filters.iter().partition(|filter| one(filter));
        filters.extend(others);
        let (mut narrowest, mut least) = (None, few);
        for filter in filters {
            let Some(index) = index_of(query, filter) else { continue };
            let part = condition(query, filter)?;
            let walk = Walk::along(query, &index, part.clone())?;
            let count = walk.count(&self.conn, least + 1)?;
            if count <= least {
                (least, narrowest) = (count, Some(index.clone()));
            }
            parts.push((walk, part, index));
        }
        if let Some(index) = narrowest {
            let all = super::page::conditions(query)?;
            let rest = all.0.split_once(" AND ").map_or_else(String::new, |(_, rest)| rest.to_owned());
            return Ok(Way::List(Walk::along(query, &index, (rest, all.1))?, few));
        }
        let mut parts = parts
            .into_iter()
            .map(|(walk, (condition, values), index)| Ok((walk.count(&self.conn, WIDE + 1)?, condition, values, index)))
            .collect::<Result<Vec<_>, Trouble>>()?;
        parts.sort_by_key(|(count, ..)| *count);
        let narrow = parts.iter().filter(|(count, ..)| *count <= WIDE).count().max(1);
        parts.truncate(narrow);
        let parts = parts.into_iter().map(|(_, condition, values, index)| (condition, values, index)).collect();
        Ok(Way::Sift(Arc::new(Sieve {
            entity: query.entity,
            scope: query.scope,
            filters: query.filters.clone(),
            parts,
            bits: OnceLock::new(),
        })))
    }

    fn sifted(&self, query: &Query, sieve: Arc<Sieve>) -> Result<Source, Trouble> {
        let sort = sort_field(query)?;
        let mut range = (mark(query.scope).to_owned(), Vec::new());
        let mut rest = (String::new(), Vec::new());
        for filter in &query.filters {
            let (words, values) = condition(query, filter)?;
            let bounds = filter.field == sort.name && !key::has_key(sort);
            if let Some((words, value)) = self.bound(query, filter, sort)? {
                range.0.push_str(&format!(" AND {words}"));
                range.1.extend(value);
            }
            let to = if bounds { &mut range } else { &mut rest };
            if !to.0.is_empty() {
                to.0.push_str(" AND ");
            }
            to.0.push_str(&words);
            to.1.extend(values);
        }
        if rest.0.is_empty() {
            rest.0.push('1');
        }
        let by = ddl::sort_index(query.entity, sort);
        let (all, values) = super::page::conditions(query)?;
        let all = all.split_once(" AND ").map_or_else(String::new, |(_, rest)| rest.to_owned());
        let looks = sieve.parts.len() < query.filters.len();
        // Counting needs no order: the narrowest filter's own index is the shortest way.
        let counting = match sieve.parts.first() {
            Some((_, _, index)) => Walk::along(query, index, (all.clone(), values.clone()))?,
            None => Walk::new(&self.conn, query)?,
        };
        let walk = Walk::along(query, &by, (all, values))?;
        Ok(Source::Sifted(Sifted { walk, counting, range, rest, looks, sieve }))
    }

    /// What a filter says of the key of the order.
    fn bound(&self, query: &Query, filter: &Filter, sort: &Field) -> Result<Option<(String, Option<Sql>)>, Trouble> {
        let (Test::Is(_) | Test::Empty, entity) = (&filter.test, query.entity) else { return Ok(None) };
        if filter.field == sort.name && key::has_key(sort) {
            // All rows of one value have one key.
            let Some(index) = index_of(query, filter) else { return Ok(None) };
            let (condition, values) = condition(query, filter)?;
            let column = key::column(sort);
            let sql = format!(
                "SELECT t.{column} FROM {} t INDEXED BY {index} WHERE {} AND {condition} LIMIT 1",
                entity.name,
                mark(query.scope)
            );
            let mut statement = self.conn.prepare_cached(&sql)?;
            let found: Option<String> = statement.query_row(params_from_iter(values), |row| row.get(0)).optional()?;
            return Ok(found.map(|found| (format!("t.{column} = ?"), Some(Sql::Text(found)))));
        }
        let value = match &filter.test {
            Test::Is(value) => entity.field(filter.field).map(|field| sql::to_sql(field, value)),
            _ => None,
        };
        let implied = IMPLIED.iter().find(|(of, field, is, by, _)| {
            *of == entity.name && *field == filter.field && *by == sort.name && value == Some(Sql::Text((*is).into()))
        });
        Ok(implied.map(|(.., words)| ((*words).to_owned(), None)))
    }
}

/// How a filtered list is read.
enum Way {
    /// All of it, once.
    List(Walk, usize),
    /// Along the order.
    Sift(Arc<Sieve>),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::RecordId;
    use crate::entity::SK;
    use crate::store::Opening;

    #[test]
    fn the_sk_of_a_posyandu_are_sought_by_their_ids() {
        let store = Store::memory(&Opening::by("uji").without_copies()).unwrap();
        let query = Query::all(&SK).only("posyandu", Test::Concerns(Value::link(RecordId(1), "")));
        let (sql, values) = concerned_sql(&query).unwrap();
        let mut statement = store.conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let plan = statement.query_map(params_from_iter(values), |row| row.get::<_, String>(3)).unwrap();
        let plan: Vec<String> = plan.collect::<rusqlite::Result<_>>().unwrap();
        assert!(plan.iter().any(|step| step.contains("SEARCH t USING INTEGER PRIMARY KEY")), "{plan:?}");
        assert!(!plan.iter().any(|step| step.contains("SCAN")), "{plan:?}");
    }
}
