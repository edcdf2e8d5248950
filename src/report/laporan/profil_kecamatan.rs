//! R9: the kecamatan's profile, as contests and instruments ask for it (`domain.md` 5.8).
//!
//! * **Owns** this report.
//! * **Imports** `base`, `store`, the document, the office, what is counted of a Posyandu.
//! * **Never** shows a line that the data cannot answer yet (training, equipment).

use super::Report;
use super::angka::{count, share, share_words};
use super::as_of::{AsOf, UNKNOWN};
use super::kantor::Office;
use super::posyandu_desa::{STRATA, Sum, add};
use crate::base::words::text;
use crate::entity::setelan::KADER_MINIMAL;
use crate::report::document::{Block, Chart, Column, Document, Row, RowKind, Table};
use crate::report::writers::{Cell, Nature};
use crate::request::{Need, ReportAsk, ReportInfo, Trouble};
use crate::store::Store;

/// The report.
pub static REPORT: Report = Report {
    info: ReportInfo {
        name: "profil-kecamatan",
        title: text("Profil Posyandu kecamatan", "Profile of the kecamatan"),
        help: text(
            "Ringkasan kecamatan untuk lomba dan instrumen: desa, Posyandu, strata, registrasi, kader.",
            "A summary for contests and instruments: desa, Posyandu, strata, registration, kader.",
        ),
        group: text("Posyandu", "Posyandu"),
        needs: &[Need::AsOf],
    },
    build,
};

/// What is told of a kecamatan.
#[derive(Clone, Default)]
struct Facts {
    desa: i64,
    kelurahan: i64,
    houses: Sum,
    known: i64,
    serving: i64,
    officers: i64,
    enough: i64,
}

fn build(store: &mut Store, ask: &ReportAsk) -> Result<Document, Trouble> {
    let ask = ReportAsk { desa: None, ..ask.clone() };
    let office = Office::read(store, &ask)?;
    let state = AsOf::read(store, &ask)?;
    let least = store.number(&KADER_MINIMAL)?;
    let (names, facts) = gather(&state, least);

    let mut out = office.paper(&REPORT.info, &ask, facts.len() > 1);
    out.blocks.push(office.title("Profil Posyandu", &[]));
    let whole = whole(&facts);
    if facts.len() == 1 {
        out.blocks.push(Block::Facts(vec![
            ("Kecamatan".into(), office.name().to_owned()),
            ("Kabupaten/kota".into(), office.field("kabupaten").to_owned()),
            ("Provinsi".into(), office.field("provinsi").to_owned()),
            ("Kode wilayah".into(), office.field("kode").to_owned()),
        ]));
        out.blocks.push(Block::Table(one(&whole, least)));
        out.blocks.push(Block::Chart(Chart {
            caption: "Strata Posyandu".into(),
            unit: "Posyandu".into(),
            series: vec!["Posyandu".into()],
            bars: STRATA.iter().zip(&whole.houses[2..]).map(|((_, name), n)| ((*name).into(), vec![*n])).collect(),
        }));
    } else {
        out.blocks.push(Block::Table(many(&names, &facts, &whole)));
    }
    out.blocks.extend(office.signatures());
    out.footer = format!("{} · status dan strata menurut catatan terakhir", office.footer(state.day));
    let [all, active, ..] = whole.houses;
    out.message = vec![
        format!("{} per {}", office.area(), crate::base::date::long(state.day)),
        format!("{} desa, {} kelurahan, {all} Posyandu", whole.desa, whole.kelurahan),
        format!("Aktif {active} ({})", share_words(active, all)),
        format!("Bernomor registrasi {} ({})", whole.houses[8], share_words(whole.houses[8], all)),
        format!("Kader dan pengurus aktif {} orang", whole.serving),
    ];
    Ok(out)
}

/// The names of the kecamatan and what is told of each, in the order of their codes.
fn gather(state: &AsOf, least: i64) -> (Vec<String>, Vec<Facts>) {
    let mut names: Vec<String> = Vec::new();
    let mut facts: Vec<Facts> = Vec::new();
    let mut of_desa = Vec::with_capacity(state.desa.len());
    let mut last = None;
    for desa in &state.desa {
        if last != Some(desa.kecamatan) {
            last = Some(desa.kecamatan);
            names.push(desa.kecamatan.and_then(|id| state.kecamatan.get(&id)).cloned().unwrap_or_default());
            facts.push(Facts::default());
        }
        of_desa.push(facts.len() - 1);
        if let Some(facts) = facts.last_mut() {
            if desa.jenis == "kelurahan" { facts.kelurahan += 1 } else { facts.desa += 1 }
        }
    }
    if facts.is_empty() {
        names.push(String::new());
        facts.push(Facts::default());
    }
    let mut staff: Vec<std::collections::HashSet<crate::base::id::RecordId>> =
        vec![Default::default(); state.houses.len()];
    for seat in state.seats.iter().filter(|seat| seat.serving) {
        if let Some(staff) = staff.get_mut(seat.house) {
            staff.insert(seat.kader);
        }
    }
    for (house, staff) in state.houses.iter().zip(&staff).filter(|(house, _)| house.counted) {
        let Some(facts) = of_desa.get(house.desa).and_then(|at| facts.get_mut(*at)) else { continue };
        add(&mut facts.houses, state, house);
        facts.enough += i64::from(count(staff.len()) >= least);
    }
    for seat in state.people() {
        let at = state.desa_of(seat);
        let Some(facts) = of_desa.get(at).filter(|_| at != UNKNOWN).and_then(|at| facts.get_mut(*at)) else { continue };
        facts.known += 1;
        facts.serving += i64::from(seat.serving);
        facts.officers += i64::from(seat.serving && state.is_officer(seat));
    }
    (names, facts)
}

fn whole(facts: &[Facts]) -> Facts {
    facts.iter().fold(Facts::default(), |mut whole, one| {
        whole.desa += one.desa;
        whole.kelurahan += one.kelurahan;
        whole.known += one.known;
        whole.serving += one.serving;
        whole.officers += one.officers;
        whole.enough += one.enough;
        for (sum, part) in whole.houses.iter_mut().zip(one.houses) {
            *sum += part;
        }
        whole
    })
}

/// Tenths of an average; a dash of nothing.
fn average(sum: i64, of: i64) -> Cell {
    match (sum * 20 + of).checked_div(of * 2) {
        Some(tenths) => Cell::Text(format!("{},{}", tenths / 10, tenths % 10)),
        None => Cell::Text(super::angka::DASH.to_owned()),
    }
}

/// The profile of one kecamatan: a line a figure.
fn one(facts: &Facts, least: i64) -> Table {
    let all = facts.houses[0];
    let of_all = |name: &str, n: i64| (name.to_owned(), Cell::Number(n), share(n, all));
    let bare = |name: &str, n: i64| (name.to_owned(), Cell::Number(n), Cell::Empty);
    let mut lines = vec![
        bare("Jumlah desa", facts.desa),
        bare("Jumlah kelurahan", facts.kelurahan),
        bare("Jumlah Posyandu", all),
        of_all("Posyandu aktif", facts.houses[1]),
    ];
    lines.extend(STRATA.iter().zip(&facts.houses[2..]).map(|((_, name), n)| of_all(&format!("Strata {name}"), *n)));
    lines.extend([
        of_all("Belum berstrata", facts.houses[6]),
        of_all("Posyandu punya bangunan sendiri", facts.houses[7]),
        of_all("Posyandu bernomor registrasi", facts.houses[8]),
        of_all("Posyandu dengan SK pengurus yang berlaku", facts.houses[9]),
        of_all(&format!("Posyandu dengan sedikitnya {least} pengurus dan kader"), facts.enough),
        bare("Pengurus dan kader yang tercatat", facts.known),
        ("Pengurus dan kader yang aktif".to_owned(), Cell::Number(facts.serving), share(facts.serving, facts.known)),
        ("Di antaranya pengurus".to_owned(), Cell::Number(facts.officers), share(facts.officers, facts.serving)),
        ("Rata-rata yang aktif per Posyandu".to_owned(), average(facts.serving, all), Cell::Empty),
        ("Komputerisasi data Posyandu".to_owned(), Cell::Text("ada".to_owned()), Cell::Empty),
    ]);
    let rows = lines.into_iter().enumerate();
    Table {
        columns: vec![
            Column::new("No", Nature::Number, 4),
            Column::new("Uraian", Nature::Text, 46),
            Column::new("Jumlah", Nature::Number, 12),
            Column::new("Persen", Nature::Percent, 12),
        ],
        rows: rows
            .map(|(at, (name, n, part))| Row::plain(vec![Cell::Number(count(at + 1)), Cell::Text(name), n, part]))
            .collect(),
        ..Table::default()
    }
}

/// Many kecamatan: a row each.
fn many(names: &[String], facts: &[Facts], whole: &Facts) -> Table {
    let number = |name: &str, width| Column::new(name, Nature::Number, width);
    let mut columns = vec![
        number("No", 5),
        Column::new("Kecamatan", Nature::Text, 24),
        number("Desa", 7),
        number("Kelurahan", 7),
        number("Posyandu", 9),
        number("Aktif", 9),
    ];
    columns.extend(STRATA.map(|(_, name)| number(name, 9)));
    columns.extend([
        number("Bernomor registrasi", 11),
        number("SK berlaku", 9),
        number("Tercatat", 9),
        number("Kader aktif", 9),
    ]);
    let row = |facts: &Facts| {
        let [all, active, a, b, c, d, _, _, registered, valid] = facts.houses;
        [facts.desa, facts.kelurahan, all, active, a, b, c, d, registered, valid, facts.known, facts.serving]
            .map(Cell::Number)
    };
    let mut rows = Vec::with_capacity(names.len() + 1);
    for (at, (name, facts)) in names.iter().zip(facts).enumerate() {
        let mut cells = vec![Cell::Number(count(at + 1)), Cell::Text(name.clone())];
        cells.extend(row(facts));
        rows.push(Row::plain(cells));
    }
    let mut cells = vec![Cell::Empty, Cell::Text("Jumlah".into())];
    cells.extend(row(whole));
    rows.push(Row::of(RowKind::Total, cells));
    Table { columns, numbered: true, rows, ..Table::default() }
}
