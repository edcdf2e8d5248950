//! One change for many records: which field, which value, how many; then the change, and a
//! reason where warnings come back. Deleting and restoring go the same way.

use std::collections::BTreeSet;

use super::filter::{typed_value, values};
use crate::base::id::{RecordId, Ticket};
use crate::base::money;
use crate::base::words::{Phrase, text};
use crate::entity::{Entity, Field, Kind, Problem, Value};
use crate::request::{Reply, Request};
use crate::ui::screen::{Answer, Cx};
use crate::ui::screens::ask::Ask;
use crate::ui::screens::choose::Choose;
use crate::ui::screens::confirm::Confirm;
use crate::ui::screens::find::Find;
use crate::ui::screens::told::Told;

/// What is done with many records.
#[derive(Clone)]
pub enum Deed {
    /// One field gets one value.
    Set(&'static Field, Value),
    /// Into the bin.
    Delete,
    /// Out of the bin.
    Restore,
}

/// For which records.
#[derive(Clone)]
pub struct Target {
    /// Their kind.
    pub entity: &'static Entity,
    /// Which.
    pub ids: Vec<RecordId>,
    /// The title where it is only one.
    pub title: String,
}

/// Where it stands.
pub enum ManyFlow {
    /// The field is being chosen.
    Field(Target, Vec<&'static Field>),
    /// The value is being chosen; the last one may be "empty".
    Values(Target, &'static Field, Vec<Value>),
    /// The record it shall point to is being found.
    Record(Target, &'static Field),
    /// The value is being typed.
    Typed(Target, &'static Field),
    /// The question is asked.
    Sure(Target, Deed),
    /// The store has it.
    Sent(Ticket, Target, Deed),
    /// Warnings came back and a reason is asked for.
    Reason(Target, Deed),
}

/// What became of a step.
pub enum Step<Flow = ManyFlow> {
    /// It goes on.
    On(Flow),
    /// It was done: the selection is no longer needed.
    Done,
    /// It was given up or refused; nothing changed.
    Over,
}

impl Target {
    /// "12 kader", or the record's own title where it is one.
    pub(in crate::ui::screens) fn words(&self, cx: &Cx) -> String {
        let kind = cx.desk.look.say(self.entity.label);
        match self.ids.len() {
            1 => format!("{kind} {}", self.title),
            n => format!("{} {kind}", money::show(i64::try_from(n).unwrap_or(i64::MAX))),
        }
    }
}

impl ManyFlow {
    /// Asks which field shall be changed.
    pub fn change(target: Target, cx: &mut Cx) -> ManyFlow {
        let fields: Vec<&'static Field> = target
            .entity
            .typed()
            .filter(|f| f.name != target.entity.title && !f.is_personal() && !matches!(f.kind, Kind::Note))
            .collect();
        let items = fields.iter().map(|field| cx.desk.look.say(field.label).to_owned()).collect();
        let title = text("Ubah isian mana dari {0}?", "Change which field of {0}?").with([target.words(cx)]);
        cx.push(Choose::one(title, items));
        ManyFlow::Field(target, fields)
    }

    /// Asks whether to delete.
    pub fn delete(target: Target, cx: &mut Cx) -> ManyFlow {
        let words = target.words(cx);
        cx.push(Confirm::new(
            text(
                "Hapus {0}? Masuk keranjang; dapat dipulihkan, atau dibatalkan dengan u.",
                "Delete {0}? Goes into the bin; can be restored, or undone with u.",
            )
            .with([words]),
        ));
        ManyFlow::Sure(target, Deed::Delete)
    }

    /// Restores at once: nothing can be lost by it.
    pub fn restore(target: Target, cx: &mut Cx) -> ManyFlow {
        ManyFlow::send(target, Deed::Restore, None, cx)
    }

    /// The ids it is about, for a look at what is still selected.
    pub fn hears(&self, ticket: Ticket) -> bool {
        matches!(self, ManyFlow::Sent(sent, ..) if *sent == ticket)
    }

    fn send(target: Target, deed: Deed, reason: Option<String>, cx: &mut Cx) -> ManyFlow {
        let (entity, ids) = (target.entity, target.ids.clone());
        let ticket = cx.ask(match &deed {
            Deed::Set(field, value) => Request::ChangeMany(entity, ids, field.name, value.clone(), reason),
            Deed::Delete => Request::DeleteMany(entity, ids),
            Deed::Restore => Request::RestoreMany(entity, ids),
        });
        ManyFlow::Sent(ticket, target, deed)
    }

    /// Goes on with an answer.
    pub fn answer(self, answer: Answer, cx: &mut Cx) -> Step {
        match (self, answer) {
            (ManyFlow::Field(target, fields), Answer::Chosen(n)) => match fields.get(n).copied() {
                Some(field) => Step::On(ManyFlow::ask_value(target, field, cx)),
                None => Step::Over,
            },
            (ManyFlow::Values(target, field, values), Answer::Chosen(n)) => {
                let value = values.into_iter().nth(n).unwrap_or(Value::Empty);
                Step::On(ManyFlow::ask_sure(target, field, value, cx))
            }
            (ManyFlow::Record(target, field), Answer::Picked(id, title)) => {
                Step::On(ManyFlow::ask_sure(target, field, Value::link(id, title), cx))
            }
            (ManyFlow::Typed(target, field), Answer::Text(typed)) => match typed_value(field, &typed, cx.desk) {
                Ok(value) => Step::On(ManyFlow::ask_sure(target, field, value, cx)),
                Err(words) => {
                    cx.warn(words);
                    Step::Over
                }
            },
            (ManyFlow::Sure(target, deed), Answer::Confirmed) => Step::On(ManyFlow::send(target, deed, None, cx)),
            (ManyFlow::Reason(target, deed), Answer::Text(reason)) => {
                Step::On(ManyFlow::send(target, deed, Some(reason), cx))
            }
            (sent @ ManyFlow::Sent(..), _) => Step::On(sent),
            _ => Step::Over,
        }
    }

    fn ask_value(target: Target, field: &'static Field, cx: &mut Cx) -> ManyFlow {
        let look = cx.desk.look;
        let title = text("{0} menjadi", "{0} becomes").with([look.say(field.label)]);
        if let Some(mut values) = values(&field.kind, &cx.desk.words) {
            let mut items: Vec<String> =
                values.iter().map(|value| field.kind.show(value, look.lang, &cx.desk.words)).collect();
            if !field.is_required() {
                values.push(Value::Empty);
                items.push(look.say(text("(kosongkan)", "(empty it)")).to_owned());
            }
            cx.push(Choose::one(title, items));
            return ManyFlow::Values(target, field, values);
        }
        match field.target() {
            Some(entity) => {
                cx.push(Find::pick(title, entity));
                ManyFlow::Record(target, field)
            }
            None => {
                let ask = Ask::new(title, field.help, "");
                cx.push(if field.is_required() { ask } else { ask.or_nothing() });
                ManyFlow::Typed(target, field)
            }
        }
    }

    fn ask_sure(target: Target, field: &'static Field, value: Value, cx: &mut Cx) -> ManyFlow {
        let look = cx.desk.look;
        let shown = match field.kind.show(&value, look.lang, &cx.desk.words) {
            shown if shown.is_empty() => look.say(text("(kosong)", "(empty)")).to_owned(),
            shown => shown,
        };
        let facts = [look.say(field.label).to_owned(), target.words(cx), shown];
        cx.push(Confirm::new(
            text(
                "Ubah {0} dari {1} menjadi \"{2}\"? Bisa dibatalkan dengan u.",
                "Change {0} of {1} to \"{2}\"? Can be undone with u.",
            )
            .with(facts),
        ));
        ManyFlow::Sure(target, Deed::Set(field, value))
    }

    /// Goes on with the store's reply.
    pub fn hear(self, reply: Reply, cx: &mut Cx) -> Step {
        let ManyFlow::Sent(_, target, deed) = self else { return Step::On(self) };
        match reply {
            Reply::Saved(saved) => {
                let count = money::show(i64::try_from(saved.count).unwrap_or(i64::MAX));
                cx.say(done_words(&deed).with([count]));
                cx.changed();
                Step::Done
            }
            Reply::Refused(problems) => refused(target, deed, &problems, cx),
            Reply::Conflict(conflict) => {
                cx.fail(
                    text(
                        "Baru saja diubah oleh {0}. Tidak ada yang berubah; ulangi.",
                        "Just changed by {0}. Nothing changed; try again.",
                    )
                    .with([conflict.actor.clone()]),
                );
                cx.changed();
                Step::Over
            }
            Reply::Trouble(trouble) => {
                let title = text("Tidak berhasil: {0}", "It failed: {0}").with([trouble.code]);
                cx.push(Told::new(title, vec![trouble.text, trouble.advice]));
                Step::Over
            }
            _ => Step::Over,
        }
    }
}

fn done_words(deed: &Deed) -> crate::base::words::Text {
    match deed {
        Deed::Set(..) => text("{0} catatan diubah (u batal)", "{0} records changed (u undoes)"),
        Deed::Delete => text("{0} catatan dihapus ke keranjang (u batal)", "{0} records into the bin (u undoes)"),
        Deed::Restore => text("{0} catatan dipulihkan (u batal)", "{0} records restored (u undoes)"),
    }
}

/// Warnings ask for a reason; an error is told in full and ends it.
fn refused(target: Target, deed: Deed, problems: &[Problem], cx: &mut Cx) -> Step {
    let lang = cx.desk.look.lang;
    let heaviest = problems.iter().max_by_key(|problem| problem.severity);
    let Some(problem) = heaviest else {
        cx.fail(text("Ditolak tanpa keterangan. Tidak ada yang berubah.", "Refused without a word. Nothing changed."));
        return Step::Over;
    };
    if problem.blocks() || !matches!(deed, Deed::Set(..)) {
        let mut paragraphs: Vec<Phrase> = Vec::new();
        for problem in problems.iter().take(3) {
            paragraphs.push(problem.text.clone());
            paragraphs.push(problem.advice.clone());
        }
        cx.push(Told::new(text("Ditolak; tidak ada yang berubah", "Refused; nothing changed"), paragraphs));
        return Step::Over;
    }
    let hint = text(
        "{0} peringatan. Yang terberat: {1} Isi alasan untuk tetap menyimpan, atau Esc.",
        "{0} warnings. The heaviest: {1} Give a reason to save nevertheless, or Esc.",
    )
    .with([problems.len().to_string(), problem.text.get(lang).into_owned()]);
    cx.push(Ask::new(text("Alasan", "Reason"), hint, ""));
    Step::On(ManyFlow::Reason(target, deed))
}

/// The records a deed is for: those selected, else the one under the cursor.
pub fn target(
    entity: &'static Entity,
    selected: &BTreeSet<RecordId>,
    current: Option<&crate::entity::Record>,
) -> Option<Target> {
    if selected.is_empty() {
        let record = current?;
        return Some(Target { entity, ids: vec![record.id], title: record.title() });
    }
    let only = current.filter(|record| selected.len() == 1 && selected.contains(&record.id));
    let title = only.map(crate::entity::Record::title).unwrap_or_default();
    Some(Target { entity, ids: selected.iter().copied().collect(), title })
}
