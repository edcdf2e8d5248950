//! Registration: how far each Posyandu is on the way to its number, and which papers it lacks.
//!
//! * **Owns** the state that follows from the steps, the papers that follow from SK and from what
//!   was said by hand, what the board counts, and the next free number of a desa and of a batch.
//! * **Imports** the store's statements.
//! * **Never** writes a step or a paper: those are records of the one write path.
//!
//! The board is counted from rows each time it is asked for. In a file of very many Posyandu only
//! the desa that wait longest are counted, along the index of the states.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, ToSql, params};

use super::record::{key_of, write_row};
use super::{Store, sql};
use crate::base::date::{self, Date};
use crate::base::id::RecordId;
use crate::entity::setelan::POLA_REGISTRASI;
use crate::entity::{BERKAS, DESA, POSYANDU, REGISTRASI, Record, SK, Value, registrasi};
use crate::request::Trouble;
use crate::request::hidup::{Board, BoardRow, Lacking, Paper, PaperState, Standing, Standings, Within};

/// The state of a Posyandu whose number is known.
const REGISTERED: &str = "terdaftar";

/// Sets what follows where there is no step: who has a number is registered.
pub(super) fn without_steps(posyandu: &mut Record) {
    let numbered = !posyandu.text("nomor_registrasi").is_empty();
    let since = posyandu.get("tanggal_registrasi").clone();
    posyandu.set("registrasi", if numbered { Value::from(REGISTERED) } else { Value::Empty });
    posyandu.set("registrasi_sejak", if numbered { since } else { Value::Empty });
}

/// True where what follows without steps may have changed.
pub(super) fn is_renumbered(old: Option<&Record>, new: &Record) -> bool {
    new.entity == &POSYANDU
        && old.is_some_and(|old| {
            ["nomor_registrasi", "tanggal_registrasi"].iter().any(|field| old.get(field) != new.get(field))
        })
}

/// Gives a Posyandu the state of its latest step: that of the greatest day, then the one entered
/// later; of its number, where there is no step.
pub(super) fn settle(conn: &Connection, posyandu: RecordId, today: Date) -> rusqlite::Result<()> {
    let Some(old) = sql::load(conn, &POSYANDU, posyandu, today)? else { return Ok(()) };
    let step: Option<i64> = conn
        .prepare_cached(
            "SELECT id FROM registrasi WHERE dihapus = 0 AND posyandu = ? ORDER BY tanggal DESC, id DESC LIMIT 1",
        )?
        .query_row([posyandu.0], |row| row.get(0))
        .optional()?;
    let step = step.map(|step| sql::load(conn, &REGISTRASI, RecordId(step), today)).transpose()?.flatten();
    let mut new = old.clone();
    match step {
        Some(step) => {
            new.set("registrasi", step.get("langkah").clone());
            new.set("registrasi_sejak", step.get("tanggal").clone());
        }
        None => without_steps(&mut new),
    }
    if new == old { Ok(()) } else { write_row(conn, &new) }
}

/// Gives a Posyandu the state of a step written by bulk, which comes in the order of its days.
pub(super) fn give(conn: &Connection, step: &Record) -> rusqlite::Result<()> {
    let (Some(place), Some(field)) = (step.get("posyandu").as_link(), POSYANDU.field("registrasi")) else {
        return Ok(());
    };
    let state = step.get("langkah");
    let day = step.get("tanggal").as_date().map(|day| day.to_string()).unwrap_or_default();
    conn.prepare_cached("UPDATE posyandu SET registrasi = ?, registrasi_k = ?, registrasi_sejak = ? WHERE id = ?")?
        .execute(params![state.as_text(), key_of(conn, field, state)?, day, place.id.0])?;
    Ok(())
}

// ---- papers ---------------------------------------------------------------------------------

/// Posyandu that are counted: those that did not end.
const COUNTED: &str = "y.dihapus = 0 AND y.status IN ('aktif', 'persiapan', 'tidak-aktif')";

/// The SK that concern the Posyandu `y`: its own, those a post there names, and those of its whole
/// desa that name nobody (one that names people is an SK of the Posyandu where they serve).
// Each part names its index: left alone, a sorted union walks every post of the file for each Posyandu.
macro_rules! concerns {
    () => {
        "SELECT s.id FROM sk s INDEXED BY sk_saring_posyandu WHERE s.dihapus = 0 AND s.posyandu = y.id \
         UNION SELECT p.sk FROM penugasan p INDEXED BY penugasan_saring_posyandu WHERE p.dihapus = 0 AND p.posyandu = y.id AND +p.sk IS NOT NULL \
         UNION SELECT s.id FROM sk s INDEXED BY sk_saring_desa WHERE s.dihapus = 0 AND s.desa = y.desa AND s.posyandu IS NULL \
         AND NOT EXISTS (SELECT 1 FROM penugasan p WHERE p.dihapus = 0 AND p.sk = s.id)"
    };
}

/// The kinds of SK of many Posyandu.
const SK_OF_MANY: &str = concat!(
    "SELECT y.id, k.jenis FROM json_each(?1) e CROSS JOIN posyandu y ON y.id = e.value CROSS JOIN sk k \
     WHERE +k.dihapus = 0 AND k.id IN (",
    concerns!(),
    ")"
);

/// The SK of one Posyandu, the latest first.
const SK_OF_ONE: &str = concat!(
    "SELECT k.id, k.jenis, k.nomor, k.tanggal, k.berlaku_sampai FROM posyandu y CROSS JOIN sk k \
     WHERE y.id = ?1 AND +k.dihapus = 0 AND k.id IN (",
    concerns!(),
    ") ORDER BY k.tanggal DESC, k.id DESC"
);

/// The kinds of papers that are asked for: code and name.
fn kinds(store: &Store) -> Vec<(String, String)> {
    let words = store.words();
    let list = words.list("berkas_registrasi").iter().filter(|word| word.active);
    list.map(|word| (word.code.clone(), word.name.clone())).collect()
}

/// What was said by hand of a paper, and what is among the SK, put together: "not needed" and
/// "there" hold as said; "missing" holds until there is an SK.
fn judged(said: &str, among_sk: bool) -> PaperState {
    match (said, among_sk) {
        ("tidak-perlu", _) => PaperState::NotNeeded,
        ("ada", _) | (_, true) => PaperState::There,
        _ => PaperState::Missing,
    }
}

/// The papers of many Posyandu, each in the order of the kinds.
fn papers_of_many(
    conn: &Connection,
    ids: &[i64],
    kinds: &[(String, String)],
) -> rusqlite::Result<HashMap<i64, Vec<PaperState>>> {
    let list = format!("[{}]", ids.iter().map(i64::to_string).collect::<Vec<_>>().join(","));
    let place = |code: &str| kinds.iter().position(|(kind, _)| kind == code);
    let mut found: HashMap<i64, Vec<(String, bool)>> =
        ids.iter().map(|id| (*id, vec![(String::new(), false); kinds.len()])).collect();
    let mut sk = conn.prepare_cached(SK_OF_MANY)?;
    let mut rows = sk.query([&list])?;
    while let Some(row) = rows.next()? {
        let (id, kind): (i64, String) = (row.get(0)?, row.get(1)?);
        if let Some(paper) = place(&kind).and_then(|at| found.get_mut(&id)?.get_mut(at)) {
            paper.1 = true;
        }
    }
    let mut said = conn.prepare_cached(
        "SELECT b.posyandu, b.jenis, b.ada FROM json_each(?1) e CROSS JOIN berkas b \
         ON b.dihapus = 0 AND b.posyandu = e.value ORDER BY b.id",
    )?;
    let mut rows = said.query([&list])?;
    while let Some(row) = rows.next()? {
        let (id, kind): (i64, String) = (row.get(0)?, row.get(1)?);
        if let Some(paper) = place(&kind).and_then(|at| found.get_mut(&id)?.get_mut(at)) {
            paper.0 = row.get(2)?;
        }
    }
    let judge = |papers: Vec<(String, bool)>| papers.iter().map(|(said, sk)| judged(said, *sk)).collect();
    Ok(found.into_iter().map(|(id, papers)| (id, judge(papers))).collect())
}

/// The names of the papers a Posyandu lacks.
pub(super) fn missing(conn: &Connection, posyandu: i64) -> rusqlite::Result<Vec<String>> {
    let mut words = conn.prepare_cached(
        "SELECT kode, nama FROM pilihan WHERE dihapus = 0 AND daftar = 'berkas_registrasi' AND coalesce(aktif, 1) = 1 \
         ORDER BY urutan, kode",
    )?;
    let rows = words.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let kinds: Vec<(String, String)> = rows.collect::<rusqlite::Result<_>>()?;
    let papers = papers_of_many(conn, &[posyandu], &kinds)?.remove(&posyandu).unwrap_or_default();
    let lacking = kinds.into_iter().zip(papers).filter(|(_, state)| *state == PaperState::Missing);
    Ok(lacking.map(|((_, name), _)| name).collect())
}

impl Store {
    /// The papers of one Posyandu, each with where it stands.
    ///
    /// # Errors
    /// A trouble of the file.
    pub(super) fn papers(&self, posyandu: RecordId) -> Result<Vec<Paper>, Trouble> {
        let mut sk = self.conn.prepare_cached(SK_OF_ONE)?;
        let rows = sk.query_map([posyandu.0], |row| {
            Ok((row.get(1)?, RecordId(row.get(0)?), row.get(2)?, row.get(3)?, row.get(4)?))
        })?;
        let sk: Vec<(String, RecordId, String, String, String)> = rows.collect::<rusqlite::Result<_>>()?;
        let mut said = self.conn.prepare_cached(
            "SELECT id, jenis, ada, nomor, tanggal, catatan FROM berkas WHERE dihapus = 0 AND posyandu = ? \
             ORDER BY id DESC",
        )?;
        let rows = said.query_map([posyandu.0], |row| {
            Ok((row.get(1)?, RecordId(row.get(0)?), row.get(2)?, [row.get(3)?, row.get(4)?, row.get(5)?]))
        })?;
        let said: Vec<(String, RecordId, String, [String; 3])> = rows.collect::<rusqlite::Result<_>>()?;
        let serving = self.serving(posyandu)?;
        let today = date::iso(self.today());
        let paper = |(code, name): (String, String)| {
            let document = sk.iter().find(|(kind, ..)| *kind == code);
            // A bare tick says nothing that the document itself does not say better.
            let bare = |said: &(String, RecordId, String, [String; 3])| {
                said.2 == "ada" && document.is_some() && said.3.iter().all(String::is_empty)
            };
            let said = said.iter().find(|(kind, ..)| *kind == code).filter(|said| !bare(said));
            let state = judged(said.map_or("", |said| said.2.as_str()), document.is_some());
            let mut note = match (said, document) {
                (Some((_, _, ada, [number, day, remark])), _) if ada != "belum" => {
                    parts([number.clone(), shown(day), remark.clone()])
                }
                (_, Some((_, _, number, day, until))) => {
                    let over = !until.is_empty() && *until < today;
                    let end = if over { format!("habis {}", shown(until)) } else { String::new() };
                    parts([number.clone(), shown(day), end])
                }
                (Some((_, _, _, [_, _, remark])), None) => remark.clone(),
                (None, None) => String::new(),
            };
            if code == "daftar-kader" {
                note = parts([note, format!("{serving} kader bertugas"), String::new()]);
            }
            let record = match (said, document) {
                (Some(said), _) if said.2 != "belum" => Some((&BERKAS, said.1)),
                (_, Some(document)) => Some((&SK, document.1)),
                (Some(said), None) => Some((&BERKAS, said.1)),
                (None, None) => None,
            };
            Paper { code, name, state, record, note }
        };
        Ok(kinds(self).into_iter().map(paper).collect())
    }

    /// People on their posts today.
    fn serving(&self, posyandu: RecordId) -> Result<i64, Trouble> {
        let mut statement = self.conn.prepare_cached(
            "SELECT count(DISTINCT kader) FROM penugasan WHERE dihapus = 0 AND posyandu = ?1 AND mulai <= ?2 \
             AND (selesai = '' OR selesai >= ?2) AND alasan_berhenti <> 'salah-catat'",
        )?;
        Ok(statement.query_row(params![posyandu.0, date::iso(self.today())], |row| row.get(0))?)
    }
}

impl Store {
    /// The next number of a Posyandu's desa by the office's pattern, its serial behind the greatest
    /// that is used; where all are used or the desa has no code, what is known of it.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn next_number(&self, posyandu: RecordId) -> Result<String, Trouble> {
        let code: Option<String> = self
            .conn
            .prepare_cached("SELECT d.kode FROM posyandu y JOIN desa d ON d.id = y.desa WHERE y.id = ?")?
            .query_row([posyandu.0], |row| row.get(0))
            .optional()?;
        let (Some(code), Some(pola)) = (code, self.words().pola(&POLA_REGISTRASI)) else { return Ok(String::new()) };
        let beginning = pola.beginning(&code).unwrap_or_default();
        // What stands behind a beginning is a digit, and all digits come before `:`.
        let mut statement = self.conn.prepare_cached(
            "SELECT nomor_registrasi FROM posyandu WHERE dihapus = 0 AND nomor_registrasi > ?1 \
             AND nomor_registrasi < ?1 || ':'",
        )?;
        let rows = statement.query_map([&beginning], |row| row.get::<_, String>(0))?;
        let mut last = 0;
        for number in rows {
            let number = number?;
            if pola.is_of(&number, &code) {
                last = last.max(pola.serial(&number).unwrap_or(0));
            }
        }
        Ok(pola.number(&code, last + 1).unwrap_or(beginning))
    }

    /// The next free number of a batch in the year of a day.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn next_batch(&self, day: Date) -> Result<i64, Trouble> {
        let (first, last) = (format!("{:04}-01-01", day.year()), format!("{:04}-12-31", day.year()));
        let mut statement = self.conn.prepare_cached(
            "SELECT coalesce(max(gelombang), 0) + 1 FROM registrasi WHERE dihapus = 0 AND tanggal BETWEEN ? AND ?",
        )?;
        Ok(statement.query_row([first, last], |row| row.get(0))?)
    }
}

fn shown(iso: &str) -> String {
    iso.parse::<Date>().map(date::show).unwrap_or_default()
}

fn parts(parts: [String; 3]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

// ---- the board ------------------------------------------------------------------------------

/// Files with more Posyandu than this show only the desa that wait longest.
const LARGE: i64 = 3_000;

/// So many desa have a row then.
const MOST_DESA: usize = 60;

/// So many Posyandu come in one answer.
const MOST_STANDINGS: usize = 2_000;

/// So many in a large file, where each is read from another place of the disk.
const MOST_OF_LARGE: usize = 300;

impl Store {
    /// Registration by desa.
    ///
    /// # Errors
    /// A trouble of the file.
    pub(super) fn board(&self) -> Result<Board, Trouble> {
        let papers = kinds(self);
        let large = self.present(&POSYANDU)? > LARGE;
        let desa: Vec<(i64, String)> = if large { self.longest_waiting()? } else { self.all_desa()? };
        let mut rows: Vec<BoardRow> = desa.into_iter().map(|(id, name)| blank_row(id, name, papers.len())).collect();
        let places: HashMap<RecordId, usize> = rows.iter().enumerate().map(|(at, row)| (row.desa, at)).collect();
        let (today, mut all) = (self.today(), Vec::new());
        if large {
            for row in &rows {
                all.extend(self.standing_rows(&Within { desa: Some(row.desa), ..Within::default() }, MOST_STANDINGS)?);
            }
        } else {
            all = self.standing_rows(&Within::default(), usize::MAX)?;
        }
        self.give_papers(&mut all, &papers)?;
        for standing in &all {
            if let Some(row) = places.get(&standing.desa.0).and_then(|at| rows.get_mut(*at)) {
                count(row, standing, today);
            }
        }
        let of = |row: &BoardRow| (std::cmp::Reverse(row.oldest.as_ref().map(|oldest| oldest.2)), row.name.clone());
        rows.sort_by_cached_key(of);
        let all_desa: i64 = self.present(&DESA)?;
        let more = usize::try_from(all_desa).unwrap_or(0).saturating_sub(rows.len());
        Ok(Board { papers, rows, totals: self.states()?, more })
    }

    /// All counted Posyandu by state.
    pub(super) fn states(&self) -> Result<[usize; 7], Trouble> {
        let mut out = [0; 7];
        // Along one index that holds all that is asked: no row of the table is looked at.
        let mut statement = self.conn.prepare_cached(
            "SELECT registrasi, sum(status IN ('aktif', 'persiapan', 'tidak-aktif')) FROM posyandu \
             INDEXED BY posyandu_antre WHERE dihapus = 0 GROUP BY registrasi",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (state, count): (String, i64) = (row.get(0)?, row.get(1)?);
            if let Some(place) = out.get_mut(registrasi::rank(&state)) {
                *place += usize::try_from(count).unwrap_or(0);
            }
        }
        Ok(out)
    }

    /// Posyandu that are registered, and all that count.
    pub(super) fn registered(&self) -> Result<(usize, usize), Trouble> {
        let states = self.states()?;
        Ok((states.get(registrasi::TERDAFTAR).copied().unwrap_or(0), states.iter().sum()))
    }

    /// How far Posyandu are: those meant, the longest waiting first, the registered last.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn standings(&self, within: &Within) -> Result<Standings, Trouble> {
        let papers = kinds(self);
        let wide = Within { lacking: None, ..within.clone() };
        let most = if self.present(&POSYANDU)? > LARGE { MOST_OF_LARGE } else { MOST_STANDINGS };
        let mut rows = self.standing_rows(&wide, most + 1)?;
        let more = rows.len() > most;
        rows.truncate(most);
        self.give_papers(&mut rows, &papers)?;
        match &within.lacking {
            Some(Lacking::Any) => rows.retain(|row| !row.is_registered() && row.lacks_any()),
            Some(Lacking::Paper(code)) => {
                let at = papers.iter().position(|(kind, _)| kind == code);
                let lacks = |row: &Standing| at.and_then(|at| row.papers.get(at)) == Some(&PaperState::Missing);
                rows.retain(|row| !row.is_registered() && lacks(row));
            }
            None => {}
        }
        for row in &mut rows {
            self.give_step(row)?;
        }
        rows.sort_by_cached_key(|row| {
            (row.is_registered(), row.since.is_none(), row.since, row.desa.1.clone(), row.name.clone())
        });
        Ok(Standings { papers, rows, more })
    }

    fn all_desa(&self) -> Result<Vec<(i64, String)>, Trouble> {
        let mut statement = self.conn.prepare_cached("SELECT id, nama FROM desa WHERE dihapus = 0")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The desa whose Posyandu stand longest in a state; where nobody waits, the first by name.
    fn longest_waiting(&self) -> Result<Vec<(i64, String)>, Trouble> {
        let mut waiting: Vec<(String, i64)> = Vec::new();
        for (place, choice) in registrasi::LANGKAH.iter().enumerate() {
            if place == registrasi::TERDAFTAR {
                continue;
            }
            let mut statement = self.conn.prepare_cached(
                "SELECT registrasi_sejak, desa FROM posyandu INDEXED BY posyandu_antre WHERE dihapus = 0 \
                 AND registrasi = ?1 AND registrasi_sejak > '' AND desa IS NOT NULL ORDER BY registrasi_sejak LIMIT 500",
            )?;
            let rows = statement.query_map([choice.code], |row| Ok((row.get(0)?, row.get(1)?)))?;
            waiting.extend(rows.collect::<rusqlite::Result<Vec<_>>>()?);
        }
        waiting.sort();
        let mut seen = HashSet::new();
        waiting.retain(|(_, desa)| seen.insert(*desa));
        let mut ids: Vec<i64> = waiting.into_iter().map(|(_, desa)| desa).take(MOST_DESA).collect();
        if ids.len() < MOST_DESA {
            let mut statement =
                self.conn.prepare_cached("SELECT id FROM desa WHERE dihapus = 0 ORDER BY nama_k LIMIT ?")?;
            let most = i64::try_from(MOST_DESA).unwrap_or(0);
            let rows = statement.query_map([most], |row| row.get(0))?;
            for id in rows.collect::<rusqlite::Result<Vec<i64>>>()? {
                if ids.len() < MOST_DESA && !ids.contains(&id) {
                    ids.push(id);
                }
            }
        }
        let mut out = Vec::with_capacity(ids.len());
        for id in ids {
            out.push((id, sql::title(&self.conn, &DESA, RecordId(id))?.unwrap_or_default()));
        }
        Ok(out)
    }

    /// The Posyandu meant, without their papers; conditions on papers are not looked at.
    fn standing_rows(&self, within: &Within, most: usize) -> Result<Vec<Standing>, Trouble> {
        // Along the queue, so that those come first that wait longest, where not all can come.
        let by = if within.desa.is_some() { "INDEXED BY posyandu_saring_desa" } else { "INDEXED BY posyandu_antre" };
        let mut sql = format!(
            "SELECT y.id, y.nama, coalesce(y.desa, 0), coalesce(d.nama, ''), y.registrasi, y.registrasi_sejak, \
             y.nomor_registrasi FROM posyandu y {by} LEFT JOIN desa d ON d.id = y.desa WHERE {COUNTED}"
        );
        if within.desa.is_some() {
            sql.push_str(" AND y.desa = :desa");
        }
        match within.state {
            Some(0) => sql.push_str(" AND y.registrasi IN ('', :state)"),
            Some(_) => sql.push_str(" AND y.registrasi = :state"),
            None => {}
        }
        sql.push_str(" LIMIT :most");
        let state = within.state.and_then(|at| registrasi::LANGKAH.get(at)).map_or("", |choice| choice.code);
        let (desa, most) = (within.desa.map_or(0, |desa| desa.0), i64::try_from(most).unwrap_or(i64::MAX));
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut given: Vec<(&str, &dyn ToSql)> = vec![(":most", &most)];
        if within.desa.is_some() {
            given.push((":desa", &desa));
        }
        if within.state.is_some() {
            given.push((":state", &state));
        }
        let rows = statement.query_map(given.as_slice(), |row| {
            Ok(Standing {
                posyandu: RecordId(row.get(0)?),
                name: row.get(1)?,
                desa: (RecordId(row.get(2)?), row.get(3)?),
                state: registrasi::rank(&row.get::<_, String>(4)?),
                since: row.get::<_, String>(5)?.parse().ok(),
                papers: Vec::new(),
                number: row.get(6)?,
                batch: None,
                returned: None,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn give_papers(&self, rows: &mut [Standing], kinds: &[(String, String)]) -> Result<(), Trouble> {
        let ids: Vec<i64> = rows.iter().map(|row| row.posyandu.0).collect();
        let mut papers = papers_of_many(&self.conn, &ids, kinds)?;
        for row in rows {
            row.papers = papers.remove(&row.posyandu.0).unwrap_or_default();
        }
        Ok(())
    }

    /// What its latest step says beside the state, and the batch it went with last.
    fn give_step(&self, row: &mut Standing) -> Result<(), Trouble> {
        let step: Option<(Option<i64>, String, String)> = self
            .conn
            .prepare_cached(
                "SELECT (SELECT g.gelombang FROM registrasi g INDEXED BY registrasi_saring_posyandu WHERE g.dihapus = 0 \
                 AND g.posyandu = ?1 AND g.gelombang IS NOT NULL ORDER BY g.tanggal DESC, g.id DESC LIMIT 1), \
                 tingkat, alasan FROM registrasi WHERE dihapus = 0 AND posyandu = ?1 ORDER BY tanggal DESC, id DESC LIMIT 1",
            )?
            .query_row([row.posyandu.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        if let Some((batch, level, reason)) = step {
            row.batch = batch;
            row.returned = (row.state == registrasi::DIKEMBALIKAN).then_some((level, reason));
        }
        Ok(())
    }
}

fn blank_row(desa: i64, name: String, papers: usize) -> BoardRow {
    BoardRow { desa: RecordId(desa), name, states: [0; 7], missing: vec![0; papers], lacking: 0, oldest: None }
}

/// Counts one Posyandu in the row of its desa.
fn count(row: &mut BoardRow, standing: &Standing, today: Date) {
    if let Some(states) = row.states.get_mut(standing.state) {
        *states += 1;
    }
    if standing.is_registered() {
        return;
    }
    for (missing, paper) in row.missing.iter_mut().zip(&standing.papers) {
        *missing += usize::from(*paper == PaperState::Missing);
    }
    row.lacking += usize::from(standing.lacks_any());
    let Some(since) = standing.since else { return };
    let days = i64::from((today - since).get_days());
    if row.oldest.as_ref().is_none_or(|(_, _, most)| days > *most) {
        row.oldest = Some((standing.posyandu, standing.name.clone(), days));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Opening;

    #[test]
    fn the_papers_of_many_look_only_at_their_own_sk_and_posts() {
        let store = Store::memory(&Opening::by("uji").without_copies()).unwrap();
        for sql in [SK_OF_MANY, SK_OF_ONE] {
            let mut statement = store.conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let mut rows = statement.raw_query();
            let mut looked = 0;
            while let Some(row) = rows.next().unwrap() {
                let step: String = row.get(3).unwrap();
                let narrow = ["posyandu=?", "desa=?", "sk=?", "PRIMARY KEY"].iter().any(|key| step.contains(key));
                looked += usize::from(step.starts_with("SEARCH"));
                assert!(narrow || !step.starts_with("SEARCH"), "{step}");
                assert!(!step.starts_with("SCAN") || step.contains("VIRTUAL TABLE"), "{step}");
            }
            assert!(looked > 3);
        }
    }
}
