//! The kader: a person. The posts a person holds or held are rows of `penugasan`.

use crate::base::words::text;

use super::schema::{Choice, Companion, Entity, Field, Kind, Place};
use super::{DESA, PENUGASAN, POSYANDU};

/// Sex, as on the identity card.
pub const KELAMIN: &[Choice] = &[
    Choice::new("P", text("Perempuan", "Female"), &["pr", "wanita", "female", "w"]),
    Choice::new("L", text("Laki-laki", "Male"), &["lk", "laki laki", "laki", "pria", "male"]),
];

/// What is known of a person's NIK.
pub const KEADAAN_NIK: &[Choice] = &[
    Choice::new("ada", text("ada", "known"), &[]),
    Choice::new("belum", text("belum ada NIK", "no NIK yet"), &[]),
    Choice::new("ragu", text("diterima dengan alasan", "passed with a reason"), &[]),
];

/// One person. Derived fields tell the latest post (greatest `mulai`, then id).
pub static KADER: Entity = Entity {
    name: "kader",
    label: text("Kader", "Kader"),
    help: text(
        "Satu orang pengurus atau kader. Jabatannya dicatat terpisah dengan tanggal mulai dan selesai, sehingga masa jabatan kedua tidak menimpa yang pertama.",
        "One person, officer or kader. Posts are kept apart with their dates, so that a second term never overwrites the first.",
    ),
    title: "nama",
    context: "posyandu",
    sort: "nama",
    fields: &[
        Field::new("nama", text("Nama lengkap", "Full name"), Kind::Text(80))
            .short(text("Nama", "Name"))
            .group(text("Orang", "Person"))
            .required()
            .searched()
            .sorted()
            .frozen()
            .column(22),
        Field::new("nik", text("NIK", "NIK"), Kind::Nik).personal().searched().sorted().column(18),
        Field::new("tempat_lahir", text("Tempat lahir", "Place of birth"), Kind::Text(60)),
        Field::new("tanggal_lahir", text("Tanggal lahir", "Date of birth"), Kind::Date).sorted(),
        Field::new("jenis_kelamin", text("Jenis kelamin", "Sex"), Kind::Choice(KELAMIN))
            .short(text("L/P", "Sex"))
            .filtered(),
        Field::new("alamat", text("Alamat", "Address"), Kind::Text(120)).searched(),
        Field::new("no_hp", text("No. HP", "Phone"), Kind::Phone).personal(),
        Field::new("pendidikan", text("Pendidikan", "Education"), Kind::List("pendidikan")).sorted().filtered(),
        Field::new("kader_sejak", text("Kader sejak tahun", "Kader since"), Kind::Year).sorted(),
        Field::new("catatan", text("Catatan", "Notes"), Kind::Note),
        Field::new("posyandu", text("Posyandu", "Posyandu"), Kind::Link(&POSYANDU))
            .derived()
            .searched()
            .sorted()
            .filtered()
            .column(14),
        Field::new("desa", text("Desa/kelurahan", "Desa/kelurahan"), Kind::Link(&DESA)).derived().sorted().filtered(),
        Field::new("jabatan", text("Jabatan", "Post"), Kind::List("jabatan")).derived().sorted().filtered().column(14),
        Field::new("bidang", text("Bidang", "Bidang"), Kind::List("bidang")).derived().sorted().filtered(),
        Field::new("mulai", text("Mulai", "From"), Kind::Date).derived().sorted(),
        Field::new("selesai", text("Selesai", "Until"), Kind::Date).derived().sorted(),
        Field::new("keadaan_nik", text("Keadaan NIK", "State of NIK"), Kind::Choice(KEADAAN_NIK)).derived().filtered(),
    ],
    rules: &[],
    fill: None,
    companion: Some(&Companion { entity: &PENUGASAN, link: "kader", label: text("Jabatan", "Post") }),
    place: Place::Home('k'),
};
