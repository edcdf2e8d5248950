//! Settings of the office: each is changed on its screen, and what depends on it changes at once.

use pembina::base::date::Date;
use pembina::entity::{KADER, NASKAH, POSYANDU, SETELAN, Setelan, Value};
use pembina::report::laporan;
use pembina::request::{Query, Reply, ReportAsk, Request, Seek, Test};
use pembina::service::contoh::{self, Sample};
use pembina::service::serve;
use pembina::store::{Clock, Outcome, Store};
use pembina::ui::screens::home::Home;

use crate::desk::{Desk, put};

fn sample() -> Store {
    let sample = Sample::of(1, 7);
    let mut store = Store::memory(&sample.opening("siti")).expect("the sample works");
    contoh::fill(&mut store, &sample).expect("the sample works");
    store.turn_clock(Clock::Fixed(sample.moment()));
    // One that was verified a season ago.
    let query = Query::all(&POSYANDU).only("status", Test::Is(Value::from("aktif")));
    let place = store.page(&query, Seek::First, 1).expect("the sample works").rows.remove(0);
    let day = Date::new(2026, 8, 3).expect("the sample works");
    put(
        &mut store,
        place.with("diverifikasi", day).with("diverifikasi_oleh", "Rina").with("cara_verifikasi", "kunjungan"),
    );
    store
}

/// How many lines of the start screen have a code, and what they count.
fn attention(store: &mut Store, code: &str) -> String {
    let Reply::Home(home) = serve(store, Request::Home) else { panic!("no start screen") };
    let counts = home.attention.iter().filter(|line| line.code == code).map(|line| line.count.to_string());
    counts.collect()
}

fn badges(store: &mut Store, badge: &str) -> String {
    let query = Query::all(&KADER).only("tanda", Test::Is(Value::from(badge)));
    store.count(&query, 100_000).expect("the sample works").0.to_string()
}

fn guidance(store: &mut Store) -> String {
    let plan = store.page(&Query::all(&NASKAH), Seek::First, 1).expect("the sample works").rows.remove(0);
    let ask = ReportAsk { name: "rencana-tindak".into(), record: Some(plan.id), ..ReportAsk::default() };
    let document = format!("{:?}", laporan::build(store, &ask).expect("the sample works"));
    let (_, told) = document.split_once("Pembinaan Rp").expect("a sentence on pembinaan");
    told.split_once(").").expect("its end").0.to_owned()
}

/// What depends on a setting, and another value for it. A new setting is asked for its proof here.
fn depends(store: &mut Store, setelan: &Setelan) -> (&'static str, String) {
    match setelan.name {
        "sk_habis_hari" => ("3650", attention(store, "sk-akan-habis")),
        "kader_minimal" => ("40", attention(store, "kader-kurang")),
        "verifikasi_bulan" => ("1", attention(store, "verifikasi-lama")),
        "pola_registrasi" => {
            let place = store.page(&Query::all(&POSYANDU), Seek::First, 1).expect("the sample works").rows.remove(0);
            ("NNNN/DDDD.KC", store.next_number(place.id).expect("the sample works"))
        }
        "pembinaan_persen" => ("55", guidance(store)),
        "pembinaan_kata" => ("makanan; kader", guidance(store)),
        "purwa_kelompok" => ("pengelolaan", badges(store, "purwa")),
        "madya_kelompok" => ("pengelolaan", badges(store, "madya")),
        other => panic!("nothing is known to depend on {other}"),
    }
}

#[test]
fn every_setting_changes_what_depends_on_it_at_once_and_comes_back_when_undone() {
    let mut desk = Desk::with_store(sample(), |cx| cx.push(Home::default()));
    for setelan in SETELAN {
        let (other, before) = depends(&mut desk.store, setelan);
        desk.keys(":").typed(setelan.label.id).keys("Enter C-u").typed(other).keys("Enter");
        desk.shows("Disimpan sebagai perubahan nomor").keys("Esc");
        let after = depends(&mut desk.store, setelan).1;
        assert_ne!(before, after, "{}", setelan.name);
        let last = &desk.store.batches(None, 1).expect("the sample works")[0];
        assert_eq!(last.actor, "siti");
        assert_eq!(last.subject, format!("{}: {} \u{2192} {other}", setelan.label.id, setelan.default));
        assert!(matches!(desk.store.undo_last().expect("the sample works"), Outcome::Saved(_)));
        assert_eq!(depends(&mut desk.store, setelan).1, before, "{}", setelan.name);
    }
}

#[test]
fn a_pattern_that_cannot_be_used_is_told_and_the_line_stands_there_again() {
    let mut desk = Desk::with_store(sample(), |cx| cx.push(Home::default()));
    desk.keys(":").typed("pola nomor").keys("Enter C-u").typed("PP.KK.KC.DDDD").keys("Enter");
    desk.shows("\"PP.KK.KC.DDDD\" tidak dapat dipakai di sini.").shows("Tulis NNN (nomor urut) sekali");
    desk.shows("> PP.KK.KC.DDDD");
}

#[test]
fn a_changed_setting_is_seen_in_the_history_with_what_it_was_and_is() {
    let mut desk = Desk::with_store(sample(), |cx| cx.push(Home::default()));
    desk.keys(":").typed("kader paling").keys("Enter C-u").typed("7").keys("Enter Esc");
    desk.keys(":").typed("riwayat").keys("Enter").shows("Kader paling sedikit di satu Posyandu: 5");
    desk.keys("Enter").shows("Nilai").snap("setelan-riwayat");
}
