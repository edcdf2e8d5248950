//! A document in a format: one file a format.
//!
//! * **Owns** how a [`Document`] becomes bytes.
//! * **Imports** the document, `base`, `request`, the cells of a list.
//! * **Never** reads the data file, and lets no text of the data become markup, a formula or a
//!   command of the program that opens the file.
//!
//! The same document gives the same bytes, on any day and machine: no clock, no random number, no
//! font of the system.

pub mod cell;
pub mod csv;
pub mod docx;
pub mod heads;
pub mod lines;
pub mod pdf;
#[cfg(test)]
pub mod sample;
pub mod share;
pub mod txt;
pub mod xlsx;

use std::path::PathBuf;

use super::document::Document;
use super::writers::csv::Comma;
use crate::request::{Format, Trouble};

/// How a document is printed.
#[derive(Clone, Debug, Default)]
pub struct How {
    /// How CSV separates; `None`: as Excel in Indonesia reads it.
    pub comma: Option<Comma>,
    /// Columns of text files; `None`: 80, or 132 where the page lies wide.
    pub columns: Option<u16>,
    /// A folder of the office's own templates, looked into before ours.
    pub templates: Option<PathBuf>,
}

/// The document as bytes of a format.
///
/// # Errors
/// The format is not in this build (PDF in the lean one), or is none of a document (JSON).
pub fn print(document: &Document, format: Format, how: &How) -> Result<Vec<u8>, Trouble> {
    match format {
        Format::Csv => csv::print(document, how.comma.unwrap_or(Comma::Semicolon)),
        Format::Xlsx => xlsx::print(document),
        Format::Docx => docx::print(document),
        Format::Pdf => pdf::print(document, how),
        Format::Txt => Ok(txt::print(document, how.columns)),
        // A document kept in the register.
        Format::Json => serde_json::to_vec(document).map_err(Trouble::inner),
    }
}

#[cfg(test)]
mod tests;
