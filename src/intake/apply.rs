//! Carrying out: a file, its tables, one batch for each, and the report of the contract.
//!
//! * **Owns** the order of an import: read, find, plan, let the store examine, save as one batch.
//! * **Imports** everything above in this folder, `request`, the store.
//! * **Never** writes when anything of the whole import is wrong and `--sebagian` was not asked for,
//!   and never writes outside [`Store::save`].
//!
//! Rows of another kecamatan (`luar-kecamatan`) are rejected and counted, but they are no mistake of
//! this file's data: they do not hold up the rows of this kecamatan.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::columns::Headings;
use super::known::Known;
use super::plan::{self, Asked, Plan};
use super::read;
use super::sheet::{Row, Sheet};
use super::table::{self, Table};
use crate::base::words::{Lang, Phrase, text};
use crate::entity::flat::{self, Column};
use crate::entity::{Entity, Problem, Severity};
use crate::request::{Act, Batch, Change, ImportJob, ImportProblem, ImportReport, Trouble};
use crate::store::{Outcome, Store};

/// How often a plan is made again without the rows that the store's checks refused.
const ROUNDS: usize = 40;

/// What became of one table.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    /// The report of the contract.
    pub report: ImportReport,
    /// Its headings, and the rows that were rejected for mistakes, each with what is the matter at
    /// its end: ready to be mended and taken in again.
    pub left: Vec<Vec<String>>,
}

/// Takes in one file: a report for every table found in it, or one that says why there is none.
///
/// # Errors
/// A trouble of the office file or of the data file; `ISIAN-TIDAK-DIKENAL` for a wrong `--petakan`.
pub fn run(store: &mut Store, entity: &'static Entity, job: &ImportJob, lang: Lang) -> Result<Vec<Taken>, Trouble> {
    let bytes = read::bytes(&job.file)?;
    let columns = flat::columns(entity);
    let headings = Headings::new(&columns, &job.mapping)
        .map_err(|said| Trouble::new("ISIAN-TIDAK-DIKENAL", said, text("Periksa --petakan.", "Check --map.")))?;
    let sheets = match read::sheets(&bytes, job.sheet.as_deref()) {
        Ok(sheets) => sheets,
        Err(said) => return Ok(vec![refused(job, entity, "", &said, lang)]),
    };
    let found: Vec<(&Sheet, Table<'_>)> = sheets
        .iter()
        .flat_map(|sheet| table::find_all(sheet, entity, &headings).into_iter().map(move |table| (sheet, table)))
        .collect();
    if found.is_empty() {
        let name = job.sheet.clone().unwrap_or_default();
        return Ok(vec![refused(job, entity, &name, &no_table(entity, &columns, &sheets), lang)]);
    }
    let mut intake = Intake { store, entity, job, lang, columns: &columns };
    // Several tables are looked at before the first is written: all of them or nothing.
    let stopped = found.len() > 1 && !job.dry_run && !job.partial && intake.any_errors(&found)?;
    found.iter().map(|(sheet, table)| intake.table(sheet, table, stopped)).collect()
}

fn no_table(entity: &'static Entity, columns: &[Column], sheets: &[Sheet]) -> Phrase {
    let title = columns.iter().find(|column| column.field().is_some_and(|field| field.name == entity.title));
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
    Taken { report, left: Vec::new() }
}

struct Intake<'a> {
    store: &'a mut Store,
    entity: &'static Entity,
    job: &'a ImportJob,
    lang: Lang,
    columns: &'a [Column],
}

impl Intake<'_> {
    fn any_errors(&mut self, found: &[(&Sheet, Table<'_>)]) -> Result<bool, Trouble> {
        for (_, table) in found {
            if self.settled(table)?.0.errors > 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn table(&mut self, sheet: &Sheet, table: &Table<'_>, stopped: bool) -> Result<Taken, Trouble> {
        let (plan, batch) = self.settled(table)?;
        let mut taken = Taken { report: self.report(sheet, table, &plan), left: self.left(sheet, table, &plan) };
        let stopped = stopped || plan.errors > 0 && !self.job.partial;
        if self.job.dry_run || stopped || batch.changes.is_empty() {
            return Ok(taken);
        }
        match self.store.save(&batch)? {
            Outcome::Saved(saved) => taken.report.batch = saved.batch.map(|id| id.0),
            Outcome::Refused(problems) => return Err(changed_meanwhile(problems.first())),
            Outcome::Conflict(_) => return Err(changed_meanwhile(None)),
        }
        Ok(taken)
    }

    /// The rows to be mended, under their headings.
    fn left(&self, sheet: &Sheet, table: &Table<'_>, plan: &Plan) -> Vec<Vec<String>> {
        let mut said: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        let mut outside = BTreeSet::new();
        for found in &plan.problems {
            if found.problem.code == plan::ELSEWHERE {
                outside.insert(found.row);
            } else if found.problem.severity != Severity::Warning {
                said.entry(found.row).or_default().push(found.problem.text.get(self.lang).into_owned());
            }
        }
        said.retain(|row, _| !outside.contains(row));
        if said.is_empty() {
            return Vec::new();
        }
        let row_of = |number: usize| {
            sheet.rows.binary_search_by_key(&number, |row| row.number).ok().and_then(|at| sheet.rows.get(at))
        };
        let width = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let whole = |row: &Row, last: String| {
            let cells = (0..width).map(|at| row.cell(at).shown());
            cells.chain(std::iter::once(last)).collect::<Vec<String>>()
        };
        let head = row_of(table.header).map(|row| whole(row, "masalah".to_owned()));
        let rows = said.into_iter().filter_map(|(row, said)| Some(whole(row_of(row)?, said.join(" "))));
        head.into_iter().chain(rows).collect()
    }

    /// A plan that the store accepts, with its batch: rows that its checks refuse are rejected
    /// with those problems, and the rest is planned again.
    fn settled(&mut self, table: &Table<'_>) -> Result<(Plan, Batch), Trouble> {
        let mut bad: BTreeMap<usize, Vec<Problem>> = BTreeMap::new();
        for round in 0.. {
            let asked = Asked { entity: self.entity, columns: self.columns, table, job: self.job, known_bad: &bad };
            let mut plan = plan::plan(&asked, &mut Known::new(self.store))?;
            let batch = self.batch(&plan);
            let found = self.store.examine(&batch)?;
            let mut worse = false;
            for (at, problem) in found {
                let Some((record, rows)) = plan.records.get(at) else { continue };
                let stops = match problem.severity {
                    Severity::Error => true,
                    Severity::Overridable => self.job.reason.is_none(),
                    Severity::Warning => false,
                };
                worse |= stops;
                for row in rows.iter().take(if stops { rows.len() } else { 1 }) {
                    if stops {
                        note(bad.entry(*row).or_default(), &problem);
                    } else {
                        let heading = self.heading(table, record.entity, &problem);
                        let shown = heading.as_ref().map_or_else(|| record.title(), |(_, at)| shown(table, *row, *at));
                        let heading = heading.map(|(heading, _)| heading).unwrap_or_default();
                        plan.problems.push(plan::RowProblem { row: *row, heading, shown, problem: problem.clone() });
                    }
                }
            }
            if !worse {
                plan.problems.sort_by_key(|found| found.row);
                return Ok((plan, batch));
            }
            if round >= ROUNDS {
                break;
            }
        }
        Err(changed_meanwhile(None))
    }

    fn heading(&self, table: &Table<'_>, entity: &'static Entity, problem: &Problem) -> Option<(String, usize)> {
        let field = entity.field(problem.field?)?;
        let of_field = |column: &Column| column.field().is_some_and(|own| own.name == field.name);
        let found = table.columns.iter().find(|found| self.columns.get(found.column).is_some_and(of_field))?;
        Some((found.heading.clone(), found.at))
    }

    fn batch(&self, plan: &Plan) -> Batch {
        let name = file_name(&self.job.file);
        Batch {
            act: Act::Import,
            subject: name.clone(),
            origin: format!("impor {name}"),
            changes: plan.records.iter().map(|(record, _)| Change::Put(record.clone())).collect(),
            // Warnings pass; the reason kept with them is the one given, or the file's name.
            reason: Some(self.job.reason.clone().unwrap_or(name)),
        }
    }

    fn report(&self, sheet: &Sheet, table: &Table<'_>, plan: &Plan) -> ImportReport {
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
            baris: plan.new + plan.changed + plan.same + plan.rejected,
            baru: plan.new,
            berubah: plan.changed,
            sama: plan.same,
            ditolak: plan.rejected,
            dilewati: table.skipped.clone(),
            masalah: plan.problems.iter().map(problem).collect(),
            ..blank(self.job, self.entity, &sheet.name)
        }
    }
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
