//! The words of the command line, in both languages.
//!
//! * **Owns** commands, flags, their English aliases and their help.
//! * **Imports** `clap`, `base`.
//! * **Never** opens a file.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, value_parser};

use crate::base::place;
use crate::base::words::{Lang, Text, text};
use crate::entity::{self, ENTITIES, Entity};
use crate::report::writers::csv::Comma;
use crate::request::{Format, Issue, Trouble};
use crate::ui::look::Theme;

/// What was asked for.
#[derive(Debug)]
pub struct Asked {
    /// What holds for every command.
    pub global: Global,
    /// The command.
    pub command: Command,
}

/// What holds for every command.
#[derive(Clone, Debug)]
pub struct Global {
    /// The data file.
    pub file: PathBuf,
    /// The language, where one was asked for.
    pub lang: Option<Lang>,
    /// The palette, where one was asked for.
    pub theme: Option<Theme>,
    /// ASCII only.
    pub ascii: bool,
    /// Who is working.
    pub actor: String,
    /// One JSON document instead of lines for people.
    pub json: bool,
}

/// The commands.
#[derive(Debug)]
pub enum Command {
    /// The screens.
    Screens,
    /// The screens on a made-up kecamatan.
    Demo,
    /// A new file for the kecamatan of a code.
    Begin(String),
    /// A made-up file: how many kecamatan, which seed.
    Sample(usize, u64),
    /// Takes office files in.
    Import(Import),
    /// Writes a list.
    Export(Export),
    /// Writes a report, or tells which there are.
    Report(Box<Report>),
    /// What was done, at most so many batches.
    History(usize),
    /// Undoes a batch.
    Undo(i64),
    /// Findings about the data.
    Check,
    /// A verified copy.
    Backup(Option<PathBuf>),
    /// Puts a copy in place; asks first unless sure.
    Restore(PathBuf, Sure),
    /// The terminal's abilities, the file's health.
    Doctor,
    /// Generated documents.
    Docs(String),
}

/// Whether a question was answered on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sure {
    /// `--ya`.
    Yes,
    /// It is asked on the terminal.
    Ask,
}

/// `impor`.
#[derive(Debug)]
pub struct Import {
    /// The office files; `-` is standard input.
    pub files: Vec<String>,
    /// The kind.
    pub entity: &'static Entity,
    /// The rest, without the file.
    pub job: crate::request::ImportJob,
}

/// `ekspor`.
#[derive(Debug)]
pub struct Export {
    /// The kind.
    pub entity: &'static Entity,
    /// The format.
    pub format: Format,
    /// The file; `None` is standard output.
    pub to: Option<String>,
    /// Words looked for.
    pub search: Option<String>,
    /// Only this desa.
    pub desa: Option<String>,
    /// As of which day, as typed.
    pub as_of: Option<String>,
    /// Releases NIK and phone numbers.
    pub personal: Option<String>,
    /// How CSV separates.
    pub comma: Comma,
}

/// `laporan`.
#[derive(Debug, Default)]
pub struct Report {
    /// The report; `None`: the list of them.
    pub name: Option<String>,
    /// The format.
    pub format: Format,
    /// The file; `None` is standard output.
    pub to: Option<String>,
    /// The year.
    pub year: Option<i64>,
    /// Only this desa, by code.
    pub desa: Option<String>,
    /// As of which day, as typed.
    pub as_of: Option<String>,
    /// Since which day, as typed.
    pub since: Option<String>,
    /// The record it is about: uid or name.
    pub about: Option<String>,
    /// Two versions of a plan.
    pub versions: Option<(i64, i64)>,
    /// Columns of text.
    pub columns: Option<u16>,
    /// How CSV separates; `None`: as Excel in Indonesia reads it.
    pub comma: Option<Comma>,
    /// Releases NIK and phone numbers.
    pub personal: Option<String>,
    /// F4 in the place of A4.
    pub folio: bool,
    /// Gives it a number in the register.
    pub issue: Option<Issue>,
}

/// What reading the words gave.
#[derive(Debug)]
pub enum Read {
    /// A command.
    Asked(Box<Asked>),
    /// Help or the version: to be printed.
    Text(String),
}

/// The language of help and errors: `--bahasa`, before anything else is read.
pub fn language(words: &[OsString]) -> Lang {
    let mut words = words.iter().skip(1).map(|word| word.to_string_lossy());
    while let Some(word) = words.next() {
        let value = match word.split_once('=') {
            Some(("--bahasa" | "--lang", value)) => Some(value.to_owned()),
            None if word == "--bahasa" || word == "--lang" => words.next().map(std::borrow::Cow::into_owned),
            _ => None,
        };
        if let Some(value) = value {
            return if value == "en" { Lang::En } else { Lang::Id };
        }
    }
    Lang::Id
}

/// Reads the words.
///
/// # Errors
/// A trouble that says which word is wrong.
pub fn read(words: &[OsString], lang: Lang) -> Result<Read, Trouble> {
    let matches = match program(lang).try_get_matches_from(words) {
        Ok(matches) => matches,
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            let text = error.render().to_string();
            return Ok(Read::Text(if lang == Lang::Id { text.replace("[OPTIONS]", "[PILIHAN]") } else { text }));
        }
        Err(error) => return Err(wrong(&error)),
    };
    let global = Global {
        file: matches.get_one::<PathBuf>("berkas").cloned().unwrap_or_else(place::default_file),
        lang: matches.get_one::<String>("bahasa").map(|word| if word == "en" { Lang::En } else { Lang::Id }),
        theme: matches.get_one::<String>("tema").and_then(|word| Theme::from_word(word)),
        ascii: matches.get_flag("ascii"),
        actor: matches.get_one::<String>("pelaku").cloned().unwrap_or_else(place::system_user),
        json: matches
            .subcommand()
            .is_some_and(|(_, sub)| sub.try_get_one::<bool>("json").is_ok_and(|on| on == Some(&true))),
    };
    let command = match matches.subcommand() {
        Some((name, sub)) => command(name, sub)?,
        None => Command::Screens,
    };
    Ok(Read::Asked(Box::new(Asked { global, command })))
}

fn command(name: &str, sub: &ArgMatches) -> Result<Command, Trouble> {
    let string = |name: &str| sub.get_one::<String>(name).cloned();
    Ok(match name {
        "buat" => Command::Begin(string("wilayah").unwrap_or_default()),
        "demo" => Command::Demo,
        "contoh" => {
            Command::Sample(sub.get_one("kecamatan").copied().unwrap_or(1), sub.get_one("benih").copied().unwrap_or(1))
        }
        "impor" => Command::Import(import(sub)?),
        "ekspor" => Command::Export(export(sub)?),
        "laporan" => Command::Report(Box::new(report(sub)?)),
        "riwayat" => Command::History(sub.get_one("batas").copied().unwrap_or(50)),
        "batal" => Command::Undo(sub.get_one("batch").copied().unwrap_or_default()),
        "periksa" => Command::Check,
        "cadangkan" => Command::Backup(sub.get_one("keluar").cloned()),
        "pulihkan" => Command::Restore(
            sub.get_one("file").cloned().unwrap_or_default(),
            if sub.get_flag("ya") { Sure::Yes } else { Sure::Ask },
        ),
        "dokter" => Command::Doctor,
        "dok" => Command::Docs(string("dokumen").unwrap_or_default()),
        _ => Command::Screens,
    })
}

fn import(sub: &ArgMatches) -> Result<Import, Trouble> {
    let string = |name: &str| sub.get_one::<String>(name).cloned();
    let mut mapping = Vec::new();
    for pair in sub.get_many::<String>("petakan").unwrap_or_default() {
        // A heading may hold "=", a field does not.
        let Some((heading, field)) = pair.rsplit_once('=') else {
            return Err(Trouble::new(
                "PETAKAN-SALAH",
                text("--petakan {0} tidak terbaca.", "--map {0} cannot be read.").with([pair.clone()]),
                text("Tulis --petakan \"JUDUL KOLOM=isian\".", "Write --map \"HEADING=field\"."),
            ));
        };
        mapping.push((heading.trim().to_owned(), field.trim().to_owned()));
    }
    let entity = kind(&string("ke").unwrap_or_default())?;
    let job = crate::request::ImportJob {
        text: None,
        file: String::new(),
        kind: entity.name.to_owned(),
        sheet: string("lembar"),
        mapping,
        year: sub.get_one::<i64>("tahun").copied(),
        dry_run: sub.get_flag("periksa"),
        partial: sub.get_flag("sebagian"),
        create_posyandu: sub.get_flag("buat-posyandu"),
        reason: string("alasan"),
        problems_to: string("keluar-masalah"),
        decisions: Box::default(),
    };
    let files = sub.get_many::<String>("file").unwrap_or_default().cloned().collect();
    Ok(Import { files, entity, job })
}

fn export(sub: &ArgMatches) -> Result<Export, Trouble> {
    let string = |name: &str| sub.get_one::<String>(name).cloned();
    let to = string("keluar").filter(|to| to != "-");
    let ending = to.as_deref().and_then(|to| to.rsplit_once('.')).map(|(_, ending)| ending.to_lowercase());
    let json = sub.get_flag("json").then(|| "json".to_owned());
    let format = match json.or_else(|| string("format")).or(ending).as_deref() {
        Some("xlsx") => Format::Xlsx,
        Some("json") => Format::Json,
        _ => Format::Csv,
    };
    if format == Format::Xlsx && to.is_none() {
        return Err(Trouble::new(
            "KELUAR-PERLU",
            text("Berkas xlsx tidak ditulis ke layar.", "An xlsx file is not written to the screen."),
            text("Tambahkan --keluar NAMA.xlsx.", "Add --out NAME.xlsx."),
        ));
    }
    Ok(Export {
        entity: kind(&string("kind").unwrap_or_default())?,
        format,
        to,
        search: string("cari"),
        desa: string("desa"),
        as_of: string("per"),
        personal: string("dengan-nik"),
        comma: if sub.get_flag("koma") { Comma::Plain } else { Comma::Semicolon },
    })
}

fn report(sub: &ArgMatches) -> Result<Report, Trouble> {
    let string = |name: &str| sub.get_one::<String>(name).cloned();
    let to = string("keluar").filter(|to| to != "-");
    let format = match &to {
        None => Format::Txt,
        Some(to) => {
            let ending = to.rsplit_once('.').map_or("", |(_, ending)| ending);
            Format::OF_REPORTS.into_iter().find(|format| format.ending() == ending.to_lowercase()).ok_or_else(|| {
                Trouble::new(
                    "AKHIRAN-TIDAK-DIKENAL",
                    text("Bentuk laporan tidak dikenal dari nama {0}.", "The name {0} tells no format of reports.")
                        .with([to.clone()]),
                    text(
                        "Akhiri namanya dengan .xlsx, .pdf, .docx, .csv atau .txt.",
                        "End the name in .xlsx, .pdf, .docx, .csv or .txt.",
                    ),
                )
            })?
        }
    };
    let versions = string("versi").map(|typed| {
        let pair = typed.split_once(',').and_then(|(a, b)| Some((a.trim().parse().ok()?, b.trim().parse().ok()?)));
        pair.ok_or_else(|| {
            Trouble::new(
                "VERSI-SALAH",
                text("--versi {0} tidak terbaca.", "--versions {0} cannot be read.").with([typed.clone()]),
                text("Tulis dua nomor, misalnya --versi 1,2 (0 = sekarang).", "Write two numbers: 1,2 (0 = now)."),
            )
        })
    });
    let issue = sub.contains_id("terbitkan").then(|| Issue {
        number: sub.get_one::<i64>("terbitkan").copied().filter(|number| *number > 0),
        note: String::new(),
    });
    Ok(Report {
        name: string("nama"),
        format,
        to,
        year: sub.get_one::<i64>("tahun").copied(),
        desa: string("desa"),
        as_of: string("per"),
        since: string("sejak"),
        about: string("untuk"),
        versions: versions.transpose()?,
        columns: string("lebar").and_then(|columns| columns.parse().ok()),
        comma: sub.get_flag("koma").then_some(Comma::Plain),
        personal: string("dengan-nik"),
        folio: sub.get_flag("folio"),
        issue,
    })
}

fn kind(word: &str) -> Result<&'static Entity, Trouble> {
    entity::by_name(&word.to_lowercase()).ok_or_else(|| {
        Trouble::new(
            "JENIS-TIDAK-DIKENAL",
            text("Jenis data \"{0}\" tidak dikenal. Yang ada: {1}.", "Kind \"{0}\" is not known. Known: {1}.")
                .with([word.to_owned(), kinds()]),
            text("Pilih salah satunya.", "Choose one of them."),
        )
    })
}

/// The kinds, main ones first.
fn kinds() -> String {
    let mut names: Vec<&str> = ENTITIES.iter().map(|entity| entity.name).collect();
    names.sort_by_key(|name| (!["desa", "posyandu", "kader"].contains(name), *name));
    names.join(", ")
}

/// Clap's own errors as a trouble.
fn wrong(error: &clap::Error) -> Trouble {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(word)) => word.clone(),
        Some(ContextValue::Strings(words)) => words.join(", "),
        _ => String::new(),
    };
    let (argument, value) = (context(ContextKind::InvalidArg), context(ContextKind::InvalidValue));
    let (code, said) = match error.kind() {
        ErrorKind::UnknownArgument => {
            ("PERINTAH-SALAH", text("{0} tidak dikenal.", "{0} is not known.").with([argument]))
        }
        ErrorKind::InvalidSubcommand => (
            "PERINTAH-SALAH",
            text("Perintah {0} tidak dikenal.", "Command {0} is not known.")
                .with([context(ContextKind::InvalidSubcommand)]),
        ),
        ErrorKind::MissingRequiredArgument => {
            ("PERINTAH-KURANG", text("Belum ada {0}.", "{0} is missing.").with([argument]))
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            ("PERINTAH-KURANG", text("Isi {0} belum ada.", "{0} needs a value.").with([argument]))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => (
            "PERINTAH-SALAH",
            text("Isi {0} tidak dapat dipakai: {1}.", "{0} cannot be used with: {1}.").with([argument, value]),
        ),
        ErrorKind::ArgumentConflict => {
            ("PERINTAH-SALAH", text("{0} tertulis dua kali.", "{0} is given twice.").with([argument]))
        }
        _ => ("PERINTAH-SALAH", text("Perintah tidak terbaca.", "The command cannot be read.").into()),
    };
    Trouble::new(code, said, text("Lihat: pembina --help", "See: pembina --help --lang en"))
}

/// Builds texts in one language.
struct Words(Lang);

impl Words {
    fn say(&self, text: Text) -> &'static str {
        text.get(self.0)
    }

    fn flag(&self, name: &'static str, english: &'static str, help: Text) -> Arg {
        Arg::new(name).long(name).visible_alias(english).action(ArgAction::SetTrue).help(self.say(help))
    }

    fn option(&self, name: &'static str, english: &'static str, value: Text, help: Text) -> Arg {
        Arg::new(name).long(name).visible_alias(english).value_name(self.say(value)).help(self.say(help))
    }

    fn json(&self) -> Arg {
        let help = text("Keluaran JSON: tepat satu dokumen", "JSON output: exactly one document");
        Arg::new("json").long("json").action(ArgAction::SetTrue).help(self.say(help))
    }

    fn command(&self, name: &'static str, english: &'static str, about: Text) -> clap::Command {
        let command = clap::Command::new(name).about(self.say(about));
        if english == name { command } else { command.visible_alias(english) }
    }
}

const TEMPLATE_ID: &str = "{about-with-newline}\nPemakaian: {usage}\n\n{all-args}{after-help}\n";
const TEMPLATE_EN: &str = "{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}\n";

/// The whole command line, in a language.
pub fn program(lang: Lang) -> clap::Command {
    let w = Words(lang);
    let commands = [
        buat(&w),
        w.command(
            "demo",
            "demo",
            text(
                "Layar pada kecamatan buatan; tidak ada yang disimpan",
                "The screens on a made-up kecamatan; nothing is kept",
            ),
        ),
        contoh(&w),
        impor(&w),
        ekspor(&w),
        laporan(&w),
        riwayat(&w),
        w.command(
            "batal",
            "undo",
            text("Membatalkan satu perubahan (nomor dari riwayat)", "Undoes one batch (its number is in the history)"),
        )
        .arg(
            Arg::new("batch")
                .value_name("BATCH")
                .required(true)
                .value_parser(value_parser!(i64))
                .help(w.say(text("Nomor perubahan", "The batch's number"))),
        )
        .arg(w.json()),
        w.command(
            "periksa",
            "check",
            text("Temuan tentang data, sebagai daftar kerja", "Findings about the data, as a work list"),
        )
        .arg(w.json()),
        cadangkan(&w),
        pulihkan(&w),
        w.command(
            "dokter",
            "doctor",
            text(
                "Kemampuan terminal, kesehatan berkas, versi, tempat berkas",
                "The terminal's abilities, the file's health, versions, paths",
            ),
        )
        .arg(w.json()),
        w.command(
            "dok",
            "docs",
            text(
                "Dokumen yang dibuat dari program: manual, man, completions, skema",
                "Documents made from the program: manual, man, completions, skema (schema)",
            ),
        )
        .arg(Arg::new("dokumen").value_name("manual|man|completions|skema").required(true).value_parser([
            "manual",
            "man",
            "completions",
            "skema",
        ])),
    ];
    let template = if lang == Lang::En { TEMPLATE_EN } else { TEMPLATE_ID };
    let heading = w.say(text("Pilihan", "Options"));
    let argument = w.say(text("Isian", "Arguments"));
    let dress = |command: clap::Command| {
        command
            .help_template(template)
            .disable_help_flag(true)
            .disable_version_flag(true)
            .disable_help_subcommand(true)
            .arg(
                Arg::new("help")
                    .short('h')
                    .long("help")
                    .visible_alias("bantuan")
                    .action(ArgAction::Help)
                    .help(w.say(text("Menampilkan bantuan ini", "Prints this help")))
                    .help_heading(heading),
            )
            .mut_args(|arg| {
                let of = if arg.is_positional() { argument } else { heading };
                arg.help_heading(of)
            })
    };
    let top = dress(globals(clap::Command::new("pembina"), &w))
        .about(w.say(text(
            "Alat kerja harian Tim Pembina Posyandu kecamatan. Tanpa perintah: membuka layar.",
            "The daily tool of a kecamatan's Tim Pembina Posyandu. Without a command: opens the screens.",
        )))
        .version(env!("CARGO_PKG_VERSION"))
        .arg(Arg::new("version").short('V').long("version").visible_alias("versi").action(ArgAction::Version).help(w.say(text("Menampilkan versi", "Prints the version"))).help_heading(heading))
        .subcommand_help_heading(w.say(text("Perintah", "Commands")))
        .subcommand_value_name(w.say(text("PERINTAH", "COMMAND")))
        .after_help(w.say(text(
            "Kode keluar: 0 selesai; 1 data menolak (baris ditolak, temuan, pembatalan ditolak); 2 perintah salah; 3 berkas atau mesin menolak.",
            "Exit codes: 0 done; 1 the data say no (rejected rows, findings, a refused undo); 2 wrong words; 3 the file or the machine says no.",
        )));
    commands.into_iter().fold(top, |top, command| top.subcommand(dress(command)))
}

fn globals(command: clap::Command, w: &Words) -> clap::Command {
    command
        .arg(
            w.option(
                "berkas",
                "file",
                text("BERKAS", "FILE"),
                text(
                    "Berkas data (bawaan: di folder data pengguna)",
                    "The data file (default: in the user's data folder)",
                ),
            )
            .env("PEMBINA_BERKAS")
            .value_parser(value_parser!(PathBuf))
            .global(true),
        )
        .arg(
            w.option("bahasa", "lang", text("id|en", "id|en"), text("Bahasa: id atau en", "Language: id or en"))
                .value_parser(["id", "en"])
                .hide_possible_values(true)
                .global(true),
        )
        .arg(
            w.option(
                "tema",
                "theme",
                text("TEMA", "THEME"),
                text("gelap, terang, kontras atau mono", "gelap (dark), terang (light), kontras (contrast) or mono"),
            )
            .value_parser(["gelap", "terang", "kontras", "mono"])
            .hide_possible_values(true)
            .global(true),
        )
        .arg(
            Arg::new("ascii")
                .long("ascii")
                .action(ArgAction::SetTrue)
                .global(true)
                .help(w.say(text("Hanya huruf ASCII di layar", "ASCII only on the screen"))),
        )
        .arg(
            w.option(
                "pelaku",
                "actor",
                text("NAMA", "NAME"),
                text("Siapa yang bekerja (bawaan: pengguna sistem)", "Who is working (default: the system user)"),
            )
            .global(true),
        )
}

fn buat(w: &Words) -> clap::Command {
    w.command(
        "buat",
        "new",
        text(
            "Berkas baru untuk satu kecamatan; tidak pernah menimpa",
            "A new file for one kecamatan; never overwrites",
        ),
    )
    .arg(
        w.option(
            "wilayah",
            "region",
            text("KODE", "CODE"),
            text("Kode kecamatan, misalnya 62.03.01", "The kecamatan's code, for example 62.03.01"),
        )
        .required(true),
    )
    .arg(w.json())
}

fn contoh(w: &Words) -> clap::Command {
    w.command(
        "contoh",
        "sample",
        text("Berkas buatan untuk mencoba dan mengukur", "A made-up file, to try out and to measure"),
    )
    .arg(
        w.option(
            "kecamatan",
            "count",
            text("N", "N"),
            text("Berapa kecamatan (bawaan 1)", "How many kecamatan (default 1)"),
        )
        .value_parser(value_parser!(usize)),
    )
    .arg(
        w.option(
            "benih",
            "seed",
            text("S", "S"),
            text("Benih yang sama memberi data yang sama", "The same seed gives the same data"),
        )
        .value_parser(value_parser!(u64)),
    )
    .arg(w.json())
}

fn impor(w: &Words) -> clap::Command {
    w.command("impor", "import", text("Mengambil berkas kantor (CSV, Excel, ODS)", "Takes in office files (CSV, Excel, ODS)"))
        .arg(Arg::new("file").value_name("FILE").required(true).num_args(1..).help(w.say(text("Berkas kantor; - membaca masukan baku", "The office files; - reads standard input"))))
        .arg(w.option("ke", "to", text("JENIS", "KIND"), text("posyandu, kader, desa, sk ...", "posyandu, kader, desa, sk ...")).required(true))
        .arg(w.option("lembar", "sheet", text("NAMA", "NAME"), text("Hanya lembar ini (juga yang tersembunyi)", "Only this sheet (a hidden one too)")))
        .arg(w.option("petakan", "map", text("KOLOM=ISIAN", "COLUMN=FIELD"), text("Kolom berjudul KOLOM dibaca sebagai ISIAN; boleh berulang", "Reads the column headed COLUMN as FIELD; may be repeated")).action(ArgAction::Append))
        .arg(w.option("tahun", "year", text("TAHUN", "YEAR"), text("Tahun untuk baris yang tidak menyebutnya (rencana, realisasi)", "The year of rows that name none (plans, spending)")).value_parser(clap::value_parser!(i64).range(1900..=2100)))
        .arg(w.flag("periksa", "dry-run", text("Hanya memeriksa; tidak mengubah apa pun", "Only looks; changes nothing")))
        .arg(w.flag("sebagian", "partial", text("Ambil baris yang baik walaupun ada baris yang salah", "Takes the good rows though others have errors")))
        .arg(w.flag("buat-posyandu", "create-posyandu", text("Posyandu yang belum ada ditambahkan", "Adds a Posyandu that a row names and the file lacks")))
        .arg(w.option("alasan", "reason", text("TEKS", "TEXT"), text("Alasan menerima galat yang boleh diterima (NIK aneh)", "Passes errors that may be passed, with this reason")))
        .arg(w.option("keluar-masalah", "problems", text("BERKAS", "FILE"), text("Baris yang salah ditulis ke berkas ini (csv/xlsx) untuk dibetulkan", "Writes the wrong rows to this file (csv/xlsx), to be mended")))
        .arg(w.json())
        .after_help(w.say(text(
            "Baris kecamatan lain (luar-kecamatan) ditolak tanpa menahan baris kecamatan ini; baris lain yang salah menahan semuanya, kecuali --sebagian. Ada baris ditolak: kode keluar 1. Sel kosong tidak pernah menghapus isi.",
            "Rows of another kecamatan (luar-kecamatan) are rejected without holding up this kecamatan's; other wrong rows stop the whole import, unless --partial. With any row rejected the exit code is 1. A blank cell never erases.",
        )))
}

fn ekspor(w: &Words) -> clap::Command {
    w.command(
        "ekspor",
        "export",
        text(
            "Menulis satu daftar; dibaca kembali tidak mengubah apa pun",
            "Writes a list; reading it back changes nothing",
        ),
    )
    .arg(
        Arg::new("kind")
            .value_name(w.say(text("JENIS", "KIND")))
            .required(true)
            .help(w.say(text("posyandu, kader, desa, sk ...", "posyandu, kader, desa, sk ..."))),
    )
    .arg(
        w.option(
            "format",
            "as",
            text("csv|xlsx|json", "csv|xlsx|json"),
            text("Bentuk (bawaan: menurut akhiran nama, atau csv)", "Format (default: by the name's ending, or csv)"),
        )
        .value_parser(["csv", "xlsx", "json"])
        .hide_possible_values(true),
    )
    .arg(w.option(
        "keluar",
        "out",
        text("BERKAS", "FILE"),
        text("Berkas tujuan (bawaan: layar)", "The file to write (default: standard output)"),
    ))
    .arg(w.option(
        "cari",
        "search",
        text("TEKS", "TEXT"),
        text("Hanya yang memuat kata-kata ini", "Only those with these words"),
    ))
    .arg(w.option("desa", "village", text("KODE", "CODE"), text("Hanya desa/kelurahan ini", "Only this desa")))
    .arg(w.option(
        "per",
        "as-of",
        text("TANGGAL", "DATE"),
        text(
            "Keadaan per tanggal ini (posyandu, kader, desa, penugasan, sk)",
            "As of this day (posyandu, kader, desa, penugasan, sk)",
        ),
    ))
    .arg(w.option(
        "dengan-nik",
        "with-nik",
        text("ALASAN", "REASON"),
        text("Sertakan NIK dan nomor HP; alasannya dicatat", "Includes NIK and phone numbers; the reason is kept"),
    ))
    .arg(w.flag(
        "koma",
        "comma",
        text("CSV berkoma tanpa tanda BOM, untuk program lain", "CSV with commas and no byte order mark, for programs"),
    ))
    .arg(w.flag("json", "as-json", text("Sama dengan --format json", "The same as --format json")))
}

fn laporan(w: &Words) -> clap::Command {
    w.command(
        "laporan",
        "report",
        text(
            "Menulis laporan atau surat, siap ditandatangani; tanpa nama: daftar laporan",
            "Writes a report or letter, ready to sign; without a name: the list of reports",
        ),
    )
    .arg(Arg::new("nama").value_name(w.say(text("NAMA", "NAME"))).help(w.say(text("Nama laporan", "The report"))))
    .arg(w.option(
        "keluar",
        "out",
        text("BERKAS", "FILE"),
        text(
            "Berkas tujuan; bentuknya menurut akhiran xlsx, pdf, docx, csv, txt (bawaan: teks ke layar)",
            "The file to write; its ending gives the format: xlsx, pdf, docx, csv, txt (default: text on the screen)",
        ),
    ))
    .arg(
        w.option("tahun", "year", text("TAHUN", "YEAR"), text("Tahun laporan", "The report's year"))
            .value_parser(value_parser!(i64).range(1900..=2100)),
    )
    .arg(w.option("desa", "village", text("KODE", "CODE"), text("Hanya desa/kelurahan ini", "Only this desa")))
    .arg(w.option("per", "as-of", text("TANGGAL", "DATE"), text("Keadaan per tanggal ini", "As of this day")))
    .arg(w.option(
        "sejak",
        "since",
        text("TANGGAL", "DATE"),
        text(
            "Perubahan sejak tanggal ini (bawaan: akhir tahun sebelumnya)",
            "Changes since this day (default: the end of the year before)",
        ),
    ))
    .arg(w.option(
        "untuk",
        "for",
        text("UID|NAMA", "UID|NAME"),
        text(
            "Catatan yang dilaporkan: Posyandu, rencana, surat (bawaan: rencana tahunnya); 12/2026 untuk terbitan",
            "The record it is about: Posyandu, plan, letter (default: the plan of the year); 12/2026 of the register",
        ),
    ))
    .arg(w.option(
        "versi",
        "versions",
        text("A,B", "A,B"),
        text("Dua versi rencana; 0 = sekarang", "Two versions of a plan; 0 = now"),
    ))
    .arg(
        w.option("lebar", "width", text("80|132", "80|132"), text("Lebar teks", "The width of text"))
            .value_parser(["80", "132"])
            .hide_possible_values(true),
    )
    .arg(w.flag(
        "koma",
        "comma",
        text("CSV berkoma tanpa tanda BOM, untuk program lain", "CSV with commas and no byte order mark, for programs"),
    ))
    .arg(w.option(
        "dengan-nik",
        "with-nik",
        text("ALASAN", "REASON"),
        text("Sertakan NIK dan nomor HP; alasannya dicatat", "Includes NIK and phone numbers; the reason is kept"),
    ))
    .arg(w.flag("folio", "f4", text("Kertas F4 (folio), bukan A4", "F4 (folio) paper in the place of A4")))
    .arg(
        w.option(
            "terbitkan",
            "issue",
            text("NOMOR", "NUMBER"),
            text(
                "Catat di buku laporan dengan nomor ini, atau nomor berikutnya; salinannya disimpan",
                "Enters it in the register under this number, or the next one; a copy is kept",
            ),
        )
        .num_args(0..=1)
        .default_missing_value("0")
        .value_parser(value_parser!(i64).range(0..=99_999)),
    )
    .arg(w.json())
}

fn riwayat(w: &Words) -> clap::Command {
    w.command("riwayat", "history", text("Apa yang sudah dikerjakan, terbaru di atas", "What was done, newest first"))
        .arg(
            w.option("batas", "limit", text("N", "N"), text("Paling banyak N (bawaan 50)", "At most N (default 50)"))
                .value_parser(value_parser!(usize)),
        )
        .arg(w.json())
}

fn cadangkan(w: &Words) -> clap::Command {
    w.command("cadangkan", "backup", text("Salinan berkas yang sudah diperiksa", "A verified copy of the file"))
        .arg(
            w.option(
                "keluar",
                "out",
                text("BERKAS", "FILE"),
                text("Nama salinan (bawaan: di folder cadangan)", "The copy's name (default: in the backup folder)"),
            )
            .value_parser(value_parser!(PathBuf)),
        )
        .arg(w.json())
}

fn pulihkan(w: &Words) -> clap::Command {
    w.command(
        "pulihkan",
        "restore",
        text(
            "Kembali ke sebuah salinan; berkas sekarang tetap disimpan",
            "Goes back to a copy; the present file is kept",
        ),
    )
    .arg(
        Arg::new("file")
            .value_name("FILE")
            .required(true)
            .value_parser(value_parser!(PathBuf))
            .help(w.say(text("Salinan", "The copy"))),
    )
    .arg(w.flag("ya", "yes", text("Tanpa bertanya", "Without asking")))
    .arg(w.json())
}
