//! The made-up kecamatan with its history: taken in from office files, then worked on.

use std::collections::HashMap;

use jiff::{ToSpan, Zoned};

use super::maker::{Maker, Office};
use super::{Sample, Size, contoh_sari};
use crate::base::id::RecordId;
use crate::base::text::person_key;
use crate::entity::{Entity, KADER, Link, PENUGASAN, POSYANDU, Record, Value};
use crate::request::{Act, Batch, Change, Saved, Trouble};
use crate::store::{Clock, Outcome, Store};

/// Days before today on which the office files were taken in.
pub(super) const TAKEN_IN: i64 = 15;

/// Writes the kecamatan through the one write path and gives how many records it holds.
pub(super) fn tell(store: &mut Store, sample: &Sample) -> Result<usize, Trouble> {
    let mut maker = Maker::new(sample.plan());
    let office = maker.office(&contoh_sari());
    let mut teller = Teller { store, sample, stored: HashMap::new(), count: 0 };
    let told = teller.take_in(&office).and_then(|()| teller.work_on(&mut maker, &office));
    told.map(|()| teller.count)
}

pub(super) struct Teller<'a> {
    pub store: &'a mut Store,
    pub sample: &'a Sample,
    /// The stored ids of the records written so far, by table and the maker's number.
    stored: HashMap<(&'static str, i64), RecordId>,
    pub count: usize,
}

/// What a batch is called in the history.
pub(super) struct Deed {
    act: Act,
    subject: String,
    origin: String,
}

impl Deed {
    fn import(file: String) -> Self {
        Deed { act: Act::Import, origin: format!("impor {file}"), subject: file }
    }

    pub fn by_hand(act: Act, subject: impl Into<String>) -> Self {
        Deed { act, subject: subject.into(), origin: "layar".to_owned() }
    }
}

impl Teller<'_> {
    // ---- taking in ------------------------------------------------------------------------

    fn take_in(&mut self, office: &Office) -> Result<(), Trouble> {
        self.set_time(TAKEN_IN, 8);
        let place: Vec<&Record> = office.kecamatan.iter().chain(&office.desa).collect();
        let begin = Deed { act: Act::Begin, subject: "Kecamatan Contoh Sari".to_owned(), origin: "contoh".to_owned() };
        self.write(&begin, &place)?;
        self.set_time(TAKEN_IN, 9);
        let rows: Vec<&Record> = office.posyandu.iter().collect();
        self.write(&Deed::import("Data Posyandu Contoh Sari.xlsx".to_owned()), &rows)?;
        let rows: Vec<&Record> = office.sk.iter().collect();
        self.write(&Deed::import("Daftar SK desa.xlsx".to_owned()), &rows)?;
        for (at, desa) in office.desa.iter().enumerate() {
            self.set_time(TAKEN_IN - 1 - i64::try_from(at).unwrap_or(0) / 3, 10);
            let rows = people_of(office, desa.id);
            self.write(&Deed::import(format!("Data kader {}.xlsx", desa.text("nama"))), &rows)?;
        }
        self.set_time(TAKEN_IN - 6, 14);
        for note in &office.catatan {
            self.write(&Deed::by_hand(Act::Add, note.text("judul")), &[note])?;
        }
        Ok(())
    }

    /// Writes new records as one batch.
    fn write(&mut self, deed: &Deed, records: &[&Record]) -> Result<(), Trouble> {
        let fresh: HashMap<(&str, i64), RecordId> =
            (1_i64..).zip(records).map(|(at, record)| ((record.entity.name, record.id.0), RecordId(-at))).collect();
        let changes = records.iter().map(|record| {
            let mut copy = (*record).clone();
            copy.id = fresh.get(&(record.entity.name, record.id.0)).copied().unwrap_or(record.id);
            for (field, value) in copy.entity.fields.iter().zip(&mut copy.values) {
                if let (Value::Link(link), Some(target)) = (value, field.target()) {
                    let key = (target.name, link.id.0);
                    link.id = fresh.get(&key).or_else(|| self.stored.get(&key)).copied().unwrap_or(link.id);
                }
            }
            Change::Put(copy)
        });
        let changes: Vec<Change> = changes.collect();
        let saved = self.save(deed, changes)?;
        self.count += records.len();
        for (record, (entity, id, _)) in records.iter().zip(&saved.records) {
            self.stored.insert((entity.name, record.id.0), *id);
        }
        Ok(())
    }

    pub fn save(&mut self, deed: &Deed, changes: Vec<Change>) -> Result<Saved, Trouble> {
        let batch = Batch {
            act: deed.act,
            subject: deed.subject.clone(),
            origin: deed.origin.clone(),
            changes,
            reason: Some("data contoh buatan".to_owned()),
        };
        match self.store.save(&batch)? {
            Outcome::Saved(saved) => Ok(saved),
            Outcome::Refused(problems) => Err(Trouble::inner(format!("sample: {} {problems:?}", deed.subject))),
            Outcome::Conflict(_) => Err(Trouble::inner("sample: conflict")),
        }
    }

    // ---- working --------------------------------------------------------------------------

    /// A few days of work, so that there is something to look back on and to undo.
    fn work_on(&mut self, maker: &mut Maker, office: &Office) -> Result<(), Trouble> {
        self.plans(maker)?;
        self.papers(maker)?;
        self.working_lives(office)?;
        self.set_time(7, 9);
        self.new_phone(office)?;
        self.set_time(6, 10);
        self.replace(maker, office)?;
        self.registrations(maker, office)?;
        self.set_time(5, 9);
        self.set_strata(office)?;
        self.set_time(4, 11);
        self.other_birth_date(office)?;
        if self.sample.size == Size::Large {
            self.set_time(3, 10);
            self.typed_twice(maker, office)?;
        }
        self.set_time(2, 9);
        self.discard(office)
    }

    fn new_phone(&mut self, office: &Office) -> Result<(), Trouble> {
        let Some(person) = office.kader.iter().find(|person| !person.text("no_hp").is_empty()) else { return Ok(()) };
        let Some(now) = self.kept(&KADER, person)? else { return Ok(()) };
        let deed = Deed::by_hand(Act::Edit, now.title());
        self.save(&deed, vec![Change::Put(now.with("no_hp", "080155500099"))]).map(drop)
    }

    /// A sekretaris moved away; another took over the next day.
    fn replace(&mut self, maker: &mut Maker, office: &Office) -> Result<(), Trouble> {
        let today = self.sample.today;
        let (last, first) = (today.saturating_sub(7.days()), today.saturating_sub(6.days()));
        let runs = |post: &&Record| {
            post.text("jabatan") == "sekretaris"
                && post.text("alasan_berhenti").is_empty()
                && post.get("mulai").as_date().is_some_and(|day| day < last)
                && post.get("selesai").as_date().is_some_and(|day| day > first)
        };
        let Some(post) = office.penugasan.iter().find(runs) else { return Ok(()) };
        let Some(now) = self.kept(&PENUGASAN, post)? else { return Ok(()) };
        let mut newcomer = maker.newcomer();
        newcomer.id = RecordId(-1);
        let mut next = Record { uid: maker.next_uid(), ..Record::new(&PENUGASAN, RecordId(-2)) };
        for name in ["posyandu", "jabatan", "bidang", "sk", "selesai"] {
            next.set(name, now.get(name).clone());
        }
        let next = next.with("kader", Value::link(newcomer.id, newcomer.title())).with("mulai", first);
        let deed = Deed::by_hand(Act::Replace, format!("{} -> {}", now.title(), newcomer.title()));
        let ended = now.with("selesai", last).with("alasan_berhenti", "pindah-domisili");
        self.count += 2;
        self.save(&deed, vec![Change::Put(ended), Change::Put(newcomer), Change::Put(next)]).map(drop)
    }

    fn set_strata(&mut self, office: &Office) -> Result<(), Trouble> {
        let mut changes = Vec::new();
        for place in office.posyandu.iter().filter(|place| place.text("strata") == "pratama").take(3) {
            changes.extend(self.kept(&POSYANDU, place)?.map(|now| Change::Put(now.with("strata", "madya"))));
        }
        self.save(&Deed::by_hand(Act::EditMany, "Posyandu: Strata"), changes).map(drop)
    }

    /// A date of birth that differs from the NIK, passed with a reason that stays on the list.
    fn other_birth_date(&mut self, office: &Office) -> Result<(), Trouble> {
        let Some(person) = office.kader.iter().rev().find(|person| !person.text("nik").is_empty()) else {
            return Ok(());
        };
        let Some(now) = self.kept(&KADER, person)? else { return Ok(()) };
        let Some(day) = now.get("tanggal_lahir").as_date() else { return Ok(()) };
        let batch = Batch {
            act: Act::Edit,
            subject: now.title(),
            origin: "layar".to_owned(),
            changes: vec![Change::Put(now.with("tanggal_lahir", day.saturating_add(2.days())))],
            reason: Some("sesuai akta kelahiran, NIK diterbitkan keliru".to_owned()),
        };
        self.store.save(&batch).map(drop)
    }

    /// A Posyandu and one of its kader, typed by hand though both were there: doubles to be found
    /// and merged. The Posyandu is misspelt; the person has no NIK on the second record.
    fn typed_twice(&mut self, maker: &mut Maker, office: &Office) -> Result<(), Trouble> {
        // The first people are worked on elsewhere in this story.
        let late: Vec<RecordId> = office.kader.iter().skip(20).map(|person| person.id).collect();
        let is_kader = |post: &&Record| {
            post.text("jabatan") == "kader"
                && post.get("selesai").is_empty()
                && post.get("kader").as_link().is_some_and(|link| late.contains(&link.id))
        };
        let find = |all: &[Record], id: RecordId| all.iter().find(|record| record.id == id).cloned();
        for post in office.penugasan.iter().filter(is_kader) {
            let (Some(who), Some(place)) = (post.get("kader").as_link(), post.get("posyandu").as_link()) else {
                continue;
            };
            let (Some(who), Some(place)) = (find(&office.kader, who.id), find(&office.posyandu, place.id)) else {
                continue;
            };
            let (Some(who), Some(place)) = (self.kept(&KADER, &who)?, self.kept(&POSYANDU, &place)?) else { continue };
            if place.text("status") != "aktif" || place.text("nama").chars().count() < 7 {
                continue;
            }
            return self.again(maker, &place, (&who, post));
        }
        Ok(())
    }

    fn again(&mut self, maker: &mut Maker, place: &Record, (who, post): (&Record, &Record)) -> Result<(), Trouble> {
        let mut twin = Record { uid: maker.next_uid(), ..Record::new(&POSYANDU, RecordId(-1)) }
            .with("nama", misspelt(place.text("nama")))
            .with("status", "aktif");
        for name in ["desa", "rt_rw"] {
            twin.set(name, place.get(name).clone());
        }
        let deed = Deed::by_hand(Act::Add, twin.title());
        let title = twin.title();
        let saved = self.save(&deed, vec![Change::Put(twin)])?;
        let Some((_, place, _)) = saved.records.first() else { return Ok(()) };
        let mut person = Record { uid: maker.next_uid(), ..Record::new(&KADER, RecordId(-1)) }
            .with("nama", person_key(who.text("nama")).to_uppercase());
        for name in ["tanggal_lahir", "jenis_kelamin", "no_hp"] {
            person.set(name, who.get(name).clone());
        }
        let held = Record { uid: maker.next_uid(), ..Record::new(&PENUGASAN, RecordId(-2)) }
            .with("kader", Value::link(person.id, person.title()))
            .with("posyandu", Value::link(*place, title))
            .with("jabatan", "kader")
            .with("bidang", post.get("bidang").clone());
        self.count += 3;
        let deed = Deed::by_hand(Act::Add, person.title());
        self.save(&deed, vec![Change::Put(person), Change::Put(held)]).map(drop)
    }

    /// Two people into the bin, and an undo of the second.
    fn discard(&mut self, office: &Office) -> Result<(), Trouble> {
        for person in office.kader.iter().skip(3).step_by(5).take(2) {
            let Some(now) = self.kept(&KADER, person)? else { continue };
            self.store.delete_many(&KADER, &[now.id])?;
        }
        self.set_time(2, 10);
        self.store.undo_last().map(drop)
    }

    /// A record as the file holds it now.
    pub(super) fn kept(&self, entity: &'static Entity, made: &Record) -> Result<Option<Record>, Trouble> {
        match self.stored.get(&(entity.name, made.id.0)) {
            Some(id) => self.store.get(entity, *id),
            None => Ok(None),
        }
    }

    pub fn set_time(&mut self, days_ago: i64, hour: i8) {
        let moment: Zoned = self.sample.moment();
        let moment = moment.saturating_sub(days_ago.days()).saturating_add((i64::from(hour) - 9).hours());
        self.store.turn_clock(Clock::Fixed(moment));
    }
}

/// A name with its third letter written twice: `Melati 1` is `Mellati 1`.
fn misspelt(name: &str) -> String {
    let twice = |(at, letter): (usize, char)| std::iter::repeat_n(letter, if at == 2 { 2 } else { 1 });
    name.chars().enumerate().flat_map(twice).collect()
}

/// The people of a desa's Posyandu with all their posts, each post behind its person.
fn people_of(office: &Office, desa: RecordId) -> Vec<&Record> {
    let points_to =
        |record: &Record, field: &str, id: RecordId| record.get(field).as_link().map(|link: &Link| link.id) == Some(id);
    let places: Vec<RecordId> =
        office.posyandu.iter().filter(|place| points_to(place, "desa", desa)).map(|place| place.id).collect();
    let posts: Vec<&Record> = office
        .penugasan
        .iter()
        .filter(|post| post.get("posyandu").as_link().is_some_and(|link| places.contains(&link.id)))
        .collect();
    let holds = |person: &Record| posts.iter().any(|post| points_to(post, "kader", person.id));
    office.kader.iter().filter(|person| holds(person)).chain(posts.iter().copied()).collect()
}
