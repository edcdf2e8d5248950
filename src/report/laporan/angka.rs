//! Numbers on papers: shares, averages, amounts in words.
//!
//! * **Owns** how a part of a whole is told, and the line behind a grand total of money.
//! * **Imports** `base`, the cells, the document.
//! * **Never** tells a share of nothing: that is a dash, not 0 %.

use crate::base::money;
use crate::base::words::text;
use crate::entity::Vocabulary;
use crate::report::document::Block;
use crate::report::writers::Cell;
use crate::request::Trouble;

/// What stands where there is nothing to tell.
pub const DASH: &str = "-";

/// Tenths of a percent, rounded; `None` of nothing.
fn tenths(part: i128, whole: i128) -> Option<i64> {
    let doubled = (part * 2000 + whole).checked_div(whole * 2)?;
    i64::try_from(doubled).ok()
}

/// A share for a column of percent.
pub fn share(part: impl Into<i128>, whole: impl Into<i128>) -> Cell {
    tenths(part.into(), whole.into()).map_or_else(|| Cell::Text(DASH.to_owned()), Cell::Number)
}

/// A share in words, for rows of sums and messages: `74,5 %`.
pub fn share_words(part: impl Into<i128>, whole: impl Into<i128>) -> String {
    tenths(part.into(), whole.into())
        .map_or_else(|| DASH.to_owned(), |tenths| format!("{},{} %", money::show(tenths / 10), tenths % 10))
}

/// The same as a cell.
pub fn share_text(part: impl Into<i128>, whole: impl Into<i128>) -> Cell {
    Cell::Text(share_words(part, whole))
}

/// A count as a number.
pub fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A sum of rupiah; what no budget holds is cut off.
pub fn rupiah(sum: i128) -> i64 {
    i64::try_from(sum).unwrap_or(if sum < 0 { i64::MIN } else { i64::MAX })
}

/// A sum of rupiah as a cell.
pub fn rupiah_cell(sum: i128) -> Cell {
    Cell::Number(rupiah(sum))
}

/// Grand totals with their amounts in words, as the contract asks of every paper about money.
pub fn in_words(totals: &[(&str, i128)]) -> Block {
    let told = |(name, sum): &(&str, i128)| ((*name).to_owned(), money::in_full(rupiah(*sum)));
    Block::Facts(totals.iter().map(told).collect())
}

/// The short name of a bidang: its own, or the first spelling that fits a narrow column.
pub fn bidang_short(words: &Vocabulary, list: &str, code: &str) -> String {
    let name = words.name(list, code);
    let fits = |said: &str| said.chars().count() <= 18;
    if fits(name) {
        return name.to_owned();
    }
    let shorter = words.item(list, code).and_then(|item| item.aliases.iter().find(|alias| fits(alias)));
    shorter.map_or_else(|| name.to_owned(), Clone::clone)
}

/// The first line of a list as a big letter: `A.`, `B.` ... `AA.`
pub fn letter(at: usize) -> String {
    crate::report::document::Marks::Letters.of(at).to_uppercase()
}

/// Too much for one paper.
pub fn too_long(rows: usize, most: usize) -> Trouble {
    let show = |n: usize| money::show(count(n));
    Trouble::new(
        "LAPORAN-TERLALU-PANJANG",
        text("Laporan ini akan berisi {0} baris; paling banyak {1}.", "This report would have {0} rows; at most {1}.")
            .with([show(rows), show(most)]),
        text(
            "Pilih satu desa, atau tulis daftarnya dengan: pembina ekspor kader --format xlsx",
            "Choose one desa, or write the list with: pembina export kader --format xlsx",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_nothing_is_a_dash_and_halves_are_rounded_up() {
        assert_eq!(share_words(0, 0), "-");
        assert_eq!(share(3, 0), Cell::Text("-".into()));
        assert_eq!(share_words(1, 3), "33,3 %");
        assert_eq!(share_words(2, 3), "66,7 %");
        assert_eq!(share(41, 55), Cell::Number(745));
        assert_eq!(share_words(1, 2000), "0,1 %");
        assert_eq!(share_words(5, 5), "100,0 %");
    }
}
