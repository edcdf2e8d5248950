//! The plan as bars: what was proposed, accepted and spent, by group and by quarter.
//!
//! * **Owns** the part Chart.
//! * **Imports** the tree's groups, the quarters of a plan, the short forms.
//! * **Never** tells by colour: three signs make a bar, and its figures stand beside it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::draft::{Span, left, right};
use super::{PlanScreen, shape, tree};
use crate::base::words::{Text, text};
use crate::request::plan;
use crate::ui::chrome::put;
use crate::ui::look::{Look, Role};
use crate::ui::screen::Desk;

/// Where everything stands.
struct Columns {
    name: Span,
    planned: Span,
    spent: Span,
    share: Span,
    bar: Span,
}

fn columns(cells: u16) -> Columns {
    let wide = cells >= 112;
    let (name, amount) = if wide { (30, 13) } else { (16, 11) };
    let mut x = 2;
    let mut span = |cells: u16| {
        let span = Span { x, cells };
        x += cells + 1;
        span
    };
    let (name, planned, spent, share) = (span(name), span(amount), span(amount), span(5));
    let bar = Span { x, cells: cells.saturating_sub(x + 1) };
    Columns { name, planned, spent, share, bar }
}

/// One bar: its name and what it is of, in rupiah.
struct Bar {
    name: String,
    spent: i128,
    accepted: i128,
    planned: i128,
}

impl Bar {
    fn most(&self) -> i128 {
        self.planned.max(self.accepted).max(self.spent)
    }

    /// As long as its amount is against the largest of the chart; what is above zero has a cell.
    fn signs(&self, largest: i128, cells: usize, look: &Look) -> String {
        let (full, rest) = look.bar();
        let between = shape::bar(0, 1, 1, 1, look);
        let most = i128::try_from(cells).unwrap_or(0);
        let cells = |amount: i128| {
            let cells = amount.max(0) * most / largest.max(1);
            usize::try_from(if amount > 0 { cells.max(1) } else { 0 }).unwrap_or(0)
        };
        let (first, second, third) = (cells(self.spent), cells(self.accepted), cells(self.planned));
        let (second, third) = (second.max(first), third.max(second).max(first));
        format!("{}{}{}", full.repeat(first), between.repeat(second - first), rest.repeat(third - second))
    }
}

/// The quarters' names, and what has none.
const QUARTERS: [&str; 4] = ["TW I", "TW II", "TW III", "TW IV"];
const NO_QUARTER: Text = text("tanpa bulan/tgl", "no month/date");

impl PlanScreen {
    fn group_bars(&self, cells: usize, desk: &Desk) -> Vec<Bar> {
        let bar = |group: &tree::Group| Bar {
            name: shape::group_name(self.tree.by, &group.key, cells, desk),
            spent: group.sum.spent,
            accepted: group.sum.accepted,
            planned: group.sum.proposed,
        };
        self.tree.groups.iter().map(bar).collect()
    }

    fn quarter_bars(&self, look: &Look) -> Vec<Bar> {
        let Some(quarters) = self.plan.as_ref().map(plan::quarters) else { return Vec::new() };
        let bar =
            |name: &str, planned: i128, spent: i128| Bar { name: name.to_owned(), spent, accepted: spent, planned };
        let sums = quarters.planned.iter().zip(quarters.spent);
        let mut out: Vec<Bar> =
            QUARTERS.iter().zip(sums).map(|(name, (planned, spent))| bar(name, *planned, spent)).collect();
        if quarters.unplanned != 0 || quarters.undated != 0 {
            out.push(bar(look.say(NO_QUARTER), quarters.unplanned, quarters.undated));
        }
        out
    }

    pub(super) fn view_chart(&self, heading: Rect, rows: Rect, buf: &mut Buffer, desk: &Desk) {
        let look = &desk.look;
        let at = columns(rows.width);
        let style = look.style(Role::Heading);
        let (full, rest) = look.bar();
        left(buf, heading.y, at.name, look.say(tree::name(self.tree.by)), style, look);
        right(buf, heading.y, at.planned, look.say(text("Rencana", "Planned")), style, look);
        right(buf, heading.y, at.spent, look.say(text("Terpakai", "Spent")), style, look);
        let legend = text("{0} dipakai {1} diterima {2} rencana", "{0} spent {1} accepted {2} planned").with([
            full.to_owned(),
            shape::bar(0, 1, 1, 1, look),
            rest.to_owned(),
        ]);
        left(buf, heading.y, at.bar, &legend.get(look.lang), look.style(Role::Muted), look);
        let quarters = self.quarter_bars(look);
        let below = u16::try_from(quarters.len()).unwrap_or(0) + 2;
        let list = Rect { height: rows.height.saturating_sub(below).max(1), ..rows };
        let groups = self.group_bars(usize::from(at.name.cells), desk);
        let largest = groups.iter().map(Bar::most).max().unwrap_or(0);
        let top = (self.following.at + 1).saturating_sub(usize::from(list.height));
        let mut end = list.y;
        for (y, (n, bar)) in (list.y..list.bottom()).zip(groups.iter().enumerate().skip(top)) {
            let here = n == self.following.at;
            let style = look.style(if here { Role::Selected } else { Role::Plain });
            if here {
                buf.set_style(Rect { y, height: 1, ..rows }, style);
                put(buf, (rows.x, y), ">", 1, style, look);
            }
            view_bar(bar, largest, (&at, y), style, buf, look);
            end = y + 1;
        }
        let largest = quarters.iter().map(Bar::most).max().unwrap_or(0);
        let title = Rect { y: end + 1, height: 1, ..rows };
        if title.y < rows.bottom() {
            left(buf, title.y, at.name, look.say(text("Triwulan", "Quarter")), style, look);
        }
        for (y, bar) in (title.y + 1..rows.bottom()).zip(&quarters) {
            view_bar(bar, largest, (&at, y), look.style(Role::Plain), buf, look);
        }
    }
}

fn view_bar(
    bar: &Bar,
    largest: i128,
    (at, y): (&Columns, u16),
    style: ratatui::style::Style,
    buf: &mut Buffer,
    look: &Look,
) {
    left(buf, y, at.name, &bar.name, style, look);
    let show = |amount: i128| if amount == 0 { "0".to_owned() } else { shape::short(amount, look.lang) };
    right(buf, y, at.planned, &show(bar.planned), style, look);
    right(buf, y, at.spent, &show(bar.spent), style, look);
    right(buf, y, at.share, &shape::percent(bar.spent, bar.planned), style, look);
    left(buf, y, at.bar, &bar.signs(largest, usize::from(at.bar.cells), look), style, look);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::look::Glyphs;

    fn signs(spent: i128, accepted: i128, planned: i128, largest: i128) -> String {
        let look = Look { glyphs: Glyphs::Ascii, ..Look::default() };
        Bar { name: String::new(), spent, accepted, planned }.signs(largest, 10, &look)
    }

    #[test]
    fn a_bar_is_as_long_as_its_amount_and_no_longer_than_its_room() {
        assert_eq!(signs(25, 50, 100, 100), "##===-----");
        assert_eq!(signs(25, 50, 50, 100), "##===");
        assert_eq!(signs(0, 0, 1, 1_000_000), "-");
        assert_eq!(signs(100, 0, 50, 100), "##########");
        assert_eq!(signs(0, 0, 0, 0), "");
    }
}
