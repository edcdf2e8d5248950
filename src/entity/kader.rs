//! The kader: a person. The posts a person holds or held are rows of `penugasan`.

use crate::base::date::{self, Date};
use crate::base::fault::{Fault, Weight};
use crate::base::nik::{self, Known, Sex};
use crate::base::wilayah;
use crate::base::words::text;

use super::check::{Problem, Severity};
use super::record::Record;
use super::schema::{Choice, Companion, Entity, Field, Kind, Place};
use super::value::Value;
use super::{DESA, PENUGASAN, POSYANDU};

/// Sex, as on the identity card.
pub const KELAMIN: &[Choice] = &[
    Choice::new("P", text("Perempuan", "Female"), &["pr", "wanita", "female", "w"]),
    Choice::new("L", text("Laki-laki", "Male"), &["lk", "laki laki", "laki", "pria", "male"]),
];

/// What is known of a person's NIK.
pub const KEADAAN_NIK: &[Choice] = &[
    Choice::new("ada", text("ada", "known"), &[]),
    Choice::new("belum", text("belum ada NIK", "no NIK yet"), &[]),
    Choice::new("ragu", text("diterima dengan alasan", "passed with a reason"), &[]),
];

/// One person. Derived fields tell the latest post (greatest `mulai`, then id).
pub static KADER: Entity = Entity {
    name: "kader",
    label: text("Kader", "Kader"),
    help: text(
        "Satu orang pengurus atau kader. Jabatannya dicatat terpisah dengan tanggal mulai dan selesai, sehingga masa jabatan kedua tidak menimpa yang pertama.",
        "One person, officer or kader. Posts are kept apart with their dates, so that a second term never overwrites the first.",
    ),
    title: "nama",
    context: "posyandu",
    sort: "nama",
    fields: &[
        Field::new("nama", text("Nama lengkap", "Full name"), Kind::Text(80))
            .short(text("Nama", "Name"))
            .group(text("Orang", "Person"))
            .required()
            .searched()
            .sorted()
            .frozen()
            .column(20)
            .help(text(
                "Nama lengkap seperti pada KTP; gelar boleh. Satu kata dan tanda petik (Nur'aini) juga boleh. Urutan daftar tidak melihat gelar.",
                "The full name as on the identity card; titles are welcome. One word and apostrophes (Nur'aini) are fine. Lists are sorted without titles.",
            ))
            .example(text(
                "Benar: Hj. Siti Aminah, S.Pd. Salah: Bu Aminah (sapaan, bukan nama).",
                "Right: Hj. Siti Aminah, S.Pd. Wrong: Bu Aminah (a form of address).",
            ))
            .synonyms(&["nama", "nama kader", "nama lengkap", "nama pengurus", "nama lengkap kader", "nama anggota", "nama kader posyandu", "nm kader"]),
        Field::new("nik", text("NIK", "NIK"), Kind::Nik)
            .personal()
            .searched()
            .sorted()
            .column(18)
            .help(text(
                "16 angka pada KTP: 6 wilayah, 6 tanggal lahir (perempuan: hari ditambah 40), 4 urutan. Boleh kosong: artinya belum ada NIK. Disamarkan di layar dan tidak ikut ekspor.",
                "The 16 digits of the identity card: 6 region, 6 birth date (a woman's day plus 40), 4 serial. May be empty: no NIK yet. Masked on screens and left out of exports.",
            ))
            .example(text(
                "Benar: 620399 500385 0001 (perempuan lahir 10-03-1985). Salah: 6,20399E+15 (rusak oleh Excel).",
                "Right: 620399 500385 0001 (a woman born 10-03-1985). Wrong: 6,20399E+15 (broken by Excel).",
            ))
            .source("Susunan NIK menurut UU Administrasi Kependudukan, dicocokkan dengan perangkat lunak terbuka; UU 27/2022 (pelindungan data pribadi)")
            .synonyms(&["nik", "no nik", "nomor nik", "no ktp", "nomor ktp", "nik ktp", "nomor induk kependudukan", "no induk kependudukan"]),
        Field::new("tempat_lahir", text("Tempat lahir", "Place of birth"), Kind::Text(60))
            .help(text("Kabupaten, kota atau desa tempat lahir menurut KTP.", "Where the person was born, by the identity card."))
            .example(text(
                "Benar: Kuala Kapuas. Salah: Kuala Kapuas, 10-03-1985 (tanggal ada isiannya sendiri).",
                "Right: Kuala Kapuas. Wrong: Kuala Kapuas, 10-03-1985 (the date has its own field).",
            ))
            .synonyms(&["tempat lahir", "tmp lahir", "tpt lahir", "tempat kelahiran", "kota lahir"]),
        Field::new("tanggal_lahir", text("Tanggal lahir", "Date of birth"), Kind::Date)
            .sorted()
            .by_today("lahir-di-depan")
            .help(text(
                "Tanggal lahir menurut KTP. Terisi sendiri dari NIK bila masih kosong; umur dihitung, tidak disimpan.",
                "The date of birth by the identity card. Filled in from the NIK where empty; the age is worked out, never stored.",
            ))
            .example(text(
                "Benar: 10-03-1985. Salah: 41 (umur berubah tiap tahun).",
                "Right: 10-03-1985. Wrong: 41 (an age changes every year).",
            ))
            .synonyms(&["tanggal lahir", "tgl lahir", "tgl lhr", "tanggal kelahiran", "ttl", "tempat tanggal lahir", "tempat tgl lahir", "tempat dan tanggal lahir"]),
        Field::new("jenis_kelamin", text("Jenis kelamin", "Sex"), Kind::Choice(KELAMIN))
            .short(text("L/P", "Sex"))
            .filtered()
            .help(text(
                "L laki-laki atau P perempuan. Terisi sendiri dari NIK bila masih kosong.",
                "L for male or P for female. Filled in from the NIK where empty.",
            ))
            .example(text(
                "Benar: P. Salah: Ibu (sapaan).",
                "Right: P. Wrong: Ibu (a form of address).",
            ))
            .synonyms(&["jenis kelamin", "jns kelamin", "jk", "l p", "lp", "kelamin", "sex", "gender", "jenis kelamin l p"]),
        Field::new("alamat", text("Alamat", "Address"), Kind::Text(120))
            .searched()
            .help(text(
                "Alamat tempat tinggal sekarang, dengan RT dan RW.",
                "Where the person lives now, with RT and RW.",
            ))
            .example(text(
                "Benar: Jalan Melati RT 003 RW 001. Salah: alamat Posyandu.",
                "Right: Jalan Melati RT 003 RW 001. Wrong: the Posyandu's address.",
            ))
            .synonyms(&["alamat", "alamat rumah", "alamat domisili", "alamat ktp", "alamat lengkap", "domisili", "tempat tinggal"]),
        Field::new("no_hp", text("No. HP", "Phone"), Kind::Phone)
            .personal()
            .help(text(
                "Nomor HP atau WhatsApp. Boleh sama dengan orang lain: satu keluarga sering memakai satu nomor.",
                "Mobile or WhatsApp number. May be the same as another's: families often share one.",
            ))
            .example(text(
                "Benar: 0812 3456 7890 atau +62 812 3456 7890. Salah: 8,12E+11 (rusak oleh Excel).",
                "Right: 0812 3456 7890 or +62 812 3456 7890. Wrong: 8,12E+11 (broken by Excel).",
            ))
            .synonyms(&[
                "no hp",
                "hp",
                "wa",
                "nomor hp",
                "no wa",
                "nomor wa",
                "no hp wa",
                "nomor hp wa",
                "hp wa",
                "whatsapp",
                "no whatsapp",
                "nomor whatsapp",
                "telepon",
                "no telepon",
                "nomor telepon",
                "telp",
                "no telp",
                "nomor telp",
                "no handphone",
                "nomor handphone",
                "handphone",
                "kontak",
            ]),
        Field::new("pendidikan", text("Pendidikan", "Education"), Kind::List("pendidikan"))
            .sorted()
            .filtered()
            .help(text(
                "Pendidikan terakhir yang ditamatkan.",
                "The highest schooling completed.",
            ))
            .example(text(
                "Benar: SMA/SMK/sederajat. Salah: kuliah semester 3 (belum tamat).",
                "Right: SMA/SMK/sederajat. Wrong: third term at university (not completed).",
            ))
            .synonyms(&["pendidikan", "pendidikan terakhir", "pend", "pend terakhir", "ijazah", "ijazah terakhir", "tingkat pendidikan"]),
        Field::new("kader_sejak", text("Kader sejak tahun", "Kader since"), Kind::Year)
            .sorted()
            .check(since_no_later_than_this_year)
            .help(text(
                "Tahun pertama kali menjadi kader, di Posyandu mana pun. Dipakai untuk penghargaan 10, 20 dan 30 tahun.",
                "The year the person first became a kader, in any Posyandu. Used for the awards of 10, 20 and 30 years.",
            ))
            .example(text(
                "Benar: 2009. Salah: 17 (tulis tahunnya, bukan lamanya).",
                "Right: 2009. Wrong: 17 (write the year, not how long).",
            ))
            .source("Penghargaan kader menurut masa bakti: satu sumber sekunder tentang Permendagri 13/2024")
            .synonyms(&["kader sejak", "kader sejak tahun", "tahun menjadi kader", "mulai jadi kader", "menjadi kader sejak", "tahun mulai kader", "th jadi kader"]),
        Field::new("catatan", text("Catatan", "Notes"), Kind::Note)
            .help(text(
                "Hal lain tentang orang ini. Jangan menulis keadaan kesehatan atau nomor rekening.",
                "Anything else about this person. No health matters and no bank accounts here.",
            ))
            .example(text(
                "Benar: bersedia menjadi pelatih. Salah: hamil 7 bulan (data kesehatan).",
                "Right: willing to train others. Wrong: seven months pregnant (health data).",
            ))
            .source("UU 27/2022 Pasal 4 (data kesehatan dan keuangan bersifat spesifik)")
            .synonyms(&["catatan", "keterangan", "ket"]),
        Field::new("posyandu", text("Posyandu", "Posyandu"), Kind::Link(&POSYANDU))
            .derived()
            .searched()
            .sorted()
            .filtered()
            .column(13),
        Field::new("desa", text("Desa/kelurahan", "Desa/kelurahan"), Kind::Link(&DESA)).derived().sorted().filtered(),
        Field::new("jabatan", text("Jabatan", "Post"), Kind::List("jabatan")).derived().sorted().filtered().column(12),
        Field::new("bidang", text("Bidang", "Bidang"), Kind::List("bidang")).derived().sorted().filtered().column(10),
        Field::new("mulai", text("Mulai", "From"), Kind::Date).derived().sorted(),
        Field::new("selesai", text("Selesai", "Until"), Kind::Date).derived().sorted(),
        Field::new("keadaan_nik", text("Keadaan NIK", "State of NIK"), Kind::Choice(KEADAAN_NIK)).derived().filtered(),
        Field::new("tanda", text("Tanda kecakapan", "Badge"), Kind::Choice(super::kecakapan::TANDA)).derived().filtered(),
    ],
    rules: &[
        nik_is_well_formed,
        nik_region_is_known,
        nik_tells_the_birth_date,
        nik_tells_the_sex,
        age_is_plausible,
        since_is_plausible,
    ],
    fill: Some(fill_from_nik),
    companion: Some(&Companion { entity: &PENUGASAN, link: "kader", label: text("Jabatan", "Post") }),
    place: Place::Home('k'),
};

/// Youngest and oldest age of a kader that is not doubted (rosters of Bogor use the same bounds).
pub const AGES: std::ops::RangeInclusive<i32> = 17..=100;

/// Youngest age at which somebody becomes a kader.
const YOUNGEST: i64 = 15;

/// What the record's NIK says; `None` where there is none.
fn read_nik(kader: &Record, today: Date) -> Option<nik::Reading> {
    let number = kader.text("nik");
    (!number.is_empty()).then(|| {
        nik::read(
            number,
            &Known {
                today,
                is_region: &regency_exists,
                birth: kader.get("tanggal_lahir").as_date(),
                sex: Sex::from_code(kader.text("jenis_kelamin")),
            },
        )
    })
}

/// A kecamatan's code changes when it is divided and the NIK keeps the old one, so only province
/// and regency are asked for.
fn regency_exists(region: &str) -> bool {
    region.get(..4).is_some_and(wilayah::kabupaten_ada)
}

fn problem_of(fault: &Fault, field: &'static str) -> Problem {
    let severity = match fault.weight {
        Weight::Warning => Severity::Warning,
        Weight::Overridable => Severity::Overridable,
        Weight::Error => Severity::Error,
    };
    Problem {
        code: fault.code,
        field: Some(field),
        severity,
        text: fault.text.clone(),
        advice: fault.advice.clone(),
        repair: None,
    }
}

/// The first fault of the NIK that one of the codes names.
fn nik_fault(kader: &Record, today: Date, codes: &[&str], field: &'static str) -> Option<Problem> {
    let reading = read_nik(kader, today)?;
    reading.faults.iter().find(|fault| codes.contains(&fault.code)).map(|fault| problem_of(fault, field))
}

// A trailing zero (`nik-bulat-excel`) is doubted only where a spreadsheet was read: one NIK in ten
// rightly ends in 0.
fn nik_is_well_formed(kader: &Record, today: Date) -> Option<Problem> {
    let codes = ["nik-rusak-excel", "nik-bukan-angka", "nik-panjang", "nik-tanggal", "nik-urut"];
    nik_fault(kader, today, &codes, "nik")
}

fn nik_region_is_known(kader: &Record, today: Date) -> Option<Problem> {
    nik_fault(kader, today, &["nik-wilayah"], "nik")
}

fn nik_tells_the_birth_date(kader: &Record, today: Date) -> Option<Problem> {
    nik_fault(kader, today, &["nik-tanggal-beda"], "tanggal_lahir")
}

fn nik_tells_the_sex(kader: &Record, today: Date) -> Option<Problem> {
    nik_fault(kader, today, &["nik-kelamin-beda"], "jenis_kelamin")
}

fn fill_from_nik(kader: &mut Record, left: &str, today: Date) {
    if left != "nik" {
        return;
    }
    let Some(facts) = read_nik(kader, today).and_then(|reading| reading.facts) else { return };
    if let Some(birth) = facts.birth.filter(|_| kader.get("tanggal_lahir").is_empty()) {
        kader.set("tanggal_lahir", birth);
    }
    if let Some(sex) = facts.sex.filter(|_| kader.get("jenis_kelamin").is_empty()) {
        kader.set("jenis_kelamin", sex.code());
    }
}

fn age_is_plausible(kader: &Record, today: Date) -> Option<Problem> {
    let birth = kader.get("tanggal_lahir").as_date().filter(|birth| *birth <= today)?;
    let age = date::age(birth, today);
    (!AGES.contains(&age)).then(|| {
        Problem::warning(
            "umur-janggal",
            text("Lahir {0}: umurnya {1} tahun.", "Born {0}: {1} years old.")
                .with([date::show(birth), age.to_string()]),
            text(
                "Kader berumur 17 sampai 100 tahun; periksa tahun lahirnya.",
                "A kader is 17 to 100 years old; check the year of birth.",
            ),
        )
        .at("tanggal_lahir")
    })
}

fn since_no_later_than_this_year(value: &Value, today: Date) -> Option<Problem> {
    let year = value.as_int().filter(|year| *year > i64::from(today.year()))?;
    Some(Problem::warning(
        "kader-sejak-di-depan",
        text("Tahun {0} belum datang.", "The year {0} has not come yet.").with([year.to_string()]),
        text("Tulis tahun pertama menjadi kader.", "Write the year the person first became a kader."),
    ))
}

fn since_is_plausible(kader: &Record, _today: Date) -> Option<Problem> {
    let since = kader.get("kader_sejak").as_int()?;
    let born = i64::from(kader.get("tanggal_lahir").as_date()?.year());
    (since < born + YOUNGEST).then(|| {
        Problem::warning(
            "kader-sejak-terlalu-muda",
            text("Kader sejak {0}, padahal lahir {1}.", "Kader since {0}, but born in {1}.")
                .with([since.to_string(), born.to_string()]),
            text(
                "Orang menjadi kader paling muda umur 15 tahun; periksa kedua tahun itu.",
                "Nobody becomes a kader before 15; check both years.",
            ),
        )
        .at("kader_sejak")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::RecordId;

    const TODAY: Date = Date::constant(2026, 11, 22);

    fn person(nik: &str) -> Record {
        Record::new(&KADER, RecordId(-1)).with("nik", nik)
    }

    fn problems(kader: &Record) -> Vec<(&'static str, Severity)> {
        KADER.rules.iter().filter_map(|rule| rule(kader, TODAY)).map(|p| (p.code, p.severity)).collect()
    }

    #[test]
    fn the_faults_of_a_nik_weigh_as_the_office_weighs_them() {
        for (nik, expected) in [
            ("", vec![]),
            ("6203995003850001", vec![]),
            ("6203995003850010", vec![]),
            ("620399500385000", vec![("nik-panjang", Severity::Error)]),
            ("6203993102850001", vec![("nik-tanggal", Severity::Overridable)]),
            ("6203995003850000", vec![("nik-urut", Severity::Overridable)]),
            ("0000995003850001", vec![("nik-wilayah", Severity::Warning)]),
        ] {
            assert_eq!(problems(&person(nik)), expected, "{nik}");
        }
    }

    #[test]
    fn a_nik_fills_what_is_empty_and_overwrites_nothing() {
        let mut fresh = person("6203995003850001");
        fill_from_nik(&mut fresh, "nik", TODAY);
        assert_eq!(fresh.get("tanggal_lahir").as_date(), Some(Date::constant(1985, 3, 10)));
        assert_eq!(fresh.text("jenis_kelamin"), "P");

        let typed = Date::constant(1985, 3, 12);
        let mut kept = person("6203995003850001").with("tanggal_lahir", typed);
        fill_from_nik(&mut kept, "nik", TODAY);
        assert_eq!(kept.get("tanggal_lahir").as_date(), Some(typed));

        let mut elsewhere = person("6203995003850001");
        fill_from_nik(&mut elsewhere, "nama", TODAY);
        assert!(elsewhere.get("tanggal_lahir").is_empty());
    }

    #[test]
    fn a_birth_date_or_sex_unlike_the_nik_is_doubted_beside_its_own_field() {
        let differs =
            person("6203995003850001").with("tanggal_lahir", Date::constant(1985, 3, 12)).with("jenis_kelamin", "L");
        assert_eq!(
            problems(&differs),
            [("nik-tanggal-beda", Severity::Warning), ("nik-kelamin-beda", Severity::Warning)]
        );
        assert_eq!(nik_tells_the_sex(&differs, TODAY).and_then(|p| p.field), Some("jenis_kelamin"));
    }

    #[test]
    fn ages_and_years_that_cannot_be_are_doubted() {
        for (birth, since, expected) in [
            (Date::constant(1985, 3, 10), 2009, vec![]),
            (Date::constant(2010, 1, 1), 2026, vec!["umur-janggal"]),
            (Date::constant(1910, 1, 1), 1990, vec!["umur-janggal"]),
            (Date::constant(1985, 3, 10), 1999, vec!["kader-sejak-terlalu-muda"]),
            (Date::constant(1985, 3, 10), 2000, vec![]),
        ] {
            let kader = person("").with("tanggal_lahir", birth).with("kader_sejak", since);
            let codes: Vec<_> = problems(&kader).into_iter().map(|(code, _)| code).collect();
            assert_eq!(codes, expected, "{birth} {since}");
        }
        assert!(since_no_later_than_this_year(&Value::Int(2026), TODAY).is_none());
        assert!(since_no_later_than_this_year(&Value::Int(2027), TODAY).is_some());
    }
}
