//! Lines out of other lines, of templates and of selections.
//!
//! * **Owns** what a copied line takes along and what it leaves behind.
//! * **Imports** the helpers beside it.
//! * **Never** copies what became of a line: money accepted and spent stays with its year.

use std::collections::{BTreeMap, BTreeSet};

use super::{Done, STEP, covered, fresh, home, keep, last_place, lines_of, link, no, place_holder, plan_of};
use crate::base::id::RecordId;
use crate::base::words::{Lang, text};
use crate::entity::rencana::{DIDANAI, MILIK_RENCANA, UMUM};
use crate::entity::{CAKUPAN, Entity, Record, Value};
use crate::request::plan::Plan;
use crate::request::{Act, Change};
use crate::store::Store;

/// The places of new lines: behind the last of each bidang.
struct Places(BTreeMap<String, i64>);

impl Places {
    fn new(plan: &Plan) -> Self {
        let bidang: BTreeSet<String> = plan.lines.iter().map(|line| line.text("bidang").to_owned()).collect();
        Places(bidang.into_iter().map(|code| (code.clone(), last_place(&plan.lines, &code))).collect())
    }

    fn next(&mut self, bidang: &str) -> i64 {
        let place = self.0.entry(bidang.to_owned()).or_default();
        *place += STEP;
        *place
    }
}

fn likeness(old: &Record, at: usize) -> Record {
    let mut line = fresh(at);
    // What a line is, apart from what became of it and from the plan it stands in.
    let own = MILIK_RENCANA.into_iter().filter(|field| *field != "naskah");
    own.for_each(|field| line.set(field, old.get(field).clone()));
    line
}

pub(super) fn copy(store: &mut Store, (from, to): (RecordId, RecordId), only: &[RecordId]) -> Done {
    let (source, target) = (plan_of(store, from)?, plan_of(store, to)?);
    let known: BTreeSet<RecordId> =
        target.lines.iter().filter_map(|line| line.get("asal").as_link().map(|link| link.id)).collect();
    let mut chosen: Vec<&Record> = source
        .lines
        .iter()
        .filter(|line| if only.is_empty() { line.text("status") != "batal" } else { only.contains(&line.id) })
        .filter(|line| !known.contains(&line.id))
        .collect();
    // What nobody paid for comes first in its bidang; the order of bidang is the plan's own.
    chosen.sort_by_key(|line| DIDANAI.contains(&line.text("status")));
    let mut places = Places::new(&target);
    let year = |plan: &Plan| plan.naskah.get("tahun").as_int().unwrap_or(0);
    let mut changes = Vec::with_capacity(chosen.len());
    let mut kept = Vec::new();
    for (at, old) in chosen.iter().enumerate() {
        let mut line = likeness(old, at);
        line.set("naskah", link(&target.naskah));
        line.set("urutan", places.next(old.text("bidang")));
        line.set("asal", link(old));
        let paid = DIDANAI.contains(&old.text("status"));
        let times = old.get("kali_diusulkan").as_int().unwrap_or(1).max(1);
        let since = old.get("diusulkan_sejak").as_int().unwrap_or_else(|| year(&source));
        line.set("kali_diusulkan", if paid { 1 } else { (times + 1).min(99) });
        line.set("diusulkan_sejak", if paid { year(&target) } else { since });
        if !paid {
            kept.push((line.clone(), old.id));
        }
        changes.push(Change::Put(line));
    }
    // An unpaid line keeps whom it was for.
    for (line, old) in kept {
        for known in covered(store, old)? {
            let mut copy = Record::new(&CAKUPAN, place_holder(changes.len()));
            ["posyandu", "kader", "desa"].into_iter().for_each(|field| copy.set(field, known.get(field).clone()));
            changes.push(Change::Put(copy.with("rencana", link(&line))));
        }
    }
    let subject = format!("{}: dari {}", target.naskah.title(), source.naskah.title());
    keep(store, Act::Add, subject, changes)
}

pub(super) fn templates(store: &mut Store, plan: RecordId, codes: &[String]) -> Done {
    let target = plan_of(store, plan)?;
    let words = store.words();
    let mut places = Places::new(&target);
    let mut changes = Vec::new();
    for (at, code) in codes.iter().enumerate() {
        let Some(item) = words.item("kegiatan_lazim", code) else { continue };
        let bidang = if item.bidang.is_empty() { UMUM } else { item.bidang.as_str() };
        let mut line = fresh(at).with("kegiatan", item.name.as_str()).with("bidang", bidang);
        line.set("naskah", link(&target.naskah));
        line.set("urutan", places.next(bidang));
        changes.push(Change::Put(line));
    }
    keep(store, Act::Add, format!("{}: kegiatan lazim", target.naskah.title()), changes)
}

pub(super) fn duplicate(store: &mut Store, ids: &[RecordId]) -> Done {
    let lines = lines_of(store, ids)?;
    let Some(first) = lines.first() else { return keep(store, Act::Add, String::new(), Vec::new()) };
    let target = plan_of(store, home(first))?;
    let mut places = Places::new(&target);
    let copies = lines.iter().enumerate().map(|(at, old)| {
        let mut line = likeness(old, at);
        line.set("naskah", old.get("naskah").clone());
        line.set("urutan", places.next(old.text("bidang")));
        Change::Put(line)
    });
    let changes = copies.collect();
    keep(store, Act::Add, first.title(), changes)
}

pub(super) fn born(
    store: &mut Store,
    plan: RecordId,
    (activity, bidang): (&str, &str),
    entity: &'static Entity,
    records: &[RecordId],
) -> Done {
    let target = plan_of(store, plan)?;
    let Some(field) = CAKUPAN.field(entity.name) else {
        return Err(no(
            "cakupan-tidak-dikenal",
            text("{0} tidak dapat menjadi cakupan kegiatan.", "{0} cannot be what a line is for.")
                .with([entity.label.id]),
            text("Pilih Posyandu, kader atau desa.", "Choose Posyandu, kader or desa."),
        ));
    };
    let count = i64::try_from(records.len()).unwrap_or(i64::MAX);
    let mut line = fresh(0).with("kegiatan", activity).with("bidang", bidang).with("volume", count);
    line.set("satuan", entity.label.get(Lang::Id).to_lowercase());
    line.set("naskah", link(&target.naskah));
    line.set("urutan", last_place(&target.lines, bidang) + STEP);
    let mut changes = vec![Change::Put(line.clone())];
    for (at, id) in records.iter().enumerate() {
        let record = super::present(store, entity, *id)?;
        let covered = Record::new(&CAKUPAN, place_holder(at + 1)).with("rencana", link(&line));
        changes.push(Change::Put(covered.with(field.name, Value::link(record.id, record.title()))));
    }
    keep(store, Act::Add, activity.to_owned(), changes)
}
