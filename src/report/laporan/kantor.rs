//! The office on its papers: letter head, place and date, the camat's signature.
//!
//! * **Owns** how the kecamatan's record stands on paper.
//! * **Imports** `base`, `entity`, `store`, the document.
//! * **Never** invents: what the office has not filled in is left out.

use crate::base::date;
use crate::entity::{KECAMATAN, Record};
use crate::report::document::{Kop, Page, Paper, Signature};
use crate::request::{Query, ReportAsk, Seek, Trouble};
use crate::store::Store;

/// The office of the file; of a file with many kecamatan the first.
pub struct Office(Record);

impl Office {
    /// Reads it.
    ///
    /// # Errors
    /// A trouble of the data file.
    pub fn read(store: &mut Store) -> Result<Office, Trouble> {
        let page = store.page(&Query::all(&KECAMATAN), Seek::First, 1)?;
        let record = page.rows.into_iter().next();
        Ok(Office(record.unwrap_or_else(|| Record::new(&KECAMATAN, crate::base::id::RecordId(-1)))))
    }

    /// `Selat`.
    pub fn name(&self) -> &str {
        self.0.text("nama")
    }

    /// The letter head.
    pub fn kop(&self) -> Kop {
        let kabupaten = self.0.text("kabupaten");
        let part = |before: &str, field: &str| {
            let words = self.0.text(field);
            (!words.is_empty()).then(|| format!("{before}{words}"))
        };
        let joined = |parts: [Option<String>; 2]| {
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            (!parts.is_empty()).then(|| parts.join("  "))
        };
        let lines = [
            joined([part("", "alamat"), part("Kode Pos ", "kode_pos")]),
            joined([part("Telepon ", "telepon"), part("Surel ", "email")]),
        ];
        // The picture is read where the document is written: its name is all the data hold.
        Kop {
            above: if kabupaten.is_empty() { String::new() } else { format!("PEMERINTAH {}", region(kabupaten)) },
            office: format!("KECAMATAN {}", self.name()).to_uppercase(),
            lines: lines.into_iter().flatten().collect(),
            logo: None,
        }
    }

    /// The page asked for.
    pub const fn page(ask: &ReportAsk, landscape: bool) -> Page {
        Page { paper: if ask.folio { Paper::F4 } else { Paper::A4 }, landscape }
    }

    /// The camat's signature with place and day above.
    pub fn camat(&self, store: &Store) -> Signature {
        let office = self.0.text("camat_jabatan");
        let office = if office.is_empty() { "Camat" } else { office };
        Signature {
            above: vec![format!("{}, {}", self.name(), date::long(store.today()))],
            office: vec![format!("{} {},", office, self.name()).to_uppercase()],
            name: self.0.text("camat").to_owned(),
            rank: self.0.text("camat_pangkat").to_owned(),
            nip: self.0.text("camat_nip").to_owned(),
        }
    }
}

/// `Kabupaten Kapuas` in capitals; a bare name gets the word in front.
fn region(name: &str) -> String {
    let upper = name.to_uppercase();
    if upper.starts_with("KABUPATEN") || upper.starts_with("KOTA") { upper } else { format!("KABUPATEN {upper}") }
}
