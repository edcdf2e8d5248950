//! What follows from other rows: a kader's present post, sort keys of links, words, counts.
//!
//! * **Owns** the refreshing of derived columns, search tables and `hitungan`, inside the
//!   transaction of the change they follow from.
//! * **Imports** the store's keys and statements.
//! * **Never** raises a version or writes history: nobody typed these.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};

use super::record::{doubts, write_row};
use super::{key, registrasi, rencana, sql, tanda};
use crate::base::date::Date;
use crate::base::id::RecordId;
use crate::entity::{
    DISETEL, ENTITIES, Entity, KADER, KECAKAPAN, Kind, PENUGASAN, PILIHAN, POSYANDU, Problem, REGISTRASI, Record, Value,
};
use crate::request::BatchId;

/// Sets the derived fields that follow from the record itself.
pub fn own_fields(new: &mut Record, old: Option<&Record>, passed: &[Problem]) {
    if new.entity == &POSYANDU && old.is_none() {
        registrasi::without_steps(new);
    }
    if new.entity == &KADER && old.is_none() {
        new.set("tanda", tanda::NONE);
    }
    if new.entity != &KADER || old.is_some_and(|old| old.get("nik") == new.get("nik")) {
        return;
    }
    let state = match new.get("nik") {
        Value::Empty => "belum",
        _ if doubts(passed, "nik") => "ragu",
        _ => "ada",
    };
    new.set("keadaan_nik", state);
}

/// What a batch left to be refreshed.
#[derive(Default)]
pub struct Dirty {
    words: BTreeSet<(&'static str, i64)>,
    kader: BTreeSet<i64>,
    titles: BTreeSet<(&'static str, i64)>,
    moved: BTreeSet<i64>,
    ranks: BTreeSet<(String, String)>,
    paid: BTreeSet<i64>,
    agreed: BTreeSet<i64>,
    stepped: BTreeSet<i64>,
    skilled: BTreeSet<i64>,
    set: BTreeSet<String>,
}

impl Dirty {
    /// Notes a record that was written.
    pub fn changed(&mut self, old: Option<&Record>, new: &Record) {
        let entity = new.entity;
        if sql::shape(entity).searched {
            self.words.insert((entity.name, new.id.0));
        }
        if old.is_some_and(|old| old.title() != new.title()) {
            self.titles.insert((entity.name, new.id.0));
        }
        if entity == &PENUGASAN {
            let people = old.into_iter().chain([new]).filter_map(|post| post.get("kader").as_link());
            self.kader.extend(people.map(|link| link.id.0));
        }
        if entity == &KADER && old.is_some_and(|old| old.deleted != new.deleted) {
            self.kader.insert(new.id.0);
        }
        if entity == &POSYANDU && old.is_some_and(|old| old.get("desa") != new.get("desa")) {
            self.moved.insert(new.id.0);
        }
        if entity == &REGISTRASI {
            let places = old.into_iter().chain([new]).filter_map(|step| step.get("posyandu").as_link());
            self.stepped.extend(places.map(|link| link.id.0));
        }
        if entity == &KECAKAPAN {
            let people = old.into_iter().chain([new]).filter_map(|skill| skill.get("kader").as_link());
            self.skilled.extend(people.map(|link| link.id.0));
        }
        if registrasi::is_renumbered(old, new) {
            self.stepped.insert(new.id.0);
        }
        self.paid.extend(rencana::paid_lines(old, new));
        if rencana::is_agreed(old, new) {
            self.agreed.insert(new.id.0);
        }
        if entity == &DISETEL {
            self.set.insert(new.text("kode").to_owned());
        }
        if entity == &PILIHAN {
            for record in old.into_iter().chain([new]) {
                self.ranks.insert((record.text("daftar").to_owned(), record.text("kode").to_owned()));
            }
        }
    }

    /// True where the open lists or the settings changed.
    pub fn touches_words(&self) -> bool {
        !self.ranks.is_empty() || !self.set.is_empty()
    }

    /// Refreshes everything noted.
    pub fn settle(&mut self, conn: &Connection, batch: BatchId, today: Date) -> rusqlite::Result<()> {
        for posyandu in std::mem::take(&mut self.moved) {
            let mut rows = conn.prepare_cached("SELECT id FROM kader WHERE dihapus = 0 AND posyandu = ?")?;
            let ids: Vec<i64> = rows.query_map([posyandu], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            self.kader.extend(ids);
        }
        for id in std::mem::take(&mut self.kader) {
            if latest_post(conn, RecordId(id), today)? {
                self.words.insert((KADER.name, id));
            }
        }
        for (name, id) in std::mem::take(&mut self.titles) {
            self.retitle(conn, name, RecordId(id))?;
        }
        let skilled = std::mem::take(&mut self.skilled);
        let set = std::mem::take(&mut self.set);
        if self.ranks.iter().any(|(list, _)| list == tanda::SKILLS)
            || tanda::RULES.iter().any(|rule| set.contains(rule.name))
        {
            tanda::give_all(conn)?;
        } else if !skilled.is_empty() {
            let rule = tanda::Rule::read(conn)?;
            skilled.into_iter().try_for_each(|kader| rule.give(conn, kader))?;
        }
        for (list, code) in std::mem::take(&mut self.ranks) {
            rank(conn, &list, &code)?;
        }
        for line in std::mem::take(&mut self.paid) {
            rencana::add_up(conn, line)?;
        }
        for posyandu in std::mem::take(&mut self.stepped) {
            registrasi::settle(conn, RecordId(posyandu), today)?;
        }
        for plan in std::mem::take(&mut self.agreed) {
            rencana::freeze(conn, RecordId(plan), batch, today)?;
        }
        for (name, id) in std::mem::take(&mut self.words) {
            if let Some(entity) = crate::entity::by_name(name) {
                words(conn, entity, RecordId(id), today)?;
            }
        }
        Ok(())
    }

    /// Gives the rows that point to a record its new title as their sort key and words.
    fn retitle(&mut self, conn: &Connection, name: &str, id: RecordId) -> rusqlite::Result<()> {
        let Some(target) = crate::entity::by_name(name) else { return Ok(()) };
        let key = key::of_text(&sql::title(conn, target, id)?.unwrap_or_default());
        for entity in ENTITIES.iter().copied() {
            for field in entity.links_to(name).filter(|field| field.is_stored()) {
                let table = entity.name;
                if key::has_key(field) {
                    let column = key::column(field);
                    let sql = format!("UPDATE {table} SET {column} = ?1 WHERE id IN ({})", holders(table, field.name));
                    conn.prepare_cached(&sql)?.execute(params![key, id.0])?;
                }
                if field.is_searched() {
                    let sql = format!("SELECT id FROM {table} WHERE dihapus = 0 AND {} = ?", field.name);
                    let mut rows = conn.prepare_cached(&sql)?;
                    for row in rows.query_map([id.0], |row| row.get(0))? {
                        self.words.insert((table, row?));
                    }
                }
            }
        }
        Ok(())
    }
}

/// The rows whose field holds `?2`, present or in the bin; written so that both halves find
/// their partial index.
fn holders(table: &str, field: &str) -> String {
    format!(
        "SELECT id FROM {table} WHERE dihapus = 0 AND {field} = ?2 \
         UNION ALL SELECT id FROM {table} WHERE dihapus = 1 AND {field} = ?2"
    )
}

/// Gives a kader the facts of the latest post (greatest first day, then the later entered) that
/// is not in the bin. False where nothing differed.
fn latest_post(conn: &Connection, id: RecordId, today: Date) -> rusqlite::Result<bool> {
    let Some(old) = sql::load(conn, &KADER, id, today)? else { return Ok(false) };
    let post: Option<i64> = conn
        .prepare_cached(
            "SELECT id FROM penugasan WHERE dihapus = 0 AND kader = ? ORDER BY mulai DESC, id DESC LIMIT 1",
        )?
        .query_row([id.0], |row| row.get(0))
        .optional()?;
    let post = post.map(|post| sql::load(conn, &PENUGASAN, RecordId(post), today)).transpose()?.flatten();
    let mut new = old.clone();
    for name in ["posyandu", "jabatan", "bidang", "mulai", "selesai"] {
        new.set(name, post.as_ref().map_or(Value::Empty, |post| post.get(name).clone()));
    }
    let place = new.get("posyandu").as_link().map(|link| link.id);
    let desa = place.map(|place| sql::load(conn, &POSYANDU, place, today)).transpose()?.flatten();
    new.set("desa", desa.map_or(Value::Empty, |place| place.get("desa").clone()));
    if new == old {
        return Ok(false);
    }
    write_row(conn, &new)?;
    Ok(true)
}

/// Gives every record that holds a word of an open list the word's present rank.
fn rank(conn: &Connection, list: &str, code: &str) -> rusqlite::Result<()> {
    let rank: Option<Option<i64>> = conn
        .prepare_cached("SELECT urutan FROM pilihan WHERE dihapus = 0 AND daftar = ? AND kode = ?")?
        .query_row([list, code], |row| row.get(0))
        .optional()?;
    let key = key::of_rank(rank.flatten().unwrap_or(99_999), code);
    for entity in ENTITIES.iter().copied() {
        for field in entity.fields.iter().filter(|field| key::has_key(field)) {
            if matches!(field.kind, Kind::List(of) if of == list) {
                let (table, column, name) = (entity.name, key::column(field), field.name);
                let sql = format!("UPDATE {table} SET {column} = ?1 WHERE id IN ({})", holders(table, name));
                conn.prepare_cached(&sql)?.execute(params![key, code])?;
            }
        }
    }
    Ok(())
}

/// Brings a record's words into the search table, or takes them out where it lies in the bin.
pub fn words(conn: &Connection, entity: &'static Entity, id: RecordId, today: Date) -> rusqlite::Result<()> {
    let table = entity.name;
    match sql::load(conn, entity, id, today)?.filter(|record| !record.deleted) {
        Some(record) => {
            let sql = format!("INSERT OR REPLACE INTO {table}_cari (rowid, kata) VALUES (?, ?)");
            conn.prepare_cached(&sql)?.execute(params![id.0, key::words_of(&record)])?;
        }
        None => {
            let sql = format!("DELETE FROM {table}_cari WHERE rowid = ?");
            conn.prepare_cached(&sql)?.execute([id.0])?;
        }
    }
    Ok(())
}

/// Adds to the counts of an entity.
pub fn count(conn: &Connection, name: &str, present: i64, bin: i64) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO hitungan (jenis, ada, sampah) VALUES (?1, ?2, ?3) \
         ON CONFLICT (jenis) DO UPDATE SET ada = ada + ?2, sampah = sampah + ?3",
    )?
    .execute(params![name, present, bin])?;
    Ok(())
}
