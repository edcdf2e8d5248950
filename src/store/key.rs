//! How texts are compared inside the file: sort keys and words.
//!
//! * **Owns** the choice of key for each kind of value, and the words search is made of.
//! * **Imports** `base`, `entity`.
//! * **Never** keeps anything.

use crate::base::text::{fold, sort_key};
use crate::entity::{Field, Kind, Record, Value};

/// True where a field is sorted by a column of its own (`nama_k`). Dates, NIK and codes are kept
/// as texts that sort by themselves.
pub fn has_key(field: &Field) -> bool {
    field.is_stored() && field.is_sorted() && !matches!(field.kind, Kind::Date | Kind::Nik | Kind::Code(_))
}

/// The column a field is sorted by.
pub fn column(field: &Field) -> String {
    if has_key(field) { format!("{}_k", field.name) } else { field.name.to_owned() }
}

/// The key of a text.
pub fn of_text(text: &str) -> String {
    sort_key(text)
}

/// The key of a word of an open list: the operator's order, then the code, so that a word put in
/// between moves no other word.
pub fn of_rank(rank: i64, code: &str) -> String {
    if code.is_empty() { String::new() } else { format!("{:05} {code}", rank.clamp(0, 99_999)) }
}

/// The key of a value whose key does not depend on another record.
pub fn of_value(field: &Field, value: &Value) -> String {
    match (&field.kind, value) {
        (_, Value::Empty) => String::new(),
        (Kind::Choice(choices), Value::Text(code)) => {
            let rank = choices.iter().position(|choice| choice.code == code).unwrap_or(choices.len());
            of_rank(i64::try_from(rank).unwrap_or(0), code)
        }
        (_, Value::Text(text)) => of_text(text),
        (_, Value::Link(link)) => of_text(&link.title),
        (_, Value::Date(date)) => date.to_string(),
        (_, Value::Int(number)) => format!("{number:020}"),
    }
}

/// The words a search may find a record by, folded.
pub fn words_of(record: &Record) -> String {
    let mut out = String::new();
    for (field, value) in record.pairs().filter(|(field, _)| field.is_searched()) {
        let text = match value {
            Value::Text(text) => text.as_str(),
            Value::Link(link) => link.title.as_str(),
            _ => continue,
        };
        let folded = fold(text);
        if !folded.is_empty() {
            out.push_str(&folded);
            out.push(' ');
        }
        if matches!(field.kind, Kind::Code(_)) {
            out.extend(text.chars().filter(char::is_ascii_digit));
            out.push(' ');
        }
    }
    out
}

/// The folded words of a text.
pub fn words(text: &str) -> Vec<String> {
    fold(text).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
