//! One batch of registration: its covering facts and the matriks of its Posyandu.
//!
//! * **Owns** this report.
//! * **Imports** `base`, `entity`, `store`, the document, the office, the matriks.
//! * **Never** lists a Posyandu that went with another batch: a step that was sent again belongs to
//!   the batch it was sent with.

use std::collections::BTreeSet;

use super::Report;
use super::angka::count;
use super::as_of::AsOf;
use super::kantor::{Office, needed};
use super::registrasi::matrix;
use crate::base::date::{self, Date};
use crate::base::id::RecordId;
use crate::base::words::text;
use crate::entity::REGISTRASI;
use crate::report::document::{Block, Document};
use crate::request::hidup::{Standing, Within};
use crate::request::{Need, ReportAsk, ReportInfo, Trouble};
use crate::store::{Store, Swept};

/// The report.
pub static REPORT: Report = Report {
    info: ReportInfo {
        name: "registrasi-gelombang",
        title: text("Berkas gelombang registrasi", "The file of a registration batch"),
        help: text(
            "Posyandu yang dikirim bersama dalam satu gelombang, dengan matriks rekapitulasinya; pilih salah satu langkahnya.",
            "The Posyandu sent together as one batch, with their recapitulation matrix; choose any of its steps.",
        ),
        group: text("Posyandu", "Posyandu"),
        needs: &[Need::Record(&REGISTRASI)],
    },
    build,
};

/// A batch: the Posyandu that went with it.
struct Gone {
    /// Its number; none where the step went with no batch.
    number: Option<i64>,
    /// The first day of its steps, from which its year is told.
    day: Date,
    proof: String,
    places: BTreeSet<RecordId>,
}

fn build(store: &mut Store, ask: &ReportAsk) -> Result<Document, Trouble> {
    let step = needed(store, &REGISTRASI, ask)?;
    let ask = &ReportAsk { as_of: None, ..ask.clone() };
    let office = Office::read(store, ask)?;
    let day = step.get("tanggal").as_date().unwrap_or_else(|| store.today());
    let gone = match step.get("gelombang").as_int() {
        Some(number) => gone(store, number, day)?,
        // It went with nobody: a paper about this one alone.
        None => {
            let places = step.get("posyandu").as_link().map(|link| link.id).into_iter().collect();
            Gone { number: None, day, proof: step.text("berkas").to_owned(), places }
        }
    };
    let state = AsOf::read(store, ask)?;
    let mut kinds = Vec::new();
    let mut by_desa: Vec<Vec<Standing>> = Vec::with_capacity(state.desa.len());
    for desa in &state.desa {
        let mut found = store.standings(&Within { desa: Some(desa.id), ..Within::default() })?;
        found.rows.retain(|row| gone.places.contains(&row.posyandu));
        kinds = found.papers;
        by_desa.push(found.rows);
    }
    let places = by_desa.iter().map(Vec::len).sum::<usize>();
    let desa = by_desa.iter().filter(|rows| !rows.is_empty()).count();

    let mut out = office.paper(&REPORT.info, ask, true);
    let name = match gone.number {
        Some(number) => format!("Gelombang {number} Tahun {}", gone.day.year()),
        None => "Di luar gelombang".to_owned(),
    };
    out.title = format!("Matriks registrasi Posyandu, {name}");
    out.blocks
        .push(office.title("Matriks Rekapitulasi Posyandu yang Diusulkan Registrasinya", std::slice::from_ref(&name)));
    let mut facts = vec![("Tanggal".to_owned(), date::long(gone.day))];
    facts.extend((!gone.proof.is_empty()).then(|| ("Surat pengantar".to_owned(), gone.proof.clone())));
    facts.push(("Jumlah".to_owned(), format!("{places} Posyandu di {desa} desa/kelurahan")));
    out.blocks.push(Block::Facts(facts));
    out.blocks.extend(matrix(store, &state, &by_desa, &kinds)?);
    out.blocks.extend(office.signatures());
    out.footer = format!("{name} · {}", office.footer(state.day));
    let ready = by_desa.iter().flatten().filter(|one| one.is_registered()).count();
    out.message = vec![
        format!("Registrasi Posyandu {}, {name}", office.whole_area()),
        format!("{places} Posyandu, sudah terdaftar {}", count(ready)),
    ];
    Ok(out)
}

/// The Posyandu of a batch: numbers begin anew each year.
fn gone(store: &Store, number: i64, of: Date) -> Result<Gone, Trouble> {
    let mut out = Gone { number: Some(number), day: of, proof: String::new(), places: BTreeSet::new() };
    let fields = ["posyandu", "tanggal", "gelombang", "berkas"];
    store.sweep(&REGISTRASI, Swept::All, &fields, &mut |row| {
        let Some(day) = row.day(1).filter(|day| day.year() == of.year() && row.int(2) == Some(number)) else {
            return;
        };
        out.day = out.day.min(day);
        if out.proof.is_empty() {
            row.text(3).clone_into(&mut out.proof);
        }
        out.places.extend(row.link(0));
    })?;
    Ok(out)
}
