//! The kecamatan: the office whose file this is, as it stands in letter heads.

use crate::base::words::text;

use super::schema::{Choice, Entity, Field, Kind, Place};

/// The three time zones, for `pukul 09.00 WIB`.
pub const ZONA: &[Choice] = &[
    Choice::new("WIB", text("WIB", "WIB (UTC+7)"), &[]),
    Choice::new("WITA", text("WITA", "WITA (UTC+8)"), &[]),
    Choice::new("WIT", text("WIT", "WIT (UTC+9)"), &[]),
];

/// One kecamatan. A working file has one; a training or kabupaten file may have many.
pub static KECAMATAN: Entity = Entity {
    name: "kecamatan",
    label: text("Kecamatan", "Kecamatan"),
    help: text(
        "Identitas kantor kecamatan: kop surat, camat, zona waktu. Dipakai di layar depan dan di semua surat.",
        "The kecamatan's office: letter head, camat, time zone. Used on the start screen and in every letter.",
    ),
    title: "nama",
    context: "kabupaten",
    sort: "kode",
    fields: &[
        Field::new("kode", text("Kode wilayah", "Region code"), Kind::Code("##.##.##"))
            .required()
            .searched()
            .sorted()
            .column(9),
        Field::new("nama", text("Nama kecamatan", "Name"), Kind::Text(60))
            .required()
            .searched()
            .sorted()
            .frozen()
            .column(31),
        Field::new("kabupaten", text("Kabupaten/kota", "Kabupaten/kota"), Kind::Text(60))
            .required()
            .searched()
            .column(26),
        Field::new("provinsi", text("Provinsi", "Province"), Kind::Text(60)).required(),
        Field::new("zona", text("Zona waktu", "Time zone"), Kind::Choice(ZONA)).default("WIB").column(5),
        Field::new("alamat", text("Alamat kantor", "Office address"), Kind::Text(120))
            .group(text("Kop surat", "Letter head")),
        Field::new("telepon", text("Telepon", "Telephone"), Kind::Text(40)),
        Field::new("email", text("Surel", "E-mail"), Kind::Text(80)),
        Field::new("kode_pos", text("Kode pos", "Postcode"), Kind::Code("#####")),
        Field::new("logo", text("Berkas logo", "Logo file"), Kind::Text(200)),
        Field::new("camat", text("Nama camat", "Camat"), Kind::Text(80)).group(text("Camat", "Camat")).column(24),
        Field::new("camat_nip", text("NIP", "NIP"), Kind::Code("######## ###### # ###")),
        Field::new("camat_pangkat", text("Pangkat", "Rank"), Kind::Text(60)),
        Field::new("camat_jabatan", text("Sebutan jabatan", "Title of office"), Kind::Text(60)).default("Camat"),
    ],
    rules: &[],
    fill: None,
    companion: None,
    place: Place::Settings,
};
