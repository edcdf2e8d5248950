//! The office on its papers: letter head, title, place and date, signatures.
//!
//! * **Owns** how the kecamatan's record and its signers stand on paper.
//! * **Imports** `base`, `entity`, `store`, the document.
//! * **Never** invents: what the office has not filled in is left out.

use std::path::Path;

use crate::base::date::{self, Date};
use crate::base::id::RecordId;
use crate::base::words::text;
use crate::entity::{DESA, KECAMATAN, PEJABAT, Record};
use crate::report::document::{Block, Document, Kop, Page, Paper, Signature};
use crate::request::{ReportAsk, ReportInfo, Trouble};
use crate::store::{Store, Swept};

/// The largest picture taken into a letter head, in bytes.
const LOGO_MOST: u64 = 1_000_000;

/// The office a paper comes from, and what the paper is about.
pub struct Office {
    /// The kecamatan; none where the paper is about several.
    record: Option<Record>,
    /// `Kecamatan Selat`, or how many.
    area: String,
    /// The desa the paper is narrowed to.
    pub desa: Option<Record>,
    signers: Vec<Option<Record>>,
    /// Below whom an u.b. signs.
    deputy: String,
    logo: Option<Vec<u8>>,
    today: Date,
    /// The day asked for, where one was.
    as_of: Option<Date>,
}

impl Office {
    /// Reads the office of what is asked for: that of the desa, else the file's only one.
    ///
    /// # Errors
    /// A trouble of the data file; a desa that is not there.
    pub fn read(store: &mut Store, ask: &ReportAsk) -> Result<Office, Trouble> {
        let desa = match ask.desa {
            Some(id) => Some(present(store, &DESA, id)?),
            None => None,
        };
        let mut offices: Vec<(RecordId, String, String)> = Vec::new();
        store.sweep(&KECAMATAN, Swept::All, &["kabupaten", "provinsi"], &mut |row| {
            offices.push((row.id, row.text(0).to_owned(), row.text(1).to_owned()));
        })?;
        let of_desa = desa.as_ref().and_then(|desa| desa.get("kecamatan").as_link()).map(|link| link.id);
        let chosen = of_desa.or(match offices.as_slice() {
            [(id, ..)] => Some(*id),
            _ => None,
        });
        let record = match chosen {
            Some(id) => store.get(&KECAMATAN, id)?,
            None => None,
        };
        let area =
            record.as_ref().map_or_else(|| many(&offices), |office| format!("Kecamatan {}", office.text("nama")));
        let logo = record.as_ref().and_then(|office| picture(store.path(), office.text("logo")));
        let (signers, deputy) = (Vec::new(), String::new());
        let mut office = Office { record, area, desa, signers, deputy, logo, today: store.today(), as_of: ask.as_of };
        office.sign_by(store, &ask.signers)?;
        Ok(office)
    }

    /// Takes the signers: records of `pejabat`, in order; one that is not there (0) is the camat.
    ///
    /// # Errors
    /// A trouble of the data file.
    pub fn sign_by(&mut self, store: &mut Store, signers: &[RecordId]) -> Result<(), Trouble> {
        let mut read = Vec::with_capacity(signers.len());
        for id in signers.iter().take(3) {
            read.push(if id.0 > 0 { store.get(&PEJABAT, *id)? } else { None });
        }
        self.signers = read;
        self.deputy = "Sekretaris Kecamatan".to_owned();
        let mut first = None;
        store.sweep(&PEJABAT, Swept::All, &["jabatan_dinas", "cara", "aktif", "urutan"], &mut |row| {
            let place = (row.int(3).unwrap_or(i64::MAX), row.id);
            let better = first.as_ref().is_none_or(|(known, _)| place < *known);
            if row.text(1) == "an" && row.int(2) != Some(0) && better {
                first = Some((place, row.text(0).to_owned()));
            }
        })?;
        if let Some((_, office)) = first {
            self.deputy = office;
        }
        Ok(())
    }

    /// `Selat`, or nothing where there are several.
    pub fn name(&self) -> &str {
        self.record.as_ref().map_or("", |office| office.text("nama"))
    }

    /// `Kecamatan Selat`, `Kabupaten Kapuas (17 kecamatan)`.
    pub fn area(&self) -> &str {
        &self.area
    }

    /// The office's own field; empty where the paper is about several.
    pub fn field(&self, name: &str) -> &str {
        self.record.as_ref().map_or("", |office| office.text(name))
    }

    /// `Desa Selat Hilir, Kecamatan Selat`: what the paper is about.
    pub fn whole_area(&self) -> String {
        match &self.desa {
            Some(desa) => format!("{}, {}", desa_name(desa.text("jenis"), desa.text("nama")), self.area),
            None => self.area.clone(),
        }
    }

    /// The heading: what it is, then of which desa and kecamatan, in capitals; then what follows, or
    /// the day the paper shows where one was asked for.
    pub fn title(&self, what: &str, below: &[String]) -> Block {
        let desa = self.desa.as_ref().map(|desa| desa_name(desa.text("jenis"), desa.text("nama")));
        let day = self.as_of.filter(|_| below.is_empty()).map(|day| format!("Keadaan per {}", date::long(day)));
        let lines = [Some(what.to_owned()), desa, Some(self.area.clone()), day].into_iter().flatten();
        Block::Title(lines.chain(below.iter().cloned()).map(|line| line.to_uppercase()).collect())
    }

    /// A document with the office's letter head and footer, to be filled.
    pub fn paper(&self, info: &ReportInfo, ask: &ReportAsk, landscape: bool) -> Document {
        Document {
            name: info.name.to_owned(),
            title: info.title.id.to_owned(),
            page: Office::page(ask, landscape),
            kop: self.kop(),
            ..Document::default()
        }
    }

    /// The line under every page of a report that counts: `Keadaan per 31-12-2025 · Kecamatan Selat`.
    pub fn footer(&self, day: Date) -> String {
        format!("Keadaan per {} · {}", date::show(day), self.whole_area())
    }

    /// The letter head; none where the paper is about several kecamatan.
    pub fn kop(&self) -> Option<Kop> {
        let office = self.record.as_ref()?;
        let kabupaten = office.text("kabupaten");
        let part = |before: &str, field: &str| {
            let words = office.text(field);
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
        Some(Kop {
            above: if kabupaten.is_empty() { String::new() } else { format!("PEMERINTAH {}", region(kabupaten)) },
            office: format!("KECAMATAN {}", self.name()).to_uppercase(),
            lines: lines.into_iter().flatten().collect(),
            logo: self.logo.clone(),
        })
    }

    /// The page asked for.
    pub const fn page(ask: &ReportAsk, landscape: bool) -> Page {
        Page { paper: if ask.folio { Paper::F4 } else { Paper::A4 }, landscape }
    }

    /// `Selat, 22 November 2026`.
    pub fn place_date(&self, day: Date) -> String {
        let name = self.name();
        if name.is_empty() { date::long(day) } else { format!("{name}, {}", date::long(day)) }
    }

    /// The signatures of a report, dated today: those asked for, else the camat's. Of several, the
    /// last bears place and day, the others `Mengetahui,`. A paper about many kecamatan that names
    /// no signer has none.
    pub fn signatures(&self) -> Vec<Block> {
        let signed = self.signed(&[self.place_date(self.today)]);
        if signed.is_empty() { Vec::new() } else { vec![Block::Signatures(signed)] }
    }

    /// The signatures with these lines above the last one.
    pub fn signed(&self, above: &[String]) -> Vec<Signature> {
        let mut out: Vec<Signature> = match self.signers.as_slice() {
            [] => self.camat().into_iter().collect(),
            signers => signers.iter().filter_map(|signer| self.signature(signer.as_ref())).collect(),
        };
        let last = out.len().saturating_sub(1);
        for (at, signature) in out.iter_mut().enumerate() {
            signature.above = if at == last { above.to_vec() } else { vec!["Mengetahui,".to_owned()] };
        }
        out
    }

    /// Who signs, by name and office in plain words: the parties of minutes.
    pub fn parties(&self) -> Vec<(String, String)> {
        let camat = || (self.field("camat").to_owned(), format!("Camat {}", self.name()).trim_end().to_owned());
        let told = |signer: &Option<Record>| match signer {
            Some(signer) => (signer.text("nama").to_owned(), signer.text("jabatan_dinas").to_owned()),
            None => camat(),
        };
        if self.signers.is_empty() { vec![camat()] } else { self.signers.iter().map(told).collect() }
    }

    fn signature(&self, signer: Option<&Record>) -> Option<Signature> {
        let Some(signer) = signer else { return self.camat() };
        let office = signer.text("jabatan_dinas");
        let camat = format!("a.n. {}", self.head());
        let own = |before: &str| vec![format!("{before}{},", office.to_uppercase())];
        let office = match signer.text("cara") {
            "an" => vec![camat, format!("{office},")],
            "ub" => vec![camat, self.deputy.clone(), "u.b.".to_owned(), format!("{office},")],
            "plt" => own("Plt. "),
            "plh" => own("Plh. "),
            "pj" => own("Pj. "),
            _ => own(""),
        };
        Some(Signature {
            above: Vec::new(),
            office,
            name: signer.text("nama").to_owned(),
            rank: signer.text("pangkat").to_owned(),
            nip: signer.text("nip").to_owned(),
        })
    }

    /// `CAMAT SELAT`, in whose name others sign.
    pub fn head(&self) -> String {
        format!("CAMAT {}", self.name()).trim_end().to_uppercase()
    }

    /// The camat's signature; none where the paper is about several kecamatan.
    fn camat(&self) -> Option<Signature> {
        let office = self.record.as_ref()?;
        let title = office.text("camat_jabatan");
        let (acting, title) = acting(if title.is_empty() { "Camat" } else { title });
        Some(Signature {
            above: Vec::new(),
            office: vec![format!("{acting}{},", format!("{title} {}", self.name()).to_uppercase())],
            name: office.text("camat").to_owned(),
            rank: office.text("camat_pangkat").to_owned(),
            nip: office.text("camat_nip").to_owned(),
        })
    }
}

/// `Plt. Camat` is written `Plt. CAMAT`: the short word stays as it is.
fn acting(title: &str) -> (&'static str, &str) {
    for (short, written) in [("plt.", "Plt. "), ("plh.", "Plh. "), ("pj.", "Pj. ")] {
        let (first, rest) = title.split_once(' ').unwrap_or((title, ""));
        if first.to_lowercase() == short && !rest.is_empty() {
            return (written, rest);
        }
    }
    ("", title)
}

/// `Desa Contoh Jaya`, `Kelurahan Sari Hilir`.
pub fn desa_name(kind: &str, name: &str) -> String {
    match kind {
        "kelurahan" => format!("Kelurahan {name}"),
        "desa" | "desa-adat" => format!("Desa {name}"),
        _ => name.to_owned(),
    }
}

/// A record that a paper is about.
///
/// # Errors
/// It is not there any more; a trouble of the data file.
pub fn present(store: &Store, entity: &'static crate::entity::Entity, id: RecordId) -> Result<Record, Trouble> {
    store.get(entity, id)?.filter(|record| !record.deleted).ok_or_else(|| {
        Trouble::new(
            "LAPORAN-TANPA-CATATAN",
            text("{0} untuk laporan ini tidak ada.", "The {0} for this report is not there.")
                .with([entity.label.id.to_owned()]),
            text("Pilih lagi dari daftarnya.", "Choose again from its list."),
        )
    })
}

/// The record a report needs.
///
/// # Errors
/// None was named, or it is not there.
pub fn needed(store: &Store, entity: &'static crate::entity::Entity, ask: &ReportAsk) -> Result<Record, Trouble> {
    match ask.record {
        Some(id) => present(store, entity, id),
        None => Err(Trouble::new(
            "LAPORAN-BUTUH-CATATAN",
            text("Laporan ini tentang satu {0}, yang belum dipilih.", "This report is about one {0}, not yet chosen.")
                .with([entity.label.id.to_owned()]),
            text("Pilih dari daftarnya.", "Choose it from its list."),
        )),
    }
}

/// How several kecamatan are called together.
fn many(offices: &[(RecordId, String, String)]) -> String {
    let count = format!("{} kecamatan", crate::base::money::show(i64::try_from(offices.len()).unwrap_or(0)));
    let Some((_, kabupaten, provinsi)) = offices.first() else { return String::new() };
    if offices.iter().all(|(_, of, above)| of == kabupaten && above == provinsi) {
        format!("{kabupaten} ({count})")
    } else if offices.iter().all(|(_, _, above)| above == provinsi) {
        format!("Provinsi {} ({count})", provinsi.strip_prefix("Provinsi ").unwrap_or(provinsi))
    } else {
        count
    }
}

/// `Kabupaten Kapuas` in capitals; a bare name gets the word in front.
fn region(name: &str) -> String {
    let upper = name.to_uppercase();
    if upper.starts_with("KABUPATEN") || upper.starts_with("KOTA") { upper } else { format!("KABUPATEN {upper}") }
}

/// The emblem, beside the data file or wherever its name says. What is missing, too large or no
/// picture is left out: a paper without emblem is better than none.
fn picture(file: Option<&Path>, name: &str) -> Option<Vec<u8>> {
    if name.is_empty() {
        return None;
    }
    let path = match file.and_then(Path::parent) {
        Some(folder) => folder.join(name),
        None => Path::new(name).to_owned(),
    };
    if std::fs::metadata(&path).ok().filter(std::fs::Metadata::is_file)?.len() > LOGO_MOST {
        return None;
    }
    let bytes = std::fs::read(path).ok()?;
    (bytes.starts_with(b"\x89PNG\r\n\x1a\n") || bytes.starts_with(b"\xff\xd8\xff")).then_some(bytes)
}
