//! Forms that were not finished.
//!
//! * **Owns** the table `draf`: one draft a key and person.
//! * **Imports** `request`, serde_json.
//! * **Never** shows one person another's draft.

use rusqlite::params;

use super::Store;
use crate::request::{Draft, Trouble};

impl Store {
    /// The drafts of the person at work, newest first.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn drafts(&self) -> Result<Vec<Draft>, Trouble> {
        let mut statement =
            self.conn.prepare_cached("SELECT isi FROM draf WHERE pelaku = ? ORDER BY waktu DESC, kunci")?;
        let rows = statement.query_map([&self.opening.actor], |row| row.get::<_, String>(0))?;
        let mut out = Vec::new();
        for row in rows {
            // A draft of a version that wrote it otherwise is left alone.
            if let Ok(draft) = serde_json::from_str(&row?) {
                out.push(draft);
            }
        }
        Ok(out)
    }

    /// Keeps a draft, in place of the one of the same key. Time and person are set here.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn keep_draft(&mut self, draft: &Draft) -> Result<(), Trouble> {
        let kept = Draft { time: self.opening.clock.stamp(), actor: self.opening.actor.clone(), ..draft.clone() };
        let body = serde_json::to_string(&kept).map_err(Trouble::inner)?;
        self.conn
            .prepare_cached("INSERT OR REPLACE INTO draf (pelaku, kunci, isi, waktu) VALUES (?, ?, ?, ?)")?
            .execute(params![kept.actor, kept.key, body, kept.time])?;
        Ok(())
    }

    /// Throws a draft away.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn drop_draft(&mut self, key: &str) -> Result<(), Trouble> {
        self.conn
            .prepare_cached("DELETE FROM draf WHERE pelaku = ? AND kunci = ?")?
            .execute(params![self.opening.actor, key])?;
        Ok(())
    }
}
