//! WHAT is seen and pressed.
//!
//! * **Owns** the stack of screens ([`Ui`]), keymaps, the look, screens and widgets.
//! * **Imports** `base`, `entity`, `request`.
//! * **Never** touches a file, a thread, the environment, the clock or SQL: an [`Event`] goes in,
//!   an [`Outcome`] and [`Effect`]s come out, and [`Ui::view`] paints a buffer.

pub mod chrome;
pub mod keymap;
pub mod keys;
pub mod look;
pub mod screen;
pub mod screens;
pub mod settings;
pub mod widgets;

use std::collections::HashMap;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::base::id::Ticket;
use crate::base::words::text;
use crate::request::{Draft, Reply};

use keymap::{Action, GLOBAL, Goto, Key, Keymap, Press};
pub use screen::{Answer, Cx, Desk, Effect, Event, Extent, Outcome, Screen, Weight};
use screen::{Move, Notice};
pub use settings::Settings;

/// The smallest screen that is worked in: columns, rows.
pub const SMALLEST: (u16, u16) = (80, 20);

/// The desk: a stack of screens and what they share.
pub struct Ui {
    desk: Desk,
    stack: Vec<Layer>,
    routes: HashMap<Ticket, u64>,
    next_ticket: u64,
    next_layer: u64,
    notice: Option<Notice>,
    area: Rect,
}

struct Layer {
    id: u64,
    screen: Box<dyn Screen>,
}

impl Ui {
    /// A desk of so many columns and rows with its first screen; the effects ask for its data.
    pub fn new(desk: Desk, size: (u16, u16), first: Box<dyn Screen>) -> (Self, Vec<Effect>) {
        let mut ui = Ui {
            desk,
            stack: Vec::new(),
            routes: HashMap::new(),
            next_ticket: 0,
            next_layer: 0,
            notice: None,
            area: Rect::new(0, 0, size.0, size.1),
        };
        let mut effects = Vec::new();
        ui.apply(Move::Push(first), &mut effects);
        (ui, effects)
    }

    /// What every screen knows.
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// Takes over what is remembered of this person, once the file is open, and the look that
    /// follows from it.
    pub fn know(&mut self, settings: Settings, look: look::Look) {
        self.desk.settings = settings;
        self.desk.look = look;
    }

    /// Which layer of the desk asked with this ticket; `None` where nobody waits for it.
    pub fn layer_of(&self, ticket: Ticket) -> Option<u64> {
        self.routes.get(&ticket).copied()
    }

    /// The size of the screen: columns, rows.
    pub fn size(&self) -> (u16, u16) {
        (self.area.width, self.area.height)
    }

    /// Deals with one event.
    pub fn update(&mut self, event: Event) -> (Outcome, Vec<Effect>) {
        let mut effects = Vec::new();
        let outcome = match event {
            Event::Press(press) => self.press(press, &mut effects),
            Event::Paste(text) => {
                self.notice = None;
                self.with_top(&mut effects, |screen, cx| screen.on_paste(&text, cx))
            }
            Event::Burst(presses) => self.burst(&presses, &mut effects),
            Event::Resize(columns, rows) => {
                self.area = Rect::new(0, 0, columns, rows);
                self.lay_out();
                Outcome::Changed
            }
            Event::Reply(ticket, reply) => self.reply(ticket, reply, &mut effects),
            Event::Wake(ticket) => match self.routes.remove(&ticket) {
                Some(layer) => self.with_layer(layer, &mut effects, |screen, cx| screen.on_wake(ticket, cx)),
                None => Outcome::Unchanged,
            },
            Event::Today(today) => {
                let changed = self.desk.today != today;
                self.desk.today = today;
                if !changed {
                    return (Outcome::Unchanged, effects);
                }
                // Who serves and what has lapsed depends on the day: everything is read again.
                self.apply(Move::Changed, &mut effects);
                Outcome::Changed
            }
        };
        (outcome, effects)
    }

    /// Paints the whole desk into an empty buffer. Gives the place of the cursor.
    pub fn view(&self, buf: &mut Buffer) -> Option<Position> {
        if self.area.width < SMALLEST.0 || self.area.height < SMALLEST.1 {
            chrome::too_small(self.area, buf, &self.desk.look);
            return None;
        }
        let mut cursor = None;
        let lowest = self.stack.iter().rposition(|layer| layer.screen.extent() == Extent::Full).unwrap_or(0);
        let mut body = chrome::body(self.area, &self.desk);
        for layer in self.stack.iter().skip(lowest) {
            let screen = &layer.screen;
            match screen.extent() {
                Extent::Full => chrome::top(self.area, buf, screen.as_ref(), &self.desk),
                Extent::Panel(rows) => {
                    body = chrome::panel(self.area, buf, rows, &screen.title(&self.desk.look), &self.desk);
                }
            }
            cursor = screen.view(body, buf, &self.desk.look, &self.desk);
        }
        if let Some(top) = self.stack.last() {
            chrome::bottom(self.area, buf, top.screen.as_ref(), self.notice.as_ref(), &self.desk);
        }
        cursor
    }

    /// Everything unsaved, for keeping before the program ends.
    pub fn drafts(&self) -> Vec<Draft> {
        self.stack.iter().filter_map(|layer| layer.screen.draft(&self.desk)).collect()
    }

    /// How many screens lie on the desk.
    pub fn depth(&self) -> usize {
        self.stack.len()
    }

    /// Keys that arrived at once: a paste for a screen that says so, else one key after the other.
    fn burst(&mut self, presses: &[Press], effects: &mut Vec<Effect>) -> Outcome {
        let text: String = presses.iter().filter_map(|press| press.written()).collect();
        if self.stack.last().is_some_and(|top| top.screen.takes_burst(&text)) {
            self.notice = None;
            return self.with_top(effects, |screen, cx| screen.on_paste(&text, cx));
        }
        presses.iter().fold(Outcome::Unchanged, |outcome, press| outcome.max(self.press(*press, effects)))
    }

    fn press(&mut self, press: Press, effects: &mut Vec<Effect>) -> Outcome {
        let cleared = self.notice.take().is_some();
        let outcome = self.press_inner(press, effects);
        if cleared { outcome.max(Outcome::Changed) } else { outcome }
    }

    fn press_inner(&mut self, press: Press, effects: &mut Vec<Effect>) -> Outcome {
        let Some(top) = self.stack.last() else { return Outcome::Unchanged };
        if let (Key::Char(c), false) = (press.key, press.ctrl)
            && top.screen.takes(c)
        {
            return self.with_top(effects, |screen, cx| screen.on_text(c, cx));
        }
        let binding = top.screen.keys().resolve(press).or_else(|| GLOBAL.resolve(press));
        match binding {
            Some(binding) => self.act(binding.action, effects),
            None => Outcome::Unchanged,
        }
    }

    /// Does an action as if its key had been pressed.
    fn act(&mut self, action: Action, effects: &mut Vec<Effect>) -> Outcome {
        let Some(top) = self.stack.last() else { return Outcome::Unchanged };
        if let Some(reason) = top.screen.why_not(action) {
            self.notice = Some(Notice { text: reason.into(), weight: Weight::Warning });
            return Outcome::Changed;
        }
        let outcome = self.with_top(effects, |screen, cx| screen.on_action(action, cx));
        if outcome != Outcome::Ignored {
            return outcome;
        }
        self.act_global(action, effects)
    }

    fn act_global(&mut self, action: Action, effects: &mut Vec<Effect>) -> Outcome {
        match action {
            Action::Back if self.stack.len() > 1 => {
                self.apply(Move::Close(Answer::None), effects);
                Outcome::Changed
            }
            Action::Back => {
                self.notice = Some(Notice {
                    text: text(
                        "Ini layar pertama. Tekan q untuk keluar.",
                        "This is the first screen. Press q to leave.",
                    )
                    .into(),
                    weight: Weight::Quiet,
                });
                Outcome::Changed
            }
            Action::Quit => {
                if self.drafts().is_empty() {
                    effects.push(Effect::Quit);
                } else {
                    let ask = screens::confirm::Confirm::leave();
                    self.apply(Move::Push(Box::new(ask)), effects);
                }
                Outcome::Changed
            }
            Action::Repaint => {
                effects.push(Effect::Repaint);
                Outcome::Changed
            }
            Action::Suspend => {
                effects.push(Effect::Suspend);
                Outcome::Unchanged
            }
            Action::Help => {
                let help = {
                    let maps: Vec<&'static Keymap> =
                        self.stack.last().map(|top| top.screen.keys()).into_iter().collect();
                    let top = self.stack.last().map(|top| &top.screen);
                    let field = top.and_then(|screen| screen.field_help(&self.desk.look));
                    let reasons = maps
                        .iter()
                        .flat_map(|map| map.bindings)
                        .filter_map(|b| Some((b.action, top?.why_not(b.action)?)))
                        .collect();
                    screens::help::Help::new(maps, field, reasons)
                };
                self.apply(Move::Push(Box::new(help)), effects);
                Outcome::Changed
            }
            Action::Palette => {
                let palette = match self.stack.last() {
                    Some(top) => screens::palette::Palette::new(top.screen.keys(), |action| top.screen.why_not(action)),
                    None => return Outcome::Unchanged,
                };
                self.apply(Move::Push(Box::new(palette)), effects);
                Outcome::Changed
            }
            Action::Undo => {
                self.apply(Move::Push(Box::new(screens::undo::Undo::default())), effects);
                Outcome::Changed
            }
            Action::Go(place) => self.go(place, effects),
            _ => Outcome::Unchanged,
        }
    }

    fn go(&mut self, place: Goto, effects: &mut Vec<Effect>) -> Outcome {
        if place == Goto::Home {
            self.apply(Move::Root, effects);
        } else if let Some(screen) = screens::open(place, &self.desk) {
            self.apply(Move::Push(screen), effects);
        }
        Outcome::Changed
    }

    fn reply(&mut self, ticket: Ticket, reply: Reply, effects: &mut Vec<Effect>) -> Outcome {
        match reply {
            Reply::Words(words) => {
                self.desk.words = words;
                return Outcome::Changed;
            }
            Reply::Changed => {
                self.apply(Move::Changed, effects);
                return Outcome::Unchanged;
            }
            _ => {}
        }
        let Some(&layer) = self.routes.get(&ticket) else { return Outcome::Unchanged };
        if !matches!(reply, Reply::Progress(_)) {
            self.routes.remove(&ticket);
        }
        self.with_layer(layer, effects, |screen, cx| screen.on_reply(ticket, reply, cx))
    }

    fn with_top(&mut self, effects: &mut Vec<Effect>, f: impl FnOnce(&mut dyn Screen, &mut Cx) -> Outcome) -> Outcome {
        match self.stack.last().map(|layer| layer.id) {
            Some(id) => self.with_layer(id, effects, f),
            None => Outcome::Unchanged,
        }
    }

    /// Lends the desk to one screen, then does what it asked of the stack.
    fn with_layer(
        &mut self,
        id: u64,
        effects: &mut Vec<Effect>,
        f: impl FnOnce(&mut dyn Screen, &mut Cx) -> Outcome,
    ) -> Outcome {
        let Some(at) = self.stack.iter().position(|layer| layer.id == id) else { return Outcome::Unchanged };
        let (mut moves, mut tickets) = (Vec::new(), Vec::new());
        let mut cx = Cx {
            desk: &mut self.desk,
            effects,
            moves: &mut moves,
            next_ticket: &mut self.next_ticket,
            tickets: &mut tickets,
            notice: &mut self.notice,
        };
        let outcome = f(self.stack[at].screen.as_mut(), &mut cx);
        self.routes.extend(tickets.into_iter().map(|ticket| (ticket, id)));
        let moved = !moves.is_empty();
        for step in moves {
            match step {
                Move::Close(answer) => self.close(id, answer, effects),
                Move::Replace(screen) => {
                    self.close(id, Answer::None, effects);
                    self.apply(Move::Push(screen), effects);
                }
                other => self.apply(other, effects),
            }
        }
        if moved { Outcome::Changed } else { outcome }
    }

    fn apply(&mut self, step: Move, effects: &mut Vec<Effect>) {
        match step {
            Move::Push(screen) => {
                self.next_layer += 1;
                let id = self.next_layer;
                self.stack.push(Layer { id, screen });
                self.lay_out();
                let _ = self.with_layer(id, effects, |screen, cx| {
                    screen.on_open(cx);
                    Outcome::Unchanged
                });
            }
            Move::Close(answer) => {
                if let Some(id) = self.stack.last().map(|layer| layer.id) {
                    self.close(id, answer, effects);
                }
            }
            Move::Replace(screen) => {
                self.apply(Move::Close(Answer::None), effects);
                self.apply(Move::Push(screen), effects);
            }
            Move::Changed => {
                let ids: Vec<u64> = self.stack.iter().map(|layer| layer.id).collect();
                for id in ids {
                    let _ = self.with_layer(id, effects, |screen, cx| {
                        screen.on_changed(cx);
                        Outcome::Unchanged
                    });
                }
            }
            Move::Root => {
                while self.stack.len() > 1 {
                    if let Some(layer) = self.stack.pop() {
                        self.routes.retain(|_, owner| *owner != layer.id);
                    }
                }
                self.lay_out();
                self.apply(Move::Changed, effects);
            }
        }
    }

    fn close(&mut self, id: u64, answer: Answer, effects: &mut Vec<Effect>) {
        let Some(at) = self.stack.iter().position(|layer| layer.id == id) else { return };
        if self.stack.len() == 1 {
            return;
        }
        self.stack.remove(at);
        self.routes.retain(|_, owner| *owner != id);
        self.lay_out();
        match answer {
            Answer::None => {}
            Answer::Act(action) => {
                let _ = self.act(action, effects);
            }
            answer => {
                if let Some(beneath) = at.checked_sub(1).and_then(|at| self.stack.get(at)).map(|layer| layer.id) {
                    let _ = self.with_layer(beneath, effects, |screen, cx| screen.on_answer(answer, cx));
                }
            }
        }
    }

    fn lay_out(&mut self) {
        let (area, desk) = (self.area, &self.desk);
        for layer in &mut self.stack {
            let body = match layer.screen.extent() {
                Extent::Full => chrome::body(area, desk),
                Extent::Panel(rows) => chrome::panel_area(area, rows, desk),
            };
            layer.screen.layout(body);
        }
    }
}

/// A desk with the settings a person is remembered by.
pub fn desk(today: crate::base::date::Date, look: look::Look, actor: impl Into<String>) -> Desk {
    Desk { today, look, words: Arc::default(), settings: Settings::default(), actor: actor.into(), banner: None }
}
