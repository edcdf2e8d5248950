//! The insentif: what a kader is paid for a month.

use crate::base::words::text;

use super::check::not_negative;
use super::schema::{Entity, Field, Kind, Place};
use super::{KADER, POSYANDU};

/// One month of one kader out of one source.
pub static INSENTIF: Entity = Entity {
    name: "insentif",
    label: text("Insentif", "Incentives"),
    help: text(
        "Insentif satu kader untuk satu bulan dari satu sumber dana. Satu daftar sebulan menurut sumber; yang ganda dan yang sudah berhenti tertangkap.",
        "One kader's incentive for one month out of one source. One list a month and source; doubles and ended posts are caught.",
    ),
    title: "kader",
    context: "sumber_dana",
    sort: "tahun",
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
        Field::new("tahun", text("Tahun", "Year"), Kind::Year)
            .required()
            .sorted()
            .filtered()
            .carried()
            .short(text("Thn", "Yr"))
            .column(5)
            .help(text("Tahun bulan yang dibayar.", "The year of the month paid for."))
            .example(text("Benar: 2026. Salah: 26.", "Right: 2026. Wrong: 26."))
            .synonyms(&["tahun", "thn"]),
        Field::new("bulan_bayar", text("Bulan", "Month"), Kind::Number(1, 12))
            .required()
            .sorted()
            .filtered()
            .carried()
            .column(5)
            .help(text("Bulan yang dibayar, 1 sampai 12.", "The month paid for, 1 to 12."))
            .example(text(
                "Benar: 3. Salah: Maret 2026 (tahunnya di isian lain).",
                "Right: 3. Wrong: Maret 2026 (the year stands beside).",
            ))
            .synonyms(&["bulan", "bln"]),
        Field::new("posyandu", text("Posyandu", "Posyandu"), Kind::Link(&POSYANDU))
            .sorted()
            .filtered()
            .column(10)
            .help(text("Posyandu tempat bertugas pada bulan itu.", "The Posyandu served in that month."))
            .example(text("Benar: Melati 2. Salah: Posyandu lamanya.", "Right: Melati 2. Wrong: the one before."))
            .synonyms(&["posyandu", "nama posyandu"]),
        Field::new("sumber_dana", text("Sumber dana", "Source of funds"), Kind::List("sumber_dana"))
            .short(text("Dana", "Funds"))
            .required()
            .sorted()
            .filtered()
            .carried()
            .column(12)
            .help(text("Dari dana apa.", "Out of which funds."))
            .example(text("Benar: DD. Salah: bank.", "Right: DD. Wrong: a bank."))
            .synonyms(&["sumber dana", "sumber"]),
        Field::new("jumlah", text("Jumlah", "Amount"), Kind::Money)
            .required()
            .sorted()
            .carried()
            .column(12)
            .check(not_negative)
            .help(text("Rupiah sebulan.", "Rupiah for the month."))
            .example(text(
                "Benar: 250000. Salah: 250 (tulis rupiahnya).",
                "Right: 250000. Wrong: 250 (write the rupiah).",
            ))
            .synonyms(&["jumlah", "insentif", "nilai"]),
        Field::new("dibayar", text("Dibayar tanggal", "Paid on"), Kind::Date)
            .short(text("Dibayar", "Paid"))
            .sorted()
            .carried()
            .column(10)
            .by_today("insentif-di-depan")
            .help(text("Hari dibayarkan; kosong bila belum.", "The day it was paid; empty where not yet."))
            .example(text("Benar: 05-04-2026. Salah: rencana bayar.", "Right: 05-04-2026. Wrong: a planned day."))
            .synonyms(&["dibayar", "tanggal bayar"]),
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
