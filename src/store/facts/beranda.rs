//! The start screen: what is here, what needs attention, what was done last.
//!
//! Every count is bounded and stands on an index, so that a file of the whole nation opens as
//! fast as one of a kecamatan; what would need to look at every Posyandu is left to the findings
//! there.

use std::ops::ControlFlow;

use jiff::ToSpan;
use rusqlite::{ToSql, named_params};

use super::super::page::waiting;
use super::super::tinjauan::ending_posts;
use super::temuan::{TWO_HOLDERS, TWO_SEATS, VACANT_SEAT};
use super::{Store, running};
use crate::base::date;
use crate::base::words::{Phrase, text};
use crate::entity::setelan::{KADER_MINIMAL, SK_HABIS_HARI, VERIFIKASI_BULAN};
use crate::entity::{ENTITIES, Entity, KADER, POSYANDU, Place, SK, Value};
use crate::request::hidup::{Lacking, Within};
use crate::request::{Attention, DOUBLES, Home, LACKING, More, PASSED, Query, Test, Trouble};

/// Counting stops here; the screen then says "at least".
const MOST: i64 = 2_000;

/// Files with more Posyandu than this are not looked through row by row for the start screen.
const FEW: usize = 2_000;

/// Files with more kader than this are looked through for doubles only when asked.
const MOST_LOOKED_THROUGH: i64 = 5_000;

/// So many records with a reason are checked anew; the line then says "at least".
const MOST_PASSED: usize = 500;

pub(super) fn home(store: &Store) -> Result<Home, Trouble> {
    let counts = counts(store)?;
    let posyandu = counts.iter().find(|(entity, _)| *entity == &POSYANDU).map_or(0, |(_, count)| *count);
    let mut attention = vec![ending_sk(store)?, ending_terms(store)?];
    if posyandu <= FEW {
        attention.push(vacant_seats(store)?);
        attention.push(people_in_two_seats(store)?);
        attention.push(seats_held_twice(store)?);
        attention.push(few_kader(store)?);
    }
    attention.push(sent_back(store)?);
    if posyandu <= FEW {
        attention.push(numberless_sk(store)?);
    }
    attention.push(unregistered(store)?);
    if posyandu <= FEW {
        attention.push(lacking(store)?);
    }
    attention.push(unverified(store)?);
    attention.push(without_nik(store)?);
    if posyandu <= FEW {
        attention.extend(doubles(store)?);
    }
    attention.push(passed(store)?);
    attention.retain(|line| line.count > 0);
    Ok(Home {
        office: office(store)?,
        counts,
        attention,
        last: store.batches(None, 1)?.into_iter().next(),
        registered: store.registered()?,
        drafts: number(store, "SELECT count(*) FROM draf WHERE pelaku = :who", &[(":who", &store.actor())])?,
    })
}

/// The last day of the time in which an ending SK needs attention.
pub(super) fn soon(store: &Store) -> Result<crate::base::date::Date, Trouble> {
    Ok(store.today().saturating_add(store.number(&SK_HABIS_HARI)?.days()))
}

fn office(store: &Store) -> Result<String, Trouble> {
    let mut statement =
        store.conn.prepare_cached("SELECT nama, kabupaten FROM kecamatan WHERE dihapus = 0 ORDER BY kode LIMIT 2")?;
    let names: Vec<(String, String)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    Ok(match names.as_slice() {
        [] => String::new(),
        [(name, above)] => format!("Kecamatan {name}, {above}"),
        _ => {
            let count = number(store, "SELECT ada FROM hitungan WHERE jenis = 'kecamatan'", &[])?;
            format!("{count} kecamatan")
        }
    })
}

fn counts(store: &Store) -> Result<Vec<(&'static Entity, usize)>, Trouble> {
    let mut out = Vec::new();
    for entity in ENTITIES.iter().copied().filter(|entity| matches!(entity.place, Place::Home(_))) {
        let sql = "SELECT coalesce(max(ada), 0) FROM hitungan WHERE jenis = :jenis";
        out.push((entity, number(store, sql, &[(":jenis", &entity.name)])?));
    }
    Ok(out)
}

fn number(store: &Store, sql: &str, given: &[(&str, &dyn ToSql)]) -> Result<usize, Trouble> {
    let count: i64 = store.conn.prepare_cached(sql)?.query_row(given, |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(0))
}

/// A line whose note says in how many desa.
fn line(code: &'static str, label: impl Into<Phrase>, count: usize, places: usize, opens: Option<Query>) -> Attention {
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    let note = if count >= most {
        Phrase::from(text("sedikitnya", "at least"))
    } else if places > 0 {
        text("{0} desa", "{0} desa").with([places.to_string()])
    } else {
        Phrase::from(text("", ""))
    };
    Attention { code, label: label.into(), count, note, opens }
}

/// How many rows and in how many desa: a query of one column, the desa, bounded.
fn rows_and_desa(store: &Store, sql: &str, given: &[(&str, &dyn ToSql)]) -> Result<(usize, usize), Trouble> {
    let sql = format!("SELECT count(*), count(DISTINCT desa) FROM ({sql} LIMIT {MOST})");
    let (rows, desa): (i64, i64) =
        store.conn.prepare_cached(&sql)?.query_row(given, |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok((usize::try_from(rows).unwrap_or(0), usize::try_from(desa).unwrap_or(0)))
}

fn ending_sk(store: &Store) -> Result<Attention, Trouble> {
    let (today, soon) = (store.today(), soon(store)?);
    let (count, desa) = rows_and_desa(
        store,
        "SELECT desa FROM sk WHERE dihapus = 0 AND berlaku_sampai BETWEEN :from AND :until",
        &[(":from", &today.to_string()), (":until", &soon.to_string())],
    )?;
    let mut opens =
        Query::all(&SK).only("berlaku_sampai", Test::Since(today)).only("berlaku_sampai", Test::Until(soon));
    opens.sort = "berlaku_sampai";
    let days = store.number(&SK_HABIS_HARI)?.to_string();
    let label = text("SK habis dalam {0} hari", "SK ending within {0} days").with([days]);
    Ok(line("sk-akan-habis", label, count, desa, Some(opens)))
}

/// Posts that run today and end soon, in a Posyandu that counts.
pub(super) const TERMS: &str = concat!(
    "SELECT p.id, p.uid, k.nama, y.desa, coalesce(j.nama, p.jabatan), y.nama, p.selesai, y.id FROM penugasan p \
     INDEXED BY penugasan_urut_selesai CROSS JOIN posyandu y ON y.id = p.posyandu CROSS JOIN kader k ON k.id = p.kader \
     LEFT JOIN pilihan j ON j.dihapus = 0 AND j.daftar = 'jabatan' AND j.kode = p.jabatan \
     WHERE p.selesai BETWEEN :today AND :until AND y.dihapus = 0 AND y.status IN ('aktif', 'persiapan', 'tidak-aktif') \
     AND ",
    running!(),
    " ORDER BY p.selesai, p.id"
);

fn ending_terms(store: &Store) -> Result<Attention, Trouble> {
    let (today, soon) = (store.today(), soon(store)?);
    let given: &[(&str, &dyn ToSql)] = &[(":today", &today.to_string()), (":until", &soon.to_string())];
    let (count, desa) = rows_and_desa(store, &format!("SELECT desa FROM ({TERMS})"), given)?;
    let days = store.number(&SK_HABIS_HARI)?.to_string();
    let label = text("Jabatan habis dalam {0} hari", "Terms ending within {0} days").with([days]);
    Ok(line("jabatan-akan-habis", label, count, desa, Some(ending_posts(today, soon))))
}

/// SK whose number was not yet told.
fn numberless_sk(store: &Store) -> Result<Attention, Trouble> {
    let sql = format!("SELECT desa FROM sk WHERE dihapus = 0 AND {}", waiting("nomor"));
    let (count, desa) = rows_and_desa(store, &sql, &[])?;
    let label = text("SK belum bernomor", "SK without a number");
    Ok(line("sk-tanpa-nomor", label, count, desa, Some(Query::waiting_sk())))
}

/// The states of a life in which a Posyandu counts.
fn counted() -> Test {
    Test::OneOf(["aktif", "persiapan", "tidak-aktif"].map(Value::from).to_vec())
}

/// Posyandu whose papers were sent back; the note says how long the first of them waits.
fn sent_back(store: &Store) -> Result<Attention, Trouble> {
    let mut statement = store.conn.prepare_cached(
        "SELECT count(*), coalesce(min(nullif(registrasi_sejak, '')), '') FROM (SELECT registrasi_sejak FROM posyandu y \
         INDEXED BY posyandu_antre WHERE y.dihapus = 0 AND y.registrasi = 'dikembalikan' \
         AND y.status IN ('aktif', 'persiapan', 'tidak-aktif') ORDER BY registrasi_sejak LIMIT 2000)",
    )?;
    let (count, since): (i64, String) = statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let opens =
        Query::all(&POSYANDU).only("registrasi", Test::Is(Value::from("dikembalikan"))).only("status", counted());
    let label = text("Registrasi dikembalikan", "Registrations sent back");
    let mut out = line("registrasi-kembali", label, usize::try_from(count).unwrap_or(0), 0, Some(opens));
    if let Ok(since) = since.parse::<crate::base::date::Date>()
        && count < MOST
    {
        out.note = text("{0} hari", "{0} days").with([(store.today() - since).get_days().to_string()]);
    }
    Ok(out)
}

/// Posyandu not yet registered that lack papers.
fn lacking(store: &Store) -> Result<Attention, Trouble> {
    let found = store.standings(&Within { lacking: Some(Lacking::Any), ..Within::default() })?;
    let desa: std::collections::BTreeSet<_> = found.rows.iter().map(|row| row.desa.0).collect();
    let label = text("Berkas registrasi kurang", "Registration papers missing");
    Ok(line(LACKING, label, found.rows.len(), desa.len(), None))
}

fn unregistered(store: &Store) -> Result<Attention, Trouble> {
    let (count, desa) = rows_and_desa(
        store,
        "SELECT desa FROM posyandu WHERE dihapus = 0 AND nomor_registrasi = '' AND status = 'aktif'",
        &[],
    )?;
    let opens =
        Query::all(&POSYANDU).only("nomor_registrasi", Test::Empty).only("status", Test::Is(Value::from("aktif")));
    let label = text("Belum bernomor registrasi", "No registration number");
    Ok(line("tanpa-registrasi", label, count, desa, Some(opens)))
}

/// The first day on which a comparison still counts.
pub(super) fn unverified_since(store: &Store) -> Result<date::Date, Trouble> {
    let months = store.number(&VERIFIKASI_BULAN)?;
    Ok(date::add_months(store.today(), -i32::try_from(months).unwrap_or(i32::MAX)))
}

/// Posyandu whose data nobody compared with what is there for long, or ever.
fn unverified(store: &Store) -> Result<Attention, Trouble> {
    let months = store.number(&VERIFIKASI_BULAN)?;
    let since = unverified_since(store)?;
    let (count, desa) = rows_and_desa(
        store,
        "SELECT desa FROM posyandu WHERE dihapus = 0 AND diverifikasi < :since \
         AND status IN ('aktif', 'persiapan', 'tidak-aktif')",
        &[(":since", &since.to_string())],
    )?;
    let opens = Query::all(&POSYANDU).only("diverifikasi", Test::Before(since)).only("status", counted());
    let label = text("Belum diverifikasi {0} bulan", "Not verified in {0} months").with([months.to_string()]);
    Ok(line("verifikasi-lama", label, count, desa, Some(opens)))
}

fn without_nik(store: &Store) -> Result<Attention, Trouble> {
    let (count, desa) =
        rows_and_desa(store, "SELECT desa FROM kader WHERE dihapus = 0 AND keadaan_nik = 'belum'", &[])?;
    let opens = Query::all(&KADER).only("keadaan_nik", Test::Is(Value::from("belum")));
    Ok(line("tanpa-nik", text("Kader belum ada NIK", "Kader without NIK"), count, desa, Some(opens)))
}

/// Vacant seats of active Posyandu that have people at all; one without any is told of by
/// [`few_kader`].
// The plus: each seat asks for the posts of its Posyandu, not for all holders of that post.
pub(super) const VACANT: &str = concat!(
    "SELECT y.id, y.uid, y.nama, y.desa, j.nama FROM posyandu y, pilihan j \
     WHERE y.dihapus = 0 AND y.status = 'aktif' AND j.dihapus = 0 AND j.daftar = 'jabatan' AND j.tunggal = 1 \
     AND coalesce(j.aktif, 1) = 1 \
     AND EXISTS (SELECT 1 FROM penugasan p WHERE p.posyandu = y.id AND ",
    running!(),
    ") AND NOT EXISTS (SELECT 1 FROM penugasan p WHERE p.posyandu = y.id AND +p.jabatan = j.kode AND ",
    running!(),
    ") ORDER BY y.id, j.urutan"
);

fn vacant_seats(store: &Store) -> Result<Attention, Trouble> {
    let sql = format!("SELECT count(*), count(DISTINCT id) FROM ({VACANT} LIMIT {MOST})");
    let today = store.today().to_string();
    let (seats, places): (i64, i64) = store
        .conn
        .prepare_cached(&sql)?
        .query_row(named_params! {":today": today}, |row| Ok((row.get(0)?, row.get(1)?)))?;
    let count = usize::try_from(seats).unwrap_or(0);
    let label = text("Kursi pengurus kosong", "Vacant seats of officers");
    let mut out = line(VACANT_SEAT, label, count, 0, None);
    if seats < MOST {
        out.note = text("{0} Posyandu", "{0} Posyandu").with([places.to_string()]);
    }
    Ok(out)
}

/// People who hold two posts or more today, in Posyandu that count.
pub(super) const IN_TWO_SEATS: &str = concat!(
    "SELECT k.id, k.uid, k.nama, k.desa, count(*) AS banyak, group_concat(coalesce(j.nama, p.jabatan) || ' di ' || y.nama, '; ') \
     FROM penugasan p JOIN kader k ON k.id = p.kader JOIN posyandu y ON y.id = p.posyandu \
     LEFT JOIN pilihan j ON j.dihapus = 0 AND j.daftar = 'jabatan' AND j.kode = p.jabatan \
     WHERE k.dihapus = 0 AND y.dihapus = 0 AND y.status IN ('aktif', 'persiapan', 'tidak-aktif') AND ",
    running!(),
    " GROUP BY k.id HAVING count(*) > 1"
);

fn people_in_two_seats(store: &Store) -> Result<Attention, Trouble> {
    let sql = format!("SELECT desa FROM ({IN_TWO_SEATS})");
    let (count, desa) = rows_and_desa(store, &sql, &[(":today", &store.today().to_string())])?;
    Ok(line(TWO_SEATS, text("Orang di dua jabatan", "People in two seats"), count, desa, None))
}

/// Seats for one that two or more people hold today.
pub(super) const HELD_TWICE: &str = concat!(
    "SELECT y.id, y.uid, y.nama, y.desa, j.nama, count(DISTINCT p.kader), group_concat(DISTINCT k.nama) \
     FROM penugasan p JOIN pilihan j ON j.dihapus = 0 AND j.daftar = 'jabatan' AND j.kode = p.jabatan AND j.tunggal = 1 \
     JOIN kader k ON k.id = p.kader JOIN posyandu y ON y.id = p.posyandu \
     WHERE y.dihapus = 0 AND y.status IN ('aktif', 'persiapan', 'tidak-aktif') AND ",
    running!(),
    " GROUP BY y.id, p.jabatan HAVING count(DISTINCT p.kader) > 1"
);

fn seats_held_twice(store: &Store) -> Result<Attention, Trouble> {
    let sql = format!("SELECT desa FROM ({HELD_TWICE})");
    let (count, desa) = rows_and_desa(store, &sql, &[(":today", &store.today().to_string())])?;
    Ok(line(TWO_HOLDERS, text("Kursi dipegang dua orang", "Seats held by two"), count, desa, None))
}

/// Active Posyandu with too few people on their posts today.
pub(super) const FEW_KADER: &str = concat!(
    "SELECT y.id, y.uid, y.nama, y.desa, (SELECT count(DISTINCT +p.kader) FROM penugasan p WHERE p.posyandu = y.id AND ",
    running!(),
    ") AS orang FROM posyandu y WHERE y.dihapus = 0 AND y.status = 'aktif' AND orang < :least"
);

fn few_kader(store: &Store) -> Result<Attention, Trouble> {
    let least = store.number(&KADER_MINIMAL)?;
    let sql = format!("SELECT desa FROM ({FEW_KADER})");
    let (count, desa) = rows_and_desa(store, &sql, &[(":today", &store.today().to_string()), (":least", &least)])?;
    let label = text("Kurang dari {0} kader", "Fewer than {0} kader").with([least.to_string()]);
    Ok(line("kader-kurang", label, count, desa, None))
}

/// Probable pairs, where looking for them takes no time that a person notices.
fn doubles(store: &Store) -> Result<Option<Attention>, Trouble> {
    let mut count = 0;
    for entity in [&POSYANDU, &KADER] {
        if store.present(entity)? > MOST_LOOKED_THROUGH {
            return Ok(None);
        }
        if let Some(found) = store.doubles(entity, &mut |_| ControlFlow::Continue(()))? {
            count += found.pairs.len() + found.more;
        }
    }
    let label = text("Mungkin ganda", "Probably double");
    Ok(Some(line(DOUBLES, label, count, 0, None)))
}

fn passed(store: &Store) -> Result<Attention, Trouble> {
    let (count, more) = store.passed_findings(MOST_PASSED)?;
    let label = text("Diterima dengan alasan", "Passed with a reason");
    let mut out = line(PASSED, label, count, 0, None);
    if more == More::Yes {
        out.note = Phrase::from(text("sedikitnya", "at least"));
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::contoh::{self, Sample};
    use crate::store::{Clock, Opening};

    #[test]
    fn what_is_asked_for_every_posyandu_looks_only_at_its_own_posts() {
        let store = Store::memory(&Opening::by("uji").without_copies()).unwrap();
        for sql in [VACANT, FEW_KADER] {
            let mut statement = store.conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let mut rows = statement.raw_query();
            while let Some(row) = rows.next().unwrap() {
                let step: String = row.get(3).unwrap();
                let on_posts = step.starts_with("SEARCH p ") || step.starts_with("SCAN p ");
                assert!(!on_posts || step.contains("posyandu=?"), "{step}");
            }
        }
    }

    #[test]
    fn terms_that_end_are_sought_along_their_last_days() {
        let store = Store::memory(&Opening::by("uji").without_copies()).unwrap();
        let mut statement = store.conn.prepare(&format!("EXPLAIN QUERY PLAN {TERMS}")).unwrap();
        let given = named_params! {":today": "2026-11-22", ":until": "2027-02-20"};
        let plan = statement.query_map(given, |row| row.get::<_, String>(3)).unwrap();
        let plan: Vec<String> = plan.collect::<rusqlite::Result<_>>().unwrap();
        assert!(plan.iter().any(|step| step.contains("penugasan_urut_selesai (dihapus=? AND selesai>?")), "{plan:?}");
        assert!(!plan.iter().any(|step| step.starts_with("SCAN") || step.contains("TEMP B-TREE")), "{plan:?}");
    }

    #[test]
    fn sk_without_a_number_open_as_rows_and_are_found() {
        let sample = Sample::of(1, 7);
        let mut store = Store::memory(&sample.opening("uji")).unwrap();
        contoh::fill(&mut store, &sample).unwrap();
        store.turn_clock(Clock::Fixed(sample.moment()));
        store.conn.execute("UPDATE sk SET nomor = '', nomor_k = '' WHERE id <= 2", []).unwrap();
        let home = home(&store).unwrap();
        let line = home.attention.iter().find(|line| line.code == "sk-tanpa-nomor").unwrap();
        assert_eq!(line.count, 2);
        assert_eq!(store.count(line.opens.as_ref().unwrap(), 100).unwrap().0, 2);
        let mut found = 0;
        let count = &mut |_| {
            found += 1;
            ControlFlow::Continue(())
        };
        store.findings_of("sk-tanpa-nomor", count).unwrap();
        assert_eq!(found, 2);
    }
}
