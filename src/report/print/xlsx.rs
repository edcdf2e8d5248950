//! A document as xlsx.
//!
//! * **Owns** this format.
//! * **Imports** the document.
//! * **Never** reads the data file.

use crate::report::document::Document;
use crate::request::Trouble;

/// Prints it.
///
/// # Errors
/// A trouble of the writer.
pub fn print(_document: &Document) -> Result<Vec<u8>, Trouble> {
    Err(Trouble::inner("xlsx"))
}
