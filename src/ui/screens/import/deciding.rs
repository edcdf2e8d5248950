//! What a key decides about an import: rows, fields, desa, cells, candidates, columns, absences.
//!
//! * **Owns** which key leads to which decision or question, and what its answer means.
//! * **Imports** the review being answered, the panels.
//! * **Never** runs anything: a decision changes the job, and the job is planned anew.

use super::answering::{Answering, Item, Part, kind_of, toggle};
use super::mending::{Cell, Spelling, ask_mend, ask_repairs, mend, repair};
use super::reasons::ASK_WHO;
use super::{columns, missing};
use crate::base::words::{Phrase, Text, same, text};
use crate::request::{Absence, At, Class};
use crate::ui::keymap::Action;
use crate::ui::look::Look;
use crate::ui::screen::{Answer, Cx, Outcome};
use crate::ui::screens::ask::Ask;
use crate::ui::screens::choose::Choose;

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

/// The sheet's number of a row.
pub(super) fn row_number(at: At) -> String {
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
    answering.review.missing.get(n).map_or(Absence::Leave, |record| answering.absence(record))
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
