//! OTHER PEOPLE'S FILES: from an office file to one batch of changes.
//!
//! * **Owns** reading files ([`read`]), finding the table in a sheet ([`table`]), recognising its
//!   columns ([`columns`]), reading its cells ([`cells`]), the plan of what each row would do
//!   ([`plan`]), carrying it out as one batch ([`apply`]) and what goes back to the sender
//!   ([`mend`]).
//! * **Imports** `base`, `entity`, `request`, `store`.
//! * **Never** writes a record itself: the plan becomes one batch for the store's one write path.
//!
//! A text file of 50,000 rows of kader and more, into a file without any, is read and written piece
//! by piece ([`long`]); its answers are those of the short way.
//!
//! The path of a file: bytes -> [`sheet::Sheet`] -> [`table::Table`] -> [`plan::Plan`] -> batch.
//! Every row that is not empty ends in exactly one of seven places: new, changed, same, in doubt,
//! rejected, refused by the clerk (together the data rows), or skipped with a reason. The clerk's
//! answers ([`crate::request::Decisions`]) are part of the plan, so that a review and the import say
//! the same; what they say about names is remembered ([`answers`], [`layout`]).

mod absent;
mod answers;
mod apply;
pub mod cells;
pub mod columns;
mod fill;
mod head;
mod hints;
mod known;
mod layout;
pub mod limits;
mod long;
pub mod mend;
mod package;
mod places;
mod plan;
pub mod read;
mod read_book;
mod read_csv;
mod read_json;
mod read_ods;
mod review;
pub mod sheet;
mod steps;
pub mod table;
mod titles;

pub use apply::{Taken, file_name, review, run, run_watched};
pub use steps::Tell;

#[cfg(test)]
mod damage;
#[cfg(test)]
mod long_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_rencana;
#[cfg(test)]
mod tests_review;
