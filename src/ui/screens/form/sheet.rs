//! What stands on a form: the inputs of an entity and of its companion, their texts, values and
//! problems.
//!
//! * **Owns** the way from typed text to values and records, and the checks on that way.
//! * **Imports** descriptions, kinds, checks, and the offers.
//! * **Never** asks the store and never paints.

use crate::base::id::{RecordId, Ticket};
use crate::base::text::visible;
use crate::base::words::{Text, text};
use crate::entity::check::{self, Problem, Severity};
use crate::entity::value::{Hand, Reading};
use crate::entity::{Companion, Entity, Field, Kind, Link, Record, Value, hint, pola};
use crate::ui::Desk;
use crate::ui::widgets::field::{FieldLine, Mask};
use crate::ui::widgets::offers::{self, Offers};

/// The place-holder of a new record, and of the new record of its companion.
const NEW: [RecordId; 2] = [RecordId(-1), RecordId(-2)];

/// One record of the form: the entity's own, or its companion's.
pub struct Part {
    /// As it stands in the file, or blank.
    pub record: Record,
    /// How it hangs on the first one; `None` for the first one itself.
    pub companion: Option<&'static Companion>,
    /// May be left out altogether where nothing of it is typed.
    pub optional: bool,
}

/// One field on the form.
pub struct Input {
    /// Its description.
    pub field: &'static Field,
    /// The part it belongs to.
    pub part: usize,
    /// The heading above it.
    pub heading: Option<Text>,
    /// What is typed.
    pub line: FieldLine,
    /// What was understood of it last.
    pub value: Value,
    /// What it held when the form was opened.
    pub start: Value,
    /// Typed since it was last read.
    pub typed: bool,
    /// Left at least once, or filled: checks may speak.
    pub visited: bool,
    /// Saving stopped here once because it is blank and a check minds; it does not stop twice.
    pub pointed: bool,
    /// Holds the value of the record before.
    pub carried: bool,
    /// Put there by the program (a default, the beginning of a code), not by a person.
    pub given: String,
    /// Stored personal data, hidden until shown or typed over.
    pub hidden: bool,
    /// Why the text was not understood, or what is doubtful about it.
    pub reading: Vec<Problem>,
    /// What checks, rules and the store say.
    pub checks: Vec<Problem>,
    /// What the store said when it refused; stays until the field changes.
    pub refused: Vec<Problem>,
    /// What it offers while typed.
    pub offers: Option<Offers>,
    /// The look-up still under way.
    pub lookup: Option<Ticket>,
    /// Left before its look-up came back: takes the first pick when it comes.
    pub waits: bool,
}

impl Input {
    fn new(field: &'static Field, part: usize, heading: Option<Text>) -> Self {
        Input {
            field,
            part,
            heading,
            line: FieldLine::new(Mask::Free),
            value: Value::Empty,
            start: Value::Empty,
            typed: false,
            visited: false,
            pointed: false,
            carried: false,
            given: String::new(),
            hidden: false,
            reading: Vec::new(),
            checks: Vec::new(),
            refused: Vec::new(),
            offers: None,
            lookup: None,
            waits: false,
        }
    }

    /// True where nothing stands in it, or only what the program began.
    pub fn is_blank(&self) -> bool {
        match self.field.kind {
            Kind::Note => self.value.is_empty(),
            _ => self.line.is_empty() || (self.typed && self.line.text() == self.given),
        }
    }

    /// Puts a value there with its text.
    pub fn put(&mut self, value: Value, desk: &Desk) {
        let words = self.field.kind.edit(&value, desk.look.lang, &desk.words);
        if !matches!(self.field.kind, Kind::Note) {
            self.line.mask(match self.field.kind {
                // A number of an earlier pattern stands as it was issued.
                Kind::Code(pattern) if !pola::fits(&pattern.mask(&desk.words), value.as_text()) => Mask::Free,
                kind => Mask::of(&kind, &desk.words),
            });
            self.line.set(&visible(&words));
        }
        self.value = value;
        self.typed = false;
        self.carried = false;
        self.hidden = false;
        self.waits = false;
        self.lookup = None;
        self.offers = None;
        self.given.clear();
        self.reading.clear();
        self.refused.clear();
    }

    /// What is hidden is typed over as a whole: nobody edits what cannot be seen.
    pub fn unhide(&mut self) {
        if std::mem::take(&mut self.hidden) {
            self.line.set("");
        }
    }

    /// The first letter typed over a chosen word or record begins another one: nobody edits the
    /// middle of a picked name. So does one typed behind a whole date, where nothing can follow.
    /// Backspace still edits.
    pub fn begin_anew(&mut self) {
        let whole_date = matches!(self.field.kind, Kind::Date) && self.line.line().at_end();
        let picked = offers::is_coded(&self.field.kind) || matches!(self.field.kind, Kind::Link(_)) || whole_date;
        if picked && !self.typed && !self.value.is_empty() {
            self.line.set("");
        }
    }

    /// The text changed under the person's fingers.
    pub fn touch(&mut self) {
        self.typed = true;
        self.carried = false;
        self.waits = false;
        self.lookup = None;
        self.reading.clear();
        self.refused.clear();
    }

    /// True where it differs from what the form was opened with.
    pub fn is_changed(&self) -> bool {
        (self.typed && self.line.text() != self.given) || self.value != self.start
    }

    /// Everything there is to say about it, heaviest first.
    pub fn problems(&self) -> Vec<&Problem> {
        let mut all: Vec<&Problem> = Vec::new();
        for problem in self.reading.iter().chain(&self.refused).chain(&self.checks) {
            if !all.iter().any(|known| known.code == problem.code) {
                all.push(problem);
            }
        }
        all.sort_by_key(|problem| std::cmp::Reverse(problem.severity));
        all
    }

    /// True where saving is certain to be refused.
    pub fn is_wrong(&self) -> bool {
        self.reading.iter().chain(&self.checks).any(Problem::blocks)
    }
}

/// How reading an input went.
#[derive(Clone, Debug, PartialEq)]
pub enum Read {
    /// Understood, or a problem stands beside it; true where the value is another one now.
    Done(bool),
    /// Its look-up is still under way.
    Waits,
}

/// The inputs of a form.
pub struct Sheet {
    /// Whose form it is.
    pub entity: &'static Entity,
    /// Its records.
    pub parts: Vec<Part>,
    /// Its fields, in their order.
    pub inputs: Vec<Input>,
    /// What is the matter with the whole.
    pub problems: Vec<Problem>,
}

impl Sheet {
    /// A blank sheet.
    pub fn new(entity: &'static Entity) -> Self {
        let mut parts = vec![Part { record: Record::new(entity, NEW[0]), companion: None, optional: false }];
        let mut inputs: Vec<Input> = entity
            .typed()
            .map(|field| Input::new(field, 0, (!field.group.is_empty()).then_some(field.group)))
            .collect();
        if let Some(companion) = entity.companion {
            let record = Record::new(companion.entity, NEW[1]);
            parts.push(Part { record, companion: Some(companion), optional: false });
            let fields = companion.entity.typed().filter(|field| field.name != companion.link);
            inputs
                .extend(fields.enumerate().map(|(n, field)| Input::new(field, 1, (n == 0).then_some(companion.label))));
        }
        Sheet { entity, parts, inputs, problems: Vec::new() }
    }

    /// The masks of kinds as the office's settings have them now.
    fn lay_masks(&mut self, desk: &Desk) {
        for input in &mut self.inputs {
            input.line.mask(Mask::of(&input.field.kind, &desk.words));
        }
    }

    /// Puts a stored record into its part. What was typed meanwhile stays.
    pub fn load(&mut self, part: usize, record: &Record, desk: &Desk) {
        self.lay_masks(desk);
        for input in self.inputs.iter_mut().filter(|input| input.part == part) {
            let value = record.get(input.field.name).clone();
            if !input.typed {
                input.put(value.clone(), desk);
                input.hidden = desk.look.masked && input.field.is_personal() && !value.is_empty();
                input.visited = true;
            }
            input.start = value;
        }
        if let Some(part) = self.parts.get_mut(part) {
            part.record = record.clone();
            part.optional = false;
        }
    }

    /// Puts the values a new record starts with into blank inputs.
    pub fn defaults(&mut self, desk: &Desk) {
        self.lay_masks(desk);
        let reading = reading(desk);
        for input in &mut self.inputs {
            if !input.is_blank() || input.field.default.is_empty() {
                continue;
            }
            let value = match input.field.default {
                "hari ini" => Value::Date(desk.today),
                default => input.field.kind.parse(default, &reading).unwrap_or_default(),
            };
            input.put(value.clone(), desk);
            input.start = value;
        }
    }

    /// The position of a field's input: in the draft's spelling, `penugasan.mulai` for the
    /// companion's.
    pub fn at(&self, name: &str) -> Option<usize> {
        self.inputs.iter().position(|input| self.name(input) == name)
    }

    /// The name of an input in drafts and settings.
    pub fn name(&self, input: &Input) -> String {
        match self.parts.get(input.part).and_then(|part| part.companion) {
            Some(companion) => format!("{}.{}", companion.entity.name, input.field.name),
            None => input.field.name.to_owned(),
        }
    }

    /// Reads what is typed in an input into its value. Never changes the text but to the spelling
    /// of the value understood.
    pub fn read(&mut self, at: usize, desk: &Desk) -> Read {
        let Some(input) = self.inputs.get_mut(at) else { return Read::Done(false) };
        input.visited = true;
        if !input.typed {
            return Read::Done(false);
        }
        if input.is_blank() || input.line.text().trim().is_empty() {
            let changed = !input.value.is_empty();
            input.put(Value::Empty, desk);
            return Read::Done(changed);
        }
        let before = input.value.clone();
        let read = match input.field.kind {
            Kind::Link(_) if input.lookup.is_some() => {
                input.waits = true;
                return Read::Waits;
            }
            Kind::Link(_) => input.take_marked(desk),
            kind if offers::is_coded(&kind) => input.take_marked(desk),
            // A whole code is taken as typed; words, and what was marked in the list, are looked up.
            Kind::Account => {
                let chosen = input.offers.as_ref().is_some_and(|offers| offers.at > 0);
                let worded = input.line.text().chars().any(char::is_alphabetic);
                (chosen || worded) && input.take_marked(desk)
            }
            _ => false,
        };
        if !read {
            input.parse(desk);
        }
        Read::Done(self.inputs.get(at).is_some_and(|input| input.value != before))
    }

    /// The record of a part as the inputs have it.
    pub fn record(&self, part: usize) -> Option<Record> {
        let from = self.parts.get(part)?;
        let mut record = from.record.clone();
        for input in self.inputs.iter().filter(|input| input.part == part) {
            record.set(input.field.name, input.value.clone());
        }
        if let (Some(companion), Some(first)) = (from.companion, self.parts.first()) {
            let title = self.record(0).map(|record| record.title()).unwrap_or_default();
            record.set(companion.link, Value::Link(Link { id: first.record.id, title }));
        }
        Some(record)
    }

    /// True where a part is to be written.
    pub fn is_written(&self, part: usize) -> bool {
        let Some(from) = self.parts.get(part) else { return false };
        let mut inputs = self.inputs.iter().filter(|input| input.part == part);
        if from.record.id.is_stored() {
            inputs.any(|input| input.value != *from.record.get(input.field.name))
        } else {
            !from.optional || inputs.any(Input::is_changed)
        }
    }

    /// True where something was typed.
    pub fn is_changed(&self) -> bool {
        self.inputs.iter().any(Input::is_changed)
    }

    /// Fills what one field tells about others, then lets every check speak that may.
    pub fn follow(&mut self, left: Option<usize>, desk: &Desk) {
        if let Some(at) = left {
            self.fill(at, desk);
        }
        self.judge(desk);
    }

    fn fill(&mut self, at: usize, desk: &Desk) {
        let Some((part, field, value)) = self.inputs.get(at).map(|i| (i.part, i.field, i.value.clone())) else {
            return;
        };
        let Some(record) = self.record(part) else { return };
        let entity = record.entity;
        let mut filled = record;
        if let Some(fill) = entity.fill {
            fill(&mut filled, field.name, desk.today);
        }
        let implied = hint::implied(entity, field, &value, &desk.words);
        for input in self.inputs.iter_mut().filter(|input| input.part == part) {
            let value = match &implied {
                Some((name, value)) if *name == input.field.name && (input.is_blank() || input.carried) => value,
                _ => filled.get(input.field.name),
            };
            let free = !input.typed && (input.is_blank() || input.carried);
            if free && *value != input.value && !value.is_empty() {
                input.put(value.clone(), desk);
            }
        }
    }

    /// Lets the checks speak about what was visited.
    pub fn judge(&mut self, desk: &Desk) {
        self.problems.clear();
        for input in &mut self.inputs {
            input.checks.clear();
            if let Some(problem) = checked(input, desk) {
                input.checks.push(problem);
            }
        }
        for part in 0..self.parts.len() {
            if !self.is_written(part) {
                continue;
            }
            let Some(record) = self.record(part) else { continue };
            let said: Vec<Problem> = record.entity.rules.iter().filter_map(|rule| rule(&record, desk.today)).collect();
            for problem in said {
                self.place(problem, Said::Here, part);
            }
        }
    }

    /// Puts a problem beside its field, or on the whole. A rule of a part speaks about that part.
    fn place(&mut self, problem: Problem, said: Said, part: usize) {
        let named = |input: &&mut Input| problem.field == Some(input.field.name);
        let in_part = self.inputs.iter().position(|i| i.part == part && problem.field == Some(i.field.name));
        let input = match in_part {
            Some(at) => self.inputs.get_mut(at),
            None => self.inputs.iter_mut().find(named),
        };
        match (input, said) {
            (Some(input), Said::Here) if input.visited => input.checks.push(problem),
            (Some(_), Said::Here) => {}
            (Some(input), Said::Store) => {
                input.visited = true;
                input.refused.push(problem);
            }
            (None, _) => self.problems.push(problem),
        }
    }

    /// The store refused: its problems stand beside their fields.
    pub fn refused(&mut self, problems: Vec<Problem>, desk: &Desk) {
        for input in &mut self.inputs {
            input.refused.clear();
        }
        self.judge(desk);
        for problem in problems {
            self.place(problem, Said::Store, 0);
        }
    }

    /// Before saving: everything is visited, and required fields speak. Gives the first input
    /// that is wrong.
    pub fn judge_all(&mut self, desk: &Desk) -> Option<usize> {
        let written: Vec<bool> = (0..self.parts.len()).map(|part| self.is_written(part)).collect();
        for input in &mut self.inputs {
            input.visited = true;
            input.refused.clear();
        }
        self.judge(desk);
        for input in &mut self.inputs {
            let counts = written.get(input.part).copied().unwrap_or(false);
            if counts && input.field.is_required() && input.value.is_empty() && input.reading.is_empty() {
                input.checks.push(Problem::error(
                    "wajib",
                    text("Belum diisi.", "Not filled in."),
                    text("Isi dulu, lalu simpan lagi.", "Fill it in, then save again."),
                ));
            }
        }
        self.inputs.iter().position(Input::is_wrong)
    }

    /// The first blank input that a check minds and at which saving has not stopped yet: filling
    /// it in is quicker than giving a reason.
    pub fn point_at_blank(&mut self) -> Option<usize> {
        let minded = |input: &Input| input.value.is_empty() && !input.checks.is_empty() && !input.pointed;
        let at = self.inputs.iter().position(minded)?;
        if let Some(input) = self.inputs.get_mut(at) {
            input.pointed = true;
        }
        Some(at)
    }

    /// The first input about which something blocks.
    pub fn first_blocked(&self) -> Option<usize> {
        let blocked = |input: &Input| input.problems().iter().any(|p| p.severity != Severity::Warning);
        self.inputs
            .iter()
            .position(|input| input.problems().iter().any(|p| p.blocks()))
            .or_else(|| self.inputs.iter().position(blocked))
            .or_else(|| self.inputs.iter().position(|input| !input.problems().is_empty()))
    }
}

/// Who said a problem.
#[derive(Clone, Copy)]
enum Said {
    Here,
    Store,
}

impl Input {
    /// Takes the marked offer where it is a value; false where there is none.
    pub fn take_marked(&mut self, desk: &Desk) -> bool {
        let marked = self.offers.as_ref().and_then(Offers::marked);
        let Some(value) = marked.and_then(|offer| offer.value(&self.field.kind)) else { return false };
        self.put(value, desk);
        true
    }

    fn parse(&mut self, desk: &Desk) {
        let text = self.line.text();
        let read = self.field.kind.read(&text, &reading(desk));
        match read.value {
            Some(value) => {
                self.put(value, desk);
                self.reading = read.problems;
            }
            None => {
                self.value = Value::Empty;
                self.reading = read.problems;
                self.offers = None;
            }
        }
    }
}

/// What reading a typed text needs.
pub fn reading(desk: &Desk) -> Reading<'_> {
    Reading { today: desk.today, words: &desk.words, hand: Hand::Typed }
}

fn checked(input: &Input, desk: &Desk) -> Option<Problem> {
    if !input.visited || input.value.is_empty() {
        return None;
    }
    check::field(input.field, &input.value, desk.today, &desk.words)
}
