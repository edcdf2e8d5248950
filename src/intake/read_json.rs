//! Lists in JSON, as `ekspor --format json` writes them: a list of objects, one for each row.
//!
//! * **Owns** turning such a list into a sheet: the keys are the headings, in row 1.
//! * **Imports** the sheet, `base`.
//! * **Never** takes a number for less than its digits: a NIK written as a number stays whole.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::limits::MAX_TEXT_ROWS;
use super::sheet::{Cell, MAX_CELL, MAX_COLUMNS, Row, Sheet};
use crate::base::text::restore_cell;
use crate::base::words::{Phrase, text};

/// Whether a text begins as a list of objects does.
pub fn is_json(start: &str) -> bool {
    let after = start.trim_start().strip_prefix('[').map(str::trim_start);
    after.is_some_and(|rest| rest.starts_with('{') || rest.trim_end() == "]")
}

/// Reads a list of objects.
///
/// # Errors
/// A sentence where it is no such list, or larger than what is read.
pub fn read(said: &str) -> Result<Sheet, Phrase> {
    let objects: Vec<Map<String, Value>> = serde_json::from_str(said).map_err(|error| {
        text(
            "Berkas JSON ini bukan daftar baris; kesalahan di baris {0}. Ambil hasil \"ekspor --format json\".",
            "This JSON is no list of rows; the mistake is in line {0}. Take what \"export --format json\" wrote.",
        )
        .with([error.line().to_string()])
    })?;
    if objects.len() >= MAX_TEXT_ROWS {
        return Err(text("Daftar ini lebih dari {0} baris.", "The list has more than {0} rows.")
            .with([MAX_TEXT_ROWS.to_string()]));
    }
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut heads: Vec<&str> = Vec::new();
    for key in objects.iter().flat_map(Map::keys) {
        if !places.contains_key(key.as_str()) {
            places.insert(key, heads.len());
            heads.push(key);
        }
    }
    if heads.len() > MAX_COLUMNS {
        return Err(text("Daftar ini lebih dari {0} kolom.", "The list has more than {0} columns.")
            .with([MAX_COLUMNS.to_string()]));
    }
    let head = Row { number: 1, cells: heads.iter().map(|head| Cell::Text((*head).to_owned())).collect() };
    let row = |(number, object): (usize, &Map<String, Value>)| {
        let mut cells = vec![Cell::Empty; heads.len()];
        for (key, value) in object {
            if let Some(cell) = places.get(key.as_str()).and_then(|at| cells.get_mut(*at)) {
                *cell = cell_of(value)?;
            }
        }
        Ok(Row { number, cells })
    };
    let rows: Result<Vec<Row>, Phrase> = (2..).zip(&objects).map(row).collect();
    let mut all = vec![head];
    all.extend(rows?.into_iter().filter(|row| row.cells.iter().any(|cell| *cell != Cell::Empty)));
    Ok(Sheet { rows: if heads.is_empty() { Vec::new() } else { all }, ..Sheet::default() })
}

fn cell_of(value: &Value) -> Result<Cell, Phrase> {
    Ok(match value {
        Value::Null => Cell::Empty,
        Value::Bool(said) => Cell::Bool(*said),
        Value::Number(number) => Cell::Text(number.to_string()),
        // What only looks guarded against formulas stands as it is in JSON.
        Value::String(said) if restore_cell(said) != said => Cell::Text(format!("'{said}")),
        Value::String(said) => Cell::Text(said.chars().take(MAX_CELL).collect()),
        Value::Array(several) => {
            let cells: Result<Vec<String>, Phrase> = several.iter().map(|one| Ok(cell_of(one)?.shown())).collect();
            Cell::Text(cells?.join(","))
        }
        Value::Object(_) => {
            return Err(text(
                "Berkas JSON ini memuat isian di dalam isian; yang dibaca daftar baris saja.",
                "This JSON has fields within fields; only a list of rows is read.",
            )
            .into());
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_objects_is_a_sheet_with_its_keys_as_headings() {
        let sheet = read(r#"[{"nama":"Mawar","n":6203995003850001,"x":null},{"nama":"Melati","b":[1,12]},{}]"#)
            .expect("a list");
        let shown: Vec<Vec<String>> =
            sheet.rows.iter().map(|row| row.cells.iter().map(Cell::shown).collect()).collect();
        assert_eq!(shown, [["nama", "n", "x", "b"], ["Mawar", "6203995003850001", "", ""], ["Melati", "", "", "1,12"]]);
    }

    #[test]
    fn other_json_is_refused_and_a_csv_in_brackets_is_none() {
        assert!(read(r#"[{"nama":{"depan":"Siti"}}]"#).is_err());
        assert!(read("[{\"nama\":").is_err());
        assert!(is_json(" [ {\"a\":1}]") && is_json("[]") && !is_json("[No];Nama"));
    }
}
