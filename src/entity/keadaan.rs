//! The keadaan: the dated states of a Posyandu's life.

use crate::base::date::{self, Date};
use crate::base::words::text;

use super::check::Problem;
use super::posyandu::STATUS;
use super::record::Record;
use super::schema::{Entity, Field, Kind, Place};
use super::{POSYANDU, SK};

/// One change of state. What held before the first change stands in its `semula`.
pub static KEADAAN: Entity = Entity {
    name: "keadaan",
    label: text("Riwayat status", "States"),
    help: text(
        "Satu perubahan keadaan Posyandu: sejak kapan, mengapa, menurut dokumen apa. Dari sini daftar dapat dilihat per tanggal.",
        "One change of a Posyandu's state: since when, why, by which document. Lists as of a date follow from it.",
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
        Field::new("tanggal", text("Sejak tanggal", "Since"), Kind::Date)
            .short(text("Sejak", "Since"))
            .required()
            .sorted()
            .column(10)
            .by_today("keadaan-di-depan")
            .help(text(
                "Hari pertama keadaan ini berlaku, bukan hari mengetiknya.",
                "The first day on which it holds, not the day of typing.",
            ))
            .example(text(
                "Benar: 31-12-2025 menurut SK penutupan. Salah: hari ini karena baru diketik.",
                "Right: 31-12-2025 by the SK of closing. Wrong: today because it is typed today.",
            ))
            .synonyms(&["tanggal", "tgl", "sejak", "tanggal berlaku"]),
        Field::new("status", text("Menjadi", "Becomes"), Kind::Choice(STATUS))
            .required()
            .sorted()
            .filtered()
            .column(14)
            .help(text("Keadaan yang mulai berlaku.", "The state that begins."))
            .example(text("Benar: tutup. Salah: dihapus.", "Right: closed. Wrong: deleted."))
            .synonyms(&["status", "menjadi", "keadaan"]),
        Field::new("semula", text("Semula", "Before"), Kind::Choice(STATUS))
            .column(14)
            .help(text("Keadaan sebelum tanggal itu.", "The state before that day."))
            .example(text(
                "Benar: aktif. Salah: sama dengan keadaan baru.",
                "Right: active. Wrong: the same as the new state.",
            ))
            .synonyms(&["semula", "status lama", "dari"]),
        Field::new("alasan_status", text("Alasan", "Reason"), Kind::List("alasan_status"))
            .required()
            .filtered()
            .column(16)
            .help(text(
                "Mengapa keadaan berubah; daftar alasan dapat diubah kantor.",
                "Why it changed; the office edits the list of reasons.",
            ))
            .example(text(
                "Benar: bergabung karena ILP. Salah: lain-lain tanpa catatan.",
                "Right: merged for ILP. Wrong: other, without a note.",
            ))
            .synonyms(&["alasan", "sebab"]),
        Field::new("sk", text("Dokumen", "Document"), Kind::Link(&SK))
            .filtered()
            .help(text("SK atau berita acara yang menjadi dasarnya.", "The SK or minutes it rests on."))
            .example(text("Benar: SK penutupan. Salah: SK kader.", "Right: the SK of closing. Wrong: an SK of kader."))
            .synonyms(&["sk", "dokumen", "nomor sk"]),
        Field::new("gabung_ke", text("Bergabung ke", "Merged into"), Kind::Link(&POSYANDU))
            .filtered()
            .help(text(
                "Posyandu yang menerima; hanya untuk keadaan bergabung.",
                "The Posyandu that takes it over; only where it merged.",
            ))
            .example(text(
                "Benar: Melati 1. Salah: Posyandu itu sendiri.",
                "Right: Melati 1. Wrong: the Posyandu itself.",
            ))
            .synonyms(&["gabung ke", "bergabung ke", "digabung ke"]),
        Field::new("catatan", text("Catatan", "Notes"), Kind::Note)
            .help(text("Hal lain yang perlu diingat.", "Anything else to remember."))
            .example(text(
                "Benar: aslinya masih di desa. Salah: data kesehatan orang.",
                "Right: the original is still in the desa. Wrong: a person's health data.",
            ))
            .synonyms(&["catatan", "keterangan", "ket"]),
    ],
    rules: &[joins_another, changes_something],
    fill: None,
    companion: None,
    place: Place::Within,
};

/// Merged means: into another one, and only merged does.
fn joins_another(state: &Record, _today: Date) -> Option<Problem> {
    let into = state.get("gabung_ke").as_link().map(|link| link.id);
    let merged = state.text("status") == "bergabung";
    let own = state.get("posyandu").as_link().map(|link| link.id);
    let (code, words, advice) = match into {
        None if merged => (
            "bergabung-ke-mana",
            text("Bergabung ke Posyandu mana?", "Merged into which Posyandu?"),
            text("Pilih Posyandu yang menerima.", "Choose the Posyandu that takes it over."),
        ),
        Some(into) if Some(into) == own => (
            "bergabung-ke-diri",
            text("Posyandu tidak dapat bergabung ke dirinya sendiri.", "A Posyandu cannot merge into itself."),
            text("Pilih Posyandu lain.", "Choose another one."),
        ),
        Some(_) if !merged => (
            "gabung-tanpa-bergabung",
            text(
                "Bergabung ke diisi, padahal keadaannya bukan bergabung.",
                "Merged into is filled, but the state is not merged.",
            ),
            text("Pilih keadaan bergabung, atau kosongkan tujuannya.", "Choose merged, or empty the field."),
        ),
        _ => return None,
    };
    Some(Problem::error(code, words, advice).at("gabung_ke"))
}

fn changes_something(state: &Record, _today: Date) -> Option<Problem> {
    let same = !state.text("status").is_empty() && state.text("status") == state.text("semula");
    let day = state.get("tanggal").as_date().map(date::show).unwrap_or_default();
    same.then(|| {
        Problem::error(
            "keadaan-sama",
            text("Keadaan pada {0} sama dengan sebelumnya.", "The state on {0} is the same as before.").with([day]),
            text("Pilih keadaan yang lain.", "Choose another state."),
        )
        .at("status")
    })
}
