//! SQL out of descriptions: the statements of every entity, and values on their way in and out.
//!
//! * **Owns** [`Shape`], the texts of the statements of one entity, made once.
//! * **Imports** `base`, `entity`, rusqlite.
//! * **Never** runs anything that changes a row.

use std::sync::OnceLock;

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, Row};

use super::key;
use crate::base::date::Date;
use crate::base::id::{RecordId, Uid};
use crate::entity::{ENTITIES, Entity, Field, Kind, Record, Value};

/// The statements of one entity.
pub struct Shape {
    /// Of which entity.
    pub entity: &'static Entity,
    /// `SELECT ... FROM t` with titles of links and nothing for computed fields: for reading very
    /// many rows.
    pub stored: String,
    /// One record by id, with its computed fields; `:today` is the date they are worked out for.
    pub load: String,
    /// Takes uid, version, deleted, then every column of [`Shape::columns`].
    pub insert: String,
    /// Takes version, deleted, every column of [`Shape::columns`], the id.
    pub update: String,
    /// Takes the id: the title.
    pub title: String,
    /// The columns a record is written to: typed and derived fields, each followed by its key.
    pub columns: Vec<Column>,
    /// True where a search table stands beside it.
    pub searched: bool,
}

/// One column of a table.
pub struct Column {
    /// Its name.
    pub name: String,
    /// The position of the field it belongs to.
    pub at: usize,
    /// The field.
    pub field: &'static Field,
    /// Whether it holds the value or the key.
    pub role: Role,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The value.
    Value,
    /// The key its field is sorted by.
    Key,
}

/// The statements of an entity.
pub fn shape(entity: &'static Entity) -> &'static Shape {
    static SHAPES: OnceLock<Vec<Shape>> = OnceLock::new();
    let shapes = SHAPES.get_or_init(|| ENTITIES.iter().copied().map(Shape::new).collect());
    // Every entity stands in the register (tested there); the first stands in for none.
    shapes.iter().find(|shape| shape.entity == entity).unwrap_or(&shapes[0])
}

/// The columns of a table beside id, uid, version and the bin's mark.
pub fn columns(entity: &'static Entity) -> Vec<Column> {
    let mut out = Vec::new();
    for (at, field) in entity.fields.iter().enumerate().filter(|(_, field)| field.is_stored()) {
        out.push(Column { name: field.name.to_owned(), at, field, role: Role::Value });
        if key::has_key(field) {
            out.push(Column { name: key::column(field), at, field, role: Role::Key });
        }
    }
    out
}

impl Shape {
    fn new(entity: &'static Entity) -> Shape {
        let columns = columns(entity);
        let table = entity.name;
        let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        let mut select = String::from("SELECT t.id, t.uid, t.versi, t.dihapus");
        for field in entity.fields {
            select.push_str(", ");
            select.push_str(&expression(entity, field));
        }
        select.push_str(&format!(" FROM {table} t"));
        let stored = entity.fields.iter().fold(String::from("SELECT t.id, t.uid, t.versi, t.dihapus"), |sql, field| {
            let from = if field.is_stored() { expression(entity, field) } else { "NULL".to_owned() };
            format!("{sql}, {from}")
        });
        Shape {
            entity,
            load: format!("{select} WHERE t.id = :id"),
            insert: format!(
                "INSERT INTO {table} (uid, versi, dihapus, {}) VALUES ({})",
                names.join(", "),
                vec!["?"; names.len() + 3].join(", ")
            ),
            update: format!(
                "UPDATE {table} SET versi = ?, dihapus = ?, {} WHERE id = ?",
                names.iter().map(|name| format!("{name} = ?")).collect::<Vec<_>>().join(", ")
            ),
            title: format!("SELECT {} FROM {table} WHERE id = ?", entity.title),
            searched: entity.fields.iter().any(Field::is_searched),
            stored: format!("{stored} FROM {table} t"),
            columns,
        }
    }
}

/// What a field is read from. A link is read as its number and its title.
fn expression(entity: &Entity, field: &'static Field) -> String {
    if !field.is_stored() {
        return computed(entity.name, field.name).to_owned();
    }
    match field.target() {
        Some(target) => format!(
            "t.{name}, (SELECT x.{title} FROM {table} x WHERE x.id = t.{name})",
            name = field.name,
            title = target.title,
            table = target.name
        ),
        None => format!("t.{}", field.name),
    }
}

/// The fields that are worked out when read, only for the rows of a page. Each names its index:
/// for `count(DISTINCT kader)` SQLite would rather go through all posts in the order of `kader`.
fn computed(entity: &str, field: &str) -> &'static str {
    match (entity, field) {
        ("posyandu", "jumlah_kader") => {
            "(SELECT count(DISTINCT p.kader) FROM penugasan p INDEXED BY penugasan_saring_posyandu WHERE p.dihapus = 0 AND p.posyandu = t.id \
             AND p.mulai <= :today AND (p.selesai = '' OR p.selesai >= :today) AND p.alasan_berhenti <> 'salah-catat')"
        }
        ("posyandu", "sk_sampai") => {
            "(SELECT max(u) FROM (SELECT max(s.berlaku_sampai) u FROM penugasan p INDEXED BY penugasan_saring_posyandu CROSS JOIN sk s ON s.id = p.sk AND s.dihapus = 0 \
             WHERE p.dihapus = 0 AND p.posyandu = t.id AND p.mulai <= :today AND (p.selesai = '' OR p.selesai >= :today) \
             UNION ALL SELECT max(+s.berlaku_sampai) FROM sk s INDEXED BY sk_saring_posyandu WHERE s.dihapus = 0 AND s.posyandu = t.id))"
        }
        ("desa", "jumlah_posyandu") => {
            "(SELECT count(*) FROM posyandu p INDEXED BY posyandu_saring_desa WHERE p.dihapus = 0 AND p.desa = t.id)"
        }
        ("desa", "jumlah_kader") => {
            "(SELECT count(*) FROM kader k INDEXED BY kader_saring_desa WHERE k.dihapus = 0 AND k.desa = t.id \
             AND (k.selesai = '' OR k.selesai >= :today))"
        }
        ("sk", "jumlah_nama") => {
            "(SELECT count(DISTINCT p.kader) FROM penugasan p INDEXED BY penugasan_saring_sk WHERE p.dihapus = 0 AND p.sk = t.id)"
        }
        ("naskah", "kegiatan_banyak") => {
            "(SELECT count(*) FROM rencana r INDEXED BY rencana_saring_naskah WHERE r.dihapus = 0 AND r.naskah = t.id)"
        }
        ("naskah", "rupiah") => {
            "(SELECT sum(r.jumlah) FROM rencana r INDEXED BY rencana_saring_naskah WHERE r.dihapus = 0 AND r.naskah = t.id AND r.status <> 'batal')"
        }
        // Those of the sources are told together only where every source of a line has one.
        ("naskah", "pagu") => {
            "(SELECT coalesce(max(CASE WHEN p.sumber_dana = '' AND p.bidang = '' AND p.desa IS NULL THEN p.jumlah END), \
             sum(CASE WHEN p.sumber_dana <> '' AND p.bidang = '' AND p.desa IS NULL AND NOT EXISTS ( \
             SELECT 1 FROM rencana r INDEXED BY rencana_saring_naskah WHERE r.dihapus = 0 AND r.naskah = t.id AND r.jumlah > 0 \
             AND r.sumber_dana <> '' AND r.sumber_dana NOT IN ( \
             SELECT s.sumber_dana FROM pagu s INDEXED BY pagu_saring_naskah WHERE s.dihapus = 0 AND s.naskah = t.id \
             AND s.bidang = '' AND s.desa IS NULL)) THEN p.jumlah END)) \
             FROM pagu p INDEXED BY pagu_saring_naskah WHERE p.dihapus = 0 AND p.naskah = t.id)"
        }
        _ => "NULL",
    }
}

/// True where a computed field has its query; for the test that ties them to the descriptions.
#[cfg(test)]
pub fn is_computed(entity: &str, field: &str) -> bool {
    computed(entity, field) != "NULL"
}

/// True where a value is kept as a text that is `''` when unknown.
pub const fn is_text(kind: &Kind) -> bool {
    !matches!(kind, Kind::Year | Kind::Number(..) | Kind::Money | Kind::Flag | Kind::Months | Kind::Link(_))
}

/// A value as it is kept.
pub fn to_sql(field: &Field, value: &Value) -> Sql {
    match value {
        Value::Empty if is_text(&field.kind) => Sql::Text(String::new()),
        Value::Empty => Sql::Null,
        Value::Text(text) => Sql::Text(text.clone()),
        Value::Date(date) => Sql::Text(date.to_string()),
        Value::Int(number) => Sql::Integer(*number),
        Value::Link(link) => Sql::Integer(link.id.0),
    }
}

/// A record from a row of [`Shape::load`].
pub fn read(entity: &'static Entity, row: &Row<'_>) -> rusqlite::Result<Record> {
    let mut at = 4;
    let mut values = Vec::with_capacity(entity.fields.len());
    for field in entity.fields {
        values.push(read_value(field, row, &mut at)?);
    }
    Ok(Record {
        entity,
        id: RecordId(row.get(0)?),
        uid: Uid(row.get(1)?),
        version: row.get(2)?,
        deleted: row.get::<_, i64>(3)? != 0,
        values,
    })
}

fn read_value(field: &Field, row: &Row<'_>, at: &mut usize) -> rusqlite::Result<Value> {
    let here = *at;
    *at += 1;
    match field.kind {
        Kind::Link(_) => {
            *at += 1;
            let id: Option<i64> = row.get(here)?;
            let title: Option<String> = row.get(here + 1)?;
            Ok(id.map_or(Value::Empty, |id| Value::link(RecordId(id), title.unwrap_or_default())))
        }
        Kind::Date => {
            let text: Option<String> = row.get(here)?;
            date_value(text.as_deref().unwrap_or(""), here)
        }
        Kind::Year | Kind::Number(..) | Kind::Money | Kind::Flag | Kind::Months => {
            Ok(row.get::<_, Option<i64>>(here)?.map_or(Value::Empty, Value::Int))
        }
        _ => Ok(Value::from(row.get::<_, String>(here)?)),
    }
}

fn date_value(text: &str, at: usize) -> rusqlite::Result<Value> {
    if text.is_empty() {
        return Ok(Value::Empty);
    }
    text.parse::<Date>()
        .map(Value::Date)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, Box::new(error)))
}

/// One record, whole, also from the bin.
pub fn load(conn: &Connection, entity: &'static Entity, id: RecordId, today: Date) -> rusqlite::Result<Option<Record>> {
    let shape = shape(entity);
    let mut statement = conn.prepare_cached(&shape.load)?;
    bind_today(&mut statement, today)?;
    let place = statement.parameter_index(":id")?.unwrap_or(1);
    statement.raw_bind_parameter(place, id.0)?;
    let mut rows = statement.raw_query();
    rows.next()?.map(|row| read(entity, row)).transpose()
}

/// Gives a statement its `:today`, where it asks for one.
pub fn bind_today(statement: &mut rusqlite::Statement<'_>, today: Date) -> rusqlite::Result<()> {
    if let Some(place) = statement.parameter_index(":today")? {
        statement.raw_bind_parameter(place, today.to_string())?;
    }
    Ok(())
}

/// The title of a record; `None` where there is none of that id.
pub fn title(conn: &Connection, entity: &'static Entity, id: RecordId) -> rusqlite::Result<Option<String>> {
    let shape = shape(entity);
    match entity.field(entity.title).and_then(Field::target) {
        None => conn.prepare_cached(&shape.title)?.query_row([id.0], |row| row.get(0)).optional(),
        Some(target) => {
            let to: Option<Option<i64>> =
                conn.prepare_cached(&shape.title)?.query_row([id.0], |row| row.get(0)).optional()?;
            match to {
                None => Ok(None),
                Some(None) => Ok(Some(String::new())),
                Some(Some(to)) => title(conn, target, RecordId(to)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Opening, Store};
    use super::*;

    #[test]
    fn the_facts_of_a_row_look_only_at_rows_that_point_to_it() {
        let store = Store::memory(&Opening::by("uji").without_copies()).unwrap();
        for entity in ENTITIES.iter().copied() {
            let sql = format!("EXPLAIN QUERY PLAN {}", shape(entity).load);
            let mut statement = store.conn.prepare(&sql).unwrap();
            let mut rows = statement.raw_query();
            while let Some(row) = rows.next().unwrap() {
                let step: String = row.get(3).unwrap();
                // Every index begins with the bin's mark: by it alone all present rows are walked.
                let walks = step.starts_with("SCAN ") || step.ends_with("(dihapus=?)");
                assert!(!walks, "{}: {step}", entity.name);
            }
        }
    }
}
