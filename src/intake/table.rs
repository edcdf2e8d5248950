//! The table in a sheet: its heading row, its data rows, and the reason for every other row.
//!
//! * **Owns** finding the headings below titles, and telling data from numbering, totals,
//!   repeated headings, notes and signatures.
//! * **Imports** `base`, the sheet, the recognised headings.
//! * **Never** drops a row that is not empty: it is data, or it stands in `skipped`.

use std::collections::{BTreeSet, HashSet};

use super::columns::{Headings, Meaning};
use super::sheet::{Cell, Row, Sheet};
use crate::base::date::{self, Date};
use crate::base::text::fold;
use crate::entity::flat::Use;
use crate::entity::{Entity, Field};
use crate::request::Skipped;

/// How far down the headings may stand.
const SEARCHED: usize = 100;

/// A table found.
#[derive(Clone, Debug)]
pub struct Table<'s> {
    /// The heading row's number in the sheet.
    pub header: usize,
    /// The recognised columns, left to right.
    pub columns: Vec<Found>,
    /// Headings that nothing is read from.
    pub unused: Vec<String>,
    /// The data rows, whole.
    pub rows: Vec<&'s Row>,
    /// The other rows that are not empty.
    pub skipped: Vec<Skipped>,
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
}

/// Finds the table of an entity in a sheet; `None` where no row names its title column.
pub fn find<'s>(sheet: &'s Sheet, entity: &'static Entity, headings: &Headings<'_>) -> Option<Table<'s>> {
    let mut best: Option<(usize, usize, Header)> = None;
    for (at, row) in sheet.rows.iter().take(SEARCHED).enumerate() {
        if let Some(header) = Header::read(row, entity, headings)
            && best.as_ref().is_none_or(|(_, score, _)| header.score > *score)
        {
            best = Some((at, header.score, header));
        }
    }
    let (at, _, header) = best?;
    let titles = sheet.rows.get(..at).unwrap_or_default();
    let mut sorter = Sorter::new(&header, entity, headings, titles);
    let mut table = Table {
        header: sheet.rows.get(at)?.number,
        columns: header.found.clone(),
        unused: header.unused.clone(),
        rows: Vec::new(),
        skipped: Vec::new(),
    };
    for (index, row) in sheet.rows.iter().enumerate() {
        let reason = match index.cmp(&at) {
            std::cmp::Ordering::Less if row.cells.iter().all(Cell::is_blank) => Some("kosong"),
            std::cmp::Ordering::Less => Some("judul"),
            std::cmp::Ordering::Equal => Some("kepala"),
            std::cmp::Ordering::Greater => sorter.reason(row),
        };
        match reason {
            Some(reason) => table.skipped.push(Skipped { baris: row.number, alasan: reason.to_owned() }),
            None => table.rows.push(row),
        }
    }
    Some(table)
}

/// A row read as headings.
struct Header {
    found: Vec<Found>,
    unused: Vec<String>,
    ordinal: Option<usize>,
    score: usize,
}

impl Header {
    /// `None` where the row does not name the title column, or names nothing else though other
    /// cells are filled.
    fn read(row: &Row, entity: &'static Entity, headings: &Headings<'_>) -> Option<Header> {
        let mut header = Header { found: Vec::new(), unused: Vec::new(), ordinal: None, score: 0 };
        let mut exactness: Vec<usize> = Vec::new();
        let mut filled = 0;
        for (at, cell) in row.cells.iter().enumerate() {
            let Cell::Text(heading) = cell else {
                filled += usize::from(!cell.is_blank());
                continue;
            };
            if cell.is_blank() {
                continue;
            }
            filled += 1;
            let heading = heading.trim().to_owned();
            match headings.meaning(&heading) {
                Some(Meaning::Column(column, _)) if is_only_written(headings, column) => {
                    header.unused.push(heading);
                    header.score += 1;
                }
                Some(Meaning::Column(column, off)) => {
                    header.claim(Found { at, heading, column }, off, &mut exactness);
                }
                Some(Meaning::Ordinal) => {
                    header.ordinal = header.ordinal.or(Some(at));
                    header.unused.push(heading);
                    header.score += 1;
                }
                None => header.unused.push(heading),
            }
        }
        header.score += exactness.iter().map(|off| if *off == 0 { 3 } else { 2 }).sum::<usize>();
        let named = header.found.iter().any(|found| {
            let field = headings.columns().get(found.column).and_then(crate::entity::flat::Column::field);
            field.is_some_and(|field| field.name == entity.title)
        });
        let alone = header.found.len() == 1 && header.ordinal.is_none();
        (named && !(alone && (filled > 1 || exactness.first() != Some(&0)))).then_some(header)
    }

    /// Two headings for one column: the better spelt one wins, else the first.
    fn claim(&mut self, found: Found, off: usize, exactness: &mut Vec<usize>) {
        let before = self.found.iter().position(|known| known.column == found.column);
        match before.and_then(|at| Some((self.found.get_mut(at)?, exactness.get_mut(at)?))) {
            None => {
                self.found.push(found);
                exactness.push(off);
            }
            Some((known, known_off)) if off < *known_off => {
                self.unused.push(std::mem::replace(known, found).heading);
                *known_off = off;
            }
            Some(_) => self.unused.push(found.heading),
        }
    }
}

/// A column of our own exports that is not taken in.
fn is_only_written(headings: &Headings<'_>, column: usize) -> bool {
    headings.columns().get(column).is_some_and(|column| column.use_ == Use::Out)
}

/// Tells the rows below the headings apart, from top to bottom.
struct Sorter<'h> {
    header: &'h Header,
    /// Places of the columns of each field without which there is no record.
    needed: Vec<Vec<usize>>,
    /// Places of the title's columns.
    title: Vec<usize>,
    /// The texts above the table, which pages may repeat.
    titles: HashSet<String>,
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
            after_head: true,
            signing: false,
        }
    }

    /// Why a row is no data; `None` for a data row.
    fn reason(&mut self, row: &Row) -> Option<&'static str> {
        let reason = self.judge(row);
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
        if known == 0 {
            return Some(self.other(&filled));
        }
        if complete {
            return None;
        }
        let signed = filled.iter().any(|(at, text)| is_signature(text) || is_place_and_day(&row.cell(*at).shown()));
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

    fn repeats_header(&self, row: &Row) -> bool {
        let same = self.header.found.iter().filter(|found| fold(&row.cell(found.at).shown()) == fold(&found.heading));
        let count = same.count();
        count > 0 && count * 2 >= self.header.found.len() && (count > 1 || self.header.found.len() == 1)
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
