//! The berkas: which papers of its registration a Posyandu has.

use crate::base::date::Date;
use crate::base::words::text;

use super::POSYANDU;
use super::check::Problem;
use super::record::Record;
use super::schema::{Choice, Entity, Field, Kind, Place};

/// Whether a paper is there.
pub const ADA: &[Choice] = &[
    Choice::new("ada", text("ada", "there"), &["ya", "lengkap"]),
    Choice::new("belum", text("belum", "missing"), &["tidak", "kurang"]),
    Choice::new("tidak-perlu", text("tidak perlu", "not needed"), &[]),
];

/// One paper of one Posyandu, said to be there, or not needed. Papers that stand among the SK count without it.
pub static BERKAS: Entity = Entity {
    name: "berkas",
    label: text("Berkas registrasi", "Registration papers"),
    help: text(
        "Satu berkas syarat registrasi: ada, belum, atau tidak perlu. Berkas yang sudah dicatat pada SK dan dokumen dihitung sendiri.",
        "One paper needed for registration: there, missing, or not needed. Those entered under SK and documents count by themselves.",
    ),
    title: "jenis",
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
        Field::new("jenis", text("Berkas", "Paper"), Kind::List("berkas_registrasi"))
            .required()
            .sorted()
            .filtered()
            .column(20)
            .help(text("Jenis berkas; daftarnya dapat diubah kantor.", "The kind of paper; the office edits the list."))
            .example(text("Benar: matriks rekap. Salah: berkas lengkap.", "Right: matriks rekap. Wrong: all papers."))
            .source("Kepmendagri 100.3-2834/2025 (dikutip satu sumber); tambahan praktik Kutai Kartanegara")
            .synonyms(&["jenis", "berkas", "jenis berkas"]),
        Field::new("ada", text("Keadaan", "State"), Kind::Choice(ADA))
            .default("ada")
            .required()
            .filtered()
            .column(12)
            .help(text(
                "Ada, belum, atau tidak perlu bagi Posyandu ini.",
                "There, missing, or not needed for this Posyandu.",
            ))
            .example(text(
                "Benar: tidak perlu, dengan catatan. Salah: ada, padahal belum bernomor.",
                "Right: not needed, with a note. Wrong: there, while it has no number.",
            ))
            .synonyms(&["ada", "keadaan", "status berkas"]),
        Field::new("tanggal", text("Tanggal berkas", "Dated"), Kind::Date)
            .short(text("Tanggal", "Dated"))
            .sorted()
            .column(10)
            .by_today("berkas-di-depan")
            .help(text("Tanggal pada berkas.", "The date on the paper."))
            .example(text(
                "Benar: 12-01-2026. Salah: tanggal diterima.",
                "Right: 12-01-2026. Wrong: the day it arrived.",
            ))
            .synonyms(&["tanggal", "tgl"]),
        Field::new("nomor", text("Nomor", "Number"), Kind::Text(80))
            .searched()
            .column(14)
            .help(text("Nomor pada berkas, bila ada.", "The number on the paper, if any."))
            .example(text("Benar: 05/BA/2026. Salah: ada.", "Right: 05/BA/2026. Wrong: there is one."))
            .synonyms(&["nomor", "no"]),
        Field::new("catatan", text("Catatan", "Notes"), Kind::Note)
            .help(text("Hal lain yang perlu diingat.", "Anything else to remember."))
            .example(text(
                "Benar: aslinya masih di desa. Salah: data kesehatan orang.",
                "Right: the original is still in the desa. Wrong: a person's health data.",
            ))
            .synonyms(&["catatan", "keterangan", "ket"]),
    ],
    rules: &[not_needed_says_why],
    fill: None,
    companion: None,
    place: Place::Within,
};

/// A paper that one Posyandu need not have: why stands in its notes.
fn not_needed_says_why(paper: &Record, _today: Date) -> Option<Problem> {
    let silent = paper.text("ada") == "tidak-perlu" && paper.get("catatan").is_empty();
    silent.then(|| {
        Problem::warning(
            "tidak-perlu-tanpa-alasan",
            text("Mengapa berkas ini tidak perlu?", "Why is this paper not needed?"),
            text(
                "Tulis sebabnya di catatan, atau simpan dengan alasan.",
                "Write why in the notes, or save with a reason.",
            ),
        )
        .at("catatan")
    })
}
