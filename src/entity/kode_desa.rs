//! The kode_desa: the codes a desa had before, with the days on which they held.

use crate::base::date::Date;
use crate::base::words::text;

use super::DESA;
use super::check::{self, Problem};
use super::record::Record;
use super::schema::{Entity, Field, Kind, Pattern, Place};

/// One code of one desa.
pub static KODE_DESA: Entity = Entity {
    name: "kode_desa",
    label: text("Kode lama desa", "Former codes"),
    help: text(
        "Kode wilayah yang pernah dimiliki desa/kelurahan sebelum pemekaran atau perubahan kode, dengan masa berlakunya. Nomor registrasi dengan kode lama tetap dikenali.",
        "A region code a desa had before a split or a change, with the days it held. Registration numbers of the old code stay known.",
    ),
    title: "kode",
    context: "desa",
    sort: "kode",
    fields: &[
        Field::new("desa", text("Desa/kelurahan", "Desa"), Kind::Link(&DESA))
            .required()
            .sorted()
            .filtered()
            .frozen()
            .column(18)
            .help(text("Desa yang kodenya berubah.", "The desa whose code changed."))
            .example(text("Benar: Selat Hilir. Salah: kecamatannya.", "Right: Selat Hilir. Wrong: its kecamatan."))
            .synonyms(&["desa", "kelurahan"]),
        Field::new("kode", text("Kode lama", "Former code"), Kind::Code(Pattern::Fixed("##.##.##.####")))
            .required()
            .searched()
            .sorted()
            .column(13)
            .help(text("Kode yang pernah berlaku.", "The code that once held."))
            .example(text(
                "Benar: 62.03.01.2001. Salah: kode yang sekarang.",
                "Right: 62.03.01.2001. Wrong: the present code.",
            ))
            .synonyms(&["kode", "kode lama", "kode wilayah lama"]),
        Field::new("mulai", text("Berlaku mulai", "From"), Kind::Date)
            .short(text("Mulai", "From"))
            .sorted()
            .column(10)
            .help(text("Hari pertama kode itu; kosong bila tidak diketahui.", "Its first day; empty where unknown."))
            .example(text("Benar: 01-01-2010. Salah: hari mengetik.", "Right: 01-01-2010. Wrong: the day of typing."))
            .synonyms(&["mulai", "berlaku mulai"]),
        Field::new("selesai", text("Sampai", "Until"), Kind::Date)
            .required()
            .sorted()
            .column(10)
            .help(text("Hari terakhir kode itu berlaku.", "Its last day."))
            .example(text(
                "Benar: 31-12-2024. Salah: sebelum mulainya.",
                "Right: 31-12-2024. Wrong: before its first day.",
            ))
            .synonyms(&["selesai", "sampai", "berlaku sampai"]),
        Field::new("dasar", text("Dasar", "By what"), Kind::Text(120))
            .column(16)
            .help(text("Peraturan yang mengubahnya.", "The regulation that changed it."))
            .example(text(
                "Benar: Kepmendagri 300.2.2-2138 Tahun 2025. Salah: pemekaran.",
                "Right: Kepmendagri 300.2.2-2138 Tahun 2025. Wrong: split.",
            ))
            .synonyms(&["dasar", "dasar hukum"]),
    ],
    rules: &[ends_after_it_begins],
    fill: None,
    companion: None,
    place: Place::Within,
};

fn ends_after_it_begins(code: &Record, _today: Date) -> Option<Problem> {
    check::ends_after_it_begins("kode-berlaku-terbalik", code, ("mulai", "selesai"))
}
