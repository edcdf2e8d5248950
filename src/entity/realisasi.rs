//! The realisasi: what was done or paid, by quarter, matched with a plan line or waiting for one.

use crate::base::date::Date;
use crate::base::words::text;

use super::check::not_negative;
use super::schema::{Entity, Field, Kind, Place};
use super::{DESA, POSYANDU, RENCANA};

/// One payment or report of work done.
pub static REALISASI: Entity = Entity {
    name: "realisasi",
    label: text("Realisasi", "Spending and work done"),
    help: text(
        "Satu pembayaran atau laporan pelaksanaan, per triwulan. Yang belum cocok dengan kegiatan rencana tetap tercatat dan ditagih.",
        "One payment or report of work done, by quarter. What matches no plan line yet is kept and asked about.",
    ),
    title: "uraian",
    context: "tanggal",
    sort: "tanggal",
    fields: &[
        Field::new("uraian", text("Uraian", "Description"), Kind::Text(400))
            .required()
            .searched()
            .sorted()
            .frozen()
            .column(28)
            .help(text("Untuk apa, seperti tertulis pada bukti.", "What for, as written on the voucher."))
            .example(text(
                "Benar: Insentif kader Posyandu Melati 2 TW I. Salah: bayar (apa?).",
                "Right: Insentif kader Posyandu Melati 2 TW I. Wrong: paid (what?).",
            ))
            .synonyms(&["uraian", "keterangan", "uraian pembayaran", "untuk pembayaran"]),
        Field::new("tahun", text("Tahun", "Year"), Kind::Year)
            .required()
            .sorted()
            .filtered()
            .carried()
            .help(text("Tahun anggaran.", "The budget year."))
            .example(text("Benar: 2026. Salah: 26 (tulis empat angka).", "Right: 2026. Wrong: 26 (write four digits)."))
            .synonyms(&["tahun", "thn", "tahun anggaran"]),
        Field::new("triwulan", text("Triwulan", "Quarter"), Kind::Number(1, 4))
            .short(text("TW", "Q"))
            .filtered()
            .carried()
            .column(3)
            .help(text(
                "Triwulan 1 sampai 4; diisi sendiri dari tanggalnya.",
                "Quarter 1 to 4; filled in from the date.",
            ))
            .example(text("Benar: 2. Salah: 5.", "Right: 2. Wrong: 5."))
            .synonyms(&["triwulan", "tw"]),
        Field::new("tanggal", text("Tanggal", "Date"), Kind::Date)
            .sorted()
            .column(10)
            .by_today("realisasi-di-depan")
            .help(text("Tanggal bukti.", "The date of the voucher."))
            .example(text(
                "Benar: 12-03-2026. Salah: tanggal mengetik.",
                "Right: 12-03-2026. Wrong: the day of typing.",
            ))
            .synonyms(&["tanggal", "tgl", "tanggal bukti", "tgl bukti"]),
        Field::new("volume", text("Volume", "Volume"), Kind::Number(0, 9_999_999))
            .help(text("Volume yang dikerjakan, dengan satuan kegiatannya.", "The volume done, in the line's unit."))
            .example(text("Benar: 10. Salah: 10 orang.", "Right: 10. Wrong: 10 persons."))
            .synonyms(&["volume", "vol", "fisik"]),
        Field::new("jumlah", text("Jumlah", "Amount"), Kind::Money)
            .sorted()
            .column(14)
            .check(not_negative)
            .help(text("Rupiah yang dibayarkan.", "The rupiah paid."))
            .example(text("Benar: 4150000. Salah: sisa anggaran.", "Right: 4150000. Wrong: what is left."))
            .synonyms(&["jumlah", "nilai", "jumlah rp", "nilai rp", "realisasi"]),
        Field::new("sumber_dana", text("Sumber dana", "Source of funds"), Kind::List("sumber_dana"))
            .filtered()
            .carried()
            .help(text("Dari dana apa dibayar.", "Out of which funds it was paid."))
            .example(text("Benar: DD. Salah: bank.", "Right: DD. Wrong: the bank."))
            .synonyms(&["sumber dana", "sumberdana", "sumber"]),
        Field::new("kode_rekening", text("Kode rekening", "Account code"), Kind::Account)
            .searched()
            .help(text("Kode kegiatan pada bukti.", "The code of the activity on the voucher."))
            .example(text("Benar: 2.2.02. Salah: nomor bukti.", "Right: 2.2.02. Wrong: the voucher's number."))
            .source("Permendagri 20/2018")
            .synonyms(&["kode rekening", "kd keg", "kode kegiatan"]),
        Field::new("desa", text("Desa/kelurahan", "Desa"), Kind::Link(&DESA))
            .short(text("Desa/kel.", "Desa/kel."))
            .sorted()
            .filtered()
            .help(text("Desa yang membayar.", "The desa that paid."))
            .example(text("Benar: Selat Hilir. Salah: nama bank.", "Right: Selat Hilir. Wrong: a bank."))
            .synonyms(&["desa", "kelurahan", "nm desa"]),
        Field::new("posyandu", text("Posyandu", "Posyandu"), Kind::Link(&POSYANDU))
            .filtered()
            .help(text("Posyandu yang disebut pada bukti.", "The Posyandu named on the voucher."))
            .example(text("Benar: Melati 2. Salah: penerima orang.", "Right: Melati 2. Wrong: a person."))
            .synonyms(&["posyandu", "nama posyandu"]),
        Field::new("rencana", text("Kegiatan", "Activity"), Kind::Link(&RENCANA))
            .filtered()
            .column(14)
            .help(text(
                "Kegiatan rencana yang dibiayai; kosong selama belum dicocokkan.",
                "The plan line it paid for; empty until matched.",
            ))
            .example(text(
                "Benar: Insentif kader. Salah: kegiatan tahun lain.",
                "Right: Insentif kader. Wrong: a line of another year.",
            ))
            .synonyms(&["rencana", "kegiatan"]),
        Field::new("nomor_bukti", text("Nomor bukti", "Voucher"), Kind::Text(80))
            .searched()
            .sorted()
            .help(text("Nomor SPP, kuitansi atau bukti lain.", "The number of the voucher or receipt."))
            .example(text(
                "Benar: 0012/SPP/08.2001/2026. Salah: ada.",
                "Right: 0012/SPP/08.2001/2026. Wrong: there is one.",
            ))
            .synonyms(&["nomor bukti", "no bukti", "no spp", "nomor spp", "no kuitansi"]),
        Field::new("penerima", text("Penerima", "Paid to"), Kind::Text(120))
            .help(text("Nama penerima pada bukti.", "Who received it, as written on the voucher."))
            .example(text(
                "Benar: Ketua Posyandu Melati 2. Salah: nomor rekening bank.",
                "Right: Ketua Posyandu Melati 2. Wrong: a bank account.",
            ))
            .synonyms(&["penerima", "nm penerima", "nama penerima", "dibayarkan kepada"]),
    ],
    rules: &[],
    fill: Some(fill),
    companion: None,
    place: Place::Within,
};

/// The quarter and the year of a date.
fn fill(paid: &mut super::Record, left: &str, _today: Date) {
    let Some(day) = paid.get("tanggal").as_date().filter(|_| left == "tanggal") else { return };
    if paid.get("triwulan").is_empty() {
        paid.set("triwulan", i64::from((day.month() + 2) / 3));
    }
    if paid.get("tahun").is_empty() {
        paid.set("tahun", i64::from(day.year()));
    }
}
