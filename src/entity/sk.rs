//! SK and other documents: one document covers many posts.

use crate::base::words::text;

use super::schema::{Entity, Field, Kind, Place};
use super::{DESA, POSYANDU};

/// One document.
pub static SK: Entity = Entity {
    name: "sk",
    label: text("SK dan dokumen", "SK and documents"),
    help: text(
        "Satu dokumen: SK pengurus, SK kader, berita acara dan lainnya. Satu SK dicatat sekali dan berlaku untuk banyak nama.",
        "One document: SK of officers, of kader, minutes and others. An SK is entered once and covers many names.",
    ),
    title: "nomor",
    context: "desa",
    sort: "tanggal",
    fields: &[
        Field::new("nomor", text("Nomor", "Number"), Kind::Text(80)).required().searched().sorted().frozen().column(24),
        Field::new("jenis", text("Jenis dokumen", "Kind"), Kind::List("jenis_dokumen"))
            .default("sk-pengurus")
            .required()
            .sorted()
            .filtered()
            .carried()
            .column(18),
        Field::new("tanggal", text("Tanggal", "Date"), Kind::Date).required().sorted().column(10),
        Field::new("tentang", text("Tentang", "Subject"), Kind::Text(160)).searched(),
        Field::new("desa", text("Desa/kelurahan penerbit", "Issuing desa"), Kind::Link(&DESA))
            .short(text("Desa/kelurahan", "Desa"))
            .searched()
            .sorted()
            .filtered()
            .carried()
            .column(16),
        Field::new("posyandu", text("Posyandu", "Posyandu"), Kind::Link(&POSYANDU)).filtered(),
        Field::new("pejabat", text("Pejabat penanda tangan", "Signed by"), Kind::Text(80)),
        Field::new("berlaku_mulai", text("Berlaku mulai", "Valid from"), Kind::Date),
        Field::new("berlaku_sampai", text("Berlaku sampai", "Valid until"), Kind::Date).sorted().column(10),
        Field::new("lokasi_berkas", text("Lokasi berkas", "Where the paper is"), Kind::Text(200)),
        Field::new("catatan", text("Catatan", "Notes"), Kind::Note),
        Field::new("jumlah_nama", text("Nama", "Names"), Kind::Number(0, 9_999)).computed().column(5),
    ],
    rules: &[],
    fill: None,
    companion: None,
    place: Place::Home('d'),
};
