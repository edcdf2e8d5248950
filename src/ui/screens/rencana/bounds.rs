//! What bounds a plan: its ceilings, and what is still to be seen to.
//!
//! * **Owns** the parts Ceilings and To mend.
//! * **Imports** rooms and gaps as the shape of a plan works them out.
//! * **Never** judges: it shows what was judged, and leads to the line.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::draft::{Span, left, right};
use super::tree::Fold;
use super::{PlanScreen, View, shape, tree};
use crate::base::money;
use crate::base::words::text;
use crate::entity::Vocabulary;
use crate::request::plan::{By, Gap, Room};
use crate::ui::chrome::put;
use crate::ui::look::Role;
use crate::ui::screen::{Cx, Desk};
use crate::ui::widgets::wrap;

impl PlanScreen {
    pub(super) fn view_ceilings(&self, heading: Rect, rows: Rect, buf: &mut Buffer, desk: &Desk) {
        let look = &desk.look;
        let amount = self.facts.width.max(13);
        let bar = if rows.width >= 112 { 24 } else { 10 };
        let name = Span { x: 2, cells: rows.width.saturating_sub(3 * (amount + 1) + 7 + bar + 4) };
        let mut x = name.x + name.cells + 1;
        let mut span = |cells: u16| {
            let span = Span { x, cells };
            x += cells + 1;
            span
        };
        let (most, used, rest, share, bar) = (span(amount), span(amount), span(amount), span(6), span(bar));
        let style = look.style(Role::Heading);
        left(buf, heading.y, name, look.say(text("Pagu untuk", "Ceiling of")), style, look);
        right(buf, heading.y, most, look.say(text("Pagu", "Ceiling")), style, look);
        right(buf, heading.y, used, look.say(text("Direncanakan", "Planned")), style, look);
        right(buf, heading.y, rest, look.say(text("Sisa", "Left")), style, look);
        if self.facts.rooms.is_empty() {
            let words = look.say(text(
                "Belum ada pagu. a menambah: untuk satu sumber dana, satu bidang, satu desa, atau seluruhnya.",
                "No ceiling yet. a adds one: of a source of funds, a bidang, a desa, or of everything.",
            ));
            for (y, line) in (rows.y + 1..rows.bottom()).zip(wrap(words, usize::from(rows.width.saturating_sub(4)))) {
                put(buf, (2, y), &line, rows.width.saturating_sub(4), look.style(Role::Plain), look);
            }
            return;
        }
        let seen = self.facts.rooms.iter().enumerate().skip(self.ceilings.top());
        for (y, (n, room)) in (rows.y..rows.bottom()).zip(seen) {
            let here = n == self.ceilings.at;
            let over = room.left() < 0;
            let role = match (here, over) {
                (true, _) => Role::Selected,
                (false, true) => Role::Error,
                (false, false) => Role::Plain,
            };
            let style = look.style(role);
            if here {
                buf.set_style(Rect { y, height: 1, ..rows }, style);
                put(buf, (rows.x, y), ">", 1, style, look);
            }
            let words = shape::ceiling_name(&room.ceiling, look, &desk.words, 12);
            left(buf, y, name, &format!("{}{words}", if over { "x " } else { "" }), style, look);
            right(buf, y, most, &money::show(room.most()), style, look);
            right(buf, y, used, &shape::rupiah(room.used), style, look);
            right(buf, y, rest, &shape::rupiah(room.left()), style, look);
            right(buf, y, share, &shape::percent(room.used, i128::from(room.most())), style, look);
            let cells = usize::from(bar.cells);
            left(buf, y, bar, &shape::bar(room.used, room.used, i128::from(room.most()), cells, look), style, look);
        }
    }

    pub(super) fn view_gaps(&self, heading: Rect, rows: Rect, buf: &mut Buffer, desk: &Desk) {
        let look = &desk.look;
        let room = rows.width.saturating_sub(4);
        let words =
            text("Yang perlu dilengkapi. Enter menuju kegiatannya.", "Still to be seen to. Enter goes to the line.");
        put(buf, (2, heading.y), look.say(words), room, look.style(Role::Heading), look);
        if self.facts.gaps.is_empty() {
            let words = look.say(text("Tidak ada. Rencana ini lengkap.", "Nothing. The plan is complete."));
            put(buf, (2, rows.y + 1), words, room, look.style(Role::Plain), look);
        }
        let seen = self.facts.gaps.iter().enumerate().skip(self.gaps.top());
        for (y, (n, gap)) in (rows.y..rows.bottom()).zip(seen) {
            let here = n == self.gaps.at;
            let style = look.style(if here { Role::Selected } else { Role::Plain });
            if here {
                buf.set_style(Rect { y, height: 1, ..rows }, style);
                put(buf, (rows.x, y), ">", 1, style, look);
            }
            let sign = if gap.code == "pagu-terlampaui" { 'x' } else { '!' };
            let line = gap.line.and_then(|id| self.lines().iter().find(|line| line.id == id));
            let said = gap.text.get(look.lang);
            let words = match line {
                Some(line) if !said.contains(&line.title()) => format!("{sign} {}: {said}", line.title()),
                _ => format!("{sign} {said}"),
            };
            put(buf, (2, y), &words, room, style, look);
        }
    }

    /// Goes to what the gap under the cursor is about.
    pub(super) fn open_gap(&mut self, cx: &mut Cx) {
        let Some(gap) = self.facts.gaps.get(self.gaps.at).cloned() else { return };
        let line = gap.line.and_then(|id| self.lines().iter().find(|line| line.id == id)).cloned();
        if let Some(line) = line {
            self.tree.want(&line);
        } else if gap.code == "pagu-terlampaui" {
            self.turn(View::Ceilings, cx);
            let over = self.facts.gaps.iter().filter(|other| other.code == gap.code);
            let nth = over.take_while(|other| **other != gap).count();
            let mut rooms = self.facts.rooms.iter().enumerate().filter(|(_, room)| Room::left(room) < 0);
            let at = rooms.nth(nth).map_or(0, |(at, _)| at);
            self.ceilings.go(at);
            return;
        } else if let Some(key) = self.empty_bidang(&gap, &cx.desk.words) {
            self.tree.by = By::Bidang;
            self.tree.want_group(&key);
        }
        self.search.clear();
        self.turn(View::Draft, cx);
        self.build(&cx.desk.words.clone());
        if self.tree.fold(Fold::Open) {
            self.build(&cx.desk.words.clone());
        }
    }

    /// The bidang that a gap says is empty: the gaps stand in the order of the empty groups.
    fn empty_bidang(&self, gap: &Gap, words: &Vocabulary) -> Option<String> {
        let alike = self.facts.gaps.iter().filter(|other| other.code == gap.code);
        let nth = alike.take_while(|other| *other != gap).count();
        let groups = tree::groups(self.lines(), By::Bidang, words);
        groups.into_iter().filter(|group| group.sum.lines == 0).map(|group| group.key).nth(nth)
    }
}
