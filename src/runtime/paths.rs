//! Names of files that continue a typed path.
//!
//! * **Owns** `~` and what is offered.
//! * **Imports** the standard library.
//! * **Never** opens a file.

use std::fs;
use std::path::{Path, PathBuf};

/// The most names offered.
const MOST: usize = 50;

/// Paths that begin as typed: folders (with `/` behind) before files, by name; capital letters do
/// not matter. Hidden names come only where a dot was typed. A path that cannot be read offers
/// nothing.
pub fn continuing(typed: &str) -> Vec<String> {
    let (folder, begun) = typed.rsplit_once('/').map_or(("", typed), |(folder, begun)| (folder, begun));
    let shown = if typed.contains('/') { format!("{folder}/") } else { String::new() };
    let Ok(entries) = fs::read_dir(place(&shown)) else { return Vec::new() };
    let begun = begun.to_lowercase();
    let mut found: Vec<(bool, String)> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let hidden = name.starts_with('.') && !begun.starts_with('.');
            if hidden || !name.to_lowercase().starts_with(&begun) || name.chars().any(char::is_control) {
                return None;
            }
            Some((entry.path().is_dir(), name))
        })
        .collect();
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.to_lowercase().cmp(&b.1.to_lowercase())));
    let path = |(folder, name)| format!("{shown}{name}{}", if folder { "/" } else { "" });
    found.into_iter().take(MOST).map(path).collect()
}

fn place(shown: &str) -> PathBuf {
    match (shown.strip_prefix("~/"), directories::BaseDirs::new()) {
        (Some(rest), Some(dirs)) => dirs.home_dir().join(rest),
        _ if shown.is_empty() => PathBuf::from("."),
        _ => Path::new(shown).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_come_first_and_hidden_names_only_when_asked_for() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["Data.xlsx", "data lama.csv", ".data", "lain.csv"] {
            fs::write(dir.path().join(name), "").unwrap();
        }
        fs::create_dir(dir.path().join("DATA")).unwrap();
        let at = |begun: &str| {
            let typed = format!("{}/{begun}", dir.path().display());
            let names = continuing(&typed).into_iter();
            names.map(|path| path.replace(&format!("{}/", dir.path().display()), "")).collect::<Vec<_>>()
        };
        assert_eq!(at("da"), ["DATA/", "data lama.csv", "Data.xlsx"]);
        assert_eq!(at(".d"), [".data"]);
        assert_eq!(at("zz"), Vec::<String>::new());
    }
}
