//! What became of a work plan: proposed, accepted, realised; money and volume.
//!
//! * **Owns** this report.
//! * **Imports** `base`, `request`, the document, the office, the chosen plan.
//! * **Never** tells a share of nothing, and counts as proposed only what was not dropped.

use super::Report;
use super::angka::{count, in_words, rupiah, rupiah_cell, share, share_text, share_words};
use super::kantor::Office;
use super::rencana::{Chosen, word};
use crate::base::money;
use crate::base::words::{Lang, text};
use crate::entity::setelan::{PEMBINAAN_KATA, PEMBINAAN_PERSEN};
use crate::entity::{Record, Vocabulary};
use crate::report::document::{Block, Chart, Column, Document, HeadCell, Row, RowKind, Table};
use crate::report::writers::{Cell, Nature};
use crate::request::plan::{self, By, Sum};
use crate::request::{Need, ReportAsk, ReportInfo, Trouble};
use crate::store::Store;

/// The report.
pub static REPORT: Report = Report {
    info: ReportInfo {
        name: "rencana-tindak",
        title: text("Usulan, persetujuan dan realisasi rencana kerja", "Proposed, accepted, realised"),
        help: text(
            "Rupiah dan volume rencana kerja yang diusulkan, disetujui dan terealisasi, menurut bidang, sumber dana dan OPD.",
            "Rupiah and volume of a plan proposed, accepted and realised, by bidang, source and agency.",
        ),
        group: text("Rencana kerja", "Work plan"),
        needs: &[Need::Year, Need::Desa],
    },
    build,
};

fn build(store: &mut Store, ask: &ReportAsk) -> Result<Document, Trouble> {
    let office = Office::read(store, ask)?;
    let chosen = Chosen::read(store, ask)?;
    let words = store.words();
    let total = plan::total(&chosen.lines);

    let mut out = office.paper(&REPORT.info, ask, true);
    out.title = format!("Usulan, persetujuan dan realisasi rencana kerja {}", chosen.year);
    out.blocks.push(chosen.title(&office, "Usulan, Persetujuan dan Realisasi Rencana Kerja"));
    for (caption, heading, list, by) in [
        ("Menurut bidang", "Bidang", "bidang_rencana", By::Bidang),
        ("Menurut sumber dana", "Sumber dana", "sumber_dana", By::Source),
        ("Menurut OPD pengampu", "OPD pengampu", "opd", By::Opd),
    ] {
        let sums = ordered(&chosen.lines, (list, by), &words);
        out.blocks.push(Block::Table(Table { caption: caption.into(), ..sum_table(heading, &sums, &total) }));
        if by == By::Bidang {
            out.blocks.push(chart(&chosen.lines, &words));
        }
    }
    out.blocks
        .push(Block::Table(Table { caption: "Per kegiatan".into(), ..lines_table(&chosen.lines, &words, &total) }));
    out.blocks.push(in_words(&[
        ("Jumlah diusulkan", total.proposed),
        ("Jumlah disetujui", total.accepted),
        ("Jumlah realisasi", total.spent),
    ]));
    let guided = guidance(store, &chosen, &total)?;
    out.blocks.push(Block::Paragraph(guided.clone()));
    out.blocks.extend(office.signatures());
    out.footer = format!("{} · {}", chosen.name(&words), office.footer(store.today()));
    let show = |sum: i128| money::show_rupiah(rupiah(sum));
    out.message = vec![
        chosen.name(&words),
        format!("Diusulkan {}", show(total.proposed)),
        format!("Disetujui {} ({})", show(total.accepted), share_words(total.accepted, total.proposed)),
        format!("Realisasi {} ({} dari yang disetujui)", show(total.spent), share_words(total.spent, total.accepted)),
        guided,
    ];
    Ok(out)
}

/// How much of the plan is pembinaan, beside the share it should have.
fn guidance(store: &Store, chosen: &Chosen, total: &Sum) -> Result<String, Trouble> {
    let words = store.value(&PEMBINAAN_KATA)?;
    let wanted = store.number(&PEMBINAAN_PERSEN)?;
    let part = plan::guidance(&chosen.lines, &words);
    Ok(format!(
        "Pembinaan {}, {} dari usulan (patokan {wanted} %).",
        money::show_rupiah(rupiah(part)),
        share_words(part, total.proposed)
    ))
}

/// The sums by group, in the operator's order, what has no group last.
fn ordered(lines: &[Record], (list, by): (&str, By), words: &Vocabulary) -> Vec<(String, Sum)> {
    let mut sums: Vec<(String, Sum)> = plan::sums(lines, by).into_iter().collect();
    sums.sort_by_key(|(code, _)| words.rank(list, code).unwrap_or(usize::MAX));
    let name = |code: &str| if code.is_empty() { "Belum diisi".to_owned() } else { word(words, list, code) };
    sums.into_iter().map(|(code, sum)| (name(&code), sum)).collect()
}

fn chart(lines: &[Record], words: &Vocabulary) -> Block {
    let bar = |sum: &Sum| [sum.proposed, sum.accepted, sum.spent].map(|sum| rupiah(sum).max(0)).into();
    let mut sums: Vec<(String, Sum)> = plan::sums(lines, By::Bidang).into_iter().collect();
    sums.sort_by_key(|(code, _)| words.rank("bidang_rencana", code).unwrap_or(usize::MAX));
    Block::Chart(Chart {
        caption: "Usulan, persetujuan dan realisasi per bidang".into(),
        unit: "rupiah".into(),
        series: vec!["Diusulkan".into(), "Disetujui".into(), "Realisasi".into()],
        bars: sums
            .iter()
            .map(|(code, sum)| (super::angka::bidang_short(words, "bidang_rencana", code), bar(sum)))
            .collect(),
    })
}

fn sum_table(heading: &str, sums: &[(String, Sum)], total: &Sum) -> Table {
    let cells = |sum: &Sum, share: &dyn Fn(i128, i128) -> Cell| {
        vec![
            Cell::Number(count(sum.lines)),
            rupiah_cell(sum.proposed),
            rupiah_cell(sum.accepted),
            share(sum.accepted, sum.proposed),
            rupiah_cell(sum.spent),
            share(sum.spent, sum.accepted),
        ]
    };
    let mut rows = Vec::new();
    for (at, (name, sum)) in sums.iter().enumerate() {
        let first = [Cell::Number(count(at + 1)), Cell::Text(name.clone())];
        rows.push(Row::plain(first.into_iter().chain(cells(sum, &|a, b| share(a, b))).collect()));
    }
    let first = [Cell::Empty, Cell::Text("Jumlah".into())];
    rows.push(Row::of(RowKind::Total, first.into_iter().chain(cells(total, &|a, b| share_text(a, b))).collect()));
    let number = |name: &str, width| Column::new(name, Nature::Number, width);
    Table {
        columns: vec![
            number("No", 4),
            Column::new(heading, Nature::Text, 40),
            number("Kegiatan", 9),
            number("Diusulkan (Rp)", 17),
            number("Disetujui (Rp)", 17),
            Column::new("Disetujui (%)", Nature::Percent, 10),
            number("Realisasi (Rp)", 17),
            Column::new("Realisasi (%)", Nature::Percent, 10),
        ],
        rows,
        ..Table::default()
    }
}

fn lines_table(lines: &[Record], words: &Vocabulary, total: &Sum) -> Table {
    let int = |line: &Record, name: &str| line.get(name).as_int();
    let cell = |n: Option<i64>| n.map_or(Cell::Empty, Cell::Number);
    let money = |sum: i128| if sum == 0 { Cell::Empty } else { rupiah_cell(sum) };
    let mut rows = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let sum = plan::total([line]);
        let (volume, done) = (int(line, "volume"), int(line, "realisasi_fisik"));
        let status = line.entity.field("status").map(|field| field.kind.show(line.get("status"), Lang::Id, words));
        rows.push(Row::plain(vec![
            Cell::Number(count(at + 1)),
            Cell::Text(line.text("kegiatan").to_owned()),
            Cell::Text(status.unwrap_or_default()),
            cell(volume),
            cell(done),
            share(done.unwrap_or(0), volume.unwrap_or(0)),
            Cell::Text(line.text("satuan").to_owned()),
            money(sum.proposed),
            money(sum.accepted),
            money(sum.spent),
            share(sum.spent, sum.accepted),
        ]));
    }
    let mut last = vec![Cell::Empty; 11];
    last[1] = Cell::Text("Jumlah".into());
    for (cell, sum) in last.iter_mut().skip(7).zip([total.proposed, total.accepted, total.spent]) {
        *cell = rupiah_cell(sum);
    }
    last[10] = share_text(total.spent, total.accepted);
    rows.push(Row::of(RowKind::Total, last));
    let number = |name: &str, width| Column::new(name, Nature::Number, width);
    let columns = vec![
        number("No", 4),
        Column::new("Kegiatan", Nature::Text, 36),
        Column::new("Status", Nature::Text, 12),
        number("Fisik - Target", 8),
        number("Fisik - Realisasi", 8),
        Column::new("Fisik - %", Nature::Percent, 8),
        Column::new("Satuan", Nature::Text, 11),
        number("Keuangan - Diusulkan (Rp)", 15),
        number("Keuangan - Disetujui (Rp)", 15),
        number("Keuangan - Realisasi (Rp)", 15),
        Column::new("Keuangan - %", Nature::Percent, 8),
    ];
    let tall = |name: &str| HeadCell::tall(name, 2);
    let above = vec![
        tall("No"),
        tall("Kegiatan"),
        tall("Status"),
        HeadCell::wide("Fisik", 3),
        tall("Satuan"),
        HeadCell::wide("Keuangan", 4),
    ];
    let below = ["Target", "Realisasi", "%", "Diusulkan (Rp)", "Disetujui (Rp)", "Realisasi (Rp)", "%"];
    let heads = vec![above, below.map(|name| HeadCell::tall(name, 1)).into()];
    Table { columns, heads, numbered: true, rows, ..Table::default() }
}
