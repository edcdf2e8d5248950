//! A batch of very many new people: written piece by piece inside one transaction.
//!
//! * **Owns** the open transaction of a long batch, what is remembered instead of asked for while it
//!   runs ([`Marks`], the places), and the quick way in for a person and a post that nothing in the
//!   file can speak against.
//! * **Imports** the checks, keys, history and statements beside it.
//! * **Never** judges a record by itself: where a rule could have anything to say, the record goes
//!   through [`Store::examine`] and [`Store::save`], which become part of the open batch.
//!
//! Nothing is on the disk before [`Store::end_long`] says so; a program that dies leaves the file
//! as it was. While a long batch fills an almost empty list, the indexes of that list are taken
//! down (inside the transaction) and built again before anything asks a question of it.

use std::collections::HashMap;

use rusqlite::{Statement, params};

use super::marks::{Marks, mark};
use super::sql::{self, Role};
use super::{Store, check, derive, history, key, record};
use crate::base::date::Date;
use crate::base::id::{RecordId, Uid};
use crate::base::text::{name_key, person_key};
use crate::entity::{Entity, Field, Kind, Record, Value, Vocabulary};
use crate::request::{Act, Batch, BatchId, Trouble};

/// A list with fewer records than this has its indexes taken down.
const SMALL: i64 = 20_000;

/// The lists a long batch fills.
const LISTS: [&str; 2] = ["kader", "penugasan"];

/// What a record can be known by. `true` of [`Store::may_know`] means perhaps, `false` means no.
#[derive(Clone, Copy, Debug)]
pub enum Sign<'a> {
    /// A kader's or a post's travelling identity.
    Uid(&'a str),
    /// What [`Sign::mark`] made of a sign.
    Mark(u64),
    /// A NIK.
    Nik(&'a str),
    /// Somebody of this name (see [`person_key`]) with a post in this Posyandu.
    Person(RecordId, &'a str),
    /// Somebody with this jabatan in this Posyandu.
    Seat(RecordId, &'a str),
    /// A post of a person whose name is not told here.
    Somebody(RecordId),
}

impl Sign<'_> {
    /// The sign as a number.
    pub fn mark(self) -> u64 {
        match self {
            Sign::Mark(mark) => mark,
            Sign::Uid(uid) => mark(1, 0, uid),
            Sign::Nik(nik) => mark(2, 0, nik),
            Sign::Person(posyandu, key) => mark(3, posyandu.0, key),
            Sign::Seat(posyandu, jabatan) => mark(4, posyandu.0, jabatan),
            Sign::Somebody(posyandu) => mark(5, posyandu.0, ""),
        }
    }
}

/// A Posyandu found by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The record.
    pub id: RecordId,
    /// Its name.
    pub title: String,
}

/// A long batch that is open.
pub(super) struct Long {
    number: i64,
    pub(super) count: usize,
    down: Vec<String>,
    marks: Marks,
    places: Places,
    /// Number and desa of every SK: by the text of its number without spaces, folded small.
    sk: HashMap<u64, Sk>,
    keys: Keys,
    new: i64,
    today: Date,
}

#[derive(Clone, Copy)]
struct Sk {
    id: i64,
    /// 0 where more than one has this number in this desa.
    day: u32,
}

/// The Posyandu of the file, small.
#[derive(Default)]
struct Places {
    /// Desa and title.
    all: HashMap<i64, (i64, u32)>,
    /// By desa and key of the name; 0 where there are several.
    named: HashMap<u64, i64>,
    /// By desa and the key of a name that one bore.
    bore: HashMap<u64, i64>,
    titles: Vec<(String, String)>,
    numbers: HashMap<String, u32>,
}

impl Places {
    fn title(&mut self, title: String) -> u32 {
        if let Some(number) = self.numbers.get(&title) {
            return *number;
        }
        let number = u32::try_from(self.titles.len()).unwrap_or(u32::MAX);
        self.titles.push((title.clone(), name_key(&title)));
        self.numbers.insert(title, number);
        number
    }

    fn push(&mut self, id: i64, desa: i64, title: String, before: &str) {
        let number = self.title(title);
        self.all.insert(id, (desa, number));
        let Some((_, key)) = self.titles.get(number as usize) else { return };
        self.named.entry(mark(0, desa, key)).and_modify(|known| *known = 0).or_insert(id);
        for old in before.split(';').filter(|old| !old.trim().is_empty()) {
            self.bore.insert(mark(0, desa, &name_key(old)), id);
        }
    }
}

/// Sort keys that many rows share.
#[derive(Default)]
struct Keys {
    ranks: HashMap<(&'static str, String), String>,
    titles: HashMap<String, String>,
}

impl Keys {
    fn of<'k>(
        &'k mut self,
        conn: &rusqlite::Connection,
        field: &Field,
        value: &Value,
    ) -> rusqlite::Result<std::borrow::Cow<'k, str>> {
        use std::borrow::Cow;
        Ok(match (&field.kind, value) {
            (_, Value::Empty) => Cow::Borrowed(""),
            (Kind::List(list), Value::Text(code)) => {
                let place = (*list, code.clone());
                if !self.ranks.contains_key(&place) {
                    self.ranks.insert(place.clone(), record::key_of(conn, field, value)?);
                }
                Cow::Borrowed(self.ranks.get(&place).map_or("", String::as_str))
            }
            (_, Value::Link(link)) if field.name != "kader" => {
                if !self.titles.contains_key(&link.title) {
                    self.titles.insert(link.title.clone(), key::of_text(&link.title));
                }
                Cow::Borrowed(self.titles.get(&link.title).map_or("", String::as_str))
            }
            _ => Cow::Owned(key::of_value(field, value)),
        })
    }
}

impl Store {
    /// Opens a long batch of about so many new people: everything saved from here on belongs to
    /// it, until [`Store::end_long`]. `keep` says what is meant to become of it.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn begin_long(&mut self, head: &Batch, expected: usize, keep: Keep) -> Result<(), Trouble> {
        if keep == Keep::All {
            self.copy_of_the_day();
        }
        let stamp = self.opening.clock.stamp();
        let today = self.today();
        self.conn.execute_batch("PRAGMA cache_size = -32768; BEGIN IMMEDIATE")?;
        match self.opened(head, expected, &stamp, today) {
            Ok(long) => {
                self.long = Some(Box::new(long));
                Ok(())
            }
            Err(trouble) => {
                self.roll_back();
                Err(trouble)
            }
        }
    }

    fn opened(&self, head: &Batch, expected: usize, stamp: &str, today: Date) -> Result<Long, Trouble> {
        let conn = &self.conn;
        conn.execute(
            "INSERT INTO batch (waktu, pelaku, perbuatan, pokok, asal) VALUES (?, ?, ?, ?, ?)",
            params![stamp, self.opening.actor, head.act.code(), head.subject, head.origin],
        )?;
        let number = conn.last_insert_rowid();
        let before: i64 = conn.query_row(
            "SELECT coalesce(sum(ada + sampah), 0) FROM hitungan WHERE jenis IN ('kader', 'penugasan')",
            [],
            |row| row.get(0),
        )?;
        let mut marks = Marks::for_about(expected * 3 + usize::try_from(before).unwrap_or(0) * 3);
        mark_all(conn, &mut marks)?;
        Ok(Long {
            number,
            count: 0,
            down: if before < SMALL { take_down(conn)? } else { Vec::new() },
            marks,
            places: places(conn)?,
            sk: documents(conn)?,
            keys: Keys::default(),
            new: 0,
            today,
        })
    }

    /// True where the file holds anybody, also in the bin.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn holds_people(&self) -> Result<bool, Trouble> {
        Ok(self.conn.query_row(
            "SELECT EXISTS (SELECT 1 FROM kader) OR EXISTS (SELECT 1 FROM penugasan)",
            [],
            |row| row.get(0),
        )?)
    }

    /// True where the file may know a record by this, or an earlier row of the long batch may
    /// come to write one.
    pub fn may_know(&self, sign: Sign<'_>) -> bool {
        self.long.as_ref().is_none_or(|long| long.marks.has(sign.mark()))
    }

    /// From here on a record may be known by this.
    pub fn note(&mut self, sign: Sign<'_>) {
        if let Some(long) = &mut self.long {
            long.marks.put(sign.mark());
        }
    }

    /// The only Posyandu of a name (see [`name_key`]) in a desa; `Err` names one that may be meant
    /// where the name alone does not tell, if there is any.
    ///
    /// # Errors
    /// None: the second answer is not a fault.
    pub fn posyandu_of(&self, desa: RecordId, key: &str) -> Result<Found, Option<RecordId>> {
        let Some(long) = &self.long else { return Err(None) };
        let place = mark(0, desa.0, key);
        let bore = long.places.bore.get(&place).map(|id| RecordId(*id));
        let Some(id) = long.places.named.get(&place) else { return Err(bore) };
        let Some((within, title)) = long.places.all.get(id) else { return Err(bore.or(Some(RecordId(0)))) };
        match long.places.titles.get(*title as usize) {
            Some((title, own)) if *within == desa.0 && own == key => {
                Ok(Found { id: RecordId(*id), title: title.clone() })
            }
            _ => Err(bore.or(Some(RecordId(0)))),
        }
    }

    /// The only SK of this number in a desa, where it is of this day.
    pub fn sk_of(&self, desa: RecordId, number: &str, day: Date) -> Option<RecordId> {
        let sk = self.long.as_ref()?.sk.get(&mark(0, desa.0, &number_key(number)))?;
        (sk.day != 0 && sk.day == day_number(&day.to_string())).then_some(RecordId(sk.id))
    }

    /// Writes a new person and the first post, where nothing in the file can speak against either;
    /// gives their numbers. `None` where a check has something to say: nothing is written then.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn put_new(
        &mut self,
        person: &mut Record,
        post: &mut Record,
        desa: &Value,
    ) -> Result<Option<(RecordId, RecordId)>, Trouble> {
        let words = self.words();
        let Some(mut long) = self.long.take() else { return Ok(None) };
        let done = long.put_new(&self.conn, &words, (person, post, desa));
        self.long = Some(long);
        Ok(done?)
    }

    /// Builds the indexes that were taken down: from here on anything may be asked.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn settle_long(&mut self) -> Result<(), Trouble> {
        let Some(long) = &mut self.long else { return Ok(()) };
        // What was remembered for quick answers makes room for sorting.
        (long.places, long.sk, long.keys) = Default::default();
        long.marks = Marks::for_about(0);
        if long.new > 0 {
            for table in LISTS {
                fts(&self.conn, table, "automerge", 4)?;
                fts(&self.conn, table, "hashsize", 1 << 20)?;
            }
        }
        for sql in std::mem::take(&mut long.down) {
            self.conn.execute_batch(&sql)?;
        }
        Ok(())
    }

    /// Keeps the long batch, or leaves the file as it was. Gives its number where anything was
    /// kept.
    ///
    /// # Errors
    /// A trouble of the file; nothing is kept then.
    pub fn end_long(&mut self, keep: Keep) -> Result<Option<BatchId>, Trouble> {
        let kept = match keep {
            Keep::All => self.close_long(),
            Keep::Nothing => Ok(None),
        };
        if !matches!(kept, Ok(Some(_))) {
            self.roll_back();
        }
        self.long = None;
        self.conn.execute_batch("PRAGMA cache_size = -6000")?;
        self.conn.release_memory()?;
        self.forget();
        self.reload_words()?;
        kept
    }

    fn close_long(&mut self) -> Result<Option<BatchId>, Trouble> {
        self.settle_long()?;
        let Some(long) = &self.long else { return Ok(None) };
        if long.count == 0 {
            return Ok(None);
        }
        for table in LISTS {
            derive::count(&self.conn, table, long.new, 0)?;
        }
        let count = i64::try_from(long.count).unwrap_or(i64::MAX);
        self.conn.execute("UPDATE batch SET jumlah = ? WHERE id = ?", [count, long.number])?;
        self.conn.execute_batch("COMMIT")?;
        Ok(Some(BatchId(long.number)))
    }

    fn roll_back(&self) {
        // Outside a transaction there is nothing to roll back.
        let _ = self.conn.execute_batch("ROLLBACK");
    }

    /// The number of the long batch that is open.
    pub(super) fn long_number(&self) -> Option<BatchId> {
        self.long.as_ref().map(|long| BatchId(long.number))
    }
}

/// What becomes of a long batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// It is kept whole.
    All,
    /// The file stays as it was.
    Nothing,
}

impl Long {
    fn put_new(
        &mut self,
        conn: &rusqlite::Connection,
        words: &Vocabulary,
        (person, post, desa): (&mut Record, &mut Record, &Value),
    ) -> rusqlite::Result<Option<(RecordId, RecordId)>> {
        let Some(place) = post.get("posyandu").as_link().map(|link| link.id) else { return Ok(None) };
        if !self.is_calm(words, person, post, place) {
            return Ok(None);
        }
        if self.new == 0 {
            for table in LISTS {
                fts(conn, table, "hashsize", 12 << 20)?;
                fts(conn, table, "automerge", 0)?;
            }
        }
        derive::own_fields(person, None, &[]);
        for name in ["posyandu", "jabatan", "bidang", "mulai", "selesai"] {
            person.set(name, post.get(name).clone());
        }
        person.set("desa", desa.clone());
        person.id = self.insert(conn, person)?;
        post.set("kader", Value::link(person.id, person.title()));
        post.id = self.insert(conn, post)?;
        self.new += 1;
        let nik = person.text("nik");
        if !nik.is_empty() {
            self.marks.put(Sign::Nik(nik).mark());
        }
        self.marks.put(Sign::Person(place, &person_key(person.text("nama"))).mark());
        if words.item("jabatan", post.text("jabatan")).is_some_and(|word| word.single) {
            self.marks.put(Sign::Seat(place, post.text("jabatan")).mark());
        }
        Ok(Some((person.id, post.id)))
    }

    /// True where no check of either record has anything to say, and no rule over several records
    /// can: nobody has the NIK, the person has no other post, the seat is free or for many, the SK
    /// is of the Posyandu's desa (which [`Store::sk_of`] saw to).
    fn is_calm(&self, words: &Vocabulary, person: &Record, post: &Record, place: RecordId) -> bool {
        let nik = person.text("nik");
        let jabatan = post.text("jabatan");
        let single = words.item("jabatan", jabatan).is_none_or(|word| word.single);
        (nik.is_empty() || !self.marks.has(Sign::Nik(nik).mark()))
            && (!single || !self.marks.has(Sign::Seat(place, jabatan).mark()))
            && check::record(person, words, self.today).is_empty()
            && check::record(post, words, self.today)
                .iter()
                .all(|problem| problem.field == Some("kader") && problem.code == "wajib")
    }

    fn insert(&mut self, conn: &rusqlite::Connection, new: &mut Record) -> rusqlite::Result<RecordId> {
        let entity = new.entity;
        new.version = 1;
        new.uid = Uid::new();
        let mut statement = conn.prepare_cached(&sql::shape(entity).insert)?;
        self.bind(conn, &mut statement, new)?;
        statement.raw_execute()?;
        let id = RecordId(conn.last_insert_rowid());
        self.count += 1;
        conn.prepare_cached(
            "INSERT INTO riwayat (batch, jenis, record, judul, perbuatan, alasan, perubahan) \
             VALUES (?, ?, ?, ?, ?, NULL, ?)",
        )?
        .execute(params![
            self.number,
            entity.name,
            id.0,
            new.title(),
            Act::Add.code(),
            history::changes(None, new)
        ])?;
        conn.prepare_cached(search_insert(entity))?.execute(params![id.0, key::words_of(new)])?;
        Ok(id)
    }

    fn bind(
        &mut self,
        conn: &rusqlite::Connection,
        statement: &mut Statement<'_>,
        record: &Record,
    ) -> rusqlite::Result<()> {
        statement.raw_bind_parameter(1, record.uid.0.as_str())?;
        statement.raw_bind_parameter(2, record.version)?;
        statement.raw_bind_parameter(3, 0)?;
        for (at, column) in (4..).zip(&sql::shape(record.entity).columns) {
            let value = record.values.get(column.at).unwrap_or(&Value::Empty);
            match (column.role, value) {
                (Role::Key, _) => {
                    statement.raw_bind_parameter(at, self.keys.of(conn, column.field, value)?.as_ref())?;
                }
                (Role::Value, Value::Text(text)) => statement.raw_bind_parameter(at, text.as_str())?,
                (Role::Value, _) => statement.raw_bind_parameter(at, sql::to_sql(column.field, value))?,
            }
        }
        Ok(())
    }
}

fn search_insert(entity: &Entity) -> &'static str {
    match entity.name {
        "kader" => "INSERT INTO kader_cari (rowid, kata) VALUES (?, ?)",
        _ => "INSERT INTO penugasan_cari (rowid, kata) VALUES (?, ?)",
    }
}

fn fts(conn: &rusqlite::Connection, table: &str, option: &str, value: i64) -> rusqlite::Result<()> {
    conn.prepare_cached(&format!("INSERT INTO {table}_cari ({table}_cari, rank) VALUES (?, ?)"))?
        .execute(params![option, value])?;
    Ok(())
}

/// Marks everybody the file knows.
fn mark_all(conn: &rusqlite::Connection, marks: &mut Marks) -> rusqlite::Result<()> {
    let mut people = conn.prepare("SELECT uid, nik FROM kader")?;
    let mut rows = people.query([])?;
    while let Some(row) = rows.next()? {
        marks.put(Sign::Uid(row.get_ref(0)?.as_str()?).mark());
        marks.put(Sign::Nik(row.get_ref(1)?.as_str()?).mark());
    }
    let mut posts =
        conn.prepare("SELECT p.uid, p.posyandu, p.jabatan, k.nama FROM penugasan p JOIN kader k ON k.id = p.kader")?;
    let mut rows = posts.query([])?;
    while let Some(row) = rows.next()? {
        marks.put(Sign::Uid(row.get_ref(0)?.as_str()?).mark());
        let posyandu = RecordId(row.get::<_, Option<i64>>(1)?.unwrap_or(0));
        marks.put(Sign::Seat(posyandu, row.get_ref(2)?.as_str()?).mark());
        marks.put(Sign::Person(posyandu, &person_key(row.get_ref(3)?.as_str()?)).mark());
    }
    Ok(())
}

fn places(conn: &rusqlite::Connection) -> rusqlite::Result<Places> {
    let mut out = Places::default();
    let mut statement = conn.prepare("SELECT id, desa, nama, nama_lain FROM posyandu WHERE dihapus = 0")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let desa: Option<i64> = row.get(1)?;
        out.push(row.get(0)?, desa.unwrap_or(0), row.get(2)?, row.get_ref(3)?.as_str()?);
    }
    out.numbers = HashMap::new();
    Ok(out)
}

fn documents(conn: &rusqlite::Connection) -> rusqlite::Result<HashMap<u64, Sk>> {
    let mut out: HashMap<u64, Sk> = HashMap::new();
    let mut statement =
        conn.prepare("SELECT id, desa, nomor, tanggal FROM sk WHERE dihapus = 0 AND desa IS NOT NULL")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let sk = Sk { id: row.get(0)?, day: day_number(row.get_ref(3)?.as_str()?) };
        let place = mark(0, row.get(1)?, &number_key(row.get_ref(2)?.as_str()?));
        out.entry(place).and_modify(|known| known.day = 0).or_insert(sk);
    }
    Ok(out)
}

/// The number of a document without spaces, in small letters.
pub fn number_key(number: &str) -> String {
    number.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// `2024-05-31` as 20240531; 0 where it is no day.
fn day_number(iso: &str) -> u32 {
    let digits: String = iso.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}

/// Drops the indexes of the lists and gives the statements that make them again.
fn take_down(conn: &rusqlite::Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement =
        conn.prepare("SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let found: Vec<(String, String, String)> = rows.collect::<rusqlite::Result<_>>()?;
    let mut out = Vec::new();
    for (name, _, sql) in found.into_iter().filter(|(_, table, _)| LISTS.contains(&table.as_str())) {
        conn.execute_batch(&format!("DROP INDEX {name}"))?;
        out.push(sql);
    }
    Ok(out)
}
