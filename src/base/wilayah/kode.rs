//! Codes of regions: reading, writing and taking them apart.
//!
//! * **Owns** [`Kode`], its levels and the reasons why a text is none.
//! * **Imports** the words of both languages.
//! * **Never** asks the list whether a code exists.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use crate::base::words::{Text, text};

/// The four levels of a region's code, from wide to narrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// `62`
    Provinsi,
    /// `62.03`, a kabupaten or a kota
    Kabupaten,
    /// `62.03.01`
    Kecamatan,
    /// `62.03.01.2011`, a desa, kelurahan or desa adat
    Desa,
}

impl Level {
    /// How many numbers a code of ten digits holds below a region of this level.
    pub(super) const fn span(self) -> u64 {
        match self {
            Level::Provinsi => 100_000_000,
            Level::Kabupaten => 1_000_000,
            Level::Kecamatan => 10_000,
            Level::Desa => 1,
        }
    }

    /// How many digits a code of this level has.
    pub(super) const fn digits(self) -> usize {
        match self {
            Level::Provinsi => 2,
            Level::Kabupaten => 4,
            Level::Kecamatan => 6,
            Level::Desa => 10,
        }
    }

    /// The level of the children, none below a desa.
    pub const fn below(self) -> Option<Level> {
        match self {
            Level::Provinsi => Some(Level::Kabupaten),
            Level::Kabupaten => Some(Level::Kecamatan),
            Level::Kecamatan => Some(Level::Desa),
            Level::Desa => None,
        }
    }

    /// Words people put before a name and which say the level only: "Kec. Selat".
    pub(super) const fn titles(self) -> &'static [&'static str] {
        match self {
            Level::Provinsi => &["prov", "provinsi", "propinsi"],
            Level::Kabupaten => &["kab", "kabupaten", "kota"],
            Level::Kecamatan => &["kec", "kecamatan"],
            Level::Desa => &["ds", "desa", "kel", "kelurahan"],
        }
    }
}

/// What the first digit of a desa's own number says (Permendagri 58/2021): 1, 2 or 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JenisDesa {
    /// 1: led by a lurah, part of the kabupaten's own administration.
    Kelurahan,
    /// 2: led by a kepala desa.
    Desa,
    /// 3: desa adat.
    DesaAdat,
}

/// Why a text is not a region's code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KodeSalah {
    /// Nothing was written.
    Kosong,
    /// `6.203E+09`: a spreadsheet has rounded the number; the digits behind are lost.
    Dibulatkan,
    /// Something other than digits and dots.
    BukanAngka,
    /// Not 2, 4, 6 or 10 digits, or dots at other places than `PP.KK.CC.DDDD`.
    Panjang,
    /// A part is zero: there is no province 00, kabupaten 00 or kecamatan 00.
    Nol,
    /// The desa's number does not begin with 1, 2 or 3. Codes of BPS look like this
    /// (`3201190006`): ten digits too, but counted another way, so they are never taken as ours.
    JenisDesa,
}

impl KodeSalah {
    /// What is wrong with the code, for the person who wrote it.
    pub const fn pesan(self) -> Text {
        match self {
            KodeSalah::Kosong => text("Kode wilayah kosong", "The region's code is empty"),
            KodeSalah::Dibulatkan => text(
                "Kode wilayah sudah dibulatkan oleh Excel; angka belakangnya hilang",
                "A spreadsheet has rounded the region's code; its last digits are lost",
            ),
            KodeSalah::BukanAngka => {
                text("Kode wilayah memuat selain angka dan titik", "The region's code holds other than digits and dots")
            }
            KodeSalah::Panjang => text(
                "Kode wilayah bukan 2, 4, 6, atau 10 angka, atau titiknya tidak pada tempatnya",
                "The region's code has not 2, 4, 6 or 10 digits, or dots at wrong places",
            ),
            KodeSalah::Nol => text("Ada bagian kode wilayah yang bernilai nol", "A part of the region's code is zero"),
            KodeSalah::JenisDesa => text(
                "Kode desa harus berawalan 1 (kelurahan), 2 (desa), atau 3 (desa adat)",
                "A desa's own number begins with 1 (kelurahan), 2 (desa) or 3 (desa adat)",
            ),
        }
    }

    /// What to do about it.
    pub const fn saran(self) -> Text {
        match self {
            KodeSalah::Dibulatkan => text(
                "Ubah kolom itu menjadi teks di berkas asal, lalu isi kembali kodenya",
                "Make the column text in the source file, then fill in the codes again",
            ),
            KodeSalah::JenisDesa => text(
                "Mungkin ini kode BPS; pakai kode Kemendagri, misalnya 62.03.01.2011",
                "This may be a code of BPS; use the Ministry's, for example 62.03.01.2011",
            ),
            _ => text("Tulis seperti 62.03.01.2011", "Write it like 62.03.01.2011"),
        }
    }
}

/// A region's code, as in the decrees of the Ministry of Home Affairs: `62`, `62.03`, `62.03.01`,
/// `62.03.01.2011`. Well formed, but not necessarily in the list (regions are split and renamed;
/// ask [`nama`](super::nama)). Ordered so that a region stands before its children.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kode(
    /// Ten digits, zeros where the code is shorter. No part of a real code is zero.
    pub(super) u64,
);

impl Kode {
    /// Reads a code with or without dots, with dots or an Excel apostrophe around it, or as a
    /// spreadsheet prints a number (`6203012011.0`).
    pub fn parse(text: &str) -> Result<Kode, KodeSalah> {
        let text = text.trim().trim_start_matches('\'').trim_end_matches(['.', ' ']);
        if text.is_empty() {
            return Err(KodeSalah::Kosong);
        }
        if let Some((head, tail)) = text.split_once(['e', 'E'])
            && head.contains(|c: char| c.is_ascii_digit())
            && tail.trim_start_matches(['+', '-']).chars().all(|c| c.is_ascii_digit())
        {
            return Err(KodeSalah::Dibulatkan);
        }
        if !text.chars().all(|c| c.is_ascii_digit() || c == '.') {
            return Err(KodeSalah::BukanAngka);
        }
        let mut parts: Vec<&str> = text.split('.').collect();
        if let [head, zeros] = parts.as_slice()
            && zeros.chars().all(|c| c == '0')
            && (*zeros != "00" || head.len() != 2)
        {
            parts.pop();
        }
        if parts.len() > 1 && parts.iter().zip([2, 2, 2, 4]).any(|(part, width)| part.len() != width) {
            return Err(KodeSalah::Panjang);
        }
        if parts.len() > 4 {
            return Err(KodeSalah::Panjang);
        }
        Kode::from_digits(&parts.concat())
    }

    pub(super) fn from_digits(digits: &str) -> Result<Kode, KodeSalah> {
        let level = match digits.len() {
            2 => Level::Provinsi,
            4 => Level::Kabupaten,
            6 => Level::Kecamatan,
            10 => Level::Desa,
            _ => return Err(KodeSalah::Panjang),
        };
        let number: u64 = digits.parse().map_err(|_| KodeSalah::BukanAngka)?;
        let full = match level {
            Level::Desa => number,
            _ => number * level.span(),
        };
        let pairs = [full / 100_000_000, full / 1_000_000 % 100, full / 10_000 % 100];
        let needed = (level.digits() / 2).min(3);
        if pairs.iter().take(needed).any(|pair| *pair == 0) {
            return Err(KodeSalah::Nol);
        }
        if level == Level::Desa && !(1000..4000).contains(&(full % 10_000)) {
            return Err(KodeSalah::JenisDesa);
        }
        Ok(Kode(full))
    }

    /// A code of 2, 4, 6 or 10 digits as the embedded list keeps it.
    pub(super) const fn from_number(number: u64) -> Kode {
        Kode(match number {
            0..100 => number * Level::Provinsi.span(),
            100..10_000 => number * Level::Kabupaten.span(),
            10_000..1_000_000 => number * Level::Kecamatan.span(),
            _ => number,
        })
    }

    /// How deep the code reaches.
    pub const fn level(self) -> Level {
        if !self.0.is_multiple_of(10_000) {
            Level::Desa
        } else if !self.0.is_multiple_of(1_000_000) {
            Level::Kecamatan
        } else if !self.0.is_multiple_of(100_000_000) {
            Level::Kabupaten
        } else {
            Level::Provinsi
        }
    }

    /// The region this one lies in; none for a province.
    pub const fn parent(self) -> Option<Kode> {
        match self.level() {
            Level::Provinsi => None,
            Level::Kabupaten => self.at(Level::Provinsi),
            Level::Kecamatan => self.at(Level::Kabupaten),
            Level::Desa => self.at(Level::Kecamatan),
        }
    }

    /// The region of that level in which this one lies, or itself; none if the code is shorter.
    pub const fn at(self, level: Level) -> Option<Kode> {
        if (self.level() as u8) < level as u8 {
            return None;
        }
        Some(Kode(self.0 - self.0 % level.span()))
    }

    /// True where `other` is this region or lies in it.
    pub fn holds(self, other: Kode) -> bool {
        self.range().contains(&other.0)
    }

    /// What a desa's number says of its kind; none above the desa.
    pub const fn jenis(self) -> Option<JenisDesa> {
        match self.0 % 10_000 / 1000 {
            1 => Some(JenisDesa::Kelurahan),
            2 => Some(JenisDesa::Desa),
            3 => Some(JenisDesa::DesaAdat),
            _ => None,
        }
    }

    /// The code without dots, as in the first digits of a NIK: `620301`.
    pub fn digits(self) -> String {
        let level = self.level();
        format!("{:0width$}", self.0 / level.span(), width = level.digits())
    }

    pub(super) fn range(self) -> Range<u64> {
        self.0..self.0 + self.level().span()
    }
}

impl fmt::Display for Kode {
    /// Dotted, as on official forms: `62.03.01.2011`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = self.0;
        let (pp, kk, cc, dddd) = (n / 100_000_000, n / 1_000_000 % 100, n / 10_000 % 100, n % 10_000);
        f.pad(&match self.level() {
            Level::Provinsi => format!("{pp:02}"),
            Level::Kabupaten => format!("{pp:02}.{kk:02}"),
            Level::Kecamatan => format!("{pp:02}.{kk:02}.{cc:02}"),
            Level::Desa => format!("{pp:02}.{kk:02}.{cc:02}.{dddd:04}"),
        })
    }
}

impl fmt::Debug for Kode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Kode({self})")
    }
}

impl FromStr for Kode {
    type Err = KodeSalah;

    fn from_str(text: &str) -> Result<Kode, KodeSalah> {
        Kode::parse(text)
    }
}
