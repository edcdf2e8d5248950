//! Several lines of typed text: the text editor widget, spoken to in our actions.
//!
//! * **Owns** how actions move and change the text, and the search in it.
//! * **Imports** `tui_textarea`, the actions.
//! * **Never** holds a control character but the line break: whatever comes in is cleaned.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;
use tui_textarea::{CursorMove, Scrolling, TextArea, WrapMode};

use crate::base::text::{clean_lines, visible};
use crate::ui::keymap::Action;

/// A text being edited.
pub struct TextPad {
    area: TextArea<'static>,
}

/// What an action did to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edited {
    /// Not an editing action.
    No,
    /// The cursor moved, or nothing could be done.
    Moved,
    /// The text is another one.
    Changed,
}

impl TextPad {
    /// With a text, the cursor behind it.
    pub fn new(text: &str) -> Self {
        let lines = text.split('\n').map(|line| visible(line).into_owned()).collect();
        let mut area = TextArea::new(lines);
        area.set_cursor_line_style(Style::new());
        area.set_cursor_style(Style::new());
        area.set_wrap_mode(WrapMode::Word);
        area.set_max_histories(1000);
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        TextPad { area }
    }

    /// What stands in it, cleaned.
    pub fn text(&self) -> String {
        clean_lines(&self.area.lines().join("\n"))
    }

    /// Line and column of the cursor, from 1.
    pub fn place(&self) -> (usize, usize) {
        let cursor = self.area.cursor();
        (cursor.0 + 1, cursor.1 + 1)
    }

    /// Types a character.
    pub fn insert(&mut self, c: char) {
        if !c.is_control() {
            self.area.insert_char(c);
        }
    }

    /// Types a block; its line breaks stay.
    pub fn insert_all(&mut self, block: &str) {
        self.area.insert_str(clean_lines(block));
    }

    /// Does an editing action.
    pub fn act(&mut self, action: Action) -> Edited {
        let area = &mut self.area;
        let changed = match action {
            Action::Open => {
                area.insert_newline();
                true
            }
            Action::EraseBack => area.delete_char(),
            Action::EraseAt => area.delete_next_char(),
            Action::EraseWord => area.delete_word(),
            Action::Undo => area.undo(),
            Action::Redo => area.redo(),
            _ => return self.go(action),
        };
        if changed { Edited::Changed } else { Edited::Moved }
    }

    fn go(&mut self, action: Action) -> Edited {
        let area = &mut self.area;
        match action {
            Action::Left => area.move_cursor(CursorMove::Back),
            Action::Right => area.move_cursor(CursorMove::Forward),
            Action::Up => area.move_cursor(CursorMove::Up),
            Action::Down => area.move_cursor(CursorMove::Down),
            Action::First => area.move_cursor(CursorMove::Head),
            Action::Last => area.move_cursor(CursorMove::End),
            Action::PageUp => area.scroll(Scrolling::PageUp),
            Action::PageDown => area.scroll(Scrolling::PageDown),
            _ => return Edited::No,
        }
        Edited::Moved
    }

    /// Marks what is looked for and goes to it; false where it is not there. Letters count, not
    /// patterns.
    pub fn find(&mut self, words: &str, from: From) -> bool {
        let mut pattern = String::from("(?i)");
        for c in words.chars() {
            if !c.is_alphanumeric() && c.is_ascii() {
                pattern.push('\\');
            }
            pattern.push(c);
        }
        if words.is_empty() || self.area.set_search_pattern(&pattern).is_err() {
            self.stop_finding();
            return words.is_empty();
        }
        self.area.search_forward(from == From::Here)
    }

    /// Takes the marks of a search away.
    pub fn stop_finding(&mut self) {
        // An empty pattern is always understood; there is nothing to tell otherwise.
        let _ = self.area.set_search_pattern("");
    }

    /// Paints it; gives the place of the cursor.
    pub fn view(&self, area: Rect, buf: &mut Buffer) -> Position {
        (&self.area).render(area, buf);
        let cursor = self.area.screen_cursor();
        let (top, left) = self.area.scroll_offset();
        let x = u16::try_from(cursor.col).unwrap_or(u16::MAX).saturating_sub(left);
        let y = u16::try_from(cursor.row).unwrap_or(u16::MAX).saturating_sub(top);
        Position::new(
            area.x.saturating_add(x).min(area.right().saturating_sub(1)),
            area.y.saturating_add(y).min(area.bottom().saturating_sub(1)),
        )
    }
}

/// Where a search begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// At the cursor: the place found while typing may stay.
    Here,
    /// Behind the cursor: the next place.
    Next,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_block_keeps_its_lines_and_nothing_else() {
        let mut pad = TextPad::new("");
        pad.insert_all("satu\r\ndua\x1b[31m");
        assert_eq!(pad.text(), "satu\ndua[31m");
    }

    #[test]
    fn what_was_undone_can_be_done_again() {
        let mut pad = TextPad::new("rapat");
        pad.insert('!');
        assert_eq!(pad.act(Action::Undo), Edited::Changed);
        assert_eq!(pad.text(), "rapat");
        assert_eq!(pad.act(Action::Redo), Edited::Changed);
        assert_eq!(pad.text(), "rapat!");
    }

    #[test]
    fn a_search_looks_for_letters_not_for_patterns() {
        let mut pad = TextPad::new("a.b\nRapat (1)\nakhir");
        assert!(pad.find("rapat (1)", From::Here));
        assert_eq!(pad.place(), (2, 1));
        assert!(!pad.find("a+b", From::Here));
    }
}
