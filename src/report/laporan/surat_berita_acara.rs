//! Minutes of an act (berita acara): the date in words, the parties, what was found, signatures.
//!
//! * **Owns** this letter.
//! * **Imports** `base`, `store`, the document, the letters' common parts.
//! * **Never** names a party that the letter does not.

use super::Report;
use super::surat::Letter;
use crate::base::date::{self, Date};
use crate::base::money::terbilang;
use crate::base::words::text;
use crate::entity::SURAT;
use crate::report::document::{Block, Document, Marks, Signature};
use crate::request::{Need, ReportAsk, ReportInfo, Trouble};
use crate::store::Store;

/// The report.
pub static REPORT: Report = Report {
    info: ReportInfo {
        name: "berita-acara",
        title: text("Berita acara", "Minutes"),
        help: text(
            "Mencetak satu berita acara yang disimpan: tanggal dengan huruf, para pihak, hasil, tanda tangan.",
            "Prints kept minutes: the date in words, the parties, what was found, signatures.",
        ),
        group: text("Surat", "Letters"),
        needs: &[Need::Record(&SURAT)],
    },
    build,
};

fn build(store: &mut Store, ask: &ReportAsk) -> Result<Document, Trouble> {
    let letter = Letter::read(store, ask, "berita-acara")?;
    let mut signed = letter.office.signed(&[]);
    for signature in &mut signed {
        signature.above.clear();
    }
    // Further parties, written "name; office", sign too.
    let further: Vec<(String, String)> = letter
        .lines("kepada")
        .iter()
        .map(|line| line.split_once(';').unwrap_or((line.as_str(), "")))
        .map(|(name, office)| (name.trim().to_owned(), office.trim().to_owned()))
        .collect();
    signed.extend(further.iter().map(|(name, office)| Signature {
        office: if office.is_empty() { Vec::new() } else { vec![format!("{office},")] },
        name: name.clone(),
        ..Signature::default()
    }));
    let parties = letter.office.parties().into_iter().chain(further);
    let parties: Vec<String> =
        parties.map(|(name, office)| if office.is_empty() { name } else { format!("{name}, {office}") }).collect();

    let mut out = letter.paper(&REPORT.info, ask);
    out.blocks.push(Block::Title(vec![
        "BERITA ACARA".into(),
        letter.text("perihal").to_uppercase(),
        format!("NOMOR: {}", letter.number()),
    ]));
    let place = letter.text("lokasi");
    let place = if place.is_empty() { letter.office.name() } else { place };
    let who = if parties.len() > 1 {
        "kami yang bertanda tangan di bawah ini masing-masing:"
    } else {
        "yang bertanda tangan di bawah ini:"
    };
    out.blocks.push(Block::Paragraph(format!("Pada hari ini {}, bertempat di {place}, {who}", in_words(letter.day))));
    out.blocks.push(Block::List(Marks::Numbers, parties));
    let found = letter.lines("isi");
    if !found.is_empty() {
        out.blocks.push(Block::Paragraph(format!(
            "telah melaksanakan {}, dengan hasil:",
            lower_first(letter.text("perihal"))
        )));
        out.blocks.push(Block::List(Marks::Numbers, found));
    }
    out.blocks.push(Block::Paragraph(
        "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.".into(),
    ));
    if let Some(last) = signed.last_mut() {
        last.above = vec![letter.office.place_date(letter.day)];
    }
    out.blocks.extend(signed.chunks(3).map(|row| Block::Signatures(row.to_vec())));
    out.blocks.extend(letter.copies());
    out.message = vec![
        format!("Berita acara {}", letter.text("perihal")),
        format!("{}, {}", date::day_name(letter.day), date::long(letter.day)),
    ];
    Ok(out)
}

/// `Rabu tanggal dua puluh sembilan bulan Oktober tahun dua ribu dua puluh lima (29-10-2025)`.
fn in_words(day: Date) -> String {
    let month = u32::try_from(day.month()).unwrap_or(0);
    format!(
        "{} tanggal {} bulan {} tahun {} ({})",
        date::day_name(day),
        terbilang(i64::from(day.day())),
        date::month_name(month),
        terbilang(i64::from(day.year())),
        date::show(day)
    )
}

fn lower_first(said: &str) -> String {
    let mut letters = said.chars();
    letters.next().map(|first| first.to_lowercase().to_string() + letters.as_str()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_stands_in_words_as_in_published_minutes() {
        assert_eq!(
            in_words(Date::constant(2025, 10, 29)),
            "Rabu tanggal dua puluh sembilan bulan Oktober tahun dua ribu dua puluh lima (29-10-2025)"
        );
    }
}
