//! Undo: names the last act that can be undone, asks, and undoes it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::base::date::Date;
use crate::base::id::Ticket;
use crate::base::words::{Phrase, text};
use crate::request::{BatchInfo, Reply, Request};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Keymap};
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Extent, Outcome, Screen};
use crate::ui::widgets::trail::when;
use crate::ui::widgets::wrap;

/// How far back an act is looked for that is not undone yet.
const LOOK_BACK: usize = 200;

/// The question before an undo.
#[derive(Default)]
pub struct Undo {
    last: Option<BatchInfo>,
    looked: bool,
    working: bool,
}

impl Undo {
    /// Asks about one batch of the history rather than the last.
    pub fn of(batch: BatchInfo) -> Self {
        Undo { last: Some(batch), looked: true, working: false }
    }

    fn question(&self, look: &Look, today: Date) -> Phrase {
        match &self.last {
            Some(batch) => text(
                "Batalkan \"{0}: {1}\" ({2} catatan, {3})? Catatan kembali seperti sebelumnya; pembatalan ini pun dapat dibatalkan.",
                "Undo \"{0}: {1}\" ({2} records, {3})? The records become as before; this undo can itself be undone.",
            )
            .with([
                look.say(batch.act.label()).to_owned(),
                batch.subject.clone(),
                batch.count.to_string(),
                when(&batch.time, today, look),
            ]),
            None if self.looked => text("Tidak ada perbuatan yang dapat dibatalkan.", "There is nothing to undo.").into(),
            None => text("Mencari perbuatan terakhir ...", "Looking for the last act ...").into(),
        }
    }
}

impl Screen for Undo {
    fn title(&self, look: &Look) -> String {
        look.say(text("Batalkan", "Undo")).to_owned()
    }

    fn extent(&self) -> Extent {
        Extent::Panel(3)
    }

    fn keys(&self) -> &'static Keymap {
        &super::confirm::KEYS
    }

    fn on_open(&mut self, cx: &mut Cx) {
        if self.last.is_none() {
            cx.ask(Request::History(None, None, LOOK_BACK));
        }
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Yes => {
                if let (Some(batch), false) = (&self.last, self.working) {
                    self.working = true;
                    cx.ask(Request::Undo(batch.id));
                }
            }
            Action::No | Action::Back => cx.close(Answer::None),
            _ => return Outcome::Unchanged,
        }
        Outcome::Changed
    }

    fn on_reply(&mut self, _ticket: Ticket, reply: Reply, cx: &mut Cx) -> Outcome {
        match reply {
            Reply::Batches(batches) => {
                self.looked = true;
                self.last = batches.into_iter().find(|b| b.undoable && b.actor == cx.desk.actor);
                return Outcome::Changed;
            }
            Reply::Saved(saved) => {
                cx.changed();
                cx.say(
                    text("Dibatalkan: {0} catatan kembali seperti semula.", "Undone: {0} records as before.")
                        .with([saved.count.to_string()]),
                );
            }
            Reply::Refused(problems) => match problems.into_iter().next() {
                Some(problem) => cx.fail(problem.text),
                None => cx.fail(text("Tidak dapat dibatalkan.", "It cannot be undone.")),
            },
            Reply::Trouble(trouble) => cx.fail(trouble.text),
            _ => return Outcome::Unchanged,
        }
        cx.close(Answer::None);
        Outcome::Changed
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, desk: &Desk) -> Option<Position> {
        let words = self.question(look, desk.today).get(look.lang).into_owned();
        for (y, line) in (area.top()..area.bottom()).zip(wrap(&words, usize::from(area.width) - 4)) {
            put(buf, (2, y), &line, area.width.saturating_sub(4), look.style(Role::Plain), look);
        }
        None
    }
}
