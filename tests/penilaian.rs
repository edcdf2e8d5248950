//! Published office files judged cell by cell, against what a person reads in them.
//!
//! For each file the rules written by hand stand here: in which sheet, rows and columns things
//! stand, how each value is to be written, and every row that is an exception, with its reason.
//! The test reads the raw cells with `calamine` and `csv` itself, applies these rules, drives the
//! real program (`buat`, `impor --sebagian`, `ekspor --format json`) and compares every field of
//! every row. The files are not ours to ship, so nothing of them stands here but places' names;
//! where their folder is absent the tests say `skipped`. `PEMBINA_DATA` names another folder.

#![expect(clippy::print_stdout, reason = "the table of what was judged is what these tests are for")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use calamine::{Data, Reader};
use serde_json::Value;

// ---- the files, read without the program -------------------------------------------------------

fn folder() -> Option<PathBuf> {
    let root = std::env::var_os("PEMBINA_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/real"), PathBuf::from);
    if root.is_dir() {
        return Some(root);
    }
    println!("skipped: {} is absent", root.display());
    None
}

/// A sheet as text: rows by their own numbers, cells from column A on.
struct Raw {
    name: String,
    rows: BTreeMap<usize, Vec<String>>,
}

impl Raw {
    /// What stands in a column, `A` to `Z`, without the spaces around it.
    fn cell(&self, row: usize, column: char) -> &str {
        let at = u32::from(column) - u32::from('A');
        self.rows.get(&row).and_then(|cells| cells.get(usize::try_from(at).unwrap())).map_or("", |text| text.trim())
    }

    /// The rows in which anything but spaces stands.
    fn filled(&self) -> BTreeSet<usize> {
        let filled = self.rows.iter().filter(|(_, cells)| cells.iter().any(|text| !text.trim().is_empty()));
        filled.map(|(row, _)| *row).collect()
    }
}

fn raw(path: &Path) -> Vec<Raw> {
    let is = |ending: &str| path.extension().is_some_and(|found| found == ending);
    if is("xlsx") || is("xls") {
        let mut book = calamine::open_workbook_auto(path).unwrap();
        let names = book.sheet_names();
        return names.into_iter().map(|name| of_book(&name, &book.worksheet_range(&name).unwrap())).collect();
    }
    let bytes = std::fs::read(path).unwrap();
    let text = match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => {
            let units: Vec<u16> = rest.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
            String::from_utf16(&units).unwrap()
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).unwrap(),
        all => String::from_utf8(all.to_vec()).unwrap(),
    };
    // None of the files has a line break inside a cell: a line is a row.
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let sign = [b'\t', b';', b','].into_iter().find(|sign| first.contains(char::from(*sign))).unwrap_or(b',');
    let row = |line: &str| -> Vec<String> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).delimiter(sign).from_reader(line.as_bytes());
        reader.records().next().map(|cells| cells.unwrap().iter().map(str::to_owned).collect()).unwrap_or_default()
    };
    vec![Raw { name: String::new(), rows: (1..).zip(text.lines().map(row)).collect() }]
}

fn of_book(name: &str, range: &calamine::Range<Data>) -> Raw {
    let (top, left) = range.start().unwrap_or_default();
    let row = |(at, cells): (usize, &[Data])| {
        let before = std::iter::repeat_n(String::new(), usize::try_from(left).unwrap());
        let texts = cells.iter().map(|cell| match cell {
            Data::Float(number) if number.fract() == 0.0 => format!("{number:.0}"),
            other => other.to_string(),
        });
        (usize::try_from(top).unwrap() + at + 1, before.chain(texts).collect())
    };
    Raw { name: name.to_owned(), rows: range.rows().enumerate().map(row).collect() }
}

// ---- the program, from outside ---------------------------------------------------------------

struct Office {
    folder: tempfile::TempDir,
}

impl Office {
    fn new(kecamatan: &str) -> Self {
        let office = Office { folder: tempfile::tempdir().unwrap() };
        office.run(&["buat", "--wilayah", kecamatan]);
        office
    }

    fn run(&self, words: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_pembina"))
            .args(words)
            .env("PEMBINA_BERKAS", self.folder.path().join("data.db"))
            .env("TZ", "Asia/Jakarta")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let code = output.status.code();
        assert!(matches!(code, Some(0 | 1)), "{words:?}: {code:?} {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// `impor`, always as a list of reports.
    fn take(&self, file: &Path, kind: &str, more: &[&str]) -> Vec<Value> {
        let file = file.display().to_string();
        let words = [&["impor", &file, "--ke", kind, "--json"], more].concat();
        match serde_json::from_str(&self.run(&words)).unwrap() {
            Value::Array(several) => several,
            one => vec![one],
        }
    }

    fn list(&self, kind: &str) -> Vec<Value> {
        serde_json::from_str(&self.run(&["ekspor", kind, "--format", "json", "--dengan-nik", "penilaian"])).unwrap()
    }
}

fn number(report: &Value, key: &str) -> usize {
    usize::try_from(report[key].as_u64().unwrap()).unwrap()
}

// ---- the rules ---------------------------------------------------------------------------------

/// How the value of a cell is to be written.
enum Rule {
    /// As it stands, single spaces.
    Words,
    /// Digits only.
    Digits,
    /// A code as it stands.
    Code,
    /// The code of a desa, which tells its name.
    DesaCode,
    /// The name of a desa: capitals, spaces and the word in front do not matter. Spellings that
    /// are not the official one: what stands there, and what it is to be read as; `""` where it
    /// must be asked about.
    Desa(&'static [(&'static str, &'static str)]),
    /// The name of a Posyandu. Two names in one desa that differ only in capitals, spaces, signs,
    /// the word Posyandu or the way numbers are written are one Posyandu, kept as first written.
    Posyandu,
}

/// What a row gives that the rules do not say.
#[derive(Clone, Copy)]
enum But {
    /// Not taken, with this code.
    Rejected(&'static str),
    /// A field holds this instead.
    Holds(&'static str, &'static str),
    /// The record of an earlier row.
    Again,
}

struct Judged {
    file: &'static str,
    kind: &'static str,
    /// The kecamatan into whose files it is taken: codes, or what all of them begin with.
    kecamatan: &'static str,
    header: usize,
    rows: std::ops::RangeInclusive<usize>,
    /// The column of the kecamatan; a blank one is as in the row above.
    office: Option<char>,
    /// The column of a whole desa code, which tells the kecamatan too.
    coded: Option<char>,
    columns: &'static [(&'static str, char, Rule)],
    /// What must stand in a row.
    needed: &'static [&'static str],
    /// The fields by which a record is found in the export.
    key: &'static [&'static str],
    /// What the program fills in by itself.
    filled: &'static [(&'static str, &'static str)],
    /// Rows between the first and the last that are no data.
    skipped: &'static [(usize, &'static str)],
    /// Rows that are no ordinary ones.
    but: &'static [(usize, But)],
    /// A line that the clerk writes above the file's own.
    title: Option<&'static str>,
    /// More words for `impor`.
    words: &'static [&'static str],
}

const PLAIN: Judged = Judged {
    file: "",
    kind: "posyandu",
    kecamatan: "",
    header: 1,
    rows: 2..=2,
    office: None,
    coded: None,
    columns: &[],
    needed: &["nama", "desa"],
    key: &["desa_nama", "nama"],
    filled: &[("status", "aktif")],
    skipped: &[],
    but: &[],
    title: None,
    words: &[],
};

/// Spellings of Bogor's list against the official names, looked up one by one.
const BOGOR: &[(&str, &str)] = &[
    ("CIBENTENG", "Cibanteng"),
    ("CIARUTEN ILIR", "Ciaruteun Ilir"),
    ("CIARUTEN UDIK", "Ciaruteun Udik"),
    ("RANGASJAJAR", "Rengasjajar"),
    ("TEGALEGA", "Tegallega"),
    ("PUTUT NUTUG", "Putat Nutug"),
    ("KELURAHAN KARANG ASAM BARAT", "Karang Asem Barat"),
    ("PANGASINAN", "Pengasinan"),
    ("KLAPANUNGGL", "Klapanunggal"),
    ("CIMULUNG", "Cimulang"),
    ("WARAGAJAYA", "Wargajaya"),
    ("CADAS GAMPAR", "Cadasngampar"),
    ("SUKAMAJAYA", "Sukmajaya"),
    // Numbers of desa, written with digits; Roman in the official list.
    ("KALONG 1", "Kalong I"),
    ("KALONG 2", "Kalong II"),
    // Three or more letters off: a person would ask too.
    ("CIPAYUNG DATAR", ""),
    ("PANGKALANJAYA", ""),
    ("PEMAGARSARI", ""),
];

const MAGETAN: &[(&str, char, Rule)] = &[
    ("nama", 'A', Rule::Posyandu),
    ("alamat", 'B', Rule::Words),
    ("hari_buka", 'C', Rule::Words),
    ("desa", 'Z', Rule::Desa(&[])),
];

const JUDGED: &[Judged] = &[
    Judged {
        file: "bogor_posyandu_2023.xlsx",
        kecamatan: "32.01",
        header: 4,
        rows: 5..=5170,
        office: Some('B'),
        columns: &[("desa", 'C', Rule::Desa(BOGOR)), ("nama", 'D', Rule::Posyandu)],
        // A number and nothing else.
        skipped: &[(1347, "kosong")],
        but: &[
            // Two names with a slash: the second is another name of the same Posyandu.
            (307, But::Holds("nama", "CEMPAKA")),
            (307, But::Holds("nama_lain", "SALMON")),
            (309, But::Holds("nama", "SEPAT")),
            (309, But::Holds("nama_lain", "BANPRES")),
            // Rows 303 and 316 bear the same first name in one desa; only the second has another
            // name behind it. The file does not tell whether they are two: kept once, and said.
            (303, But::Holds("nama_lain", "KOPRA")),
            (316, But::Again),
            // In brackets stands what may be another name or a hamlet (3219 says Kp, and stays
            // whole): the file does not tell. It is kept as another name, with a warning.
            (3217, But::Holds("nama", "Lengkeng")),
            (3217, But::Holds("nama_lain", "Banar")),
            (3218, But::Holds("nama", "Jeruk")),
            (3218, But::Holds("nama_lain", "Bojong Sengkol")),
            (3220, But::Holds("nama", "Delima")),
            (3220, But::Holds("nama_lain", "Lebak Kanibah")),
            (3221, But::Holds("nama", "Semangka")),
            (3221, But::Holds("nama_lain", "Saninten")),
            (3222, But::Holds("nama", "Manggis")),
            (3222, But::Holds("nama_lain", "Bojong Garut")),
            (3223, But::Holds("nama", "Anggur")),
            (3223, But::Holds("nama_lain", "Cinyurup")),
        ],
        ..PLAIN
    },
    Judged {
        file: "pekalongan_posyandu.csv",
        kecamatan: "33.75.03",
        rows: 2..=99,
        columns: &[("nama", 'B', Rule::Posyandu), ("desa", 'C', Rule::Desa(&[])), ("alamat", 'D', Rule::Words)],
        ..PLAIN
    },
    // The list names no desa: nothing can be taken.
    Judged { file: "magetan_posyandu_jadwal.csv", kecamatan: "35.20.01", rows: 2..=41, columns: MAGETAN, ..PLAIN },
    // The same under a line that the clerk wrote above it. The schedule is a day of the month.
    Judged {
        file: "magetan_posyandu_jadwal.csv",
        kecamatan: "35.20.01",
        header: 2,
        rows: 3..=42,
        columns: MAGETAN,
        title: Some("JADWAL POSYANDU DESA PONCOL,,"),
        filled: &[("status", "aktif"), ("desa_kode", "35.20.01.2001"), ("desa_nama", "Poncol")],
        needed: &["nama"],
        but: &[
            // Melati 1 to 4 stand three times with other hamlets and days: Posyandu of three
            // desa, which the file does not name. The first stays, the others are asked about.
            (33, But::Rejected("baris-bertentangan")),
            (34, But::Rejected("baris-bertentangan")),
            (35, But::Rejected("baris-bertentangan")),
            (36, But::Rejected("baris-bertentangan")),
            (37, But::Rejected("baris-bertentangan")),
            (38, But::Rejected("baris-bertentangan")),
            (39, But::Rejected("baris-bertentangan")),
            (40, But::Rejected("baris-bertentangan")),
        ],
        ..PLAIN
    },
    // The upload format of a kecamatan's dashboard: its "kategori" says what kind of facility a
    // row is. Row 4, a market, is called a Posyandu there: taken so, with a warning for its name.
    Judged {
        file: "opendk_Data_Sarana.xlsx",
        kecamatan: "53.06.13",
        rows: 2..=4,
        columns: &[("desa_kode", 'A', Rule::DesaCode), ("nama", 'B', Rule::Posyandu), ("catatan", 'E', Rule::Words)],
        needed: &["nama", "desa_kode"],
        skipped: &[(3, "bukan posyandu")],
        ..PLAIN
    },
    Judged {
        file: "bogor_desas_utf16.txt",
        kind: "desa",
        kecamatan: "32.01",
        rows: 2..=436,
        coded: Some('C'),
        columns: &[("kode", 'C', Rule::Code), ("nama", 'D', Rule::Words), ("jenis", 'E', Rule::Words)],
        needed: &["kode", "nama"],
        key: &["kode"],
        filled: &[],
        ..PLAIN
    },
    // No roster of kader; taken as one only because the command line says so.
    Judged {
        file: "sikades_template_bumil.csv",
        kind: "kader",
        kecamatan: "32.01.01",
        rows: 2..=6,
        columns: &[("nik", 'A', Rule::Digits), ("nama", 'B', Rule::Words), ("catatan", 'N', Rule::Words)],
        needed: &["nama"],
        key: &["nik"],
        filled: &[],
        // Their NIK have no day of birth (00).
        words: &["--petakan", "NAMA_LENGKAP=nama", "--alasan", "seperti di berkas"],
        ..PLAIN
    },
];

// ---- judging -----------------------------------------------------------------------------------

/// Capital letters and digits only.
fn bare(text: &str) -> String {
    text.to_uppercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

fn without(text: &str, words: &[&str]) -> String {
    let upper = text.to_uppercase();
    let cut = words.iter().find_map(|word| upper.strip_prefix(word));
    cut.unwrap_or(&upper).trim().to_owned()
}

/// The name of a Posyandu as far as it tells one from another.
fn told_apart(name: &str) -> String {
    let mut spaced = String::new();
    for c in without(name, &["POSYANDU ", "POSY. "]).chars() {
        let turns = spaced.chars().last().is_some_and(|last| last.is_ascii_digit() != c.is_ascii_digit());
        if turns && c.is_alphanumeric() {
            spaced.push(' ');
        }
        spaced.push(if c.is_alphanumeric() { c } else { ' ' });
    }
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let arabic = |word: &str| {
        let roman = (1..40).find(|n| format!("{}{}", "X".repeat(n / 10), ONES[n % 10]) == word);
        roman.map_or_else(|| word.trim_start_matches('0').to_owned(), |n| n.to_string())
    };
    spaced.split_whitespace().map(arabic).collect::<Vec<_>>().join(" ")
}

/// What a row is to give.
enum Want {
    Record(BTreeMap<String, String>),
    /// The record of an earlier row, which stays as it is.
    Again,
    Rejected(&'static str),
}

impl Judged {
    fn but(&self, row: usize) -> impl Iterator<Item = But> {
        self.but.iter().filter(move |(at, _)| *at == row).map(|(_, but)| *but)
    }

    /// What each data row is to give in the file of a kecamatan, whose desa these are.
    fn wants(&self, sheet: &Raw, office: (&str, &str), desa: &[(String, String)]) -> BTreeMap<usize, Want> {
        let mut wants = BTreeMap::new();
        let mut said = String::new();
        let mut seen = BTreeSet::new();
        // A desa stands in its kecamatan.
        let own = [("kecamatan_kode", office.0), ("kecamatan_nama", office.1)];
        let is_data = |row: &usize| self.rows.contains(row) && !self.skipped.iter().any(|(at, _)| at == row);
        for row in sheet.filled().into_iter().filter(is_data) {
            if let Some(column) = self.office.filter(|column| !sheet.cell(row, *column).is_empty()) {
                said = bare(sheet.cell(row, column));
            }
            let code = self.coded.map(|column| sheet.cell(row, column));
            let elsewhere = self.office.is_some() && said != bare(office.1)
                || code.is_some_and(|code| !code.starts_with(&format!("{}.", office.0)));
            let mut want = if elsewhere { Want::Rejected("luar-kecamatan") } else { self.want(sheet, row, desa) };
            if let (Want::Record(fields), "desa") = (&mut want, self.kind) {
                fields.extend(own.map(|(field, value)| (field.to_owned(), value.to_owned())));
            }
            let named = |fields: &BTreeMap<String, String>| {
                (fields.get("desa_nama").cloned(), told_apart(fields.get("nama").map_or("", String::as_str)))
            };
            let twice = matches!(&want, Want::Record(fields) if self.is_posyandu() && !seen.insert(named(fields)));
            let again = twice || !elsewhere && self.but(row).any(|but| matches!(but, But::Again));
            wants.insert(row, if again { Want::Again } else { want });
        }
        wants
    }

    fn is_posyandu(&self) -> bool {
        self.columns.iter().any(|(_, _, rule)| matches!(rule, Rule::Posyandu))
    }

    fn want(&self, sheet: &Raw, row: usize, desa: &[(String, String)]) -> Want {
        let filled = self.filled.iter().map(|(field, value)| ((*field).to_owned(), (*value).to_owned()));
        let mut fields: BTreeMap<String, String> = filled.collect();
        for (field, column, rule) in self.columns {
            let said = sheet.cell(row, *column);
            if said.is_empty() {
                if self.needed.contains(field) {
                    return Want::Rejected("wajib");
                }
                continue;
            }
            let value = match rule {
                Rule::Words | Rule::Posyandu => said.split_whitespace().collect::<Vec<_>>().join(" "),
                Rule::Digits => said.chars().filter(char::is_ascii_digit).collect(),
                Rule::Code => said.to_owned(),
                Rule::DesaCode => {
                    let Some((kode, nama)) = desa.iter().find(|(kode, _)| kode == said) else {
                        return Want::Rejected("desa-tidak-dikenal");
                    };
                    fields.insert("desa_kode".to_owned(), kode.clone());
                    fields.insert("desa_nama".to_owned(), nama.clone());
                    continue;
                }
                Rule::Desa(spellings) => {
                    let meant = spellings.iter().find(|(spelt, _)| *spelt == said).map_or(said, |(_, meant)| meant);
                    let wanted = bare(&without(meant, &["KELURAHAN ", "DESA "]));
                    let Some((kode, nama)) = desa.iter().find(|(_, nama)| bare(nama) == wanted) else {
                        return Want::Rejected("desa-tidak-dikenal");
                    };
                    fields.insert("desa_kode".to_owned(), kode.clone());
                    fields.insert("desa_nama".to_owned(), nama.clone());
                    continue;
                }
            };
            fields.insert((*field).to_owned(), value);
        }
        for but in self.but(row) {
            match but {
                But::Rejected(code) => return Want::Rejected(code),
                But::Holds(field, value) => {
                    fields.insert(field.to_owned(), value.to_owned());
                }
                But::Again => {}
            }
        }
        Want::Record(fields)
    }
}

/// Told only by the program: identities, counts, what follows from other fields.
const OWN: &[&str] = &["uid", "penugasan_uid", "jumlah_kader", "sk_sampai", "keadaan_nik", "tanda", "jumlah_posyandu"];

#[derive(Default)]
struct Score {
    rows: usize,
    records: usize,
    again: usize,
    rejected: usize,
    cells: usize,
    differing: Vec<String>,
}

fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Takes the file into one kecamatan's own and compares all there is.
fn judge(judged: &Judged, path: &Path, kecamatan: &str, score: &mut Score) {
    let office = Office::new(kecamatan);
    let name = office.list("kecamatan")[0]["nama"].as_str().unwrap().to_owned();
    let desa = office.list("desa");
    let desa: Vec<(String, String)> = desa.iter().map(|one| (text_of(&one["kode"]), text_of(&one["nama"]))).collect();
    let sheet = raw(path).into_iter().next().unwrap();
    let wants = judged.wants(&sheet, (kecamatan, &name), &desa);
    let report = office.take(path, judged.kind, &[&["--sebagian"], judged.words].concat()).remove(0);
    let mut differ = |what: String| score.differing.push(format!("{} {kecamatan}: {what}", judged.file));
    // Which rows are data, and which are not.
    if number(&report, "baris_judul") != judged.header {
        differ(format!("headings in row {}", report["baris_judul"]));
    }
    if number(&report, "baris") != wants.len() {
        differ(format!("{} data rows, not {}", report["baris"], wants.len()));
    }
    // Which rows are rejected, and why.
    let mut codes: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let reasoned = judged.words.contains(&"--alasan");
    let stops = |one: &&Value| one["tingkat"] == "galat" || one["tingkat"] == "galat-beralasan" && !reasoned;
    for problem in report["masalah"].as_array().unwrap().iter().filter(stops) {
        codes.entry(number(problem, "baris")).or_default().push(text_of(&problem["kode"]));
    }
    score.rows = score.rows.max(wants.len());
    for (row, want) in &wants {
        score.again += usize::from(matches!(want, Want::Again));
        match (want, codes.get(row)) {
            (Want::Rejected(code), Some(found)) if found.iter().any(|found| found == code) => {}
            (Want::Record(_) | Want::Again, None) => {}
            (Want::Rejected(code), found) => differ(format!("row {row}: {found:?}, not {code}")),
            (_, Some(found)) => differ(format!("row {row}: {found:?}, but it is good")),
        }
    }
    // What was kept, field by field.
    let kept = office.list(judged.kind);
    let key = |value: &dyn Fn(&str) -> String| judged.key.iter().map(|field| value(field)).collect::<Vec<_>>();
    let mut found: BTreeMap<Vec<String>, Vec<&Value>> = BTreeMap::new();
    for one in &kept {
        found.entry(key(&|field| text_of(&one[field]))).or_default().push(one);
    }
    for (row, fields) in wants.iter().filter_map(|(row, want)| match want {
        Want::Record(fields) => Some((row, fields)),
        _ => None,
    }) {
        score.records += 1;
        let own = key(&|field| fields.get(field).cloned().unwrap_or_default());
        let Some(one) = found.get_mut(&own).and_then(Vec::pop) else {
            differ(format!("row {row}: no record {own:?}"));
            continue;
        };
        for (field, value) in one.as_object().unwrap().iter().filter(|(field, _)| !OWN.contains(&field.as_str())) {
            score.cells += 1;
            let want = fields.get(field).map_or("", String::as_str);
            if text_of(value) != want {
                differ(format!("row {row}, {field}: {value}, not {want:?}"));
            }
        }
    }
    for (key, one) in found.into_iter().flat_map(|(key, all)| all.into_iter().map(move |one| (key.clone(), one))) {
        // Desa of the kecamatan that the file does not tell of stand there already.
        if judged.kind != "desa" {
            differ(format!("kept, but in no row: {key:?} {}", one["uid"]));
        }
    }
    score.rejected +=
        wants.values().filter(|want| matches!(want, Want::Rejected(code) if *code != "luar-kecamatan")).count();
}

/// In the file of each of its kecamatan, two at a time.
fn judge_all(judged: &Judged, path: &Path) -> Score {
    let all = kecamatan_of(judged.kecamatan);
    let part = |some: &[String]| {
        let mut score = Score::default();
        some.iter().for_each(|kecamatan| judge(judged, path, kecamatan, &mut score));
        score
    };
    let (some, others) = all.split_at(all.len() / 2);
    std::thread::scope(|scope| {
        let beside = scope.spawn(|| part(some));
        let mut score = part(others);
        let more = beside.join().unwrap();
        score.rows = score.rows.max(more.rows);
        score.records += more.records;
        score.again += more.again;
        score.rejected += more.rejected;
        score.cells += more.cells;
        score.differing.extend(more.differing);
        score
    })
}

fn kecamatan_of(code: &str) -> Vec<String> {
    match code.split('.').count() {
        3 => vec![code.to_owned()],
        _ => pembina::base::wilayah::anak(code.parse().unwrap()).map(|place| place.kode.to_string()).collect(),
    }
}

#[test]
fn published_files_give_cell_by_cell_what_a_person_reads_in_them() {
    let Some(folder) = folder() else { return };
    println!("Published files judged cell by cell (rows of a kabupaten's list go each to its kecamatan's own file):");
    println!(
        "{:28} {:9} {:>5} {:>8} {:>6} {:>6} {:>6} {:>9}",
        "file", "to", "rows", "records", "again", "asked", "cells", "differing"
    );
    let mut wrong = Vec::new();
    for judged in JUDGED {
        let own = tempfile::tempdir().unwrap();
        let mut path = folder.join(judged.file);
        if let Some(title) = judged.title {
            let text = std::fs::read_to_string(&path).unwrap();
            path = own.path().join(judged.file);
            std::fs::write(&path, format!("{title}\n{text}")).unwrap();
        }
        let score = judge_all(judged, &path);
        println!(
            "{:28} {:9} {:5} {:8} {:6} {:6} {:6} {:9}",
            judged.file,
            judged.kind,
            score.rows,
            score.records,
            score.again,
            score.rejected,
            score.cells,
            score.differing.len()
        );
        assert_eq!(score.records + score.again + score.rejected, score.rows, "every row of {} is judged", judged.file);
        wrong.extend(score.differing);
    }
    assert!(
        wrong.is_empty(),
        "{} differ:\n{}",
        wrong.len(),
        wrong.iter().take(60).cloned().collect::<Vec<_>>().join("\n")
    );
}

// ---- every file, whether it holds such a table or not --------------------------------------------

/// What a file gives as a list of a kind: data rows and other rows, or the words it is refused
/// with. Written by hand; a file and kind not named here is refused as one without such a table.
const TABLES: &[(&str, &str, usize, usize)] = &[
    ("bogor_desas_utf16.txt", "desa", 435, 1),
    ("bogor_posyandu_2023.xlsx", "posyandu", 5_164, 4),
    // As a list of desa it has nine rows without one: numbers or names of Posyandu alone.
    ("bogor_posyandu_2023.xlsx", "desa", 5_159, 9),
    ("magetan_posyandu_jadwal.csv", "posyandu", 40, 1),
    ("opendk_Data_Sarana.xlsx", "posyandu", 2, 2),
    ("opendk_Data_Sarana.xlsx", "desa", 3, 1),
    ("opensid_klasifikasi_surat.csv", "desa", 2_331, 1),
    ("pekalongan_posyandu.csv", "posyandu", 98, 1),
    ("pekalongan_posyandu.csv", "desa", 98, 1),
];

/// What is said of files that are refused: forms, lists of other people and things.
const REFUSED: &[(&str, &str, &str)] = &[
    ("form_strata_posyandu_daihatsu.xlsx", "posyandu", "formulir"),
    ("form_strata_posyandu_daihatsu.xlsx", "kader", "formulir"),
    ("kediri_spm_rekap_template_quarterly.xlsx", "posyandu", "formulir"),
    ("posyandu_lansia_rw18_anonim.xlsx", "posyandu", "height"),
    ("posyandu_6spm_buku_pelayanan.xlsx", "posyandu", "BUKU PELAYANAN"),
    ("posyandu_6spm_buku_pelayanan.xlsx", "kader", "belum diisi"),
    ("who_bb_tb_decimal_comma.csv", "posyandu", "45"),
    ("sidareja_kecamatan.xlsx", "posyandu", "jumlah_penduduk"),
    ("egi_kabupaten_meta_header.csv", "posyandu", "<META>"),
    ("opensid_format_bip_2012_redacted.xls", "posyandu", "baris"),
    ("opensid_format_bip_2012_redacted.xls", "kader", "NAMA IBU"),
    ("opendk_Data_Sarana.xlsx", "kader", "kategori"),
    ("sikades_template_bumil.csv", "kader", "TANGGAL_HPHT"),
];

#[test]
fn every_row_of_every_published_file_is_accounted_for_and_forms_are_refused() {
    let Some(folder) = folder() else { return };
    let office = Office::new("32.01.01");
    println!(
        "{:50} {:9} {:>5} {:>5} {:>5} {:>5} {:>5} {:>5}  what",
        "file", "to", "rows", "new", "chg", "same", "rej", "skip"
    );
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending != "md"));
    files.sort();
    for path in &files {
        let name = path.file_name().unwrap().to_str().unwrap();
        let sheets = raw(path);
        for kind in ["posyandu", "kader", "desa"] {
            let reports = office.take(path, kind, &["--periksa", "--sebagian", "--buat-posyandu"]);
            let known = TABLES.iter().find(|(file, to, ..)| (*file, *to) == (name, kind));
            for report in &reports {
                let [rows, new, changed, same, rejected] =
                    ["baris", "baru", "berubah", "sama", "ditolak"].map(|key| number(report, key));
                assert_eq!(rows, new + changed + same + rejected, "{name} {kind}: the sum");
                let skipped = report["dilewati"].as_array().unwrap();
                assert!(skipped.iter().all(|row| !row["alasan"].as_str().unwrap().is_empty()), "{name} {kind}");
                let said = match &report["ditolak_seluruhnya"] {
                    Value::String(why) => why.clone(),
                    _ => report["kolom"]
                        .as_object()
                        .unwrap()
                        .iter()
                        .map(|(a, b)| format!("{a}={} ", text_of(b)))
                        .collect(),
                };
                let short: String = said.chars().take(150).collect();
                let skip = skipped.len();
                println!("{name:50} {kind:9} {rows:5} {new:5} {changed:5} {same:5} {rejected:5} {skip:5}  {short}");
                assert_eq!(report["ditolak_seluruhnya"].is_string(), known.is_none(), "{name} {kind}: {said}");
                if let Some((.., words)) = REFUSED.iter().find(|(file, to, _)| (*file, *to) == (name, kind)) {
                    assert!(said.contains(words), "{name} {kind}: {said}");
                }
                if let Some((.., want, want_skipped)) = known {
                    assert_eq!((rows, skip), (*want, *want_skipped), "{name} {kind}");
                    // Counted in the file itself.
                    let sheet = sheets.iter().find(|sheet| sheet.name == text_of(&report["lembar"])).unwrap();
                    assert_eq!(rows + skip, sheet.filled().len(), "{name} {kind}: every row that is not empty");
                    let told: BTreeSet<usize> = skipped.iter().map(|row| number(row, "baris")).collect();
                    assert!(told.len() == skip && told.is_subset(&sheet.filled()), "{name} {kind}: each told once");
                } else {
                    assert_eq!((rows, report["batch"].is_null()), (0, true), "{name} {kind}");
                }
            }
        }
    }
}
