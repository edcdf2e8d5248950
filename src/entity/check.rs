//! What a check has to say: [`Problem`].
//!
//! * **Owns** problems and their severities.
//! * **Imports** `base` and values.
//! * **Never** decides where a problem is shown.

use crate::base::date::{self, Date};
use crate::base::money;
use crate::base::words::{Phrase, text};

use super::record::Record;
use super::schema::{Field, Kind, Pattern};
use super::value::{Value, Vocabulary};

/// How heavy a problem weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// May be passed with a reason; the reason is kept and listed.
    Warning,
    /// Blocks, but a person who knows better may pass it with a reason (a NIK issued with an
    /// impossible date). An import needs `--alasan` for it.
    Overridable,
    /// Blocks saving.
    Error,
}

impl Severity {
    /// The word in JSON: `peringatan`, `galat-beralasan`, `galat`.
    pub const fn word(self) -> &'static str {
        match self {
            Severity::Warning => "peringatan",
            Severity::Overridable => "galat-beralasan",
            Severity::Error => "galat",
        }
    }

    /// The sign that says it without colour.
    pub const fn sign(self) -> char {
        match self {
            Severity::Warning => '!',
            Severity::Overridable | Severity::Error => 'x',
        }
    }
}

/// Something about a record that a person should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// A stable code, `nik-tanggal-beda`.
    pub code: &'static str,
    /// The field it stands beside; `None` for the whole record.
    pub field: Option<&'static str>,
    /// How heavy it weighs.
    pub severity: Severity,
    /// What happened, and where.
    pub text: Phrase,
    /// What to do about it.
    pub advice: Phrase,
    /// What the text probably should say. It is offered, never taken by itself.
    pub repair: Option<String>,
}

impl Problem {
    /// A problem that blocks.
    pub fn error(code: &'static str, text: impl Into<Phrase>, advice: impl Into<Phrase>) -> Self {
        Problem { code, field: None, severity: Severity::Error, text: text.into(), advice: advice.into(), repair: None }
    }

    /// A problem that may be passed with a reason.
    pub fn warning(code: &'static str, text: impl Into<Phrase>, advice: impl Into<Phrase>) -> Self {
        Problem { severity: Severity::Warning, ..Problem::error(code, text, advice) }
    }

    /// A blocking problem that may be passed with a reason.
    pub fn overridable(code: &'static str, text: impl Into<Phrase>, advice: impl Into<Phrase>) -> Self {
        Problem { severity: Severity::Overridable, ..Problem::error(code, text, advice) }
    }

    /// The same problem, standing beside a field.
    pub fn at(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// The same problem, with what the text probably should say.
    pub fn mended(mut self, repair: impl Into<String>) -> Self {
        self.repair = Some(repair.into());
        self
    }

    /// True where saving is refused whatever the reason.
    pub fn blocks(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// What is to be said of a field's value by itself: the field's own check, and what the office's
/// settings add to it.
pub fn field(field: &Field, value: &Value, today: Date, words: &Vocabulary) -> Option<Problem> {
    if value.is_empty() {
        return None;
    }
    let set = match field.kind {
        Kind::Code(Pattern::Set(setelan)) => words.pola(setelan).and_then(|pola| pola.doubt(value.as_text())),
        Kind::Date if !field.ahead.is_empty() => not_after_today(field.ahead, value, today),
        _ => None,
    };
    set.or_else(|| field.check.and_then(|check| check(value, today)))
}

/// A warning for a day that lies ahead where only the past makes sense (a founding, a birth).
fn not_after_today(code: &'static str, value: &Value, today: Date) -> Option<Problem> {
    let day = value.as_date().filter(|day| *day > today)?;
    Some(Problem::warning(
        code,
        text("Tanggal {0} belum terjadi.", "The date {0} has not come yet.").with([date::show(day)]),
        text(
            "Periksa tahunnya; bila memang benar, simpan dengan alasan.",
            "Check the year; if it is right, save with a reason.",
        ),
    ))
}

/// An error for a last day before the first, told at the last one.
pub fn ends_after_it_begins(
    code: &'static str,
    record: &Record,
    (first, last): (&'static str, &'static str),
) -> Option<Problem> {
    let begin = record.get(first).as_date()?;
    let end = record.get(last).as_date().filter(|end| *end < begin)?;
    Some(
        Problem::error(
            code,
            text("Berlaku sampai {0}, padahal baru mulai {1}.", "It ends on {0}, but begins only on {1}.")
                .with([date::show(end), date::show(begin)]),
            text("Betulkan salah satu tanggal.", "Correct one of the dates."),
        )
        .at(last),
    )
}

/// An error for an amount of rupiah below zero.
pub fn not_negative(value: &Value, _today: Date) -> Option<Problem> {
    let amount = value.as_int().filter(|amount| *amount < 0)?;
    Some(Problem::error(
        "rupiah-negatif",
        text("Rp{0} kurang dari nol.", "Rp{0} is below zero.").with([money::show(amount)]),
        text("Tulis rupiah yang tidak kurang dari nol.", "Write an amount that is not below zero."),
    ))
}
