//! Copies of the file: made, verified, kept, compared, put back.
//!
//! * **Owns** the backup folder: `harian-` (7 kept), `bulanan-` (12 kept), `sebelum-` (kept until
//!   somebody deletes them).
//! * **Imports** rusqlite's backup, `base::place`.
//! * **Never** counts a copy that was not read again and found sound.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use rusqlite::backup::{Backup as Copier, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::open::{beside, connect, look_before, make_folder, named, private_file};
use super::{Copies, Opening, Store, trouble};
use crate::base::place;
use crate::entity::{ENTITIES, Entity};
use crate::request::Trouble;

/// Daily copies kept.
const DAYS: usize = 7;
/// Monthly copies kept.
const MONTHS: usize = 12;
/// A file up to this size is copied in passing, by the day's first change. A larger one is left
/// to [`Store::daily_copy`] on the jobs thread.
const IN_PASSING: u64 = 32 << 20;

/// A verified copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Where it lies.
    pub path: PathBuf,
    /// Present records by entity.
    pub counts: Vec<(&'static Entity, usize)>,
}

/// What a restore would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Present records by entity: in the file now, in the copy.
    pub counts: Vec<(&'static Entity, usize, usize)>,
    /// When the last change was made: in the file now, in the copy.
    pub last: (String, String),
}

impl Store {
    /// Makes a verified copy; without a path one named by the moment in the backup folder.
    ///
    /// # Errors
    /// It exists already; the disk is full; the copy does not verify.
    pub fn backup(&self, to: Option<&Path>) -> Result<Backup, Trouble> {
        let to = match (to, &self.path) {
            (Some(to), _) => to.to_owned(),
            (None, Some(path)) => folder_of(path)?.join(format!("cadangan-{}.db", self.stamp_for_name())),
            (None, None) => return Err(Trouble::inner("a file in memory has no backup folder")),
        };
        copy(&self.conn, &to)
    }

    /// Makes the day's copy where there is none yet, and the month's; throws old ones away.
    ///
    /// # Errors
    /// As for [`Store::backup`].
    pub fn daily_copy(&mut self) -> Result<Option<Backup>, Trouble> {
        let Some(path) = self.path.clone() else { return Ok(None) };
        let today = self.today();
        let folder = folder_of(&path)?;
        let daily = folder.join(format!("harian-{today}.db"));
        if daily.exists() {
            self.copied = Some(today);
            return Ok(None);
        }
        let made = copy(&self.conn, &daily)?;
        self.copied = Some(today);
        let monthly = folder.join(format!("bulanan-{}.db", today.strftime("%Y-%m")));
        if !monthly.exists() {
            copy(&self.conn, &monthly)?;
        }
        prune(&folder, "harian-", DAYS);
        prune(&folder, "bulanan-", MONTHS);
        Ok(Some(made))
    }

    /// The day's copy before the day's first change. A copy that fails does not keep anybody from
    /// saving: the doctor tells how old the last one is.
    pub(super) fn copy_of_the_day(&mut self) {
        let today = self.today();
        if self.opening.copies == Copies::Asked || self.copied == Some(today) {
            return;
        }
        let Some(path) = &self.path else { return };
        self.copied = Some(today);
        if fs::metadata(path).is_ok_and(|meta| meta.len() <= IN_PASSING) {
            let _ = self.daily_copy();
        }
    }

    /// The copies in the backup folder, newest name last.
    pub fn copies(&self) -> Vec<PathBuf> {
        self.path.as_ref().map_or_else(Vec::new, |path| listed(&place::backup_dir(path), ""))
    }

    /// What restoring a copy would change.
    ///
    /// # Errors
    /// The copy is missing, foreign, newer, or does not verify.
    pub fn compare(&self, with: &Path) -> Result<Compared, Trouble> {
        let there = sound(with)?;
        let counts = ENTITIES
            .iter()
            .map(|entity| Ok((*entity, count(&self.conn, entity)?, count(&there, entity).unwrap_or(0))))
            .collect::<Result<_, Trouble>>()?;
        Ok(Compared { counts, last: (last_change(&self.conn)?, last_change(&there)?) })
    }

    /// Puts a copy in the file's place, after keeping the present file as a copy. Gives the file
    /// opened again and where the present one was kept. A damaged file is moved aside.
    ///
    /// # Errors
    /// The copy does not verify; the file is locked; the disk is full. The file is unchanged then.
    pub fn restore(path: &Path, from: &Path, opening: &Opening) -> Result<(Store, Option<PathBuf>), Trouble> {
        let source = sound(from)?;
        let stamp = name_stamp(&opening.clock.now());
        let kept = if path.exists() {
            Some(match keep_and_replace(path, &source, opening, &stamp) {
                Err(trouble) if matches!(trouble.code, trouble::DAMAGED | trouble::BAD_BACKUP) => {
                    let aside = super::open::with_suffix(path, &format!(".rusak-{stamp}"));
                    set_aside(path, &aside)?;
                    put_in_place(&source, path)?;
                    aside
                }
                other => other?,
            })
        } else {
            put_in_place(&source, path)?;
            None
        };
        Ok((Store::open(path, opening)?, kept))
    }

    fn stamp_for_name(&self) -> String {
        name_stamp(&self.opening.clock.now())
    }
}

/// A copy of an older file before it is brought to the present version.
pub(super) fn before_migration(conn: &Connection, path: &Path, version: i64, opening: &Opening) -> Result<(), Trouble> {
    let stamp = name_stamp(&opening.clock.now());
    let to = folder_of(path)?.join(format!("sebelum-migrasi-v{version}-{stamp}.db"));
    copy(conn, &to).map(drop)
}

fn name_stamp(now: &jiff::Zoned) -> String {
    now.strftime("%Y-%m-%d-%H%M%S").to_string()
}

/// Keeps the present file as a copy, then writes the other over it in one transaction: other
/// programs that have the file open see it change, and a power cut leaves the old or the new.
fn keep_and_replace(path: &Path, source: &Connection, opening: &Opening, stamp: &str) -> Result<PathBuf, Trouble> {
    look_before(path)?;
    let mut present = connect(path, opening)?;
    let kept = folder_of(path)?.join(format!("sebelum-pulih-{stamp}.db"));
    copy(&present, &kept)?;
    steps(source, &mut present).map_err(|error| trouble::from_sql(&error, path))?;
    Ok(kept)
}

/// Moves a damaged file out of the way, with what lies beside it.
fn set_aside(path: &Path, aside: &Path) -> Result<(), Trouble> {
    for suffix in ["-wal", "-shm"] {
        let from = super::open::with_suffix(path, suffix);
        if from.exists() {
            let to = super::open::with_suffix(aside, suffix);
            fs::rename(&from, &to).map_err(|error| trouble::from_io(&error, &from))?;
        }
    }
    fs::rename(path, aside).map_err(|error| trouble::from_io(&error, path))
}

fn put_in_place(source: &Connection, path: &Path) -> Result<(), Trouble> {
    copy(source, path).map(drop)
}

/// The backup folder of a file, made if need be.
fn folder_of(path: &Path) -> Result<PathBuf, Trouble> {
    let folder = place::backup_dir(path);
    make_folder(&folder).map_err(|error| trouble::from_io(&error, &folder))?;
    Ok(folder)
}

/// Copies a whole file as it stands, verifies the copy, and gives it its name.
fn copy(from: &Connection, to: &Path) -> Result<Backup, Trouble> {
    if to.exists() {
        return Err(trouble::about(trouble::EXISTS, to));
    }
    let half = beside(to, "setengah");
    let _ = fs::remove_file(&half);
    let made = write_copy(from, &half).and_then(|counts| {
        fs::rename(&half, to).map_err(|error| trouble::from_io(&error, to))?;
        Ok(Backup { path: to.to_owned(), counts })
    });
    if made.is_err() {
        let _ = fs::remove_file(&half);
    }
    made.map_err(|trouble| named(trouble, to))
}

fn write_copy(from: &Connection, half: &Path) -> Result<Vec<(&'static Entity, usize)>, Trouble> {
    private_file(half).map_err(|error| trouble::from_io(&error, half))?;
    let mut copy = Connection::open(half)?;
    steps(from, &mut copy)?;
    // One file without a log beside it, easy to carry.
    copy.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
    let counts = verify(&copy, half)?;
    copy.close().map_err(|(_, error)| Trouble::from(error))?;
    File::open(half).and_then(|file| file.sync_all()).map_err(|error| trouble::from_io(&error, half))?;
    Ok(counts)
}

fn steps(from: &Connection, to: &mut Connection) -> rusqlite::Result<()> {
    let copier = Copier::new(from, to)?;
    for _ in 0..100 {
        match copier.step(-1)? {
            StepResult::Done => return Ok(()),
            StepResult::Busy | StepResult::Locked => std::thread::sleep(std::time::Duration::from_millis(50)),
            _ => {}
        }
    }
    Err(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY), None))
}

/// Reads a copy through: sound, and as many records as it says it has.
fn verify(conn: &Connection, path: &Path) -> Result<Vec<(&'static Entity, usize)>, Trouble> {
    let bad = || trouble::about(trouble::BAD_BACKUP, path);
    let said: String = conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(|_| bad())?;
    if said != "ok" {
        return Err(bad());
    }
    let mut out = Vec::with_capacity(ENTITIES.len());
    for entity in ENTITIES.iter().copied() {
        // An older version may not have the table yet.
        let known =
            conn.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?")?.exists([entity.name])?;
        if !known {
            continue;
        }
        let sql = format!("SELECT count(*) FROM {} WHERE dihapus = 0", entity.name);
        let found: i64 = conn.query_row(&sql, [], |row| row.get(0))?;
        let found = usize::try_from(found).unwrap_or(0);
        if found != count(conn, entity)? {
            return Err(bad());
        }
        out.push((entity, found));
    }
    Ok(out)
}

/// A copy opened for reading, verified.
fn sound(path: &Path) -> Result<Connection, Trouble> {
    look_before(path)?;
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(|error| trouble::from_sql(&error, path))?;
    verify(&conn, path).map_err(|_| trouble::about(trouble::BAD_BACKUP, path))?;
    Ok(conn)
}

/// The present records of an entity as the write path counted them.
fn count(conn: &Connection, entity: &Entity) -> rusqlite::Result<usize> {
    use rusqlite::OptionalExtension;
    let count: Option<i64> =
        conn.query_row("SELECT ada FROM hitungan WHERE jenis = ?", [entity.name], |row| row.get(0)).optional()?;
    Ok(usize::try_from(count.unwrap_or(0)).unwrap_or(0))
}

fn last_change(conn: &Connection) -> rusqlite::Result<String> {
    conn.query_row("SELECT coalesce((SELECT waktu FROM batch ORDER BY id DESC LIMIT 1), '')", [], |row| row.get(0))
}

fn listed(folder: &Path, begin: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let named = |path: &PathBuf| {
        path.file_name()
            .and_then(|name| name.to_str())
            .is_some_and(|name| name.starts_with(begin) && name.ends_with(".db"))
    };
    let mut out: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(named).collect();
    out.sort();
    out
}

/// Throws the oldest of a kind away.
fn prune(folder: &Path, begin: &str, keep: usize) {
    let found = listed(folder, begin);
    for old in found.iter().take(found.len().saturating_sub(keep)) {
        let _ = fs::remove_file(old);
    }
}
