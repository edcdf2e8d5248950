//! Two people changed the same record: each differing field with both values, to choose from.
//!
//! * **Owns** the choice, field by field.
//! * **Imports** records and the conflict as the store tells it.
//! * **Never** saves: the chosen record goes back as [`Answer::Record`], on the version of the
//!   other person.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::base::text::visible;
use crate::base::words::text;
use crate::entity::{Field, Record, Value};
use crate::request::Conflict;
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Key, Keymap, Press, bind};
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Outcome, Screen};
use crate::ui::widgets::trail::when;
use crate::ui::widgets::wrap;

pub(super) static KEYS: Keymap = Keymap {
    name: text("Bentrok", "Conflict"),
    bindings: &[
        bind(
            &[Press::plain(Key::Left), Press::char('s')],
            Action::Left,
            2,
            text("milik saya", "mine"),
            text("Pakai isi saya untuk baris ini", "Take my value for this line"),
        ),
        bind(
            &[Press::plain(Key::Right), Press::char('b')],
            Action::Right,
            3,
            text("di berkas", "theirs"),
            text("Pakai isi yang ada di berkas untuk baris ini", "Take the value in the file for this line"),
        ),
        bind(
            &[Press::plain(Key::Up), Press::plain(Key::BackTab)],
            Action::Up,
            0,
            text("naik", "up"),
            text("Baris di atas", "The line above"),
        ),
        bind(
            &[Press::plain(Key::Down), Press::plain(Key::Tab), Press::plain(Key::Enter)],
            Action::Down,
            0,
            text("turun", "down"),
            text("Baris di bawah", "The line below"),
        ),
        bind(
            &[Press::ctrl('s')],
            Action::Save,
            4,
            text("simpan", "save"),
            text("Simpan pilihan ini", "Save what is chosen"),
        ),
        bind(
            &[Press::plain(Key::Esc)],
            Action::Back,
            5,
            text("batal", "cancel"),
            text("Kembali ke isian tanpa menyimpan", "Back to the form without saving"),
        ),
    ],
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Mine,
    Theirs,
}

struct Difference {
    field: &'static Field,
    mine: Value,
    theirs: Value,
    side: Side,
}

/// The screen of a conflict.
pub struct Choose {
    mine: Record,
    version: i64,
    actor: String,
    time: String,
    differences: Vec<Difference>,
    masked: bool,
    at: usize,
    rows: usize,
}

impl Choose {
    /// Between what is on the form and what is in the file; `base` is what the form began with.
    /// What only the other person changed begins with their value, the rest with one's own.
    pub fn new(mine: Record, base: &Record, conflict: &Conflict, desk: &Desk) -> Self {
        let differences = mine
            .pairs()
            .zip(&conflict.theirs.values)
            .filter(|((field, own), theirs)| field.is_typed() && *own != *theirs)
            .map(|((field, own), theirs)| Difference {
                field,
                side: if own == base.get(field.name) { Side::Theirs } else { Side::Mine },
                mine: own.clone(),
                theirs: theirs.clone(),
            })
            .collect();
        Choose {
            version: conflict.theirs.version,
            actor: conflict.actor.clone(),
            time: conflict.time.clone(),
            masked: desk.look.masked,
            mine,
            differences,
            at: 0,
            rows: 10,
        }
    }

    fn chosen(&self) -> Record {
        let mut record = self.mine.clone();
        record.version = self.version;
        for difference in self.differences.iter().filter(|difference| difference.side == Side::Theirs) {
            record.set(difference.field.name, difference.theirs.clone());
        }
        record
    }

    fn words(&self, difference: &Difference, side: Side, desk: &Desk) -> String {
        let value = if side == Side::Mine { &difference.mine } else { &difference.theirs };
        let kind = &difference.field.kind;
        let words = if self.masked && difference.field.is_personal() && side == Side::Theirs {
            kind.mask(value, desk.look.lang, &desk.words)
        } else {
            kind.show(value, desk.look.lang, &desk.words)
        };
        let words = if words.is_empty() { desk.look.say(text("(kosong)", "(empty)")).to_owned() } else { words };
        let mark = if difference.side == side { "*" } else { " " };
        format!("{mark} {}", visible(&words))
    }
}

impl Screen for Choose {
    fn title(&self, look: &Look) -> String {
        let words = text("Bentrok: {0}", "Conflict: {0}").with([self.mine.title()]);
        visible(&words.get(look.lang)).into_owned()
    }

    fn keys(&self) -> &'static Keymap {
        &KEYS
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        let side = match action {
            Action::Left => Side::Mine,
            Action::Right => Side::Theirs,
            Action::Up => {
                self.at = self.at.saturating_sub(1);
                return Outcome::Changed;
            }
            Action::Down => {
                self.at = (self.at + 1).min(self.differences.len().saturating_sub(1));
                return Outcome::Changed;
            }
            Action::Save => {
                cx.close(Answer::Record(Box::new(self.chosen())));
                return Outcome::Changed;
            }
            Action::Back => {
                cx.close(Answer::None);
                return Outcome::Changed;
            }
            _ => return Outcome::Ignored,
        };
        if let Some(difference) = self.differences.get_mut(self.at) {
            difference.side = side;
        }
        Outcome::Changed
    }

    fn layout(&mut self, area: Rect) {
        self.rows = usize::from(area.height.saturating_sub(5)).max(1);
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, desk: &Desk) -> Option<Position> {
        let room = area.width.saturating_sub(4);
        let told = text(
            "{0} menyimpan catatan ini lebih dulu ({1}). Pilih isi tiap baris; yang bertanda * akan disimpan.",
            "{0} saved this record first ({1}). Choose each line; what is marked * will be saved.",
        )
        .with([self.actor.clone(), when(&self.time, desk.today, look)]);
        let mut y = area.top();
        for line in wrap(&visible(&told.get(look.lang)), usize::from(room)).into_iter().take(2) {
            put(buf, (2, y), &line, room, look.style(Role::Plain), look);
            y += 1;
        }
        y += 1;
        let (label, half) = (20, (area.width.saturating_sub(26)) / 2);
        let columns = [4, 4 + label, 4 + label + half];
        let heads =
            [text("Isian", "Field"), text("  Milik saya", "  Mine"), text("  Di berkas sekarang", "  In the file now")];
        for (x, head) in columns.into_iter().zip(heads) {
            put(buf, (x, y), look.say(head), half, look.style(Role::Heading), look);
        }
        y += 1;
        let top = self.at.saturating_sub(self.rows.saturating_sub(1));
        for (n, (y, difference)) in (y..area.bottom()).zip(self.differences.iter().skip(top)).enumerate() {
            let focused = n + top == self.at;
            if focused {
                put(buf, (2, y), ">", 1, look.style(Role::Accent), look);
            }
            put(buf, (columns[0], y), look.say(difference.field.heading()), label - 1, look.style(Role::Muted), look);
            for (x, side) in [(columns[1], Side::Mine), (columns[2], Side::Theirs)] {
                let role = if difference.side == side { Role::Accent } else { Role::Plain };
                put(buf, (x, y), &self.words(difference, side, desk), half - 1, look.style(role), look);
            }
        }
        None
    }
}
