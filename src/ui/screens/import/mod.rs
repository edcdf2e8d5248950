//! Taking in an office file: which file and kind, what it would do row by row, the clerk's
//! decisions about it, then the run.
//!
//! * **Owns** the order of an import on the screen: asking, checking, reviewing, running.
//! * **Imports** its own parts: [`asking`], [`answering`], [`deciding`] and the paintings.
//! * **Never** changes anything before Ctrl+S; after it, one key undoes all.

mod answering;
mod asking;
mod columns;
mod deciding;
mod keeping;
mod list;
mod missing;
mod row;
pub(super) mod tables;
#[cfg(test)]
mod tests;

pub use asking::takes;

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::ask::{self, Ask};
use super::confirm::Confirm;
use super::running::progress_words;
use super::told::Told;
use crate::base::id::Ticket;
use crate::base::words::{Text, same, text};
use crate::entity::{Entity, by_name};
use crate::request::{Absence, Draft, ImportJob, ImportReport, Job, Progress, Reply, Request, Trouble};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Keymap};
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Outcome, Screen};

use answering::{Answering, Deed, Part, Work};
use asking::Asking;
use deciding::Flow;
use list::show;
use tables::{ASK_KEYS, COLUMN_KEYS, LIST_KEYS, MISSING_KEYS, ROW_KEYS, RUN_KEYS, SEARCH_KEYS};

/// How long after a decision it is kept.
const SOON: Duration = Duration::from_millis(1500);

/// How many batches back the import is looked for after an undo.
const LOOK_BACK: usize = 200;

/// Where it stands.
enum Stage {
    Asking,
    Checking(Ticket, Progress),
    Review(Box<Answering>),
}

/// The import.
pub struct Import {
    asking: Asking,
    job: ImportJob,
    stage: Stage,
    looking: Option<Ticket>,
    area: Rect,
    is_given: bool,
    is_resumed: bool,
    wake: Option<Ticket>,
}

impl Import {
    /// Asks for a file of this kind.
    pub fn new(entity: Option<&'static Entity>) -> Self {
        Import {
            asking: Asking::new(entity),
            job: ImportJob::default(),
            stage: Stage::Asking,
            looking: None,
            area: Rect::default(),
            is_given: false,
            is_resumed: false,
            wake: None,
        }
    }

    /// Goes on with an import whose decisions were kept; `None` where the draft is of something else.
    pub fn resume(draft: &Draft) -> Option<Self> {
        Some(Import { is_resumed: true, ..Import::of(keeping::job(draft)?) })
    }

    /// Reviews this import at once, without asking for a file.
    pub fn of(job: ImportJob) -> Self {
        Import { job, is_given: true, ..Import::new(None) }
    }

    fn kind_name(&self) -> &str {
        match &self.stage {
            Stage::Asking => self.asking.kind(),
            _ => &self.job.kind,
        }
    }

    /// The first plan of a file.
    fn check(&mut self, job: ImportJob, cx: &mut Cx) {
        self.job = ImportJob { dry_run: true, ..job };
        let ticket = cx.start(Job::Review(self.job.clone()));
        self.stage = Stage::Checking(ticket, Progress::default());
    }

    fn act_asking(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        if action != Action::Open {
            return self.asking.act(action, cx);
        }
        if let Some(file) = self.asking.chosen(cx) {
            let kind = self.asking.kind().to_owned();
            self.check(ImportJob { file, kind, ..ImportJob::default() }, cx);
        }
        Outcome::Changed
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match &mut self.stage {
            Stage::Asking => self.act_asking(action, cx),
            Stage::Checking(ticket, _) if action == Action::Back => {
                cx.cancel(*ticket);
                cx.say(text("Dihentikan; tidak ada yang berubah.", "Stopped; nothing changed."));
                self.stage = Stage::Asking;
                self.asking.open(cx);
                Outcome::Changed
            }
            Stage::Checking(..) => Outcome::Ignored,
            Stage::Review(answering) => {
                let is_leaving = action == Action::Back
                    && answering.work.is_none()
                    && answering.saved.is_none()
                    && answering.part == Part::List
                    && !answering.searching
                    && answering.search.is_empty();
                if is_leaving && answering.decided() > 0 {
                    let count = show(answering.decided());
                    let words = text(
                        "Tinggalkan pemeriksaan ini? {0} keputusan dibuang; data tidak berubah.",
                        "Leave this review? {0} decisions are thrown away; the data do not change.",
                    );
                    cx.push(Confirm::new(words.with([count])));
                    answering.flow = Some(Flow::Leave);
                    return Outcome::Changed;
                }
                if is_leaving {
                    self.leave(cx);
                    return Outcome::Changed;
                }
                answering.act(action, cx)
            }
        }
    }

    /// Back to the question for a file; a file that was given goes back to where it came from.
    fn leave(&mut self, cx: &mut Cx) {
        if let Stage::Review(answering) = &mut self.stage
            && let Some((ticket, _)) = answering.checking.take()
        {
            cx.cancel(ticket);
        }
        self.drop_draft(cx);
        self.stage = Stage::Asking;
        if self.is_given {
            cx.close(Answer::None);
        } else {
            self.asking.open(cx);
        }
    }

    /// The decisions that are not carried out yet.
    fn drafted(&self, look: &Look, actor: &str) -> Option<Draft> {
        let Stage::Review(answering) = &self.stage else { return None };
        let waits = answering.decided() > 0 && answering.saved.is_none() && self.is_file();
        waits.then(|| keeping::draft(&answering.job, answering.decided(), actor, look.lang))
    }

    /// False for a block that was pasted: nothing could be read again.
    fn is_file(&self) -> bool {
        self.job.file != "-"
    }

    /// The decisions are kept a moment from now; once nothing is left of them, nothing is kept.
    fn keep_soon(&mut self, cx: &mut Cx) {
        if let Stage::Review(answering) = &self.stage
            && answering.kept != answering.turn
            && self.wake.is_none()
        {
            self.wake = Some(cx.wake(SOON));
        }
    }

    /// The work is saved or thrown away: no draft of it waits any more.
    fn drop_draft(&mut self, cx: &mut Cx) {
        self.wake = None;
        if let Stage::Review(answering) = &mut self.stage
            && std::mem::take(&mut answering.kept) > 0
        {
            cx.ask(Request::DropDraft(keeping::key(&answering.job)));
        }
    }

    /// The parts of a review have other heights; what was pressed may have changed the part.
    fn lay_out(&mut self) {
        if let Stage::Review(answering) = &mut self.stage {
            answering.layout(self.area);
        }
    }

    fn first_plan(&mut self, reply: Reply, cx: &mut Cx) {
        self.stage = match reply {
            Reply::Progress(progress) => {
                if let Stage::Checking(_, now) = &mut self.stage {
                    *now = progress;
                }
                return;
            }
            Reply::Reviewed(review) => {
                let mut answering = Answering::new(self.job.clone(), *review);
                if std::mem::take(&mut self.is_resumed) {
                    answering.resume();
                    cx.say(text(
                        "Keputusan yang tersimpan berlaku lagi; berkas dibaca ulang.",
                        "The decisions that were kept hold again; the file was read anew.",
                    ));
                }
                Stage::Review(Box::new(answering))
            }
            other => {
                tell(other, cx);
                Stage::Asking
            }
        };
    }
}

/// Says why there is no plan, or nothing was saved.
fn tell(reply: Reply, cx: &mut Cx) {
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
    fn act(&mut self, action: Action, cx: &mut Cx) -> Outcome {
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
            Some(answering::Item::Candidate(n)) if self.saved.is_none() => {
                deciding::mean(self, Some(n), cx);
                return Outcome::Changed;
            }
            Some(answering::Item::New) => Action::IsNew,
            _ => Action::Edit,
        };
        match deciding::why_not(self, action) {
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
        let closes = |answer: &&Absence| matches!(answer, Absence::Closed | Absence::Moved);
        let ended = self.job.decisions.absent.values().filter(closes).count();
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

    fn answered(&mut self, answer: Answer, cx: &mut Cx) {
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
    fn planned(&mut self, reply: Reply, cx: &mut Cx) {
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
                    match deciding::why_not(self, Action::Save) {
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
    fn worked(&mut self, reply: Reply, cx: &mut Cx) {
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

    fn saved(&mut self, report: Box<ImportReport>, cx: &mut Cx) {
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
    fn looked(&mut self, reply: &Reply, cx: &mut Cx) {
        let batch = self.saved.as_ref().and_then(|report| report.batch);
        let Reply::Batches(batches) = reply else { return };
        if batches.iter().any(|known| Some(known.id.0) == batch && known.undone) {
            self.saved = None;
            self.check(cx);
        }
    }

    /// A word for the right of the top line.
    fn facts(&self, look: &Look) -> String {
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

    fn keys(&self) -> &'static Keymap {
        match self.part {
            _ if self.work.is_some() => &RUN_KEYS,
            _ if self.searching => &SEARCH_KEYS,
            Part::List => &LIST_KEYS,
            Part::Row => &ROW_KEYS,
            Part::Columns => &COLUMN_KEYS,
            Part::Missing => &MISSING_KEYS,
        }
    }

    fn takes(&self, c: char) -> bool {
        let is_candidate = self.part == Part::Row
            && self.saved.is_none()
            && matches!(c, '1'..='9')
            && self.row().is_some_and(|row| !row.candidates.is_empty());
        self.work.is_none() && (is_candidate || (self.searching && c != '?'))
    }

    fn on_text(&mut self, c: char, cx: &mut Cx) {
        if self.searching {
            self.search.insert(c);
            self.arrange();
        } else if let Some(n) = c.to_digit(10).and_then(|digit| usize::try_from(digit).ok()?.checked_sub(1)) {
            deciding::mean(self, Some(n), cx);
        }
    }

    fn layout(&mut self, area: Rect) {
        self.rows.layout(area.height.saturating_sub(list::HEAD + list::FOOT));
        self.inner.layout(match self.part {
            Part::Columns => area.height.saturating_sub(columns::HEAD),
            _ => area.height.saturating_sub(missing::HEAD),
        });
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look) -> Option<Position> {
        match self.part {
            Part::List => return list::view(self, area, buf, look),
            Part::Row => row::view(self, area, buf, look),
            Part::Columns => columns::view(self, area, buf, look),
            Part::Missing => missing::view(self, area, buf, look),
        }
        None
    }
}

impl Screen for Import {
    fn title(&self, look: &Look) -> String {
        let name = look.say(text("Impor", "Import"));
        let kind = by_name(self.kind_name()).map_or(self.kind_name(), |entity| look.say(entity.label));
        let mut words = vec![name.to_owned(), kind.to_owned()];
        if let Stage::Review(answering) = &self.stage {
            match (answering.part, answering.row()) {
                (Part::Row, Some(row)) => {
                    let number = text("baris {0}", "row {0}").with([row.at.row.to_string()]);
                    words.push(number.get(look.lang).into_owned());
                }
                (Part::Columns, _) => words.push(look.say(text("kolom berkas", "columns of the file")).to_owned()),
                (Part::Missing, _) => words.push(look.say(text("tidak ada di berkas", "not in the file")).to_owned()),
                _ => {}
            }
        }
        words.join(&format!(" {} ", look.dot()))
    }

    fn facts(&self, look: &Look) -> String {
        match &self.stage {
            Stage::Asking => String::new(),
            Stage::Checking(_, progress) if progress.of == 0 => String::new(),
            Stage::Checking(_, progress) => progress_words(*progress).get(look.lang).into_owned(),
            Stage::Review(answering) => answering.facts(look),
        }
    }

    fn keys(&self) -> &'static Keymap {
        match &self.stage {
            Stage::Asking => &ASK_KEYS,
            Stage::Checking(..) => &RUN_KEYS,
            Stage::Review(answering) => answering.keys(),
        }
    }

    fn why_not(&self, action: Action) -> Option<Text> {
        match &self.stage {
            Stage::Review(answering) if answering.work.is_none() && !answering.searching => {
                deciding::why_not(answering, action)
            }
            _ => None,
        }
    }

    fn takes(&self, c: char) -> bool {
        match &self.stage {
            Stage::Asking => c != '?',
            Stage::Checking(..) => false,
            Stage::Review(answering) => answering.takes(c),
        }
    }

    fn on_open(&mut self, cx: &mut Cx) {
        if self.is_given {
            self.check(self.job.clone(), cx);
        } else {
            self.asking.open(cx);
        }
    }

    fn on_text(&mut self, c: char, cx: &mut Cx) -> Outcome {
        match &mut self.stage {
            Stage::Asking => return self.asking.insert(c, cx),
            Stage::Checking(..) => return Outcome::Ignored,
            Stage::Review(answering) => answering.on_text(c, cx),
        }
        Outcome::Changed
    }

    fn on_paste(&mut self, text: &str, cx: &mut Cx) -> Outcome {
        match &mut self.stage {
            Stage::Asking => self.asking.paste(text, cx),
            Stage::Review(answering) if answering.searching => {
                answering.search.insert_all(text.trim());
                answering.arrange();
                Outcome::Changed
            }
            _ => Outcome::Ignored,
        }
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        let outcome = self.act(action, cx);
        self.lay_out();
        self.keep_soon(cx);
        outcome
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) -> Outcome {
        if self.asking.heard(ticket, &reply) {
            return Outcome::Changed;
        }
        match &mut self.stage {
            Stage::Checking(asked, _) if *asked == ticket => self.first_plan(reply, cx),
            Stage::Review(answering) => {
                if self.looking.take_if(|asked| *asked == ticket).is_some() {
                    answering.looked(&reply, cx);
                } else if let Some((_, spelling)) = answering.spelling.take_if(|(asked, _)| *asked == ticket) {
                    deciding::offer_desa(answering, spelling, reply, cx);
                } else if answering.checking.as_ref().is_some_and(|(asked, _)| *asked == ticket) {
                    answering.planned(reply, cx);
                } else if answering.work.as_ref().is_some_and(|work| work.ticket == ticket) {
                    answering.worked(reply, cx);
                } else if answering.late == Some(ticket) {
                    if let Reply::Imported(report) = reply
                        && report.batch.is_some()
                    {
                        answering.late = None;
                        answering.saved(report, cx);
                    }
                } else {
                    return Outcome::Unchanged;
                }
            }
            _ => return Outcome::Unchanged,
        }
        if matches!(&self.stage, Stage::Review(answering) if answering.saved.is_some()) {
            self.drop_draft(cx);
        }
        self.lay_out();
        Outcome::Changed
    }

    fn on_answer(&mut self, answer: Answer, cx: &mut Cx) -> Outcome {
        let Stage::Review(answering) = &mut self.stage else { return Outcome::Unchanged };
        if answering.flow == Some(Flow::Leave) && answer == Answer::Confirmed {
            self.leave(cx);
        } else {
            answering.answered(answer, cx);
        }
        self.lay_out();
        self.keep_soon(cx);
        Outcome::Changed
    }

    fn on_wake(&mut self, ticket: Ticket, cx: &mut Cx) -> Outcome {
        if self.wake.take_if(|wake| *wake == ticket).is_none() {
            return Outcome::Unchanged;
        }
        let draft = self.drafted(&cx.desk.look, &cx.desk.actor);
        if let Stage::Review(answering) = &mut self.stage {
            match draft {
                Some(draft) => {
                    answering.kept = answering.turn;
                    cx.ask(Request::KeepDraft(draft));
                }
                None => self.drop_draft(cx),
            }
        }
        Outcome::Unchanged
    }

    fn draft(&self, desk: &Desk) -> Option<Draft> {
        self.drafted(&desk.look, &desk.actor)
    }

    fn on_changed(&mut self, cx: &mut Cx) {
        let Stage::Review(answering) = &mut self.stage else { return };
        if answering.saved.is_some() {
            // Perhaps it is this import that was undone.
            self.looking = Some(cx.ask(Request::History(None, None, LOOK_BACK)));
        } else if answering.work.is_none() {
            answering.check(cx);
        }
    }

    fn layout(&mut self, area: Rect) {
        self.asking.layout(area);
        self.area = area;
        self.lay_out();
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, _desk: &Desk) -> Option<Position> {
        match &self.stage {
            Stage::Asking => Some(self.asking.view(area, buf, look)),
            Stage::Checking(_, progress) => {
                let words = progress_words(*progress).get(look.lang).into_owned();
                let head = look.say(text("Memeriksa berkas ...", "Checking the file ..."));
                let room = area.width.saturating_sub(4);
                put(buf, (2, area.y + 1), head, room, look.style(Role::Title), look);
                if *progress != Progress::default() {
                    put(buf, (2, area.y + 2), &words, room, look.style(Role::Plain), look);
                }
                None
            }
            Stage::Review(answering) => answering.view(area, buf, look),
        }
    }
}
