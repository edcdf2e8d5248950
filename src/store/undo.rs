//! Undoing a batch: its inverse, through the one write path, as a new batch.
//!
//! * **Owns** the making of the inverse and the reasons why there is none.
//! * **Imports** the history and the write path.
//! * **Never** takes back work that later work stands on: it says which.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use rusqlite::{Connection, OptionalExtension, params};

use super::ganda::{Errand, relink};
use super::record::Outcome;
use super::{Store, history, sql};
use crate::base::date::Date;
use crate::base::id::RecordId;
use crate::base::words::{Text, text};
use crate::entity::{self, ENTITIES, Entity, Problem, Record};
use crate::request::{Act, Batch, BatchId, BatchInfo, Change, FieldChange, Trouble};

/// Batches larger than this are looked at by a rough question in lists, not record by record.
const CLOSELY: usize = 500;

impl Store {
    /// Undoes one batch. Undoing an undo does it again.
    ///
    /// # Errors
    /// A trouble of the file. A batch that later work stands on is refused, with the reason.
    pub fn undo(&mut self, id: BatchId) -> Result<Outcome, Trouble> {
        let Some(info) = self.batch(id)? else {
            return Ok(Outcome::Refused(vec![refusal(
                "batch-tidak-ada",
                text("Perubahan nomor {0} tidak ada.", "There is no change number {0}."),
                [id.0.to_string()],
            )]));
        };
        let plan = match plan(&self.conn, &info, self.today())? {
            Ok(changes) => changes,
            Err(problems) => return Ok(Outcome::Refused(problems)),
        };
        let batch = Batch {
            act: Act::Undo,
            subject: info.subject.clone(),
            origin: format!("batal {}", id.0),
            changes: plan,
            reason: Some(format!("pembatalan perubahan nomor {}", id.0)),
        };
        self.save_as(&batch, Errand::Undo(id))
    }

    /// Undoes the newest batch of this person that is not undone yet and is no undo itself.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn undo_last(&mut self) -> Result<Outcome, Trouble> {
        let last: Option<i64> = self
            .conn
            .prepare_cached(
                "SELECT id FROM batch WHERE pelaku = ? AND perbuatan <> 'batal' AND dibatalkan_oleh IS NULL \
                 AND tercatat = 1 ORDER BY id DESC LIMIT 1",
            )?
            .query_row([&self.opening.actor], |row| row.get(0))
            .optional()?;
        match last {
            Some(id) => self.undo(BatchId(id)),
            None => Ok(Outcome::Refused(vec![refusal(
                "tidak-ada-yang-dibatalkan",
                text("Tidak ada perubahan Anda yang dapat dibatalkan.", "There is no change of yours to undo."),
                [],
            )])),
        }
    }
}

/// Marks a batch as undone; where it was an undo itself, what it undid holds again, and so on down
/// the chain.
pub fn mark(conn: &Connection, id: BatchId, by: BatchId) -> rusqlite::Result<()> {
    let (mut batch, mut undone_by) = (id.0, Some(by.0));
    loop {
        conn.execute("UPDATE batch SET dibatalkan_oleh = ? WHERE id = ?", params![undone_by, batch])?;
        relink(conn, BatchId(batch))?;
        let next: Option<i64> = conn
            .query_row("SELECT membatalkan FROM batch WHERE id = ?", [batch], |row| row.get(0))
            .optional()?
            .flatten();
        let Some(next) = next else { return Ok(()) };
        undone_by = if undone_by.is_some() { None } else { Some(batch) };
        batch = next;
    }
}

/// What a batch did to one record.
struct Row {
    entity: &'static Entity,
    id: RecordId,
    title: String,
    act: Act,
    fields: Vec<FieldChange>,
}

fn rows_of(conn: &Connection, id: BatchId) -> rusqlite::Result<Vec<Row>> {
    let mut statement = conn.prepare_cached(
        "SELECT jenis, record, judul, perbuatan, perubahan FROM riwayat WHERE batch = ? ORDER BY id DESC",
    )?;
    let mut rows = statement.query([id.0])?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(entity) = entity::by_name(&row.get::<_, String>(0)?) else { continue };
        out.push(Row {
            entity,
            id: RecordId(row.get(1)?),
            title: row.get(2)?,
            act: Act::from_code(&row.get::<_, String>(3)?).unwrap_or(Act::Edit),
            fields: history::read_changes(entity, &row.get::<_, String>(4)?),
        });
    }
    Ok(out)
}

/// A record on its way back.
struct Going {
    start: Record,
    now: Record,
}

/// The changes that undo a batch, or why it cannot be undone.
fn plan(conn: &Connection, info: &BatchInfo, today: Date) -> Result<Result<Vec<Change>, Vec<Problem>>, Trouble> {
    if let Some(problem) = closed(conn, info)? {
        return Ok(Err(vec![problem]));
    }
    let rows = rows_of(conn, info.id)?;
    let mut going: HashMap<(&'static str, RecordId), Going> = HashMap::new();
    let mut order = Vec::new();
    let mut problems = Vec::new();
    for row in &rows {
        let key = (row.entity.name, row.id);
        let going = match going.entry(key) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let Some(record) = sql::load(conn, row.entity, row.id, today)? else { continue };
                order.push(key);
                place.insert(Going { start: record.clone(), now: record })
            }
        };
        if let Some(problem) = step_back(conn, info.id, row, &mut going.now)? {
            problems.push(problem);
            if problems.len() >= 20 {
                break;
            }
        }
    }
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    let mut changes = Vec::with_capacity(order.len());
    for key in order {
        let Some(Going { start, now }) = going.remove(&key) else { continue };
        changes.extend(change_between(&start, now));
    }
    let leaving: HashMap<(&'static str, i64), Option<&Record>> = changes
        .iter()
        .filter_map(|change| match change {
            Change::Delete(entity, id, _) => Some(((entity.name, id.0), None)),
            Change::Put(record) => Some(((record.entity.name, record.id.0), Some(record))),
            Change::Restore(..) => None,
        })
        .collect();
    for change in &changes {
        if let Change::Delete(entity, id, _) = change
            && let Some(problem) = later_link(conn, info.id, (entity, *id), &leaving)?
        {
            return Ok(Err(vec![problem]));
        }
    }
    Ok(Ok(changes))
}

/// Why a batch cannot be undone as a whole.
fn closed(conn: &Connection, info: &BatchInfo) -> rusqlite::Result<Option<Problem>> {
    let (by, recorded): (Option<i64>, bool) =
        conn.query_row("SELECT dibatalkan_oleh, tercatat FROM batch WHERE id = ?", [info.id.0], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let number = info.id.0.to_string();
    Ok(match by {
        Some(by) => Some(refusal(
            "sudah-dibatalkan",
            text("Perubahan nomor {0} sudah dibatalkan oleh nomor {1}.", "Change number {0} was undone by number {1}."),
            [number, by.to_string()],
        )),
        None if !recorded => Some(refusal(
            "tanpa-riwayat",
            text(
                "Perubahan nomor {0} adalah data contoh tanpa riwayat.",
                "Change number {0} is sample data without a history.",
            ),
            [number],
        )),
        None => None,
    })
}

/// Takes one row of the history back, on a copy of the record.
fn step_back(conn: &Connection, batch: BatchId, row: &Row, now: &mut Record) -> rusqlite::Result<Option<Problem>> {
    match row.act {
        Act::Delete if now.deleted => now.deleted = false,
        Act::Restore if !now.deleted => now.deleted = true,
        // Only says whom it was merged from.
        Act::Merge if !now.deleted => {}
        Act::Add | Act::Edit if !now.deleted => {
            for change in &row.fields {
                if now.get(change.field) != &change.new {
                    let later = later_change(conn, batch, row, Some(change.field))?;
                    return Ok(Some(stands_on(row, now.entity, Some(change.field), later)));
                }
                if row.act == Act::Edit {
                    now.set(change.field, change.old.clone());
                }
            }
            if row.act == Act::Add {
                // A field filled in later is work that stands on the record too.
                let given = |name: &str| row.fields.iter().any(|change| change.field == name);
                let filled = now.pairs().find(|(f, value)| f.is_typed() && !value.is_empty() && !given(f.name));
                if let Some((field, _)) = filled {
                    let later = later_change(conn, batch, row, Some(field.name))?;
                    return Ok(Some(stands_on(row, now.entity, Some(field.name), later)));
                }
                now.deleted = true;
            }
        }
        _ => {
            let later = later_change(conn, batch, row, None)?;
            return Ok(Some(stands_on(row, now.entity, None, later)));
        }
    }
    Ok(None)
}

/// The newest later batch that changed a record, in this field if one is named.
fn later_change(conn: &Connection, batch: BatchId, row: &Row, field: Option<&str>) -> rusqlite::Result<Option<i64>> {
    conn.prepare_cached(
        "SELECT batch FROM riwayat WHERE jenis = ?1 AND record = ?2 AND batch > ?3 \
         AND (?4 IS NULL OR json_extract(perubahan, '$.' || ?4) IS NOT NULL) ORDER BY batch DESC LIMIT 1",
    )?
    .query_row(params![row.entity.name, row.id.0, batch.0, field], |row| row.get(0))
    .optional()
}

fn stands_on(row: &Row, entity: &Entity, field: Option<&'static str>, later: Option<i64>) -> Problem {
    let label = field.and_then(|name| entity.field(name)).map_or("", |field| field.label.id);
    let later = later.map_or_else(|| "?".to_owned(), |id| id.to_string());
    let problem = match field {
        Some(_) => refusal(
            "dipakai-perubahan-kemudian",
            text(
                "{0}: {1} sudah diubah lagi oleh perubahan nomor {2}.",
                "{0}: {1} was changed again by change number {2}.",
            ),
            [row.title.clone(), label.to_owned(), later],
        ),
        None => refusal(
            "dipakai-perubahan-kemudian",
            text(
                "{0} sudah dihapus atau dipulihkan oleh perubahan nomor {2}.",
                "{0} was deleted or restored by change number {2}.",
            ),
            [row.title.clone(), String::new(), later],
        ),
    };
    Problem { field, ..problem }
}

/// From what it is to what it shall be, as changes.
fn change_between(start: &Record, now: Record) -> Vec<Change> {
    let fields_differ = super::record::differing(start, &now).next().is_some();
    match (start.deleted, now.deleted) {
        (false, true) => vec![Change::Delete(now.entity, now.id, now.version)],
        (true, false) if fields_differ => {
            let restored = Record { version: now.version + 1, ..now };
            vec![Change::Restore(restored.entity, restored.id), Change::Put(restored)]
        }
        (true, false) => vec![Change::Restore(now.entity, now.id)],
        (false, false) if fields_differ => vec![Change::Put(now)],
        _ => Vec::new(),
    }
}

/// A present record that points to one that undoing would delete, and that neither leaves nor turns
/// to another in the same undoing.
fn later_link(
    conn: &Connection,
    batch: BatchId,
    (target, id): (&'static Entity, RecordId),
    leaving: &HashMap<(&'static str, i64), Option<&Record>>,
) -> rusqlite::Result<Option<Problem>> {
    for entity in ENTITIES.iter().copied() {
        for field in entity.links_to(target.name).filter(|field| field.is_typed()) {
            let sql = format!("SELECT id FROM {} WHERE dihapus = 0 AND {} = ?", entity.name, field.name);
            let mut statement = conn.prepare_cached(&sql)?;
            let mut rows = statement.query([id.0])?;
            while let Some(row) = rows.next()? {
                let from: i64 = row.get(0)?;
                let still = |record: &Record| record.get(field.name).as_link().is_some_and(|link| link.id == id);
                if leaving.get(&(entity.name, from)).is_some_and(|turned| !turned.is_some_and(still)) {
                    continue;
                }
                let later: Option<i64> = conn
                    .prepare_cached("SELECT max(batch) FROM riwayat WHERE jenis = ? AND record = ? AND batch > ?")?
                    .query_row(params![entity.name, from, batch.0], |row| row.get(0))?;
                let titles = [
                    sql::title(conn, target, id)?.unwrap_or_default(),
                    entity.label.id.to_owned(),
                    sql::title(conn, entity, RecordId(from))?.unwrap_or_default(),
                    later.map_or_else(|| "?".to_owned(), |id| id.to_string()),
                ];
                return Ok(Some(refusal(
                    "dipakai-perubahan-kemudian",
                    text(
                        "{0} sudah dipakai {1} {2} (perubahan nomor {3}).",
                        "{0} is used by {1} {2} (change number {3}).",
                    ),
                    titles,
                )));
            }
        }
    }
    Ok(None)
}

fn refusal<const N: usize>(code: &'static str, sentence: Text, facts: [String; N]) -> Problem {
    Problem::error(
        code,
        sentence.with(facts),
        text(
            "Lihat riwayat; batalkan dahulu perubahan yang lebih baru.",
            "Look at the history; undo the newer change first.",
        ),
    )
}

/// Whether undoing would be accepted now, for lists: exact for batches of up to [`CLOSELY`]
/// records; larger ones count as closed once a later change touched any of their records.
pub fn is_open(conn: &Connection, info: &BatchInfo, today: Date) -> Result<bool, Trouble> {
    if info.count <= CLOSELY {
        return Ok(plan(conn, info, today)?.is_ok());
    }
    let touched = conn
        .prepare_cached(
            "SELECT 1 FROM riwayat a JOIN riwayat b ON b.jenis = a.jenis AND b.record = a.record AND b.batch > a.batch \
             JOIN batch x ON x.id = b.batch WHERE a.batch = ? AND x.dibatalkan_oleh IS NULL \
             AND NOT (x.membatalkan IS NOT NULL AND x.membatalkan > a.batch) LIMIT 1",
        )?
        .exists([info.id.0])?;
    if touched {
        return Ok(false);
    }
    for target in ENTITIES.iter().copied() {
        for entity in ENTITIES.iter().copied() {
            for field in entity.links_to(target.name).filter(|field| field.is_typed()) {
                let sql = format!(
                    "SELECT 1 FROM riwayat a JOIN {from} d ON d.dihapus = 0 AND d.{field} = a.record WHERE a.batch = ?1 \
                     AND a.jenis = '{to}' AND a.perbuatan = 'tambah' AND NOT EXISTS (SELECT 1 FROM riwayat c \
                     WHERE c.jenis = '{from}' AND c.record = d.id AND c.batch = ?1 AND c.perbuatan = 'tambah') LIMIT 1",
                    from = entity.name,
                    field = field.name,
                    to = target.name
                );
                if conn.prepare_cached(&sql)?.exists([info.id.0])? {
                    return Ok(false);
                }
            }
        }
    }
    Ok(true)
}
