//! What a clerk does not see on opening a file is told: hidden rows, formulas, links.
//!
//! * **Owns** the sentences about a sheet's [`Hints`](super::sheet::Hints), once for each table.
//! * **Imports** the table, the sheet.
//! * **Never** leaves a row out: what is hidden is read like the rest.

use super::sheet::Sheet;
use super::table::{Notice, Table};
use crate::base::words::{Text, text};
use crate::entity::Problem;

/// How many runs of rows a sentence names.
const NAMED: usize = 5;

/// Codes of what only the clerk is told, for the sender knows it.
pub const FOR_THE_CLERK: &[&str] = &["lembar-tersembunyi", "kolom-tersembunyi", "baris-tersembunyi", "rumus"];

/// Adds to a table's notices what is hidden or worked out in its rows.
pub fn tell(table: &mut Table<'_>, sheet: &Sheet) {
    let hints = &sheet.hints;
    let Some(first) = table.rows.first().map(|row| row.number) else { return };
    if hints.hidden {
        note(table, first, of("lembar-tersembunyi", HIDDEN_SHEET, vec![sheet.name.clone()], NO_MATTER));
    }
    if !hints.hidden_sheets.is_empty() {
        let names = hints.hidden_sheets.join(", ");
        note(table, first, of("lembar-tersembunyi", OTHER_SHEETS, vec![names], ASK_BY_NAME));
    }
    let columns: Vec<&str> = table
        .columns
        .iter()
        .filter(|found| hints.hidden_columns.contains(&found.at))
        .map(|found| found.heading.as_str())
        // The identities of a form we sent are hidden by us.
        .filter(|heading| !crate::base::text::fold(heading).split(' ').any(|word| word == "uid"))
        .collect();
    if !columns.is_empty() {
        let problem = of("kolom-tersembunyi", HIDDEN_COLUMNS, vec![columns.join(", ")], NO_MATTER);
        note(table, first, problem);
    }
    let away = if hints.linked { LINKED } else { NOT_WORKED_OUT };
    for (code, rows, words, advice) in [
        ("baris-tersembunyi", &hints.hidden_rows, HIDDEN_ROWS, NO_MATTER),
        ("rumus", &hints.formula_rows, FORMULAS, away),
        ("rumus-tanpa-hasil", &hints.blank_formulas, BLANK_FORMULAS, OPEN_AND_SAVE),
    ] {
        let own: Vec<usize> = rows.iter().copied().filter(|row| is_data(table, *row)).collect();
        if let Some(first) = own.first() {
            let facts = vec![own.len().to_string(), runs(&own)];
            note(table, *first, of(code, words, facts, advice));
        }
    }
}

fn note(table: &mut Table<'_>, row: usize, problem: Problem) {
    table.notices.push(Notice { row, heading: String::new(), problem });
}

fn of(code: &'static str, words: Text, facts: Vec<String>, advice: Text) -> Problem {
    Problem::warning(code, words.with(facts), advice)
}

fn is_data(table: &Table<'_>, number: usize) -> bool {
    table.rows.binary_search_by_key(&number, |row| row.number).is_ok()
}

/// `5-9, 12, 20-21 ...`
fn runs(rows: &[usize]) -> String {
    let all: Vec<&[usize]> = rows.chunk_by(|a, b| *b == a + 1).collect();
    let named = all.iter().take(NAMED).filter_map(|run| {
        let (first, last) = (run.first()?, run.last()?);
        Some(if first == last { first.to_string() } else { format!("{first}-{last}") })
    });
    let mut said = named.collect::<Vec<String>>().join(", ");
    if all.len() > NAMED {
        said.push_str(" ...");
    }
    said
}

const HIDDEN_SHEET: Text = text("Lembar \"{0}\" tersembunyi di berkasnya.", "The sheet \"{0}\" is hidden in its file.");
const OTHER_SHEETS: Text =
    text("Ada lembar tersembunyi yang tidak dibaca: {0}.", "There are hidden sheets that were not read: {0}.");
const ASK_BY_NAME: Text =
    text("Bila perlu, ambil dengan --lembar dan namanya.", "If need be, take it in with --sheet and its name.");
const HIDDEN_COLUMNS: Text =
    text("Kolom tersembunyi di berkasnya ikut dibaca: {0}.", "Columns hidden in the file are read too: {0}.");
const HIDDEN_ROWS: Text = text(
    "{0} baris tersembunyi di berkasnya ikut diambil: baris {1}.",
    "{0} rows hidden in the file are taken too: row {1}.",
);
const NO_MATTER: Text = text(
    "Periksa apakah pengirim memang memaksudkannya; bila tidak, tolak barisnya.",
    "See whether the sender means them; if not, refuse the rows.",
);
const FORMULAS: Text = text(
    "{0} baris berisi rumus: baris {1}. Yang dibaca hasil terakhir yang tersimpan.",
    "{0} rows hold formulas: row {1}. What was saved as their result is read.",
);
const NOT_WORKED_OUT: Text = text("Rumus tidak dihitung ulang.", "Formulas are not worked out again.");
const LINKED: Text = text(
    "Rumus tidak dihitung ulang; tautan ke berkas atau alamat lain tidak dibuka.",
    "Formulas are not worked out again; links to other files or addresses are not opened.",
);
const BLANK_FORMULAS: Text = text(
    "{0} baris berisi rumus tanpa hasil tersimpan, dibaca kosong: baris {1}.",
    "{0} rows hold formulas saved without a result, read as blank: row {1}.",
);
const OPEN_AND_SAVE: Text =
    text("Buka berkasnya di Excel, simpan, lalu ambil lagi.", "Open the file in Excel, save it, take it in again.");
