//! The registry's life: registration, states, changes between two days.
//!
//! * **Owns** what the board, the papers, the copy sheet and the comparison of two days show, and
//!   what can be done with many Posyandu at once.
//! * **Imports** `base`, `entity`.
//! * **Never** counts: the store does, from rows a person can open.

use crate::base::date::Date;
use crate::base::id::RecordId;
use crate::base::words::{Phrase, Text};
use crate::entity::{Entity, Problem};

use super::query::Query;

/// Registration by desa: a line a desa, and what they add up to. Posyandu that merged, closed or
/// were a mistake are not counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Board {
    /// The kinds of papers that are asked for: code and name, in the operator's order.
    pub papers: Vec<(String, String)>,
    /// The desa, those with the oldest waiting first.
    pub rows: Vec<BoardRow>,
    /// All Posyandu by state, also of desa that have no row.
    pub totals: [usize; 7],
    /// Desa without a row: in a file of very many only those that wait longest have one.
    pub more: usize,
}

/// One desa on the board.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardRow {
    /// The desa.
    pub desa: RecordId,
    /// Its name.
    pub name: String,
    /// Posyandu by state, in the order of `registrasi::LANGKAH`; those without any step count as
    /// the first.
    pub states: [usize; 7],
    /// Posyandu not yet registered that lack each kind of paper, in the order of [`Board::papers`].
    pub missing: Vec<usize>,
    /// Posyandu not yet registered that lack at least one.
    pub lacking: usize,
    /// The Posyandu that stands longest in its state without being registered, and for how many days.
    pub oldest: Option<(RecordId, String, i64)>,
}

/// Which Posyandu of the board are meant; all conditions hold together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Within {
    /// Of one desa.
    pub desa: Option<RecordId>,
    /// In one state: its place in `registrasi::LANGKAH`.
    pub state: Option<usize>,
    /// Not yet registered, and lacking a paper.
    pub lacking: Option<Lacking>,
}

/// What is lacking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lacking {
    /// The paper of this code.
    Paper(String),
    /// At least one.
    Any,
}

/// Posyandu with how far they are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standings {
    /// The kinds of papers, as [`Board::papers`].
    pub papers: Vec<(String, String)>,
    /// The Posyandu: those not registered and longest in their state first.
    pub rows: Vec<Standing>,
    /// True where there are more than fit one answer.
    pub more: bool,
}

/// How far one Posyandu is.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The Posyandu.
    pub posyandu: RecordId,
    /// Its name.
    pub name: String,
    /// Its desa, and the desa's name.
    pub desa: (RecordId, String),
    /// Its state: a place in `registrasi::LANGKAH`.
    pub state: usize,
    /// Since when, where that is known.
    pub since: Option<Date>,
    /// Its papers, in the order of [`Standings::papers`].
    pub papers: Vec<PaperState>,
    /// Its number, or empty.
    pub number: String,
    /// The batch it went with last, whatever came after.
    pub batch: Option<i64>,
    /// Who sent it back and why, where that is its state.
    pub returned: Option<(String, String)>,
}

impl Standing {
    /// True where it has its number or is done in another way.
    pub fn is_registered(&self) -> bool {
        self.state == crate::entity::registrasi::TERDAFTAR
    }

    /// True where a paper is missing, whatever the state.
    pub fn lacks_any(&self) -> bool {
        self.papers.contains(&PaperState::Missing)
    }
}

/// One paper of one Posyandu.
#[derive(Clone, Debug, PartialEq)]
pub struct Paper {
    /// The kind's code.
    pub code: String,
    /// The kind's name.
    pub name: String,
    /// Whether it is there.
    pub state: PaperState,
    /// Where it stands: a document among the SK, or a paper of its own.
    pub record: Option<(&'static Entity, RecordId)>,
    /// Number and date, or why it is not needed.
    pub note: String,
}

/// Whether a paper is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperState {
    /// It is there.
    There,
    /// It is missing.
    Missing,
    /// It is not needed.
    NotNeeded,
}

/// One line of the copy sheet: a field of the web form and what is typed into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyLine {
    /// The label as on the form.
    pub label: String,
    /// The value; empty where the file does not know it.
    pub value: String,
}

/// A step of many Posyandu at once, as one batch that one `u` undoes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StepWork {
    /// The Posyandu.
    pub posyandu: Vec<RecordId>,
    /// The state they reach: a code of `registrasi::LANGKAH`.
    pub state: String,
    /// On which day.
    pub date: Date,
    /// Gives them one number together.
    pub together: bool,
    /// Who sent them back, where they were.
    pub level: String,
    /// Why.
    pub reason: String,
    /// The covering letter or receipt.
    pub proof: String,
    /// Numbers that came back: written together with the step.
    pub numbers: Vec<(RecordId, String)>,
    /// Passes warnings.
    pub pass: Option<String>,
}

/// A change in the life of one or more Posyandu, as one batch.
#[derive(Clone, Debug, PartialEq)]
pub struct LifeWork {
    /// Which Posyandu.
    pub posyandu: Vec<RecordId>,
    /// The state that begins: a code of `posyandu::STATUS`.
    pub state: String,
    /// Its first day.
    pub date: Date,
    /// The reason's code.
    pub reason: String,
    /// The document it rests on.
    pub sk: Option<RecordId>,
    /// The Posyandu that takes them over.
    pub into: Option<RecordId>,
    /// What becomes of the kader who serve there on that day.
    pub kader: LifeKader,
    /// A word beside it.
    pub note: String,
    /// Passes warnings.
    pub pass: Option<String>,
}

/// What becomes of the kader of a Posyandu that ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LifeKader {
    /// Nothing: they go on (only where the Posyandu goes on).
    Stay,
    /// Their posts end the day before.
    End,
    /// Their posts end, and begin anew in the Posyandu that takes over.
    Move,
}

/// A desa's code changes, or part of its Posyandu goes to a new desa; as one batch.
#[derive(Clone, Debug, PartialEq)]
pub struct RecodeWork {
    /// The desa.
    pub desa: RecordId,
    /// Its new code; for a split, the code of the new desa.
    pub code: String,
    /// A split: the new desa's name and the Posyandu that go to it.
    pub split: Option<(String, Vec<RecordId>)>,
    /// The first day of the new code.
    pub date: Date,
    /// The regulation.
    pub basis: String,
}

/// What would follow, or followed, from a work over several records: sentences, and the Posyandu
/// whose numbers must be asked for anew.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Consequences {
    /// What changes, one line each.
    pub lines: Vec<Phrase>,
    /// Posyandu whose registration number no longer fits their desa's code: name and number.
    pub renumber: Vec<(RecordId, String)>,
    /// Warnings that must be passed with a reason.
    pub problems: Vec<Problem>,
}

/// One thing that differs between two days.
#[derive(Clone, Debug, PartialEq)]
pub struct DayChange {
    /// Which kind of record: Posyandu or kader.
    pub entity: &'static Entity,
    /// Which record.
    pub record: RecordId,
    /// Its title.
    pub title: String,
    /// Its desa's name.
    pub desa: String,
    /// What became different: came, went, changed from what to what.
    pub text: Phrase,
}

/// A list of incentives of one month out of one source, as one batch.
#[derive(Clone, Debug, PartialEq)]
pub struct IncentiveWork {
    /// The month, 1 to 12.
    pub month: i64,
    /// The year.
    pub year: i64,
    /// The source of funds: a code of `sumber_dana`.
    pub source: String,
    /// How much each gets.
    pub rate: Rate,
    /// Only those of one desa.
    pub desa: Option<RecordId>,
    /// The day they were paid, where that is known.
    pub paid: Option<Date>,
    /// Those put on it though they are [`Comes::Stopped`].
    pub also: Vec<RecordId>,
    /// Those left out though nothing speaks against them.
    pub without: Vec<RecordId>,
    /// Passes warnings.
    pub pass: Option<String>,
}

/// Who a list of incentives would hold and who is kept from it: those caught first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IncentivePlan {
    /// The people.
    pub rows: Vec<IncentiveRow>,
}

/// One person on the way onto a list.
#[derive(Clone, Debug, PartialEq)]
pub struct IncentiveRow {
    /// Who.
    pub kader: RecordId,
    /// The name.
    pub name: String,
    /// The Posyandu whose post counts, by name.
    pub place: String,
    /// How much, in rupiah.
    pub amount: i64,
    /// Whether this person comes onto the list.
    pub comes: Comes,
    /// What stops this person, in the words that a save would use.
    pub problems: Vec<Problem>,
    /// What else is to be known: a second post, one that ended within the month, another source.
    pub notes: Vec<Phrase>,
}

impl IncentiveRow {
    /// True where there is something to be read about this person.
    pub fn is_caught(&self) -> bool {
        self.comes != Comes::Yes || !self.notes.is_empty()
    }
}

/// Whether a person comes onto a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Comes {
    /// No, but the office may with a reason: no SK, or one that ended.
    Stopped,
    /// No: no post, on the list already, the Posyandu ended.
    Never,
    /// Yes.
    Yes,
}

/// How much each on a list gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rate {
    /// All with a post in that month the same, in rupiah.
    Same(i64),
    /// Those of the list of the month before, each the same as then.
    AsBefore,
}

/// Who an SK names and could name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Roll {
    /// Its number.
    pub number: String,
    /// The first day of the term it sets.
    pub from: Date,
    /// The last day: five years on, where the SK does not say.
    pub until: Date,
    /// The Posyandu it is for: one, or those of its desa that did not end.
    pub places: Vec<(RecordId, String)>,
    /// The people, by Posyandu; those without any post last.
    pub rows: Vec<RollRow>,
}

/// One person beside an SK, with the post that counts.
#[derive(Clone, Debug, PartialEq)]
pub struct RollRow {
    /// Who.
    pub kader: RecordId,
    /// The name.
    pub name: String,
    /// The post: running, or the last one; `None`: there never was one.
    pub post: Option<RecordId>,
    /// Its Posyandu, by name.
    pub place: String,
    /// Its jabatan, a code.
    pub jabatan: String,
    /// How the person stands to the SK.
    pub stands: Stands,
}

/// How a person stands to an SK.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stands {
    /// The post rests on it already.
    On,
    /// A post that runs in its term and rests on no SK: gets this one.
    Bare,
    /// A post that rests on another SK, by its number: a new term begins in the same seat.
    Other(String),
    /// The last post ended before this SK, on that day.
    Left(Date),
    /// Without any post.
    Never,
}

/// The names ticked on an SK, as one batch.
#[derive(Clone, Debug, PartialEq)]
pub struct RollWork {
    /// The SK.
    pub sk: RecordId,
    /// Who: each as the [`Roll`] of that SK has them.
    pub kader: Vec<RecordId>,
    /// The seat of those who hold no post: jabatan, bidang, Posyandu; `None`: as their last one.
    pub seat: Option<(String, String, RecordId)>,
    /// Passes warnings.
    pub pass: Option<String>,
}

/// What is told desa by desa.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum View {
    /// How the registry stands: Posyandu, registered, strata, seats, kader, badges.
    #[default]
    Standing,
    /// SK and terms that end.
    Ending,
}

/// Numbers by desa, each with the rows it counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overview {
    /// What each number is: a short word for a column and the whole sentence.
    pub columns: Vec<(Text, Text)>,
    /// The whole first, then the desa.
    pub rows: Vec<OverviewRow>,
    /// Desa without a row.
    pub more: usize,
}

/// One desa, or all.
#[derive(Clone, Debug, PartialEq)]
pub struct OverviewRow {
    /// The desa; `None`: all.
    pub desa: Option<RecordId>,
    /// Its name.
    pub name: String,
    /// In the order of the columns.
    pub cells: Vec<OverviewCell>,
}

/// A number.
#[derive(Clone, Debug, PartialEq)]
pub struct OverviewCell {
    /// How many rows [`OverviewCell::opens`] shows.
    pub count: usize,
    /// True where counting stopped there: in a file of very many.
    pub at_least: bool,
    /// Of how many, where it is a share.
    pub of: Option<usize>,
    /// The rows.
    pub opens: Query,
}
