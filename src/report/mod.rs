//! LISTS and DOCUMENTS handed out: from a query to a file that offices can open and that reads back
//! unchanged, and from the data to a paper that is ready to sign.
//!
//! * **Owns** the rows of a list ([`list`]) and their formats ([`writers`]); documents
//!   ([`document`]), the reports that make them ([`laporan`]), their formats ([`mod@print`]) and their way into a file ([`berkas`]); the register of those issued ([`terbit`]) and what two of them differ in ([`beda`]); the
//!   problem file of an import ([`mend`]), and putting a file in its place whole ([`place`]).
//! * **Imports** `base`, `entity`, `request`, `store`.
//! * **Never** changes a record, and never releases NIK or phone numbers without a reason, which is
//!   kept in the file's trail.

pub mod beda;
pub mod berkas;
pub mod document;
pub mod formulir;
pub mod laporan;
pub mod list;
pub mod mend;
pub mod place;
pub mod print;
pub mod terbit;
pub mod writers;

pub use list::export;
