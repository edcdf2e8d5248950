//! What two papers of the same report differ in, row by row.
//!
//! * **Owns** the comparison, and its words.
//! * **Imports** `base`, the document.
//! * **Never** reads the data file.

use std::collections::{BTreeMap, BTreeSet};

use super::document::{Document, Row, RowKind, Table};
use super::print::cell;
use super::writers::{Cell, Nature};
use crate::base::money;

/// How a row changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was not there before.
    Added,
    /// It is not there any more.
    Dropped,
    /// These cells differ: column, before, after.
    Changed(Vec<(String, String, String)>),
}

/// One row that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The words it is known by: its first text cells.
    pub row: String,
    /// How it changed.
    pub change: Change,
}

/// The rows that differ between the tables of two documents, in the order of the newer one, dropped
/// ones at the end of their table.
pub fn differences(old: &Document, new: &Document) -> Vec<Difference> {
    let empty = Table::default();
    let (old, new): (Vec<&Table>, Vec<&Table>) = (old.tables().collect(), new.tables().collect());
    let mut out = Vec::new();
    for n in 0..old.len().max(new.len()) {
        let pair = (old.get(n).copied().unwrap_or(&empty), new.get(n).copied().unwrap_or(&empty));
        out.extend(table(pair.0, pair.1));
    }
    out
}

fn table(old: &Table, new: &Table) -> Vec<Difference> {
    let depth = depth(&[old, new]);
    let (before, after) = (keyed(old, depth), keyed(new, depth));
    let known: BTreeMap<&str, &Row> = before.iter().map(|(key, row)| (key.as_str(), *row)).collect();
    let there: BTreeSet<&str> = after.iter().map(|(key, _)| key.as_str()).collect();
    let mut out = Vec::new();
    for (key, row) in &after {
        match known.get(key.as_str()) {
            None => out.push(Difference { row: key.clone(), change: Change::Added }),
            Some(was) => {
                let cells = cells(old, was, new, row);
                if !cells.is_empty() {
                    out.push(Difference { row: key.clone(), change: Change::Changed(cells) });
                }
            }
        }
    }
    let gone = before.iter().filter(|(key, _)| !there.contains(key.as_str()));
    out.extend(gone.map(|(key, _)| Difference { row: key.clone(), change: Change::Dropped }));
    out
}

/// The number of a row says nothing of it: rows move.
fn is_number(name: &str) -> bool {
    matches!(name.trim_end_matches('.'), "No" | "Nomor")
}

fn texts(table: &Table) -> Vec<usize> {
    let columns = table.columns.iter().enumerate();
    columns.filter(|(_, c)| c.nature == Nature::Text && !is_number(&c.name)).map(|(n, _)| n).collect()
}

/// How many text cells tell the rows of these tables apart.
fn depth(tables: &[&Table]) -> usize {
    let most = tables.iter().map(|table| texts(table).len()).max().unwrap_or(1).max(1);
    let apart = |depth: usize| {
        tables.iter().all(|table| {
            let mut seen = BTreeSet::new();
            words(table, depth).into_iter().all(|(key, _)| seen.insert(key))
        })
    };
    (1..=most).find(|depth| apart(*depth)).unwrap_or(most)
}

/// The rows of data with the words they are known by, below the words of their group.
fn words(table: &Table, depth: usize) -> Vec<(String, &Row)> {
    let columns = texts(table);
    let mut group = String::new();
    let mut out = Vec::new();
    for row in &table.rows {
        let said = |at: &usize| row.cells.get(*at).map(|c| cell::shown(c, Nature::Text)).unwrap_or_default();
        match row.kind {
            RowKind::Group => group = row.cells.first().map(|c| cell::shown(c, Nature::Text)).unwrap_or_default(),
            RowKind::Plain => {
                let own: Vec<String> = columns.iter().take(depth).map(said).filter(|said| !said.is_empty()).collect();
                let own = own.join(", ");
                out.push((if group.is_empty() { own } else { format!("{group}: {own}") }, row));
            }
            RowKind::Subtotal | RowKind::Total | RowKind::Note => {}
        }
    }
    out
}

/// The same, those that are still alike counted: `Melati (2)`.
fn keyed(table: &Table, depth: usize) -> Vec<(String, &Row)> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let counted = |(key, row): (String, _)| {
        let count = seen.entry(key.clone()).or_default();
        *count += 1;
        (if *count == 1 { key } else { format!("{key} ({count})") }, row)
    };
    words(table, depth).into_iter().map(counted).collect()
}

fn cells(old: &Table, was: &Row, new: &Table, is: &Row) -> Vec<(String, String, String)> {
    let shown =
        |row: &Row, at: usize, nature| row.cells.get(at).map(|c: &Cell| cell::shown(c, nature)).unwrap_or_default();
    let mut out = Vec::new();
    for (at, column) in new.columns.iter().enumerate().filter(|(_, column)| !is_number(&column.name)) {
        let Some(before) = old.columns.iter().position(|other| other.name == column.name) else { continue };
        let (was, is) = (shown(was, before, column.nature), shown(is, at, column.nature));
        if was != is {
            out.push((column.name.clone(), was, is));
        }
    }
    out
}

/// Rows told one by one in a sentence; more stay a number.
const TOLD: usize = 5;

/// `1 baris ditambah, 2 berubah: + Selat Tengah; Selat Hilir (Aktif 5 -> 6)`.
pub fn sentence(differences: &[Difference]) -> String {
    if differences.is_empty() {
        return "Tidak ada baris yang berubah.".to_owned();
    }
    let count = |wanted: fn(&Change) -> bool| differences.iter().filter(|d| wanted(&d.change)).count();
    let counts = [
        (count(|c| matches!(c, Change::Added)), "ditambah"),
        (count(|c| matches!(c, Change::Dropped)), "dihapus"),
        (count(|c| matches!(c, Change::Changed(_))), "berubah"),
    ];
    let counts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{} baris {word}", money::show(i64::try_from(*count).unwrap_or(i64::MAX))))
        .collect();
    let told: Vec<String> = differences.iter().take(TOLD).map(told).collect();
    let rest = differences.len().saturating_sub(TOLD);
    let rest = if rest > 0 { format!("; dan {rest} lainnya") } else { String::new() };
    format!("{}: {}{rest}.", counts.join(", "), told.join("; "))
}

fn told(difference: &Difference) -> String {
    let row = &difference.row;
    match &difference.change {
        Change::Added => format!("+ {row}"),
        Change::Dropped => format!("- {row}"),
        Change::Changed(cells) => {
            let cells: Vec<String> = cells
                .iter()
                .take(3)
                .map(|(column, old, new)| format!("{column} {} -> {}", or_dash(old), or_dash(new)))
                .collect();
            format!("{row} ({})", cells.join(", "))
        }
    }
}

/// A dash where nothing was known.
pub fn or_dash(shown: &str) -> &str {
    if shown.is_empty() { "-" } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::document::{Block, Column};

    fn paper(rows: &[(&str, i64)]) -> Document {
        let columns = vec![
            Column::new("No", Nature::Number, 4),
            Column::new("Desa", Nature::Text, 20),
            Column::new("Aktif", Nature::Number, 6),
        ];
        let rows = rows
            .iter()
            .enumerate()
            .map(|(n, (desa, count))| {
                Row::plain(vec![
                    Cell::Number(i64::try_from(n + 1).unwrap()),
                    Cell::Text((*desa).to_owned()),
                    Cell::Number(*count),
                ])
            })
            .collect();
        Document { blocks: vec![Block::Table(Table { columns, rows, ..Table::default() })], ..Document::default() }
    }

    #[test]
    fn rows_are_known_by_their_words_not_by_their_number() {
        let (old, new) = (paper(&[("Hilir", 5), ("Hulu", 2)]), paper(&[("Barat", 1), ("Hilir", 6)]));
        let found = differences(&old, &new);
        let said = sentence(&found);
        assert_eq!(said, "1 baris ditambah, 1 baris dihapus, 1 baris berubah: + Barat; Hilir (Aktif 5 -> 6); - Hulu.");
    }

    #[test]
    fn the_same_paper_differs_in_nothing() {
        let paper = paper(&[("Hilir", 5), ("Hilir", 5)]);
        assert!(differences(&paper, &paper).is_empty());
        assert_eq!(sentence(&[]), "Tidak ada baris yang berubah.");
    }

    #[test]
    fn rows_of_the_same_words_are_counted() {
        let found = differences(&paper(&[("Hilir", 5)]), &paper(&[("Hilir", 5), ("Hilir", 7)]));
        assert_eq!(found, [Difference { row: "Hilir (2)".into(), change: Change::Added }]);
    }
}
