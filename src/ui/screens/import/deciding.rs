//! What a key decides about an import: rows, fields, desa, cells, candidates, columns, absences.
//!
//! * **Owns** which key leads to which decision or question, and what its answer means.
//! * **Imports** the review being answered, the panels.
//! * **Never** runs anything: a decision changes the job, and the job is planned anew.

use super::answering::{Answering, Item, Part, is_passable, kind_of, toggle};
use super::{columns, missing};
use crate::base::text::similar;
use crate::base::words::{Phrase, Text, same, text};
use crate::entity::{DESA, KADER};
use crate::request::{Absence, At, Class, Query, Reply, Request, ReviewColumn, ReviewProblem, Seek};
use crate::ui::keymap::Action;
use crate::ui::look::Look;
use crate::ui::screen::{Answer, Cx, Outcome};
use crate::ui::screens::ask::Ask;
use crate::ui::screens::choose::Choose;
use crate::ui::screens::confirm::Confirm;

/// What a panel above the review was asked for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Flow {
    /// A field to leave out in every row, or to take again.
    Field(Vec<String>),
    /// Which cell of a row is mended: its column, heading and what stands there.
    Cell(At, Vec<Cell>),
    /// Which desa a spelling means, by code and name; the last choice mends this cell alone.
    Desa(Spelling, Vec<(String, String)>),
    /// What should stand in a cell.
    Mend(At, Cell),
    /// Whether these repairs are taken over.
    Repairs(Vec<((At, usize), String)>),
    /// Why a row is passed.
    Pass(At),
    /// Why every row that may be passed is.
    PassAll,
    /// Which candidate is meant.
    Candidate(At),
    /// The field of a column, by place.
    Column(usize),
    /// Which sheet.
    Sheet,
    /// What a missing record means, by place.
    Absent(usize),
    /// Where the problem rows go.
    Problems,
    /// Whether to save although rows stay behind.
    Go,
    /// Whether to leave the review.
    Leave,
}

/// A spelling of a desa that the file does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spelling {
    at: At,
    cell: Cell,
    said: String,
}

/// A cell that can be mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    column: usize,
    heading: String,
    given: String,
}

/// What the planner says of a desa it does not know, or is not sure of.
pub(super) const DESA_UNKNOWN: &[&str] = &["desa-tidak-dikenal", "desa-rancu", "desa-ejaan"];

/// So many desa are offered: more than any kecamatan has.
const MOST_DESA: usize = 500;

const ASK_WHO: Text =
    text("Pilih siapa yang dimaksud: 1-9, atau + untuk catatan baru.", "Say who is meant: 1-9, or + for a new record.");

/// Why an action cannot be done now, in any part of a review.
pub(super) fn why_not(answering: &Answering, action: Action) -> Option<Text> {
    let is_decision = matches!(
        action,
        Action::Yes
            | Action::No
            | Action::Edit
            | Action::Repair
            | Action::RepairAll
            | Action::RefuseDesa
            | Action::RefuseField
            | Action::Pass
            | Action::PassAll
            | Action::Add
            | Action::Select
            | Action::Pick
            | Action::IsNew
            | Action::Save
            | Action::Sheet
            | Action::Delete
            | Action::SameAsBefore
    );
    if answering.saved.is_some() {
        let inner = matches!(action, Action::Open | Action::Right | Action::Left)
            && matches!(answering.part, Part::Columns | Part::Missing);
        return (is_decision || inner)
            .then_some(text("Sudah disimpan; u membatalkannya.", "Already saved; u undoes it."));
    }
    why_not_row(answering, action).or_else(|| why_not_whole(answering, action))
}

/// The reasons that lie in the row under the cursor.
fn why_not_row(answering: &Answering, action: Action) -> Option<Text> {
    let of_row = matches!(
        action,
        Action::Yes
            | Action::No
            | Action::Edit
            | Action::Repair
            | Action::RepairAll
            | Action::RefuseDesa
            | Action::Pass
            | Action::Pick
    ) || matches!((action, answering.part), (Action::Open, Part::List));
    let Some(row) = answering.row() else {
        return of_row.then_some(text("Tidak ada baris di sini.", "There is no row here."));
    };
    let is_out = answering.job.decisions.refused_rows.contains(&row.at);
    match action {
        Action::Yes if matches!(row.class, Class::New | Class::Changed | Class::Same) => {
            Some(text("Baris ini sudah diterima.", "This row is taken already."))
        }
        Action::Yes if row.class == Class::Rejected && !is_passable(row) => Some(text(
            "Baris ini ditolak: betulkan isinya dengan e, atau lepas dengan n.",
            "This row is rejected: mend it with e, or leave it out with n.",
        )),
        Action::Yes if row.class == Class::Doubt && answering.part == Part::Row => Some(ASK_WHO),
        Action::No if is_out => {
            Some(text("Sudah dilepas; y mengambilnya lagi.", "Already left out; y takes it again."))
        }
        Action::Repair
            if answering.problem(|problem| problem.repair.is_some() && problem.column.is_some()).is_none() =>
        {
            Some(text("Tidak ada usul perbaikan di sini.", "There is no suggestion here."))
        }
        Action::RefuseDesa if row.desa.0.is_empty() => {
            Some(text("Desa baris ini belum dikenal.", "The desa of this row is not known yet."))
        }
        Action::Pass if !is_passable(row) => Some(text(
            "Tidak ada galat yang boleh diloloskan di baris ini; betulkan dengan e.",
            "This row has no error that may be passed; mend it with e.",
        )),
        Action::Pick | Action::IsNew if row.candidates.is_empty() => {
            Some(text("Baris ini tidak ragu.", "There is no doubt about this row."))
        }
        Action::Select if !matches!(answering.item(), Some(Item::Change(_))) => {
            Some(text("Pilih dulu sebuah isian dengan Up/Down.", "Choose a field with Up/Down first."))
        }
        _ => None,
    }
}

/// The reasons that lie in the review as a whole.
fn why_not_whole(answering: &Answering, action: Action) -> Option<Text> {
    let review = &answering.review;
    let is_why = match action {
        Action::Undo if answering.decided() == 0 => {
            text("Belum ada keputusan yang dapat diurungkan di layar ini.", "Nothing was decided on this screen yet.")
        }
        Action::Save if answering.would_save() => return None,
        Action::Save if answering.left() > 0 => text(
            "Belum ada baris yang dapat disimpan: betulkan (e) atau putuskan yang ragu (Enter).",
            "No row can be saved yet: mend them (e) or decide the doubts (Enter).",
        ),
        Action::Save => text("Tidak ada yang baru atau berubah.", "Nothing is new or changed."),
        Action::RefuseField if answering.fields().is_empty() => {
            text("Tidak ada isian yang akan berubah.", "No field would change.")
        }
        Action::PassAll if !answering.has_passable() => {
            text("Tidak ada galat yang boleh diloloskan.", "There is no error that may be passed.")
        }
        Action::Add if answering.job.kind != KADER.name => {
            text("Hanya untuk daftar kader.", "Only for lists of kader.")
        }
        Action::Sheet if review.sheets.len() < 2 => {
            text("Berkas ini hanya punya satu lembar.", "This file has one sheet only.")
        }
        Action::Missing if review.missing.is_empty() => {
            text("Tidak ada catatan yang tertinggal dari berkas ini.", "No record is missing from this file.")
        }
        Action::Columns if review.columns.is_empty() => {
            text("Tidak ada kolom yang dikenali.", "No column was recognised.")
        }
        Action::Export if answering.left() == 0 && review.rows.iter().all(|row| row.problems.is_empty()) => {
            text("Tidak ada masalah.", "There are no problems.")
        }
        _ => return None,
    };
    Some(is_why)
}

/// A decision in the list or in a row; [`Outcome::Ignored`] where the key means something else.
pub(super) fn act(answering: &mut Answering, action: Action, cx: &mut Cx) -> Outcome {
    match action {
        Action::Yes => take(answering, cx),
        Action::No => leave(answering, cx),
        Action::Edit => mend(answering, cx),
        Action::Repair => repair(answering, cx),
        Action::RepairAll => ask_repairs(answering, cx),
        Action::RefuseDesa => refuse_desa(answering, cx),
        Action::RefuseField => ask_field(answering, cx),
        Action::Pass => ask_reason(answering, cx),
        Action::PassAll => {
            ask_line(
                answering,
                Flow::PassAll,
                text("Alasan untuk semua galat yang boleh dilewati", "Reason for every error that may be passed"),
                cx,
            );
        }
        Action::Add => create(answering, cx),
        Action::Sheet => ask_sheet(answering, cx),
        Action::Select => refuse_cell(answering, cx),
        Action::Pick => ask_candidate(answering, cx),
        Action::IsNew => mean(answering, None, cx),
        _ => return Outcome::Ignored,
    }
    Outcome::Changed
}

fn row_number(at: At) -> String {
    at.row.to_string()
}

fn take(answering: &mut Answering, cx: &mut Cx) {
    let Some(row) = answering.row() else { return };
    let (at, class, desa) = (row.at, row.class, row.desa.clone());
    match class {
        Class::Refused if answering.job.decisions.refused_rows.contains(&at) => {
            let what = text("Baris {0} diambil lagi.", "Row {0} is taken again.").with([row_number(at)]);
            answering.decide(what, |job| _ = job.decisions.refused_rows.remove(&at), cx);
        }
        Class::Refused => {
            let words =
                text("Desa {0} dilepas seluruhnya; d mengambilnya lagi.", "Desa {0} is left out; d takes it again.");
            cx.warn(words.with([desa.1]));
        }
        Class::Doubt => {
            open_row(answering);
            cx.warn(ASK_WHO);
        }
        _ => ask_reason(answering, cx),
    }
}

/// Opens the row under the cursor.
pub(super) fn open_row(answering: &mut Answering) {
    answering.part = Part::Row;
    answering.stand();
}

fn leave(answering: &mut Answering, cx: &mut Cx) {
    let Some(at) = answering.row().map(|row| row.at) else { return };
    let what = text("Baris {0} dilepas.", "Row {0} is left out.").with([row_number(at)]);
    answering.decide(what, |job| _ = job.decisions.refused_rows.insert(at), cx);
}

fn refuse_desa(answering: &mut Answering, cx: &mut Cx) {
    let Some((kode, nama)) = answering.row().map(|row| row.desa.clone()) else { return };
    let count = super::list::show(answering.rows_of_desa(&kode));
    let words = if answering.job.decisions.refused_desa.contains(&kode) {
        text("{0}: {1} baris diambil lagi.", "{0}: {1} rows are taken again.")
    } else {
        text("{0}: {1} baris dilepas; d mengambilnya lagi.", "{0}: {1} rows are left out; d takes them again.")
    };
    answering.decide(words.with([nama, count]), |job| _ = toggle(&mut job.decisions.refused_desa, kode), cx);
}

fn ask_field(answering: &mut Answering, cx: &mut Cx) {
    let look = cx.desk.look;
    let fields = answering.fields();
    let item = |(name, label, count): &(String, Text, usize)| {
        let label = look.say(*label);
        if answering.job.decisions.refused_fields.contains(name) {
            let words = text("- {0} (dilepas; ambil lagi)", "- {0} (left out; take again)").with([label]);
            return words.get(look.lang).into_owned();
        }
        let words = text("{0} ({1} baris)", "{0} ({1} rows)").with([label.to_owned(), super::list::show(*count)]);
        words.get(look.lang).into_owned()
    };
    let items = fields.iter().map(item).collect();
    // The field under the cursor of a row is the likely one.
    let here = match (answering.item(), answering.row()) {
        (Some(Item::Change(n)), Some(row)) => {
            row.changes.get(n).and_then(|change| fields.iter().position(|(name, ..)| *name == change.field))
        }
        _ => None,
    };
    let title = text("Lepas isian mana di semua baris?", "Leave out which field in every row?");
    cx.push(Choose::one(title, items).at(here.unwrap_or(0)));
    answering.flow = Some(Flow::Field(fields.into_iter().map(|(name, ..)| name).collect()));
}

fn refuse_field(answering: &mut Answering, field: String, cx: &mut Cx) {
    let label = answering.fields().into_iter().find(|(name, ..)| *name == field).map(|(_, label, _)| label);
    let label = label.map_or_else(|| field.clone(), |label| cx.desk.look.say(label).to_owned());
    let words = if answering.job.decisions.refused_fields.contains(&field) {
        text("{0} diambil lagi.", "{0} is taken again.")
    } else {
        text("{0} tetap seperti semula di semua baris.", "{0} stays as it is in every row.")
    };
    answering.decide(words.with([label]), |job| _ = toggle(&mut job.decisions.refused_fields, field), cx);
}

fn refuse_cell(answering: &mut Answering, cx: &mut Cx) {
    let (Some(row), Some(Item::Change(n))) = (answering.row(), answering.item()) else { return };
    let Some(change) = row.changes.get(n) else { return };
    let (at, field, label) = (row.at, change.field.clone(), cx.desk.look.say(change.label).to_owned());
    if answering.job.decisions.refused_fields.contains(&field) {
        cx.warn(text(
            "Isian ini dilepas di semua baris; k mengambilnya lagi.",
            "Left out in every row; k takes it again.",
        ));
        return;
    }
    let key = (at, field);
    let words = if answering.job.decisions.refused_cells.contains(&key) {
        text("Baris {0}: {1} diambil lagi.", "Row {0}: {1} is taken again.")
    } else {
        text("Baris {0}: {1} tetap seperti semula.", "Row {0}: {1} stays as it is.")
    };
    let what = words.with([row_number(at), label]);
    answering.decide(what, |job| _ = toggle(&mut job.decisions.refused_cells, key), cx);
}

/// Opens the line editor on the cell that is meant: the one under the cursor, the first bad one,
/// or, where nothing is bad, the one that is chosen.
fn mend(answering: &mut Answering, cx: &mut Cx) {
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

fn ask_mend(answering: &mut Answering, at: At, cell: Cell, cx: &mut Cx) {
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

fn repair(answering: &mut Answering, cx: &mut Cx) {
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
fn ask_repairs(answering: &mut Answering, cx: &mut Cx) {
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
    cx.push(Confirm::new(words.with([super::list::show(repairs.len())])));
    answering.flow = Some(Flow::Repairs(repairs));
}

fn ask_reason(answering: &mut Answering, cx: &mut Cx) {
    let Some(at) = answering.row().map(|row| row.at) else { return };
    let title = text("Alasan meloloskan baris {0}", "Reason for passing row {0}").with([row_number(at)]);
    ask_line(answering, Flow::Pass(at), title, cx);
}

fn ask_line(answering: &mut Answering, flow: Flow, title: impl Into<Phrase>, cx: &mut Cx) {
    let hint = text("Disimpan bersama barisnya; periksa menampilkannya.", "Kept with the rows; the check lists it.");
    cx.push(Ask::new(title, hint, &answering.reason));
    answering.flow = Some(flow);
}

fn create(answering: &mut Answering, cx: &mut Cx) {
    let what = if answering.job.create_posyandu {
        text("Posyandu yang belum ada tidak dibuat.", "Missing Posyandu are not created.")
    } else {
        text("Posyandu yang belum ada ikut dibuat.", "Missing Posyandu are created too.")
    };
    answering.decide(what.into(), |job| job.create_posyandu = !job.create_posyandu, cx);
}

fn ask_sheet(answering: &mut Answering, cx: &mut Cx) {
    let all = cx.desk.look.say(text("semua lembar yang punya tabel", "every sheet with a table")).to_owned();
    let sheets = &answering.review.sheets;
    let here = answering.job.sheet.as_ref().and_then(|sheet| sheets.iter().position(|name| name == sheet));
    let items = std::iter::once(all).chain(sheets.iter().cloned()).collect();
    cx.push(
        Choose::one(text("Ambil dari lembar mana?", "Take from which sheet?"), items).at(here.map_or(0, |n| n + 1)),
    );
    answering.flow = Some(Flow::Sheet);
}

fn ask_candidate(answering: &mut Answering, cx: &mut Cx) {
    let Some(row) = answering.row() else { return };
    let at = row.at;
    let candidates = row.candidates.iter().map(|one| format!("{}  {}", one.title, one.context));
    let new = cx.desk.look.say(text("bukan salah satunya: catatan baru", "none of these: a new record")).to_owned();
    let items = candidates.chain(std::iter::once(new)).collect();
    cx.push(Choose::one(text("Siapa yang dimaksud?", "Who is meant?"), items));
    answering.flow = Some(Flow::Candidate(at));
}

/// The n-th candidate is meant, or a new record.
pub(super) fn mean(answering: &mut Answering, candidate: Option<usize>, cx: &mut Cx) {
    let Some(row) = answering.row() else { return };
    let at = row.at;
    let meant = match candidate {
        Some(n) => match row.candidates.get(n) {
            Some(one) => Some((one.uid.clone(), one.title.clone())),
            None => return,
        },
        None => None,
    };
    let (what, uid) = match meant {
        Some((uid, title)) => {
            (text("Baris {0}: sama dengan {1}.", "Row {0}: the same as {1}.").with([row_number(at), title]), Some(uid))
        }
        None => (text("Baris {0}: catatan baru.", "Row {0}: a new record.").with([row_number(at)]), None),
    };
    answering.decide(what, |job| _ = job.decisions.meant.insert(at, uid), cx);
}

/// Asks what a column is read as.
pub(super) fn ask_column(answering: &mut Answering, cx: &mut Cx) {
    let n = answering.inner.at;
    let Some(column) = answering.review.columns.get(n) else { return };
    let look = cx.desk.look;
    let unused = look.say(text("tidak dipakai", "not used")).to_owned();
    let fields = &answering.review.fields;
    let items = std::iter::once(unused).chain(fields.iter().map(|(_, label)| look.say(*label).to_owned())).collect();
    let here = column.field.as_ref().and_then(|field| fields.iter().position(|(name, _)| name == field));
    let title = text("\"{0}\" dibaca sebagai", "\"{0}\" is read as").with([columns::heading_words(column, &look)]);
    cx.push(Choose::one(title, items).at(here.map_or(0, |n| n + 1)));
    answering.flow = Some(Flow::Column(n));
}

/// Reads a column as this field, or not at all.
pub(super) fn read_as(answering: &mut Answering, column: usize, field: Option<&str>, cx: &mut Cx) {
    let look = cx.desk.look;
    let Some(heading) = answering.review.columns.get(column).map(|column| columns::heading_words(column, &look)) else {
        return;
    };
    let what = match field {
        Some(field) => {
            let words = columns::field_words(answering, field, &look).to_owned();
            text("\"{0}\" dibaca sebagai {1}.", "\"{0}\" is read as {1}.").with([heading, words])
        }
        None => text("\"{0}\" tidak dipakai.", "\"{0}\" is not used.").with([heading]),
    };
    let columns = answering.review.columns.clone();
    answering.decide(what, |job| Answering::read_as(job, &columns, column, field), cx);
}

/// Asks what a missing record means.
pub(super) fn ask_absent(answering: &mut Answering, cx: &mut Cx) {
    let n = answering.inner.at;
    let Some(record) = answering.review.missing.get(n) else { return };
    let look = cx.desk.look;
    let kind = answering.job.kind.clone();
    let answers = missing::answers(&kind);
    let items = answers.iter().map(|answer| look.say(missing::sentence(*answer, &kind)).to_owned()).collect();
    let here = answers.iter().position(|answer| *answer == absence(answering, n)).unwrap_or(0);
    cx.push(Choose::one(same("{0}").with([record.title.clone()]), items).at(here));
    answering.flow = Some(Flow::Absent(n));
}

fn absence(answering: &Answering, n: usize) -> Absence {
    let Some(record) = answering.review.missing.get(n) else { return Absence::Leave };
    answering.job.decisions.absent.get(&record.uid).copied().unwrap_or(record.answer)
}

/// Another answer for the missing record under the cursor: the next, the one before, the same as
/// the record above it.
pub(super) fn turn_absence(answering: &mut Answering, action: Action, cx: &mut Cx) {
    let n = answering.inner.at;
    let answers = missing::answers(&answering.job.kind);
    let here = answers.iter().position(|answer| *answer == absence(answering, n)).unwrap_or(0);
    let step = if action == Action::Left { answers.len() - 1 } else { 1 };
    let answer = match action {
        Action::SameAsBefore => absence(answering, n.saturating_sub(1)),
        _ => answers.get((here + step) % answers.len()).copied().unwrap_or_default(),
    };
    set_absence(answering, n, answer, cx);
    if action == Action::SameAsBefore {
        answering.inner.act(Action::Down, answering.inner_len());
    }
}

fn set_absence(answering: &mut Answering, n: usize, answer: Absence, cx: &mut Cx) {
    let Some((uid, title)) = answering.review.missing.get(n).map(|r| (r.uid.clone(), r.title.clone())) else { return };
    let word = cx.desk.look.say(missing::word(answer, &answering.job.kind)).to_owned();
    let what = same("{0}: {1}.").with([title, word]);
    answering.decide(what, |job| _ = job.decisions.absent.insert(uid, answer), cx);
}

/// What a panel answered; what is left belongs to the import itself.
pub(super) fn answered(answering: &mut Answering, flow: Flow, answer: Answer, cx: &mut Cx) -> Option<(Flow, Answer)> {
    match (flow, answer) {
        (Flow::Field(fields), Answer::Chosen(n)) => {
            if let Some(field) = fields.get(n) {
                refuse_field(answering, field.clone(), cx);
            }
        }
        (Flow::Cell(at, cells), Answer::Chosen(n)) => {
            if let Some(cell) = cells.into_iter().nth(n) {
                ask_mend(answering, at, cell, cx);
            }
        }
        (Flow::Desa(spelling, desa), Answer::Chosen(n)) => match desa.into_iter().nth(n) {
            Some((kode, nama)) => {
                let what = text("\"{0}\" adalah {1}, di semua baris.", "\"{0}\" is {1}, in every row.");
                let what = what.with([spelling.said.clone(), nama]);
                answering.decide(what, |job| _ = job.decisions.desa.insert(spelling.said, kode), cx);
            }
            None => ask_mend(answering, spelling.at, spelling.cell, cx),
        },
        (Flow::Mend(_, cell), Answer::Text(words)) if words == cell.given => {}
        (Flow::Mend(at, cell), Answer::Text(words)) => {
            let what = text("Baris {0}, {1}: dibetulkan.", "Row {0}, {1}: mended.");
            let what = what.with([row_number(at), cell.heading]);
            answering.decide(what, |job| _ = job.decisions.mended.insert((at, cell.column), words), cx);
        }
        (Flow::Repairs(repairs), Answer::Confirmed) => {
            let what = text("{0} sel memakai usulnya.", "{0} cells took their repair.");
            let what = what.with([super::list::show(repairs.len())]);
            answering.decide(what, |job| job.decisions.mended.extend(repairs), cx);
        }
        (Flow::Pass(at), Answer::Text(reason)) => {
            answering.reason.clone_from(&reason);
            let what =
                text("Baris {0} diloloskan: {1}", "Row {0} is passed: {1}").with([row_number(at), reason.clone()]);
            answering.decide(what, |job| _ = job.decisions.passed.insert(at, reason), cx);
        }
        (Flow::PassAll, Answer::Text(reason)) => {
            answering.reason.clone_from(&reason);
            let what = text("Diloloskan semua: {0}", "All passed: {0}").with([reason.clone()]);
            answering.decide(what, |job| job.reason = Some(reason), cx);
        }
        (Flow::Candidate(_), Answer::Chosen(n)) => {
            let count = answering.row().map_or(0, |row| row.candidates.len());
            mean(answering, (n < count).then_some(n), cx);
        }
        (Flow::Column(column), Answer::Chosen(n)) => {
            let field = n.checked_sub(1).and_then(|n| answering.review.fields.get(n)).map(|(name, _)| name.clone());
            read_as(answering, column, field.as_deref(), cx);
        }
        (Flow::Sheet, Answer::Chosen(n)) => {
            let sheet = n.checked_sub(1).and_then(|n| answering.review.sheets.get(n)).cloned();
            let what = match &sheet {
                Some(sheet) => text("Hanya lembar \"{0}\".", "Only the sheet \"{0}\".").with([sheet.clone()]),
                None => text("Semua lembar.", "Every sheet.").into(),
            };
            answering.decide(what, |job| job.sheet = sheet, cx);
        }
        (Flow::Absent(n), Answer::Chosen(choice)) => {
            if let Some(answer) = missing::answers(&answering.job.kind).get(choice) {
                set_absence(answering, n, *answer, cx);
            }
        }
        other => return Some(other),
    }
    None
}

/// The class that is seen, in words: for the top line.
pub(super) fn class_words(answering: &Answering, look: &Look) -> String {
    answering.class.map(|class| look.say(kind_of(class).word).to_owned()).unwrap_or_default()
}
