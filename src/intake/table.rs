//! The tables in a sheet: their headings, their data rows, and the reason for every other row.
//!
//! * **Owns** finding the headings below titles, several tables above or beside each other, and
//!   telling data from numbering, totals, repeated headings, notes and signatures.
//! * **Imports** `base`, the sheet, the recognised headings.
//! * **Never** drops a row that is not empty: it is data, or it stands in `skipped`.

use std::borrow::{Borrow, Cow};
use std::collections::{BTreeSet, HashSet};

use super::columns::Headings;
use super::fill;
use super::head::{self, Header};
use super::hints;
use super::sheet::{Cell, Row, Sheet};
use crate::base::date::{self, Date};
use crate::base::id::Uid;
use crate::base::text::fold;
use crate::base::words::{Phrase, text};
use crate::entity::flat::End;
use crate::entity::{Entity, Field, Kind, Problem};
use crate::request::{ColumnBy, Skipped};

/// How far down the first headings may stand.
const SEARCHED: usize = 100;

/// How many rows two readings of one heading may be apart.
const SAME_HEAD: usize = 5;

/// A table found.
#[derive(Clone, Debug)]
pub struct Table<'s> {
    /// The number of the (first) heading row in the sheet.
    pub header: usize,
    /// The recognised columns, left to right.
    pub columns: Vec<Found>,
    /// Headings that nothing is read from.
    pub unused: Vec<String>,
    /// Columns that nothing is read from, with their headings: all of `unused` that have a place.
    pub unread: Vec<(usize, String)>,
    /// Two columns read as one: the first holds what both say.
    pub joined: Option<(usize, usize)>,
    /// The data rows, whole; with cells filled in that were written once for their block.
    pub rows: Vec<Cow<'s, Row>>,
    /// The other rows that are not empty.
    pub skipped: Vec<Skipped>,
    /// What was read between the lines, by row.
    pub notices: Vec<Notice>,
    /// Titles above the table and between its rows, with their row; last the sheet's name, row 0.
    pub titles: Vec<(usize, String)>,
}

/// Something read between the lines, which the clerk should know.
#[derive(Clone, Debug)]
pub struct Notice {
    /// The row it is told at.
    pub row: usize,
    /// The heading of the column.
    pub heading: String,
    /// What was read.
    pub problem: Problem,
}

/// A recognised column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its place in the sheet, from 0.
    pub at: usize,
    /// Its heading as written.
    pub heading: String,
    /// Its place among the columns of the flat row.
    pub column: usize,
    /// How it was recognised.
    pub by: ColumnBy,
}

/// Finds the first table of an entity in a sheet; `None` where no row names its title column.
pub fn find<'s>(sheet: &'s Sheet, entity: &'static Entity, headings: &Headings<'_>) -> Option<Table<'s>> {
    find_all(sheet, entity, headings).into_iter().next()
}

/// Finds every table of an entity in a sheet, from top to bottom; tables side by side (a list
/// printed in two columns) from left to right.
pub fn find_all<'s>(sheet: &'s Sheet, entity: &'static Entity, headings: &Headings<'_>) -> Vec<Table<'s>> {
    let heads = heads(sheet, entity, headings);
    let borders = heads.first().map(|head| side_by_side(sheet, head)).unwrap_or_default();
    if borders.len() < 2 {
        return stacked(sheet, &heads, entity, headings);
    }
    let mut all = Vec::new();
    for (at, from) in borders.iter().enumerate() {
        let part = cropped(sheet, *from, borders.get(at + 1).copied().unwrap_or(usize::MAX));
        let heads = self::heads(&part, entity, headings);
        all.extend(stacked(&part, &heads, entity, headings).into_iter().map(owned));
    }
    all
}

fn owned<'s>(table: Table<'_>) -> Table<'s> {
    let rows = table.rows.into_iter().map(|row| Cow::Owned(row.into_owned())).collect();
    Table {
        rows,
        ..Table {
            header: table.header,
            columns: table.columns,
            unused: table.unused,
            unread: table.unread,
            joined: table.joined,
            rows: Vec::new(),
            skipped: table.skipped,
            notices: table.notices,
            titles: table.titles,
        }
    }
}

/// Headings with the row they begin in.
pub struct Head {
    at: usize,
    header: Header,
    /// The place of the title's column.
    title: Option<usize>,
    /// The rows below in which the same headings stand again.
    again: BTreeSet<usize>,
}

/// The headings of a sheet, those repeated by page counted once.
fn heads(sheet: &Sheet, entity: &'static Entity, headings: &Headings<'_>) -> Vec<Head> {
    let mut heads: Vec<Head> = Vec::new();
    let mut weak: Option<Head> = None;
    let mut below = 0;
    let is_title = |cell: &Cell| headings.names_title(cell, entity);
    for (at, row) in sheet.rows.iter().enumerate() {
        if at < below || at >= SEARCHED && !may_be_head(row, heads.last(), sheet.rows.len(), &is_title) {
            continue;
        }
        // Headings repeated by page stand there letter for letter.
        if let Some(last) = heads.last_mut()
            && is_copy(sheet, last, at)
        {
            last.again.extend(at..at + last.header.depth);
            below = at + last.header.depth;
            continue;
        }
        let Some(header) = head::best(sheet, at, entity, headings) else { continue };
        let title = |found: &&Found| {
            let column = headings.columns().get(found.column);
            column.and_then(crate::entity::flat::Column::field).is_some_and(|field| field.name == entity.title)
        };
        let title = header.found.iter().find(title).map(|found| found.at);
        let head = Head { at, header, title, again: BTreeSet::new() };
        if !head.header.is_strong() {
            if is_one_column(sheet, &head) && weak.as_ref().is_none_or(|weak| head.header.score > weak.header.score) {
                weak = Some(head);
            }
            continue;
        }
        // Further down a single known word may be data: two must be headings for sure.
        match heads.last_mut() {
            Some(last) if head.header.is_like(&last.header) => {
                last.again.extend(at..at + head.header.depth);
                below = at + head.header.depth;
            }
            Some(last) if last.again.is_empty() && is_one_head(sheet, last.at + 1, at) => {
                if head.header.score > last.header.score {
                    *last = head;
                }
            }
            Some(_) if !is_another_head(sheet, &head) => {}
            _ => heads.push(head),
        }
    }
    if heads.is_empty() { weak.into_iter().collect() } else { heads }
}

/// Whether the rows from one on are the headings once more.
fn is_copy(sheet: &Sheet, head: &Head, at: usize) -> bool {
    let rows = |from: usize| sheet.rows.get(from..from + head.header.depth).unwrap_or_default();
    let (first, here) = (rows(head.at), rows(at));
    first.len() == here.len() && first.iter().zip(here).all(|(a, b)| a.cells == b.cells)
}

/// Whether a row far down is worth reading as headings: a cell says what the title is called. In
/// a long list only the cell is looked at under which the title stands.
fn may_be_head(row: &Row, last: Option<&Head>, rows: usize, is_title: &impl Fn(&Cell) -> bool) -> bool {
    let Some(last) = last else { return false };
    if rows > LONG { last.title.is_some_and(|at| is_title(row.cell(at))) } else { row.cells.iter().any(is_title) }
}

/// A list of more rows holds one table.
const LONG: usize = 20_000;

/// Whether headings further down begin another table. Data rows hold known words too (a jabatan, a
/// bidang), so these must be words throughout, and as many of them known as unknown.
fn is_another_head(sheet: &Sheet, head: &Head) -> bool {
    let header = &head.header;
    let known = header.found.len();
    known >= 2
        && known >= header.unused.len()
        && header.score >= known * 3
        && sheet.rows.iter().skip(head.at).take(header.depth).all(head::is_heading_like)
}

/// Whether a list of one column stands below a single heading; in a form other cells are filled.
fn is_one_column(sheet: &Sheet, head: &Head) -> bool {
    let Some(found) = head.header.found.first() else { return false };
    let below = sheet.rows.iter().skip(head.at + head.header.depth).take(20);
    let below: Vec<&Row> = below.filter(|row| !row.cells.iter().all(Cell::is_blank)).collect();
    let own = below.iter().filter(|row| !row.cell(found.at).is_blank()).count();
    let other = |row: &&&Row| row.cells.iter().enumerate().any(|(at, cell)| at != found.at && !cell.is_blank());
    own * 2 >= below.len() && below.iter().filter(other).count() * 5 <= below.len()
}

/// Whether only words stand between two readings of headings: then they are of one table.
fn is_one_head(sheet: &Sheet, from: usize, to: usize) -> bool {
    to < from + SAME_HEAD && sheet.rows.get(from..to).unwrap_or_default().iter().all(head::is_heading_like)
}

/// Where a heading row says the same words two times or more: the first columns of the parts.
fn side_by_side(sheet: &Sheet, head: &Head) -> Vec<usize> {
    let Some(row) = sheet.rows.get(head.at).filter(|_| head.header.depth == 1) else { return Vec::new() };
    let words: Vec<String> = row.cells.iter().map(|cell| fold(&cell.shown())).collect();
    let Some(first) = words.iter().position(|word| !word.is_empty()) else { return Vec::new() };
    let starts: Vec<usize> = (first..words.len()).filter(|at| words.get(*at) == words.get(first)).collect();
    let part = |from: usize, to: usize| {
        let words = words.get(from..to).unwrap_or_default().iter();
        words.filter(|word| !word.is_empty()).collect::<Vec<_>>()
    };
    let parts: Vec<Vec<&String>> = (0..starts.len())
        .map(|at| part(starts.get(at).copied().unwrap_or(0), starts.get(at + 1).copied().unwrap_or(words.len())))
        .collect();
    let same = parts.windows(2).all(|pair| matches!(pair, [a, b] if a == b));
    if same && parts.first().is_some_and(|part| part.len() > 1) { starts } else { Vec::new() }
}

/// The sheet with the cells outside some columns taken away.
fn cropped(sheet: &Sheet, from: usize, to: usize) -> Sheet {
    let rows = sheet.rows.iter().map(|row| {
        let cells = row.cells.iter().enumerate().take(to);
        let cells = cells.map(|(at, cell)| if at < from { Cell::Empty } else { cell.clone() });
        Row { number: row.number, cells: cells.collect() }
    });
    Sheet { rows: rows.collect(), name: sheet.name.clone(), merged: sheet.merged.clone(), hints: sheet.hints.clone() }
}

fn stacked<'s>(sheet: &'s Sheet, heads: &[Head], entity: &'static Entity, headings: &Headings<'_>) -> Vec<Table<'s>> {
    let starts: Vec<usize> = heads.iter().enumerate().map(|(at, head)| titles_above(sheet, head.at, at == 0)).collect();
    let ends = starts.iter().skip(1).copied().chain(std::iter::once(sheet.rows.len())).collect::<Vec<_>>();
    let parts = heads.iter().zip(starts.iter().zip(ends));
    parts.map(|(head, (from, to))| Part { sheet, head, from: *from, to }.table(entity, headings)).collect()
}

/// Where the titles of a table begin: for the first at the top, else the lines of one cell above.
fn titles_above(sheet: &Sheet, head: usize, first: bool) -> usize {
    if first {
        return 0;
    }
    let is_title = |row: &Row| row.cells.iter().filter(|cell| !cell.is_blank()).count() == 1;
    let lines = sheet.rows.get(..head).unwrap_or_default().iter().rev().take_while(|row| is_title(row)).take(5);
    head - lines.count()
}

/// The rows of a sheet that belong to one table, titles included.
struct Part<'s, 'h> {
    sheet: &'s Sheet,
    head: &'h Head,
    from: usize,
    to: usize,
}

impl<'s> Part<'s, '_> {
    fn table(&self, entity: &'static Entity, headings: &Headings<'_>) -> Table<'s> {
        let header = &self.head.header;
        let above = self.sheet.rows.get(self.from..self.head.at).unwrap_or_default();
        let mut sorter = Sorter::new(header, entity, headings, above);
        let mut table = Table {
            header: self.sheet.rows.get(self.head.at).map_or(0, |row| row.number),
            columns: header.found.clone(),
            unused: Vec::new(),
            unread: Vec::new(),
            joined: None,
            rows: Vec::new(),
            skipped: Vec::new(),
            notices: Vec::new(),
            titles: Vec::new(),
        };
        let below = self.head.at + header.depth;
        for (index, row) in self.sheet.rows.iter().enumerate().take(self.to).skip(self.from) {
            let reason = if index >= below {
                if self.head.again.contains(&index) { sorter.again() } else { sorter.reason(row) }
            } else if row.cells.iter().all(Cell::is_blank) {
                Some("kosong")
            } else {
                Some(if index < self.head.at { "judul" } else { "kepala" })
            };
            let Some(reason) = reason else {
                table.rows.push(Cow::Borrowed(row));
                continue;
            };
            if reason == "judul" {
                let said: Vec<String> = row.cells.iter().filter(|cell| !cell.is_blank()).map(Cell::shown).collect();
                table.titles.push((row.number, said.join(" ")));
            }
            table.skipped.push(Skipped { baris: row.number, alasan: reason.to_owned() });
        }
        table.titles.push((0, self.sheet.name.clone()));
        let mut unused = header.unused.clone();
        fill::complete(&mut table, &mut unused, header, self.sheet, headings);
        hints::tell(&mut table, self.sheet);
        table.notices.sort_by_key(|notice| notice.row);
        table.unread.clone_from(&unused);
        table.unused = unused.into_iter().map(|(_, heading)| heading).collect();
        table
    }
}

/// The only headings of a long list, as its first rows tell them.
pub struct Only(Head);

/// What a row further down in a long list is.
pub enum Next {
    /// A data row.
    Data,
    /// No data, and why.
    Skipped(&'static str),
    /// Perhaps the headings of another table.
    Other,
}

/// The headings of a sheet that holds one table, without headings repeated by page.
pub fn only(sheet: &Sheet, entity: &'static Entity, headings: &Headings<'_>) -> Option<Only> {
    let mut heads = heads(sheet, entity, headings);
    let head = heads.pop().filter(|_| heads.is_empty())?;
    let one = head.again.is_empty() && side_by_side(sheet, &head).len() < 2;
    one.then_some(Only(head))
}

impl Only {
    /// Tells further rows apart, having seen the first.
    pub fn sorter(&self, first: &Sheet, entity: &'static Entity, headings: &Headings<'_>) -> Sorter<'_> {
        let Only(head) = self;
        let mut sorter = Sorter::new(&head.header, entity, headings, first.rows.get(..head.at).unwrap_or_default());
        for row in first.rows.iter().skip(head.at + head.header.depth) {
            sorter.reason(row);
        }
        sorter
    }

    /// What a further row is. Headings of another table are words throughout, two of them known.
    pub fn next(&self, sorter: &mut Sorter<'_>, row: &Row, entity: &'static Entity, headings: &Headings<'_>) -> Next {
        let known = |cell: &&Cell| matches!(cell, Cell::Text(text) if headings.meaning(text).is_some());
        let named = self.0.title.is_some_and(|at| headings.names_title(row.cell(at), entity))
            && head::is_heading_like(row)
            && row.cells.iter().filter(known).count() > 1;
        match sorter.reason(row) {
            Some("judul") => Next::Other,
            Some("kepala") if named => Next::Skipped("kepala"),
            _ if named => Next::Other,
            Some(reason) => Next::Skipped(reason),
            None => Next::Data,
        }
    }
}

/// What a file without a table showed: its first lines, so that the clerk sees what was looked at.
pub fn seen(sheets: &[impl Borrow<Sheet>]) -> Phrase {
    let sheets: Vec<&Sheet> = sheets.iter().map(Borrow::borrow).collect();
    let lines = sheets.iter().take(3).flat_map(|sheet| sheet.rows.iter().filter_map(line).take(3));
    let lines = lines.collect::<Vec<String>>().join("; ");
    let merged: usize = sheets.iter().map(|sheet| sheet.merged.len()).sum();
    let rows: usize = sheets.iter().map(|sheet| sheet.rows.len()).sum();
    if lines.is_empty() {
        text("Berkas ini kosong.", "The file is empty.").into()
    } else if merged > 10 && merged * 3 > rows {
        text(
            "Isinya seperti formulir: {0} sel gabungan dalam {1} baris. Yang terlihat: {2}.",
            "It looks like a form: {0} merged cells in {1} rows. Seen: {2}.",
        )
        .with([merged.to_string(), rows.to_string(), lines])
    } else {
        text("{0} baris dilihat, antara lain: {1}.", "{0} rows were looked at, such as: {1}.")
            .with([rows.to_string(), lines])
    }
}

/// `4: NO | NAMA | ALAMAT`
fn line(row: &Row) -> Option<String> {
    // Numbers of persons are not repeated in a message.
    let shown = |cell: &Cell| {
        let said = cell.shown();
        if said.chars().filter(char::is_ascii_digit).count() >= 10 { "•••".to_owned() } else { said }
    };
    let said: Vec<String> = row.cells.iter().filter(|cell| !cell.is_blank()).map(shown).take(4).collect();
    let said: String = said.join(" | ").chars().filter(|c| !c.is_control()).take(60).collect();
    (!said.is_empty()).then(|| format!("{}: {said}", row.number))
}

/// Tells the rows below the headings apart, from top to bottom.
pub struct Sorter<'h> {
    header: &'h Header,
    /// Places of the columns of each field without which there is no record.
    needed: Vec<Vec<usize>>,
    /// Places of the title's columns.
    title: Vec<usize>,
    /// The texts above the table, which pages may repeat.
    titles: HashSet<String>,
    /// Places of columns of travelling identities.
    identities: Vec<usize>,
    /// Words that head a group of rows: its place.
    groups: &'static [&'static str],
    /// Places of columns of days.
    days: Vec<usize>,
    /// The headings folded, by place.
    folded: Vec<(usize, String)>,
    /// The row before was a heading or numbering row.
    after_head: bool,
    /// A signature block has begun.
    signing: bool,
}

const TOTALS: &[&str] = &["jumlah", "total", "grand total", "sub total", "subtotal", "sub jumlah", "rekapitulasi"];

const SIGNATURES: &[&str] = &[
    "mengetahui",
    "menyetujui",
    "mengesahkan",
    "disahkan",
    "kepala desa",
    "kepala kelurahan",
    "lurah",
    "camat",
    "an camat",
    "a n camat",
    "sekretaris camat",
    "ketua tp",
    "ketua tim",
    "ketua pkk",
    "nip",
    "ttd",
    "tanda tangan",
    "dibuat oleh",
    "yang membuat",
    "pembuat",
    "petugas",
    "operator",
    "tertanda",
    "dto",
    "kasi",
    "kepala seksi",
];

/// Words that begin the name of a place above its rows.
const PLACES: &[&str] = &["desa", "kelurahan", "kel", "ds", "desa kelurahan"];
const PLACES_AND_POSYANDU: &[&str] = &["desa", "kelurahan", "kel", "ds", "desa kelurahan", "posyandu", "nama posyandu"];

const NOTES: &[&str] = &["catatan", "keterangan", "ket", "sumber", "nb", "note"];

impl<'h> Sorter<'h> {
    fn new(header: &'h Header, entity: &'static Entity, headings: &Headings<'_>, titles: &[Row]) -> Self {
        let field_at = |found: &Found| {
            headings
                .columns()
                .get(found.column)
                .and_then(crate::entity::flat::Column::field)
                .map(|field| (field, found.at))
        };
        let fields: Vec<(&'static Field, usize)> = header.found.iter().filter_map(field_at).collect();
        let names: BTreeSet<&str> = fields
            .iter()
            .filter(|(field, _)| field.is_required() && field.default.is_empty())
            .map(|(field, _)| field.name)
            .collect();
        let places = |name: &str| fields.iter().filter(|(field, _)| field.name == name).map(|(_, at)| *at).collect();
        let texts = titles.iter().flat_map(|row| &row.cells).map(|cell| fold(&cell.shown()));
        Sorter {
            header,
            needed: names.into_iter().map(places).collect(),
            title: places(entity.title),
            titles: texts.filter(|text| !text.is_empty()).collect(),
            identities: header
                .found
                .iter()
                .filter(|found| {
                    headings.columns().get(found.column).is_some_and(|column| matches!(column.end, End::Uid))
                })
                .map(|found| found.at)
                .collect(),
            groups: match entity.name {
                "posyandu" => PLACES,
                "kader" => PLACES_AND_POSYANDU,
                _ => &[],
            },
            days: fields.iter().filter(|(field, _)| matches!(field.kind, Kind::Date)).map(|(_, at)| *at).collect(),
            folded: header.found.iter().map(|found| (found.at, fold(&found.heading))).collect(),
            after_head: true,
            signing: false,
        }
    }

    /// A row of headings that stand again.
    fn again(&mut self) -> Option<&'static str> {
        (self.after_head, self.signing) = (true, false);
        Some("kepala")
    }

    /// Why a row is no data; `None` for a data row.
    fn reason(&mut self, row: &Row) -> Option<&'static str> {
        let reason = if self.is_plain(row) || self.is_ours(row) { None } else { self.judge(row) };
        self.after_head = matches!(reason, Some("kepala" | "nomor")) || self.after_head && reason == Some("kosong");
        self.signing = reason == Some("tanda tangan") || self.signing && reason.is_some();
        reason
    }

    fn judge(&self, row: &Row) -> Option<&'static str> {
        let filled: Vec<(usize, String)> = row
            .cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_blank())
            .map(|(at, cell)| (at, fold(&cell.shown())))
            .collect();
        let is_known = |at: usize| self.header.found.iter().any(|found| found.at == at);
        let known = filled.iter().filter(|(at, _)| is_known(*at)).count();
        let complete = self.needed.iter().all(|places| places.iter().any(|at| !row.cell(*at).is_blank()));
        if filled.is_empty() {
            return Some("kosong");
        }
        if self.repeats_header(row) {
            return Some("kepala");
        }
        if self.after_head && is_numbering(row) {
            return Some("nomor");
        }
        if filled.iter().all(|(at, _)| Some(*at) == self.header.ordinal) {
            let ordinal = self.header.ordinal.map(|at| row.cell(at));
            let numbered = ordinal.is_some_and(|cell| cell.whole().is_some());
            return Some(if numbered { "kosong" } else { self.other(&filled) });
        }
        if self.is_total(row, &filled) {
            return Some("jumlah");
        }
        if !self.signing && self.is_group(&filled) {
            return Some("judul");
        }
        if known == 0 {
            return Some(self.other(&filled));
        }
        if complete {
            return None;
        }
        let numbered = self.header.ordinal.is_some_and(|at| row.cell(at).whole().is_some());
        let signed = !numbered
            && filled.iter().any(|(at, text)| {
                is_signature(text) || !self.days.contains(at) && is_place_and_day(&row.cell(*at).shown())
            });
        if signed || self.signing {
            return Some("tanda tangan");
        }
        if filled.len() == 1 {
            let (_, text) = filled.first()?;
            if self.titles.contains(text) {
                return Some("judul");
            }
            let star = row.cells.iter().any(|cell| cell.shown().starts_with("*)"));
            if star || begins_with(text, NOTES) {
                return Some("catatan");
            }
        }
        None
    }

    /// A row that fills no known column: title again, signature, note, or second heading line.
    fn other(&self, filled: &[(usize, String)]) -> &'static str {
        if filled.iter().any(|(_, text)| is_signature(text)) || self.signing {
            "tanda tangan"
        } else if filled.iter().any(|(_, text)| self.titles.contains(text)) {
            "judul"
        } else if self.after_head {
            "kepala"
        } else if filled.iter().any(|(_, text)| begins_with(text, TOTALS)) {
            "jumlah"
        } else {
            "catatan"
        }
    }

    /// Most rows: numbered, complete, and neither a total nor headings again. Asked first, for it
    /// is quickly told.
    fn is_plain(&self, row: &Row) -> bool {
        let numbered = self.header.ordinal.is_some_and(|at| row.cell(at).whole().is_some());
        let is_text = |at: &usize| matches!(row.cell(*at), Cell::Text(_)) && !row.cell(*at).is_blank();
        let complete = self.needed.iter().all(|places| places.iter().any(is_text));
        numbered && complete && !self.after_head && self.title.iter().any(is_text)
    }

    /// A row of our own lists says which record it is, whatever else stands in it.
    fn is_ours(&self, row: &Row) -> bool {
        let is_identity = |at: &usize| matches!(row.cell(*at), Cell::Text(text) if Uid::is_like(text.trim()));
        self.identities.iter().any(is_identity)
    }

    fn repeats_header(&self, row: &Row) -> bool {
        let count = self.folded.iter().filter(|(at, heading)| fold(&row.cell(*at).shown()) == *heading).count();
        count > 0 && count * 2 >= self.folded.len() && (count > 1 || self.folded.len() == 1)
    }

    /// `DESA SELAT HILIR` alone in its row, or behind `A.`: what the rows below it belong to.
    fn is_group(&self, filled: &[(usize, String)]) -> bool {
        let (at, text) = match filled {
            [(at, text)] => (at, text),
            [(first, short), (at, text)] if Some(*first) == self.header.ordinal && short.chars().count() <= 4 => {
                (at, text)
            }
            _ => return false,
        };
        // In the column of the place itself it is that row's place.
        let own = self.header.found.iter().any(|found| found.at == *at) && !self.title.contains(at);
        self.header.found.len() + usize::from(self.header.ordinal.is_some()) > 1
            && !own
            && begins_with(behind_letter(text), self.groups)
            && !self.groups.contains(&behind_letter(text))
    }

    /// A total's word stands first, and no name stands where names stand.
    fn is_total(&self, row: &Row, filled: &[(usize, String)]) -> bool {
        let first = filled.iter().find(|(at, text)| Some(*at) != self.header.ordinal || !text.is_empty());
        let Some((at, _)) = first.filter(|(_, text)| begins_with(text, TOTALS)) else { return false };
        self.title.iter().all(|title| {
            let cell = row.cell(*title);
            let alone = title == at && self.needed.iter().flatten().all(|n| n == title || row.cell(*n).is_blank());
            cell.is_blank() || alone || cell.whole().is_some() || matches!(cell, Cell::Number(_))
        })
    }
}

/// The text is one of the words, or begins with one and goes on with another word.
fn begins_with(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}

/// Without the letter or number of a list in front: `a desa x` is `desa x`.
fn behind_letter(text: &str) -> &str {
    match text.split_once(' ') {
        Some((first, rest)) if first.chars().count() <= 3 && !PLACES.contains(&first) => rest,
        _ => text,
    }
}

fn is_signature(text: &str) -> bool {
    begins_with(text, SIGNATURES)
}

/// `Cibinong, 12 Januari 2024`
fn is_place_and_day(text: &str) -> bool {
    let today = Date::constant(2026, 1, 1);
    text.split_once(',').is_some_and(|(_, day)| date::parse_strict(day, today).is_ok())
}

/// `1 2 3 4` or `(1) (2) (3)` under the headings, also counted downwards (`-1 -2`).
fn is_numbering(row: &Row) -> bool {
    let numbers: Option<Vec<i64>> = row
        .cells
        .iter()
        .filter(|cell| !cell.is_blank())
        .map(|cell| match cell {
            Cell::Text(text) => text.trim().trim_matches(['(', ')', '.', '[', ']']).parse().ok(),
            other => other.whole(),
        })
        .map(|number: Option<i64>| number.map(i64::abs))
        .collect();
    numbers.is_some_and(|numbers| {
        numbers.len() > 1
            && numbers.first().is_some_and(|first| *first <= 2)
            && numbers.windows(2).all(|pair| matches!(pair, [a, b] if *b == a + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::{KADER, POSYANDU, flat};
    use crate::intake::read;

    struct Seen {
        header: usize,
        rows: Vec<usize>,
        skipped: Vec<(usize, String)>,
        unused: Vec<String>,
    }

    fn seen(entity: &'static Entity, text: &str) -> Option<Seen> {
        let sheet = read::sheets(text.as_bytes(), None).expect("readable").remove(0);
        let columns = flat::columns(entity);
        let headings = Headings::new(&columns, &[]).expect("no wishes");
        let table = find(&sheet, entity, &headings)?;
        Some(Seen {
            header: table.header,
            rows: table.rows.iter().map(|row| row.number).collect(),
            skipped: table.skipped.into_iter().map(|row| (row.baris, row.alasan)).collect(),
            unused: table.unused,
        })
    }

    fn reasons(seen: &Seen) -> Vec<(usize, &str)> {
        seen.skipped.iter().map(|(row, reason)| (*row, reason.as_str())).collect()
    }

    #[test]
    fn the_headings_are_found_below_titles_and_every_other_row_has_its_reason() {
        let text = "DATA POSYANDU;;;\nTAHUN 2023;;;\n;;;\nNO;KECAMATAN;DESA;POSYADU\n1;2;3;4\n1;SELAT;MURUNG;MAWAR\n\
                    2;;;\nNO;KECAMATAN;DESA;POSYADU\n(1);(2);(3);(4)\n3;SELAT;MURUNG;MELATI\n4;SELAT;;TANPA DESA\n\
                    ;JUMLAH;;2\nMengetahui,;;;Selat, 3 Januari 2024\nCamat Selat;;;Operator\n;;;\nBUDI;;;SITI\nNIP. 1;;;\n";
        let seen = seen(&POSYANDU, text).expect("a table");
        assert_eq!(seen.header, 4);
        assert_eq!(seen.rows, [6, 10, 11]);
        assert_eq!(
            reasons(&seen),
            [
                (1, "judul"),
                (2, "judul"),
                (4, "kepala"),
                (5, "nomor"),
                (7, "kosong"),
                (8, "kepala"),
                (9, "nomor"),
                (12, "jumlah"),
                (13, "tanda tangan"),
                (14, "tanda tangan"),
                (16, "tanda tangan"),
                (17, "tanda tangan"),
            ]
        );
        assert_eq!(seen.unused, ["NO"]);
    }

    #[test]
    fn data_go_on_after_a_signature_on_the_next_page() {
        let seen = seen(&POSYANDU, "Nama;Desa\nMawar;A\nMengetahui;\nBudi;\nNama;Desa\nMelati;A\nAnggrek;\n")
            .expect("a table");
        assert_eq!(seen.rows, [2, 6, 7]);
    }

    #[test]
    fn a_row_without_its_name_is_data_and_will_be_asked_about() {
        assert_eq!(seen(&POSYANDU, "No;Nama;Desa\n1;;MURUNG\n2;Mawar;\n").expect("a table").rows, [2, 3]);
    }

    #[test]
    fn a_sheet_without_the_title_column_holds_no_table() {
        assert!(seen(&KADER, "NIK;Desa\n1;2\n").is_none());
        assert!(seen(&POSYANDU, "DATA POSYANDU;;\nx;y;z\n").is_none());
        assert!(seen(&POSYANDU, "").is_none());
    }

    #[test]
    fn of_two_headings_for_one_field_the_better_spelt_is_read() {
        let seen = seen(&POSYANDU, "Nama Posyanduu;Nama Posyandu;Desa\na;b;c\n").expect("a table");
        assert_eq!(seen.unused, ["Nama Posyanduu"]);
    }
}
