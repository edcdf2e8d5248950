//! Lines of a plan typed over in place, with the totals and ceilings in view as they would become.
//!
//! * **Owns** which columns the grid of a plan has, and the two lines under it.
//! * **Imports** the grid of lists: this screen is that one with a plan around it.
//! * **Never** types, keeps or saves a cell itself.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Facts, shape, sums};
use crate::base::id::{RecordId, Ticket};
use crate::base::words::Text;
use crate::entity::{RENCANA, Record, Value};
use crate::request::plan::{By, Plan};
use crate::request::{Draft, Query, Reply, Request, Test};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Keymap};
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Outcome, Screen};
use crate::ui::screens::list::grid::GridScreen;
use crate::ui::widgets::table::Table;

/// The columns with their cells: at 80 the seven that a line is drafted with stand side by side.
const COLUMNS: [(&str, u16); 16] = [
    ("kegiatan", 18),
    ("volume", 6),
    ("satuan", 7),
    ("harga_satuan", 10),
    ("jumlah", 11),
    ("sumber_dana", 7),
    ("bulan", 12),
    ("bidang", 16),
    ("desa", 16),
    ("opd", 16),
    ("penanggung_jawab", 16),
    ("kode_rekening", 14),
    ("uraian", 24),
    ("indikator", 24),
    ("sasaran", 16),
    ("lokasi", 16),
];

/// The rows under the grid: the line of the cursor in full, the total, the ceilings.
const BELOW: u16 = 3;

/// The grid of a plan.
pub struct PlanGrid {
    inner: GridScreen,
    plan: Plan,
    facts: Facts,
    /// What the title says after the plan's name: a group, or nothing.
    group: String,
    asked: Option<Ticket>,
    area: Rect,
}

/// Which lines are typed.
pub enum Which {
    /// All of the plan, the cursor on this one.
    All(Option<RecordId>),
    /// All of the plan, and a new one behind them.
    New,
    /// Those of one bidang, and a new one behind them.
    NewIn(String),
}

impl PlanGrid {
    /// The lines of a plan.
    pub fn new(plan: &Plan, which: &Which, given: Vec<(&'static str, Value)>, group: String, desk: &Desk) -> Self {
        let mut query = Query::all(&RENCANA).only("naskah", Test::Is(Value::link(plan.naskah.id, "")));
        query.sort = "bidang";
        let mut at = None;
        match which {
            Which::All(line) => at = *line,
            Which::New => {}
            Which::NewIn(bidang) => {
                query = query.only("bidang", Test::Is(bidang.as_str().into()));
                query.sort = "urutan";
            }
        }
        let table = Table::of(&RENCANA, &COLUMNS);
        let inner = GridScreen::new(query, table, at).given(given);
        let inner = if matches!(which, Which::All(_)) { inner } else { inner.at_end() };
        let facts = Facts::of(plan, &desk.words);
        PlanGrid { inner, plan: plan.clone(), facts, group, asked: None, area: Rect::new(0, 0, 80, 20) }
    }

    /// The line of the cursor in full: its column is narrow, and its bidang stands far to the right.
    fn row_words(&self, desk: &Desk) -> String {
        let Some(record) = self.inner.current() else { return String::new() };
        let pending = self.inner.pending().row(record.id).and_then(|row| row.records(desk).into_iter().next());
        let line = pending.as_ref().unwrap_or(record);
        let bidang = shape::group_name(By::Bidang, line.text("bidang"), 20, desk);
        format!("{bidang} {} {}", desk.look.dot(), line.title())
    }

    /// The sums as they would become with what is pending.
    fn follow(&mut self, desk: &Desk) {
        let pending = self.inner.pending();
        let changed: Vec<Record> = pending.rows().filter_map(|(_, row)| row.records(desk).into_iter().next()).collect();
        self.facts.follow(&self.plan, &changed);
    }

    fn after(&mut self, outcome: Outcome, cx: &mut Cx) -> Outcome {
        self.follow(cx.desk);
        outcome
    }
}

impl Screen for PlanGrid {
    fn title(&self, look: &Look) -> String {
        let typed = look.say(crate::ui::keys::GRID.label);
        let mut title = format!("{} {} {typed}", self.plan.naskah.title(), look.dot());
        if !self.group.is_empty() {
            title.push_str(&format!(" {} {}", look.dot(), self.group));
        }
        title
    }

    fn facts(&self, look: &Look) -> String {
        self.inner.facts(look)
    }

    fn keys(&self) -> &'static Keymap {
        self.inner.keys()
    }

    fn why_not(&self, action: Action) -> Option<Text> {
        self.inner.why_not(action)
    }

    fn takes(&self, c: char) -> bool {
        self.inner.takes(c)
    }

    fn takes_burst(&self, text: &str) -> bool {
        self.inner.takes_burst(text)
    }

    fn on_open(&mut self, cx: &mut Cx) {
        self.inner.on_open(cx);
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        let outcome = self.inner.on_action(action, cx);
        self.after(outcome, cx)
    }

    fn on_text(&mut self, c: char, cx: &mut Cx) -> Outcome {
        let outcome = self.inner.on_text(c, cx);
        self.after(outcome, cx)
    }

    fn on_paste(&mut self, text: &str, cx: &mut Cx) -> Outcome {
        let outcome = self.inner.on_paste(text, cx);
        self.after(outcome, cx)
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) -> Outcome {
        if self.asked.take_if(|asked| *asked == ticket).is_some() {
            if let Reply::Plan(plan) = reply {
                self.plan = *plan;
                self.facts = Facts::of(&self.plan, &cx.desk.words);
            }
            return self.after(Outcome::Changed, cx);
        }
        let outcome = self.inner.on_reply(ticket, reply, cx);
        self.after(outcome, cx)
    }

    fn on_answer(&mut self, answer: Answer, cx: &mut Cx) -> Outcome {
        let outcome = self.inner.on_answer(answer, cx);
        self.after(outcome, cx)
    }

    fn on_wake(&mut self, ticket: Ticket, cx: &mut Cx) -> Outcome {
        self.inner.on_wake(ticket, cx)
    }

    fn on_changed(&mut self, cx: &mut Cx) {
        self.inner.on_changed(cx);
        self.asked = Some(cx.ask(Request::Plan(self.plan.naskah.id)));
    }

    fn layout(&mut self, area: Rect) {
        self.area = area;
        self.inner.layout(Rect { height: area.height.saturating_sub(BELOW), ..area });
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, desk: &Desk) -> Option<Position> {
        let above = Rect { height: area.height.saturating_sub(BELOW), ..area };
        let place = self.inner.view(above, buf, look, desk);
        let row = self.row_words(desk);
        put(buf, (1, above.bottom()), &row, area.width.saturating_sub(2), look.style(Role::Muted), look);
        sums::view(&self.facts, area, buf, desk);
        place
    }

    fn draft(&self, desk: &Desk) -> Option<Draft> {
        self.inner.draft(desk)
    }

    fn field_help(&self, look: &Look) -> Option<(String, Vec<String>)> {
        self.inner.field_help(look)
    }
}
