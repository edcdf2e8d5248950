//! The columns of the file: what each holds, what it is read as, and how that came about.
//!
//! * **Owns** the painting of the columns.
//! * **Imports** the review being answered, the look.
//! * **Never** recognises a column.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::answering::Answering;
use super::list::view_sum;
use crate::base::words::{Text, text};
use crate::request::{ColumnBy, ReviewColumn};
use crate::ui::chrome::put;
use crate::ui::look::{Look, Role};

/// Lines over the columns.
pub(super) const HEAD: u16 = 4;

/// The words of a field of the review.
pub(super) fn field_words<'a>(answering: &'a Answering, field: &'a str, look: &Look) -> &'a str {
    let named = answering.review.fields.iter().find(|(name, _)| name == field);
    named.map_or(field, |(_, label)| look.say(*label))
}

const fn by_words(by: ColumnBy) -> Text {
    match by {
        ColumnBy::Words => text("dari judul", "by heading"),
        ColumnBy::Content => text("dari isi", "by content"),
        ColumnBy::Chosen => text("dipilih", "chosen"),
        ColumnBy::Remembered => text("diingat", "remembered"),
    }
}

/// The name of a sheet's column: A, B ... Z, AA.
pub(super) fn letter(column: usize) -> String {
    let mut out = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        out.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    out.iter().rev().collect()
}

/// Paints the columns.
pub(super) fn view(answering: &Answering, area: Rect, buf: &mut Buffer, look: &Look) {
    let room = area.width.saturating_sub(2);
    view_sum(answering, area.y, buf, look);
    let words = text(
        "Enter memilih isian sebuah kolom; diingat untuk bentuk berkas yang sama.",
        "Enter chooses the field of a column; remembered for the same layout.",
    );
    put(buf, (1, area.y + 1), look.say(words), room, look.style(Role::Muted), look);
    let more = area.width.saturating_sub(80);
    let (heading, field) = (21 + more / 4, 20 + more / 4);
    let (x_field, x_by) = (6 + heading + 1, 6 + heading + 1 + field + 1);
    let x_examples = x_by + 12;
    let style = look.style(Role::Heading);
    let mut head = |x: u16, words: Text, room: u16| put(buf, (x, area.y + 3), look.say(words), room, style, look);
    head(6, text("Judul di berkas", "Heading"), heading);
    head(x_field, text("Dibaca sebagai", "Read as"), field);
    head(x_by, text("Sebab", "Why"), 10);
    head(x_examples, text("Contoh isi", "Examples"), area.width.saturating_sub(x_examples + 1));
    let columns = answering.review.columns.iter().enumerate().skip(answering.inner.top());
    for (y, (n, column)) in (area.y + HEAD..area.bottom()).zip(columns) {
        let here = n == answering.inner.at;
        let role = if column.field.is_some() { Role::Plain } else { Role::Muted };
        let style = look.style(if here { Role::Selected } else { role });
        if here {
            buf.set_style(Rect { y, height: 1, ..area }, style);
            put(buf, (0, y), ">", 1, style, look);
        }
        put(buf, (2, y), &letter(column.column), 3, style, look);
        put(buf, (6, y), &heading_words(column, look), heading, style, look);
        let unused = look.say(text("- tidak dipakai", "- not used"));
        let read_as = column.field.as_deref().map_or(unused, |field| field_words(answering, field, look));
        put(buf, (x_field, y), read_as, field, style, look);
        // How nothing was recognised is no news, unless somebody said so.
        if column.field.is_some() || matches!(column.by, ColumnBy::Chosen | ColumnBy::Remembered) {
            put(buf, (x_by, y), look.say(by_words(column.by)), 10, style, look);
        }
        let examples = column.examples.join(" | ");
        put(buf, (x_examples, y), &examples, area.width.saturating_sub(x_examples + 1), style, look);
    }
}

/// The heading of a column; one without is named by its place.
pub(super) fn heading_words(column: &ReviewColumn, look: &Look) -> String {
    if column.heading.trim().is_empty() {
        let words = text("(tanpa judul, kolom {0})", "(no heading, column {0})").with([letter(column.column)]);
        return words.get(look.lang).into_owned();
    }
    column.heading.clone()
}
