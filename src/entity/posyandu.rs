//! The Posyandu: a village institution with its registration number and its life.

use crate::base::words::{Lang, text};

use super::DESA;
use super::record::Record;
use super::schema::{Choice, Entity, Field, Kind, Pattern, Place};
use super::setelan::POLA_REGISTRASI;

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

/// The states in which a Posyandu is no more: nobody serves there, and recaps leave it out.
pub const BERAKHIR: [&str; 3] = ["bergabung", "tutup", "salah-catat"];

/// The name of a state.
pub fn status_name(code: &str, lang: Lang) -> &'static str {
    STATUS.iter().find(|choice| choice.code == code).map_or("?", |choice| choice.label.get(lang))
}

/// The state of a Posyandu that is no more; `None` for every other record.
pub fn ended(record: &Record) -> Option<&'static Choice> {
    let over = record.entity == &POSYANDU && BERAKHIR.contains(&record.text("status"));
    STATUS.iter().find(|choice| over && choice.code == record.text("status"))
}

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
            .column(17)
            .help(text(
                "Nama tanpa kata Posyandu di depannya. Satu nama hanya sekali dalam satu desa/kelurahan; angka Romawi dan angka biasa dianggap sama (Melati II = Melati 2).",
                "The name without the word Posyandu. A name occurs once in a desa/kelurahan; Roman and plain numerals count as equal (Melati II = Melati 2).",
            ))
            .example(text(
                "Benar: Melati 2. Salah: Posyandu Balita (itu jenis kegiatan, bukan nama).",
                "Right: Melati 2. Wrong: Posyandu Balita (a kind of activity, not a name).",
            ))
            .synonyms(&["posyandu", "posyadu", "nama posyandu", "nama posyadu", "posyandu name", "nama pos yandu", "nm posyandu"]),
        Field::new("desa", text("Desa/kelurahan", "Desa/kelurahan"), Kind::Link(&DESA))
            .required()
            .searched()
            .sorted()
            .filtered()
            .carried()
            .column(14)
            .help(text(
                "Desa atau kelurahan tempat Posyandu ini menjadi lembaga kemasyarakatan.",
                "The desa or kelurahan whose institution this Posyandu is.",
            ))
            .example(text(
                "Benar: Selat Hilir. Salah: RW 03 (itu bagian desa; tulis di RT/RW).",
                "Right: Selat Hilir. Wrong: RW 03 (a part of it; write it under RT/RW).",
            ))
            .source("Permendagri 18/2018 Pasal 6 (Posyandu sebagai LKD/LKK)")
            .synonyms(&[
                "desa",
                "kelurahan",
                "desa kelurahan",
                "kelurahan desa",
                "desa kel",
                "kel desa",
                "nama desa",
                "nama kelurahan",
                "nama desa kelurahan",
                "ds kel",
                "ds",
                "kel",
            ]),
        Field::new("nama_lain", text("Nama lain/ejaan lama", "Other names"), Kind::Text(120))
            .searched()
            .help(text(
                "Nama atau ejaan yang pernah dipakai, dipisah titik koma. Ikut dicari dan dikenali saat impor.",
                "Names or spellings used before, separated by semicolons. Found by search and recognised by imports.",
            ))
            .example(text(
                "Benar: Mawar; Mawar Merah. Salah: dulu namanya Mawar (tulis namanya saja).",
                "Right: Mawar; Mawar Merah. Wrong: it was once called Mawar (write the name only).",
            ))
            .synonyms(&["nama lain", "nama lama", "ejaan lama", "alias"]),
        Field::new("alamat", text("Alamat", "Address"), Kind::Text(120))
            .searched()
            .help(text("Jalan, dusun atau tempat yang mudah ditemukan.", "Street, hamlet or landmark."))
            .example(text(
                "Benar: Jalan Cilik Riwut, Dusun II. Salah: Kecamatan Selat (terlalu luas).",
                "Right: Jalan Cilik Riwut, Dusun II. Wrong: Kecamatan Selat (too wide).",
            ))
            .synonyms(&["alamat", "alamat posyandu", "lokasi", "dusun", "alamat lengkap"]),
        Field::new("rt_rw", text("RT/RW", "RT/RW"), Kind::Text(40))
            .help(text(
                "RT dan RW yang dilayani: RT di depan garis miring, RW di belakangnya. Beberapa RT dipisah koma atau garis.",
                "The RT and RW served: RT before the slash, RW after it. Several RT with commas or a dash.",
            ))
            .example(text(
                "Benar: 001,002/005 atau 001-003/005. Salah: 5 (RT atau RW tidak jelas).",
                "Right: 001,002/005 or 001-003/005. Wrong: 5 (RT or RW?).",
            ))
            .synonyms(&["rt rw", "rt", "rw", "rtrw", "wilayah rt rw"]),
        Field::new("status", text("Status", "Status"), Kind::Choice(STATUS))
            .default("aktif")
            .required()
            .sorted()
            .filtered()
            .help(text(
                "Keadaan Posyandu sekarang. Bergabung, tutup dan salah catat tidak dihitung dalam rekap; catatannya tetap ada.",
                "Its present state. Merged, closed and mistaken ones are not counted in recaps; their records stay.",
            ))
            .example(text(
                "Benar: tidak aktif sementara, bila berhenti karena banjir. Salah: menghapus Posyandu yang tutup.",
                "Right: inactive for now, after a flood. Wrong: deleting a Posyandu that closed.",
            ))
            .synonyms(&["status", "status posyandu", "keaktifan", "status kelembagaan", "aktif"]),
        Field::new("tanggal_berdiri", text("Tanggal berdiri", "Founded"), Kind::Date)
            .sorted()
            .by_today("berdiri-di-depan")
            .help(text(
                "Tanggal pembentukan menurut SK atau berita acara. Bila hanya tahun yang diketahui, kosongkan dan tulis di catatan.",
                "The day it was founded by its SK or minutes. Where only the year is known, leave it empty and write a note.",
            ))
            .example(text(
                "Benar: 12-03-2004. Salah: tanggal hari data diketik.",
                "Right: 12-03-2004. Wrong: the day the data were typed.",
            ))
            .synonyms(&["tanggal berdiri", "tgl berdiri", "berdiri", "tanggal pembentukan", "tgl pembentukan"]),
        Field::new("strata", text("Strata", "Strata"), Kind::List("strata"))
            .sorted()
            .filtered()
            .column(8)
            .help(text(
                "Strata yang ditetapkan puskesmas atau desa (telaah kemandirian): Pratama, Madya, Purnama, Mandiri. Ukuran kesehatan, bukan ukuran 6 SPM.",
                "The strata set by the puskesmas or desa: Pratama, Madya, Purnama, Mandiri. A health measure, not one of the six SPM.",
            ))
            .example(text(
                "Benar: Purnama. Salah: Utama (tanda kecakapan kader, bukan strata Posyandu).",
                "Right: Purnama. Wrong: Utama (a kader's badge, not a strata).",
            ))
            .source("Telaah kemandirian Posyandu, Kemenkes 2011 (dua sumber sekunder)")
            .synonyms(&["strata", "strata posyandu", "tingkat", "kategori", "klasifikasi"]),
        Field::new("nomor_registrasi", text("Nomor registrasi", "Registration number"), Kind::Code(Pattern::Set(&POLA_REGISTRASI)))
            .short(text("No. registrasi", "Registration"))
            .group(text("Registrasi", "Registration"))
            .searched()
            .sorted()
            .column(17)
            .help(text(
                "Nomor dari Kemendagri: kode desa/kelurahan lalu nomor urut 001-999 (polanya di Pengaturan). Tidak boleh sama dengan Posyandu lain. Bila tidak cocok dengan kode desa, simpan dengan alasan.",
                "The number given by Kemendagri: the desa's code, then a serial 001-999 (its pattern is a setting). Never the same as another's. Where it does not fit the desa's code, save with a reason.",
            ))
            .example(text(
                "Benar: 62.03.01.2011.001. Salah: 001 (hanya nomor urut).",
                "Right: 62.03.01.2011.001. Wrong: 001 (only the serial).",
            ))
            .source("Kepmendagri 100.3-2834 Tahun 2025; susunannya menurut satu sumber sekunder")
            .synonyms(&["nomor registrasi", "no registrasi", "no reg", "nomor register", "no register", "noreg", "kode registrasi"]),
        Field::new("tanggal_registrasi", text("Tanggal terdaftar", "Registered on"), Kind::Date)
            .sorted()
            .by_today("registrasi-di-depan")
            .help(text(
                "Tanggal nomor registrasi diterbitkan, bila tertulis.",
                "The day the registration number was issued, where it is written.",
            ))
            .example(text(
                "Benar: 28-11-2025. Salah: tanggal berkas diajukan (nomor belum terbit).",
                "Right: 28-11-2025. Wrong: the day papers were sent (no number yet).",
            ))
            .synonyms(&["tanggal registrasi", "tgl registrasi", "tanggal terdaftar", "tgl terdaftar"]),
        Field::new("tempat", text("Tempat", "Premises"), Kind::List("tempat"))
            .group(text("Tempat dan jadwal", "Place and schedule"))
            .filtered()
            .help(text(
                "Gedung tempat kegiatan: milik sendiri, menumpang, sewa.",
                "The premises: its own, borrowed, rented.",
            ))
            .example(text(
                "Benar: menumpang. Salah: rumah Bu RT (tulis di alamat).",
                "Right: borrowed. Wrong: Mrs RT's house (write it under address).",
            ))
            .synonyms(&["tempat", "status bangunan", "gedung", "bangunan", "kepemilikan gedung"]),
        Field::new("hari_buka", text("Hari buka", "Opening day"), Kind::Text(60))
            .help(text(
                "Kapan Posyandu buka setiap bulan, dengan kata-kata.",
                "When it opens each month, in words.",
            ))
            .example(text(
                "Benar: Selasa minggu kedua, atau tanggal 12. Salah: rutin (harinya tidak jelas).",
                "Right: second Tuesday, or the 12th. Wrong: regularly (which day?).",
            ))
            .synonyms(&["hari buka", "jadwal", "jadwal posyandu", "hari pelaksanaan", "jadwal buka", "tanggal buka"]),
        Field::new("catatan", text("Catatan", "Notes"), Kind::Note)
            .help(text(
                "Hal lain: bergabung dengan Posyandu mana, sarana yang kurang, kesepakatan.",
                "Anything else: which Posyandu it joined, what is lacking, what was agreed.",
            ))
            .example(text(
                "Benar: timbangan bayi rusak sejak Maret 2026. Salah: nama anak dan penyakitnya.",
                "Right: the baby scales are broken since March 2026. Wrong: a child's name and illness.",
            ))
            .synonyms(&["catatan", "keterangan", "ket"]),
        Field::new("diverifikasi", text("Terakhir diverifikasi", "Last verified"), Kind::Date)
            .group(text("Verifikasi", "Verification"))
            .short(text("Verif.", "Verified"))
            .sorted()
            .by_today("verifikasi-di-depan")
            .help(text(
                "Hari data Posyandu ini terakhir dicocokkan dengan keadaan di lapangan. Lewat 12 bulan tampil di layar depan.",
                "The day its data were last compared with what is there. After 12 months the start screen tells.",
            ))
            .example(text(
                "Benar: 12-03-2026, hari kunjungan. Salah: hari mengetik tanpa bertanya.",
                "Right: 12-03-2026, the day of the visit. Wrong: the day of typing without asking.",
            ))
            .synonyms(&["terakhir diverifikasi", "tanggal verifikasi", "tgl verifikasi", "diverifikasi"]),
        Field::new("diverifikasi_oleh", text("Diverifikasi oleh", "Verified by"), Kind::Text(60))
            .help(text("Siapa yang mencocokkan.", "Who compared them."))
            .example(text("Benar: Rina, Seksi PMD. Salah: kecamatan.", "Right: Rina, Seksi PMD. Wrong: the kecamatan."))
            .synonyms(&["diverifikasi oleh", "verifikator", "petugas verifikasi"]),
        Field::new("cara_verifikasi", text("Cara verifikasi", "How it was verified"), Kind::List("cara_verifikasi"))
            .filtered()
            .help(text("Bagaimana dicocokkan: kunjungan, telepon, berkas.", "How: a visit, a call, papers."))
            .example(text("Benar: kunjungan. Salah: sudah.", "Right: a visit. Wrong: done."))
            .synonyms(&["cara verifikasi", "metode verifikasi"]),
        Field::new("registrasi", text("Registrasi", "Registration"), Kind::Choice(super::registrasi::LANGKAH))
            .derived()
            .sorted()
            .filtered(),
        Field::new("registrasi_sejak", text("Registrasi sejak", "Registration since"), Kind::Date).derived().sorted(),
        Field::new("jumlah_kader", text("Kader", "Kader"), Kind::Number(0, 999)).computed().column(5),
        Field::new("sk_sampai", text("SK sampai", "SK until"), Kind::Date).computed().column(10),
    ],
    rules: &[],
    fill: None,
    companion: None,
    place: Place::Home('p'),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::date::Date;
    use crate::entity::{Value, Vocabulary, check};

    #[test]
    fn a_posyandu_is_not_founded_tomorrow() {
        let today = Date::constant(2026, 11, 22);
        let field = POSYANDU.field("tanggal_berdiri").unwrap();
        let founded = |value: &Value| check::field(field, value, today, &Vocabulary::default());
        for (day, fits) in [(today, true), (Date::constant(2004, 3, 12), true), (Date::constant(2026, 11, 23), false)] {
            assert_eq!(founded(&Value::Date(day)).is_none(), fits, "{day}");
        }
        assert_eq!(founded(&Value::Empty), None);
    }
}
