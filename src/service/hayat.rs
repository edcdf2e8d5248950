//! The life of Posyandu and desa: changes of state, mergers, former codes, verification.
//!
//! * **Owns** what [`LifeWork`] and [`RecodeWork`] mean, each as one batch that one key undoes; what
//!   becomes of the kader; what is said before it is done.
//! * **Imports** `base`, `entity`, `request`, `store`.
//! * **Never** writes but through [`Store::save`], never half of a work, and never guesses a day.
//!
//! A state begins on a day that has come, after the last change that is known and not before the
//! founding. Kader whose Posyandu ends leave the day before; who moves begins at the receiver on
//! that day, in the same seat where it is free, else as a kader. What was entered twice by mistake
//! is no life: those records are merged on the screen of doubles.

mod kode;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use jiff::ToSpan;

use crate::base::date::{self, Date};
use crate::base::id::RecordId;
use crate::base::words::{Lang, Phrase, text};
use crate::entity::penugasan::{JABATAN_KADER, SALAH_CATAT};
use crate::entity::posyandu::{BERAKHIR, STATUS, status_name};
use crate::entity::{Entity, KEADAAN, PENUGASAN, POSYANDU, Problem, Record, Value, Vocabulary};
use crate::request::hidup::{Consequences, LifeKader, LifeWork, RecodeWork};
use crate::request::{Act, Batch, Change, Reply, Trouble};
use crate::store::Store;

/// Names told before "and so many more".
const NAMES: usize = 5;

/// Why a work cannot be done, or a trouble of the file.
enum No {
    Problems(Vec<Problem>),
    Trouble(Trouble),
}

impl From<Trouble> for No {
    fn from(trouble: Trouble) -> Self {
        No::Trouble(trouble)
    }
}

impl From<Problem> for No {
    fn from(problem: Problem) -> Self {
        No::Problems(vec![problem])
    }
}

impl From<No> for Reply {
    fn from(no: No) -> Self {
        match no {
            No::Problems(problems) => Reply::Refused(problems),
            No::Trouble(trouble) => Reply::Trouble(trouble),
        }
    }
}

/// A work made ready: what would be saved, and what is said about it.
struct Ready {
    batch: Batch,
    said: Consequences,
}

/// What a change of life would do; nothing changes.
pub(super) fn plan_life(store: &mut Store, work: &LifeWork) -> Reply {
    told(store, life_ready)(work)
}

/// A change of life.
pub(super) fn life(store: &mut Store, work: &LifeWork) -> Reply {
    life_ready(store, work).map_or_else(Reply::from, |ready| kept(store, &ready.batch))
}

/// What a change of code would do; nothing changes.
pub(super) fn plan_recode(store: &mut Store, work: &RecodeWork) -> Reply {
    told(store, kode::ready)(work)
}

/// A change of code, or a split.
pub(super) fn recode(store: &mut Store, work: &RecodeWork) -> Reply {
    kode::ready(store, work).map_or_else(Reply::from, |ready| kept(store, &ready.batch))
}

/// Notes that Posyandu were compared today with what is there, by whoever is at work.
pub(super) fn verify(store: &mut Store, posyandu: &[RecordId], how: &str, reason: Option<String>) -> Reply {
    let mut changes = Vec::with_capacity(posyandu.len());
    let mut titles = Vec::with_capacity(posyandu.len());
    for id in posyandu {
        let place = match present(store, &POSYANDU, *id) {
            Ok(place) => place,
            Err(no) => return no.into(),
        };
        titles.push(place.title());
        let today = store.today();
        changes.push(Change::Put(
            place.with("diverifikasi", today).with("diverifikasi_oleh", store.actor()).with("cara_verifikasi", how),
        ));
    }
    let subject = format!("{}: diverifikasi", names(&titles));
    kept(store, &Batch { act: Act::EditMany, subject, origin: "layar".to_owned(), changes, reason })
}

fn kept(store: &mut Store, batch: &Batch) -> Reply {
    store.save(batch).map_or_else(Reply::Trouble, Reply::from)
}

/// Says what a work would do, with the warnings it would have to pass; refuses what saving would.
fn told<W>(store: &mut Store, ready: fn(&Store, &W) -> Result<Ready, No>) -> impl FnOnce(&W) -> Reply {
    move |work| {
        let mut ready = match ready(store, work) {
            Ok(ready) => ready,
            Err(no) => return no.into(),
        };
        let found = match store.examine(&ready.batch) {
            Ok(found) => found,
            Err(trouble) => return Reply::Trouble(trouble),
        };
        let (errors, warnings): (Vec<Problem>, Vec<Problem>) =
            found.into_iter().map(|(_, problem)| problem).partition(Problem::blocks);
        if !errors.is_empty() {
            return Reply::Refused(errors);
        }
        // A reason that the work brings itself passes what it makes necessary; it is told all the same.
        match &ready.batch.reason {
            None => ready.said.problems = warnings,
            Some(_) => ready.said.lines.extend(warnings.into_iter().map(|problem| problem.text)),
        }
        Reply::Consequences(Box::new(ready.said))
    }
}

fn error(code: &'static str, said: impl Into<Phrase>, advice: impl Into<Phrase>) -> Problem {
    Problem::error(code, said, advice)
}

fn link(record: &Record) -> Value {
    Value::link(record.id, record.title())
}

fn present(store: &Store, entity: &'static Entity, id: RecordId) -> Result<Record, No> {
    let found = store.get(entity, id)?.filter(|record| !record.deleted);
    found.ok_or_else(|| {
        let said = text("{0} yang dipilih sudah dihapus.", "The {0} chosen was deleted.").with([entity.label.id]);
        error("catatan-hilang", said, text("Muat ulang daftarnya.", "Read the list again.")).into()
    })
}

/// "Siti, Budi, dan 3 lagi".
fn names(all: &[String]) -> String {
    let first = all.iter().take(NAMES).cloned().collect::<Vec<_>>().join(", ");
    if all.len() > NAMES { format!("{first}, dan {} lagi", all.len() - NAMES) } else { first }
}

fn state(code: &str) -> String {
    status_name(code, Lang::Id).to_owned()
}

/// True where a post runs on a day or later.
fn lasts(post: &Record, day: Date) -> bool {
    post.text("alasan_berhenti") != SALAH_CATAT && post.get("selesai").as_date().is_none_or(|end| end >= day)
}

fn begins(post: &Record) -> Option<Date> {
    post.get("mulai").as_date()
}

fn person(post: &Record) -> String {
    post.get("kader").as_link().map_or_else(String::new, |link| link.title.clone())
}

fn to(record: &Record, field: &str) -> Option<RecordId> {
    record.get(field).as_link().map(|link| link.id)
}

fn life_ready(store: &Store, work: &LifeWork) -> Result<Ready, No> {
    let words = store.words();
    let mut life = Life::new(store, work, &words);
    life.check_work()?;
    let into = work.into.map(|into| present(store, &POSYANDU, into)).transpose()?;
    life.receiver = match &into {
        Some(into) => store.pointing(&PENUGASAN, "posyandu", into.id)?,
        None => Vec::new(),
    };
    let mut subjects = Vec::new();
    for id in &work.posyandu {
        let place = present(store, &POSYANDU, *id)?;
        subjects.push(place.title());
        life.one(place, into.as_ref())?;
    }
    if !life.errors.is_empty() {
        return Err(No::Problems(life.errors));
    }
    // Seats are given up before they are taken.
    let changes = life.ends.into_iter().chain(life.states).chain(life.begins).collect();
    let subject = format!("{}: {} sejak {}", names(&subjects), state(&work.state), date::show(work.date));
    let batch = Batch { act: Act::EditMany, subject, origin: "layar".to_owned(), changes, reason: work.pass.clone() };
    Ok(Ready { batch, said: Consequences { lines: life.lines, ..Consequences::default() } })
}

/// A change of life on its way.
struct Life<'a> {
    store: &'a Store,
    work: &'a LifeWork,
    words: &'a Vocabulary,
    /// Posts that end.
    ends: Vec<Change>,
    /// States, with the Posyandu they are of.
    states: Vec<Change>,
    /// Posts that begin at the receiver.
    begins: Vec<Change>,
    /// Posts at the receiver, those that begin now among them.
    receiver: Vec<Record>,
    lines: Vec<Phrase>,
    errors: Vec<Problem>,
    fresh: i64,
}

impl<'a> Life<'a> {
    fn new(store: &'a Store, work: &'a LifeWork, words: &'a Vocabulary) -> Self {
        Life {
            store,
            work,
            words,
            ends: Vec::new(),
            states: Vec::new(),
            begins: Vec::new(),
            receiver: Vec::new(),
            lines: Vec::new(),
            errors: Vec::new(),
            fresh: 0,
        }
    }

    fn place_holder(&mut self) -> RecordId {
        self.fresh -= 1;
        RecordId(self.fresh)
    }

    /// What can be said before any Posyandu is looked at.
    fn check_work(&self) -> Result<(), No> {
        let work = self.work;
        if work.posyandu.is_empty() || !STATUS.iter().any(|choice| choice.code == work.state) {
            let said = text("Posyandu atau keadaannya belum dipilih.", "No Posyandu or no state was chosen.");
            return Err(error("keadaan-belum-dipilih", said, text("Pilih keduanya.", "Choose both.")).into());
        }
        if work.date > self.store.today() {
            let said =
                text("Tanggal {0} belum terjadi.", "The date {0} has not come yet.").with([date::show(work.date)]);
            let advice = text(
                "Periksa tahunnya; perubahan dicatat pada harinya atau sesudahnya.",
                "Check the year; a change is entered on its day or later.",
            );
            return Err(error("keadaan-di-depan", said, advice).at("tanggal").into());
        }
        if work.into.is_some_and(|into| work.posyandu.contains(&into)) {
            let said =
                text("Posyandu tidak dapat bergabung ke dirinya sendiri.", "A Posyandu cannot merge into itself.");
            let advice = text("Pilih Posyandu penerima yang lain.", "Choose another one to take it over.");
            return Err(error("bergabung-ke-diri", said, advice).at("gabung_ke").into());
        }
        if work.into.is_none() && (work.state == "bergabung" || work.kader == LifeKader::Move) {
            let said = text("Penerimanya belum dipilih.", "The one that takes over was not chosen.");
            let advice = text("Pilih Posyandu yang menerima.", "Choose the Posyandu that takes it over.");
            return Err(error("bergabung-ke-mana", said, advice).at("gabung_ke").into());
        }
        Ok(())
    }

    fn one(&mut self, place: Record, into: Option<&Record>) -> Result<(), No> {
        let work = self.work;
        let before = self.store.state_on(place.id, work.date)?;
        if !self.is_possible(&place, &before)? {
            return Ok(());
        }
        let mut change = Record::new(&KEADAAN, self.place_holder())
            .with("posyandu", link(&place))
            .with("tanggal", work.date)
            .with("status", work.state.as_str())
            .with("semula", before.as_str())
            .with("alasan_status", work.reason.as_str())
            .with("catatan", work.note.as_str());
        if let Some(sk) = work.sk {
            change.set("sk", Value::link(sk, ""));
        }
        if let Some(into) = into.filter(|_| work.state == "bergabung") {
            change.set("gabung_ke", link(into));
            let said = text("{0} bergabung ke {1} mulai {2}.", "{0} merges into {1} from {2}.");
            self.lines.push(said.with([place.title(), into.title(), date::show(work.date)]));
        } else {
            let said = text("{0}: {1} menjadi {2} mulai {3}.", "{0}: {1} becomes {2} from {3}.");
            self.lines.push(said.with([place.title(), state(&before), state(&work.state), date::show(work.date)]));
        }
        let number = place.text("nomor_registrasi");
        if BERAKHIR.contains(&work.state.as_str()) && !number.is_empty() {
            let said = text(
                "Nomor registrasi {0} tetap tercatat; beri tahu kabupaten bahwa {1} sudah {2}.",
                "Registration number {0} stays on record; tell the kabupaten that {1} ended ({2}).",
            );
            self.lines.push(said.with([number.to_owned(), place.title(), state(&work.state)]));
        }
        self.kader(&place, into)?;
        self.states.push(Change::Put(change));
        self.states.push(Change::Put(place.with("status", work.state.as_str())));
        Ok(())
    }

    /// Whether the change fits what is known of this Posyandu; what does not is told.
    fn is_possible(&mut self, place: &Record, before: &str) -> Result<bool, No> {
        let work = self.work;
        let known = self.errors.len();
        if before == work.state && place.text("status") == work.state {
            let said = text("{0} pada {1} memang sudah {2}.", "{0} was {2} on {1} already.");
            let advice = text("Pilih keadaan atau tanggal yang lain.", "Choose another state or day.");
            let facts = [place.title(), date::show(work.date), state(before)];
            self.errors.push(error("keadaan-sama", said.with(facts), advice).at("status"));
        }
        let changes = self.store.pointing(&KEADAAN, "posyandu", place.id)?;
        let last = changes
            .iter()
            .filter_map(|change| Some((change.get("tanggal").as_date()?, change)))
            .max_by_key(|(day, change)| (*day, change.id));
        if let Some((day, change)) = last.filter(|(day, _)| *day >= work.date) {
            let said = text(
                "{0} sudah {1} sejak {2}; perubahan baru harus sesudahnya.",
                "{0} is {1} since {2}; a new change must come after that.",
            );
            let advice = text(
                "Pakai tanggal sesudahnya, atau betulkan riwayat statusnya lebih dahulu.",
                "Use a later day, or correct its dated states first.",
            );
            let facts = [place.title(), state(change.text("status")), date::show(day)];
            self.errors.push(error("keadaan-sebelum-yang-terakhir", said.with(facts), advice).at("tanggal"));
        }
        if let Some(founded) = place.get("tanggal_berdiri").as_date().filter(|founded| *founded > work.date) {
            let said = text("{0} baru berdiri {1}.", "{0} was founded on {1} only.");
            let advice = text(
                "Pakai tanggal sesudahnya, atau betulkan tanggal berdirinya dahulu.",
                "Use a later day, or correct the day of its founding first.",
            );
            let said = said.with([place.title(), date::show(founded)]);
            self.errors.push(error("keadaan-sebelum-berdiri", said, advice).at("tanggal"));
        }
        Ok(self.errors.len() == known)
    }

    /// What becomes of those who serve there on that day.
    fn kader(&mut self, place: &Record, into: Option<&Record>) -> Result<(), No> {
        let work = self.work;
        let posts = self.store.pointing(&PENUGASAN, "posyandu", place.id)?;
        let running: Vec<Record> = posts.into_iter().filter(|post| lasts(post, work.date)).collect();
        if work.kader == LifeKader::Stay {
            if BERAKHIR.contains(&work.state.as_str()) && !running.is_empty() {
                self.errors.push(still_serving(place, &running, work.date));
            }
            return Ok(());
        }
        let (later, running): (Vec<Record>, Vec<Record>) =
            running.into_iter().partition(|post| begins(post).is_some_and(|begin| begin >= work.date));
        if !later.is_empty() {
            self.errors.push(begins_later(place, &later, work.date));
            return Ok(());
        }
        for post in running {
            self.ends_or_moves(post, into);
        }
        Ok(())
    }

    fn ends_or_moves(&mut self, post: Record, into: Option<&Record>) {
        let work = self.work;
        let eve = work.date.saturating_sub(1.day());
        let moves = into.filter(|_| work.kader == LifeKader::Move);
        let why = if moves.is_some() { "pindah-posyandu" } else { "lain-lain" };
        let seat = self.words.name("jabatan", post.text("jabatan")).to_owned();
        let there = moves.map(|into| self.arrives(&post, into));
        let facts = [person(&post), seat, date::show(eve)];
        self.lines.push(match there {
            None => text("{0}: {1} selesai {2}.", "{0}: {1} ends on {2}.").with(facts),
            Some(there) => {
                let there = there.get(Lang::Id).into_owned();
                text("{0}: {1} selesai {2}; {3}", "{0}: {1} ends on {2}; {3}").with(facts.into_iter().chain([there]))
            }
        });
        self.ends.push(Change::Put(post.with("selesai", eve).with("alasan_berhenti", why)));
    }

    /// Begins a post at the receiver, and says which.
    fn arrives(&mut self, post: &Record, into: &Record) -> Phrase {
        let work = self.work;
        let same_person = |other: &&Record| to(other, "kader") == to(post, "kader");
        let seat = post.text("jabatan");
        let item = self.words.item("jabatan", seat);
        let single = item.is_some_and(|item| item.single);
        let taken = |other: &Record| other.text("jabatan") == seat && lasts(other, work.date);
        let holds = |jabatan: &str, all: &[Record]| {
            all.iter().filter(same_person).any(|other| other.text("jabatan") == jabatan && lasts(other, work.date))
        };
        let free = !single || !self.receiver.iter().any(taken);
        let jabatan = if free { seat } else { JABATAN_KADER };
        if holds(jabatan, &self.receiver)
            || (!free && self.receiver.iter().filter(same_person).any(|other| lasts(other, work.date)))
        {
            return text("sudah bertugas di {0}.", "already serves in {0}.").with([into.title()]);
        }
        let implied = item.map(|item| item.bidang.clone()).unwrap_or_default();
        let bidang = if post.text("bidang").is_empty() && !free { implied } else { post.text("bidang").to_owned() };
        let mut next = Record::new(&PENUGASAN, self.place_holder())
            .with("kader", post.get("kader").clone())
            .with("posyandu", link(into))
            .with("jabatan", jabatan)
            .with("bidang", bidang)
            .with("mulai", work.date)
            .with("selesai", post.get("selesai").clone());
        if let Some(sk) = work.sk {
            next.set("sk", Value::link(sk, ""));
        }
        self.receiver.push(next.clone());
        self.begins.push(Change::Put(next));
        let name = self.words.name("jabatan", jabatan).to_owned();
        let facts = [name, into.title(), date::show(work.date)];
        if free {
            text("{0} di {1} mulai {2}.", "{0} in {1} from {2}.").with(facts)
        } else {
            text("{0} di {1} mulai {2} (kursinya sudah terisi).", "{0} in {1} from {2} (the seat is taken there).")
                .with(facts)
        }
    }
}

fn still_serving(place: &Record, running: &[Record], day: Date) -> Problem {
    let people: BTreeSet<String> = running.iter().map(person).collect();
    let people: Vec<String> = people.into_iter().collect();
    let said = text("Masih ada {0} kader bertugas di {1} pada {2}: {3}.", "{0} kader still serve in {1} on {2}: {3}.");
    let facts = [people.len().to_string(), place.title(), date::show(day), names(&people)];
    let advice = text(
        "Pilih: akhiri jabatan mereka sehari sebelumnya, atau pindahkan ke Posyandu penerima.",
        "Choose: end their posts the day before, or move them to the Posyandu that takes over.",
    );
    error("masih-ada-kader", said.with(facts), advice)
}

fn begins_later(place: &Record, later: &[Record], day: Date) -> Problem {
    let people: Vec<String> = later
        .iter()
        .map(|post| format!("{} ({})", person(post), begins(post).map(date::show).unwrap_or_default()))
        .collect();
    let said = text(
        "Di {0} ada jabatan yang mulai pada atau sesudah {1}: {2}.",
        "In {0} there are posts that begin on or after {1}: {2}.",
    );
    let facts = [place.title(), date::show(day), names(&people)];
    let advice = text(
        "Betulkan tanggal mulainya, hapus jabatannya, atau pakai tanggal penutupan sesudahnya.",
        "Correct the first day, delete the post, or close on a later day.",
    );
    error("jabatan-mulai-kemudian", said.with(facts), advice)
}
