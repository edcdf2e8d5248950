//! Account codes of activities: APBDes (Siskeudes) and APBD (SIPD), in the one form they are kept.
//!
//! * **Owns** reading a code however it is dressed, and telling which budget it belongs to.
//! * **Imports** `words`.
//! * **Never** holds a list of codes: that is data an operator edits (`pilihan`, list `rekening`).
//!
//! `02.02.02.`, `2.2.2` and `2.2.02` are one code (Permendagri 20/2018 numbers bidang, sub bidang
//! and kegiatan; programs pad them with zeros). Kept as Siskeudes prints it: `2.2.02`, further
//! levels in two digits. SIPD codes have two digits after the urusan: `7.01.03.2.03`.

use super::words::{Phrase, text};

/// Which budget a code belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A village budget: bidang 1 to 5, sub bidang, kegiatan.
    Apbdes,
    /// A regional budget: urusan, bidang urusan in two digits, program ...
    Apbd,
}

impl Class {
    /// The code by which a source of funds names its class (`golongan` in `pilihan`).
    pub const fn code(self) -> &'static str {
        match self {
            Class::Apbdes => "apbdes",
            Class::Apbd => "apbd",
        }
    }
}

/// The class of a code in its kept form.
pub fn class(code: &str) -> Option<Class> {
    let parts: Vec<&str> = code.split('.').collect();
    let (first, second) = (parts.first()?, parts.get(1)?);
    match (first.len(), second.len()) {
        (1, 1) => Some(Class::Apbdes),
        (1, 2) => Some(Class::Apbd),
        _ => None,
    }
}

/// Reads a code: digits in groups, parted by dots, spaces or dashes, with or without zeros before.
///
/// # Errors
/// A sentence where it is no code of either budget.
pub fn parse(input: &str) -> Result<String, Phrase> {
    let wrong = || {
        text(
            "\"{0}\" bukan kode rekening. Contoh APBDes 2.2.02, SIPD 7.01.03.2.03.",
            "\"{0}\" is no account code. Examples: APBDes 2.2.02, SIPD 7.01.03.2.03.",
        )
        .with([input.trim().to_owned()])
    };
    let bare = input.trim().trim_end_matches(['.', ' ', '-']);
    let mut groups: Vec<(u32, usize)> = Vec::new();
    for group in bare.split(['.', ' ', '-']).filter(|group| !group.is_empty()) {
        if group.len() > 4 || !group.chars().all(|c| c.is_ascii_digit()) {
            return Err(wrong());
        }
        groups.push((group.parse().map_err(|_| wrong())?, group.len()));
    }
    // Village budgets put the desa's own code first: 08.2001.02.02.02.
    if groups.len() >= 5 && groups.get(1).is_some_and(|(number, len)| *len == 4 && *number >= 1000) {
        groups.drain(..2);
    }
    let [(first, _), (second, second_len), rest @ ..] = groups.as_slice() else { return Err(wrong()) };
    if groups.len() > 8 || *first == 0 || *first > 9 || *second > 99 {
        return Err(wrong());
    }
    // "7.01.03" is of a region; "02.02.02" and "2.2.02" are of a village, whose sub bidang has one
    // digit: a second group padded to two digits beside a first one that is not is a region's.
    let padded_first = groups.first().is_some_and(|(_, len)| *len >= 2);
    let village = *first <= 6 && *second <= 9 && (*second_len == 1 || padded_first) && rest.len() <= 4;
    let mut out = if village { format!("{first}.{second}") } else { format!("{first}.{second:02}") };
    for (at, (number, len)) in rest.iter().enumerate() {
        // SIPD writes the fourth group, the kind of program part, in one digit, and the sixth in
        // two or four: those are kept as they stand.
        let width = match (village, at) {
            (true, _) | (false, 0) => 2,
            (false, 1) => 1,
            (false, _) => (*len).max(2),
        };
        out.push_str(&format!(".{number:0width$}"));
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_code_has_one_form_however_it_is_dressed() {
        for said in ["2.2.02", "02.02.02.", "02.02.02", "2.2.2", " 2.2.02. ", "2 2 02", "08.2001.02.02.02."] {
            assert_eq!(parse(said).as_deref(), Ok("2.2.02"), "{said}");
        }
        assert_eq!(parse("02.02.02.05.").as_deref(), Ok("2.2.02.05"));
        assert_eq!(parse("7.01.03.2.03").as_deref(), Ok("7.01.03.2.03"));
        assert_eq!(parse("2.13.05.2.01.0002").as_deref(), Ok("2.13.05.2.01.0002"));
        assert_eq!(parse("5.2.2.03").as_deref(), Ok("5.2.02.03"));
    }

    #[test]
    fn the_class_follows_from_the_form() {
        assert_eq!(parse("02.02.02.").ok().as_deref().and_then(class), Some(Class::Apbdes));
        assert_eq!(parse("7.01.03.2.03").ok().as_deref().and_then(class), Some(Class::Apbd));
        assert_eq!(parse("2.13.05.2.01").ok().as_deref().and_then(class), Some(Class::Apbd));
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for said in ["", "2", "abc", "2.b.02", "0.2.02", "20221.2", "1.2.3.4.5.6.7.8.9"] {
            assert!(parse(said).is_err(), "{said}");
        }
    }

    #[test]
    fn a_kept_code_reads_back_as_itself() {
        for code in ["2.2.02", "2.2.02.05", "7.01.03.2.03", "2.13.05.2.01.0002", "3.4.03", "1.03.02.2.01"] {
            assert_eq!(parse(code).as_deref(), Ok(code), "{code}");
        }
    }
}
