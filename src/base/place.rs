//! Where things lie on this machine: the data file, its backups, the environment.
//!
//! * **Owns** the default paths and the reading of the environment.
//! * **Imports** `directories` and nothing of ours.
//! * **Never** creates or opens a file.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

/// The name of the data file where none is given.
pub const FILE_NAME: &str = "pembina.db";

/// The user's data folder (XDG on Linux). Falls back to the present folder where the system
/// tells no home.
pub fn data_dir() -> PathBuf {
    ProjectDirs::from("", "", "pembina").map_or_else(|| PathBuf::from("."), |dirs| dirs.data_dir().to_path_buf())
}

/// The data file used when neither `--berkas` nor `PEMBINA_BERKAS` names one.
pub fn default_file() -> PathBuf {
    data_dir().join(FILE_NAME)
}

/// The folder of automatic backups of a data file: `NAME-cadangan` beside it.
pub fn backup_dir(file: &Path) -> PathBuf {
    let stem = file.file_stem().map_or_else(|| "pembina".into(), |s| s.to_string_lossy().into_owned());
    file.with_file_name(format!("{stem}-cadangan"))
}

/// The name of the person at work as the system knows it; `pengguna` where it tells none.
pub fn system_user() -> String {
    ["USER", "LOGNAME", "USERNAME"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .map(|name| name.trim().to_owned())
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| "pengguna".to_owned())
}

/// True where the locale says that the terminal reads UTF-8. An unset locale is taken as UTF-8
/// only when nothing (`LC_ALL`, `LC_CTYPE`, `LANG`) is said at all and the system is not Unix.
pub fn locale_is_utf8() -> bool {
    let said =
        ["LC_ALL", "LC_CTYPE", "LANG"].iter().filter_map(|name| std::env::var(name).ok()).find(|v| !v.is_empty());
    match said {
        Some(value) => {
            let value = value.to_ascii_lowercase();
            value.contains("utf-8") || value.contains("utf8")
        }
        None => !cfg!(unix),
    }
}

/// True where the user asks for no colour (<https://no-color.org>): `NO_COLOR` set and not empty.
pub fn no_color() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty())
}
