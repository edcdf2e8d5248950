//! What was done, in words: of the whole file, of one batch, of one record. `u` undoes.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::find::Find;
use super::undo::Undo;
use crate::base::id::{RecordId, Ticket};
use crate::base::words::{Text, text};
use crate::entity::Entity;
use crate::request::{BatchInfo, Reply};
use crate::ui::keymap::{Action, Keymap};
use crate::ui::keys;
use crate::ui::look::Look;
use crate::ui::screen::{Cx, Desk, Outcome, Screen};
use crate::ui::widgets::trail::{Of, Trail, batch_words};

pub(super) static KEYS: Keymap = Keymap {
    name: text("Riwayat", "History"),
    bindings: &[
        keys::OPEN,
        keys::UNDO,
        keys::SEARCH,
        keys::REFRESH,
        keys::UP,
        keys::DOWN,
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::FIRST,
        keys::LAST,
    ],
};

/// The history.
pub struct History {
    trail: Trail,
    of: Shown,
}

enum Shown {
    File,
    Record(String),
    Batch(Box<BatchInfo>),
}

impl History {
    /// Of the whole file.
    pub fn whole() -> Self {
        History { trail: Trail::new(Of::File), of: Shown::File }
    }

    /// Of one record.
    pub fn of(entity: &'static Entity, id: RecordId, title: String) -> Self {
        History { trail: Trail::new(Of::Record(entity, id)), of: Shown::Record(title) }
    }

    /// Everything one batch changed.
    pub fn batch(info: BatchInfo) -> Self {
        History { trail: Trail::new(Of::Batch(info.id)), of: Shown::Batch(Box::new(info)) }
    }

    fn open(&self, cx: &mut Cx) {
        match &self.of {
            Shown::Batch(_) => {
                if let Some((entity, id)) = self.trail.record() {
                    super::open_record(entity, id, cx);
                }
            }
            _ => {
                if let Some(batch) = self.trail.batch() {
                    cx.push(History::batch(batch.clone()));
                }
            }
        }
    }
}

impl Screen for History {
    fn title(&self, look: &Look) -> String {
        let name = look.say(KEYS.name);
        match &self.of {
            Shown::File => name.to_owned(),
            Shown::Record(title) => format!("{name} {} {title}", look.dot()),
            Shown::Batch(info) => {
                format!("{name} {} {}: {}", look.dot(), look.say(info.act.label()), info.subject)
            }
        }
    }

    fn facts(&self, look: &Look) -> String {
        match &self.of {
            Shown::Batch(info) => {
                let number = info.id.0.to_string();
                text("kegiatan {0}", "batch {0}").with([number]).get(look.lang).into_owned()
            }
            _ => look.say(text("terbaru di atas", "newest first")).to_owned(),
        }
    }

    fn keys(&self) -> &'static Keymap {
        &KEYS
    }

    fn why_not(&self, action: Action) -> Option<Text> {
        match (action, self.trail.batch()) {
            (Action::Undo, Some(batch)) if batch.undone => {
                Some(text("Perbuatan ini sudah dibatalkan.", "This act is undone already."))
            }
            (Action::Undo | Action::Open, None) => Some(text("Tidak ada baris.", "There is no row.")),
            _ => None,
        }
    }

    fn on_open(&mut self, cx: &mut Cx) {
        self.trail.open(cx);
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Open => self.open(cx),
            Action::Undo => {
                if let Some(batch) = self.trail.batch() {
                    cx.push(Undo::of(batch.clone()));
                }
            }
            Action::Search => cx.push(Find::everything(&super::searchable())),
            Action::Refresh => self.trail.open(cx),
            other => {
                return match self.trail.act(other, cx) {
                    Some(true) => Outcome::Changed,
                    Some(false) => Outcome::Unchanged,
                    None => Outcome::Ignored,
                };
            }
        }
        Outcome::Changed
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) -> Outcome {
        if self.trail.hear(ticket, reply, cx) { Outcome::Changed } else { Outcome::Unchanged }
    }

    fn on_changed(&mut self, cx: &mut Cx) {
        self.trail.open(cx);
    }

    fn layout(&mut self, area: Rect) {
        let line = u16::from(matches!(self.of, Shown::Batch(_)));
        self.trail.layout(area.height.saturating_sub(line));
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, desk: &Desk) -> Option<Position> {
        let mut area = area;
        if let Shown::Batch(info) = &self.of {
            let room = area.width.saturating_sub(3);
            let style = look.style(crate::ui::look::Role::Muted);
            crate::ui::chrome::put(buf, (2, area.y), &batch_words(info, desk), room, style, look);
            area = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        }
        self.trail.view(area, buf, desk);
        None
    }
}
