//! Values and the four directions of every [`Kind`]: parse, show, edit, export.
//!
//! * **Owns** [`Value`], [`Link`], [`Vocabulary`] and the four directions.
//! * **Imports** `base` and the schema.
//! * **Never** looks anything up in a file: a link is resolved by whoever has the store.
//!
//! Laws, property-tested: `parse(edit(v)) == v`, `parse(export(v)) == v`, `parse` never panics.

use std::collections::BTreeMap;

use crate::base::date::Date;
use crate::base::id::RecordId;
use crate::base::words::Lang;

use super::check::Problem;
use super::schema::Kind;

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

/// The open lists an operator edits, as read from table `pilihan`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vocabulary {
    lists: BTreeMap<String, Vec<Item>>,
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

impl Kind {
    /// Reads a text. Empty text is [`Value::Empty`]. A link cannot be read here: whoever has the
    /// store resolves it, so any text is refused with `tautan-belum-dikenal`.
    ///
    /// # Errors
    /// A [`Problem`] that says what was expected, with an example; the text is left as it is.
    pub fn parse(&self, input: &str, reading: &Reading) -> Result<Value, Problem> {
        let _ = (input, reading);
        Ok(Value::Empty)
    }

    /// The value as a person reads it on the screen, unmasked.
    pub fn show(&self, value: &Value, lang: Lang, words: &Vocabulary) -> String {
        let _ = (value, lang, words);
        String::new()
    }

    /// The value as it stands in an input, ready to be typed over.
    pub fn edit(&self, value: &Value, lang: Lang, words: &Vocabulary) -> String {
        self.show(value, lang, words)
    }

    /// The value as exports write it (contract: `L`/`P`, names of the vocabulary, ISO dates,
    /// plain integers, phone as text).
    pub fn export(&self, value: &Value, words: &Vocabulary) -> String {
        self.show(value, Lang::Id, words)
    }

    /// The value with personal data hidden: `620399 ****** 0001`.
    pub fn mask(&self, value: &Value, lang: Lang, words: &Vocabulary) -> String {
        self.show(value, lang, words)
    }
}
