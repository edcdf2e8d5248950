//! The registrasi: the dated steps of a Posyandu towards its registration number.

use crate::base::date::Date;
use crate::base::words::text;

use super::POSYANDU;
use super::check::Problem;
use super::record::Record;
use super::schema::{Choice, Entity, Field, Kind, Place};

/// The states on the way to a number, in their order; the last is a way back.
pub const LANGKAH: &[Choice] = &[
    Choice::new("belum-lengkap", text("belum lengkap", "incomplete"), &["kurang", "draf", "belum"]),
    Choice::new("lengkap-desa", text("lengkap di desa", "complete in the desa"), &["lengkap"]),
    Choice::new(
        "diverifikasi",
        text("diverifikasi kecamatan", "verified by the kecamatan"),
        &["verifikasi", "terverifikasi"],
    ),
    Choice::new("dikirim", text("dikirim ke kabupaten", "sent to the kabupaten"), &["kirim", "terkirim"]),
    Choice::new("diajukan", text("diajukan ke Kemendagri", "submitted to Kemendagri"), &["ajukan", "pengajuan"]),
    Choice::new("terdaftar", text("terdaftar", "registered"), &["teregistrasi", "registrasi", "sudah"]),
    Choice::new("dikembalikan", text("dikembalikan", "sent back"), &["kembali", "revisi", "ditolak"]),
];

/// The place of `terdaftar` among [`LANGKAH`].
pub const TERDAFTAR: usize = 5;

/// The place of `dikembalikan` among [`LANGKAH`].
pub const DIKEMBALIKAN: usize = 6;

/// The place of a state among [`LANGKAH`]; none is the first.
pub fn rank(state: &str) -> usize {
    LANGKAH.iter().position(|choice| choice.code == state).unwrap_or(0)
}

/// Who may send papers back.
pub const TINGKAT: &[Choice] = &[
    Choice::new("kecamatan", text("kecamatan", "kecamatan"), &[]),
    Choice::new("kabupaten", text("kabupaten/kota", "kabupaten/kota"), &["dpmd", "kota"]),
    Choice::new("kemendagri", text("Kemendagri", "Kemendagri"), &["pusat"]),
];

/// One step. The latest one is where the Posyandu stands.
pub static REGISTRASI: Entity = Entity {
    name: "registrasi",
    label: text("Langkah registrasi", "Registration steps"),
    help: text(
        "Satu langkah menuju nomor registrasi: keadaan berkas, kapan, oleh siapa; yang dikembalikan dengan tingkat dan alasannya.",
        "One step towards the registration number: the state of the papers, when, by whom; what was sent back with its level and reason.",
    ),
    title: "posyandu",
    context: "tanggal",
    sort: "tanggal",
    fields: &[
        Field::new("posyandu", text("Posyandu", "Posyandu"), Kind::Link(&POSYANDU))
            .required()
            .sorted()
            .filtered()
            .carried()
            .frozen()
            .column(16)
            .help(text("Posyandu yang dimaksud.", "The Posyandu it is about."))
            .example(text(
                "Benar: Melati 2 di Selat Hilir. Salah: Melati 2 di desa lain yang senama.",
                "Right: Melati 2 of Selat Hilir. Wrong: the Melati 2 of another desa.",
            ))
            .synonyms(&["posyandu", "nama posyandu", "posyadu"]),
        Field::new("langkah", text("Keadaan", "State"), Kind::Choice(LANGKAH))
            .required()
            .sorted()
            .filtered()
            .column(17)
            .help(text("Sampai di mana berkasnya sesudah langkah ini.", "How far the papers are after this step."))
            .example(text(
                "Benar: dikirim ke kabupaten. Salah: terdaftar tanpa nomor.",
                "Right: sent to the kabupaten. Wrong: registered without a number.",
            ))
            .source("Kukar: desa, kecamatan, DPMD, Kemendagri (berita); rantai halus usulan pembuat program")
            .synonyms(&["langkah", "keadaan", "status registrasi", "tahap"]),
        Field::new("tanggal", text("Tanggal", "Date"), Kind::Date)
            .default("hari ini")
            .required()
            .sorted()
            .column(10)
            .by_today("langkah-di-depan")
            .help(text("Hari langkah ini terjadi.", "The day of this step."))
            .example(text("Benar: 12-03-2026. Salah: tanggal rencana.", "Right: 12-03-2026. Wrong: a planned day."))
            .synonyms(&["tanggal", "tgl", "tanggal langkah"]),
        Field::new("petugas", text("Petugas", "By whom"), Kind::Text(60))
            .column(10)
            .help(text("Siapa yang melakukan; diisi sendiri dengan pelaku.", "Who did it; filled in with the actor."))
            .example(text(
                "Benar: Rina, Seksi PMD. Salah: kecamatan (siapa?).",
                "Right: Rina, Seksi PMD. Wrong: the kecamatan (who?).",
            ))
            .synonyms(&["petugas", "oleh"]),
        Field::new("gelombang", text("Gelombang", "Batch"), Kind::Number(1, 9_999))
            .short(text("Gel.", "Batch"))
            .sorted()
            .filtered()
            .column(5)
            .help(text(
                "Nomor kiriman bersama, bila dikirim atau diajukan bersama yang lain.",
                "The number of the batch where it was sent together with others.",
            ))
            .example(text("Benar: 3. Salah: tanggal kiriman.", "Right: 3. Wrong: the date of sending."))
            .synonyms(&["gelombang", "batch", "kiriman"]),
        Field::new("tingkat", text("Dikembalikan oleh", "Sent back by"), Kind::Choice(TINGKAT))
            .filtered()
            .help(text("Tingkat yang mengembalikan berkas.", "The level that sent it back."))
            .example(text(
                "Benar: kabupaten. Salah: kosong untuk yang dikembalikan.",
                "Right: kabupaten. Wrong: empty for what was sent back.",
            ))
            .synonyms(&["tingkat", "dikembalikan oleh"]),
        Field::new("alasan", text("Alasan", "Reason"), Kind::Text(200))
            .searched()
            .column(14)
            .help(text("Apa yang harus dibetulkan.", "What is to be corrected."))
            .example(text(
                "Benar: SK pengurus belum bernomor. Salah: kurang (apa?).",
                "Right: the SK of officers has no number. Wrong: incomplete (what?).",
            ))
            .synonyms(&["alasan", "catatan pengembalian"]),
        Field::new("berkas", text("Surat/bukti", "Proof"), Kind::Text(120))
            .help(text(
                "Nomor surat pengantar, tanda terima atau tautan.",
                "The number of the covering letter, a receipt or a link.",
            ))
            .example(text("Benar: 400.10/12/Kec. Salah: sudah.", "Right: 400.10/12/Kec. Wrong: done."))
            .synonyms(&["surat", "bukti", "nomor surat", "tanda terima"]),
    ],
    rules: &[sent_back_says_why],
    fill: None,
    companion: None,
    place: Place::Within,
};

/// What was sent back names who sent it back and why: that is what the desa must hear.
fn sent_back_says_why(step: &Record, _today: Date) -> Option<Problem> {
    if step.text("langkah") != "dikembalikan" {
        return None;
    }
    let field = ["tingkat", "alasan"].into_iter().find(|field| step.text(field).is_empty())?;
    let words = if field == "tingkat" {
        text("Dikembalikan oleh siapa?", "Sent back by whom?")
    } else {
        text("Mengapa dikembalikan?", "Why was it sent back?")
    };
    let advice =
        text("Isi: desa perlu tahu apa yang harus dibetulkan.", "Fill it in: the desa must know what to correct.");
    Some(Problem::error("kembali-tanpa-alasan", words, advice).at(field))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_states_have_their_places() {
        for (code, place) in [("", 0), ("belum-lengkap", 0), ("terdaftar", TERDAFTAR), ("dikembalikan", DIKEMBALIKAN)] {
            assert_eq!(rank(code), place, "{code}");
        }
        assert_eq!(LANGKAH.len(), 7);
    }
}
