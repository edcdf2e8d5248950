//! A report from what is asked for to a file in its place.
//!
//! * **Owns** the way: what is asked is completed, built, printed, put in its place; the name the
//!   program gives; the note that personal data went out.
//! * **Imports** `base`, `entity`, `request`, `store`, the reports, the formats.
//! * **Never** leaves half a file, and never takes a name that is there already unless it was typed.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::document::{Block, Document, RowKind};
use super::formulir::{self, Filled};
use super::laporan::{self, daftar};
use super::place::{Half, Readers, free_name};
use super::print::{self, How};
use super::terbit::{self, Issuing};
use crate::base::date;
use crate::base::words::text;
use crate::entity::{DESA, Entity, KADER, NASKAH, POSYANDU};
use crate::request::{Format, Need, Progress, ReportAsk, ReportInfo, ReportJob, Trouble};
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

/// The formats of a report that this build writes, the usual one first.
pub fn formats(info: &ReportInfo) -> impl Iterator<Item = Format> {
    let form = info.is_form();
    let here = |format: &Format| cfg!(feature = "pdf") || *format != Format::Pdf;
    Format::OF_REPORTS.into_iter().filter(here).filter(move |format| !form || *format == Format::Xlsx)
}

const FORM: ReportInfo = ReportInfo {
    name: "formulir-kader",
    title: text("Formulir kader, terisi data sekarang", "Form of kader, filled with what is known"),
    help: text(
        "Formulir Excel untuk desa: dibetulkan dan ditambah di sana, lalu dibaca kembali dengan impor.",
        "An Excel form for a desa: mended and added to there, then read back by the import.",
    ),
    group: text("Formulir", "Forms"),
    needs: &[Need::Desa, Need::Personal],
};

/// The forms: workbooks that come back through the import.
pub static FORMS: &[ReportInfo] = &[
    FORM,
    ReportInfo { name: "formulir-kader-kosong", title: text("Formulir kader, kosong", "Form of kader, blank"), ..FORM },
    ReportInfo {
        name: "formulir-posyandu",
        title: text("Formulir Posyandu, terisi data sekarang", "Form of Posyandu, filled with what is known"),
        needs: &[Need::Desa],
        ..FORM
    },
    ReportInfo {
        name: "formulir-posyandu-kosong",
        title: text("Formulir Posyandu, kosong", "Form of Posyandu, blank"),
        needs: &[Need::Desa],
        ..FORM
    },
];

/// Everything that can be asked for by name, in the order of the list: reports, letters, forms.
pub fn infos() -> impl Iterator<Item = ReportInfo> {
    laporan::REPORTS.iter().map(|report| report.info).chain(FORMS.iter().copied())
}

fn form_of(name: &str) -> Option<&'static ReportInfo> {
    FORMS.iter().find(|form| form.name == name)
}

/// The workbook of a form.
fn form(store: &mut Store, ask: &ReportAsk) -> Result<Vec<u8>, Trouble> {
    let entity = if ask.name.starts_with("formulir-posyandu") { &POSYANDU } else { &KADER };
    let filled = if ask.name.ends_with("-kosong") { Filled::Blank } else { Filled::Known };
    formulir::form(store, entity, ask.desa, filled, ask.personal.as_deref())
}

/// What the preview says of a form: the workbook itself has no page.
fn form_words(store: &Store, ask: &ReportAsk, info: &ReportInfo) -> Result<Document, Trouble> {
    let desa = match ask.desa {
        Some(desa) => store.get(&DESA, desa)?.map(|desa| desa.title()),
        None => None,
    };
    let place = desa.unwrap_or_else(|| "semua desa/kelurahan".to_owned());
    let said = [
        info.help.id.to_owned(),
        format!("Untuk: {place}."),
        "Tekan x untuk menyimpannya sebagai Excel. Kolom berpilihan punya daftar; kolom yang tersembunyi \
         mengenali barisnya saat dibaca kembali, jangan dihapus."
            .to_owned(),
    ];
    Ok(Document {
        name: info.name.to_owned(),
        title: info.title.id.to_owned(),
        blocks: std::iter::once(Block::Title(vec![info.title.id.to_uppercase()]))
            .chain(said.map(Block::Paragraph))
            .collect(),
        ..Document::default()
    })
}

fn only_xlsx() -> Trouble {
    Trouble::new(
        "BENTUK-FORMULIR",
        text("Formulir hanya ada sebagai Excel (xlsx).", "A form is an Excel workbook (xlsx) only."),
        text("Simpan dengan nama berakhiran .xlsx.", "Save it under a name ending in .xlsx."),
    )
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
    if let Some(info) = form_of(&ask.name) {
        return form_words(store, ask, info);
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
    if form_of(&ask.name).is_some() {
        if job.format != Format::Xlsx || job.issue.is_some() {
            return Err(only_xlsx());
        }
        return Ok(Printed { bytes: form(store, &ask)?, document, number: None });
    }
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
    // A form notes it by itself when it is written; what its preview says holds nothing personal.
    let Some(reason) = secret(store, ask)?.filter(|_| form_of(&ask.name).is_none()) else { return Ok(()) };
    let entity = ask.list.as_ref().map_or(&KADER, |list| list.query.entity);
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
