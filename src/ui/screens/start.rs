//! The guided start of a new file: which kecamatan is yours?

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::ask;
use super::confirm::Confirm;
use super::told::Told;
use crate::base::id::Ticket;
use crate::base::words::text;
use crate::request::{Reply, Request};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Key, Keymap, Press, bind};
use crate::ui::keys;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Outcome, Screen};
use crate::ui::widgets::line::Line;
use crate::ui::widgets::rows::Rows;
use crate::ui::widgets::wrap;

pub(super) static KEYS: Keymap = Keymap {
    name: text("Mulai", "Start"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter)],
            Action::Open,
            1,
            text("pilih", "choose"),
            text("Pilih kecamatan ini", "Choose this kecamatan"),
        ),
        keys::ranked(keys::UP, 2),
        keys::ranked(keys::DOWN, 3),
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::ERASE_BACK,
        keys::ERASE_WORD,
        keys::CLEAR,
        bind(
            &[Press::plain(Key::Esc)],
            Action::Back,
            4,
            text("nanti saja", "later"),
            text("Nanti saja; berkas tetap kosong", "Later; the file stays empty"),
        ),
    ],
};

/// How many kecamatan are offered.
const OFFERED: usize = 50;

/// The guided start.
#[derive(Default)]
pub struct Start {
    typed: Line,
    found: Vec<(String, String)>,
    asked: Option<Ticket>,
    beginning: Option<Ticket>,
    chosen: Option<(String, String)>,
    rows: Rows,
}

impl Start {
    fn search(&mut self, cx: &mut Cx) {
        self.rows.go(0);
        let typed = self.typed.text();
        if typed.trim().is_empty() {
            self.asked = None;
            self.found.clear();
        } else {
            self.asked = Some(cx.ask(Request::Regions(typed, OFFERED)));
        }
    }
}

impl Screen for Start {
    fn title(&self, look: &Look) -> String {
        format!("pembina {} {}", look.dot(), look.say(text("berkas baru", "new file")))
    }

    fn keys(&self) -> &'static Keymap {
        &KEYS
    }

    fn takes(&self, c: char) -> bool {
        c != '?'
    }

    fn on_text(&mut self, c: char, cx: &mut Cx) -> Outcome {
        self.typed.insert(c);
        self.search(cx);
        Outcome::Changed
    }

    fn on_paste(&mut self, text: &str, cx: &mut Cx) -> Outcome {
        self.typed.insert_all(text.trim());
        self.search(cx);
        Outcome::Changed
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Open => match self.found.get(self.rows.at) {
                Some((code, words)) => {
                    self.chosen = Some((code.clone(), words.clone()));
                    cx.push(Confirm::new(
                        text(
                            "Buat berkas untuk {0} ({1})? Nama semua desa/kelurahannya langsung diisi.",
                            "Begin the file for {0} ({1})? The names of all its desa/kelurahan are filled in.",
                        )
                        .with([words.clone(), code.clone()]),
                    ));
                }
                None => cx.warn(text("Ketik dulu nama kecamatan Anda.", "Type the name of your kecamatan first.")),
            },
            Action::EraseBack | Action::EraseWord | Action::Clear => {
                ask::edit(&mut self.typed, action);
                self.search(cx);
            }
            Action::Back => cx.close(Answer::None),
            other => {
                if !self.rows.act(other, self.found.len()) {
                    return Outcome::Ignored;
                }
            }
        }
        Outcome::Changed
    }

    fn on_answer(&mut self, answer: Answer, cx: &mut Cx) -> Outcome {
        if let (Answer::Confirmed, Some((code, _)), None) = (answer, &self.chosen, self.beginning) {
            self.beginning = Some(cx.ask(Request::Begin(code.clone())));
        }
        Outcome::Changed
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) -> Outcome {
        if self.asked.take_if(|asked| *asked == ticket).is_some() {
            if let Reply::Regions(found) = reply {
                self.found = found;
                self.rows.clamp(self.found.len());
            }
            return Outcome::Changed;
        }
        if self.beginning.take_if(|asked| *asked == ticket).is_none() {
            return Outcome::Unchanged;
        }
        match reply {
            Reply::Saved(saved) => {
                let villages = saved.records.iter().filter(|(entity, ..)| entity.name == "desa").count();
                let villages = if villages > 0 { villages } else { saved.count.saturating_sub(1) };
                cx.say(
                    text(
                        "Siap: {0} desa/kelurahan. Lanjut: i mengambil daftar, a menambah Posyandu.",
                        "Ready: {0} desa/kelurahan. Next: i takes in a list, a adds a Posyandu.",
                    )
                    .with([villages.to_string()]),
                );
                cx.changed();
                cx.close(Answer::None);
            }
            Reply::Done => {
                cx.changed();
                cx.close(Answer::None);
            }
            Reply::Refused(problems) => {
                let paragraphs = problems.into_iter().take(2).flat_map(|p| [p.text, p.advice]).collect();
                cx.push(Told::new(text("Berkas belum dibuat", "The file was not begun"), paragraphs));
            }
            Reply::Trouble(trouble) => {
                let title = text("Tidak berhasil: {0}", "It failed: {0}").with([trouble.code]);
                cx.push(Told::new(title, vec![trouble.text, trouble.advice]));
            }
            _ => {}
        }
        Outcome::Changed
    }

    fn layout(&mut self, area: Rect) {
        self.rows.layout(area.height.saturating_sub(7));
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, _desk: &Desk) -> Option<Position> {
        let room = area.width.saturating_sub(4);
        let sentence = look.say(text(
            "Selamat datang. Berkas ini masih kosong. Ketik nama kecamatan Anda (atau kodenya, 62.03.01), lalu pilih dengan Enter.",
            "Welcome. This file is still empty. Type the name of your kecamatan (or its code, 62.03.01) and choose it with Enter.",
        ));
        for (y, line) in (area.y + 1..area.y + 4).zip(wrap(sentence, usize::from(room))) {
            put(buf, (2, y), &line, room, look.style(Role::Plain), look);
        }
        let y = area.y + 4;
        let label = look.say(text("Kecamatan:", "Kecamatan:"));
        let x = put(buf, (2, y), label, 14, look.style(Role::Title), look) + 1;
        let place = self.typed.view(buf, (x, y), room.saturating_sub(x), look.style(Role::Accent));
        if self.found.is_empty() && !self.typed.is_empty() && self.asked.is_none() {
            let words = look.say(text(
                "Tidak ada kecamatan dengan nama itu. Coba sebagian namanya, atau nama kabupatennya.",
                "No kecamatan of that name. Try a part of it, or the name of its kabupaten.",
            ));
            put(buf, (4, y + 2), words, room.saturating_sub(2), look.style(Role::Muted), look);
        }
        for (y, (n, (code, words))) in (y + 2..area.bottom()).zip(self.found.iter().enumerate().skip(self.rows.top())) {
            let here = n == self.rows.at;
            let mark = if here { '>' } else { ' ' };
            let role = if here { Role::Selected } else { Role::Plain };
            put(buf, (2, y), &format!("{mark} {code}  {words}"), room, look.style(role), look);
        }
        Some(place)
    }
}
