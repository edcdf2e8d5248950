//! The badge of a kader, from the skills that were shown.
//!
//! * **Owns** the rule ([`Rule`]) and bringing every badge in line with it.
//! * **Imports** `entity`, rusqlite.
//! * **Never** fixes a group or a number in code: groups are the `golongan` of the list
//!   `keterampilan`, what each badge asks for are settings (`domain.md` 4.3).

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};

use super::settings;
use crate::base::text::fold;
use crate::entity::setelan::{MADYA_KELOMPOK, PURWA_KELOMPOK, Setelan};

/// The badge of one who has shown too little for any.
pub(super) const NONE: &str = "belum";

/// The list of skills.
pub(super) const SKILLS: &str = "keterampilan";

/// The settings that say what the badges ask for.
pub(super) const RULES: [&Setelan; 2] = [&PURWA_KELOMPOK, &MADYA_KELOMPOK];

/// What each badge asks for.
pub(super) struct Rule {
    /// The skills of each group, those of no group under the empty name.
    groups: BTreeMap<String, BTreeSet<String>>,
    purwa: Asked,
    madya: Asked,
}

/// Groups that must be complete, and how many of the others.
struct Asked {
    groups: Vec<String>,
    others: usize,
}

impl Asked {
    /// Reads `pengelolaan; bayi-balita; 1`: names of groups, and a number of others.
    fn read(conn: &Connection, setelan: &Setelan) -> rusqlite::Result<Asked> {
        let kept = settings::kept(conn, setelan)?;
        let mut out = Asked { groups: Vec::new(), others: 0 };
        for word in setelan.value(kept.as_deref()).split(';').map(fold).filter(|word| !word.is_empty()) {
            match word.parse::<usize>() {
                Ok(number) => out.others += number,
                Err(_) => out.groups.push(word),
            }
        }
        Ok(out)
    }

    /// True where the complete groups are enough. A group that the list does not have is never
    /// complete: a misspelt setting gives no badge away.
    fn is_met(&self, complete: &BTreeSet<&str>) -> bool {
        let others = complete.iter().filter(|group| !self.groups.iter().any(|asked| asked == *group)).count();
        self.groups.iter().all(|group| complete.contains(group.as_str())) && others >= self.others
    }
}

impl Rule {
    /// The rule as list and settings say now.
    pub fn read(conn: &Connection) -> rusqlite::Result<Rule> {
        let mut words = conn.prepare_cached(
            "SELECT golongan, kode FROM pilihan WHERE dihapus = 0 AND daftar = ? AND coalesce(aktif, 1) = 1",
        )?;
        let mut groups: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut rows = words.query([SKILLS])?;
        while let Some(row) = rows.next()? {
            let (group, code): (String, String) = (row.get(0)?, row.get(1)?);
            groups.entry(fold(&group)).or_default().insert(code);
        }
        Ok(Rule { groups, purwa: Asked::read(conn, &PURWA_KELOMPOK)?, madya: Asked::read(conn, &MADYA_KELOMPOK)? })
    }

    /// The badge of one who has shown these skills.
    fn badge(&self, shown: &BTreeSet<String>) -> &'static str {
        let complete = |skills: &BTreeSet<String>| skills.is_subset(shown);
        if !self.groups.is_empty() && self.groups.values().all(complete) {
            return "utama";
        }
        let groups = self.groups.iter().filter(|(group, skills)| !group.is_empty() && complete(skills));
        let groups: BTreeSet<&str> = groups.map(|(group, _)| group.as_str()).collect();
        if self.madya.is_met(&groups) {
            "madya"
        } else if self.purwa.is_met(&groups) {
            "purwa"
        } else {
            NONE
        }
    }

    /// Gives one kader the badge that follows from the skills on record.
    pub fn give(&self, conn: &Connection, kader: i64) -> rusqlite::Result<()> {
        let mut skills = conn.prepare_cached("SELECT keterampilan FROM kecakapan WHERE dihapus = 0 AND kader = ?")?;
        let shown = skills.query_map([kader], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        write(conn, kader, self.badge(&shown))
    }
}

fn write(conn: &Connection, kader: i64, badge: &str) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE kader SET tanda = ?2 WHERE id = ?1 AND tanda <> ?2")?
        .execute(params![kader, badge])
        .map(drop)
}

/// Gives every kader the badge anew: after the list of skills or a setting changed.
pub(super) fn give_all(conn: &Connection) -> rusqlite::Result<()> {
    let rule = Rule::read(conn)?;
    let mut shown: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
    let mut skills = conn
        .prepare("SELECT kader, keterampilan FROM kecakapan WHERE dihapus = 0 AND kader IS NOT NULL ORDER BY kader")?;
    let mut rows = skills.query([])?;
    while let Some(row) = rows.next()? {
        shown.entry(row.get(0)?).or_default().insert(row.get(1)?);
    }
    for (kader, skills) in &shown {
        write(conn, *kader, rule.badge(skills))?;
    }
    let nothing = rule.badge(&BTreeSet::new());
    conn.execute(
        "UPDATE kader SET tanda = ?1 WHERE tanda <> ?1 \
         AND NOT EXISTS (SELECT 1 FROM kecakapan c WHERE c.dihapus = 0 AND c.kader = kader.id)",
        [nothing],
    )?;
    Ok(())
}

#[cfg(test)]
mod tests;
