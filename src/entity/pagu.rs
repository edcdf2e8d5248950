//! The pagu: a ceiling of a work plan.

use crate::base::words::text;

use super::schema::{Entity, Field, Kind, Place};
use super::{DESA, NASKAH};

/// One ceiling: for a source of funds, a bidang, a desa, or what of them is filled in.
pub static PAGU: Entity = Entity {
    name: "pagu",
    label: text("Pagu", "Ceilings"),
    help: text(
        "Batas rupiah satu rencana kerja: menurut sumber dana, bidang atau desa. Isian yang kosong berarti semuanya.",
        "The most rupiah of a work plan: by source of funds, bidang or desa. What is left empty means all of them.",
    ),
    title: "naskah",
    context: "sumber_dana",
    sort: "naskah",
    fields: &[
        Field::new("naskah", text("Rencana kerja", "Work plan"), Kind::Link(&NASKAH))
            .required()
            .sorted()
            .filtered()
            .carried()
            .frozen()
            .column(24)
            .help(text("Rencana yang dibatasi.", "The plan it limits."))
            .example(text(
                "Benar: Rencana kerja 2027 Kecamatan. Salah: rencana tahun lain.",
                "Right: the plan of 2027. Wrong: another year's.",
            ))
            .synonyms(&["naskah", "rencana kerja", "nama rencana"]),
        Field::new("sumber_dana", text("Sumber dana", "Source of funds"), Kind::List("sumber_dana"))
            .short(text("Dana", "Funds"))
            .sorted()
            .filtered()
            .column(14)
            .help(text(
                "Pagu untuk sumber ini; kosong untuk semua sumber.",
                "The ceiling of this source; empty for all.",
            ))
            .example(text("Benar: APBD Kabupaten/Kota. Salah: bank.", "Right: APBD Kabupaten/Kota. Wrong: a bank."))
            .synonyms(&["sumber dana", "sumber"]),
        Field::new("bidang", text("Bidang", "Bidang"), Kind::List("bidang_rencana"))
            .filtered()
            .column(10)
            .help(text(
                "Pagu untuk bidang ini; kosong untuk semua bidang.",
                "The ceiling of this bidang; empty for all.",
            ))
            .example(text("Benar: Kesehatan. Salah: kegiatan.", "Right: Kesehatan. Wrong: an activity."))
            .synonyms(&["bidang", "bidang spm"]),
        Field::new("desa", text("Desa/kelurahan", "Desa"), Kind::Link(&DESA))
            .short(text("Desa/kel.", "Desa/kel."))
            .column(10)
            .help(text("Pagu untuk desa ini; kosong untuk semua desa.", "The ceiling of this desa; empty for all."))
            .example(text("Benar: Selat Hilir. Salah: Posyandu.", "Right: Selat Hilir. Wrong: a Posyandu."))
            .synonyms(&["desa", "kelurahan", "desa kelurahan"]),
        Field::new("jumlah", text("Jumlah", "Amount"), Kind::Money)
            .required()
            .sorted()
            .column(15)
            .help(text("Batas dalam rupiah.", "The ceiling, in rupiah."))
            .example(text(
                "Benar: 240000000. Salah: 240 (tulis rupiahnya).",
                "Right: 240000000. Wrong: 240 (write the rupiah).",
            ))
            .synonyms(&["pagu", "jumlah", "batas", "pagu anggaran"]),
    ],
    rules: &[],
    fill: None,
    companion: None,
    place: Place::Within,
};
