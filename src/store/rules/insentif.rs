//! Rules of incentives: one a month and source, only for months in which there was a post.
//!
//! * **Owns** these checks.
//! * **Imports** `base`, `entity`, rusqlite.
//! * **Never** changes a row.
//!
//! | code | weight | rule |
//! |---|---|---|
//! | `insentif-ganda` | error | one person is paid once a month out of a source |
//! | `insentif-tanpa-jabatan` | error | a post ran in that month |
//! | `insentif-posyandu-tutup` | error | the Posyandu had not ended before that month |
//! | `insentif-tanpa-sk` | warning | one of these posts rests on an SK |
//! | `insentif-sk-habis` | warning | that SK had not ended before that month |

use rusqlite::{Connection, OptionalExtension, params};

use crate::base::date::{self, Date};
use crate::base::words::text;
use crate::entity::{Problem, Record};

/// Another row of the same person, month and source. The plus: along the rows of the person, not
/// along all that were ever paid out of that source.
const DOUBLE: &str = "SELECT id FROM insentif WHERE dihapus = 0 AND kader = ? AND +tahun = ? AND +bulan_bayar = ? \
     AND +sumber_dana = ? AND id <> ? LIMIT 1";

/// What posts, Posyandu and other rows say against an incentive.
pub(super) fn paid(conn: &Connection, row: &Record) -> rusqlite::Result<Vec<Problem>> {
    let (Some(who), Some(month), Some(year)) =
        (row.get("kader").as_link(), row.get("bulan_bayar").as_int(), row.get("tahun").as_int())
    else {
        return Ok(Vec::new());
    };
    let mut out = Vec::new();
    let double: Option<i64> = conn
        .prepare_cached(DOUBLE)?
        .query_row(params![who.id.0, year, month, row.text("sumber_dana"), row.id.0], |row| row.get(0))
        .optional()?;
    let name = who.title.clone();
    let said = format!("{} {year}", date::month_name(u32::try_from(month).unwrap_or(0)));
    if double.is_some() {
        out.push(
            Problem::error(
                "insentif-ganda",
                text(
                    "{0} sudah ada di daftar {1} dari sumber dana ini.",
                    "{0} is on the list of {1} out of this source already.",
                )
                .with([name.clone(), said.clone()]),
                text(
                    "Lepaskan dari daftar, atau betulkan bulan atau sumbernya.",
                    "Leave it out, or correct month or source.",
                ),
            )
            .at("kader"),
        );
    }
    let Some((first, last)) = span(year, month) else { return Ok(out) };
    let place = row.get("posyandu").as_link();
    let posts: (i64, i64, i64) = conn
        .prepare_cached(
            "SELECT count(*), count(p.sk), count(CASE WHEN s.berlaku_sampai = '' OR s.berlaku_sampai >= ?2 THEN 1 END) \
             FROM penugasan p LEFT JOIN sk s ON s.id = p.sk WHERE p.dihapus = 0 AND p.kader = ?1 AND p.mulai <= ?3 \
             AND (p.selesai = '' OR p.selesai >= ?2) AND p.alasan_berhenti <> 'salah-catat' \
             AND (?4 IS NULL OR p.posyandu = ?4)",
        )?
        .query_row(params![who.id.0, first, last, place.map(|link| link.id.0)], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
    match posts {
        (0, ..) => out.push(no_post(conn, who.id.0, (&name, &said), (&first, &last))?),
        (_, 0, _) => out.push(
            Problem::warning(
                "insentif-tanpa-sk",
                text("Jabatan {0} belum punya SK.", "The post of {0} has no SK.").with([name.clone()]),
                text(
                    "Pilih SK-nya pada jabatannya, atau simpan dengan alasan.",
                    "Choose the SK at the post, or save with a reason.",
                ),
            )
            .at("kader"),
        ),
        (.., 0) => out.push(sk_ended(conn, who.id.0, place.map(|link| link.id.0), (&name, &said), (&first, &last))?),
        _ => {}
    }
    if let Some(place) = place {
        let ended: Option<String> = conn
            .prepare_cached(
                "SELECT coalesce((SELECT max(k.tanggal) FROM keadaan k WHERE k.dihapus = 0 AND k.posyandu = y.id), '') \
                 FROM posyandu y WHERE y.id = ? AND y.status IN ('tutup', 'bergabung', 'salah-catat')",
            )?
            .query_row([place.id.0], |row| row.get(0))
            .optional()?;
        // Without a day it ended before every month.
        if ended.is_some_and(|day| day < first) {
            out.push(
                Problem::error(
                    "insentif-posyandu-tutup",
                    text("{0} sudah berakhir sebelum {1}.", "{0} had ended before {1}.")
                        .with([place.title.clone(), said]),
                    text("Lepaskan dari daftar, atau betulkan Posyandunya.", "Leave it out, or correct the Posyandu."),
                )
                .at("posyandu"),
            );
        }
    }
    Ok(out)
}

/// Which SK the posts of that month rested on, and when it ended.
fn sk_ended(
    conn: &Connection,
    who: i64,
    place: Option<i64>,
    (name, month): (&str, &str),
    (first, last): (&str, &str),
) -> rusqlite::Result<Problem> {
    let (number, day): (String, String) = conn
        .prepare_cached(
            "SELECT s.nomor, s.berlaku_sampai FROM penugasan p JOIN sk s ON s.id = p.sk WHERE p.dihapus = 0 \
             AND p.kader = ?1 AND p.mulai <= ?3 AND (p.selesai = '' OR p.selesai >= ?2) \
             AND p.alasan_berhenti <> 'salah-catat' AND (?4 IS NULL OR p.posyandu = ?4) \
             ORDER BY s.berlaku_sampai DESC LIMIT 1",
        )?
        .query_row(params![who, first, last, place], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let day = day.parse::<Date>().map_or(day, date::show);
    let words =
        text("SK {2} untuk jabatan {0} habis {3}, sebelum {1}.", "SK {2} of the post of {0} ended on {3}, before {1}.")
            .with([name.to_owned(), month.to_owned(), number, day]);
    let advice = text(
        "Pilih SK yang baru pada jabatannya; bila tetap dibayar, simpan dengan alasan.",
        "Choose the new SK at the post; if it is paid all the same, save with a reason.",
    );
    Ok(Problem::warning("insentif-sk-habis", words, advice).at("kader"))
}

/// First and last day of a month as they are kept.
pub(crate) fn span(year: i64, month: i64) -> Option<(String, String)> {
    let first = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1).ok()?;
    Some((date::iso(first), date::iso(first.last_of_month())))
}

/// The last day of a person's posts before a day. The index is named: left alone, the greatest day
/// would be sought among those of all people.
const ENDED: &str = "SELECT max(selesai) FROM penugasan INDEXED BY penugasan_saring_kader WHERE dihapus = 0 \
     AND kader = ? AND alasan_berhenti <> 'salah-catat' AND selesai <> '' AND selesai < ?";

/// The first day of a person's posts behind a day.
const BEGINS: &str = "SELECT min(mulai) FROM penugasan INDEXED BY penugasan_saring_kader WHERE dihapus = 0 \
     AND kader = ? AND alasan_berhenti <> 'salah-catat' AND mulai > ?";

/// Why there is no post: it ended before, has not begun, or there is none.
fn no_post(
    conn: &Connection,
    who: i64,
    (name, month): (&str, &str),
    (first, last): (&str, &str),
) -> rusqlite::Result<Problem> {
    let edge = |sql: &str, day: &str| -> rusqlite::Result<Option<Date>> {
        let found: Option<String> = conn.prepare_cached(sql)?.query_row(params![who, day], |row| row.get(0))?;
        Ok(found.and_then(|day| day.parse().ok()))
    };
    let (ended, begins) = (edge(ENDED, first)?, edge(BEGINS, last)?);
    let words = match (ended, begins) {
        (Some(day), _) => text("Jabatan {0} berakhir {2}, sebelum {1}.", "The post of {0} ended on {2}, before {1}.")
            .with([name.to_owned(), month.to_owned(), date::show(day)]),
        (None, Some(day)) => {
            text("Jabatan {0} baru mulai {2}, sesudah {1}.", "The post of {0} begins on {2}, after {1}.").with([
                name.to_owned(),
                month.to_owned(),
                date::show(day),
            ])
        }
        (None, None) => text("{0} tidak punya jabatan di situ pada {1}.", "{0} has no post there in {1}.")
            .with([name.to_owned(), month.to_owned()]),
    };
    let advice = text("Lepaskan dari daftar, atau betulkan jabatannya.", "Leave it out, or correct the post.");
    Ok(Problem::error("insentif-tanpa-jabatan", words, advice).at("kader"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Opening, Store};

    #[test]
    fn what_speaks_against_a_row_is_sought_among_the_rows_of_its_person() {
        let store = Store::memory(&Opening::by("uji").without_copies()).unwrap();
        for sql in [DOUBLE, ENDED, BEGINS] {
            let mut statement = store.conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let mut rows = statement.raw_query();
            let step: String = rows.next().unwrap().unwrap().get(3).unwrap();
            assert!(step.contains("kader=?"), "{step}");
        }
    }
}
