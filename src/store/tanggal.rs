//! Lists as of a day: who served, which Posyandu there were, in which state.
//!
//! * **Owns** what "on that day" means in SQL, the conditions of a list as of a day, the rows as
//!   they were.
//! * **Imports** `page`, the statements of `sql`.
//! * **Never** looks at the history of typing: only at days people entered.
//!
//! A post runs from its first to its last day; an unknown first day lies before everything, an
//! unknown last day after everything; one that was a mistake never ran. A person's post of a day is
//! the running one that began last (then the later entered). A Posyandu is there from the day of
//! its founding, or always where that is unknown. Its state on a day is what its last change up to
//! that day says; before the first change, what held before that; without any change, the present
//! state. The number is there from the day of registration, the step of registration is the last
//! one up to that day. An SK is in force from its first day of validity (else its date) to its last;
//! without a last day it stays in force. A desa has the code it had that day. Everything else is
//! shown as it is now.

mod antara;
#[cfg(test)]
mod tests;

pub use antara::MOST_CHANGES;

use rusqlite::types::Value as Sql;
use rusqlite::{OptionalExtension, params, params_from_iter};

use super::page::{NARROW, Place, Source, Walk, index_of};
use super::search::Found;
use super::{Store, ddl, sql};
use crate::base::date::Date;
use crate::base::id::RecordId;
use crate::entity::{DESA, Entity, Field, KADER, PENUGASAN, POSYANDU, Record, SK, Value};
use crate::request::{Filter, Order, Query, Test, Trouble};

/// The state of a Posyandu `t` on `:hari`.
pub(super) const STATE: &str = "coalesce(\
    (SELECT a.status FROM keadaan a INDEXED BY keadaan_saring_posyandu WHERE a.dihapus = 0 AND a.posyandu = t.id \
     AND a.tanggal <= :hari ORDER BY a.tanggal DESC, a.id DESC LIMIT 1), \
    (SELECT nullif(b.semula, '') FROM keadaan b INDEXED BY keadaan_saring_posyandu WHERE b.dihapus = 0 \
     AND b.posyandu = t.id AND b.tanggal > :hari ORDER BY b.tanggal, b.id LIMIT 1), t.status)";

/// The post of a kader `t` on `:hari`, by its id.
const POST: &str = "(SELECT p.id FROM penugasan p INDEXED BY penugasan_saring_kader WHERE p.dihapus = 0 AND p.kader = t.id \
     AND p.mulai <= :hari AND (p.selesai = '' OR p.selesai >= :hari) AND p.alasan_berhenti <> 'salah-catat' \
     ORDER BY p.mulai DESC, p.id DESC LIMIT 1)";

/// The last step of registration of a Posyandu `t` on `:hari`, or what its number says.
const STEP: &str = "coalesce((SELECT r.langkah FROM registrasi r INDEXED BY registrasi_saring_posyandu WHERE r.dihapus = 0 \
     AND r.posyandu = t.id AND r.tanggal <= :hari ORDER BY r.tanggal DESC, r.id DESC LIMIT 1), \
     CASE WHEN t.nomor_registrasi <> '' AND t.tanggal_registrasi <= :hari THEN 'terdaftar' ELSE '' END)";

/// The day of that step.
const STEP_DAY: &str = "coalesce((SELECT r.tanggal FROM registrasi r INDEXED BY registrasi_saring_posyandu WHERE r.dihapus = 0 \
     AND r.posyandu = t.id AND r.tanggal <= :hari ORDER BY r.tanggal DESC, r.id DESC LIMIT 1), \
     CASE WHEN t.nomor_registrasi <> '' AND t.tanggal_registrasi <= :hari THEN t.tanggal_registrasi ELSE '' END)";

const NUMBER: &str = "CASE WHEN t.tanggal_registrasi <= :hari THEN t.nomor_registrasi ELSE '' END";
const NUMBER_DAY: &str = "CASE WHEN t.tanggal_registrasi <= :hari THEN t.tanggal_registrasi ELSE '' END";

/// A kader's facts that come from the post.
const OF_POST: [&str; 6] = ["posyandu", "desa", "jabatan", "bidang", "mulai", "selesai"];

/// What an expression means on a day.
pub(super) fn on(expression: &str, day: Date) -> String {
    expression.replace(":hari", &format!("'{day}'"))
}

/// The code of a desa on `:hari`, where it was another one than now.
const CODE: &str = "SELECT k.kode FROM kode_desa k WHERE k.dihapus = 0 AND k.desa = ? \
     AND k.mulai <= :hari AND k.selesai >= :hari ORDER BY k.selesai, k.id LIMIT 1";

/// A post `t` that runs on `:hari`.
const RUNS: &str = "t.mulai <= :hari AND (t.selesai = '' OR t.selesai >= :hari) AND t.alasan_berhenti <> 'salah-catat'";

/// An SK `t` in force on `:hari`.
const IN_FORCE: &str = "CASE WHEN t.berlaku_mulai <> '' THEN t.berlaku_mulai ELSE t.tanggal END <= :hari \
     AND (t.berlaku_sampai = '' OR t.berlaku_sampai >= :hari)";

/// True where which rows a list of this kind has differs from day to day.
pub(super) fn is_dated(entity: &Entity) -> bool {
    [&KADER, &POSYANDU, &PENUGASAN, &SK].contains(&entity)
}

/// What a field of a dated list is read from, where that is not its own column: the rows `t` are
/// joined by nothing, a kader's post stands as `q`.
fn expression(entity: &Entity, field: &str) -> Option<&'static str> {
    if entity == &KADER {
        return Some(match field {
            "posyandu" => "q.posyandu",
            "desa" => "(SELECT y.desa FROM posyandu y WHERE y.id = q.posyandu)",
            "jabatan" => "q.jabatan",
            "bidang" => "q.bidang",
            "mulai" => "q.mulai",
            "selesai" => "q.selesai",
            _ => return None,
        });
    }
    if entity == &POSYANDU {
        return Some(match field {
            "status" => STATE,
            "nomor_registrasi" => NUMBER,
            "tanggal_registrasi" => NUMBER_DAY,
            "registrasi" => STEP,
            "registrasi_sejak" => STEP_DAY,
            _ => return None,
        });
    }
    None
}

/// What a Posyandu's field is read from as of a day, where that is not its own column: its rows are
/// called `t`.
pub(super) fn of_posyandu(entity: &Entity, field: &str, day: Date) -> Option<String> {
    if entity == &POSYANDU { expression(entity, field).map(|of| on(of, day)) } else { None }
}

/// The conditions of a list as of a day, beside the bin's mark: those of being there, and those of
/// the filters on what differs from day to day.
pub(super) fn conditions(query: &Query) -> Result<(String, Vec<Sql>), Trouble> {
    let Some(day) = query.as_of.filter(|_| is_dated(query.entity)) else { return Ok((String::new(), Vec::new())) };
    let entity = query.entity;
    let mut values = Vec::new();
    let mut tests = String::new();
    for filter in &query.filters {
        let (Some(field), Some(of)) = (entity.field(filter.field), expression(entity, filter.field)) else { continue };
        let (test, more) = super::page::test(field, &on(of, day), filter)?;
        tests.push_str(" AND ");
        tests.push_str(&test);
        values.extend(more);
    }
    let there = match entity.name {
        "kader" => format!("EXISTS (SELECT 1 FROM penugasan q WHERE q.id = {}{tests})", on(POST, day)),
        "penugasan" => on(RUNS, day),
        "sk" => on(IN_FORCE, day),
        _ => format!("t.tanggal_berdiri <= '{day}'{tests}"),
    };
    Ok((format!(" AND {there}"), values))
}

/// A set of rows that holds every row of a list: a query of ids, and what goes into its places.
struct Candidates(String, Vec<Sql>);

impl Store {
    /// Where the rows of a list as of a day come from: all of them sorted once where some condition
    /// leaves few, else along the order, where most pass.
    pub(super) fn dated(&mut self, query: &Query, day: Date) -> Result<Source, Trouble> {
        if let Some(places) = self.found.as_ref().and_then(|found| found.places_of(query)) {
            return Ok(Source::Listed(places));
        }
        let few = if cfg!(test) { 6 } else { NARROW };
        let mut best: Option<(usize, Candidates)> = None;
        for candidates in candidates(query, day)? {
            let most = best.as_ref().map_or(few, |(least, _)| *least);
            let count = self.count_of(&candidates, most + 1)?;
            if count <= most {
                best = Some((count, candidates));
            }
        }
        let Some((_, candidates)) = best else { return Ok(Source::Table(Walk::new(&self.conn, query)?)) };
        let mut places = self.listed_from(query, candidates)?;
        places.sort();
        if query.order == Order::Down {
            places.reverse();
        }
        self.found = Some(Found::listed(query, places.clone()));
        Ok(Source::Listed(places))
    }

    fn count_of(&self, candidates: &Candidates, most: usize) -> Result<usize, Trouble> {
        let Candidates(ids, values) = candidates;
        let sql = format!("SELECT count(*) FROM (SELECT 1 FROM ({ids}) LIMIT {most})");
        let count: i64 =
            self.conn.prepare_cached(&sql)?.query_row(params_from_iter(values.iter()), |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    fn listed_from(&self, query: &Query, Candidates(ids, mut values): Candidates) -> Result<Vec<Place>, Trouble> {
        let (conditions, more) = super::page::conditions(query)?;
        let column = super::key::column(super::page::sort_field(query)?);
        let table = query.entity.name;
        let sql = format!("SELECT t.{column}, t.id FROM {table} t WHERE t.id IN ({ids}) AND +{conditions}");
        values.extend(more);
        let mut statement = self.conn.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// A record as it was on a day. One that was not there that day comes as it is now.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn as_of(&self, mut record: Record, day: Date) -> Result<Record, Trouble> {
        if record.entity == &KADER {
            self.with_post(&mut record, day)?;
        } else if record.entity == &POSYANDU {
            let fields = ["status", "nomor_registrasi", "tanggal_registrasi", "registrasi", "registrasi_sejak"];
            let of = fields.map(|field| on(expression(&POSYANDU, field).unwrap_or("''"), day));
            let sql = format!("SELECT {} FROM posyandu t WHERE t.id = ?", of.join(", "));
            let found: Option<[String; 5]> = self
                .conn
                .prepare_cached(&sql)?
                .query_row([record.id.0], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?]))
                .optional()?;
            for (field, value) in fields.into_iter().zip(found.into_iter().flatten()) {
                set(&mut record, field, &value);
            }
        } else if record.entity == &DESA {
            let (posyandu, kader) = self.counts_of_desa(record.id, day)?;
            record.set("jumlah_posyandu", posyandu);
            record.set("jumlah_kader", kader);
            let code: Option<String> =
                self.conn.prepare_cached(&on(CODE, day))?.query_row([record.id.0], |row| row.get(0)).optional()?;
            if let Some(code) = code {
                record.set("kode", code);
            }
        }
        Ok(record)
    }

    /// How many Posyandu a desa had on a day, and how many kader served there by their post.
    fn counts_of_desa(&self, desa: RecordId, day: Date) -> Result<(i64, i64), Trouble> {
        let posyandu = "SELECT count(*) FROM posyandu t INDEXED BY posyandu_saring_desa \
             WHERE t.dihapus = 0 AND t.desa = ? AND t.tanggal_berdiri <= :hari";
        let kader = format!(
            "SELECT count(*) FROM kader t WHERE +t.dihapus = 0 AND t.id IN ({OF_DESA}) \
             AND EXISTS (SELECT 1 FROM penugasan q JOIN posyandu y ON y.id = q.posyandu WHERE q.id = {POST} AND y.desa = ?1)"
        );
        let ask = |sql: &str| self.conn.prepare_cached(&on(sql, day))?.query_row([desa.0], |row| row.get(0));
        Ok((ask(posyandu)?, ask(&kader)?))
    }

    /// A kader's facts of the post of that day.
    fn with_post(&self, record: &mut Record, day: Date) -> Result<(), Trouble> {
        let sql = on(&format!("SELECT {POST} FROM kader t WHERE t.id = ?"), day);
        let post: Option<i64> =
            self.conn.prepare_cached(&sql)?.query_row([record.id.0], |row| row.get(0)).optional()?.flatten();
        let Some(post) = post else { return Ok(()) };
        let Some(post) = sql::load(&self.conn, &crate::entity::PENUGASAN, RecordId(post), day)? else { return Ok(()) };
        for field in OF_POST.into_iter().filter(|field| *field != "desa") {
            record.set(field, post.get(field).clone());
        }
        let place = post.get("posyandu").as_link().map(|link| link.id);
        let place = place.map(|place| self.get(&POSYANDU, place)).transpose()?.flatten();
        record.set("desa", place.map_or(Value::Empty, |place| place.get("desa").clone()));
        Ok(())
    }

    /// The state of a Posyandu on a day.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn state_on(&self, posyandu: RecordId, day: Date) -> Result<String, Trouble> {
        let sql = on(&format!("SELECT {STATE} FROM posyandu t WHERE t.id = ?"), day);
        let found = self.conn.prepare_cached(&sql)?.query_row(params![posyandu.0], |row| row.get(0)).optional()?;
        Ok(found.unwrap_or_default())
    }
}

/// Kader with any post in a desa.
const OF_DESA: &str = "SELECT p.kader FROM posyandu y INDEXED BY posyandu_saring_desa \
     CROSS JOIN penugasan p INDEXED BY penugasan_saring_posyandu ON p.dihapus = 0 AND p.posyandu = y.id \
     WHERE y.dihapus = 0 AND y.desa = ?";

fn set(record: &mut Record, field: &'static str, text: &str) {
    let value = match record.entity.field(field).map(|field| field.kind) {
        Some(crate::entity::Kind::Date) => text.parse::<Date>().map_or(Value::Empty, Value::Date),
        _ => Value::from(text),
    };
    record.set(field, value);
}

/// Sets of ids that each hold every row of the list.
fn candidates(query: &Query, day: Date) -> Result<Vec<Candidates>, Trouble> {
    let entity = query.entity;
    let mut out = Vec::new();
    // Few had begun by then.
    let begun = match entity.name {
        "kader" => {
            "SELECT p.kader FROM penugasan p INDEXED BY penugasan_urut_mulai WHERE p.dihapus = 0 AND p.mulai <= :hari"
        }
        "penugasan" => {
            "SELECT p.id FROM penugasan p INDEXED BY penugasan_urut_mulai WHERE p.dihapus = 0 AND p.mulai <= :hari"
        }
        "posyandu" => {
            "SELECT y.id FROM posyandu y INDEXED BY posyandu_urut_tanggal_berdiri WHERE y.dihapus = 0 \
             AND y.tanggal_berdiri <= :hari"
        }
        _ => "",
    };
    if !begun.is_empty() {
        out.push(Candidates(on(begun, day), Vec::new()));
    }
    for filter in &query.filters {
        let Some(field) = entity.field(filter.field) else { continue };
        if query.differs(filter.field) {
            out.extend(derived_candidates(entity, field, filter, day));
        } else if let Some(index) = index_of(query, filter) {
            let (condition, values) = super::page::condition(query, filter)?;
            let (table, mark) = (entity.name, super::page::mark(query.scope));
            let sql = format!("SELECT t.id FROM {table} t INDEXED BY {index} WHERE {mark} AND {condition}");
            out.push(Candidates(sql, values));
        }
    }
    Ok(out)
}

/// Rows that may pass a filter on what differs from day to day, where an index tells.
fn derived_candidates(entity: &Entity, field: &Field, filter: &Filter, day: Date) -> Option<Candidates> {
    let wanted: Vec<&Value> = match &filter.test {
        Test::Is(value) if !value.is_empty() => vec![value],
        Test::OneOf(values) => values.iter().collect(),
        _ => return None,
    };
    let places = vec!["?"; wanted.len()].join(", ");
    let values: Vec<Sql> = wanted.iter().map(|value| sql::to_sql(field, value)).collect();
    let posts = |field: &str| {
        let name = format!("penugasan_saring_{field}");
        format!("SELECT p.kader FROM penugasan p INDEXED BY {name} WHERE p.dihapus = 0 AND p.{field} IN ({places})")
    };
    if entity == &KADER {
        return match field.name {
            "posyandu" | "jabatan" | "bidang" => Some(Candidates(posts(field.name), values)),
            "desa" if wanted.len() == 1 => Some(Candidates(OF_DESA.to_owned(), values)),
            _ => None,
        };
    }
    if entity == &POSYANDU && field.name == "registrasi" {
        // Who had reached it by then has a step of it; registered is also who has a number without one.
        let sql = "SELECT r.posyandu FROM registrasi r INDEXED BY registrasi_saring_langkah \
             WHERE r.dihapus = 0 AND r.tanggal <= :hari AND r.langkah IN ";
        let by_step = !wanted.iter().any(|value| value.as_text() == "terdaftar" || value.is_empty());
        return by_step.then(|| Candidates(on(&format!("{sql}({places})"), day), values));
    }
    if field.name != "status" {
        return None;
    }
    // What is in that state now, or was by some change.
    let now = ddl::filter_index(&POSYANDU, field);
    let sql = format!(
        "SELECT y.id FROM posyandu y INDEXED BY {now} WHERE y.dihapus = 0 AND y.status IN ({places}) \
         UNION ALL SELECT k.posyandu FROM keadaan k INDEXED BY keadaan_saring_status WHERE k.dihapus = 0 AND k.status IN ({places}) \
         UNION ALL SELECT k.posyandu FROM keadaan k WHERE k.dihapus = 0 AND k.semula IN ({places})"
    );
    let values = [values.clone(), values.clone(), values].concat();
    Some(Candidates(sql, values))
}
