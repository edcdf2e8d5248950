//! The health of file and terminal.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::running::Running;
use crate::base::id::Ticket;
use crate::base::words::text;
use crate::request::{DoctorLine, Health, Job, Reply, Request};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Key, Keymap, Press, bind};
use crate::ui::keys;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Cx, Desk, Effect, Outcome, Screen};
use crate::ui::widgets::rows::Rows;

pub(super) static KEYS: Keymap = Keymap {
    name: text("Dokter", "Doctor"),
    bindings: &[
        bind(
            &[Press::ctrl('s'), Press::plain(Key::Enter)],
            Action::Save,
            1,
            text("cadangkan sekarang", "back up now"),
            text("Buat cadangan yang diperiksa di folder cadangan", "Make a verified copy in the backup folder"),
        ),
        keys::ranked(keys::COPY, 2),
        keys::ranked(keys::REFRESH, 3),
        keys::UP,
        keys::DOWN,
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::FIRST,
        keys::LAST,
    ],
};

/// What the doctor found.
#[derive(Default)]
pub struct Doctor {
    lines: Vec<DoctorLine>,
    asked: Option<Ticket>,
    rows: Rows,
}

impl Screen for Doctor {
    fn title(&self, look: &Look) -> String {
        look.say(KEYS.name).to_owned()
    }

    fn facts(&self, look: &Look) -> String {
        let ill = self.lines.iter().filter(|line| line.keadaan != Health::Baik).count();
        match (self.lines.is_empty(), ill) {
            (true, _) => String::new(),
            (_, 0) => look.say(text("semua baik", "all well")).to_owned(),
            (_, n) => text("{0} perlu dilihat", "{0} need a look").with([n.to_string()]).get(look.lang).into_owned(),
        }
    }

    fn keys(&self) -> &'static Keymap {
        &KEYS
    }

    fn on_open(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.ask(Request::Doctor));
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Save => cx.push(Running::new(text("Membuat cadangan", "Making a backup"), Job::Backup(None))),
            Action::Refresh => self.on_open(cx),
            Action::Copy => {
                let all: Vec<String> = self.lines.iter().map(|line| format!("{}: {}", line.hal, line.nilai)).collect();
                cx.effect(Effect::Copy(all.join("\n")));
                cx.say(text("Dikirim ke papan klip terminal.", "Sent to the terminal's clipboard."));
            }
            other => {
                if !self.rows.act(other, self.lines.len()) {
                    return Outcome::Ignored;
                }
            }
        }
        Outcome::Changed
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) -> Outcome {
        if self.asked.take_if(|asked| *asked == ticket).is_none() {
            return Outcome::Unchanged;
        }
        match reply {
            Reply::Doctor(lines) => self.lines = lines,
            Reply::Trouble(trouble) => cx.fail(trouble.text),
            _ => {}
        }
        Outcome::Changed
    }

    fn layout(&mut self, area: Rect) {
        self.rows.layout(area.height);
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, _desk: &Desk) -> Option<Position> {
        for (y, (n, line)) in (area.y..area.bottom()).zip(self.lines.iter().enumerate().skip(self.rows.top())) {
            let (sign, role) = match line.keadaan {
                Health::Baik => (' ', Role::Plain),
                Health::Perhatian => ('!', Role::Warning),
                Health::Sakit => ('x', Role::Error),
            };
            if n == self.rows.at {
                put(buf, (0, y), ">", 1, look.style(Role::Accent), look);
            }
            put(buf, (2, y), &format!("{sign} {}", line.hal), 28, look.style(role), look);
            put(buf, (31, y), &line.nilai, area.width.saturating_sub(32), look.style(role), look);
        }
        None
    }
}
