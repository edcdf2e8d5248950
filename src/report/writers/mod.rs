//! File formats of lists.
//!
//! * **Owns** what a list's cell may be, and one writer a format.
//! * **Imports** `base`, `request`.
//! * **Never** lets a text become a formula or steer a program that opens the file.

pub mod csv;
pub mod json;
pub mod xlsx;

use serde::{Deserialize, Serialize};

use crate::base::date::Date;
use crate::request::Trouble;

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its heading: the field's name, the same in every format.
    pub name: String,
    /// What its cells are.
    pub nature: Nature,
    /// Its width in characters.
    pub width: u16,
}

/// What a column's cells are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Nature {
    /// Text, also codes, NIK and phone numbers, which must stay text.
    Text,
    /// Whole numbers, with dots between thousands where the format shows them.
    Number,
    /// Years: numbers without dots.
    Year,
    /// Days.
    Date,
    /// Tenths of a number, kept as [`Cell::Number`]: 74 is `7,4`.
    Tenths,
    /// Tenths of a percent, kept as [`Cell::Number`]: 745 is `74,5 %`.
    Percent,
}

/// One cell of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cell {
    /// Unknown.
    Empty,
    /// Text.
    Text(String),
    /// A number.
    Number(i64),
    /// A day.
    Date(#[serde(with = "iso")] Date),
    /// Numbers: the months of a plan line. A list in JSON, `1,2,12` elsewhere.
    Numbers(Vec<u32>),
}

mod iso {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    use crate::base::date::{self, Date};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
    pub fn serialize<S: Serializer>(day: &Date, to: S) -> Result<S::Ok, S::Error> {
        date::iso(*day).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(|_| D::Error::custom("not a day"))
    }
}

/// Numbers as text.
pub(super) fn joined(numbers: &[u32]) -> String {
    numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(",")
}

/// A list being written, row by row.
pub trait Sheet {
    /// Writes one row.
    ///
    /// # Errors
    /// The disk is full, or the reader went away.
    fn row(&mut self, cells: &[Cell]) -> Result<(), Trouble>;

    /// Writes what stands behind the last row.
    ///
    /// # Errors
    /// As for a row.
    fn finish(self: Box<Self>) -> Result<(), Trouble>;
}

/// A text without control characters; line breaks stay.
pub(super) fn printable(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

fn stream(error: &std::io::Error) -> Trouble {
    super::place::cannot_write(std::path::Path::new("keluaran"), error)
}
