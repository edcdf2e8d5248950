//! Help: the focused field, then the keys of the screen beneath, from the same tables that
//! dispatch them.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::base::words::{Text, text};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, GLOBAL, Key, Keymap, Press, bind};
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Outcome, Screen};
use crate::ui::widgets::wrap;

pub(super) static KEYS: Keymap = Keymap {
    name: text("Bantuan", "Help"),
    bindings: &[
        bind(&[Press::plain(Key::Up)], Action::Up, 0, text("naik", "up"), text("Satu baris ke atas", "One line up")),
        bind(
            &[Press::plain(Key::Down)],
            Action::Down,
            1,
            text("turun", "down"),
            text("Satu baris ke bawah", "One line down"),
        ),
        bind(
            &[Press::plain(Key::PageUp)],
            Action::PageUp,
            0,
            text("halaman sebelumnya", "page up"),
            text("Satu halaman ke atas", "One page up"),
        ),
        bind(
            &[Press::plain(Key::PageDown), Press::char(' ')],
            Action::PageDown,
            2,
            text("halaman", "page"),
            text("Satu halaman ke bawah", "One page down"),
        ),
        bind(
            &[Press::plain(Key::Esc), Press::plain(Key::Enter), Press::char('?'), Press::char('q')],
            Action::Back,
            3,
            text("tutup", "close"),
            text("Tutup bantuan", "Close help"),
        ),
    ],
};

/// The help of a screen.
pub struct Help {
    maps: Vec<&'static Keymap>,
    field: Option<(String, Vec<String>)>,
    reasons: Vec<(Action, Text)>,
    top: usize,
    rows: usize,
}

impl Help {
    /// Help for these keymaps and, where one is focused, this field; with the reasons why an
    /// action cannot be done now.
    pub fn new(maps: Vec<&'static Keymap>, field: Option<(String, Vec<String>)>, reasons: Vec<(Action, Text)>) -> Self {
        Help { maps, field, reasons, top: 0, rows: 1 }
    }

    fn lines(&self, look: &Look, width: usize) -> Vec<(Role, String)> {
        let mut lines = Vec::new();
        if let Some((heading, paragraphs)) = &self.field {
            lines.push((Role::Title, heading.clone()));
            for paragraph in paragraphs {
                lines.extend(
                    wrap(paragraph, width.saturating_sub(2)).into_iter().map(|l| (Role::Plain, format!("  {l}"))),
                );
            }
            lines.push((Role::Plain, String::new()));
        }
        for map in self.maps.iter().copied().chain([&GLOBAL]) {
            lines.push((Role::Title, look.say(map.name).to_owned()));
            for binding in map.bindings {
                // What has no key of its own is found by word.
                let found = || GLOBAL.of(Action::Palette).map_or(&[][..], |palette| palette.keys);
                let keys = if binding.keys.is_empty() { found() } else { binding.keys };
                let keys: Vec<String> = keys.iter().map(|key| key.name()).collect();
                let mut words = look.say(binding.help).to_owned();
                if let Some((_, reason)) = self.reasons.iter().find(|(action, _)| *action == binding.action) {
                    words = format!("{words}. {}", look.say(*reason));
                }
                for (n, line) in wrap(&words, width.saturating_sub(22)).into_iter().enumerate() {
                    let head = if n == 0 { keys.join(" ") } else { String::new() };
                    lines.push((Role::Plain, format!("  {head:<18}  {line}")));
                }
            }
            lines.push((Role::Plain, String::new()));
        }
        lines
    }
}

impl Screen for Help {
    fn title(&self, look: &Look) -> String {
        let of = self.maps.first().map_or("", |map| look.say(map.name));
        format!("{} {} {of}", look.say(KEYS.name), look.dot())
    }

    fn keys(&self) -> &'static Keymap {
        &KEYS
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        let last = self.lines(&cx.desk.look, 76).len().saturating_sub(self.rows);
        let top = match action {
            Action::Up => self.top.saturating_sub(1),
            Action::Down => self.top + 1,
            Action::PageUp => self.top.saturating_sub(self.rows),
            Action::PageDown => self.top + self.rows,
            Action::Back | Action::Help => {
                cx.close(Answer::None);
                return Outcome::Changed;
            }
            _ => return Outcome::Ignored,
        };
        self.top = top.min(last);
        Outcome::Changed
    }

    fn layout(&mut self, area: Rect) {
        self.rows = usize::from(area.height).max(1);
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, _desk: &Desk) -> Option<Position> {
        let lines = self.lines(look, usize::from(area.width).saturating_sub(4));
        for (y, (role, line)) in (area.top()..area.bottom()).zip(lines.iter().skip(self.top)) {
            put(buf, (2, y), line, area.width.saturating_sub(4), look.style(*role), look);
        }
        None
    }
}
