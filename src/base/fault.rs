//! What is wrong with a text that was read: one shape for the NIK and the phone number.
//!
//! * **Owns** [`Fault`] and [`Weight`].
//! * **Imports** [`super::words`].
//! * **Never** knows the field or record it is about; the entity layer turns it into a problem.

use super::words::{Phrase, Text};

/// How heavy a fault weighs, light to heavy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// May be passed with a reason.
    Warning,
    /// Blocks, but may be passed with a reason by a person who has the paper in hand.
    Overridable,
    /// Blocks.
    Error,
}

/// One thing that is wrong, with its stable code, what happened and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The stable code, `nik-panjang`.
    pub code: &'static str,
    /// How heavy it weighs.
    pub weight: Weight,
    /// What happened.
    pub text: Phrase,
    /// What to do.
    pub advice: Phrase,
    /// A repaired text to offer. Never taken without being asked for.
    pub suggestion: Option<String>,
}

impl Fault {
    /// A fault of the given weight, with facts for the sentence.
    pub(super) fn new(code: &'static str, weight: Weight, text: impl Into<Phrase>, advice: Text) -> Self {
        Self { code, weight, text: text.into(), advice: advice.into(), suggestion: None }
    }

    /// The same fault, with a repaired text to offer.
    pub(super) fn suggesting(mut self, text: Option<String>) -> Self {
        self.suggestion = text;
        self
    }
}

/// True for a number as Excel writes it when it is too long: `6,20399E+15`, `6.20399E15`.
pub(super) fn is_scientific(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let Some((mantissa, exponent)) = bare.split_once(['e', 'E']) else { return false };
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let is_number = |part: &str| part.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    mantissa.starts_with(|c: char| c.is_ascii_digit())
        && is_number(mantissa)
        && (1..=3).contains(&exponent.len())
        && exponent.chars().all(|c| c.is_ascii_digit())
}

/// The text without what programs add to a number kept as one: the apostrophe that marks text in
/// a spreadsheet in front, `.0` or `,00` behind whole digits.
pub(super) fn without_number_dress(text: &str) -> &str {
    let text = text.trim().trim_start_matches(['\'', '\u{2018}', '\u{2019}']).trim_start();
    match text.split_once(['.', ',']) {
        Some((whole, zeros))
            if whole.len() >= 9
                && whole.chars().all(|c| c.is_ascii_digit())
                && (1..=2).contains(&zeros.len())
                && zeros.chars().all(|c| c == '0') =>
        {
            whole
        }
        _ => text,
    }
}
