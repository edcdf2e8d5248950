//! A document as txt.
//!
//! * **Owns** this format.
//! * **Imports** the document.
//! * **Never** reads the data file.

use crate::report::document::Document;

/// Prints it.
pub fn print(document: &Document, _columns: Option<u16>) -> Vec<u8> {
    document.title.clone().into_bytes()
}
