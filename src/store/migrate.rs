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
    M::up(include_str!("../../assets/migrations/0007_setelan.sql")),
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
    use crate::entity::setelan;
    use crate::store::{key, settings};

    #[test]
    fn every_migration_is_sound() {
        Migrations::from_slice(STEPS).validate().unwrap();
    }

    #[test]
    fn what_an_office_had_set_becomes_a_record_and_habits_of_the_screen_stay() {
        let mut conn = Connection::open_in_memory().unwrap();
        Migrations::from_slice(&STEPS[..6]).to_latest(&mut conn).unwrap();
        // Every setting that the sixth version knew, each set to something else than its default.
        let known = [
            ("sk_habis_hari", "SK perlu perhatian sebelum habis", "60"),
            ("kader_minimal", "Kader paling sedikit di satu Posyandu", "7"),
            ("verifikasi_bulan", "Verifikasi Posyandu paling lama tiap", "6"),
            ("pembinaan_persen", "Patokan bagian pembinaan dalam rencana", "65"),
            ("pembinaan_kata", "Kata kegiatan pembinaan", "rakor; jum'at bersih; bimtek kader"),
            ("purwa_kelompok", "Syarat tanda kecakapan purwa", "pengelolaan; 2"),
            ("madya_kelompok", "Syarat tanda kecakapan madya", "pengelolaan; bayi-balita; 3"),
        ];
        for (name, _, value) in known {
            conn.execute("INSERT INTO pengaturan VALUES (?, ?)", [name, value]).unwrap();
        }
        conn.execute("INSERT INTO pengaturan VALUES ('tema', 'mono')", []).unwrap();
        run(&mut conn).unwrap();
        for (name, label, value) in known {
            let row: (String, String, String, String) = conn
                .query_row("SELECT nama, kode_k, nilai, uid FROM setelan WHERE kode = ?", [name], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
                })
                .unwrap();
            assert_eq!((row.0, row.1, row.2), (label.to_owned(), key::of_text(name), value.to_owned()));
            assert!(uuid::Uuid::parse_str(&row.3).is_ok_and(|uid| uid.get_version_num() == 7), "{}", row.3);
            let setelan = setelan::by_name(name).unwrap();
            assert_eq!(
                setelan.value(settings::kept(&conn, setelan).unwrap().as_deref()),
                value,
                "{name} as it is used"
            );
        }
        let left: String = conn.query_row("SELECT group_concat(kunci) FROM pengaturan", [], |row| row.get(0)).unwrap();
        let counted: i64 =
            conn.query_row("SELECT ada FROM hitungan WHERE jenis = 'setelan'", [], |row| row.get(0)).unwrap();
        assert_eq!((left.as_str(), usize::try_from(counted).unwrap()), ("tema", known.len()));
    }

    #[test]
    fn an_office_that_had_set_nothing_has_no_such_record() {
        let mut conn = Connection::open_in_memory().unwrap();
        Migrations::from_slice(&STEPS[..6]).to_latest(&mut conn).unwrap();
        conn.execute("INSERT INTO pengaturan VALUES ('sk_habis_hari', '')", []).unwrap();
        run(&mut conn).unwrap();
        let rows: i64 = conn
            .query_row(
                "SELECT (SELECT count(*) FROM setelan) + (SELECT count(*) FROM pengaturan) \
                 + (SELECT count(*) FROM hitungan WHERE jenis = 'setelan')",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(rows, 0);
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
