//! Drafts and carried values: nothing typed is lost, nothing is typed twice.
//!
//! * **Owns** when a draft is kept, its key, and what is carried to the next record.
//! * **Imports** the sheet, the words between screens and store, the settings.
//! * **Never** keeps a draft of what was not typed.

use std::collections::BTreeMap;
use std::time::Duration;

use super::sheet::Input;
use super::{Asked, Form, Opening, Purpose};
use crate::base::date;
use crate::base::id::{RecordId, Ticket};
use crate::base::words::{Phrase, text};
use crate::entity::{Entity, Kind, Link, Record, Severity, Value};
use crate::request::{Draft, Request};
use crate::ui::look::Look;
use crate::ui::screen::{Cx, Desk};

/// At the latest so long after a letter its draft is kept.
const SOON: Duration = Duration::from_millis(1500);

/// When and under which key the draft of a form is kept.
pub struct Keeping {
    base: String,
    key: String,
    /// Drafts under this key are somebody's waiting work until it is known that there are none.
    kept: Option<BTreeMap<String, String>>,
    wake: Option<Ticket>,
}

impl Keeping {
    /// Of a new record.
    pub fn new(entity: &Entity) -> Self {
        let base = format!("{}:new", entity.name);
        Keeping { key: base.clone(), base, kept: None, wake: None }
    }

    /// Of a stored record.
    pub fn of_record(&mut self, entity: &Entity, id: RecordId) {
        self.base = format!("{}:{id}", entity.name);
        self.key.clone_from(&self.base);
    }

    /// Of a draft that is gone on with.
    pub fn of_draft(&mut self, draft: &Draft) {
        self.base.clone_from(&draft.key);
        self.key.clone_from(&draft.key);
        self.kept = Some(BTreeMap::new());
    }

    /// Chooses a key that no waiting draft has: going on with another one must stay possible.
    pub fn choose_key(&mut self, waiting: &[Draft]) {
        let taken = |key: &str| waiting.iter().any(|draft| draft.key == key);
        if self.kept.is_none() && taken(&self.base) {
            let free = (2..).map(|n| format!("{}.{n}", self.base)).find(|key| !taken(key));
            self.key = free.unwrap_or_else(|| self.base.clone());
        }
    }

    /// Another screen may keep a draft under this key too; it is dropped with this form.
    pub fn shared(&mut self) {
        self.kept.get_or_insert_default();
    }

    /// True where this wake-up is the one waited for.
    pub fn woken(&mut self, ticket: Ticket) -> bool {
        let mine = self.wake == Some(ticket);
        if mine {
            self.wake = None;
        }
        mine
    }
}

impl Form {
    /// The draft, where something was typed.
    pub(super) fn drafted(&self, look: &Look, actor: &str) -> Option<Draft> {
        self.sheet.is_changed().then(|| self.drafted_anyway(look, actor))
    }

    /// The draft of the form as it stands.
    pub(super) fn drafted_anyway(&self, look: &Look, actor: &str) -> Draft {
        let mut fields = BTreeMap::new();
        for input in &self.sheet.inputs {
            let name = self.sheet.name(input);
            let typed = match input.field.kind {
                Kind::Note => input.value.as_text().to_owned(),
                _ => input.line.text(),
            };
            if input.is_blank() && input.start.is_empty() {
                continue;
            }
            if let (Some(link), false) = (input.value.as_link(), input.typed) {
                fields.insert(format!("#{name}"), link.id.to_string());
            }
            fields.insert(name, typed);
        }
        if let Some(post) = self.sheet.parts.get(1).map(|part| &part.record).filter(|record| record.id.is_stored()) {
            fields.insert("##".to_owned(), format!("{} {}", post.id, post.version));
        }
        let first = self.sheet.parts.first().map(|part| &part.record);
        let about = self.replaced.as_deref().or(first);
        Draft {
            key: self.keeping.key.clone(),
            entity: self.sheet.entity.name.to_owned(),
            record: about.filter(|record| record.id.is_stored()).map_or(0, |record| record.id.0),
            version: about.map_or(0, |record| record.version),
            fields,
            title: self.draft_title(look),
            time: String::new(),
            actor: actor.to_owned(),
        }
    }

    fn draft_title(&self, look: &Look) -> String {
        let label = look.say(self.sheet.entity.label);
        let subject = self.subject();
        let phrase: Phrase = match self.purpose {
            Purpose::Replace => {
                let who = self.replaced.as_ref().map(|post| post.title()).unwrap_or_default();
                text("{0}: {1}", "{0}: {1}").with([label.to_owned(), who])
            }
            Purpose::Edit => text("Ubah {0}: {1}", "Edit {0}: {1}").with([label.to_owned(), subject]),
            Purpose::New | Purpose::Pick => text("{0} baru: {1}", "New {0}: {1}").with([label.to_owned(), subject]),
        };
        phrase.get(look.lang).into_owned()
    }

    /// The words that name the record so far.
    pub(super) fn subject(&self) -> String {
        let input = self.sheet.inputs.iter().find(|i| i.part == 0 && i.field.name == self.sheet.entity.title);
        input.map(|input| input.line.text()).unwrap_or_default()
    }

    /// Keeps the draft now, where it differs from what is kept.
    pub(super) fn keep(&mut self, cx: &mut Cx) {
        let Some(draft) = self.drafted(&cx.desk.look, &cx.desk.actor) else { return };
        if self.keeping.kept.as_ref() != Some(&draft.fields) {
            self.keeping.kept = Some(draft.fields.clone());
            cx.ask(Request::KeepDraft(draft));
        }
    }

    /// Keeps the draft a moment from now, unless that is already arranged.
    pub(super) fn keep_soon(&mut self, cx: &mut Cx) {
        if self.keeping.wake.is_none() {
            self.keeping.wake = Some(cx.wake(SOON));
        }
    }

    /// The work is saved or thrown away: no draft of it waits any more.
    pub(super) fn drop_draft(&mut self, cx: &mut Cx) {
        self.keeping.wake = None;
        if self.keeping.kept.take().is_some() {
            cx.ask(Request::DropDraft(self.keeping.key.clone()));
        }
    }

    pub(super) fn ask_drafts(&mut self, cx: &mut Cx) {
        let ticket = cx.ask(Request::Drafts);
        self.asked.insert(ticket, Asked::Drafts);
    }

    /// Types the draft again.
    pub(super) fn put_draft(&mut self, draft: &Draft, cx: &mut Cx) {
        for (name, typed) in &draft.fields {
            let Some(at) = self.sheet.at(name) else { continue };
            let id = draft.fields.get(&format!("#{name}")).and_then(|id| id.parse().ok()).map(RecordId);
            let Some(input) = self.sheet.inputs.get_mut(at) else { continue };
            match (input.field.kind, id) {
                (Kind::Note, _) => {
                    input.value = Value::from(typed.as_str());
                    input.visited = true;
                }
                (Kind::Link(_), Some(id)) => {
                    let start = std::mem::take(&mut input.start);
                    input.put(Value::link(id, typed.as_str()), cx.desk);
                    input.start = start;
                    input.visited = true;
                }
                _ if input.line.text() == *typed => {}
                _ => {
                    input.unhide();
                    input.line.set(typed);
                    input.touch();
                    self.read_typed(at, cx);
                }
            }
        }
        self.ask_links(cx);
        self.sheet.judge(cx.desk);
    }

    fn read_typed(&mut self, at: usize, cx: &mut Cx) {
        let is_link = self.sheet.inputs.get(at).is_some_and(|input| matches!(input.field.kind, Kind::Link(_)));
        if is_link {
            self.look_up(at, super::Narrowed::Yes, cx);
        }
        self.read_left(at, cx);
    }

    /// The record of a draft came: the draft is typed over it. Where the file holds a newer
    /// version, saving shows both.
    pub(super) fn resume_on(&mut self, record: &Record, cx: &mut Cx) {
        let Some(Opening::Draft(draft)) = self.opening.take() else { return };
        if self.purpose == Purpose::Replace {
            self.replaced = Some(Box::new(record.clone()));
            self.put_draft(&draft, cx);
            return;
        }
        self.sheet.load(0, record, cx.desk);
        if let Some(part) = self.sheet.parts.first_mut() {
            part.record.version = draft.version;
        }
        self.put_draft(&draft, cx);
        self.ask_post(cx);
    }

    /// The record of a draft is gone: what was typed becomes a new record.
    pub(super) fn resume_without(&mut self, cx: &mut Cx) {
        let Some(Opening::Draft(draft)) = self.opening.take() else { return };
        if self.purpose == Purpose::Replace {
            cx.warn(text("Jabatan yang diganti sudah tidak ada.", "The post to be replaced is gone."));
            self.drop_draft(cx);
            cx.close(crate::ui::screen::Answer::None);
            return;
        }
        self.purpose = Purpose::New;
        self.put_draft(&draft, cx);
        self.trouble = Some((
            Severity::Warning,
            text("Catatan asalnya sudah tidak ada.", "The record it belonged to is gone.").into(),
            text("Menyimpan isian ini membuat catatan baru.", "Saving makes a new record.").into(),
        ));
    }

    /// The setting in which a carried value is remembered.
    fn setting(&self, at: usize) -> Option<String> {
        let input = self.sheet.inputs.get(at).filter(|input| input.field.is_carried())?;
        Some(format!("ulang.{}.{}", self.sheet.entity.name, self.sheet.name(input)))
    }

    /// A carried value as it was remembered last.
    pub(super) fn remembered(&self, at: usize, desk: &Desk) -> Option<Value> {
        unpack(desk.settings.get(&self.setting(at)?)?)
    }

    /// Puts the carried values of the last record into blank inputs. Under another parent than
    /// last time, what belonged to that parent (links, dates) is left out. So is a seat that only
    /// one may hold: the person before has just taken it.
    pub(super) fn put_carried(&mut self, desk: &Desk) {
        let elsewhere = (0..self.sheet.inputs.len()).any(|at| {
            let input = self.sheet.inputs.get(at);
            let held = input.and_then(|input| input.value.as_link());
            let last = self.remembered(at, desk);
            matches!((held, last.as_ref().and_then(Value::as_link)), (Some(now), Some(then)) if now.id != then.id)
        });
        for at in 0..self.sheet.inputs.len() {
            let Some(value) = self.remembered(at, desk) else { continue };
            let Some(input) = self.sheet.inputs.get_mut(at).filter(|input| input.is_blank()) else { continue };
            if elsewhere && matches!(input.field.kind, Kind::Link(_) | Kind::Date) {
                continue;
            }
            let taken = match input.field.kind {
                Kind::List(list) => desk.words.item(list, value.as_text()).is_some_and(|word| word.single),
                _ => false,
            };
            if !taken {
                carry(input, value, desk);
            }
        }
    }

    /// Remembers the carried values of the record just saved, in the settings too.
    pub(super) fn remember_carried(&mut self, cx: &mut Cx) {
        for at in 0..self.sheet.inputs.len() {
            let Some(key) = self.setting(at) else { continue };
            let value = self.sheet.inputs.get(at).map(|input| pack(&input.value)).unwrap_or_default();
            if cx.desk.settings.get(&key).unwrap_or_default() != value {
                cx.desk.settings.set(key.clone(), value.clone());
                cx.ask(Request::Remember(key, value));
            }
        }
    }

    /// What is carried, for the top line: "ulang: Posyandu, SK".
    pub(super) fn carried_facts(&self, look: &Look) -> String {
        let carried: Vec<&str> = self
            .sheet
            .inputs
            .iter()
            .filter(|input| input.carried && !input.is_blank())
            .map(|input| look.say(input.field.heading()))
            .collect();
        if carried.is_empty() {
            return String::new();
        }
        format!("{} {}", look.say(text("ulang:", "carried:")), carried.join(", "))
    }
}

/// Puts the value of the record before.
fn carry(input: &mut Input, value: Value, desk: &Desk) {
    input.put(value.clone(), desk);
    input.start = value;
    input.carried = true;
}

/// A value as a setting keeps it.
fn pack(value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Text(text) => format!("t{text}"),
        Value::Date(day) => format!("d{}", date::iso(*day)),
        Value::Int(number) => format!("n{number}"),
        Value::Link(link) => format!("l{} {}", link.id, link.title),
    }
}

/// The value of a setting; `None` where it holds none.
fn unpack(packed: &str) -> Option<Value> {
    let mut chars = packed.chars();
    let sort = chars.next()?;
    let rest = chars.as_str();
    match sort {
        't' => Some(Value::from(rest)),
        'd' => rest.parse().ok().map(Value::Date),
        'n' => rest.parse().ok().map(Value::Int),
        'l' => {
            let (id, title) = rest.split_once(' ')?;
            Some(Value::Link(Link { id: RecordId(id.parse().ok()?), title: title.to_owned() }))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_comes_back_from_its_setting() {
        let day = Value::Date(crate::base::date::Date::constant(2026, 1, 12));
        for value in [Value::from("sosial"), day, Value::Int(-3), Value::link(RecordId(7), "Melati 2 : x")] {
            assert_eq!(unpack(&pack(&value)), Some(value));
        }
        assert_eq!(unpack(""), None);
        assert_eq!(unpack("l17"), None);
        assert_eq!(unpack("d2026-13-45"), None);
    }
}
