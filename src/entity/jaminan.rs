//! The jaminan: social insurance of a kader, with the days it runs.

use crate::base::date::Date;
use crate::base::words::text;

use super::KADER;
use super::check::{self, Problem};
use super::record::Record;
use super::schema::{Entity, Field, Kind, Place};

/// One insurance of one kader. The number of the card is not kept.
pub static JAMINAN: Entity = Entity {
    name: "jaminan",
    label: text("Jaminan sosial", "Insurance"),
    help: text(
        "Satu kepesertaan jaminan sosial satu kader (BPJS Ketenagakerjaan dan lainnya), sejak kapan sampai kapan, siapa yang membayar. Nomor kartunya tidak dicatat.",
        "One social insurance of one kader, from when until when, and who pays. The number of the card is not kept.",
    ),
    title: "program",
    context: "kader",
    sort: "mulai",
    fields: &[
        Field::new("kader", text("Kader", "Kader"), Kind::Link(&KADER))
            .required()
            .searched()
            .sorted()
            .filtered()
            .frozen()
            .column(18)
            .help(text("Kader yang dijamin.", "The insured kader."))
            .example(text(
                "Benar: Siti Aminah dari Melati 2. Salah: orang lain yang senama.",
                "Right: Siti Aminah of Melati 2. Wrong: another person of that name.",
            ))
            .synonyms(&["kader", "nama kader", "nama lengkap", "nama"]),
        Field::new("program", text("Program", "Programme"), Kind::List("jaminan"))
            .required()
            .sorted()
            .filtered()
            .carried()
            .column(22)
            .help(text(
                "Program jaminannya; daftarnya dapat diubah kantor.",
                "The programme; the office edits the list.",
            ))
            .example(text(
                "Benar: BPJS Ketenagakerjaan (JKK dan JKM). Salah: nomor kartunya.",
                "Right: BPJS Ketenagakerjaan (JKK dan JKM). Wrong: the number of the card.",
            ))
            .synonyms(&["program", "bpjs", "jaminan", "bpjs ketenagakerjaan"]),
        Field::new("mulai", text("Mulai", "From"), Kind::Date)
            .sorted()
            .carried()
            .column(10)
            .help(text("Hari pertama kepesertaan.", "The first day it runs."))
            .example(text("Benar: 01-01-2026. Salah: hari mengetik.", "Right: 01-01-2026. Wrong: the day of typing."))
            .synonyms(&["mulai", "aktif sejak"]),
        Field::new("selesai", text("Sampai", "Until"), Kind::Date)
            .sorted()
            .carried()
            .column(10)
            .help(text("Hari terakhir; kosong selama masih aktif.", "The last day; empty while it runs."))
            .example(text(
                "Benar: 31-12-2026. Salah: sebelum mulainya.",
                "Right: 31-12-2026. Wrong: before its first day.",
            ))
            .synonyms(&["selesai", "sampai", "aktif sampai"]),
        Field::new("pembayar", text("Dibayar oleh", "Paid by"), Kind::Text(60))
            .carried()
            .column(13)
            .help(text("Siapa yang membayar iurannya.", "Who pays for it."))
            .example(text(
                "Benar: Pemerintah Desa Selat Hilir. Salah: sudah.",
                "Right: Pemerintah Desa Selat Hilir. Wrong: done.",
            ))
            .synonyms(&["dibayar oleh", "pembayar"]),
    ],
    rules: &[ends_after_it_begins],
    fill: None,
    companion: None,
    place: Place::Within,
};

fn ends_after_it_begins(insurance: &Record, _today: Date) -> Option<Problem> {
    check::ends_after_it_begins("jaminan-terbalik", insurance, ("mulai", "selesai"))
}
