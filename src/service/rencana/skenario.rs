//! What a way of paying incentives costs, and making plan lines of it.
//!
//! * **Owns** the yearly cost of a scenario by desa, and its comparison with the ceilings.
//! * **Imports** the helpers beside it.
//! * **Never** pays anybody: a chosen scenario becomes lines like any other.

use super::ubah::shares;
use super::{Done, STEP, fresh, keep, last_place, link, no, plan_of, present};
use crate::base::bulan::Months;
use crate::base::id::RecordId;
use crate::base::money::MOST;
use crate::base::words::text;
use crate::entity::rencana::UMUM;
use crate::entity::{RENCANA, Record, SKENARIO, Value};
use crate::request::plan::{Plan, Room, ScenarioCost, ScenarioView, rooms, under};
use crate::request::{Act, Change, Trouble};
use crate::store::Store;

/// The scenarios of a plan with their costs.
pub(in crate::service) fn views(store: &Store, plan: RecordId) -> Result<Vec<ScenarioView>, Trouble> {
    let Some(plan) = store.plan(plan)? else { return Ok(Vec::new()) };
    store.scenarios(plan.naskah.id)?.into_iter().map(|record| view(store, &plan, record)).collect()
}

fn view(store: &Store, plan: &Plan, record: Record) -> Result<ScenarioView, Trouble> {
    let costs = costs(store, &record)?;
    let total = costs.iter().map(|cost| i128::from(cost.cost)).sum();
    // The tightest ceiling of the scenario's funds; those of one desa or bidang do not tell it all.
    let probe = Record::new(&RENCANA, RecordId(-1)).with("bidang", UMUM).with("status", "usulan");
    let probe = probe.with("sumber_dana", record.get("sumber_dana").clone());
    let fits = |room: &&Room| room.ceiling.get("desa").is_empty() && under(&probe, &room.ceiling);
    let room = rooms(plan).iter().filter(fits).min_by_key(|room| room.left()).map(|room| (room.most(), room.used));
    Ok(ScenarioView { record, costs, total, room })
}

/// Who is paid in each desa, and what it costs a year.
fn costs(store: &Store, scenario: &Record) -> Result<Vec<ScenarioCost>, Trouble> {
    let serving = store.kader_by_desa(scenario.text("jabatan"), scenario.text("bidang"))?;
    let counts: Vec<i64> = serving.iter().map(|(_, count)| *count).collect();
    let people = match scenario.get("orang").as_int() {
        Some(set) => shares(set, &counts),
        None => counts,
    };
    let months = i64::from(months(scenario).count());
    let rate = scenario.get("harga_satuan").as_int().unwrap_or(0);
    let cost = |people: i64| people.saturating_mul(months).saturating_mul(rate).min(MOST);
    let costs =
        serving.into_iter().zip(people).map(|((desa, _), people)| ScenarioCost { desa, people, cost: cost(people) });
    Ok(costs.collect())
}

fn months(scenario: &Record) -> Months {
    Months::from_bits(scenario.get("bulan").as_int().unwrap_or(0))
}

pub(super) fn choose(store: &mut Store, id: RecordId) -> Done {
    let scenario = present(store, &SKENARIO, id)?;
    let Some(plan) = scenario.get("naskah").as_link().map(|link| link.id) else { return Err(super::gone(&SKENARIO)) };
    let plan = plan_of(store, plan)?;
    let chosen = |other: &&Record| other.get("terpilih").as_int() == Some(1);
    if let Some(other) = store.scenarios(plan.naskah.id)?.iter().find(chosen) {
        return Err(no(
            "skenario-sudah-dipilih",
            text("Skenario \"{0}\" sudah menjadi baris rencana.", "Scenario \"{0}\" became plan lines already.")
                .with([other.title()]),
            text(
                "Batalkan pilihan itu dahulu (riwayat), atau hapus barisnya dan tandai tidak dipilih.",
                "Undo that choice first (history), or delete its lines and mark it as not chosen.",
            ),
        ));
    }
    let mut place = last_place(&plan.lines, UMUM);
    let count = i64::from(months(&scenario).count());
    let mut changes = Vec::new();
    for cost in costs(store, &scenario)?.into_iter().filter(|cost| cost.people > 0) {
        place += STEP;
        let mut line = fresh(changes.len()).with("kegiatan", format!("Insentif kader: {}", scenario.title()));
        line.set("naskah", link(&plan.naskah));
        line.set("bidang", UMUM);
        line.set("urutan", place);
        line.set("volume", cost.people.saturating_mul(count));
        line.set("satuan", "orang bulan");
        line.set("harga_satuan", scenario.get("harga_satuan").clone());
        line.set("jumlah", cost.cost);
        line.set("sumber_dana", scenario.get("sumber_dana").clone());
        line.set("bulan", scenario.get("bulan").clone());
        line.set("desa", cost.desa.map_or(Value::Empty, |(id, name)| Value::link(id, name)));
        changes.push(Change::Put(line));
    }
    if changes.is_empty() {
        return Err(no(
            "skenario-kosong",
            text("Tidak ada kader yang dibayar menurut skenario ini.", "This scenario pays nobody."),
            text("Periksa jabatan dan bidangnya.", "Check its jabatan and bidang."),
        ));
    }
    let subject = scenario.title();
    changes.push(Change::Put(scenario.with("terpilih", 1)));
    keep(store, Act::Add, subject, changes)
}
