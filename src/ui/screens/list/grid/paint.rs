//! The grid on the screen: rows of cells, and under them what becomes of the one in focus.
//!
//! * **Owns** the places of rows and foot, and the words of the foot.
//! * **Imports** the pending cells and how they paint a row.
//! * **Never** changes anything.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{FOOT, GridScreen};
use crate::base::words::{Text, text};
use crate::entity::{Field, Kind, Problem, Record};
use crate::ui::chrome::put;
use crate::ui::look::{Look, Role};
use crate::ui::screen::Desk;
use crate::ui::widgets::grid::{self as cells, Editor, Owner, Strip};
use crate::ui::widgets::offers;
use crate::ui::widgets::table::{self, Painting};
use crate::ui::widgets::wrap;

impl GridScreen {
    pub(super) fn paint(&self, area: Rect, buf: &mut Buffer, look: &Look, desk: &Desk) -> Option<Position> {
        let painting = self.painting(look, desk);
        let rows = Rect { height: area.height.saturating_sub(FOOT), ..area };
        self.feed.table.heading(buf, Rect { height: 1, ..rows }, &painting);
        let height = usize::from(rows.height.saturating_sub(1));
        let top = self.feed.top().max(if self.at_fresh.is_some() { (self.at() + 1).saturating_sub(height) } else { 0 });
        let marked = self.marked();
        let mut place = None;
        for (y, (n, record)) in (rows.y + 1..rows.bottom()).zip(self.all_rows().enumerate().skip(top)) {
            let here = n == self.at();
            // What the pending cells tell about others (an amount) is seen at once.
            let told = self.grid.row(record.id).map(|row| {
                row.filled(desk).into_iter().fold(record.clone(), |seen, (field, value)| seen.with(field.name, value))
            });
            let strip = Strip {
                record: told.as_ref().unwrap_or(record),
                here,
                marked: marked.as_ref().filter(|(rows, _)| rows.contains(&n)).map(|(_, columns)| columns.clone()),
                editor: self.editor.as_ref().filter(|_| here),
            };
            let line = Rect { y, height: 1, ..rows };
            place = place.or(self.grid.view(buf, line, (&self.feed.table, &painting), &strip));
        }
        if let Some(trouble) = self.feed.trouble() {
            let words = format!("x {} {}", trouble.text.get(look.lang), trouble.advice.get(look.lang));
            put(buf, (2, rows.y + 1), &words, area.width.saturating_sub(4), look.style(Role::Error), look);
        }
        self.view_foot(Rect { y: rows.bottom(), height: FOOT, ..area }, buf, look, desk);
        place
    }

    /// Under the rows, from the bottom up: what is the matter, above it what becomes of the cell.
    fn view_foot(&self, area: Rect, buf: &mut Buffer, look: &Look, desk: &Desk) {
        let room = area.width.saturating_sub(3);
        let (first, role) = self.foot(look, desk);
        let mut lines: Vec<(String, Role)> = Vec::new();
        if !first.is_empty() {
            let most = if self.said().is_some() { 1 } else { 3 };
            lines.extend(wrap(&first, usize::from(room)).into_iter().take(most).map(|line| (line, role)));
        }
        if let Some(problem) = self.said() {
            let role = if problem.severity.sign() == 'x' { Role::Error } else { Role::Warning };
            let (said, advice) = (problem.text.get(look.lang), problem.advice.get(look.lang));
            let words = format!("{} {said} {advice}", problem.severity.sign());
            lines.extend(wrap(&words, usize::from(room)).into_iter().take(2).map(|line| (line, role)));
        }
        let height = u16::try_from(lines.len()).unwrap_or(FOOT).min(area.height);
        for (y, (words, role)) in (area.bottom().saturating_sub(height)..).zip(lines) {
            put(buf, (2, y), &words, room, look.style(role), look);
        }
    }

    /// The heaviest problem of the cell under the cursor, else of its row.
    fn said(&self) -> Option<&Problem> {
        let (record, column) = (self.current().filter(|_| self.editor.is_none())?, self.column()?);
        let of_cell = self.grid.problems(record.id, column.name).into_iter().next();
        of_cell.or_else(|| self.grid.row_problems(record.id, self.feed.table.columns()).into_iter().next())
    }

    /// The first line under the rows.
    fn foot(&self, look: &Look, desk: &Desk) -> (String, Role) {
        let (Some(record), Some(column)) = (self.current(), self.column()) else { return (String::new(), Role::Plain) };
        if let Some(editor) = &self.editor {
            return (offered(editor, look), Role::Plain);
        }
        if let Some((rows, columns)) = self.marked() {
            let count = rows.count() * columns.count();
            let words = text(
                "{0} sel ditandai. = isi ke bawah dari baris pertama, Del kosongkan, Space lepas",
                "{0} cells marked. = fills down from the first row, Del empties, Space lets go",
            );
            return (words.with([count.to_string()]).get(look.lang).into_owned(), Role::Accent);
        }
        if matches!(column.kind, Kind::Months) {
            // How the marks stand is seen; which keys set them is not.
            return (look.say(MONTH_KEYS).to_owned(), Role::Muted);
        }
        if self.grid.cell(record.id, column.name).is_some() {
            return (self.change_words(record, column, look, desk), Role::Plain);
        }
        match cells::owner(record, column) {
            // Few words: they are painted with every step of the cursor. Typing tells why.
            Owner::Shut(_) => (look.say(text("Tidak diketik di sini.", "Not typed here.")).to_owned(), Role::Muted),
            _ => (String::new(), Role::Plain),
        }
    }

    /// "No. HP: 0812 -> 0813".
    fn change_words(&self, record: &Record, column: &'static Field, look: &Look, desk: &Desk) -> String {
        let painting = self.painting(look, desk);
        let old = table::cell(record, column, false, &painting);
        let new = self.grid.words(record, column, &painting);
        let words = changed_words(look.say(column.label), &old, &new, look);
        let filled = self.grid.row(record.id).map(|row| row.filled(desk)).unwrap_or_default();
        let labels: Vec<&str> = filled.iter().map(|(field, _)| look.say(field.label)).collect();
        if labels.is_empty() {
            return words;
        }
        let also = text("{0}; terisi juga: {1}", "{0}; also filled in: {1}").with([words, labels.join(", ")]);
        also.get(look.lang).into_owned()
    }

    pub(super) fn painting<'a>(&self, look: &'a Look, desk: &'a Desk) -> Painting<'a> {
        Painting { look, words: &desk.words, sort: (self.feed.query.sort, self.feed.query.order) }
    }
}

const MONTH_KEYS: Text = text(
    "1-9 0 - + Jan-Des  q w e r triwulan  s setahun  Del kosong  Enter mengetik",
    "1-9 0 - + Jan-Dec  q w e r quarter  s all year  Del empty  Enter types",
);

/// A change in one line, with words for what is empty.
pub(super) fn changed_words(label: &str, old: &str, new: &str, look: &Look) -> String {
    let empty = look.say(text("(kosong)", "(empty)"));
    let or = |words: &str| if words.is_empty() { empty.to_owned() } else { words.to_owned() };
    format!("{label}: {} -> {}", or(old), or(new))
}

/// What the cell being typed offers, the marked one first told.
fn offered(editor: &Editor, look: &Look) -> String {
    let Some(offers) = &editor.offers else { return String::new() };
    let line = |(n, offer): (usize, &offers::Offer)| {
        let mark = if n == offers.at { ">" } else { " " };
        let context = if editor.field.target().is_some() && !offer.context.is_empty() {
            format!(" ({})", offer.context)
        } else {
            String::new()
        };
        format!("{mark}{}{context}", offer.title)
    };
    let lines: Vec<String> =
        offers.window().filter(|(_, offer)| offer.value(&editor.field.kind).is_some()).map(line).collect();
    if lines.is_empty() {
        return look.say(text("Tidak ada yang cocok.", "Nothing fits.")).to_owned();
    }
    lines.join("  ")
}
