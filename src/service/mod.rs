//! WORK over several records: use cases that no single description covers.
//!
//! * **Owns** beginning a file for its kecamatan, and made-up data.
//! * **Imports** `base`, `entity`, `request`, `store`.
//! * **Never** draws, reads arguments or office files.

pub mod buat;
pub mod contoh;
