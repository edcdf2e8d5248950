//! The three fixed places of every screen: top line, body, bottom line, and panels.
//!
//! * **Owns** where things stand on the desk.
//! * **Imports** the keymap, the look and the contract of screens.
//! * **Never** knows what a screen shows.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_normalization::UnicodeNormalization;
use unicode_width::UnicodeWidthStr;

use super::keymap::{Binding, GLOBAL, Key, Press};
use super::look::{Glyphs, Look, Role};
use super::screen::{Desk, Notice, Screen, Weight};
use super::widgets::wrap;
use crate::base::text::{Ellipsis, fit, visible};
use crate::base::words::text;

/// The rows between the two rules.
pub fn body(area: Rect, desk: &Desk) -> Rect {
    let top = 2 + u16::from(desk.banner.is_some());
    Rect::new(0, top, area.width, area.height.saturating_sub(top + 2))
}

/// The rows of a panel above the bottom line.
pub fn panel_area(area: Rect, rows: u16, desk: &Desk) -> Rect {
    let body = body(area, desk);
    let rows = rows.min(body.height.saturating_sub(2));
    Rect::new(0, body.bottom() - rows, area.width, rows)
}

/// Paints text from a cell on, at most so many cells; gives the cell after it. Whatever stands in
/// the text stays one line of safe characters; what would leave the area is cut with the sign of
/// the look.
pub fn put(buf: &mut Buffer, at: (u16, u16), words: &str, width: u16, style: Style, look: &Look) -> u16 {
    let (x, y) = at;
    if width == 0 || y >= buf.area.bottom() || x >= buf.area.right() {
        return x;
    }
    let cells = usize::from(width.min(buf.area.right() - x));
    let safe = visible(words);
    let safe = match look.glyphs {
        Glyphs::Utf8 => safe,
        Glyphs::Ascii => ascii(safe),
    };
    let sign = match look.glyphs {
        Glyphs::Utf8 => Ellipsis::Dots,
        Glyphs::Ascii => Ellipsis::Tilde,
    };
    buf.set_stringn(x, y, fit(&safe, cells, sign), cells, style).0
}

/// The text for a terminal without UTF-8: letters without their marks, `?` for what has none.
fn ascii(words: Cow<'_, str>) -> Cow<'_, str> {
    if words.is_ascii() {
        return words;
    }
    let mut out = String::with_capacity(words.len());
    for c in words.nfc() {
        match c {
            '\u{2018}' | '\u{2019}' => out.push('\''),
            '\u{201c}' | '\u{201d}' => out.push('"'),
            '\u{2013}' | '\u{2014}' => out.push('-'),
            '\u{2026}' => out.push('~'),
            '\u{2192}' => out.push_str("->"),
            '\u{b7}' => out.push('-'),
            c if c.is_ascii() => out.push(c),
            c => match c.nfkd().next().filter(char::is_ascii) {
                Some(plain) => out.push(plain),
                // A wide letter keeps its width, so that nothing behind it moves.
                None => (0..unicode_width::UnicodeWidthChar::width(c).unwrap_or(0)).for_each(|_| out.push('?')),
            },
        }
    }
    Cow::Owned(out)
}

/// Paints a rule over a whole row.
pub fn rule(buf: &mut Buffer, row: u16, look: &Look) {
    let style = look.style(Role::Muted);
    for x in 0..buf.area.width {
        buf[(x, row)].set_symbol(look.rule()).set_style(style);
    }
}

/// The top line: where am I, whose data, how many; and the rule under it.
pub fn top(area: Rect, buf: &mut Buffer, screen: &dyn Screen, desk: &Desk) {
    let look = &desk.look;
    buf.reset();
    let facts = screen.facts(look);
    let room = area.width.saturating_sub(2);
    let right = u16::try_from(facts.width()).unwrap_or(room).min(room);
    let left = room.saturating_sub(right + 2);
    put(buf, (1, 0), &screen.title(look), left, look.style(Role::Title), look);
    put(buf, (area.width.saturating_sub(1 + right), 0), &facts, right, look.style(Role::Muted), look);
    if let Some(banner) = desk.banner {
        put(buf, (1, 1), look.say(banner), room, look.style(Role::Warning), look);
        rule(buf, 2, look);
    } else {
        rule(buf, 1, look);
    }
}

/// A panel: clears its rows, draws the rule with its title over it, gives the area inside.
pub fn panel(area: Rect, buf: &mut Buffer, rows: u16, title: &str, desk: &Desk) -> Rect {
    let inside = panel_area(area, rows, desk);
    let look = &desk.look;
    for y in inside.top().saturating_sub(1)..inside.bottom() {
        for x in 0..area.width {
            buf[(x, y)].reset();
        }
    }
    let y = inside.top().saturating_sub(1);
    rule(buf, y, look);
    put(buf, (1, y), &format!(" {title} "), area.width.saturating_sub(2), look.style(Role::Title), look);
    inside
}

/// The most rows of a notice.
const NOTICE_ROWS: usize = 3;

/// The rule over the bottom line, with the notice in it, and the keys that matter here.
pub fn bottom(area: Rect, buf: &mut Buffer, screen: &dyn Screen, notice: Option<&Notice>, desk: &Desk) {
    let look = &desk.look;
    let (row, last) = (area.height.saturating_sub(2), area.height.saturating_sub(1));
    rule(buf, row, look);
    if let Some(notice) = notice {
        let (sign, role) = match notice.weight {
            Weight::Quiet => ("", Role::Accent),
            Weight::Warning => ("! ", Role::Warning),
            Weight::Error => ("x ", Role::Error),
        };
        // A sentence with its advice is never cut: what is longer than a line takes rows of the body.
        let words = format!("{sign}{}", notice.text.get(look.lang));
        let lines = wrap(&words, usize::from(area.width.saturating_sub(4)));
        let lines = lines.get(..lines.len().min(NOTICE_ROWS)).unwrap_or_default();
        let above = u16::try_from(lines.len().saturating_sub(1)).unwrap_or(0);
        for (y, line) in (row.saturating_sub(above)..=row).zip(lines) {
            for x in 0..area.width {
                buf[(x, y)].reset();
            }
            rule(buf, y, look);
            put(buf, (1, y), &format!(" {line} "), area.width.saturating_sub(2), look.style(role), look);
        }
    }
    for x in 0..area.width {
        buf[(x, last)].reset();
    }
    keys(buf, last, screen, desk);
}

/// The bindings of the bottom line in the order of their rank; those that cannot be done now are
/// left out. What does not fit is dropped from the end, but `?` always stays.
fn keys(buf: &mut Buffer, row: u16, screen: &dyn Screen, desk: &Desk) {
    let look = &desk.look;
    let own = screen.keys().bindings;
    // A global letter that the screen binds to something else would be told wrongly. Esc always
    // goes back, whatever a screen calls it.
    let taken = |global: &Binding| {
        let key = key_of(global, screen).filter(|key| matches!(key.key, Key::Char(_)));
        own.iter().any(|b| b.action == global.action || key.is_some_and(|key| b.keys.contains(&key)))
    };
    let mut shown: Vec<&Binding> = own
        .iter()
        .chain(GLOBAL.bindings.iter().filter(|global| !taken(global)))
        .filter(|b| b.rank > 0 && key_of(b, screen).is_some() && screen.why_not(b.action).is_none())
        .collect();
    shown.sort_by_key(|b| b.rank);
    let words = |b: &Binding| (key_of(b, screen).map(Press::name).unwrap_or_default(), look.say(b.label));
    let cells = |b: &Binding| {
        let (key, label) = words(b);
        key.width() + 1 + label.width() + 2
    };
    let room = usize::from(buf.area.width.saturating_sub(2)) + 2;
    while shown.iter().map(|b| cells(b)).sum::<usize>() > room {
        let Some(at) = shown.iter().rposition(|b| b.action != super::keymap::Action::Help) else { break };
        shown.remove(at);
    }
    let mut x = 1;
    for b in shown {
        let (key, label) = words(b);
        let room = buf.area.width.saturating_sub(x + 1);
        x = put(buf, (x, row), &key, room, look.style(Role::Key), look) + 1;
        x = put(buf, (x, row), label, buf.area.width.saturating_sub(x + 1), look.style(Role::Plain), look) + 2;
    }
}

/// The key to show. While letters are typed, a global key that is a letter or a colon would be
/// text: another key of the same line is shown, or none. Asked with a letter that stands for all,
/// so that the bottom line does not change with every character.
fn key_of(binding: &Binding, screen: &dyn Screen) -> Option<Press> {
    let is_global = GLOBAL.of(binding.action).is_some();
    let is_text = |press: &Press| match press.key {
        Key::Char('?') => screen.takes('?'),
        Key::Char(_) => !press.ctrl && screen.takes('x'),
        _ => false,
    };
    if is_global { binding.keys.iter().copied().find(|press| !is_text(press)) } else { binding.keys.first().copied() }
}

/// The sentence for a window that is too small to work in.
pub fn too_small(area: Rect, buf: &mut Buffer, look: &Look) {
    buf.reset();
    let words = text(
        "Jendela terlalu kecil: paling kurang 80 kolom x 20 baris. Besarkan jendela; ketikan Anda tetap tersimpan.",
        "The window is too small: at least 80 columns x 20 rows. Enlarge it; what you typed is kept.",
    );
    let mut y = 0;
    let mut line = String::new();
    let width = usize::from(area.width.max(1));
    for word in look.say(words).split(' ') {
        if !line.is_empty() && line.width() + 1 + word.width() > width {
            put(buf, (0, y), &line, area.width, Style::new(), look);
            y += 1;
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    put(buf, (0, y), &line, area.width, Style::new(), look);
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str =
        "\u{1b}[2Jab\u{7}\u{202e}c\u{200b}\td\r\ne\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}漢字カ👩\u{200d}👧";

    #[test]
    fn hostile_text_stays_one_line_of_safe_cells_within_its_width() {
        for glyphs in [Glyphs::Utf8, Glyphs::Ascii] {
            let look = Look { glyphs, ..Look::default() };
            for cells in 0..40 {
                let mut buf = Buffer::empty(Rect::new(0, 0, 60, 1));
                let next = put(&mut buf, (5, 0), HOSTILE, cells, Style::new(), &look);
                assert!(next <= 5 + cells, "{next} after {cells} cells");
                let painted: Vec<&str> = (0..60).map(|x| buf[(x, 0)].symbol()).collect();
                assert!(painted.iter().flat_map(|s| s.chars()).all(|c| !c.is_control()), "{painted:?}");
                let beyond = painted.iter().skip(usize::from(5 + cells)).all(|symbol| *symbol == " ");
                assert!(beyond, "{cells}: {painted:?}");
                assert!(glyphs == Glyphs::Utf8 || painted.iter().all(|s| s.is_ascii()), "{painted:?}");
            }
        }
    }

    #[test]
    fn a_terminal_without_utf8_gets_plain_letters() {
        let look = Look { glyphs: Glyphs::Ascii, ..Look::default() };
        let mut buf = Buffer::empty(Rect::new(0, 0, 30, 1));
        put(&mut buf, (0, 0), "Nur\u{2019}aini \u{2192} Andr\u{e9} \u{2026}", 30, Style::new(), &look);
        let line: String = (0..30).map(|x| buf[(x, 0)].symbol().to_owned()).collect();
        assert_eq!(line.trim_end(), "Nur'aini -> Andre ~");
    }
}
