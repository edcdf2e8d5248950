//! Settings of the office: figures and words that no rule fixes and that an operator may change.
//!
//! * **Owns** the table [`SETELAN`]: name, label, kind, default, help, source and bounds of each; the
//!   description of what an office set, [`DISETEL`].
//! * **Imports** `base`.
//! * **Never** keeps a value: that is table `setelan`, by the setting's name.
//!
//! A setting is added by one static and one line in [`SETELAN`]; the settings screen, the palette,
//! the check in the store and the readers of all parts follow from that.

use std::borrow::Cow;

use super::check::Problem;
use super::pola::Pola;
use super::record::Record;
use super::schema::{Entity, Field, Kind, Place};
use crate::base::date::Date;
use crate::base::text::fold;
use crate::base::words::{Text, text};

/// What may be set, and within which bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ragam {
    /// A whole number from `least` to `most`, both allowed.
    Number {
        /// The smallest that is taken.
        least: i64,
        /// The largest that is taken.
        most: i64,
        /// What is counted, as it stands behind the number.
        unit: Text,
    },
    /// Words parted by semicolons.
    Words,
    /// The pattern of a registration number; see [`Pola`].
    Pola,
}

/// The most that a list of words holds, in characters.
const LONGEST: usize = 600;

/// One setting.
#[derive(Debug, PartialEq, Eq)]
pub struct Setelan {
    /// Its name: the code of its row in table `setelan`.
    pub name: &'static str,
    /// What it is called.
    pub label: Text,
    /// What it changes.
    pub help: Text,
    /// Where the default comes from.
    pub source: &'static str,
    /// What may be set.
    pub ragam: Ragam,
    /// What holds until it is set: as it would be typed.
    pub default: &'static str,
}

/// Days before its end at which an SK needs attention.
pub static SK_HABIS_HARI: Setelan = Setelan {
    name: "sk_habis_hari",
    label: text("SK perlu perhatian sebelum habis", "SK needs attention before its end"),
    help: text(
        "Berapa hari sebelum berlakunya habis sebuah SK tampil di layar depan dan di temuan.",
        "How many days before its end an SK stands on the start screen and among the findings.",
    ),
    source: "kebiasaan kantor; tidak diatur",
    ragam: Ragam::Number { least: 0, most: 3_650, unit: text("hari", "days") },
    default: "90",
};

/// The fewest kader of a Posyandu; officers are among them.
pub static KADER_MINIMAL: Setelan = Setelan {
    name: "kader_minimal",
    label: text("Kader paling sedikit di satu Posyandu", "Fewest kader of a Posyandu"),
    help: text(
        "Posyandu dengan kader bertugas kurang dari ini tampil di layar depan, di temuan dan di bagian Pengurus.",
        "A Posyandu with fewer kader in service stands on the start screen, among the findings and in its part Officers.",
    ),
    source: "patokan lama Dit. Promkes dan standar SIP: 5 kader; jumlah tiap daerah berbeda",
    ragam: Ragam::Number { least: 1, most: 100, unit: text("kader", "kader") },
    default: "5",
};

/// Months after which a Posyandu wants to be compared with what is there again.
pub static VERIFIKASI_BULAN: Setelan = Setelan {
    name: "verifikasi_bulan",
    label: text("Verifikasi Posyandu paling lama tiap", "A Posyandu is verified at least every"),
    help: text(
        "Posyandu aktif yang belum pernah diverifikasi, atau lebih lama dari ini, tampil di layar depan.",
        "Active Posyandu never verified, or longer ago than this, stand on the start screen.",
    ),
    source: "usulan pembuat program; tidak diatur",
    ragam: Ragam::Number { least: 1, most: 120, unit: text("bulan", "months") },
    default: "12",
};

/// The share of a plan that pembinaan should have.
pub static PEMBINAAN_PERSEN: Setelan = Setelan {
    name: "pembinaan_persen",
    label: text("Patokan bagian pembinaan dalam rencana", "Aim for pembinaan within a plan"),
    help: text(
        "Bagian Ikuti sebuah rencana membandingkan bagian untuk pembinaan dengan patokan ini.",
        "The part Follow of a plan compares the share of pembinaan with this aim.",
    ),
    source: "berita anggaran Tim Pembina Posyandu 2025: sekitar 70 % untuk pembinaan; bukan aturan",
    ragam: Ragam::Number { least: 0, most: 100, unit: text("%", "%") },
    default: "70",
};

/// The words that make an activity one of pembinaan.
pub static PEMBINAAN_KATA: Setelan = Setelan {
    name: "pembinaan_kata",
    label: text("Kata kegiatan pembinaan", "Words of pembinaan"),
    help: text(
        "Kegiatan yang namanya memuat salah satu kata ini dihitung sebagai pembinaan. Pisahkan dengan titik koma.",
        "An activity whose name holds one of these words counts as pembinaan. Part them by semicolons.",
    ),
    source: "tidak diatur; kata yang lazim di rencana kerja",
    ragam: Ragam::Words,
    default: "pembinaan; pelatihan; bimtek; bimbingan; fasilitasi; koordinasi; rakor; monev; monitoring; supervisi; \
              evaluasi; lomba; penghargaan; pendampingan",
};

/// What the badge purwa asks for.
pub static PURWA_KELOMPOK: Setelan = Setelan {
    name: "purwa_kelompok",
    label: text("Syarat tanda kecakapan purwa", "What the badge purwa asks for"),
    help: text(
        "Kelompok keterampilan yang harus lengkap, lalu berapa kelompok lain yang boleh dipilih. Kelompok ialah golongan di daftar keterampilan. Pisahkan dengan titik koma.",
        "Groups of skills that must be complete, then how many others of free choice. Groups are the class in the list of skills. Part them by semicolons.",
    ),
    source: "tanda kecakapan kader Kemenkes 2024, dikutip beberapa berita; rincian belum dibaca dari aslinya",
    ragam: Ragam::Words,
    default: "pengelolaan; bayi-balita; 1",
};

/// What the badge madya asks for.
pub static MADYA_KELOMPOK: Setelan = Setelan {
    name: "madya_kelompok",
    label: text("Syarat tanda kecakapan madya", "What the badge madya asks for"),
    default: "pengelolaan; bayi-balita; 2",
    ..PURWA_KELOMPOK
};

/// The pattern of a registration number.
pub static POLA_REGISTRASI: Setelan = Setelan {
    name: "pola_registrasi",
    label: text("Pola nomor registrasi", "Pattern of registration numbers"),
    help: text(
        "Bentuk nomor registrasi: PP provinsi, KK kabupaten, KC kecamatan, DDDD desa, NNN nomor urut. Nomor yang sudah tercatat tidak berubah.",
        "The shape of registration numbers: PP province, KK kabupaten, KC kecamatan, DDDD desa, NNN serial. Numbers on record stay as they are.",
    ),
    source: "Kepmendagri 100.3-2834 Tahun 2025; susunannya menurut satu sumber sekunder",
    ragam: Ragam::Pola,
    default: "PP.KK.KC.DDDD.NNN",
};

/// What an office set: one row a setting that was ever set. Settings are records so that a change
/// of one stands in the history and can be undone like any other.
pub static DISETEL: Entity = Entity {
    name: "setelan",
    label: text("Setelan kantor", "Office settings"),
    help: text(
        "Ambang, kata dan pola yang diatur kantor. Yang tidak tercatat di sini memakai bawaannya.",
        "Thresholds, words and patterns that the office set. What has no record here has its default.",
    ),
    title: "nama",
    context: "nilai",
    sort: "kode",
    fields: &[
        Field::new("nama", text("Nama", "Name"), Kind::Text(250))
            .required()
            .frozen()
            .column(36)
            .help(text("Nama setelan menurut layar Pengaturan.", "Its name on the screen Settings."))
            .example(text(
                "Benar: Pola nomor registrasi. Salah: pola (tidak ada setelan bernama itu).",
                "Right: Pola nomor registrasi. Wrong: pola (no setting of that name).",
            ))
            .synonyms(&["nama", "nama setelan"]),
        Field::new("kode", text("Kode", "Code"), Kind::Text(60))
            .required()
            .sorted()
            .help(text("Nama yang dikenal program; tidak diganti.", "The name the program knows; never changed."))
            .example(text(
                "Benar: pola_registrasi. Salah: pola registrasi (pakai garis bawah).",
                "Right: pola_registrasi. Wrong: pola registrasi (with an underscore).",
            ))
            .synonyms(&["kode", "kode setelan"]),
        Field::new("nilai", text("Nilai", "Value"), Kind::Text(600))
            .column(36)
            .help(text("Isi yang berlaku; kosong berarti bawaan.", "What holds; empty means the default."))
            .example(text(
                "Benar: 60. Salah: dua bulan (tulis angkanya).",
                "Right: 60. Wrong: two months (write the number).",
            ))
            .synonyms(&["nilai", "isi"]),
    ],
    rules: &[fits_its_setting],
    fill: None,
    companion: None,
    place: Place::Within,
};

/// A name that is no setting, or a value that its setting cannot take.
fn fits_its_setting(record: &Record, _today: Date) -> Option<Problem> {
    let code = record.text("kode");
    if code.is_empty() {
        return None;
    }
    let Some(setelan) = by_name(code) else {
        let said = text("Tidak ada setelan \"{0}\".", "There is no setting \"{0}\".").with([code]);
        let advice = text("Ubah setelan di layar Pengaturan.", "Change settings on the screen Settings.");
        return Some(Problem::error("setelan-tidak-ada", said, advice).at("kode"));
    };
    let typed = record.text("nilai");
    match setelan.read(typed) {
        Err(problem) => Some(problem.at("nilai")),
        Ok(kept) if kept != typed => Some(setelan.no(typed, text("Tulis: {0}", "Write: {0}").with([kept])).at("nilai")),
        Ok(_) => None,
    }
}

/// Every setting of the office, in the order of the screen.
pub static SETELAN: &[&Setelan] = &[
    &SK_HABIS_HARI,
    &KADER_MINIMAL,
    &VERIFIKASI_BULAN,
    &POLA_REGISTRASI,
    &PEMBINAAN_PERSEN,
    &PEMBINAAN_KATA,
    &PURWA_KELOMPOK,
    &MADYA_KELOMPOK,
];

/// The setting of a name.
pub fn by_name(name: &str) -> Option<&'static Setelan> {
    SETELAN.iter().copied().find(|setelan| setelan.name == name)
}

impl Setelan {
    /// What is kept of something typed: one spelling of it. Nothing typed is the way back to the
    /// default and is kept as nothing.
    ///
    /// # Errors
    /// Why it cannot be set, as a sentence with an advice.
    pub fn read(&self, typed: &str) -> Result<String, Problem> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(String::new());
        }
        match self.ragam {
            Ragam::Number { least, most, unit } => number(typed, unit)
                .filter(|number| (least..=most).contains(number))
                .map(|number| number.to_string())
                .ok_or_else(|| self.no(typed, self.bounds())),
            Ragam::Words => {
                let words = words(typed);
                let kept = words.join("; ");
                if words.is_empty() || kept.chars().count() > LONGEST {
                    return Err(self.no(typed, self.bounds()));
                }
                Ok(kept)
            }
            Ragam::Pola => Pola::read(typed).map(|pola| pola.spelled()).ok_or_else(|| self.no(typed, self.bounds())),
        }
    }

    fn no(&self, typed: &str, advice: crate::base::words::Phrase) -> Problem {
        let shown: String = typed.chars().take(30).collect();
        Problem::error(
            "setelan-tidak-cocok",
            text("\"{0}\" tidak dapat dipakai di sini.", "\"{0}\" cannot be used here.").with([shown]),
            advice,
        )
    }

    /// What may be typed, as a sentence.
    pub fn bounds(&self) -> crate::base::words::Phrase {
        match self.ragam {
            Ragam::Number { least, most, .. } => {
                text("Tulis angka bulat {0} sampai {1}.", "Write a whole number from {0} to {1}.")
                    .with([least.to_string(), most.to_string()])
            }
            Ragam::Words => text(
                "Tulis kata-kata, dipisah titik koma; paling banyak {0} huruf.",
                "Write words parted by semicolons; {0} letters at most.",
            )
            .with([LONGEST.to_string()]),
            Ragam::Pola => text(
                "Tulis NNN (nomor urut) sekali dan PP, KK, KC, DDDD paling banyak sekali, dengan titik, garis atau garis miring di antaranya.",
                "Write NNN (the serial) once and PP, KK, KC, DDDD at most once, with dots, dashes or slashes between them.",
            )
            .into(),
        }
    }

    /// What holds: what is kept, or the default where nothing (or nothing fit for use) is.
    pub fn value<'a>(&self, kept: Option<&'a str>) -> Cow<'a, str> {
        match kept.map(|kept| (kept, self.read(kept))) {
            Some((kept, Ok(read))) if !read.is_empty() => {
                if read == kept {
                    Cow::Borrowed(kept)
                } else {
                    Cow::Owned(read)
                }
            }
            _ => Cow::Borrowed(self.default),
        }
    }

    /// The number that holds; 0 for a setting that is none.
    pub fn number(&self, kept: Option<&str>) -> i64 {
        self.value(kept).parse().unwrap_or(0)
    }

    /// The unit behind its number.
    pub fn unit(&self) -> Option<Text> {
        match self.ragam {
            Ragam::Number { unit, .. } => Some(unit),
            Ragam::Words | Ragam::Pola => None,
        }
    }
}

/// A number as people write it, with or without its unit behind.
fn number(typed: &str, unit: Text) -> Option<i64> {
    let typed = typed.to_lowercase();
    let units = [unit.id.to_lowercase(), unit.en.to_lowercase()];
    let bare = units.iter().find_map(|unit| typed.strip_suffix(unit.as_str())).unwrap_or(&typed).trim();
    let is_whole = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit());
    is_whole.then(|| bare.parse().ok()).flatten()
}

/// The words of a list, each once.
fn words(typed: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in typed.split([';', ',', '\n']).map(|word| word.split_whitespace().collect::<Vec<_>>().join(" ")) {
        if !fold(&word).is_empty() && !out.iter().any(|known| fold(known) == fold(&word)) {
            out.push(word);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::base::words::Lang;

    #[test]
    fn every_setting_is_named_once_explained_and_takes_its_own_default() {
        let names: BTreeSet<&str> = SETELAN.iter().map(|setelan| setelan.name).collect();
        assert_eq!(names.len(), SETELAN.len());
        for setelan in SETELAN {
            assert_eq!(setelan.read(setelan.default).as_deref(), Ok(setelan.default), "{}", setelan.name);
            for lang in [Lang::Id, Lang::En] {
                assert!(!setelan.label.get(lang).is_empty() && !setelan.help.get(lang).is_empty(), "{}", setelan.name);
            }
            assert!(!setelan.source.is_empty(), "{}", setelan.name);
        }
    }

    #[test]
    fn a_number_is_read_as_people_write_it_and_kept_within_its_bounds() {
        for (typed, kept) in [("60", "60"), (" 060 ", "60"), ("60 hari", "60"), ("60 Days", "60"), ("", "")] {
            assert_eq!(SK_HABIS_HARI.read(typed).as_deref(), Ok(kept), "{typed:?}");
        }
        assert_eq!(PEMBINAAN_PERSEN.read("65 %").as_deref(), Ok("65"));
        for typed in ["-1", "3651", "sembilan puluh", "9.0", "1e3", "99999999999999999999"] {
            assert!(SK_HABIS_HARI.read(typed).is_err(), "{typed:?}");
        }
    }

    #[test]
    fn what_cannot_be_used_in_the_file_leaves_the_default_standing() {
        for (kept, number) in [(None, 90), (Some(""), 90), (Some("rusak"), 90), (Some("-5"), 90), (Some("30"), 30)] {
            assert_eq!(SK_HABIS_HARI.number(kept), number, "{kept:?}");
        }
    }

    #[test]
    fn a_pattern_is_kept_in_capitals_and_a_wrong_one_is_refused_with_what_may_be_written() {
        assert_eq!(POLA_REGISTRASI.read("ppkkkcdddd-nnnn").as_deref(), Ok("PPKKKCDDDD-NNNN"));
        for typed in ["##.##.###", "PP.KK.KC.DDDD", "NNN.NNN", "POS-NNN"] {
            let problem = POLA_REGISTRASI.read(typed).unwrap_err();
            assert_eq!(problem.code, "setelan-tidak-cocok", "{typed}");
            assert!(problem.advice.get(Lang::Id).contains("NNN"), "{typed}");
        }
    }

    #[test]
    fn words_are_kept_once_each_in_one_spelling() {
        assert_eq!(PEMBINAAN_KATA.read("Rakor ;rakor,  bimtek  kader;;").as_deref(), Ok("Rakor; bimtek kader"));
        assert!(PEMBINAAN_KATA.read(" ; , ").is_err());
        assert!(PEMBINAAN_KATA.read(&"kata yang panjang;".repeat(2)).is_ok());
        let many: Vec<String> = (0..200).map(|n| format!("kata{n}")).collect();
        assert!(PEMBINAAN_KATA.read(&many.join(";")).is_err());
    }
}
