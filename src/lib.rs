//! pembina
