//! Drafts of a grid: what was typed into cells outlives a lost line.
//!
//! * **Owns** the key of a grid's draft, when it is kept, and how cells become its fields.
//! * **Imports** the pending cells, the words between screens and store.
//! * **Never** keeps a draft of what was not typed.
//!
//! A cell is kept as `17.no_hp`; `17.#posyandu` is the record a link points to, `17.#!nik` says
//! that nobody has revealed the number, `17.##` is the version of the record, so that saving tells
//! where somebody else came first. New rows have negative ids.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::{Asked, GridScreen};
use crate::base::id::{RecordId, Ticket};
use crate::base::words::text;
use crate::entity::value::Hand;
use crate::entity::{Entity, Record, Value};
use crate::request::{Draft, Request};
use crate::ui::look::Look;
use crate::ui::screen::Cx;

/// At the latest so long after a cell its draft is kept.
const SOON: Duration = Duration::from_millis(1500);

/// What the keys of these drafts begin with.
const PREFIX: &str = "tabel:";

/// True where a draft is a grid's.
pub(in crate::ui::screens) fn is_draft(draft: &Draft) -> bool {
    draft.key.starts_with(PREFIX)
}

/// When and under which key a grid's draft is kept.
pub(super) struct Keeping {
    base: String,
    key: String,
    kept: Option<BTreeMap<String, String>>,
    wake: Option<Ticket>,
    /// What a draft holds that was gone on with, until its records came.
    waiting: BTreeMap<String, String>,
}

impl Keeping {
    pub(super) fn new(entity: &Entity) -> Self {
        let base = format!("{PREFIX}{}", entity.name);
        Keeping { key: base.clone(), base, kept: None, wake: None, waiting: BTreeMap::new() }
    }

    /// Of a draft that is gone on with.
    pub(super) fn of_draft(&mut self, draft: &Draft) {
        self.key.clone_from(&draft.key);
        self.kept = Some(BTreeMap::new());
    }

    /// Chooses a key that no waiting draft has.
    pub(super) fn choose_key(&mut self, waiting: &[Draft]) {
        let taken = |key: &str| waiting.iter().any(|draft| draft.key == key);
        if self.kept.is_none() && taken(&self.base) {
            let free = (2..).map(|n| format!("{}.{n}", self.base)).find(|key| !taken(key));
            self.key = free.unwrap_or_else(|| self.base.clone());
        }
    }

    /// True where this wake-up is the one waited for.
    pub(super) fn woken(&mut self, ticket: Ticket) -> bool {
        self.wake.take_if(|wake| *wake == ticket).is_some()
    }
}

impl GridScreen {
    /// The draft, where something is pending.
    pub(super) fn drafted(&self, look: &Look, actor: &str) -> Option<Draft> {
        let mut fields = self.keeping.waiting.clone();
        let mut count = fields.keys().filter(|name| !name.contains('#')).count() + self.grid.count();
        for (id, row) in self.grid.rows() {
            for (name, cell) in &row.cells {
                fields.insert(format!("{id}.{name}"), cell.text.clone());
                if let Some(link) = cell.value.as_ref().and_then(Value::as_link) {
                    fields.insert(format!("{id}.#{name}"), link.id.to_string());
                }
                if cell.secret {
                    fields.insert(format!("{id}.#!{name}"), String::new());
                }
            }
            fields.insert(format!("{id}.##"), row.base.version.to_string());
            // A new row is nothing without what it was given (the plan of a line).
            for (name, value) in self.given.iter().filter(|(name, _)| !id.is_stored() && !row.cells.contains_key(name))
            {
                let kind = self.entity.field(name).map(|field| field.kind);
                let shown = kind.map(|kind| kind.edit(value, look.lang, &crate::entity::Vocabulary::default()));
                fields.insert(format!("{id}.{name}"), shown.unwrap_or_default());
                if let Some(link) = value.as_link() {
                    fields.insert(format!("{id}.#{name}"), link.id.to_string());
                }
            }
        }
        if let (Some(editor), Some(record)) = (&self.editor, self.current())
            && editor.line.text() != editor.start
        {
            let name = format!("{}.{}", record.id, editor.column.name);
            fields.remove(&format!("{}.#{}", record.id, editor.column.name));
            count += usize::from(fields.insert(name, editor.line.text()).is_none());
            fields.insert(format!("{}.##", record.id), record.version.to_string());
        }
        let title = text("Isi tabel {0}: {1} sel", "Grid of {0}: {1} cells")
            .with([look.say(self.entity.label).to_owned(), count.to_string()]);
        (count > 0).then(|| Draft {
            key: self.keeping.key.clone(),
            entity: self.entity.name.to_owned(),
            record: 0,
            version: 0,
            fields,
            title: title.get(look.lang).into_owned(),
            time: String::new(),
            actor: actor.to_owned(),
        })
    }

    /// Keeps the draft now, where it differs from what is kept.
    pub(super) fn keep(&mut self, cx: &mut Cx) {
        let Some(draft) = self.drafted(&cx.desk.look, &cx.desk.actor) else {
            self.drop_draft(cx);
            return;
        };
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

    /// Types a draft again: new rows at once, the others as soon as their records come.
    pub(super) fn put_draft(&mut self, draft: &Draft, cx: &mut Cx) {
        let ids: BTreeSet<RecordId> = draft.fields.keys().filter_map(|name| split(name)).map(|(id, _)| id).collect();
        self.keeping.waiting.clone_from(&draft.fields);
        for id in ids.iter().rev().filter(|id| !id.is_stored()) {
            self.ensure_blank(cx.desk);
            if let Some(blank) = self.fresh.last().cloned() {
                self.type_row(*id, &blank, cx);
            }
            self.ensure_blank(cx.desk);
        }
        for id in ids.iter().filter(|id| id.is_stored()) {
            let ticket = cx.ask(Request::Get(self.entity, *id));
            self.asked.insert(ticket, Asked::Drafted);
        }
        if let Some(id) = ids.iter().find(|id| id.is_stored()) {
            self.feed.find(*id, cx);
        }
    }

    /// A record of the draft came: its cells are typed over the version they were typed on.
    pub(super) fn draft_row(&mut self, record: &Record, cx: &mut Cx) {
        let mut record = record.clone();
        let version = self.keeping.waiting.get(&format!("{}.##", record.id));
        record.version = version.and_then(|version| version.parse().ok()).unwrap_or(record.version);
        self.type_row(record.id, &record, cx);
        self.check(vec![record.id], cx);
    }

    fn type_row(&mut self, id: RecordId, record: &Record, cx: &mut Cx) {
        let mine = |name: &String| split(name).is_some_and(|(of, _)| of == id);
        let cells: Vec<(String, String)> = self.keeping.waiting.extract_if(.., |name, _| mine(name)).collect();
        for (name, typed) in cells.iter().filter(|(name, _)| !name.contains('#')) {
            let Some(column) = split(name).and_then(|(_, column)| self.entity.field(column)) else { continue };
            let linked = cells.iter().find(|(name, _)| *name == format!("{id}.#{}", column.name));
            let linked = linked.and_then(|(_, target)| target.parse().ok()).map(RecordId);
            match linked {
                Some(target) => {
                    let put = self.grid.put_value(record, column, Value::link(target, typed.as_str()), cx.desk);
                    self.laid(record, column, put, cx);
                }
                None => self.put(record, column, typed, Hand::Typed, cx),
            }
            if cells.iter().any(|(name, _)| *name == format!("{id}.#!{}", column.name)) {
                self.grid.hide(record.id, column.name);
            }
        }
    }
}

/// The row and the column of a draft's field.
fn split(name: &str) -> Option<(RecordId, &str)> {
    let (id, column) = name.split_once('.')?;
    Some((RecordId(id.parse().ok()?), column))
}
