//! The file's health, line by line.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use rusqlite::Connection;

use super::super::migrate::LATEST;
use super::super::sql;
use super::Store;
use crate::base::place::backup_dir;
use crate::entity::ENTITIES;
use crate::request::{DoctorLine, Health};

/// Days without a copy after which the doctor frowns.
const OLD_COPY_DAYS: u64 = 8;

/// Free bytes under which the doctor frowns, and under which work may stop.
const LITTLE_ROOM: u64 = 200_000_000;
const NO_ROOM: u64 = 20_000_000;

pub(super) fn lines(store: &Store) -> Vec<DoctorLine> {
    let mut out = vec![line("Versi program", env!("CARGO_PKG_VERSION"), Health::Baik)];
    out.push(line("Versi SQLite", rusqlite::version(), Health::Baik));
    if let Some(path) = store.path() {
        file(path, &mut out);
    }
    let conn = &store.conn;
    for part in [format, integrity, links, counts, search, journal] {
        out.push(part(conn).unwrap_or_else(|error| line("Membaca berkas", error.to_string(), Health::Sakit)));
    }
    if let Some(path) = store.path() {
        out.push(copies(path));
    }
    out
}

fn line(hal: &str, nilai: impl Into<String>, keadaan: Health) -> DoctorLine {
    DoctorLine { hal: hal.to_owned(), nilai: nilai.into(), keadaan }
}

/// Bytes as people read them.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} KB", bytes.div_ceil(1000)),
        1_000_000..1_000_000_000 => format!("{} MB", bytes.div_ceil(1_000_000)),
        _ => format!("{} GB", bytes.div_ceil(1_000_000_000)),
    }
}

fn file(path: &Path, out: &mut Vec<DoctorLine>) {
    out.push(line("Berkas", path.display().to_string(), Health::Baik));
    match fs::metadata(path) {
        Ok(meta) => {
            out.push(line("Ukuran", size(meta.len()), Health::Baik));
            out.push(permissions(&meta));
        }
        Err(error) => out.push(line("Ukuran", error.to_string(), Health::Sakit)),
    }
    out.extend(room(path));
}

#[cfg(unix)]
fn permissions(meta: &fs::Metadata) -> DoctorLine {
    use std::os::unix::fs::PermissionsExt;
    let mode = meta.permissions().mode() & 0o777;
    if mode & 0o077 == 0 {
        line("Izin berkas", format!("{mode:03o}, hanya pemilik"), Health::Baik)
    } else {
        line("Izin berkas", format!("{mode:03o}, orang lain dapat membacanya; jalankan: chmod 600"), Health::Perhatian)
    }
}

#[cfg(not(unix))]
fn permissions(meta: &fs::Metadata) -> DoctorLine {
    let said = if meta.permissions().readonly() { "hanya baca" } else { "baca dan tulis" };
    line("Izin berkas", said, Health::Baik)
}

#[cfg(unix)]
fn room(path: &Path) -> Option<DoctorLine> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let disk = rustix::fs::statvfs(folder).ok()?;
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    let health = match free {
        0..NO_ROOM => Health::Sakit,
        NO_ROOM..LITTLE_ROOM => Health::Perhatian,
        _ => Health::Baik,
    };
    Some(line("Ruang kosong", size(free), health))
}

#[cfg(not(unix))]
fn room(_path: &Path) -> Option<DoctorLine> {
    None
}

fn format(conn: &Connection) -> rusqlite::Result<DoctorLine> {
    let version: i64 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let health = if version == LATEST { Health::Baik } else { Health::Sakit };
    Ok(line("Versi berkas", format!("{version} dari {LATEST}"), health))
}

fn integrity(conn: &Connection) -> rusqlite::Result<DoctorLine> {
    let mut statement = conn.prepare("PRAGMA integrity_check(5)")?;
    let said: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let well = said.len() == 1 && said.first().is_some_and(|word| word == "ok");
    Ok(match well {
        true => line("Keutuhan isi", "utuh", Health::Baik),
        false => line("Keutuhan isi", said.join("; "), Health::Sakit),
    })
}

fn links(conn: &Connection) -> rusqlite::Result<DoctorLine> {
    let mut statement = conn.prepare("PRAGMA foreign_key_check")?;
    let lost = statement.query_map([], |_| Ok(()))?.count();
    Ok(match lost {
        0 => line("Tautan antarcatatan", "lengkap", Health::Baik),
        lost => line("Tautan antarcatatan", format!("{lost} tautan putus"), Health::Sakit),
    })
}

/// Whether the counts shown on the start screen are those of the rows.
fn counts(conn: &Connection) -> rusqlite::Result<DoctorLine> {
    let mut wrong = Vec::new();
    for entity in ENTITIES {
        let name = entity.name;
        let query = format!(
            "SELECT (SELECT count(*) FROM {name} WHERE dihapus = 0), \
             coalesce((SELECT ada FROM hitungan WHERE jenis = '{name}'), 0)"
        );
        let (rows, kept): (i64, i64) = conn.query_row(&query, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if rows != kept {
            wrong.push(format!("{name}: {kept} tercatat, {rows} ada"));
        }
    }
    Ok(match wrong.is_empty() {
        true => line("Hitungan", "sama dengan isi", Health::Baik),
        false => line("Hitungan", wrong.join("; "), Health::Sakit),
    })
}

/// Whether every present record can be found.
fn search(conn: &Connection) -> rusqlite::Result<DoctorLine> {
    let mut wrong = Vec::new();
    for entity in ENTITIES.iter().copied().filter(|entity| sql::shape(entity).searched) {
        let name = entity.name;
        let query = format!(
            "SELECT (SELECT count(*) FROM {name} WHERE dihapus = 0), (SELECT count(*) FROM {name}_cari_docsize)"
        );
        let (rows, found): (i64, i64) = conn.query_row(&query, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if rows != found {
            wrong.push(format!("{name}: {found} dari {rows}"));
        }
    }
    Ok(match wrong.is_empty() {
        true => line("Pencarian", "semua catatan dapat dicari", Health::Baik),
        false => line("Pencarian", wrong.join("; "), Health::Sakit),
    })
}

fn journal(conn: &Connection) -> rusqlite::Result<DoctorLine> {
    let mode: String = conn.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    let health = if matches!(mode.as_str(), "wal" | "memory") { Health::Baik } else { Health::Perhatian };
    Ok(line("Cara menulis", mode, health))
}

fn copies(path: &Path) -> DoctorLine {
    let folder = backup_dir(path);
    let newest = fs::read_dir(&folder).ok().and_then(|entries| {
        entries
            .filter_map(Result::ok)
            .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.file_name())))
            .max_by_key(|(when, _)| *when)
    });
    let Some((when, name)) = newest else {
        return line("Cadangan terakhir", "belum ada; jalankan: pembina cadangkan", Health::Perhatian);
    };
    let age = SystemTime::now().duration_since(when).map_or(0, |age| age.as_secs() / 86_400);
    let health = if age <= OLD_COPY_DAYS { Health::Baik } else { Health::Perhatian };
    line("Cadangan terakhir", format!("{}, {age} hari lalu", name.to_string_lossy()), health)
}
