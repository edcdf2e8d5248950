//! Longer work while it runs: a count, and Esc stops it. Ends in a notice of what came out.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::told::Told;
use crate::base::id::Ticket;
use crate::base::money;
use crate::base::words::{Phrase, Text, same, text};
use crate::request::{Job, Progress, Reply};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Key, Keymap, Press, bind};
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Extent, Outcome, Screen};

pub(super) static KEYS: Keymap = Keymap {
    name: text("Sedang dikerjakan", "At work"),
    bindings: &[bind(
        &[Press::plain(Key::Esc)],
        Action::Back,
        1,
        text("hentikan", "stop"),
        text("Hentikan pekerjaan ini; tidak ada yang berubah", "Stop this work; nothing changes"),
    )],
};

/// The words of how far a job is: "1.200 dari 5.146 (23 %)".
pub fn progress_words(progress: Progress) -> Phrase {
    let show = |n: usize| money::show(i64::try_from(n).unwrap_or(i64::MAX));
    if progress == Progress::default() {
        return text("Sedang dikerjakan ...", "At work ...").into();
    }
    if progress.of == 0 {
        return text("{0} baris ...", "{0} rows ...").with([show(progress.done)]);
    }
    let percent = progress.done.saturating_mul(100) / progress.of;
    text("{0} dari {1} baris ({2} %)", "{0} of {1} rows ({2} %)").with([
        show(progress.done),
        show(progress.of),
        percent.to_string(),
    ])
}

/// A job under way.
pub struct Running {
    title: Phrase,
    job: Option<Job>,
    /// What is said of the file written.
    said: Text,
    ticket: Option<Ticket>,
    progress: Progress,
}

impl Running {
    /// Starts the job when it is opened.
    pub fn new(title: impl Into<Phrase>, job: Job) -> Self {
        let said = match job {
            Job::Report(_) => text("Laporan ditulis ke:", "The report is written to:"),
            _ => text("{0} catatan ditulis ke:", "{0} records written to:"),
        };
        Running { title: title.into(), job: Some(job), said, ticket: None, progress: Progress::default() }
    }
}

/// Says where a file went; `y` copies the path.
fn ready(words: Phrase, path: String) -> Told {
    let paragraphs = vec![words, same("{0}").with([path.clone()])];
    Told::new(text("Berkas selesai", "The file is ready"), paragraphs).with_copy(path)
}

impl Screen for Running {
    fn title(&self, look: &Look) -> String {
        self.title.get(look.lang).into_owned()
    }

    fn extent(&self) -> Extent {
        Extent::Panel(2)
    }

    fn keys(&self) -> &'static Keymap {
        &KEYS
    }

    fn on_open(&mut self, cx: &mut Cx) {
        self.ticket = self.job.take().map(|job| cx.start(job));
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        if action != Action::Back {
            return Outcome::Ignored;
        }
        if let Some(ticket) = self.ticket {
            cx.cancel(ticket);
        }
        cx.say(text("Dihentikan.", "Stopped."));
        cx.close(Answer::None);
        Outcome::Changed
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) -> Outcome {
        if self.ticket != Some(ticket) {
            return Outcome::Unchanged;
        }
        match reply {
            Reply::Progress(progress) => self.progress = progress,
            Reply::Written(path, count) => {
                let count = money::show(i64::try_from(count).unwrap_or(i64::MAX));
                cx.replace(ready(self.said.with([count]), path));
            }
            Reply::Issued(path, number) => {
                let words = text(
                    "Dicatat di buku laporan dengan nomor {0}, dan ditulis ke:",
                    "Entered in the register as number {0}, and written to:",
                );
                cx.changed();
                cx.replace(ready(words.with([number]), path));
            }
            Reply::Trouble(trouble) => {
                let title = text("Tidak berhasil: {0}", "It failed: {0}").with([trouble.code]);
                cx.replace(Told::new(title, vec![trouble.text, trouble.advice]));
            }
            _ => {
                cx.say(text("Selesai.", "Done."));
                cx.close(Answer::None);
            }
        }
        Outcome::Changed
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, _desk: &Desk) -> Option<Position> {
        let words = progress_words(self.progress).get(look.lang).into_owned();
        put(buf, (2, area.y), &words, area.width.saturating_sub(4), look.style(Role::Plain), look);
        None
    }
}
