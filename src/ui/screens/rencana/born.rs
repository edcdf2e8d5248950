//! A plan line born from a selection: "12 Posyandu" become one line that keeps its 12.
//!
//! * **Owns** the questions on the way: which plan, which activity, which bidang.
//! * **Imports** plans as the request gives them.
//! * **Never** asks what it can tell: where one plan is open, that one is meant.

use crate::base::id::{RecordId, Ticket};
use crate::base::words::{Phrase, text};
use crate::entity::naskah::TERKUNCI;
use crate::entity::{DESA, Entity, KADER, POSYANDU, Record};
use crate::request::plan::PlanWork;
use crate::request::{Reply, Request};
use crate::ui::screen::{Answer, Cx};
use crate::ui::screens::ask::Ask;
use crate::ui::screens::choose::Choose;
use crate::ui::screens::told::Told;

/// The kinds of records a line can be for.
pub fn can(entity: &'static Entity) -> bool {
    [&POSYANDU, &KADER, &DESA].contains(&entity)
}

/// For which records.
#[derive(Clone)]
pub struct Covered {
    /// Their kind.
    pub entity: &'static Entity,
    /// Which.
    pub ids: Vec<RecordId>,
    /// The activity that is offered, or empty.
    pub activity: String,
}

/// How far it is.
pub enum BornFlow {
    /// The plans are being read.
    Reading(Ticket, Covered),
    /// Which plan.
    Plan(Covered, Vec<Record>),
    /// What the activity is called.
    Activity(Covered, Record),
    /// Under which bidang.
    Bidang(Covered, Record, String, Vec<String>),
    /// The store writes it.
    Sent(Ticket, String),
}

impl BornFlow {
    /// Begins with these records.
    pub fn start(covered: Covered, cx: &mut Cx) -> Self {
        BornFlow::Reading(cx.ask(Request::Plans), covered)
    }

    /// True where it waits for this ticket.
    pub fn hears(&self, ticket: Ticket) -> bool {
        matches!(self, BornFlow::Reading(asked, _) | BornFlow::Sent(asked, _) if *asked == ticket)
    }

    /// Goes on with the store's reply.
    pub fn hear(self, reply: Reply, cx: &mut Cx) -> Option<Self> {
        match (self, reply) {
            (BornFlow::Reading(_, covered), Reply::Plans(plans)) => BornFlow::choose_plan(covered, plans, cx),
            (BornFlow::Sent(_, plan), Reply::Saved(_)) => {
                cx.say(text("Menjadi baris {0} (u batal)", "Became a line of {0} (u undoes)").with([plan]));
                cx.changed();
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

    fn choose_plan(covered: Covered, plans: Vec<Record>, cx: &mut Cx) -> Option<Self> {
        // Newest first, as they come; only those whose figures may still change.
        let mut open: Vec<Record> =
            plans.into_iter().filter(|plan| !TERKUNCI.contains(&plan.text("keadaan"))).collect();
        if open.len() > 1 {
            cx.push(Choose::one(
                text("Ke rencana yang mana?", "Into which plan?"),
                open.iter().map(Record::title).collect(),
            ));
            return Some(BornFlow::Plan(covered, open));
        }
        let Some(plan) = open.pop() else {
            cx.warn(text(
                "Belum ada rencana yang terbuka. Buat dulu: n di layar depan, lalu a.",
                "No plan is open. Begin one first: n on the start screen, then a.",
            ));
            return None;
        };
        Some(BornFlow::ask_activity(covered, plan, cx))
    }

    fn ask_activity(covered: Covered, plan: Record, cx: &mut Cx) -> Self {
        let kind = cx.desk.look.say(covered.entity.label);
        let facts = [covered.ids.len().to_string(), kind.to_owned(), plan.title()];
        let title: Phrase = text("Kegiatan untuk {0} {1} ({2})", "Activity for {0} {1} ({2})").with(facts);
        let hint = text(
            "Nama kegiatan. Baris ini menyimpan daftar yang dituju dan volumenya banyaknya.",
            "The name of the activity. The line keeps the list of what it is for; their number is its volume.",
        );
        cx.push(Ask::new(title, hint, &covered.activity));
        BornFlow::Activity(covered, plan)
    }

    /// Goes on with an answer.
    pub fn answer(self, answer: Answer, cx: &mut Cx) -> Option<Self> {
        match (self, answer) {
            (BornFlow::Plan(covered, plans), Answer::Chosen(n)) => {
                let plan = plans.into_iter().nth(n)?;
                Some(BornFlow::ask_activity(covered, plan, cx))
            }
            (BornFlow::Activity(covered, plan), Answer::Text(activity)) => {
                let bidang = cx.desk.words.list("bidang_rencana").iter().filter(|item| item.active);
                let (codes, names): (Vec<String>, Vec<String>) =
                    bidang.map(|item| (item.code.clone(), item.name.clone())).unzip();
                cx.push(Choose::one(text("Bidang kegiatan ini", "The bidang of this activity"), names));
                Some(BornFlow::Bidang(covered, plan, activity, codes))
            }
            (BornFlow::Bidang(covered, plan, activity, codes), Answer::Chosen(n)) => {
                let work = PlanWork::Born {
                    plan: plan.id,
                    activity,
                    bidang: codes.into_iter().nth(n)?,
                    entity: covered.entity,
                    records: covered.ids,
                };
                Some(BornFlow::Sent(cx.ask(Request::PlanWork(work)), plan.title()))
            }
            _ => None,
        }
    }
}
