//! HEADLESS commands, thin over the store, the services, the intake and the lists.
//!
//! * **Owns** the command line: its words in both languages, what is printed where, the exit codes.
//! * **Imports** everything.
//! * **Never** decides anything about data itself.
//!
//! Exit codes: 0 done; 1 the data say no (rejected rows, findings, a refused undo); 2 wrong words on
//! the command line; 3 the file or the machine says no. What people read and JSON go to standard
//! output, one JSON document at most; errors go to standard error as `KODE: kalimat. Saran.`

pub mod args;
mod baca;
mod dok;
mod impor;
mod kerja;
mod laporan;
mod layar;
mod say;

use std::process::ExitCode;

use crate::base::words::Lang;
use crate::request::Trouble;

use args::{Asked, Command};
use say::Say;

/// How a command ends when it does not end well.
#[derive(Debug)]
pub(crate) struct Fail {
    /// 1, 2 or 3.
    code: u8,
    /// What is said on standard error; `None` where it was said already.
    trouble: Option<Box<Trouble>>,
}

impl Fail {
    /// Wrong words on the command line.
    fn words(trouble: Trouble) -> Self {
        Fail { code: 2, trouble: Some(Box::new(trouble)) }
    }

    /// The data say no, and why.
    fn data(trouble: Trouble) -> Self {
        Fail { code: 1, trouble: Some(Box::new(trouble)) }
    }

    /// The data say no; the report says why.
    fn reported() -> Self {
        Fail { code: 1, trouble: None }
    }
}

/// Troubles that come from what was typed rather than from the file.
const WORDS: &[&str] = &[
    "ISIAN-TIDAK-DIKENAL",
    "WILAYAH-TIDAK-DIKENAL",
    "DESA-TIDAK-ADA",
    "SARING-DESA",
    "CONTOH-JUMLAH",
    "LAPORAN-TIDAK-ADA",
    "LAPORAN-PERLU-CATATAN",
    "BENTUK-FORMULIR",
    "TANGGAL-SALAH",
    "PER-TANGGAL",
    "UNTUK-TIDAK-ADA",
];

/// Troubles by which the data say no.
const DATA: &[&str] = &["NOMOR-LAPORAN", "TERBITAN-PERTAMA", "RENCANA-TIDAK-ADA"];

impl From<Trouble> for Fail {
    fn from(trouble: Trouble) -> Self {
        let code = match trouble.code {
            code if WORDS.contains(&code) => 2,
            code if DATA.contains(&code) => 1,
            _ => 3,
        };
        Fail { code, trouble: Some(Box::new(trouble)) }
    }
}

/// Runs the program on the words of its command line.
pub fn main() -> ExitCode {
    let words: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let lang = args::language(&words);
    let mut say = Say::new(lang);
    let result = match args::read(&words, lang) {
        Ok(args::Read::Asked(asked)) => run(&asked, &mut say),
        Ok(args::Read::Text(text)) => {
            say.text(&text);
            Ok(0)
        }
        Err(trouble) => Err(Fail::words(trouble)),
    };
    ExitCode::from(end(result, &mut say, lang))
}

fn end(result: Result<u8, Fail>, say: &mut Say, lang: Lang) -> u8 {
    let (code, trouble) = match result {
        Ok(code) => (code, None),
        Err(fail) => (fail.code, fail.trouble),
    };
    // Who reads through `head` and leaves is no trouble.
    let lost = say.finish();
    if let Some(trouble) = trouble {
        say::trouble(&trouble, lang);
        return code;
    }
    match lost {
        Some(trouble) => {
            say::trouble(&trouble, lang);
            3
        }
        None => code,
    }
}

fn run(asked: &Asked, say: &mut Say) -> Result<u8, Fail> {
    let global = &asked.global;
    match &asked.command {
        Command::Screens => layar::screens(global),
        Command::Demo => layar::demo(global),
        Command::Begin(kode) => kerja::begin(global, kode, say),
        Command::Sample(kecamatan, seed) => kerja::sample(global, *kecamatan, *seed, say),
        Command::Import(import) => impor::import(global, import, say),
        Command::Export(export) => baca::export(global, export, say),
        Command::Report(report) => laporan::report(global, report, say),
        Command::History(most) => baca::history(global, *most, say),
        Command::Undo(batch) => kerja::undo(global, *batch, say),
        Command::Check => baca::check(global, say),
        Command::Backup(to) => kerja::backup(global, to.as_deref(), say),
        Command::Restore(from, sure) => kerja::restore(global, from, *sure, say),
        Command::Doctor => baca::doctor(global, say),
        Command::Docs(document) => dok::print(document, say),
    }
}
