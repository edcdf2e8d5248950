//! The camat's decree on the Tim Pembina, with the team as its attachment.
//!
//! * **Owns** this decree.
//! * **Imports** `base`, `entity`, `store`, the document, the letters' common parts.
//! * **Never** cites a regulation by itself: what stands under Mengingat was written by the office.

use super::Report;
use super::angka::count;
use super::surat::Letter;
use crate::base::date;
use crate::base::words::text;
use crate::entity::{SURAT, TIM};
use crate::report::document::{Block, Column, Document, Marks, Row, Table};
use crate::report::writers::{Cell, Nature};
use crate::request::{Need, Query, ReportAsk, ReportInfo, Trouble};
use crate::store::Store;

/// The report.
pub static REPORT: Report = Report {
    info: ReportInfo {
        name: "sk-tim",
        title: text("Keputusan Camat tentang Tim Pembina", "Decree on the Tim Pembina"),
        help: text(
            "Mencetak SK Camat yang disimpan, dengan susunan Tim Pembina kecamatan sebagai lampiran.",
            "Prints a kept decree of the camat, with the kecamatan's team as its attachment.",
        ),
        group: text("Surat", "Letters"),
        needs: &[Need::Record(&SURAT)],
    },
    build,
};

/// Rulings are counted in words.
const RULINGS: [&str; 12] = [
    "KESATU",
    "KEDUA",
    "KETIGA",
    "KEEMPAT",
    "KELIMA",
    "KEENAM",
    "KETUJUH",
    "KEDELAPAN",
    "KESEMBILAN",
    "KESEPULUH",
    "KESEBELAS",
    "KEDUA BELAS",
];

fn build(store: &mut Store, ask: &ReportAsk) -> Result<Document, Trouble> {
    let letter = Letter::read(store, ask, "sk-tim")?;
    let head = letter.office.head();
    let number = format!("NOMOR {}", letter.number());
    let members = members(store, letter.day)?;
    let mut out = letter.paper(&REPORT.info, ask);
    out.blocks.push(Block::Title(vec![
        format!("KEPUTUSAN {head}"),
        number,
        "TENTANG".into(),
        letter.text("perihal").to_uppercase(),
    ]));
    out.blocks.push(Block::Title(vec![format!("{head},")]));
    for (name, field, marks) in [("Menimbang", "menimbang", Marks::Letters), ("Mengingat", "mengingat", Marks::Numbers)]
    {
        let items = letter.lines(field);
        if !items.is_empty() {
            out.blocks.push(Block::Clause(name.into(), marks, ended(items)));
        }
    }
    out.blocks.push(Block::Title(vec!["MEMUTUSKAN:".into()]));
    out.blocks.push(Block::Clause(
        "Menetapkan".into(),
        Marks::None,
        vec![format!("KEPUTUSAN {head} TENTANG {}.", letter.text("perihal").to_uppercase())],
    ));
    for (at, ruling) in letter.lines("isi").into_iter().enumerate() {
        let name = RULINGS.get(at).map_or_else(|| format!("KE-{}", at + 1), |name| (*name).to_owned());
        out.blocks.push(Block::Clause(name, Marks::None, vec![ruling]));
    }
    let place = letter.office.name();
    let above = [format!("Ditetapkan di {place}"), format!("pada tanggal {}", date::long(letter.day))];
    let signed = letter.office.signed(&above);
    if !signed.is_empty() {
        out.blocks.push(Block::Signatures(signed));
    }
    out.blocks.extend(letter.copies());
    out.blocks.push(Block::Attachment(vec![
        format!("Lampiran Keputusan {}", title_case(&head)),
        format!("Nomor   : {}", letter.number()),
        format!("Tanggal : {}", date::long(letter.day)),
    ]));
    out.blocks.push(Block::Title(vec![
        "SUSUNAN TIM PEMBINA POS PELAYANAN TERPADU".into(),
        letter.office.area().to_uppercase(),
    ]));
    let size = members.len();
    out.blocks.push(Block::Table(table(members)));
    let signed = letter.office.signed(&[]);
    if !signed.is_empty() {
        out.blocks.push(Block::Signatures(signed));
    }
    out.message = vec![
        format!("Keputusan Camat tentang {}", letter.text("perihal")),
        format!("{} orang, tanggal {}", size, date::long(letter.day)),
    ];
    Ok(out)
}

/// Items of a clause end with a semicolon, the last with a full stop.
fn ended(items: Vec<String>) -> Vec<String> {
    let last = items.len().saturating_sub(1);
    let end = |(at, item): (usize, String)| {
        let bare = item.trim_end_matches([';', '.', ',']).to_owned();
        format!("{bare}{}", if at == last { "." } else { ";" })
    };
    items.into_iter().enumerate().map(end).collect()
}

fn title_case(upper: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_string() + &letters.as_str().to_lowercase()).unwrap_or_default()
    };
    upper.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// The rows of those in the team on the day of the decree, in its order.
fn members(store: &mut Store, day: date::Date) -> Result<Vec<Row>, Trouble> {
    let words = store.words();
    let mut rows = Vec::new();
    store.walk(&Query::all(&TIM), &mut |member| {
        let begun = member.get("mulai").as_date().is_none_or(|from| from <= day);
        let left = member.get("selesai").as_date().is_some_and(|until| until < day);
        if !begun || left {
            return Ok(());
        }
        let office = [member.text("jabatan_dinas"), member.text("instansi")];
        let office = office.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        let name = member.text("nama");
        let mut duty = words.name("kedudukan_tim", member.text("kedudukan")).to_owned();
        let bidang = words.name("bidang", member.text("bidang"));
        if !bidang.is_empty() && !duty.contains(bidang) {
            duty = format!("{duty} (Bidang {bidang})");
        }
        rows.push(Row::plain(vec![
            Cell::Number(count(rows.len() + 1)),
            Cell::Text(if office.is_empty() { name.to_owned() } else { format!("{name} / {office}") }),
            Cell::Text(duty),
            Cell::Text(member.text("uraian_tugas").to_owned()),
        ]));
        Ok(())
    })?;
    Ok(rows)
}

fn table(rows: Vec<Row>) -> Table {
    Table {
        columns: vec![
            Column::new("No", Nature::Number, 4),
            Column::new("Nama/jabatan dalam dinas", Nature::Text, 34),
            Column::new("Kedudukan dalam tim", Nature::Text, 22),
            Column::new("Uraian tugas", Nature::Text, 34),
        ],
        rows,
        ..Table::default()
    }
}
