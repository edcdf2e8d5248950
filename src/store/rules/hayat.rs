//! What other records say against a change of state, a state, a former code, a kind of extra field.
//!
//! | code | weight | rule |
//! |---|---|---|
//! | `keadaan-hari-sama` | error | one change of state a day |
//! | `keadaan-sebelum-berdiri` | error | a state begins on the day of the founding or later |
//! | `bergabung-ke-yang-berakhir` | error | the one that takes over goes on itself on that day |
//! | `bergabung-beda-desa` | warning | a merger stays within a desa |
//! | `masih-ada-kader` | error | nobody serves any more where a Posyandu is closed by its state alone |
//! | `status-beda-riwayat` | warning | the state is the one its last change told |
//! | `kode-lama-masih-dipakai` | error | a former code is nobody's present code, and held once a day |
//! | `isian-tambahan-penuh` | error | ten kinds of extra fields at most |

use rusqlite::{Connection, OptionalExtension, params};

use super::Found;
use crate::base::date::{self, Date};
use crate::base::words::{Lang, text};
use crate::entity::posyandu::{self, BERAKHIR};
use crate::entity::tambahan::{DAFTAR, TERBANYAK};
use crate::entity::{Problem, Record};
use crate::store::tanggal;

/// The code of a state that its last dated change contradicts.
pub(crate) const STATUS_APART: &str = "status-beda-riwayat";

fn link(record: &Record, field: &str) -> Option<i64> {
    record.get(field).as_link().map(|link| link.id.0)
}

fn title<'r>(record: &'r Record, field: &str) -> &'r str {
    record.get(field).as_link().map_or("", |link| link.title.as_str())
}

fn shown(iso: &str) -> String {
    iso.parse::<Date>().map_or_else(|_| iso.to_owned(), date::show)
}

/// Of a change of state.
pub(super) fn state(conn: &Connection, record: &Record) -> Found {
    let (Some(place), Some(day)) = (link(record, "posyandu"), record.get("tanggal").as_date()) else {
        return Ok(Vec::new());
    };
    let mut out = Vec::new();
    let other: Option<String> = conn
        .prepare_cached(
            "SELECT status FROM keadaan WHERE dihapus = 0 AND posyandu = ? AND tanggal = ? AND id <> ? LIMIT 1",
        )?
        .query_row(params![place, date::iso(day), record.id.0], |row| row.get(0))
        .optional()?;
    if let Some(other) = other {
        let said = text("Pada {0} sudah tercatat: {1}.", "On {0} there is a change already: {1}.")
            .with([date::show(day), posyandu::status_name(&other, Lang::Id).to_owned()]);
        let advice = text("Ubah catatan itu, atau pakai hari lain.", "Change that record, or use another day.");
        out.push(Problem::error("keadaan-hari-sama", said, advice).at("tanggal"));
    }
    let (desa, founded): (Option<i64>, String) = conn
        .prepare_cached("SELECT desa, tanggal_berdiri FROM posyandu WHERE id = ?")?
        .query_row([place], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .unwrap_or_default();
    if !founded.is_empty() && date::iso(day) < founded {
        let said = text("{0} baru berdiri {1}.", "{0} was founded on {1} only.")
            .with([title(record, "posyandu").to_owned(), shown(&founded)]);
        let advice = text(
            "Pakai tanggal sesudahnya, atau betulkan tanggal berdirinya dahulu.",
            "Use a later day, or correct the day of its founding first.",
        );
        out.push(Problem::error("keadaan-sebelum-berdiri", said, advice).at("tanggal"));
    }
    let Some(into) = link(record, "gabung_ke").filter(|into| *into != place) else { return Ok(out) };
    let (there, state): (Option<i64>, String) = conn
        .prepare_cached(&format!("SELECT t.desa, {} FROM posyandu t WHERE t.id = :id", tanggal::STATE))?
        .query_row(rusqlite::named_params! {":id": into, ":hari": date::iso(day)}, |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .unwrap_or_default();
    let name = title(record, "gabung_ke").to_owned();
    if BERAKHIR.contains(&state.as_str()) {
        let said = text("{0} pada {1} sendiri sudah {2}.", "{0} had itself ended on {1}: {2}.").with([
            name,
            date::show(day),
            posyandu::status_name(&state, Lang::Id).to_owned(),
        ]);
        let advice = text("Pilih Posyandu yang masih berjalan.", "Choose a Posyandu that goes on.");
        out.push(Problem::error("bergabung-ke-yang-berakhir", said, advice).at("gabung_ke"));
    } else if desa.is_some() && there.is_some() && desa != there {
        let said = text("{0} berada di desa lain.", "{0} lies in another desa.").with([name]);
        let advice = text(
            "Periksa Posyandunya; bila memang bergabung lintas desa, simpan dengan alasan.",
            "Check the Posyandu; if it really merged across desa, save with a reason.",
        );
        out.push(Problem::warning("bergabung-beda-desa", said, advice).at("gabung_ke"));
    }
    Ok(out)
}

/// The code of a Posyandu that ends while people serve there.
pub(crate) const STILL_SERVING: &str = "masih-ada-kader";

/// Of a Posyandu that ends now while people serve there.
pub(super) fn closing(conn: &Connection, record: &Record, today: Date) -> Found {
    if !record.id.is_stored() || !BERAKHIR.contains(&record.text("status")) {
        return Ok(Vec::new());
    }
    let ended: Option<bool> = conn
        .prepare_cached("SELECT status IN ('bergabung', 'tutup', 'salah-catat') FROM posyandu WHERE id = ?")?
        .query_row([record.id.0], |row| row.get(0))
        .optional()?;
    if ended != Some(false) {
        return Ok(Vec::new());
    }
    let mut serving = conn.prepare_cached(
        "SELECT DISTINCT k.nama FROM penugasan p JOIN kader k ON k.id = p.kader WHERE p.dihapus = 0 AND p.posyandu = ? \
         AND (p.selesai = '' OR p.selesai >= ?) AND p.alasan_berhenti <> 'salah-catat' ORDER BY k.nama_k",
    )?;
    let names: Vec<String> = serving
        .query_map(params![record.id.0, date::iso(today)], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let shown: Vec<&str> = names.iter().take(5).map(String::as_str).collect();
    let more = if names.len() > shown.len() { ", ..." } else { "" };
    let said = text("Masih ada {0} kader bertugas di {1}: {2}.", "{0} kader still serve in {1}: {2}.").with([
        names.len().to_string(),
        record.title(),
        format!("{}{more}", shown.join(", ")),
    ]);
    let advice = text(
        "Tutup dengan tombol z di Posyandu ini: jabatan mereka diakhiri atau dipindahkan dalam langkah yang sama.",
        "Close it with key z on this Posyandu: their posts are ended or moved in the same step.",
    );
    Ok(vec![Problem::error(STILL_SERVING, said, advice).at("status")])
}

/// Of a Posyandu whose state is another than its last dated change says.
pub(super) fn status(conn: &Connection, record: &Record) -> Found {
    let last: Option<(String, String)> = conn
        .prepare_cached(
            "SELECT status, tanggal FROM keadaan WHERE dihapus = 0 AND posyandu = ? ORDER BY tanggal DESC, id DESC LIMIT 1",
        )?
        .query_row([record.id.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((last, day)) = last.filter(|(last, _)| last != record.text("status")) else { return Ok(Vec::new()) };
    let said = text(
        "Status {0} tidak sama dengan riwayat statusnya: {1} sejak {2}.",
        "The state {0} is not what its dated changes say: {1} since {2}.",
    )
    .with([
        posyandu::status_name(record.text("status"), Lang::Id).to_owned(),
        posyandu::status_name(&last, Lang::Id).to_owned(),
        shown(&day),
    ]);
    let advice = text(
        "Catat perubahan status dengan tanggal dan alasannya: tombol z di Posyandu ini. Tampilan per tanggal mengikuti riwayat.",
        "Enter the change of state with its day and reason: key z on this Posyandu. Views as of a date follow the dated changes.",
    );
    Ok(vec![Problem::warning(STATUS_APART, said, advice).at("status")])
}

/// Of a former code.
pub(super) fn former_code(conn: &Connection, record: &Record) -> Found {
    let code = record.text("kode");
    if code.is_empty() {
        return Ok(Vec::new());
    }
    let own = link(record, "desa").unwrap_or(0);
    let mut out = Vec::new();
    let present: Option<String> = conn
        .prepare_cached("SELECT nama FROM desa WHERE dihapus = 0 AND kode = ? LIMIT 1")?
        .query_row([code], |row| row.get(0))
        .optional()?;
    if let Some(name) = present {
        let said = text("Kode {0} sekarang kode {1}.", "Code {0} is at present the code of {1}.")
            .with([code.to_owned(), name]);
        let advice = text("Tulis kode yang dahulu.", "Write the code of former days.");
        out.push(Problem::error("kode-lama-masih-dipakai", said, advice).at("kode"));
    }
    let other: Option<String> = conn
        .prepare_cached(
            "SELECT d.nama FROM kode_desa k JOIN desa d ON d.id = k.desa WHERE k.dihapus = 0 AND k.kode = ?1 \
             AND k.id <> ?2 AND k.desa <> ?3 AND (?4 = '' OR k.selesai >= ?4) AND (k.mulai = '' OR k.mulai <= ?5) LIMIT 1",
        )?
        .query_row(
            params![
                code,
                record.id.0,
                own,
                record.get("mulai").as_date().map(date::iso).unwrap_or_default(),
                record.get("selesai").as_date().map(date::iso).unwrap_or_default()
            ],
            |row| row.get(0),
        )
        .optional()?;
    if let Some(name) = other {
        let said = text("Kode {0} pada masa itu kode {1}.", "Code {0} was the code of {1} in those days.")
            .with([code.to_owned(), name]);
        let advice = text("Betulkan kode atau masanya.", "Correct the code or its days.");
        out.push(Problem::error("kode-lama-masih-dipakai", said, advice).at("kode"));
    }
    Ok(out)
}

/// Of a word: kinds of extra fields are few, so that the detail and the export stay readable.
pub(super) fn extra_fields(conn: &Connection, record: &Record) -> Found {
    if record.text("daftar") != DAFTAR || record.get("aktif").as_int() == Some(0) {
        return Ok(Vec::new());
    }
    let others: i64 = conn
        .prepare_cached(
            "SELECT count(*) FROM pilihan WHERE dihapus = 0 AND daftar = ? AND id <> ? AND coalesce(aktif, 1) = 1",
        )?
        .query_row(params![DAFTAR, record.id.0], |row| row.get(0))?;
    if usize::try_from(others).unwrap_or(0) < TERBANYAK {
        return Ok(Vec::new());
    }
    let said = text("Sudah ada {0} macam isian tambahan.", "There are {0} kinds of extra fields already.")
        .with([TERBANYAK.to_string()]);
    let advice =
        text("Nonaktifkan satu yang tidak dipakai lagi dahulu.", "Switch one off that is no longer used first.");
    Ok(vec![Problem::error("isian-tambahan-penuh", said, advice).at("kode")])
}
