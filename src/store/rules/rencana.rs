//! Rules of work plans: one plan a place and year, agreed figures stay, codes fit their funds.
//!
//! * **Owns** the checks of plans, lines and ceilings that need other rows.
//! * **Imports** `base`, `entity`, rusqlite.
//! * **Never** changes a row.
//!
//! | code | weight | rule |
//! |---|---|---|
//! | `rencana-ganda` | error | one plan for a year and place |
//! | `rencana-mundur` | error | an agreed or fixed plan is amended, not drafted again |
//! | `rencana-terkunci` | error | the figures of an agreed or fixed plan stay |
//! | `rekening-golongan` | error | an account code is of the class of its source of funds |
//! | `realisasi-terinci` | error | the spending of a line with payments is their sum |
//! | `pagu-ganda` | error | one ceiling for the same source, bidang and desa |
//! | `cakupan-kosong` | error | a line covers a Posyandu, a kader or a desa |

use rusqlite::{Connection, OptionalExtension, params};

use crate::base::id::RecordId;
use crate::base::rekening;
use crate::base::words::text;
use crate::entity::naskah::TERKUNCI;
use crate::entity::rencana::MILIK_RENCANA;
use crate::entity::{CAKUPAN, NASKAH, PAGU, Problem, RENCANA, Record};

type Found = rusqlite::Result<Vec<Problem>>;

/// What other records say against a plan, a line, a ceiling or what a line covers.
pub(super) fn check(conn: &Connection, record: &Record) -> Found {
    match record.entity {
        entity if entity == &NASKAH => plan(conn, record),
        entity if entity == &RENCANA => line(conn, record),
        entity if entity == &PAGU => ceiling(conn, record),
        entity if entity == &CAKUPAN => Ok(covers(record).into_iter().collect()),
        _ => Ok(Vec::new()),
    }
}

/// Why a record may not go into the bin.
pub(super) fn leaving(conn: &Connection, record: &Record) -> rusqlite::Result<Option<Problem>> {
    if record.entity == &NASKAH && locked(conn, Some(record.id.0))?.is_some() {
        return Ok(Some(closed(record.text("nama"))));
    }
    if record.entity != &RENCANA {
        return Ok(None);
    }
    Ok(locked(conn, link(record, "naskah"))?.map(|name| closed(&name)))
}

fn link(record: &Record, field: &str) -> Option<i64> {
    record.get(field).as_link().map(|link| link.id.0)
}

/// The name of a plan whose figures stay.
fn locked(conn: &Connection, plan: Option<i64>) -> rusqlite::Result<Option<String>> {
    let Some(plan) = plan else { return Ok(None) };
    let mut state = conn.prepare_cached("SELECT keadaan, nama FROM naskah WHERE id = ?")?;
    let found: Option<(String, String)> = state.query_row([plan], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    Ok(found.filter(|(state, _)| TERKUNCI.contains(&state.as_str())).map(|(_, name)| name))
}

fn closed(name: &str) -> Problem {
    Problem::error(
        "rencana-terkunci",
        text("{0} sudah disepakati; angkanya tidak diubah.", "{0} is agreed; its figures stay.").with([name]),
        text(
            "Ubah keadaan rencana menjadi Perubahan dahulu; versi lama tetap tersimpan.",
            "Move the plan to Being amended first; the old version is kept.",
        ),
    )
}

fn plan(conn: &Connection, record: &Record) -> Found {
    let mut out = Vec::new();
    let twin: Option<String> = conn
        .prepare_cached(
            "SELECT nama FROM naskah WHERE dihapus = 0 AND id <> ? AND tahun = ? AND tingkat = ? \
             AND coalesce(desa, 0) = ? AND coalesce(posyandu, 0) = ? LIMIT 1",
        )?
        .query_row(
            params![
                record.id.0,
                record.get("tahun").as_int(),
                record.text("tingkat"),
                link(record, "desa").unwrap_or(0),
                link(record, "posyandu").unwrap_or(0)
            ],
            |row| row.get(0),
        )
        .optional()?;
    if let Some(twin) = twin {
        out.push(
            Problem::error(
                "rencana-ganda",
                text("Sudah ada {0}.", "There is {0} already.").with([twin]),
                text("Pakai yang sudah ada, atau ganti tahunnya.", "Use the one that exists, or change the year."),
            )
            .at("tahun"),
        );
    }
    let before: Option<String> = conn
        .prepare_cached("SELECT keadaan FROM naskah WHERE id = ? AND dihapus = 0")?
        .query_row([record.id.0], |row| row.get(0))
        .optional()?;
    let now = record.text("keadaan");
    if before.is_some_and(|before| TERKUNCI.contains(&before.as_str())) && matches!(now, "rancangan" | "dibahas") {
        out.push(
            Problem::error(
                super::BACKWARDS,
                text(
                    "Rencana yang sudah disepakati tidak kembali menjadi rancangan.",
                    "An agreed plan does not become a draft again.",
                ),
                text("Pilih Perubahan.", "Choose Being amended."),
            )
            .at("keadaan"),
        );
    }
    Ok(out)
}

fn line(conn: &Connection, record: &Record) -> Found {
    let mut out = Vec::new();
    out.extend(frozen(conn, record)?);
    out.extend(class(conn, record)?);
    out.extend(itemised(conn, record)?);
    Ok(out)
}

/// A new line in an agreed plan, or a change of what is the plan itself.
fn frozen(conn: &Connection, record: &Record) -> rusqlite::Result<Option<Problem>> {
    let now = locked(conn, link(record, "naskah"))?;
    let old = super::super::sql::load(conn, &RENCANA, RecordId(record.id.0), crate::base::date::Date::MIN)?
        .filter(|old| !old.deleted);
    let Some(old) = old else { return Ok(now.map(|name| closed(&name))) };
    let was = locked(conn, link(&old, "naskah"))?;
    let Some(name) = was.or(now) else { return Ok(None) };
    let touched = MILIK_RENCANA.into_iter().find(|field| old.get(field) != record.get(field));
    Ok(touched.map(|field| closed(&name).at(field)))
}

/// What payments add up to is not typed over.
fn itemised(conn: &Connection, record: &Record) -> rusqlite::Result<Option<Problem>> {
    let Some((count, spent)) = super::super::rencana::spent(conn, record.id.0)? else { return Ok(None) };
    let differs = *record.get("realisasi_anggaran") != spent;
    Ok(differs.then(|| {
        Problem::error(
            "realisasi-terinci",
            text(
                "Realisasi kegiatan ini dihitung dari {0} pembayaran.",
                "The spending of this line is the sum of {0} payments.",
            )
            .with([count.to_string()]),
            text("Ubah pembayarannya, bukan jumlahnya.", "Change the payments, not their sum."),
        )
        .at("realisasi_anggaran")
    }))
}

/// An account code of a village budget goes with village money, and so on. Sources and codes of no
/// class go with everything.
fn class(conn: &Connection, record: &Record) -> rusqlite::Result<Option<Problem>> {
    let (code, source) = (record.text("kode_rekening"), record.text("sumber_dana"));
    let Some(class) = rekening::class(code).filter(|_| !source.is_empty()) else { return Ok(None) };
    let found: Option<(String, String)> = conn
        .prepare_cached(
            "SELECT golongan, nama FROM pilihan INDEXED BY pilihan_kode \
             WHERE dihapus = 0 AND daftar = 'sumber_dana' AND kode = ?",
        )?
        .query_row([source], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((of, name)) = found.filter(|(of, _)| !of.is_empty() && of != class.code()) else { return Ok(None) };
    let words = |class: &str| if class == "apbdes" { "APBDes" } else { "APBD" };
    Ok(Some(
        Problem::error(
            "rekening-golongan",
            text("Kode {0} adalah kode {1}, sedangkan {2} dana {3}.", "Code {0} is of {1}, but {2} is money of {3}.")
                .with([code.to_owned(), words(class.code()).to_owned(), name, words(&of).to_owned()]),
            text("Betulkan kode atau sumber dananya.", "Correct the code or the source."),
        )
        .at("kode_rekening"),
    ))
}

fn ceiling(conn: &Connection, record: &Record) -> Found {
    let twin = conn
        .prepare_cached(
            "SELECT 1 FROM pagu WHERE dihapus = 0 AND id <> ? AND naskah = ? AND sumber_dana = ? AND bidang = ? \
             AND coalesce(desa, 0) = ?",
        )?
        .exists(params![
            record.id.0,
            link(record, "naskah"),
            record.text("sumber_dana"),
            record.text("bidang"),
            link(record, "desa").unwrap_or(0)
        ])?;
    let problem = Problem::error(
        "pagu-ganda",
        text(
            "Pagu untuk sumber, bidang dan desa ini sudah ada.",
            "There is a ceiling for this source, bidang and desa already.",
        ),
        text("Ubah jumlah pagu yang sudah ada.", "Change the amount of the one that exists."),
    );
    Ok(twin.then(|| problem.at("sumber_dana")).into_iter().collect())
}

fn covers(record: &Record) -> Option<Problem> {
    let nothing = ["posyandu", "kader", "desa"].iter().all(|name| record.get(name).is_empty());
    nothing.then(|| {
        Problem::error(
            "cakupan-kosong",
            text("Belum disebut Posyandu, kader atau desanya.", "It names no Posyandu, kader or desa."),
            text("Isi salah satunya.", "Fill in one of them."),
        )
        .at("posyandu")
    })
}
