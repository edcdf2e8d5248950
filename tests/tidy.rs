//! Rules about the source itself: imports go down, every module says what it owns, keys stay in
//! their table. Read as text, so that a rule holds before the code compiles as meant.

use std::fs;
use std::path::{Path, PathBuf};

/// What each part may import of ours.
const ALLOWED: &[(&str, &[&str])] = &[
    ("base", &["base"]),
    ("entity", &["base", "entity"]),
    ("request", &["base", "entity", "request"]),
    ("store", &["base", "entity", "request", "store"]),
    ("service", &["base", "entity", "request", "store", "service"]),
    ("intake", &["base", "entity", "request", "store", "service", "intake"]),
    ("report", &["base", "entity", "request", "store", "service", "report"]),
    ("ui", &["base", "entity", "request", "ui"]),
    ("runtime", &["base", "entity", "request", "store", "service", "intake", "report", "ui", "runtime"]),
    ("cli", &["base", "entity", "request", "store", "service", "intake", "report", "ui", "runtime", "cli"]),
];

fn sources() -> Vec<(PathBuf, String)> {
    fn walk(dir: &Path, out: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(dir).expect("src is readable") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|ext| ext == "rs") {
                let text = fs::read_to_string(&path).expect("a source is UTF-8");
                out.push((path, text));
            }
        }
    }
    let mut out = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    walk(&root, &mut out);
    // A file `tests.rs` holds unit tests only; they may look at any part.
    out.retain(|(path, _)| path.file_name().is_some_and(|name| name != "tests.rs"));
    out.iter_mut().for_each(|(path, _)| *path = path.strip_prefix(&root).expect("below src").to_owned());
    out
}

fn part(path: &Path) -> Option<String> {
    let mut names = path.components();
    let first = names.next()?.as_os_str().to_string_lossy().into_owned();
    names.next().map(|_| first)
}

/// The source without its unit tests: what stands behind the first `#[cfg(test)]` is left out.
fn product(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

#[test]
fn imports_go_down() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let Some(part) = part(&path) else { continue };
        let allowed = ALLOWED.iter().find(|(name, _)| *name == part).map(|(_, allowed)| *allowed);
        let Some(allowed) = allowed else {
            wrong.push(format!("{}: a part without a row in ALLOWED", path.display()));
            continue;
        };
        for (number, line) in product(&text).lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for (_, rest) in line.match_indices("crate::").map(|(at, m)| (at, line.get(at + m.len()..).unwrap_or(""))) {
                let name: String = rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                if !name.is_empty() && !allowed.contains(&name.as_str()) {
                    wrong.push(format!("{}:{}: {part} imports {name}", path.display(), number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_says_what_it_is() {
    let silent: Vec<String> = sources()
        .into_iter()
        .filter(|(_, text)| !text.starts_with("//!"))
        .map(|(path, _)| path.display().to_string())
        .collect();
    assert!(silent.is_empty(), "no //! header: {silent:?}");
}

#[test]
fn the_screens_touch_neither_files_nor_threads_nor_the_clock() {
    const FORBIDDEN: &[&str] = &[
        "rusqlite",
        "std::fs",
        "std::thread",
        "std::env",
        "SystemTime",
        "Instant::now",
        "Zoned::now",
        "std::process",
        "File::",
    ];
    let mut wrong = Vec::new();
    for (path, text) in sources().into_iter().filter(|(path, _)| part(path).is_some_and(|part| part == "ui")) {
        for word in FORBIDDEN.iter().filter(|word| product(&text).contains(**word)) {
            wrong.push(format!("{}: {word}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn key_codes_stay_in_the_keymap_and_the_runtime() {
    let wrong: Vec<String> = sources()
        .into_iter()
        .filter(|(path, text)| product(text).contains("KeyCode") && !path.starts_with("runtime"))
        .map(|(path, _)| path.display().to_string())
        .filter(|path| path != "ui/keymap.rs")
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn sql_lives_in_the_store() {
    const WORDS: &[&str] = &["SELECT ", "INSERT INTO", "DELETE FROM", "PRAGMA "];
    let mut wrong = Vec::new();
    for (path, text) in sources().into_iter().filter(|(path, _)| !path.starts_with("store")) {
        for (number, line) in product(&text).lines().enumerate() {
            let code = !line.trim_start().starts_with("//");
            if code && WORDS.iter().any(|word| line.contains(word)) {
                wrong.push(format!("{}:{}", path.display(), number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}
