//! Regions by name or code, for the guided start.

use crate::base::wilayah::{self, Level};

/// Kecamatan as typed: code, and words that tell it from others of its name.
pub(super) fn regions(typed: &str, limit: usize) -> Vec<(String, String)> {
    wilayah::cari(typed, Level::Kecamatan, None, limit)
        .into_iter()
        .map(|place| (place.kode.to_string(), wilayah::jalur(place.kode)))
        .collect()
}
