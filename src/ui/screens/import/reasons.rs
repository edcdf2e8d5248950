//! Why a key cannot be used now, in any part of a review.
//!
//! * **Owns** the sentences.
//! * **Imports** the review being answered.
//! * **Never** decides.

use super::answering::{Answering, Item, Part, is_passable};
use crate::base::words::{Text, text};
use crate::entity::KADER;
use crate::request::Class;
use crate::ui::keymap::Action;

/// Who is meant must be said by number.
pub(super) const ASK_WHO: Text =
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
