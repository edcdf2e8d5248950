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
        Field::new("judul", text("Judul", "Title"), Kind::Text(120))
            .required()
            .searched()
            .sorted()
            .frozen()
            .column(38)
            .help(text(
                "Pokok catatan dalam beberapa kata, supaya mudah dicari.",
                "What the note is about in a few words, so that it can be found.",
            ))
            .example(text(
                "Benar: Kesepakatan jadwal verval 2026. Salah: catatan 1 (tidak menyebut isinya).",
                "Right: Agreed dates of verval 2026. Wrong: note 1 (does not say what it holds).",
            ))
            .synonyms(&["judul", "pokok", "hal", "perihal"]),
        Field::new("tahun", text("Tahun", "Year"), Kind::Year)
            .required()
            .sorted()
            .filtered()
            .carried()
            .column(7)
            .help(text("Tahun yang dibicarakan catatan ini.", "The year the note speaks of."))
            .example(text("Benar: 2026. Salah: 26 (tulis empat angka).", "Right: 2026. Wrong: 26 (write four digits)."))
            .synonyms(&["tahun", "thn"]),
        Field::new("isi", text("Isi", "Text"), Kind::Note)
            .searched()
            .column(24)
            .help(text(
                "Tulisan bebas. Tab atau Ctrl+S untuk selesai menulis. Jangan menulis NIK atau data kesehatan orang di sini.",
                "Free text. Tab or Ctrl+S ends writing. Put no NIK and nobody's health data here.",
            ))
            .example(text(
                "Benar: Verval disepakati tiap Maret dan September. Salah: daftar NIK kader (simpan di data kader).",
                "Right: Verval is agreed for March and September. Wrong: a list of NIK (keep them with the kader).",
            ))
            .synonyms(&["isi", "catatan", "uraian", "keterangan"]),
    ],
    rules: &[],
    fill: None,
    companion: None,
    place: Place::Home('c'),
};
