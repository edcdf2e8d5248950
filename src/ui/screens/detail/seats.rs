//! The seats of a Posyandu: who holds them, which are vacant, which are held twice.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::date;
use crate::base::words::text;
use crate::entity::Choice;
use crate::entity::setelan::KADER_MINIMAL;
use crate::request::{Holder, Seat};
use crate::ui::chrome::put;
use crate::ui::keymap::Action;
use crate::ui::look::{Look, Role};
use crate::ui::screen::Desk;
use crate::ui::widgets::rows::Rows;

/// The list that names the seats.
const LIST: &str = "jabatan";

/// The seats with a cursor.
#[derive(Default)]
pub struct Seats {
    seats: Vec<Seat>,
    loaded: bool,
    rows: Rows,
}

/// What stands under the cursor.
pub struct Spot<'a> {
    /// The seat.
    pub seat: &'a Seat,
    /// Who holds it; `None`: it is vacant.
    pub holder: Option<&'a Holder>,
}

impl Seats {
    /// Takes the seats that came.
    pub fn take(&mut self, seats: Vec<Seat>) {
        self.seats = seats;
        self.loaded = true;
        let len = self.spots().len();
        self.rows.clamp(len);
    }

    fn spots(&self) -> Vec<Spot<'_>> {
        let mut spots = Vec::new();
        for seat in &self.seats {
            if seat.holders.is_empty() {
                spots.push(Spot { seat, holder: None });
            }
            spots.extend(seat.holders.iter().map(|holder| Spot { seat, holder: Some(holder) }));
        }
        spots
    }

    /// What stands under the cursor.
    pub fn current(&self) -> Option<Spot<'_>> {
        self.spots().into_iter().nth(self.rows.at)
    }

    /// Moves; false where the action is no movement.
    pub fn act(&mut self, action: Action) -> bool {
        let len = self.spots().len();
        self.rows.act(action, len)
    }

    /// The room for the summary, the seats and who sat there before.
    pub fn layout(&mut self, height: u16) {
        self.rows.layout(height.saturating_sub(3));
    }

    /// Who held the seat under the cursor before, the latest first.
    fn before(&self, look: &Look) -> Option<String> {
        let seat = self.current()?.seat;
        let said = |holder: &Holder| format!("{} ({})", holder.name, term_words(holder, look));
        let said: Vec<String> = seat.before.iter().map(said).collect();
        let words = text("Sebelumnya: {0}", "Before: {0}").with([said.join(", ")]);
        (!said.is_empty()).then(|| words.get(look.lang).into_owned())
    }

    fn summary(&self, desk: &Desk) -> (Role, String) {
        let look = &desk.look;
        let single: Vec<&Seat> = self.seats.iter().filter(|seat| seat.single).collect();
        let vacant = single.iter().filter(|seat| seat.holders.is_empty()).count();
        let doubled = single.iter().filter(|seat| seat.holders.len() > 1).count();
        let people: BTreeSet<_> = self.seats.iter().flat_map(|seat| &seat.holders).map(|holder| holder.kader).collect();
        let kader = people.len();
        let fewest = usize::try_from(desk.words.number(&KADER_MINIMAL)).unwrap_or(0);
        let mut words = text("Terisi {0} dari {1} kursi", "{0} of {1} seats filled")
            .with([(single.len() - vacant).to_string(), single.len().to_string()])
            .get(look.lang)
            .into_owned();
        let mut add = |part: String| words.push_str(&format!(" {} {part}", look.dot()));
        if vacant > 0 {
            add(text("! {0} kosong", "! {0} vacant").with([vacant.to_string()]).get(look.lang).into_owned());
        }
        if doubled > 0 {
            add(text("x {0} rangkap", "x {0} doubled").with([doubled.to_string()]).get(look.lang).into_owned());
        }
        let facts = [kader.to_string(), fewest.to_string()];
        let few = if kader < fewest {
            text("! {0} kader (paling sedikit {1})", "! {0} kader (at least {1})")
        } else {
            text("{0} kader (paling sedikit {1})", "{0} kader (at least {1})")
        };
        add(few.with(facts).get(look.lang).into_owned());
        (if vacant + doubled > 0 || kader < fewest { Role::Warning } else { Role::Plain }, words)
    }

    /// Paints the summary and the seats; those of a Posyandu that ended are nobody's work any more.
    pub fn view(&self, area: Rect, buf: &mut Buffer, desk: &Desk, ended: Option<&Choice>) {
        let look = &desk.look;
        if !self.loaded {
            return;
        }
        let room = area.width.saturating_sub(3);
        let (role, words) = match ended {
            Some(state) => {
                let words = text(
                    "Keadaan: {0}. Kursinya tidak dihitung dan tidak perlu diisi.",
                    "State: {0}. Its seats are not counted and need no one.",
                );
                (Role::Muted, words.with([look.say(state.label)]).get(look.lang).into_owned())
            }
            None => self.summary(desk),
        };
        put(buf, (2, area.y), &words, room, look.style(role), look);
        let name = (area.width / 2).saturating_sub(6);
        let since = area.width.saturating_sub(26);
        if let Some(before) = self.before(look) {
            put(buf, (2, area.bottom().saturating_sub(1)), &before, room, look.style(Role::Muted), look);
        }
        let end = area.bottom().saturating_sub(1);
        for (y, (n, spot)) in (area.y + 2..end).zip(self.spots().iter().enumerate().skip(self.rows.top())) {
            let here = n == self.rows.at;
            let (sign, role) = match spot.holder {
                None if spot.seat.single && ended.is_none() => ('!', Role::Warning),
                Some(_) if spot.seat.single && spot.seat.holders.len() > 1 => ('x', Role::Error),
                Some(_) => (' ', Role::Plain),
                None => (' ', Role::Muted),
            };
            let style = look.style(if here { Role::Selected } else { role });
            if here {
                buf.set_style(Rect { y, height: 1, ..area }, style);
                put(buf, (area.x, y), ">", 1, style, look);
            }
            let mut seat = desk.words.name(LIST, &spot.seat.jabatan).to_owned();
            if !spot.seat.single && !spot.seat.bidang.is_empty() {
                seat = format!("{seat} {} {}", look.dot(), desk.words.name("bidang", &spot.seat.bidang));
            }
            put(buf, (2, y), &format!("{sign} {seat}"), name.saturating_sub(3), style, look);
            let vacant = if spot.seat.single { text("kosong", "vacant") } else { text("belum ada", "none yet") };
            let who = spot.holder.map_or(look.say(vacant), |holder| holder.name.as_str());
            put(buf, (name, y), who, since.saturating_sub(name + 1), style, look);
            let term = spot.holder.map(|holder| term_words(holder, look)).unwrap_or_default();
            put(buf, (since, y), &term, area.width.saturating_sub(since), style, look);
        }
    }
}

/// "12-01-2026 s.d. 11-01-2031", as far as it is known.
fn term_words(holder: &Holder, look: &Look) -> String {
    let until = look.say(text("s.d.", "to"));
    match (holder.since, holder.until) {
        (Some(since), Some(to)) => format!("{} {until} {}", date::show(since), date::show(to)),
        (Some(since), None) => text("sejak {0}", "since {0}").with([date::show(since)]).get(look.lang).into_owned(),
        (None, Some(to)) => format!("{until} {}", date::show(to)),
        (None, None) => String::new(),
    }
}
