//! What the file knows already, and what earlier rows of the import will add to it.
//!
//! * **Owns** finding records for the plan: by identity, by number, by name within a place.
//! * **Imports** `base`, `entity`, `request`, the store.
//! * **Never** loads more than the rows need: Posyandu of a desa, posts of a Posyandu.

use std::collections::{HashMap, HashSet};

use crate::base::id::RecordId;
use crate::entity::{DESA, Entity, KECAMATAN, Record, Value};
use crate::request::{Query, Trouble};
use crate::store::Store;

/// A group of records: all of an entity, or those with one value in one field.
type Group = (&'static str, Option<(&'static str, Key)>);

/// A value as a key of a map.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Id(RecordId),
    Text(String),
}

/// The records of the file as the import would leave them.
pub struct Known<'s> {
    store: &'s mut Store,
    /// Records as loaded, or as an earlier row changed them; by entity and id.
    records: HashMap<(&'static str, RecordId), Record>,
    groups: HashMap<Group, Vec<RecordId>>,
    uids: HashMap<(&'static str, String), Option<RecordId>>,
    /// The next place-holder id.
    next: i64,
}

impl<'s> Known<'s> {
    /// Knows nothing yet.
    pub fn new(store: &'s mut Store) -> Self {
        Known { store, records: HashMap::new(), groups: HashMap::new(), uids: HashMap::new(), next: -1 }
    }

    /// The store.
    pub fn store(&mut self) -> &mut Store {
        self.store
    }

    /// A new record with the next place-holder id.
    pub fn fresh(&mut self, entity: &'static Entity) -> Record {
        let id = RecordId(self.next);
        self.next -= 1;
        Record::new(entity, id)
    }

    /// Every kecamatan of the file.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn kecamatan(&mut self) -> Result<Vec<Record>, Trouble> {
        self.all(&KECAMATAN)
    }

    /// Every desa of the file.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn desa(&mut self) -> Result<Vec<Record>, Trouble> {
        self.all(&DESA)
    }

    /// Every record of an entity, those of earlier rows among them.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn all(&mut self, entity: &'static Entity) -> Result<Vec<Record>, Trouble> {
        self.group(entity, None)
    }

    /// The records whose field holds a value, those of earlier rows among them.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn with(
        &mut self,
        entity: &'static Entity,
        field: &'static str,
        value: &Value,
    ) -> Result<Vec<Record>, Trouble> {
        match key(value) {
            Some(key) => self.group(entity, Some((field, key))),
            None => Ok(Vec::new()),
        }
    }

    /// One record by its number, as earlier rows left it.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn get(&mut self, entity: &'static Entity, id: RecordId) -> Result<Option<Record>, Trouble> {
        if let Some(record) = self.records.get(&(entity.name, id)) {
            return Ok(Some(record.clone()));
        }
        let record = if id.is_stored() { self.store.get(entity, id)? } else { None };
        if let Some(record) = &record {
            self.records.insert((entity.name, id), record.clone());
        }
        Ok(record)
    }

    /// One record by its travelling identity, also from the bin.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn by_uid(&mut self, entity: &'static Entity, uid: &str) -> Result<Option<Record>, Trouble> {
        let uid = uid.trim().to_lowercase();
        let found = match self.uids.get(&(entity.name, uid.clone())) {
            Some(found) => *found,
            None => {
                let found = self.store.by_uid(entity, &uid)?;
                self.uids.insert((entity.name, uid), found);
                found
            }
        };
        match found {
            Some(id) => self.get(entity, id),
            None => Ok(None),
        }
    }

    /// Takes over what a row made of a record.
    pub fn put(&mut self, record: Record) {
        let entity = record.entity;
        let id = record.id;
        for ((name, filter), ids) in &mut self.groups {
            let belongs = *name == entity.name
                && filter.as_ref().is_none_or(|(field, wanted)| key(record.get(field)).as_ref() == Some(wanted));
            if belongs && !ids.contains(&id) {
                ids.push(id);
            }
        }
        self.records.insert((entity.name, id), record);
    }

    fn group(&mut self, entity: &'static Entity, filter: Option<(&'static str, Key)>) -> Result<Vec<Record>, Trouble> {
        let group = (entity.name, filter);
        if !self.groups.contains_key(&group) {
            let ids = self.load(entity, group.1.as_ref())?;
            self.groups.insert(group.clone(), ids);
        }
        let ids = self.groups.get(&group).map(Vec::as_slice).unwrap_or_default();
        // A record that an earlier row moved elsewhere is no longer of this group.
        let belongs = |record: &&Record| {
            group.1.as_ref().is_none_or(|(field, wanted)| key(record.get(field)).as_ref() == Some(wanted))
        };
        Ok(ids.iter().filter_map(|id| self.records.get(&(entity.name, *id))).filter(belongs).cloned().collect())
    }

    fn load(
        &mut self,
        entity: &'static Entity,
        filter: Option<&(&'static str, Key)>,
    ) -> Result<Vec<RecordId>, Trouble> {
        let mut ids = match filter {
            Some((_, Key::Id(id))) if !id.is_stored() => Vec::new(),
            Some((field, wanted)) => {
                let value = match wanted {
                    Key::Id(id) => Value::link(*id, ""),
                    Key::Text(text) => Value::from(text.as_str()),
                };
                self.store.find(entity, field, &value, usize::MAX)?
            }
            None => {
                let mut ids = Vec::new();
                let records = &mut self.records;
                self.store.walk(&Query::all(entity), &mut |record| {
                    ids.push(record.id);
                    records.entry((entity.name, record.id)).or_insert(record);
                    Ok(())
                })?;
                ids
            }
        };
        for id in &ids {
            self.get(entity, *id)?;
        }
        let known: HashSet<RecordId> = ids.iter().copied().collect();
        ids.extend(self.pending(entity, filter).into_iter().filter(|id| !known.contains(id)));
        Ok(ids)
    }

    /// Records of earlier rows that belong to a group asked for only now.
    fn pending(&self, entity: &'static Entity, filter: Option<&(&'static str, Key)>) -> Vec<RecordId> {
        let mut ids: Vec<RecordId> = self
            .records
            .iter()
            .filter(|((name, _), record)| {
                *name == entity.name
                    && filter.is_none_or(|(field, wanted)| key(record.get(field)).as_ref() == Some(wanted))
            })
            .map(|((_, id), _)| *id)
            .filter(|id| !id.is_stored())
            .collect();
        ids.sort_by_key(|id| -id.0);
        ids
    }
}

fn key(value: &Value) -> Option<Key> {
    match value {
        Value::Link(link) => Some(Key::Id(link.id)),
        Value::Text(text) => Some(Key::Text(text.clone())),
        _ => None,
    }
}
