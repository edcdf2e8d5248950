//! The command palette: every action that can be done from here, found by word.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::base::words::{Text, same, text};
use crate::entity::SETELAN;
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, GLOBAL, Goto, Key, Keymap, Press, bind};
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Extent, Outcome, Screen};
use crate::ui::widgets::line::Line;

pub(super) static KEYS: Keymap = Keymap {
    name: text("Perintah", "Commands"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter)],
            Action::Open,
            1,
            text("jalankan", "run"),
            text("Jalankan perintah terpilih", "Run the selected command"),
        ),
        bind(
            &[Press::plain(Key::Up)],
            Action::Up,
            0,
            text("naik", "up"),
            text("Perintah sebelumnya", "The command before"),
        ),
        bind(
            &[Press::plain(Key::Down), Press::plain(Key::Tab)],
            Action::Down,
            2,
            text("turun", "down"),
            text("Perintah berikutnya", "The next command"),
        ),
        bind(
            &[Press::plain(Key::Backspace)],
            Action::EraseBack,
            0,
            text("hapus", "erase"),
            text("Hapus huruf", "Erase a letter"),
        ),
        bind(&[Press::plain(Key::Esc)], Action::Back, 3, text("batal", "cancel"), text("Tutup", "Close")),
    ],
};

struct Command {
    action: Action,
    key: String,
    /// What stands before the words: where they belong.
    under: Text,
    words: Text,
    reason: Option<Text>,
}

impl Command {
    fn says(&self, look: &Look) -> String {
        format!("{}{}", look.say(self.under), look.say(self.words))
    }
}

/// The palette over a screen.
pub struct Palette {
    commands: Vec<Command>,
    typed: Line,
    at: usize,
    rows: usize,
}

impl Palette {
    /// The actions of a keymap, the places to go, and the global ones; `why_not` tells what
    /// cannot be done now.
    pub fn new(keys: &'static Keymap, why_not: impl Fn(Action) -> Option<Text>) -> Self {
        let mut commands: Vec<Command> = Vec::new();
        for binding in keys.bindings.iter().chain(super::GOTOS).chain(GLOBAL.bindings) {
            if is_movement(binding.action) || commands.iter().any(|c| c.action == binding.action) {
                continue;
            }
            commands.push(Command {
                action: binding.action,
                key: binding.keys.first().map(|key| key.name()).unwrap_or_default(),
                under: same(""),
                words: binding.help,
                reason: why_not(binding.action),
            });
        }
        commands.extend(SETELAN.iter().map(|setelan| Command {
            action: Action::Go(Goto::Setting(setelan.name)),
            key: String::new(),
            under: text("Pengaturan: ", "Setting: "),
            words: setelan.label,
            reason: None,
        }));
        Palette { commands, typed: Line::default(), at: 0, rows: 8 }
    }

    fn found(&self, look: &Look) -> Vec<&Command> {
        let typed = self.typed.text().to_lowercase();
        let words: Vec<&str> = typed.split_whitespace().collect();
        self.commands
            .iter()
            .filter(|command| {
                let all = format!("{} {} {}", command.under.id, command.words.id, command.says(look)).to_lowercase();
                words.iter().all(|word| all.contains(word))
            })
            .collect()
    }
}

fn is_movement(action: Action) -> bool {
    use Action::{
        Back, Clear, Down, EraseAt, EraseBack, EraseWord, First, Last, Left, Next, No, PageDown, PageUp, Palette,
        Previous, Right, Up, Yes,
    };
    matches!(
        action,
        Up | Down
            | PageUp
            | PageDown
            | First
            | Last
            | Left
            | Right
            | Next
            | Previous
            | EraseBack
            | EraseAt
            | EraseWord
            | Clear
            | Yes
            | No
            | Palette
            | Back
    )
}

impl Screen for Palette {
    fn title(&self, look: &Look) -> String {
        look.say(KEYS.name).to_owned()
    }

    fn extent(&self) -> Extent {
        Extent::Panel(10)
    }

    fn keys(&self) -> &'static Keymap {
        &KEYS
    }

    fn takes(&self, _c: char) -> bool {
        true
    }

    fn on_text(&mut self, c: char, _cx: &mut Cx) -> Outcome {
        self.typed.insert(c);
        self.at = 0;
        Outcome::Changed
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        let found = self.found(&cx.desk.look);
        let last = found.len().saturating_sub(1);
        match action {
            Action::Open => {
                let Some(command) = found.get(self.at) else { return Outcome::Unchanged };
                match command.reason {
                    Some(reason) => cx.warn(reason),
                    None => cx.close(Answer::Act(command.action)),
                }
            }
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(last),
            Action::EraseBack => {
                self.typed.erase_back();
                self.at = 0;
            }
            Action::Back => cx.close(Answer::None),
            _ => return Outcome::Unchanged,
        }
        Outcome::Changed
    }

    fn layout(&mut self, area: Rect) {
        self.rows = usize::from(area.height.saturating_sub(1)).max(1);
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, _desk: &Desk) -> Option<Position> {
        put(buf, (2, area.y), ":", 2, look.style(Role::Accent), look);
        let place = self.typed.view(buf, (4, area.y), area.width.saturating_sub(6), look.style(Role::Plain));
        let found = self.found(look);
        if found.is_empty() {
            let words = look.say(text("Tidak ada perintah dengan kata itu.", "No command has that word."));
            put(buf, (4, area.y + 1), words, area.width.saturating_sub(6), look.style(Role::Muted), look);
        }
        let top = self.at.saturating_sub(self.rows.saturating_sub(1));
        for (n, (y, command)) in (area.y + 1..area.bottom()).zip(found.iter().skip(top)).enumerate() {
            let chosen = n + top == self.at;
            let role = match (chosen, command.reason) {
                (true, _) => Role::Accent,
                (false, Some(_)) => Role::Muted,
                (false, None) => Role::Plain,
            };
            let mark = if chosen { ">" } else { " " };
            let mut words = command.says(look);
            if let Some(reason) = command.reason {
                words = format!("{words} ({})", look.say(reason));
            }
            let line = format!("{mark} {:<8} {words}", command.key);
            put(buf, (2, y), &line, area.width.saturating_sub(4), look.style(role), look);
        }
        Some(place)
    }
}
