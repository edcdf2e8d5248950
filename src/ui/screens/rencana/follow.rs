//! Following a plan: proposed, accepted and spent, by the tree's groups.
//!
//! * **Owns** the table of the part and its bars.
//! * **Imports** the tree's groups and the short forms.
//! * **Never** groups by anything of its own: `k` turns the whole plan.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::draft::{Span, left, right};
use super::{PlanScreen, shape, tree};
use crate::base::money;
use crate::base::words::{Phrase, text};
use crate::entity::setelan::{PEMBINAAN_KATA, PEMBINAAN_PERSEN};
use crate::request::plan::{self, Sum};
use crate::ui::chrome::put;
use crate::ui::look::Role;
use crate::ui::screen::Desk;
use crate::ui::widgets::wrap;

/// Where everything stands.
struct Columns {
    name: Span,
    lines: Span,
    sums: [Span; 3],
    shares: [Span; 2],
    bar: Span,
}

fn columns(cells: u16, amount: u16) -> Columns {
    let bar = if cells >= 112 { 24 } else { 8 };
    let taken = 3 * (amount + 1) + 2 * 6 + 4 + bar + 3;
    let name = cells.saturating_sub(taken).max(10);
    let mut x = 2;
    let mut span = |cells: u16| {
        let span = Span { x, cells };
        x += cells + 1;
        span
    };
    let (name, lines, proposed, accepted) = (span(name), span(3), span(amount), span(amount));
    let (first, spent, second, bar) = (span(5), span(amount), span(5), span(bar));
    Columns { name, lines, sums: [proposed, accepted, spent], shares: [first, second], bar }
}

impl PlanScreen {
    pub(super) fn view_following(&self, heading: Rect, rows: Rect, buf: &mut Buffer, desk: &Desk) {
        let look = &desk.look;
        let at = columns(rows.width, self.facts.width);
        let style = look.style(Role::Heading);
        left(buf, heading.y, at.name, look.say(tree::name(self.tree.by)), style, look);
        right(buf, heading.y, at.lines, look.say(text("Kgt", "No")), style, look);
        let [proposed, accepted, spent] = at.sums;
        right(buf, heading.y, proposed, look.say(text("Diusulkan", "Proposed")), style, look);
        right(buf, heading.y, accepted, look.say(text("Diterima", "Accepted")), style, look);
        right(buf, heading.y, spent, look.say(text("Terpakai", "Spent")), style, look);
        // The sum of all stands last, where there is room for one row more.
        let list = Rect { height: rows.height.saturating_sub(1), ..rows };
        let seen = self.tree.groups.iter().enumerate().skip(self.following.top());
        let mut y = list.y;
        for (n, group) in seen.take(usize::from(list.height)) {
            let here = n == self.following.at;
            if here {
                buf.set_style(Rect { y, height: 1, ..rows }, look.style(Role::Selected));
                put(buf, (rows.x, y), ">", 1, look.style(Role::Selected), look);
            }
            let role = if here { Role::Selected } else { Role::Plain };
            let name = shape::group_name(self.tree.by, &group.key, usize::from(at.name.cells), desk);
            self.view_sum(&at, y, (&name, &group.sum), role, buf, desk);
            y += 1;
        }
        let all = look.say(text("Semua", "All"));
        self.view_sum(&at, y, (all, &self.facts.total), Role::Title, buf, desk);
        let (full, rest) = look.bar();
        let between = shape::bar(0, 1, 1, 1, look);
        let words = text(
            "Batang: {0} terpakai, {1} diterima belum terpakai, {2} belum diterima. Persen dari diusulkan.",
            "Bar: {0} spent, {1} accepted and not spent, {2} not accepted. Percent of what was proposed.",
        )
        .with([full.to_owned(), between, rest.to_owned()]);
        let room = rows.width.saturating_sub(4);
        let told = [self.guidance_words(desk).get(look.lang).into_owned(), words.get(look.lang).into_owned()];
        let lines = told.iter().flat_map(|words| wrap(words, usize::from(room)));
        for (y, line) in (y + 2..rows.bottom()).zip(lines) {
            put(buf, (2, y), &line, room, look.style(Role::Muted), look);
        }
    }

    /// How much of the plan is pembinaan, beside the share it should have. Both the words that
    /// count and the share are settings.
    fn guidance_words(&self, desk: &Desk) -> Phrase {
        let lines = self.plan.as_ref().map_or(&[][..], |plan| &plan.lines);
        let words = desk.words.setting(&PEMBINAAN_KATA);
        let wanted = desk.words.number(&PEMBINAAN_PERSEN);
        let (part, whole) = (plan::guidance(lines, &words), self.facts.total.proposed);
        let share = if whole == 0 { 0 } else { part * 100 / whole };
        let rupiah = money::show(i64::try_from(part).unwrap_or(i64::MAX));
        text("Pembinaan Rp{0}, {1} % dari rencana (patokan {2} %).", "Guidance Rp{0}, {1} % of the plan (aim {2} %).")
            .with([rupiah, share.to_string(), wanted.to_string()])
    }

    fn view_sum(&self, at: &Columns, y: u16, of: (&str, &Sum), role: Role, buf: &mut Buffer, desk: &Desk) {
        let look = &desk.look;
        let (name, sum) = of;
        let style = look.style(role);
        left(buf, y, at.name, name, style, look);
        right(buf, y, at.lines, &sum.lines.to_string(), style, look);
        for (span, amount) in at.sums.iter().zip([sum.proposed, sum.accepted, sum.spent]) {
            right(buf, y, *span, &shape::rupiah(amount), style, look);
        }
        for (span, amount) in at.shares.iter().zip([sum.accepted, sum.spent]) {
            right(buf, y, *span, &shape::percent(amount, sum.proposed), style, look);
        }
        let bar = shape::bar(sum.spent, sum.accepted, sum.proposed, usize::from(at.bar.cells), look);
        left(buf, y, at.bar, &bar, style, look);
    }
}
