//! Answers that gather from many tables: the start screen, seats, findings, the doctor.
//!
//! * **Owns** their queries.
//! * **Imports** `request`, the store.
//! * **Never** changes a record but through the write path.

use super::Store;
use crate::request::{Reply, Request};

/// Answers a request that [`Store::serve`] does not answer itself.
pub(crate) fn serve(_store: &mut Store, _request: &Request) -> Reply {
    Reply::Done
}
