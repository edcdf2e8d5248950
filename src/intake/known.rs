//! What the file knows already, and what earlier rows of the import will add to it.
//!
//! * **Owns** finding records for the plan: by identity, by number, by name within a place.
//! * **Imports** `base`, `entity`, `request`, the store.
//! * **Never** loads more than the rows need: Posyandu of a desa, posts of a Posyandu.

use std::collections::{HashMap, HashSet};

use super::long::Born;
use super::places::Places;
use crate::base::id::RecordId;
use crate::base::text::{fold, name_key, person_key};
use crate::entity::{DESA, Entity, Field, KADER, KECAMATAN, KODE_DESA, Kind, PENUGASAN, Record, Value};
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

/// The ids of a group, in order.
#[derive(Default)]
struct Ids {
    order: Vec<RecordId>,
    all: HashSet<RecordId>,
}

impl Ids {
    fn push(&mut self, id: RecordId) {
        if self.all.insert(id) {
            self.order.push(id);
        }
    }
}

/// The records of the file as the import would leave them.
pub struct Known<'s> {
    store: &'s mut Store,
    /// Records as loaded, or as an earlier row changed them; by entity and id.
    records: HashMap<(&'static str, RecordId), Record>,
    groups: HashMap<Group, Ids>,
    /// The records of a group by the key of their title.
    names: HashMap<Group, HashMap<String, Ids>>,
    uids: HashMap<(&'static str, String), Option<RecordId>>,
    /// The identities that rows gave to new records: what two rows of one import say of one.
    identified: HashMap<(&'static str, RecordId), String>,
    /// New records of earlier rows, by entity, in order.
    fresh: HashMap<&'static str, Vec<RecordId>>,
    /// What the rows wrote that were taken in before these.
    pub born: Option<&'s Born>,
    /// The next place-holder id.
    next: i64,
    /// Whether the file holds any person, once that was asked.
    has_people: Option<bool>,
    /// Who serves in a Posyandu, by the key of the name.
    people: HashMap<RecordId, People>,
    /// New records of earlier rows by their numbers (NIK, codes): asked for once a row.
    numbered: HashMap<(&'static str, &'static str, String), Vec<RecordId>>,
}

/// The persons of a Posyandu: a roster of thousands is asked about every name once a row.
#[derive(Default)]
struct People {
    by_key: HashMap<String, Vec<RecordId>>,
    /// Those that the file holds, in the order of their posts.
    of_file: Vec<RecordId>,
}

impl People {
    fn push(&mut self, person: &Record) {
        let same = self.by_key.entry(person_key(person.text("nama"))).or_default();
        if !same.contains(&person.id) {
            same.push(person.id);
            if person.id.is_stored() {
                self.of_file.push(person.id);
            }
        }
    }
}

impl<'s> Known<'s> {
    /// Knows nothing yet.
    pub fn new(store: &'s mut Store) -> Self {
        Known {
            store,
            records: HashMap::new(),
            groups: HashMap::new(),
            names: HashMap::new(),
            uids: HashMap::new(),
            identified: HashMap::new(),
            fresh: HashMap::new(),
            born: None,
            next: -1,
            has_people: None,
            people: HashMap::new(),
            numbered: HashMap::new(),
        }
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

    /// The kecamatan and desa of the file, those of earlier rows among them. No record of them is
    /// kept for it: a national file has 83,000.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn places(&mut self) -> Result<Places, Trouble> {
        let mut places = Places::default();
        for entity in [&KECAMATAN, &DESA] {
            let records = &self.records;
            self.store.walk(&Query::all(entity), &mut |record| {
                places.push(records.get(&(entity.name, record.id)).unwrap_or(&record));
                Ok(())
            })?;
            let fresh = self.fresh.get(entity.name).map_or(&[][..], Vec::as_slice);
            fresh.iter().filter_map(|id| records.get(&(entity.name, *id))).for_each(|record| places.push(record));
        }
        self.store.walk(&Query::all(&KODE_DESA), &mut |former| {
            places.push_former(&former);
            Ok(())
        })?;
        Ok(places)
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

    /// Those of the records whose field holds a value that pass a test; only they are copied.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn passing(
        &mut self,
        entity: &'static Entity,
        (field, value): (&'static str, &Value),
        test: impl Fn(&Record) -> bool,
    ) -> Result<Vec<Record>, Trouble> {
        let Some(key) = key(value) else { return Ok(Vec::new()) };
        let group = (entity.name, Some((field, key)));
        self.open(entity, &group)?;
        let ids = self.groups.get(&group).map_or(&[][..], |ids| &ids.order);
        let records = ids.iter().filter_map(|id| self.records.get(&(entity.name, *id)));
        Ok(records.filter(|record| test(record) && belongs(&group, record)).cloned().collect())
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

    /// Takes over that a row gave a new record this identity. Rows of the same import find it by
    /// that; the file gives it an identity of its own.
    pub fn identify(&mut self, (entity, id): (&'static str, RecordId), uid: &str) {
        let uid = uid.trim().to_lowercase();
        self.uids.insert((entity, uid.clone()), Some(id));
        self.identified.insert((entity, id), uid);
    }

    /// Whether an earlier row gave a record another identity: then the two are not one.
    pub fn is_another(&self, record: &Record, uid: &str) -> bool {
        let uid = uid.trim().to_lowercase();
        match self.identified.get(&(record.entity.name, record.id)) {
            Some(given) => *given != uid,
            None => self.born.is_some_and(|born| born.is_another(record, &uid)),
        }
    }

    /// Whether a record was in the file before this import.
    pub fn is_of_file(&self, record: &Record) -> bool {
        let is_born = || self.born.is_some_and(|born| born.of(record.entity, record.id).is_some());
        record.id.is_stored() && !is_born()
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
                let found = match self.born.and_then(|born| born.named(entity, &uid)) {
                    Some(id) => Some(id),
                    None => self.store.by_uid(entity, &uid)?,
                };
                self.uids.insert((entity.name, uid), found);
                found
            }
        };
        match found {
            Some(id) => self.get(entity, id),
            None => Ok(None),
        }
    }

    /// The records of a name, of all or of those whose field holds a value; see [`title_key`].
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn named(
        &mut self,
        entity: &'static Entity,
        within: Option<(&'static str, &Value)>,
        wanted: &str,
    ) -> Result<Vec<Record>, Trouble> {
        let filter = match within {
            Some((field, value)) => match key(value) {
                Some(key) => Some((field, key)),
                None => return Ok(Vec::new()),
            },
            None => None,
        };
        let group = (entity.name, filter);
        if !self.names.contains_key(&group) {
            let mut names: HashMap<String, Ids> = HashMap::new();
            for record in self.group(entity, group.1.clone())? {
                names.entry(title_key(&record)).or_default().push(record.id);
            }
            self.names.insert(group.clone(), names);
        }
        let ids = self.names.get(&group).and_then(|names| names.get(wanted)).map_or(&[][..], |ids| &ids.order);
        let records = ids.iter().filter_map(|id| self.records.get(&(entity.name, *id)));
        Ok(records.filter(|record| belongs(&group, record) && title_key(record) == wanted).cloned().collect())
    }

    /// Persons of the file who are sorted under the same name, at most so many.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn namesakes(&mut self, name: &str, most: usize) -> Result<Vec<Record>, Trouble> {
        if self.has_people.is_none() {
            self.has_people = Some(self.store.count(&Query::all(&KADER), 1)?.0 > 0);
        }
        if self.has_people == Some(false) {
            return Ok(Vec::new());
        }
        let ids = self.store.find(&KADER, KADER.title, &Value::from(name), most)?;
        let mut people = Vec::with_capacity(ids.len());
        for id in ids {
            people.extend(self.get(&KADER, id)?);
        }
        Ok(people)
    }

    /// The persons who serve or served in a Posyandu: those of a name, by its key, then those of
    /// other names that the file holds.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn people(&mut self, posyandu: &Value, key: &str) -> Result<(Vec<Record>, Vec<Record>), Trouble> {
        let Some(place) = posyandu.as_link().map(|link| link.id) else { return Ok(Default::default()) };
        if !self.people.contains_key(&place) {
            let mut people = People::default();
            for held in self.with(&PENUGASAN, "posyandu", posyandu)? {
                let Some(link) = held.get("kader").as_link() else { continue };
                if let Some(person) = self.get(&KADER, link.id)? {
                    people.push(&person);
                }
            }
            self.people.insert(place, people);
        }
        let (same, others) = match self.people.get(&place) {
            Some(people) => {
                let same = people.by_key.get(key).cloned().unwrap_or_default();
                let others = people.of_file.iter().filter(|id| !same.contains(id)).copied().collect();
                (same, others)
            }
            None => (Vec::new(), Vec::new()),
        };
        let mut records = |ids: Vec<RecordId>| -> Result<Vec<Record>, Trouble> {
            let mut out = Vec::with_capacity(ids.len());
            for id in ids {
                out.extend(self.get(&KADER, id)?.filter(|person| !person.deleted));
            }
            Ok(out)
        };
        Ok((records(same)?, records(others)?))
    }

    /// Keeps the persons by Posyandu as a row leaves them.
    fn note_people(&mut self, record: &Record) {
        let before = self.records.get(&(record.entity.name, record.id));
        if record.entity == &KADER {
            // A name that changed stands under another key, wherever the person serves.
            if before.is_some_and(|before| before.get("nama") != record.get("nama")) {
                self.people.clear();
            }
        } else if record.entity == &PENUGASAN {
            if before.is_some_and(|before| {
                before.get("posyandu") != record.get("posyandu") || before.get("kader") != record.get("kader")
            }) {
                self.people.clear();
                return;
            }
            let link = |name: &str| record.get(name).as_link().map(|link| link.id);
            let (Some(place), Some(person)) = (link("posyandu"), link("kader")) else { return };
            if let (Some(people), Some(person)) = (self.people.get_mut(&place), self.records.get(&(KADER.name, person)))
            {
                people.push(person);
            }
        }
    }

    /// Takes over what a row made of a record.
    pub fn put(&mut self, record: Record) {
        self.note_people(&record);
        let name = record.entity.name;
        let own = record.pairs().filter_map(|(field, value)| Some((field.name, key(value)?)));
        let groups: Vec<Group> = std::iter::once((name, None)).chain(own.map(|own| (name, Some(own)))).collect();
        for group in groups {
            if let Some(ids) = self.groups.get_mut(&group) {
                ids.push(record.id);
            }
            if let Some(names) = self.names.get_mut(&group) {
                names.entry(title_key(&record)).or_default().push(record.id);
            }
        }
        let id = record.id;
        if !id.is_stored() {
            for (field, value) in record.pairs().filter(|(field, _)| is_number(field)) {
                if let Value::Text(number) = value {
                    let ids = self.numbered.entry((name, field.name, number.clone())).or_default();
                    if !ids.contains(&id) {
                        ids.push(id);
                    }
                }
            }
        }
        if self.records.insert((name, id), record).is_none() && !id.is_stored() {
            self.fresh.entry(name).or_default().push(id);
        }
    }

    fn group(&mut self, entity: &'static Entity, filter: Option<(&'static str, Key)>) -> Result<Vec<Record>, Trouble> {
        let group = (entity.name, filter);
        self.open(entity, &group)?;
        let ids = self.groups.get(&group).map_or(&[][..], |ids| &ids.order);
        // A record that an earlier row moved elsewhere is no longer of this group.
        let records = ids.iter().filter_map(|id| self.records.get(&(entity.name, *id)));
        Ok(records.filter(|record| belongs(&group, record)).cloned().collect())
    }

    /// Loads the ids of a group, once.
    fn open(&mut self, entity: &'static Entity, group: &Group) -> Result<(), Trouble> {
        if !self.groups.contains_key(group) {
            let mut ids = Ids::default();
            self.load(entity, group.1.as_ref())?.into_iter().for_each(|id| ids.push(id));
            self.groups.insert(group.clone(), ids);
        }
        Ok(())
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
        ids.extend(self.pending(entity, filter));
        Ok(ids)
    }

    /// Records of earlier rows that belong to a group asked for only now.
    fn pending(&self, entity: &'static Entity, filter: Option<&(&'static str, Key)>) -> Vec<RecordId> {
        let fits = |id: &RecordId| {
            self.records.get(&(entity.name, *id)).is_some_and(|record| {
                filter.is_none_or(|(field, wanted)| key(record.get(field)).as_ref() == Some(wanted))
            })
        };
        let fresh = match filter {
            Some((field, Key::Text(number))) if entity.field(field).is_some_and(is_number) => {
                self.numbered.get(&(entity.name, *field, number.clone()))
            }
            _ => self.fresh.get(entity.name),
        };
        fresh.map_or(&[][..], Vec::as_slice).iter().copied().filter(fits).collect()
    }
}

/// Fields whose value names one record.
fn is_number(field: &Field) -> bool {
    matches!(field.kind, Kind::Nik | Kind::Code(_))
}

fn belongs(group: &Group, record: &Record) -> bool {
    group.1.as_ref().is_none_or(|(field, wanted)| key(record.get(field)).as_ref() == Some(wanted))
}

/// The key by which a record is found by its title: of a Posyandu as numbers read either way, of a
/// person without titles, of a document without spaces.
pub fn title_key(record: &Record) -> String {
    match record.get(record.entity.title) {
        Value::Link(link) => format!("#{}", link.id),
        _ => said_key(record.entity, &record.title()),
    }
}

/// The same key of a title as an office wrote it.
pub fn said_key(entity: &Entity, said: &str) -> String {
    match entity.name {
        "posyandu" => name_key(said),
        "kader" => person_key(said),
        "sk" => said.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect(),
        _ => {
            let folded = fold(said);
            if folded.is_empty() { said.to_owned() } else { folded }
        }
    }
}

fn key(value: &Value) -> Option<Key> {
    match value {
        Value::Link(link) => Some(Key::Id(link.id)),
        Value::Text(text) => Some(Key::Text(text.clone())),
        _ => None,
    }
}
