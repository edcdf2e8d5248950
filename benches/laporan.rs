//! How fast a roster becomes a paper: `cargo bench --bench laporan -- [ROWS ...]` (1,500 kader
//! where none is named), in every format of this build.
//!
//! Every format is measured in a process of its own, from the document in memory to the bytes of
//! the file, first use of the fonts and templates included; beside it the most memory held.
//!
//! It is never a test: nothing fails by being slow on a slow machine.

#![expect(clippy::print_stdout, reason = "it prints its table")]

use std::process::Command;
use std::time::Instant;

use pembina::base::date::Date;
use pembina::report::document::{Block, Column, Document, Kop, Page, Paper, Row, RowKind, Signature, Table};
use pembina::report::print::{How, print};
use pembina::report::writers::{Cell, Nature};
use pembina::request::Format;

/// The formats by the names of the command line.
const FORMATS: [(&str, Format); 5] =
    [("pdf", Format::Pdf), ("xlsx", Format::Xlsx), ("docx", Format::Docx), ("csv", Format::Csv), ("txt", Format::Txt)];

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    if let [word, format, rows] = args.as_slice()
        && word == "satu"
    {
        return one(format, rows.parse().expect("a number of rows"));
    }
    let sizes: Vec<usize> = args.iter().filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1_500] } else { sizes };
    println!("{:>9} {:>6} | {:>8} {:>9} {:>9}", "rows", "", "seconds", "peak MB", "file KB");
    for size in sizes {
        for (name, _) in FORMATS {
            let me = std::env::current_exe().expect("this program");
            let out = Command::new(me).args(["satu", name, &size.to_string()]).output().expect("a second process");
            print!("{size:>9} {name:>6} | {}", String::from_utf8_lossy(&out.stdout));
        }
    }
}

/// Prints one document and tells seconds, memory and size.
fn one(name: &str, rows: usize) {
    let Some((_, format)) = FORMATS.into_iter().find(|(known, _)| *known == name) else { return };
    let document = roster(rows);
    let begun = Instant::now();
    match print(&document, format, &How::default()) {
        Ok(bytes) => {
            let seconds = begun.elapsed().as_secs_f64();
            println!("{seconds:>8.3} {:>9.0} {:>9}", peak(), bytes.len() / 1024);
        }
        Err(trouble) => println!("{}", trouble.code),
    }
}

/// A roster of kader of twelve columns on F4, wide, in groups by desa.
fn roster(rows: usize) -> Document {
    let columns = [
        ("No", Nature::Number, 5),
        ("Nama", Nature::Text, 26),
        ("NIK", Nature::Text, 17),
        ("L/P", Nature::Text, 4),
        ("Tanggal lahir", Nature::Date, 11),
        ("Umur", Nature::Number, 6),
        ("Posyandu", Nature::Text, 20),
        ("Jabatan", Nature::Text, 12),
        ("Bidang", Nature::Text, 16),
        ("Pendidikan", Nature::Text, 11),
        ("Nomor SK", Nature::Text, 18),
        ("Honor per bulan (Rp)", Nature::Number, 12),
    ];
    let columns: Vec<Column> =
        columns.into_iter().map(|(name, nature, width)| Column::new(name, nature, width)).collect();
    let text = |text: &str| Cell::Text(text.to_owned());
    let mut lines = Vec::with_capacity(rows + rows / 100 + 2);
    for at in 0..rows {
        if at % 100 == 0 {
            lines.push(Row::group(format!("Desa Pulau Telo {}", at / 100 + 1)));
        }
        let number = i64::try_from(at).unwrap_or(0);
        lines.push(Row::plain(vec![
            Cell::Number(number + 1),
            Cell::Text(format!(
                "Siti Nur Aini {}{}",
                at,
                if at % 7 == 0 { " binti Abdurrahman, A.Md.Keb" } else { "" }
            )),
            Cell::Text(format!("620399{at:010}")),
            text(if at % 9 == 0 { "L" } else { "P" }),
            Cell::Date(Date::constant(1985, 3, 12)),
            Cell::Number(41),
            Cell::Text(format!("Melati {}", at % 41)),
            text(["Ketua", "Sekretaris", "Bendahara", "Anggota"][at % 4]),
            text(["Kesehatan", "Pendidikan", "Pekerjaan umum", "Sosial"][at % 4]),
            text("SMA/sederajat"),
            Cell::Text(format!("400.5/{}/Kades/2025", at % 97)),
            Cell::Number(150_000 + number),
        ]));
    }
    let mut sum = vec![Cell::Empty; columns.len()];
    sum[1] = text("Jumlah");
    sum[11] = Cell::Number((0..rows).map(|at| 150_000 + i64::try_from(at).unwrap_or(0)).sum());
    lines.push(Row::of(RowKind::Total, sum));
    Document {
        name: "kader-desa".into(),
        title: "Daftar kader Posyandu".into(),
        page: Page { paper: Paper::F4, landscape: true },
        kop: Some(Kop {
            above: "PEMERINTAH KABUPATEN KAPUAS".into(),
            office: "KECAMATAN SELAT".into(),
            lines: vec!["Jalan Jenderal Sudirman Nomor 5".into()],
            logo: None,
        }),
        footer: "Keadaan per 31-12-2025 · Kecamatan Selat".into(),
        message: Vec::new(),
        blocks: vec![
            Block::Title(vec!["DAFTAR KADER POSYANDU".into(), "KECAMATAN SELAT".into()]),
            Block::Table(Table { columns, rows: lines, numbered: true, ..Table::default() }),
            Block::Signatures(vec![Signature {
                above: vec!["Selat, 22 November 2026".into()],
                office: vec!["CAMAT SELAT,".into()],
                name: "Nur Aini".into(),
                ..Signature::default()
            }]),
        ],
    }
}

/// The most memory this process held, in MB; 0 where the system does not tell.
fn peak() -> f64 {
    let said = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = said.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}
