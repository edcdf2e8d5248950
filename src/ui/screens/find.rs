//! Finding a record by typing: picks one for a field, or searches everything and opens it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::base::id::{RecordId, Ticket};
use crate::base::words::{Phrase, text};
use crate::entity::Entity;
use crate::request::{Pick, Reply, Request};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Key, Keymap, Press, bind};
use crate::ui::keys;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Extent, Outcome, Screen};
use crate::ui::widgets::line::Line;
use crate::ui::widgets::rows::Rows;

pub(super) static KEYS: Keymap = Keymap {
    name: text("Cari catatan", "Find a record"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter)],
            Action::Open,
            1,
            text("ambil", "take"),
            text("Ambil yang ini", "Take this one"),
        ),
        keys::UP,
        keys::ranked(keys::DOWN, 2),
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::ERASE_BACK,
        keys::ERASE_WORD,
        keys::CLEAR,
        keys::CANCEL,
    ],
};

/// How many of each kind are shown.
const EACH: usize = 8;

/// What happens with the one that is taken.
enum Purpose {
    /// It is the answer.
    Pick,
    /// Its detail opens.
    Open,
}

/// The panel. Leaves [`Answer::Picked`] where it picks.
pub struct Find {
    title: Phrase,
    places: Vec<Place>,
    purpose: Purpose,
    typed: Line,
    rows: Rows,
}

struct Place {
    entity: &'static Entity,
    asked: Option<Ticket>,
    picks: Vec<Pick>,
}

impl Find {
    /// Picks one record of an entity.
    pub fn pick(title: impl Into<Phrase>, entity: &'static Entity) -> Self {
        Find::over(title.into(), &[entity], Purpose::Pick)
    }

    /// Searches several kinds of records at once and opens the one taken.
    pub fn everything(entities: &[&'static Entity]) -> Self {
        Find::over(text("Cari semua", "Search everything").into(), entities, Purpose::Open)
    }

    fn over(title: Phrase, entities: &[&'static Entity], purpose: Purpose) -> Self {
        let places = entities.iter().map(|entity| Place { entity, asked: None, picks: Vec::new() }).collect();
        Find { title, places, purpose, typed: Line::default(), rows: Rows::default() }
    }

    fn ask(&mut self, cx: &mut Cx) {
        self.rows.go(0);
        let typed = self.typed.text();
        let quiet = typed.trim().is_empty() && matches!(self.purpose, Purpose::Open);
        let many = if self.places.len() == 1 { 50 } else { EACH };
        for place in &mut self.places {
            if quiet {
                place.asked = None;
                place.picks.clear();
            } else {
                place.asked = Some(cx.ask(Request::Lookup(place.entity, typed.clone(), Vec::new(), many)));
            }
        }
    }

    fn lines(&self) -> Vec<(&'static Entity, &Pick)> {
        self.places.iter().flat_map(|place| place.picks.iter().map(|pick| (place.entity, pick))).collect()
    }
}

impl Screen for Find {
    fn title(&self, look: &Look) -> String {
        self.title.get(look.lang).into_owned()
    }

    fn extent(&self) -> Extent {
        Extent::Panel(12)
    }

    fn keys(&self) -> &'static Keymap {
        &KEYS
    }

    fn takes(&self, c: char) -> bool {
        c != '?'
    }

    fn on_open(&mut self, cx: &mut Cx) {
        self.ask(cx);
    }

    fn on_text(&mut self, c: char, cx: &mut Cx) -> Outcome {
        self.typed.insert(c);
        self.ask(cx);
        Outcome::Changed
    }

    fn on_paste(&mut self, text: &str, cx: &mut Cx) -> Outcome {
        self.typed.insert_all(text.trim());
        self.ask(cx);
        Outcome::Changed
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Open => {
                let taken = self.lines().get(self.rows.at).map(|(e, pick)| (*e, pick.id, pick.title.clone()));
                match taken {
                    Some((entity, id, title)) => self.take(entity, id, title, cx),
                    None => cx.warn(text("Tidak ada yang cocok.", "Nothing fits.")),
                }
            }
            Action::EraseBack | Action::EraseWord | Action::Clear => {
                super::ask::edit(&mut self.typed, action);
                self.ask(cx);
            }
            Action::Back => cx.close(Answer::None),
            other => {
                let len = self.lines().len();
                if !self.rows.act(other, len) {
                    return Outcome::Ignored;
                }
            }
        }
        Outcome::Changed
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, _cx: &mut Cx) -> Outcome {
        let Some(place) = self.places.iter_mut().find(|place| place.asked == Some(ticket)) else {
            return Outcome::Unchanged;
        };
        place.asked = None;
        if let Reply::Picks(picks) = reply {
            place.picks = picks;
        }
        let len = self.lines().len();
        self.rows.clamp(len);
        Outcome::Changed
    }

    fn layout(&mut self, area: Rect) {
        self.rows.layout(area.height.saturating_sub(1));
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, _desk: &Desk) -> Option<Position> {
        let hint = look.say(text("ketik:", "type:"));
        let x = put(buf, (2, area.y), hint, 20, look.style(Role::Muted), look) + 1;
        let place = self.typed.view(buf, (x, area.y), area.width.saturating_sub(x + 2), look.style(Role::Plain));
        let lines = self.lines();
        if lines.is_empty() && !self.typed.is_empty() && self.places.iter().all(|place| place.asked.is_none()) {
            let words = look.say(text("Tidak ada yang cocok.", "Nothing fits."));
            put(buf, (4, area.y + 1), words, area.width.saturating_sub(6), look.style(Role::Muted), look);
        }
        for (y, (n, (entity, pick))) in (area.y + 1..area.bottom()).zip(lines.iter().enumerate().skip(self.rows.top()))
        {
            let here = n == self.rows.at;
            let role = if here { Role::Selected } else { Role::Plain };
            let mark = if here { '>' } else { ' ' };
            let mut words = format!("{mark} {}", pick.title);
            if !pick.context.is_empty() {
                words.push_str(&format!(" {} {}", look.dot(), pick.context));
            }
            if self.places.len() > 1 {
                words.push_str(&format!(" ({})", look.say(entity.label)));
            }
            put(buf, (2, y), &words, area.width.saturating_sub(4), look.style(role), look);
        }
        Some(place)
    }
}

impl Find {
    fn take(&self, entity: &'static Entity, id: RecordId, title: String, cx: &mut Cx) {
        match self.purpose {
            Purpose::Pick => cx.close(Answer::Picked(id, title)),
            Purpose::Open if entity == &crate::entity::NASKAH => cx.replace(super::rencana::PlanScreen::new(id)),
            Purpose::Open => cx.replace(super::detail::Detail::new(entity, id)),
        }
    }
}
