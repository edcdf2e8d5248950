//! The made-up kecamatan's registrations: some complete, some on their way, some sent back.
//!
//! * **Owns** the papers and steps of the Posyandu that have no number yet; in files of many
//!   kecamatan, which have no story, also what led the others to where they are.
//! * **Imports** the teller beside it.
//! * **Never** passes a warning: papers are there before a step needs them.

use jiff::ToSpan;

use super::chance::Chance;
use super::maker::{Maker, Office, link_to};
use super::tale::{Deed, Teller};
use crate::base::date::Date;
use crate::base::id::RecordId;
use crate::entity::{BERKAS, Entity, KEADAAN, POSYANDU, REGISTRASI, Record, Value};
use crate::request::{Act, Change, Trouble};

/// A step: state, days ago, batch, who sent it back and why.
type Step = (&'static str, i64, i64, &'static str, &'static str);

/// One way so far: the papers that are there, and the steps.
struct Way {
    papers: &'static [&'static str],
    steps: &'static [Step],
}

const ALL: &[&str] = &["berita-acara", "sk-pembentukan", "sk-tp-desa", "sk-pengurus", "daftar-kader", "matriks-rekap"];

#[rustfmt::skip]
const WAYS: &[Way] = &[
    Way { papers: ALL, steps: &[("lengkap-desa", 70, 0, "", ""), ("diverifikasi", 58, 0, "", ""), ("dikirim", 45, 1, "", "")] },
    Way { papers: ALL, steps: &[("lengkap-desa", 68, 0, "", ""), ("dikirim", 45, 1, "", ""), ("dikembalikan", 34, 0, "kabupaten", "Matriks rekap belum ditandatangani kepala desa")] },
    Way { papers: ALL, steps: &[("lengkap-desa", 20, 0, "", "")] },
    Way { papers: &["berita-acara"], steps: &[] },
    Way { papers: ALL, steps: &[("diverifikasi", 40, 0, "", ""), ("dikirim", 30, 2, "", ""), ("diajukan", 12, 2, "", "")] },
    Way { papers: &["berita-acara", "sk-pembentukan", "daftar-kader"], steps: &[("belum-lengkap", 61, 0, "", "")] },
];

impl Maker {
    /// What a file of very many holds beside its Posyandu: the step that gave each its number, the
    /// papers and steps of those on their way, the change that ended or halted some.
    pub(super) fn on_their_way(&mut self, office: &mut Office, chance: &mut Chance) {
        for at in 0..office.posyandu.len() {
            let Some(place) = office.posyandu.get(at).cloned() else { continue };
            if place.text("status") != "aktif" && place.text("status") != "persiapan" {
                let change =
                    self.new_record(&KEADAAN, chance).with("posyandu", link_to(&place)).with("semula", "aktif");
                let change = change.with("tanggal", self.days_ago(chance.between(10, 2_000)));
                let change = change.with("status", place.text("status")).with("alasan_status", "tidak-ada-kader");
                office.keadaan.push(change);
            } else if place.text("nomor_registrasi").is_empty() {
                let Some(way) = WAYS.get(chance.below(WAYS.len())) else { continue };
                self.go(way, &place, office, chance);
            } else {
                let step = self.new_record(&REGISTRASI, chance).with("posyandu", link_to(&place));
                let day = place.get("tanggal_registrasi").clone();
                let step = step.with("langkah", "terdaftar").with("tanggal", day).with("petugas", "Seksi PMD");
                office.registrasi.push(step);
            }
        }
    }

    fn go(&mut self, way: &Way, place: &Record, office: &mut Office, chance: &mut Chance) {
        for kind in way.papers {
            let paper = self.new_record(&BERKAS, chance).with("posyandu", link_to(place)).with("jenis", *kind);
            office.berkas.push(paper.with("ada", "ada"));
        }
        let later = chance.between(0, 200);
        for step in way.steps {
            let row = self.new_record(&REGISTRASI, chance);
            let row = stepped(row, step, self.days_ago(step.1 + later)).with("posyandu", link_to(place));
            office.registrasi.push(row);
        }
    }
}

/// A record with what a step says.
fn stepped(record: Record, (state, _, batch, level, reason): &Step, day: Date) -> Record {
    record
        .with("langkah", *state)
        .with("tanggal", day)
        .with("petugas", "Seksi PMD")
        .with("gelombang", if *batch > 0 { Value::from(*batch) } else { Value::Empty })
        .with("tingkat", *level)
        .with("alasan", *reason)
}

impl Teller<'_> {
    /// Writes papers and steps, then takes back the paper for which some were sent back.
    pub(super) fn registrations(&mut self, maker: &mut Maker, office: &Office) -> Result<(), Trouble> {
        let mut places = Vec::new();
        for place in &office.posyandu {
            let waits = |place: &Record| {
                place.text("nomor_registrasi").is_empty() && matches!(place.text("status"), "aktif" | "persiapan")
            };
            places.extend(self.kept(&POSYANDU, place)?.filter(waits));
        }
        let ways = || places.iter().zip(WAYS.iter().cycle());
        let mut papers: Vec<Record> = Vec::new();
        for (place, way) in ways() {
            for kind in way.papers {
                papers.push(made(maker, &BERKAS, place).with("jenis", *kind).with("ada", "ada"));
            }
        }
        self.set_time(6, 13);
        let saved = self.as_one("Berkas registrasi", papers.clone())?;
        let mut steps: Vec<Record> = Vec::new();
        for (place, way) in ways() {
            for step in way.steps {
                let day = self.sample.today.saturating_sub(step.1.days());
                steps.push(stepped(made(maker, &REGISTRASI, place), step, day));
            }
        }
        self.set_time(6, 14);
        self.as_one("Langkah registrasi", steps)?;
        self.set_time(6, 15);
        let returned: Vec<i64> = ways()
            .filter(|(_, way)| way.steps.iter().any(|step| step.0 == "dikembalikan"))
            .map(|(place, _)| place.id.0)
            .collect();
        let mut changes = Vec::new();
        for (paper, id) in papers.iter().zip(saved) {
            let of = paper.get("posyandu").as_link().map_or(0, |link| link.id.0);
            if paper.text("jenis") == "matriks-rekap" && returned.contains(&of) {
                changes.extend(self.store.get(&BERKAS, id)?.map(|paper| Change::Put(paper.with("ada", "belum"))));
            }
        }
        if changes.is_empty() {
            return Ok(());
        }
        self.save(&Deed::by_hand(Act::EditMany, "Berkas registrasi: dikembalikan"), changes).map(drop)
    }

    /// Writes new records as one batch; gives their ids.
    fn as_one(&mut self, subject: &str, records: Vec<Record>) -> Result<Vec<RecordId>, Trouble> {
        if records.is_empty() {
            return Ok(Vec::new());
        }
        self.count += records.len();
        let changes = (1..).zip(records).map(|(at, record)| Change::Put(Record { id: RecordId(-at), ..record }));
        let saved = self.save(&Deed::by_hand(Act::Add, subject), changes.collect())?;
        Ok(saved.records.iter().map(|(_, id, _)| *id).collect())
    }
}

/// A new record about a Posyandu.
fn made(maker: &mut Maker, entity: &'static Entity, place: &Record) -> Record {
    let record = Record { uid: maker.next_uid(), ..Record::new(entity, RecordId(-1)) };
    record.with("posyandu", Value::link(place.id, place.title()))
}
