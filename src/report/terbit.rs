//! Issuing: a number in the register, the paper kept as it was sent, what changed since the issue
//! before, and printing it again.
//!
//! * **Owns** the entry of an issued report, the copies that are kept with it, and the two papers
//!   that come from the register ([`ISSUED`], [`ISSUED_DIFFERENCE`]).
//! * **Imports** `base`, `entity`, `request`, `store`, the document, the formats.
//! * **Never** builds an issued paper from the data again: the same bytes come back, and other
//!   formats come from the document that was kept.

use super::beda::{self, Change};
use super::document::{Block, Column, Document, Page, Paper, Row, Table};
use super::print::{self, How};
use super::writers::{Cell, Nature};
use crate::base::date;
use crate::base::id::RecordId;
use crate::base::words::{Lang, text};
use crate::entity::{DESA, LAPORAN, Record};
use crate::request::{Format, ISSUED, ISSUED_DIFFERENCE, Issue, ReportAsk, Trouble};
use crate::store::{Outcome, Store};

/// The copy of the document itself.
const DOCUMENT: &str = "json";
/// The copy of what was asked for.
const ASKED: &str = "permintaan";
/// How often another number is tried where a colleague took it meanwhile.
const TRIES: usize = 5;

/// True where the paper comes from the register.
pub fn is_kept(name: &str) -> bool {
    name == ISSUED.name || name == ISSUED_DIFFERENCE.name
}

/// A paper from the register: a copy, or what changed since the one before it.
///
/// # Errors
/// The register has no such entry, or a trouble of the data file.
pub fn build(store: &Store, ask: &ReportAsk) -> Result<Document, Trouble> {
    let entry = entry(store, ask)?;
    if ask.name == ISSUED.name { document(store, entry.id) } else { difference(store, &entry) }
}

/// The entry meant.
///
/// # Errors
/// There is none.
pub fn entry(store: &Store, ask: &ReportAsk) -> Result<Record, Trouble> {
    let found = match ask.record {
        Some(id) => store.get(&LAPORAN, id)?,
        None => None,
    };
    found.filter(|entry| !entry.deleted).ok_or_else(gone)
}

/// What an entry was asked for with.
///
/// # Errors
/// A trouble of the data file.
pub fn asked(store: &Store, entry: RecordId) -> Result<Option<ReportAsk>, Trouble> {
    Ok(store.issued(entry, ASKED)?.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
}

/// The bytes that were sent, where they were sent in this format.
///
/// # Errors
/// A trouble of the data file.
pub fn sent(store: &Store, ask: &ReportAsk, format: Format) -> Result<Option<Vec<u8>>, Trouble> {
    match ask.record.filter(|_| ask.name == ISSUED.name) {
        Some(entry) => store.issued(entry, format.ending()),
        None => Ok(None),
    }
}

/// `posyandu-desa-nomor-12-2026`.
pub fn stem(entry: &Record) -> String {
    format!("{}-nomor-{}", entry.text("jenis_laporan"), number(entry).replace('/', "-"))
}

/// `12/2026`.
pub fn number(entry: &Record) -> String {
    let part = |field: &str| entry.get(field).as_int().unwrap_or(0);
    format!("{}/{}", part("nomor_laporan"), part("tahun"))
}

fn document(store: &Store, entry: RecordId) -> Result<Document, Trouble> {
    let kept = store.issued(entry, DOCUMENT)?.ok_or_else(gone)?;
    serde_json::from_slice(&kept).map_err(Trouble::inner)
}

fn gone() -> Trouble {
    Trouble::new(
        "TERBITAN-TIDAK-ADA",
        text("Laporan itu tidak ada di buku laporan.", "That report is not in the register."),
        text("Lihat nomornya di buku laporan.", "See its number in the register."),
    )
}

/// What is issued.
pub struct Issuing<'a> {
    /// What was asked for.
    pub ask: &'a ReportAsk,
    /// The format that is sent.
    pub format: Format,
    /// How it is printed.
    pub how: &'a How,
    /// Its number and note.
    pub issue: &'a Issue,
}

/// Gives a document its number, prints it, enters it in the register and keeps the copies, as one
/// batch. Gives the document with its number, and the bytes.
///
/// # Errors
/// The number is taken, or a trouble of the format or of the data file; nothing is kept then.
pub fn issue(
    store: &mut Store,
    document: &Document,
    what: &Issuing<'_>,
) -> Result<(Document, Vec<u8>, String), Trouble> {
    if is_kept(what.ask.name.as_str()) || what.ask.list.is_some() {
        return Err(Trouble::new(
            "TERBIT-TIDAK-BISA",
            text("Yang diberi nomor hanya laporan, bukan daftar atau salinan.", "Only reports are numbered."),
            text("Pilih laporannya dari daftar laporan.", "Choose it from the list of reports."),
        ));
    }
    let year = i64::from(store.today().year());
    let before = before(store, what.ask, None)?;
    let mut refused = None;
    for _ in 0..TRIES {
        let number = match what.issue.number {
            Some(number) => number,
            None => store.next_report_number(year)?,
        };
        let mut document = document.clone();
        let said = format!("Nomor laporan {number}/{year}");
        document.footer = if document.footer.is_empty() { said } else { format!("{said} \u{b7} {}", document.footer) };
        let bytes = print::print(&document, what.format, what.how)?;
        let mut entry = entry_of(store, &document, what)?.with("nomor_laporan", number).with("tahun", year);
        if let Some(before) = &before {
            let changes = beda::sentence(&beda::differences(&self::document(store, before.id)?, &document));
            entry.set("perubahan", format!("Sejak nomor {}: {changes}", self::number(before)));
        }
        let copies = [
            (DOCUMENT.to_owned(), serde_json::to_vec(&document).map_err(Trouble::inner)?),
            (ASKED.to_owned(), serde_json::to_vec(what.ask).map_err(Trouble::inner)?),
            (what.format.ending().to_owned(), bytes.clone()),
        ];
        match store.issue(entry, &copies)? {
            Outcome::Saved(_) => return Ok((document, bytes, format!("{number}/{year}"))),
            Outcome::Refused(problems) => refused = problems.into_iter().next(),
            Outcome::Conflict(_) => {}
        }
        if what.issue.number.is_some() {
            break;
        }
    }
    Err(match refused {
        Some(problem) => Trouble::new("NOMOR-LAPORAN", problem.text, problem.advice),
        None => Trouble::inner("a report could not be issued"),
    })
}

/// The entry without its number.
fn entry_of(store: &Store, document: &Document, what: &Issuing<'_>) -> Result<Record, Trouble> {
    let ask = what.ask;
    let mut about = Vec::new();
    if let Some(desa) = ask.desa {
        about.extend(store.get(&DESA, desa)?.map(|desa| desa.title()));
    }
    let kind = super::laporan::by_name(&ask.name).and_then(|report| report.info.about());
    if let (Some(entity), Some(id)) = (kind, ask.record) {
        about.extend(store.get(entity, id)?.map(|record| record.title()));
    }
    about.extend(ask.year.map(|year| format!("tahun {year}")));
    about.extend(ask.since.map(|day| format!("sejak {}", date::show(day))));
    about.extend(ask.personal.as_ref().map(|_| "RAHASIA: dengan NIK".to_owned()));
    let today = store.today();
    Ok(Record::new(&LAPORAN, RecordId(-1))
        .with("judul", document.title.as_str())
        .with("jenis_laporan", ask.name.as_str())
        .with("keterangan", about.join(", "))
        .with("tanggal", today)
        .with("keadaan_per", ask.as_of.unwrap_or(today))
        .with("bentuk", what.format.ending())
        .with("catatan", what.issue.note.as_str()))
}

/// The issue before of the same report about the same thing: signers, paper, day and number may
/// differ.
fn before(store: &Store, ask: &ReportAsk, entry: Option<RecordId>) -> Result<Option<Record>, Trouble> {
    let about = |ask: &ReportAsk| (ask.year, ask.desa, ask.record, ask.versions, ask.personal.is_some());
    for earlier in store.issues_of(&ask.name, entry)? {
        if asked(store, earlier.id)?.is_some_and(|asked| about(&asked) == about(ask)) {
            return Ok(Some(earlier));
        }
    }
    Ok(None)
}

/// What changed since the issue before, as a paper.
fn difference(store: &Store, entry: &Record) -> Result<Document, Trouble> {
    let ask = asked(store, entry.id)?.ok_or_else(gone)?;
    let Some(before) = before(store, &ask, Some(entry.id))? else {
        return Err(Trouble::new(
            "TERBITAN-PERTAMA",
            text(
                "Laporan nomor {0} ini yang pertama; tidak ada terbitan sebelumnya.",
                "Report number {0} is the first of its kind; there is none before it.",
            )
            .with([number(entry)]),
            text("Bandingkan setelah diterbitkan lagi.", "Compare once it is issued again."),
        ));
    };
    let (old, new) = (document(store, before.id)?, document(store, entry.id)?);
    let found = beda::differences(&old, &new);
    let columns = vec![
        Column::new("Baris", Nature::Text, 30),
        Column::new("Perubahan", Nature::Text, 10),
        Column::new("Kolom", Nature::Text, 16),
        Column::new(format!("Nomor {}", number(&before)), Nature::Text, 14),
        Column::new(format!("Nomor {}", number(entry)), Nature::Text, 14),
    ];
    let mut rows = Vec::new();
    let mut row = |cells: [&str; 5]| rows.push(Row::plain(cells.map(|cell| Cell::Text(cell.to_owned())).into()));
    for difference in &found {
        match &difference.change {
            Change::Added => row([&difference.row, "ditambah", "", "", ""]),
            Change::Dropped => row([&difference.row, "dihapus", "", "", ""]),
            Change::Changed(cells) => {
                for (at, (column, was, is)) in cells.iter().enumerate() {
                    let name = if at == 0 { difference.row.as_str() } else { "" };
                    row([name, "berubah", column, beda::or_dash(was), beda::or_dash(is)]);
                }
            }
        }
    }
    let said = beda::sentence(&found);
    let day = |entry: &Record| {
        let day = entry.get("tanggal").as_date();
        format!("{} ({})", number(entry), day.map(date::show).unwrap_or_default())
    };
    let mut blocks = vec![
        Block::Title(vec!["PERUBAHAN LAPORAN".into(), entry.title().to_uppercase()]),
        Block::Facts(vec![("Nomor lama".into(), day(&before)), ("Nomor baru".into(), day(entry))]),
        Block::Paragraph(said.clone()),
    ];
    if !rows.is_empty() {
        blocks.push(Block::Table(Table { columns, rows, ..Table::default() }));
    }
    Ok(Document {
        name: ISSUED_DIFFERENCE.name.to_owned(),
        title: format!("{}: {} dan {}", ISSUED_DIFFERENCE.title.get(Lang::Id), number(&before), number(entry)),
        page: Page { paper: Paper::A4, landscape: false },
        kop: None,
        blocks,
        footer: String::new(),
        message: vec![format!("{} nomor {}: {said}", entry.title(), number(entry))],
    })
}
