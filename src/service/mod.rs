//! WORK over several records: use cases that no single description covers.
//!
//! * **Owns** beginning a file for its kecamatan, drafting work plans, steps of registration, the life
//!   of Posyandu and desa, lists of people made at once (incentives, names of an SK), and made-up data.
//! * **Imports** `base`, `entity`, `request`, `store`.
//! * **Never** draws, reads arguments or office files.

pub mod buat;
pub mod contoh;
mod hayat;
mod insentif;
pub mod lembar;
mod nama;
mod registrasi;
mod rencana;

use crate::request::{Reply, Request};
use crate::store::Store;

/// Answers whatever a screen asks: work over several records here, all else by the store. Whoever
/// holds a store for screens or commands asks through this.
pub fn serve(store: &mut Store, request: Request) -> Reply {
    match request {
        Request::Begin(kode) => buat::begin(store, &kode).map_or_else(Reply::Trouble, Reply::Saved),
        Request::Step(work) => registrasi::step(store, &work),
        Request::CopySheet(posyandu) => match lembar::sheet(store, posyandu) {
            Ok(Some(lines)) => Reply::CopySheet(lines),
            Ok(None) => Reply::Gone,
            Err(trouble) => Reply::Trouble(trouble),
        },
        Request::PlanWork(work) => rencana::work(store, work),
        Request::Scenarios(plan) => rencana::views(store, plan).map_or_else(Reply::Trouble, Reply::Scenarios),
        Request::Verify(posyandu, how, why) => hayat::verify(store, &posyandu, &how, why),
        Request::PlanLife(work) => hayat::plan_life(store, &work),
        Request::Life(work) => hayat::life(store, &work),
        Request::PlanRecode(work) => hayat::plan_recode(store, &work),
        Request::Recode(work) => hayat::recode(store, &work),
        Request::PlanIncentives(work) => insentif::plan(store, &work),
        Request::Incentives(work) => insentif::write(store, &work),
        Request::Roll(sk) => nama::roll(store, sk),
        Request::PutOnSk(work) => nama::put_on(store, &work),
        other => store.serve(other),
    }
}

#[cfg(test)]
mod tests_masukan;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Opening;

    #[test]
    fn a_screen_finds_its_kecamatan_by_name_and_begins_the_file() {
        let mut store = Store::memory(&Opening::by("uji").without_copies()).unwrap();
        let Reply::Regions(found) = serve(&mut store, Request::Regions("selat kapuas".to_owned(), 9)) else {
            panic!("no regions")
        };
        assert!(found.iter().any(|(code, words)| code == "62.03.01" && words.contains("Kapuas")), "{found:?}");
        assert!(matches!(serve(&mut store, Request::Begin("62.03.01".to_owned())), Reply::Saved(_)));
        let Reply::Home(home) = serve(&mut store, Request::Home) else { panic!("no home") };
        assert_eq!(home.office, "Kecamatan Selat, Kabupaten Kapuas");
        assert!(matches!(serve(&mut store, Request::Begin("62.03.02".to_owned())), Reply::Trouble(_)));
    }
}
