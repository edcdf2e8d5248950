//! Work plans as a whole: reading one with its lines, freezing it, comparing versions.
//!
//! * **Owns** the table `versi`, and the queries that read a plan at one go.
//! * **Imports** `base`, `entity`, `request`, the statements of `sql`.
//! * **Never** changes a line: that is the write path's; a frozen version is written once, in the
//!   transaction that agreed to it, and goes only when that very step is undone.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Map, Value as Json};

use super::{Store, history, sql};
use crate::base::date::Date;
use crate::base::id::{RecordId, Uid};
use crate::base::words::{Lang, text};
use crate::entity::naskah::TERKUNCI;
use crate::entity::{Entity, Field, NASKAH, PAGU, REALISASI, RENCANA, Record, SKENARIO, Value};
use crate::request::plan::{Difference, Plan, Version};
use crate::request::{BatchId, Trouble};

/// A desa, or none where it is not known, and how many kader serve there.
pub type Serving = (Option<(RecordId, String)>, i64);

/// The version that stands for the present state.
pub const NOW: i64 = 0;

impl Store {
    /// A plan, whole; `None` where there is none of this number.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn plan(&self, id: RecordId) -> Result<Option<Plan>, Trouble> {
        let Some(naskah) = self.get(&NASKAH, id)?.filter(|naskah| !naskah.deleted) else { return Ok(None) };
        Ok(Some(Plan {
            lines: lines(&self.conn, id)?,
            ceilings: of(&self.conn, &PAGU, ("naskah", id.0), "t.id")?,
            covered: self.covered(id)?,
            paid: self.paid(id)?,
            versions: self.plan_versions(id)?,
            before: self.plan_before(&naskah)?,
            naskah,
        }))
    }

    /// Of each line of a plan that keeps what it is for: how many.
    fn covered(&self, plan: RecordId) -> rusqlite::Result<BTreeMap<RecordId, usize>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT c.rencana, count(*) FROM rencana r INDEXED BY rencana_saring_naskah \
             JOIN cakupan c INDEXED BY cakupan_saring_rencana ON c.dihapus = 0 AND c.rencana = r.id \
             WHERE r.dihapus = 0 AND r.naskah = ? GROUP BY c.rencana",
        )?;
        let rows = statement.query_map([plan.0], |row| {
            Ok((RecordId(row.get(0)?), usize::try_from(row.get::<_, i64>(1)?).unwrap_or(0)))
        })?;
        rows.collect()
    }

    /// What the payments of a plan's lines add up to in each quarter.
    fn paid(&self, plan: RecordId) -> rusqlite::Result<[i64; 4]> {
        let mut statement = self.conn.prepare_cached(
            "SELECT p.triwulan, sum(p.jumlah) FROM rencana r INDEXED BY rencana_saring_naskah \
             JOIN realisasi p INDEXED BY realisasi_saring_rencana ON p.dihapus = 0 AND p.rencana = r.id \
             WHERE r.dihapus = 0 AND r.naskah = ? AND p.triwulan BETWEEN 1 AND 4 GROUP BY p.triwulan",
        )?;
        let mut rows = statement.query([plan.0])?;
        let mut out = [0; 4];
        while let Some(row) = rows.next()? {
            let quarter: i64 = row.get(0)?;
            if let Some(sum) = usize::try_from(quarter - 1).ok().and_then(|at| out.get_mut(at)) {
                *sum = row.get::<_, Option<i64>>(1)?.unwrap_or(0);
            }
        }
        Ok(out)
    }

    /// All plans, newest year first, the kecamatan's own before those of desa and Posyandu.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn plans(&self) -> Result<Vec<Record>, Trouble> {
        let sql = format!("{} WHERE t.dihapus = 0 ORDER BY t.tahun DESC, t.tingkat_k, t.nama_k, t.id", whole(&NASKAH));
        Ok(records(&self.conn, &NASKAH, &sql, &[])?)
    }

    /// The plan of the same place for the nearest earlier year.
    fn plan_before(&self, plan: &Record) -> Result<Option<RecordId>, Trouble> {
        let link = |name: &str| plan.get(name).as_link().map_or(0, |link| link.id.0);
        let found = self
            .conn
            .prepare_cached(
                "SELECT id FROM naskah WHERE dihapus = 0 AND tingkat = ? AND coalesce(desa, 0) = ? \
                 AND coalesce(posyandu, 0) = ? AND tahun < ? ORDER BY tahun DESC LIMIT 1",
            )?
            .query_row(
                params![plan.text("tingkat"), link("desa"), link("posyandu"), plan.get("tahun").as_int()],
                |row| row.get(0),
            )
            .optional()?;
        Ok(found.map(RecordId))
    }

    /// The records of an entity that point to another by this field, oldest first.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn pointing(&self, entity: &'static Entity, field: &'static str, to: RecordId) -> Result<Vec<Record>, Trouble> {
        Ok(of(&self.conn, entity, (field, to.0), "t.id")?)
    }

    /// The scenarios of a plan.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn scenarios(&self, plan: RecordId) -> Result<Vec<Record>, Trouble> {
        Ok(of(&self.conn, &SKENARIO, ("naskah", plan.0), "t.id")?)
    }

    /// How many kader serve today in each desa, in the order of codes: by jabatan and bidang where
    /// they are given. The last entry, without a desa, counts those of no known desa, if any.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn kader_by_desa(&self, jabatan: &str, bidang: &str) -> Result<Vec<Serving>, Trouble> {
        let mut statement = self.conn.prepare_cached(
            "SELECT d.id, d.nama, count(DISTINCT p.kader) FROM penugasan p JOIN posyandu y ON y.id = p.posyandu \
             LEFT JOIN desa d ON d.id = y.desa \
             WHERE p.dihapus = 0 AND p.mulai <= :today AND (p.selesai = '' OR p.selesai >= :today) \
             AND p.alasan_berhenti <> 'salah-catat' AND (:jabatan = '' OR p.jabatan = :jabatan) \
             AND (:bidang = '' OR p.bidang = :bidang) GROUP BY d.id ORDER BY d.id IS NULL, d.kode",
        )?;
        let today = self.today().to_string();
        let rows = statement.query_map(
            rusqlite::named_params! { ":today": today, ":jabatan": jabatan, ":bidang": bidang },
            |row| {
                let desa: Option<i64> = row.get(0)?;
                let name: Option<String> = row.get(1)?;
                Ok((desa.map(|id| (RecordId(id), name.unwrap_or_default())), row.get(2)?))
            },
        )?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many Posyandu in service and kader each desa has, in the order of codes.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn weights_by_desa(&self) -> Result<Vec<(RecordId, String, i64, i64)>, Trouble> {
        let kader: BTreeMap<i64, i64> = self
            .kader_by_desa("", "")?
            .into_iter()
            .filter_map(|(desa, count)| desa.map(|(id, _)| (id.0, count)))
            .collect();
        let mut statement = self.conn.prepare_cached(
            "SELECT d.id, d.nama, (SELECT count(*) FROM posyandu y INDEXED BY posyandu_saring_desa \
             WHERE y.dihapus = 0 AND y.desa = d.id AND y.status NOT IN ('tutup', 'bergabung', 'salah-catat')) \
             FROM desa d WHERE d.dihapus = 0 ORDER BY d.kode, d.id",
        )?;
        let rows = statement.query_map([], |row| Ok((RecordId(row.get(0)?), row.get(1)?, row.get(2)?)))?;
        let mut out = Vec::new();
        for row in rows {
            let (id, name, posyandu): (RecordId, String, i64) = row?;
            out.push((id, name, posyandu, kader.get(&id.0).copied().unwrap_or(0)));
        }
        Ok(out)
    }

    // ---- versions -------------------------------------------------------------------------

    /// The frozen versions of a plan, oldest first.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn plan_versions(&self, plan: RecordId) -> Result<Vec<Version>, Trouble> {
        let mut statement = self.conn.prepare_cached(
            "SELECT nomor, keadaan, waktu, pelaku, banyak, jumlah FROM versi WHERE naskah = ? ORDER BY nomor",
        )?;
        let rows = statement.query_map([plan.0], |row| {
            Ok(Version {
                number: row.get(0)?,
                state: row.get(1)?,
                time: row.get(2)?,
                actor: row.get(3)?,
                lines: usize::try_from(row.get::<_, i64>(4)?).unwrap_or(0),
                total: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The lines of a plan as they stood in a version; [`NOW`]: as they stand.
    ///
    /// # Errors
    /// A trouble of the file; `VERSI-TIDAK-ADA` where there is no such version.
    pub fn plan_lines(&self, plan: RecordId, number: i64) -> Result<Vec<Record>, Trouble> {
        if number == NOW {
            return Ok(lines(&self.conn, plan)?);
        }
        let kept: Option<String> = self
            .conn
            .prepare_cached("SELECT isi FROM versi WHERE naskah = ? AND nomor = ?")?
            .query_row(params![plan.0, number], |row| row.get(0))
            .optional()?;
        let Some(kept) = kept else {
            return Err(Trouble::new(
                "VERSI-TIDAK-ADA",
                text("Versi {0} rencana ini tidak ada.", "This plan has no version {0}.").with([number.to_string()]),
                text("Pilih dari daftar versi.", "Choose from the list of versions."),
            ));
        };
        let Ok(Json::Array(kept)) = serde_json::from_str(&kept) else {
            return Err(Trouble::inner("the kept version of a plan cannot be read"));
        };
        Ok(kept.iter().filter_map(thawed).collect())
    }

    /// What differs between two versions of a plan, in the order of the second, what was dropped
    /// last.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn plan_difference(&self, plan: RecordId, old: i64, new: i64) -> Result<Vec<Difference>, Trouble> {
        let (old, new) = (self.plan_lines(plan, old)?, self.plan_lines(plan, new)?);
        let before: BTreeMap<&str, &Record> = old.iter().map(|line| (line.uid.0.as_str(), line)).collect();
        let after: BTreeSet<&str> = new.iter().map(|line| line.uid.0.as_str()).collect();
        let words = self.words();
        let nothing = Record::new(&RENCANA, RecordId(0));
        let mut out = Vec::new();
        let told = |line: &Record, old: Option<&Record>, new: Option<&Record>| Difference {
            uid: line.uid.0.clone(),
            title: line.title(),
            bidang: line.text("bidang").to_owned(),
            old: old.map(crate::request::plan::amount),
            new: new.map(crate::request::plan::amount),
            fields: {
                // What was added or dropped differs from nothing in everything it holds.
                let (old, new) = (old.unwrap_or(&nothing), new.unwrap_or(&nothing));
                let show = |field: &Field, line: &Record| field.kind.show(line.get(field.name), Lang::Id, &words);
                let field = |field: &'static Field| (field.name.to_owned(), show(field, old), show(field, new));
                super::record::differing(old, new).map(field).collect()
            },
        };
        for line in &new {
            match before.get(line.uid.0.as_str()) {
                Some(old) => {
                    let difference = told(line, Some(old), Some(line));
                    if !difference.fields.is_empty() {
                        out.push(difference);
                    }
                }
                None => out.push(told(line, None, Some(line))),
            }
        }
        out.extend(
            old.iter().filter(|line| !after.contains(line.uid.0.as_str())).map(|line| told(line, Some(line), None)),
        );
        Ok(out)
    }
}

/// The lines of a plan: by bidang in the operator's order, by `urutan`, by age.
fn lines(conn: &Connection, plan: RecordId) -> rusqlite::Result<Vec<Record>> {
    of(conn, &RENCANA, ("naskah", plan.0), "t.bidang_k, t.urutan_k, t.id")
}

/// Records of an entity whose link holds this number.
fn of(
    conn: &Connection,
    entity: &'static Entity,
    (field, id): (&str, i64),
    order: &str,
) -> rusqlite::Result<Vec<Record>> {
    let sql = format!("{} WHERE t.dihapus = 0 AND t.{field} = ? ORDER BY {order}", sql::shape(entity).stored);
    records(conn, entity, &sql, &[&id])
}

/// The statement that reads records with their computed fields.
fn whole(entity: &'static Entity) -> String {
    let load = &sql::shape(entity).load;
    load.strip_suffix(" WHERE t.id = :id").unwrap_or(load).to_owned()
}

fn records(
    conn: &Connection,
    entity: &'static Entity,
    sql: &str,
    params: &[&dyn rusqlite::ToSql],
) -> rusqlite::Result<Vec<Record>> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        out.push(sql::read(entity, row)?);
    }
    Ok(out)
}

// ---- in the transaction of a save ---------------------------------------------------------

/// True where a change of a plan's state is an agreement.
pub(super) fn is_agreed(old: Option<&Record>, new: &Record) -> bool {
    new.entity == &NASKAH
        && !new.deleted
        && TERKUNCI.contains(&new.text("keadaan"))
        && old.is_none_or(|old| old.text("keadaan") != new.text("keadaan"))
}

/// Keeps the plan as it stands, as its next version.
pub(super) fn freeze(conn: &Connection, plan: RecordId, batch: BatchId, today: Date) -> rusqlite::Result<()> {
    let Some(naskah) = sql::load(conn, &NASKAH, plan, today)? else { return Ok(()) };
    let lines = lines(conn, plan)?;
    let total = crate::request::plan::total(&lines).proposed;
    let kept = Json::Array(lines.iter().map(frozen).collect());
    conn.prepare_cached(
        "INSERT INTO versi (naskah, nomor, keadaan, waktu, pelaku, banyak, jumlah, isi, batch) \
         SELECT ?1, coalesce((SELECT max(nomor) FROM versi WHERE naskah = ?1), 0) + 1, ?2, b.waktu, b.pelaku, ?3, ?4, ?5, b.id \
         FROM batch b WHERE b.id = ?6",
    )?
    .execute(params![
        plan.0,
        naskah.text("keadaan"),
        i64::try_from(lines.len()).unwrap_or(i64::MAX),
        i64::try_from(total).unwrap_or(i64::MAX),
        kept.to_string(),
        batch.0
    ])?;
    Ok(())
}

/// Takes the versions of an undone batch back.
pub(super) fn unfreeze(conn: &Connection, batch: BatchId) -> rusqlite::Result<()> {
    conn.prepare_cached("DELETE FROM versi WHERE batch = ?")?.execute([batch.0])?;
    Ok(())
}

/// A line as a version keeps it.
fn frozen(line: &Record) -> Json {
    let mut fields = Map::new();
    for (field, value) in line.pairs().filter(|(field, value)| field.is_typed() && !value.is_empty()) {
        fields.insert(field.name.to_owned(), history::to_json(value));
    }
    serde_json::json!({ "id": line.id.0, "uid": line.uid.0, "isi": fields })
}

/// A line out of a version. A field that the entity no longer has is left out.
fn thawed(kept: &Json) -> Option<Record> {
    let mut line = Record::new(&RENCANA, RecordId(kept.get("id")?.as_i64()?));
    line.uid = Uid(kept.get("uid")?.as_str()?.to_owned());
    for (name, json) in kept.get("isi")?.as_object()? {
        if let Some(field) = RENCANA.field(name) {
            line.set(field.name, history::from_json(field, json));
        }
    }
    Some(line)
}

/// The lines whose spending a change of a payment touches.
pub(super) fn paid_lines(old: Option<&Record>, new: &Record) -> Vec<i64> {
    if new.entity != &REALISASI {
        return Vec::new();
    }
    let links = old.into_iter().chain([new]).filter_map(|paid| paid.get("rencana").as_link());
    links.map(|link| link.id.0).collect()
}

/// Gives a line what its payments add up to. A line without payments keeps what was typed; where
/// the last payment left, nothing is known any more.
pub(super) fn add_up(conn: &Connection, line: i64) -> rusqlite::Result<()> {
    let (volume, amount): (Option<i64>, Option<i64>) = conn
        .prepare_cached(
            "SELECT sum(volume), sum(jumlah) FROM realisasi INDEXED BY realisasi_saring_rencana \
             WHERE dihapus = 0 AND rencana = ?",
        )?
        .query_row([line], |row| Ok((row.get(0)?, row.get(1)?)))?;
    conn.prepare_cached("UPDATE rencana SET realisasi_fisik = ?, realisasi_anggaran = ? WHERE id = ?")?
        .execute(params![volume, amount, line])?;
    Ok(())
}

/// What the payments of a line add up to; `None` where it has none.
pub(super) fn spent(conn: &Connection, line: i64) -> rusqlite::Result<Option<(i64, Value)>> {
    let (count, amount): (i64, Option<i64>) = conn
        .prepare_cached(
            "SELECT count(*), sum(jumlah) FROM realisasi INDEXED BY realisasi_saring_rencana \
             WHERE dihapus = 0 AND rencana = ?",
        )?
        .query_row([line], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok((count > 0).then(|| (count, amount.map_or(Value::Empty, Value::Int))))
}
