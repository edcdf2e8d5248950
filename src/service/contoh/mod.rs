//! Made-up files: for trying out, for training, for measuring.
mod chance;
mod maker;
