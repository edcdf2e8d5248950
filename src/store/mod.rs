//! HOW it is kept: one local SQLite file.
//!
//! * **Owns** all SQL, the file and its backups, the one write path with its history, paging and
//!   search.
//! * **Imports** `base`, `entity`, `request`, rusqlite.
//! * **Never** draws, reads office files, or asks the clock anywhere but through [`Clock`].
//!
//! Reading order: [`open`](self) makes a [`Store`], `record` is the one write path, `derive` keeps
//! what follows from other rows, `rencana` reads plans whole and freezes them, `page`, `sweep` and `search`
//! read, `history` and `undo` look back, `ingatan` keeps what the clerk decided about other people's
//! files, `terbitan` keeps issued reports as they were sent, `tanggal` knows what held on a day,
//! `ganda` finds doubles and makes one record of two, `registrasi` knows how far each Posyandu
//! is on the way to its number and which papers it lacks,
//! `backup` keeps copies, `bulk` fills large made-up files, `serve` answers the screens.

mod backup;
mod bulk;
mod check;
pub mod ddl;
mod derive;
mod drafts;
mod facts;
mod ganda;
mod history;
mod ingatan;
mod key;
mod long;
mod lookup;
mod marks;
mod migrate;
mod open;
mod page;
mod record;
mod registrasi;
mod rencana;
mod rules;
mod search;
mod seed;
mod serve;
mod settings;
mod sieve;
mod sql;
mod sweep;
mod tanda;
mod tanggal;
mod terbitan;
#[cfg(test)]
mod tests;
mod tinjauan;
pub mod trouble;
mod undo;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::Zoned;
use rusqlite::Connection;

use crate::base::date::Date;
use crate::entity::Vocabulary;
use crate::request::Trouble;

pub use backup::{Backup, Compared};
pub use bulk::Bulk;
pub use ganda::LIKE;
pub use history::{Access, Passed};
pub use ingatan::{NOT_DOUBLE, pair};
pub use long::{Found, Keep, Sign, number_key};
pub use record::{Manner, Outcome, STOPPED, stopped};
pub use sweep::{Glance, Swept};
pub use tanggal::MOST_CHANGES;

/// Where the time comes from: the system, or one fixed moment in tests and made-up data.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The system's clock and time zone.
    #[default]
    System,
    /// Always this moment.
    Fixed(Zoned),
}

impl Clock {
    /// The present moment.
    pub fn now(&self) -> Zoned {
        match self {
            Clock::System => Zoned::now(),
            Clock::Fixed(moment) => moment.clone(),
        }
    }

    /// The present day.
    pub fn today(&self) -> Date {
        self.now().date()
    }

    /// The present moment as `YYYY-MM-DDTHH:MM:SS+07:00`.
    pub fn stamp(&self) -> String {
        self.now().strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }
}

/// Who opens a file, and how.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The person at work, as the history names them.
    pub actor: String,
    /// Where the time comes from.
    pub clock: Clock,
    /// How long to wait for another program's lock.
    pub patience: Duration,
    /// Whether the day's first change makes a copy by itself.
    pub copies: Copies,
}

/// Whether backups are made without being asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copies {
    /// The day's first change makes one.
    Daily,
    /// Only when asked for (demo, tests, made-up files).
    Asked,
}

impl Opening {
    /// For a person, with the system's clock.
    pub fn by(actor: impl Into<String>) -> Self {
        Opening { actor: actor.into(), clock: Clock::System, patience: Duration::from_secs(5), copies: Copies::Daily }
    }

    /// The same at another clock.
    pub fn at(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// The same without copies made by itself.
    pub fn without_copies(mut self) -> Self {
        self.copies = Copies::Asked;
        self
    }
}

/// An open data file. One connection; every thread has its own.
pub struct Store {
    conn: Connection,
    path: Option<PathBuf>,
    opening: Opening,
    words: Arc<Vocabulary>,
    /// `PRAGMA data_version` when it was last looked at.
    seen: i64,
    found: Option<search::Found>,
    sieve: Option<Arc<sieve::Sieve>>,
    /// The day for which a copy was made or found.
    copied: Option<Date>,
    /// A long batch that is open.
    long: Option<Box<long::Long>>,
}

impl Store {
    /// The file's path; `None` in memory.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The person at work.
    pub fn actor(&self) -> &str {
        &self.opening.actor
    }

    /// Where the time comes from.
    pub fn clock(&self) -> &Clock {
        &self.opening.clock
    }

    /// Sets the clock: a made-up file tells a history of earlier days.
    pub fn turn_clock(&mut self, clock: Clock) {
        self.opening.clock = clock;
    }

    /// Today, by its clock.
    pub fn today(&self) -> Date {
        self.opening.clock.today()
    }

    /// The open lists as they stand.
    pub fn words(&self) -> Arc<Vocabulary> {
        Arc::clone(&self.words)
    }

    /// Lets the file grow by a few pages only: a full disk that needs no small disk.
    #[doc(hidden)]
    pub fn cap_pages_for_test(&self) -> Result<(), Trouble> {
        let pages: i64 = self.conn.pragma_query_value(None, "page_count", |row| row.get(0))?;
        Ok(self.conn.pragma_update_and_check(None, "max_page_count", pages + 200, |_| Ok(()))?)
    }

    /// True where another program or thread changed the file since this was last asked. The open
    /// lists are read again then.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn changed_by_others(&mut self) -> Result<bool, Trouble> {
        let now: i64 = self.conn.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?;
        if now == self.seen {
            return Ok(false);
        }
        self.seen = now;
        self.forget();
        self.reload_words()?;
        Ok(true)
    }

    /// Forgets what was found: the rows changed.
    fn forget(&mut self) {
        self.found = None;
        self.sieve = None;
    }

    fn reload_words(&mut self) -> Result<(), Trouble> {
        let words = settings::vocabulary(&self.conn)?;
        if *self.words != words {
            self.words = Arc::new(words);
        }
        Ok(())
    }
}
