//! The problem file: a sender's own sheet, given back to be mended.
//!
//! * **Owns** the shape between the intake, which finds what is the matter, and the writers.
//! * **Imports** `base`.
//! * **Never** repairs anything: cells stand as they came.

use std::collections::BTreeSet;

use crate::base::date::Date;

/// The heading of the remarks. It is no heading of any field (`tests/kiriman.rs` looks at all of
/// them), and what stands below it is not read when the file comes back.
pub const REMARKS: &str = "Masalah (pembina)";

/// A sheet to be given back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MendSheet {
    /// Its name; empty for a text file.
    pub name: String,
    /// Its rows, from top to bottom.
    pub rows: Vec<MendRow>,
    /// Cells merged in the sender's sheet: first row, first column, last row, last column, by the
    /// numbers of [`MendRow::number`] and from column 0.
    pub merged: Vec<(usize, usize, usize, usize)>,
    /// Columns whose cells must stay text: NIK, telephone numbers, codes, names.
    pub texts: BTreeSet<usize>,
    /// The last row of the first headings.
    pub head: usize,
    /// False where rows were left out: those of another kecamatan, or the good ones of a long list.
    pub is_whole: bool,
    /// The column of the remarks, right of everything else.
    pub remarks: usize,
}

/// One row of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MendRow {
    /// The sender's own row number; the first is 1.
    pub number: usize,
    /// What it is.
    pub sort: MendSort,
    /// Its cells.
    pub cells: Vec<MendCell>,
    /// Cells with something the matter: their column, and what.
    pub marks: Vec<(usize, String)>,
    /// What stands under [`REMARKS`].
    pub remark: String,
}

/// What a row of a problem file is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MendSort {
    /// A title, a total, a signature, or a row that was taken.
    #[default]
    Other,
    /// The first row of headings.
    Head,
    /// A further row of headings.
    UnderHead,
    /// To be mended.
    Bad,
    /// Added by the clerk: known here, forgotten by the sender.
    Missing,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum MendCell {
    /// Nothing.
    #[default]
    Empty,
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Date(Date),
}

impl MendCell {
    /// What a person sees there.
    pub fn shown(&self) -> String {
        match self {
            MendCell::Empty => String::new(),
            MendCell::Text(text) => text.clone(),
            MendCell::Number(number) => number.to_string(),
            MendCell::Date(day) => crate::base::date::show(*day),
        }
    }
}
