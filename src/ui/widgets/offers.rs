//! What a field offers while it is typed: words of lists, records, and "add new".
//!
//! * **Owns** how a typed text finds the words of a list, and which offer is marked.
//! * **Imports** the kinds of values and the words between screens and store.
//! * **Never** asks the store: the screen does, and hands the picks over.

use crate::base::id::RecordId;
use crate::base::text::fold;
use crate::base::words::{Lang, Text, text};
use crate::entity::{Kind, Value, Vocabulary};
use crate::request::Pick;

/// How many offers are shown.
pub const SHOWN: usize = 5;

/// What taking an offer does.
#[derive(Clone, Debug, PartialEq)]
pub enum Take {
    /// The code of a choice, a list or a flag.
    Code(String),
    /// A record.
    Record(RecordId),
    /// A new word for the list, with this name.
    NewWord(String),
    /// A new record of the target, with this title.
    NewRecord(String),
}

/// One line under a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// What it says.
    pub title: String,
    /// What tells it apart.
    pub context: String,
    /// What taking it does.
    pub take: Take,
}

impl Offer {
    /// The value that taking it gives a field of this kind; `None` where it is no value yet.
    pub fn value(&self, kind: &Kind) -> Option<Value> {
        match &self.take {
            Take::Record(id) => Some(Value::link(*id, self.title.as_str())),
            Take::Code(code) if matches!(kind, Kind::Flag) => Some(Value::Int(i64::from(code == "ya"))),
            Take::Code(code) => Some(Value::from(code.as_str())),
            Take::NewWord(_) | Take::NewRecord(_) => None,
        }
    }
}

/// The offers of one field, one of them marked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Offers {
    /// Best first.
    pub lines: Vec<Offer>,
    /// The marked one.
    pub at: usize,
}

impl Offers {
    /// The marked one.
    pub fn marked(&self) -> Option<&Offer> {
        self.lines.get(self.at)
    }

    /// Marks the next or the one before; false at the end.
    pub fn step(&mut self, down: Step) -> bool {
        let at = match down {
            Step::Down => (self.at + 1).min(self.lines.len().saturating_sub(1)),
            Step::Up => self.at.saturating_sub(1),
        };
        std::mem::replace(&mut self.at, at) != at
    }

    /// The lines that are shown: so many that the marked one is among them.
    pub fn window(&self) -> impl Iterator<Item = (usize, &Offer)> {
        let first = self.at.saturating_sub(SHOWN);
        self.lines.iter().enumerate().skip(first).take(SHOWN + 1)
    }
}

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the next.
    Down,
    /// To the one before.
    Up,
}

struct Word<'a> {
    code: &'a str,
    name: &'a str,
    aliases: Vec<&'a str>,
}

const FLAGS: [(&str, Text); 2] = [("ya", text("Ya", "Yes")), ("tidak", text("Tidak", "No"))];

/// The words a kind offers to choose from, in their order; none for kinds that are typed.
fn words_of<'a>(kind: &Kind, lang: Lang, words: &'a Vocabulary) -> Vec<Word<'a>> {
    match kind {
        Kind::Choice(choices) => choices
            .iter()
            .map(|c| Word { code: c.code, name: c.label.get(lang), aliases: c.aliases.to_vec() })
            .collect(),
        Kind::Flag => {
            FLAGS.iter().map(|(code, label)| Word { code, name: label.get(lang), aliases: Vec::new() }).collect()
        }
        Kind::List(list) => words
            .list(list)
            .iter()
            .filter(|item| item.active)
            .map(|item| Word {
                code: &item.code,
                name: &item.name,
                aliases: item.aliases.iter().map(String::as_str).collect(),
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// True for kinds whose value is one of a few words.
pub const fn is_coded(kind: &Kind) -> bool {
    matches!(kind, Kind::Choice(_) | Kind::List(_) | Kind::Flag)
}

/// The offers for a typed text: its number in the list, or letters that stand anywhere in a name
/// or another spelling, the closest first. No text offers the whole list.
pub fn coded(kind: &Kind, typed: &str, lang: Lang, words: &Vocabulary) -> Offers {
    let list = words_of(kind, lang, words);
    let mut found = found(&list, typed);
    if found.is_empty() {
        // Letters and then the number of a line: "ke2".
        let letters = typed.trim_end_matches(|c: char| c.is_ascii_digit());
        let number: Option<usize> = typed.strip_prefix(letters).and_then(|digits| digits.parse().ok());
        if let (false, Some(number)) = (letters.trim().is_empty(), number) {
            found = self::found(&list, letters).into_iter().skip(number.saturating_sub(1)).take(1).collect();
        }
    }
    // A number typed alone is a line of the whole list; behind letters, of the lines shown.
    let lettered = typed.chars().any(char::is_alphabetic);
    let mut lines: Vec<Offer> = found
        .into_iter()
        .enumerate()
        .map(|(line, (n, word))| Offer {
            title: word.name.to_owned(),
            context: if lettered { line + 1 } else { n + 1 }.to_string(),
            take: Take::Code(word.code.to_owned()),
        })
        .collect();
    let typed = typed.trim();
    let known = lines.iter().any(|line| fold(&line.title) == fold(typed));
    if matches!(kind, Kind::List(_)) && !typed.is_empty() && !known && !typed.chars().all(|c| c.is_ascii_digit()) {
        lines.push(Offer { title: typed.to_owned(), context: String::new(), take: Take::NewWord(typed.to_owned()) });
    }
    Offers { lines, at: 0 }
}

/// The account codes (list `rekening`) that begin as typed or whose activity holds what is typed.
/// Any other code may be typed whole: the list helps, it does not bound.
pub fn accounts(typed: &str, words: &Vocabulary) -> Offers {
    let typed = typed.trim();
    let wanted = fold(typed);
    let fits = |item: &&crate::entity::Item| {
        item.active
            && (item.code.starts_with(typed)
                || wanted.chars().any(char::is_alphabetic) && fold(&item.name).contains(&wanted))
    };
    let lines = words.list("rekening").iter().filter(fits).map(|item| Offer {
        title: item.name.clone(),
        context: String::new(),
        take: Take::Code(item.code.clone()),
    });
    Offers { lines: lines.collect(), at: 0 }
}

/// Positions and words that a text finds, best first.
fn found<'l, 'w>(list: &'l [Word<'w>], typed: &str) -> Vec<(usize, &'l Word<'w>)> {
    let wanted = fold(typed.trim());
    if wanted.is_empty() {
        return list.iter().enumerate().collect();
    }
    if wanted.chars().all(|c| c.is_ascii_digit()) {
        let number: usize = wanted.parse().unwrap_or(0);
        let exact = list.iter().enumerate().filter(|(n, _)| n + 1 == number);
        let longer =
            list.iter().enumerate().filter(|(n, _)| n + 1 != number && (n + 1).to_string().starts_with(&wanted));
        return exact.chain(longer).collect();
    }
    let mut ranked: Vec<(u8, usize, &Word)> =
        list.iter().enumerate().filter_map(|(n, word)| Some((closeness(word, &wanted)?, n, word))).collect();
    ranked.sort_by_key(|(close, n, _)| (*close, *n));
    ranked.into_iter().map(|(_, n, word)| (n, word)).collect()
}

/// How close a word is to what is wanted; 0 is the same. `None`: not at all.
fn closeness(word: &Word, wanted: &str) -> Option<u8> {
    let name = fold(word.name);
    let aliases: Vec<String> = word.aliases.iter().map(|alias| fold(alias)).collect();
    let begins = |text: &str| text.split(' ').any(|part| part.starts_with(wanted));
    if name == wanted || word.code == wanted || aliases.iter().any(|alias| alias == wanted) {
        Some(0)
    } else if name.starts_with(wanted) {
        Some(1)
    } else if begins(&name) {
        Some(2)
    } else if aliases.iter().any(|alias| begins(alias)) {
        Some(3)
    } else if name.contains(wanted) {
        Some(4)
    } else if aliases.iter().any(|alias| alias.contains(wanted)) {
        Some(5)
    } else {
        None
    }
}

/// The offers made of the store's picks, with "add new" behind them.
pub fn picked(picks: Vec<Pick>, typed: &str) -> Offers {
    let wanted = fold(typed.trim());
    let at = picks.iter().position(|pick| fold(&pick.title) == wanted).unwrap_or(0);
    let known = picks.get(at).is_some_and(|pick| fold(&pick.title) == wanted);
    let mut lines: Vec<Offer> = picks
        .into_iter()
        .map(|pick| Offer { title: pick.title, context: pick.context, take: Take::Record(pick.id) })
        .collect();
    if !wanted.is_empty() && !known {
        let typed = typed.trim().to_owned();
        lines.push(Offer { title: typed.clone(), context: String::new(), take: Take::NewRecord(typed) });
    }
    Offers { lines, at }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::Item;
    use crate::entity::kader::KELAMIN;

    fn bidang() -> Vocabulary {
        let mut words = Vocabulary::default();
        for seed in crate::base::seed::pilihan_awal().into_iter().filter(|seed| seed.daftar == "bidang") {
            words.push(
                "bidang",
                Item { code: seed.kode, name: seed.nama, aliases: seed.alias, active: true, ..Item::default() },
            );
        }
        words
    }

    fn first(typed: &str) -> Option<Take> {
        coded(&Kind::List("bidang"), typed, Lang::Id, &bidang()).marked().map(|offer| offer.take.clone())
    }

    #[test]
    fn a_spelling_of_the_office_finds_its_word() {
        assert_eq!(first("pu"), Some(Take::Code("pekerjaan-umum".into())));
        assert_eq!(first("linmas"), Some(Take::Code("trantibumlinmas".into())));
        assert_eq!(first("KE"), Some(Take::Code("kesehatan".into())));
    }

    #[test]
    fn letters_anywhere_find_a_word() {
        assert_eq!(first("umah"), Some(Take::Code("perumahan-rakyat".into())));
    }

    #[test]
    fn a_number_is_a_line_of_the_list() {
        assert_eq!(first("6"), Some(Take::Code("sosial".into())));
        assert_eq!(first("ke2"), Some(Take::Code("trantibumlinmas".into())));
        assert_eq!(first("77"), None);
    }

    #[test]
    fn an_unknown_word_can_be_added_to_an_open_list_but_not_to_a_closed_one() {
        assert_eq!(first("zzz"), Some(Take::NewWord("zzz".into())));
        let closed = coded(&Kind::Choice(KELAMIN), "zzz", Lang::Id, &Vocabulary::default());
        assert_eq!(closed.marked(), None);
    }

    #[test]
    fn an_account_code_is_found_by_its_beginning_or_by_the_activity() {
        let mut words = Vocabulary::default();
        for (code, name) in [
            ("2.2.02", "2.2.02 Penyelenggaraan Posyandu"),
            ("2.2.03", "2.2.03 Penyuluhan"),
            ("7.01.03", "7.01.03 Program"),
        ] {
            words.push(
                "rekening",
                crate::entity::Item { code: code.into(), name: name.into(), active: true, ..Default::default() },
            );
        }
        let codes =
            |typed: &str| -> Vec<Take> { accounts(typed, &words).lines.into_iter().map(|offer| offer.take).collect() };
        let code = |code: &str| Take::Code(code.to_owned());
        assert_eq!(codes("2.2"), [code("2.2.02"), code("2.2.03")]);
        assert_eq!(codes("posyandu"), [code("2.2.02")]);
        assert_eq!(codes("9"), []);
    }

    #[test]
    fn the_record_named_exactly_as_typed_is_marked() {
        let pick = |id, title: &str| Pick { id: RecordId(id), title: title.into(), context: String::new() };
        let offers = picked(vec![pick(1, "Melati 10"), pick(2, "Melati 1")], "melati 1");
        assert_eq!(offers.marked().map(|offer| offer.take.clone()), Some(Take::Record(RecordId(2))));
        assert_eq!(offers.lines.len(), 2, "a known title is not offered as new");
    }
}
