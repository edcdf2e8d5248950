//! What all letters share: the record, the signers, head and addressee.
//!
//! * **Owns** how a kept letter stands on paper (`domain.md` 6.1).
//! * **Imports** `base`, `entity`, `store`, the document, the office.
//! * **Never** makes up a number: one that is not written leaves a blank to be filled in by hand.

use super::kantor::{Office, needed};
use super::rencana::lines_of;
use crate::base::date::{self, Date};
use crate::base::id::RecordId;
use crate::base::words::{Lang, text};
use crate::entity::surat::JENIS;
use crate::entity::{Record, SURAT};
use crate::report::document::{Block, Document, LetterHead};
use crate::request::{ReportAsk, ReportInfo, Trouble};
use crate::store::Store;

/// What is left to be written by hand.
const BLANK: &str = "..........";

/// A letter with its office.
pub struct Letter {
    /// Its record.
    pub record: Record,
    /// The office, with the letter's signers.
    pub office: Office,
    /// Its date.
    pub day: Date,
}

impl Letter {
    /// Reads the letter asked for. It is printed as the kind it was written as.
    ///
    /// # Errors
    /// None was named, it is not there, or it is of another kind.
    pub fn read(store: &mut Store, ask: &ReportAsk, kind: &str) -> Result<Letter, Trouble> {
        let record = needed(store, &SURAT, ask)?;
        if record.text("jenis") != kind {
            let name = |code: &str| {
                let choice = JENIS.iter().find(|choice| choice.code == code);
                choice.map_or_else(|| code.to_owned(), |choice| choice.label.get(Lang::Id).to_owned())
            };
            return Err(Trouble::new(
                "SURAT-LAIN-JENIS",
                text("Surat ini berjenis {0}, bukan {1}.", "This letter is of kind {0}, not {1}.")
                    .with([name(record.text("jenis")), name(kind)]),
                text(
                    "Cetak dengan laporan yang sejenis, atau ganti jenisnya.",
                    "Print it as its kind, or change the kind.",
                ),
            ));
        }
        let desa = record.get("desa").as_link().map(|link| link.id);
        let signers: Vec<RecordId> = ["penanda_tangan", "penanda_tangan_2", "penanda_tangan_3"]
            .into_iter()
            .filter_map(|name| record.get(name).as_link().map(|link| link.id))
            .collect();
        let signers = if ask.signers.is_empty() { signers } else { ask.signers.clone() };
        let office = Office::read(store, &ReportAsk { desa, signers, ..ask.clone() })?;
        let day = record.get("tanggal").as_date().unwrap_or_else(|| store.today());
        Ok(Letter { record, office, day })
    }

    /// A field's text.
    pub fn text(&self, name: &str) -> &str {
        self.record.text(name)
    }

    /// The number, with dots where it is left to the pen: all of it, between two strokes, or before
    /// `TAHUN`. Blanks alone would be lost on the way to some formats.
    pub fn number(&self) -> String {
        let said = self.text("nomor").trim();
        let parts: Vec<&str> = said.split('/').collect();
        let last = parts.len().saturating_sub(1);
        let filled = parts.iter().enumerate().map(|(at, part)| {
            let inside = at > 0 && at < last;
            if part.trim().is_empty() && (inside || said.is_empty()) { BLANK } else { part }
        });
        let number = filled.collect::<Vec<_>>().join("/");
        if number.to_uppercase().starts_with("TAHUN") { format!("{BLANK} {number}") } else { number }
    }

    /// The lines of a note.
    pub fn lines(&self, name: &str) -> Vec<String> {
        lines_of(self.text(name))
    }

    /// An empty paper for it.
    pub fn paper(&self, info: &ReportInfo, ask: &ReportAsk) -> Document {
        let mut out = self.office.paper(info, ask, false);
        out.title = format!("{}: {}", info.title.id, self.text("perihal"));
        out
    }

    /// Place and date, number, matter, addressee.
    pub fn head(&self) -> Block {
        let or_blank = |said: &str, blank: &str| if said.is_empty() { blank.to_owned() } else { said.to_owned() };
        let sifat = self.record.entity.field("sifat");
        let sifat = sifat.map_or_else(String::new, |field| {
            field.kind.show(self.record.get("sifat"), Lang::Id, &crate::entity::Vocabulary::default())
        });
        let mut to = vec!["Kepada".to_owned()];
        let names = self.lines("kepada");
        match names.as_slice() {
            [] => to.push("Yth. ".to_owned()),
            [one] => to.push(format!("Yth. {one}")),
            several => {
                to.push("Yth.".to_owned());
                to.extend(several.iter().enumerate().map(|(at, name)| format!("{}. {name}", at + 1)));
            }
        }
        to.extend(["di -".to_owned(), "    Tempat".to_owned()]);
        Block::Letter(LetterHead {
            place_date: self.office.place_date(self.day),
            facts: vec![
                ("Nomor".into(), self.number()),
                ("Sifat".into(), or_blank(&sifat, "Biasa")),
                ("Lampiran".into(), or_blank(self.text("lampiran"), "-")),
                ("Hal".into(), self.text("perihal").to_owned()),
            ],
            to,
        })
    }

    /// Day, hour with its zone, place and agenda of a meeting: what of them is filled in.
    pub fn meeting(&self) -> Vec<(String, String)> {
        let day = self.record.get("tanggal_acara").as_date().map(day_and_date).unwrap_or_default();
        let facts = [
            ("Hari/tanggal", day),
            ("Pukul", self.hour()),
            ("Tempat", self.text("lokasi").to_owned()),
            ("Acara", self.text("agenda").to_owned()),
        ];
        facts.into_iter().filter(|(_, said)| !said.is_empty()).map(|(name, said)| (name.to_owned(), said)).collect()
    }

    /// `09.00 WIB`: the zone is the office's where none is written.
    fn hour(&self) -> String {
        let hour = self.text("pukul").replace(':', ".");
        let has_zone =
            hour.split_whitespace().any(|word| ["WIB", "WITA", "WIT"].contains(&word.to_uppercase().as_str()));
        match (hour.is_empty(), has_zone, self.office.field("zona")) {
            (true, ..) => String::new(),
            (_, true, _) | (_, _, "") => hour,
            (_, _, zone) => format!("{hour} {zone}"),
        }
    }

    /// The copies, where there are any.
    pub fn copies(&self) -> Option<Block> {
        let copies = self.lines("tembusan");
        (!copies.is_empty()).then_some(Block::Copies(copies))
    }

    /// The signatures of a letter whose date stands above it.
    pub fn signatures(&self) -> Option<Block> {
        let signed = self.office.signed(&[]);
        (!signed.is_empty()).then_some(Block::Signatures(signed))
    }
}

/// `Rabu, 29 Oktober 2025`.
pub fn day_and_date(day: Date) -> String {
    format!("{}, {}", date::day_name(day), date::long(day))
}
