//! Pilihan: the open lists an operator edits (jabatan, bidang, reasons, education ...).

use crate::base::words::text;

use super::schema::{Entity, Field, Kind, Place};

/// One word of an open list. Never deleted while a record uses its code.
pub static PILIHAN: Entity = Entity {
    name: "pilihan",
    label: text("Daftar pilihan", "Lists"),
    help: text(
        "Isi daftar pilihan: jabatan, bidang, alasan berhenti, pendidikan, jenis dokumen, sumber dana. Boleh ditambah dan diganti namanya; tidak dapat dihapus selama dipakai.",
        "The words of the lists: posts, bidang, reasons, education, documents, sources of funds. May be added to and renamed; cannot be deleted while used.",
    ),
    title: "nama",
    context: "daftar",
    sort: "daftar",
    fields: &[
        Field::new("nama", text("Nama", "Name"), Kind::Text(250)).required().searched().sorted().frozen().column(36),
        Field::new("daftar", text("Daftar", "List"), Kind::Text(40))
            .required()
            .searched()
            .sorted()
            .filtered()
            .carried()
            .column(16),
        Field::new("kode", text("Kode", "Code"), Kind::Text(60)).required().searched().sorted(),
        Field::new("urutan", text("Urutan", "Order"), Kind::Number(0, 9_999)).column(6),
        Field::new("alias", text("Ejaan lain", "Other spellings"), Kind::Text(1_000)).searched(),
        Field::new("aktif", text("Ditawarkan", "Offered"), Kind::Flag).default("ya").column(10),
        Field::new("bidang", text("Bidang", "Bidang"), Kind::List("bidang")),
        Field::new("tunggal", text("Satu orang saja", "One holder"), Kind::Flag),
        Field::new("pengurus", text("Termasuk pengurus", "An officer"), Kind::Flag),
        Field::new("sumber", text("Sumber", "Source"), Kind::Text(160)),
        Field::new("keterangan", text("Keterangan", "Remark"), Kind::Text(400)),
    ],
    rules: &[],
    fill: None,
    companion: None,
    place: Place::Settings,
};
