//! A review while it is being answered: the rows in an order that stays, and the decisions.
//!
//! * **Owns** the job as it would run now, the decisions and their undoing, which rows are seen.
//! * **Imports** the shapes of a review.
//! * **Never** paints, and never guesses what a decision leads to: the file is planned anew, and
//!   only the newest plan counts.
//!
//! The order of the rows is made when the class or the search changes, not with every plan: a row
//! that was mended stays where it is, under the cursor, and the next one is one key away.

use std::collections::{BTreeMap, BTreeSet};

use super::deciding::Flow;
use super::mending::Spelling;
use crate::base::id::Ticket;
use crate::base::text::fold;
use crate::base::words::{Phrase, Text, text};
use crate::entity::Severity;
use crate::request::{
    Absence, At, Class, ImportJob, ImportReport, Job, MissingRow, Progress, Review, ReviewColumn, ReviewProblem,
    ReviewRow, Sums,
};
use crate::ui::keymap::Action;
use crate::ui::screen::Cx;
use crate::ui::widgets::line::Line;
use crate::ui::widgets::rows::Rows;

/// How many decisions can be taken back.
const PAST: usize = 200;

/// The word of a mapping that leaves a column unread.
pub(super) const UNUSED: &str = "-";

/// What lies before the clerk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Part {
    /// The rows.
    #[default]
    List,
    /// One row in full.
    Row,
    /// The columns of the file.
    Columns,
    /// What the file does not mention.
    Missing,
}

/// Work that the keys wait for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Work {
    /// Its ticket.
    pub(super) ticket: Ticket,
    /// What it is.
    pub(super) deed: Deed,
    /// How far it is.
    pub(super) progress: Progress,
    /// Esc was pressed; the answer is still to come.
    pub(super) stopping: bool,
}

/// What is being done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// Saving the rows.
    Saving,
    /// Writing the problem rows to this file.
    Problems(String),
}

/// A review being answered.
#[derive(Debug, Default)]
pub(super) struct Answering {
    /// The import as it would run now.
    pub(super) job: ImportJob,
    /// What the newest plan says.
    pub(super) review: Review,
    past: Vec<(Phrase, ImportJob)>,
    shown: Vec<usize>,
    /// Only the rows of this class.
    pub(super) class: Option<Class>,
    /// Only rows with these words.
    pub(super) search: Line,
    /// Words are being typed.
    pub(super) searching: bool,
    /// The cursor in the list.
    pub(super) rows: Rows,
    /// What lies before the clerk.
    pub(super) part: Part,
    /// The cursor in the row, the columns or the missing.
    pub(super) inner: Rows,
    /// A plan under way for the newest decisions.
    pub(super) checking: Option<(Ticket, Progress)>,
    /// The newest decisions could not be planned.
    pub(super) is_stale: bool,
    /// Ctrl+S was pressed while a plan was under way.
    pub(super) runs_after: bool,
    /// Work that the keys wait for.
    pub(super) work: Option<Work>,
    /// Work that was stopped without an answer so far.
    pub(super) late: Option<Ticket>,
    /// What was saved.
    pub(super) saved: Option<Box<ImportReport>>,
    /// What the panel above was asked for.
    pub(super) flow: Option<Flow>,
    /// The desa of the file were asked for, to say which one a spelling means.
    pub(super) spelling: Option<(Ticket, Spelling)>,
    /// Counts every decision and every taking back.
    pub(super) turn: usize,
    /// The turn whose decisions are kept as a draft; 0: none is kept.
    pub(super) kept: usize,
    /// The reason given last.
    pub(super) reason: String,
}

impl Answering {
    /// A first plan, before any decision.
    pub(super) fn new(job: ImportJob, review: Review) -> Self {
        let mut new = Answering { job, review, ..Answering::default() };
        new.arrange();
        new
    }

    /// The job came with the decisions of another time: taking them back takes all of them back.
    pub(super) fn resume(&mut self) {
        let bare = ImportJob {
            file: self.job.file.clone(),
            kind: self.job.kind.clone(),
            text: self.job.text.clone(),
            year: self.job.year,
            dry_run: true,
            ..ImportJob::default()
        };
        let what = text("keputusan dari konsep", "the decisions of the draft");
        self.past.push((what.into(), bare));
        self.turn = 1;
        self.kept = 1;
    }

    /// How many decisions can be taken back.
    pub(super) fn decided(&self) -> usize {
        self.past.len()
    }

    /// Takes over the newest plan. The rows stay where they are unless the file has others now.
    pub(super) fn take_over(&mut self, review: Review) {
        let here = self.row().map(|row| row.at);
        let is_alike = self.review.rows.len() == review.rows.len()
            && self.review.rows.iter().zip(&review.rows).all(|(old, new)| old.at == new.at);
        self.review = review;
        self.is_stale = false;
        if !is_alike {
            self.arrange();
            self.go_to(here);
        }
        let is_empty = match self.part {
            Part::List => false,
            // A row with nothing left to say stays before the clerk who decided it.
            Part::Row => self.row().is_none(),
            Part::Columns | Part::Missing => self.inner_len() == 0,
        };
        if is_empty {
            self.part = Part::List;
        }
        self.inner.clamp(self.inner_len());
    }

    /// Makes the order anew: what needs the clerk first, rows with something to say before those
    /// without, then as in the file.
    pub(super) fn arrange(&mut self) {
        let typed = fold(&self.search.text());
        let words: Vec<&str> = typed.split_whitespace().collect();
        let rows = &self.review.rows;
        let is_of = |row: &ReviewRow| self.class.is_none_or(|class| class == row.class) && has_words(row, &words);
        self.shown = (0..rows.len()).filter(|&n| rows.get(n).is_some_and(is_of)).collect();
        self.shown.sort_by_key(|&n| rows.get(n).map(|row| (is_elsewhere(row), row.class, row.problems.is_empty(), n)));
        self.rows.go(0);
        self.rows.clamp(self.shown.len());
    }

    /// Puts the cursor on this row, where it is seen.
    pub(super) fn go_to(&mut self, at: Option<At>) {
        let place =
            at.and_then(|at| self.shown.iter().position(|&n| self.review.rows.get(n).is_some_and(|row| row.at == at)));
        if let Some(place) = place {
            self.rows.go(place);
        }
    }

    /// How many rows are seen.
    pub(super) fn len(&self) -> usize {
        self.shown.len()
    }

    /// The rows from a place on, as they are seen.
    pub(super) fn seen(&self, from: usize) -> impl Iterator<Item = &ReviewRow> {
        self.shown.iter().skip(from).filter_map(|&n| self.review.rows.get(n))
    }

    /// The row under the cursor.
    pub(super) fn row(&self) -> Option<&ReviewRow> {
        self.shown.get(self.rows.at).and_then(|&n| self.review.rows.get(n))
    }

    /// Shows another class: those without rows are passed over.
    pub(super) fn turn_class(&mut self, action: Action) {
        let has_rows = |class: &Option<Class>| class.is_none_or(|class| count(&self.review.sums, class) > 0);
        let ring: Vec<Option<Class>> =
            std::iter::once(None).chain(CLASSES.iter().map(|kind| Some(kind.class))).filter(has_rows).collect();
        let here = ring.iter().position(|class| *class == self.class).unwrap_or(0);
        let step = if action == Action::Previous { ring.len() - 1 } else { 1 };
        self.class = ring.get((here + step) % ring.len()).copied().flatten();
        self.arrange();
    }

    /// One row further or back, in the list's order; false at the end.
    pub(super) fn turn_row(&mut self, action: Action) -> bool {
        let before = self.rows.at;
        let step = if action == Action::Previous { Action::Up } else { Action::Down };
        self.rows.act(step, self.len());
        self.stand();
        before != self.rows.at
    }

    /// Puts the cursor of a row in full on what asks for an answer: the first candidate of a
    /// doubt, else the first line.
    pub(super) fn stand(&mut self) {
        let first = self.row().map_or(0, |row| {
            let is_asked = row.class == Class::Doubt;
            items(row).position(|item| is_asked && item == Item::Candidate(0)).unwrap_or(0)
        });
        self.inner.go(first);
    }

    /// Decides something: remembered for taking back, and the file is planned anew.
    pub(super) fn decide(&mut self, what: Phrase, change: impl FnOnce(&mut ImportJob), cx: &mut Cx) {
        if self.past.len() == PAST {
            self.past.remove(0);
        }
        self.past.push((what.clone(), self.job.clone()));
        self.turn += 1;
        change(&mut self.job);
        cx.say(what);
        self.check(cx);
    }

    /// Takes back the last decision; gives what it was.
    pub(super) fn take_back(&mut self, cx: &mut Cx) -> Option<Phrase> {
        let (what, job) = self.past.pop()?;
        self.job = job;
        self.turn += 1;
        self.check(cx);
        Some(what)
    }

    /// Plans the file anew; an older plan under way is no longer wanted.
    pub(super) fn check(&mut self, cx: &mut Cx) {
        if let Some((older, _)) = self.checking.take() {
            cx.cancel(older);
        }
        let ticket = cx.start(Job::Review(ImportJob { dry_run: true, ..self.job.clone() }));
        self.checking = Some((ticket, Progress::default()));
    }

    /// The lines of the part that lies over the list.
    pub(super) fn inner_len(&self) -> usize {
        match self.part {
            Part::List => 0,
            Part::Row => self.row().map_or(0, |row| items(row).count()),
            Part::Columns => self.review.columns.len(),
            Part::Missing => self.review.missing.len(),
        }
    }

    /// What the cursor is on in a row shown in full.
    pub(super) fn item(&self) -> Option<Item> {
        let row = self.row().filter(|_| self.part == Part::Row)?;
        items(row).nth(self.inner.at)
    }

    /// The problem that a key means: the one under the cursor, else the first that fits.
    pub(super) fn problem(&self, fits: impl Fn(&ReviewProblem) -> bool) -> Option<&ReviewProblem> {
        let row = self.row()?;
        match self.item() {
            Some(Item::Problem(n)) => row.problems.get(n).filter(|problem| fits(problem)),
            _ => row.problems.iter().find(|problem| fits(problem)),
        }
    }

    /// The column of a table that is read as this field.
    pub(super) fn column_of(&self, table: usize, field: &str) -> Option<&ReviewColumn> {
        self.review.columns.iter().find(|column| column.table == table && column.field.as_deref() == Some(field))
    }

    /// The fields that rows would set, with their words and how many rows; those left out too.
    pub(super) fn fields(&self) -> Vec<(String, Text, usize)> {
        let mut found: BTreeMap<&str, (Text, usize)> = BTreeMap::new();
        for change in self.review.rows.iter().flat_map(|row| &row.changes) {
            found.entry(&change.field).or_insert((change.label, 0)).1 += 1;
        }
        for field in &self.job.decisions.refused_fields {
            let named = self.review.fields.iter().find(|(name, _)| name == field);
            if let Some((name, label)) = named {
                found.entry(name).or_insert((*label, 0));
            }
        }
        found.into_iter().map(|(name, (label, count))| (name.to_owned(), label, count)).collect()
    }

    /// True where some row has an error that may be passed with a reason.
    pub(super) fn has_passable(&self) -> bool {
        self.review.rows.iter().any(is_passable)
    }

    /// True where saving would change something.
    pub(super) fn would_save(&self) -> bool {
        let sums = &self.review.sums;
        sums.new + sums.changed + self.ended() > 0
    }

    /// What the clerk, or the file before, says of a missing record.
    pub(super) fn absence(&self, record: &MissingRow) -> Absence {
        self.job.decisions.absent.get(&record.uid).copied().unwrap_or(record.answer)
    }

    /// How many missing records end: answers about records that are found again do not count.
    pub(super) fn ended(&self) -> usize {
        let ends = |record: &&MissingRow| matches!(self.absence(record), Absence::Closed | Absence::Moved);
        self.review.missing.iter().filter(ends).count()
    }

    /// True where the sums hold back rows: rejected, or in doubt.
    pub(super) fn left(&self) -> usize {
        self.review.sums.rejected + self.review.sums.doubt
    }

    /// How many rows of a desa the file has.
    pub(super) fn rows_of_desa(&self, kode: &str) -> usize {
        self.review.rows.iter().filter(|row| row.desa.0 == kode).count()
    }

    /// Sets the field of a column; another column of the table that was read as it is unused from
    /// now on. Gives that other heading.
    pub(super) fn read_as(job: &mut ImportJob, columns: &[ReviewColumn], at: usize, field: Option<&str>) {
        let Some(column) = columns.get(at) else { return };
        let mut set = |heading: &str, field: &str| {
            job.mapping.retain(|(known, _)| known != heading);
            job.mapping.push((heading.to_owned(), field.to_owned()));
        };
        set(&column.heading, field.unwrap_or(UNUSED));
        let Some(field) = field else { return };
        let others = columns.iter().enumerate().filter(|(n, other)| *n != at && other.table == column.table);
        for (_, other) in others.filter(|(_, other)| other.field.as_deref() == Some(field)) {
            if other.heading != column.heading {
                set(&other.heading, UNUSED);
            }
        }
    }
}

/// True for a row of another kecamatan: rejected, and nothing the clerk could do about it. A list
/// of a whole kabupaten has thousands of them.
pub(super) fn is_elsewhere(row: &ReviewRow) -> bool {
    row.class == Class::Rejected && row.problems.iter().any(|problem| problem.problem.code == "luar-kecamatan")
}

/// True where every error of the row may be passed with a reason, and there is one.
pub(super) fn is_passable(row: &ReviewRow) -> bool {
    let mut errors = row.problems.iter().map(|problem| problem.problem.severity).filter(|s| *s != Severity::Warning);
    row.class == Class::Rejected
        && errors.next().is_some_and(|first| {
            first == Severity::Overridable && errors.all(|severity| severity == Severity::Overridable)
        })
}

fn has_words(row: &ReviewRow, words: &[&str]) -> bool {
    if words.is_empty() {
        return true;
    }
    let mut all = fold(&row.name);
    let values = row.changes.iter().map(|change| change.new.as_str());
    let cells = row.problems.iter().map(|problem| problem.shown.as_str());
    for part in [row.place.as_str(), row.desa.1.as_str()].into_iter().chain(values).chain(cells) {
        all.push(' ');
        all.push_str(&fold(part));
    }
    let number = row.at.row.to_string();
    words.iter().all(|word| all.contains(word) || number == **word)
}

/// A line of a row in full that the cursor can stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// The n-th problem.
    Problem(usize),
    /// The n-th candidate.
    Candidate(usize),
    /// None of the candidates.
    New,
    /// The n-th field.
    Change(usize),
}

/// The lines of a row, in the order they are seen.
pub(super) fn items(row: &ReviewRow) -> impl Iterator<Item = Item> {
    let is_asked = !row.candidates.is_empty();
    (0..row.problems.len())
        .map(Item::Problem)
        .chain((0..row.candidates.len()).map(Item::Candidate))
        .chain(is_asked.then_some(Item::New))
        .chain((0..row.changes.len()).map(Item::Change))
}

/// A class with its sign and words.
pub(super) struct Kind {
    pub(super) class: Class,
    pub(super) sign: char,
    pub(super) word: Text,
}

const fn kind(class: Class, sign: char, id: &'static str, en: &'static str) -> Kind {
    Kind { class, sign, word: Text { id, en } }
}

/// The classes, what needs the clerk first.
pub(super) static CLASSES: [Kind; 6] = [
    kind(Class::Rejected, 'x', "tolak", "reject"),
    kind(Class::Doubt, '!', "ragu", "doubt"),
    kind(Class::Changed, '*', "ubah", "change"),
    kind(Class::New, '+', "baru", "new"),
    kind(Class::Same, '=', "sama", "same"),
    kind(Class::Refused, '-', "lepas", "left"),
];

/// The sign and words of a class.
pub(super) fn kind_of(class: Class) -> &'static Kind {
    CLASSES.iter().find(|kind| kind.class == class).unwrap_or(&CLASSES[0])
}

/// How many rows are in a class.
pub(super) fn count(sums: &Sums, class: Class) -> usize {
    match class {
        Class::Rejected => sums.rejected,
        Class::Doubt => sums.doubt,
        Class::Changed => sums.changed,
        Class::New => sums.new,
        Class::Same => sums.same,
        Class::Refused => sums.refused,
    }
}

/// Puts an element into a set, or takes it out; true where it is in now.
pub(super) fn toggle<T: Ord>(set: &mut BTreeSet<T>, element: T) -> bool {
    if set.remove(&element) {
        return false;
    }
    set.insert(element)
}
