//! The desa or kelurahan: labels of its head and of its decisions follow its kind.

use crate::base::date::Date;
use crate::base::words::{Text, text};

use super::KECAMATAN;
use super::check::Problem;
use super::record::Record;
use super::schema::{Choice, Entity, Field, Kind, Pattern, Place};

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
        Field::new("kode", text("Kode wilayah", "Region code"), Kind::Code(Pattern::Fixed("##.##.##.####")))
            .short(text("Kode", "Code"))
            .required()
            .searched()
            .sorted()
            .column(13)
            .help(text(
                "Kode desa/kelurahan dari Kemendagri, 10 angka. Angka pertama bagian akhir: 1 kelurahan, 2 desa, 3 desa adat. Delapan angka depan sama dengan kode kecamatannya.",
                "The Kemendagri code of the desa/kelurahan, 10 digits. The last part begins with 1 for a kelurahan, 2 for a desa, 3 for a desa adat. It begins with its kecamatan's code.",
            ))
            .example(text(
                "Benar: 62.03.01.2011. Salah: 2011 (hanya bagian akhir).",
                "Right: 62.03.01.2011. Wrong: 2011 (only the last part).",
            ))
            .source("Kepmendagri 300.2.2-2430 Tahun 2025; Permendagri 58/2021 (susunan kode)")
            .synonyms(&[
                "kode",
                "kode desa",
                "kode kelurahan",
                "kode desa kelurahan",
                "kode wilayah",
                "kd desa",
                "kode kemendagri",
            ]),
        Field::new("nama", text("Nama desa/kelurahan", "Name"), Kind::Text(60))
            .short(text("Nama", "Name"))
            .required()
            .searched()
            .sorted()
            .frozen()
            .column(22)
            .help(text(
                "Nama tanpa kata Desa atau Kelurahan di depannya; kata itu mengikuti jenisnya.",
                "The name without the word Desa or Kelurahan before it; that word follows the kind.",
            ))
            .example(text(
                "Benar: Pulau Mambulau. Salah: Kel. Selat Hilir (kata Kel. tidak perlu).",
                "Right: Pulau Mambulau. Wrong: Kel. Selat Hilir (the word Kel. is not needed).",
            ))
            .synonyms(&[
                "desa",
                "kelurahan",
                "desa kelurahan",
                "desa kel",
                "desa dan kelurahan",
                "kelurahan desa",
                "kel desa",
                "ds kel",
                "nama desa",
                "nama kelurahan",
                "nama desa kelurahan",
            ]),
        Field::new("jenis", text("Jenis", "Kind"), Kind::Choice(JENIS))
            .required()
            .sorted()
            .filtered()
            .column(9)
            .help(text(
                "Desa, kelurahan atau desa adat. Menentukan sebutan Kepala Desa atau Lurah, dan Keputusan Kepala Desa atau Keputusan Lurah.",
                "Desa, kelurahan or desa adat. Decides between Kepala Desa and Lurah, and what their decisions are called.",
            ))
            .example(text(
                "Benar: Kelurahan untuk kode ...1001. Salah: Desa untuk kode ...1001 (angka 1 berarti kelurahan).",
                "Right: Kelurahan for code ...1001. Wrong: Desa for code ...1001 (1 means kelurahan).",
            ))
            .source("Permendagri 18/2018 Pasal 8 dan 14 (Keputusan Kepala Desa, Keputusan Lurah)")
            .synonyms(&["jenis", "status desa", "status pemerintahan", "desa atau kelurahan"]),
        Field::new("kecamatan", text("Kecamatan", "Kecamatan"), Kind::Link(&KECAMATAN))
            .required()
            .filtered()
            .carried()
            .help(text(
                "Kecamatan tempat desa/kelurahan ini.",
                "The kecamatan this desa/kelurahan belongs to.",
            ))
            .example(text(
                "Benar: Selat untuk kode 62.03.01.1001. Salah: Kapuas Hilir untuk kode itu (kodenya 62.03.02).",
                "Right: Selat for code 62.03.01.1001. Wrong: Kapuas Hilir for that code (its code is 62.03.02).",
            ))
            .synonyms(&["kecamatan", "kec", "nama kecamatan"]),
        Field::new("kepala", text("Nama kepala desa/lurah", "Head"), Kind::Text(80))
            .short(text("Kepala", "Head"))
            .column(14)
            .help(text(
                "Nama kepala desa atau lurah yang sedang menjabat, dengan gelar.",
                "The present kepala desa or lurah, with titles.",
            ))
            .example(text(
                "Benar: Contoh Nama, S.Sos. Salah: Kades (itu jabatan).",
                "Right: Contoh Nama, S.Sos. Wrong: Kades (that is the office).",
            ))
            .synonyms(&["kepala desa", "kades", "lurah", "nama kepala desa", "nama lurah", "kepala desa lurah"]),
        Field::new("alamat", text("Alamat kantor", "Office address"), Kind::Text(120))
            .help(text("Alamat kantor desa/kelurahan.", "The address of its office."))
            .example(text(
                "Benar: Jalan Melati RT 003 RW 001. Salah: di desa (tidak menunjuk tempat).",
                "Right: Jalan Melati RT 003 RW 001. Wrong: in the village (points nowhere).",
            ))
            .synonyms(&["alamat", "alamat kantor", "alamat kantor desa"]),
        Field::new("no_hp", text("No. HP kontak", "Contact phone"), Kind::Phone)
            .personal()
            .help(text(
                "Nomor yang dihubungi bila ada surat atau data yang ditunggu dari desa/kelurahan ini.",
                "The number to call when a letter or data from this desa/kelurahan is awaited.",
            ))
            .example(text(
                "Benar: 0812 3456 7890. Salah: 8,12E+11 (rusak oleh Excel).",
                "Right: 0812 3456 7890. Wrong: 8,12E+11 (broken by Excel).",
            ))
            .synonyms(&["no hp", "hp", "kontak", "no kontak", "telepon", "wa"]),
        Field::new("catatan", text("Catatan", "Notes"), Kind::Note)
            .help(text(
                "Hal lain tentang desa/kelurahan ini. Kode lamanya (sebelum pemekaran) yang ditulis di sini dikenali saat impor.",
                "Anything else about this desa/kelurahan. A former code of it written here is recognised by imports.",
            ))
            .example(text(
                "Benar: SK pengurus ditandatangani Pj. Kades. Salah: NIK warga (jangan ditulis di sini).",
                "Right: the SK was signed by an acting head. Wrong: a resident's NIK (never put it here).",
            ))
            .synonyms(&["catatan", "keterangan", "ket"]),
        Field::new("jumlah_posyandu", text("Posyandu", "Posyandu"), Kind::Number(0, 9_999)).computed().column(8),
        Field::new("jumlah_kader", text("Kader", "Kader"), Kind::Number(0, 99_999)).computed().column(5),
    ],
    rules: &[digit_tells_kind],
    fill: None,
    companion: None,
    place: Place::Home('w'),
};

/// The kind that a desa's code tells: the first digit of its last part (1, 2, 3).
pub fn jenis_of(kode: &str) -> Option<&'static Choice> {
    let digit = kode.split('.').nth(3)?.chars().next()?;
    JENIS.iter().find(|choice| choice.aliases.iter().any(|alias| alias.chars().eq([digit])))
}

fn digit_tells_kind(desa: &Record, _today: Date) -> Option<Problem> {
    let told = jenis_of(desa.text("kode"));
    if desa.text("kode").is_empty()
        || desa.text("jenis").is_empty()
        || told.is_some_and(|c| c.code == desa.text("jenis"))
    {
        return None;
    }
    let means = told.map_or("-", |choice| choice.label.id);
    Some(
        Problem::warning(
            "jenis-beda-kode",
            text(
                "Jenis tidak cocok dengan kode {0}: angka itu berarti {1}.",
                "The kind does not fit code {0}: that digit means {1}.",
            )
            .with([desa.text("kode"), means]),
            text(
                "Betulkan jenis atau kode; bila desa baru saja berubah jenis, simpan dengan alasan.",
                "Correct the kind or the code; if the desa just changed its kind, save with a reason.",
            ),
        )
        .at("jenis"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::RecordId;

    #[test]
    fn the_first_digit_of_the_last_part_tells_the_kind() {
        let today = Date::constant(2026, 11, 22);
        for (kode, jenis, fits) in [
            ("62.03.99.1001", "kelurahan", true),
            ("62.03.99.2001", "desa", true),
            ("91.01.01.3001", "desa-adat", true),
            ("62.03.99.1001", "desa", false),
            ("62.03.99.9001", "desa", false),
            ("", "desa", true),
        ] {
            let desa = Record::new(&DESA, RecordId(-1)).with("kode", kode).with("jenis", jenis);
            assert_eq!(digit_tells_kind(&desa, today).is_none(), fits, "{kode} {jenis}");
        }
    }
}
