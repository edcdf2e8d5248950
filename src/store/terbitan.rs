//! Reports that were issued: the register's entries with what was sent, unchanged.
//!
//! * **Owns** the table `laporan_isi`: the bytes of a file as it was sent, the document behind it,
//!   and what was asked for; all of them deflated.
//! * **Imports** `base`, `entity`, `request`.
//! * **Never** changes a copy. Undoing an issue puts its entry into the bin; the copy stays where
//!   nothing leads to it, so that doing it again leads to the very same bytes.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use rusqlite::{Connection, OptionalExtension, params};

use super::Store;
use super::ganda::Errand;
use super::record::Outcome;
use crate::base::id::RecordId;
use crate::entity::{LAPORAN, Record};
use crate::request::{Act, Batch, BatchId, Change, Trouble};

/// A copy: what it is (`pdf`, `json`, `permintaan`), and its bytes.
pub type Copy = (String, Vec<u8>);

impl Store {
    /// Enters a report in the register with its copies, as one batch.
    ///
    /// # Errors
    /// A trouble of the file; nothing is kept then.
    pub fn issue(&mut self, entry: Record, copies: &[Copy]) -> Result<Outcome, Trouble> {
        let number = |field: &str| entry.get(field).as_int().unwrap_or(0);
        let subject = format!("Laporan nomor {}/{}", number("nomor_laporan"), number("tahun"));
        let changes = vec![Change::Put(entry)];
        let batch = Batch { act: Act::Add, subject, origin: "laporan".to_owned(), changes, reason: None };
        self.save_as(&batch, Errand::Issue(copies))
    }

    /// A copy of an issued report as its bytes; `None` where there is none of that kind.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn issued(&self, entry: RecordId, kind: &str) -> Result<Option<Vec<u8>>, Trouble> {
        let packed: Option<Vec<u8>> = self
            .conn
            .prepare_cached("SELECT isi FROM laporan_isi WHERE laporan = ? AND bentuk = ?")?
            .query_row(params![entry.0, kind], |row| row.get(0))
            .optional()?;
        let Some(packed) = packed else { return Ok(None) };
        let mut bytes = Vec::new();
        DeflateDecoder::new(packed.as_slice()).read_to_end(&mut bytes).map_err(Trouble::inner)?;
        Ok(Some(bytes))
    }

    /// The next number of a year: one more than the highest.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn next_report_number(&self, year: i64) -> Result<i64, Trouble> {
        Ok(self
            .conn
            .prepare_cached("SELECT coalesce(max(nomor_laporan), 0) + 1 FROM laporan WHERE dihapus = 0 AND tahun = ?")?
            .query_row([year], |row| row.get(0))?)
    }

    /// The entries of one kind of report, newest first; before an entry where one is named.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn issues_of(&self, name: &str, before: Option<RecordId>) -> Result<Vec<Record>, Trouble> {
        let mut statement = self.conn.prepare_cached(
            "SELECT id FROM laporan WHERE dihapus = 0 AND jenis_laporan = ? AND id < ? ORDER BY id DESC",
        )?;
        let before = before.map_or(i64::MAX, |id| id.0);
        let ids: Vec<i64> =
            statement.query_map(params![name, before], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut out = Vec::with_capacity(ids.len());
        for id in ids {
            out.extend(self.get(&LAPORAN, RecordId(id))?);
        }
        Ok(out)
    }
}

/// Keeps the copies of the entry that this batch added.
pub(super) fn keep(conn: &Connection, batch: BatchId, copies: &[Copy]) -> rusqlite::Result<()> {
    let entry: i64 = conn
        .prepare_cached("SELECT record FROM riwayat WHERE batch = ? AND jenis = 'laporan' LIMIT 1")?
        .query_row([batch.0], |row| row.get(0))?;
    for (kind, bytes) in copies {
        conn.prepare_cached("INSERT INTO laporan_isi (laporan, bentuk, isi) VALUES (?, ?, ?)")?.execute(params![
            entry,
            kind,
            packed(bytes)
        ])?;
    }
    Ok(())
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut to = DeflateEncoder::new(Vec::new(), Compression::default());
    // Writing into memory does not fail.
    let _ = to.write_all(bytes);
    to.finish().unwrap_or_default()
}
