//! pembina
pub mod base;
pub mod entity;
pub mod request;
pub mod ui;
