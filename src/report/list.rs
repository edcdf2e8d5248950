//! The rows of a list: records with their post and what both point to, side by side.
//!
//! * **Owns** following the flat row's columns from a query, a page at a time.
//! * **Imports** `base`, `entity`, `request`, `store`, the writers.
//! * **Never** holds more than a page of records and what they point to.

use std::collections::HashMap;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::place::{Half, Readers, free_name};
use super::writers::csv::Comma;
use super::writers::{Cell, Head, Nature, Sheet, csv, json, xlsx};
use crate::base::bulan::Months;
use crate::base::date::{self, Date};
use crate::base::id::RecordId;
use crate::base::words::{Lang, text};
use crate::entity::flat::{self, Column, End, Owner, Use};
use crate::entity::penugasan::SALAH_CATAT;
use crate::entity::tambahan::DAFTAR;
use crate::entity::{Companion, Entity, Field, Kind, POSYANDU, Record, TAMBAHAN, Value, Vocabulary};
use crate::request::{ExportJob, Format, Progress, Query, Seek, Test, Trouble};
use crate::store::{Access, Store};

/// Records read at once.
const PAGE: usize = 500;
/// Linked records kept at hand.
const AT_HAND: usize = 20_000;

/// How an export goes, and where.
pub struct Export<'a> {
    /// What is asked for.
    pub job: &'a ExportJob,
    /// How CSV separates.
    pub comma: Comma,
    /// Told how far it is; may call the work off.
    pub progress: &'a mut dyn FnMut(Progress) -> ControlFlow<()>,
}

/// Writes a list to the path of its job, or to one it names itself in `folder`. Gives the path and
/// how many rows; `None` where it was called off and nothing was written.
///
/// # Errors
/// A trouble of the data file or of the file written.
pub fn export(store: &mut Store, how: &mut Export<'_>, folder: &Path) -> Result<Option<(PathBuf, usize)>, Trouble> {
    let job = how.job;
    let readers = if job.personal.is_some() { Readers::Owner } else { Readers::Usual };
    let path = match &job.path {
        Some(path) => PathBuf::from(path),
        None => {
            let secret = if job.personal.is_some() { "RAHASIA-" } else { "" };
            let stem = match job.query.as_of {
                Some(day) => format!("{secret}{}-per-{day}", job.query.entity.name),
                None => format!("{secret}{}-{}", job.query.entity.name, store.today()),
            };
            free_name(folder, &stem, job.format.ending())
        }
    };
    let mut half = Half::begin(&path, readers)?;
    let Some(rows) = write(store, how, &mut half, path.parent())? else { return Ok(None) };
    half.finish()?;
    Ok(Some((path, rows)))
}

/// Writes a list into a stream. Gives how many rows; `None` where it was called off.
///
/// # Errors
/// A trouble of the data file or of the stream.
pub fn write(
    store: &mut Store,
    how: &mut Export<'_>,
    out: &mut (dyn Write + Send),
    beside: Option<&Path>,
) -> Result<Option<usize>, Trouble> {
    let job = how.job;
    let columns = chosen(job);
    let extra = extra_fields(store, job)?;
    let own = extra.iter().map(|(name, _)| extra_head(name));
    let heads: Vec<Head> = columns.iter().map(head).chain(own).collect();
    let mut sheet: Box<dyn Sheet + '_> = match job.format {
        Format::Csv => Box::new(csv::begin(out, &heads, how.comma)?),
        Format::Json => Box::new(json::begin(out, &heads)?),
        Format::Xlsx => Box::new(xlsx::begin(out, &heads, &sheet_title(&job.query), beside)?),
        Format::Pdf | Format::Docx | Format::Txt => return Err(Trouble::inner("a document, not a list")),
    };
    let mut rows = Rows { store, columns: &columns, day: job.query.as_of, at_hand: HashMap::new() };
    let codes: Vec<&str> = extra.iter().map(|(_, code)| code.as_str()).collect();
    let of = rows.store.count(&job.query, usize::MAX / 2)?.0;
    let (mut done, mut written, mut seek) = (0, 0, Seek::First);
    loop {
        let page = rows.store.page(&job.query, seek, PAGE)?;
        let Some(last) = page.rows.last().map(|row| row.id) else { break };
        done += page.rows.len();
        for record in &page.rows {
            let told = rows.extra(record.id, &codes)?;
            for mut row in rows.of(record)? {
                row.extend_from_slice(&told);
                sheet.row(&row)?;
                written += 1;
            }
        }
        if (how.progress)(Progress { done, of }).is_break() {
            return Ok(None);
        }
        if page.end {
            break;
        }
        seek = Seek::After(last);
    }
    sheet.finish()?;
    if let Some(reason) = &job.personal {
        let access = Access { deed: "ekspor", entity: job.query.entity, record: None, reason, count: written };
        store.note_access(&access)?;
    }
    Ok(Some(written))
}

/// What the sheet is called: a list as of a day carries it.
fn sheet_title(query: &Query) -> String {
    match query.as_of {
        Some(day) => format!("{} per {}", query.entity.name, date::show(day)),
        None => query.entity.label.id.to_owned(),
    }
}

/// The columns written: all of the flat row's own, or those of the fields asked for with the
/// identities; personal ones only with a reason.
fn chosen(job: &ExportJob) -> Vec<Column> {
    let wanted = |column: &Column| match (&job.columns, column.field()) {
        (Some(names), Some(field)) => names.contains(&field.name) || names.contains(&column.name.as_str()),
        _ => true,
    };
    flat::columns(job.query.entity)
        .into_iter()
        .filter(|column| column.use_ != Use::In && (job.personal.is_some() || !column.is_personal()))
        .filter(wanted)
        .collect()
}

/// The office's own fields behind a whole list of Posyandu, by name of the column and code: those of
/// which there is a value.
fn extra_fields(store: &mut Store, job: &ExportJob) -> Result<Vec<(String, String)>, Trouble> {
    if job.query.entity != &POSYANDU || job.columns.is_some() {
        return Ok(Vec::new());
    }
    let words = store.words();
    let mut out = Vec::new();
    for item in words.list(DAFTAR) {
        let query = Query::all(&TAMBAHAN).only("isian", Test::Is(Value::from(item.code.as_str())));
        if store.count(&query, 1)?.0 > 0 {
            out.push((format!("tambahan_{}", item.code.replace('-', "_")), item.code.clone()));
        }
    }
    Ok(out)
}

fn extra_head(name: &str) -> Head {
    let width = u16::try_from(name.chars().count()).unwrap_or(16) + 2;
    Head { name: name.to_owned(), nature: Nature::Text, width: width.max(16) }
}

pub(super) fn head(column: &Column) -> Head {
    let (nature, width) = match column.end {
        End::Uid | End::Name => (Nature::Text, 38),
        End::Value(field) => {
            let nature = match field.kind {
                Kind::Date => Nature::Date,
                Kind::Number(..) | Kind::Money => Nature::Number,
                Kind::Year => Nature::Year,
                _ => Nature::Text,
            };
            let width = match field.kind {
                Kind::Date => 12,
                Kind::Nik => 20,
                Kind::Note => 40,
                Kind::Text(most) => most.clamp(10, 32),
                Kind::Code(pattern) => u16::try_from(pattern.width()).unwrap_or(20) + 2,
                _ => 16,
            };
            (nature, width.max(field.width))
        }
    };
    let width = width.max(u16::try_from(column.name.chars().count()).unwrap_or(16) + 2);
    Head { name: column.name.clone(), nature, width }
}

/// The flat rows of a query, for a form: each row of each record in turn.
pub(super) fn each(
    store: &mut Store,
    columns: &[Column],
    query: &Query,
    see: &mut dyn FnMut(Vec<Cell>),
) -> Result<(), Trouble> {
    let mut rows = Rows { store, columns, day: query.as_of, at_hand: HashMap::new() };
    let mut seek = Seek::First;
    loop {
        let page = rows.store.page(query, seek, PAGE)?;
        let Some(last) = page.rows.last().map(|row| row.id) else { return Ok(()) };
        for record in &page.rows {
            rows.of(record)?.into_iter().for_each(&mut *see);
        }
        if page.end {
            return Ok(());
        }
        seek = Seek::After(last);
    }
}

struct Rows<'a> {
    store: &'a mut Store,
    columns: &'a [Column],
    /// The day as of which the rows are.
    day: Option<Date>,
    at_hand: HashMap<(&'static str, RecordId), Option<Record>>,
}

impl Rows<'_> {
    /// The rows of one record: one, or one for each of its posts.
    fn of(&mut self, record: &Record) -> Result<Vec<Vec<Cell>>, Trouble> {
        let words = self.store.words();
        let posts = match record.entity.companion {
            Some(companion) => self.posts(record, companion)?,
            None => Vec::new(),
        };
        let each: Vec<Option<Record>> =
            if posts.is_empty() { vec![None] } else { posts.into_iter().map(Some).collect() };
        each.iter().map(|post| self.row(record, post.as_ref(), &words)).collect()
    }

    /// What a Posyandu has of these extra fields.
    fn extra(&self, posyandu: RecordId, codes: &[&str]) -> Result<Vec<Cell>, Trouble> {
        let mut out = vec![Cell::Empty; codes.len()];
        if codes.is_empty() {
            return Ok(out);
        }
        for id in self.store.find(&TAMBAHAN, "posyandu", &Value::link(posyandu, ""), usize::MAX)? {
            let Some(value) = self.store.get(&TAMBAHAN, id)? else { continue };
            let at = codes.iter().position(|code| *code == value.text("isian"));
            if let Some(cell) = at.and_then(|at| out.get_mut(at)) {
                *cell = Cell::Text(value.text("nilai").to_owned());
            }
        }
        Ok(out)
    }

    /// The posts of a person, first the earliest.
    fn posts(&mut self, record: &Record, companion: &Companion) -> Result<Vec<Record>, Trouble> {
        let link = Value::link(record.id, "");
        let mut posts = Vec::new();
        for id in self.store.find(companion.entity, companion.link, &link, usize::MAX)? {
            posts.extend(self.store.get(companion.entity, id)?.filter(|post| self.runs(post)));
        }
        posts.sort_by_key(|post| (post.get("mulai").as_date(), post.id));
        Ok(posts)
    }

    /// True where a post ran on the day of the list.
    fn runs(&self, post: &Record) -> bool {
        let Some(day) = self.day else { return true };
        post.get("mulai").as_date().is_none_or(|from| from <= day)
            && post.get("selesai").as_date().is_none_or(|until| until >= day)
            && post.text("alasan_berhenti") != SALAH_CATAT
    }

    fn row(&mut self, main: &Record, post: Option<&Record>, words: &Vocabulary) -> Result<Vec<Cell>, Trouble> {
        let columns = self.columns;
        let mut row = Vec::with_capacity(columns.len());
        for column in columns {
            let owner = match column.owner {
                Owner::Main => Some(main),
                Owner::Companion => post,
            };
            row.push(match owner {
                Some(owner) => self.cell(owner, &column.path, column.end, words)?,
                None => Cell::Empty,
            });
        }
        Ok(row)
    }

    fn cell(&mut self, owner: &Record, path: &[&'static Field], end: End, words: &Vocabulary) -> Result<Cell, Trouble> {
        let mut at: Option<Record> = None;
        for link in path {
            let from = at.as_ref().unwrap_or(owner);
            let (Some(target), Some(to)) = (link.target(), from.get(link.name).as_link()) else {
                return Ok(Cell::Empty);
            };
            let id = to.id;
            at = self.linked(target, id)?;
            if at.is_none() {
                return Ok(Cell::Empty);
            }
        }
        let record = at.as_ref().unwrap_or(owner);
        Ok(match end {
            End::Uid => Cell::Text(record.uid.0.clone()),
            End::Name => Cell::Text(record.title()),
            End::Value(field) => value(field, record.get(field.name), words),
        })
    }

    fn linked(&mut self, entity: &'static Entity, id: RecordId) -> Result<Option<Record>, Trouble> {
        if let Some(record) = self.at_hand.get(&(entity.name, id)) {
            return Ok(record.clone());
        }
        if self.at_hand.len() >= AT_HAND {
            self.at_hand.clear();
        }
        let found = self.store.get(entity, id)?;
        let record = match self.day {
            Some(day) => found.map(|record| self.store.as_of(record, day)).transpose()?,
            None => found,
        };
        self.at_hand.insert((entity.name, id), record.clone());
        Ok(record)
    }
}

fn value(field: &'static Field, value: &Value, words: &Vocabulary) -> Cell {
    match (field.kind, value) {
        (_, Value::Empty) => Cell::Empty,
        (_, Value::Date(day)) => Cell::Date(*day),
        (Kind::Number(..) | Kind::Money | Kind::Year, Value::Int(number)) => Cell::Number(*number),
        (Kind::Months, Value::Int(bits)) => Cell::Numbers(Months::from_bits(*bits).iter().collect()),
        (kind, value) => Cell::Text(kind.export(value, words)),
    }
}

/// What a list is narrowed by on the command line.
#[derive(Clone, Copy, Debug, Default)]
pub struct Narrow<'a> {
    /// Words looked for.
    pub search: Option<&'a str>,
    /// The code of a desa.
    pub desa: Option<&'a str>,
    /// The day as of which it is shown, as typed.
    pub as_of: Option<&'a str>,
}

/// The query of a list as the command line asks for it: by words, by desa, as of a day.
///
/// # Errors
/// The desa is not in the file, the day cannot be read, or lists of this kind know no days.
pub fn asked(store: &mut Store, entity: &'static Entity, narrow: &Narrow<'_>) -> Result<Query, Trouble> {
    let mut query = Query::all(entity);
    narrow.search.unwrap_or_default().clone_into(&mut query.search);
    if let Some(typed) = narrow.as_of {
        query.as_of = Some(day_typed("--per", typed, store.today())?);
        if !Query::has_days(entity) {
            return Err(Trouble::new(
                "PER-TANGGAL",
                text(
                    "Daftar {0} tidak berubah menurut tanggal; yang dapat dilihat per tanggal: {1}.",
                    "The list of {0} does not differ from day to day; those that can be seen as of a day: {1}.",
                )
                .with([entity.label.id.to_owned(), Query::dated_kinds()]),
                text("Ulangi tanpa --per.", "Repeat it without --as-of."),
            ));
        }
    }
    let Some(code) = narrow.desa else { return Ok(query) };
    let link = desa_of_code(store, code)?;
    match entity.field("desa").filter(|field| field.is_stored()) {
        Some(field) => Ok(query.only(field.name, crate::request::Test::Is(link))),
        None => Err(Trouble::new(
            "SARING-DESA",
            text("Daftar {0} tidak dapat disaring menurut desa.", "The list of {0} cannot be filtered by desa.")
                .with([entity.label.id.to_owned()]),
            text("Ulangi tanpa --desa.", "Repeat it without --desa."),
        )),
    }
}

/// A day as typed behind a flag.
///
/// # Errors
/// It is no date.
pub fn day_typed(flag: &str, typed: &str, today: Date) -> Result<Date, Trouble> {
    date::parse(typed, today).map_err(|why| {
        Trouble::new(
            "TANGGAL-SALAH",
            text("{0} {1} tidak terbaca: {2}", "{0} {1} cannot be read: {2}").with([
                flag.to_owned(),
                typed.to_owned(),
                why.say().get(Lang::Id).into_owned(),
            ]),
            text("Tulis misalnya 31-12-2025.", "Write for example 31-12-2025."),
        )
    })
}

/// The desa of a code, with or without dots.
///
/// # Errors
/// There is none in this file.
pub fn desa_of_code(store: &mut Store, code: &str) -> Result<Value, Trouble> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let mut found = None;
    store.walk(&Query::all(&crate::entity::DESA), &mut |record| {
        if digits(record.text("kode")) == digits(code) {
            found = Some(Value::link(record.id, record.title()));
        }
        Ok(())
    })?;
    found.ok_or_else(|| {
        Trouble::new(
            "DESA-TIDAK-ADA",
            text("Desa dengan kode {0} tidak ada di berkas ini.", "There is no desa of code {0} in this file.")
                .with([code.to_owned()]),
            text("Lihat kodenya dengan: pembina ekspor desa", "See the codes with: pembina export desa"),
        )
    })
}
