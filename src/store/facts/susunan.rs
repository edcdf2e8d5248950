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
    let mut sitting = holders(store, posyandu)?;
    let mut out = Vec::new();
    for item in words.list("jabatan").iter().filter(|item| item.single) {
        let holders = take(&mut sitting, |one| one.jabatan == item.code);
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
        let holders = take(&mut sitting, |one| one.jabatan == JABATAN_KADER && one.bidang == bidang.code);
        if bidang.active || !holders.is_empty() {
            let jabatan = JABATAN_KADER.to_owned();
            out.push(Seat { jabatan, bidang: bidang.code.clone(), holders, before: Vec::new(), single: false });
        }
    }
    // Kader without a bidang yet, and posts whose word left the list.
    while let Some(first) = sitting.first() {
        let (jabatan, bidang) = (first.jabatan.clone(), first.bidang.clone());
        let holders = take(&mut sitting, |one| one.jabatan == jabatan && one.bidang == bidang);
        out.push(Seat { jabatan, bidang, holders, before: Vec::new(), single: false });
    }
    let mut gone = former(store, posyandu)?;
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

fn holders(store: &Store, posyandu: RecordId) -> Result<Vec<Sitting>, Trouble> {
    const SQL: &str = concat!(
        "SELECT p.id, p.kader, k.nama, p.mulai, p.selesai, p.jabatan, p.bidang \
         FROM penugasan p JOIN kader k ON k.id = p.kader WHERE p.posyandu = :posyandu AND ",
        running!(),
        " ORDER BY p.mulai, k.nama_k, p.id"
    );
    sitting(store, SQL, posyandu)
}

/// Those whose post there ended before today, the latest first.
fn former(store: &Store, posyandu: RecordId) -> Result<Vec<Sitting>, Trouble> {
    const SQL: &str = "SELECT p.id, p.kader, k.nama, p.mulai, p.selesai, p.jabatan, p.bidang \
         FROM penugasan p JOIN kader k ON k.id = p.kader WHERE p.posyandu = :posyandu AND p.dihapus = 0 \
         AND p.selesai <> '' AND p.selesai < :today AND p.alasan_berhenti <> 'salah-catat' \
         ORDER BY p.selesai DESC, k.nama_k, p.id";
    sitting(store, SQL, posyandu)
}

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
