//! The roster to be signed: everyone who serves, with room for a signature.
//!
//! * **Owns** this report and the room for a signature in a table.
//! * **Imports** `base`, `store`, the document, the office, the roster.
//! * **Never** names NIK or phone numbers: it goes from hand to hand.

use std::collections::HashSet;

use super::Report;
use super::angka::{bidang_short, count, too_long};
use super::as_of::{AsOf, Seat};
use super::kantor::{Office, desa_name};
use super::roster::{People, serving};
use crate::base::date;
use crate::base::id::RecordId;
use crate::base::words::text;
use crate::report::document::{Block, Column, Document, Row, RowKind, Table};
use crate::report::writers::{Cell, Nature};
use crate::request::{Need, ReportAsk, ReportInfo, Trouble};
use crate::store::Store;

/// The report.
pub static REPORT: Report = Report {
    info: ReportInfo {
        name: "roster-ttd",
        title: text("Daftar kader dengan tanda tangan", "Roster with signatures"),
        help: text(
            "Pengurus dan kader tiap Posyandu dengan kolom tanda tangan: untuk daftar hadir dan serah terima.",
            "Officers and kader of each Posyandu with room to sign: for attendance and for what is handed over.",
        ),
        group: text("Kader", "Kader"),
        needs: &[Need::Desa, Need::AsOf],
    },
    build,
};

/// The most people in one list.
const MOST: usize = 50_000;

/// Room for a signature, in one piece so that a narrow column does not part it.
pub fn room(number: usize) -> Cell {
    Cell::Text(format!("{number}{}", ".".repeat(12)))
}

fn build(store: &mut Store, ask: &ReportAsk) -> Result<Document, Trouble> {
    let office = Office::read(store, ask)?;
    let state = AsOf::read(store, ask)?;
    let held: Vec<&Seat> = state.seats.iter().filter(|seat| seat.serving).collect();
    if held.len() > MOST {
        return Err(too_long(held.len(), MOST));
    }
    let people = People::read(store, &held)?;
    let mut rows = Vec::new();
    let mut number = 0;
    for (house, seats) in serving(&state, &people) {
        if seats.is_empty() {
            continue;
        }
        let place = state.desa.get(house.desa).map_or_else(String::new, |desa| desa_name(&desa.jenis, &desa.nama));
        rows.push(Row::group(format!("Posyandu {}, {place}", house.nama)));
        // Who holds two seats here signs once, on the first of them.
        let mut signed: HashSet<RecordId> = HashSet::new();
        for seat in seats.into_iter().filter(|seat| signed.insert(seat.kader)) {
            number += 1;
            rows.push(row(number, seat, &state, &people));
        }
    }
    let columns = columns();
    let mut last = vec![Cell::Empty; columns.len()];
    last[1] = Cell::Text(format!("Jumlah {number} nama"));
    rows.push(Row::of(RowKind::Note, last));

    let mut out = office.paper(&REPORT.info, ask, false);
    out.blocks.push(office.title("Daftar Pengurus dan Kader Posyandu", &[]));
    out.blocks.push(Block::Facts(vec![
        ("Hari/tanggal".into(), ".".repeat(40)),
        ("Tempat".into(), ".".repeat(40)),
        ("Acara".into(), ".".repeat(40)),
    ]));
    out.blocks.push(Block::Table(Table { columns, rows, ..Table::default() }));
    out.blocks.extend(office.signatures());
    out.footer = office.footer(state.day);
    out.message = vec![
        format!("Daftar tanda tangan kader Posyandu {} per {}", office.whole_area(), date::long(state.day)),
        format!("{number} nama"),
    ];
    Ok(out)
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("No", Nature::Number, 4),
        Column::new("Nama", Nature::Text, 24),
        Column::new("Jabatan", Nature::Text, 18),
        Column::new("Bidang", Nature::Text, 14),
        Column::new("Tanda tangan", Nature::Text, 26),
    ]
}

fn row(number: usize, seat: &Seat, state: &AsOf, people: &People) -> Row {
    let words = &state.words;
    let post = words.list("jabatan").get(seat.jabatan).map(|item| item.name.clone());
    let bidang = words.list("bidang").get(seat.bidang).map_or("", |item| item.code.as_str());
    Row::plain(vec![
        Cell::Number(count(number)),
        Cell::Text(people.of(seat).map(|person| person.nama.clone()).unwrap_or_default()),
        Cell::Text(post.unwrap_or_default()),
        Cell::Text(bidang_short(words, "bidang", bidang)),
        room(number),
    ])
}
