//! Signals, and the watch over a terminal that may vanish.
//!
//! * **Owns** which signal means what ([`Sign`]), stopping for job control, the last resort.
//! * **Imports** signal-hook and rustix.
//! * **Never** touches the desk: it tells the loop, and sees to it that the end comes in bounded
//!   time even where the loop hangs.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::terminal;

/// What came from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Come to an end, keeping what was typed; the number of the signal.
    End(i32),
    /// Stop until continued.
    Stop,
    /// Somebody stopped us and let us go on: the terminal may look different now.
    Continued,
    /// The terminal has another size. crossterm tells it too, but only once it has begun to read: a
    /// window changed during the start would be missed.
    Resized,
}

/// The number of SIGHUP, also said of a terminal that is gone without one.
pub const HANGUP: i32 = 1;

/// How long the loop may take to end after a signal before the process is ended under it.
pub const GRACE: Duration = Duration::from_secs(2);

/// Ends the process where the loop does not come to an end by itself. Dropped when it did.
#[derive(Default)]
pub(super) struct LastResort {
    over: Arc<AtomicBool>,
}

impl LastResort {
    /// From now on the process ends within [`GRACE`], unless the run is over by then.
    pub(super) fn announce(&self, signal: i32) {
        announce(&self.over, signal);
    }
}

impl Drop for LastResort {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
    }
}

fn announce(over: &Arc<AtomicBool>, signal: i32) {
    let over = Arc::clone(over);
    let _ = std::thread::Builder::new().name("akhir".into()).spawn(move || {
        std::thread::sleep(GRACE);
        if !over.load(Ordering::SeqCst) {
            terminal::give_back_modes();
            std::process::exit(128 + signal);
        }
    });
}

/// Listens to signals and to the terminal's end. The threads end with the process.
#[cfg(unix)]
pub(super) fn listen(last: &LastResort, send: Arc<dyn Fn(Sign) -> bool + Send + Sync>) -> std::io::Result<Listening> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
    let mut signals =
        signal_hook::iterator::Signals::new([SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH])?;
    let handle = signals.handle();
    let (to_loop, resort) = (Arc::clone(&send), Arc::clone(&last.over));
    std::thread::Builder::new().name("sinyal".into()).spawn(move || {
        for signal in signals.forever() {
            let sign = match signal {
                SIGTSTP => Sign::Stop,
                SIGCONT => Sign::Continued,
                SIGWINCH => Sign::Resized,
                end => {
                    announce(&resort, end);
                    Sign::End(end)
                }
            };
            to_loop(sign);
        }
    })?;
    let resort = Arc::clone(&last.over);
    std::thread::Builder::new().name("penjaga".into()).spawn(move || {
        wait_for_hangup();
        announce(&resort, HANGUP);
        send(Sign::End(HANGUP));
    })?;
    Ok(Listening { handle })
}

/// The signal thread ends when this is dropped.
#[cfg(unix)]
pub(super) struct Listening {
    handle: signal_hook::iterator::Handle,
}

#[cfg(unix)]
impl Drop for Listening {
    fn drop(&mut self) {
        self.handle.close();
    }
}

/// Returns when the terminal is gone. On Linux this sleeps until then; elsewhere, where `poll`
/// does not tell of terminals, it looks once a second.
///
/// crossterm 0.29 takes no notice of a terminal at its end and reads it round and round at full
/// speed, so its own thread cannot tell.
#[cfg(unix)]
fn wait_for_hangup() {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let stdin = rustix::stdio::stdin();
    let timeout = (!cfg!(target_os = "linux")).then_some(Timespec { tv_sec: 1, tv_nsec: 0 });
    loop {
        let mut fds = [PollFd::new(&stdin, PollFlags::empty())];
        let seen = poll(&mut fds, timeout.as_ref());
        let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
        match seen {
            Ok(_) if cfg!(target_os = "linux") && fds.iter().any(|fd| fd.revents().intersects(gone)) => return,
            Ok(_) if cfg!(target_os = "linux") => {}
            Err(rustix::io::Errno::INTR) => {}
            Err(_) => return,
            Ok(_) => {
                if rustix::termios::tcgetattr(stdin).is_err() {
                    return;
                }
            }
        }
    }
}

/// Stops this process until it is continued. With `Whole::Job` the whole job is stopped, as the
/// shell expects of Ctrl+Z (a program that started us must stop too).
#[cfg(unix)]
pub(super) fn stop(whole: Whole) {
    use rustix::process::{Signal, getpid, kill_current_process_group, kill_process};
    let _ = match whole {
        Whole::Job => kill_current_process_group(Signal::STOP),
        Whole::Process => kill_process(getpid(), Signal::STOP),
    };
}

/// What is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whole {
    /// The job of the shell.
    Job,
    /// This process.
    Process,
}

/// True where a shell with job control stands above us: without one nobody could continue a
/// stopped program, and the clerk's session would hang.
#[cfg(unix)]
pub(super) fn has_shell() -> bool {
    use rustix::process::{getpgrp, getsid};
    getsid(None).is_ok_and(|session| session != getpgrp())
}

/// Windows has neither these signals nor job control.
#[cfg(not(unix))]
pub(super) fn listen(_: &LastResort, _: Arc<dyn Fn(Sign) -> bool + Send + Sync>) -> std::io::Result<Listening> {
    Ok(Listening)
}

/// Nothing to close.
#[cfg(not(unix))]
pub(super) struct Listening;

/// There is nothing to stop for.
#[cfg(not(unix))]
pub(super) fn stop(_: Whole) {}

/// There is no job control.
#[cfg(not(unix))]
pub(super) fn has_shell() -> bool {
    false
}
