//! Records that the file does not mention: told, and ended where the clerk says so.
//!
//! * **Owns** which records are missing, and what an answer about one does.
//! * **Imports** `entity`, `request`, the plans, what the file knows.
//! * **Never** deletes anything, and never looks beyond the places that the rows name.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::known::Known;
use super::plan::Plan;
use crate::base::date::Date;
use crate::base::id::RecordId;
use crate::entity::penugasan::SALAH_CATAT;
use crate::entity::{Entity, KADER, PENUGASAN, POSYANDU, Record, Value};
use crate::request::{Absence, MissingRow, Trouble};

/// Why a post ended whose holder moved away (`pilihan`, list `alasan_berhenti`).
const MOVED: &str = "pindah-domisili";

/// A record that is missing, with what an answer would change: the Posyandu, or the running posts.
pub struct Missing {
    /// As it is told.
    pub row: MissingRow,
    records: Vec<Record>,
}

impl Missing {
    /// What the answer writes.
    pub fn changes(&self, today: Date) -> Vec<Record> {
        let ended = |record: &Record| match (record.entity.name, self.row.answer) {
            ("posyandu", Absence::Closed) => Some(record.clone().with("status", "tutup")),
            ("penugasan", Absence::Closed) => Some(record.clone().with("selesai", Value::Date(today))),
            ("penugasan", Absence::Moved) => {
                Some(record.clone().with("selesai", Value::Date(today)).with("alasan_berhenti", MOVED))
            }
            _ => None,
        };
        self.records.iter().filter_map(ended).collect()
    }
}

/// The records of the places named in the file that no row is about, by place and title.
///
/// # Errors
/// A trouble of the file.
pub fn missing(
    known: &mut Known<'_>,
    entity: &'static Entity,
    plans: &[Plan],
    answers: &BTreeMap<String, Absence>,
) -> Result<Vec<Missing>, Trouble> {
    let places: BTreeSet<RecordId> = plans.iter().flat_map(|plan| &plan.places).copied().collect();
    let places = places.into_iter().filter(|id| id.is_stored());
    let mentioned = |record: &Record| {
        let name = (record.entity.name, record.id);
        plans.iter().any(|plan| plan.about.contains(&name) || plan.doubted.contains(&name))
    };
    let doubted = |record: &Record| plans.iter().any(|plan| plan.doubted.contains(&(record.entity.name, record.id)));
    let mut all = match entity.name {
        "posyandu" => posyandu(known, places, &mentioned)?,
        "kader" => persons(known, places, (&mentioned, &doubted))?,
        _ => Vec::new(),
    };
    for missing in &mut all {
        missing.row.answer = answers.get(&missing.row.uid).copied().unwrap_or_default();
    }
    all.sort_by(|a, b| (&a.row.place, &a.row.title).cmp(&(&b.row.place, &b.row.title)));
    Ok(all)
}

/// Says something of a record.
type Test<'a> = &'a dyn Fn(&Record) -> bool;

fn posyandu(
    known: &mut Known<'_>,
    places: impl Iterator<Item = RecordId>,
    mentioned: Test<'_>,
) -> Result<Vec<Missing>, Trouble> {
    let mut out = Vec::new();
    for desa in places {
        let own = known.with(&POSYANDU, "desa", &Value::link(desa, ""))?;
        for record in own.into_iter().filter(|record| record.id.is_stored() && !record.deleted) {
            if record.text("status") == "aktif" && !mentioned(&record) {
                out.push(Missing { row: row(&record, title_of(&record, "desa")), records: vec![record] });
            }
        }
    }
    Ok(out)
}

fn persons(
    known: &mut Known<'_>,
    places: impl Iterator<Item = RecordId>,
    (mentioned, doubted): (Test<'_>, Test<'_>),
) -> Result<Vec<Missing>, Trouble> {
    let today = known.store().today();
    let mut out: BTreeMap<RecordId, Missing> = BTreeMap::new();
    for place in places {
        let posts = known.with(&PENUGASAN, "posyandu", &Value::link(place, ""))?;
        // A row about any post of a person in this Posyandu is about the person's being there.
        let here = posts.iter().filter(|post| mentioned(post)).filter_map(holder);
        let here: HashSet<RecordId> = here.collect();
        for post in posts.into_iter().filter(|post| post.id.is_stored() && !post.deleted && is_running(post, today)) {
            let Some(kader) = holder(&post).filter(|kader| !here.contains(kader)) else { continue };
            let Some(person) = known.get(&KADER, kader)?.filter(|person| !person.deleted) else { continue };
            if doubted(&person) {
                continue;
            }
            let place = title_of(&post, "posyandu");
            let entry =
                out.entry(kader).or_insert_with(|| Missing { row: row(&person, String::new()), records: vec![] });
            if !entry.row.place.split(", ").any(|known| known == place) {
                let places = [entry.row.place.as_str(), place.as_str()];
                entry.row.place = places.into_iter().filter(|place| !place.is_empty()).collect::<Vec<_>>().join(", ");
            }
            entry.records.push(post);
        }
    }
    Ok(out.into_values().collect())
}

fn row(record: &Record, place: String) -> MissingRow {
    MissingRow { uid: record.uid.0.clone(), title: record.title(), place, answer: Absence::Leave }
}

fn holder(post: &Record) -> Option<RecordId> {
    post.get("kader").as_link().map(|link| link.id)
}

fn title_of(record: &Record, field: &str) -> String {
    record.get(field).as_link().map(|link| link.title.clone()).unwrap_or_default()
}

/// A post that was begun and has not ended.
fn is_running(post: &Record, today: Date) -> bool {
    post.text("alasan_berhenti") != SALAH_CATAT
        && post.get("mulai").as_date().is_none_or(|first| first <= today)
        && post.get("selesai").as_date().is_none_or(|last| last > today)
}
