//! The penugasan: one dated post of one person in one Posyandu.

use crate::base::words::text;

use super::schema::{Entity, Field, Kind, Place};
use super::{KADER, POSYANDU, SK};

/// One post. A second term is a second row.
pub static PENUGASAN: Entity = Entity {
    name: "penugasan",
    label: text("Jabatan", "Post"),
    help: text(
        "Satu jabatan satu orang di satu Posyandu, dengan SK, tanggal mulai dan selesai.",
        "One post of one person in one Posyandu, with its SK, first and last day.",
    ),
    title: "kader",
    context: "posyandu",
    sort: "mulai",
    fields: &[
        Field::new("kader", text("Kader", "Kader"), Kind::Link(&KADER))
            .required()
            .searched()
            .sorted()
            .frozen()
            .column(22),
        Field::new("posyandu", text("Posyandu", "Posyandu"), Kind::Link(&POSYANDU))
            .required()
            .sorted()
            .filtered()
            .carried()
            .column(16),
        Field::new("jabatan", text("Jabatan", "Post"), Kind::List("jabatan"))
            .default("kader")
            .required()
            .sorted()
            .filtered()
            .carried()
            .column(16),
        Field::new("bidang", text("Bidang", "Bidang"), Kind::List("bidang")).filtered().carried().column(12),
        Field::new("sk", text("SK", "SK"), Kind::Link(&SK)).carried().filtered().column(16),
        Field::new("mulai", text("Mulai", "From"), Kind::Date).sorted().carried().column(10),
        Field::new("selesai", text("Selesai", "Until"), Kind::Date).sorted().carried().column(10),
        Field::new("alasan_berhenti", text("Alasan berhenti", "Reason for leaving"), Kind::List("alasan_berhenti"))
            .filtered(),
        Field::new("catatan", text("Catatan", "Notes"), Kind::Note),
    ],
    rules: &[],
    fill: None,
    companion: None,
    place: Place::Within,
};
