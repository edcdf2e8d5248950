//! Answers: what the clerk says now about names in doubt, and what was said at another time.
//!
//! * **Owns** their keys, which of them counts, and what is remembered once an import was run.
//! * **Imports** `base`, `request`, the store.
//! * **Never** decides anything itself.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::base::id::RecordId;
use crate::base::text::{fold, name_key, person_key};
use crate::request::Trouble;
use crate::store::{self, Store};

/// What an answer is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// The spelling of a desa.
    Desa,
    /// The name of a Posyandu within its desa.
    Posyandu,
    /// The name of a person within a Posyandu.
    Kader,
}

impl About {
    const ALL: [About; 3] = [About::Desa, About::Posyandu, About::Kader];

    /// The kind of the decision in the file.
    pub const fn kind(self) -> &'static str {
        match self {
            About::Desa => "desa",
            About::Posyandu => "posyandu",
            About::Kader => "kader",
        }
    }

    /// The key of a name: `within` is the identity of the place, empty for a desa.
    pub fn key(self, within: &str, said: &str) -> String {
        match self {
            About::Desa => fold(said),
            About::Posyandu => format!("{within} {}", name_key(said)),
            About::Kader => format!("{within} {}", person_key(said)),
        }
    }
}

/// When something was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// In this review.
    Now,
    /// At another import.
    Before,
}

/// What was learned from the clerk's answers: about what, the key, the identity meant (empty: a
/// new record).
pub type Learned = BTreeMap<(About, String), String>;

/// All that is known beside the rows.
#[derive(Debug, Default)]
pub struct Answers {
    before: BTreeMap<(About, String), String>,
    now: Learned,
    apart: BTreeSet<String>,
    /// Records that a row of this import names exactly: no other row is asked about them.
    pub spoken: HashSet<(&'static str, RecordId)>,
}

impl Answers {
    /// What the file remembers.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn load(store: &Store) -> Result<Self, Trouble> {
        let mut answers = Answers::default();
        for about in About::ALL {
            let kept = store.decisions(about.kind())?;
            answers.before.extend(kept.into_iter().map(|(key, answer)| ((about, key), answer)));
        }
        answers.apart = store.decisions(store::NOT_DOUBLE)?.into_keys().collect();
        Ok(answers)
    }

    /// The identity meant by a name, empty for a new record; and when it was said.
    pub fn get(&self, about: About, key: &str) -> Option<(&str, When)> {
        let key = (about, key.to_owned());
        let now = self.now.get(&key).map(|answer| (answer.as_str(), When::Now));
        now.or_else(|| self.before.get(&key).map(|answer| (answer.as_str(), When::Before)))
    }

    /// True where nothing was said about such names.
    pub fn is_silent(&self, about: About) -> bool {
        let none = |map: &Learned| map.range((about, String::new())..).next().is_none_or(|((own, _), _)| *own != about);
        none(&self.now) && none(&self.before)
    }

    /// Whether somebody said of two records that they are not doubles.
    pub fn are_apart(&self, a: &str, b: &str) -> bool {
        self.apart.contains(&store::pair(a, b))
    }

    /// Takes over what the answers in the rows taught; true where that is news. What is known
    /// stays: a row whose answer has made it plain is no longer asked, so it teaches nothing.
    pub fn learn(&mut self, learned: Learned) -> bool {
        let before = self.now.len();
        for (key, answer) in learned {
            self.now.entry(key).or_insert(answer);
        }
        self.now.len() > before
    }

    /// Keeps what was said now. `apart`: pairs of records that are not doubles.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn keep(&self, store: &mut Store, apart: &BTreeSet<(String, String)>) -> Result<(), Trouble> {
        for ((about, key), answer) in &self.now {
            store.decide(about.kind(), key, answer)?;
        }
        for (a, b) in apart {
            store.decide(store::NOT_DOUBLE, &store::pair(a, b), "")?;
        }
        Ok(())
    }
}
