//! The file's versions.
//!
//! * **Owns** the frozen list of migrations and the mark by which a file is known as ours.
//! * **Imports** rusqlite_migration.
//! * **Never** changes a migration that was released: a new one is added.

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use crate::request::Trouble;

/// `PEMB` in the file's header.
pub const APPLICATION_ID: i32 = 0x5045_4D42;

const STEPS: &[M<'static>] = &[
    M::up(include_str!("../../assets/migrations/0001_awal.sql")),
    M::up(include_str!("../../assets/migrations/0002_ingatan.sql")),
    M::up(include_str!("../../assets/migrations/0003_rencana.sql")),
    M::up(include_str!("../../assets/migrations/0004_surat.sql")),
    M::up(include_str!("../../assets/migrations/0005_laporan.sql")),
    M::up(include_str!("../../assets/migrations/0006_hidup.sql")),
];

/// The version this program writes.
pub const LATEST: i64 = STEPS.len() as i64;

/// Brings a file to the present version, all or nothing.
pub fn run(conn: &mut Connection) -> Result<(), Trouble> {
    use rusqlite_migration::Error as E;
    Migrations::from_slice(STEPS).to_latest(conn).map_err(|error| match error {
        E::RusqliteError { err, .. } => Trouble::from(err),
        other => Trouble::inner(other),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_migration_is_sound() {
        Migrations::from_slice(STEPS).validate().unwrap();
    }

    fn shape(conn: &Connection) -> Vec<(String, String)> {
        let sql = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name";
        let mut statement = conn.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        // A column added later stands on the line of the bracket.
        let plain =
            |sql: String| sql.split_whitespace().collect::<Vec<_>>().join(" ").replace(" )", ")").replace(" ,", ",");
        rows.map(|row| row.map(|(name, sql)| (name, plain(sql)))).collect::<rusqlite::Result<_>>().unwrap()
    }

    #[test]
    fn a_migrated_file_has_the_schema_of_the_descriptions() {
        let mut migrated = Connection::open_in_memory().unwrap();
        run(&mut migrated).unwrap();
        let described = Connection::open_in_memory().unwrap();
        described.execute_batch(&crate::store::ddl::schema()).unwrap();
        assert_eq!(shape(&migrated), shape(&described));
    }
}
