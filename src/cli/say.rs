//! Standard output and standard error.
//!
//! * **Owns** the one writer of standard output, and how troubles read.
//! * **Imports** `base`, `request`.
//! * **Never** mixes: one JSON document alone, or lines for people; troubles on standard error.

use std::io::{self, BufWriter, Stdout, Write};

use crate::base::text::visible;
use crate::base::words::{Lang, Phrase, text};
use crate::request::Trouble;

/// Standard output, written through a buffer.
pub(crate) struct Say {
    /// The language people read.
    pub lang: Lang,
    out: BufWriter<Stdout>,
    lost: Option<io::Error>,
}

impl Say {
    /// Takes standard output over.
    pub fn new(lang: Lang) -> Self {
        Say { lang, out: BufWriter::new(io::stdout()), lost: None }
    }

    /// A line for people. Text from files cannot steer the terminal.
    pub fn line(&mut self, line: &str) {
        let line = visible(line).into_owned();
        self.keep(|out| writeln!(out, "{line}"));
    }

    /// A sentence for people.
    pub fn phrase(&mut self, phrase: &Phrase) {
        let line = phrase.get(self.lang);
        self.line(&line);
    }

    /// A document as it is.
    pub fn text(&mut self, text: &str) {
        self.keep(|out| out.write_all(text.as_bytes()));
    }

    /// Lets out what waits, before an answer is read.
    pub fn now(&mut self) {
        self.keep(Write::flush);
    }

    /// One JSON document.
    pub fn json(&mut self, value: &impl serde::Serialize) -> Result<(), Trouble> {
        let document = serde_json::to_string_pretty(value).map_err(Trouble::inner)?;
        self.keep(|out| writeln!(out, "{document}"));
        Ok(())
    }

    fn keep(&mut self, write: impl FnOnce(&mut BufWriter<Stdout>) -> io::Result<()>) {
        if self.lost.is_none()
            && let Err(error) = write(&mut self.out)
        {
            self.lost = Some(error);
        }
    }

    /// Gives the last bytes out; the trouble where they were lost. A reader that went away is none.
    pub fn finish(&mut self) -> Option<Trouble> {
        let lost = match self.lost.take() {
            Some(error) => Some(error),
            None => self.out.flush().err(),
        };
        let error = lost.filter(|error| error.kind() != io::ErrorKind::BrokenPipe)?;
        Some(Trouble::new(
            "GAGAL-MENULIS",
            text("Keluaran gagal ditulis: {0}.", "The output could not be written: {0}.").with([error.to_string()]),
            text("Periksa tempat keluarannya.", "Check where the output goes."),
        ))
    }
}

/// Lists are written as they come. What the reader does not take any more is dropped, and told at
/// the end unless the reader just went away.
impl Write for Say {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.keep(|out| out.write_all(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.keep(Write::flush);
        Ok(())
    }
}

/// A trouble on standard error: `KODE: kalimat. Saran.`
pub(crate) fn trouble(trouble: &Trouble, lang: Lang) {
    let (said, advice) = (trouble.text.get(lang), trouble.advice.get(lang));
    let line = format!("{}: {} {}", trouble.code, visible(&said), visible(&advice));
    // Where even standard error is gone there is nobody to tell.
    let _ = writeln!(io::stderr().lock(), "{}", line.trim_end());
}
