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

/// How many single edits can be undone: some pages of text.
const HISTORY: usize = 10_000;

/// A text being edited.
pub struct TextPad {
    area: TextArea<'static>,
    steps: Steps,
    found: Style,
}

/// What one key of undo takes back: a word with the blanks behind it, a run of erased letters, a
/// block. The widget itself remembers letter by letter.
#[derive(Default)]
struct Steps {
    done: Vec<usize>,
    undone: Vec<usize>,
    last: Last,
}

/// What the edit before was; the next one joins it or begins a step of its own.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Last {
    /// Nothing that goes on.
    #[default]
    Over,
    Letter,
    Blank,
    Erased,
}

impl Steps {
    fn took(&mut self, this: Last) {
        let joins = match (self.last, this) {
            (Last::Over, _) | (_, Last::Over) | (Last::Blank, Last::Letter) => false,
            (Last::Erased, this) => this == Last::Erased,
            (_, this) => this != Last::Erased,
        };
        match self.done.last_mut().filter(|_| joins) {
            Some(edits) => *edits += 1,
            None => self.done.push(1),
        }
        self.undone.clear();
        self.last = this;
    }
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
        area.set_max_histories(HISTORY);
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        TextPad { area, steps: Steps::default(), found: Style::new() }
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
            self.steps.took(if c.is_whitespace() { Last::Blank } else { Last::Letter });
        }
    }

    /// Types a block; its line breaks stay.
    pub fn insert_all(&mut self, block: &str) {
        if self.area.insert_str(clean_lines(block)) {
            self.steps.took(Last::Over);
        }
    }

    /// Does an editing action.
    pub fn act(&mut self, action: Action) -> Edited {
        let area = &mut self.area;
        let (changed, kind) = match action {
            Action::Open => {
                area.insert_newline();
                (true, Last::Over)
            }
            Action::EraseBack => (area.delete_char(), Last::Erased),
            Action::EraseAt => (area.delete_next_char(), Last::Erased),
            Action::EraseWord => (area.delete_word(), Last::Over),
            Action::Undo => return self.undo(),
            Action::Redo => return self.redo(),
            _ => {
                self.steps.last = Last::Over;
                return self.go(action);
            }
        };
        if !changed {
            return Edited::Moved;
        }
        self.steps.took(kind);
        Edited::Changed
    }

    fn undo(&mut self) -> Edited {
        self.steps.last = Last::Over;
        let Some(edits) = self.steps.done.pop() else { return Edited::Moved };
        (0..edits).for_each(|_| {
            self.area.undo();
        });
        self.steps.undone.push(edits);
        Edited::Changed
    }

    fn redo(&mut self) -> Edited {
        self.steps.last = Last::Over;
        let Some(edits) = self.steps.undone.pop() else { return Edited::Moved };
        (0..edits).for_each(|_| {
            self.area.redo();
        });
        self.steps.done.push(edits);
        Edited::Changed
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

    /// How the places found by a search are marked; a look without colour has no other way to tell
    /// them than the one given here.
    pub fn mark_found(&mut self, style: Style) {
        self.area.set_search_style(style);
        self.found = style;
    }

    /// Marks what is looked for and goes to it; false where it is not there. Letters count, not
    /// patterns. Behind the last place the search begins again at the first, and the other way round.
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
        let found = match from {
            From::Here => self.area.search_forward(true),
            From::Next => self.area.search_forward(false),
            From::Before => self.area.search_back(false),
        };
        // The cursor stands on the first letter of what was found and would paint over its mark.
        self.area.set_cursor_style(if found { self.found } else { Style::new() });
        found
    }

    /// Which of the found places the cursor is on, from 1, and how many there are; 0: on none.
    pub fn found(&self) -> Option<(usize, usize)> {
        let pattern = self.area.search_pattern()?;
        let cursor = self.area.cursor();
        let (mut here, mut count) = (0, 0);
        for (row, line) in self.area.lines().iter().enumerate() {
            for found in pattern.find_iter(line) {
                count += 1;
                let column = line.get(..found.start()).map_or(0, |before| before.chars().count());
                if (row, column) == (cursor.0, cursor.1) {
                    here = count;
                }
            }
        }
        Some((here, count))
    }

    /// Takes the marks of a search away.
    pub fn stop_finding(&mut self) {
        // An empty pattern is always understood; there is nothing to tell otherwise.
        let _ = self.area.set_search_pattern("");
        self.area.set_cursor_style(Style::new());
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
    /// Before the cursor: the place before.
    Before,
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
    fn all_letters_of_what_was_found_are_marked_also_the_one_under_the_cursor() {
        let mut pad = TextPad::new("enam bidang SPM");
        pad.mark_found(Style::new().add_modifier(ratatui::style::Modifier::REVERSED));
        assert!(pad.find("bidang", From::Here));
        let marked = |pad: &TextPad| {
            let mut buf = Buffer::empty(Rect::new(0, 0, 20, 2));
            pad.view(*buf.area(), &mut buf);
            let is_marked = |x: &u16| buf[(*x, 0)].modifier.contains(ratatui::style::Modifier::REVERSED);
            (0..20u16).filter(is_marked).collect::<Vec<_>>()
        };
        assert_eq!(marked(&pad), [5, 6, 7, 8, 9, 10]);
        pad.stop_finding();
        assert_eq!(marked(&pad), [0u16; 0]);
    }

    #[test]
    fn undo_takes_back_a_word_not_a_letter() {
        let mut pad = TextPad::new("");
        "rapat kader  hari".chars().for_each(|c| pad.insert(c));
        let mut seen = Vec::new();
        while pad.act(Action::Undo) == Edited::Changed {
            seen.push(pad.area.lines().join("\n"));
        }
        assert_eq!(seen, ["rapat kader  ", "rapat ", ""]);
        while pad.act(Action::Redo) == Edited::Changed {}
        assert_eq!(pad.text(), "rapat kader  hari");
        // Erased letters are one step, and a new letter ends what could be done again.
        (0..4).for_each(|_| assert_eq!(pad.act(Action::EraseBack), Edited::Changed));
        pad.act(Action::Undo);
        assert_eq!(pad.text(), "rapat kader  hari");
        pad.act(Action::Undo);
        pad.insert('x');
        assert_eq!(pad.act(Action::Redo), Edited::Moved);
    }

    #[test]
    fn a_search_looks_for_letters_not_for_patterns() {
        let mut pad = TextPad::new("a.b\nRapat (1)\nakhir");
        assert!(pad.find("rapat (1)", From::Here));
        assert_eq!(pad.place(), (2, 1));
        assert!(!pad.find("a+b", From::Here));
    }

    #[test]
    fn a_search_goes_round_in_both_directions_and_says_where_it_is() {
        let mut pad = TextPad::new("é kader\nposyandu\nKader dan kader");
        pad.act(Action::PageUp);
        assert!(pad.find("kader", From::Here));
        let mut seen = vec![pad.found()];
        for from in [From::Next, From::Next, From::Next, From::Before] {
            assert!(pad.find("kader", from));
            seen.push(pad.found());
        }
        let at: Vec<usize> = seen.into_iter().flatten().map(|(here, _)| here).collect();
        assert!(at.iter().all(|here| (1..=3).contains(here)), "{at:?}");
        assert_eq!((at[0], at[3], at[4]), (at[3], at[0], at[2]), "{at:?}");
        assert_eq!(pad.found().map(|(_, count)| count), Some(3));
    }
}
