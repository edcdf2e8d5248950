//! Steps of registration: of one Posyandu or of many together, each as one batch that one `u` undoes.
//!
//! * **Owns** what a step may follow, the number of a batch of papers, and the writing back of a
//!   number with its step.
//! * **Imports** `base`, `entity`, `request`, `store`.
//! * **Never** writes but through [`Store::save`], whose rules speak about papers and numbers.
//!
//! | code | refused |
//! |---|---|
//! | `langkah-tanpa-posyandu` | nothing is chosen |
//! | `langkah-tidak-dikenal` | there is no such state |
//! | `posyandu-tidak-berjalan` | a Posyandu that merged, closed or was a mistake |
//! | `langkah-di-depan` | a day that is still to come |
//! | `langkah-sama` | it stands there already |
//! | `langkah-mundur` | back without being sent back; from registered, a reason passes it |
//! | `belum-dikirim` | sent back although nobody had it |
//! | `langkah-sebelum-terakhir` | a day before that of the last step |

#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap};

use crate::base::date;
use crate::base::id::RecordId;
use crate::base::words::{Lang, Phrase, Text, text};
use crate::entity::posyandu::{BERAKHIR, status_name};
use crate::entity::registrasi::{DIKEMBALIKAN, LANGKAH, TERDAFTAR, rank};
use crate::entity::value::{Hand, Reading};
use crate::entity::{Choice, POSYANDU, Problem, REGISTRASI, Record, Value};
use crate::request::hidup::StepWork;
use crate::request::{Act, Batch, Change, Reply, Trouble};
use crate::store::{Outcome, Store};

/// So many sentences help.
const MOST: usize = 20;

/// Does a step: [`Reply::Saved`], or [`Reply::Refused`] with nothing changed.
pub(super) fn step(store: &mut Store, work: &StepWork) -> Reply {
    taken(store, work).unwrap_or_else(Reply::Trouble)
}

fn taken(store: &mut Store, work: &StepWork) -> Result<Reply, Trouble> {
    let mut places = Vec::with_capacity(work.posyandu.len());
    for id in work.posyandu.iter().collect::<BTreeSet<_>>() {
        places.extend(store.get(&POSYANDU, *id)?.filter(|place| !place.deleted));
    }
    let choice = match (places.is_empty(), LANGKAH.iter().find(|choice| choice.code == work.state)) {
        (true, _) => return Ok(Reply::Refused(vec![nothing_chosen()])),
        (_, None) => return Ok(Reply::Refused(vec![unknown(&work.state)])),
        (false, Some(choice)) => choice,
    };
    if work.date > store.today() {
        return Ok(Reply::Refused(vec![no(
            "langkah-di-depan",
            text("{0} belum tiba.", "{0} is still to come.").with([date::show(work.date)]),
            text("Tulis hari langkah itu terjadi.", "Write the day on which it happened."),
        )]));
    }
    // The heaviest first: an error is seen before a reason is asked for what it stands behind.
    let stands = |problem: &Problem| problem.blocks() || work.pass.is_none();
    let against = places.iter().filter_map(|place| against(place, choice, work));
    let mut problems: Vec<Problem> = against.filter(stands).collect();
    problems.sort_by_key(|problem| std::cmp::Reverse(problem.severity));
    problems.truncate(MOST);
    if !problems.is_empty() {
        return Ok(Reply::Refused(problems));
    }
    let batch = if work.together { Value::from(store.next_batch(work.date)?) } else { Value::Empty };
    let numbers = match numbers_of(store, work) {
        Ok(numbers) => numbers,
        Err(problems) => return Ok(Reply::Refused(problems)),
    };
    let mut changes = Vec::with_capacity(places.len());
    for (at, place) in (0..).zip(&places) {
        if let Some(number) = numbers.get(&place.id).filter(|number| place.text("nomor_registrasi") != number.as_str())
        {
            changes.push(Change::Put(numbered(place, number, work)));
        }
        let step = Record::new(&REGISTRASI, RecordId(-1 - at))
            .with("posyandu", Value::link(place.id, place.title()))
            .with("langkah", choice.code)
            .with("tanggal", work.date)
            .with("petugas", store.actor())
            .with("gelombang", batch.clone())
            .with("tingkat", work.level.as_str())
            .with("alasan", work.reason.as_str())
            .with("berkas", work.proof.as_str());
        changes.push(Change::Put(step));
    }
    let said = choice.label.get(Lang::Id);
    let subject = match places.as_slice() {
        [one] => format!("{}: {said}", one.title()),
        many => format!("{} Posyandu: {said}", many.len()),
    };
    let batch = Batch { act: Act::Edit, subject, origin: "layar".to_owned(), changes, reason: work.pass.clone() };
    Ok(match store.save(&batch)? {
        // A number that was refused is why the step has none: one sentence is enough.
        Outcome::Refused(mut problems) if !numbers.is_empty() => {
            let of_number = |problem: &Problem| problem.code != "terdaftar-tanpa-nomor";
            if problems.iter().any(of_number) {
                problems.retain(of_number);
            }
            Reply::Refused(problems)
        }
        outcome => outcome.into(),
    })
}

/// The numbers as they are kept: digits with or without their dots are read alike.
fn numbers_of(store: &Store, work: &StepWork) -> Result<HashMap<RecordId, String>, Vec<Problem>> {
    let words = store.words();
    let reading = Reading { today: store.today(), words: &words, hand: Hand::Typed };
    let mut out = HashMap::new();
    let Some(field) = POSYANDU.field("nomor_registrasi") else { return Ok(out) };
    for (id, typed) in &work.numbers {
        let read = field.kind.read(typed, &reading);
        match read.value {
            Some(value) if !value.is_empty() => {
                out.insert(*id, value.as_text().to_owned());
            }
            Some(_) => {}
            None => return Err(read.problems),
        }
    }
    Ok(out)
}

/// A Posyandu with the number that came back; one it had before goes into its notes.
fn numbered(place: &Record, number: &str, work: &StepWork) -> Record {
    let old = place.text("nomor_registrasi");
    let mut new = place.clone().with("nomor_registrasi", number).with("tanggal_registrasi", work.date);
    if !old.is_empty() {
        let line = format!("Nomor registrasi sampai {}: {old}.", date::show(work.date));
        let notes = place.text("catatan");
        new.set("catatan", if notes.is_empty() { line } else { format!("{notes}\n{line}") });
    }
    new
}

/// What a Posyandu says against a step.
fn against(place: &Record, choice: &Choice, work: &StepWork) -> Option<Problem> {
    let name = place.title();
    let (now, to) = (rank(place.text("registrasi")), rank(choice.code));
    let begun = !place.text("registrasi").is_empty();
    let label = |at: usize| LANGKAH.get(at).map_or("", |choice| choice.label.get(Lang::Id)).to_owned();
    let life = place.text("status");
    if BERAKHIR.contains(&life) {
        return Some(no(
            "posyandu-tidak-berjalan",
            text("{0} sudah {1}.", "{0} is {1}.").with([name, status_name(life, Lang::Id).to_owned()]),
            text("Lepaskan dari pilihan, atau betulkan statusnya.", "Leave it out, or correct its state."),
        ));
    }
    if let Some(last) = place.get("registrasi_sejak").as_date().filter(|last| begun && work.date < *last) {
        return Some(no(
            "langkah-sebelum-terakhir",
            text(
                "{0}: langkah terakhir bertanggal {1}, yang ini {2}.",
                "{0}: the last step is of {1}, this one of {2}.",
            )
            .with([name, date::show(last), date::show(work.date)]),
            text(
                "Betulkan tanggalnya; langkah lama yang terlewat ditambah pada bagian Langkah registrasi Posyandu itu.",
                "Correct the day; an earlier step that was missed is added in the part Registration steps of the Posyandu.",
            ),
        ));
    }
    if to == DIKEMBALIKAN {
        return (!begun || now == 0 || now == DIKEMBALIKAN).then(|| {
            no(
                "belum-dikirim",
                text("{0} belum diserahkan: {1}.", "{0} was not handed in: {1}.").with([name, label(now)]),
                text(
                    "Yang dapat dikembalikan hanya yang sudah lengkap di desa atau lebih jauh.",
                    "Only what is complete in the desa or further can be sent back.",
                ),
            )
        });
    }
    if begun && now == to {
        return Some(no(
            "langkah-sama",
            text("{0} sudah {1}.", "{0} is {1} already.").with([name, label(now)]),
            text("Lepaskan dari pilihan, atau pilih langkah lain.", "Leave it out, or choose another step."),
        ));
    }
    let back = begun && to < now && now != DIKEMBALIKAN;
    let said = text("{0} sudah {1}; {2} adalah langkah mundur.", "{0} is {1}; {2} is a step back.");
    if back && now == TERDAFTAR {
        return Some(Problem::warning(
            "langkah-mundur",
            said.with([name, label(now), label(to)]),
            text(
                "Bila nomornya diminta lagi (kode desa berubah), simpan dengan alasan.",
                "Where the number is asked for anew (the desa's code changed), save with a reason.",
            ),
        ));
    }
    back.then(|| {
        no(
            "langkah-mundur",
            said.with([name, label(now), label(to)]),
            text(
                "Pakai dikembalikan dengan tingkat dan alasannya; langkah yang salah dibatalkan dengan u.",
                "Use sent back, with its level and reason; a wrong step is undone with u.",
            ),
        )
    })
}

fn no(code: &'static str, said: Phrase, advice: Text) -> Problem {
    Problem::error(code, said, advice)
}

fn nothing_chosen() -> Problem {
    Problem::error(
        "langkah-tanpa-posyandu",
        text("Belum ada Posyandu yang dipilih.", "No Posyandu is chosen."),
        text("Pilih dahulu dengan Space.", "Choose with Space first."),
    )
}

fn unknown(state: &str) -> Problem {
    Problem::error(
        "langkah-tidak-dikenal",
        text("Keadaan \"{0}\" tidak dikenal.", "There is no state \"{0}\".").with([state.to_owned()]),
        text("Pilih salah satu keadaan registrasi.", "Choose one of the states of registration."),
    )
}
