//! SK and other documents: one document covers many posts.

use crate::base::date::{self, Date};
use crate::base::words::text;

use super::check::{self, Problem};
use super::record::Record;
use super::schema::{Entity, Field, Kind, Place};
use super::{DESA, POSYANDU};

/// One document.
pub static SK: Entity = Entity {
    name: "sk",
    label: text("SK dan dokumen", "SK and documents"),
    help: text(
        "Satu dokumen: SK pengurus, SK kader, berita acara dan lainnya. Satu SK dicatat sekali dan berlaku untuk banyak nama.",
        "One document: SK of officers, of kader, minutes and others. An SK is entered once and covers many names.",
    ),
    title: "nomor",
    context: "desa",
    sort: "tanggal",
    fields: &[
        Field::new("nomor", text("Nomor", "Number"), Kind::Text(80))
            .required()
            .searched()
            .sorted()
            .frozen()
            .column(20)
            .help(text(
                "Nomor seperti tertulis pada dokumen. Belum bernomor: tulis \"menunggu nomor\", atau biarkan jarak kosongnya; SK itu masuk daftar tunggu.",
                "The number as written on the document. None yet: write \"menunggu nomor\", or leave the gap; such an SK stands on the waiting list.",
            ))
            .example(text(
                "Benar: 141/12/KPTS/2026. Salah: SK Kades (itu bukan nomor).",
                "Right: 141/12/KPTS/2026. Wrong: SK Kades (not a number).",
            ))
            .synonyms(&["nomor sk", "no sk", "nomor", "sk", "nomor surat keputusan", "no surat keputusan", "nomor dokumen", "sk nomor"]),
        Field::new("jenis", text("Jenis dokumen", "Kind"), Kind::List("jenis_dokumen"))
            .default("sk-pengurus")
            .required()
            .sorted()
            .filtered()
            .carried()
            .column(14)
            .help(text(
                "Jenis dokumen. Pengurus ditetapkan dengan Keputusan Kepala Desa; di kelurahan dengan Keputusan Lurah.",
                "What kind of document it is. Officers are appointed by Keputusan Kepala Desa; in a kelurahan by Keputusan Lurah.",
            ))
            .example(text(
                "Benar: SK pengurus. Salah: Perdes untuk daftar nama (Perdes mengatur lembaganya, bukan orangnya).",
                "Right: SK pengurus. Wrong: Perdes for a list of names (it sets up institutions, not persons).",
            ))
            .source("Permendagri 18/2018 Pasal 3, 6, 8 dan 14")
            .synonyms(&["jenis sk", "jenis dokumen", "jenis"]),
        Field::new("tanggal", text("Tanggal", "Date"), Kind::Date)
            .required()
            .sorted()
            .column(10)
            .by_today("sk-di-depan")
            .help(text(
                "Tanggal ditetapkan. Masa berlaku lima tahun diisi sendiri bila masih kosong.",
                "The day it was signed. A validity of five years is filled in where empty.",
            ))
            .example(text(
                "Benar: 12-01-2026. Salah: tanggal SK diterima di kecamatan.",
                "Right: 12-01-2026. Wrong: the day it reached the kecamatan.",
            ))
            .synonyms(&["tanggal sk", "tgl sk", "tanggal", "tanggal ditetapkan", "tgl surat keputusan", "tanggal dokumen"]),
        Field::new("tentang", text("Tentang", "Subject"), Kind::Text(160))
            .searched()
            .help(text("Judul dokumen, sesudah kata \"tentang\".", "The document's title, after the word \"tentang\"."))
            .example(text(
                "Benar: Pengangkatan Pengurus Posyandu Desa Contoh. Salah: SK (tidak menyebut isinya).",
                "Right: Pengangkatan Pengurus Posyandu Desa Contoh. Wrong: SK (does not say what it is about).",
            ))
            .synonyms(&["tentang", "perihal", "judul sk", "judul"]),
        Field::new("desa", text("Desa/kelurahan penerbit", "Issuing desa"), Kind::Link(&DESA))
            .short(text("Desa/kel.", "Desa/kel."))
            .searched()
            .sorted()
            .filtered()
            .carried()
            .column(12)
            .help(text(
                "Desa/kelurahan yang menerbitkan. Kosong bila diterbitkan kecamatan atau kabupaten.",
                "The desa/kelurahan that issued it. Empty where the kecamatan or kabupaten did.",
            ))
            .example(text(
                "Benar: Selat Hilir. Salah: desa tempat tinggal kader.",
                "Right: Selat Hilir. Wrong: the desa where the kader lives.",
            ))
            .synonyms(&["desa penerbit", "penerbit", "desa", "kelurahan", "desa kelurahan"]),
        Field::new("posyandu", text("Posyandu", "Posyandu"), Kind::Link(&POSYANDU))
            .filtered()
            .help(text(
                "Diisi bila dokumen hanya untuk satu Posyandu; kosong bila untuk semua Posyandu di desa itu.",
                "Filled where it concerns one Posyandu only; empty where it covers all of that desa.",
            ))
            .example(text(
                "Benar: kosong, untuk SK kader sedesa. Salah: Posyandu pertama dari SK sedesa.",
                "Right: empty for an SK of the whole desa. Wrong: the first Posyandu named in it.",
            ))
            .synonyms(&["posyandu", "nama posyandu"]),
        Field::new("pejabat", text("Pejabat penanda tangan", "Signed by"), Kind::Text(80))
            .help(text("Jabatan dan nama yang menandatangani.", "The office and name of the signer."))
            .example(text(
                "Benar: Lurah Selat Hilir, Contoh Nama. Salah: tertanda (siapa?).",
                "Right: Lurah Selat Hilir, Contoh Nama. Wrong: signed (by whom?).",
            ))
            .synonyms(&["pejabat", "penanda tangan", "ditandatangani oleh", "pejabat penanda tangan"]),
        Field::new("berlaku_mulai", text("Berlaku mulai", "Valid from"), Kind::Date)
            .help(text(
                "Hari pertama masa bakti yang ditetapkan SK ini.",
                "The first day of the term this SK sets.",
            ))
            .example(text(
                "Benar: 12-01-2026. Salah: sesudah tanggal berlaku sampai.",
                "Right: 12-01-2026. Wrong: later than the last day.",
            ))
            .source("Permendagri 18/2018 Pasal 8: 5 tahun sejak pengangkatan")
            .synonyms(&["berlaku mulai", "mulai berlaku", "berlaku dari"]),
        Field::new("berlaku_sampai", text("Berlaku sampai", "Valid until"), Kind::Date)
            .short(text("Sampai", "Until"))
            .sorted()
            .column(10)
            .help(text(
                "Hari terakhir masa bakti; diisi lima tahun sejak tanggal SK bila kosong. Menjelang habis tampil di layar depan (berapa hari: Pengaturan).",
                "The last day of the term; five years after the date where left empty. Before its end the start screen tells (how long before: Settings).",
            ))
            .example(text(
                "Benar: 11-01-2031 untuk SK 12-01-2026. Salah: 11-01-2026 (sebelum mulai berlaku).",
                "Right: 11-01-2031 for an SK of 12-01-2026. Wrong: 11-01-2026 (before it begins).",
            ))
            .source("Permendagri 18/2018 Pasal 8: 5 tahun sejak pengangkatan")
            .synonyms(&["berlaku sampai", "berlaku hingga", "masa berlaku", "habis berlaku", "akhir masa bakti", "berakhir sk"]),
        Field::new("lokasi_berkas", text("Lokasi berkas", "Where the paper is"), Kind::Text(200))
            .help(text(
                "Map, lemari atau berkas komputer tempat dokumen disimpan.",
                "The folder, cupboard or computer file where it is kept.",
            ))
            .example(text(
                "Benar: Map SK 2026, lemari 2. Salah: ada (di mana?).",
                "Right: folder SK 2026, cupboard 2. Wrong: yes (where?).",
            ))
            .synonyms(&["lokasi berkas", "lokasi arsip", "arsip", "tempat berkas"]),
        Field::new("catatan", text("Catatan", "Notes"), Kind::Note)
            .help(text("Hal lain tentang dokumen ini.", "Anything else about this document."))
            .example(text(
                "Benar: lampiran nama belum dibubuhi cap. Salah: daftar nama (catat sebagai jabatan tiap orang).",
                "Right: the list of names lacks the stamp. Wrong: the list of names (enter each person's post).",
            ))
            .synonyms(&["catatan", "keterangan", "ket"]),
        Field::new("jumlah_nama", text("Jumlah nama", "Number of names"), Kind::Number(0, 9_999))
            .short(text("Nama", "Names"))
            .computed()
            .column(5),
    ],
    rules: &[ends_after_it_begins, number_names_its_year],
    fill: Some(fill_term),
    companion: None,
    place: Place::Home('d'),
};

/// Years an SK of officers runs (Permendagri 18/2018 Ps 8).
pub const TERM_YEARS: i16 = 5;

fn fill_term(sk: &mut Record, left: &str, _today: Date) {
    let kind = sk.text("jenis");
    if left != "tanggal" || !(kind.is_empty() || kind.starts_with("sk-")) {
        return;
    }
    let Some(date) = sk.get("tanggal").as_date() else { return };
    if sk.get("berlaku_mulai").is_empty() {
        sk.set("berlaku_mulai", date);
    }
    let start = sk.get("berlaku_mulai").as_date().unwrap_or(date);
    if sk.get("berlaku_sampai").is_empty() {
        sk.set("berlaku_sampai", date::term_end(start, TERM_YEARS));
    }
}

fn ends_after_it_begins(sk: &Record, _today: Date) -> Option<Problem> {
    check::ends_after_it_begins("sk-berlaku-terbalik", sk, ("berlaku_mulai", "berlaku_sampai"))
}

/// What is written where a number is still to come.
pub const WAITING: [&str; 6] = ["", "-", "menunggu nomor", "menunggu", "belum bernomor", "belum ada nomor"];

/// Gaps in a number that are left for writing by hand.
pub const GAPS: [&str; 5] = ["  ", "/ /", "..", "__", "\u{2026}"];

/// True where the number of an SK is still to come: nothing, a word that says so, or a gap.
pub fn is_waiting(number: &str) -> bool {
    WAITING.contains(&number.trim().to_ascii_lowercase().as_str()) || GAPS.iter().any(|gap| number.contains(gap))
}

/// The year written in a number: the last part that looks like one.
fn year_in(number: &str) -> Option<i16> {
    number
        .split(|c: char| !c.is_ascii_alphanumeric())
        .rev()
        .filter(|part| part.chars().count() == 4)
        .find_map(|part| part.parse::<i16>().ok().filter(|year| (1945..2100).contains(year)))
}

fn number_names_its_year(sk: &Record, _today: Date) -> Option<Problem> {
    let date = sk.get("tanggal").as_date()?;
    let year = year_in(sk.text("nomor")).filter(|year| *year != date.year())?;
    Some(
        Problem::warning(
            "sk-tahun-beda",
            text("Nomor menyebut tahun {0}, tanggalnya {1}.", "The number says {0}, the date says {1}.")
                .with([year.to_string(), date::show(date)]),
            text(
                "Cocokkan dengan dokumennya; bila memang begitu, simpan dengan alasan.",
                "Compare with the document; if it is so, save with a reason.",
            ),
        )
        .at("nomor"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::RecordId;

    const TODAY: Date = Date::constant(2026, 11, 22);

    fn sk(nomor: &str, tanggal: Date) -> Record {
        Record::new(&SK, RecordId(-1)).with("nomor", nomor).with("tanggal", tanggal)
    }

    #[test]
    fn a_number_with_a_gap_or_a_word_for_none_is_still_to_come() {
        for (number, waits) in [
            ("141/12/KPTS/2026", false),
            ("12026", false),
            ("445.8/   /Pokjanal Pyd.Kec/2019", true),
            ("141/ /KPTS/2026", true),
            ("141/..../2026", true),
            ("141/___/2026", true),
            ("Menunggu Nomor", true),
            ("-", true),
            ("", true),
        ] {
            assert_eq!(is_waiting(number), waits, "{number}");
        }
    }

    #[test]
    fn a_number_is_compared_with_the_year_of_its_date() {
        let date = Date::constant(2026, 1, 12);
        for (number, fits) in [
            ("141/12/KPTS/2026", true),
            ("141/12/KPTS/2025", false),
            ("2001/SK-KADES/2026", true),
            ("141/12/KPTS/I", true),
            ("445.8/   /Pokjanal Pyd.Kec/2019", false),
            ("12026", true),
        ] {
            assert_eq!(number_names_its_year(&sk(number, date), TODAY).is_none(), fits, "{number}");
        }
    }

    #[test]
    fn leaving_the_date_fills_a_term_of_five_years_and_overwrites_nothing() {
        let mut fresh = sk("1", Date::constant(2026, 1, 12));
        fill_term(&mut fresh, "tanggal", TODAY);
        assert_eq!(fresh.get("berlaku_mulai").as_date(), Some(Date::constant(2026, 1, 12)));
        assert_eq!(fresh.get("berlaku_sampai").as_date(), Some(Date::constant(2031, 1, 11)));

        let mut typed = sk("1", Date::constant(2026, 1, 12)).with("berlaku_sampai", Date::constant(2027, 1, 1));
        fill_term(&mut typed, "tanggal", TODAY);
        assert_eq!(typed.get("berlaku_sampai").as_date(), Some(Date::constant(2027, 1, 1)));

        let mut minutes = sk("1", Date::constant(2026, 1, 12)).with("jenis", "berita-acara");
        fill_term(&mut minutes, "tanggal", TODAY);
        assert!(minutes.get("berlaku_sampai").is_empty());
    }

    #[test]
    fn an_sk_cannot_end_before_it_begins() {
        let day = Date::constant(2026, 1, 12);
        let twisted = sk("1", day).with("berlaku_mulai", day).with("berlaku_sampai", Date::constant(2026, 1, 11));
        let problem = ends_after_it_begins(&twisted, TODAY).expect("a problem");
        assert!(problem.blocks());
        assert_eq!(problem.field, Some("berlaku_sampai"));
    }
}
