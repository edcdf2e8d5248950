//! A dry run as the review screen needs it.
//!
//! * **Owns** putting plans and tables into the shapes of `request`: sums, rows with their problems,
//!   columns with examples.
//! * **Imports** `entity`, `request`, the plans.
//! * **Never** plans anything, and shows no personal number whole beside a column.

use super::apply::Part;
use super::fill::letters;
use super::plan::{Plan, told};
use super::sheet::Cell;
use crate::base::words::{Text, text};
use crate::base::{nik, phone};
use crate::entity::flat::{Column, End, Use};
use crate::request::{ColumnBy, MissingRow, ReviewColumn, ReviewRow, Sums};

/// So many different values of a column are shown.
const EXAMPLES: usize = 4;

/// They are looked for in so many rows.
const LOOKED_AT: usize = 200;

/// The sums of all tables.
pub fn sums(parts: &[Part<'_>], plans: &[Plan]) -> Sums {
    let mut sums = Sums::default();
    for (part, plan) in parts.iter().zip(plans) {
        let refused = plan.refused.len();
        sums.rows += plan.new + plan.changed + plan.same + plan.doubt + plan.rejected + refused;
        sums.new += plan.new;
        sums.changed += plan.changed;
        sums.same += plan.same;
        sums.doubt += plan.doubt;
        sums.rejected += plan.rejected;
        sums.refused += refused;
        sums.skipped += part.table.skipped.len();
    }
    sums
}

/// Every data row, with all that was found the matter with it.
pub fn rows(plans: &mut [Plan]) -> Vec<ReviewRow> {
    let mut all = Vec::new();
    for plan in plans {
        let mut rows = std::mem::take(&mut plan.rows);
        for found in &plan.problems {
            if let Ok(at) = rows.binary_search_by_key(&found.row, |row| row.at.row)
                && let Some(row) = rows.get_mut(at)
            {
                row.problems.push(told(found));
            }
        }
        all.append(&mut rows);
    }
    all
}

/// "Siti Aminah, Mawar I".
pub fn title_of_missing(missing: &MissingRow) -> String {
    if missing.place.is_empty() { missing.title.clone() } else { format!("{}, {}", missing.title, missing.place) }
}

/// The columns of every table, in the order of the sheet.
pub fn columns(parts: &[Part<'_>], flat: &[Column]) -> Vec<ReviewColumn> {
    let mut all = Vec::new();
    for (table, part) in parts.iter().enumerate() {
        let rows = &part.table.rows;
        let width = rows.iter().take(LOOKED_AT).map(|row| row.cells.len()).max().unwrap_or(0);
        let last = part.table.columns.iter().map(|found| found.at).chain(part.table.unread.iter().map(|(at, _)| *at));
        for at in 0..width.max(last.max().map_or(0, |last| last + 1)) {
            let found = part.table.columns.iter().find(|found| found.at == at);
            let joined = part.table.joined.filter(|(_, second)| *second == at);
            let first = joined.and_then(|(first, _)| part.table.columns.iter().find(|found| found.at == first));
            let meant = found.or(first).and_then(|found| flat.get(found.column));
            let examples = examples(part, at, meant);
            let heading = found.map(|found| &found.heading);
            let unread = part.table.unread.iter().find(|(place, _)| *place == at).map(|(_, heading)| heading);
            if heading.or(unread).is_none() && examples.is_empty() {
                continue;
            }
            let heading = heading.or(unread).cloned().unwrap_or_else(|| letters(at));
            let chosen = part.layout.by(&heading);
            all.push(ReviewColumn {
                table,
                column: at,
                heading,
                examples,
                field: meant.map(|column| column.name.clone()),
                by: found.map(|found| found.by).or(chosen).unwrap_or(ColumnBy::Words),
            });
        }
    }
    all
}

fn examples(part: &Part<'_>, at: usize, meant: Option<&Column>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for row in part.table.rows.iter().take(LOOKED_AT) {
        let cell = row.cell(at);
        if !cell.is_blank() {
            let shown = private(cell, meant);
            if !out.contains(&shown) {
                out.push(shown);
            }
        }
        if out.len() == EXAMPLES {
            break;
        }
    }
    out
}

/// What stands in a cell; a whole NIK or telephone number is masked as screens mask it.
fn private(cell: &Cell, meant: Option<&Column>) -> String {
    let shown = cell.shown();
    let is_open = meant.is_some_and(|column| !column.is_personal());
    let digits: String = shown.chars().filter(char::is_ascii_digit).collect();
    let only = shown.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | '\'' | '+' | '(' | ')'));
    match digits.len() {
        16 if only && !is_open => nik::mask(&digits),
        9.. if only && !is_open => phone::mask(&digits),
        _ => shown,
    }
}

/// The fields that a column can be read as, with their words.
pub fn fields(columns: &[Column]) -> Vec<(String, Text)> {
    let taken = columns.iter().filter(|column| column.use_ != Use::Out);
    taken.map(|column| (column.name.clone(), words(column))).collect()
}

/// The words of a column: those of its field, or what of the record it points to it names.
fn words(column: &Column) -> Text {
    match (column.name.as_str(), column.end, column.path.last()) {
        ("uid", ..) => text("Identitas (uid)", "Identity (uid)"),
        ("penugasan_uid", ..) => text("Identitas jabatan (uid)", "Identity of the post (uid)"),
        ("desa_kode", ..) => text("Kode desa/kelurahan", "Code of the desa"),
        ("desa_nama", ..) => text("Nama desa/kelurahan", "Name of the desa"),
        ("desa", ..) => text("Desa/kelurahan (nama atau kode)", "Desa (name or code)"),
        ("posyandu_nama" | "posyandu", ..) => text("Nama Posyandu", "Name of the Posyandu"),
        ("kecamatan_kode", ..) => text("Kode kecamatan", "Code of the kecamatan"),
        ("kecamatan_nama", ..) => text("Nama kecamatan", "Name of the kecamatan"),
        ("nomor_sk", ..) => text("Nomor SK", "Number of the SK"),
        ("tanggal_sk", ..) => text("Tanggal SK", "Date of the SK"),
        (_, _, Some(link)) => link.label,
        (_, End::Value(field), None) => field.label,
        (_, _, None) => text("Identitas", "Identity"),
    }
}
