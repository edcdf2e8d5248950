//! The painter: brings the terminal from what it shows to what it should show, with few bytes.
//!
//! * **Owns** the memory of what the terminal shows ([`Painter`]) and every escape that paints.
//! * **Imports** ratatui's buffer and the look's [`Glyphs`].
//! * **Never** writes to the terminal itself, and never lets a cell's text become an escape: each
//!   sign passes a last guard. [`Painter::frame`] gives the bytes of one whole frame, to be
//!   written at once; an unchanged frame gives none.
//!
//! Only sequences that the Linux console, PuTTY and conhost know are used: CR LF BS, CUU CUD CUF
//! CUB, CHA, CUP, ED, EL, SGR, DECTCEM. A frame of more than [`LONG`] bytes is wrapped in a
//! synchronised update, which terminals that do not know it ignore.

use std::io::Write as _;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::ui::look::Glyphs;
use grid::{Grid, Pen, Sign, Spot};

mod grid;
#[cfg(test)]
mod tests;

/// Frames longer than this many bytes are worth the 16 bytes of a synchronised update: shorter
/// ones travel in one packet and are painted at once anyway.
pub const LONG: usize = 600;

/// The longest gap of unchanged cells, in cells, that may be written again instead of jumped over.
const GAP: u16 = 10;

/// Keeps what the terminal shows and says what to write to change it.
pub struct Painter {
    shown: Grid,
    pen: Pen,
    place: Place,
    cursor: Option<Cursor>,
    anew: bool,
    aside: Vec<u8>,
    out: Vec<u8>,
}

impl Default for Painter {
    fn default() -> Self {
        Self::new()
    }
}

impl Painter {
    /// A painter that knows nothing of the terminal: its first frame paints everything.
    pub fn new() -> Self {
        Painter {
            shown: Grid::blank(0, 0),
            pen: Pen::PLAIN,
            place: Place::Unknown,
            cursor: None,
            anew: true,
            aside: Vec::new(),
            out: Vec::new(),
        }
    }

    /// Forgets what the terminal shows: the next frame paints everything.
    pub fn forget(&mut self) {
        self.anew = true;
    }

    /// Bytes that go out before the next frame and paint nothing (the clipboard).
    pub fn aside(&mut self, bytes: &[u8]) {
        self.aside.extend_from_slice(bytes);
    }

    /// True where the next frame has something to say whatever the desk shows.
    pub fn owes(&self) -> bool {
        self.anew || !self.aside.is_empty()
    }

    /// The bytes that bring the terminal to this buffer and cursor; none where nothing changes.
    /// `glyphs` decides whether anything beyond ASCII may leave.
    pub fn frame(&mut self, buf: &Buffer, cursor: Option<Position>, glyphs: Glyphs) -> &[u8] {
        self.out.clear();
        self.out.append(&mut self.aside);
        let next = Grid::of(buf, glyphs);
        if self.anew || (next.columns, next.rows) != (self.shown.columns, self.shown.rows) {
            self.begin_anew(next.columns, next.rows);
        }
        if cursor.is_none() && self.cursor != Some(Cursor::Hidden) {
            self.out.extend_from_slice(b"\x1b[?25l");
            self.cursor = Some(Cursor::Hidden);
        }
        for y in 0..next.rows {
            if next.row(y) != self.shown.row(y) {
                self.row(y, &next);
            }
        }
        if let Some(at) = cursor.filter(|at| at.x < next.columns && at.y < next.rows) {
            self.go(at.x, at.y, &next, None);
            if self.cursor != Some(Cursor::Shown) {
                self.out.extend_from_slice(b"\x1b[?25h");
                self.cursor = Some(Cursor::Shown);
            }
        }
        self.shown = next;
        if self.out.len() > LONG {
            self.out.splice(0..0, *b"\x1b[?2026h");
            self.out.extend_from_slice(b"\x1b[?2026l");
        }
        &self.out
    }

    fn begin_anew(&mut self, columns: u16, rows: u16) {
        self.out.extend_from_slice(b"\x1b[m\x1b[H\x1b[J");
        self.shown = Grid::blank(columns, rows);
        self.pen = Pen::PLAIN;
        self.place = Place::Cell(0, 0);
        self.cursor = None;
        self.anew = false;
    }

    fn row(&mut self, y: u16, next: &Grid) {
        let shown = std::mem::replace(&mut self.shown, Grid::blank(0, 0));
        let (row, old) = (next.row(y), shown.row(y));
        let differs = |x: u16| row.get(usize::from(x)) != old.get(usize::from(x));
        let blank = tail_of_blanks(row);
        let stale = (blank..next.columns).filter(|x| differs(*x)).count();
        let erase = stale > 3 + usize::from(!self.pen.erases()) * 3;
        let end = if erase { blank } else { next.columns };
        for (x, spot) in (0..end).zip(row) {
            if spot.sign != Sign::Tail && differs(x) {
                self.go(x, y, next, Some(spot));
                self.put(x, y, next.columns, spot);
            }
        }
        if erase {
            self.go(blank, y, next, None);
            if !self.pen.erases() {
                sgr(&mut self.out, self.pen, Pen::PLAIN);
                self.pen = Pen::PLAIN;
            }
            self.out.extend_from_slice(b"\x1b[K");
        }
        self.shown = shown;
    }

    /// Writes one sign where the cursor stands.
    fn put(&mut self, x: u16, y: u16, columns: u16, spot: &Spot) {
        if !self.pen.suits(spot) {
            sgr(&mut self.out, self.pen, spot.pen);
            self.pen = spot.pen;
        }
        spot.sign.write(&mut self.out);
        // Terminals do not agree how wide wide and combined signs are, so after them the place is
        // said anew instead of being reckoned.
        self.place = if !spot.sign.is_sure() || x + 1 >= columns { Place::Row(y) } else { Place::Cell(x + 1, y) };
    }

    /// Moves the cursor to a cell, the shortest way; `then` is what will be written there.
    fn go(&mut self, x: u16, y: u16, next: &Grid, then: Option<&Spot>) {
        if self.place == Place::Cell(x, y) {
            return;
        }
        let mut best: Option<(usize, Vec<u8>, Pen)> = None;
        for (mut bytes, (from, pen)) in self.starts(x, y) {
            let landed = if from == x { Some(pen) } else { walk(&mut bytes, pen, (from, x), next.row(y)) };
            let Some(pen) = landed else { continue };
            let mut cost = bytes.len();
            if let Some(spot) = then.filter(|spot| !pen.suits(spot)) {
                let mut change = Vec::new();
                sgr(&mut change, pen, spot.pen);
                cost += change.len();
            }
            if best.as_ref().is_none_or(|(least, _, _)| cost < *least) {
                best = Some((cost, bytes, pen));
            }
        }
        if let Some((_, bytes, pen)) = best {
            self.out.extend_from_slice(&bytes);
            self.pen = pen;
            self.place = Place::Cell(x, y);
        }
    }

    /// Ways to reach the row of a cell: the bytes, and the column where each arrives. Those that
    /// arrive before the cell can be walked on by writing again what stands between.
    fn starts(&self, x: u16, y: u16) -> Vec<(Vec<u8>, (u16, Pen))> {
        let mut ways = Vec::with_capacity(6);
        let mut way = |bytes: Vec<u8>, column: u16| ways.push((bytes, (column, self.pen)));
        way(jump(x, y), x);
        let known_row = match self.place {
            Place::Cell(_, row) | Place::Row(row) => Some(row),
            Place::Unknown => None,
        };
        if known_row == Some(y) {
            way(b"\r".to_vec(), 0);
            way(csi(x + 1, b'G'), x);
        } else if let Some(down) = known_row.and_then(|row| y.checked_sub(row)).filter(|down| *down <= 4) {
            let mut bytes = vec![b'\r'];
            bytes.resize(1 + usize::from(down), b'\n');
            way(bytes, 0);
        }
        if let Place::Cell(cx, cy) = self.place {
            if cy == y && cx < x {
                way(Vec::new(), cx);
                way(csi(x - cx, b'C'), x);
            } else if cy == y {
                // Backspaces are shorter than any sequence for the first few columns.
                way(if cx - x < 4 { vec![8; usize::from(cx - x)] } else { csi(cx - x, b'D') }, x);
            } else if cx == x {
                way(if cy < y { csi(y - cy, b'B') } else { csi(cy - y, b'A') }, x);
            }
        }
        ways
    }
}

/// Writes again the unchanged cells of a row between two columns. `None` where that may not be
/// done: too far, or over signs of unsure width.
fn walk(out: &mut Vec<u8>, mut pen: Pen, (from, to): (u16, u16), row: &[Spot]) -> Option<Pen> {
    if from > to || to - from > GAP {
        return None;
    }
    for spot in row.get(usize::from(from)..usize::from(to))? {
        if !spot.sign.is_sure() {
            return None;
        }
        if !pen.suits(spot) {
            sgr(out, pen, spot.pen);
            pen = spot.pen;
        }
        spot.sign.write(out);
    }
    Some(pen)
}

/// The column from which a row is blank to its end.
fn tail_of_blanks(row: &[Spot]) -> u16 {
    let blank = Spot::BLANK;
    let end = row.iter().rposition(|spot| *spot != blank).map_or(0, |at| at + 1);
    u16::try_from(end).unwrap_or(u16::MAX)
}

/// `ESC [ n LETTER`, the number left out where it is one.
fn csi(n: u16, letter: u8) -> Vec<u8> {
    let mut out = b"\x1b[".to_vec();
    if n != 1 {
        let _ = write!(out, "{n}");
    }
    out.push(letter);
    out
}

/// Absolute movement.
fn jump(x: u16, y: u16) -> Vec<u8> {
    let mut out = b"\x1b[".to_vec();
    if y > 0 {
        let _ = write!(out, "{}", y + 1);
    }
    if x > 0 {
        let _ = write!(out, ";{}", x + 1);
    }
    out.push(b'H');
    out
}

/// Changes the pen: by the difference or from the ground up, whichever is shorter.
fn sgr(out: &mut Vec<u8>, from: Pen, to: Pen) {
    let (mut delta, mut whole) = (Vec::new(), Vec::new());
    for (mark, on, off) in Pen::MARKS {
        match (from.marks.contains(mark), to.marks.contains(mark)) {
            (false, true) => delta.push(on),
            (true, false) => delta.push(off),
            _ => {}
        }
        if to.marks.contains(mark) {
            whole.push(on);
        }
    }
    for (old, new, rest) in [(from.fg, to.fg, Pen::PLAIN.fg), (from.bg, to.bg, Pen::PLAIN.bg)] {
        if old != new {
            delta.push(new);
        }
        if new != rest {
            whole.push(new);
        }
    }
    if !whole.is_empty() {
        whole.insert(0, 0);
    }
    let (delta, whole) = (sequence(&delta), sequence(&whole));
    out.extend_from_slice(if delta.len() < whole.len() { &delta } else { &whole });
}

fn sequence(codes: &[u8]) -> Vec<u8> {
    let mut out = b"\x1b[".to_vec();
    for (n, code) in codes.iter().enumerate() {
        if n > 0 {
            out.push(b';');
        }
        let _ = write!(out, "{code}");
    }
    out.push(b'm');
    out
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cursor {
    Shown,
    Hidden,
}

/// Where the terminal's cursor stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Unknown,
    /// In this row, at a column nobody is sure of (after the last column, after a wide sign).
    Row(u16),
    Cell(u16, u16),
}
