//! The register of issued reports: newest first, with the numbers that nobody used.
//!
//! * **Owns** the list and its gaps.
//! * **Imports** the register's entries as records.
//! * **Never** changes a number: an issue is undone like any other act.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::isi::ReportScreen;
use super::keys;
use crate::base::date;
use crate::base::id::Ticket;
use crate::base::words::{Text, text};
use crate::entity::{LAPORAN, Record};
use crate::request::{
    Format, ISSUED, ISSUED_DIFFERENCE, Order, Query, Reply, ReportAsk, ReportInfo, Request, Seek, Trouble,
};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Keymap};
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Cx, Desk, Outcome, Screen};
use crate::ui::screens::{FormWish, open_form};
use crate::ui::widgets::rows::Rows;
use crate::ui::widgets::wrap;

/// More entries than this are not read at once.
const MOST: usize = 5_000;

/// A row of the register.
#[derive(Clone, Debug, PartialEq)]
enum Line {
    Entry(Box<Record>),
    /// Numbers of a year that nobody used, first to last.
    Gap(i64, i64, i64),
}

/// The register.
#[derive(Default)]
pub struct Register {
    lines: Vec<Line>,
    entries: usize,
    asked: Option<Ticket>,
    loaded: Option<()>,
    trouble: Option<Trouble>,
    rows: Rows,
}

fn number(entry: &Record, field: &str) -> i64 {
    entry.get(field).as_int().unwrap_or(0)
}

/// `12/2026`.
fn name(entry: &Record) -> String {
    format!("{}/{}", number(entry, "nomor_laporan"), number(entry, "tahun"))
}

/// The entries, newest year and highest number first, with the gaps between them and below them.
fn lines(mut entries: Vec<Record>) -> Vec<Line> {
    entries.sort_by_key(|entry| std::cmp::Reverse((number(entry, "tahun"), number(entry, "nomor_laporan"))));
    let mut out = Vec::new();
    for (n, entry) in entries.iter().enumerate() {
        let (year, at) = (number(entry, "tahun"), number(entry, "nomor_laporan"));
        out.push(Line::Entry(Box::new(entry.clone())));
        let next = entries.get(n + 1).filter(|next| number(next, "tahun") == year);
        let below = next.map_or(0, |next| number(next, "nomor_laporan"));
        if at - below > 1 {
            out.push(Line::Gap(year, below + 1, at - 1));
        }
    }
    out
}

impl Register {
    fn read(&mut self, cx: &mut Cx) {
        let query = Query { order: Order::Down, ..Query::all(&LAPORAN) };
        self.asked = Some(cx.ask(Request::Page(query, Seek::First, MOST)));
    }

    fn entry(&self) -> Option<&Record> {
        match self.lines.get(self.rows.at) {
            Some(Line::Entry(entry)) => Some(entry),
            _ => None,
        }
    }

    /// A paper from the register, of the entry under the cursor.
    fn paper(&self, info: ReportInfo, cx: &Cx) -> Option<ReportScreen> {
        let entry = self.entry()?;
        let ask = ReportAsk { name: info.name.to_owned(), record: Some(entry.id), ..ReportAsk::default() };
        let title = format!("{} {}", name(entry), entry.title());
        let stem = format!("{}-nomor-{}", entry.text("jenis_laporan"), name(entry).replace('/', "-"));
        Some(ReportScreen::new(info, cx.desk).asking(ask, title).named(stem))
    }
}

impl Screen for Register {
    fn title(&self, look: &Look) -> String {
        look.say(LAPORAN.label).to_owned()
    }

    fn facts(&self, look: &Look) -> String {
        let unused: i64 = self.lines.iter().map(|line| if let Line::Gap(_, a, b) = line { b - a + 1 } else { 0 }).sum();
        let words = if unused > 0 {
            text("{0} laporan, {1} nomor tidak terpakai", "{0} reports, {1} numbers unused")
        } else {
            text("{0} laporan", "{0} reports")
        };
        words.with([self.entries.to_string(), unused.to_string()]).get(look.lang).into_owned()
    }

    fn keys(&self) -> &'static Keymap {
        &keys::REGISTER_KEYS
    }

    fn why_not(&self, action: Action) -> Option<Text> {
        let needs_entry = matches!(action, Action::Open | Action::Restore | Action::Compare | Action::Edit);
        (needs_entry && self.entry().is_none())
            .then_some(text("Pilih dulu satu laporan di buku ini.", "Choose a report of the register first."))
    }

    fn on_open(&mut self, cx: &mut Cx) {
        self.read(cx);
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Open | Action::Compare => {
                let info = if action == Action::Open { ISSUED } else { ISSUED_DIFFERENCE };
                if let Some(screen) = self.paper(info, cx) {
                    cx.push(screen);
                }
            }
            Action::Restore => {
                let format = self.entry().and_then(|entry| Format::by_ending(entry.text("bentuk")));
                if let Some(screen) = self.paper(ISSUED, cx) {
                    cx.push(screen.saving(format.unwrap_or(Format::Pdf)));
                }
            }
            Action::Edit => {
                if let Some(entry) = self.entry() {
                    open_form(FormWish::Edit(entry.clone()), cx);
                }
            }
            Action::Refresh => self.read(cx),
            other => {
                if !self.rows.act(other, self.lines.len()) {
                    return Outcome::Ignored;
                }
            }
        }
        Outcome::Changed
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, _cx: &mut Cx) -> Outcome {
        if self.asked.take_if(|asked| *asked == ticket).is_none() {
            return Outcome::Unchanged;
        }
        match reply {
            Reply::Page(page) => {
                self.loaded = Some(());
                self.trouble = None;
                self.entries = page.rows.len();
                self.lines = lines(page.rows);
                self.rows.clamp(self.lines.len());
            }
            Reply::Trouble(trouble) => self.trouble = Some(trouble),
            _ => {}
        }
        Outcome::Changed
    }

    fn on_changed(&mut self, cx: &mut Cx) {
        self.read(cx);
    }

    fn layout(&mut self, area: Rect) {
        self.rows.layout(area.height.saturating_sub(5));
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, _desk: &Desk) -> Option<Position> {
        let room = area.width.saturating_sub(4);
        let words = match &self.trouble {
            Some(trouble) => format!("x {} {}", trouble.text.get(look.lang), trouble.advice.get(look.lang)),
            None if self.loaded.is_some() && self.lines.is_empty() => look
                .say(text(
                    "Belum ada laporan yang diberi nomor. Buka sebuah laporan, lalu tekan b.",
                    "No report has a number yet. Open a report, then press b.",
                ))
                .to_owned(),
            None => String::new(),
        };
        for (y, line) in (area.y + 2..area.bottom()).zip(wrap(&words, usize::from(room))) {
            put(buf, (2, y), &line, room, look.style(Role::Muted), look);
        }
        if self.lines.is_empty() {
            return None;
        }
        // Number, date, format; the title has what is left, with what it is about where it fits.
        let about = if area.width >= 110 { 30 } else { 0 };
        let title = area.width.saturating_sub(2 + 11 + 12 + 6 + about + 1);
        let spans = [(2, 10), (13, 10), (25, 5), (31, title.saturating_sub(1)), (31 + title, about)];
        let heads = [
            text("Nomor", "Number"),
            text("Tanggal", "Date"),
            text("Jenis", "As"),
            text("Judul", "Title"),
            text("Keterangan", "About"),
        ];
        let row = |buf: &mut Buffer, y: u16, cells: [&str; 5], style| {
            for ((x, width), cell) in spans.iter().zip(cells).filter(|((_, width), _)| *width > 0) {
                put(buf, (*x, y), cell, *width, style, look);
            }
        };
        row(buf, area.y, heads.map(|head| look.say(head)), look.style(Role::Heading));
        let last = area.bottom().saturating_sub(4);
        for (y, (n, line)) in (area.y + 1..last).zip(self.lines.iter().enumerate().skip(self.rows.top())) {
            let here = n == self.rows.at;
            let style = look.style(if here { Role::Selected } else { Role::Plain });
            if here {
                buf.set_style(Rect { y, height: 1, ..area }, style);
                put(buf, (area.x, y), ">", 1, style, look);
            }
            match line {
                Line::Entry(entry) => {
                    let day = entry.get("tanggal").as_date().map(date::show).unwrap_or_default();
                    let (number, title) = (name(entry), entry.title());
                    row(buf, y, [&number, &day, entry.text("bentuk"), &title, entry.text("keterangan")], style);
                }
                Line::Gap(year, from, until) => {
                    let style = if here { style } else { look.style(Role::Warning) };
                    put(buf, (2, y), &gap_words(*year, *from, *until, look), room, style, look);
                }
            }
        }
        if let Some(entry) = self.entry() {
            let told = [entry.text("perubahan"), entry.text("catatan")];
            let told = told.into_iter().filter(|told| !told.is_empty()).collect::<Vec<_>>().join(" ");
            for (y, line) in (last + 1..area.bottom()).zip(wrap(&told, usize::from(room))) {
                put(buf, (2, y), &line, room, look.style(Role::Muted), look);
            }
        }
        None
    }
}

/// `nomor 3/2026 tidak terpakai`, `nomor 3-5/2026 tidak terpakai`.
fn gap_words(year: i64, from: i64, until: i64, look: &Look) -> String {
    let span = if from == until { format!("{from}/{year}") } else { format!("{from}-{until}/{year}") };
    text("! nomor {0} tidak terpakai", "! number {0} is unused").with([span]).get(look.lang).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::RecordId;

    #[test]
    fn numbers_that_nobody_used_are_told_within_their_year() {
        let entry = |number: i64, year: i64| {
            Record::new(&LAPORAN, RecordId(number)).with("nomor_laporan", number).with("tahun", year)
        };
        let lines = lines(vec![entry(1, 2025), entry(2, 2026), entry(6, 2026), entry(5, 2026)]);
        let gaps: Vec<_> = lines.iter().filter(|line| matches!(line, Line::Gap(..))).cloned().collect();
        assert_eq!(gaps, [Line::Gap(2026, 3, 4), Line::Gap(2026, 1, 1)]);
        assert_eq!(lines.len(), 6);
    }
}
