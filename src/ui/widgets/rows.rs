//! A cursor over a list that is held whole (choices, findings, history).
//!
//! * **Owns** which line is chosen and which is the first one seen.
//! * **Imports** actions.
//! * **Never** knows what the lines say.

use crate::ui::keymap::Action;

/// The chosen line and the first visible one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// The chosen line.
    pub at: usize,
    top: usize,
    height: usize,
}

impl Rows {
    /// How many lines are seen at once.
    pub fn layout(&mut self, height: u16) {
        self.height = usize::from(height);
        self.follow();
    }

    /// The first visible line.
    pub fn top(&self) -> usize {
        self.top
    }

    /// Moves among so many lines; false where the action is no movement.
    pub fn act(&mut self, action: Action, len: usize) -> bool {
        let (last, page) = (len.saturating_sub(1), self.height.max(1));
        self.at = match action {
            Action::Up => self.at.saturating_sub(1),
            Action::Down => self.at + 1,
            Action::PageUp => self.at.saturating_sub(page),
            Action::PageDown => self.at + page,
            Action::First => 0,
            Action::Last => last,
            _ => return false,
        }
        .min(last);
        self.follow();
        true
    }

    /// To this line.
    pub fn go(&mut self, at: usize) {
        self.at = at;
        self.follow();
    }

    /// Keeps the cursor within so many lines.
    pub fn clamp(&mut self, len: usize) {
        self.at = self.at.min(len.saturating_sub(1));
        self.top = self.top.min(self.at);
        self.follow();
    }

    fn follow(&mut self) {
        let height = self.height.max(1);
        if self.at < self.top {
            self.top = self.at;
        } else if self.at >= self.top + height {
            self.top = self.at + 1 - height;
        }
    }
}
