//! Carrying out: a file, all its tables as one batch, and a report of the contract for each.
//!
//! * **Owns** the order of an import: read, find, plan, let the store examine, save as one batch.
//! * **Imports** everything above in this folder, `request`, the store.
//! * **Never** writes when anything of the whole import is wrong and `--sebagian` was not asked for,
//!   and never writes outside [`Store::save`].
//!
//! Rows of another kecamatan (`luar-kecamatan`) are rejected and counted, but they are no mistake of
//! this file's data: they do not hold up the rows of this kecamatan.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

use super::columns::Headings;
use super::known::Known;
use super::mend::Left;
use super::plan::{self, Asked, Plan};
use super::read;
use super::sheet::Sheet;
use super::table::{self, Table};
use crate::base::id::RecordId;
use crate::base::words::{Lang, Phrase, text};
use crate::entity::flat::{self, Column};
use crate::entity::{ENTITIES, Entity, Problem, Record, Severity};
use crate::request::{Act, Batch, Change, ImportJob, ImportProblem, ImportReport, Trouble};
use crate::store::{Outcome, Store};

/// How often a plan is made again without the rows that the store's checks refused.
const ROUNDS: usize = 40;

/// What became of one table.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    /// The report of the contract.
    pub report: ImportReport,
    /// What is to be mended, with its sheet: ready to go back to the sender.
    pub left: Left,
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
        Ok(sheets) => sheets.into_iter().map(Arc::new).collect::<Vec<_>>(),
        Err(said) => return Ok(vec![refused(job, entity, "", &said, lang)]),
    };
    let found: Vec<(&Arc<Sheet>, Table<'_>)> = sheets
        .iter()
        .flat_map(|sheet| table::find_all(sheet, entity, &headings).into_iter().map(move |table| (sheet, table)))
        .collect();
    if found.is_empty() {
        let name = job.sheet.clone().unwrap_or_default();
        return Ok(vec![refused(job, entity, &name, &no_table(entity, &columns, &sheets), lang)]);
    }
    Intake { store, entity, job, lang, columns: &columns }.tables(&found)
}

fn no_table(entity: &'static Entity, columns: &[Column], sheets: &[Arc<Sheet>]) -> Phrase {
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
    Taken { report, left: Left::default() }
}

struct Intake<'a> {
    store: &'a mut Store,
    entity: &'static Entity,
    job: &'a ImportJob,
    lang: Lang,
    columns: &'a [Column],
}

impl Intake<'_> {
    /// All tables of the file: planned one after the other, each knowing what those before it
    /// would write, and saved as one batch or not at all.
    fn tables(&mut self, found: &[(&Arc<Sheet>, Table<'_>)]) -> Result<Vec<Taken>, Trouble> {
        let tables: Vec<&Table<'_>> = found.iter().map(|(_, table)| table).collect();
        let (plans, batch) = self.settled(&tables)?;
        let stopped = !self.job.partial && plans.iter().any(|plan| plan.errors > 0);
        let mut number = None;
        if !(self.job.dry_run || stopped || batch.changes.is_empty()) {
            number = match self.store.save(&batch)? {
                Outcome::Saved(saved) => saved.batch.map(|id| id.0),
                Outcome::Refused(problems) => return Err(changed_meanwhile(problems.first())),
                Outcome::Conflict(_) => return Err(changed_meanwhile(None)),
            };
        }
        let report = |((sheet, table), plan): (&(&Arc<Sheet>, Table<'_>), &Plan)| Taken {
            report: ImportReport {
                batch: number.filter(|_| !plan.records.is_empty()),
                ..self.report(sheet, table, plan)
            },
            left: Left::new(sheet, table, plan, self.columns, self.lang),
        };
        Ok(found.iter().zip(&plans).map(report).collect())
    }

    /// Plans that the store accepts, with their batch: rows that its checks refuse are rejected
    /// with those problems, and the rest is planned again.
    fn settled(&mut self, tables: &[&Table<'_>]) -> Result<(Vec<Plan>, Batch), Trouble> {
        let mut bad: Vec<BTreeMap<usize, Vec<Problem>>> = vec![BTreeMap::new(); tables.len()];
        for _ in 0..=ROUNDS {
            let mut plans = self.plans(tables, &bad)?;
            let (batch, rows) = self.batch(&plans);
            let mut worse = false;
            for (at, problem) in self.store.examine(&batch)? {
                let stops = match problem.severity {
                    Severity::Error => true,
                    Severity::Overridable => self.job.reason.is_none(),
                    Severity::Warning => false,
                };
                worse |= stops;
                let Some((Change::Put(record), rows)) = batch.changes.get(at).zip(rows.get(at)) else { continue };
                if stops {
                    rows.iter().for_each(|(table, row)| note(bad[*table].entry(*row).or_default(), &problem));
                } else if let Some((table, row)) = rows.first() {
                    plans[*table].problems.push(self.row_problem(tables[*table], *row, (record, problem)));
                }
            }
            if !worse {
                plans.iter_mut().for_each(|plan| plan.problems.sort_by_key(|found| found.row));
                return Ok((plans, batch));
            }
        }
        Err(changed_meanwhile(None))
    }

    fn plans(&mut self, tables: &[&Table<'_>], bad: &[BTreeMap<usize, Vec<Problem>>]) -> Result<Vec<Plan>, Trouble> {
        let mut known = Known::new(self.store);
        let plan = |(table, known_bad)| {
            let asked = Asked { entity: self.entity, columns: self.columns, table, job: self.job, known_bad };
            plan::plan(&asked, &mut known)
        };
        tables.iter().copied().zip(bad).map(plan).collect()
    }

    /// A warning of the store's checks, in the cell that it is about.
    fn row_problem(&self, table: &Table<'_>, row: usize, (record, problem): (&Record, Problem)) -> plan::RowProblem {
        let heading = self.heading(table, record.entity, &problem);
        let shown = heading.as_ref().map_or_else(|| record.title(), |(_, at)| shown(table, row, *at));
        let heading = heading.map(|(heading, _)| heading).unwrap_or_default();
        plan::RowProblem { row, heading, shown, problem }
    }

    fn heading(&self, table: &Table<'_>, entity: &'static Entity, problem: &Problem) -> Option<(String, usize)> {
        let field = entity.field(problem.field?)?;
        let of_field = |column: &Column| column.field().is_some_and(|own| own.name == field.name);
        let found = table.columns.iter().find(|found| self.columns.get(found.column).is_some_and(of_field))?;
        Some((found.heading.clone(), found.at))
    }

    /// One batch of all plans, and for each of its changes the table and rows it comes from. A
    /// record that several tables tell of is written once, as the last of them leaves it.
    fn batch(&self, plans: &[Plan]) -> (Batch, Vec<Vec<(usize, usize)>>) {
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
        // What is linked to comes first, also when a later table brought it.
        merged.sort_by_key(|(record, _)| ENTITIES.iter().position(|entity| *entity == record.entity));
        let (changes, sources) = merged.into_iter().map(|(record, rows)| (Change::Put(record.clone()), rows)).unzip();
        let name = file_name(&self.job.file);
        let batch = Batch {
            act: Act::Import,
            subject: name.clone(),
            origin: format!("impor {name}"),
            changes,
            // Warnings pass; the reason kept with them is the one given, or the file's name.
            reason: Some(self.job.reason.clone().unwrap_or(name)),
        };
        (batch, sources)
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
