//! The desk of a story: real screens, a real store in memory, a fixed day, no threads, no sleeps.
//!
//! Effects are performed at once, in order. [`Desk::hold`] lets replies wait until
//! [`Desk::release`], as on a slow disk.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use pembina::base::date::Date;
use pembina::base::id::{RecordId, Ticket};
use pembina::base::words::same;
use pembina::entity::{DESA, Entity, KECAMATAN, POSYANDU, Record, Value};
use pembina::request::{Act, Batch, Change, Draft, Job, Query, Reply, Request, Seek, Trouble};
use pembina::store::{Clock, Opening, Outcome as Kept, Store};
use pembina::ui::keymap::{Action, Key, Keymap, Press};
use pembina::ui::look::Look;
use pembina::ui::{Answer, Cx, Desk as Facts, Effect, Event, Outcome, Screen, Settings, Ui};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The day on which every story takes place.
pub const TODAY: Date = Date::constant(2026, 11, 22);

/// The screen of a story: columns, rows.
pub const SIZE: (u16, u16) = (80, 24);

/// A desk with one screen on it.
pub struct Desk {
    ui: Ui,
    /// The file.
    pub store: Store,
    held: Option<VecDeque<Event>>,
    wakes: Vec<(Ticket, Duration)>,
    /// Everything asked of the store, in order.
    pub asked: Vec<Request>,
    /// Every job started, in order; none is done here.
    pub jobs: Vec<Job>,
    /// Everything sent to the clipboard, in order.
    pub copied: Vec<String>,
    /// Keys pressed since the last [`Desk::count_from_here`].
    pub pressed: usize,
    /// The program was left.
    pub left: bool,
    answers: Rc<RefCell<Vec<Answer>>>,
    trouble: Option<Trouble>,
    size: (u16, u16),
    works: bool,
}

/// A store in memory that holds nothing yet.
pub fn blank() -> Store {
    let moment = TODAY.at(10, 15, 0, 0).in_tz("Asia/Jakarta").expect("a zone that is built in");
    let opening = Opening::by("siti").at(Clock::Fixed(moment)).without_copies();
    Store::memory(&opening).expect("a store in memory")
}

/// A store in memory for the made-up kecamatan `62.03.99`, with two desa and three Posyandu.
pub fn store() -> Store {
    let mut store = blank();
    let kecamatan = put(
        &mut store,
        Record::new(&KECAMATAN, RecordId(-1))
            .with("kode", "62.03.99")
            .with("nama", "Contoh")
            .with("kabupaten", "Contoh")
            .with("provinsi", "Contoh"),
    );
    let mut desa = |kode: &str, nama: &str| {
        let record = Record::new(&DESA, RecordId(-1))
            .with("kode", kode)
            .with("nama", nama)
            .with("jenis", "desa")
            .with("kecamatan", Value::link(kecamatan, "Contoh"));
        Value::link(put(&mut store, record), nama)
    };
    let (hilir, hulu) = (desa("62.03.99.2001", "Selat Hilir"), desa("62.03.99.2002", "Selat Hulu"));
    for (nama, desa) in [("Melati 1", &hilir), ("Melati 2", &hilir), ("Mawar", &hulu)] {
        let record =
            Record::new(&POSYANDU, RecordId(-1)).with("nama", nama).with("desa", desa.clone()).with("status", "aktif");
        put(&mut store, record);
    }
    store
}

/// Saves a record as somebody else would, past warnings.
pub fn put(store: &mut Store, record: Record) -> RecordId {
    let batch = Batch {
        act: Act::Add,
        subject: record.title(),
        origin: "uji".into(),
        changes: vec![Change::Put(record)],
        reason: Some("uji".into()),
    };
    match store.save(&batch).expect("the store works") {
        Kept::Saved(saved) => saved.records.first().expect("a record").1,
        other => panic!("not saved: {other:?}"),
    }
}

/// A stored record by its title.
pub fn named(store: &mut Store, entity: &'static Entity, title: &str) -> Record {
    let query = Query::all(entity);
    let page = store.page(&query, Seek::First, 500).expect("a page");
    page.rows.into_iter().find(|row| row.title() == title).unwrap_or_else(|| panic!("no {entity:?} named {title}"))
}

/// All stored records of an entity.
pub fn all(store: &mut Store, entity: &'static Entity) -> Vec<Record> {
    let query = Query::all(entity);
    store.page(&query, Seek::First, 500).expect("a page").rows
}

type Opens = Box<dyn FnOnce(&mut Cx)>;

/// The screen at the bottom of every story: a floor to fall back on, which opens the first one
/// and keeps the answers it gets.
struct Floor {
    open: Option<Opens>,
    answers: Rc<RefCell<Vec<Answer>>>,
}

static FLOOR: Keymap = Keymap { name: same("Lantai"), bindings: &[] };

impl Screen for Floor {
    fn title(&self, _look: &Look) -> String {
        "LANTAI".into()
    }
    fn keys(&self) -> &'static Keymap {
        &FLOOR
    }
    fn on_open(&mut self, cx: &mut Cx) {
        if let Some(open) = self.open.take() {
            open(cx);
        }
    }
    fn on_action(&mut self, _action: Action, _cx: &mut Cx) -> Outcome {
        Outcome::Ignored
    }
    fn on_answer(&mut self, answer: Answer, _cx: &mut Cx) -> Outcome {
        self.answers.borrow_mut().push(answer);
        Outcome::Changed
    }
    fn view(&self, _: Rect, _: &mut Buffer, _: &Look, _: &Facts) -> Option<Position> {
        None
    }
}

impl Desk {
    /// A desk on which this opens the first screen: `|cx| cx.push(Form::new(&KADER))`.
    pub fn new(open: impl FnOnce(&mut Cx) + 'static) -> Self {
        Desk::with_store(store(), open)
    }

    /// The same over a store of one's own.
    pub fn with_store(store: Store, open: impl FnOnce(&mut Cx) + 'static) -> Self {
        Desk::with_look(store, Look::default(), open)
    }

    /// The same in another look.
    pub fn with_look(mut store: Store, look: Look, open: impl FnOnce(&mut Cx) + 'static) -> Self {
        let mut facts = pembina::ui::desk(TODAY, look, "siti");
        facts.words = store.words();
        facts.settings = Settings::new(store.settings().expect("settings"));
        let answers = Rc::new(RefCell::new(Vec::new()));
        let floor = Floor { open: Some(Box::new(open)), answers: Rc::clone(&answers) };
        let (ui, effects) = Ui::new(facts, SIZE, Box::new(floor));
        let _ = store.changed_by_others();
        let mut desk = Desk {
            ui,
            store,
            held: None,
            wakes: Vec::new(),
            asked: Vec::new(),
            jobs: Vec::new(),
            copied: Vec::new(),
            pressed: 0,
            left: false,
            answers,
            trouble: None,
            size: SIZE,
            works: false,
        };
        desk.perform(effects);
        desk
    }

    fn update(&mut self, event: Event) {
        let (_, effects) = self.ui.update(event);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Ask(ticket, request) => self.serve(ticket, request),
                Effect::Wake(ticket, after) => self.wakes.push((ticket, after)),
                Effect::StartJob(ticket, job) if self.works => self.work(ticket, job),
                Effect::StartJob(_, job) => self.jobs.push(job),
                Effect::Copy(words) => self.copied.push(words),
                Effect::Quit => self.left = true,
                _ => {}
            }
        }
    }

    fn serve(&mut self, ticket: Ticket, request: Request) {
        self.asked.push(request.clone());
        let before = self.store.words();
        let refused = matches!(request, Request::Save(_)).then(|| self.trouble.take()).flatten();
        let reply = refused.map_or_else(|| pembina::runtime::file::serve(&mut self.store, request), Reply::Trouble);
        let after = self.store.words();
        self.deliver(Event::Reply(ticket, reply));
        if before != after {
            self.deliver(Event::Reply(Ticket::default(), Reply::Words(after)));
        }
    }

    fn work(&mut self, ticket: Ticket, job: Job) {
        let lang = self.ui.desk().look.lang;
        let mut progress = |_| std::ops::ControlFlow::Continue(());
        let done = pembina::runtime::file::work_on(&mut self.store, job, lang, &mut progress);
        self.deliver(Event::Reply(ticket, done.unwrap_or_else(Reply::Trouble)));
    }

    /// From here on longer work is done, at once, on the same store; without this it is only begun.
    pub fn works(&mut self) -> &mut Self {
        self.works = true;
        self
    }

    fn deliver(&mut self, event: Event) {
        match &mut self.held {
            Some(held) => held.push_back(event),
            None => self.update(event),
        }
    }

    /// From here on replies wait.
    pub fn hold(&mut self) -> &mut Self {
        self.held.get_or_insert_default();
        self
    }

    /// Delivers what waited; replies come at once again.
    pub fn release(&mut self) -> &mut Self {
        for event in self.held.take().into_iter().flatten() {
            self.update(event);
        }
        self
    }

    /// The next save meets this trouble.
    pub fn next_save_meets(&mut self, trouble: Trouble) -> &mut Self {
        self.trouble = Some(trouble);
        self
    }

    /// Presses keys by name: `Enter Down C-s S-Tab q Space`.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for name in keys.split(' ').filter(|name| !name.is_empty()) {
            self.pressed += 1;
            self.update(Event::Press(press(name)));
        }
        self
    }

    /// Types a text, letter by letter.
    pub fn typed(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.pressed += 1;
            self.update(Event::Press(Press::char(c)));
        }
        self
    }

    /// Pastes a block.
    pub fn pastes(&mut self, block: &str) -> &mut Self {
        self.update(Event::Paste(block.to_owned()));
        self
    }

    /// Sends a text as keys that arrive at once, as a terminal without marked pastes does.
    pub fn bursts(&mut self, text: &str) -> &mut Self {
        let key = |c| match c {
            '\n' => Key::Enter,
            '\t' => Key::Tab,
            c => Key::Char(c),
        };
        self.update(Event::Burst(text.chars().map(|c| Press::plain(key(c))).collect()));
        self
    }

    /// The program hears that somebody else wrote to the file.
    pub fn hears_of_changes(&mut self) -> &mut Self {
        self.update(Event::Reply(Ticket::default(), Reply::Changed));
        self
    }

    /// So much time passes: every wake-up due by then comes.
    pub fn passes(&mut self, time: Duration) -> &mut Self {
        let due: Vec<Ticket> =
            self.wakes.extract_if(.., |(_, after)| *after <= time).map(|(ticket, _)| ticket).collect();
        for ticket in due {
            self.update(Event::Wake(ticket));
        }
        self
    }

    /// The terminal gets another size: columns, rows.
    pub fn resize(&mut self, size: (u16, u16)) -> &mut Self {
        self.size = size;
        self.update(Event::Resize(size.0, size.1));
        self
    }

    /// How many wake-ups are still to come.
    pub fn wakes(&self) -> usize {
        self.wakes.len()
    }

    /// Counts keys from here.
    pub fn count_from_here(&mut self) -> &mut Self {
        self.pressed = 0;
        self
    }

    /// The screen as text, a line a row, without blanks at the ends.
    pub fn screen(&self) -> String {
        let mut buf = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        self.ui.view(&mut buf);
        let rows = buf.content.chunks(usize::from(self.size.0));
        let lines =
            rows.map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>().trim_end().to_owned());
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The row of the screen that begins with this label, after its mark.
    pub fn row(&self, label: &str) -> String {
        let screen = self.screen();
        let found = screen.lines().find(|line| line.trim_start_matches([' ', '>']).starts_with(label));
        found.unwrap_or_else(|| panic!("no row {label:?} on\n{screen}")).to_owned()
    }

    /// The screen shows this.
    #[track_caller]
    pub fn shows(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(text), "{text:?} is not on\n{screen}");
        self
    }

    /// The screen does not show this.
    #[track_caller]
    pub fn lacks(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(!screen.contains(text), "{text:?} is on\n{screen}");
        self
    }

    /// The field of this label is focused.
    #[track_caller]
    pub fn is_at(&mut self, label: &str) -> &mut Self {
        let screen = self.screen();
        let focused = screen.lines().find(|line| line.trim_start().starts_with('>')).unwrap_or_default();
        assert!(focused.trim_start().trim_start_matches("> ").starts_with(label), "not at {label:?} on\n{screen}");
        self
    }

    /// Compares the screen with the one kept under this name.
    #[track_caller]
    pub fn snap(&mut self, name: &str) -> &mut Self {
        insta::assert_snapshot!(name, self.screen());
        self
    }

    /// How many screens lie on the floor.
    pub fn depth(&self) -> usize {
        self.ui.depth() - 1
    }

    /// What the floor was answered last.
    pub fn answer(&self) -> Option<Answer> {
        self.answers.borrow().last().cloned()
    }

    /// What would be kept if the program ended now.
    pub fn unsaved(&self) -> Vec<Draft> {
        self.ui.drafts()
    }

    /// How many times the store was asked to save.
    pub fn saves(&self) -> usize {
        self.asked.iter().filter(|request| matches!(request, Request::Save(_))).count()
    }
}

/// A key by its name.
fn press(name: &str) -> Press {
    if let Some(letter) = name.strip_prefix("C-").and_then(|rest| rest.chars().next()) {
        return Press::ctrl(letter);
    }
    let key = match name {
        "Enter" => Key::Enter,
        "Esc" => Key::Esc,
        "Tab" => Key::Tab,
        "S-Tab" => Key::BackTab,
        "Bksp" => Key::Backspace,
        "Del" => Key::Delete,
        "Up" => Key::Up,
        "Down" => Key::Down,
        "Left" => Key::Left,
        "Right" => Key::Right,
        "Home" => Key::Home,
        "End" => Key::End,
        "PgUp" => Key::PageUp,
        "PgDn" => Key::PageDown,
        "F1" => Key::F(1),
        "Space" => Key::Char(' '),
        one if one.chars().count() == 1 => Key::Char(one.chars().next().unwrap_or(' ')),
        other => panic!("no key {other:?}"),
    };
    Press::plain(key)
}
