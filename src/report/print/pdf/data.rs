//! A document as its template reads it: texts cleaned, numbers shown, tables measured.
//!
//! * **Owns** the shape of `data.json`, which templates of offices rely on.
//! * **Imports** the document, [`super::ruler`].
//! * **Never** holds markup: every text is a text.

use std::borrow::Cow;

use serde::Serialize;

use super::ruler::{self, Need, POINT, Shape, Weight};
use crate::base::{money, text};
use crate::report::document::{Block, Chart, Document, HeadCell, Kop, LetterHead, Marks, RowKind, Signature, Table};
use crate::report::print::cell::{at_right, shown};
use crate::report::writers::Nature;

/// The room at the sides and the foot of a page, in millimetres.
const MARGIN: f64 = 20.0;

/// The same above a letter head.
const MARGIN_KOP: f64 = 15.0;

/// Size of the letters of text, in points.
const BODY: f64 = 11.0;

/// The most a text's column asks for the sake of one word, in em; longer words are broken.
const WORD: f64 = 9.0;

/// Rows of more lines than this may break over pages.
const TALL: f64 = 24.0;

/// Everything the template reads.
#[derive(Serialize)]
pub struct Data<'a> {
    title: Cow<'a, str>,
    page: Paper,
    kop: Option<Head<'a>>,
    footer: String,
    blocks: Vec<Part>,
}

#[derive(Serialize)]
struct Paper {
    width: f64,
    height: f64,
    top: f64,
}

#[derive(Serialize)]
struct Head<'a> {
    above: String,
    office: String,
    lines: Vec<String>,
    /// The name of the picture beside the data.
    logo: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Part {
    Title { lines: Vec<String> },
    Heading { text: String },
    Letter { place_date: String, facts: Vec<(String, String)>, to: Vec<String> },
    Paragraph { text: String },
    List { items: Vec<(String, String)> },
    Facts { facts: Vec<(String, String)> },
    Clause { label: String, label_width: f64, marked: bool, items: Vec<(String, String)> },
    Table(Grid),
    Chart(Bars),
    Signatures { signers: Vec<Signer> },
    Copies { items: Vec<(String, String)> },
    Attachment { lines: Vec<String> },
}

#[derive(Serialize)]
struct Grid {
    caption: String,
    /// Points.
    size: f64,
    /// Millimetres.
    inset: f64,
    widths: Vec<f64>,
    /// Columns at the right edge.
    right: Vec<bool>,
    /// Rows may break over pages.
    tall: bool,
    head_rows: u16,
    heads: Vec<HeadAt>,
    numbered: bool,
    rows: Vec<Line>,
}

#[derive(Serialize)]
struct HeadAt {
    text: String,
    x: u16,
    y: u16,
    across: u16,
    down: u16,
}

#[derive(Serialize)]
struct Line {
    kind: RowKind,
    cells: Vec<String>,
}

#[derive(Serialize)]
struct Bars {
    caption: String,
    unit: String,
    series: Vec<String>,
    label_width: f64,
    bars: Vec<Bar>,
}

#[derive(Serialize)]
struct Bar {
    label: String,
    values: Vec<Value>,
}

#[derive(Serialize)]
struct Value {
    /// Of the longest bar: 0 to 1.
    share: f64,
    text: String,
}

#[derive(Serialize)]
struct Signer {
    above: Vec<String>,
    office: Vec<String>,
    name: String,
    rank: String,
    nip: String,
}

/// A document on its way to the template; `logo` is the name of the emblem's picture.
pub fn of<'a>(document: &'a Document, logo: Option<&'a str>) -> Data<'a> {
    let (width, height) = document.page.paper.millimetres();
    let (width, height) = if document.page.landscape { (height, width) } else { (width, height) };
    let width = f64::from(width);
    let setter = Setter { room: width - 2.0 * MARGIN, label: label_width(document) };
    Data {
        title: text::visible(&document.title),
        page: Paper { width, height: f64::from(height), top: if document.kop.is_some() { MARGIN_KOP } else { MARGIN } },
        kop: document.kop.as_ref().map(|kop| setter.kop(kop, logo)),
        footer: setter.line(&document.footer, 8.0, 0.75),
        blocks: document.blocks.iter().map(|block| setter.part(block)).collect(),
    }
}

/// The width that the words of all clauses of a document share, in millimetres.
fn label_width(document: &Document) -> f64 {
    let labels = document.blocks.iter().filter_map(|block| match block {
        Block::Clause(label, ..) => Some(ruler::width(label, Weight::Regular) * BODY * POINT + 0.5),
        _ => None,
    });
    labels.fold(24.0, f64::max).min(42.0)
}

/// A text as it may be set: line breaks stay, nothing in it steers.
fn clean(said: &str) -> Cow<'_, str> {
    if said.contains(['\n', '\r']) {
        Cow::Owned(said.lines().map(text::visible).collect::<Vec<_>>().join("\n"))
    } else {
        text::visible(said)
    }
}

/// Sets texts in the room of a page.
struct Setter {
    /// The page's width without its margins, in millimetres.
    room: f64,
    /// That of the words of clauses.
    label: f64,
}

impl Setter {
    /// A text of a size in a share of the page.
    fn line(&self, said: &str, size: f64, share: f64) -> String {
        // Measured bold: what fits so, fits either way.
        ruler::fit(clean(said), self.room * share / (size * POINT), Weight::Bold).into_owned()
    }

    fn lines(&self, said: &[String], size: f64, share: f64) -> Vec<String> {
        said.iter().map(|said| self.line(said, size, share)).collect()
    }

    fn kop<'a>(&self, kop: &Kop, logo: Option<&'a str>) -> Head<'a> {
        Head {
            above: self.line(&kop.above, 13.0, 0.7),
            office: self.line(&kop.office, 16.0, 0.7),
            lines: self.lines(&kop.lines, 9.0, 0.7),
            logo,
        }
    }

    fn part(&self, block: &Block) -> Part {
        match block {
            Block::Title(lines) => Part::Title { lines: self.lines(lines, 12.0, 1.0) },
            Block::Heading(said) => Part::Heading { text: self.line(said, BODY, 1.0) },
            Block::Letter(head) => self.letter(head),
            Block::Paragraph(said) => Part::Paragraph { text: self.line(said, BODY, 1.0) },
            Block::List(marks, items) => Part::List { items: self.items(*marks, items, 0.9) },
            Block::Facts(facts) => Part::Facts { facts: self.facts(facts, 0.6) },
            Block::Clause(label, marks, items) => Part::Clause {
                label: ruler::fit(clean(label), self.label / (BODY * POINT), Weight::Regular).into_owned(),
                label_width: self.label,
                marked: *marks != Marks::None,
                items: self.items(*marks, items, 0.65),
            },
            Block::Table(table) => Part::Table(grid(table, self.room)),
            Block::Chart(chart) => Part::Chart(self.chart(chart)),
            Block::Signatures(signers) => Part::Signatures { signers: self.signers(signers) },
            Block::Copies(copies) => {
                let marks = if copies.len() > 1 { Marks::Numbers } else { Marks::None };
                Part::Copies { items: self.items(marks, copies, 0.9) }
            }
            Block::Attachment(lines) => Part::Attachment { lines: self.lines(lines, BODY, 78.0 / self.room) },
        }
    }

    fn letter(&self, head: &LetterHead) -> Part {
        Part::Letter {
            place_date: self.line(&head.place_date, BODY, 0.4),
            facts: self.facts(&head.facts, 0.25),
            to: self.lines(&head.to, BODY, 1.0),
        }
    }

    fn items(&self, marks: Marks, items: &[String], share: f64) -> Vec<(String, String)> {
        items.iter().enumerate().map(|(at, item)| (marks.of(at), self.line(item, BODY, share))).collect()
    }

    fn facts(&self, facts: &[(String, String)], share: f64) -> Vec<(String, String)> {
        facts.iter().map(|(label, said)| (self.line(label, BODY, 0.3), self.line(said, BODY, share))).collect()
    }

    fn signers(&self, signers: &[Signature]) -> Vec<Signer> {
        let share = if signers.len() > 2 { 0.28 } else { 0.45 };
        let line = |said: &str| self.line(said, BODY, share);
        let signer = |signer: &Signature| Signer {
            above: self.lines(&signer.above, BODY, share),
            office: self.lines(&signer.office, BODY, share),
            name: line(&signer.name),
            rank: line(&signer.rank),
            nip: line(&signer.nip),
        };
        signers.iter().map(signer).collect()
    }

    fn chart(&self, chart: &Chart) -> Bars {
        let most = chart.bars.iter().flat_map(|(_, values)| values).copied().max().unwrap_or(0).max(1);
        #[expect(clippy::cast_precision_loss, reason = "the length of a bar needs no more than it keeps")]
        let share = |value: i64| (value.max(0) as f64) / (most as f64);
        let widest = chart.bars.iter().map(|(label, _)| ruler::width(label, Weight::Regular)).fold(0.0, f64::max);
        let label_width = (widest * 9.0 * POINT + 1.0).min(self.room * 0.35);
        let bar = |(label, values): &(String, Vec<i64>)| Bar {
            label: self.line(label, 9.0, label_width / self.room),
            values: values.iter().map(|value| Value { share: share(*value), text: money::show(*value) }).collect(),
        };
        Bars {
            caption: self.line(&chart.caption, 10.0, 0.7),
            unit: self.line(&chart.unit, 10.0, 0.3),
            series: self.lines(&chart.series, 9.0, 0.3),
            label_width,
            bars: chart.bars.iter().map(bar).collect(),
        }
    }
}

/// A table measured, its words fitted into their columns.
fn grid(table: &Table, room: f64) -> Grid {
    let mut rows: Vec<Line> = table.rows.iter().map(|row| line(table, row.kind, &row.cells)).collect();
    let (head_rows, mut heads) = placed(table);
    let shape = ruler::shape(&needs(table, &heads, &rows), room);
    for head in &mut heads {
        fit(&mut head.text, shape.room(head.x.into(), head.across.into()), Weight::Bold);
    }
    let mut tall = false;
    let bold = |kind| if kind == RowKind::Plain { Weight::Regular } else { Weight::Bold };
    for row in &mut rows {
        let group = row.kind == RowKind::Group;
        for (at, cell) in row.cells.iter_mut().enumerate() {
            let room = shape.room(at, if group { shape.widths.len() } else { 1 });
            fit(cell, room, bold(row.kind));
            tall |= cell.len() > 100 && is_tall(cell, room, &shape);
        }
    }
    Grid {
        caption: ruler::fit(clean(&table.caption), room / (10.0 * POINT), Weight::Bold).into_owned(),
        size: shape.size,
        inset: shape.inset,
        right: table.columns.iter().map(|column| at_right(column.nature)).collect(),
        tall,
        head_rows,
        heads,
        numbered: table.numbered,
        rows,
        widths: shape.widths,
    }
}

fn fit(cell: &mut String, room: f64, weight: Weight) {
    *cell = ruler::fit(Cow::Owned(std::mem::take(cell)), room, weight).into_owned();
}

/// True where a cell takes so many lines that its row may have to break over pages.
fn is_tall(cell: &str, room: f64, shape: &Shape) -> bool {
    let lines: f64 = cell.lines().map(|line| (ruler::width(line, Weight::Regular) * 1.15 / room).ceil().max(1.0)).sum();
    lines > TALL * 10.0 / shape.size
}

/// A row's cells as words: as many as there are columns, one for a group.
fn line(table: &Table, kind: RowKind, cells: &[crate::report::writers::Cell]) -> Line {
    let words = |at: usize, nature| cells.get(at).map(|cell| clean(&shown(cell, nature)).into_owned());
    let cells = match kind {
        RowKind::Group => vec![words(0, Nature::Text).unwrap_or_default()],
        _ => {
            let columns = table.columns.iter().enumerate();
            columns.map(|(at, column)| words(at, column.nature).unwrap_or_default()).collect()
        }
    };
    Line { kind, cells }
}

/// The cells of the headings, each at its place, within the columns there are; and how many rows
/// they take.
fn placed(table: &Table) -> (u16, Vec<HeadAt>) {
    let rows = table.head_rows();
    let count = u16::try_from(table.columns.len()).unwrap_or(u16::MAX);
    let deep = u16::try_from(rows.len()).unwrap_or(u16::MAX);
    let mut taken: Vec<Vec<bool>> = vec![vec![false; usize::from(count)]; usize::from(deep)];
    let mut out = Vec::new();
    for (y, row) in (0u16..).zip(&rows) {
        for HeadCell { text, across, down } in row {
            let free = taken.get(usize::from(y)).and_then(|row| row.iter().position(|taken| !taken));
            let Some(x) = free.and_then(|x| u16::try_from(x).ok()) else { break };
            let (across, down) = ((*across).clamp(1, count - x), (*down).clamp(1, deep - y));
            for row in taken.iter_mut().skip(usize::from(y)).take(usize::from(down)) {
                row.iter_mut().skip(usize::from(x)).take(usize::from(across)).for_each(|taken| *taken = true);
            }
            out.push(HeadAt { text: clean(text).into_owned(), x, y, across, down });
        }
    }
    (deep, out)
}

/// What each column asks for.
fn needs(table: &Table, heads: &[HeadAt], rows: &[Line]) -> Vec<Need> {
    let mut needs: Vec<Need> = Vec::with_capacity(table.columns.len());
    for (at, column) in table.columns.iter().enumerate() {
        let is_text = column.nature == Nature::Text;
        let word = |said: &str, weight| {
            // A code is a word of digits and stays whole.
            let wide = ruler::widest_word(said, weight);
            let code = said.chars().all(|c| c.is_ascii_digit() || c.is_ascii_punctuation());
            if is_text && !code { wide.min(WORD) } else { wide }
        };
        let mut least = 0.0f64;
        for head in heads.iter().filter(|head| usize::from(head.x) == at && head.across == 1) {
            least = least.max(ruler::widest_word(&head.text, Weight::Bold).min(WORD));
        }
        for row in rows.iter().filter(|row| row.kind != RowKind::Group) {
            let weight = if row.kind == RowKind::Plain { Weight::Regular } else { Weight::Bold };
            least = least.max(row.cells.get(at).map_or(0.0, |cell| word(cell, weight)));
        }
        needs.push(Need { wish: f64::from(column.width) * 0.53, least, grows: is_text });
    }
    needs
}
