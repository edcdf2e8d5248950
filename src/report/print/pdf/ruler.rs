//! How wide words are, and the widths of a table's columns.
//!
//! * **Owns** the size of letters a table takes and how a page is shared among its columns.
//! * **Imports** the fonts of [`super::world`].
//! * **Never** draws.
//!
//! Widths are measured here, once, so that the typesetter need not try columns out; and a word
//! wider than its place gets places where it may break, so that nothing runs into its neighbour.

use std::borrow::Cow;
use std::sync::LazyLock;

use typst::layout::Abs;
use typst::text::{FontInstance, FontVariant, FontVariations};
use unicode_segmentation::UnicodeSegmentation;

use super::world;

/// Millimetres of a typographic point.
pub const POINT: f64 = 25.4 / 72.0;

/// Sizes of letters of a table in points, from the one it likes to the smallest that can be read.
const SIZES: [f64; 9] = [10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0];

/// Down to this size letters shrink so that columns are as wide as they ask to be; below it only
/// so that whole words and numbers fit.
const COMFORTABLE: f64 = 8.0;

/// Between two letters of a word that is too wide.
const BREAK: char = '\u{200b}';

/// The weight of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// As text is.
    Regular,
    /// As headings and sums are.
    Bold,
}

/// Letters of one weight.
struct Cut {
    font: FontInstance,
    ascii: [f64; 128],
}

static CUTS: LazyLock<[Option<Cut>; 2]> = LazyLock::new(|| [Cut::of(0), Cut::of(1)]);

impl Cut {
    /// The letters of the font at this place; `None` where it cannot be read.
    fn of(at: usize) -> Option<Cut> {
        let font = world::font(at)?.instantiate(FontVariant::default(), Abs::pt(10.0), &FontVariations::default());
        let mut ascii = [0.0; 128];
        for (c, width) in (0u8..).zip(&mut ascii) {
            *width = Cut::measure(&font, char::from(c));
        }
        Some(Cut { font, ascii })
    }

    fn measure(font: &FontInstance, c: char) -> f64 {
        font.ttf().glyph_index(c).and_then(|glyph| font.x_advance(glyph.0)).map_or(1.0, typst::layout::Em::get)
    }

    fn char(&self, c: char) -> f64 {
        let known = usize::try_from(u32::from(c)).ok().and_then(|at| self.ascii.get(at));
        known.copied().unwrap_or_else(|| Cut::measure(&self.font, c))
    }
}

/// The width of a text in em.
pub fn width(text: &str, weight: Weight) -> f64 {
    match CUTS.get(usize::from(weight == Weight::Bold)) {
        Some(Some(cut)) => text.chars().map(|c| cut.char(c)).sum(),
        // Without a font nothing is set anyway.
        _ => 0.0,
    }
}

/// The width of the widest word in em.
pub fn widest_word(text: &str, weight: Weight) -> f64 {
    text.split_whitespace().map(|word| width(word, weight)).fold(0.0, f64::max)
}

/// The text with places to break in words wider than the room, in em.
pub fn fit(text: Cow<'_, str>, room: f64, weight: Weight) -> Cow<'_, str> {
    // No letter is wider than an em and a bit, and bytes are no fewer than letters.
    #[expect(clippy::cast_precision_loss, reason = "a text is far shorter than 2^53 bytes")]
    let at_most = text.len() as f64 * 1.1;
    if at_most <= room || widest_word(&text, weight) <= room {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut used = 0.0;
    for grapheme in text.graphemes(true) {
        let wide = width(grapheme, weight);
        if grapheme.chars().all(char::is_whitespace) {
            used = 0.0;
        } else if used + wide > room && used > 0.0 {
            out.push(BREAK);
            used = wide;
        } else {
            used += wide;
        }
        out.push_str(grapheme);
    }
    // A word that fits is left whole: its breaks would only come from a neighbour's width.
    Cow::Owned(out)
}

/// The height of capitals in em: of a line without the room to the next.
pub fn capitals() -> f64 {
    CUTS.iter().flatten().next().map_or(0.0, |cut| cut.font.metrics().cap_height.get())
}

/// How many lines a text takes in a room, where that is sure: counted with more and with fewer
/// places to break, in a little less and a little more room, it is the same. Letters the font
/// lacks are never sure.
pub fn lines(text: &str, room: f64) -> Option<u32> {
    if !text.contains('\n') && width(text, Weight::Regular) <= room * 0.985 && text.is_ascii() {
        return Some(1);
    }
    let cut = CUTS.iter().flatten().next()?;
    if !text.chars().all(|c| c.is_ascii() || c == BREAK || cut.font.ttf().glyph_index(c).is_some()) {
        return None;
    }
    let most = count(text, room * 0.985, |c| c.is_whitespace() || c == BREAK);
    let fewest = count(text, room * 1.015, |c| !c.is_alphanumeric());
    (most == fewest).then_some(most)
}

/// The lines of a text that breaks behind such letters, filled one after the other.
fn count(text: &str, room: f64, breaks: impl Fn(char) -> bool) -> u32 {
    let mut lines = 0;
    for line in text.split('\n') {
        lines += 1;
        let mut used = 0.0;
        for segment in line.split_inclusive(&breaks) {
            let word = segment.trim_end_matches(|c: char| c.is_whitespace() || c == BREAK);
            let wide = width(word, Weight::Regular);
            if used + wide > room && used > 0.0 {
                lines += 1;
                used = 0.0;
            }
            used += wide + if segment.ends_with(' ') { width(" ", Weight::Regular) } else { 0.0 };
        }
    }
    lines
}

/// What a column asks for, in em.
#[derive(Clone, Copy, Debug, Default)]
pub struct Need {
    /// To be comfortable.
    pub wish: f64,
    /// To hold its widest word or number.
    pub least: f64,
    /// Room that is left over goes to such columns.
    pub grows: bool,
}

/// How a table lies on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// The size of its letters in points.
    pub size: f64,
    /// The room between a cell's edge and its words, in millimetres.
    pub inset: f64,
    /// The widths of its columns in millimetres.
    pub widths: Vec<f64>,
}

impl Shape {
    /// The room of a cell over so many columns, in em.
    pub fn room(&self, from: usize, across: usize) -> f64 {
        let wide: f64 = self.widths.iter().skip(from).take(across).sum();
        // A hair less, against rounding.
        (wide - 2.0 * self.inset) / (self.size * POINT) - 0.02
    }
}

/// Shares out a page of so many millimetres.
pub fn shape(needs: &[Need], room: f64) -> Shape {
    for size in SIZES {
        let (em, inset) = (size * POINT, size * POINT * 0.28);
        let around = 2.0 * inset + 0.1 * em;
        let least: Vec<f64> = needs.iter().map(|need| need.least * em + around).collect();
        let wish: Vec<f64> = needs.iter().map(|need| need.wish.max(need.least) * em + around).collect();
        let (least_all, wish_all): (f64, f64) = (least.iter().sum(), wish.iter().sum());
        let last = size <= SIZES[SIZES.len() - 1];
        if !last && (least_all > room || (size > COMFORTABLE && wish_all > room)) {
            continue;
        }
        let widths = if least_all > room {
            least.iter().map(|least| least * room / least_all).collect()
        } else if wish_all > room {
            let part = (room - least_all) / (wish_all - least_all);
            least.iter().zip(&wish).map(|(least, wish)| least + (wish - least) * part).collect()
        } else {
            spread(needs, &wish, room - wish_all)
        };
        return Shape { size, inset, widths };
    }
    Shape { size: COMFORTABLE, inset: 1.0, widths: Vec::new() }
}

/// Gives what is left over to the columns that grow; to all where none does.
fn spread(needs: &[Need], wish: &[f64], over: f64) -> Vec<f64> {
    let any = needs.iter().any(|need| need.grows);
    let grows = |need: &Need| need.grows || !any;
    let base: f64 = needs.iter().zip(wish).filter(|(need, _)| grows(need)).map(|(_, wish)| wish).sum();
    let part = if base > 0.0 { over / base } else { 0.0 };
    needs.iter().zip(wish).map(|(need, wish)| if grows(need) { wish * (1.0 + part) } else { *wish }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn need(wish: f64, least: f64) -> Need {
        Need { wish, least, grows: false }
    }

    #[test]
    fn letters_are_as_wide_as_those_of_arial() {
        assert!((width("0", Weight::Regular) - 0.556).abs() < 0.001);
        assert!((width("iW", Weight::Bold) - (0.278 + 0.944)).abs() < 0.001);
    }

    #[test]
    fn a_table_fills_its_page_and_shrinks_only_when_it_must() {
        let easy = shape(&[need(4.0, 1.0), need(20.0, 5.0)], 170.0);
        assert!((easy.size - 10.0).abs() < 0.01);
        assert!((easy.widths.iter().sum::<f64>() - 170.0).abs() < 0.01);
        let tight = shape(&[need(10.0, 5.6); 15], 257.0);
        assert!(tight.size < 8.0 && tight.size > 6.0, "{}", tight.size);
        assert!((tight.widths.iter().sum::<f64>() - 257.0).abs() < 0.01);
        let hopeless = shape(&[need(10.0, 30.0); 15], 257.0);
        assert!((hopeless.size - 6.0).abs() < 0.01);
        assert!((hopeless.widths.iter().sum::<f64>() - 257.0).abs() < 0.01);
    }

    #[test]
    fn lines_are_counted_only_where_they_are_sure() {
        assert_eq!(lines("Nur Aini", 10.0), Some(1));
        assert_eq!(lines("Nur Aini", 2.5), Some(2));
        assert_eq!(lines("a\nb", 10.0), Some(2));
        // As wide as its room, within a hair.
        assert_eq!(lines("Nur Aini", width("Nur Aini", Weight::Regular)), None);
        // May break behind the stroke, or not.
        assert_eq!(lines("aa SMA/se bb", width("aa SMA/", Weight::Regular) * 1.05), None);
        assert_eq!(lines("漢", 10.0), None);
    }

    #[test]
    fn only_a_word_too_wide_for_its_room_gets_places_to_break() {
        assert_eq!(fit("Pulau Telo".into(), 4.0, Weight::Regular), "Pulau Telo");
        let broken = fit("aaaaaaaaaa bb".into(), 2.5, Weight::Regular);
        assert_eq!(broken, "aaaa\u{200b}aaaa\u{200b}aa bb");
    }
}
