//! Settings: the look of this person's screen, and what the office set; all changes at once and is kept.
//!
//! * **Owns** the list, and the questions for what is typed.
//! * **Imports** the table of the office's settings.
//! * **Never** names one of them.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::base::id::Ticket;
use crate::base::words::{Lang, Phrase, Text, same, text};
use crate::entity::{ENTITIES, Entity, Place, SETELAN, Setelan, setelan};
use crate::request::{Reply, Request};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Goto, Key, Keymap, Press, bind};
use crate::ui::keys;
use crate::ui::look::{Glyphs, Look, Role, Theme};
use crate::ui::screen::{Answer, Cx, Desk, Effect, Outcome, Screen};
use crate::ui::screens::ask::Ask;
use crate::ui::settings::{ASCII, LANG, LEAN, MASKED, NO, THEME, YES};
use crate::ui::widgets::rows::Rows;
use crate::ui::widgets::{table, wrap};

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

/// The rows beneath the list that tell what a setting changes, with a blank one above.
const TOLD: u16 = 5;

/// One line of the settings.
#[derive(Clone, Copy)]
enum Item {
    Language,
    Theme,
    Masked,
    Lean,
    Ascii,
    /// A setting of the office.
    Office(&'static Setelan),
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
    /// The setting the screen was opened for; asked for at once.
    wanted: Option<&'static str>,
    /// The setting that is being typed.
    asking: Option<&'static Setelan>,
    /// The setting that is being kept.
    kept: Option<Ticket>,
}

impl SettingsScreen {
    /// Opened for one setting of the office.
    pub fn at(name: &'static str) -> Self {
        SettingsScreen { wanted: Some(name), ..SettingsScreen::default() }
    }

    /// Asks for the value of a setting; what was typed before stands in the line.
    fn ask(&mut self, setelan: &'static Setelan, typed: &str, cx: &mut Cx) {
        let look = cx.desk.look;
        let unit = setelan.unit().map(|unit| format!(" ({})", look.say(unit))).unwrap_or_default();
        let hint = text("{0} Kosong: bawaan ({1}).", "{0} Empty: the default ({1}).")
            .with([setelan.bounds().get(look.lang).into_owned(), setelan.default.chars().take(60).collect()]);
        cx.push(Ask::new(same("{0}{1}").with([look.say(setelan.label).to_owned(), unit]), hint, typed).or_nothing());
        self.asking = Some(setelan);
    }

    /// Keeps what was typed; what cannot be used is said, and the line stands there again.
    fn keep(&mut self, setelan: &'static Setelan, typed: &str, cx: &mut Cx) {
        match setelan.read(typed) {
            Ok(value) => {
                // The value comes back with the words of the office, once it is kept.
                self.kept = Some(cx.ask(Request::Remember(setelan.name.to_owned(), value)));
            }
            Err(problem) => {
                self.ask(setelan, typed, cx);
                let lang = cx.desk.look.lang;
                let said = format!("{} {}", problem.text.get(lang), problem.advice.get(lang));
                cx.warn(same("{0}").with([said]));
            }
        }
    }
}

/// The lines: the look, what is remembered, the lists under the settings.
fn items(desk: &Desk) -> Vec<Item> {
    let mut items = vec![Item::Language, Item::Theme, Item::Masked, Item::Lean, Item::Ascii];
    items.extend(SETELAN.iter().copied().map(Item::Office));
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
            Item::Office(setelan) => setelan.label,
            Item::Columns(_) => text("Kolom pilihan sendiri", "Own columns"),
            Item::List(entity) => entity.label,
            Item::Doctor => text("Dokter: kesehatan berkas", "Doctor: health of the file"),
        }
    }

    fn value(self, desk: &Desk) -> Phrase {
        let look = &desk.look;
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
            Item::Office(setelan) => {
                let unit = setelan.unit().map(|unit| format!(" {}", look.say(unit))).unwrap_or_default();
                return same("{0}{1}").with([desk.words.setting(setelan).into_owned(), unit]);
            }
            Item::Columns(entity) => entity.label,
            Item::List(_) | Item::Doctor => text("buka", "open"),
        }
        .into()
    }

    /// What stands beneath the list while the cursor is on it.
    fn told(self, look: &Look) -> String {
        match self {
            Item::Office(setelan) => {
                let words = text("{0} Bawaan: {1}. Sumber: {2}.", "{0} Default: {1}. Source: {2}.");
                let facts = [look.say(setelan.help), setelan.default, setelan.source];
                words.with(facts).get(look.lang).into_owned()
            }
            _ => String::new(),
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
        // Typed, not turned: see [`SettingsScreen::ask`].
        Item::Office(_) => return,
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
                match items.get(self.rows.at) {
                    Some(Item::Office(setelan)) => {
                        let value = cx.desk.words.setting(setelan).into_owned();
                        self.ask(setelan, &value, cx);
                    }
                    Some(item) => change(*item, cx),
                    None => {}
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

    fn on_open(&mut self, cx: &mut Cx) {
        let Some(setelan) = self.wanted.take().and_then(setelan::by_name) else { return };
        let here = |item: &Item| matches!(item, Item::Office(other) if *other == setelan);
        self.rows.go(items(cx.desk).iter().position(here).unwrap_or(0));
        let value = cx.desk.words.setting(setelan).into_owned();
        self.ask(setelan, &value, cx);
    }

    fn on_answer(&mut self, answer: Answer, cx: &mut Cx) -> Outcome {
        match (self.asking.take(), answer) {
            (Some(setelan), Answer::Text(typed)) => {
                self.keep(setelan, &typed, cx);
                Outcome::Changed
            }
            _ => Outcome::Unchanged,
        }
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) -> Outcome {
        if self.kept != Some(ticket) {
            return Outcome::Unchanged;
        }
        self.kept = None;
        match reply {
            Reply::Saved(saved) => {
                cx.changed();
                let number = saved.batch.map(|batch| batch.0.to_string()).unwrap_or_default();
                cx.say(
                    text(
                        "Disimpan sebagai perubahan nomor {0}; dapat dibatalkan di Riwayat.",
                        "Kept as change number {0}; it can be undone on the screen History.",
                    )
                    .with([number]),
                );
            }
            Reply::Refused(problems) => {
                let said = problems.first().map(|problem| problem.text.clone());
                cx.warn(said.unwrap_or_else(|| text("Tidak disimpan.", "Not kept.").into()));
            }
            Reply::Conflict(_) => {
                cx.warn(text("Orang lain baru saja mengubahnya.", "Somebody else has just changed it."));
            }
            Reply::Trouble(trouble) => cx.warn(trouble.text),
            _ => cx.say(text("Tidak berubah.", "Nothing changed.")),
        }
        Outcome::Changed
    }

    fn layout(&mut self, area: Rect) {
        self.rows.layout(area.height.saturating_sub(1 + TOLD));
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, desk: &Desk) -> Option<Position> {
        let items = items(desk);
        let end = area.bottom().saturating_sub(TOLD);
        for (y, (n, item)) in (area.y + 1..end).zip(items.iter().enumerate().skip(self.rows.top())) {
            let here = n == self.rows.at.min(items.len().saturating_sub(1));
            let style = look.style(if here { Role::Selected } else { Role::Plain });
            if here {
                put(buf, (1, y), ">", 1, look.style(Role::Accent), look);
            }
            put(buf, (3, y), look.say(item.label()), 38, style, look);
            put(buf, (42, y), &item.value(desk).get(look.lang), area.width.saturating_sub(43), style, look);
        }
        let told = items.get(self.rows.at).map(|item| item.told(look)).unwrap_or_default();
        let room = area.width.saturating_sub(4);
        for (y, line) in (end + 1..area.bottom()).zip(wrap(&told, usize::from(room))) {
            put(buf, (2, y), &line, room, look.style(Role::Muted), look);
        }
        None
    }
}
