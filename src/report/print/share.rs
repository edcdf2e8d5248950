//! How wide the columns of a table are.
//!
//! * **Owns** what its cells need and how a page's width is shared out between them.
//! * **Imports** the document, cells as shown, lines.
//! * **Never** knows a format: widths are counted in characters.

use std::cmp::Reverse;

use super::cell::shown;
use super::heads::{Placed, placed, words_over};
use super::lines::longest_part;
use crate::base::text::{clean_lines, width};
use crate::report::document::{RowKind, Table};
use crate::report::writers::Nature;

/// A word of a text cell that is longer may be broken.
const WORD: usize = 13;
/// The same of a heading: `Trantibumlinmas` stays whole.
const HEADING: usize = 15;
/// A code of digits is kept whole up to this: the longest in offices has 24.
const CODE: usize = 24;

/// The cells of a table as words.
pub fn words(table: &Table) -> Vec<Vec<String>> {
    table
        .rows
        .iter()
        .map(|row| match row.kind {
            RowKind::Group => row.cells.iter().map(|cell| clean_lines(&shown(cell, Nature::Text))).collect(),
            _ => row
                .cells
                .iter()
                .zip(&table.columns)
                .map(|(cell, column)| clean_lines(&shown(cell, column.nature)))
                .collect(),
        })
        .collect()
}

/// The widths of a table's columns that fill so many characters; more where they cannot be had.
pub fn widths(table: &Table, room: usize) -> Vec<usize> {
    let needs = Needs::of(table, &placed(table).0, &words(table));
    let all: Vec<usize> = (0..table.columns.len()).collect();
    needs.share(&all, room).unwrap_or(needs.least)
}

/// The width below which a text would be broken where it should not: within a usual word, or
/// anywhere in a code of digits.
fn unbroken(said: &str) -> usize {
    let is_code = |word: &&str| word.chars().all(|c| c.is_ascii_digit() || c == '.');
    let codes = said.split_whitespace().filter(is_code).map(width).max().unwrap_or(0);
    longest_part(said).min(WORD).max(codes.min(CODE))
}

/// What the columns of a table need, in characters.
pub struct Needs {
    /// So that no number and no usual word is broken.
    pub least: Vec<usize>,
    /// So that nine cells of ten stand on one line.
    usual: Vec<usize>,
    /// So that all of them do.
    most: Vec<usize>,
    /// As the report has it.
    wished: Vec<usize>,
}

impl Needs {
    /// The needs of a table with these headings and cells.
    pub fn of(table: &Table, heads: &[Placed], cells: &[Vec<String>]) -> Needs {
        let mut least: Vec<usize> = vec![1; table.columns.len()];
        for cell in heads.iter().filter(|cell| cell.across == 1) {
            if let Some(least) = least.get_mut(cell.column) {
                *least = longest_part(&cell.text).min(HEADING).max(*least);
            }
        }
        if table.numbered {
            let digits = table.columns.len().to_string().len();
            least.iter_mut().for_each(|least| *least = digits.max(*least));
        }
        let mut wide: Vec<Vec<usize>> = vec![Vec::with_capacity(cells.len()); table.columns.len()];
        for (row, cells) in table.rows.iter().zip(cells) {
            if row.kind == RowKind::Group {
                continue;
            }
            let over = words_over(row).map(|(_, over)| over).unwrap_or_default();
            for (at, ((said, column), least)) in cells.iter().zip(&table.columns).zip(&mut least).enumerate() {
                // Words that reach over several columns ask nothing of one of them.
                if said.is_empty() || over.contains(&at) && over.len() > 1 {
                    continue;
                }
                let all = said.split('\n').map(width).max().unwrap_or(0);
                if let Some(wide) = wide.get_mut(at) {
                    wide.push(all);
                }
                let part = if column.nature == Nature::Text { unbroken(said) } else { all };
                *least = part.max(*least);
            }
        }
        let (mut usual, mut most) = (least.clone(), least.clone());
        for ((wide, usual), most) in wide.iter_mut().zip(&mut usual).zip(&mut most) {
            wide.sort_unstable();
            *usual = wide.get(wide.len() * 9 / 10).copied().unwrap_or(0).max(*usual);
            *most = wide.last().copied().unwrap_or(0).max(*most);
        }
        let wished = table.columns.iter().map(|column| usize::from(column.width)).collect();
        Needs { least, usual, most, wished }
    }

    /// Shares out so many characters between some of the columns; nothing where they do not fit.
    pub fn share(&self, of: &[usize], room: usize) -> Option<Vec<usize>> {
        let pick = |from: &[usize]| of.iter().filter_map(|at| from.get(*at).copied()).collect::<Vec<usize>>();
        let mut widths = pick(&self.least);
        let mut rest = room.checked_sub(widths.iter().sum())?;
        for wanted in [pick(&self.usual), pick(&self.most)] {
            // Each column of the line goes where cells take most lines, then where it ends that.
            while rest > 0 {
                let needy = widths.iter_mut().zip(&wanted).filter(|(now, wanted)| **now < **wanted);
                let key = |now: usize, wanted: usize| (wanted.div_ceil(now), Reverse(wanted - now));
                let Some((now, _)) = needy.max_by_key(|(now, wanted)| key(**now, **wanted)) else { break };
                *now += 1;
                rest -= 1;
            }
        }
        let wished = pick(&self.wished);
        loop {
            let mut gave = false;
            for (now, wish) in widths.iter_mut().zip(&wished) {
                if rest > 0 && *now < *wish {
                    *now += 1;
                    rest -= 1;
                    gave = true;
                }
            }
            if !gave {
                break;
            }
        }
        Some(widths)
    }
}
