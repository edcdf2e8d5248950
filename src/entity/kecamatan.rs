//! The kecamatan: the office whose file this is, as it stands in letter heads.

use crate::base::words::text;

use super::check::Problem;
use super::schema::{Choice, Entity, Field, Kind, Pattern, Place};
use super::value::Value;
use crate::base::date::Date;

/// The three time zones, for `pukul 09.00 WIB`.
pub const ZONA: &[Choice] = &[
    Choice::new("WIB", text("WIB", "WIB (UTC+7)"), &[]),
    Choice::new("WITA", text("WITA", "WITA (UTC+8)"), &[]),
    Choice::new("WIT", text("WIT", "WIT (UTC+9)"), &[]),
];

/// The time zone of a region by its code: WITA in Bali, Nusa Tenggara, Sulawesi and Kalimantan but
/// for its west and centre; WIT in Maluku and Papua; else WIB.
pub fn zona_of(kode: &str) -> &'static str {
    match kode.split('.').next().unwrap_or("") {
        "51" | "52" | "53" | "63" | "64" | "65" | "71" | "72" | "73" | "74" | "75" | "76" => "WITA",
        "81" | "82" | "91" | "92" | "93" | "94" | "95" | "96" | "97" => "WIT",
        _ => "WIB",
    }
}

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
        Field::new("kode", text("Kode wilayah", "Region code"), Kind::Code(Pattern::Fixed("##.##.##")))
            .short(text("Kode", "Code"))
            .required()
            .searched()
            .sorted()
            .column(9)
            .help(text(
                "Kode kecamatan dari Kemendagri: provinsi, kabupaten/kota, kecamatan, masing-masing dua angka. Titik boleh tidak diketik.",
                "The Kemendagri code of the kecamatan: province, kabupaten/kota, kecamatan, two digits each. Dots need not be typed.",
            ))
            .example(text(
                "Benar: 62.03.01. Salah: 62.03.01.2001 (itu kode desa).",
                "Right: 62.03.01. Wrong: 62.03.01.2001 (that is a desa's code).",
            ))
            .source("Kepmendagri 300.2.2-2430 Tahun 2025 (kode wilayah)")
            .synonyms(&["kode kecamatan", "kode kec", "kd kec", "kode wilayah"]),
        Field::new("nama", text("Nama kecamatan", "Name"), Kind::Text(60))
            .required()
            .searched()
            .sorted()
            .frozen()
            .column(22)
            .help(text(
                "Nama kecamatan tanpa kata \"Kecamatan\". Dipakai di kop surat dan di layar depan.",
                "The kecamatan's name without the word \"Kecamatan\". Used in the letter head and on the start screen.",
            ))
            .example(text(
                "Benar: Kapuas Hilir. Salah: Kec. Kapuas Hilir (kata Kec. ditambahkan sendiri oleh program).",
                "Right: Kapuas Hilir. Wrong: Kec. Kapuas Hilir (the program adds the word itself).",
            ))
            .synonyms(&["kecamatan", "kec", "nama kecamatan", "nama kec"]),
        Field::new("kabupaten", text("Kabupaten/kota", "Kabupaten/kota"), Kind::Text(60))
            .required()
            .searched()
            .column(20)
            .help(text(
                "Kabupaten atau kota, lengkap dengan kata itu, seperti pada kop surat.",
                "The kabupaten or kota with that word, as in the letter head.",
            ))
            .example(text(
                "Benar: Kabupaten Kapuas. Salah: Kapuas (kabupaten atau kota tidak jelas).",
                "Right: Kabupaten Kapuas. Wrong: Kapuas (not clear whether kabupaten or kota).",
            ))
            .synonyms(&["kabupaten", "kab", "kabupaten kota", "kab kota", "kota", "nama kabupaten"]),
        Field::new("provinsi", text("Provinsi", "Province"), Kind::Text(60))
            .required()
            .help(text("Nama provinsi tanpa kata \"Provinsi\".", "The province's name without that word."))
            .example(text(
                "Benar: Kalimantan Tengah. Salah: Kalteng (singkatan tidak dipakai di surat).",
                "Right: Kalimantan Tengah. Wrong: Kalteng (letters use no abbreviation).",
            ))
            .synonyms(&["provinsi", "prov", "propinsi", "nama provinsi"]),
        Field::new("zona", text("Zona waktu", "Time zone"), Kind::Choice(ZONA))
            .short(text("Zona", "Zone"))
            .default("WIB")
            .column(5)
            .help(text(
                "Zona waktu yang ditulis di belakang pukul pada undangan, misalnya \"pukul 09.00 WITA\".",
                "The time zone written after the hour in invitations, as in \"pukul 09.00 WITA\".",
            ))
            .example(text(
                "Benar: WITA untuk Kalimantan Timur. Salah: WIB untuk Kalimantan Selatan (zonanya WITA).",
                "Right: WITA for Kalimantan Timur. Wrong: WIB for Kalimantan Selatan (it lies in WITA).",
            ))
            .synonyms(&["zona", "zona waktu"]),
        Field::new("alamat", text("Alamat kantor", "Office address"), Kind::Text(120))
            .group(text("Kop surat", "Letter head"))
            .help(text(
                "Alamat kantor kecamatan seperti tercetak pada kop surat.",
                "The office's address as printed in the letter head.",
            ))
            .example(text(
                "Benar: Jalan Pemuda Nomor 12. Salah: samping pasar (bukan alamat surat).",
                "Right: Jalan Pemuda Nomor 12. Wrong: beside the market (no postal address).",
            ))
            .synonyms(&["alamat kantor", "alamat kecamatan", "alamat kantor kecamatan"]),
        Field::new("telepon", text("Telepon", "Telephone"), Kind::Text(40))
            .help(text(
                "Telepon kantor seperti tercetak pada kop surat; boleh lebih dari satu.",
                "The office's telephone as printed in the letter head; more than one is fine.",
            ))
            .example(text(
                "Benar: (0513) 21001. Salah: 21001 (kode daerah tidak ada).",
                "Right: (0513) 21001. Wrong: 21001 (no area code).",
            ))
            .synonyms(&["telepon", "telp", "no telp", "telepon kantor"]),
        Field::new("email", text("Surel", "E-mail"), Kind::Text(80))
            .check(email_has_at)
            .help(text("Alamat surel kantor untuk kop surat.", "The office's e-mail address for the letter head."))
            .example(text(
                "Benar: kec.contohsari@contoh.go.id. Salah: kec.contohsari (tanpa tanda @).",
                "Right: kec.contohsari@contoh.go.id. Wrong: kec.contohsari (without an @ sign).",
            ))
            .synonyms(&["email", "e mail", "surel"]),
        Field::new("kode_pos", text("Kode pos", "Postcode"), Kind::Code(Pattern::Fixed("#####")))
            .help(text("Kode pos kantor, lima angka.", "The office's postcode, five digits."))
            .example(text("Benar: 73514. Salah: 7351 (kurang satu angka).", "Right: 73514. Wrong: 7351 (one digit short)."))
            .synonyms(&["kode pos", "kodepos"]),
        Field::new("logo", text("Berkas logo", "Logo file"), Kind::Text(200))
            .help(text(
                "Berkas gambar lambang daerah (png atau jpg) untuk sudut kiri kop surat. Boleh kosong.",
                "The picture (png or jpg) of the region's emblem for the left of the letter head. May be empty.",
            ))
            .example(text(
                "Benar: logo-kapuas.png. Salah: logo-kapuas.docx (bukan gambar).",
                "Right: logo-kapuas.png. Wrong: logo-kapuas.docx (not a picture).",
            ))
            .synonyms(&["logo", "berkas logo"]),
        Field::new("camat", text("Nama camat", "Camat"), Kind::Text(80))
            .group(text("Camat", "Camat"))
            .column(16)
            .help(text(
                "Nama camat lengkap dengan gelar, seperti di bawah tanda tangan.",
                "The camat's full name with titles, as under a signature.",
            ))
            .example(text(
                "Benar: Drs. Contoh Nama, M.Si. Salah: Pak Camat (bukan nama).",
                "Right: Drs. Contoh Nama, M.Si. Wrong: Pak Camat (not a name).",
            ))
            .synonyms(&["camat", "nama camat"]),
        Field::new("camat_nip", text("NIP", "NIP"), Kind::Code(Pattern::Fixed("######## ###### # ###")))
            .help(text(
                "NIP camat, 18 angka: 8, 6, 1 dan 3 angka. Boleh kosong, baris NIP lalu tidak dicetak.",
                "The camat's NIP, 18 digits in groups of 8, 6, 1 and 3. May be empty; the line is then not printed.",
            ))
            .example(text(
                "Benar: 19700101 199503 1 001. Salah: 1970 0101 (kurang angka).",
                "Right: 19700101 199503 1 001. Wrong: 1970 0101 (digits are missing).",
            ))
            .source("Susunan 8-6-1-3 menurut surat dinas yang terbit")
            .synonyms(&["nip camat"]),
        Field::new("camat_pangkat", text("Pangkat", "Rank"), Kind::Text(60))
            .help(text("Pangkat camat seperti dicetak di bawah namanya.", "The camat's rank as printed under the name."))
            .example(text(
                "Benar: Pembina Tingkat I. Salah: Camat (itu jabatan, bukan pangkat).",
                "Right: Pembina Tingkat I. Wrong: Camat (an office, not a rank).",
            ))
            .synonyms(&["pangkat", "pangkat camat"]),
        Field::new("camat_jabatan", text("Sebutan jabatan", "Title of office"), Kind::Text(60))
            .default("Camat")
            .help(text(
                "Sebutan di atas tanda tangan. Untuk pelaksana tugas tulis \"Plt. Camat\".",
                "The words above the signature. For an acting camat write \"Plt. Camat\".",
            ))
            .example(text(
                "Benar: Plt. Camat. Salah: Camat Selat (nama kecamatan ditambahkan sendiri oleh program).",
                "Right: Plt. Camat. Wrong: Camat Selat (the program adds the kecamatan's name).",
            ))
            .synonyms(&["jabatan camat"]),
    ],
    rules: &[],
    fill: None,
    companion: None,
    place: Place::Settings,
};

fn email_has_at(value: &Value, _today: Date) -> Option<Problem> {
    let text = value.as_text();
    let whole = text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    (!text.is_empty() && !whole).then(|| {
        Problem::warning(
            "surel-tidak-utuh",
            crate::base::words::text("Alamat surel {0} tidak utuh.", "The e-mail address {0} is not complete.")
                .with([text]),
            crate::base::words::text(
                "Tulis nama, tanda @ dan alamat kantor.",
                "Write the name, an @ sign and the office's domain.",
            ),
        )
    })
}
