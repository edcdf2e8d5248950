//! How much of an office file is read: every limit in one place, for the readers, their sentences
//! and the README.
//!
//! * **Owns** the limits.
//! * **Imports** `base`.
//! * **Never** is passed silently: a reader that meets a limit refuses with its number.

use crate::base::words::{Text, text};

/// Largest file read, in bytes.
pub const MAX_BYTES: u64 = 128 * MIB;
/// Largest workbook read, in bytes once unpacked; a part of it as much.
pub const MAX_UNPACKED: u64 = 1024 * MIB;
/// Largest table of shared texts of an xlsx, in bytes once unpacked: all of it stands in memory.
pub const MAX_STRINGS: u64 = 192 * MIB;
/// Most parts of a workbook.
pub const MAX_PARTS: usize = 10_000;
/// Longest single piece of a workbook's XML, in bytes.
pub const MAX_PIECE: u64 = 8 * MIB;
/// Deepest nesting of a workbook's XML; spreadsheets need about ten.
pub const MAX_DEPTH: usize = 256;
/// Most rows of a sheet, as many as Excel has.
pub const MAX_ROWS: usize = 1_048_576;
/// Most rows of a workbook's sheet in which anything stands: what each would do is kept in memory.
pub const MAX_BOOK_ROWS: usize = 50_000;
/// Most rows of a text file that is read at once, for the same reason. A longer list of kader for a
/// file without any is read piece by piece and has no such limit.
pub const MAX_TEXT_ROWS: usize = 50_000;
/// Most columns of a sheet; office tables have a few dozen.
pub const MAX_COLUMNS: usize = 512;
/// Most filled cells of a file's sheets together: they stand in memory.
pub const MAX_CELLS: usize = 3_000_000;
/// Most characters of one cell, as many as Excel keeps.
pub const MAX_CELL: usize = 32_767;
/// Most merged cells that are looked at.
pub const MAX_SPANS: usize = 20_000;

const MIB: u64 = 1024 * 1024;

/// The limits a clerk may meet: what, how much, and of what.
pub const LIMITS: &[(Text, u64, Text)] = &[
    (text("besar berkas", "size of the file"), MAX_BYTES / MIB, text("MB", "MB")),
    (text("isi lembar kerja setelah dibuka", "a workbook once unpacked"), MAX_UNPACKED / MIB, text("MB", "MB")),
    (text("teks bersama dalam xlsx", "shared texts of an xlsx"), MAX_STRINGS / MIB, text("MB", "MB")),
    (
        text("baris terisi per lembar xlsx, xls, ods", "filled rows of a sheet of a workbook"),
        MAX_BOOK_ROWS as u64,
        text("baris", "rows"),
    ),
    (
        text("baris berkas teks yang dibaca sekaligus", "rows of a text file read at once"),
        MAX_TEXT_ROWS as u64,
        text("baris", "rows"),
    ),
    (text("kolom per lembar", "columns of a sheet"), MAX_COLUMNS as u64, text("kolom", "columns")),
    (text("sel terisi per berkas", "filled cells of a file"), MAX_CELLS as u64, text("sel", "cells")),
    (text("panjang satu sel", "length of a cell"), MAX_CELL as u64, text("huruf", "characters")),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::money;

    #[test]
    fn the_readme_states_every_limit() {
        let readme = include_str!("../../README.md");
        for (what, most, unit) in LIMITS {
            let most = money::show(i64::try_from(*most).expect("a small number"));
            let row = format!("| {} | {most} {} |", what.en, unit.en);
            assert!(readme.contains(&row), "{row}");
        }
    }
}
