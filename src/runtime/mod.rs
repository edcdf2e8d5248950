//! The only imperative part.
pub mod painter;
