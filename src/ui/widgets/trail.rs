//! The history in words: of one record field by field, of one batch record by record, or of the
//! whole file batch by batch. Shared by the history screen and the tab of a detail.
//!
//! * **Owns** the lines of a history and their words.
//! * **Imports** requests, descriptions, the look.
//! * **Never** undoes anything: it names the batch under the cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::rows::Rows;
use crate::base::date::{self, Date};
use crate::base::id::{RecordId, Ticket};
use crate::base::money;
use crate::base::text::{Ellipsis, fit};
use crate::base::words::text;
use crate::entity::{Entity, Field, Value};
use crate::request::{Act, BatchId, BatchInfo, FieldChange, HistoryEntry, Reply, Request, Trouble};
use crate::ui::chrome::put;
use crate::ui::keymap::Action;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Cx, Desk};

/// How many acts are asked for at a time.
const EACH: usize = 100;
/// The widest a value stands in a line of the history.
const VALUE: usize = 34;

/// Whose history.
#[derive(Clone)]
pub enum Of {
    /// The whole file, one line a batch.
    File,
    /// One record.
    Record(&'static Entity, RecordId),
    /// Everything one batch changed.
    Batch(BatchId),
}

/// The history.
pub struct Trail {
    of: Of,
    asked: Option<Ticket>,
    batches: Vec<BatchInfo>,
    entries: Vec<HistoryEntry>,
    complete: bool,
    loaded: bool,
    trouble: Option<Trouble>,
    rows: Rows,
}

/// One line as it is painted.
enum Line<'a> {
    Batch(&'a BatchInfo),
    Head(&'a HistoryEntry),
    Change(&'a HistoryEntry, &'a FieldChange),
    Reason(&'a HistoryEntry, &'a str),
}

impl Trail {
    /// A history that has asked for nothing yet.
    pub fn new(of: Of) -> Self {
        Trail {
            of,
            asked: None,
            batches: Vec::new(),
            entries: Vec::new(),
            complete: false,
            loaded: false,
            trouble: None,
            rows: Rows::default(),
        }
    }

    /// Asks from the newest on.
    pub fn open(&mut self, cx: &mut Cx) {
        self.asked = Some(match self.of {
            Of::File => cx.ask(Request::History(None, None, EACH)),
            Of::Record(entity, id) => cx.ask(Request::History(Some((entity, id)), None, EACH)),
            Of::Batch(id) => cx.ask(Request::BatchDetail(id)),
        });
        self.loaded = false;
    }

    /// Asks for older acts where the cursor nears the end.
    fn look_ahead(&mut self, cx: &mut Cx) {
        let oldest = self.batches.last().map(|b| b.id).or(self.entries.last().map(|e| e.batch.id));
        if self.asked.is_some() || self.complete || self.rows.at + EACH / 2 < self.lines().len() {
            return;
        }
        let of = match self.of {
            Of::File => None,
            Of::Record(entity, id) => Some((entity, id)),
            Of::Batch(_) => return,
        };
        if oldest.is_some() {
            self.asked = Some(cx.ask(Request::History(of, oldest, EACH)));
        }
    }

    /// Takes a reply that is for this history; true where something changed.
    pub fn hear(&mut self, ticket: Ticket, reply: Reply, _cx: &mut Cx) -> bool {
        if self.asked.take_if(|asked| *asked == ticket).is_none() {
            return false;
        }
        if !self.loaded {
            self.batches.clear();
            self.entries.clear();
        }
        let before = self.batches.len() + self.entries.len();
        match reply {
            Reply::Batches(batches) => self.batches.extend(batches),
            Reply::History(entries) => self.entries.extend(entries),
            Reply::Trouble(trouble) => self.trouble = Some(trouble),
            _ => {}
        }
        let came = self.batches.len() + self.entries.len() - before;
        self.complete = came == 0 || (came < EACH && matches!(self.of, Of::File)) || matches!(self.of, Of::Batch(_));
        self.loaded = true;
        let len = self.lines().len();
        self.rows.clamp(len);
        true
    }

    /// Moves; `None` where the action is no movement.
    pub fn act(&mut self, action: Action, cx: &mut Cx) -> Option<bool> {
        let before = self.rows;
        let len = self.lines().len();
        let is_movement = self.rows.act(action, len);
        self.look_ahead(cx);
        is_movement.then_some(before != self.rows)
    }

    /// The batch under the cursor.
    pub fn batch(&self) -> Option<&BatchInfo> {
        self.lines().get(self.rows.at).map(|line| match line {
            Line::Batch(batch) => *batch,
            Line::Head(entry) | Line::Change(entry, _) | Line::Reason(entry, _) => &entry.batch,
        })
    }

    /// The record under the cursor.
    pub fn record(&self) -> Option<(&'static Entity, RecordId)> {
        self.lines().get(self.rows.at).and_then(|line| match line {
            Line::Batch(_) => None,
            Line::Head(entry) | Line::Change(entry, _) | Line::Reason(entry, _) => Some((entry.entity, entry.record)),
        })
    }

    /// How many lines are seen at once.
    pub fn layout(&mut self, height: u16) {
        self.rows.layout(height);
    }

    fn lines(&self) -> Vec<Line<'_>> {
        let mut lines: Vec<Line> = self.batches.iter().map(Line::Batch).collect();
        for entry in &self.entries {
            lines.push(Line::Head(entry));
            lines.extend(
                entry.fields.iter().filter(|c| is_told(entry.deed, c)).map(|change| Line::Change(entry, change)),
            );
            lines.extend(entry.reason.as_deref().map(|reason| Line::Reason(entry, reason)));
        }
        lines
    }

    /// Paints the lines that are seen.
    pub fn view(&self, area: Rect, buf: &mut Buffer, desk: &Desk) {
        let look = &desk.look;
        let room = area.width.saturating_sub(3);
        let lines = self.lines();
        for (y, (n, line)) in (area.y..area.bottom()).zip(lines.iter().enumerate().skip(self.rows.top())) {
            let here = n == self.rows.at;
            let (role, words) = match line {
                Line::Batch(batch) => (Role::Plain, batch_words(batch, desk)),
                Line::Head(entry) => (Role::Plain, self.head_words(entry, desk)),
                Line::Change(entry, change) => (Role::Muted, format!("    {}", change_words(entry, change, desk))),
                Line::Reason(entry, from) if entry.deed == Act::Merge => (
                    Role::Muted,
                    format!("    {}", text("digabung dari {0}", "merged from {0}").with([*from]).get(look.lang)),
                ),
                Line::Reason(_, reason) => (
                    Role::Warning,
                    format!("    {}", text("alasan: {0}", "reason: {0}").with([*reason]).get(look.lang)),
                ),
            };
            let style = look.style(if here { Role::Selected } else { role });
            if here {
                put(buf, (area.x, y), ">", 1, look.style(Role::Accent), look);
            }
            put(buf, (area.x + 2, y), &words, room, style, look);
        }
        let sentence = match &self.trouble {
            Some(trouble) => format!("x {} {}", trouble.text.get(look.lang), trouble.advice.get(look.lang)),
            None if self.loaded && lines.is_empty() => {
                look.say(text("Belum ada yang dikerjakan.", "Nothing was done yet.")).to_owned()
            }
            None => return,
        };
        put(buf, (area.x + 2, area.y), &sentence, room, look.style(Role::Muted), look);
    }

    fn head_words(&self, entry: &HistoryEntry, desk: &Desk) -> String {
        let look = &desk.look;
        let dot = look.dot();
        let deed = look.say(entry.deed.label());
        match self.of {
            // Within one batch: which record; who and when stands in the title.
            Of::Batch(_) => format!("{deed} {} {dot} {}", look.say(entry.entity.label), entry.title),
            _ => {
                let batch = &entry.batch;
                let gone = if batch.undone { look.say(text(" (dibatalkan)", " (undone)")) } else { "" };
                let when = when(&batch.time, desk.today, look);
                format!("{when} {dot} {deed}{gone} {dot} {} {dot} {}", batch.actor, batch.origin)
            }
        }
    }
}

/// A new record tells only what was filled in.
fn is_told(deed: Act, change: &FieldChange) -> bool {
    deed != Act::Add || !change.new.is_empty()
}

/// One line of a batch: when, what, about what, how many, who, where from.
pub fn batch_words(batch: &BatchInfo, desk: &Desk) -> String {
    let look = &desk.look;
    let dot = look.dot();
    let count = money::show(i64::try_from(batch.count).unwrap_or(i64::MAX));
    let count = text("{0} catatan", "{0} records").with([count]).get(look.lang).into_owned();
    let gone = if batch.undone { look.say(text(" (dibatalkan)", " (undone)")) } else { "" };
    format!(
        "{}  {}: {}{gone} {dot} {count} {dot} {} {dot} {}",
        when(&batch.time, desk.today, look),
        look.say(batch.act.label()),
        batch.subject,
        batch.actor,
        batch.origin
    )
}

/// "No. HP: 0812… → 0813…"; personal data stay masked.
fn change_words(entry: &HistoryEntry, change: &FieldChange, desk: &Desk) -> String {
    let look = &desk.look;
    let Some(field) = entry.entity.field(change.field) else { return change.field.to_owned() };
    let new = shown(field, &change.new, desk);
    if entry.deed == Act::Add {
        return format!("{}: {new}", look.say(field.label));
    }
    format!("{}: {} \u{2192} {new}", look.say(field.label), shown(field, &change.old, desk))
}

fn shown(field: &Field, value: &Value, desk: &Desk) -> String {
    let look = &desk.look;
    if value.is_empty() {
        return look.say(text("(kosong)", "(empty)")).to_owned();
    }
    let words = if field.is_personal() && look.masked {
        field.kind.mask(value, look.lang, &desk.words)
    } else {
        field.kind.show(value, look.lang, &desk.words)
    };
    fit(&words, VALUE, Ellipsis::Dots).into_owned()
}

/// A moment as a person says it: `09.41 hari ini`, `09.41 kemarin`, `09.41 21-11-2026`.
pub fn when(time: &str, today: Date, look: &Look) -> String {
    let (day, rest) = time.split_once('T').unwrap_or((time, ""));
    let clock: String = rest.chars().take(5).map(|c| if c == ':' { '.' } else { c }).collect();
    let Ok(day) = day.parse::<Date>() else { return time.to_owned() };
    let words = if day == today {
        look.say(text("hari ini", "today")).to_owned()
    } else if today.yesterday().is_ok_and(|yesterday| yesterday == day) {
        look.say(text("kemarin", "yesterday")).to_owned()
    } else {
        date::show(day)
    };
    format!("{clock} {words}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_said_as_people_say_it() {
        let today = Date::new(2026, 11, 22).expect("a day");
        let say = |time| when(time, today, &Look::default());
        assert_eq!(say("2026-11-22T09:41:05+07:00"), "09.41 hari ini");
        assert_eq!(say("2026-11-21T23:05:00+07:00"), "23.05 kemarin");
        assert_eq!(say("2025-01-02T08:00:00+09:00"), "08.00 02-01-2025");
        assert_eq!(say("bukan waktu"), "bukan waktu");
    }
}
