//! R1: the Posyandu of each desa, counted: active, by strata, registered, with a valid SK.
//!
//! * **Owns** this report.
//! * **Imports** `base`, `entity`, `store`, the document, the office.
//! * **Never** counts what is in the bin, or a Posyandu that closed, merged or was a mistake.

use super::Report;
use super::angka::{share_text, share_words};
use super::as_of::{AsOf, House};
use super::kantor::Office;
use crate::base::words::text;
use crate::report::document::{Block, Chart, Column, Document, HeadCell, Row, RowKind, Table};
use crate::report::writers::{Cell, Nature};
use crate::request::{Need, ReportAsk, ReportInfo, Trouble};
use crate::store::Store;

/// The strata in the order of the form (Telaah Kemandirian, Kemenkes 2011).
pub const STRATA: [(&str, &str); 4] =
    [("pratama", "Pratama"), ("madya", "Madya"), ("purnama", "Purnama"), ("mandiri", "Mandiri")];

/// The report.
pub static REPORT: Report = Report {
    info: ReportInfo {
        name: "posyandu-desa",
        title: text("Rekapitulasi Posyandu per desa/kelurahan", "Posyandu by desa"),
        help: text(
            "Jumlah Posyandu tiap desa/kelurahan: aktif, menurut strata, bernomor registrasi, dengan SK berlaku.",
            "How many Posyandu each desa has: active, by strata, with a registration number, with a valid SK.",
        ),
        group: text("Posyandu", "Posyandu"),
        needs: &[Need::Desa, Need::AsOf],
    },
    build,
};

/// What is counted of a Posyandu: itself, active, the strata, none of them, own building,
/// registered, valid SK.
pub type Sum = [i64; 10];

/// Counts a Posyandu.
pub fn add(sum: &mut Sum, state: &AsOf, house: &House) {
    let code = state.words.list("strata").get(house.strata).map_or("", |item| item.code.as_str());
    let strata = STRATA.iter().position(|(known, _)| *known == code).unwrap_or(STRATA.len());
    sum[0] += 1;
    sum[1] += i64::from(house.status == "aktif");
    sum[2 + strata] += 1;
    sum[7] += i64::from(house.own_building);
    sum[8] += i64::from(house.registered);
    sum[9] += i64::from(house.valid_sk);
}

fn build(store: &mut Store, ask: &ReportAsk) -> Result<Document, Trouble> {
    let office = Office::read(store, ask)?;
    let state = AsOf::read(store, ask)?;
    let mut sums: Vec<Sum> = vec![[0; 10]; state.desa.len()];
    for house in state.houses.iter().filter(|house| house.counted) {
        if let Some(sum) = sums.get_mut(house.desa) {
            add(sum, &state, house);
        }
    }
    let (mut rows, total) = state.rows_by_desa(&sums, &|sum, _| sum.map(Cell::Number).into());
    let mut shares = vec![Cell::Empty, Cell::Text("Persentase".into()), Cell::Empty];
    shares.extend(total.iter().skip(1).map(|part| share_text(*part, total[0])));
    rows.push(Row::of(RowKind::Note, shares));

    let mut out = office.paper(&REPORT.info, ask, true);
    out.blocks.push(office.title("Rekapitulasi Posyandu per Desa/Kelurahan", &[]));
    out.blocks.push(Block::Table(table(rows)));
    let left_out = state.houses.len() - state.houses.iter().filter(|house| house.counted).count();
    if left_out > 0 {
        out.blocks.push(Block::Paragraph(format!(
            "Tidak dihitung: {left_out} Posyandu yang tutup, bergabung, salah catat, atau belum berdiri pada tanggal itu."
        )));
    }
    if (1..=40).contains(&state.desa.len()) {
        let bars = state.desa.iter().zip(&sums).map(|(desa, sum)| (desa.nama.clone(), vec![sum[0], sum[8]]));
        out.blocks.push(Block::Chart(Chart {
            caption: "Posyandu per desa/kelurahan".into(),
            unit: "Posyandu".into(),
            series: vec!["Jumlah".into(), "Bernomor registrasi".into()],
            bars: bars.collect(),
        }));
    }
    out.blocks.extend(office.signatures());
    out.footer = format!("{} · status dan strata menurut catatan terakhir", office.footer(state.day));
    let [all, active, .., registered, valid] = total;
    out.message = vec![
        format!("Posyandu {} per {}", office.whole_area(), crate::base::date::long(state.day)),
        format!("Jumlah {all}, aktif {active} ({})", share_words(active, all)),
        STRATA.iter().zip(&total[2..6]).map(|((_, name), n)| format!("{name} {n}")).collect::<Vec<_>>().join(", "),
        format!("Bernomor registrasi {registered} ({})", share_words(registered, all)),
        format!("SK pengurus berlaku {valid} ({})", share_words(valid, all)),
    ];
    Ok(out)
}

fn table(rows: Vec<Row>) -> Table {
    let tall = |name: &str| HeadCell::tall(name, 2);
    let last = ["Gedung sendiri", "Bernomor registrasi", "SK berlaku"];
    let mut columns = vec![
        Column::new("No", Nature::Number, 4),
        Column::new("Desa/kelurahan", Nature::Text, 26),
        Column::new("Jumlah Posyandu", Nature::Number, 9),
        Column::new("Aktif", Nature::Number, 8),
    ];
    columns.extend(STRATA.map(|(_, name)| Column::new(format!("Strata - {name}"), Nature::Number, 9)));
    columns.push(Column::new("Strata - Belum", Nature::Number, 9));
    columns.extend(last.map(|name| Column::new(name, Nature::Number, 11)));
    let mut above: Vec<HeadCell> = ["No", "Desa/kelurahan", "Jumlah Posyandu", "Aktif"].map(tall).into();
    above.push(HeadCell::wide("Strata", 5));
    above.extend(last.map(tall));
    let mut below: Vec<HeadCell> = STRATA.map(|(_, name)| HeadCell::tall(name, 1)).into();
    below.push(HeadCell::tall("Belum", 1));
    Table { columns, heads: vec![above, below], numbered: true, rows, ..Table::default() }
}
