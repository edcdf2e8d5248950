//! `laporan`: the list of reports, and writing one.
//!
//! * **Owns** what it prints, and finding the record meant by `--untuk`.
//! * **Imports** the store, the reports.
//! * **Never** decides what a report shows.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;

use serde_json::json;

use super::Fail;
use super::args::{Global, Report};
use super::kerja::open;
use super::say::Say;
use crate::base::id::RecordId;
use crate::base::text::fold;
use crate::base::words::{Text, text};
use crate::entity::{Entity, LAPORAN, Record};
use crate::report::berkas::{self, Way};
use crate::report::laporan;
use crate::report::list;
use crate::report::print::How;
use crate::report::terbit;
use crate::request::{
    Format, ISSUED, ISSUED_DIFFERENCE, Need, Progress, Query, ReportAsk, ReportInfo, ReportJob, Trouble,
};
use crate::store::Store;

/// `laporan`
pub(super) fn report(global: &Global, report: &Report, say: &mut Say) -> Result<u8, Fail> {
    let Some(name) = &report.name else { return listed(global, say) };
    let mut store = open(global)?;
    let ask = asked(&mut store, name, report)?;
    let how = How { comma: report.comma, columns: report.columns, ..berkas::how(&store) };
    let job = ReportJob {
        ask,
        format: if global.json && report.to.is_none() { Format::Json } else { report.format },
        path: report.to.clone(),
        columns: report.columns,
        issue: report.issue.clone(),
    };
    if report.to.is_none() {
        let printed = berkas::printed(&mut store, &job, &how)?;
        if say.write_all(&printed.bytes).is_err() || global.json {
            say.text("\n");
        }
        return Ok(0);
    }
    let mut go = |_: Progress| ControlFlow::Continue(());
    let made = berkas::write(&mut store, &job, &mut Way { how, folder: Path::new("."), progress: &mut go })?;
    let path = made.path.display().to_string();
    if global.json {
        say.json(&json!({"berkas": path, "baris": made.rows, "nomor": made.number}))?;
        return Ok(0);
    }
    say.phrase(&text("Laporan ditulis ke {0}", "The report is written to {0}").with([path]));
    if let Some(number) = made.number {
        say.phrase(&text("Nomor laporan: {0}", "Number of the report: {0}").with([number]));
    }
    Ok(0)
}

/// The list of reports: by group for people, in the shape of the contract as JSON.
fn listed(global: &Global, say: &mut Say) -> Result<u8, Fail> {
    if global.json {
        let formats = |info: &ReportInfo| berkas::formats(info).map(Format::ending).collect::<Vec<_>>();
        let rows: Vec<_> = berkas::infos()
            .map(|info| json!({"nama": info.name, "judul": info.title.id, "format": formats(&info)}))
            .collect();
        say.json(&rows)?;
        return Ok(0);
    }
    let mut group: Option<Text> = None;
    let wide = berkas::infos().map(|info| info.name.len()).max().unwrap_or(0);
    for info in berkas::infos() {
        if group != Some(info.group) {
            say.line(info.group.get(say.lang));
            group = Some(info.group);
        }
        say.line(&format!("  {:<wide$}  {}", info.name, info.title.get(say.lang)));
    }
    let kept = [ISSUED, ISSUED_DIFFERENCE];
    say.line(ISSUED.group.get(say.lang));
    for info in kept {
        say.line(&format!("  {:<wide$}  {} (--untuk 12/2026)", info.name, info.title.get(say.lang)));
    }
    let formats: Vec<&str> = berkas::formats(&ISSUED).map(Format::ending).collect();
    say.phrase(&text("Bentuk: {0}; formulir hanya xlsx.", "Formats: {0}; forms xlsx only.").with([formats.join(", ")]));
    Ok(0)
}

fn asked(store: &mut Store, name: &str, report: &Report) -> Result<ReportAsk, Fail> {
    let desa = match &report.desa {
        Some(code) => list::desa_of_code(store, code)?.as_link().map(|link| link.id),
        None => None,
    };
    let as_of = match &report.as_of {
        Some(typed) => Some(list::day_typed("--per", typed, store.today())?),
        None => None,
    };
    let since = match &report.since {
        Some(typed) => Some(list::day_typed("--sejak", typed, store.today())?),
        None => None,
    };
    takes_days(name, report)?;
    let record = match &report.about {
        Some(typed) => Some(about(store, name, typed)?),
        None => None,
    };
    Ok(ReportAsk {
        name: name.to_lowercase(),
        year: report.year,
        desa,
        as_of,
        since,
        record,
        versions: report.versions,
        folio: report.folio,
        personal: report.personal.clone(),
        ..ReportAsk::default()
    })
}

/// A report that knows no days is not told one: it would show today's state under another date.
fn takes_days(name: &str, report: &Report) -> Result<(), Trouble> {
    let name = name.to_lowercase();
    let Some(info) = berkas::infos().find(|info| info.name == name) else { return Ok(()) };
    for (flag, typed, need) in [("--per", &report.as_of, Need::AsOf), ("--sejak", &report.since, Need::Since)] {
        if typed.is_some() && !info.needs.contains(&need) {
            let others = berkas::infos().filter(|info| info.needs.contains(&need)).map(|info| info.name);
            let others = others.collect::<Vec<_>>().join(", ");
            return Err(Trouble::new(
                "PER-TANGGAL",
                text("Laporan {0} tidak memakai {1}; yang memakainya: {2}.", "Report {0} does not use {1}; {2} do.")
                    .with([info.name.to_owned(), flag.to_owned(), others]),
                text("Ulangi tanpa {0}.", "Repeat it without {0}.").with([flag]),
            ));
        }
    }
    Ok(())
}

/// The record meant by a uid or a name.
fn about(store: &mut Store, name: &str, typed: &str) -> Result<RecordId, Trouble> {
    let Some(entity) = entity_of(name) else {
        return Err(unknown(
            typed,
            text("Laporan ini bukan tentang satu catatan.", "This report is not about one record."),
        ));
    };
    let wanted = fold(typed);
    let mut found: Vec<RecordId> = Vec::new();
    store.walk(&Query::all(entity), &mut |record: Record| {
        let is_named =
            if entity == &LAPORAN { terbit::number(&record) == typed } else { fold(&record.title()) == wanted };
        if record.uid.0 == typed || is_named {
            found.push(record.id);
        }
        Ok(())
    })?;
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(unknown(
            typed,
            text("Lihat nama dan uid-nya dengan: pembina ekspor", "See names and uids with: pembina export"),
        )),
        _ => Err(unknown(
            typed,
            text("Ada beberapa dengan nama itu: pakai uid-nya.", "There are several of that name: give the uid."),
        )),
    }
}

fn entity_of(name: &str) -> Option<&'static Entity> {
    if terbit::is_kept(name) {
        return Some(&LAPORAN);
    }
    laporan::by_name(&name.to_lowercase())?.info.about()
}

fn unknown(typed: &str, advice: Text) -> Trouble {
    Trouble::new(
        "UNTUK-TIDAK-ADA",
        text("--untuk {0} tidak menunjuk satu catatan.", "--for {0} means no single record.").with([typed.to_owned()]),
        advice,
    )
}
