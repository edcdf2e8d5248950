//! The naskah: one year's work plan of a kecamatan, a desa or a Posyandu, with its narrative parts.

use crate::base::date::Date;
use crate::base::words::{same, text};

use super::check::Problem;
use super::record::Record;
use super::schema::{Choice, Entity, Field, Kind, Place};
use super::{DESA, POSYANDU};

/// Whose plan it is.
pub static TINGKAT: &[Choice] = &[
    Choice::new("kecamatan", same("Kecamatan"), &[]),
    Choice::new("desa", text("Desa/kelurahan", "Desa"), &["kelurahan"]),
    Choice::new("posyandu", same("Posyandu"), &[]),
];

/// How far a plan is. A numbered version is frozen whenever it comes to one of [`TERKUNCI`].
pub static KEADAAN: &[Choice] = &[
    Choice::new("rancangan", text("Rancangan", "Draft"), &["draf", "draft", "konsep"]),
    Choice::new("dibahas", text("Dibahas", "Under discussion"), &["pembahasan"]),
    Choice::new("disepakati", text("Disepakati", "Agreed"), &["kesepakatan"]),
    Choice::new("ditetapkan", text("Ditetapkan", "Fixed"), &["penetapan", "final"]),
    Choice::new("perubahan", text("Perubahan", "Being amended"), &["revisi"]),
];

/// The states in which the plan's own figures stay as they are; following it goes on.
pub const TERKUNCI: [&str; 2] = ["disepakati", "ditetapkan"];

/// One plan. Its lines are records of `rencana`.
pub static NASKAH: Entity = Entity {
    name: "naskah",
    label: text("Rencana kerja", "Work plan"),
    help: text(
        "Rencana kerja satu tahun: milik kecamatan, satu desa atau satu Posyandu, dengan latar belakang, tujuan, dasar hukum dan penutupnya.",
        "The work plan of one year: of the kecamatan, a desa or a Posyandu, with its background, aims, legal basis and closing.",
    ),
    title: "nama",
    context: "tahun",
    sort: "tahun",
    fields: &[
        Field::new("nama", text("Nama rencana", "Name"), Kind::Text(120))
            .required()
            .searched()
            .sorted()
            .frozen()
            .column(32)
            .help(text(
                "Nama rencana; diisi sendiri dari tahun dan tingkatnya bila masih kosong.",
                "The plan's name; filled in from year and level where empty.",
            ))
            .example(text(
                "Benar: Rencana kerja 2027 Kecamatan Selat. Salah: rencana baru (tahun berapa, milik siapa?).",
                "Right: Rencana kerja 2027 Kecamatan Selat. Wrong: new plan (which year, whose?).",
            ))
            .synonyms(&["nama rencana", "rencana kerja", "judul rencana", "naskah"]),
        Field::new("tahun", text("Tahun", "Year"), Kind::Year)
            .required()
            .sorted()
            .filtered()
            .carried()
            .column(7)
            .help(text("Tahun anggaran yang direncanakan.", "The budget year that is planned."))
            .example(text("Benar: 2027. Salah: 27 (tulis empat angka).", "Right: 2027. Wrong: 27 (write four digits)."))
            .synonyms(&["tahun", "thn", "tahun anggaran", "ta"]),
        Field::new("tingkat", text("Tingkat", "Level"), Kind::Choice(TINGKAT))
            .default("kecamatan")
            .required()
            .sorted()
            .filtered()
            .column(10)
            .help(text(
                "Milik siapa rencana ini. Untuk desa dan Posyandu, isi juga nama desa atau Posyandunya.",
                "Whose plan it is. For a desa or Posyandu, name it below.",
            ))
            .example(text("Benar: Kecamatan. Salah: RT (tidak ada tingkat itu).", "Right: Kecamatan. Wrong: RT (no such level)."))
            .synonyms(&["tingkat", "jenjang", "tingkat rencana"]),
        Field::new("desa", text("Desa/kelurahan", "Desa"), Kind::Link(&DESA))
            .short(text("Desa/kel.", "Desa/kel."))
            .help(text("Hanya untuk rencana tingkat desa.", "Only for a plan of a desa."))
            .example(text("Benar: Selat Hilir. Salah: diisi untuk rencana kecamatan.", "Right: Selat Hilir. Wrong: filled in for a plan of the kecamatan."))
            .synonyms(&["desa", "kelurahan", "desa kelurahan"]),
        Field::new("posyandu", text("Posyandu", "Posyandu"), Kind::Link(&POSYANDU))
            .help(text("Hanya untuk rencana tingkat Posyandu.", "Only for a plan of a Posyandu."))
            .example(text("Benar: Melati 2. Salah: diisi untuk rencana desa.", "Right: Melati 2. Wrong: filled in for a plan of a desa."))
            .synonyms(&["posyandu", "nama posyandu"]),
        Field::new("keadaan", text("Keadaan", "State"), Kind::Choice(KEADAAN))
            .default("rancangan")
            .required()
            .sorted()
            .filtered()
            .column(12)
            .help(text(
                "Sejauh mana rencana ini. Angka rencana yang disepakati atau ditetapkan tidak diubah lagi; pilih Perubahan untuk versi baru.",
                "How far the plan is. Figures of an agreed or fixed plan stay; choose Being amended for a new version.",
            ))
            .example(text("Benar: Dibahas. Salah: Ditetapkan sebelum disepakati.", "Right: Under discussion. Wrong: Fixed before it was agreed."))
            .synonyms(&["keadaan", "keadaan rencana", "tahap"]),
        Field::new("latar_belakang", text("Latar belakang", "Background"), Kind::Note)
            .group(text("Naskah", "Text"))
            .help(text("Mengapa rencana ini disusun.", "Why the plan is made."))
            .example(text("Benar: Enam bidang SPM belum dilayani di 12 Posyandu. Salah: tabel kegiatan (ada tempatnya sendiri).", "Right: 12 Posyandu lack services of the six bidang. Wrong: the table of activities."))
            .synonyms(&["latar belakang"]),
        Field::new("tujuan", text("Tujuan", "Aims"), Kind::Note)
            .help(text("Apa yang hendak dicapai tahun itu.", "What is to be reached in that year."))
            .example(text("Benar: Semua Posyandu memiliki nomor registrasi. Salah: nama kegiatan.", "Right: every Posyandu has a registration number. Wrong: the name of an activity."))
            .synonyms(&["tujuan", "maksud dan tujuan"]),
        Field::new("dasar_hukum", text("Dasar hukum", "Legal basis"), Kind::Note)
            .help(text("Peraturan yang mendasari; satu baris satu peraturan.", "The regulations it rests on; one a line."))
            .example(text("Benar: Permendagri 13/2024. Salah: sesuai aturan (sebutkan).", "Right: Permendagri 13/2024. Wrong: as the rules say (name them)."))
            .synonyms(&["dasar hukum"]),
        Field::new("penutup", text("Penutup", "Closing"), Kind::Note)
            .help(text("Kalimat penutup.", "The closing words."))
            .example(text("Benar: Demikian rencana ini disusun. Salah: tanda tangan (diisi saat dicetak).", "Right: a closing sentence. Wrong: a signature (comes with printing)."))
            .synonyms(&["penutup"]),
        Field::new("kegiatan_banyak", text("Jumlah kegiatan", "Lines"), Kind::Number(0, 999_999))
            .short(text("Kgt", "Lines"))
            .computed()
            .column(5)
            .help(text("Banyaknya baris kegiatan.", "How many lines it has.")),
        Field::new("rupiah", text("Jumlah rupiah", "Total"), Kind::Money)
            .short(text("Rp", "Rp"))
            .computed()
            .help(text("Jumlah semua kegiatan, dalam rupiah.", "The total of all lines, in rupiah.")),
        Field::new("pagu", text("Pagu seluruhnya", "Ceiling of all"), Kind::Money).short(text("Pagu", "Ceiling")).computed().help(
            text(
                "Pagu untuk seluruh rencana; bila tidak ada, jumlah pagu tiap sumber dana.",
                "The ceiling of the whole plan; where there is none, those of the sources of funds added up.",
            ),
        ),
    ],
    rules: &[place_fits_level],
    fill: Some(fill),
    companion: None,
    place: Place::Home('n'),
};

/// A level names its place, and only its place.
fn place_fits_level(plan: &Record, _today: Date) -> Option<Problem> {
    let level = plan.text("tingkat");
    let advice = text("Isi atau kosongkan menurut tingkatnya.", "Fill in or empty it by the level.");
    for (name, of, missing) in [
        (
            "desa",
            "desa",
            text("Rencana tingkat desa belum menyebut desanya.", "A plan of a desa does not name the desa."),
        ),
        (
            "posyandu",
            "posyandu",
            text("Rencana tingkat Posyandu belum menyebut Posyandunya.", "A plan of a Posyandu does not name it."),
        ),
    ] {
        if level == of && plan.get(name).is_empty() {
            return Some(Problem::error("tingkat-tanpa-tempat", missing, advice).at(name));
        }
        let above = level == "posyandu" && name == "desa";
        if !(level.is_empty() || level == of || above || plan.get(name).is_empty()) {
            let said = text("Tingkat rencana ini tidak memakai {0}.", "This level does not name a {0}.").with([of]);
            return Some(Problem::error("tempat-bukan-tingkat", said, advice).at(name));
        }
    }
    None
}

/// Names the plan once year and level are known.
fn fill(plan: &mut Record, left: &str, _today: Date) {
    let Some(year) = plan.get("tahun").as_int() else { return };
    if !matches!(left, "tahun" | "tingkat" | "desa" | "posyandu") {
        return;
    }
    let title = |name: &str| plan.get(name).as_link().map(|link| link.title.clone());
    let place = match plan.text("tingkat") {
        "desa" => title("desa"),
        "posyandu" => title("posyandu").map(|name| format!("Posyandu {name}")),
        _ => Some("Kecamatan".to_owned()),
    };
    let Some(place) = place else { return };
    // A name made here before follows; one that a person wrote stays.
    let made = plan.text("nama").is_empty() || plan.text("nama").starts_with("Rencana kerja ");
    if made {
        plan.set("nama", format!("Rencana kerja {year} {place}"));
    }
}
