//! JSON: one list of objects, a line each.
//!
//! * **Owns** keys in the order of the columns; unknown is `null`; days `YYYY-MM-DD`.
//! * **Imports** `serde_json`, `base`.
//! * **Never** leaves out a key.

use std::io::Write;

use serde_json::Value;

use super::{Cell, Head, Sheet, stream};
use crate::base::date;
use crate::request::Trouble;

/// A JSON list.
pub struct Json<'a> {
    out: &'a mut dyn Write,
    names: Vec<String>,
    before: &'static str,
}

/// Begins the list.
///
/// # Errors
/// A trouble of the stream.
pub fn begin<'a>(out: &'a mut dyn Write, heads: &[Head]) -> Result<Json<'a>, Trouble> {
    let names = heads.iter().map(|head| head.name.clone()).collect();
    Ok(Json { out, names, before: "[\n" })
}

impl Sheet for Json<'_> {
    fn row(&mut self, cells: &[Cell]) -> Result<(), Trouble> {
        let object: serde_json::Map<String, Value> = self.names.iter().cloned().zip(cells.iter().map(value)).collect();
        let line = Value::Object(object).to_string();
        let before = std::mem::replace(&mut self.before, ",\n");
        self.out.write_all(before.as_bytes()).and_then(|()| self.out.write_all(line.as_bytes())).map_err(|e| stream(&e))
    }

    fn finish(self: Box<Self>) -> Result<(), Trouble> {
        let end = if self.before == ",\n" { "\n]\n" } else { "[]\n" };
        self.out.write_all(end.as_bytes()).and_then(|()| self.out.flush()).map_err(|error| stream(&error))
    }
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) => Value::from(text.as_str()),
        Cell::Number(number) => Value::from(*number),
        Cell::Numbers(numbers) => Value::from(numbers.as_slice()),
        Cell::Date(day) => Value::from(date::iso(*day)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::writers::Nature;

    #[test]
    fn an_empty_list_and_a_full_one_are_both_one_document() {
        for rows in 0..3 {
            let mut out = Vec::new();
            let head = Head { name: "nama".into(), nature: Nature::Text, width: 9 };
            let mut sheet = Box::new(begin(&mut out, &[head]).expect("begun"));
            (0..rows).for_each(|_| sheet.row(&[Cell::Empty]).expect("written"));
            sheet.finish().expect("finished");
            let list: Vec<Value> = serde_json::from_slice(&out).expect("a list");
            assert_eq!(list.len(), rows);
        }
    }
}
