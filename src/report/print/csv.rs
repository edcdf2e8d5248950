//! A document as csv.
//!
//! * **Owns** this format.
//! * **Imports** the document.
//! * **Never** reads the data file.

use crate::report::document::Document;
use crate::report::writers::csv::Comma;
use crate::request::Trouble;

/// Prints it.
///
/// # Errors
/// A trouble of the writer.
pub fn print(_document: &Document, _comma: Comma) -> Result<Vec<u8>, Trouble> {
    Err(Trouble::inner("csv"))
}
