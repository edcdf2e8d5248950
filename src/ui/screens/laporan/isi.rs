//! One report: what is chosen, how it looks, and saving it.
//!
//! * **Owns** the preview and where it is scrolled to.
//! * **Imports** the request's words of reports; the questions stand in [`super::pilih`].
//! * **Never** builds a document: the jobs thread does, and a newer choice calls the older job off.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthChar;

use super::About;
use super::pilih::{Flow, chosen_words};
use super::{keys, pilih};
use crate::base::date::Date;
use crate::base::id::Ticket;
use crate::base::words::{Phrase, Text, same, text};
use crate::entity::{DESA, by_name};
use crate::request::{Format, Job, Need, Preview, Reply, ReportAsk, ReportInfo, Trouble};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Choice, Goto, Keymap};
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Effect, Outcome, Screen};
use crate::ui::screens::told::Told;
use crate::ui::widgets::wrap;

/// How far one key scrolls sideways.
const ASIDE: usize = 16;

/// A report with its choices.
pub struct ReportScreen {
    /// What it is called and needs.
    pub(super) info: ReportInfo,
    /// What is chosen.
    pub(super) ask: ReportAsk,
    /// The words of what is chosen: desa, record, signers.
    pub(super) words: Words,
    /// Columns of the preview.
    columns: u16,
    /// Columns of a text file, where they were chosen.
    pub(super) asked_columns: Option<u16>,
    pub(super) flow: Option<Flow>,
    /// What its file is named by, in the place of its name and the day.
    pub(super) stem: Option<String>,
    /// Save at once as this.
    then: Option<Format>,
    preview: Option<Preview>,
    job: Option<Ticket>,
    trouble: Option<Trouble>,
    top: usize,
    left: usize,
    height: usize,
    width: usize,
}

/// The words of what is chosen.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    pub(super) desa: String,
    pub(super) record: String,
    pub(super) signers: Vec<String>,
}

impl ReportScreen {
    /// A report as it is when nothing is said.
    pub fn new(info: ReportInfo, _desk: &Desk) -> Self {
        ReportScreen {
            ask: ReportAsk { name: info.name.to_owned(), ..ReportAsk::default() },
            info,
            words: Words::default(),
            columns: 80,
            asked_columns: None,
            flow: None,
            stem: None,
            then: None,
            preview: None,
            job: None,
            trouble: None,
            top: 0,
            left: 0,
            height: 1,
            width: 80,
        }
    }

    /// The same about this record.
    pub fn about(mut self, about: &About) -> Self {
        if self.info.about() == Some(about.entity) {
            self.ask.record = Some(about.id);
            self.words.record.clone_from(&about.title);
            self.ask.year = about.year;
        } else if about.entity == &DESA {
            self.ask.desa = Some(about.id);
            self.words.desa.clone_from(&about.title);
        }
        self
    }

    /// The same as of a day, where the report knows days.
    pub fn as_of(mut self, day: Option<Date>) -> Self {
        if day.is_some() && self.takes_choice(&Need::AsOf) {
            self.ask.as_of = day;
        }
        self
    }

    /// The same with what is asked for said whole.
    pub fn asking(mut self, ask: ReportAsk, record: impl Into<String>) -> Self {
        self.ask = ask;
        self.words.record = record.into();
        self
    }

    /// The same, whose file is named so.
    pub fn named(mut self, stem: String) -> Self {
        self.stem = Some(stem);
        self
    }

    /// The same, which asks at once for the name of a file of this format.
    pub fn saving(mut self, format: Format) -> Self {
        self.then = Some(format);
        self
    }

    /// True where it can be told this.
    pub(super) fn takes_choice(&self, wanted: &Need) -> bool {
        self.info.needs.contains(wanted)
    }

    /// Builds it anew, because something else is chosen or the data changed.
    pub(super) fn build(&mut self, cx: &mut Cx) {
        if let Some(job) = self.job.take() {
            cx.cancel(job);
        }
        self.job = Some(cx.start(Job::Preview(Box::new(self.ask.clone()), self.columns)));
    }

    fn lines(&self) -> &[String] {
        self.preview.as_ref().map_or(&[], |preview| preview.lines.as_slice())
    }

    fn last_top(&self) -> usize {
        self.lines().len().saturating_sub(self.height)
    }

    fn scroll(&mut self, action: Action) -> bool {
        let page = self.height.saturating_sub(1).max(1);
        self.top = match action {
            Action::Up => self.top.saturating_sub(1),
            Action::Down => self.top + 1,
            Action::PageUp => self.top.saturating_sub(page),
            Action::PageDown => self.top + page,
            Action::First => 0,
            Action::Last => self.last_top(),
            Action::Left => {
                self.left = self.left.saturating_sub(ASIDE);
                self.top
            }
            Action::Right => {
                let widest = self.lines().iter().map(|line| crate::base::text::width(line)).max().unwrap_or(0);
                self.left = (self.left + ASIDE).min(widest.saturating_sub(self.width));
                self.top
            }
            _ => return false,
        }
        .min(self.last_top());
        true
    }

    /// Shows the message for a chat group and copies it.
    fn message(&self, cx: &mut Cx) {
        let Some(preview) = self.preview.as_ref().filter(|preview| !preview.message.is_empty()) else {
            cx.warn(text("Laporan ini belum punya pesan singkat.", "This report has no short message yet."));
            return;
        };
        let words = preview.message.join("\n");
        cx.effect(Effect::Copy(words.clone()));
        let said: Vec<Phrase> = preview.message.iter().map(|line| same("{0}").with([line.clone()])).collect();
        cx.push(Told::new(text("Pesan singkat, sudah disalin", "Short message, copied"), said).with_copy(words));
    }

    fn view_preview(&self, area: Rect, buf: &mut Buffer, look: &Look) {
        let room = area.width.saturating_sub(4);
        let said = |buf: &mut Buffer, words: &str, role: Role| {
            for (y, line) in (area.y + 1..area.bottom()).zip(wrap(words, usize::from(room))) {
                put(buf, (2, y), &line, room, look.style(role), look);
            }
        };
        if let Some(trouble) = &self.trouble {
            said(buf, &format!("x {} {}", trouble.text.get(look.lang), trouble.advice.get(look.lang)), Role::Error);
            return;
        }
        if self.preview.is_none() {
            let words = if self.job.is_some() {
                text("Menyusun laporan ...", "Building the report ...")
            } else {
                text("Tekan e untuk memilih catatan yang dilaporkan.", "Press e to choose the record it is about.")
            };
            said(buf, look.say(words), Role::Muted);
            return;
        }
        for (y, line) in (area.y..area.bottom()).zip(self.lines().iter().skip(self.top)) {
            put(buf, (area.x, y), &from_cell(line, self.left), area.width, look.style(Role::Plain), look);
        }
    }
}

/// The rest of a line from a cell on.
fn from_cell(line: &str, cell: usize) -> String {
    let mut at = 0;
    line.chars()
        .skip_while(|c| {
            let before = at;
            at += c.width().unwrap_or(0);
            before < cell
        })
        .collect()
}

impl Screen for ReportScreen {
    fn title(&self, look: &Look) -> String {
        match (self.info.needs.is_empty(), self.words.record.as_str()) {
            (true, record) if !record.is_empty() => record.to_owned(),
            _ => look.say(self.info.title).to_owned(),
        }
    }

    fn facts(&self, look: &Look) -> String {
        let of = self.lines().len();
        if of == 0 {
            return String::new();
        }
        let until = (self.top + self.height).min(of);
        text("baris {0}-{1} dari {2}", "lines {0}-{1} of {2}")
            .with([(self.top + 1).to_string(), until.to_string(), of.to_string()])
            .get(look.lang)
            .into_owned()
    }

    fn keys(&self) -> &'static Keymap {
        &keys::REPORT_KEYS
    }

    fn why_not(&self, action: Action) -> Option<Text> {
        if let Action::As(format) = action {
            return super::form_as(&self.info, format);
        }
        let Action::Choose(choice) = action else { return None };
        let not_used = Some(text("Laporan ini tidak memakai pilihan itu.", "This report does not use that choice."));
        let missing = match choice {
            Choice::Year => !self.takes_choice(&Need::Year),
            Choice::Desa => !self.takes_choice(&Need::Desa),
            Choice::AsOf => !self.takes_choice(&Need::AsOf),
            Choice::Since => !self.takes_choice(&Need::Since),
            Choice::Versions => !self.takes_choice(&Need::Versions),
            Choice::Personal => !self.takes_choice(&Need::Personal),
            Choice::Record => self.info.about().is_none(),
            Choice::Issue | Choice::Paper => self.is_fixed(),
            Choice::Signers if self.is_fixed() => true,
            Choice::Signers if by_name(pilih::SIGNERS).is_none() => {
                return Some(text(
                    "Belum ada daftar pejabat di berkas ini.",
                    "This file has no list of officials yet.",
                ));
            }
            Choice::Signers | Choice::Width | Choice::Message => false,
        };
        if missing { not_used } else { None }
    }

    fn on_open(&mut self, cx: &mut Cx) {
        if self.width >= 132 {
            self.columns = 132;
        }
        if cx.desk.settings.get(pilih::PAPER) == Some("f4") {
            self.ask.folio = true;
        }
        if self.ask.record.is_none() && !self.info.stands_alone() {
            self.choose(Choice::Record, cx);
            return;
        }
        self.build(cx);
        if let Some(format) = self.then.take() {
            self.ask_path(format, None, cx);
        }
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::As(format) => self.ask_path(format, None, cx),
            Action::Choose(Choice::Message) => self.message(cx),
            Action::Choose(Choice::Width) => {
                self.columns = if self.columns == 80 { 132 } else { 80 };
                self.asked_columns = Some(self.columns);
                self.left = 0;
                self.build(cx);
            }
            Action::Choose(choice) => self.choose(choice, cx),
            Action::Register => cx.go(Goto::Register),
            Action::Refresh => self.build(cx),
            other => {
                if !self.scroll(other) {
                    return Outcome::Ignored;
                }
            }
        }
        Outcome::Changed
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) -> Outcome {
        if self.heard(ticket, &reply, cx) {
            return Outcome::Changed;
        }
        if self.job != Some(ticket) {
            return Outcome::Unchanged;
        }
        match reply {
            Reply::Progress(_) => return Outcome::Unchanged,
            Reply::Preview(preview) => {
                self.preview = Some(*preview);
                self.trouble = None;
            }
            Reply::Trouble(trouble) => {
                self.preview = None;
                self.trouble = Some(trouble);
            }
            _ => {}
        }
        self.job = None;
        self.top = self.top.min(self.last_top());
        Outcome::Changed
    }

    fn on_answer(&mut self, answer: Answer, cx: &mut Cx) -> Outcome {
        self.answered(answer, cx);
        if let Some(format) = self.then.take_if(|_| self.ask.record.is_some()) {
            self.ask_path(format, None, cx);
        }
        Outcome::Changed
    }

    fn on_changed(&mut self, cx: &mut Cx) {
        // Building with personal data is noted in the file, which is a change itself.
        if self.ask.personal.is_none() && self.preview.is_some() {
            self.build(cx);
        }
    }

    fn layout(&mut self, area: Rect) {
        self.height = usize::from(area.height.saturating_sub(1)).max(1);
        self.width = usize::from(area.width);
        self.top = self.top.min(self.last_top());
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, desk: &Desk) -> Option<Position> {
        let words = chosen_words(self, desk);
        put(buf, (1, area.y), &words, area.width.saturating_sub(2), look.style(Role::Muted), look);
        self.view_preview(Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }, buf, look);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_by_cells_not_by_letters() {
        assert_eq!(from_cell("abcdef", 2), "cdef");
        assert_eq!(from_cell("漢字ab", 4), "ab");
        assert_eq!(from_cell("ab", 9), "");
    }
}
