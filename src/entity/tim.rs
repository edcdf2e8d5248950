//! The tim: members of the kecamatan's Tim Pembina Posyandu, as they stand in the decree's attachment.

use crate::base::date::{self, Date};
use crate::base::words::text;

use super::check::Problem;
use super::record::Record;
use super::schema::{Entity, Field, Kind, Pattern, Place};

/// One member. Who takes over is a new row: the decree of last year keeps its names.
pub static TIM: Entity = Entity {
    name: "tim",
    label: text("Tim Pembina kecamatan", "Tim Pembina"),
    help: text(
        "Susunan Tim Pembina Posyandu Kecamatan untuk lampiran Keputusan Camat: nama, jabatan dinas, kedudukan dan tugasnya.",
        "The kecamatan's Tim Pembina Posyandu for the attachment of the camat's decree: name, office, position and duties.",
    ),
    title: "nama",
    context: "kedudukan",
    sort: "urutan",
    fields: &[
        Field::new("nama", text("Nama lengkap dengan gelar", "Name with titles"), Kind::Text(80))
            .short(text("Nama", "Name"))
            .required()
            .searched()
            .sorted()
            .frozen()
            .column(21)
            .help(text(
                "Nama seperti dicetak di lampiran. Bila anggota ditunjuk menurut jabatan, tulis jabatannya.",
                "The name as printed in the attachment. Where a member sits by office, write the office.",
            ))
            .example(text(
                "Benar: Budi Contoh, S.E. Salah: Pak Kasi (bukan nama).",
                "Right: Budi Contoh, S.E. Wrong: Pak Kasi (not a name).",
            ))
            .synonyms(&["nama", "nama anggota", "nama lengkap"]),
        Field::new("jabatan_dinas", text("Jabatan dalam dinas", "Office"), Kind::Text(120))
            .short(text("Jabatan dinas", "Office"))
            .searched()
            .column(20)
            .help(text("Jabatan sehari-hari, di luar tim.", "The daily office, outside the team."))
            .example(text(
                "Benar: Kepala Seksi PMD. Salah: Sekretaris tim (isi di Kedudukan).",
                "Right: Kepala Seksi PMD. Wrong: secretary of the team (goes into Position).",
            ))
            .synonyms(&["jabatan", "jabatan dinas", "jabatan dalam dinas", "unsur"]),
        Field::new("instansi", text("Instansi", "Agency"), Kind::Text(120))
            .searched()
            .help(text("Kantor atau lembaga asal.", "The office or body the member comes from."))
            .example(text(
                "Benar: Puskesmas Contoh. Salah: kesehatan (instansi yang mana?).",
                "Right: Puskesmas Contoh. Wrong: health (which one?).",
            ))
            .synonyms(&["instansi", "asal instansi", "lembaga", "dinas"]),
        Field::new("kedudukan", text("Kedudukan dalam tim", "Position"), Kind::List("kedudukan_tim"))
            .short(text("Kedudukan", "Position"))
            .required()
            .sorted()
            .filtered()
            .column(18)
            .help(text(
                "Kedudukan di Tim Pembina: penasihat, ketua, sekretaris, ketua bidang, anggota.",
                "The position in the team: adviser, head, secretary, head of a bidang, member.",
            ))
            .example(text(
                "Benar: Ketua Bidang Kesehatan. Salah: Camat (itu jabatan dinas).",
                "Right: Ketua Bidang Kesehatan. Wrong: Camat (an office).",
            ))
            .synonyms(&["kedudukan", "kedudukan dalam tim", "jabatan dalam tim"]),
        Field::new("bidang", text("Bidang", "Bidang"), Kind::List("bidang"))
            .filtered()
            .help(text("Diisi bila anggota menangani satu bidang SPM.", "Filled where the member sees to one bidang."))
            .example(text("Benar: Kesehatan. Salah: semua (kosongkan).", "Right: Kesehatan. Wrong: all (leave empty)."))
            .synonyms(&["bidang", "bidang spm"]),
        Field::new("uraian_tugas", text("Uraian tugas", "Duties"), Kind::Note)
            .help(text("Tugas di dalam tim, untuk lampiran keputusan.", "The duties in the team, for the attachment."))
            .example(text(
                "Benar: Mengoordinasikan pembinaan bidang kesehatan. Salah: sesuai aturan (tugas apa?).",
                "Right: coordinates guidance in Kesehatan. Wrong: as the rules say (which duties?).",
            ))
            .synonyms(&["uraian tugas", "tugas"]),
        Field::new("nip", text("NIP", "NIP"), Kind::Code(Pattern::Fixed("######## ###### # ###")))
            .help(text("18 angka; kosong bila bukan pegawai negeri.", "18 digits; empty for who is no civil servant."))
            .example(text(
                "Benar: 19700101 199503 1 001. Salah: NIK (itu nomor lain).",
                "Right: 19700101 199503 1 001. Wrong: the NIK (another number).",
            ))
            .synonyms(&["nip"]),
        Field::new("urutan", text("Urutan", "Order"), Kind::Number(0, 999_999))
            .short(text("Urut", "No."))
            .sorted()
            .column(4)
            .help(text("Urutan di lampiran; kecil lebih dahulu.", "Its place in the attachment; small numbers first."))
            .example(text("Benar: 10. Salah: pertama (tulis angka).", "Right: 10. Wrong: first (write a number)."))
            .synonyms(&["urutan", "urut", "no urut"]),
        Field::new("mulai", text("Mulai", "From"), Kind::Date)
            .help(text(
                "Hari pertama di tim. Kosong bila sejak semula.",
                "The first day in the team. Empty: from the start.",
            ))
            .example(text(
                "Benar: 02-01-2026. Salah: tanggal mengetik.",
                "Right: 02-01-2026. Wrong: the day of typing.",
            ))
            .synonyms(&["mulai", "tmt", "tanggal mulai"]),
        Field::new("selesai", text("Selesai", "Until"), Kind::Date)
            .short(text("Selesai", "Until"))
            .sorted()
            .column(10)
            .help(text(
                "Hari terakhir di tim. Kosong selama masih anggota.",
                "The last day in the team. Empty while a member.",
            ))
            .example(text(
                "Benar: 31-12-2026. Salah: tanggal sebelum mulai.",
                "Right: 31-12-2026. Wrong: a day before the first one.",
            ))
            .synonyms(&["selesai", "sampai", "tanggal selesai"]),
    ],
    rules: &[ends_after_it_begins],
    fill: None,
    companion: None,
    place: Place::Settings,
};

fn ends_after_it_begins(member: &Record, _today: Date) -> Option<Problem> {
    let begin = member.get("mulai").as_date()?;
    let end = member.get("selesai").as_date().filter(|end| *end < begin)?;
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
