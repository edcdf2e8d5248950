//! What the painter promises.

use super::grid::{guard, seen};
use super::*;
use proptest::prelude::*;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

const SIZE: (u16, u16) = (24, 5);

fn buffer(lines: &[(u16, u16, &str, Style)]) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
    for (x, y, text, style) in lines {
        buf.set_stringn(*x, *y, text, usize::from(SIZE.0 - x), *style);
    }
    buf
}

fn color(c: vt100::Color, base: u8) -> u8 {
    match c {
        vt100::Color::Default => base + 9,
        vt100::Color::Idx(n) if n < 8 => base + n,
        vt100::Color::Idx(n) => base + 52 + n,
        vt100::Color::Rgb(..) => 0,
    }
}

/// What a terminal shows must be what the buffer says, cell by cell.
fn check(parser: &vt100::Parser, buf: &Buffer, glyphs: Glyphs) {
    let grid = Grid::of(buf, glyphs);
    for y in 0..grid.rows {
        for (x, spot) in (0..).zip(grid.row(y)) {
            let cell = parser.screen().cell(y, x).expect("a cell");
            let mut text = Vec::new();
            spot.sign.write(&mut text);
            let text = String::from_utf8(text).expect("text");
            let shown = match cell.contents() {
                "" if spot.sign != Sign::Tail => " ",
                other => other,
            };
            assert_eq!(shown, text, "text at {x},{y}");
            assert_eq!(cell.is_wide_continuation(), spot.sign == Sign::Tail, "tail at {x},{y}");
            if spot.sign == Sign::Tail {
                continue;
            }
            let mut marks = Modifier::empty();
            for (mark, on) in [
                (Modifier::BOLD, cell.bold()),
                (Modifier::UNDERLINED, cell.underline()),
                (Modifier::REVERSED, cell.inverse()),
            ] {
                marks.set(mark, on);
            }
            let pen = Pen { fg: color(cell.fgcolor(), 30), bg: color(cell.bgcolor(), 40), marks };
            assert_eq!(seen(&spot.sign, pen), spot.pen, "pen at {x},{y}");
        }
    }
}

fn style() -> impl Strategy<Value = Style> {
    let color = prop_oneof![
        4 => Just(Color::Reset), 1 => Just(Color::Cyan), 1 => Just(Color::LightRed), 1 => Just(Color::Gray)
    ];
    (color, prop_oneof![5 => Just(Color::Reset), 1 => Just(Color::Blue)], 0u8..8).prop_map(|(fg, bg, bits)| {
        let mut style = Style::new().fg(fg).bg(bg);
        for (n, (mark, _, _)) in Pen::MARKS.into_iter().enumerate() {
            if bits & (1 << n) != 0 {
                style = style.add_modifier(mark);
            }
        }
        style
    })
}

fn words() -> impl Strategy<Value = String> {
    let pieces = vec![
        "a",
        "Siti",
        " ",
        "   ",
        "é",
        "e\u{301}",
        "─",
        "…",
        "你",
        "好b",
        "ｶ",
        "👍",
        "\u{202e}",
        "z\u{300}\u{301}",
        "x ",
        "0123456789",
    ];
    prop::collection::vec(prop::sample::select(pieces), 0..8).prop_map(|parts| parts.concat())
}

type Line = (u16, u16, String, Style);

fn screen() -> impl Strategy<Value = (Vec<Line>, Option<(u16, u16)>)> {
    let line = (0..SIZE.0, 0..SIZE.1, words(), style());
    (prop::collection::vec(line, 0..7), prop::option::of((0..SIZE.0, 0..SIZE.1)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn the_terminal_shows_what_the_buffer_says(
        screens in prop::collection::vec(screen(), 1..6),
        ascii in any::<bool>(),
    ) {
        let glyphs = if ascii { Glyphs::Ascii } else { Glyphs::Utf8 };
        let mut painter = Painter::new();
        let mut parser = vt100::Parser::new(SIZE.1, SIZE.0, 0);
        parser.process(b"\x1b[31;7mleft over from before");
        for (lines, cursor) in screens {
            let lines: Vec<_> = lines.iter().map(|(x, y, t, s)| (*x, *y, t.as_str(), *s)).collect();
            let buf = buffer(&lines);
            let cursor = cursor.map(|(x, y)| Position::new(x, y));
            let bytes = painter.frame(&buf, cursor, glyphs).to_vec();
            if ascii {
                prop_assert!(bytes.is_ascii());
            }
            parser.process(&bytes);
            check(&parser, &buf, glyphs);
            prop_assert_eq!(parser.screen().hide_cursor(), cursor.is_none());
            if let Some(at) = cursor {
                prop_assert_eq!(parser.screen().cursor_position(), (at.y, at.x));
            }
            prop_assert!(painter.frame(&buf, cursor, glyphs).is_empty());
        }
    }
}

#[test]
fn an_unchanged_frame_sends_nothing() {
    let mut painter = Painter::new();
    let buf = buffer(&[(1, 1, "Siti Aminah", Style::new())]);
    assert!(!painter.frame(&buf, Some(Position::new(3, 3)), Glyphs::Utf8).is_empty());
    assert_eq!(painter.frame(&buf, Some(Position::new(3, 3)), Glyphs::Utf8), b"");
}

#[test]
fn a_letter_typed_at_the_cursor_is_one_byte() {
    let mut painter = Painter::new();
    painter.frame(&buffer(&[(1, 1, "Sit", Style::new())]), Some(Position::new(4, 1)), Glyphs::Utf8);
    let next = buffer(&[(1, 1, "Siti", Style::new())]);
    assert_eq!(painter.frame(&next, Some(Position::new(5, 1)), Glyphs::Utf8), b"i");
}

#[test]
fn a_row_that_got_shorter_is_erased_not_overwritten() {
    let mut painter = Painter::new();
    painter.frame(&buffer(&[(0, 2, "Posyandu Mawar Merah", Style::new())]), None, Glyphs::Utf8);
    let next = buffer(&[(0, 2, "Pos", Style::new())]);
    assert_eq!(painter.frame(&next, None, Glyphs::Utf8), b"\rPos\x1b[K");
}

#[test]
fn a_short_gap_is_written_again_a_long_one_is_jumped() {
    let mut painter = Painter::new();
    painter.frame(&buffer(&[(0, 0, "abcdefghij klmnopq", Style::new())]), Some(Position::ORIGIN), Glyphs::Utf8);
    let next = buffer(&[(0, 0, "AbCdefghij klmnoPq", Style::new())]);
    assert_eq!(painter.frame(&next, None, Glyphs::Utf8), b"\x1b[?25lAbC\x1b[17GP");
}

#[test]
fn hostile_cells_leave_as_a_question_mark() {
    for symbol in ["\u{1b}", "\u{9b}", "\u{7}", "\n", "\u{202e}", "\u{2066}", "\u{200f}", "\u{301}", "\u{200b}"] {
        assert_eq!(guard(symbol, Glyphs::Utf8), Sign::Char('?'), "{symbol:?}");
    }
    assert_eq!(guard("a\u{1b}[2J", Glyphs::Utf8), Sign::Char('a'));
    assert_eq!(guard("a\u{202e}", Glyphs::Utf8), Sign::Char('a'));
    let heap = format!("a{}", "\u{301}".repeat(40));
    assert_eq!(guard(&heap, Glyphs::Utf8), Sign::Char('a'));
}

#[test]
fn ascii_mode_folds_letters_and_signs() {
    for (symbol, want) in [("é", 'e'), ("─", '-'), ("…", '~'), ("’", '\''), ("你", '?'), ("ﬁ", 'f')] {
        assert_eq!(guard(symbol, Glyphs::Ascii), Sign::Char(want), "{symbol}");
    }
}

#[test]
fn the_pen_is_changed_the_shorter_way() {
    let bold = Pen { marks: Modifier::BOLD, ..Pen::PLAIN };
    let loud = Pen { fg: 91, marks: Modifier::BOLD | Modifier::REVERSED, ..Pen::PLAIN };
    let change = |from, to| {
        let mut out = Vec::new();
        sgr(&mut out, from, to);
        String::from_utf8(out).expect("ascii")
    };
    assert_eq!(change(bold, Pen::PLAIN), "\x1b[m");
    assert_eq!(change(Pen::PLAIN, bold), "\x1b[1m");
    assert_eq!(change(loud, bold), "\x1b[0;1m");
    assert_eq!(change(bold, loud), "\x1b[7;91m");
}

#[test]
fn only_long_frames_are_synchronised() {
    let mut painter = Painter::new();
    assert!(painter.frame(&buffer(&[]), None, Glyphs::Utf8).len() < 20);
    let mut buf = Buffer::empty(Rect::new(0, 0, 80, 24));
    for y in 0..24 {
        buf.set_string(0, y, "x".repeat(80), Style::new());
    }
    let bytes = painter.frame(&buf, None, Glyphs::Utf8);
    assert!(bytes.starts_with(b"\x1b[?2026h") && bytes.ends_with(b"\x1b[?2026l"));
}
