//! The one write path: every change of every record.
//!
//! * **Owns** saving a batch: versions, checks, rows, history, numbering, all in one transaction; a
//!   piece of a long batch (see `long`) inside that one's transaction.
//! * **Imports** the checks, `derive` and `history` beside it.
//! * **Never** writes part of a batch, and never writes a row without its history.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::ControlFlow;

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params, params_from_iter};

use super::derive::Dirty;
use super::ganda::Errand;
use super::history;
use super::sql::{self, Role};
use super::{Store, check, derive, key, rules};
use crate::base::date::Date;
use crate::base::id::{RecordId, Uid};
use crate::base::text::{clean, clean_lines};
use crate::base::words::text;
use crate::entity::{ENTITIES, Entity, Field, Kind, PILIHAN, Problem, Record, Severity, Value, Vocabulary};
use crate::request::{Act, Batch, BatchId, Change, Conflict, Progress, Reply, Saved, Trouble};

/// What became of a batch.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Kept.
    Saved(Saved),
    /// Not kept: errors, or warnings without a reason.
    Refused(Vec<Problem>),
    /// Not kept: somebody else saved one of its records first.
    Conflict(Box<Conflict>),
}

impl From<Outcome> for Reply {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Saved(saved) => Reply::Saved(saved),
            Outcome::Refused(problems) => Reply::Refused(problems),
            Outcome::Conflict(conflict) => Reply::Conflict(conflict),
        }
    }
}

/// More problems than this help nobody.
const MOST_PROBLEMS: usize = 5_000;

impl Store {
    /// Saves a batch: all of it or nothing. Once this returns [`Outcome::Saved`] the batch is on
    /// the disk.
    ///
    /// # Errors
    /// A trouble of the file; nothing changed then.
    pub fn save(&mut self, batch: &Batch) -> Result<Outcome, Trouble> {
        self.save_as(batch, Errand::Work)
    }

    /// Saves a long batch: `manner` is told how far it is and may stop it, up to the last moment
    /// before it is kept.
    ///
    /// # Errors
    /// A trouble of the file, or [`stopped`]; nothing changed then.
    pub fn save_watched(&mut self, batch: &Batch, manner: &mut Manner<'_>) -> Result<Outcome, Trouble> {
        self.save_in(batch, Errand::Work, manner)
    }

    /// Checks a batch as saving it would, and changes nothing. Every problem comes with the
    /// position of the change it belongs to; warnings are told whether or not a reason is given.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn examine(&mut self, batch: &Batch) -> Result<Vec<(usize, Problem)>, Trouble> {
        self.examine_watched(batch, &mut Manner::of(&mut |_| ControlFlow::Continue(())))
    }

    /// Checks a long batch; see [`Store::examine`] and [`Store::save_watched`].
    ///
    /// # Errors
    /// A trouble of the file, or [`stopped`].
    pub fn examine_watched(
        &mut self,
        batch: &Batch,
        manner: &mut Manner<'_>,
    ) -> Result<Vec<(usize, Problem)>, Trouble> {
        let stamp = self.opening.clock.stamp();
        let today = self.today();
        let words = self.words();
        let number = self.long_number();
        if number.is_some() {
            self.conn.execute_batch("SAVEPOINT ujian")?;
            let writing = Writing { number, ..Writing::new(&self.conn, batch, &words, today) };
            let found = writing.examined((&stamp, &self.opening.actor), manner);
            self.conn.execute_batch("ROLLBACK TO ujian; RELEASE ujian")?;
            return found;
        }
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        Writing::new(&tx, batch, &words, today).examined((&stamp, &self.opening.actor), manner)
    }

    /// What a record says against itself, whatever else is in the file.
    pub fn against_itself(&self, record: &Record) -> Vec<Problem> {
        check::record(record, &self.words(), self.today())
    }

    /// Saves a batch that does more than its changes say.
    pub(super) fn save_as(&mut self, batch: &Batch, errand: Errand<'_>) -> Result<Outcome, Trouble> {
        self.save_in(batch, errand, &mut Manner::of(&mut |_| ControlFlow::Continue(())))
    }

    fn save_in(&mut self, batch: &Batch, errand: Errand<'_>, manner: &mut Manner<'_>) -> Result<Outcome, Trouble> {
        if self.long_number().is_some() {
            return self.save_within(batch, manner);
        }
        self.copy_of_the_day();
        let stamp = self.opening.clock.stamp();
        let today = self.today();
        let words = self.words();
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut writing = Writing { reasons: manner.reasons, ..Writing::new(&tx, batch, &words, today) };
        if let Some(conflict) = writing.apply_all((&stamp, &self.opening.actor), errand.undoes(), manner)? {
            return Ok(Outcome::Conflict(Box::new(conflict)));
        }
        if writing.is_refused() {
            return Ok(writing.refused());
        }
        let touched_words = writing.dirty.touches_words();
        let saved = writing.finish()?;
        if let Some(number) = saved.batch {
            errand.settle(&tx, number)?;
        }
        manner.go_on(batch.changes.len(), batch.changes.len())?;
        tx.commit()?;
        self.forget();
        if touched_words {
            self.reload_words()?;
        }
        Ok(Outcome::Saved(saved))
    }

    /// Saves a piece of the long batch that is open. What is refused leaves the batch open and
    /// unchanged.
    fn save_within(&mut self, batch: &Batch, manner: &mut Manner<'_>) -> Result<Outcome, Trouble> {
        let (stamp, today, words) = (self.opening.clock.stamp(), self.today(), self.words());
        let number = self.long_number();
        self.conn.execute_batch("SAVEPOINT bagian")?;
        let mut writing = Writing { number, reasons: manner.reasons, ..Writing::new(&self.conn, batch, &words, today) };
        let conflict = writing.apply_all((&stamp, &self.opening.actor), None, manner);
        let outcome = match conflict {
            Ok(None) if !writing.is_refused() => writing.finish().map(Outcome::Saved),
            Ok(None) => Ok(writing.refused()),
            Ok(Some(conflict)) => Ok(Outcome::Conflict(Box::new(conflict))),
            Err(trouble) => Err(trouble),
        };
        match &outcome {
            Ok(Outcome::Saved(saved)) => {
                self.conn.execute_batch("RELEASE bagian")?;
                if let Some(long) = &mut self.long {
                    long.count += saved.count;
                }
            }
            _ => self.conn.execute_batch("ROLLBACK TO bagian; RELEASE bagian")?,
        }
        outcome
    }

    /// Sets one field of many records, as one batch.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn change_many(
        &mut self,
        entity: &'static Entity,
        ids: &[RecordId],
        (field, value): (&'static str, &Value),
        reason: Option<String>,
    ) -> Result<Outcome, Trouble> {
        let mut changes = Vec::with_capacity(ids.len());
        for id in ids {
            if let Some(record) = self.get(entity, *id)?.filter(|record| !record.deleted) {
                changes.push(Change::Put(record.with(field, value.clone())));
            }
        }
        let label = entity.field(field).map_or(field, |field| field.label.id);
        let subject = format!("{}: {label}", entity.label.id);
        self.save(&Batch { act: Act::EditMany, subject, origin: "layar".to_owned(), changes, reason })
    }

    /// Puts many records into the bin, as one batch; with each its companion's rows (a kader's
    /// posts).
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn delete_many(&mut self, entity: &'static Entity, ids: &[RecordId]) -> Result<Outcome, Trouble> {
        let mut changes = Vec::new();
        let mut subject = entity.label.id.to_owned();
        for id in ids {
            let Some(record) = self.get(entity, *id)?.filter(|record| !record.deleted) else { continue };
            if ids.len() == 1 {
                subject = record.title();
            }
            if let Some(companion) = entity.companion {
                let sql = format!(
                    "SELECT id, versi FROM {} WHERE dihapus = 0 AND {} = ?",
                    companion.entity.name, companion.link
                );
                let mut rows = self.conn.prepare_cached(&sql)?;
                for row in rows.query_map([id.0], |row| Ok((row.get(0)?, row.get(1)?)))? {
                    let (child, version): (i64, i64) = row?;
                    changes.push(Change::Delete(companion.entity, RecordId(child), version));
                }
            }
            changes.push(Change::Delete(entity, *id, record.version));
        }
        self.save(&Batch { act: Act::Delete, subject, origin: "layar".to_owned(), changes, reason: None })
    }

    /// Takes many records out of the bin, as one batch; with each the companion's rows that went
    /// into the bin with it.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn restore_many(&mut self, entity: &'static Entity, ids: &[RecordId]) -> Result<Outcome, Trouble> {
        let mut changes = Vec::new();
        let mut subject = entity.label.id.to_owned();
        for id in ids {
            if ids.len() == 1 {
                subject = sql::title(&self.conn, entity, *id)?.unwrap_or_default();
            }
            changes.push(Change::Restore(entity, *id));
            let Some(companion) = entity.companion else { continue };
            let sql = format!(
                "SELECT c.id FROM {child} c WHERE c.dihapus = 1 AND c.{link} = ?1 AND EXISTS (SELECT 1 FROM riwayat r \
                 WHERE r.jenis = '{child}' AND r.record = c.id AND r.perbuatan = 'hapus' AND r.batch = \
                 (SELECT max(batch) FROM riwayat WHERE jenis = ?2 AND record = ?1 AND perbuatan = 'hapus'))",
                child = companion.entity.name,
                link = companion.link
            );
            let mut rows = self.conn.prepare_cached(&sql)?;
            for row in rows.query_map(params![id.0, entity.name], |row| row.get(0))? {
                changes.push(Change::Restore(companion.entity, RecordId(row?)));
            }
        }
        let reason = Some("dipulihkan dari tempat sampah".to_owned());
        self.save(&Batch { act: Act::Restore, subject, origin: "layar".to_owned(), changes, reason })
    }

    /// One record, whole, also from the bin.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn get(&self, entity: &'static Entity, id: RecordId) -> Result<Option<Record>, Trouble> {
        Ok(sql::load(&self.conn, entity, id, self.today())?)
    }
}

/// How a long batch is worked off.
pub struct Manner<'m> {
    /// Told how far it is; a break stops it.
    pub steps: &'m mut dyn FnMut(Progress) -> ControlFlow<()>,
    /// Why the warnings of a change are passed, by its position, where it is another reason than
    /// that of the batch.
    pub reasons: &'m BTreeMap<usize, String>,
}

static NO_REASONS: BTreeMap<usize, String> = BTreeMap::new();

impl<'m> Manner<'m> {
    /// Only watched.
    pub fn of(steps: &'m mut dyn FnMut(Progress) -> ControlFlow<()>) -> Self {
        Manner { steps, reasons: &NO_REASONS }
    }

    fn go_on(&mut self, done: usize, of: usize) -> Result<(), Trouble> {
        if (self.steps)(Progress { done, of }).is_break() { Err(stopped()) } else { Ok(()) }
    }
}

/// The code of work that was called off.
pub const STOPPED: &str = "DIHENTIKAN";

/// The trouble of work that was called off: nothing of it was kept.
pub fn stopped() -> Trouble {
    Trouble::new(
        STOPPED,
        text("Pekerjaan dihentikan; tidak ada yang disimpan.", "The work was stopped; nothing was kept."),
        text("Mulai lagi bila perlu.", "Begin again where needed."),
    )
}

/// How many changes are worked off between two looks at whether to go on.
const STRIDE: usize = 128;

fn conflict_problem(conflict: &Conflict) -> Problem {
    Problem::error(
        "sudah-diubah",
        text("{0} sudah diubah oleh {1}.", "{0} was changed by {1} meanwhile.")
            .with([conflict.theirs.title(), conflict.actor.clone()]),
        text("Buka lagi catatan itu.", "Open the record again."),
    )
}

/// What a change did, and what the history is to say about it.
struct Deed {
    entity: &'static Entity,
    id: RecordId,
    title: String,
    act: Act,
    old: Option<Record>,
    new: Option<Record>,
    passed: Vec<Problem>,
}

/// A batch on its way into the file.
struct Writing<'a> {
    tx: &'a Connection,
    batch: &'a Batch,
    words: &'a Vocabulary,
    today: Date,
    number: Option<BatchId>,
    /// Whether the batch began here; a piece of a long one did not.
    opened: bool,
    /// Place-holder to stored id; 0 where that record was refused.
    placed: HashMap<RecordId, RecordId>,
    /// What this batch puts into the bin.
    deleting: HashSet<(&'static str, i64)>,
    problems: Vec<(usize, Problem)>,
    records: Vec<(&'static Entity, RecordId, i64)>,
    count: usize,
    dirty: Dirty,
    counts: BTreeMap<&'static str, (i64, i64)>,
    at: usize,
    /// See [`Manner::reasons`].
    reasons: &'a BTreeMap<usize, String>,
}

impl<'a> Writing<'a> {
    fn new(tx: &'a Connection, batch: &'a Batch, words: &'a Vocabulary, today: Date) -> Self {
        let deleting = batch.changes.iter().filter_map(|change| match change {
            Change::Delete(entity, id, _) => Some((entity.name, id.0)),
            _ => None,
        });
        Writing {
            tx,
            batch,
            words,
            today,
            number: None,
            opened: false,
            placed: HashMap::new(),
            deleting: deleting.collect(),
            problems: Vec::new(),
            records: Vec::new(),
            count: 0,
            dirty: Dirty::default(),
            counts: BTreeMap::new(),
            at: 0,
            reasons: &NO_REASONS,
        }
    }

    /// Applies every change. Stops at a conflict, which it returns.
    fn apply_all(
        &mut self,
        (stamp, actor): (&str, &str),
        undoes: Option<BatchId>,
        manner: &mut Manner<'_>,
    ) -> Result<Option<Conflict>, Trouble> {
        let batch = self.batch;
        if self.number.is_none() {
            self.tx
                .prepare_cached(
                    "INSERT INTO batch (waktu, pelaku, perbuatan, pokok, asal, membatalkan) VALUES (?, ?, ?, ?, ?, ?)",
                )?
                .execute(params![stamp, actor, batch.act.code(), batch.subject, batch.origin, undoes.map(|id| id.0)])?;
            self.number = Some(BatchId(self.tx.last_insert_rowid()));
            self.opened = true;
        }
        for (at, change) in batch.changes.iter().enumerate() {
            self.at = at;
            if at % STRIDE == 0 {
                manner.go_on(at, batch.changes.len())?;
            }
            if self.problems.len() > MOST_PROBLEMS {
                break;
            }
            let conflict = match change {
                Change::Put(record) => self.put(record)?,
                Change::Delete(entity, id, version) => self.delete(entity, *id, *version)?,
                Change::Restore(entity, id) => self.restore(entity, *id)?,
            };
            if conflict.is_some() {
                return Ok(conflict);
            }
        }
        Ok(None)
    }

    /// Applies every change only to see what is the matter.
    fn examined(mut self, by: (&str, &str), manner: &mut Manner<'_>) -> Result<Vec<(usize, Problem)>, Trouble> {
        if let Some(conflict) = self.apply_all(by, None, manner)? {
            self.problems.push((self.at, conflict_problem(&conflict)));
        }
        Ok(self.problems)
    }

    /// Errors, or warnings without a reason.
    fn is_refused(&self) -> bool {
        self.batch.reason.is_none() && !self.problems.is_empty()
            || self.problems.iter().any(|(_, problem)| problem.blocks())
    }

    fn refused(self) -> Outcome {
        Outcome::Refused(self.problems.into_iter().map(|(_, problem)| problem).collect())
    }

    /// Refreshes what follows from the rows written and closes the batch.
    fn finish(mut self) -> Result<Saved, Trouble> {
        let number = self.number.filter(|_| self.count > 0);
        if let Some(BatchId(number)) = number {
            self.dirty.settle(self.tx, BatchId(number), self.today)?;
            for (name, (present, bin)) in &self.counts {
                derive::count(self.tx, name, *present, *bin)?;
            }
            if self.opened {
                let count = i64::try_from(self.count).unwrap_or(i64::MAX);
                self.tx.prepare_cached("UPDATE batch SET jumlah = ? WHERE id = ?")?.execute([count, number])?;
            }
        } else if !self.opened {
            // The batch is another's to close.
        } else if let Some(BatchId(number)) = self.number {
            self.tx.execute("DELETE FROM batch WHERE id = ?", [number])?;
        }
        Ok(Saved { batch: number, records: self.records, count: self.count })
    }

    // ---- the three changes ----------------------------------------------------------------

    fn put(&mut self, given: &Record) -> Result<Option<Conflict>, Trouble> {
        let entity = given.entity;
        let old = if given.id.is_stored() {
            let Some(old) = self.load_for_change(entity, given.id)? else { return Ok(None) };
            if old.version != given.version {
                return self.conflict(old).map(Some);
            }
            Some(old)
        } else {
            None
        };
        let (new, whole) = self.merged(given, old.as_ref())?;
        let changed: Vec<&'static str> = match &old {
            Some(old) => differing(old, &new).map(|field| field.name).collect(),
            None => entity.typed().map(|field| field.name).collect(),
        };
        if let Some(old) = old.as_ref().filter(|_| changed.is_empty()) {
            self.records.push((entity, old.id, old.version));
            return Ok(None);
        }
        let mut found = check::record(&new, self.words, self.today);
        // A number that was issued under an earlier pattern stands; only a new one is judged.
        let stands =
            |field: Option<&str>| self.batch.act == Act::Undo || !field.is_some_and(|it| changed.contains(&it));
        found.retain(|problem| problem.code != check::PATTERN || !stands(problem.field));
        if whole && !found.iter().any(Problem::blocks) {
            found.extend(rules::check(self.tx, &new, self.today));
        }
        if let Some(old) = &old {
            self.drop_already_passed(old, &changed, &mut found)?;
            found.extend(self.word_in_use(old, &new)?);
        }
        if self.batch.act == Act::Undo {
            // What was agreed by mistake is taken back, not amended.
            // A state goes back before the dated change that brought it does.
            found.retain(|problem| {
                ![rules::BACKWARDS, rules::STATUS_APART, rules::STILL_SERVING].contains(&problem.code)
            });
        }
        let blocked = !whole || found.iter().any(Problem::blocks);
        self.problems.extend(found.iter().map(|problem| (self.at, problem.clone())));
        if blocked {
            if !given.id.is_stored() {
                self.placed.insert(given.id, RecordId(0));
            }
            return Ok(None);
        }
        self.write(given.id, old, new, found)?;
        Ok(None)
    }

    fn write(
        &mut self,
        given: RecordId,
        old: Option<Record>,
        mut new: Record,
        passed: Vec<Problem>,
    ) -> Result<(), Trouble> {
        let entity = new.entity;
        derive::own_fields(&mut new, old.as_ref(), &passed);
        new.version = old.as_ref().map_or(1, |old| old.version + 1);
        if old.is_some() {
            write_row(self.tx, &new)?;
        } else {
            new.id = insert_row(self.tx, &new)?;
            self.placed.insert(given, new.id);
            self.counts.entry(entity.name).or_default().0 += 1;
        }
        self.dirty.changed(old.as_ref(), &new);
        self.records.push((entity, new.id, new.version));
        self.tell(&Deed {
            entity,
            id: new.id,
            title: new.title(),
            act: if old.is_some() { Act::Edit } else { Act::Add },
            old,
            new: Some(new),
            passed,
        })
    }

    fn delete(&mut self, entity: &'static Entity, id: RecordId, version: i64) -> Result<Option<Conflict>, Trouble> {
        let Some(old) = sql::load(self.tx, entity, id, self.today)? else {
            self.problems.push((self.at, gone()));
            return Ok(None);
        };
        if old.deleted {
            self.records.push((entity, id, old.version));
            return Ok(None);
        }
        if old.version != version {
            return self.conflict(old).map(Some);
        }
        let standing = match self.still_linked(&old)? {
            Some(problem) => Some(problem),
            None => self.word_used(&old)?.or_else(|| rules::leaving(self.tx, &old)),
        };
        if let Some(problem) = standing {
            self.problems.push((self.at, problem));
            return Ok(None);
        }
        self.move_to(&old, Act::Delete, Vec::new())?;
        Ok(None)
    }

    fn restore(&mut self, entity: &'static Entity, id: RecordId) -> Result<Option<Conflict>, Trouble> {
        let Some(old) = sql::load(self.tx, entity, id, self.today)? else {
            self.problems.push((self.at, gone()));
            return Ok(None);
        };
        if !old.deleted {
            self.records.push((entity, id, old.version));
            return Ok(None);
        }
        let (same, whole) = self.merged(&old, Some(&old))?;
        let mut found = check::record(&same, self.words, self.today);
        found.retain(|problem| problem.code != check::PATTERN);
        if whole && !found.iter().any(Problem::blocks) {
            found.extend(rules::check(self.tx, &same, self.today));
        }
        let blocked = !whole || found.iter().any(Problem::blocks);
        self.problems.extend(found.iter().map(|problem| (self.at, problem.clone())));
        if !blocked {
            self.move_to(&old, Act::Restore, found)?;
        }
        Ok(None)
    }

    /// Into the bin or out of it.
    fn move_to(&mut self, old: &Record, act: Act, passed: Vec<Problem>) -> Result<(), Trouble> {
        let mut new = old.clone();
        new.deleted = act == Act::Delete;
        new.version += 1;
        write_row(self.tx, &new)?;
        let count = self.counts.entry(new.entity.name).or_default();
        let step = if new.deleted { -1 } else { 1 };
        count.0 += step;
        count.1 -= step;
        self.dirty.changed(Some(old), &new);
        self.records.push((new.entity, new.id, new.version));
        self.tell(&Deed { entity: new.entity, id: new.id, title: new.title(), act, old: None, new: None, passed })
    }

    // ---- before writing -------------------------------------------------------------------

    fn load_for_change(&mut self, entity: &'static Entity, id: RecordId) -> Result<Option<Record>, Trouble> {
        let old = sql::load(self.tx, entity, id, self.today)?.filter(|old| !old.deleted);
        if old.is_none() {
            self.problems.push((self.at, gone()));
        }
        Ok(old)
    }

    /// The record as it would be kept: typed fields as given, the rest as it was. False where it
    /// links to a record that is not there or was refused in this batch.
    fn merged(&mut self, given: &Record, old: Option<&Record>) -> Result<(Record, bool), Trouble> {
        let mut new =
            old.cloned().unwrap_or_else(|| Record { uid: given.uid.clone(), ..Record::new(given.entity, given.id) });
        let mut whole = true;
        for (place, (field, value)) in new.values.iter_mut().zip(given.pairs()) {
            if !field.is_typed() {
                continue;
            }
            *place = match value {
                Value::Link(link) => match self.resolve(field, link.id)? {
                    Target::There(id, title) => Value::link(id, title),
                    Target::Refused => {
                        whole = false;
                        value.clone()
                    }
                    Target::Lost => {
                        whole = false;
                        self.problems.push((self.at, check::lost_link(field)));
                        value.clone()
                    }
                },
                other => tidy(field, other),
            };
        }
        Ok((new, whole))
    }

    fn resolve(&self, field: &'static Field, id: RecordId) -> Result<Target, Trouble> {
        let Some(entity) = field.target() else { return Ok(Target::Lost) };
        let id = match self.placed.get(&id) {
            Some(RecordId(0)) => return Ok(Target::Refused),
            Some(stored) => *stored,
            None => id,
        };
        let sql = format!("SELECT 1 FROM {} WHERE id = ? AND dihapus = 0", entity.name);
        if !self.tx.prepare_cached(&sql)?.exists([id.0])? {
            return Ok(Target::Lost);
        }
        Ok(Target::There(id, sql::title(self.tx, entity, id)?.unwrap_or_default()))
    }

    /// Drops warnings that were passed before, about fields that did not change now.
    fn drop_already_passed(
        &self,
        old: &Record,
        changed: &[&'static str],
        found: &mut Vec<Problem>,
    ) -> Result<(), Trouble> {
        if found.is_empty() {
            return Ok(());
        }
        let mut passed = self.tx.prepare_cached("SELECT kode, field FROM alasan WHERE jenis = ? AND record = ?")?;
        let passed: HashSet<(String, String)> = passed
            .query_map(params![old.entity.name, old.id.0], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        found.retain(|problem| {
            let field = problem.field.unwrap_or("");
            problem.blocks()
                || changed.contains(&field)
                || !passed.contains(&(problem.code.to_owned(), field.to_owned()))
        });
        Ok(())
    }

    fn conflict(&self, theirs: Record) -> Result<Conflict, Trouble> {
        let who = self
            .tx
            .prepare_cached(
                "SELECT b.pelaku, b.waktu FROM riwayat r JOIN batch b ON b.id = r.batch \
                 WHERE r.jenis = ? AND r.record = ? ORDER BY r.batch DESC LIMIT 1",
            )?
            .query_row(params![theirs.entity.name, theirs.id.0], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (actor, time) = who.unwrap_or_default();
        Ok(Conflict { theirs, actor, time })
    }

    /// Present records that point to this one and do not leave with it.
    fn still_linked(&self, record: &Record) -> Result<Option<Problem>, Trouble> {
        for entity in ENTITIES.iter().copied() {
            for field in entity.links_to(record.entity.name).filter(|field| field.is_typed()) {
                let sql = format!("SELECT id FROM {} WHERE dihapus = 0 AND {} = ?", entity.name, field.name);
                let mut rows = self.tx.prepare_cached(&sql)?;
                let mut staying = Vec::new();
                for id in rows.query_map([record.id.0], |row| row.get::<_, i64>(0))? {
                    let id = id?;
                    if !self.deleting.contains(&(entity.name, id)) {
                        staying.push(id);
                    }
                }
                if let Some(first) = staying.first() {
                    let name = sql::title(self.tx, entity, RecordId(*first))?.unwrap_or_default();
                    return Ok(Some(linked_problem(record, entity, staying.len(), &name)));
                }
            }
        }
        Ok(None)
    }

    /// A word of an open list whose code some record still holds.
    fn word_used(&self, record: &Record) -> Result<Option<Problem>, Trouble> {
        if record.entity != &PILIHAN {
            return Ok(None);
        }
        let (list, code) = (record.text("daftar"), record.text("kode"));
        for entity in ENTITIES.iter().copied() {
            for field in entity.fields.iter().filter(|field| matches!(field.kind, Kind::List(of) if of == list)) {
                let sql = format!("SELECT id FROM {} WHERE dihapus = 0 AND {} = ? LIMIT 1", entity.name, field.name);
                let first: Option<i64> =
                    self.tx.prepare_cached(&sql)?.query_row([code], |row| row.get(0)).optional()?;
                if let Some(id) = first.filter(|id| *id != record.id.0 || entity != record.entity) {
                    let name = sql::title(self.tx, entity, RecordId(id))?.unwrap_or_default();
                    return Ok(Some(linked_problem(record, entity, 1, &name)));
                }
            }
        }
        Ok(None)
    }

    /// The code of a word never changes once it is used.
    fn word_in_use(&self, old: &Record, new: &Record) -> Result<Option<Problem>, Trouble> {
        let same = ["daftar", "kode"].iter().all(|name| old.get(name) == new.get(name));
        if old.entity != &PILIHAN || same {
            return Ok(None);
        }
        Ok(self.word_used(old)?.map(|problem| problem.at("kode")))
    }

    // ---- afterwards -----------------------------------------------------------------------

    /// Writes the history of a deed.
    fn tell(&mut self, deed: &Deed) -> Result<(), Trouble> {
        let Some(BatchId(number)) = self.number else { return Ok(()) };
        self.count += 1;
        let changes = match &deed.new {
            Some(new) => history::changes(deed.old.as_ref(), new),
            None => "{}".to_owned(),
        };
        let own = self.reasons.get(&self.at).or(self.batch.reason.as_ref());
        let reason = own.map(String::as_str).filter(|_| !deed.passed.is_empty());
        self.tx
            .prepare_cached(
                "INSERT INTO riwayat (batch, jenis, record, judul, perbuatan, alasan, perubahan) \
                 VALUES (?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![number, deed.entity.name, deed.id.0, deed.title, deed.act.code(), reason, changes])?;
        for problem in &deed.passed {
            self.tx
                .prepare_cached(
                    "INSERT INTO alasan (batch, jenis, record, field, kode, tingkat, alasan) VALUES (?, ?, ?, ?, ?, ?, ?)",
                )?
                .execute(params![
                    number,
                    deed.entity.name,
                    deed.id.0,
                    problem.field.unwrap_or(""),
                    problem.code,
                    problem.severity.word(),
                    reason.unwrap_or("")
                ])?;
        }
        Ok(())
    }
}

/// Where a link leads.
enum Target {
    There(RecordId, String),
    /// To a record of this batch that has a problem of its own.
    Refused,
    Lost,
}

/// The typed fields in which two records differ.
pub(super) fn differing<'a>(old: &'a Record, new: &'a Record) -> impl Iterator<Item = &'static Field> + 'a {
    old.pairs().zip(&new.values).filter(|((field, was), is)| field.is_typed() && was != is).map(|((field, _), _)| field)
}

/// A value as it may be kept: nothing in it can steer a terminal, an empty text is unknown.
fn tidy(field: &Field, value: &Value) -> Value {
    match (value, &field.kind) {
        (Value::Text(text), Kind::Note) => Value::from(clean_lines(text)),
        (Value::Text(text), _) => Value::from(clean(text)),
        _ => value.clone(),
    }
}

fn gone() -> Problem {
    Problem::error(
        "catatan-hilang",
        text("Catatan ini sudah dihapus.", "This record was deleted."),
        text("Pulihkan dari tempat sampah bila masih diperlukan.", "Take it out of the bin if it is still needed."),
    )
}

fn linked_problem(record: &Record, by: &'static Entity, count: usize, first: &str) -> Problem {
    Problem::error(
        "masih-dipakai",
        text(
            "{0} masih dipakai {1} catatan {2}, antara lain {3}.",
            "{0} is still used by {1} records of {2}, such as {3}.",
        )
        .with([record.title(), count.to_string(), by.label.id.to_owned(), first.to_owned()]),
        text("Pindahkan atau hapus catatan itu dahulu.", "Move or delete those first."),
    )
}

/// The key a field of a record is sorted by.
pub(super) fn key_of(conn: &Connection, field: &Field, value: &Value) -> rusqlite::Result<String> {
    let (Kind::List(list), Value::Text(code)) = (&field.kind, value) else { return Ok(key::of_value(field, value)) };
    let rank: Option<Option<i64>> = conn
        .prepare_cached(
            "SELECT urutan FROM pilihan INDEXED BY pilihan_kode WHERE dihapus = 0 AND daftar = ? AND kode = ?",
        )?
        .query_row([*list, code.as_str()], |row| row.get(0))
        .optional()?;
    Ok(key::of_rank(rank.flatten().unwrap_or(99_999), code))
}

/// The values of a record's columns, in their order.
pub(super) fn column_values(conn: &Connection, record: &Record) -> rusqlite::Result<Vec<Sql>> {
    let mut out = Vec::with_capacity(record.values.len() * 2);
    for column in &sql::shape(record.entity).columns {
        let value = record.values.get(column.at).unwrap_or(&Value::Empty);
        out.push(match column.role {
            Role::Value => sql::to_sql(column.field, value),
            Role::Key => Sql::Text(key_of(conn, column.field, value)?),
        });
    }
    Ok(out)
}

pub(super) fn insert_row(conn: &Connection, record: &Record) -> rusqlite::Result<RecordId> {
    let uid = if record.uid.0.is_empty() { Uid::new() } else { record.uid.clone() };
    let head = [Sql::Text(uid.0), Sql::Integer(record.version), Sql::Integer(i64::from(record.deleted))];
    let values = column_values(conn, record)?;
    conn.prepare_cached(&sql::shape(record.entity).insert)?
        .execute(params_from_iter(head.into_iter().chain(values)))?;
    Ok(RecordId(conn.last_insert_rowid()))
}

/// Writes a record over its row, with its version and mark as they stand in it.
pub(super) fn write_row(conn: &Connection, record: &Record) -> rusqlite::Result<()> {
    let head = [Sql::Integer(record.version), Sql::Integer(i64::from(record.deleted))];
    let values = column_values(conn, record)?;
    let all = head.into_iter().chain(values).chain([Sql::Integer(record.id.0)]);
    conn.prepare_cached(&sql::shape(record.entity).update)?.execute(params_from_iter(all))?;
    Ok(())
}

/// True where a warning about a NIK was passed with a reason.
pub(super) fn doubts(passed: &[Problem], field: &str) -> bool {
    passed.iter().any(|problem| problem.field == Some(field) && problem.severity == Severity::Overridable)
}
