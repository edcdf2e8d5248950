//! What a new file begins with: the open lists, and made-up names for sample files.
//!
//! * **Owns** the reading of `assets/seed/`; its README says what each column means.
//! * **Imports** nothing of ours.
//! * **Never** writes to a data file, and never decides what an operator did to a list later.

use serde::Deserialize;

static PILIHAN: &str = include_str!("../../assets/seed/pilihan.csv");
static NAMA_CONTOH: &str = include_str!("../../assets/seed/nama_contoh.csv");

/// One word of an open list as shipped: jabatan, bidang, reasons, education ...
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct PilihanAwal {
    /// The list: `jabatan`, `bidang` ...
    pub daftar: String,
    /// What records keep; unique in its list, never changed after a release.
    pub kode: String,
    /// What people read.
    pub nama: String,
    /// Order in pickers, ascending.
    pub urutan: u32,
    /// Other spellings in office files, not folded.
    #[serde(deserialize_with = "spellings")]
    pub alias: Vec<String>,
    /// Code of the bidang that a jabatan implies, or that a service or an OPD belongs to.
    pub bidang: Option<String>,
    /// A jabatan with one holder in a Posyandu.
    #[serde(deserialize_with = "yes")]
    pub tunggal: bool,
    /// A jabatan of the pengurus.
    #[serde(deserialize_with = "yes")]
    pub pengurus: bool,
    /// The regulation or the kind of evidence it comes from.
    pub sumber: String,
    /// A remark for the operator; may be empty.
    pub keterangan: String,
    /// The class of a source of funds or an account code: `apbdes`, `apbd`, or empty.
    pub golongan: String,
}

fn spellings<'de, D: serde::Deserializer<'de>>(input: D) -> Result<Vec<String>, D::Error> {
    let cell = String::deserialize(input)?;
    Ok(cell.split('|').filter(|word| !word.is_empty()).map(str::to_owned).collect())
}

fn yes<'de, D: serde::Deserializer<'de>>(input: D) -> Result<bool, D::Error> {
    match String::deserialize(input)?.as_str() {
        "ya" => Ok(true),
        "tidak" | "" => Ok(false),
        other => Err(serde::de::Error::custom(format!("{other:?} is neither ya nor tidak"))),
    }
}

/// All words of the open lists, list by list, each in its order.
pub fn pilihan_awal() -> Vec<PilihanAwal> {
    read(PILIHAN)
}

/// Material for made-up people and places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamaContoh {
    /// Given names. Some hold an apostrophe; each may stand alone as a one-word name.
    pub depan: Vec<Sebutan>,
    /// Second and family names.
    pub belakang: Vec<Sebutan>,
    /// Titles before a name: "Hj."
    pub gelar_depan: Vec<Sebutan>,
    /// Titles after a name and a comma: "S.Pd"
    pub gelar_belakang: Vec<Sebutan>,
    /// Names of Posyandu, without the word "Posyandu".
    pub posyandu: Vec<String>,
    /// Streets: "Jl. Merdeka".
    pub jalan: Vec<String>,
    /// Hamlets: "Dusun II".
    pub dusun: Vec<String>,
}

/// A part of a person's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sebutan {
    /// The word.
    pub nama: String,
    /// Whose: `L`, `P`, or none where both bear it.
    pub jk: Option<char>,
}

impl Sebutan {
    /// True where a person of this sex (`L` or `P`) may bear it.
    pub fn fits(&self, jk: char) -> bool {
        self.jk.is_none_or(|own| own == jk)
    }
}

#[derive(Deserialize)]
struct ContohRow {
    jenis: String,
    nama: String,
    jk: Option<char>,
}

/// The made-up names, in the order of the file (a seeded sample depends on it).
pub fn nama_contoh() -> NamaContoh {
    let mut names = NamaContoh::default();
    for ContohRow { jenis, nama, jk } in read::<ContohRow>(NAMA_CONTOH) {
        match jenis.as_str() {
            "depan" => names.depan.push(Sebutan { nama, jk }),
            "belakang" => names.belakang.push(Sebutan { nama, jk }),
            "gelar_depan" => names.gelar_depan.push(Sebutan { nama, jk }),
            "gelar_belakang" => names.gelar_belakang.push(Sebutan { nama, jk }),
            "posyandu" => names.posyandu.push(nama),
            "jalan" => names.jalan.push(nama),
            "dusun" => names.dusun.push(nama),
            other => unreachable!("nama_contoh.csv holds the unknown kind {other:?}"),
        }
    }
    names
}

/// Reads an embedded table. It is part of the program and read by the tests, so a row that does
/// not fit is a fault of the build.
fn read<T: serde::de::DeserializeOwned>(csv: &str) -> Vec<T> {
    csv::Reader::from_reader(csv.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .expect("the embedded seed data fit their columns")
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::base::wilayah::fold;

    fn list(name: &str) -> Vec<PilihanAwal> {
        pilihan_awal().into_iter().filter(|word| word.daftar == name).collect()
    }

    fn codes(words: &[PilihanAwal]) -> Vec<&str> {
        words.iter().map(|word| word.kode.as_str()).collect()
    }

    #[test]
    fn every_code_is_a_plain_slug_and_stands_once_in_its_list() {
        let mut seen = BTreeSet::new();
        for word in pilihan_awal() {
            // An account code keeps the dots it is known by.
            let dotted = word.daftar == "rekening";
            assert!(
                word.kode
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || dotted && c == '.'),
                "{}",
                word.kode
            );
            assert!(
                seen.insert((word.daftar.clone(), word.kode.clone())),
                "{} {} stands twice",
                word.daftar,
                word.kode
            );
        }
    }

    #[test]
    fn no_spelling_leads_to_two_words_of_one_list() {
        let mut owner: BTreeMap<(String, String), String> = BTreeMap::new();
        for word in pilihan_awal() {
            let spellings: Vec<String> = word.alias.iter().chain([&word.nama]).map(|text| fold(text)).collect();
            let distinct: BTreeSet<&String> = spellings.iter().collect();
            assert_eq!(distinct.len(), spellings.len(), "{} {} repeats a spelling", word.daftar, word.kode);
            for spelling in spellings.into_iter().chain([fold(&word.kode)]) {
                let before = owner.insert((word.daftar.clone(), spelling.clone()), word.kode.clone());
                assert!(before.is_none_or(|other| other == word.kode), "{}: {spelling:?}", word.daftar);
            }
        }
    }

    #[test]
    fn every_word_has_a_name_an_order_and_a_source() {
        let words = pilihan_awal();
        for pair in words.windows(2) {
            let [one, next] = pair else { continue };
            assert!(one.daftar != next.daftar || one.urutan < next.urutan, "{} {}", next.daftar, next.kode);
        }
        for word in words {
            assert!(!word.nama.trim().is_empty() && !word.sumber.trim().is_empty(), "{} {}", word.daftar, word.kode);
            let lengths =
                [word.nama.chars().count(), word.alias.join("|").chars().count(), word.sumber.chars().count()];
            let fits = lengths.iter().zip([250, 1000, 160]).all(|(len, most)| *len <= most);
            assert!(fits, "{} {}: {lengths:?} is longer than the entity pilihan takes", word.daftar, word.kode);
        }
    }

    #[test]
    fn there_are_six_bidang_with_the_names_of_the_permendagri() {
        let bidang = list("bidang");
        let names: Vec<&str> = bidang.iter().map(|word| word.nama.as_str()).collect();
        assert_eq!(
            names,
            [
                "Pendidikan",
                "Kesehatan",
                "Pekerjaan Umum",
                "Perumahan Rakyat",
                "Ketenteraman, Ketertiban Umum, dan Pelindungan Masyarakat",
                "Sosial"
            ]
        );
        let known = codes(&bidang);
        let wrong: Vec<PilihanAwal> = pilihan_awal()
            .into_iter()
            .filter(|w| w.bidang.as_deref().is_some_and(|code| !known.contains(&code)))
            .collect();
        assert_eq!(wrong, []);
    }

    #[test]
    fn a_posyandu_has_nine_single_seats_and_any_number_of_kader() {
        let jabatan = list("jabatan");
        let (seats, others): (Vec<_>, Vec<_>) = jabatan.into_iter().partition(|word| word.tunggal);
        assert_eq!(seats.len(), 9);
        assert!(seats.iter().all(|word| word.pengurus));
        let implied: Vec<&str> = seats.iter().filter_map(|word| word.bidang.as_deref()).collect();
        assert_eq!(implied, codes(&list("bidang")), "one seat per bidang");
        assert_eq!(codes(&others), ["kader"]);
        assert!(others.iter().all(|word| !word.pengurus && word.bidang.is_none()));
    }

    #[test]
    fn office_spellings_are_known() {
        let finds = |daftar: &str, written: &str| {
            let hit = list(daftar)
                .into_iter()
                .find(|w| w.alias.iter().chain([&w.nama]).any(|text| fold(text) == fold(written)));
            hit.map(|word| word.kode)
        };
        for (daftar, written, kode) in [
            ("jabatan", "KETUA", "ketua"),
            ("jabatan", "Koordinator Bidang Kesehatan", "ketua-bidang-kesehatan"),
            ("jabatan", "Ketua Bidang Trantib", "ketua-bidang-trantibumlinmas"),
            ("jabatan", "Anggota", "kader"),
            ("bidang", "PU", "pekerjaan-umum"),
            ("bidang", "TRANTIBUMLINMAS", "trantibumlinmas"),
            ("bidang", "Ketentraman, ketertiban umum dan perlindungan masyarakat", "trantibumlinmas"),
            ("pendidikan", "SLTA", "sma"),
            ("pendidikan", "S-1", "s1"),
            ("sumber_dana", "dana desa", "dd"),
            ("alasan_berhenti", "Wafat", "meninggal"),
        ] {
            assert_eq!(finds(daftar, written).as_deref(), Some(kode), "{daftar}: {written}");
        }
    }

    #[test]
    fn the_nine_reasons_of_the_regulation_and_ours_are_offered() {
        let reasons = list("alasan_berhenti");
        assert_eq!(reasons.iter().filter(|word| word.sumber.starts_with("Permendagri 13/2024")).count(), 9);
        for own in ["pindah-posyandu", "lain-lain", "salah-catat"] {
            assert!(codes(&reasons).contains(&own));
        }
    }

    #[test]
    fn sample_names_hold_the_shapes_that_break_programs() {
        let names = nama_contoh();
        let count = |jk| names.depan.iter().filter(|name| name.fits(jk)).count();
        assert!(count('P') >= 100 && count('L') >= 40 && names.belakang.len() >= 80 && names.posyandu.len() >= 60);
        assert!(names.depan.iter().any(|name| name.nama == "Nur'aini"));
        assert!(names.gelar_belakang.iter().any(|name| name.nama == "S.Pd"));
        for jk in ['L', 'P'] {
            assert!(names.belakang.iter().any(|n| n.fits(jk)) && names.gelar_depan.iter().any(|n| n.fits(jk)));
        }
        for words in [&names.posyandu, &names.jalan, &names.dusun] {
            assert_eq!(words.iter().collect::<BTreeSet<_>>().len(), words.len());
        }
    }
}
