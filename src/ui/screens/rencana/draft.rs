//! The draft: the tree with its columns.
//!
//! * **Owns** which columns there are at a width, and how a row of the tree is painted.
//! * **Imports** the tree and the short forms.
//! * **Never** formats a row that is not seen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::tree::Row;
use super::{PlanScreen, shape};
use crate::base::text::width;
use crate::base::words::text;
use crate::entity::rencana::{HURUF_BULAN, STATUS};
use crate::entity::{Record, Vocabulary};
use crate::request::plan::{self, By};
use crate::ui::chrome::put;
use crate::ui::look::{Look, Role};
use crate::ui::screen::Desk;

/// Where a column stands, and how many cells it has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Its first cell.
    pub x: u16,
    /// Its cells; 0: not shown.
    pub cells: u16,
}

/// The columns of the draft at a width.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The activity.
    pub name: Span,
    /// The volume with its unit.
    pub volume: Span,
    /// The unit price; only where there is room.
    pub price: Span,
    /// The amount.
    pub amount: Span,
    /// The source of funds.
    pub source: Span,
    /// The desa; only where there is room.
    pub place: Span,
    /// The status; only where there is room.
    pub status: Span,
    /// The twelve marks.
    pub months: Span,
}

impl Columns {
    /// The columns in so many cells, amounts so wide.
    pub fn at(cells: u16, amount: u16) -> Self {
        let wide = |more: u16, wanted: u16| if cells >= more { wanted } else { 0 };
        let widths = [10, wide(112, 12), amount, 9, wide(104, 16), wide(124, 12), 13];
        let taken: u16 = widths.iter().filter(|cells| **cells > 0).map(|cells| cells + 1).sum();
        let name = cells.saturating_sub(taken + 4).max(12);
        let mut x = 4;
        let mut span = |cells: u16| {
            let span = Span { x, cells };
            x += if cells > 0 { cells + 1 } else { 0 };
            span
        };
        let [volume, price, amount, source, place, status, months] = widths;
        Columns {
            name: span(name),
            volume: span(volume),
            price: span(price),
            amount: span(amount),
            source: span(source),
            place: span(place),
            status: span(status),
            months: span(months),
        }
    }
}

/// Text in a column, from its left.
pub fn left(buf: &mut Buffer, y: u16, span: Span, words: &str, style: Style, look: &Look) {
    put(buf, (span.x, y), words, span.cells, style, look);
}

/// Text in a column, to its right end.
pub fn right(buf: &mut Buffer, y: u16, span: Span, words: &str, style: Style, look: &Look) {
    let cells = u16::try_from(width(words)).unwrap_or(span.cells).min(span.cells);
    put(buf, (span.x + span.cells - cells, y), words, cells, style, look);
}

/// The name of a line's source, or that one is missing.
fn source(line: &Record, words: &Vocabulary, look: &Look) -> String {
    match line.text("sumber_dana") {
        "" if plan::amount(line) > 0 => look.say(text("! dana?", "! funds?")).to_owned(),
        "" => String::new(),
        code => shape::word_name(words, "sumber_dana", code, 9).to_owned(),
    }
}

/// The names of the columns.
pub fn view_heading(at: &Columns, y: u16, buf: &mut Buffer, look: &Look) {
    let style = look.style(Role::Heading);
    left(buf, y, at.name, look.say(text("Kegiatan", "Activity")), style, look);
    right(buf, y, at.volume, look.say(text("Volume", "Volume")), style, look);
    right(buf, y, at.price, look.say(text("Harga", "Price")), style, look);
    right(buf, y, at.amount, look.say(text("Jumlah", "Amount")), style, look);
    left(buf, y, at.source, look.say(text("Dana", "Funds")), style, look);
    left(buf, y, at.place, look.say(text("Desa/kel.", "Desa/kel.")), style, look);
    left(buf, y, at.status, look.say(text("Status", "Status")), style, look);
    left(buf, y, at.months, look.say(HURUF_BULAN), style, look);
}

/// Everything of a line but its name.
pub fn view_figures(line: &Record, (at, y): (&Columns, u16), style: Style, buf: &mut Buffer, desk: &Desk) {
    let look = &desk.look;
    right(buf, y, at.volume, &shape::volume(line), style, look);
    let price = line.get("harga_satuan").as_int().map(crate::base::money::show).unwrap_or_default();
    right(buf, y, at.price, &price, style, look);
    right(buf, y, at.amount, &shape::rupiah(i128::from(plan::amount(line))), style, look);
    left(buf, y, at.source, &source(line, &desk.words, look), style, look);
    let desa = line.get("desa").as_link().map(|link| link.title.as_str()).unwrap_or_default();
    left(buf, y, at.place, desa, style, look);
    let status = STATUS.iter().find(|status| status.code == line.text("status"));
    left(buf, y, at.status, status.map_or("", |status| look.say(status.label)), style, look);
    let months = plan::months(line);
    if months.is_empty() {
        left(buf, y, at.months, look.say(text("! tanpa bulan", "! no month")), style, look);
    } else {
        left(buf, y, at.months, &shape::marks(months), style, look);
    }
}

impl PlanScreen {
    pub(super) fn columns(&self, cells: u16) -> Columns {
        Columns::at(cells, self.facts.width)
    }

    pub(super) fn view_draft(&self, heading: Rect, rows: Rect, buf: &mut Buffer, desk: &Desk) {
        let look = &desk.look;
        let at = self.columns(rows.width);
        view_heading(&at, heading.y, buf, look);
        self.view_rows(rows, buf, desk, |row, y, style, buf| match row {
            Row::Group(_) => {}
            Row::Line(n) => {
                if let Some(line) = self.lines().get(n) {
                    self.view_line(line, (at, y), style, buf, desk);
                }
            }
        });
    }

    /// The rows that are seen: marks, headings with their sums; the rest of a row by `paint`.
    pub(super) fn view_rows(
        &self,
        area: Rect,
        buf: &mut Buffer,
        desk: &Desk,
        paint: impl Fn(Row, u16, Style, &mut Buffer),
    ) {
        let look = &desk.look;
        if self.lines().is_empty() {
            let groups = u16::try_from(self.tree.rows().len()).unwrap_or(0);
            let below = Rect { y: area.y + groups, height: area.height.saturating_sub(groups), ..area };
            self.view_emptiness(below, buf, look);
        }
        let seen = self.tree.rows().iter().enumerate().skip(self.tree.cursor.top());
        for (y, (n, row)) in (area.y..area.bottom()).zip(seen) {
            let here = n == self.tree.cursor.at;
            let style = look.style(if here { Role::Selected } else { Role::Plain });
            if here {
                buf.set_style(Rect { y, height: 1, ..area }, style);
                put(buf, (area.x, y), ">", 1, style, look);
            }
            match row {
                Row::Group(at) => self.view_group(*at, Rect { y, height: 1, ..area }, here, buf, desk),
                Row::Line(at) => {
                    let selected = self.lines().get(*at).is_some_and(|line| self.tree.selected.contains(&line.id));
                    if selected {
                        put(buf, (area.x + 1, y), "*", 1, style, look);
                    }
                    if self.lines().get(*at).is_some_and(|line| self.facts.marked.contains(&line.id)) {
                        put(buf, (area.x + 2, y), "!", 1, style, look);
                    }
                }
            }
            paint(*row, y, style, buf);
        }
    }

    fn view_group(&self, at: usize, area: Rect, here: bool, buf: &mut Buffer, desk: &Desk) {
        let look = &desk.look;
        let Some(group) = self.tree.groups.get(at) else { return };
        let columns = self.columns(area.width);
        let style = look.style(if here { Role::Selected } else { Role::Title });
        let sign = match (group.sum.lines, self.tree.is_folded(&group.key)) {
            (0, _) => ' ',
            (_, true) => '+',
            (_, false) => '-',
        };
        let name = shape::group_name(self.tree.by, &group.key, 34, desk);
        let room = columns.amount.x.saturating_sub(4);
        let mut words = format!("{sign} {name}");
        if group.sum.lines > 0 {
            words.push_str(&format!(" ({})", group.sum.lines));
        }
        put(buf, (2, area.y), &words, room, style, look);
        if self.view == super::View::Year {
            return;
        }
        if group.sum.lines > 0 {
            right(buf, area.y, columns.amount, &shape::rupiah(group.sum.proposed), style, look);
        } else {
            let style = look.style(if here { Role::Selected } else { Role::Warning });
            right(buf, area.y, columns.amount, look.say(text("! kosong", "! empty")), style, look);
        }
    }

    fn view_line(&self, line: &Record, (at, y): (Columns, u16), style: Style, buf: &mut Buffer, desk: &Desk) {
        left(buf, y, at.name, &self.line_name(line, usize::from(at.name.cells)), style, &desk.look);
        view_figures(line, (&at, y), style, buf, desk);
    }

    /// A line's activity, with what it is for (`[12]`) where it keeps its records, and its place
    /// where the tree is not grouped by it.
    pub(super) fn line_name(&self, line: &Record, cells: usize) -> String {
        let mut tail = String::new();
        if let Some(count) = self.plan.as_ref().and_then(|plan| plan.covered.get(&line.id)) {
            tail = format!(" [{count}]");
        } else if self.tree.by != By::Desa
            && let Some(desa) = line.get("desa").as_link()
            && cells < 40
        {
            tail = format!(" ({})", desa.title);
        }
        if line.text("status") == "batal" {
            tail.push_str(" x");
        }
        let title = line.title();
        if tail.is_empty() || width(&title) + width(&tail) <= cells {
            return format!("{title}{tail}");
        }
        // What tells two lines of one name apart is not what is cut, as far as half of the cells.
        let tail = crate::base::text::fit(&tail, cells / 2, crate::base::text::Ellipsis::default()).into_owned();
        let head = cells.saturating_sub(width(&tail));
        format!("{}{tail}", crate::base::text::fit(&title, head, crate::base::text::Ellipsis::default()))
    }

    /// What a plan without lines says: what to press.
    fn view_emptiness(&self, area: Rect, buf: &mut Buffer, look: &Look) {
        let before = self.plan.as_ref().is_some_and(|plan| plan.before.is_some());
        let words = if before {
            text(
                "Rencana ini belum berisi kegiatan. a menambah satu; m, lalu Enter menyalin dari rencana tahun lalu.",
                "This plan has no lines yet. a adds one; m, then Enter copies from last year's plan.",
            )
        } else {
            text(
                "Rencana ini belum berisi kegiatan. a menambah satu; m mengambil kegiatan yang lazim.",
                "This plan has no lines yet. a adds one; m takes usual activities.",
            )
        };
        let room = area.width.saturating_sub(4);
        for (y, line) in (area.y + 1..area.bottom()).zip(crate::ui::widgets::wrap(look.say(words), usize::from(room))) {
            put(buf, (2, y), &line, room, look.style(Role::Plain), look);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_eighty_cells_the_twelve_marks_end_at_the_edge() {
        let at = Columns::at(80, 12);
        assert_eq!(at.months.x + at.months.cells, 80);
        assert_eq!(at.price.cells + at.place.cells + at.status.cells, 0);
        assert!(at.name.cells >= 26, "{at:?}");
    }

    #[test]
    fn a_wide_screen_shows_price_place_and_status() {
        let at = Columns::at(132, 12);
        assert!(at.price.cells > 0 && at.place.cells > 0 && at.status.cells > 0);
        assert_eq!(at.months.x + at.months.cells, 132);
    }
}
