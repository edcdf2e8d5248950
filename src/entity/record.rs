//! One record: the common currency of the generic path.
//!
//! * **Owns** [`Record`].
//! * **Imports** `base` and the schema.
//! * **Never** talks to the store.

use crate::base::id::{RecordId, Uid};

use super::schema::{Entity, Field};
use super::value::Value;

/// A record of some entity. `values` stand in the order of the entity's `fields`; derived and
/// computed ones among them are filled by the store and ignored on saving.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its description.
    pub entity: &'static Entity,
    /// Its number in this file; negative while unsaved.
    pub id: RecordId,
    /// Its travelling identity; empty while unsaved.
    pub uid: Uid,
    /// Raised by one on every saved change; 0 while unsaved.
    pub version: i64,
    /// True where it lies in the bin.
    pub deleted: bool,
    /// One value a field.
    pub values: Vec<Value>,
}

impl Record {
    /// An empty record with the place-holder id of a batch (negative).
    pub fn new(entity: &'static Entity, id: RecordId) -> Self {
        Record {
            entity,
            id,
            uid: Uid::default(),
            version: 0,
            deleted: false,
            values: vec![Value::Empty; entity.fields.len()],
        }
    }

    /// The value of a field. A name the entity does not have gives [`Value::Empty`]; a test over
    /// all entities keeps such names from being written.
    pub fn get(&self, name: &str) -> &Value {
        static EMPTY: Value = Value::Empty;
        self.entity.find(name).and_then(|(at, _)| self.values.get(at)).unwrap_or(&EMPTY)
    }

    /// Sets a field. A name the entity does not have changes nothing.
    pub fn set(&mut self, name: &str, value: impl Into<Value>) {
        if let Some(place) = self.entity.find(name).and_then(|(at, _)| self.values.get_mut(at)) {
            *place = value.into();
        }
    }

    /// The same record with a field set; for building in one expression.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.set(name, value);
        self
    }

    /// A text field's text, or `""`.
    pub fn text(&self, name: &str) -> &str {
        self.get(name).as_text()
    }

    /// The words that name this record to a person (its title field; a link gives its title).
    pub fn title(&self) -> String {
        match self.get(self.entity.title) {
            Value::Text(text) => text.clone(),
            Value::Link(link) => link.title.clone(),
            Value::Int(number) => number.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Empty => String::new(),
        }
    }

    /// The fields with their values.
    pub fn pairs(&self) -> impl Iterator<Item = (&'static Field, &Value)> {
        self.entity.fields.iter().zip(&self.values)
    }
}
