//! Reports: the list of them, one report with its choices and preview, the register of those issued.
//!
//! * **Owns** the list of reports, by group, and which report a key there means.
//! * **Imports** what reports are called and need, as the request gives it.
//! * **Never** builds a document or writes a file: jobs do.
//!
//! From the start screen to a saved rekap: `l`, Enter on the report, `x`, Enter on the file's name.

pub mod buku;
pub mod isi;
pub mod keys;
mod pilih;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::choose::Choose;
use crate::base::date::Date;
use crate::base::id::{RecordId, Ticket};
use crate::base::words::{Text, text};
use crate::entity::{DESA, Entity, Record};
use crate::request::{Format, Need, Reply, ReportInfo, Request, Trouble};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Goto, Keymap};
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Outcome, Screen};
use crate::ui::widgets::rows::Rows;
use crate::ui::widgets::wrap;
use isi::ReportScreen;

/// Kinds of records that reports are about: their screens lead here.
pub const ABOUT: &[&str] = &["posyandu", "naskah", "surat", "desa", "insentif"];

/// The record that reports are wanted about.
#[derive(Clone, Debug)]
pub struct About {
    /// Its kind.
    pub entity: &'static Entity,
    /// Which.
    pub id: RecordId,
    /// Its title.
    pub title: String,
    /// Its year, where it has one.
    pub year: Option<i64>,
    /// The code of its kind, where it has one: an invitation is printed as such.
    pub kind: String,
}

impl About {
    /// A record with what reports want to know of it.
    pub fn record(record: &Record) -> About {
        About {
            entity: record.entity,
            id: record.id,
            title: record.title(),
            year: record.get("tahun").as_int(),
            kind: record.text("jenis").to_owned(),
        }
    }
}

/// Why a report is not saved as this: a form is a workbook.
fn form_as(report: &ReportInfo, format: Format) -> Option<Text> {
    (report.is_form() && format != Format::Xlsx)
        .then_some(text("Formulir hanya disimpan sebagai Excel: x.", "A form is saved as Excel only: x."))
}

/// The list of reports.
#[derive(Default)]
pub struct Reports {
    about: Option<About>,
    /// Only the one of this name.
    only: Option<&'static str>,
    /// The day as of which they are; `None`: now.
    day: Option<Date>,
    reports: Vec<ReportInfo>,
    asked: Option<Ticket>,
    loaded: Option<()>,
    trouble: Option<Trouble>,
    rows: Rows,
    /// What was typed of a number.
    typed: usize,
    /// A key that came before the list did: it is done once the list is there.
    early: Option<Action>,
}

impl Reports {
    /// Those about one record.
    pub fn about(about: About) -> Self {
        Reports { about: Some(about), ..Reports::default() }
    }

    /// The one of this name about a record: there is nothing to choose.
    pub fn one(name: &'static str, about: About) -> Self {
        Reports { only: Some(name), ..Reports::about(about) }
    }

    /// The same as of a day.
    pub fn as_of(self, day: Option<Date>) -> Self {
        Reports { day, ..self }
    }

    fn chosen(&self) -> Option<&ReportInfo> {
        self.reports.get(self.rows.at)
    }

    fn fits(&self, report: &ReportInfo) -> bool {
        if self.only.is_some_and(|name| name != report.name) {
            return false;
        }
        let Some(about) = &self.about else { return true };
        let of_its_kind = about.entity.name != "surat" || report.name.ends_with(&about.kind);
        (report.about() == Some(about.entity) && of_its_kind)
            || (about.entity == &DESA && report.needs.contains(&Need::Desa))
    }

    fn screen(&self, cx: &Cx) -> Option<ReportScreen> {
        let screen = ReportScreen::new(*self.chosen()?, cx.desk);
        let screen = match &self.about {
            Some(about) => screen.about(about),
            None => screen,
        };
        Some(screen.as_of(self.day))
    }

    /// Goes to the report of a number as far as it is typed: `1`, then `12`.
    fn number(&mut self, digit: usize) {
        let most = if self.loaded.is_some() { self.reports.len() } else { 99 };
        let longer = self.typed * 10 + digit;
        self.typed = if longer >= 1 && longer <= most { longer } else { digit };
        if let Some(at) = self.typed.checked_sub(1).filter(|at| *at < self.reports.len()) {
            self.rows.go(at);
        }
    }
}

impl Screen for Reports {
    fn title(&self, look: &Look) -> String {
        let title = look.say(text("Laporan", "Reports"));
        match &self.about {
            Some(about) => format!("{title} {} {}", look.dot(), about.title),
            None => title.to_owned(),
        }
    }

    fn facts(&self, look: &Look) -> String {
        let count = self.reports.len().to_string();
        text("{0} laporan", "{0} reports").with([count]).get(look.lang).into_owned()
    }

    fn keys(&self) -> &'static Keymap {
        &keys::LIST_KEYS
    }

    fn why_not(&self, action: Action) -> Option<Text> {
        if let (Action::As(format), Some(report)) = (action, self.chosen()) {
            return form_as(report, format);
        }
        let here = self.loaded.is_some();
        let none = here && matches!(action, Action::Open | Action::As(_) | Action::Search) && self.chosen().is_none();
        none.then_some(text("Tidak ada laporan di sini.", "There is no report here."))
    }

    fn takes(&self, c: char) -> bool {
        c.is_ascii_digit()
    }

    fn on_open(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.ask(Request::Reports));
    }

    fn on_text(&mut self, c: char, _cx: &mut Cx) -> Outcome {
        if let Some(digit) = c.to_digit(10).and_then(|digit| usize::try_from(digit).ok()) {
            self.number(digit);
        }
        Outcome::Changed
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        if self.loaded.is_some() {
            self.typed = 0;
        }
        match action {
            Action::Open | Action::As(_) if self.loaded.is_none() => {
                // Enter, then a format: the format says more.
                if !matches!(self.early, Some(Action::As(_))) {
                    self.early = Some(action);
                }
            }
            Action::Open => {
                if let Some(screen) = self.screen(cx) {
                    cx.push(screen);
                }
            }
            Action::As(format) => {
                if let Some(screen) = self.screen(cx) {
                    cx.push(screen.saving(format));
                }
            }
            Action::Search => {
                let look = cx.desk.look;
                let titles = self.reports.iter().map(|r| format!("{} ({})", look.say(r.title), r.name)).collect();
                cx.push(Choose::one(text("Cari laporan", "Find a report"), titles));
            }
            Action::Register => cx.go(Goto::Register),
            other => {
                if !self.rows.act(other, self.reports.len()) {
                    return Outcome::Ignored;
                }
            }
        }
        Outcome::Changed
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) -> Outcome {
        if self.asked.take_if(|asked| *asked == ticket).is_none() {
            return Outcome::Unchanged;
        }
        match reply {
            Reply::Reports(reports) => {
                self.loaded = Some(());
                self.reports = reports.into_iter().filter(|report| self.fits(report)).collect();
                if let Some(at) = self.typed.checked_sub(1) {
                    self.rows.go(at);
                }
                self.rows.clamp(self.reports.len());
                // Where only one is about the record, there is nothing to choose.
                if self.about.is_some() && self.reports.len() == 1 {
                    if let Some(screen) = self.screen(cx) {
                        cx.replace(screen);
                    }
                    return Outcome::Changed;
                }
                if let Some(early) = self.early.take() {
                    return self.on_action(early, cx);
                }
            }
            Reply::Trouble(trouble) => self.trouble = Some(trouble),
            _ => {}
        }
        Outcome::Changed
    }

    fn on_answer(&mut self, answer: Answer, _cx: &mut Cx) -> Outcome {
        if let Answer::Chosen(at) = answer {
            self.rows.go(at);
        }
        Outcome::Changed
    }

    fn layout(&mut self, area: Rect) {
        self.rows.layout(area.height.saturating_sub(4));
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, _desk: &Desk) -> Option<Position> {
        let room = area.width.saturating_sub(4);
        if let Some(trouble) = &self.trouble {
            let words = format!("x {} {}", trouble.text.get(look.lang), trouble.advice.get(look.lang));
            put(buf, (2, area.y + 1), &words, room, look.style(Role::Error), look);
            return None;
        }
        if self.reports.is_empty() && self.loaded.is_some() {
            let words = look.say(text("Belum ada laporan tentang ini.", "There is no report about this yet."));
            put(buf, (2, area.y + 1), words, room, look.style(Role::Muted), look);
            return None;
        }
        let group = if area.width >= 100 { 24 } else { 16 };
        let last = area.bottom().saturating_sub(4);
        for (y, (n, report)) in (area.y..last).zip(self.reports.iter().enumerate().skip(self.rows.top())) {
            let here = n == self.rows.at;
            let style = look.style(if here { Role::Selected } else { Role::Plain });
            if here {
                buf.set_style(Rect { y, height: 1, ..area }, style);
                put(buf, (area.x, y), ">", 1, style, look);
            }
            put(buf, (2, y), &format!("{:>2}", n + 1), 2, if here { style } else { look.style(Role::Key) }, look);
            // The group stands at its first report, and at the first one seen.
            let first =
                n == self.rows.top() || self.reports.get(n.wrapping_sub(1)).map(|r| r.group) != Some(report.group);
            if first {
                let role = if here { Role::Selected } else { Role::Title };
                put(buf, (6, y), look.say(report.group), group, look.style(role), look);
            }
            let x = 7 + group;
            put(buf, (x, y), look.say(report.title), area.width.saturating_sub(x + 1), style, look);
        }
        if let Some(report) = self.chosen() {
            let help = look.say(report.help);
            for (y, line) in (last + 1..area.bottom()).zip(wrap(help, usize::from(room))) {
                put(buf, (2, y), &line, room, look.style(Role::Muted), look);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::{NASKAH, POSYANDU, SURAT};
    use crate::request::ISSUED;

    fn info(name: &'static str, needs: &'static [Need]) -> ReportInfo {
        ReportInfo { name, needs, ..ISSUED }
    }

    #[test]
    fn a_record_leads_to_the_reports_that_are_about_it() {
        const PROFILE: &[Need] = &[Need::Record(&POSYANDU), Need::AsOf];
        const LETTER: &[Need] = &[Need::Record(&SURAT)];
        let profile = info("profil-posyandu", PROFILE);
        let matrix = info("rencana-matriks", &[Need::Year, Need::Desa]);
        let (invitation, covering) = (info("undangan", LETTER), info("surat-pengantar", LETTER));
        let recap = info("posyandu-desa", &[Need::Desa, Need::AsOf]);
        let all = [profile, matrix, invitation, covering, recap];
        let about = |entity: &'static Entity, kind: &str| {
            let record = Record::new(entity, RecordId(1)).with("jenis", kind);
            let reports = Reports::about(About::record(&record));
            all.iter().filter(|report| reports.fits(report)).map(|report| report.name).collect::<Vec<_>>()
        };
        assert_eq!(about(&POSYANDU, ""), ["profil-posyandu"]);
        assert_eq!(about(&NASKAH, ""), ["rencana-matriks"]);
        assert_eq!(about(&SURAT, "undangan"), ["undangan"]);
        assert_eq!(about(&SURAT, "pengantar"), ["surat-pengantar"]);
        assert_eq!(about(&DESA, ""), ["rencana-matriks", "posyandu-desa"]);
    }
}
