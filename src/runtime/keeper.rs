//! The store thread: serves what screens ask, in order, one at a time.
//!
//! * **Owns** the queue of requests and the rule that a newer page replaces one still waiting.
//! * **Imports** `request`, the desk's settings; the store through [`Serve`].
//! * **Never** lets a panic of the store through: it becomes a [`Trouble`].

use std::collections::VecDeque;
use std::mem::discriminant;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::terminal;
use crate::base::id::Ticket;
use crate::entity::Vocabulary;
use crate::request::{Draft, Reply, Request, Trouble};
use crate::ui::Settings;

/// What the store thread needs of a store.
pub trait Serve {
    /// Serves one request.
    fn serve(&mut self, request: Request) -> Reply;
    /// The open lists as they stand.
    fn words(&mut self) -> Arc<Vocabulary>;
    /// What is remembered of this person's habits.
    fn settings(&mut self) -> Settings;
    /// True where another program or thread changed the file since this was last asked.
    fn changed_by_others(&mut self) -> bool;
    /// The last thing before it is dropped: leaves the file tidy.
    fn finish(&mut self) {}
}

/// Opens the store, on the store's thread.
pub type Open = Box<dyn FnOnce() -> Result<Box<dyn Serve>, Trouble> + Send>;

/// What the store thread says.
#[derive(Debug)]
pub(super) enum Said {
    /// The file is open.
    Opened(Settings, Arc<Vocabulary>),
    /// It cannot be opened.
    Failed(Trouble),
    /// An answer.
    Reply(Ticket, Reply),
    /// For everybody: the file was changed by others, the open lists changed.
    News(Reply),
}

/// One request with where it comes from.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) ticket: Ticket,
    pub(super) request: Request,
    /// Which layer of the desk asked.
    pub(super) layer: Option<u64>,
    /// In which turn of the loop: requests of one turn belong together and never replace each
    /// other (a page and the one after it).
    pub(super) turn: u64,
}

#[derive(Default)]
struct Line {
    waiting: VecDeque<Asked>,
    glance: bool,
    closed: bool,
}

/// The queue before the store.
#[derive(Default)]
struct Queue {
    line: Mutex<Line>,
    more: Condvar,
}

enum Next {
    Serve(Asked),
    Glance,
    End,
}

impl Queue {
    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next(&self) -> Next {
        let mut line = self.line();
        loop {
            if let Some(asked) = line.waiting.pop_front() {
                return Next::Serve(asked);
            }
            if line.closed {
                return Next::End;
            }
            if std::mem::take(&mut line.glance) {
                return Next::Glance;
            }
            line = self.more.wait(line).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Line {
    /// Puts a request at the end; a page or count takes the place of an older one that the same
    /// layer asked of the same entity in an earlier turn and that nobody has begun.
    fn push(&mut self, asked: Asked) {
        if let (Some(entity), Some(layer)) = (replaceable(&asked.request), asked.layer) {
            self.waiting.retain(|old| {
                let same = old.layer == Some(layer)
                    && discriminant(&old.request) == discriminant(&asked.request)
                    && replaceable(&old.request) == Some(entity);
                !(same && old.turn < asked.turn)
            });
        }
        self.waiting.push_back(asked);
    }
}

fn replaceable(request: &Request) -> Option<&'static str> {
    match request {
        Request::Page(query, ..) | Request::Count(query, _) => Some(query.entity.name),
        _ => None,
    }
}

/// True for requests that only look: they need not be served when the program ends.
fn only_looks(request: &Request) -> bool {
    !matches!(
        request,
        Request::Save(_)
            | Request::ChangeMany(..)
            | Request::DeleteMany(..)
            | Request::RestoreMany(..)
            | Request::Undo(_)
            | Request::UndoLast
            | Request::Merge(_)
            | Request::Decide(..)
            | Request::KeepDraft(_)
            | Request::DropDraft(_)
            | Request::Remember(..)
            | Request::NoteReveal(..)
            | Request::Begin(_)
    )
}

/// The loop's end of the store thread.
pub(super) struct Keeper {
    queue: Arc<Queue>,
    done: Receiver<()>,
}

impl Keeper {
    /// Starts the thread; `say` carries what it says to the loop.
    pub(super) fn start(open: Open, say: impl Fn(Said) + Send + 'static) -> std::io::Result<Self> {
        let queue = Arc::new(Queue::default());
        let (ended, done) = channel();
        let theirs = Arc::clone(&queue);
        let name = format!("{}simpan", terminal::CAUGHT);
        std::thread::Builder::new().name(name).spawn(move || {
            work(open, &theirs, &say);
            tell(&ended);
        })?;
        Ok(Keeper { queue, done })
    }

    pub(super) fn ask(&self, asked: Asked) {
        self.queue.line().push(asked);
        self.queue.more.notify_one();
    }

    /// The answer is no longer wanted: what only looks is not looked at. What writes is written.
    pub(super) fn cancel(&self, ticket: Ticket) {
        self.queue.line().waiting.retain(|old| old.ticket != ticket || !only_looks(&old.request));
    }

    /// Looks, when nothing else is to do, whether others changed the file.
    pub(super) fn glance(&self) {
        self.queue.line().glance = true;
        self.queue.more.notify_one();
    }

    /// Keeps these drafts, serves what still writes, tidies the file and ends the thread. False
    /// where that took longer than the patience.
    pub(super) fn finish(&self, drafts: Vec<Draft>, patience: Duration) -> bool {
        {
            let mut line = self.queue.line();
            line.waiting.retain(|old| !only_looks(&old.request));
            let kept = drafts.into_iter().map(|draft| Asked {
                ticket: Ticket::default(),
                request: Request::KeepDraft(draft),
                layer: None,
                turn: 0,
            });
            line.waiting.extend(kept);
            line.closed = true;
        }
        self.queue.more.notify_one();
        self.done.recv_timeout(patience).is_ok()
    }
}

fn tell(ended: &Sender<()>) {
    let _ = ended.send(());
}

fn work(open: Open, queue: &Queue, say: &impl Fn(Said)) {
    let opened = catch_unwind(AssertUnwindSafe(open)).unwrap_or_else(|_| Err(Trouble::inner(terminal::last_panic())));
    let mut store = match opened {
        Ok(store) => store,
        Err(trouble) => return say(Said::Failed(trouble)),
    };
    let mut words = store.words();
    say(Said::Opened(store.settings(), Arc::clone(&words)));
    loop {
        let asked = match queue.next() {
            Next::Serve(asked) => Some(asked),
            Next::Glance => None,
            Next::End => break,
        };
        if let Some(Asked { ticket, request, .. }) = asked {
            let reply = catch_unwind(AssertUnwindSafe(|| store.serve(request)))
                .unwrap_or_else(|_| Reply::Trouble(Trouble::inner(terminal::last_panic())));
            say(Said::Reply(ticket, reply));
        }
        let news = catch_unwind(AssertUnwindSafe(|| (store.changed_by_others(), store.words())));
        let Ok((changed, now)) = news else { continue };
        if now != words {
            words = Arc::clone(&now);
            say(Said::News(Reply::Words(now)));
        }
        if changed {
            say(Said::News(Reply::Changed));
        }
    }
    let _ = catch_unwind(AssertUnwindSafe(|| store.finish()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::ENTITIES;
    use crate::request::{Query, Seek};

    fn page(n: usize) -> Request {
        Request::Page(Query::all(ENTITIES[0]), Seek::First, n)
    }

    fn asked(ticket: u64, layer: u64, turn: u64, request: Request) -> Asked {
        Asked { ticket: Ticket(ticket), request, layer: Some(layer), turn }
    }

    fn tickets(line: &Line) -> Vec<u64> {
        line.waiting.iter().map(|asked| asked.ticket.0).collect()
    }

    #[test]
    fn a_newer_page_of_the_same_screen_replaces_the_waiting_one() {
        let mut line = Line::default();
        line.push(asked(1, 1, 1, page(1)));
        line.push(asked(2, 2, 1, page(1)));
        line.push(asked(3, 1, 2, Request::Home));
        line.push(asked(4, 1, 2, page(2)));
        assert_eq!(tickets(&line), [2, 3, 4]);
    }

    #[test]
    fn pages_asked_in_one_turn_belong_together() {
        let mut line = Line::default();
        line.push(asked(1, 1, 1, page(1)));
        line.push(asked(2, 1, 1, page(2)));
        assert_eq!(tickets(&line), [1, 2]);
    }

    #[test]
    fn pages_of_another_entity_stay() {
        let mut line = Line::default();
        line.push(asked(1, 1, 1, page(1)));
        line.push(asked(2, 1, 2, Request::Page(Query::all(ENTITIES[1]), Seek::First, 1)));
        assert_eq!(tickets(&line), [1, 2]);
    }

    struct Fake(Vec<String>, Sender<Vec<String>>);

    impl Serve for Fake {
        fn serve(&mut self, request: Request) -> Reply {
            match request {
                Request::Home => panic!("the roof"),
                Request::KeepDraft(draft) => self.0.push(draft.key),
                _ => self.0.push("looked".into()),
            }
            Reply::Done
        }
        fn words(&mut self) -> Arc<Vocabulary> {
            Arc::default()
        }
        fn settings(&mut self) -> Settings {
            Settings::default()
        }
        fn changed_by_others(&mut self) -> bool {
            false
        }
        fn finish(&mut self) {
            let _ = self.1.send(std::mem::take(&mut self.0));
        }
    }

    #[test]
    fn drafts_are_kept_at_the_end_and_a_panic_is_a_trouble() {
        let (log, served) = channel();
        let (said, heard) = channel();
        let keeper = Keeper::start(Box::new(move || Ok(Box::new(Fake(Vec::new(), log)))), move |what| {
            let _ = said.send(what);
        })
        .unwrap();
        assert!(matches!(heard.recv(), Ok(Said::Opened(..))));
        keeper.ask(asked(1, 1, 1, Request::Home));
        let Ok(Said::Reply(Ticket(1), Reply::Trouble(trouble))) = heard.recv() else { panic!("no trouble") };
        assert_eq!(trouble.code, "GALAT-PROGRAM");
        let draft = Draft { key: "kader:new".into(), ..Draft::default() };
        assert!(keeper.finish(vec![draft], Duration::from_secs(10)));
        assert_eq!(served.recv().unwrap(), ["kader:new"]);
    }
}
