//! What a work would do, to be read before it is done.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::base::words::{Phrase, text};
use crate::request::hidup::Consequences;
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Key, Keymap, Press, bind};
use crate::ui::keys;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Outcome, Screen};
use crate::ui::widgets::rows::Rows;
use crate::ui::widgets::wrap;

pub(in crate::ui::screens) static KEYS: Keymap = Keymap {
    name: text("Akibat", "What follows"),
    bindings: &[
        bind(&[Press::char('y')], Action::Yes, 1, text("lakukan", "do it"), text("Ya, lakukan", "Yes, do it")),
        bind(
            &[Press::char('t'), Press::char('n'), Press::plain(Key::Enter), Press::plain(Key::Esc)],
            Action::No,
            2,
            text("batal", "cancel"),
            text(
                "Tidak, kembali tanpa mengubah apa pun (pilihan aman)",
                "No, go back and change nothing (the safe choice)",
            ),
        ),
        keys::UP,
        keys::DOWN,
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::FIRST,
        keys::LAST,
    ],
};

/// The lines, and what is to be passed. Yes leaves [`Answer::Confirmed`].
pub struct Effects {
    title: Phrase,
    lines: Vec<(Role, Phrase)>,
    rows: Rows,
    width: u16,
    shown: usize,
}

impl Effects {
    /// Shows what would follow.
    pub fn new(title: impl Into<Phrase>, said: Consequences) -> Self {
        let mut lines: Vec<(Role, Phrase)> = said.lines.into_iter().map(|line| (Role::Plain, line)).collect();
        if !said.renumber.is_empty() {
            let head = text("Nomor registrasi yang perlu dimintakan yang baru:", "Numbers to be asked for anew:");
            lines.push((Role::Title, head.into()));
            lines.extend(said.renumber.into_iter().map(|(_, name)| (Role::Plain, text("  {0}", "  {0}").with([name]))));
        }
        for problem in said.problems {
            lines.push((Role::Warning, problem.text));
            lines.push((Role::Muted, problem.advice));
        }
        Effects { title: title.into(), lines, rows: Rows::default(), width: 80, shown: 0 }
    }

    fn wrapped(&self, look: &Look) -> Vec<(Role, String)> {
        let room = usize::from(self.width.saturating_sub(4));
        let lines = self.lines.iter();
        lines
            .flat_map(|(role, line)| {
                let sign = if *role == Role::Warning { "! " } else { "" };
                let said = format!("{sign}{}", line.get(look.lang));
                wrap(&said, room).into_iter().map(|part| (*role, part)).collect::<Vec<_>>()
            })
            .collect()
    }
}

impl Screen for Effects {
    fn title(&self, look: &Look) -> String {
        self.title.get(look.lang).into_owned()
    }

    fn keys(&self) -> &'static Keymap {
        &KEYS
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Yes => cx.close(Answer::Confirmed),
            Action::No | Action::Back => cx.close(Answer::None),
            other => {
                // The cursor is the first line seen.
                let len = (self.wrapped(&cx.desk.look).len() + 1).saturating_sub(self.shown);
                if !self.rows.act(other, len) {
                    return Outcome::Ignored;
                }
            }
        }
        Outcome::Changed
    }

    fn layout(&mut self, area: Rect) {
        self.width = area.width;
        self.shown = usize::from(area.height.saturating_sub(3));
        self.rows.layout(1);
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, _desk: &Desk) -> Option<Position> {
        let room = area.width.saturating_sub(4);
        let lines = self.wrapped(look);
        for (y, (role, line)) in
            (area.y + 1..area.bottom().saturating_sub(2)).zip(lines.iter().skip(self.rows.top()).take(self.shown))
        {
            put(buf, (2, y), line, room, look.style(*role), look);
        }
        let words = text(
            "Belum ada yang berubah. y melakukan semuanya sekaligus; u membatalkannya.",
            "Nothing has changed yet. y does all of it at once; u undoes it.",
        );
        put(buf, (2, area.bottom().saturating_sub(1)), look.say(words), room, look.style(Role::Muted), look);
        None
    }
}
