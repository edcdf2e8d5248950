//! The list of incentives of one month: made from the posts of that month, or from the list before.
//!
//! * **Owns** who comes onto a list and who is left out, with how many of each.
//! * **Imports** `base`, `entity`, `request`, `store`.
//! * **Never** writes but through [`Store::save`], whose rules speak about doubles, ended posts and
//!   missing SK; a list is one batch that one `u` undoes.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::base::date;
use crate::base::id::RecordId;
use crate::base::money;
use crate::base::text::sort_key;
use crate::base::words::{Phrase, text};
use crate::entity::penugasan::SALAH_CATAT;
use crate::entity::{INSENTIF, KADER, PENUGASAN, POSYANDU, Problem, Record, Value};
use crate::request::hidup::{Consequences, IncentiveWork, Rate};
use crate::request::{Act, Batch, Change, Reply, Trouble};
use crate::store::{Store, Swept};

/// States of a Posyandu in which nobody there is paid.
const ENDED: [&str; 3] = ["bergabung", "tutup", "salah-catat"];

/// The most rows of one list.
const MOST: usize = 5_000;

/// What a list would hold; changes nothing.
pub(super) fn plan(store: &Store, work: &IncentiveWork) -> Reply {
    match gather(store, work) {
        Ok(Ok(list)) => {
            Reply::Consequences(Box::new(Consequences { lines: list.lines(work), ..Consequences::default() }))
        }
        Ok(Err(problem)) => Reply::Refused(vec![problem]),
        Err(trouble) => Reply::Trouble(trouble),
    }
}

/// Writes a list: [`Reply::Saved`], or [`Reply::Refused`] with nothing changed.
pub(super) fn write(store: &mut Store, work: &IncentiveWork) -> Reply {
    match gather(store, work).and_then(|list| match list {
        Ok(list) => list.save(store, work),
        Err(problem) => Ok(Reply::Refused(vec![problem])),
    }) {
        Ok(reply) => reply,
        Err(trouble) => Reply::Trouble(trouble),
    }
}

/// One row to be.
struct Row {
    kader: RecordId,
    posyandu: RecordId,
    amount: i64,
}

/// A list to be.
#[derive(Default)]
struct List {
    rows: Vec<Row>,
    /// On the list of that month already.
    there: usize,
    /// On the list before, without a post in this month.
    ended: usize,
}

fn gather(store: &Store, work: &IncentiveWork) -> Result<Result<List, Problem>, Trouble> {
    let month = i8::try_from(work.month).ok();
    let first = month.and_then(|month| date::Date::new(i16::try_from(work.year).ok()?, month, 1).ok());
    let Some(first) = first else {
        return Ok(Err(no(
            "insentif-bulan",
            text("Bulan {0} tahun {1} tidak ada.", "There is no month {0} of {1}.")
                .with([work.month.to_string(), work.year.to_string()]),
            text(
                "Tulis bulan 1 sampai 12 dan tahun empat angka.",
                "Write a month from 1 to 12 and a year of four digits.",
            ),
        )));
    };
    let last = first.last_of_month();
    let mut houses: HashSet<RecordId> = HashSet::new();
    let which = work.desa.map_or(Swept::All, |desa| Swept::Of("desa", desa));
    store.sweep(&POSYANDU, which, &["status"], &mut |row| {
        if !ENDED.contains(&row.text(0)) {
            houses.insert(row.id);
        }
    })?;
    let mut people: HashSet<RecordId> = HashSet::new();
    store.sweep(&KADER, Swept::All, &[], &mut |row| {
        people.insert(row.id);
    })?;
    // The post that counts: the one that began first, so that a second seat changes nothing.
    let mut posts: BTreeMap<RecordId, (Option<date::Date>, RecordId)> = BTreeMap::new();
    let fields = ["kader", "posyandu", "mulai", "selesai", "alasan_berhenti"];
    store.sweep(&PENUGASAN, Swept::All, &fields, &mut |row| {
        let (Some(kader), Some(posyandu)) = (row.link(0), row.link(1)) else { return };
        let runs = row.day(2).is_none_or(|day| day <= last) && row.day(3).is_none_or(|day| day >= first);
        if !runs || row.text(4) == SALAH_CATAT || !houses.contains(&posyandu) || !people.contains(&kader) {
            return;
        }
        let post = (row.day(2), posyandu);
        posts.entry(kader).and_modify(|known| *known = post.min(*known)).or_insert(post);
    })?;
    let before = date::add_months(first, -1);
    let (mut there, mut earlier) = (HashSet::new(), HashMap::new());
    let fields = ["kader", "tahun", "bulan_bayar", "sumber_dana", "jumlah"];
    store.sweep(&INSENTIF, Swept::All, &fields, &mut |row| {
        let Some(kader) = row.link(0).filter(|_| row.text(3) == work.source) else { return };
        let of =
            |day: date::Date| row.int(1) == Some(i64::from(day.year())) && row.int(2) == Some(i64::from(day.month()));
        if of(first) {
            there.insert(kader);
        } else if of(before) {
            earlier.insert(kader, row.int(4).unwrap_or(0));
        }
    })?;
    let mut out = List::default();
    for (kader, (_, posyandu)) in &posts {
        let amount = match work.rate {
            Rate::Same(amount) => Some(amount),
            Rate::AsBefore => earlier.get(kader).copied(),
        };
        match amount {
            Some(_) if there.contains(kader) => out.there += 1,
            Some(amount) => out.rows.push(Row { kader: *kader, posyandu: *posyandu, amount }),
            None => {}
        }
    }
    if work.rate == Rate::AsBefore {
        out.ended = earlier.keys().filter(|kader| !posts.contains_key(kader) && work.desa.is_none()).count();
    }
    if let Rate::Same(amount) = work.rate
        && amount <= 0
    {
        return Ok(Err(no(
            "insentif-tanpa-jumlah",
            text("Jumlah sebulan belum diisi.", "The amount of a month is not filled in.").into(),
            text("Tulis rupiahnya, misalnya 250000.", "Write the rupiah, for example 250000."),
        )));
    }
    if out.rows.is_empty() || out.rows.len() > MOST {
        return Ok(Err(no(
            "insentif-daftar",
            text(
                "Daftar ini akan berisi {0} orang ({1} sudah ada).",
                "This list would hold {0} people ({1} are there already).",
            )
            .with([out.rows.len().to_string(), out.there.to_string()]),
            text(
                "Periksa bulan, sumber dana dan desanya; paling banyak 5.000 orang sekali jalan.",
                "Check month, source and desa; at most 5,000 people at once.",
            ),
        )));
    }
    Ok(Ok(out))
}

fn no(code: &'static str, said: Phrase, advice: crate::base::words::Text) -> Problem {
    Problem::error(code, said, advice)
}

impl List {
    fn lines(&self, work: &IncentiveWork) -> Vec<Phrase> {
        let sum: i128 = self.rows.iter().map(|row| i128::from(row.amount)).sum();
        let sum = i64::try_from(sum).unwrap_or(i64::MAX);
        let mut out = vec![text("{0}: {1} orang, {2}.", "{0}: {1} people, {2}.").with([
            name_of(work),
            self.rows.len().to_string(),
            money::show_rupiah(sum),
        ])];
        if self.there > 0 {
            out.push(
                text(
                    "{0} orang sudah ada di daftar bulan itu dan tidak ditambah.",
                    "{0} are on that list already and are not added.",
                )
                .with([self.there.to_string()]),
            );
        }
        if self.ended > 0 {
            out.push(
                text(
                    "{0} orang dari daftar bulan sebelumnya tidak ikut: tidak punya jabatan pada bulan itu.",
                    "{0} of the list before are left out: they have no post in that month.",
                )
                .with([self.ended.to_string()]),
            );
        }
        out
    }

    fn save(&self, store: &mut Store, work: &IncentiveWork) -> Result<Reply, Trouble> {
        let mut named = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            let title = |entity, id| -> Result<String, Trouble> {
                Ok(store.get(entity, id)?.map(|record| record.title()).unwrap_or_default())
            };
            named.push((title(&KADER, row.kader)?, title(&POSYANDU, row.posyandu)?, row));
        }
        named.sort_by_cached_key(|(kader, posyandu, row)| (sort_key(posyandu), sort_key(kader), row.kader));
        let change = |(at, (kader, posyandu, row)): (i64, &(String, String, &Row))| {
            let mut record = Record::new(&INSENTIF, RecordId(-at))
                .with("kader", Value::link(row.kader, kader.clone()))
                .with("posyandu", Value::link(row.posyandu, posyandu.clone()))
                .with("tahun", work.year)
                .with("bulan_bayar", work.month)
                .with("sumber_dana", work.source.as_str())
                .with("jumlah", row.amount);
            if let Some(day) = work.paid {
                record.set("dibayar", day);
            }
            Change::Put(record)
        };
        let changes = (1_i64..).zip(&named).map(change).collect();
        let batch = Batch {
            act: Act::Add,
            subject: format!("Insentif {}", name_of(work)),
            origin: "layar".to_owned(),
            changes,
            reason: work.pass.clone(),
        };
        Ok(store.save(&batch)?.into())
    }
}

/// `Oktober 2026`.
fn name_of(work: &IncentiveWork) -> String {
    format!("{} {}", date::month_name(u32::try_from(work.month).unwrap_or(0)), work.year)
}
