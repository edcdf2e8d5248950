//! Lines of a page of fixed columns.
//!
//! * **Owns** breaking, centring and filling up by display width.
//! * **Imports** `base`.
//! * **Never** knows what the words are for.

use unicode_segmentation::UnicodeSegmentation;

use crate::base::text::width;

/// A word of so many columns is kept whole where there is a choice.
const SHORT: usize = 6;

/// Breaks a text into lines of at most so many columns: at its own line breaks, between words,
/// behind `/` and `-` of a word that does not fit, else between letters. At least one line.
pub fn wrap(said: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut out = Vec::new();
    for paragraph in said.split('\n') {
        if width(paragraph) <= columns {
            out.push(paragraph.trim_end().to_owned());
            continue;
        }
        let mut line = String::new();
        let mut used = 0;
        for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
            let wide = width(word);
            if used > 0 && used + 1 + wide <= columns {
                line.push(' ');
                line.push_str(word);
                used += 1 + wide;
                continue;
            }
            if used > 0 {
                out.push(std::mem::take(&mut line));
            }
            let (last, wide) = pieces(word, wide, columns, &mut out);
            line = last;
            used = wide;
        }
        out.push(line);
    }
    out
}

/// Breaks a word wider than a line; gives its last piece with its width.
fn pieces(word: &str, wide: usize, columns: usize, out: &mut Vec<String>) -> (String, usize) {
    if wide <= columns {
        return (word.to_owned(), wide);
    }
    let (mut line, mut used) = (String::new(), 0);
    for part in word.split_inclusive(['/', '-']) {
        let wide = width(part);
        if used > 0 && used + wide > columns {
            out.push(std::mem::take(&mut line));
            used = 0;
        }
        if wide <= columns {
            line.push_str(part);
            used += wide;
            continue;
        }
        for grapheme in part.graphemes(true) {
            let wide = width(grapheme);
            if used > 0 && used + wide > columns {
                out.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push_str(grapheme);
            used += wide;
        }
    }
    (line, used)
}

/// The widest part of a text that is better not broken: a short word (`L/P`, `ke-1`) whole, of a
/// long one what stands between `/` and `-`.
pub fn longest_part(said: &str) -> usize {
    let part = |word: &str| match width(word) {
        short if short <= SHORT => short,
        _ => word.split_inclusive(['/', '-']).map(width).max().unwrap_or(0),
    };
    said.split(['\n', ' ']).map(part).max().unwrap_or(0)
}

/// Where a text stands in its columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// At their left.
    Left,
    /// In their middle.
    Middle,
    /// At their right.
    Right,
}

/// Adds a text to a line, filled up with spaces to so many columns.
pub fn put(line: &mut String, said: &str, columns: usize, side: Side) {
    let free = columns.saturating_sub(width(said));
    let before = match side {
        Side::Left => 0,
        Side::Middle => free / 2,
        Side::Right => free,
    };
    spaces(line, before);
    line.push_str(said);
    spaces(line, free - before);
}

/// Adds so many spaces.
pub fn spaces(line: &mut String, count: usize) {
    line.extend(std::iter::repeat_n(' ', count));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_whole_where_they_can() {
        assert_eq!(wrap("Desa Telaga Hilir", 8), ["Desa", "Telaga", "Hilir"]);
        assert_eq!(wrap("Desa/kelurahan", 9), ["Desa/", "kelurahan"]);
        assert_eq!(wrap("aaaaabbbbb", 4), ["aaaa", "abbb", "bb"]);
        assert_eq!(wrap("satu\ndua tiga", 80), ["satu", "dua tiga"]);
        assert_eq!(wrap("", 5), [""]);
        assert_eq!(wrap("漢字漢字", 3), ["漢", "字", "漢", "字"]);
        assert_eq!(longest_part("Desa/kelurahan Selat"), 9);
    }

    #[test]
    fn a_text_stands_left_in_the_middle_or_right() {
        let mut line = String::new();
        put(&mut line, "ab", 5, Side::Left);
        put(&mut line, "ab", 4, Side::Middle);
        put(&mut line, "ab", 3, Side::Right);
        assert_eq!(line, "ab    ab  ab");
    }
}
