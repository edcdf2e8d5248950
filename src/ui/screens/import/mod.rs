//! Taking in an office file: which file and kind, what it would do row by row, the clerk's
//! decisions about it, then the run.
//!
//! * **Owns** the order of an import on the screen: asking, checking, reviewing, running.
//! * **Imports** its own parts: `asking` for the file, `answering` and `reviewing` for its review.
//! * **Never** changes anything before Ctrl+S; after it, one key undoes all.

mod answering;
mod asking;
mod columns;
mod deciding;
mod keeping;
mod list;
mod mending;
mod missing;
mod reasons;
mod reviewing;
mod row;
pub(super) mod tables;
#[cfg(test)]
mod tests;

pub use asking::takes;

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::confirm::Confirm;
use super::running::progress_words;
use crate::base::id::Ticket;
use crate::base::text::visible;
use crate::base::words::{Text, text};
use crate::entity::{Entity, by_name};
use crate::request::{Draft, ImportJob, Job, Progress, Reply, Request};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Keymap};
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Outcome, Screen};

use answering::{Answering, Part};
use asking::Asking;
use deciding::Flow;
use list::show;
use reviewing::tell;
use tables::{ASK_KEYS, RUN_KEYS};

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
    /// The year of rows that name none.
    year: Option<i64>,
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
            year: None,
        }
    }

    /// Rows of plans and payments that name no year are of this one.
    pub fn in_year(mut self, year: i64) -> Self {
        self.year = Some(year);
        self
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
            self.check(ImportJob { file, kind, year: self.year, ..ImportJob::default() }, cx);
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
        let waits = answering.decided() > 0 && answering.saved.is_none();
        waits.then(|| keeping::draft(&answering.job, answering.decided(), actor, look.lang))
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
                reasons::why_not(answering, action)
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
                    mending::offer_desa(answering, spelling, reply, cx);
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

    fn field_help(&self, look: &Look) -> Option<(String, Vec<String>)> {
        let Stage::Review(answering) = &self.stage else { return None };
        let row = answering.row().filter(|_| matches!(answering.part, Part::List | Part::Row))?;
        let problem = answering.problem(|_| true)?;
        let number = text("Baris {0}: {1}", "Row {0}: {1}").with([row.at.row.to_string(), row.name.clone()]);
        let mut paragraphs =
            vec![list::problem_words(problem, look), problem.problem.advice.get(look.lang).into_owned()];
        paragraphs.extend(list::key_words(row, problem).map(|words| words.get(look.lang).into_owned()));
        let safe = |words: String| visible(&words).into_owned();
        Some((safe(number.get(look.lang).into_owned()), paragraphs.into_iter().map(safe).collect()))
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
            Stage::Asking => Some(self.asking.view(self.year, area, buf, look)),
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
