//! What is remembered of a person's habits: look, columns, carried values.
//!
//! * **Owns** the keys of table `pengaturan` that screens use.
//! * **Imports** nothing of ours.
//! * **Never** writes: a changed setting is asked to be kept with `Request::Remember`.

use std::collections::BTreeMap;

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
}
