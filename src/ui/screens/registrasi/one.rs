//! One Posyandu on its way: where it stands, its papers, its steps.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::places::{self, begin};
use super::shape;
use super::sheet::Sheet;
use super::stepping::{Stepping, days};
use crate::base::date;
use crate::base::id::{RecordId, Ticket};
use crate::base::words::{Text, text};
use crate::entity::{BERKAS, POSYANDU, REGISTRASI, Record, Value, registrasi};
use crate::request::hidup::{Paper, PaperState, Standing};
use crate::request::{Act, Batch, Change, Order, Query, Reply, Request, Seek, Test};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Keymap, Press, Stride, bind};
use crate::ui::keys;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Outcome, Screen};
use crate::ui::screens::ask::Ask;
use crate::ui::screens::told::Told;
use crate::ui::screens::{FormWish, open_form, open_record};
use crate::ui::widgets::rows::Rows;

pub(in crate::ui::screens) static KEYS: Keymap = Keymap {
    name: text("Registrasi satu Posyandu", "Registration of one Posyandu"),
    bindings: &[
        keys::relabelled(
            keys::OPEN,
            text("buka", "open"),
            text(
                "Buka dokumen, berkas atau langkah ini; yang belum ada: isi nomor dan tanggalnya",
                "Open this document, paper or step; where there is none: fill in its number and date",
            ),
        ),
        bind(
            &[Press::char(' ')],
            Action::Registration(Stride::There),
            2,
            text("ada/belum", "there/not"),
            text("Tandai berkas ini ada, atau lepas tandanya", "Mark this paper as there, or take the mark away"),
        ),
        bind(
            &[Press::char('t')],
            Action::Registration(Stride::NotNeeded),
            3,
            text("tidak perlu", "not needed"),
            text(
                "Tandai berkas ini tidak perlu, atau lepas tandanya",
                "Mark this paper as not needed, or take that away",
            ),
        ),
        places::NEXT,
        places::BACK,
        places::NUMBER,
        places::CHOOSE,
        places::SHEET,
        keys::relabelled(
            keys::ranked(keys::EDIT, 8),
            text("Posyandu", "Posyandu"),
            text("Buka catatan Posyandu ini", "Open the record of this Posyandu"),
        ),
        keys::REFRESH,
        keys::UP,
        keys::DOWN,
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::FIRST,
        keys::LAST,
    ],
};

/// Steps that are shown.
const STEPS: usize = 100;

/// The screen.
pub struct One {
    id: RecordId,
    record: Option<Record>,
    papers: Vec<Paper>,
    steps: Vec<Record>,
    rows: Rows,
    asked: [Option<Ticket>; 3],
    /// A mark on its way: the paper's record is read, then written.
    marking: Option<(Ticket, &'static str)>,
    /// Asks why a paper is not needed.
    asking: bool,
    /// Why a paper is not needed, until it is kept.
    why: String,
    saving: Option<Ticket>,
    flow: Option<Stepping>,
}

impl One {
    /// Of this Posyandu.
    pub fn new(id: RecordId) -> Self {
        One {
            id,
            record: None,
            papers: Vec::new(),
            steps: Vec::new(),
            rows: Rows::default(),
            asked: [None; 3],
            marking: None,
            asking: false,
            why: String::new(),
            saving: None,
            flow: None,
        }
    }

    fn read(&mut self, cx: &mut Cx) {
        let mut steps = Query::all(&REGISTRASI).only("posyandu", Test::Is(Value::link(self.id, "")));
        steps.order = Order::Down;
        self.asked = [
            Some(cx.ask(Request::Get(&POSYANDU, self.id))),
            Some(cx.ask(Request::Papers(self.id))),
            Some(cx.ask(Request::Page(steps, Seek::First, STEPS))),
        ];
    }

    fn standing(&self) -> Option<Standing> {
        let record = self.record.as_ref()?;
        let desa = record.get("desa").as_link();
        Some(Standing {
            posyandu: self.id,
            name: record.title(),
            desa: desa.map_or((RecordId(0), String::new()), |link| (link.id, link.title.clone())),
            state: registrasi::rank(record.text("registrasi")),
            since: record.get("registrasi_sejak").as_date(),
            papers: self.papers.iter().map(|paper| paper.state).collect(),
            number: record.text("nomor_registrasi").to_owned(),
            batch: None,
            returned: None,
        })
    }

    fn paper(&self) -> Option<&Paper> {
        self.papers.get(self.rows.at)
    }

    fn me(&self) -> Value {
        Value::link(self.id, self.record.as_ref().map(Record::title).unwrap_or_default())
    }

    fn len(&self) -> usize {
        self.papers.len() + self.steps.len()
    }

    fn open(&self, cx: &mut Cx) {
        match self.paper() {
            Some(Paper { record: Some((entity, id)), .. }) => open_record(entity, *id, cx),
            Some(paper) => {
                let given =
                    vec![("posyandu", self.me()), ("jenis", Value::from(paper.code.as_str())), ("ada", "ada".into())];
                open_form(FormWish::new(&BERKAS, given), cx);
            }
            None => {
                if let Some(step) = self.rows.at.checked_sub(self.papers.len()).and_then(|at| self.steps.get(at)) {
                    open_record(&REGISTRASI, step.id, cx);
                }
            }
        }
    }

    /// Says something of the paper under the cursor, or takes it back.
    fn mark(&mut self, to: PaperState, cx: &mut Cx) {
        let Some(paper) = self.paper() else { return };
        let word = match (to, paper.state) {
            (PaperState::NotNeeded, PaperState::NotNeeded) | (PaperState::There, PaperState::There) => "belum",
            (PaperState::NotNeeded, _) => "tidak-perlu",
            _ => "ada",
        };
        if word == "tidak-perlu" && self.why.is_empty() {
            let name = cx.desk.words.name("berkas_registrasi", &paper.code).to_owned();
            let hint = text("Tersimpan di catatan berkas ini.", "Kept in the notes of this paper.");
            cx.push(Ask::new(text("{0}: mengapa tidak perlu?", "{0}: why is it not needed?").with([name]), hint, ""));
            self.asking = true;
            return;
        }
        match paper.record {
            // It stands among the SK: what is there by a document is not unsaid by a mark.
            Some((entity, _)) if entity != &BERKAS && word == "belum" => {
                cx.warn(text(
                    "Berkas ini tercatat di SK dan dokumen: Enter membukanya.",
                    "This paper stands among SK and documents: Enter opens it.",
                ));
            }
            Some((entity, id)) if entity == &BERKAS => {
                self.marking = Some((cx.ask(Request::Get(&BERKAS, id)), word));
            }
            _ => {
                let new =
                    Record::new(&BERKAS, RecordId(-1)).with("posyandu", self.me()).with("jenis", paper.code.as_str());
                self.keep(new.with("ada", word), Act::Add, cx);
            }
        }
    }

    fn keep(&mut self, paper: Record, act: Act, cx: &mut Cx) {
        let name = self.record.as_ref().map(Record::title).unwrap_or_default();
        let subject = format!("{name}: {}", cx.desk.words.name("berkas_registrasi", paper.text("jenis")));
        let why = std::mem::take(&mut self.why);
        let paper = if why.is_empty() { paper } else { paper.with("catatan", why) };
        let batch = Batch { act, subject, origin: "layar".to_owned(), changes: vec![Change::Put(paper)], reason: None };
        self.saving = Some(cx.ask(Request::Save(batch)));
    }

    fn kept(&mut self, reply: Reply, cx: &mut Cx) {
        match reply {
            Reply::Saved(_) => {
                cx.say(text("Tercatat (u batal)", "Kept (u undoes)"));
                cx.changed();
            }
            Reply::Refused(problems) => {
                let said = problems.iter().take(3).flat_map(|p| [p.text.clone(), p.advice.clone()]).collect();
                cx.push(Told::new(text("Ditolak; tidak ada yang berubah", "Refused; nothing changed"), said));
            }
            Reply::Conflict(conflict) => {
                let words = text("Baru saja diubah oleh {0}; coba lagi.", "Just changed by {0}; try again.");
                cx.warn(words.with([conflict.actor]));
                self.read(cx);
            }
            Reply::Trouble(trouble) => cx.fail(trouble.text),
            _ => {}
        }
    }

    fn hear(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) -> bool {
        let Some(at) = self.asked.iter().position(|asked| *asked == Some(ticket)) else { return false };
        if let Some(asked) = self.asked.get_mut(at) {
            *asked = None;
        }
        match reply {
            Reply::Got(record) => self.record = Some(*record),
            Reply::Gone => cx.close(Answer::None),
            Reply::Papers(papers) => self.papers = papers,
            Reply::Page(page) => self.steps = page.rows,
            Reply::Trouble(trouble) => cx.fail(trouble.text),
            _ => {}
        }
        let len = self.len();
        self.rows.clamp(len);
        true
    }

    fn view_head(&self, standing: &Standing, area: Rect, buf: &mut Buffer, look: &Look, desk: &Desk) {
        shape::way(standing.state, buf, (2, area.y), area.width.saturating_sub(3), look);
        let since = standing.since.map(date::show);
        let days = days(standing.since, desk.today).map(|days| days.to_string());
        let words = match (since, days) {
            (Some(since), Some(days)) => text("{0} sejak {1}, {2} hari", "{0} since {1}, {2} days")
                .with([shape::state(standing.state, look).to_owned(), since, days])
                .get(look.lang)
                .into_owned(),
            _ => shape::state(standing.state, look).to_owned(),
        };
        let x = put(buf, (2, area.y + 1), &words, area.width.saturating_sub(4), look.style(Role::Plain), look);
        let number = match standing.number.as_str() {
            "" => look.say(text("belum bernomor", "no number yet")).to_owned(),
            number => format!("{} {number}", look.say(text("nomor", "number"))),
        };
        put(
            buf,
            (x, area.y + 1),
            &format!(" {} {number}", look.dot()),
            area.width.saturating_sub(x),
            look.style(Role::Plain),
            look,
        );
        let back = self.steps.first().filter(|_| standing.state == registrasi::DIKEMBALIKAN);
        if let Some(step) = back {
            let words = format!("x {}: {}", step.text("tingkat"), step.text("alasan"));
            put(buf, (2, area.y + 2), &words, area.width.saturating_sub(4), look.style(Role::Error), look);
        }
    }

    /// The lines under the head: papers, a heading, steps. Each with its place among what can be
    /// chosen; headings have none.
    fn lines(&self, look: &Look) -> Vec<(Option<usize>, String)> {
        let there = self.papers.iter().filter(|paper| paper.state != PaperState::Missing).count();
        let heading =
            text("Berkas {0} dari {1}", "Papers {0} of {1}").with([there.to_string(), self.papers.len().to_string()]);
        let mut out = vec![(None, heading.get(look.lang).into_owned())];
        for (at, paper) in self.papers.iter().enumerate() {
            let state = match paper.state {
                PaperState::There => text("ada", "there"),
                PaperState::Missing => text("BELUM", "MISSING"),
                PaperState::NotNeeded => text("tidak perlu", "not needed"),
            };
            let line =
                format!("{} {:<11} {:<30} {}", shape::letter(at), look.say(state), cut(&paper.name, 30), paper.note);
            out.push((Some(at), line));
        }
        out.push((None, String::new()));
        out.push((None, look.say(text("Langkah", "Steps")).to_owned()));
        if self.steps.is_empty() {
            out.push((
                None,
                look.say(text("  Belum ada. l mencatat langkah berikutnya.", "  None yet. l keeps the next step."))
                    .to_owned(),
            ));
        }
        for (at, step) in self.steps.iter().enumerate() {
            let day = step.get("tanggal").as_date().map(date::show).unwrap_or_default();
            let batch =
                step.get("gelombang").as_int().map(|batch| format!("{} {batch}", look.say(text("gel.", "batch"))));
            let facts = [
                batch.unwrap_or_default(),
                step.text("tingkat").to_owned(),
                step.text("alasan").to_owned(),
                step.text("berkas").to_owned(),
            ];
            let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
            let state = shape::state(registrasi::rank(step.text("langkah")), look);
            let line = format!("{day}  {state:<22} {:<10} {}", cut(step.text("petugas"), 10), facts.join(", "));
            out.push((Some(self.papers.len() + at), line));
        }
        out
    }
}

fn cut(words: &str, cells: usize) -> String {
    crate::base::text::fit(words, cells, crate::base::text::Ellipsis::Tilde).into_owned()
}

impl Screen for One {
    fn title(&self, look: &Look) -> String {
        let name = self.standing().map(|one| format!("{} {} {}", one.name, look.dot(), one.desa.1)).unwrap_or_default();
        format!("{} {} {name}", look.say(text("Registrasi", "Registration")), look.dot())
    }

    fn keys(&self) -> &'static Keymap {
        &KEYS
    }

    fn why_not(&self, action: Action) -> Option<Text> {
        let paper = matches!(action, Action::Registration(Stride::There | Stride::NotNeeded));
        if paper && self.paper().is_none() {
            return Some(text("Pilih dulu sebuah berkas.", "Choose a paper first."));
        }
        (action == Action::Open && self.len() == 0)
            .then_some(text("Tidak ada yang dibuka.", "There is nothing to open."))
    }

    fn on_open(&mut self, cx: &mut Cx) {
        self.read(cx);
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Open => self.open(cx),
            Action::Edit => open_record(&POSYANDU, self.id, cx),
            Action::Registration(Stride::There) => self.mark(PaperState::There, cx),
            Action::Registration(Stride::NotNeeded) => self.mark(PaperState::NotNeeded, cx),
            Action::Registration(Stride::Sheet) => {
                let name = self.record.as_ref().map(Record::title).unwrap_or_default();
                cx.push(Sheet::new(self.id, name));
            }
            Action::Registration(stride) => {
                let standing = self.standing();
                let places: Vec<&Standing> = standing.iter().collect();
                self.flow = begin(stride, &places, cx);
            }
            Action::Refresh => self.read(cx),
            other => {
                let len = self.len();
                if !self.rows.act(other, len) {
                    return Outcome::Ignored;
                }
            }
        }
        Outcome::Changed
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) -> Outcome {
        if let Some(flow) = self.flow.take_if(|flow| flow.hears(ticket)) {
            self.flow = flow.hear(reply, cx);
        } else if let Some((_, word)) = self.marking.take_if(|(asked, _)| *asked == ticket) {
            if let Reply::Got(paper) = reply {
                self.keep(paper.with("ada", word), Act::Edit, cx);
            }
        } else if self.saving.take_if(|asked| *asked == ticket).is_some() {
            self.kept(reply, cx);
        } else if !self.hear(ticket, reply, cx) {
            return Outcome::Unchanged;
        }
        Outcome::Changed
    }

    fn on_answer(&mut self, answer: Answer, cx: &mut Cx) -> Outcome {
        if std::mem::take(&mut self.asking) {
            if let Answer::Text(why) = answer {
                why.trim().clone_into(&mut self.why);
                self.mark(PaperState::NotNeeded, cx);
            }
            return Outcome::Changed;
        }
        self.flow = self.flow.take().and_then(|flow| flow.answer(answer, cx));
        Outcome::Changed
    }

    fn on_changed(&mut self, cx: &mut Cx) {
        self.read(cx);
    }

    fn layout(&mut self, area: Rect) {
        // Two headings and a blank stand among the lines.
        self.rows.layout(area.height.saturating_sub(8));
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, desk: &Desk) -> Option<Position> {
        let standing = self.standing()?;
        self.view_head(&standing, area, buf, look, desk);
        let lines = self.lines(look);
        let top = area.y + 4;
        let height = usize::from(area.bottom().saturating_sub(top));
        let at = lines.iter().position(|(place, _)| *place == Some(self.rows.at)).unwrap_or(0);
        let first = (at + 1).saturating_sub(height.saturating_sub(1).max(1));
        for (y, (place, words)) in (top..area.bottom()).zip(lines.iter().skip(first)) {
            let here = *place == Some(self.rows.at);
            let missing =
                place.and_then(|at| self.papers.get(at)).is_some_and(|paper| paper.state == PaperState::Missing);
            let style = look.style(match place {
                None => Role::Title,
                Some(_) if here => Role::Selected,
                Some(_) if missing && !standing.is_registered() => Role::Warning,
                Some(_) => Role::Plain,
            });
            if here {
                buf.set_style(Rect { y, height: 1, ..area }, style);
                put(buf, (0, y), ">", 1, style, look);
            }
            put(buf, (2, y), words, area.width.saturating_sub(3), style, look);
        }
        None
    }
}
