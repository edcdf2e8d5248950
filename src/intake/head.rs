//! Headings of one row or of several: words of merged and stacked cells joined downwards.
//!
//! * **Owns** reading a block of rows as the headings of a table, and how well that went.
//! * **Imports** the sheet, the recognised headings.
//! * **Never** looks at the rows below the block.

use super::columns::{Headings, Meaning};
use super::sheet::{Cell, Row, Sheet, Span};
use super::table::Found;
use crate::base::text::fold;
use crate::entity::Entity;
use crate::entity::flat::{Column, Owner, Use};
use crate::request::ColumnBy;

/// Most rows that headings are stacked in.
const DEEPEST: usize = 5;

/// How exactly a heading was read: a wish comes before a word, a word before a misspelt one.
const WISHED: usize = 0;
const EXACT: usize = 1;

/// A block of rows read as headings.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// The recognised columns, left to right.
    pub found: Vec<Found>,
    /// Headings that nothing is read from, with their places.
    pub unused: Vec<(usize, String)>,
    /// The column that numbers the rows.
    pub ordinal: Option<usize>,
    /// Two columns that make one value: RT and RW.
    pub paired: Option<(usize, usize)>,
    /// Two columns, L and P, of which one is ticked.
    pub ticked: Option<(usize, usize)>,
    /// How much of it was recognised.
    pub score: usize,
    /// How many rows the block has.
    pub depth: usize,
}

impl Header {
    /// True where two or more headings, the numbers' one among them, were recognised.
    pub fn is_strong(&self) -> bool {
        self.found.len() + usize::from(self.ordinal.is_some()) >= 2
    }

    /// True where the same columns stand in the same places.
    pub fn is_like(&self, other: &Header) -> bool {
        let places = |header: &Header| header.found.iter().map(|found| (found.at, found.column)).collect::<Vec<_>>();
        places(self) == places(other)
    }
}

/// The best block of headings that begins in a row: the fewest rows by which most is recognised.
/// `None` where none names the title column, or names nothing else though other cells are filled.
pub fn best(sheet: &Sheet, at: usize, entity: &'static Entity, headings: &Headings<'_>) -> Option<Header> {
    let mut best: Option<Header> = None;
    let forced = spanned(sheet, at);
    for depth in 1..=DEEPEST {
        let Some(rows) = sheet.rows.get(at..at + depth) else { break };
        let apart = rows.windows(2).any(|pair| matches!(pair, [a, b] if b.number != a.number + 1));
        if apart || depth > 1 && depth > forced && !rows.last().is_some_and(is_heading_like) {
            break;
        }
        if depth < forced {
            continue;
        }
        if let Some(header) = read(rows, &sheet.merged, entity, headings)
            && best.as_ref().is_none_or(|known| header.score > known.score)
        {
            best = Some(header);
        } else if depth == 1 && !any_known(rows, headings) {
            break;
        }
    }
    best
}

/// How many rows a block needs at least for the cells of its first row that are merged downwards.
fn spanned(sheet: &Sheet, at: usize) -> usize {
    let Some(row) = sheet.rows.get(at) else { return 1 };
    let spans = sheet.merged.iter().filter(|span| span.top == row.number && span.bottom > span.top);
    // A side note merged down the whole page is no heading.
    let deep = spans.map(|span| span.bottom - span.top + 1).filter(|deep| *deep <= DEEPEST).max();
    deep.unwrap_or(1)
}

fn any_known(rows: &[Row], headings: &Headings<'_>) -> bool {
    let texts = rows.iter().flat_map(|row| &row.cells);
    texts.into_iter().any(|cell| matches!(cell, Cell::Text(text) if headings.meaning(text).is_some()))
}

/// Words only: no numbers, days or codes.
pub fn is_heading_like(row: &Row) -> bool {
    row.cells.iter().filter(|cell| !cell.is_blank()).all(|cell| match cell {
        Cell::Text(text) => text.chars().filter(|c| c.is_alphabetic()).count() * 2 >= text.trim().chars().count(),
        _ => false,
    })
}

/// The words over each column, from top to bottom.
fn words(rows: &[Row], merged: &[Span]) -> Vec<Vec<String>> {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut columns: Vec<Vec<String>> = vec![Vec::new(); width];
    for (line, row) in rows.iter().enumerate() {
        let below = rows.get(line + 1);
        let mut parent: Option<&str> = None;
        for (at, words) in columns.iter_mut().enumerate() {
            let own = match row.cell(at) {
                Cell::Text(text) if !row.cell(at).is_blank() => Some(text.trim()),
                _ => None,
            };
            let under = below.is_some_and(|below| !below.cell(at).is_blank());
            let spread = own.or_else(|| across(row, at, merged)).or_else(|| {
                // Where the file does not tell merged cells, a word stands for the columns to its
                // right too, as far as only the row below names them.
                parent.filter(|_| under && row.cell(at).is_blank() && !covered(row, at, merged))
            });
            if let Some(own) = own {
                parent = under.then_some(own);
            } else if !under {
                parent = None;
            }
            if let Some(said) = spread
                && words.last().is_none_or(|last| fold(last) != fold(said))
            {
                words.push(said.to_owned());
            }
        }
    }
    columns
}

/// The text of a cell merged over this column from the left.
fn across<'r>(row: &'r Row, at: usize, merged: &[Span]) -> Option<&'r str> {
    let span = merged.iter().find(|span| span.top == row.number && span.left < at && at <= span.right)?;
    match row.cell(span.left) {
        Cell::Text(text) if !text.trim().is_empty() => Some(text.trim()),
        _ => None,
    }
}

fn covered(row: &Row, at: usize, merged: &[Span]) -> bool {
    merged.iter().any(|span| {
        (span.top..=span.bottom).contains(&row.number)
            && (span.left..=span.right).contains(&at)
            && span.top < row.number
    })
}

/// What the words over a column mean: `SK` over `Nomor` is "nomor sk", `Tanggal` over `Mulai` is
/// "tanggal mulai"; else the lowest word alone.
fn meaning(words: &[String], headings: &Headings<'_>) -> Option<Meaning> {
    let (last, above) = words.split_last()?;
    // A wish is for the heading as the review shows it.
    if let Some(wished) = headings.wished(&words.join(" ")) {
        return Some(wished);
    }
    if above.is_empty() {
        return headings.meaning(last);
    }
    let parent = above.last().map_or("", String::as_str);
    let tries = [format!("{last} {parent}"), format!("{parent} {last}"), words.join(" "), last.clone()];
    let mut near = None;
    for said in tries {
        match headings.meaning(&said) {
            sure @ Some(Meaning::Column(_, 0) | Meaning::Wished(_) | Meaning::Nothing) => return sure,
            // "Nomor" under a parent numbers what the parent names, not the rows.
            Some(Meaning::Ordinal) | None => {}
            off => near = near.or(off),
        }
    }
    near
}

fn read(rows: &[Row], merged: &[Span], entity: &'static Entity, headings: &Headings<'_>) -> Option<Header> {
    let mut header = Header { depth: rows.len(), ..Header::default() };
    let mut exactness: Vec<usize> = Vec::new();
    let numbers = rows.iter().flat_map(|row| &row.cells).filter(|cell| !matches!(cell, Cell::Text(_)));
    let mut filled = numbers.filter(|cell| !cell.is_blank()).count();
    for (at, words) in words(rows, merged).into_iter().enumerate().filter(|(_, words)| !words.is_empty()) {
        filled += 1;
        let heading = words.join(" ");
        match meaning(&words, headings) {
            Some(Meaning::Column(column, _)) if is_only_written(headings, column) => {
                header.unused.push((at, heading));
                header.score += 1;
            }
            Some(Meaning::Column(column, off)) => {
                let found = Found { at, heading, column, by: ColumnBy::Words };
                header.claim(found, off + EXACT, &mut exactness, headings);
            }
            Some(Meaning::Wished(column)) => {
                let by = headings.chosen(&heading).unwrap_or(ColumnBy::Chosen);
                header.claim(Found { at, heading, column, by }, WISHED, &mut exactness, headings);
            }
            Some(Meaning::Ordinal) => {
                header.ordinal = header.ordinal.or(Some(at));
                header.unused.push((at, heading));
                header.score += 1;
            }
            Some(Meaning::Nothing) | None => header.unused.push((at, heading)),
        }
    }
    header.tick(&mut exactness, headings);
    header.score += exactness.iter().map(|off| if *off <= EXACT { 3 } else { 2 }).sum::<usize>();
    header.unused.sort();
    let named = header.found.iter().any(|found| {
        let field = headings.columns().get(found.column).and_then(Column::field);
        field.is_some_and(|field| field.name == entity.title)
    });
    if header.is_of_persons(entity) {
        return None;
    }
    let others = header.others(entity, headings);
    if named && others.len() >= MOST_OTHERS {
        headings.tell_others(others);
        return None;
    }
    let alone = header.found.len() == 1 && header.ordinal.is_none();
    (named && !(alone && (filled > 1 || exactness.first().is_none_or(|off| *off > EXACT)))).then_some(header)
}

/// Headings that only lists of people have.
const PERSONS: &[&str] = &[
    "nik",
    "no nik",
    "no ktp",
    "nomor ktp",
    "no kk",
    "nomor kk",
    "jenis kelamin",
    "jk",
    "l p",
    "tanggal lahir",
    "tgl lahir",
    "tgl lhr",
    "ttl",
    "tempat tanggal lahir",
    "tempat tgl lahir",
    "agama",
    "umur",
    "usia",
];

/// Words in headings of patients, families and buildings, never of a roster of kader.
const OTHERS: &[&str] = &[
    "hpht",
    "hpl",
    "hamil",
    "kehamilan",
    "gravida",
    "imunisasi",
    "balita",
    "bayi",
    "lila",
    "bb",
    "tb",
    "berat",
    "tensi",
    "hub",
    "hubungan",
    "shdk",
    "shdrt",
    "ayah",
    "ibu",
    "akta",
    "akte",
    "permohonan",
    "jumlah",
    "kategori",
    "kondisi",
    "luas",
];

/// So many of them, and no word of a post, tell a list of something else.
const MOST_OTHERS: usize = 2;

impl Header {
    /// The headings that say that these are no kader: patients, a family register, a list of
    /// buildings. None where a column names a post, or where the command line named the columns.
    fn others(&self, entity: &'static Entity, headings: &Headings<'_>) -> Vec<String> {
        let Some(companion) = entity.companion else { return Vec::new() };
        let is_own = |found: &Found| {
            let column = headings.columns().get(found.column);
            let post = column.filter(|column| column.owner == Owner::Companion).is_some_and(|column| {
                // The desa and kecamatan of a Posyandu stand in many lists.
                let above = column.path.last().is_some_and(|last| matches!(last.name, "desa" | "kecamatan"));
                !above && column.field().is_some_and(|field| companion.entity.field(field.name).is_some())
            });
            let words = fold(&found.heading);
            post || words.split(' ').any(|word| matches!(word, "kader" | "pengurus"))
                || headings.chosen(&found.heading).is_some()
        };
        if self.found.iter().any(is_own) {
            return Vec::new();
        }
        let is_other = |heading: &str| fold(heading).split(' ').any(|word| OTHERS.contains(&word));
        self.unused.iter().map(|(_, heading)| heading).filter(|heading| is_other(heading)).cloned().collect()
    }

    /// A list of people under the bare word "Nama" is no list of Posyandu or desa.
    fn is_of_persons(&self, entity: &'static Entity) -> bool {
        let words = || {
            let found = self.found.iter().map(|found| found.heading.as_str());
            found.chain(self.unused.iter().map(|(_, heading)| heading.as_str())).map(fold)
        };
        let own =
            |word: &String| fold(word).contains(entity.name) || word.contains("kelurahan") || word.contains("posyadu");
        matches!(entity.name, "posyandu" | "desa" | "kecamatan")
            && !words().any(|word| own(&word))
            && words().any(|word| PERSONS.contains(&word.as_str()))
    }

    /// Two headings for one column: the better spelt one wins, else the first.
    fn claim(&mut self, found: Found, off: usize, exactness: &mut Vec<usize>, headings: &Headings<'_>) {
        let before = self.found.iter().position(|known| known.column == found.column);
        match before.and_then(|at| Some((self.found.get_mut(at)?, exactness.get_mut(at)?))) {
            None => {
                self.found.push(found);
                exactness.push(off);
            }
            Some((known, known_off)) if off < *known_off => {
                let worse = std::mem::replace(known, found);
                self.unused.push((worse.at, worse.heading));
                *known_off = off;
            }
            Some((known, _)) => {
                let is_pair = headings.columns().get(known.column).is_some_and(|column| column.name == "rt_rw");
                let ends = |heading: &str, word: &str| fold(heading).split(' ').next_back() == Some(word);
                if is_pair && ends(&known.heading, "rt") && ends(&found.heading, "rw") {
                    self.paired = Some((known.at, found.at));
                    self.score += 3;
                } else if is_pair && ends(&known.heading, "rw") && ends(&found.heading, "rt") {
                    self.paired = Some((found.at, known.at));
                    self.score += 3;
                }
                self.unused.push((found.at, found.heading));
            }
        }
    }
}

/// Headings of a column in which one sex is ticked, alone or behind the words of both.
const MEN: &[&str] = &["l", "lk", "laki laki", "pria"];
const WOMEN: &[&str] = &["p", "pr", "perempuan", "wanita"];
const SEX: &[&str] = &["jenis kelamin", "jns kelamin", "kelamin", "jk", "sex"];

impl Header {
    /// Two columns L and P side by side are one: the sex that is ticked.
    fn tick(&mut self, exactness: &mut Vec<usize>, headings: &Headings<'_>) {
        let is_sex = |column: &Column| column.name == "jenis_kelamin" && column.use_ != Use::Out;
        let Some(column) = headings.columns().iter().position(is_sex) else { return };
        let says = |heading: &str, words: &[&str]| {
            let said = fold(heading);
            words.iter().any(|word| {
                said == *word || SEX.iter().any(|sex| said.strip_prefix(sex).is_some_and(|rest| rest.trim() == *word))
            })
        };
        let unused = self.unused.iter().map(|(at, heading)| (*at, heading.as_str()));
        let all: Vec<(usize, &str)> =
            self.found.iter().map(|found| (found.at, found.heading.as_str())).chain(unused).collect();
        let Some((man, _)) = all.iter().find(|(_, heading)| says(heading, MEN)).copied() else { return };
        if !all.iter().any(|(at, heading)| *at == man + 1 && says(heading, WOMEN)) {
            return;
        }
        let pair = [man, man + 1];
        if self.found.iter().any(|found| found.column == column && !pair.contains(&found.at)) {
            return;
        }
        while let Some(at) = self.found.iter().position(|found| pair.contains(&found.at)) {
            self.found.remove(at);
            exactness.remove(at);
        }
        self.unused.retain(|(at, _)| !pair.contains(at));
        let at = self.found.partition_point(|found| found.at < man);
        self.found.insert(at, Found { at: man, heading: "L/P".to_owned(), column, by: ColumnBy::Words });
        exactness.insert(at, EXACT);
        self.ticked = Some((man, man + 1));
        self.score += 3;
    }
}

/// A column of our own exports that is not taken in.
fn is_only_written(headings: &Headings<'_>, column: usize) -> bool {
    headings.columns().get(column).is_some_and(|column| column.use_ == Use::Out)
}
