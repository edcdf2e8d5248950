//! Search by name or code as the clerk types.
//!
//! * **Owns** the folding of names, the matching of words and the order of what is found.
//! * **Imports** the list (its parent) and [`Kode`].
//! * **Never** keeps anything between two searches but the folded names.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{Kode, Layer, Level, Tempat, layers, place};

/// Folds a name for comparing: lower case, no diacritics, no apostrophes, words of letters and
/// digits separated by one space. "Udek Du’en" becomes "udek duen", "Batu-Licin" "batu licin".
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

pub(super) fn fold_into(text: &str, out: &mut String) {
    let begin = out.len();
    let mut gap = false;
    let mut take = |c: char| {
        if c.is_alphanumeric() {
            if gap && out.len() > begin {
                out.push(' ');
            }
            gap = false;
            out.extend(c.to_lowercase());
        } else if !(is_combining_mark(c) || matches!(c, '\'' | '`' | '´' | '‘' | '’' | 'ʻ' | 'ʼ' | '′')) {
            gap = true;
        }
    };
    if text.is_ascii() {
        text.chars().for_each(&mut take);
    } else {
        // A lone accent is compatible with "space and accent"; it is an apostrophe to us.
        text.replace('´', "'").nfkd().for_each(&mut take);
    }
}

/// Regions of one level whose name fits what was typed, the best first, at most `limit`.
///
/// Every typed word must begin a word of the name or of a region it lies in: "selat kapuas" finds
/// the kecamatan Selat of Kabupaten Kapuas. Case, diacritics and apostrophes do not count, neither
/// does a space too few ("batulicin"). Digits and dots alone are the beginning of a code. Order:
/// the very name, names beginning so, names with such a word, names found by their parents only;
/// then by code. Nothing typed gives all in code order.
pub fn cari(teks: &str, level: Level, within: Option<Kode>, limit: usize) -> Vec<Tempat> {
    let trimmed = teks.trim();
    if trimmed.contains(|c: char| c.is_ascii_digit())
        && trimmed.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ' ')
    {
        return by_code(trimmed, level, within, limit);
    }
    let query = Query::new(trimmed, level);
    let mut found = Vec::new();
    for layer in layers(level, within) {
        let range = within.map_or(0..layer.kode.len(), |kode| layer.within(&kode.range()));
        query.scan(layer, range, &mut found);
    }
    found.sort_by_key(|hit: &Hit| (hit.rank, hit.tempat.kode));
    found.into_iter().take(limit).map(|hit| hit.tempat).collect()
}

fn by_code(typed: &str, level: Level, within: Option<Kode>, limit: usize) -> Vec<Tempat> {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let Some(missing) = level.digits().checked_sub(digits.len()) else {
        return Vec::new();
    };
    let Ok(number) = digits.parse::<u64>() else {
        return Vec::new();
    };
    let span = level.span() * 10_u64.pow(u32::try_from(missing).unwrap_or_default());
    let mut range = number * span..(number + 1) * span;
    if let Some(kode) = within {
        let outer = kode.range();
        range = range.start.max(outer.start)..range.end.min(outer.end);
    }
    layers(level, within)
        .flat_map(|layer| layer.within(&range).filter_map(|index| layer.tempat(index)))
        .take(limit)
        .collect()
}

/// How well a name fits; the smaller the better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// All that was typed is the name.
    Whole,
    /// What was typed and is not of a parent is the name.
    Name,
    /// The name begins with all that was typed.
    WholeBegins,
    /// The name begins with what was typed and is not of a parent.
    Begins,
    /// A later word of the name fits.
    Word,
    /// Only regions it lies in fit.
    Parent,
}

struct Hit {
    rank: Rank,
    tempat: Tempat,
}

/// How the letters typed stand to a name, spaces left out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    Same,
    Begins,
    Not,
}

/// What was typed, folded.
struct Query {
    level: Level,
    words: Vec<String>,
    /// Bit i: word i is a title such as "kec", which need not stand in the name.
    titles: u32,
    /// All words but titles, without spaces.
    joined: String,
}

impl Query {
    /// More words than this are not looked at: no name with its parents has as many.
    const MAX_WORDS: usize = 16;

    fn new(typed: &str, level: Level) -> Query {
        let words: Vec<String> =
            fold(typed).split(' ').filter(|word| !word.is_empty()).take(Self::MAX_WORDS).map(str::to_owned).collect();
        // A title counts as one only before a name: the query "desa" alone is a name begun.
        let is_title = words.len() > 1 && words.first().is_some_and(|word| level.titles().contains(&word.as_str()));
        let titles = u32::from(is_title);
        let joined = words.iter().skip(usize::from(is_title)).map(String::as_str).collect();
        Query { level, words, titles, joined }
    }

    const fn all(&self) -> u32 {
        (1 << self.words.len()) - 1
    }

    /// Bit i: a word of the folded name begins with typed word i.
    fn mask(&self, folded: &str) -> u32 {
        let mut mask = 0;
        for (bit, typed) in self.words.iter().enumerate() {
            if folded.split(' ').any(|word| word.starts_with(typed.as_str())) {
                mask |= 1 << bit;
            }
        }
        mask
    }

    /// What the regions above one give; asked once per family of brothers.
    fn parents_mask(&self, kode: Kode) -> u32 {
        std::iter::successors(kode.parent(), |kode| kode.parent())
            .filter_map(place)
            .map(|(layer, index)| self.mask(layer.folded().get(index)))
            .fold(0, |mask, more| mask | more)
    }

    fn scan(&self, layer: &'static Layer, range: Range<usize>, found: &mut Vec<Hit>) {
        let folded = layer.folded();
        // "Kabupaten" and "Kota" are part of the name, so there the title is wanted; elsewhere not.
        let free = if self.level == Level::Kabupaten { 0 } else { self.titles };
        let mut family = (None, 0);
        for index in range {
            let Some(tempat) = layer.tempat(index) else {
                continue;
            };
            let parent = tempat.kode.parent();
            if family.0 != parent || index == 0 {
                family = (parent, self.parents_mask(tempat.kode) | free);
            }
            if let Some(rank) = self.rank(folded.get(index), family.1) {
                found.push(Hit { rank, tempat });
            }
        }
    }

    fn rank(&self, folded: &str, parents: u32) -> Option<Rank> {
        let bare = match self.level {
            Level::Kabupaten => {
                folded.strip_prefix("kabupaten ").or_else(|| folded.strip_prefix("kota ")).unwrap_or(folded)
            }
            _ => folded,
        };
        let whole = fit(self.joined.chars(), bare);
        let own = self.mask(folded);
        let known = own | parents;
        if known & self.titles != self.titles {
            return None;
        }
        if known != self.all() {
            return match whole {
                Fit::Same => Some(Rank::Whole),
                Fit::Begins => Some(Rank::WholeBegins),
                Fit::Not => None,
            };
        }
        let mine = self.words.iter().enumerate().filter(|(bit, _)| (own & !self.titles) >> bit & 1 == 1);
        let part = fit(mine.flat_map(|(_, word)| word.chars()), bare);
        Some(match (whole, part) {
            (Fit::Same, _) => Rank::Whole,
            (_, Fit::Same) => Rank::Name,
            (Fit::Begins, _) => Rank::WholeBegins,
            _ if own & !self.titles == 0 => Rank::Parent,
            (_, Fit::Begins) => Rank::Begins,
            _ => Rank::Word,
        })
    }
}

/// Compares typed letters with a folded name, ignoring its spaces.
fn fit(typed: impl Iterator<Item = char>, folded: &str) -> Fit {
    let mut name = folded.chars().filter(|c| *c != ' ');
    for c in typed {
        if name.next() != Some(c) {
            return Fit::Not;
        }
    }
    if name.next().is_none() { Fit::Same } else { Fit::Begins }
}
