//! A desa's new code, or a new desa out of part of its Posyandu.

use super::akibat::Effects;
use super::{ask_day_again, concluded, read_day};
use crate::base::date;
use crate::base::id::{RecordId, Ticket};
use crate::base::words::{Phrase, text};
use crate::entity::{POSYANDU, Value};
use crate::request::hidup::RecodeWork;
use crate::request::{Query, Reply, Request, Seek, Test};
use crate::ui::screen::{Answer, Cx};
use crate::ui::screens::ask::Ask;
use crate::ui::screens::choose::Choose;
use crate::ui::screens::list::many::{Step, Target};
use crate::ui::screens::told::Told;
use crate::ui::widgets::feed::SELECT_LIMIT;

enum Point {
    What,
    Name,
    Reading(Ticket),
    Posyandu(Vec<RecordId>),
    Code,
    Day,
    Basis,
    Planning(Ticket),
    Sure,
    /// A refusal is being read; the questions come again with what was typed.
    Again,
    Sent(Ticket),
}

/// The questions, one after another.
pub(super) struct CodeFlow {
    name: String,
    work: RecodeWork,
    /// The day as it was typed, readable or not.
    day: String,
    point: Point,
}

impl CodeFlow {
    pub(super) fn start(target: &Target, cx: &mut Cx) -> CodeFlow {
        let look = cx.desk.look;
        let items = [
            text("Kode wilayahnya berubah", "Its region code changes"),
            text("Sebagian Posyandunya menjadi desa baru (pemekaran)", "Part of its Posyandu become a new desa"),
        ];
        let title = text("Perubahan {0}", "Changes of {0}").with([target.words(cx)]);
        cx.push(Choose::one(title, items.iter().map(|item| look.say(*item).to_owned()).collect()));
        let desa = target.ids.first().copied().unwrap_or(RecordId(0));
        let work = RecodeWork { desa, code: String::new(), split: None, date: cx.desk.today, basis: String::new() };
        CodeFlow { name: target.title.clone(), work, day: String::new(), point: Point::What }
    }

    pub(super) fn hears(&self, ticket: Ticket) -> bool {
        matches!(self.point, Point::Reading(sent) | Point::Planning(sent) | Point::Sent(sent) if sent == ticket)
    }

    fn at(self, point: Point) -> CodeFlow {
        CodeFlow { point, ..self }
    }

    fn ask_code(self, cx: &mut Cx) -> CodeFlow {
        let hint = text("Sepuluh angka, misalnya 62.03.01.2011.", "Ten digits, as 62.03.01.2011.");
        cx.push(Ask::new(text("Kode yang baru", "The new code"), hint, &self.work.code));
        self.at(Point::Code)
    }

    fn ask_date(self, cx: &mut Cx) -> CodeFlow {
        let hint = text("Hari pertama kode itu berlaku.", "The first day of that code.");
        ask_day_again(text("Mulai tanggal", "From"), hint, &self.day, cx);
        self.at(Point::Day)
    }

    pub(super) fn answer(mut self, answer: Answer, cx: &mut Cx) -> Step<CodeFlow> {
        let point = std::mem::replace(&mut self.point, Point::What);
        Step::On(match (point, answer) {
            (Point::What, Answer::Chosen(0)) => self.ask_code(cx),
            (Point::What, Answer::Chosen(_)) => {
                let hint = text("Nama desa yang baru dibentuk.", "The name of the new desa.");
                cx.push(Ask::new(text("Desa baru", "The new desa"), hint, ""));
                self.at(Point::Name)
            }
            (Point::Name, Answer::Text(name)) => {
                self.work.split = Some((name, Vec::new()));
                let query =
                    Query::all(&POSYANDU).only("desa", Test::Is(Value::link(self.work.desa, self.name.clone())));
                let ticket = cx.ask(Request::Page(query, Seek::First, SELECT_LIMIT));
                self.at(Point::Reading(ticket))
            }
            (Point::Posyandu(ids), Answer::ChosenMany(chosen)) => {
                let taken = chosen.iter().filter_map(|n| ids.get(*n)).copied().collect();
                if let Some((_, posyandu)) = &mut self.work.split {
                    *posyandu = taken;
                }
                self.ask_code(cx)
            }
            (Point::Code, Answer::Text(code)) => {
                self.work.code = code;
                self.ask_date(cx)
            }
            (Point::Day, Answer::Text(typed)) => match read_day(&typed, cx) {
                Some(day) => {
                    self.day = date::show(day);
                    self.work.date = day;
                    let hint = text("Peraturan yang mengubahnya.", "The regulation that changed it.");
                    cx.push(Ask::new(text("Dasar", "By what"), hint, &self.work.basis));
                    self.at(Point::Basis)
                }
                None => {
                    self.day = typed;
                    self.ask_date(cx)
                }
            },
            (Point::Again, _) => self.ask_code(cx),
            (Point::Basis, Answer::Text(basis)) => {
                self.work.basis = basis;
                let ticket = cx.ask(Request::PlanRecode(Box::new(self.work.clone())));
                self.at(Point::Planning(ticket))
            }
            (Point::Sure, Answer::Confirmed) => {
                let ticket = cx.ask(Request::Recode(Box::new(self.work.clone())));
                self.at(Point::Sent(ticket))
            }
            (waiting @ (Point::Reading(_) | Point::Planning(_) | Point::Sent(_)), _) => self.at(waiting),
            _ => return Step::Over,
        })
    }

    pub(super) fn hear(mut self, reply: Reply, cx: &mut Cx) -> Step<CodeFlow> {
        match (std::mem::replace(&mut self.point, Point::What), reply) {
            (Point::Reading(_), Reply::Page(page)) => {
                let ids = page.rows.iter().map(|row| row.id).collect();
                let items = page.rows.iter().map(crate::entity::Record::title).collect();
                cx.push(Choose::many(text("Posyandu yang pindah", "Posyandu that go there"), items, Vec::new()));
                Step::On(self.at(Point::Posyandu(ids)))
            }
            (Point::Planning(_), Reply::Consequences(said)) => {
                let title = text("Akibatnya: {0}", "What follows: {0}").with([self.name.clone()]);
                cx.push(Effects::new(title, *said));
                Step::On(self.at(Point::Sure))
            }
            (Point::Planning(_), Reply::Refused(problems)) => {
                cx.push(Told::refused(&problems).then_on());
                Step::On(self.at(Point::Again))
            }
            (_, reply) => {
                let said: Phrase = text("Kode {0} dicatat (u batal)", "The code of {0} is on record (u undoes)")
                    .with([self.name.clone()]);
                match concluded(reply, said, cx) {
                    Step::Done => Step::Done,
                    _ => Step::Over,
                }
            }
        }
    }
}
