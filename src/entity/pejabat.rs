//! The pejabat: who signs papers beside or for the camat.

use crate::base::words::{same, text};

use super::schema::{Choice, Entity, Field, Kind, Pattern, Place};

/// In which way someone signs (`domain.md` 6.1; the forms of government letters).
pub static CARA: &[Choice] = &[
    Choice::new("sendiri", text("Jabatan sendiri", "Own office"), &["sendiri", "langsung"]),
    Choice::new("an", text("a.n. Camat", "a.n. Camat"), &["a n", "atas nama"]),
    Choice::new("ub", text("u.b. Sekretaris", "u.b. Sekretaris"), &["u b", "untuk beliau"]),
    Choice::new("plt", same("Plt."), &["pelaksana tugas"]),
    Choice::new("plh", same("Plh."), &["pelaksana harian"]),
    Choice::new("pj", same("Pj."), &["penjabat"]),
];

/// One person who signs.
pub static PEJABAT: Entity = Entity {
    name: "pejabat",
    label: text("Penanda tangan", "Signers"),
    help: text(
        "Pejabat yang menandatangani surat dan laporan di samping camat: sekretaris kecamatan, kepala seksi, ketua tim.",
        "Who signs letters and reports beside the camat: secretary, heads of section, the head of the team.",
    ),
    title: "nama",
    context: "jabatan_dinas",
    sort: "urutan",
    fields: &[
        Field::new("nama", text("Nama lengkap dengan gelar", "Name with titles"), Kind::Text(80))
            .short(text("Nama", "Name"))
            .required()
            .searched()
            .sorted()
            .frozen()
            .column(24)
            .help(text("Nama seperti dicetak di bawah tanda tangan.", "The name as printed below the signature."))
            .example(text(
                "Benar: Siti Contoh, S.Sos. Salah: Bu Sekcam (bukan nama).",
                "Right: Siti Contoh, S.Sos. Wrong: Bu Sekcam (not a name).",
            ))
            .synonyms(&["nama", "nama pejabat", "nama lengkap"]),
        Field::new("jabatan_dinas", text("Jabatan", "Office"), Kind::Text(120))
            .required()
            .searched()
            .sorted()
            .column(26)
            .help(text(
                "Jabatan seperti dicetak. Untuk Plt., Plh. dan Pj. tulis jabatan yang dijalankan, dengan nama kecamatannya.",
                "The office as printed. For Plt., Plh. and Pj. write the office that is filled, with the kecamatan's name.",
            ))
            .example(text(
                "Benar: Sekretaris Kecamatan. Salah: a.n. Camat (pilih di Cara menandatangani).",
                "Right: Sekretaris Kecamatan. Wrong: a.n. Camat (choose it under Way of signing).",
            ))
            .synonyms(&["jabatan", "jabatan dinas", "jabatan dalam dinas"]),
        Field::new("cara", text("Cara menandatangani", "Way of signing"), Kind::Choice(CARA))
            .short(text("Cara", "Way"))
            .default("sendiri")
            .required()
            .filtered()
            .column(15)
            .help(text(
                "Atas jabatan sendiri, atas nama camat (a.n.), untuk beliau (u.b.), atau sebagai pelaksana (Plt., Plh., Pj.).",
                "For the own office, in the camat's name (a.n.), below a deputy (u.b.), or acting (Plt., Plh., Pj.).",
            ))
            .example(text(
                "Benar: a.n. Camat untuk Sekretaris Kecamatan. Salah: Plt. untuk yang hanya mewakili sehari.",
                "Right: a.n. Camat for the secretary. Wrong: Plt. for one who stands in for a day.",
            ))
            .synonyms(&["cara", "cara menandatangani", "atas nama"]),
        Field::new("nip", text("NIP", "NIP"), Kind::Code(Pattern::Fixed("######## ###### # ###")))
            .help(text(
                "18 angka: 8, 6, 1 dan 3 angka. Boleh kosong, baris NIP lalu tidak dicetak.",
                "18 digits in groups of 8, 6, 1 and 3. May be empty; the line is then not printed.",
            ))
            .example(text(
                "Benar: 19700101 199503 1 001. Salah: 1970 0101 (kurang angka).",
                "Right: 19700101 199503 1 001. Wrong: 1970 0101 (digits are missing).",
            ))
            .source("Susunan 8-6-1-3 menurut surat dinas yang terbit")
            .synonyms(&["nip", "nip pejabat"]),
        Field::new("pangkat", text("Pangkat", "Rank"), Kind::Text(60))
            .help(text("Pangkat seperti dicetak di bawah nama.", "The rank as printed under the name."))
            .example(text(
                "Benar: Pembina. Salah: Sekretaris (itu jabatan, bukan pangkat).",
                "Right: Pembina. Wrong: Sekretaris (an office, not a rank).",
            ))
            .synonyms(&["pangkat", "pangkat golongan"]),
        Field::new("urutan", text("Urutan", "Order"), Kind::Number(0, 999_999))
            .short(text("Urut", "No."))
            .sorted()
            .column(4)
            .help(text("Urutan dalam daftar pilihan; kecil lebih dahulu.", "Its place in pickers; small numbers first."))
            .example(text("Benar: 10. Salah: pertama (tulis angka).", "Right: 10. Wrong: first (write a number)."))
            .synonyms(&["urutan", "urut", "no urut"]),
        Field::new("aktif", text("Masih menjabat", "In office"), Kind::Flag)
            .default("ya")
            .help(text(
                "Tidak: sudah tidak menjabat; surat lama tetap memakai namanya.",
                "No: no longer in office; old letters keep the name.",
            ))
            .example(text(
                "Benar: tidak, untuk yang sudah pindah. Salah: menghapus nama yang ada di surat lama.",
                "Right: no, for one who moved. Wrong: deleting a name that old letters use.",
            ))
            .synonyms(&["aktif", "masih menjabat"]),
    ],
    rules: &[],
    fill: None,
    companion: None,
    place: Place::Settings,
};
