//! The receipt of one incentive, with its amount in words.
//!
//! * **Owns** this paper.
//! * **Imports** `base`, `entity`, `store`, the document, the office, the list of incentives.
//! * **Never** says that something was paid: who received it signs.

use super::Report;
use super::insentif::{month_of, paid_on};
use super::kantor::{Office, needed};
use crate::base::date;
use crate::base::money;
use crate::base::words::text;
use crate::entity::INSENTIF;
use crate::report::document::{Block, Document, Signature};
use crate::request::{Need, ReportAsk, ReportInfo, Trouble};
use crate::store::Store;

/// The report.
pub static REPORT: Report = Report {
    info: ReportInfo {
        name: "tanda-terima",
        title: text("Tanda terima insentif", "Receipt of an incentive"),
        help: text(
            "Tanda terima satu orang untuk satu bulan, dengan terbilang.",
            "One person's receipt for one month, with the amount in words.",
        ),
        group: text("Kader", "Kader"),
        needs: &[Need::Record(&INSENTIF)],
    },
    build,
};

fn build(store: &mut Store, ask: &ReportAsk) -> Result<Document, Trouble> {
    let row = needed(store, &INSENTIF, ask)?;
    let office = Office::read(store, ask)?;
    let (month, year) = month_of(&row);
    let month = format!("{} {year}", date::month_name(u32::try_from(month).unwrap_or(0)));
    let amount = row.get("jumlah").as_int().unwrap_or(0);
    let title = |name: &str| row.get(name).as_link().map(|link| link.title.clone()).unwrap_or_default();
    let (who, place) = (title("kader"), title("posyandu"));
    let source = store.words().name("sumber_dana", row.text("sumber_dana")).to_owned();
    let service = if place.is_empty() { String::new() } else { format!(" Posyandu {place}") };

    let mut out = office.paper(&REPORT.info, ask, false);
    out.title = format!("{} {who}, {month}", REPORT.info.title.id);
    out.blocks.push(Block::Title(vec!["TANDA TERIMA".into()]));
    out.blocks.push(Block::Facts(vec![
        ("Sudah terima dari".into(), ".".repeat(40)),
        ("Jumlah uang".into(), format!("{},00", money::show_rupiah(amount))),
        ("Terbilang".into(), format!("{} rupiah", money::terbilang(amount))),
        ("Untuk pembayaran".into(), format!("Insentif kader{service} bulan {month}")),
        ("Sumber dana".into(), source.clone()),
    ]));
    let day = paid_on(&row).map_or_else(|| "....................".to_owned(), |day| office.place_date(day));
    out.blocks.push(Block::Signatures(vec![
        Signature {
            above: vec!["Yang membayar,".into()],
            office: vec!["Bendahara".into()],
            name: ".".repeat(24),
            ..Signature::default()
        },
        Signature {
            above: vec![day],
            office: vec!["Yang menerima,".into()],
            name: who.clone(),
            ..Signature::default()
        },
    ]));
    out.footer = format!("Insentif {month} · {source}");
    out.message = vec![format!("Tanda terima insentif {month}"), format!("{who}: {}", money::in_full(amount))];
    Ok(out)
}
