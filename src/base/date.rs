//! Dates as offices write them: day, month, year.
//!
//! * **Owns** reading a date from what people type or other programs wrote, writing it the
//!   Indonesian way, and the few sums that terms and ages need.
//! * **Imports** `jiff` and [`super::words`].
//! * **Never** asks a clock (today arrives from outside) and never reads month-first.

use jiff::Span;
pub use jiff::civil::Date;
use jiff::civil::Weekday;

use super::words::{Phrase, Text, text};

/// The months as official letters write them.
pub const MONTHS: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];

/// Other spellings met in files, by month: older spellings, abbreviations, English.
const MONTH_WORDS: [&[&str]; 12] = [
    &["januari", "jan", "january", "i"],
    &["februari", "feb", "pebruari", "peb", "february", "febr", "ii"],
    &["maret", "mar", "mrt", "march", "iii"],
    &["april", "apr", "iv"],
    &["mei", "may", "v"],
    &["juni", "jun", "june", "vi"],
    &["juli", "jul", "july", "vii"],
    &["agustus", "agt", "ags", "agu", "agus", "agst", "aug", "august", "viii"],
    &["september", "sep", "sept", "ix"],
    &["oktober", "okt", "october", "oct", "x"],
    &["november", "nov", "nopember", "nop", "xi"],
    &["desember", "des", "december", "dec", "xii"],
];

/// Names of days met in front of a date, Monday first.
const DAY_WORDS: [&[&str]; 7] = [
    &["senin", "sen", "monday", "mon"],
    &["selasa", "sel", "tuesday", "tue"],
    &["rabu", "rab", "wednesday", "wed"],
    &["kamis", "kam", "thursday", "thu"],
    &["jumat", "jum", "friday", "fri"],
    &["sabtu", "sab", "saturday", "sat"],
    &["minggu", "min", "ahad", "sunday", "sun"],
];

/// Why a text is no date. Each says enough for one sentence beside the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateError {
    /// Nothing is written.
    Empty,
    /// Not in any form that is read.
    Unreadable,
    /// Day or month is written without the rest.
    Incomplete,
    /// The day is not between 1 and 31.
    Day(u32),
    /// The month is not between 1 and 12, and would be no day in its place either.
    Month(u32),
    /// Month-first, as American programs write: read the other way round it would be a date.
    Swapped {
        /// What probably is the day.
        day: u32,
        /// What probably is the month.
        month: u32,
    },
    /// The month does not have that day.
    NotInMonth {
        /// The day written.
        day: u32,
        /// 1 to 12.
        month: u32,
        /// The year, four digits.
        year: i16,
        /// The month's last day in that year.
        last: u32,
    },
    /// The month's name is not known.
    MonthName(String),
    /// The year has neither two nor four digits.
    Year(String),
    /// The date is real, but on another day of the week than written.
    DayName {
        /// The name of the day as written.
        said: String,
        /// The date's own day.
        is: &'static str,
    },
    /// An Excel day number outside 1 to 2,958,465, or its 29-02-1900 that never was.
    Serial,
    /// So many days away that the calendar ends.
    TooFar,
}

impl DateError {
    /// The error as a sentence with what to do.
    pub fn say(&self) -> Phrase {
        const EMPTY: Text = text("Tanggal belum diisi.", "The date is empty.");
        const UNREADABLE: Text = text(
            "Tanggal tidak terbaca; tulis hari-bulan-tahun, misalnya 12-03-1985.",
            "The date cannot be read; write day-month-year, for example 12-03-1985.",
        );
        const INCOMPLETE: Text = text(
            "Tanggal belum lengkap; tulis hari-bulan-tahun, misalnya 12-03-1985.",
            "The date is incomplete; write day-month-year, for example 12-03-1985.",
        );
        const DAY: Text = text("Hari {0} tidak ada; hari 1 sampai 31.", "There is no day {0}; days run from 1 to 31.");
        const MONTH: Text =
            text("Bulan {0} tidak ada; bulan 1 sampai 12.", "There is no month {0}; months run from 1 to 12.");
        const SWAPPED: Text = text(
            "Bulan {0} tidak ada; hari dan bulan mungkin tertukar (hari {0} bulan {1}?).",
            "There is no month {0}; day and month are probably swapped (day {0} of month {1}?).",
        );
        const NOT_IN_MONTH: Text = text("{0} {1} hanya sampai tanggal {2}.", "{0} {1} has only {2} days.");
        const MONTH_NAME: Text = text("Nama bulan \"{0}\" tidak dikenal.", "The month \"{0}\" is not known.");
        const YEAR: Text = text(
            "Tahun \"{0}\" tidak terbaca; tulis empat angka, misalnya 1985.",
            "The year \"{0}\" cannot be read; write four digits, for example 1985.",
        );
        const DAY_NAME: Text = text(
            "Tanggal itu hari {0}, bukan {1}; periksa hari dan tanggalnya.",
            "That date is a {0}, not a {1}; check the day and the date.",
        );
        const SERIAL: Text = text(
            "Angka ini bukan tanggal Excel; tulis hari-bulan-tahun, misalnya 12-03-1985.",
            "This number is no Excel date; write day-month-year, for example 12-03-1985.",
        );
        const TOO_FAR: Text = text("Tanggal terlalu jauh.", "The date is too far away.");
        match self {
            Self::Empty => EMPTY.into(),
            Self::Unreadable => UNREADABLE.into(),
            Self::Incomplete => INCOMPLETE.into(),
            Self::Day(day) => DAY.with([day.to_string()]),
            Self::Month(month) => MONTH.with([month.to_string()]),
            Self::Swapped { day, month } => SWAPPED.with([day.to_string(), month.to_string()]),
            Self::NotInMonth { month, year, last, .. } => {
                NOT_IN_MONTH.with([month_name(*month).to_owned(), year.to_string(), last.to_string()])
            }
            Self::MonthName(name) => MONTH_NAME.with([name.clone()]),
            Self::Year(year) => YEAR.with([year.clone()]),
            Self::DayName { said, is } => DAY_NAME.with([(*is).to_owned(), said.clone()]),
            Self::Serial => SERIAL.into(),
            Self::TooFar => TOO_FAR.into(),
        }
    }
}

impl std::fmt::Display for DateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.say().get(super::words::Lang::Id))
    }
}

impl std::error::Error for DateError {}

/// Reads a date as a person types it: everything [`parse_strict`] reads, and the short forms
/// `h` (today), `k` (yesterday), `b` (tomorrow), `+7` and `-3` (days from today), `5/3` and
/// `5 Maret` (this year).
///
/// # Errors
/// [`DateError`] says which part cannot stand.
pub fn parse(text: &str, today: Date) -> Result<Date, DateError> {
    let said = text.trim().to_lowercase();
    match said.as_str() {
        "" => return Err(DateError::Empty),
        "h" | "hari ini" | "today" => return Ok(today),
        "k" | "kemarin" | "yesterday" => return days_from(today, -1),
        "b" | "besok" | "tomorrow" => return days_from(today, 1),
        "lusa" => return days_from(today, 2),
        _ => {}
    }
    if let Some(days) = signed_days(&said) {
        return days_from(today, days?);
    }
    match Pieces::of(&said)?.read(today) {
        Err(DateError::Incomplete) => this_year(&said, today),
        read => read,
    }
}

/// Reads a date from a file: day-month-year with `-`, `/`, `.` or spaces, the month as a number
/// or a name, the year with two or four digits, an optional day of the week in front; digits
/// only (`12031985`, `120385`); year-month-day when the year comes first; a time behind the
/// date is dropped. `today` settles the century of a two-digit year: the latest one that is at
/// most ten years ahead.
///
/// # Errors
/// [`DateError`] says which part cannot stand. Month-first is never read.
pub fn parse_strict(text: &str, today: Date) -> Result<Date, DateError> {
    let said = text.trim().to_lowercase();
    if said.is_empty() {
        return Err(DateError::Empty);
    }
    Pieces::of(&said)?.read(today)
}

/// Reads an Excel day number (the 1900 system, with its 29-02-1900 that never was). The time of
/// day, the fraction, is dropped.
///
/// # Errors
/// [`DateError::Serial`] below 1, above 2,958,465 (31-12-9999) and for 60, the false leap day.
pub fn from_excel_serial(serial: f64) -> Result<Date, DateError> {
    let whole = serial.floor();
    // NaN fails this comparison too.
    if !(1.0..=2_958_465.0).contains(&whole) {
        return Err(DateError::Serial);
    }
    #[expect(clippy::cast_possible_truncation, reason = "between 1 and 2,958,465, checked above")]
    let days = whole as i64;
    // Before the false leap day the count starts at 31-12-1899, after it at 30-12-1899.
    let start = match days {
        60 => return Err(DateError::Serial),
        1..60 => Date::constant(1899, 12, 31),
        _ => Date::constant(1899, 12, 30),
    };
    days_from(start, days)
}

/// `dd-mm-yyyy`, as lists and forms show a date.
pub fn show(date: Date) -> String {
    format!("{:02}-{:02}-{:04}", date.day(), date.month(), date.year())
}

/// `yyyy-mm-dd`, as JSON and the data file write a date.
pub fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// `29 Oktober 2025`, as letters write a date.
pub fn long(date: Date) -> String {
    format!("{} {} {}", date.day(), month_name(date.month().unsigned_abs().into()), date.year())
}

/// The day of the week, `Senin` to `Minggu`.
pub fn day_name(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "Senin",
        Weekday::Tuesday => "Selasa",
        Weekday::Wednesday => "Rabu",
        Weekday::Thursday => "Kamis",
        Weekday::Friday => "Jumat",
        Weekday::Saturday => "Sabtu",
        Weekday::Sunday => "Minggu",
    }
}

/// The month's Indonesian name for 1 to 12, else nothing.
pub fn month_name(month: u32) -> &'static str {
    usize::try_from(month).ok().and_then(|m| MONTHS.get(m.checked_sub(1)?)).copied().unwrap_or("")
}

/// Completed years of life. Negative for a birth after `today`. Who was born on 29 February
/// becomes older on 1 March of a common year.
pub fn age(birth: Date, today: Date) -> i32 {
    let years = i32::from(today.year()) - i32::from(birth.year());
    if (today.month(), today.day()) < (birth.month(), birth.day()) { years - 1 } else { years }
}

/// The last day of a term of whole years: a term of 5 years from 12-01-2026 ends on 11-01-2031.
pub fn term_end(start: Date, years: i16) -> Date {
    let Ok(span) = Span::new().try_years(years) else { return Date::MAX };
    let next = start.saturating_add(span);
    if next.day() == start.day() {
        next.yesterday().unwrap_or(next)
    } else {
        // From 29 February into a common year the sum already stands on the 28th, the last day.
        next
    }
}

/// The same day some months later or earlier, or the month's last day where it is shorter.
pub fn add_months(date: Date, months: i32) -> Date {
    match Span::new().try_months(months) {
        Ok(span) => date.saturating_add(span),
        Err(_) if months < 0 => Date::MIN,
        Err(_) => Date::MAX,
    }
}

fn days_from(date: Date, days: i64) -> Result<Date, DateError> {
    let span = Span::new().try_days(days).map_err(|_| DateError::TooFar)?;
    date.checked_add(span).map_err(|_| DateError::TooFar)
}

/// `+7`, `-3`, `+ 7 hari`: the days, or `None` where the text is something else.
fn signed_days(said: &str) -> Option<Result<i64, DateError>> {
    let (sign, rest) = match (said.strip_prefix('+'), said.strip_prefix('-')) {
        (Some(rest), _) => (1, rest),
        (_, Some(rest)) => (-1, rest),
        _ => return None,
    };
    let number = rest.trim().trim_end_matches("hari").trim_end();
    if number.is_empty() || !number.chars().all(|c| c.is_ascii_digit()) {
        return Some(Err(DateError::Unreadable));
    }
    Some(number.parse::<i64>().map(|n| n * sign).map_err(|_| DateError::TooFar))
}

/// `5/3` and `5 Maret`: the date of this year.
fn this_year(said: &str, today: Date) -> Result<Date, DateError> {
    let pieces = Pieces::of(said)?;
    let (day, month) = match pieces.words.as_slice() {
        [Word::Digits(day), Word::Digits(month)] => (number(day)?, number(month)?),
        [Word::Digits(day), Word::Letters(month)] => (number(day)?, month_number(month)?),
        _ => return Err(DateError::Incomplete),
    };
    pieces.on_its_day(real(day, month, today.year())?)
}

/// A run of digits or of letters.
#[derive(Debug, PartialEq)]
enum Word {
    Digits(String),
    Letters(String),
}

/// A date's text taken apart: the day of the week, then runs of digits and letters.
struct Pieces {
    day_name: Option<(String, usize)>,
    words: Vec<Word>,
    /// What stands between two runs, without spaces.
    between: Vec<String>,
}

impl Pieces {
    fn of(said: &str) -> Result<Self, DateError> {
        let mut words: Vec<Word> = Vec::new();
        let mut between: Vec<String> = Vec::new();
        let mut gap = Some(String::new());
        for c in without_time(said).chars() {
            if c.is_ascii_digit() || c.is_alphabetic() {
                let same = match (words.last_mut(), gap.is_none()) {
                    (Some(Word::Digits(run)), true) if c.is_ascii_digit() => Some(run),
                    (Some(Word::Letters(run)), true) if !c.is_ascii_digit() => Some(run),
                    _ => None,
                };
                if let Some(run) = same {
                    run.push(c);
                } else {
                    if !words.is_empty() {
                        between.push(gap.take().unwrap_or_default());
                    } else if gap.take().is_some_and(|g| !g.is_empty()) {
                        return Err(DateError::Unreadable);
                    }
                    let run = c.to_string();
                    words.push(if c.is_ascii_digit() { Word::Digits(run) } else { Word::Letters(run) });
                }
            } else {
                match c {
                    // "Jum'at" is written with many marks.
                    '\'' | '\u{2019}' | '\u{2018}' | '`' if gap.is_none() => {}
                    '-' | '/' | '.' | ',' => gap.get_or_insert_default().push(c),
                    _ if c.is_whitespace() => _ = gap.get_or_insert_default(),
                    _ => return Err(DateError::Unreadable),
                }
            }
        }
        let mut day_name = None;
        if let Some(Word::Letters(first)) = words.first()
            && let Some(at) = DAY_WORDS.iter().position(|names| names.contains(&first.as_str()))
        {
            day_name = Some((first.clone(), at));
            words.remove(0);
            if !between.is_empty() {
                between.remove(0);
            }
        }
        Ok(Self { day_name, words, between })
    }

    fn read(&self, today: Date) -> Result<Date, DateError> {
        let date = match self.words.as_slice() {
            [Word::Digits(day), Word::Letters(month), Word::Digits(rest)] => {
                real(number(day)?, month_number(month)?, full_year(rest, today)?)
            }
            [Word::Digits(a), Word::Digits(b), Word::Digits(c)] => {
                if self.between.first() != self.between.get(1) {
                    return Err(DateError::Unreadable);
                }
                if a.len() == 4 {
                    let (month, day) = (number(b)?, number(c)?);
                    real(day, month, full_year(a, today)?)
                } else {
                    real(number(a)?, number(b)?, full_year(c, today)?)
                }
            }
            [Word::Digits(run)] => from_digits(run, today),
            [Word::Digits(_), Word::Letters(month)] => month_number(month).and(Err(DateError::Incomplete)),
            [Word::Digits(_), Word::Digits(_)] => Err(DateError::Incomplete),
            _ => Err(DateError::Unreadable),
        }?;
        self.on_its_day(date)
    }

    /// The date, where it falls on the day of the week written before it.
    fn on_its_day(&self, date: Date) -> Result<Date, DateError> {
        match &self.day_name {
            Some((said, at)) if usize::from(date.weekday().to_monday_zero_offset().unsigned_abs()) != *at => {
                Err(DateError::DayName { said: said.clone(), is: day_name(date) })
            }
            _ => Ok(date),
        }
    }
}

/// The text before a time of day (`1985-03-12 00:00:00`, `1985-03-12t07:30`), or all of it.
fn without_time(said: &str) -> &str {
    let Some((before, after)) = said.split_once(':') else { return said };
    let stem = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let date = stem.strip_suffix('t').or_else(|| stem.strip_suffix(char::is_whitespace));
    let is_tail = |c: char| c.is_ascii_digit() || c.is_whitespace() || ":.,+-zapmwibt".contains(c);
    match date {
        Some(date) if (1..=2).contains(&(before.len() - stem.len())) && after.chars().all(is_tail) => date.trim_end(),
        _ => said,
    }
}

fn from_digits(run: &str, today: Date) -> Result<Date, DateError> {
    let part = |from: usize, to: usize| run.get(from..to).unwrap_or("");
    match run.len() {
        6 => real(number(part(0, 2))?, number(part(2, 4))?, full_year(part(4, 6), today)?),
        8 => real(number(part(0, 2))?, number(part(2, 4))?, full_year(part(4, 8), today)?),
        1..=2 => Err(DateError::Incomplete),
        _ => Err(DateError::Unreadable),
    }
}

/// A day or month of at most two digits.
fn number(run: &str) -> Result<u32, DateError> {
    if run.len() > 2 {
        return Err(DateError::Unreadable);
    }
    run.parse().map_err(|_| DateError::Unreadable)
}

fn full_year(run: &str, today: Date) -> Result<i16, DateError> {
    let wrong = || DateError::Year(run.chars().take(12).collect());
    let year: i16 = run.parse().map_err(|_| wrong())?;
    match run.len() {
        4 if year >= 1000 => Ok(year),
        2 => {
            let latest = today.year() + 10;
            Ok(latest - (latest - year).rem_euclid(100))
        }
        _ => Err(wrong()),
    }
}

fn month_number(name: &str) -> Result<u32, DateError> {
    (1..)
        .zip(MONTH_WORDS)
        .find(|(_, names)| names.contains(&name))
        .map(|(month, _)| month)
        .ok_or_else(|| DateError::MonthName(name.chars().take(20).collect()))
}

/// The date, where the calendar has it.
fn real(day: u32, month: u32, year: i16) -> Result<Date, DateError> {
    if !(1..=12).contains(&month) {
        return Err(if (13..=31).contains(&month) && (1..=12).contains(&day) {
            DateError::Swapped { day: month, month: day }
        } else {
            DateError::Month(month)
        });
    }
    if !(1..=31).contains(&day) {
        return Err(DateError::Day(day));
    }
    let (small_month, small_day) = (i8::try_from(month), i8::try_from(day));
    let (Ok(small_month), Ok(small_day)) = (small_month, small_day) else { return Err(DateError::Unreadable) };
    Date::new(year, small_month, small_day).map_err(|_| DateError::NotInMonth {
        day,
        month,
        year,
        last: Date::new(year, small_month, 1).map_or(31, |first| first.days_in_month().unsigned_abs().into()),
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const TODAY: Date = Date::constant(2026, 3, 10);

    fn strict(text: &str) -> Result<Date, DateError> {
        parse_strict(text, TODAY)
    }

    #[test]
    fn every_office_spelling_is_the_same_day() {
        for text in [
            "12-03-1985",
            "12/3/85",
            "12.03.1985",
            "12 Maret 1985",
            "12 Mar 85",
            "12-Mar-1985",
            "12 March 1985",
            "12 MARET 1985",
            "12 03 1985",
            "1985-03-12",
            "1985/03/12",
            "1985-03-12 00:00:00",
            "1985-03-12T00:00:00",
            "1985-03-12T07:30:00.000Z",
            "12/03/1985 0:00",
            "12031985",
            "120385",
            " 12 - 03 - 1985 ",
            "12/III/1985",
            "Selasa, 12 Maret 1985",
            "Selasa 12-03-1985",
            "12 Mrt. 1985",
        ] {
            assert_eq!(strict(text), Ok(date(1985, 3, 12)), "{text}");
            assert_eq!(parse(text, TODAY), Ok(date(1985, 3, 12)), "{text}");
        }
        assert_eq!(strict("Kamis, 12 Februari 2026"), Ok(date(2026, 2, 12)));
        assert_eq!(strict("12 Agt 1985"), Ok(date(1985, 8, 12)));
        assert_eq!(strict("Jum'at, 17 Nopember 2023"), Ok(date(2023, 11, 17)));
        assert_eq!(strict("Jum\u{2019}at, 17 Nop 2023"), Ok(date(2023, 11, 17)));
    }

    #[test]
    fn the_month_never_comes_first() {
        assert_eq!(strict("13/25/2024"), Err(DateError::Month(25)));
        assert_eq!(strict("03/25/2024"), Err(DateError::Swapped { day: 25, month: 3 }));
        assert_eq!(strict("05/03/2024"), Ok(date(2024, 3, 5)));
        assert_eq!(strict("March 12, 1985"), Err(DateError::Unreadable));
        assert_eq!(
            DateError::Swapped { day: 25, month: 3 }.to_string(),
            "Bulan 25 tidak ada; hari dan bulan mungkin tertukar (hari 25 bulan 3?)."
        );
    }

    #[test]
    fn the_error_says_which_part_is_wrong() {
        assert_eq!(strict("31-02-2024"), Err(DateError::NotInMonth { day: 31, month: 2, year: 2024, last: 29 }));
        assert_eq!(strict("32-01-2024"), Err(DateError::Day(32)));
        assert_eq!(strict("00-00-0000"), Err(DateError::Year("0000".into())));
        assert_eq!(strict("12 Mart 1985"), Err(DateError::MonthName("mart".into())));
        assert_eq!(strict("12-03-198"), Err(DateError::Year("198".into())));
        assert_eq!(strict("12-03/1985"), Err(DateError::Unreadable));
        assert_eq!(strict("Rabu, 12 Februari 2026"), Err(DateError::DayName { said: "rabu".into(), is: "Kamis" }));
        assert_eq!(strict("12-03-19:85"), Err(DateError::Unreadable));
        assert_eq!(strict("  "), Err(DateError::Empty));
        for text in ["19850312", "6203995003850001", "31244", "1985", "-", "12--1985", "belum ada"] {
            assert!(strict(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_two_digit_year_is_at_most_ten_years_ahead() {
        assert_eq!(strict("1-1-36"), Ok(date(2036, 1, 1)));
        assert_eq!(strict("1-1-37"), Ok(date(1937, 1, 1)));
        assert_eq!(parse_strict("1-1-03", date(2095, 1, 1)), Ok(date(2103, 1, 1)));
    }

    #[test]
    fn short_forms_work_while_typing_and_not_in_files() {
        for (text, day) in [
            ("h", TODAY),
            ("H", TODAY),
            ("hari ini", TODAY),
            ("k", date(2026, 3, 9)),
            ("kemarin", date(2026, 3, 9)),
            ("b", date(2026, 3, 11)),
            ("besok", date(2026, 3, 11)),
            ("+7", date(2026, 3, 17)),
            ("-3", date(2026, 3, 7)),
            ("5/3", date(2026, 3, 5)),
            ("5 mei", date(2026, 5, 5)),
        ] {
            assert_eq!(parse(text, TODAY), Ok(day), "{text}");
            assert!(strict(text).is_err(), "{text}");
        }
        assert_eq!(parse("29/2", TODAY), Err(DateError::NotInMonth { day: 29, month: 2, year: 2026, last: 28 }));
        assert_eq!(parse("+99999999999", TODAY), Err(DateError::TooFar));
        assert_eq!(parse("5", TODAY), Err(DateError::Incomplete));
    }

    #[test]
    fn excel_numbers_count_its_false_leap_day() {
        assert_eq!(from_excel_serial(1.0), Ok(date(1900, 1, 1)));
        assert_eq!(from_excel_serial(59.0), Ok(date(1900, 2, 28)));
        assert_eq!(from_excel_serial(60.0), Err(DateError::Serial));
        assert_eq!(from_excel_serial(61.0), Ok(date(1900, 3, 1)));
        assert_eq!(from_excel_serial(31118.75), Ok(date(1985, 3, 12)));
        assert_eq!(from_excel_serial(2_958_465.9), Ok(date(9999, 12, 31)));
        for serial in [0.0, 0.9, -1.0, 2_958_466.0, f64::NAN, f64::INFINITY] {
            assert_eq!(from_excel_serial(serial), Err(DateError::Serial));
        }
    }

    #[test]
    fn dates_are_written_as_letters_write_them() {
        let day = date(2025, 10, 29);
        assert_eq!(
            (show(day), iso(day), long(day)),
            ("29-10-2025".into(), "2025-10-29".into(), "29 Oktober 2025".into())
        );
        // Dates with their days as met in letters of 2025 and 2026 (domain notes, 6.2).
        for (day, name) in [
            (date(2025, 10, 29), "Rabu"),
            (date(2025, 9, 22), "Senin"),
            (date(2026, 2, 12), "Kamis"),
            (date(2025, 12, 1), "Senin"),
            (date(2025, 9, 18), "Kamis"),
        ] {
            assert_eq!(day_name(day), name);
        }
    }

    #[test]
    fn a_term_ends_the_day_before_its_anniversary() {
        assert_eq!(term_end(date(2026, 1, 12), 5), date(2031, 1, 11));
        assert_eq!(term_end(date(2024, 2, 29), 5), date(2029, 2, 28));
        assert_eq!(term_end(date(2023, 3, 1), 5), date(2028, 2, 29));
    }

    #[test]
    fn ages_and_months_follow_the_calendar() {
        assert_eq!(age(date(1985, 3, 10), TODAY), 41);
        assert_eq!(age(date(1985, 3, 11), TODAY), 40);
        assert_eq!(age(date(2008, 2, 29), date(2026, 2, 28)), 17);
        assert_eq!(age(date(2027, 1, 1), TODAY), -1);
        assert_eq!(add_months(date(2026, 1, 31), 1), date(2026, 2, 28));
        assert_eq!(add_months(date(2026, 1, 31), -2), date(2025, 11, 30));
        assert_eq!(add_months(TODAY, i32::MAX), Date::MAX);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC*|[0-9 ./:,tThkb+-]{0,24}") {
            let _ = parse(&text, TODAY).map_err(|e| e.say());
            let _ = parse_strict(&text, TODAY);
        }

        #[test]
        fn what_is_shown_is_read_back(year in 1000i16..=9999, month in 1i8..=12, day in 1i8..=31, serial in any::<f64>()) {
            if let Ok(day) = Date::new(year, month, day) {
                for text in [show(day), iso(day), long(day), format!("{}, {}", day_name(day), long(day))] {
                    prop_assert_eq!(parse_strict(&text, TODAY), Ok(day));
                    prop_assert_eq!(parse(&text, TODAY), Ok(day));
                }
            }
            let _ = from_excel_serial(serial);
        }
    }
}
