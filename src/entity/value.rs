//! Values and the four directions of every [`Kind`]: parse, show, edit, export.
//!
//! * **Owns** [`Value`], [`Link`], [`Vocabulary`] and the four directions.
//! * **Imports** `base` and the schema.
//! * **Never** looks anything up in a file: a link is resolved by whoever has the store.
//!
//! Laws, property-tested: `parse(edit(v)) == v`, `parse(export(v)) == v`, `parse` never panics.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::base::bulan::{self, Months};
use crate::base::date::{self, Date};
use crate::base::fault::{Fault, Weight};
use crate::base::id::RecordId;
use crate::base::words::{self, Lang, Text};
use crate::base::{money, nik, phone, rekening, text};

use super::check::{Problem, Severity};
use super::pola::Pola;
use super::schema::{Choice, Kind};
use super::setelan::Setelan;

/// A value of a field.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Unknown or not filled in.
    #[default]
    Empty,
    /// Text, a code, a choice or list code.
    Text(String),
    /// A day.
    Date(Date),
    /// A number: count, year, rupiah, 1/0 for yes/no.
    Int(i64),
    /// Another record.
    Link(Link),
}

/// A pointer to another record, with the words to show for it. Two links are equal when they
/// point to the same record.
#[derive(Clone, Debug)]
pub struct Link {
    /// The record pointed to.
    pub id: RecordId,
    /// Its title when it was read.
    pub title: String,
}

impl PartialEq for Link {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Value {
    /// True where nothing is known.
    pub const fn is_empty(&self) -> bool {
        matches!(self, Value::Empty)
    }

    /// The text of a text value, else `""`.
    pub fn as_text(&self) -> &str {
        match self {
            Value::Text(text) => text,
            _ => "",
        }
    }

    /// The day of a date value.
    pub const fn as_date(&self) -> Option<Date> {
        match self {
            Value::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// The number of a number value.
    pub const fn as_int(&self) -> Option<i64> {
        match self {
            Value::Int(number) => Some(*number),
            _ => None,
        }
    }

    /// The pointer of a link value.
    pub const fn as_link(&self) -> Option<&Link> {
        match self {
            Value::Link(link) => Some(link),
            _ => None,
        }
    }

    /// A link to a record with the words to show for it.
    pub fn link(id: RecordId, title: impl Into<String>) -> Self {
        Value::Link(Link { id, title: title.into() })
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        if text.is_empty() { Value::Empty } else { Value::Text(text.to_owned()) }
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        if text.is_empty() { Value::Empty } else { Value::Text(text) }
    }
}

impl From<Date> for Value {
    fn from(date: Date) -> Self {
        Value::Date(date)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Value::Int(number)
    }
}

impl From<Link> for Value {
    fn from(link: Link) -> Self {
        Value::Link(link)
    }
}

/// What an operator of this office may edit: the open lists (table `pilihan`) and the settings
/// (table `setelan`), as read from the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vocabulary {
    lists: BTreeMap<String, Vec<Item>>,
    settings: BTreeMap<String, String>,
}

/// One word of an open list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// What is stored in records; never changes once used.
    pub code: String,
    /// What is shown and exported.
    pub name: String,
    /// Other spellings it is read from.
    pub aliases: Vec<String>,
    /// False where it is no longer offered for new entries.
    pub active: bool,
    /// For a jabatan: the bidang it implies, or empty.
    pub bidang: String,
    /// For a jabatan: only one holder a Posyandu.
    pub single: bool,
    /// For a jabatan: belongs to the pengurus (terms limited, not in two Posyandu).
    pub officer: bool,
}

impl Vocabulary {
    /// Adds a word at the end of its list.
    pub fn push(&mut self, list: &str, item: Item) {
        self.lists.entry(list.to_owned()).or_default().push(item);
    }

    /// Takes what is kept of a setting.
    pub fn set(&mut self, name: impl Into<String>, kept: impl Into<String>) {
        self.settings.insert(name.into(), kept.into());
    }

    /// What holds of a setting, as set or by default.
    pub fn setting(&self, setelan: &Setelan) -> Cow<'_, str> {
        setelan.value(self.settings.get(setelan.name).map(String::as_str))
    }

    /// The number of a setting, as set or by default.
    pub fn number(&self, setelan: &Setelan) -> i64 {
        setelan.number(self.settings.get(setelan.name).map(String::as_str))
    }

    /// The pattern of a setting; `None` for a setting that is none.
    pub fn pola(&self, setelan: &Setelan) -> Option<Pola> {
        Pola::read(&self.setting(setelan))
    }

    /// The words of a list, in the operator's order.
    pub fn list(&self, list: &str) -> &[Item] {
        self.lists.get(list).map_or(&[], Vec::as_slice)
    }

    /// A word by its code.
    pub fn item(&self, list: &str, code: &str) -> Option<&Item> {
        self.list(list).iter().find(|item| item.code == code)
    }

    /// A word's position in the operator's order, for sorting.
    pub fn rank(&self, list: &str, code: &str) -> Option<usize> {
        self.list(list).iter().position(|item| item.code == code)
    }

    /// The name shown for a code; the code itself where the list does not know it.
    pub fn name<'a>(&'a self, list: &str, code: &'a str) -> &'a str {
        self.item(list, code).map_or(code, |item| item.name.as_str())
    }
}

/// What reading a text needs to know.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The date from which `h`, `+7` and two-digit years are understood.
    pub today: Date,
    /// The open lists.
    pub words: &'a Vocabulary,
    /// Who wrote the text.
    pub hand: Hand,
}

/// Who wrote a text that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// A clerk at the form: `h`, `+7`, `5/3` are welcome.
    Typed,
    /// An office file: read strictly.
    Office,
}

/// What reading a text gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// The value; `None` where the text cannot be understood.
    pub value: Option<Value>,
    /// What is the matter; warnings stand beside a value.
    pub problems: Vec<Problem>,
}

impl Read {
    fn good(value: impl Into<Value>) -> Self {
        Read { value: Some(value.into()), problems: Vec::new() }
    }

    fn bad(problem: Problem) -> Self {
        Read { value: None, problems: vec![problem] }
    }

    /// What base found about a number: its errors take the value away, the rest stands beside it.
    fn faults(value: String, faults: Vec<Fault>) -> Self {
        let fatal = faults.iter().any(|fault| fault.weight == Weight::Error);
        Read { value: (!fatal).then(|| value.into()), problems: faults.into_iter().map(Problem::from).collect() }
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        let severity = match fault.weight {
            Weight::Warning => Severity::Warning,
            Weight::Overridable => Severity::Overridable,
            Weight::Error => Severity::Error,
        };
        Problem { code: fault.code, field: None, severity, text: fault.text, advice: fault.advice, repair: None }
    }
}

/// Texts by which people say that there is nothing.
fn says_nothing(text: &str) -> bool {
    matches!(text, "" | "-" | "--" | "…" | "...")
}

impl Kind {
    /// Reads a text. Empty text is [`Value::Empty`]. A link cannot be read here: whoever has the
    /// store resolves it.
    ///
    /// # Errors
    /// A [`Problem`] that says what was expected, with an example; the text is left as it is.
    pub fn parse(&self, input: &str, reading: &Reading) -> Result<Value, Problem> {
        let Read { value, problems } = self.read(input, reading);
        match (value, problems.into_iter().max_by_key(|p| p.severity)) {
            (Some(value), _) => Ok(value),
            (None, Some(problem)) => Err(problem),
            (None, None) => Ok(Value::Empty),
        }
    }

    /// Reads a text and tells also what is doubtful about it.
    pub fn read(&self, input: &str, reading: &Reading) -> Read {
        if let Kind::Note = self {
            return Read::good(text::clean_lines(input));
        }
        let clean = text::clean(input);
        if says_nothing(&clean) {
            return Read::good(Value::Empty);
        }
        match self {
            Kind::Text(limit) => read_text(clean, *limit),
            Kind::Note => Read::good(clean),
            Kind::Nik => read_nik(input, &clean, reading.today),
            Kind::Phone => {
                let read = phone::read(input);
                Read::faults(read.normal.unwrap_or_default(), read.faults)
            }
            Kind::Code(pattern) => read_code(&clean, &pattern.mask(reading.words)),
            Kind::Date => {
                let read = match reading.hand {
                    Hand::Typed => date::parse(&clean, reading.today),
                    Hand::Office => date::parse_strict(&clean, reading.today),
                };
                match read {
                    Ok(date) => Read::good(date),
                    Err(error) => Read::bad(Problem::error("tanggal", error.say(), DATE_ADVICE)),
                }
            }
            Kind::Year => read_number(&clean, 1900, 2100, true),
            Kind::Number(least, most) => read_number(&clean, *least, *most, false),
            Kind::Money => match money::parse_rupiah(&clean) {
                Ok(amount) => Read::good(amount),
                Err(error) => Read::bad(Problem::error("rupiah", error.say(), MONEY_ADVICE)),
            },
            Kind::Flag => read_flag(&clean),
            Kind::Months => match bulan::parse(&clean) {
                Ok(months) => Read::good(months.bits()),
                Err(said) => Read::bad(Problem::error("bulan", said, MONTHS_ADVICE)),
            },
            Kind::Account => match rekening::parse(&clean) {
                Ok(code) => Read::good(code),
                Err(said) => Read::bad(Problem::error("kode-rekening", said, ACCOUNT_ADVICE)),
            },
            Kind::Choice(choices) => read_choice(&clean, choices, reading.hand),
            Kind::List(list) => read_list(&clean, list, reading.words),
            Kind::Link(target) => Read::bad(Problem::error(
                "tautan-belum-dikenal",
                words::text("{0} \"{1}\" belum dikenal.", "{0} \"{1}\" is not known.")
                    .with([target.label.id.to_owned(), clean]),
                words::text("Pilih dari daftar, atau tambahkan dulu.", "Pick from the list, or add it first."),
            )),
        }
    }

    /// The value as a person reads it on the screen, unmasked.
    pub fn show(&self, value: &Value, lang: Lang, words: &Vocabulary) -> String {
        match (self, value) {
            (_, Value::Empty) => String::new(),
            (Kind::Nik, Value::Text(nik)) => nik::show_grouped(nik),
            (Kind::Phone, Value::Text(number)) => phone::show_grouped(number),
            (Kind::Choice(choices), Value::Text(code)) => label(choices, code, lang),
            (Kind::List(list), Value::Text(code)) => words.name(list, code).to_owned(),
            (_, Value::Text(text)) => text.clone(),
            (_, Value::Date(date)) => date::show(*date),
            (Kind::Year, Value::Int(year)) => year.to_string(),
            (Kind::Flag, Value::Int(flag)) => if *flag == 0 { NO } else { YES }.get(lang).to_owned(),
            (Kind::Months, Value::Int(bits)) => Months::from_bits(*bits).show(lang),
            (_, Value::Int(number)) => money::show(*number),
            (_, Value::Link(link)) => link.title.clone(),
        }
    }

    /// The value as it stands in an input, ready to be typed over.
    pub fn edit(&self, value: &Value, lang: Lang, words: &Vocabulary) -> String {
        match (self, value) {
            (Kind::Phone, Value::Text(number)) => number.clone(),
            (Kind::Money | Kind::Number(..), Value::Int(number)) => number.to_string(),
            _ => self.show(value, lang, words),
        }
    }

    /// The value as exports write it (contract: `L`/`P`, names of the vocabulary, ISO dates,
    /// plain integers, phone as text).
    pub fn export(&self, value: &Value, words: &Vocabulary) -> String {
        match (self, value) {
            (Kind::Nik | Kind::Phone | Kind::Choice(_), Value::Text(text)) => text.clone(),
            (_, Value::Date(date)) => date::iso(*date),
            (Kind::Flag, _) => self.show(value, Lang::Id, words),
            (Kind::Months, Value::Int(bits)) => Months::from_bits(*bits).numbers(),
            (_, Value::Int(number)) => number.to_string(),
            _ => self.show(value, Lang::Id, words),
        }
    }

    /// The value with personal data hidden: `620399 ****** 0001`.
    pub fn mask(&self, value: &Value, lang: Lang, words: &Vocabulary) -> String {
        match (self, value) {
            (Kind::Nik, Value::Text(nik)) => nik::mask(nik),
            (Kind::Phone, Value::Text(number)) => phone::mask(number),
            _ => self.show(value, lang, words),
        }
    }
}

const YES: Text = words::text("ya", "yes");
const NO: Text = words::text("tidak", "no");
const MONTHS_ADVICE: Text = words::text("Contoh: 1,4,7,10 atau TW I.", "Example: 1,4,7,10 or TW I.");
const ACCOUNT_ADVICE: Text = words::text(
    "Salin dari DPA atau APBDes; biarkan kosong bila belum ada.",
    "Copy it from the budget; leave it empty where there is none yet.",
);
const DATE_ADVICE: Text =
    words::text("Contoh: 12-03-1985, atau h untuk hari ini.", "Example: 12-03-1985, or h for today.");
const MONEY_ADVICE: Text = words::text("Contoh: 1250000 atau Rp1.250.000.", "Example: 1250000 or Rp1.250.000.");

fn label(choices: &[Choice], code: &str, lang: Lang) -> String {
    choices.iter().find(|c| c.code == code).map_or_else(|| code.to_owned(), |c| c.label.get(lang).to_owned())
}

fn read_text(clean: String, limit: u16) -> Read {
    let length = clean.chars().count();
    if length <= usize::from(limit) {
        return Read::good(clean);
    }
    Read::bad(Problem::error(
        "terlalu-panjang",
        words::text("Terlalu panjang: {0} huruf, paling banyak {1}.", "Too long: {0} characters, at most {1}.")
            .with([length.to_string(), limit.to_string()]),
        words::text("Singkat isinya; sisanya dapat ditulis di Catatan.", "Shorten it; the rest can go into the notes."),
    ))
}

fn read_nik(input: &str, clean: &str, today: Date) -> Read {
    if text::fold(clean).starts_with("belum") || text::fold(clean) == "tidak ada" {
        return Read::good(Value::Empty);
    }
    let known = nik::Known { today, is_region: &|_| true, birth: None, sex: None };
    let read = nik::read(input, &known);
    Read::faults(read.digits, read.faults)
}

/// Puts the digits of a text into a pattern; separators may be typed or left out.
fn read_code(clean: &str, mask: &str) -> Read {
    let digits: String = clean.chars().filter(char::is_ascii_digit).collect();
    let wanted = mask.chars().filter(|c| *c == '#').count();
    let strange = clean.chars().any(|c| !c.is_ascii_digit() && !matches!(c, '.' | ' ' | '-' | '/'));
    if strange || digits.len() != wanted {
        return Read::bad(Problem::error(
            "bentuk-kode",
            words::text(
                "Kode \"{0}\" tidak sesuai bentuk {1} ({2} angka).",
                "Code \"{0}\" does not fit {1} ({2} digits).",
            )
            .with([clean.to_owned(), mask.to_owned(), wanted.to_string()]),
            words::text(
                "Ketik angkanya saja; titik diisi sendiri.",
                "Type the digits only; the dots come by themselves.",
            ),
        ));
    }
    let mut digits = digits.chars();
    let code: String = mask.chars().map(|c| if c == '#' { digits.next().unwrap_or('0') } else { c }).collect();
    Read::good(code)
}

fn read_number(clean: &str, least: i64, most: i64, year: bool) -> Read {
    let number = if year { clean.parse().ok() } else { money::parse_rupiah(clean).ok() };
    match number {
        Some(number) if (least..=most).contains(&number) => Read::good(number),
        _ => Read::bad(Problem::error(
            "angka",
            words::text("\"{0}\" bukan angka antara {1} dan {2}.", "\"{0}\" is not a number between {1} and {2}.")
                .with([clean.to_owned(), least.to_string(), most.to_string()]),
            words::text("Tulis angkanya saja.", "Write the number only."),
        )),
    }
}

fn read_flag(clean: &str) -> Read {
    match text::fold(clean).as_str() {
        "ya" | "y" | "1" | "ada" | "v" | "true" | "yes" | "sudah" | "x" => Read::good(1),
        "tidak" | "t" | "0" | "n" | "false" | "no" | "belum" | "tidak ada" => Read::good(0),
        _ => Read::bad(Problem::error(
            "ya-tidak",
            words::text("\"{0}\" bukan ya atau tidak.", "\"{0}\" is neither yes nor no.").with([clean]),
            words::text("Tulis ya atau tidak.", "Write ya (yes) or tidak (no)."),
        )),
    }
}

fn read_choice(clean: &str, choices: &[Choice], hand: Hand) -> Read {
    let wanted = text::fold(clean);
    let exact = choices.iter().find(|c| {
        [c.code, c.label.id, c.label.en].iter().any(|name| text::fold(name) == wanted)
            || c.aliases.iter().any(|alias| text::fold(alias) == wanted)
    });
    let begins = || {
        let mut found = choices.iter().filter(|c| text::fold(c.label.id).starts_with(&wanted));
        match (found.next(), found.next()) {
            (Some(only), None) if hand == Hand::Typed => Some(only),
            _ => None,
        }
    };
    match exact.or_else(begins) {
        Some(choice) => Read::good(choice.code),
        None => Read::bad(unknown(clean, choices.iter().map(|c| c.label.id))),
    }
}

fn read_list(clean: &str, list: &str, words: &Vocabulary) -> Read {
    let wanted = text::fold(clean);
    let found = words.list(list).iter().find(|item| {
        text::fold(&item.name) == wanted
            || text::fold(&item.code) == wanted
            || item.aliases.iter().any(|a| text::fold(a) == wanted)
    });
    match found {
        Some(item) => Read::good(item.code.as_str()),
        None => Read::bad(unknown(clean, words.list(list).iter().filter(|i| i.active).map(|i| i.name.as_str()))),
    }
}

fn unknown<'a>(clean: &str, names: impl Iterator<Item = &'a str>) -> Problem {
    let names: Vec<&str> = names.take(8).collect();
    Problem::error(
        "pilihan-tidak-dikenal",
        words::text("\"{0}\" tidak ada dalam daftar.", "\"{0}\" is not in the list.").with([clean]),
        words::text("Pilih salah satu: {0}.", "Choose one of: {0}.").with([names.join(", ")]),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::date::Date;
    use crate::entity::setelan::POLA_REGISTRASI;
    use crate::entity::{ENTITIES, Field, Pattern};

    fn today() -> Date {
        Date::constant(2026, 11, 22)
    }

    fn vocabulary() -> Vocabulary {
        let mut words = Vocabulary::default();
        for row in crate::base::seed::pilihan_awal() {
            let item = Item { code: row.kode, name: row.nama, aliases: row.alias, active: true, ..Item::default() };
            words.push(&row.daftar, item);
        }
        words
    }

    fn parse(kind: Kind, input: &str, hand: Hand) -> Result<Value, Problem> {
        let words = vocabulary();
        kind.parse(input, &Reading { today: today(), words: &words, hand })
    }

    #[test]
    fn a_dash_and_a_blank_mean_that_nothing_is_known() {
        for kind in [Kind::Text(9), Kind::Nik, Kind::Date, Kind::Money, Kind::List("jabatan")] {
            assert_eq!(parse(kind, " - ", Hand::Office), Ok(Value::Empty));
            assert_eq!(parse(kind, " \u{a0} ", Hand::Office), Ok(Value::Empty));
        }
        assert_eq!(parse(Kind::Nik, "belum ada NIK", Hand::Typed), Ok(Value::Empty));
    }

    #[test]
    fn a_code_takes_its_dots_from_the_pattern() {
        let kind = Kind::Code(Pattern::Set(&POLA_REGISTRASI));
        assert_eq!(parse(kind, "6203012011001", Hand::Typed), Ok(Value::from("62.03.01.2011.001")));
        assert_eq!(parse(kind, "62.03.01.2011.001", Hand::Office), Ok(Value::from("62.03.01.2011.001")));
        assert_eq!(parse(kind, "62.03.01.2011", Hand::Office).map_err(|p| p.code), Err("bentuk-kode"));
    }

    #[test]
    fn short_dates_are_for_the_clerk_and_not_for_office_files() {
        assert_eq!(parse(Kind::Date, "5/3", Hand::Typed), Ok(Value::Date(Date::constant(2026, 3, 5))));
        assert!(parse(Kind::Date, "5/3", Hand::Office).is_err());
    }

    #[test]
    fn a_jabatan_is_read_from_its_aliases() {
        assert_eq!(parse(Kind::List("jabatan"), "KETUA", Hand::Office), Ok(Value::from("ketua")));
        let problem = parse(Kind::List("jabatan"), "Rajawali", Hand::Office).unwrap_err();
        assert!(problem.advice.get(Lang::Id).contains("Ketua"), "{problem:?}");
    }

    fn any_value(kind: Kind) -> BoxedStrategy<Value> {
        let date = (1930i16..2080, 1i8..13, 1i8..29).prop_map(|(y, m, d)| Value::Date(Date::constant(y, m, d)));
        match kind {
            Kind::Date => date.boxed(),
            Kind::Year => (1900i64..2100).prop_map(Value::Int).boxed(),
            Kind::Number(least, most) => (least..=most).prop_map(Value::Int).boxed(),
            Kind::Money => (0i64..1_000_000_000_000_000).prop_map(Value::Int).boxed(),
            Kind::Flag => (0i64..2).prop_map(Value::Int).boxed(),
            Kind::Months => (1i64..4096).prop_map(Value::Int).boxed(),
            Kind::Account => "[1-5]\\.[1-9]\\.[0-9]{2}(\\.[0-9]{2})?".prop_map(Value::from).boxed(),
            Kind::Choice(choices) => prop::sample::select(choices).prop_map(|c| Value::from(c.code)).boxed(),
            Kind::List(list) => {
                let codes: Vec<String> = vocabulary().list(list).iter().map(|i| i.code.clone()).collect();
                if codes.is_empty() {
                    Just(Value::Empty).boxed()
                } else {
                    prop::sample::select(codes).prop_map(Value::from).boxed()
                }
            }
            Kind::Nik => (1u8..29, 1u8..13, 40u8..99, 1u16..9999)
                .prop_map(|(d, m, y, s)| Value::from(format!("620399{d:02}{m:02}{y:02}{s:04}")))
                .boxed(),
            Kind::Phone => "08[1-9][0-9]{7,9}".prop_map(Value::from).boxed(),
            Kind::Code(pattern) => "[0-9]{20}"
                .prop_map(move |digits| {
                    let mask = pattern.mask(&Vocabulary::default());
                    let mut digits = digits.chars();
                    let code: String =
                        mask.chars().map(|c| if c == '#' { digits.next().unwrap_or('0') } else { c }).collect();
                    Value::from(code)
                })
                .boxed(),
            Kind::Text(limit) => any::<String>()
                .prop_map(move |s| s.chars().take(usize::from(limit) / 2).collect::<String>())
                .prop_map(|s| text::clean(&s))
                .prop_filter("says something", |s| !says_nothing(s))
                .prop_map(Value::from)
                .boxed(),
            Kind::Note => any::<String>().prop_map(|s| Value::from(text::clean_lines(&s))).boxed(),
            Kind::Link(_) => Just(Value::Empty).boxed(),
        }
    }

    fn field_and_value() -> impl Strategy<Value = (&'static Field, Value)> {
        let fields: Vec<&'static Field> = ENTITIES.iter().flat_map(|entity| entity.fields).collect();
        prop::sample::select(fields).prop_flat_map(|field| (Just(field), any_value(field.kind)))
    }

    proptest! {
        #[test]
        fn what_an_input_shows_reads_back_as_the_value((field, value) in field_and_value(), english in any::<bool>()) {
            let (words, lang) = (vocabulary(), if english { Lang::En } else { Lang::Id });
            let reading = Reading { today: today(), words: &words, hand: Hand::Typed };
            let shown = field.kind.edit(&value, lang, &words);
            prop_assert_eq!(field.kind.parse(&shown, &reading), Ok(value), "{:?} {:?}", field, shown);
        }

        #[test]
        fn what_an_export_writes_reads_back_as_the_value((field, value) in field_and_value()) {
            let words = vocabulary();
            let reading = Reading { today: today(), words: &words, hand: Hand::Office };
            let written = field.kind.export(&value, &words);
            prop_assert_eq!(field.kind.parse(&written, &reading), Ok(value), "{:?} {:?}", field, written);
        }

        #[test]
        fn no_text_makes_reading_panic(input in any::<String>(), field in prop::sample::select(ENTITIES.iter().flat_map(|e| e.fields).collect::<Vec<_>>())) {
            let words = vocabulary();
            let _ = field.kind.read(&input, &Reading { today: today(), words: &words, hand: Hand::Typed });
        }
    }
}
