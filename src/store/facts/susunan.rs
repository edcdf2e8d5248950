//! The seats of a Posyandu, filled and vacant, as the lists of posts and bidang say.

use rusqlite::named_params;

use super::{Store, running};
use crate::base::date::Date;
use crate::base::id::RecordId;
use crate::entity::penugasan::JABATAN_KADER;
use crate::request::{Holder, Seat, Trouble};

/// A holder with the seat it sits on.
struct Sitting {
    jabatan: String,
    bidang: String,
    holder: Holder,
}

/// Single seats in the operator's order, then the kader of each bidang.
pub(super) fn seats(store: &Store, posyandu: RecordId) -> Result<Vec<Seat>, Trouble> {
    let words = store.words();
    let mut held = sitting(store, SERVING, posyandu)?;
    let mut out = Vec::new();
    for item in words.list("jabatan").iter().filter(|item| item.single) {
        let holders = take(&mut held, |one| one.jabatan == item.code);
        if item.active || !holders.is_empty() {
            out.push(Seat {
                jabatan: item.code.clone(),
                bidang: item.bidang.clone(),
                holders,
                before: Vec::new(),
                single: true,
            });
        }
    }
    for bidang in words.list("bidang") {
        let holders = take(&mut held, |one| one.jabatan == JABATAN_KADER && one.bidang == bidang.code);
        if bidang.active || !holders.is_empty() {
            let jabatan = JABATAN_KADER.to_owned();
            out.push(Seat { jabatan, bidang: bidang.code.clone(), holders, before: Vec::new(), single: false });
        }
    }
    // Kader without a bidang yet, and posts whose word left the list.
    while let Some(first) = held.first() {
        let (jabatan, bidang) = (first.jabatan.clone(), first.bidang.clone());
        let holders = take(&mut held, |one| one.jabatan == jabatan && one.bidang == bidang);
        out.push(Seat { jabatan, bidang, holders, before: Vec::new(), single: false });
    }
    let mut gone = sitting(store, FORMER, posyandu)?;
    for seat in &mut out {
        let held = |one: &Sitting| one.jabatan == seat.jabatan && (seat.single || one.bidang == seat.bidang);
        seat.before = take(&mut gone, held);
    }
    Ok(out)
}

fn take(sitting: &mut Vec<Sitting>, which: impl Fn(&Sitting) -> bool) -> Vec<Holder> {
    let (taken, left) = std::mem::take(sitting).into_iter().partition(which);
    *sitting = left;
    let taken: Vec<Sitting> = taken;
    taken.into_iter().map(|one| one.holder).collect()
}

/// Those who serve there today. The index is named: left alone, the order of days would be taken
/// from one that holds the posts of all Posyandu.
const SERVING: &str = concat!(
    "SELECT p.id, p.kader, k.nama, p.mulai, p.selesai, p.jabatan, p.bidang \
     FROM penugasan p INDEXED BY penugasan_saring_posyandu JOIN kader k ON k.id = p.kader \
     WHERE p.posyandu = :posyandu AND ",
    running!(),
    " ORDER BY p.mulai, k.nama_k, p.id"
);

/// Those whose post there ended before today, the latest first.
const FORMER: &str = "SELECT p.id, p.kader, k.nama, p.mulai, p.selesai, p.jabatan, p.bidang \
     FROM penugasan p INDEXED BY penugasan_saring_posyandu JOIN kader k ON k.id = p.kader \
     WHERE p.posyandu = :posyandu AND p.dihapus = 0 \
     AND p.selesai <> '' AND p.selesai < :today AND p.alasan_berhenti <> 'salah-catat' \
     ORDER BY p.selesai DESC, k.nama_k, p.id";

fn sitting(store: &Store, sql: &str, posyandu: RecordId) -> Result<Vec<Sitting>, Trouble> {
    let mut statement = store.conn.prepare_cached(sql)?;
    let today = store.today().to_string();
    let day = |text: String| text.parse::<Date>().ok();
    let rows = statement.query_map(named_params! {":posyandu": posyandu.0, ":today": today}, |row| {
        Ok(Sitting {
            holder: Holder {
                post: RecordId(row.get(0)?),
                kader: RecordId(row.get(1)?),
                name: row.get(2)?,
                since: day(row.get(3)?),
                until: day(row.get(4)?),
            },
            jabatan: row.get(5)?,
            bidang: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Opening;

    #[test]
    fn the_seats_of_a_posyandu_look_only_at_its_own_posts() {
        let store = Store::memory(&Opening::by("uji").without_copies()).unwrap();
        for sql in [SERVING, FORMER] {
            let mut statement = store.conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let given = named_params! {":posyandu": 1, ":today": "2026-11-22"};
            let plan = statement.query_map(given, |row| row.get::<_, String>(3)).unwrap();
            let plan: Vec<String> = plan.collect::<rusqlite::Result<_>>().unwrap();
            assert!(plan.iter().any(|step| step.starts_with("SEARCH p ") && step.contains("posyandu=?")), "{plan:?}");
            assert!(!plan.iter().any(|step| step.starts_with("SCAN")), "{plan:?}");
        }
    }
}
