//! What differs between two days, as a list: Enter opens the record.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{ask_day, read_day};
use crate::base::date::{self, Date};
use crate::base::id::Ticket;
use crate::base::money;
use crate::base::words::{Phrase, Text, same, text};
use crate::request::hidup::DayChange;
use crate::request::{Reply, Request, Trouble, year_before};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Key, Keymap, Press, bind};
use crate::ui::keys;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Outcome, Screen};
use crate::ui::screens::open_record;
use crate::ui::screens::told::Told;
use crate::ui::widgets::rows::Rows;

pub(in crate::ui::screens) static KEYS: Keymap = Keymap {
    name: text("Antara dua tanggal", "Between two days"),
    bindings: &[
        keys::OPEN,
        keys::relabelled(
            keys::ranked(keys::PER_DAY, 2),
            text("tanggal lain", "other days"),
            text("Pilih dua tanggal yang dibandingkan", "Choose the two days compared"),
        ),
        bind(
            &[Press::plain(Key::Right)],
            Action::Right,
            3,
            text("baca lengkap", "read in full"),
            text("Baca baris ini selengkapnya", "Read this line in full"),
        ),
        keys::ranked(keys::REFRESH, 4),
        keys::UP,
        keys::DOWN,
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::FIRST,
        keys::LAST,
    ],
};

/// Which of the two days is being asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asking {
    From,
    To,
}

/// The comparison.
pub struct Between {
    days: (Date, Date),
    changes: Vec<DayChange>,
    asked: Option<Ticket>,
    loaded: bool,
    trouble: Option<Trouble>,
    asking: Option<Asking>,
    rows: Rows,
}

impl Between {
    /// What differs between these days.
    pub fn new(from: Date, to: Date) -> Self {
        Between {
            days: (from, to),
            changes: Vec::new(),
            asked: None,
            loaded: false,
            trouble: None,
            asking: None,
            rows: Rows::default(),
        }
    }

    /// What changed this year: from the last day of the year before.
    pub fn this_year(today: Date) -> Self {
        Between::new(year_before(today), today)
    }

    fn read(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.ask(Request::Between(self.days.0, self.days.1)));
    }

    fn ask(&mut self, asking: Asking, cx: &mut Cx) {
        let hint = text("Keadaan pada akhir hari itu.", "As things stood at the end of that day.");
        match asking {
            Asking::From => ask_day(text("Dari tanggal", "From"), hint, Some(self.days.0), cx),
            Asking::To => ask_day(text("Sampai tanggal", "To"), hint, Some(self.days.1), cx),
        }
        self.asking = Some(asking);
    }

    fn line(change: &DayChange, look: &Look) -> String {
        let kind = look.say(change.entity.label);
        format!("{kind} {} {}, {}: {}", look.dot(), change.title, change.desa, change.text.get(look.lang))
    }
}

impl Screen for Between {
    fn title(&self, look: &Look) -> String {
        let days = [date::show(self.days.0), date::show(self.days.1)];
        text("Yang berubah {0} s.d. {1}", "What changed from {0} to {1}").with(days).get(look.lang).into_owned()
    }

    fn facts(&self, look: &Look) -> String {
        if !self.loaded {
            return String::new();
        }
        let count = money::show(i64::try_from(self.changes.len()).unwrap_or(i64::MAX));
        text("{0} perubahan", "{0} changes").with([count]).get(look.lang).into_owned()
    }

    fn keys(&self) -> &'static Keymap {
        &KEYS
    }

    fn why_not(&self, action: Action) -> Option<Text> {
        (matches!(action, Action::Open | Action::Right) && self.changes.is_empty())
            .then_some(text("Tidak ada baris.", "There is no row."))
    }

    fn on_open(&mut self, cx: &mut Cx) {
        self.read(cx);
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        let chosen = self.changes.get(self.rows.at);
        match (action, chosen) {
            (Action::Open, Some(change)) => open_record(change.entity, change.record, cx),
            (Action::Right, Some(change)) => {
                let title: Phrase = same("{0}").with([format!("{}, {}", change.title, change.desa)]);
                cx.push(Told::new(title, vec![change.text.clone()]));
            }
            (Action::PerDay, _) => self.ask(Asking::From, cx),
            (Action::Refresh, _) => self.read(cx),
            (other, _) => {
                if !self.rows.act(other, self.changes.len()) {
                    return Outcome::Ignored;
                }
            }
        }
        Outcome::Changed
    }

    fn on_answer(&mut self, answer: Answer, cx: &mut Cx) -> Outcome {
        match (self.asking.take(), answer) {
            (Some(asking), Answer::Text(typed)) => match (read_day(&typed, cx), asking) {
                (Some(day), Asking::From) => {
                    self.days.0 = day;
                    self.ask(Asking::To, cx);
                }
                (Some(day), Asking::To) => {
                    self.days = (self.days.0.min(day), self.days.0.max(day));
                    self.rows.go(0);
                    self.read(cx);
                }
                (None, asking) => self.ask(asking, cx),
            },
            // The first day may have been given alone.
            (Some(Asking::To), _) => {
                self.days = (self.days.0.min(self.days.1), self.days.0.max(self.days.1));
                self.read(cx);
            }
            _ => return Outcome::Unchanged,
        }
        Outcome::Changed
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, _cx: &mut Cx) -> Outcome {
        if self.asked.take_if(|asked| *asked == ticket).is_none() {
            return Outcome::Unchanged;
        }
        match reply {
            Reply::Between(changes) => {
                self.changes = changes;
                self.trouble = None;
                self.loaded = true;
                self.rows.clamp(self.changes.len());
            }
            Reply::Trouble(trouble) => self.trouble = Some(trouble),
            _ => {}
        }
        Outcome::Changed
    }

    fn on_changed(&mut self, cx: &mut Cx) {
        self.read(cx);
    }

    fn layout(&mut self, area: Rect) {
        self.rows.layout(area.height.saturating_sub(1));
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, _desk: &Desk) -> Option<Position> {
        let room = area.width.saturating_sub(3);
        let head = text(
            "Menurut tanggal pada datanya, bukan hari mengetiknya. Enter membuka.",
            "By the days in the data, not by when they were typed. Enter opens.",
        );
        put(buf, (2, area.y), look.say(head), room, look.style(Role::Muted), look);
        for (y, (n, change)) in (area.y + 1..area.bottom()).zip(self.changes.iter().enumerate().skip(self.rows.top())) {
            let here = n == self.rows.at;
            if here {
                put(buf, (0, y), ">", 1, look.style(Role::Accent), look);
            }
            let role = if here { Role::Selected } else { Role::Plain };
            put(buf, (2, y), &Between::line(change, look), room, look.style(role), look);
        }
        let sentence = match &self.trouble {
            Some(trouble) => format!("x {} {}", trouble.text.get(look.lang), trouble.advice.get(look.lang)),
            None if self.loaded && self.changes.is_empty() => {
                look.say(text("Tidak ada yang berubah.", "Nothing changed.")).to_owned()
            }
            None => return None,
        };
        put(buf, (2, area.y + 1), &sentence, room, look.style(Role::Plain), look);
        None
    }
}
