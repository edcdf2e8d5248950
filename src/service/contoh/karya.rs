//! The made-up kecamatan's working lives: trainings, skills, insurance, two months of incentives.
//!
//! * **Owns** these records, of the kader who serve on the sample's day.
//! * **Imports** the teller above.
//! * **Never** takes a number from the maker's stream: what is told after it stays as it was.

use jiff::ToSpan;

use super::chance::Chance;
use super::maker::Office;
use super::tale::{Deed, Teller};
use crate::base::date::{self, Date};
use crate::base::id::RecordId;
use crate::entity::{Entity, INSENTIF, JAMINAN, KADER, KECAKAPAN, PELATIHAN, POSYANDU, Record, Value};
use crate::request::{Act, Change, Trouble};

/// Kader of the story: the first ones are worked on elsewhere.
const FIRST: usize = 20;

/// So many of them are paid.
const PAID: usize = 36;

/// What one of them gets a month.
const AMOUNT: i64 = 250_000;

/// How many skills the first of them have shown, in the order of the list: all of them, five
/// groups but one, two groups and one more, and some that earn no badge yet.
const SKILLS: [usize; 8] = [25, 20, 17, 17, 11, 6, 4, 25];

/// A stream that no office and no later record has.
const STREAM: u64 = 1 << 40;

/// Who serves: the person and the place.
struct Serving {
    kader: Value,
    posyandu: Value,
}

/// Makes records with identities of their own.
struct Source {
    chance: Chance,
    made: u64,
}

impl Source {
    fn make(&mut self, entity: &'static Entity) -> Record {
        self.made += 1;
        Record { uid: self.chance.uid(920_000 + self.made), ..Record::new(entity, RecordId(-1)) }
    }
}

impl Teller<'_> {
    /// Writes trainings, skills, insurance and incentives.
    pub(super) fn working_lives(&mut self, office: &Office) -> Result<(), Trouble> {
        let today = self.sample.today;
        let paid_on = today.saturating_sub(10.days());
        let serving = self.serving(office, date::add_months(today, -3))?;
        let mut source = Source { chance: Chance::new(self.sample.seed, STREAM), made: 0 };
        let mut trainings = Vec::new();
        for (at, who) in serving.iter().take(14).enumerate() {
            let health = at % 3 != 2;
            let row = source.make(&PELATIHAN).with("kader", who.kader.clone());
            let name = if health { "Pelatihan 25 keterampilan dasar kader" } else { "Bimtek pencatatan Posyandu" };
            let row =
                row.with("nama", name).with("tanggal", today.saturating_sub(if health { 200 } else { 95 }.days()));
            let row =
                row.with("bidang", if health { "kesehatan" } else { "" }).with("jam", if health { 30 } else { 8 });
            trainings.push(row.with("penyelenggara", "Puskesmas Contoh"));
        }
        let mut skills = Vec::new();
        for (who, count) in serving.iter().zip(SKILLS) {
            for skill in 1..=count {
                let row = source.make(&KECAKAPAN).with("kader", who.kader.clone());
                let row = row.with("keterampilan", format!("{skill:02}"));
                skills.push(row.with("tanggal", today.saturating_sub(190.days())).with("penilai", "Bidan Contoh"));
            }
        }
        let mut insured = Vec::new();
        for who in serving.iter().take(24) {
            let row = source.make(&JAMINAN).with("kader", who.kader.clone()).with("program", "bpjs-tk");
            insured.push(row.with("mulai", today.saturating_sub(320.days())).with("pembayar", "Desa"));
        }
        self.set_time(7, 8);
        for (entity, rows) in [(&PELATIHAN, trainings), (&KECAKAPAN, skills), (&JAMINAN, insured)] {
            self.in_one(entity.label.id.to_owned(), rows)?;
        }
        for back in [2, 1] {
            let month = date::add_months(Date::constant(today.year(), today.month(), 1), -back);
            let mut rows = Vec::new();
            for who in serving.iter().take(PAID) {
                let row =
                    source.make(&INSENTIF).with("kader", who.kader.clone()).with("posyandu", who.posyandu.clone());
                let row = row.with("tahun", i64::from(month.year())).with("bulan_bayar", i64::from(month.month()));
                let row = row.with("sumber_dana", "add").with("jumlah", AMOUNT);
                rows.push(if back == 2 { row.with("dibayar", paid_on) } else { row });
            }
            let subject = format!("Insentif {}-{}", month.month(), month.year());
            self.in_one(subject, rows)?;
        }
        Ok(())
    }

    /// People of active Posyandu who served since before a day and go on.
    fn serving(&self, office: &Office, since: Date) -> Result<Vec<Serving>, Trouble> {
        let today = self.sample.today;
        let late: Vec<RecordId> = office.kader.iter().skip(FIRST).map(|person| person.id).collect();
        let mut out: Vec<Serving> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for post in &office.penugasan {
            let (Some(who), Some(place)) = (post.get("kader").as_link(), post.get("posyandu").as_link()) else {
                continue;
            };
            let runs = post.get("mulai").as_date().is_some_and(|day| day < since)
                && post.get("selesai").as_date().is_none_or(|day| day > today)
                && late.contains(&who.id);
            let active = |house: &&Record| house.id == place.id && house.text("status") == "aktif";
            let person = office.kader.iter().find(|person| person.id == who.id);
            let (Some(person), Some(house)) = (person, office.posyandu.iter().find(active)) else { continue };
            if !runs || !seen.insert(who.id) {
                continue;
            }
            let (Some(person), Some(house)) = (self.kept(&KADER, person)?, self.kept(&POSYANDU, house)?) else {
                continue;
            };
            out.push(Serving {
                kader: Value::link(person.id, person.title()),
                posyandu: Value::link(house.id, house.title()),
            });
        }
        Ok(out)
    }

    fn in_one(&mut self, subject: String, rows: Vec<Record>) -> Result<(), Trouble> {
        let changes = (1_i64..).zip(rows).map(|(at, row)| Change::Put(Record { id: RecordId(-at), ..row }));
        let changes: Vec<Change> = changes.collect();
        if changes.is_empty() {
            return Ok(());
        }
        self.count += changes.len();
        self.save(&Deed::by_hand(Act::Add, subject), changes).map(drop)
    }
}
