//! A document as its template reads it: texts cleaned, numbers shown, tables measured.
//!
//! * **Owns** the shape of `data.json`, which templates of offices rely on.
//! * **Imports** the document, [`super::ruler`].
//! * **Never** holds markup: every text is a text.

use std::borrow::Cow;

use serde::Serialize;

use super::ruler::{self, Need, POINT, Shape, Weight};
use crate::base::{money, text};
use crate::report::document::{Block, Chart, Document, Kop, LetterHead, Marks, Row, RowKind, Signature, Table};
use crate::report::print::cell::{at_right, shown};
use crate::report::print::heads::{placed, words_over};
use crate::report::writers::Nature;

/// The room at the sides and the foot of a page, in millimetres.
const MARGIN: f64 = 20.0;

/// The same above a letter head.
const MARGIN_KOP: f64 = 15.0;

/// Size of the letters of text, in points.
const BODY: f64 = 11.0;

/// The most a text's column asks for the sake of one word, in em; longer words are broken.
const WORD: f64 = 9.0;

/// The width of a letter, in em, for columns that say how many they want.
const LETTER: f64 = 0.53;

/// Room between two lines of a table, in em.
const LEADING: f64 = 0.45;

/// Room above and below the words of a cell, to that beside them.
const ABOVE: f64 = 1.15;

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
    /// Millimetres: beside and above the words of a cell.
    inset: f64,
    inset_y: f64,
    /// Between two lines, in em.
    leading: f64,
    widths: Vec<f64>,
    /// Columns at the right edge.
    right: Vec<bool>,
    /// Rows may break over pages.
    tall: bool,
    head_rows: usize,
    heads: Vec<HeadAt>,
    numbered: bool,
    rows: Vec<Line>,
}

#[derive(Serialize)]
struct HeadAt {
    text: String,
    x: usize,
    y: usize,
    across: usize,
    down: usize,
}

#[derive(Serialize)]
struct Line {
    kind: RowKind,
    /// So many of the first columns are one cell: the words of a sum, or of a group.
    over: usize,
    /// Millimetres, where they are known before the row is set: that saves setting it twice.
    height: Option<f64>,
    cells: Vec<String>,
}

impl Line {
    /// The cells with the columns they lie over: the first, and how many.
    fn cells(&mut self) -> impl Iterator<Item = ((usize, usize), &mut String)> {
        let over = self.over;
        let place = move |at: usize| match (over, at) {
            (0, _) => (at, 1),
            (_, 0) => (0, over),
            _ => (over + at - 1, 1),
        };
        self.cells.iter_mut().enumerate().map(move |(at, cell)| (place(at), cell))
    }

    fn weight(&self) -> Weight {
        if matches!(self.kind, RowKind::Plain | RowKind::Note) { Weight::Regular } else { Weight::Bold }
    }
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
                items: if items.is_empty() { vec![Default::default()] } else { self.items(*marks, items, 0.65) },
            },
            Block::Table(table) if table.columns.is_empty() => {
                Part::Heading { text: self.line(&table.caption, BODY, 1.0) }
            }
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
    let mut rows: Vec<Line> = table.rows.iter().map(|row| line(table, row)).collect();
    let (heads, head_rows) = placed(table);
    let mut heads: Vec<HeadAt> = heads
        .into_iter()
        .map(|head| HeadAt {
            text: clean(&head.text).into_owned(),
            x: head.column,
            y: head.row,
            across: head.across,
            down: head.down,
        })
        .collect();
    let shape = ruler::shape(&needs(table, &heads, &mut rows), room);
    for head in &mut heads {
        fit(&mut head.text, shape.room(head.x, head.across), Weight::Bold);
    }
    let mut tall = false;
    for row in &mut rows {
        let weight = row.weight();
        for ((column, across), cell) in row.cells() {
            let room = shape.room(column, across);
            fit(cell, room, weight);
            tall |= cell.len() > 100 && is_tall(cell, room, &shape);
        }
        row.height = height(row, &shape);
    }
    Grid {
        caption: ruler::fit(clean(&table.caption), room / (10.0 * POINT), Weight::Bold).into_owned(),
        size: shape.size,
        inset: shape.inset,
        inset_y: shape.inset * ABOVE,
        leading: LEADING,
        right: table.columns.iter().map(|column| at_right(column.nature)).collect(),
        tall,
        head_rows,
        heads,
        numbered: table.numbered,
        rows,
        widths: shape.widths,
    }
}

/// The height of a plain row, where all its lines are sure.
fn height(row: &mut Line, shape: &Shape) -> Option<f64> {
    if row.kind != RowKind::Plain {
        return None;
    }
    let mut most = 1;
    for ((column, across), cell) in row.cells() {
        most = most.max(ruler::lines(cell, shape.room(column, across))?);
    }
    let lines = f64::from(most);
    let high = (lines * ruler::capitals() + (lines - 1.0) * LEADING) * shape.size * POINT;
    (lines < TALL).then_some(high + 2.0 * shape.inset * ABOVE)
}

fn fit(cell: &mut String, room: f64, weight: Weight) {
    *cell = ruler::fit(Cow::Owned(std::mem::take(cell)), room, weight).into_owned();
}

/// True where a cell takes so many lines that its row may have to break over pages.
fn is_tall(cell: &str, room: f64, shape: &Shape) -> bool {
    let lines: f64 = cell.lines().map(|line| (ruler::width(line, Weight::Regular) * 1.15 / room).ceil().max(1.0)).sum();
    lines > TALL * 10.0 / shape.size
}

/// A row's cells as words: as many as there are columns; one for a group, and one for the words of
/// a sum with the empty cells beside them.
fn line(table: &Table, row: &Row) -> Line {
    let words = |at: usize, nature| row.cells.get(at).map(|cell| clean(&shown(cell, nature)).into_owned());
    let count = table.columns.len();
    if row.kind == RowKind::Group {
        return Line {
            kind: row.kind,
            over: count,
            height: None,
            cells: vec![words(0, Nature::Text).unwrap_or_default()],
        };
    }
    let (said, over) = words_over(row).map_or((0, 0), |(said, over)| (said, over.end.min(count)));
    let first = (over > 0).then(|| words(said, Nature::Text).unwrap_or_default());
    let others = table.columns.iter().enumerate().skip(over);
    let others = others.map(|(at, column)| words(at, column.nature).unwrap_or_default());
    Line { kind: row.kind, over, height: None, cells: first.into_iter().chain(others).collect() }
}

/// What each column asks for.
fn needs(table: &Table, heads: &[HeadAt], rows: &mut [Line]) -> Vec<Need> {
    let need = |column: &crate::report::document::Column| Need {
        wish: f64::from(column.width) * LETTER,
        least: 0.0,
        grows: column.nature == Nature::Text,
    };
    let mut needs: Vec<Need> = table.columns.iter().map(need).collect();
    let mut ask = |(column, across): (usize, usize), least: f64| {
        if let Some(need) = needs.get_mut(column).filter(|_| across == 1) {
            need.least = need.least.max(least);
        }
    };
    for head in heads {
        ask((head.x, head.across), ruler::widest_word(&head.text, Weight::Bold).min(WORD));
    }
    for row in rows {
        let weight = row.weight();
        for (place, cell) in row.cells() {
            let wide = ruler::widest_word(cell, weight);
            // A code is a word of digits and stays whole.
            let code = cell.chars().all(|c| c.is_ascii_digit() || c.is_ascii_punctuation() || c == ' ');
            ask(place, if code { wide } else { wide.min(WORD) });
        }
    }
    needs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::print::sample;

    #[test]
    fn no_word_of_fifteen_columns_is_wider_than_its_cell_on_any_paper() {
        let document = sample::wide_table();
        let table = document.tables().next().expect("a table");
        // A4 and F4, upright and wide, without margins.
        for room in [170.0, 175.0, 257.0, 290.0] {
            let grid = grid(table, room);
            let shape = Shape { size: grid.size, inset: grid.inset, widths: grid.widths };
            assert!((shape.widths.iter().sum::<f64>() - room).abs() < 0.01);
            let fits = |said: &str, (at, across), weight| {
                for word in said.split(|c: char| c.is_whitespace() || c == '\u{200b}') {
                    let wide = ruler::width(word, weight);
                    assert!(wide <= shape.room(at, across) + 0.001, "{word} at {at} on {room} mm");
                }
            };
            grid.heads.iter().for_each(|head| fits(&head.text, (head.x, head.across), Weight::Bold));
            for mut row in grid.rows {
                let weight = row.weight();
                row.cells().for_each(|(place, cell)| fits(cell, place, weight));
            }
        }
    }

    #[test]
    fn numbers_and_codes_stay_whole_on_wide_paper() {
        let document = sample::wide_table();
        let table = document.tables().next().expect("a table");
        for room in [257.0, 290.0] {
            let grid = grid(table, room);
            assert!(grid.size >= 6.0, "{}", grid.size);
            for mut row in grid.rows {
                for ((column, _), cell) in row.cells() {
                    assert!(column < 3 || !cell.contains('\u{200b}'), "{cell} is broken");
                }
            }
        }
    }
}
