//! Identities: the small local number and the name that travels.
//!
//! * **Owns** [`RecordId`], [`Uid`] and [`Ticket`].
//! * **Imports** nothing of ours.
//! * **Never** derives an identity from a row number, a NIK or a name.

use std::fmt;

/// A record's number in this file. Positive when stored; negative while a record of a batch has
/// not been written yet (its place-holder, unique in that batch).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct RecordId(pub i64);

impl RecordId {
    /// True for a record that exists in the file.
    pub const fn is_stored(self) -> bool {
        self.0 > 0
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The identity that travels between machines and is never used again: a UUID version 7 as text.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uid(pub String);

impl Uid {
    /// A new identity, from the clock and chance.
    pub fn new() -> Self {
        Uid(uuid::Uuid::now_v7().to_string())
    }

    /// Whether a text has the form of one.
    pub fn is_like(text: &str) -> bool {
        text.len() == 36 && uuid::Uuid::try_parse(text).is_ok()
    }
}

impl fmt::Display for Uid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Ties a reply to the screen that asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Ticket(pub u64);
