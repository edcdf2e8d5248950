//! The plan: what each data row would do, before anything is done.
//!
//! * **Owns** matching rows with records, laying their values over them, and the count of
//!   outcomes: every data row is new, changed, same, in doubt, rejected or refused by the clerk.
//! * **Imports** `base`, `entity`, `request`, what the file knows.
//! * **Never** writes; a blank cell never erases; a name never overwrites the name it was matched by.
//!
//! A row finds its record by travelling identity, then by official number (registration number,
//! NIK, code), then by name within its place (a Posyandu within its desa, a person within the
//! Posyandu); a name that is only alike is asked about (`doubt`). Two rows of one import that say different things about one record do not both win:
//! the second is rejected.

mod doubt;
mod naskah;
mod row;

pub use row::told;

use std::collections::{BTreeMap, HashMap, HashSet};

use super::answers::{Answers, Learned, When};
use super::cells;
use super::known::{Known, said_key};
use super::places::{By, Miss, Office, Places, region_code};
use super::sheet::{Cell, Row};
use super::steps::{Phase, Steps};
use super::table::{Found, Table};
use super::titles::{self, Said};
use crate::base::id::{RecordId, Uid};
use crate::base::text::{fold, name_key, similar};
use crate::base::words::Lang;
use crate::base::words::{Phrase, text};
use crate::entity::flat::{Column, End, Owner};
use crate::entity::value::{Hand, Reading};
use crate::entity::{
    DESA, ENTITIES, Entity, Field, KADER, Kind, PENUGASAN, POSYANDU, Problem, REALISASI, Record, SK, Severity, Value,
    Vocabulary,
};
use crate::request::{At, Candidate, Class, ImportJob, Progress, ReviewRow, Trouble};

/// What is asked of a plan.
pub struct Asked<'a> {
    /// Which of the file's tables it is.
    pub at: usize,
    /// The kind of record.
    pub entity: &'static Entity,
    /// The columns of its flat row.
    pub columns: &'a [Column],
    /// The table found.
    pub table: &'a Table<'a>,
    /// The wishes of the command line.
    pub job: &'a ImportJob,
    /// Problems that the store's own checks found with rows of an earlier plan.
    pub known_bad: &'a BTreeMap<usize, Vec<Problem>>,
    /// What was decided about names in doubt.
    pub answers: &'a Answers,
    /// The language in which every row is wanted for the review; `None`: only what would be
    /// written.
    pub rows: Option<Lang>,
}

impl Asked<'_> {
    /// Why errors of a row that may be passed are passed.
    pub fn reason(&self, row: usize) -> Option<&String> {
        let own = self.job.decisions.passed.get(&At { table: self.at, row });
        own.or(self.job.reason.as_ref())
    }

    /// Whether a problem keeps a row from being taken.
    pub fn stops(&self, problem: &Problem, row: usize) -> bool {
        match problem.severity {
            Severity::Error => true,
            Severity::Overridable => self.reason(row).is_none(),
            Severity::Warning => false,
        }
    }
}

/// What the rows would do.
#[derive(Debug, Default)]
pub struct Plan {
    /// New records, by row.
    pub new: usize,
    /// Changed records.
    pub changed: usize,
    /// Nothing to change.
    pub same: usize,
    /// Not taken for mistakes.
    pub rejected: usize,
    /// Not taken until somebody says which record is meant.
    pub doubt: usize,
    /// Not wanted by the clerk.
    pub refused: Vec<usize>,
    /// How many of those not taken hold up the others: all but rows of another kecamatan and rows
    /// that are not wanted.
    pub errors: usize,
    /// What is the matter, in the order of rows.
    pub problems: Vec<RowProblem>,
    /// What would be written, with the rows it comes from; linked records first.
    pub records: Vec<(Record, Vec<usize>)>,
    /// Those of them that several rows write: how each of these rows but the last left them.
    pub before: HashMap<Name, Vec<(usize, Record)>>,
    /// Every data row, where they are wanted.
    pub rows: Vec<ReviewRow>,
    /// The records that rows are about, also rows that are not taken.
    pub about: HashSet<Name>,
    /// Those that rows name exactly.
    pub spoken: HashSet<Name>,
    /// The records that rows in doubt may mean.
    pub doubted: HashSet<Name>,
    /// The places the rows are for: desa of a list of Posyandu, Posyandu of a list of kader.
    pub places: HashSet<RecordId>,
    /// What the answers in the rows say about their names.
    pub learned: Learned,
    /// New records of rows of which somebody said that they mean none of these.
    pub apart: Vec<(Name, Vec<String>)>,
}

/// What is the matter with a row.
#[derive(Clone, Debug)]
pub struct RowProblem {
    /// The sheet's own row number.
    pub row: usize,
    /// The heading of the column, or empty.
    pub heading: String,
    /// The column's place in the sheet, from 0.
    pub column: Option<usize>,
    /// What stands there.
    pub shown: String,
    /// What is the matter.
    pub problem: Problem,
}

/// Whether problems in the order of rows say the same of one cell already.
pub fn is_told(told: &[RowProblem], problem: &RowProblem) -> bool {
    let from = told.partition_point(|known| known.row < problem.row);
    let of_row = told.iter().skip(from).take_while(|known| known.row == problem.row);
    let about = |one: &RowProblem| (one.problem.code, one.heading.clone());
    of_row.into_iter().any(|known| about(known) == about(problem))
}

/// The code of a row that is for another kecamatan. It is rejected, but holds up nothing.
pub const ELSEWHERE: &str = "luar-kecamatan";

/// True for what is rejected and yet no mistake in the data: rows of another kecamatan, payments
/// that have nothing to do with Posyandu.
pub fn is_outside(code: &str) -> bool {
    matches!(code, ELSEWHERE | naskah::NOT_OURS)
}

/// In a file of more desa than this a Posyandu is not looked for without its desa.
const MANY_DESA: usize = 60;

/// How many rows are planned between two looks at whether to go on.
const STRIDE: usize = 64;

/// Plans all rows of a table. `before` and `of`: how many rows were planned before it, of how many.
///
/// # Errors
/// A trouble of the file, or the word that the work was stopped.
pub fn plan(
    asked: &Asked<'_>,
    known: &mut Known<'_>,
    steps: &mut Steps<'_>,
    (before, of): (usize, usize),
) -> Result<Plan, Trouble> {
    let words = known.store().words();
    let today = known.store().today();
    let places = match asked.entity.name {
        "kecamatan" => Places::default(),
        _ => known.places()?,
    };
    let reading = Reading { today, words: &words, hand: Hand::Office };
    let titles = said_by_titles(asked, &places);
    let mut planner = Planner {
        asked,
        known,
        places,
        reading,
        titles,
        told: HashSet::new(),
        office: None,
        flat: row::flat_names(asked),
        near: doubt::Near::default(),
        spellings: doubt::spellings(asked),
        claims: HashMap::new(),
        seen: HashMap::new(),
        dirty: HashMap::new(),
        plan: Plan::default(),
    };
    for (at, row) in asked.table.rows.iter().enumerate() {
        if at % STRIDE == 0 {
            steps.at(Phase::Plan, Progress { done: before + at, of })?;
        }
        planner.row(row)?;
    }
    Ok(planner.finish())
}

/// A record by entity and id.
pub type Name = (&'static str, RecordId);

struct Planner<'a, 's> {
    asked: &'a Asked<'a>,
    known: &'a mut Known<'s>,
    places: Places,
    reading: Reading<'a>,
    /// The places that titles name, by row; 0 is the sheet's name.
    titles: Titles,
    /// The titles that were told about already.
    told: HashSet<(&'static str, usize)>,
    /// The kecamatan cell of the last row that had one.
    office: Option<String>,
    /// The names of fields in the flat row.
    flat: HashMap<(Owner, &'static str), String>,
    near: doubt::Near,
    /// Spellings of desa, folded, with the code somebody chose for them.
    spellings: HashMap<String, String>,
    /// What an earlier row said about a field of a record.
    claims: HashMap<(Name, &'static str), (usize, Value)>,
    /// The row in which a record was first met.
    seen: HashMap<Name, usize>,
    /// Records that would be written, and by which rows.
    dirty: HashMap<Name, Vec<usize>>,
    plan: Plan,
}

/// What titles say, for a table without a column of that place.
#[derive(Default)]
struct Titles {
    desa: Vec<(usize, Said)>,
    posyandu: Vec<(usize, (String, bool))>,
}

/// The nearest title above a row, else the sheet's name.
fn nearest<T>(titles: &[(usize, T)], row: usize) -> Option<&(usize, T)> {
    titles.iter().rfind(|(at, _)| *at != 0 && *at < row).or_else(|| titles.iter().find(|(at, _)| *at == 0))
}

fn said_by_titles(asked: &Asked<'_>, places: &Places) -> Titles {
    let has =
        |name: &str| {
            asked.table.columns.iter().filter_map(|found| asked.columns.get(found.column)).any(|column| {
                column.path.last().and_then(|link| link.target()).is_some_and(|target| target.name == name)
            })
        };
    let (is_kader, lines) = (asked.entity == &KADER, &asked.table.titles);
    let mut said = Titles::default();
    if (is_kader || asked.entity == &POSYANDU) && !has("desa") {
        let of = |(row, line): &(usize, String)| {
            let found = if *row == 0 { titles::desa_of_sheet(line, places) } else { titles::desa(line, places) };
            Some((*row, found?))
        };
        said.desa = lines.iter().filter_map(of).collect();
    }
    if is_kader && !has("posyandu") {
        said.posyandu = lines.iter().filter_map(|(row, line)| Some((*row, titles::posyandu(line)?))).collect();
    }
    said
}

/// One row while it is read.
#[derive(Default)]
struct Draft {
    row: usize,
    problems: Vec<RowProblem>,
    /// Records the row would write, in order.
    records: Vec<Record>,
    claims: Vec<((Name, &'static str), Value)>,
    /// The records that the row stands for: a person and the post.
    met: Vec<Name>,
    /// Those of them that are new.
    made: Vec<(Owner, Name)>,
    /// Those of them that it names exactly.
    spoken: Vec<Name>,
    is_new: bool,
    /// The kecamatan the row is for, where it says so.
    office: Option<RecordId>,
    /// The desa the row is for.
    desa: Option<RecordId>,
    /// The Posyandu the row is for, where it is not the record itself.
    posyandu: Option<(RecordId, String)>,
    /// Whom or what it is about.
    title: String,
    /// What it would set, where that is wanted.
    laid: Vec<row::Laid>,
    /// Whom it may mean.
    candidates: Vec<(Name, Candidate)>,
    /// Somebody said that it means none of them.
    is_apart: bool,
}

/// A value read from a cell.
struct Given<'a> {
    field: &'static Field,
    value: Value,
    found: Option<&'a Found>,
}

/// How a record was found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Match {
    /// By identity or official number.
    Sure,
    /// By its name.
    Name,
    /// By what somebody said about its name.
    Said(When),
}

impl<'a> Planner<'a, '_> {
    // ---- a row ----------------------------------------------------------------------------

    fn row(&mut self, row: &'a Row) -> Result<(), Trouble> {
        let at = At { table: self.asked.at, row: row.number };
        let mut draft = Draft { row: row.number, ..Draft::default() };
        let notices = &self.asked.table.notices;
        let from = notices.partition_point(|notice| notice.row < row.number);
        for notice in notices.iter().skip(from).take_while(|notice| notice.row == row.number) {
            let found = RowProblem {
                row: row.number,
                heading: notice.heading.clone(),
                column: None,
                shown: String::new(),
                problem: notice.problem.clone(),
            };
            draft.problems.push(found);
        }
        let elsewhere = self.elsewhere(row, &mut draft);
        if let Some(bad) = self.asked.known_bad.get(&row.number) {
            for problem in bad {
                self.complain_at_field(&mut draft, row, problem.clone());
            }
        }
        if !elsewhere {
            self.records(row, &mut draft)?;
        }
        let class = if self.is_refused(row, &draft) {
            Class::Refused
        } else {
            match self.weight(&draft) {
                None => self.take(&mut draft, row),
                Some(class) => class,
            }
        };
        self.count(class, &draft);
        self.note(class, &draft);
        if let Some(lang) = self.asked.rows {
            let told = self.review_row(at, class, row, &mut draft, lang);
            self.plan.rows.push(told);
        }
        if class != Class::Refused {
            self.plan.problems.append(&mut draft.problems);
        }
        Ok(())
    }

    /// Why a row is not taken; `None` where it is.
    fn weight(&self, draft: &Draft) -> Option<Class> {
        let mut stopping = draft.problems.iter().filter(|found| self.asked.stops(&found.problem, draft.row)).peekable();
        stopping.peek()?;
        Some(if stopping.all(|found| doubt::is_doubt(&found.problem)) { Class::Doubt } else { Class::Rejected })
    }

    fn count(&mut self, class: Class, draft: &Draft) {
        let plan = &mut self.plan;
        match class {
            Class::New => plan.new += 1,
            Class::Changed => plan.changed += 1,
            Class::Same => plan.same += 1,
            Class::Refused => plan.refused.push(draft.row),
            Class::Doubt => {
                plan.doubt += 1;
                plan.errors += 1;
            }
            Class::Rejected => {
                plan.rejected += 1;
                // A row of another kecamatan is no mistake in the data.
                let outside = draft.problems.iter().any(|found| is_outside(found.problem.code));
                plan.errors += usize::from(!outside);
            }
        }
    }

    /// Remembers what a row is about, whether it is taken or not.
    fn note(&mut self, class: Class, draft: &Draft) {
        self.plan.about.extend(&draft.met);
        self.plan.spoken.extend(&draft.spoken);
        if matches!(class, Class::Doubt | Class::Rejected) {
            self.plan.doubted.extend(draft.candidates.iter().map(|(name, _)| *name));
        }
        let place = if self.asked.entity == &KADER { draft.posyandu.as_ref().map(|(id, _)| *id) } else { draft.desa };
        self.plan.places.extend(place);
        if draft.is_apart
            && let Some(own) = draft.met.first()
        {
            let uids = draft.candidates.iter().map(|(_, candidate)| candidate.uid.clone()).collect();
            self.plan.apart.push((*own, uids));
        }
    }

    /// The main record and, where the kind has one, its companion.
    fn records(&mut self, row: &'a Row, draft: &mut Draft) -> Result<(), Trouble> {
        let entity = self.asked.entity;
        let mut given = self.values(row, Owner::Main, draft);
        draft.title = self.title_of(row, &given);
        self.links(row, Owner::Main, entity, &mut given, draft)?;
        let Some(companion) = entity.companion else {
            if entity == &REALISASI {
                self.payment(row, &mut given, draft)?;
            }
            let found = self.find(row, entity, &given, draft)?;
            if entity == &POSYANDU {
                keep_spelling(found.as_ref(), &mut given);
                // Our own lists keep other names in a column of their own.
                if self.uid(row, Owner::Main).is_none() {
                    self.part_alias(row, found.as_ref(), &mut given, draft);
                }
            }
            let context = found.as_ref().and_then(|(record, _)| record.get("desa").as_link());
            draft.desa = draft.desa.or(context.map(|link| link.id));
            self.lay((entity, Owner::Main), found, given, draft);
            return Ok(());
        };
        let mut post = self.values(row, Owner::Companion, draft);
        self.links(row, Owner::Companion, companion.entity, &mut post, draft)?;
        let found = self.find_person(row, &given, &post, draft)?;
        let person = self.lay((entity, Owner::Main), found, given, draft);
        if post.is_empty() {
            return Ok(());
        }
        if !post.iter().any(|given| given.field.name == "posyandu") {
            if draft.problems.iter().any(|found| found.problem.blocks() || doubt::is_doubt(&found.problem)) {
                return Ok(());
            }
            let problem = Problem::error(
                "posyandu-kosong",
                text("Posyandu belum diisi.", "The Posyandu is missing."),
                text("Isi nama Posyandu di baris ini.", "Write the Posyandu's name in this row."),
            );
            self.complain_at_field(draft, row, problem.at("posyandu"));
            return Ok(());
        }
        let found = self.find_post(row, &person, &post, draft)?;
        post.push(Given { field: link_field(companion.entity, companion.link), value: person, found: None });
        self.lay((companion.entity, Owner::Companion), found, post, draft);
        self.drop_unused_sk(draft);
        Ok(())
    }

    /// Takes a row over: its records become what later rows see.
    fn take(&mut self, draft: &mut Draft, row: &'a Row) -> Class {
        let touched = !draft.records.is_empty();
        // The leaf is what the row stands for: the Posyandu, or the post of a person.
        let again = draft.met.last().and_then(|leaf| self.seen.get(leaf)).copied();
        let class = match (touched, draft.is_new) {
            (true, true) => Class::New,
            (true, false) => Class::Changed,
            (false, _) => Class::Same,
        };
        if let Some(first) = again.filter(|_| !touched) {
            let problem = Problem::warning(
                "baris-ganda",
                text("Baris ini sama dengan baris {0}.", "This row repeats row {0}.").with([first.to_string()]),
                text("Tidak perlu tindakan; catatannya satu.", "Nothing to do; it is kept once."),
            );
            self.complain_at_field(draft, row, problem.at(self.asked.entity.title));
        }
        for name in &draft.met {
            self.seen.entry(*name).or_insert(draft.row);
        }
        for (about, value) in draft.claims.drain(..) {
            self.claims.entry(about).or_insert((draft.row, value));
        }
        for (owner, name) in draft.made.drain(..) {
            if let Some((_, uid)) = self.uid(row, owner).filter(|(_, uid)| Uid::is_like(uid)) {
                self.known.identify(name, &uid);
            }
        }
        for record in draft.records.drain(..) {
            let name = (record.entity.name, record.id);
            let rows = self.dirty.entry(name).or_default();
            // Records of the plan are all loaded; nothing is read here.
            if let Some(last) = rows.last().copied().filter(|last| *last != draft.row)
                && let Ok(Some(left)) = self.known.get(record.entity, record.id)
            {
                self.plan.before.entry(name).or_default().push((last, left));
            }
            rows.push(draft.row);
            self.known.put(record);
        }
        class
    }

    fn finish(mut self) -> Plan {
        let rank = |name: &str| ENTITIES.iter().position(|entity| entity.name == name);
        let mut names: Vec<(Name, Vec<usize>)> = self.dirty.drain().collect();
        names.sort_by_key(|((name, id), rows)| (rank(name), rows.first().copied(), -id.0));
        for ((name, id), rows) in names {
            let entity = ENTITIES.iter().copied().find(|entity| entity.name == name);
            // Records of the plan are all loaded; nothing is read here.
            if let Some(Ok(Some(record))) = entity.map(|entity| self.known.get(entity, id)) {
                self.plan.records.push((record, rows));
            }
        }
        self.plan
    }

    // ---- cells ----------------------------------------------------------------------------

    /// The recognised columns with their cells, blank ones left out.
    fn cells(&self, row: &'a Row) -> impl Iterator<Item = (&'a Found, &'a Column, &'a Cell)> {
        let asked = self.asked;
        asked.table.columns.iter().filter_map(move |found| {
            let cell = row.cell(found.at);
            let column = asked.columns.get(found.column)?;
            (!cell.is_blank()).then_some((found, column, cell))
        })
    }

    /// The values of the owner's own fields.
    fn values(&mut self, row: &'a Row, owner: Owner, draft: &mut Draft) -> Vec<Given<'a>> {
        let mut out: Vec<Given<'a>> = Vec::new();
        let mut beside: Option<Given<'a>> = None;
        for (found, column, cell) in self.cells(row).collect::<Vec<_>>() {
            let (End::Value(field), true) = (column.end, column.owner == owner && column.path.is_empty()) else {
                continue;
            };
            let mut read = cells::read(field, cell, &self.reading);
            // What the file itself wrote into its own list is no news, however odd.
            if !read.problems.is_empty()
                && let Some(known) = self.own_value(row, owner, field, cell)
            {
                read = cells::good(known);
            }
            if let (Owner::Companion, "jabatan", None) = (owner, field.name, &read.value)
                && let Some((post, with)) = cells::post(&cell.shown(), &self.reading)
            {
                let shown = |field: &Field, value: &Value| {
                    field.kind.show(value, crate::base::words::Lang::Id, self.reading.words)
                };
                let mut said = shown(field, &post);
                if let (Some(bidang), Some(value)) = (PENUGASAN.field("bidang"), with) {
                    said = format!("{said}, bidang {}", shown(bidang, &value));
                    beside = Some(Given { field: bidang, value, found: Some(found) });
                }
                let told = text("\"{0}\" dibaca sebagai {1}.", "\"{0}\" is read as {1}.").with([cell.shown(), said]);
                let advice =
                    text("Isi kolom jabatan dan bidang bila keliru.", "Fill in both columns where this is wrong.");
                read = cells::good(post);
                read.problems.push(Problem::warning("jabatan-dibaca", told, advice).at(field.name));
            }
            for problem in read.problems {
                draft.problems.push(RowProblem {
                    row: row.number,
                    heading: found.heading.clone(),
                    column: Some(found.at),
                    shown: cell.shown(),
                    problem,
                });
            }
            if let Some(value) = read.value.filter(|value| !value.is_empty()) {
                out.push(Given { field, value, found: Some(found) });
            }
            let place = (field.name == "tanggal_lahir").then(|| cells::place_before_day(&cell.shown())).flatten();
            if let (Some(place), Some(field)) = (place, self.asked.entity.field("tempat_lahir"))
                && !out.iter().any(|given| given.field.name == field.name)
            {
                out.push(Given { field, value: Value::from(place), found: Some(found) });
            }
        }
        // A bidang in a column of its own says more than one behind the jabatan.
        let said = |name: &str| out.iter().any(|given| given.field.name == name);
        out.extend(beside.filter(|beside| !said(beside.field.name)));
        out
    }

    /// The value of the record that the row names by its identity, where the cell says the same.
    fn own_value(&mut self, row: &'a Row, owner: Owner, field: &'static Field, cell: &Cell) -> Option<Value> {
        let (_, uid) = self.uid(row, owner)?;
        let record = self.known.by_uid(entity_of(self.asked, owner)?, &uid).ok()??;
        let value = record.get(field.name);
        let shown = cell.shown();
        let said = crate::base::text::restore_cell(&shown);
        (!value.is_empty() && field.kind.export(value, self.reading.words) == said).then(|| value.clone())
    }

    /// The text of the cell under the column that ends a path in this way.
    fn said(
        &self,
        row: &'a Row,
        owner: Owner,
        path: &[&str],
        end: impl Fn(&End) -> bool,
    ) -> Option<(&'a Found, String)> {
        self.cells(row)
            .find(|(_, column, _)| {
                let same = column.path.len() == path.len() && column.path.iter().zip(path).all(|(a, b)| a.name == *b);
                column.owner == owner && same && end(&column.end)
            })
            .map(|(found, _, cell)| (found, cell.shown()))
    }

    fn complain(&self, draft: &mut Draft, at: Option<(&Found, &str)>, problem: Problem) {
        let (heading, shown) =
            at.map_or_else(Default::default, |(found, said)| (found.heading.clone(), said.to_owned()));
        let column = at.map(|(found, _)| found.at);
        draft.problems.push(RowProblem { row: draft.row, heading, column, shown, problem });
    }

    /// Puts a problem beside the column of its field.
    fn complain_at_field(&self, draft: &mut Draft, row: &'a Row, problem: Problem) {
        let of_field = |column: &Column| column.field().is_some_and(|field| Some(field.name) == problem.field);
        let columns = self.asked.table.columns.iter();
        let at = columns.clone().find(|found| self.asked.columns.get(found.column).is_some_and(of_field));
        let shown = at.map_or_else(String::new, |found| row.cell(found.at).shown());
        self.complain(draft, at.map(|found| (found, shown.as_str())), problem);
    }

    // ---- places ---------------------------------------------------------------------------

    /// True where the row is for another kecamatan; it is told so.
    fn elsewhere(&mut self, row: &'a Row, draft: &mut Draft) -> bool {
        if self.places.is_anywhere() {
            return false;
        }
        let column = self.asked.table.columns.iter().find(|found| {
            let column = self.asked.columns.get(found.column);
            column.is_some_and(|column| {
                let last = column.path.last().and_then(|field| field.target());
                matches!(column.end, End::Name) && last.is_some_and(|target| target.name == "kecamatan")
            })
        });
        let Some(found) = column else { return self.coded_elsewhere(row, draft) };
        let own = row.cell(found.at).shown();
        let said = if own.is_empty() { self.office.clone() } else { Some(own.clone()) };
        let Some(said) = said else { return false };
        self.office = Some(said.clone());
        match self.places.office(&said) {
            Office::Ours(id) => {
                draft.office = Some(id);
                if own.is_empty() {
                    let problem = Problem::warning(
                        "kecamatan-kosong",
                        text(
                            "Kecamatan kosong; dibaca {0} seperti baris di atasnya.",
                            "No kecamatan; read as {0}, as above.",
                        )
                        .with([said]),
                        text("Isi kolom kecamatan bila keliru.", "Fill in the kecamatan where this is wrong."),
                    );
                    self.complain(draft, Some((found, "")), problem);
                }
                false
            }
            Office::Other => {
                let problem = Problem::error(
                    ELSEWHERE,
                    text("Baris ini untuk Kecamatan {0}, bukan {1}.", "This row is for kecamatan {0}, not {1}.")
                        .with([said, self.places.offices()]),
                    text("Ambil di berkas kecamatan itu.", "Take it in with that kecamatan's file."),
                );
                self.complain(draft, Some((found, &own)), problem);
                true
            }
        }
    }

    /// A desa's own code tells its kecamatan too.
    fn coded_elsewhere(&self, row: &'a Row, draft: &mut Draft) -> bool {
        let is_code = |end: &End| matches!(end, End::Value(field) if field.name == "kode");
        if self.asked.entity != &DESA {
            return false;
        }
        let Some((found, said)) = self.said(row, Owner::Main, &[], is_code) else { return false };
        let elsewhere = self.places.is_elsewhere(&said);
        if elsewhere {
            self.complain(draft, Some((found, &said)), no_desa(&said, Miss::Elsewhere, &self.places.offices()));
        }
        elsewhere
    }

    /// The desa a path leads to, by its code or its name.
    fn desa(&mut self, row: &'a Row, owner: Owner, path: &[&str], draft: &mut Draft) -> Option<Value> {
        let code = |end: &End| matches!(end, End::Value(field) if field.name == "kode");
        let name = |end: &End| matches!(end, End::Name) || matches!(end, End::Value(field) if field.name == "nama");
        let by_code = self.said(row, owner, path, code);
        let by_name = self.said(row, owner, path, name);
        // A code short of its region ("08.2001." in village budgets) gives way to the name beside it.
        let short = by_code.as_ref().is_some_and(|(_, said)| region_code(said).is_none());
        if let (true, Some((_, said))) = (short, &by_code)
            && let Some(hit) = self.places.desa_by_tail(said)
        {
            draft.desa = Some(hit.id);
            return Some(Value::link(hit.id, hit.title));
        }
        let told = if short && by_name.is_some() { by_name } else { by_code.or(by_name) };
        let Some((found, said)) = told else {
            return self.titled_desa(draft);
        };
        match self.desa_said(&said, Some(found), draft) {
            Ok(hit) => {
                draft.desa = Some(hit.id);
                if hit.by == By::Misspelt {
                    let problem = Problem::warning(
                        "desa-ejaan",
                        text("\"{0}\" dibaca sebagai {1}.", "\"{0}\" is read as {1}.")
                            .with([said.clone(), hit.title.clone()]),
                        text("Periksa ejaan nama desa/kelurahan.", "Check the spelling of the desa."),
                    );
                    self.complain(draft, Some((found, &said)), problem.at("desa").mended(hit.title.clone()));
                }
                Some(Value::link(hit.id, hit.title))
            }
            Err(miss) => {
                let problem = no_desa(&said, miss, &self.places.offices());
                self.complain(draft, Some((found, &said)), problem);
                None
            }
        }
    }

    /// The desa of the title above the row, where the table has no column of desa.
    fn titled_desa(&mut self, draft: &mut Draft) -> Option<Value> {
        let (at, said) = nearest(&self.titles.desa, draft.row).cloned()?;
        match said {
            Said::Desa(hit) => {
                self.tell_title(draft, ("desa", at), &hit.title);
                draft.desa = Some(hit.id);
                Some(Value::link(hit.id, hit.title))
            }
            Said::Unknown(said, miss) => match self.desa_said(&said, None, draft) {
                Ok(hit) if hit.by == By::Name => {
                    draft.desa = Some(hit.id);
                    Some(Value::link(hit.id, hit.title))
                }
                _ => {
                    let problem = no_desa(&said, miss, &self.places.offices());
                    self.complain(draft, None, problem);
                    None
                }
            },
        }
    }

    /// Says once for each title that the rows below it were read with it.
    fn tell_title(&mut self, draft: &mut Draft, (field, at): (&'static str, usize), title: &str) {
        if !self.told.insert((field, at)) {
            return;
        }
        let sentence = if at == 0 {
            text("Dibaca untuk {0}, menurut nama lembarnya.", "Read for {0}, by the sheet's name.").with([title])
        } else {
            text("Dibaca untuk {0}, menurut judul di baris {1}.", "Read for {0}, by the title in row {1}.")
                .with([title.to_owned(), at.to_string()])
        };
        let advice = text("Tambahkan kolomnya bila keliru.", "Add a column where this is wrong.");
        self.complain(draft, None, Problem::warning("tempat-dari-judul", sentence, advice).at(field));
    }

    // ---- links ----------------------------------------------------------------------------

    fn links(
        &mut self,
        row: &'a Row,
        owner: Owner,
        entity: &'static Entity,
        given: &mut Vec<Given<'a>>,
        draft: &mut Draft,
    ) -> Result<(), Trouble> {
        let links: Vec<(&'static Field, &'static Entity)> =
            entity.typed().filter_map(|field| Some((field, field.target()?))).collect();
        for (field, target) in links {
            let value = match target.name {
                "desa" => self.desa(row, owner, &[field.name], draft),
                "posyandu" => self.posyandu(row, owner, field, given, draft)?,
                "sk" => self.sk(row, owner, given, draft)?,
                "kecamatan" => self.kecamatan(draft),
                "naskah" => self.naskah(row, owner, draft)?,
                _ => self.by_title(row, owner, field, target, draft)?,
            };
            if let Some(value) = value {
                given.push(Given { field, value, found: None });
            }
        }
        Ok(())
    }

    fn kecamatan(&self, draft: &Draft) -> Option<Value> {
        let only = self.places.only_kecamatan();
        match (draft.office, only) {
            (Some(id), _) => Some(Value::link(id, "")),
            (None, Some((id, title))) => Some(Value::link(id, title)),
            (None, None) => None,
        }
    }

    /// Any other record, by its title, where only one has it.
    fn by_title(
        &mut self,
        row: &'a Row,
        owner: Owner,
        field: &'static Field,
        target: &'static Entity,
        draft: &mut Draft,
    ) -> Result<Option<Value>, Trouble> {
        let Some((found, said)) = self.said(row, owner, &[field.name], |_| true) else { return Ok(None) };
        let hits = self.known.named(target, None, &said_key(target, &said))?;
        // Of several of a name it is the one that the row's own record points to already.
        if let Some((_, uid)) = self.uid(row, owner).filter(|_| hits.len() > 1)
            && let Some(own) = entity_of(self.asked, owner)
            && let Some(record) = self.known.by_uid(own, &uid)?
            && let Some(one) =
                hits.iter().find(|hit| record.get(field.name).as_link().is_some_and(|link| link.id == hit.id))
        {
            return Ok(Some(Value::link(one.id, one.title())));
        }
        if let [one] = hits.as_slice() {
            return Ok(Some(Value::link(one.id, one.title())));
        }
        let problem = Problem::error(
            "tautan-tidak-dikenal",
            text(
                "{0} \"{1}\" tidak ditemukan atau lebih dari satu.",
                "{0} \"{1}\" was not found, or more than one was.",
            )
            .with([target.label.id.to_owned(), said.clone()]),
            text("Periksa ejaannya, atau tambahkan dulu.", "Check the spelling, or add it first."),
        );
        self.complain(draft, Some((found, &said)), problem.at(field.name));
        Ok(None)
    }

    /// A Posyandu by name within its desa.
    fn posyandu(
        &mut self,
        row: &'a Row,
        owner: Owner,
        field: &'static Field,
        given: &[Given<'a>],
        draft: &mut Draft,
    ) -> Result<Option<Value>, Trouble> {
        let cell = self.said(row, owner, &[field.name], |_| true);
        let title = nearest(&self.titles.posyandu, row.number).filter(|_| owner == Owner::Companion).cloned();
        let (found, said, sure) = match (cell, &title) {
            (Some((found, said)), _) => (Some(found), said, true),
            (None, Some((_, (said, leads)))) => (None, said.clone(), *leads),
            (None, None) => return Ok(None),
        };
        // The desa of the Posyandu stands in its own column, or is the record's own (an SK).
        let own = given.iter().find(|given| given.field.name == "desa").map(|given| given.value.clone());
        let before = draft.problems.len();
        let desa = self.desa(row, owner, &[field.name, "desa"], draft).or(own);
        if draft.problems.iter().skip(before).any(|found| found.problem.blocks()) {
            return Ok(None);
        }
        let place = doubt::Place { desa: desa.as_ref(), said: &said, found, is_own: false };
        let (led, hits) = self.led_to_posyandu(&place, draft)?;
        let is_new = matches!(led, doubt::Led::New);
        if matches!(led, doubt::Led::Doubt) {
            return Ok(None);
        }
        if let doubt::Led::One(one, _) = &led {
            let link = Value::link(one.id, one.title());
            draft.posyandu = Some((one.id, one.title()));
            draft.desa = draft.desa.or(one.get("desa").as_link().map(|link| link.id));
            if let (None, Some((at, _))) = (found, &title) {
                self.tell_title(draft, ("posyandu", *at), &one.title());
            }
            return Ok(Some(link));
        }
        if !sure {
            return Ok(None);
        }
        if hits.len() > 1 {
            let desa: Vec<String> = hits.iter().map(|record| linked_title(record, "desa")).collect();
            self.complain(draft, found.map(|found| (found, said.as_str())), several_posyandu(&said, &desa));
            return Ok(None);
        }
        if let Some(desa) = desa.clone().filter(|_| self.asked.job.create_posyandu || is_new) {
            let new = self.with_defaults(&POSYANDU).with("nama", said.as_str()).with("desa", desa);
            let link = Value::link(new.id, new.title());
            draft.posyandu = Some((new.id, new.title()));
            draft.records.push(new);
            return Ok(Some(link));
        }
        let candidates = match &desa {
            Some(desa) => self.known.with(&POSYANDU, "desa", desa)?,
            None if self.places.desa_count() <= MANY_DESA => self.known.all(&POSYANDU)?,
            None => Vec::new(),
        };
        let problem = no_posyandu(&said, desa.as_ref(), &candidates);
        self.complain(draft, found.map(|found| (found, said.as_str())), problem.at("posyandu"));
        Ok(None)
    }

    /// The Posyandu of a name within a desa: spelt so before read so, then by the name without
    /// its alias, then by a name it bore.
    fn posyandu_named(&mut self, desa: Option<&Value>, said: &str) -> Result<Vec<Record>, Trouble> {
        if desa.is_none() && self.places.desa_count() > MANY_DESA {
            return Ok(Vec::new());
        }
        let within = desa.map(|desa| ("desa", desa));
        let alias = cells::alias(said);
        let names = [Some(said), alias.as_ref().map(|(name, _)| name.as_str())];
        for name in names.into_iter().flatten() {
            let mut hits = self.known.named(&POSYANDU, within, &said_key(&POSYANDU, name))?;
            if hits.len() > 1 {
                hits.sort_by_key(|hit| fold(hit.text("nama")) != fold(name));
            }
            if !hits.is_empty() {
                return Ok(hits);
            }
        }
        let Some(desa) = desa else { return Ok(Vec::new()) };
        let wanted = said_key(&POSYANDU, said);
        let bore = |record: &Record| {
            let before = record.text("nama_lain");
            !before.is_empty() && before.split(';').any(|name| name_key(name) == wanted)
        };
        self.known.passing(&POSYANDU, ("desa", desa), bore)
    }

    /// `SEPAT/BANPRES` and `Sepat (Banpres)`: the alias becomes another name of the Posyandu.
    fn part_alias(
        &mut self,
        row: &'a Row,
        found: Option<&(Record, Match)>,
        given: &mut Vec<Given<'a>>,
        draft: &mut Draft,
    ) {
        let Some(title) = given.iter_mut().find(|given| given.field.name == POSYANDU.title) else { return };
        let Some((name, alias)) = cells::alias(title.value.as_text()) else { return };
        // Known by the whole of it: so it is called.
        if found.is_some_and(|(record, _)| name_key(record.text("nama")) == name_key(title.value.as_text())) {
            return;
        }
        title.value = Value::from(name);
        let Some(field) = POSYANDU.field("nama_lain").filter(|_| !given.iter().any(|g| g.field.name == "nama_lain"))
        else {
            return;
        };
        let before = found.map_or("", |(record, _)| record.text("nama_lain"));
        if before.split(';').any(|known| fold(known) == fold(&alias)) {
            return;
        }
        let all = if before.is_empty() { alias.clone() } else { format!("{before}; {alias}") };
        given.push(Given { field, value: Value::from(all), found: None });
        let problem = Problem::warning(
            "nama-lain",
            text("\"{0}\" dicatat sebagai nama lain.", "\"{0}\" is kept as another name.").with([alias]),
            text("Periksa nama lainnya bila keliru.", "Check the other names where this is wrong."),
        );
        self.complain_at_field(draft, row, problem.at(POSYANDU.title));
    }

    /// An SK by number, and by day where the row says it; created where the file lacks it.
    fn sk(
        &mut self,
        row: &'a Row,
        owner: Owner,
        given: &[Given<'a>],
        draft: &mut Draft,
    ) -> Result<Option<Value>, Trouble> {
        let is = |name: &'static str| move |end: &End| matches!(end, End::Value(field) if field.name == name);
        let Some((found, number)) = self.said(row, owner, &["sk"], is("nomor")) else { return Ok(None) };
        let mut day = Value::Empty;
        let (Some(nomor), Some(tanggal)) = (SK.field("nomor"), SK.field("tanggal")) else { return Ok(None) };
        let cell = self.cells(row).find(|(_, column, _)| {
            column.owner == owner && column.path.iter().any(|link| link.name == "sk") && is("tanggal")(&column.end)
        });
        if let Some((at, _, cell)) = cell {
            let read = cells::read(tanggal, cell, &self.reading);
            for problem in read.problems {
                self.complain(draft, Some((at, &cell.shown())), problem);
            }
            day = read.value.unwrap_or_default();
        }
        let read = nomor.kind.read(crate::base::text::restore_cell(&number), &self.reading);
        let Some(Value::Text(number)) = read.value else { return Ok(None) };
        // Desa number their documents alike: of several it is the one of the Posyandu's desa.
        let own = self.home_of(given, draft)?;
        let wanted = said_key(&SK, &number);
        let near = self.known.named(&SK, Some(("desa", &own)), &wanted)?;
        let fits = |record: &&Record| {
            !record.deleted && (day.is_empty() || record.get("tanggal").is_empty() || *record.get("tanggal") == day)
        };
        let mut one = near.iter().find(fits).cloned();
        if one.is_none() {
            one = self.known.named(&SK, None, &wanted)?.iter().find(fits).cloned();
        }
        if let Some(one) = one {
            return Ok(Some(Value::link(one.id, one.title())));
        }
        if day.is_empty() {
            let problem = Problem::error(
                "sk-tanpa-tanggal",
                text("SK {0} belum ada di berkas dan tanggalnya kosong.", "SK {0} is new to the file and has no date.")
                    .with([number.clone()]),
                text("Isi kolom tanggal SK.", "Fill in the date of the SK."),
            );
            self.complain(draft, Some((found, &number)), problem.at("sk"));
            return Ok(None);
        }
        let mut new = self.with_defaults(&SK).with("nomor", number.as_str()).with("tanggal", day);
        new.set("desa", own);
        let link = Value::link(new.id, new.title());
        draft.records.push(new);
        Ok(Some(link))
    }

    /// The desa of the Posyandu that a row names.
    fn home_of(&mut self, given: &[Given<'a>], draft: &Draft) -> Result<Value, Trouble> {
        let posyandu =
            given.iter().find(|given| given.field.name == "posyandu").and_then(|given| given.value.as_link());
        let Some(link) = posyandu else { return Ok(Value::Empty) };
        let pending = draft.records.iter().find(|record| record.entity == &POSYANDU && record.id == link.id).cloned();
        let record = match pending {
            Some(record) => Some(record),
            None => self.known.get(&POSYANDU, link.id)?,
        };
        Ok(record.map(|record| record.get("desa").clone()).unwrap_or_default())
    }

    // ---- finding --------------------------------------------------------------------------

    fn uid(&self, row: &'a Row, owner: Owner) -> Option<(&'a Found, String)> {
        self.said(row, owner, &[], |end| matches!(end, End::Uid))
    }

    /// Whether a record is known in this import by another identity than the row's.
    fn is_another(&self, row: &'a Row, owner: Owner, record: &Record) -> bool {
        self.uid(row, owner).is_some_and(|(_, uid)| self.known.is_another(record, &uid))
    }

    /// A record by the identity its row carries; one from the bin is refused. One that was merged
    /// into another means that other, which keeps its own name.
    fn by_uid(
        &mut self,
        row: &'a Row,
        owner: Owner,
        entity: &'static Entity,
        draft: &mut Draft,
    ) -> Result<Option<(Record, Match)>, Trouble> {
        let Some((found, uid)) = self.uid(row, owner) else { return Ok(None) };
        let record = self.known.by_uid(entity, &uid)?;
        if let Some(gone) = record.as_ref().filter(|record| record.deleted) {
            let problem = Problem::error(
                "sudah-dihapus",
                text("{0} sudah dihapus dari berkas ini.", "{0} was deleted from this file.").with([gone.title()]),
                text(
                    "Pulihkan dari tempat sampah bila masih dipakai.",
                    "Restore it from the bin if it is still in use.",
                ),
            );
            self.complain(draft, Some((found, &uid)), problem);
        }
        Ok(record.map(|record| {
            let itself = record.uid.0.eq_ignore_ascii_case(uid.trim());
            (record, if itself { Match::Sure } else { Match::Name })
        }))
    }

    fn find(
        &mut self,
        row: &'a Row,
        entity: &'static Entity,
        given: &[Given<'a>],
        draft: &mut Draft,
    ) -> Result<Option<(Record, Match)>, Trouble> {
        if let Some(found) = self.by_uid(row, Owner::Main, entity, draft)? {
            return Ok(Some(found));
        }
        if let Some(record) = self.by_number(entity, given)? {
            return Ok(Some((record, Match::Sure)));
        }
        let value = |name: &str| given.iter().find(|given| given.field.name == name).map(|given| &given.value);
        let Some(title) = value(entity.title) else { return Ok(None) };
        if entity == &POSYANDU {
            let Some(desa) = value("desa") else { return Ok(None) };
            let heading = given.iter().find(|given| given.field.name == entity.title).and_then(|given| given.found);
            let place = doubt::Place { desa: Some(desa), said: title.as_text(), found: heading, is_own: true };
            return Ok(match self.led_to_posyandu(&place, draft)?.0 {
                doubt::Led::One(record, by) if !self.is_another(row, Owner::Main, &record) => Some((record, by)),
                _ => None,
            });
        }
        let wanted = match title {
            Value::Link(link) => format!("#{}", link.id),
            other => said_key(entity, other.as_text()),
        };
        let described = entity.find(entity.context).map(|(_, field)| field).filter(|field| field.is_typed());
        let mut candidates = match (described, value(entity.context)) {
            (Some(field), Some(context @ (Value::Link(_) | Value::Text(_)))) => {
                self.known.named(entity, Some((field.name, context)), &wanted)?
            }
            // A Posyandu without its desa is no Posyandu yet.
            (Some(field), None) if field.is_required() => Vec::new(),
            _ => self.known.named(entity, None, &wanted)?,
        };
        let same = |record: &Record, name: &str| value(name).is_none_or(|value| record.get(name) == value);
        candidates.retain(|record| same(record, entity.context) && (entity != &SK || same(record, "tanggal")));
        candidates.retain(|record| !self.is_another(row, Owner::Main, record));
        // One activity may stand in a plan for several desa or funds, and be paid many times.
        let told_apart: &[&str] = match entity.name {
            "rencana" => &["bidang", "sumber_dana", "desa", "posyandu"],
            "realisasi" => &["nomor_bukti", "jumlah", "desa", "kode_rekening", "penerima"],
            _ => &[],
        };
        candidates
            .retain(|record| told_apart.iter().all(|name| record.get(name) == value(name).unwrap_or(&Value::Empty)));
        Ok(candidates.into_iter().next().map(|record| (record, Match::Name)))
    }

    /// By a registration number, a code or a NIK.
    fn by_number(&mut self, entity: &'static Entity, given: &[Given<'a>]) -> Result<Option<Record>, Trouble> {
        for number in given.iter().filter(|given| is_number(entity, given.field)) {
            if let Some(record) = self.known.with(entity, number.field.name, &number.value)?.into_iter().next() {
                return Ok(Some(record));
            }
        }
        Ok(None)
    }

    fn find_person(
        &mut self,
        row: &'a Row,
        given: &[Given<'a>],
        post: &[Given<'a>],
        draft: &mut Draft,
    ) -> Result<Option<(Record, Match)>, Trouble> {
        if let Some(found) = self.by_uid(row, Owner::Main, &KADER, draft)? {
            return Ok(Some(found));
        }
        if let Some(record) = self.by_number(&KADER, given)? {
            return Ok(Some((record, Match::Sure)));
        }
        let found = self.person_by_name(row, given, post, draft)?;
        Ok(found.filter(|(record, _)| !self.is_another(row, Owner::Main, record)))
    }

    /// The post a row stands for: by identity, else of this person in this Posyandu, with the
    /// jabatan and bidang the row says. A start after the end of the post found is a new term.
    fn find_post(
        &mut self,
        row: &'a Row,
        person: &Value,
        post: &[Given<'a>],
        draft: &mut Draft,
    ) -> Result<Option<(Record, Match)>, Trouble> {
        if let Some(found) = self.by_uid(row, Owner::Companion, &PENUGASAN, draft)? {
            return Ok(Some(found));
        }
        let value = |name: &str| post.iter().find(|given| given.field.name == name).map(|given| &given.value);
        // Somebody whom this very row makes holds no post yet.
        let is_new = person.as_link().is_some_and(|link| draft.made.contains(&(Owner::Main, (KADER.name, link.id))));
        let mut held = match value("posyandu").filter(|_| !is_new) {
            Some(posyandu) => {
                let own = |record: &Record| record.get("kader") == person;
                self.known.passing(&PENUGASAN, ("posyandu", posyandu), own)?
            }
            None => Vec::new(),
        };
        held.retain(|record| !self.is_another(row, Owner::Companion, record));
        held.retain(|record| value("jabatan").is_none_or(|jabatan| record.get("jabatan") == jabatan));
        held.retain(|record| {
            value("bidang").is_none_or(|bidang| record.get("bidang").is_empty() || record.get("bidang") == bidang)
        });
        let start = value("mulai").and_then(Value::as_date);
        let best = held.into_iter().max_by_key(|record| {
            let since = record.get("mulai").as_date();
            (start.is_some() && since == start, record.get("selesai").is_empty(), since)
        });
        Ok(best
            .filter(|record| match (start, record.get("selesai").as_date(), record.get("mulai").as_date()) {
                (Some(start), Some(end), since) => since == Some(start) || start <= end,
                _ => true,
            })
            .map(|record| (record, Match::Name)))
    }

    // ---- laying over ----------------------------------------------------------------------

    /// A new record with the defaults of its description; days are never filled in by themselves.
    fn with_defaults(&mut self, entity: &'static Entity) -> Record {
        let mut record = self.known.fresh(entity);
        for field in entity.typed().filter(|field| !field.default.is_empty() && !matches!(field.kind, Kind::Date)) {
            if let Some(value) = field.kind.read(field.default, &self.reading).value {
                record.set(field.name, value);
            }
        }
        record
    }

    /// What the row of a long list that made a record said about it.
    fn recall(&mut self, name: Name, record: &Record) {
        let Some((row, told)) = self.known.born.and_then(|born| born.of(record.entity, name.1)) else { return };
        if self.seen.contains_key(&name) {
            return;
        }
        self.seen.insert(name, row);
        for (_, (field, value)) in record.pairs().enumerate().filter(|(at, _)| told(*at)) {
            self.claims.entry((name, field.name)).or_insert((row, value.clone()));
        }
    }

    /// Lays the values of a row over a record, and tells the record's link.
    fn lay(
        &mut self,
        (entity, owner): (&'static Entity, Owner),
        found: Option<(Record, Match)>,
        given: Vec<Given<'a>>,
        draft: &mut Draft,
    ) -> Value {
        let (old, by) = match found {
            Some((record, by)) => (Some(record), by),
            None => (None, Match::Sure),
        };
        let mut record = match &old {
            Some(record) => record.clone(),
            None => self.with_defaults(entity),
        };
        let name: Name = (entity.name, record.id);
        if let Some(old) = &old {
            self.recall(name, old);
        }
        let mut set: Vec<&'static str> = Vec::new();
        let mut said: Vec<(&'static str, Value)> = Vec::new();
        let mut left: Vec<(&'static Field, Value)> = Vec::new();
        for Given { field, value, found } in given {
            if by != Match::Sure && field.name == entity.title && old.is_some() {
                continue;
            }
            // A new record cannot do without what it is known by.
            if (old.is_some() || !field.is_required()) && self.is_left(draft.row, owner, field) {
                if *record.get(field.name) != value {
                    left.push((field, value));
                }
                continue;
            }
            if let Some((row, said)) = self.claims.get(&(name, field.name)).filter(|(_, said)| *said != value) {
                let problem = contradicts(field, *row, &said.clone(), self.reading.words).at(field.name);
                let shown = field.kind.show(&value, crate::base::words::Lang::Id, self.reading.words);
                self.complain(draft, found.map(|found| (found, shown.as_str())), problem);
                continue;
            }
            draft.claims.push(((name, field.name), value.clone()));
            said.push((field.name, value.clone()));
            if *record.get(field.name) != value {
                record.set(field.name, value);
                set.push(field.name);
            }
        }
        // What a NIK says of its bearer is known; the five years of an SK are a proposal for the form.
        if let Some(fill) = entity.fill.filter(|_| entity != &SK) {
            set.iter().for_each(|field| fill(&mut record, field, self.reading.today));
            let was = |field: &Field| old.as_ref().map_or(Value::Empty, |old| old.get(field.name).clone());
            left.iter().for_each(|(field, _)| record.set(field.name, was(field)));
            // What the row says stands, also where something else would follow from it.
            said.into_iter().for_each(|(field, value)| record.set(field, value));
        }
        draft.met.push(name);
        if old.is_none() {
            draft.made.push((owner, name));
        }
        if !matches!(by, Match::Said(_)) && old.is_some() {
            draft.spoken.push(name);
        }
        if self.asked.rows.is_some() {
            draft.laid.push(row::Laid { owner, old: old.clone(), new: record.clone(), left });
        }
        let link = Value::link(record.id, record.title());
        if old.as_ref() != Some(&record) {
            draft.is_new |= old.is_none();
            draft.records.push(record);
        }
        link
    }
}

/// A name that somebody said is that of a Posyandu becomes another name of it.
fn keep_spelling(found: Option<&(Record, Match)>, given: &mut Vec<Given<'_>>) {
    let Some((record, Match::Said(When::Now))) = found else { return };
    let Some(field) = POSYANDU.field("nama_lain").filter(|_| !given.iter().any(|g| g.field.name == "nama_lain")) else {
        return;
    };
    let Some(said) = given.iter().find(|given| given.field.name == POSYANDU.title).map(|given| &given.value) else {
        return;
    };
    let (said, before) = (said.as_text(), record.text("nama_lain"));
    let known = name_key(record.text("nama")) == name_key(said)
        || before.split(';').any(|known| name_key(known) == name_key(said));
    let all = if before.is_empty() { said.to_owned() } else { format!("{before}; {said}") };
    let fits = matches!(field.kind, Kind::Text(most) if all.chars().count() <= usize::from(most));
    if !known && fits {
        given.push(Given { field, value: Value::from(all), found: None });
    }
}

/// The entity of a row's main record or of its companion.
fn entity_of(asked: &Asked<'_>, owner: Owner) -> Option<&'static Entity> {
    match owner {
        Owner::Main => Some(asked.entity),
        Owner::Companion => asked.entity.companion.map(|companion| companion.entity),
    }
}

fn link_field(entity: &'static Entity, name: &'static str) -> &'static Field {
    entity.field(name).unwrap_or(&entity.fields[0])
}

/// Numbers given by an office: they find a record wherever it stands.
fn is_number(entity: &Entity, field: &Field) -> bool {
    matches!(field.kind, Kind::Nik)
        || matches!(field.kind, Kind::Code(_)) && matches!((entity.name, field.name), (_, "kode" | "nomor_registrasi"))
}

fn linked_title(record: &Record, field: &str) -> String {
    record.get(field).as_link().map(|link| link.title.clone()).unwrap_or_default()
}

fn no_desa(said: &str, miss: Miss, offices: &str) -> Problem {
    let said = said.to_owned();
    // One name that is near is offered; of several the clerk chooses.
    let nearest = match &miss {
        Miss::None(near) if near.len() == 1 => near.first().cloned(),
        _ => None,
    };
    let problem = match miss {
        Miss::Elsewhere => Problem::error(
            ELSEWHERE,
            text("Kode {0} bukan desa/kelurahan di Kecamatan {1}.", "Code {0} is no desa of kecamatan {1}.")
                .with([said, offices.to_owned()]),
            text("Ambil di berkas kecamatan itu.", "Take it in with that kecamatan's file."),
        ),
        Miss::Several(names) => Problem::error(
            "desa-rancu",
            text("Ada lebih dari satu desa/kelurahan \"{0}\": {1}.", "There are several desa \"{0}\": {1}.")
                .with([said, names.join(", ")]),
            text("Tambahkan kolom kode desa atau kecamatan.", "Add a column with the code or the kecamatan."),
        ),
        Miss::None(near) if near.is_empty() => Problem::error(
            "desa-tidak-dikenal",
            text("Desa/kelurahan \"{0}\" tidak ada di Kecamatan {1}.", "There is no desa \"{0}\" in kecamatan {1}.")
                .with([said, offices.to_owned()]),
            text("Periksa ejaannya, atau isi kodenya.", "Check the spelling, or write its code."),
        ),
        Miss::None(near) => Problem::error(
            "desa-tidak-dikenal",
            text(
                "Desa/kelurahan \"{0}\" tidak ada di Kecamatan {1}. Yang mirip: {2}.",
                "There is no desa \"{0}\" in kecamatan {1}. Nearest: {2}.",
            )
            .with([said, offices.to_owned(), near.join(", ")]),
            text("Periksa ejaannya, atau isi kodenya.", "Check the spelling, or write its code."),
        ),
    };
    let problem = match nearest {
        Some(name) => problem.mended(name),
        None => problem,
    };
    problem.at(DESA.name)
}

fn several_posyandu(said: &str, desa: &[String]) -> Problem {
    Problem::error(
        "posyandu-rancu",
        text("Ada beberapa Posyandu \"{0}\": di {1}.", "There are several Posyandu \"{0}\": in {1}.")
            .with([said.to_owned(), desa.join(", ")]),
        text("Isi kolom desa/kelurahan.", "Fill in the column of the desa."),
    )
    .at("posyandu")
}

fn no_posyandu(said: &str, desa: Option<&Value>, candidates: &[Record]) -> Problem {
    let mut near: Vec<(f32, String)> = candidates
        .iter()
        .map(|record| {
            // Neighbours with another number are worth naming too: the number may be the slip.
            let alike = similar(record.text("nama"), said).max(first_word_alike(record.text("nama"), said));
            (alike, record.title())
        })
        .filter(|(alike, _)| *alike >= 0.4)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let mut told = HashSet::new();
    let names: Vec<String> =
        near.into_iter().map(|(_, name)| name).filter(|name| told.insert(name.clone())).take(3).collect();
    let place = desa.and_then(Value::as_link).map(|link| link.title.clone()).unwrap_or_default();
    let sentence: Phrase = match (place.is_empty(), names.is_empty()) {
        (true, true) => text("Posyandu \"{0}\" belum ada.", "There is no Posyandu \"{0}\".").with([said]),
        (false, true) => {
            text("Posyandu \"{0}\" belum ada di {1}.", "There is no Posyandu \"{0}\" in {1}.").with([said, &place])
        }
        (true, false) => {
            text("Posyandu \"{0}\" belum ada. Yang mirip: {1}.", "There is no Posyandu \"{0}\". Nearest: {1}.")
                .with([said, &names.join(", ")])
        }
        (false, false) => text(
            "Posyandu \"{0}\" belum ada di {1}. Yang mirip: {2}.",
            "There is no Posyandu \"{0}\" in {1}. Nearest: {2}.",
        )
        .with([said, &place, &names.join(", ")]),
    };
    Problem::error(
        "posyandu-tidak-dikenal",
        sentence,
        text(
            "Betulkan namanya, atau ulangi dengan --buat-posyandu untuk menambahkannya.",
            "Mend the name, or use --create-posyandu to add it.",
        ),
    )
}

fn first_word_alike(a: &str, b: &str) -> f32 {
    let first = |name: &str| name_key(name).split(' ').next().unwrap_or("").to_owned();
    let (a, b) = (first(a), first(b));
    if !a.is_empty() && a == b { 0.5 } else { 0.0 }
}

fn contradicts(field: &'static Field, row: usize, said: &Value, words: &Vocabulary) -> Problem {
    Problem::error(
        "baris-bertentangan",
        text("{0} di baris {1} tertulis \"{2}\".", "{0} reads \"{2}\" in row {1}.").with([
            field.label.id.to_owned(),
            row.to_string(),
            if field.is_personal() {
                "...".to_owned()
            } else {
                field.kind.show(said, crate::base::words::Lang::Id, words)
            },
        ]),
        text("Betulkan salah satu baris, atau hapus yang keliru.", "Mend one of the rows, or remove the wrong one."),
    )
}
