//! One work plan on the screen: drafted as a tree, followed, seen as a year, kept within its
//! ceilings, compared with its own past.
//!
//! * **Owns** the plan screen ([`PlanScreen`]) and its eight parts.
//! * **Imports** the shape of a plan, its sums and gaps; forms, panels and lists of other screens.
//! * **Never** writes: every change is a request, and each is one batch that one `u` undoes.
//!
//! The parts: `tree` (rows), `shape` (short forms), `draft` (the tree painted), `follow`, `year`,
//! `bounds` (ceilings and gaps), `versions` with `compare`, `scenarios`, `chart`; `work` holds what is done
//! with many lines.

pub mod begin;
pub mod born;
mod bounds;
mod cells;
mod chart;
pub mod compare;
mod draft;
mod follow;
pub mod keys;
mod scenarios;
pub mod shape;
mod sums;
pub mod tree;
mod versions;
mod work;
mod year;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::ask;
use super::choose::Choose;
use super::detail::Detail;
use super::history::History;
use super::laporan::{About, Reports};
use super::list::many::{ManyFlow, Target};
use super::{FormWish, open_form};
use crate::base::id::{RecordId, Ticket};
use crate::base::text::{Ellipsis, fit};
use crate::base::words::{Text, text};
use crate::entity::naskah::{KEADAAN, TERKUNCI};
use crate::entity::{NASKAH, PAGU, RENCANA, Record, SKENARIO, Value, Vocabulary};
use crate::request::plan::{By, Plan};
use crate::request::{Reply, Request, Trouble};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Deed, Keymap};
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Outcome, Screen};
use crate::ui::widgets::line::Line;
use crate::ui::widgets::rows::Rows;
use crate::ui::widgets::wrap;
use cells::{PlanGrid, Which};
use scenarios::Scenarios;
use sums::Facts;
use tree::{Fold, Row, Tree};
use versions::Versions;
use work::{Flow, Sent};

/// The parts, in the order of their digits.
const PARTS: [(View, Text); 8] = [
    (View::Draft, text("Rancangan", "Draft")),
    (View::Following, text("Ikuti", "Follow")),
    (View::Year, text("Tahun", "Year")),
    (View::Ceilings, text("Pagu", "Ceilings")),
    (View::Gaps, text("Lengkapi", "Mend")),
    (View::Versions, text("Versi", "Versions")),
    (View::Scenarios, text("Insentif", "Incentives")),
    (View::Chart, text("Bagan", "Chart")),
];

/// Which part is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum View {
    Draft,
    Following,
    Year,
    Ceilings,
    Gaps,
    Versions,
    Scenarios,
    Chart,
}

/// Whether a new line is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fresh {
    Yes,
    No,
}

/// The lines of a plan; none before it is read.
fn lines_of(plan: Option<&Plan>) -> &[Record] {
    plan.map_or(&[], |plan| plan.lines.as_slice())
}

/// True for what changes the figures of a plan.
fn is_change(action: Action) -> bool {
    match action {
        Action::Add
        | Action::Grid
        | Action::Delete
        | Action::Duplicate
        | Action::ShiftUp
        | Action::ShiftDown
        | Action::Born => true,
        Action::Plan(deed) => !matches!(deed, Deed::State | Deed::Covered | Deed::Field),
        _ => false,
    }
}

/// The plan screen.
pub struct PlanScreen {
    id: RecordId,
    plan: Option<Plan>,
    facts: Facts,
    asked: Option<Ticket>,
    gone: bool,
    trouble: Option<Trouble>,
    view: View,
    tree: Tree,
    following: Rows,
    ceilings: Rows,
    gaps: Rows,
    versions: Versions,
    scenarios: Scenarios,
    search: Line,
    searching: bool,
    flow: Option<Flow>,
    sent: Option<Sent>,
    /// The cursor goes to this line as soon as it is there.
    wanted: Option<RecordId>,
    area: Rect,
}

impl PlanScreen {
    /// A plan.
    pub fn new(id: RecordId) -> Self {
        PlanScreen {
            id,
            plan: None,
            facts: Facts::default(),
            asked: None,
            gone: false,
            trouble: None,
            view: View::Draft,
            tree: Tree::default(),
            following: Rows::default(),
            ceilings: Rows::default(),
            gaps: Rows::default(),
            versions: Versions::default(),
            scenarios: Scenarios::default(),
            search: Line::default(),
            searching: false,
            flow: None,
            sent: None,
            wanted: None,
            area: Rect::new(0, 0, 80, 20),
        }
    }

    /// The same with the cursor on one of its lines.
    pub fn at(mut self, line: RecordId) -> Self {
        self.wanted = Some(line);
        self
    }

    fn read(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.ask(Request::Plan(self.id)));
        if self.view == View::Scenarios {
            self.scenarios.read(self.id, cx);
        }
    }

    fn lines(&self) -> &[Record] {
        lines_of(self.plan.as_ref())
    }

    fn line(&self) -> Option<&Record> {
        self.tree.line(self.lines())
    }

    fn state(&self) -> &str {
        self.plan.as_ref().map_or("", |plan| plan.naskah.text("keadaan"))
    }

    /// True where the figures of the plan stay as they are.
    fn is_locked(&self) -> bool {
        TERKUNCI.contains(&self.state())
    }

    fn is_tree(&self) -> bool {
        matches!(self.view, View::Draft | View::Year)
    }

    /// A plan came: everything that follows from it is worked out anew.
    fn take(&mut self, plan: Plan, words: &Vocabulary) {
        self.facts = Facts::of(&plan, words);
        self.versions.take(plan.naskah.text("keadaan"), &self.facts.total, &plan.versions);
        if let Some(line) = self.wanted.and_then(|id| plan.lines.iter().find(|line| line.id == id)) {
            self.tree.want(line);
            self.wanted = None;
        }
        self.gaps.clamp(self.facts.gaps.len());
        self.ceilings.clamp(self.facts.rooms.len());
        self.gone = plan.naskah.deleted;
        self.plan = Some(plan);
        self.trouble = None;
        self.build(words);
    }

    fn build(&mut self, words: &Vocabulary) {
        if let Some(plan) = &self.plan {
            self.tree.build(&plan.lines, &self.search.text(), words);
        }
        self.following.clamp(self.tree.groups.len());
        self.lay();
    }

    fn lay(&mut self) {
        let rows = self.rows_area(self.area).height;
        // The letters of the months take a row of the year, the sum of all one of the following.
        self.tree.cursor.layout(rows.saturating_sub(u16::from(self.view == View::Year)));
        self.following.layout(rows.saturating_sub(1));
        self.ceilings.layout(rows);
        self.gaps.layout(rows);
        self.versions.layout(rows);
        self.scenarios.layout(self.area);
    }

    /// The rows between the heading and the two lines that are always in view.
    fn rows_area(&self, area: Rect) -> Rect {
        let above = 2 + u16::from(self.is_locked()) + u16::from(self.has_search());
        Rect { y: area.y + above, height: area.height.saturating_sub(above + 2), ..area }
    }

    fn has_search(&self) -> bool {
        self.searching || !self.search.is_empty()
    }

    fn turn(&mut self, view: View, cx: &mut Cx) {
        self.view = view;
        if view == View::Scenarios {
            self.scenarios.read(self.id, cx);
        }
        self.lay();
    }

    fn part(&self) -> usize {
        PARTS.iter().position(|(view, _)| *view == self.view).unwrap_or(0)
    }

    fn turn_to(&mut self, at: usize, cx: &mut Cx) {
        if let Some((view, _)) = PARTS.get(at % PARTS.len()) {
            self.turn(*view, cx);
        }
    }

    /// What a new line starts with: its plan, and the group it is added to.
    fn given(&self) -> Vec<(&'static str, Value)> {
        let title = self.plan.as_ref().map(|plan| plan.naskah.title()).unwrap_or_default();
        let mut given = vec![("naskah", Value::link(self.id, title))];
        let key = self.tree.group().map(|group| group.key.clone()).unwrap_or_default();
        match (self.tree.by, key.is_empty()) {
            (_, true) => {}
            (By::Bidang, _) => given.push(("bidang", key.as_str().into())),
            (By::Source, _) => given.push(("sumber_dana", key.as_str().into())),
            (By::Opd, _) => given.push(("opd", key.as_str().into())),
            (By::Status, _) => given.push(("status", key.as_str().into())),
            (By::Desa, _) => {
                let desa = self.lines().iter().map(|line| line.get("desa"));
                let found = desa.into_iter().find(|desa| desa.as_link().is_some_and(|link| link.title == key));
                given.extend(found.map(|desa| ("desa", desa.clone())));
            }
            (By::All, _) => {}
        }
        given
    }

    fn add(&mut self, cx: &mut Cx) {
        let mine = || vec![("naskah", Value::link(self.id, self.title_words()))];
        match self.view {
            View::Ceilings => open_form(FormWish::new(&PAGU, mine()), cx),
            View::Scenarios => open_form(FormWish::new(&SKENARIO, mine()), cx),
            _ => self.open_grid(Fresh::Yes, cx),
        }
    }

    /// Opens the grid: on the line of the cursor, or on a new one in the group of the cursor.
    fn open_grid(&mut self, fresh: Fresh, cx: &mut Cx) {
        let mut given = self.given();
        let Some(plan) = &self.plan else { return };
        let bidang = given.iter().find(|(name, _)| *name == "bidang").map(|(_, value)| value.as_text().to_owned());
        let last = |line: &&Record| bidang.as_deref().is_none_or(|code| line.text("bidang") == code);
        let places = plan.lines.iter().filter(last).filter_map(|line| line.get("urutan").as_int());
        given.push(("urutan", (places.max().unwrap_or(0) + 10).into()));
        let line = self.tree.line(&plan.lines).map(|line| line.id);
        let (which, group) = match (fresh, bidang) {
            (Fresh::Yes, Some(bidang)) => {
                let name = shape::group_name(By::Bidang, &bidang, 20, cx.desk);
                (Which::NewIn(bidang), name)
            }
            (Fresh::Yes, None) => (Which::New, String::new()),
            (Fresh::No, _) => (Which::All(line), String::new()),
        };
        let grid = PlanGrid::new(plan, &which, given, group, cx.desk);
        cx.push(grid);
    }

    fn title_words(&self) -> String {
        self.plan.as_ref().map(|plan| plan.naskah.title()).unwrap_or_default()
    }

    /// Opens what the cursor is on.
    fn open(&mut self, action: Action, cx: &mut Cx) {
        match self.view {
            View::Draft | View::Year => match (self.tree.row(), action) {
                (Some(Row::Group(_)), Action::Open) => {
                    self.tree.fold(Fold::Turn);
                    self.build(&cx.desk.words.clone());
                }
                _ => {
                    if let Some(line) = self.line() {
                        open_form(FormWish::Edit(line.clone()), cx);
                    }
                }
            },
            View::Following | View::Chart => {
                if let Some(group) = self.tree.groups.get(self.following.at).map(|group| group.key.clone()) {
                    self.tree.want_group(&group);
                    self.turn(View::Draft, cx);
                    self.build(&cx.desk.words.clone());
                    self.tree.fold(Fold::Open);
                    self.build(&cx.desk.words.clone());
                }
            }
            View::Ceilings => {
                if let Some(room) = self.facts.rooms.get(self.ceilings.at) {
                    open_form(FormWish::Edit(room.ceiling.clone()), cx);
                }
            }
            View::Gaps => self.open_gap(cx),
            View::Versions => self.compare(cx),
            View::Scenarios => {
                if let Some(scenario) = self.scenarios.current() {
                    open_form(FormWish::Edit(scenario.record.clone()), cx);
                }
            }
        }
    }

    fn delete(&mut self, cx: &mut Cx) {
        let target = match self.view {
            View::Ceilings => self.facts.rooms.get(self.ceilings.at).map(|room| {
                let title = shape::ceiling_name(&room.ceiling, &cx.desk.look, &cx.desk.words, 20);
                Target { entity: &PAGU, ids: vec![room.ceiling.id], title }
            }),
            View::Scenarios => self.scenarios.current().map(|scenario| Target {
                entity: &SKENARIO,
                ids: vec![scenario.record.id],
                title: scenario.record.title(),
            }),
            _ => {
                let targets = self.tree.targets(self.lines());
                let title = targets.first().map(|line| line.title()).unwrap_or_default();
                let ids: Vec<RecordId> = targets.iter().map(|line| line.id).collect();
                (!ids.is_empty()).then_some(Target { entity: &RENCANA, ids, title })
            }
        };
        self.flow = target.map(|target| Flow::Many(ManyFlow::delete(target, cx)));
    }

    fn sideways(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        if self.view == View::Scenarios {
            return if self.scenarios.sideways(action) { Outcome::Changed } else { Outcome::Unchanged };
        }
        if !self.is_tree() {
            return Outcome::Ignored;
        }
        let changed = match action {
            Action::Left => {
                let PlanScreen { tree, plan, .. } = self;
                let lines = lines_of(plan.as_ref());
                tree.to_heading(lines) || tree.fold(Fold::Shut)
            }
            _ => self.tree.fold(Fold::Open),
        };
        if changed {
            self.build(&cx.desk.words.clone());
            Outcome::Changed
        } else {
            Outcome::Unchanged
        }
    }

    fn moved(&mut self, action: Action) -> Outcome {
        let PlanScreen { tree, plan, facts, .. } = self;
        let lines = lines_of(plan.as_ref());
        let moved = match self.view {
            View::Draft | View::Year => tree.act(action, lines),
            View::Following | View::Chart => self.following.act(action, tree.groups.len()),
            View::Ceilings => self.ceilings.act(action, facts.rooms.len()),
            View::Gaps => self.gaps.act(action, facts.gaps.len()),
            View::Versions => self.versions.act(action),
            View::Scenarios => self.scenarios.act(action),
        };
        if moved { Outcome::Changed } else { Outcome::Ignored }
    }

    fn ask_grouping(&mut self, cx: &mut Cx) {
        let look = cx.desk.look;
        let items = tree::GROUPINGS.iter().map(|(_, name)| look.say(*name).to_owned()).collect();
        let at = tree::GROUPINGS.iter().position(|(by, _)| *by == self.tree.by).unwrap_or(0);
        // The cursor stands on the next grouping, so that Enter goes on to it.
        let next = (at + 1) % tree::GROUPINGS.len();
        cx.push(Choose::one(text("Kelompokkan menurut", "Group by"), items).at(next));
        self.flow = Some(Flow::Grouping);
    }

    fn back(&mut self, cx: &mut Cx) -> Outcome {
        if self.searching || !self.search.is_empty() {
            self.searching = false;
            self.search.clear();
            self.build(&cx.desk.words.clone());
        } else if !self.tree.selected.is_empty() {
            self.tree.selected.clear();
        } else if self.view != View::Draft {
            self.turn(View::Draft, cx);
        } else {
            return Outcome::Ignored;
        }
        Outcome::Changed
    }

    fn act_searching(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Open => {
                self.searching = false;
                self.lay();
            }
            Action::Back => return self.back(cx),
            Action::EraseBack | Action::EraseWord | Action::Clear => {
                ask::edit(&mut self.search, action);
                self.build(&cx.desk.words.clone());
            }
            other => return self.moved(other),
        }
        Outcome::Changed
    }

    fn act_on_tree(&mut self, action: Action, cx: &mut Cx) -> bool {
        let PlanScreen { tree, plan, .. } = self;
        let lines = lines_of(plan.as_ref());
        match action {
            Action::Select => tree.select(lines),
            Action::SelectAll => tree.select_all(lines),
            Action::Duplicate | Action::ShiftUp | Action::ShiftDown => self.send_at_once(action, cx),
            _ => return false,
        }
        true
    }
}

impl Screen for PlanScreen {
    fn title(&self, look: &Look) -> String {
        let Some(plan) = &self.plan else { return look.say(NASKAH.label).to_owned() };
        let state = KEADAAN.iter().find(|state| state.code == self.state()).map_or("", |state| look.say(state.label));
        let number = plan.versions.last().map_or(0, |version| version.number);
        let number = if self.is_locked() { number } else { number + 1 };
        // The state is not what is cut: the end of a name is known, how far the plan is may not be.
        let cells = usize::from(self.area.width.saturating_sub(STATE_AND_SUM)).max(20);
        let name = plan.naskah.title();
        let name = fit(&name, cells, Ellipsis::default());
        format!("{name} {} {} {number}", look.dot(), state.to_lowercase())
    }

    fn facts(&self, look: &Look) -> String {
        if self.plan.is_none() {
            return String::new();
        }
        let mut said = String::new();
        if !self.tree.selected.is_empty() {
            let count = self.tree.selected.len().to_string();
            said = text("{0} dipilih", "{0} selected").with([count]).get(look.lang).into_owned();
            said.push_str(&format!(" {} ", look.dot()));
        }
        said.push_str(&format!("Rp{}", shape::rupiah(self.facts.total.proposed)));
        if let Some(most) = self.facts.most() {
            said.push_str(&format!(" / {}", shape::short(most, look.lang)));
        }
        said
    }

    fn keys(&self) -> &'static Keymap {
        match (self.searching, self.is_tree()) {
            (true, _) => &keys::SEARCH_KEYS,
            (false, true) => &keys::KEYS,
            (false, false) => &keys::PART_KEYS,
        }
    }

    fn why_not(&self, action: Action) -> Option<Text> {
        if self.searching { None } else { self.refuses(action) }
    }

    fn takes(&self, c: char) -> bool {
        self.searching && c != '?'
    }

    fn on_open(&mut self, cx: &mut Cx) {
        self.lay();
        self.read(cx);
    }

    fn on_text(&mut self, c: char, cx: &mut Cx) -> Outcome {
        self.search.insert(c);
        self.build(&cx.desk.words.clone());
        Outcome::Changed
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        if self.searching {
            return self.act_searching(action, cx);
        }
        match action {
            Action::Part(n) => self.turn_to(usize::from(n), cx),
            Action::Next => self.turn_to(self.part() + 1, cx),
            Action::Previous => self.turn_to(self.part() + PARTS.len() - 1, cx),
            Action::Left | Action::Right => return self.sideways(action, cx),
            Action::Back => return self.back(cx),
            Action::Open | Action::Edit => self.open(action, cx),
            Action::Add => self.add(cx),
            Action::Grid => self.open_grid(Fresh::No, cx),
            Action::Delete => self.delete(cx),
            Action::Group => self.ask_grouping(cx),
            Action::ChangeMany => self.ask_work(cx),
            Action::Plan(deed) => self.start(deed, cx),
            Action::Born => self.choose_scenario(cx),
            Action::Restore => self.ask_restore(cx),
            Action::Select if self.view == View::Versions => self.versions.mark(),
            Action::Search => {
                if !self.is_tree() {
                    self.turn(View::Draft, cx);
                }
                self.searching = true;
                self.lay();
            }
            Action::Export => self.export(cx),
            Action::Bin => self.open_bin(cx),
            Action::Import => self.import(cx),
            Action::Papers => cx.push(Detail::new(&NASKAH, self.id)),
            Action::Reports => {
                if let Some(plan) = &self.plan {
                    cx.push(Reports::about(About::record(&plan.naskah)));
                }
            }
            Action::History => match self.line().filter(|_| self.is_tree()) {
                Some(line) => cx.push(History::of(&RENCANA, line.id, line.title())),
                None => cx.push(History::of(&NASKAH, self.id, self.title_words())),
            },
            Action::Refresh => self.read(cx),
            other => {
                if !(self.is_tree() && self.act_on_tree(other, cx)) {
                    return self.moved(other);
                }
            }
        }
        Outcome::Changed
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) -> Outcome {
        if self.asked.take_if(|asked| *asked == ticket).is_some() {
            match reply {
                Reply::Plan(plan) => self.take(*plan, &cx.desk.words.clone()),
                Reply::Gone => self.gone = true,
                Reply::Trouble(trouble) => self.trouble = Some(trouble),
                _ => {}
            }
            return Outcome::Changed;
        }
        if self.scenarios.hear(ticket, &reply) {
            return Outcome::Changed;
        }
        self.heard(ticket, reply, cx)
    }

    fn on_answer(&mut self, answer: Answer, cx: &mut Cx) -> Outcome {
        if let Answer::Saved(id) = answer {
            if self.view == View::Draft {
                self.wanted = Some(id);
            }
            self.read(cx);
            return Outcome::Changed;
        }
        match self.flow.take() {
            Some(flow) => {
                self.answered(flow, answer, cx);
                Outcome::Changed
            }
            None => Outcome::Unchanged,
        }
    }

    fn on_changed(&mut self, cx: &mut Cx) {
        self.read(cx);
    }

    fn layout(&mut self, area: Rect) {
        self.area = area;
        self.lay();
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, desk: &Desk) -> Option<Position> {
        if let Some(words) = self.instead(look) {
            let room = area.width.saturating_sub(4);
            for (y, line) in (area.y + 1..area.bottom()).zip(wrap(&words, usize::from(room))) {
                put(buf, (2, y), &line, room, look.style(Role::Warning), look);
            }
            return None;
        }
        self.view_parts(area, buf, look);
        let mut y = area.y + 1;
        if self.is_locked() {
            let words = look.say(LOCKED);
            put(buf, (1, y), &format!("! {words}"), area.width.saturating_sub(2), look.style(Role::Warning), look);
            y += 1;
        }
        let mut place = None;
        if self.has_search() {
            let x = put(buf, (1, y), look.say(text("Cari:", "Search:")), 10, look.style(Role::Muted), look) + 1;
            let at = self.search.view(buf, (x, y), area.width / 2, look.style(Role::Accent));
            place = self.searching.then_some(at);
            y += 1;
        }
        let rows = self.rows_area(area);
        let heading = Rect { y, height: 1, ..area };
        match self.view {
            View::Draft => self.view_draft(heading, rows, buf, desk),
            View::Following => self.view_following(heading, rows, buf, desk),
            View::Year => self.view_year(heading, rows, buf, desk),
            View::Ceilings => self.view_ceilings(heading, rows, buf, desk),
            View::Gaps => self.view_gaps(heading, rows, buf, desk),
            View::Versions => self.versions.view(heading, rows, buf, desk),
            View::Scenarios => self.scenarios.view(heading, rows, buf, desk),
            View::Chart => self.view_chart(heading, rows, buf, desk),
        }
        sums::view(&self.facts, area, buf, desk);
        place
    }
}

/// What the top line needs beside the plan's name: state, version, total and ceiling.
const STATE_AND_SUM: u16 = 45;

/// Why the figures of an agreed plan stay.
const LOCKED: Text = text(
    "Rencana ini terkunci. Untuk mengubah: m, Ubah keadaan, lalu Perubahan.",
    "This plan is locked. To change it: m, Change the state, then Being amended.",
);

impl PlanScreen {
    /// What stands there instead of the plan.
    fn instead(&self, look: &Look) -> Option<String> {
        if let (None, Some(trouble)) = (&self.plan, &self.trouble) {
            return Some(format!("x {} {}", trouble.text.get(look.lang), trouble.advice.get(look.lang)));
        }
        self.gone.then(|| {
            look.say(text(
                "Rencana ini sudah dihapus. Esc kembali; keranjang (b) di daftar Rencana kerja memulihkannya.",
                "This plan was deleted. Esc goes back; the bin (b) of the list of plans restores it.",
            ))
            .to_owned()
        })
    }

    /// The line of parts: the present one in brackets.
    fn view_parts(&self, area: Rect, buf: &mut Buffer, look: &Look) {
        let mut x = area.x;
        for (n, (view, label)) in PARTS.iter().enumerate() {
            let count = match view {
                View::Gaps => self.facts.gaps.len(),
                View::Versions => self.plan.as_ref().map_or(0, |plan| plan.versions.len()),
                _ => 0,
            };
            let mut words = format!("{} {}", n + 1, look.say(*label));
            if count > 0 {
                words.push_str(&format!(" {count}"));
            }
            let here = *view == self.view;
            let style = look.style(if here { Role::Title } else { Role::Muted });
            let room = |x: u16| area.right().saturating_sub(x);
            // One blank parts two names, and the brackets stand on it.
            x = if here {
                put(buf, (x, area.y), &format!("[{words}]"), room(x), style, look).saturating_sub(1)
            } else {
                put(buf, (x + 1, area.y), &words, room(x + 1), style, look)
            };
        }
    }

    /// Why an action cannot be done in this part or on this row.
    fn refuses(&self, action: Action) -> Option<Text> {
        const IN_DRAFT: Text = text("Hanya di Rancangan (1) dan Tahun (3).", "Only in Draft (1) and Year (3).");
        let Some(plan) = &self.plan else {
            let reads = !matches!(action, Action::Refresh | Action::Papers | Action::Back);
            let known = keys::KEYS.of(action).is_some();
            return (reads && known).then_some(text("Rencana belum terbaca.", "The plan is not read yet."));
        };
        if self.is_locked() && (is_change(action) || action == Action::Restore && self.view == View::Versions) {
            return Some(LOCKED);
        }
        match action {
            Action::Select if self.view == View::Versions => None,
            Action::Select
            | Action::SelectAll
            | Action::Grid
            | Action::Duplicate
            | Action::ShiftUp
            | Action::ShiftDown
                if !self.is_tree() =>
            {
                Some(IN_DRAFT)
            }
            Action::Group if !(self.is_tree() || matches!(self.view, View::Following | View::Chart)) => {
                Some(text("Hanya di Rancangan, Ikuti, Tahun dan Bagan.", "Only in Draft, Follow, Year and Chart."))
            }
            Action::ShiftUp | Action::ShiftDown if self.tree.by != By::Bidang => Some(text(
                "Urutan hanya diubah bila dikelompokkan menurut bidang (k).",
                "The order is changed only when grouped by bidang (k).",
            )),
            Action::ShiftUp | Action::ShiftDown | Action::Edit | Action::Duplicate | Action::Delete
                if self.is_tree() && self.tree.targets(&plan.lines).is_empty() =>
            {
                Some(text("Pilih dulu satu kegiatan.", "Choose a line first."))
            }
            Action::Restore if self.view != View::Versions => {
                Some(text("Hanya di bagian Versi (6).", "Only in the part Versions (6)."))
            }
            Action::Restore if self.versions.chosen().is_none() => {
                Some(text("Pilih dulu versi yang lama.", "Choose an old version first."))
            }
            Action::Born if self.view != View::Scenarios => {
                Some(text("Hanya di bagian Insentif (7).", "Only in the part Incentives (7)."))
            }
            Action::Born if self.scenarios.current().is_none() => {
                Some(text("Belum ada skenario; a menambah.", "There is no scenario yet; a adds one."))
            }
            Action::Add | Action::Delete | Action::Edit
                if matches!(self.view, View::Versions | View::Gaps | View::Following | View::Chart) =>
            {
                Some(IN_DRAFT)
            }
            Action::Import if plan.naskah.text("tingkat") != "kecamatan" => Some(text(
                "Berkas untuk rencana desa atau Posyandu menyebut nama rencananya; ambil dari layar depan (i).",
                "A file for the plan of a desa or Posyandu names that plan; take it in from the start screen (i).",
            )),
            Action::Plan(deed) => self.why_no_deed(deed),
            _ => None,
        }
    }
}
