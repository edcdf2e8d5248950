//! Saving a grid: one batch, and what each reply does.
//!
//! * **Owns** the batch of a grid and the checks on the way to it.
//! * **Imports** the pending cells, the words between screens and store, the panel for a reason.
//! * **Never** takes a refusal for an end: whatever comes back, the cells stay as typed until they
//!   are in the file.

use super::{Asked, Asking, GridScreen};
use crate::base::id::{RecordId, Ticket};
use crate::base::money;
use crate::base::words::text;
use crate::entity::{Field, Problem};
use crate::request::{Act, Batch, Change, Reply, Request, Saved};
use crate::ui::screen::Cx;
use crate::ui::screens::form::panels::Reason;
use crate::ui::widgets::grid::Grid;

/// How far saving is.
#[derive(Default)]
pub(super) enum Saving {
    #[default]
    Idle,
    /// Asked for while records are looked for by name.
    Lookups,
    /// Sent: the grid as it was then, its changes, and the row of each.
    Sent(Ticket, Box<Grid>, Vec<Change>, Vec<RecordId>),
    /// Refused: where is being asked.
    Where(Ticket, Vec<RecordId>),
}

impl Saving {
    /// The ticket waited for.
    pub(super) fn ticket(&self) -> Option<Ticket> {
        match self {
            Saving::Sent(ticket, ..) | Saving::Where(ticket, _) => Some(*ticket),
            Saving::Idle | Saving::Lookups => None,
        }
    }
}

fn number(n: usize) -> String {
    money::show(i64::try_from(n).unwrap_or(i64::MAX))
}

impl GridScreen {
    /// Asks the store's checks about these rows.
    pub(super) fn check(&mut self, rows: Vec<RecordId>, cx: &mut Cx) {
        let ids: Vec<RecordId> = rows.into_iter().filter(|id| self.grid.row(*id).is_some()).collect();
        let (changes, of) = self.grid.changes_of(&ids, cx.desk);
        if changes.is_empty() {
            return;
        }
        let ticket = cx.ask(Request::Check(self.batch(changes, None)));
        self.asked.insert(ticket, Asked::Checked(of));
    }

    fn batch(&self, changes: Vec<Change>, reason: Option<String>) -> Batch {
        let fresh = self.grid.rows().all(|(id, _)| !id.is_stored());
        let mut columns: Vec<&'static Field> = Vec::new();
        for (_, row) in self.grid.rows() {
            let named = row.cells.keys().filter_map(|name| self.entity.field(name));
            for field in named {
                if !columns.iter().any(|known| known.name == field.name) {
                    columns.push(field);
                }
            }
        }
        let label = self.entity.label.id;
        let subject = match (self.grid.rows().next(), columns.as_slice()) {
            (Some((_, row)), _) if self.grid.rows().count() == 1 && !row.base.title().is_empty() => row.base.title(),
            (_, columns @ [_, ..]) if columns.len() <= 3 && !fresh => {
                let labels: Vec<&str> = columns.iter().map(|field| field.label.id).collect();
                format!("{label}: {}", labels.join(", "))
            }
            _ => label.to_owned(),
        };
        let act = if fresh { Act::Add } else { Act::EditMany };
        Batch { act, subject, origin: "layar, isi tabel".to_owned(), changes, reason }
    }

    /// Saves all that is pending, now or as soon as every name was found.
    pub(super) fn save(&mut self, cx: &mut Cx) {
        self.take(cx);
        if self.saving.ticket().is_some() {
            cx.say(text("Sedang disimpan ...", "Being saved ..."));
            return;
        }
        if self.grid.is_empty() {
            cx.say(text("Tidak ada yang berubah.", "Nothing changed."));
        } else if self.grid.waits() {
            self.saving = Saving::Lookups;
        } else {
            self.send(None, cx);
        }
    }

    /// A name was found; if saving waited for the last one, it goes on.
    pub(super) fn go_on_saving(&mut self, cx: &mut Cx) {
        if matches!(self.saving, Saving::Lookups) && !self.grid.waits() {
            self.saving = Saving::Idle;
            self.send(None, cx);
        }
    }

    pub(super) fn send(&mut self, reason: Option<String>, cx: &mut Cx) {
        if self.grid.wrong() > 0 {
            self.go_to_wrong(cx);
            return;
        }
        let (changes, of) = self.grid.changes(cx.desk);
        let ticket = cx.ask(Request::Save(self.batch(changes.clone(), reason)));
        self.saving = Saving::Sent(ticket, Box::new(self.grid.clone()), changes, of);
    }

    pub(super) fn heard_save(&mut self, reply: Reply, cx: &mut Cx) {
        match (std::mem::take(&mut self.saving), reply) {
            (Saving::Sent(_, sent, changes, of), Reply::Saved(saved)) => self.saved((&sent, &changes, &of), &saved, cx),
            (Saving::Sent(_, _, changes, of), Reply::Refused(problems)) => self.refused(changes, of, problems, cx),
            (_, Reply::Conflict(conflict)) => {
                let row = self.grid.conflict(&conflict, cx.desk);
                cx.fail(
                    text(
                        "{0} baru saja mengubah {1}. Belum ada yang disimpan; periksa tanda !, lalu Ctrl+S lagi.",
                        "{0} has just changed {1}. Nothing is saved; look at the ! marks, then Ctrl+S again.",
                    )
                    .with([conflict.actor.clone(), conflict.theirs.title()]),
                );
                if let Some(id) = row {
                    self.go_to(id, None, cx);
                }
            }
            (Saving::Where(_, of), Reply::Checked(problems)) => {
                let passable = problems.iter().all(|(_, problem)| !problem.blocks());
                let said: Vec<Problem> = problems.iter().map(|(_, problem)| problem.clone()).collect();
                self.grid.checked(&of, problems);
                let gone = self.grid.drop_gone();
                if !gone.is_empty() {
                    cx.fail(
                        text(
                            "Sudah dihapus orang lain, jadi tidak disimpan: {0}. Ctrl+S menyimpan yang lain.",
                            "Deleted by somebody else, so not saved: {0}. Ctrl+S saves the others.",
                        )
                        .with([gone.join(", ")]),
                    );
                } else if !passable {
                    self.go_to_wrong(cx);
                } else if !said.is_empty() {
                    self.asking = Asking::Reason;
                    cx.push(Reason::new(said));
                }
            }
            (_, Reply::Trouble(trouble)) => {
                let words =
                    format!("{} ", trouble.text.get(cx.desk.look.lang)) + &trouble.advice.get(cx.desk.look.lang);
                cx.fail(text("{0} ({1})", "{0} ({1})").with([words, trouble.code.to_owned()]));
            }
            _ => {}
        }
    }

    /// Warnings and errors come back without their rows: the checks are asked where they stand.
    fn refused(&mut self, changes: Vec<Change>, of: Vec<RecordId>, problems: Vec<Problem>, cx: &mut Cx) {
        if let Some(problem) = problems.into_iter().max_by_key(|problem| problem.severity) {
            cx.fail(problem.text);
        }
        let ticket = cx.ask(Request::Check(self.batch(changes, None)));
        self.saving = Saving::Where(ticket, of);
    }

    fn saved(&mut self, (sent, changes, of): (&Grid, &[Change], &[RecordId]), saved: &Saved, cx: &mut Cx) {
        self.grid.saved(sent, of, changes, saved);
        let left = |grid: &Grid, id: RecordId| grid.row(id).is_none();
        let grid = &self.grid;
        self.fresh.retain(|record| !(sent.row(record.id).is_some() && left(grid, record.id)));
        self.at_fresh = self.at_fresh.map(|_| self.fresh.len().saturating_sub(1));
        self.ensure_blank(cx.desk);
        if self.grid.is_empty() {
            self.drop_draft(cx);
        } else {
            self.keep_soon(cx);
        }
        cx.changed();
        cx.say(
            text(
                "{0} catatan disimpan (u di daftar membatalkan semuanya)",
                "{0} records saved (u in the list undoes all)",
            )
            .with([number(saved.count)]),
        );
    }

    /// Says how much is wrong and goes to the first of it.
    fn go_to_wrong(&mut self, cx: &mut Cx) {
        let order: Vec<RecordId> = self.all_rows().map(|record| record.id).collect();
        let wrong = self.grid.first_wrong(&order, self.feed.table.columns());
        cx.fail(
            text(
                "Belum disimpan: {0} baris bertanda x. Betulkan, atau Ctrl+X di sel itu, lalu Ctrl+S lagi.",
                "Not saved: {0} rows marked x. Mend them, or Ctrl+X in the cell, then Ctrl+S again.",
            )
            .with([number(self.grid.wrong_rows())]),
        );
        if let Some((id, column)) = wrong {
            self.go_to(id, column, cx);
        }
    }

    /// Puts the cursor on a row, and on a column where one is meant.
    pub(super) fn go_to(&mut self, id: RecordId, column: Option<usize>, cx: &mut Cx) {
        if let Some(n) = self.fresh.iter().position(|record| record.id == id) {
            self.at_fresh = Some(n);
        } else {
            self.at_fresh = None;
            if !self.feed.go_held(id, cx) {
                self.feed.find(id, cx);
            }
        }
        if let Some(column) = column {
            self.feed.table.go(column);
        }
    }
}
