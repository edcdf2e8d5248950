//! What is remembered of a person's habits (look, columns, carried values).
//!
//! * **Owns** the keys of table `pengaturan` that screens use.
//! * **Imports** the look.
//! * **Never** writes: a changed setting is asked to be kept with `Request::Remember`.

use std::collections::BTreeMap;

use super::look::{Glyphs, Look, Theme};
use crate::base::words::Lang;

/// The palette: a word of [`Theme::ALL`].
pub const THEME: &str = "tema";
/// The language of the screen: `id` or `en`.
pub const LANG: &str = "bahasa";
/// ASCII only: [`YES`] or [`NO`]; not set: as the terminal can.
pub const ASCII: &str = "ascii";
/// Masks personal data: [`YES`] or [`NO`].
pub const MASKED: &str = "samaran";
/// The lean look for the slowest lines: [`YES`] or [`NO`].
pub const LEAN: &str = "ramping";
/// A setting that is on.
pub const YES: &str = "ya";
/// A setting that is off.
pub const NO: &str = "tidak";

/// Settings by key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings(BTreeMap<String, String>);

impl Settings {
    /// From rows of the table.
    pub fn new(rows: impl IntoIterator<Item = (String, String)>) -> Self {
        Settings(rows.into_iter().collect())
    }

    /// A setting.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// Sets it for this run; see [`crate::request::Request::Remember`] for keeping it.
    pub fn set(&mut self, key: impl Into<String>, value: impl Into<String>) {
        self.0.insert(key.into(), value.into());
    }

    /// A look with what is remembered laid over it.
    pub fn look(&self, look: Look) -> Look {
        let flag = |key, otherwise| match self.get(key) {
            Some(YES) => true,
            Some(NO) => false,
            _ => otherwise,
        };
        Look {
            theme: self.get(THEME).and_then(Theme::from_word).unwrap_or(look.theme),
            lang: match self.get(LANG) {
                Some("id") => Lang::Id,
                Some("en") => Lang::En,
                _ => look.lang,
            },
            glyphs: match self.get(ASCII) {
                Some(YES) => Glyphs::Ascii,
                Some(NO) => Glyphs::Utf8,
                _ => look.glyphs,
            },
            masked: flag(MASKED, look.masked),
            lean: flag(LEAN, look.lean),
        }
    }
}
