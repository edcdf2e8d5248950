//! ONE document, before it takes a format.
//!
//! * **Owns** what an office paper is made of ([`Block`]) and how its page lies ([`Page`]).
//! * **Imports** `base`, the cells of a list.
//! * **Never** knows a format, holds markup, or reads the data file: every text is plain, and each
//!   writer of [`super::print`] escapes it its own way. A document can be kept as JSON and printed
//!   again, byte for byte.
//!
//! Layouts follow letters as published: kop with a double rule, number left and place and date
//! right, a signature block at the right with the office in capitals above and NIP below.

use serde::{Deserialize, Serialize};

use super::writers::{Cell, Nature};

/// A document: what is printed, in order, and what is kept about it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The report's name in the register: `posyandu-desa`.
    pub name: String,
    /// Its title in one line, for lists, properties of a file and file names.
    pub title: String,
    /// How the page lies.
    pub page: Page,
    /// The letter head; a list for another program has none.
    pub kop: Option<Kop>,
    /// The contents, in order.
    pub blocks: Vec<Block>,
    /// The small line under every page: `Keadaan per 31-12-2025 · Kecamatan Selat`. The writer adds
    /// the page number where its format has pages.
    pub footer: String,
    /// A few lines for a chat group, without a name's NIK or phone.
    pub message: Vec<String>,
}

/// The page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Its size.
    pub paper: Paper,
    /// Wider than high.
    pub landscape: bool,
}

/// Sizes of paper in offices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Paper {
    /// 210 x 297 mm.
    #[default]
    A4,
    /// 215 x 330 mm, folio as offices buy it.
    F4,
}

impl Paper {
    /// Width and height in millimetres, upright.
    pub const fn millimetres(self) -> (u16, u16) {
        match self {
            Paper::A4 => (210, 297),
            Paper::F4 => (215, 330),
        }
    }
}

/// A letter head.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Kop {
    /// `PEMERINTAH KABUPATEN KAPUAS`: the smaller line above.
    pub above: String,
    /// `KECAMATAN SELAT`: the larger line.
    pub office: String,
    /// Address, telephone, e-mail, postcode: small lines, none of them empty.
    pub lines: Vec<String>,
    /// The emblem's picture as a file's bytes (png or jpg), or nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<Vec<u8>>,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// The heading over everything: centred lines, bold, as written. The last may be a number
    /// (`NOMOR 12 TAHUN 2026`).
    Title(Vec<String>),
    /// A section's heading.
    Heading(String),
    /// Number, matter and addressee of a letter.
    Letter(LetterHead),
    /// A paragraph, in block; line breaks stay.
    Paragraph(String),
    /// A list.
    List(Marks, Vec<String>),
    /// `Hari/tanggal : Rabu, 29 Oktober 2025`: labels with colons in one column.
    Facts(Vec<(String, String)>),
    /// A part of a decree: `Menimbang`, its items under their marks. With [`Marks::None`] and one
    /// item it is a ruling: `KESATU : ...`.
    Clause(String, Marks, Vec<String>),
    /// A table.
    Table(Table),
    /// A chart.
    Chart(Chart),
    /// One to three signatures, side by side; one alone stands at the right.
    Signatures(Vec<Signature>),
    /// `Tembusan:` and to whom.
    Copies(Vec<String>),
    /// What follows begins a new page: an attachment. The text (may be empty) stands at its top
    /// right: `Lampiran Keputusan Camat Selat ...`.
    Attachment(Vec<String>),
}

/// What stands before the items of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Marks {
    /// Nothing.
    None,
    /// `1.` `2.`
    Numbers,
    /// `a.` `b.`
    Letters,
    /// `-`
    Dashes,
}

impl Marks {
    /// The mark of an item, from 0.
    pub fn of(self, at: usize) -> String {
        match self {
            Marks::None => String::new(),
            Marks::Numbers => format!("{}.", at + 1),
            Marks::Dashes => "-".to_owned(),
            Marks::Letters => {
                let letter = u8::try_from(at % 26).map_or('a', |at| char::from(b'a' + at));
                std::iter::repeat_n(letter, at / 26 + 1).chain(['.']).collect()
            }
        }
    }
}

/// The head of a letter below the kop.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LetterHead {
    /// `Selat, 29 Oktober 2025`.
    pub place_date: String,
    /// `Nomor`, `Sifat`, `Lampiran`, `Hal`.
    pub facts: Vec<(String, String)>,
    /// `Kepada`, `Yth. ...`, `di -`, `Tempat`: lines as they stand.
    pub to: Vec<String>,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// A line over it, or empty.
    pub caption: String,
    /// Its columns, left to right.
    pub columns: Vec<Column>,
    /// Rows of headings, repeated on every page. A cell that spans covers those right of it and
    /// below it, which are then not named. Empty: one row of the columns' own headings.
    pub heads: Vec<Vec<HeadCell>>,
    /// The row that numbers the columns (1, 2, 3 ...) stands under the headings.
    pub numbered: bool,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Its whole heading, for formats with one row of headings (CSV): `Triwulan I - Volume`.
    pub name: String,
    /// What its cells are; decides alignment and how numbers are shown.
    pub nature: Nature,
    /// Its width in characters, from which each format shares out its page.
    pub width: u16,
}

/// A cell of the headings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadCell {
    /// Its words.
    pub text: String,
    /// Columns it covers, at least 1.
    pub across: u16,
    /// Rows of headings it covers, at least 1.
    pub down: u16,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// What kind of row it is.
    pub kind: RowKind,
    /// As many cells as there are columns. A [`RowKind::Group`] has one: its words, across all.
    pub cells: Vec<Cell>,
}

/// Kinds of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RowKind {
    /// A row of data.
    Plain,
    /// A heading over the rows that follow.
    Group,
    /// Sums over the rows since the last group heading. Where a cell is a number, a workbook holds
    /// a formula of the same value.
    Subtotal,
    /// Sums over all plain rows.
    Total,
    /// Numbers that are no sums of the rows above (an average, a share): never a formula.
    Note,
}

/// A chart of bars.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chart {
    /// A line over it.
    pub caption: String,
    /// What the numbers are: `orang`, `rupiah`, `%`.
    pub unit: String,
    /// The names of the series, one to three.
    pub series: Vec<String>,
    /// A label and one number a series, in the order shown; never negative.
    pub bars: Vec<(String, Vec<i64>)>,
}

/// Who signs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// What stands above: `Selat, 22 November 2026`, `Ditetapkan di ...`, `Mengetahui,`.
    pub above: Vec<String>,
    /// The office, in lines: `a.n. CAMAT SELAT`, `Sekretaris Kecamatan,`.
    pub office: Vec<String>,
    /// The name with titles.
    pub name: String,
    /// The rank, or empty.
    pub rank: String,
    /// The NIP in groups, or empty: the line is then left out.
    pub nip: String,
}

impl Column {
    /// A column.
    pub fn new(name: impl Into<String>, nature: Nature, width: u16) -> Self {
        Column { name: name.into(), nature, width }
    }
}

impl HeadCell {
    /// A heading over one column, all rows of headings high.
    pub fn tall(text: impl Into<String>, down: u16) -> Self {
        HeadCell { text: text.into(), across: 1, down }
    }

    /// A heading over several columns, one row high.
    pub fn wide(text: impl Into<String>, across: u16) -> Self {
        HeadCell { text: text.into(), across, down: 1 }
    }
}

impl Row {
    /// A row of data.
    pub fn plain(cells: Vec<Cell>) -> Self {
        Row { kind: RowKind::Plain, cells }
    }

    /// A heading over the rows that follow.
    pub fn group(words: impl Into<String>) -> Self {
        Row { kind: RowKind::Group, cells: vec![Cell::Text(words.into())] }
    }

    /// A row of another kind.
    pub fn of(kind: RowKind, cells: Vec<Cell>) -> Self {
        Row { kind, cells }
    }
}

impl Table {
    /// The rows of headings: those given, or one of the columns' names.
    pub fn head_rows(&self) -> Vec<Vec<HeadCell>> {
        if !self.heads.is_empty() {
            return self.heads.clone();
        }
        vec![self.columns.iter().map(|column| HeadCell::tall(column.name.clone(), 1)).collect()]
    }
}

impl Document {
    /// The tables, in order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }
}
