//! The words between the screens and the store.
//!
//! * **Owns** what can be asked ([`Request`]), what can come back ([`Reply`]), and the shapes both
//!   are made of: queries, pages, batches, history, drafts, troubles.
//! * **Imports** `base`, `entity`.
//! * **Never** does anything: it is data that can be compared in tests and printed in a log.

mod batch;
mod ganda;
pub mod hidup;
mod mend;
pub mod plan;
mod query;
mod report;
mod review;
mod trouble;
mod work;

pub use batch::{Act, Batch, BatchId, BatchInfo, Change, Conflict, FieldChange, HistoryEntry, Saved};
pub use ganda::{Comparison, Double, Doubles, Merge, MergePlan, Twin, Verdict};
pub use mend::{MendCell, MendRow, MendSheet, MendSort, REMARKS};
pub use query::{Filter, Order, Page, Query, Scope, Seek, Sorting, Test};
pub use report::{
    ISSUED, ISSUED_DIFFERENCE, Issue, ListAsk, Need, Preview, ReportAsk, ReportInfo, ReportJob, year_before,
};
pub use review::{
    Absence, At, Candidate, Class, ColumnBy, Decisions, MissingRow, Review, ReviewChange, ReviewColumn, ReviewProblem,
    ReviewRow, Sums,
};
pub use trouble::Trouble;
pub use work::{
    Attention, DOUBLES, DoctorLine, Draft, ExportJob, Finding, Format, Health, Holder, Home, ImportJob, ImportProblem,
    ImportReport, Job, LACKING, PASSED, Pick, Progress, Seat, Skipped,
};

use std::sync::Arc;

use crate::base::date::Date;
use crate::base::id::RecordId;
use crate::entity::{Entity, Problem, Record, Vocabulary};

/// Something a screen wants done. Served on the store thread, in the order asked; a newer `Page`
/// or `Count` of the same ticket's screen replaces one still waiting.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// A page of a list.
    Page(Query, Seek, usize),
    /// How many rows a query has; exact up to the limit, then "more".
    Count(Query, usize),
    /// One record, whole.
    Get(&'static Entity, RecordId),
    /// Records for a type-ahead picker: best matches first. The filters narrow (a desa).
    Lookup(&'static Entity, String, Vec<Filter>, usize),
    /// Checks a batch as saving it would, and changes nothing: gives [`Reply::Checked`].
    Check(Batch),
    /// Saves a batch: all of it or nothing.
    Save(Batch),
    /// Sets one field of many records, as one batch; `reason` passes warnings.
    ChangeMany(&'static Entity, Vec<RecordId>, &'static str, crate::entity::Value, Option<String>),
    /// Puts many records into the bin, as one batch.
    DeleteMany(&'static Entity, Vec<RecordId>),
    /// Takes many records out of the bin, as one batch.
    RestoreMany(&'static Entity, Vec<RecordId>),
    /// What was done, newest first: of one record or of the whole file; before a batch, so many.
    History(Option<(&'static Entity, RecordId)>, Option<BatchId>, usize),
    /// Every field changed by one batch.
    BatchDetail(BatchId),
    /// Undoes one batch.
    Undo(BatchId),
    /// Undoes the newest batch not yet undone that this person made.
    UndoLast,
    /// The facts of the start screen.
    Home,
    /// The seats of one Posyandu, filled and vacant.
    Seats(RecordId),
    /// Findings about the data: all, or those of one code ([`PASSED`]: those passed with a reason).
    Findings(Option<&'static str>),
    /// The probable doubles of a kind: gives [`Reply::Doubles`], or [`Reply::Count`] where the file
    /// is so large that it has to be asked as [`Job::Doubles`].
    Doubles(&'static Entity),
    /// Two records side by side: gives [`Reply::Comparison`].
    Compare(&'static Entity, [RecordId; 2]),
    /// What a merge would do; changes nothing: gives [`Reply::MergePlan`].
    PlanMerge(Box<Merge>),
    /// Makes one record of two.
    Merge(Box<Merge>),
    /// Remembers what somebody says about a pair.
    Decide(&'static Entity, [RecordId; 2], Verdict),
    /// The drafts that wait.
    Drafts,
    /// Keeps a draft (replacing the one of the same key).
    KeepDraft(Draft),
    /// Throws a draft away.
    DropDraft(String),
    /// Remembers a habit of the screen, or sets a setting of the office: that one is answered as a
    /// save is.
    Remember(String, String),
    /// Notes that a person looked at masked data of a record.
    NoteReveal(&'static Entity, RecordId, &'static str),
    /// Regions by name or code as typed, for the guided start (level kecamatan).
    Regions(String, usize),
    /// Fills a new file for one kecamatan, by code.
    Begin(String),
    /// Names of files and folders that continue a typed path.
    Paths(String),
    /// What `dokter` says.
    Doctor,
    /// A work plan, whole.
    Plan(RecordId),
    /// The plans of the file, newest year first, with their sums: for the start screen.
    Plans,
    /// Work on many lines of a plan, as one batch.
    PlanWork(plan::PlanWork),
    /// What differs between two versions of a plan; version 0 is the present state.
    PlanDifference(RecordId, i64, i64),
    /// The lines of a plan as they stood in a version.
    PlanLines(RecordId, i64),
    /// The scenarios of a plan with their costs.
    Scenarios(RecordId),
    /// The reports there are.
    Reports,
    /// Registration by desa.
    Board,
    /// How far Posyandu are: those a number of the board counts.
    Standings(hidup::Within),
    /// The papers of one Posyandu.
    Papers(RecordId),
    /// What its number begins with, and the next that is free: gives [`Reply::Number`].
    NextNumber(RecordId),
    /// The copy sheet of one Posyandu.
    CopySheet(RecordId),
    /// A step of many Posyandu.
    Step(Box<hidup::StepWork>),
    /// What a change of life would do; changes nothing: gives [`Reply::Consequences`].
    PlanLife(Box<hidup::LifeWork>),
    /// A change of life.
    Life(Box<hidup::LifeWork>),
    /// What a change of code would do; changes nothing: gives [`Reply::Consequences`].
    PlanRecode(Box<hidup::RecodeWork>),
    /// A change of code, or a split.
    Recode(Box<hidup::RecodeWork>),
    /// Says that Posyandu were compared today with what is there, and how (a code of the list
    /// `cara_verifikasi`), as one batch; the reason passes warnings.
    Verify(Vec<RecordId>, String, Option<String>),
    /// Numbers by desa, each with the rows it counts.
    Overview(hidup::View, Option<Date>),
    /// What a list of incentives would hold; changes nothing: gives [`Reply::Incentives`].
    PlanIncentives(Box<hidup::IncentiveWork>),
    /// A list of incentives.
    Incentives(Box<hidup::IncentiveWork>),
    /// Who an SK names and could name: gives [`Reply::Roll`].
    Roll(RecordId),
    /// Puts the ticked names on an SK: existing posts get it, others a post.
    PutOnSk(Box<hidup::RollWork>),
    /// What differs between two days: Posyandu and kader.
    Between(crate::base::date::Date, crate::base::date::Date),
}

/// What comes back.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// See [`Request::Page`].
    Page(Page),
    /// See [`Request::Count`]: the count, and whether there are more.
    Count(usize, More),
    /// See [`Request::Get`].
    Got(Box<Record>),
    /// The record is gone.
    Gone,
    /// See [`Request::Lookup`].
    Picks(Vec<Pick>),
    /// See [`Request::Check`]: each problem with the position of the change it belongs to.
    Checked(Vec<(usize, Problem)>),
    /// Saved; undone; changed many.
    Saved(Saved),
    /// Not saved: errors, or warnings without a reason. Nothing changed.
    Refused(Vec<Problem>),
    /// Not saved: somebody else saved the same record first. Nothing changed.
    Conflict(Box<Conflict>),
    /// See [`Request::History`] and [`Request::BatchDetail`].
    History(Vec<HistoryEntry>),
    /// Batches, newest first.
    Batches(Vec<BatchInfo>),
    /// See [`Request::Home`].
    Home(Box<Home>),
    /// See [`Request::Seats`].
    Seats(Vec<Seat>),
    /// See [`Request::Findings`].
    Findings(Vec<Finding>),
    /// See [`Request::Doubles`].
    Doubles(Box<Doubles>),
    /// See [`Request::Compare`].
    Comparison(Box<Comparison>),
    /// See [`Request::PlanMerge`].
    MergePlan(MergePlan),
    /// See [`Request::Drafts`].
    Drafts(Vec<Draft>),
    /// See [`Request::Regions`]: code, words.
    Regions(Vec<(String, String)>),
    /// See [`Request::Paths`].
    Paths(Vec<String>),
    /// See [`Request::Doctor`].
    Doctor(Vec<DoctorLine>),
    /// How a job gets on.
    Progress(Progress),
    /// An import's report.
    Imported(Box<ImportReport>),
    /// See [`Job::Review`].
    Reviewed(Box<Review>),
    /// A file was written: its path and how many records it holds.
    Written(String, usize),
    /// A report was written and has a number in the register now: its path, `12/2026`.
    Issued(String, String),
    /// See [`Request::Plan`].
    Plan(Box<plan::Plan>),
    /// See [`Request::Plans`].
    Plans(Vec<Record>),
    /// See [`Request::PlanDifference`].
    PlanDifference(Vec<plan::Difference>),
    /// See [`Request::PlanLines`].
    PlanLines(Vec<Record>),
    /// See [`Request::Scenarios`].
    Scenarios(Vec<plan::ScenarioView>),
    /// See [`Request::Reports`].
    Reports(Vec<ReportInfo>),
    /// See [`Job::Preview`].
    Preview(Box<Preview>),
    /// See [`Request::Board`].
    Board(Box<hidup::Board>),
    /// See [`Request::Standings`].
    Standings(Box<hidup::Standings>),
    /// See [`Request::Papers`].
    Papers(Vec<hidup::Paper>),
    /// See [`Request::NextNumber`].
    Number(String),
    /// See [`Request::CopySheet`].
    CopySheet(Vec<hidup::CopyLine>),
    /// See [`Request::PlanLife`] and [`Request::PlanRecode`].
    Consequences(Box<hidup::Consequences>),
    /// See [`Request::PlanIncentives`].
    Incentives(Box<hidup::IncentivePlan>),
    /// See [`Request::Roll`].
    Roll(Box<hidup::Roll>),
    /// See [`Request::Overview`].
    Overview(Box<hidup::Overview>),
    /// See [`Request::Between`].
    Between(Vec<hidup::DayChange>),
    /// Done, nothing to say.
    Done,
    /// The vocabulary changed (sent to every screen).
    Words(Arc<Vocabulary>),
    /// The file was changed by somebody else; lists reload around their selection.
    Changed,
    /// The file or the machine says no.
    Trouble(Trouble),
}

/// Whether a count is all there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum More {
    /// The count is exact.
    No,
    /// There are at least so many.
    Yes,
}
