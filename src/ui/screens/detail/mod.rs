//! One record: its data, then a tab for every entity that links to it, then its history.

mod seats;

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::find::Find;
use super::hayat::{self, LifeFlow};
use super::laporan::{self, About, Reports};
use super::list::many::{self, ManyFlow, Step};
use super::susun;
use super::undo::Undo;
use super::{FormWish, open_form};
use crate::base::id::{RecordId, Ticket};
use crate::base::text::width;
use crate::base::words::{Text, text};
use crate::entity::posyandu::ended;
use crate::entity::{ENTITIES, Entity, Field, KADER, KEADAAN, Kind, Link, PENUGASAN, POSYANDU, Record, SK, Value};
use crate::request::{Order, Query, Reply, Request, Test};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Keymap, Press, bind};
use crate::ui::keys;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Outcome, Screen};
use crate::ui::settings::Settings;
use crate::ui::widgets::feed::{Feed, Heard, Shown};
use crate::ui::widgets::rows::Rows;
use crate::ui::widgets::table::{Painting, Table, cell};
use crate::ui::widgets::trail::{Of, Trail};
use crate::ui::widgets::wrap;
use seats::Seats;

pub(super) static KEYS: Keymap = Keymap {
    name: text("Catatan", "Record"),
    bindings: &[
        keys::OPEN,
        keys::ranked(keys::RESTORE, 2),
        keys::ranked(keys::NEXT, 2),
        keys::ranked(keys::EDIT, 3),
        keys::ranked(keys::ADD, 4),
        keys::ranked(keys::REPLACE, 5),
        keys::ranked(keys::ROLL, 4),
        keys::ranked(keys::HISTORY, 6),
        keys::ranked(keys::REPORTS, 6),
        keys::ranked(keys::REVEAL, 7),
        keys::ranked(keys::DELETE, 8),
        keys::DUPLICATE,
        keys::LIFE,
        keys::ranked(keys::SEARCH, 9),
        bind(
            &[Press::char('u')],
            Action::Undo,
            0,
            text("batalkan", "undo"),
            text(
                "Batalkan perbuatan terpilih di bagian Riwayat, atau perbuatan terakhir saya",
                "Undo the chosen act in the History part, or my last act",
            ),
        ),
        keys::PREVIOUS,
        keys::REFRESH,
        keys::UP,
        keys::DOWN,
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::FIRST,
        keys::LAST,
        keys::LEFT,
        keys::RIGHT,
    ],
};

/// One part of the detail.
enum Tab {
    Seats(Seats),
    Data(Rows),
    Child(Child),
    Trail(Trail),
}

/// The records of another kind that point to this one.
struct Child {
    entity: &'static Entity,
    link: &'static Field,
    feed: Feed,
}

/// The detail.
pub struct Detail {
    entity: &'static Entity,
    id: RecordId,
    record: Option<Record>,
    gone: Option<()>,
    asked: Option<Ticket>,
    seats_asked: Option<Ticket>,
    replacing: Option<Ticket>,
    tabs: Vec<Tab>,
    at: usize,
    stale: BTreeSet<usize>,
    revealed: Option<RecordId>,
    flow: Option<ManyFlow>,
    life: Option<Box<LifeFlow>>,
    area: Rect,
}

/// The kinds of records that get a tab: those with a typed link to this kind, and those whose
/// derived link is not already shown through their posts.
fn children(entity: &'static Entity) -> Vec<(&'static Entity, &'static Field)> {
    let mut out = Vec::new();
    for other in ENTITIES.iter().copied() {
        // A link that lists are not narrowed by (the desa of a plan) makes no part of its own.
        let leads = |field: &&Field| field.is_typed() && (field.is_required() || field.is_filtered());
        let typed: Vec<&'static Field> = other.links_to(entity.name).filter(leads).collect();
        let through = other.companion.is_some_and(|c| c.entity.links_to(entity.name).any(Field::is_typed));
        match typed.first() {
            Some(field) => out.push((other, *field)),
            None if !through => {
                let derived = |field: &&Field| field.is_stored() && !field.is_typed();
                out.extend(other.links_to(entity.name).find(derived).map(|field| (other, field)));
            }
            None => {}
        }
    }
    out
}

/// The columns of a part. Where the posts of one person stand, why they ended stands with them.
fn child_table(entity: &Entity, child: &'static Entity, link: &Field, settings: &Settings) -> Table {
    // Mergers into this one stand among its own changes: each line names its Posyandu.
    let here = (child != &KEADAAN).then_some(link.name);
    let table = Table::new(child, settings, here);
    if entity.companion.is_none_or(|companion| companion.entity != child) {
        return table;
    }
    table.with(child.typed().filter(|field| matches!(field.kind, Kind::List(_)) && field.width == 0))
}

/// The entity on whose form this one's fields stand too (the kader of a post).
fn parent_form(entity: &'static Entity) -> Option<(&'static Entity, &'static str)> {
    ENTITIES.iter().find_map(|other| {
        let companion = other.companion.filter(|companion| companion.entity == entity)?;
        Some((*other, companion.link))
    })
}

impl Detail {
    /// The detail of a record.
    pub fn new(entity: &'static Entity, id: RecordId) -> Self {
        let mut tabs = Vec::new();
        if entity == &POSYANDU {
            tabs.push(Tab::Seats(Seats::default()));
        }
        tabs.push(Tab::Data(Rows::default()));
        for (other, link) in children(entity) {
            let me = Value::link(id, "");
            // An SK of a whole desa concerns its Posyandu; a merger concerns the one that takes over too.
            let concerns = entity == &POSYANDU && (other == &SK || other == &KEADAAN);
            let test = if concerns { Test::Concerns(me) } else { Test::Is(me) };
            let mut query = Query::all(other).only(link.name, test);
            if other.field(query.sort).is_some_and(|field| matches!(field.kind, Kind::Date)) {
                query.order = Order::Down;
            }
            let feed = Feed::new(query, child_table(entity, other, link, &Settings::default()));
            tabs.push(Tab::Child(Child { entity: other, link, feed }));
        }
        tabs.push(Tab::Trail(Trail::new(Of::Record(entity, id))));
        let stale = (0..tabs.len()).collect();
        Detail {
            entity,
            id,
            record: None,
            gone: None,
            asked: None,
            seats_asked: None,
            replacing: None,
            tabs,
            at: 0,
            stale,
            revealed: None,
            flow: None,
            life: None,
            area: Rect::new(0, 0, 80, 20),
        }
    }

    fn read(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.ask(Request::Get(self.entity, self.id)));
        self.stale = (0..self.tabs.len()).collect();
        self.read_tab(cx);
    }

    /// Reads the part that is seen, where it is not fresh.
    fn read_tab(&mut self, cx: &mut Cx) {
        if !self.stale.remove(&self.at) {
            return;
        }
        match self.tabs.get_mut(self.at) {
            Some(Tab::Seats(_)) => self.seats_asked = Some(cx.ask(Request::Seats(self.id))),
            Some(Tab::Child(child)) => {
                if !child.feed.is_loaded() {
                    child.feed.table = child_table(self.entity, child.entity, child.link, &cx.desk.settings);
                }
                child.feed.reload(cx);
            }
            Some(Tab::Trail(trail)) => trail.open(cx),
            Some(Tab::Data(_)) | None => {}
        }
        self.lay();
    }

    fn lay(&mut self) {
        let area = Rect { y: self.area.y + 2, height: self.area.height.saturating_sub(2), ..self.area };
        for tab in &mut self.tabs {
            match tab {
                Tab::Seats(seats) => seats.layout(area.height),
                Tab::Data(rows) => rows.layout(area.height),
                Tab::Child(child) => child.feed.layout(area),
                Tab::Trail(trail) => trail.layout(area.height),
            }
        }
    }

    fn turn(&mut self, to: usize, cx: &mut Cx) -> Outcome {
        self.at = to % self.tabs.len().max(1);
        self.read_tab(cx);
        Outcome::Changed
    }

    fn sideways(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        if let Some(Tab::Child(child)) = self.tabs.get_mut(self.at)
            && child.feed.act(action, cx) == Some(true)
        {
            return Outcome::Changed;
        }
        // At the edge of a table, and where there are no columns, the parts turn.
        let last = self.tabs.len().saturating_sub(1);
        match action {
            Action::Left if self.at > 0 => self.turn(self.at - 1, cx),
            Action::Right if self.at < last => self.turn(self.at + 1, cx),
            _ => Outcome::Unchanged,
        }
    }

    fn child(&self) -> Option<&Child> {
        match self.tabs.get(self.at) {
            Some(Tab::Child(child)) => Some(child),
            _ => None,
        }
    }

    fn open(&mut self, cx: &mut Cx) {
        match self.tabs.get(self.at) {
            Some(Tab::Seats(seats)) => {
                let holder = seats.current().map(|spot| spot.holder.map(|holder| holder.kader));
                match holder {
                    Some(Some(kader)) => cx.push(Detail::new(&KADER, kader)),
                    Some(None) => self.add(cx),
                    None => {}
                }
            }
            Some(Tab::Data(rows)) => {
                let lines = self.record.as_ref().map(data_fields).unwrap_or_default();
                let Some((field, value)) = lines.get(rows.at) else { return };
                match (field.target().zip(value.as_link()), &self.record) {
                    (Some((entity, link)), _) => super::open_record(entity, link.id, cx),
                    (None, Some(record)) => open_form(FormWish::EditAt(record.clone(), field.name), cx),
                    (None, None) => {}
                }
            }
            Some(Tab::Child(child)) => {
                let Some(record) = child.feed.current() else { return };
                // A post is named by its person: that is what Enter opens, except on the person.
                let person = child.entity.field(child.entity.title).and_then(Field::target);
                match (person, record.get(child.entity.title).as_link()) {
                    (Some(entity), Some(link)) if entity != self.entity => cx.push(Detail::new(entity, link.id)),
                    _ => cx.push(Detail::new(child.entity, record.id)),
                }
            }
            Some(Tab::Trail(trail)) => {
                if let Some(batch) = trail.batch() {
                    cx.push(super::history::History::batch(batch.clone()));
                }
            }
            None => {}
        }
    }

    fn edit(&mut self, cx: &mut Cx) {
        let record = match self.child() {
            Some(child) => child.feed.current().cloned(),
            None => self.record.clone(),
        };
        if let Some(record) = record {
            open_form(FormWish::Edit(record), cx);
        }
    }

    /// Adds what belongs here: a holder of this seat, a record that points to this one.
    fn add(&mut self, cx: &mut Cx) {
        let Some(me) = self.record.as_ref().map(|record| Value::link(self.id, record.title())) else { return };
        match self.tabs.get(self.at) {
            Some(Tab::Seats(seats)) => {
                let mut given = vec![("posyandu", me)];
                if let Some(spot) = seats.current() {
                    given.push(("jabatan", Value::from(spot.seat.jabatan.as_str())));
                    given.push(("bidang", Value::from(spot.seat.bidang.as_str())));
                }
                open_form(new_child(&PENUGASAN, self.entity, given), cx);
            }
            // A new state ends or moves its kader too.
            Some(Tab::Child(child)) if child.entity == &KEADAAN && self.entity == &POSYANDU => {
                if let Some(target) = many::target(self.entity, &BTreeSet::new(), self.record.as_ref()) {
                    self.life = Some(Box::new(LifeFlow::state(target, cx)));
                }
            }
            Some(Tab::Child(child)) => {
                let given = if child.link.is_typed() { vec![(child.link.name, me)] } else { Vec::new() };
                open_form(new_child(child.entity, self.entity, given), cx);
            }
            _ => open_form(FormWish::new(self.entity, Vec::new()), cx),
        }
    }

    fn replace(&mut self, cx: &mut Cx) {
        match self.tabs.get(self.at) {
            Some(Tab::Seats(seats)) => {
                if let Some(holder) = seats.current().and_then(|spot| spot.holder) {
                    self.replacing = Some(cx.ask(Request::Get(&PENUGASAN, holder.post)));
                }
            }
            Some(Tab::Child(child)) => {
                if let Some(post) = child.feed.current() {
                    open_form(FormWish::Replace(post.clone()), cx);
                }
            }
            _ if self.entity == &PENUGASAN => {
                if let Some(post) = &self.record {
                    open_form(FormWish::Replace(post.clone()), cx);
                }
            }
            _ => {}
        }
    }

    fn delete(&mut self, cx: &mut Cx) {
        let (entity, record) = match self.child() {
            Some(child) => (child.entity, child.feed.current()),
            None => (self.entity, self.record.as_ref()),
        };
        self.flow = many::target(entity, &BTreeSet::new(), record).map(|target| ManyFlow::delete(target, cx));
    }

    /// Begins a change of this record's life.
    fn live(&mut self, cx: &mut Cx) {
        if let Some(target) = many::target(self.entity, &BTreeSet::new(), self.record.as_ref()) {
            self.life = Some(Box::new(LifeFlow::start(target, cx)));
        }
    }

    fn lived(&mut self, step: Step<LifeFlow>) {
        if let Step::On(flow) = step {
            self.life = Some(Box::new(flow));
        }
    }

    fn stepped(&mut self, step: Step, cx: &mut Cx) {
        match step {
            Step::On(flow) => self.flow = Some(flow),
            Step::Done if self.child().is_none() && !self.is_deleted() => cx.close(Answer::None),
            Step::Done | Step::Over => {}
        }
    }

    fn is_deleted(&self) -> bool {
        self.record.as_ref().is_some_and(|record| record.deleted)
    }

    fn restore(&mut self, cx: &mut Cx) {
        let target = many::target(self.entity, &BTreeSet::new(), self.record.as_ref());
        self.flow = target.map(|target| ManyFlow::restore(target, cx));
    }

    fn reveal(&mut self, cx: &mut Cx) {
        if self.revealed.take().is_some() {
            return;
        }
        let record = match self.child() {
            Some(child) => child.feed.current(),
            None => self.record.as_ref(),
        };
        if let Some(record) = record {
            super::list::note_reveal(record, cx);
            self.revealed = Some(record.id);
        }
    }

    fn moved(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        let moved = match self.tabs.get_mut(self.at) {
            Some(Tab::Seats(seats)) => seats.act(action).then_some(true),
            Some(Tab::Data(rows)) => {
                let len = self.record.as_ref().map_or(0, |record| data_fields(record).len());
                rows.act(action, len).then_some(true)
            }
            Some(Tab::Child(child)) => child.feed.act(action, cx),
            Some(Tab::Trail(trail)) => trail.act(action, cx),
            None => None,
        };
        match moved {
            Some(true) => Outcome::Changed,
            Some(false) => Outcome::Unchanged,
            None => Outcome::Ignored,
        }
    }

    /// The line of parts: the present one in brackets.
    fn view_tabs(&self, area: Rect, buf: &mut Buffer, look: &Look) {
        let name = |n: usize, tab: &Tab| {
            let (label, count) = match tab {
                Tab::Seats(_) => (look.say(text("Kursi", "Seats")), None),
                Tab::Data(_) => (look.say(text("Data", "Data")), None),
                Tab::Child(child) => (look.say(child.entity.label), child.feed.count()),
                Tab::Trail(_) => (look.say(text("Riwayat", "History")), None),
            };
            let label = count.map_or_else(|| label.to_owned(), |(count, _)| format!("{label} {count}"));
            if n == self.at { format!("[{label}]") } else { format!(" {label} ") }
        };
        let names: Vec<String> = self.tabs.iter().enumerate().map(|(n, tab)| name(n, tab)).collect();
        // Where the parts do not fit, the first ones make room for the present one.
        let mut first = 0;
        let cells =
            |first: usize| names.iter().skip(first).take(self.at + 1 - first).map(|n| width(n) + 1).sum::<usize>();
        while first < self.at && cells(first) > usize::from(area.width.saturating_sub(2)) {
            first += 1;
        }
        let mut x = 1;
        for (n, name) in names.iter().enumerate().skip(first) {
            let role = if n == self.at { Role::Title } else { Role::Muted };
            x = put(buf, (x, area.y), name, area.width.saturating_sub(x), look.style(role), look) + 1;
        }
    }

    fn view_data(&self, area: Rect, buf: &mut Buffer, desk: &Desk, rows: &Rows) {
        let look = &desk.look;
        let Some(record) = &self.record else { return };
        let painting = Painting { look, words: &desk.words, sort: ("", Order::Up) };
        let lines = data_fields(record);
        let mut y = area.y;
        for (n, (field, value)) in lines.iter().enumerate().skip(rows.top()) {
            if y >= area.bottom() {
                break;
            }
            let here = n == rows.at;
            let shown = if value.is_empty() {
                "-".to_owned()
            } else {
                cell(record, field, self.revealed == Some(record.id), &painting)
            };
            if here {
                put(buf, (area.x, y), ">", 1, look.style(Role::Accent), look);
            }
            put(buf, (2, y), look.say(field.label), 26, look.style(Role::Muted), look);
            let role = match (here, value.is_empty()) {
                (true, _) => Role::Selected,
                (false, true) => Role::Muted,
                (false, false) => Role::Plain,
            };
            let room = area.width.saturating_sub(30);
            let many = if matches!(field.kind, Kind::Note) { wrap(&shown, usize::from(room)) } else { vec![shown] };
            let last = many.len();
            for (at, line) in many.into_iter().enumerate() {
                if y >= area.bottom() {
                    break;
                }
                // What does not fit says so.
                let more = y + 1 == area.bottom() && at + 1 < last;
                let rest =
                    text("... {0} baris lagi: e, lalu Ctrl+O pada isian ini", "... {0} more lines: e, then Ctrl+O");
                let line = if more { rest.with([(last - at).to_string()]).get(look.lang).into_owned() } else { line };
                put(buf, (29, y), &line, room, look.style(role), look);
                y += 1;
            }
        }
    }
}

/// A form for a new record that points here: the person's form where posts stand on it.
fn new_child(child: &'static Entity, here: &Entity, given: Vec<(&'static str, Value)>) -> FormWish {
    match parent_form(child) {
        // Under the person a post is added alone; elsewhere the person comes with it.
        Some((parent, _)) if parent != here => {
            let given = given.into_iter().map(|(name, value)| (format!("{}.{name}", child.name), value));
            FormWish::New(parent, given.collect())
        }
        _ => FormWish::new(child, given),
    }
}

/// The fields that the data part shows: all that people type, the others where something is known.
fn data_fields(record: &Record) -> Vec<(&'static Field, &Value)> {
    record.pairs().filter(|(field, value)| field.is_typed() || !value.is_empty()).collect()
}

impl Screen for Detail {
    fn title(&self, look: &Look) -> String {
        let title = self.record.as_ref().map(Record::title).unwrap_or_default();
        format!("{} {} {title}", look.say(self.entity.label), look.dot())
    }

    fn facts(&self, look: &Look) -> String {
        let Some(record) = &self.record else { return String::new() };
        let context = match record.get(self.entity.context) {
            Value::Link(Link { title, .. }) => title.clone(),
            Value::Text(text) => text.clone(),
            _ => String::new(),
        };
        if record.deleted {
            return look.say(text("di keranjang", "in the bin")).to_owned();
        }
        context
    }

    fn keys(&self) -> &'static Keymap {
        &KEYS
    }

    fn why_not(&self, action: Action) -> Option<Text> {
        let none = Some(text("Catatan belum terbaca atau tidak ada.", "The record is not read yet, or not there."));
        let no_row = Some(text("Tidak ada baris.", "There is no row."));
        let posts = match self.tabs.get(self.at) {
            Some(Tab::Seats(seats)) => seats.current().is_some_and(|spot| spot.holder.is_some()),
            Some(Tab::Child(child)) => child.entity == &PENUGASAN && child.feed.current().is_some(),
            _ => self.entity == &PENUGASAN,
        };
        match action {
            Action::Restore if !self.is_deleted() => {
                Some(text("Catatan ini tidak di keranjang.", "This record is not in the bin."))
            }
            Action::Life if !hayat::can(self.entity) => {
                Some(text("Hanya untuk Posyandu dan desa.", "For Posyandu and desa only."))
            }
            Action::Edit
            | Action::Add
            | Action::Delete
            | Action::Duplicate
            | Action::Replace
            | Action::Life
            | Action::Group
                if self.is_deleted() =>
            {
                Some(text("Catatan ini di keranjang: p memulihkannya.", "This record is in the bin: p restores it."))
            }
            Action::Edit | Action::Add | Action::Delete | Action::Duplicate | Action::Reveal
                if self.record.is_none() =>
            {
                none
            }
            Action::Open | Action::Edit | Action::Delete | Action::Reveal
                if self.child().is_some_and(|child| child.feed.current().is_none()) =>
            {
                no_row
            }
            Action::Reports if self.record.is_none() => none,
            Action::Reports if !laporan::ABOUT.contains(&self.entity.name) => {
                Some(text("Tidak ada laporan tentang catatan seperti ini.", "There is no report about such a record."))
            }
            Action::Group if self.entity != &SK => {
                Some(text("Hanya pada SK: nama-nama di dalamnya.", "On an SK only: the names in it."))
            }
            Action::Group if self.record.is_none() => none,
            Action::Replace if !posts => {
                Some(text("Pilih dulu jabatan yang ada pemegangnya.", "Choose a post that somebody holds first."))
            }
            Action::Reveal if !self.child().map_or(self.entity, |c| c.entity).fields.iter().any(Field::is_personal) => {
                Some(text("Tidak ada yang disamarkan di sini.", "Nothing is masked here."))
            }
            _ => None,
        }
    }

    fn on_open(&mut self, cx: &mut Cx) {
        self.read(cx);
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Next => return self.turn(self.at + 1, cx),
            Action::Previous => return self.turn(self.at + self.tabs.len() - 1, cx),
            Action::Left | Action::Right => return self.sideways(action, cx),
            Action::Open => self.open(cx),
            Action::Edit => self.edit(cx),
            Action::Add => self.add(cx),
            Action::Replace => self.replace(cx),
            Action::Group => cx.push(susun::nama::Names::new(self.id)),
            Action::Delete => self.delete(cx),
            Action::Life => self.live(cx),
            Action::Restore => self.restore(cx),
            Action::Duplicate => {
                if let Some(record) = &self.record {
                    open_form(FormWish::Copy(record.clone()), cx);
                }
            }
            Action::History => return self.turn(self.tabs.len().saturating_sub(1), cx),
            Action::Reveal => self.reveal(cx),
            Action::Reports => {
                if let Some(record) = &self.record {
                    cx.push(Reports::about(About::record(record)));
                }
            }
            Action::Search => cx.push(Find::everything(&super::searchable())),
            Action::Refresh => self.read(cx),
            Action::Undo => match self.tabs.get(self.at) {
                Some(Tab::Trail(trail)) => match trail.batch().filter(|batch| !batch.undone) {
                    Some(batch) => cx.push(Undo::of(batch.clone())),
                    None => cx.warn(text("Perbuatan ini sudah dibatalkan.", "This act is undone already.")),
                },
                _ => return Outcome::Ignored,
            },
            other => return self.moved(other, cx),
        }
        Outcome::Changed
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) -> Outcome {
        if self.asked.take_if(|asked| *asked == ticket).is_some() {
            match reply {
                Reply::Got(record) => self.record = Some(*record),
                Reply::Gone => {
                    self.record = None;
                    self.gone = Some(());
                }
                Reply::Trouble(trouble) => cx.fail(trouble.text),
                _ => {}
            }
            return Outcome::Changed;
        }
        if self.replacing.take_if(|asked| *asked == ticket).is_some() {
            if let Reply::Got(post) = reply {
                open_form(FormWish::Replace(*post), cx);
            }
            return Outcome::Changed;
        }
        if let Some(flow) = self.life.take_if(|flow| flow.hears(ticket)) {
            let step = flow.hear(reply, cx);
            self.lived(step);
            return Outcome::Changed;
        }
        if self.flow.as_ref().is_some_and(|flow| flow.hears(ticket))
            && let Some(flow) = self.flow.take()
        {
            let step = flow.hear(reply, cx);
            self.stepped(step, cx);
            return Outcome::Changed;
        }
        if self.seats_asked.take_if(|asked| *asked == ticket).is_some() {
            if let (Some(Tab::Seats(seats)), Reply::Seats(came)) = (self.tabs.first_mut(), reply) {
                seats.take(came);
            }
            return Outcome::Changed;
        }
        for tab in &mut self.tabs {
            let heard = match tab {
                Tab::Child(child) => !matches!(child.feed.hear(ticket, reply.clone(), cx), Heard::Nothing),
                Tab::Trail(trail) => trail.hear(ticket, reply.clone(), cx),
                Tab::Seats(_) | Tab::Data(_) => false,
            };
            if heard {
                return Outcome::Changed;
            }
        }
        Outcome::Unchanged
    }

    fn on_answer(&mut self, answer: Answer, cx: &mut Cx) -> Outcome {
        if let Some(flow) = self.life.take() {
            let step = flow.answer(answer, cx);
            self.lived(step);
            return Outcome::Changed;
        }
        match (self.flow.take(), answer) {
            (Some(flow), answer) => {
                let step = flow.answer(answer, cx);
                self.stepped(step, cx);
            }
            (None, Answer::Saved(_)) => self.read(cx),
            _ => return Outcome::Unchanged,
        }
        Outcome::Changed
    }

    fn on_changed(&mut self, cx: &mut Cx) {
        self.read(cx);
    }

    fn layout(&mut self, area: Rect) {
        self.area = area;
        self.lay();
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, desk: &Desk) -> Option<Position> {
        if self.gone.is_some() && self.record.is_none() {
            let words = look.say(text(
                "Catatan ini sudah dihapus. Esc kembali; keranjang (b) di daftarnya memulihkan.",
                "This record was deleted. Esc goes back; the bin (b) of its list restores.",
            ));
            put(buf, (2, area.y + 1), words, area.width.saturating_sub(4), look.style(Role::Warning), look);
            return None;
        }
        self.view_tabs(area, buf, look);
        let area = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        match self.tabs.get(self.at) {
            Some(Tab::Seats(seats)) => seats.view(area, buf, desk, self.record.as_ref().and_then(ended)),
            Some(Tab::Data(rows)) => self.view_data(area, buf, desk, rows),
            Some(Tab::Child(child)) => {
                let none = BTreeSet::new();
                let shown = Shown { look, words: &desk.words, selected: &none, revealed: self.revealed };
                child.feed.view(area, buf, &shown);
                if child.feed.is_empty() {
                    let words =
                        text("Belum ada {0} di sini. Tekan a untuk menambah.", "No {0} here yet. Press a to add.")
                            .with([look.say(child.entity.label)]);
                    let room = area.width.saturating_sub(4);
                    put(buf, (2, area.y + 2), &words.get(look.lang), room, look.style(Role::Muted), look);
                }
            }
            Some(Tab::Trail(trail)) => trail.view(area, buf, desk),
            None => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::{DESA, SK};

    fn names(entity: &'static Entity) -> Vec<&'static str> {
        children(entity).iter().map(|(other, _)| other.name).collect()
    }

    #[test]
    fn every_kind_that_points_here_gets_a_part() {
        assert_eq!(
            names(&POSYANDU),
            [
                "sk",
                "penugasan",
                "rencana",
                "cakupan",
                "realisasi",
                "keadaan",
                "registrasi",
                "berkas",
                "sarana",
                "tambahan",
                "insentif",
            ]
        );
        assert_eq!(names(&KADER), ["penugasan", "pelatihan", "kecakapan", "jaminan", "insentif"]);
        assert_eq!(names(&SK), ["penugasan", "keadaan"]);
        assert_eq!(names(&DESA), ["posyandu", "sk", "kader", "rencana", "realisasi", "kode_desa"]);
    }

    #[test]
    fn a_post_under_a_posyandu_is_entered_with_its_person() {
        let me = Value::link(RecordId(4), "Melati 2");
        let wish = new_child(&PENUGASAN, &POSYANDU, vec![("posyandu", me.clone())]);
        assert_eq!(wish, FormWish::New(&KADER, vec![("penugasan.posyandu".to_owned(), me.clone())]));
        let wish = new_child(&PENUGASAN, &KADER, vec![("kader", me.clone())]);
        assert_eq!(wish, FormWish::new(&PENUGASAN, vec![("kader", me)]));
    }
}
