//! The text editor: a note of several lines, over the whole screen.
//!
//! * **Owns** the keys of the editor and the search line.
//! * **Imports** the text widget.
//! * **Never** saves a record: its text goes back as [`Answer::Text`], and until then lies in the
//!   draft of the form beneath.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::base::id::Ticket;
use crate::base::text::visible;
use crate::base::words::{Text, text};
use crate::request::{Draft, Request};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Key, Keymap, Press, bind};
use crate::ui::keys;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Outcome, Screen};
use crate::ui::screens::confirm::Confirm;
use crate::ui::widgets::line::Line;
use crate::ui::widgets::textarea::{Edited, From, TextPad};

const SOON: Duration = Duration::from_millis(1500);

pub(super) static KEYS: Keymap = Keymap {
    name: text("Penyunting catatan", "Text editor"),
    bindings: &[
        bind(
            &[Press::ctrl('s')],
            Action::Save,
            1,
            text("selesai", "done"),
            text("Kembali ke isian dengan teks ini", "Back to the form with this text"),
        ),
        bind(
            &[Press::ctrl('f')],
            Action::Search,
            2,
            text("cari", "find"),
            text("Cari kata; Enter: berikutnya, Esc: selesai mencari", "Find words; Enter: next, Esc: stop finding"),
        ),
        bind(
            &[Press::ctrl('u')],
            Action::Undo,
            3,
            text("urungkan", "undo"),
            text(
                "Urungkan ketikan terakhir (di penyunting ini Ctrl+U tidak mengosongkan)",
                "Undo the last typing (here Ctrl+U does not clear)",
            ),
        ),
        bind(
            &[Press::ctrl('y')],
            Action::Redo,
            0,
            text("ulangi", "redo"),
            text("Kerjakan lagi yang diurungkan", "Do again what was undone"),
        ),
        bind(
            &[Press::plain(Key::Esc)],
            Action::Back,
            5,
            text("batal", "cancel"),
            text(
                "Tinggalkan tanpa memakai teks ini; bertanya bila berubah",
                "Leave without this text; asks when it changed",
            ),
        ),
        bind(
            &[Press::ctrl('g'), Press::plain(Key::F(1))],
            Action::Help,
            4,
            text("bantuan", "help"),
            text(
                "Bantuan (di sini tanda tanya adalah teks; juga lewat Ctrl+K)",
                "Help (here a question mark is text; also by Ctrl+K)",
            ),
        ),
        bind(
            &[Press::plain(Key::Enter)],
            Action::Open,
            0,
            text("baris baru", "new line"),
            text("Baris baru", "New line"),
        ),
        bind(&[Press::plain(Key::Up)], Action::Up, 0, text("naik", "up"), text("Baris di atas", "The line above")),
        bind(
            &[Press::plain(Key::Down)],
            Action::Down,
            0,
            text("turun", "down"),
            text("Baris di bawah", "The line below"),
        ),
        keys::CURSOR_LEFT,
        keys::CURSOR_RIGHT,
        keys::CURSOR_START,
        keys::CURSOR_END,
        bind(
            &[Press::plain(Key::PageUp)],
            Action::PageUp,
            0,
            text("halaman", "page"),
            text("Satu halaman ke atas", "One page up"),
        ),
        bind(
            &[Press::plain(Key::PageDown)],
            Action::PageDown,
            0,
            text("halaman", "page"),
            text("Satu halaman ke bawah", "One page down"),
        ),
        bind(
            &[Press::plain(Key::Backspace), Press::ctrl('h')],
            Action::EraseBack,
            0,
            text("hapus", "erase"),
            text("Hapus huruf di kiri kursor", "Erase the letter left of the cursor"),
        ),
        bind(
            &[Press::plain(Key::Delete)],
            Action::EraseAt,
            0,
            text("hapus", "erase"),
            text("Hapus huruf di kursor", "Erase the letter at the cursor"),
        ),
        bind(
            &[Press::ctrl('w')],
            Action::EraseWord,
            0,
            text("hapus kata", "erase word"),
            text("Hapus kata di kiri kursor", "Erase the word left of the cursor"),
        ),
    ],
};

/// The editor of one note.
pub struct Note {
    heading: String,
    pad: TextPad,
    start: String,
    finding: Option<Line>,
    draft: Option<(Draft, String)>,
    wake: Option<Ticket>,
}

impl Note {
    /// Over a text; the heading says whose note it is.
    pub fn new(heading: impl Into<String>, text: &str) -> Self {
        let pad = TextPad::new(text);
        Note { heading: heading.into(), start: pad.text(), pad, finding: None, draft: None, wake: None }
    }

    /// Its text is kept under this name in the draft of the form beneath.
    pub fn kept_in(mut self, draft: Draft, field: String) -> Self {
        self.draft = Some((draft, field));
        self
    }

    /// The letter that opened the editor is its first.
    pub fn begin_with(&mut self, c: char) {
        self.pad.insert(c);
    }

    fn is_changed(&self) -> bool {
        self.pad.text() != self.start
    }

    fn keep_soon(&mut self, cx: &mut Cx) {
        if self.wake.is_none() && self.draft.is_some() {
            self.wake = Some(cx.wake(SOON));
        }
    }

    fn drafted(&self) -> Option<Draft> {
        let (draft, field) = self.draft.as_ref()?;
        if !self.is_changed() {
            return None;
        }
        let mut draft = draft.clone();
        draft.fields.insert(field.clone(), self.pad.text());
        Some(draft)
    }

    /// A key while words are looked for; false where it means the same as ever.
    fn find(&mut self, action: Action) -> bool {
        let Some(line) = self.finding.as_mut() else { return false };
        match action {
            Action::Open | Action::Search => {
                self.pad.find(&line.text(), From::Next);
                return true;
            }
            Action::EraseBack => {
                line.erase_back();
            }
            Action::Back => {
                self.finding = None;
                self.pad.stop_finding();
                return true;
            }
            _ => return false,
        }
        let words = line.text();
        self.pad.find(&words, From::Here);
        true
    }
}

impl Screen for Note {
    fn title(&self, _look: &Look) -> String {
        visible(&self.heading).into_owned()
    }

    fn facts(&self, look: &Look) -> String {
        let (line, _) = self.pad.place();
        text("baris {0}", "line {0}").with([line.to_string()]).get(look.lang).into_owned()
    }

    fn keys(&self) -> &'static Keymap {
        &KEYS
    }

    fn takes(&self, _c: char) -> bool {
        true
    }

    fn on_open(&mut self, cx: &mut Cx) {
        if self.is_changed() {
            self.keep_soon(cx);
        }
    }

    fn on_text(&mut self, c: char, cx: &mut Cx) -> Outcome {
        if let Some(line) = self.finding.as_mut() {
            line.insert(c);
            let words = line.text();
            if !self.pad.find(&words, From::Here) {
                cx.warn(NOT_THERE);
            }
            return Outcome::Changed;
        }
        self.pad.insert(c);
        self.keep_soon(cx);
        Outcome::Changed
    }

    fn on_paste(&mut self, block: &str, cx: &mut Cx) -> Outcome {
        self.pad.insert_all(block);
        self.keep_soon(cx);
        Outcome::Changed
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        if self.find(action) {
            return Outcome::Changed;
        }
        match action {
            Action::Save => cx.close(Answer::Text(self.pad.text())),
            Action::Search => self.finding = Some(Line::default()),
            Action::Back if self.is_changed() => cx.push(Confirm::new(text(
                "Buang perubahan teks ini? Ctrl+S memakainya.",
                "Discard the changes of this text? Ctrl+S uses them.",
            ))),
            Action::Back => cx.close(Answer::None),
            _ => {
                return match self.pad.act(action) {
                    Edited::No => Outcome::Ignored,
                    Edited::Moved => Outcome::Changed,
                    Edited::Changed => {
                        self.keep_soon(cx);
                        Outcome::Changed
                    }
                };
            }
        }
        Outcome::Changed
    }

    fn on_answer(&mut self, answer: Answer, cx: &mut Cx) -> Outcome {
        if answer == Answer::Confirmed {
            cx.close(Answer::None);
        }
        Outcome::Changed
    }

    fn on_wake(&mut self, ticket: Ticket, cx: &mut Cx) -> Outcome {
        if self.wake == Some(ticket) {
            self.wake = None;
            if let Some(draft) = self.drafted() {
                cx.ask(Request::KeepDraft(draft));
            }
        }
        Outcome::Unchanged
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, _desk: &Desk) -> Option<Position> {
        let rows = area.height.saturating_sub(u16::from(self.finding.is_some()));
        let pad = Rect::new(area.x + 1, area.y, area.width.saturating_sub(2), rows);
        let place = self.pad.view(pad, buf);
        let Some(line) = &self.finding else { return Some(place) };
        let y = area.bottom().saturating_sub(1);
        let x = put(buf, (1, y), look.say(text("Cari:", "Find:")), 10, look.style(Role::Accent), look) + 1;
        Some(line.view(buf, (x, y), area.width.saturating_sub(x + 1), look.style(Role::Plain)))
    }

    fn draft(&self, _desk: &Desk) -> Option<Draft> {
        self.drafted()
    }
}

const NOT_THERE: Text = text("Tidak ada di teks ini.", "Not in this text.");
