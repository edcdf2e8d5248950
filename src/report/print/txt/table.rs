//! A table in fixed columns.
//!
//! * **Owns** sharing out a line's width, wrapping cells, and breaking a table that is too wide
//!   into parts that repeat its first columns.
//! * **Imports** the document, cells as shown, lines.
//! * **Never** cuts a number or leaves words out.

use super::super::heads::{Placed, placed, words_over};
use super::super::lines::{Side, put, wrap};
use super::super::share::{Needs, words};
use crate::base::text::{clean_lines, width};
use crate::report::document::{Row, RowKind, Table};
use crate::report::writers::{Cell, Nature};

/// Key columns repeated in each part stand within the first so many.
const KEYS: usize = 3;

/// A table with its cells as words.
struct Sheet<'a> {
    table: &'a Table,
    heads: Vec<Placed>,
    head_rows: usize,
    cells: Vec<Vec<String>>,
    needs: Needs,
}

/// Some columns of it with their widths.
struct Part {
    columns: Vec<usize>,
    widths: Vec<usize>,
    gap: &'static str,
}

impl Part {
    fn width(&self) -> usize {
        self.widths.iter().sum::<usize>() + self.gap.len() * self.widths.len().saturating_sub(1)
    }
}

/// Writes the table into lines of at most so many columns.
pub fn write(table: &Table, columns: usize, out: &mut String) {
    if table.columns.is_empty() {
        return;
    }
    let sheet = Sheet::of(table);
    if !table.caption.is_empty() {
        for line in wrap(&clean_lines(&table.caption), columns) {
            out.push_str(&line);
            out.push('\n');
        }
    }
    let parts = sheet.parts(columns);
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        if parts.len() > 1 {
            out.push_str(&format!("(bagian {} dari {})\n", at + 1, parts.len()));
        }
        sheet.paint(part, out);
    }
}

impl<'a> Sheet<'a> {
    fn of(table: &'a Table) -> Self {
        let (mut heads, head_rows) = placed(table);
        for cell in &mut heads {
            cell.text = clean_lines(&cell.text);
        }
        let cells = words(table);
        let needs = Needs::of(table, &heads, &cells);
        Sheet { table, heads, head_rows, cells, needs }
    }

    /// The table whole where it fits, with room between its columns if possible; else in parts.
    fn parts(&self, columns: usize) -> Vec<Part> {
        let all: Vec<usize> = (0..self.table.columns.len()).collect();
        for gap in [" | ", "|"] {
            if let Some(part) = self.part(&all, columns, gap) {
                return vec![part];
            }
        }
        let keys = self.keys();
        let mut parts: Vec<Vec<usize>> = Vec::new();
        let mut now = keys.clone();
        for unit in self.units(keys.len()) {
            let with: Vec<usize> = now.iter().chain(&unit).copied().collect();
            if self.part(&with, columns, " | ").is_some() {
                now = with;
                continue;
            }
            if now.len() > keys.len() {
                parts.push(std::mem::replace(&mut now, keys.clone()));
            }
            for column in unit {
                let with: Vec<usize> = now.iter().copied().chain([column]).collect();
                if now.len() > keys.len() && self.part(&with, columns, " | ").is_none() {
                    parts.push(std::mem::replace(&mut now, keys.clone()));
                }
                now.push(column);
            }
        }
        parts.push(now);
        parts.into_iter().map(|part| self.part(&part, columns, " | ").unwrap_or_else(|| self.forced(part))).collect()
    }

    /// The columns that tell whose row it is: up to the first text.
    fn keys(&self) -> Vec<usize> {
        let text = self.table.columns.iter().take(KEYS).position(|column| column.nature == Nature::Text);
        (0..=text.unwrap_or(0)).collect()
    }

    /// The columns behind the keys, those under one heading together.
    fn units(&self, from: usize) -> Vec<Vec<usize>> {
        let mut units: Vec<Vec<usize>> = Vec::new();
        for column in from..self.table.columns.len() {
            let above = self.heads.iter().find(|cell| cell.covers(0, column));
            match units.last_mut() {
                Some(unit) if above.is_some_and(|cell| cell.column < column && column > from) => unit.push(column),
                _ => units.push(vec![column]),
            }
        }
        units
    }

    /// Some columns in a line, or nothing where they do not fit.
    fn part(&self, of: &[usize], columns: usize, gap: &'static str) -> Option<Part> {
        let room = columns.checked_sub(gap.len() * of.len().saturating_sub(1))?;
        let widths = self.needs.share(of, room)?;
        Some(Part { columns: of.to_vec(), widths, gap })
    }

    /// Columns at their narrowest though they reach beyond the line: a single number may be as wide
    /// as that.
    fn forced(&self, columns: Vec<usize>) -> Part {
        let widths = columns.iter().filter_map(|at| self.needs.least.get(*at).copied()).collect();
        Part { columns, widths, gap: "|" }
    }

    fn paint(&self, part: &Part, out: &mut String) {
        let wide = part.width();
        rule(wide, out);
        self.paint_heads(part, out);
        rule(wide, out);
        if self.table.numbered {
            let numbers: Vec<String> = part.columns.iter().map(|at| (at + 1).to_string()).collect();
            let cells = numbers.iter().zip(&part.widths).map(|(said, wide)| (said.as_str(), *wide, Side::Middle));
            line(cells, part.gap, out);
            rule(wide, out);
        }
        let mut open = false;
        for (row, cells) in self.table.rows.iter().zip(&self.cells) {
            let sum = matches!(row.kind, RowKind::Subtotal | RowKind::Total | RowKind::Group);
            if sum && open {
                rule(wide, out);
            }
            self.paint_row(row, cells, part, out);
            open = true;
            if row.kind == RowKind::Group {
                rule(wide, out);
                open = false;
            }
        }
        if open || self.table.rows.is_empty() {
            rule(wide, out);
        }
    }

    fn paint_row(&self, row: &Row, cells: &[String], part: &Part, out: &mut String) {
        if row.kind == RowKind::Group {
            for said in cells.iter().flat_map(|said| wrap(said, part.width())) {
                out.push_str(said.trim_end());
                out.push('\n');
            }
            return;
        }
        let spans = self.spans(row, cells, part);
        if spans.iter().all(|span| width(span.said) <= span.wide && !span.said.contains('\n')) {
            return line(spans.iter().map(|span| (span.said, span.wide, span.side)), part.gap, out);
        }
        let wrapped: Vec<Vec<String>> = spans.iter().map(|span| wrap(span.said, span.wide)).collect();
        let high = wrapped.iter().map(Vec::len).max().unwrap_or(1);
        for at in 0..high {
            let cells = wrapped.iter().zip(&spans);
            let cells = cells.map(|(lines, span)| (lines.get(at).map_or("", String::as_str), span.wide, span.side));
            line(cells, part.gap, out);
        }
    }

    /// The cells of a row as a part shows them.
    fn spans<'b>(&self, row: &Row, cells: &'b [String], part: &Part) -> Vec<Span<'b>> {
        let over = words_over(row);
        let mut out: Vec<Span<'b>> = Vec::with_capacity(part.columns.len());
        let mut open = false;
        for (at, wide) in part.columns.iter().copied().zip(part.widths.iter().copied()) {
            let within = over.as_ref().filter(|(_, over)| over.contains(&at));
            if let (Some(_), true, Some(last)) = (within, open, out.last_mut()) {
                last.wide += wide + part.gap.len();
                continue;
            }
            open = within.is_some();
            let said = cells.get(within.map_or(at, |(said, _)| *said)).map_or("", String::as_str);
            let is_text = self.table.columns.get(at).is_none_or(|column| column.nature == Nature::Text)
                || within.is_some()
                || matches!(row.cells.get(at), Some(Cell::Text(_)));
            out.push(Span { said, wide, side: if is_text { Side::Left } else { Side::Right } });
        }
        out
    }

    /// The headings: each in the middle of what it covers, a rule under those that stand over others.
    fn paint_heads(&self, part: &Part, out: &mut String) {
        let cells = self.heads_in(part);
        let heights = heights(&cells, self.head_rows);
        let top = |row: usize| heights.iter().take(row).sum::<usize>() + row;
        for row in 0..self.head_rows {
            let lines = heights.get(row).copied().unwrap_or(1);
            let last = row + 1 == self.head_rows;
            for at in top(row)..top(row) + lines + usize::from(!last) {
                let below = at == top(row) + lines;
                let mut text = String::new();
                let mut position = 0;
                while let Some(cell) = cells.iter().find(|cell| cell.placed.covers(row, position)) {
                    let ends = below && cell.placed.row + cell.placed.down == row + 1;
                    if ends {
                        text.extend(std::iter::repeat_n('-', cell.wide));
                    } else {
                        let first = cell.placed.row;
                        let high = top(first + cell.placed.down) - top(first) - 1;
                        let skip = high.saturating_sub(cell.lines.len()) / 2;
                        let said = at.checked_sub(top(first) + skip).and_then(|at| cell.lines.get(at));
                        put(&mut text, said.map_or("", String::as_str), cell.wide, Side::Middle);
                    }
                    position += cell.placed.across;
                    if position < part.columns.len() {
                        text.push_str(part.gap);
                    }
                }
                out.push_str(text.trim_end());
                out.push('\n');
            }
        }
    }

    /// The headings of a part: their columns counted within it, those it does not show left out.
    fn heads_in(&self, part: &Part) -> Vec<Heading> {
        let mut out = Vec::new();
        for cell in &self.heads {
            let within = |at: &usize| (cell.column..cell.column + cell.across).contains(at);
            let Some(first) = part.columns.iter().position(within) else { continue };
            let across = part.columns.iter().filter(|at| within(at)).count();
            let wide = part.widths.iter().skip(first).take(across).sum::<usize>() + part.gap.len() * (across - 1);
            let placed = Placed { column: first, across, ..cell.clone() };
            out.push(Heading { lines: wrap(&cell.text, wide), placed, wide });
        }
        // A place no heading was given for is an empty one.
        for row in 0..self.head_rows {
            for column in 0..part.columns.len() {
                if !out.iter().any(|cell| cell.placed.covers(row, column)) {
                    let wide = part.widths.get(column).copied().unwrap_or(1);
                    let placed = Placed { row, column, across: 1, down: 1, text: String::new() };
                    out.push(Heading { placed, wide, lines: Vec::new() });
                }
            }
        }
        out
    }
}

/// A cell of a row with the columns of the line it takes.
struct Span<'a> {
    said: &'a str,
    wide: usize,
    side: Side,
}

/// A heading with its words as lines.
struct Heading {
    placed: Placed,
    wide: usize,
    lines: Vec<String>,
}

/// How many lines each row of headings takes.
fn heights(cells: &[Heading], rows: usize) -> Vec<usize> {
    let mut heights = vec![1; rows];
    for cell in cells.iter().filter(|cell| cell.placed.down == 1) {
        if let Some(height) = heights.get_mut(cell.placed.row) {
            *height = cell.lines.len().max(*height);
        }
    }
    for cell in cells.iter().filter(|cell| cell.placed.down > 1) {
        let (from, down) = (cell.placed.row, cell.placed.down);
        let has: usize = heights.iter().skip(from).take(down).sum::<usize>() + down - 1;
        if let Some(last) = heights.get_mut(from + down - 1) {
            *last += cell.lines.len().saturating_sub(has);
        }
    }
    heights
}

fn line<'a>(cells: impl Iterator<Item = (&'a str, usize, Side)>, gap: &str, out: &mut String) {
    let begin = out.len();
    for (at, (said, wide, side)) in cells.enumerate() {
        if at > 0 {
            out.push_str(gap);
        }
        put(out, said, wide, side);
    }
    let end = begin + out.get(begin..).map_or(0, |line| line.trim_end_matches(' ').len());
    out.truncate(end);
    out.push('\n');
}

fn rule(wide: usize, out: &mut String) {
    out.extend(std::iter::repeat_n('-', wide));
    out.push('\n');
}
