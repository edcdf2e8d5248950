//! The decisions about a file as a draft: a hung-up line loses none of them.
//!
//! * **Owns** how decisions are written into a draft and read from it.
//! * **Imports** the shapes of a draft and of an import.
//! * **Never** trusts a draft: what cannot be read is left out, and the file is planned anew.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::base::words::{Lang, text};
use crate::request::{Absence, At, Draft, ImportJob};

/// The kind of such a draft, beside those of records.
pub(super) const KIND: &str = "impor";

const ABSENCES: &[(Absence, &str)] = &[
    (Absence::Leave, "biarkan"),
    (Absence::Closed, "tutup"),
    (Absence::Moved, "pindah"),
    (Absence::Forgotten, "terlupa"),
];

/// The key of the draft of a file; two pasted blocks have the same name, but not the same text.
pub(super) fn key(job: &ImportJob) -> String {
    let name = format!("{KIND}:{}:{}", job.kind, job.file);
    match &job.text {
        Some(text) => {
            let mut hasher = DefaultHasher::new();
            text.hash(&mut hasher);
            format!("{name}:{:016x}", hasher.finish())
        }
        None => name,
    }
}

fn place(at: At) -> String {
    format!("{}/{}", at.table, at.row)
}

fn at(words: &str) -> Option<At> {
    let (table, row) = words.split_once('/')?;
    Some(At { table: table.parse().ok()?, row: row.parse().ok()? })
}

/// The draft of an import with so many decisions.
pub(super) fn draft(job: &ImportJob, decided: usize, actor: &str, lang: Lang) -> Draft {
    let said = &job.decisions;
    let mut fields = vec![("berkas".to_owned(), job.file.clone()), ("ke".to_owned(), job.kind.clone())];
    let mut put = |key: String, value: &str| fields.push((key, value.to_owned()));
    if let Some(text) = &job.text {
        put("teks".to_owned(), text);
    }
    if let Some(sheet) = &job.sheet {
        put("lembar".to_owned(), sheet);
    }
    if let Some(reason) = &job.reason {
        put("alasan".to_owned(), reason);
    }
    if job.create_posyandu {
        put("buat-posyandu".to_owned(), "");
    }
    if let Some(year) = job.year {
        put("tahun".to_owned(), &year.to_string());
    }
    for (n, (heading, field)) in job.mapping.iter().enumerate() {
        put(format!("kolom {n:04} {field}"), heading);
    }
    said.refused_rows.iter().for_each(|at| put(format!("baris {}", place(*at)), ""));
    said.refused_fields.iter().for_each(|field| put(format!("isian {field}"), ""));
    said.refused_cells.iter().for_each(|(at, field)| put(format!("sel {} {field}", place(*at)), ""));
    said.refused_desa.iter().for_each(|kode| put(format!("lepas-desa {kode}"), ""));
    said.mended.iter().for_each(|((at, column), value)| put(format!("betul {} {column}", place(*at)), value));
    said.passed.iter().for_each(|(at, reason)| put(format!("lolos {}", place(*at)), reason));
    for (at, meant) in &said.meant {
        put(format!("maksud {}", place(*at)), meant.as_deref().unwrap_or(""));
    }
    said.desa.iter().for_each(|(said, kode)| put(format!("ejaan {said}"), kode));
    for (uid, answer) in &said.absent {
        let word = ABSENCES.iter().find(|(known, _)| known == answer).map_or("", |(_, word)| word);
        put(format!("tidak-ada {uid}"), word);
    }
    let name = job.file.rsplit(['/', '\\']).next().unwrap_or("").to_owned();
    let title = text("Impor {0}: {1} keputusan", "Import {0}: {1} decisions").with([name, decided.to_string()]);
    Draft {
        key: key(job),
        entity: KIND.to_owned(),
        fields: fields.into_iter().collect(),
        title: title.get(lang).into_owned(),
        actor: actor.to_owned(),
        ..Draft::default()
    }
}

/// The import of a draft; `None` where it is of something else.
pub(super) fn job(draft: &Draft) -> Option<ImportJob> {
    if draft.entity != KIND {
        return None;
    }
    let whole = |key: &str| draft.fields.get(key).cloned();
    let mut job = ImportJob {
        file: whole("berkas")?,
        kind: whole("ke")?,
        text: whole("teks"),
        sheet: whole("lembar"),
        reason: whole("alasan"),
        year: whole("tahun").and_then(|year| year.parse().ok()),
        create_posyandu: draft.fields.contains_key("buat-posyandu"),
        ..ImportJob::default()
    };
    for (key, value) in &draft.fields {
        let Some((deed, rest)) = key.split_once(' ') else { continue };
        let _ = read(&mut job, deed, rest, value);
    }
    Some(job)
}

/// One line of a draft; `None` where it says nothing that is known.
fn read(job: &mut ImportJob, deed: &str, rest: &str, value: &str) -> Option<()> {
    let said = &mut job.decisions;
    let value = value.to_owned();
    match deed {
        "kolom" => job.mapping.push((value, rest.split_once(' ')?.1.to_owned())),
        "baris" => _ = said.refused_rows.insert(at(rest)?),
        "isian" => _ = said.refused_fields.insert(rest.to_owned()),
        "sel" => {
            let (place, field) = rest.split_once(' ')?;
            said.refused_cells.insert((at(place)?, field.to_owned()));
        }
        "lepas-desa" => _ = said.refused_desa.insert(rest.to_owned()),
        "betul" => {
            let (place, column) = rest.split_once(' ')?;
            said.mended.insert((at(place)?, column.parse().ok()?), value);
        }
        "lolos" => _ = said.passed.insert(at(rest)?, value),
        "maksud" => _ = said.meant.insert(at(rest)?, Some(value).filter(|uid| !uid.is_empty())),
        "ejaan" => _ = said.desa.insert(rest.to_owned(), value),
        "tidak-ada" => {
            let (answer, _) = ABSENCES.iter().find(|(_, word)| *word == value)?;
            said.absent.insert(rest.to_owned(), *answer);
        }
        _ => return None,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_decision_survives_the_way_through_a_draft() {
        let here = At { table: 1, row: 17 };
        let mut job = ImportJob {
            file: "/kantor/Data kader.xlsx".into(),
            text: Some("nama\tnik\nSiti\t\n".into()),
            kind: "kader".into(),
            sheet: Some("Kader 2026".into()),
            reason: Some("sesuai KTP".into()),
            year: Some(2027),
            create_posyandu: true,
            mapping: vec![("NO HP".into(), "no_hp".into()), ("HP 2".into(), "-".into())],
            ..ImportJob::default()
        };
        let said = &mut job.decisions;
        said.refused_rows.insert(here);
        said.refused_fields.insert("alamat".into());
        said.refused_cells.insert((here, "no_hp".into()));
        said.refused_desa.insert("62.03.99.2001".into());
        said.mended.insert((here, 3), "6203995003850001".into());
        said.mended.insert((here, 4), String::new());
        said.passed.insert(here, "sesuai KTP".into());
        said.meant.insert(here, Some("u-1".into()));
        said.meant.insert(At { table: 0, row: 2 }, None);
        said.desa.insert("Slat Hilr ke dua".into(), "62.03.99.2001".into());
        said.absent.insert("m 1".into(), Absence::Moved);
        let kept = draft(&job, 9, "siti", Lang::Id);
        assert_eq!(kept.title, "Impor Data kader.xlsx: 9 keputusan");
        assert_eq!(super::job(&kept), Some(job));
    }

    #[test]
    fn a_draft_that_cannot_be_read_decides_nothing() {
        let mut kept = draft(&ImportJob { file: "a".into(), ..ImportJob::default() }, 0, "siti", Lang::Id);
        for key in ["baris x", "sel 1/2", "betul 1 2", "apa saja", "tidak-ada u"] {
            kept.fields.insert(key.into(), "?".into());
        }
        assert_eq!(super::job(&kept).map(|job| *job.decisions), Some(crate::request::Decisions::default()));
        assert_eq!(super::job(&Draft::default()), None);
    }
}
