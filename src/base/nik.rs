//! The NIK, the sixteen digits of a resident: `PPKKCC DDMMYY SSSS`.
//!
//! * **Owns** reading a NIK, what it says of place, birth and sex, and every fault it can have.
//! * **Imports** dates and words; which regions exist is told by the caller.
//! * **Never** repairs a number by itself, and never asks whether another person has it.
//!
//! The region (province, regency, kecamatan of first issue), the birth date (a woman's day plus
//! 40) and a serial number from 0001. Badly issued numbers exist, so an impossible date or a
//! serial 0000 may be passed with a reason.

use super::date::{self, Date};
use super::fault::{Fault, Weight, is_scientific, without_number_dress};
use super::words::{Text, text};

/// Sex as on the official forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    /// `L`, laki-laki.
    Male,
    /// `P`, perempuan.
    Female,
}

impl Sex {
    /// The letter of the forms, `L` or `P`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Male => "L",
            Self::Female => "P",
        }
    }

    /// From the letter of the forms.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "L" => Some(Self::Male),
            "P" => Some(Self::Female),
            _ => None,
        }
    }
}

/// What is known beside the number when it is read.
pub struct Known<'a> {
    /// Today, for the century of the birth date.
    pub today: Date,
    /// True for a kecamatan code of six digits that exists or existed.
    pub is_region: &'a dyn Fn(&str) -> bool,
    /// The date of birth entered.
    pub birth: Option<Date>,
    /// The sex entered.
    pub sex: Option<Sex>,
}

/// A NIK as read: the number, what it says, and all that is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The text without spaces, dots and dashes; sixteen digits where no fault is an error.
    pub digits: String,
    /// What the number says. `None` where it has not sixteen digits.
    pub facts: Option<Facts>,
    /// Heaviest first.
    pub faults: Vec<Fault>,
}

impl Reading {
    /// The weight of the heaviest fault, `None` for a number without any.
    pub fn weight(&self) -> Option<Weight> {
        self.faults.iter().map(|fault| fault.weight).max()
    }
}

/// What sixteen digits say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The kecamatan of first issue, six digits.
    pub region: String,
    /// The date of birth; `None` where there is no such date.
    pub birth: Option<Date>,
    /// The sex; `None` where the day is neither a man's nor a woman's.
    pub sex: Option<Sex>,
    /// The serial number, 0 to 9999.
    pub serial: u32,
}

/// Reads a NIK and names all its faults:
///
/// | code | weight | what |
/// |---|---|---|
/// | `nik-rusak-excel` | error | scientific notation, `6,20399E+15` |
/// | `nik-bukan-angka` | error | other signs; a repaired text is suggested for `O` and `l` |
/// | `nik-panjang` | error | not sixteen digits |
/// | `nik-nol-hilang` | warning | fifteen digits, beside `nik-panjang`: one was lost |
/// | `nik-tanggal` | overridable | no such day of birth |
/// | `nik-urut` | overridable | serial 0000 |
/// | `nik-bulat-excel` | warning | ends in 0, as Excel leaves a rounded number |
/// | `nik-wilayah` | warning | region not known |
/// | `nik-tanggal-beda` | warning | not the date of birth entered |
/// | `nik-kelamin-beda` | warning | not the sex entered |
///
/// An empty text is a number of no digits: whoever allows "no NIK yet" asks before.
pub fn read(text: &str, known: &Known<'_>) -> Reading {
    let digits = digits(text);
    if let Some(faults) = misshapen(text, &digits) {
        return Reading { digits, facts: None, faults };
    }
    let facts = facts(&digits, known);
    let mut faults = Vec::new();
    if facts.birth.is_none() {
        faults.push(no_such_date(&digits));
    }
    if facts.serial == 0 {
        faults.push(no_serial());
    }
    if digits.ends_with('0') {
        faults.push(maybe_rounded());
    }
    if !(known.is_region)(&facts.region) {
        faults.push(unknown_region(&facts.region));
    }
    if let (Some(said), Some(entered)) = (facts.birth, known.birth)
        && said != entered
    {
        faults.push(other_date(said, entered));
    }
    if let (Some(said), Some(entered)) = (facts.sex, known.sex)
        && said != entered
    {
        faults.push(other_sex(said, entered));
    }
    Reading { digits, facts: Some(facts), faults }
}

/// The text without spaces, dots and dashes, without the apostrophe that marks text in a
/// spreadsheet, and without the `.0` of a program that took it for a number.
pub fn digits(text: &str) -> String {
    without_number_dress(text)
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '\u{2010}'..='\u{2015}' | '\u{200b}' | '\u{feff}'))
        .collect()
}

/// `620399 500385 0001`; anything but sixteen digits as it is.
pub fn show_grouped(nik: &str) -> String {
    match parts(nik) {
        Some((region, birth, serial)) => format!("{region} {birth} {serial}"),
        None => nik.to_owned(),
    }
}

/// `620399 ****** 0001`, for screens and papers that others see; anything but sixteen digits is
/// hidden wholly.
pub fn mask(nik: &str) -> String {
    match parts(nik) {
        Some((region, _, serial)) => format!("{region} ****** {serial}"),
        None => nik.chars().map(|_| '*').collect(),
    }
}

/// Region, birth and serial of exactly sixteen digits.
fn parts(nik: &str) -> Option<(&str, &str, &str)> {
    if nik.len() != 16 || !nik.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let (region, rest) = nik.split_at_checked(6)?;
    let (birth, serial) = rest.split_at_checked(6)?;
    Some((region, birth, serial))
}

fn facts(digits: &str, known: &Known<'_>) -> Facts {
    let (region, birth, serial) = parts(digits).unwrap_or_default();
    let part = |from: usize, to: usize| birth.get(from..to).and_then(|p| p.parse::<i16>().ok()).unwrap_or(0);
    let (day, month, year) = (part(0, 2), part(2, 4), part(4, 6));
    let sex = match day {
        1..=31 => Some(Sex::Male),
        41..=71 => Some(Sex::Female),
        _ => None,
    };
    let day = if sex == Some(Sex::Female) { day - 40 } else { day };
    Facts {
        region: region.to_owned(),
        birth: born(i8::try_from(day).unwrap_or(0), i8::try_from(month).unwrap_or(0), year, known),
        sex,
        serial: serial.parse().unwrap_or(0),
    }
}

/// The date of birth: the one entered where it agrees, else the century that makes the person 17
/// to 100 years old, as a kader is, else the latest in the past.
fn born(day: i8, month: i8, year: i16, known: &Known<'_>) -> Option<Date> {
    let century = known.today.year().div_euclid(100) * 100;
    let dates: Vec<Date> = [century + year, century - 100 + year, century - 200 + year]
        .into_iter()
        .filter_map(|year| Date::new(year, month, day).ok())
        .filter(|&date| date <= known.today)
        .collect();
    let is_grown = |date: &Date| (17..=100).contains(&date::age(*date, known.today));
    let agrees = |date: &&Date| Some(**date) == known.birth;
    dates.iter().find(agrees).or_else(|| dates.iter().find(|d| is_grown(d))).or(dates.first()).copied()
}

/// What keeps the text from being sixteen digits, or `None`.
fn misshapen(text: &str, digits: &str) -> Option<Vec<Fault>> {
    if is_scientific(text.trim().trim_start_matches('\'')) {
        return Some(vec![damaged_by_excel(text)]);
    }
    let strange: String = digits.chars().filter(|c| !c.is_ascii_digit()).take(10).collect();
    if !strange.is_empty() {
        return Some(vec![not_digits(digits, strange)]);
    }
    match digits.len() {
        16 => None,
        15 => Some(vec![wrong_length(15), one_lost()]),
        count => Some(vec![wrong_length(count)]),
    }
}

fn damaged_by_excel(found: &str) -> Fault {
    const TEXT: Text = text("NIK rusak oleh Excel: {0}", "NIK damaged by Excel: {0}");
    const ADVICE: Text = text(
        "Angka aslinya hilang. Di Excel jadikan kolom NIK Teks, lalu isi lagi dari KTP atau KK.",
        "The number itself is lost. In Excel make the NIK column Text, then fill it in again from the identity card.",
    );
    Fault::new("nik-rusak-excel", Weight::Error, TEXT.with([found.trim().chars().take(30).collect::<String>()]), ADVICE)
}

fn not_digits(digits: &str, strange: String) -> Fault {
    const TEXT: Text = text("NIK memuat bukan angka: {0}", "The NIK contains other than digits: {0}");
    const ADVICE: Text =
        text("Periksa KTP; NIK hanya angka, 16 buah.", "Check the identity card; a NIK is 16 digits and nothing else.");
    const LETTERS: Text = text(
        "Mungkin huruf O untuk 0, atau l untuk 1. Cocokkan dengan KTP sebelum dibetulkan.",
        "Perhaps the letter O for 0, or l for 1. Compare with the identity card before correcting.",
    );
    let repaired: String = digits
        .chars()
        .map(|c| match c {
            'O' | 'o' | 'Q' => '0',
            'l' | 'I' | 'i' | '|' => '1',
            _ => c,
        })
        .collect();
    let suggestion = parts(&repaired).is_some().then_some(repaired);
    let advice = if suggestion.is_some() { LETTERS } else { ADVICE };
    Fault::new("nik-bukan-angka", Weight::Error, TEXT.with([strange]), advice).suggesting(suggestion)
}

fn wrong_length(count: usize) -> Fault {
    const TEXT: Text = text("NIK {0} angka, seharusnya 16.", "The NIK has {0} digits instead of 16.");
    const ADVICE: Text = text(
        "Periksa KTP. Bila belum ada NIK, kosongkan dan pilih \"belum ada NIK\".",
        "Check the identity card. If there is no NIK yet, leave it empty and choose \"no NIK yet\".",
    );
    Fault::new("nik-panjang", Weight::Error, TEXT.with([count.to_string()]), ADVICE)
}

fn one_lost() -> Fault {
    const TEXT: Text = text(
        "Satu angka hilang, tetapi bukan nol di depan: tidak ada kode provinsi yang berawal 0.",
        "One digit is lost, but no leading zero: no province code begins with 0.",
    );
    const ADVICE: Text =
        text("Cari angka yang terlewat di KTP; jangan menambah 0.", "Find the missing digit on the card; add no 0.");
    Fault::new("nik-nol-hilang", Weight::Warning, TEXT, ADVICE)
}

fn no_such_date(digits: &str) -> Fault {
    const TEXT: Text =
        text("Tanggal lahir dalam NIK tidak ada: {0}", "The date of birth in the NIK does not exist: {0}");
    const ADVICE: Text = text(
        "Cocokkan dengan KTP. Bila memang tertulis begitu, isi alasan.",
        "Compare with the identity card. If it is written so, give a reason.",
    );
    let birth = parts(digits).map_or("", |(_, birth, _)| birth);
    Fault::new("nik-tanggal", Weight::Overridable, TEXT.with([birth]), ADVICE)
}

fn no_serial() -> Fault {
    const TEXT: Text = text("Nomor urut NIK 0000.", "The serial number of the NIK is 0000.");
    const ADVICE: Text = text(
        "Nomor urut mulai 0001. Cocokkan dengan KTP; bila memang begitu, isi alasan.",
        "Serial numbers begin with 0001. Compare with the identity card; if it is so, give a reason.",
    );
    Fault::new("nik-urut", Weight::Overridable, TEXT, ADVICE)
}

fn maybe_rounded() -> Fault {
    const TEXT: Text = text(
        "NIK berakhir 0; Excel mengganti angka ke-16 dengan 0.",
        "The NIK ends in 0; Excel replaces the 16th digit by 0.",
    );
    const ADVICE: Text = text(
        "Cocokkan angka terakhir dengan KTP; bila memang 0, isi alasan.",
        "Compare the last digit with the identity card; if it is 0, give a reason.",
    );
    Fault::new("nik-bulat-excel", Weight::Warning, TEXT, ADVICE)
}

fn unknown_region(region: &str) -> Fault {
    const TEXT: Text =
        text("Kode wilayah {0} dalam NIK tidak dikenal.", "The region code {0} in the NIK is not known.");
    const ADVICE: Text = text(
        "Mungkin kode lama sebelum pemekaran. Cocokkan dengan KTP.",
        "It may be an old code. Compare with the identity card.",
    );
    Fault::new("nik-wilayah", Weight::Warning, TEXT.with([region]), ADVICE)
}

fn other_date(said: Date, entered: Date) -> Fault {
    const TEXT: Text = text(
        "Tanggal lahir {0} tidak sama dengan NIK ({1}).",
        "The date of birth {0} is not the one in the NIK ({1}).",
    );
    const ADVICE: Text = text("Betulkan, atau isi alasan.", "Correct it, or give a reason.");
    Fault::new("nik-tanggal-beda", Weight::Warning, TEXT.with([date::show(entered), date::show(said)]), ADVICE)
}

fn other_sex(said: Sex, entered: Sex) -> Fault {
    const MAN: Text =
        text("Jenis kelamin diisi laki-laki, menurut NIK perempuan.", "Sex is entered as male, the NIK says female.");
    const WOMAN: Text =
        text("Jenis kelamin diisi perempuan, menurut NIK laki-laki.", "Sex is entered as female, the NIK says male.");
    const ADVICE: Text = text("Betulkan, atau isi alasan.", "Correct it, or give a reason.");
    debug_assert_ne!(said, entered);
    let text = if entered == Sex::Male { MAN } else { WOMAN };
    Fault::new("nik-kelamin-beda", Weight::Warning, text, ADVICE)
}

/// What a NIK says, in a few words beside the field: `perempuan, 10-03-1985 (41 tahun)`.
pub fn summary(facts: &Facts, today: Date) -> Option<super::words::Phrase> {
    let (sex, birth) = (facts.sex?, facts.birth?);
    const MAN: Text = text("laki-laki, {0} ({1} tahun)", "male, {0} ({1} years)");
    const WOMAN: Text = text("perempuan, {0} ({1} tahun)", "female, {0} ({1} years)");
    let text = if sex == Sex::Male { MAN } else { WOMAN };
    Some(text.with([date::show(birth), date::age(birth, today).to_string()]))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::super::words::Lang;
    use super::*;

    const TODAY: Date = Date::constant(2026, 3, 12);

    fn known<'a>() -> Known<'a> {
        Known { today: TODAY, is_region: &|code| code == "620399", birth: None, sex: None }
    }

    fn codes(text: &str) -> Vec<(&'static str, Weight)> {
        read(text, &known()).faults.iter().map(|fault| (fault.code, fault.weight)).collect()
    }

    #[test]
    fn a_good_number_says_place_birth_and_sex() {
        for text in
            ["6203995003850001", "620399 500385 0001", "620399.500385.0001", "'6203995003850001", "6203995003850001.0"]
        {
            let reading = read(text, &known());
            assert_eq!(reading.digits, "6203995003850001");
            assert_eq!(reading.faults, []);
            let facts = reading.facts.expect("sixteen digits");
            assert_eq!(facts.region, "620399");
            assert_eq!((facts.birth, facts.sex, facts.serial), (Some(date(1985, 3, 10)), Some(Sex::Female), 1));
            let words = summary(&facts, TODAY).expect("a whole date");
            assert_eq!(words.get(Lang::Id), "perempuan, 10-03-1985 (41 tahun)");
        }
        assert_eq!(read("6203991003850001", &known()).facts.and_then(|f| f.sex), Some(Sex::Male));
    }

    #[test]
    fn damage_by_excel_is_named() {
        for text in ["6,20399E+15", "6.20399E+15", "6.20399E15", "6.2E+15", "'6.20399e+15", "6,20399 E+15"] {
            assert_eq!(codes(text), [("nik-rusak-excel", Weight::Error)], "{text}");
        }
        assert_eq!(
            codes("6203995003850000"),
            [("nik-urut", Weight::Overridable), ("nik-bulat-excel", Weight::Warning)]
        );
        assert_eq!(codes("6203995003850010"), [("nik-bulat-excel", Weight::Warning)]);
    }

    #[test]
    fn the_length_must_be_sixteen() {
        assert_eq!(codes("62039950038500"), [("nik-panjang", Weight::Error)]);
        assert_eq!(codes("62039950038500011"), [("nik-panjang", Weight::Error)]);
        assert_eq!(codes(""), [("nik-panjang", Weight::Error)]);
        assert_eq!(codes("620399500385001"), [("nik-panjang", Weight::Error), ("nik-nol-hilang", Weight::Warning)]);
    }

    #[test]
    fn letters_are_named_and_a_repair_is_only_offered() {
        let reading = read("62O39950038500l1", &known());
        let fault = reading.faults.first().expect("a fault");
        assert_eq!((fault.code, fault.weight), ("nik-bukan-angka", Weight::Error));
        assert_eq!(fault.suggestion.as_deref(), Some("6203995003850011"));
        assert_eq!(reading.digits, "62O39950038500l1");
        assert_eq!(reading.facts, None);
        assert_eq!(read("6203995003850X01", &known()).faults.first().and_then(|f| f.suggestion.clone()), None);
        assert_eq!(codes("belum ada"), [("nik-bukan-angka", Weight::Error)]);
    }

    #[test]
    fn impossible_dates_may_be_passed_with_a_reason() {
        for text in ["6203993202850001", "6203997202850001", "6203993002850001", "6203990013850001", "6203992902850001"]
        {
            assert_eq!(codes(text), [("nik-tanggal", Weight::Overridable)], "{text}");
        }
        assert_eq!(codes("6203992902840001"), []);
    }

    #[test]
    fn all_faults_are_told_at_once() {
        assert_eq!(
            codes("0000000000000000").iter().map(|(code, _)| *code).collect::<Vec<_>>(),
            ["nik-tanggal", "nik-urut", "nik-bulat-excel", "nik-wilayah"]
        );
    }

    #[test]
    fn the_century_makes_a_kader_grown_up() {
        let birth = |text: &str| read(text, &known()).facts.and_then(|f| f.birth);
        assert_eq!(birth("6203990101050001"), Some(date(2005, 1, 1)));
        assert_eq!(birth("6203990101260001"), Some(date(1926, 1, 1)));
        assert_eq!(birth("6203993112090001"), Some(date(2009, 12, 31)));
        assert_eq!(birth("6203992902000001"), Some(date(2000, 2, 29)));
    }

    #[test]
    fn other_birth_or_sex_than_entered_is_a_warning() {
        let entered = |birth, sex| Known { birth: Some(birth), sex: Some(sex), ..known() };
        let codes = |reading: Reading| reading.faults.iter().map(|f| f.code).collect::<Vec<_>>();
        let nik = "6203995003850001";
        assert_eq!(codes(read(nik, &entered(date(1985, 3, 10), Sex::Female))), [""; 0]);
        assert_eq!(codes(read(nik, &entered(date(1985, 3, 12), Sex::Male))), ["nik-tanggal-beda", "nik-kelamin-beda"]);
        let fault = read(nik, &entered(date(1985, 3, 12), Sex::Female)).faults.remove(0);
        assert_eq!(fault.text.get(Lang::Id), "Tanggal lahir 12-03-1985 tidak sama dengan NIK (10-03-1985).");
        // The century is not in the number, so it cannot disagree.
        assert_eq!(codes(read("6203995003200001", &entered(date(1920, 3, 10), Sex::Female))), [""; 0]);
        assert_eq!(codes(read("6203995003200001", &entered(date(2020, 3, 10), Sex::Female))), [""; 0]);
    }

    #[test]
    fn the_number_is_shown_in_groups_and_masked() {
        assert_eq!(show_grouped("6203995003850001"), "620399 500385 0001");
        assert_eq!(mask("6203995003850001"), "620399 ****** 0001");
        assert_eq!(mask("62039950"), "********");
        assert_eq!(show_grouped("6,2E+15"), "6,2E+15");
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "\\PC*|[0-9OlE+., '-]{0,20}|[0-9]{16}") {
            let reading = read(&text, &known());
            let error = reading.weight() == Some(Weight::Error);
            prop_assert_eq!(error, reading.facts.is_none());
            let _ = (show_grouped(&text), mask(&text));
            prop_assert!(reading.faults.is_sorted_by_key(|fault| std::cmp::Reverse(fault.weight)));
        }

        #[test]
        fn a_real_birth_is_read_from_its_number(days in 0i64..29_000, woman in any::<bool>(), serial in 1u32..=9999) {
            let born = date(1927, 1, 1).saturating_add(jiff::Span::new().days(days));
            let day = i32::from(born.day()) + if woman { 40 } else { 0 };
            let nik = format!("620399{day:02}{:02}{:02}{serial:04}", born.month(), born.year() % 100);
            let facts = read(&nik, &known()).facts.expect("sixteen digits");
            prop_assert_eq!(facts.birth, Some(born));
            prop_assert_eq!(facts.sex == Some(Sex::Female), woman);
        }
    }
}
