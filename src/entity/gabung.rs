//! What two records of one thing look like as one.
//!
//! * **Owns** which value stays, field by field, and where a second name goes.
//! * **Imports** `base`, records.
//! * **Never** knows what points to either record: re-pointing is the store's.

use crate::base::text::fold;

use super::record::Record;
use super::schema::{Entity, Field, Kind};
use super::value::Value;
use super::{KADER, POSYANDU};

/// Whose value stays in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// That of the record that stays.
    Survivor,
    /// That of the record that goes.
    Victim,
    /// Both, one below the other: notes only.
    Both,
}

/// True where two records of a kind can be made one.
pub fn can(entity: &Entity) -> bool {
    entity == &POSYANDU || entity == &KADER
}

/// What stays where nobody chose: the survivor's value, the victim's where the survivor has none,
/// and of notes both.
pub fn by_default(field: &Field, survivor: &Value, victim: &Value) -> Take {
    if victim.is_empty() || survivor == victim {
        Take::Survivor
    } else if survivor.is_empty() {
        Take::Victim
    } else if matches!(field.kind, Kind::Note) {
        Take::Both
    } else {
        Take::Survivor
    }
}

/// The survivor as it will be: the chosen values in the typed fields. Of a Posyandu the name that
/// was not taken, and the other names of both, stay as other names, so that search and imports
/// still know them.
pub fn joined(survivor: &Record, victim: &Record, choose: impl Fn(&'static Field) -> Take) -> Record {
    let mut out = survivor.clone();
    for field in survivor.entity.typed() {
        let theirs = victim.get(field.name);
        match choose(field) {
            Take::Survivor => {}
            Take::Victim => out.set(field.name, theirs.clone()),
            Take::Both => {
                let parts = [survivor.text(field.name), theirs.as_text()];
                let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                out.set(field.name, parts.join("\n"));
            }
        }
    }
    if survivor.entity == &POSYANDU {
        keep_names(&mut out, [survivor, victim]);
    }
    out
}

/// Puts every name either record had, but for the one it bears now, under its other names. What
/// does not fit there goes into the notes: no spelling is lost.
fn keep_names(out: &mut Record, both: [&Record; 2]) {
    let most = match out.entity.field("nama_lain").map(|field| field.kind) {
        Some(Kind::Text(most)) => usize::from(most),
        _ => 0,
    };
    let mut seen = vec![fold(out.text("nama"))];
    let (mut names, mut rest) = (String::new(), Vec::new());
    let said = [out.text("nama_lain")].into_iter().chain(both.iter().map(|record| record.text("nama_lain")));
    let all: Vec<String> = said
        .flat_map(|list| list.split(';'))
        .chain(both.iter().map(|record| record.text("nama")))
        .map(|name| name.trim().to_owned())
        .collect();
    for name in all {
        let key = fold(&name);
        if key.is_empty() || seen.contains(&key) {
            continue;
        }
        seen.push(key);
        let gap = if names.is_empty() { 0 } else { 2 };
        if names.chars().count() + gap + name.chars().count() <= most {
            names.push_str(if gap == 0 { "" } else { "; " });
            names.push_str(&name);
        } else {
            rest.push(name);
        }
    }
    out.set("nama_lain", names);
    if !rest.is_empty() {
        let line = format!("Nama lain: {}", rest.join("; "));
        let notes = out.text("catatan");
        out.set("catatan", if notes.is_empty() { line } else { format!("{notes}\n{line}") });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::RecordId;

    fn posyandu(nama: &str, nama_lain: &str) -> Record {
        Record::new(&POSYANDU, RecordId(1)).with("nama", nama).with("nama_lain", nama_lain)
    }

    fn default(survivor: &Record, victim: &Record) -> Record {
        joined(survivor, victim, |field| by_default(field, survivor.get(field.name), victim.get(field.name)))
    }

    #[test]
    fn a_blank_of_the_survivor_takes_the_value_of_the_other() {
        let one = posyandu("Melati 1", "").with("catatan", "timbangan rusak");
        let two = posyandu("Melati 1", "").with("alamat", "Jalan Melati").with("catatan", "pindah gedung");
        let out = default(&one, &two);
        assert_eq!(out.text("alamat"), "Jalan Melati");
        assert_eq!(out.text("catatan"), "timbangan rusak\npindah gedung");
        assert_eq!(out.text("nama_lain"), "", "the same name is no other name");
    }

    #[test]
    fn the_name_that_was_not_taken_stays_as_another_name() {
        let (one, two) = (posyandu("Melati 1", "Melati Lama"), posyandu("MELATTI 1", "melati lama; Mlati"));
        assert_eq!(default(&one, &two).text("nama_lain"), "Melati Lama; Mlati; MELATTI 1");
        let taken = joined(&one, &two, |field| if field.name == "nama" { Take::Victim } else { Take::Survivor });
        assert_eq!((taken.text("nama"), taken.text("nama_lain")), ("MELATTI 1", "Melati Lama; Mlati; Melati 1"));
    }

    #[test]
    fn names_that_find_no_room_go_into_the_notes() {
        let long = "x".repeat(80);
        let out = default(&posyandu("Melati 1", &long), &posyandu(&format!("Melati {}", "y".repeat(70)), ""));
        assert_eq!(out.text("nama_lain"), long);
        assert!(out.text("catatan").starts_with("Nama lain: Melati yyy"));
    }
}
