//! The real program from outside: words, exit codes, JSON, errors, files.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

struct Desk {
    folder: tempfile::TempDir,
}

struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Ran {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}\n{}", self.out, self.err))
    }
}

impl Desk {
    /// A folder without a data file.
    fn empty() -> Self {
        Desk { folder: tempfile::tempdir().unwrap() }
    }

    /// With a file of Kecamatan Selat.
    fn selat() -> Self {
        let desk = Desk::empty();
        let made = desk.run(&["buat", "--wilayah", "62.03.01"]);
        assert_eq!(made.code, 0, "{}", made.err);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> String {
        std::fs::write(self.path(name), text).unwrap();
        self.path(name).display().to_string()
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pembina"));
        command
            .args(words)
            .current_dir(self.folder.path())
            .env("PEMBINA_BERKAS", self.path("data.db"))
            .env("TZ", "Asia/Jakarta")
            .stdin(Stdio::null());
        command
    }

    fn run(&self, words: &[&str]) -> Ran {
        ran(self.command(words).output().unwrap())
    }

    fn with_input(&self, words: &[&str], input: &str) -> Ran {
        use std::io::Write;
        let mut command = self.command(words);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        ran(child.wait_with_output().unwrap())
    }
}

fn ran(output: Output) -> Ran {
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// `KODE: kalimat. Saran.`
fn is_trouble(err: &str) -> bool {
    let Some((code, rest)) = err.trim_end().split_once(": ") else { return false };
    let is_code = !code.is_empty() && code.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-');
    is_code && !rest.contains('\n') && !rest.contains("Error {") && rest.len() > 10
}

const LIST: &str = "No;Desa;Posyandu;Alamat\n1;Selat Hilir;Mawar I;Jl. Satu\n2;Selat Hulu;Melati;\n";

#[test]
fn buat_fills_a_new_file_and_refuses_to_overwrite() {
    let desk = Desk::empty();
    let made = desk.run(&["buat", "--wilayah", "62.03.01", "--json"]);
    assert_eq!((made.code, made.json()["wilayah"].as_str()), (0, Some("62.03.01")));
    let again = desk.run(&["new", "--region", "62.03.01"]);
    assert_eq!(again.code, 3);
    assert!(is_trouble(&again.err) && again.err.starts_with("BERKAS-SUDAH-ADA: "), "{}", again.err);
    let desa = desk.run(&["ekspor", "desa", "--format", "json"]).json();
    assert!(desa.as_array().unwrap().len() > 5);
    assert!(desa[0]["kode"].as_str().unwrap().starts_with("62.03.01."));
}

#[test]
fn a_wrong_kecamatan_leaves_no_file() {
    let desk = Desk::empty();
    let wrong = desk.run(&["buat", "--wilayah", "62.03.99"]);
    assert_eq!(wrong.code, 2);
    assert!(is_trouble(&wrong.err), "{}", wrong.err);
    assert!(!desk.path("data.db").exists());
}

#[test]
fn impor_json_has_every_key_of_the_contract_and_the_sum_holds() {
    let desk = Desk::selat();
    let file = desk.write("daftar.csv", &format!("DAFTAR POSYANDU;;;\n;;;\n{LIST}3;Antah;Mawar;\n"));
    let report = desk.run(&["impor", &file, "--ke", "posyandu", "--sebagian", "--json"]);
    assert_eq!(report.code, 1, "rejected rows: the data say no");
    let json = report.json();
    let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "berkas",
            "ke",
            "lembar",
            "baris_judul",
            "kolom",
            "kolom_tak_dipakai",
            "baris",
            "baru",
            "berubah",
            "sama",
            "ditolak",
            "dilewati",
            "masalah",
            "batch"
        ]
    );
    assert_eq!(json["baris_judul"], 3);
    assert_eq!(json["kolom"]["Posyandu"], "nama");
    assert_eq!(json["kolom_tak_dipakai"], serde_json::json!(["No"]));
    assert_eq!((&json["baris"], &json["baru"], &json["ditolak"]), (&3.into(), &2.into(), &1.into()));
    assert_eq!(json["dilewati"][0], serde_json::json!({"baris": 1, "alasan": "judul"}));
    let problem = &json["masalah"][0];
    assert_eq!((&problem["baris"], problem["tingkat"].as_str()), (&6.into(), Some("galat")));
    for key in ["kolom", "nilai", "kode", "pesan", "saran"] {
        assert!(problem[key].as_str().is_some_and(|text| !text.is_empty()), "{key}");
    }
    assert!(json["batch"].is_i64());
}

#[test]
fn a_dry_run_has_no_batch_and_several_files_give_a_list() {
    let desk = Desk::selat();
    let file = desk.write("a.csv", LIST);
    let looked = desk.run(&["import", &file, "--to", "posyandu", "--dry-run", "--json"]);
    assert_eq!((looked.code, &looked.json()["batch"]), (0, &Value::Null));
    let both = desk.run(&["impor", &file, &file, "--ke", "posyandu", "--json"]).json();
    assert_eq!((both[0]["baru"].clone(), both[1]["sama"].clone()), (2.into(), 2.into()));
}

#[test]
fn standard_input_is_read_and_an_error_stops_everything() {
    let desk = Desk::selat();
    let text = format!("{LIST}3;Antah;Mawar;\n");
    let stopped = desk.with_input(&["impor", "-", "--ke", "posyandu", "--json"], &text);
    assert_eq!((stopped.code, &stopped.json()["batch"]), (1, &Value::Null));
    assert_eq!(desk.run(&["ekspor", "posyandu", "--format", "json"]).json(), serde_json::json!([]));
    let partly =
        desk.with_input(&["impor", "-", "--ke", "posyandu", "--sebagian", "--keluar-masalah", "sisa.csv"], &text);
    assert_eq!(partly.code, 1);
    let left = std::fs::read_to_string(desk.path("sisa.csv")).unwrap();
    assert!(left.contains("No;Desa;Posyandu;Alamat;Masalah (pembina)") && left.contains("3;Antah;Mawar;;"), "{left}");
}

#[test]
fn a_file_without_a_table_is_refused_as_a_whole() {
    let desk = Desk::selat();
    let file = desk.write("surat.csv", "Dengan hormat\nbersama ini kami sampaikan\n");
    let refused = desk.run(&["impor", &file, "--ke", "kader", "--json"]);
    assert_eq!((refused.code, &refused.json()["baris"]), (1, &0.into()));
    assert!(refused.json()["ditolak_seluruhnya"].is_string());
}

#[test]
fn every_change_can_be_seen_and_undone() {
    let desk = Desk::selat();
    let before = desk.run(&["ekspor", "posyandu"]).out;
    let file = desk.write("a.csv", LIST);
    let batch = desk.run(&["impor", &file, "--ke", "posyandu", "--json"]).json()["batch"].as_i64().unwrap();
    let history = desk.run(&["riwayat", "--json"]).json();
    let newest = &history[0];
    assert_eq!((newest["batch"].as_i64(), newest["jumlah"].as_i64()), (Some(batch), Some(2)));
    assert_eq!(newest["dapat_dibatalkan"], true);
    assert!(newest["waktu"].as_str().unwrap().ends_with("+07:00"));
    for key in ["pelaku", "perbuatan", "asal"] {
        assert!(newest[key].is_string(), "{key}");
    }
    assert_eq!(desk.run(&["batal", &batch.to_string()]).code, 0);
    assert_eq!(desk.run(&["ekspor", "posyandu"]).out, before);
    let again = desk.run(&["undo", &batch.to_string()]);
    assert_eq!(again.code, 1);
    assert!(is_trouble(&again.err), "{}", again.err);
    assert_eq!(desk.run(&["batal", "999"]).code, 1);
}

#[test]
fn lists_written_and_read_back_change_nothing() {
    let desk = Desk::selat();
    let file = desk.write("a.csv", LIST);
    desk.run(&["impor", &file, "--ke", "posyandu"]);
    for (name, more) in [("b.csv", None), ("c.csv", Some("--koma")), ("d.xlsx", None)] {
        let mut words = vec!["ekspor", "posyandu", "--keluar", name];
        words.extend(more);
        assert_eq!(desk.run(&words).code, 0);
        let back = desk.run(&["impor", name, "--ke", "posyandu", "--json"]);
        let json = back.json();
        assert_eq!((back.code, &json["sama"], &json["batch"]), (0, &2.into(), &Value::Null), "{name}");
    }
}

#[test]
fn no_text_from_a_file_becomes_a_formula_or_steers_the_terminal() {
    let desk = Desk::selat();
    let payloads =
        ["=cmd|' /C calc'!A0", "@SUM(1+9)*cmd", "+1", "-1", "=DDE(\"cmd\";\"x\")", "\u{1b}[2Jx", "\u{202e}abc"];
    let mut list = String::from("Desa;Posyandu;Alamat\n");
    for (number, payload) in payloads.iter().enumerate() {
        list.push_str(&format!("Selat Hilir;Mawar {number};\"{}\"\n", payload.replace('"', "\"\"")));
    }
    let file = desk.write("a.csv", &list);
    let taken = desk.run(&["impor", &file, "--ke", "posyandu"]);
    assert_eq!(taken.code, 0, "{}{}", taken.out, taken.err);
    let written = desk.run(&["ekspor", "posyandu"]).out;
    assert!(!written.contains('\u{1b}') && !written.contains('\u{202e}'));
    for line in written.lines() {
        assert!(!line.split(';').any(|cell| cell.trim_start_matches('"').starts_with(['=', '@', '+', '-'])), "{line}");
    }
    let json = desk.run(&["ekspor", "posyandu", "--format", "json"]).json();
    let first = json.as_array().unwrap().iter().find(|row| row["nama"] == "Mawar 0").unwrap();
    assert_eq!(first["alamat"], payloads[0]);
}

#[test]
fn words_that_are_wrong_end_with_2_and_say_what_to_do() {
    let desk = Desk::selat();
    let wrong: [&[&str]; 13] = [
        &["ambil"],
        &["impor", "a.csv"],
        &["impor", "a.csv", "--ke", "bayi"],
        &["ekspor", "posyandu", "--warna", "biru"],
        &["ekspor", "posyandu", "--format", "xlsx"],
        &["ekspor", "posyandu", "--desa", "62.03.01.9999"],
        &["batal", "satu"],
        &["laporan", "cuaca"],
        &["laporan", "formulir-kader"],
        &["laporan", "posyandu-desa", "--keluar", "rekap.odt"],
        &["laporan", "posyandu-desa", "--per", "besok-besok"],
        &["laporan", "posyandu-desa", "--untuk", "Melati"],
        &["report", "posyandu-desa", "--village", "62.03.01.9999"],
    ];
    for words in wrong {
        let ran = desk.run(words);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{words:?}: {}", ran.err);
        assert!(is_trouble(&ran.err), "{words:?}: {}", ran.err);
    }
}

#[test]
fn laporan_without_a_name_tells_which_there_are() {
    let desk = Desk::empty();
    let list = desk.run(&["laporan", "--json"]);
    assert_eq!(list.code, 0, "{}", list.err);
    let json = list.json();
    let first = json[0].as_object().unwrap();
    assert_eq!(first.keys().collect::<Vec<_>>(), ["nama", "judul", "format"]);
    let formats: Vec<&str> = first["format"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let all = ["xlsx", "pdf", "docx", "csv", "txt"];
    let here: Vec<&str> = all.into_iter().filter(|format| cfg!(feature = "pdf") || *format != "pdf").collect();
    assert_eq!(formats, here);
    let lines = desk.run(&["report"]);
    assert!(lines.out.contains("posyandu-desa"), "{}", lines.out);
}

#[test]
fn laporan_writes_to_the_screen_or_to_a_file_named_by_its_ending() {
    let desk = Desk::selat();
    let text = desk.run(&["laporan", "posyandu-desa"]);
    assert_eq!(text.code, 0, "{}", text.err);
    assert!(text.out.to_lowercase().contains("posyandu"), "{}", text.out);
    let written = desk.run(&["laporan", "posyandu-desa", "--keluar", "rekap.txt", "--json"]);
    assert_eq!(written.code, 0, "{}", written.err);
    let path = written.json()["berkas"].as_str().unwrap().to_owned();
    assert!(Path::new(&path).is_absolute() && Path::new(&path).exists(), "{path}");
    let missing = desk.run(&["laporan", "posyandu-desa", "--keluar", "tidak/ada.txt"]);
    assert_eq!(missing.code, 3);
    assert!(missing.err.starts_with("FOLDER-TIDAK-ADA: "), "{}", missing.err);
}

#[test]
fn a_report_issued_from_the_command_line_is_kept_and_printed_again_alike() {
    let desk = Desk::selat();
    let issued = desk.run(&["laporan", "posyandu-desa", "--keluar", "satu.txt", "--terbitkan", "--json"]);
    assert_eq!(issued.code, 0, "{}", issued.err);
    let year = issued.json()["nomor"].as_str().unwrap().strip_prefix("1/").unwrap().to_owned();
    let file = desk.write("daftar.csv", LIST);
    assert_eq!(desk.run(&["impor", &file, "--ke", "posyandu"]).code, 0);
    let register = desk.run(&["ekspor", "laporan", "--format", "json"]).json();
    assert_eq!((&register[0]["nomor_laporan"], register[0]["bentuk"].as_str()), (&Value::from(1), Some("txt")));
    let again = desk.run(&["laporan", "terbitan", "--untuk", &format!("1/{year}"), "--keluar", "lagi.txt"]);
    assert_eq!(again.code, 0, "{}", again.err);
    assert_eq!(std::fs::read(desk.path("lagi.txt")).unwrap(), std::fs::read(desk.path("satu.txt")).unwrap());
    let other = desk.run(&["report", "posyandu-desa", "--out", "lima.txt", "--issue", "5"]);
    assert!(other.out.contains(&format!("5/{year}")), "{}{}", other.out, other.err);
    let changes = desk.run(&["laporan", "beda-terbitan", "--untuk", &format!("5/{year}")]);
    assert!(changes.out.contains("Selat Hilir"), "{}{}", changes.out, changes.err);
    let taken = desk.run(&["laporan", "posyandu-desa", "--keluar", "dua.txt", "--terbitkan", "5"]);
    assert_eq!((taken.code, taken.err.starts_with("NOMOR-LAPORAN: ")), (1, true), "{}", taken.err);
    assert!(!desk.path("dua.txt").exists());
}

#[test]
fn what_the_machine_refuses_ends_with_3() {
    let desk = Desk::empty();
    let missing = desk.run(&["riwayat"]);
    assert_eq!(missing.code, 3);
    assert!(missing.err.starts_with("BERKAS-TIDAK-ADA: "), "{}", missing.err);
    let desk = Desk::selat();
    assert_eq!(desk.run(&["impor", "tidak-ada.xlsx", "--ke", "posyandu"]).code, 3);
    assert_eq!(desk.run(&["ekspor", "posyandu", "--keluar", "tidak/ada.csv"]).code, 3);
    std::fs::write(desk.path("data.db"), "Dengan hormat").unwrap();
    let foreign = desk.run(&["periksa"]);
    assert_eq!(foreign.code, 3);
    assert!(is_trouble(&foreign.err), "{}", foreign.err);
}

#[test]
fn screens_without_a_terminal_say_so() {
    let desk = Desk::selat();
    let ran = desk.run(&[]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.starts_with("TANPA-TERMINAL: "), "{}", ran.err);
}

#[test]
fn help_shows_every_command_and_flag_with_its_english_name_in_both_languages() {
    let desk = Desk::empty();
    let pairs = [
        ("buat", "new"),
        ("contoh", "sample"),
        ("impor", "import"),
        ("ekspor", "export"),
        ("riwayat", "history"),
        ("batal", "undo"),
        ("periksa", "check"),
        ("cadangkan", "backup"),
        ("pulihkan", "restore"),
        ("dokter", "doctor"),
        ("dok", "docs"),
    ];
    for lang in ["id", "en"] {
        let help = desk.run(&["--bahasa", lang, "--help"]);
        assert_eq!(help.code, 0);
        for (name, english) in pairs {
            let line = help.out.lines().find(|line| line.trim_start().starts_with(&format!("{name} "))).unwrap();
            assert!(line.contains(english), "{line}");
        }
        let import = desk.run(&["impor", "--help", "--lang", lang]).out;
        for flag in [
            "--ke",
            "--to",
            "--lembar",
            "--sheet",
            "--petakan",
            "--map",
            "--periksa",
            "--dry-run",
            "--sebagian",
            "--partial",
            "--buat-posyandu",
            "--create-posyandu",
            "--alasan",
            "--reason",
            "--keluar-masalah",
            "--json",
        ] {
            assert!(import.contains(flag), "{flag} in {lang}");
        }
    }
    assert!(desk.run(&["--help"]).out.contains("Perintah:"));
    assert!(desk.run(&["--help", "--lang", "en"]).out.contains("Commands:"));
}

#[test]
fn a_copy_is_made_and_restored_and_the_present_file_is_kept() {
    let desk = Desk::selat();
    assert_eq!(desk.run(&["cadangkan", "--keluar", "salinan.db"]).code, 0);
    let file = desk.write("a.csv", LIST);
    desk.run(&["impor", &file, "--ke", "posyandu"]);
    let asked = desk.run(&["pulihkan", "salinan.db"]);
    assert_eq!(asked.code, 2, "without a terminal nobody can be asked");
    let restored = desk.run(&["restore", "salinan.db", "--yes", "--json"]);
    assert_eq!(restored.code, 0, "{}", restored.err);
    assert!(Path::new(restored.json()["disimpan"].as_str().unwrap()).exists());
    assert_eq!(desk.run(&["ekspor", "posyandu", "--format", "json"]).json(), serde_json::json!([]));
}

#[test]
fn a_sample_is_the_same_for_the_same_seed_and_its_findings_are_a_list() {
    let (one, two) = (Desk::empty(), Desk::empty());
    for desk in [&one, &two] {
        let made = desk.run(&["contoh", "--benih", "7"]);
        assert_eq!(made.code, 0, "{}", made.err);
    }
    let kader = one.run(&["ekspor", "kader", "--format", "json", "--dengan-nik", "uji"]);
    assert_eq!(kader.out, two.run(&["ekspor", "kader", "--format", "json", "--dengan-nik", "uji"]).out);
    assert!(kader.json().as_array().unwrap().len() >= 145);
    let found = one.run(&["periksa", "--json"]);
    let findings = found.json();
    assert_eq!(found.code, i32::from(!findings.as_array().unwrap().is_empty()));
    for key in ["kode", "tingkat", "kind", "uid", "judul", "pesan", "desa_kode"] {
        assert!(findings[0][key].is_string(), "{key}");
    }
}

#[test]
fn every_list_of_a_sample_reads_back_unchanged() {
    let desk = Desk::empty();
    desk.run(&["contoh"]);
    for kind in ["desa", "posyandu", "kader", "sk", "penugasan", "kecamatan", "catatan", "pilihan"] {
        for name in ["daftar.csv", "daftar.xlsx"] {
            let written = desk.run(&["ekspor", kind, "--keluar", name, "--dengan-nik", "uji"]);
            assert_eq!(written.code, 0, "{kind}: {}", written.err);
            let back = desk.run(&["impor", name, "--ke", kind, "--json"]).json();
            assert_eq!(back["sama"], back["baris"], "{kind} {name}: {} {}", back["masalah"], back["baru"]);
            assert_eq!(back["batch"], Value::Null);
        }
    }
}

#[test]
fn documents_come_from_the_program_itself() {
    let desk = Desk::empty();
    for (document, holds) in [
        ("manual", "### impor (import)"),
        ("man", ".TH PEMBINA 1"),
        ("completions", "complete "),
        ("skema", "CREATE TABLE"),
    ] {
        let ran = desk.run(&["dok", document]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.out.contains(holds), "{document}");
    }
}

#[test]
fn the_doctor_speaks_also_where_there_is_no_file() {
    let desk = Desk::empty();
    let without = desk.run(&["dokter", "--json"]);
    assert_eq!(without.code, 0);
    assert!(without.json().as_array().unwrap().iter().any(|line| line["keadaan"] == "perhatian"));
    assert_eq!(Desk::selat().run(&["dokter"]).code, 0);
}

#[test]
fn a_list_as_of_a_day_is_exported_with_the_day_in_its_name_and_sheet() {
    let desk = Desk::empty();
    assert_eq!(desk.run(&["contoh", "--benih", "3"]).code, 0);
    let rows = |words: &[&str]| desk.run(words).json().as_array().unwrap().len();
    let (now, then) =
        (rows(&["ekspor", "kader", "--json"]), rows(&["ekspor", "kader", "--json", "--per", "31-12-2023"]));
    assert!(then > 0 && then != now, "{then} of {now}");
    // Other spellings of the same day and the English words give the same rows.
    assert_eq!(rows(&["export", "kader", "--format", "json", "--as-of", "2023-12-31"]), then);
    for row in desk.run(&["ekspor", "kader", "--json", "--per", "31-12-2023"]).json().as_array().unwrap() {
        assert!(row["mulai"].as_str().is_none_or(|from| from <= "2023-12-31"), "{row}");
        assert!(row["selesai"].as_str().is_none_or(|until| until >= "2023-12-31"), "{row}");
    }
    for kind in ["posyandu", "desa", "penugasan", "sk"] {
        assert_eq!(desk.run(&["ekspor", kind, "--json", "--per", "31-12-2023"]).code, 0, "{kind}");
    }
    // A file for people says the day; CSV stays a table from its first line.
    let told = desk.run(&["ekspor", "kader", "--per", "31-12-2023", "--keluar", "kader.xlsx"]);
    assert!(told.out.contains("Keadaan per 31 Desember 2023."), "{}", told.out);
    let csv = desk.run(&["ekspor", "desa", "--per", "31-12-2023", "--koma"]).out;
    assert!(csv.starts_with("uid,kode,"), "{csv}");
}

#[test]
fn what_knows_no_days_says_so_with_what_does() {
    let desk = Desk::empty();
    assert_eq!(desk.run(&["contoh", "--benih", "3"]).code, 0);
    for (words, says) in [
        (vec!["ekspor", "rencana", "--per", "31-12-2025"], "posyandu, kader, desa, penugasan, sk"),
        (vec!["laporan", "registrasi", "--per", "31-12-2025"], "posyandu-desa"),
        (vec!["laporan", "kursi", "--sejak", "31-12-2025"], "perubahan"),
        (vec!["ekspor", "kader", "--per", "31-02-2025"], "--per 31-02-2025"),
        (vec!["laporan", "perubahan", "--sejak", "akhir tahun"], "--sejak akhir tahun"),
    ] {
        let ran = desk.run(&words);
        assert_eq!((ran.code, is_trouble(&ran.err)), (2, true), "{words:?}: {}", ran.err);
        assert!(ran.err.contains(says), "{words:?}: {}", ran.err);
    }
}

#[test]
fn changes_are_reported_between_the_two_days_named() {
    let desk = Desk::empty();
    assert_eq!(desk.run(&["contoh", "--benih", "3"]).code, 0);
    let told = |words: &[&str]| {
        let mut all = vec!["laporan", "perubahan", "--keluar", "-"];
        all.extend(words);
        let ran = desk.run(&all);
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    };
    let whole = told(&["--sejak", "31-12-2022", "--per", "31-12-2025"]);
    assert!(whole.contains("31 DESEMBER 2022 SAMPAI DENGAN 31 DESEMBER 2025"), "{whole}");
    // Named the other way round, and in English, it is the same span.
    assert_eq!(told(&["--since", "31-12-2025", "--as-of", "31-12-2022"]), whole);
    assert!(told(&["--per", "31-12-2025"]).contains("31 DESEMBER 2024 SAMPAI DENGAN 31 DESEMBER 2025"));
    let nothing = told(&["--sejak", "31-12-2025", "--per", "31-12-2025"]);
    assert!(nothing.contains("Tidak ada") && nothing.contains("Jumlah 0 perubahan"), "{nothing}");
}

/// How many findings `periksa --json` has of each code; those passed with a reason count once more.
fn findings_by_code(desk: &Desk) -> std::collections::BTreeMap<String, usize> {
    let mut out = std::collections::BTreeMap::new();
    for finding in desk.run(&["periksa", "--json"]).json().as_array().unwrap() {
        *out.entry(finding["kode"].as_str().unwrap().to_owned()).or_insert(0) += 1;
        *out.entry("dengan-alasan".to_owned()).or_insert(0) += usize::from(finding["diterima"] == true);
        // The code of what is passed but not seen again is that of the line itself.
        if finding["kode"] == "dengan-alasan" {
            *out.get_mut("dengan-alasan").unwrap() -= 1;
        }
    }
    out
}

#[test]
fn checking_gives_the_same_numbers_as_the_start_screen() {
    use pembina::request::{DOUBLES, Reply, Request};
    let desk = Desk::empty();
    assert_eq!(desk.run(&["contoh"]).code, 0);
    let found = findings_by_code(&desk);
    let opening = pembina::store::Opening::by("uji").without_copies();
    let mut store = pembina::store::Store::open(&desk.path("data.db"), &opening).unwrap();
    let Reply::Home(home) = pembina::service::serve(&mut store, Request::Home) else { panic!("no home") };
    assert!(home.attention.len() >= 8, "{:?}", home.attention);
    for line in &home.attention {
        let of = |code: &str| found.get(code).copied().unwrap_or(0);
        let told =
            if line.code == DOUBLES { of("posyandu-mungkin-ganda") + of("kader-mungkin-ganda") } else { of(line.code) };
        assert_eq!(told, line.count, "{}", line.code);
    }
    for code in ["verifikasi-lama", "jabatan-akan-habis", "kursi-kosong", "tanpa-registrasi"] {
        assert!(home.attention.iter().any(|line| line.code == code), "{code}");
    }
}
