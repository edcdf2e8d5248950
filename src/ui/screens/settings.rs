//! Settings: what changes at once and is kept.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::base::words::{Lang, Text, same, text};
use crate::entity::{ENTITIES, Entity, Place};
use crate::request::Request;
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Goto, Key, Keymap, Press, bind};
use crate::ui::keys;
use crate::ui::look::{Glyphs, Look, Role, Theme};
use crate::ui::screen::{Cx, Desk, Effect, Outcome, Screen};
use crate::ui::settings::{ASCII, LANG, LEAN, MASKED, NO, THEME, YES};
use crate::ui::widgets::rows::Rows;
use crate::ui::widgets::table;

pub(super) static KEYS: Keymap = Keymap {
    name: text("Pengaturan", "Settings"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter), Press::char(' '), Press::plain(Key::Right)],
            Action::Open,
            1,
            text("ganti", "change"),
            text("Ganti ke pilihan berikutnya, atau buka", "To the next choice, or open"),
        ),
        keys::ranked(keys::UP, 2),
        keys::ranked(keys::DOWN, 3),
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::FIRST,
        keys::LAST,
    ],
};

/// One line of the settings.
#[derive(Clone, Copy)]
enum Item {
    Language,
    Theme,
    Masked,
    Lean,
    Ascii,
    /// The columns of a list, back to those of its description.
    Columns(&'static Entity),
    /// A list that lives under the settings.
    List(&'static Entity),
    Doctor,
}

/// The settings.
#[derive(Default)]
pub struct SettingsScreen {
    rows: Rows,
}

/// The lines: the look, what is remembered, the lists under the settings.
fn items(desk: &Desk) -> Vec<Item> {
    let mut items = vec![Item::Language, Item::Theme, Item::Masked, Item::Lean, Item::Ascii];
    let kept = |entity: &&Entity| desk.settings.get(&table::key(entity)).is_some_and(|columns| !columns.is_empty());
    items.extend(ENTITIES.iter().copied().filter(kept).map(Item::Columns));
    items.extend(ENTITIES.iter().copied().filter(|entity| entity.place == Place::Settings).map(Item::List));
    items.push(Item::Doctor);
    items
}

impl Item {
    fn label(self) -> Text {
        match self {
            Item::Language => text("Bahasa", "Language"),
            Item::Theme => text("Warna", "Colours"),
            Item::Masked => text("Samarkan NIK dan No. HP", "Mask NIK and phone"),
            Item::Lean => text("Hemat kiriman (saluran lambat)", "Lean (slow lines)"),
            Item::Ascii => text("Hanya huruf ASCII", "ASCII signs only"),
            Item::Columns(_) => text("Kolom pilihan sendiri", "Own columns"),
            Item::List(entity) => entity.label,
            Item::Doctor => text("Dokter: kesehatan berkas", "Doctor: health of the file"),
        }
    }

    fn value(self, look: &Look) -> Text {
        let yes_no = |on: bool| if on { text("ya", "yes") } else { text("tidak", "no") };
        match self {
            Item::Language => match look.lang {
                Lang::Id => same("Bahasa Indonesia"),
                Lang::En => same("English"),
            },
            Item::Theme => {
                Theme::ALL.iter().find(|(theme, ..)| *theme == look.theme).map_or(same(""), |(_, _, label)| *label)
            }
            Item::Masked => yes_no(look.masked),
            Item::Lean => yes_no(look.lean),
            Item::Ascii => yes_no(look.glyphs == Glyphs::Ascii),
            Item::Columns(entity) => entity.label,
            Item::List(_) | Item::Doctor => text("buka", "open"),
        }
    }
}

/// Changes a setting in the look and asks for it to be kept.
fn change(item: Item, cx: &mut Cx) {
    let look = &mut cx.desk.look;
    let word = |on: bool| if on { YES } else { NO }.to_owned();
    let (key, value) = match item {
        Item::Language => {
            look.lang = if look.lang == Lang::Id { Lang::En } else { Lang::Id };
            (LANG.to_owned(), if look.lang == Lang::Id { "id" } else { "en" }.to_owned())
        }
        Item::Theme => {
            let at = Theme::ALL.iter().position(|(theme, ..)| *theme == look.theme).unwrap_or(0);
            look.theme = Theme::ALL.get((at + 1) % Theme::ALL.len()).map_or(Theme::Gelap, |(theme, ..)| *theme);
            (THEME.to_owned(), look.theme.word().to_owned())
        }
        Item::Masked => {
            look.masked = !look.masked;
            (MASKED.to_owned(), word(look.masked))
        }
        Item::Lean => {
            look.lean = !look.lean;
            (LEAN.to_owned(), word(look.lean))
        }
        Item::Ascii => {
            look.glyphs = if look.glyphs == Glyphs::Ascii { Glyphs::Utf8 } else { Glyphs::Ascii };
            (ASCII.to_owned(), word(look.glyphs == Glyphs::Ascii))
        }
        Item::Columns(entity) => (table::key(entity), String::new()),
        Item::List(entity) => return cx.go(Goto::List(entity.name)),
        Item::Doctor => return cx.go(Goto::Doctor),
    };
    cx.desk.settings.set(key.clone(), value.clone());
    cx.ask(Request::Remember(key, value));
    cx.effect(Effect::Repaint);
    cx.say(text("Diingat.", "Kept."));
}

impl Screen for SettingsScreen {
    fn title(&self, look: &Look) -> String {
        look.say(KEYS.name).to_owned()
    }

    fn facts(&self, look: &Look) -> String {
        look.say(text("berlaku seketika dan diingat", "at once, and kept")).to_owned()
    }

    fn keys(&self) -> &'static Keymap {
        &KEYS
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        let items = items(cx.desk);
        match action {
            Action::Open => {
                if let Some(item) = items.get(self.rows.at) {
                    change(*item, cx);
                }
                self.rows.clamp(items.len());
            }
            other => {
                if !self.rows.act(other, items.len()) {
                    return Outcome::Ignored;
                }
            }
        }
        Outcome::Changed
    }

    fn layout(&mut self, area: Rect) {
        self.rows.layout(area.height.saturating_sub(1));
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, desk: &Desk) -> Option<Position> {
        let items = items(desk);
        for (y, (n, item)) in (area.y + 1..area.bottom()).zip(items.iter().enumerate().skip(self.rows.top())) {
            let here = n == self.rows.at.min(items.len().saturating_sub(1));
            let style = look.style(if here { Role::Selected } else { Role::Plain });
            if here {
                put(buf, (1, y), ">", 1, look.style(Role::Accent), look);
            }
            put(buf, (3, y), look.say(item.label()), 34, style, look);
            put(buf, (39, y), look.say(item.value(look)), area.width.saturating_sub(40), style, look);
        }
        None
    }
}
