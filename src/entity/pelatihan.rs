//! The pelatihan: trainings a kader took part in.

use crate::base::words::text;

use super::KADER;
use super::schema::{Entity, Field, Kind, Place};

/// One training of one kader.
pub static PELATIHAN: Entity = Entity {
    name: "pelatihan",
    label: text("Pelatihan", "Trainings"),
    help: text(
        "Satu pelatihan satu kader: apa, kapan, oleh siapa. Pelatihan bidang selain kesehatan juga di sini.",
        "One training of one kader: what, when, by whom. Trainings of the other bidang stand here too.",
    ),
    title: "nama",
    context: "kader",
    sort: "tanggal",
    fields: &[
        Field::new("kader", text("Kader", "Kader"), Kind::Link(&KADER))
            .required()
            .searched()
            .sorted()
            .filtered()
            .frozen()
            .column(17)
            .help(text("Kader yang dimaksud.", "The kader it is about."))
            .example(text(
                "Benar: Siti Aminah dari Melati 2. Salah: orang lain yang senama.",
                "Right: Siti Aminah of Melati 2. Wrong: another person of that name.",
            ))
            .synonyms(&["kader", "nama kader", "nama lengkap", "nama"]),
        Field::new("nama", text("Pelatihan", "Training"), Kind::Text(120))
            .required()
            .searched()
            .sorted()
            .carried()
            .column(20)
            .help(text(
                "Nama pelatihan seperti pada sertifikat atau undangan.",
                "Its name as on the certificate or invitation.",
            ))
            .example(text(
                "Benar: Orientasi 25 keterampilan dasar. Salah: ikut pelatihan.",
                "Right: Orientasi 25 keterampilan dasar. Wrong: took part.",
            ))
            .synonyms(&["pelatihan", "nama pelatihan", "judul pelatihan"]),
        Field::new("tanggal", text("Tanggal", "Date"), Kind::Date)
            .required()
            .sorted()
            .carried()
            .column(10)
            .by_today("pelatihan-di-depan")
            .help(text("Hari pertamanya.", "Its first day."))
            .example(text(
                "Benar: 12-03-2026. Salah: rencana tahun depan.",
                "Right: 12-03-2026. Wrong: a plan of next year.",
            ))
            .synonyms(&["tanggal", "tgl", "tanggal pelatihan"]),
        Field::new("bidang", text("Bidang", "Bidang"), Kind::List("bidang"))
            .sorted()
            .filtered()
            .carried()
            .column(12)
            .help(text("Bidang SPM yang dilatih; kosong bila umum.", "The bidang trained for; empty where general."))
            .example(text("Benar: Sosial. Salah: Sosialisasi.", "Right: Sosial. Wrong: Sosialisasi."))
            .synonyms(&["bidang", "bidang spm"]),
        Field::new("penyelenggara", text("Penyelenggara", "Organiser"), Kind::Text(80))
            .carried()
            .column(14)
            .help(text("Siapa yang mengadakan.", "Who organised it."))
            .example(text(
                "Benar: Puskesmas Selat. Salah: pemerintah.",
                "Right: Puskesmas Selat. Wrong: the government.",
            ))
            .synonyms(&["penyelenggara", "oleh"]),
        Field::new("jam", text("Jam", "Hours"), Kind::Number(1, 999))
            .carried()
            .help(text("Lamanya dalam jam pelajaran.", "Its length in lesson hours."))
            .example(text("Benar: 16. Salah: 2 hari.", "Right: 16. Wrong: 2 days."))
            .synonyms(&["jam", "jp", "jumlah jam"]),
        Field::new("nomor_sertifikat", text("Nomor sertifikat", "Certificate"), Kind::Text(80))
            .searched()
            .help(text("Nomor sertifikat, bila ada.", "The number of the certificate, if any."))
            .example(text("Benar: 045/PKM/2026. Salah: ada.", "Right: 045/PKM/2026. Wrong: there is one."))
            .synonyms(&["nomor sertifikat", "sertifikat"]),
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
