//! Where the cells of a table lie that cover others.
//!
//! * **Owns** the grid of headings that span columns and rows, and how far the words of a sum reach.
//! * **Imports** the document.
//! * **Never** knows a format.

use std::ops::Range;

use crate::report::document::{Row, RowKind, Table};
use crate::report::writers::Cell;

/// A cell of the headings in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The row of headings it begins in, from 0.
    pub row: usize,
    /// The column it begins in, from 0.
    pub column: usize,
    /// Columns it covers.
    pub across: usize,
    /// Rows of headings it covers.
    pub down: usize,
    /// Its words.
    pub text: String,
}

impl Placed {
    /// Whether it covers a place.
    pub fn covers(&self, row: usize, column: usize) -> bool {
        (self.row..self.row + self.down).contains(&row) && (self.column..self.column + self.across).contains(&column)
    }
}

/// The headings of a table in their places, and how many rows they take. What reaches beyond the
/// table is cut off at its edge.
pub fn placed(table: &Table) -> (Vec<Placed>, usize) {
    let rows = table.head_rows();
    let (count, columns) = (rows.len(), table.columns.len());
    let mut out: Vec<Placed> = Vec::new();
    for (row, cells) in rows.into_iter().enumerate() {
        let mut column = 0;
        for cell in cells {
            while out.iter().any(|before| before.covers(row, column)) {
                column += 1;
            }
            if column >= columns {
                break;
            }
            // Nor does it cover what a cell from above covers already.
            let free = (column..columns).take_while(|at| !out.iter().any(|before| before.covers(row, *at)));
            let across = usize::from(cell.across.max(1)).min(free.count());
            let down = usize::from(cell.down.max(1)).min(count - row);
            out.push(Placed { row, column, across, down, text: cell.text });
            column += across;
        }
    }
    (out, count)
}

/// The columns the words of a sum reach over: its first text with the empty cells on both sides.
/// Other rows have none.
pub fn words_over(row: &Row) -> Option<(usize, Range<usize>)> {
    if !matches!(row.kind, RowKind::Subtotal | RowKind::Total | RowKind::Note) {
        return None;
    }
    let said = row.cells.iter().position(|cell| *cell != Cell::Empty)?;
    if !matches!(row.cells.get(said), Some(Cell::Text(_))) {
        return None;
    }
    let behind = row.cells.iter().skip(said + 1).take_while(|cell| **cell == Cell::Empty).count();
    Some((said, 0..said + 1 + behind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::document::{Column, HeadCell};
    use crate::report::writers::Nature;

    #[test]
    fn cells_below_a_wide_heading_stand_under_it() {
        let columns = ["No", "L", "P", "Jumlah"].map(|name| Column::new(name, Nature::Number, 5)).into();
        let above = vec![HeadCell::tall("No", 2), HeadCell::wide("Kader", 2), HeadCell::tall("Jumlah", 9)];
        let below = vec![HeadCell::tall("L", 1), HeadCell::tall("P", 1), HeadCell::tall("terlalu jauh", 1)];
        let table = Table { columns, heads: vec![above, below], ..Table::default() };
        let (cells, rows) = placed(&table);
        assert_eq!(rows, 2);
        let places: Vec<_> = cells.iter().map(|cell| (cell.row, cell.column, cell.across, cell.down)).collect();
        assert_eq!(places, [(0, 0, 1, 2), (0, 1, 2, 1), (0, 3, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]);
    }

    #[test]
    fn no_two_headings_cover_one_place() {
        let columns = ["a", "b", "c"].map(|name| Column::new(name, Nature::Number, 5)).into();
        let above = vec![HeadCell::tall("a", 1), HeadCell::tall("b", 2), HeadCell::tall("c", 1)];
        let table = Table { columns, heads: vec![above, vec![HeadCell::wide("lebar", 3)]], ..Table::default() };
        let (cells, _) = placed(&table);
        assert_eq!(cells.last().map(|cell| (cell.column, cell.across)), Some((0, 1)));
    }

    #[test]
    fn the_words_of_a_sum_reach_to_its_first_number() {
        let cells = vec![Cell::Empty, Cell::Text("Jumlah".into()), Cell::Empty, Cell::Number(1), Cell::Empty];
        assert_eq!(words_over(&Row::of(RowKind::Total, cells.clone())), Some((1, 0..3)));
        assert_eq!(words_over(&Row::plain(cells)), None);
        assert_eq!(words_over(&Row::of(RowKind::Total, vec![Cell::Number(1)])), None);
    }
}
