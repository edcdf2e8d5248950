//! What a plan adds up to, and the two lines that say so wherever a plan is worked on.
//!
//! * **Owns** [`Facts`], and the painting of total and ceilings.
//! * **Imports** the sums and gaps of a plan.
//! * **Never** rounds the total.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::shape;
use crate::base::id::RecordId;
use crate::base::money;
use crate::base::text::width;
use crate::base::words::{Phrase, text};
use crate::entity::{Record, Vocabulary};
use crate::request::plan::{self, Gap, Plan, Room, Sum};
use crate::ui::chrome::put;
use crate::ui::look::Role;
use crate::ui::screen::Desk;

/// What follows from the lines, worked out once a change.
#[derive(Default)]
pub struct Facts {
    /// All lines together.
    pub total: Sum,
    /// The ceilings with what is planned under them.
    pub rooms: Vec<Room>,
    /// The sources that lines with an amount name.
    sources: BTreeSet<String>,
    /// What is still to be seen to.
    pub gaps: Vec<Gap>,
    /// Lines with something to be seen to.
    pub marked: BTreeSet<RecordId>,
    /// How wide amounts are.
    pub width: u16,
}

impl Facts {
    /// What follows from a plan.
    pub fn of(plan: &Plan, words: &Vocabulary) -> Self {
        let gaps = plan::gaps(plan, words);
        Facts {
            total: plan::total(&plan.lines),
            rooms: plan::rooms(plan),
            sources: sources(&plan.lines),
            marked: gaps.iter().filter_map(|gap| gap.line).collect(),
            gaps,
            width: shape::amount_width(&plan.lines),
        }
    }

    /// The most that may be planned altogether: the ceiling of everything, else those of the
    /// sources added up where every source of a line has one; `None` where that cannot be told.
    pub fn most(&self) -> Option<i128> {
        let names = |room: &Room, name: &str| !room.ceiling.get(name).is_empty();
        let narrow = |room: &Room| names(room, "bidang") || names(room, "desa");
        if let Some(room) = self.rooms.iter().find(|room| !narrow(room) && !names(room, "sumber_dana")) {
            return Some(i128::from(room.most()));
        }
        let sources: Vec<&Room> =
            self.rooms.iter().filter(|room| names(room, "sumber_dana") && !narrow(room)).collect();
        let has_one = |code: &String| sources.iter().any(|room| room.ceiling.text("sumber_dana") == code);
        let all = !sources.is_empty() && self.sources.iter().all(has_one);
        all.then(|| sources.iter().map(|room| i128::from(room.most())).sum())
    }

    /// The sums as they become with these lines in the place of those of the same ids; lines of no
    /// such id are new. The gaps stay as they are.
    pub fn follow(&mut self, plan: &Plan, changed: &[Record]) {
        let becomes = |line: &Record| changed.iter().find(|other| other.id == line.id);
        let kept = plan.lines.iter().map(|line| becomes(line).unwrap_or(line));
        let new = changed.iter().filter(|line| !line.id.is_stored());
        let lines: Vec<&Record> = kept.chain(new).collect();
        self.total = plan::total(lines.iter().copied());
        self.sources = sources(lines.iter().copied());
        for room in &mut self.rooms {
            let under = lines.iter().filter(|line| plan::under(line, &room.ceiling));
            room.used = under.map(|line| i128::from(plan::amount(line))).sum();
        }
    }
}

fn sources<'a>(lines: impl IntoIterator<Item = &'a Record>) -> BTreeSet<String> {
    let paid = lines.into_iter().filter(|line| plan::amount(line) > 0 && !line.text("sumber_dana").is_empty());
    paid.map(|line| line.text("sumber_dana").to_owned()).collect()
}

/// The two lines that are always in view: the total to the rupiah, and the ceilings.
pub fn view(facts: &Facts, area: Rect, buf: &mut Buffer, desk: &Desk) {
    let look = &desk.look;
    let room = area.width.saturating_sub(2);
    let y = area.bottom().saturating_sub(2);
    let count = money::show(i64::try_from(facts.total.lines).unwrap_or(i64::MAX));
    let mut words = text("Jumlah Rp{0} dari {1} kegiatan", "Total Rp{0} of {1} lines")
        .with([shape::rupiah(facts.total.proposed), count])
        .get(look.lang)
        .into_owned();
    if let Some(most) = facts.most() {
        let left = most - facts.total.proposed;
        let said: Phrase = if left < 0 {
            text("; x lebih Rp{0}", "; x over by Rp{0}").with([shape::rupiah(-left)])
        } else {
            text("; sisa Rp{0}", "; left Rp{0}").with([shape::rupiah(left)])
        };
        words.push_str(&said.get(look.lang));
    }
    put(buf, (1, y), &words, room, look.style(Role::Title), look);
    let x = put(buf, (1, y + 1), look.say(text("Pagu:", "Ceilings:")), room, look.style(Role::Muted), look) + 1;
    view_ceilings(facts, Rect { x, y: y + 1, width: area.right().saturating_sub(x + 1), height: 1 }, buf, desk);
}

fn view_ceilings(facts: &Facts, area: Rect, buf: &mut Buffer, desk: &Desk) {
    let look = &desk.look;
    if facts.rooms.is_empty() {
        let words = look.say(text("belum ada; 4 lalu a menambah pagu", "none yet; 4, then a adds one"));
        put(buf, (area.x, area.y), words, area.width, look.style(Role::Muted), look);
        return;
    }
    // What is over its ceiling is never the part that does not fit.
    let mut rooms: Vec<&Room> = facts.rooms.iter().collect();
    let said: Vec<String> = rooms.iter().map(|room| shape::ceiling_words(room, look, &desk.words)).collect();
    let cells: usize = said.iter().map(|words| width(words) + 2).sum();
    if cells > usize::from(area.width) + 2 {
        rooms.sort_by_key(|room| room.left() >= 0);
    }
    let mut x = area.x;
    for (n, room) in rooms.iter().enumerate() {
        let words = shape::ceiling_words(room, look, &desk.words);
        let more = format!("+{}", rooms.len() - n);
        let left = usize::from(area.right().saturating_sub(x));
        let last = n + 1 == rooms.len();
        if width(&words) + if last { 0 } else { more.len() + 2 } > left && n > 0 {
            put(buf, (x, area.y), &more, area.right().saturating_sub(x), look.style(Role::Muted), look);
            return;
        }
        let role = if room.left() < 0 { Role::Error } else { Role::Plain };
        x = put(buf, (x, area.y), &words, area.right().saturating_sub(x), look.style(role), look) + 2;
    }
}
