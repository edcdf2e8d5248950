//! Commands that change: buat, contoh, batal, cadangkan, pulihkan.
//!
//! * **Owns** what they print.
//! * **Imports** the store, the services.
//! * **Never** changes a record but through them.

use std::io::{BufRead, IsTerminal};
use std::path::Path;

use serde_json::json;

use super::Fail;
use super::args::{Global, Sure};
use super::say::Say;
use crate::base::words::text;
use crate::request::{BatchId, Trouble};
use crate::service::buat;
use crate::service::contoh::{self, Sample};
use crate::store::{Compared, Opening, Outcome, Store};

/// Opens the data file.
pub(super) fn open(global: &Global) -> Result<Store, Fail> {
    Ok(Store::open(&global.file, &Opening::by(&global.actor))?)
}

/// `buat`: nothing is left behind where it fails.
pub(super) fn begin(global: &Global, kode: &str, say: &mut Say) -> Result<u8, Fail> {
    let kode = buat::kecamatan(kode)?.to_string();
    let mut store = Store::create(&global.file, &Opening::by(&global.actor))?;
    let saved = buat::begin(&mut store, &kode).inspect_err(|_| drop(std::fs::remove_file(&global.file)))?;
    let subject =
        store.batch(BatchId(saved.batch.map_or(0, |id| id.0)))?.map(|batch| batch.subject).unwrap_or_default();
    let desa = saved.count.saturating_sub(1);
    let path = global.file.display().to_string();
    if global.json {
        say.json(&json!({"berkas": path, "wilayah": kode, "nama": subject, "desa": desa}))?;
    } else {
        say.phrase(&text("Berkas baru: {0}", "New file: {0}").with([path]));
        say.phrase(
            &text("{0}: {1} desa/kelurahan terisi.", "{0}: {1} desa/kelurahan filled in.")
                .with([subject, desa.to_string()]),
        );
    }
    Ok(0)
}

/// `contoh`
pub(super) fn sample(global: &Global, kecamatan: usize, seed: u64, say: &mut Say) -> Result<u8, Fail> {
    let sample = Sample::of(kecamatan, seed);
    let mut store = Store::create(&global.file, &sample.opening(&global.actor))?;
    let count = contoh::fill(&mut store, &sample).inspect_err(|_| drop(std::fs::remove_file(&global.file)))?;
    let path = global.file.display().to_string();
    if global.json {
        say.json(&json!({"berkas": path, "kecamatan": kecamatan, "benih": seed, "catatan": count}))?;
    } else {
        say.phrase(
            &text("Berkas contoh: {0} ({1} catatan buatan).", "Sample file: {0} ({1} made-up records).")
                .with([path, count.to_string()]),
        );
    }
    Ok(0)
}

/// `batal`
pub(super) fn undo(global: &Global, batch: i64, say: &mut Say) -> Result<u8, Fail> {
    let mut store = open(global)?;
    match store.undo(BatchId(batch))? {
        Outcome::Saved(saved) => {
            let number = saved.batch.map(|id| id.0);
            if global.json {
                say.json(&json!({"dibatalkan": batch, "batch": number, "jumlah": saved.count}))?;
            } else {
                let facts = [batch.to_string(), saved.count.to_string(), number.unwrap_or_default().to_string()];
                say.phrase(
                    &text(
                        "Perubahan {0} dibatalkan: {1} catatan (tercatat sebagai {2}).",
                        "Batch {0} undone: {1} records (kept as {2}).",
                    )
                    .with(facts),
                );
            }
            Ok(0)
        }
        Outcome::Refused(problems) => {
            let first = problems.into_iter().next();
            let trouble = match first {
                Some(problem) => Trouble::new("BATAL-DITOLAK", problem.text, problem.advice),
                None => Trouble::inner("undo refused without a reason"),
            };
            Err(Fail::data(trouble))
        }
        Outcome::Conflict(conflict) => Err(Fail::data(Trouble::new(
            "BATAL-DITOLAK",
            text("{0} sudah diubah oleh {1}.", "{0} was changed by {1}.")
                .with([conflict.theirs.title(), conflict.actor]),
            text("Ulangi setelah memeriksa riwayat.", "Look at the history, then repeat."),
        ))),
    }
}

/// `cadangkan`
pub(super) fn backup(global: &Global, to: Option<&Path>, say: &mut Say) -> Result<u8, Fail> {
    let store = open(global)?;
    let backup = store.backup(to)?;
    let path = backup.path.display().to_string();
    let total: usize = backup.counts.iter().map(|(_, count)| count).sum();
    if global.json {
        let counts: serde_json::Map<_, _> =
            backup.counts.iter().map(|(entity, count)| (entity.name.to_owned(), (*count).into())).collect();
        say.json(&json!({"berkas": path, "catatan": counts}))?;
    } else {
        say.phrase(
            &text("Cadangan sudah diperiksa: {0} ({1} catatan).", "Verified copy: {0} ({1} records).")
                .with([path, total.to_string()]),
        );
    }
    Ok(0)
}

/// `pulihkan`: says what differs, asks, keeps the present file.
pub(super) fn restore(global: &Global, from: &Path, sure: Sure, say: &mut Say) -> Result<u8, Fail> {
    let opening = Opening::by(&global.actor).without_copies();
    // A present file that cannot be read is what restoring is for: it is moved aside.
    let compared = Store::open(&global.file, &opening).and_then(|store| store.compare(from));
    if let Err(trouble) = &compared
        && trouble.code == crate::store::trouble::BAD_BACKUP
    {
        return Err(Fail::from(trouble.clone()));
    }
    if !global.json {
        match &compared {
            Ok(compared) => differences(compared, say),
            Err(trouble) => say.phrase(&trouble.text),
        }
    }
    if sure == Sure::Ask && !asked(say)? {
        say.phrase(&text("Tidak ada yang diubah.", "Nothing was changed.").into());
        return Ok(0);
    }
    let (_, kept) = Store::restore(&global.file, from, &opening)?;
    let kept = kept.map(|path| path.display().to_string());
    if global.json {
        say.json(
            &json!({"berkas": global.file.display().to_string(), "dari": from.display().to_string(), "disimpan": kept}),
        )?;
    } else {
        say.phrase(&text("Dipulihkan dari {0}.", "Restored from {0}.").with([from.display().to_string()]));
        if let Some(kept) = kept {
            say.phrase(&text("Berkas sebelumnya disimpan: {0}", "The file as it was is kept: {0}").with([kept]));
        }
    }
    Ok(0)
}

fn differences(compared: &Compared, say: &mut Say) {
    say.phrase(&text("Sekarang / di salinan:", "Now / in the copy:").into());
    for (entity, now, there) in &compared.counts {
        let sign = if now == there { ' ' } else { '*' };
        say.line(&format!("{sign} {:<24} {now:>8} {there:>8}", entity.label.get(say.lang)));
    }
    let (now, there) = &compared.last;
    say.phrase(&text("Perubahan terakhir: {0} / {1}", "Last change: {0} / {1}").with([now.clone(), there.clone()]));
}

fn asked(say: &mut Say) -> Result<bool, Fail> {
    let stdin = std::io::stdin();
    if !stdin.is_terminal() {
        return Err(Fail::words(Trouble::new(
            "PERLU-YA",
            text("Tanpa terminal, pemulihan tidak dapat ditanyakan.", "Without a terminal nobody can be asked."),
            text("Tambahkan --ya bila yakin.", "Add --yes if you are sure."),
        )));
    }
    say.phrase(
        &text("Ganti berkas sekarang dengan salinan ini? (y/t)", "Replace the present file by this copy? (y/n)").into(),
    );
    say.now();
    let mut answer = String::new();
    let read = stdin.lock().read_line(&mut answer);
    Ok(read.is_ok() && matches!(answer.trim().to_lowercase().as_str(), "y" | "ya" | "yes"))
}
