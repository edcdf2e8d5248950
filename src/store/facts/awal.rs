//! The guided start: finding the kecamatan by name, and filling a new file for it.

use super::Store;
use crate::base::id::RecordId;
use crate::base::wilayah::{self, Kode, Level, Tempat};
use crate::base::words::text;
use crate::entity::desa::jenis_of;
use crate::entity::{DESA, KECAMATAN, Record, Value};
use crate::request::{Act, Batch, Change, Reply, Trouble};

/// Kecamatan by name or code as typed: code, and words that tell it from others of its name.
pub(super) fn regions(typed: &str, limit: usize) -> Vec<(String, String)> {
    wilayah::cari(typed, Level::Kecamatan, None, limit)
        .into_iter()
        .map(|place| (place.kode.to_string(), wilayah::jalur(place.kode)))
        .collect()
}

/// Fills a file for one kecamatan: its office and all its desa and kelurahan, as one batch.
pub(super) fn begin(store: &mut Store, typed: &str) -> Result<Reply, Trouble> {
    let unknown = || {
        Trouble::new(
            "WILAYAH-TIDAK-DIKENAL",
            text("Tidak ada kecamatan dengan kode {0}.", "There is no kecamatan of code {0}.").with([typed]),
            text("Tulis kode kecamatan, misalnya 62.03.01.", "Write a kecamatan's code, such as 62.03.01."),
        )
    };
    let kode = Kode::parse(typed).ok().filter(|kode| kode.level() == Level::Kecamatan).ok_or_else(unknown)?;
    let name = wilayah::nama(kode).ok_or_else(unknown)?;
    let subject = format!("Kecamatan {}", wilayah::jalur(kode));
    let office = kecamatan(kode, name);
    let link = Value::link(office.id, name);
    let desa = wilayah::anak(kode).zip(2..).map(|(place, number)| desa(place, &link, RecordId(-number)));
    let changes = std::iter::once(office).chain(desa).map(Change::Put).collect();
    let batch = Batch { act: Act::Begin, subject, origin: "awal".to_owned(), changes, reason: None };
    Ok(store.save(&batch)?.into())
}

fn kecamatan(kode: Kode, name: &str) -> Record {
    let above = |level| kode.at(level).and_then(wilayah::nama).unwrap_or_default();
    Record::new(&KECAMATAN, RecordId(-1))
        .with("kode", kode.to_string())
        .with("nama", name)
        .with("kabupaten", above(Level::Kabupaten))
        .with("provinsi", above(Level::Provinsi))
        .with("zona", crate::entity::kecamatan::zona_of(&kode.to_string()))
        .with("camat_jabatan", "Camat")
}

fn desa(place: Tempat, kecamatan: &Value, id: RecordId) -> Record {
    let kode = place.kode.to_string();
    Record::new(&DESA, id)
        .with("jenis", jenis_of(&kode).map_or("desa", |jenis| jenis.code))
        .with("kode", kode)
        .with("nama", place.nama)
        .with("kecamatan", kecamatan.clone())
}
