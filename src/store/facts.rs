//! Answers that gather from many tables: the start screen, seats, findings, the doctor, regions.
//!
//! * **Owns** their queries; each answer is a file of [`facts`](self).
//! * **Imports** `base`, `entity`, `request`, the store.
//! * **Never** changes a record but through the write path.

mod awal;
mod beranda;
mod dokter;
mod susunan;
mod temuan;

use super::Store;
use crate::request::{Reply, Request, Trouble};

/// Most findings one answer carries; the headless command streams all of them.
const MOST_FINDINGS: usize = 5_000;

/// A post that runs on `:today` and was not entered by mistake.
macro_rules! running {
    () => {
        "p.dihapus = 0 AND p.mulai <= :today AND (p.selesai = '' OR p.selesai >= :today) \
         AND p.alasan_berhenti <> 'salah-catat'"
    };
}
use running;

/// Answers a request that [`Store::serve`] does not answer itself. Beginning a file is work over
/// several records: `service::serve` answers it, and hands all else to the store.
pub(crate) fn serve(store: &mut Store, request: &Request) -> Reply {
    answer(store, request).unwrap_or_else(Reply::Trouble)
}

fn answer(store: &Store, request: &Request) -> Result<Reply, Trouble> {
    Ok(match request {
        Request::Home => Reply::Home(Box::new(beranda::home(store)?)),
        Request::Seats(posyandu) => Reply::Seats(susunan::seats(store, *posyandu)?),
        Request::Findings(only) => Reply::Findings(temuan::findings(store, *only, MOST_FINDINGS)?),
        Request::Doctor => Reply::Doctor(dokter::lines(store)),
        Request::Plan(id) => match store.plan(*id)? {
            Some(plan) => Reply::Plan(Box::new(plan)),
            None => Reply::Gone,
        },
        Request::Plans => Reply::Plans(store.plans()?),
        Request::PlanLines(id, number) => Reply::PlanLines(store.plan_lines(*id, *number)?),
        Request::PlanDifference(id, old, new) => Reply::PlanDifference(store.plan_difference(*id, *old, *new)?),
        Request::Board => Reply::Board(Box::new(store.board()?)),
        Request::Standings(within) => Reply::Standings(Box::new(store.standings(within)?)),
        Request::Papers(posyandu) => Reply::Papers(store.papers(*posyandu)?),
        Request::NextNumber(posyandu) => Reply::Number(store.next_number(*posyandu)?),
        Request::Regions(typed, limit) => Reply::Regions(awal::regions(typed, *limit)),
        other => return Err(Trouble::inner(format!("{other:?}"))),
    })
}
