//! Drafting a work plan: work over many lines at once, each as one batch that one key undoes.
//!
//! * **Owns** what [`PlanWork`] means: copying a year, sharing out, joining, moving, repricing,
//!   lines born from selections and scenarios, states and versions.
//! * **Imports** `base`, `entity`, `request`, `store`.
//! * **Never** writes but through [`Store::save`], and never loses a rupiah: shares add up to what
//!   was shared.

mod salin;
mod skenario;
#[cfg(test)]
mod tests;
mod ubah;
mod versi;

use crate::base::id::RecordId;
use crate::base::words::{Phrase, text};
use crate::entity::{CAKUPAN, Entity, NASKAH, Problem, RENCANA, Record, Value};
use crate::request::plan::{Plan, PlanWork};
use crate::request::{Act, Batch, Change, Reply, Trouble};
use crate::store::{Outcome, Store};

pub(super) use skenario::views;

/// The distance between two lines, so that one can be put between.
const STEP: i64 = 10;

/// Why a work cannot be done, or a trouble of the file.
enum No {
    Problem(Box<Problem>),
    Trouble(Trouble),
}

impl From<Trouble> for No {
    fn from(trouble: Trouble) -> Self {
        No::Trouble(trouble)
    }
}

fn no(code: &'static str, said: impl Into<Phrase>, advice: impl Into<Phrase>) -> No {
    No::Problem(Box::new(Problem::error(code, said, advice)))
}

/// Does a work: [`Reply::Saved`], or [`Reply::Refused`] with nothing changed.
pub(super) fn work(store: &mut Store, work: PlanWork) -> Reply {
    let done = match work {
        PlanWork::Begin { year, like } => begin(store, year, like),
        PlanWork::CopyLines { from, to, lines } => salin::copy(store, (from, to), &lines),
        PlanWork::Templates(plan, codes) => salin::templates(store, plan, &codes),
        PlanWork::Duplicate(lines) => salin::duplicate(store, &lines),
        PlanWork::Born { plan, activity, bidang, entity, records } => {
            salin::born(store, plan, (&activity, &bidang), entity, &records)
        }
        PlanWork::Split(line, share) => ubah::split(store, line, share),
        PlanWork::Join(lines) => ubah::join(store, &lines),
        PlanWork::Move(lines, bidang) => ubah::move_to(store, &lines, &bidang),
        PlanWork::Shift(line, by) => ubah::shift(store, line, by),
        PlanWork::Reprice(lines, change) => ubah::reprice(store, &lines, change),
        PlanWork::Choose(scenario) => skenario::choose(store, scenario),
        PlanWork::State(plan, state) => versi::state(store, plan, &state),
        PlanWork::Restore(plan, number) => versi::restore(store, plan, number),
    };
    match done {
        Ok(outcome) => outcome.into(),
        Err(No::Problem(problem)) => Reply::Refused(vec![*problem]),
        Err(No::Trouble(trouble)) => Reply::Trouble(trouble),
    }
}

type Done = Result<Outcome, No>;

/// Saves changes as one batch.
fn keep(store: &mut Store, act: Act, subject: String, changes: Vec<Change>) -> Done {
    if changes.is_empty() {
        return Err(no(
            "tidak-ada-yang-diubah",
            text("Tidak ada yang perlu diubah.", "There is nothing to change."),
            text("Pilih baris lain.", "Choose other lines."),
        ));
    }
    Ok(store.save(&Batch { act, subject, origin: "layar".to_owned(), changes, reason: None })?)
}

fn plan_of(store: &Store, id: RecordId) -> Result<Plan, No> {
    store.plan(id)?.ok_or_else(|| gone(&NASKAH))
}

fn lines_of(store: &Store, ids: &[RecordId]) -> Result<Vec<Record>, No> {
    ids.iter().map(|id| line_of(store, *id)).collect()
}

fn line_of(store: &Store, id: RecordId) -> Result<Record, No> {
    present(store, &RENCANA, id)
}

fn present(store: &Store, entity: &'static Entity, id: RecordId) -> Result<Record, No> {
    store.get(entity, id)?.filter(|record| !record.deleted).ok_or_else(|| gone(entity))
}

fn gone(entity: &'static Entity) -> No {
    no(
        "catatan-hilang",
        text("{0} ini sudah dihapus.", "This {0} was deleted.").with([entity.label.id]),
        text("Buka lagi rencananya.", "Open the plan again."),
    )
}

/// The plan a line belongs to.
fn home(line: &Record) -> RecordId {
    line.get("naskah").as_link().map_or(RecordId(0), |link| link.id)
}

/// The place behind the last line of a bidang.
fn last_place(lines: &[Record], bidang: &str) -> i64 {
    let places = lines.iter().filter(|line| line.text("bidang") == bidang);
    places.filter_map(|line| line.get("urutan").as_int()).max().unwrap_or(0)
}

/// A new line with the place-holder id of its batch.
fn fresh(at: usize) -> Record {
    Record::new(&RENCANA, place_holder(at)).with("status", "usulan")
}

/// The n-th place-holder of a batch.
fn place_holder(at: usize) -> RecordId {
    RecordId(-1 - i64::try_from(at).unwrap_or(i64::MAX - 1))
}

fn link(record: &Record) -> Value {
    Value::link(record.id, record.title())
}

/// What a line covers.
fn covered(store: &Store, line: RecordId) -> Result<Vec<Record>, No> {
    Ok(store.pointing(&CAKUPAN, "rencana", line)?)
}

fn begin(store: &mut Store, year: i64, like: Option<RecordId>) -> Done {
    let mut plan = Record::new(&NASKAH, RecordId(-1)).with("tingkat", "kecamatan").with("keadaan", "rancangan");
    if let Some(like) = like {
        let old = present(store, &NASKAH, like)?;
        for field in ["tingkat", "desa", "posyandu", "latar_belakang", "tujuan", "dasar_hukum", "penutup"] {
            plan.set(field, old.get(field).clone());
        }
        // The name goes on as the office writes it, with the new year in it.
        let before = old.get("tahun").as_int().unwrap_or(0).to_string();
        if old.text("nama").contains(&before) {
            plan.set("nama", old.text("nama").replace(&before, &year.to_string()));
        }
    }
    plan.set("tahun", year);
    if let Some(fill) = NASKAH.fill.filter(|_| plan.get("nama").is_empty()) {
        fill(&mut plan, "tahun", store.today());
    }
    let subject = plan.title();
    keep(store, Act::Add, subject, vec![Change::Put(plan)])
}
