//! R1: the Posyandu of each desa, counted: active, by strata, registered.
//!
//! * **Owns** this report.
//! * **Imports** `base`, `entity`, `store`, the document, the office.
//! * **Never** counts what is in the bin.

use std::collections::HashMap;

use super::Report;
use super::kantor::Office;
use crate::base::id::RecordId;
use crate::base::words::text;
use crate::entity::{DESA, POSYANDU, Value};
use crate::report::document::{Block, Column, Document, HeadCell, Row, RowKind, Table};
use crate::report::writers::{Cell, Nature};
use crate::request::{Need, Query, ReportAsk, ReportInfo, Test, Trouble};
use crate::store::Store;

/// The strata in the order of the form (Telaah Kemandirian, Kemenkes 2011).
const STRATA: [(&str, &str); 4] =
    [("pratama", "Pratama"), ("madya", "Madya"), ("purnama", "Purnama"), ("mandiri", "Mandiri")];

/// The report.
pub static REPORT: Report = Report {
    info: ReportInfo {
        name: "posyandu-desa",
        title: text("Rekapitulasi Posyandu per desa/kelurahan", "Posyandu by desa"),
        help: text(
            "Jumlah Posyandu tiap desa/kelurahan: aktif, menurut strata, dan yang sudah bernomor registrasi.",
            "How many Posyandu each desa has: active, by strata, and with a registration number.",
        ),
        group: text("Posyandu", "Posyandu"),
        needs: &[Need::Desa],
    },
    build,
};

fn build(store: &mut Store, ask: &ReportAsk) -> Result<Document, Trouble> {
    let office = Office::read(store)?;
    let mut query = Query::all(&POSYANDU);
    if let Some(desa) = ask.desa {
        query = query.only("desa", Test::Is(Value::link(desa, "")));
    }
    let mut sums: HashMap<RecordId, [i64; 7]> = HashMap::new();
    store.walk(&query, &mut |posyandu| {
        let Some(desa) = posyandu.get("desa").as_link().map(|link| link.id) else { return Ok(()) };
        let sum = sums.entry(desa).or_default();
        sum[0] += 1;
        sum[1] += i64::from(posyandu.text("status") == "aktif");
        for (at, (code, _)) in (2..).zip(STRATA) {
            sum[at] += i64::from(posyandu.text("strata") == code);
        }
        sum[6] += i64::from(!posyandu.text("nomor_registrasi").is_empty());
        Ok(())
    })?;
    let mut rows = Vec::new();
    let mut total = [0; 7];
    store.walk(&Query::all(&DESA), &mut |desa| {
        if ask.desa.is_some_and(|only| only != desa.id) {
            return Ok(());
        }
        let sum = sums.get(&desa.id).copied().unwrap_or_default();
        for (total, part) in total.iter_mut().zip(sum) {
            *total += part;
        }
        let number = i64::try_from(rows.len() + 1).unwrap_or(0);
        let mut cells = vec![Cell::Number(number), Cell::Text(desa.title())];
        cells.extend(sum.map(Cell::Number));
        rows.push(Row::plain(cells));
        Ok(())
    })?;
    let mut last = vec![Cell::Empty, Cell::Text("Jumlah".into())];
    last.extend(total.map(Cell::Number));
    rows.push(Row::of(RowKind::Total, last));

    let mut columns = vec![
        Column::new("No", Nature::Number, 4),
        Column::new("Desa/kelurahan", Nature::Text, 28),
        Column::new("Jumlah Posyandu", Nature::Number, 9),
        Column::new("Aktif", Nature::Number, 7),
    ];
    columns.extend(STRATA.map(|(_, name)| Column::new(format!("Strata - {name}"), Nature::Number, 9)));
    columns.push(Column::new("Bernomor registrasi", Nature::Number, 11));
    let mut above: Vec<HeadCell> =
        ["No", "Desa/kelurahan", "Jumlah Posyandu", "Aktif"].map(|name| HeadCell::tall(name, 2)).into();
    above.extend([HeadCell::wide("Strata", 4), HeadCell::tall("Bernomor registrasi", 2)]);
    let below = STRATA.map(|(_, name)| HeadCell::tall(name, 1)).into();

    let [count, active, .., registered] = total;
    Ok(Document {
        name: REPORT.info.name.to_owned(),
        title: REPORT.info.title.id.to_owned(),
        page: Office::page(ask, false),
        kop: Some(office.kop()),
        footer: String::new(),
        message: vec![
            format!("Posyandu Kecamatan {}: {count}, aktif {active}.", office.name()),
            format!("Bernomor registrasi: {registered}."),
        ],
        blocks: vec![
            Block::Title(vec!["REKAPITULASI POSYANDU".into(), format!("KECAMATAN {}", office.name()).to_uppercase()]),
            Block::Table(Table { columns, heads: vec![above, below], numbered: true, rows, ..Table::default() }),
            Block::Signatures(vec![office.camat(store)]),
        ],
    })
}
