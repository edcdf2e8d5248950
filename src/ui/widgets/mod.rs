//! Pieces that screens are made of.
//!
//! * **Owns** the line input, the table and what else two screens share.
//! * **Imports** the look; the feed also the contract of screens, to ask for its pages.
//! * **Never** knows an entity's meaning.

pub mod feed;
pub mod field;
pub mod grid;
pub mod line;
pub mod offers;
pub mod rows;
pub mod table;
pub mod textarea;
pub mod trail;

use unicode_width::UnicodeWidthStr;

/// Breaks a text into lines of at most so many cells, between words; a longer word is broken.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(1);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            if !line.is_empty() && line.width() + 1 + word.width() > cells {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            for c in word.chars() {
                if line.width() + unicode_width::UnicodeWidthChar::width(c).unwrap_or(0) > cells {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(c);
            }
        }
        lines.push(line);
    }
    lines
}
