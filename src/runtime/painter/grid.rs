//! A screenful as signs and pens, after the guard.
//!
//! * **Owns** what may leave for the terminal: [`guard`], the 16 colours, the marks.
//! * **Imports** ratatui's buffer and the look's [`Glyphs`].
//! * **Never** knows where the cursor stands.

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};
use unicode_normalization::UnicodeNormalization;
use unicode_width::UnicodeWidthChar;

use crate::ui::look::Glyphs;

/// The most bytes of combining marks kept in one cell.
const MARKS: usize = 12;

/// Colours as SGR codes, and marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pen {
    pub(super) fg: u8,
    pub(super) bg: u8,
    pub(super) marks: Modifier,
}

impl Pen {
    pub(super) const PLAIN: Pen = Pen { fg: 39, bg: 49, marks: Modifier::empty() };

    /// The marks every terminal of ours has, with the codes that switch them on and off.
    pub(super) const MARKS: [(Modifier, u8, u8); 3] =
        [(Modifier::BOLD, 1, 22), (Modifier::UNDERLINED, 4, 24), (Modifier::REVERSED, 7, 27)];

    /// True where a space written with this pen looks like an erased cell.
    pub(super) fn erases(self) -> bool {
        self.bg == Pen::PLAIN.bg && !self.marks.intersects(Modifier::UNDERLINED.union(Modifier::REVERSED))
    }

    /// True where a sign can be written with this pen and look as it should.
    pub(super) fn suits(self, spot: &Spot) -> bool {
        self == spot.pen || (spot.sign == Sign::Char(' ') && spot.pen == Pen::PLAIN && self.erases())
    }
}

/// What a cell holds, after the guard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Char(char),
    /// A sign with combining marks.
    Cluster(Box<str>),
    /// The second half of a wide sign.
    Tail,
}

impl Sign {
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        match self {
            Sign::Char(c) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            Sign::Cluster(text) => out.extend_from_slice(text.as_bytes()),
            Sign::Tail => {}
        }
    }

    /// True where every terminal agrees that the sign is one cell wide.
    pub(super) fn is_sure(&self) -> bool {
        let Sign::Char(c) = self else { return false };
        c.is_ascii() || (*c < '\u{250}' && c.width() == Some(1)) || c.width_cjk() == Some(1) || is_common(*c)
    }
}

/// Signs of our look and of office texts: one cell wide on every terminal we know, whatever the
/// tables of ambiguous widths say.
fn is_common(c: char) -> bool {
    matches!(
        c,
        '─' | '│'
            | '…'
            | '·'
            | '█'
            | '░'
            | '▒'
            | '▓'
            | '•'
            | '–'
            | '—'
            | '‘'
            | '’'
            | '“'
            | '”'
            | '×'
            | '°'
    )
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) sign: Sign,
    pub(super) pen: Pen,
}

impl Spot {
    pub(super) const BLANK: Spot = Spot { sign: Sign::Char(' '), pen: Pen::PLAIN };
}

/// A screenful of signs. Well-formed: a wide sign is always followed by its tail.
pub(super) struct Grid {
    pub(super) columns: u16,
    pub(super) rows: u16,
    spots: Vec<Spot>,
}

impl Grid {
    pub(super) fn blank(columns: u16, rows: u16) -> Grid {
        Grid { columns, rows, spots: vec![Spot::BLANK; usize::from(columns) * usize::from(rows)] }
    }

    pub(super) fn of(buf: &Buffer, glyphs: Glyphs) -> Grid {
        let (columns, rows) = (buf.area.width, buf.area.height);
        let mut spots: Vec<Spot> = Vec::with_capacity(buf.content.len());
        for (at, cell) in buf.content.iter().enumerate() {
            let left = columns - u16::try_from(at % usize::from(columns)).unwrap_or(0);
            let pen = Pen {
                fg: code(cell.fg, 30),
                bg: code(cell.bg, 40),
                marks: cell.modifier & Modifier::BOLD.union(Modifier::UNDERLINED).union(Modifier::REVERSED),
            };
            if left < columns
                && let Some(Spot { sign, pen }) = spots.last()
                && is_wide(sign)
            {
                let pen = *pen;
                spots.push(Spot { sign: Sign::Tail, pen });
                continue;
            }
            let sign = match guard(cell.symbol(), glyphs) {
                sign if is_wide(&sign) && left < 2 => Sign::Char('?'),
                sign => sign,
            };
            spots.push(Spot { pen: seen(&sign, pen), sign });
        }
        Grid { columns, rows, spots }
    }

    pub(super) fn row(&self, y: u16) -> &[Spot] {
        let width = usize::from(self.columns);
        let from = usize::from(y) * width;
        self.spots.get(from..from + width).unwrap_or_default()
    }
}

/// The pen as far as it can be seen: a blank shows no letter, so neither its colour nor boldness.
pub(super) fn seen(sign: &Sign, pen: Pen) -> Pen {
    let shows = Modifier::UNDERLINED.union(Modifier::REVERSED);
    if *sign == Sign::Char(' ') && !pen.marks.intersects(shows) {
        Pen { fg: Pen::PLAIN.fg, marks: Modifier::empty(), ..pen }
    } else {
        pen
    }
}

fn is_wide(sign: &Sign) -> bool {
    match sign {
        Sign::Char(c) => c.width() == Some(2),
        Sign::Cluster(text) => text.chars().next().and_then(UnicodeWidthChar::width) == Some(2),
        Sign::Tail => false,
    }
}

/// The last guard: whatever a cell holds, what leaves is one visible sign. Control and direction
/// characters become `?`; marks that are too many are dropped; in ASCII mode a sign is folded to
/// its letter or becomes `?`.
pub(super) fn guard(symbol: &str, glyphs: Glyphs) -> Sign {
    let mut chars = symbol.chars();
    let Some(base) = chars.next() else { return Sign::Char(' ') };
    if base == ' ' || base.is_ascii_graphic() {
        if chars.next().is_none() {
            return Sign::Char(base);
        }
    } else if is_hostile(base) || !matches!(base.width(), Some(1 | 2)) {
        return Sign::Char('?');
    }
    if glyphs == Glyphs::Ascii {
        return Sign::Char(folded(base));
    }
    let marks: String =
        symbol.chars().skip(1).take_while(|c| c.width() == Some(0) && !is_hostile(*c) && !is_joiner(*c)).collect();
    if marks.is_empty() || marks.len() > MARKS {
        return Sign::Char(base);
    }
    Sign::Cluster(format!("{base}{marks}").into())
}

/// Characters that steer a terminal or turn the direction of its text.
fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Characters that make terminals disagree about the width of what stands before them.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e01ef}')
}

/// A sign in ASCII: its letter without marks, a stand-in, or `?`.
fn folded(c: char) -> char {
    match c {
        '─' | '–' | '—' | '·' | '\u{2010}'..='\u{2012}' | '−' => '-',
        '│' => '|',
        '…' => '~',
        '█' => '#',
        '░' => '-',
        '•' => '*',
        '‘' | '’' => '\'',
        '“' | '”' => '"',
        '×' => 'x',
        '\u{a0}' => ' ',
        _ => c.nfkd().next().filter(char::is_ascii_graphic).unwrap_or('?'),
    }
}

/// The SGR code of one of the 16 colours on a base of 30 or 40. Other colours are not ours and
/// become the terminal's own.
fn code(color: Color, base: u8) -> u8 {
    base + match color {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 60,
        Color::LightRed => 61,
        Color::LightGreen => 62,
        Color::LightYellow => 63,
        Color::LightBlue => 64,
        Color::LightMagenta => 65,
        Color::LightCyan => 66,
        Color::White => 67,
        Color::Reset | Color::Rgb(..) | Color::Indexed(_) => 9,
    }
}
