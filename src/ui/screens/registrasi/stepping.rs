//! The questions of a step: which, why, which numbers, when; then one batch.
//!
//! * **Owns** the order of the questions.
//! * **Imports** the small dialogs.
//! * **Never** judges an answer beyond reading a date: the service refuses with its sentence.

use crate::base::date::{self, Date};
use crate::base::id::{RecordId, Ticket};
use crate::base::words::{Lang, Phrase, text};
use crate::entity::registrasi::{DIKEMBALIKAN, LANGKAH, TERDAFTAR, TINGKAT};
use crate::entity::setelan::POLA_REGISTRASI;
use crate::entity::{Pola, Problem};
use crate::request::hidup::{Standing, StepWork};
use crate::request::{Reply, Request};
use crate::ui::screen::{Answer, Cx};
use crate::ui::screens::ask::Ask;
use crate::ui::screens::choose::Choose;
use crate::ui::screens::told::Told;

/// What is asked now.
enum Question {
    State,
    Level,
    Reason,
    /// The next number is worked out.
    Suggest(Ticket),
    Number,
    Proof,
    Day,
    Sent(Ticket),
    Pass,
    /// The refusal is being read; the questions come again with what was typed.
    Read,
}

/// A step on its way.
pub struct Stepping {
    work: StepWork,
    /// The names of the Posyandu, for the questions.
    names: Vec<(RecordId, String)>,
    /// Posyandu whose number is still to be asked.
    unnumbered: Vec<RecordId>,
    /// The numbers typed before a refusal: offered again, so that only the wrong one is typed anew.
    typed: Vec<(RecordId, String)>,
    /// The day as it was typed, readable or not; empty before it was asked for.
    day: String,
    question: Question,
}

/// Refusals that another day puts right.
const CURED_BY_DAY: [&str; 2] = ["langkah-di-depan", "langkah-sebelum-terakhir"];

/// The state that follows.
fn next(state: usize) -> Option<usize> {
    match state {
        TERDAFTAR => None,
        DIKEMBALIKAN => Some(1),
        state => Some(state + 1),
    }
}

impl Stepping {
    fn new(places: &[&Standing]) -> Stepping {
        Stepping {
            work: StepWork { posyandu: places.iter().map(|place| place.posyandu).collect(), ..StepWork::default() },
            names: places.iter().map(|place| (place.posyandu, place.name.clone())).collect(),
            unnumbered: places.iter().filter(|place| place.number.is_empty()).map(|place| place.posyandu).collect(),
            typed: Vec::new(),
            day: String::new(),
            question: Question::State,
        }
    }

    /// The next step of these, where it is the same for all.
    pub fn forward(places: &[&Standing], cx: &mut Cx) -> Option<Stepping> {
        let first = places.first()?;
        if places.iter().any(|place| place.state != first.state) {
            cx.warn(text(
                "Keadaan yang dipilih berbeda-beda: m memilih langkahnya.",
                "Those selected stand differently: m chooses the step.",
            ));
            return None;
        }
        let Some(state) = next(first.state) else {
            cx.warn(text("Sudah terdaftar; m memilih langkah lain.", "Registered already; m chooses another step."));
            return None;
        };
        Stepping::new(places).reach(state, cx)
    }

    /// A step to be chosen.
    pub fn choose(places: &[&Standing], cx: &mut Cx) -> Option<Stepping> {
        let first = places.first()?;
        let names = LANGKAH.iter().map(|choice| cx.desk.look.say(choice.label).to_owned()).collect();
        cx.push(Choose::one(title(places.len(), &first.name), names).at(next(first.state).unwrap_or(TERDAFTAR)));
        Some(Stepping::new(places))
    }

    /// Sends these back.
    pub fn back(places: &[&Standing], cx: &mut Cx) -> Option<Stepping> {
        places.first()?;
        Stepping::new(places).reach(DIKEMBALIKAN, cx)
    }

    /// The number of one that came.
    pub fn register(places: &[&Standing], cx: &mut Cx) -> Option<Stepping> {
        places.first()?;
        let mut stepping = Stepping::new(places);
        // Asked also where there is one: it may have come anew.
        stepping.unnumbered.clone_from(&stepping.work.posyandu);
        stepping.reach(TERDAFTAR, cx)
    }

    fn title(&self, lang: Lang) -> Phrase {
        let name = self.names.first().map_or("", |(_, name)| name);
        let whom = title(self.names.len(), name);
        match LANGKAH.iter().find(|choice| choice.code == self.work.state) {
            Some(choice) => {
                text("{0}: {1}", "{0}: {1}").with([whom.get(lang).into_owned(), choice.label.get(lang).to_owned()])
            }
            None => whom,
        }
    }

    fn reach(mut self, state: usize, cx: &mut Cx) -> Option<Stepping> {
        self.work.state = LANGKAH.get(state)?.code.to_owned();
        self.work.together = self.names.len() > 1 && matches!(state, 3 | 4);
        match state {
            DIKEMBALIKAN => {
                let names = TINGKAT.iter().map(|choice| cx.desk.look.say(choice.label).to_owned()).collect();
                cx.push(Choose::one(text("Dikembalikan oleh siapa?", "Sent back by whom?"), names));
                self.question = Question::Level;
                Some(self)
            }
            TERDAFTAR => Some(self.ask_number(cx)),
            3 | 4 => {
                let hint = text(
                    "Nomor surat pengantar atau tanda terima; boleh kosong.",
                    "The number of the covering letter or receipt; may be empty.",
                );
                cx.push(Ask::new(self.title(cx.desk.look.lang), hint, "").or_nothing());
                self.question = Question::Proof;
                Some(self)
            }
            _ => Some(self.ask_day(cx)),
        }
    }

    /// Asks for the number of the next one without, else for the day.
    fn ask_number(mut self, cx: &mut Cx) -> Stepping {
        let again = self.unnumbered.first().and_then(|id| self.typed.iter().find(|(at, _)| at == id));
        if let Some(number) = again.map(|(_, number)| number.clone()) {
            return self.offer_number(&number, cx);
        }
        match self.unnumbered.first() {
            Some(id) => {
                self.question = Question::Suggest(cx.ask(Request::NextNumber(*id)));
                self
            }
            None => self.ask_day(cx),
        }
    }

    fn ask_day(mut self, cx: &mut Cx) -> Stepping {
        let hint = text(
            "Tanggal langkah ini; h = hari ini, -1 = kemarin.",
            "The day of this step; h = today, -1 = yesterday.",
        );
        let given = if self.day.is_empty() { date::show(cx.desk.today) } else { self.day.clone() };
        cx.push(Ask::new(self.title(cx.desk.look.lang), hint, &given));
        self.question = Question::Day;
        self
    }

    fn offer_number(mut self, number: &str, cx: &mut Cx) -> Stepping {
        let id = self.unnumbered.first();
        let name = self.names.iter().find(|(at, _)| Some(at) == id).map_or("", |(_, name)| name);
        let title = text("Nomor registrasi {0}", "Registration number of {0}").with([name]);
        let hint = text(
            "Nomor registrasi dari Kemendagri. Yang tertulis hanya urutan berikut yang kosong: cocokkan dengan suratnya.",
            "The number from Kemendagri. What stands here is only the next free serial: compare with the letter.",
        );
        let retyped = text(
            "Nomor registrasi dari Kemendagri, seperti yang tadi diketik. Betulkan, lalu Enter.",
            "The number from Kemendagri, as typed before. Correct it, then Enter.",
        );
        cx.push(Ask::new(title, if self.typed.is_empty() { hint } else { retyped }, number));
        self.question = Question::Number;
        self
    }

    fn read_day(&mut self, typed: String, cx: &Cx) -> Result<Date, date::DateError> {
        self.day = typed;
        date::parse(&self.day, cx.desk.today)
    }

    fn send(mut self, cx: &mut Cx) -> Stepping {
        self.question = Question::Sent(cx.ask(Request::Step(Box::new(self.work.clone()))));
        self
    }

    /// True where the reply is for this step.
    pub fn hears(&self, ticket: Ticket) -> bool {
        matches!(&self.question, Question::Suggest(asked) | Question::Sent(asked) if *asked == ticket)
    }

    /// Goes on with a reply; `None` where the step is done or given up.
    pub fn hear(self, reply: Reply, cx: &mut Cx) -> Option<Stepping> {
        match (&self.question, reply) {
            (Question::Suggest(_), Reply::Number(number)) => {
                let known = self.work.numbers.iter().map(|(_, number)| number.as_str());
                let pola = cx.desk.words.pola(&POLA_REGISTRASI);
                let suggested = pola.map_or_else(|| number.clone(), |pola| behind(&number, known, &pola));
                Some(self.offer_number(&suggested, cx))
            }
            (_, Reply::Saved(_)) => {
                let words = text("Tercatat: {0} (u batal)", "Kept: {0} (u undoes)");
                cx.say(words.with([self.title(cx.desk.look.lang).get(cx.desk.look.lang).into_owned()]));
                cx.changed();
                None
            }
            (_, Reply::Refused(problems)) => self.refused(&problems, cx),
            (_, Reply::Trouble(trouble)) => {
                cx.fail(trouble.text);
                None
            }
            _ => None,
        }
    }

    fn refused(mut self, problems: &[Problem], cx: &mut Cx) -> Option<Stepping> {
        let said: Vec<Phrase> = problems.iter().take(3).flat_map(|p| [p.text.clone(), p.advice.clone()]).collect();
        if self.work.pass.is_some() || problems.iter().any(Problem::blocks) {
            let told = Told::new(text("Ditolak; tidak ada yang berubah", "Refused; nothing changed"), said);
            // Where another day or number helps, the questions come again with what was typed in them.
            let cured = |problem: &Problem| CURED_BY_DAY.contains(&problem.code);
            if self.work.numbers.is_empty() && !problems.iter().any(cured) {
                cx.push(told);
                return None;
            }
            cx.push(told.then_on());
            self.question = Question::Read;
            self.work.pass = None;
            return Some(self);
        }
        let all: Vec<String> = problems.iter().map(|p| p.text.get(cx.desk.look.lang).into_owned()).collect();
        let hint = text("{0} Tulis alasannya untuk tetap melanjutkan.", "{0} Write the reason to go on all the same.");
        let first = all.first().cloned().unwrap_or_default();
        let more = all.len().saturating_sub(1);
        let first = if more > 0 { format!("{first} (+{more})") } else { first };
        cx.push(Ask::new(text("Alasan", "Reason"), hint.with([first]), ""));
        self.question = Question::Pass;
        Some(self)
    }

    /// Goes on with an answer; `None` where it was called off.
    pub fn answer(mut self, answer: Answer, cx: &mut Cx) -> Option<Stepping> {
        match (&self.question, answer) {
            (Question::State, Answer::Chosen(state)) => self.reach(state, cx),
            (Question::Level, Answer::Chosen(level)) => {
                self.work.level = TINGKAT.get(level)?.code.to_owned();
                let hint = text("Apa yang harus dibetulkan desa.", "What the desa is to correct.");
                cx.push(Ask::new(text("Mengapa dikembalikan?", "Why was it sent back?"), hint, ""));
                self.question = Question::Reason;
                Some(self)
            }
            (Question::Reason, Answer::Text(reason)) => {
                self.work.reason = reason;
                Some(self.ask_day(cx))
            }
            (Question::Number, Answer::Text(number)) => {
                let id = self.unnumbered.remove(0);
                self.work.numbers.push((id, number));
                Some(self.ask_number(cx))
            }
            (Question::Proof, Answer::Text(proof)) => {
                self.work.proof = proof;
                Some(self.ask_day(cx))
            }
            (Question::Day, Answer::Text(day)) => match self.read_day(day, cx) {
                Ok(day) => {
                    self.work.date = day;
                    Some(self.send(cx))
                }
                Err(error) => {
                    cx.fail(error.say());
                    Some(self.ask_day(cx))
                }
            },
            (Question::Read, _) => {
                self.typed = std::mem::take(&mut self.work.numbers);
                self.unnumbered = self.typed.iter().map(|(id, _)| *id).collect();
                Some(self.ask_number(cx))
            }
            (Question::Pass, Answer::Text(reason)) => {
                self.work.pass = Some(reason);
                Some(self.send(cx))
            }
            _ => None,
        }
    }
}

fn title(count: usize, first: &str) -> Phrase {
    if count == 1 {
        return text("{0}", "{0}").with([first]);
    }
    text("{0} Posyandu", "{0} Posyandu").with([count.to_string()])
}

/// The suggested number, behind those of the same desa that were typed for others a moment ago.
fn behind<'a>(number: &str, typed: impl Iterator<Item = &'a str>, pola: &Pola) -> String {
    let Some(mut serial) = pola.serial(number) else { return number.to_owned() };
    let bare = pola.with_serial(number, 0);
    for other in typed.filter(|other| pola.with_serial(other, 0) == bare) {
        serial = serial.max(pola.serial(other).map_or(0, |used| used + 1));
    }
    pola.with_serial(number, serial)
}

/// So many days since then.
pub fn days(since: Option<Date>, today: Date) -> Option<i64> {
    since.map(|since| i64::from((today - since).get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_typed_a_moment_ago_are_not_suggested_again() {
        let pola = Pola::read(POLA_REGISTRASI.default).unwrap();
        assert_eq!(behind("62.03.99.2001.004", std::iter::empty(), &pola), "62.03.99.2001.004");
        let typed = ["62.03.99.2001.006", "62.03.99.2002.009"];
        assert_eq!(behind("62.03.99.2001.004", typed.into_iter(), &pola), "62.03.99.2001.007");
        assert_eq!(behind("", typed.into_iter(), &pola), "");
    }

    #[test]
    fn every_state_but_the_last_has_a_next_one() {
        let steps: Vec<Option<usize>> = (0..LANGKAH.len()).map(next).collect();
        assert_eq!(steps, [Some(1), Some(2), Some(3), Some(4), Some(5), None, Some(1)]);
    }
}
