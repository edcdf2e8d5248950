//! One field being typed: a line under the mask of its kind.
//!
//! * **Owns** the masks: digits fall into their groups while they are typed, separators may be
//!   typed or left out.
//! * **Imports** the line, and the kinds of values.
//! * **Never** refuses a character: what does not fit the mask stays as typed, for the check to
//!   speak about.

use std::borrow::Cow;

use super::line::Line;
use crate::entity::{Kind, Vocabulary};

/// How the digits of a field are grouped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mask {
    /// Text as typed.
    Free,
    /// 6, 6 and 4 digits: a NIK.
    Nik,
    /// Groups of four, where the number begins with 0.
    Phone,
    /// `#` is a digit, the rest stands for itself.
    Code(Cow<'static, str>),
}

impl Mask {
    /// The mask of a kind.
    pub fn of(kind: &Kind, words: &Vocabulary) -> Mask {
        match kind {
            Kind::Nik => Mask::Nik,
            Kind::Phone => Mask::Phone,
            Kind::Code(pattern) => Mask::Code(pattern.mask(words)),
            _ => Mask::Free,
        }
    }

    /// How many digits fill it; 0 where it is never full.
    pub fn full(&self) -> usize {
        match self {
            Mask::Nik => 16,
            Mask::Code(pattern) => pattern.chars().filter(|c| *c == '#').count(),
            Mask::Free | Mask::Phone => 0,
        }
    }

    /// The text in its groups; `None` where it holds more than digits and separators.
    pub fn lay(&self, text: &str) -> Option<String> {
        if !text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-' | '/')) {
            return None;
        }
        let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
        match self {
            Mask::Free => None,
            Mask::Phone if digits.first() != Some(&'0') => None,
            Mask::Phone => Some(grouped(&digits, &[4, 4, 4, 4])),
            Mask::Nik => Some(grouped(&digits, &[6, 6, 4])),
            Mask::Code(pattern) => Some(patterned(&digits, pattern)),
        }
    }
}

/// Digits with a blank between groups; what is left over follows the last group.
fn grouped(digits: &[char], groups: &[usize]) -> String {
    let mut out = String::new();
    let mut rest = digits.iter();
    for (n, size) in groups.iter().enumerate() {
        let part: String = rest.by_ref().take(*size).collect();
        if n > 0 && !part.is_empty() {
            out.push(' ');
        }
        out.push_str(&part);
    }
    out.extend(rest);
    out
}

/// Digits laid over a pattern, with the separators between them and none after the last.
fn patterned(digits: &[char], pattern: &str) -> String {
    let mut out = String::new();
    let mut rest = digits.iter().peekable();
    for c in pattern.chars() {
        if rest.peek().is_none() {
            return out;
        }
        if c == '#' {
            out.extend(rest.next());
        } else {
            out.push(c);
        }
    }
    out.extend(rest);
    out
}

/// A line under a mask.
#[derive(Clone, Debug)]
pub struct FieldLine {
    line: Line,
    mask: Mask,
}

impl FieldLine {
    /// An empty line under a mask.
    pub fn new(mask: Mask) -> Self {
        FieldLine { line: Line::default(), mask }
    }

    /// Lays another mask over what stands in it.
    pub fn mask(&mut self, mask: Mask) {
        if self.mask != mask {
            self.mask = mask;
            self.group();
        }
    }

    /// The line itself, for painting.
    pub const fn line(&self) -> &Line {
        &self.line
    }

    /// What stands in it.
    pub fn text(&self) -> String {
        self.line.text()
    }

    /// True where nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.line.is_empty()
    }

    /// Puts a whole text there, the cursor behind it.
    pub fn set(&mut self, text: &str) {
        self.line = Line::default();
        self.line.insert_all(text);
        self.group();
    }

    /// True where the last digit of the mask stands before the cursor, at the end.
    pub fn is_full(&self) -> bool {
        let full = self.mask.full();
        let text = self.text();
        full > 0
            && self.line.at_end()
            && self.mask.lay(&text).is_some()
            && text.chars().filter(char::is_ascii_digit).count() == full
    }

    /// Edits the line, then groups it anew with the cursor behind the same digit.
    pub fn edit<T>(&mut self, change: impl FnOnce(&mut Line) -> T) -> T {
        let result = change(&mut self.line);
        self.group();
        result
    }

    fn group(&mut self) {
        let text = self.line.text();
        let Some(laid) = self.mask.lay(&text) else { return };
        if laid == text {
            return;
        }
        let digits = self.line.before_cursor().chars().filter(char::is_ascii_digit).count();
        let mut seen = 0;
        let cursor = laid
            .chars()
            .position(|c| {
                let here = seen == digits;
                seen += usize::from(c.is_ascii_digit());
                here
            })
            .unwrap_or(usize::MAX);
        self.line = Line::with_cursor(&laid, cursor);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(mask: Mask, text: &str) -> FieldLine {
        let mut line = FieldLine::new(mask);
        for c in text.chars() {
            line.edit(|line| line.insert(c));
        }
        line
    }

    #[test]
    fn a_nik_falls_into_its_groups_while_typed() {
        assert_eq!(typed(Mask::Nik, "6203995003850001").text(), "620399 500385 0001");
        assert_eq!(typed(Mask::Nik, "620399.500385-0001").text(), "620399 500385 0001");
        assert_eq!(typed(Mask::Nik, "6203995").text(), "620399 5");
    }

    #[test]
    fn a_nik_is_full_with_sixteen_digits_and_no_more() {
        assert!(typed(Mask::Nik, "6203995003850001").is_full());
        assert!(!typed(Mask::Nik, "620399500385000").is_full());
        assert!(!typed(Mask::Nik, "62039950038500012").is_full());
    }

    #[test]
    fn what_does_not_fit_a_mask_stays_as_typed() {
        assert_eq!(typed(Mask::Nik, "6,20399E+15").text(), "6,20399E+15");
        assert_eq!(typed(Mask::Nik, "62039950038500019").text(), "620399 500385 00019");
    }

    #[test]
    fn separators_of_a_code_may_be_typed_or_left_out() {
        let mask = Mask::Code("##.##.##.####.###".into());
        assert_eq!(typed(mask.clone(), "6203992001007").text(), "62.03.99.2001.007");
        assert_eq!(typed(mask.clone(), "62.03.99.2001.007").text(), "62.03.99.2001.007");
        assert!(typed(mask, "620399200100 7").is_full());
    }

    #[test]
    fn erasing_in_the_middle_keeps_the_cursor_behind_its_digit() {
        let mut line = typed(Mask::Nik, "6203995003");
        for _ in 0..4 {
            line.edit(Line::left);
        }
        line.edit(Line::erase_back);
        assert_eq!(line.text(), "620399 5003", "a separator stands by itself");
        line.edit(Line::erase_back);
        assert_eq!(line.text(), "620395 003");
        line.edit(|line| line.insert('9'));
        assert_eq!(line.text(), "620399 5003");
    }

    #[test]
    fn a_phone_number_is_grouped_only_where_it_begins_with_zero() {
        assert_eq!(typed(Mask::Phone, "081234567890").text(), "0812 3456 7890");
        assert_eq!(typed(Mask::Phone, "+6281234567890").text(), "+6281234567890");
    }
}
