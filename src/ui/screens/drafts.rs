//! Drafts that wait: forms that were not finished, to go on with or to throw away.
//!
//! * **Owns** the list of drafts.
//! * **Imports** the drafts as the store gives them, the form.
//! * **Never** throws one away without asking.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::base::id::Ticket;
use crate::base::text::visible;
use crate::base::words::text;
use crate::request::{Draft, Reply, Request};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Key, Keymap, Press, bind};
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Outcome, Screen};
use crate::ui::screens::confirm::Confirm;
use crate::ui::screens::{FormWish, open_form};

pub(super) static KEYS: Keymap = Keymap {
    name: text("Konsep", "Drafts"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter)],
            Action::Open,
            1,
            text("lanjutkan", "go on"),
            text("Lanjutkan isian ini", "Go on with this form"),
        ),
        bind(
            &[Press::char('h'), Press::plain(Key::Delete)],
            Action::Discard,
            2,
            text("buang", "discard"),
            text("Buang konsep ini; bertanya dulu", "Throw this draft away; asks first"),
        ),
        bind(&[Press::plain(Key::Up)], Action::Up, 0, text("naik", "up"), text("Konsep di atas", "The draft above")),
        bind(
            &[Press::plain(Key::Down)],
            Action::Down,
            0,
            text("turun", "down"),
            text("Konsep di bawah", "The draft below"),
        ),
    ],
};

/// The drafts of the person at work.
#[derive(Default)]
pub struct Drafts {
    drafts: Vec<Draft>,
    asked: Option<Ticket>,
    known: bool,
    at: usize,
    rows: usize,
}

impl Drafts {
    fn read(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.ask(Request::Drafts));
    }
}

/// `22-11-2026 10.15` of an RFC 3339 time.
fn when(time: &str) -> String {
    let Some((day, rest)) = time.split_once('T') else { return String::new() };
    let day: String = day.split('-').rev().collect::<Vec<_>>().join("-");
    let clock: Vec<&str> = rest.split(':').take(2).collect();
    format!("{day} {}", clock.join("."))
}

impl Screen for Drafts {
    fn title(&self, look: &Look) -> String {
        look.say(text("Konsep: isian yang belum selesai", "Drafts: forms not finished")).to_owned()
    }

    fn facts(&self, look: &Look) -> String {
        let count = self.drafts.len().to_string();
        text("{0} konsep", "{0} drafts").with([count]).get(look.lang).into_owned()
    }

    fn keys(&self) -> &'static Keymap {
        &KEYS
    }

    fn on_open(&mut self, cx: &mut Cx) {
        self.read(cx);
    }

    fn on_changed(&mut self, cx: &mut Cx) {
        self.read(cx);
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        let draft = self.drafts.get(self.at);
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(self.drafts.len().saturating_sub(1)),
            Action::Open => match draft.cloned() {
                Some(draft) => open_form(FormWish::Resume(draft), cx),
                None => return Outcome::Unchanged,
            },
            Action::Discard => {
                let Some(draft) = draft else { return Outcome::Unchanged };
                let question = text(
                    "Buang konsep \"{0}\"? Ketikannya hilang dan tidak dapat dikembalikan.",
                    "Throw the draft \"{0}\" away? What was typed is gone for good.",
                );
                cx.push(Confirm::new(question.with([visible(&draft.title).into_owned()])));
            }
            _ => return Outcome::Ignored,
        }
        Outcome::Changed
    }

    fn on_answer(&mut self, answer: Answer, cx: &mut Cx) -> Outcome {
        if let (Answer::Confirmed, Some(draft)) = (&answer, self.drafts.get(self.at)) {
            cx.ask(Request::DropDraft(draft.key.clone()));
        }
        self.read(cx);
        Outcome::Unchanged
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) -> Outcome {
        if self.asked != Some(ticket) {
            return Outcome::Unchanged;
        }
        match reply {
            Reply::Drafts(drafts) => self.drafts = drafts,
            Reply::Trouble(trouble) => cx.fail(trouble.text),
            _ => {}
        }
        self.known = true;
        self.at = self.at.min(self.drafts.len().saturating_sub(1));
        Outcome::Changed
    }

    fn layout(&mut self, area: Rect) {
        self.rows = usize::from(area.height).max(1);
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, _desk: &Desk) -> Option<Position> {
        let room = area.width.saturating_sub(4);
        if self.known && self.drafts.is_empty() {
            let words = look.say(text(
                "Tidak ada konsep. Isian yang ditinggalkan sebelum disimpan muncul di sini.",
                "No drafts. Forms that are left before saving appear here.",
            ));
            put(buf, (3, area.y + 1), words, room, look.style(Role::Muted), look);
        }
        let top = self.at.saturating_sub(self.rows.saturating_sub(1));
        for (n, (y, draft)) in (area.top()..area.bottom()).zip(self.drafts.iter().skip(top)).enumerate() {
            let chosen = n + top == self.at;
            let style = look.style(if chosen { Role::Selected } else { Role::Plain });
            put(buf, (1, y), if chosen { ">" } else { " " }, 1, look.style(Role::Accent), look);
            let time = when(&draft.time);
            put(buf, (3, y), &format!("{time:<16}  {}", visible(&draft.title)), room, style, look);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_shown_as_the_office_writes_it() {
        assert_eq!(when("2026-11-22T10:15:00+07:00"), "22-11-2026 10.15");
        assert_eq!(when(""), "");
    }
}
