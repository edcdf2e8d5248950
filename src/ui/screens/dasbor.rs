//! Numbers by desa: the dashboard with its bars, and the calendar of what ends.
//!
//! * **Owns** how they look and what opens from each number.
//! * **Imports** the contract of screens and the requests.
//! * **Never** counts: each number comes with the very rows it opens.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::ask::Ask;
use super::hayat::read_day;
use super::laporan::{About, Reports};
use super::list::List;
use super::registrasi::number;
use super::told::Told;
use crate::base::date::{self, Date};
use crate::base::id::Ticket;
use crate::base::words::{Phrase, Text, same, text};
use crate::entity::{DESA, Record, SK};
use crate::request::hidup::{Overview, OverviewCell, OverviewRow, View};
use crate::request::{Reply, Request, Seek, Trouble};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Choice, Goto, Key, Keymap, Press, bind};
use crate::ui::keys;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Effect, Outcome, Screen};
use crate::ui::widgets::rows::Rows;
use crate::ui::widgets::wrap;

pub(super) static KEYS: Keymap = Keymap {
    name: text("Dasbor", "Dashboard"),
    bindings: &[
        keys::relabelled(
            keys::OPEN,
            text("buka", "open"),
            text("Buka catatan yang dihitung angka ini", "Open the records this number counts"),
        ),
        bind(
            &[Press::plain(Key::Right), Press::plain(Key::Tab)],
            Action::Right,
            7,
            text("angka", "number"),
            text(
                "Ke angka di kanan; Enter membuka yang dihitungnya",
                "To the number on the right; Enter opens what it counts",
            ),
        ),
        bind(
            &[Press::plain(Key::Left), Press::plain(Key::BackTab)],
            Action::Left,
            0,
            text("angka kiri", "number left"),
            text("Ke angka di kiri", "To the number on the left"),
        ),
        bind(
            &[Press::char('m')],
            Action::Choose(Choice::Message),
            3,
            text("pesan", "message"),
            text(
                "Pesan singkat untuk grup WhatsApp desa ini, tanpa NIK; disalin ke papan klip",
                "A short message for this desa's chat group, without NIK; copied to the clipboard",
            ),
        ),
        bind(
            &[Press::char('l')],
            Action::Reports,
            4,
            text("surat", "letter"),
            text(
                "Kalender: surat tentang yang berakhir di desa ini; dasbor: laporan dan surat tentangnya",
                "Calendar: the letter about what ends in this desa; dashboard: reports and letters about it",
            ),
        ),
        bind(
            &[Press::char('k')],
            Action::Go(Goto::ByDesa(View::Ending)),
            5,
            text("dasbor/kalender", "dashboard/calendar"),
            text(
                "Dari dasbor ke kalender SK dan jabatan yang berakhir, dan kembali",
                "From the dashboard to the calendar of SK and terms that end, and back",
            ),
        ),
        keys::relabelled(
            keys::ranked(keys::PER_DAY, 6),
            text("per tanggal", "as of a day"),
            text(
                "Angka ini per tanggal tertentu; kosong: keadaan sekarang",
                "These numbers as of a day; empty: how things are now",
            ),
        ),
        keys::ranked(keys::REFRESH, 8),
        keys::UP,
        keys::DOWN,
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::FIRST,
        keys::LAST,
    ],
};

/// The letter to a desa about what ends there.
const LETTER: &str = "surat-sk-habis";

/// A message names so many SK at most: it is read on a telephone.
const MOST_NAMED: usize = 12;

/// Rows above the table and below it.
const AROUND: u16 = 5;

/// The screen.
#[derive(Default)]
pub struct ByDesa {
    view: View,
    /// The day as of which it counts; `None`: now.
    day: Option<Date>,
    facts: Overview,
    loaded: bool,
    asked: Option<Ticket>,
    /// The SK for a message on their way, and the line it is about.
    writing: Option<(Ticket, usize)>,
    trouble: Option<Trouble>,
    rows: Rows,
    column: usize,
}

/// A number; with a plus where there are more than were counted.
fn counted(cell: &OverviewCell) -> String {
    format!("{}{}", number(cell.count), if cell.at_least { "+" } else { "" })
}

impl ByDesa {
    /// The screen of these numbers.
    pub fn new(view: View) -> Self {
        ByDesa { view, ..ByDesa::default() }
    }

    fn read(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.ask(Request::Overview(self.view, self.day)));
    }

    fn row(&self) -> Option<&OverviewRow> {
        self.facts.rows.get(self.rows.at)
    }

    fn cell(&self) -> Option<&OverviewCell> {
        self.row()?.cells.get(self.column)
    }

    /// Asks for the SK that the message to one desa names; of what else there is it tells the numbers.
    fn write(&mut self, cx: &mut Cx) {
        let ending = self.row().filter(|row| row.desa.is_some() && self.view == View::Ending);
        let longest = ending.and_then(|row| row.cells.iter().rfind(|cell| cell.opens.entity == &SK && cell.count > 0));
        match longest {
            Some(cell) => {
                let asked = cx.ask(Request::Page(cell.opens.clone(), Seek::First, MOST_NAMED));
                self.writing = Some((asked, self.rows.at));
            }
            None => self.message(self.rows.at, &[], cx),
        }
    }

    /// A few lines for the chat group of a desa, or of all.
    fn message(&self, at: usize, named: &[Record], cx: &mut Cx) {
        let Some(row) = self.facts.rows.get(at) else { return };
        let place = if row.desa.is_some() { row.name.as_str() } else { "semua desa/kelurahan" };
        let day = date::long(self.day.unwrap_or(cx.desk.today));
        let mut lines = vec![match self.view {
            View::Standing => format!("Posyandu {place}, keadaan per {day}:"),
            View::Ending => format!("Yth. {place}: yang akan berakhir, dihitung dari {day}:"),
        }];
        let ending = self.view == View::Ending;
        // Of what ends only what there is; of how things stand also what is at nothing.
        let told = self.facts.columns.iter().zip(&row.cells).filter(|(_, cell)| !ending || cell.count > 0);
        for ((_, sentence), cell) in told {
            let share = cell.of.map(|of| format!(" dari {}", number(of))).unwrap_or_default();
            lines.push(format!("- {}: {}{share}", sentence.id, counted(cell)));
        }
        for sk in named {
            let until = sk.get("berlaku_sampai").as_date().map(date::long).unwrap_or_default();
            lines.push(format!("- SK {}, berlaku sampai {until}", sk.text("nomor")));
        }
        if ending && lines.len() == 1 {
            lines.push("- tidak ada SK atau jabatan".to_owned());
        } else if ending {
            lines.push("Mohon SK penggantinya disiapkan dan salinannya dikirim ke kecamatan.".to_owned());
        }
        let words = lines.join("\n");
        cx.effect(Effect::Copy(words.clone()));
        let said: Vec<Phrase> = lines.into_iter().map(|line| same("{0}").with([line])).collect();
        cx.push(Told::new(text("Pesan singkat, sudah disalin", "Short message, copied"), said).with_copy(words));
    }

    fn letter(&self, cx: &mut Cx) {
        let Some((desa, row)) = self.row().and_then(|row| Some((row.desa?, row))) else { return };
        let about = About { entity: &DESA, id: desa, title: row.name.clone(), year: None, kind: String::new() };
        let reports = match self.view {
            View::Standing => Reports::about(about),
            View::Ending => Reports::one(LETTER, about),
        };
        cx.push(reports.as_of(self.day));
    }

    /// Where each number stands: first cell and width.
    fn places(&self, width: u16) -> Vec<(u16, u16)> {
        let name = name_width(width);
        let shared =
            |at: usize| self.facts.rows.iter().any(|row| row.cells.get(at).is_some_and(|cell| cell.of.is_some()));
        let shares = u16::try_from((0..self.facts.columns.len()).filter(|at| shared(*at)).count()).unwrap_or(0);
        let plain = u16::try_from(self.facts.columns.len()).unwrap_or(0) - shares;
        let narrow = if shares == 0 { 13 } else { 7 };
        let room = width.saturating_sub(name + 3 + plain * narrow);
        let wide = room.checked_div(shares).unwrap_or(0).min(26);
        let mut x = name + 3;
        (0..self.facts.columns.len())
            .map(|at| {
                let cells = if shared(at) { wide } else { narrow };
                let here = (x, cells);
                x += cells;
                here
            })
            .collect()
    }

    fn view_row(&self, at: usize, y: u16, buf: &mut Buffer, (width, look): (u16, &Look)) {
        let Some(row) = self.facts.rows.get(at) else { return };
        let here = at == self.rows.at;
        let plain = look.style(if row.desa.is_none() { Role::Title } else { Role::Plain });
        if here {
            put(buf, (0, y), ">", 1, look.style(Role::Accent), look);
        }
        let name = if row.desa.is_none() { look.say(text("Semua", "All")) } else { row.name.as_str() };
        put(buf, (2, y), name, name_width(width), plain, look);
        for (column, (cell, (x, cells))) in row.cells.iter().zip(self.places(width)).enumerate() {
            let chosen = here && column == self.column;
            let style = if chosen {
                look.style(Role::Selected)
            } else if cell.count == 0 && cell.of.is_none() {
                look.style(Role::Muted)
            } else {
                plain
            };
            let room = cells.saturating_sub(1);
            if chosen {
                buf.set_style(Rect { x: x + 1, y, width: room, height: 1 }, style);
            }
            let words = match cell.of {
                Some(of) => share(cell.count, of, usize::from(room), look),
                None if cell.count == 0 => look.dot().to_owned(),
                None => counted(cell),
            };
            let pad = room.saturating_sub(u16::try_from(words.chars().count()).unwrap_or(room));
            put(buf, (x + 1 + pad, y), &words, room - pad, style, look);
        }
    }

    fn sentence(&self, look: &Look) -> String {
        let Some(cell) = self.cell() else { return String::new() };
        let what = self.facts.columns.get(self.column).map_or("", |(_, sentence)| look.say(*sentence));
        let place = match self.row() {
            Some(row) if row.desa.is_some() => row.name.clone(),
            _ => look.say(text("Semua", "All")).to_owned(),
        };
        let count = match cell.of {
            Some(of) => text("{0} dari {1}", "{0} of {1}").with([counted(cell), number(of)]),
            None => same("{0}").with([counted(cell)]),
        };
        format!("{place}: {} {what}", count.get(look.lang))
    }
}

fn name_width(width: u16) -> u16 {
    if width >= 110 { 26 } else { 15 }
}

/// A bar with the share behind it; a share of nothing is a dash.
fn share(part: usize, whole: usize, cells: usize, look: &Look) -> String {
    let Some(percent) = (part * 100).checked_div(whole) else { return "-".to_owned() };
    let bar = super::registrasi::bar(part.min(whole), whole, cells.saturating_sub(5), look);
    format!("{bar} {percent:>3}%")
}

impl Screen for ByDesa {
    fn title(&self, look: &Look) -> String {
        look.say(match self.view {
            View::Standing => text("Dasbor per desa", "Dashboard by desa"),
            View::Ending => text("Kalender SK per desa", "Calendar of SK by desa"),
        })
        .to_owned()
    }

    fn facts(&self, look: &Look) -> String {
        let more = self.facts.more;
        let day = match self.day {
            Some(day) => {
                let said = text("Keadaan per {0} (w: lain)", "As of {0} (w: another)").with([date::show(day)]);
                said.get(look.lang).into_owned()
            }
            None => String::new(),
        };
        if more == 0 {
            return day;
        }
        if !day.is_empty() {
            return format!("{day} {} +{}", look.dot(), number(more));
        }
        let which = match self.view {
            View::Standing => text("{0} desa pertama; {1} lain", "first {0} desa; {1} others"),
            View::Ending => text("{0} desa yang lebih dulu; {1} lain", "the {0} desa that come first; {1} others"),
        };
        which
            .with([number(self.facts.rows.len().saturating_sub(1)), number(self.facts.more)])
            .get(look.lang)
            .into_owned()
    }

    fn keys(&self) -> &'static Keymap {
        &KEYS
    }

    fn why_not(&self, action: Action) -> Option<Text> {
        match action {
            Action::Open if self.cell().is_none_or(|cell| cell.count == 0) => {
                Some(text("Angka ini nol: tidak ada yang dibuka.", "This number is zero: nothing to open."))
            }
            Action::Reports if self.row().is_none_or(|row| row.desa.is_none()) => {
                Some(text("Pilih dulu satu desa.", "Choose one desa first."))
            }
            _ => None,
        }
    }

    fn on_open(&mut self, cx: &mut Cx) {
        self.read(cx);
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Open => {
                if let Some(opens) = self.cell().map(|cell| cell.opens.clone()) {
                    let list = List::of(opens, cx.desk);
                    cx.push(list);
                }
            }
            Action::Left => self.column = self.column.saturating_sub(1),
            Action::Right => self.column = (self.column + 1).min(self.facts.columns.len().saturating_sub(1)),
            Action::Choose(Choice::Message) => self.write(cx),
            Action::Reports => self.letter(cx),
            Action::PerDay => {
                let hint = text(
                    "Misalnya 31-12-2025; kosong: sekarang. Strata dan kecakapan tetap menurut catatan sekarang.",
                    "As 31-12-2025; empty: now. Strata and badges stay those recorded now.",
                );
                let now = self.day.map(date::show).unwrap_or_default();
                cx.push(Ask::new(text("Keadaan per tanggal", "As of"), hint, &now).or_nothing());
            }
            Action::Go(Goto::ByDesa(_)) => {
                let other = if self.view == View::Ending { View::Standing } else { View::Ending };
                *self = ByDesa { day: self.day, ..ByDesa::new(other) };
                self.read(cx);
            }
            Action::Refresh => self.read(cx),
            other => {
                if !self.rows.act(other, self.facts.rows.len()) {
                    return Outcome::Ignored;
                }
            }
        }
        Outcome::Changed
    }

    fn on_answer(&mut self, answer: Answer, cx: &mut Cx) -> Outcome {
        let Answer::Text(typed) = answer else { return Outcome::Unchanged };
        self.day = match typed.as_str() {
            "" => None,
            typed => match read_day(typed, cx) {
                Some(day) => Some(day),
                None => return Outcome::Changed,
            },
        };
        self.loaded = false;
        self.read(cx);
        Outcome::Changed
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) -> Outcome {
        if let Some((_, at)) = self.writing.take_if(|(asked, _)| *asked == ticket) {
            // Without the rows the message still tells how many.
            let named = if let Reply::Page(page) = reply { page.rows } else { Vec::new() };
            self.message(at, &named, cx);
            return Outcome::Changed;
        }
        if self.asked.take_if(|asked| *asked == ticket).is_none() {
            return Outcome::Unchanged;
        }
        match reply {
            Reply::Overview(facts) => {
                self.facts = *facts;
                self.loaded = true;
                self.trouble = None;
                self.rows.clamp(self.facts.rows.len());
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
        self.rows.layout(area.height.saturating_sub(AROUND));
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, _desk: &Desk) -> Option<Position> {
        let said = match &self.trouble {
            Some(trouble) => format!("x {} {}", trouble.text.get(look.lang), trouble.advice.get(look.lang)),
            None if !self.loaded => look.say(text("Menghitung ...", "Counting ...")).to_owned(),
            None => String::new(),
        };
        if !said.is_empty() {
            let room = area.width.saturating_sub(4);
            for (y, line) in (area.y + 1..area.bottom()).zip(wrap(&said, usize::from(room))) {
                put(buf, (2, y), &line, room, look.style(Role::Plain), look);
            }
            return None;
        }
        let heading = look.style(Role::Heading);
        put(buf, (2, area.y + 1), look.say(text("Desa/kel.", "Desa/kel.")), name_width(area.width), heading, look);
        for ((label, _), (x, cells)) in self.facts.columns.iter().zip(self.places(area.width)) {
            let words = look.say(*label);
            let wide = u16::try_from(words.chars().count()).unwrap_or(0).min(cells.saturating_sub(1));
            put(buf, ((x + cells).saturating_sub(wide), area.y + 1), words, wide, heading, look);
        }
        let end = area.bottom().saturating_sub(AROUND - 2);
        for (y, at) in (area.y + 2..end).zip(self.rows.top()..self.facts.rows.len()) {
            self.view_row(at, y, buf, (area.width, look));
        }
        let foot = area.bottom().saturating_sub(2);
        put(buf, (2, foot), &self.sentence(look), area.width.saturating_sub(4), look.style(Role::Plain), look);
        None
    }
}
