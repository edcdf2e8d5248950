//! Probable doubles of kader: numbers that sort together, no comparing of everybody with everybody.
//!
//! Every person becomes a few numbers (a hash of the name, birth date, NIK, phone). For each rule
//! the persons are sorted by the number they must share, and only neighbours of one number are
//! looked at. A NIK with one digit wrong shares its other fifteen digits with the right one: it is
//! sorted once for each digit left out, and once for each two neighbouring digits put in order.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use rusqlite::Connection;

use super::{LIKE, Letters, Pair, Watch, names_alike};
use crate::base::text::similar_person;
use crate::base::words::{Phrase, text};
use crate::request::Progress;

/// Of persons that share a number, each is compared with so many that follow.
const NEIGHBOURS: usize = 24;

/// Digits of a NIK.
const DIGITS: u32 = 16;

struct Person {
    id: i64,
    /// Of the name without titles, as lists are sorted by it, and without blanks: `Nor Hayati` is
    /// `Norhayati`.
    name: u64,
    /// 0 where unknown, as the three below.
    nik: u64,
    phone: u64,
    desa: i64,
    /// `YYYYMMDD`.
    birth: u32,
    letters: Letters,
}

pub(super) fn pairs(conn: &Connection, watch: &mut Watch<'_>) -> rusqlite::Result<Option<Vec<Pair>>> {
    let Some(people) = people(conn, watch)? else { return Ok(None) };
    let mut looking = Looking { conn, people: &people, pairs: HashMap::new(), sorted: Vec::new() };
    let passes = 3 + 2 * usize::try_from(DIGITS).unwrap_or(16) - 1;
    for pass in 0..passes {
        let done = people.len() / 2 + people.len() * pass / passes / 2;
        if watch(Progress { done, of: people.len() }).is_break() {
            return Ok(None);
        }
        looking.pass(pass)?;
    }
    Ok(Some(looking.pairs.into_values().collect()))
}

fn people(conn: &Connection, watch: &mut Watch<'_>) -> rusqlite::Result<Option<Vec<Person>>> {
    let of: i64 =
        conn.query_row("SELECT coalesce(max(ada), 0) FROM hitungan WHERE jenis = 'kader'", [], |r| r.get(0))?;
    let of = usize::try_from(of).unwrap_or(0);
    let mut people = Vec::with_capacity(of);
    let mut statement =
        conn.prepare("SELECT id, nama_k, nik, no_hp, desa, tanggal_lahir FROM kader WHERE dihapus = 0")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let name = row.get_ref(1)?.as_str().unwrap_or_default();
        people.push(Person {
            id: row.get(0)?,
            name: hash(name.replace(' ', "")),
            letters: Letters::of(name),
            nik: digits(row.get_ref(2)?.as_str().unwrap_or_default()),
            phone: digits(row.get_ref(3)?.as_str().unwrap_or_default()),
            desa: row.get::<_, Option<i64>>(4)?.unwrap_or(0),
            birth: u32::try_from(digits(row.get_ref(5)?.as_str().unwrap_or_default())).unwrap_or(0),
        });
        let done = people.len() / 2;
        if people.len() % 8_192 == 0 && watch(Progress { done, of: of.max(done) }).is_break() {
            return Ok(None);
        }
    }
    Ok(Some(people))
}

/// The digits of a text as one number.
fn digits(text: &str) -> u64 {
    text.bytes()
        .filter(u8::is_ascii_digit)
        .fold(0_u64, |number, digit| number.wrapping_mul(10).wrapping_add(u64::from(digit - b'0')))
}

fn hash(of: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    // 0 stands for "nothing known".
    hasher.finish().max(1)
}

struct Looking<'a> {
    conn: &'a Connection,
    people: &'a [Person],
    pairs: HashMap<(i64, i64), Pair>,
    /// Kept between passes for its memory.
    sorted: Vec<(u64, u32)>,
}

/// What two persons of one number have in common.
#[derive(Clone, Copy)]
enum Rule {
    NameAndBirth,
    NameAndDesa,
    Nik,
    Phone,
}

impl Looking<'_> {
    /// One rule, or one digit of the rule on NIK.
    fn pass(&mut self, pass: usize) -> rusqlite::Result<()> {
        match pass {
            0 => self.walk(Rule::NameAndBirth, |p| if p.birth == 0 { 0 } else { hash((p.name, p.birth)) }),
            1 => self.walk(Rule::NameAndDesa, |p| if p.desa == 0 { 0 } else { hash((p.name, p.desa)) }),
            2 => self.walk(Rule::Phone, |p| p.phone),
            digit => {
                let at = u32::try_from(digit - 3).unwrap_or(0);
                self.walk(Rule::Nik, |p| match p.nik {
                    0 => 0,
                    nik if at < DIGITS => without(nik, at),
                    nik => in_order(nik, at - DIGITS),
                })
            }
        }
    }

    fn walk(&mut self, rule: Rule, key: impl Fn(&Person) -> u64) -> rusqlite::Result<()> {
        let mut sorted = std::mem::take(&mut self.sorted);
        sorted.clear();
        sorted.extend((0_u32..).zip(self.people).map(|(at, person)| (key(person), at)).filter(|(key, _)| *key != 0));
        sorted.sort_unstable();
        let people = self.people;
        let person = |at: u32| usize::try_from(at).ok().and_then(|at| people.get(at));
        for group in sorted.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
            for (n, (_, a)) in group.iter().enumerate() {
                for (_, b) in group.iter().skip(n + 1).take(NEIGHBOURS) {
                    if let (Some(a), Some(b)) = (person(*a), person(*b)) {
                        self.look(rule, a, b)?;
                    }
                }
            }
        }
        self.sorted = sorted;
        Ok(())
    }

    fn look(&mut self, rule: Rule, a: &Person, b: &Person) -> rusqlite::Result<()> {
        // Asked only where it decides: most pairs share fifteen digits of a NIK and nothing else.
        let two_nik = || a.nik != 0 && b.nik != 0 && a.nik != b.nik && !near(a.nik, b.nik);
        match rule {
            Rule::NameAndBirth if two_nik() => {
                let why = text("nama dan tanggal lahir sama, NIK berbeda", "the same name and birth date, another NIK");
                self.say((a, b), 86, why);
            }
            Rule::NameAndBirth => {
                self.say((a, b), 97, text("nama dan tanggal lahir sama", "the same name and birth date"));
            }
            Rule::NameAndDesa => {
                if (a.nik == 0 || b.nik == 0) && may_be_one_birth(a.birth, b.birth) && a.name == b.name {
                    let why = if a.nik == b.nik {
                        text(
                            "nama sama di satu desa, keduanya tanpa NIK",
                            "the same name in one desa, both without NIK",
                        )
                    } else {
                        text("nama sama di satu desa, satu tanpa NIK", "the same name in one desa, one without NIK")
                    };
                    self.say((a, b), 90, why);
                }
            }
            Rule::Nik => {
                if a.nik != b.nik
                    && let Some(likeness) = self.alike(a, b)?
                {
                    let why = text(
                        "NIK berbeda satu angka atau dua angka tertukar, nama mirip {0} %",
                        "NIK differ in one digit or two digits changed places, names {0} % alike",
                    );
                    self.say((a, b), 95, why.with(names_alike(likeness).facts));
                }
            }
            Rule::Phone => {
                if !two_nik()
                    && may_be_one_birth(a.birth, b.birth)
                    && let Some(likeness) = self.alike(a, b)?
                {
                    let why = text("No. HP sama, nama mirip {0} %", "the same phone, names {0} % alike");
                    self.say((a, b), 88, why.with(names_alike(likeness).facts));
                }
            }
        }
        Ok(())
    }

    /// How alike two names are, where that is enough; read from the file only for those that may be.
    fn alike(&self, a: &Person, b: &Person) -> rusqlite::Result<Option<f32>> {
        if a.name == b.name {
            return Ok(Some(1.0));
        }
        if !a.letters.may_be_like(&b.letters) {
            return Ok(None);
        }
        let name = |id: i64| {
            let mut statement = self.conn.prepare_cached("SELECT nama FROM kader WHERE id = ?")?;
            statement.query_row([id], |row| row.get::<_, String>(0))
        };
        let likeness = similar_person(&name(a.id)?, &name(b.id)?);
        Ok((likeness >= LIKE).then_some(likeness))
    }

    fn say(&mut self, (a, b): (&Person, &Person), score: u8, why: impl Into<Phrase>) {
        let (one, two) = (a.id.min(b.id), a.id.max(b.id));
        let known = self.pairs.entry((one, two)).or_insert(Pair { one, two, score: 0, why: Vec::new() });
        let why = why.into();
        // A rule is met once for several digits.
        if known.why.contains(&why) {
            return;
        }
        if known.score < score {
            known.score = score + u8::from(known.score > 0);
            known.why.insert(0, why);
        } else {
            known.score = (known.score + 1).min(100);
            known.why.push(why);
        }
    }
}

/// Ten to the power of a place.
const fn place(at: u32) -> u64 {
    10_u64.pow(at)
}

/// A NIK with the digit of this place left out, marked with the place.
fn without(nik: u64, at: u32) -> u64 {
    let digit = nik / place(at) % 10;
    nik - digit * place(at) + u64::from(at + 1) * place(DIGITS)
}

/// A NIK with the digits of this place and the next in rising order, marked with the place.
fn in_order(nik: u64, at: u32) -> u64 {
    let (low, high) = (nik / place(at) % 10, nik / place(at + 1) % 10);
    let rest = nik - low * place(at) - high * place(at + 1);
    rest + low.min(high) * place(at + 1) + low.max(high) * place(at) + u64::from(at + 1) * place(DIGITS)
}

/// One digit differs, or two neighbouring digits changed places.
fn near(a: u64, b: u64) -> bool {
    (0..DIGITS).any(|at| without(a, at) == without(b, at))
        || (0..DIGITS - 1).any(|at| in_order(a, at) == in_order(b, at))
}

/// False where both birth dates are known and more than a slip of the pen lies between them: one
/// digit, two neighbouring digits, or day and month changed places.
fn may_be_one_birth(a: u32, b: u32) -> bool {
    let turned = |day: u32| day / 10_000 * 10_000 + day % 100 * 100 + day / 100 % 100;
    a == 0 || b == 0 || a == b || turned(a) == b || near(u64::from(a), u64::from(b))
}
