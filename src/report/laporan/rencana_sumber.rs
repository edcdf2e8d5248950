//! R4: the work plan by bidang and source of funds.
//!
//! * **Owns** this report.
//! * **Imports** `base`, `request`, the document, the office, the chosen plan.
//! * **Never** counts a line that was dropped.

use super::Report;
use super::angka::{count, in_words, rupiah, rupiah_cell, share_text, share_words};
use super::kantor::Office;
use super::rencana::{Chosen, word};
use crate::base::money;
use crate::base::words::text;
use crate::entity::Record;
use crate::report::document::{Block, Chart, Column, Document, HeadCell, Row, RowKind, Table};
use crate::report::writers::{Cell, Nature};
use crate::request::plan::{self, By};
use crate::request::{Need, ReportAsk, ReportInfo, Trouble};
use crate::store::Store;

/// The report.
pub static REPORT: Report = Report {
    info: ReportInfo {
        name: "rencana-sumber",
        title: text("Rencana kerja menurut bidang dan sumber dana", "Work plan by bidang and source"),
        help: text(
            "Berapa rupiah tiap bidang dari tiap sumber dana, dengan pagunya.",
            "How many rupiah each bidang has from each source, with the ceilings.",
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
    let lines: Vec<&Record> = chosen.live().collect();
    let all = plan::total(lines.iter().copied()).proposed;
    let ordered = |list: &str, by: By| {
        let mut codes: Vec<String> = plan::sums(lines.iter().copied(), by).into_keys().collect();
        codes.sort_by_key(|code| words.rank(list, code).unwrap_or(usize::MAX));
        codes
    };
    let (bidang, sources) = (ordered("bidang_rencana", By::Bidang), ordered("sumber_dana", By::Source));
    let sum = |bidang: Option<&str>, source: Option<&str>| {
        let of = |line: &&Record| {
            bidang.is_none_or(|code| line.text("bidang") == code)
                && source.is_none_or(|code| line.text("sumber_dana") == code)
        };
        plan::total(lines.iter().copied().filter(of)).proposed
    };
    let mut rows = Vec::new();
    for (at, code) in bidang.iter().enumerate() {
        let whole = sum(Some(code), None);
        let mut cells = vec![Cell::Number(count(at + 1)), Cell::Text(word(&words, "bidang_rencana", code))];
        cells.extend(sources.iter().map(|source| match sum(Some(code), Some(source)) {
            0 => Cell::Empty,
            rupiah => rupiah_cell(rupiah),
        }));
        cells.extend([rupiah_cell(whole), super::angka::share(whole, all)]);
        rows.push(Row::plain(cells));
    }
    let mut last = vec![Cell::Empty, Cell::Text("Jumlah".into())];
    last.extend(sources.iter().map(|source| rupiah_cell(sum(None, Some(source)))));
    last.extend([rupiah_cell(all), share_text(all, all)]);
    rows.push(Row::of(RowKind::Total, last));
    let mut shares = vec![Cell::Empty, Cell::Text("Bagian sumber dana".into())];
    shares.extend(sources.iter().map(|source| share_text(sum(None, Some(source)), all)));
    shares.extend([share_text(all, all), Cell::Empty]);
    rows.push(Row::of(RowKind::Note, shares));

    let names: Vec<String> = sources.iter().map(|code| word(&words, "sumber_dana", code)).collect();
    let mut out = office.paper(&REPORT.info, ask, true);
    out.title = format!("Rencana kerja {} menurut bidang dan sumber dana", chosen.year);
    out.blocks.push(chosen.title(&office, "Rencana Kerja menurut Bidang dan Sumber Dana"));
    out.blocks.push(Block::Table(table(&names, rows)));
    out.blocks.push(in_words(&[("Jumlah seluruhnya", all)]));
    out.blocks.extend(ceilings(&chosen, &words));
    out.blocks.extend(chosen.dropped());
    out.blocks.push(Block::Chart(Chart {
        caption: "Anggaran per bidang".into(),
        unit: "rupiah".into(),
        series: vec!["Diusulkan".into()],
        bars: bidang
            .iter()
            .map(|code| {
                let name = super::angka::bidang_short(&words, "bidang_rencana", code);
                (name, vec![rupiah(sum(Some(code), None)).max(0)])
            })
            .collect(),
    }));
    out.blocks.extend(office.signatures());
    out.footer = format!("{} · {}", chosen.name(&words), office.footer(store.today()));
    let told = |(code, name): (&String, &String)| {
        let part = sum(None, Some(code));
        format!("{name} {} ({})", money::show_rupiah(rupiah(part)), share_words(part, all))
    };
    out.message = vec![chosen.name(&words), format!("Jumlah {}", money::show_rupiah(rupiah(all)))];
    out.message.extend(sources.iter().zip(&names).map(told).take(4));
    Ok(out)
}

fn table(sources: &[String], rows: Vec<Row>) -> Table {
    let mut columns = vec![Column::new("No", Nature::Number, 4), Column::new("Bidang", Nature::Text, 34)];
    columns.extend(sources.iter().map(|name| Column::new(format!("Sumber dana - {name}"), Nature::Number, 15)));
    columns.extend([Column::new("Jumlah (Rp)", Nature::Number, 16), Column::new("Bagian", Nature::Percent, 9)]);
    let mut heads = Vec::new();
    if !sources.is_empty() {
        let tall = |name: &str| HeadCell::tall(name, 2);
        let across = u16::try_from(sources.len()).unwrap_or(1);
        let above = vec![
            tall("No"),
            tall("Bidang"),
            HeadCell::wide("Sumber dana (Rp)", across),
            tall("Jumlah (Rp)"),
            tall("Bagian"),
        ];
        heads = vec![above, sources.iter().map(|name| HeadCell::tall(name.clone(), 1)).collect()];
    }
    Table { columns, heads, numbered: true, rows, ..Table::default() }
}

/// The plan's ceilings beside what is planned under them; not of a narrowed plan.
fn ceilings(chosen: &Chosen, words: &crate::entity::Vocabulary) -> Option<Block> {
    let rooms = plan::rooms(&chosen.plan);
    if rooms.is_empty() || chosen.narrowed {
        return None;
    }
    let name = |ceiling: &Record| {
        let of = |name: &str, list: &str| {
            let code = ceiling.text(name);
            (!code.is_empty()).then(|| words.name(list, code).to_owned())
        };
        let desa = ceiling.get("desa").as_link().map(|link| link.title.clone());
        let parts = [of("sumber_dana", "sumber_dana"), of("bidang", "bidang_rencana"), desa];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { "Seluruh rencana".to_owned() } else { parts.join(", ") }
    };
    let rows = rooms.iter().enumerate().map(|(at, room)| {
        Row::plain(vec![
            Cell::Number(count(at + 1)),
            Cell::Text(name(&room.ceiling)),
            Cell::Number(room.most()),
            rupiah_cell(room.used),
            rupiah_cell(room.left()),
        ])
    });
    let number = |name: &str, width| Column::new(name, Nature::Number, width);
    Some(Block::Table(Table {
        caption: "Pagu".into(),
        rows: rows.collect(),
        columns: vec![
            number("No", 4),
            Column::new("Untuk", Nature::Text, 34),
            number("Pagu (Rp)", 16),
            number("Direncanakan (Rp)", 16),
            number("Sisa (Rp)", 16),
        ],
        ..Table::default()
    }))
}
