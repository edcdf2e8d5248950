//! What the file remembers of screens, and what the office edits: open lists and settings, as one
//! vocabulary.
//!
//! * **Owns** the table `pengaturan` and the reading of `pilihan` and `setelan`.
//! * **Imports** `entity`, `request`.
//! * **Never** writes a word of a list or a setting but through the one write path.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::{Outcome, Store};
use crate::base::id::RecordId;
use crate::entity::{DISETEL, Item, Pola, Record, Setelan, Vocabulary, setelan};
use crate::request::{Act, Batch, Change, Saved, Trouble};

impl Store {
    /// A habit of a person's screen, if it was ever kept.
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
        Ok(setelan.number(kept(&self.conn, setelan)?.as_deref()))
    }

    /// What holds of an office setting, as set or by default.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn value(&self, setelan: &Setelan) -> Result<String, Trouble> {
        Ok(setelan.value(kept(&self.conn, setelan)?.as_deref()).into_owned())
    }

    /// All habits of the screen.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn settings(&self) -> Result<BTreeMap<String, String>, Trouble> {
        let mut statement = self.conn.prepare_cached("SELECT kunci, nilai FROM pengaturan")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Remembers a habit of the screen (colours, columns), or sets what the office set: that is a
    /// batch of its own, with its history.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn remember(&mut self, key: &str, value: &str) -> Result<Outcome, Trouble> {
        if let Some(setelan) = setelan::by_name(key) {
            return self.set(setelan, value);
        }
        self.conn
            .prepare_cached("INSERT OR REPLACE INTO pengaturan (kunci, nilai) VALUES (?, ?)")?
            .execute(params![key, value])?;
        Ok(Outcome::Saved(Saved { batch: None, records: Vec::new(), count: 0 }))
    }

    fn set(&mut self, setelan: &'static Setelan, typed: &str) -> Result<Outcome, Trouble> {
        let value = match setelan.read(typed) {
            Ok(value) => value,
            Err(problem) => return Ok(Outcome::Refused(vec![problem.at("nilai")])),
        };
        let (before, now) = (self.value(setelan)?, setelan.value(Some(&value)).into_owned());
        let known: Option<i64> = self
            .conn
            .prepare_cached("SELECT id FROM setelan WHERE dihapus = 0 AND kode = ?")?
            .query_row([setelan.name], |row| row.get(0))
            .optional()?;
        let record = match known {
            Some(id) => self.get(&DISETEL, RecordId(id))?,
            None if before == now => return Ok(Outcome::Saved(Saved { batch: None, records: Vec::new(), count: 0 })),
            None => None,
        };
        let record = record.unwrap_or_else(|| Record::new(&DISETEL, RecordId(-1)));
        let record = record.with("nama", setelan.label.id).with("kode", setelan.name).with("nilai", value);
        self.save(&Batch {
            act: Act::Edit,
            subject: format!("{}: {before} \u{2192} {now}", setelan.label.id),
            origin: "layar".to_owned(),
            changes: vec![Change::Put(record)],
            reason: None,
        })
    }
}

/// What is kept of an office setting.
pub fn kept(conn: &Connection, setelan: &Setelan) -> rusqlite::Result<Option<String>> {
    conn.prepare_cached("SELECT nilai FROM setelan WHERE dihapus = 0 AND kode = ?")?
        .query_row([setelan.name], |row| row.get(0))
        .optional()
}

/// The pattern that holds; `None` for a setting that is none.
pub fn pola(conn: &Connection, setelan: &Setelan) -> rusqlite::Result<Option<Pola>> {
    Ok(Pola::read(&setelan.value(kept(conn, setelan)?.as_deref())))
}

/// The open lists as they stand, in the operator's order, and what the office set.
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
    let mut set = conn.prepare_cached("SELECT kode, nilai FROM setelan WHERE dihapus = 0")?;
    let mut rows = set.query([])?;
    while let Some(row) = rows.next()? {
        out.set(row.get::<_, String>(0)?, row.get::<_, String>(1)?);
    }
    Ok(out)
}
