//! The versions of a plan: the present one, and what was frozen, newest first.
//!
//! * **Owns** the list, the version under the cursor and the one marked to compare with.
//! * **Imports** versions as the request gives them.
//! * **Never** changes a version: an old one is read, compared, or brought back as new changes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::draft::{Span, left, right};
use super::{PlanScreen, shape};
use crate::base::words::text;
use crate::entity::naskah::KEADAAN;
use crate::request::plan::{Sum, Version};
use crate::ui::chrome::put;
use crate::ui::keymap::Action;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Cx, Desk};
use crate::ui::widgets::rows::Rows;
use crate::ui::widgets::trail::when;
use crate::ui::widgets::wrap;

/// The versions. Row 0 is the plan as it stands now.
#[derive(Default)]
pub struct Versions {
    /// The plan as it stands: its state, its lines, their total.
    now: (String, usize, i128),
    list: Vec<Version>,
    rows: Rows,
    marked: Option<i64>,
}

/// The name of a version: 0 is now.
pub fn version_name(number: i64, look: &Look) -> String {
    if number == 0 {
        return look.say(text("sekarang", "now")).to_owned();
    }
    text("versi {0}", "version {0}").with([number.to_string()]).get(look.lang).into_owned()
}

impl Versions {
    /// The plan came in this state with these sums, and with these versions, oldest first.
    pub fn take(&mut self, state: &str, total: &Sum, versions: &[Version]) {
        self.now = (state.to_owned(), total.lines, total.proposed);
        self.list = versions.iter().rev().cloned().collect();
        self.marked = self.marked.filter(|number| *number == 0 || self.list.iter().any(|v| v.number == *number));
        self.rows.clamp(self.list.len() + 1);
    }

    /// How many rows are seen.
    pub fn layout(&mut self, height: u16) {
        self.rows.layout(height);
    }

    /// Moves; false where the action is no movement.
    pub fn act(&mut self, action: Action) -> bool {
        self.rows.act(action, self.list.len() + 1)
    }

    /// The version under the cursor; `None`: the present one.
    pub fn chosen(&self) -> Option<&Version> {
        self.rows.at.checked_sub(1).and_then(|at| self.list.get(at))
    }

    fn number(&self) -> i64 {
        self.chosen().map_or(0, |version| version.number)
    }

    /// Marks the version under the cursor as the one to compare with, or lets go of it.
    pub fn mark(&mut self) {
        let number = self.number();
        self.marked = if self.marked == Some(number) { None } else { Some(number) };
        self.rows.act(Action::Down, self.list.len() + 1);
    }

    /// The two versions to compare, the older first; `None` where there is only the present one.
    pub fn pair(&self) -> Option<(i64, i64)> {
        let at = self.number();
        let other = match self.marked.filter(|marked| *marked != at) {
            Some(marked) => marked,
            // Nothing is marked: an old version is compared with now, now with the newest.
            None if at == 0 => self.list.first()?.number,
            None => 0,
        };
        Some(if at == 0 || (other != 0 && other < at) { (other, at) } else { (at, other) })
    }

    /// Paints the list.
    pub fn view(&self, heading: Rect, rows: Rect, buf: &mut Buffer, desk: &Desk) {
        let look = &desk.look;
        let style = look.style(Role::Heading);
        let spans = Spans::at(rows.width);
        left(buf, heading.y, spans.name, look.say(text("Versi", "Version")), style, look);
        left(buf, heading.y, spans.state, look.say(text("Keadaan", "State")), style, look);
        left(buf, heading.y, spans.time, look.say(text("Kapan", "When")), style, look);
        left(buf, heading.y, spans.actor, look.say(text("Oleh", "By")), style, look);
        right(buf, heading.y, spans.lines, look.say(text("Kegiatan", "Lines")), style, look);
        right(buf, heading.y, spans.total, look.say(text("Jumlah", "Total")), style, look);
        for (y, n) in (rows.y..rows.bottom()).zip(self.rows.top()..=self.list.len()) {
            let version = n.checked_sub(1).and_then(|at| self.list.get(at));
            let number = version.map_or(0, |version| version.number);
            let here = n == self.rows.at;
            let style = look.style(if here { Role::Selected } else { Role::Plain });
            if here {
                buf.set_style(Rect { y, height: 1, ..rows }, style);
                put(buf, (rows.x, y), ">", 1, style, look);
            }
            if self.marked == Some(number) {
                put(buf, (rows.x + 1, y), "*", 1, style, look);
            }
            left(buf, y, spans.name, &version_name(number, look), style, look);
            let (state, lines, total) = match version {
                Some(version) => (&version.state, version.lines, i128::from(version.total)),
                None => (&self.now.0, self.now.1, self.now.2),
            };
            let state = KEADAAN.iter().find(|known| known.code == *state);
            left(buf, y, spans.state, state.map_or("", |state| look.say(state.label)), style, look);
            right(buf, y, spans.lines, &lines.to_string(), style, look);
            right(buf, y, spans.total, &shape::rupiah(total), style, look);
            let Some(version) = version else { continue };
            left(buf, y, spans.time, &when(&version.time, desk.today, look), style, look);
            left(buf, y, spans.actor, &version.actor, style, look);
        }
        let words = look.say(if self.list.is_empty() {
            text(
                "Belum ada versi. Versi dibekukan saat rencana disepakati atau ditetapkan (m, lalu Ubah keadaan).",
                "No version yet. One is frozen when the plan is agreed or fixed (m, then Change the state).",
            )
        } else {
            text(
                "Enter membandingkan dengan sekarang. Space menandai versi lain untuk dibandingkan. p memulihkan.",
                "Enter compares with now. Space marks another version to compare with. p restores.",
            )
        });
        let y = rows.y + u16::try_from(self.list.len()).unwrap_or(u16::MAX).saturating_add(2);
        for (y, line) in (y..rows.bottom()).zip(wrap(words, usize::from(rows.width.saturating_sub(4)))) {
            put(buf, (2, y), &line, rows.width.saturating_sub(4), look.style(Role::Muted), look);
        }
    }
}

struct Spans {
    name: Span,
    state: Span,
    time: Span,
    actor: Span,
    lines: Span,
    total: Span,
}

impl Spans {
    fn at(cells: u16) -> Self {
        let actor = cells.saturating_sub(2 + 11 + 12 + 17 + 9 + 18 + 5).max(8);
        let mut x = 2;
        let mut span = |cells: u16| {
            let span = Span { x, cells };
            x += cells + 1;
            span
        };
        let (name, state, time, actor) = (span(11), span(12), span(17), span(actor.min(24)));
        Spans { name, state, time, actor, lines: span(8), total: span(16) }
    }
}

impl PlanScreen {
    /// Opens the comparison of the two versions meant.
    pub(super) fn compare(&mut self, cx: &mut Cx) {
        let Some((a, b)) = self.versions.pair() else {
            cx.warn(text("Belum ada versi untuk dibandingkan.", "There is no version to compare with yet."));
            return;
        };
        if let Some(plan) = &self.plan {
            cx.push(super::compare::Compare::new(plan, (a, b)));
        }
    }

    /// The total of a version, for a question.
    pub(super) fn version_facts(version: &Version) -> [String; 3] {
        [version.number.to_string(), version.lines.to_string(), shape::rupiah(i128::from(version.total))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn versions(count: i64) -> Versions {
        let list: Vec<Version> = (1..=count)
            .map(|number| Version {
                number,
                state: "disepakati".into(),
                time: "2026-11-20T09:00:00+07:00".into(),
                actor: "siti".into(),
                lines: 3,
                total: 1_000,
            })
            .collect();
        let mut versions = Versions::default();
        versions.layout(20);
        versions.take("rancangan", &Sum::default(), &list);
        versions
    }

    #[test]
    fn an_old_version_is_compared_with_now_and_now_with_the_newest() {
        let mut versions = versions(3);
        assert_eq!(versions.pair(), Some((3, 0)));
        versions.act(Action::Down);
        versions.act(Action::Down);
        assert_eq!(versions.pair(), Some((2, 0)));
    }

    #[test]
    fn any_two_versions_are_compared_the_older_first() {
        let mut versions = versions(3);
        versions.act(Action::Down);
        versions.mark();
        assert_eq!(versions.pair(), Some((2, 3)), "the mark is on 3, the cursor on 2");
        versions.act(Action::First);
        assert_eq!(versions.pair(), Some((3, 0)));
    }

    #[test]
    fn a_plan_without_versions_has_nothing_to_compare() {
        assert_eq!(versions(0).pair(), None);
    }
}
