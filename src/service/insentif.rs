//! The list of incentives of one month: made from the posts of that month, or from the list before.
//!
//! * **Owns** who is thought of for a list, with how much; which post counts; what is told about a
//!   person beside what stops them.
//! * **Imports** `base`, `entity`, `request`, `store`.
//! * **Never** judges by itself and never writes but through [`Store::save`]: what stops a person is
//!   what the rules of a save say about that row (doubles, ended posts and Posyandu, an SK missing
//!   or ended). A list is one batch that one `u` undoes.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};

use crate::base::date::{self, Date};
use crate::base::id::RecordId;
use crate::base::text::sort_key;
use crate::base::words::{Phrase, Text, text};
use crate::entity::penugasan::SALAH_CATAT;
use crate::entity::posyandu::BERAKHIR;
use crate::entity::{INSENTIF, KADER, PENUGASAN, POSYANDU, Problem, Record, SK, Value};
use crate::request::hidup::{Comes, IncentivePlan, IncentiveRow, IncentiveWork, Rate};
use crate::request::{Act, Batch, Change, Reply, Trouble};
use crate::store::{Store, Swept};

/// The most people of one list.
const MOST: usize = 5_000;

/// What the rules say about one row rather than about the whole list.
const OF_A_ROW: [&str; 5] =
    ["insentif-ganda", "insentif-tanpa-jabatan", "insentif-posyandu-tutup", "insentif-tanpa-sk", "insentif-sk-habis"];

/// What a list would hold; changes nothing.
pub(super) fn plan(store: &mut Store, work: &IncentiveWork) -> Reply {
    match look(store, work) {
        Ok(Ok(list)) => {
            Reply::Incentives(Box::new(IncentivePlan { rows: list.into_iter().map(|person| person.row).collect() }))
        }
        Ok(Err(problem)) => Reply::Refused(vec![problem]),
        Err(trouble) => Reply::Trouble(trouble),
    }
}

/// Writes a list: [`Reply::Saved`], or [`Reply::Refused`] with nothing changed.
pub(super) fn write(store: &mut Store, work: &IncentiveWork) -> Reply {
    let found = match look(store, work) {
        Ok(Ok(list)) => list,
        Ok(Err(problem)) => return Reply::Refused(vec![problem]),
        Err(trouble) => return Reply::Trouble(trouble),
    };
    let comes = |row: &IncentiveRow| match row.comes {
        Comes::Yes => !work.without.contains(&row.kader),
        Comes::Stopped => work.also.contains(&row.kader),
        Comes::Never => false,
    };
    let mut list: Vec<Person> = found.into_iter().filter(|person| comes(&person.row)).collect();
    list.sort_by_cached_key(|Person { row, .. }| (sort_key(&row.place), sort_key(&row.name), row.kader));
    if list.is_empty() {
        return Reply::Refused(vec![no(
            "insentif-daftar",
            text("Tidak ada orang yang masuk daftar {0}.", "Nobody comes onto the list of {0}.").with([name_of(work)]),
            text(
                "Periksa bulan, sumber dana dan desanya; yang ditahan dapat dimasukkan dengan alasan.",
                "Check month, source and desa; those stopped can be put on it with a reason.",
            ),
        )]);
    }
    store.save(&batch(work, &list, work.pass.clone())).map_or_else(Reply::Trouble, Reply::from)
}

/// One person with the Posyandu whose post counts.
struct Person {
    posyandu: Option<RecordId>,
    row: IncentiveRow,
}

/// A post that runs on some day of the month.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Post {
    /// True where it rests on no SK in force: such a post counts only where there is no better.
    bare: bool,
    from: Option<Date>,
    until: Option<Date>,
    posyandu: RecordId,
    id: RecordId,
}

impl Post {
    /// True where another post runs on some day on which this one runs.
    fn meets(&self, other: &Post) -> bool {
        let begins_by = |one: &Post, end: Option<Date>| end.is_none_or(|end| one.from.is_none_or(|from| from <= end));
        self.id != other.id && begins_by(self, other.until) && begins_by(other, self.until)
    }
}

/// The days and rows a list is made from.
struct Month {
    first: Date,
    last: Date,
    /// On the list of the month before out of this source: how much, and for which Posyandu.
    earlier: HashMap<RecordId, (i64, Option<RecordId>)>,
    /// On a list of this month out of another source: which.
    elsewhere: HashMap<RecordId, String>,
}

/// Everybody who is thought of, judged; those caught first.
fn look(store: &mut Store, work: &IncentiveWork) -> Result<Result<Vec<Person>, Problem>, Trouble> {
    let Some(first) = first_day(work) else { return Ok(Err(no_month(work))) };
    if let Rate::Same(amount) = work.rate
        && amount <= 0
    {
        return Ok(Err(no(
            "insentif-tanpa-jumlah",
            text("Jumlah sebulan belum diisi.", "The amount of a month is not filled in.").into(),
            text("Tulis rupiahnya, misalnya 250000.", "Write the rupiah, for example 250000."),
        )));
    }
    let month = other_lists(store, work, first)?;
    if work.rate == Rate::AsBefore && month.earlier.is_empty() {
        return Ok(Err(no_list_before(store, work, first)));
    }
    let houses = houses(store, work.desa)?;
    let mut posts = posts(store, &month, &houses)?;
    if work.rate == Rate::AsBefore {
        posts.retain(|kader, _| month.earlier.contains_key(kader));
    }
    let gone = month.earlier.iter().filter(|(kader, (_, place))| {
        !posts.contains_key(*kader) && place.is_none_or(|place| houses.contains_key(&place))
    });
    let gone: Vec<RecordId> = gone.map(|(kader, _)| *kader).collect();
    if posts.len() + gone.len() > MOST {
        return Ok(Err(too_many(posts.len() + gone.len())));
    }
    let mut people = Vec::with_capacity(posts.len() + gone.len());
    for (kader, held) in &posts {
        people.extend(person(store, (work, &month), *kader, held)?);
    }
    for kader in gone {
        people.extend(person(store, (work, &month), kader, &[])?);
    }
    if people.is_empty() {
        return Ok(Err(nobody(work)));
    }
    judge(store, work, &mut people).map(|judged| judged.map(|()| caught_first(people)))
}

fn first_day(work: &IncentiveWork) -> Option<Date> {
    Date::new(i16::try_from(work.year).ok()?, i8::try_from(work.month).ok()?, 1).ok()
}

/// The Posyandu of the desa asked for, whatever became of them; true for those that ended.
fn houses(store: &Store, desa: Option<RecordId>) -> Result<HashMap<RecordId, bool>, Trouble> {
    let mut out = HashMap::new();
    let which = desa.map_or(Swept::All, |desa| Swept::Of("desa", desa));
    store.sweep(&POSYANDU, which, &["status"], &mut |row| {
        out.insert(row.id, BERAKHIR.contains(&row.text(0)));
    })?;
    Ok(out)
}

fn other_lists(store: &Store, work: &IncentiveWork, first: Date) -> Result<Month, Trouble> {
    let before = date::add_months(first, -1);
    let (mut earlier, mut elsewhere) = (HashMap::new(), HashMap::new());
    let fields = ["kader", "tahun", "bulan_bayar", "sumber_dana", "jumlah", "posyandu"];
    store.sweep(&INSENTIF, Swept::All, &fields, &mut |row| {
        let Some(kader) = row.link(0) else { return };
        let of = |day: Date| row.int(1) == Some(i64::from(day.year())) && row.int(2) == Some(i64::from(day.month()));
        let same = row.text(3) == work.source;
        if same && of(before) {
            earlier.insert(kader, (row.int(4).unwrap_or(0), row.link(5)));
        } else if !same && of(first) {
            elsewhere.insert(kader, row.text(3).to_owned());
        }
    })?;
    Ok(Month { first, last: first.last_of_month(), earlier, elsewhere })
}

/// The posts that run in the month, of everybody with one in these Posyandu; the one that counts
/// first: with an SK in force, then the one that began first.
fn posts(
    store: &Store,
    month: &Month,
    houses: &HashMap<RecordId, bool>,
) -> Result<BTreeMap<RecordId, Vec<Post>>, Trouble> {
    let mut ended: HashMap<RecordId, Option<Date>> = HashMap::new();
    store.sweep(&SK, Swept::All, &["berlaku_sampai"], &mut |row| {
        ended.insert(row.id, row.day(0));
    })?;
    let mut out: BTreeMap<RecordId, Vec<Post>> = BTreeMap::new();
    let fields = ["kader", "posyandu", "mulai", "selesai", "alasan_berhenti", "sk"];
    store.sweep(&PENUGASAN, Swept::All, &fields, &mut |row| {
        let (Some(kader), Some(posyandu)) = (row.link(0), row.link(1)) else { return };
        let (from, until) = (row.day(2), row.day(3));
        let runs = from.is_none_or(|day| day <= month.last) && until.is_none_or(|day| day >= month.first);
        if !runs || row.text(4) == SALAH_CATAT {
            return;
        }
        let end = row.link(5).and_then(|sk| ended.get(&sk));
        let bare = end.is_none_or(|end| end.is_some_and(|end| end < month.first));
        out.entry(kader).or_default().push(Post { bare, from, until, posyandu, id: row.id });
    })?;
    out.retain(|_, held| held.iter().any(|post| houses.contains_key(&post.posyandu)));
    for held in out.values_mut() {
        // A post of the desa asked for counts before one elsewhere, one that ended with its Posyandu
        // after those that did not.
        held.sort_by_key(|post| match houses.get(&post.posyandu) {
            Some(ended) => (false, *ended, *post),
            None => (true, false, *post),
        });
    }
    Ok(out)
}

/// A person with an amount and with what is to be told; `None` where the person is in the bin.
fn person(
    store: &Store,
    (work, month): (&IncentiveWork, &Month),
    kader: RecordId,
    held: &[Post],
) -> Result<Option<Person>, Trouble> {
    let mut name = None;
    store.sweep(&KADER, Swept::One(kader), &["nama"], &mut |row| name = Some(row.text(0).to_owned()))?;
    let Some(name) = name else { return Ok(None) };
    let earlier = month.earlier.get(&kader);
    let posyandu = held.first().map(|post| post.posyandu).or(earlier.and_then(|(_, place)| *place));
    let mut notes = Vec::new();
    // Posts that follow each other (a new term by a new SK) are no two posts.
    let together: Vec<Post> = held.iter().filter(|post| held.iter().any(|other| post.meets(other))).copied().collect();
    if !together.is_empty() {
        notes.push(two_posts(store, &together)?);
    }
    if let Some(end) = held.iter().map(|post| post.until).max_by_key(|end| end.unwrap_or(Date::MAX)).flatten()
        && end < month.last
    {
        let said = text("Jabatannya selesai {0}, dalam bulan itu.", "The post ended on {0}, within that month.");
        notes.push(said.with([date::show(end)]));
    }
    if let Some(source) = month.elsewhere.get(&kader) {
        let said = text("Sudah ada di daftar bulan itu dari {0}.", "On a list of that month already, out of {0}.");
        notes.push(said.with([store.words().name("sumber_dana", source)]));
    }
    let amount = match work.rate {
        Rate::Same(amount) => amount,
        Rate::AsBefore => earlier.map_or(0, |(amount, _)| *amount),
    };
    let place = posyandu.map(|place| title(store, &POSYANDU, place)).transpose()?.unwrap_or_default();
    let row = IncentiveRow { kader, name, place, amount, comes: Comes::Yes, problems: Vec::new(), notes };
    Ok(Some(Person { posyandu, row }))
}

/// "Dua jabatan: Ketua Posyandu di Melati, Kader di Mawar. Dibayar sekali."
fn two_posts(store: &Store, held: &[Post]) -> Result<Phrase, Trouble> {
    let mut said = Vec::new();
    for post in held {
        let mut word = String::new();
        store.sweep(&PENUGASAN, Swept::One(post.id), &["jabatan"], &mut |row| row.text(0).clone_into(&mut word))?;
        let word = store.words().name("jabatan", &word).to_owned();
        said.push(format!("{word} di {}", title(store, &POSYANDU, post.posyandu)?));
    }
    let words = text("{0} jabatan: {1}. Dibayar sekali.", "{0} posts: {1}. Paid once.");
    Ok(words.with([held.len().to_string(), said.join(", ")]))
}

fn title(store: &Store, entity: &'static crate::entity::Entity, id: RecordId) -> Result<String, Trouble> {
    let mut out = String::new();
    store.sweep(entity, Swept::One(id), &[entity.title], &mut |row| row.text(0).clone_into(&mut out))?;
    Ok(out)
}

/// Asks the rules of a save about every row. An error about the list as a whole comes back as one.
fn judge(store: &mut Store, work: &IncentiveWork, people: &mut [Person]) -> Result<Result<(), Problem>, Trouble> {
    for (at, problem) in store.examine(&batch(work, people, None))? {
        if !OF_A_ROW.contains(&problem.code) {
            if problem.blocks() {
                return Ok(Err(problem));
            }
            // A warning about the whole list (paid on a day to come) is asked about by the save.
            continue;
        }
        let Some(person) = people.get_mut(at) else { continue };
        let comes = if problem.blocks() { Comes::Never } else { Comes::Stopped };
        person.row.comes = match person.row.comes {
            Comes::Never => Comes::Never,
            _ => comes,
        };
        person.row.problems.push(problem);
    }
    // Where it is certain that somebody does not come, a missing SK is no news.
    for person in people.iter_mut().filter(|person| person.row.comes == Comes::Never) {
        person.row.problems.retain(Problem::blocks);
    }
    Ok(Ok(()))
}

fn caught_first(mut people: Vec<Person>) -> Vec<Person> {
    people.sort_by_cached_key(|Person { row, .. }| {
        (!row.is_caught(), row.comes, sort_key(&row.place), sort_key(&row.name), row.kader)
    });
    people
}

/// The rows as they would be saved, in this order.
fn batch(work: &IncentiveWork, people: &[Person], reason: Option<String>) -> Batch {
    let change = |(at, person): (i64, &Person)| {
        let mut record = Record::new(&INSENTIF, RecordId(-at))
            .with("kader", Value::link(person.row.kader, person.row.name.clone()))
            .with("tahun", work.year)
            .with("bulan_bayar", work.month)
            .with("sumber_dana", work.source.as_str())
            .with("jumlah", person.row.amount);
        if let Some(place) = person.posyandu {
            record.set("posyandu", Value::link(place, person.row.place.clone()));
        }
        if let Some(day) = work.paid {
            record.set("dibayar", day);
        }
        Change::Put(record)
    };
    Batch {
        act: Act::Add,
        subject: format!("Insentif {}", name_of(work)),
        origin: "layar".to_owned(),
        changes: (1_i64..).zip(people).map(change).collect(),
        reason,
    }
}

fn no(code: &'static str, said: Phrase, advice: Text) -> Problem {
    Problem::error(code, said, advice)
}

fn no_month(work: &IncentiveWork) -> Problem {
    no(
        "insentif-bulan",
        text("Bulan {0} tahun {1} tidak ada.", "There is no month {0} of {1}.")
            .with([work.month.to_string(), work.year.to_string()]),
        text("Tulis bulan 1 sampai 12 dan tahun empat angka.", "Write a month from 1 to 12 and a year of four digits."),
    )
}

fn no_list_before(store: &Store, work: &IncentiveWork, first: Date) -> Problem {
    let before = date::add_months(first, -1);
    let month = format!("{} {}", date::month_name(u32::try_from(before.month()).unwrap_or(0)), before.year());
    no(
        "insentif-tanpa-daftar-lalu",
        text("Tidak ada daftar {0} dari {1} untuk disalin.", "There is no list of {0} out of {1} to copy.")
            .with([month, store.words().name("sumber_dana", &work.source).to_owned()]),
        text("Pilih jumlah yang sama untuk semua.", "Choose the same amount for all."),
    )
}

fn too_many(count: usize) -> Problem {
    no(
        "insentif-terlalu-banyak",
        text("Daftar ini akan berisi {0} orang.", "This list would hold {0} people.").with([count.to_string()]),
        text(
            "Paling banyak 5.000 orang sekali jalan: pilih satu desa.",
            "At most 5,000 people at once: choose one desa.",
        ),
    )
}

fn nobody(work: &IncentiveWork) -> Problem {
    no(
        "insentif-daftar",
        text("Tidak ada yang bertugas pada {0}.", "Nobody served in {0}.").with([name_of(work)]),
        text("Periksa bulan dan desanya.", "Check month and desa."),
    )
}

/// `Oktober 2026`.
fn name_of(work: &IncentiveWork) -> String {
    format!("{} {}", date::month_name(u32::try_from(work.month).unwrap_or(0)), work.year)
}
