//! What a description is made of: [`Entity`], [`Field`], [`Kind`].
//!
//! * **Owns** the shape of every description and its builders.
//! * **Imports** `base`.
//! * **Never** names a particular entity.
//!
//! One `static Entity` feeds the form, the table, search, filters, import, export, checks, the
//! words of the history and the manual. There is no second list of the same fields anywhere.

use std::borrow::Cow;
use std::fmt;

use crate::base::date::Date;
use crate::base::words::{Text, same};

use super::check::Problem;
use super::record::Record;
use super::setelan::Setelan;
use super::value::{Value, Vocabulary};

/// A description of one kind of record.
pub struct Entity {
    /// Table, file, module, command and manual anchor at once.
    pub name: &'static str,
    /// What people call it.
    pub label: Text,
    /// One paragraph: what a record of this kind stands for.
    pub help: Text,
    /// The field that names a record in lists, pickers and history.
    pub title: &'static str,
    /// The field that tells two records of the same title apart (a Posyandu's desa), or empty.
    pub context: &'static str,
    /// The field a list is sorted by at first.
    pub sort: &'static str,
    /// The fields in the order of the form, the table and the export.
    pub fields: &'static [Field],
    /// Checks over several fields of one record.
    pub rules: &'static [Rule],
    /// Fills what one field tells about others (sex and date of birth out of a NIK). Called with
    /// the name of the field just left; it may only fill what is empty.
    pub fill: Option<Fill>,
    /// The child whose fields stand on the same form (a kader with the post).
    pub companion: Option<&'static Companion>,
    /// Where operators come across it.
    pub place: Place,
}

/// A check over one record. `today` is the date at which it is judged.
pub type Rule = fn(&Record, today: Date) -> Option<Problem>;

/// A check of one field's value.
pub type Check = fn(&Value, today: Date) -> Option<Problem>;

/// See [`Entity::fill`].
pub type Fill = fn(&mut Record, left: &str, today: Date);

/// A child whose fields stand on its parent's form and in its parent's flat row.
pub struct Companion {
    /// The child.
    pub entity: &'static Entity,
    /// The child's field that points to the parent.
    pub link: &'static str,
    /// The heading of its group on the form.
    pub label: Text,
}

/// Where an entity is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// On the start screen, behind this letter.
    Home(char),
    /// Under the records it belongs to, as a tab of their detail.
    Within,
    /// Under the settings.
    Settings,
}

/// Where a field's value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// People type it; kept in the table's own column.
    Typed,
    /// Kept in a column that the store refreshes from other records in the same transaction
    /// (a kader's latest post). Sortable and filterable; not in forms, imports or history.
    Derived,
    /// Worked out when a page is read (how many kader serve today). Neither stored nor sortable.
    Computed,
}

/// One field of an entity.
pub struct Field {
    /// The stable name: column, JSON key, import target.
    pub name: &'static str,
    /// The label on forms and over columns.
    pub label: Text,
    /// A shorter label for a narrow column, or empty.
    pub short: Text,
    /// What kind of value it holds.
    pub kind: Kind,
    /// The value a new record starts with: `""`, `"hari ini"`, or text the kind can parse.
    pub default: &'static str,
    /// Where the value comes from.
    pub origin: Origin,
    /// What the field means and what the rule is.
    pub help: Text,
    /// A right example, then a wrong one and why.
    pub example: Text,
    /// The regulation or form a rule comes from, or empty.
    pub source: &'static str,
    /// The heading under which it stands on the form; empty means "as the one before".
    pub group: Text,
    /// Other words that head this column in office files, folded (lower case, no punctuation).
    pub synonyms: &'static [&'static str],
    /// A check of the value alone.
    pub check: Option<Check>,
    /// For a day that cannot lie ahead: the code of the warning where it does; else empty.
    pub ahead: &'static str,
    /// Width of its column in cells; 0: not among the columns shown at first.
    pub width: u16,
    /// Facts that hold or do not hold.
    pub traits: Traits,
}

/// Yes-or-no facts about a field, as a small set.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Traits(u16);

impl Traits {
    const REQUIRED: u16 = 1;
    const SEARCHED: u16 = 2;
    const SORTED: u16 = 4;
    const FILTERED: u16 = 8;
    const PERSONAL: u16 = 16;
    const CARRIED: u16 = 32;
    const FROZEN: u16 = 64;
}

/// A kind of value, with its four directions in `value.rs`.
#[derive(Clone, Copy)]
pub enum Kind {
    /// One line of text, at most so many characters.
    Text(u16),
    /// Several lines, written in the text editor.
    Note,
    /// A population number, 16 digits, or empty ("belum ada NIK").
    Nik,
    /// A telephone number; families share one.
    Phone,
    /// A code with a pattern.
    Code(Pattern),
    /// A day.
    Date,
    /// A year, four digits.
    Year,
    /// A whole number between two bounds.
    Number(i64, i64),
    /// Whole rupiah.
    Money,
    /// Yes or no.
    Flag,
    /// Marks on the months of a year, as a set of bits.
    Months,
    /// An account code of a village or regional budget.
    Account,
    /// One of a closed list: states that the program's code depends on.
    Choice(&'static [Choice]),
    /// One of an open list that the operator edits (table `pilihan`).
    List(&'static str),
    /// Another record.
    Link(&'static Entity),
}

/// The pattern of a code: `#` stands for a digit, the rest for itself (`##.##.##.####`).
#[derive(Clone, Copy, Debug)]
pub enum Pattern {
    /// Fixed by a rule of the state.
    Fixed(&'static str),
    /// Set by the office, as a pattern of a registration number.
    Set(&'static Setelan),
}

impl Pattern {
    /// The pattern as it holds.
    pub fn mask(self, words: &Vocabulary) -> Cow<'static, str> {
        match self {
            Pattern::Fixed(mask) => Cow::Borrowed(mask),
            Pattern::Set(setelan) => words.pola(setelan).map_or(Cow::Borrowed(""), |pola| Cow::Owned(pola.mask())),
        }
    }

    /// How many cells a column of it needs; of one that is set, those of the default.
    pub fn width(self) -> usize {
        match self {
            Pattern::Fixed(mask) => mask.len(),
            Pattern::Set(setelan) => setelan.default.len(),
        }
    }
}

/// One state of a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is stored and exported.
    pub code: &'static str,
    /// What is shown.
    pub label: Text,
    /// Other spellings read from office files, folded.
    pub aliases: &'static [&'static str],
}

impl Choice {
    /// A state with the spellings it is read from beside its code and label.
    pub const fn new(code: &'static str, label: Text, aliases: &'static [&'static str]) -> Self {
        Choice { code, label, aliases }
    }
}

impl Field {
    /// A typed field of a kind; the builders below say the rest.
    pub const fn new(name: &'static str, label: Text, kind: Kind) -> Self {
        Field {
            name,
            label,
            short: same(""),
            kind,
            default: "",
            origin: Origin::Typed,
            help: same(""),
            example: same(""),
            source: "",
            group: same(""),
            synonyms: &[],
            check: None,
            ahead: "",
            width: 0,
            traits: Traits(0),
        }
    }

    const fn with(mut self, bit: u16) -> Self {
        self.traits.0 |= bit;
        self
    }

    const fn has(&self, bit: u16) -> bool {
        self.traits.0 & bit != 0
    }

    /// Saving without it is an error.
    pub const fn required(self) -> Self {
        self.with(Traits::REQUIRED)
    }

    /// Its words are found by search.
    pub const fn searched(self) -> Self {
        self.with(Traits::SEARCHED)
    }

    /// Lists can be sorted by it.
    pub const fn sorted(self) -> Self {
        self.with(Traits::SORTED)
    }

    /// Lists can be filtered by it.
    pub const fn filtered(self) -> Self {
        self.with(Traits::FILTERED)
    }

    /// Personal data: masked on the screen, left out of exports unless asked for.
    pub const fn personal(self) -> Self {
        self.with(Traits::PERSONAL)
    }

    /// Keeps its last value when records are entered one after another.
    pub const fn carried(self) -> Self {
        self.with(Traits::CARRIED)
    }

    /// Its column stays when the others scroll sideways.
    pub const fn frozen(self) -> Self {
        self.with(Traits::FROZEN)
    }

    /// Shown as a column of so many cells.
    pub const fn column(mut self, width: u16) -> Self {
        self.width = width;
        self
    }

    /// A shorter label for its column.
    pub const fn short(mut self, label: Text) -> Self {
        self.short = label;
        self
    }

    /// What a new record starts with.
    pub const fn default(mut self, text: &'static str) -> Self {
        self.default = text;
        self
    }

    /// What it means and what the rule is.
    pub const fn help(mut self, text: Text) -> Self {
        self.help = text;
        self
    }

    /// A right and a wrong example.
    pub const fn example(mut self, text: Text) -> Self {
        self.example = text;
        self
    }

    /// Where the rule comes from.
    pub const fn source(mut self, source: &'static str) -> Self {
        self.source = source;
        self
    }

    /// Starts a group on the form.
    pub const fn group(mut self, label: Text) -> Self {
        self.group = label;
        self
    }

    /// Other headings of the same column in office files (folded).
    pub const fn synonyms(mut self, words: &'static [&'static str]) -> Self {
        self.synonyms = words;
        self
    }

    /// A check of the value alone.
    pub const fn check(mut self, check: Check) -> Self {
        self.check = Some(check);
        self
    }

    /// A day of what has happened: one that lies ahead is a warning of this code.
    pub const fn by_today(mut self, code: &'static str) -> Self {
        self.ahead = code;
        self
    }

    /// Kept by the store from other records.
    pub const fn derived(mut self) -> Self {
        self.origin = Origin::Derived;
        self
    }

    /// Worked out when read.
    pub const fn computed(mut self) -> Self {
        self.origin = Origin::Computed;
        self
    }

    /// See [`Field::required`].
    pub const fn is_required(&self) -> bool {
        self.has(Traits::REQUIRED)
    }

    /// See [`Field::searched`].
    pub const fn is_searched(&self) -> bool {
        self.has(Traits::SEARCHED)
    }

    /// See [`Field::sorted`].
    pub const fn is_sorted(&self) -> bool {
        self.has(Traits::SORTED)
    }

    /// See [`Field::filtered`].
    pub const fn is_filtered(&self) -> bool {
        self.has(Traits::FILTERED)
    }

    /// See [`Field::personal`].
    pub const fn is_personal(&self) -> bool {
        self.has(Traits::PERSONAL)
    }

    /// See [`Field::carried`].
    pub const fn is_carried(&self) -> bool {
        self.has(Traits::CARRIED)
    }

    /// See [`Field::frozen`].
    pub const fn is_frozen(&self) -> bool {
        self.has(Traits::FROZEN)
    }

    /// True where people type it: it stands on forms, in imports and in the history.
    pub const fn is_typed(&self) -> bool {
        matches!(self.origin, Origin::Typed)
    }

    /// True where the table has a column of this name.
    pub const fn is_stored(&self) -> bool {
        !matches!(self.origin, Origin::Computed)
    }

    /// The label over its column.
    pub const fn heading(&self) -> Text {
        if self.short.is_empty() { self.label } else { self.short }
    }

    /// The entity it points to, if it is a link.
    pub const fn target(&self) -> Option<&'static Entity> {
        match self.kind {
            Kind::Link(entity) => Some(entity),
            _ => None,
        }
    }
}

impl Entity {
    /// The position and description of a field.
    pub fn find(&self, name: &str) -> Option<(usize, &'static Field)> {
        self.fields.iter().enumerate().find(|(_, field)| field.name == name)
    }

    /// The description of a field.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.find(name).map(|(_, field)| field)
    }

    /// The fields people type.
    pub fn typed(&self) -> impl Iterator<Item = &'static Field> {
        self.fields.iter().filter(|field| field.is_typed())
    }

    /// The fields that point to another entity of this name.
    pub fn links_to(&self, name: &str) -> impl Iterator<Item = &'static Field> {
        self.fields.iter().filter(move |field| field.target().is_some_and(|target| target.name == name))
    }
}

impl PartialEq for Entity {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Entity {}

impl fmt::Debug for Entity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}
