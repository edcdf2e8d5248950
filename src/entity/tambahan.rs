//! The tambahan: facts about a Posyandu that an office keeps beside ours.

use crate::base::words::text;

use super::POSYANDU;
use super::schema::{Entity, Field, Kind, Place};

/// The list of their kinds.
pub const DAFTAR: &str = "isian_tambahan";

/// Kinds of extra fields an office may define.
pub const TERBANYAK: usize = 10;

/// One value of one of the office's own fields.
pub static TAMBAHAN: Entity = Entity {
    name: "tambahan",
    label: text("Isian tambahan", "Extra fields"),
    help: text(
        "Satu isian yang ditentukan kantor sendiri, paling banyak sepuluh macam; macamnya ada pada daftar isian tambahan.",
        "One value of a field the office defined itself, ten kinds at most; the kinds stand in the list of extra fields.",
    ),
    title: "isian",
    context: "posyandu",
    sort: "posyandu",
    fields: &[
        Field::new("posyandu", text("Posyandu", "Posyandu"), Kind::Link(&POSYANDU))
            .required()
            .sorted()
            .filtered()
            .carried()
            .frozen()
            .column(16)
            .help(text("Posyandu yang dimaksud.", "The Posyandu it is about."))
            .example(text(
                "Benar: Melati 2 di Selat Hilir. Salah: Melati 2 di desa lain yang senama.",
                "Right: Melati 2 of Selat Hilir. Wrong: the Melati 2 of another desa.",
            ))
            .synonyms(&["posyandu", "nama posyandu", "posyadu"]),
        Field::new("isian", text("Isian", "Field"), Kind::List(DAFTAR))
            .required()
            .sorted()
            .filtered()
            .column(22)
            .help(text("Isian yang ditentukan kantor.", "A field the office defined."))
            .example(text(
                "Benar: Jarak ke puskesmas (km). Salah: nilai isiannya.",
                "Right: Distance to the puskesmas (km). Wrong: the value.",
            ))
            .synonyms(&["isian", "nama isian"]),
        Field::new("nilai", text("Nilai", "Value"), Kind::Text(200))
            .required()
            .searched()
            .sorted()
            .column(24)
            .help(text("Nilainya bagi Posyandu ini.", "Its value for this Posyandu."))
            .example(text("Benar: 4. Salah: kosong.", "Right: 4. Wrong: empty."))
            .synonyms(&["nilai", "isi"]),
    ],
    rules: &[],
    fill: None,
    companion: None,
    place: Place::Within,
};
