//! Changes: what is to be done as one, and what was done.

use crate::base::id::RecordId;
use crate::base::words::{Text, text};
use crate::entity::{Entity, Record, Value};

/// A numbered, undoable set of changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BatchId(pub i64);

/// Changes that are saved together or not at all.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// What kind of act it is.
    pub act: Act,
    /// What it is about, for the history: a name, a file.
    pub subject: String,
    /// Where it comes from: `layar`, `impor NAMA.xlsx baris 14`, `baris perintah`.
    pub origin: String,
    /// What changes, in this order. A link to a record that is new in this batch carries that
    /// record's negative id.
    pub changes: Vec<Change>,
    /// Why warnings are passed; `None` where nobody has been asked.
    pub reason: Option<String>,
}

/// One change of one record.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Writes a record: new where its id is negative, else over the version it carries. Typed
    /// fields only; the rest is ignored.
    Put(Record),
    /// Puts a record of this version into the bin.
    Delete(&'static Entity, RecordId, i64),
    /// Takes a record out of the bin.
    Restore(&'static Entity, RecordId),
}

/// Kinds of acts, for the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// A record was added.
    Add,
    /// A record was changed.
    Edit,
    /// One change for many records.
    EditMany,
    /// Into the bin.
    Delete,
    /// Out of the bin.
    Restore,
    /// An office file was taken in.
    Import,
    /// One holder of a post was followed by another.
    Replace,
    /// Two records became one.
    Merge,
    /// A batch was undone.
    Undo,
    /// The file was begun for its kecamatan.
    Begin,
    /// Made-up data was written.
    Sample,
}

impl Act {
    /// Every act.
    pub const ALL: &'static [Act] = &[
        Act::Add,
        Act::Edit,
        Act::EditMany,
        Act::Delete,
        Act::Restore,
        Act::Import,
        Act::Replace,
        Act::Merge,
        Act::Undo,
        Act::Begin,
        Act::Sample,
    ];

    /// What is stored and exported.
    pub const fn code(self) -> &'static str {
        match self {
            Act::Add => "tambah",
            Act::Edit => "ubah",
            Act::EditMany => "ubah-banyak",
            Act::Delete => "hapus",
            Act::Restore => "pulihkan",
            Act::Import => "impor",
            Act::Replace => "ganti",
            Act::Merge => "gabung",
            Act::Undo => "batal",
            Act::Begin => "buat",
            Act::Sample => "contoh",
        }
    }

    /// What is shown.
    pub const fn label(self) -> Text {
        match self {
            Act::Add => text("Tambah", "Add"),
            Act::Edit => text("Ubah", "Edit"),
            Act::EditMany => text("Ubah banyak", "Edit many"),
            Act::Delete => text("Hapus", "Delete"),
            Act::Restore => text("Pulihkan", "Restore"),
            Act::Import => text("Impor", "Import"),
            Act::Replace => text("Ganti", "Replace"),
            Act::Merge => text("Gabung", "Merge"),
            Act::Undo => text("Batalkan", "Undo"),
            Act::Begin => text("Buat berkas", "New file"),
            Act::Sample => text("Data contoh", "Sample data"),
        }
    }

    /// The act of a stored code.
    pub fn from_code(code: &str) -> Option<Act> {
        Act::ALL.iter().copied().find(|act| act.code() == code)
    }
}

/// A saved batch.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    /// Its number; `None` where nothing differed and nothing was written.
    pub batch: Option<BatchId>,
    /// The records of its changes, in their order, with their stored ids and new versions.
    pub records: Vec<(&'static Entity, RecordId, i64)>,
    /// How many records changed.
    pub count: usize,
}

/// Two people changed the same record.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The record as it stands in the file now, with its present version.
    pub theirs: Record,
    /// Who saved it.
    pub actor: String,
    /// When, as `YYYY-MM-DDTHH:MM:SS+07:00`.
    pub time: String,
}

/// A batch in the history.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchInfo {
    /// Its number.
    pub id: BatchId,
    /// When, RFC 3339 with offset.
    pub time: String,
    /// Who.
    pub actor: String,
    /// What kind of act.
    pub act: Act,
    /// What about.
    pub subject: String,
    /// Where from.
    pub origin: String,
    /// How many records it changed.
    pub count: usize,
    /// True where it was undone.
    pub undone: bool,
    /// True where `batal` would accept it now.
    pub undoable: bool,
}

/// One record's changes by one batch.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryEntry {
    /// By which batch, when, by whom.
    pub batch: BatchInfo,
    /// Which kind of record.
    pub entity: &'static Entity,
    /// Which record.
    pub record: RecordId,
    /// Its title at that time.
    pub title: String,
    /// What happened to it: `tambah`, `ubah`, `hapus`, `pulihkan`.
    pub deed: Act,
    /// Field by field.
    pub fields: Vec<FieldChange>,
    /// The reason given where warnings were passed.
    pub reason: Option<String>,
}

/// One field's change.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChange {
    /// Its name.
    pub field: &'static str,
    /// What it was.
    pub old: Value,
    /// What it became.
    pub new: Value,
}
