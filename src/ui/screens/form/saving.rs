//! Saving: from the sheet to a batch, and what each reply does.
//!
//! * **Owns** the batch of a form, and the keys typed while it is under way.
//! * **Imports** the sheet, the words between screens and store, the panels.
//! * **Never** takes a refusal for an end: whatever comes back, the form stays as typed until the
//!   record is in the file.

use super::panels::Reason;
use super::sheet::Sheet;
use super::{Asking, Form, Purpose};
use crate::base::id::Ticket;
use crate::base::words::{Phrase, text};
use crate::entity::{Kind, Problem, Record, Severity, Value, ganti, hint};
use crate::request::{Act, Batch, Change, Conflict, Reply, Request, Saved};
use crate::ui::keymap::{Action, FORM, Press};
use crate::ui::screen::{Answer, Cx};
use crate::ui::screens::conflict;

/// What follows a saved record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum After {
    /// The form closes.
    #[default]
    Close,
    /// The next blank.
    Next,
}

/// How far saving is.
#[derive(Debug, Default, PartialEq)]
enum Stage {
    #[default]
    Idle,
    /// Asked for while look-ups are under way.
    Lookups,
    /// Sent to the store.
    Sent(Ticket),
    /// A word for the list of an input was sent to the store.
    Word(Ticket, usize, String),
}

/// A key that came while saving was under way.
enum Queued {
    Text(char),
    Paste(String),
    Action(Action),
}

/// Saving under way, and what was typed meanwhile.
#[derive(Default)]
pub struct Saving {
    stage: Stage,
    after: After,
    reason: Option<String>,
    queue: Vec<Queued>,
}

impl Saving {
    /// True while keys have to wait.
    pub fn is_busy(&self) -> bool {
        self.stage != Stage::Idle
    }

    /// The ticket waited for.
    pub fn ticket(&self) -> Option<Ticket> {
        match self.stage {
            Stage::Sent(ticket) | Stage::Word(ticket, ..) => Some(ticket),
            Stage::Idle | Stage::Lookups => None,
        }
    }

    /// Keeps an action for afterwards.
    pub fn queue_action(&mut self, action: Action) {
        self.queue.push(Queued::Action(action));
    }

    /// Keeps a letter for afterwards.
    pub fn queue_text(&mut self, c: char) {
        self.queue.push(Queued::Text(c));
    }

    /// Keeps a paste for afterwards.
    pub fn queue_paste(&mut self, block: &str) {
        self.queue.push(Queued::Paste(block.to_owned()));
    }

    /// Saving that waits for look-ups does not take place.
    pub fn give_up(&mut self) {
        if self.stage == Stage::Lookups {
            self.stage = Stage::Idle;
        }
    }
}

impl Form {
    /// Saves, now or as soon as the last look-up came back.
    pub(super) fn save(&mut self, after: After, cx: &mut Cx) {
        self.leave(cx);
        self.saving.after = after;
        self.saving.reason = None;
        self.trouble = None;
        if self.sheet.inputs.iter().any(|input| input.waits) {
            self.saving.stage = Stage::Lookups;
            return;
        }
        self.send(cx);
    }

    /// A look-up came back; if saving waited for the last one, it goes on.
    pub(super) fn go_on_saving(&mut self, cx: &mut Cx) {
        if self.saving.stage == Stage::Lookups && !self.sheet.inputs.iter().any(|input| input.waits) {
            self.saving.stage = Stage::Idle;
            self.send(cx);
            self.replay_if_idle(cx);
        }
    }

    /// Saves again, the reason given.
    pub(super) fn save_with_reason(&mut self, reason: String, cx: &mut Cx) {
        self.saving.reason = Some(reason);
        self.send(cx);
    }

    fn send(&mut self, cx: &mut Cx) {
        if let Some(at) = self.sheet.judge_all(cx.desk) {
            self.at = at;
            self.drop_queue(cx);
            let count = self.sheet.inputs.iter().filter(|input| input.is_wrong()).count();
            cx.fail(
                text("Belum disimpan: {0} isian bertanda x.", "Not saved: {0} fields marked x.")
                    .with([count.to_string()]),
            );
            return;
        }
        if let Some(at) = self.sheet.point_at_blank().filter(|_| self.saving.reason.is_none()) {
            self.at = at;
            self.drop_queue(cx);
            cx.warn(text(
                "Belum disimpan: lengkapi isian ini, atau simpan lagi dengan alasan.",
                "Not saved: complete this field, or save again with a reason.",
            ));
            return;
        }
        let changes: Vec<Change> = self.records().into_iter().map(Change::Put).collect();
        if changes.is_empty() {
            self.drop_draft(cx);
            cx.say(text("Tidak ada yang berubah.", "Nothing changed."));
            cx.close(Answer::None);
            return;
        }
        let batch = Batch {
            act: match self.purpose {
                Purpose::Edit => Act::Edit,
                Purpose::New | Purpose::Pick => Act::Add,
                Purpose::Replace => Act::Replace,
            },
            subject: self.saved_subject(),
            origin: "layar".to_owned(),
            changes,
            reason: self.saving.reason.clone(),
        };
        self.saving.stage = Stage::Sent(cx.ask(Request::Save(batch)));
    }

    /// The records to be written.
    fn records(&self) -> Vec<Record> {
        if let (Some(post), Some(filled)) = (&self.replaced, self.sheet.record(0)) {
            return ganti::records(post, &filled);
        }
        let written = (0..self.sheet.parts.len()).filter(|part| self.sheet.is_written(*part));
        written.filter_map(|part| self.sheet.record(part)).collect()
    }

    /// The words of the history and of the notice.
    fn saved_subject(&self) -> String {
        match (&self.replaced, self.sheet.record(0)) {
            (Some(post), Some(filled)) => ganti::subject(post, &filled),
            _ => self.subject(),
        }
    }

    /// The store answered.
    pub(super) fn on_saved(&mut self, reply: Reply, cx: &mut Cx) {
        let stage = std::mem::take(&mut self.saving.stage);
        match (stage, reply) {
            (Stage::Word(_, at, name), Reply::Saved(_)) => self.word_saved(at, &name, cx),
            (_, Reply::Saved(saved)) => return self.saved(&saved, cx),
            (_, Reply::Refused(problems)) => self.refused(problems, cx),
            (_, Reply::Conflict(conflict)) => self.conflict(&conflict, cx),
            (_, Reply::Trouble(trouble)) => {
                let sentence = text("{0} ({1})", "{0} ({1})")
                    .with([trouble.text.get(cx.desk.look.lang).into_owned(), trouble.code.to_owned()]);
                cx.fail(sentence.clone());
                self.trouble = Some((Severity::Error, sentence, trouble.advice));
            }
            (_, Reply::Gone) => {
                self.trouble = Some((
                    Severity::Error,
                    text("Catatan ini sudah dihapus orang lain.", "Somebody deleted this record.").into(),
                    text(
                        "Pulihkan dari tempat sampah, lalu simpan lagi. Ketikan tetap di sini.",
                        "Restore it from the bin, then save again. What you typed stays here.",
                    )
                    .into(),
                ));
            }
            _ => {}
        }
        self.drop_queue(cx);
    }

    fn saved(&mut self, saved: &Saved, cx: &mut Cx) {
        let subject = self.saved_subject();
        self.remember_carried(cx);
        self.drop_draft(cx);
        cx.changed();
        cx.say(text("Disimpan: {0}", "Saved: {0}").with([subject.clone()]));
        if self.saving.after == After::Next && self.purpose == Purpose::New {
            self.next_blank(cx);
            return;
        }
        let entity = self.sheet.entity;
        let own = self.sheet.parts.first().map(|part| part.record.id).filter(|id| id.is_stored());
        let id = match self.purpose {
            Purpose::Replace => saved.records.last().map(|(_, id, _)| *id),
            _ => own.or_else(|| saved.records.iter().find(|(e, ..)| *e == entity).map(|(_, id, _)| *id)),
        };
        cx.close(match (self.purpose, id) {
            (_, None) => Answer::None,
            (Purpose::Pick, Some(id)) => Answer::Picked(id, subject),
            (_, Some(id)) => Answer::Saved(id),
        });
    }

    /// The next blank, with what is carried; then what was typed ahead.
    fn next_blank(&mut self, cx: &mut Cx) {
        let blank = Sheet::new(self.sheet.entity);
        let old = std::mem::replace(&mut self.sheet, blank);
        self.before = old.inputs.iter().map(|input| input.value.clone()).collect();
        for (input, before) in self.sheet.inputs.iter_mut().zip(&self.before) {
            if input.field.is_carried() && !before.is_empty() {
                input.put(before.clone(), cx.desk);
                input.start = before.clone();
                input.carried = true;
            }
        }
        self.sheet.defaults(cx.desk);
        self.at = 0;
        self.top = 0;
        self.ask_links(cx);
        let known = |at: &usize| self.sheet.inputs.get(*at).is_some_and(|input| input.value.as_link().is_some());
        self.linked.retain(|at, _| known(at));
        self.replay_if_idle(cx);
    }

    /// Types what was typed while keys had to wait.
    fn replay_if_idle(&mut self, cx: &mut Cx) {
        use crate::ui::screen::Screen;
        if self.saving.is_busy() {
            return;
        }
        for queued in std::mem::take(&mut self.saving.queue) {
            let _ = match queued {
                Queued::Text(c) if self.takes(c) => self.on_text(c, cx),
                Queued::Text(c) => match FORM.resolve(Press::char(c)) {
                    Some(binding) => self.on_action(binding.action, cx),
                    None => continue,
                },
                Queued::Paste(block) => self.on_paste(&block, cx),
                Queued::Action(action) => self.on_action(action, cx),
            };
        }
    }

    /// What was typed for the next record must not fall into this one.
    fn drop_queue(&mut self, cx: &mut Cx) {
        let typed = self.saving.queue.iter().any(|queued| !matches!(queued, Queued::Action(_)));
        self.saving.queue.clear();
        if typed {
            cx.warn(text(
                "Belum disimpan; ketikan sesudahnya tidak dipakai. Betulkan dulu.",
                "Not saved; what was typed after it was not used. Mend this first.",
            ));
        }
    }

    fn refused(&mut self, problems: Vec<Problem>, cx: &mut Cx) {
        let may_pass = !problems.is_empty() && problems.iter().all(|problem| !problem.blocks());
        self.sheet.refused(problems.clone(), cx.desk);
        if let Some(at) = self.sheet.first_blocked() {
            self.at = at;
        }
        if may_pass {
            self.asking = Asking::Reason;
            cx.push(Reason::new(problems));
            return;
        }
        if let Some(problem) = problems.into_iter().max_by_key(|problem| problem.severity) {
            cx.fail(problem.text);
        }
    }

    fn conflict(&mut self, conflict: &Conflict, cx: &mut Cx) {
        let part = self.sheet.parts.iter().position(|part| part.record.entity == conflict.theirs.entity);
        let mine = part.and_then(|part| self.sheet.record(part));
        let base = part.and_then(|part| self.sheet.parts.get(part)).map(|part| part.record.clone());
        if let (Some(mine), Some(base)) = (mine, base) {
            self.asking = Asking::Conflict;
            cx.push(conflict::Choose::new(mine, &base, conflict, cx.desk));
        } else if let Some(post) = self.replaced.as_mut() {
            **post = conflict.theirs.clone();
            self.trouble = Some((
                Severity::Warning,
                text("{0} mengubah jabatan ini lebih dulu.", "{0} changed this post first.")
                    .with([conflict.actor.clone()]),
                text("Periksa, lalu simpan lagi.", "Check it, then save again.").into(),
            ));
        }
    }

    /// What was chosen after a conflict is saved over the version of the other person.
    pub(super) fn save_over(&mut self, chosen: &Record, cx: &mut Cx) {
        let part = self.sheet.parts.iter().position(|part| part.record.entity == chosen.entity);
        let Some(part) = part else { return };
        if let Some(own) = self.sheet.parts.get_mut(part) {
            own.record.version = chosen.version;
        }
        for input in self.sheet.inputs.iter_mut().filter(|input| input.part == part) {
            let value = chosen.get(input.field.name).clone();
            if value != input.value {
                let start = std::mem::take(&mut input.start);
                input.put(value, cx.desk);
                input.start = start;
            }
        }
        self.ask_links(cx);
        self.send(cx);
    }

    /// Adds a word to the list of an input.
    pub(super) fn save_word(&mut self, at: usize, name: &str, cx: &mut Cx) {
        let Some(Kind::List(list)) = self.sheet.inputs.get(at).map(|input| input.field.kind) else { return };
        let record = hint::word(list, name);
        let code = record.text("kode").to_owned();
        let batch = Batch {
            act: Act::Add,
            subject: name.to_owned(),
            origin: "layar".to_owned(),
            changes: vec![Change::Put(record)],
            reason: None,
        };
        let ticket = cx.ask(Request::Save(batch));
        self.saving.stage = Stage::Word(ticket, at, format!("{code}\t{name}"));
    }

    fn word_saved(&mut self, at: usize, word: &str, cx: &mut Cx) {
        let (code, name) = word.split_once('\t').unwrap_or((word, word));
        cx.say(text("Ditambahkan ke daftar: {0}", "Added to the list: {0}").with([name.to_owned()]));
        if let Some(input) = self.sheet.inputs.get_mut(at) {
            input.put(Value::from(code), cx.desk);
            // The list itself arrives a moment later.
            input.line.set(name);
            self.after_change(at, cx);
            self.go(at + 1, cx);
        }
        self.replay_if_idle(cx);
    }
}

/// The words of a trouble or problem, for one line of the form.
pub fn sentence(said: &Phrase, advice: &Phrase, lang: crate::base::words::Lang) -> String {
    format!("{} {}", said.get(lang), advice.get(lang)).trim().to_owned()
}
