//! A document as pdf.
//!
//! * **Owns** this format.
//! * **Imports** the document.
//! * **Never** reads the data file.

use crate::report::document::Document;
use crate::request::Trouble;

use super::How;

/// Prints it.
///
/// # Errors
/// A trouble of the writer.
pub fn print(_document: &Document, _how: &How) -> Result<Vec<u8>, Trouble> {
    Err(Trouble::inner("pdf"))
}
