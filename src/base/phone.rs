//! Phone numbers as people in Indonesia write them.
//!
//! * **Owns** reading, the normal form, showing and masking.
//! * **Imports** words and the shape of faults.
//! * **Never** demands that a number be one person's alone: families share one.

use super::fault::{Fault, Weight, is_scientific, without_number_dress};
use super::words::{Text, text};

/// A phone number as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The normal form, `081234567890` or, from other countries, `+60123456789`. `None` where a
    /// fault is an error.
    pub normal: Option<String>,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

/// Reads a number with `+62`, `62` or `0` in front, or `+` and another country; spaces, dots,
/// dashes and brackets do not matter. Behind the prefix stand 8 to 13 digits.
///
/// | code | weight | what |
/// |---|---|---|
/// | `hp-rusak-excel` | error | scientific notation, `6,28123E+11` |
/// | `hp-dua-nomor` | error | two numbers in one field |
/// | `hp-bukan-angka` | error | letters or other signs |
/// | `hp-panjang` | error | too short or too long |
/// | `hp-awalan` | error | begins with neither 0, 62 nor +, or with too many 0 |
/// | `hp-nol-hilang` | warning | begins with 8: the 0 in front was lost, and is put back |
pub fn read(text: &str) -> Reading {
    match normal(without_number_dress(text)) {
        Ok((normal, None)) => Reading { normal: Some(normal), faults: Vec::new() },
        Ok((normal, Some(fault))) => {
            Reading { faults: vec![fault.suggesting(Some(normal.clone()))], normal: Some(normal) }
        }
        Err(fault) => Reading { normal: None, faults: vec![*fault] },
    }
}

fn normal(text: &str) -> Result<(String, Option<Fault>), Box<Fault>> {
    if is_scientific(text) {
        return Err(Box::new(damaged_by_excel(text)));
    }
    let bare: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '(' | ')' | '\u{2010}'..='\u{2015}'))
        .collect();
    let (plus, digits) = match (bare.strip_prefix('+'), bare.strip_prefix("00")) {
        (Some(rest), _) | (None, Some(rest)) => (true, rest),
        _ => (false, bare.as_str()),
    };
    let numbers =
        digits.split(['/', ',', ';', '&']).filter(|part| part.chars().filter(char::is_ascii_digit).count() >= 8);
    if numbers.count() > 1 {
        return Err(Box::new(two_numbers()));
    }
    if !digits.chars().all(|c| c.is_ascii_digit()) {
        return Err(Box::new(not_digits(digits)));
    }
    let home = digits.strip_prefix("62").filter(|rest| plus || rest.len() >= 8);
    let (prefix, rest, lost) = match (home, digits.strip_prefix('0')) {
        // "+62 0812..." has the zero twice.
        (Some(rest), _) => ("0", rest.strip_prefix('0').unwrap_or(rest), false),
        (None, _) if plus => ("+", digits, false),
        (None, Some(rest)) => ("0", rest, false),
        (None, None) if digits.starts_with('8') => ("0", digits, true),
        (None, None) if digits.is_empty() => return Err(Box::new(wrong_length(0))),
        (None, None) => return Err(Box::new(wrong_start())),
    };
    if rest.starts_with('0') {
        return Err(Box::new(wrong_start()));
    }
    if !(8..=13).contains(&rest.len()) {
        return Err(Box::new(wrong_length(digits.len())));
    }
    Ok((format!("{prefix}{rest}"), lost.then(zero_lost)))
}

/// `0812 3456 7890`: groups of four for the eye.
pub fn show_grouped(normal: &str) -> String {
    let mut out = String::with_capacity(normal.len() + 4);
    for (at, c) in normal.chars().enumerate() {
        if at > 0 && at % 4 == 0 {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

/// `0812 **** 7890`; shorter numbers show less, other texts nothing.
pub fn mask(number: &str) -> String {
    let chars: Vec<char> = number.chars().collect();
    let behind = match chars.len() {
        11.. => 4,
        9.. => 2,
        count => return "*".repeat(count),
    };
    if !chars.iter().enumerate().all(|(at, c)| c.is_ascii_digit() || at == 0 && *c == '+') {
        return "*".repeat(chars.len());
    }
    let before: String = chars.iter().take(4).collect();
    let after: String = chars.iter().skip(chars.len() - behind).collect();
    format!("{before} **** {after}")
}

fn damaged_by_excel(found: &str) -> Fault {
    const TEXT: Text = text("Nomor HP rusak oleh Excel: {0}", "Phone number damaged by Excel: {0}");
    const ADVICE: Text = text(
        "Di Excel jadikan kolom nomor HP Teks, lalu isi lagi.",
        "In Excel make the column of phone numbers Text, then fill it in again.",
    );
    Fault::new("hp-rusak-excel", Weight::Error, TEXT.with([found.chars().take(30).collect::<String>()]), ADVICE)
}

fn two_numbers() -> Fault {
    const TEXT: Text = text("Ada dua nomor HP dalam satu isian.", "There are two phone numbers in one field.");
    const ADVICE: Text = text("Isi satu nomor; yang lain di catatan.", "Enter one; put the other into the notes.");
    Fault::new("hp-dua-nomor", Weight::Error, TEXT, ADVICE)
}

fn not_digits(digits: &str) -> Fault {
    const TEXT: Text = text("Nomor HP memuat bukan angka: {0}", "The phone number contains other than digits: {0}");
    const ADVICE: Text = text("Tulis misalnya 081234567890.", "Write for example 081234567890.");
    let strange: String = digits.chars().filter(|c| !c.is_ascii_digit()).take(10).collect();
    Fault::new("hp-bukan-angka", Weight::Error, TEXT.with([strange]), ADVICE)
}

fn wrong_length(count: usize) -> Fault {
    const TEXT: Text = text(
        "Nomor HP {0} angka; terlalu pendek atau panjang.",
        "The phone number has {0} digits; too short or too long.",
    );
    const ADVICE: Text = text(
        "Sesudah 0 atau +62 ada 8 sampai 13 angka. Periksa nomornya.",
        "Behind 0 or +62 stand 8 to 13 digits. Check the number.",
    );
    Fault::new("hp-panjang", Weight::Error, TEXT.with([count.to_string()]), ADVICE)
}

fn wrong_start() -> Fault {
    const TEXT: Text = text(
        "Awalan nomor HP tidak dikenal; biasanya 0 atau +62.",
        "The phone number begins neither with 0 nor +62, as usual.",
    );
    const ADVICE: Text = text(
        "Tulis misalnya 081234567890; telepon rumah dengan kode daerah.",
        "Write for example 081234567890; a house phone with its area code.",
    );
    Fault::new("hp-awalan", Weight::Error, TEXT, ADVICE)
}

fn zero_lost() -> Fault {
    const TEXT: Text = text(
        "Angka 0 di depan nomor HP hilang; dibaca dengan 0.",
        "The 0 in front of the phone number was lost; read with it.",
    );
    const ADVICE: Text = text(
        "Periksa nomornya. Di Excel jadikan kolom nomor HP Teks.",
        "Check the number. In Excel make the column of phone numbers Text.",
    );
    Fault::new("hp-nol-hilang", Weight::Warning, TEXT, ADVICE)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn codes(text: &str) -> Vec<&'static str> {
        read(text).faults.iter().map(|fault| fault.code).collect()
    }

    #[test]
    fn every_spelling_is_the_same_number() {
        for text in [
            "081234567890",
            "+62 812-3456-7890",
            "6281234567890",
            "62 812 3456 7890",
            "0812 3456 7890",
            "(0812) 34567890",
            "+62 (0) 812 3456 7890",
            "'081234567890",
            "0812.3456.7890",
            "006281234567890",
            "6281234567890.0",
        ] {
            let reading = read(text);
            assert_eq!(reading.normal.as_deref(), Some("081234567890"), "{text}");
            assert_eq!(reading.faults, [], "{text}");
        }
        assert_eq!(read("+60 12-345 6789").normal.as_deref(), Some("+60123456789"));
        assert_eq!(read("0513 21234").normal.as_deref(), Some("051321234"));
    }

    #[test]
    fn a_lost_zero_is_put_back_with_a_warning() {
        let reading = read("8123456789");
        assert_eq!(reading.normal.as_deref(), Some("08123456789"));
        let fault = reading.faults.first().expect("a warning");
        assert_eq!((fault.code, fault.weight), ("hp-nol-hilang", Weight::Warning));
        assert_eq!(fault.suggestion.as_deref(), Some("08123456789"));
    }

    #[test]
    fn what_is_no_number_is_named() {
        for (text, code) in [
            ("6,28123E+11", "hp-rusak-excel"),
            ("081234567890 / 081399990000", "hp-dua-nomor"),
            ("0812abc67890", "hp-bukan-angka"),
            ("0812", "hp-panjang"),
            ("0812345678901234", "hp-panjang"),
            ("", "hp-panjang"),
            ("12345678", "hp-awalan"),
            ("+62000000000", "hp-awalan"),
            ("tidak ada", "hp-bukan-angka"),
        ] {
            assert_eq!(codes(text), [code], "{text}");
            assert_eq!(read(text).normal, None, "{text}");
        }
    }

    #[test]
    fn numbers_are_masked_in_the_middle() {
        assert_eq!(mask("081234567890"), "0812 **** 7890");
        assert_eq!(mask("0812345678"), "0812 **** 78");
        assert_eq!(mask("0812"), "****");
        assert_eq!(mask("+60123456789"), "+601 **** 6789");
        assert_eq!(show_grouped("081234567890"), "0812 3456 7890");
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_the_normal_form_is_stable(text in "\\PC*|[+068/., ()-]{0,20}|(\\+62|62|0|8)[0-9]{6,14}") {
            let _ = mask(&text);
            if let Some(normal) = read(&text).normal {
                let again = read(&normal);
                prop_assert_eq!(again.normal, Some(normal.clone()));
                prop_assert_eq!(again.faults, vec![]);
                prop_assert!(normal.starts_with(['0', '+']));
            }
        }
    }
}
