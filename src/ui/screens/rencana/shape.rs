//! How the figures of a plan are written short: millions, twelve marks, bars, names that fit.
//!
//! * **Owns** the short forms.
//! * **Imports** money, words, the look.
//! * **Never** rounds where a figure is exact elsewhere on the same screen: the total stands in
//!   whole rupiah, and what is over a ceiling says by how much.

use crate::base::bulan::Months;
use crate::base::money;
use crate::base::text::width;
use crate::base::words::{Lang, text};
use crate::entity::{Record, Vocabulary};
use crate::request::plan::{self, By, Room};
use crate::ui::look::{Glyphs, Look};
use crate::ui::screen::Desk;
pub use crate::ui::widgets::table::short_name as word_name;

use super::tree;

/// Whole rupiah with dots, whatever their size.
pub fn rupiah(amount: i128) -> String {
    i64::try_from(amount).map_or_else(|_| amount.to_string(), money::show)
}

/// A share in whole percent, rounded down: 99,9 % is not 100 %.
pub fn percent(part: i128, whole: i128) -> String {
    if whole <= 0 { "-".to_owned() } else { format!("{} %", part * 100 / whole) }
}

/// The unit a sum is told in: how much it is, and what it is called.
fn unit(most: i128) -> (i128, [&'static str; 2]) {
    match most.abs() {
        1_000_000_000.. => (1_000_000_000, ["miliar", "billion"]),
        1_000_000.. => (1_000_000, ["juta", "million"]),
        1_000.. => (1_000, ["ribu", "thousand"]),
        _ => (1, ["rupiah", "rupiah"]),
    }
}

/// A figure in a unit, with at most so many decimals and no zeros behind: `60,5`.
fn figure(amount: i128, unit: i128, lang: Lang) -> String {
    let places = if unit >= 1_000_000_000 { 100 } else { 10 };
    let scaled = (amount.abs() * places + unit / 2) / unit;
    let (whole, rest) = (scaled / places, scaled % places);
    let sign = if amount < 0 { "-" } else { "" };
    let comma = if lang == Lang::Id { ',' } else { '.' };
    let digits = if places == 100 { format!("{rest:02}") } else { rest.to_string() };
    match digits.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        digits => format!("{sign}{whole}{comma}{digits}"),
    }
}

fn word(names: [&'static str; 2], lang: Lang) -> &'static str {
    let [id, en] = names;
    if lang == Lang::Id { id } else { en }
}

/// `240 juta`, `60,5 juta`, `1,25 miliar`, `500 ribu`.
pub fn short(amount: i128, lang: Lang) -> String {
    let (size, names) = unit(amount);
    format!("{} {}", figure(amount, size, lang), word(names, lang))
}

/// `210/240 juta`: what is planned, and the most, in the unit of the most.
pub fn pair(used: i128, most: i128, lang: Lang) -> String {
    let (size, names) = unit(most);
    format!("{}/{} {}", figure(used, size, lang), figure(most, size, lang), word(names, lang))
}

/// What a group is called, in so many cells where a spelling is short enough.
pub fn group_name(by: By, key: &str, cells: usize, desk: &Desk) -> String {
    let (look, words) = (&desk.look, &desk.words);
    if key.is_empty() {
        let none = match by {
            By::Desa => text("Seluruh kecamatan", "The whole kecamatan"),
            By::Bidang => text("(tanpa bidang)", "(no bidang)"),
            By::Source => text("(tanpa sumber)", "(no source)"),
            By::Opd => text("(tanpa OPD)", "(no agency)"),
            By::Status | By::All => text("(tanpa status)", "(no status)"),
        };
        return look.say(none).to_owned();
    }
    match (tree::list(by), by) {
        (Some(list), _) => word_name(words, list, key, cells).to_owned(),
        (None, By::Status) => {
            let found = crate::entity::rencana::STATUS.iter().find(|status| status.code == key);
            found.map_or(key, |status| look.say(status.label)).to_owned()
        }
        (None, _) => key.to_owned(),
    }
}

/// The twelve marks of a line in four quarters of three: `..x..x..x..x`.
pub fn marks(months: Months) -> String {
    months.marks()
}

/// `41 orang`.
pub fn volume(line: &Record) -> String {
    let count = line.get("volume").as_int().map(money::show).unwrap_or_default();
    match line.text("satuan") {
        "" => count,
        unit => format!("{count} {unit}"),
    }
}

/// What a ceiling limits: `APBD Kab`, `DD - Kesehatan`, `Selat Hilir`; all of it: `Seluruhnya`.
pub fn ceiling_name(ceiling: &Record, look: &Look, words: &Vocabulary, cells: usize) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (field, list) in [("sumber_dana", "sumber_dana"), ("bidang", "bidang_rencana")] {
        if !ceiling.text(field).is_empty() {
            parts.push(word_name(words, list, ceiling.text(field), cells).to_owned());
        }
    }
    if let Some(desa) = ceiling.get("desa").as_link() {
        parts.push(desa.title.clone());
    }
    if parts.is_empty() {
        return look.say(text("Seluruhnya", "All")).to_owned();
    }
    parts.join(&format!(" {} ", look.dot()))
}

/// One ceiling for the line that is always in view: `ADD 60,5/60 juta x lebih 500 ribu`.
pub fn ceiling_words(room: &Room, look: &Look, words: &Vocabulary) -> String {
    let name = ceiling_name(&room.ceiling, look, words, 12);
    let said = format!("{name} {}", pair(room.used, i128::from(room.most()), look.lang));
    if room.left() >= 0 {
        return said;
    }
    let over = text(" x lebih {0}", " x over by {0}").with([short(-room.left(), look.lang)]);
    format!("{said}{}", over.get(look.lang))
}

/// A bar of so many cells: what was spent, what was accepted beyond it, and the rest.
pub fn bar(spent: i128, accepted: i128, whole: i128, cells: usize, look: &Look) -> String {
    let (full, rest) = look.bar();
    let between = match look.glyphs {
        Glyphs::Utf8 => "▒",
        Glyphs::Ascii => "=",
    };
    if whole <= 0 {
        return rest.repeat(cells);
    }
    let part = |amount: i128| {
        let most = i128::try_from(cells).unwrap_or(0);
        usize::try_from((amount.max(0) * most / whole).min(most)).unwrap_or(0)
    };
    let (first, second) = (part(spent), part(accepted.max(spent)));
    format!("{}{}{}", full.repeat(first), between.repeat(second - first), rest.repeat(cells - second))
}

/// The widest amount of these lines and of their sum, in cells.
pub fn amount_width(lines: &[Record]) -> u16 {
    let total = plan::total(lines).proposed;
    u16::try_from(width(&rupiah(total))).unwrap_or(15).clamp(11, 20)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_told_short_in_the_unit_of_the_ceiling() {
        assert_eq!(pair(210_000_000, 240_000_000, Lang::Id), "210/240 juta");
        assert_eq!(pair(60_500_000, 60_000_000, Lang::Id), "60,5/60 juta");
        assert_eq!(pair(60_500_000, 60_000_000, Lang::En), "60.5/60 million");
        assert_eq!(pair(0, 500_000, Lang::Id), "0/500 ribu");
        assert_eq!(short(500_000, Lang::Id), "500 ribu");
        assert_eq!(short(1_250_000_000, Lang::Id), "1,25 miliar");
        assert_eq!(short(999_999_999_999_999, Lang::Id), "1000000 miliar");
    }

    #[test]
    fn a_share_is_never_rounded_up_to_all() {
        assert_eq!(percent(999, 1000), "99 %");
        assert_eq!(percent(0, 0), "-");
    }

    #[test]
    fn a_bar_reads_without_colour_and_without_utf8() {
        let look = Look { glyphs: Glyphs::Ascii, ..Look::default() };
        assert_eq!(bar(25, 50, 100, 8, &look), "##==----");
        assert_eq!(bar(0, 0, 0, 8, &look), "--------");
        assert_eq!(bar(300, 100, 100, 8, &look), "########");
    }
}
