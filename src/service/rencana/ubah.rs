//! Lines changed together: shared out, joined, moved, repriced.
//!
//! * **Owns** the arithmetic of sharing: parts of whole rupiah and whole units that add up.
//! * **Imports** the helpers beside it.
//! * **Never** divides money by floating point.

use super::{Done, No, STEP, covered, fresh, home, keep, last_place, line_of, lines_of, link, no, plan_of};
use crate::base::id::RecordId;
use crate::base::money::MOST;
use crate::base::words::text;
use crate::entity::{POSYANDU, RENCANA, Record, Value};
use crate::request::plan::{Share, months};
use crate::request::{Act, Change};
use crate::store::Store;

/// Shares a whole out by weights: every part is within one of its exact share, and they add up to
/// the whole (largest remainders; ties go to the first).
pub(super) fn shares(whole: i64, weights: &[i64]) -> Vec<i64> {
    let sum: i128 = weights.iter().map(|weight| i128::from((*weight).max(0))).sum();
    if sum == 0 || whole <= 0 {
        return vec![0; weights.len()];
    }
    let exact = weights.iter().map(|weight| i128::from(whole) * i128::from((*weight).max(0)));
    let mut parts: Vec<(i64, i128)> =
        exact.map(|share| (i64::try_from(share / sum).unwrap_or(0), share % sum)).collect();
    let mut left = whole - parts.iter().map(|(part, _)| part).sum::<i64>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(parts.get(*at).map_or(0, |(_, rest)| *rest)));
    for at in order {
        if left == 0 {
            break;
        }
        if let Some((part, rest)) = parts.get_mut(at).filter(|(_, rest)| *rest > 0) {
            *part += 1;
            *rest = 0;
            left -= 1;
        }
    }
    parts.into_iter().map(|(part, _)| part).collect()
}

pub(super) fn split(store: &mut Store, id: RecordId, share: Share) -> Done {
    let old = line_of(store, id)?;
    // Follow-up figures belong to the line as a whole; a line that has them is not shared out.
    followed_up(&old)?;
    let weigh = |(id, name, posyandu, kader): (RecordId, String, i64, i64)| {
        let weight = match share {
            Share::Evenly => 1,
            Share::ByPosyandu => posyandu,
            Share::ByKader => kader,
        };
        (weight > 0).then(|| (Value::link(id, name), weight))
    };
    let desa: Vec<(Value, i64)> = store.weights_by_desa()?.into_iter().filter_map(weigh).collect();
    if !old.get("desa").is_empty() || desa.len() < 2 {
        return Err(no(
            "tidak-terbagi",
            text(
                "{0} tidak dapat dibagi: kegiatan sudah milik satu desa, atau kurang dari dua desa yang berhak.",
                "{0} cannot be shared out: it is of one desa already, or fewer than two desa have a share.",
            )
            .with([old.title()]),
            text(
                "Bagi rata, atau pilih kegiatan untuk seluruh kecamatan.",
                "Share evenly, or choose a line of the whole kecamatan.",
            ),
        ));
    }
    let parts = parts(&old, &desa);
    let mut changes: Vec<Change> = parts.iter().cloned().map(Change::Put).collect();
    changes.extend(handed_on(store, &old, &parts)?);
    changes.push(Change::Delete(&RENCANA, old.id, old.version));
    keep(store, Act::EditMany, format!("{}: dibagi per desa", old.title()), changes)
}

/// The parts of a line, one a desa by its weight; a desa whose part would be nothing gets none.
fn parts(old: &Record, desa: &[(Value, i64)]) -> Vec<Record> {
    let weights: Vec<i64> = desa.iter().map(|(_, weight)| *weight).collect();
    let amount = old.get("jumlah").as_int();
    // One of something ("1 paket") has no parts to hand out: its money has.
    let by_amount = old.get("volume").as_int() == Some(1) && amount.is_some_and(|amount| amount > 0);
    let volume = old.get("volume").as_int().filter(|_| !by_amount);
    let shared = |whole: Option<i64>| whole.map(|whole| shares(whole, &weights));
    let (volumes, amounts) = (shared(volume), shared(amount));
    let of = |parts: &Option<Vec<i64>>, at: usize| parts.as_ref().and_then(|parts| parts.get(at).copied());
    let mut out = Vec::new();
    for (at, (place, _)) in desa.iter().enumerate() {
        let mut line = fresh(out.len());
        for field in RENCANA.typed() {
            line.set(field.name, old.get(field.name).clone());
        }
        line.set("desa", place.clone());
        if by_amount {
            ["volume", "satuan", "harga_satuan"].into_iter().for_each(|field| line.set(field, Value::Empty));
        }
        if let Some(volume) = of(&volumes, at) {
            line.set("volume", volume);
        }
        match (of(&volumes, at), line.get("harga_satuan").as_int()) {
            (Some(volume), Some(price)) => line.set("jumlah", volume.saturating_mul(price)),
            _ => line.set("jumlah", of(&amounts, at).map_or(Value::Empty, Value::Int)),
        }
        let nothing = line.get("jumlah").as_int() == Some(0) && amount.is_some_and(|amount| amount > 0)
            || line.get("volume").as_int() == Some(0) && volume.is_some_and(|volume| volume > 0);
        if !nothing {
            out.push(line);
        }
    }
    out
}

/// What a line covered goes with the part of its desa; what has none, with the first part.
fn handed_on(store: &Store, old: &Record, parts: &[Record]) -> Result<Vec<Change>, No> {
    let mut out = Vec::new();
    for known in covered(store, old.id)? {
        let mut place = known.get("desa").as_link().map(|link| link.id);
        if let Some(posyandu) = known.get("posyandu").as_link() {
            let record = store.get(&POSYANDU, posyandu.id)?;
            place = record.and_then(|record| record.get("desa").as_link().map(|link| link.id)).or(place);
        }
        let of = |part: &&Record| part.get("desa").as_link().map(|link| link.id) == place;
        if let Some(part) = parts.iter().find(|part| place.is_some() && of(part)).or_else(|| parts.first()) {
            out.push(Change::Put(known.with("rencana", link(part))));
        }
    }
    Ok(out)
}

/// A line whose money was accepted or spent is not taken apart.
fn followed_up(line: &Record) -> Result<(), No> {
    let moved = ["jumlah_disetujui", "realisasi_fisik", "realisasi_anggaran"];
    if moved.into_iter().all(|field| line.get(field).is_empty()) {
        return Ok(());
    }
    Err(no(
        "sudah-berjalan",
        text("{0} sudah disetujui atau berjalan.", "{0} was accepted or has begun.").with([line.title()]),
        text("Kosongkan persetujuan dan realisasinya dahulu.", "Empty what was accepted and spent first."),
    ))
}

pub(super) fn join(store: &mut Store, ids: &[RecordId]) -> Done {
    let lines = lines_of(store, ids)?;
    let [first, rest @ ..] = lines.as_slice() else { return keep(store, Act::EditMany, String::new(), Vec::new()) };
    let same = |field: &str| rest.iter().all(|line| line.get(field) == first.get(field));
    if rest.is_empty() || !["naskah", "bidang", "sumber_dana"].into_iter().all(same) {
        return Err(no(
            "tidak-tergabung",
            text(
                "Yang digabung harus paling sedikit dua kegiatan dari satu bidang dan satu sumber dana.",
                "At least two lines of one bidang and one source of funds can be joined.",
            ),
            text("Pilih kegiatan yang sebidang dan sesumber.", "Choose lines of one bidang and source."),
        ));
    }
    for line in &lines {
        followed_up(line)?;
    }
    let sum = |field: &str| {
        let known: Vec<i64> = lines.iter().filter_map(|line| line.get(field).as_int()).collect();
        (!known.is_empty()).then(|| known.iter().map(|n| i128::from(*n)).sum::<i128>())
    };
    let amount = sum("jumlah");
    if amount.is_some_and(|amount| amount > i128::from(MOST)) {
        return Err(no(
            "jumlah-terlalu-besar",
            text("Jumlah gabungannya melebihi 999 triliun.", "Joined they are above 999 trillion."),
            text("Gabungkan lebih sedikit kegiatan.", "Join fewer lines."),
        ));
    }
    let whole = |value: Option<i128>| value.and_then(|n| i64::try_from(n).ok()).map_or(Value::Empty, Value::Int);
    let mut one = first.clone();
    if same("harga_satuan") && same("satuan") && lines.iter().all(|line| !line.get("volume").is_empty()) {
        one.set("volume", whole(sum("volume")));
    } else {
        ["volume", "satuan", "harga_satuan"].into_iter().for_each(|field| one.set(field, Value::Empty));
    }
    one.set("jumlah", whole(amount));
    for field in ["desa", "posyandu", "lokasi"] {
        if !same(field) {
            one.set(field, Value::Empty);
        }
    }
    let marked = lines.iter().fold(0, |bits, line| bits | months(line).bits());
    one.set("bulan", if marked == 0 { Value::Empty } else { Value::Int(marked) });
    let mut changes = vec![Change::Put(one)];
    for line in rest {
        for known in covered(store, line.id)? {
            changes.push(Change::Put(known.with("rencana", link(first))));
        }
        changes.push(Change::Delete(&RENCANA, line.id, line.version));
    }
    keep(store, Act::EditMany, format!("{}: gabungan {}", first.title(), lines.len()), changes)
}

pub(super) fn move_to(store: &mut Store, ids: &[RecordId], bidang: &str) -> Done {
    let lines = lines_of(store, ids)?;
    let Some(first) = lines.first() else { return keep(store, Act::EditMany, String::new(), Vec::new()) };
    let plan = plan_of(store, home(first))?;
    let mut place = last_place(&plan.lines, bidang);
    let mut changes = Vec::new();
    for line in lines.iter().filter(|line| line.text("bidang") != bidang) {
        place += STEP;
        changes.push(Change::Put(line.clone().with("bidang", bidang).with("urutan", place)));
    }
    keep(store, Act::EditMany, first.title(), changes)
}

pub(super) fn shift(store: &mut Store, id: RecordId, by: i64) -> Done {
    let line = line_of(store, id)?;
    let plan = plan_of(store, home(&line))?;
    let mut group: Vec<Record> =
        plan.lines.into_iter().filter(|other| other.text("bidang") == line.text("bidang")).collect();
    let Some(at) = group.iter().position(|other| other.id == id) else { return Err(super::gone(&RENCANA)) };
    let to = if by < 0 { at.checked_sub(1) } else { Some(at + 1) };
    match to.filter(|to| *to < group.len()) {
        Some(to) => group.swap(at, to),
        None => {
            return Err(no(
                "sudah-di-ujung",
                text("{0} sudah di ujung bidangnya.", "{0} is at the end of its bidang.").with([line.title()]),
                text("Pindahkan ke bidang lain bila perlu.", "Move it to another bidang if need be."),
            ));
        }
    }
    // Lines that were never put in order get their places now.
    let mut changes = Vec::new();
    let mut place = 0;
    for other in group {
        place += STEP;
        if other.get("urutan").as_int() != Some(place) {
            changes.push(Change::Put(other.with("urutan", place)));
        }
    }
    keep(store, Act::EditMany, line.title(), changes)
}

pub(super) fn reprice(store: &mut Store, ids: &[RecordId], change: i64) -> Done {
    let lines = lines_of(store, ids)?;
    let Some(first) = lines.first() else { return keep(store, Act::EditMany, String::new(), Vec::new()) };
    let subject = format!("{}: harga {}", first.title(), percent(change));
    let mut changes = Vec::new();
    for line in &lines {
        let scaled = |field: &str| {
            let old = i128::from(line.get(field).as_int()?);
            let new = (old * i128::from(10_000 + change) + 5_000).div_euclid(10_000);
            i64::try_from(new).ok().filter(|new| (0..=MOST).contains(new))
        };
        let mut new = line.clone();
        if line.get("harga_satuan").is_empty() {
            let Some(amount) = scaled("jumlah") else { continue };
            new.set("jumlah", amount);
        } else {
            let Some(price) = scaled("harga_satuan") else {
                return Err(no(
                    "harga-di-luar-batas",
                    text("Harga satuan {0} keluar dari batas.", "The unit price of {0} leaves its bounds.")
                        .with([line.title()]),
                    text("Pilih persen yang lebih kecil.", "Choose a smaller percentage."),
                ));
            };
            new.set("harga_satuan", price);
            if let Some(amount) = crate::entity::rencana::product(&new) {
                new.set("jumlah", amount);
            }
        }
        changes.push(Change::Put(new));
    }
    keep(store, Act::EditMany, subject, changes)
}

fn percent(change: i64) -> String {
    let sign = if change < 0 { "-" } else { "+" };
    let (whole, rest) = (change.abs() / 100, change.abs() % 100);
    if rest == 0 { format!("{sign}{whole}%") } else { format!("{sign}{whole},{rest:02}%") }
}
