//! The start screen: what is here, what is wrong, what was done last.

use std::sync::LazyLock;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::find::Find;
use super::findings::Findings;
use super::list::List;
use super::registrasi::places::Places;
use super::rencana::born::{self, BornFlow, Covered};
use super::start::Start;
use super::{FormWish, GOTOS, open_form};
use crate::base::date::{self, Date};
use crate::base::id::Ticket;
use crate::base::money;
use crate::base::text::width;
use crate::base::words::{Text, text};
use crate::entity::{ENTITIES, Entity, POSYANDU, Place, Record, by_name};
use crate::request::hidup::{Lacking, View, Within};
use crate::request::{Attention, DOUBLES, Home as Facts, LACKING, Reply, Request, Seek, Trouble};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Binding, Goto, Key, Keymap, Press, bind};
use crate::ui::keys;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Outcome, Screen};
use crate::ui::widgets::feed::SELECT_LIMIT;
use crate::ui::widgets::rows::Rows;
use crate::ui::widgets::trail::when;
use crate::ui::widgets::wrap;

/// The menu below the lists: letter and place. Their words stand in [`GOTOS`].
const WORK: &[(char, Goto)] = &[
    ('l', Goto::Reports),
    ('r', Goto::Registration),
    ('b', Goto::ByDesa(View::Standing)),
    ('i', Goto::Import),
    ('t', Goto::Findings),
    ('g', Goto::Doubles),
    ('h', Goto::History),
    ('j', Goto::Drafts),
    ('s', Goto::Settings),
];

/// The keys: those of the menu come from the entities' own letters.
pub(super) static KEYS: LazyLock<Keymap> = LazyLock::new(|| {
    let mut bindings: Vec<Binding> = menu().iter().map(letter).collect();
    bindings.extend([
        keys::OPEN,
        OTHER_COLUMN,
        SEARCH_ALL,
        keys::ranked(keys::ADD, 94),
        Binding {
            help: text(
                "Jadikan yang perlu perhatian satu baris rencana kerja yang menyimpan daftarnya",
                "Make one line of a work plan of what needs attention; it keeps the list",
            ),
            ..keys::ranked(keys::BORN, 95)
        },
        keys::REFRESH,
        keys::UP,
        keys::DOWN,
        keys::FIRST,
        keys::LAST,
        keys::LEFT,
        keys::RIGHT,
    ]);
    // A table lives as long as the program; this one is built once, from the descriptions.
    Keymap { name: text("Layar depan", "Start screen"), bindings: Box::leak(bindings.into_boxed_slice()) }
});

const OTHER_COLUMN: Binding = bind(
    &[Press::plain(Key::Tab), Press::plain(Key::BackTab)],
    Action::Next,
    2,
    text("pindah kolom", "other column"),
    text("Pindah antara daftar dan yang perlu perhatian", "Between the menu and what needs attention"),
);
const SEARCH_ALL: Binding = bind(
    &[Press::char('/')],
    Action::Search,
    3,
    text("cari semua", "search all"),
    text("Cari di semua daftar sekaligus", "Search all lists at once"),
);

/// One line of the menu.
struct Item {
    letter: char,
    place: Goto,
    label: Text,
    help: Text,
}

/// The lists in the order of the palette, then the work.
fn menu() -> Vec<Item> {
    let mut items = Vec::new();
    let named = |place: Goto| GOTOS.iter().find(|binding| binding.action == Action::Go(place));
    let mut lists: Vec<&'static Entity> = GOTOS
        .iter()
        .filter_map(|binding| match binding.action {
            Action::Go(Goto::List(name)) => by_name(name),
            _ => None,
        })
        .collect();
    let unnamed = ENTITIES.iter().copied().filter(|entity| !lists.contains(entity));
    lists.extend(unnamed.collect::<Vec<_>>());
    for entity in lists {
        let Place::Home(letter) = entity.place else { continue };
        let place = Goto::List(entity.name);
        let help = named(place).map_or(entity.label, |binding| binding.help);
        items.push(Item { letter, place, label: entity.label, help });
    }
    for (letter, place) in WORK {
        if let Some(binding) = named(*place) {
            items.push(Item { letter: *letter, place: *place, label: binding.label, help: binding.help });
        }
    }
    items
}

fn letter(item: &Item) -> Binding {
    let keys: &'static [Press] = Box::leak(Box::new([Press::char(item.letter)]));
    bind(keys, Action::Go(item.place), 0, item.label, item.help)
}

/// Which column the cursor is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Menu,
    Attention,
}

/// The start screen.
pub struct Home {
    menu: Vec<Item>,
    facts: Facts,
    loaded: Loaded,
    asked: Option<Ticket>,
    /// The newest work plan, with its sums.
    plan: Option<Record>,
    asked_plans: Option<Ticket>,
    /// The rows of a line that needs attention, on their way into a plan.
    gathering: Option<(Ticket, &'static Entity, String)>,
    born: Option<BornFlow>,
    trouble: Option<Trouble>,
    today: Option<Date>,
    side: Side,
    left: Rows,
    right: Rows,
}

/// What is known of the file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Loaded {
    NotYet,
    /// It names no kecamatan; the guided start was offered.
    Blank,
    Filled,
}

impl Default for Home {
    fn default() -> Self {
        Home {
            menu: menu(),
            facts: Facts::default(),
            loaded: Loaded::NotYet,
            asked: None,
            plan: None,
            asked_plans: None,
            gathering: None,
            born: None,
            trouble: None,
            today: None,
            side: Side::Menu,
            left: Rows::default(),
            right: Rows::default(),
        }
    }
}

impl Home {
    fn read(&mut self, cx: &mut Cx) {
        self.today = Some(cx.desk.today);
        self.asked = Some(cx.ask(Request::Home));
        self.asked_plans = Some(cx.ask(Request::Plans));
    }

    fn open(&mut self, cx: &mut Cx) {
        if self.loaded == Loaded::Blank {
            cx.push(Start::default());
            return;
        }
        match self.side {
            Side::Menu => {
                if let Some(item) = self.menu.get(self.left.at) {
                    cx.go(item.place);
                }
            }
            Side::Attention => {
                if let Some(attention) = self.facts.attention.get(self.right.at) {
                    open_attention(attention, cx);
                }
            }
        }
    }

    /// The list the cursor is on, else the Posyandu.
    fn entity(&self) -> &'static Entity {
        match self.menu.get(self.left.at).map(|item| item.place) {
            Some(Goto::List(name)) if self.side == Side::Menu => by_name(name).unwrap_or(&POSYANDU),
            _ => &POSYANDU,
        }
    }

    /// Makes a plan line of the rows behind the line that needs attention.
    fn bear(&mut self, cx: &mut Cx) {
        let Some(attention) = self.facts.attention.get(self.right.at) else { return };
        match &attention.opens {
            Some(query) => {
                let label = attention.label.get(cx.desk.look.lang).into_owned();
                let ticket = cx.ask(Request::Page(query.clone(), Seek::First, SELECT_LIMIT));
                self.gathering = Some((ticket, query.entity, label));
            }
            // Findings are gone through first: what they are about is seen there.
            None => open_attention(attention, cx),
        }
    }

    fn other_side(&mut self) {
        self.side = match self.side {
            Side::Menu if !self.facts.attention.is_empty() => Side::Attention,
            _ => Side::Menu,
        };
    }

    fn number(&self, item: &Item) -> String {
        let show = |n: usize| money::show(i64::try_from(n).unwrap_or(i64::MAX));
        match item.place {
            Goto::List(name) => self
                .facts
                .counts
                .iter()
                .find(|(entity, _)| entity.name == name)
                .map(|(_, count)| show(*count))
                .unwrap_or_default(),
            Goto::Registration => registered(self.facts.registered),
            Goto::Drafts if self.facts.drafts > 0 => show(self.facts.drafts),
            _ => String::new(),
        }
    }

    fn view_menu(&self, area: Rect, buf: &mut Buffer, look: &Look) {
        let lists = self.menu.iter().filter(|item| matches!(item.place, Goto::List(_))).count();
        let height = usize::from(area.height);
        // On a low screen the lists and the work stand close; on one lower still the menu moves with
        // the mark, and the heading says how much lies below.
        let blank = usize::from(height >= self.menu.len() + 3);
        let line_of = |n: usize| if n < lists { n + 1 } else { n + 2 + blank };
        let moved = (line_of(self.left.at) + 1).saturating_sub(height);
        let below = (line_of(self.menu.len().saturating_sub(1)) + 1).saturating_sub(height + moved);
        let row = |line: usize| {
            let at = line.checked_sub(moved).filter(|at| *at < height)?;
            u16::try_from(at).ok().map(|at| area.y + at)
        };
        let heading = |line: usize, words: &str, buf: &mut Buffer| {
            if let Some(y) = row(line) {
                put(buf, (area.x + 1, y), words, area.width, look.style(Role::Title), look);
            }
        };
        heading(0, look.say(text("Daftar", "Lists")), buf);
        let work = look.say(text("Pekerjaan", "Work"));
        let more = text("{0} · {1} lagi di bawah", "{0} · {1} more below").with([work.to_owned(), below.to_string()]);
        let work = if below > 0 { more.get(look.lang).into_owned() } else { work.to_owned() };
        heading(lists + 1 + blank, &work, buf);
        for (n, item) in self.menu.iter().enumerate() {
            let Some(y) = row(line_of(n)) else { continue };
            let here = self.side == Side::Menu && n == self.left.at;
            let style = look.style(if here { Role::Selected } else { Role::Plain });
            if here {
                buf.set_style(Rect { y, height: 1, width: area.width.saturating_sub(2), ..area }, style);
                put(buf, (area.x, y), ">", 1, style, look);
            }
            let key = if here { style } else { look.style(Role::Key) };
            put(buf, (area.x + 3, y), &item.letter.to_string(), 1, key, look);
            let number = self.number(item);
            let cells = u16::try_from(number.len()).unwrap_or(0);
            let end = area.x + area.width.saturating_sub(4);
            put(buf, (area.x + 6, y), look.say(item.label), end.saturating_sub(area.x + 7 + cells), style, look);
            put(buf, (end.saturating_sub(cells), y), &number, cells, style, look);
            if item.place == Goto::Registration {
                self.view_registered(item, (area.x + 6, end.saturating_sub(cells)), (y, style), buf, look);
            }
        }
    }

    /// The share of registered Posyandu as a bar between its words and its number, where there is
    /// room for one that says something.
    fn view_registered(
        &self,
        item: &Item,
        (from, until): (u16, u16),
        (y, style): (u16, Style),
        buf: &mut Buffer,
        look: &Look,
    ) {
        let (done, all) = self.facts.registered;
        let words = u16::try_from(width(look.say(item.label))).unwrap_or(until);
        let cells = until.saturating_sub(from + words + 3);
        if all > 0 && cells >= 6 {
            let bar = super::registrasi::bar(done, all, usize::from(cells), look);
            put(buf, (from + words + 2, y), &bar, cells, style, look);
        }
    }

    fn view_attention(&self, area: Rect, buf: &mut Buffer, look: &Look) {
        let total: usize = self.facts.attention.iter().map(|line| line.count).sum();
        let show = |n: usize| money::show(i64::try_from(n).unwrap_or(i64::MAX));
        put(
            buf,
            (area.x + 2, area.y),
            look.say(text("Perlu perhatian", "Needs attention")),
            24,
            look.style(Role::Title),
            look,
        );
        // At 80 columns the longest note, "27 Posyandu", still has a blank behind it.
        let label = area.width.saturating_sub(21).clamp(20, 40);
        let right = |words: &str| (area.x + 2 + label + 5).saturating_sub(u16::try_from(words.len()).unwrap_or(0));
        if self.loaded == Loaded::Filled {
            let total = show(total);
            put(buf, (right(&total), area.y), &total, 6, look.style(Role::Muted), look);
        }
        for (y, (n, line)) in
            (area.y + 1..area.bottom()).zip(self.facts.attention.iter().enumerate().skip(self.right.top()))
        {
            let here = self.side == Side::Attention && n == self.right.at;
            let style = look.style(if here { Role::Selected } else { Role::Plain });
            if here {
                buf.set_style(Rect { y, height: 1, ..area }, style);
                put(buf, (area.x, y), ">", 1, style, look);
            }
            put(buf, (area.x + 2, y), &line.label.get(look.lang), label, style, look);
            let count = show(line.count);
            put(buf, (right(&count), y), &count, 6, style, look);
            let x = area.x + label + 9;
            put(buf, (x, y), &line.note.get(look.lang), area.right().saturating_sub(x), style, look);
        }
        let words = match (self.loaded, &self.trouble) {
            (_, Some(trouble)) => format!("x {} {}", trouble.text.get(look.lang), trouble.advice.get(look.lang)),
            (Loaded::Blank, _) => look
                .say(text(
                    "Berkas ini belum berisi kecamatan. Tekan Enter untuk memilih kecamatan Anda.",
                    "This file holds no kecamatan yet. Press Enter to choose yours.",
                ))
                .to_owned(),
            (Loaded::Filled, _) if self.is_fresh() => look
                .say(text(
                    "Belum ada Posyandu. Tekan i untuk mengambil daftar dari berkas Excel atau CSV, atau a untuk menambah satu per satu.",
                    "No Posyandu yet. Press i to take in a list from an Excel or CSV file, or a to add them one by one.",
                ))
                .to_owned(),
            (Loaded::Filled, _) if self.facts.attention.is_empty() => {
                look.say(text("Tidak ada. Semua beres hari ini.", "Nothing. All is well today.")).to_owned()
            }
            _ => return,
        };
        let room = area.width.saturating_sub(4);
        for (y, line) in (area.y + 2..area.bottom()).zip(wrap(&words, usize::from(room))) {
            put(buf, (area.x + 2, y), &line, room, look.style(Role::Plain), look);
        }
    }

    /// True where the file has its kecamatan and not yet a Posyandu.
    fn is_fresh(&self) -> bool {
        self.facts.counts.iter().any(|(entity, count)| *entity == &POSYANDU && *count == 0)
            && self.facts.attention.is_empty()
    }

    /// The line of the newest work plan: how many lines, how much, within what.
    fn view_plan(&self, area: Rect, buf: &mut Buffer, look: &Look) {
        let Some(plan) = &self.plan else { return };
        let number = |field: &str| money::show(plan.get(field).as_int().unwrap_or(0));
        let facts = [number("kegiatan_banyak"), number("rupiah"), number("pagu")];
        let words = if plan.get("pagu").is_empty() {
            text("{0} kegiatan   Rp{1}", "{0} lines   Rp{1}")
        } else {
            text("{0} kegiatan   Rp{1} dari pagu Rp{2}", "{0} lines   Rp{1} of ceiling Rp{2}")
        }
        .with(facts);
        let over = plan.get("pagu").as_int().is_some_and(|most| plan.get("rupiah").as_int().unwrap_or(0) > most);
        let y = area.bottom().saturating_sub(3);
        let x = put(buf, (3, y), "n", 1, look.style(Role::Key), look) + 2;
        let room = area.width.saturating_sub(x + 1);
        let said = words.get(look.lang);
        let tail = u16::try_from(width(&said)).unwrap_or(room).min(room);
        let title = match plan.get("tahun").as_int().filter(|_| plan.text("tingkat") == "kecamatan") {
            Some(year) => format!("{} {year}", look.say(plan.entity.label)),
            None => plan.title(),
        };
        let x = put(buf, (x, y), &title, room.saturating_sub(tail + 3), look.style(Role::Plain), look) + 3;
        let role = if over { Role::Error } else { Role::Plain };
        let x = put(buf, (x, y), &said, tail, look.style(role), look);
        if over {
            put(buf, (x + 1, y), "x", 1, look.style(role), look);
        }
    }

    /// The two lines at the bottom: drafts that wait, and the last act.
    fn view_last(&self, area: Rect, buf: &mut Buffer, look: &Look, today: Date) {
        let room = area.width.saturating_sub(2);
        if self.facts.drafts > 0 {
            let count = self.facts.drafts.to_string();
            let words =
                text("! {0} isian belum selesai: j untuk melanjutkan", "! {0} forms unfinished: j goes on with them")
                    .with([count]);
            let y = area.bottom().saturating_sub(2);
            put(buf, (1, y), &words.get(look.lang), room, look.style(Role::Warning), look);
        }
        if let Some(last) = &self.facts.last {
            let count = money::show(i64::try_from(last.count).unwrap_or(i64::MAX));
            let can = if last.undoable { look.say(text(" (u batal)", " (u undoes)")) } else { "" };
            let facts =
                [when(&last.time, today, look), look.say(last.act.label()).to_owned(), last.subject.clone(), count];
            let words =
                text("Terakhir: {0} {1} \"{2}\": {3} catatan", "Last: {0} {1} \"{2}\": {3} records").with(facts);
            // What can be done about it is never cut.
            let tail = u16::try_from(can.len()).unwrap_or(0);
            let y = area.bottom().saturating_sub(1);
            let words = words.get(look.lang);
            let x = put(buf, (1, y), &words, room.saturating_sub(tail), look.style(Role::Muted), look);
            put(buf, (x, y), can, tail, look.style(Role::Muted), look);
        }
    }
}

/// "23/41 56%"; nothing where there is no Posyandu.
fn registered((done, all): (usize, usize)) -> String {
    let share = (done * 100).checked_div(all);
    share.map(|share| format!("{done}/{all} {share}%")).unwrap_or_default()
}

/// Opens the rows a number stands for.
fn open_attention(attention: &Attention, cx: &mut Cx) {
    match &attention.opens {
        Some(query) => {
            let list = List::of(query.clone(), cx.desk);
            cx.push(list);
        }
        None if attention.code == LACKING => {
            cx.push(Places::new(Within { lacking: Some(Lacking::Any), ..Within::default() }));
        }
        None if attention.code == DOUBLES => cx.go(Goto::Doubles),
        None => cx.push(Findings::new(Some((attention.code, attention.label.clone())))),
    }
}

impl Screen for Home {
    fn title(&self, look: &Look) -> String {
        if self.facts.office.is_empty() {
            return "pembina".to_owned();
        }
        format!("pembina {} {}", look.dot(), self.facts.office)
    }

    fn facts(&self, _look: &Look) -> String {
        self.today.map(|today| format!("{} {}", date::day_name(today), date::show(today))).unwrap_or_default()
    }

    fn keys(&self) -> &'static Keymap {
        LazyLock::force(&KEYS)
    }

    fn why_not(&self, action: Action) -> Option<Text> {
        if action == Action::Back {
            return Some(text(
                "Ini layar pertama. Tekan q untuk keluar.",
                "This is the first screen. Press q to leave.",
            ));
        }
        if action == Action::Born {
            let about = self.facts.attention.get(self.right.at).filter(|_| self.side == Side::Attention);
            let can = about.is_some_and(|line| line.opens.as_ref().is_none_or(|query| born::can(query.entity)));
            return (!can).then_some(text(
                "Pilih dulu (Tab) yang perlu perhatian tentang Posyandu, kader atau desa.",
                "Choose (Tab) what needs attention about Posyandu, kader or desa first.",
            ));
        }
        let blank = self.loaded == Loaded::Blank;
        let needs_office = matches!(action, Action::Add | Action::Go(Goto::List(_) | Goto::Import));
        (blank && needs_office)
            .then_some(text("Pilih dulu kecamatannya (Enter).", "Choose the kecamatan first (Enter)."))
    }

    fn on_open(&mut self, cx: &mut Cx) {
        self.read(cx);
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Open => self.open(cx),
            Action::Next | Action::Left | Action::Right => self.other_side(),
            Action::Search => cx.push(Find::everything(&super::searchable())),
            Action::Add => open_form(FormWish::new(self.entity(), Vec::new()), cx),
            Action::Refresh => self.read(cx),
            Action::Born => self.bear(cx),
            other => {
                let (rows, len) = match self.side {
                    Side::Menu => (&mut self.left, self.menu.len()),
                    Side::Attention => (&mut self.right, self.facts.attention.len()),
                };
                if !rows.act(other, len) {
                    return Outcome::Ignored;
                }
            }
        }
        Outcome::Changed
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) -> Outcome {
        if let Some((_, entity, activity)) = self.gathering.take_if(|(asked, ..)| *asked == ticket) {
            if let Reply::Page(page) = reply {
                let ids = page.rows.iter().map(|record| record.id).collect();
                self.born = Some(BornFlow::start(Covered { entity, ids, activity }, cx));
            }
            return Outcome::Changed;
        }
        if let Some(flow) = self.born.take_if(|flow| flow.hears(ticket)) {
            self.born = flow.hear(reply, cx);
            return Outcome::Changed;
        }
        if self.asked_plans.take_if(|asked| *asked == ticket).is_some() {
            // Newest year first: the first is the one that is worked on.
            if let Reply::Plans(plans) = reply {
                self.plan = plans.into_iter().next();
            }
            return Outcome::Changed;
        }
        if self.asked.take_if(|asked| *asked == ticket).is_none() {
            return Outcome::Unchanged;
        }
        match reply {
            Reply::Home(facts) => {
                let first = self.loaded == Loaded::NotYet;
                self.facts = *facts;
                self.trouble = None;
                self.loaded = if self.facts.office.is_empty() { Loaded::Blank } else { Loaded::Filled };
                if self.facts.attention.is_empty() {
                    self.side = Side::Menu;
                }
                self.right.clamp(self.facts.attention.len());
                if first && self.loaded == Loaded::Blank {
                    cx.push(Start::default());
                }
            }
            Reply::Trouble(trouble) => self.trouble = Some(trouble),
            _ => {}
        }
        Outcome::Changed
    }

    fn on_answer(&mut self, answer: Answer, cx: &mut Cx) -> Outcome {
        self.born = self.born.take().and_then(|flow| flow.answer(answer, cx));
        Outcome::Changed
    }

    fn on_changed(&mut self, cx: &mut Cx) {
        self.read(cx);
    }

    fn layout(&mut self, area: Rect) {
        self.left.layout(area.height);
        self.right.layout(area.height.saturating_sub(5));
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, desk: &Desk) -> Option<Position> {
        let left = (area.width * 2 / 5).saturating_sub(1).clamp(31, 48);
        let below = 2 + u16::from(self.plan.is_some());
        let top = Rect { height: area.height.saturating_sub(below), ..area };
        self.view_menu(Rect { width: left, ..top }, buf, look);
        self.view_attention(Rect { x: area.x + left, width: area.width - left, ..top }, buf, look);
        self.view_plan(area, buf, look);
        self.view_last(area, buf, look, desk.today);
        None
    }
}
