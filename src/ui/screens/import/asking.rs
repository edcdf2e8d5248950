//! Which file is taken in, and what it holds.
//!
//! * **Owns** the line of the file's name, the names offered for it, the kind.
//! * **Imports** the line input.
//! * **Never** reads a file: names come from the store's side.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::base::id::Ticket;
use crate::base::words::text;
use crate::entity::{Entity, by_name};
use crate::request::{Reply, Request};
use crate::ui::chrome::put;
use crate::ui::keymap::Action;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Cx, Outcome};
use crate::ui::screens::ask;
use crate::ui::widgets::line::Line;
use crate::ui::widgets::rows::Rows;
use crate::ui::widgets::wrap;

/// What can be taken in, in the order of an office's work (`impor --ke` of the contract).
const KINDS: &[&str] = &["posyandu", "kader", "desa", "rencana", "realisasi"];

/// True where records of this kind are taken from files.
pub fn takes(entity: &Entity) -> bool {
    KINDS.contains(&entity.name)
}

/// The question for a file.
#[derive(Debug, Default)]
pub(super) struct Asking {
    path: Line,
    kind: usize,
    completions: Vec<String>,
    completing: Option<Ticket>,
    choices: Rows,
}

impl Asking {
    /// Asks for a file of this kind.
    pub(super) fn new(entity: Option<&'static Entity>) -> Self {
        let kind = entity.and_then(|entity| KINDS.iter().position(|kind| *kind == entity.name)).unwrap_or(0);
        Asking { kind, ..Asking::default() }
    }

    /// The kind that is chosen.
    pub(super) fn kind(&self) -> &'static str {
        KINDS.get(self.kind).copied().unwrap_or("posyandu")
    }

    /// Asks for the names in the present folder.
    pub(super) fn open(&mut self, cx: &mut Cx) {
        self.completing = Some(cx.ask(Request::Paths(String::new())));
    }

    pub(super) fn insert(&mut self, c: char, cx: &mut Cx) -> Outcome {
        self.path.insert(c);
        self.typed(cx)
    }

    /// A file dragged into the window arrives in quotes.
    pub(super) fn paste(&mut self, text: &str, cx: &mut Cx) -> Outcome {
        self.path.insert_all(text.trim().trim_matches(['\'', '"']));
        self.typed(cx)
    }

    fn typed(&mut self, cx: &mut Cx) -> Outcome {
        self.choices.go(0);
        self.completing = Some(cx.ask(Request::Paths(self.path.text())));
        Outcome::Changed
    }

    fn complete(&mut self, cx: &mut Cx) -> Outcome {
        let Some(name) = self.completions.get(self.choices.at).cloned() else { return Outcome::Unchanged };
        self.path = Line::new(&name);
        self.typed(cx)
    }

    /// The file that is meant; `None` where none is named yet, and the notice says what to do.
    pub(super) fn chosen(&mut self, cx: &mut Cx) -> Option<String> {
        let mut file = self.path.text().trim().to_owned();
        // The name under the mark is the one that is meant, unless the typed one is whole.
        let marked = self.completions.get(self.choices.at).filter(|name| !file.is_empty() && name.starts_with(&file));
        if let Some(name) = marked.filter(|_| !self.completions.contains(&file)) {
            file.clone_from(name);
            self.path = Line::new(name);
        }
        if file.is_empty() {
            cx.warn(text("Ketik dulu nama berkasnya.", "Type the name of the file first."));
            return None;
        }
        if file.ends_with('/') || file.ends_with('\\') {
            cx.warn(text("Ini folder. Pilih berkas di dalamnya.", "This is a folder. Choose a file in it."));
            let _ = self.typed(cx);
            return None;
        }
        Some(file)
    }

    pub(super) fn act(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Next => self.complete(cx),
            Action::Right => {
                self.kind = (self.kind + 1) % KINDS.len();
                Outcome::Changed
            }
            Action::Left => {
                self.kind = (self.kind + KINDS.len() - 1) % KINDS.len();
                Outcome::Changed
            }
            Action::EraseBack | Action::EraseWord | Action::Clear => {
                ask::edit(&mut self.path, action);
                self.typed(cx)
            }
            other if self.choices.act(other, self.completions.len()) => Outcome::Changed,
            _ => Outcome::Ignored,
        }
    }

    /// True where the reply was one of names.
    pub(super) fn heard(&mut self, ticket: Ticket, reply: &Reply) -> bool {
        if self.completing.take_if(|asked| *asked == ticket).is_none() {
            return false;
        }
        if let Reply::Paths(names) = reply {
            self.completions.clone_from(names);
            self.choices.clamp(self.completions.len());
        }
        true
    }

    pub(super) fn layout(&mut self, area: Rect) {
        self.choices.layout(area.height.saturating_sub(8));
    }

    pub(super) fn view(&self, year: Option<i64>, area: Rect, buf: &mut Buffer, look: &Look) -> Position {
        let room = area.width.saturating_sub(4);
        let sentence = look.say(text(
            "Ambil daftar dari berkas Excel (xlsx) atau CSV. Kolom dikenali dari judulnya; berkas diperiksa dulu, belum ada yang berubah.",
            "Take in a list from an Excel (xlsx) or CSV file. Columns are known by their headings; the file is checked first, nothing changes yet.",
        ));
        for (y, line) in (area.y + 1..area.y + 4).zip(wrap(sentence, usize::from(room))) {
            put(buf, (2, y), &line, room, look.style(Role::Plain), look);
        }
        let y = area.y + 4;
        put(buf, (2, y), look.say(text("Isi berkas", "It holds")), 12, look.style(Role::Title), look);
        let mut x = 13;
        for (n, kind) in KINDS.iter().enumerate() {
            let label = by_name(kind).map_or(*kind, |entity| look.say(entity.label));
            let (words, role) =
                if n == self.kind { (format!("[{label}]"), Role::Accent) } else { (format!(" {label} "), Role::Muted) };
            x = put(buf, (x, y), &words, room.saturating_sub(x), look.style(role), look);
        }
        if let Some(year) = year {
            let words =
                text("Baris yang tidak menyebut tahun: {0}", "Rows that name no year: {0}").with([year.to_string()]);
            put(buf, (2, y + 1), &words.get(look.lang), room, look.style(Role::Muted), look);
        }
        put(buf, (2, y + 2), look.say(text("Berkas", "File")), 12, look.style(Role::Title), look);
        let place = self.path.view(buf, (16, y + 2), room.saturating_sub(14), look.style(Role::Accent));
        for (y, (n, name)) in (y + 4..area.bottom()).zip(self.completions.iter().enumerate().skip(self.choices.top())) {
            let here = n == self.choices.at;
            let mark = if here { '>' } else { ' ' };
            let role = if here { Role::Accent } else { Role::Muted };
            put(buf, (14, y), &format!("{mark} {name}"), room.saturating_sub(12), look.style(role), look);
        }
        place
    }
}
