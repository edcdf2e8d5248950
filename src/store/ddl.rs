//! The schema out of the descriptions, for writing migrations and for the test that ties both.
//!
//! * **Owns** the DDL of a whole new file.
//! * **Imports** `entity`, the store's keys.
//! * **Never** runs: a released migration is a frozen file that was once printed by this.

use std::fmt::Write as _;

use super::key;
use super::sql;
use crate::entity::{ENTITIES, Entity, Field, Kind};

/// Tables that are not entities.
const SYSTEM: &str = include_str!("system.sql");

/// The schema of a new file, as `dok skema` prints it.
pub fn schema() -> String {
    let mut out = String::new();
    for entity in ENTITIES {
        out.push_str(&entity_ddl(entity));
        out.push('\n');
    }
    out.push_str(SYSTEM);
    out
}

/// The tables and indexes of one entity.
pub fn entity_ddl(entity: &'static Entity) -> String {
    let table = entity.name;
    let mut out = format!(
        "CREATE TABLE {table} (\n  id INTEGER PRIMARY KEY AUTOINCREMENT,\n  uid TEXT NOT NULL UNIQUE,\n  \
         versi INTEGER NOT NULL DEFAULT 1,\n  dihapus INTEGER NOT NULL DEFAULT 0 CHECK (dihapus IN (0, 1))"
    );
    for column in sql::columns(entity) {
        let kind = match (column.role, &column.field.kind) {
            (sql::Role::Value, Kind::Link(target)) => format!("INTEGER REFERENCES {}(id)", target.name),
            (sql::Role::Value, kind) if !sql::is_text(kind) => "INTEGER".to_owned(),
            _ => "TEXT NOT NULL DEFAULT ''".to_owned(),
        };
        let _ = write!(out, ",\n  {} {kind}", column.name);
    }
    out.push_str("\n) STRICT;\n");
    for (name, columns) in indexes(entity) {
        let _ = writeln!(out, "CREATE INDEX {name} ON {table}({columns});");
    }
    if entity.fields.iter().any(Field::is_searched) {
        let _ = writeln!(
            out,
            "CREATE VIRTUAL TABLE {table}_cari USING fts5(kata, content='', contentless_delete=1, detail=none, \
             prefix='1 2 3 4 5 6', tokenize=\"unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'\");"
        );
    }
    out
}

/// The indexes of an entity, name and columns: one for every sortable field, one for every link
/// and every filter over a list of words, the latter in the first order of the list.
///
/// They begin with the bin's mark rather than being partial: SQLite would look into the table for
/// a mark that only the condition of a partial index holds. The row's number, by which equal keys
/// are ordered, stands at the end of every index by itself.
pub fn indexes(entity: &'static Entity) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for field in entity.fields.iter().filter(|field| field.is_stored()) {
        if field.is_sorted() {
            out.push((sort_index(entity, field), format!("dihapus, {}", key::column(field))));
        }
        if has_filter_index(field) {
            let first = entity.field(entity.sort).map_or_else(|| "uid".to_owned(), key::column);
            out.push((filter_index(entity, field), format!("dihapus, {}, {first}", field.name)));
        }
    }
    out
}

/// The index that gives the order of a field.
pub fn sort_index(entity: &Entity, field: &Field) -> String {
    format!("{}_urut_{}", entity.name, field.name)
}

/// The index that finds the rows with one value of a field, in the first order of the list.
pub fn filter_index(entity: &Entity, field: &Field) -> String {
    format!("{}_saring_{}", entity.name, field.name)
}

/// True where a filter on the field has its own index.
pub const fn has_filter_index(field: &Field) -> bool {
    match field.kind {
        Kind::Link(_) => field.is_stored(),
        Kind::List(_) | Kind::Choice(_) => field.is_stored() && field.is_filtered(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Run with `PEMBINA_TULIS_SKEMA=FILE` to print the schema of a new file for a first migration.
    #[test]
    fn the_schema_can_be_printed() {
        let printed = schema();
        assert!(printed.contains("CREATE TABLE posyandu"));
        if let Some(path) = std::env::var_os("PEMBINA_TULIS_SKEMA") {
            std::fs::write(path, printed).unwrap();
        }
    }
}
