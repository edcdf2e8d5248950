//! A sheet as it stood in the file: rows with their own numbers, cells with their own types.
//!
//! * **Owns** [`Sheet`], [`Row`], [`Cell`] and the [`Hints`] about what a clerk does not see.
//! * **Imports** `base`.
//! * **Never** guesses what a cell means: a number stays a number, so that a NIK which a
//!   spreadsheet program rounded can still be told from one typed as text.

use crate::base::date::{self, Date};

pub use super::limits::{MAX_BYTES, MAX_CELL, MAX_COLUMNS, MAX_ROWS};

/// One sheet, or the whole of a text file (then without a name).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Its name; empty for text.
    pub name: String,
    /// The rows in which anything stands.
    pub rows: Vec<Row>,
    /// The merged cells, where the format tells them (xlsx, xls, ods).
    pub merged: Vec<Span>,
    /// What a clerk would not see on opening it.
    pub hints: Hints,
}

/// What a clerk does not see in a sheet and should be told; rows by number, columns from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// The sheet itself is hidden; it was asked for by name.
    pub hidden: bool,
    /// Other sheets of the workbook that are hidden, and were not read.
    pub hidden_sheets: Vec<String>,
    /// Hidden rows, as a filter leaves them.
    pub hidden_rows: Vec<usize>,
    /// Hidden columns.
    pub hidden_columns: Vec<usize>,
    /// Rows with formulas: read as the program that saved the file last worked them out.
    pub formula_rows: Vec<usize>,
    /// Rows with formulas that were saved without a result.
    pub blank_formulas: Vec<usize>,
    /// Formulas point to other files or to the network.
    pub linked: bool,
}

/// A rectangle of merged cells; what stands there is kept in its top left one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The first row's number, from 1.
    pub top: usize,
    /// The last row's number.
    pub bottom: usize,
    /// The first column, from 0.
    pub left: usize,
    /// The last column.
    pub right: usize,
}

/// One row in which at least one cell is not [`Cell::Empty`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// The sheet's own number; the first row is 1.
    pub number: usize,
    /// From the first column on; cells behind the last one are empty.
    pub cells: Vec<Cell>,
}

/// One cell as the file holds it.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text as written, spaces included.
    Text(String),
    /// A number, as spreadsheet programs keep it: 15 digits are sure, not more.
    Number(f64),
    /// A day.
    Date(Date),
    /// Yes or no.
    Bool(bool),
    /// A formula that failed, `#REF!`.
    Error(String),
}

impl Row {
    /// The cell of a column, counted from 0.
    pub fn cell(&self, at: usize) -> &Cell {
        static EMPTY: Cell = Cell::Empty;
        self.cells.get(at).unwrap_or(&EMPTY)
    }
}

impl Cell {
    /// True where nothing can be read: no cell, or only spaces.
    pub fn is_blank(&self) -> bool {
        match self {
            Cell::Empty => true,
            Cell::Text(text) => text.chars().all(|c| c.is_whitespace() || c.is_control() || c == '\u{feff}'),
            _ => false,
        }
    }

    /// What a person sees there: whole numbers without a point, days as `dd-mm-yyyy`.
    pub fn shown(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) => text.trim().to_owned(),
            Cell::Number(number) => show_number(*number),
            Cell::Date(day) => date::show(*day),
            Cell::Bool(true) => "ya".to_owned(),
            Cell::Bool(false) => "tidak".to_owned(),
            Cell::Error(name) => name.clone(),
        }
    }

    /// The number of a number cell, or of a text of digits only.
    pub fn whole(&self) -> Option<i64> {
        match self {
            Cell::Number(number) => whole(*number),
            Cell::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }
}

/// A float as a whole number, where it is one within the 15 digits that are sure.
#[expect(clippy::cast_possible_truncation, reason = "bounded by 2^53, where every whole number is exact")]
pub fn whole(number: f64) -> Option<i64> {
    (number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_992.0).then_some(number as i64)
}

fn show_number(number: f64) -> String {
    match whole(number) {
        Some(whole) => whole.to_string(),
        None => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_is_shown_without_a_point() {
        assert_eq!(Cell::Number(17.0).shown(), "17");
        assert_eq!(Cell::Number(1.5).shown(), "1.5");
    }

    #[test]
    fn spaces_and_hidden_marks_are_blank() {
        assert!(Cell::Text(" \u{a0}\t".into()).is_blank());
        assert!(!Cell::Text("-".into()).is_blank());
    }
}
