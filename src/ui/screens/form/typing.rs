//! What letters, pastes and moves do on a form.
//!
//! * **Owns** the focus and the look-ups.
//! * **Imports** the sheet and the offers.
//! * **Never** takes a typed letter away: leaving a field reads it, and what is not understood
//!   stays as typed.

use super::panels::Leave;
use super::saving::After;
use super::sheet::Read;
use super::{Asked, Asking, Form, Narrowed, Purpose};
use crate::base::id::Ticket;
use crate::base::text::{clean, clean_lines};
use crate::base::words::text;
use crate::entity::{Entity, Kind, Link, Problem, Value, hint};
use crate::request::{Filter, Pick, Request, Test};
use crate::ui::keymap::Action;
use crate::ui::screen::{Answer, Cx, Desk, Outcome};
use crate::ui::screens::confirm::Confirm;
use crate::ui::screens::note::Note;
use crate::ui::widgets::line::Line;
use crate::ui::widgets::offers::{self, SHOWN, Step, Take};

/// How many fields a page key moves.
const PAGE: usize = 6;

impl Form {
    /// Does an action.
    pub(super) fn act(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Open => self.enter(cx),
            Action::Next => self.go(self.at + 1, cx),
            Action::Previous => self.go(self.at.saturating_sub(1), cx),
            Action::PageDown if !self.mark(Step::Down) => self.go(self.at + PAGE, cx),
            Action::PageUp if !self.mark(Step::Up) => self.go(self.at.saturating_sub(PAGE), cx),
            Action::PageDown | Action::PageUp => {}
            Action::Save => self.save(After::Close, cx),
            Action::SaveAndNew => self.save(After::Next, cx),
            Action::SameAsBefore => self.same_as_before(cx),
            Action::Pick => self.open_list(cx),
            Action::Reveal => self.reveal(cx),
            Action::Back => self.back(cx),
            Action::Clear => self.alter(cx, |line| {
                let had = !line.is_empty();
                line.clear();
                had
            }),
            Action::EraseWord => self.alter(cx, Line::erase_word),
            Action::EraseBack => self.alter(cx, Line::erase_back),
            Action::EraseAt => self.alter(cx, Line::erase_at),
            Action::Left => self.cursor(|line| {
                line.left();
            }),
            Action::Right => self.cursor(|line| {
                line.right();
            }),
            Action::First => self.cursor(Line::home),
            Action::Last => self.cursor(Line::end),
            _ => return Outcome::Ignored,
        }
        Outcome::Changed
    }

    /// Types a character into the focused field.
    pub(super) fn type_char(&mut self, c: char, cx: &mut Cx) -> Outcome {
        let Some(input) = self.sheet.inputs.get_mut(self.at) else { return Outcome::Unchanged };
        if let Kind::Note = input.field.kind {
            self.open_note(Some(c), cx);
            return Outcome::Changed;
        }
        input.unhide();
        input.begin_anew();
        let before = input.line.text();
        input.line.edit(|line| line.insert(c));
        if input.line.text() == before {
            return Outcome::Unchanged;
        }
        self.typed(cx);
        self.advance(cx);
        Outcome::Changed
    }

    /// Types a pasted block. A line break in it never goes on or saves.
    pub(super) fn type_block(&mut self, block: &str, cx: &mut Cx) -> Outcome {
        let Some(input) = self.sheet.inputs.get_mut(self.at) else { return Outcome::Unchanged };
        if let Kind::Note = input.field.kind {
            let joined = match input.value.as_text() {
                "" => clean_lines(block),
                before => format!("{before}\n{}", clean_lines(block)),
            };
            input.value = Value::from(joined);
            self.keep_soon(cx);
            return Outcome::Changed;
        }
        input.unhide();
        input.begin_anew();
        input.line.edit(|line| line.insert_all(&clean(block)));
        self.typed(cx);
        self.advance(cx);
        Outcome::Changed
    }

    /// After every change of the focused text.
    fn typed(&mut self, cx: &mut Cx) {
        let at = self.at;
        let Some(input) = self.sheet.inputs.get_mut(at) else { return };
        input.touch();
        self.trouble = None;
        self.offer(at, cx);
        self.keep_soon(cx);
    }

    /// A full NIK goes on by itself, as on the green screens. One digit too many stays where it
    /// is, so that nothing of it falls into the next field.
    fn advance(&mut self, cx: &mut Cx) {
        let input = self.sheet.inputs.get(self.at);
        if input.is_some_and(|input| matches!(input.field.kind, Kind::Nik) && input.line.is_full()) {
            self.go(self.at + 1, cx);
        }
    }

    fn alter(&mut self, cx: &mut Cx, change: impl FnOnce(&mut Line) -> bool) {
        let Some(input) = self.sheet.inputs.get_mut(self.at) else { return };
        if let Kind::Note = input.field.kind {
            self.open_note(None, cx);
            return;
        }
        if input.hidden {
            input.unhide();
            self.typed(cx);
            return;
        }
        if input.line.edit(change) {
            self.typed(cx);
        }
    }

    fn cursor(&mut self, change: impl FnOnce(&mut Line)) {
        if let Some(input) = self.sheet.inputs.get_mut(self.at).filter(|input| !input.hidden) {
            input.line.edit(change);
        }
    }

    /// Offers what fits the text of an input.
    fn offer(&mut self, at: usize, cx: &mut Cx) {
        let Some(input) = self.sheet.inputs.get_mut(at) else { return };
        let typed = input.line.text();
        match input.field.kind {
            Kind::Link(_) if typed.trim().is_empty() => input.offers = None,
            Kind::Link(_) => self.look_up(at, Narrowed::Yes, cx),
            kind if offers::is_coded(&kind) => {
                let shown = !typed.is_empty();
                input.offers = shown.then(|| offers::coded(&kind, &typed, cx.desk.look.lang, &cx.desk.words));
            }
            Kind::Account => {
                input.offers = (!typed.is_empty()).then(|| offers::accounts(&typed, &cx.desk.words));
            }
            _ => {}
        }
    }

    /// Asks for records that fit the text; what was asked before is no longer wanted.
    pub(super) fn look_up(&mut self, at: usize, narrowed: Narrowed, cx: &mut Cx) {
        let desa = self.desa_before(at);
        let Some(input) = self.sheet.inputs.get_mut(at) else { return };
        let Some(target) = input.field.target() else { return };
        if let Some(old) = input.lookup.take() {
            cx.cancel(old);
            self.asked.remove(&old);
        }
        let mut filters = Vec::new();
        if narrowed == Narrowed::Yes
            && let (Some(desa), Some(field)) = (desa, target.links_to(crate::entity::DESA.name).next())
        {
            filters.push(Filter { field: field.name, test: Test::Is(Value::Link(desa)) });
        }
        let narrowed = if filters.is_empty() { Narrowed::No } else { Narrowed::Yes };
        let text = input.line.text();
        let ticket = cx.ask(Request::Lookup(target, text.trim().to_owned(), filters, SHOWN));
        input.lookup = Some(ticket);
        self.asked.insert(ticket, Asked::Picks { at, text, narrowed });
    }

    /// Picks came; those that are no longer wanted are ignored.
    pub(super) fn on_picks(
        &mut self,
        ticket: Ticket,
        at: usize,
        (text, narrowed): (String, Narrowed),
        picks: Vec<Pick>,
        cx: &mut Cx,
    ) {
        let Some(input) = self.sheet.inputs.get_mut(at) else { return };
        if input.lookup != Some(ticket) || input.line.text() != text {
            return;
        }
        if picks.is_empty() && narrowed == Narrowed::Yes {
            self.look_up(at, Narrowed::No, cx);
            return;
        }
        input.lookup = None;
        input.offers = Some(offers::picked(picks, &text));
        if input.waits {
            input.waits = false;
            self.read_left(at, cx);
            self.go_on_saving(cx);
        }
    }

    /// A look-up cannot be answered: what waits for it is read without it.
    pub(super) fn lookup_failed(&mut self, at: usize, cx: &mut Cx) {
        let Some(input) = self.sheet.inputs.get_mut(at) else { return };
        input.lookup = None;
        if std::mem::take(&mut input.waits) {
            self.read_left(at, cx);
        }
        self.saving.give_up();
    }

    /// Marks another offer; false where none is shown.
    fn mark(&mut self, step: Step) -> bool {
        let offers = self.sheet.inputs.get_mut(self.at).and_then(|input| input.offers.as_mut());
        offers.is_some_and(|offers| {
            offers.step(step);
            true
        })
    }

    /// Enter: takes the marked offer and goes on; on the last line saves.
    fn enter(&mut self, cx: &mut Cx) {
        let Some(input) = self.sheet.inputs.get_mut(self.at) else {
            self.save(saving_line(self.purpose), cx);
            return;
        };
        let marked = input.offers.as_ref().and_then(|offers| offers.marked()).map(|offer| offer.take.clone());
        match marked {
            Some(Take::NewRecord(title)) if input.lookup.is_none() => return self.add_record(title, cx),
            Some(Take::NewWord(name)) => return self.add_word(name, cx),
            // The list may have been opened with nothing typed.
            Some(_) if input.lookup.is_none() => {
                input.typed = true;
                if input.is_blank() || input.line.text().trim().is_empty() {
                    input.take_marked(cx.desk);
                    self.after_change(self.at, cx);
                }
            }
            _ => {}
        }
        self.go(self.at + 1, cx);
    }

    /// Leaves the field and focuses another one.
    pub(super) fn go(&mut self, to: usize, cx: &mut Cx) {
        self.leave(cx);
        self.at = to.min(self.save_line());
        self.begin_code(cx);
    }

    /// Reads the focused field, lets checks speak, keeps the draft.
    pub(super) fn leave(&mut self, cx: &mut Cx) {
        self.read_left(self.at, cx);
        self.keep(cx);
    }

    pub(super) fn read_left(&mut self, at: usize, cx: &mut Cx) {
        // A list field left before its offers were worked out (a draft, a paste).
        if self.sheet.inputs.get(at).is_some_and(|i| i.typed && i.offers.is_none() && offers::is_coded(&i.field.kind)) {
            self.offer(at, cx);
        }
        match self.sheet.read(at, cx.desk) {
            Read::Done(true) => self.after_change(at, cx),
            // What a new record was given or carries tells as much as what is typed.
            Read::Done(false) if self.purpose != Purpose::Edit => self.sheet.follow(Some(at), cx.desk),
            Read::Done(false) => self.sheet.follow(None, cx.desk),
            Read::Waits => {}
        }
        if let Some(input) = self.sheet.inputs.get_mut(at).filter(|input| !input.waits) {
            input.offers = None;
        }
    }

    /// The value of an input is another one now.
    pub(super) fn after_change(&mut self, at: usize, cx: &mut Cx) {
        self.ask_link(at, cx);
        self.sheet.follow(Some(at), cx.desk);
    }

    /// An empty code field begins with what a linked record says of it.
    fn begin_code(&mut self, cx: &Cx) {
        let at = self.at;
        let Some(input) = self.sheet.inputs.get(at) else { return };
        if !input.line.is_empty() {
            return;
        }
        let part = input.part;
        let beginning = self.linked.iter().find_map(|(n, record)| {
            let same = self.sheet.inputs.get(*n).is_some_and(|other| other.part == part);
            if same { hint::beginning(self.sheet.inputs.get(at)?.field, record, &cx.desk.words) } else { None }
        });
        if let (Some(beginning), Some(input)) = (beginning, self.sheet.inputs.get_mut(at)) {
            input.line.set(&beginning);
            input.given = input.line.text();
            input.typed = true;
        }
    }

    fn open_list(&mut self, cx: &mut Cx) {
        let at = self.at;
        let Some(input) = self.sheet.inputs.get_mut(at) else { return };
        match input.field.kind {
            Kind::Note => self.open_note(None, cx),
            Kind::Link(_) => self.look_up(at, Narrowed::Yes, cx),
            kind if offers::is_coded(&kind) => {
                let mut offers = offers::coded(&kind, "", cx.desk.look.lang, &cx.desk.words);
                let here = |offer: &offers::Offer| offer.take == Take::Code(input.value.as_text().to_owned());
                offers.at = offers.lines.iter().position(here).unwrap_or(0);
                input.offers = Some(offers);
            }
            Kind::Account => input.offers = Some(offers::accounts("", &cx.desk.words)),
            _ => cx.say(text(
                "Isian ini diketik. Tekan ? untuk penjelasannya.",
                "This field is typed. Press ? for what it means.",
            )),
        }
    }

    fn open_note(&mut self, first: Option<char>, cx: &mut Cx) {
        let at = self.at;
        let draft = self.drafted_anyway(&cx.desk.look, &cx.desk.actor);
        self.keeping.shared();
        let Some(input) = self.sheet.inputs.get(at) else { return };
        let heading = format!("{} {} {}", cx.desk.look.say(input.field.label), cx.desk.look.dot(), self.subject());
        let mut note = Note::new(heading, input.value.as_text()).kept_in(draft, self.sheet.name(input));
        if let Some(c) = first {
            note.begin_with(c);
        }
        self.asking = Asking::Note(at);
        cx.push(note);
    }

    fn add_record(&mut self, title: String, cx: &mut Cx) {
        let at = self.at;
        let Some(target) = self.sheet.inputs.get(at).and_then(|input| input.field.target()) else { return };
        // The form may take the new record's title itself, in the field that follows.
        let own = self.sheet.inputs.get_mut(at + 1).filter(|next| next.field.name == target.title);
        if let (Purpose::Replace, Some(next)) = (self.purpose, own) {
            next.line.set(&title);
            next.touch();
            if let Some(input) = self.sheet.inputs.get_mut(at) {
                input.put(Value::Empty, cx.desk);
            }
            self.go(at + 1, cx);
            self.go(at + 2, cx);
            return;
        }
        let known: Vec<(&'static Entity, Link)> =
            self.desa_before(at).into_iter().map(|link| (&crate::entity::DESA, link)).collect();
        self.asking = Asking::NewRecord(at);
        cx.push(Form::for_pick(target, title, known));
    }

    fn add_word(&mut self, name: String, cx: &mut Cx) {
        let Some(input) = self.sheet.inputs.get(self.at) else { return };
        let question = text(
            "Tambahkan \"{0}\" ke daftar {1}? Daftar dapat diubah di : Pilihan.",
            "Add \"{0}\" to the list {1}? Lists can be edited under : Lists.",
        )
        .with([name.clone(), cx.desk.look.say(input.field.label).to_owned()]);
        self.asking = Asking::NewWord(self.at, name);
        cx.push(Confirm::new(question));
    }

    fn same_as_before(&mut self, cx: &mut Cx) {
        let at = self.at;
        let value = self.before.get(at).cloned().filter(|value| !value.is_empty());
        let value = value.or_else(|| self.remembered(at, cx.desk));
        match (value, self.sheet.inputs.get_mut(at)) {
            (Some(value), Some(input)) => {
                input.put(value, cx.desk);
                self.after_change(at, cx);
                self.keep_soon(cx);
            }
            _ => cx.say(text(
                "Catatan sebelumnya tidak punya isi untuk ini.",
                "The record before holds nothing for this field.",
            )),
        }
    }

    /// Shows masked data of this record; the store notes who looked.
    fn reveal(&mut self, cx: &mut Cx) {
        let Some(record) = self.sheet.parts.first().map(|part| part.record.clone()) else { return };
        for input in self.sheet.inputs.iter_mut().filter(|input| input.hidden) {
            input.hidden = false;
            cx.ask(Request::NoteReveal(record.entity, record.id, input.field.name));
        }
        cx.say(text("Data pribadi diperlihatkan; ini dicatat.", "Personal data is shown; this is noted."));
    }

    fn back(&mut self, cx: &mut Cx) {
        let offers = self.sheet.inputs.get_mut(self.at).and_then(|input| input.offers.take());
        if offers.is_some() {
            return;
        }
        if self.drafted(&cx.desk.look, &cx.desk.actor).is_none() {
            self.drop_draft(cx);
            cx.close(Answer::None);
            return;
        }
        self.asking = Asking::Leave;
        cx.push(Leave);
    }

    /// The record behind a carried link is gone from the file.
    pub(super) fn lost_link(&mut self, at: usize, desk: &Desk) {
        let Some(input) = self.sheet.inputs.get_mut(at) else { return };
        if input.carried {
            input.put(Value::Empty, desk);
            input.start = Value::Empty;
        } else {
            input.refused = vec![Problem::error(
                "tautan-hilang",
                text("Catatan ini sudah dihapus orang lain.", "Somebody deleted this record."),
                text("Pilih yang lain, atau pulihkan dari tempat sampah.", "Pick another one, or restore it."),
            )];
        }
    }

    /// A question that lay above was answered.
    pub(super) fn answered(&mut self, answer: Answer, cx: &mut Cx) {
        match (std::mem::replace(&mut self.asking, Asking::Nothing), answer) {
            (Asking::Leave, Answer::Confirmed) => {
                self.drop_draft(cx);
                cx.changed();
                cx.close(Answer::None);
            }
            (Asking::Leave, Answer::Chosen(_)) => {
                self.keep(cx);
                cx.changed();
                cx.say(text(
                    "Konsep disimpan. Lanjutkan kapan saja lewat : Konsep.",
                    "The draft is kept. Go on at any time under : Drafts.",
                ));
                cx.close(Answer::None);
            }
            (Asking::Reason, Answer::Text(reason)) => self.save_with_reason(reason, cx),
            (Asking::Conflict, Answer::Record(record)) => self.save_over(&record, cx),
            (Asking::Note(at), Answer::Text(words)) => {
                if let Some(input) = self.sheet.inputs.get_mut(at) {
                    input.value = Value::from(words);
                    input.visited = true;
                }
                self.keep(cx);
            }
            (Asking::NewRecord(at), Answer::Picked(id, title)) => {
                if let Some(input) = self.sheet.inputs.get_mut(at) {
                    input.put(Value::link(id, title), cx.desk);
                    self.after_change(at, cx);
                    self.go(at + 1, cx);
                }
            }
            (Asking::NewWord(at, name), Answer::Confirmed) => self.save_word(at, &name, cx),
            _ => {}
        }
    }
}

/// What Enter on the last line does.
fn saving_line(purpose: Purpose) -> After {
    match purpose {
        Purpose::New => After::Next,
        Purpose::Edit | Purpose::Pick | Purpose::Replace => After::Close,
    }
}
