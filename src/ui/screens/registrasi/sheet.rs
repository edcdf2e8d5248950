//! The copy sheet: the fields of the web form in its order; Enter copies one and goes to the next.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::base::id::{RecordId, Ticket};
use crate::base::text::width;
use crate::base::words::{Text, text};
use crate::request::hidup::CopyLine;
use crate::request::{Job, Reply, Request, Trouble};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Key, Keymap, Press, bind};
use crate::ui::keys;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Cx, Desk, Effect, Outcome, Screen};
use crate::ui::screens::told::Told;
use crate::ui::widgets::rows::Rows;

pub(in crate::ui::screens) static KEYS: Keymap = Keymap {
    name: text("Lembar salin", "Copy sheet"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter), Press::char('y')],
            Action::Copy,
            1,
            text("salin, lalu berikutnya", "copy, then the next"),
            text(
                "Salin isian ini ke papan klip terminal, bila terminal bisa, lalu ke isian berikutnya",
                "Copy this field to the terminal's clipboard, where it has one, then go to the next",
            ),
        ),
        keys::relabelled(
            keys::ranked(keys::EXPORT, 2),
            text("tulis ke berkas", "write to a file"),
            text("Tulis seluruh lembar ke berkas teks", "Write the whole sheet to a text file"),
        ),
        keys::REFRESH,
        keys::UP,
        keys::DOWN,
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::FIRST,
        keys::LAST,
    ],
};

/// The sheet of one Posyandu.
pub struct Sheet {
    id: RecordId,
    name: String,
    lines: Vec<CopyLine>,
    asked: Option<Ticket>,
    writing: Option<Ticket>,
    trouble: Option<Trouble>,
    rows: Rows,
    /// Which were copied.
    copied: Vec<bool>,
}

impl Sheet {
    /// Of this Posyandu.
    pub fn new(id: RecordId, name: String) -> Self {
        Sheet {
            id,
            name,
            lines: Vec::new(),
            asked: None,
            writing: None,
            trouble: None,
            rows: Rows::default(),
            copied: Vec::new(),
        }
    }

    fn copy(&mut self, cx: &mut Cx) {
        let Some(line) = self.lines.get(self.rows.at) else { return };
        if line.value.is_empty() {
            cx.warn(
                text("{0} belum diketahui; dilewati.", "{0} is not known; passed over.").with([line.label.clone()]),
            );
        } else {
            cx.effect(Effect::Copy(line.value.clone()));
            cx.say(text("Disalin: {0}", "Copied: {0}").with([line.value.clone()]));
            if let Some(copied) = self.copied.get_mut(self.rows.at) {
                *copied = true;
            }
        }
        self.rows.act(Action::Down, self.lines.len());
    }
}

impl Screen for Sheet {
    fn title(&self, look: &Look) -> String {
        format!("{} {} {}", look.say(KEYS.name), look.dot(), self.name)
    }

    fn facts(&self, look: &Look) -> String {
        let known = self.lines.iter().filter(|line| !line.value.is_empty()).count();
        text("{0} dari {1} diketahui", "{0} of {1} known")
            .with([known.to_string(), self.lines.len().to_string()])
            .get(look.lang)
            .into_owned()
    }

    fn keys(&self) -> &'static Keymap {
        &KEYS
    }

    fn why_not(&self, action: Action) -> Option<Text> {
        (action == Action::Export && self.writing.is_some()).then_some(text("Sedang ditulis.", "It is being written."))
    }

    fn on_open(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.ask(Request::CopySheet(self.id)));
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Copy => self.copy(cx),
            Action::Export => self.writing = Some(cx.start(Job::CopySheet(self.id))),
            Action::Refresh => self.asked = Some(cx.ask(Request::CopySheet(self.id))),
            other => {
                if !self.rows.act(other, self.lines.len()) {
                    return Outcome::Ignored;
                }
            }
        }
        Outcome::Changed
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) -> Outcome {
        if self.writing.is_some_and(|writing| writing == ticket) {
            match reply {
                Reply::Written(path, _) => {
                    self.writing = None;
                    let said = vec![text("Ditulis ke {0}", "Written to {0}").with([path.clone()])];
                    cx.push(Told::new(KEYS.name, said).with_copy(path));
                }
                Reply::Trouble(trouble) => {
                    self.writing = None;
                    cx.fail(trouble.text);
                }
                _ => {}
            }
            return Outcome::Changed;
        }
        if self.asked.take_if(|asked| *asked == ticket).is_none() {
            return Outcome::Unchanged;
        }
        match reply {
            Reply::CopySheet(lines) => {
                if lines.len() != self.copied.len() {
                    self.copied = vec![false; lines.len()];
                }
                self.lines = lines;
                self.rows.clamp(self.lines.len());
            }
            Reply::Trouble(trouble) => self.trouble = Some(trouble),
            _ => {}
        }
        Outcome::Changed
    }

    fn on_changed(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.ask(Request::CopySheet(self.id)));
    }

    fn layout(&mut self, area: Rect) {
        self.rows.layout(area.height.saturating_sub(2));
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, _desk: &Desk) -> Option<Position> {
        if let Some(trouble) = &self.trouble {
            let words = format!("x {} {}", trouble.text.get(look.lang), trouble.advice.get(look.lang));
            put(buf, (2, area.y), &words, area.width.saturating_sub(4), look.style(Role::Error), look);
        }
        let widest = self.lines.iter().map(|line| width(&line.label)).max().unwrap_or(0);
        let label = u16::try_from(widest).unwrap_or(30).min(area.width / 2);
        let foot = area.bottom().saturating_sub(1);
        for (y, (at, line)) in (area.y..foot).zip(self.lines.iter().enumerate().skip(self.rows.top())) {
            let here = at == self.rows.at;
            let style = look.style(if here { Role::Selected } else { Role::Plain });
            if here {
                buf.set_style(Rect { y, height: 1, ..area }, style);
                put(buf, (0, y), ">", 1, style, look);
            }
            if self.copied.get(at) == Some(&true) {
                put(buf, (1, y), "*", 1, style, look);
            }
            let quiet = if here { style } else { look.style(Role::Muted) };
            put(buf, (3, y), &line.label, label, quiet, look);
            let value = if line.value.is_empty() { look.dot() } else { line.value.as_str() };
            let x = 3 + label + 2;
            put(buf, (x, y), value, area.width.saturating_sub(x + 1), style, look);
        }
        let words = look.say(text(
            "Urutan dan nama isian: daftar pilihan lembar_salin (:pilihan).",
            "Order and names of the fields: the list lembar_salin (:lists).",
        ));
        put(buf, (2, foot), words, area.width.saturating_sub(4), look.style(Role::Muted), look);
        None
    }
}
