//! WHAT is kept: one file per entity, and the register [`ENTITIES`].
//!
//! * **Owns** descriptions, kinds of values, records, checks of one record.
//! * **Imports** `base`.
//! * **Never** knows a screen, a file or SQL.

pub mod catatan;
pub mod check;
pub mod desa;
pub mod flat;
pub mod kader;
pub mod kecamatan;
pub mod penugasan;
pub mod pilihan;
pub mod posyandu;
pub mod record;
pub mod schema;
pub mod sk;
pub mod value;

pub use catatan::CATATAN;
pub use check::{Problem, Severity};
pub use desa::DESA;
pub use kader::KADER;
pub use kecamatan::KECAMATAN;
pub use penugasan::PENUGASAN;
pub use pilihan::PILIHAN;
pub use posyandu::POSYANDU;
pub use record::Record;
pub use schema::{Choice, Companion, Entity, Field, Kind, Origin, Place};
pub use sk::SK;
pub use value::{Item, Link, Value, Vocabulary};

/// Every entity, in the order of menus and manual; a table stands after those it points to.
pub static ENTITIES: &[&Entity] = &[&KECAMATAN, &DESA, &POSYANDU, &SK, &KADER, &PENUGASAN, &CATATAN, &PILIHAN];

/// The entity of a name.
pub fn by_name(name: &str) -> Option<&'static Entity> {
    ENTITIES.iter().copied().find(|entity| entity.name == name)
}
