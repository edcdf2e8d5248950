//! The jobs thread: imports, exports, backups, beside the store and on a connection of its own.
//!
//! * **Owns** one job at a time, its progress and its being called off.
//! * **Imports** `request`; the work itself through [`Work`].
//! * **Never** floods the loop: progress is told at most every [`PACE`].

use std::cell::Cell;
use std::collections::HashSet;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::terminal;
use crate::base::id::Ticket;
use crate::request::{Job, Progress, Reply, Trouble};

/// How often progress is told, at most: it costs bytes on the line.
pub const PACE: Duration = Duration::from_millis(250);

/// What the jobs thread needs of those who do the work.
pub trait Work {
    /// Does a job from start to end. `progress` is told how far it is; where it answers
    /// [`ControlFlow::Break`], nobody wants the result any more and the job may stop, leaving
    /// nothing half done.
    fn work(&mut self, job: Job, progress: &mut dyn FnMut(Progress) -> ControlFlow<()>) -> Reply;
    /// Makes the day's copy where there is none yet; called after the first change of a run.
    fn daily(&mut self) {}
}

/// Makes the worker, on its thread, when the first job comes.
pub type Hire = Box<dyn FnOnce() -> Result<Box<dyn Work>, Trouble> + Send>;

enum Order {
    Job(Ticket, Box<Job>),
    Daily,
}

type Off = Arc<Mutex<HashSet<Ticket>>>;

/// The loop's end of the jobs thread.
pub(super) struct Jobs {
    orders: Sender<Order>,
    off: Off,
    copied: Cell<bool>,
}

impl Jobs {
    /// Starts the thread; it sleeps until the first job.
    pub(super) fn start(hire: Hire, say: impl Fn(Ticket, Reply) + Send + 'static) -> std::io::Result<Self> {
        let (orders, jobs) = channel();
        let off = Off::default();
        let theirs = Arc::clone(&off);
        let name = format!("{}kerja", terminal::CAUGHT);
        std::thread::Builder::new().name(name).spawn(move || work(hire, &jobs, &theirs, &say))?;
        Ok(Jobs { orders, off, copied: Cell::new(false) })
    }

    pub(super) fn begin(&self, ticket: Ticket, job: Job) {
        let _ = self.orders.send(Order::Job(ticket, Box::new(job)));
    }

    /// After a change: once a run, the day's copy is looked after here, beside the work on screen.
    pub(super) fn copy_of_the_day(&self) {
        if !self.copied.replace(true) {
            let _ = self.orders.send(Order::Daily);
        }
    }

    pub(super) fn call_off(&self, ticket: Ticket) {
        lock(&self.off).insert(ticket);
    }
}

fn lock(off: &Off) -> MutexGuard<'_, HashSet<Ticket>> {
    off.lock().unwrap_or_else(PoisonError::into_inner)
}

fn work(hire: Hire, jobs: &Receiver<Order>, off: &Off, say: &impl Fn(Ticket, Reply)) {
    let Ok(first) = jobs.recv() else { return };
    let mut worker = match caught(hire) {
        Ok(Ok(worker)) => worker,
        Ok(Err(trouble)) | Err(trouble) => {
            for order in std::iter::once(first).chain(jobs) {
                if let Order::Job(ticket, _) = order {
                    say(ticket, Reply::Trouble(trouble.clone()));
                }
            }
            return;
        }
    };
    for order in std::iter::once(first).chain(jobs) {
        let Order::Job(ticket, job) = order else {
            let _ = caught(|| worker.daily());
            continue;
        };
        if lock(off).remove(&ticket) {
            continue;
        }
        let mut told: Option<Instant> = None;
        let mut progress = |progress: Progress| {
            if lock(off).contains(&ticket) {
                return ControlFlow::Break(());
            }
            if told.is_none_or(|at| at.elapsed() >= PACE) {
                told = Some(Instant::now());
                say(ticket, Reply::Progress(progress));
            }
            ControlFlow::Continue(())
        };
        let reply = caught(|| worker.work(*job, &mut progress)).unwrap_or_else(Reply::Trouble);
        lock(off).remove(&ticket);
        say(ticket, reply);
    }
}

fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Trouble> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| Trouble::inner(terminal::last_panic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fake;

    impl Work for Fake {
        fn work(&mut self, job: Job, progress: &mut dyn FnMut(Progress) -> ControlFlow<()>) -> Reply {
            let Job::Backup(Some(name)) = job else { panic!("no name") };
            for done in 0..1000 {
                if progress(Progress { done, of: 1000 }).is_break() {
                    return Reply::Gone;
                }
            }
            Reply::Written(name, 1000)
        }
    }

    #[test]
    fn progress_is_told_seldom_and_the_result_once() {
        let (said, heard) = channel();
        let jobs = Jobs::start(Box::new(|| Ok(Box::new(Fake))), move |ticket, reply| {
            let _ = said.send((ticket, reply));
        })
        .unwrap();
        jobs.begin(Ticket(1), Job::Backup(None));
        jobs.begin(Ticket(2), Job::Backup(Some("a".into())));
        let (ticket, reply) = heard.recv().unwrap();
        assert_eq!(ticket, Ticket(1));
        assert!(matches!(reply, Reply::Trouble(trouble) if trouble.code == "GALAT-PROGRAM"));
        assert_eq!(heard.recv().unwrap(), (Ticket(2), Reply::Progress(Progress { done: 0, of: 1000 })));
        let last = std::iter::from_fn(|| heard.recv().ok()).find(|(_, r)| !matches!(r, Reply::Progress(_)));
        assert_eq!(last, Some((Ticket(2), Reply::Written("a".into(), 1000))));
    }
}
