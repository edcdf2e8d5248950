//! Made-up files: for trying out, for training, for measuring.
//!
//! * **Owns** the sample kecamatan "Contoh Sari" and the samples of many kecamatan.
//! * **Imports** `base`, `entity`, `request`, the store's write path and its bulk path.
//! * **Never** holds a real person: NIK begin with 620399, a region that does not exist, and phone
//!   numbers with 0801, which no mobile network uses.
//!
//! The same seed gives the same records with the same identities, whatever the day: made-up files
//! live around [`ANCHOR`]; only the try-out (`demo`) lives around the day it is opened.

mod chance;
mod karya;
mod maker;
mod registrasi;
mod rencana;
mod surat;
mod tale;

use std::path::Path;

use jiff::{ToSpan, Zoned};

use crate::base::date::Date;
use crate::base::wilayah::{self, Level};
use crate::base::words::text;
use crate::entity::KECAMATAN;
use crate::request::{Act, More, Query, Trouble};
use crate::store::{Bulk, Clock, Opening, Store};

use maker::{Depth, Maker, Office, Plan, Spot};

/// The day around which made-up files live.
pub const ANCHOR: Date = Date::constant(2026, 11, 22);

/// Posyandu of a kecamatan of national mean size (216,393 in 7,285 kecamatan, 2023).
pub const POSYANDU_COUNT: usize = 30;

/// Kader of a kecamatan of national mean size (1,059,466 in 7,285 kecamatan, 2023).
pub const PEOPLE: usize = 145;

/// Posyandu and people of a large kecamatan, as Kutai Kartanegara's average (2025).
const LARGE: (usize, usize) = (41, 431);

/// Kecamatan the region list knows: the largest sample.
pub const MOST_KECAMATAN: usize = 7_285;

/// Which made-up file is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// How many kecamatan, 1 to [`MOST_KECAMATAN`].
    pub kecamatan: usize,
    /// The same seed gives the same data.
    pub seed: u64,
    /// How large each is.
    pub size: Size,
    /// The day around which everything happens.
    pub today: Date,
}

/// How large a made-up kecamatan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// 30 Posyandu and 145 kader, the national mean.
    Mean,
    /// 41 Posyandu with all their officers, 431 people.
    Large,
}

impl Sample {
    /// So many kecamatan of mean size, as `contoh` makes them.
    pub const fn of(kecamatan: usize, seed: u64) -> Self {
        Sample { kecamatan, seed, size: Size::Mean, today: ANCHOR }
    }

    /// One large kecamatan around today, as `demo` shows it.
    pub const fn demo(today: Date) -> Self {
        Sample { kecamatan: 1, seed: 1, size: Size::Large, today }
    }

    /// The moment at which its story ends: nine in the morning of its day.
    pub fn moment(&self) -> Zoned {
        let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(7));
        self.today.at(9, 0, 0, 0).to_zoned(zone).unwrap_or_else(|_| Zoned::now())
    }

    /// How its file is to be made and filled: at the moment its story begins, so that the history
    /// runs forward from the first line on.
    pub fn opening(&self, actor: &str) -> Opening {
        let begin = self.moment().saturating_sub((tale::TAKEN_IN + 1).days());
        Opening::by(actor).without_copies().at(Clock::Fixed(begin))
    }

    fn plan(&self) -> Plan {
        let (posyandu, people) = match self.size {
            Size::Mean => (POSYANDU_COUNT, PEOPLE),
            Size::Large => LARGE,
        };
        let depth = if self.kecamatan == 1 { Depth::Told } else { Depth::Rows };
        Plan { seed: self.seed, today: self.today, posyandu, people, depth }
    }
}

/// Makes a new file with a sample in it and gives how many records it holds. Refuses to overwrite.
///
/// # Errors
/// As [`fill`]; the file exists already; the folder cannot be written to.
pub fn write(path: &Path, sample: &Sample, actor: &str) -> Result<usize, Trouble> {
    let mut store = Store::create(path, &sample.opening(actor))?;
    fill(&mut store, sample)
}

/// Fills a new file with a sample and gives how many records it holds. One kecamatan comes with a
/// history of batches that can be looked at and undone; many come as one batch that cannot.
///
/// # Errors
/// The file holds a kecamatan already; the number of kecamatan is none; a trouble of the file.
pub fn fill(store: &mut Store, sample: &Sample) -> Result<usize, Trouble> {
    if store.count(&Query::all(&KECAMATAN), 1)? != (0, More::No) {
        return Err(Trouble::new(
            "BERKAS-SUDAH-BERISI",
            text("Berkas ini sudah memuat data kecamatan.", "This file holds a kecamatan already."),
            text("Pilih berkas lain dengan --berkas.", "Choose another file with --file."),
        ));
    }
    if !(1..=MOST_KECAMATAN).contains(&sample.kecamatan) {
        return Err(Trouble::new(
            "CONTOH-JUMLAH",
            text("Jumlah kecamatan {0} tidak dapat dibuat.", "{0} kecamatan cannot be made.")
                .with([sample.kecamatan.to_string()]),
            text("Tulis 1 sampai 7285.", "Write 1 to 7285."),
        ));
    }
    let clock = store.clock().clone();
    let count = if sample.kecamatan == 1 { tale::tell(store, sample) } else { many(store, sample) };
    store.turn_clock(clock);
    count
}

fn many(store: &mut Store, sample: &Sample) -> Result<usize, Trouble> {
    let mut maker = Maker::new(sample.plan());
    let subject = format!("{} kecamatan buatan", sample.kecamatan);
    store.bulk((Act::Sample, &subject, "contoh"), &mut |bulk| {
        for spot in spots().take(sample.kecamatan) {
            put(bulk, &maker.office(&spot))?;
        }
        Ok(())
    })
}

fn put(bulk: &mut Bulk<'_>, office: &Office) -> Result<(), Trouble> {
    for record in office.all() {
        let id = bulk.put(record)?;
        if id != record.id {
            return Err(Trouble::inner(format!("sample: {id} instead of {}", record.id)));
        }
    }
    Ok(())
}

/// Every kecamatan of the country in the order of its code.
fn spots() -> impl Iterator<Item = Spot> {
    wilayah::provinsi().flat_map(|provinsi| {
        wilayah::anak(provinsi.kode).flat_map(move |kabupaten| {
            wilayah::anak(kabupaten.kode).filter(|place| place.kode.level() == Level::Kecamatan).map(move |kecamatan| {
                Spot {
                    kode: kecamatan.kode.to_string(),
                    nama: kecamatan.nama.to_owned(),
                    kabupaten: kabupaten.nama.to_owned(),
                    provinsi: provinsi.nama.to_owned(),
                    desa: wilayah::anak(kecamatan.kode)
                        .map(|desa| (desa.kode.to_string(), desa.nama.to_owned()))
                        .collect(),
                }
            })
        })
    })
}

/// The kecamatan that does not exist.
fn contoh_sari() -> Spot {
    let kelurahan = ["Sari Hilir", "Sari Hulu", "Sari Tengah"];
    let desa =
        ["Contoh Jaya", "Contoh Makmur", "Contoh Permai", "Tani Contoh", "Muara Contoh", "Bukit Contoh", "Contoh Baru"];
    let code = |kind: usize, at: usize| format!("62.03.99.{kind}{:03}", at + 1);
    let kelurahan = kelurahan.iter().enumerate().map(|(at, name)| (code(1, at), (*name).to_owned()));
    let desa = desa.iter().enumerate().map(|(at, name)| (code(2, at), (*name).to_owned()));
    Spot {
        kode: "62.03.99".to_owned(),
        nama: "Contoh Sari".to_owned(),
        kabupaten: "Kabupaten Contoh".to_owned(),
        provinsi: "Provinsi Contoh".to_owned(),
        desa: kelurahan.chain(desa).collect(),
    }
}

#[cfg(test)]
mod tests;
