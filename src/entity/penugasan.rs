//! The penugasan: one dated post of one person in one Posyandu.

use crate::base::date::{self, Date};
use crate::base::words::text;

use super::check::Problem;
use super::record::Record;
use super::schema::{Entity, Field, Kind, Place};
use super::value::Value;
use super::{KADER, POSYANDU, SK};

/// One post. A second term is a second row.
pub static PENUGASAN: Entity = Entity {
    name: "penugasan",
    label: text("Jabatan", "Post"),
    help: text(
        "Satu jabatan satu orang di satu Posyandu, dengan SK, tanggal mulai dan selesai.",
        "One post of one person in one Posyandu, with its SK, first and last day.",
    ),
    title: "kader",
    context: "posyandu",
    sort: "mulai",
    fields: &[
        Field::new("kader", text("Kader", "Kader"), Kind::Link(&KADER))
            .required()
            .searched()
            .sorted()
            .frozen()
            .column(18)
            .help(text(
                "Orang yang memegang jabatan ini. Satu orang satu catatan kader; jabatan kedua menjadi baris baru.",
                "The person who holds the post. One record a person; a second post is a new row.",
            ))
            .example(text(
                "Benar: Siti Aminah yang sudah ada. Salah: kader baru bernama sama karena jabatannya berganti.",
                "Right: the Siti Aminah that exists. Wrong: a new kader of that name because the post changed.",
            ))
            .synonyms(&["kader", "nama kader", "nama lengkap", "nama"]),
        Field::new("posyandu", text("Posyandu", "Posyandu"), Kind::Link(&POSYANDU))
            .required()
            .sorted()
            .filtered()
            .carried()
            .column(12)
            .help(text(
                "Posyandu tempat bertugas. Pengurus tidak merangkap di dua Posyandu pada saat yang sama.",
                "The Posyandu served. Officers do not serve two Posyandu at the same time.",
            ))
            .example(text(
                "Benar: Melati 2 di Selat Hilir. Salah: Melati 2 di desa lain yang senama.",
                "Right: Melati 2 of Selat Hilir. Wrong: the Melati 2 of another desa.",
            ))
            .source("Permendagri 18/2018 Pasal 8 (tidak merangkap di LKD lain)")
            .synonyms(&["posyandu", "posyadu", "nama posyandu", "nama posyadu", "unit posyandu", "posyandu tempat tugas"]),
        Field::new("jabatan", text("Jabatan", "Post"), Kind::List("jabatan"))
            .default("kader")
            .required()
            .sorted()
            .filtered()
            .carried()
            .column(13)
            .help(text(
                "Jabatan menurut SK. Ketua, sekretaris, bendahara dan ketua bidang masing-masing satu orang; kader boleh banyak.",
                "The post by the SK. One ketua, sekretaris, bendahara and one head of each bidang; many kader.",
            ))
            .example(text(
                "Benar: Ketua Bidang Kesehatan. Salah: anggota aktif (itu keadaan, bukan jabatan).",
                "Right: Ketua Bidang Kesehatan. Wrong: active member (a state, not a post).",
            ))
            .source("Permendagri 18/2018 Pasal 8; enam bidang menurut Permendagri 13/2024 (dua sumber atau lebih)")
            .synonyms(&["jabatan", "jabatan di posyandu", "jabatan posyandu", "jabatan dalam posyandu", "kedudukan", "peran", "sebagai", "tugas"]),
        Field::new("bidang", text("Bidang", "Bidang"), Kind::List("bidang"))
            .filtered()
            .carried()
            .column(9)
            .help(text(
                "Satu dari enam bidang SPM. Kader melayani tepat satu bidang. Ketua, sekretaris dan bendahara tidak punya bidang.",
                "One of the six SPM bidang. A kader serves exactly one. Ketua, sekretaris and bendahara have none.",
            ))
            .example(text(
                "Benar: Kesehatan. Salah: Kesehatan dan Sosial (satu kader satu bidang).",
                "Right: Kesehatan. Wrong: Kesehatan and Sosial (one bidang a kader).",
            ))
            .source("Permendagri 13/2024 Pasal 11, dikutip dua sumber atau lebih")
            .synonyms(&["bidang", "bidang spm", "bidang layanan", "bidang pelayanan", "seksi", "kader bidang"]),
        Field::new("sk", text("SK", "SK"), Kind::Link(&SK))
            .carried()
            .filtered()
            .help(text(
                "SK yang mengangkat. Satu SK dicatat sekali lalu dipilih untuk semua nama di dalamnya.",
                "The SK of appointment. It is entered once and chosen for every name in it.",
            ))
            .example(text(
                "Benar: 141/12/KPTS/2026. Salah: mengetik SK yang sama untuk tiap orang.",
                "Right: 141/12/KPTS/2026. Wrong: typing the same SK for each person.",
            ))
            .source("Permendagri 18/2018 Pasal 8 ayat 2")
            .synonyms(&["sk", "nomor sk", "no sk", "dasar pengangkatan"]),
        Field::new("mulai", text("Mulai", "From"), Kind::Date)
            .sorted()
            .carried()
            .column(10)
            .check(begins_soon)
            .help(text(
                "Hari pertama memegang jabatan (TMT). Kosong bila tidak diketahui; jangan memakai tanggal mengetik.",
                "The first day in the post (TMT). Empty where unknown; never the day of typing.",
            ))
            .example(text(
                "Benar: 12-01-2026. Salah: 12-01-2062 (tahun tertukar).",
                "Right: 12-01-2026. Wrong: 12-01-2062 (digits of the year swapped).",
            ))
            .synonyms(&[
                "mulai",
                "tmt",
                "tmt mulai",
                "mulai menjabat",
                "mulai tugas",
                "tanggal mulai",
                "tgl mulai",
                "mulai bertugas",
                "terhitung mulai tanggal",
            ]),
        Field::new("selesai", text("Selesai", "Until"), Kind::Date)
            .sorted()
            .carried()
            .column(10)
            .help(text(
                "Hari terakhir memegang jabatan. Kosong selama masih menjabat dan tidak dibatasi SK.",
                "The last day in the post. Empty while still serving without an end set by the SK.",
            ))
            .example(text(
                "Benar: 11-01-2031. Salah: tanggal sebelum mulai.",
                "Right: 11-01-2031. Wrong: a day before the first one.",
            ))
            .synonyms(&[
                "selesai",
                "akhir menjabat",
                "tmt akhir",
                "tmt selesai",
                "tanggal selesai",
                "tgl selesai",
                "tanggal akhir",
                "tgl akhir",
                "akhir tugas",
                "berakhir",
                "akhir jabatan",
                "sampai",
            ]),
        Field::new("alasan_berhenti", text("Alasan berhenti", "Reason for leaving"), Kind::List("alasan_berhenti"))
            .filtered()
            .help(text(
                "Mengapa jabatan berakhir. Diisi bersama tanggal selesai.",
                "Why the post ended. Filled in together with the last day.",
            ))
            .example(text(
                "Benar: pindah domisili. Salah: diisi untuk kader yang masih bertugas.",
                "Right: moved away. Wrong: filled in for one who still serves.",
            ))
            .source("Daftar alasan menurut satu sumber sekunder tentang Permendagri 13/2024")
            .synonyms(&["alasan berhenti", "alasan", "alasan keluar", "sebab berhenti"]),
        Field::new("catatan", text("Catatan", "Notes"), Kind::Note)
            .help(text("Hal lain tentang masa jabatan ini.", "Anything else about this term."))
            .example(text(
                "Benar: menggantikan sementara selama cuti. Salah: alamat rumah (ada isian sendiri).",
                "Right: stands in during leave. Wrong: a home address (it has its own field).",
            ))
            .synonyms(&["catatan jabatan", "keterangan jabatan"]),
    ],
    rules: &[ends_after_it_begins, reason_needs_an_end, kader_has_a_bidang, officer_has_no_bidang],
    fill: None,
    companion: None,
    place: Place::Within,
};

/// The code of the one jabatan that needs a bidang chosen; the other words of that list say
/// themselves which bidang they imply.
pub const JABATAN_KADER: &str = "kader";

/// The reason that says: this post never existed. It counts nowhere.
pub const SALAH_CATAT: &str = "salah-catat";

/// The codes of the posts that have no bidang.
pub const TANPA_BIDANG: [&str; 3] = ["ketua", "sekretaris", "bendahara"];

fn begins_soon(value: &Value, today: Date) -> Option<Problem> {
    let day = value.as_date()?;
    let far = Date::new(today.year().checked_add(1)?, today.month(), today.day().min(28)).ok()?;
    (day > far).then(|| {
        Problem::warning(
            "mulai-jauh-di-depan",
            text("Mulai {0} masih lebih dari setahun lagi.", "The first day {0} is more than a year ahead.")
                .with([date::show(day)]),
            text("Periksa tahunnya.", "Check the year."),
        )
    })
}

fn ends_after_it_begins(post: &Record, _today: Date) -> Option<Problem> {
    let begin = post.get("mulai").as_date()?;
    let end = post.get("selesai").as_date().filter(|end| *end < begin)?;
    Some(
        Problem::error(
            "selesai-sebelum-mulai",
            text("Selesai {0} sebelum mulai {1}.", "It ends on {0}, before it begins on {1}.")
                .with([date::show(end), date::show(begin)]),
            text("Betulkan salah satu tanggal.", "Correct one of the dates."),
        )
        .at("selesai"),
    )
}

fn reason_needs_an_end(post: &Record, _today: Date) -> Option<Problem> {
    if post.get("alasan_berhenti").is_empty() || !post.get("selesai").is_empty() {
        return None;
    }
    Some(
        Problem::warning(
            "alasan-tanpa-selesai",
            text(
                "Ada alasan berhenti, tetapi belum ada tanggal selesai.",
                "There is a reason for leaving, but no last day.",
            ),
            text("Isi tanggal selesai, atau kosongkan alasannya.", "Fill in the last day, or empty the reason."),
        )
        .at("selesai"),
    )
}

fn kader_has_a_bidang(post: &Record, _today: Date) -> Option<Problem> {
    if post.text("jabatan") != JABATAN_KADER || !post.get("bidang").is_empty() {
        return None;
    }
    Some(
        Problem::warning(
            "bidang-belum-diisi",
            text("Bidang belum diisi; kader melayani tepat satu bidang.", "No bidang yet; a kader serves exactly one."),
            text(
                "Pilih satu dari enam bidang. Bila daftar lama tidak menyebutnya, simpan dengan alasan dan lengkapi kemudian.",
                "Choose one of the six bidang. Where an old list does not say, save with a reason and complete it later.",
            ),
        )
        .at("bidang"),
    )
}

fn officer_has_no_bidang(post: &Record, _today: Date) -> Option<Problem> {
    if post.get("bidang").is_empty() || !TANPA_BIDANG.contains(&post.text("jabatan")) {
        return None;
    }
    Some(
        Problem::warning(
            "bidang-tidak-perlu",
            text(
                "Ketua, sekretaris dan bendahara tidak memegang bidang.",
                "Ketua, sekretaris and bendahara have no bidang.",
            ),
            text(
                "Kosongkan bidang, atau pilih jabatan ketua bidang.",
                "Empty the bidang, or choose the post of a head of bidang.",
            ),
        )
        .at("bidang"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::RecordId;

    const TODAY: Date = Date::constant(2026, 11, 22);

    fn codes(post: &Record) -> Vec<&'static str> {
        PENUGASAN.rules.iter().filter_map(|rule| rule(post, TODAY)).map(|problem| problem.code).collect()
    }

    fn post(jabatan: &str, bidang: &str) -> Record {
        Record::new(&PENUGASAN, RecordId(-1)).with("jabatan", jabatan).with("bidang", bidang)
    }

    #[test]
    fn bidang_fits_the_post() {
        for (jabatan, bidang, expected) in [
            ("kader", "kesehatan", None),
            ("kader", "", Some("bidang-belum-diisi")),
            ("ketua", "", None),
            ("ketua", "kesehatan", Some("bidang-tidak-perlu")),
            ("ketua-bidang-sosial", "sosial", None),
        ] {
            assert_eq!(codes(&post(jabatan, bidang)), expected.into_iter().collect::<Vec<_>>(), "{jabatan} {bidang}");
        }
    }

    #[test]
    fn a_post_ends_after_it_begins_and_may_last_one_day() {
        let day = Date::constant(2026, 1, 12);
        let one_day = post("ketua", "").with("mulai", day).with("selesai", day);
        assert_eq!(codes(&one_day), [""; 0]);
        let twisted = post("ketua", "").with("mulai", day).with("selesai", Date::constant(2025, 1, 12));
        assert_eq!(codes(&twisted), ["selesai-sebelum-mulai"]);
    }

    #[test]
    fn a_reason_for_leaving_asks_for_the_last_day() {
        let left = post("ketua", "").with("alasan_berhenti", "pindah");
        assert_eq!(codes(&left), ["alasan-tanpa-selesai"]);
        assert_eq!(codes(&left.with("selesai", TODAY)), [""; 0]);
    }

    #[test]
    fn a_first_day_far_ahead_is_doubted() {
        for (day, fits) in [(Date::constant(2027, 11, 22), true), (Date::constant(2062, 1, 12), false)] {
            assert_eq!(begins_soon(&Value::Date(day), TODAY).is_none(), fits, "{day}");
        }
    }
}
