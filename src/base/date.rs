//! Dates.
pub use jiff::civil::Date;
