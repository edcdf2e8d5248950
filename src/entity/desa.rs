//! The desa or kelurahan: labels of its head and of its decisions follow its kind.

use crate::base::words::{Text, text};

use super::KECAMATAN;
use super::schema::{Choice, Entity, Field, Kind, Place};

/// Kinds of desa, by the first digit of the code's last part (1, 2, 3).
pub const JENIS: &[Choice] = &[
    Choice::new("kelurahan", text("Kelurahan", "Kelurahan"), &["kel", "1"]),
    Choice::new("desa", text("Desa", "Desa"), &["ds", "2"]),
    Choice::new("desa-adat", text("Desa adat", "Desa adat"), &["adat", "3"]),
];

/// How the head of a desa of this kind is called.
pub fn kepala(jenis: &str) -> Text {
    match jenis {
        "kelurahan" => text("Lurah", "Lurah"),
        "" => text("Kepala Desa/Lurah", "Kepala Desa/Lurah"),
        _ => text("Kepala Desa", "Kepala Desa"),
    }
}

/// How a decision of that head is called.
pub fn keputusan(jenis: &str) -> Text {
    match jenis {
        "kelurahan" => text("Keputusan Lurah", "Keputusan Lurah"),
        "" => text("Keputusan Kepala Desa/Lurah", "Keputusan Kepala Desa/Lurah"),
        _ => text("Keputusan Kepala Desa", "Keputusan Kepala Desa"),
    }
}

/// One desa or kelurahan of the kecamatan.
pub static DESA: Entity = Entity {
    name: "desa",
    label: text("Desa/kelurahan", "Desa/kelurahan"),
    help: text(
        "Desa, kelurahan atau desa adat di kecamatan ini, dengan kode Kemendagri.",
        "A desa, kelurahan or desa adat of this kecamatan, with its Kemendagri code.",
    ),
    title: "nama",
    context: "kecamatan",
    sort: "kode",
    fields: &[
        Field::new("kode", text("Kode wilayah", "Region code"), Kind::Code("##.##.##.####"))
            .required()
            .searched()
            .sorted()
            .column(13),
        Field::new("nama", text("Nama desa/kelurahan", "Name"), Kind::Text(60))
            .short(text("Nama", "Name"))
            .required()
            .searched()
            .sorted()
            .frozen()
            .column(28),
        Field::new("jenis", text("Jenis", "Kind"), Kind::Choice(JENIS)).required().sorted().filtered().column(10),
        Field::new("kecamatan", text("Kecamatan", "Kecamatan"), Kind::Link(&KECAMATAN)).required().filtered().carried(),
        Field::new("kepala", text("Nama kepala desa/lurah", "Head"), Kind::Text(80))
            .short(text("Kepala", "Head"))
            .column(22),
        Field::new("alamat", text("Alamat kantor", "Office address"), Kind::Text(120)),
        Field::new("no_hp", text("No. HP kontak", "Contact phone"), Kind::Phone).personal(),
        Field::new("catatan", text("Catatan", "Notes"), Kind::Note),
        Field::new("jumlah_posyandu", text("Posyandu", "Posyandu"), Kind::Number(0, 9_999)).computed().column(8),
        Field::new("jumlah_kader", text("Kader", "Kader"), Kind::Number(0, 99_999)).computed().column(6),
    ],
    rules: &[],
    fill: None,
    companion: None,
    place: Place::Home('w'),
};
