//! R2: the kader of each desa, counted: men and women, officers and kader, by bidang.
//!
//! * **Owns** this report.
//! * **Imports** `base`, `store`, the document, the office.
//! * **Never** counts a person twice: the post that counts is said in [`AsOf::people`].

use super::Report;
use super::angka::{bidang_short, share, share_text, share_words};
use super::as_of::{AsOf, Sex, UNKNOWN};
use super::kantor::Office;
use crate::base::words::text;
use crate::report::document::{Block, Chart, Column, Document, HeadCell, RowKind, Table};
use crate::report::writers::{Cell, Nature};
use crate::request::{Need, ReportAsk, ReportInfo, Trouble};
use crate::store::Store;

/// The report.
pub static REPORT: Report = Report {
    info: ReportInfo {
        name: "kader-desa",
        title: text("Rekapitulasi kader per desa/kelurahan", "Kader by desa"),
        help: text(
            "Pengurus dan kader tiap desa/kelurahan: laki-laki dan perempuan, yang aktif, dan menurut bidang.",
            "Officers and kader of each desa: men and women, those serving, and by bidang.",
        ),
        group: text("Kader", "Kader"),
        needs: &[Need::Desa, Need::AsOf],
    },
    build,
};

/// The bidang that have a column of their own.
const BIDANG: usize = 6;

/// Known, serving, L, P, officers, kader, then the bidang and none.
type Sum = [i64; 6 + BIDANG + 1];

fn build(store: &mut Store, ask: &ReportAsk) -> Result<Document, Trouble> {
    let office = Office::read(store, ask)?;
    let state = AsOf::read(store, ask)?;
    let mut sums: Vec<Sum> = vec![[0; 13]; state.desa.len()];
    let mut without_sex = 0;
    for seat in state.people() {
        let Some(sum) = sums.get_mut(state.desa_of(seat)) else { continue };
        sum[0] += 1;
        if !seat.serving {
            continue;
        }
        sum[1] += 1;
        let sex = state.sex(seat);
        sum[2] += i64::from(sex == Sex::L);
        sum[3] += i64::from(sex == Sex::P);
        without_sex += i64::from(sex == Sex::Unknown);
        sum[if state.is_officer(seat) { 4 } else { 5 }] += 1;
        sum[6 + if seat.bidang == UNKNOWN { BIDANG } else { seat.bidang.min(BIDANG) }] += 1;
    }
    let cells = |sum: &Sum, kind: RowKind| {
        let part = if kind == RowKind::Plain { share(sum[1], sum[0]) } else { share_text(sum[1], sum[0]) };
        let mut cells = vec![Cell::Number(sum[0]), Cell::Number(sum[1]), part];
        cells.extend(sum.iter().skip(2).copied().map(Cell::Number));
        cells
    };
    let (rows, total) = state.rows_by_desa(&sums, &cells);

    let mut out = office.paper(&REPORT.info, ask, true);
    out.blocks.push(office.title("Rekapitulasi Kader Posyandu per Desa/Kelurahan", &[]));
    let (columns, heads) = heads(&state);
    out.blocks.push(Block::Table(Table { columns, heads, numbered: true, rows, ..Table::default() }));
    out.blocks.push(Block::Paragraph(notes(&state, without_sex)));
    if (1..=40).contains(&state.desa.len()) {
        let bars = state.desa.iter().zip(&sums).map(|(desa, sum)| (desa.nama.clone(), vec![sum[4], sum[5]]));
        out.blocks.push(Block::Chart(Chart {
            caption: "Pengurus dan kader yang aktif".into(),
            unit: "orang".into(),
            series: vec!["Pengurus".into(), "Kader".into()],
            bars: bars.collect(),
        }));
    }
    out.blocks.extend(office.signatures());
    out.footer = office.footer(state.day);
    let [known, serving, men, women, officers, kader, ..] = total;
    out.message = vec![
        format!("Kader Posyandu {} per {}", office.whole_area(), crate::base::date::long(state.day)),
        format!("Tercatat {known}, aktif {serving} ({})", share_words(serving, known)),
        format!("Laki-laki {men}, perempuan {women}"),
        format!("Pengurus {officers}, kader {kader}"),
    ];
    Ok(out)
}

fn heads(state: &AsOf) -> (Vec<Column>, Vec<Vec<HeadCell>>) {
    let bidang: Vec<String> = (0..BIDANG)
        .map(|at| {
            let code = state.words.list("bidang").get(at).map_or("", |item| item.code.as_str());
            bidang_short(&state.words, "bidang", code)
        })
        .chain(["Tanpa bidang".to_owned()])
        .collect();
    let single = [("Tercatat", 9), ("Aktif", 7)];
    let mut columns = vec![Column::new("No", Nature::Number, 4), Column::new("Desa/kelurahan", Nature::Text, 22)];
    columns.extend(single.map(|(name, width)| Column::new(name, Nature::Number, width)));
    columns.push(Column::new("Aktif (%)", Nature::Percent, 8));
    columns.extend(["L", "P"].map(|name| Column::new(format!("Kader aktif - {name}"), Nature::Number, 6)));
    columns.extend(["Pengurus", "Kader"].map(|name| Column::new(format!("Jabatan - {name}"), Nature::Number, 9)));
    columns.extend(bidang.iter().map(|name| Column::new(format!("Bidang - {name}"), Nature::Number, 10)));
    let tall = |name: &str| HeadCell::tall(name, 2);
    let mut above: Vec<HeadCell> = ["No", "Desa/kelurahan", "Tercatat", "Aktif", "Aktif (%)"].map(tall).into();
    let across = u16::try_from(bidang.len()).unwrap_or(1);
    above.extend([HeadCell::wide("Kader aktif", 2), HeadCell::wide("Jabatan", 2), HeadCell::wide("Bidang", across)]);
    let below = ["L", "P", "Pengurus", "Kader"].map(str::to_owned).into_iter().chain(bidang);
    (columns, vec![above, below.map(|name| HeadCell::tall(name, 1)).collect()])
}

fn notes(state: &AsOf, without_sex: i64) -> String {
    let mut said =
        "Seorang dihitung satu kali, menurut jabatannya yang utama. Aktif: memegang jabatan pada tanggal itu. \
                    Tercatat: termasuk yang jabatannya sudah selesai."
            .to_owned();
    if without_sex > 0 {
        said.push_str(&format!(" Jenis kelamin belum diisi: {without_sex} orang."));
    }
    if state.without_post > 0 {
        said.push_str(&format!(" Tercatat tanpa jabatan di Posyandu: {} orang.", state.without_post));
    }
    said
}
