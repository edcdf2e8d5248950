//! Keys and pastes from the terminal.
//!
//! * **Owns** the translation of what crossterm reads into events of the desk, and the thread that
//!   reads.
//! * **Imports** crossterm's events, the keymap's [`Press`].
//! * **Never** decides what a key means.
//!
//! Three decisions:
//!
//! * **Alt.** No action hangs on Alt. What arrives as Alt+key is nearly always Esc and the key in
//!   one packet of a slow line, so it is given as these two keys; Alt+Tab is the Linux console's
//!   Shift+Tab.
//! * **Pastes without marks.** Terminals without bracketed paste (conhost, the Linux console) send
//!   a paste as keys, and its newlines would press Enter. A run of keys that arrives without a
//!   pause of [`PAUSE`] and holds at least [`RUN`] characters with an Enter before more text is
//!   taken as a paste. [`RUN`] is more than a fast typist types while a line hangs for three
//!   seconds, so that type-ahead stays typing; one key at a time never becomes a paste. A shorter
//!   run of at least [`BURST`] characters with an Enter or a Tab between texts goes to the desk as
//!   a burst: where letters are commands (a list) it is a paste, elsewhere it is typing.
//! * **Newline.** A bare line feed (Ctrl+J) is Enter: some terminals send it for the keypad.

use std::time::Duration;

use crossterm::event::{Event as Raw, KeyCode, KeyEventKind, KeyModifiers};

use crate::ui::Event;
use crate::ui::keymap::{Key, Press};

/// The fewest characters of a run of keys that is taken as a paste.
pub const RUN: usize = 40;

/// The fewest characters of a run that the screen may take as a paste.
pub const BURST: usize = 16;

/// So many characters at once are nobody's fingers: what follows without a pause belongs to them.
const HASTE: usize = 4;

/// The longest pause within a paste that comes as keys.
pub const PAUSE: Duration = Duration::from_millis(5);

/// The most events of one batch; a paste by keys may be longer than any reasonable form.
const MOST: usize = 200_000;

/// Reads batches until the terminal is gone or nobody listens any more.
pub(super) fn read(mut send: impl FnMut(Vec<Event>) -> bool) {
    loop {
        let Ok(batch) = batch() else { return };
        let events = translate(&batch);
        if !events.is_empty() && !send(events) {
            return;
        }
    }
}

/// Waits for an event and takes with it what has arrived already; while it looks like a paste by
/// keys, also what follows without a pause.
fn batch() -> std::io::Result<Vec<Raw>> {
    gather(crossterm::event::read()?, |patience| {
        if crossterm::event::poll(patience)? { crossterm::event::read().map(Some) } else { Ok(None) }
    })
}

/// A batch that begins with an event; `next` gives the one after it, if it comes within so long.
fn gather(first: Raw, mut next: impl FnMut(Duration) -> std::io::Result<Option<Raw>>) -> std::io::Result<Vec<Raw>> {
    let mut batch = vec![first];
    let mut text = 0;
    while batch.len() < MOST {
        text += usize::from(batch.last().and_then(text_of).is_some());
        let patience = if text >= HASTE { PAUSE } else { Duration::ZERO };
        match next(patience)? {
            Some(event) => batch.push(event),
            None => break,
        }
    }
    Ok(batch)
}

/// The events of the desk in one batch of raw ones.
pub fn translate(batch: &[Raw]) -> Vec<Event> {
    let mut events = Vec::with_capacity(batch.len());
    let mut rest = batch;
    while let Some(first) = rest.first() {
        let run: Vec<char> = rest.iter().map_while(text_of).collect();
        let (now, later) = rest.split_at(run.len().max(1));
        rest = later;
        if is_paste(&run) {
            events.push(Event::Paste(newlines(&run.iter().collect::<String>())));
            continue;
        }
        if is_burst(&run) {
            events.push(Event::Burst(now.iter().flat_map(presses).collect()));
            continue;
        }
        match first {
            Raw::Paste(text) => events.push(Event::Paste(newlines(text))),
            Raw::Resize(columns, rows) => events.push(Event::Resize(*columns, *rows)),
            _ => events.extend(now.iter().flat_map(presses).map(Event::Press)),
        }
    }
    events
}

/// The character that a raw event would add to a text; Enter and Tab too.
fn text_of(raw: &Raw) -> Option<char> {
    let Raw::Key(key) = raw else { return None };
    let plain = key.modifiers.difference(KeyModifiers::SHIFT).is_empty();
    match key.code {
        _ if key.kind == KeyEventKind::Release => None,
        KeyCode::Char(c) if plain => Some(c),
        KeyCode::Char('j') if key.modifiers == KeyModifiers::CONTROL => Some('\n'),
        KeyCode::Enter if plain => Some('\n'),
        KeyCode::Tab if plain => Some('\t'),
        _ => None,
    }
}

fn is_paste(run: &[char]) -> bool {
    let printable = |c: &char| !c.is_control();
    if run.iter().filter(|c| printable(c)).count() < RUN {
        return false;
    }
    let enter = run.iter().position(|c| *c == '\n');
    enter.is_some_and(|at| run.iter().skip(at).any(printable))
}

fn is_burst(run: &[char]) -> bool {
    let printable = |c: &char| !c.is_control();
    let first = run.iter().position(printable).unwrap_or(run.len());
    let between = run.iter().skip(first).position(|c| c.is_control()).map(|at| first + at);
    run.iter().filter(|c| printable(c)).count() >= BURST && between.is_some_and(|at| run.iter().skip(at).any(printable))
}

/// One kind of newline.
fn newlines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// The keys of one key event: usually one, for Alt two, for keys we do not know none.
fn presses(raw: &Raw) -> Vec<Press> {
    let Raw::Key(event) = raw else { return Vec::new() };
    if event.kind == KeyEventKind::Release {
        return Vec::new();
    }
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let alt = event.modifiers.contains(KeyModifiers::ALT);
    let shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let Some(press) = press(event.code, ctrl) else { return Vec::new() };
    match press.key {
        Key::Tab if alt || shift => vec![Press::plain(Key::BackTab)],
        // AltGr on Windows comes as Ctrl+Alt with the character that it makes.
        Key::Char(c) if alt && ctrl && cfg!(windows) => vec![Press::char(c)],
        _ if alt => vec![Press::plain(Key::Esc), press],
        _ => vec![press],
    }
}

fn press(code: KeyCode, ctrl: bool) -> Option<Press> {
    let key = match code {
        // Backspace, as terminals set up the old way send it.
        KeyCode::Char('h') if ctrl => return Some(Press::plain(Key::Backspace)),
        KeyCode::Char('j' | 'm') if ctrl => return Some(Press::plain(Key::Enter)),
        KeyCode::Char('i') if ctrl => return Some(Press::plain(Key::Tab)),
        KeyCode::Char(c) if ctrl => Key::Char(c.to_ascii_lowercase()),
        KeyCode::Char(c) => Key::Char(c),
        // With Ctrl these say no more than alone: most terminals cannot send the difference.
        KeyCode::Enter => return Some(Press::plain(Key::Enter)),
        KeyCode::Esc => return Some(Press::plain(Key::Esc)),
        KeyCode::Tab => return Some(Press::plain(Key::Tab)),
        KeyCode::BackTab => return Some(Press::plain(Key::BackTab)),
        KeyCode::Backspace => return Some(Press::plain(Key::Backspace)),
        KeyCode::Delete => Key::Delete,
        KeyCode::Insert => Key::Insert,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::F(n) => Key::F(n),
        _ => return None,
    };
    Some(Press { key, ctrl })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::KeyEvent;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Raw {
        Raw::Key(KeyEvent::new(code, modifiers))
    }

    fn typed(text: &str) -> Vec<Raw> {
        let code = |c| match c {
            '\n' => KeyCode::Enter,
            '\t' => KeyCode::Tab,
            c => KeyCode::Char(c),
        };
        text.chars().map(|c| key(code(c), KeyModifiers::NONE)).collect()
    }

    #[test]
    fn control_h_is_backspace_and_line_feed_is_enter() {
        let batch = [key(KeyCode::Char('h'), KeyModifiers::CONTROL), key(KeyCode::Char('j'), KeyModifiers::CONTROL)];
        let want = [Key::Backspace, Key::Enter].map(|key| Event::Press(Press::plain(key)));
        assert_eq!(translate(&batch), want);
    }

    #[test]
    fn alt_is_escape_and_the_key() {
        let batch = [key(KeyCode::Char('q'), KeyModifiers::ALT), key(KeyCode::Tab, KeyModifiers::ALT)];
        let want = [Press::plain(Key::Esc), Press::char('q'), Press::plain(Key::BackTab)].map(Event::Press);
        assert_eq!(translate(&batch), want);
    }

    #[test]
    fn releases_are_no_keys() {
        let mut event = KeyEvent::new(KeyCode::Char('a'), KeyModifiers::NONE);
        event.kind = KeyEventKind::Release;
        assert_eq!(translate(&[Raw::Key(event)]), []);
    }

    #[test]
    fn capital_letters_keep_their_case_and_control_loses_it() {
        let batch = [key(KeyCode::Char('S'), KeyModifiers::SHIFT), key(KeyCode::Char('S'), KeyModifiers::CONTROL)];
        assert_eq!(translate(&batch), [Press::char('S'), Press::ctrl('s')].map(Event::Press));
    }

    #[test]
    fn type_ahead_of_a_hanging_line_stays_typing() {
        let text = "Siti Aminah\n6203990101700001\n";
        let events = translate(&typed(text));
        let [Event::Burst(presses)] = events.as_slice() else { panic!("{events:?}") };
        assert_eq!(presses.iter().filter_map(|press| press.written()).collect::<String>(), text);
        let short = typed("/siti\n\n");
        assert!(translate(&short).iter().all(|event| matches!(event, Event::Press(_))));
    }

    /// Batches of characters that arrive at these milliseconds, as the reading thread cuts them.
    fn arriving(text: &str, at: impl Fn(u64) -> u64) -> Vec<Vec<Event>> {
        let mut coming: std::collections::VecDeque<(u64, Raw)> =
            (0..).zip(typed(text)).map(|(n, raw)| (at(n), raw)).collect();
        let mut batches = Vec::new();
        while let Some((mut now, first)) = coming.pop_front() {
            let batch = gather(first, |patience| {
                let until = now + u64::try_from(patience.as_millis()).unwrap();
                Ok(coming.pop_front_if(|(at, _)| *at <= until).map(|(at, raw)| {
                    now = now.max(at);
                    raw
                }))
            });
            batches.push(translate(&batch.unwrap()));
        }
        batches
    }

    #[test]
    fn a_short_block_that_comes_as_keys_is_one_burst() {
        let text = "Siti\tMelati 1\nBudi\tMelati 2\n";
        // Eight characters at a time, three milliseconds apart.
        let batches = arriving(text, |n| n / 8 * 3);
        assert!(
            matches!(batches.as_slice(), [events] if matches!(events.as_slice(), [Event::Burst(_)])),
            "{batches:?}"
        );
    }

    #[test]
    fn a_hand_never_makes_a_burst_or_a_paste() {
        let text = "Siti Aminah\tMelati 1\nBudi Rahayu\tMelati 2\nNur Hidayati\tMawar\n";
        // Twenty characters a second.
        let batches = arriving(text, |n| n * 50);
        assert_eq!(batches.len(), text.chars().count());
        assert!(batches.iter().flatten().all(|event| matches!(event, Event::Press(_))));
    }

    #[test]
    fn a_long_line_without_enter_stays_typing() {
        let batch = typed(&"a".repeat(300));
        assert_eq!(translate(&batch).len(), 300);
        let mut batch = typed(&"a".repeat(300));
        batch.extend(typed("\n"));
        assert_eq!(translate(&batch).len(), 301);
    }

    #[test]
    fn many_lines_at_once_are_a_paste() {
        let text = "Mawar 1\tDesa Contoh\nMawar 2\tDesa Contoh\nMawar 3\tDesa Contoh\n";
        let mut batch = typed(text);
        batch.push(key(KeyCode::Esc, KeyModifiers::NONE));
        assert_eq!(translate(&batch), [Event::Paste(text.into()), Event::Press(Press::plain(Key::Esc))]);
    }

    #[test]
    fn a_marked_paste_has_one_kind_of_newline() {
        assert_eq!(translate(&[Raw::Paste("a\r\nb\rc".into())]), [Event::Paste("a\nb\nc".into())]);
    }
}
