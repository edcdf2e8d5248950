//! Facts of screens, drafts, and longer work.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::batch::BatchInfo;
use super::query::Query;
use super::report::{ReportAsk, ReportJob};
use super::review::Decisions;
use crate::base::date::Date;
use crate::base::id::RecordId;
use crate::base::words::Phrase;
use crate::entity::{Entity, Severity};

/// One line of a type-ahead picker.
#[derive(Clone, Debug, PartialEq)]
pub struct Pick {
    /// The record.
    pub id: RecordId,
    /// Its title.
    pub title: String,
    /// What tells it apart (the desa of a Posyandu).
    pub context: String,
}

/// The start screen's facts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Home {
    /// "Kecamatan Selat, Kabupaten Kapuas"; several kecamatan: how many.
    pub office: String,
    /// Records by entity.
    pub counts: Vec<(&'static Entity, usize)>,
    /// What needs attention today.
    pub attention: Vec<Attention>,
    /// The last batch.
    pub last: Option<BatchInfo>,
    /// How many drafts wait.
    pub drafts: usize,
    /// Posyandu that are registered, and all that count.
    pub registered: (usize, usize),
}

/// One line of "perlu perhatian": a number that opens its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Attention {
    /// A stable code.
    pub code: &'static str,
    /// What it is.
    pub label: Phrase,
    /// How many rows.
    pub count: usize,
    /// In how many desa, or other small print.
    pub note: Phrase,
    /// The list it opens; `None` opens the findings of this code.
    pub opens: Option<Query>,
}

/// One seat of a Posyandu's structure.
#[derive(Clone, Debug, PartialEq)]
pub struct Seat {
    /// The jabatan's code.
    pub jabatan: String,
    /// The bidang's code, or empty.
    pub bidang: String,
    /// Who holds it today; empty means vacant; several in a single seat means doubled.
    pub holders: Vec<Holder>,
    /// Who held it before, the latest first.
    pub before: Vec<Holder>,
    /// Only one holder is allowed.
    pub single: bool,
}

/// Who holds a seat.
#[derive(Clone, Debug, PartialEq)]
pub struct Holder {
    /// The post (`penugasan`).
    pub post: RecordId,
    /// The person.
    pub kader: RecordId,
    /// The person's name.
    pub name: String,
    /// Since when.
    pub since: Option<Date>,
    /// Until when.
    pub until: Option<Date>,
}

/// The code of the line that opens the probable doubles.
pub const DOUBLES: &str = "mungkin-ganda";

/// The code of Posyandu that lack papers for their registration; its line opens them.
pub const LACKING: &str = "berkas-kurang";

/// The code of findings that were passed with a reason.
pub const PASSED: &str = "dengan-alasan";

/// A finding about the data.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// A stable code.
    pub code: &'static str,
    /// How heavy.
    pub severity: Severity,
    /// True where somebody passed it with a reason.
    pub passed: bool,
    /// Which kind of record.
    pub entity: &'static Entity,
    /// Which record.
    pub record: RecordId,
    /// Its travelling identity.
    pub uid: String,
    /// Its title.
    pub title: String,
    /// What is the matter.
    pub text: Phrase,
    /// The code of the desa it belongs to, or empty.
    pub desa_kode: String,
    /// That desa's name, or empty.
    pub desa: String,
    /// The Posyandu it belongs to and its name, where it belongs to one.
    pub posyandu: Option<(RecordId, String)>,
}

/// A form that was not finished: field name to typed text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// One draft a key: `kader:new`, `posyandu:17`.
    pub key: String,
    /// The entity's name.
    pub entity: String,
    /// The record, 0 for a new one.
    pub record: i64,
    /// The version it was begun on.
    pub version: i64,
    /// What was typed; the companion's fields are named `penugasan.mulai`.
    pub fields: BTreeMap<String, String>,
    /// The words it is offered with: "Kader baru: Siti Am".
    pub title: String,
    /// When it was last kept, RFC 3339.
    pub time: String,
    /// Who typed it.
    pub actor: String,
}

/// Longer work, on its own thread.
#[derive(Clone, Debug, PartialEq)]
pub enum Job {
    /// Takes in an office file.
    Import(ImportJob),
    /// Says what taking it in would do, row by row; changes nothing: gives [`super::Reply::Reviewed`].
    Review(ImportJob),
    /// Writes a list to a file.
    Export(ExportJob),
    /// Builds a report as text of so many columns: gives [`super::Reply::Preview`].
    Preview(Box<ReportAsk>, u16),
    /// Writes the copy sheet of a Posyandu to a text file: gives [`super::Reply::Written`].
    CopySheet(RecordId),
    /// Writes a report to a file, and where asked issues it: gives [`super::Reply::Written`].
    Report(Box<ReportJob>),
    /// Looks for probable doubles of a kind in a large file: gives [`super::Reply::Doubles`].
    Doubles(&'static Entity),
    /// Makes a verified copy of the file; `None` names it by date in the backup folder.
    Backup(Option<String>),
}

/// An import as asked for. Several files or sheets give several reports.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportJob {
    /// The file; `-` is the standard input.
    pub file: String,
    /// A block pasted from a spreadsheet program, in the place of the file; `file` then only names it.
    pub text: Option<String>,
    /// The name of an entity: `posyandu`, `kader`, `desa`, `rencana`, `realisasi`.
    pub kind: String,
    /// Only this sheet.
    pub sheet: Option<String>,
    /// Columns named by hand: heading to field.
    pub mapping: Vec<(String, String)>,
    /// The year of rows that name none (plans, spending).
    pub year: Option<i64>,
    /// Changes nothing.
    pub dry_run: bool,
    /// Takes the good rows though others have errors.
    pub partial: bool,
    /// Creates a Posyandu that a kader row names and the file lacks.
    pub create_posyandu: bool,
    /// Passes errors that may be passed, and is kept with warnings.
    pub reason: Option<String>,
    /// Where the problem rows go.
    pub problems_to: Option<String>,
    /// What the clerk decided in the review.
    pub decisions: Box<Decisions>,
}

/// What an import found: the JSON of the contract, name by name.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ImportReport {
    /// The file.
    pub berkas: String,
    /// The kind.
    pub ke: String,
    /// The sheet; empty for text.
    pub lembar: String,
    /// The header's row, 1 is the first.
    pub baris_judul: Option<usize>,
    /// Heading to field.
    pub kolom: serde_json::Map<String, serde_json::Value>,
    /// Headings that nothing was read from.
    pub kolom_tak_dipakai: Vec<String>,
    /// Data rows: always `baru + berubah + sama + ditolak`.
    pub baris: usize,
    /// New records.
    pub baru: usize,
    /// Changed records.
    pub berubah: usize,
    /// Nothing to change.
    pub sama: usize,
    /// Not taken.
    pub ditolak: usize,
    /// How many of those not taken are in doubt: which record is meant must be said first.
    #[serde(skip_serializing_if = "is_none")]
    pub ragu: usize,
    /// Other rows that are not empty.
    pub dilewati: Vec<Skipped>,
    /// What is the matter with rows.
    pub masalah: Vec<ImportProblem>,
    /// Records of the places named in the file that no row is about; told where nothing is written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tidak_ada: Vec<String>,
    /// The batch, `null` where nothing was written.
    pub batch: Option<i64>,
    /// Why the file was refused as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ditolak_seluruhnya: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
const fn is_none(count: &usize) -> bool {
    *count == 0
}

/// A row that is no data.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Skipped {
    /// The sheet's own row number.
    pub baris: usize,
    /// judul, kepala, nomor, jumlah, tanda tangan, kosong ...
    pub alasan: String,
}

/// What is the matter with a row.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ImportProblem {
    /// The sheet's own row number.
    pub baris: usize,
    /// The heading of the column.
    pub kolom: String,
    /// What stood there.
    pub nilai: String,
    /// `galat`, `galat-beralasan`, `peringatan`.
    pub tingkat: String,
    /// A stable code.
    pub kode: String,
    /// A sentence.
    pub pesan: String,
    /// What to do.
    pub saran: String,
}

/// An export as asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportJob {
    /// Which rows.
    pub query: Query,
    /// The columns to show, by field name; `None`: every exported column of the contract.
    pub columns: Option<Vec<&'static str>>,
    /// csv, xlsx, json.
    pub format: Format,
    /// The file to write; `None`: the program names one in the present folder.
    pub path: Option<String>,
    /// Releases NIK and phone numbers; the reason is kept.
    pub personal: Option<String>,
}

/// File formats of lists and documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// Text, `;` and a byte order mark, as Excel in Indonesia reads it.
    Csv,
    /// A workbook.
    #[default]
    Xlsx,
    /// One JSON document.
    Json,
    /// A page description, to print and to send.
    Pdf,
    /// A document that can be edited.
    Docx,
    /// Plain text in columns.
    Txt,
}

impl Format {
    /// The formats of a report, the usual one first.
    pub const OF_REPORTS: [Format; 5] = [Format::Xlsx, Format::Pdf, Format::Docx, Format::Csv, Format::Txt];

    /// The ending of its files, and its word on the command line.
    pub const fn ending(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
            Format::Json => "json",
            Format::Pdf => "pdf",
            Format::Docx => "docx",
            Format::Txt => "txt",
        }
    }

    /// The format of a word or an ending.
    pub fn by_ending(word: &str) -> Option<Format> {
        let word = word.to_ascii_lowercase();
        [Format::Csv, Format::Xlsx, Format::Json, Format::Pdf, Format::Docx, Format::Txt]
            .into_iter()
            .find(|format| format.ending() == word)
    }
}

/// How far a job is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Done so far.
    pub done: usize,
    /// Of how many; 0 where unknown.
    pub of: usize,
}

/// One line of the doctor's findings.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DoctorLine {
    /// What was looked at.
    pub hal: String,
    /// What was found.
    pub nilai: String,
    /// Whether it is well.
    pub keadaan: Health,
}

/// Whether something is well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Health {
    /// Well.
    Baik,
    /// Works, but should be looked at.
    Perhatian,
    /// Does not work.
    Sakit,
}
