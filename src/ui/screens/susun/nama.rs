//! The names of an SK: those on it marked, the others ticked, then one batch.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Row, ask_word, paint_foot, paint_row};
use crate::base::date;
use crate::base::id::{RecordId, Ticket};
use crate::base::words::{Phrase, Text, text};
use crate::entity::penugasan::JABATAN_KADER;
use crate::entity::{Problem, Value};
use crate::request::hidup::{Roll, RollRow, RollWork, Stands};
use crate::request::{Reply, Request};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Key, Keymap, Press, bind};
use crate::ui::keys;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Outcome, Screen};
use crate::ui::screens::choose::Choose;
use crate::ui::screens::hayat::{ask_why, tell_refusal};
use crate::ui::screens::told::Told;
use crate::ui::widgets::rows::Rows;

pub(in crate::ui::screens) static KEYS: Keymap = Keymap {
    name: text("Nama dalam SK", "Names of an SK"),
    bindings: &[
        keys::relabelled(
            keys::ranked(keys::SELECT, 1),
            text("tandai", "mark"),
            text("Tandai atau lepas nama ini", "Mark or unmark this name"),
        ),
        bind(
            &[Press::plain(Key::Enter)],
            Action::Open,
            2,
            text("masukkan yang bertanda", "put those marked on it"),
            text(
                "Masukkan semua nama bertanda ke SK ini sekaligus; satu u membatalkannya",
                "Put all marked names on this SK at once; one u undoes it",
            ),
        ),
        keys::relabelled(
            keys::ranked(keys::SELECT_ALL, 3),
            text("semua yang bertugas", "all who serve"),
            text(
                "Tandai semua yang bertugas dan belum di SK ini, atau lepas semua",
                "Mark all who serve and are not on this SK, or none",
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

/// What is asked now.
enum Point {
    Reading(Ticket),
    Ready,
    /// The jabatan of those without a post; true where the first choice is "as their last one".
    Jabatan(Vec<Option<Value>>),
    Bidang(String, Vec<Value>),
    Place(String, String),
    Why(RollWork),
    Sent(Ticket, RollWork),
}

/// Lines kept for what is said about the row under the cursor.
const FOOT: u16 = 2;

/// The screen.
pub struct Names {
    sk: RecordId,
    roll: Roll,
    marked: BTreeSet<RecordId>,
    rows: Rows,
    point: Point,
}

impl Names {
    /// The names of this SK.
    pub fn new(sk: RecordId) -> Self {
        let (roll, marked) = (Roll::default(), BTreeSet::new());
        Names { sk, roll, marked, rows: Rows::default(), point: Point::Ready }
    }

    fn read(&mut self, cx: &mut Cx) {
        self.point = Point::Reading(cx.ask(Request::Roll(self.sk)));
    }

    fn take(&mut self, roll: Roll) {
        let there: BTreeSet<RecordId> =
            roll.rows.iter().filter(|row| row.stands != Stands::On).map(|row| row.kader).collect();
        self.marked.retain(|kader| there.contains(kader));
        self.rows.clamp(roll.rows.len());
        self.roll = roll;
        self.point = Point::Ready;
    }

    fn select(&mut self, cx: &mut Cx) {
        let Some(row) = self.roll.rows.get(self.rows.at) else { return };
        if row.stands == Stands::On {
            cx.warn(text(
                "Sudah di SK ini; lepaskan lewat orangnya, bagian Jabatan.",
                "On this SK already; take it off at the post (part Posts of the SK).",
            ));
            return;
        }
        if !self.marked.remove(&row.kader) {
            self.marked.insert(row.kader);
        }
        let len = self.roll.rows.len();
        self.rows.act(Action::Down, len);
    }

    fn select_all(&mut self) {
        if !self.marked.is_empty() {
            self.marked.clear();
            return;
        }
        let serves = |row: &&RollRow| matches!(row.stands, Stands::Bare | Stands::Other(_));
        self.marked = self.roll.rows.iter().filter(serves).map(|row| row.kader).collect();
    }

    /// Those marked who hold no post.
    fn idle(&self) -> Vec<&RollRow> {
        let idle = |row: &&RollRow| matches!(row.stands, Stands::Left(_) | Stands::Never);
        self.roll.rows.iter().filter(|row| self.marked.contains(&row.kader)).filter(idle).collect()
    }

    fn open(&mut self, cx: &mut Cx) {
        if self.marked.is_empty() {
            cx.warn(text("Tandai nama dengan Space dahulu.", "Mark names with Space first."));
            return;
        }
        let idle = self.idle();
        if idle.is_empty() {
            self.send(None, cx);
            return;
        }
        let title = match idle.as_slice() {
            [one] => text("Jabatan {0}", "The post of {0}").with([one.name.clone()]),
            many => text("Jabatan {0} orang yang belum bertugas", "The post of {0} who hold none")
                .with([many.len().to_string()]),
        };
        if idle.iter().any(|row| row.post.is_none()) {
            let words = ask_word(title, "jabatan", JABATAN_KADER, cx);
            self.point = Point::Jabatan(words.into_iter().map(Some).collect());
            return;
        }
        let look = cx.desk.look;
        let list = cx.desk.words.list("jabatan");
        let mut items = vec![look.say(text("Seperti jabatan terakhirnya", "As their last one")).to_owned()];
        items.extend(list.iter().map(|item| item.name.clone()));
        let codes = list.iter().map(|item| Some(Value::from(item.code.as_str())));
        self.point = Point::Jabatan(std::iter::once(None).chain(codes).collect());
        cx.push(Choose::one(title, items));
    }

    fn ask_bidang(&mut self, jabatan: String, cx: &mut Cx) {
        let look = cx.desk.look;
        let list = cx.desk.words.list("bidang");
        let mut items: Vec<String> = list.iter().map(|item| item.name.clone()).collect();
        let mut codes: Vec<Value> = list.iter().map(|item| Value::from(item.code.as_str())).collect();
        items.push(look.say(text("(belum diketahui)", "(not known yet)")).to_owned());
        codes.push(Value::Empty);
        cx.push(Choose::one(text("Melayani bidang apa?", "Which bidang is served?"), items));
        self.point = Point::Bidang(jabatan, codes);
    }

    fn ask_place(&mut self, jabatan: String, bidang: String, cx: &mut Cx) {
        if let [(place, _)] = self.roll.places.as_slice() {
            let seat = (jabatan, bidang, *place);
            self.send(Some(seat), cx);
            return;
        }
        let names = self.roll.places.iter().map(|(_, name)| name.clone()).collect();
        cx.push(Choose::one(text("Di Posyandu mana?", "In which Posyandu?"), names));
        self.point = Point::Place(jabatan, bidang);
    }

    fn send(&mut self, seat: Option<(String, String, RecordId)>, cx: &mut Cx) {
        self.ask(RollWork { sk: self.sk, kader: self.marked.iter().copied().collect(), seat, pass: None }, cx);
    }

    fn ask(&mut self, work: RollWork, cx: &mut Cx) {
        let ticket = cx.ask(Request::PutOnSk(Box::new(work.clone())));
        self.point = Point::Sent(ticket, work);
    }

    /// "2 bertanda · 5 sudah di SK ini · masa 12-01-2026 s.d. 11-01-2031".
    fn sums(&self, look: &Look) -> String {
        let on = self.roll.rows.iter().filter(|row| row.stands == Stands::On).count();
        let facts = [
            self.marked.len().to_string(),
            on.to_string(),
            date::show(self.roll.from),
            date::show(self.roll.until),
            look.dot().to_owned(),
        ];
        text(
            "{0} bertanda {4} {1} sudah di SK ini {4} masa bakti {2} s.d. {3}",
            "{0} marked {4} {1} on this SK {4} term {2} to {3}",
        )
        .with(facts)
        .get(look.lang)
        .into_owned()
    }
}

/// What a tick of this row becomes, in a few words.
fn becomes(row: &RollRow) -> Phrase {
    match &row.stands {
        Stands::On => text("sudah di SK ini", "on this SK").into(),
        Stands::Bare => text("belum ada SK", "no SK yet").into(),
        Stands::Other(number) => text("SK {0}", "SK {0}").with([number.clone()]),
        Stands::Left(day) => text("selesai {0}", "ended {0}").with([date::show(*day)]),
        Stands::Never => text("belum bertugas", "no post yet").into(),
    }
}

/// The same in a sentence.
fn explained(row: &RollRow, roll: &Roll) -> Phrase {
    let name = row.name.clone();
    match &row.stands {
        Stands::On => text("{0} sudah tercatat di SK ini.", "{0} is on this SK.").with([name]),
        Stands::Bare => text(
            "{0} bertugas tanpa SK: bila ditandai, jabatannya mendapat SK ini.",
            "{0} serves without an SK: marked, the post gets this one.",
        )
        .with([name]),
        Stands::Other(number) => text(
            "{0} bertugas menurut SK {1}: bila ditandai, masa baru di kursi yang sama mulai {2}; yang lama selesai sehari sebelumnya.",
            "{0} serves by SK {1}: marked, a new term in the same seat begins on {2}; the old one ends the day before.",
        )
        .with([name, number.clone(), date::show(roll.from)]),
        Stands::Left(day) => text(
            "Jabatan {0} selesai {1}: bila ditandai, diangkat kembali mulai {2}.",
            "The post of {0} ended on {1}: marked, a new one begins on {2}.",
        )
        .with([name, date::show(*day), date::show(roll.from)]),
        Stands::Never => text(
            "{0} belum punya jabatan: bila ditandai, jabatannya ditanyakan.",
            "{0} holds no post: marked, it is asked which.",
        )
        .with([name]),
    }
}

impl Screen for Names {
    fn title(&self, look: &Look) -> String {
        let title = look.say(text("Nama dalam SK", "Names of SK"));
        format!("{title} {} {}", look.dot(), self.roll.number)
    }

    fn facts(&self, look: &Look) -> String {
        text("{0} orang", "{0} people").with([self.roll.rows.len().to_string()]).get(look.lang).into_owned()
    }

    fn keys(&self) -> &'static Keymap {
        &KEYS
    }

    fn why_not(&self, action: Action) -> Option<Text> {
        match action {
            Action::Open | Action::Select | Action::SelectAll if self.roll.rows.is_empty() => {
                Some(text("Tidak ada nama.", "There are no names."))
            }
            _ => None,
        }
    }

    fn on_open(&mut self, cx: &mut Cx) {
        self.read(cx);
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Open => self.open(cx),
            Action::Select => self.select(cx),
            Action::SelectAll => self.select_all(),
            other => {
                if !self.rows.act(other, self.roll.rows.len()) {
                    return Outcome::Ignored;
                }
            }
        }
        Outcome::Changed
    }

    fn on_answer(&mut self, answer: Answer, cx: &mut Cx) -> Outcome {
        match (std::mem::replace(&mut self.point, Point::Ready), answer) {
            (Point::Jabatan(words), Answer::Chosen(n)) => match words.into_iter().nth(n).flatten() {
                None => self.send(None, cx),
                Some(word) if word.as_text() == JABATAN_KADER => self.ask_bidang(word.as_text().to_owned(), cx),
                Some(word) => self.ask_place(word.as_text().to_owned(), String::new(), cx),
            },
            (Point::Bidang(jabatan, words), Answer::Chosen(n)) => {
                let bidang = words.get(n).map(|word| word.as_text().to_owned()).unwrap_or_default();
                self.ask_place(jabatan, bidang, cx);
            }
            (Point::Place(jabatan, bidang), Answer::Chosen(n)) => {
                let seat = self.roll.places.get(n).map(|(place, _)| (jabatan, bidang, *place));
                self.send(seat, cx);
            }
            (Point::Why(work), Answer::Text(reason)) => self.ask(RollWork { pass: Some(reason), ..work }, cx),
            (other, _) => self.point = other,
        }
        Outcome::Changed
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) -> Outcome {
        match (std::mem::replace(&mut self.point, Point::Ready), reply) {
            (Point::Reading(asked), Reply::Roll(roll)) if asked == ticket => self.take(*roll),
            (Point::Reading(asked), Reply::Gone) if asked == ticket => cx.close(Answer::None),
            (Point::Reading(asked), Reply::Refused(problems)) if asked == ticket => {
                // Beneath, the SK itself: that is where it is put right.
                cx.close(Answer::None);
                tell_refusal(&problems, cx);
            }
            (Point::Sent(asked, work), Reply::Saved(_)) if asked == ticket => {
                let facts = [self.roll.number.clone(), work.kader.len().to_string()];
                cx.say(text("SK {0}: {1} nama masuk (u batal)", "SK {0}: {1} names put on it (u undoes)").with(facts));
                cx.changed();
                cx.close(Answer::None);
            }
            (Point::Sent(asked, work), Reply::Refused(problems)) if asked == ticket => {
                if work.pass.is_some() || problems.iter().any(Problem::blocks) {
                    tell_refusal(&problems, cx);
                } else {
                    ask_why(&problems, cx);
                    self.point = Point::Why(work);
                }
            }
            (Point::Sent(asked, _), Reply::Conflict(_)) if asked == ticket => {
                cx.fail(text("Baru saja diubah orang lain; ulangi.", "Somebody else just changed it; try again."));
                self.read(cx);
            }
            (Point::Reading(asked) | Point::Sent(asked, _), Reply::Trouble(trouble)) if asked == ticket => {
                let title = text("Tidak berhasil: {0}", "It failed: {0}").with([trouble.code]);
                cx.push(Told::new(title, vec![trouble.text, trouble.advice]));
            }
            (other, _) => {
                self.point = other;
                return Outcome::Unchanged;
            }
        }
        Outcome::Changed
    }

    fn on_changed(&mut self, cx: &mut Cx) {
        if matches!(self.point, Point::Ready) {
            self.read(cx);
        }
    }

    fn layout(&mut self, area: Rect) {
        self.rows.layout(area.height.saturating_sub(3 + FOOT));
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, desk: &Desk) -> Option<Position> {
        if self.roll.rows.is_empty() {
            return None;
        }
        put(buf, (2, area.y), &self.sums(look), area.width.saturating_sub(4), look.style(Role::Title), look);
        let place = (area.width / 3).clamp(22, 40);
        let jabatan = place + (area.width / 5).clamp(14, 24);
        let stands = jabatan + (area.width / 4).clamp(18, 32);
        let heads = [
            (3, text("Nama", "Name")),
            (place, text("Posyandu", "Posyandu")),
            (jabatan, text("Jabatan", "Post")),
            (stands, text("SK sekarang", "SK now")),
        ];
        for (x, words) in heads {
            put(buf, (x, area.y + 1), look.say(words), area.width.saturating_sub(x), look.style(Role::Heading), look);
        }
        let end = area.bottom().saturating_sub(FOOT + 1);
        for (y, (n, row)) in (area.y + 2..end).zip(self.roll.rows.iter().enumerate().skip(self.rows.top())) {
            let (mark, role) = match row.stands {
                Stands::On => ('v', Role::Muted),
                _ if self.marked.contains(&row.kader) => ('*', Role::Accent),
                _ => (' ', Role::Plain),
            };
            let post = if row.jabatan.is_empty() { "-" } else { desk.words.name("jabatan", &row.jabatan) };
            let words = becomes(row).get(look.lang).into_owned();
            let cells = [
                (3, place - 4, row.name.as_str()),
                (place, jabatan - place - 1, row.place.as_str()),
                (jabatan, stands - jabatan - 1, post),
                (stands, area.width.saturating_sub(stands), words.as_str()),
            ];
            paint_row(&Row { mark, role, cells: &cells }, n == self.rows.at, (area, y), buf, look);
        }
        if let Some(row) = self.roll.rows.get(self.rows.at) {
            paint_foot(&explained(row, &self.roll).get(look.lang), FOOT, area, buf, look);
        }
        None
    }
}
