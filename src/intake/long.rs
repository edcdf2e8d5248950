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
use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use super::apply::{self, Intake, Taken};
use super::cells;
use super::columns::Headings;
use super::known::Known;
use super::mend::Left;
use super::places::{By, Places};
use super::plan::{Plan, RowProblem};
use super::read_csv;
use super::sheet::{Cell, Row, Sheet};
use super::table::{self, Table};
use crate::base::date::Date;
use crate::base::fields::Records;
use crate::base::id::RecordId;
use crate::base::text::{fold, name_key, person_key};
use crate::base::words::{Lang, text};
use crate::entity::flat::{Column, End, Owner};
use crate::entity::value::{Hand, Reading};
use crate::entity::{Entity, Field, KADER, Kind, PENUGASAN, Problem, Record, Severity, Value};
use crate::request::{Batch, Decisions, ImportJob, ImportProblem, Skipped, Trouble};
use crate::store::{Keep, Outcome, Sign, Store};

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
pub fn run(store: &mut Store, wish: &Wish<'_>) -> Result<Option<Taken>, Trouble> {
    let Some(mut lines) = Lines::open(wish) else { return Ok(None) };
    let Some(first) = lines.take(wish.cut.first) else { return Ok(None) };
    let sheet = Sheet { rows: first, ..Sheet::default() };
    let Some(only) = table::only(&sheet, wish.entity, wish.headings) else { return Ok(None) };
    let mut tables = table::find_all(&sheet, wish.entity, wish.headings);
    let (Some(table), true) = (tables.pop(), tables.is_empty()) else { return Ok(None) };
    let Some(layout) = Layout::of(&table, wish.columns) else { return Ok(None) };
    let places = Known::new(store).places()?;
    let keep = if wish.job.dry_run { Keep::Nothing } else { Keep::All };
    store.begin_long(&apply::batch_head(wish.job), lines.count, keep)?;
    let done = (|| {
        let words = store.words();
        let reading = Reading { today: store.today(), words: &words, hand: Hand::Office };
        let mut reader = Reader::new(wish, store, (&table, &layout), reading, places);
        let Some(skipped) = reader.all(&sheet, &only, &mut lines)? else { return Ok(None) };
        let told = reader.told;
        finish(store, wish, &sheet, &table, told, skipped).map(Some)
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
        let plain = job.sheet.is_none() && job.file != "-" && wish.entity == &KADER;
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
    uids: Vec<usize>,
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
                (_, [], "uid") => layout.uids.push(found.at),
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
    rows: Vec<(u32, u32, u32)>,
}

impl Born {
    /// The row that made a record, and which of its fields the row itself told.
    pub fn of(&self, entity: &Entity, id: RecordId) -> Option<(usize, impl Fn(usize) -> bool + use<>)> {
        let first = if entity == &KADER { self.person } else { self.post };
        let known = (entity == &KADER || entity == &PENUGASAN) && id.0 >= first;
        let (row, person, post) = *self.rows.get(usize::try_from(id.0 - first).ok().filter(|_| known)?)?;
        let told = if entity == &KADER { person } else { post };
        Some((row as usize, move |field: usize| told >> field.min(31) & 1 == 1))
    }

    fn push(&mut self, (person, post): (RecordId, RecordId), row: usize, told: (u32, u32)) {
        if self.rows.is_empty() {
            (self.person, self.post) = (person.0, post.0);
        }
        self.rows.push((u32::try_from(row).unwrap_or(u32::MAX), told.0, told.1));
    }
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
    fn all(&mut self, first: &Sheet, only: &table::Only, lines: &mut Lines) -> Result<Option<Vec<Skipped>>, Trouble> {
        let mut skipped = self.table.skipped.clone();
        for row in &self.table.rows {
            self.data(row)?;
        }
        let mut sorter = only.sorter(first, self.wish.entity, self.wish.headings);
        loop {
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

    fn data(&mut self, row: &Row) -> Result<(), Trouble> {
        self.look_for_gaps(row);
        let mut signs = Signs::default();
        if let Some(mut plain) = self.plain(row, &mut signs)
            && let Some(ids) = self.store.put_new(&mut plain.person, &mut plain.post, &plain.desa)?
        {
            self.told.born.push(ids, row.number, plain.told);
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
        if !signs.nik.is_empty() {
            self.store.note(Sign::Nik(&signs.nik));
        }
        for posyandu in &signs.posyandu {
            self.store.note(Sign::Person(*posyandu, &person_key(&signs.name)));
            self.store.note(Sign::Seat(*posyandu, &signs.jabatan));
            if signs.is_known {
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
        let uids: Vec<String> = self.layout.uids.iter().map(|at| row.cell(*at).shown()).collect();
        signs.is_known = uids.iter().any(|uid| !uid.is_empty() && self.store.may_know(Sign::Uid(&uid.to_lowercase())))
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
                            shown: cell.shown(),
                            problem,
                        });
                    }
                    let value = read.value.unwrap_or_default();
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
    first: &Sheet,
    table: &Table<'_>,
    mut told: Told,
    skipped: Vec<Skipped>,
) -> Result<Taken, Trouble> {
    let waiting = std::mem::take(&mut told.waiting);
    let rest = Table { rows: waiting.iter().map(Cow::Borrowed).collect(), skipped, ..bare(table) };
    store.settle_long()?;
    let mut intake = Intake {
        store,
        entity: wish.entity,
        job: wish.job,
        lang: wish.lang,
        columns: wish.columns,
        born: Some(&told.born),
    };
    let (mut plan, batch) = if waiting.is_empty() {
        (Plan::default(), Batch { changes: Vec::new(), ..apply::batch_head(wish.job) })
    } else {
        let (mut plans, batch) = intake.settled(&[&rest])?;
        (plans.pop().unwrap_or_default(), batch)
    };
    let stopped = !wish.job.partial && plan.errors > 0;
    let keep = !wish.job.dry_run && !stopped;
    if keep && !batch.changes.is_empty() {
        match intake.store.save(&batch)? {
            Outcome::Saved(_) => {}
            Outcome::Refused(problems) => return Err(apply::changed_meanwhile(problems.first())),
            Outcome::Conflict(_) => return Err(apply::changed_meanwhile(None)),
        }
    }
    plan.new += told.born.rows.len();
    plan.problems.append(&mut told.problems);
    plan.problems.sort_by_key(|found| found.row);
    let number = intake.store.end_long(if keep { Keep::All } else { Keep::Nothing })?;
    let mut report = intake.report(first, &rest, &plan);
    report.batch = number.map(|id| id.0);
    if told.more > 0 {
        report.masalah.push(more(told.more, wish.lang));
    }
    let is_bad =
        |row: &&Row| plan.problems.iter().any(|found| found.row == row.number && stops(&found.problem, wish.job));
    let heads = first.rows.iter().take_while(|row| row.number <= table.header);
    let sheet = Sheet { rows: heads.chain(waiting.iter().filter(is_bad)).cloned().collect(), ..Sheet::default() };
    let left = Left::new(&Arc::new(sheet), &rest, &plan, wish.columns, wish.lang);
    Ok(Taken { report, left })
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
