//! Filling a file with very many made-up records.
//!
//! * **Owns** the fast way in: one transaction, indexes and search tables built afterwards.
//! * **Imports** the statements of `sql` and the row writing of `record`.
//! * **Never** takes in anything a person typed or an office sent: it checks nothing and writes one
//!   line of history for all.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use super::record::insert_row;
use super::{Store, derive, key, registrasi, sql};
use crate::base::date::Date;
use crate::base::id::RecordId;
use crate::entity::{Entity, KADER, KECAKAPAN, PENUGASAN, POSYANDU, REGISTRASI, Record, Value};
use crate::request::{Act, Trouble};

/// A file with fewer records than this has its indexes taken down and built anew.
const SMALL: i64 = 5_000;

/// Takes records in.
pub struct Bulk<'a> {
    tx: &'a Transaction<'a>,
    /// Of every Posyandu put in: its desa, the desa's key, its own key.
    places: HashMap<i64, (i64, String, String)>,
    counts: BTreeMap<&'static str, i64>,
}

impl Bulk<'_> {
    /// Puts one record in and gives its id. Links carry stored ids and the titles of their
    /// targets; targets come first. A post gives its kader the derived fields, a step of registration
    /// its Posyandu; posts of one kader and steps of one Posyandu come in the order of their days.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn put(&mut self, record: &Record) -> Result<RecordId, Trouble> {
        let mut record = record.clone();
        record.version = 1;
        derive::own_fields(&mut record, None, &[]);
        let id = insert_row(self.tx, &record)?;
        *self.counts.entry(record.entity.name).or_default() += 1;
        if record.entity == &POSYANDU
            && let Some(desa) = record.get("desa").as_link()
        {
            let keys = (desa.id.0, key::of_text(&desa.title), key::of_text(record.text("nama")));
            self.places.insert(id.0, keys);
        } else if record.entity == &PENUGASAN {
            self.give_post(&record)?;
        } else if record.entity == &REGISTRASI {
            registrasi::give(self.tx, &record)?;
        }
        Ok(id)
    }

    fn give_post(&self, post: &Record) -> Result<(), Trouble> {
        let (Some(kader), Some(posyandu)) = (post.get("kader").as_link(), post.get("posyandu").as_link()) else {
            return Ok(());
        };
        let Some((desa, desa_key, place_key)) = self.places.get(&posyandu.id.0) else { return Ok(()) };
        let rank = |list: &str, code: &str| -> rusqlite::Result<String> {
            let kind = if list == "jabatan" { "jabatan" } else { "bidang" };
            let Some(field) = KADER.field(kind) else { return Ok(String::new()) };
            super::record::key_of(self.tx, field, &Value::from(code))
        };
        let (jabatan, bidang) = (post.text("jabatan"), post.text("bidang"));
        let day = |name: &str| post.get(name).as_date().map_or_else(String::new, |date| date.to_string());
        self.tx
            .prepare_cached(
                "UPDATE kader SET posyandu = ?, posyandu_k = ?, desa = ?, desa_k = ?, jabatan = ?, jabatan_k = ?, \
                 bidang = ?, bidang_k = ?, mulai = ?, selesai = ? WHERE id = ?",
            )?
            .execute(params![
                posyandu.id.0,
                place_key,
                desa,
                desa_key,
                jabatan,
                rank("jabatan", jabatan)?,
                bidang,
                rank("bidang", bidang)?,
                day("mulai"),
                day("selesai"),
                kader.id.0
            ])?;
        Ok(())
    }
}

impl Store {
    /// Fills the file with made-up records: `work` puts them in; one batch tells of them all and
    /// cannot be undone. Gives how many there were. All or nothing.
    ///
    /// # Errors
    /// A trouble of the file, or one of `work`.
    pub fn bulk(
        &mut self,
        (act, subject, origin): (Act, &str, &str),
        work: &mut dyn FnMut(&mut Bulk<'_>) -> Result<(), Trouble>,
    ) -> Result<usize, Trouble> {
        let stamp = self.opening.clock.stamp();
        let today = self.today();
        self.conn.execute_batch("PRAGMA cache_size = -262144")?;
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let filled = fill(&tx, today, work);
        let count = match filled {
            Ok(count) => {
                tx.execute(
                    "INSERT INTO batch (waktu, pelaku, perbuatan, pokok, asal, jumlah, tercatat) VALUES (?, ?, ?, ?, ?, ?, 0)",
                    params![stamp, self.opening.actor, act.code(), subject, origin, count],
                )?;
                tx.commit()?;
                Ok(count)
            }
            Err(trouble) => {
                drop(tx);
                Err(trouble)
            }
        };
        self.conn.execute_batch("PRAGMA cache_size = -6000")?;
        self.conn.cache_flush()?;
        self.conn.release_memory()?;
        self.forget();
        self.reload_words()?;
        let _ = self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        Ok(usize::try_from(count?).unwrap_or(0))
    }
}

fn fill(
    tx: &Transaction<'_>,
    today: Date,
    work: &mut dyn FnMut(&mut Bulk<'_>) -> Result<(), Trouble>,
) -> Result<i64, Trouble> {
    let before: i64 = tx.query_row("SELECT coalesce(sum(ada), 0) FROM hitungan", [], |row| row.get(0))?;
    let last = last_ids(tx)?;
    let indexes = if before < SMALL { take_down(tx)? } else { Vec::new() };
    let mut bulk = Bulk { tx, places: HashMap::new(), counts: BTreeMap::new() };
    work(&mut bulk)?;
    let counts = std::mem::take(&mut bulk.counts);
    drop(bulk);
    if counts.contains_key(KECAKAPAN.name) {
        super::tanda::give_all(tx)?;
    }
    for (name, count) in &counts {
        derive::count(tx, name, *count, 0)?;
    }
    for sql in indexes {
        tx.execute_batch(&sql)?;
    }
    for name in counts.keys() {
        if let Some(entity) = crate::entity::by_name(name).filter(|entity| sql::shape(entity).searched) {
            words(tx, entity, last.get(name).copied().unwrap_or(0), today)?;
        }
    }
    Ok(counts.values().sum())
}

/// The greatest id of every table before.
fn last_ids(conn: &Connection) -> rusqlite::Result<BTreeMap<&'static str, i64>> {
    crate::entity::ENTITIES
        .iter()
        .map(|entity| {
            let sql = format!("SELECT coalesce(max(id), 0) FROM {}", entity.name);
            Ok((entity.name, conn.query_row(&sql, [], |row| row.get(0))?))
        })
        .collect()
}

/// Drops the indexes of the entities and gives the statements that make them again. The words of
/// open lists keep theirs: keys are looked up by it meanwhile.
fn take_down(conn: &Connection) -> rusqlite::Result<Vec<String>> {
    let tables: BTreeSet<&str> = crate::entity::ENTITIES.iter().map(|e| e.name).filter(|n| *n != "pilihan").collect();
    let mut statement =
        conn.prepare("SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let found: Vec<(String, String, String)> = rows.collect::<rusqlite::Result<_>>()?;
    let mut out = Vec::new();
    for (name, table, sql) in found.into_iter().filter(|(_, table, _)| tables.contains(table.as_str())) {
        conn.execute_batch(&format!("DROP INDEX {name}"))?;
        out.push((table, sql));
    }
    Ok(out.into_iter().map(|(_, sql)| sql).collect())
}

/// Brings the words of all new records into the search table.
fn words(conn: &Connection, entity: &'static Entity, after: i64, today: Date) -> rusqlite::Result<()> {
    let table = entity.name;
    let configure = |option: &str, value: i64| {
        conn.execute(&format!("INSERT INTO {table}_cari ({table}_cari, rank) VALUES (?, ?)"), params![option, value])
    };
    configure("hashsize", 64 << 20)?;
    configure("automerge", 0)?;
    let shape = sql::shape(entity);
    let mut statement = conn.prepare(&format!("{} WHERE t.id > :after ORDER BY t.id", shape.stored))?;
    sql::bind_today(&mut statement, today)?;
    if let Some(place) = statement.parameter_index(":after")? {
        statement.raw_bind_parameter(place, after)?;
    }
    let mut insert = conn.prepare(&format!("INSERT INTO {table}_cari (rowid, kata) VALUES (?, ?)"))?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        let record = sql::read(entity, row)?;
        insert.execute(params![record.id.0, key::words_of(&record)])?;
    }
    conn.execute(&format!("INSERT INTO {table}_cari ({table}_cari) VALUES ('optimize')"), [])?;
    configure("automerge", 4)?;
    configure("hashsize", 1 << 20)?;
    Ok(())
}
