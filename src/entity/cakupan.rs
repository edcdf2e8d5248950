//! The cakupan: what a plan line is for, one Posyandu or person at a time.

use crate::base::words::text;

use super::schema::{Entity, Field, Kind, Place};
use super::{DESA, KADER, POSYANDU, RENCANA};

/// One Posyandu, person or desa that a line is for: "12 Posyandu tanpa SK" keeps its 12.
pub static CAKUPAN: Entity = Entity {
    name: "cakupan",
    label: text("Cakupan kegiatan", "Covered by a line"),
    help: text(
        "Posyandu, kader atau desa yang dituju satu kegiatan rencana, satu catatan satu tujuan.",
        "The Posyandu, kader or desa that a plan line is for, one record each.",
    ),
    title: "rencana",
    context: "posyandu",
    sort: "rencana",
    fields: &[
        Field::new("rencana", text("Kegiatan", "Activity"), Kind::Link(&RENCANA))
            .required()
            .sorted()
            .filtered()
            .carried()
            .frozen()
            .column(26)
            .help(text("Kegiatan rencana yang menuju ke sini.", "The plan line it belongs to."))
            .example(text(
                "Benar: Fasilitasi SK pengurus. Salah: nama Posyandu.",
                "Right: help with the SK. Wrong: the name of a Posyandu.",
            ))
            .synonyms(&["rencana", "kegiatan"]),
        Field::new("posyandu", text("Posyandu", "Posyandu"), Kind::Link(&POSYANDU))
            .sorted()
            .filtered()
            .column(16)
            .help(text("Posyandu yang dituju.", "The Posyandu it is for."))
            .example(text(
                "Benar: Melati 2. Salah: semua (satu catatan satu Posyandu).",
                "Right: Melati 2. Wrong: all (one record each).",
            ))
            .synonyms(&["posyandu", "nama posyandu"]),
        Field::new("kader", text("Kader", "Kader"), Kind::Link(&KADER))
            .column(16)
            .help(text(
                "Orang yang dituju, bila kegiatannya untuk orang.",
                "The person it is for, where it is for persons.",
            ))
            .example(text(
                "Benar: Siti Aminah. Salah: 41 kader (satu catatan satu orang).",
                "Right: Siti Aminah. Wrong: 41 kader (one record each).",
            ))
            .synonyms(&["kader", "nama kader"]),
        Field::new("desa", text("Desa/kelurahan", "Desa"), Kind::Link(&DESA))
            .short(text("Desa/kel.", "Desa/kel."))
            .column(14)
            .help(text("Desa yang dituju, bila kegiatannya untuk desa.", "The desa it is for, where it is for desa."))
            .example(text("Benar: Selat Hilir. Salah: kecamatan.", "Right: Selat Hilir. Wrong: the kecamatan."))
            .synonyms(&["desa", "kelurahan"]),
    ],
    rules: &[],
    fill: None,
    companion: None,
    place: Place::Within,
};
