//! The names of an SK: entered once, ticked many.
//!
//! * **Owns** who an SK could name, and what a tick becomes: a post without an SK gets this one, a
//!   post of another SK ends and a new term begins in the same seat, who holds no post gets one.
//! * **Imports** `base`, `entity`, `request`, `store`.
//! * **Never** writes but through [`Store::save`], whose rules speak about seats held twice, a second
//!   bidang and a third term; the names are one batch that one `u` undoes.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::base::date::{self, Date};
use crate::base::id::RecordId;
use crate::base::text::sort_key;
use crate::base::words::text;
use crate::entity::penugasan::SALAH_CATAT;
use crate::entity::posyandu::BERAKHIR;
use crate::entity::sk::TERM_YEARS;
use crate::entity::{KADER, PENUGASAN, POSYANDU, Problem, Record, SK, Value};
use crate::request::hidup::{Roll, RollRow, RollWork, Stands};
use crate::request::{Act, Batch, Change, Reply, Trouble};
use crate::store::{Store, Swept};

/// The most people without any post that are offered.
const MOST: usize = 2_000;

/// Why a post ends when a new SK appoints the same person again.
const TERM_OVER: &str = "habis-masa-jabatan";

/// Who an SK names and could name; changes nothing.
pub(super) fn roll(store: &Store, sk: RecordId) -> Reply {
    match read(store, sk) {
        Ok(Ok(roll)) => Reply::Roll(Box::new(roll)),
        Ok(Err(refusal)) => refusal,
        Err(trouble) => Reply::Trouble(trouble),
    }
}

/// Puts the ticked names on the SK: [`Reply::Saved`], or [`Reply::Refused`] with nothing changed.
pub(super) fn put_on(store: &mut Store, work: &RollWork) -> Reply {
    match named(store, work) {
        Ok(Ok(batch)) => store.save(&batch).map_or_else(Reply::Trouble, Reply::from),
        Ok(Err(refusal)) => refusal,
        Err(trouble) => Reply::Trouble(trouble),
    }
}

/// One post as it is swept.
#[derive(Clone)]
struct Post {
    id: RecordId,
    posyandu: RecordId,
    jabatan: String,
    from: Option<Date>,
    until: Option<Date>,
    sk: Option<RecordId>,
}

type Read<T> = Result<Result<T, Reply>, Trouble>;

fn read(store: &Store, id: RecordId) -> Read<Roll> {
    let Some(sk) = store.get(&SK, id)?.filter(|sk| !sk.deleted) else { return Ok(Err(Reply::Gone)) };
    let jenis = sk.text("jenis");
    if !(jenis.starts_with("sk-") || jenis == "lainnya") {
        return Ok(Err(no(
            "sk-bukan-pengangkatan",
            text("{0} bukan SK yang mengangkat orang.", "{0} is no SK that appoints people.").with([sk.title()]),
            text("Pilih SK pengurus atau SK kader.", "Choose an SK of officers or of kader."),
        )));
    }
    let places = places(store, &sk)?;
    if places.is_empty() {
        return Ok(Err(no(
            "sk-tanpa-posyandu",
            text("SK {0} tidak menyebut desa yang punya Posyandu.", "SK {0} names no desa with a Posyandu.")
                .with([sk.title()]),
            text("Isi desa penerbit atau Posyandu pada SK ini (e).", "Fill in its desa or Posyandu (e)."),
        )));
    }
    let from = sk.get("berlaku_mulai").as_date().or(sk.get("tanggal").as_date()).unwrap_or(store.today());
    let until = sk.get("berlaku_sampai").as_date().unwrap_or_else(|| date::term_end(from, TERM_YEARS));
    let mut roll = Roll { number: sk.title(), from, until, places, rows: Vec::new() };
    roll.rows = rows(store, id, &roll)?;
    Ok(Ok(roll))
}

/// The Posyandu an SK is for, by name.
fn places(store: &Store, sk: &Record) -> Result<Vec<(RecordId, String)>, Trouble> {
    let link = |field: &str| sk.get(field).as_link().map(|link| link.id);
    let which = match (link("posyandu"), link("desa")) {
        (Some(one), _) => Swept::One(one),
        (None, Some(desa)) => Swept::Of("desa", desa),
        (None, None) => return Ok(Vec::new()),
    };
    let mut out = Vec::new();
    store.sweep(&POSYANDU, which, &["nama", "status"], &mut |row| {
        if !BERAKHIR.contains(&row.text(1)) {
            out.push((row.id, row.text(0).to_owned()));
        }
    })?;
    out.sort_by_cached_key(|(id, name)| (sort_key(name), *id));
    Ok(out)
}

fn rows(store: &Store, sk: RecordId, roll: &Roll) -> Result<Vec<RollRow>, Trouble> {
    let here: HashMap<RecordId, &str> = roll.places.iter().map(|(id, name)| (*id, name.as_str())).collect();
    let mut held: BTreeMap<RecordId, Vec<Post>> = BTreeMap::new();
    let fields = ["kader", "jabatan", "mulai", "selesai", "alasan_berhenti", "sk"];
    // Posyandu by Posyandu: a file of very many is not gone through for one desa.
    for posyandu in here.keys().copied() {
        store.sweep(&PENUGASAN, Swept::Of("posyandu", posyandu), &fields, &mut |row| {
            let Some(kader) = row.link(0) else { return };
            // Whoever died is not appointed again.
            if [SALAH_CATAT, "meninggal"].contains(&row.text(4)) {
                return;
            }
            let jabatan = row.text(1).to_owned();
            let (from, until, rests) = (row.day(2), row.day(3), row.link(5));
            // A later post, or one that began by another SK in this one's term, is that SK's: an old
            // paper entered late takes nobody away from the newer one.
            let later = from.is_some_and(|from| from > roll.until);
            let others = rests.is_some_and(|other| other != sk) && from.is_some_and(|from| from >= roll.from);
            if !later && !others {
                held.entry(kader).or_default().push(Post { id: row.id, posyandu, jabatan, from, until, sk: rests });
            }
        })?;
    }
    let mut out = Vec::new();
    for (kader, mut posts) in held {
        let Some(name) = name_of(store, kader)? else { continue };
        posts.sort_by_key(|post| (post.from, post.id));
        let runs = |post: &&Post| post.until.is_none_or(|until| until >= roll.from);
        let mut counted: Vec<&Post> = posts.iter().filter(runs).collect();
        if counted.is_empty() {
            counted.extend(posts.last());
        }
        for post in counted {
            let stands = match (post.sk, post.until) {
                (Some(other), _) if other == sk => Stands::On,
                (_, Some(until)) if until < roll.from => Stands::Left(until),
                (Some(other), _) => Stands::Other(number_of(store, other)?),
                (None, _) => Stands::Bare,
            };
            out.push(RollRow {
                kader,
                name: name.clone(),
                post: Some(post.id),
                place: here.get(&post.posyandu).map(|name| (*name).to_owned()).unwrap_or_default(),
                jabatan: post.jabatan.clone(),
                stands,
            });
        }
    }
    // One row a person: ticking it means one thing.
    let on: HashSet<RecordId> = out.iter().filter(|row| row.stands == Stands::On).map(|row| row.kader).collect();
    out.retain(|row| row.stands == Stands::On || !on.contains(&row.kader));
    let mut seen = HashSet::new();
    out.retain(|row| seen.insert(row.kader));
    let idle = idle(store)?;
    out.extend(idle.into_iter().map(|(kader, name)| RollRow {
        kader,
        name,
        post: None,
        place: String::new(),
        jabatan: String::new(),
        stands: Stands::Never,
    }));
    out.sort_by_cached_key(|row| (row.post.is_none(), sort_key(&row.place), sort_key(&row.name), row.kader));
    Ok(out)
}

/// People without any post, or with none but by mistake.
fn idle(store: &Store) -> Result<Vec<(RecordId, String)>, Trouble> {
    let mut people = store.find(&KADER, "posyandu", &Value::Empty, MOST)?;
    for post in store.find(&PENUGASAN, "alasan_berhenti", &Value::from(SALAH_CATAT), MOST)? {
        let mut who = None;
        store.sweep(&PENUGASAN, Swept::One(post), &["kader"], &mut |row| who = row.link(0))?;
        let Some(who) = who else { continue };
        let mut by_mistake = true;
        store.sweep(&PENUGASAN, Swept::Of("kader", who), &["alasan_berhenti"], &mut |row| {
            by_mistake &= row.text(0) == SALAH_CATAT;
        })?;
        if by_mistake && !people.contains(&who) {
            people.push(who);
        }
    }
    let named = |kader: RecordId| Ok(name_of(store, kader)?.map(|name| (kader, name)));
    people.into_iter().take(MOST).filter_map(|kader| named(kader).transpose()).collect()
}

fn name_of(store: &Store, kader: RecordId) -> Result<Option<String>, Trouble> {
    let mut out = None;
    store.sweep(&KADER, Swept::One(kader), &["nama"], &mut |row| out = Some(row.text(0).to_owned()))?;
    Ok(out)
}

fn number_of(store: &Store, sk: RecordId) -> Result<String, Trouble> {
    let mut out = String::new();
    store.sweep(&SK, Swept::One(sk), &["nomor"], &mut |row| row.text(0).clone_into(&mut out))?;
    Ok(out)
}

fn no(code: &'static str, said: crate::base::words::Phrase, advice: crate::base::words::Text) -> Reply {
    Reply::Refused(vec![Problem::error(code, said, advice)])
}

/// What the ticks become.
fn named(store: &Store, work: &RollWork) -> Read<Batch> {
    let roll = match read(store, work.sk)? {
        Ok(roll) => roll,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let sk = Value::link(work.sk, roll.number.clone());
    let term = Term { sk, from: roll.from, until: roll.until };
    let mut changes = Vec::new();
    let mut names = 0;
    for row in roll.rows.iter().filter(|row| work.kader.contains(&row.kader) && row.stands != Stands::On) {
        let post = row.post.map(|post| store.get(&PENUGASAN, post)).transpose()?.flatten();
        names += 1;
        let new = Record::new(&PENUGASAN, RecordId(-names)).with("kader", Value::link(row.kader, row.name.clone()));
        match (&row.stands, post) {
            (Stands::Bare, Some(post)) => changes.push(Change::Put(post.with("sk", term.sk.clone()))),
            (Stands::Other(_), Some(post)) => changes.extend(term.follows(post, new)),
            (_, post) => match (&work.seat, post) {
                (Some((jabatan, bidang, place)), _) => {
                    let name = roll.places.iter().find(|(id, _)| id == place).map_or("", |(_, name)| name);
                    let seat = new.with("posyandu", Value::link(*place, name)).with("jabatan", jabatan.as_str());
                    let seat = if bidang.is_empty() { seat } else { seat.with("bidang", bidang.as_str()) };
                    changes.push(Change::Put(term.of(seat)));
                }
                (None, Some(post)) => changes.push(Change::Put(term.of(same_seat(&post, new)))),
                (None, None) => return Ok(Err(no_seat(&row.name))),
            },
        }
    }
    if changes.is_empty() {
        return Ok(Err(no(
            "sk-tanpa-nama",
            text("Tidak ada nama baru untuk SK {0}.", "There is no new name for SK {0}.").with([roll.number]),
            text("Tandai nama dengan Space dahulu.", "Mark names with Space first."),
        )));
    }
    Ok(Ok(Batch {
        act: Act::EditMany,
        subject: format!("SK {}: {names} nama", roll.number),
        origin: "layar".to_owned(),
        changes,
        reason: work.pass.clone(),
    }))
}

fn no_seat(name: &str) -> Reply {
    no(
        "sk-tanpa-jabatan",
        text("{0} belum pernah punya jabatan.", "{0} never held a post.").with([name]),
        text("Pilih jabatan dan Posyandunya.", "Choose the post and its Posyandu."),
    )
}

/// The term an SK sets.
struct Term {
    sk: Value,
    from: Date,
    until: Date,
}

impl Term {
    fn of(&self, post: Record) -> Record {
        post.with("sk", self.sk.clone()).with("mulai", self.from).with("selesai", self.until)
    }

    /// A new term in the same seat: the post before ends the day before, unless it began later than
    /// the SK, which then only takes the place of the other.
    fn follows(&self, post: Record, new: Record) -> Vec<Change> {
        let before = self.from.yesterday().ok();
        let Some(last) = before.filter(|last| post.get("mulai").as_date().is_none_or(|from| from <= *last)) else {
            return vec![Change::Put(post.with("sk", self.sk.clone()))];
        };
        let next = self.of(same_seat(&post, new));
        vec![Change::Put(post.with("selesai", last).with("alasan_berhenti", TERM_OVER)), Change::Put(next)]
    }
}

fn same_seat(post: &Record, mut new: Record) -> Record {
    for same in ["posyandu", "jabatan", "bidang"] {
        new.set(same, post.get(same).clone());
    }
    new
}
