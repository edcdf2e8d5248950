//! A question answered by one letter, with a safe default.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::base::words::{Phrase, text};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Key, Keymap, Press, bind};
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Effect, Extent, Outcome, Screen};

/// The keys of every question.
pub static KEYS: Keymap = Keymap {
    name: text("Pertanyaan", "Question"),
    bindings: &[
        bind(&[Press::char('y')], Action::Yes, 1, text("ya", "yes"), text("Ya, lakukan", "Yes, do it")),
        bind(
            &[Press::char('t'), Press::char('n'), Press::plain(Key::Enter), Press::plain(Key::Esc)],
            Action::No,
            2,
            text("tidak", "no"),
            text("Tidak, kembali (pilihan aman)", "No, go back (the safe choice)"),
        ),
    ],
};

/// A question. Yes leaves [`Answer::Confirmed`]; anything else leaves nothing and changes nothing.
pub struct Confirm {
    question: Phrase,
    leaving: bool,
}

impl Confirm {
    /// Asks something; the question names what will happen.
    pub fn new(question: impl Into<Phrase>) -> Self {
        Confirm { question: question.into(), leaving: false }
    }

    /// Asks whether to leave although something is unsaved (it is kept as a draft).
    pub fn leave() -> Self {
        let question = text(
            "Ada isian yang belum disimpan. Keluar? Ketikan disimpan sebagai konsep dan ditawarkan lagi nanti.",
            "Something is unsaved. Leave? What you typed is kept as a draft and offered again.",
        );
        Confirm { leaving: true, ..Confirm::new(question) }
    }
}

impl Screen for Confirm {
    fn title(&self, look: &Look) -> String {
        look.say(text("Pertanyaan", "Question")).to_owned()
    }

    fn extent(&self) -> Extent {
        Extent::Panel(3)
    }

    fn keys(&self) -> &'static Keymap {
        &KEYS
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Yes if self.leaving => cx.effect(Effect::Quit),
            Action::Yes => cx.close(Answer::Confirmed),
            Action::No | Action::Back => cx.close(Answer::None),
            _ => return Outcome::Unchanged,
        }
        Outcome::Changed
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, _desk: &Desk) -> Option<Position> {
        let words = self.question.get(look.lang);
        for (y, line) in (area.top()..area.bottom()).zip(crate::ui::widgets::wrap(&words, usize::from(area.width) - 4))
        {
            put(buf, (2, y), &line, area.width.saturating_sub(4), look.style(Role::Plain), look);
        }
        None
    }
}
