//! How a cell stands on paper.
//!
//! * **Owns** the words of a [`Cell`] in a column of a [`Nature`], the same in every format that
//!   shows text.
//! * **Imports** `base`.
//! * **Never** escapes: each format does that its own way.

use crate::base::{date, money};
use crate::report::writers::{Cell, Nature, joined, printable};

/// The cell's words: `1.250.000`, `2026`, `7,4`, `74,5 %`, `29-10-2025`; nothing for an unknown
/// one. Control characters are left out, line breaks stay.
pub fn shown(cell: &Cell, nature: Nature) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(said) => printable(said),
        Cell::Number(number) => match nature {
            Nature::Year => number.to_string(),
            Nature::Tenths => tenths(*number),
            Nature::Percent => format!("{} %", tenths(*number)),
            Nature::Text | Nature::Number | Nature::Date => money::show(*number),
        },
        Cell::Date(day) => date::show(*day),
        Cell::Numbers(numbers) => joined(numbers),
    }
}

/// True where a column of this nature stands at the right edge, digit under digit.
pub const fn at_right(nature: Nature) -> bool {
    matches!(nature, Nature::Number | Nature::Tenths | Nature::Percent)
}

/// `7,4` of 74 tenths.
fn tenths(number: i64) -> String {
    let minus = if number < 0 { "-" } else { "" };
    let whole = money::show(number / 10);
    format!("{minus}{},{}", whole.trim_start_matches('-'), number.unsigned_abs() % 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::date::Date;

    #[test]
    fn numbers_stand_as_offices_write_them() {
        let show = |number, nature| shown(&Cell::Number(number), nature);
        assert_eq!(show(1_250_000, Nature::Number), "1.250.000");
        assert_eq!(show(2026, Nature::Year), "2026");
        assert_eq!(show(74, Nature::Tenths), "7,4");
        assert_eq!(show(12_345, Nature::Tenths), "1.234,5");
        assert_eq!(show(745, Nature::Percent), "74,5 %");
        assert_eq!(show(1000, Nature::Percent), "100,0 %");
        assert_eq!(show(-5, Nature::Tenths), "-0,5");
    }

    #[test]
    fn days_months_and_unknown_cells_have_their_words() {
        assert_eq!(shown(&Cell::Date(Date::constant(2025, 10, 29)), Nature::Date), "29-10-2025");
        assert_eq!(shown(&Cell::Numbers(vec![1, 2, 12]), Nature::Text), "1,2,12");
        assert_eq!(shown(&Cell::Empty, Nature::Number), "");
        assert_eq!(shown(&Cell::Text("a\u{1b}[2J\nb".into()), Nature::Text), "a[2J\nb");
    }
}
