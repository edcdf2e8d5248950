//! The review of an import: what each row would do, and what the clerk decides about it.
//!
//! * **Owns** the shapes of a dry run that can be answered row by row, and the answers.
//! * **Imports** `base`, `entity`, the report of the contract.
//! * **Never** plans anything: an import with the answers in it is planned anew from the file.
//!
//! Every data row is in exactly one [`Class`]; [`Sums`] add up to the rows of the table.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::words::{Phrase, Text};
use crate::entity::Problem;

use super::work::ImportReport;

/// A row of an office file: which of the file's tables, and the sheet's own row number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// The table, in the order they were found; 0 is the first.
    pub table: usize,
    /// The sheet's own row number; 1 is the first.
    pub row: usize,
}

/// What would become of a data row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Not taken: mistakes in the data.
    Rejected,
    /// Not taken until the clerk says which record is meant.
    Doubt,
    /// A record is changed.
    Changed,
    /// A new record.
    New,
    /// Nothing to change.
    Same,
    /// The clerk does not want it.
    Refused,
}

/// How many rows are in which class: `rows` is always the sum of the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Data rows.
    pub rows: usize,
    /// New.
    pub new: usize,
    /// Changed.
    pub changed: usize,
    /// Same.
    pub same: usize,
    /// In doubt.
    pub doubt: usize,
    /// Rejected.
    pub rejected: usize,
    /// Refused by the clerk.
    pub refused: usize,
    /// Rows that are no data, beside the sum.
    pub skipped: usize,
}

/// One data row.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewRow {
    /// Which row.
    pub at: At,
    /// What would become of it.
    pub class: Class,
    /// Whom or what it is about, as read or as written.
    pub name: String,
    /// Where: the Posyandu, or the desa.
    pub place: String,
    /// Code and name of its desa, empty where unknown: the handle for refusing a whole desa.
    pub desa: (String, String),
    /// What would be set, field by field; all fields of a new record.
    pub changes: Vec<ReviewChange>,
    /// What is the matter.
    pub problems: Vec<ReviewProblem>,
    /// Whom it might mean; not empty in [`Class::Doubt`].
    pub candidates: Vec<Candidate>,
}

/// One field that a row would set.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewChange {
    /// The field's name in the flat row (`no_hp`, `posyandu_nama`).
    pub field: String,
    /// Its words.
    pub label: Text,
    /// What the file knows, as shown; empty for a new record. Personal numbers are masked.
    pub old: String,
    /// What the row says, as shown.
    pub new: String,
    /// False where the clerk refused this field.
    pub taken: bool,
}

/// What is the matter with a row, and in which cell.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewProblem {
    /// The cell's column in the sheet, 0 is the first; `None`: the whole row.
    pub column: Option<usize>,
    /// The heading of the column, or empty.
    pub heading: String,
    /// What stands there.
    pub shown: String,
    /// What is the matter, and what to do.
    pub problem: Problem,
    /// What the cell probably should say: taken over by one key, never by itself.
    pub repair: Option<String>,
}

/// A record that a row might mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Its travelling identity.
    pub uid: String,
    /// Its title.
    pub title: String,
    /// What tells it apart.
    pub context: String,
    /// Why it might be meant: the same name in another Posyandu, a similar name ...
    pub why: Phrase,
}

/// A record of the places named in the file that no row of the file is about.
#[derive(Clone, Debug, PartialEq)]
pub struct MissingRow {
    /// The travelling identity of the Posyandu, or of the person.
    pub uid: String,
    /// Its title.
    pub title: String,
    /// Where.
    pub place: String,
    /// What the clerk said; [`Absence::Leave`] at first.
    pub answer: Absence,
}

/// What it means that a record is missing from the file. Never that it is deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Absence {
    /// Nothing is done.
    #[default]
    Leave,
    /// It ended: a Posyandu is closed, a person's post ends today.
    Closed,
    /// It moved away: a person's post ends today with the reason "pindah". Not for a Posyandu.
    Moved,
    /// The sender forgot it: it is put on the problem file.
    Forgotten,
}

/// A column of a table of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewColumn {
    /// Which table.
    pub table: usize,
    /// Its column in the sheet, 0 is the first.
    pub column: usize,
    /// Its heading, as the mapping knows it.
    pub heading: String,
    /// A few values, as they stand there.
    pub examples: Vec<String>,
    /// The field it is read as; `None`: not used.
    pub field: Option<String>,
    /// How that came about.
    pub by: ColumnBy,
}

/// How a column got its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnBy {
    /// By the words of its heading.
    Words,
    /// By what stands in it.
    Content,
    /// Chosen by the clerk now.
    Chosen,
    /// Chosen for this layout at another time.
    Remembered,
}

/// A dry run, answerable.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Review {
    /// The report of the contract, one a table.
    pub reports: Vec<ImportReport>,
    /// All tables together.
    pub sums: Sums,
    /// Every data row, in the order of tables and rows.
    pub rows: Vec<ReviewRow>,
    /// What the file does not mention.
    pub missing: Vec<MissingRow>,
    /// The columns.
    pub columns: Vec<ReviewColumn>,
    /// The fields a column can be read as: name and words.
    pub fields: Vec<(String, Text)>,
    /// The sheets of the workbook, by name; one or none for text.
    pub sheets: Vec<String>,
}

/// What the clerk decided, on top of what the file says. Empty: nothing yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decisions {
    /// Rows not wanted.
    pub refused_rows: BTreeSet<At>,
    /// Fields left as they are in every row.
    pub refused_fields: BTreeSet<String>,
    /// Fields left as they are in one row.
    pub refused_cells: BTreeSet<(At, String)>,
    /// Desa not wanted, by code.
    pub refused_desa: BTreeSet<String>,
    /// Cells mended in place: row and column of the sheet, to what should stand there.
    pub mended: BTreeMap<(At, usize), String>,
    /// Rows taken in spite of an error that may be passed, with the reason.
    pub passed: BTreeMap<At, String>,
    /// Rows in doubt: the uid of the record meant, or `None`: a new one.
    pub meant: BTreeMap<At, Option<String>>,
    /// Spellings of desa, as they stand in the file, to the desa's code.
    pub desa: BTreeMap<String, String>,
    /// Records missing from the file, by uid.
    pub absent: BTreeMap<String, Absence>,
}
