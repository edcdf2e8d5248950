//! Incentives of one month out of one source: the list to be signed, and one receipt.
//!
//! * **Owns** the list (`insentif`) and how its rows are gathered.
//! * **Imports** `base`, `entity`, `store`, the document, the office.
//! * **Never** names NIK, phone or account numbers, or pays anything: what stands in the records
//!   is what is listed.

use super::Report;
use super::angka::{count, in_words, rupiah_cell, too_long};
use super::kantor::{Office, needed};
use super::roster_ttd::room;
use crate::base::date::{self, Date};
use crate::base::id::RecordId;
use crate::base::money;
use crate::base::text::sort_key;
use crate::base::words::text;
use crate::entity::{DESA, INSENTIF, KADER, POSYANDU, Record};
use crate::report::document::{Block, Column, Document, Row, RowKind, Table};
use crate::report::writers::{Cell, Nature};
use crate::request::{Need, ReportAsk, ReportInfo, Trouble};
use crate::store::{Store, Swept};

/// The report.
pub static REPORT: Report = Report {
    info: ReportInfo {
        name: "insentif",
        title: text("Daftar insentif kader", "List of incentives"),
        help: text(
            "Daftar insentif satu bulan dari satu sumber dana dengan kolom tanda tangan; pilih salah satu barisnya.",
            "Incentives of one month out of one source with room to sign; choose any of its rows.",
        ),
        group: text("Kader", "Kader"),
        needs: &[Need::Record(&INSENTIF), Need::Desa],
    },
    build,
};

/// The most rows in one list.
const MOST: usize = 20_000;

/// One list: month, source, rows.
pub struct List {
    /// The month.
    pub month: i64,
    /// The year.
    pub year: i64,
    /// The source's code.
    pub source: String,
    rows: Vec<Paid>,
}

struct Paid {
    kader: RecordId,
    posyandu: Option<RecordId>,
    amount: i64,
    name: String,
    place: String,
    desa: Option<RecordId>,
}

impl List {
    /// The list that a row belongs to.
    ///
    /// # Errors
    /// A trouble of the data file.
    pub fn of(store: &Store, row: &Record, desa: Option<RecordId>) -> Result<List, Trouble> {
        let (month, year) = month_of(row);
        let source = row.text("sumber_dana").to_owned();
        let mut rows = Vec::new();
        let fields = ["kader", "posyandu", "jumlah", "bulan_bayar", "tahun", "sumber_dana"];
        store.sweep(&INSENTIF, Swept::All, &fields, &mut |row| {
            let meant = row.int(3) == Some(month) && row.int(4) == Some(year) && row.text(5) == source;
            let Some(kader) = row.link(0).filter(|_| meant) else { return };
            rows.push(Paid {
                kader,
                posyandu: row.link(1),
                amount: row.int(2).unwrap_or(0),
                name: String::new(),
                place: String::new(),
                desa: None,
            });
        })?;
        for row in &mut rows {
            store.sweep(&KADER, Swept::One(row.kader), &["nama"], &mut |found| {
                found.text(0).clone_into(&mut row.name);
            })?;
            if let Some(place) = row.posyandu {
                store.sweep(&POSYANDU, Swept::One(place), &["nama", "desa"], &mut |found| {
                    found.text(0).clone_into(&mut row.place);
                    row.desa = found.link(1);
                })?;
            }
        }
        rows.retain(|row| desa.is_none() || row.desa == desa);
        Ok(List { month, year, source, rows })
    }

    /// `Oktober 2026`.
    pub fn month_name(&self) -> String {
        format!("{} {}", date::month_name(u32::try_from(self.month).unwrap_or(0)), self.year)
    }
}

/// Month and year of a row.
pub fn month_of(row: &Record) -> (i64, i64) {
    (row.get("bulan_bayar").as_int().unwrap_or(0), row.get("tahun").as_int().unwrap_or(0))
}

fn build(store: &mut Store, ask: &ReportAsk) -> Result<Document, Trouble> {
    let record = needed(store, &INSENTIF, ask)?;
    let office = Office::read(store, ask)?;
    let mut list = List::of(store, &record, ask.desa)?;
    if list.rows.len() > MOST {
        return Err(too_long(list.rows.len(), MOST));
    }
    let mut desa: Vec<(String, RecordId, String)> = Vec::new();
    store.sweep(&DESA, Swept::All, &["kode", "nama"], &mut |row| {
        desa.push((row.text(0).to_owned(), row.id, row.text(1).to_owned()));
    })?;
    desa.sort();
    let at = |id: Option<RecordId>| desa.iter().position(|(_, known, _)| Some(*known) == id).unwrap_or(usize::MAX);
    list.rows.sort_by_cached_key(|row| (at(row.desa), sort_key(&row.place), sort_key(&row.name), row.kader));
    let (mut rows, mut whole, mut part) = (Vec::new(), 0_i128, 0_i128);
    let sum = |words: &str, sum: i128, kind: RowKind| {
        let cells = vec![Cell::Empty, Cell::Text(words.to_owned()), Cell::Empty, rupiah_cell(sum), Cell::Empty];
        Row::of(kind, cells)
    };
    for (number, row) in list.rows.iter().enumerate() {
        let before = number.checked_sub(1).and_then(|at| list.rows.get(at)).map(|row| row.desa);
        if before != Some(row.desa) {
            let name = desa.get(at(row.desa)).map_or("Desa belum diketahui", |(.., name)| name.as_str());
            rows.push(Row::group(name));
            part = 0;
        }
        part += i128::from(row.amount);
        whole += i128::from(row.amount);
        rows.push(Row::plain(vec![
            Cell::Number(count(number + 1)),
            Cell::Text(row.name.clone()),
            Cell::Text(row.place.clone()),
            Cell::Number(row.amount),
            room(number + 1),
        ]));
        if list.rows.get(number + 1).is_none_or(|next| next.desa != row.desa) {
            rows.push(sum("Jumlah desa/kelurahan", part, RowKind::Subtotal));
        }
    }
    rows.push(sum("Jumlah seluruhnya", whole, RowKind::Total));
    let people: std::collections::HashSet<RecordId> = list.rows.iter().map(|row| row.kader).collect();
    let source = store.words().name("sumber_dana", &list.source).to_owned();

    let mut out = office.paper(&REPORT.info, ask, false);
    out.title = format!("{} {}", REPORT.info.title.id, list.month_name());
    let below = [format!("Bulan {}", list.month_name()), format!("Sumber dana: {source}")];
    out.blocks.push(office.title("Daftar Penerimaan Insentif Kader Posyandu", &below));
    out.blocks.push(Block::Table(Table { columns: columns(), rows, ..Table::default() }));
    out.blocks.push(in_words(&[("Jumlah", whole)]));
    out.blocks.extend(office.signatures());
    out.footer = format!("Insentif {} · {source} · {}", list.month_name(), office.whole_area());
    out.message = vec![
        format!("Insentif kader {} {}, {source}", office.whole_area(), list.month_name()),
        format!("{} orang, {}", people.len(), money::show_rupiah(super::angka::rupiah(whole))),
    ];
    Ok(out)
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("No", Nature::Number, 4),
        Column::new("Nama", Nature::Text, 24),
        Column::new("Posyandu", Nature::Text, 16),
        Column::new("Jumlah (Rp)", Nature::Number, 14),
        Column::new("Tanda tangan", Nature::Text, 26),
    ]
}

/// The day a row was paid, where that is known.
pub fn paid_on(row: &Record) -> Option<Date> {
    row.get("dibayar").as_date()
}
