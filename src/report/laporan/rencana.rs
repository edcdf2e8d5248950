//! The plan a report is about, and what reports of plans share.
//!
//! * **Owns** choosing the plan, its heading, how a line stands in a table.
//! * **Imports** `base`, `entity`, `request`, `store`, the document, the office.
//! * **Never** adds up by itself: sums are those of [`crate::request::plan`].

use super::angka::DASH;
use super::kantor::{Office, present};
use crate::base::id::RecordId;
use crate::base::words::{Lang, text};
use crate::entity::{NASKAH, Record, Vocabulary};
use crate::report::document::{Block, Marks};
use crate::request::plan::{self, Plan};
use crate::request::{ReportAsk, Trouble};
use crate::store::Store;

/// A plan, narrowed to what is asked for.
pub struct Chosen {
    /// The plan.
    pub plan: Plan,
    /// The year.
    pub year: i64,
    /// Its lines, of the desa asked for where the plan is not that desa's own.
    pub lines: Vec<Record>,
    /// True where lines of other desa were left out.
    pub narrowed: bool,
}

impl Chosen {
    /// The plan named by the record; else the one of the year, of the desa asked for or of the
    /// kecamatan. Without a year: this year's, else the newest.
    ///
    /// # Errors
    /// There is none; a trouble of the data file.
    pub fn read(store: &mut Store, ask: &ReportAsk) -> Result<Chosen, Trouble> {
        let id = match ask.record {
            Some(id) => present(store, &NASKAH, id)?.id,
            None => by_year(store, ask)?,
        };
        let plan = store.plan(id)?.ok_or_else(|| missing(ask.year))?;
        let own = plan.naskah.get("desa").as_link().map(|link| link.id);
        let only = ask.desa.filter(|desa| own != Some(*desa));
        let of = |line: &&Record| only.is_none_or(|desa| line.get("desa").as_link().is_some_and(|l| l.id == desa));
        let lines: Vec<Record> = plan.lines.iter().filter(of).cloned().collect();
        let year = plan.naskah.get("tahun").as_int().unwrap_or(0);
        Ok(Chosen { year, lines, narrowed: only.is_some(), plan })
    }

    /// The lines that count: those that were not dropped.
    pub fn live(&self) -> impl Iterator<Item = &Record> {
        self.lines.iter().filter(|line| !plan::is_dropped(line))
    }

    /// The heading of a report about this plan.
    pub fn title(&self, office: &Office, what: &str) -> Block {
        let naskah = &self.plan.naskah;
        let mut below = Vec::new();
        if naskah.text("tingkat") == "posyandu" {
            below.extend(naskah.get("posyandu").as_link().map(|link| format!("Posyandu {}", link.title)));
        } else if naskah.text("tingkat") == "desa" && office.desa.is_none() {
            below.extend(naskah.get("desa").as_link().map(|link| format!("Desa/Kelurahan {}", link.title)));
        }
        below.push(format!("Tahun {}", self.year));
        office.title(what, &below)
    }

    /// `Rencana kerja 2027 Kecamatan Selat (Ditetapkan)`, and that it was narrowed.
    pub fn name(&self, words: &Vocabulary) -> String {
        let naskah = &self.plan.naskah;
        let state = naskah
            .entity
            .field("keadaan")
            .map_or_else(String::new, |field| field.kind.show(naskah.get("keadaan"), Lang::Id, words));
        let part = if self.narrowed { ", kegiatan satu desa/kelurahan" } else { "" };
        format!("{} ({state}){part}", naskah.text("nama"))
    }

    /// The narrative parts before the table.
    pub fn narrative(&self) -> Vec<Block> {
        let naskah = &self.plan.naskah;
        let mut out = Vec::new();
        for (name, heading) in [("latar_belakang", "Latar belakang"), ("tujuan", "Tujuan")] {
            if !naskah.text(name).is_empty() {
                out.push(Block::Heading(heading.to_owned()));
                out.push(Block::Paragraph(naskah.text(name).to_owned()));
            }
        }
        let basis = lines_of(naskah.text("dasar_hukum"));
        if !basis.is_empty() {
            out.push(Block::Heading("Dasar hukum".to_owned()));
            out.push(Block::List(Marks::Numbers, basis));
        }
        out
    }

    /// Lines that were dropped, named so that nobody misses them.
    pub fn dropped(&self) -> Option<Block> {
        let dropped: Vec<String> = self
            .lines
            .iter()
            .filter(|line| plan::is_dropped(line))
            .map(|line| line.text("kegiatan").to_owned())
            .collect();
        (!dropped.is_empty())
            .then(|| Block::Paragraph(format!("Dibatalkan dan tidak dihitung: {}.", dropped.join("; "))))
    }
}

/// The lines of a note, without empty ones.
pub fn lines_of(note: &str) -> Vec<String> {
    note.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn by_year(store: &Store, ask: &ReportAsk) -> Result<RecordId, Trouble> {
    let plans = store.plans()?;
    let level = |naskah: &&Record, level: &str| naskah.text("tingkat") == level;
    let of_desa = |naskah: &&Record| {
        level(naskah, "desa") && ask.desa.is_some() && naskah.get("desa").as_link().map(|link| link.id) == ask.desa
    };
    let today = i64::from(store.today().year());
    let of_year = |year: i64| {
        let in_year = |naskah: &&Record| naskah.get("tahun").as_int() == Some(year);
        let own = plans.iter().filter(in_year).find(of_desa);
        own.or_else(|| plans.iter().filter(in_year).find(|naskah| level(naskah, "kecamatan")))
    };
    let found = match ask.year {
        Some(year) => of_year(year),
        None => of_year(today).or_else(|| plans.iter().find(|naskah| level(naskah, "kecamatan"))).or(plans.first()),
    };
    found.map(|naskah| naskah.id).ok_or_else(|| missing(ask.year))
}

fn missing(year: Option<i64>) -> Trouble {
    let said = match year {
        Some(year) => {
            text("Belum ada rencana kerja tahun {0}.", "There is no work plan of {0}.").with([year.to_string()])
        }
        None => text("Belum ada rencana kerja di berkas ini.", "There is no work plan in this file.").into(),
    };
    Trouble::new(
        "RENCANA-TIDAK-ADA",
        said,
        text("Buat rencananya dahulu, atau pilih tahun lain.", "Begin the plan first, or choose another year."),
    )
}

/// Where a line is done: its Posyandu, its desa, its own words.
pub fn place_of(line: &Record) -> String {
    let title = |name: &str| line.get(name).as_link().map(|link| link.title.clone());
    let posyandu = title("posyandu").map(|name| format!("Posyandu {name}"));
    let own = Some(line.text("lokasi").to_owned()).filter(|said| !said.is_empty());
    let parts: Vec<String> = [own, posyandu, title("desa")].into_iter().flatten().collect();
    if parts.is_empty() { "Kecamatan".to_owned() } else { parts.join(", ") }
}

/// A word of an open list; a dash where none is chosen.
pub fn word(words: &Vocabulary, list: &str, code: &str) -> String {
    if code.is_empty() { DASH.to_owned() } else { words.name(list, code).to_owned() }
}
