//! Lists of people that are put together at once: a month's incentives, the names of an SK.
//!
//! * **Owns** the two screens, and how a line of people with marks is painted.
//! * **Imports** the small dialogs and the questions of `hayat`.
//! * **Never** judges who belongs where: the service says it before and while writing.

pub mod insentif;
pub mod nama;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::words::Phrase;
use crate::entity::{Entity, Kind, Value};
use crate::ui::chrome::put;
use crate::ui::look::{Look, Role};
use crate::ui::screen::Cx;
use crate::ui::screens::choose::Choose;
use crate::ui::screens::list::filter::values;
use crate::ui::widgets::wrap;

/// The list that makes incentives and the record that names people.
pub fn can(entity: &Entity) -> bool {
    matches!(entity.name, "insentif" | "sk")
}

/// Asks for a word of an open list, with the cursor on one of them; gives the words in their order.
fn ask_word(title: impl Into<Phrase>, list: &'static str, at: &str, cx: &mut Cx) -> Vec<Value> {
    let kind = Kind::List(list);
    let words = values(&kind, &cx.desk.words).unwrap_or_default();
    let look = cx.desk.look;
    let items = words.iter().map(|value| kind.show(value, look.lang, &cx.desk.words)).collect();
    let here = words.iter().position(|value| value.as_text() == at).unwrap_or(0);
    cx.push(Choose::one(title, items).at(here));
    words
}

/// One row of people as it is painted.
struct Row<'a> {
    /// `*` on the list, `!` stopped, `x` never, `+` marked, or a blank.
    mark: char,
    role: Role,
    /// The cells: first column, width; the text.
    cells: &'a [(u16, u16, &'a str)],
}

/// Paints a row; `here`: the cursor is on it.
fn paint_row(row: &Row<'_>, here: bool, (area, y): (Rect, u16), buf: &mut Buffer, look: &Look) {
    let style = look.style(if here { Role::Selected } else { row.role });
    if here {
        buf.set_style(Rect { y, height: 1, ..area }, style);
        put(buf, (area.x, y), ">", 1, style, look);
    }
    put(buf, (area.x + 1, y), &row.mark.to_string(), 1, style, look);
    for (x, cells, words) in row.cells {
        put(buf, (area.x + x, y), words, *cells, style, look);
    }
}

/// What is to be said about the row under the cursor, on the last lines of the screen.
fn paint_foot(said: &str, lines: u16, area: Rect, buf: &mut Buffer, look: &Look) {
    let room = area.width.saturating_sub(4);
    let top = area.bottom().saturating_sub(lines);
    for (y, line) in (top..area.bottom()).zip(wrap(said, usize::from(room))) {
        put(buf, (2, y), &line, room, look.style(Role::Muted), look);
    }
}
