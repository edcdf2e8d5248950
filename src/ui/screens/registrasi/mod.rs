//! Registration: the board by desa, the Posyandu behind each number, one Posyandu with its papers
//! and steps, the copy sheet.
//!
//! * **Owns** what is seen and pressed on the way to a registration number.
//! * **Imports** the contract of screens and the requests.
//! * **Never** counts and never judges a step: the store does, the service refuses.

pub mod one;
pub mod places;
mod shape;
pub mod sheet;
mod stepping;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::find::Find;
use crate::base::id::Ticket;
use crate::base::money;
use crate::base::words::{Text, text};
use crate::entity::registrasi::{DIKEMBALIKAN, TERDAFTAR};
use crate::request::hidup::{Board as Facts, BoardRow, Lacking, Within};
use crate::request::{Reply, Request, Trouble};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Key, Keymap, Press, bind};
use crate::ui::keys;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Cx, Desk, Outcome, Screen};
use crate::ui::widgets::rows::Rows;
use crate::ui::widgets::wrap;
use places::Places;
pub(super) use shape::bar;

pub(super) static KEYS: Keymap = Keymap {
    name: text("Registrasi", "Registration"),
    bindings: &[
        keys::relabelled(
            keys::OPEN,
            text("buka", "open"),
            text("Buka Posyandu yang dihitung angka ini", "Open the Posyandu this number counts"),
        ),
        bind(
            &[Press::plain(Key::Left), Press::plain(Key::BackTab)],
            Action::Left,
            0,
            text("angka kiri", "number left"),
            text("Ke angka di kiri", "To the number on the left"),
        ),
        bind(
            &[Press::plain(Key::Right), Press::plain(Key::Tab)],
            Action::Right,
            2,
            text("pilih angka", "choose a number"),
            text(
                "Ke angka di kanan; Enter membuka yang dihitungnya",
                "To the number on the right; Enter opens what it counts",
            ),
        ),
        keys::relabelled(
            keys::ranked(keys::SEARCH, 3),
            text("cari semua", "search all"),
            text("Cari di semua daftar sekaligus", "Search all lists at once"),
        ),
        keys::ranked(keys::REFRESH, 4),
        keys::UP,
        keys::DOWN,
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::FIRST,
        keys::LAST,
    ],
};

/// Rows above the table: the share, the heading.
const HEAD: u16 = 3;

/// The board.
#[derive(Default)]
pub struct Board {
    facts: Facts,
    loaded: bool,
    asked: Option<Ticket>,
    trouble: Option<Trouble>,
    rows: Rows,
    /// Which number: 0 is the desa itself, then the states, then the papers.
    column: usize,
}

impl Board {
    fn read(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.ask(Request::Board));
    }

    fn columns(&self) -> usize {
        1 + 7 + self.facts.papers.len()
    }

    /// The rows with the sum of all on top.
    fn sums(&self) -> BoardRow {
        let mut all = BoardRow {
            desa: crate::base::id::RecordId(0),
            name: String::new(),
            states: self.facts.totals,
            missing: vec![0; self.facts.papers.len()],
            lacking: 0,
            oldest: None,
        };
        for row in &self.facts.rows {
            all.missing.iter_mut().zip(&row.missing).for_each(|(sum, count)| *sum += count);
            all.lacking += row.lacking;
        }
        all
    }

    /// What the number under the cursor counts.
    fn within(&self) -> Within {
        let desa = self.rows.at.checked_sub(1).and_then(|at| self.facts.rows.get(at)).map(|row| row.desa);
        let state = self.column.checked_sub(1).filter(|state| *state < 7);
        let paper = self.column.checked_sub(8).and_then(|at| self.facts.papers.get(at));
        Within { desa, state, lacking: paper.map(|(code, _)| Lacking::Paper(code.clone())) }
    }

    fn legend(&self, look: &Look) -> String {
        let pairs = shape::SHORT.iter().zip(&shape::LONG);
        let states: Vec<String> = pairs.map(|(a, b)| format!("{} {}", look.say(*a), look.say(*b))).collect();
        let papers = self.facts.papers.iter().enumerate();
        let papers: Vec<String> = papers.map(|(at, (_, name))| format!("{} {name}", shape::letter(at))).collect();
        let words = text("{0}. Kurang: {1}.", "{0}. Lacking: {1}.");
        words.with([states.join(", "), papers.join(", ")]).get(look.lang).into_owned()
    }

    fn view_share(&self, area: Rect, buf: &mut Buffer, look: &Look) {
        let all: usize = self.facts.totals.iter().sum();
        let done = self.facts.totals.get(TERDAFTAR).copied().unwrap_or(0);
        let words = text("Terdaftar {0} dari {1}", "Registered {0} of {1}").with([number(done), number(all)]);
        let x = put(buf, (2, area.y), &words.get(look.lang), 40, look.style(Role::Title), look) + 2;
        let cells = usize::from(area.width.saturating_sub(x + 30)).clamp(10, 60);
        let bar = shape::bar(done, all, cells, look);
        let x = put(buf, (x, area.y), &bar, area.width.saturating_sub(x), look.style(Role::Accent), look) + 1;
        let percent = (done * 100).checked_div(all).unwrap_or(0);
        let x = put(buf, (x, area.y), &format!("{percent} %"), 6, look.style(Role::Title), look) + 2;
        let back = self.facts.totals.get(DIKEMBALIKAN).copied().unwrap_or(0);
        if back > 0 {
            let words = text("x {0} dikembalikan", "x {0} sent back").with([number(back)]);
            put(buf, (x, area.y), &words.get(look.lang), area.width.saturating_sub(x), look.style(Role::Error), look);
        }
    }

    fn view_row(&self, row: &BoardRow, at: usize, y: u16, cells: Cells, buf: &mut Buffer, look: &Look) {
        let here = at == self.rows.at;
        let name = if at == 0 { look.say(text("Semua", "All")) } else { row.name.as_str() };
        let style = |column: usize| {
            look.style(if here && column == self.column {
                Role::Selected
            } else if at == 0 {
                Role::Title
            } else {
                Role::Plain
            })
        };
        if here {
            put(buf, (0, y), ">", 1, look.style(Role::Accent), look);
        }
        put(buf, (2, y), name, cells.name, style(0), look);
        let counts = row.states.iter().chain(&row.missing);
        for (column, count) in (1..).zip(counts) {
            let is_sum_of_some = at == 0 && column > 7 && self.facts.more > 0;
            let words = match *count {
                _ if is_sum_of_some => String::new(),
                0 => look.dot().to_owned(),
                count => shape::short(count),
            };
            let (x, width) = cells.of(column);
            let style = match (column, *count) {
                (column, count) if column == 1 + DIKEMBALIKAN && count > 0 && !(here && column == self.column) => {
                    look.style(Role::Error)
                }
                (column, 0) if !(here && column == self.column) => look.style(Role::Muted),
                (column, _) => style(column),
            };
            let pad = width.saturating_sub(u16::try_from(words.chars().count()).unwrap_or(width));
            if here && column == self.column {
                buf.set_style(Rect { x, y, width, height: 1 }, style);
            }
            put(buf, (x + pad, y), &words, width - pad, style, look);
        }
        if let Some((_, name, days)) = &row.oldest {
            let x = cells.oldest(self.facts.papers.len());
            let words = format!("{days:>3} {} {name}", look.say(text("hr", "d.")));
            let role = if *days >= 30 { Role::Warning } else { Role::Plain };
            put(buf, (x, y), &words, buf.area.width.saturating_sub(x + 1), look.style(role), look);
        }
    }
}

/// Where the columns stand.
#[derive(Clone, Copy)]
struct Cells {
    name: u16,
    state: u16,
}

impl Cells {
    fn at(width: u16) -> Cells {
        if width >= 110 { Cells { name: 28, state: 6 } } else { Cells { name: 13, state: 4 } }
    }

    /// The first cell and the width of a number; a blank stands before it.
    fn of(self, column: usize) -> (u16, u16) {
        let column = u16::try_from(column).unwrap_or(0);
        let first = 2 + self.name;
        if column <= 7 {
            (first + (column - 1) * self.state, self.state)
        } else {
            (first + 7 * self.state + 1 + (column - 8) * 3, 3)
        }
    }

    fn oldest(self, papers: usize) -> u16 {
        2 + self.name + 7 * self.state + 1 + u16::try_from(papers).unwrap_or(0) * 3 + 1
    }
}

pub(super) fn number(n: usize) -> String {
    money::show(i64::try_from(n).unwrap_or(i64::MAX))
}

impl Screen for Board {
    fn title(&self, look: &Look) -> String {
        format!("{} {} {}", look.say(KEYS.name), look.dot(), look.say(text("per desa", "by desa")))
    }

    fn facts(&self, look: &Look) -> String {
        if self.facts.more > 0 {
            return text("{0} desa yang terlama menunggu; {1} lain", "the {0} desa that wait longest; {1} others")
                .with([number(self.facts.rows.len()), number(self.facts.more)])
                .get(look.lang)
                .into_owned();
        }
        look.say(text("yang terlama menunggu di atas", "those that wait longest first")).to_owned()
    }

    fn keys(&self) -> &'static Keymap {
        &KEYS
    }

    fn why_not(&self, action: Action) -> Option<Text> {
        (action == Action::Open && self.facts.totals.iter().sum::<usize>() == 0)
            .then_some(text("Belum ada Posyandu.", "There is no Posyandu yet."))
    }

    fn on_open(&mut self, cx: &mut Cx) {
        self.read(cx);
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Open => cx.push(Places::new(self.within())),
            Action::Left => self.column = self.column.saturating_sub(1),
            Action::Right => self.column = (self.column + 1).min(self.columns() - 1),
            Action::Search => cx.push(Find::everything(&super::searchable())),
            Action::Refresh => self.read(cx),
            other => {
                if !self.rows.act(other, self.facts.rows.len() + 1) {
                    return Outcome::Ignored;
                }
            }
        }
        Outcome::Changed
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, _cx: &mut Cx) -> Outcome {
        if self.asked.take_if(|asked| *asked == ticket).is_none() {
            return Outcome::Unchanged;
        }
        match reply {
            Reply::Board(facts) => {
                let here = self.rows.at.checked_sub(1).and_then(|at| self.facts.rows.get(at)).map(|row| row.desa);
                self.facts = *facts;
                self.loaded = true;
                self.trouble = None;
                // The cursor stays on its desa, wherever that stands now.
                if let Some(at) = here.and_then(|desa| self.facts.rows.iter().position(|row| row.desa == desa)) {
                    self.rows.go(at + 1);
                }
                self.rows.clamp(self.facts.rows.len() + 1);
            }
            Reply::Trouble(trouble) => self.trouble = Some(trouble),
            _ => {}
        }
        Outcome::Changed
    }

    fn on_changed(&mut self, cx: &mut Cx) {
        self.read(cx);
    }

    fn layout(&mut self, area: Rect) {
        let foot = shape::foot_rows(&self.legend(&Look::default()), area.width);
        self.rows.layout(area.height.saturating_sub(HEAD + foot + 1));
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, _desk: &Desk) -> Option<Position> {
        let sentence = match &self.trouble {
            Some(trouble) => format!("x {} {}", trouble.text.get(look.lang), trouble.advice.get(look.lang)),
            None if !self.loaded => look.say(text("Menghitung ...", "Counting ...")).to_owned(),
            None => String::new(),
        };
        if !sentence.is_empty() {
            let room = area.width.saturating_sub(4);
            for (y, line) in (area.y + 1..area.bottom()).zip(wrap(&sentence, usize::from(room))) {
                put(buf, (2, y), &line, room, look.style(Role::Plain), look);
            }
            return None;
        }
        self.view_share(area, buf, look);
        let cells = Cells::at(area.width);
        let heading = look.style(Role::Heading);
        put(buf, (2, area.y + 2), look.say(text("Desa/kel.", "Desa/kel.")), cells.name, heading, look);
        for (column, short) in (1..).zip(&shape::SHORT) {
            let (x, width) = cells.of(column);
            let words = look.say(*short);
            let wide = u16::try_from(words.chars().count()).unwrap_or(0);
            put(buf, ((x + width).saturating_sub(wide), area.y + 2), words, wide, heading, look);
        }
        for at in 0..self.facts.papers.len() {
            let (x, width) = cells.of(8 + at);
            put(buf, (x + width - 1, area.y + 2), &shape::letter(at).to_string(), 1, heading, look);
        }
        let x = cells.oldest(self.facts.papers.len());
        let words = look.say(text("Terlama", "Longest"));
        put(buf, (x, area.y + 2), words, area.width.saturating_sub(x), heading, look);
        let foot = shape::foot(area, buf, &self.legend(look), look);
        let sums = self.sums();
        let rows = std::iter::once(&sums).chain(&self.facts.rows).enumerate().skip(self.rows.top());
        for (y, (at, row)) in (area.y + HEAD..foot.saturating_sub(1)).zip(rows) {
            self.view_row(row, at, y, cells, buf, look);
        }
        None
    }
}
