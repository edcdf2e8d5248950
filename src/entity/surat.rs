//! The surat: a letter that is kept, so that it can be printed again and copied for the next one.

use crate::base::date::{self, Date};
use crate::base::words::text;

use super::check::Problem;
use super::record::Record;
use super::schema::{Choice, Entity, Field, Kind, Place};
use super::{DESA, PEJABAT, POSYANDU};

/// The letters that can be printed.
pub static JENIS: &[Choice] = &[
    Choice::new("undangan", text("Undangan", "Invitation"), &["surat undangan"]),
    Choice::new(
        "sk-tim",
        text("SK Camat Tim Pembina", "Decree on the team"),
        &["sk camat", "keputusan camat", "sk tim pembina"],
    ),
    Choice::new("berita-acara", text("Berita acara", "Minutes"), &["ba"]),
    Choice::new("pengantar", text("Surat pengantar", "Covering letter"), &["pengantar"]),
];

/// How pressing a letter is.
pub static SIFAT: &[Choice] = &[
    Choice::new("biasa", text("Biasa", "Ordinary"), &[]),
    Choice::new("penting", text("Penting", "Important"), &[]),
    Choice::new("segera", text("Segera", "Urgent"), &["sangat segera"]),
    Choice::new("rahasia", text("Rahasia", "Secret"), &[]),
];

/// One letter.
pub static SURAT: Entity = Entity {
    name: "surat",
    label: text("Surat", "Letters"),
    help: text(
        "Surat kecamatan yang disimpan: undangan, SK Camat, berita acara, surat pengantar. Dapat dicetak lagi dan disalin untuk surat berikutnya.",
        "Letters of the kecamatan: invitations, decrees, minutes, covering letters. Printed again, and copied for the next one.",
    ),
    title: "perihal",
    context: "jenis",
    sort: "tanggal",
    fields: &[
        Field::new("jenis", text("Jenis surat", "Kind"), Kind::Choice(JENIS))
            .default("undangan")
            .required()
            .sorted()
            .filtered()
            .carried()
            .column(14)
            .help(text(
                "Menentukan susunan surat waktu dicetak.",
                "Decides how the letter is laid out when printed.",
            ))
            .example(text(
                "Benar: Undangan. Salah: Berita acara untuk surat yang mengundang.",
                "Right: Invitation. Wrong: Minutes for a letter that invites.",
            ))
            .synonyms(&["jenis", "jenis surat"]),
        Field::new("perihal", text("Perihal atau judul", "Subject"), Kind::Text(200))
            .short(text("Perihal", "Subject"))
            .required()
            .searched()
            .sorted()
            .frozen()
            .column(30)
            .help(text(
                "Perihal surat; untuk SK kalimat sesudah TENTANG, untuk berita acara judulnya.",
                "The subject; of a decree the words after TENTANG, of minutes their title.",
            ))
            .example(text(
                "Benar: Undangan rapat koordinasi. Salah: penting (itu sifatnya).",
                "Right: invitation to a meeting. Wrong: important (goes into Urgency).",
            ))
            .synonyms(&["perihal", "hal", "judul", "tentang"]),
        Field::new("nomor", text("Nomor", "Number"), Kind::Text(80))
            .searched()
            .sorted()
            .column(18)
            .help(text(
                "Nomor surat. Boleh kosong atau berjarak kosong untuk ditulis tangan.",
                "The number. May be empty, or have a gap to be filled in by hand.",
            ))
            .example(text(
                "Benar: 400.5/   /Kec.2026. Salah: nomor surat masuk dari desa.",
                "Right: 400.5/   /Kec.2026. Wrong: the number of a letter from a desa.",
            ))
            .synonyms(&["nomor", "nomor surat", "no surat"]),
        Field::new("tanggal", text("Tanggal", "Date"), Kind::Date)
            .default("hari ini")
            .required()
            .sorted()
            .column(10)
            .help(text("Tanggal surat.", "The letter's date."))
            .example(text("Benar: 22-11-2026. Salah: tanggal rapat.", "Right: 22-11-2026. Wrong: the day of the meeting."))
            .synonyms(&["tanggal", "tanggal surat", "tgl surat"]),
        Field::new("sifat", text("Sifat", "Urgency"), Kind::Choice(SIFAT))
            .default("biasa")
            .help(text("Sifat surat, dicetak di kepala surat.", "How pressing it is, printed in the head."))
            .example(text("Benar: Penting. Salah: undangan (itu jenisnya).", "Right: Important. Wrong: invitation (its kind)."))
            .synonyms(&["sifat", "sifat surat"]),
        Field::new("lampiran", text("Lampiran", "Enclosures"), Kind::Text(80))
            .help(text("Kosong dicetak sebagai \"-\".", "Empty is printed as \"-\"."))
            .example(text("Benar: 1 (satu) berkas. Salah: ada (berapa?).", "Right: 1 (satu) berkas. Wrong: yes (how many?)."))
            .synonyms(&["lampiran"]),
        Field::new("kepada", text("Kepada", "To"), Kind::Note)
            .searched()
            .help(text(
                "Alamat surat, satu baris satu nama. Pada berita acara: pihak lain, ditulis \"Nama; Jabatan\".",
                "To whom, one a line. In minutes: further parties, written \"Name; Office\".",
            ))
            .example(text(
                "Benar: Kepala Desa Contoh Jaya. Salah: semua desa dalam satu baris.",
                "Right: Kepala Desa Contoh Jaya. Wrong: all desa on one line.",
            ))
            .synonyms(&["kepada", "yth", "tujuan surat"]),
        Field::new("isi", text("Isi", "Text"), Kind::Note)
            .searched()
            .group(text("Isi", "Text"))
            .help(text(
                "Undangan: pembuka. SK: satu baris satu ketetapan. Berita acara: satu baris satu hasil. Pengantar: \"naskah; banyaknya; keterangan\".",
                "Invitation: the opening. Decree: one ruling a line. Minutes: one result a line. Covering: \"paper; how many; remark\".",
            ))
            .example(text(
                "Benar: Rekap Posyandu; 1 berkas; untuk diketahui. Salah: NIK orang.",
                "Right: Rekap Posyandu; 1 berkas; untuk diketahui. Wrong: anyone's NIK.",
            ))
            .synonyms(&["isi", "isi surat", "uraian"]),
        Field::new("menimbang", text("Menimbang", "Considering"), Kind::Note)
            .help(text("Untuk SK: satu baris satu pertimbangan.", "For a decree: one reason a line."))
            .example(text(
                "Benar: bahwa untuk pembinaan Posyandu perlu dibentuk tim. Salah: a. bahwa ... (huruf dicetak sendiri).",
                "Right: bahwa untuk pembinaan Posyandu perlu dibentuk tim. Wrong: a. bahwa ... (letters come by themselves).",
            ))
            .synonyms(&["menimbang", "dasar", "pertimbangan"]),
        Field::new("mengingat", text("Mengingat", "In view of"), Kind::Note)
            .help(text("Untuk SK: satu baris satu peraturan.", "For a decree: one regulation a line."))
            .example(text(
                "Benar: Permendagri Nomor 13 Tahun 2024. Salah: peraturan yang berlaku (sebutkan).",
                "Right: Permendagri Nomor 13 Tahun 2024. Wrong: the rules in force (name them).",
            ))
            .source("Nama peraturan dicocokkan dengan teks aslinya oleh pembuat surat")
            .synonyms(&["mengingat", "dasar hukum"]),
        Field::new("tembusan", text("Tembusan", "Copies"), Kind::Note)
            .help(text("Satu baris satu tembusan.", "One a line."))
            .example(text("Benar: Bupati Contoh (sebagai laporan). Salah: arsip dan Bupati sebaris.", "Right: Bupati Contoh. Wrong: two on one line."))
            .synonyms(&["tembusan", "tembusan kepada"]),
        Field::new("tanggal_acara", text("Hari acara", "Day of the meeting"), Kind::Date)
            .group(text("Acara", "Meeting"))
            .help(text("Hari dan tanggal acara; namanya dicetak sendiri.", "The day of the meeting; its name is printed by itself."))
            .example(text("Benar: 30-11-2026. Salah: Senin depan (tulis tanggal).", "Right: 30-11-2026. Wrong: next Monday (write the date)."))
            .synonyms(&["hari tanggal", "tanggal acara", "tanggal rapat", "hari"]),
        Field::new("pukul", text("Pukul", "Time"), Kind::Text(40))
            .help(text("Jam acara. Zona waktu ditambahkan sendiri.", "The hour. The time zone is added by itself."))
            .example(text("Benar: 09.00. Salah: pagi (jam berapa?).", "Right: 09.00. Wrong: in the morning (when?)."))
            .synonyms(&["pukul", "jam", "waktu"]),
        Field::new("lokasi", text("Tempat acara", "Place"), Kind::Text(120))
            .help(text("Tempat acara atau tempat berita acara dibuat.", "Where the meeting is, or where the minutes are made."))
            .example(text("Benar: Aula Kantor Kecamatan. Salah: di sini.", "Right: Aula Kantor Kecamatan. Wrong: here."))
            .synonyms(&["tempat", "lokasi", "tempat acara"]),
        Field::new("agenda", text("Acara", "Agenda"), Kind::Text(200))
            .help(text("Apa yang dibicarakan.", "What it is about."))
            .example(text("Benar: Rapat koordinasi triwulan IV. Salah: rapat (tentang apa?).", "Right: meeting of quarter IV. Wrong: meeting (on what?)."))
            .synonyms(&["acara", "agenda"]),
        Field::new("penanda_tangan", text("Penanda tangan", "Signer"), Kind::Link(&PEJABAT))
            .group(text("Tanda tangan", "Signatures"))
            .help(text("Kosong: camat.", "Empty: the camat."))
            .example(text("Benar: kosong, bila camat sendiri. Salah: pejabat yang sudah pindah.", "Right: empty for the camat. Wrong: one who moved away."))
            .synonyms(&["penanda tangan", "ditandatangani oleh"]),
        Field::new("penanda_tangan_2", text("Penanda tangan kedua", "Second signer"), Kind::Link(&PEJABAT))
            .help(text("Untuk berita acara dan surat dua pihak.", "For minutes and letters of two parties."))
            .example(text("Benar: Ketua Tim Pembina. Salah: orang yang sama.", "Right: the head of the team. Wrong: the same person."))
            .synonyms(&["penanda tangan 2", "penanda tangan kedua"]),
        Field::new("penanda_tangan_3", text("Penanda tangan ketiga", "Third signer"), Kind::Link(&PEJABAT))
            .help(text("Bila ada yang ketiga.", "Where there is a third."))
            .example(text("Benar: Kasi PMD. Salah: orang yang sama.", "Right: Kasi PMD. Wrong: the same person."))
            .synonyms(&["penanda tangan 3", "penanda tangan ketiga"]),
        Field::new("desa", text("Desa/kelurahan", "Desa"), Kind::Link(&DESA))
            .help(text("Bila surat ini tentang satu desa.", "Where the letter is about one desa."))
            .example(text("Benar: Selat Hilir. Salah: desa pertama dari banyak.", "Right: Selat Hilir. Wrong: the first of many."))
            .synonyms(&["desa", "kelurahan", "desa kelurahan"]),
        Field::new("posyandu", text("Posyandu", "Posyandu"), Kind::Link(&POSYANDU))
            .help(text("Bila surat ini tentang satu Posyandu.", "Where the letter is about one Posyandu."))
            .example(text("Benar: Melati 2. Salah: Posyandu pertama dari banyak.", "Right: Melati 2. Wrong: the first of many."))
            .synonyms(&["posyandu", "nama posyandu"]),
    ],
    rules: &[meets_after_it_is_written],
    fill: None,
    companion: None,
    place: Place::Home('m'),
};

/// An invitation goes out before the meeting; minutes may be written later.
fn meets_after_it_is_written(letter: &Record, _today: Date) -> Option<Problem> {
    let written = letter.get("tanggal").as_date()?;
    let meets = letter.get("tanggal_acara").as_date().filter(|day| *day < written)?;
    if letter.text("jenis") != "undangan" {
        return None;
    }
    Some(
        Problem::warning(
            "acara-sebelum-surat",
            text("Acara {0} sebelum tanggal surat {1}.", "The meeting, {0}, is before the letter's date, {1}.")
                .with([date::show(meets), date::show(written)]),
            text("Betulkan salah satu tanggal.", "Correct one of the dates."),
        )
        .at("tanggal_acara"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::RecordId;

    #[test]
    fn an_invitation_to_a_day_that_has_passed_is_doubted_but_minutes_are_not() {
        let day = Date::constant(2026, 11, 22);
        let letter =
            Record::new(&SURAT, RecordId(-1)).with("tanggal", day).with("tanggal_acara", Date::constant(2026, 11, 20));
        let doubted = |kind: &str| meets_after_it_is_written(&letter.clone().with("jenis", kind), day).is_some();
        assert!(doubted("undangan") && !doubted("berita-acara"));
    }
}
