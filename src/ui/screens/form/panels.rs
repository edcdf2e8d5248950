//! The two questions a form asks: whether to leave, and why a warning is passed.
//!
//! * **Owns** both panels.
//! * **Imports** problems, the line, the pieces of the desk.
//! * **Never** decides: the form does what the answer says.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::base::text::{clean, visible};
use crate::base::words::text;
use crate::entity::{Problem, Severity};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Key, Keymap, Press, bind};
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Extent, Outcome, Screen};
use crate::ui::widgets::line::Line;
use crate::ui::widgets::wrap;

static LEAVE: Keymap = Keymap {
    name: text("Tinggalkan isian", "Leave the form"),
    bindings: &[
        bind(
            &[Press::char('y')],
            Action::Yes,
            1,
            text("ya, buang", "yes, discard"),
            text("Buang ketikan dan tinggalkan isian", "Discard what was typed and leave"),
        ),
        bind(
            &[Press::char('t'), Press::char('n'), Press::plain(Key::Enter), Press::plain(Key::Esc)],
            Action::No,
            2,
            text("tidak", "no"),
            text("Tidak, tetap di isian (pilihan aman)", "No, stay on the form (the safe choice)"),
        ),
        bind(
            &[Press::char('k')],
            Action::Discard,
            3,
            text("simpan konsep", "keep draft"),
            text("Tinggalkan isian; ketikan disimpan sebagai konsep", "Leave; what was typed is kept as a draft"),
        ),
    ],
};

/// Asks what becomes of what was typed: yes discards, `k` keeps it as a draft.
pub struct Leave;

impl Screen for Leave {
    fn title(&self, look: &Look) -> String {
        look.say(LEAVE.name).to_owned()
    }

    fn extent(&self) -> Extent {
        Extent::Panel(2)
    }

    fn keys(&self) -> &'static Keymap {
        &LEAVE
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Yes => cx.close(Answer::Confirmed),
            Action::Discard => cx.close(Answer::Chosen(0)),
            Action::No | Action::Back => cx.close(Answer::None),
            _ => return Outcome::Unchanged,
        }
        Outcome::Changed
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, _desk: &Desk) -> Option<Position> {
        let words = look.say(text(
            "Ketikan belum disimpan. Buang? y: buang. t: tetap di sini. k: tinggalkan, simpan sebagai konsep yang dapat dilanjutkan.",
            "Not saved yet. Discard? y: discard. t: stay here. k: leave and keep a draft to go on with.",
        ));
        for (y, line) in (area.top()..area.bottom()).zip(wrap(words, usize::from(area.width) - 4)) {
            put(buf, (2, y), &line, area.width.saturating_sub(4), look.style(Role::Plain), look);
        }
        None
    }
}

static REASON: Keymap = Keymap {
    name: text("Alasan", "Reason"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter), Press::ctrl('s')],
            Action::Save,
            1,
            text("simpan", "save"),
            text("Simpan dengan alasan ini; alasan ikut disimpan", "Save with this reason; it is kept"),
        ),
        bind(
            &[Press::plain(Key::Esc)],
            Action::Back,
            2,
            text("betulkan", "mend"),
            text("Kembali ke isian untuk membetulkan", "Back to the form to mend it"),
        ),
        bind(
            &[Press::plain(Key::Backspace), Press::ctrl('h')],
            Action::EraseBack,
            0,
            text("hapus", "erase"),
            text("Hapus huruf", "Erase a letter"),
        ),
        bind(&[Press::ctrl('u')], Action::Clear, 0, text("kosongkan", "clear"), text("Kosongkan", "Empty")),
    ],
};

/// Asks why warnings are passed. Leaves the reason as [`Answer::Text`].
pub struct Reason {
    problems: Vec<Problem>,
    line: Line,
}

impl Reason {
    /// Over these problems.
    pub fn new(problems: Vec<Problem>) -> Self {
        Reason { problems, line: Line::default() }
    }
}

impl Screen for Reason {
    fn title(&self, look: &Look) -> String {
        look.say(text("Perlu alasan", "A reason is needed")).to_owned()
    }

    fn extent(&self) -> Extent {
        Extent::Panel(5)
    }

    fn keys(&self) -> &'static Keymap {
        &REASON
    }

    fn takes(&self, c: char) -> bool {
        c != '?'
    }

    fn on_text(&mut self, c: char, _cx: &mut Cx) -> Outcome {
        self.line.insert(c);
        Outcome::Changed
    }

    fn on_paste(&mut self, block: &str, _cx: &mut Cx) -> Outcome {
        self.line.insert_all(&clean(block));
        Outcome::Changed
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Save => {
                let reason = clean(&self.line.text());
                if reason.is_empty() {
                    cx.warn(text(
                        "Tulis alasannya, atau Esc untuk membetulkan.",
                        "Write the reason, or Esc to mend it.",
                    ));
                } else {
                    cx.close(Answer::Text(reason));
                }
            }
            Action::EraseBack => {
                self.line.erase_back();
            }
            Action::Clear => self.line.clear(),
            Action::Back => cx.close(Answer::None),
            _ => return Outcome::Ignored,
        }
        Outcome::Changed
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, _desk: &Desk) -> Option<Position> {
        let room = area.width.saturating_sub(4);
        let mut rows = area.top()..area.bottom().saturating_sub(1);
        for problem in &self.problems {
            let words = super::saving::sentence(&problem.text, &problem.advice, look.lang);
            let role = if problem.severity == Severity::Warning { Role::Warning } else { Role::Error };
            let lines = wrap(&visible(&words), usize::from(room.saturating_sub(2)));
            for (n, line) in lines.iter().enumerate() {
                let Some(y) = rows.next() else { break };
                let sign = if n == 0 { problem.severity.sign() } else { ' ' };
                put(buf, (2, y), &format!("{sign} {line}"), room, look.style(role), look);
            }
        }
        let y = area.bottom().saturating_sub(1);
        let label = look.say(text("Alasan:", "Reason:"));
        let x = put(buf, (2, y), label, room, look.style(Role::Muted), look) + 1;
        Some(self.line.view(buf, (x, y), area.width.saturating_sub(x + 1), look.style(Role::Plain)))
    }
}
