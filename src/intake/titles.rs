//! Places named only in titles, in lines between the rows, or in the sheet's own name.
//!
//! * **Owns** finding `DESA X` and `POSYANDU Y` in such lines.
//! * **Imports** `base`, the places of the file.
//! * **Never** takes a misspelt place from a title: it would move every row below it.

use super::places::{By, Hit, Miss, Places};
use crate::base::text::{clean, fold};

/// Words before the name of a desa.
const DESA: &[&str] = &["desa", "kelurahan", "kel", "ds", "desa/kelurahan", "desa/kel", "kelurahan/desa"];

/// Words before the name of a Posyandu.
const POSYANDU: &[&str] = &["posyandu"];

/// Words that a place's name ends before.
const STOPS: &[&str] = &[
    "kecamatan",
    "kec",
    "kabupaten",
    "kab",
    "kota",
    "provinsi",
    "prov",
    "tahun",
    "thn",
    "th",
    "bulan",
    "periode",
    "rt",
    "rw",
    "dusun",
    "dan",
    "se",
    "tingkat",
    "per",
    "tanggal",
    "sd",
    "desa",
    "kelurahan",
    "kel",
    "ds",
    "posyandu",
    "puskesmas",
    "di",
    "wilayah",
    "kader",
    "yang",
    "aktif",
    "balita",
    "lansia",
];

/// What a line says about the place of the rows below it.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// A desa of the file.
    Desa(Hit),
    /// A line that is there to name a desa, but the file has none of that name.
    Unknown(String, Miss),
}

/// The desa a line names, if any.
pub fn desa(line: &str, places: &Places) -> Option<Said> {
    let (named, leads) = behind(line, DESA)?;
    let words: Vec<&str> = named.iter().map(String::as_str).collect();
    for length in (1..=words.len().min(5)).rev() {
        let said = words.get(..length).unwrap_or_default().join(" ");
        if let Ok(hit) = places.desa(&said, None)
            && hit.by == By::Name
        {
            return Some(Said::Desa(hit));
        }
    }
    let said = words.join(" ");
    let miss = places.desa(&said, None).err().unwrap_or_else(|| Miss::None(Vec::new()));
    leads.then_some(Said::Unknown(said, miss))
}

/// The desa a sheet is named after.
pub fn desa_of_sheet(name: &str, places: &Places) -> Option<Said> {
    let own = places.desa(name, None).ok().filter(|hit| hit.by == By::Name);
    own.map(Said::Desa).or_else(|| desa(name, places).filter(|said| matches!(said, Said::Desa(_))))
}

/// The Posyandu a line names, and whether the line is there to name it.
pub fn posyandu(line: &str) -> Option<(String, bool)> {
    let (named, leads) = behind(line, POSYANDU)?;
    Some((named.join(" "), leads))
}

/// The words behind a word such as "desa", up to the next thing a title says; and whether the line
/// begins with that word, but for a letter of a list or "nama".
fn behind(line: &str, words: &[&str]) -> Option<(Vec<String>, bool)> {
    let spaced = clean(line).replace(':', " : ").replace(',', " , ");
    let tokens: Vec<&str> = spaced.split(' ').filter(|token| !token.is_empty()).collect();
    let is = |token: &str, words: &[&str]| {
        let bare = token.trim_matches(['.', '(', ')', '"', '-']).to_lowercase();
        words.contains(&bare.as_str())
    };
    let at = tokens.iter().position(|token| is(token, words))?;
    let before = tokens.get(..at).unwrap_or_default();
    let leads = before.iter().all(|token| token.chars().count() <= 3 || fold(token) == "nama");
    let rest = tokens.get(at + 1..).unwrap_or_default().iter();
    let named: Vec<String> = rest
        .skip_while(|token| is(token, words) || matches!(**token, ":" | "-" | "/" | "="))
        .take_while(|token| !is(token, STOPS) && !matches!(**token, ":" | "," | "-") && !is_year(token))
        .take(6)
        .map(|token| (*token).to_owned())
        .collect();
    (!named.is_empty()).then_some((named, leads))
}

fn is_year(token: &str) -> bool {
    token.len() == 4 && token.parse::<u16>().is_ok_and(|year| (1980..2100).contains(&year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_posyandu_is_found_in_a_title_up_to_what_the_title_says_next() {
        for (line, want) in [
            ("DAFTAR KADER POSYANDU MAWAR I DESA SELAT HILIR", Some(("MAWAR I", false))),
            ("Posyandu : Mawar I", Some(("Mawar I", true))),
            ("NAMA POSYANDU: MELATI 2, DESA X", Some(("MELATI 2", true))),
            ("DAFTAR KADER POSYANDU DESA SELAT HILIR TAHUN 2024", None),
            ("DATA KADER POSYANDU TAHUN 2024", None),
            ("KADER POSYANDU SE KECAMATAN SELAT", None),
            ("LAPORAN", None),
        ] {
            let got = posyandu(line);
            assert_eq!(got.as_ref().map(|(name, leads)| (name.as_str(), *leads)), want, "{line}");
        }
    }
}
