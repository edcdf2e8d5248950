//! Small true things that everything else stands on.
//!
//! * **Owns** dates, texts, rows of fields, money, identities, places and the words of both languages.
//! * **Imports** nothing of ours.
//! * **Never** knows an entity, a screen or a database.

pub mod bulan;
pub mod date;
pub mod fault;
pub mod fields;
pub mod id;
pub mod money;
pub mod nik;
pub mod phone;
pub mod place;
pub mod rekening;
pub mod seed;
pub mod text;
pub mod wilayah;
pub mod words;
