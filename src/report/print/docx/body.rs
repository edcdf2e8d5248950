//! The text of a letter: paragraphs, and what stands in columns without lines.
//!
//! * **Owns** how each part of a document lies on the page.
//! * **Imports** the document.
//! * **Never** lets two tables touch: word processors would take them for one.

use crate::base::text::{clean, width};
use crate::report::document::{Block, Chart, Kop, LetterHead, Marks, Signature};

use super::super::lines::wrap;
use super::Emblem;
use super::table::{self, Grid, Place};
use super::xml::{escaped, paragraph, styled};

/// Twentieths of a point a character takes on average at 11 points.
const CHARACTER: u32 = 128;
/// Room around the words of a cell without lines.
const PAD: u32 = 60;
/// The height of an emblem: 2 cm in units of a drawing (1 cm is 360,000).
const EMBLEM: u64 = 720_000;
/// The column of an emblem.
const EMBLEM_COLUMN: u32 = 1300;
/// Lines left for a signature by hand.
const ROOM: usize = 4;
/// Steps a bar's length is counted in.
const STEPS: u32 = 60;
/// Shades of the first, second and third series.
const SHADES: [&str; 3] = ["1F4E79", "F4A261", "A6A6A6"];

/// The body being written.
pub struct Body {
    out: String,
    wide: u32,
    clause: u32,
}

impl Body {
    /// An empty one, of a page's text width in twentieths of a point.
    pub fn new(wide: u32) -> Self {
        Body { out: String::with_capacity(64 * 1024), wide, clause: 0 }
    }

    /// What was written; it ends with a paragraph, as a body must behind a table.
    pub fn finish(mut self) -> String {
        if self.out.ends_with("</w:tbl>") {
            self.small();
        }
        self.out
    }

    /// Writes the parts.
    pub fn blocks(&mut self, blocks: &[Block]) {
        let labels = blocks.iter().filter_map(|block| match block {
            Block::Clause(label, ..) => Some(characters(label)),
            _ => None,
        });
        self.clause = (labels.max().unwrap_or(0) * CHARACTER + 2 * PAD).min(self.wide / 3);
        for (at, block) in blocks.iter().enumerate() {
            let breaks = matches!(block, Block::Attachment(_));
            if (at > 0 || !self.out.is_empty()) && !breaks {
                self.small();
            }
            self.block(block);
        }
    }

    /// An empty line of half the height between two parts.
    fn small(&mut self) {
        paragraph("", "<w:spacing w:line=\"140\" w:lineRule=\"exact\"/>", "", &mut self.out);
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Title(lines) => lines.iter().for_each(|line| paragraph("Judul", "", line, &mut self.out)),
            Block::Heading(words) => paragraph("Bab", "", words, &mut self.out),
            Block::Letter(letter) => self.letter(letter),
            // Each line a paragraph of its own: a break within one would stretch the line before it.
            Block::Paragraph(words) => words.lines().for_each(|line| paragraph("Isi", "", line, &mut self.out)),
            Block::List(marks, items) => self.list(*marks, items),
            Block::Facts(facts) => self.facts(facts),
            Block::Clause(label, marks, items) => self.clause(label, *marks, items),
            Block::Table(table) => table::write(table, self.wide, &mut self.out),
            Block::Chart(chart) => self.chart(chart),
            Block::Signatures(signatures) => self.signatures(signatures),
            Block::Copies(to) => {
                paragraph("", "<w:keepNext/>", "Tembusan:", &mut self.out);
                self.list(Marks::Numbers, to);
            }
            Block::Attachment(lines) => {
                let left = self.wide / 2;
                paragraph("", "<w:pageBreakBefore/><w:spacing w:line=\"20\" w:lineRule=\"exact\"/>", "", &mut self.out);
                for line in lines {
                    paragraph("", &format!("<w:ind w:left=\"{left}\"/>"), line, &mut self.out);
                }
            }
        }
    }

    /// The kop with its double rule.
    pub fn kop(&mut self, kop: &Kop, emblem: Option<&Emblem<'_>>) {
        let mut words = String::new();
        if !kop.above.is_empty() {
            paragraph("KopAtas", "", &kop.above, &mut words);
        }
        paragraph("KopKantor", "", &kop.office, &mut words);
        for line in &kop.lines {
            paragraph("KopKecil", "", line, &mut words);
        }
        match emblem {
            None => self.out.push_str(&words),
            Some(emblem) => {
                let middle = self.wide - 2 * EMBLEM_COLUMN;
                let mut grid = Grid::bare(&[EMBLEM_COLUMN, middle, EMBLEM_COLUMN]);
                let mut empty = String::new();
                paragraph("", "", "", &mut empty);
                grid.row(
                    false,
                    &[
                        Place { words: drawing(emblem), ..Place::default() },
                        Place { words, ..Place::default() },
                        Place { words: empty, ..Place::default() },
                    ],
                );
                grid.finish(&mut self.out);
            }
        }
        let rule = "<w:pBdr><w:bottom w:val=\"double\" w:sz=\"8\" w:space=\"1\" w:color=\"auto\"/></w:pBdr>\
                    <w:spacing w:line=\"80\" w:lineRule=\"exact\"/>";
        paragraph("", rule, "", &mut self.out);
    }

    fn letter(&mut self, letter: &LetterHead) {
        if !letter.place_date.is_empty() {
            paragraph("", "<w:jc w:val=\"right\"/>", &letter.place_date, &mut self.out);
        }
        self.facts(&letter.facts);
        self.small();
        for line in &letter.to {
            paragraph("", "", line, &mut self.out);
        }
    }

    fn list(&mut self, marks: Marks, items: &[String]) {
        let most = (0..items.len()).map(|at| characters(&marks.of(at))).max().unwrap_or(0);
        let hang = if most == 0 { 0 } else { most * CHARACTER + 200 };
        let how = format!(
            "<w:tabs><w:tab w:val=\"left\" w:pos=\"{hang}\"/></w:tabs><w:ind w:left=\"{hang}\" w:hanging=\"{hang}\"/>\
             <w:jc w:val=\"both\"/>"
        );
        for (at, item) in items.iter().enumerate() {
            let mark = marks.of(at);
            self.out.push_str(&format!("<w:p><w:pPr>{how}</w:pPr>"));
            if !mark.is_empty() {
                self.out.push_str(&format!("<w:r><w:t>{}</w:t></w:r><w:r><w:tab/></w:r>", escaped(&mark)));
            }
            super::xml::run(item, "", &mut self.out);
            self.out.push_str("</w:p>");
        }
    }

    fn facts(&mut self, facts: &[(String, String)]) {
        if facts.is_empty() {
            return;
        }
        let most = facts.iter().map(|(label, _)| characters(label)).max().unwrap_or(0);
        let label = (most * CHARACTER + 2 * PAD).min(self.wide / 3);
        let colon = CHARACTER + 2 * PAD;
        let mut grid = Grid::bare(&[label, colon, self.wide - label - colon]);
        for (name, words) in facts {
            grid.row(false, &[Place::left(name), Place::left(":"), Place::both(words)]);
        }
        grid.finish(&mut self.out);
    }

    fn clause(&mut self, label: &str, marks: Marks, items: &[String]) {
        let colon = CHARACTER + 2 * PAD;
        let most = (0..items.len()).map(|at| characters(&marks.of(at))).max().unwrap_or(0);
        let mark = most.max(2) * CHARACTER + 2 * PAD;
        let mut grid = Grid::bare(&[self.clause, colon, mark, self.wide - self.clause - colon - mark]);
        for (at, item) in items.iter().enumerate() {
            let (name, sign) = if at == 0 { (label, ":") } else { ("", "") };
            let mut row = vec![Place::left(name), Place::left(sign)];
            match marks {
                Marks::None => row.push(Place { across: 2, ..Place::both(item) }),
                _ => row.extend([Place::left(&marks.of(at)), Place::both(item)]),
            }
            grid.row(false, &row);
        }
        grid.finish(&mut self.out);
    }

    /// Bars of shaded cells, each with its number behind it.
    fn chart(&mut self, chart: &Chart) {
        let (caption, unit) = (clean(&chart.caption), clean(&chart.unit));
        let over = if unit.is_empty() { caption } else { format!("{caption} ({unit})") };
        paragraph("Keterangan", "", over.trim(), &mut self.out);
        if chart.series.len() > 1 {
            self.out.push_str("<w:p><w:pPr><w:keepNext/></w:pPr>");
            for (name, shade) in chart.series.iter().zip(SHADES) {
                const APART: &str = "<w:r><w:t xml:space=\"preserve\">  </w:t></w:r>";
                super::xml::run("■", &format!("<w:color w:val=\"{shade}\"/>"), &mut self.out);
                self.out.push_str(APART);
                super::xml::run(name, "<w:sz w:val=\"18\"/>", &mut self.out);
                self.out.push_str(APART);
            }
            self.out.push_str("</w:p>");
        }
        let most = chart.bars.iter().flat_map(|(_, numbers)| numbers).copied().max().unwrap_or(0).max(1);
        let label = self.wide * 3 / 10;
        let number = 1700;
        let step = (self.wide - label - number) / STEPS;
        let mut columns = vec![label];
        columns.extend(std::iter::repeat_n(step, usize::try_from(STEPS).unwrap_or(0)));
        columns.push(number);
        let mut grid = Grid::bare(&columns);
        for (name, numbers) in &chart.bars {
            for (at, (value, shade)) in numbers.iter().zip(SHADES).enumerate() {
                let long = bar(*value, most);
                let mut row = vec![Place::sized(if at == 0 { name } else { "" }, "Tabel18")];
                if long > 0 {
                    row.push(Place { across: long, shade, ..Place::sized("", "Tabel12") });
                }
                let shown = crate::base::money::show(*value);
                row.push(Place { across: STEPS - long + 1, ..Place::sized(&shown, "Tabel16") });
                grid.row(true, &row);
            }
            // A little air between two labels.
            let air = "<w:spacing w:line=\"60\" w:lineRule=\"exact\"/>";
            let mut words = String::new();
            paragraph("", air, "", &mut words);
            grid.row(true, &[Place { words, across: STEPS + 2, ..Place::default() }]);
        }
        grid.finish(&mut self.out);
    }

    /// Signatures side by side, on one page; one alone in the right half.
    fn signatures(&mut self, signatures: &[Signature]) {
        if signatures.is_empty() {
            return;
        }
        let count = u32::try_from(signatures.len()).unwrap_or(1);
        let alone = signatures.len() == 1;
        let mut columns = Vec::new();
        if alone {
            columns.push(self.wide * 45 / 100);
        }
        let rest = self.wide - columns.iter().sum::<u32>();
        columns.extend(signatures.iter().map(|_| rest / count));
        let wide = usize::try_from(rest / count / CHARACTER).unwrap_or(1);
        // As many lines as words of this width take: offices and names stand on one line each.
        let high = |lines: &[String]| lines.iter().map(|line| wrap(&clean(line), wide).len()).sum::<usize>();
        let most = |lines: fn(&Signature) -> &[String]| signatures.iter().map(|sign| high(lines(sign))).max();
        let above = most(|sign| &sign.above).unwrap_or(0);
        let office = most(|sign| &sign.office).unwrap_or(0);
        let mut places = Vec::new();
        if alone {
            places.push(Place::left(""));
        }
        for sign in signatures {
            let mut words = String::new();
            let mut put = |line: &str, look: &str| styled("Tengah", "<w:keepLines/>", look, line, &mut words);
            (high(&sign.above)..above).for_each(|_| put("", ""));
            sign.above.iter().chain(&sign.office).for_each(|line| put(line, ""));
            (high(&sign.office)..office + ROOM).for_each(|_| put("", ""));
            let name = clean(&sign.name);
            // A name not known is written by hand.
            let name = if name.is_empty() { format!("({})", ".".repeat(32)) } else { name };
            put(&name, "<w:b/><w:u w:val=\"single\"/>");
            if !sign.rank.is_empty() {
                put(&sign.rank, "");
            }
            if !sign.nip.is_empty() {
                put(&format!("NIP {}", sign.nip), "");
            }
            places.push(Place { words, ..Place::default() });
        }
        let mut grid = Grid::bare(&columns);
        grid.row(true, &places);
        grid.finish(&mut self.out);
    }
}

/// How many steps a bar is long; what is not nothing is seen.
fn bar(value: i64, most: i64) -> u32 {
    let long = i128::from(value.max(0)) * i128::from(STEPS) / i128::from(most);
    let long = u32::try_from(long).unwrap_or(STEPS).min(STEPS);
    if value > 0 { long.max(1) } else { 0 }
}

fn characters(words: &str) -> u32 {
    u32::try_from(width(&clean(words))).unwrap_or(0)
}

/// An emblem in a paragraph of its own.
fn drawing(emblem: &Emblem<'_>) -> String {
    let high = EMBLEM;
    let wide = (u64::from(emblem.wide) * high / u64::from(emblem.high)).clamp(high / 4, high * 11 / 10);
    format!(
        "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" \
         distR=\"0\"><wp:extent cx=\"{wide}\" cy=\"{high}\"/><wp:docPr id=\"1\" name=\"Lambang\" descr=\"Lambang\"/>\
         <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic>\
         <pic:nvPicPr><pic:cNvPr id=\"1\" name=\"Lambang\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>\
         <a:blip r:embed=\"rId4\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>\
         <a:off x=\"0\" y=\"0\"/><a:ext cx=\"{wide}\" cy=\"{high}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/>\
         </a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
}
