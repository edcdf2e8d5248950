//! Probable doubles of Posyandu: within a desa by name, anywhere by registration number.

use std::collections::HashMap;
use std::ops::ControlFlow;

use rusqlite::Connection;

use super::{LIKE, Letters, Pair, Watch, names_alike, percent};
use crate::base::text::{name_key, similar};
use crate::base::words::{Phrase, text};
use crate::request::Progress;

/// Names up to this long are too short to be alike without being the same.
const SHORT: usize = 3;

struct Place {
    id: i64,
    name: String,
    key: String,
    /// Numbers and single letters of the key: what tells neighbours apart.
    marks: Vec<String>,
    letters: Letters,
    /// Keys of the other names.
    others: Vec<String>,
    number: String,
}

type Desa = Option<i64>;

pub(super) fn pairs(conn: &Connection, watch: &mut Watch<'_>) -> rusqlite::Result<Option<Vec<Pair>>> {
    let mut statement = conn.prepare(
        "SELECT id, desa, nama, nama_lain, nomor_registrasi FROM posyandu \
         WHERE dihapus = 0 AND status <> 'salah-catat'",
    )?;
    let mut rows = statement.query([])?;
    let mut desa: HashMap<Desa, Vec<Place>> = HashMap::new();
    let mut count = 0;
    while let Some(row) = rows.next()? {
        let (name, others): (String, String) = (row.get(2)?, row.get(3)?);
        let key = name_key(&name);
        let is_mark = |word: &&str| word.chars().all(|c| c.is_ascii_digit()) || word.chars().count() == 1;
        let mut marks: Vec<String> = key.split(' ').filter(is_mark).map(str::to_owned).collect();
        marks.sort_unstable();
        let others = others.split(';').map(name_key).filter(|other| !other.is_empty()).collect();
        let letters = Letters::of(&key);
        let place = Place { id: row.get(0)?, name, key, marks, letters, others, number: row.get(4)? };
        desa.entry(row.get(1)?).or_default().push(place);
        count += 1;
        if count % 4_096 == 0 && watch(Progress { done: count, of: 0 }).is_break() {
            return Ok(None);
        }
    }
    let mut found = Found::default();
    let mut done = 0;
    for places in desa.values_mut() {
        places.sort_by_key(|place| place.id);
        found.within(places);
        done += places.len();
        if watch(Progress { done, of: count }) == ControlFlow::Break(()) {
            return Ok(None);
        }
    }
    found.by_number(desa.values().flatten());
    Ok(Some(found.pairs.into_values().collect()))
}

#[derive(Default)]
struct Found {
    pairs: HashMap<(i64, i64), Pair>,
}

impl Found {
    fn say(&mut self, (a, b): (&Place, &Place), score: u8, why: impl Into<Phrase>) {
        let (one, two) = (a.id.min(b.id), a.id.max(b.id));
        let known = self.pairs.entry((one, two)).or_insert(Pair { one, two, score: 0, why: Vec::new() });
        let why = why.into();
        if known.score == 0 {
            known.score = score;
            known.why.push(why);
        } else if known.score < score {
            known.score = (score + 1).min(100);
            known.why.insert(0, why);
        } else {
            known.score = (known.score + 1).min(100);
            known.why.push(why);
        }
    }

    /// The Posyandu of one desa.
    fn within(&mut self, places: &[Place]) {
        for (at, a) in places.iter().enumerate() {
            for b in places.iter().skip(at + 1) {
                if a.key == b.key {
                    let why = text("nama sama: {0} = {1}", "the same name: {0} = {1}");
                    self.say((a, b), 100, why.with([a.name.clone(), b.name.clone()]));
                } else if let Some(alias) = alias(a, b) {
                    self.say((a, b), 95, text("nama lain yang sama: {0}", "the same other name: {0}").with([alias]));
                } else {
                    self.alike(a, b);
                }
            }
        }
    }

    fn alike(&mut self, a: &Place, b: &Place) {
        let numbers_differ = !a.number.is_empty() && !b.number.is_empty() && a.number != b.number;
        let short = a.name.chars().count() <= SHORT || b.name.chars().count() <= SHORT;
        if numbers_differ || short || a.marks != b.marks || !a.letters.may_be_like(&b.letters) {
            return;
        }
        let likeness = similar(&a.name, &b.name);
        if likeness >= LIKE {
            self.say((a, b), percent(likeness).min(94), names_alike(likeness));
        }
    }

    /// Anywhere in the file: a registration number belongs to one Posyandu.
    fn by_number<'a>(&mut self, places: impl Iterator<Item = &'a Place>) {
        let mut holders: HashMap<&str, &Place> = HashMap::new();
        for place in places.filter(|place| !place.number.is_empty()) {
            match holders.get(place.number.as_str()) {
                Some(holder) => {
                    let why = text("nomor registrasi sama: {0}", "the same registration number: {0}");
                    self.say((holder, place), 100, why.with([place.number.clone()]));
                }
                None => {
                    holders.insert(&place.number, place);
                }
            }
        }
    }
}

/// A name that both bear: the name of one among the other names of the other, or another name of
/// both.
fn alias(a: &Place, b: &Place) -> Option<String> {
    let of_both = a.others.iter().find(|other| **other == b.key || b.others.contains(other));
    of_both.cloned().or_else(|| b.others.contains(&a.key).then(|| a.key.clone()))
}
