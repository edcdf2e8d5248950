//! The work plan: drafted, kept within its ceilings, agreed, amended and compared.

use pembina::base::id::RecordId;
use pembina::entity::{DESA, NASKAH, PAGU, RENCANA, Record, Value};
use pembina::request::Request;
use pembina::request::plan::PlanWork;
use pembina::store::Store;
use pembina::ui::screens::rencana::PlanScreen;

use crate::desk::{Desk, all, named, put, store};

/// Does a work on a plan as somebody would at another desk.
fn work(store: &mut Store, work: PlanWork) -> Option<RecordId> {
    match pembina::service::serve(store, Request::PlanWork(work)) {
        pembina::request::Reply::Saved(saved) => saved.records.first().map(|(_, id, _)| *id),
        other => panic!("{other:?}"),
    }
}

const BIDANG: [&str; 7] =
    ["pendidikan", "kesehatan", "pekerjaan-umum", "perumahan-rakyat", "trantibumlinmas", "sosial", "umum"];

/// A plan of a year with so many lines over the seven groups.
fn plan_with(store: &mut Store, year: i64, count: i64) -> RecordId {
    let id = work(store, PlanWork::Begin { year, like: None }).expect("a plan");
    let plan = named(store, &NASKAH, &format!("Rencana kerja {year} Kecamatan"));
    for n in 0..count {
        let bidang = BIDANG[usize::try_from(n % 7).unwrap_or(0)];
        let mut line = Record::new(&RENCANA, RecordId(-1))
            .with("naskah", Value::link(plan.id, plan.title()))
            .with("bidang", bidang)
            .with("urutan", (n / 7 + 1) * 10)
            .with("kegiatan", format!("Kegiatan nomor {}", n + 1))
            .with("volume", n + 1)
            .with("satuan", "orang")
            .with("harga_satuan", 100_000)
            .with("jumlah", (n + 1) * 100_000)
            .with("status", if n % 3 == 0 { "usulan" } else { "dianggarkan" });
        if n % 5 != 0 {
            line.set("sumber_dana", if n % 2 == 0 { "dd" } else { "apbd-kab" });
        }
        if n % 4 != 0 {
            line.set("bulan", 0b0010_0100_1001i64);
        }
        put(store, line);
    }
    id
}

fn ceiling(store: &mut Store, plan: RecordId, source: &str, amount: i64) {
    let mut pagu = Record::new(&PAGU, RecordId(-1)).with("jumlah", amount).with("naskah", Value::link(plan, ""));
    if !source.is_empty() {
        pagu.set("sumber_dana", source);
    }
    put(store, pagu);
}

fn open(store: Store, plan: RecordId) -> Desk {
    Desk::with_store(store, move |cx| cx.push(PlanScreen::new(plan)))
}

#[test]
fn look_at_it() {
    let mut store = store();
    let plan = plan_with(&mut store, 2026, 20);
    ceiling(&mut store, plan, "dd", 12_000_000);
    ceiling(&mut store, plan, "apbd-kab", 6_000_000);
    let mut desk = open(store, plan);
    for key in ["", "2", "3", "4", "5", "6", "7", "1 m"] {
        desk.keys(key);
        println!("=== {key}\n{}", desk.screen());
    }
    assert!(!all(&mut desk.store, &DESA).is_empty());
}
