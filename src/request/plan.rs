//! A work plan as a whole: its lines, its sums, its ceilings, its versions.
//!
//! * **Owns** the shapes of a plan on the screen and the sums over its lines, and what can be done
//!   with many lines at once ([`PlanWork`]).
//! * **Imports** `base`, `entity`.
//! * **Never** reads a file: everything here follows from the lines it is given. Amounts are whole
//!   rupiah; sums are `i128` inside, so that no number of lines overflows them.

use std::collections::BTreeMap;

use crate::base::bulan::Months;
use crate::base::id::RecordId;
use crate::base::money;
use crate::base::text::fold;
use crate::base::words::{Lang, Phrase, text};
use crate::entity::rencana::{self, DIDANAI};
use crate::entity::{Entity, Record, Vocabulary};

/// A plan, whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The plan's own record.
    pub naskah: Record,
    /// Its lines, by bidang in the operator's order, then by `urutan`, then by age.
    pub lines: Vec<Record>,
    /// Its ceilings.
    pub ceilings: Vec<Record>,
    /// Of each line with covered records: how many.
    pub covered: BTreeMap<RecordId, usize>,
    /// What the payments of its lines add up to in each quarter, in rupiah.
    pub paid: [i64; 4],
    /// Its frozen versions, oldest first.
    pub versions: Vec<Version>,
    /// The plan of the same place for the nearest earlier year, if there is one.
    pub before: Option<RecordId>,
}

/// A frozen version of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its number in the plan; 1 is the first.
    pub number: i64,
    /// The plan's state when it was frozen.
    pub state: String,
    /// When, RFC 3339.
    pub time: String,
    /// By whom.
    pub actor: String,
    /// How many lines.
    pub lines: usize,
    /// Their sum, in rupiah.
    pub total: i64,
}

/// By what a sum is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// One of the seven groups.
    Bidang,
    /// The source of funds.
    Source,
    /// The desa; empty: the whole kecamatan.
    Desa,
    /// The agency.
    Opd,
    /// The status.
    Status,
    /// Nothing: one sum of all.
    All,
}

/// What lines add up to, in rupiah.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// How many lines.
    pub lines: usize,
    /// Proposed.
    pub proposed: i128,
    /// Accepted: the accepted amount, or the proposed one of a funded line that names none.
    pub accepted: i128,
    /// Spent.
    pub spent: i128,
}

impl Sum {
    /// Adds a line. One that was dropped is counted, but asks for nothing any more.
    pub fn add(&mut self, line: &Record) {
        self.lines += 1;
        self.proposed += i128::from(if is_dropped(line) { 0 } else { amount(line) });
        self.accepted += i128::from(accepted(line));
        self.spent += i128::from(line.get("realisasi_anggaran").as_int().unwrap_or(0));
    }

    /// Adds another sum.
    pub fn join(&mut self, other: &Sum) {
        self.lines += other.lines;
        self.proposed += other.proposed;
        self.accepted += other.accepted;
        self.spent += other.spent;
    }
}

/// True for a line that was dropped: it stays readable and counts under no ceiling.
pub fn is_dropped(line: &Record) -> bool {
    line.text("status") == "batal"
}

/// The proposed rupiah of a line.
pub fn amount(line: &Record) -> i64 {
    line.get("jumlah").as_int().unwrap_or(0)
}

/// The accepted rupiah of a line.
pub fn accepted(line: &Record) -> i64 {
    match line.get("jumlah_disetujui").as_int() {
        Some(amount) => amount,
        None if DIDANAI.contains(&line.text("status")) => amount(line),
        None => 0,
    }
}

/// The marked months of a line.
pub fn months(line: &Record) -> Months {
    Months::from_bits(line.get("bulan").as_int().unwrap_or(0))
}

/// The key of a line in a grouping: a code, or a link's title for a desa.
pub fn group(line: &Record, by: By) -> String {
    match by {
        By::Bidang => line.text("bidang").to_owned(),
        By::Source => line.text("sumber_dana").to_owned(),
        By::Opd => line.text("opd").to_owned(),
        By::Status => line.text("status").to_owned(),
        By::Desa => line.get("desa").as_link().map(|link| link.title.clone()).unwrap_or_default(),
        By::All => String::new(),
    }
}

/// The sums of lines by group. They add up to the sum of all lines, whatever the grouping.
pub fn sums<'a>(lines: impl IntoIterator<Item = &'a Record>, by: By) -> BTreeMap<String, Sum> {
    let mut out: BTreeMap<String, Sum> = BTreeMap::new();
    for line in lines {
        out.entry(group(line, by)).or_default().add(line);
    }
    out
}

/// The sum of lines.
pub fn total<'a>(lines: impl IntoIterator<Item = &'a Record>) -> Sum {
    let mut out = Sum::default();
    lines.into_iter().for_each(|line| out.add(line));
    out
}

/// A plan by quarter, in rupiah. What is planned and what has no month add up to the plan; what is
/// spent and what has no date, to what was spent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quarters {
    /// Planned in each quarter.
    pub planned: [i128; 4],
    /// Spent in each quarter, by the payments.
    pub spent: [i128; 4],
    /// Planned in lines without a month.
    pub unplanned: i128,
    /// Spent, and no payment tells when.
    pub undated: i128,
}

/// A plan by quarter: the amount of a line is shared evenly over its months, the rupiah that do not
/// divide going to the first of them.
pub fn quarters(plan: &Plan) -> Quarters {
    let mut out = Quarters { spent: plan.paid.map(i128::from), ..Quarters::default() };
    for line in plan.lines.iter().filter(|line| !is_dropped(line)) {
        let (whole, marked) = (i128::from(amount(line)), months(line));
        let count = i128::from(marked.count());
        if count == 0 {
            out.unplanned += whole;
            continue;
        }
        for (n, month) in (1..=12u32).filter(|month| marked.has(*month)).enumerate() {
            let more = i128::try_from(n).is_ok_and(|n| n < whole % count);
            let quarter = usize::try_from((month - 1) / 3).unwrap_or(0);
            if let Some(sum) = out.planned.get_mut(quarter) {
                *sum += whole / count + i128::from(more);
            }
        }
    }
    out.undated = total(&plan.lines).spent - out.spent.iter().sum::<i128>();
    out
}

/// What lines of pembinaan ask for, in rupiah: those whose activity holds one of these words,
/// parted by semicolons. The words are a setting: no rule says which activities count.
pub fn guidance<'a>(lines: impl IntoIterator<Item = &'a Record>, words: &str) -> i128 {
    let words: Vec<String> = words.split(';').map(fold).filter(|word| !word.is_empty()).collect();
    let counts = |line: &&Record| {
        let said = fold(line.text("kegiatan"));
        words.iter().any(|word| said.contains(word.as_str()))
    };
    total(lines.into_iter().filter(counts)).proposed
}

/// A ceiling beside what is planned under it.
#[derive(Clone, Debug, PartialEq)]
pub struct Room {
    /// The ceiling's record.
    pub ceiling: Record,
    /// What is planned under it, in rupiah.
    pub used: i128,
}

impl Room {
    /// The most allowed, in rupiah.
    pub fn most(&self) -> i64 {
        self.ceiling.get("jumlah").as_int().unwrap_or(0)
    }

    /// What is left; below zero: over the ceiling.
    pub fn left(&self) -> i128 {
        i128::from(self.most()) - self.used
    }
}

/// True where a line counts under a ceiling: every field the ceiling names is the line's. Lines
/// that were dropped count nowhere.
pub fn under(line: &Record, ceiling: &Record) -> bool {
    let fits = |name: &str| ceiling.get(name).is_empty() || ceiling.get(name) == line.get(name);
    !is_dropped(line) && fits("sumber_dana") && fits("bidang") && fits("desa")
}

/// Every ceiling with what is planned under it.
pub fn rooms(plan: &Plan) -> Vec<Room> {
    let used = |ceiling: &Record| {
        plan.lines.iter().filter(|line| under(line, ceiling)).map(|line| i128::from(amount(line))).sum()
    };
    plan.ceilings.iter().map(|ceiling| Room { used: used(ceiling), ceiling: ceiling.clone() }).collect()
}

/// Something about a plan that a person should see to (`domain.md` 3.2, checks).
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// A stable code.
    pub code: &'static str,
    /// The line it is about; `None`: the plan.
    pub line: Option<RecordId>,
    /// What is the matter.
    pub text: Phrase,
}

/// One way to share a line out over desa.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// As evenly as whole rupiah allow.
    Evenly,
    /// By the number of Posyandu in service.
    ByPosyandu,
    /// By the number of kader in service.
    ByKader,
}

/// What can be done with many lines at once. Each is one batch, undone by one key.
#[derive(Clone, Debug, PartialEq)]
pub enum PlanWork {
    /// Begins a plan of a year at kecamatan level, or of the place of an earlier plan.
    Begin {
        /// The year.
        year: i64,
        /// The plan whose level and place it takes over.
        like: Option<RecordId>,
    },
    /// Copies lines of an earlier plan: the unfunded first, each knowing where it came from and
    /// how often it was proposed. Lines already copied are left out.
    CopyLines {
        /// From this plan.
        from: RecordId,
        /// Into this plan.
        to: RecordId,
        /// Only these lines; empty: all that were not dropped.
        lines: Vec<RecordId>,
    },
    /// Writes lines of the usual activities (`pilihan`, list `kegiatan_lazim`), by code.
    Templates(RecordId, Vec<String>),
    /// Doubles lines.
    Duplicate(Vec<RecordId>),
    /// Shares a line out over the desa of the file: the parts add up to the line to the last
    /// rupiah and the last unit; the line itself goes into the bin. A line of volume 1 ("1 paket") is
    /// shared out by its amount alone: its parts have no volume.
    Split(RecordId, Share),
    /// Makes one line of several of the same activity and source.
    Join(Vec<RecordId>),
    /// Moves lines to another bidang, behind its last line.
    Move(Vec<RecordId>, String),
    /// Puts a line one place up (`-1`) or down (`1`) within its bidang.
    Shift(RecordId, i64),
    /// Changes unit prices by so many hundredths of a percent, rounded to whole rupiah.
    Reprice(Vec<RecordId>, i64),
    /// A line born from a selection: it keeps the records it is for.
    Born {
        /// Into this plan.
        plan: RecordId,
        /// The activity.
        activity: String,
        /// The bidang's code.
        bidang: String,
        /// The kind of the records: posyandu, kader or desa.
        entity: &'static Entity,
        /// The records it is for; their number is the volume.
        records: Vec<RecordId>,
    },
    /// Makes plan lines of a scenario, one a desa, and marks it as chosen.
    Choose(RecordId),
    /// Moves the plan to another state. Agreed and fixed plans are frozen as a numbered version.
    State(RecordId, String),
    /// Brings the lines back to a frozen version, as new changes.
    Restore(RecordId, i64),
}

/// What differs between two versions, line by line.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The line's travelling identity.
    pub uid: String,
    /// The activity.
    pub title: String,
    /// The bidang's code.
    pub bidang: String,
    /// Rupiah in the first version; `None`: the line was added.
    pub old: Option<i64>,
    /// Rupiah in the second version; `None`: the line was dropped.
    pub new: Option<i64>,
    /// The fields that differ: name, before, after, as shown; of a line that is in one version only,
    /// all that it holds.
    pub fields: Vec<(String, String, String)>,
}

/// What a scenario costs in one desa.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenarioCost {
    /// The desa; `None`: people of no known desa.
    pub desa: Option<(RecordId, String)>,
    /// How many people.
    pub people: i64,
    /// Rupiah a year.
    pub cost: i64,
}

/// A scenario with its costs.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenarioView {
    /// The scenario's record.
    pub record: Record,
    /// By desa, in the order of codes.
    pub costs: Vec<ScenarioCost>,
    /// All desa together, in rupiah.
    pub total: i128,
    /// The smallest ceiling it falls under, and what other lines use of it.
    pub room: Option<(i64, i128)>,
}

/// What is still to be seen to in a plan: lines without month or source, codes that do not fit
/// the source, ceilings passed, one activity paid from two sources, a bidang without a line.
pub fn gaps(plan: &Plan, words: &Vocabulary) -> Vec<Gap> {
    let live = || plan.lines.iter().filter(|line| !is_dropped(line));
    let mut out = Vec::new();
    for line in live() {
        for problem in rencana::gaps(line) {
            out.push(Gap { code: problem.code, line: Some(line.id), text: problem.text });
        }
    }
    for room in rooms(plan).iter().filter(|room| room.left() < 0) {
        let over = i64::try_from(-room.left()).unwrap_or(i64::MAX);
        let of = ["sumber_dana", "bidang", "desa"].into_iter().find_map(|name| {
            let field = room.ceiling.entity.field(name)?;
            let value = room.ceiling.get(name);
            (!value.is_empty()).then(|| field.kind.show(value, Lang::Id, words))
        });
        let said = text("Pagu {0} terlampaui Rp{1}.", "The ceiling of {0} is passed by Rp{1}.")
            .with([of.unwrap_or_else(|| "rencana".to_owned()), money::show(over)]);
        out.push(Gap { code: "pagu-terlampaui", line: None, text: said });
    }
    let mut seen: BTreeMap<(String, String, i64), &Record> = BTreeMap::new();
    for line in live() {
        let place = line.get("desa").as_link().map_or(0, |link| link.id.0);
        let key = (fold(line.text("kegiatan")), line.text("bidang").to_owned(), place);
        match seen.get(&key) {
            Some(first) if first.get("sumber_dana") != line.get("sumber_dana") => out.push(Gap {
                code: "dana-rangkap",
                line: Some(line.id),
                text: text("{0} dibiayai dari dua sumber: {1} dan {2}.", "{0} is paid from two sources: {1} and {2}.")
                    .with([
                        line.title(),
                        words.name("sumber_dana", first.text("sumber_dana")).to_owned(),
                        words.name("sumber_dana", line.text("sumber_dana")).to_owned(),
                    ]),
            }),
            Some(_) => {}
            None => {
                seen.insert(key, line);
            }
        }
    }
    for bidang in words.list("bidang_rencana").iter().filter(|bidang| bidang.active) {
        if !live().any(|line| line.text("bidang") == bidang.code) {
            let said = text("Bidang {0} belum punya kegiatan.", "Bidang {0} has no line.").with([bidang.name.clone()]);
            out.push(Gap { code: "bidang-kosong", line: None, text: said });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::entity::{NASKAH, PAGU, RENCANA, Value};

    fn empty() -> Plan {
        Plan {
            naskah: Record::new(&NASKAH, RecordId(1)),
            lines: Vec::new(),
            ceilings: Vec::new(),
            covered: BTreeMap::new(),
            paid: [0; 4],
            versions: Vec::new(),
            before: None,
        }
    }

    fn any_line() -> impl Strategy<Value = Record> {
        let code = |codes: &'static [&'static str]| prop::sample::select(codes);
        (
            code(&["", "pendidikan", "kesehatan", "umum"]),
            code(&["", "dd", "add", "apbd-kab"]),
            code(&["usulan", "dianggarkan", "batal", "selesai"]),
            prop::option::of(0i64..=crate::base::money::MOST),
            prop::option::of(0i64..=crate::base::money::MOST),
            0i64..3,
        )
            .prop_map(|(bidang, source, status, jumlah, given, desa)| {
                let int = |value: Option<i64>| value.map_or(Value::Empty, Value::Int);
                let place = if desa == 0 { Value::Empty } else { Value::link(RecordId(desa), format!("D{desa}")) };
                Record::new(&RENCANA, RecordId(-1))
                    .with("bidang", bidang)
                    .with("sumber_dana", source)
                    .with("status", status)
                    .with("jumlah", int(jumlah))
                    .with("jumlah_disetujui", int(given))
                    .with("desa", place)
            })
    }

    proptest! {
        #[test]
        fn the_quarters_add_up_to_the_plan(
            lines in prop::collection::vec((any_line(), 0i64..=0xFFF, prop::option::of(0i64..1_000_000)), 0..30),
            paid in prop::array::uniform4(0i64..1_000),
        ) {
            let lines: Vec<Record> = lines
                .into_iter()
                .map(|(line, bits, spent)| {
                    let int = |value: Option<i64>| value.map_or(Value::Empty, Value::Int);
                    line.with("bulan", int(Some(bits).filter(|bits| *bits != 0))).with("realisasi_anggaran", int(spent))
                })
                .collect();
            let whole = total(&lines);
            let plan = Plan { lines, paid, ..empty() };
            let quarters = quarters(&plan);
            prop_assert_eq!(quarters.planned.iter().sum::<i128>() + quarters.unplanned, whole.proposed);
            prop_assert_eq!(quarters.spent.iter().sum::<i128>() + quarters.undated, whole.spent);
        }

        #[test]
        fn every_grouping_adds_up_to_the_whole(lines in prop::collection::vec(any_line(), 0..60)) {
            let whole = total(&lines);
            for by in [By::Bidang, By::Source, By::Desa, By::Opd, By::Status, By::All] {
                let mut joined = Sum::default();
                sums(&lines, by).values().for_each(|sum| joined.join(sum));
                prop_assert_eq!(joined, whole);
            }
        }
    }

    #[test]
    fn what_counts_as_pembinaan_is_told_by_its_words() {
        let line = |name: &str, amount: i64| {
            Record::new(&RENCANA, RecordId(-1)).with("kegiatan", name).with("jumlah", amount).with("status", "usulan")
        };
        let lines = [line("Pelatihan kader", 30), line("Insentif kader", 70), line("RAPAT KOORDINASI", 5)];
        assert_eq!(guidance(&lines, "pelatihan; rapat koordinasi"), 35);
        assert_eq!(guidance(&lines, ""), 0);
    }

    #[test]
    fn a_ceiling_counts_what_it_names_and_not_what_was_dropped() {
        let line = |source: &str, status: &str, amount: i64| {
            let record = Record::new(&RENCANA, RecordId(-1)).with("kegiatan", "Rakor").with("sumber_dana", source);
            record.with("status", status).with("jumlah", amount)
        };
        let plan = Plan {
            lines: vec![line("dd", "usulan", 60), line("dd", "batal", 100), line("add", "usulan", 7)],
            ceilings: vec![
                Record::new(&PAGU, RecordId(2)).with("sumber_dana", "dd").with("jumlah", 50),
                Record::new(&PAGU, RecordId(3)).with("jumlah", 100),
            ],
            ..empty()
        };
        let left: Vec<i128> = rooms(&plan).iter().map(Room::left).collect();
        assert_eq!(left, [-10, 33]);
        let codes: Vec<&str> = gaps(&plan, &Vocabulary::default()).iter().map(|gap| gap.code).collect();
        assert!(codes.contains(&"pagu-terlampaui") && codes.contains(&"tanpa-bulan"), "{codes:?}");
    }
}
