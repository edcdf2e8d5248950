//! Reports as the screens ask for them.
//!
//! * **Owns** what a report is called and what it needs ([`ReportInfo`]), how one is asked for
//!   ([`ReportAsk`]), and what a preview shows.
//! * **Imports** `base`, `entity`.
//! * **Never** builds a document.

use serde::{Deserialize, Serialize};

use crate::base::date::Date;
use crate::base::id::RecordId;
use crate::base::words::{Text, text};
use crate::entity::{Entity, NASKAH};

use super::query::Query;
use super::work::Format;

/// A report of the register.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReportInfo {
    /// Its stable name: `posyandu-desa`.
    pub name: &'static str,
    /// Its title.
    pub title: Text,
    /// A sentence: what it shows and for whom.
    pub help: Text,
    /// Under which heading it stands in the list of reports.
    pub group: Text,
    /// What it needs or can be narrowed by.
    pub needs: &'static [Need],
}

impl ReportInfo {
    /// The kind of record it is about: the one it needs, or the plan of the year it is told.
    pub fn about(&self) -> Option<&'static Entity> {
        let named = self.needs.iter().find_map(|need| match need {
            Need::Record(entity) => Some(*entity),
            _ => None,
        });
        named.or_else(|| self.needs.contains(&Need::Year).then_some(&NASKAH))
    }

    /// True where it is a workbook to be filled in, not a paper: xlsx is all it can be.
    pub fn is_form(&self) -> bool {
        self.name.starts_with("formulir-")
    }

    /// True where it is made without a record being named.
    pub fn stands_alone(&self) -> bool {
        !self.needs.iter().any(|need| matches!(need, Need::Record(entity) if *entity != &NASKAH))
    }
}

/// What a report can be told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Need {
    /// A year; the present one where none is named.
    Year,
    /// A desa; all of them where none is named.
    Desa,
    /// A day as of which it shows the data; today where none is named.
    AsOf,
    /// A day since which it tells what changed; the end of the year before where none is named.
    Since,
    /// One record of this kind; without it the report cannot be made.
    Record(&'static Entity),
    /// Two versions of a plan (0 is the present state).
    Versions,
    /// Whether NIK and phone numbers go along, with a reason.
    Personal,
}

/// A copy of the register, as it was issued: the record is its entry in the register.
pub const ISSUED: ReportInfo = ReportInfo {
    name: "terbitan",
    title: text("Laporan yang diterbitkan", "Issued report"),
    help: text("Salinan dari buku laporan.", "A copy from the register."),
    group: text("Buku laporan", "Register"),
    needs: &[],
};

/// What two copies of the register differ in: the record is the newer one; the one before it of the
/// same report is looked for.
pub const ISSUED_DIFFERENCE: ReportInfo = ReportInfo {
    name: "beda-terbitan",
    title: text("Perubahan sejak terbitan sebelumnya", "Changes since the issue before"),
    ..ISSUED
};

/// A report as asked for. What is not named is as [`Need`] says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReportAsk {
    /// The report's name; `daftar` with [`ReportAsk::list`].
    pub name: String,
    /// The year.
    pub year: Option<i64>,
    /// The desa.
    pub desa: Option<RecordId>,
    /// As of which day.
    #[serde(with = "iso_day", default)]
    pub as_of: Option<Date>,
    /// Since which day, where it tells what changed.
    #[serde(with = "iso_day", default)]
    pub since: Option<Date>,
    /// The record it is about.
    pub record: Option<RecordId>,
    /// The older and the newer version of a plan.
    pub versions: Option<(i64, i64)>,
    /// Who signs, in order (records of `pejabat`); none: the camat.
    pub signers: Vec<RecordId>,
    /// F4 in the place of A4.
    pub folio: bool,
    /// Releases NIK and phone numbers; the reason is kept.
    pub personal: Option<String>,
    /// A list as the screen shows it, in the place of a report of the register: rows and columns.
    #[serde(skip)]
    pub list: Option<Box<ListAsk>>,
}

impl ReportAsk {
    /// The two days that are compared, the earlier first: those asked for, else today and the end of
    /// the year before.
    pub fn days_between(&self, today: Date) -> (Date, Date) {
        let until = self.as_of.unwrap_or(today);
        let since = self.since.unwrap_or_else(|| year_before(until));
        (since.min(until), since.max(until))
    }
}

/// The last day of the year before.
pub fn year_before(day: Date) -> Date {
    Date::new(day.year().saturating_sub(1), 12, 31).unwrap_or(day)
}

/// A list as shown.
#[derive(Clone, Debug, PartialEq)]
pub struct ListAsk {
    /// Which rows, in which order.
    pub query: Query,
    /// Which columns, by field name.
    pub columns: Vec<&'static str>,
}

/// A report to be written to a file.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportJob {
    /// Which.
    pub ask: ReportAsk,
    /// As what.
    pub format: Format,
    /// The file to write; `None`: the program names one in the present folder.
    pub path: Option<String>,
    /// Columns of text files: 80 or 132; `None`: as wide as the page asks.
    pub columns: Option<u16>,
    /// Gives it a number in the register and keeps a copy.
    pub issue: Option<Issue>,
}

/// How a report is issued.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Issue {
    /// Its number; `None`: the next one of the year.
    pub number: Option<i64>,
    /// A word for the register: to whom, what for.
    pub note: String,
}

/// A report on the screen before it is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// Its title.
    pub title: String,
    /// The document as text lines of the width asked for.
    pub lines: Vec<String>,
    /// A few lines for a chat group.
    pub message: Vec<String>,
}

mod iso_day {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::base::date::{self, Date};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
    pub fn serialize<S: Serializer>(day: &Option<Date>, to: S) -> Result<S::Ok, S::Error> {
        day.map(date::iso).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Date>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        Ok(text.and_then(|text| text.parse().ok()))
    }
}
