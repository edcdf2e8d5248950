//! The parts of a sheet that are not tables, laid over the table's columns.
//!
//! * **Owns** kop, titles, paragraphs, lists, facts, clauses and signatures in cells.
//! * **Imports** `rust_xlsxwriter`, the document, lines.
//! * **Never** leaves a merged cell lower than its words: programs do not grow those by themselves.

use rust_xlsxwriter::{Image, ObjectMovement, Worksheet, XlsxError};

use crate::base::text::{clean, clean_lines, width};
use crate::report::document::{Block, Kop, LetterHead, Marks, Signature};

use super::super::lines::wrap;
use super::chart::Charts;
use super::look::{Look, Style};
use super::table;

/// Columns of a sheet without a table: narrow ones, so that texts begin where they should.
const GRID: usize = 20;
/// Points a line takes at 10 points of type.
const LINE: f64 = 13.5;
/// The height of an emblem in pixels: about 2 cm.
const EMBLEM: f64 = 72.0;
/// Rows left for a signature by hand.
const ROOM: u32 = 3;
/// Narrower than this holds no signature.
const SIGN: f64 = 24.0;
/// Excel keeps no more of a cell.
const MOST: usize = 32_767;

/// A sheet being filled from the top.
pub struct Page<'a> {
    /// The sheet.
    pub sheet: &'a mut Worksheet,
    /// The formats.
    pub look: &'a Look,
    /// The widths of its columns, in characters.
    pub widths: Vec<f64>,
    /// The next free row.
    pub row: u32,
    /// Tables written: the first one's headings are repeated and stay in sight.
    pub tables: usize,
    clause: usize,
}

impl<'a> Page<'a> {
    /// A page over the columns of its first table, so many characters wide.
    pub fn new(sheet: &'a mut Worksheet, look: &'a Look, blocks: &[&Block], room: usize) -> Self {
        let table = blocks.iter().find_map(|block| match block {
            Block::Table(table) if !table.columns.is_empty() => Some(table),
            _ => None,
        });
        let widths = match table {
            Some(table) => table::widths(table, room),
            None => vec![count(room) / count(GRID); GRID],
        };
        let labels = blocks.iter().filter_map(|block| match block {
            Block::Clause(label, ..) => Some(width(&clean(label))),
            _ => None,
        });
        let clause = labels.max().unwrap_or(0);
        Page { sheet, look, widths, row: 0, tables: 0, clause }
    }

    /// Gives the columns their widths.
    ///
    /// # Errors
    /// A trouble of the writer.
    pub fn set_widths(&mut self) -> Result<(), XlsxError> {
        for (at, wide) in (0u16..).zip(&self.widths) {
            self.sheet.set_column_width(at, *wide)?;
        }
        Ok(())
    }

    /// Writes a block below what stands there.
    ///
    /// # Errors
    /// A trouble of the writer.
    pub fn block(&mut self, block: &Block, charts: &mut Charts) -> Result<(), XlsxError> {
        if self.row > 0 {
            self.row += 1;
        }
        let all = 0..self.widths.len();
        match block {
            Block::Title(lines) => lines.iter().try_for_each(|line| self.text(all.clone(), line, &self.look.title)),
            Block::Heading(words) => self.text(all, words, &self.look.heading),
            Block::Paragraph(words) => self.text(all, words, &self.look.text),
            Block::Letter(letter) => self.letter(letter),
            Block::List(marks, items) => self.list(0, *marks, items),
            Block::Facts(facts) => self.facts(facts),
            Block::Clause(label, marks, items) => self.clause(label, *marks, items),
            Block::Table(table) => table::write(self, table),
            Block::Chart(chart) => charts.insert(self, chart),
            Block::Signatures(signatures) => self.signatures(signatures),
            Block::Copies(to) => {
                self.text(all, "Tembusan:", &self.look.text)?;
                self.list(0, Marks::Numbers, to)
            }
            Block::Attachment(lines) => {
                let right = self.from(0.5)..self.widths.len();
                lines.iter().try_for_each(|line| self.text(right.clone(), line, &self.look.text))
            }
        }
    }

    /// The kop with its double rule.
    ///
    /// # Errors
    /// A trouble of the writer.
    pub fn kop(&mut self, kop: &Kop) -> Result<(), XlsxError> {
        let all = 0..self.widths.len();
        if let Some(bytes) = &kop.logo {
            self.emblem(bytes)?;
        }
        for (line, style) in [(&kop.above, &self.look.kop), (&kop.office, &self.look.office)] {
            if !line.is_empty() {
                self.text(all.clone(), line, style)?;
            }
        }
        for line in &kop.lines {
            self.text(all.clone(), line, &self.look.small)?;
        }
        for at in (0u16..).take(self.widths.len()) {
            self.sheet.write_blank(self.row, at, &self.look.rule.format)?;
        }
        self.sheet.set_row_height(self.row, 4.0)?;
        self.row += 1;
        Ok(())
    }

    /// The emblem at the left. What is no picture is left out.
    fn emblem(&mut self, bytes: &[u8]) -> Result<(), XlsxError> {
        let Ok(image) = Image::new_from_buffer(bytes) else { return Ok(()) };
        let image = image
            .set_scale_to_size(EMBLEM, EMBLEM, true)
            .set_alt_text("Lambang")
            .set_object_movement(ObjectMovement::DontMoveOrSizeWithCells);
        self.sheet.insert_image_with_offset(0, 0, &image, 4, 4)?;
        Ok(())
    }

    /// A text over some columns, as high as its lines.
    ///
    /// # Errors
    /// A trouble of the writer.
    pub fn text(&mut self, over: std::ops::Range<usize>, words: &str, style: &Style) -> Result<(), XlsxError> {
        let lines = self.put(over, words, style)?;
        self.high(lines, style)?;
        self.row += 1;
        Ok(())
    }

    /// Writes a text over some columns of the present row; gives how many lines it takes.
    fn put(&mut self, over: std::ops::Range<usize>, words: &str, style: &Style) -> Result<usize, XlsxError> {
        let words: String = clean_lines(words).chars().take(MOST).collect();
        let wide = self.wide(over.clone());
        let (first, last) = (column(over.start), column(over.end.saturating_sub(1).max(over.start)));
        if first == last {
            self.sheet.write_string_with_format(self.row, first, &words, &style.format)?;
        } else {
            self.sheet.merge_range(self.row, first, self.row, last, &words, &style.format)?;
        }
        Ok(wrap(&words, fits(wide, style)).len())
    }

    fn high(&mut self, lines: usize, style: &Style) -> Result<(), XlsxError> {
        let lines = u32::try_from(lines.max(1)).unwrap_or(1);
        let high = f64::from(lines) * (LINE * style.size / 10.0) + 1.5;
        self.sheet.set_row_height(self.row, high.min(409.0))?;
        Ok(())
    }

    /// The width of some columns, in characters.
    pub fn wide(&self, over: std::ops::Range<usize>) -> f64 {
        self.widths.get(over).map_or(0.0, |widths| widths.iter().sum())
    }

    /// The first column at or behind a part of the whole width; never the very first of several.
    fn from(&self, part: f64) -> usize {
        let whole: f64 = self.widths.iter().sum();
        self.after(whole * part, 0)
    }

    /// The border between columns nearest to so many characters from the left, behind `least`.
    fn after(&self, characters: f64, least: usize) -> usize {
        let mut used = 0.0;
        let mut best = (f64::MAX, least);
        for (at, wide) in self.widths.iter().enumerate() {
            used += wide;
            let away = (used - characters).abs();
            if at + 1 > least && at + 1 < self.widths.len() && away < best.0 {
                best = (away, at + 1);
            }
        }
        best.1
    }

    fn letter(&mut self, letter: &LetterHead) -> Result<(), XlsxError> {
        let all = 0..self.widths.len();
        if !letter.place_date.is_empty() {
            self.text(all.clone(), &letter.place_date, &self.look.right)?;
        }
        self.facts(&letter.facts)?;
        self.row += 1;
        letter.to.iter().try_for_each(|line| self.text(all.clone(), line, &self.look.text))
    }

    /// What stands before a text in its own columns, and the text in those behind.
    fn hanging(&mut self, before: &[(usize, String)], words: &str) -> Result<(), XlsxError> {
        let (mut at, mut characters, mut lines, mut left) = (0, 0.0, 1, String::new());
        for (wide, words) in before {
            characters += count(*wide);
            let end = self.after(characters, at);
            if end > at && self.wide(at..end) >= count(width(words)) {
                if !words.is_empty() {
                    lines = self.put(at..end, words, &self.look.text)?.max(lines);
                }
                at = end;
            } else if !words.is_empty() {
                // No column is left for it: it stands in front of the text.
                left = format!("{left}{words} ");
            }
        }
        lines = self.put(at..self.widths.len(), &format!("{left}{words}"), &self.look.text)?.max(lines);
        self.high(lines, &self.look.text)?;
        self.row += 1;
        Ok(())
    }

    fn facts(&mut self, facts: &[(String, String)]) -> Result<(), XlsxError> {
        let label = facts.iter().map(|(label, _)| width(&clean(label)) + 3).max().unwrap_or(0);
        for (name, words) in facts {
            self.hanging(&[(label, clean(name))], &format!(": {words}"))?;
        }
        Ok(())
    }

    fn list(&mut self, from: usize, marks: Marks, items: &[String]) -> Result<(), XlsxError> {
        for (at, item) in items.iter().enumerate() {
            let mark = marks.of(at);
            let mut before = Vec::new();
            if from > 0 {
                before.push((from, String::new()));
            }
            if !mark.is_empty() {
                before.push((4, mark));
            }
            self.hanging(&before, item)?;
        }
        Ok(())
    }

    fn clause(&mut self, label: &str, marks: Marks, items: &[String]) -> Result<(), XlsxError> {
        for (at, item) in items.iter().enumerate() {
            let (name, colon) = if at == 0 { (clean(label), ": ") } else { (String::new(), "  ") };
            let mark = marks.of(at);
            let mark = if mark.is_empty() { mark } else { format!("{mark} ") };
            self.hanging(&[(self.clause + 3, name)], &format!("{colon}{mark}{item}"))?;
        }
        Ok(())
    }

    /// Signatures side by side where the columns allow, else below each other.
    fn signatures(&mut self, signatures: &[Signature]) -> Result<(), XlsxError> {
        let whole: f64 = self.widths.iter().sum();
        let end = self.widths.len();
        let places: Vec<std::ops::Range<usize>> = if signatures.len() == 1 {
            std::iter::once(self.from(0.55)..end).collect()
        } else {
            let mut from = 0;
            let mut places = Vec::new();
            for at in 1..=signatures.len() {
                let to = if at == signatures.len() {
                    end
                } else {
                    self.after(whole * count(at) / count(signatures.len()), from)
                };
                places.push(from..to);
                from = to;
            }
            places
        };
        if places.iter().all(|place| self.wide(place.clone()) >= SIGN) {
            return self.signed(signatures, &places);
        }
        for sign in signatures {
            let from = if self.wide(self.from(0.5)..end) >= SIGN { self.from(0.5) } else { 0 };
            let place = from..end;
            self.signed(std::slice::from_ref(sign), std::slice::from_ref(&place))?;
            self.row += 1;
        }
        Ok(())
    }

    fn signed(&mut self, signatures: &[Signature], places: &[std::ops::Range<usize>]) -> Result<(), XlsxError> {
        let above = signatures.iter().map(|sign| sign.above.len()).max().unwrap_or(0);
        for at in 0..above {
            // What stands above ends on one line, so that the offices begin on one.
            self.side_by_side(signatures, places, &self.look.middle, |sign| {
                let line = at.checked_sub(above - sign.above.len()).and_then(|at| sign.above.get(at));
                line.cloned().unwrap_or_default()
            })?;
        }
        let office = signatures.iter().map(|sign| sign.office.len()).max().unwrap_or(0);
        for at in 0..office {
            self.side_by_side(signatures, places, &self.look.middle, |sign| {
                sign.office.get(at).cloned().unwrap_or_default()
            })?;
        }
        self.row += ROOM;
        // A name not known is written by hand.
        let by_hand = || format!("({})", ".".repeat(28));
        self.side_by_side(signatures, places, &self.look.name, |sign| match clean(&sign.name) {
            name if name.is_empty() => by_hand(),
            name => name,
        })?;
        let below = |sign: &Signature| {
            let nip = if sign.nip.is_empty() { String::new() } else { format!("NIP {}", sign.nip) };
            [sign.rank.clone(), nip].into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>()
        };
        let lines = signatures.iter().map(|sign| below(sign).len()).max().unwrap_or(0);
        for at in 0..lines {
            self.side_by_side(signatures, places, &self.look.middle, |sign| {
                below(sign).get(at).cloned().unwrap_or_default()
            })?;
        }
        Ok(())
    }

    /// One line of each signature in its place.
    fn side_by_side(
        &mut self,
        signatures: &[Signature],
        places: &[std::ops::Range<usize>],
        style: &Style,
        line: impl Fn(&Signature) -> String,
    ) -> Result<(), XlsxError> {
        let mut lines = 1;
        for (sign, place) in signatures.iter().zip(places) {
            let words = line(sign);
            if !words.is_empty() {
                lines = self.put(place.clone(), &words, style)?.max(lines);
            }
        }
        self.high(lines, style)?;
        self.row += 1;
        Ok(())
    }

    /// What is known only when all is written.
    ///
    /// # Errors
    /// A trouble of the writer.
    pub fn finish(&mut self) -> Result<(), XlsxError> {
        let last = column(self.widths.len().saturating_sub(1));
        self.sheet.set_print_area(0, 0, self.row.saturating_sub(1), last)?;
        Ok(())
    }
}

/// A column's number as the writer has it.
pub fn column(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// A small count as a width.
#[expect(clippy::cast_precision_loss, reason = "characters of a line")]
fn count(number: usize) -> f64 {
    number as f64
}

/// Characters of a text that fit into a width.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a width of a sheet, above zero")]
fn fits(wide: f64, style: &Style) -> usize {
    (wide * 10.0 / style.size).max(1.0) as usize
}
