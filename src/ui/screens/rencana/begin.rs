//! A new plan in few keys: after the newest one of the same place, for the year that follows.
//!
//! * **Owns** the offer of years, and the request.
//! * **Imports** plans as the request gives them.
//! * **Never** writes a plan that is there: what is offered is new.

use super::PlanScreen;
use crate::base::id::{RecordId, Ticket};
use crate::base::words::text;
use crate::entity::{NASKAH, Record};
use crate::request::plan::PlanWork;
use crate::request::{Reply, Request};
use crate::ui::screen::{Answer, Cx};
use crate::ui::screens::choose::Choose;
use crate::ui::screens::told::Told;
use crate::ui::screens::{FormWish, open_form};

/// How far it is.
pub enum BeginFlow {
    /// The plans are being read.
    Reading(Ticket),
    /// Which one: a year after a plan, or by the form.
    Which(Vec<Option<(i64, Option<RecordId>)>>),
    /// The store writes it.
    Sent(Ticket),
}

/// The year that follows a plan, where no plan of that place has it yet.
fn next(plan: &Record, plans: &[Record]) -> Option<i64> {
    let place =
        |plan: &Record| (plan.text("tingkat").to_owned(), plan.get("desa").clone(), plan.get("posyandu").clone());
    let year = plan.get("tahun").as_int()? + 1;
    let there = plans.iter().any(|other| place(other) == place(plan) && other.get("tahun").as_int() >= Some(year));
    (!there).then_some(year)
}

impl BeginFlow {
    /// Reads which plans there are.
    pub fn start(cx: &mut Cx) -> Self {
        BeginFlow::Reading(cx.ask(Request::Plans))
    }

    /// True where it waits for this ticket.
    pub fn hears(&self, ticket: Ticket) -> bool {
        matches!(self, BeginFlow::Reading(asked) | BeginFlow::Sent(asked) if *asked == ticket)
    }

    /// Goes on with the store's reply; the plan under the list's cursor is offered first.
    pub fn hear(self, reply: Reply, here: Option<RecordId>, cx: &mut Cx) -> Option<Self> {
        match (self, reply) {
            (BeginFlow::Reading(_), Reply::Plans(plans)) => Some(BeginFlow::offer(plans, here, cx)),
            (BeginFlow::Sent(_), Reply::Saved(saved)) => {
                cx.changed();
                let new = saved.records.iter().find(|(entity, ..)| *entity == &NASKAH);
                if let Some((_, id, _)) = new {
                    cx.push(PlanScreen::new(*id));
                }
                cx.say(text("Rencana baru dibuat (u batal)", "A new plan was begun (u undoes)"));
                None
            }
            (_, Reply::Refused(problems)) => {
                cx.push(Told::refused(&problems));
                None
            }
            (_, Reply::Trouble(trouble)) => {
                cx.fail(trouble.text);
                None
            }
            _ => None,
        }
    }

    fn offer(mut plans: Vec<Record>, here: Option<RecordId>, cx: &mut Cx) -> Self {
        plans.sort_by_key(|plan| Some(plan.id) != here);
        let mut which: Vec<Option<(i64, Option<RecordId>)>> = Vec::new();
        let mut items: Vec<String> = Vec::new();
        let lang = cx.desk.look.lang;
        for plan in &plans {
            let Some(year) = next(plan, &plans) else { continue };
            let after = text("Rencana {0}, seperti {1}", "Plan of {0}, like {1}");
            items.push(after.with([year.to_string(), plan.title()]).get(lang).into_owned());
            which.push(Some((year, Some(plan.id))));
        }
        let kecamatan = |plan: &Record| plan.text("tingkat") == "kecamatan";
        if !plans.iter().any(kecamatan) {
            for year in [i64::from(cx.desk.today.year()) + 1, i64::from(cx.desk.today.year())] {
                let words = text("Rencana {0} kecamatan", "Plan of {0} of the kecamatan");
                items.push(words.with([year.to_string()]).get(lang).into_owned());
                which.push(Some((year, None)));
            }
        }
        let by_form = text("Isi sendiri (desa, Posyandu, tahun lain)", "Fill in (desa, Posyandu, another year)");
        items.push(cx.desk.look.say(by_form).to_owned());
        which.push(None);
        cx.push(Choose::one(text("Rencana baru", "New plan"), items));
        BeginFlow::Which(which)
    }

    /// Goes on with an answer.
    pub fn answer(self, answer: &Answer, cx: &mut Cx) -> Option<Self> {
        let (BeginFlow::Which(which), Answer::Chosen(n)) = (self, answer) else { return None };
        match which.get(*n)? {
            Some((year, like)) => {
                let work = PlanWork::Begin { year: *year, like: *like };
                Some(BeginFlow::Sent(cx.ask(Request::PlanWork(work))))
            }
            None => {
                open_form(FormWish::new(&NASKAH, Vec::new()), cx);
                None
            }
        }
    }
}
