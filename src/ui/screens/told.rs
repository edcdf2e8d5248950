//! Something to read in full: a result, a problem, where a file went. What can be copied is.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::base::words::{Phrase, Text, text};
use crate::entity::Problem;
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Key, Keymap, Press, bind};
use crate::ui::keys;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Effect, Extent, Outcome, Screen};
use crate::ui::widgets::wrap;

pub(super) static KEYS: Keymap = Keymap {
    name: text("Keterangan", "Notice"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter), Press::plain(Key::Esc)],
            Action::Back,
            1,
            text("tutup", "close"),
            text("Tutup", "Close"),
        ),
        keys::ranked(keys::COPY, 2),
    ],
};

/// A few paragraphs over the screen beneath.
pub struct Told {
    title: Phrase,
    paragraphs: Vec<Phrase>,
    copyable: Option<String>,
    left: Answer,
}

impl Told {
    /// Says these paragraphs.
    pub fn new(title: impl Into<Phrase>, paragraphs: Vec<Phrase>) -> Self {
        Told { title: title.into(), paragraphs, copyable: None, left: Answer::None }
    }

    /// A refusal of the store: why, and what to do; what was asked for left everything as it was.
    pub fn refused(problems: &[Problem]) -> Self {
        let said = problems.iter().take(3).flat_map(|problem| [problem.text.clone(), problem.advice.clone()]);
        Told::new(text("Ditolak; tidak ada yang berubah", "Refused; nothing changed"), said.collect())
    }

    /// The same; once read, the screen beneath is told with [`Answer::Confirmed`] and goes on.
    pub fn then_on(mut self) -> Self {
        self.left = Answer::Confirmed;
        self
    }

    /// The same, with a text that `y` copies.
    pub fn with_copy(mut self, copyable: impl Into<String>) -> Self {
        self.copyable = Some(copyable.into());
        self
    }
}

impl Screen for Told {
    fn title(&self, look: &Look) -> String {
        self.title.get(look.lang).into_owned()
    }

    fn extent(&self) -> Extent {
        Extent::Panel(9)
    }

    fn keys(&self) -> &'static Keymap {
        &KEYS
    }

    fn why_not(&self, action: Action) -> Option<Text> {
        (action == Action::Copy && self.copyable.is_none())
            .then_some(text("Tidak ada yang perlu disalin.", "There is nothing to copy."))
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match (action, &self.copyable) {
            (Action::Back, _) => cx.close(std::mem::replace(&mut self.left, Answer::None)),
            (Action::Copy, Some(words)) => {
                cx.effect(Effect::Copy(words.clone()));
                cx.say(text(
                    "Dikirim ke papan klip terminal; bila tidak ada, salin dari layar.",
                    "Sent to the terminal's clipboard. Where it has none, copy from the screen.",
                ));
            }
            _ => return Outcome::Ignored,
        }
        Outcome::Changed
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, _desk: &Desk) -> Option<Position> {
        let room = area.width.saturating_sub(4);
        let lines = self.paragraphs.iter().flat_map(|p| wrap(&p.get(look.lang), usize::from(room)));
        for (y, line) in (area.y..area.bottom()).zip(lines) {
            put(buf, (2, y), &line, room, look.style(Role::Plain), look);
        }
        None
    }
}
