//! The sarana: what a Posyandu has to work with, and what it lacks.

use crate::base::words::text;

use super::POSYANDU;
use super::schema::{Choice, Entity, Field, Kind, Place};

/// Conditions of equipment.
pub const KONDISI: &[Choice] = &[
    Choice::new("baik", text("baik", "good"), &["bagus", "layak"]),
    Choice::new("rusak-ringan", text("rusak ringan", "slightly damaged"), &[]),
    Choice::new("rusak-berat", text("rusak berat", "badly damaged"), &["rusak"]),
];

/// One kind of thing a Posyandu has or needs.
pub static SARANA: Entity = Entity {
    name: "sarana",
    label: text("Sarana", "Equipment"),
    help: text(
        "Satu macam sarana Posyandu: berapa yang ada, keadaannya, berapa yang dibutuhkan. Yang kurang dapat menjadi baris rencana kerja.",
        "One kind of equipment: how many there are, their condition, how many are needed. What lacks can become a plan line.",
    ),
    title: "barang",
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
        Field::new("barang", text("Barang", "Item"), Kind::List("sarana"))
            .required()
            .sorted()
            .filtered()
            .column(20)
            .help(text(
                "Macam sarana; daftarnya dapat diubah kantor.",
                "The kind of equipment; the office edits the list.",
            ))
            .example(text("Benar: timbangan bayi. Salah: alat-alat.", "Right: baby scales. Wrong: things."))
            .synonyms(&["barang", "sarana", "nama barang", "alat"]),
        Field::new("banyak", text("Jumlah", "Number"), Kind::Number(0, 9_999))
            .default("1")
            .required()
            .column(6)
            .help(text("Berapa yang ada; 0 bila tidak ada.", "How many there are; 0 for none."))
            .example(text("Benar: 2. Salah: cukup.", "Right: 2. Wrong: enough."))
            .synonyms(&["jumlah", "banyak"]),
        Field::new("kondisi", text("Keadaan", "Condition"), Kind::Choice(KONDISI))
            .sorted()
            .filtered()
            .column(12)
            .help(text("Keadaan barangnya.", "Its condition."))
            .example(text("Benar: rusak ringan. Salah: lumayan.", "Right: slightly damaged. Wrong: so-so."))
            .synonyms(&["kondisi", "keadaan"]),
        Field::new("kebutuhan", text("Dibutuhkan", "Needed"), Kind::Number(0, 9_999))
            .short(text("Butuh", "Need"))
            .sorted()
            .column(6)
            .help(text("Berapa lagi yang dibutuhkan.", "How many more are needed."))
            .example(text("Benar: 1. Salah: ya.", "Right: 1. Wrong: yes."))
            .synonyms(&["kebutuhan", "dibutuhkan", "kurang"]),
        Field::new("tahun", text("Tahun perolehan", "Year acquired"), Kind::Year)
            .help(text("Tahun diterima, bila diketahui.", "The year it came, where known."))
            .example(text("Benar: 2023. Salah: lama.", "Right: 2023. Wrong: old."))
            .synonyms(&["tahun", "tahun perolehan"]),
        Field::new("perolehan", text("Asal", "From"), Kind::Text(60))
            .help(text(
                "Dari mana: Dana Desa, hibah, puskesmas.",
                "Where it came from: Dana Desa, a gift, the puskesmas.",
            ))
            .example(text("Benar: Dana Desa 2023. Salah: beli.", "Right: Dana Desa 2023. Wrong: bought."))
            .synonyms(&["asal", "sumber"]),
        Field::new("catatan", text("Catatan", "Notes"), Kind::Note)
            .help(text("Hal lain yang perlu diingat.", "Anything else to remember."))
            .example(text(
                "Benar: aslinya masih di desa. Salah: data kesehatan orang.",
                "Right: the original is still in the desa. Wrong: a person's health data.",
            ))
            .synonyms(&["catatan", "keterangan", "ket"]),
    ],
    rules: &[],
    fill: None,
    companion: None,
    place: Place::Within,
};
