//! What the store says when the file or the machine says no.
//!
//! * **Owns** [`TROUBLES`], every code with its words, and the one reading of SQLite's errors.
//! * **Imports** `base::words`, `request`, rusqlite.
//! * **Never** shows SQLite's own words: they help nobody who keeps a roster.

use std::io;
use std::path::Path;

use rusqlite::ErrorCode;
use rusqlite::ffi;

use crate::base::words::{Text, text};
use crate::request::Trouble;

/// One code with its words; `{0}` is the file.
pub struct Said {
    /// The stable code.
    pub code: &'static str,
    /// What happened.
    pub text: Text,
    /// What to do.
    pub advice: Text,
}

/// There is no such file.
pub const MISSING: &str = "BERKAS-TIDAK-ADA";
/// A new file was to be made where one is.
pub const EXISTS: &str = "BERKAS-SUDAH-ADA";
/// Not a file of ours.
pub const FOREIGN: &str = "BERKAS-ASING";
/// Written by a newer version.
pub const NEWER: &str = "BERKAS-LEBIH-BARU";
/// Damaged.
pub const DAMAGED: &str = "BERKAS-RUSAK";
/// Another program holds it.
pub const LOCKED: &str = "BERKAS-TERKUNCI";
/// May be read, not written.
pub const READ_ONLY: &str = "BERKAS-HANYA-BACA";
/// Cannot be read or written.
pub const UNREADABLE: &str = "BERKAS-TAK-TERBACA";
/// No room left.
pub const FULL: &str = "DISK-PENUH";
/// A backup that does not verify.
pub const BAD_BACKUP: &str = "CADANGAN-RUSAK";

/// Every trouble of the store.
pub const TROUBLES: &[Said] = &[
    Said {
        code: MISSING,
        text: text("Berkas {0} tidak ada.", "There is no file {0}."),
        advice: text(
            "Periksa namanya, atau buat berkas baru: pembina buat --wilayah KODE",
            "Check its name, or make a new file: pembina new --wilayah CODE",
        ),
    },
    Said {
        code: EXISTS,
        text: text("Berkas {0} sudah ada dan tidak ditimpa.", "The file {0} exists already and is not overwritten."),
        advice: text(
            "Pilih nama lain, atau pindahkan berkas itu dahulu.",
            "Choose another name, or move that file first.",
        ),
    },
    Said {
        code: FOREIGN,
        text: text("{0} bukan berkas data pembina.", "{0} is not a data file of pembina."),
        advice: text(
            "Pilih berkas data yang benar dengan --berkas. Berkas ini tidak diubah.",
            "Name the right data file with --berkas. This file was not changed.",
        ),
    },
    Said {
        code: NEWER,
        text: text("Berkas {0} ditulis oleh pembina yang lebih baru.", "The file {0} was written by a newer pembina."),
        advice: text(
            "Perbarui pembina di komputer ini. Berkas ini tidak diubah.",
            "Update pembina on this machine. This file was not changed.",
        ),
    },
    Said {
        code: DAMAGED,
        text: text("Berkas {0} rusak.", "The file {0} is damaged."),
        advice: text(
            "Jangan hapus berkas itu. Pulihkan dari cadangan: pembina pulihkan FILE",
            "Do not delete that file. Restore a backup: pembina restore FILE",
        ),
    },
    Said {
        code: LOCKED,
        text: text("Berkas {0} sedang dipakai program lain.", "The file {0} is held by another program."),
        advice: text(
            "Tunggu sebentar lalu ulangi; tutup program lain yang membuka berkas itu.",
            "Wait a moment and try again; close other programs that have the file open.",
        ),
    },
    Said {
        code: READ_ONLY,
        text: text("Berkas {0} hanya dapat dibaca.", "The file {0} can only be read."),
        advice: text(
            "Salin ke folder yang boleh ditulisi, atau minta izin tulis. Tidak ada yang diubah.",
            "Copy it to a folder you may write to, or ask for permission. Nothing was changed.",
        ),
    },
    Said {
        code: UNREADABLE,
        text: text("Berkas {0} tidak dapat dibaca atau ditulis.", "The file {0} cannot be read or written."),
        advice: text(
            "Periksa izin, kabel atau media penyimpanannya, lalu ulangi.",
            "Check its permission and the disk or stick it is on, then try again.",
        ),
    },
    Said {
        code: FULL,
        text: text("Tempat penyimpanan penuh; {0} tidak berubah.", "The disk is full; {0} has not changed."),
        advice: text(
            "Kosongkan sebagian isi disk lalu simpan lagi. Yang diketik masih ada di layar.",
            "Free some space and save again. What was typed is still on the screen.",
        ),
    },
    Said {
        code: BAD_BACKUP,
        text: text(
            "Cadangan {0} tidak lolos pemeriksaan dan tidak dipakai.",
            "The backup {0} does not pass its check and is not used.",
        ),
        advice: text(
            "Pakai cadangan lain di folder cadangan; jalankan pembina dokter.",
            "Use another backup of the backup folder; run pembina doctor.",
        ),
    },
];

/// The trouble of a code about a file.
pub fn trouble(code: &'static str, file: &str) -> Trouble {
    TROUBLES
        .iter()
        .find(|said| said.code == code)
        .map_or_else(|| Trouble::inner(code), |said| Trouble::new(said.code, said.text.with([file]), said.advice))
}

/// The same, about a path.
pub fn about(code: &'static str, path: &Path) -> Trouble {
    trouble(code, &path.display().to_string())
}

/// What an input or output error of the system means, about a path.
pub fn from_io(error: &io::Error, path: &Path) -> Trouble {
    let code = match error.kind() {
        io::ErrorKind::NotFound => MISSING,
        io::ErrorKind::AlreadyExists => EXISTS,
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => FULL,
        io::ErrorKind::ReadOnlyFilesystem => READ_ONLY,
        _ => UNREADABLE,
    };
    about(code, path)
}

/// The code of one of SQLite's errors; `None` where it is a mistake of this program.
pub fn code_of(error: &rusqlite::Error) -> Option<&'static str> {
    use rusqlite::Error as E;
    match error {
        E::SqliteFailure(cause, _) => match (cause.code, cause.extended_code) {
            (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed, _) => {
                Some(LOCKED)
            }
            (ErrorCode::DiskFull, _) | (_, ffi::SQLITE_IOERR_SHMSIZE) => Some(FULL),
            (ErrorCode::ReadOnly, _) => Some(READ_ONLY),
            (ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase, _) | (_, ffi::SQLITE_IOERR_SHORT_READ) => {
                Some(DAMAGED)
            }
            (ErrorCode::CannotOpen | ErrorCode::PermissionDenied | ErrorCode::SystemIoFailure, _) => Some(UNREADABLE),
            _ => None,
        },
        // A text that is not UTF-8 or a type that the schema forbids: the file was changed by
        // something else than SQLite.
        E::FromSqlConversionFailure(..) | E::Utf8Error(..) | E::InvalidColumnType(..) => Some(DAMAGED),
        _ => None,
    }
}

/// What one of SQLite's errors means, about a path.
pub fn from_sql(error: &rusqlite::Error, path: &Path) -> Trouble {
    code_of(error).map_or_else(|| Trouble::inner(error), |code| about(code, path))
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        code_of(&error).map_or_else(|| Trouble::inner(&error), |code| trouble(code, "data"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trouble_has_words_and_advice_in_both_languages() {
        let mut codes = std::collections::BTreeSet::new();
        for said in TROUBLES {
            assert!(codes.insert(said.code), "{} twice", said.code);
            for words in [said.text, said.advice] {
                assert!(!words.id.is_empty() && !words.en.is_empty(), "{}", said.code);
                assert_ne!(words.id, words.en, "{}", said.code);
            }
            assert_eq!(trouble(said.code, "x").code, said.code);
            assert!(said.text.id.contains("{0}") && said.text.en.contains("{0}"), "{}", said.code);
        }
    }
}
