//! The only imperative part: threads, the terminal, signals, and the loop that joins them.
//!
//! * **Owns** [`run`]: one inbox; wait, deal with what has come, at most one draw, no ticks.
//! * **Imports** the desk; the store and the longer work through [`Serve`] and [`Work`], which
//!   [`mod@file`] gives for a data file.
//! * **Never** decides what a key means or what a screen shows.
//!
//! Threads, each asleep until it has something to do:
//!
//! | thread | does |
//! |---|---|
//! | the caller's | the loop: desk, painter, every byte to the terminal |
//! | `pembina-simpan` | the store, one request after the other |
//! | `pembina-kerja` | longer work |
//! | `masukan` | reads keys |
//! | `sinyal`, `penjaga` | signals; a terminal that vanishes |
//!
//! An end from outside (TERM, INT, QUIT, HUP, a vanished terminal) keeps what was typed as drafts,
//! tidies the file and returns; where that hangs, the process ends after [`signals::GRACE`].

pub mod file;
pub mod input;
pub mod jobs;
pub mod keeper;
pub mod look;
pub mod painter;
pub mod paths;
pub mod signals;
pub mod terminal;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::date::Date;
use crate::base::id::Ticket;
use crate::base::words::{Text, text};
use crate::request::{Reply, Trouble};
use crate::store::Opening;
use crate::ui::screens::home::Home;
use crate::ui::{self, Desk, Effect, Event, Outcome, Screen, Settings, Ui};

use jobs::Jobs;
use keeper::{Asked, Keeper, Said};
use look::{Surroundings, Wish};
use painter::Painter;
use signals::{LastResort, Sign, Whole};

pub use jobs::{Hire, Work};
pub use keeper::{Open, Serve};

/// How long the first frame waits for the file and its first facts, so that a start paints once.
const FIRST: Duration = Duration::from_millis(12);

/// The most messages dealt with between two draws.
const MOST: usize = 256;

/// How often, at most, a key makes the store look whether others changed the file.
const GLANCE: Duration = Duration::from_millis(500);

/// How long an end from outside waits for the store to keep drafts and tidy the file.
const TIDY: Duration = Duration::from_millis(1500);

/// The same where the person leaves: an import may hold the file for a while.
const LEAVE: Duration = Duration::from_secs(20);

/// The first screen of the desk.
pub type First = Box<dyn FnOnce(&Desk) -> Box<dyn Screen>>;

/// What a run needs.
pub struct Options {
    /// Who is working.
    pub actor: String,
    /// What the command line asks of the look.
    pub wish: Wish,
    /// A line that stays on top of everything.
    pub banner: Option<Text>,
    /// The first screen.
    pub first: First,
    /// Opens the file, on the store's thread, while the terminal is taken over.
    pub open: Open,
    /// Makes the worker for longer work, when the first job comes.
    pub hire: Hire,
}

impl Options {
    /// The screens on a data file, from the start screen on.
    pub fn on_file(path: PathBuf, opening: Opening, wish: Wish) -> Self {
        Options {
            actor: opening.actor.clone(),
            wish,
            banner: None,
            first: Box::new(|_| Box::<Home>::default()),
            open: file::open(path.clone(), opening.clone()),
            hire: file::hire(path, opening, wish),
        }
    }
}

/// How a run came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The person left.
    Left,
    /// A signal, or the terminal vanished (as [`signals::HANGUP`]); what was typed is kept.
    Signal(i32),
}

impl Ended {
    /// The exit code: 0, or 128 and the signal's number as shells say it.
    pub fn code(self) -> u8 {
        match self {
            Ended::Left => 0,
            Ended::Signal(signal) => u8::try_from(128 + signal).unwrap_or(128),
        }
    }
}

/// What a run tells afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ran {
    /// How it ended.
    pub ended: Ended,
    /// From the call of [`run`] to the last byte of the first frame.
    pub first_paint: Option<Duration>,
    /// How many frames were written.
    pub frames: usize,
    /// How many bytes they had.
    pub bytes: usize,
}

/// Runs the screens on the terminal until the person leaves or a signal comes.
///
/// # Errors
/// There is no terminal to work on; the file cannot be opened. The terminal is given back.
pub fn run(options: Options) -> Result<Ran, Trouble> {
    let start = Instant::now();
    let around = Surroundings::read();
    if !terminal::is_there() || around.is_dumb() {
        return Err(no_terminal());
    }
    let (inbox, messages) = channel();
    let keeper = Keeper::start(options.open, sender(&inbox, Message::Said)).map_err(Trouble::inner)?;
    let say = sender(&inbox, |(ticket, reply)| Message::Said(Said::Reply(ticket, reply)));
    let jobs = Jobs::start(options.hire, move |ticket, reply| say((ticket, reply))).map_err(Trouble::inner)?;
    let last = LastResort::default();
    let signs = inbox.clone();
    let listening = signals::listen(&last, Arc::new(move |sign| signs.send(Message::Sign(sign)).is_ok()));
    let _listening = listening.map_err(Trouble::inner)?;
    let held = terminal::Held::take().map_err(|_| no_terminal())?;
    let keys = inbox.clone();
    let reading = std::thread::Builder::new().name("masukan".into());
    let reading = reading.spawn(move || input::read(|events| keys.send(Message::Input(events)).is_ok()));
    reading.map_err(Trouble::inner)?;

    let look = look::look(&options.wish, &Settings::default(), &around);
    let desk = Desk { banner: options.banner, ..ui::desk(today(), look, options.actor) };
    let first = (options.first)(&desk);
    let (ui, effects) = Ui::new(desk, terminal::size(), first);
    let mut work = Run {
        ui,
        painter: Painter::new(),
        keeper,
        jobs,
        last,
        wakes: Vec::new(),
        turn: 0,
        glanced: start,
        first: Beginning::new(start),
        frames: (0, 0),
        stopped: false,
        ended: None,
        failed: None,
        wish: options.wish,
        around,
    };
    work.perform(effects);
    let ended = catch_unwind(AssertUnwindSafe(|| work.rounds(&messages)));
    work.finish();
    drop(held);
    if let Some(trouble) = work.failed {
        return Err(trouble);
    }
    let ended = ended.unwrap_or_else(|panic| resume_unwind(panic));
    Ok(Ran { ended, first_paint: work.first.painted, frames: work.frames.0, bytes: work.frames.1 })
}

fn no_terminal() -> Trouble {
    Trouble::new(
        "TANPA-TERMINAL",
        text("Layar pembina memerlukan terminal.", "The screens of pembina need a terminal."),
        text(
            "Jalankan langsung di terminal; untuk naskah pakai perintah seperti: pembina ekspor posyandu",
            "Start it in a terminal; in scripts use commands such as: pembina export posyandu",
        ),
    )
}

fn sender<T: 'static>(inbox: &Sender<Message>, wrap: fn(T) -> Message) -> impl Fn(T) + Send + 'static {
    let inbox = inbox.clone();
    // The loop is gone only when the program ends.
    move |what| drop(inbox.send(wrap(what)))
}

/// The present day, in the time zone of the machine.
fn today() -> Date {
    jiff::Zoned::now().date()
}

/// Everything that can reach the loop.
enum Message {
    Input(Vec<Event>),
    Said(Said),
    Sign(Sign),
}

/// The wait before the first frame.
struct Beginning {
    start: Instant,
    opened: bool,
    waiting: usize,
    painted: Option<Duration>,
}

impl Beginning {
    fn new(start: Instant) -> Self {
        Beginning { start, opened: false, waiting: 0, painted: None }
    }

    /// The moment until which the first frame may wait; `None` where it need not.
    fn until(&self, now: Instant) -> Option<Instant> {
        let until = self.start + FIRST;
        (self.painted.is_none() && !(self.opened && self.waiting == 0) && now < until).then_some(until)
    }
}

struct Run {
    ui: Ui,
    painter: Painter,
    keeper: Keeper,
    jobs: Jobs,
    last: LastResort,
    wakes: Vec<(Instant, Ticket)>,
    turn: u64,
    glanced: Instant,
    first: Beginning,
    frames: (usize, usize),
    /// The terminal is not ours; nothing is drawn until we are continued.
    stopped: bool,
    ended: Option<Ended>,
    failed: Option<Trouble>,
    wish: Wish,
    around: Surroundings,
}

impl Run {
    /// The loop.
    fn rounds(&mut self, inbox: &Receiver<Message>) -> Ended {
        let mut outcome = Outcome::Changed;
        loop {
            if let Some(ended) = self.ended {
                return ended;
            }
            let now = Instant::now();
            let hold = self.first.until(now);
            if (outcome == Outcome::Changed || self.painter.owes()) && hold.is_none() && !self.stopped {
                self.draw();
                outcome = Outcome::Unchanged;
                continue;
            }
            let until = hold.into_iter().chain(self.wakes.iter().map(|(at, _)| *at)).min();
            let message = match until {
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(at) => inbox.recv_timeout(at.saturating_duration_since(now)),
            };
            match message {
                Ok(message) => outcome = outcome.max(self.take(message)),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ended::Signal(signals::HANGUP),
            }
            for message in inbox.try_iter().take(MOST) {
                outcome = outcome.max(self.take(message));
            }
            outcome = outcome.max(self.wake());
        }
    }

    fn take(&mut self, message: Message) -> Outcome {
        match message {
            Message::Input(events) => {
                // A key says that the terminal is ours, whatever became of the signal.
                let outcome = if self.stopped { self.resume() } else { self.look_around() };
                events.into_iter().fold(outcome, |outcome, event| outcome.max(self.update(event)))
            }
            Message::Said(said) => self.hear(said),
            Message::Sign(sign) => self.obey(sign),
        }
    }

    fn hear(&mut self, said: Said) -> Outcome {
        match said {
            Said::Opened(settings, words) => {
                self.first.opened = true;
                let look = look::look(&self.wish, &settings, &self.around);
                self.ui.know(settings, look);
                self.update(Event::Reply(Ticket::default(), Reply::Words(words))).max(Outcome::Changed)
            }
            Said::Failed(trouble) => {
                self.failed = Some(trouble);
                self.ended = Some(Ended::Left);
                Outcome::Unchanged
            }
            Said::Reply(ticket, reply) => {
                self.first.waiting = self.first.waiting.saturating_sub(1);
                if matches!(&reply, Reply::Saved(saved) if saved.count > 0) {
                    self.jobs.copy_of_the_day();
                }
                self.update(Event::Reply(ticket, reply))
            }
            Said::News(reply) => self.update(Event::Reply(Ticket::default(), reply)),
        }
    }

    fn obey(&mut self, sign: Sign) -> Outcome {
        match sign {
            Sign::End(signal) => {
                self.ended.get_or_insert(Ended::Signal(signal));
                Outcome::Unchanged
            }
            Sign::Stop => self.suspend(Whole::Process),
            Sign::Continued => self.resume(),
            Sign::Resized => self.look_around(),
        }
    }

    fn update(&mut self, event: Event) -> Outcome {
        self.turn += 1;
        let (outcome, effects) = self.ui.update(event);
        self.perform(effects);
        outcome
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Ask(ticket, request) => {
                    self.first.waiting += 1;
                    let layer = self.ui.layer_of(ticket);
                    self.keeper.ask(Asked { ticket, request, layer, turn: self.turn });
                }
                Effect::Cancel(ticket) => {
                    self.keeper.cancel(ticket);
                    self.jobs.call_off(ticket);
                    self.wakes.retain(|(_, waiting)| *waiting != ticket);
                }
                Effect::StartJob(ticket, job) => self.jobs.begin(ticket, job),
                Effect::Wake(ticket, after) => self.wakes.push((Instant::now() + after, ticket)),
                Effect::Copy(text) => self.painter.aside(&terminal::clipboard(&text)),
                Effect::Repaint => self.painter.forget(),
                Effect::Suspend if signals::has_shell() => {
                    let _: Outcome = self.suspend(Whole::Job);
                }
                Effect::Suspend => {}
                Effect::Quit => self.ended = Some(Ended::Left),
            }
        }
    }

    /// Wakes the screens whose time has come.
    fn wake(&mut self) -> Outcome {
        let now = Instant::now();
        let due: Vec<Ticket> = self.wakes.extract_if(.., |(at, _)| *at <= now).map(|(_, ticket)| ticket).collect();
        due.into_iter().fold(Outcome::Unchanged, |outcome, ticket| outcome.max(self.update(Event::Wake(ticket))))
    }

    /// What is looked at with every key, because nobody tells of it: the day; the size, which some
    /// servers change without a signal; seldom also the file.
    fn look_around(&mut self) -> Outcome {
        let mut outcome = Outcome::Unchanged;
        if self.ui.desk().today != today() {
            outcome = outcome.max(self.update(Event::Today(today())));
        }
        let size = terminal::size();
        if size != self.ui.size() {
            outcome = outcome.max(self.update(Event::Resize(size.0, size.1)));
        }
        if self.glanced.elapsed() >= GLANCE {
            self.glanced = Instant::now();
            self.keeper.glance();
        }
        outcome
    }

    /// Gives the terminal back and stops. What follows waits for the signal that continues us: this
    /// thread may run on for a moment after asking to be stopped.
    fn suspend(&mut self, whole: Whole) -> Outcome {
        terminal::give_back();
        self.stopped = true;
        signals::stop(whole);
        Outcome::Unchanged
    }

    /// Takes the terminal over again and looks at everything that may have changed.
    fn resume(&mut self) -> Outcome {
        self.stopped = false;
        if terminal::retake().is_err() {
            self.ended.get_or_insert(Ended::Signal(signals::HANGUP));
            return Outcome::Unchanged;
        }
        self.painter.forget();
        self.keeper.glance();
        self.look_around().max(Outcome::Changed)
    }

    fn draw(&mut self) {
        let (columns, rows) = self.ui.size();
        let mut buf = Buffer::empty(Rect::new(0, 0, columns, rows));
        let cursor = self.ui.view(&mut buf);
        let bytes = self.painter.frame(&buf, cursor, self.ui.desk().look.glyphs);
        if !bytes.is_empty() {
            self.frames = (self.frames.0 + 1, self.frames.1 + bytes.len());
            if terminal::write(bytes).is_err() {
                self.ended.get_or_insert(Ended::Signal(signals::HANGUP));
            }
        }
        if self.first.painted.is_none() {
            self.first.painted = Some(self.first.start.elapsed());
        }
    }

    /// Keeps what was typed and tidies the file. Also after a panic of the desk, as far as it can.
    fn finish(&mut self) {
        let patience = match self.ended {
            Some(Ended::Left) => LEAVE,
            Some(Ended::Signal(signal)) => {
                self.last.announce(signal);
                TIDY
            }
            None => TIDY,
        };
        let drafts = catch_unwind(AssertUnwindSafe(|| self.ui.drafts())).unwrap_or_default();
        self.keeper.finish(drafts, patience);
    }
}
