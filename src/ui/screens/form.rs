//! The form: one record, one screen, driven by its description alone.
//!
//! * **Owns** the focus, the opening of a form in its several ways, and what each key does.
//! * **Imports** descriptions, the sheet of inputs, the words between screens and store.
//! * **Never** names a field: whatever is special about one is said in its description.
//!
//! The parts: `sheet` (texts, values, problems), `typing` (what letters and
//! moves do), `saving` (batch and replies), `keeping` (drafts and carried values), `paint`.

mod keeping;
mod paint;
pub(super) mod panels;
pub(super) mod saving;
mod sheet;
mod typing;

use std::collections::{BTreeMap, HashMap};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::base::id::Ticket;
use crate::base::words::{Phrase, Text, text};
use crate::entity::{Entity, Kind, Link, PENUGASAN, Record, SK, Severity, Value, ganti};
use crate::request::{Draft, Query, Reply, Request, Seek, Test};
use crate::ui::keymap::{Action, FORM, Keymap};
use crate::ui::look::Look;
use crate::ui::screen::{Answer, Cx, Desk, Outcome, Screen};

use keeping::Keeping;
use saving::Saving;
use sheet::{Input, Sheet};

/// What a form is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    /// A new record; the next blank may follow.
    New,
    /// A record of the file.
    Edit,
    /// A new record for the field of another form: closes with [`Answer::Picked`].
    Pick,
    /// The holder of a post is followed by another.
    Replace,
}

/// What a form is opened with.
#[derive(Clone)]
enum Opening {
    /// Nothing but defaults and carried values.
    Blank,
    /// A stored record.
    Stored(Box<Record>),
    /// The values of another record.
    Copy(Box<Record>),
    /// What was typed before.
    Draft(Box<Draft>),
    /// The title of a record to be created, and the links known where it is created.
    Title(String, Vec<(&'static Entity, Link)>),
}

/// What a ticket was asked for.
enum Asked {
    /// The record behind a link, for what it tells.
    Linked(usize),
    /// Picks for an input's text.
    Picks { at: usize, text: String, narrowed: Narrowed },
    /// The latest post of a person.
    Post,
    /// Drafts, to find a free key.
    Drafts,
    /// The record a draft belongs to.
    Drafted,
}

/// Whether a look-up was narrowed by what the form knows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Narrowed {
    Yes,
    No,
}

/// Which question lies above the form.
enum Asking {
    Nothing,
    Leave,
    Reason,
    Conflict,
    Note(usize),
    NewRecord(usize),
    NewWord(usize, String),
}

/// A form over the whole body.
pub struct Form {
    sheet: Sheet,
    purpose: Purpose,
    opening: Option<Opening>,
    /// What the form begins with, by the names of drafts.
    given: Vec<(String, Value)>,
    /// The post whose holder is followed by another.
    replaced: Option<Box<Record>>,
    /// The focused input; one more is the line that saves.
    at: usize,
    linked: BTreeMap<usize, Record>,
    asked: HashMap<Ticket, Asked>,
    asking: Asking,
    saving: Saving,
    keeping: Keeping,
    before: Vec<Value>,
    trouble: Option<(Severity, Phrase, Phrase)>,
    top: usize,
    height: u16,
}

impl Form {
    fn open(entity: &'static Entity, purpose: Purpose, opening: Opening) -> Self {
        Form {
            sheet: Sheet::new(entity),
            purpose,
            opening: Some(opening),
            given: Vec::new(),
            replaced: None,
            at: 0,
            linked: BTreeMap::new(),
            asked: HashMap::new(),
            asking: Asking::Nothing,
            saving: Saving::default(),
            keeping: Keeping::new(entity),
            before: Vec::new(),
            trouble: None,
            top: 0,
            height: 20,
        }
    }

    /// A blank form, with the values carried from the last record.
    pub fn new(entity: &'static Entity) -> Self {
        Form::open(entity, Purpose::New, Opening::Blank)
    }

    /// A blank form that begins with these values; those of the companion are named
    /// `penugasan.posyandu`.
    pub fn with(entity: &'static Entity, given: Vec<(String, Value)>) -> Self {
        Form { given, ..Form::new(entity) }
    }

    /// A blank form for a record that hangs on another one: every field that points to the
    /// parent's kind begins with it.
    pub fn child_of(entity: &'static Entity, parent: &'static Entity, link: &Link) -> Self {
        let mut form = Form::new(entity);
        let points = form.sheet.inputs.iter().filter(|input| input.field.target() == Some(parent));
        form.given = points.map(|input| (form.sheet.name(input), Value::Link(link.clone()))).collect();
        form
    }

    /// The holder of a post is followed by another: one step ends the post and opens the next.
    pub fn replace(post: Record) -> Self {
        let mut form = Form::open(&ganti::GANTI, Purpose::Replace, Opening::Blank);
        form.given = ganti::given(&post);
        form.keeping.of_record(&ganti::GANTI, post.id);
        form.replaced = Some(Box::new(post));
        form
    }

    /// A stored record; for a person, the latest post stands beside it.
    pub fn edit(record: Record) -> Self {
        let mut form = Form::open(record.entity, Purpose::Edit, Opening::Blank);
        form.keeping.of_record(record.entity, record.id);
        form.opening = Some(Opening::Stored(Box::new(record)));
        form
    }

    /// Begins on the field of this name instead of the first; on the first where it has none.
    pub fn at_field(mut self, name: &str) -> Self {
        self.at = self.sheet.at(name).unwrap_or(0);
        self
    }

    /// A new record with the values of another one.
    pub fn copy_of(record: &Record) -> Self {
        Form::open(record.entity, Purpose::New, Opening::Copy(Box::new(record.clone())))
    }

    /// Goes on with what was typed before; `None` where this program no longer knows its entity.
    pub fn resume(draft: Draft) -> Option<Self> {
        let (entity, purpose) = match crate::entity::by_name(&draft.entity) {
            Some(entity) if draft.record == 0 => (entity, Purpose::New),
            Some(entity) => (entity, Purpose::Edit),
            None if draft.entity == ganti::GANTI.name => (&ganti::GANTI, Purpose::Replace),
            None => return None,
        };
        let mut form = Form::open(entity, purpose, Opening::Blank);
        form.keeping.of_draft(&draft);
        form.opening = Some(Opening::Draft(Box::new(draft)));
        Some(form)
    }

    /// A new record for the field of another form.
    fn for_pick(entity: &'static Entity, title: String, known: Vec<(&'static Entity, Link)>) -> Self {
        Form::open(entity, Purpose::Pick, Opening::Title(title, known))
    }

    /// The position of the line that saves.
    fn save_line(&self) -> usize {
        self.sheet.inputs.len()
    }

    fn begin(&mut self, cx: &mut Cx) {
        match self.opening.take() {
            None => return,
            Some(Opening::Blank) => {
                self.put_given(cx.desk);
                self.put_carried(cx.desk);
                self.sheet.defaults(cx.desk);
                self.ask_drafts(cx);
            }
            Some(Opening::Title(title, known)) => {
                self.put_title(&title, &known, cx.desk);
                self.sheet.defaults(cx.desk);
                self.ask_drafts(cx);
            }
            Some(Opening::Copy(record)) => {
                self.sheet.defaults(cx.desk);
                for input in self.sheet.inputs.iter_mut().filter(|input| input.part == 0) {
                    input.put(record.get(input.field.name).clone(), cx.desk);
                }
                self.ask_drafts(cx);
            }
            Some(Opening::Stored(record)) => {
                self.sheet.load(0, &record, cx.desk);
                self.ask_post(cx);
                self.ask_drafts(cx);
            }
            Some(Opening::Draft(draft)) if draft.record == 0 => {
                self.sheet.defaults(cx.desk);
                self.put_draft(&draft, cx);
            }
            Some(Opening::Draft(draft)) => {
                let id = crate::base::id::RecordId(draft.record);
                let entity = if self.purpose == Purpose::Replace { &PENUGASAN } else { self.sheet.entity };
                let ticket = cx.ask(Request::Get(entity, id));
                self.asked.insert(ticket, Asked::Drafted);
                self.opening = Some(Opening::Draft(draft));
                return;
            }
        }
        self.ask_links(cx);
        self.sheet.judge(cx.desk);
    }

    fn put_given(&mut self, desk: &Desk) {
        for (name, value) in &self.given {
            let at = self.sheet.at(name);
            if let Some(input) = at.and_then(|at| self.sheet.inputs.get_mut(at)) {
                input.put(value.clone(), desk);
                input.start = value.clone();
            }
        }
    }

    /// The text that was typed in another form's field becomes the title of the new record.
    fn put_title(&mut self, title: &str, known: &[(&'static Entity, Link)], desk: &Desk) {
        let name = self.sheet.entity.title;
        for input in self.sheet.inputs.iter_mut().filter(|input| input.part == 0) {
            let link = known.iter().find(|(entity, _)| input.field.target() == Some(entity));
            if let Some((_, link)) = link {
                input.put(Value::Link(link.clone()), desk);
                input.start = input.value.clone();
            } else if input.field.name == name {
                input.line.set(title);
                input.typed = true;
            }
        }
        self.at = self.sheet.at(name).map_or(0, |at| at + 1).min(self.save_line());
        if let Some(at) = self.sheet.at(name) {
            let _ = self.sheet.read(at, desk);
        }
    }

    fn ask_post(&mut self, cx: &mut Cx) {
        let Some(part) = self.sheet.parts.get_mut(1) else { return };
        let Some(companion) = part.companion else { return };
        part.optional = true;
        let Some(first) = self.sheet.parts.first() else { return };
        let link = Value::link(first.record.id, first.record.title());
        let mut query = Query::all(companion.entity).only(companion.link, Test::Is(link));
        query.order = crate::request::Order::Down;
        let ticket = cx.ask(Request::Page(query, Seek::First, 1));
        self.asked.insert(ticket, Asked::Post);
    }

    /// Asks for the record behind every link that is not known yet.
    fn ask_links(&mut self, cx: &mut Cx) {
        for at in 0..self.sheet.inputs.len() {
            self.ask_link(at, cx);
        }
    }

    fn ask_link(&mut self, at: usize, cx: &mut Cx) {
        let Some(input) = self.sheet.inputs.get(at) else { return };
        let (Some(target), Some(link)) = (input.field.target(), input.value.as_link()) else {
            self.linked.remove(&at);
            return;
        };
        let known = self.linked.get(&at).is_some_and(|record| record.id == link.id);
        if known || !link.id.is_stored() {
            return;
        }
        self.linked.remove(&at);
        let ticket = cx.ask(Request::Get(target, link.id));
        self.asked.insert(ticket, Asked::Linked(at));
    }

    /// A new post under an SK picked here begins with it, where no other day stands: a post
    /// without a first day would count as older than everyone who held the seat before.
    fn begin_term(&mut self, at: usize, record: &Record, desk: &Desk) {
        let Some(picked) = self.sheet.inputs.get(at).filter(|input| !input.carried) else { return };
        let (part, begin) = (picked.part, record.get("berlaku_mulai").clone());
        if record.entity != &SK || self.purpose != Purpose::New || begin.is_empty() {
            return;
        }
        let first = |input: &&mut Input| input.part == part && input.field.name == "mulai" && input.is_blank();
        if let Some(input) = self.sheet.inputs.iter_mut().find(first) {
            input.put(begin, desk);
        }
    }

    /// The record behind a link came. A carried link that belongs to another desa is dropped:
    /// nobody typed it here.
    fn got_link(&mut self, at: usize, record: Record, desk: &Desk) {
        let still = self.sheet.inputs.get(at).and_then(|input| input.value.as_link().map(|link| link.id));
        if still != Some(record.id) {
            return;
        }
        self.begin_term(at, &record, desk);
        self.linked.insert(at, record);
        let Some(desa) = self.desa_before(usize::MAX) else { return };
        let strange: Vec<usize> = self
            .linked
            .iter()
            .filter(|(at, record)| {
                self.sheet.inputs.get(**at).is_some_and(|input| input.carried)
                    && desa_of(record).is_some_and(|other| other.id != desa.id)
            })
            .map(|(at, _)| *at)
            .collect();
        for at in strange {
            self.linked.remove(&at);
            if let Some(input) = self.sheet.inputs.get_mut(at) {
                input.put(Value::Empty, desk);
                input.start = Value::Empty;
            }
        }
    }

    /// The desa that the inputs before this one speak of.
    fn desa_before(&self, at: usize) -> Option<Link> {
        let before = self.sheet.inputs.iter().enumerate().take(at);
        before.into_iter().find_map(|(n, input)| {
            if input.field.target() == Some(&crate::entity::DESA) {
                return input.value.as_link().cloned();
            }
            self.linked.get(&n).and_then(desa_of)
        })
    }

    fn on_page(&mut self, page: crate::request::Page, cx: &mut Cx) {
        if let Some(record) = page.rows.into_iter().next() {
            self.sheet.load(1, &record, cx.desk);
            self.ask_links(cx);
        }
        self.sheet.judge(cx.desk);
    }
}

/// The desa a record belongs to.
fn desa_of(record: &Record) -> Option<Link> {
    record.entity.links_to(crate::entity::DESA.name).find_map(|field| record.get(field.name).as_link().cloned())
}

impl Screen for Form {
    fn title(&self, look: &Look) -> String {
        self.heading(look)
    }

    fn facts(&self, look: &Look) -> String {
        self.carried_facts(look)
    }

    fn keys(&self) -> &'static Keymap {
        &FORM
    }

    fn why_not(&self, action: Action) -> Option<Text> {
        let stored = matches!(self.purpose, Purpose::Edit | Purpose::Replace);
        match action {
            Action::SaveAndNew if self.purpose != Purpose::New => {
                Some(text("Ini satu catatan saja. Simpan dengan Ctrl+S.", "This is one record only. Save with Ctrl+S."))
            }
            Action::Reveal if !self.sheet.inputs.iter().any(|input| input.hidden) => {
                Some(text("Tidak ada yang disamarkan di isian ini.", "Nothing is masked on this form."))
            }
            Action::SameAsBefore if stored => Some(text(
                "Hanya untuk catatan baru: mengambil isi catatan sebelumnya.",
                "For new records only: it takes the value of the record before.",
            )),
            _ => None,
        }
    }

    fn takes(&self, c: char) -> bool {
        if self.saving.is_busy() {
            return true;
        }
        match self.sheet.inputs.get(self.at) {
            Some(input) if matches!(c, ':' | '=') => !input.line.is_empty() || matches!(input.field.kind, Kind::Note),
            // Letters on the line that saves are no commands: a hand that types on must not undo
            // or leave.
            _ => c != '?' && (c != ':' || self.at < self.save_line()),
        }
    }

    fn on_open(&mut self, cx: &mut Cx) {
        self.begin(cx);
        self.settle(cx.desk);
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        if self.saving.is_busy() && action != Action::Back {
            self.saving.queue_action(action);
            return Outcome::Unchanged;
        }
        let outcome = self.act(action, cx);
        self.settle(cx.desk);
        outcome
    }

    fn on_text(&mut self, c: char, cx: &mut Cx) -> Outcome {
        if self.saving.is_busy() {
            self.saving.queue_text(c);
            return Outcome::Unchanged;
        }
        let outcome = self.type_char(c, cx);
        self.settle(cx.desk);
        outcome
    }

    fn on_paste(&mut self, text: &str, cx: &mut Cx) -> Outcome {
        if self.saving.is_busy() {
            self.saving.queue_paste(text);
            return Outcome::Unchanged;
        }
        let outcome = self.type_block(text, cx);
        self.settle(cx.desk);
        outcome
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) -> Outcome {
        if self.saving.ticket() == Some(ticket) {
            self.on_saved(reply, cx);
            self.settle(cx.desk);
            return Outcome::Changed;
        }
        let Some(asked) = self.asked.remove(&ticket) else { return Outcome::Unchanged };
        match (asked, reply) {
            (Asked::Linked(at), Reply::Got(record)) => self.got_link(at, *record, cx.desk),
            (Asked::Linked(at), Reply::Gone) => self.lost_link(at, cx.desk),
            (Asked::Picks { at, text, narrowed }, Reply::Picks(picks)) => {
                self.on_picks(ticket, at, (text, narrowed), picks, cx);
            }
            (Asked::Post, Reply::Page(page)) => self.on_page(page, cx),
            (Asked::Drafts, Reply::Drafts(drafts)) => self.keeping.choose_key(&drafts),
            (Asked::Drafted, Reply::Got(record)) => self.resume_on(&record, cx),
            (Asked::Drafted, Reply::Gone) => self.resume_without(cx),
            (Asked::Picks { at, .. }, Reply::Trouble(trouble)) => {
                self.lookup_failed(at, cx);
                self.trouble = Some((Severity::Error, trouble.text, trouble.advice));
            }
            (_, Reply::Trouble(trouble)) => self.trouble = Some((Severity::Error, trouble.text, trouble.advice)),
            _ => {}
        }
        self.settle(cx.desk);
        Outcome::Changed
    }

    fn on_answer(&mut self, answer: Answer, cx: &mut Cx) -> Outcome {
        self.answered(answer, cx);
        self.settle(cx.desk);
        Outcome::Changed
    }

    fn on_wake(&mut self, ticket: Ticket, cx: &mut Cx) -> Outcome {
        if self.keeping.woken(ticket) {
            self.keep(cx);
        }
        Outcome::Unchanged
    }

    fn layout(&mut self, area: Rect) {
        self.height = area.height;
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, desk: &Desk) -> Option<Position> {
        self.paint(area, buf, look, desk)
    }

    fn draft(&self, desk: &Desk) -> Option<Draft> {
        self.drafted(&desk.look, &desk.actor)
    }

    fn field_help(&self, look: &Look) -> Option<(String, Vec<String>)> {
        self.help_of_field(look)
    }
}
