//! R8: SK and terms that end soon or ended already.
//!
//! * **Owns** this report.
//! * **Imports** `base`, `entity`, `store`, the document, the office, the roster's people.
//! * **Never** lists a post whose end is explained (a reason for leaving), or a document of a
//!   Posyandu that closed.

use jiff::ToSpan;

use super::Report;
use super::angka::count;
use super::as_of::{AsOf, Seat};
use super::kantor::Office;
use super::roster::People;
use crate::base::date::{self, Date};
use crate::base::words::text;
use crate::entity::SK;
use crate::entity::setelan::SK_HABIS_HARI;
use crate::report::document::{Block, Column, Document, Row, RowKind, Table};
use crate::report::writers::{Cell, Nature};
use crate::request::{Need, ReportAsk, ReportInfo, Trouble};
use crate::store::{Store, Swept};

/// The report.
pub static REPORT: Report = Report {
    info: ReportInfo {
        name: "sk-habis",
        title: text("SK dan masa jabatan yang berakhir", "SK and terms that end"),
        help: text(
            "SK yang habis dan jabatan yang berakhir dalam 90 hari, supaya desa menyiapkan penggantinya.",
            "SK that run out and terms that end within 90 days, so that the desa prepares the next.",
        ),
        group: text("Kader", "Kader"),
        needs: &[Need::Desa, Need::AsOf],
    },
    build,
};

/// An SK that ends.
pub struct Ending {
    nomor: String,
    kind: String,
    desa: String,
    day: Date,
}

fn build(store: &mut Store, ask: &ReportAsk) -> Result<Document, Trouble> {
    let office = Office::read(store, ask)?;
    let state = AsOf::read(store, ask)?;
    let days = store.number(&SK_HABIS_HARI)?;
    let until = state.day.saturating_add(days.days());
    let papers = ending_papers(store, &state, ask, until)?;
    let seats = ending_seats(&state, until);
    let people = People::read(store, &seats)?;

    let mut out = office.paper(&REPORT.info, ask, false);
    let span = format!("{} sampai dengan {}", date::long(state.day), date::long(until));
    out.blocks.push(office.title("SK dan Masa Jabatan yang Berakhir", &[span]));
    out.blocks.push(Block::Heading(format!("SK yang habis ({})", papers.len())));
    out.blocks.push(paper_table(&papers, state.day));
    out.blocks.push(Block::Heading(format!("Jabatan yang berakhir ({})", seats.len())));
    out.blocks.push(seat_table(&seats, &state, &people));
    out.blocks.extend(office.signatures());
    out.footer = office.footer(state.day);
    out.message = vec![
        format!("{}: {days} hari sejak {}", office.whole_area(), date::long(state.day)),
        format!("SK yang habis: {}", papers.len()),
        format!("Jabatan yang berakhir: {}", seats.len()),
        "Mohon desa/kelurahan menyiapkan SK penggantinya.".to_owned(),
    ];
    Ok(out)
}

/// SK that end from the day on until another, soonest first.
///
/// # Errors
/// A trouble of the data file.
pub fn ending_papers(store: &Store, state: &AsOf, ask: &ReportAsk, until: Date) -> Result<Vec<Ending>, Trouble> {
    let at: std::collections::HashMap<_, _> = state.desa.iter().map(|desa| (desa.id, desa)).collect();
    let which = ask.desa.map_or(Swept::All, |desa| Swept::Of("desa", desa));
    let words = &state.words;
    let mut out = Vec::new();
    store.sweep(&SK, which, &["nomor", "jenis", "desa", "berlaku_sampai"], &mut |row| {
        let Some(day) = row.day(3).filter(|day| *day >= state.day && *day <= until) else { return };
        let desa = row.link(2).and_then(|id| at.get(&id)).map_or("", |desa| desa.nama.as_str());
        out.push(Ending {
            nomor: row.text(0).to_owned(),
            kind: words.name("jenis_dokumen", row.text(1)).to_owned(),
            desa: desa.to_owned(),
            day,
        });
    })?;
    out.sort_by(|a, b| (a.day, &a.desa, &a.nomor).cmp(&(b.day, &b.desa, &b.nomor)));
    Ok(out)
}

/// Posts held on the day that end by the other, soonest first.
pub fn ending_seats(state: &AsOf, until: Date) -> Vec<&Seat> {
    let ends = |seat: &&Seat| seat.serving && seat.term.1.is_some_and(|day| day <= until);
    let mut seats: Vec<&Seat> = state.seats.iter().filter(ends).collect();
    seats.retain(|seat| state.houses.get(seat.house).is_some_and(|house| house.counted));
    seats.sort_by_key(|seat| (seat.term.1, seat.house, seat.jabatan, seat.id));
    seats
}

/// Their table.
pub fn paper_table(papers: &[Ending], from: Date) -> Block {
    let columns = vec![
        Column::new("No", Nature::Number, 4),
        Column::new("Nomor SK", Nature::Text, 26),
        Column::new("Jenis", Nature::Text, 18),
        Column::new("Desa/kelurahan", Nature::Text, 20),
        Column::new("Berlaku sampai", Nature::Date, 11),
        Column::new("Sisa hari", Nature::Number, 8),
    ];
    let left = |day: Date| i64::from(from.until(day).map_or(0, |span| span.get_days()));
    let rows = papers.iter().enumerate().map(|(at, paper)| {
        Row::plain(vec![
            Cell::Number(count(at + 1)),
            Cell::Text(paper.nomor.clone()),
            Cell::Text(paper.kind.clone()),
            Cell::Text(paper.desa.clone()),
            Cell::Date(paper.day),
            Cell::Number(left(paper.day)),
        ])
    });
    Block::Table(Table { rows: or_none(rows.collect(), columns.len()), columns, ..Table::default() })
}

/// The table of posts that end.
pub fn seat_table(seats: &[&Seat], state: &AsOf, people: &People) -> Block {
    let columns = vec![
        Column::new("No", Nature::Number, 4),
        Column::new("Nama", Nature::Text, 24),
        Column::new("Jabatan", Nature::Text, 18),
        Column::new("Posyandu", Nature::Text, 16),
        Column::new("Desa/kelurahan", Nature::Text, 16),
        Column::new("Selesai", Nature::Date, 11),
    ];
    let rows = seats.iter().enumerate().filter_map(|(at, seat)| {
        let house = state.houses.get(seat.house)?;
        let post = state.words.list("jabatan").get(seat.jabatan).map_or("", |item| item.name.as_str());
        Some(Row::plain(vec![
            Cell::Number(count(at + 1)),
            Cell::Text(people.of(seat).map(|person| person.nama.clone()).unwrap_or_default()),
            Cell::Text(post.to_owned()),
            Cell::Text(house.nama.clone()),
            Cell::Text(state.desa.get(house.desa).map(|desa| desa.nama.clone()).unwrap_or_default()),
            seat.term.1.map_or(Cell::Empty, Cell::Date),
        ]))
    });
    Block::Table(Table { rows: or_none(rows.collect(), columns.len()), columns, ..Table::default() })
}

/// A table of nothing says so.
fn or_none(mut rows: Vec<Row>, columns: usize) -> Vec<Row> {
    if rows.is_empty() {
        let mut cells = vec![Cell::Empty; columns];
        cells[1] = Cell::Text("Tidak ada".to_owned());
        rows.push(Row::of(RowKind::Note, cells));
    }
    rows
}
