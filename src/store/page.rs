//! Lists: pages by key, counts, and the choice of an index.
//!
//! * **Owns** how a [`Query`] becomes SQL. Every list path walks an index made for it; only a set
//!   already narrowed to at most [`NARROW`] rows is ever sorted.
//! * **Imports** `entity`, `request`, the schema's names of indexes.
//! * **Never** counts what it need not, and never skips rows by number.

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use super::history::as_limit;
use super::search::LARGE;
use super::{Store, ddl, key, sql, tanggal};
use crate::base::id::RecordId;
use crate::entity::{Entity, Field, KEADAAN, Kind, Record, Value, sk};
use crate::request::{Filter, More, Order, Page, Query, Scope, Seek, Sorting, Test, Trouble};

/// So many rows may be sorted in passing.
pub const NARROW: usize = 5_000;

/// Counts of lists as of a day are exact up to here in a large file, where no more than
/// [`DATED`] were asked for.
const MOST_DATED: usize = 2_000;

/// What screens ask to be counted; who writes a list asks for more.
const DATED: usize = 10_000;

/// A row's place in an order.
pub type Place = (String, i64);

/// Which side of a place is wanted, in the order of the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What follows it.
    After,
    /// What precedes it, nearest first.
    Before,
}

impl Store {
    /// A page of a list.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn page(&mut self, query: &Query, seek: Seek, limit: usize) -> Result<Page, Trouble> {
        let source = self.source(query)?;
        let place = match seek {
            Seek::First | Seek::Last => None,
            Seek::After(id) | Seek::Before(id) | Seek::Around(id) => source.place_of(&self.conn, id)?,
        };
        let found = match (seek, &place) {
            (Seek::Last, _) => source.last(&self.conn, limit)?,
            (Seek::After(_), Some(place)) => source.after(&self.conn, place, limit)?,
            (Seek::Before(_), Some(place)) => source.before(&self.conn, place, limit)?,
            (Seek::Around(id), Some(place)) => source.around(&self.conn, place, id, limit)?,
            _ => source.first(&self.conn, limit)?,
        };
        let day = query.as_of.unwrap_or_else(|| self.today());
        let mut rows = Vec::with_capacity(found.ids.len());
        for id in &found.ids {
            let row = sql::load(&self.conn, query.entity, RecordId(*id), day)?;
            rows.extend(match query.as_of {
                Some(day) => row.map(|row| self.as_of(row, day)).transpose()?,
                None => row,
            });
        }
        Ok(Page { rows, start: found.start, end: found.end, sorting: source.sorting() })
    }

    /// How many rows a query has; exact up to the limit.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn count(&mut self, query: &Query, limit: usize) -> Result<(usize, More), Trouble> {
        let dated = query.as_of.is_some() && tanggal::is_dated(query.entity);
        if query.search.trim().is_empty() && query.filters.is_empty() && !dated {
            let column = if query.scope == Scope::Bin { "sampah" } else { "ada" };
            let sql = format!("SELECT {column} FROM hitungan WHERE jenis = ?");
            let count: Option<i64> =
                self.conn.prepare_cached(&sql)?.query_row([query.entity.name], |row| row.get(0)).optional()?;
            return Ok((usize::try_from(count.unwrap_or(0)).unwrap_or(0), More::No));
        }
        // To look at a kader's post of that day is dear where there are very many.
        let limit =
            if dated && limit <= DATED && usize::try_from(self.present(query.entity)?).is_ok_and(|all| all > LARGE) {
                MOST_DATED
            } else {
                limit
            };
        let source = self.source(query)?;
        let count = source.count(&self.conn, limit.saturating_add(1))?;
        Ok(if count > limit { (limit, More::Yes) } else { (count, More::No) })
    }

    /// Goes through every row of a query in its order, holding few at a time. Gives how many
    /// there were.
    ///
    /// # Errors
    /// A trouble of the file, or one of the visitor's.
    pub fn walk(
        &mut self,
        query: &Query,
        visit: &mut dyn FnMut(Record) -> Result<(), Trouble>,
    ) -> Result<usize, Trouble> {
        let mut seek = Seek::First;
        let mut count = 0;
        loop {
            let page = self.page(query, seek, 500)?;
            let Some(last) = page.rows.last().map(|row| row.id) else { return Ok(count) };
            for row in page.rows {
                count += 1;
                visit(row)?;
            }
            if page.end {
                return Ok(count);
            }
            seek = Seek::After(last);
        }
    }

    /// The present records whose field has this value, at most so many, in order of entry.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn find(
        &self,
        entity: &'static Entity,
        field: &'static str,
        value: &Value,
        limit: usize,
    ) -> Result<Vec<RecordId>, Trouble> {
        let Some(described) = entity.field(field) else { return Ok(Vec::new()) };
        let (column, value) = if key::has_key(described) && matches!(described.kind, Kind::Text(_)) {
            (key::column(described), Sql::Text(key::of_value(described, value)))
        } else {
            (field.to_owned(), sql::to_sql(described, value))
        };
        let sql = format!("SELECT id FROM {} WHERE dihapus = 0 AND {column} IS ? LIMIT ?", entity.name);
        let mut statement = self.conn.prepare_cached(&sql)?;
        let rows = statement.query_map([value, Sql::Integer(as_limit(limit))], |row| row.get(0).map(RecordId))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The record of a travelling identity, also from the bin; of one that was merged into
    /// another, that other.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn by_uid(&self, entity: &'static Entity, uid: &str) -> Result<Option<RecordId>, Trouble> {
        let sql = format!("SELECT id FROM {} WHERE uid = ?", entity.name);
        let id: Option<i64> = self.conn.prepare_cached(&sql)?.query_row([uid], |row| row.get(0)).optional()?;
        Ok(id.map(|id| super::ganda::became(&self.conn, entity, RecordId(id))).transpose()?)
    }
}

/// Rows of a page by id.
pub struct Rows {
    pub ids: Vec<i64>,
    pub start: bool,
    pub end: bool,
}

/// Where the rows of a query come from.
#[expect(clippy::large_enum_variant, reason = "one at a time, on the stack")]
pub enum Source {
    /// Straight from the table.
    Table(Walk),
    /// The hits of a search, in the order asked.
    Listed(Vec<Place>),
    /// More hits than may be sorted, in the order of entry.
    Stream(super::search::Stream),
    /// Rows that pass filters, along the order.
    Sifted(super::sieve::Sifted),
}

impl Source {
    fn sorting(&self) -> Sorting {
        if matches!(self, Source::Stream(_)) { Sorting::AsEntered } else { Sorting::Asked }
    }

    fn place_of(&self, conn: &Connection, id: RecordId) -> rusqlite::Result<Option<Place>> {
        match self {
            Source::Table(walk) => walk.place_of(conn, id),
            Source::Sifted(sifted) => sifted.walk().place_of(conn, id),
            Source::Listed(places) => Ok(places.iter().find(|(_, at)| *at == id.0).cloned()),
            Source::Stream(_) => Ok(Some((String::new(), id.0))),
        }
    }

    /// The ids on one side of a place, nearest first; from the beginning or the end without one.
    fn side(&self, conn: &Connection, from: Option<&Place>, side: Side, limit: usize) -> rusqlite::Result<Vec<i64>> {
        match self {
            Source::Table(walk) => walk.ids(conn, from, side, limit),
            Source::Sifted(sifted) => sifted.ids(conn, from, side, limit),
            Source::Stream(stream) => stream.ids(conn, from.map(|place| place.1), side, limit),
            Source::Listed(places) => {
                let at = from.and_then(|place| places.iter().position(|(_, id)| *id == place.1));
                let ids = |part: &[Place]| part.iter().map(|(_, id)| *id).collect::<Vec<_>>();
                Ok(match side {
                    Side::After => {
                        let begin = at.map_or(0, |at| at + 1);
                        let end = begin.saturating_add(limit).min(places.len());
                        ids(places.get(begin..end).unwrap_or(&[]))
                    }
                    Side::Before => {
                        let end = at.unwrap_or(places.len());
                        let mut out = ids(places.get(end.saturating_sub(limit)..end).unwrap_or(&[]));
                        out.reverse();
                        out
                    }
                })
            }
        }
    }

    fn first(&self, conn: &Connection, limit: usize) -> rusqlite::Result<Rows> {
        let (ids, end) = cut(self.side(conn, None, Side::After, limit + 1)?, limit);
        Ok(Rows { ids, start: true, end })
    }

    fn last(&self, conn: &Connection, limit: usize) -> rusqlite::Result<Rows> {
        let (mut ids, start) = cut(self.side(conn, None, Side::Before, limit + 1)?, limit);
        ids.reverse();
        Ok(Rows { ids, start, end: true })
    }

    fn after(&self, conn: &Connection, place: &Place, limit: usize) -> rusqlite::Result<Rows> {
        let (ids, end) = cut(self.side(conn, Some(place), Side::After, limit + 1)?, limit);
        // The row itself precedes, unless it left the list; then whatever precedes its place.
        let start = self.side(conn, Some(place), Side::Before, 1)?.is_empty() && !self.holds(conn, place)?;
        Ok(Rows { ids, start, end })
    }

    fn before(&self, conn: &Connection, place: &Place, limit: usize) -> rusqlite::Result<Rows> {
        let (mut ids, start) = cut(self.side(conn, Some(place), Side::Before, limit + 1)?, limit);
        ids.reverse();
        let end = self.side(conn, Some(place), Side::After, 1)?.is_empty() && !self.holds(conn, place)?;
        Ok(Rows { ids, start, end })
    }

    fn around(&self, conn: &Connection, place: &Place, id: RecordId, limit: usize) -> rusqlite::Result<Rows> {
        let here = self.holds(conn, place)?;
        let room = limit.saturating_sub(usize::from(here));
        let before = self.side(conn, Some(place), Side::Before, room + 1)?;
        let after = self.side(conn, Some(place), Side::After, room + 1)?;
        // Half before, half after; what one side lacks the other gives.
        let take_before = before.len().min((room / 2).max(room.saturating_sub(after.len())));
        let take_after = after.len().min(room - take_before);
        let mut ids: Vec<i64> = before.iter().take(take_before).copied().collect();
        ids.reverse();
        ids.extend(here.then_some(id.0));
        ids.extend(after.iter().take(take_after));
        Ok(Rows { ids, start: take_before == before.len(), end: take_after == after.len() })
    }

    /// True where the row of a place is (still) in the list.
    fn holds(&self, conn: &Connection, place: &Place) -> rusqlite::Result<bool> {
        match self {
            Source::Table(walk) => walk.holds(conn, place.1),
            Source::Sifted(sifted) => sifted.walk().holds(conn, place.1),
            Source::Listed(places) => Ok(places.iter().any(|(_, id)| *id == place.1)),
            Source::Stream(stream) => stream.holds(conn, place.1),
        }
    }

    fn count(&self, conn: &Connection, limit: usize) -> rusqlite::Result<usize> {
        match self {
            Source::Table(walk) => walk.count(conn, limit),
            Source::Sifted(sifted) => sifted.count(conn, limit),
            Source::Listed(places) => Ok(places.len().min(limit)),
            Source::Stream(stream) => stream.count(conn, limit),
        }
    }
}

fn cut(mut ids: Vec<i64>, limit: usize) -> (Vec<i64>, bool) {
    let whole = ids.len() <= limit;
    ids.truncate(limit);
    (ids, whole)
}

/// From where a statement of a walk starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// The first or the last row.
    End,
    /// Behind a row, among those of the same key.
    Tie,
    /// Behind all rows of a key.
    Place,
}

/// A walk along an index of a table.
pub struct Walk {
    pub(super) table: &'static str,
    /// The column of the order.
    column: String,
    order: Order,
    /// `INDEXED BY name`.
    pub(super) by: String,
    /// Every condition, beginning with the bin's mark.
    conditions: String,
    values: Vec<Sql>,
}

impl Walk {
    /// Chooses the way for a query; its search is not looked at.
    pub fn new(conn: &Connection, query: &Query) -> Result<Walk, Trouble> {
        let entity = query.entity;
        let sort = sort_field(query)?;
        let (conditions, values) = conditions(query)?;
        let by = format!("INDEXED BY {}", best_index(conn, query, sort)?);
        Ok(Walk { table: entity.name, column: key::column(sort), order: query.order, by, conditions, values })
    }

    /// A walk of a query along this index, with these conditions beside the bin's mark.
    pub fn along(query: &Query, index: &str, (conditions, values): (String, Vec<Sql>)) -> Result<Walk, Trouble> {
        let sort = sort_field(query)?;
        Ok(Walk {
            table: query.entity.name,
            column: key::column(sort),
            order: query.order,
            by: format!("INDEXED BY {index}"),
            conditions: format!("{} AND {conditions}", mark(query.scope)),
            values,
        })
    }

    /// True where the walk follows a filter's index, and so meets only rows that pass it.
    pub fn is_narrow(&self) -> bool {
        self.by.contains("_saring_")
    }

    pub(super) fn place_of(&self, conn: &Connection, id: RecordId) -> rusqlite::Result<Option<Place>> {
        let sql = format!("SELECT {}, id FROM {} WHERE id = ?", self.column, self.table);
        conn.prepare_cached(&sql)?.query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()
    }

    /// The statement that gives ids on one side of a place, or from one end. Two are needed past a
    /// place: SQLite finds `key = ? AND id > ?` in an index, but of `(key, id) > (?, ?)` only the
    /// first half, and would step through all rows of an equal key.
    pub fn statement(&self, from: Start, side: Side) -> String {
        let Walk { table, by, conditions, .. } = self;
        let (place, order) = self.place_and_order(from, side);
        format!("SELECT t.id FROM {table} t {by} WHERE {conditions}{place} {order} LIMIT ?")
    }

    /// The condition that leaves out what lies on the other side, and the order.
    pub(super) fn place_and_order(&self, from: Start, side: Side) -> (String, String) {
        let rising = (self.order == Order::Up) == (side == Side::After);
        let (sign, word) = if rising { (">", "ASC") } else { ("<", "DESC") };
        let column = &self.column;
        let place = match from {
            Start::End => String::new(),
            Start::Tie => format!(" AND t.{column} = ? AND t.id {sign} ?"),
            Start::Place => format!(" AND t.{column} {sign} ?"),
        };
        (place, format!("ORDER BY t.{column} {word}, t.id {word}"))
    }

    pub(super) fn ids(
        &self,
        conn: &Connection,
        from: Option<&Place>,
        side: Side,
        limit: usize,
    ) -> rusqlite::Result<Vec<i64>> {
        let ask = |from: Start, place: Vec<Sql>, limit: usize| -> rusqlite::Result<Vec<i64>> {
            let values = self.values.iter().cloned().chain(place).chain([Sql::Integer(as_limit(limit))]);
            let mut statement = conn.prepare_cached(&self.statement(from, side))?;
            statement.query_map(params_from_iter(values), |row| row.get(0))?.collect()
        };
        let Some((key, id)) = from else { return ask(Start::End, Vec::new(), limit) };
        let mut out = ask(Start::Tie, vec![Sql::Text(key.clone()), Sql::Integer(*id)], limit)?;
        if out.len() < limit {
            out.extend(ask(Start::Place, vec![Sql::Text(key.clone())], limit - out.len())?);
        }
        Ok(out)
    }

    /// True where a row passes the conditions.
    pub fn holds(&self, conn: &Connection, id: i64) -> rusqlite::Result<bool> {
        let sql = format!("SELECT 1 FROM {} t WHERE t.id = ? AND {}", self.table, self.conditions);
        let values = [Sql::Integer(id)].into_iter().chain(self.values.iter().cloned());
        conn.prepare_cached(&sql)?.exists(params_from_iter(values))
    }

    /// How many rows, at most so many.
    pub fn count(&self, conn: &Connection, limit: usize) -> rusqlite::Result<usize> {
        let Walk { table, by, conditions, .. } = self;
        let sql = format!("SELECT count(*) FROM (SELECT 1 FROM {table} t {by} WHERE {conditions} LIMIT ?)");
        let values = self.values.iter().cloned().chain([Sql::Integer(as_limit(limit))]);
        let count: i64 = conn.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// Every row with its place, in order of entry; for sets known to be small.
    pub fn places(&self, conn: &Connection, limit: usize) -> rusqlite::Result<Vec<Place>> {
        let Walk { table, column, by, conditions, .. } = self;
        let sql = format!("SELECT t.{column}, t.id FROM {table} t {by} WHERE {conditions} LIMIT ?");
        let values = self.values.iter().cloned().chain([Sql::Integer(as_limit(limit))]);
        let mut statement = conn.prepare_cached(&sql)?;
        statement.query_map(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
    }
}

/// The field a query is sorted by.
pub fn sort_field(query: &Query) -> Result<&'static Field, Trouble> {
    query
        .entity
        .field(query.sorted_by())
        .filter(|field| field.is_stored() && field.is_sorted())
        .ok_or_else(|| Trouble::inner(format!("{} cannot be sorted by {}", query.entity.name, query.sort)))
}

/// The conditions of a query and what goes into their places.
pub fn conditions(query: &Query) -> Result<(String, Vec<Sql>), Trouble> {
    let mut out = mark(query.scope).to_owned();
    let mut values = Vec::new();
    for filter in query.filters.iter().filter(|filter| !query.differs(filter.field)) {
        let (condition, more) = condition(query, filter)?;
        out.push_str(" AND ");
        out.push_str(&condition);
        values.extend(more);
    }
    let (dated, more) = tanggal::conditions(query)?;
    out.push_str(&dated);
    values.extend(more);
    Ok((out, values))
}

/// The condition that tells present records from the bin.
pub(super) const fn mark(scope: Scope) -> &'static str {
    match scope {
        Scope::Present => "t.dihapus = 0",
        Scope::Bin => "t.dihapus = 1",
    }
}

pub(super) fn condition(query: &Query, filter: &Filter) -> Result<(String, Vec<Sql>), Trouble> {
    let entity = query.entity;
    let field = entity
        .field(filter.field)
        .filter(|field| field.is_stored())
        .ok_or_else(|| Trouble::inner(format!("{} cannot be filtered by {}", entity.name, filter.field)))?;
    if let Test::Concerns(value) = &filter.test {
        let (table, name) = (entity.name, field.name);
        let own = format!("SELECT x.id FROM {table} x WHERE x.dihapus = 0 AND x.{name} = ?");
        let other = if entity == &KEADAAN {
            "SELECT g.id FROM keadaan g WHERE g.dihapus = 0 AND g.gabung_ke = ?".to_owned()
        } else {
            format!("SELECT p.{table} FROM penugasan p WHERE p.dihapus = 0 AND p.{name} = ?")
        };
        return Ok((format!("t.id IN ({own} UNION {other})"), vec![sql::to_sql(field, value); 2]));
    }
    if let (Test::Of(wanted), Some(target)) = (&filter.test, field.target()) {
        return of_target(query, field, (target, wanted));
    }
    test(field, &format!("t.{}", field.name), filter)
}

/// What a list's rows point to: sought by their ids where these are few, else looked up row by row.
fn of_target(
    query: &Query,
    field: &Field,
    (target, wanted): (&'static Entity, &[(&'static str, Vec<Value>)]),
) -> Result<(String, Vec<Sql>), Trouble> {
    let table = target.name;
    // Looked up row by row they go by another name, lest they hide the list's own rows.
    let narrow = narrow_by(target, wanted);
    let sought = query.as_of.is_some() || narrow.is_some();
    let by = narrow.map_or_else(String::new, |by| format!(" INDEXED BY {}", ddl::filter_index(target, by)));
    let (mut tests, mut given) = (String::new(), Vec::new());
    for (name, values) in wanted {
        let far = target.field(name).filter(|far| far.is_stored());
        let far = far.ok_or_else(|| Trouble::inner(format!("{table} has no {name}")))?;
        let then = query.as_of.and_then(|day| tanggal::of_posyandu(target, name, day));
        let column = then.unwrap_or_else(|| format!("{}.{name}", if sought { "t" } else { "x" }));
        tests.push_str(&format!(" AND {column} IN ({})", vec!["?"; values.len()].join(", ")));
        given.extend(values.iter().map(|value| sql::to_sql(far, value)));
    }
    let own = format!("t.{}", field.name);
    Ok(if sought {
        (format!("{own} IN (SELECT t.id FROM {table} t{by} WHERE t.dihapus = 0{tests})"), given)
    } else {
        (format!("EXISTS (SELECT 1 FROM {table} x WHERE x.id = {own} AND +x.dihapus = 0{tests})"), given)
    })
}

/// The fact of which few rows are: those of one desa, say.
fn narrow_by(target: &'static Entity, wanted: &[(&'static str, Vec<Value>)]) -> Option<&'static Field> {
    let links = wanted.iter().filter_map(|(name, _)| target.field(name)).filter(|field| field.target().is_some());
    links.into_iter().find(|field| ddl::has_filter_index(field))
}

/// A filter's test of a field, read from this expression.
pub(super) fn test(field: &Field, column: &str, filter: &Filter) -> Result<(String, Vec<Sql>), Trouble> {
    let text = sql::is_text(&field.kind);
    let empty = if text { format!("{column} = ''") } else { format!("{column} IS NULL") };
    let day = |date: &crate::base::date::Date| vec![Sql::Text(date.to_string())];
    Ok(match &filter.test {
        Test::Is(Value::Empty) | Test::Empty => (empty, Vec::new()),
        Test::Is(value) => (format!("{column} = ?"), vec![sql::to_sql(field, value)]),
        Test::OneOf(values) => {
            let places = vec!["?"; values.len()].join(", ");
            (format!("{column} IN ({places})"), values.iter().map(|value| sql::to_sql(field, value)).collect())
        }
        // Greater than nothing is known too, and an index finds where that begins.
        Test::Known if text => (format!("{column} > ''"), Vec::new()),
        Test::Known => (format!("{column} IS NOT NULL"), Vec::new()),
        Test::Since(date) => (format!("{column} >= ?"), day(date)),
        Test::Until(date) => (format!("{column} > '' AND {column} <= ?"), day(date)),
        // An unknown day is kept as an empty text, which lies before every day.
        Test::Before(date) => (format!("{column} < ?"), day(date)),
        Test::Waiting => (waiting(column), Vec::new()),
        Test::OpenAt(date) => (format!("({column} = '' OR {column} >= ?)"), day(date)),
        Test::Not(value) => (format!("{column} IS NOT ?"), vec![sql::to_sql(field, value)]),
        Test::Concerns(_) | Test::Of(..) => {
            return Err(Trouble::inner(format!("{} points to nothing", filter.field)));
        }
    })
}

/// True where the number in a column is still to come; says in SQL what [`sk::is_waiting`] says.
pub(super) fn waiting(column: &str) -> String {
    let words: Vec<String> = sk::WAITING.iter().map(|word| format!("'{word}'")).collect();
    let gaps: String = sk::GAPS.iter().map(|gap| format!(" OR instr({column}, '{gap}') > 0")).collect();
    format!("(lower(trim({column})) IN ({}){gaps})", words.join(", "))
}

/// The index a filter alone would be answered from.
pub(super) fn index_of(query: &Query, filter: &Filter) -> Option<String> {
    if query.differs(filter.field) {
        return None;
    }
    let entity = query.entity;
    let field = entity.field(filter.field)?;
    let by_value = match &filter.test {
        Test::Is(_) | Test::OneOf(_) | Test::Empty => true,
        Test::Of(wanted) => field.target().is_some_and(|target| narrow_by(target, wanted).is_some()),
        _ => false,
    };
    let by_range = matches!(filter.test, Test::Since(_) | Test::Until(_) | Test::Before(_) | Test::Known) || by_value;
    if by_value && ddl::has_filter_index(field) {
        Some(ddl::filter_index(entity, field))
    } else if by_range && field.is_sorted() && !key::has_key(field) {
        Some(ddl::sort_index(entity, field))
    } else {
        None
    }
}

/// True where the index of a filter also gives the order.
pub(super) fn is_ordered(query: &Query, filter: &Filter) -> bool {
    query.sorted_by() == query.entity.sort
        && !query.differs(filter.field)
        && matches!(filter.test, Test::Is(_) | Test::Empty)
        && query.entity.field(filter.field).is_some_and(ddl::has_filter_index)
}

/// The index for a query: that of its narrowest filter where few rows pass it, else one that
/// gives the order and is dense enough to be walked.
fn best_index(conn: &Connection, query: &Query, sort: &'static Field) -> Result<String, Trouble> {
    let entity = query.entity;
    let in_order = ddl::sort_index(entity, sort);
    let ordered = |filter: &Filter| is_ordered(query, filter);
    let candidates: Vec<(&Filter, String)> =
        query.filters.iter().filter_map(|filter| Some((filter, index_of(query, filter)?))).collect();
    match candidates.as_slice() {
        [] => return Ok(in_order),
        [(filter, index)] if ordered(filter) => return Ok(index.clone()),
        _ => {}
    }
    let mut best: Option<(usize, &String)> = None;
    for (filter, index) in &candidates {
        let count = rows_of(conn, query, filter, index)?;
        if count <= NARROW && best.is_none_or(|(least, _)| count < least) {
            best = Some((count, index));
        }
    }
    let fallback = candidates.iter().find(|(filter, _)| ordered(filter)).map(|(_, index)| index);
    Ok(best.map(|(_, index)| index).or(fallback).cloned().unwrap_or(in_order))
}

/// How many rows pass a filter, at most one more than [`NARROW`].
fn rows_of(conn: &Connection, query: &Query, filter: &Filter, index: &str) -> Result<usize, Trouble> {
    let (entity, scope) = (query.entity, query.scope);
    let (condition, values) = condition(query, filter)?;
    let walk = Walk {
        table: entity.name,
        column: "id".to_owned(),
        order: Order::Up,
        by: format!("INDEXED BY {index}"),
        conditions: format!("{} AND {condition}", mark(scope)),
        values,
    };
    Ok(walk.count(conn, NARROW + 1)?)
}
