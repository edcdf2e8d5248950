//! A row as the review shows it.
//!
//! * **Owns** the names of fields in the flat row, what a row would set field by field, and which
//!   of it the clerk does not want.
//! * **Imports** `entity`, `request`, the planner above.
//! * **Never** shows a personal number whole where it would be set.

use std::collections::HashMap;

use super::{Asked, Draft, Given, Planner, RowProblem};
use crate::base::words::Lang;
use crate::entity::flat::{Column, End, Owner};
use crate::entity::{DESA, Entity, Field, Record, SK, Value};
use crate::intake::sheet::Row;
use crate::request::{At, Class, ReviewChange, ReviewProblem, ReviewRow};

/// What a row made of one record.
pub struct Laid {
    /// The main record or its companion.
    pub owner: Owner,
    /// As the file knows it; `None`: new.
    pub old: Option<Record>,
    /// As it would be.
    pub new: Record,
    /// What the row says but the clerk does not want.
    pub left: Vec<(&'static Field, Value)>,
}

/// The name in the flat row of every field of the kind and of its companion; of a link it is the
/// column with the name of what it points to.
pub fn flat_names(asked: &Asked<'_>) -> HashMap<(Owner, &'static str), String> {
    let companion = asked.entity.companion.map(|companion| (Owner::Companion, companion.entity));
    let both = std::iter::once((Owner::Main, asked.entity)).chain(companion);
    let fields = both.flat_map(|(owner, entity)| entity.typed().map(move |field| (owner, field)));
    let named = fields.filter_map(|(owner, field)| {
        let column = asked.columns.iter().find(|column| column.owner == owner && is_of(column, field))?;
        Some(((owner, field.name), column.name.clone()))
    });
    named.collect()
}

fn is_of(column: &Column, field: &Field) -> bool {
    match (field.target(), column.end) {
        (None, End::Value(end)) => column.path.is_empty() && end.name == field.name,
        (Some(target), End::Value(end)) => {
            matches!(column.path.as_slice(), [only] if only.name == field.name) && end.name == target.title
        }
        _ => false,
    }
}

impl<'a> Planner<'a, '_> {
    /// Whether the clerk wants a field left as it is in this row.
    pub(super) fn is_left(&self, row: usize, owner: Owner, field: &'static Field) -> bool {
        let decisions = &self.asked.job.decisions;
        if decisions.refused_fields.is_empty() && decisions.refused_cells.is_empty() {
            return false;
        }
        let Some(name) = self.flat.get(&(owner, field.name)) else { return false };
        let at = At { table: self.asked.at, row };
        decisions.refused_fields.contains(name) || decisions.refused_cells.contains(&(at, name.clone()))
    }

    /// Whether the clerk does not want a row, or its whole desa.
    pub(super) fn is_refused(&self, row: &'a Row, draft: &Draft) -> bool {
        let decisions = &self.asked.job.decisions;
        decisions.refused_rows.contains(&At { table: self.asked.at, row: draft.row })
            || !decisions.refused_desa.is_empty() && decisions.refused_desa.contains(&self.desa_of(row, draft).0)
    }

    /// An SK that a row would add only for a post that does not take it is not added.
    pub(super) fn drop_unused_sk(&self, draft: &mut Draft) {
        let used: Vec<Value> = draft.records.iter().map(|record| record.get("sk").clone()).collect();
        let is_used = |record: &Record| used.contains(&Value::link(record.id, ""));
        draft.records.retain(|record| record.entity != &SK || record.id.is_stored() || is_used(record));
    }

    /// Whom or what a row is about, as read or as written.
    pub(super) fn title_of(&self, row: &'a Row, given: &[Given<'a>]) -> String {
        let title = self.asked.entity.title;
        let read = given.iter().find(|given| given.field.name == title).map(|given| given.value.as_text());
        match read.filter(|text| !text.is_empty()) {
            Some(text) => text.to_owned(),
            None => {
                let is_title = |end: &End| matches!(end, End::Value(field) if field.name == title);
                self.said(row, Owner::Main, &[], is_title).map(|(_, said)| said).unwrap_or_default()
            }
        }
    }

    /// Code and name of the desa of a row.
    fn desa_of(&self, row: &'a Row, draft: &Draft) -> (String, String) {
        if self.asked.entity == &DESA {
            let is_code = |end: &End| matches!(end, End::Value(field) if field.name == "kode");
            let code = self.said(row, Owner::Main, &[], is_code).map(|(_, said)| said).unwrap_or_default();
            return (code, draft.title.clone());
        }
        let known = draft.desa.and_then(|id| self.places.known_desa(id));
        known.map_or_else(Default::default, |(code, name, _)| (code.to_owned(), name.to_owned()))
    }

    /// The row for the review. Problems of a row that is refused go with it; the others are told
    /// with those of the whole plan.
    pub(super) fn review_row(&self, at: At, class: Class, row: &'a Row, draft: &mut Draft, lang: Lang) -> ReviewRow {
        let desa = self.desa_of(row, draft);
        let place = draft.posyandu.as_ref().map_or_else(|| desa.1.clone(), |(_, title)| title.clone());
        let problems = match class {
            Class::Refused => draft.problems.iter().map(told).collect(),
            _ => Vec::new(),
        };
        ReviewRow {
            at,
            class,
            name: std::mem::take(&mut draft.title),
            place,
            desa,
            changes: draft.laid.iter().flat_map(|laid| self.changes(laid, lang)).collect(),
            problems,
            candidates: draft.candidates.drain(..).map(|(_, candidate)| candidate).collect(),
        }
    }

    /// What differs, in the order of the description.
    fn changes(&self, laid: &Laid, lang: Lang) -> Vec<ReviewChange> {
        let entity: &'static Entity = laid.new.entity;
        let link = entity.companion.map(|companion| companion.link);
        let mut out = Vec::new();
        for field in entity.typed().filter(|field| Some(field.name) != link) {
            let Some(name) = self.flat.get(&(laid.owner, field.name)) else { continue };
            let old = laid.old.as_ref().map_or(&Value::Empty, |old| old.get(field.name));
            let left = laid.left.iter().find(|(own, _)| own.name == field.name).map(|(_, value)| value);
            let new = left.unwrap_or_else(|| laid.new.get(field.name));
            if old != new {
                out.push(ReviewChange {
                    field: name.clone(),
                    label: field.label,
                    old: self.shown(field, old, lang),
                    new: self.shown(field, new, lang),
                    taken: left.is_none(),
                });
            }
        }
        out
    }

    fn shown(&self, field: &Field, value: &Value, lang: Lang) -> String {
        if field.is_personal() {
            field.kind.mask(value, lang, self.reading.words)
        } else {
            field.kind.show(value, lang, self.reading.words)
        }
    }
}

/// A problem as the review tells it.
pub fn told(found: &RowProblem) -> ReviewProblem {
    ReviewProblem {
        column: found.column,
        heading: found.heading.clone(),
        shown: found.shown.clone(),
        repair: found.problem.repair.clone(),
        problem: found.problem.clone(),
    }
}
