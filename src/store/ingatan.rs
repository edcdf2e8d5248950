//! What the clerk decided once, so that it need not be asked again.
//!
//! * **Owns** the tables `tata_letak` (the columns of a layout) and `keputusan` (answers about
//!   spellings, persons and doubles).
//! * **Imports** `request`, rusqlite.
//! * **Never** changes a record; what it keeps is advice that a later import may be told to ignore.
//!
//! | jenis | kunci | jawaban |
//! |---|---|---|
//! | `desa` | the folded spelling | uid of the desa |
//! | `posyandu` | uid of the desa, a blank, the name's key | uid of the Posyandu, or empty: a new one |
//! | `kader` | uid of the Posyandu, a blank, the person's key | uid of the kader, or empty: another person |
//! | `bukan-ganda` | two uids in order, a blank between | empty |

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, params};

use super::Store;
use crate::request::Trouble;

/// The kind of decision that two records are not doubles.
pub const NOT_DOUBLE: &str = "bukan-ganda";

/// The key of a pair of records, the same whichever is named first.
pub fn pair(a: &str, b: &str) -> String {
    if a <= b { format!("{a} {b}") } else { format!("{b} {a}") }
}

impl Store {
    /// The columns last chosen for a layout: heading to field.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn layout(&self, key: &str) -> Result<Option<Vec<(String, String)>>, Trouble> {
        let mut statement = self.conn.prepare_cached("SELECT petaan FROM tata_letak WHERE kunci = ?")?;
        let kept: Option<String> = statement.query_row([key], |row| row.get(0)).optional()?;
        // A mapping that a later version wrote otherwise is as good as none.
        Ok(kept.and_then(|kept| serde_json::from_str(&kept).ok()))
    }

    /// Remembers the columns of a layout, in place of what was known of it.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn keep_layout(&mut self, key: &str, mapping: &[(String, String)]) -> Result<(), Trouble> {
        let kept = serde_json::to_string(mapping).map_err(Trouble::inner)?;
        let stamp = self.opening.clock.stamp();
        self.conn
            .prepare_cached("INSERT OR REPLACE INTO tata_letak (kunci, petaan, waktu) VALUES (?, ?, ?)")?
            .execute(params![key, kept, stamp])?;
        Ok(())
    }

    /// Every decision of a kind: key to answer.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn decisions(&self, kind: &str) -> Result<BTreeMap<String, String>, Trouble> {
        let mut statement = self.conn.prepare_cached("SELECT kunci, jawaban FROM keputusan WHERE jenis = ?")?;
        let rows = statement.query_map([kind], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Remembers a decision; the last answer counts.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn decide(&mut self, kind: &str, key: &str, answer: &str) -> Result<(), Trouble> {
        let stamp = self.opening.clock.stamp();
        self.conn
            .prepare_cached(
                "INSERT OR REPLACE INTO keputusan (jenis, kunci, jawaban, pelaku, waktu) VALUES (?, ?, ?, ?, ?)",
            )?
            .execute(params![kind, key, answer, self.opening.actor, stamp])?;
        Ok(())
    }

    /// Forgets a decision: it will be asked again.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn forget_decision(&mut self, kind: &str, key: &str) -> Result<(), Trouble> {
        self.conn.prepare_cached("DELETE FROM keputusan WHERE jenis = ? AND kunci = ?")?.execute(params![kind, key])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Opening;

    #[test]
    fn the_last_answer_counts_and_can_be_forgotten() {
        let mut store = Store::memory(&Opening::by("Ani").without_copies()).unwrap();
        store.decide("desa", "pulo telo", "uid-1").unwrap();
        store.decide("desa", "pulo telo", "uid-2").unwrap();
        assert_eq!(store.decisions("desa").unwrap(), BTreeMap::from([("pulo telo".into(), "uid-2".into())]));
        store.forget_decision("desa", "pulo telo").unwrap();
        assert!(store.decisions("desa").unwrap().is_empty());
    }

    #[test]
    fn a_pair_is_the_same_whichever_is_named_first() {
        assert_eq!(pair("b", "a"), pair("a", "b"));
    }

    #[test]
    fn the_columns_of_a_layout_are_remembered() {
        let mut store = Store::memory(&Opening::by("Ani").without_copies()).unwrap();
        let mapping = vec![("NAMA KDR".to_owned(), "nama".to_owned())];
        assert_eq!(store.layout("k").unwrap(), None);
        store.keep_layout("k", &mapping).unwrap();
        assert_eq!(store.layout("k").unwrap(), Some(mapping));
    }
}
