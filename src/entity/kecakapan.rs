//! The kecakapan: which of the basic skills a kader has shown.

use crate::base::words::text;

use super::KADER;
use super::schema::{Choice, Entity, Field, Kind, Place};

/// The badges, the lowest first. The rule by which they are given is data: the group of each skill
/// and the settings `purwa_kelompok`, `madya_kelompok`.
pub const TANDA: &[Choice] = &[
    Choice::new("belum", text("belum", "none"), &["belum ada", "belum ada status"]),
    Choice::new("purwa", text("purwa", "purwa"), &[]),
    Choice::new("madya", text("madya (kecakapan)", "madya (badge)"), &[]),
    Choice::new("utama", text("utama", "utama"), &[]),
];

/// One skill of one kader, judged on a day.
pub static KECAKAPAN: Entity = Entity {
    name: "kecakapan",
    label: text("Keterampilan dasar", "Basic skills"),
    help: text(
        "Satu dari 25 keterampilan dasar yang sudah dinilai; tanda kecakapan (purwa, madya, utama) dihitung darinya.",
        "One of the 25 basic skills, judged; the badge (purwa, madya, utama) follows from them.",
    ),
    title: "keterampilan",
    context: "kader",
    sort: "kader",
    fields: &[
        Field::new("kader", text("Kader", "Kader"), Kind::Link(&KADER))
            .required()
            .searched()
            .sorted()
            .filtered()
            .frozen()
            .column(20)
            .help(text("Kader yang dimaksud.", "The kader it is about."))
            .example(text(
                "Benar: Siti Aminah dari Melati 2. Salah: orang lain yang senama.",
                "Right: Siti Aminah of Melati 2. Wrong: another person of that name.",
            ))
            .synonyms(&["kader", "nama kader", "nama lengkap", "nama"]),
        Field::new("keterampilan", text("Keterampilan", "Skill"), Kind::List("keterampilan"))
            .required()
            .sorted()
            .filtered()
            .column(30)
            .help(text("Keterampilan yang dinilai cakap.", "The skill that was judged to be there."))
            .example(text(
                "Benar: Melakukan kunjungan rumah. Salah: semua.",
                "Right: Melakukan kunjungan rumah. Wrong: all.",
            ))
            .source("Kurikulum 25 keterampilan dasar kader, Kemenkes 2024 (dikutip beberapa sumber)")
            .synonyms(&["keterampilan", "kecakapan"]),
        Field::new("tanggal", text("Dinilai tanggal", "Judged on"), Kind::Date)
            .short(text("Tanggal", "Judged"))
            .sorted()
            .carried()
            .column(10)
            .by_today("kecakapan-di-depan")
            .help(text("Hari penilaian.", "The day of judging."))
            .example(text("Benar: 12-03-2026. Salah: hari mengetik.", "Right: 12-03-2026. Wrong: the day of typing."))
            .synonyms(&["tanggal", "tgl", "tanggal penilaian"]),
        Field::new("penilai", text("Penilai", "Judged by"), Kind::Text(80))
            .carried()
            .column(12)
            .help(text("Siapa yang menilai.", "Who judged."))
            .example(text("Benar: bidan desa. Salah: sudah.", "Right: the village midwife. Wrong: done."))
            .synonyms(&["penilai", "dinilai oleh"]),
    ],
    rules: &[],
    fill: None,
    companion: None,
    place: Place::Within,
};
