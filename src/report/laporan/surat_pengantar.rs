//! A covering letter: what is sent, in a table.
//!
//! * **Owns** this letter.
//! * **Imports** `base`, `store`, the document, the letters' common parts.
//! * **Never** checks that what it names is enclosed.

use super::Report;
use super::angka::count;
use super::surat::Letter;
use crate::base::words::text;
use crate::entity::SURAT;
use crate::report::document::{Block, Column, Document, Row, Table};
use crate::report::writers::{Cell, Nature};
use crate::request::{Need, ReportAsk, ReportInfo, Trouble};
use crate::store::Store;

/// The report.
pub static REPORT: Report = Report {
    info: ReportInfo {
        name: "surat-pengantar",
        title: text("Surat pengantar", "Covering letter"),
        help: text(
            "Mencetak satu surat pengantar yang disimpan, dengan tabel naskah yang dikirim.",
            "Prints a kept covering letter with the table of what is sent.",
        ),
        group: text("Surat", "Letters"),
        needs: &[Need::Record(&SURAT)],
    },
    build,
};

fn build(store: &mut Store, ask: &ReportAsk) -> Result<Document, Trouble> {
    let letter = Letter::read(store, ask, "pengantar")?;
    let mut out = letter.paper(&REPORT.info, ask);
    out.blocks.push(letter.head());
    out.blocks.push(Block::Title(vec!["SURAT PENGANTAR".into()]));
    let sent = letter.lines("isi");
    let row = |(at, line): (usize, &String)| {
        let mut parts = line.splitn(3, ';').map(str::trim);
        let mut next = || match parts.next() {
            None | Some("") => Cell::Empty,
            Some(part) => Cell::Text(part.to_owned()),
        };
        Row::plain(vec![Cell::Number(count(at + 1)), next(), next(), next()])
    };
    out.blocks.push(Block::Table(Table {
        columns: vec![
            Column::new("No", Nature::Number, 4),
            Column::new("Naskah dinas yang dikirimkan", Nature::Text, 40),
            Column::new("Banyaknya", Nature::Text, 16),
            Column::new("Keterangan", Nature::Text, 28),
        ],
        rows: sent.iter().enumerate().map(row).collect(),
        ..Table::default()
    }));
    out.blocks.extend(letter.signatures());
    out.blocks.push(Block::Facts(vec![
        ("Diterima tanggal".into(), ".".repeat(30)),
        ("Penerima".into(), ".".repeat(30)),
        ("Jabatan".into(), ".".repeat(30)),
    ]));
    out.blocks.extend(letter.copies());
    out.message = vec![
        format!("Surat pengantar: {}", letter.text("perihal")),
        format!("{} naskah dikirim kepada {}", sent.len(), letter.lines("kepada").join(", ")),
    ];
    Ok(out)
}
