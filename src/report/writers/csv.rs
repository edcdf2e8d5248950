//! CSV: `;` with a byte order mark, as Excel in Indonesia opens it; or plain commas for programs.
//!
//! * **Owns** quoting and the guard against formulas.
//! * **Imports** `csv`, `base`.
//! * **Never** writes a text that a spreadsheet program would work out: an apostrophe goes in front,
//!   and the intake takes it off again.

use std::io::Write;

use super::{Cell, Head, Sheet, printable, stream};
use crate::base::{date, text};
use crate::request::Trouble;

/// A CSV list.
pub struct Csv<'a> {
    out: csv::Writer<&'a mut dyn Write>,
}

/// What stands between two fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comma {
    /// `;` and a byte order mark: for Excel in Indonesia.
    Semicolon,
    /// `,` and no mark: for programs.
    Plain,
}

/// Writes the headings.
///
/// # Errors
/// A trouble of the stream.
pub fn begin<'a>(out: &'a mut dyn Write, heads: &[Head], comma: Comma) -> Result<Csv<'a>, Trouble> {
    if comma == Comma::Semicolon {
        out.write_all("\u{feff}".as_bytes()).map_err(|error| stream(&error))?;
    }
    let mut out = csv::WriterBuilder::new()
        .delimiter(if comma == Comma::Plain { b',' } else { b';' })
        .flexible(true)
        .terminator(csv::Terminator::CRLF)
        .from_writer(out);
    out.write_record(heads.iter().map(|head| head.name.as_str())).map_err(|error| failed(&error))?;
    Ok(Csv { out })
}

fn failed(error: &csv::Error) -> Trouble {
    match error.kind() {
        csv::ErrorKind::Io(error) => stream(error),
        _ => Trouble::inner(error),
    }
}

impl Sheet for Csv<'_> {
    fn row(&mut self, cells: &[Cell]) -> Result<(), Trouble> {
        let fields = cells.iter().map(|cell| match cell {
            Cell::Empty => String::new(),
            Cell::Text(said) => text::safe_cell(&printable(said)).into_owned(),
            Cell::Number(number) => number.to_string(),
            Cell::Numbers(numbers) => super::joined(numbers),
            Cell::Date(day) => date::iso(*day),
        });
        self.out.write_record(fields).map_err(|error| failed(&error))
    }

    fn finish(mut self: Box<Self>) -> Result<(), Trouble> {
        self.out.flush().map_err(|error| stream(&error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::writers::Nature;

    fn written(comma: Comma, cells: &[Cell]) -> String {
        let mut out = Vec::new();
        let head = |name: &str| Head { name: name.into(), nature: Nature::Text, width: 9 };
        let mut sheet = Box::new(begin(&mut out, &[head("a"), head("b")], comma).expect("begun"));
        sheet.row(cells).expect("written");
        sheet.finish().expect("finished");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn excel_in_indonesia_finds_semicolons_and_a_mark_and_programs_find_commas() {
        let row = [Cell::Text("x;y".into()), Cell::Number(5)];
        assert_eq!(written(Comma::Semicolon, &row), "\u{feff}a;b\r\n\"x;y\";5\r\n");
        assert_eq!(written(Comma::Plain, &row), "a,b\r\nx;y,5\r\n");
    }

    #[test]
    fn no_text_becomes_a_formula_and_numbers_stay_numbers() {
        let row = [Cell::Text("=1+1".into()), Cell::Number(-5)];
        assert_eq!(written(Comma::Plain, &row), "a,b\r\n'=1+1,-5\r\n");
        assert_eq!(written(Comma::Plain, &[Cell::Text("a\u{1b}[2J".into()), Cell::Empty]), "a,b\r\na[2J,\r\n");
    }
}
