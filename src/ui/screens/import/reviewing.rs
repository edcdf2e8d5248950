//! The review at work: what each key means in its parts, what a reply changes, the run.
//!
//! * **Owns** the parts of a review and the way between them, the run and its being stopped.
//! * **Imports** the review being answered, its decisions, its paintings.
//! * **Never** knows how a file is asked for.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::answering::{Answering, Deed, Item, Part, Work};
use super::deciding::{self, Flow};
use super::list::show;
use super::tables::{COLUMN_KEYS, LIST_KEYS, MISSING_KEYS, ROW_KEYS, RUN_KEYS, SEARCH_KEYS};
use super::{columns, list, missing, reasons, row};
use crate::base::words::{same, text};
use crate::request::{ImportJob, ImportReport, Job, Progress, Reply, Trouble};
use crate::ui::keymap::{Action, Keymap};
use crate::ui::look::Look;
use crate::ui::screen::{Answer, Cx, Outcome};
use crate::ui::screens::ask::{self, Ask};
use crate::ui::screens::confirm::Confirm;
use crate::ui::screens::running::progress_words;
use crate::ui::screens::told::Told;

/// Says why there is no plan, or nothing was saved.
pub(super) fn tell(reply: Reply, cx: &mut Cx) {
    match reply {
        Reply::Trouble(Trouble { code, text: said, advice }) => {
            cx.push(Told::new(text("Tidak berhasil: {0}", "It failed: {0}").with([code]), vec![said, advice]));
        }
        Reply::Refused(problems) => {
            let paragraphs = problems.into_iter().take(3).flat_map(|p| [p.text, p.advice]).collect();
            cx.push(Told::new(text("Ditolak; tidak ada yang berubah", "Refused; nothing changed"), paragraphs));
        }
        _ => cx.say(text("Dihentikan; tidak ada yang berubah.", "Stopped; nothing changed.")),
    }
}

impl Answering {
    pub(super) fn act(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        if self.work.is_some() {
            return self.act_working(action, cx);
        }
        if self.searching {
            return self.act_searching(action);
        }
        match self.part {
            Part::List => self.act_list(action, cx),
            Part::Row => self.act_row(action, cx),
            Part::Columns => self.act_columns(action, cx),
            Part::Missing => self.act_missing(action, cx),
        }
    }

    fn act_working(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        let Some(work) = self.work.as_mut().filter(|_| action == Action::Back) else { return Outcome::Ignored };
        if work.stopping {
            // Nobody answers: the work goes on being waited for, but not before the clerk's eyes.
            self.late = self.work.take().map(|work| work.ticket);
            cx.warn(text(
                "Belum ada jawaban. Bila sempat tersimpan, layar ini mengatakannya.",
                "No answer yet. If it was saved after all, this screen will say so.",
            ));
        } else {
            work.stopping = true;
            cx.cancel(work.ticket);
        }
        Outcome::Changed
    }

    fn act_searching(&mut self, action: Action) -> Outcome {
        match action {
            Action::Open => self.searching = false,
            Action::Back => {
                self.searching = false;
                self.clear_search();
            }
            Action::EraseBack | Action::EraseWord | Action::Clear => {
                ask::edit(&mut self.search, action);
                self.arrange();
            }
            other if self.rows.act(other, self.len()) => {}
            _ => return Outcome::Ignored,
        }
        Outcome::Changed
    }

    fn clear_search(&mut self) {
        let here = self.row().map(|row| row.at);
        self.search.clear();
        self.arrange();
        self.go_to(here);
    }

    fn act_list(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Open => deciding::open_row(self),
            Action::Next | Action::Previous => self.turn_class(action),
            Action::Search => self.searching = true,
            Action::Columns | Action::Missing => {
                self.part = if action == Action::Columns { Part::Columns } else { Part::Missing };
                self.inner.go(0);
            }
            Action::Back if !self.search.is_empty() => self.clear_search(),
            Action::Back if self.saved.is_some() => return Outcome::Ignored,
            other if self.rows.act(other, self.len()) => {}
            other => return self.act_any(other, cx),
        }
        Outcome::Changed
    }

    fn act_row(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Back => self.part = Part::List,
            Action::Open => return self.open_item(cx),
            Action::Next | Action::Previous => {
                if !self.turn_row(action) {
                    cx.say(text("Tidak ada baris lagi ke arah itu.", "There are no more rows that way."));
                }
            }
            other if self.inner.act(other, self.inner_len()) => {}
            other => return self.act_any(other, cx),
        }
        Outcome::Changed
    }

    /// Enter on a line of a row: the candidate under the cursor is meant; anything else is mended.
    fn open_item(&mut self, cx: &mut Cx) -> Outcome {
        let action = match self.item() {
            Some(Item::Candidate(n)) if self.saved.is_none() => {
                deciding::mean(self, Some(n), cx);
                return Outcome::Changed;
            }
            Some(Item::New) => Action::IsNew,
            _ => Action::Edit,
        };
        match reasons::why_not(self, action) {
            Some(why) => cx.warn(why),
            None => return deciding::act(self, action, cx),
        }
        Outcome::Changed
    }

    fn act_columns(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Back => self.part = Part::List,
            Action::Open => deciding::ask_column(self, cx),
            Action::Delete => deciding::read_as(self, self.inner.at, None, cx),
            other if self.inner.act(other, self.inner_len()) => {}
            other => return self.act_any(other, cx),
        }
        Outcome::Changed
    }

    fn act_missing(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Back => self.part = Part::List,
            Action::Open => deciding::ask_absent(self, cx),
            Action::Left | Action::Right | Action::SameAsBefore => deciding::turn_absence(self, action, cx),
            other if self.inner.act(other, self.inner_len()) => {}
            other => return self.act_any(other, cx),
        }
        Outcome::Changed
    }

    /// What means the same in every part.
    fn act_any(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Save => self.go(cx),
            Action::Refresh => self.check(cx),
            Action::Export => self.ask_problems(cx),
            Action::Undo if self.saved.is_none() => {
                if let Some(what) = self.take_back(cx) {
                    let lang = cx.desk.look.lang;
                    cx.say(text("Diurungkan: {0}", "Undone: {0}").with([what.get(lang).into_owned()]));
                }
            }
            other => return deciding::act(self, other, cx),
        }
        Outcome::Changed
    }

    fn ask_problems(&mut self, cx: &mut Cx) {
        let name = self.job.file.rsplit(['/', '\\']).next().unwrap_or("impor");
        let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem).trim_matches('-');
        let name = if name.is_empty() { "impor" } else { name };
        let hint = text(
            "Baris yang bermasalah ditulis ke berkas ini dengan sebabnya, untuk dibetulkan.",
            "The rows with problems are written to this file with the reason, to be mended.",
        );
        let title = text("Tulis berkas masalah", "Write the problem file");
        cx.push(Ask::new(title, hint, &format!("{name}-masalah.xlsx")));
        self.flow = Some(Flow::Problems);
    }

    /// Ctrl+S: runs what is taken; asks where rows stay behind or posts would end.
    fn go(&mut self, cx: &mut Cx) {
        if self.checking.is_some() || self.is_stale {
            self.runs_after = true;
            if self.checking.is_none() {
                self.check(cx);
            }
            cx.say(text("Memeriksa ulang dulu ...", "Checking again first ..."));
            return;
        }
        let sums = self.review.sums;
        let ended = self.ended();
        if self.left() == 0 && ended == 0 {
            self.run(cx);
            return;
        }
        let words = match (self.left(), ended) {
            (_, 0) => text(
                "Simpan {0} baris ({1} baru, {2} berubah) dan tinggalkan {3} ({4} ditolak, {5} ragu)? Yang tertinggal dapat ditulis ke berkas masalah (m). u membatalkan semuanya.",
                "Save {0} rows ({1} new, {2} changed) and leave {3} behind ({4} rejected, {5} in doubt)? Those can be written to a problem file (m). u undoes all of it.",
            ),
            (0, _) => text(
                "Simpan {0} baris ({1} baru, {2} berubah) dan akhiri {6} catatan yang tidak disebut? u membatalkan semuanya.",
                "Save {0} rows ({1} new, {2} changed) and end {6} records not in the file? u undoes all of it.",
            ),
            _ => text(
                "Simpan {0} baris ({1} baru, {2} berubah), tinggalkan {3} ({4} ditolak, {5} ragu), dan akhiri {6} catatan yang tidak disebut? u membatalkan semuanya.",
                "Save {0} rows ({1} new, {2} changed), leave {3} behind ({4} rejected, {5} in doubt), and end {6} records not in the file? u undoes all of it.",
            ),
        };
        let facts =
            [sums.new + sums.changed, sums.new, sums.changed, self.left(), sums.rejected, sums.doubt, ended].map(show);
        cx.push(Confirm::new(words.with(facts)));
        self.flow = Some(Flow::Go);
    }

    fn run(&mut self, cx: &mut Cx) {
        let job = ImportJob { dry_run: false, partial: self.left() > 0, problems_to: None, ..self.job.clone() };
        self.start(job, Deed::Saving, cx);
    }

    fn start(&mut self, job: ImportJob, deed: Deed, cx: &mut Cx) {
        let ticket = cx.start(Job::Import(job));
        self.work = Some(Work { ticket, deed, progress: Progress::default(), stopping: false });
    }

    pub(super) fn answered(&mut self, answer: Answer, cx: &mut Cx) {
        let Some(flow) = self.flow.take() else { return };
        match deciding::answered(self, flow, answer, cx) {
            Some((Flow::Go, Answer::Confirmed)) => self.run(cx),
            Some((Flow::Problems, Answer::Text(path))) => {
                let job = ImportJob { dry_run: true, problems_to: Some(path.clone()), ..self.job.clone() };
                self.start(job, Deed::Problems(path), cx);
            }
            _ => {}
        }
    }

    /// A plan for the newest decisions.
    pub(super) fn planned(&mut self, reply: Reply, cx: &mut Cx) {
        match reply {
            Reply::Progress(progress) => {
                if let Some((_, now)) = &mut self.checking {
                    *now = progress;
                }
                return;
            }
            Reply::Reviewed(review) => {
                self.take_over(*review);
                self.checking = None;
                if std::mem::take(&mut self.runs_after) {
                    match reasons::why_not(self, Action::Save) {
                        Some(why) => cx.warn(why),
                        None => self.go(cx),
                    }
                }
                return;
            }
            other => tell(other, cx),
        }
        self.checking = None;
        self.is_stale = true;
        self.runs_after = false;
    }

    /// What the work that the keys waited for came to.
    pub(super) fn worked(&mut self, reply: Reply, cx: &mut Cx) {
        if let Reply::Progress(progress) = reply {
            if let Some(work) = &mut self.work {
                work.progress = progress;
            }
            return;
        }
        let deed = self.work.take().map_or(Deed::Saving, |work| work.deed);
        match (deed, reply) {
            (Deed::Problems(path), Reply::Imported(_)) => {
                let paragraph = text("Baris yang bermasalah ditulis ke:", "The problem rows are written to:");
                let told = Told::new(
                    text("Berkas masalah selesai", "The problem file is ready"),
                    vec![paragraph.into(), same("{0}").with([path.clone()])],
                );
                cx.push(told.with_copy(path));
            }
            (Deed::Saving, Reply::Imported(report)) => self.saved(report, cx),
            (_, other) => tell(other, cx),
        }
    }

    pub(super) fn saved(&mut self, report: Box<ImportReport>, cx: &mut Cx) {
        let Some(batch) = report.batch else {
            cx.warn(text("Tidak ada yang perlu disimpan.", "There was nothing to save."));
            self.check(cx);
            return;
        };
        let facts = [show(report.baru), show(report.berubah), batch.to_string()];
        cx.say(
            text(
                "Tersimpan: {0} baru, {1} berubah, kegiatan {2} (u membatalkan)",
                "Saved: {0} new, {1} changed, batch {2} (u undoes)",
            )
            .with(facts),
        );
        self.part = Part::List;
        self.saved = Some(report);
        cx.changed();
    }

    /// Where this import was undone, its rows wait for the clerk again.
    pub(super) fn looked(&mut self, reply: &Reply, cx: &mut Cx) {
        let batch = self.saved.as_ref().and_then(|report| report.batch);
        let Reply::Batches(batches) = reply else { return };
        if batches.iter().any(|known| Some(known.id.0) == batch && known.undone) {
            self.saved = None;
            self.check(cx);
        }
    }

    /// A word for the right of the top line.
    pub(super) fn facts(&self, look: &Look) -> String {
        let mut words = Vec::new();
        if self.part == Part::Row {
            let place = text("{0} dari {1}", "{0} of {1}").with([show(self.rows.at + 1), show(self.len())]);
            words.push(place.get(look.lang).into_owned());
        }
        if self.class.is_some() {
            words.push(deciding::class_words(self, look));
        }
        let state = match (&self.saved, &self.checking) {
            (Some(_), _) => look.say(text("tersimpan", "saved")).to_owned(),
            (None, Some((_, progress))) if progress.of > 0 => {
                let count = progress_words(*progress).get(look.lang).into_owned();
                format!("{} {count}", look.say(text("memeriksa ulang", "checking again")))
            }
            (None, Some(_)) => look.say(text("memeriksa ulang ...", "checking again ...")).to_owned(),
            (None, None) if self.is_stale => {
                look.say(text("! Ctrl+R memeriksa ulang", "! Ctrl+R checks again")).to_owned()
            }
            (None, None) if self.decided() > 0 => {
                let count = text("{0} keputusan", "{0} decisions").with([show(self.decided())]);
                count.get(look.lang).into_owned()
            }
            (None, None) => look.say(text("percobaan", "dry run")).to_owned(),
        };
        words.push(state);
        words.join(&format!(" {} ", look.dot()))
    }

    pub(super) fn keys(&self) -> &'static Keymap {
        match self.part {
            _ if self.work.is_some() => &RUN_KEYS,
            _ if self.searching => &SEARCH_KEYS,
            Part::List => &LIST_KEYS,
            Part::Row => &ROW_KEYS,
            Part::Columns => &COLUMN_KEYS,
            Part::Missing => &MISSING_KEYS,
        }
    }

    pub(super) fn takes(&self, c: char) -> bool {
        let is_candidate = self.part == Part::Row
            && self.saved.is_none()
            && matches!(c, '1'..='9')
            && self.row().is_some_and(|row| !row.candidates.is_empty());
        self.work.is_none() && (is_candidate || (self.searching && c != '?'))
    }

    pub(super) fn on_text(&mut self, c: char, cx: &mut Cx) {
        if self.searching {
            self.search.insert(c);
            self.arrange();
        } else if let Some(n) = c.to_digit(10).and_then(|digit| usize::try_from(digit).ok()?.checked_sub(1)) {
            deciding::mean(self, Some(n), cx);
        }
    }

    pub(super) fn layout(&mut self, area: Rect) {
        self.rows.layout(area.height.saturating_sub(list::HEAD + list::FOOT));
        self.inner.layout(match self.part {
            Part::Columns => area.height.saturating_sub(columns::HEAD),
            _ => area.height.saturating_sub(missing::HEAD),
        });
    }

    pub(super) fn view(&self, area: Rect, buf: &mut Buffer, look: &Look) -> Option<Position> {
        match self.part {
            Part::List => return list::view(self, area, buf, look),
            Part::Row => row::view(self, area, buf, look),
            Part::Columns => columns::view(self, area, buf, look),
            Part::Missing => missing::view(self, area, buf, look),
        }
        None
    }
}
