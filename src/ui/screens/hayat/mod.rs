//! The life of Posyandu and desa: changes of state, verification, new codes, as steps of questions.
//!
//! What follows is shown before anything is done; one batch, one `u`.

pub mod akibat;
pub mod banding;
mod kode;

use crate::base::date::{self, Date};
use crate::base::id::{RecordId, Ticket};
use crate::base::words::{Phrase, Text, text};
use crate::entity::posyandu::{BERAKHIR, STATUS};
use crate::entity::{DESA, Entity, KEADAAN, Kind, POSYANDU, Problem, SK, Value};
use crate::request::hidup::{Consequences, LifeKader, LifeWork};
use crate::request::{Reply, Request};
use crate::ui::screen::{Answer, Cx};
use crate::ui::screens::ask::Ask;
use crate::ui::screens::choose::Choose;
use crate::ui::screens::find::Find;
use crate::ui::screens::list::filter::{typed_value, values};
use crate::ui::screens::list::many::{Step, Target};
use crate::ui::screens::told::Told;
use akibat::Effects;
use kode::CodeFlow;

/// What can be done with the records of a kind here.
pub fn can(entity: &Entity) -> bool {
    entity == &POSYANDU || entity == &DESA
}

/// What is to be done.
#[derive(Clone, Copy)]
enum What {
    State,
    Verify,
}

/// Where it stands.
enum Point {
    What(Vec<What>),
    State(Vec<&'static str>),
    Day,
    Reason(Vec<Value>),
    Document,
    Sk,
    Into,
    /// The Posyandu that was chosen before a refusal, or another.
    IntoAgain,
    Kader(Vec<LifeKader>),
    Planning(Ticket),
    Sure(Vec<Problem>),
    Why,
    Sent(Ticket),
    How(Vec<Value>),
    Verified(Ticket),
    WhyVerified,
    /// A refusal is being read; the questions come again with what was answered.
    Again,
    Code(CodeFlow),
}

/// The questions, one after another.
pub struct LifeFlow {
    target: Target,
    work: LifeWork,
    how: Value,
    /// The day as it was typed, readable or not.
    day: String,
    /// All questions were answered once; a refusal brings them again with those answers.
    planned: bool,
    /// Names of the document and of the Posyandu that takes over, once they were chosen.
    chosen: [String; 2],
    point: Point,
}

fn blank(target: &Target, today: Date) -> LifeWork {
    LifeWork {
        posyandu: target.ids.clone(),
        state: String::new(),
        date: today,
        reason: String::new(),
        sk: None,
        into: None,
        kader: LifeKader::Stay,
        note: String::new(),
        pass: None,
    }
}

/// Asks for a day; what is typed is read like the days of a form.
pub fn ask_day(title: impl Into<Phrase>, hint: Text, given: Option<Date>, cx: &mut Cx) {
    ask_day_again(title, hint, &given.map(date::show).unwrap_or_default(), cx);
}

/// The same, with what was typed before in it: a wrong day is corrected, not typed anew.
fn ask_day_again(title: impl Into<Phrase>, hint: Text, typed: &str, cx: &mut Cx) {
    cx.push(Ask::new(title, hint, typed));
}

/// The day that was typed, or a word about why it is none.
pub fn read_day(typed: &str, cx: &mut Cx) -> Option<Date> {
    let field = KEADAAN.field("tanggal")?;
    match typed_value(field, typed, cx.desk) {
        Ok(value) => value.as_date(),
        Err(words) => {
            cx.warn(words);
            None
        }
    }
}

/// Tells why a work was refused, with what to do.
pub fn tell_refusal(problems: &[Problem], cx: &mut Cx) {
    cx.push(Told::refused(problems));
}

/// Asks for the reason that passes warnings.
pub fn ask_why(problems: &[Problem], cx: &mut Cx) {
    let lang = cx.desk.look.lang;
    let heaviest = problems.iter().max_by_key(|problem| problem.severity);
    let heaviest = heaviest.map(|problem| problem.text.get(lang).into_owned()).unwrap_or_default();
    let hint = text(
        "{0} peringatan. Yang terberat: {1} Isi alasan untuk tetap menyimpan, atau Esc.",
        "{0} warnings. The heaviest: {1} Give a reason to save nevertheless, or Esc.",
    );
    cx.push(Ask::new(text("Alasan", "Reason"), hint.with([problems.len().to_string(), heaviest]), ""));
}

/// Says that it was done, or why not.
fn concluded(reply: Reply, done: Phrase, cx: &mut Cx) -> Step<LifeFlow> {
    match reply {
        Reply::Saved(saved) if saved.batch.is_none() => {
            cx.say(text("Tidak ada yang berubah.", "Nothing changed."));
            Step::Over
        }
        Reply::Saved(_) => {
            cx.say(done);
            cx.changed();
            Step::Done
        }
        Reply::Refused(problems) => {
            tell_refusal(&problems, cx);
            Step::Over
        }
        Reply::Conflict(conflict) => {
            let said = text(
                "Baru saja diubah oleh {0}. Tidak ada yang berubah; ulangi.",
                "Just changed by {0}. Nothing changed; try again.",
            );
            cx.fail(said.with([conflict.actor.clone()]));
            cx.changed();
            Step::Over
        }
        Reply::Trouble(trouble) => {
            let title = text("Tidak berhasil: {0}", "It failed: {0}").with([trouble.code]);
            cx.push(Told::new(title, vec![trouble.text, trouble.advice]));
            Step::Over
        }
        _ => Step::Over,
    }
}

impl LifeFlow {
    /// Asks what is to be done with these Posyandu or this desa.
    pub fn start(target: Target, cx: &mut Cx) -> LifeFlow {
        let work = blank(&target, cx.desk.today);
        let point = if target.entity == &DESA {
            Point::Code(CodeFlow::start(&target, cx))
        } else {
            let look = cx.desk.look;
            let items = [
                text("Sudah diverifikasi hari ini", "Verified today"),
                text(
                    "Ubah keadaan (tutup, bergabung, aktif kembali ...)",
                    "Change of state (closed, merged, active again ...)",
                ),
            ];
            let title = text("Perubahan {0}", "Changes of {0}").with([target.words(cx)]);
            cx.push(Choose::one(title, items.iter().map(|item| look.say(*item).to_owned()).collect()));
            Point::What(vec![What::Verify, What::State])
        };
        LifeFlow::of(target, work, point)
    }

    /// A change of state, at once.
    pub fn state(target: Target, cx: &mut Cx) -> LifeFlow {
        let work = blank(&target, cx.desk.today);
        LifeFlow::of(target, work, Point::Why).ask_state(cx)
    }

    fn of(target: Target, work: LifeWork, point: Point) -> LifeFlow {
        let (how, day, chosen) = (Value::Empty, String::new(), Default::default());
        LifeFlow { target, work, how, day, planned: false, chosen, point }
    }

    /// True where it waits for this reply.
    pub fn hears(&self, ticket: Ticket) -> bool {
        match &self.point {
            Point::Planning(sent) | Point::Sent(sent) | Point::Verified(sent) => *sent == ticket,
            Point::Code(flow) => flow.hears(ticket),
            _ => false,
        }
    }

    fn at(self, point: Point) -> LifeFlow {
        LifeFlow { point, ..self }
    }

    fn ask_state(self, cx: &mut Cx) -> LifeFlow {
        let look = cx.desk.look;
        let items = STATUS.iter().map(|choice| look.say(choice.label).to_owned()).collect();
        let title = text("{0} menjadi", "{0} becomes").with([self.target.words(cx)]);
        cx.push(Choose::one(title, items));
        self.at(Point::State(STATUS.iter().map(|choice| choice.code).collect()))
    }

    fn ask_first_day(self, cx: &mut Cx) -> LifeFlow {
        let hint = text(
            "Hari pertama keadaan itu berlaku menurut dokumennya, bukan hari mengetik.",
            "The first day on which it holds by its document, not the day of typing.",
        );
        ask_day_again(text("Sejak tanggal", "Since"), hint, &self.day, cx);
        self.at(Point::Day)
    }

    fn ask_list(self, list: &'static str, title: Text, point: fn(Vec<Value>) -> Point, cx: &mut Cx) -> LifeFlow {
        let kind = Kind::List(list);
        let choices = values(&kind, &cx.desk.words).unwrap_or_default();
        let look = cx.desk.look;
        let items = choices.iter().map(|value| kind.show(value, look.lang, &cx.desk.words)).collect();
        let before = choices.iter().position(|value| value.as_text() == self.work.reason);
        cx.push(Choose::one(title, items).at(before.unwrap_or(0)));
        self.at(point(choices))
    }

    fn ask_document(self, cx: &mut Cx) -> LifeFlow {
        let look = cx.desk.look;
        let items = [
            text("Belum ada dokumennya", "There is no document yet"),
            text("Pilih SK atau berita acara ...", "Choose the SK or minutes ..."),
        ];
        let items = items.iter().map(|item| look.say(*item).to_owned());
        let before = self.work.sk.map(|_| self.chosen[0].clone());
        let at = if before.is_some() { 2 } else { 0 };
        cx.push(Choose::one(text("Dasarnya", "What it rests on"), items.chain(before).collect()).at(at));
        self.at(Point::Document)
    }

    fn ask_into(self, cx: &mut Cx) -> LifeFlow {
        if self.work.state == "bergabung" && self.work.into.is_some() {
            let items = vec![
                self.chosen[1].clone(),
                cx.desk.look.say(text("Pilih Posyandu lain ...", "Choose another Posyandu ...")).to_owned(),
            ];
            cx.push(Choose::one(text("Bergabung ke Posyandu", "Merges into"), items));
            return self.at(Point::IntoAgain);
        }
        if self.work.state == "bergabung" {
            cx.push(Find::pick(text("Bergabung ke Posyandu", "Merges into"), &POSYANDU));
            return self.at(Point::Into);
        }
        self.ask_kader(cx)
    }

    fn ask_kader(self, cx: &mut Cx) -> LifeFlow {
        let look = cx.desk.look;
        let mut ways = Vec::new();
        if self.work.into.is_some() {
            ways.push((LifeKader::Move, text("Pindah ke Posyandu penerima", "Move to the one that takes over")));
        }
        if BERAKHIR.contains(&self.work.state.as_str()) {
            ways.push((LifeKader::End, text("Selesai sehari sebelumnya", "End the day before")));
            ways.push((LifeKader::Stay, text("Tidak ada kader yang bertugas", "Nobody serves there")));
        } else {
            ways.push((LifeKader::Stay, text("Tetap bertugas", "They go on")));
            ways.push((LifeKader::End, text("Selesai sehari sebelumnya", "End the day before")));
        }
        let items = ways.iter().map(|(_, words)| look.say(*words).to_owned()).collect();
        let before = ways.iter().position(|(way, _)| self.planned && *way == self.work.kader);
        cx.push(Choose::one(text("Kadernya", "Its kader"), items).at(before.unwrap_or(0)));
        self.at(Point::Kader(ways.into_iter().map(|(way, _)| way).collect()))
    }

    fn send(self, cx: &mut Cx) -> LifeFlow {
        let ticket = cx.ask(Request::Life(Box::new(self.work.clone())));
        self.at(Point::Sent(ticket))
    }

    fn verify(self, why: Option<String>, cx: &mut Cx) -> LifeFlow {
        let ticket = cx.ask(Request::Verify(self.target.ids.clone(), self.how.as_text().to_owned(), why));
        self.at(Point::Verified(ticket))
    }

    /// Goes on with an answer.
    pub fn answer(mut self, answer: Answer, cx: &mut Cx) -> Step<LifeFlow> {
        let point = std::mem::replace(&mut self.point, Point::Why);
        Step::On(match (point, answer) {
            (Point::Code(flow), answer) => match flow.answer(answer, cx) {
                Step::On(flow) => self.at(Point::Code(flow)),
                Step::Done => return Step::Done,
                Step::Over => return Step::Over,
            },
            (Point::What(all), Answer::Chosen(n)) => match all.get(n) {
                Some(What::State) => self.ask_state(cx),
                Some(What::Verify) => {
                    let title = text("Bagaimana dicocokkan?", "How was it compared?");
                    self.ask_list("cara_verifikasi", title, Point::How, cx)
                }
                None => return Step::Over,
            },
            (Point::State(codes), Answer::Chosen(n)) => {
                codes.get(n).copied().unwrap_or_default().clone_into(&mut self.work.state);
                self.ask_first_day(cx)
            }
            (Point::Day, Answer::Text(typed)) => match read_day(&typed, cx) {
                Some(day) => {
                    self.day = date::show(day);
                    self.work.date = day;
                    self.ask_list("alasan_status", text("Alasannya", "The reason"), Point::Reason, cx)
                }
                None => {
                    self.day = typed;
                    self.ask_first_day(cx)
                }
            },
            (Point::Again, _) => self.ask_first_day(cx),
            (Point::Reason(codes), Answer::Chosen(n)) => {
                self.work.reason = codes.get(n).map(|code| code.as_text().to_owned()).unwrap_or_default();
                self.ask_document(cx)
            }
            (Point::Document, Answer::Chosen(0)) => {
                self.work.sk = None;
                self.ask_into(cx)
            }
            (Point::Document, Answer::Chosen(2)) => self.ask_into(cx),
            (Point::Document, Answer::Chosen(_)) => {
                cx.push(Find::pick(text("Dokumen", "Document"), &SK));
                self.at(Point::Sk)
            }
            (Point::Sk, Answer::Picked(id, name)) => {
                self.work.sk = Some(id);
                self.chosen[0] = name;
                self.ask_into(cx)
            }
            (Point::Into, Answer::Picked(id, name)) => {
                self.work.into = Some(id);
                self.chosen[1] = name;
                self.ask_kader(cx)
            }
            (Point::IntoAgain, Answer::Chosen(0)) => self.ask_kader(cx),
            (Point::IntoAgain, Answer::Chosen(_)) => {
                self.work.into = None;
                self.ask_into(cx)
            }
            (Point::Kader(ways), Answer::Chosen(n)) => {
                self.work.kader = ways.get(n).copied().unwrap_or(LifeKader::Stay);
                self.planned = true;
                let ticket = cx.ask(Request::PlanLife(Box::new(self.work.clone())));
                self.at(Point::Planning(ticket))
            }
            (Point::Sure(problems), Answer::Confirmed) if problems.is_empty() => self.send(cx),
            (Point::Sure(problems), Answer::Confirmed) => {
                ask_why(&problems, cx);
                self.at(Point::Why)
            }
            (Point::Why, Answer::Text(reason)) => {
                self.work.pass = Some(reason);
                self.send(cx)
            }
            (Point::How(codes), Answer::Chosen(n)) => {
                self.how = codes.into_iter().nth(n).unwrap_or_default();
                self.verify(None, cx)
            }
            (Point::WhyVerified, Answer::Text(reason)) => self.verify(Some(reason), cx),
            (waiting @ (Point::Planning(_) | Point::Sent(_) | Point::Verified(_)), _) => self.at(waiting),
            _ => return Step::Over,
        })
    }

    /// Goes on with the store's reply.
    pub fn hear(mut self, reply: Reply, cx: &mut Cx) -> Step<LifeFlow> {
        match std::mem::replace(&mut self.point, Point::Why) {
            Point::Code(flow) => match flow.hear(reply, cx) {
                Step::On(flow) => Step::On(self.at(Point::Code(flow))),
                Step::Done => Step::Done,
                Step::Over => Step::Over,
            },
            Point::Planning(_) => match reply {
                Reply::Consequences(said) => {
                    let problems = said.problems.clone();
                    self.show(*said, cx);
                    Step::On(self.at(Point::Sure(problems)))
                }
                Reply::Refused(problems) => {
                    cx.push(Told::refused(&problems).then_on());
                    Step::On(self.at(Point::Again))
                }
                other => concluded(other, Phrase::from(text("", "")), cx),
            },
            Point::Sent(_) => {
                let said = text("Keadaan {0} dicatat (u batal)", "The state of {0} is on record (u undoes)");
                let said = said.with([self.target.words(cx)]);
                concluded(reply, said, cx)
            }
            Point::Verified(_) => match reply {
                Reply::Refused(problems) if !problems.iter().any(Problem::blocks) => {
                    ask_why(&problems, cx);
                    Step::On(self.at(Point::WhyVerified))
                }
                other => {
                    let said = text("{0} diverifikasi hari ini (u batal)", "{0}: verified today (u undoes)");
                    let said = said.with([self.target.words(cx)]);
                    concluded(other, said, cx)
                }
            },
            _ => Step::Over,
        }
    }

    fn show(&self, said: Consequences, cx: &mut Cx) {
        let title = text("Akibatnya: {0}", "What follows: {0}").with([self.target.words(cx)]);
        cx.push(Effects::new(title, said));
    }
}

/// The Posyandu that a change of state in the part of a detail is about.
pub fn about(id: RecordId, title: String) -> Target {
    Target { entity: &POSYANDU, ids: vec![id], title }
}
