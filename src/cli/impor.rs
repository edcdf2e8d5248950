//! `impor`: what is printed of an import, and the file of rows to be mended.
//!
//! * **Owns** the lines for people, the JSON of the contract, `--keluar-masalah`.
//! * **Imports** the intake, the writers of lists.
//! * **Never** decides what is taken.

use std::collections::BTreeMap;
use std::path::Path;

use super::Fail;
use super::args::{Global, Import};
use super::kerja::open;
use super::say::Say;
use crate::base::words::text;
use crate::intake::{self, Taken};
use crate::report::mend;
use crate::request::{ImportJob, ImportReport};

/// How many rows of one kind of problem are shown to people; JSON has all.
const SHOWN: usize = 10;

pub(super) fn import(global: &Global, import: &Import, say: &mut Say) -> Result<u8, Fail> {
    let mut store = open(global)?;
    let mut taken: Vec<Taken> = Vec::new();
    for file in &import.files {
        let job = ImportJob { file: file.clone(), ..import.job.clone() };
        taken.extend(intake::run(&mut store, import.entity, &job, say.lang)?);
    }
    if let Some(path) = &import.job.problems_to {
        mend::write(&intake::mend::sheets(taken.iter().map(|taken| &taken.left)), Path::new(path), say.lang)?;
    }
    let reports: Vec<&ImportReport> = taken.iter().map(|taken| &taken.report).collect();
    if global.json {
        match reports.as_slice() {
            [one] if import.files.len() == 1 => say.json(one)?,
            several => say.json(&several)?,
        }
    } else {
        taken.iter().for_each(|taken| print(taken, &import.job, say));
    }
    let no = reports.iter().any(|report| report.ditolak > 0 || report.ditolak_seluruhnya.is_some());
    if no { Err(Fail::reported()) } else { Ok(0) }
}

fn print(taken: &Taken, job: &ImportJob, say: &mut Say) {
    let report = &taken.report;
    let name = intake::file_name(&report.berkas);
    let sheet = if report.lembar.is_empty() { String::new() } else { format!(" · {}", report.lembar) };
    if let Some(why) = &report.ditolak_seluruhnya {
        say.line(&format!("{name}{sheet}: {why}"));
        return;
    }
    let facts = [report.baris_judul.unwrap_or_default().to_string(), report.ke.clone()];
    let head = text("judul di baris {0}, ke {1}", "headings in row {0}, to {1}").with(facts).get(say.lang).into_owned();
    say.line(&format!("{name}{sheet}: {head}"));
    let counts = [report.baris, report.baru, report.berubah, report.sama, report.ditolak, report.dilewati.len()];
    say.phrase(
        &text(
            "  {0} baris = {1} baru + {2} berubah + {3} sama + {4} ditolak     {5} dilewati",
            "  {0} rows = {1} new + {2} changed + {3} same + {4} rejected     {5} skipped",
        )
        .with(counts.map(|count| count.to_string())),
    );
    if !report.kolom_tak_dipakai.is_empty() {
        let unused = report.kolom_tak_dipakai.join(", ");
        say.phrase(&text("  Kolom tidak dipakai: {0}", "  Columns not used: {0}").with([unused]));
    }
    if !taken.remembered.is_empty() {
        let columns: Vec<String> =
            taken.remembered.iter().map(|(heading, field)| format!("{heading} = {field}")).collect();
        say.phrase(
            &text(
                "  Kolom dibaca seperti dipilih dahulu untuk susunan ini: {0}",
                "  Columns read as chosen before for this layout: {0}",
            )
            .with([columns.join(", ")]),
        );
    }
    problems(report, say);
    if report.ragu > 0 {
        say.phrase(
            &text(
                "  {0} dari yang ditolak ragu: catatan mana yang dimaksud belum jelas.",
                "  {0} of the rejected are in doubt: it is not clear which record is meant.",
            )
            .with([report.ragu.to_string()]),
        );
    }
    missing(report, say);
    let outcome = match (report.batch, report.baru + report.berubah) {
        (Some(batch), _) => text(
            "  Disimpan sebagai perubahan {0}; dibatalkan dengan: pembina batal {0}",
            "  Kept as batch {0}; undo with: pembina undo {0}",
        )
        .with([batch.to_string()]),
        (None, 0) => text("  Tidak ada yang perlu diubah.", "  Nothing to change.").into(),
        (None, _) if job.dry_run => {
            text("  Hanya diperiksa; tidak ada yang disimpan.", "  Only looked at; nothing was kept.").into()
        }
        (None, _) => text(
            "  Tidak ada yang disimpan: betulkan barisnya, atau ulangi dengan --sebagian.",
            "  Nothing was kept: mend the rows, or repeat with --partial.",
        )
        .into(),
    };
    say.phrase(&outcome);
}

/// What the file does not mention: how many, and the first of them.
fn missing(report: &ImportReport, say: &mut Say) {
    if report.tidak_ada.is_empty() {
        return;
    }
    let first: Vec<&str> = report.tidak_ada.iter().take(SHOWN).map(String::as_str).collect();
    let more = if report.tidak_ada.len() > SHOWN { " ..." } else { "" };
    let facts = [report.tidak_ada.len().to_string(), format!("{}{more}", first.join("; "))];
    say.phrase(
        &text(
            "  Tercatat di sini tetapi tidak ada di berkas ({0}): {1}",
            "  On record here but not in the file ({0}): {1}",
        )
        .with(facts),
    );
}

/// The problems, by kind: the first rows of each.
fn problems(report: &ImportReport, say: &mut Say) {
    let mut kinds: BTreeMap<(&str, &str), Vec<&crate::request::ImportProblem>> = BTreeMap::new();
    for problem in &report.masalah {
        kinds.entry((problem.tingkat.as_str(), problem.kode.as_str())).or_default().push(problem);
    }
    for ((weight, code), found) in kinds {
        let sign = if weight == "peringatan" { '!' } else { 'x' };
        say.line(&format!("  {sign} {code}: {}", found.len()));
        for problem in found.iter().take(SHOWN) {
            let row = text("baris {0}", "row {0}").with([problem.baris.to_string()]).get(say.lang).into_owned();
            say.line(&format!("      {row}: {} {}", problem.pesan, problem.saran));
        }
        if found.len() > SHOWN {
            let rest = (found.len() - SHOWN).to_string();
            say.phrase(
                &text("      ... dan {0} lagi (semuanya dengan --json)", "      ... and {0} more (all with --json)")
                    .with([rest]),
            );
        }
    }
}
