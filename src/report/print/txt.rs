//! A document as plain text: for line printers, e-mail, screen readers and the preview.
//!
//! * **Owns** how each part of a document lies on 80 or 132 columns; [`table`] the tables.
//! * **Imports** the document, lines.
//! * **Never** uses a sign that is not on an old keyboard for rules and bars, nor a form feed.

mod table;

use crate::base::money;
use crate::base::text::{clean, clean_lines, width};
use crate::report::document::{Block, Chart, Document, Kop, LetterHead, Marks, Signature};

use super::lines::{Side, put, spaces, wrap};

/// Columns of an upright page and of one that lies wide.
const NARROW: usize = 80;
const WIDE: usize = 132;
/// Fewer than these hold no table.
const FEWEST: usize = 40;
/// Lines left for a signature by hand.
const ROOM: usize = 3;
/// What bars of the first, second and third series are made of.
const BARS: [char; 3] = ['#', '=', '.'];

/// Prints it as UTF-8 lines of at most so many columns.
pub fn print(document: &Document, columns: Option<u16>) -> Vec<u8> {
    let usual = if document.page.landscape { WIDE } else { NARROW };
    let columns = columns.map_or(usual, usize::from).max(FEWEST);
    let mut page = Page {
        out: String::with_capacity(16 * 1024),
        columns,
        clause: clause_width(&document.blocks).min(columns / 3),
    };
    if let Some(kop) = &document.kop {
        page.kop(kop);
    }
    for block in &document.blocks {
        page.block(block);
    }
    let footer = clean(&document.footer);
    if !footer.is_empty() {
        page.apart();
        page.rule('-');
        page.lines(&footer, 0, Side::Left);
    }
    page.out.into_bytes()
}

/// The label column of all clauses is as wide as the longest label.
fn clause_width(blocks: &[Block]) -> usize {
    let labels = blocks.iter().filter_map(|block| match block {
        Block::Clause(label, ..) => Some(width(&clean(label))),
        _ => None,
    });
    labels.max().unwrap_or(0)
}

struct Page {
    out: String,
    columns: usize,
    clause: usize,
}

impl Page {
    fn block(&mut self, block: &Block) {
        self.apart();
        match block {
            Block::Title(lines) => lines.iter().for_each(|line| self.lines(line, 0, Side::Middle)),
            Block::Heading(words) | Block::Paragraph(words) => self.lines(words, 0, Side::Left),
            Block::Letter(letter) => self.letter(letter),
            Block::List(marks, items) => self.list(*marks, items),
            Block::Facts(facts) => self.facts(facts),
            Block::Clause(label, marks, items) => self.clause(label, *marks, items),
            Block::Table(table) => table::write(table, self.columns, &mut self.out),
            Block::Chart(chart) => self.chart(chart),
            Block::Signatures(signatures) => self.signatures(signatures),
            Block::Copies(to) => {
                self.lines("Tembusan:", 0, Side::Left);
                self.list(Marks::Numbers, to);
            }
            Block::Attachment(lines) => {
                self.out.push('\n');
                self.rule('=');
                lines.iter().for_each(|line| self.lines(line, self.columns / 2, Side::Left));
            }
        }
    }

    /// An empty line between two parts.
    fn apart(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    fn rule(&mut self, of: char) {
        self.out.extend(std::iter::repeat_n(of, self.columns));
        self.out.push('\n');
    }

    /// A text between a left margin and the page's right edge.
    fn lines(&mut self, words: &str, from: usize, side: Side) {
        let wide = self.columns - from;
        for line in wrap(&clean_lines(words), wide) {
            let mut whole = String::new();
            spaces(&mut whole, from);
            put(&mut whole, &line, wide, side);
            self.out.push_str(whole.trim_end());
            self.out.push('\n');
        }
    }

    /// What stands before a text, and the text behind it with its lines below each other.
    fn hanging(&mut self, before: &str, words: &str) {
        let margin = width(before);
        let room = self.columns.saturating_sub(margin).max(FEWEST / 2);
        for (at, line) in wrap(&clean_lines(words), room).iter().enumerate() {
            let mut whole = String::new();
            if at == 0 {
                whole.push_str(before);
            } else {
                spaces(&mut whole, margin);
            }
            whole.push_str(line);
            self.out.push_str(whole.trim_end());
            self.out.push('\n');
        }
    }

    fn kop(&mut self, kop: &Kop) {
        for line in [&kop.above, &kop.office].into_iter().chain(&kop.lines).filter(|line| !line.is_empty()) {
            self.lines(line, 0, Side::Middle);
        }
        self.rule('=');
    }

    fn letter(&mut self, letter: &LetterHead) {
        if !letter.place_date.is_empty() {
            self.lines(&letter.place_date, 0, Side::Right);
        }
        self.facts(&letter.facts);
        if !letter.to.is_empty() {
            self.apart();
            letter.to.iter().for_each(|line| self.lines(line, 0, Side::Left));
        }
    }

    fn facts(&mut self, facts: &[(String, String)]) {
        let labels: Vec<String> = facts.iter().map(|(label, _)| clean(label)).collect();
        let wide = labels.iter().map(|label| width(label)).max().unwrap_or(0).min(self.columns / 3);
        for (label, (_, words)) in labels.iter().zip(facts) {
            let before = self.labelled(label, wide);
            self.hanging(&before, words);
        }
    }

    /// A label with its colon; one too long for its place stands on lines of its own above.
    fn labelled(&mut self, label: &str, wide: usize) -> String {
        let fits = width(label) <= wide;
        if !fits {
            self.lines(label, 0, Side::Left);
        }
        let mut before = String::new();
        put(&mut before, if fits { label } else { "" }, wide, Side::Left);
        before.push_str(" : ");
        before
    }

    fn list(&mut self, marks: Marks, items: &[String]) {
        let wide = mark_width(marks, items.len());
        for (at, item) in items.iter().enumerate() {
            let mut before = String::new();
            put(&mut before, &marks.of(at), wide, Side::Left);
            self.hanging(&before, item);
        }
    }

    fn clause(&mut self, label: &str, marks: Marks, items: &[String]) {
        let wide = mark_width(marks, items.len());
        for (at, item) in items.iter().enumerate() {
            let mut before = String::new();
            if at == 0 {
                before = self.labelled(&clean(label), self.clause);
            } else {
                spaces(&mut before, self.clause + 3);
            }
            put(&mut before, &marks.of(at), wide, Side::Left);
            self.hanging(&before, item);
        }
    }

    fn chart(&mut self, chart: &Chart) {
        let unit = clean(&chart.unit);
        let caption = clean(&chart.caption);
        let over = match (caption.is_empty(), unit.is_empty()) {
            (_, true) => caption,
            (true, false) => format!("({unit})"),
            (false, false) => format!("{caption} ({unit})"),
        };
        if !over.is_empty() {
            self.lines(&over, 0, Side::Left);
        }
        if chart.series.len() > 1 {
            let names = chart.series.iter().zip(BARS).map(|(name, sign)| format!("{sign} {}", clean(name)));
            let legend = names.collect::<Vec<_>>().join("   ");
            self.lines(&legend, 0, Side::Left);
        }
        let labels: Vec<String> = chart.bars.iter().map(|(label, _)| clean(label)).collect();
        let label_wide = labels.iter().map(|label| width(label)).max().unwrap_or(0).min(self.columns * 2 / 5);
        let most = chart.bars.iter().flat_map(|(_, numbers)| numbers).copied().max().unwrap_or(0).max(1);
        let number_wide = width(&money::show(most));
        let room = self.columns.saturating_sub(label_wide + number_wide + 4).max(1);
        for (label, (_, numbers)) in labels.iter().zip(&chart.bars) {
            let mut names = wrap(label, label_wide.max(1)).into_iter();
            let high = names.len().max(numbers.len());
            for at in 0..high {
                let mut whole = String::new();
                put(&mut whole, &names.next().unwrap_or_default(), label_wide, Side::Left);
                whole.push_str(" |");
                if let (Some(number), Some(sign)) = (numbers.get(at), BARS.get(at)) {
                    whole.extend(std::iter::repeat_n(*sign, bar(*number, most, room)));
                    whole.push(' ');
                    whole.push_str(&money::show(*number));
                }
                self.out.push_str(whole.trim_end());
                self.out.push('\n');
            }
        }
    }

    /// Signatures side by side, each in its part of the line; one alone in the right half.
    fn signatures(&mut self, signatures: &[Signature]) {
        let count = signatures.len().max(1);
        let margin = if count == 1 { self.columns / 2 } else { 0 };
        let wide = (self.columns - margin) / count;
        let texts: Vec<[Vec<String>; 3]> = signatures.iter().map(|sign| signed(sign, wide.max(2) - 1)).collect();
        let height = |part: usize| texts.iter().filter_map(|text| text.get(part)).map(Vec::len).max().unwrap_or(0);
        let heights = [height(0), height(1) + ROOM, height(2)];
        for (part, high) in heights.into_iter().enumerate() {
            for at in 0..high {
                let mut whole = String::new();
                spaces(&mut whole, margin);
                for text in &texts {
                    let lines = text.get(part).map_or(&[][..], Vec::as_slice);
                    // What stands above ends on one line, so that the offices begin on one.
                    let skip = if part == 0 { high - lines.len() } else { 0 };
                    let line = at.checked_sub(skip).and_then(|at| lines.get(at));
                    put(&mut whole, line.map_or("", String::as_str), wide, Side::Middle);
                }
                self.out.push_str(whole.trim_end());
                self.out.push('\n');
            }
        }
    }
}

/// The lines above the office, of the office, and below the signature.
fn signed(sign: &Signature, wide: usize) -> [Vec<String>; 3] {
    let broken =
        |lines: &[String]| lines.iter().flat_map(|line| wrap(&clean_lines(line), wide)).collect::<Vec<String>>();
    let name = clean(&sign.name);
    // A name not known is written by hand.
    let name = if name.is_empty() { format!("({})", ".".repeat(28.min(wide.max(4) - 2))) } else { name };
    let nip = clean(&sign.nip);
    let nip = if nip.is_empty() { nip } else { format!("NIP {nip}") };
    let below: Vec<String> = [name, clean(&sign.rank), nip].into_iter().filter(|line| !line.is_empty()).collect();
    [broken(&sign.above), broken(&sign.office), broken(&below)]
}

fn mark_width(marks: Marks, items: usize) -> usize {
    match (0..items).map(|at| width(&marks.of(at))).max().unwrap_or(0) {
        0 => 0,
        wide => wide + 1,
    }
}

/// How long a bar is; what is not nothing is seen.
fn bar(number: i64, most: i64, room: usize) -> usize {
    let (number, most) = (i128::from(number.max(0)), i128::from(most));
    let room = i128::try_from(room).unwrap_or(0);
    let length = usize::try_from(number * room / most).unwrap_or(0);
    if number > 0 { length.max(1) } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{DESA, NAME, decree, hostile, matrix, roster};
    use super::*;
    use crate::report::document::Page as Paper;
    use crate::report::document::{RowKind, Table};

    fn text(document: &Document, columns: Option<u16>) -> String {
        String::from_utf8(print(document, columns)).expect("UTF-8")
    }

    /// The numbers of the plain and sum rows, as their lines show them.
    fn numbers(table: &Table) -> Vec<String> {
        let rows = table.rows.iter().filter(|row| row.kind != RowKind::Group);
        rows.flat_map(|row| row.cells.iter().zip(&table.columns))
            .filter(|(cell, _)| matches!(cell, crate::report::writers::Cell::Number(_)))
            .map(|(cell, column)| super::super::cell::shown(cell, column.nature))
            .collect()
    }

    #[test]
    fn no_line_is_wider_than_the_page_and_nothing_is_left_out() {
        let mut upright = matrix();
        upright.page = Paper::default();
        for (document, columns) in [
            (matrix(), 132),
            (upright.clone(), 80),
            (upright, 60),
            (decree(), 80),
            (hostile(), 80),
            (hostile(), 40),
            (roster(30), 132),
        ] {
            let text = text(&document, Some(columns));
            let widest = text.lines().map(width).max().unwrap_or(0);
            assert!(widest <= usize::from(columns), "{}: {widest} of {columns}", document.name);
            let words: Vec<&str> = text.split([' ', '|', '\n']).collect();
            for number in document.tables().flat_map(numbers) {
                assert!(number.split(' ').all(|part| words.contains(&part)), "{number}");
            }
        }
    }

    #[test]
    fn long_names_wrap_and_stay_whole() {
        let text = text(&decree(), None);
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(DESA), "{text}");
        for word in NAME.split(' ') {
            assert!(flat.contains(word), "{word}");
        }
        assert!(text.contains("\nMenimbang  : a. bahwa"), "{text}");
        assert!(text.contains("\nKESATU     : Membentuk"), "{text}");
        assert!(text.contains("Hal      : Undangan rapat"), "{text}");
        assert!(text.contains("\n           dalam rangka"), "{text}");
        assert!(text.contains("(............................)"), "a name not known is written by hand");
    }

    #[test]
    fn a_table_too_wide_repeats_its_first_columns_in_every_part() {
        let text = text(&matrix(), Some(80));
        assert_eq!(text.matches("(bagian ").count(), 3, "{text}");
        assert_eq!(text.matches("No |").count(), 3, "{text}");
        assert!(text.contains("Triwulan I\n") || text.contains("Triwulan I "), "{text}");
    }

    #[test]
    fn nothing_steers_a_terminal_or_printer() {
        let text = text(&hostile(), None);
        assert!(!text.chars().any(|c| c.is_control() && c != '\n' || matches!(c, '\u{202e}' | '\u{fffe}')));
    }

    #[test]
    fn the_same_document_gives_the_same_lines() {
        assert_eq!(print(&matrix(), None), print(&matrix(), None));
    }

    #[test]
    fn bars_are_as_long_as_their_numbers_and_a_small_one_is_seen() {
        assert_eq!([0, 1, 500, 1000].map(|number| bar(number, 1000, 50)), [0, 1, 25, 50]);
    }
}
