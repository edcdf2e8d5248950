//! What the file remembers beside its records: settings, and the open lists as one vocabulary.
//!
//! * **Owns** the table `pengaturan` and the reading of `pilihan`.
//! * **Imports** `entity`.
//! * **Never** changes a word of a list: that is the write path's.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::{Store, tanda};
use crate::entity::setelan::{MADYA_KELOMPOK, PURWA_KELOMPOK};
use crate::entity::{Item, Setelan, Vocabulary, setelan};
use crate::request::Trouble;

impl Store {
    /// A setting, if it was ever set.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn setting(&self, key: &str) -> Result<Option<String>, Trouble> {
        let mut statement = self.conn.prepare_cached("SELECT nilai FROM pengaturan WHERE kunci = ?")?;
        Ok(statement.query_row([key], |row| row.get(0)).optional()?)
    }

    /// The number of an office setting, as set or by default.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn number(&self, setelan: &Setelan) -> Result<i64, Trouble> {
        Ok(setelan.number(self.setting(setelan.name)?.as_deref()))
    }

    /// All settings.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn settings(&self) -> Result<BTreeMap<String, String>, Trouble> {
        let mut statement = self.conn.prepare_cached("SELECT kunci, nilai FROM pengaturan")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Remembers a setting; what an office setting cannot take is refused.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn remember(&mut self, key: &str, value: &str) -> Result<(), Trouble> {
        if let Some(Err(problem)) = setelan::by_name(key).map(|setelan| setelan.read(value)) {
            return Err(Trouble::new("SETELAN-TIDAK-COCOK", problem.text, problem.advice));
        }
        // What follows from a setting changes with it, or neither does.
        let whole = self.conn.savepoint()?;
        whole
            .prepare_cached("INSERT OR REPLACE INTO pengaturan (kunci, nilai) VALUES (?, ?)")?
            .execute(params![key, value])?;
        let badges = [PURWA_KELOMPOK.name, MADYA_KELOMPOK.name].contains(&key);
        if badges {
            tanda::give_all(&whole)?;
        }
        whole.commit()?;
        if badges {
            self.forget();
        }
        Ok(())
    }
}

/// The open lists as they stand, in the operator's order.
pub fn vocabulary(conn: &Connection) -> rusqlite::Result<Vocabulary> {
    let mut statement = conn.prepare_cached(
        "SELECT daftar, kode, nama, alias, aktif, bidang, tunggal, pengurus FROM pilihan WHERE dihapus = 0 \
         ORDER BY daftar, urutan, kode",
    )?;
    let mut rows = statement.query([])?;
    let mut out = Vocabulary::default();
    while let Some(row) = rows.next()? {
        let aliases: String = row.get(3)?;
        let flag = |at: usize, unknown: bool| -> rusqlite::Result<bool> {
            Ok(row.get::<_, Option<i64>>(at)?.map_or(unknown, |n| n != 0))
        };
        let item = Item {
            code: row.get(1)?,
            name: row.get(2)?,
            aliases: aliases.split([';', '|']).map(|a| a.trim().to_owned()).filter(|a| !a.is_empty()).collect(),
            active: flag(4, true)?,
            bidang: row.get(5)?,
            single: flag(6, false)?,
            officer: flag(7, false)?,
        };
        out.push(&row.get::<_, String>(0)?, item);
    }
    Ok(out)
}
