//! A month's list of incentives: the questions, who gets how much and who was caught, then one batch.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Row, ask_word, paint_foot, paint_row};
use crate::base::date::{self, Date};
use crate::base::id::{RecordId, Ticket};
use crate::base::money;
use crate::base::text::fold;
use crate::base::words::{Lang, Phrase, Text, text};
use crate::entity::{DESA, INSENTIF, Problem, Value};
use crate::request::hidup::{Comes, IncentivePlan, IncentiveRow, IncentiveWork, Rate};
use crate::request::{Query, Reply, Request, Test};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Key, Keymap, Press, bind};
use crate::ui::keys;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Outcome, Screen};
use crate::ui::screens::ask::Ask;
use crate::ui::screens::choose::Choose;
use crate::ui::screens::find::Find;
use crate::ui::screens::hayat::{ask_why, tell_refusal};
use crate::ui::screens::list::List;
use crate::ui::screens::list::filter::typed_value;
use crate::ui::screens::told::Told;
use crate::ui::widgets::rows::Rows;

pub(in crate::ui::screens) static KEYS: Keymap = Keymap {
    name: text("Susun daftar insentif", "A list of incentives"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter)],
            Action::Open,
            1,
            text("tulis daftar", "write the list"),
            text("Tulis daftar ini sekaligus; satu u membatalkannya", "Write this list at once; one u undoes it"),
        ),
        keys::relabelled(
            keys::ranked(keys::SELECT, 2),
            text("masuk/lepas", "on/off"),
            text(
                "Masukkan ke daftar atau lepaskan; yang ditahan (!) masuk dengan alasan",
                "Put onto the list or leave out; those stopped (!) come with a reason",
            ),
        ),
        keys::relabelled(
            keys::EDIT,
            text("ubah pilihan", "other choices"),
            text(
                "Tanya lagi bulan, sumber dana, jumlah, desa, tanggal bayar",
                "Ask again: month, source, amount, desa, day",
            ),
        ),
        keys::UP,
        keys::ranked(keys::DOWN, 4),
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::FIRST,
        keys::LAST,
    ],
};

/// What is asked now.
enum Point {
    Month,
    Source(Vec<Value>),
    Rate,
    Amount,
    Scope,
    Desa,
    Paid,
    Planning(Ticket),
    Ready,
    Why,
    Sent(Ticket),
}

/// Lines kept for what is said about the row under the cursor.
const FOOT: u16 = 3;

/// What was answered.
#[derive(Clone)]
struct Answers {
    work: IncentiveWork,
    /// The name of the one desa, or empty.
    desa: String,
}

/// The screen.
pub struct MonthList {
    /// The answers as far as they go.
    now: Answers,
    /// The answers that the list on the screen was made from.
    listed: Option<Answers>,
    point: Point,
    plan: IncentivePlan,
    /// Who comes onto the list.
    chosen: BTreeSet<RecordId>,
    rows: Rows,
}

impl MonthList {
    /// Begins with the month of today.
    pub fn new(today: Date) -> Self {
        let work = IncentiveWork {
            month: i64::from(today.month()),
            year: i64::from(today.year()),
            source: String::new(),
            rate: Rate::Same(0),
            desa: None,
            paid: None,
            also: Vec::new(),
            without: Vec::new(),
            pass: None,
        };
        MonthList {
            now: Answers { work, desa: String::new() },
            listed: None,
            point: Point::Month,
            plan: IncentivePlan::default(),
            chosen: BTreeSet::new(),
            rows: Rows::default(),
        }
    }

    fn ask_month(&mut self, cx: &mut Cx) {
        let given = format!("{:02}-{}", self.now.work.month, self.now.work.year);
        let hint = text("Bulan yang dibayar, misalnya 10-2026 atau Oktober 2026.", "The month paid for, as 10-2026.");
        cx.push(Ask::new(text("Daftar insentif bulan", "Incentives of the month"), hint, &given));
        self.point = Point::Month;
    }

    fn ask_source(&mut self, cx: &mut Cx) {
        let title = text("{0}: dari dana apa?", "{0}: out of which funds?").with([month_name(&self.now.work)]);
        self.point = Point::Source(ask_word(title, "sumber_dana", &self.now.work.source, cx));
    }

    fn ask_rate(&mut self, cx: &mut Cx) {
        let look = cx.desk.look;
        let before = month_before(&self.now.work);
        let items = vec![
            look.say(text("Sama untuk semua: ketik rupiahnya", "The same for all: type the rupiah")).to_owned(),
            text("Seperti daftar {0}, tanpa yang sudah berhenti", "As on the list of {0}, without those who left")
                .with([before])
                .get(look.lang)
                .into_owned(),
        ];
        let at = usize::from(self.now.work.rate == Rate::AsBefore);
        cx.push(Choose::one(text("Berapa sebulan?", "How much for the month?"), items).at(at));
        self.point = Point::Rate;
    }

    fn ask_amount(&mut self, cx: &mut Cx) {
        let given = match self.now.work.rate {
            Rate::Same(amount) if amount > 0 => amount.to_string(),
            _ => String::new(),
        };
        let hint = text("Rupiah sebulan untuk tiap orang, misalnya 250000.", "Rupiah a month for each, as 250000.");
        cx.push(Ask::new(text("Jumlah", "Amount"), hint, &given));
        self.point = Point::Amount;
    }

    fn ask_scope(&mut self, cx: &mut Cx) {
        let look = cx.desk.look;
        let items = [text("Semua desa", "All desa"), text("Satu desa ...", "One desa ...")];
        let items = items.iter().map(|item| look.say(*item).to_owned()).collect();
        let at = usize::from(self.now.work.desa.is_some());
        cx.push(Choose::one(text("Untuk desa mana?", "For which desa?"), items).at(at));
        self.point = Point::Scope;
    }

    fn ask_paid(&mut self, cx: &mut Cx) {
        let given = self.now.work.paid.map(date::show).unwrap_or_default();
        let hint = text(
            "Hari dibayarkan; kosong bila belum. h = hari ini.",
            "The day it was paid; empty where not yet. h = today.",
        );
        cx.push(Ask::new(text("Dibayar tanggal", "Paid on"), hint, &given).or_nothing());
        self.point = Point::Paid;
    }

    fn ask_plan(&mut self, cx: &mut Cx) {
        self.point = Point::Planning(cx.ask(Request::PlanIncentives(Box::new(self.now.work.clone()))));
    }

    /// What would be written: the list on the screen with what was put on and taken off.
    fn wanted(&self, pass: Option<String>) -> Option<IncentiveWork> {
        let of = |comes: Comes, on: bool| {
            let rows = self.plan.rows.iter().filter(move |row| row.comes == comes);
            rows.map(|row| row.kader).filter(|kader| self.chosen.contains(kader) == on).collect()
        };
        let work = self.listed.as_ref()?.work.clone();
        Some(IncentiveWork { also: of(Comes::Stopped, true), without: of(Comes::Yes, false), pass, ..work })
    }

    /// Writes what is chosen; asks for a reason first where somebody stopped is among them.
    fn write(&mut self, cx: &mut Cx) {
        if self.chosen.is_empty() {
            cx.warn(text("Belum ada yang masuk daftar: Space memasukkan.", "Nobody is on the list: Space puts on."));
            return;
        }
        let on = self.plan.rows.iter().filter(|row| self.chosen.contains(&row.kader));
        let problems: Vec<Problem> = on.flat_map(|row| row.problems.clone()).collect();
        if problems.is_empty() {
            self.send(None, cx);
        } else {
            ask_why(&problems, cx);
            self.point = Point::Why;
        }
    }

    fn send(&mut self, pass: Option<String>, cx: &mut Cx) {
        if let Some(work) = self.wanted(pass) {
            self.point = Point::Sent(cx.ask(Request::Incentives(Box::new(work))));
        }
    }

    /// A list as it was worked out. Where it answers the same questions as the one on the screen
    /// (somebody else wrote meanwhile), who was put on or taken off by hand stays so.
    fn take(&mut self, plan: IncentivePlan) {
        let same = self.listed.as_ref().is_some_and(|listed| listed.work == self.now.work);
        let by_hand = if same { self.wanted(None) } else { None };
        let (also, without) = by_hand.map(|work| (work.also, work.without)).unwrap_or_default();
        let comes = |row: &&IncentiveRow| match row.comes {
            Comes::Yes => !without.contains(&row.kader),
            Comes::Stopped => also.contains(&row.kader),
            Comes::Never => false,
        };
        self.chosen = plan.rows.iter().filter(comes).map(|row| row.kader).collect();
        self.rows.clamp(plan.rows.len());
        self.plan = plan;
        self.listed = Some(self.now.clone());
        self.point = Point::Ready;
    }

    fn select(&mut self, cx: &mut Cx) {
        let Some(row) = self.plan.rows.get(self.rows.at) else { return };
        if row.comes == Comes::Never {
            cx.warn(row.problems.first().map_or_else(|| Phrase::from(CANNOT), |problem| problem.text.clone()));
            return;
        }
        if !self.chosen.remove(&row.kader) {
            self.chosen.insert(row.kader);
        }
        let len = self.plan.rows.len();
        self.rows.act(Action::Down, len);
    }

    fn written(&self, count: usize, cx: &mut Cx) {
        let Some(Answers { work, .. }) = &self.listed else { return };
        let facts = [month_name(work), count.to_string(), money::show_rupiah(self.total())];
        let said = text(
            "Daftar {0} tertulis: {1} orang, {2} (u batal, l laporan)",
            "The list of {0} is written: {1} people, {2} (u undoes, l reports)",
        );
        cx.say(said.with(facts));
        let mut query = Query::all(&INSENTIF)
            .only("tahun", Test::Is(Value::Int(work.year)))
            .only("bulan_bayar", Test::Is(Value::Int(work.month)))
            .only("sumber_dana", Test::Is(Value::from(work.source.as_str())));
        query.sort = "kader";
        let list = List::of(query, cx.desk);
        cx.changed();
        cx.replace(list);
    }

    /// True where a list is on the screen that could be written now.
    fn is_ready(&self) -> bool {
        self.listed.is_some() && !matches!(self.point, Point::Planning(_) | Point::Sent(_))
    }

    fn total(&self) -> i64 {
        let on = self.plan.rows.iter().filter(|row| self.chosen.contains(&row.kader));
        on.fold(0, |sum: i64, row| sum.saturating_add(row.amount))
    }

    /// Month, funds, amount, desa, day, as far as they are answered.
    fn choices(&self, desk: &Desk) -> String {
        let look = &desk.look;
        let Answers { work, desa } = self.listed.as_ref().unwrap_or(&self.now);
        let mut parts = vec![month_name(work)];
        if !work.source.is_empty() {
            parts.push(desk.words.name("sumber_dana", &work.source).to_owned());
        }
        let rate = match work.rate {
            Rate::Same(0) => None,
            Rate::Same(amount) => Some(text("{0} per orang", "{0} each").with([money::show_rupiah(amount)])),
            Rate::AsBefore => Some(text("seperti {0}", "as in {0}").with([month_before(work)])),
        };
        parts.extend(rate.map(|rate| rate.get(look.lang).into_owned()));
        if self.listed.is_some() {
            let all = look.say(text("semua desa", "all desa"));
            parts.push(if desa.is_empty() { all.to_owned() } else { desa.clone() });
            parts.push(match work.paid {
                Some(day) => text("dibayar {0}", "paid {0}").with([date::show(day)]).get(look.lang).into_owned(),
                None => look.say(text("belum dibayar", "not paid yet")).to_owned(),
            });
        }
        parts.join(&format!(" {} ", look.dot()))
    }

    /// How many come and how much it is; how many were caught.
    fn sums(&self, look: &Look) -> String {
        let count = |comes: Comes| {
            let kept = self.plan.rows.iter().filter(|row| row.comes == comes && !self.chosen.contains(&row.kader));
            kept.count()
        };
        let on = [self.chosen.len().to_string(), money::show_rupiah(self.total())];
        let mut out = vec![text("* {0} orang, {1}", "* {0} people, {1}").with(on)];
        for (comes, words) in [
            (Comes::Stopped, text("! {0} ditahan (Space memasukkan)", "! {0} stopped (Space puts on)")),
            (Comes::Never, text("x {0} tidak ikut", "x {0} left out")),
            (Comes::Yes, text("{0} dilepas", "{0} taken off")),
        ] {
            if count(comes) > 0 {
                out.push(words.with([count(comes).to_string()]));
            }
        }
        let out: Vec<String> = out.iter().map(|words| words.get(look.lang).into_owned()).collect();
        out.join(&format!(" {} ", look.dot()))
    }
}

const CANNOT: Text = text("Orang ini tidak dapat masuk daftar.", "This person cannot come onto the list.");

/// `Oktober 2026`.
fn month_name(work: &IncentiveWork) -> String {
    format!("{} {}", date::month_name(u32::try_from(work.month).unwrap_or(0)), work.year)
}

fn month_before(work: &IncentiveWork) -> String {
    let (month, year) = if work.month == 1 { (12, work.year - 1) } else { (work.month - 1, work.year) };
    format!("{} {year}", date::month_name(u32::try_from(month).unwrap_or(0)))
}

/// Everything to be said about a person, a sentence each.
fn said(row: &IncentiveRow, lang: Lang) -> String {
    let problems = row.problems.iter().flat_map(|problem| [&problem.text, &problem.advice]);
    problems.chain(&row.notes).map(|words| words.get(lang).into_owned()).collect::<Vec<_>>().join(" ")
}

/// Month and year as typed: `10-2026`, `2026-10`, `Oktober 2026`; a month alone is of this year.
fn read_month(typed: &str, today: Date) -> Option<(i64, i64)> {
    let typed = fold(typed);
    let (mut month, mut year) = (None, None);
    for part in typed.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()) {
        match part.parse::<i64>() {
            Ok(number) if (1..=12).contains(&number) && month.is_none() => month = Some(number),
            Ok(number) if (2000..2100).contains(&number) && year.is_none() => year = Some(number),
            Ok(_) => return None,
            Err(_) if month.is_some() => return None,
            Err(_) => {
                let begins = |n: &u32| part.chars().count() > 2 && fold(date::month_name(*n)).starts_with(part);
                month = Some(i64::from((1..=12).find(begins)?));
            }
        }
    }
    Some((month?, year.unwrap_or_else(|| i64::from(today.year()))))
}

impl Screen for MonthList {
    fn title(&self, look: &Look) -> String {
        look.say(text("Susun daftar insentif", "A list of incentives")).to_owned()
    }

    fn keys(&self) -> &'static Keymap {
        &KEYS
    }

    fn why_not(&self, action: Action) -> Option<Text> {
        match action {
            Action::Open | Action::Select if !self.is_ready() => {
                Some(text("Daftarnya belum ada.", "There is no list yet."))
            }
            _ => None,
        }
    }

    fn on_open(&mut self, cx: &mut Cx) {
        self.ask_month(cx);
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Open => self.write(cx),
            Action::Select => self.select(cx),
            Action::Edit => self.ask_month(cx),
            other => {
                if !self.rows.act(other, self.plan.rows.len()) {
                    return Outcome::Ignored;
                }
            }
        }
        Outcome::Changed
    }

    fn on_answer(&mut self, answer: Answer, cx: &mut Cx) -> Outcome {
        match (std::mem::replace(&mut self.point, Point::Ready), answer) {
            (Point::Month, Answer::Text(typed)) => match read_month(&typed, cx.desk.today) {
                Some((month, year)) => {
                    (self.now.work.month, self.now.work.year) = (month, year);
                    self.ask_source(cx);
                }
                None => {
                    cx.warn(
                        text("\"{0}\" bukan bulan. Tulis misalnya 10-2026.", "\"{0}\" is no month. Write 10-2026.")
                            .with([typed]),
                    );
                    self.ask_month(cx);
                }
            },
            (Point::Source(words), Answer::Chosen(n)) => {
                self.now.work.source = words.get(n).map(|word| word.as_text().to_owned()).unwrap_or_default();
                self.ask_rate(cx);
            }
            (Point::Rate, Answer::Chosen(0)) => self.ask_amount(cx),
            (Point::Rate, Answer::Chosen(_)) => {
                self.now.work.rate = Rate::AsBefore;
                self.ask_scope(cx);
            }
            (Point::Amount, Answer::Text(typed)) => match read("jumlah", &typed, cx).and_then(|value| value.as_int()) {
                Some(amount) if amount > 0 => {
                    self.now.work.rate = Rate::Same(amount);
                    self.ask_scope(cx);
                }
                _ => self.ask_amount(cx),
            },
            (Point::Scope, Answer::Chosen(0)) => {
                (self.now.work.desa, self.now.desa) = (None, String::new());
                self.ask_paid(cx);
            }
            (Point::Scope, Answer::Chosen(_)) => {
                cx.push(Find::pick(text("Desa/kelurahan", "Desa/kelurahan"), &DESA));
                self.point = Point::Desa;
            }
            (Point::Desa, Answer::Picked(id, name)) => {
                (self.now.work.desa, self.now.desa) = (Some(id), name);
                self.ask_paid(cx);
            }
            (Point::Paid, Answer::Text(typed)) if typed.is_empty() => {
                self.now.work.paid = None;
                self.ask_plan(cx);
            }
            (Point::Paid, Answer::Text(typed)) => match read("dibayar", &typed, cx).and_then(|value| value.as_date()) {
                Some(day) => {
                    self.now.work.paid = Some(day);
                    self.ask_plan(cx);
                }
                None => self.ask_paid(cx),
            },
            (Point::Why, Answer::Text(reason)) => {
                self.send(Some(reason), cx);
            }
            (other, _) => self.point = other,
        }
        Outcome::Changed
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) -> Outcome {
        match (&self.point, reply) {
            (Point::Planning(asked), Reply::Incentives(plan)) if *asked == ticket => self.take(*plan),
            (Point::Sent(asked), Reply::Saved(saved)) if *asked == ticket => self.written(saved.count, cx),
            (Point::Sent(asked), Reply::Refused(problems))
                if *asked == ticket && !problems.iter().any(Problem::blocks) =>
            {
                ask_why(&problems, cx);
                self.point = Point::Why;
            }
            (Point::Planning(asked) | Point::Sent(asked), Reply::Refused(problems)) if *asked == ticket => {
                self.point = Point::Ready;
                tell_refusal(&problems, cx);
            }
            (Point::Planning(asked) | Point::Sent(asked), Reply::Trouble(trouble)) if *asked == ticket => {
                self.point = Point::Ready;
                let title = text("Tidak berhasil: {0}", "It failed: {0}").with([trouble.code]);
                cx.push(Told::new(title, vec![trouble.text, trouble.advice]));
            }
            _ => return Outcome::Unchanged,
        }
        Outcome::Changed
    }

    fn on_changed(&mut self, cx: &mut Cx) {
        // What somebody else wrote may stop people; a question that stands open is answered first.
        if matches!(self.point, Point::Ready) && self.is_ready() {
            self.ask_plan(cx);
        }
    }

    fn layout(&mut self, area: Rect) {
        self.rows.layout(area.height.saturating_sub(4 + FOOT));
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, desk: &Desk) -> Option<Position> {
        let room = area.width.saturating_sub(4);
        put(buf, (2, area.y), &self.choices(desk), room, look.style(Role::Title), look);
        if self.plan.rows.is_empty() {
            let words = text(
                "Belum ada daftar: e menjawab pertanyaannya, Esc kembali.",
                "There is no list yet: e answers the questions, Esc goes back.",
            );
            put(buf, (2, area.y + 2), look.say(words), room, look.style(Role::Muted), look);
            return None;
        }
        put(buf, (2, area.y + 1), &self.sums(look), room, look.style(Role::Plain), look);
        let name = (area.width / 3).clamp(20, 36);
        let place = name + 2;
        let amount = place + (area.width / 5).clamp(14, 24);
        let why = amount + 14;
        let heads = [
            (3, text("Nama", "Name")),
            (place, text("Posyandu", "Posyandu")),
            (amount + 6, text("Rupiah", "Rupiah")),
            (why, text("Yang perlu diketahui", "To be known")),
        ];
        for (x, words) in heads {
            put(buf, (x, area.y + 2), look.say(words), area.width.saturating_sub(x), look.style(Role::Heading), look);
        }
        let end = area.bottom().saturating_sub(FOOT + 1);
        for (y, (n, row)) in (area.y + 3..end).zip(self.plan.rows.iter().enumerate().skip(self.rows.top())) {
            let on = self.chosen.contains(&row.kader);
            let (mark, role) = match row.comes {
                _ if on => ('*', Role::Plain),
                Comes::Stopped => ('!', Role::Warning),
                Comes::Never => ('x', Role::Muted),
                Comes::Yes => (' ', Role::Muted),
            };
            let money = format!("{:>12}", money::show(row.amount));
            let words = said(row, look.lang);
            let cells = [
                (3, name - 1, row.name.as_str()),
                (place, amount - place - 1, row.place.as_str()),
                (amount, 12, money.as_str()),
                (why, area.width.saturating_sub(why), words.as_str()),
            ];
            paint_row(&Row { mark, role, cells: &cells }, n == self.rows.at, (area, y), buf, look);
        }
        if let Some(row) = self.plan.rows.get(self.rows.at) {
            paint_foot(&said(row, look.lang), FOOT, area, buf, look);
        }
        None
    }
}

/// Reads a typed value by the field of the row it goes into; says why it is none.
fn read(field: &str, typed: &str, cx: &mut Cx) -> Option<Value> {
    match typed_value(INSENTIF.field(field)?, typed, cx.desk) {
        Ok(value) => Some(value),
        Err(words) => {
            cx.warn(words);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_was_put_on_or_taken_off_by_hand_stays_so_when_the_same_list_is_worked_out_again() {
        let row = |id: i64, comes: Comes| IncentiveRow {
            kader: RecordId(id),
            name: format!("Kader {id}"),
            place: String::new(),
            amount: 5,
            comes,
            problems: Vec::new(),
            notes: Vec::new(),
        };
        let plan = || IncentivePlan {
            rows: vec![row(1, Comes::Yes), row(2, Comes::Yes), row(3, Comes::Stopped), row(4, Comes::Stopped)],
        };
        let chosen = |screen: &MonthList| screen.chosen.iter().map(|id| id.0).collect::<Vec<_>>();
        let mut screen = MonthList::new(Date::constant(2026, 11, 22));
        screen.take(plan());
        assert_eq!(chosen(&screen), [1, 2]);
        screen.chosen.remove(&RecordId(1));
        screen.chosen.insert(RecordId(3));
        let mut after = plan();
        after.rows.push(row(5, Comes::Yes));
        screen.take(after);
        assert_eq!(chosen(&screen), [2, 3, 5], "somebody else wrote meanwhile");
        screen.now.work.month = 10;
        screen.take(plan());
        assert_eq!(chosen(&screen), [1, 2], "another month is another list");
    }

    #[test]
    fn a_month_is_read_as_offices_write_it() {
        let today = Date::constant(2026, 11, 22);
        for (typed, month) in [
            ("10-2026", Some((10, 2026))),
            ("2025/12", Some((12, 2025))),
            ("Oktober 2026", Some((10, 2026))),
            ("des 2025", Some((12, 2025))),
            ("9", Some((9, 2026))),
            ("13-2026", None),
            ("2026", None),
            ("ju", None),
            ("Oktobar", None),
        ] {
            assert_eq!(read_month(typed, today), month, "{typed}");
        }
    }
}
