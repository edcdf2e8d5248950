//! Very long lists of kader: read, planned and written piece by piece, within bounded memory.
//!
//! * **Owns** the way of a text file of very many rows: which file may take it, the rows that are
//!   plainly somebody new and are written at once, and the rest, which waits.
//! * **Imports** the table, the plan and the carrying out beside it; the store's long batch.
//! * **Never** decides what the plan decides otherwise: a row is written at once only where its
//!   place is found by its exact name, nothing is wrong with its values and nobody in the file or in
//!   an earlier row can be the same person. Every other row waits for the end and goes the way of
//!   short lists, in the order of the file.
//!
//! A row that waits leaves the signs it may be known by ([`Sign`]), so that a later row that could
//! be about the same person or the same seat waits behind it. Where a file turns out to need a look
//! at all of its rows at once (places written once for their block, another table further down, too
//! many rows that wait), everything is taken back and the file goes the way of short lists whole.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use super::apply::{self, Intake, Part, Taken};
use super::cells;
use super::columns::Headings;
use super::known::Known;
use super::layout;
use super::mend::Left;
use super::places::{By, Places};
use super::plan::RowProblem;
use super::read_csv;
use super::sheet::{Cell, Row, Sheet};
use super::steps::{Phase, Steps};
use super::table::{self, Table};
use crate::base::date::Date;
use crate::base::fields::Records;
use crate::base::id::{RecordId, Uid};
use crate::base::text::{fold, name_key, person_key};
use crate::base::words::{Lang, text};
use crate::entity::flat::{Column, End, Owner};
use crate::entity::value::{Hand, Reading};
use crate::entity::{Entity, Field, KADER, Kind, PENUGASAN, Problem, Record, Severity, Value};
use crate::request::{Decisions, ImportJob, ImportProblem, Progress, Skipped, Trouble};
use crate::store::{Keep, Sign, Store};

/// How a long list is cut.
#[derive(Clone, Copy, Debug)]
pub struct Cut {
    /// Lists of fewer lines go the way of short ones.
    pub long: usize,
    /// Rows in which the table is found.
    pub first: usize,
    /// Rows that may wait.
    pub waiting: usize,
    /// Warnings told one by one; of more only their number.
    pub told: usize,
    /// Bytes read at once.
    pub block: usize,
}

/// As files are cut.
pub const CUT: Cut = Cut { long: 50_000, first: 2_001, waiting: 40_000, told: 20_000, block: 1 << 20 };

/// What is asked for.
pub struct Wish<'a> {
    /// The kind of record.
    pub entity: &'static Entity,
    /// The columns of its flat row.
    pub columns: &'a [Column],
    /// Their headings.
    pub headings: &'a Headings<'a>,
    /// The wishes of the command line.
    pub job: &'a ImportJob,
    /// The language of what is told.
    pub lang: Lang,
    /// How the list is cut.
    pub cut: Cut,
}

/// Takes a long list in. `None` where the file is no such list: then nothing has changed.
///
/// # Errors
/// A trouble of the office file or of the data file.
pub fn run(store: &mut Store, wish: &Wish<'_>, steps: &mut Steps<'_>) -> Result<Option<Taken>, Trouble> {
    let Some(mut lines) = Lines::open(wish) else { return Ok(None) };
    let Some(first) = lines.take(wish.cut.first) else { return Ok(None) };
    let sheet = Sheet { rows: first, ..Sheet::default() };
    let Some(only) = table::only(&sheet, wish.entity, wish.headings) else { return Ok(None) };
    let mut tables = table::find_all(&sheet, wish.entity, wish.headings);
    let (Some(table), true) = (tables.pop(), tables.is_empty()) else { return Ok(None) };
    let Some(layout) = Layout::of(&table, wish.columns) else { return Ok(None) };
    if store.holds_people()? || !layout::recall(store, wish.entity, &sheet)?.is_empty() {
        return Ok(None);
    }
    steps.begin(lines.count, if wish.job.dry_run { Phase::Examine } else { Phase::Save });
    let places = Known::new(store).places()?;
    let keep = if wish.job.dry_run { Keep::Nothing } else { Keep::All };
    store.begin_long(&apply::batch_head(wish.job), lines.count, keep)?;
    let done = (|| {
        let words = store.words();
        let reading = Reading { today: store.today(), words: &words, hand: Hand::Office };
        let mut reader = Reader::new(wish, store, (&table, &layout), reading, places);
        // Room for all at once: growing would hold them twice.
        reader.told.born.rows.reserve_exact(lines.count);
        let Some(skipped) = reader.all((&sheet, &only), &mut lines, steps)? else { return Ok(None) };
        let told = reader.finished();
        finish(store, wish, (&sheet, &table, &layout), (told, skipped), steps).map(Some)
    })();
    if !matches!(done, Ok(Some(_))) {
        store.end_long(Keep::Nothing)?;
    }
    done
}

// ---- reading ------------------------------------------------------------------------------

/// The rows of a text file, a block at a time.
struct Lines {
    file: File,
    block: usize,
    /// Bytes read and not yet given out: the beginning of a row.
    rest: Vec<u8>,
    delimiter: char,
    /// The number of the next row.
    number: usize,
    ended: bool,
    /// Rows read and not yet given out.
    ready: std::collections::VecDeque<Row>,
    /// About how many rows there are.
    count: usize,
}

/// A row of more bytes is none: a quote was never closed.
const LONGEST_ROW: usize = 8 << 20;

impl Lines {
    /// `None` for anything but a long list in UTF-8.
    fn open(wish: &Wish<'_>) -> Option<Lines> {
        let job = wish.job;
        let plain = job.sheet.is_none() && job.text.is_none() && job.file != "-" && wish.entity == &KADER;
        if !plain || *job.decisions != Decisions::default() {
            return None;
        }
        let count = count_lines(Path::new(&job.file)).filter(|count| *count >= wish.cut.long)?;
        let mut lines = Lines {
            file: File::open(&job.file).ok()?,
            block: wish.cut.block,
            rest: Vec::new(),
            delimiter: ',',
            number: 1,
            ended: false,
            ready: std::collections::VecDeque::new(),
            count,
        };
        while lines.rest.len() < (1 << 20) && lines.more()? {}
        if lines.rest.starts_with(b"\xef\xbb\xbf") {
            lines.rest.drain(..3);
        }
        let whole = whole_text(&lines.rest);
        let start = std::str::from_utf8(lines.rest.get(..whole)?).ok()?;
        if start.starts_with("PK")
            || start.contains('\0')
            || start.starts_with("sep=")
            || start.trim_start().starts_with(['<', '%'])
        {
            return None;
        }
        lines.delimiter = read_csv::sniff(start);
        Some(lines)
    }

    /// Reads a block. `None` where the file cannot be read.
    fn more(&mut self) -> Option<bool> {
        if self.ended {
            return Some(false);
        }
        let before = self.rest.len();
        self.rest.resize(before + self.block, 0);
        let got = self.file.read(self.rest.get_mut(before..)?).ok()?;
        self.rest.truncate(before + got);
        self.ended = got == 0;
        Some(got > 0)
    }

    /// So many rows in which anything stands, fewer at the end of the file. `None` for a file
    /// that is not the one expected.
    fn take(&mut self, count: usize) -> Option<Vec<Row>> {
        while self.ready.len() < count {
            let end = if self.ended { self.rest.len() } else { last_row_end(&self.rest, self.delimiter) };
            if end == 0 {
                if self.ended {
                    break;
                }
                if self.rest.len() > LONGEST_ROW {
                    return None;
                }
                self.more()?;
                continue;
            }
            let text = std::str::from_utf8(self.rest.get(..end)?).ok()?;
            for fields in Records::new(text, self.delimiter) {
                if let Some(row) = read_csv::row(self.number, fields).ok()? {
                    self.ready.push_back(row);
                }
                self.number += 1;
            }
            self.rest.drain(..end);
        }
        let count = count.min(self.ready.len());
        Some(self.ready.drain(..count).collect())
    }
}

fn count_lines(path: &Path) -> Option<usize> {
    let mut file = File::open(path).ok()?;
    if !file.metadata().ok()?.is_file() {
        return None;
    }
    let mut block = vec![0u8; 1 << 18];
    let mut count = 0;
    loop {
        let got = file.read(&mut block).ok()?;
        if got == 0 {
            return Some(count);
        }
        count += block.get(..got)?.iter().filter(|byte| **byte == b'\n').count();
    }
}

/// The bytes up to the last whole character.
fn whole_text(bytes: &[u8]) -> usize {
    let back = bytes.iter().rev().take(4).take_while(|byte| **byte & 0xc0 == 0x80).count();
    match bytes.len().checked_sub(back + 1).and_then(|at| bytes.get(at)) {
        Some(byte) if *byte >= 0xc0 => bytes.len() - back - 1,
        _ => bytes.len(),
    }
}

/// Where the last whole row ends, as [`Records`] reads rows.
fn last_row_end(bytes: &[u8], delimiter: char) -> usize {
    let delimiter = u8::try_from(delimiter).unwrap_or(b',');
    let (mut end, mut begun, mut quoted) = (0, false, false);
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        if quoted {
            if *byte == b'"' {
                if bytes.get(at) == Some(&b'"') {
                    at += 1;
                } else {
                    quoted = false;
                }
            }
            continue;
        }
        match byte {
            b'"' if !begun => (quoted, begun) = (true, true),
            b'\n' => (end, begun) = (at, false),
            // Whether another byte belongs to the break stands in the next block.
            b'\r' if at == bytes.len() => return end,
            b'\r' if bytes.get(at) == Some(&b'\n') => {}
            b'\r' => (end, begun) = (at, false),
            byte if *byte == delimiter => begun = false,
            _ => begun = true,
        }
    }
    // A quote at the very end may be the first of two.
    end
}

// ---- columns ------------------------------------------------------------------------------

/// Where the parts of a row stand.
struct Layout {
    /// Own values: field, place, column heading, of the person or of the post.
    values: Vec<Place>,
    uids: Vec<(usize, &'static Entity)>,
    desa_code: Vec<(usize, String)>,
    desa_name: Vec<(usize, String)>,
    posyandu: Vec<(usize, String)>,
    number: Option<(usize, String)>,
    day: Option<(usize, String)>,
    /// Columns of places that a block may write once.
    filled: Vec<usize>,
}

struct Place {
    field: &'static Field,
    owner: Owner,
    at: usize,
    heading: String,
}

impl Layout {
    /// The identities that a row carries.
    fn uids_of(&self, row: &Row) -> impl Iterator<Item = (&'static Entity, u64)> {
        self.uids.iter().filter_map(|(at, entity)| {
            let uid = row.cell(*at).shown().to_lowercase();
            Uid::is_like(&uid).then(|| (*entity, uid_mark(entity, &uid)))
        })
    }

    /// `None` where the table needs more than a look at each row: no column of desa or Posyandu, a
    /// column of kecamatan, something told about the table as a whole.
    fn of(table: &Table<'_>, columns: &[Column]) -> Option<Layout> {
        if !table.notices.is_empty() || table.joined.is_some() {
            return None;
        }
        let mut layout = Layout {
            values: Vec::new(),
            uids: Vec::new(),
            desa_code: Vec::new(),
            desa_name: Vec::new(),
            posyandu: Vec::new(),
            number: None,
            day: None,
            filled: Vec::new(),
        };
        for found in &table.columns {
            let column = columns.get(found.column)?;
            let place = (found.at, found.heading.clone());
            let path: Vec<&str> = column.path.iter().map(|field| field.name).collect();
            let end = match column.end {
                End::Uid => "uid",
                End::Value(field) => field.name,
                End::Name => "",
            };
            match (column.owner, path.as_slice(), end) {
                (owner, [], "uid") => {
                    layout.uids.push((found.at, if owner == Owner::Main { &KADER } else { &PENUGASAN }));
                }
                (_, [], _) => {
                    let End::Value(field) = column.end else { return None };
                    layout.values.push(Place { field, owner: column.owner, at: found.at, heading: place.1 });
                }
                (Owner::Companion, ["posyandu", "desa"], "kode") => layout.desa_code.push(place),
                (Owner::Companion, ["posyandu", "desa"], "" | "nama") => layout.desa_name.push(place),
                (Owner::Companion, ["posyandu"], _) => layout.posyandu.push(place),
                (Owner::Companion, ["sk"], "nomor") => layout.number = Some(place),
                (Owner::Companion, ["sk"], "tanggal") => layout.day = Some(place),
                _ => return None,
            }
        }
        let places = layout.desa_code.iter().chain(&layout.desa_name).chain(&layout.posyandu);
        layout.filled = places.map(|(at, _)| *at).collect();
        let desa = !(layout.desa_code.is_empty() && layout.desa_name.is_empty());
        (desa && !layout.posyandu.is_empty()).then_some(layout)
    }
}

// ---- rows ---------------------------------------------------------------------------------

/// What the rows that were written at once leave for those that waited.
#[derive(Debug, Default)]
pub struct Born {
    person: i64,
    post: i64,
    rows: Vec<Trace>,
    /// Those of the identities below that waiting rows name, with the place of their row.
    named: HashMap<u64, usize>,
}

/// What a row that was written at once leaves.
#[derive(Clone, Copy, Debug, Default)]
struct Trace {
    row: u32,
    /// The fields that the row told, of the person and of the post.
    told: (u32, u32),
    /// The identities that it gave them, as marks; 0 where it gave none.
    uids: (u64, u64),
}

impl Born {
    fn trace(&self, entity: &Entity, id: RecordId) -> Option<&Trace> {
        let first = if entity == &KADER { self.person } else { self.post };
        let known = (entity == &KADER || entity == &PENUGASAN) && id.0 >= first;
        self.rows.get(usize::try_from(id.0 - first).ok().filter(|_| known)?)
    }

    /// The row that made a record, and which of its fields the row itself told.
    pub fn of(&self, entity: &Entity, id: RecordId) -> Option<(usize, impl Fn(usize) -> bool + use<>)> {
        let trace = self.trace(entity, id)?;
        let told = if entity == &KADER { trace.told.0 } else { trace.told.1 };
        Some((trace.row as usize, move |field: usize| told >> field.min(31) & 1 == 1))
    }

    /// Whether the row that made a record gave it another identity than this.
    pub fn is_another(&self, record: &Record, uid: &str) -> bool {
        self.trace(record.entity, record.id).is_some_and(|trace| {
            let given = if record.entity == &KADER { trace.uids.0 } else { trace.uids.1 };
            given != 0 && given != uid_mark(record.entity, uid)
        })
    }

    /// The record to which a row gave this identity.
    pub fn named(&self, entity: &Entity, uid: &str) -> Option<RecordId> {
        let at = i64::try_from(*self.named.get(&uid_mark(entity, uid))?).ok()?;
        Some(RecordId(at + if entity == &KADER { self.person } else { self.post }))
    }

    /// Makes the identities that some rows name ready to be found.
    fn look_up<'r>(&mut self, layout: &Layout, rows: impl Iterator<Item = &'r Row>) {
        let wanted: HashSet<u64> = rows.flat_map(|row| layout.uids_of(row)).map(|(_, mark)| mark).collect();
        for (at, trace) in self.rows.iter().enumerate() {
            for mark in [trace.uids.0, trace.uids.1] {
                if mark != 0 && wanted.contains(&mark) {
                    self.named.entry(mark).or_insert(at);
                }
            }
        }
    }

    fn push(&mut self, (person, post): (RecordId, RecordId), trace: Trace) {
        if self.rows.is_empty() {
            (self.person, self.post) = (person.0, post.0);
        }
        self.rows.push(trace);
    }
}

/// An identity as a number; a person's is another than a post's.
fn uid_mark(entity: &Entity, uid: &str) -> u64 {
    Sign::Uid(&format!("{}{uid}", entity.name)).mark()
}

/// What came of the rows that were written at once, and the rows that wait.
#[derive(Default)]
struct Told {
    born: Born,
    problems: Vec<RowProblem>,
    /// Warnings of which only the number is told.
    more: usize,
    waiting: Vec<Row>,
}

/// Goes through the rows.
struct Reader<'a, 'w, 's> {
    wish: &'a Wish<'w>,
    store: &'s mut Store,
    table: &'a Table<'a>,
    layout: &'a Layout,
    reading: Reading<'a>,
    places: Places,
    /// Fresh records with the defaults of their descriptions.
    blank: (Record, Record),
    /// Words of lists as they were read before.
    words: HashMap<(&'static str, String), Value>,
    keys: HashMap<String, String>,
    /// By column of a place: a blank cell was seen; two rows in a row said the same.
    gaps: Vec<(bool, bool, String)>,
    told: Told,
}

/// A row that is plainly somebody new.
struct Plain {
    person: Record,
    post: Record,
    desa: Value,
    told: (u32, u32),
    problems: Vec<RowProblem>,
}

/// What is known of a row that has to wait.
#[derive(Default)]
struct Signs {
    posyandu: Vec<RecordId>,
    nik: String,
    name: String,
    jabatan: String,
    uids: Vec<(&'static Entity, u64)>,
    /// It carries the identity or the NIK of somebody in the file.
    is_known: bool,
}

impl<'a, 'w, 's> Reader<'a, 'w, 's> {
    fn new(
        wish: &'a Wish<'w>,
        store: &'s mut Store,
        (table, layout): (&'a Table<'a>, &'a Layout),
        reading: Reading<'a>,
        places: Places,
    ) -> Self {
        let blank = |entity: &'static Entity, id: i64| {
            let mut record = Record::new(entity, RecordId(id));
            for field in entity.typed().filter(|field| !field.default.is_empty() && !matches!(field.kind, Kind::Date)) {
                if let Some(value) = field.kind.read(field.default, &reading).value {
                    record.set(field.name, value);
                }
            }
            record
        };
        Reader {
            wish,
            store,
            table,
            layout,
            blank: (blank(&KADER, -1), blank(&PENUGASAN, -2)),
            reading,
            places,
            words: HashMap::new(),
            keys: HashMap::new(),
            gaps: vec![(false, false, String::new()); layout.filled.len()],
            told: Told::default(),
        }
    }

    /// All rows, those of the first piece first. Gives the rows that are no data; `None` where the
    /// list has to be looked at whole.
    fn all(
        &mut self,
        (first, only): (&Sheet, &table::Only),
        lines: &mut Lines,
        steps: &mut Steps<'_>,
    ) -> Result<Option<Vec<Skipped>>, Trouble> {
        let mut skipped = self.table.skipped.clone();
        for row in &self.table.rows {
            self.data(row)?;
        }
        let mut sorter = only.sorter(first, self.wish.entity, self.wish.headings);
        loop {
            steps.at(Phase::Plan, Progress { done: lines.number.min(lines.count), of: lines.count })?;
            let Some(rows) = lines.take(2_000) else { return Ok(None) };
            if rows.is_empty() {
                break;
            }
            for row in rows {
                match only.next(&mut sorter, &row, self.wish.entity, self.wish.headings) {
                    table::Next::Data => self.data(&row)?,
                    table::Next::Skipped(reason) => {
                        skipped.push(Skipped { baris: row.number, alasan: reason.to_owned() });
                    }
                    table::Next::Other => return Ok(None),
                }
            }
            if self.told.waiting.len() > self.wish.cut.waiting {
                return Ok(None);
            }
        }
        // A place that is written once for its block is filled down; that is for short lists.
        let once = self.gaps.iter().any(|(blank, repeated, _)| *blank && !*repeated);
        Ok((!once).then_some(skipped))
    }

    /// What came of the rows; the places and words that were remembered make room.
    fn finished(self) -> Told {
        self.told
    }

    fn data(&mut self, row: &Row) -> Result<(), Trouble> {
        self.look_for_gaps(row);
        let mut signs = Signs::default();
        if let Some(mut plain) = self.plain(row, &mut signs)
            && let Some(ids) = self.store.put_new(&mut plain.person, &mut plain.post, &plain.desa)?
        {
            let uid = |entity: &Entity| signs.uids.iter().find(|(of, _)| *of == entity).map_or(0, |(_, mark)| *mark);
            let trace = Trace {
                row: u32::try_from(row.number).unwrap_or(u32::MAX),
                told: plain.told,
                uids: (uid(&KADER), uid(&PENUGASAN)),
            };
            self.told.born.push(ids, trace);
            signs.uids.iter().for_each(|(_, mark)| self.store.note(Sign::Mark(*mark)));
            for problem in plain.problems {
                if self.told.problems.len() < self.wish.cut.told {
                    self.told.problems.push(problem);
                } else {
                    self.told.more += 1;
                }
            }
            return Ok(());
        }
        self.note(&signs);
        self.told.waiting.push(row.clone());
        Ok(())
    }

    fn look_for_gaps(&mut self, row: &Row) {
        for (at, (blank, repeated, before)) in self.layout.filled.iter().zip(&mut self.gaps) {
            if *repeated {
                continue;
            }
            let cell = row.cell(*at);
            *blank |= cell.is_blank();
            let said = cell.shown();
            *repeated = !cell.is_blank() && !before.is_empty() && (*before == said || fold(before) == fold(&said));
            *before = said;
        }
    }

    /// Leaves what a waiting row may be known by.
    fn note(&mut self, signs: &Signs) {
        signs.uids.iter().for_each(|(_, mark)| self.store.note(Sign::Mark(*mark)));
        if !signs.nik.is_empty() {
            self.store.note(Sign::Nik(&signs.nik));
        }
        // A row without a name may stand for somebody whom another row names.
        let is_unnamed = signs.name.is_empty() && !(signs.nik.is_empty() && signs.uids.is_empty());
        for posyandu in &signs.posyandu {
            self.store.note(Sign::Person(*posyandu, &person_key(&signs.name)));
            self.store.note(Sign::Seat(*posyandu, &signs.jabatan));
            if signs.is_known || is_unnamed {
                self.store.note(Sign::Somebody(*posyandu));
            }
        }
    }

    /// The row as somebody new; `None` where anything has to be asked. What was learnt of it until
    /// then stands in `signs`.
    fn plain(&mut self, row: &Row, signs: &mut Signs) -> Option<Plain> {
        let mut plain = Plain {
            person: self.blank.0.clone(),
            post: self.blank.1.clone(),
            desa: Value::Empty,
            told: (0, 0),
            problems: Vec::new(),
        };
        let read = self.values(row, &mut plain);
        plain.person.text("nik").clone_into(&mut signs.nik);
        plain.person.text("nama").clone_into(&mut signs.name);
        plain.post.text("jabatan").clone_into(&mut signs.jabatan);
        signs.uids = self.layout.uids_of(row).collect();
        signs.is_known = signs.uids.iter().any(|(_, mark)| self.store.may_know(Sign::Mark(*mark)))
            || !signs.nik.is_empty() && self.store.may_know(Sign::Nik(&signs.nik));
        let place = self.place(row, &mut plain, signs);
        read?;
        let posyandu = place?;
        let key = person_key(&signs.name);
        let met = signs.is_known
            || signs.name.is_empty()
            || self.store.may_know(Sign::Somebody(posyandu))
            || self.store.may_know(Sign::Person(posyandu, &key));
        if met {
            return None;
        }
        if let Some(fill) = KADER.fill.filter(|_| !signs.nik.is_empty()) {
            fill(&mut plain.person, "nik", self.reading.today);
        }
        Some(plain)
    }

    /// The values of the row's own columns. `None` where one stops the row, or says more than one
    /// thing.
    fn values(&mut self, row: &Row, plain: &mut Plain) -> Option<()> {
        let mut fine = true;
        for place in &self.layout.values {
            let cell = row.cell(place.at);
            if cell.is_blank() {
                continue;
            }
            let is_word = matches!(place.field.kind, Kind::List(_) | Kind::Choice(_));
            let asked = if let (true, Cell::Text(said)) = (is_word, cell) {
                self.words.get(&(place.field.name, said.clone())).cloned()
            } else {
                None
            };
            let value = match asked {
                Some(value) => value,
                None => {
                    let read = cells::read(place.field, cell, &self.reading);
                    let clear = read.problems.is_empty();
                    fine &= !read.problems.iter().any(|problem| stops(problem, self.wish.job));
                    for problem in read.problems {
                        plain.problems.push(RowProblem {
                            row: row.number,
                            heading: place.heading.clone(),
                            column: Some(place.at),
                            shown: cell.shown(),
                            problem,
                        });
                    }
                    let mut value = read.value.unwrap_or_default();
                    // What waits leaves the seat that it will be read as.
                    if value.is_empty()
                        && place.field.name == "jabatan"
                        && let Some((post, _)) = cells::post(&cell.shown(), &self.reading)
                    {
                        value = post;
                    }
                    if let (true, true, Cell::Text(said)) = (is_word, clear, cell)
                        && self.words.len() < 4_096
                    {
                        self.words.insert((place.field.name, said.clone()), value.clone());
                    }
                    value
                }
            };
            // "Kapuas, 12 Agustus 1985" tells two things.
            fine &= place.field.name != "tanggal_lahir" || !cell.shown().contains(',');
            if value.is_empty() {
                continue;
            }
            let (record, told) = match place.owner {
                Owner::Main => (&mut plain.person, &mut plain.told.0),
                Owner::Companion => (&mut plain.post, &mut plain.told.1),
            };
            let Some((at, _)) = record.entity.find(place.field.name) else { continue };
            *told |= 1 << at.min(31);
            if let Some(slot) = record.values.get_mut(at) {
                *slot = value;
            }
        }
        fine.then_some(())
    }

    /// The Posyandu and the SK of the row, by their exact names.
    fn place(&mut self, row: &Row, plain: &mut Plain, signs: &mut Signs) -> Option<RecordId> {
        let said = |places: &[(usize, String)]| {
            places.iter().map(|(at, _)| row.cell(*at)).find(|cell| !cell.is_blank()).map(Cell::shown)
        };
        let desa = said(&self.layout.desa_code).or_else(|| said(&self.layout.desa_name))?;
        let name = said(&self.layout.posyandu)?;
        let hit = self.places.desa(&desa, None).ok()?;
        let found = self.posyandu(hit.id, &name, signs)?;
        if hit.by == By::Misspelt {
            return None;
        }
        plain.desa = Value::link(hit.id, hit.title);
        plain.post.set("posyandu", Value::link(found.id, found.title));
        plain.post.set("kader", Value::link(RecordId(-1), ""));
        plain.told.1 |= bit("posyandu");
        if let Some((at, _)) = &self.layout.number
            && !row.cell(*at).is_blank()
        {
            let link = self.sk(row, *at, hit.id)?;
            plain.post.set("sk", link);
            plain.told.1 |= bit("sk");
        }
        Some(found.id)
    }

    fn posyandu(&mut self, desa: RecordId, name: &str, signs: &mut Signs) -> Option<crate::store::Found> {
        if self.keys.len() > 50_000 {
            self.keys.clear();
        }
        let key = self.keys.entry(name.to_owned()).or_insert_with(|| name_key(name)).clone();
        match self.store.posyandu_of(desa, &key) {
            Ok(found) => {
                signs.posyandu.push(found.id);
                Some(found)
            }
            Err(perhaps) => {
                signs.posyandu.extend(perhaps);
                let parts = cells::alias(name);
                let names = parts.iter().flat_map(|(name, alias)| [name.as_str(), alias.as_str()]);
                for name in names {
                    match self.store.posyandu_of(desa, &name_key(name)) {
                        Ok(found) => signs.posyandu.push(found.id),
                        Err(perhaps) => signs.posyandu.extend(perhaps),
                    }
                }
                None
            }
        }
    }

    /// The SK of a number and a day in the desa.
    fn sk(&self, row: &Row, at: usize, desa: RecordId) -> Option<Value> {
        let day = self.layout.day.as_ref().map(|(at, _)| row.cell(*at)).filter(|cell| !cell.is_blank())?;
        let (nomor, tanggal) = (crate::entity::SK.field("nomor")?, crate::entity::SK.field("tanggal")?);
        let day = cells::read(tanggal, day, &self.reading);
        let day: Date = day.value.filter(|_| day.problems.is_empty())?.as_date()?;
        let said = row.cell(at).shown();
        let number = nomor.kind.read(crate::base::text::restore_cell(&said), &self.reading);
        let Some(Value::Text(number)) = number.value else { return None };
        let id = self.store.sk_of(desa, &number, day)?;
        Some(Value::link(id, number))
    }
}

/// The mark of a field of the post among those that a row told.
fn bit(name: &str) -> u32 {
    PENUGASAN.find(name).map_or(0, |(at, _)| 1 << at.min(31))
}

fn stops(problem: &Problem, job: &ImportJob) -> bool {
    match problem.severity {
        Severity::Error => true,
        Severity::Overridable => job.reason.is_none(),
        Severity::Warning => false,
    }
}

// ---- the end ------------------------------------------------------------------------------

/// Plans the rows that waited, and keeps all or nothing.
fn finish(
    store: &mut Store,
    wish: &Wish<'_>,
    (first, table, layout): (&Sheet, &Table<'_>, &Layout),
    (mut told, skipped): (Told, Vec<Skipped>),
    steps: &mut Steps<'_>,
) -> Result<Taken, Trouble> {
    let waiting = std::mem::take(&mut told.waiting);
    let head = Arc::new(Sheet { rows: first.rows.iter().take(100).cloned().collect(), ..Sheet::default() });
    let rest = Table { rows: waiting.iter().map(Cow::Borrowed).collect(), skipped, ..bare(table) };
    let kept = layout::Layout::of(wish.entity, &head, &rest, wish.headings);
    let parts = [Part { sheet: &head, table: rest, layout: kept }];
    told.born.look_up(layout, waiting.iter());
    store.settle_long()?;
    let mut intake = Intake {
        store,
        entity: wish.entity,
        job: wish.job,
        lang: wish.lang,
        columns: wish.columns,
        rows: None,
        born: Some(&told.born),
    };
    let mut settled = intake.settled(&parts, steps)?;
    let stopped = !wish.job.partial && settled.plans.iter().any(|plan| plan.errors > 0);
    let keep = !wish.job.dry_run && !stopped;
    let mut saved = Vec::new();
    if keep && !settled.batch.changes.is_empty() {
        saved = intake.save(&settled, steps)?.records;
    }
    let number = intake.store.end_long(if keep { Keep::All } else { Keep::Nothing })?;
    if keep {
        // What was taken is safe; what cannot be remembered is asked again.
        let _ = intake.remember(&parts, &settled, &saved);
    }
    let mut plan = settled.plans.pop().unwrap_or_default();
    plan.new += told.born.rows.len();
    plan.problems.append(&mut told.problems);
    plan.problems.sort_by_key(|found| found.row);
    let mut report = intake.report(&parts[0], &plan);
    report.batch = number.map(|id| id.0);
    if told.more > 0 {
        report.masalah.push(more(told.more, wish.lang));
    }
    let bad: HashSet<usize> =
        plan.problems.iter().filter(|found| stops(&found.problem, wish.job)).map(|found| found.row).collect();
    let heads = head.rows.iter().take_while(|row| row.number <= table.header);
    let rows = heads.chain(waiting.iter().filter(|row| bad.contains(&row.number)));
    let sheet = Sheet { rows: rows.cloned().collect(), ..Sheet::default() };
    let left = Left::new(&Arc::new(sheet), &parts[0].table, &plan, (wish.entity, wish.columns, wish.lang));
    let remembered = if parts[0].layout.is_remembered() { parts[0].layout.mapping.clone() } else { Vec::new() };
    Ok(Taken { report, left, remembered })
}

/// The table without its rows.
fn bare(table: &Table<'_>) -> Table<'static> {
    Table {
        header: table.header,
        columns: table.columns.clone(),
        unused: table.unused.clone(),
        unread: table.unread.clone(),
        joined: table.joined,
        rows: Vec::new(),
        skipped: Vec::new(),
        notices: Vec::new(),
        titles: table.titles.clone(),
    }
}

fn more(count: usize, lang: Lang) -> ImportProblem {
    let count = count.to_string();
    ImportProblem {
        baris: 0,
        kolom: String::new(),
        nilai: String::new(),
        tingkat: Severity::Warning.word().to_owned(),
        kode: "peringatan-lain".to_owned(),
        pesan: text(
            "Masih ada {0} peringatan yang tidak didaftar satu per satu.",
            "{0} more warnings are not listed one by one.",
        )
        .with([count])
        .get(lang)
        .into_owned(),
        saran: text("Bagi berkasnya bila semuanya perlu dilihat.", "Split the file to see them all.")
            .get(lang)
            .to_owned(),
    }
}
