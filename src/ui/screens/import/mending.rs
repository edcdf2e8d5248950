//! Mending cells: written anew in place, repaired as suggested, a spelling of a desa explained.
//!
//! * **Owns** which cell a key means, what it is asked with, the repairs of one problem.
//! * **Imports** the review being answered, the panels.
//! * **Never** touches the office file: what is mended is a decision of the job.

use super::answering::{Answering, Item};
use super::columns;
use super::deciding::{Flow, row_number};
use super::list::show;
use crate::base::text::similar;
use crate::base::words::{Phrase, same, text};
use crate::entity::DESA;
use crate::request::{At, Query, Reply, Request, ReviewColumn, ReviewProblem, Seek};
use crate::ui::look::Look;
use crate::ui::screen::Cx;
use crate::ui::screens::ask::Ask;
use crate::ui::screens::choose::Choose;
use crate::ui::screens::confirm::Confirm;

/// A spelling of a desa that the file does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spelling {
    pub(super) at: At,
    pub(super) cell: Cell,
    pub(super) said: String,
}

/// A cell that can be mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) column: usize,
    pub(super) heading: String,
    pub(super) given: String,
}

/// What the planner says of a desa it does not know, or is not sure of.
pub(super) const DESA_UNKNOWN: &[&str] = &["desa-tidak-dikenal", "desa-rancu", "desa-ejaan"];

/// So many desa are offered: more than any kecamatan has.
const MOST_DESA: usize = 500;

/// Opens the line editor on the cell that is meant: the one under the cursor, the first bad one,
/// or, where nothing is bad, the one that is chosen.
pub(super) fn mend(answering: &mut Answering, cx: &mut Cx) {
    let Some(row) = answering.row() else { return };
    let at = row.at;
    let unknown = |problem: &ReviewProblem| DESA_UNKNOWN.contains(&problem.problem.code) && !problem.shown.is_empty();
    if let Some((column, problem)) = answering.problem(unknown).and_then(|problem| Some((problem.column?, problem)))
        && !matches!(answering.item(), Some(Item::Change(_)))
    {
        let (said, heading) = (problem.shown.clone(), problem.heading.clone());
        let cell = Cell { column, heading, given: given(answering, at, column, &said) };
        let ticket = cx.ask(Request::Page(Query::all(&DESA), Seek::First, MOST_DESA));
        answering.spelling = Some((ticket, Spelling { at, cell, said }));
        return;
    }
    let meant = match answering.item() {
        Some(Item::Change(n)) => row.changes.get(n).and_then(|change| {
            let column = answering.column_of(at.table, &change.field)?;
            Some(cell(answering, at, column, &change.new))
        }),
        _ => answering.problem(|problem| problem.column.is_some()).and_then(|problem| {
            let column = problem.column?;
            Some(Cell { column, heading: problem.heading.clone(), given: given(answering, at, column, &problem.shown) })
        }),
    };
    if let Some(cell) = meant {
        ask_mend(answering, at, cell, cx);
        return;
    }
    let look = cx.desk.look;
    let shown = |field: &str| row.changes.iter().find(|change| change.field == field).map_or("", |c| c.new.as_str());
    let cells: Vec<Cell> = answering
        .review
        .columns
        .iter()
        .filter(|column| column.table == at.table)
        .filter_map(|column| Some(cell(answering, at, column, shown(column.field.as_deref()?))))
        .collect();
    if cells.is_empty() {
        cx.warn(text("Tidak ada sel yang dapat dibetulkan di baris ini.", "This row has no cell to mend."));
        return;
    }
    let items = cells.iter().map(|cell| format!("{}  {}", cell.heading, cell.given)).collect();
    let title = text("Betulkan sel yang mana?", "Mend which cell?").get(look.lang);
    cx.push(Choose::one(same("{0}").with([title]), items));
    answering.flow = Some(Flow::Cell(at, cells));
}

/// Asks which desa a spelling means, the likest first.
pub(super) fn offer_desa(answering: &mut Answering, spelling: Spelling, reply: Reply, cx: &mut Cx) {
    let Reply::Page(page) = reply else {
        ask_mend(answering, spelling.at, spelling.cell, cx);
        return;
    };
    let mut desa: Vec<(f32, String, String)> = page
        .rows
        .iter()
        .map(|record| (similar(&record.title(), &spelling.said), record.text("kode").to_owned(), record.title()))
        .collect();
    desa.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.2.cmp(&b.2)));
    let own = cx.desk.look.say(text("... ketik sendiri, hanya untuk baris ini", "... type it, for this row only"));
    let items = desa.iter().map(|(_, kode, nama)| format!("{nama}  {kode}")).chain([own.to_owned()]).collect();
    let title = text("Desa mana yang dimaksud \"{0}\"?", "Which desa is \"{0}\"?").with([spelling.said.clone()]);
    cx.push(Choose::one(title, items));
    let desa = desa.into_iter().map(|(_, kode, nama)| (kode, nama)).collect();
    answering.flow = Some(Flow::Desa(spelling, desa));
}

fn cell(answering: &Answering, at: At, column: &ReviewColumn, shown: &str) -> Cell {
    Cell {
        column: column.column,
        heading: columns::heading_words(column, &Look::default()),
        given: given(answering, at, column.column, shown),
    }
}

/// What stands in a cell now: what the clerk put there, else what is shown, unless that is masked.
fn given(answering: &Answering, at: At, column: usize, shown: &str) -> String {
    let mended = answering.job.decisions.mended.get(&(at, column));
    let shown = if shown.contains("**") { "" } else { shown };
    mended.map_or_else(|| shown.to_owned(), Clone::clone)
}

pub(super) fn ask_mend(answering: &mut Answering, at: At, cell: Cell, cx: &mut Cx) {
    let problem = answering.row().and_then(|row| row.problems.iter().find(|p| p.column == Some(cell.column)));
    let hint = match problem {
        Some(problem) => {
            let lang = cx.desk.look.lang;
            let words = format!("{} {}", problem.problem.text.get(lang), problem.problem.advice.get(lang));
            same("{0}").with([words])
        }
        None => Phrase::from(text(
            "Tulis isi yang seharusnya; kosong berarti tidak ada isinya. Berkas aslinya tidak berubah.",
            "Type what should stand there; empty means nothing. The file itself stays as it is.",
        )),
    };
    let title = text("Baris {0}, {1}", "Row {0}, {1}").with([row_number(at), cell.heading.clone()]);
    cx.push(Ask::new(title, hint, &cell.given).or_nothing());
    answering.flow = Some(Flow::Mend(at, cell));
}

pub(super) fn repair(answering: &mut Answering, cx: &mut Cx) {
    let Some(at) = answering.row().map(|row| row.at) else { return };
    let found = answering.problem(|problem| problem.repair.is_some() && problem.column.is_some());
    let Some((column, repair, heading)) = found.and_then(|p| Some((p.column?, p.repair.clone()?, p.heading.clone())))
    else {
        return;
    };
    let what = text("Baris {0}, {1}: {2}.", "Row {0}, {1}: {2}.").with([row_number(at), heading, repair.clone()]);
    answering.decide(what, |job| _ = job.decisions.mended.insert((at, column), repair), cx);
}

/// Asks before the repairs of all cells with the same problem are taken over.
pub(super) fn ask_repairs(answering: &mut Answering, cx: &mut Cx) {
    let found = answering.problem(|problem| problem.repair.is_some() && problem.column.is_some());
    let Some(code) = found.map(|problem| problem.problem.code) else { return };
    let alike = answering.review.rows.iter().flat_map(|row| row.problems.iter().map(move |problem| (row.at, problem)));
    let repairs: Vec<((At, usize), String)> = alike
        .filter(|(_, problem)| problem.problem.code == code)
        .filter_map(|(at, problem)| Some(((at, problem.column?), problem.repair.clone()?)))
        .collect();
    let words = text(
        "Pakai usul perbaikan untuk {0} sel dengan masalah yang sama? u mengurungkan semuanya.",
        "Take over the suggested repair of {0} cells with the same problem? u takes all of it back.",
    );
    cx.push(Confirm::new(words.with([show(repairs.len())])));
    answering.flow = Some(Flow::Repairs(repairs));
}
