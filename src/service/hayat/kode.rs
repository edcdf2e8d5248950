//! A desa's code changes, or part of its Posyandu goes to a new desa.
//!
//! The desa keeps its id and so everything that points to it; the old code is kept with its last
//! day, and numbers of registration that begin with it stay known. Which numbers must be asked for
//! anew is told, never changed: the new number comes from Kemendagri.

use jiff::ToSpan;

use super::{No, Ready, error, link, present};
use crate::base::date;
use crate::base::id::RecordId;
use crate::base::words::text;
use crate::entity::posyandu::BERAKHIR;
use crate::entity::setelan::POLA_REGISTRASI;
use crate::entity::value::{Hand, Reading};
use crate::entity::{DESA, KODE_DESA, POSYANDU, Record, Value};
use crate::request::hidup::{Consequences, RecodeWork};
use crate::request::{Act, Batch, Change};
use crate::store::Store;

pub(super) fn ready(store: &Store, work: &RecodeWork) -> Result<Ready, No> {
    let desa = present(store, &DESA, work.desa)?;
    let work = RecodeWork { code: code_of(store, work)?, ..work.clone() };
    let before = store.pointing(&KODE_DESA, "desa", desa.id)?;
    check(store, &work, &desa, &before)?;
    let places = store.pointing(&POSYANDU, "desa", desa.id)?;
    match &work.split {
        None => {
            let renumber = to_renumber(store, &places, &work.code);
            Ok(recoded(&work, desa, &before, renumber))
        }
        Some((name, chosen)) => {
            let moving: Vec<Record> = places.into_iter().filter(|place| chosen.contains(&place.id)).collect();
            let renumber = to_renumber(store, &moving, &work.code);
            split(&work, &desa, (name, chosen), (moving, renumber))
        }
    }
}

/// The code as it is kept.
fn code_of(store: &Store, work: &RecodeWork) -> Result<String, No> {
    let words = store.words();
    let reading = Reading { today: store.today(), words: &words, hand: Hand::Typed };
    let kind = DESA.field("kode").map(|field| field.kind);
    match kind.map(|kind| kind.parse(&work.code, &reading)) {
        Some(Ok(Value::Text(code))) if !code.is_empty() => Ok(code),
        Some(Err(problem)) => Err(problem.at("kode").into()),
        _ => {
            let said = text("Kode yang baru belum diisi.", "The new code was not filled in.");
            let advice = text("Tulis kode wilayah sepuluh angka.", "Write the ten digits of the region's code.");
            Err(error("kode-belum-diisi", said, advice).at("kode").into())
        }
    }
}

fn check(store: &Store, work: &RecodeWork, desa: &Record, before: &[Record]) -> Result<(), No> {
    if work.date > store.today() {
        let said = text("Tanggal {0} belum terjadi.", "The date {0} has not come yet.").with([date::show(work.date)]);
        let advice = text("Catat pada harinya atau sesudahnya.", "Enter it on its day or later.");
        return Err(error("kode-di-depan", said, advice).at("mulai").into());
    }
    if work.basis.trim().is_empty() {
        let said = text("Dasar hukumnya belum diisi.", "The regulation was not filled in.");
        let advice = text("Tulis peraturan yang mengubah kode itu.", "Write the regulation that changed the code.");
        return Err(error("dasar-belum-diisi", said, advice).at("dasar").into());
    }
    if work.code == desa.text("kode") {
        let said = text("{0} sudah berkode {1}.", "{0} has the code {1} already.");
        let said = said.with([desa.title(), work.code.clone()]);
        return Err(error("kode-sama", said, text("Tulis kode yang baru.", "Write the new code.")).at("kode").into());
    }
    let last = before.iter().filter_map(|code| code.get("selesai").as_date()).max();
    // The old code held at least one day after the one before it.
    if let Some(last) = last.filter(|last| work.split.is_none() && work.date.saturating_sub(1.day()) <= *last) {
        let said = text("Kode lama {0} berlaku sampai {1}.", "The former code of {0} held until {1}.");
        let advice = text("Pakai tanggal sesudahnya.", "Use a later day.");
        let said = said.with([desa.title(), date::show(last)]);
        return Err(error("kode-sebelum-yang-terakhir", said, advice).at("mulai").into());
    }
    Ok(())
}

/// The numbers that do not begin with a code, of those that go on.
fn to_renumber(store: &Store, places: &[Record], code: &str) -> Vec<(RecordId, String)> {
    let pola = store.words().pola(&POLA_REGISTRASI);
    let concerned = places.iter().filter(|place| !BERAKHIR.contains(&place.text("status")));
    let numbered = concerned.filter(|place| {
        let number = place.text("nomor_registrasi");
        !number.is_empty() && !pola.as_ref().is_some_and(|pola| pola.is_of(number, code))
    });
    numbered.map(|place| (place.id, format!("{}, {}", place.title(), place.text("nomor_registrasi")))).collect()
}

fn batch(work: &RecodeWork, subject: String, changes: Vec<Change>) -> Batch {
    Batch {
        act: Act::EditMany,
        subject,
        origin: "layar".to_owned(),
        changes,
        reason: Some(work.basis.trim().to_owned()),
    }
}

fn recoded(work: &RecodeWork, desa: Record, before: &[Record], renumber: Vec<(RecordId, String)>) -> Ready {
    let old = desa.text("kode").to_owned();
    let begun = before.iter().filter_map(|code| code.get("selesai").as_date()).max();
    let eve = work.date.saturating_sub(1.day());
    let mut former = Record::new(&KODE_DESA, RecordId(-1))
        .with("desa", link(&desa))
        .with("kode", old.as_str())
        .with("selesai", eve)
        .with("dasar", work.basis.trim());
    if let Some(begun) = begun {
        former.set("mulai", begun.saturating_add(1.day()));
    }
    let facts = [desa.title(), old.clone(), work.code.clone(), date::show(work.date)];
    let mut lines =
        vec![text("{0}: kode {1} menjadi {2} mulai {3}.", "{0}: code {1} becomes {2} from {3}.").with(facts)];
    lines.push(
        text(
            "Kode {0} tetap dikenali pada impor dan nomor registrasi; {1} nomor perlu dimintakan yang baru.",
            "Code {0} stays known to imports and numbers; {1} numbers must be asked for anew.",
        )
        .with([old.clone(), renumber.len().to_string()]),
    );
    let subject = format!("{}: kode {old} \u{2192} {}", desa.title(), work.code);
    let changes = vec![Change::Put(desa.with("kode", work.code.as_str())), Change::Put(former)];
    Ready { batch: batch(work, subject, changes), said: Consequences { lines, renumber, ..Consequences::default() } }
}

fn split(
    work: &RecodeWork,
    desa: &Record,
    (name, chosen): (&str, &[RecordId]),
    (moving, renumber): (Vec<Record>, Vec<(RecordId, String)>),
) -> Result<Ready, No> {
    let name = name.trim();
    if name.is_empty() || chosen.is_empty() {
        let said = text(
            "Nama desa baru atau Posyandu yang pindah belum dipilih.",
            "The new desa's name or the Posyandu that go there are missing.",
        );
        let advice = text("Isi namanya dan pilih Posyandunya.", "Give the name and choose the Posyandu.");
        return Err(error("pemekaran-belum-lengkap", said, advice).into());
    }
    if moving.len() != chosen.len() {
        let said = text("Ada Posyandu terpilih yang bukan milik {0}.", "Some Posyandu chosen are not of {0}.");
        let advice = text("Pilih hanya Posyandu desa ini.", "Choose Posyandu of this desa only.");
        return Err(error("pemekaran-desa-lain", said.with([desa.title()]), advice).into());
    }
    let note = format!("Pemekaran dari {} sejak {}: {}", desa.title(), date::show(work.date), work.basis.trim());
    let mut new =
        Record::new(&DESA, RecordId(-1)).with("kode", work.code.as_str()).with("nama", name).with("catatan", note);
    ["jenis", "kecamatan"].into_iter().for_each(|field| new.set(field, desa.get(field).clone()));
    let count = moving.len().to_string();
    let facts = [name.to_owned(), work.code.clone(), desa.title(), date::show(work.date)];
    let mut lines =
        vec![text("{0} ({1}) dibentuk dari {2} mulai {3}.", "{0} ({1}) is formed out of {2} from {3}.").with(facts)];
    let said = text("{0} Posyandu dengan kadernya pindah ke {1}.", "{0} Posyandu with their kader go to {1}.");
    lines.push(said.with([count, name.to_owned()]));
    let said = text("{0} nomor registrasi perlu dimintakan yang baru.", "{0} numbers must be asked for anew.");
    lines.push(said.with([renumber.len().to_string()]));
    let to = link(&new);
    let moved = moving.into_iter().map(|place| Change::Put(place.with("desa", to.clone())));
    let changes = std::iter::once(Change::Put(new.clone())).chain(moved).collect();
    let subject = format!("{}: pemekaran {name}", desa.title());
    Ok(Ready {
        batch: batch(work, subject, changes),
        said: Consequences { lines, renumber, ..Consequences::default() },
    })
}
