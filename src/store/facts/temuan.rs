//! Findings about the data: what a record says against itself, what others say against it, what
//! was passed with a reason, and what is missing.

use std::collections::HashMap;
use std::ops::ControlFlow;

use rusqlite::{Connection, OptionalExtension, named_params, params};

use super::super::ganda::DIRECT;
use super::super::{check, rules, sql};
use super::Store;
use super::beranda::{FEW_KADER, VACANT, soon};
use crate::base::date::{self, Date};
use crate::base::id::RecordId;
use crate::base::words::{Lang, Phrase, text};
use crate::entity::setelan::KADER_MINIMAL;
use crate::entity::{self, DESA, ENTITIES, Entity, KADER, PENUGASAN, POSYANDU, Problem, Record, SK, Severity};
use crate::request::hidup::{Lacking, PaperState, Within};
use crate::request::{Finding, LACKING, PASSED, Trouble};

/// What is done with each finding; [`ControlFlow::Break`] ends the looking.
pub(super) type Take<'a> = dyn FnMut(Finding) -> ControlFlow<()> + 'a;

/// At most so many findings, the heaviest first.
pub(super) fn findings(store: &Store, most: usize) -> Result<Vec<Finding>, Trouble> {
    let mut out = Vec::new();
    store.each_finding(&mut |finding| {
        out.push(finding);
        if out.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    out.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    Ok(out)
}

impl Store {
    /// Every finding about the data, one by one, without holding them in memory.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn each_finding(&self, take: &mut Take<'_>) -> Result<(), Trouble> {
        let look = Looking { store: self, conn: &self.conn, today: self.today(), desa: desa_codes(&self.conn)? };
        for entity in ENTITIES.iter().copied() {
            if look.records(entity, take)?.is_break() {
                return Ok(());
            }
        }
        for part in [
            Looking::doubles,
            Looking::passed_only,
            Looking::vacant,
            Looking::few,
            Looking::sent_back,
            Looking::lacking,
            Looking::left_behind,
            Looking::unregistered,
            Looking::ending,
        ] {
            if part(&look, take)?.is_break() {
                return Ok(());
            }
        }
        Ok(())
    }
}

struct Looking<'a> {
    store: &'a Store,
    conn: &'a Connection,
    today: Date,
    desa: HashMap<i64, String>,
}

type Step = Result<ControlFlow<()>, Trouble>;

/// A record as the lists of gaps name it.
struct Named {
    id: i64,
    uid: String,
    title: String,
    desa: Option<i64>,
}

impl Looking<'_> {
    /// The checks of every present record of an entity.
    fn records(&self, entity: &'static Entity, take: &mut Take<'_>) -> Step {
        let words = self.store.words();
        let query = format!("{} WHERE t.dihapus = 0 ORDER BY t.id", sql::shape(entity).stored);
        let mut statement = self.conn.prepare(&query)?;
        sql::bind_today(&mut statement, self.today)?;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            let record = sql::read(entity, row)?;
            let mut problems = check::record(&record, &words, self.today);
            problems.extend(rules::check(self.conn, &record, self.today));
            if entity == &entity::KADER && record.get("nik").is_empty() {
                problems.push(no_nik());
            }
            for problem in problems {
                let finding = self.finding(&record, &problem)?;
                if take(finding).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn finding(&self, record: &Record, problem: &Problem) -> Result<Finding, Trouble> {
        let reason: Option<String> = self
            .conn
            .prepare_cached(
                "SELECT alasan FROM alasan WHERE jenis = ? AND record = ? AND kode = ? ORDER BY id DESC LIMIT 1",
            )?
            .query_row(params![record.entity.name, record.id.0, problem.code], |row| row.get(0))
            .optional()?;
        let passed = reason.is_some() || problem.code == PASSED;
        let said = match reason {
            Some(reason) => text("{0} Diterima dengan alasan: {1}.", "{0} Passed with the reason: {1}.")
                .with([problem.text.get(Lang::Id).into_owned(), reason]),
            None => problem.text.clone(),
        };
        Ok(Finding {
            code: problem.code,
            severity: problem.severity,
            passed,
            entity: record.entity,
            record: record.id,
            uid: record.uid.0.clone(),
            title: record.title(),
            text: said,
            desa_kode: self.desa_of(record)?,
        })
    }

    /// The code of the desa a record belongs to.
    fn desa_of(&self, record: &Record) -> Result<String, Trouble> {
        if record.entity == &DESA {
            return Ok(record.text("kode").to_owned());
        }
        let link = |field: &str| record.get(field).as_link().map(|link| link.id.0);
        let desa = if record.entity == &PENUGASAN {
            let mut statement = self.conn.prepare_cached("SELECT desa FROM posyandu WHERE id = ?")?;
            statement.query_row([link("posyandu")], |row| row.get(0)).optional()?.flatten()
        } else {
            link("desa")
        };
        Ok(self.code(desa))
    }

    fn code(&self, desa: Option<i64>) -> String {
        desa.and_then(|desa| self.desa.get(&desa)).cloned().unwrap_or_default()
    }

    /// Warnings passed with a reason that the checks do not see again (a number that Excel had
    /// rounded), as long as nobody changed the record since.
    fn passed_only(&self, take: &mut Take<'_>) -> Step {
        let mut statement = self.conn.prepare(
            "SELECT a.jenis, a.record, a.kode, a.alasan FROM alasan a WHERE NOT EXISTS \
             (SELECT 1 FROM riwayat r WHERE r.jenis = a.jenis AND r.record = a.record AND r.batch > a.batch) \
             GROUP BY a.jenis, a.record, a.kode ORDER BY a.id",
        )?;
        let words = self.store.words();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let Some(entity) = entity::by_name(&row.get::<_, String>(0)?) else { continue };
            let Some(record) = sql::load(self.conn, entity, RecordId(row.get(1)?), self.today)? else { continue };
            let (code, reason): (String, String) = (row.get(2)?, row.get(3)?);
            if record.deleted {
                continue;
            }
            let mut seen = check::record(&record, &words, self.today);
            seen.extend(rules::check(self.conn, &record, self.today));
            if seen.iter().any(|problem| problem.code == code) {
                continue;
            }
            let problem = Problem::warning(
                PASSED,
                text("Peringatan {0} diterima dengan alasan: {1}.", "Warning {0} was passed with the reason: {1}.")
                    .with([code, reason]),
                text("", ""),
            );
            if take(self.finding(&record, &problem)?).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn gap(&self, entity: &'static Entity, code: &'static str, named: Named, said: impl Into<Phrase>) -> Finding {
        Finding {
            code,
            severity: Severity::Warning,
            passed: false,
            entity,
            record: RecordId(named.id),
            uid: named.uid,
            title: named.title,
            text: said.into(),
            desa_kode: self.code(named.desa),
        }
    }

    /// Probable doubles of kader. Those of Posyandu are said by the checks of each record
    /// (`posyandu-mirip`); a file too large for the thread of the screens is left to the screen of
    /// doubles.
    fn doubles(&self, take: &mut Take<'_>) -> Step {
        if self.store.present(&KADER)? > DIRECT {
            return Ok(ControlFlow::Continue(()));
        }
        let found = self.store.doubles(&KADER, &mut |_| ControlFlow::Continue(()))?;
        for pair in found.into_iter().flat_map(|found| found.pairs) {
            let Some(record) = sql::load(self.conn, &KADER, pair.one.id, self.today)? else { continue };
            let why = pair.why.first().map(|why| why.get(Lang::Id).into_owned()).unwrap_or_default();
            let said = text("Mungkin orang yang sama: {0} ({1}); {2}.", "Maybe the same person: {0} ({1}); {2}.");
            let problem = Problem::warning(
                "kader-mungkin-ganda",
                said.with([pair.two.title, pair.two.place, why]),
                text("Bandingkan keduanya di layar Ganda.", "Compare both on the screen of doubles."),
            );
            if take(self.finding(&record, &problem)?).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn vacant(&self, take: &mut Take<'_>) -> Step {
        let mut statement = self.conn.prepare(VACANT)?;
        let mut rows = statement.query(named_params! {":today": self.today.to_string()})?;
        let mut open: Option<(Named, Vec<String>)> = None;
        let say = |(named, seats): (Named, Vec<String>), take: &mut Take<'_>| {
            let said = text("Kursi kosong: {0}.", "Vacant seats: {0}.").with([seats.join(", ")]);
            take(self.gap(&POSYANDU, "kursi-kosong", named, said))
        };
        while let Some(row) = rows.next()? {
            let seat: String = row.get(4)?;
            match &mut open {
                Some((named, seats)) if named.id == row.get::<_, i64>(0)? => seats.push(seat),
                _ => {
                    let next = Named { id: row.get(0)?, uid: row.get(1)?, title: row.get(2)?, desa: row.get(3)? };
                    if let Some(done) = open.replace((next, vec![seat]))
                        && say(done, take).is_break()
                    {
                        return Ok(ControlFlow::Break(()));
                    }
                }
            }
        }
        Ok(open.map_or(ControlFlow::Continue(()), |done| say(done, take)))
    }

    fn few(&self, take: &mut Take<'_>) -> Step {
        let least = self.store.number(&KADER_MINIMAL)?;
        let mut statement = self.conn.prepare(FEW_KADER)?;
        let mut rows = statement.query(named_params! {":today": self.today.to_string(), ":least": least})?;
        while let Some(row) = rows.next()? {
            let named = Named { id: row.get(0)?, uid: row.get(1)?, title: row.get(2)?, desa: row.get(3)? };
            let said = text("Hanya {0} kader bertugas; paling sedikit {1}.", "Only {0} kader serve; {1} are needed.")
                .with([row.get::<_, i64>(4)?.to_string(), least.to_string()]);
            if take(self.gap(&POSYANDU, "kader-kurang", named, said)).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn unregistered(&self, take: &mut Take<'_>) -> Step {
        let mut statement = self.conn.prepare(
            "SELECT id, uid, nama, desa FROM posyandu \
             WHERE dihapus = 0 AND nomor_registrasi = '' AND status = 'aktif' ORDER BY id",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let named = Named { id: row.get(0)?, uid: row.get(1)?, title: row.get(2)?, desa: row.get(3)? };
            let said = text("Belum bernomor registrasi.", "It has no registration number yet.");
            if take(self.gap(&POSYANDU, "tanpa-registrasi", named, said)).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// What was sent back, by whom, for how long, why.
    fn sent_back(&self, take: &mut Take<'_>) -> Step {
        let mut statement = self.conn.prepare(
            "SELECT y.id, y.uid, y.nama, y.desa, y.registrasi_sejak, r.tingkat, r.alasan FROM posyandu y \
             LEFT JOIN registrasi r ON r.id = (SELECT s.id FROM registrasi s WHERE s.dihapus = 0 AND s.posyandu = y.id \
             ORDER BY s.tanggal DESC, s.id DESC LIMIT 1) WHERE y.dihapus = 0 AND y.registrasi = 'dikembalikan' \
             AND y.status IN ('aktif', 'persiapan', 'tidak-aktif') ORDER BY y.registrasi_sejak, y.id",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let named = Named { id: row.get(0)?, uid: row.get(1)?, title: row.get(2)?, desa: row.get(3)? };
            let since: String = row.get(4)?;
            let days = since.parse::<Date>().map_or(0, |since| (self.today - since).get_days());
            let (level, reason) = (row.get::<_, Option<String>>(5)?, row.get::<_, Option<String>>(6)?);
            let said = text("Dikembalikan {0}, {1} hari: {2}.", "Sent back by {0}, {1} days: {2}.").with([
                level.unwrap_or_default(),
                days.to_string(),
                reason.unwrap_or_default().trim_end_matches('.').to_owned(),
            ]);
            if take(self.gap(&POSYANDU, "registrasi-kembali", named, said)).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Posyandu not yet registered that lack papers, desa by desa.
    fn lacking(&self, take: &mut Take<'_>) -> Step {
        let mut desa: Vec<i64> = self.desa.keys().copied().collect();
        desa.sort_unstable();
        for id in desa {
            let within = Within { desa: Some(RecordId(id)), lacking: Some(Lacking::Any), ..Within::default() };
            let found = self.store.standings(&within)?;
            for row in &found.rows {
                let names: Vec<&str> = found
                    .papers
                    .iter()
                    .zip(&row.papers)
                    .filter(|(_, state)| **state == PaperState::Missing)
                    .map(|((_, name), _)| name.as_str())
                    .collect();
                let mut uid = self.conn.prepare_cached("SELECT uid FROM posyandu WHERE id = ?")?;
                let uid = uid.query_row([row.posyandu.0], |row| row.get(0))?;
                let named = Named { id: row.posyandu.0, uid, title: row.name.clone(), desa: Some(id) };
                let said = text("Berkas registrasi kurang: {0}.", "Registration papers missing: {0}.")
                    .with([names.join(", ")]);
                if take(self.gap(&POSYANDU, LACKING, named, said)).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Posyandu that have a number while their steps say that it is still to come.
    fn left_behind(&self, take: &mut Take<'_>) -> Step {
        let mut statement = self.conn.prepare(
            "SELECT id, uid, nama, desa, nomor_registrasi FROM posyandu WHERE dihapus = 0 AND nomor_registrasi > '' \
             AND registrasi <> 'terdaftar' AND status IN ('aktif', 'persiapan', 'tidak-aktif') ORDER BY id",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let named = Named { id: row.get(0)?, uid: row.get(1)?, title: row.get(2)?, desa: row.get(3)? };
            let said = text(
                "Sudah bernomor {0}, tetapi langkah terakhirnya belum terdaftar.",
                "It has number {0}, but its last step is not registered.",
            )
            .with([row.get::<_, String>(4)?]);
            if take(self.gap(&POSYANDU, "registrasi-tertinggal", named, said)).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn ending(&self, take: &mut Take<'_>) -> Step {
        let until = soon(self.store)?;
        let mut statement = self.conn.prepare(
            "SELECT id, uid, nomor, desa, berlaku_sampai FROM sk \
             WHERE dihapus = 0 AND berlaku_sampai BETWEEN ? AND ? ORDER BY berlaku_sampai",
        )?;
        let mut rows = statement.query([self.today.to_string(), until.to_string()])?;
        while let Some(row) = rows.next()? {
            let named = Named { id: row.get(0)?, uid: row.get(1)?, title: row.get(2)?, desa: row.get(3)? };
            let day: String = row.get(4)?;
            let day = day.parse::<Date>().map_or(day, date::show);
            let said = text("Habis {0}.", "It ends on {0}.").with([day]);
            if take(self.gap(&SK, "sk-akan-habis", named, said)).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }
}

fn no_nik() -> Problem {
    Problem::warning(
        "tanpa-nik",
        text("Belum ada NIK.", "There is no NIK yet."),
        text("Minta KTP atau KK, lalu isi NIK.", "Ask for the identity card, then fill it in."),
    )
    .at("nik")
}

fn desa_codes(conn: &Connection) -> Result<HashMap<i64, String>, Trouble> {
    let mut statement = conn.prepare_cached("SELECT id, kode FROM desa")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
