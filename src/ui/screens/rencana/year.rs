//! The year: lines against months, quarters on top.
//!
//! * **Owns** the columns of the months and how a planned month is filled.
//! * **Imports** the tree.
//! * **Never** says a year: months are marks.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::PlanScreen;
use super::draft::{Span, left, right};
use super::tree::Row;
use crate::base::bulan::Months;
use crate::base::words::text;
use crate::entity::rencana::HURUF_BULAN;
use crate::request::plan;
use crate::ui::chrome::put;
use crate::ui::look::{Look, Role};
use crate::ui::screen::Desk;

/// The months in so many cells: how wide one is, and where it begins.
struct Months12 {
    x: u16,
    each: u16,
}

impl Months12 {
    fn at(cells: u16) -> Self {
        let each = if cells >= 120 { 6 } else { 3 };
        Months12 { x: cells.saturating_sub(12 * each + 3 + 1), each }
    }

    /// The cells of a month, 1 to 12; a blank stands between quarters.
    fn span(&self, month: u32) -> Span {
        let n = u16::try_from(month.saturating_sub(1)).unwrap_or(0);
        Span { x: self.x + n * self.each + n / 3, cells: self.each }
    }
}

impl PlanScreen {
    pub(super) fn view_year(&self, heading: Rect, rows: Rect, buf: &mut Buffer, desk: &Desk) {
        let look = &desk.look;
        let at = Months12::at(rows.width);
        let style = look.style(Role::Heading);
        let name = Span { x: 4, cells: at.x.saturating_sub(5) };
        for (quarter, number) in (1..=4u32).zip(["I", "II", "III", "IV"]) {
            let first = at.span(quarter * 3 - 2);
            let span = Span { x: first.x, cells: at.each * 3 };
            left(buf, heading.y, span, &format!("TW {number}"), look.style(Role::Muted), look);
        }
        left(buf, heading.y, name, look.say(text("Kegiatan", "Activity")), style, look);
        let letters = Rect { y: rows.y, height: 1, ..rows };
        for (month, letter) in (1..=12).zip(look.say(HURUF_BULAN).chars()) {
            left(buf, letters.y, at.span(month), &letter.to_string(), style, look);
        }
        let rows = Rect { y: rows.y + 1, height: rows.height.saturating_sub(1), ..rows };
        self.view_rows(rows, buf, desk, |row, y, style, buf| match row {
            Row::Group(n) => {
                let Some(group) = self.tree.groups.get(n) else { return };
                // How many lines of the group run in a month.
                let of = |line: &&crate::entity::Record| plan::group(line, self.tree.by) == group.key;
                let marked: Vec<Months> = self.lines().iter().filter(of).map(plan::months).collect();
                for month in 1..=12 {
                    let count = marked.iter().filter(|months| months.has(month)).count();
                    if count > 0 {
                        left(buf, y, at.span(month), &count.to_string(), style, look);
                    }
                }
            }
            Row::Line(n) => {
                let Some(line) = self.lines().get(n) else { return };
                left(buf, y, name, &self.line_name(line, usize::from(name.cells)), style, look);
                self.view_marks(plan::months(line), (&at, y), style, buf, look);
            }
        });
        self.view_load(rows, &at, buf, look);
    }

    fn view_marks(
        &self,
        months: Months,
        (at, y): (&Months12, u16),
        style: ratatui::style::Style,
        buf: &mut Buffer,
        look: &Look,
    ) {
        if months.is_empty() {
            let words = look.say(text("! tanpa bulan", "! no month"));
            put(buf, (at.x, y), words, at.each * 12, style, look);
            return;
        }
        let (full, _) = look.bar();
        for month in 1..=12 {
            let span = at.span(month);
            if months.has(month) {
                left(buf, y, span, &full.repeat(usize::from(span.cells)), style, look);
            } else {
                left(buf, y, Span { x: span.x + span.cells / 2, cells: 1 }, ".", style, look);
            }
        }
    }

    /// Where the rows leave room: how many lines run in each month.
    fn view_load(&self, rows: Rect, at: &Months12, buf: &mut Buffer, look: &Look) {
        let seen = u16::try_from(self.tree.rows().len()).unwrap_or(u16::MAX);
        if self.lines().is_empty() || seen + 2 > rows.height {
            return;
        }
        let y = rows.y + seen + 1;
        let style = look.style(Role::Title);
        let label = Span { x: 2, cells: at.x.saturating_sub(4) };
        left(buf, y, label, look.say(text("Kegiatan berjalan", "Lines that run")), style, look);
        for month in 1..=12 {
            let count = self.lines().iter().filter(|line| plan::months(line).has(month)).count();
            let span = at.span(month);
            right(buf, y, Span { cells: span.cells - 1, ..span }, &count.to_string(), style, look);
        }
    }
}
