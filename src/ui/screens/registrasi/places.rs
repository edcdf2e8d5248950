//! The Posyandu behind a number of the board: state, days, lacking papers; steps of many together.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::one::One;
use super::stepping::{Stepping, days};
use super::{number, shape};
use crate::base::id::{RecordId, Ticket};
use crate::base::words::{Text, text};
use crate::entity::{REGISTRASI, Value};
use crate::request::hidup::{Lacking, Standing, Standings, Within};
use crate::request::{Order, Query, Reply, Request, Seek, Test, Trouble};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Binding, Keymap, Press, Stride, bind};
use crate::ui::keys;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Outcome, Screen};
use crate::ui::screens::laporan::{About, Reports};
use crate::ui::widgets::rows::Rows;
use crate::ui::widgets::wrap;

pub(in crate::ui::screens) const NEXT: Binding = bind(
    &[Press::char('l')],
    Action::Registration(Stride::Next),
    2,
    text("langkah", "step"),
    text("Langkah berikutnya, untuk semua yang dipilih", "The next step, for all that are selected"),
);
pub(in crate::ui::screens) const CHOOSE: Binding = bind(
    &[Press::char('m')],
    Action::Registration(Stride::Choose),
    6,
    text("langkah lain", "other step"),
    text("Pilih langkahnya, untuk semua yang dipilih", "Choose the step, for all that are selected"),
);
pub(in crate::ui::screens) const BACK: Binding = bind(
    &[Press::char('k')],
    Action::Registration(Stride::Back),
    3,
    text("kembalikan", "send back"),
    text("Kembalikan dengan tingkat dan alasannya", "Send back, with level and reason"),
);
pub(in crate::ui::screens) const NUMBER: Binding = bind(
    &[Press::char('n')],
    Action::Registration(Stride::Number),
    5,
    text("nomor", "number"),
    text(
        "Tulis nomor registrasi yang terbit; langkah terdaftar ikut dicatat",
        "Write the number that came; the step registered is kept with it",
    ),
);
pub(in crate::ui::screens) const SHEET: Binding = bind(
    &[Press::char('y')],
    Action::Registration(Stride::Sheet),
    7,
    text("lembar salin", "copy sheet"),
    text(
        "Isian formulir web menurut urutannya, disalin satu per satu",
        "The fields of the web form in order, copied one by one",
    ),
);

pub(in crate::ui::screens) const BATCH: Binding = bind(
    &[Press::char('x')],
    Action::Reports,
    8,
    text("matriks gelombang", "batch"),
    text(
        "Berkas gelombang Posyandu ini: matriks semua yang dikirim bersamanya",
        "The file of this Posyandu's batch: the matriks of all that went with it",
    ),
);

pub(in crate::ui::screens) static KEYS: Keymap = Keymap {
    name: text("Registrasi: Posyandu", "Registration: Posyandu"),
    bindings: &[
        keys::relabelled(
            keys::OPEN,
            text("berkas", "papers"),
            text("Buka berkas dan langkah Posyandu ini", "Open the papers and steps of this Posyandu"),
        ),
        NEXT,
        BACK,
        keys::ranked(keys::SELECT, 4),
        NUMBER,
        CHOOSE,
        SHEET,
        BATCH,
        keys::SELECT_ALL,
        keys::REFRESH,
        keys::UP,
        keys::DOWN,
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::FIRST,
        keys::LAST,
    ],
};

/// So many steps of one Posyandu are looked through for its batch.
const STEPS: usize = 50;

/// The list behind a number.
pub struct Places {
    within: Within,
    facts: Standings,
    loaded: bool,
    asked: Option<Ticket>,
    trouble: Option<Trouble>,
    rows: Rows,
    selected: BTreeSet<RecordId>,
    flow: Option<Stepping>,
    /// The step is being read whose batch is to be printed.
    batch: Option<Ticket>,
}

impl Places {
    /// Those meant.
    pub fn new(within: Within) -> Self {
        Places {
            within,
            facts: Standings::default(),
            loaded: false,
            asked: None,
            trouble: None,
            rows: Rows::default(),
            selected: BTreeSet::new(),
            flow: None,
            batch: None,
        }
    }

    fn read(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.ask(Request::Standings(self.within.clone())));
    }

    fn current(&self) -> Option<&Standing> {
        self.facts.rows.get(self.rows.at)
    }

    /// The selected ones; the one under the cursor where none is.
    fn meant(&self) -> Vec<&Standing> {
        let chosen: Vec<&Standing> =
            self.facts.rows.iter().filter(|row| self.selected.contains(&row.posyandu)).collect();
        if chosen.is_empty() { self.current().into_iter().collect() } else { chosen }
    }

    fn select_all(&mut self) {
        if self.selected.is_empty() {
            self.selected = self.facts.rows.iter().map(|row| row.posyandu).collect();
        } else {
            self.selected.clear();
        }
    }

    /// What stands at the foot: why the one under the cursor came back, and the letters.
    fn foot(&self, look: &Look) -> String {
        shape::legend(&self.facts.papers, look)
    }

    fn view_row(&self, row: &Standing, at: usize, y: u16, buf: &mut Buffer, look: &Look, desk: &Desk) {
        let here = at == self.rows.at;
        let width = buf.area.width;
        let style = look.style(if here { Role::Selected } else { Role::Plain });
        if here {
            buf.set_style(Rect { x: 0, y, width, height: 1 }, style);
        }
        let mark = if here { ">" } else { " " };
        let star = if self.selected.contains(&row.posyandu) { "*" } else { " " };
        put(buf, (0, y), mark, 1, style, look);
        put(buf, (1, y), star, 1, style, look);
        let cells = Cells::at(width, self.facts.papers.len());
        put(buf, (3, y), &row.name, cells.name, style, look);
        put(buf, (cells.desa_at(), y), &row.desa.1, cells.desa, style, look);
        put(buf, (cells.state_at(), y), shape::state(row.state, look), cells.state, style, look);
        let days = days(row.since, desk.today).map(|days| days.to_string()).unwrap_or_default();
        put(buf, (cells.days_at(), y), &format!("{days:>4}"), 4, style, look);
        let papers = if row.is_registered() { String::new() } else { shape::letters(&row.papers) };
        put(buf, (cells.papers_at(), y), &papers, cells.papers, style, look);
        let said = match (&row.returned, row.batch) {
            (Some((level, reason)), _) => format!("x {level}: {reason}"),
            (None, _) if row.is_registered() => row.number.clone(),
            (None, Some(batch)) => format!("{} {batch}", look.say(text("gel.", "batch"))),
            (None, None) => String::new(),
        };
        let x = cells.said_at();
        let style = match (&row.returned, here) {
            (Some(_), false) => look.style(Role::Error),
            _ => style,
        };
        put(buf, (x, y), &said, width.saturating_sub(x + 1), style, look);
    }

    fn view_heading(&self, y: u16, buf: &mut Buffer, look: &Look) {
        let cells = Cells::at(buf.area.width, self.facts.papers.len());
        let style = look.style(Role::Heading);
        for (x, words) in [
            (3, text("Nama", "Name")),
            (cells.desa_at(), text("Desa/kel.", "Desa/kel.")),
            (cells.state_at(), text("Keadaan", "State")),
            (cells.days_at(), text("Hari", "Days")),
            (cells.papers_at(), text("Kurang", "Lacks")),
            (cells.said_at(), text("Nomor/alasan", "Number/reason")),
        ] {
            put(buf, (x, y), look.say(words), buf.area.width.saturating_sub(x), style, look);
        }
    }
}

/// Where the columns stand.
#[derive(Clone, Copy)]
struct Cells {
    name: u16,
    desa: u16,
    state: u16,
    papers: u16,
}

impl Cells {
    fn at(width: u16, papers: usize) -> Cells {
        let papers = u16::try_from(papers).unwrap_or(6).clamp(6, 12);
        if width >= 110 {
            Cells { name: 26, desa: 22, state: 22, papers }
        } else {
            Cells { name: 14, desa: 11, state: 15, papers }
        }
    }

    const fn desa_at(self) -> u16 {
        4 + self.name
    }

    const fn state_at(self) -> u16 {
        self.desa_at() + self.desa + 1
    }

    const fn days_at(self) -> u16 {
        self.state_at() + self.state + 1
    }

    const fn papers_at(self) -> u16 {
        self.days_at() + 5
    }

    const fn said_at(self) -> u16 {
        self.papers_at() + self.papers + 1
    }
}

impl Screen for Places {
    fn title(&self, look: &Look) -> String {
        let mut parts = vec![look.say(text("Registrasi", "Registration")).to_owned()];
        if self.within.desa.is_some() {
            parts.extend(self.facts.rows.first().map(|row| row.desa.1.clone()));
        }
        parts.extend(self.within.state.map(|state| shape::state(state, look).to_owned()));
        match &self.within.lacking {
            Some(Lacking::Any) => parts.push(look.say(text("berkas kurang", "papers missing")).to_owned()),
            Some(Lacking::Paper(code)) => {
                let name = self.facts.papers.iter().find(|(kind, _)| kind == code).map_or(code, |(_, name)| name);
                let words = text("kurang {0}", "lacking {0}").with([name.clone()]);
                parts.push(words.get(look.lang).into_owned());
            }
            None => {}
        }
        parts.join(&format!(" {} ", look.dot()))
    }

    fn facts(&self, look: &Look) -> String {
        if !self.loaded {
            return String::new();
        }
        let count = number(self.facts.rows.len());
        let words = match (self.facts.more, self.selected.len()) {
            (true, _) => text("{0} Posyandu pertama", "the first {0} Posyandu").with([count]),
            (false, 0) => text("{0} Posyandu", "{0} Posyandu").with([count]),
            (false, chosen) => {
                text("{0} Posyandu, {1} dipilih", "{0} Posyandu, {1} selected").with([count, number(chosen)])
            }
        };
        words.get(look.lang).into_owned()
    }

    fn keys(&self) -> &'static Keymap {
        &KEYS
    }

    fn why_not(&self, action: Action) -> Option<Text> {
        let needs_one = matches!(action, Action::Open | Action::Select | Action::SelectAll | Action::Registration(_));
        if needs_one && self.facts.rows.is_empty() {
            return Some(text("Tidak ada Posyandu di sini.", "There is no Posyandu here."));
        }
        (action == Action::Reports && self.current().is_none_or(|row| row.batch.is_none())).then_some(text(
            "Posyandu ini belum dikirim dalam gelombang.",
            "This Posyandu did not go with a batch yet.",
        ))
    }

    fn on_open(&mut self, cx: &mut Cx) {
        self.read(cx);
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Open => {
                if let Some(row) = self.current() {
                    cx.push(One::new(row.posyandu));
                }
            }
            Action::Registration(Stride::Sheet) => {
                if let Some(row) = self.current() {
                    cx.push(super::sheet::Sheet::new(row.posyandu, row.name.clone()));
                }
            }
            Action::Reports => {
                if let Some(row) = self.current() {
                    let place = Value::link(row.posyandu, row.name.clone());
                    let steps = Query { order: Order::Down, ..Query::all(&REGISTRASI) };
                    let steps = steps.only("posyandu", Test::Is(place));
                    self.batch = Some(cx.ask(Request::Page(steps, Seek::First, STEPS)));
                }
            }
            Action::Registration(stride) => self.flow = begin(stride, &self.meant(), cx),
            Action::Select => {
                if let Some(id) = self.current().map(|row| row.posyandu) {
                    if !self.selected.remove(&id) {
                        self.selected.insert(id);
                    }
                    self.rows.act(Action::Down, self.facts.rows.len());
                }
            }
            Action::SelectAll => self.select_all(),
            Action::Back if !self.selected.is_empty() => self.selected.clear(),
            Action::Refresh => self.read(cx),
            other => {
                if !self.rows.act(other, self.facts.rows.len()) {
                    return Outcome::Ignored;
                }
            }
        }
        Outcome::Changed
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) -> Outcome {
        if let Some(flow) = self.flow.take_if(|flow| flow.hears(ticket)) {
            let kept = matches!(reply, Reply::Saved(_));
            self.flow = flow.hear(reply, cx);
            if kept {
                self.selected.clear();
            }
            return Outcome::Changed;
        }
        if self.batch.take_if(|asked| *asked == ticket).is_some() {
            if let Reply::Page(page) = reply
                && let Some(step) = page.rows.iter().find(|step| step.get("gelombang").as_int().is_some())
            {
                cx.push(Reports::about(About::record(step)));
            }
            return Outcome::Changed;
        }
        if self.asked.take_if(|asked| *asked == ticket).is_none() {
            return Outcome::Unchanged;
        }
        match reply {
            Reply::Standings(facts) => {
                let here = self.current().map(|row| row.posyandu);
                self.facts = *facts;
                self.loaded = true;
                self.trouble = None;
                if let Some(at) = here.and_then(|id| self.facts.rows.iter().position(|row| row.posyandu == id)) {
                    self.rows.go(at);
                }
                self.rows.clamp(self.facts.rows.len());
                let rows = &self.facts.rows;
                self.selected.retain(|id| rows.iter().any(|row| row.posyandu == *id));
            }
            Reply::Trouble(trouble) => self.trouble = Some(trouble),
            _ => {}
        }
        Outcome::Changed
    }

    fn on_answer(&mut self, answer: Answer, cx: &mut Cx) -> Outcome {
        self.flow = self.flow.take().and_then(|flow| flow.answer(answer, cx));
        Outcome::Changed
    }

    fn on_changed(&mut self, cx: &mut Cx) {
        self.read(cx);
    }

    fn layout(&mut self, area: Rect) {
        self.rows.layout(area.height.saturating_sub(3 + shape::foot_rows(&self.foot(&Look::default()), area.width)));
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, desk: &Desk) -> Option<Position> {
        let sentence = match &self.trouble {
            Some(trouble) => format!("x {} {}", trouble.text.get(look.lang), trouble.advice.get(look.lang)),
            None if self.loaded && self.facts.rows.is_empty() => look
                .say(text("Tidak ada lagi. Esc kembali ke papan.", "None any more. Esc goes back to the board."))
                .to_owned(),
            None => String::new(),
        };
        if !sentence.is_empty() {
            let room = area.width.saturating_sub(4);
            for (y, line) in (area.y + 1..area.bottom()).zip(wrap(&sentence, usize::from(room))) {
                put(buf, (2, y), &line, room, look.style(Role::Plain), look);
            }
            return None;
        }
        self.view_heading(area.y, buf, look);
        let foot = shape::foot(area, buf, &self.foot(look), look);
        let rows = self.facts.rows.iter().enumerate().skip(self.rows.top());
        for (y, (at, row)) in (area.y + 1..foot.saturating_sub(1)).zip(rows) {
            self.view_row(row, at, y, buf, look, desk);
        }
        // What does not fit the column of the one under the cursor stands in full above the letters.
        if let Some((level, reason)) = self.current().and_then(|row| row.returned.as_ref()) {
            let words =
                text("x dikembalikan {0}: {1}", "x sent back by {0}: {1}").with([level.clone(), reason.clone()]);
            let y = foot.saturating_sub(1);
            put(buf, (2, y), &words.get(look.lang), area.width.saturating_sub(4), look.style(Role::Error), look);
        }
        None
    }
}

/// Begins a step of these.
pub(super) fn begin(stride: Stride, places: &[&Standing], cx: &mut Cx) -> Option<Stepping> {
    match stride {
        Stride::Next => Stepping::forward(places, cx),
        Stride::Choose => Stepping::choose(places, cx),
        Stride::Back => Stepping::back(places, cx),
        Stride::Number => Stepping::register(places, cx),
        Stride::There | Stride::NotNeeded | Stride::Sheet => None,
    }
}
