//! Plans and payments out of office files: which plan a line belongs to, which line was paid.
//!
//! * **Owns** finding the plan of a row by name or year, and matching payments with Posyandu and
//!   plan lines.
//! * **Imports** the planner above.
//! * **Never** guesses a year, and never leaves a payment out without saying so.

use super::super::cells;
use super::super::known::said_key;
use super::{Draft, Given, Planner};
use crate::base::rekening;
use crate::base::text::{fold, name_key, similar};
use crate::base::words::text;
use crate::entity::flat::{End, Owner};
use crate::entity::{NASKAH, POSYANDU, Problem, REALISASI, RENCANA, Record, Value};
use crate::intake::sheet::Row;
use crate::request::Trouble;

/// The code of a payment that has nothing to do with Posyandu. It is not taken, but holds up
/// nothing: a village pays for much else.
pub(in crate::intake) const NOT_OURS: &str = "bukan-posyandu";

/// From this likeness a word is "Posyandu" misspelt (POSYADU, POSYNDU, PSYANDU).
const POSYANDU_WORD: f32 = 0.7;

/// From this share of common words a payment is for a line of the same year.
const SAME_WORDS: f32 = 0.5;

/// The activity of a village budget under which Posyandu are run (Permendagri 20/2018).
const RUNNING_POSYANDU: &str = "2.2.02";

impl<'a> Planner<'a, '_> {
    /// The plan of a row: by its name, else by its year at kecamatan level; a plan that is not
    /// there yet is begun with the row.
    pub(super) fn naskah(&mut self, row: &'a Row, owner: Owner, draft: &mut Draft) -> Result<Option<Value>, Trouble> {
        let is_year = |end: &End| matches!(end, End::Value(field) if field.name == "tahun");
        let named = self.said(row, owner, &["naskah"], |end| !is_year(end));
        let year = match self.year(row, owner, draft) {
            Ok(year) => year,
            Err(()) => return Ok(None),
        };
        if let Some((_, said)) = &named
            && let [one] = self.known.named(&NASKAH, None, &said_key(&NASKAH, said))?.as_slice()
        {
            return Ok(Some(Value::link(one.id, one.title())));
        }
        let Some(year) = year else {
            let problem = Problem::error(
                "tahun-kosong",
                text("Tahun rencana tidak diketahui.", "The year of the plan is not known."),
                text(
                    "Isi kolom tahun, ambil dari layar rencananya (i), atau ulangi dengan --tahun.",
                    "Fill in the column of the year, take it in from the plan's screen (i), or use --tahun.",
                ),
            );
            self.complain(draft, named.as_ref().map(|(found, said)| (*found, said.as_str())), problem.at("naskah"));
            return Ok(None);
        };
        let own = |record: &Record| record.text("tingkat") == "kecamatan" && !record.deleted;
        let known = self.plans_of(year)?;
        if named.is_none()
            && let Some(one) = known.iter().find(|record| own(record))
        {
            return Ok(Some(Value::link(one.id, one.title())));
        }
        if named.is_some() && known.iter().any(own) {
            let problem = Problem::error(
                "tautan-tidak-dikenal",
                text("Tidak ada rencana kerja \"{0}\".", "There is no work plan \"{0}\".")
                    .with([named.as_ref().map(|(_, said)| said.clone()).unwrap_or_default()]),
                text("Periksa ejaannya, atau buat rencananya dahulu.", "Check the spelling, or begin that plan first."),
            );
            self.complain(draft, named.as_ref().map(|(found, said)| (*found, said.as_str())), problem.at("naskah"));
            return Ok(None);
        }
        let mut new = self.with_defaults(&NASKAH).with("tahun", year);
        if let Some((_, said)) = &named {
            new.set("nama", said.as_str());
        }
        if let Some(fill) = NASKAH.fill.filter(|_| named.is_none()) {
            fill(&mut new, "tahun", self.reading.today);
        }
        let link = Value::link(new.id, new.title());
        draft.records.push(new);
        Ok(Some(link))
    }

    fn plans_of(&mut self, year: i64) -> Result<Vec<Record>, Trouble> {
        let mut plans = self.known.all(&NASKAH)?;
        plans.retain(|plan| !plan.deleted && plan.get("tahun").as_int() == Some(year));
        Ok(plans)
    }

    /// The year of a row: its cell, what was asked for, or the title above. An unreadable cell is
    /// complained about and no year.
    fn year(&mut self, row: &'a Row, owner: Owner, draft: &mut Draft) -> Result<Option<i64>, ()> {
        let is_year = |end: &End| matches!(end, End::Value(field) if field.name == "tahun");
        let cell = self
            .cells(row)
            .find(|(_, column, _)| {
                column.owner == owner && column.path.iter().map(|link| link.name).eq(["naskah"]) && is_year(&column.end)
            })
            .map(|(found, _, cell)| (found, cell));
        if let (Some((found, cell)), Some(field)) = (cell, NASKAH.field("tahun")) {
            let read = cells::read(field, cell, &self.reading);
            for problem in read.problems {
                self.complain(draft, Some((found, &cell.shown())), problem);
            }
            return read.value.and_then(|value| value.as_int()).map(Some).ok_or(());
        }
        let titles = self.asked.table.titles.iter().filter(|(at, _)| *at < draft.row);
        Ok(self.asked.job.year.or_else(|| titles.rev().find_map(|(_, line)| year_in(line))))
    }

    /// What a payment is for: the Posyandu its text names and the plan line it fits best. False
    /// where it has nothing to do with Posyandu or the plan.
    pub(super) fn payment(
        &mut self,
        row: &'a Row,
        given: &mut Vec<Given<'a>>,
        draft: &mut Draft,
    ) -> Result<(), Trouble> {
        let value = |name: &str| given.iter().find(|given| given.field.name == name).map(|given| given.value.clone());
        if let (None, Some(year), Some(field)) = (value("tahun"), self.asked.job.year, REALISASI.field("tahun")) {
            given.push(Given { field, value: Value::Int(year), found: None });
        }
        let value = |name: &str| given.iter().find(|given| given.field.name == name).map(|given| given.value.clone());
        let said = fold(value("uraian").unwrap_or_default().as_text());
        let code = value("kode_rekening").unwrap_or_default().as_text().to_owned();
        let named = said.split(' ').any(|word| similar(word, "posyandu") >= POSYANDU_WORD);
        let mut posyandu = value("posyandu");
        if posyandu.is_none()
            && let (true, Some(desa)) = (named, value("desa"))
        {
            posyandu = self.posyandu_in(&said, &desa)?;
            if let (Some(link), Some(field)) = (&posyandu, REALISASI.field("posyandu")) {
                given.push(Given { field, value: link.clone(), found: None });
            }
        }
        let value = |name: &str| given.iter().find(|given| given.field.name == name).map(|given| given.value.clone());
        let mut line = value("rencana");
        if line.is_none()
            && let Some(Value::Int(year)) = value("tahun")
        {
            line = self.line_for(year, (&said, &code), value("desa").as_ref())?;
            if let (Some(link), Some(field)) = (&line, REALISASI.field("rencana")) {
                given.push(Given { field, value: link.clone(), found: None });
            }
        }
        if line.is_none() && posyandu.is_none() && !named && code != RUNNING_POSYANDU {
            let problem = Problem::error(
                NOT_OURS,
                text(
                    "Pembayaran ini bukan untuk Posyandu dan tidak cocok dengan kegiatan rencana.",
                    "This payment is not for Posyandu and fits no plan line.",
                ),
                text("Tidak perlu tindakan; baris ini dilewatkan.", "Nothing to do; the row is left out."),
            );
            self.complain_at_field(draft, row, problem.at("uraian"));
        } else if line.is_none() {
            let problem = Problem::warning(
                "belum-cocok",
                text("Belum cocok dengan kegiatan rencana mana pun.", "It fits no plan line yet."),
                text("Cocokkan di daftar realisasi.", "Match it in the list of spending."),
            );
            self.complain_at_field(draft, row, problem.at("rencana"));
        }
        Ok(())
    }

    /// The Posyandu of a desa whose name stands in a text, where only one does.
    fn posyandu_in(&mut self, said: &str, desa: &Value) -> Result<Option<Value>, Trouble> {
        let words = format!(" {} ", name_key(said));
        let mut hits = self.known.with(&POSYANDU, "desa", desa)?;
        hits.retain(|record| !record.deleted && words.contains(&format!(" {} ", name_key(record.text("nama")))));
        // "Melati 2" names Melati 2 and not Melati; the longest name is meant.
        hits.sort_by_key(|record| std::cmp::Reverse(name_key(record.text("nama")).len()));
        let longest = hits.first().map(|record| name_key(record.text("nama")).len());
        hits.retain(|record| Some(name_key(record.text("nama")).len()) == longest);
        Ok(match hits.as_slice() {
            [one] => Some(Value::link(one.id, one.title())),
            _ => None,
        })
    }

    /// The line of a year's plans that a payment fits: its code and desa must not differ, its words
    /// or its code must agree; where several fit equally well, none is taken.
    fn line_for(
        &mut self,
        year: i64,
        (said, code): (&str, &str),
        desa: Option<&Value>,
    ) -> Result<Option<Value>, Trouble> {
        let mut best: Vec<(f32, Record)> = Vec::new();
        for plan in self.plans_of(year)? {
            for line in self.known.with(&RENCANA, "naskah", &Value::link(plan.id, plan.title()))? {
                let place = line.get("desa");
                let own = line.text("kode_rekening");
                let elsewhere = !place.is_empty() && desa.is_some_and(|desa| place != desa);
                let other_code = !own.is_empty() && !code.is_empty() && !under(code, own);
                if line.deleted || elsewhere || other_code || line.text("status") == "batal" {
                    continue;
                }
                let words = common(said, &fold(line.text("kegiatan")));
                let same_code = !own.is_empty() && under(code, own);
                if words < SAME_WORDS && !same_code {
                    continue;
                }
                let score = words + f32::from(u8::from(same_code)) + f32::from(u8::from(!place.is_empty())) / 2.0;
                best.push((score, line));
            }
        }
        let most = best.iter().map(|(score, _)| *score).fold(0.0, f32::max);
        best.retain(|(score, _)| (most - *score).abs() < 0.001);
        Ok(match best.as_slice() {
            [(_, one)] => Some(Value::link(one.id, one.title())),
            _ => None,
        })
    }
}

/// True where a code is another or one below it.
fn under(code: &str, above: &str) -> bool {
    code == above
        || code.strip_prefix(above).is_some_and(|rest| rest.starts_with('.'))
        || rekening::parse(code).is_ok_and(|code| code == above)
}

/// How much of the shorter text's words stands in the other; words of one or two letters do not
/// count.
fn common(a: &str, b: &str) -> f32 {
    let words = |text: &str| -> Vec<String> {
        text.split(' ').filter(|word| word.chars().count() > 2).map(str::to_owned).collect()
    };
    let (a, b) = (words(a), words(b));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if short.is_empty() {
        return 0.0;
    }
    let shared = short.iter().filter(|word| long.contains(word)).count();
    #[expect(clippy::cast_precision_loss, reason = "a few words")]
    let share = shared as f32 / short.len() as f32;
    share
}

/// A year of this century in a title: "RENCANA KERJA TAHUN 2027".
fn year_in(line: &str) -> Option<i64> {
    let words = fold(line);
    let years = words.split(' ').filter(|word| word.len() == 4 && word.starts_with("20"));
    let mut years = years.filter_map(|word| word.parse::<i64>().ok());
    match (years.next(), years.next()) {
        (Some(year), None) => Some(year),
        _ => None,
    }
}
