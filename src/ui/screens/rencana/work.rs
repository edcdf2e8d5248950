//! Work on many lines at once: the panels that ask, the request, and what came of it.
//!
//! * **Owns** the flow from a key or a word of the palette to one [`PlanWork`], and the reasons why
//!   a deed cannot be done now.
//! * **Imports** the panels of other screens.
//! * **Never** does two batches for one deed: one `u` undoes it.

use super::keys::DEEDS;
use super::tree;
use super::{PlanScreen, View};
use crate::base::id::{RecordId, Ticket};
use crate::base::money;
use crate::base::text::{Ellipsis, fit};
use crate::base::words::{Phrase, Text, text};
use crate::entity::naskah::{KEADAAN, TERKUNCI};
use crate::entity::rencana::DIDANAI;
use crate::entity::{CAKUPAN, PAGU, REALISASI, RENCANA, Record, SKENARIO, Value};
use crate::request::plan::{self, Plan, PlanWork, Share};
use crate::request::{Query, Reply, Request, Scope, Test};
use crate::ui::keymap::{Action, Deed};
use crate::ui::screen::{Answer, Cx, Outcome};
use crate::ui::screens::ask::Ask;
use crate::ui::screens::choose::Choose;
use crate::ui::screens::confirm::Confirm;
use crate::ui::screens::import::Import;
use crate::ui::screens::list::List;
use crate::ui::screens::list::export::ExportFlow;
use crate::ui::screens::list::many::{ManyFlow, Step, Target};
use crate::ui::screens::told::Told;
use crate::ui::widgets::table::Table;

/// What the panel above was asked for.
pub enum Flow {
    /// Which deed.
    Menu(Vec<Deed>),
    /// What to group by.
    Grouping,
    /// One change for many, or deleting.
    Many(ManyFlow),
    /// Last year's plan is on its way.
    Fetching(Ticket),
    /// Which of last year's lines.
    Last(RecordId, Vec<RecordId>),
    /// Which usual activities.
    Templates(Vec<String>),
    /// How to share a line out.
    Share(RecordId),
    /// Under which bidang.
    Bidang(Vec<RecordId>, Vec<String>),
    /// By how many percent.
    Percent(Vec<RecordId>),
    /// To which state.
    States(Vec<&'static str>),
    /// The question before doing it.
    Sure(Box<PlanWork>, Text),
    /// A list of the plan is written to a file.
    Export(ExportFlow),
}

/// A request on its way, and what is said when it is done.
pub struct Sent {
    ticket: Ticket,
    said: Text,
}

/// The ways to share out, as they are offered.
const SHARES: [(Share, Text); 3] = [
    (Share::Evenly, text("Rata ke semua desa", "Evenly over all desa")),
    (Share::ByPosyandu, text("Menurut jumlah Posyandu aktif", "By the number of Posyandu in service")),
    (Share::ByKader, text("Menurut jumlah kader bertugas", "By the number of kader in service")),
];

/// Hundredths of a percent as typed: `10`, `-5`, `2,5`, `+7.25 %`; between -100 % and 1.000 %.
fn percent(typed: &str) -> Option<i64> {
    let bare: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '%').collect();
    let (minus, digits) = match bare.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, bare.strip_prefix('+').unwrap_or(&bare)),
    };
    let (whole, rest) = digits.split_once([',', '.']).unwrap_or((digits, ""));
    if rest.len() > 2 || whole.is_empty() || !format!("{whole}{rest}").chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let hundredths = whole.parse::<i64>().ok()?.checked_mul(100)? + format!("{rest:0<2}").parse::<i64>().ok()?;
    let signed = if minus { -hundredths } else { hundredths };
    (signed != 0 && (-10_000..=100_000).contains(&signed)).then_some(signed)
}

/// Last year's lines in the order they are offered: without money first, dropped ones and those
/// already copied left out.
fn offered<'a>(last: &'a Plan, now: &[Record]) -> Vec<&'a Record> {
    let copied =
        |line: &Record| now.iter().any(|mine| mine.get("asal").as_link().is_some_and(|from| from.id == line.id));
    let mut lines: Vec<&Record> =
        last.lines.iter().filter(|line| line.text("status") != "batal" && !copied(line)).collect();
    // The sort keeps the plan's order among equals.
    lines.sort_by_key(|line| DIDANAI.contains(&line.text("status")));
    lines
}

/// What tells a line of last year: whether it got money or how often it was asked for in vain, its
/// amount, its bidang. What is cut on a narrow screen stands last.
fn last_words(line: &Record, cx: &Cx) -> String {
    let (look, words) = (cx.desk.look, &cx.desk.words);
    let funded = DIDANAI.contains(&line.text("status"));
    let times = line.get("kali_diusulkan").as_int().unwrap_or(1);
    let since = line.get("diusulkan_sejak").as_int().filter(|_| times > 1);
    let fate = match (funded, since) {
        (true, _) => look.say(text("didanai", "funded")).to_owned(),
        (false, Some(since)) => text("diusulkan {0}x sejak {1}", "proposed {0}x since {1}")
            .with([times.to_string(), since.to_string()])
            .get(look.lang)
            .into_owned(),
        (false, None) => look.say(text("belum didanai", "not funded")).to_owned(),
    };
    let title = fit(&line.title(), 32, Ellipsis::default()).into_owned();
    let bidang = super::shape::word_name(words, "bidang_rencana", line.text("bidang"), 15);
    let said = [title, fate, format!("Rp{}", money::show(plan::amount(line))), bidang.to_owned()];
    said.join(&format!(" {} ", look.dot()))
}

impl PlanScreen {
    fn target_ids(&self) -> Vec<RecordId> {
        self.tree.targets(self.lines()).iter().map(|line| line.id).collect()
    }

    /// The records of this plan that the present part is about: its lines, ceilings or scenarios.
    fn of_this_part(&self) -> Query {
        let entity = match self.view {
            View::Ceilings => &PAGU,
            View::Scenarios => &SKENARIO,
            _ => &RENCANA,
        };
        let mut query = Query::all(entity).only("naskah", Test::Is(Value::link(self.id, "")));
        if entity == &RENCANA {
            query.sort = "bidang";
        }
        query
    }

    /// Writes them to a file.
    pub(super) fn export(&mut self, cx: &mut Cx) {
        let query = self.of_this_part();
        let table = Table::new(query.entity, &cx.desk.settings, None);
        self.flow = Some(Flow::Export(ExportFlow::start(query, table.columns(), cx)));
    }

    /// Takes in a file: plan lines where they may still change, else what was paid.
    pub(super) fn import(&self, cx: &mut Cx) {
        let year = self.plan.as_ref().and_then(|plan| plan.naskah.get("tahun").as_int());
        let follows = self.is_locked() || matches!(self.view, View::Following | View::Chart);
        let import = Import::new(Some(if follows { &REALISASI } else { &RENCANA }));
        cx.push(match year {
            Some(year) => import.in_year(year),
            None => import,
        });
    }

    /// Opens the bin with what was deleted of them.
    pub(super) fn open_bin(&self, cx: &mut Cx) {
        let mut query = self.of_this_part();
        query.scope = Scope::Bin;
        let list = List::of(query, cx.desk);
        cx.push(list);
    }

    /// Offers what can be done now.
    pub(super) fn ask_work(&mut self, cx: &mut Cx) {
        let look = cx.desk.look;
        let can = |binding: &&crate::ui::keymap::Binding| self.refuses(binding.action).is_none();
        let deeds: Vec<(Deed, Text)> = DEEDS
            .iter()
            .filter(can)
            .filter_map(|binding| match binding.action {
                Action::Plan(deed) => Some((deed, binding.label)),
                _ => None,
            })
            .collect();
        let targets = self.tree.targets(self.lines());
        let title: Phrase = match targets.as_slice() {
            [] => text("Kerjakan", "Work").into(),
            [one] => text("Kerjakan: {0}", "Work on: {0}").with([one.title()]),
            many => text("Kerjakan {0} kegiatan terpilih", "Work on {0} selected lines").with([many.len().to_string()]),
        };
        let items = deeds.iter().map(|(_, label)| look.say(*label).to_owned()).collect();
        cx.push(Choose::one(title, items));
        self.flow = Some(Flow::Menu(deeds.into_iter().map(|(deed, _)| deed).collect()));
    }

    /// Why a deed cannot be done now.
    pub(super) fn why_no_deed(&self, deed: Deed) -> Option<Text> {
        const ONE: Text = text("Pilih dulu satu kegiatan.", "Choose one line first.");
        let targets = self.tree.targets(self.lines());
        let one = match targets.as_slice() {
            [one] => Some(*one),
            _ => None,
        };
        match deed {
            Deed::CopyLast if self.plan.as_ref().is_none_or(|plan| plan.before.is_none()) => Some(text(
                "Tidak ada rencana tahun sebelumnya untuk tempat ini.",
                "There is no plan of the year before for this place.",
            )),
            Deed::Split if one.is_none() => Some(ONE),
            Deed::Split if one.is_some_and(|line| !line.get("desa").is_empty()) => {
                Some(text("Kegiatan ini sudah untuk satu desa.", "This line is of one desa already."))
            }
            Deed::Join if targets.len() < 2 => {
                Some(text("Pilih dulu dua kegiatan atau lebih (Space).", "Select two lines or more (Space)."))
            }
            Deed::Move | Deed::Reprice | Deed::Field if targets.is_empty() => {
                Some(text("Pilih dulu kegiatannya (Space).", "Select lines first (Space)."))
            }
            Deed::Covered => {
                let covered = self.plan.as_ref().zip(one).and_then(|(plan, line)| plan.covered.get(&line.id));
                covered.is_none().then_some(text(
                    "Kegiatan ini tidak menyimpan daftar yang dituju.",
                    "This line keeps no list of what it is for.",
                ))
            }
            _ => None,
        }
    }

    /// Begins a deed.
    pub(super) fn start(&mut self, deed: Deed, cx: &mut Cx) {
        let look = cx.desk.look;
        let ids = self.target_ids();
        self.flow = match deed {
            Deed::CopyLast => {
                let before = self.plan.as_ref().and_then(|plan| plan.before);
                before.map(|before| Flow::Fetching(cx.ask(Request::Plan(before))))
            }
            Deed::Templates => {
                let usual = cx.desk.words.list("kegiatan_lazim").iter().filter(|item| item.active);
                let (codes, names): (Vec<String>, Vec<String>) =
                    usual.map(|item| (item.code.clone(), item.name.clone())).unzip();
                cx.push(Choose::many(
                    text("Kegiatan lazim: tandai dengan Space", "Usual activities: mark with Space"),
                    names,
                    [],
                ));
                Some(Flow::Templates(codes))
            }
            Deed::Split => {
                let items = SHARES.iter().map(|(_, label)| look.say(*label).to_owned()).collect();
                cx.push(Choose::one(text("Bagi kegiatan ini", "Share this line out"), items));
                ids.first().map(|id| Flow::Share(*id))
            }
            Deed::Join => {
                self.send(PlanWork::Join(ids), JOINED, cx);
                None
            }
            Deed::Move => {
                let bidang = cx.desk.words.list("bidang_rencana").iter().filter(|item| item.active);
                let (codes, names): (Vec<String>, Vec<String>) =
                    bidang.map(|item| (item.code.clone(), item.name.clone())).unzip();
                cx.push(Choose::one(text("Pindah ke bidang", "Move to bidang"), names));
                Some(Flow::Bidang(ids, codes))
            }
            Deed::Reprice => {
                cx.push(Ask::new(
                    text("Ubah harga satuan berapa persen?", "Change unit prices by how many percent?"),
                    text(
                        "Misalnya 10, -5 atau 2,5. Jumlah ikut dihitung.",
                        "For example 10, -5 or 2.5. Amounts follow.",
                    ),
                    "",
                ));
                Some(Flow::Percent(ids))
            }
            Deed::Field => {
                let title = self.tree.targets(self.lines()).first().map(|line| line.title()).unwrap_or_default();
                Some(Flow::Many(ManyFlow::change(Target { entity: &RENCANA, ids, title }, cx)))
            }
            Deed::Covered => {
                if let Some(line) = ids.first() {
                    let query = Query::all(&CAKUPAN).only("rencana", Test::Is(Value::link(*line, "")));
                    let list = List::of(query, cx.desk);
                    cx.push(list);
                }
                None
            }
            Deed::State => self.ask_state(cx),
        };
    }

    /// The states the plan can go to, the usual next one first.
    fn ask_state(&self, cx: &mut Cx) -> Option<Flow> {
        let look = cx.desk.look;
        let next: &[&'static str] = match self.state() {
            "rancangan" => &["dibahas", "disepakati", "ditetapkan"],
            "dibahas" => &["disepakati", "ditetapkan", "rancangan"],
            "disepakati" => &["ditetapkan", "perubahan"],
            "ditetapkan" => &["perubahan"],
            _ => &["disepakati", "ditetapkan"],
        };
        let label = |code: &&str| KEADAAN.iter().find(|state| state.code == *code).map_or("", |s| look.say(s.label));
        cx.push(Choose::one(
            text("Rencana ini menjadi", "The plan becomes"),
            next.iter().map(|code| label(code).to_owned()).collect(),
        ));
        Some(Flow::States(next.to_vec()))
    }

    /// Asks before the state changes; the question names what is frozen and what is still missing.
    fn ask_sure_of_state(&self, code: &'static str, cx: &mut Cx) -> Flow {
        let look = cx.desk.look;
        let label = KEADAAN.iter().find(|state| state.code == code).map_or("", |state| look.say(state.label));
        let number = self.plan.as_ref().and_then(|plan| plan.versions.last()).map_or(0, |version| version.number);
        let total = &self.facts.total;
        let question = if TERKUNCI.contains(&code) {
            text(
                "Rencana menjadi {0}: {1} kegiatan, Rp{2}, dibekukan sebagai versi {3}. Masih {4} hal belum lengkap. Lanjut?",
                "The plan becomes {0}: {1} lines, Rp{2}, frozen as version {3}. {4} things still to mend. Go on?",
            )
            .with([
                label.to_owned(),
                total.lines.to_string(),
                super::shape::rupiah(total.proposed),
                (number + 1).to_string(),
                self.facts.gaps.len().to_string(),
            ])
        } else {
            text("Rencana menjadi {0}? Bisa dibatalkan dengan u.", "The plan becomes {0}? Can be undone with u.")
                .with([label])
        };
        cx.push(Confirm::new(question));
        Flow::Sure(
            Box::new(PlanWork::State(self.id, code.to_owned())),
            text("Keadaan rencana diubah (u batal)", "The plan's state was changed (u undoes)"),
        )
    }

    /// Asks before an old version comes back.
    pub(super) fn ask_restore(&mut self, cx: &mut Cx) {
        let Some(version) = self.versions.chosen() else { return };
        cx.push(Confirm::new(
            text(
                "Kembalikan rencana ke versi {0} ({1} kegiatan, Rp{2})? Isi sekarang tercatat di riwayat; u membatalkan.",
                "Bring the plan back to version {0} ({1} lines, Rp{2})? What stands now is in the history; u undoes.",
            )
            .with(PlanScreen::version_facts(version)),
        ));
        self.flow = Some(Flow::Sure(
            Box::new(PlanWork::Restore(self.id, version.number)),
            text(
                "Rencana dikembalikan: {0} kegiatan berubah (u batal)",
                "The plan was brought back: {0} lines changed (u undoes)",
            ),
        ));
    }

    /// Asks before a scenario becomes lines.
    pub(super) fn choose_scenario(&mut self, cx: &mut Cx) {
        let Some(scenario) = self.scenarios.current() else { return };
        let facts = [scenario.record.title(), scenario.costs.len().to_string(), super::shape::rupiah(scenario.total)];
        let id = scenario.record.id;
        cx.push(Confirm::new(
            text(
                "Jadikan \"{0}\" baris rencana: {1} desa, Rp{2} setahun? Bisa dibatalkan dengan u.",
                "Make plan lines of \"{0}\": {1} desa, Rp{2} a year? Can be undone with u.",
            )
            .with(facts),
        ));
        self.flow = Some(Flow::Sure(
            Box::new(PlanWork::Choose(id)),
            text("{0} baris insentif ditulis ke rencana (u batal)", "{0} incentive lines written (u undoes)"),
        ));
    }

    /// Deeds of one key.
    pub(super) fn send_at_once(&mut self, action: Action, cx: &mut Cx) {
        let ids = self.target_ids();
        match action {
            Action::Duplicate => self.send(
                PlanWork::Duplicate(ids),
                text("{0} kegiatan digandakan (u batal)", "{0} lines doubled (u undoes)"),
                cx,
            ),
            _ => {
                let by = if action == Action::ShiftUp { -1 } else { 1 };
                if let Some(line) = self.line().map(|line| line.id) {
                    self.wanted = Some(line);
                    self.send(PlanWork::Shift(line, by), text("Digeser (u batal)", "Shifted (u undoes)"), cx);
                }
            }
        }
    }

    fn send(&mut self, work: PlanWork, said: Text, cx: &mut Cx) {
        if self.sent.is_some() {
            cx.warn(text("Pekerjaan sebelumnya belum selesai.", "The work before is not done yet."));
            return;
        }
        self.sent = Some(Sent { ticket: cx.ask(Request::PlanWork(work)), said });
    }

    /// Goes on with an answer of a panel.
    pub(super) fn answered(&mut self, flow: Flow, answer: Answer, cx: &mut Cx) {
        match (flow, answer) {
            (Flow::Menu(deeds), Answer::Chosen(n)) => {
                if let Some(deed) = deeds.get(n) {
                    self.start(*deed, cx);
                }
            }
            (Flow::Grouping, Answer::Chosen(n)) => {
                if let Some((by, _)) = tree::GROUPINGS.get(n) {
                    self.tree.by = *by;
                    self.build(&cx.desk.words.clone());
                }
            }
            (Flow::Many(flow), answer) => {
                let step = flow.answer(answer, cx);
                self.stepped(step);
            }
            (Flow::Last(from, ids), Answer::ChosenMany(chosen)) => {
                let lines = chosen.iter().filter_map(|n| ids.get(*n)).copied().collect();
                self.send(PlanWork::CopyLines { from, to: self.id, lines }, COPIED, cx);
            }
            (Flow::Templates(codes), Answer::ChosenMany(chosen)) => {
                let codes = chosen.iter().filter_map(|n| codes.get(*n)).cloned().collect();
                self.send(
                    PlanWork::Templates(self.id, codes),
                    text("{0} kegiatan lazim ditambahkan (u batal)", "{0} usual activities added (u undoes)"),
                    cx,
                );
            }
            (Flow::Share(line), Answer::Chosen(n)) => {
                if let Some((share, _)) = SHARES.get(n) {
                    let one = self.lines().iter().find(|other| other.id == line);
                    let one = one.is_some_and(|line| line.get("volume").as_int() == Some(1) && plan::amount(line) > 0);
                    self.send(PlanWork::Split(line, *share), if one { SHARED_AMOUNT } else { SHARED }, cx);
                }
            }
            (Flow::Bidang(ids, codes), Answer::Chosen(n)) => {
                if let Some(code) = codes.get(n) {
                    self.wanted = ids.first().copied();
                    self.send(PlanWork::Move(ids, code.clone()), MOVED, cx);
                }
            }
            (Flow::Percent(ids), Answer::Text(typed)) => match percent(&typed) {
                Some(by) => self.send(PlanWork::Reprice(ids, by), REPRICED, cx),
                None => cx.warn(text(
                    "Tulis persen seperti 10, -5 atau 2,5; antara -100 dan 1000.",
                    "Write a percentage like 10, -5 or 2.5; between -100 and 1000.",
                )),
            },
            (Flow::States(codes), Answer::Chosen(n)) => {
                if let Some(code) = codes.get(n) {
                    self.flow = Some(self.ask_sure_of_state(code, cx));
                }
            }
            (Flow::Sure(work, said), Answer::Confirmed) => self.send(*work, said, cx),
            (Flow::Export(flow), answer) => self.flow = flow.answer(answer, cx).map(Flow::Export),
            _ => {}
        }
    }

    fn stepped(&mut self, step: Step) {
        match step {
            Step::On(flow) => self.flow = Some(Flow::Many(flow)),
            Step::Done => self.tree.selected.clear(),
            Step::Over => {}
        }
    }

    /// Takes the reply to a deed.
    pub(super) fn heard(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) -> Outcome {
        match self.flow.take() {
            Some(Flow::Many(flow)) if flow.hears(ticket) => {
                let step = flow.hear(reply, cx);
                self.stepped(step);
                return Outcome::Changed;
            }
            Some(Flow::Fetching(asked)) if asked == ticket => {
                self.offer_last(reply, cx);
                return Outcome::Changed;
            }
            flow => self.flow = flow,
        }
        let Some(sent) = self.sent.take_if(|sent| sent.ticket == ticket) else { return Outcome::Unchanged };
        match reply {
            Reply::Saved(saved) => {
                let count = money::show(i64::try_from(saved.count).unwrap_or(i64::MAX));
                cx.say(sent.said.with([count]));
                let known = |id: &RecordId| self.lines().iter().any(|line| line.id == *id);
                let new = saved.records.iter().find(|(entity, id, _)| *entity == &RENCANA && !known(id));
                if let Some((_, id, _)) = new {
                    self.wanted = Some(*id);
                }
                self.tree.selected.clear();
                cx.changed();
            }
            Reply::Refused(problems) => cx.push(Told::refused(&problems)),
            Reply::Conflict(conflict) => {
                cx.fail(
                    text(
                        "Baru saja diubah oleh {0}. Tidak ada yang berubah; ulangi.",
                        "Just changed by {0}. Nothing changed; try again.",
                    )
                    .with([conflict.actor.clone()]),
                );
                cx.changed();
            }
            Reply::Trouble(trouble) => {
                let title = text("Tidak berhasil: {0}", "It failed: {0}").with([trouble.code]);
                cx.push(Told::new(title, vec![trouble.text, trouble.advice]));
            }
            _ => {}
        }
        Outcome::Changed
    }

    /// Last year's plan came: its lines are offered, all marked.
    fn offer_last(&mut self, reply: Reply, cx: &mut Cx) {
        let last = match reply {
            Reply::Plan(last) => last,
            Reply::Trouble(trouble) => {
                cx.fail(trouble.text);
                return;
            }
            _ => return,
        };
        let lines = offered(&last, self.lines());
        if lines.is_empty() {
            cx.say(text("Semua kegiatan tahun lalu sudah disalin.", "Every line of last year is copied already."));
            return;
        }
        let items: Vec<String> = lines.iter().map(|line| last_words(line, cx)).collect();
        let ids: Vec<RecordId> = lines.iter().map(|line| line.id).collect();
        let title = text("Salin dari {0}: Space melepas, Enter menyalin", "Copy from {0}: Space unmarks, Enter copies")
            .with([last.naskah.title()]);
        let all = 0..items.len();
        cx.push(Choose::many(title, items, all));
        self.flow = Some(Flow::Last(last.naskah.id, ids));
    }
}

const COPIED: Text =
    text("{0} kegiatan disalin dari tahun lalu (u batal)", "{0} lines copied from last year (u undoes)");
const JOINED: Text = text("Kegiatan digabung (u batal)", "The lines were joined (u undoes)");
const SHARED: Text = text("Kegiatan dibagi ke desa (u batal)", "The line was shared out over desa (u undoes)");
const SHARED_AMOUNT: Text = text(
    "Volume 1 dibagi menurut rupiahnya; bagian tanpa volume (u batal)",
    "Volume 1: shared by its rupiah; parts have no volume (u undoes)",
);
const MOVED: Text = text("{0} kegiatan dipindah (u batal)", "{0} lines moved (u undoes)");
const REPRICED: Text = text("{0} harga satuan diubah (u batal)", "{0} unit prices changed (u undoes)");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_read_as_people_write_them() {
        for (typed, hundredths) in
            [("10", 1_000), ("-5", -500), ("2,5", 250), ("+7.25 %", 725), ("0,05", 5), ("-100", -10_000)]
        {
            assert_eq!(percent(typed), Some(hundredths), "{typed}");
        }
        for typed in ["", "0", "x", "1,234", "-101", "1001", ",5", "1,,2", "--1"] {
            assert_eq!(percent(typed), None, "{typed}");
        }
    }
}
