//! Doubles inside the file: probable pairs, two records side by side, and their merge.
//!
//! * **Owns** the shapes of what is asked and answered about doubles.
//! * **Imports** `base`, `entity`.
//! * **Never** decides: a person does.

use crate::base::id::{RecordId, Uid};
use crate::base::words::Phrase;
use crate::entity::{Entity, Problem, Record};

/// The probable doubles of one kind of record.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubles {
    /// Of which kind.
    pub entity: &'static Entity,
    /// Probable pairs, the likeliest first.
    pub pairs: Vec<Double>,
    /// How many more there are.
    pub more: usize,
    /// Pairs that somebody decided to be two things, with no score.
    pub decided: Vec<Double>,
}

/// Two records that may be one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Double {
    /// The one entered first.
    pub one: Twin,
    /// The one entered later.
    pub two: Twin,
    /// How likely, 0 to 100.
    pub score: u8,
    /// Why, the strongest reason first.
    pub why: Vec<Phrase>,
}

/// One record of a pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Twin {
    /// Which.
    pub id: RecordId,
    /// Its travelling identity.
    pub uid: Uid,
    /// Its title.
    pub title: String,
    /// Where it is.
    pub place: String,
}

/// What somebody says about a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// They are two things: the pair is not shown again.
    NotDouble,
    /// It is open again.
    Open,
}

/// Two records side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Both, as they stand in the file.
    pub both: [Record; 2],
    /// How many records of which kind point to each.
    pub hang: [Vec<(&'static Entity, usize)>; 2],
    /// Why they may be one; empty where nothing but the person says so.
    pub why: Vec<Phrase>,
}

/// A merge as it is wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Merge {
    /// The record that stays, on the version it was seen in, with the values it shall have.
    pub survivor: Record,
    /// The record that goes into the bin, and the version it was seen in.
    pub victim: (RecordId, i64),
    /// Why warnings are passed; `None` where nobody has been asked.
    pub reason: Option<String>,
}

/// What a merge would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MergePlan {
    /// Records that would point to the survivor instead.
    pub moved: usize,
    /// Records that both had alike: they go into the bin with the victim.
    pub alike: usize,
    /// What is the matter; an error stands in the way.
    pub problems: Vec<Problem>,
}
