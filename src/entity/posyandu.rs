//! The Posyandu: a village institution with its registration number and its life.

use crate::base::words::text;

use super::DESA;
use super::schema::{Choice, Entity, Field, Kind, Place};

/// States of a Posyandu's life.
pub const STATUS: &[Choice] = &[
    Choice::new("aktif", text("aktif", "active"), &["ya", "buka", "active"]),
    Choice::new("persiapan", text("persiapan", "in preparation"), &["rencana"]),
    Choice::new(
        "tidak-aktif",
        text("tidak aktif sementara", "inactive for now"),
        &["tidak aktif", "nonaktif", "non aktif", "vakum"],
    ),
    Choice::new("bergabung", text("bergabung", "merged"), &["gabung", "digabung"]),
    Choice::new("tutup", text("tutup", "closed"), &["bubar", "ditutup"]),
    Choice::new("salah-catat", text("salah catat", "entered by mistake"), &["ganda"]),
];

/// One Posyandu.
pub static POSYANDU: Entity = Entity {
    name: "posyandu",
    label: text("Posyandu", "Posyandu"),
    help: text(
        "Satu Posyandu sebagai lembaga kemasyarakatan desa/kelurahan (Permendagri 13/2024), dengan nomor registrasi, pengurus dan kadernya.",
        "One Posyandu as a village institution (Permendagri 13/2024), with its registration number, officers and kader.",
    ),
    title: "nama",
    context: "desa",
    sort: "nama",
    fields: &[
        Field::new("nama", text("Nama Posyandu", "Name"), Kind::Text(80))
            .short(text("Nama", "Name"))
            .required()
            .searched()
            .sorted()
            .frozen()
            .column(20),
        Field::new("desa", text("Desa/kelurahan", "Desa/kelurahan"), Kind::Link(&DESA))
            .required()
            .searched()
            .sorted()
            .filtered()
            .carried()
            .column(18),
        Field::new("nama_lain", text("Nama lain/ejaan lama", "Other names"), Kind::Text(120)).searched(),
        Field::new("alamat", text("Alamat", "Address"), Kind::Text(120)).searched(),
        Field::new("rt_rw", text("RT/RW", "RT/RW"), Kind::Text(40)),
        Field::new("status", text("Status", "Status"), Kind::Choice(STATUS))
            .default("aktif")
            .required()
            .sorted()
            .filtered()
            .column(11),
        Field::new("tanggal_berdiri", text("Tanggal berdiri", "Founded"), Kind::Date).sorted(),
        Field::new("strata", text("Strata", "Strata"), Kind::List("strata")).sorted().filtered().column(8),
        Field::new(
            "nomor_registrasi",
            text("Nomor registrasi", "Registration number"),
            Kind::Code("##.##.##.####.###"),
        )
        .group(text("Registrasi", "Registration"))
        .searched()
        .sorted()
        .column(17),
        Field::new("tanggal_registrasi", text("Tanggal terdaftar", "Registered on"), Kind::Date).sorted(),
        Field::new("tempat", text("Tempat", "Premises"), Kind::List("tempat"))
            .group(text("Tempat dan jadwal", "Place and schedule"))
            .filtered(),
        Field::new("hari_buka", text("Hari buka", "Opening day"), Kind::Text(60)),
        Field::new("catatan", text("Catatan", "Notes"), Kind::Note),
        Field::new("jumlah_kader", text("Kader", "Kader"), Kind::Number(0, 999)).computed().column(5),
        Field::new("sk_sampai", text("SK sampai", "SK until"), Kind::Date).computed().column(10),
    ],
    rules: &[],
    fill: None,
    companion: None,
    place: Place::Home('p'),
};
