//! Findings about the data: what a record says against itself, what others say against it, what
//! was passed with a reason, and what is missing.

use std::collections::HashMap;
use std::ops::ControlFlow;

use rusqlite::{Connection, OptionalExtension, Row, Rows, named_params, params};

use super::super::ganda::DIRECT;
use super::super::page::waiting;
use super::super::{check, rules, sql};
use super::beranda::{FEW_KADER, HELD_TWICE, IN_TWO_SEATS, TERMS, VACANT, soon, unverified_since};
use super::{Store, running};
use crate::base::date::{self, Date};
use crate::base::id::RecordId;
use crate::base::words::{Lang, Phrase, text};
use crate::entity::setelan::KADER_MINIMAL;
use crate::entity::{
    self, DESA, ENTITIES, Entity, KADER, PENUGASAN, POSYANDU, Problem, Record, SK, Severity, Vocabulary,
};
use crate::request::hidup::{Lacking, PaperState, Within};
use crate::request::{Finding, LACKING, More, PASSED, Trouble};

/// What is done with each finding; [`ControlFlow::Break`] ends the looking.
pub(super) type Take<'a> = dyn FnMut(Finding) -> ControlFlow<()> + 'a;

/// At most so many findings, the heaviest first.
pub(super) fn findings(store: &Store, only: Option<&str>, most: usize) -> Result<Vec<Finding>, Trouble> {
    let mut out = Vec::new();
    let take: &mut Take<'_> = &mut |finding| {
        out.push(finding);
        if out.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    match only {
        None => store.each_finding(take)?,
        Some(code) => store.findings_of(code, take)?,
    }
    out.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    Ok(out)
}

impl Store {
    /// Every finding about the data, one by one, without holding them in memory.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn each_finding(&self, take: &mut Take<'_>) -> Result<(), Trouble> {
        let look = Looking::new(self)?;
        for entity in ENTITIES.iter().copied() {
            if look.records(entity, take)?.is_break() {
                return Ok(());
            }
        }
        if look.reasons(Reasons::Unseen, take)?.is_break() {
            return Ok(());
        }
        for (_, part) in PARTS {
            if part(&look, take)?.is_break() {
                return Ok(());
            }
        }
        Ok(())
    }

    /// The findings of one code, without looking for any other where that can be; [`PASSED`] means
    /// all that were passed with a reason.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn findings_of(&self, code: &str, take: &mut Take<'_>) -> Result<(), Trouble> {
        let look = Looking::new(self)?;
        if code == PASSED {
            return look.reasons(Reasons::All, take).map(drop);
        }
        if let Some((_, part)) = PARTS.iter().find(|(of, _)| *of == code) {
            return part(&look, take).map(drop);
        }
        let one = &mut |finding: Finding| if finding.code == code { take(finding) } else { ControlFlow::Continue(()) };
        for entity in ENTITIES.iter().copied() {
            if look.records(entity, one)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// How many findings were passed with a reason, among the first so many records with one, and
    /// whether there are more such records.
    ///
    /// # Errors
    /// A trouble of the file.
    pub(super) fn passed_findings(&self, most: usize) -> Result<(usize, More), Trouble> {
        let look = Looking::counting(self);
        let (mut count, mut more) = (0, More::No);
        for (at, reasoned) in look.reasoned(most.saturating_add(1))?.into_iter().enumerate() {
            if at == most {
                more = More::Yes;
                break;
            }
            let counted = &mut |_: Finding| {
                count += 1;
                ControlFlow::Continue(())
            };
            look.reasons_of(&reasoned, Reasons::All, counted).map(drop)?;
        }
        Ok((count, more))
    }
}

/// The newest SK in force that names somebody of a Posyandu, with everybody else who serves there
/// on no SK in force, each once; who stands on that SK by another post is named by it.
const UNNAMED: &str = concat!(
    "SELECT n.sk, n.uid, n.nomor, n.desa, y.id, y.nama, k.nama FROM (SELECT p.posyandu, s.id AS sk, s.uid, s.nomor, \
     s.desa, max(s.tanggal) FROM penugasan p JOIN sk s ON s.id = p.sk WHERE s.dihapus = 0 \
     AND s.jenis IN ('sk-pengurus', 'sk-kader') AND (s.berlaku_sampai = '' OR s.berlaku_sampai >= :today) AND ",
    running!(),
    " GROUP BY p.posyandu) n JOIN posyandu y ON y.id = n.posyandu JOIN penugasan p ON p.posyandu = y.id \
     JOIN kader k ON k.id = p.kader LEFT JOIN sk s ON s.id = p.sk WHERE y.dihapus = 0 AND k.dihapus = 0 \
     AND y.status IN ('aktif', 'persiapan', 'tidak-aktif') \
     AND (s.id IS NULL OR (s.berlaku_sampai <> '' AND s.berlaku_sampai < :today)) \
     AND NOT EXISTS (SELECT 1 FROM penugasan o WHERE o.dihapus = 0 AND o.kader = p.kader AND +o.sk = n.sk) AND ",
    running!(),
    " GROUP BY n.sk, y.id, k.id ORDER BY n.sk, y.id, k.nama_k, k.id"
);

type Part = fn(&Looking<'_>, &mut Take<'_>) -> Step;

/// What is found without looking at every record's checks, each with its one code.
const PARTS: &[(&str, Part)] = &[
    ("posyandu-mungkin-ganda", |look, take| look.doubles((&POSYANDU, "posyandu-mungkin-ganda"), take)),
    ("kader-mungkin-ganda", |look, take| look.doubles((&KADER, "kader-mungkin-ganda"), take)),
    (VACANT_SEAT, |look, take| look.vacant(take)),
    (TWO_SEATS, |look, take| look.two_seats(take)),
    (TWO_HOLDERS, |look, take| look.two_holders(take)),
    ("kader-kurang", |look, take| look.few(take)),
    ("registrasi-kembali", |look, take| look.sent_back(take)),
    (LACKING, |look, take| look.lacking(take)),
    ("registrasi-tertinggal", |look, take| look.left_behind(take)),
    ("tanpa-registrasi", |look, take| look.unregistered(take)),
    ("verifikasi-lama", |look, take| look.unverified(take)),
    ("sk-akan-habis", |look, take| look.ending(take)),
    ("sk-tanpa-nomor", |look, take| look.numberless(take)),
    ("sk-nama-kurang", |look, take| look.unnamed(take)),
    ("jabatan-akan-habis", |look, take| look.terms(take)),
];

/// A seat of officers that nobody holds.
pub(super) const VACANT_SEAT: &str = "kursi-kosong";

/// A person with two posts at the same time.
pub(super) const TWO_SEATS: &str = "dua-kursi";

/// A seat for one with two holders.
pub(super) const TWO_HOLDERS: &str = "kursi-ganda";

/// Which of the reasons given are findings.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reasons {
    /// Of what the checks still see, and of what they do not see again.
    All,
    /// Only of what the checks do not see again.
    Unseen,
}

struct Looking<'a> {
    store: &'a Store,
    conn: &'a Connection,
    today: Date,
    desa: HashMap<i64, (String, String)>,
}

type Step = Result<ControlFlow<()>, Trouble>;

/// A record with the codes that were passed for it, the reasons, and whether nobody changed it since.
struct Reasoned {
    entity: &'static Entity,
    record: RecordId,
    reasons: Vec<(String, String, bool)>,
}

/// Those who serve in a Posyandu without standing on its SK.
struct Beside {
    /// The SK and the Posyandu.
    at: (i64, i64),
    sk: Named,
    place: String,
    names: Vec<String>,
}

/// A record as the lists of gaps name it.
struct Named {
    id: i64,
    uid: String,
    title: String,
    desa: Option<i64>,
}

impl Named {
    /// From the columns id, uid, title, desa.
    fn read(row: &Row<'_>) -> rusqlite::Result<Named> {
        Ok(Named { id: row.get(0)?, uid: row.get(1)?, title: row.get(2)?, desa: row.get(3)? })
    }
}

impl<'a> Looking<'a> {
    fn new(store: &'a Store) -> Result<Self, Trouble> {
        Ok(Looking { desa: desa_names(&store.conn)?, ..Looking::counting(store) })
    }

    /// For counting alone: without the names of the desa, of which a nation has very many.
    fn counting(store: &'a Store) -> Self {
        Looking { store, conn: &store.conn, today: store.today(), desa: HashMap::new() }
    }

    /// What the checks say of a record.
    fn problems(&self, record: &Record, words: &Vocabulary) -> Vec<Problem> {
        let mut problems = check::record(record, words, self.today);
        problems.extend(rules::check(self.conn, record, self.today));
        if record.entity == &KADER && record.get("nik").is_empty() {
            problems.push(no_nik());
        }
        problems
    }

    /// The checks of every present record of an entity.
    fn records(&self, entity: &'static Entity, take: &mut Take<'_>) -> Step {
        let words = self.store.words();
        let query = format!("{} WHERE t.dihapus = 0 ORDER BY t.id", sql::shape(entity).stored);
        let mut statement = self.conn.prepare(&query)?;
        sql::bind_today(&mut statement, self.today)?;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            let record = sql::read(entity, row)?;
            for problem in self.problems(&record, &words) {
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
        let finding = Finding {
            code: problem.code,
            severity: problem.severity,
            passed,
            entity: record.entity,
            record: record.id,
            uid: record.uid.0.clone(),
            title: record.title(),
            text: said,
            desa_kode: String::new(),
            desa: String::new(),
            posyandu: self.posyandu_of(record),
        };
        let desa = self.desa_of(record)?;
        Ok(self.placed(finding, desa))
    }

    /// With code and name of its desa.
    fn placed(&self, finding: Finding, desa: Option<i64>) -> Finding {
        let (desa_kode, desa) = desa.and_then(|desa| self.desa.get(&desa)).cloned().unwrap_or_default();
        Finding { desa_kode, desa, ..finding }
    }

    /// The Posyandu a record belongs to.
    fn posyandu_of(&self, record: &Record) -> Option<(RecordId, String)> {
        if record.entity == &POSYANDU {
            return Some((record.id, record.title()));
        }
        record.get("posyandu").as_link().map(|link| (link.id, link.title.clone()))
    }

    /// The desa a record belongs to.
    fn desa_of(&self, record: &Record) -> Result<Option<i64>, Trouble> {
        if record.entity == &DESA {
            return Ok(Some(record.id.0));
        }
        let link = |field: &str| record.get(field).as_link().map(|link| link.id.0);
        if let Some(desa) = link("desa") {
            return Ok(Some(desa));
        }
        let Some(posyandu) = link("posyandu") else { return Ok(None) };
        let mut statement = self.conn.prepare_cached("SELECT desa FROM posyandu WHERE id = ?")?;
        Ok(statement.query_row([posyandu], |row| row.get(0)).optional()?.flatten())
    }

    /// The records that somebody gave a reason for, at most so many, with the codes.
    fn reasoned(&self, most: usize) -> Result<Vec<Reasoned>, Trouble> {
        let mut statement = self.conn.prepare_cached(
            "SELECT a.jenis, a.record, a.kode, a.alasan, NOT EXISTS \
             (SELECT 1 FROM riwayat r WHERE r.jenis = a.jenis AND r.record = a.record AND r.batch > a.batch) \
             FROM (SELECT DISTINCT jenis, record FROM alasan ORDER BY jenis, record LIMIT ?) g \
             CROSS JOIN alasan a INDEXED BY alasan_record ON a.jenis = g.jenis AND a.record = g.record \
             WHERE a.id = (SELECT max(b.id) FROM alasan b INDEXED BY alasan_record \
             WHERE b.jenis = a.jenis AND b.record = a.record AND b.kode = a.kode) ORDER BY a.jenis, a.record, a.id",
        )?;
        let mut rows = statement.query([i64::try_from(most).unwrap_or(i64::MAX)])?;
        let mut out: Vec<Reasoned> = Vec::new();
        while let Some(row) = rows.next()? {
            let Some(entity) = entity::by_name(&row.get::<_, String>(0)?) else { continue };
            let (id, reason) = (RecordId(row.get(1)?), (row.get(2)?, row.get(3)?, row.get(4)?));
            match out.last_mut().filter(|last| last.entity == entity && last.record == id) {
                Some(last) => last.reasons.push(reason),
                None => out.push(Reasoned { entity, record: id, reasons: vec![reason] }),
            }
        }
        Ok(out)
    }

    /// What was passed with a reason: what the checks still see, and what they do not see again (a
    /// number that Excel had rounded), as long as nobody changed the record since.
    fn reasons(&self, which: Reasons, take: &mut Take<'_>) -> Step {
        for reasoned in self.reasoned(usize::MAX)? {
            if self.reasons_of(&reasoned, which, take)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn reasons_of(&self, reasoned: &Reasoned, which: Reasons, take: &mut Take<'_>) -> Step {
        let Some(record) = sql::load(self.conn, reasoned.entity, reasoned.record, self.today)? else {
            return Ok(ControlFlow::Continue(()));
        };
        if record.deleted {
            return Ok(ControlFlow::Continue(()));
        }
        let seen = self.problems(&record, &self.store.words());
        if which == Reasons::All {
            let given = |problem: &&Problem| reasoned.reasons.iter().any(|(code, ..)| code == problem.code);
            for problem in seen.iter().filter(given) {
                if take(self.finding(&record, problem)?).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
        }
        for (code, reason, untouched) in &reasoned.reasons {
            if !untouched || seen.iter().any(|problem| problem.code == code) {
                continue;
            }
            let problem = Problem::warning(
                PASSED,
                text("Peringatan {0} diterima dengan alasan: {1}.", "Warning {0} was passed with the reason: {1}.")
                    .with([code.clone(), reason.clone()]),
                text("", ""),
            );
            if take(self.finding(&record, &problem)?).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn gap(&self, entity: &'static Entity, code: &'static str, named: Named, said: impl Into<Phrase>) -> Finding {
        let posyandu = (entity == &POSYANDU).then(|| (RecordId(named.id), named.title.clone()));
        let finding = Finding {
            code,
            severity: Severity::Warning,
            passed: false,
            entity,
            record: RecordId(named.id),
            uid: named.uid,
            title: named.title,
            text: said.into(),
            desa_kode: String::new(),
            desa: String::new(),
            posyandu,
        };
        self.placed(finding, named.desa)
    }

    /// One gap for each row of a statement whose first columns are id, uid, title, desa.
    fn each_gap(
        &self,
        (entity, code): (&'static Entity, &'static str),
        mut rows: Rows<'_>,
        take: &mut Take<'_>,
        say: &dyn Fn(&Row<'_>) -> rusqlite::Result<Phrase>,
    ) -> Step {
        while let Some(row) = rows.next()? {
            if take(self.gap(entity, code, Named::read(row)?, say(row)?)).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Probable doubles, a finding a pair; a file too large for the thread of the screens is left to
    /// the screen of doubles.
    fn doubles(&self, (entity, code): (&'static Entity, &'static str), take: &mut Take<'_>) -> Step {
        if self.store.present(entity)? > DIRECT {
            return Ok(ControlFlow::Continue(()));
        }
        let found = self.store.doubles(entity, &mut |_| ControlFlow::Continue(()))?;
        for pair in found.into_iter().flat_map(|found| found.pairs) {
            let Some(record) = sql::load(self.conn, entity, pair.one.id, self.today)? else { continue };
            let why = pair.why.first().map(|why| why.get(Lang::Id).into_owned()).unwrap_or_default();
            let said = if entity == &KADER {
                text("Mungkin orang yang sama: {0} ({1}); {2}.", "Maybe the same person: {0} ({1}); {2}.")
            } else {
                text("Mungkin sama dengan {0} ({1}); {2}.", "Maybe the same as {0} ({1}); {2}.")
            };
            let problem = Problem::warning(
                code,
                said.with([pair.two.title, pair.two.place, why]),
                text("Bandingkan keduanya di layar Ganda.", "Compare both on the screen of doubles."),
            );
            if take(self.finding(&record, &problem)?).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// A finding a vacant seat, as the start screen counts them.
    fn vacant(&self, take: &mut Take<'_>) -> Step {
        let mut statement = self.conn.prepare(VACANT)?;
        let rows = statement.query(named_params! {":today": self.today.to_string()})?;
        self.each_gap((&POSYANDU, VACANT_SEAT), rows, take, &|row| {
            Ok(text("Kursi kosong: {0}.", "Vacant seat: {0}.").with([row.get::<_, String>(4)?]))
        })
    }

    /// A finding a person who holds two posts or more at the same time.
    fn two_seats(&self, take: &mut Take<'_>) -> Step {
        let mut statement = self.conn.prepare(IN_TWO_SEATS)?;
        let rows = statement.query(named_params! {":today": self.today.to_string()})?;
        self.each_gap((&KADER, TWO_SEATS), rows, take, &|row| {
            Ok(text("Rangkap {0} jabatan: {1}.", "Holds {0} posts at the same time: {1}.")
                .with([row.get::<_, i64>(4)?.to_string(), row.get(5)?]))
        })
    }

    /// A finding a seat for one that several hold.
    fn two_holders(&self, take: &mut Take<'_>) -> Step {
        let mut statement = self.conn.prepare(HELD_TWICE)?;
        let rows = statement.query(named_params! {":today": self.today.to_string()})?;
        self.each_gap((&POSYANDU, TWO_HOLDERS), rows, take, &|row| {
            Ok(text("{0} dipegang {1} orang sekaligus: {2}.", "{0} is held by {1} at the same time: {2}.").with([
                row.get(4)?,
                row.get::<_, i64>(5)?.to_string(),
                row.get(6)?,
            ]))
        })
    }

    /// Posyandu whose data nobody compared with what is there for long, or ever.
    fn unverified(&self, take: &mut Take<'_>) -> Step {
        let mut statement = self.conn.prepare(
            "SELECT id, uid, nama, desa, diverifikasi FROM posyandu WHERE dihapus = 0 AND diverifikasi < ? \
             AND status IN ('aktif', 'persiapan', 'tidak-aktif') ORDER BY diverifikasi, id",
        )?;
        let rows = statement.query([unverified_since(self.store)?.to_string()])?;
        self.each_gap((&POSYANDU, "verifikasi-lama"), rows, take, &|row| {
            let day: String = row.get(4)?;
            Ok(match day.parse::<Date>() {
                Ok(day) => text("Terakhir diverifikasi {0}.", "Last verified on {0}.").with([date::show(day)]),
                Err(_) => Phrase::from(text("Belum pernah diverifikasi.", "Never verified.")),
            })
        })
    }

    /// SK that have no number yet.
    fn numberless(&self, take: &mut Take<'_>) -> Step {
        let mut statement = self.conn.prepare(&format!(
            "SELECT s.id, s.uid, s.jenis, s.desa, s.tanggal FROM sk s WHERE s.dihapus = 0 AND {} \
             ORDER BY s.tanggal, s.id",
            waiting("s.nomor")
        ))?;
        let rows = statement.query([])?;
        let words = self.store.words();
        self.each_gap((&SK, "sk-tanpa-nomor"), rows, take, &|row| {
            let kind: String = row.get(2)?;
            Ok(text("{0} belum bernomor.", "{0} has no number yet.")
                .with([words.name("jenis_dokumen", &kind).to_owned()]))
        })
    }

    /// Those who serve in a Posyandu beside the names of its SK and rest on none in force.
    fn unnamed(&self, take: &mut Take<'_>) -> Step {
        let mut statement = self.conn.prepare(UNNAMED)?;
        let mut rows = statement.query(named_params! {":today": self.today.to_string()})?;
        let mut open: Option<Beside> = None;
        while let Some(row) = rows.next()? {
            let (at, name): ((i64, i64), String) = ((row.get(0)?, row.get(4)?), row.get(6)?);
            match &mut open {
                Some(beside) if beside.at == at => beside.names.push(name),
                _ => {
                    let next = Beside { at, sk: Named::read(row)?, place: row.get(5)?, names: vec![name] };
                    if let Some(done) = open.replace(next)
                        && take(self.beside(done)).is_break()
                    {
                        return Ok(ControlFlow::Break(()));
                    }
                }
            }
        }
        Ok(open.map_or(ControlFlow::Continue(()), |done| take(self.beside(done))))
    }

    fn beside(&self, Beside { sk, place, names, .. }: Beside) -> Finding {
        let said = text(
            "{0}: {1} orang bertugas tanpa tercantum dalam SK ini: {2}. Tandai namanya (k), atau akhiri jabatannya.",
            "{0}: {1} serve without standing on this SK: {2}. Tick the names (k), or end the posts.",
        );
        let facts = [place, names.len().to_string(), names.join(", ")];
        self.gap(&SK, "sk-nama-kurang", sk, said.with(facts))
    }

    /// Posts that end soon.
    fn terms(&self, take: &mut Take<'_>) -> Step {
        let mut statement = self.conn.prepare(TERMS)?;
        let until = soon(self.store)?;
        let mut rows =
            statement.query(named_params! {":today": self.today.to_string(), ":until": until.to_string()})?;
        while let Some(row) = rows.next()? {
            let (day, place): (String, String) = (row.get(6)?, row.get(5)?);
            let day = day.parse::<Date>().map_or(day, date::show);
            let said =
                text("{0} di {1} berakhir {2}.", "{0} in {1} ends on {2}.").with([row.get(4)?, place.clone(), day]);
            let gap = self.gap(&PENUGASAN, "jabatan-akan-habis", Named::read(row)?, said);
            let gap = Finding { posyandu: Some((RecordId(row.get(7)?), place)), ..gap };
            if take(gap).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn few(&self, take: &mut Take<'_>) -> Step {
        let least = self.store.number(&KADER_MINIMAL)?;
        let mut statement = self.conn.prepare(FEW_KADER)?;
        let mut rows = statement.query(named_params! {":today": self.today.to_string(), ":least": least})?;
        while let Some(row) = rows.next()? {
            let named = Named::read(row)?;
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
            let named = Named::read(row)?;
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
             INDEXED BY posyandu_antre LEFT JOIN registrasi r ON r.id = (SELECT s.id FROM registrasi s WHERE s.dihapus = 0 AND s.posyandu = y.id \
             ORDER BY s.tanggal DESC, s.id DESC LIMIT 1) WHERE y.dihapus = 0 AND y.registrasi = 'dikembalikan' \
             AND y.status IN ('aktif', 'persiapan', 'tidak-aktif') ORDER BY y.registrasi_sejak, y.id",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let named = Named::read(row)?;
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
            let named = Named::read(row)?;
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
            let named = Named::read(row)?;
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

/// Codes and names of the desa.
fn desa_names(conn: &Connection) -> Result<HashMap<i64, (String, String)>, Trouble> {
    let mut statement = conn.prepare_cached("SELECT id, kode, nama FROM desa")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
