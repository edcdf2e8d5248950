//! Looking back: batches, the history of records, reasons that were kept.
//!
//! * **Owns** how a change is written into the history and read from it.
//! * **Imports** `entity`, `request`, serde_json.
//! * **Never** undoes anything: that is `undo`.

use rusqlite::{Row, params};
use serde_json::Value as Json;

use super::{Store, undo};
use crate::base::date::Date;
use crate::base::id::RecordId;
use crate::entity::{self, Entity, Field, Kind, Record, Value};
use crate::request::{Act, BatchId, BatchInfo, FieldChange, HistoryEntry, Trouble};

/// A warning that was passed with a reason, for the list of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    /// By which batch.
    pub batch: BatchId,
    /// Of which kind of record.
    pub entity: &'static Entity,
    /// Which record.
    pub record: RecordId,
    /// The field, or empty.
    pub field: String,
    /// The problem's code.
    pub code: String,
    /// The problem's severity as a word.
    pub severity: String,
    /// Why it was passed.
    pub reason: String,
}

// ---- writing ------------------------------------------------------------------------------

/// The changes of one record as kept: `{"nama": ["lama", "baru"]}`.
pub fn changes(old: Option<&Record>, new: &Record) -> String {
    let mut out = String::from("{");
    for (at, (field, is)) in new.pairs().enumerate().filter(|(_, (field, _))| field.is_typed()) {
        let was = old.and_then(|old| old.values.get(at)).unwrap_or(&Value::Empty);
        if was == is {
            continue;
        }
        if out.len() > 1 {
            out.push(',');
        }
        push_text(&mut out, field.name);
        out.push_str(":[");
        push(&mut out, was);
        out.push(',');
        push(&mut out, is);
        out.push(']');
    }
    out.push('}');
    out
}

/// A value as histories and versions keep it.
pub(super) fn to_json(value: &Value) -> Json {
    match value {
        Value::Empty => Json::Null,
        Value::Text(text) => Json::String(text.clone()),
        Value::Date(date) => Json::String(date.to_string()),
        Value::Int(number) => Json::from(*number),
        Value::Link(link) => Json::Array(vec![Json::from(link.id.0), Json::String(link.title.clone())]),
    }
}

/// The same, written behind a text.
fn push(out: &mut String, value: &Value) {
    match value {
        Value::Empty => out.push_str("null"),
        Value::Text(text) => push_text(out, text),
        Value::Date(date) => push_text(out, &date.to_string()),
        Value::Int(number) => out.push_str(&number.to_string()),
        Value::Link(link) => {
            out.push('[');
            out.push_str(&link.id.0.to_string());
            out.push(',');
            push_text(out, &link.title);
            out.push(']');
        }
    }
}

fn push_text(out: &mut String, text: &str) {
    if text.bytes().all(|byte| byte >= 0x20 && byte != b'"' && byte != b'\\') {
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else {
        out.push_str(&Json::from(text).to_string());
    }
}

// ---- reading ------------------------------------------------------------------------------

/// A value out of a history or a version.
pub(super) fn from_json(field: &Field, json: &Json) -> Value {
    match (&field.kind, json) {
        (Kind::Date, Json::String(text)) => text.parse::<Date>().map_or(Value::Empty, Value::Date),
        (Kind::Link(_), Json::Array(pair)) => {
            let id = pair.first().and_then(Json::as_i64);
            let title = pair.get(1).and_then(Json::as_str).unwrap_or_default();
            id.map_or(Value::Empty, |id| Value::link(RecordId(id), title))
        }
        (_, Json::String(text)) => Value::from(text.as_str()),
        (_, Json::Number(number)) => number.as_i64().map_or(Value::Empty, Value::Int),
        _ => Value::Empty,
    }
}

/// The changes of one record as they were kept. A field that the entity no longer has is left out.
pub fn read_changes(entity: &'static Entity, kept: &str) -> Vec<FieldChange> {
    let Ok(Json::Object(map)) = serde_json::from_str::<Json>(kept) else { return Vec::new() };
    let mut out = Vec::with_capacity(map.len());
    for (name, pair) in &map {
        let (Some(field), Json::Array(pair)) = (entity.field(name), pair) else { continue };
        let value = |at: usize| pair.get(at).map_or(Value::Empty, |json| from_json(field, json));
        out.push(FieldChange { field: field.name, old: value(0), new: value(1) });
    }
    out
}

const BATCH: &str =
    "b.id, b.waktu, b.pelaku, b.perbuatan, b.pokok, b.asal, b.jumlah, b.dibatalkan_oleh IS NOT NULL, b.tercatat";

fn read_batch(row: &Row<'_>) -> rusqlite::Result<BatchInfo> {
    let act: String = row.get(3)?;
    let undone: bool = row.get(7)?;
    let recorded: bool = row.get(8)?;
    Ok(BatchInfo {
        id: BatchId(row.get(0)?),
        time: row.get(1)?,
        actor: row.get(2)?,
        act: Act::from_code(&act).unwrap_or(Act::Edit),
        subject: row.get(4)?,
        origin: row.get(5)?,
        count: usize::try_from(row.get::<_, i64>(6)?).unwrap_or(0),
        undone,
        undoable: recorded && !undone,
    })
}

impl Store {
    /// Batches, newest first, before one of them, so many.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn batches(&self, before: Option<BatchId>, limit: usize) -> Result<Vec<BatchInfo>, Trouble> {
        let sql = format!("SELECT {BATCH} FROM batch b WHERE b.id < ? ORDER BY b.id DESC LIMIT ?");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let before = before.map_or(i64::MAX, |id| id.0);
        let rows = statement.query_map(params![before, as_limit(limit)], read_batch)?;
        let mut out: Vec<BatchInfo> = rows.collect::<rusqlite::Result<_>>()?;
        for info in &mut out {
            info.undoable = info.undoable && undo::is_open(&self.conn, info, self.today())?;
        }
        Ok(out)
    }

    /// One batch.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn batch(&self, id: BatchId) -> Result<Option<BatchInfo>, Trouble> {
        Ok(self.batches(Some(BatchId(id.0 + 1)), 1)?.into_iter().find(|info| info.id == id))
    }

    /// What happened to one record, newest first.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn history(
        &self,
        (entity, record): (&'static Entity, RecordId),
        before: Option<BatchId>,
        limit: usize,
    ) -> Result<Vec<HistoryEntry>, Trouble> {
        let sql = format!(
            "SELECT {BATCH}, r.jenis, r.record, r.judul, r.perbuatan, r.alasan, r.perubahan FROM riwayat r \
             JOIN batch b ON b.id = r.batch WHERE r.jenis = ? AND r.record = ? AND r.batch < ? \
             ORDER BY r.batch DESC, r.id DESC LIMIT ?"
        );
        let before = before.map_or(i64::MAX, |id| id.0);
        self.entries(&sql, params![entity.name, record.0, before, as_limit(limit)])
    }

    /// Every record changed by a batch, in the order of its changes.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn batch_detail(&self, id: BatchId) -> Result<Vec<HistoryEntry>, Trouble> {
        let sql = format!(
            "SELECT {BATCH}, r.jenis, r.record, r.judul, r.perbuatan, r.alasan, r.perubahan FROM riwayat r \
             JOIN batch b ON b.id = r.batch WHERE r.batch = ? ORDER BY r.id"
        );
        self.entries(&sql, params![id.0])
    }

    fn entries(&self, sql: &str, params: impl rusqlite::Params) -> Result<Vec<HistoryEntry>, Trouble> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            let Some(entity) = entity::by_name(&row.get::<_, String>(9)?) else { continue };
            let deed: String = row.get(12)?;
            out.push(HistoryEntry {
                batch: read_batch(row)?,
                entity,
                record: RecordId(row.get(10)?),
                title: row.get(11)?,
                deed: Act::from_code(&deed).unwrap_or(Act::Edit),
                reason: row.get(13)?,
                fields: read_changes(entity, &row.get::<_, String>(14)?),
            });
        }
        Ok(out)
    }

    /// Warnings that were passed with a reason, newest first.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn passed(&self, limit: usize) -> Result<Vec<Passed>, Trouble> {
        let mut statement = self.conn.prepare_cached(
            "SELECT batch, jenis, record, field, kode, tingkat, alasan FROM alasan ORDER BY id DESC LIMIT ?",
        )?;
        let mut rows = statement.query([as_limit(limit)])?;
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            let Some(entity) = entity::by_name(&row.get::<_, String>(1)?) else { continue };
            out.push(Passed {
                batch: BatchId(row.get(0)?),
                entity,
                record: RecordId(row.get(2)?),
                field: row.get(3)?,
                code: row.get(4)?,
                severity: row.get(5)?,
                reason: row.get(6)?,
            });
        }
        Ok(out)
    }

    /// Notes that a person looked at masked data of a record, or let personal data out.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn note_access(&mut self, access: &Access<'_>) -> Result<(), Trouble> {
        self.conn.execute(
            "INSERT INTO jejak (waktu, pelaku, perbuatan, jenis, record, alasan, jumlah) VALUES (?, ?, ?, ?, ?, ?, ?)",
            params![
                self.opening.clock.stamp(),
                self.opening.actor,
                access.deed,
                access.entity.name,
                access.record.map(|id| id.0),
                access.reason,
                as_limit(access.count)
            ],
        )?;
        Ok(())
    }
}

/// Personal data shown or let out.
#[derive(Clone, Copy, Debug)]
pub struct Access<'a> {
    /// `buka` (a field was unmasked), `ekspor` (a list was written).
    pub deed: &'a str,
    /// Of which kind of records.
    pub entity: &'static Entity,
    /// Of one record, or of many.
    pub record: Option<RecordId>,
    /// The field, or why.
    pub reason: &'a str,
    /// How many records.
    pub count: usize,
}

/// A count as SQLite takes it.
pub fn as_limit(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}
