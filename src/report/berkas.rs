//! A report from what is asked for to a file in its place.
//!
//! * **Owns** the way: what is asked is completed, built, printed, put in its place; the name the
//!   program gives; the note that personal data went out.
//! * **Imports** `base`, `entity`, `request`, `store`, the reports, the formats.
//! * **Never** leaves half a file, and never takes a name that is there already unless it was typed.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::document::{Document, RowKind};
use super::laporan::{self, daftar};
use super::place::{Half, Readers, free_name};
use super::print::{self, How};
use super::terbit::{self, Issuing};
use crate::base::date;
use crate::base::words::text;
use crate::entity::{Entity, NASKAH, POSYANDU};
use crate::request::{Format, Need, Progress, ReportAsk, ReportJob, Trouble};
use crate::store::{Access, Store, stopped};

/// The folder of the office's own templates, beside the data file.
const TEMPLATES: &str = "templat";

/// Where a report goes, and what hears of it.
pub struct Way<'a> {
    /// How it is printed.
    pub how: How,
    /// The folder of names the program gives.
    pub folder: &'a Path,
    /// Told how far it is; may call the work off.
    pub progress: &'a mut dyn FnMut(Progress) -> ControlFlow<()>,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The file.
    pub path: PathBuf,
    /// Rows of data in its tables.
    pub rows: usize,
    /// Its number in the register (`12/2026`), where it was issued.
    pub number: Option<String>,
}

/// The formats of reports that this build writes, the usual one first.
pub fn formats() -> impl Iterator<Item = Format> {
    Format::OF_REPORTS.into_iter().filter(|format| cfg!(feature = "pdf") || *format != Format::Pdf)
}

/// How the papers of a data file are printed: with the office's own templates, where it has some.
pub fn how(store: &Store) -> How {
    let beside = store.path().and_then(Path::parent).map(|folder| folder.join(TEMPLATES));
    How { templates: beside.filter(|folder| folder.is_dir()), ..How::default() }
}

/// Builds the document asked for: a report of the register, or a list as shown.
///
/// # Errors
/// What it is about is missing, or a trouble of the data file.
pub fn build(store: &mut Store, ask: &ReportAsk) -> Result<Document, Trouble> {
    let ask = &completed(store, ask)?;
    if ask.list.is_some() {
        return daftar::build(store, ask);
    }
    if terbit::is_kept(&ask.name) {
        return terbit::build(store, ask);
    }
    laporan::build(store, ask)
}

/// Fills in what is meant where nothing is said: the plan of the year. What cannot be guessed is
/// asked for.
fn completed(store: &Store, ask: &ReportAsk) -> Result<ReportAsk, Trouble> {
    let mut ask = ask.clone();
    let Some(report) = laporan::by_name(&ask.name).filter(|_| ask.record.is_none()) else { return Ok(ask) };
    let about = report.info.needs.iter().find_map(|need| match need {
        Need::Record(entity) => Some(*entity),
        _ => None,
    });
    match about {
        Some(entity) if entity == &NASKAH => {
            let plans = store.plans()?;
            let of_year = |year: i64| {
                // The kecamatan's own plan stands before those of desa and Posyandu.
                plans.iter().find(|plan| plan.get("tahun").as_int() == Some(year)).map(|plan| plan.id)
            };
            let found = match ask.year {
                Some(year) => of_year(year).ok_or_else(|| no_plan(Some(year)))?,
                None => {
                    let this_year = i64::from(store.today().year());
                    let newest = plans.first().map(|plan| plan.id);
                    of_year(this_year).or(newest).ok_or_else(|| no_plan(None))?
                }
            };
            ask.record = Some(found);
        }
        Some(entity) => return Err(nothing_named(entity)),
        None => {}
    }
    Ok(ask)
}

fn no_plan(year: Option<i64>) -> Trouble {
    match year {
        Some(year) => Trouble::new(
            "RENCANA-TIDAK-ADA",
            text("Belum ada rencana kerja tahun {0}.", "There is no work plan for {0} yet.").with([year.to_string()]),
            text(
                "Pilih tahun lain, atau buat rencananya lebih dahulu.",
                "Choose another year, or make the plan first.",
            ),
        ),
        None => Trouble::new(
            "RENCANA-TIDAK-ADA",
            text("Belum ada rencana kerja di berkas ini.", "There is no work plan in this file yet."),
            text("Buat rencana lebih dahulu, lalu ulangi laporannya.", "Make a plan first, then repeat the report."),
        ),
    }
}

fn nothing_named(entity: &'static Entity) -> Trouble {
    let about = if entity == &POSYANDU { "Posyandu" } else { entity.label.id };
    Trouble::new(
        "LAPORAN-PERLU-CATATAN",
        text("Laporan ini tentang satu {0}; belum disebut yang mana.", "This report is about one {0}; say which.")
            .with([about.to_owned()]),
        text("Pilih dengan e di layar, atau --untuk NAMA.", "Choose with e on the screen, or --for NAME."),
    )
}

/// How many rows of data a document holds.
pub fn rows(document: &Document) -> usize {
    document.tables().flat_map(|table| &table.rows).filter(|row| row.kind == RowKind::Plain).count()
}

/// A document built and printed.
pub struct Printed {
    /// The document.
    pub document: Document,
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// Its number in the register (`12/2026`), where it was issued.
    pub number: Option<String>,
}

/// Builds and prints, and where asked issues it; notes personal data that go out.
///
/// # Errors
/// A trouble of the report, the data file or the format.
pub fn printed(store: &mut Store, job: &ReportJob, how: &How) -> Result<Printed, Trouble> {
    let ask = completed(store, &job.ask)?;
    let document = build(store, &ask)?;
    let printed = match (&job.issue, terbit::sent(store, &ask, job.format)?) {
        (Some(issue), _) => {
            let what = Issuing { ask: &ask, format: job.format, how, issue };
            let (document, bytes, number) = terbit::issue(store, &document, &what)?;
            Printed { document, bytes, number: Some(number) }
        }
        // What was sent comes back as it was sent.
        (None, Some(bytes)) => Printed { document, bytes, number: None },
        (None, None) => Printed { bytes: print::print(&document, job.format, how)?, document, number: None },
    };
    note(store, &ask, rows(&printed.document))?;
    Ok(printed)
}

/// Why the paper holds NIK and phone numbers; `None` where it holds none. A copy of the register
/// holds what it held.
fn secret(store: &Store, ask: &ReportAsk) -> Result<Option<String>, Trouble> {
    match ask.record {
        Some(entry) if terbit::is_kept(&ask.name) => Ok(terbit::asked(store, entry)?.and_then(|asked| asked.personal)),
        _ => Ok(ask.personal.clone()),
    }
}

/// Notes that personal data went out, where they did.
///
/// # Errors
/// A trouble of the data file.
pub fn note(store: &mut Store, ask: &ReportAsk, count: usize) -> Result<(), Trouble> {
    let Some(reason) = secret(store, ask)? else { return Ok(()) };
    let entity = ask.list.as_ref().map_or(&crate::entity::KADER, |list| list.query.entity);
    let reason = format!("{}: {reason}", ask.name);
    store.note_access(&Access { deed: "laporan", entity, record: ask.record, reason: &reason, count })
}

/// Writes a report to the path of its job, or to one it names itself.
///
/// # Errors
/// A trouble of the report, of the data file or of the file written; nothing is left behind then.
pub fn write(store: &mut Store, job: &ReportJob, way: &mut Way<'_>) -> Result<Made, Trouble> {
    let go_on =
        |way: &mut Way<'_>| if (way.progress)(Progress::default()).is_break() { Err(stopped()) } else { Ok(()) };
    go_on(way)?;
    let secret = secret(store, &job.ask)?.is_some();
    let path = match &job.path {
        Some(path) => PathBuf::from(path),
        None => {
            let stem = format!("{}{}", if secret { "RAHASIA-" } else { "" }, stem(store, &job.ask)?);
            free_name(way.folder, &stem, job.format.ending())
        }
    };
    // Begun first: where nothing can be written, nobody waits for the report.
    let mut half = Half::begin(&path, if secret { Readers::Owner } else { Readers::Usual })?;
    let Printed { document, bytes, number } = printed(store, job, &way.how)?;
    go_on(way)?;
    half.write_all(&bytes).map_err(|error| super::place::cannot_write(&path, &error))?;
    half.finish()?;
    // The whole path: who started the program elsewhere must find the file.
    Ok(Made { path: std::path::absolute(&path).unwrap_or(path), rows: rows(&document), number })
}

/// `posyandu-desa-2026-11-22`; of a copy `posyandu-desa-nomor-12-2026`.
fn stem(store: &Store, ask: &ReportAsk) -> Result<String, Trouble> {
    if terbit::is_kept(&ask.name) {
        return Ok(terbit::stem(&terbit::entry(store, ask)?));
    }
    let name = ask.list.as_ref().map_or(ask.name.as_str(), |list| list.query.entity.name);
    Ok(format!("{name}-{}", date::iso(store.today())))
}
