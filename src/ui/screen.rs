//! The contract between the desk and its screens.
//!
//! * **Owns** [`Screen`], [`Cx`], [`Event`], [`Outcome`], [`Effect`], [`Answer`].
//! * **Imports** `base`, `entity`, `request`, ratatui's buffer.
//! * **Never** performs an effect.

use std::sync::Arc;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::keymap::{Action, Goto, Keymap, Press};
use super::look::Look;
use super::settings::Settings;
use crate::base::date::Date;
use crate::base::id::{RecordId, Ticket};
use crate::base::words::{Phrase, Text};
use crate::entity::{Record, Vocabulary};
use crate::request::{Draft, Job, Reply, Request};

/// What reaches the desk.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A key.
    Press(Press),
    /// A block of pasted text; its newlines never submit anything.
    Paste(String),
    /// Keys that arrived at once, too many for a hand, with breaks or tabs between texts: either a
    /// paste of a terminal that does not mark pastes, or type-ahead of a line that hung. The screen
    /// on top decides; see [`Screen::takes_burst`].
    Burst(Vec<Press>),
    /// The terminal has another size: columns, rows.
    Resize(u16, u16),
    /// An answer to a request or job.
    Reply(Ticket, Reply),
    /// A wake-up that was asked for.
    Wake(Ticket),
    /// A new day began, or the program was resumed.
    Today(Date),
}

/// Whether anything changed on the screen. A batch's outcome is its maximum.
#[must_use]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Not for this screen: the desk goes on asking.
    Ignored,
    /// Dealt with; nothing to paint.
    Unchanged,
    /// Paint.
    Changed,
}

/// What a closing screen leaves for the one beneath.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Nothing.
    None,
    /// A record was saved.
    Saved(RecordId),
    /// A record was picked, with its words.
    Picked(RecordId, String),
    /// Yes.
    Confirmed,
    /// The n-th choice.
    Chosen(usize),
    /// Several choices, by position.
    ChosenMany(Vec<usize>),
    /// Typed text.
    Text(String),
    /// A record to go on with (a copy, one's own after a conflict).
    Record(Box<Record>),
    /// Do this action now.
    Act(Action),
}

/// What the desk wants done outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// A request for the store thread.
    Ask(Ticket, Request),
    /// The answer is no longer wanted.
    Cancel(Ticket),
    /// Longer work for the jobs thread.
    StartJob(Ticket, Job),
    /// A wake-up after so long, once.
    Wake(Ticket, Duration),
    /// Text for the terminal's clipboard (OSC 52), where it has one.
    Copy(String),
    /// Paint everything anew.
    Repaint,
    /// Stop the program until resumed (job control).
    Suspend,
    /// Leave.
    Quit,
}

/// How much of the desk a screen covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of the body.
    Full,
    /// A panel of so many rows above the bottom line; the screen beneath stays visible.
    Panel(u16),
}

/// One screen. Dialogs are screens.
pub trait Screen {
    /// The left of the top line: where am I.
    fn title(&self, look: &Look) -> String;
    /// The right of the top line: how many, in which order.
    fn facts(&self, look: &Look) -> String {
        let _ = look;
        String::new()
    }
    /// How much it covers.
    fn extent(&self) -> Extent {
        Extent::Full
    }
    /// Its layer of keys; the global keys lie beneath.
    fn keys(&self) -> &'static Keymap;
    /// Why an action cannot be done now; `None`: it can.
    fn why_not(&self, action: Action) -> Option<Text> {
        let _ = action;
        None
    }
    /// True where this character is text for the focused field rather than a key.
    fn takes(&self, c: char) -> bool {
        let _ = c;
        false
    }
    /// Called once when it lies on top for the first time: asks for its data.
    fn on_open(&mut self, cx: &mut Cx) {
        let _ = cx;
    }
    /// An action of its keymap, the palette or the desk.
    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome;
    /// A character it takes.
    fn on_text(&mut self, c: char, cx: &mut Cx) -> Outcome {
        let _ = (c, cx);
        Outcome::Ignored
    }
    /// A pasted block.
    fn on_paste(&mut self, text: &str, cx: &mut Cx) -> Outcome {
        let _ = (text, cx);
        Outcome::Ignored
    }
    /// True where this text, which arrived at once as keys, is a paste: on a list its letters would
    /// be commands.
    fn takes_burst(&self, text: &str) -> bool {
        let _ = text;
        false
    }
    /// A reply to what it asked.
    fn on_reply(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) -> Outcome {
        let _ = (ticket, reply, cx);
        Outcome::Unchanged
    }
    /// The answer of the screen that lay above it.
    fn on_answer(&mut self, answer: Answer, cx: &mut Cx) -> Outcome {
        let _ = (answer, cx);
        Outcome::Unchanged
    }
    /// A wake-up it asked for.
    fn on_wake(&mut self, ticket: Ticket, cx: &mut Cx) -> Outcome {
        let _ = (ticket, cx);
        Outcome::Unchanged
    }
    /// The records may have changed (saved here, undone, saved by somebody else): read again.
    fn on_changed(&mut self, cx: &mut Cx) {
        let _ = cx;
    }
    /// Sizes that `update` needs, before painting.
    fn layout(&mut self, area: Rect) {
        let _ = area;
    }
    /// Paints, and nothing else. Gives the place of the cursor where text is typed.
    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, desk: &Desk) -> Option<Position>;
    /// Unsaved work that must not be lost.
    fn draft(&self, desk: &Desk) -> Option<Draft> {
        let _ = desk;
        None
    }
    /// What `?` says about the focused field: heading and paragraphs.
    fn field_help(&self, look: &Look) -> Option<(String, Vec<String>)> {
        let _ = look;
        None
    }
}

/// What every screen may know.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The date at which things are judged.
    pub today: Date,
    /// The look.
    pub look: Look,
    /// The open lists.
    pub words: Arc<Vocabulary>,
    /// What is remembered of this person's habits.
    pub settings: Settings,
    /// Who is working.
    pub actor: String,
    /// A line that stays on top of everything ("nothing is kept" in the demo).
    pub banner: Option<Text>,
}

/// What a screen can do while it deals with an event.
pub struct Cx<'a> {
    /// What every screen may know; the look and settings can be changed.
    pub desk: &'a mut Desk,
    pub(super) effects: &'a mut Vec<Effect>,
    pub(super) moves: &'a mut Vec<Move>,
    pub(super) next_ticket: &'a mut u64,
    pub(super) tickets: &'a mut Vec<Ticket>,
    pub(super) notice: &'a mut Option<Notice>,
}

/// What happens to the stack after an event.
pub(super) enum Move {
    /// A screen is laid on top.
    Push(Box<dyn Screen>),
    /// This screen closes.
    Close(Answer),
    /// This screen closes and another takes its place.
    Replace(Box<dyn Screen>),
    /// All screens read again.
    Changed,
    /// All screens but the first close.
    Root,
}

/// The quiet line above the bottom line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it says.
    pub text: Phrase,
    /// Stays until the next key (an error stays until answered).
    pub weight: Weight,
}

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Done.
    Quiet,
    /// Look here.
    Warning,
    /// It failed.
    Error,
}

impl Cx<'_> {
    /// A ticket of this screen.
    fn ticket(&mut self) -> Ticket {
        *self.next_ticket += 1;
        let ticket = Ticket(*self.next_ticket);
        self.tickets.push(ticket);
        ticket
    }

    /// Asks the store; the reply comes to this screen with the ticket.
    pub fn ask(&mut self, request: Request) -> Ticket {
        let ticket = self.ticket();
        self.effects.push(Effect::Ask(ticket, request));
        ticket
    }

    /// The answer is no longer wanted.
    pub fn cancel(&mut self, ticket: Ticket) {
        self.effects.push(Effect::Cancel(ticket));
    }

    /// Starts longer work; progress and result come to this screen.
    pub fn start(&mut self, job: Job) -> Ticket {
        let ticket = self.ticket();
        self.effects.push(Effect::StartJob(ticket, job));
        ticket
    }

    /// Wakes this screen after so long.
    pub fn wake(&mut self, after: Duration) -> Ticket {
        let ticket = self.ticket();
        self.effects.push(Effect::Wake(ticket, after));
        ticket
    }

    /// Any other effect.
    pub fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Lays a screen on top.
    pub fn push(&mut self, screen: impl Screen + 'static) {
        self.moves.push(Move::Push(Box::new(screen)));
    }

    /// Lays the screen of a place on top, as the palette does.
    pub fn go(&mut self, place: Goto) {
        if let Some(screen) = super::screens::open(place, self.desk) {
            self.moves.push(Move::Push(screen));
        }
    }

    /// Closes this screen.
    pub fn close(&mut self, answer: Answer) {
        self.moves.push(Move::Close(answer));
    }

    /// Puts another screen in the place of this one.
    pub fn replace(&mut self, screen: impl Screen + 'static) {
        self.moves.push(Move::Replace(Box::new(screen)));
    }

    /// Tells all screens to read again.
    pub fn changed(&mut self) {
        self.moves.push(Move::Changed);
    }

    /// Back to the start screen.
    pub fn root(&mut self) {
        self.moves.push(Move::Root);
    }

    /// Says something in the quiet line.
    pub fn say(&mut self, text: impl Into<Phrase>) {
        *self.notice = Some(Notice { text: text.into(), weight: Weight::Quiet });
    }

    /// Says that something needs a look.
    pub fn warn(&mut self, text: impl Into<Phrase>) {
        *self.notice = Some(Notice { text: text.into(), weight: Weight::Warning });
    }

    /// Says that something failed.
    pub fn fail(&mut self, text: impl Into<Phrase>) {
        *self.notice = Some(Notice { text: text.into(), weight: Weight::Error });
    }
}
