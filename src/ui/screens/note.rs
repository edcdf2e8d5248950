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
use crate::base::words::{Text, same, text};
use crate::request::{Draft, Request};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Key, Keymap, Press, bind};
use crate::ui::keys;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Outcome, Screen};
use crate::ui::screens::ask;
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
            text("Cari kata di teks ini", "Find words in this text"),
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

/// The keys while words are looked for: they edit the words, not the text.
pub(super) static FIND_KEYS: Keymap = Keymap {
    name: text("Mencari di teks", "Finding in a text"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter), Press::plain(Key::Down), Press::ctrl('f')],
            Action::Open,
            1,
            text("berikutnya", "next"),
            text("Ke tempat berikutnya; sesudah yang terakhir, yang pertama lagi", "To the next place; then round"),
        ),
        bind(
            &[Press::plain(Key::Up), Press::plain(Key::BackTab)],
            Action::Previous,
            2,
            text("sebelumnya", "before"),
            text("Ke tempat sebelumnya", "To the place before"),
        ),
        bind(
            &[Press::plain(Key::Esc)],
            Action::Back,
            3,
            text("selesai mencari", "stop finding"),
            text("Kembali mengetik di tempat yang ditemukan", "Type on at the place that was found"),
        ),
        bind(
            &[Press::ctrl('s')],
            Action::Save,
            0,
            text("selesai", "done"),
            text("Kembali ke isian dengan teks ini", "Back to the form with this text"),
        ),
        bind(
            &[Press::ctrl('g'), Press::plain(Key::F(1))],
            Action::Help,
            4,
            text("bantuan", "help"),
            text("Bantuan (di sini tanda tanya ikut dicari)", "Help (here a question mark is looked for)"),
        ),
        keys::CURSOR_LEFT,
        keys::CURSOR_RIGHT,
        keys::CURSOR_START,
        keys::CURSOR_END,
        keys::ERASE_BACK,
        keys::ERASE_AT,
        keys::ERASE_WORD,
        keys::CLEAR,
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

    /// Looks for the typed words, and says so where they are not there.
    fn find(&mut self, from: From, cx: &mut Cx) {
        let words = self.finding.as_ref().map(Line::text).unwrap_or_default();
        if !self.pad.find(&words, from) {
            cx.warn(NOT_THERE);
        }
    }

    /// A key while words are looked for.
    fn act_finding(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Open => self.find(From::Next, cx),
            Action::Previous => self.find(From::Before, cx),
            Action::Back => {
                self.finding = None;
                self.pad.stop_finding();
            }
            Action::Save => cx.close(Answer::Text(self.pad.text())),
            other => {
                let Some(line) = self.finding.as_mut() else { return Outcome::Ignored };
                let before = line.text();
                match ask::edit(line, other) {
                    None => return Outcome::Ignored,
                    Some(_) if line.text() != before => self.find(From::Here, cx),
                    Some(_) => {}
                }
            }
        }
        Outcome::Changed
    }
}

impl Screen for Note {
    fn title(&self, _look: &Look) -> String {
        visible(&self.heading).into_owned()
    }

    fn facts(&self, look: &Look) -> String {
        if let (Some(_), Some((here, count))) = (&self.finding, self.pad.found()) {
            let words = match (here, count) {
                (_, 0) => same(""),
                (0, _) => text("{1} tempat", "{1} places"),
                _ => text("tempat {0} dari {1}", "place {0} of {1}"),
            };
            return words.with([here.to_string(), count.to_string()]).get(look.lang).into_owned();
        }
        let (line, _) = self.pad.place();
        text("baris {0}", "line {0}").with([line.to_string()]).get(look.lang).into_owned()
    }

    fn keys(&self) -> &'static Keymap {
        if self.finding.is_some() { &FIND_KEYS } else { &KEYS }
    }

    fn takes(&self, _c: char) -> bool {
        true
    }

    fn on_open(&mut self, cx: &mut Cx) {
        self.pad.mark_found(cx.desk.look.style(Role::Found));
        if self.is_changed() {
            self.keep_soon(cx);
        }
    }

    fn on_text(&mut self, c: char, cx: &mut Cx) -> Outcome {
        if let Some(line) = self.finding.as_mut() {
            line.insert(c);
            self.find(From::Here, cx);
            return Outcome::Changed;
        }
        self.pad.insert(c);
        self.keep_soon(cx);
        Outcome::Changed
    }

    fn on_paste(&mut self, block: &str, cx: &mut Cx) -> Outcome {
        if let Some(line) = self.finding.as_mut() {
            line.insert_all(block.trim_end());
            self.find(From::Here, cx);
            return Outcome::Changed;
        }
        self.pad.insert_all(block);
        self.keep_soon(cx);
        Outcome::Changed
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        if self.finding.is_some() {
            return self.act_finding(action, cx);
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
        // The cursor is on the words: the place in the text has a mark of its own.
        if self.pad.found().is_some_and(|(here, _)| here > 0) {
            put(buf, (area.x, place.y), ">", 1, look.style(Role::Accent), look);
        }
        let y = area.bottom().saturating_sub(1);
        let x = put(buf, (1, y), look.say(text("Cari:", "Find:")), 10, look.style(Role::Accent), look) + 1;
        Some(line.view(buf, (x, y), area.width.saturating_sub(x + 1), look.style(Role::Plain)))
    }

    fn draft(&self, _desk: &Desk) -> Option<Draft> {
        self.drafted()
    }
}

const NOT_THERE: Text = text("Tidak ada di teks ini.", "Not in this text.");
