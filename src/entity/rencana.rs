//! The rencana: one line of a work plan.

use crate::base::date::Date;
use crate::base::money::{self, MOST};
use crate::base::words::{same, text};

use super::check::{Problem, not_negative};
use super::record::Record;
use super::schema::{Choice, Entity, Field, Kind, Place};
use super::{DESA, NASKAH, POSYANDU};

/// How far a line is (`domain.md` 3.2, column 17).
pub static STATUS: &[Choice] = &[
    Choice::new("usulan", text("Usulan", "Proposed"), &["diusulkan", "usul"]),
    Choice::new("disepakati", text("Disepakati", "Agreed"), &["sepakat"]),
    Choice::new(
        "masuk-rkp",
        text("Masuk RKP", "In the annual plan"),
        &["masuk rkp des", "masuk rkpdes", "masuk rkpd", "masuk rkp desa"],
    ),
    Choice::new("dianggarkan", text("Dianggarkan", "Funded"), &["masuk apbdes", "masuk apbd", "didanai"]),
    Choice::new("selesai", text("Selesai", "Done"), &["terlaksana", "realisasi"]),
    Choice::new("ditunda", text("Ditunda", "Put off"), &["tunda"]),
    Choice::new("batal", text("Batal", "Dropped"), &["dibatalkan", "ditolak"]),
];

/// The states in which money was found for a line.
pub const DIDANAI: [&str; 2] = ["dianggarkan", "selesai"];

/// The fields that are the plan itself: they stay as they are once the plan is agreed. The others
/// follow what becomes of it.
pub const MILIK_RENCANA: [&str; 18] = [
    "naskah",
    "bidang",
    "kegiatan",
    "uraian",
    "indikator",
    "sasaran",
    "volume",
    "satuan",
    "harga_satuan",
    "jumlah",
    "sumber_dana",
    "kode_rekening",
    "bulan",
    "desa",
    "posyandu",
    "lokasi",
    "penanggung_jawab",
    "opd",
];

/// One line.
pub static RENCANA: Entity = Entity {
    name: "rencana",
    label: text("Kegiatan rencana", "Plan line"),
    help: text(
        "Satu kegiatan dalam rencana kerja: apa, berapa, kapan, di mana, dari dana apa, dan sampai di mana pelaksanaannya.",
        "One activity of a work plan: what, how much, when, where, out of which funds, and how far it got.",
    ),
    title: "kegiatan",
    context: "naskah",
    sort: "kegiatan",
    fields: &[
        Field::new("naskah", text("Rencana kerja", "Work plan"), Kind::Link(&NASKAH))
            .required()
            .filtered()
            .carried()
            .help(text("Rencana tempat kegiatan ini.", "The plan the line belongs to."))
            .example(text("Benar: Rencana kerja 2027 Kecamatan Selat. Salah: rencana tahun lalu (salin barisnya).", "Right: the plan of 2027. Wrong: last year's plan (copy the line)."))
            .synonyms(&["naskah", "rencana kerja", "nama rencana"]),
        Field::new("bidang", text("Bidang", "Bidang"), Kind::List("bidang_rencana"))
            .required()
            .sorted()
            .filtered()
            .carried()
            .column(10)
            .help(text(
                "Satu dari enam bidang SPM, atau Kelembagaan/Umum untuk rakor, registrasi, lomba dan pelatihan umum.",
                "One of the six SPM bidang, or Kelembagaan/Umum for meetings, registration, contests and general training.",
            ))
            .example(text("Benar: Kesehatan. Salah: Posyandu (bukan bidang).", "Right: Kesehatan. Wrong: Posyandu (no bidang)."))
            .synonyms(&["bidang", "bidang spm", "bidang kegiatan", "urusan"]),
        Field::new("urutan", text("Urutan", "Order"), Kind::Number(0, 999_999))
            .sorted()
            .help(text("Urutan di dalam bidangnya; kecil lebih dahulu.", "Its place within the bidang; small numbers first."))
            .example(text("Benar: 10. Salah: pertama (tulis angka).", "Right: 10. Wrong: first (write a number)."))
            .synonyms(&["urutan", "urut", "nomor urut"]),
        Field::new("kegiatan", text("Kegiatan", "Activity"), Kind::Text(200))
            .required()
            .searched()
            .sorted()
            .frozen()
            .column(28)
            .help(text("Nama kegiatan atau subkegiatan.", "The name of the activity."))
            .example(text("Benar: Pelatihan 25 keterampilan kader. Salah: pelatihan dan rakor (dua baris).", "Right: training in 25 skills. Wrong: training and meeting (two lines)."))
            .synonyms(&["kegiatan", "nama kegiatan", "sub kegiatan", "subkegiatan", "kegiatan sub kegiatan", "program kegiatan", "uraian kegiatan", "jenis kegiatan"]),
        Field::new("uraian", text("Uraian", "Description"), Kind::Text(400))
            .searched()
            .help(text("Penjelasan singkat: bentuk dan isi kegiatannya.", "A short description of what is done."))
            .example(text("Benar: Dua hari di aula kecamatan, narasumber Puskesmas. Salah: sama dengan nama kegiatan.", "Right: two days in the hall, taught by the Puskesmas. Wrong: the name again."))
            .synonyms(&["uraian", "deskripsi", "rincian"]),
        Field::new("indikator", text("Indikator keluaran", "Output indicator"), Kind::Text(200))
            .help(text("Ukuran keluaran kegiatan.", "How the output is measured."))
            .example(text("Benar: jumlah kader yang dilatih. Salah: baik (bukan ukuran).", "Right: number of kader trained. Wrong: good (no measure)."))
            .synonyms(&["indikator", "indikator keluaran", "indikator kinerja", "output", "keluaran"]),
        Field::new("sasaran", text("Sasaran", "Target group"), Kind::Text(120))
            .help(text("Siapa yang dilayani: kader, balita, keluarga.", "Whom it is for: kader, toddlers, families."))
            .example(text("Benar: kader bidang kesehatan. Salah: 41 (isi di Volume).", "Right: kader of Kesehatan. Wrong: 41 (goes into Volume)."))
            .synonyms(&["sasaran", "kelompok sasaran", "penerima manfaat"]),
        Field::new("volume", text("Volume", "Volume"), Kind::Number(0, 9_999_999))
            .column(8)
            .help(text("Banyaknya, bilangan bulat.", "How many, a whole number."))
            .example(text("Benar: 41. Salah: 41 orang (satuannya terpisah).", "Right: 41. Wrong: 41 persons (the unit stands apart)."))
            .synonyms(&["volume", "vol", "target", "target volume", "banyaknya"]),
        Field::new("satuan", text("Satuan", "Unit"), Kind::Text(40))
            .carried()
            .help(text("Satuan volume.", "The unit of the volume."))
            .example(text("Benar: orang. Salah: 41 orang.", "Right: orang. Wrong: 41 orang."))
            .synonyms(&["satuan", "sat", "satuan volume"]),
        Field::new("harga_satuan", text("Harga satuan", "Unit price"), Kind::Money)
            .short(text("Harga", "Price"))
            .check(not_negative)
            .help(text("Rupiah untuk satu satuan.", "Rupiah for one unit."))
            .example(text("Benar: 1500000. Salah: 1,5 juta (tulis rupiahnya).", "Right: 1500000. Wrong: 1.5 million (write the rupiah)."))
            .synonyms(&["harga satuan", "harga", "biaya satuan", "satuan biaya", "tarif"]),
        Field::new("jumlah", text("Jumlah", "Amount"), Kind::Money)
            .sorted()
            .column(15)
            .check(not_negative)
            .help(text(
                "Anggaran dalam rupiah: volume kali harga satuan. Dihitung sendiri bila keduanya terisi.",
                "The amount in rupiah: volume times unit price. Worked out where both are known.",
            ))
            .example(text("Benar: 61500000. Salah: jumlah yang bukan volume kali harga.", "Right: 61500000. Wrong: anything but volume times price."))
            .synonyms(&["jumlah", "anggaran", "pagu anggaran", "biaya", "jumlah anggaran", "jumlah biaya", "total", "rencana anggaran", "kebutuhan anggaran", "anggaran rp", "jumlah rp"]),
        Field::new("sumber_dana", text("Sumber dana", "Source of funds"), Kind::List("sumber_dana"))
            .short(text("Dana", "Funds"))
            .sorted()
            .filtered()
            .carried()
            .column(9)
            .help(text("Dari dana apa. Wajib bila ada jumlahnya.", "Out of which funds. Needed where there is an amount."))
            .example(text("Benar: DD. Salah: pemerintah (pilih sumbernya).", "Right: DD. Wrong: the government (choose the source)."))
            .synonyms(&["sumber dana", "sumber", "sumber anggaran", "sumberdana", "sumber pembiayaan", "pembiayaan"]),
        Field::new("kode_rekening", text("Kode rekening", "Account code"), Kind::Account)
            .searched()
            .help(text(
                "Kode kegiatan APBDes (2.2.02) atau SIPD (7.01.03.2.03). Kelasnya harus cocok dengan sumber dananya.",
                "The code of the activity in APBDes (2.2.02) or SIPD (7.01.03.2.03). Its class must fit the source of funds.",
            ))
            .example(text("Benar: 2.2.02 dengan DD. Salah: 2.2.02 dengan APBD Kabupaten.", "Right: 2.2.02 with DD. Wrong: 2.2.02 with APBD Kabupaten."))
            .source("Permendagri 20/2018; Permendagri 90/2019")
            .synonyms(&["kode rekening", "rekening", "kode kegiatan", "kode rek", "kd keg", "kode"]),
        Field::new("bulan", text("Bulan", "Months"), Kind::Months)
            .carried()
            .help(text("Bulan pelaksanaan; juga dicetak sebagai triwulan.", "The months it is done in; also printed as quarters."))
            .example(text("Benar: 1,4,7,10 atau TW I. Salah: 13.", "Right: 1,4,7,10 or TW I. Wrong: 13."))
            .synonyms(&["bulan", "waktu", "waktu pelaksanaan", "jadwal", "bulan pelaksanaan", "triwulan"]),
        Field::new("desa", text("Desa/kelurahan", "Desa"), Kind::Link(&DESA))
            .short(text("Desa/kel.", "Desa/kel."))
            .sorted()
            .filtered()
            .help(text("Desa tempat kegiatan; kosong bila untuk seluruh kecamatan.", "The desa it is done in; empty for the whole kecamatan."))
            .example(text("Benar: Selat Hilir. Salah: semua desa (kosongkan).", "Right: Selat Hilir. Wrong: all desa (leave empty)."))
            .synonyms(&["desa", "kelurahan", "desa kelurahan"]),
        Field::new("posyandu", text("Posyandu", "Posyandu"), Kind::Link(&POSYANDU))
            .filtered()
            .help(text("Diisi bila kegiatan hanya untuk satu Posyandu.", "Filled where it concerns one Posyandu only."))
            .example(text("Benar: Melati 2. Salah: Posyandu pertama dari banyak.", "Right: Melati 2. Wrong: the first of many."))
            .synonyms(&["posyandu", "nama posyandu"]),
        Field::new("lokasi", text("Lokasi", "Place"), Kind::Text(120))
            .help(text("Tempat kegiatan dengan kata sendiri.", "Where it is done, in words."))
            .example(text("Benar: Aula kecamatan. Salah: di tempat (di mana?).", "Right: the kecamatan's hall. Wrong: there (where?)."))
            .synonyms(&["lokasi", "tempat", "lokasi kegiatan", "tempat kegiatan"]),
        Field::new("penanggung_jawab", text("Penanggung jawab", "Responsible"), Kind::Text(80))
            .carried()
            .help(text("Siapa yang menjalankan.", "Who sees to it."))
            .example(text("Benar: Kasi PMD. Salah: kami (siapa?).", "Right: Kasi PMD. Wrong: we (who?)."))
            .synonyms(&["penanggung jawab", "pj", "penanggungjawab", "pelaksana"]),
        Field::new("opd", text("OPD pengampu", "Agency"), Kind::List("opd"))
            .filtered()
            .carried()
            .help(text("Perangkat daerah yang mengampu atau menjadi mitra.", "The agency in charge or the partner."))
            .example(text("Benar: Dinas Kesehatan. Salah: kabupaten (OPD yang mana?).", "Right: Dinas Kesehatan. Wrong: the kabupaten (which agency?)."))
            .synonyms(&["opd", "opd pengampu", "skpd", "perangkat daerah", "mitra", "opd mitra", "opd pengampu mitra"]),
        Field::new("dokumen", text("Dokumen perencanaan", "Planning document"), Kind::List("dokumen_perencanaan"))
            .filtered()
            .group(text("Mengikuti", "Following it"))
            .help(text("Dokumen tempat kegiatan ini masuk.", "The document the line got into."))
            .example(text("Benar: RKPDes. Salah: proposal.", "Right: RKPDes. Wrong: a proposal."))
            .synonyms(&["dokumen", "dokumen perencanaan", "masuk dokumen"]),
        Field::new("status", text("Status", "Status"), Kind::Choice(STATUS))
            .default("usulan")
            .sorted()
            .filtered()
            .help(text("Sampai di mana usulan ini.", "How far the proposal got."))
            .example(text("Benar: Dianggarkan. Salah: aktif (itu keadaan Posyandu).", "Right: Funded. Wrong: active (a state of Posyandu)."))
            .synonyms(&["status", "status kegiatan", "status usulan"]),
        Field::new("nomor_dokumen", text("Nomor dokumen", "Document number"), Kind::Text(80))
            .help(text("Nomor DPA, APBDes atau berita acara yang menerima kegiatan ini.", "The number of the document that took the line."))
            .example(text("Benar: Perdes 5/2026. Salah: ada (tulis nomornya).", "Right: Perdes 5/2026. Wrong: there is one (write its number)."))
            .synonyms(&["nomor dokumen", "no dokumen"]),
        Field::new("jumlah_disetujui", text("Jumlah disetujui", "Accepted amount"), Kind::Money)
            .check(not_negative)
            .help(text("Rupiah yang diterima dalam anggaran; boleh kurang dari usulan.", "The rupiah that were accepted; may be less than proposed."))
            .example(text("Benar: 50000000. Salah: disamakan dengan usulan tanpa melihat DPA.", "Right: 50000000. Wrong: the proposal's, unseen."))
            .synonyms(&["jumlah disetujui", "disetujui", "anggaran disetujui", "pagu disetujui"]),
        Field::new("realisasi_fisik", text("Realisasi fisik", "Done, volume"), Kind::Number(0, 9_999_999))
            .help(text("Volume yang sudah dikerjakan, dengan satuan yang sama.", "The volume done so far, in the same unit."))
            .example(text("Benar: 30. Salah: 75% (tulis volumenya).", "Right: 30. Wrong: 75% (write the volume)."))
            .synonyms(&["realisasi fisik", "fisik", "capaian fisik", "realisasi volume"]),
        Field::new("realisasi_anggaran", text("Realisasi anggaran", "Spent"), Kind::Money)
            .check(not_negative)
            .help(text("Rupiah yang sudah dibelanjakan.", "Rupiah spent so far."))
            .example(text("Benar: 45000000. Salah: sisa anggaran.", "Right: 45000000. Wrong: what is left."))
            .synonyms(&["realisasi anggaran", "realisasi", "realisasi keuangan", "realisasi rp"]),
        Field::new("kendala", text("Kendala dan tindak lanjut", "Obstacles"), Kind::Note)
            .help(text("Apa yang menghambat dan apa langkah berikutnya.", "What stands in the way, and what comes next."))
            .example(text("Benar: narasumber berhalangan, diulang Oktober. Salah: lancar (kosongkan).", "Right: no speaker, again in October. Wrong: fine (leave empty)."))
            .synonyms(&["kendala", "hambatan", "kendala tindak lanjut", "keterangan", "ket"]),
        Field::new("asal", text("Baris asal", "Came from"), Kind::Link(&RENCANA))
            .help(text("Baris rencana sebelumnya yang disalin ke sini.", "The earlier line it was copied from."))
            .example(text("Benar: baris yang sama tahun lalu. Salah: kegiatan lain yang mirip.", "Right: the same line of last year. Wrong: another, similar one."))
            .synonyms(&["baris asal"]),
        Field::new("diusulkan_sejak", text("Diusulkan sejak", "Proposed since"), Kind::Year)
            .help(text("Tahun pertama kegiatan ini diusulkan.", "The first year it was proposed in."))
            .example(text("Benar: 2024. Salah: tahun rencana ini, bila sudah diusulkan dahulu.", "Right: 2024. Wrong: this year, where it is older."))
            .synonyms(&["diusulkan sejak"]),
        Field::new("kali_diusulkan", text("Berapa kali diusulkan", "Times proposed"), Kind::Number(0, 99))
            .help(text("Berapa tahun sudah diusulkan, termasuk tahun ini.", "In how many years it was proposed, this one included."))
            .example(text("Benar: 3. Salah: 0 untuk usulan baru (kosongkan atau 1).", "Right: 3. Wrong: 0 for a new one."))
            .synonyms(&["kali diusulkan"]),
    ],
    rules: &[amount_is_the_product, spent_within_amount],
    fill: Some(fill),
    companion: None,
    place: Place::Within,
};

/// Volume times unit price, where both are known and the product can be kept.
pub fn product(line: &Record) -> Option<i64> {
    let (volume, price) = (line.get("volume").as_int()?, line.get("harga_satuan").as_int()?);
    volume.checked_mul(price).filter(|amount| (0..=MOST).contains(amount))
}

fn amount_is_the_product(line: &Record, _today: Date) -> Option<Problem> {
    let (volume, price) =
        (line.get("volume").as_int()?, line.get("harga_satuan").as_int().filter(|price| *price >= 0)?);
    let Some(product) = product(line) else {
        return Some(
            Problem::error(
                "jumlah-terlalu-besar",
                text("{0} kali Rp{1} melebihi 999 triliun.", "{0} times Rp{1} is above 999 trillion.")
                    .with([money::show(volume), money::show(price)]),
                text("Periksa volume dan harga satuannya.", "Check the volume and the unit price."),
            )
            .at("harga_satuan"),
        );
    };
    let amount = line.get("jumlah").as_int().filter(|amount| *amount != product)?;
    Some(
        Problem::error(
            "jumlah-tidak-cocok",
            text("Jumlah Rp{0} bukan {1} kali Rp{2} (Rp{3}).", "The amount Rp{0} is not {1} times Rp{2} (Rp{3}).")
                .with([amount, volume, price, product].map(money::show)),
            text(
                "Betulkan salah satunya, atau kosongkan harga satuan.",
                "Correct one of them, or empty the unit price.",
            ),
        )
        .at("jumlah"),
    )
}

/// What a line still lacks (`domain.md` 3.2, checks). Told in the plan and by `periksa` rather than
/// at every save: a plan is drafted in rough first.
pub fn gaps(line: &Record) -> impl Iterator<Item = Problem> {
    let gaps: [fn(&Record) -> Option<Problem>; 2] = [money_has_a_source, has_a_month];
    gaps.into_iter().filter_map(|gap| gap(line))
}

fn money_has_a_source(line: &Record) -> Option<Problem> {
    line.get("jumlah").as_int().filter(|amount| *amount > 0)?;
    line.get("sumber_dana").is_empty().then(|| {
        Problem::warning(
            "dana-tanpa-sumber",
            text("Ada jumlahnya, tetapi belum ada sumber dananya.", "There is an amount, but no source of funds."),
            text("Pilih sumber dananya.", "Choose the source of funds."),
        )
        .at("sumber_dana")
    })
}

fn spent_within_amount(line: &Record, _today: Date) -> Option<Problem> {
    let spent = line.get("realisasi_anggaran").as_int()?;
    let most = line.get("jumlah_disetujui").as_int().or(line.get("jumlah").as_int()).unwrap_or(0);
    (spent > most).then(|| {
        Problem::warning(
            "realisasi-melebihi-anggaran",
            text("Realisasi Rp{0} melebihi anggaran Rp{1}.", "Spent Rp{0}, above the Rp{1} planned.")
                .with([spent, most].map(money::show)),
            text("Periksa angkanya; bila benar, tulis sebabnya.", "Check the figures; if right, give the reason."),
        )
        .at("realisasi_anggaran")
    })
}

fn has_a_month(line: &Record) -> Option<Problem> {
    if line.text("kegiatan").is_empty() || !line.get("bulan").is_empty() {
        return None;
    }
    Some(
        Problem::warning(
            "tanpa-bulan",
            text("Bulan pelaksanaan belum ditandai.", "No month is marked."),
            text("Tandai paling sedikit satu bulan.", "Mark at least one month."),
        )
        .at("bulan"),
    )
}

/// Works out the amount. Unlike other facts it follows its factors, so it is set even where one
/// stands: an amount that no longer is the product would be refused anyway.
fn fill(line: &mut Record, left: &str, _today: Date) {
    if matches!(left, "volume" | "harga_satuan")
        && let Some(amount) = product(line)
    {
        line.set("jumlah", amount);
    }
}

/// The label of the seventh group.
pub const UMUM: &str = "umum";

/// What the twelve marks are headed with.
pub const HURUF_BULAN: crate::base::words::Text = same("JFMAMJJASOND");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::RecordId;

    fn line(volume: i64, price: i64) -> Record {
        Record::new(&RENCANA, RecordId(-1)).with("volume", volume).with("harga_satuan", price)
    }

    #[test]
    fn the_amount_follows_volume_and_price() {
        let mut line = line(41, 1_500_000);
        fill(&mut line, "harga_satuan", Date::constant(2026, 11, 22));
        assert_eq!(line.get("jumlah").as_int(), Some(61_500_000));
    }

    #[test]
    fn an_amount_that_is_not_the_product_is_refused() {
        let today = Date::constant(2026, 11, 22);
        let line = line(41, 1_500_000).with("jumlah", 61_500_001);
        assert_eq!(amount_is_the_product(&line, today).map(|p| p.code), Some("jumlah-tidak-cocok"));
    }

    #[test]
    fn a_product_too_large_to_keep_is_refused_not_cut() {
        let today = Date::constant(2026, 11, 22);
        let line = line(9_999_999, MOST);
        assert_eq!(product(&line), None);
        assert_eq!(amount_is_the_product(&line, today).map(|p| p.code), Some("jumlah-terlalu-besar"));
    }
}
