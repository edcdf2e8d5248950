//! A document as PDF, set by typst.
//!
//! * **Owns** this format: the data handed to the template ([`data`]), the widths of tables
//!   ([`ruler`]), and the typesetter's closed world ([`world`]).
//! * **Imports** the document, `typst`; templates and fonts from `assets`.
//! * **Never** reads the data file, the network, a font of the system, or a file outside the
//!   office's folder of templates; and never lets a text of the data be read as markup: texts
//!   reach the template as values.

#[cfg(feature = "pdf")]
mod data;
#[cfg(feature = "pdf")]
mod ruler;
#[cfg(all(test, feature = "pdf"))]
mod tests;
#[cfg(feature = "pdf")]
mod world;

use crate::report::document::Document;
use crate::request::Trouble;

use super::How;

/// Prints it.
///
/// # Errors
/// The office's own template is faulty, or the tables are too long.
#[cfg(feature = "pdf")]
pub fn print(document: &Document, how: &How) -> Result<Vec<u8>, Trouble> {
    world::typeset(document, how.templates.as_deref())
}

/// Says that this build has no PDF.
///
/// # Errors
/// Always.
#[cfg(not(feature = "pdf"))]
pub fn print(_document: &Document, _how: &How) -> Result<Vec<u8>, Trouble> {
    use crate::base::words::text;

    Err(Trouble::new(
        "PDF-TIDAK-ADA",
        text("Program versi ringan ini tidak membuat PDF.", "This lean build of the program makes no PDF."),
        text(
            "Pilih docx atau xlsx, atau pakai program versi lengkap.",
            "Choose docx or xlsx, or use the full build of the program.",
        ),
    ))
}

#[cfg(all(test, not(feature = "pdf")))]
mod tests {
    use super::*;
    use crate::report::print::sample;

    #[test]
    fn the_lean_build_says_that_it_has_no_pdf() {
        let trouble = print(&sample::letter(), &How::default()).expect_err("no PDF");
        assert_eq!(trouble.code, "PDF-TIDAK-ADA");
    }
}
