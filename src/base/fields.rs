//! Texts of rows and fields, as spreadsheet programs write and copy them: the one splitter.
//!
//! * **Owns** [`Records`] (fields between delimiters, quotes, line breaks inside quotes) and
//!   [`pasted`], a block copied from a spreadsheet program.
//! * **Imports** nothing.
//! * **Never** drops an empty line, and never guesses what a field means.
//!
//! The `csv` crate skips empty lines without telling, so this small parser is our own.

use std::iter::Peekable;
use std::str::Chars;

/// The records of a text, empty lines among them (one empty field). A quote that is never closed
/// takes what is left, as spreadsheet programs read files.
#[derive(Clone, Debug)]
pub struct Records<'a> {
    chars: Peekable<Chars<'a>>,
    delimiter: char,
    unclosed: Unclosed,
}

/// What a quote means that no delimiter, line break or end follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unclosed {
    /// It opened a field all the same.
    Quote,
    /// It is a letter like any other.
    Letter,
}

impl<'a> Records<'a> {
    /// The records of a file's text.
    pub fn new(text: &'a str, delimiter: char) -> Self {
        Records { chars: text.chars().peekable(), delimiter, unclosed: Unclosed::Quote }
    }

    /// The rest of a quoted field; a doubled quote is one.
    fn quoted(&mut self, field: &mut String) {
        while let Some(c) = self.chars.next() {
            if c != '"' {
                field.push(c);
            } else if self.chars.peek() == Some(&'"') {
                self.chars.next();
                field.push('"');
            } else {
                return;
            }
        }
    }

    /// Whether the quote just read opens a field: in a pasted block it does where another one
    /// closes it right before a delimiter, a line break or the end.
    fn opens(&self) -> bool {
        if self.unclosed == Unclosed::Quote {
            return true;
        }
        let mut rest = self.chars.clone();
        while let Some(c) = rest.next() {
            if c == '"' {
                match rest.next() {
                    Some('"') => {}
                    None | Some('\n' | '\r') => return true,
                    Some(next) => return next == self.delimiter,
                }
            }
        }
        false
    }
}

impl Iterator for Records<'_> {
    type Item = Vec<String>;

    fn next(&mut self) -> Option<Vec<String>> {
        self.chars.peek()?;
        let mut fields = Vec::new();
        let mut field = String::new();
        let mut begun = false;
        while let Some(c) = self.chars.next() {
            match c {
                '"' if !begun && self.opens() => {
                    self.quoted(&mut field);
                    begun = true;
                }
                '\r' if self.chars.peek() == Some(&'\n') => {}
                '\n' | '\r' => break,
                c if c == self.delimiter => {
                    fields.push(std::mem::take(&mut field));
                    begun = false;
                }
                c => {
                    field.push(c);
                    begun = true;
                }
            }
        }
        fields.push(field);
        Some(fields)
    }
}

/// A block copied from a spreadsheet program: rows of cells, tabs between them. A cell of several
/// lines comes in quotes (its breaks are then `\n`); a quote inside a word is a letter. Terminals
/// turn line breaks into `\r`; all three kinds are read. The break behind the last row adds none.
pub fn pasted(text: &str) -> Vec<Vec<String>> {
    let records = Records { chars: text.chars().peekable(), delimiter: '\t', unclosed: Unclosed::Letter };
    let lines = |cell: String| if cell.contains('\r') { cell.replace("\r\n", "\n").replace('\r', "\n") } else { cell };
    records.map(|cells| cells.into_iter().map(lines).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_copied_from_a_spreadsheet_keeps_its_rows_and_cells() {
        for breaks in ["\n", "\r\n", "\r"] {
            let text = ["No\tNama\tAlamat", "1\tMawar\t\"RT 1", "RW 2\"", "", "2\t\t5\" pipa", ""].join(breaks);
            assert_eq!(
                pasted(&text),
                [vec!["No", "Nama", "Alamat"], vec!["1", "Mawar", "RT 1\nRW 2"], vec![""], vec!["2", "", "5\" pipa"]],
                "{breaks:?}"
            );
        }
    }

    #[test]
    fn a_quote_that_opens_nothing_is_a_letter_of_a_pasted_cell() {
        assert_eq!(pasted("\"Mawar\" I\tA\nMelati\tB"), [["\"Mawar\" I", "A"], ["Melati", "B"]]);
        assert_eq!(pasted("\"tidak ditutup\tA\n2\tB"), [["\"tidak ditutup", "A"], ["2", "B"]]);
        assert_eq!(pasted("\"kata \"\"dalam\"\" kutip\"\tA"), [["kata \"dalam\" kutip", "A"]]);
        assert!(pasted("").is_empty());
        assert_eq!(pasted("\t"), [["", ""]]);
    }
}
