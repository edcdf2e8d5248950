//! The runtime on a real pseudo-terminal: start, resize, stop and go on, ends of every kind.
//!
//! The desk under test is this test binary started again (`desk_under_test`), with a small screen
//! and a store that writes the drafts it is given to a file; at the end of the file the program
//! itself. Nothing sleeps: every step waits for
//! what it expects, at most [`PATIENCE`].
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::io::Write as _;
use std::os::fd::AsFd as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};
use rustix::termios::{Action, LocalModes, tcflow, tcgetattr};

use pembina::base::id::Ticket;
use pembina::base::words::text;
use pembina::entity::Vocabulary;
use pembina::request::{Draft, Reply, Request, Trouble};
use pembina::runtime::{self, Options, Serve, look::Wish};
use pembina::service::contoh::{self, Sample};
use pembina::store::{Opening, Store};
use pembina::ui::keymap::{self, Key, Keymap, Press, bind};
use pembina::ui::look::Look;
use pembina::ui::{Cx, Desk, Effect, Outcome, Screen, Settings};

const PATIENCE: Duration = Duration::from_secs(20);
const KEPT: &str = "PEMBINA_UJI_KONSEP";

// ---------------------------------------------------------------- the desk under test

static KEYS: Keymap = Keymap {
    name: text("Uji", "Test"),
    bindings: &[bind(
        &[Press::plain(Key::Enter)],
        keymap::Action::Open,
        1,
        text("baris baru", "new line"),
        text("Baris baru", "New line"),
    )],
};

#[derive(Default)]
struct Sheet {
    typed: String,
    pasted: usize,
    area: Rect,
}

impl Screen for Sheet {
    fn title(&self, _: &Look) -> String {
        "Lembar uji".into()
    }
    fn keys(&self) -> &'static Keymap {
        &KEYS
    }
    fn takes(&self, c: char) -> bool {
        c.is_lowercase() && c != 'q'
    }
    fn on_action(&mut self, action: keymap::Action, _: &mut Cx) -> Outcome {
        match action {
            keymap::Action::Open => {
                self.typed.push('/');
                Outcome::Changed
            }
            _ => Outcome::Ignored,
        }
    }
    fn on_text(&mut self, c: char, cx: &mut Cx) -> Outcome {
        match c {
            'w' => drop(cx.wake(Duration::from_millis(20))),
            'c' => {
                cx.effect(Effect::Copy("foo".into()));
                return Outcome::Unchanged;
            }
            'p' => panic!("a fault of the desk"),
            _ => {}
        }
        self.typed.push(c);
        Outcome::Changed
    }
    fn on_wake(&mut self, _: Ticket, _: &mut Cx) -> Outcome {
        self.typed.push_str(" bangun");
        Outcome::Changed
    }
    fn on_paste(&mut self, text: &str, _: &mut Cx) -> Outcome {
        self.pasted = text.lines().count();
        Outcome::Changed
    }
    fn layout(&mut self, area: Rect) {
        self.area = area;
    }
    fn view(&self, area: Rect, buf: &mut Buffer, _: &Look, _: &Desk) -> Option<Position> {
        let line = format!("ketikan: {}", self.typed);
        buf.set_string(2, area.y, format!("{}x{} pasted {}", area.width, area.height, self.pasted), Style::new());
        let (x, y) = buf.set_stringn(2, area.y + 1, &line, 70, Style::new());
        Some(Position::new(x, y))
    }
    fn draft(&self, _: &Desk) -> Option<Draft> {
        (!self.typed.is_empty()).then(|| Draft { key: self.typed.clone(), ..Draft::default() })
    }
}

struct Keeps(PathBuf);

impl Serve for Keeps {
    fn serve(&mut self, request: Request) -> Reply {
        if let Request::KeepDraft(draft) = request {
            fs::write(&self.0, draft.key).unwrap();
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
}

#[test]
#[ignore = "the desk that the other tests start"]
fn desk_under_test() {
    let Some(kept) = std::env::var_os(KEPT) else { return };
    let ran = runtime::run(Options {
        actor: "uji".into(),
        wish: Wish::default(),
        banner: None,
        first: Box::new(|_| Box::new(Sheet::default())),
        open: Box::new(move || match fs::read(&kept) {
            Ok(refused) if refused == b"tolak" => Err(Trouble::inner("ditolak")),
            _ => Ok(Box::new(Keeps(kept.into()))),
        }),
        hire: Box::new(|| Err(Trouble::inner("no jobs here"))),
    });
    match ran {
        Ok(ran) => std::process::exit(i32::from(ran.ended.code())),
        Err(trouble) => {
            eprintln!("{}", trouble.code);
            std::process::exit(3);
        }
    }
}

// ---------------------------------------------------------------- the terminal of the tests

struct Terminal {
    pty: pty_process::blocking::Pty,
    parser: vt100::Parser,
    seen: Vec<u8>,
    child: Child,
    kept: tempfile::NamedTempFile,
}

fn argv() -> (PathBuf, [&'static str; 5]) {
    let binary = std::env::current_exe().unwrap();
    (binary, ["desk_under_test", "--exact", "--ignored", "--nocapture", "--quiet"])
}

fn open() -> (pty_process::blocking::Pty, pty_process::blocking::Pts) {
    let (pty, pts) = pty_process::blocking::open().unwrap();
    pty.resize(pty_process::Size::new(24, 80)).unwrap();
    (pty, pts)
}

impl Terminal {
    /// A terminal whose session is the desk's own, as under a login.
    fn start() -> Self {
        let (binary, args) = argv();
        Terminal::with(pty_process::blocking::Command::new(binary).args(args))
    }

    fn with(command: pty_process::blocking::Command) -> Self {
        let kept = tempfile::NamedTempFile::new().unwrap();
        let (pty, pts) = open();
        let command = command.env(KEPT, kept.path()).env("TERM", "xterm").env("LC_ALL", "C.UTF-8").env("PS1", "$ ");
        let child = command.spawn(pts).unwrap();
        Terminal { pty, parser: vt100::Parser::new(24, 80, 0), seen: Vec::new(), child, kept }
    }

    /// A terminal that is not the desk's controlling one: nobody sends it a hang-up signal.
    /// Gives also its own end of it; dropped, only the desk holds it.
    fn start_without_session() -> (Self, pty_process::blocking::Pts) {
        let kept = tempfile::NamedTempFile::new().unwrap();
        let (pty, pts) = open();
        let (binary, args) = argv();
        let end = || Stdio::from(pts.as_fd().try_clone_to_owned().unwrap());
        let mut command = std::process::Command::new(binary);
        command.args(args).env(KEPT, kept.path()).env("TERM", "xterm").env("LC_ALL", "C.UTF-8");
        let child = command.stdin(end()).stdout(end()).stderr(end()).spawn().unwrap();
        (Terminal { pty, parser: vt100::Parser::new(24, 80, 0), seen: Vec::new(), child, kept }, pts)
    }

    fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }

    /// Reads what has come; waits so long for something. False where nothing came.
    fn read(&mut self, patience: Duration) -> bool {
        let mut fds = [PollFd::new(&self.pty, PollFlags::IN)];
        let wait = Timespec::try_from(patience).unwrap();
        if poll(&mut fds, Some(&wait)).unwrap() == 0 {
            return false;
        }
        let mut bytes = [0; 65_536];
        match rustix::io::read(&self.pty, &mut bytes) {
            Ok(n) if n > 0 => {
                self.parser.process(&bytes[..n]);
                self.seen.extend_from_slice(&bytes[..n]);
                true
            }
            _ => false,
        }
    }

    #[track_caller]
    fn until(&mut self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !holds(self.parser.screen()) {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() || !self.read(left) {
                panic!("never: {what}\n{}", self.parser.screen().contents());
            }
        }
    }

    #[track_caller]
    fn shows(&mut self, text: &str) {
        self.until(text, |screen| screen.contents().contains(text));
    }

    fn press(&mut self, keys: &str) {
        self.pty.write_all(keys.as_bytes()).unwrap();
    }

    fn is_cooked(&self) -> bool {
        tcgetattr(&self.pty).unwrap().local_modes.contains(LocalModes::ICANON | LocalModes::ECHO)
    }

    #[track_caller]
    fn is_given_back(&mut self) {
        self.until("the first screen with its cursor", |screen| {
            !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
        });
        let deadline = Instant::now() + PATIENCE;
        while !self.is_cooked() {
            assert!(Instant::now() < deadline, "still raw");
            self.read(Duration::from_millis(5));
        }
    }

    fn end(self) {
        kill_process(self.pid(), Signal::TERM).unwrap();
        ends(self.child, PATIENCE);
    }

    fn kept(&self) -> String {
        fs::read_to_string(self.kept.path()).unwrap()
    }
}

/// Waits for a process to end, at most so long.
#[track_caller]
fn ends(mut child: Child, patience: Duration) -> ExitStatus {
    let (tell, told) = channel();
    let pid = Pid::from_child(&child);
    std::thread::spawn(move || tell.send(child.wait().unwrap()));
    told.recv_timeout(patience).unwrap_or_else(|_| {
        let _ = kill_process(pid, Signal::KILL);
        panic!("did not end within {patience:?}")
    })
}

/// CPU time of a process so far, in ticks of 10 ms.
fn ticks(pid: Pid) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).unwrap();
    let after = stat.rsplit(')').next().unwrap();
    after.split_whitespace().skip(11).take(2).map(|n| n.parse::<u64>().unwrap()).sum()
}

const LIMIT: Duration = Duration::from_secs(3);

// ---------------------------------------------------------------- what it promises

#[test]
fn the_terminal_is_taken_over_and_given_back() {
    let mut terminal = Terminal::start();
    terminal.shows("Lembar uji");
    assert!(terminal.parser.screen().alternate_screen());
    assert!(!terminal.is_cooked());
    terminal.press("siti");
    terminal.shows("ketikan: siti");
    terminal.press("q");
    terminal.shows("Keluar?");
    terminal.press("y");
    terminal.is_given_back();
    assert_eq!(terminal.kept(), "siti");
    assert_eq!(ends(terminal.child, PATIENCE).code(), Some(0));
}

#[test]
fn idle_costs_neither_bytes_nor_time() {
    let mut terminal = Terminal::start();
    terminal.press("a");
    terminal.shows("ketikan: a");
    let before = ticks(terminal.pid());
    assert!(!terminal.read(Duration::from_millis(1500)), "bytes while idle");
    assert!(ticks(terminal.pid()) <= before + 1, "time while idle");
    let _ = kill_process(terminal.pid(), Signal::TERM);
    ends(terminal.child, PATIENCE);
}

#[test]
fn another_size_is_painted_anew() {
    let mut terminal = Terminal::start();
    terminal.shows("80x20");
    terminal.pty.resize(pty_process::Size::new(30, 100)).unwrap();
    terminal.parser.screen_mut().set_size(30, 100);
    terminal.shows("100x26");
    terminal.pty.resize(pty_process::Size::new(10, 40)).unwrap();
    terminal.parser.screen_mut().set_size(10, 40);
    terminal.shows("terlalu kecil");
    terminal.press("q");
    assert_eq!(ends(terminal.child, PATIENCE).code(), Some(0));
}

#[test]
fn a_signal_to_end_keeps_the_draft() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130), (Signal::QUIT, 131), (Signal::HUP, 129)] {
        let mut terminal = Terminal::start();
        terminal.press("siti");
        terminal.shows("ketikan: siti");
        kill_process(terminal.pid(), signal).unwrap();
        terminal.is_given_back();
        assert_eq!(terminal.kept(), "siti");
        assert_eq!(ends(terminal.child, LIMIT).code(), Some(code));
    }
}

#[test]
fn a_dropped_line_ends_it_with_the_draft_kept() {
    let mut terminal = Terminal::start();
    terminal.press("siti");
    terminal.shows("ketikan: siti");
    let Terminal { pty, child, kept, .. } = terminal;
    drop(pty);
    assert_eq!(ends(child, LIMIT).code(), Some(129));
    assert_eq!(fs::read_to_string(kept.path()).unwrap(), "siti");
}

#[test]
fn a_terminal_that_vanishes_without_a_signal_ends_it_too() {
    let (mut terminal, end) = Terminal::start_without_session();
    drop(end);
    terminal.press("siti");
    terminal.shows("ketikan: siti");
    let Terminal { pty, child, kept, .. } = terminal;
    drop(pty);
    assert_eq!(ends(child, LIMIT).code(), Some(129));
    assert_eq!(fs::read_to_string(kept.path()).unwrap(), "siti");
}

#[test]
fn a_terminal_that_takes_no_bytes_cannot_hold_up_the_end() {
    let (mut terminal, end) = Terminal::start_without_session();
    terminal.shows("Lembar uji");
    terminal.press("siti");
    terminal.shows("ketikan: siti");
    tcflow(&end, Action::OOff).unwrap();
    kill_process(terminal.pid(), Signal::TERM).unwrap();
    assert_eq!(ends(terminal.child, LIMIT).code(), Some(143));
    assert_eq!(fs::read_to_string(terminal.kept.path()).unwrap(), "siti");
}

#[test]
fn stopped_it_gives_the_terminal_back_and_continued_it_paints_anew() {
    let mut terminal = Terminal::start();
    terminal.press("si");
    terminal.shows("ketikan: si");
    kill_process(terminal.pid(), Signal::TSTP).unwrap();
    let stopped = waitpid(Some(terminal.pid()), WaitOptions::UNTRACED).unwrap();
    assert!(stopped.is_some_and(|(_, status)| status.stopped()));
    terminal.is_given_back();
    kill_process(terminal.pid(), Signal::CONT).unwrap();
    terminal.until("the other screen again", vt100::Screen::alternate_screen);
    terminal.shows("ketikan: si");
    terminal.press("ti");
    terminal.shows("ketikan: siti");
    kill_process(terminal.pid(), Signal::TERM).unwrap();
    terminal.is_given_back();
    ends(terminal.child, LIMIT);
}

#[test]
fn control_z_stops_the_job_under_a_shell_and_fg_continues_it() {
    let (binary, args) = argv();
    let mut terminal = Terminal::with(pty_process::blocking::Command::new("sh").arg("-i"));
    terminal.shows("$ ");
    terminal.press(&format!("{} {}\n", binary.display(), args.join(" ")));
    terminal.shows("Lembar uji");
    terminal.press("si");
    terminal.shows("ketikan: si");
    terminal.press("\x1a");
    terminal.until("the shell again", |screen| !screen.alternate_screen() && screen.contents().contains("Stopped"));
    terminal.press("fg\n");
    terminal.until("the desk again", |screen| screen.alternate_screen() && screen.contents().contains("ketikan: si"));
    terminal.press("ti");
    terminal.shows("ketikan: siti");
    terminal.press("q");
    terminal.shows("Keluar?");
    terminal.press("y");
    terminal.is_given_back();
    terminal.until("a prompt", |screen| {
        let (row, column) = screen.cursor_position();
        column == 2 && screen.rows(0, 80).nth(usize::from(row)).is_some_and(|line| line.starts_with('$'))
    });
    terminal.press("exit\n");
    ends(terminal.child, PATIENCE);
}

#[test]
fn control_z_without_a_shell_is_no_trap() {
    let mut terminal = Terminal::start();
    terminal.shows("Lembar uji");
    terminal.press("\x1a");
    terminal.press("siti");
    terminal.shows("ketikan: siti");
    kill_process(terminal.pid(), Signal::TERM).unwrap();
    ends(terminal.child, PATIENCE);
}

#[test]
fn a_paste_never_presses_enter() {
    let mut terminal = Terminal::start();
    terminal.shows("Lembar uji");
    terminal.press("\x1b[200~satu\rdua\rtiga\r\x1b[201~");
    terminal.shows("pasted 3");
    terminal.press("posyandu mawar satu\rposyandu mawar dua\rposyandu mawar tiga\rposyandu mawar empat\r");
    terminal.shows("pasted 4");
    terminal.press("a\rb");
    terminal.shows("ketikan: a/b");
    kill_process(terminal.pid(), Signal::TERM).unwrap();
    ends(terminal.child, PATIENCE);
}

#[test]
fn a_file_that_cannot_be_opened_leaves_the_terminal_as_it_was() {
    let kept = tempfile::NamedTempFile::new().unwrap();
    fs::write(kept.path(), "tolak").unwrap();
    let (binary, args) = argv();
    let mut terminal = Terminal::with(
        pty_process::blocking::Command::new("sh")
            .args(["-c", r#"PEMBINA_UJI_KONSEP="$0" "$@"; echo code $?"#])
            .arg(kept.path())
            .arg(binary)
            .args(args),
    );
    terminal.shows("GALAT-PROGRAM");
    terminal.shows("code 3");
    terminal.is_given_back();
    ends(terminal.child, PATIENCE);
}

#[test]
fn a_screen_is_woken_when_it_asked_to_be() {
    let mut terminal = Terminal::start();
    terminal.press("w");
    terminal.shows("ketikan: w bangun");
    terminal.end();
}

#[test]
fn a_copy_goes_out_although_nothing_is_painted() {
    let mut terminal = Terminal::start();
    terminal.shows("Lembar uji");
    terminal.press("c");
    let deadline = Instant::now() + PATIENCE;
    while !terminal.seen.windows(12).any(|bytes| bytes == b"\x1b]52;c;Zm9v\x07") {
        assert!(Instant::now() < deadline && terminal.read(PATIENCE), "no clipboard");
    }
    terminal.end();
}

#[test]
fn a_fault_of_the_desk_gives_the_terminal_back_and_keeps_the_draft() {
    let mut terminal = Terminal::start();
    terminal.press("siti");
    terminal.shows("ketikan: siti");
    terminal.press("p");
    terminal.shows("a fault of the desk");
    terminal.is_given_back();
    let Terminal { child, kept, pty: _pty, .. } = terminal;
    assert!(!ends(child, PATIENCE).success());
    assert_eq!(fs::read_to_string(kept.path()).unwrap(), "siti");
}

fn sample() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("pembina.db");
    contoh::write(&path, &Sample::of(1, 7), "uji").unwrap();
    (dir, path)
}

fn program(path: &Path) -> pty_process::blocking::Command {
    pty_process::blocking::Command::new(env!("CARGO_BIN_EXE_pembina")).args(["--pelaku", "uji", "--berkas"]).arg(path)
}

/// Starts the program, goes to a new kader and types a name.
fn typing(path: &Path) -> Terminal {
    let mut terminal = Terminal::with(program(path));
    terminal.shows("Kader");
    terminal.press("k");
    terminal.shows("Nama ^");
    terminal.press("a");
    terminal.shows("Nama lengkap");
    terminal.press("Siti Percobaan");
    terminal.shows("Siti Percobaan");
    terminal
}

fn has_draft(path: &Path) -> bool {
    let drafts = Store::open(path, &Opening::by("uji").without_copies()).unwrap().drafts().unwrap();
    drafts.len() == 1
        && drafts.iter().any(|draft| draft.fields.get("nama").is_some_and(|nama| nama == "Siti Percobaan"))
}

#[test]
fn a_form_on_a_dropped_line_is_kept_as_a_draft() {
    let (_dir, path) = sample();
    let Terminal { pty, child, .. } = typing(&path);
    drop(pty);
    assert_eq!(ends(child, LIMIT).code(), Some(129));
    assert!(has_draft(&path));
}

#[test]
fn a_form_in_a_terminated_program_is_kept_as_a_draft() {
    let (_dir, path) = sample();
    let terminal = typing(&path);
    kill_process(terminal.pid(), Signal::TERM).unwrap();
    assert_eq!(ends(terminal.child, LIMIT).code(), Some(143));
    assert!(has_draft(&path));
}

#[test]
fn the_program_leaves_its_file_tidy() {
    let (dir, path) = sample();
    let mut terminal = Terminal::with(program(&path));
    terminal.shows("Posyandu");
    terminal.press("q");
    terminal.is_given_back();
    assert_eq!(ends(terminal.child, LIMIT).code(), Some(0));
    assert!(!dir.path().join("pembina.db-wal").exists(), "the log was not taken over into the file");
}

#[test]
fn the_program_is_idle_on_a_list_and_on_a_form() {
    let (_dir, path) = sample();
    let mut terminal = typing(&path);
    // The draft that follows typing is kept without a byte to the terminal.
    while terminal.read(Duration::from_millis(700)) {}
    let before = ticks(terminal.pid());
    assert!(!terminal.read(Duration::from_millis(1500)), "bytes while idle");
    assert!(ticks(terminal.pid()) <= before + 1, "time while idle");
    terminal.end();
}
