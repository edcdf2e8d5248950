//! Carrying out: a file, all its tables as one batch, and a report of the contract for each.
//!
//! * **Owns** the order of an import: read, find, plan, let the store examine, save as one batch.
//! * **Imports** everything above in this folder, `request`, the store.
//! * **Never** writes when anything of the whole import is wrong and `--sebagian` was not asked for,
//!   and never writes outside [`Store::save`].
//!
//! Rows of another kecamatan (`luar-kecamatan`) are rejected and counted, but they are no mistake of
//! this file's data: they do not hold up the rows of this kecamatan.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use super::absent::{self, Missing};
use super::answers::{Answers, Learned};
use super::columns::Headings;
use super::known::Known;
use super::layout::{self, Layout};
use super::long::{self, Born, CUT, Wish};
use super::mend::Left;
use super::plan::{self, Asked, Name, Plan};
use super::read;
use super::review::{self as shapes};
use super::sheet::{Cell, Sheet};
use super::steps::{Phase, Steps, Tell};
use super::table::{self, Table};
use crate::base::id::RecordId;
use crate::base::words::{Lang, Phrase, text};
use crate::entity::flat::{self, Column};
use crate::entity::{ENTITIES, Entity, Problem, Record, Severity};
use crate::request::{
    Absence, Act, At, Batch, Change, ImportJob, ImportProblem, ImportReport, Progress, Review, Saved, Skipped, Trouble,
};
use crate::store::{Manner, Outcome, Store};

/// How often a plan is made again: without rows that the store's checks refused, or with what the
/// answers in its rows taught.
const ROUNDS: usize = 40;

/// Why a data row is not among those counted: the clerk does not want it.
const REFUSED: &str = "tidak diambil";

/// What became of one table.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    /// The report of the contract.
    pub report: ImportReport,
    /// What is to be mended, with its sheet, ready to go back to the sender; with the first table
    /// also what the sender forgot, as the clerk says.
    pub left: Left,
    /// Columns read as somebody chose for this layout at another time: heading and field.
    pub remembered: Vec<(String, String)>,
}

/// Takes in one file: a report for every table found in it, or one that says why there is none.
///
/// # Errors
/// A trouble of the office file or of the data file; `ISIAN-TIDAK-DIKENAL` for a wrong `--petakan`.
pub fn run(store: &mut Store, entity: &'static Entity, job: &ImportJob, lang: Lang) -> Result<Vec<Taken>, Trouble> {
    run_watched(store, entity, job, lang, &mut |_| ControlFlow::Continue(()))
}

/// The same, telling how far it is; a break stops it.
///
/// # Errors
/// As [`run`]; [`crate::store::STOPPED`] where it was stopped: nothing is kept then.
pub fn run_watched(
    store: &mut Store,
    entity: &'static Entity,
    job: &ImportJob,
    lang: Lang,
    tell: Tell<'_>,
) -> Result<Vec<Taken>, Trouble> {
    let mut steps = Steps::new(tell);
    let columns = flat::columns(entity);
    let headings = wishes(&columns, job)?;
    let wish = Wish { entity, columns: &columns, headings: &headings, job, lang, cut: CUT };
    if let Some(taken) = long::run(store, &wish, &mut steps)? {
        return Ok(vec![taken]);
    }
    match sheets(job, entity, lang)? {
        Err(refused) => Ok(vec![*refused]),
        Ok(sheets) => {
            let parts = parts(store, entity, job, &sheets, &headings)?;
            if let Some(refused) = nothing(&parts, (entity, job, lang), &headings, &sheets) {
                return Ok(vec![refused]);
            }
            Intake { store, entity, job, lang, columns: &columns, rows: None, born: None }.tables(&parts, &mut steps)
        }
    }
}

/// A dry run that can be answered row by row: what [`run_watched`] would do with the same answers.
///
/// # Errors
/// As [`run_watched`].
pub fn review(
    store: &mut Store,
    entity: &'static Entity,
    job: &ImportJob,
    lang: Lang,
    tell: Tell<'_>,
) -> Result<Review, Trouble> {
    let job = &ImportJob { dry_run: true, ..job.clone() };
    let mut steps = Steps::new(tell);
    let columns = flat::columns(entity);
    let headings = wishes(&columns, job)?;
    let blank = Review { fields: shapes::fields(&columns), ..Review::default() };
    let of_refused = |refused: Taken| Review { reports: vec![refused.report], ..blank.clone() };
    let sheets = match sheets(job, entity, lang)? {
        Err(refused) => return Ok(of_refused(*refused)),
        Ok(sheets) => sheets,
    };
    let parts = parts(store, entity, job, &sheets, &headings)?;
    let names = match &job.sheet {
        Some(_) => read::names(&read::bytes(&job.file)?),
        None => sheets.iter().map(|sheet| sheet.name.clone()).collect(),
    };
    if let Some(refused) = nothing(&parts, (entity, job, lang), &headings, &sheets) {
        return Ok(Review { sheets: names, ..of_refused(refused) });
    }
    let mut intake = Intake { store, entity, job, lang, columns: &columns, rows: Some(lang), born: None };
    let mut settled = intake.settled(&parts, &mut steps)?;
    let reports = intake.taken(&parts, &settled, None).into_iter().map(|taken| taken.report).collect();
    Ok(Review {
        reports,
        sums: shapes::sums(&parts, &settled.plans),
        rows: shapes::rows(&mut settled.plans),
        missing: settled.missing.into_iter().map(|missing| missing.row).collect(),
        columns: shapes::columns(&parts, &columns),
        sheets: names,
        ..blank
    })
}

/// A table with the sheet it stands in.
pub struct Part<'s> {
    pub sheet: &'s Arc<Sheet>,
    pub table: Table<'s>,
    pub layout: Layout,
}

fn wishes<'c>(columns: &'c [Column], job: &ImportJob) -> Result<Headings<'c>, Trouble> {
    Headings::new(columns, &job.mapping)
        .map_err(|said| Trouble::new("ISIAN-TIDAK-DIKENAL", said, text("Periksa --petakan.", "Check --map.")))
}

/// The sheets of the file, or the report that refuses it.
fn sheets(
    job: &ImportJob,
    entity: &'static Entity,
    lang: Lang,
) -> Result<Result<Vec<Arc<Sheet>>, Box<Taken>>, Trouble> {
    Ok(match read::job(job)? {
        Ok(sheets) => Ok(sheets.into_iter().map(Arc::new).collect()),
        Err(said) => Err(Box::new(refused(job, entity, "", &said, lang))),
    })
}

/// The tables of all sheets, with the cells that the clerk mended.
fn parts<'s>(
    store: &Store,
    entity: &'static Entity,
    job: &ImportJob,
    sheets: &'s [Arc<Sheet>],
    headings: &Headings<'_>,
) -> Result<Vec<Part<'s>>, Trouble> {
    let mut parts = Vec::new();
    for sheet in sheets {
        let recalled = layout::recall(store, entity, sheet)?;
        let all = (!recalled.is_empty()).then(|| headings.remembering(&recalled));
        let headings = all.as_ref().unwrap_or(headings);
        parts.extend(table::find_all(sheet, entity, headings).into_iter().map(|table| Part {
            sheet,
            layout: Layout::of(entity, sheet, &table, headings),
            table,
        }));
    }
    for ((at, column), said) in &job.decisions.mended {
        let Some(part) = parts.get_mut(at.table) else { continue };
        let Ok(place) = part.table.rows.binary_search_by_key(&at.row, |row| row.number) else { continue };
        if let Some(row) = part.table.rows.get_mut(place).map(std::borrow::Cow::to_mut) {
            if row.cells.len() <= *column {
                row.cells.resize(*column + 1, Cell::Empty);
            }
            if let Some(cell) = row.cells.get_mut(*column) {
                *cell = Cell::Text(said.clone());
            }
        }
    }
    Ok(parts)
}

/// Why nothing of the file is taken, where it holds no table.
fn nothing(
    parts: &[Part<'_>],
    (entity, job, lang): (&'static Entity, &ImportJob, Lang),
    headings: &Headings<'_>,
    sheets: &[Arc<Sheet>],
) -> Option<Taken> {
    // A form whose numbered lines nobody filled in.
    let is_blank = |part: &Part<'_>| {
        part.table.rows.is_empty() && part.table.skipped.iter().any(|skipped| skipped.alasan == "kosong")
    };
    match parts.first() {
        None => {
            let name = job.sheet.clone().unwrap_or_default();
            Some(refused(job, entity, &name, &no_table(entity, headings, sheets), lang))
        }
        Some(first) if parts.iter().all(is_blank) => {
            let said = text(
                "Tabel dengan judul di baris {0} belum diisi: hanya ada nomor.",
                "The table with headings in row {0} is not filled in: there are numbers only.",
            )
            .with([first.table.header.to_string()]);
            Some(refused(job, entity, &first.sheet.name, &said, lang))
        }
        Some(_) => None,
    }
}

fn no_table(entity: &'static Entity, headings: &Headings<'_>, sheets: &[Arc<Sheet>]) -> Phrase {
    if let Some(others) = headings.others() {
        return text(
            "Tabelnya bukan daftar {0}: ada kolom {1}. Bila memang {0}, sebutkan kolom namanya dengan --petakan.",
            "The table is no list of {0}: it has the columns {1}. Where it is one, name its columns with --map.",
        )
        .with([entity.label.id.to_lowercase(), others.join(", ")]);
    }
    let title = headings.columns().iter().find(|column| column.field().is_some_and(|field| field.name == entity.title));
    let heading = title.and_then(Column::field).map_or(entity.title, |field| field.label.id);
    let seen = table::seen(sheets);
    text(
        "Tidak ada tabel {0} di berkas ini: tidak ditemukan baris judul dengan kolom \"{1}\". {2}",
        "There is no table of {0} in this file: no heading row with a column \"{1}\" was found. {2}",
    )
    .with([entity.label.id.to_lowercase(), heading.to_owned(), seen.get(Lang::Id).into_owned()])
}

fn blank(job: &ImportJob, entity: &'static Entity, sheet: &str) -> ImportReport {
    ImportReport {
        berkas: job.file.clone(),
        ke: entity.name.to_owned(),
        lembar: sheet.to_owned(),
        ..ImportReport::default()
    }
}

fn refused(job: &ImportJob, entity: &'static Entity, sheet: &str, said: &Phrase, lang: Lang) -> Taken {
    let report = ImportReport { ditolak_seluruhnya: Some(said.get(lang).into_owned()), ..blank(job, entity, sheet) };
    Taken { report, ..Taken::default() }
}

/// What is taken in, and into which file.
pub(super) struct Intake<'a> {
    pub store: &'a mut Store,
    pub entity: &'static Entity,
    pub job: &'a ImportJob,
    pub lang: Lang,
    pub columns: &'a [Column],
    /// See [`Asked::rows`].
    pub rows: Option<Lang>,
    /// What earlier rows of a long list wrote.
    pub born: Option<&'a Born>,
}

/// Plans that the store accepts, and the batch they make.
pub(super) struct Settled {
    pub plans: Vec<Plan>,
    pub batch: Batch,
    /// The table and rows that each change comes from.
    sources: Vec<Vec<(usize, usize)>>,
    answers: Answers,
    missing: Vec<Missing>,
}

/// A record written, with its version.
type Written = (&'static Entity, RecordId, i64);

/// What the store's checks refused so far.
#[derive(Default)]
struct Bad {
    /// By table and row.
    rows: Vec<BTreeMap<usize, Vec<Problem>>>,
    /// Records that are missing from the file and cannot be ended.
    absent: BTreeMap<Name, Problem>,
}

impl Intake<'_> {
    /// All tables of the file: planned one after the other, each knowing what those before it
    /// would write, and saved as one batch or not at all.
    fn tables(&mut self, parts: &[Part<'_>], steps: &mut Steps<'_>) -> Result<Vec<Taken>, Trouble> {
        let settled = self.settled(parts, steps)?;
        let stopped = !self.job.partial && settled.plans.iter().any(|plan| plan.errors > 0);
        let mut number = None;
        if !(self.job.dry_run || stopped) {
            if !settled.batch.changes.is_empty() {
                let saved = self.save(&settled, steps)?;
                number = saved.batch.map(|id| id.0);
                // What was taken is safe; what cannot be remembered is asked again.
                let _ = self.remember(parts, &settled, &saved.records);
            } else {
                let _ = self.remember(parts, &settled, &[]);
            }
        }
        Ok(self.taken(parts, &settled, number))
    }

    pub fn save(&mut self, settled: &Settled, steps: &mut Steps<'_>) -> Result<Saved, Trouble> {
        let own = |rows: &Vec<(usize, usize)>| {
            let passed = &self.job.decisions.passed;
            rows.iter().find_map(|(table, row)| passed.get(&At { table: *table, row: *row })).cloned()
        };
        let reasons = if self.job.decisions.passed.is_empty() {
            BTreeMap::new()
        } else {
            settled.sources.iter().enumerate().filter_map(|(at, rows)| Some((at, own(rows)?))).collect()
        };
        let mut tell = |now: Progress| steps.flow(Phase::Save, now);
        match self.store.save_watched(&settled.batch, &mut Manner { steps: &mut tell, reasons: &reasons })? {
            Outcome::Saved(saved) => Ok(saved),
            Outcome::Refused(problems) => Err(changed_meanwhile(problems.first())),
            Outcome::Conflict(_) => Err(changed_meanwhile(None)),
        }
    }

    /// Remembers what was decided, now that it was carried out.
    pub fn remember(&mut self, parts: &[Part<'_>], settled: &Settled, saved: &[Written]) -> Result<(), Trouble> {
        let mut apart = BTreeSet::new();
        for (name, others) in settled.plans.iter().flat_map(|plan| &plan.apart) {
            let is_it = |change: &Change| matches!(change, Change::Put(own) if (own.entity.name, own.id) == *name);
            let place = settled.batch.changes.iter().position(is_it);
            let kept = place.and_then(|at| saved.get(at)).map(|(entity, id, _)| (*entity, *id));
            let Some((entity, id)) = kept else { continue };
            let Some(record) = self.store.get(entity, id)? else { continue };
            apart.extend(others.iter().map(|other| (record.uid.0.clone(), other.clone())));
        }
        settled.answers.keep(self.store, &apart)?;
        for part in parts {
            part.layout.keep(self.store)?;
        }
        Ok(())
    }

    fn taken(&self, parts: &[Part<'_>], settled: &Settled, number: Option<i64>) -> Vec<Taken> {
        let told = |(at, (part, plan)): (usize, (&Part<'_>, &Plan))| {
            let first = at == 0;
            let missing = || settled.missing.iter().map(|missing| &missing.row).filter(|_| first);
            let forgotten = missing().filter(|row| row.answer == Absence::Forgotten).cloned().collect();
            let office = (self.entity, self.columns, self.lang);
            Taken {
                report: ImportReport {
                    batch: number.filter(|_| !plan.records.is_empty() || first && settled.is_only_absences()),
                    tidak_ada: missing().filter(|_| self.job.dry_run).map(shapes::title_of_missing).collect(),
                    ..self.report(part, plan)
                },
                left: Left::new(part.sheet, &part.table, plan, office).with_forgotten(forgotten),
                remembered: if part.layout.is_remembered() { part.layout.mapping.clone() } else { Vec::new() },
            }
        };
        parts.iter().zip(&settled.plans).enumerate().map(told).collect()
    }

    /// Plans that the store accepts, with their batch: rows that its checks refuse are rejected
    /// with those problems, and the rest is planned again.
    pub fn settled(&mut self, parts: &[Part<'_>], steps: &mut Steps<'_>) -> Result<Settled, Trouble> {
        let last = if self.job.dry_run { Phase::Examine } else { Phase::Save };
        steps.begin(parts.iter().map(|part| part.table.rows.len()).sum(), last);
        let mut answers = Answers::load(self.store)?;
        let mut bad = Bad { rows: vec![BTreeMap::new(); parts.len()], ..Bad::default() };
        for _ in 0..=ROUNDS {
            let mut known = Known::new(self.store);
            known.born = self.born;
            let asking = Asking { entity: self.entity, columns: self.columns, job: self.job, rows: self.rows };
            let mut plans = asking.plans(parts, (&bad, &answers), &mut known, steps)?;
            if has_news(&mut answers, &plans) {
                continue;
            }
            // A pasted block adds to a list; it never claims to be all of it.
            let wanted = self.born.is_none()
                && self.job.text.is_none()
                && (self.job.dry_run || !self.job.decisions.absent.is_empty());
            let missing = match wanted {
                true => absent::missing(&mut known, self.entity, &plans, &self.job.decisions.absent)?,
                false => Vec::new(),
            };
            let today = self.store.today();
            let ended = missing.iter().flat_map(|missing| missing.changes(today));
            let ended = ended.filter(|record| !bad.absent.contains_key(&(record.entity.name, record.id)));
            let (batch, sources) = self.batch(&plans, &ended.collect::<Vec<Record>>());
            let mut tell = |now: Progress| steps.flow(Phase::Examine, now);
            let found = self.store.examine_watched(&batch, &mut Manner::of(&mut tell))?;
            if !self.sort_out(parts, (&batch, &sources), found, (&mut plans, &mut bad)) {
                plans.iter_mut().for_each(|plan| plan.problems.sort_by_key(|found| found.row));
                return Ok(Settled { plans, batch, sources, answers, missing });
            }
        }
        Err(changed_meanwhile(None))
    }

    /// Gives what the store's checks found to the rows it is about; true where rows are refused
    /// that were not refused before.
    fn sort_out(
        &self,
        parts: &[Part<'_>],
        (batch, sources): (&Batch, &[Vec<(usize, usize)>]),
        found: Vec<(usize, Problem)>,
        (plans, bad): (&mut [Plan], &mut Bad),
    ) -> bool {
        let mut worse = false;
        let told: Vec<usize> = plans.iter().map(|plan| plan.problems.len()).collect();
        for (at, problem) in found {
            let Some((Change::Put(record), rows)) = batch.changes.get(at).zip(sources.get(at)) else { continue };
            let passed = |(table, row): &(usize, usize)| {
                self.job.decisions.passed.contains_key(&At { table: *table, row: *row })
            };
            let stops = match problem.severity {
                Severity::Error => true,
                Severity::Overridable => self.job.reason.is_none() && !rows.iter().any(passed),
                Severity::Warning => false,
            };
            worse |= stops;
            match (stops, self.culprit(plans, rows, record, &problem)) {
                (true, None) => {
                    bad.absent.insert((record.entity.name, record.id), problem);
                }
                (true, Some((table, row))) => note(bad.rows[table].entry(row).or_default(), &problem),
                (false, Some((table, row))) => {
                    let found = self.row_problem(&parts[table].table, row, (record, problem));
                    // What the cell already said of itself is not said again.
                    let plan = &mut plans[table];
                    if !plan::is_told(plan.problems.get(..told[table]).unwrap_or_default(), &found) {
                        plan.problems.push(found);
                    }
                }
                (false, None) => {}
            }
        }
        worse
    }

    /// The row that a problem of a record came with, of the rows that write it: the first one that
    /// leaves the record with what it says against itself; of what only other records speak
    /// against, the last one that changed the field it is about. Rows before it are in order.
    fn culprit(
        &self,
        plans: &[Plan],
        rows: &[(usize, usize)],
        record: &Record,
        problem: &Problem,
    ) -> Option<(usize, usize)> {
        let (first, last) = (*rows.first()?, *rows.last()?);
        if first == last {
            return Some(first);
        }
        let left = versions(plans, rows, record);
        let says = |record: &Record| {
            let own = self.store.against_itself(record);
            own.iter().any(|own| (own.code, own.field) == (problem.code, problem.field))
        };
        if says(record) {
            return left.iter().find(|(_, version)| says(version)).map_or(Some(last), |(row, _)| Some(*row));
        }
        let Some(field) = problem.field else { return Some(first) };
        let pairs = left.iter().zip(left.iter().skip(1));
        let mut changed = pairs.filter(|((_, before), (_, after))| before.get(field) != after.get(field));
        Some(changed.next_back().map_or(first, |(_, (row, _))| *row))
    }

    /// A warning of the store's checks, in the cell that it is about.
    fn row_problem(&self, table: &Table<'_>, row: usize, (record, problem): (&Record, Problem)) -> plan::RowProblem {
        let heading = self.heading(table, record.entity, &problem);
        let shown = heading.as_ref().map_or_else(|| record.title(), |(_, at)| shown(table, row, *at));
        let (heading, column) = heading.map(|(heading, at)| (heading, Some(at))).unwrap_or_default();
        plan::RowProblem { row, heading, column, shown, problem }
    }

    fn heading(&self, table: &Table<'_>, entity: &'static Entity, problem: &Problem) -> Option<(String, usize)> {
        let field = entity.field(problem.field?)?;
        let of_field = |column: &Column| column.field().is_some_and(|own| own.name == field.name);
        let found = table.columns.iter().find(|found| self.columns.get(found.column).is_some_and(of_field))?;
        Some((found.heading.clone(), found.at))
    }

    /// One batch of all plans, and for each of its changes the table and rows it comes from. A
    /// record that several tables tell of is written once, as the last of them leaves it.
    fn batch(&self, plans: &[Plan], ended: &[Record]) -> (Batch, Vec<Vec<(usize, usize)>>) {
        let mut place: HashMap<(&str, RecordId), usize> = HashMap::new();
        let mut merged: Vec<(&Record, Vec<(usize, usize)>)> = Vec::new();
        for (table, plan) in plans.iter().enumerate() {
            for (record, rows) in &plan.records {
                let at = *place.entry((record.entity.name, record.id)).or_insert(merged.len());
                if at == merged.len() {
                    merged.push((record, Vec::new()));
                }
                merged[at].0 = record;
                merged[at].1.extend(rows.iter().map(|row| (table, *row)));
            }
        }
        merged.extend(ended.iter().map(|record| (record, Vec::new())));
        // What is linked to comes first, also when a later table brought it.
        merged.sort_by_key(|(record, _)| ENTITIES.iter().position(|entity| *entity == record.entity));
        let (changes, sources) = merged.into_iter().map(|(record, rows)| (Change::Put(record.clone()), rows)).unzip();
        let batch = Batch { changes, ..batch_head(self.job) };
        (batch, sources)
    }

    pub fn report(&self, part: &Part<'_>, plan: &Plan) -> ImportReport {
        let table = &part.table;
        let mut kolom = serde_json::Map::new();
        for found in &table.columns {
            if let Some(column) = self.columns.get(found.column) {
                kolom.insert(found.heading.clone(), column.name.clone().into());
            }
        }
        let problem = |found: &plan::RowProblem| ImportProblem {
            baris: found.row,
            kolom: found.heading.clone(),
            nilai: found.shown.clone(),
            tingkat: found.problem.severity.word().to_owned(),
            kode: found.problem.code.to_owned(),
            pesan: found.problem.text.get(self.lang).into_owned(),
            saran: found.problem.advice.get(self.lang).into_owned(),
        };
        ImportReport {
            baris_judul: Some(table.header),
            kolom,
            kolom_tak_dipakai: table.unused.clone(),
            baris: plan.new + plan.changed + plan.same + plan.rejected + plan.doubt,
            baru: plan.new,
            berubah: plan.changed,
            sama: plan.same,
            ditolak: plan.rejected + plan.doubt,
            ragu: plan.doubt,
            dilewati: skipped(table, plan),
            masalah: plan.problems.iter().map(problem).collect(),
            ..blank(self.job, self.entity, &part.sheet.name)
        }
    }
}

impl Settled {
    /// True where nothing but records missing from the file is changed.
    fn is_only_absences(&self) -> bool {
        self.sources.iter().all(Vec::is_empty)
    }
}

/// What is the same for the plans of all tables.
struct Asking<'a> {
    entity: &'static Entity,
    columns: &'a [Column],
    job: &'a ImportJob,
    rows: Option<Lang>,
}

impl Asking<'_> {
    fn plans(
        &self,
        parts: &[Part<'_>],
        (bad, answers): (&Bad, &Answers),
        known: &mut Known<'_>,
        steps: &mut Steps<'_>,
    ) -> Result<Vec<Plan>, Trouble> {
        let of = parts.iter().map(|part| part.table.rows.len()).sum();
        let mut before = 0;
        let mut plans = Vec::with_capacity(parts.len());
        for ((at, part), known_bad) in parts.iter().enumerate().zip(&bad.rows) {
            let Asking { entity, columns, job, rows } = *self;
            let asked = Asked { at, entity, columns, table: &part.table, job, known_bad, answers, rows };
            plans.push(plan::plan(&asked, known, steps, (before, of))?);
            before += part.table.rows.len();
        }
        Ok(plans)
    }
}

/// Takes over what the plans taught; true where they must be made again with it.
fn has_news(answers: &mut Answers, plans: &[Plan]) -> bool {
    let learned: Learned = plans.iter().flat_map(|plan| plan.learned.clone()).collect();
    let mut news = answers.learn(learned);
    // A record that one row names exactly is not asked about in another.
    let spoken: HashSet<Name> = plans.iter().flat_map(|plan| &plan.spoken).copied().collect();
    if plans.iter().any(|plan| plan.doubted.iter().any(|name| spoken.contains(name))) {
        news |= !spoken.is_subset(&answers.spoken);
        answers.spoken.extend(spoken);
    }
    news
}

/// The rows that are no data, and those that the clerk does not want.
fn skipped(table: &Table<'_>, plan: &Plan) -> Vec<Skipped> {
    let refused = plan.refused.iter().map(|row| Skipped { baris: *row, alasan: REFUSED.to_owned() });
    let mut all: Vec<Skipped> = table.skipped.iter().cloned().chain(refused).collect();
    all.sort_by_key(|skipped| skipped.baris);
    all
}

/// The batch of an import, without its changes.
pub(super) fn batch_head(job: &ImportJob) -> Batch {
    let name = file_name(&job.file);
    Batch {
        act: Act::Import,
        subject: name.clone(),
        origin: format!("impor {name}"),
        changes: Vec::new(),
        // Warnings pass; the reason kept with them is the one given, or the file's name.
        reason: Some(job.reason.clone().unwrap_or(name)),
    }
}

/// A record as each of the rows that write it left it, in their order.
fn versions<'p>(plans: &'p [Plan], rows: &[(usize, usize)], record: &'p Record) -> Vec<((usize, usize), &'p Record)> {
    let name = (record.entity.name, record.id);
    let mut out = Vec::with_capacity(rows.len());
    for (table, plan) in plans.iter().enumerate() {
        let before = plan.before.get(&name).map_or(&[][..], Vec::as_slice);
        out.extend(before.iter().map(|(row, version)| ((table, *row), version)));
        // The last row of a table left what the plan writes.
        if let Some((_, row)) = rows.iter().rfind(|(of, _)| *of == table) {
            let is_it = |known: &&(Record, Vec<usize>)| (known.0.entity.name, known.0.id) == name;
            let version = if rows.last() == Some(&(table, *row)) {
                record
            } else {
                plan.records.iter().find(is_it).map_or(record, |(version, _)| version)
            };
            out.push(((table, *row), version));
        }
    }
    out
}

fn shown(table: &Table<'_>, row: usize, at: usize) -> String {
    let found = table.rows.binary_search_by_key(&row, |row| row.number);
    found.ok().and_then(|place| table.rows.get(place)).map(|row| row.cell(at).shown()).unwrap_or_default()
}

fn note(problems: &mut Vec<Problem>, problem: &Problem) {
    if !problems.contains(problem) {
        problems.push(problem.clone());
    }
}

/// The name of a file without its folder; what `-` reads has none of its own.
pub fn file_name(file: &str) -> String {
    if file == "-" {
        return "masukan baku".to_owned();
    }
    Path::new(file).file_name().map_or_else(|| file.to_owned(), |name| name.to_string_lossy().into_owned())
}

fn changed_meanwhile(problem: Option<&Problem>) -> Trouble {
    let said = problem.map_or_else(String::new, |problem| problem.text.get(Lang::Id).into_owned());
    Trouble::new(
        "IMPOR-BERUBAH",
        text(
            "Data berubah selagi berkas diambil; tidak ada yang disimpan. {0}",
            "The data changed meanwhile; nothing was kept. {0}",
        )
        .with([said]),
        text("Ulangi impor.", "Repeat the import."),
    )
}
