//! A panel of choices: one or several, found by typing. Used for sorting, filters, columns,
//! formats and every other short list.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::base::text::fold;
use crate::base::words::{Phrase, text};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Key, Keymap, Press, bind};
use crate::ui::keys;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Extent, Outcome, Screen};
use crate::ui::widgets::line::Line;
use crate::ui::widgets::rows::Rows;

pub(super) static ONE: Keymap = Keymap {
    name: text("Pilihan", "Choices"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter)],
            Action::Open,
            1,
            text("ambil", "take"),
            text("Ambil pilihan ini", "Take this"),
        ),
        keys::UP,
        keys::ranked(keys::DOWN, 2),
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::ERASE_BACK,
        keys::CLEAR,
        keys::CANCEL,
    ],
};

pub(super) static MANY: Keymap = Keymap {
    name: text("Pilihan", "Choices"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter)],
            Action::Open,
            1,
            text("pakai", "use"),
            text("Pakai semua yang bertanda *", "Use all that are marked *"),
        ),
        bind(
            &[Press::char(' ')],
            Action::Select,
            2,
            text("tandai", "mark"),
            text("Tandai atau lepas", "Mark or unmark"),
        ),
        bind(
            &[Press::char('*'), Press::ctrl('a')],
            Action::SelectAll,
            3,
            text("semua/tidak", "all/none"),
            text("Tandai semua yang tampak, atau lepas semua", "Mark all that are seen, or none"),
        ),
        keys::UP,
        keys::ranked(keys::DOWN, 4),
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::ERASE_BACK,
        keys::CLEAR,
        keys::CANCEL,
    ],
};

/// How many may be chosen.
enum Chosen {
    One,
    Many(BTreeSet<usize>),
}

/// The panel. Leaves [`Answer::Chosen`] or [`Answer::ChosenMany`] with positions in the list as
/// it was given.
pub struct Choose {
    title: Phrase,
    items: Vec<String>,
    chosen: Chosen,
    typed: Line,
    rows: Rows,
}

impl Choose {
    /// One of these.
    pub fn one(title: impl Into<Phrase>, items: Vec<String>) -> Self {
        Choose { title: title.into(), items, chosen: Chosen::One, typed: Line::default(), rows: Rows::default() }
    }

    /// Several of these; those already chosen are marked.
    pub fn many(title: impl Into<Phrase>, items: Vec<String>, chosen: impl IntoIterator<Item = usize>) -> Self {
        Choose { chosen: Chosen::Many(chosen.into_iter().collect()), ..Choose::one(title, items) }
    }

    /// The same panel with the cursor on this choice.
    pub fn at(mut self, at: usize) -> Self {
        self.rows.go(at);
        self
    }

    fn found(&self) -> Vec<usize> {
        let typed = fold(&self.typed.text());
        let words: Vec<&str> = typed.split_whitespace().collect();
        let fits = |item: &String| {
            let item = fold(item);
            words.iter().all(|word| item.contains(word))
        };
        (0..self.items.len()).filter(|&n| self.items.get(n).is_some_and(fits)).collect()
    }

    fn take(&self, found: &[usize], cx: &mut Cx) {
        match (&self.chosen, found.get(self.rows.at)) {
            (Chosen::One, Some(&n)) => cx.close(Answer::Chosen(n)),
            (Chosen::One, None) => cx.warn(text("Tidak ada pilihan dengan kata itu.", "No choice has that word.")),
            (Chosen::Many(chosen), _) if !chosen.is_empty() => {
                cx.close(Answer::ChosenMany(chosen.iter().copied().collect()));
            }
            // Nothing marked: the one under the cursor is meant.
            (Chosen::Many(_), Some(&n)) => cx.close(Answer::ChosenMany(vec![n])),
            (Chosen::Many(_), None) => cx.close(Answer::None),
        }
    }
}

impl Screen for Choose {
    fn title(&self, look: &Look) -> String {
        self.title.get(look.lang).into_owned()
    }

    fn extent(&self) -> Extent {
        Extent::Panel(u16::try_from(self.items.len() + 1).unwrap_or(u16::MAX).clamp(3, 14))
    }

    fn keys(&self) -> &'static Keymap {
        match self.chosen {
            Chosen::One => &ONE,
            Chosen::Many(_) => &MANY,
        }
    }

    fn takes(&self, c: char) -> bool {
        c != '?' && (!matches!(c, ' ' | '*') || matches!(self.chosen, Chosen::One))
    }

    fn on_text(&mut self, c: char, _cx: &mut Cx) -> Outcome {
        self.typed.insert(c);
        self.rows.go(0);
        Outcome::Changed
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        let found = self.found();
        match action {
            Action::Open => self.take(&found, cx),
            Action::Select => {
                if let (Chosen::Many(chosen), Some(n)) = (&mut self.chosen, found.get(self.rows.at)) {
                    if !chosen.remove(n) {
                        chosen.insert(*n);
                    }
                    self.rows.act(Action::Down, found.len());
                }
            }
            Action::SelectAll => {
                if let Chosen::Many(chosen) = &mut self.chosen {
                    if found.iter().any(|n| chosen.contains(n)) {
                        found.iter().for_each(|n| {
                            chosen.remove(n);
                        });
                    } else {
                        chosen.extend(&found);
                    }
                }
            }
            Action::EraseBack => {
                self.typed.erase_back();
                self.rows.go(0);
            }
            Action::Clear => self.typed.clear(),
            Action::Back => cx.close(Answer::None),
            other => {
                if !self.rows.act(other, found.len()) {
                    return Outcome::Ignored;
                }
            }
        }
        Outcome::Changed
    }

    fn layout(&mut self, area: Rect) {
        self.rows.layout(area.height.saturating_sub(1));
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, _desk: &Desk) -> Option<Position> {
        let hint = look.say(text("ketik untuk mencari:", "type to find:"));
        let x = put(buf, (2, area.y), hint, area.width.saturating_sub(4), look.style(Role::Muted), look) + 1;
        let place = self.typed.view(buf, (x, area.y), area.width.saturating_sub(x + 2), look.style(Role::Plain));
        let found = self.found();
        if found.is_empty() {
            let words =
                look.say(text("Tidak ada yang cocok; Bksp menghapus huruf.", "Nothing fits; Bksp erases letters."));
            put(buf, (5, area.y + 1), words, area.width.saturating_sub(7), look.style(Role::Muted), look);
        }
        for (y, (n, &item)) in (area.y + 1..area.bottom()).zip(found.iter().enumerate().skip(self.rows.top())) {
            let here = n == self.rows.at;
            let mark = if here { '>' } else { ' ' };
            let star = match &self.chosen {
                Chosen::Many(chosen) if chosen.contains(&item) => '*',
                _ => ' ',
            };
            let role = if here { Role::Selected } else { Role::Plain };
            let words = self.items.get(item).map_or("", String::as_str);
            put(buf, (2, y), &format!("{mark}{star} {words}"), area.width.saturating_sub(4), look.style(role), look);
        }
        Some(place)
    }
}
