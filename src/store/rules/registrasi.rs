//! Rules of registration: numbers, steps, papers.
//!
//! * **Owns** the checks of a number against its desa, and of a new step against its Posyandu.
//! * **Imports** `base`, `entity`, rusqlite.
//! * **Never** changes a row.
//!
//! | code | weight | rule |
//! |---|---|---|
//! | `registrasi-beda-desa` | warning | a number holds the desa's code, or one it had before |
//! | `terdaftar-tanpa-nomor` | error | a new step "registered" needs a number |
//! | `langkah-berkas-kurang` | warning | a new step forward needs every paper |

use rusqlite::{Connection, OptionalExtension, params};

use super::super::registrasi::missing;
use super::super::settings;
use crate::base::words::text;
use crate::entity::registrasi::{DIKEMBALIKAN, TERDAFTAR, rank};
use crate::entity::setelan::POLA_REGISTRASI;
use crate::entity::{Problem, Record};

/// What a Posyandu and its papers say against a new step. Steps on record are history: what was
/// true on their day is not judged by what is true today.
pub(super) fn step(conn: &Connection, step: &Record) -> rusqlite::Result<Vec<Problem>> {
    let Some(place) = step.get("posyandu").as_link().filter(|_| !step.id.is_stored()) else { return Ok(Vec::new()) };
    let state = rank(step.text("langkah"));
    if state == TERDAFTAR {
        let number: Option<String> = conn
            .prepare_cached("SELECT nomor_registrasi FROM posyandu WHERE id = ?")?
            .query_row([place.id.0], |row| row.get(0))
            .optional()?;
        let lacks = number.is_none_or(|number| number.is_empty());
        return Ok(lacks.then(|| without_number(&place.title)).into_iter().collect());
    }
    if state == 0 || state == DIKEMBALIKAN {
        return Ok(Vec::new());
    }
    let missing = missing(conn, place.id.0)?;
    if missing.is_empty() {
        return Ok(Vec::new());
    }
    let problem = Problem::warning(
        "langkah-berkas-kurang",
        text("{0} belum lengkap: {1}.", "{0} lacks papers: {1}.").with([place.title.clone(), missing.join(", ")]),
        text(
            "Lengkapi atau tandai tidak perlu; bila tetap diteruskan, simpan dengan alasan.",
            "Complete them or mark them as not needed; to go on all the same, save with a reason.",
        ),
    );
    Ok(vec![problem.at("langkah")])
}

fn without_number(name: &str) -> Problem {
    Problem::error(
        "terdaftar-tanpa-nomor",
        text("{0} belum bernomor registrasi.", "{0} has no registration number.").with([name.to_owned()]),
        text("Isi nomornya bersama langkah terdaftar.", "Fill in the number together with this step."),
    )
    .at("langkah")
}

/// A number that says another code than the desa's present or former ones, by the office's pattern.
pub(super) fn prefix(conn: &Connection, record: &Record, number: &str) -> rusqlite::Result<Option<Problem>> {
    let Some(desa) = record.get("desa").as_link() else { return Ok(None) };
    let code: Option<String> = conn
        .prepare_cached("SELECT kode FROM desa WHERE id = ?")?
        .query_row([desa.id.0], |row| row.get(0))
        .optional()?;
    let Some(pola) = settings::pola(conn, &POLA_REGISTRASI)? else { return Ok(None) };
    let begins = |code: &str| pola.is_of(number, code);
    let Some(code) = code.filter(|code| !begins(code)) else { return Ok(None) };
    let mut former = conn.prepare_cached("SELECT kode FROM kode_desa WHERE dihapus = 0 AND desa = ?")?;
    for known in former.query_map(params![desa.id.0], |row| row.get::<_, String>(0))? {
        if begins(&known?) {
            return Ok(None);
        }
    }
    let problem =
        Problem::warning(
            "registrasi-beda-desa",
            text("Nomor {0} tidak memuat kode {1}, yaitu {2}.", "Number {0} does not hold the code of {1}, {2}.")
                .with([number.to_owned(), desa.title.clone(), code]),
            text(
                "Periksa nomor dan desanya; bila suratnya memang begitu, simpan dengan alasan.",
                "Check the number and the desa; if the letter says so, save with a reason.",
            ),
        );
    Ok(Some(problem.at("nomor_registrasi")))
}
