//! LISTS handed out: from a query to a file that offices can open and that reads back unchanged.
//!
//! * **Owns** the rows of a list ([`list`]), the file formats ([`writers`]), the problem
//!   file of an import ([`mend`]), and putting a file in
//!   its place whole ([`place`]).
//! * **Imports** `base`, `entity`, `request`, `store`.
//! * **Never** changes a record, and never releases NIK or phone numbers without a reason, which is
//!   kept in the file's trail.

pub mod list;
pub mod mend;
pub mod place;
pub mod writers;

pub use list::export;
