//! One line of typed text: a reason, a file name, a value.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::base::words::{Phrase, text};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Key, Keymap, Press, bind};
use crate::ui::keys;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Extent, Outcome, Screen};
use crate::ui::widgets::line::Line;
use crate::ui::widgets::wrap;

pub(super) static KEYS: Keymap = Keymap {
    name: text("Isian satu baris", "One line"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter)],
            Action::Open,
            1,
            text("pakai", "use"),
            text("Pakai yang diketik", "Use what is typed"),
        ),
        keys::CURSOR_LEFT,
        keys::CURSOR_RIGHT,
        keys::CURSOR_START,
        keys::CURSOR_END,
        keys::ERASE_BACK,
        keys::ERASE_AT,
        keys::ERASE_WORD,
        keys::ranked(keys::CLEAR, 2),
        keys::CANCEL,
    ],
};

/// Moves and edits a line; `None` where the action is neither.
pub fn edit(line: &mut Line, action: Action) -> Option<bool> {
    Some(match action {
        Action::Left => line.left(),
        Action::Right => line.right(),
        Action::First => {
            line.home();
            true
        }
        Action::Last => {
            line.end();
            true
        }
        Action::EraseBack => line.erase_back(),
        Action::EraseAt => line.erase_at(),
        Action::EraseWord => line.erase_word(),
        Action::Clear => {
            line.clear();
            true
        }
        _ => return None,
    })
}

/// What may be left empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Need {
    Something,
    Anything,
}

/// The question. Leaves [`Answer::Text`].
pub struct Ask {
    title: Phrase,
    hint: Phrase,
    line: Line,
    need: Need,
}

impl Ask {
    /// Asks for a text that is not empty; the hint says what it is for.
    pub fn new(title: impl Into<Phrase>, hint: impl Into<Phrase>, given: &str) -> Self {
        Ask { title: title.into(), hint: hint.into(), line: Line::new(given), need: Need::Something }
    }

    /// An empty line is an answer too.
    pub fn or_nothing(mut self) -> Self {
        self.need = Need::Anything;
        self
    }
}

impl Screen for Ask {
    fn title(&self, look: &Look) -> String {
        self.title.get(look.lang).into_owned()
    }

    fn extent(&self) -> Extent {
        Extent::Panel(4)
    }

    fn keys(&self) -> &'static Keymap {
        &KEYS
    }

    fn takes(&self, c: char) -> bool {
        c != '?'
    }

    fn on_text(&mut self, c: char, _cx: &mut Cx) -> Outcome {
        self.line.insert(c);
        Outcome::Changed
    }

    fn on_paste(&mut self, text: &str, _cx: &mut Cx) -> Outcome {
        self.line.insert_all(text.trim_end());
        Outcome::Changed
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Open => {
                let typed = self.line.text().trim().to_owned();
                if typed.is_empty() && self.need == Need::Something {
                    cx.warn(text("Belum diisi. Esc untuk batal.", "Nothing is typed yet. Esc cancels."));
                } else {
                    cx.close(Answer::Text(typed));
                }
            }
            Action::Back => cx.close(Answer::None),
            other => {
                return match edit(&mut self.line, other) {
                    Some(true) => Outcome::Changed,
                    Some(false) => Outcome::Unchanged,
                    None => Outcome::Ignored,
                };
            }
        }
        Outcome::Changed
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, _desk: &Desk) -> Option<Position> {
        let room = area.width.saturating_sub(4);
        put(buf, (2, area.y), ">", 1, look.style(Role::Accent), look);
        let place = self.line.view(buf, (4, area.y), room.saturating_sub(2), look.style(Role::Plain));
        let hint = self.hint.get(look.lang);
        for (y, line) in (area.y + 1..area.bottom()).zip(wrap(&hint, usize::from(room))) {
            put(buf, (2, y), &line, room, look.style(Role::Muted), look);
        }
        Some(place)
    }
}
