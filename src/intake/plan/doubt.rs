//! Names in doubt: which record a row means where no number says so.
//!
//! * **Owns** likeness of names to records of the file, the clerk's answers about them, and the
//!   problem that asks.
//! * **Imports** `base`, `entity`, the planner above.
//! * **Never** puts rows of one import in doubt about each other, and never asks about a record
//!   that another row names exactly.
//!
//! A name is asked about where it is as like that of a record of its place as two records must be
//! to be told as probable doubles ([`LIKE`]): one letter wrong in seven. Names with other numbers
//! are never alike.

use std::collections::HashMap;

use super::super::answers::{About, When};
use super::super::cells;
use super::super::places::{By, Hit, Miss};
use super::super::table::Found;
use super::{Asked, Draft, Given, Match, Name, Planner, linked_title};
use crate::base::date::{self, Date};
use crate::base::id::RecordId;
use crate::base::text::{fold, name_key, person_key, similar_keys, similar_person};
use crate::base::words::{Text, text};
use crate::entity::posyandu::BERAKHIR;
use crate::entity::{Entity, KADER, PENUGASAN, POSYANDU, Problem, Record, Value};
use crate::intake::sheet::Row;
use crate::request::{At, Candidate, Trouble};
use crate::store::LIKE;

/// Names of no more letters are too short to be alike.
const SHORTEST: usize = 3;

/// So many candidates are named.
const MOST: usize = 5;

/// So many persons of one name are looked at; of more of them none is told apart by a name.
const NAMESAKES: usize = 20;

const DOUBT_POSYANDU: &str = "ragu-posyandu";
const DOUBT_KADER: &str = "ragu-kader";

/// Whether a problem asks which record is meant.
pub fn is_doubt(problem: &Problem) -> bool {
    matches!(problem.code, DOUBT_POSYANDU | DOUBT_KADER)
}

/// The spellings of desa that the clerk chose a desa for, folded.
pub fn spellings(asked: &Asked<'_>) -> HashMap<String, String> {
    asked.job.decisions.desa.iter().map(|(said, code)| (fold(said), code.clone())).collect()
}

/// Where the name of a Posyandu leads.
pub enum Led {
    /// To this record.
    One(Record, Match),
    /// To a new one, as somebody said.
    New,
    /// To a question.
    Doubt,
    /// Nowhere, or to several of which none is meant for sure.
    Nowhere,
}

/// The names of the Posyandu of each desa, as they are compared, and what was asked about them: rows
/// of a block ask the same.
#[derive(Default)]
pub struct Near {
    names: HashMap<RecordId, Vec<(RecordId, Vec<String>)>>,
    asked: HashMap<(RecordId, String), Vec<RecordId>>,
}

/// A Posyandu as a row names it.
pub struct Place<'p> {
    /// Its desa, where the row says it.
    pub desa: Option<&'p Value>,
    /// The name.
    pub said: &'p str,
    /// The column it stands in.
    pub found: Option<&'p Found>,
    /// The row is about the Posyandu itself.
    pub is_own: bool,
}

const SAME_NAME: Text = text("Namanya sama.", "The name is the same.");
const NEAR_NAME: Text = text("Namanya mirip.", "The name is alike.");
const OTHER_PLACE: Text =
    text("Orang bernama sama bertugas di Posyandu lain.", "A person of the same name serves in another Posyandu.");
const SAME_BIRTH: Text = text("Nama dan tanggal lahirnya sama.", "Name and date of birth are the same.");

impl<'p> Place<'p> {
    fn at(&self) -> Option<(&'p Found, &'p str)> {
        self.found.map(|found| (found, self.said))
    }
}

impl<'a> Planner<'a, '_> {
    // ---- answers --------------------------------------------------------------------------

    /// What the clerk said about this row: the identity meant, or that it is a new record.
    fn meant(&self, row: usize) -> Option<Option<&'a str>> {
        let answer = self.asked.job.decisions.meant.get(&At { table: self.asked.at, row })?;
        Some(answer.as_deref())
    }

    fn learn(&mut self, about: About, key: Option<String>, answer: &str) {
        if let Some(key) = key {
            self.plan.learned.insert((about, key), answer.to_owned());
        }
    }

    /// The key of a name within a place; none where the place itself is new.
    fn key_of(&mut self, about: About, within: &Value, said: &str) -> Option<String> {
        let id = id_of(within).filter(|id| id.is_stored())?;
        let uid = match about {
            About::Kader => self.known.get(&POSYANDU, id).ok().flatten()?.uid.0,
            About::Posyandu | About::Desa => self.places.known_desa(id)?.2.to_owned(),
        };
        Some(about.key(&uid, said))
    }

    /// The record that the clerk said this row means, or that the name meant before.
    fn answered(
        &mut self,
        entity: &'static Entity,
        about: About,
        key: Option<&String>,
        row: usize,
    ) -> Result<Option<(Record, When)>, Trouble> {
        let (uid, when) = match self.meant(row) {
            Some(None) => return Ok(None),
            Some(Some(uid)) => (uid.to_owned(), When::Now),
            None => match key.and_then(|key| self.asked.answers.get(about, key)) {
                Some((uid, when)) if !uid.is_empty() => (uid.to_owned(), when),
                _ => return Ok(None),
            },
        };
        let record = self.known.by_uid(entity, &uid)?.filter(|record| !record.deleted);
        if record.is_some() && self.meant(row).is_some() {
            self.learn(about, key.cloned(), &uid);
        }
        Ok(record.map(|record| (record, when)))
    }

    /// When somebody said that this row, or a name of this key, is a new record.
    fn answered_new(&mut self, about: About, key: Option<String>, row: usize) -> Option<When> {
        if let Some(answer) = self.meant(row) {
            let is_new = answer.is_none();
            if is_new {
                self.learn(about, key, "");
            }
            return is_new.then_some(When::Now);
        }
        let (uid, when) = self.asked.answers.get(about, &key?)?;
        uid.is_empty().then_some(when)
    }

    /// Tells that an answer of another time was followed.
    fn told_before(&self, when: When, at: Option<(&Found, &str)>, title: &str, draft: &mut Draft) {
        if when == When::Now {
            return;
        }
        let said = at.map_or_else(String::new, |(_, said)| said.to_owned());
        let sentence = if title.is_empty() {
            text(
                "\"{0}\" dianggap catatan baru, menurut keputusan dahulu.",
                "\"{0}\" is taken as new, as decided before.",
            )
            .with([said])
        } else {
            text("\"{0}\" dibaca sebagai {1}, menurut keputusan dahulu.", "\"{0}\" is read as {1}, as decided before.")
                .with([said, title.to_owned()])
        };
        let advice =
            text("Pilih yang lain di tinjauan bila keliru.", "Choose another in the review where this is wrong.");
        self.complain(draft, at, Problem::warning("keputusan-dulu", sentence, advice));
    }

    /// A desa by its name or code, by what the clerk chose for the spelling, or chose before.
    pub(super) fn desa_said(&mut self, said: &str, found: Option<&Found>, draft: &mut Draft) -> Result<Hit, Miss> {
        if !self.spellings.is_empty()
            && let Some(hit) = self.spellings.get(&fold(said)).and_then(|code| self.places.chosen(code))
        {
            let uid = self.places.known_desa(hit.id).map(|(_, _, uid)| uid.to_owned()).unwrap_or_default();
            self.learn(About::Desa, Some(About::Desa.key("", said)), &uid);
            return Ok(hit);
        }
        let read = self.places.desa(said, draft.office);
        if matches!(&read, Ok(Hit { by: By::Name, .. }) | Err(Miss::Elsewhere))
            || self.asked.answers.is_silent(About::Desa)
        {
            return read;
        }
        let before = self.asked.answers.get(About::Desa, &About::Desa.key("", said));
        let hit = before.and_then(|(uid, when)| Some((self.places.remembered(uid)?, when)));
        match hit {
            Some((hit, when)) => {
                self.told_before(when, found.map(|found| (found, said)), &hit.title, draft);
                Ok(hit)
            }
            None => read,
        }
    }

    // ---- Posyandu -------------------------------------------------------------------------

    /// Where a name leads, and the records of that name.
    pub(super) fn led_to_posyandu(
        &mut self,
        place: &Place<'_>,
        draft: &mut Draft,
    ) -> Result<(Led, Vec<Record>), Trouble> {
        let Place { desa, said, .. } = *place;
        let hits = self.posyandu_named(desa, said)?;
        let Some(desa) = desa else {
            let only = if let [one] = hits.as_slice() { Some(one.clone()) } else { None };
            return Ok((only.map_or(Led::Nowhere, |one| Led::One(one, Match::Name)), hits));
        };
        let led = match self.chosen_posyandu(&hits, said) {
            Some(one) => Led::One(one, Match::Name),
            None => self.doubted_posyandu(place, desa, &hits, draft)?,
        };
        Ok((led, hits))
    }

    /// Of several of a name it is the one spelt so, then the one that has not closed. Rows of this
    /// import are not asked about, nor are records of which somebody said that they are different.
    fn chosen_posyandu(&self, hits: &[Record], said: &str) -> Option<Record> {
        let only = |test: &dyn Fn(&&Record) -> bool| {
            let mut fitting = hits.iter().filter(test);
            fitting.next().filter(|_| fitting.next().is_none())
        };
        let first = || hits.first().filter(|_| self.are_settled(hits));
        only(&|_| true)
            .or_else(|| only(&|hit| fold(hit.text("nama")) == fold(said)))
            .or_else(|| only(&|hit| !BERAKHIR.contains(&hit.text("status"))))
            .or_else(first)
            .cloned()
    }

    /// Whether nothing is to be asked about several records of one name.
    fn are_settled(&self, hits: &[Record]) -> bool {
        let apart = |a: &Record, b: &Record| self.asked.answers.are_apart(&a.uid.0, &b.uid.0);
        let each = hits.iter().enumerate();
        hits.iter().any(|hit| !self.known.is_of_file(hit))
            || each.clone().all(|(at, a)| hits.iter().skip(at + 1).all(|b| apart(a, b)))
    }

    fn doubted_posyandu(
        &mut self,
        place: &Place<'_>,
        desa: &Value,
        hits: &[Record],
        draft: &mut Draft,
    ) -> Result<Led, Trouble> {
        let key = self.key_of(About::Posyandu, desa, place.said);
        let (why, near) = match hits {
            [] => (NEAR_NAME, self.near_posyandu(desa, place.said)?),
            several => (SAME_NAME, several.to_vec()),
        };
        // They are told also where one of them was chosen: the clerk may choose another.
        draft.candidates = near.iter().map(|record| candidate(record, posyandu_context(record), why)).collect();
        if let Some((record, when)) = self.answered(&POSYANDU, About::Posyandu, key.as_ref(), draft.row)? {
            self.told_before(when, place.at(), &record.title(), draft);
            return Ok(Led::One(record, Match::Said(when)));
        }
        if near.is_empty() {
            return Ok(Led::Nowhere);
        }
        if let Some(one) = self.place_of_the_one_meant(place, &near, draft.row)? {
            self.learn(About::Posyandu, key, &one.uid.0);
            return Ok(Led::One(one, Match::Said(When::Now)));
        }
        if let Some(when) = self.answered_new(About::Posyandu, key, draft.row) {
            draft.is_apart = place.is_own && when == When::Now;
            self.told_before(when, place.at(), "", draft);
            return Ok(Led::New);
        }
        self.complain(draft, place.at(), doubt_posyandu(place.said, desa, &near));
        let passed = self.asked.reason(draft.row).is_some();
        Ok(if passed { Led::Nowhere } else { Led::Doubt })
    }

    /// A person was chosen in a row whose Posyandu is asked about too: it is that person's.
    fn place_of_the_one_meant(
        &mut self,
        place: &Place<'_>,
        near: &[Record],
        row: usize,
    ) -> Result<Option<Record>, Trouble> {
        let Some(Some(uid)) = self.meant(row).filter(|_| !place.is_own) else { return Ok(None) };
        let Some(person) = self.known.by_uid(&KADER, uid)? else { return Ok(None) };
        for posyandu in near {
            let posts = self.known.with(&PENUGASAN, "posyandu", &Value::link(posyandu.id, ""))?;
            if posts.iter().any(|post| id_of(post.get("kader")) == Some(person.id)) {
                return Ok(Some(posyandu.clone()));
            }
        }
        Ok(near.first().filter(|_| near.len() == 1).cloned())
    }

    /// The Posyandu of the desa whose names are alike, the most alike first.
    fn near_posyandu(&mut self, desa: &Value, said: &str) -> Result<Vec<Record>, Trouble> {
        let Some(place) = id_of(desa).filter(|id| id.is_stored()) else { return Ok(Vec::new()) };
        let question = (place, said.to_owned());
        let ids = match self.near.asked.get(&question) {
            Some(ids) => ids.clone(),
            None => {
                let ids = self.look_near(place, desa, said)?;
                self.near.asked.insert(question, ids.clone());
                ids
            }
        };
        let spoken = &self.asked.answers.spoken;
        let mut near = Vec::new();
        for id in ids.into_iter().filter(|id| !spoken.contains(&(POSYANDU.name, *id))).take(MOST) {
            near.extend(self.known.get(&POSYANDU, id)?);
        }
        Ok(near)
    }

    fn look_near(&mut self, place: RecordId, desa: &Value, said: &str) -> Result<Vec<RecordId>, Trouble> {
        if !self.near.names.contains_key(&place) {
            let is_there =
                |record: &Record| record.id.is_stored() && !record.deleted && record.text("status") != "salah-catat";
            let there = self.known.passing(&POSYANDU, ("desa", desa), is_there)?;
            let keys = |record: &Record| {
                let all = std::iter::once(record.text("nama")).chain(record.text("nama_lain").split(';'));
                (record.id, all.map(name_key).collect())
            };
            self.near.names.insert(place, there.iter().map(keys).collect());
        }
        let alias = cells::alias(said).map(|(name, _)| name);
        let wanted = std::iter::once(said).chain(alias.as_deref());
        let wanted: Vec<String> = wanted.filter(|name| name.chars().count() > SHORTEST).map(name_key).collect();
        let alike = |keys: &Vec<String>| {
            let pairs = keys.iter().flat_map(|key| wanted.iter().map(move |name| similar_keys(key, name)));
            pairs.fold(0.0, f32::max)
        };
        let known = self.near.names.get(&place).map_or(&[][..], Vec::as_slice).iter();
        let mut near: Vec<(f32, RecordId)> = known.map(|(id, keys)| (alike(keys), *id)).collect();
        near.retain(|(alike, _)| *alike >= LIKE);
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        Ok(near.into_iter().map(|(_, id)| id).collect())
    }

    // ---- persons --------------------------------------------------------------------------

    /// A person whom no number tells: by the name within the Posyandu, else by what the clerk said;
    /// a name that is alike, or is borne in another Posyandu, is asked about.
    pub(super) fn person_by_name(
        &mut self,
        row: &'a Row,
        given: &[Given<'a>],
        post: &[Given<'a>],
        draft: &mut Draft,
    ) -> Result<Option<(Record, Match)>, Trouble> {
        let said = Said::of(given);
        let Some(posyandu) = post.iter().find(|post| post.field.name == "posyandu") else { return Ok(None) };
        if said.name.is_empty() {
            return Ok(None);
        }
        let key = self.key_of(About::Kader, &posyandu.value, said.name);
        let found = given.iter().find(|given| given.field.name == KADER.title).and_then(|given| given.found);
        let at = found.map(|found| (found, said.name));
        let (same, near) = self.people_of(&posyandu.value, &said)?;
        if let Some(person) = self.chosen_person(&same, &said) {
            self.another_nik(row, &person, &said, draft);
            return Ok(Some((person, Match::Name)));
        }
        let candidates = if !same.is_empty() {
            same.iter().map(|person| candidate(person, person_context(person), SAME_NAME)).collect()
        } else if !near.is_empty() {
            near.iter().map(|person| candidate(person, person_context(person), NEAR_NAME)).collect()
        } else {
            self.people_elsewhere(&posyandu.value, &said, draft)?
        };
        let is_asked = !candidates.is_empty();
        // Candidates for a Posyandu that was chosen give way to those for the person.
        if is_asked {
            draft.candidates = candidates;
        }
        if let Some((person, when)) = self.answered(&KADER, About::Kader, key.as_ref(), draft.row)? {
            self.told_before(when, at, &person.title(), draft);
            return Ok(Some((person, Match::Said(when))));
        }
        if !is_asked {
            return Ok(None);
        }
        if let Some(when) = self.answered_new(About::Kader, key, draft.row) {
            draft.is_apart = when == When::Now;
            self.told_before(when, at, "", draft);
            return Ok(None);
        }
        let problem = doubt_kader(said.name, &draft.candidates);
        self.complain(draft, at, problem);
        Ok(None)
    }

    /// The persons of a name who serve or served in a Posyandu, and those of names that are alike.
    fn people_of(&mut self, posyandu: &Value, said: &Said<'_>) -> Result<(Vec<Record>, Vec<Record>), Trouble> {
        let (same, others) = self.known.people(posyandu, &person_key(said.name))?;
        let asked = |person: &Record| self.may_be_asked(person) && said.is_alike(person) && !said.contradicts(person);
        let near = others.into_iter().filter(asked).collect();
        Ok((same, most_alike(near, |person| similar_person(person.text("nama"), said.name))))
    }

    /// Of several persons of a name it is the one whom nothing contradicts, then the one born on
    /// the same day.
    fn chosen_person(&self, same: &[Record], said: &Said<'_>) -> Option<Record> {
        if let [one] = same {
            return Some(one.clone());
        }
        let fitting: Vec<&Record> = same.iter().filter(|person| !said.contradicts(person)).collect();
        let born: Vec<&&Record> = fitting.iter().filter(|person| said.is_born_with(person)).collect();
        match (fitting.as_slice(), born.as_slice()) {
            ([one], _) => Some((*one).clone()),
            (_, [one]) => Some((**one).clone()),
            // All contradict: the first is told with what is the matter.
            ([], _) => same.first().cloned(),
            _ => same.first().filter(|_| self.are_settled(same)).cloned(),
        }
    }

    /// A person of the same name in another Posyandu of the desa where no NIK decides, or anywhere
    /// with the same date of birth.
    fn people_elsewhere(
        &mut self,
        posyandu: &Value,
        said: &Said<'_>,
        draft: &Draft,
    ) -> Result<Vec<(Name, Candidate)>, Trouble> {
        let wanted = person_key(said.name);
        let mut out = Vec::new();
        for person in self.known.namesakes(said.name, NAMESAKES)? {
            let here = person.get("desa").as_link().map(|link| link.id);
            let serves = person.get("posyandu").as_link().is_some_and(|link| Some(link.id) != id_of(posyandu));
            let same_name = person_key(person.text("nama")) == wanted;
            if !serves || !same_name || !self.may_be_asked(&person) || said.contradicts(&person) {
                continue;
            }
            let born = said.is_born_with(&person);
            if born || here.is_some() && here == draft.desa {
                let why = if born { SAME_BIRTH } else { OTHER_PLACE };
                out.push(candidate(&person, person_context(&person), why));
            }
        }
        out.truncate(MOST);
        Ok(out)
    }

    /// Whether a row may be asked if it means this record.
    fn may_be_asked(&self, record: &Record) -> bool {
        let name = (record.entity.name, record.id);
        self.known.is_of_file(record) && !record.deleted && !self.asked.answers.spoken.contains(&name)
    }

    fn another_nik(&self, row: &'a Row, person: &Record, said: &Said<'_>, draft: &mut Draft) {
        let old = person.text("nik");
        if old.is_empty() || said.nik.is_empty() || old == said.nik {
            return;
        }
        let problem = Problem::overridable(
            "nik-beda",
            text("{0} sudah tercatat di Posyandu ini dengan NIK lain.", "{0} is on record here with another NIK.")
                .with([person.title()]),
            text(
                "Bila orangnya sama dan NIK lama keliru, ulangi dengan --alasan; bila lain orang, tambahkan lewat layar.",
                "If it is the same person and the old NIK is wrong, use --reason; if not, add by hand.",
            ),
        );
        self.complain_at_field(draft, row, problem.at("nik"));
    }
}

/// What a row says of a person.
struct Said<'g> {
    name: &'g str,
    nik: &'g str,
    sex: &'g str,
    born: Option<Date>,
}

impl<'g> Said<'g> {
    fn of(given: &'g [Given<'_>]) -> Self {
        let value = |name: &str| given.iter().find(|given| given.field.name == name).map(|given| &given.value);
        let words = |name: &str| value(name).map_or("", Value::as_text);
        Said {
            name: words("nama"),
            nik: words("nik"),
            sex: words("jenis_kelamin"),
            born: value("tanggal_lahir").and_then(Value::as_date),
        }
    }

    /// Another NIK, date of birth or sex: another person.
    fn contradicts(&self, person: &Record) -> bool {
        let differs = |a: &str, b: &str| !a.is_empty() && !b.is_empty() && a != b;
        let days = self.born.zip(person.get("tanggal_lahir").as_date());
        differs(self.nik, person.text("nik"))
            || differs(self.sex, person.text("jenis_kelamin"))
            || days.is_some_and(|(a, b)| a != b)
    }

    fn is_born_with(&self, person: &Record) -> bool {
        self.born.is_some() && self.born == person.get("tanggal_lahir").as_date()
    }

    fn is_alike(&self, person: &Record) -> bool {
        self.name.chars().count() > SHORTEST && similar_person(person.text("nama"), self.name) >= LIKE
    }
}

fn id_of(link: &Value) -> Option<RecordId> {
    link.as_link().map(|link| link.id)
}

fn most_alike(mut records: Vec<Record>, alike: impl Fn(&Record) -> f32) -> Vec<Record> {
    records.sort_by(|a, b| alike(b).total_cmp(&alike(a)).then_with(|| a.id.cmp(&b.id)));
    records.truncate(MOST);
    records
}

fn candidate(record: &Record, context: String, why: Text) -> (Name, Candidate) {
    let candidate = Candidate { uid: record.uid.0.clone(), title: record.title(), context, why: why.into() };
    ((record.entity.name, record.id), candidate)
}

/// Desa, RT/RW or address.
fn posyandu_context(record: &Record) -> String {
    let desa = linked_title(record, "desa");
    let parts = [desa.as_str(), record.text("rt_rw"), record.text("alamat")];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Posyandu, desa and date of birth.
fn person_context(person: &Record) -> String {
    let born = person.get("tanggal_lahir").as_date().map(date::show).unwrap_or_default();
    let parts = [linked_title(person, "posyandu"), linked_title(person, "desa"), born];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn doubt_posyandu(said: &str, desa: &Value, near: &[Record]) -> Problem {
    let names: Vec<String> = near.iter().map(Record::title).collect();
    let place = desa.as_link().map(|link| link.title.clone()).unwrap_or_default();
    Problem::overridable(
        DOUBT_POSYANDU,
        text(
            "\"{0}\" mungkin {1} yang sudah ada di {2}, mungkin Posyandu lain.",
            "\"{0}\" may be {1}, which exists in {2}, or another Posyandu.",
        )
        .with([said.to_owned(), names.join(" / "), place]),
        text(
            "Pilih di layar tinjauan, samakan namanya di berkas, atau ulangi dengan --alasan bila memang Posyandu lain.",
            "Choose in the review, write the name as it is known, or use --reason if it is another Posyandu.",
        ),
    )
    .at("nama")
}

fn doubt_kader(said: &str, candidates: &[(Name, Candidate)]) -> Problem {
    let shown = |candidate: &Candidate| match candidate.context.as_str() {
        "" => candidate.title.clone(),
        context => format!("{} ({context})", candidate.title),
    };
    let names: Vec<String> = candidates.iter().map(|(_, candidate)| shown(candidate)).collect();
    Problem::overridable(
        DOUBT_KADER,
        text("{0} mungkin orang yang sudah tercatat: {1}.", "{0} may be a person who is on record: {1}.")
            .with([said.to_owned(), names.join(" / ")]),
        text(
            "Pilih di layar tinjauan, isi NIK-nya, atau ulangi dengan --alasan bila memang orang lain.",
            "Choose in the review, write the NIK, or use --reason if it is another person.",
        ),
    )
    .at("nama")
}
