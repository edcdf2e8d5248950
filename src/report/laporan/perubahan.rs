//! What changed between two days: Posyandu and kader that came, went or became different.
//!
//! * **Owns** this report.
//! * **Imports** `base`, `entity`, `store`, the document, the office.
//! * **Never** says more than the dates in the data: what has no day changed on none. The lines are
//!   those of the screen (`Store::between`).

use super::Report;
use super::angka::count;
use super::kantor::Office;
use crate::base::date;
use crate::base::words::{Lang, text};
use crate::entity::POSYANDU;
use crate::report::document::{Block, Column, Document, Row, RowKind, Table};
use crate::report::writers::{Cell, Nature};
use crate::request::{Need, ReportAsk, ReportInfo, Trouble};
use crate::store::{MOST_CHANGES, Store};

/// The report.
pub static REPORT: Report = Report {
    info: ReportInfo {
        name: "perubahan",
        title: text("Perubahan antara dua tanggal", "Changes between two days"),
        help: text(
            "Posyandu dan kader yang baru, berhenti, atau berubah antara dua tanggal; tanpa pilihan: sejak akhir tahun lalu.",
            "Posyandu and kader that came, went or changed between two days; unless chosen: since the end of last year.",
        ),
        group: text("Posyandu", "Posyandu"),
        needs: &[Need::Desa, Need::Since, Need::AsOf],
    },
    build,
};

fn build(store: &mut Store, ask: &ReportAsk) -> Result<Document, Trouble> {
    let office = Office::read(store, ask)?;
    let (since, until) = ask.days_between(store.today());
    let changes = store.between(since, until, office.desa.as_ref().map(|desa| desa.id))?;
    let cut = changes.len() >= MOST_CHANGES;
    let (mut rows, mut counts) = (Vec::new(), [0_usize; 2]);
    let mut last = None;
    for (number, change) in changes.iter().enumerate() {
        if last != Some(change.entity) {
            rows.push(Row::group(change.entity.label.id));
            last = Some(change.entity);
        }
        counts[usize::from(change.entity != &POSYANDU)] += 1;
        rows.push(Row::plain(vec![
            Cell::Number(count(number + 1)),
            Cell::Text(change.title.clone()),
            Cell::Text(change.desa.clone()),
            Cell::Text(change.text.get(Lang::Id).into_owned()),
        ]));
    }
    if rows.is_empty() {
        rows.push(Row::of(RowKind::Note, vec![Cell::Empty, Cell::Text("Tidak ada".into()), Cell::Empty, Cell::Empty]));
    }
    let columns = vec![
        Column::new("No", Nature::Number, 4),
        Column::new("Nama", Nature::Text, 24),
        Column::new("Desa/kelurahan", Nature::Text, 18),
        Column::new("Perubahan", Nature::Text, 40),
    ];
    let span = format!("{} sampai dengan {}", date::long(since), date::long(until));
    let mut out = office.paper(&REPORT.info, ask, false);
    out.blocks.push(office.title("Perubahan Data Posyandu dan Kader", std::slice::from_ref(&span)));
    out.blocks.push(Block::Table(Table { columns, rows, ..Table::default() }));
    out.blocks.push(Block::Paragraph(format!(
        "Jumlah {} perubahan Posyandu dan {} perubahan kader, menurut tanggal pada datanya.",
        counts[0], counts[1]
    )));
    if cut {
        out.blocks.push(Block::Paragraph(format!(
            "Hanya {MOST_CHANGES} perubahan pertama yang ditampilkan; pilih jangka yang lebih pendek."
        )));
    }
    out.blocks.extend(office.signatures());
    out.footer = format!("Perubahan {span} · {}", office.whole_area());
    out.message = vec![
        format!("Perubahan Posyandu {}, {span}", office.whole_area()),
        format!("Posyandu: {}, kader: {}", counts[0], counts[1]),
    ];
    Ok(out)
}
