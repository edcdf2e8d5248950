//! Rules over several records: one holder a seat, one bidang a kader, terms, NIK used twice.
//!
//! * **Owns** the checks that need to look at other rows.
//! * **Imports** `base`, `entity`, rusqlite.
//! * **Never** changes a row; `record` calls it inside the transaction of a save.

use rusqlite::Connection;

use crate::base::date::Date;
use crate::entity::{Problem, Record};

/// What other records say against this one. Called before the record is written: the file still
/// holds its old state, and other changes of the same batch that stand before it. A new record
/// has a negative id; links carry stored ids and titles.
pub(crate) fn check(_conn: &Connection, _record: &Record, _today: Date) -> Vec<Problem> {
    Vec::new()
}
