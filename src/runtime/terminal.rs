//! Taking the terminal over and giving it back.
//!
//! * **Owns** raw mode, the other screen, bracketed paste, and the one way back from them.
//! * **Imports** crossterm for the modes; it writes to the terminal by itself.
//! * **Never** asks the terminal anything (`Terminal::clear` of ratatui would ask for the cursor)
//!   and never turns the mouse on: a clerk selects text with it.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

/// The other screen; pastes marked as such.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h";

/// The way back. The screen is wiped first, for terminals that have no other screen: what they
/// showed may be personal.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[m\x1b[H\x1b[J\x1b[?2004l\x1b[?25h\x1b[?1049l";

static TAKEN: AtomicBool = AtomicBool::new(false);
static LAST_PANIC: Mutex<Option<String>> = Mutex::new(None);

/// Threads of ours whose panics are caught and become a trouble on the screen.
pub(super) const CAUGHT: &str = "pembina-";

/// Takes the terminal over.
///
/// # Errors
/// Standard input or output is no terminal, or it is gone.
pub fn take() -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    write(ENTER)
}

/// Takes it over again after somebody else had it: the modes are set anew in any case.
///
/// # Errors
/// The terminal is gone.
pub fn retake() -> io::Result<()> {
    let _ = disable_raw_mode();
    take()
}

/// Gives the terminal back as it was. May be called at any time, from any thread, any number of
/// times; only the first call after [`take`] does something.
pub fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        // A terminal that is gone cannot be told; that is no reason to fail on the way out.
        let _ = write(LEAVE);
        let _ = disable_raw_mode();
    }
}

/// The part of [`give_back`] that cannot block on a terminal that takes no bytes any more.
pub(super) fn give_back_modes() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let _ = disable_raw_mode();
    }
}

/// Gives the terminal back when dropped, however the run ends.
pub struct Held(());

impl Held {
    /// Takes the terminal over and installs the panic hook.
    ///
    /// # Errors
    /// See [`take`].
    pub fn take() -> io::Result<Self> {
        hook();
        take()?;
        Ok(Held(()))
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        give_back();
    }
}

/// Before a panic's words are printed the terminal is given back; panics of the workers are caught
/// and shown as a trouble, so they neither print nor touch the terminal.
fn hook() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let ours = std::thread::current().name().is_some_and(|name| name.starts_with(CAUGHT));
            if ours {
                let place = info.location().map(|l| format!("{}:{}", l.file(), l.line())).unwrap_or_default();
                let what = info.payload_as_str().unwrap_or("?");
                *LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner) = Some(format!("{place} {what}"));
            } else {
                give_back();
                before(info);
            }
        }));
    });
}

/// What the last caught panic said, and where.
pub(super) fn last_panic() -> String {
    LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_else(|| "?".into())
}

/// Writes bytes to the terminal, as one write where the terminal takes them all.
///
/// # Errors
/// The terminal is gone.
#[cfg(unix)]
pub fn write(mut bytes: &[u8]) -> io::Result<()> {
    // Not through `std::io::stdout`: its line buffer would cut a frame at each newline.
    while !bytes.is_empty() {
        match rustix::io::write(rustix::stdio::stdout(), bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(n) => bytes = bytes.get(n..).unwrap_or_default(),
            Err(rustix::io::Errno::INTR) => {}
            Err(rustix::io::Errno::AGAIN) => wait_until_writable()?,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// A terminal that another program left in non-blocking mode.
#[cfg(unix)]
fn wait_until_writable() -> io::Result<()> {
    use rustix::event::{PollFd, PollFlags, poll};
    let stdout = rustix::stdio::stdout();
    poll(&mut [PollFd::new(&stdout, PollFlags::OUT)], None)?;
    Ok(())
}

/// Writes bytes to the terminal.
///
/// # Errors
/// The terminal is gone.
#[cfg(not(unix))]
pub fn write(bytes: &[u8]) -> io::Result<()> {
    use std::io::Write as _;
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

/// True where there is a terminal to work on.
pub fn is_there() -> bool {
    use std::io::IsTerminal as _;
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// The terminal's size: columns, rows. Cheap enough to ask with every key. A terminal that does not
/// know its own (a serial line) counts as 80x24.
pub fn size() -> (u16, u16) {
    #[cfg(unix)]
    let said = rustix::termios::tcgetwinsize(rustix::stdio::stdout()).ok().map(|size| (size.ws_col, size.ws_row));
    #[cfg(not(unix))]
    let said = crossterm::terminal::size().ok();
    said.filter(|(columns, rows)| *columns > 0 && *rows > 0).unwrap_or((80, 24))
}

/// The bytes that put text on the clipboard of the terminal's own machine (OSC 52).
pub fn clipboard(text: &str) -> Vec<u8> {
    let mut out = b"\x1b]52;c;".to_vec();
    out.extend(base64(text.as_bytes()));
    // Ended by BEL, which old terminals know where they do not know ST.
    out.push(7);
    out
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = Vec::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let number = (0..3).fold(0u32, |sum, n| sum << 8 | u32::from(three.get(n).copied().unwrap_or(0)));
        for n in 0..4 {
            let six = usize::try_from(number >> (18 - 6 * n) & 63).unwrap_or(0);
            out.push(if n <= three.len() { LETTERS[six] } else { b'=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copied_text_is_base64_with_its_padding() {
        for (text, want) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("Siti ©", "U2l0aSDCqQ==")] {
            assert_eq!(String::from_utf8(base64(text.as_bytes())).as_deref(), Ok(want));
        }
        assert_eq!(clipboard("foo"), b"\x1b]52;c;Zm9v\x07");
    }

    #[test]
    fn giving_back_what_was_not_taken_does_nothing() {
        give_back();
        give_back_modes();
        assert!(!TAKEN.load(Ordering::SeqCst));
    }
}
