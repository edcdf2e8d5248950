//! A letter to one desa about SK and terms that end.
//!
//! * **Owns** this letter.
//! * **Imports** `base`, `entity`, `store`, the document, the office, what ends.
//! * **Never** names NIK or phone numbers; its number is left to the pen.

use jiff::ToSpan;

use super::Report;
use super::as_of::AsOf;
use super::kantor::{Office, desa_name, needed};
use super::roster::People;
use super::sk_habis::{ending_papers, ending_seats, paper_table, seat_table};
use crate::base::date;
use crate::base::words::text;
use crate::entity::DESA;
use crate::entity::setelan::SK_HABIS_HARI;
use crate::report::document::{Block, Document, LetterHead};
use crate::request::{Need, ReportAsk, ReportInfo, Trouble};
use crate::store::Store;

/// The report.
pub static REPORT: Report = Report {
    info: ReportInfo {
        name: "surat-sk-habis",
        title: text("Surat SK yang akan habis", "Letter about SK that end"),
        help: text(
            "Surat kepada satu desa/kelurahan: SK dan masa jabatan yang berakhir, supaya penggantinya disiapkan.",
            "A letter to one desa: SK and terms that end, so that the next are prepared.",
        ),
        group: text("Surat", "Letters"),
        needs: &[Need::Record(&DESA), Need::AsOf],
    },
    build,
};

fn build(store: &mut Store, ask: &ReportAsk) -> Result<Document, Trouble> {
    let desa = needed(store, &DESA, ask)?;
    let ask = &ReportAsk { desa: Some(desa.id), ..ask.clone() };
    let office = Office::read(store, ask)?;
    let state = AsOf::read(store, ask)?;
    let until = state.day.saturating_add(store.number(&SK_HABIS_HARI)?.days());
    let papers = ending_papers(store, &state, ask, until)?;
    let seats = ending_seats(&state, until);
    let people = People::read(store, &seats)?;
    let place = desa_name(desa.text("jenis"), desa.text("nama"));
    let head = if desa.text("jenis") == "kelurahan" { "Lurah" } else { "Kepala Desa" };

    let mut out = office.paper(&REPORT.info, ask, false);
    out.title = format!("{}: {place}", REPORT.info.title.id);
    out.blocks.push(Block::Letter(LetterHead {
        place_date: office.place_date(state.day),
        facts: vec![
            ("Nomor".into(), String::new()),
            ("Sifat".into(), "Segera".into()),
            ("Lampiran".into(), "-".into()),
            ("Hal".into(), "SK pengurus dan kader Posyandu yang akan berakhir".into()),
        ],
        to: vec!["Kepada".into(), format!("Yth. {head} {}", desa.text("nama")), "di -".into(), "    Tempat".into()],
    }));
    if papers.is_empty() && seats.is_empty() {
        out.blocks.push(Block::Paragraph(format!(
            "Sampai dengan {} tidak ada SK atau masa jabatan pengurus dan kader Posyandu di {place} yang berakhir.",
            date::long(until)
        )));
    } else {
        out.blocks.push(Block::Paragraph(format!(
            "Menurut data kami, SK dan masa jabatan pengurus dan kader Posyandu di {place} berikut ini berakhir \
             sampai dengan {}.",
            date::long(until)
        )));
        if !papers.is_empty() {
            out.blocks.push(paper_table(&papers, state.day));
        }
        if !seats.is_empty() {
            out.blocks.push(seat_table(&seats, &state, &people));
        }
        out.blocks.push(Block::Paragraph(
            "Kami mohon penggantinya disiapkan melalui musyawarah dan ditetapkan sebelum tanggal berakhirnya, dan \
             salinan SK yang baru disampaikan kepada kami."
                .into(),
        ));
    }
    out.blocks.push(Block::Paragraph("Atas perhatian dan kerja samanya diucapkan terima kasih.".into()));
    let signed = office.signed(&[]);
    if !signed.is_empty() {
        out.blocks.push(Block::Signatures(signed));
    }
    out.message = message(&place, papers.len(), seats.len(), until);
    Ok(out)
}

/// What goes to the desa's chat group.
fn message(place: &str, papers: usize, seats: usize, until: date::Date) -> Vec<String> {
    vec![
        format!("Yth. {place}: SK Posyandu yang berakhir sampai {}", date::long(until)),
        format!("SK: {papers}, jabatan: {seats}"),
        "Mohon menyiapkan SK penggantinya dan mengirim salinannya ke kecamatan. Terima kasih.".to_owned(),
    ]
}
