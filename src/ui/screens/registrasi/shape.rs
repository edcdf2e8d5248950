//! Short forms of registration: states in a few letters, papers as one letter each.
//!
//! * **Owns** the letters, the heads of columns, the picture of the way.
//! * **Imports** the look.
//! * **Never** counts.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::text::width as text_width;
use crate::base::words::{Text, text};
use crate::entity::registrasi::{DIKEMBALIKAN, LANGKAH, TERDAFTAR};
use crate::request::hidup::PaperState;
use crate::ui::chrome::put;
use crate::ui::look::{Look, Role};
use crate::ui::widgets::wrap;

/// The states in three letters, in their order.
pub const SHORT: [Text; 7] = [
    text("Blm", "Opn"),
    text("Des", "Des"),
    text("Kec", "Kec"),
    text("Kab", "Kab"),
    text("Pus", "Min"),
    text("Dft", "Reg"),
    text("Kmb", "Bck"),
];

/// What the three letters stand for.
pub const LONG: [Text; 7] = [
    text("belum lengkap", "incomplete"),
    text("lengkap di desa", "complete in the desa"),
    text("diverifikasi", "verified"),
    text("dikirim ke kab.", "sent to the kab."),
    text("diajukan ke pusat", "submitted"),
    text("terdaftar", "registered"),
    text("dikembalikan", "sent back"),
];

/// Most lines at the foot.
const FOOT: u16 = 4;

/// A count in at most four cells.
pub fn short(count: usize) -> String {
    if count < 10_000 { count.to_string() } else { format!("{}k", count / 1_000) }
}

/// The letter of a paper by its place.
pub fn letter(at: usize) -> char {
    u8::try_from(at).ok().filter(|at| *at < 26).map_or('?', |at| char::from(b'A' + at))
}

/// The papers of a Posyandu, a letter each where it lacks one; a point where it is there, a dash
/// where it is not needed.
pub fn letters(papers: &[PaperState]) -> String {
    papers
        .iter()
        .enumerate()
        .map(|(at, state)| match state {
            PaperState::Missing => letter(at),
            PaperState::There => '.',
            PaperState::NotNeeded => '-',
        })
        .collect()
}

/// What the letters mean.
pub fn legend(papers: &[(String, String)], look: &Look) -> String {
    let named: Vec<String> =
        papers.iter().enumerate().map(|(at, (_, name))| format!("{} {name}", letter(at))).collect();
    let words = text("Kurang: {0}  (. ada, - tidak perlu)", "Lacking: {0}  (. there, - not needed)");
    words.with([named.join("  ")]).get(look.lang).into_owned()
}

/// Paints lines at the foot of an area; gives how many rows stay above them.
pub fn foot(area: Rect, buf: &mut Buffer, words: &str, look: &Look) -> u16 {
    let room = area.width.saturating_sub(4);
    let lines = wrap(words, usize::from(room));
    let count = u16::try_from(lines.len()).unwrap_or(0).min(FOOT);
    let top = area.bottom().saturating_sub(count);
    for (y, line) in (top..area.bottom()).zip(lines) {
        put(buf, (2, y), &line, room, look.style(Role::Muted), look);
    }
    top
}

/// How many rows the foot takes.
pub fn foot_rows(words: &str, width: u16) -> u16 {
    u16::try_from(wrap(words, usize::from(width.saturating_sub(4))).len()).unwrap_or(0).min(FOOT)
}

/// The name of a state.
pub fn state(at: usize, look: &Look) -> &'static str {
    LANGKAH.get(at).map_or("", |choice| look.say(choice.label))
}

/// The way to a number as a picture: done, here, still to come.
pub fn way(at: usize, buf: &mut Buffer, (x, y): (u16, u16), width: u16, look: &Look) {
    let mut x = x;
    let end = x + width;
    let back = if at == DIKEMBALIKAN { format!("   x {}", state(at, look)) } else { String::new() };
    // A sign and a blank before each word, four cells between two; whole words or none.
    let cells =
        |names: &[Text]| names.iter().take(TERDAFTAR + 1).map(|word| text_width(look.say(*word)) + 6).sum::<usize>();
    let names = if cells(&LONG) + text_width(&back) <= usize::from(width) + 4 { &LONG } else { &SHORT };
    for (n, name) in names.iter().enumerate().take(TERDAFTAR + 1) {
        let (sign, role) = if at == DIKEMBALIKAN {
            ('.', Role::Muted)
        } else if n < at || (n == at && at == TERDAFTAR) {
            ('*', Role::Plain)
        } else if n == at {
            ('>', Role::Accent)
        } else {
            ('.', Role::Muted)
        };
        if n > 0 {
            x = put(buf, (x, y), " -- ", end.saturating_sub(x), look.style(Role::Muted), look);
        }
        let words = look.say(*name);
        x = put(buf, (x, y), &format!("{sign} {words}"), end.saturating_sub(x), look.style(role), look);
    }
    if !back.is_empty() {
        put(buf, (x, y), &back, end.saturating_sub(x), look.style(Role::Error), look);
    }
}

/// A bar of so many cells.
pub fn bar(done: usize, all: usize, cells: usize, look: &Look) -> String {
    let full = (done * cells).checked_div(all).unwrap_or(0);
    let (fill, empty) = look.bar();
    format!("{}{}", fill.repeat(full), empty.repeat(cells - full.min(cells)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_stands_for_what_is_lacking() {
        use PaperState::{Missing, NotNeeded, There};
        assert_eq!(letters(&[Missing, There, NotNeeded, Missing]), "A.-D");
        assert_eq!((letter(25), letter(26)), ('Z', '?'));
    }

    #[test]
    fn the_way_to_a_number_is_never_cut() {
        let look = Look::default();
        for at in 0..=DIKEMBALIKAN {
            for width in [76, 100, 110, 113, 114, 128, 131, 200] {
                let mut buf = Buffer::empty(Rect::new(0, 0, 220, 1));
                way(at, &mut buf, (2, 0), width, &look);
                let said: String = buf.content().iter().map(ratatui::buffer::Cell::symbol).collect();
                let last = if at == DIKEMBALIKAN { "x dikembalikan" } else { "" };
                let name = [" Dft", " terdaftar"].iter().any(|name| said.contains(name));
                assert!(name && said.trim_end().ends_with(last) && !said.contains('…'), "{width}: {said}");
            }
        }
    }

    #[test]
    fn a_bar_is_as_wide_as_asked() {
        let look = Look::default();
        for (done, all) in [(0, 0), (0, 3), (3, 3), (19, 41)] {
            assert_eq!(bar(done, all, 20, &look).chars().count(), 20);
        }
    }
}
