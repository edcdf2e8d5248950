//! Beginning: a new file filled for its kecamatan.
//!
//! * **Owns** what a new file holds: the kecamatan, its desa and kelurahan.
//! * **Imports** the regions and lists of `base`, the store's one write path.
//! * **Never** fills a file that has a kecamatan already.

use crate::base::id::RecordId;
use crate::base::wilayah::{self, JenisDesa, Kode, Level};
use crate::base::words::text;
use crate::entity::{DESA, Entity, KECAMATAN, Record, Value};
use crate::request::{Act, Batch, Change, More, Query, Saved, Trouble};
use crate::store::{Outcome, Store};

/// Fills a new file for the kecamatan of a code (`62.03.01`).
///
/// # Errors
/// The code is none, or not of a kecamatan; the file is not new; a trouble of the file.
pub fn begin(store: &mut Store, code: &str) -> Result<Saved, Trouble> {
    let kode = kecamatan(code)?;
    if store.count(&Query::all(&KECAMATAN), 1)? != (0, More::No) {
        return Err(Trouble::new(
            "BERKAS-SUDAH-BERISI",
            text("Berkas ini sudah memuat data kecamatan.", "This file holds a kecamatan already."),
            text("Buat berkas lain dengan --berkas.", "Make another file with --file."),
        ));
    }
    let mut records = Vec::new();
    let office = office(kode, next(&records));
    let link = Value::link(office.id, office.title());
    records.push(office);
    for place in wilayah::anak(kode) {
        let desa = Record::new(&DESA, next(&records))
            .with("kode", place.kode.to_string())
            .with("nama", place.nama)
            .with("jenis", jenis(place.kode))
            .with("kecamatan", link.clone());
        records.push(desa);
    }
    let batch = Batch {
        act: Act::Begin,
        subject: wilayah::jalur(kode),
        origin: "daftar wilayah".to_owned(),
        changes: records.into_iter().map(Change::Put).collect(),
        reason: Some("daftar wilayah".to_owned()),
    };
    match store.save(&batch)? {
        Outcome::Saved(saved) => Ok(saved),
        Outcome::Refused(problems) => Err(Trouble::inner(format!("begin: {problems:?}"))),
        Outcome::Conflict(_) => Err(Trouble::inner("begin: conflict")),
    }
}

/// The code of a kecamatan that exists.
///
/// # Errors
/// What is wrong with the code, and how codes look.
pub fn kecamatan(code: &str) -> Result<Kode, Trouble> {
    let wrong = |said| {
        Trouble::new(
            "WILAYAH-TIDAK-DIKENAL",
            said,
            text(
                "Tulis kode kecamatan Kemendagri, misalnya 62.03.01.",
                "Write the Ministry's code of a kecamatan, for example 62.03.01.",
            ),
        )
    };
    let kode = Kode::parse(code).map_err(|error| wrong(error.pesan().into()))?;
    if kode.level() != Level::Kecamatan || wilayah::nama(kode).is_none() {
        return Err(wrong(
            text("{0} bukan kode kecamatan yang dikenal.", "{0} is no kecamatan we know.").with([code.to_owned()]),
        ));
    }
    Ok(kode)
}

fn next(records: &[Record]) -> RecordId {
    RecordId(-1 - i64::try_from(records.len()).unwrap_or(i64::MAX - 1))
}

fn office(kode: Kode, id: RecordId) -> Record {
    let above = |level| kode.at(level).and_then(wilayah::nama).unwrap_or_default();
    Record::new(&KECAMATAN, id)
        .with("kode", kode.to_string())
        .with("nama", wilayah::nama(kode).unwrap_or_default())
        .with("kabupaten", above(Level::Kabupaten))
        .with("provinsi", above(Level::Provinsi))
        .with("zona", zona(&kode.digits()))
        .with("camat_jabatan", default_of(&KECAMATAN, "camat_jabatan"))
}

fn default_of(entity: &'static Entity, field: &str) -> &'static str {
    entity.field(field).map_or("", |field| field.default)
}

/// The time zone of a province (Keppres 41/1987): WIB to Kalimantan Barat and Tengah, WIT from
/// Maluku eastwards.
fn zona(digits: &str) -> &'static str {
    let province: u32 = digits.chars().take(2).collect::<String>().parse().unwrap_or(0);
    match province {
        11..=36 | 61 | 62 => "WIB",
        81.. => "WIT",
        _ => "WITA",
    }
}

fn jenis(kode: Kode) -> &'static str {
    match kode.jenis() {
        Some(JenisDesa::Kelurahan) => "kelurahan",
        Some(JenisDesa::DesaAdat) => "desa-adat",
        Some(JenisDesa::Desa) | None => "desa",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Opening;

    fn memory() -> Store {
        Store::memory(&Opening::by("uji").without_copies()).expect("memory")
    }

    #[test]
    fn a_new_file_holds_its_kecamatan_with_all_desa_and_the_lists() {
        let mut store = memory();
        begin(&mut store, "62.03.01").expect("a kecamatan");
        let office = store.page(&Query::all(&KECAMATAN), crate::request::Seek::First, 9).expect("a page").rows;
        assert_eq!(office.first().map(Record::title).as_deref(), Some("Selat"));
        assert_eq!(office.first().map(|office| office.text("zona").to_owned()).as_deref(), Some("WIB"));
        let (desa, _) = store.count(&Query::all(&DESA), 999).expect("a count");
        assert_eq!(desa, wilayah::anak(Kode::parse("62.03.01").expect("a code")).count());
        assert!(!store.words().list("jabatan").is_empty());
    }

    #[test]
    fn a_file_is_begun_once() {
        let mut store = memory();
        begin(&mut store, "62.03.01").expect("a kecamatan");
        assert_eq!(begin(&mut store, "62.03.02").expect_err("begun").code, "BERKAS-SUDAH-BERISI");
    }

    #[test]
    fn codes_of_other_levels_and_strange_ones_are_refused() {
        for code in ["62.03", "62.03.99", "Selat", ""] {
            assert_eq!(kecamatan(code).expect_err("no kecamatan").code, "WILAYAH-TIDAK-DIKENAL");
        }
    }
}
