//! Findings by Posyandu and by desa, those nearest to complete first.
//!
//! * **Owns** which findings belong to which place, and the order of the places.
//! * **Imports** the findings.
//! * **Never** counts what somebody passed with a reason: nothing is left to be done there.

use std::collections::BTreeMap;

use crate::base::id::RecordId;
use crate::request::Finding;

/// The order of the work list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// Finding by finding, the heaviest first.
    #[default]
    Heaviest,
    /// Posyandu by Posyandu, the one that lacks least first.
    Posyandu,
    /// Desa by desa, the one that lacks least first.
    Desa,
}

impl View {
    /// The next one; the last is followed by the first.
    pub const fn next(self) -> View {
        match self {
            View::Heaviest => View::Posyandu,
            View::Posyandu => View::Desa,
            View::Desa => View::Heaviest,
        }
    }
}

/// A place whose findings are meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whose {
    /// A Posyandu.
    Posyandu(RecordId),
    /// A desa, by its code.
    Desa(String),
}

impl Whose {
    /// The place a finding belongs to in a view.
    pub fn of(view: View, finding: &Finding) -> Option<Whose> {
        match view {
            View::Posyandu => finding.posyandu.as_ref().map(|(id, _)| Whose::Posyandu(*id)),
            View::Desa => (!finding.desa_kode.is_empty()).then(|| Whose::Desa(finding.desa_kode.clone())),
            View::Heaviest => None,
        }
    }

    /// True where a finding is one of what is left to be done here.
    pub fn has(&self, finding: &Finding) -> bool {
        let view = match self {
            Whose::Posyandu(_) => View::Posyandu,
            Whose::Desa(_) => View::Desa,
        };
        !finding.passed && Whose::of(view, finding).as_ref() == Some(self)
    }
}

/// A place with what is left to be done.
#[derive(Clone, Debug)]
pub struct Left<'a> {
    /// The place.
    pub whose: Whose,
    /// Its name.
    pub name: &'a str,
    /// The desa of a Posyandu.
    pub desa: &'a str,
    /// How many findings are left.
    pub count: usize,
    /// The first of them.
    pub first: &'a Finding,
}

/// The places of a view, the one with the least left first.
pub fn places<'a>(view: View, findings: &[&'a Finding]) -> Vec<Left<'a>> {
    let mut found: BTreeMap<Whose, Left<'a>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| !finding.passed) {
        let Some(whose) = Whose::of(view, finding) else { continue };
        let (name, desa) = match (&finding.posyandu, view) {
            (Some((_, name)), View::Posyandu) => (name.as_str(), finding.desa.as_str()),
            _ => (finding.desa.as_str(), ""),
        };
        let blank = Left { whose: whose.clone(), name, desa, count: 0, first: finding };
        found.entry(whose).or_insert(blank).count += 1;
    }
    let mut out: Vec<Left<'a>> = found.into_values().collect();
    out.sort_by(|a, b| (a.count, a.desa, a.name).cmp(&(b.count, b.desa, b.name)));
    out
}
