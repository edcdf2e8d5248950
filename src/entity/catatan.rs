//! The year note: what should be remembered of a year, written in the text editor.

use crate::base::words::text;

use super::schema::{Entity, Field, Kind, Place};

/// One note.
pub static CATATAN: Entity = Entity {
    name: "catatan",
    label: text("Catatan tahun", "Year notes"),
    help: text(
        "Catatan bebas per tahun: kesepakatan, kendala, hal yang harus diteruskan ke petugas berikutnya.",
        "Free notes by year: agreements, obstacles, what the next operator must know.",
    ),
    title: "judul",
    context: "tahun",
    sort: "tahun",
    fields: &[
        Field::new("judul", text("Judul", "Title"), Kind::Text(120)).required().searched().sorted().frozen().column(40),
        Field::new("tahun", text("Tahun", "Year"), Kind::Year).required().sorted().filtered().carried().column(5),
        Field::new("isi", text("Isi", "Text"), Kind::Note).searched().column(24),
    ],
    rules: &[],
    fill: None,
    companion: None,
    place: Place::Home('c'),
};
