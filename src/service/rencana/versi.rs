//! The states of a plan, and going back to a frozen version.
//!
//! * **Owns** bringing lines back to what a version says.
//! * **Imports** the helpers beside it.
//! * **Never** changes a version: what is brought back becomes the present state, as new changes.

use std::collections::BTreeMap;

use super::{Done, covered, keep, plan_of, present};
use crate::base::id::RecordId;
use crate::entity::rencana::MILIK_RENCANA;
use crate::entity::{CAKUPAN, NASKAH, RENCANA, Record};
use crate::request::{Act, Change};
use crate::store::Store;

pub(super) fn state(store: &mut Store, plan: RecordId, state: &str) -> Done {
    let plan = present(store, &NASKAH, plan)?;
    let subject = plan.title();
    keep(store, Act::Edit, subject, vec![Change::Put(plan.with("keadaan", state))])
}

pub(super) fn restore(store: &mut Store, plan: RecordId, number: i64) -> Done {
    let now = plan_of(store, plan)?;
    let then = store.plan_lines(plan, number)?;
    let present: BTreeMap<&str, &Record> = now.lines.iter().map(|line| (line.uid.0.as_str(), line)).collect();
    let mut changes = Vec::new();
    for line in &then {
        let (record, back) = match present.get(line.uid.0.as_str()) {
            Some(record) => ((*record).clone(), false),
            None => match store.get(&RENCANA, line.id)?.filter(|record| record.uid == line.uid) {
                Some(record) => (record, true),
                None => continue,
            },
        };
        let mut record = record;
        if back {
            changes.push(Change::Restore(&RENCANA, record.id));
            record.version += 1;
            record.deleted = false;
        }
        let old = record.clone();
        for field in MILIK_RENCANA.into_iter().chain(["urutan"]) {
            record.set(field, line.get(field).clone());
        }
        if old != record {
            changes.push(Change::Put(record));
        }
    }
    for line in now.lines.iter().filter(|line| then.iter().all(|other| other.uid != line.uid)) {
        for known in covered(store, line.id)? {
            changes.push(Change::Delete(&CAKUPAN, known.id, known.version));
        }
        changes.push(Change::Delete(&RENCANA, line.id, line.version));
    }
    keep(store, Act::EditMany, format!("{}: kembali ke versi {number}", now.naskah.title()), changes)
}
