//! R2 by bidang: who serves which of the six bidang, and which Posyandu have nobody for one.
//!
//! * **Owns** this report.
//! * **Imports** `base`, `store`, the document, the office.
//! * **Never** counts a person twice.

use std::collections::HashSet;

use super::Report;
use super::angka::{count, share, share_text};
use super::as_of::{AsOf, Sex, UNKNOWN};
use super::kantor::Office;
use crate::base::words::text;
use crate::report::document::{Block, Chart, Column, Document, HeadCell, Row, RowKind, Table};
use crate::report::writers::{Cell, Nature};
use crate::request::{Need, ReportAsk, ReportInfo, Trouble};
use crate::store::Store;

/// The report.
pub static REPORT: Report = Report {
    info: ReportInfo {
        name: "kader-bidang",
        title: text("Rekapitulasi kader per bidang", "Kader by bidang"),
        help: text(
            "Ketua bidang dan kader menurut enam bidang SPM, dan berapa Posyandu yang sudah terisi.",
            "Heads and kader of the six bidang, and how many Posyandu have someone for each.",
        ),
        group: text("Kader", "Kader"),
        needs: &[Need::Desa, Need::AsOf],
    },
    build,
};

/// Officers, kader, L, P.
#[derive(Clone, Default)]
struct Sum {
    people: [i64; 4],
    houses: HashSet<usize>,
}

fn build(store: &mut Store, ask: &ReportAsk) -> Result<Document, Trouble> {
    let office = Office::read(store, ask)?;
    let state = AsOf::read(store, ask)?;
    let bidang = state.words.list("bidang");
    let mut sums: Vec<Sum> = vec![Sum::default(); bidang.len() + 1];
    for seat in state.people().into_iter().filter(|seat| seat.serving) {
        let at = if seat.bidang == UNKNOWN { bidang.len() } else { seat.bidang };
        let Some(sum) = sums.get_mut(at) else { continue };
        sum.people[usize::from(!state.is_officer(seat))] += 1;
        sum.people[2] += i64::from(state.sex(seat) == Sex::L);
        sum.people[3] += i64::from(state.sex(seat) == Sex::P);
    }
    // A Posyandu is served by whoever holds a post there, whatever their main post is.
    for seat in state.seats.iter().filter(|seat| seat.serving && seat.bidang != UNKNOWN) {
        if let Some(sum) = sums.get_mut(seat.bidang).filter(|_| state.houses.get(seat.house).is_some_and(|h| h.counted))
        {
            sum.houses.insert(seat.house);
        }
    }
    let houses = count(state.houses.iter().filter(|house| house.counted).count());
    let all: i64 = sums.iter().map(|sum| sum.people[0] + sum.people[1]).sum();
    let mut total = [0; 5];
    let names =
        bidang.iter().map(|item| item.name.clone()).chain(["Tanpa bidang (ketua, sekretaris, bendahara)".into()]);
    let mut rows = Vec::new();
    let mut bars = Vec::new();
    for (at, (name, sum)) in names.zip(&sums).enumerate() {
        let [officers, kader, men, women] = sum.people;
        let line = [officers, kader, officers + kader, men, women];
        for (total, one) in total.iter_mut().zip(line) {
            *total += one;
        }
        let mut cells = vec![Cell::Number(count(at + 1)), Cell::Text(name.clone())];
        cells.extend(line.map(Cell::Number));
        cells.push(share(line[2], all));
        if at == bidang.len() {
            cells.extend([Cell::Empty, Cell::Empty]);
        } else {
            let served = count(sum.houses.len());
            cells.extend([Cell::Number(served), Cell::Number(houses - served)]);
            bars.push((super::angka::bidang_short(&state.words, "bidang", &bidang[at].code), vec![line[2]]));
        }
        rows.push(Row::plain(cells));
    }
    let mut last = vec![Cell::Empty, Cell::Text("Jumlah".into())];
    last.extend(total.map(Cell::Number));
    last.extend([share_text(all, all), Cell::Empty, Cell::Empty]);
    rows.push(Row::of(RowKind::Total, last));

    let mut out = office.paper(&REPORT.info, ask, true);
    out.blocks.push(office.title("Rekapitulasi Kader Posyandu per Bidang", &[]));
    out.blocks.push(Block::Table(table(rows)));
    out.blocks.push(Block::Paragraph(format!("Dihitung dari {houses} Posyandu. Seorang dihitung satu kali.")));
    out.blocks.push(Block::Chart(Chart {
        caption: "Orang per bidang".into(),
        unit: "orang".into(),
        series: vec!["Pengurus dan kader".into()],
        bars: bars.clone(),
    }));
    out.blocks.extend(office.signatures());
    out.footer = office.footer(state.day);
    out.message = vec![
        format!("Kader per bidang, {}, per {}", office.whole_area(), crate::base::date::long(state.day)),
        bars.iter().map(|(name, n)| format!("{name} {}", n[0])).collect::<Vec<_>>().join(", "),
        format!("Jumlah {all} orang di {houses} Posyandu"),
    ];
    Ok(out)
}

fn table(rows: Vec<Row>) -> Table {
    let tall = |name: &str| HeadCell::tall(name, 2);
    let number = |name: &str, width| Column::new(name, Nature::Number, width);
    let columns = vec![
        number("No", 4),
        Column::new("Bidang", Nature::Text, 40),
        number("Pengurus", 9),
        number("Kader", 9),
        number("Jumlah", 9),
        number("L", 7),
        number("P", 7),
        Column::new("Bagian (%)", Nature::Percent, 9),
        number("Posyandu - Terisi", 9),
        number("Posyandu - Belum", 9),
    ];
    let mut above: Vec<HeadCell> =
        ["No", "Bidang", "Pengurus", "Kader", "Jumlah", "L", "P", "Bagian (%)"].map(tall).into();
    above.push(HeadCell::wide("Posyandu", 2));
    let below = ["Terisi", "Belum"].map(|name| HeadCell::tall(name, 1)).into();
    Table { columns, heads: vec![above, below], numbered: true, rows, ..Table::default() }
}
