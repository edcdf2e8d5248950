//! When the file or the machine says no.

use crate::base::words::{Phrase, Text, text};

/// A failure that is not the data's fault: missing, locked, full, read-only, damaged, newer, not
/// ours. Every one has a code, a sentence and an advice.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {} {}", text.get(crate::base::words::Lang::Id), advice.get(crate::base::words::Lang::Id))]
pub struct Trouble {
    /// A stable code, `BERKAS-TERKUNCI`.
    pub code: &'static str,
    /// What happened.
    pub text: Phrase,
    /// What to do.
    pub advice: Phrase,
}

impl Trouble {
    /// A trouble with its words.
    pub fn new(code: &'static str, text: impl Into<Phrase>, advice: impl Into<Phrase>) -> Self {
        Trouble { code, text: text.into(), advice: advice.into() }
    }

    /// An inner mistake of the program itself. `what` is for the one who mends it.
    pub fn inner(what: impl std::fmt::Display) -> Self {
        const ADVICE: Text = text(
            "Data tidak berubah. Ulangi; bila terjadi lagi, catat kode ini dan jalankan: pembina dokter",
            "Nothing changed. Try again; if it happens again note this code and run: pembina doctor",
        );
        Trouble::new(
            "GALAT-PROGRAM",
            text("Terjadi kesalahan di dalam program: {0}.", "Something went wrong inside the program: {0}.")
                .with([what.to_string()]),
            ADVICE,
        )
    }
}
