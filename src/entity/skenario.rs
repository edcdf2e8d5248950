//! The skenario: one way of paying kader incentives for a year, to be compared with others.

use crate::base::words::text;

use super::NASKAH;
use super::schema::{Entity, Field, Kind, Place};

/// One scenario.
pub static SKENARIO: Entity = Entity {
    name: "skenario",
    label: text("Skenario insentif", "Incentive scenario"),
    help: text(
        "Satu cara membayar insentif kader: siapa, berapa orang, tarif, bulan dan sumber dananya. Biaya setahun dihitung per desa; yang dipilih menjadi baris rencana.",
        "One way of paying incentives: who, how many, rate, months and funds. The yearly cost is worked out by desa; the chosen one becomes plan lines.",
    ),
    title: "nama",
    context: "naskah",
    sort: "nama",
    fields: &[
        Field::new("nama", text("Nama skenario", "Name"), Kind::Text(80))
            .required()
            .searched()
            .sorted()
            .frozen()
            .column(20)
            .help(text("Sebutan skenario ini.", "What the scenario is called."))
            .example(text("Benar: 100 ribu semua kader. Salah: skenario (yang mana?).", "Right: 100 thousand for all. Wrong: scenario (which?)."))
            .synonyms(&["nama skenario", "skenario"]),
        Field::new("naskah", text("Rencana kerja", "Work plan"), Kind::Link(&NASKAH))
            .required()
            .filtered()
            .carried()
            .help(text("Rencana yang memuat insentif ini.", "The plan that holds the incentive."))
            .example(text("Benar: Rencana kerja 2027 Kecamatan. Salah: rencana tahun lalu.", "Right: the plan of 2027. Wrong: last year's."))
            .synonyms(&["naskah", "rencana kerja", "nama rencana"]),
        Field::new("jabatan", text("Jabatan", "Post"), Kind::List("jabatan"))
            .filtered()
            .column(12)
            .help(text("Hanya pemegang jabatan ini; kosong untuk semua.", "Only holders of this post; empty for all."))
            .example(text("Benar: Kader. Salah: nama orang.", "Right: Kader. Wrong: a person's name."))
            .synonyms(&["jabatan"]),
        Field::new("bidang", text("Bidang", "Bidang"), Kind::List("bidang"))
            .filtered()
            .help(text("Hanya bidang ini; kosong untuk semua.", "Only this bidang; empty for all."))
            .example(text("Benar: Kesehatan. Salah: umum.", "Right: Kesehatan. Wrong: general."))
            .synonyms(&["bidang", "bidang spm"]),
        Field::new("orang", text("Jumlah orang", "Persons"), Kind::Number(0, 999_999))
            .column(6)
            .short(text("Orang", "Who"))
            .help(text(
                "Kosongkan supaya dihitung dari kader yang bertugas; isi bila jumlahnya ditentukan, dibagi menurut kader tiap desa.",
                "Leave empty to count the kader in service; fill in where the number is set, shared out by kader of each desa.",
            ))
            .example(text("Benar: 83. Salah: 83 kader.", "Right: 83. Wrong: 83 kader."))
            .synonyms(&["jumlah orang", "orang", "jumlah penerima"]),
        Field::new("harga_satuan", text("Tarif per bulan", "Rate a month"), Kind::Money)
            .required()
            .short(text("Tarif", "Rate"))
            .column(12)
            .help(text("Rupiah seorang sebulan.", "Rupiah a person and month."))
            .example(text("Benar: 100000. Salah: 1200000 (itu setahun).", "Right: 100000. Wrong: 1200000 (a year's)."))
            .synonyms(&["tarif", "insentif per bulan", "harga satuan"]),
        Field::new("bulan", text("Bulan", "Months"), Kind::Months)
            .required()
            .default("semua")
            .column(12)
            .help(text("Bulan yang dibayar.", "The months that are paid."))
            .example(text("Benar: semua, atau 1-6. Salah: 13.", "Right: all, or 1-6. Wrong: 13."))
            .synonyms(&["bulan", "bulan dibayar"]),
        Field::new("sumber_dana", text("Sumber dana", "Source of funds"), Kind::List("sumber_dana"))
            .short(text("Dana", "Funds"))
            .filtered()
            .column(9)
            .help(text("Dari dana apa.", "Out of which funds."))
            .example(text("Benar: ADD. Salah: desa (dana yang mana?).", "Right: ADD. Wrong: the desa (which funds?)."))
            .synonyms(&["sumber dana", "sumber"]),
        Field::new("terpilih", text("Dipilih", "Chosen"), Kind::Flag)
            .filtered()
            .help(text("Ya: skenario ini sudah menjadi baris rencana.", "Yes: this scenario became plan lines."))
            .example(text("Benar: ya, setelah dipilih. Salah: ya untuk dua skenario.", "Right: yes once chosen. Wrong: yes for two."))
            .synonyms(&["terpilih", "dipilih"]),
    ],
    rules: &[],
    fill: None,
    companion: None,
    place: Place::Within,
};
