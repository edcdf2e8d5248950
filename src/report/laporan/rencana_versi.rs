//! Two versions of a work plan, compared line by line.
//!
//! * **Owns** this report.
//! * **Imports** `base`, `request`, `store`, the document, the office, the chosen plan.
//! * **Never** judges a change: it says what was and what is.

use super::Report;
use super::angka::{count, in_words, rupiah, rupiah_cell};
use super::kantor::Office;
use super::rencana::{Chosen, word};
use crate::base::money;
use crate::base::words::{Lang, text};
use crate::entity::{RENCANA, Vocabulary};
use crate::report::document::{Block, Column, Document, Row, RowKind, Table};
use crate::report::writers::{Cell, Nature};
use crate::request::plan::{self, Difference};
use crate::request::{Need, ReportAsk, ReportInfo, Trouble};
use crate::store::Store;

/// The report.
pub static REPORT: Report = Report {
    info: ReportInfo {
        name: "rencana-versi",
        title: text("Perbandingan versi rencana kerja", "Versions of a work plan compared"),
        help: text(
            "Apa yang berubah antara dua versi rencana kerja: ditambah, dihapus, diganti, dan selisih rupiahnya.",
            "What changed between two versions of a plan: added, dropped, changed, and by how many rupiah.",
        ),
        group: text("Rencana kerja", "Work plan"),
        needs: &[Need::Year, Need::Versions],
    },
    build,
};

fn build(store: &mut Store, ask: &ReportAsk) -> Result<Document, Trouble> {
    let office = Office::read(store, ask)?;
    let chosen = Chosen::read(store, &ReportAsk { desa: None, ..ask.clone() })?;
    let words = store.words();
    let (old, new) = match (ask.versions, chosen.plan.versions.last()) {
        (Some(both), _) => both,
        (None, Some(last)) => (last.number, 0),
        (None, None) => {
            return Err(Trouble::new(
                "VERSI-BELUM-ADA",
                text("Rencana ini belum punya versi yang disimpan.", "This plan has no kept version yet."),
                text(
                    "Versi disimpan ketika rencana disepakati atau ditetapkan.",
                    "A version is kept when the plan is agreed or fixed.",
                ),
            ));
        }
    };
    let id = chosen.plan.naskah.id;
    let differences = store.plan_difference(id, old, new)?;
    let sum = |lines: &[crate::entity::Record]| plan::total(lines).proposed;
    let (before, after) = (sum(&store.plan_lines(id, old)?), sum(&store.plan_lines(id, new)?));
    let (one, other) = (version_name(&chosen, old), version_name(&chosen, new));

    let mut out = office.paper(&REPORT.info, ask, true);
    out.title = format!("Perbandingan versi rencana kerja {}", chosen.year);
    out.blocks.push(chosen.title(&office, "Perbandingan Versi Rencana Kerja"));
    out.blocks.push(Block::Facts(vec![
        ("Rencana".into(), chosen.plan.naskah.text("nama").to_owned()),
        ("Sebelum".into(), one.clone()),
        ("Sesudah".into(), other.clone()),
    ]));
    if differences.is_empty() {
        out.blocks.push(Block::Paragraph("Tidak ada yang berubah.".into()));
    } else {
        out.blocks.push(Block::Table(table(&differences, &words)));
    }
    out.blocks.push(Block::Paragraph("Jumlah seluruh rencana, tanpa kegiatan yang dibatalkan:".into()));
    out.blocks.push(in_words(&[("Sebelum", before), ("Sesudah", after)]));
    out.blocks.extend(office.signatures());
    out.footer = format!("{} · {}", chosen.name(&words), office.footer(store.today()));
    let tell = |what: &str, of: &dyn Fn(&Difference) -> bool| {
        format!("{what} {}", differences.iter().filter(|difference| of(difference)).count())
    };
    let change = after - before;
    let sign = if change > 0 { "+" } else { "" };
    out.message = vec![
        format!("{}: {one} dibanding {other}", chosen.plan.naskah.text("nama")),
        [
            tell("Ditambah", &|d| d.old.is_none()),
            tell("dihapus", &|d| d.new.is_none()),
            tell("diubah", &|d| d.old.is_some() && d.new.is_some()),
        ]
        .join(", "),
        format!("Selisih {sign}{}", money::show_rupiah(rupiah(change))),
    ];
    Ok(out)
}

/// `Versi 2 (Ditetapkan)`, or the present state.
fn version_name(chosen: &Chosen, number: i64) -> String {
    let found = chosen.plan.versions.iter().find(|version| version.number == number);
    let state = |code: &str| {
        let choice = crate::entity::naskah::KEADAAN.iter().find(|choice| choice.code == code);
        choice.map_or_else(|| code.to_owned(), |choice| choice.label.get(Lang::Id).to_owned())
    };
    match found {
        Some(version) => format!("Versi {} ({})", version.number, state(&version.state)),
        None => "Keadaan sekarang".to_owned(),
    }
}

fn table(differences: &[Difference], words: &Vocabulary) -> Table {
    let mut rows = Vec::new();
    let (mut before, mut after) = (0_i128, 0_i128);
    for (at, difference) in differences.iter().enumerate() {
        let (old, new) = (difference.old.map(i128::from), difference.new.map(i128::from));
        before += old.unwrap_or(0);
        after += new.unwrap_or(0);
        let what = match (old, new) {
            (None, _) => "ditambah",
            (_, None) => "dihapus",
            _ => "diubah",
        };
        let cell = |sum: Option<i128>| sum.map_or(Cell::Empty, rupiah_cell);
        rows.push(Row::plain(vec![
            Cell::Number(count(at + 1)),
            Cell::Text(difference.title.clone()),
            Cell::Text(word(words, "bidang_rencana", &difference.bidang)),
            Cell::Text(what.to_owned()),
            Cell::Text(told(difference)),
            cell(old),
            cell(new),
            rupiah_cell(new.unwrap_or(0) - old.unwrap_or(0)),
        ]));
    }
    let mut last = vec![Cell::Empty; 8];
    last[1] = Cell::Text("Jumlah yang berubah".into());
    for (cell, sum) in last.iter_mut().skip(5).zip([before, after, after - before]) {
        *cell = rupiah_cell(sum);
    }
    rows.push(Row::of(RowKind::Total, last));
    Table {
        columns: vec![
            Column::new("No", Nature::Number, 4),
            Column::new("Kegiatan", Nature::Text, 30),
            Column::new("Bidang", Nature::Text, 16),
            Column::new("Perubahan", Nature::Text, 10),
            Column::new("Yang berubah", Nature::Text, 40),
            Column::new("Sebelum (Rp)", Nature::Number, 15),
            Column::new("Sesudah (Rp)", Nature::Number, 15),
            Column::new("Selisih (Rp)", Nature::Number, 15),
        ],
        rows,
        ..Table::default()
    }
}

/// `Volume: 40 -> 41; Bulan: ...`, by the labels of the description.
fn told(difference: &Difference) -> String {
    let part = |(name, old, new): &(String, String, String)| {
        let label = RENCANA.field(name).map_or(name.as_str(), |field| field.label.id);
        let or_blank = |said: &str| if said.is_empty() { "kosong".to_owned() } else { said.to_owned() };
        format!("{label}: {} menjadi {}", or_blank(old), or_blank(new))
    };
    difference.fields.iter().map(part).collect::<Vec<_>>().join("; ")
}
