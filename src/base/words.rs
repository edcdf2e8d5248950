//! The words people read, in both languages side by side.
//!
//! * **Owns** [`Lang`], [`Text`] (a fixed pair) and [`Phrase`] (a pair with facts filled in).
//! * **Imports** nothing.
//! * **Never** decides which language is shown: that arrives as a [`Lang`] when text is painted.

use std::borrow::Cow;

/// The language a person reads. Exported documents are always Indonesian.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Office Indonesian, the default.
    #[default]
    Id,
    /// English, for trainers and developers.
    En,
}

/// One text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// Indonesian.
    pub id: &'static str,
    /// English.
    pub en: &'static str,
}

/// Writes a text in both languages: `text("Simpan", "Save")`.
pub const fn text(id: &'static str, en: &'static str) -> Text {
    Text { id, en }
}

/// A text that is a name or a number and needs no translation.
pub const fn same(both: &'static str) -> Text {
    Text { id: both, en: both }
}

impl Text {
    /// The text in the language asked for.
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Id => self.id,
            Lang::En => self.en,
        }
    }

    /// True where nothing was written.
    pub const fn is_empty(self) -> bool {
        self.id.is_empty()
    }

    /// Fills `{0}`, `{1}` ... with facts.
    pub fn with<I, S>(self, facts: I) -> Phrase
    where
        I: IntoIterator<Item = S>,
        S: Into<String>,
    {
        Phrase { text: self, facts: facts.into_iter().map(Into::into).collect() }
    }
}

/// A sentence with facts in it. It stays data until it is painted, so that it can be compared in
/// tests and shown in either language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The sentence with its places `{0}`, `{1}` ...
    pub text: Text,
    /// What goes into the places.
    pub facts: Vec<String>,
}

impl Phrase {
    /// The sentence in the language asked for. A place without a fact stays as written.
    pub fn get(&self, lang: Lang) -> Cow<'static, str> {
        let raw = self.text.get(lang);
        if self.facts.is_empty() {
            return Cow::Borrowed(raw);
        }
        let mut out = String::with_capacity(raw.len() + 16);
        let mut rest = raw;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let place = after.split_once('}').and_then(|(inside, tail)| {
                let fact = self.facts.get(inside.parse::<usize>().ok()?)?;
                Some((fact, tail))
            });
            match place {
                Some((fact, tail)) => {
                    out.push_str(fact);
                    rest = tail;
                }
                None => {
                    out.push('{');
                    rest = after;
                }
            }
        }
        out.push_str(rest);
        Cow::Owned(out)
    }
}

impl From<Text> for Phrase {
    fn from(text: Text) -> Self {
        Phrase { text, facts: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_fill_their_places_in_both_languages() {
        let phrase = text("{0} dari {1}", "{1} holds {0}").with(["3", "41"]);
        assert_eq!(phrase.get(Lang::Id), "3 dari 41");
        assert_eq!(phrase.get(Lang::En), "41 holds 3");
    }

    #[test]
    fn a_fact_that_looks_like_a_place_is_not_filled_again() {
        let phrase = same("{0}-{1}").with(["{1}", "x"]);
        assert_eq!(phrase.get(Lang::Id), "{1}-x");
    }

    #[test]
    fn a_place_without_a_fact_stays_as_written() {
        assert_eq!(same("a {7} {b").with(["x"]).get(Lang::Id), "a {7} {b");
    }
}
