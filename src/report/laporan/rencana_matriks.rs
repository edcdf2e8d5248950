//! R4: the work plan as a matrix: by bidang, with quarters, volume, price, amount, source.
//!
//! * **Owns** this report.
//! * **Imports** `base`, `entity`, `request`, the document, the office, the chosen plan.
//! * **Never** counts a line that was dropped: those are named below the table.

use super::Report;
use super::angka::{count, in_words, letter, rupiah, rupiah_cell};
use super::kantor::Office;
use super::rencana::{Chosen, lines_of, place_of, word};
use crate::base::money;
use crate::base::words::text;
use crate::entity::{Record, Vocabulary};
use crate::report::document::{Block, Column, Document, HeadCell, Row, RowKind, Table};
use crate::report::writers::{Cell, Nature};
use crate::request::plan;
use crate::request::{Need, ReportAsk, ReportInfo, Trouble};
use crate::store::Store;

/// The report.
pub static REPORT: Report = Report {
    info: ReportInfo {
        name: "rencana-matriks",
        title: text("Matriks rencana kerja", "Work plan as a matrix"),
        help: text(
            "Rencana kerja setahun menurut bidang: triwulan, volume, harga, jumlah, sumber dana, pelaksana.",
            "A year's work plan by bidang: quarters, volume, price, amount, source of funds, who does it.",
        ),
        group: text("Rencana kerja", "Work plan"),
        needs: &[Need::Year, Need::Desa],
    },
    build,
};

/// The column of the amounts.
const AMOUNT: usize = 11;
const COLUMNS: usize = 14;

fn build(store: &mut Store, ask: &ReportAsk) -> Result<Document, Trouble> {
    let office = Office::read(store, ask)?;
    let chosen = Chosen::read(store, ask)?;
    let words = store.words();
    let total = plan::total(chosen.live()).proposed;
    let mut out = office.paper(&REPORT.info, ask, true);
    out.title = format!("Matriks rencana kerja {}", chosen.year);
    out.blocks.push(chosen.title(&office, "Rencana Kerja Tim Pembina Posyandu"));
    out.blocks.extend(chosen.narrative());
    out.blocks.push(Block::Heading("Matriks kegiatan".into()));
    out.blocks.push(Block::Table(table(&chosen, &words)));
    out.blocks.push(in_words(&[("Jumlah seluruhnya", total)]));
    out.blocks.extend(chosen.dropped());
    out.blocks.extend(lines_of(chosen.plan.naskah.text("penutup")).into_iter().map(Block::Paragraph));
    out.blocks.extend(office.signatures());
    out.footer = format!("{} · {}", chosen.name(&words), office.footer(store.today()));
    out.message = vec![
        chosen.name(&words),
        format!("{} kegiatan, {}", chosen.live().count(), money::show_rupiah(rupiah(total))),
        plan::sums(chosen.live(), plan::By::Source)
            .iter()
            .map(|(code, sum)| {
                format!("{} {}", word(&words, "sumber_dana", code), money::show_rupiah(rupiah(sum.proposed)))
            })
            .collect::<Vec<_>>()
            .join(", "),
    ];
    Ok(out)
}

fn table(chosen: &Chosen, words: &Vocabulary) -> Table {
    let mut rows = Vec::new();
    let mut number = 0;
    for (at, (bidang, lines)) in groups(chosen).iter().enumerate() {
        let name = if bidang.is_empty() { "Belum berbidang" } else { words.name("bidang_rencana", bidang) };
        rows.push(Row::group(format!("{} {name}", letter(at))));
        for line in lines {
            number += 1;
            rows.push(row(number, line, words));
        }
        let sum = plan::total(lines.iter().copied()).proposed;
        rows.push(sum_row(RowKind::Subtotal, format!("Jumlah {name}"), sum));
    }
    rows.push(sum_row(RowKind::Total, "Jumlah seluruhnya".into(), plan::total(chosen.live()).proposed));
    let (columns, heads) = heads();
    Table { columns, heads, numbered: true, rows, ..Table::default() }
}

/// The lines by bidang, in the order of the plan.
fn groups(chosen: &Chosen) -> Vec<(&str, Vec<&Record>)> {
    let mut out: Vec<(&str, Vec<&Record>)> = Vec::new();
    for line in chosen.live() {
        match out.iter_mut().find(|(bidang, _)| *bidang == line.text("bidang")) {
            Some((_, lines)) => lines.push(line),
            None => out.push((line.text("bidang"), vec![line])),
        }
    }
    out
}

fn row(number: usize, line: &Record, words: &Vocabulary) -> Row {
    let text = |said: &str| if said.is_empty() { Cell::Empty } else { Cell::Text(said.to_owned()) };
    let int = |name: &str| line.get(name).as_int().map_or(Cell::Empty, Cell::Number);
    let activity = [line.text("kegiatan"), line.text("uraian")];
    let activity = activity.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ");
    let target = [line.text("sasaran"), line.text("indikator")];
    let target = target.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ");
    let quarters: Vec<u32> = plan::months(line).quarters().collect();
    let mut cells = vec![Cell::Number(count(number)), text(&activity), text(&target), text(&place_of(line))];
    cells.extend((1..=4).map(|quarter| text(if quarters.contains(&quarter) { "V" } else { "" })));
    let done_by = [line.text("penanggung_jawab"), words.name("opd", line.text("opd"))];
    cells.extend([
        int("volume"),
        text(line.text("satuan")),
        int("harga_satuan"),
        line.get("jumlah").as_int().map_or(Cell::Empty, Cell::Number),
        text(words.name("sumber_dana", line.text("sumber_dana"))),
        text(&done_by.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" / ")),
    ]);
    Row::plain(cells)
}

fn sum_row(kind: RowKind, name: String, sum: i128) -> Row {
    let mut cells = vec![Cell::Empty; COLUMNS];
    cells[1] = Cell::Text(name);
    cells[AMOUNT] = rupiah_cell(sum);
    Row::of(kind, cells)
}

fn heads() -> (Vec<Column>, Vec<Vec<HeadCell>>) {
    let mut columns = vec![
        Column::new("No", Nature::Number, 4),
        Column::new("Kegiatan", Nature::Text, 32),
        Column::new("Sasaran/indikator", Nature::Text, 18),
        Column::new("Lokasi", Nature::Text, 14),
    ];
    columns.extend(["I", "II", "III", "IV"].map(|n| Column::new(format!("Triwulan - {n}"), Nature::Text, 4)));
    columns.extend([
        Column::new("Volume", Nature::Number, 8),
        Column::new("Satuan", Nature::Text, 11),
        Column::new("Harga satuan (Rp)", Nature::Number, 13),
        Column::new("Jumlah (Rp)", Nature::Number, 15),
        Column::new("Sumber dana", Nature::Text, 12),
        Column::new("Pelaksana", Nature::Text, 16),
    ]);
    let tall = |column: &Column| HeadCell::tall(column.name.clone(), 2);
    let mut above: Vec<HeadCell> = columns.iter().take(4).map(tall).collect();
    above.push(HeadCell::wide("Triwulan", 4));
    above.extend(columns.iter().skip(8).map(tall));
    let below = ["I", "II", "III", "IV"].map(|n| HeadCell::tall(n, 1)).into();
    (columns, vec![above, below])
}
