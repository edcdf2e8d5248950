//! The problem file: the sender's own sheets back, with what is the matter beside each row.
//!
//! * **Owns** writing it, as a workbook or as text by the ending of its name.
//! * **Imports** the writers, the shape in `request`.
//! * **Never** writes a formula, never says a thing by colour alone (a marked cell has a note, its
//!   row a sentence), and never lets a spreadsheet program eat a NIK: such columns are text.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Note, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use super::place::{Half, Readers};
use super::writers::xlsx::{excel_day, failed, sheet_name};
use super::writers::{Cell, Head, Nature, Sheet, csv, printable};
use crate::base::date;
use crate::base::words::{Lang, text};
use crate::request::{MendCell, MendRow, MendSheet, MendSort, REMARKS, Trouble};

/// Headings further down than that are not kept in sight: there would be no room for rows.
const FROZEN: u32 = 14;

/// Notes on cells; the remarks beside the rows say all there is.
const NOTES: usize = 20_000;

/// Writes the sheets: `.xlsx` as they stood, all other endings as text, rows to be mended only.
///
/// # Errors
/// The file cannot be written.
pub fn write(sheets: &[MendSheet], path: &Path, lang: Lang) -> Result<(), Trouble> {
    // Such rows hold what an office wrote of people.
    let mut half = Half::begin(path, Readers::Owner)?;
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx")) {
        let bytes = book(sheets, lang).map_err(failed)?;
        half.write_all(&bytes).map_err(|error| super::place::cannot_write(path, &error))?;
    } else {
        lines(sheets, &mut half)?;
    }
    half.finish()
}

/// The headings and the rows to be mended, as text.
fn lines(sheets: &[MendSheet], out: &mut Half) -> Result<(), Trouble> {
    let width = sheets.iter().map(|sheet| sheet.remarks).max().unwrap_or(0);
    let cells = |row: &MendRow| {
        let shown = (0..width).map(|at| row.cells.get(at).map(MendCell::shown).unwrap_or_default());
        shown.chain(std::iter::once(row.remark.replace('\n', " "))).collect::<Vec<String>>()
    };
    let kept = sheets.iter().flat_map(|sheet| &sheet.rows).filter(|row| row.sort != MendSort::Other).map(cells);
    let mut rows = kept.peekable();
    let first = rows.next().unwrap_or_else(|| vec![REMARKS.to_owned()]);
    let heads: Vec<Head> = first.into_iter().map(|name| Head { name, nature: Nature::Text, width: 20 }).collect();
    let mut sheet: Box<dyn Sheet + '_> = Box::new(csv::begin(out, &heads, csv::Comma::Semicolon)?);
    for row in rows {
        let cell = |text: String| if text.is_empty() { Cell::Empty } else { Cell::Text(text) };
        let cells: Vec<Cell> = row.into_iter().map(cell).collect();
        sheet.row(&cells)?;
    }
    sheet.finish()
}

/// How cells look, by what they are: whether text, whether a heading, whether marked.
struct Looks {
    plain: Format,
    text: Format,
    day: Format,
    head: Format,
    bad: Format,
    bad_text: Format,
    bad_day: Format,
    missing: Format,
    remark: Format,
}

impl Looks {
    fn new() -> Self {
        let mark = |format: Format| {
            let format = format.set_background_color(Color::RGB(0x00FF_E699)).set_bold();
            format.set_border(FormatBorder::Thick).set_border_color(Color::RGB(0x00C0_0000))
        };
        let text = || Format::new().set_num_format("@");
        let day = || Format::new().set_num_format("dd-mm-yyyy");
        Looks {
            plain: Format::new(),
            text: text(),
            day: day(),
            head: text().set_bold().set_background_color(Color::RGB(0x00E7_E6E6)).set_text_wrap(),
            bad: mark(Format::new()),
            bad_text: mark(text()),
            bad_day: mark(day()),
            missing: text().set_italic(),
            remark: text().set_text_wrap().set_align(FormatAlign::Top),
        }
    }

    fn of(&self, cell: &MendCell, (row, marked, text): (MendSort, bool, bool)) -> &Format {
        match (cell, row, marked) {
            (MendCell::Date(_), _, false) => &self.day,
            (MendCell::Date(_), _, true) => &self.bad_day,
            (_, MendSort::Head | MendSort::UnderHead, _) => &self.head,
            (_, MendSort::Missing, _) => &self.missing,
            (_, _, true) if text => &self.bad_text,
            (_, _, true) => &self.bad,
            _ if text => &self.text,
            _ => &self.plain,
        }
    }
}

fn book(sheets: &[MendSheet], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let looks = Looks::new();
    let mut names: BTreeSet<String> = BTreeSet::new();
    for sheet in sheets {
        let page = book.add_worksheet();
        page.set_name(own_name(&sheet.name, &mut names))?;
        Page { sheet, looks: &looks, lang }.write(page)?;
    }
    if sheets.is_empty() {
        let said = text("Tidak ada baris yang perlu dibetulkan.", "There is no row to be mended.");
        let page = book.add_worksheet();
        page.set_name(own_name("", &mut names))?.write_string(0, 0, said.get(lang))?;
    }
    book.save_to_buffer()
}

/// A name that no other sheet has; programs do not tell capitals apart.
fn own_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    let bare = sheet_name(name);
    let bare = bare.trim_matches(['\'', ' ']);
    let bare = if bare.is_empty() { "Masalah" } else { bare };
    let tries = std::iter::once(bare.to_owned()).chain((2..).map(|number| format!("{bare} {number}")));
    let mut free = tries.filter(|name| taken.insert(name.to_lowercase()));
    free.next().unwrap_or_else(|| bare.to_owned())
}

/// One sheet being written.
struct Page<'a> {
    sheet: &'a MendSheet,
    looks: &'a Looks,
    lang: Lang,
}

impl Page<'_> {
    fn write(&self, page: &mut Worksheet) -> Result<(), XlsxError> {
        let sheet = self.sheet;
        let remarks = column(sheet.remarks);
        let places = self.places();
        self.columns(page)?;
        let mut notes = 0;
        for row in &sheet.rows {
            let Some(to) = places.get(&row.number).copied() else { continue };
            for (at, cell) in row.cells.iter().enumerate() {
                let marked = row.marks.iter().any(|(mark, _)| *mark == at);
                let look = self.looks.of(cell, (row.sort, marked, sheet.texts.contains(&at)));
                put(page, (to, column(at)), cell, look)?;
            }
            for (at, said) in marked(row) {
                if row.cells.get(at).is_none_or(|cell| *cell == MendCell::Empty) {
                    page.write_blank(to, column(at), &self.looks.bad_text)?;
                }
                notes += 1;
                if notes <= NOTES {
                    page.insert_note(to, column(at), &note(&said))?;
                }
            }
            if !row.remark.is_empty() {
                let look = if row.sort == MendSort::Head { &self.looks.head } else { &self.looks.remark };
                put(page, (to, remarks), &MendCell::Text(row.remark.clone()), look)?;
            }
        }
        self.merge(page, &places)?;
        self.top(page, &places)
    }

    /// Where each row goes: where it stood, or closed up where rows were left out.
    fn places(&self) -> BTreeMap<usize, u32> {
        let numbers = self.sheet.rows.iter().map(|row| row.number);
        if self.sheet.is_whole {
            return numbers.map(|number| (number, line(number))).collect();
        }
        numbers.zip(0..).collect()
    }

    fn columns(&self, page: &mut Worksheet) -> Result<(), XlsxError> {
        for at in 0..self.sheet.remarks {
            // Titles run over the cells beside them; they make no column wide.
            let rows = self.sheet.rows.iter().filter(|row| row.number >= self.sheet.head).take(500);
            let widths = rows.filter_map(|row| row.cells.get(at)).map(|cell| {
                let shown = cell.shown();
                shown.lines().map(UnicodeWidthStr::width).max().unwrap_or(0)
            });
            let width = widths.max().unwrap_or(0).clamp(6, 40) + 2;
            page.set_column_width(column(at), u16::try_from(width).unwrap_or(40))?;
            if self.sheet.texts.contains(&at) {
                // Cells that are still empty stay text too.
                page.set_column_format(column(at), &self.looks.text)?;
            }
        }
        page.set_column_width(column(self.sheet.remarks), 70)?;
        Ok(())
    }

    /// The sender's merged cells, as far as their rows are here.
    fn merge(&self, page: &mut Worksheet, places: &BTreeMap<usize, u32>) -> Result<(), XlsxError> {
        let mut taken: BTreeSet<(u32, u16)> = BTreeSet::new();
        for (top, left, bottom, right) in &self.sheet.merged {
            let mut rows = places.range(top..=bottom);
            let (Some((number, first)), last) = (rows.next(), rows.next_back()) else { continue };
            let last = last.map_or(*first, |(_, last)| *last);
            let (left, right) = (column(*left), column(*right));
            let row = self.sheet.rows.binary_search_by_key(number, |row| row.number).ok();
            let Some(row) = row.and_then(|at| self.sheet.rows.get(at)).filter(|row| row.number == *top) else {
                continue;
            };
            let cells = u64::from(last - first + 1) * u64::from(right.saturating_sub(left) + 1);
            if (last, right) == (*first, left) || cells > 10_000 || right >= column(self.sheet.remarks) {
                continue;
            }
            let spots: Vec<(u32, u16)> =
                (*first..=last).flat_map(|to| (left..=right).map(move |at| (to, at))).collect();
            if spots.iter().any(|spot| taken.contains(spot)) {
                continue;
            }
            taken.extend(spots);
            let at = usize::from(left);
            let cell = row.cells.get(at).cloned().unwrap_or_default();
            let marked = row.marks.iter().any(|(mark, _)| *mark == at);
            let look = self.looks.of(&cell, (row.sort, marked, self.sheet.texts.contains(&at)));
            page.merge_range(*first, left, last, right, "", look)?;
            put(page, (*first, left), &cell, look)?;
        }
        Ok(())
    }

    /// What stays in sight, and what the remarks are for.
    fn top(&self, page: &mut Worksheet, places: &BTreeMap<usize, u32>) -> Result<(), XlsxError> {
        let Some(head) = places.get(&self.sheet.head).copied() else { return Ok(()) };
        if head < FROZEN {
            page.set_freeze_panes(head + 1, 0)?;
        }
        let remarks = column(self.sheet.remarks);
        let first = self.sheet.rows.iter().find(|row| row.sort == MendSort::Head);
        if let Some(to) = first.and_then(|row| places.get(&row.number)) {
            let said = text(
                "Betulkan sel yang ditandai, lalu kirim kembali berkas ini. Kolom ini tidak dibaca.",
                "Mend the marked cells and send this file back. This column is not read.",
            );
            page.insert_note(*to, remarks, &note(said.get(self.lang)))?;
        }
        Ok(())
    }
}

/// What is said of each marked cell of a row, all of it in one note.
fn marked(row: &MendRow) -> BTreeMap<usize, String> {
    let mut all: BTreeMap<usize, String> = BTreeMap::new();
    for (at, said) in &row.marks {
        let note = all.entry(*at).or_default();
        if !note.is_empty() {
            note.push('\n');
        }
        note.push_str(said);
    }
    all
}

fn note(said: &str) -> Note {
    let said: String = printable(said).chars().take(1_000).collect();
    Note::new(said).add_author_prefix(false).set_width(280).set_height(110)
}

fn put(page: &mut Worksheet, (row, at): (u32, u16), cell: &MendCell, look: &Format) -> Result<(), XlsxError> {
    match cell {
        MendCell::Empty => {}
        MendCell::Text(text) => {
            let text: String = printable(text).chars().take(32_767).collect();
            page.write_string_with_format(row, at, text, look)?;
        }
        MendCell::Number(number) => {
            page.write_number_with_format(row, at, *number, look)?;
        }
        MendCell::Date(day) => match excel_day(*day) {
            Some(day) => {
                page.write_datetime_with_format(row, at, &day, look)?;
            }
            None => {
                page.write_string_with_format(row, at, date::show(*day), look)?;
            }
        },
    }
    Ok(())
}

/// Sheets read hold no more columns and rows than Excel has.
fn column(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX).min(16_383)
}

fn line(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(1).saturating_sub(1).min(1_048_575)
}
