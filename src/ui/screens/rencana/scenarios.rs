//! Incentive scenarios side by side: a column each, a row a desa.
//!
//! * **Owns** the part's columns, and which scenario the cursor is on.
//! * **Imports** scenarios with their costs as the request gives them.
//! * **Never** works out a cost.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::draft::{Span, left, right};
use super::shape;
use crate::base::bulan::Months;
use crate::base::id::{RecordId, Ticket};
use crate::base::money;
use crate::base::text::width;
use crate::base::words::{Text, text};
use crate::request::plan::ScenarioView;
use crate::request::{Reply, Request, Trouble};
use crate::ui::chrome::put;
use crate::ui::keymap::Action;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Cx, Desk};
use crate::ui::widgets::wrap;

/// The narrowest a scenario may be, in cells.
const NARROWEST: u16 = 18;
/// The cells of the names of desa.
const NAMES: u16 = 20;

/// The scenarios of the plan.
#[derive(Default)]
pub struct Scenarios {
    list: Vec<ScenarioView>,
    loaded: bool,
    asked: Option<Ticket>,
    trouble: Option<Trouble>,
    at: usize,
    first: usize,
    top: usize,
    width: u16,
    height: u16,
}

impl Scenarios {
    /// Asks for them.
    pub fn read(&mut self, plan: RecordId, cx: &mut Cx) {
        self.asked = Some(cx.ask(Request::Scenarios(plan)));
    }

    /// Takes the reply; false where it is another's.
    pub fn hear(&mut self, ticket: Ticket, reply: &Reply) -> bool {
        if self.asked.take_if(|asked| *asked == ticket).is_none() {
            return false;
        }
        match reply {
            Reply::Scenarios(list) => {
                self.list.clone_from(list);
                self.loaded = true;
                self.trouble = None;
                self.at = self.at.min(self.list.len().saturating_sub(1));
                self.follow();
            }
            Reply::Trouble(trouble) => self.trouble = Some(trouble.clone()),
            _ => {}
        }
        true
    }

    /// The size it is painted in.
    pub fn layout(&mut self, area: Rect) {
        (self.width, self.height) = (area.width, area.height);
        self.follow();
    }

    /// The scenario under the cursor.
    pub fn current(&self) -> Option<&ScenarioView> {
        self.list.get(self.at)
    }

    /// How many stand side by side.
    fn shown(&self) -> usize {
        usize::from((self.width.saturating_sub(NAMES + 2) / (NARROWEST + 1)).max(1))
    }

    fn follow(&mut self) {
        let shown = self.shown();
        self.first = self.first.min(self.at).max((self.at + 1).saturating_sub(shown));
    }

    /// To the scenario on the left or right; false at the end.
    pub fn sideways(&mut self, action: Action) -> bool {
        let at = match action {
            Action::Left => self.at.saturating_sub(1),
            _ => (self.at + 1).min(self.list.len().saturating_sub(1)),
        };
        let moved = at != self.at;
        self.at = at;
        self.follow();
        moved
    }

    /// Scrolls the desa; false where the action is no movement.
    pub fn act(&mut self, action: Action) -> bool {
        let last = self.desa().len().saturating_sub(1);
        let page = usize::from(self.height.saturating_sub(12)).max(1);
        self.top = match action {
            Action::Up => self.top.saturating_sub(1),
            Action::Down => (self.top + 1).min(last),
            Action::PageUp => self.top.saturating_sub(page),
            Action::PageDown => (self.top + page).min(last),
            Action::First => 0,
            Action::Last => last,
            _ => return false,
        };
        true
    }

    /// Every desa that any scenario names, in the order of the first that does.
    fn desa(&self) -> Vec<Option<(RecordId, String)>> {
        let mut out: Vec<Option<(RecordId, String)>> = Vec::new();
        for cost in self.list.iter().flat_map(|scenario| &scenario.costs) {
            if !out.contains(&cost.desa) {
                out.push(cost.desa.clone());
            }
        }
        out
    }

    /// What stands there instead of scenarios.
    fn sentence(&self, look: &Look) -> String {
        const NONE: Text = text(
            "Belum ada skenario. a menambah: siapa, berapa orang, tarif sebulan, bulan, sumber dana. Biaya setahun dihitung per desa; + menjadikan yang dipilih baris rencana.",
            "No scenario yet. a adds one: who, how many, rate a month, months, funds. The yearly cost is worked out by desa; + makes plan lines of the one chosen.",
        );
        match (&self.trouble, self.list.is_empty()) {
            (Some(trouble), _) => format!("x {} {}", trouble.text.get(look.lang), trouble.advice.get(look.lang)),
            (None, true) if self.loaded => look.say(NONE).to_owned(),
            _ => String::new(),
        }
    }

    /// The scenarios that are seen, with their number and their cells.
    fn columns(&self, cells: u16) -> Vec<(usize, &ScenarioView, Span)> {
        let shown = self.shown().min(self.list.len());
        let each = (cells.saturating_sub(NAMES + 2) / u16::try_from(shown).unwrap_or(1).max(1)).saturating_sub(1);
        let each = each.min(34);
        let seen = self.list.iter().enumerate().skip(self.first).take(shown);
        seen.zip((0u16..).map(|n| Span { x: NAMES + 2 + n * (each + 1), cells: each }))
            .map(|((n, scenario), span)| (n, scenario, span))
            .collect()
    }

    /// Paints them: their heads, what each desa costs, a year's sum against the ceiling.
    pub fn view(&self, heading: Rect, rows: Rect, buf: &mut Buffer, desk: &Desk) {
        let look = &desk.look;
        let room = rows.width.saturating_sub(4);
        for (y, line) in (rows.y + 1..rows.bottom()).zip(wrap(&self.sentence(look), usize::from(room))) {
            put(buf, (2, y), &line, room, look.style(Role::Plain), look);
        }
        if self.list.is_empty() {
            return;
        }
        let columns = self.columns(rows.width);
        for (n, scenario, span) in &columns {
            self.view_head(scenario, (heading.y, *span), *n == self.at, buf, desk);
        }
        let heads = [
            text("Skenario", "Scenario"),
            text("Siapa", "Who"),
            text("Tarif, bulan", "Rate, months"),
            text("Dana", "Funds"),
        ];
        for (y, words) in (heading.y..).zip(heads) {
            label(buf, y, words, look);
        }
        let first = heading.y + 4;
        let end = self.view_desa(
            Rect { y: first, height: rows.bottom().saturating_sub(first + 3), ..rows },
            &columns,
            buf,
            look,
        );
        view_year(end, &columns, buf, look);
        if self.list.len() > columns.len() {
            let words = format!("{}-{}/{}", self.first + 1, self.first + columns.len(), self.list.len());
            let cells = u16::try_from(width(&words)).unwrap_or(0);
            put(buf, (rows.right().saturating_sub(cells + 1), end + 2), &words, cells, look.style(Role::Muted), look);
        }
    }

    /// What each desa costs under each scenario; gives the row behind the last.
    fn view_desa(&self, area: Rect, columns: &[(usize, &ScenarioView, Span)], buf: &mut Buffer, look: &Look) -> u16 {
        let desa = self.desa();
        let most = usize::from(area.height);
        let top = self.top.min(desa.len().saturating_sub(most.max(1)));
        let mut end = area.y;
        for (y, place) in (area.y..).zip(desa.iter().skip(top).take(most)) {
            let none = look.say(text("(tanpa desa)", "(no desa)"));
            let name = place.as_ref().map_or(none, |(_, name)| name.as_str());
            put(buf, (2, y), name, NAMES - 1, look.style(Role::Plain), look);
            for (_, scenario, span) in columns {
                let Some(cost) = scenario.costs.iter().find(|cost| cost.desa == *place) else { continue };
                let people = format!("{} x", cost.people);
                left(buf, y, Span { cells: 6, ..*span }, &people, look.style(Role::Muted), look);
                let amount = Span { x: span.x + 6, cells: span.cells.saturating_sub(6) };
                right(buf, y, amount, &money::show(cost.cost), look.style(Role::Plain), look);
            }
            end = y + 1;
        }
        end
    }

    fn view_head(&self, scenario: &ScenarioView, at: (u16, Span), here: bool, buf: &mut Buffer, desk: &Desk) {
        let look = &desk.look;
        let record = &scenario.record;
        let (y, span) = at;
        let style = look.style(if here { Role::Selected } else { Role::Title });
        if here {
            buf.set_style(Rect { x: span.x, y, width: span.cells, height: 1 }, style);
            put(buf, (span.x - 1, y), ">", 1, look.style(Role::Accent), look);
        }
        let chosen = record.get("terpilih").as_int() == Some(1);
        let name = format!("{}{}", if chosen { "* " } else { "" }, record.title());
        left(buf, y, span, &name, style, look);
        let shown = |name: &str| {
            let field = record.entity.field(name);
            field.map(|field| field.kind.show(record.get(name), look.lang, &desk.words)).unwrap_or_default()
        };
        let people: i64 = scenario.costs.iter().map(|cost| cost.people).sum();
        let who = [shown("jabatan"), shown("bidang")].into_iter().find(|words| !words.is_empty());
        let who = who.unwrap_or_else(|| look.say(text("kader", "kader")).to_owned());
        let plain = look.style(Role::Plain);
        left(buf, y + 1, span, &format!("{people} {who}"), plain, look);
        let months = Months::from_bits(record.get("bulan").as_int().unwrap_or(0)).count();
        left(buf, y + 2, span, &format!("{} x {months}", shown("harga_satuan")), plain, look);
        left(buf, y + 3, span, &shown("sumber_dana"), plain, look);
    }
}

/// The name of a row.
fn label(buf: &mut Buffer, y: u16, words: Text, look: &Look) {
    put(buf, (2, y), look.say(words), NAMES - 1, look.style(Role::Muted), look);
}

/// A year's sum of each scenario, and what it leaves of its ceiling.
fn view_year(y: u16, columns: &[(usize, &ScenarioView, Span)], buf: &mut Buffer, look: &Look) {
    label(buf, y, text("Setahun", "A year"), look);
    label(buf, y + 1, text("Sisa pagu", "Ceiling left"), look);
    for (_, scenario, span) in columns {
        right(buf, y, *span, &shape::rupiah(scenario.total), look.style(Role::Title), look);
        let Some((most, used)) = scenario.room else {
            let none = look.say(text("tanpa pagu", "no ceiling"));
            right(buf, y + 1, *span, none, look.style(Role::Muted), look);
            continue;
        };
        let rest = i128::from(most) - used - scenario.total;
        let (words, role) = match rest {
            ..0 => (format!("x {}", shape::rupiah(rest)), Role::Error),
            _ => (shape::rupiah(rest), Role::Plain),
        };
        right(buf, y + 1, *span, &words, look.style(role), look);
    }
}
