//! The buku laporan: one entry for every report that was given a number and sent out.

use crate::base::words::text;

use super::schema::{Entity, Field, Kind, Place};

/// One issued report. The paper itself is kept beside it, unchanged.
pub static LAPORAN: Entity = Entity {
    name: "laporan",
    label: text("Buku laporan", "Register of reports"),
    help: text(
        "Satu baris untuk tiap laporan yang diberi nomor dan dikirim: nomor, tanggal, keadaan per tanggal, dan apa yang berubah sejak terbitan sebelumnya.",
        "One line for every report that was numbered and sent: number, date, as-of date, and what changed since the issue before.",
    ),
    title: "judul",
    context: "tanggal",
    sort: "tanggal",
    fields: &[
        Field::new("nomor_laporan", text("Nomor", "Number"), Kind::Number(1, 99_999))
            .short(text("No", "No"))
            .required()
            .sorted()
            .frozen()
            .column(5)
            .help(text("Nomor laporan; satu kali dalam setahun.", "The report's number; once a year."))
            .example(text(
                "Benar: 12. Salah: 12/2026 (tahunnya terpisah).",
                "Right: 12. Wrong: 12/2026 (the year is apart).",
            ))
            .synonyms(&["nomor laporan"]),
        Field::new("tahun", text("Tahun", "Year"), Kind::Year)
            .required()
            .sorted()
            .filtered()
            .frozen()
            .column(5)
            .help(text("Tahun penomoran.", "The year of the numbering."))
            .example(text("Benar: 2026. Salah: 26 (tulis empat angka).", "Right: 2026. Wrong: 26 (write four digits)."))
            .synonyms(&["tahun", "thn"]),
        Field::new("judul", text("Judul", "Title"), Kind::Text(200))
            .required()
            .searched()
            .sorted()
            .column(28)
            .help(text("Judul laporan seperti pada kertasnya.", "The title as on the paper."))
            .example(text(
                "Benar: Rekapitulasi Posyandu per desa/kelurahan. Salah: laporan (yang mana?).",
                "Right: Posyandu by desa. Wrong: report (which?).",
            ))
            .synonyms(&["judul", "judul laporan"]),
        Field::new("jenis_laporan", text("Jenis laporan", "Report"), Kind::Text(40))
            .required()
            .help(text("Nama laporan di program ini.", "What the program calls the report."))
            .example(text("Benar: posyandu-desa. Salah: rekap.", "Right: posyandu-desa. Wrong: summary."))
            .synonyms(&["jenis laporan"]),
        Field::new("keterangan", text("Keterangan", "About"), Kind::Text(200))
            .searched()
            .column(16)
            .help(text("Desa, tahun atau catatan yang dilaporkan.", "The desa, year or record it is about."))
            .example(text("Benar: Selat Hilir. Salah: nama penerima.", "Right: Selat Hilir. Wrong: the receiver."))
            .synonyms(&["keterangan"]),
        Field::new("tanggal", text("Tanggal", "Date"), Kind::Date)
            .required()
            .sorted()
            .column(10)
            .help(text("Tanggal diterbitkan.", "The day it was issued."))
            .example(text(
                "Benar: 22-11-2026. Salah: tanggal mengetik ulang.",
                "Right: 22-11-2026. Wrong: the day of retyping.",
            ))
            .synonyms(&["tanggal", "tgl"]),
        Field::new("keadaan_per", text("Keadaan per", "As of"), Kind::Date)
            .help(text("Tanggal keadaan data yang dilaporkan.", "The day as of which the data are shown."))
            .example(text("Benar: 31-12-2026. Salah: tanggal kirim.", "Right: 31-12-2026. Wrong: the day of sending."))
            .synonyms(&["keadaan per"]),
        Field::new("bentuk", text("Bentuk", "Format"), Kind::Text(8))
            .help(text("Bentuk berkas yang dikirim.", "The format of the file that was sent."))
            .example(text("Benar: pdf. Salah: cetak.", "Right: pdf. Wrong: printed."))
            .synonyms(&["bentuk berkas"]),
        Field::new("perubahan", text("Perubahan", "Changes"), Kind::Note)
            .help(text(
                "Apa yang berubah sejak terbitan sebelumnya dari laporan yang sama.",
                "What changed since the issue before of the same report.",
            ))
            .example(text(
                "Benar: 2 baris ditambah, 1 berubah. Salah: diperbarui.",
                "Right: 2 rows added, 1 changed. Wrong: updated.",
            ))
            .synonyms(&["perubahan"]),
        Field::new("catatan", text("Catatan", "Note"), Kind::Note)
            .help(text("Untuk siapa atau untuk apa.", "To whom or what for."))
            .example(text(
                "Benar: untuk rapat kabupaten. Salah: penting.",
                "Right: for the kabupaten's meeting. Wrong: important.",
            ))
            .synonyms(&["catatan"]),
    ],
    rules: &[],
    fill: None,
    companion: None,
    place: Place::Within,
};
