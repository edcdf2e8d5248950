//! Marks of the months of a year: which months something is planned for.
//!
//! * **Owns** [`Months`], and how people write them: names, numbers, ranges, quarters.
//! * **Imports** `text`, `words`.
//! * **Never** knows a year.

use super::text::fold;
use super::words::{Lang, Phrase, text};

/// A set of months; bit 0 is January.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Months(u16);

const ALL: u16 = 0x0FFF;

/// Short names, January first.
const SHORT: [(&str, &str); 12] = [
    ("Jan", "Jan"),
    ("Feb", "Feb"),
    ("Mar", "Mar"),
    ("Apr", "Apr"),
    ("Mei", "May"),
    ("Jun", "Jun"),
    ("Jul", "Jul"),
    ("Agu", "Aug"),
    ("Sep", "Sep"),
    ("Okt", "Oct"),
    ("Nov", "Nov"),
    ("Des", "Dec"),
];

/// How a month's name may begin, folded; three letters suffice.
const NAMES: [&[&str]; 12] = [
    &["januari", "january"],
    &["februari", "pebruari", "february"],
    &["maret", "march"],
    &["april"],
    &["mei", "may"],
    &["juni", "june"],
    &["juli", "july"],
    &["agustus", "august", "agt", "ags"],
    &["september"],
    &["oktober", "october"],
    &["november", "nopember"],
    &["desember", "december"],
];

impl Months {
    /// The set of a kept number; what is no month is left out.
    pub fn from_bits(bits: i64) -> Self {
        Months(u16::try_from(bits & i64::from(ALL)).unwrap_or(0))
    }

    /// The number it is kept as.
    pub fn bits(self) -> i64 {
        i64::from(self.0)
    }

    /// All months of a year.
    pub const fn year() -> Self {
        Months(ALL)
    }

    /// The months of a quarter, 1 to 4.
    pub const fn quarter(number: u32) -> Self {
        match number {
            1 => Months(0x007),
            2 => Months(0x038),
            3 => Months(0x1C0),
            4 => Months(0xE00),
            _ => Months(0),
        }
    }

    /// True where no month is marked.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many months are marked.
    pub const fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether a month, 1 to 12, is marked.
    pub const fn has(self, month: u32) -> bool {
        month >= 1 && month <= 12 && self.0 & (1 << (month - 1)) != 0
    }

    /// The set with a month, 1 to 12, marked or unmarked.
    #[must_use]
    pub const fn toggled(self, month: u32) -> Self {
        if month >= 1 && month <= 12 { Months(self.0 ^ (1 << (month - 1))) } else { self }
    }

    /// The quarters, 1 to 4, with a marked month.
    pub fn quarters(self) -> impl Iterator<Item = u32> {
        (1..=4).filter(move |number| self.0 & Months::quarter(*number).0 != 0)
    }

    /// The marked months, 1 to 12.
    pub fn iter(self) -> impl Iterator<Item = u32> {
        (1..=12).filter(move |month| self.has(*month))
    }

    /// Twelve cells: `x..x..x..x..`.
    pub fn marks(self) -> String {
        (1..=12).map(|month| if self.has(month) { 'x' } else { '.' }).collect()
    }

    /// `1,2,12`, as exports write it.
    pub fn numbers(self) -> String {
        self.iter().map(|month| month.to_string()).collect::<Vec<_>>().join(",")
    }

    /// `Jan-Mar, Des`.
    pub fn show(self, lang: Lang) -> String {
        let name = |month: u32| {
            let at = usize::try_from(month).unwrap_or(1) - 1;
            SHORT.get(at).map_or("", |(id, en)| if lang == Lang::Id { id } else { en })
        };
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for month in self.iter() {
            match runs.last_mut().filter(|(_, last)| *last + 1 == month) {
                Some((_, last)) => *last = month,
                None => runs.push((month, month)),
            }
        }
        let run = |(first, last): (u32, u32)| match last - first {
            0 => name(first).to_owned(),
            1 => format!("{}, {}", name(first), name(last)),
            _ => format!("{}-{}", name(first), name(last)),
        };
        runs.into_iter().map(run).collect::<Vec<_>>().join(", ")
    }
}

/// Reads months as people write them: `1,2,12`, `3-5`, `Maret s.d. Mei`, `TW I`, `Triwulan 2 dan
/// 4`, `x..x..x..x..`, `semua`, `sepanjang tahun`.
///
/// # Errors
/// A sentence where a part is no month.
pub fn parse(input: &str) -> Result<Months, Phrase> {
    let bare = input.trim();
    if bare.chars().count() == 12 && bare.chars().all(|c| matches!(c, 'x' | 'X' | '.' | '-' | 'v' | 'V' | '_')) {
        let marked = bare.chars().enumerate().filter(|(_, c)| matches!(c, 'x' | 'X' | 'v' | 'V'));
        return Ok(Months(marked.fold(0, |bits, (at, _)| bits | 1 << at)));
    }
    if matches!(
        fold(bare).as_str(),
        "semua" | "semua bulan" | "setahun" | "sepanjang tahun" | "setiap bulan" | "tiap bulan" | "bulanan" | "all"
    ) {
        return Ok(Months::year());
    }
    // A dash between two months is a range; "s.d.", "sampai" and "sd" say the same.
    let lower = bare.to_lowercase().replace(['\u{2013}', '\u{2014}'], "-");
    let ranged = ["s.d.", "s/d", "s.d", " sampai dengan ", " sampai ", " sd ", " hingga "]
        .iter()
        .fold(lower, |said, word| said.replace(word, "-"));
    let listed = [" dan ", "&", ";", "/", "+", "\n"].iter().fold(ranged, |said, word| said.replace(word, ","));
    let mut bits = 0;
    let mut quarterly = false;
    for part in listed.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let unknown = || {
            text(
                "\"{0}\" bukan bulan. Bulan ditulis 1 sampai 12, namanya, atau TW I sampai TW IV.",
                "\"{0}\" is no month. Write months as 1 to 12, by name, or as TW I to TW IV.",
            )
            .with([part.to_owned()])
        };
        let (from, to) = part.split_once('-').map_or((part, part), |(from, to)| (from.trim(), to.trim()));
        let (first, is_quarter) = unit(from, quarterly).ok_or_else(unknown)?;
        let (last, _) = unit(to, is_quarter).ok_or_else(unknown)?;
        quarterly = is_quarter;
        if last < first {
            return Err(text("\"{0}\" berjalan mundur.", "\"{0}\" runs backwards.").with([part.to_owned()]));
        }
        for number in first..=last {
            bits |= if is_quarter { Months::quarter(number).0 } else { 1 << (number - 1) };
        }
    }
    if bits == 0 {
        return Err(text("Bulan belum ditulis.", "No month is written.").into());
    }
    Ok(Months(bits))
}

/// A month (1 to 12) or a quarter (1 to 4), and whether it is a quarter. A bare number after a
/// quarter is a quarter: "TW I, III".
fn unit(said: &str, quarterly: bool) -> Option<(u32, bool)> {
    let folded = fold(said);
    let word = folded.strip_prefix("bulan ").unwrap_or(&folded);
    let quarter = ["triwulan", "tw", "kuartal", "q"].iter().find_map(|name| word.strip_prefix(name)).map(str::trim);
    if let Some(number) = quarter.or(quarterly.then_some(word)) {
        let number = match number {
            "1" | "i" => 1,
            "2" | "ii" => 2,
            "3" | "iii" => 3,
            "4" | "iv" => 4,
            _ => return None,
        };
        return Some((number, true));
    }
    if let Ok(number) = word.parse::<u32>() {
        return (1..=12).contains(&number).then_some((number, false));
    }
    let is = |name: &&str| *name == word || word.chars().count() >= 3 && name.starts_with(word);
    let at = NAMES.iter().position(|names| names.iter().any(is))?;
    Some((u32::try_from(at).ok()? + 1, false))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(input: &str) -> Option<String> {
        parse(input).ok().map(Months::numbers)
    }

    #[test]
    fn months_are_read_as_people_write_them() {
        for (said, months) in [
            ("1,2,12", "1,2,12"),
            ("3-5", "3,4,5"),
            ("Maret s.d. Mei", "3,4,5"),
            ("Maret - Mei", "3,4,5"),
            ("Jan, Peb, Nopember", "1,2,11"),
            ("agt", "8"),
            ("TW I", "1,2,3"),
            ("Triwulan II dan IV", "4,5,6,10,11,12"),
            ("tw1-tw2", "1,2,3,4,5,6"),
            ("x..x..x..x..", "1,4,7,10"),
            ("Sepanjang tahun", "1,2,3,4,5,6,7,8,9,10,11,12"),
            ("Juni/Juli", "6,7"),
        ] {
            assert_eq!(read(said).as_deref(), Some(months), "{said}");
        }
    }

    #[test]
    fn what_is_no_month_is_refused() {
        for said in ["13", "0", "1,13", "Sen", "TW V", "5-3", "x..x", "-", "1.5"] {
            assert_eq!(read(said), None, "{said}");
        }
    }

    #[test]
    fn runs_are_shown_short() {
        let show = |said: &str| parse(said).map(|months| months.show(Lang::Id)).unwrap_or_default();
        assert_eq!(show("1,2,3,12"), "Jan-Mar, Des");
        assert_eq!(show("5,6"), "Mei, Jun");
        assert_eq!(parse("5").map(|m| m.show(Lang::En)), Ok("May".to_owned()));
    }

    #[test]
    fn months_belong_to_quarters() {
        let months = parse("1,6").unwrap_or_default();
        assert_eq!(months.quarters().collect::<Vec<_>>(), [1, 2]);
    }

    proptest! {
        #[test]
        fn every_way_of_writing_reads_back(bits in 1i64..4096) {
            let months = Months::from_bits(bits);
            prop_assert_eq!(parse(&months.numbers()), Ok(months));
            prop_assert_eq!(parse(&months.marks()), Ok(months));
            prop_assert_eq!(parse(&months.show(Lang::Id)), Ok(months));
            prop_assert_eq!(parse(&months.show(Lang::En)), Ok(months));
        }

        #[test]
        fn no_text_makes_reading_panic(input in any::<String>()) {
            let _ = parse(&input);
        }
    }
}
