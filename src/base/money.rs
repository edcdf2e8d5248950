//! Money: whole rupiah, read as offices write it, written by the rules, and in words.
//!
//! * **Owns** the reading, the writing and the words (*terbilang*) of amounts.
//! * **Imports** [`super::words`].
//! * **Never** keeps or reads fractions of a rupiah.

use super::words::{Phrase, Text, text};

/// The largest amount read, either side of zero: 999 trillion and what is below the next.
pub const MOST: i64 = 999_999_999_999_999;

/// Why a text is no amount of rupiah.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoneyError {
    /// Nothing is written.
    Empty,
    /// Not a number.
    Unreadable,
    /// There is a fraction of a rupiah.
    Fraction,
    /// The marks for thousands do not stand between groups of three digits.
    Groups,
    /// More than [`MOST`].
    TooMuch,
}

impl MoneyError {
    /// The error as a sentence with what to do.
    pub fn say(self) -> Phrase {
        const EMPTY: Text = text("Jumlah rupiah belum diisi.", "The amount is empty.");
        const UNREADABLE: Text = text(
            "Jumlah rupiah tidak terbaca; tulis angka saja, misalnya 1250000 atau Rp1.250.000.",
            "The amount cannot be read; write digits, for example 1250000 or Rp1.250.000.",
        );
        const FRACTION: Text = text(
            "Jumlah rupiah harus bulat, tanpa sen; titik untuk ribuan, koma untuk desimal.",
            "The amount must be whole rupiah; a dot marks thousands, a comma decimals.",
        );
        const GROUPS: Text = text(
            "Titik ribuan tidak pada tempatnya; tulis misalnya 1.250.000.",
            "The dots for thousands are misplaced; write for example 1.250.000.",
        );
        const TOO_MUCH: Text = text("Jumlah rupiah melebihi 999 triliun.", "The amount is above 999 trillion.");
        match self {
            Self::Empty => EMPTY,
            Self::Unreadable => UNREADABLE,
            Self::Fraction => FRACTION,
            Self::Groups => GROUPS,
            Self::TooMuch => TOO_MUCH,
        }
        .into()
    }
}

impl std::fmt::Display for MoneyError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.say().get(super::words::Lang::Id))
    }
}

impl std::error::Error for MoneyError {}

/// Reads whole rupiah: `1250000`, `1.250.000`, `Rp1.250.000,00`, `Rp. 1.250.000,-`, and what
/// programs write: `1250000.0`, `1,250,000` (with two or more commas, so that no decimal comma
/// can be meant).
///
/// # Errors
/// [`MoneyError`], a fraction of a rupiah among them.
pub fn parse_rupiah(text: &str) -> Result<i64, MoneyError> {
    let said: String = text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    if said.is_empty() {
        return Err(MoneyError::Empty);
    }
    let (minus, rest) = sign_off(&said);
    let rest = rest.strip_prefix("rp").or_else(|| rest.strip_prefix("idr")).unwrap_or(rest);
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    let (minus_behind, rest) = if minus { (false, rest) } else { sign_off(rest) };
    // ",-" and ".-" behind an amount say: no more follows.
    let bare = rest.strip_suffix(['-', '\u{2013}', '\u{2014}', '=']).and_then(|r| r.strip_suffix([',', '.']));
    let whole = without_zeros(bare.unwrap_or(rest))?;
    let digits = ungroup(&whole)?;
    let amount: i64 = digits.parse().map_err(|_| MoneyError::TooMuch)?;
    if amount > MOST {
        return Err(MoneyError::TooMuch);
    }
    Ok(if minus || minus_behind { -amount } else { amount })
}

fn sign_off(text: &str) -> (bool, &str) {
    match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text),
    }
}

/// The whole part, grouped by dots if at all, where the fraction is nothing but zeros.
fn without_zeros(text: &str) -> Result<String, MoneyError> {
    if !text.starts_with(|c: char| c.is_ascii_digit())
        || !text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
    {
        return Err(MoneyError::Unreadable);
    }
    let (dots, commas) = (text.matches('.').count(), text.matches(',').count());
    let foreign = commas > 1 && dots <= 1 || commas == 1 && dots == 1 && text.find(',') < text.find('.');
    let text = if foreign { text.replace(',', "_").replace('.', ",").replace('_', ".") } else { text.to_owned() };
    let (whole, fraction) = match text.rsplit_once(',') {
        Some((whole, fraction)) => (whole, fraction),
        // A lone dot with one or two digits behind it is a program's decimal point.
        None => match text.split_once('.') {
            Some((whole, fraction)) if fraction.len() <= 2 => (whole, fraction),
            // Accounting programs write four decimals; three would be a group of thousands.
            Some((whole, "0000")) if !whole.is_empty() => (whole, "0"),
            _ => (text.as_str(), "0"),
        },
    };
    if whole.contains(',') {
        return Err(MoneyError::Groups);
    }
    if fraction.is_empty() {
        return Err(MoneyError::Unreadable);
    }
    if fraction.chars().all(|c| c == '0') && fraction.len() <= 2 {
        Ok(whole.to_owned())
    } else {
        Err(MoneyError::Fraction)
    }
}

/// The digits of a whole number, its dots between groups of three.
fn ungroup(whole: &str) -> Result<String, MoneyError> {
    let mut groups = whole.split('.');
    let first = groups.next().unwrap_or("");
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.is_empty() || (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3);
    if grouped { Ok(whole.replace('.', "")) } else { Err(MoneyError::Groups) }
}

/// `1.250.000`, as tables show it under a heading that says rupiah.
pub fn show(amount: i64) -> String {
    let digits = amount.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3 + 1);
    if amount < 0 {
        out.push('-');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// `Rp1.250.000`: no dot and no space behind Rp, as the spelling rules have it.
pub fn show_rupiah(amount: i64) -> String {
    let minus = if amount < 0 { "-" } else { "" };
    format!("{minus}Rp{}", show(amount).trim_start_matches('-'))
}

/// `Rp1.250.000,00 (satu juta dua ratus lima puluh ribu rupiah)`, as letters and receipts end.
pub fn in_full(amount: i64) -> String {
    format!("{},00 ({} rupiah)", show_rupiah(amount), terbilang(amount))
}

/// The number in words, lower case: `dua juta sembilan ratus lima puluh ribu`. One ten, one
/// hundred and one thousand are *sepuluh*, *seratus*, *seribu* (also in *satu juta seribu*), one
/// million and more *satu juta*.
pub fn terbilang(number: i64) -> String {
    let mut words: Vec<&str> = Vec::new();
    if number < 0 {
        words.push("minus");
    }
    say(number.unsigned_abs(), &mut words);
    if words.is_empty() { "nol".to_owned() } else { words.join(" ") }
}

fn say(number: u64, words: &mut Vec<&'static str>) {
    const ONES: [&str; 12] =
        ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"];
    let (unit, name) = match number {
        0 => return,
        1..=11 => {
            words.extend(usize::try_from(number).ok().and_then(|n| ONES.get(n)));
            return;
        }
        12..=19 => {
            say(number - 10, words);
            words.push("belas");
            return;
        }
        20..=99 => (10, "puluh"),
        100..=199 => {
            words.push("seratus");
            return say(number - 100, words);
        }
        200..=999 => (100, "ratus"),
        1_000..=1_999 => {
            words.push("seribu");
            return say(number - 1_000, words);
        }
        2_000..=999_999 => (1_000, "ribu"),
        1_000_000..=999_999_999 => (1_000_000, "juta"),
        1_000_000_000..=999_999_999_999 => (1_000_000_000, "miliar"),
        1_000_000_000_000..=999_999_999_999_999 => (1_000_000_000_000, "triliun"),
        _ => (1_000_000_000_000_000, "kuadriliun"),
    };
    say(number / unit, words);
    words.push(name);
    say(number % unit, words);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_office_spelling_is_the_same_amount() {
        for text in [
            "1250000",
            "1.250.000",
            "Rp1.250.000",
            "Rp. 1.250.000,00",
            "Rp1.250.000,-",
            "Rp 1.250.000,00",
            "rp.1.250.000.-",
            "IDR 1250000",
            "1250000.0",
            "1250000.00",
            "1250000,00",
            "1,250,000",
            "1,250,000.00",
            " Rp1.250.000,\u{2013} ",
        ] {
            assert_eq!(parse_rupiah(text), Ok(1_250_000), "{text}");
        }
        assert_eq!(parse_rupiah("-Rp5.000"), Ok(-5_000));
        assert_eq!(parse_rupiah("Rp-5.000"), Ok(-5_000));
        assert_eq!(parse_rupiah("1.250"), Ok(1_250));
        assert_eq!(parse_rupiah("0"), Ok(0));
    }

    #[test]
    fn fractions_and_doubtful_marks_are_refused() {
        for (text, why) in [
            ("1.250,50", MoneyError::Fraction),
            ("1,250", MoneyError::Fraction),
            ("1.25", MoneyError::Fraction),
            ("1,000", MoneyError::Fraction),
            ("1.2500", MoneyError::Groups),
            ("1250.000", MoneyError::Groups),
            ("", MoneyError::Empty),
            (" ", MoneyError::Empty),
            ("Rp", MoneyError::Unreadable),
            ("-", MoneyError::Unreadable),
            ("1,5 juta", MoneyError::Unreadable),
            ("1.250.000,", MoneyError::Unreadable),
            ("1.000.000.000.000.000", MoneyError::TooMuch),
            ("99999999999999999999", MoneyError::TooMuch),
        ] {
            assert_eq!(parse_rupiah(text), Err(why), "{text}");
        }
    }

    #[test]
    fn amounts_are_written_by_the_rules() {
        assert_eq!(show(1_250_000), "1.250.000");
        assert_eq!(show(-100), "-100");
        assert_eq!(show_rupiah(1_250_000), "Rp1.250.000");
        assert_eq!(show_rupiah(-1_000), "-Rp1.000");
        assert_eq!(in_full(2_950_000), "Rp2.950.000,00 (dua juta sembilan ratus lima puluh ribu rupiah)");
    }

    /// Two published programs agree on these: num2words (PyPI) and angka-terbilang-js (npm, which
    /// spells *miliar* with y). num2words alone says "satu ribu" for the *seribu* behind a
    /// million; the rule and the other program say *seribu*.
    #[test]
    fn words_are_those_of_published_programs() {
        let vectors: [(i64, &str); 60] = [
            (0, "nol"),
            (1, "satu"),
            (2, "dua"),
            (9, "sembilan"),
            (10, "sepuluh"),
            (11, "sebelas"),
            (12, "dua belas"),
            (19, "sembilan belas"),
            (20, "dua puluh"),
            (21, "dua puluh satu"),
            (30, "tiga puluh"),
            (99, "sembilan puluh sembilan"),
            (100, "seratus"),
            (101, "seratus satu"),
            (110, "seratus sepuluh"),
            (111, "seratus sebelas"),
            (119, "seratus sembilan belas"),
            (121, "seratus dua puluh satu"),
            (200, "dua ratus"),
            (999, "sembilan ratus sembilan puluh sembilan"),
            (1_000, "seribu"),
            (1_001, "seribu satu"),
            (1_010, "seribu sepuluh"),
            (1_011, "seribu sebelas"),
            (1_100, "seribu seratus"),
            (1_111, "seribu seratus sebelas"),
            (1_999, "seribu sembilan ratus sembilan puluh sembilan"),
            (2_000, "dua ribu"),
            (2_026, "dua ribu dua puluh enam"),
            (10_000, "sepuluh ribu"),
            (11_000, "sebelas ribu"),
            (12_500, "dua belas ribu lima ratus"),
            (21_000, "dua puluh satu ribu"),
            (100_000, "seratus ribu"),
            (100_001, "seratus ribu satu"),
            (101_000, "seratus satu ribu"),
            (111_111, "seratus sebelas ribu seratus sebelas"),
            (150_000, "seratus lima puluh ribu"),
            (250_000, "dua ratus lima puluh ribu"),
            (999_999, "sembilan ratus sembilan puluh sembilan ribu sembilan ratus sembilan puluh sembilan"),
            (1_000_000, "satu juta"),
            (1_000_001, "satu juta satu"),
            (1_001_000, "satu juta seribu"),
            (1_100_000, "satu juta seratus ribu"),
            (1_250_000, "satu juta dua ratus lima puluh ribu"),
            (2_001_000, "dua juta seribu"),
            (2_950_000, "dua juta sembilan ratus lima puluh ribu"),
            (10_000_000, "sepuluh juta"),
            (11_000_000, "sebelas juta"),
            (100_000_000, "seratus juta"),
            (101_001_001, "seratus satu juta seribu satu"),
            (1_000_000_000, "satu miliar"),
            (1_001_001_001, "satu miliar satu juta seribu satu"),
            (1_500_000_000, "satu miliar lima ratus juta"),
            (2_000_000_000, "dua miliar"),
            (1_000_000_000_000, "satu triliun"),
            (1_001_000_000_000, "satu triliun satu miliar"),
            (
                12_345_678_901_234,
                "dua belas triliun tiga ratus empat puluh lima miliar enam ratus tujuh puluh delapan juta sembilan ratus satu ribu dua ratus tiga puluh empat",
            ),
            (100_000_000_000_000, "seratus triliun"),
            (
                999_999_999_999_999,
                "sembilan ratus sembilan puluh sembilan triliun sembilan ratus sembilan puluh sembilan miliar sembilan ratus sembilan puluh sembilan juta sembilan ratus sembilan puluh sembilan ribu sembilan ratus sembilan puluh sembilan",
            ),
        ];
        for (number, words) in vectors {
            assert_eq!(terbilang(number), words);
        }
        assert_eq!(terbilang(-21), "minus dua puluh satu");
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(amount in -MOST..=MOST) {
            prop_assert_eq!(parse_rupiah(&show(amount)), Ok(amount));
            prop_assert_eq!(parse_rupiah(&show_rupiah(amount)), Ok(amount));
            prop_assert_eq!(parse_rupiah(&format!("{},00", show_rupiah(amount))), Ok(amount));
        }

        #[test]
        fn any_text_and_any_number_are_borne(text in "\\PC*|[Rrp0-9.,= -]{0,20}", number in any::<i64>()) {
            let _ = parse_rupiah(&text).map_err(MoneyError::say);
            prop_assert!(!terbilang(number).is_empty());
            let _ = show_rupiah(number);
        }
    }
}
