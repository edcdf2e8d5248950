//! Commands that look: ekspor, riwayat, periksa, dokter.
//!
//! * **Owns** what they print.
//! * **Imports** the store, the lists.
//! * **Never** changes a record.

use std::io::IsTerminal;
use std::ops::ControlFlow;
use std::path::Path;

use serde_json::json;

use super::Fail;
use super::args::{Export, Global};
use super::kerja::open;
use super::say::Say;
use crate::base::words::{Lang, text};
use crate::base::{date, place};
use crate::report::list;
use crate::request::{DoctorLine, ExportJob, Finding, Health, Progress, Reply, Request, Trouble};

/// `ekspor`
pub(super) fn export(global: &Global, export: &Export, say: &mut Say) -> Result<u8, Fail> {
    let mut store = open(global)?;
    let narrow =
        list::Narrow { search: export.search.as_deref(), desa: export.desa.as_deref(), as_of: export.as_of.as_deref() };
    let query = list::asked(&mut store, export.entity, &narrow)?;
    let as_of = query.as_of;
    let job = ExportJob {
        query,
        columns: None,
        format: export.format,
        path: export.to.clone(),
        personal: export.personal.clone(),
    };
    let mut go = |_: Progress| ControlFlow::Continue(());
    let mut how = list::Export { job: &job, comma: export.comma, progress: &mut go };
    if export.to.is_none() {
        list::write(&mut store, &mut how, say, None)?;
        return Ok(0);
    }
    if let Some((path, rows)) = list::export(&mut store, &mut how, Path::new("."))? {
        let sentence = text("{0}: {1} baris.", "{0}: {1} rows.").with([path.display().to_string(), rows.to_string()]);
        say.phrase(&sentence);
        if let Some(day) = as_of {
            say.phrase(&text("Keadaan per {0}.", "As of {0}.").with([date::long(day)]));
        }
    }
    Ok(0)
}

/// `riwayat`
pub(super) fn history(global: &Global, most: usize, say: &mut Say) -> Result<u8, Fail> {
    let store = open(global)?;
    let batches = store.batches(None, most)?;
    if global.json {
        let rows: Vec<_> = batches
            .iter()
            .map(|batch| {
                json!({
                    "batch": batch.id.0, "waktu": batch.time, "pelaku": batch.actor, "perbuatan": batch.act.code(),
                    "pokok": batch.subject, "asal": batch.origin, "jumlah": batch.count,
                    "dibatalkan": batch.undone, "dapat_dibatalkan": batch.undoable,
                })
            })
            .collect();
        say.json(&rows)?;
        return Ok(0);
    }
    for batch in &batches {
        let state = match (batch.undone, batch.undoable) {
            (true, _) => text("sudah dibatalkan", "undone"),
            (false, true) => text("dapat dibatalkan", "can be undone"),
            (false, false) => text("tetap", "stays"),
        };
        say.line(&format!(
            "{:>5}  {}  {}  {}: {}  ({}; {})",
            batch.id.0,
            batch.time.split('+').next().unwrap_or(&batch.time).replace('T', " "),
            batch.actor,
            batch.act.label().get(say.lang),
            batch.subject,
            batch.count,
            state.get(say.lang),
        ));
    }
    Ok(0)
}

/// `periksa`: every finding, also of the largest file.
pub(super) fn check(global: &Global, say: &mut Say) -> Result<u8, Fail> {
    let store = open(global)?;
    let lang = say.lang;
    let mut count = 0_usize;
    let mut before = "[\n";
    store.each_finding(&mut |finding| {
        count += 1;
        if global.json {
            say.text(before);
            before = ",\n";
            say.text(&as_json(&finding, lang).to_string());
        } else {
            say.line(&as_line(&finding, lang));
        }
        ControlFlow::Continue(())
    })?;
    if global.json {
        say.text(if count == 0 { "[]\n" } else { "\n]\n" });
    } else {
        say.phrase(&text("{0} temuan.", "{0} findings.").with([count.to_string()]));
    }
    Ok(u8::from(count > 0))
}

fn as_json(finding: &Finding, lang: Lang) -> serde_json::Value {
    json!({
        "kode": finding.code, "tingkat": finding.severity.word(), "kind": finding.entity.name, "uid": finding.uid,
        "judul": finding.title, "pesan": finding.text.get(lang), "desa_kode": finding.desa_kode,
        "posyandu_nama": finding.posyandu.as_ref().map(|(_, name)| name), "diterima": finding.passed,
    })
}

fn as_line(finding: &Finding, lang: Lang) -> String {
    let kind = finding.entity.label.get(lang);
    format!("{} {kind} {}: {}", finding.severity.sign(), finding.title, finding.text.get(lang))
}

/// `dokter`: also where there is no file yet.
pub(super) fn doctor(global: &Global, say: &mut Say) -> Result<u8, Fail> {
    let mut lines = around(global);
    match open(global) {
        Ok(mut store) => match store.serve(Request::Doctor) {
            Reply::Doctor(found) => lines.extend(found),
            Reply::Trouble(trouble) => return Err(trouble.into()),
            other => return Err(Trouble::inner(format!("{other:?}")).into()),
        },
        Err(fail) => {
            let said = fail.trouble.map(|trouble| trouble.text.get(say.lang).into_owned()).unwrap_or_default();
            let health = if global.file.exists() { Health::Sakit } else { Health::Perhatian };
            lines.push(line("Berkas data", said, health));
        }
    }
    let sick = lines.iter().any(|line| line.keadaan == Health::Sakit);
    if global.json {
        say.json(&lines)?;
    } else {
        for line in &lines {
            let sign = match line.keadaan {
                Health::Baik => ' ',
                Health::Perhatian => '!',
                Health::Sakit => 'x',
            };
            say.line(&format!("{sign} {:<28} {}", line.hal, line.nilai));
        }
    }
    Ok(if sick { 3 } else { 0 })
}

fn line(hal: &str, nilai: impl Into<String>, keadaan: Health) -> DoctorLine {
    DoctorLine { hal: hal.to_owned(), nilai: nilai.into(), keadaan }
}

/// The terminal and the places.
fn around(global: &Global) -> Vec<DoctorLine> {
    let set = |name: &str| std::env::var(name).unwrap_or_default();
    let is_terminal = std::io::stdout().is_terminal();
    let utf8 = place::locale_is_utf8();
    let (columns, rows) = if is_terminal { crate::runtime::terminal::size() } else { (0, 0) };
    let small = is_terminal && (columns < 80 || rows < 20);
    let mut lines = vec![
        line("Berkas data", global.file.display().to_string(), Health::Baik),
        line("Folder cadangan", place::backup_dir(&global.file).display().to_string(), Health::Baik),
        line("Pelaku", global.actor.clone(), Health::Baik),
        line("TERM", set("TERM"), if set("TERM") == "dumb" { Health::Perhatian } else { Health::Baik }),
        line("Huruf di luar ASCII", if utf8 { "ya (UTF-8)" } else { "tidak; garis memakai ASCII" }, Health::Baik),
        line("Tanpa warna (NO_COLOR)", if place::no_color() { "ya" } else { "tidak" }, Health::Baik),
    ];
    if is_terminal {
        lines.push(line(
            "Ukuran layar",
            format!("{columns}x{rows}"),
            if small { Health::Perhatian } else { Health::Baik },
        ));
    }
    lines
}
