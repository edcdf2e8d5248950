//! Doubles inside the file: probable pairs, two records side by side, decisions, and the merge.
//!
//! * **Owns** what makes two records a probable pair ([`LIKE`] is the one threshold of likeness),
//!   the merge with its lineage, and who a merged record became.
//! * **Imports** `base`, `entity`, `request`, the write path.
//! * **Never** merges by itself, and never compares every record with every other: pairs come out
//!   of keys that both share.
//!
//! | pair of | rule | score |
//! |---|---|---|
//! | Posyandu, one desa | one key of the name (`Melati I`, `MELATI SATU`) | 100 |
//! | Posyandu | one registration number | 100 |
//! | Posyandu, one desa | a name of one is another name of the other | 95 |
//! | Posyandu, one desa | likeness of [`LIKE`] or more with the same numerals, unless both have registration numbers and these differ | the likeness, at most 94 |
//! | kader | one name without titles and one birth date; where both have a NIK and these differ | 97; 86 |
//! | kader | NIK that differ in one digit or in two digits changing places, names alike | 95 |
//! | kader, one desa | one name, a NIK missing on either side, birth dates not contradicting | 90 |
//! | kader | one phone number, names alike, birth dates not contradicting | 88 |
//!
//! Each further rule that a pair fulfils adds 1. A Posyandu entered by mistake (`salah-catat`) is
//! nobody's double. Pairs decided to be two things (`ingatan`) are left out.

mod gabung;
mod kader;
mod posyandu;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashSet};
use std::ops::ControlFlow;

use rusqlite::{Connection, OptionalExtension};

use super::ingatan::{NOT_DOUBLE, pair};
use super::{Store, sql};
use crate::base::id::{RecordId, Uid};
use crate::base::words::{Phrase, text};
use crate::entity::{ENTITIES, Entity, KADER, POSYANDU};
use crate::request::{Comparison, Double, Doubles, More, Progress, Reply, Trouble, Twin, Verdict};

pub(super) use gabung::{Errand, relink};

/// Likeness from which two names are taken for one misspelt; of Posyandu with the same numerals
/// only ([`crate::base::text::similar`]), of persons without titles
/// ([`crate::base::text::similar_person`]).
pub const LIKE: f32 = 0.84;

/// Pairs one answer carries.
const MOST: usize = 2_000;

/// Records up to which pairs are looked for on the thread of the screens.
pub(super) const DIRECT: i64 = 20_000;

/// Told how far the looking is; [`ControlFlow::Break`] ends it.
pub type Watch<'a> = dyn FnMut(Progress) -> ControlFlow<()> + 'a;

/// A probable pair by its numbers.
struct Pair {
    one: i64,
    two: i64,
    score: u8,
    why: Vec<Phrase>,
}

impl Store {
    /// The probable doubles of a kind, the likeliest first; `None` where the looking was called
    /// off.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn doubles(&self, entity: &'static Entity, watch: &mut Watch<'_>) -> Result<Option<Doubles>, Trouble> {
        let decided = self.decided(entity)?;
        let apart: HashSet<(i64, i64)> = decided.iter().map(|(one, two)| (one.id.0, two.id.0)).collect();
        let found = match entity {
            entity if entity == &POSYANDU => posyandu::pairs(&self.conn, watch)?,
            entity if entity == &KADER => kader::pairs(&self.conn, watch)?,
            _ => Some(Vec::new()),
        };
        let Some(mut found) = found else { return Ok(None) };
        found.retain(|pair| !apart.contains(&(pair.one, pair.two)));
        found.sort_by_key(|pair| (std::cmp::Reverse(pair.score), pair.one, pair.two));
        let more = found.len().saturating_sub(MOST);
        found.truncate(MOST);
        let mut pairs = Vec::with_capacity(found.len());
        for Pair { one, two, score, why } in found {
            if let (Some(one), Some(two)) = (self.twin(entity, one)?, self.twin(entity, two)?) {
                pairs.push(Double { one, two, score, why });
            }
        }
        let decided = decided.into_iter().map(|(one, two)| Double { one, two, score: 0, why: Vec::new() }).collect();
        Ok(Some(Doubles { entity, pairs, more, decided }))
    }

    /// The same for a screen: a large file says only how large it is.
    pub(super) fn doubles_now(&self, entity: &'static Entity) -> Result<Reply, Trouble> {
        let count = self.present(entity)?;
        if count > DIRECT {
            return Ok(Reply::Count(usize::try_from(count).unwrap_or(usize::MAX), More::Yes));
        }
        Ok(match self.doubles(entity, &mut |_| ControlFlow::Continue(()))? {
            Some(doubles) => Reply::Doubles(Box::new(doubles)),
            None => Reply::Gone,
        })
    }

    /// How many present records of a kind the file counts.
    pub(super) fn present(&self, entity: &Entity) -> Result<i64, Trouble> {
        let mut statement = self.conn.prepare_cached("SELECT ada FROM hitungan WHERE jenis = ?")?;
        Ok(statement.query_row([entity.name], |row| row.get(0)).optional()?.unwrap_or(0))
    }

    /// Two records side by side.
    pub(super) fn side_by_side(&self, entity: &'static Entity, ids: [RecordId; 2]) -> Result<Reply, Trouble> {
        let [one, two] = ids;
        let present = |id| Ok::<_, Trouble>(self.get(entity, id)?.filter(|record| !record.deleted));
        let (Some(one), Some(two)) = (present(one)?, present(two)?) else { return Ok(Reply::Gone) };
        let hang = [self.hanging(entity, one.id)?, self.hanging(entity, two.id)?];
        Ok(Reply::Comparison(Box::new(Comparison { both: [one, two], hang, why: Vec::new() })))
    }

    /// How many present records of which kind point to a record.
    fn hanging(&self, entity: &Entity, id: RecordId) -> Result<Vec<(&'static Entity, usize)>, Trouble> {
        let mut out = Vec::new();
        for other in ENTITIES.iter().copied() {
            let mut count = 0;
            for field in other.links_to(entity.name).filter(|field| field.is_typed()) {
                let sql = format!("SELECT count(*) FROM {} WHERE dihapus = 0 AND {} = ?", other.name, field.name);
                count += self.conn.prepare_cached(&sql)?.query_row([id.0], |row| row.get::<_, i64>(0))?;
            }
            if count > 0 {
                out.push((other, usize::try_from(count).unwrap_or(0)));
            }
        }
        Ok(out)
    }

    /// Remembers what somebody says about a pair.
    pub(super) fn judge(
        &mut self,
        entity: &'static Entity,
        ids: [RecordId; 2],
        verdict: Verdict,
    ) -> Result<(), Trouble> {
        let [one, two] = ids;
        let uid = |id: RecordId| Ok::<_, Trouble>(self.twin(entity, id.0)?.map(|twin| twin.uid.0));
        let (Some(one), Some(two)) = (uid(one)?, uid(two)?) else { return Ok(()) };
        match verdict {
            Verdict::NotDouble => self.decide(NOT_DOUBLE, &pair(&one, &two), ""),
            Verdict::Open => self.forget_decision(NOT_DOUBLE, &pair(&one, &two)),
        }
    }

    /// The pairs of present records that somebody decided to be two things, the older first.
    fn decided(&self, entity: &'static Entity) -> Result<Vec<(Twin, Twin)>, Trouble> {
        let decided: BTreeMap<String, String> = self.decisions(NOT_DOUBLE)?;
        let mut out = Vec::new();
        let sql = format!("SELECT id FROM {} WHERE uid = ? AND dihapus = 0", entity.name);
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut id_of = |uid: &str| statement.query_row([uid], |row| row.get::<_, i64>(0)).optional();
        for key in decided.keys() {
            let Some((one, two)) = key.split_once(' ') else { continue };
            let (Some(one), Some(two)) = (id_of(one)?, id_of(two)?) else { continue };
            if let (Some(one), Some(two)) = (self.twin(entity, one.min(two))?, self.twin(entity, one.max(two))?) {
                out.push((one, two));
            }
        }
        Ok(out)
    }

    /// A present record as one of a pair.
    fn twin(&self, entity: &'static Entity, id: i64) -> Result<Option<Twin>, Trouble> {
        let place = match entity {
            entity if entity == &KADER => {
                "coalesce((SELECT y.nama || ', ' FROM posyandu y WHERE y.id = t.posyandu), '') || \
                 coalesce((SELECT d.nama FROM desa d WHERE d.id = t.desa), '')"
            }
            entity if entity == &POSYANDU => "coalesce((SELECT d.nama FROM desa d WHERE d.id = t.desa), '')",
            _ => "''",
        };
        let sql = format!("SELECT t.uid, {place} FROM {} t WHERE t.id = ? AND t.dihapus = 0", entity.name);
        let found: Option<(String, String)> =
            self.conn.prepare_cached(&sql)?.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let Some((uid, place)) = found else { return Ok(None) };
        let title = sql::title(&self.conn, entity, RecordId(id))?.unwrap_or_default();
        Ok(Some(Twin { id: RecordId(id), uid: Uid(uid), title, place }))
    }
}

/// True where somebody decided that two records are two things.
pub(super) fn are_two(conn: &Connection, one: &str, two: &str) -> rusqlite::Result<bool> {
    conn.prepare_cached("SELECT 1 FROM keputusan WHERE jenis = ? AND kunci = ?")?.exists([NOT_DOUBLE, &pair(one, two)])
}

/// Who a record became, for one that lies in the bin after a merge; else the record itself. Merged
/// again and again, the last one is given.
pub(super) fn became(conn: &Connection, entity: &Entity, id: RecordId) -> rusqlite::Result<RecordId> {
    let sql = format!(
        "SELECT b.id FROM {table} a JOIN silsilah s ON s.jenis = ? AND s.dari = a.uid JOIN {table} b ON b.uid = s.ke \
         WHERE a.id = ? AND a.dihapus = 1",
        table = entity.name
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let mut now = id;
    // Lineage never turns in a circle (see `relink`); the bound keeps a damaged file from hanging.
    for _ in 0..1_000 {
        match statement.query_row(rusqlite::params![entity.name, now.0], |row| row.get(0)).optional()? {
            Some(next) => now = RecordId(next),
            None => break,
        }
    }
    Ok(now)
}

// ---- letters ------------------------------------------------------------------------------

/// How often each letter stands in a text, and how long it is without blanks: two texts whose
/// letters differ too much cannot be alike, whatever the order.
#[derive(Clone, Copy)]
struct Letters {
    counts: [u8; 26],
    len: u8,
}

impl Letters {
    fn of(text: &str) -> Letters {
        let mut letters = Letters { counts: [0; 26], len: 0 };
        for byte in text.bytes().filter(|byte| *byte != b' ') {
            letters.len = letters.len.saturating_add(1);
            if let Some(count) = letters.counts.get_mut(usize::from(byte.wrapping_sub(b'a'))) {
                *count = count.saturating_add(1);
            }
        }
        letters
    }

    /// False only where a likeness of [`LIKE`] is impossible.
    fn may_be_like(&self, other: &Letters) -> bool {
        let (mut more, mut less) = (0_u16, 0_u16);
        for (a, b) in self.counts.iter().zip(&other.counts) {
            more += u16::from(a.saturating_sub(*b));
            less += u16::from(b.saturating_sub(*a));
        }
        let longest = f32::from(self.len.max(other.len));
        // Texts of other letters are longer in bytes than in letters, so this lets too many pass.
        f32::from(more.max(less)) <= (1.0 - LIKE) * longest + 0.01 || self.len == u8::MAX || other.len == u8::MAX
    }
}

/// A likeness as a score, never rounded up.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=100")]
fn percent(likeness: f32) -> u8 {
    (likeness * 100.0).clamp(0.0, 100.0) as u8
}

/// The words of a likeness of names.
fn names_alike(likeness: f32) -> Phrase {
    text("nama mirip {0} %", "names {0} % alike").with([percent(likeness).to_string()])
}
