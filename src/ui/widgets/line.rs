//! One line of typed text with a cursor.
//!
//! * **Owns** the editing of a single line by grapheme.
//! * **Imports** the look.
//! * **Never** holds a control character: what is pasted is made one clean line.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::base::text::visible;

/// A line being edited. The cursor stands before the grapheme of its number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    graphemes: Vec<String>,
    cursor: usize,
}

impl Line {
    /// A line with the cursor at its end.
    pub fn new(text: &str) -> Self {
        let graphemes: Vec<String> = text.graphemes(true).map(str::to_owned).collect();
        Line { cursor: graphemes.len(), graphemes }
    }

    /// A line with the cursor before the grapheme of this number, or at its end.
    pub fn with_cursor(text: &str, cursor: usize) -> Self {
        let mut line = Line::new(text);
        line.cursor = cursor.min(line.len());
        line
    }

    /// The text before the cursor.
    pub fn before_cursor(&self) -> String {
        self.graphemes.iter().take(self.cursor).map(String::as_str).collect()
    }

    /// What stands in it.
    pub fn text(&self) -> String {
        self.graphemes.concat()
    }

    /// True where nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.graphemes.is_empty()
    }

    /// How many graphemes it holds.
    pub fn len(&self) -> usize {
        self.graphemes.len()
    }

    /// The cursor's place, in graphemes.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// True where the cursor stands at the end.
    pub fn at_end(&self) -> bool {
        self.cursor == self.graphemes.len()
    }

    /// Types a character. Combining characters join the grapheme before the cursor.
    pub fn insert(&mut self, c: char) {
        if !c.is_control() {
            self.insert_clean(c.encode_utf8(&mut [0; 4]));
        }
    }

    /// Types a whole text; line breaks and tabs become blanks.
    pub fn insert_all(&mut self, text: &str) {
        let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        self.insert_clean(&clean);
    }

    fn insert_clean(&mut self, text: &str) {
        let before = self.before_cursor();
        let after: String = self.graphemes.iter().skip(self.cursor).map(String::as_str).collect();
        let head = format!("{before}{text}");
        let cursor = head.graphemes(true).count();
        self.graphemes = format!("{head}{after}").graphemes(true).map(str::to_owned).collect();
        self.cursor = cursor.min(self.graphemes.len());
    }

    /// Deletes before the cursor; false where there is nothing.
    pub fn erase_back(&mut self) -> bool {
        if self.cursor == 0 {
            return false;
        }
        self.cursor -= 1;
        self.graphemes.remove(self.cursor);
        true
    }

    /// Deletes at the cursor; false where there is nothing.
    pub fn erase_at(&mut self) -> bool {
        if self.at_end() {
            return false;
        }
        self.graphemes.remove(self.cursor);
        true
    }

    /// Deletes the word before the cursor.
    pub fn erase_word(&mut self) -> bool {
        let start = self.cursor;
        while self.cursor > 0 && self.graphemes.get(self.cursor - 1).is_some_and(|g| g == " ") {
            self.erase_back();
        }
        while self.cursor > 0 && self.graphemes.get(self.cursor - 1).is_some_and(|g| g != " ") {
            self.erase_back();
        }
        start != self.cursor
    }

    /// Empties it.
    pub fn clear(&mut self) {
        self.graphemes.clear();
        self.cursor = 0;
    }

    /// One to the left; false at the beginning.
    pub fn left(&mut self) -> bool {
        let can = self.cursor > 0;
        self.cursor -= usize::from(can);
        can
    }

    /// One to the right; false at the end.
    pub fn right(&mut self) -> bool {
        let can = !self.at_end();
        self.cursor += usize::from(can);
        can
    }

    /// To the beginning.
    pub fn home(&mut self) {
        self.cursor = 0;
    }

    /// To the end.
    pub fn end(&mut self) {
        self.cursor = self.graphemes.len();
    }

    /// Paints it from a cell on, at most so many cells, scrolled so that the cursor is seen.
    /// Gives the cursor's place. Whatever the text holds, nothing but visible signs is painted.
    pub fn view(&self, buf: &mut Buffer, at: (u16, u16), width: u16, style: Style) -> Position {
        let room = usize::from(width.max(1)) - 1;
        let shown: Vec<Cow<'_, str>> = self.graphemes.iter().map(|g| visible(g)).collect();
        let widths: Vec<usize> = shown.iter().map(|g| g.width()).collect();
        let mut first = 0;
        let mut before: usize = widths.iter().take(self.cursor).sum();
        while before > room {
            before -= widths.get(first).copied().unwrap_or(0);
            first += 1;
        }
        let mut x = at.0;
        let mut place = Position::new(at.0, at.1);
        let limit = at.0.saturating_add(width);
        for (n, grapheme) in shown.iter().enumerate().skip(first) {
            if n == self.cursor {
                place.x = x;
            }
            let cells = u16::try_from(widths.get(n).copied().unwrap_or(0)).unwrap_or(0);
            if x.saturating_add(cells) > limit {
                break;
            }
            buf.set_stringn(x, at.1, grapheme, usize::from(cells), style);
            x += cells;
        }
        if self.at_end() {
            place.x = x.min(limit.saturating_sub(1).max(at.0));
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_combining_mark_joins_the_letter_before_it() {
        let mut line = Line::default();
        for c in ['e', '\u{301}', 'x'] {
            line.insert(c);
        }
        assert_eq!((line.len(), line.cursor()), (2, 2));
        line.erase_back();
        line.erase_back();
        assert!(line.is_empty());
    }

    #[test]
    fn pasted_line_breaks_become_blanks() {
        let mut line = Line::default();
        line.insert_all("Siti\r\nAminah\t2");
        assert_eq!(line.text(), "Siti  Aminah 2");
    }

    #[test]
    fn typing_goes_on_where_the_cursor_stands() {
        let mut line = Line::new("Melati");
        line.home();
        line.right();
        line.insert('X');
        assert_eq!(line.text(), "MXelati");
    }

    #[test]
    fn a_long_line_scrolls_so_that_the_cursor_is_seen() {
        let line = Line::new(&"abcdefghij".repeat(5));
        let mut buf = Buffer::empty(ratatui::layout::Rect::new(0, 0, 20, 1));
        let place = line.view(&mut buf, (2, 0), 10, Style::new());
        assert_eq!(place, Position::new(11, 0));
        assert_eq!(buf[(10, 0)].symbol(), "j");
    }
}
