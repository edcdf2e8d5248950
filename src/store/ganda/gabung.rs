//! The merge: one batch through the one write path, and the lineage it leaves.

use rusqlite::{Connection, OptionalExtension, params};

use super::super::record::Outcome;
use super::super::{Store, rencana, sql, terbitan, undo};
use crate::base::id::RecordId;
use crate::base::words::text;
use crate::entity::gabung::can;
use crate::entity::{ENTITIES, Entity, KECAKAPAN, PENUGASAN, Problem, Record, Value};
use crate::request::{Act, Batch, BatchId, Change, Merge, MergePlan, Trouble};

/// What a batch is saved for, where that leaves more than its changes.
#[derive(Clone, Copy)]
pub enum Errand<'a> {
    /// Nothing more.
    Work,
    /// It undoes another.
    Undo(BatchId),
    /// It makes one record of two: this one stays, and tells from whom.
    Merge(&'a Record, &'a str),
    /// The batch issues a report, of which these copies are kept.
    Issue(&'a [terbitan::Copy]),
}

impl Errand<'_> {
    /// The batch it undoes.
    pub fn undoes(self) -> Option<BatchId> {
        match self {
            Errand::Undo(id) => Some(id),
            _ => None,
        }
    }

    /// Writes what it leaves beside the changes of its batch.
    pub fn settle(self, conn: &Connection, batch: BatchId) -> rusqlite::Result<()> {
        match self {
            Errand::Work => Ok(()),
            Errand::Undo(undone) => {
                undo::mark(conn, undone, batch)?;
                rencana::unfreeze(conn, undone)
            }
            Errand::Issue(copies) => terbitan::keep(conn, batch, copies),
            Errand::Merge(survivor, from) => settled(conn, batch, survivor, from),
        }
    }
}

/// A merge made ready.
struct Ready {
    batch: Batch,
    /// The title of the record that goes.
    from: String,
    moved: usize,
    alike: usize,
}

impl Store {
    /// Makes one record of two, as one batch: what points to the victim points to the survivor
    /// afterwards, posts that both had alike become one, the victim goes into the bin, and the
    /// lineage is kept, so that its identity leads to the survivor. Undoing the batch takes all of
    /// that back.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn merge(&mut self, merge: &Merge) -> Result<Outcome, Trouble> {
        match self.ready(merge)? {
            Ok(ready) => self.save_as(&ready.batch, Errand::Merge(&merge.survivor, &ready.from)),
            Err(problem) => Ok(Outcome::Refused(vec![problem])),
        }
    }

    /// What a merge would do; changes nothing.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn plan_merge(&mut self, merge: &Merge) -> Result<MergePlan, Trouble> {
        Ok(match self.ready(merge)? {
            Ok(ready) => {
                let problems = self.examine(&ready.batch)?.into_iter().map(|(_, problem)| problem).collect();
                MergePlan { moved: ready.moved, alike: ready.alike, problems }
            }
            Err(problem) => MergePlan { problems: vec![problem], ..MergePlan::default() },
        })
    }

    fn ready(&self, merge: &Merge) -> Result<Result<Ready, Problem>, Trouble> {
        let entity = merge.survivor.entity;
        let (survivor, victim) = (merge.survivor.id, merge.victim.0);
        let present = |id| Ok::<_, Trouble>(self.get(entity, id)?.filter(|record| !record.deleted));
        if !can(entity) || survivor == victim {
            return Ok(Err(not_mergeable()));
        }
        let (Some(old), Some(gone)) = (present(survivor)?, present(victim)?) else { return Ok(Err(missing())) };
        let mut links = Links { store: self, kept: Vec::new(), away: Vec::new(), moved: Vec::new() };
        for other in ENTITIES.iter().copied() {
            links.of(other, &gone, &old)?;
        }
        let Links { kept, away, moved, .. } = links;
        let ready = Ready {
            from: gone.title(),
            moved: moved.len(),
            alike: away.len(),
            batch: Batch {
                act: Act::Merge,
                subject: format!("{} \u{2192} {}", gone.title(), merge.survivor.title()),
                origin: "layar".to_owned(),
                // The victim leaves before the survivor is written: it may give up its NIK, its name
                // or its registration number.
                changes: away
                    .into_iter()
                    .chain(kept.into_iter().filter_map(|(now, was)| (now != was).then_some(Change::Put(now))))
                    .chain(moved)
                    .chain([Change::Delete(entity, victim, merge.victim.1), Change::Put(merge.survivor.clone())])
                    .collect(),
                reason: merge.reason.clone(),
            },
        };
        Ok(Ok(ready))
    }
}

/// What becomes of the records that point to the victim.
struct Links<'a> {
    store: &'a Store,
    /// Posts of the survivor that took something over, and as they were.
    kept: Vec<(Record, Record)>,
    /// Posts and skills that both had alike.
    away: Vec<Change>,
    moved: Vec<Change>,
}

impl Links<'_> {
    fn of(&mut self, other: &'static Entity, gone: &Record, stays: &Record) -> Result<(), Trouble> {
        let fields: Vec<_> = other.links_to(gone.entity.name).filter(|field| field.is_typed()).collect();
        let mut ids = Vec::new();
        for field in &fields {
            ids.extend(self.store.find(other, field.name, &Value::link(gone.id, ""), usize::MAX)?);
        }
        ids.sort_unstable();
        ids.dedup();
        for id in ids {
            let Some(mut record) = self.store.get(other, id)? else { continue };
            for field in &fields {
                if record.get(field.name).as_link().is_some_and(|link| link.id == gone.id) {
                    record.set(field.name, Value::link(stays.id, stays.title()));
                }
            }
            let stands = match other {
                it if it == &PENUGASAN => self.folded(&record)?,
                it if it == &KECAKAPAN => self.shown(stays.id, &record)?,
                _ => false,
            };
            if stands {
                self.away.push(Change::Delete(other, id, record.version));
            } else {
                self.moved.push(Change::Put(record));
            }
        }
        Ok(())
    }

    /// True where the survivor has shown the same skill: it stands once.
    fn shown(&self, stays: RecordId, skill: &Record) -> Result<bool, Trouble> {
        for id in self.store.find(&KECAKAPAN, "kader", &Value::link(stays, ""), usize::MAX)? {
            let own = self.store.get(&KECAKAPAN, id)?;
            if own.is_some_and(|own| own.text("keterampilan") == skill.text("keterampilan")) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// True where the survivor's side has the same post: it takes over what it did not know.
    fn folded(&mut self, post: &Record) -> Result<bool, Trouble> {
        let (Some(kader), Some(posyandu)) = (post.get("kader").as_link(), post.get("posyandu").as_link()) else {
            return Ok(false);
        };
        for id in self.store.find(&PENUGASAN, "kader", &Value::link(kader.id, ""), usize::MAX)? {
            if !self.kept.iter().any(|(now, _)| now.id == id)
                && let Some(own) = self.store.get(&PENUGASAN, id)?
            {
                self.kept.push((own.clone(), own));
            }
        }
        let there = |own: &Record, field: &str| own.get(field).as_link().map(|link| link.id);
        let twin = self.kept.iter_mut().map(|(now, _)| now).find(|own| {
            own.id != post.id
                && there(own, "kader") == Some(kader.id)
                && there(own, "posyandu") == Some(posyandu.id)
                && is_same_post(own, post)
        });
        let Some(own) = twin else { return Ok(false) };
        for field in ["bidang", "sk", "mulai"] {
            if own.get(field).is_empty() {
                own.set(field, post.get(field).clone());
            }
        }
        let (notes, theirs) = (own.text("catatan").to_owned(), post.text("catatan"));
        if notes.is_empty() {
            own.set("catatan", theirs);
        } else if !theirs.is_empty() && theirs != notes {
            own.set("catatan", format!("{notes}\n{theirs}"));
        }
        Ok(true)
    }
}

/// One seat, one end, and nothing known of one that the other contradicts.
fn is_same_post(one: &Record, two: &Record) -> bool {
    let equal = |field: &str| same(one.get(field), two.get(field));
    let agrees = |field: &str| one.get(field).is_empty() || two.get(field).is_empty() || equal(field);
    ["jabatan", "selesai", "alasan_berhenti"].into_iter().all(equal)
        && ["bidang", "sk", "mulai"].into_iter().all(agrees)
}

fn same(one: &Value, two: &Value) -> bool {
    match (one.as_link(), two.as_link()) {
        (Some(one), Some(two)) => one.id == two.id,
        _ => one == two,
    }
}

fn not_mergeable() -> Problem {
    Problem::error(
        "gabung-tidak-bisa",
        text("Kedua catatan ini tidak dapat digabung.", "These two records cannot be merged."),
        text("Pilih dua Posyandu, atau dua kader.", "Choose two Posyandu, or two kader."),
    )
}

fn missing() -> Problem {
    Problem::error(
        "catatan-hilang",
        text("Salah satu catatan sudah dihapus atau digabung.", "One of the records was deleted or merged."),
        text("Muat ulang daftarnya.", "Read the list again."),
    )
}

// ---- lineage ------------------------------------------------------------------------------

/// Writes what a merge leaves beside its changes: a line in the survivor's history, which names
/// the one it was merged from, and the lineage.
fn settled(conn: &Connection, batch: BatchId, survivor: &Record, from: &str) -> rusqlite::Result<()> {
    let title = sql::title(conn, survivor.entity, survivor.id)?.unwrap_or_default();
    conn.prepare_cached(
        "INSERT INTO riwayat (batch, jenis, record, judul, perbuatan, alasan, perubahan) VALUES (?, ?, ?, ?, ?, ?, '{}')",
    )?
    .execute(params![batch.0, survivor.entity.name, survivor.id.0, title, Act::Merge.code(), from])?;
    relink(conn, batch)
}

/// Brings the lineage of a batch in line with whether it holds: rows of a merge that was undone go,
/// those of one that holds again come back out of its history. Does nothing for other batches.
pub fn relink(conn: &Connection, batch: BatchId) -> rusqlite::Result<()> {
    conn.execute("DELETE FROM silsilah WHERE batch = ?", [batch.0])?;
    let holds: Option<bool> = conn
        .query_row(
            "SELECT dibatalkan_oleh IS NULL FROM batch WHERE id = ? AND perbuatan = ?",
            params![batch.0, Act::Merge.code()],
            |row| row.get(0),
        )
        .optional()?;
    if holds != Some(true) {
        return Ok(());
    }
    let said = |deed: Act| {
        let mut statement =
            conn.prepare_cached("SELECT jenis, record FROM riwayat WHERE batch = ? AND perbuatan = ? ORDER BY id")?;
        let rows = statement.query_map(params![batch.0, deed.code()], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect::<rusqlite::Result<Vec<(String, i64)>>>()
    };
    for (kind, survivor) in said(Act::Merge)? {
        let Some(entity) = crate::entity::by_name(&kind) else { continue };
        let uid = |id: i64| {
            let sql = format!("SELECT uid FROM {} WHERE id = ?", entity.name);
            conn.prepare_cached(&sql)?.query_row([id], |row| row.get::<_, String>(0))
        };
        let to = uid(survivor)?;
        // Who stays is present: an older line that leads on from it holds no more, and would turn
        // the lineage in a circle.
        conn.execute("DELETE FROM silsilah WHERE jenis = ? AND dari = ?", params![kind, to])?;
        for (_, victim) in said(Act::Delete)?.into_iter().filter(|(of, _)| *of == kind) {
            conn.execute(
                "INSERT OR REPLACE INTO silsilah (jenis, dari, ke, batch) VALUES (?, ?, ?, ?)",
                params![kind, uid(victim)?, to, batch.0],
            )?;
        }
    }
    Ok(())
}
