//! Tables of a letter, with lines and without.
//!
//! * **Owns** grids, headings repeated on every page, spans, and the size of type a wide table takes.
//! * **Imports** the document, cells as shown, shares of the width.
//! * **Never** lets a row break over two pages.

use super::super::heads::{placed, words_over};
use super::super::share;
use super::xml::{paragraph, styled};
use crate::base::text::clean_lines;
use crate::report::document::{RowKind, Table};
use crate::report::print::cell::{at_right, shown};
use crate::report::writers::{Cell, Nature};

/// Sizes of type of tables, in half points; each is a style.
pub const SIZES: [u32; 6] = [18, 16, 14, 12, 10, 8];
/// Twentieths of a point a character takes on average, for each half point of its size.
const CHARACTER: u32 = 11;
/// Room at the left and right of a cell's words.
const PAD: u32 = 50;
/// What a column takes beside its characters: its room, and a little for wide letters.
const BESIDE: u32 = 2 * PAD + 75;

/// What stands in a place of a row.
#[derive(Clone, Default)]
pub struct Place {
    /// Paragraphs, as XML.
    pub words: String,
    /// Columns it covers; 0 is one.
    pub across: u32,
    /// A colour behind it, or nothing.
    pub shade: &'static str,
    /// It begins (true) or goes on with (false) a place that covers several rows.
    pub tall: Option<bool>,
    /// In the middle of its height.
    pub in_middle: bool,
}

impl Place {
    /// Words at the left.
    pub fn left(words: &str) -> Self {
        Place::sized(words, "")
    }

    /// Words at the left in a style.
    pub fn sized(words: &str, style: &str) -> Self {
        let mut out = String::new();
        paragraph(style, "", words, &mut out);
        Place { words: out, ..Place::default() }
    }

    /// Words in block.
    pub fn both(words: &str) -> Self {
        let mut out = String::new();
        words.lines().for_each(|line| paragraph("", "<w:jc w:val=\"both\"/>", line, &mut out));
        Place { words: out, ..Place::default() }
    }
}

/// A table being written.
pub struct Grid {
    out: String,
    columns: Vec<u32>,
}

impl Grid {
    /// A table without lines, with columns of these widths.
    pub fn bare(columns: &[u32]) -> Self {
        Grid::of(columns, "")
    }

    /// A table with lines.
    fn lined(columns: &[u32]) -> Self {
        let sides = ["top", "left", "bottom", "right", "insideH", "insideV"];
        let lines: String = sides
            .map(|side| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"))
            .concat();
        Grid::of(columns, &format!("<w:tblBorders>{lines}</w:tblBorders>"))
    }

    fn of(columns: &[u32], lines: &str) -> Self {
        let whole: u32 = columns.iter().sum();
        let mut out = format!(
            "<w:tbl><w:tblPr><w:tblW w:w=\"{whole}\" w:type=\"dxa\"/>{lines}<w:tblLayout w:type=\"fixed\"/>\
             <w:tblCellMar><w:left w:w=\"{PAD}\" w:type=\"dxa\"/><w:right w:w=\"{PAD}\" w:type=\"dxa\"/></w:tblCellMar>\
             </w:tblPr><w:tblGrid>"
        );
        for wide in columns {
            out.push_str(&format!("<w:gridCol w:w=\"{wide}\"/>"));
        }
        out.push_str("</w:tblGrid>");
        Grid { out, columns: columns.to_vec() }
    }

    /// A row; one that stays whole does not break over pages.
    pub fn row(&mut self, whole: bool, places: &[Place]) {
        self.begin(if whole { "<w:cantSplit/>" } else { "" });
        let mut at = 0;
        for place in places {
            at = self.place(at, place);
        }
        self.out.push_str("</w:tr>");
    }

    fn begin(&mut self, how: &str) {
        self.out.push_str("<w:tr>");
        if !how.is_empty() {
            self.out.push_str("<w:trPr>");
            self.out.push_str(how);
            self.out.push_str("</w:trPr>");
        }
    }

    /// Writes a place; gives the column behind it.
    fn place(&mut self, at: usize, place: &Place) -> usize {
        let across = usize::try_from(place.across.max(1)).unwrap_or(1);
        let wide: u32 = self.columns.iter().skip(at).take(across).sum();
        self.open(wide, across);
        match place.tall {
            Some(true) => self.out.push_str("<w:vMerge w:val=\"restart\"/>"),
            Some(false) => self.out.push_str("<w:vMerge/>"),
            None => {}
        }
        if !place.shade.is_empty() {
            self.out.push_str("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"");
            self.out.push_str(place.shade);
            self.out.push_str("\"/>");
        }
        if place.in_middle {
            self.out.push_str("<w:vAlign w:val=\"center\"/>");
        }
        self.out.push_str("</w:tcPr>");
        if place.words.is_empty() {
            self.out.push_str("<w:p/>");
        }
        self.out.push_str(&place.words);
        self.out.push_str("</w:tc>");
        at + across
    }

    fn open(&mut self, wide: u32, across: usize) {
        self.out.push_str("<w:tc><w:tcPr><w:tcW w:w=\"");
        self.out.push_str(&wide.to_string());
        self.out.push_str("\" w:type=\"dxa\"/>");
        if across > 1 {
            self.out.push_str(&format!("<w:gridSpan w:val=\"{across}\"/>"));
        }
    }

    /// Puts the table into a text. Without a row it is left out: a table needs one.
    pub fn finish(mut self, out: &mut String) {
        if self.out.ends_with("</w:tr>") {
            self.out.push_str("</w:tbl>");
            out.push_str(&self.out);
        }
    }
}

/// Writes a table over a text width in twentieths of a point.
pub fn write(table: &Table, wide: u32, out: &mut String) {
    if !table.caption.is_empty() {
        paragraph("Keterangan", "", &table.caption, out);
    }
    if table.columns.is_empty() {
        return;
    }
    let (size, columns) = laid_out(table, wide);
    let style = format!("Tabel{size}");
    let mut grid = Grid::lined(&columns);
    heads(table, &style, &mut grid);
    for row in &table.rows {
        let look = match row.kind {
            RowKind::Plain => "",
            RowKind::Note => "<w:i/>",
            RowKind::Group | RowKind::Subtotal | RowKind::Total => "<w:b/>",
        };
        let shade = match row.kind {
            RowKind::Group => "F2F2F2",
            RowKind::Total => "E7E6E6",
            _ => "",
        };
        let keep = if row.kind == RowKind::Group { "<w:keepNext/>" } else { "" };
        let put = |words: &str, how: &str, across: usize| {
            let mut out = String::with_capacity(160 + words.len());
            styled(&style, &format!("{keep}{how}"), look, words, &mut out);
            Place { words: out, across: u32::try_from(across).unwrap_or(1), shade, ..Place::default() }
        };
        if row.kind == RowKind::Group {
            let words = row.cells.first().map(|cell| shown(cell, Nature::Text)).unwrap_or_default();
            grid.row(true, &[put(&words, "", table.columns.len())]);
            continue;
        }
        let over = words_over(row);
        let mut places = Vec::with_capacity(table.columns.len());
        let mut at = 0;
        while let Some(column) = table.columns.get(at) {
            if let Some((said, over)) = over.as_ref().filter(|(_, over)| over.start == at) {
                let words = row.cells.get(*said).map(|cell| shown(cell, Nature::Text)).unwrap_or_default();
                let end = over.end.min(table.columns.len());
                places.push(put(&words, "", end - at));
                at = end;
                continue;
            }
            let cell = row.cells.get(at).unwrap_or(&Cell::Empty);
            let side = match cell {
                Cell::Text(_) | Cell::Numbers(_) | Cell::Empty => "",
                _ if at_right(column.nature) => "<w:jc w:val=\"right\"/>",
                _ => "<w:jc w:val=\"center\"/>",
            };
            places.push(put(&shown(cell, column.nature), side, 1));
            at += 1;
        }
        grid.row(true, &places);
    }
    grid.finish(out);
}

/// The largest size of type at which the columns fit, and their widths.
fn laid_out(table: &Table, wide: u32) -> (u32, Vec<u32>) {
    let count = u32::try_from(table.columns.len()).unwrap_or(1);
    let pads = count * BESIDE;
    let mut size = SIZES[0];
    for next in SIZES {
        size = next;
        let room = wide.saturating_sub(pads) / (next * CHARACTER / 2);
        let widths = share::widths(table, usize::try_from(room).unwrap_or(0));
        if widths.iter().sum::<usize>() <= usize::try_from(room).unwrap_or(0) {
            return (size, filled(&widths, wide, pads));
        }
    }
    (size, filled(&share::widths(table, 0), wide, pads))
}

/// Widths in characters as parts of the whole width.
fn filled(widths: &[usize], wide: u32, pads: u32) -> Vec<u32> {
    let whole = u64::try_from(widths.iter().sum::<usize>()).unwrap_or(1).max(1);
    let room = u64::from(wide.saturating_sub(pads));
    let part = |chars: &usize| u64::try_from(*chars).unwrap_or(0) * room / whole;
    widths.iter().map(|chars| u32::try_from(part(chars)).unwrap_or(0) + BESIDE).collect()
}

/// The rows of headings, repeated on every page.
fn heads(table: &Table, style: &str, grid: &mut Grid) {
    const HOW: &str = "<w:cantSplit/><w:tblHeader/>";
    let (cells, rows) = placed(table);
    let put = |words: &str, look: &str| {
        let mut out = String::new();
        styled(style, "<w:keepNext/><w:jc w:val=\"center\"/>", look, words, &mut out);
        out
    };
    for row in 0..rows {
        grid.begin(HOW);
        let mut at = 0;
        while at < table.columns.len() {
            let cell = cells.iter().find(|cell| cell.covers(row, at));
            let place = match cell {
                None => Place { words: put("", ""), shade: "DDE6EE", ..Place::default() },
                Some(cell) => Place {
                    words: put(if cell.row == row { &cell.text } else { "" }, "<w:b/>"),
                    across: u32::try_from(cell.across).unwrap_or(1),
                    shade: "DDE6EE",
                    tall: (cell.down > 1).then_some(cell.row == row),
                    in_middle: true,
                },
            };
            at = grid.place(at, &place);
        }
        grid.out.push_str("</w:tr>");
    }
    if table.numbered {
        grid.begin(HOW);
        for at in 0..table.columns.len() {
            let words = put(&clean_lines(&(at + 1).to_string()), "<w:i/>");
            grid.place(at, &Place { words, ..Place::default() });
        }
        grid.out.push_str("</w:tr>");
    }
}
