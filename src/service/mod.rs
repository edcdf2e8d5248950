//! WORK over several records: use cases that no single description covers.
//!
//! * **Owns** made-up files.
//! * **Imports** `base`, `entity`, `request`, `store`.
//! * **Never** draws, reads arguments or office files.

pub mod contoh;
