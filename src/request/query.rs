//! Lists: what is asked for and the page that comes back.

use crate::base::date::Date;
use crate::base::id::RecordId;
use crate::entity::{Entity, Record, Value};

/// Which rows, in which order.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// Of which entity.
    pub entity: &'static Entity,
    /// Words looked for; every word must begin a word of a searched field.
    pub search: String,
    /// All must hold.
    pub filters: Vec<Filter>,
    /// The field to sort by; must be sortable.
    pub sort: &'static str,
    /// Up or down.
    pub order: Order,
    /// Present records or the bin.
    pub scope: Scope,
    /// The day as of which the data are shown; `None`: as they are now. Kader are then those with a
    /// post on that day, with that post; Posyandu those founded by then, with their state of that
    /// day; posts those that ran, SK those in force; desa are all there, with their code and their
    /// numbers of that day. Other kinds have no dated life ([`Query::has_days`]).
    pub as_of: Option<Date>,
}

/// The kinds whose lists can be seen as of a day.
const DATED: [&str; 5] = ["posyandu", "kader", "desa", "penugasan", "sk"];

impl Query {
    /// All present records of an entity in its first order.
    pub fn all(entity: &'static Entity) -> Self {
        Query {
            entity,
            search: String::new(),
            filters: Vec::new(),
            sort: entity.sort,
            order: Order::Up,
            scope: Scope::Present,
            as_of: None,
        }
    }

    /// True where a list of this kind differs from day to day and can be seen as of one.
    pub fn has_days(entity: &Entity) -> bool {
        DATED.contains(&entity.name)
    }

    /// The names of the kinds that [`Query::has_days`], the main ones first.
    pub fn dated_kinds() -> String {
        DATED.join(", ")
    }

    /// The SK whose number is still to come, oldest first.
    pub fn waiting_sk() -> Self {
        Query { sort: "tanggal", ..Query::all(&crate::entity::SK).only("nomor", Test::Waiting) }
    }

    /// True where a list as of a day reads this field as of that day: what is kept of it today does
    /// not tell, and no list is sorted by it.
    pub fn differs(&self, field: &str) -> bool {
        let fields: &[&str] = match self.entity.name {
            "kader" => &["posyandu", "desa", "jabatan", "bidang", "mulai", "selesai"],
            "posyandu" => &["status", "nomor_registrasi", "tanggal_registrasi", "registrasi", "registrasi_sejak"],
            _ => &[],
        };
        self.as_of.is_some() && fields.contains(&field)
    }

    /// The field the rows are sorted by: a list as of a day that should be sorted by what differs
    /// from day to day has its first order instead.
    pub fn sorted_by(&self) -> &'static str {
        if self.differs(self.sort) { self.entity.sort } else { self.sort }
    }

    /// The same, narrowed by one more filter.
    pub fn only(mut self, field: &'static str, test: Test) -> Self {
        self.filters.push(Filter { field, test });
        self
    }
}

/// One condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    /// On which stored field.
    pub field: &'static str,
    /// What must hold.
    pub test: Test,
}

/// A condition on a field's value.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// Is this value (a link: points to this record).
    Is(Value),
    /// Is one of these values.
    OneOf(Vec<Value>),
    /// Nothing is known.
    Empty,
    /// Something is known.
    Known,
    /// A day on or after this one.
    Since(Date),
    /// A day on or before this one (unknown days do not pass).
    Until(Date),
    /// Unknown, or a day on or after this one: still runs on that day.
    OpenAt(Date),
    /// Unknown, or a day before this one: long ago or never.
    Before(Date),
    /// Is anything but this value, or nothing is known.
    Not(Value),
    /// Points to a record of which each of these fields is one of the values beside it: a post in a
    /// Posyandu of a desa.
    Of(Vec<(&'static str, Vec<Value>)>),
    /// A number that is still to come: see [`crate::entity::sk::is_waiting`].
    Waiting,
    /// Points to this Posyandu, or a post there names it: an SK for a whole desa points to none,
    /// and yet it is an SK of each of its Posyandu.
    Concerns(Value),
}

/// The direction of a sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// A to Z, old to new.
    #[default]
    Up,
    /// Z to A, new to old.
    Down,
}

/// Present records or the bin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// What is in use.
    #[default]
    Present,
    /// What was deleted and can be restored.
    Bin,
}

/// Where a page begins. Rows are named by id; the store finds their place in the order, also when
/// they moved or were deleted meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seek {
    /// The first rows.
    First,
    /// The last rows.
    Last,
    /// The rows that follow this one.
    After(RecordId),
    /// The rows that precede this one.
    Before(RecordId),
    /// This row with its neighbours on both sides.
    Around(RecordId),
}

/// Rows in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The rows, in the order of the query.
    pub rows: Vec<Record>,
    /// Nothing precedes the first row.
    pub start: bool,
    /// Nothing follows the last row.
    pub end: bool,
    /// How they are ordered.
    pub sorting: Sorting,
}

/// How a page is ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sorting {
    /// As asked.
    Asked,
    /// A search with thousands of hits comes in the order of entry; more letters bring the order back.
    AsEntered,
}
