//! Opening and making data files.
//!
//! * **Owns** the checks before a file is touched, the settings of a connection, who may read it.
//! * **Imports** the migrations, rusqlite.
//! * **Never** writes to a file that is not ours, newer, or damaged.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::{Connection, OpenFlags};

use super::migrate::{self, APPLICATION_ID, LATEST};
use super::{Opening, Store, settings, trouble};
use crate::request::Trouble;

const MAGIC: &[u8; 16] = b"SQLite format 3\0";

impl Store {
    /// Opens a file that exists. A read-only one opens for looking.
    ///
    /// # Errors
    /// Missing, foreign, newer, damaged, locked: each its own trouble; the file is unchanged.
    pub fn open(path: &Path, opening: &Opening) -> Result<Store, Trouble> {
        look_before(path)?;
        let conn = connect(path, opening)?;
        Store::finish(conn, Some(path.to_owned()), opening).map_err(|trouble| named(trouble, path))
    }

    /// Makes a new, empty file, readable by its owner only, in a folder made if need be.
    ///
    /// # Errors
    /// It exists already; the folder cannot be written to; the disk is full.
    pub fn create(path: &Path, opening: &Opening) -> Result<Store, Trouble> {
        if path.symlink_metadata().is_ok() {
            return Err(trouble::about(trouble::EXISTS, path));
        }
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            make_folder(folder).map_err(|error| trouble::from_io(&error, folder))?;
        }
        // Made beside its place and moved there whole, so that a power cut leaves no half file.
        let half = beside(path, "baru");
        let made =
            make(&half, opening).and_then(|()| fs::rename(&half, path).map_err(|error| trouble::from_io(&error, path)));
        if let Err(trouble) = made {
            for left in [half.clone(), with_suffix(&half, "-wal"), with_suffix(&half, "-shm")] {
                let _ = fs::remove_file(left);
            }
            return Err(trouble);
        }
        Store::open(path, opening)
    }

    /// A file in memory, for tests and try-outs.
    ///
    /// # Errors
    /// No memory.
    pub fn memory(opening: &Opening) -> Result<Store, Trouble> {
        let mut conn = Connection::open_in_memory()?;
        settle(&conn, opening)?;
        conn.pragma_update(None, "application_id", APPLICATION_ID)?;
        migrate::run(&mut conn)?;
        super::seed::plant(&mut conn, opening)?;
        Store::finish(conn, None, opening)
    }

    fn finish(mut conn: Connection, path: Option<PathBuf>, opening: &Opening) -> Result<Store, Trouble> {
        let version: i64 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let name = path.as_deref().unwrap_or(Path::new("data"));
        if version > LATEST {
            return Err(trouble::about(trouble::NEWER, name));
        }
        if version < LATEST {
            if let Some(path) = &path {
                super::backup::before_migration(&conn, path, version, opening)?;
            }
            migrate::run(&mut conn)?;
            super::seed::plant_lists(&mut conn, opening)?;
        }
        let words = Arc::new(settings::vocabulary(&conn)?);
        let seen = conn.pragma_query_value(None, "data_version", |row| row.get(0))?;
        Ok(Store {
            conn,
            path,
            opening: opening.clone(),
            words,
            seen,
            found: None,
            sieve: None,
            copied: None,
            long: None,
        })
    }
}

/// Looks at the first bytes of a file without opening it as a database.
pub(super) fn look_before(path: &Path) -> Result<(), Trouble> {
    let say = |code| Err(trouble::about(code, path));
    let io = |error: io::Error| trouble::from_io(&error, path);
    let meta = fs::metadata(path).map_err(io)?;
    if !meta.is_file() {
        return say(trouble::FOREIGN);
    }
    let mut head = Vec::with_capacity(100);
    File::open(path).map_err(io)?.take(100).read_to_end(&mut head).map_err(io)?;
    if head.is_empty() {
        return say(trouble::DAMAGED);
    }
    let seen = head.len().min(MAGIC.len());
    if head.get(..seen) != MAGIC.get(..seen) {
        return say(trouble::FOREIGN);
    }
    let number = |at: usize| -> Option<u32> { Some(u32::from_be_bytes(head.get(at..at + 4)?.try_into().ok()?)) };
    let (Some(pages), Some(version), Some(id)) = (number(28), number(60), number(68)) else {
        return say(trouble::DAMAGED);
    };
    if i64::from(id) != i64::from(APPLICATION_ID) {
        return say(trouble::FOREIGN);
    }
    if i64::from(version) > LATEST {
        return say(trouble::NEWER);
    }
    // A file cut short. While a log waits beside it the header may be ahead of the file.
    let size = match head.get(16..18) {
        Some(&[0, 1]) => 65_536,
        Some(&[high, low]) => u64::from(high) << 8 | u64::from(low),
        _ => 0,
    };
    let waiting = fs::metadata(with_suffix(path, "-wal")).is_ok_and(|log| log.len() > 0);
    if size == 0 || (!waiting && meta.len() < u64::from(pages) * size) {
        return say(trouble::DAMAGED);
    }
    Ok(())
}

/// A connection to a file of ours, set up; not yet migrated.
pub(super) fn connect(path: &Path, opening: &Opening) -> Result<Connection, Trouble> {
    let say = |error: rusqlite::Error| trouble::from_sql(&error, path);
    let may_write = fs::metadata(path).is_ok_and(|meta| !meta.permissions().readonly());
    if may_write {
        let conn = Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_WRITE)).map_err(say)?;
        settle(&conn, opening).map_err(say)?;
        return Ok(conn);
    }
    let conn = Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_ONLY)).map_err(say)?;
    let first = settle(&conn, opening).and_then(|()| conn.query_row("SELECT count(*) FROM batch", [], |_| Ok(())));
    if first.is_ok() {
        return Ok(conn);
    }
    // The folder may be read-only too: then SQLite must be told that nobody writes.
    let uri = format!("file:{}?immutable=1", escaped(path));
    let conn = Connection::open_with_flags(uri, flags(OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI))
        .map_err(say)?;
    settle(&conn, opening).map_err(say)?;
    Ok(conn)
}

fn flags(how: OpenFlags) -> OpenFlags {
    how | OpenFlags::SQLITE_OPEN_NO_MUTEX
}

fn escaped(path: &Path) -> String {
    path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

/// The settings of every connection.
fn settle(conn: &Connection, opening: &Opening) -> rusqlite::Result<()> {
    conn.busy_timeout(opening.patience)?;
    conn.set_prepared_statement_cache_capacity(160);
    // The cache is the larger part of what the program may use: 20 MB at kecamatan size, where
    // the whole file is smaller than this, 48 MB at national size.
    conn.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; \
         PRAGMA cache_size = -6000; PRAGMA synchronous = FULL;",
    )?;
    if conn.is_readonly("main")? {
        return Ok(());
    }
    conn.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    conn.query_row("PRAGMA journal_size_limit = 8388608", [], |_| Ok(()))
}

fn make(path: &Path, opening: &Opening) -> Result<(), Trouble> {
    let io = |error: io::Error| trouble::from_io(&error, path);
    let say = |error: rusqlite::Error| trouble::from_sql(&error, path);
    private_file(path).map_err(io)?;
    let mut conn = Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_WRITE)).map_err(say)?;
    conn.pragma_update(None, "application_id", APPLICATION_ID).map_err(say)?;
    settle(&conn, opening).map_err(say)?;
    migrate::run(&mut conn)
        .and_then(|()| super::seed::plant(&mut conn, opening))
        .map_err(|trouble| named(trouble, path))?;
    conn.close().map_err(|(_, error)| say(error))
}

/// A new, empty file that only its owner may read.
pub(super) fn private_file(path: &Path) -> io::Result<()> {
    let mut how = fs::OpenOptions::new();
    how.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut how, 0o600);
    how.open(path).map(drop)
}

/// A folder that only its owner may enter; one that exists stays as it is.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    let mut how = fs::DirBuilder::new();
    how.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut how, 0o700);
    how.create(path)
}

/// A name in the same folder that no other process uses.
pub(super) fn beside(path: &Path, what: &str) -> PathBuf {
    with_suffix(path, &format!(".{what}-{}", std::process::id()))
}

/// The path with something behind its name.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// The same trouble, naming the file where the words only said "data".
pub(super) fn named(trouble: Trouble, path: &Path) -> Trouble {
    if trouble::TROUBLES.iter().any(|said| said.code == trouble.code) {
        trouble::about(trouble.code, path)
    } else {
        trouble
    }
}
