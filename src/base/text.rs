//! Texts: made clean when they come in, comparable when they are searched, safe when painted.
//!
//! * **Owns** cleaning, folding, sort and match keys, likeness of names, widths on a terminal,
//!   and the guard that keeps spreadsheet programs from reading a text as a formula.
//! * **Imports** the three Unicode crates and nothing of ours.
//! * **Never** looks at what a text means for an entity, and never changes letters for storage:
//!   folding is for comparing only.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

// ---- coming in ----------------------------------------------------------------------------

/// One line of text fit for keeping: composed letters (NFC); control, direction and invisible
/// characters gone; every kind of space one plain space; none at the ends.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars() {
        match sort_of(c) {
            Sort::Space | Sort::Line => space = !out.is_empty(),
            Sort::Control | Sort::Hidden => {}
            Sort::Seen => {
                if space {
                    out.push(' ');
                    space = false;
                }
                out.push(c);
            }
        }
    }
    composed(out)
}

/// Text of several lines fit for keeping: as [`clean`], but line breaks stay (`\r\n`, `\r` and
/// the Unicode ones become `\n`), and so do spaces at the start of a line and inside it, for
/// clerks indent by hand. Spaces at the ends of lines and empty lines around the text go.
pub fn clean_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match sort_of(c) {
            Sort::Line => {
                if c == '\r' && chars.peek() == Some(&'\n') {
                    chars.next();
                }
                out.truncate(out.trim_end_matches(' ').len());
                out.push('\n');
            }
            Sort::Space => out.push(' '),
            Sort::Control | Sort::Hidden => {}
            Sort::Seen => out.push(c),
        }
    }
    composed(out.trim_end().trim_start_matches('\n').to_owned())
}

/// NFC; costs nothing for plain ASCII.
fn composed(text: String) -> String {
    if text.is_ascii() { text } else { text.nfc().collect() }
}

/// What a character is to a clerk.
enum Sort {
    /// Something to see.
    Seen,
    /// A space of any kind, or a character that only looks like one.
    Space,
    /// A line break.
    Line,
    /// A control character: it could steer the terminal.
    Control,
    /// Steers direction or is invisible: it could make one text look like another.
    Hidden,
}

fn sort_of(c: char) -> Sort {
    match c {
        ' '..='~' => {
            if c == ' ' {
                Sort::Space
            } else {
                Sort::Seen
            }
        }
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Sort::Line,
        '\t' | '\u{b}' | '\u{c}' => Sort::Space,
        // Blank-looking fillers.
        '\u{2800}' | '\u{3164}' | '\u{ffa0}' | '\u{115f}' | '\u{1160}' => Sort::Space,
        // Soft hyphen, joiners, zero width, direction marks, embeddings, isolates, word joiner,
        // invisible operators, byte order mark, annotations, tags, noncharacters.
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => Sort::Hidden,
        _ if u32::from(c) & 0xfffe == 0xfffe => Sort::Hidden,
        _ if c.is_control() => Sort::Control,
        _ if c.is_whitespace() => Sort::Space,
        _ => Sort::Seen,
    }
}

// ---- comparing ----------------------------------------------------------------------------

/// The text for searching and matching: lower case, marks and apostrophes dropped
/// (`Nur'aini`, `Nur’aini` and `NURAINI` are one), all other punctuation a space, single spaces.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    let mut push = |c: char| {
        // Marks first: some count as letters, and dropping others around them would reorder them.
        if is_joined(c) {
            return;
        }
        if c.is_alphanumeric() {
            if space && !out.is_empty() {
                out.push(' ');
            }
            space = false;
            out.push(c);
        } else {
            space = true;
        }
    };
    if text.is_ascii() {
        text.chars().for_each(|c| push(c.to_ascii_lowercase()));
    } else {
        // Compatibility letters may unfold to capitals, so case is lowered again afterwards.
        text.chars().flat_map(char::to_lowercase).nfkd().flat_map(char::to_lowercase).nfkd().for_each(&mut push);
    }
    out
}

/// Characters that vanish without leaving a gap: apostrophes of every kind, marks, hidden ones.
fn is_joined(c: char) -> bool {
    matches!(
        c,
        '\'' | '`' | '\u{b4}' | '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{2035}' | '\u{2b9}'..='\u{2bf}' | '\u{2c8}'
            | '\u{a78b}' | '\u{a78c}' | '\u{ff07}'
    ) || is_combining_mark(c)
        || matches!(sort_of(c), Sort::Hidden | Sort::Control)
}

/// The key by which lists sort a name or any other text: folded, titles of learning and faith at
/// either end ignored, numbers padded so that `Melati 2` stands before `Melati 10`, Roman
/// numerals behind the first word read as numbers (the first may be the `I` of `I Wayan`).
pub fn sort_key(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (at, word) in person_key(text).split(' ').enumerate() {
        for part in numbers_apart(word) {
            if !out.is_empty() {
                out.push(' ');
            }
            let digits = match roman(part) {
                Some(number) if at > 0 => Cow::Owned(number.to_string()),
                _ => Cow::Borrowed(part),
            };
            if is_digits(&digits) {
                let bare = digits.trim_start_matches('0');
                (bare.len()..6).for_each(|_| out.push('0'));
                out.push_str(bare);
            } else {
                out.push_str(&digits);
            }
        }
    }
    out
}

/// A person's name folded, without titles: `Hj. Siti Aminah, S.Pd` is `siti aminah`. A name made
/// of nothing but titles stays as it is.
pub fn person_key(text: &str) -> String {
    let (name, behind) = text.split_once(',').unwrap_or((text, ""));
    let mut words: Vec<&str> = name.split_whitespace().collect();
    while let Some(taken) = titles_before(&words) {
        words.drain(..taken);
    }
    while let Some(taken) = titles_behind(&words) {
        words.truncate(words.len() - taken);
    }
    let mut key = fold(&words.join(" "));
    // Behind a comma stand titles, but in some files the given name ("AMINAH, SITI").
    for part in behind.split(',') {
        let letters = letters_of(part);
        let words = fold(part);
        let all_titles = TITLES_BEHIND.contains(&letters.as_str())
            || words.split(' ').all(|word| TITLES_BEHIND.contains(&word))
            || part.split_whitespace().all(|word| TITLES_BEHIND.contains(&letters_of(word).as_str()));
        if !letters.is_empty() && !all_titles || letters.is_empty() && !words.is_empty() {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(&words);
        }
    }
    key
}

/// Titles in front, as letters only.
const TITLES_BEFORE: &[&str] = &[
    "h", "hj", "hjh", "dr", "dra", "drs", "drg", "drh", "ir", "prof", "kh", "ust", "ustadz", "ustadzah", "ustad",
    "tgk", "bd", "ns", "apt", "kyai", "kiai", "nyai", "habib", "pdt", "st",
];

/// Titles behind, as letters only.
const TITLES_BEHIND: &[&str] = &[
    "amd", "amdkeb", "amdkep", "amdkom", "amdgz", "amdkl", "amk", "amg", "ama", "amapd", "ampd", "amkeb", "amakeb",
    "ah", "shi", "sh", "se", "sei", "sp", "st", "sip", "spd", "spdi", "spdsd", "spdaud", "sag", "ssos", "ssosi",
    "sikom", "skom", "skm", "skep", "skeb", "skepns", "ssit", "sst", "sstkeb", "strkeb", "strkep", "strgz", "strkes",
    "sgz", "sfarm", "sfil", "shum", "ssi", "spsi", "spt", "spi", "stp", "sthi", "sstp", "sab", "sap", "sstat", "ssn",
    "ss", "sked", "sptk", "msi", "mpd", "mpdi", "mm", "mh", "mkes", "mkeb", "mkep", "mkm", "mkn", "mt", "mp", "map",
    "mag", "mhum", "mikom", "msos", "msc", "mph", "mba", "ma", "phd", "sppd", "spog", "spa", "ners", "ns", "apt", "bd",
    "cht", "keb", "kep", "pd", "lc", "ba", "bsc",
];

/// Titles that are also everyday names or words: taken only when written with a dot.
const NEEDS_DOT: &[&str] = &[
    "st", "ma", "mm", "ss", "se", "sh", "sp", "mt", "mp", "mh", "ah", "ba", "spa", "map", "mag", "sag", "ama", "keb",
    "kep", "pd", "bd", "ns", "sab", "sap", "amd",
];

fn titles_before(words: &[&str]) -> Option<usize> {
    let first = words.first()?;
    let letters = letters_of(first);
    let is_title = TITLES_BEFORE.contains(&letters.as_str())
        && (first.contains('.') || !NEEDS_DOT.contains(&letters.as_str()))
        // "Drs.H.Ahmad" is caught word by word below; "St. Aminah" is Siti, not a title.
        && letters != "st";
    if is_title && words.len() > 1 { Some(1) } else { None }
}

fn titles_behind(words: &[&str]) -> Option<usize> {
    // "S. Pd. I" is one title in up to three words.
    (1..=3).rev().find(|&taken| {
        let Some(tail) = words.len().checked_sub(taken).filter(|&left| left > 0).and_then(|left| words.get(left..))
        else {
            return false;
        };
        let letters: String = tail.iter().map(|word| letters_of(word)).collect();
        let dotted = tail.iter().all(|word| word.contains('.')) || tail.first().is_some_and(|word| word.contains('.'));
        TITLES_BEHIND.contains(&letters.as_str()) && (dotted || taken == 1 && !NEEDS_DOT.contains(&letters.as_str()))
    })
}

/// The letters of a word in lower case, without dots: `A.Md.Keb.` is `amdkeb`.
fn letters_of(word: &str) -> String {
    word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// The key by which names of Posyandu are matched: folded, the word Posyandu and its spellings
/// dropped, Roman numerals and number words read as numbers (`Melati III`, `MELATI TIGA`,
/// `Posy. Melati 03*` are one), letters set apart from numbers (`7A` and `7. A`,
/// `IIIA` and `3 A`).
pub fn name_key(text: &str) -> String {
    let folded = fold(text);
    let mut words: Vec<Cow<'_, str>> = Vec::new();
    for (at, word) in folded.split(' ').enumerate() {
        let is_kind = matches!(word, "posyandu" | "posyadu" | "posiandu" | "posyandhu" | "posyndu")
            || at == 0 && matches!(word, "pos" | "posy" | "psy" | "pyd");
        if is_kind {
            continue;
        }
        if let Some(number) = roman(word).filter(|number| *number != DOUBTFUL || word == "xi") {
            words.push(Cow::Owned(number.to_string()));
            continue;
        }
        if let Some((number, letter)) = lettered(word).filter(|_| at > 0) {
            words.push(Cow::Owned(number.to_string()));
            words.push(Cow::Borrowed(letter));
            continue;
        }
        for part in numbers_apart(word) {
            match part.trim_start_matches('0') {
                "" => words.push(Cow::Borrowed("0")),
                bare if is_digits(part) => words.push(Cow::Borrowed(bare)),
                _ => words.push(Cow::Borrowed(part)),
            }
        }
    }
    let key = numbers_from_words(&words);
    // "Posyandu" alone is at least itself.
    if key.is_empty() { folded } else { key }
}

/// Where strokes are typed as `1`, `11` is the second and `X1` the eleventh of one row of names:
/// the two are never taken for one Posyandu.
const DOUBTFUL: u32 = 11;

/// Reads number words, up to ninety-nine, into digits.
fn numbers_from_words(words: &[Cow<'_, str>]) -> String {
    const ONES: [&str; 9] = ["satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"];
    let one = |at: usize| {
        let word = words.get(at)?;
        (1u32..).zip(ONES).find(|(_, name)| *name == word.as_ref()).map(|(n, _)| n)
    };
    let is = |at: usize, what: &str| words.get(at).is_some_and(|word| word == what);
    let mut out: Vec<Cow<'_, str>> = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let (number, taken) = match (word.as_ref(), one(at)) {
            ("sepuluh", _) => (Some(10), 1),
            ("sebelas", _) => (Some(11), 1),
            (_, Some(n)) if is(at + 1, "belas") => (Some(n + 10), 2),
            (_, Some(n)) if is(at + 1, "puluh") => match one(at + 2) {
                Some(more) => (Some(n * 10 + more), 3),
                None => (Some(n * 10), 2),
            },
            (_, n) => (n, 1),
        };
        out.push(number.map_or_else(|| word.clone(), |n| Cow::Owned(n.to_string())));
        at += taken;
    }
    out.join(" ")
}

/// A whole lower-case word as a Roman numeral from 1 to 39, or `None`. Typists write the strokes
/// as `1` or `l` too (`V11`, `1V`, `lll`): read so where the word is no plain number and no
/// proper numeral with L, which is left alone for being rare and doubtful.
fn roman(word: &str) -> Option<u32> {
    if word.len() > 7 || is_digits(word) || matches!(word, "l" | "li" | "xl" | "xli" | "xlv" | "lv" | "lx" | "lxi") {
        return None;
    }
    if !word.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x' | b'l' | b'1')) {
        return None;
    }
    let strokes: String = word.chars().map(|c| if matches!(c, '1' | 'l') { 'i' } else { c }).collect();
    (1..=39).find(|&number| strokes == roman_of(number))
}

/// A Roman numeral with a letter behind it (`IIIA`, `VIB`): two neighbours that share a number.
/// Only `a` to `d`, and only strokes written as letters. A name may begin with such a word (`Iva`),
/// so the first is never asked.
fn lettered(word: &str) -> Option<(u32, &str)> {
    let (at, _) = word.char_indices().next_back()?;
    let (numeral, letter) = word.split_at_checked(at)?;
    let is_plain = numeral.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    if !is_plain || !matches!(letter, "a" | "b" | "c" | "d") {
        return None;
    }
    roman(numeral).map(|number| (number, letter))
}

/// 1 to 39 in lower-case Roman numerals.
fn roman_of(number: u32) -> String {
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let tens = usize::try_from(number / 10).unwrap_or(0);
    let ones = usize::try_from(number % 10).unwrap_or(0);
    format!("{}{}", "x".repeat(tens), ONES.get(ones).copied().unwrap_or(""))
}

/// `7a` as `7`, `a`; a word without digits as it is.
fn numbers_apart(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != first).unwrap_or(rest.len());
        let (part, tail) = rest.split_at_checked(end)?;
        rest = tail;
        Some(part)
    })
}

fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_digit())
}

/// How many letters must be changed, left out, put in or swapped with their neighbour to turn
/// one text into the other (optimal string alignment), or `None` where it is more than `max`.
pub fn distance(a: &str, b: &str, max: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > max {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
            let mut best = (at(&last, j) + usize::from(x != y)).min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                best = best.min(at(&before, j - 1) + 1);
            }
            row.push(best);
        }
        if row.iter().min().is_some_and(|&best| best > max) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|&d| d <= max)
}

/// How alike two names of Posyandu in one desa are, 0 to 1; 1 means the same [`name_key`] but
/// for spaces. Names with different numbers or single letters (`Melati 1`, `Melati 2`; `7A`,
/// `7B`) are different Posyandu however alike they look: 0.
pub fn similar(a: &str, b: &str) -> f32 {
    similar_keys(&name_key(a), &name_key(b))
}

/// The same of two names of which the [`name_key`] is known.
pub fn similar_keys(a: &str, b: &str) -> f32 {
    if marks_of(a) != marks_of(b) {
        return 0.0;
    }
    likeness(a, b)
}

/// How alike two names of people are, 0 to 1, titles ignored.
pub fn similar_person(a: &str, b: &str) -> f32 {
    likeness(&person_key(a), &person_key(b))
}

/// Numbers and single letters of a key, sorted: what tells neighbours apart.
fn marks_of(key: &str) -> Vec<&str> {
    let mut marks: Vec<&str> = key.split(' ').filter(|word| is_digits(word) || word.chars().count() == 1).collect();
    marks.sort_unstable();
    marks
}

fn likeness(a: &str, b: &str) -> f32 {
    let whole = closeness(&a.replace(' ', ""), &b.replace(' ', ""));
    let in_order = |key: &str| {
        let mut words: Vec<&str> = key.split(' ').collect();
        words.sort_unstable();
        words.concat()
    };
    // The same words in another order are nearly, not wholly, the same name.
    whole.max(closeness(&in_order(a), &in_order(b)) * 0.95)
}

#[expect(clippy::cast_precision_loss, reason = "lengths of names are far below 2^23")]
fn closeness(a: &str, b: &str) -> f32 {
    let longest = a.chars().count().max(b.chars().count());
    if longest == 0 || longest > 400 {
        // Nothing to compare, or no name at all and dear to compare.
        return if a == b && longest > 0 { 1.0 } else { 0.0 };
    }
    match distance(a, b, longest / 2) {
        Some(d) => 1.0 - d as f32 / longest as f32,
        None => 0.0,
    }
}

// ---- painting -----------------------------------------------------------------------------

/// What stands where a text was cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ellipsis {
    /// `…`
    #[default]
    Dots,
    /// `~`, for terminals without UTF-8.
    Tilde,
}

impl Ellipsis {
    /// The sign, one column wide.
    pub const fn sign(self) -> char {
        match self {
            Self::Dots => '…',
            Self::Tilde => '~',
        }
    }
}

/// Columns a text takes on a terminal: the sum over what a cell grid holds, one grapheme after
/// the other.
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(UnicodeWidthStr::width).sum() }
}

/// The text, cut on a grapheme's border and ended with the sign where it is wider than `cols`.
/// Never wider than `cols`.
pub fn fit(text: &str, cols: usize, sign: Ellipsis) -> Cow<'_, str> {
    // Most texts are short and plain; the longest are not measured to their end.
    if text.len() <= cols && text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut used = 0;
    let mut kept = String::new();
    let mut kept_whole = true;
    for grapheme in text.graphemes(true) {
        let wide = UnicodeWidthStr::width(grapheme);
        if used + wide > cols {
            kept_whole = false;
            break;
        }
        used += wide;
        kept.push_str(grapheme);
    }
    if kept_whole {
        return Cow::Borrowed(text);
    }
    if cols == 0 {
        return Cow::Borrowed("");
    }
    while width(&kept) + 1 > cols {
        let Some((at, _)) = kept.grapheme_indices(true).next_back() else { break };
        kept.truncate(at);
    }
    kept.push(sign.sign());
    Cow::Owned(kept)
}

/// Marks above and below one letter that are painted; more would climb into other lines.
const MARKS_PAINTED: usize = 4;

/// The text as it may be painted on one line, whatever is in it: control characters become `?`,
/// tabs and line breaks a space; direction and invisible characters, variation selectors and
/// skin tones (terminals disagree on their width) go; at most four marks on a letter, none
/// without a letter.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| matches!(c, ' '..='~')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut marks = MARKS_PAINTED;
    for c in text.chars() {
        match sort_of(c) {
            Sort::Hidden => {}
            Sort::Control => {
                out.push('?');
                marks = 0;
            }
            Sort::Space | Sort::Line => {
                out.push(' ');
                marks = MARKS_PAINTED;
            }
            Sort::Seen if matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}') => {}
            Sort::Seen if is_combining_mark(c) || UnicodeWidthChar::width(c).unwrap_or(0) == 0 => {
                if marks < MARKS_PAINTED {
                    out.push(c);
                    marks += 1;
                }
            }
            Sort::Seen => {
                out.push(c);
                marks = 0;
            }
        }
    }
    Cow::Owned(out)
}

// ---- spreadsheets -------------------------------------------------------------------------

/// True where a spreadsheet program could read the text as a formula (OWASP, "CSV injection"):
/// it starts with `=`, `+`, `-`, `@`, their full-width forms, a tab or a line break.
pub fn looks_like_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
}

/// True where [`safe_cell`] puts an apostrophe in front, and [`restore_cell`] takes one away:
/// a formula behind any number of apostrophes, so that such a text survives the way there and
/// back too.
fn is_guarded(text: &str) -> bool {
    looks_like_formula(text.trim_start_matches('\''))
}

/// The text as it may stand in a CSV cell: with an apostrophe in front where it looks like a
/// formula. XLSX text cells need no guard.
pub fn safe_cell(text: &str) -> Cow<'_, str> {
    if is_guarded(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Undoes [`safe_cell`], so that our own exports read back as they were.
pub fn restore_cell(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_guarded(rest) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cleaning_leaves_one_plain_line() {
        assert_eq!(clean("  Nur\u{a0}\u{2003} Aini\t\r\nS.Pd \u{feff}"), "Nur Aini S.Pd");
        assert_eq!(clean("Me\u{200b}la\u{202e}ti\u{2069}"), "Melati");
        assert_eq!(clean("\u{1b}[31mMawar\u{7}\u{9b}2J"), "[31mMawar2J");
        assert_eq!(clean("Jose\u{301} e\u{200d}\u{301}"), "José é");
        assert_eq!(clean("\u{3164}"), "");
    }

    #[test]
    fn cleaning_lines_keeps_lines_and_indents() {
        assert_eq!(clean_lines("\r\n1. satu  \r\n   a. dua\rtiga\u{0}\n\n"), "1. satu\n   a. dua\ntiga");
    }

    #[test]
    fn folding_makes_spellings_equal() {
        for text in ["Nur'aini", "NUR\u{2019}AINI", "Nur`aini", "Nuraini ", "Nu\u{301}raini", "Ｎｕｒａｉｎｉ"] {
            assert_eq!(fold(text), "nuraini", "{text}");
        }
        assert_eq!(fold("S.Pd"), fold("S Pd"));
        assert_eq!(fold("Lobi-Lobi (Kp. Kompa)"), "lobi lobi kp kompa");
        assert_eq!(fold("*-*"), "");
    }

    #[test]
    fn titles_do_not_count_in_sorting() {
        for text in [
            "Siti Aminah",
            "Hj. Siti Aminah",
            "Hj. SITI AMINAH, S.Pd",
            "Siti Aminah, A.Md.Keb",
            "dr. Siti Aminah, M.Si",
            "Dra. Hj. Siti Aminah S.KM., M.Kes",
            "Siti Aminah, S. Pd. I",
            "SITI AMINAH SKM",
            "Ir. Siti Aminah S. Pd.",
            "Hj Siti Aminah,S.Pd,M.Pd",
            "Bd. Siti Aminah S.Tr.Keb",
            "Siti Aminah Amd.Keb",
        ] {
            assert_eq!(sort_key(text), "siti aminah", "{text}");
        }
        for (text, key) in [
            ("St. Aminah", "st aminah"),
            ("H. M. Yusuf", "m yusuf"),
            ("Aminah, Siti", "aminah siti"),
            ("Hj.", "hj"),
            ("Ma Unah", "ma unah"),
            ("Mae Sari", "mae sari"),
            ("I Wayan Sudarma", "i wayan sudarma"),
            ("Ma'am", "maam"),
        ] {
            assert_eq!(sort_key(text), key, "{text}");
        }
    }

    #[test]
    fn numbers_sort_as_numbers() {
        let mut names = ["Melati 10", "Melati 2", "Melati IX", "MELATI 1", "Melati 7B", "Melati 7A", "Melati XI"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(names, ["MELATI 1", "Melati 2", "Melati 7A", "Melati 7B", "Melati IX", "Melati 10", "Melati XI"]);
    }

    #[test]
    fn spellings_of_one_posyandu_have_one_key() {
        for text in
            ["Melati III", "POSYANDU MELATI 3", "Posy. Melati 03*", "Pos Melati Tiga", "MELATI lll", "Melati.3'"]
        {
            assert_eq!(name_key(text), "melati 3", "{text}");
        }
        // As published by Kabupaten Bogor in 2023.
        for (text, key) in [
            ("ANGGREK XV1", "anggrek 16"),
            ("HIBRIDA V111", "hibrida 8"),
            ("HIBRIDA XI", "hibrida 11"),
            // In lists that write so, "HIBRIDA 11" is the second.
            ("HIBRIDA X1", "hibrida x 1"),
            ("MELATI VIA", "melati 6 a"),
            ("Bunga Mekar IIIB", "bunga mekar 3 b"),
            ("MAYANG 1X", "mayang 9"),
            ("LILI", "lili"),
            ("MAWAR VLL", "mawar 7"),
            ("MATAHARI lll-B", "matahari 3 b"),
            ("CEMPAKA 1.A", "cempaka 1 a"),
            ("Rambutan2", "rambutan 2"),
            ("ANGGREK RW 03", "anggrek rw 3"),
            ("AN'NUR", "annur"),
            ("PH9", "ph 9"),
            ("HIBRIDA 111", "hibrida 111"),
            ("MELATI DUA BELAS", "melati 12"),
            ("MELATI DUA PULUH", "melati 20"),
            ("Melati Sebelas", "melati 11"),
            ("MAWAR I/II", "mawar 1 2"),
            ("Posyandu", "posyandu"),
            ("Posyadu 5", "5"),
        ] {
            assert_eq!(name_key(text), key, "{text}");
        }
    }

    #[test]
    fn names_alike_differ_when_their_numbers_do() {
        assert!(similar("MEKAR SARI", "Mekarsari") > 0.99);
        assert!(similar("Flamboyan 3", "FLAMBOYANT III") > 0.85);
        assert!(similar("Melati Indah", "Indah Melati") > 0.9);
        assert_eq!(similar("Melati 1", "Melati 2"), 0.0);
        assert_eq!(similar("Melati 7A", "Melati 7B"), 0.0);
        assert_eq!(similar("Melati", "Melati 1"), 0.0);
        assert!(similar("Melati", "Mawar") < 0.5);
        assert!(similar_person("Hj. Nur'aini, S.Pd", "NURAENI") > 0.8);
    }

    #[test]
    fn distance_counts_a_swap_once_and_stops_at_its_bound() {
        assert_eq!(distance("melati", "meltai", 3), Some(1));
        assert_eq!(distance("melati", "melati", 0), Some(0));
        assert_eq!(distance("", "abc", 3), Some(3));
        assert_eq!(distance("kitten", "sitting", 3), Some(3));
        assert_eq!(distance("kitten", "sitting", 2), None);
    }

    #[test]
    fn cutting_respects_wide_letters_and_marks() {
        assert_eq!(fit("Melati", 6, Ellipsis::Dots), "Melati");
        assert_eq!(fit("Melati", 5, Ellipsis::Dots), "Mela…");
        assert_eq!(fit("Melati", 5, Ellipsis::Tilde), "Mela~");
        assert_eq!(fit("Melati", 0, Ellipsis::Dots), "");
        assert_eq!(fit("花花花", 5, Ellipsis::Dots), "花花…");
        assert_eq!(fit("花花花", 4, Ellipsis::Dots), "花…");
        assert_eq!(fit("é́é", 2, Ellipsis::Dots), "é́é");
    }

    #[test]
    fn hostile_text_is_painted_harmless() {
        assert_eq!(visible("a\u{1b}[2J\u{7}\n\u{202e}b"), "a?[2J? b");
        let climbing = format!("z{}y", "\u{301}".repeat(50));
        assert_eq!(visible(&climbing).chars().count(), 2 + MARKS_PAINTED);
        assert!(matches!(visible("Melati 2"), Cow::Borrowed(_)));
    }

    #[test]
    fn formulas_leave_as_text_and_come_back_as_they_were() {
        for text in ["=1+1", "+62812", "-", "@x", "\t=1", "'=x", "''=x", "'abc", "", "'"] {
            let cell = safe_cell(text);
            assert!(!looks_like_formula(&cell), "{text}");
            assert_eq!(restore_cell(&cell), text);
        }
        assert_eq!(safe_cell("Melati"), "Melati");
        assert_eq!(safe_cell("=1"), "'=1");
    }

    fn stays_well_behaved(text: &str) -> Result<(), TestCaseError> {
        let once = clean(text);
        prop_assert_eq!(&clean(&once), &once);
        let lines = clean_lines(text);
        prop_assert_eq!(&clean_lines(&lines), &lines);
        let folded = fold(text);
        prop_assert_eq!(&fold(&folded), &folded);
        let _ = (name_key(text), sort_key(text), similar(text, &once), similar_person(text, &once));
        let seen = visible(text);
        prop_assert!(!seen.chars().any(|c| c.is_control() || matches!(sort_of(c), Sort::Hidden | Sort::Line)));
        prop_assert_eq!(visible(&seen), seen.clone());
        for cols in [0, 1, 2, 7, 40] {
            for sign in [Ellipsis::Dots, Ellipsis::Tilde] {
                prop_assert!(width(&fit(text, cols, sign)) <= cols);
                prop_assert!(width(&fit(&seen, cols, sign)) <= cols);
            }
        }
        let cell = safe_cell(text);
        prop_assert_eq!(restore_cell(&cell), text);
        prop_assert!(!looks_like_formula(&cell));
        Ok(())
    }

    proptest! {
        #[test]
        fn any_text_is_borne(text in any::<String>()) {
            stays_well_behaved(&text)?;
        }

        #[test]
        fn names_of_posyandu_are_borne(text in "(Posyandu |POS |')?[A-Za-z'.,* 0-9IVX1l-]{0,30}") {
            stays_well_behaved(&text)?;
        }

        #[test]
        fn distance_is_the_same_both_ways(a in "[a-d ]{0,12}", b in "[a-d ]{0,12}") {
            prop_assert_eq!(distance(&a, &b, 20), distance(&b, &a, 20));
        }
    }

    /// The Big List of Naughty Strings, where the machine has it.
    #[test]
    fn naughty_strings_are_borne() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/suites/blns/blns.json");
        let Ok(list) = std::fs::read_to_string(path) else {
            {
                eprintln!("skipped: no list of naughty strings on this machine");
            }
            return;
        };
        let list: Vec<String> = serde_json::from_str(&list).expect("a list of strings");
        assert!(list.len() > 400);
        for text in &list {
            stays_well_behaved(text).unwrap_or_else(|e| panic!("{text:?}: {e}"));
        }
    }
}
