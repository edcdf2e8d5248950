//! The regions of Indonesia: provinsi, kabupaten/kota, kecamatan, desa/kelurahan.
//!
//! * **Owns** [`Kode`] (a region's code) and the embedded list of names behind [`nama`], [`anak`],
//!   [`jalur`] and `cari`. The list stands under ODbL 1.0; see `assets/wilayah/README.md`.
//! * **Imports** nothing of ours.
//! * **Never** knows the file's kecamatan or what an office renamed: that is the entity `desa`.
//!
//! The list is inflated where it is first asked for: the 7,837 regions down to kecamatan at once,
//! desa/kelurahan province by province. A machine at work in one kecamatan holds one province.

mod cari;
mod kode;

use std::io::Read;
use std::ops::Range;
use std::sync::OnceLock;

pub use cari::{cari, fold};
pub use kode::{JenisDesa, Kode, KodeSalah, Level};

use cari::fold_into;

/// A region of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tempat {
    /// Its code.
    pub kode: Kode,
    /// Its name; a kabupaten's begins with "Kabupaten" or "Kota", the others stand alone.
    pub nama: &'static str,
}

// ---------------------------------------------------------------------------------------------
// The embedded list

static ASSET: &[u8] = include_bytes!("../../assets/wilayah/wilayah.bin");
const MARK: &[u8] = b"WILAYAH1";
/// Layers before those of the desa: provinces, kabupaten, kecamatan.
const UPPER: usize = 3;

/// One level of the list (desa: of one province), in code order.
struct Layer {
    kode: Vec<Kode>,
    nama: Names,
    /// The names as [`fold`] gives them; filled by the first search.
    folded: OnceLock<Names>,
}

/// Many short texts in one string.
struct Names {
    all: String,
    ends: Vec<u32>,
}

impl Names {
    /// Names separated by line feeds.
    fn new(all: String) -> Names {
        let mut ends: Vec<u32> = all.bytes().zip(0..).filter_map(|(byte, at)| (byte == b'\n').then_some(at)).collect();
        ends.push(u32::try_from(all.len()).unwrap_or(u32::MAX));
        Names { all, ends }
    }

    fn get(&self, index: usize) -> &str {
        let start = match index.checked_sub(1) {
            None => 0,
            Some(before) => self.ends.get(before).map_or(u32::MAX, |end| end + 1),
        };
        let end = self.ends.get(index).copied().unwrap_or_default();
        self.all.get(start as usize..end as usize).unwrap_or_default()
    }
}

impl Layer {
    fn inflate(stored: &[u8], size: usize) -> Option<Layer> {
        let mut raw = Vec::with_capacity(size);
        flate2::read::ZlibDecoder::new(stored).read_to_end(&mut raw).ok()?;
        let (count, mut rest) = raw.split_first_chunk::<4>()?;
        let count = u32::from_le_bytes(*count) as usize;
        let mut kode = Vec::with_capacity(count);
        let mut number = 0;
        for _ in 0..count {
            number += leb128(&mut rest)?;
            kode.push(Kode::from_number(number));
        }
        let names = rest.len();
        raw.drain(..raw.len() - names);
        raw.shrink_to_fit();
        let nama = Names::new(String::from_utf8(raw).ok()?);
        Some(Layer { kode, nama, folded: OnceLock::new() })
    }

    fn within(&self, range: &Range<u64>) -> Range<usize> {
        let first = self.kode.partition_point(|kode| kode.0 < range.start);
        let len = self.kode.iter().skip(first).take_while(|kode| kode.0 < range.end).count();
        first..first + len
    }

    fn find(&self, kode: Kode) -> Option<usize> {
        self.kode.binary_search(&kode).ok()
    }

    fn tempat(&'static self, index: usize) -> Option<Tempat> {
        Some(Tempat { kode: *self.kode.get(index)?, nama: self.nama.get(index) })
    }

    fn folded(&self) -> &Names {
        self.folded.get_or_init(|| {
            let mut all = String::with_capacity(self.nama.all.len());
            for (index, kode) in self.kode.iter().enumerate() {
                if index > 0 {
                    all.push('\n');
                }
                fold_into(self.nama.get(index), &mut all);
                // Short names of a province are as good as its name, for itself and for all in it.
                if let Some((_, short)) = SHORT.iter().find(|(number, _)| *number * Level::Provinsi.span() == kode.0) {
                    all.push(' ');
                    all.push_str(short);
                }
            }
            all.shrink_to_fit();
            Names::new(all)
        })
    }
}

fn leb128(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if *byte < 0x80 {
            return Some(number);
        }
    }
    None
}

/// One layer of the asset, inflated at its first use. The asset is part of the program and read
/// in full by the tests, so a layer that does not inflate is a fault of the build.
fn layer(index: usize) -> Option<&'static Layer> {
    static LAYERS: [OnceLock<Layer>; 64] = [const { OnceLock::new() }; 64];
    let stored = directory().get(index)?;
    let cell = LAYERS.get(index)?;
    Some(cell.get_or_init(|| Layer::inflate(stored.bytes, stored.size).expect("the embedded list of regions inflates")))
}

struct Stored {
    bytes: &'static [u8],
    size: usize,
}

/// Where each layer lies in the asset.
fn directory() -> &'static [Stored] {
    static DIRECTORY: OnceLock<Vec<Stored>> = OnceLock::new();
    DIRECTORY.get_or_init(|| read_directory(ASSET).expect("the embedded list of regions has its directory"))
}

fn read_directory(asset: &'static [u8]) -> Option<Vec<Stored>> {
    let number = |at: usize| Some(u32::from_le_bytes(*asset.get(at..)?.first_chunk()?) as usize);
    if !asset.starts_with(MARK) {
        return None;
    }
    let count = number(MARK.len())?;
    let head = MARK.len() + 4;
    let mut at = head + count * 8;
    let mut layers = Vec::with_capacity(count);
    for index in 0..count {
        let entry = head + index * 8;
        let (length, size) = (number(entry)?, number(entry + 4)?);
        layers.push(Stored { bytes: asset.get(at..at + length)?, size });
        at += length;
    }
    Some(layers)
}

/// The layers of a level that hold regions of `within` (all of them without it).
fn layers(level: Level, within: Option<Kode>) -> impl Iterator<Item = &'static Layer> {
    let range = match (level, within.and_then(|kode| kode.at(Level::Provinsi))) {
        (Level::Provinsi, _) => 0..1,
        (Level::Kabupaten, _) => 1..2,
        (Level::Kecamatan, _) => 2..3,
        (Level::Desa, None) => UPPER..directory().len(),
        (Level::Desa, Some(provinsi)) => match layer(0).and_then(|provinces| provinces.find(provinsi)) {
            Some(index) => UPPER + index..UPPER + index + 1,
            None => 0..0,
        },
    };
    range.filter_map(layer)
}

fn place(kode: Kode) -> Option<(&'static Layer, usize)> {
    let layer = layers(kode.level(), Some(kode)).next()?;
    Some((layer, layer.find(kode)?))
}

/// Short names of provinces in daily use (usage, no decree).
const SHORT: [(u64, &str); 24] = [
    (11, "nad"),
    (12, "sumut"),
    (13, "sumbar"),
    (16, "sumsel"),
    (19, "babel"),
    (21, "kepri"),
    (31, "dki"),
    (32, "jabar"),
    (33, "jateng"),
    (34, "diy jogja"),
    (35, "jatim"),
    (52, "ntb"),
    (53, "ntt"),
    (61, "kalbar"),
    (62, "kalteng"),
    (63, "kalsel"),
    (64, "kaltim"),
    (65, "kaltara"),
    (71, "sulut"),
    (72, "sulteng"),
    (73, "sulsel"),
    (74, "sultra"),
    (76, "sulbar"),
    (82, "malut"),
];

// ---------------------------------------------------------------------------------------------
// Questions

/// The name of a region: `62.03.01` is "Selat". None where the list does not know the code.
pub fn nama(kode: Kode) -> Option<&'static str> {
    place(kode).map(|(layer, index)| layer.nama.get(index))
}

/// All provinces in code order.
pub fn provinsi() -> impl Iterator<Item = Tempat> {
    layers(Level::Provinsi, None).flat_map(|layer| (0..layer.kode.len()).filter_map(|index| layer.tempat(index)))
}

/// The regions right below one, in code order; of a kecamatan its kelurahan, then its desa.
pub fn anak(kode: Kode) -> impl Iterator<Item = Tempat> {
    let below = kode.level().below();
    below
        .into_iter()
        .flat_map(move |level| layers(level, Some(kode)))
        .flat_map(move |layer| layer.within(&kode.range()).filter_map(|index| layer.tempat(index)))
}

/// A region with those it lies in: "Selat, Kabupaten Kapuas, Kalimantan Tengah". An unknown code
/// gives the names that are known, or the code itself.
pub fn jalur(kode: Kode) -> String {
    let names: Vec<&str> = std::iter::successors(Some(kode), |kode| kode.parent()).filter_map(nama).collect();
    if names.is_empty() { kode.to_string() } else { names.join(", ") }
}

/// True where a province has this code of exactly two digits.
pub fn provinsi_ada(digits: &str) -> bool {
    is_known(digits, Level::Provinsi)
}

/// True where a kabupaten/kota has this code of exactly four digits (1-4 of a NIK).
pub fn kabupaten_ada(digits: &str) -> bool {
    is_known(digits, Level::Kabupaten)
}

/// True where a kecamatan has this code of exactly six digits (1-6 of a NIK).
pub fn kecamatan_ada(digits: &str) -> bool {
    is_known(digits, Level::Kecamatan)
}

fn is_known(digits: &str, level: Level) -> bool {
    digits.len() == level.digits()
        && digits.chars().all(|c| c.is_ascii_digit())
        && Kode::from_digits(digits).is_ok_and(|kode| place(kode).is_some())
}

#[cfg(test)]
mod tests;
