//! R3: registration by desa, with the papers that are missing, and the matriks rekap.
//!
//! * **Owns** this report.
//! * **Imports** `base`, `entity`, `store`, the document, the office.
//! * **Never** counts a Posyandu that closed, merged or was a mistake. Steps and papers are those of
//!   the last entry: the report has no other day than today.
//!
//! Columns of the matriks: `domain.md` 2. No published form was found; what the file does not know
//! stays empty for the pen.

use std::collections::HashMap;

use super::Report;
use super::angka::{bidang_short, count, share_words, too_long};
use super::as_of::{AsOf, Seat};
use super::kantor::Office;
use super::roster::People;
use crate::base::date;
use crate::base::id::RecordId;
use crate::base::words::{Lang, text};
use crate::entity::penugasan::JABATAN_KADER;
use crate::entity::registrasi::{LANGKAH, TERDAFTAR};
use crate::entity::{POSYANDU, SK};
use crate::report::document::{Block, Chart, Column, Document, HeadCell, Row, RowKind, Table};
use crate::report::writers::{Cell, Nature};
use crate::request::hidup::{PaperState, Standing, Within};
use crate::request::{Need, ReportAsk, ReportInfo, Trouble};
use crate::store::{Store, Swept};

/// The report.
pub static REPORT: Report = Report {
    info: ReportInfo {
        name: "registrasi",
        title: text("Kemajuan registrasi Posyandu", "Progress of registration"),
        help: text(
            "Keadaan registrasi tiap desa/kelurahan, berkas yang masih kurang, dan matriks rekapitulasi Posyandu.",
            "Registration by desa, the papers still missing, and the recapitulation matrix of Posyandu.",
        ),
        group: text("Posyandu", "Posyandu"),
        needs: &[Need::Desa],
    },
    build,
};

/// The most Posyandu in one matriks.
const MOST: usize = 3_000;

fn build(store: &mut Store, ask: &ReportAsk) -> Result<Document, Trouble> {
    let ask = &ReportAsk { as_of: None, ..ask.clone() };
    let office = Office::read(store, ask)?;
    let state = AsOf::read(store, ask)?;
    let counted = state.houses.iter().filter(|house| house.counted).count();
    if counted > MOST {
        return Err(too_long(counted, MOST));
    }
    let mut kinds = Vec::new();
    let mut by_desa: Vec<Vec<Standing>> = Vec::with_capacity(state.desa.len());
    for desa in &state.desa {
        let found = store.standings(&Within { desa: Some(desa.id), ..Within::default() })?;
        kinds = found.papers;
        by_desa.push(found.rows);
    }
    let (rows, totals) = progress(&state, &by_desa, kinds.len());
    let (all, registered) = (totals[0], totals[1 + TERDAFTAR]);
    let waiting: i64 = count(by_desa.iter().flatten().filter(|one| !one.is_registered() && one.lacks_any()).count());

    let mut out = office.paper(&REPORT.info, ask, true);
    out.blocks.push(office.title("Kemajuan Registrasi Posyandu per Desa/Kelurahan", &[]));
    out.blocks.push(Block::Table(progress_table(rows, &kinds)));
    out.blocks.push(Block::Paragraph(
        "Berkas yang kurang dihitung dari Posyandu yang belum terdaftar; satu Posyandu dapat kurang beberapa berkas."
            .into(),
    ));
    if (1..=40).contains(&state.desa.len()) {
        let of = |rows: &Vec<Standing>| count(rows.iter().filter(|one| one.is_registered()).count());
        let bars = state.desa.iter().zip(&by_desa);
        let bars = bars.map(|(desa, rows)| (desa.nama.clone(), vec![count(rows.len()), of(rows)]));
        out.blocks.push(Block::Chart(Chart {
            caption: "Posyandu per desa/kelurahan".into(),
            unit: "Posyandu".into(),
            series: vec!["Jumlah".into(), "Terdaftar".into()],
            bars: bars.collect(),
        }));
    }
    out.blocks.extend(office.signatures());
    out.blocks.push(Block::Attachment(vec!["Lampiran".into()]));
    out.blocks.push(office.title("Matriks Rekapitulasi Posyandu", &[]));
    out.blocks.extend(matrix(store, &state, &by_desa, &kinds)?);
    out.footer = office.footer(state.day);
    out.message = vec![
        format!("Registrasi Posyandu {} per {}", office.whole_area(), date::long(state.day)),
        format!("{all} Posyandu, terdaftar {registered} ({})", share_words(registered, all)),
        format!("Belum terdaftar dan berkasnya kurang: {waiting}"),
    ];
    Ok(out)
}

/// Rows by desa and their sums: Posyandu, the seven states, each missing paper.
fn progress(state: &AsOf, by_desa: &[Vec<Standing>], papers: usize) -> (Vec<Row>, Vec<i64>) {
    let width = 1 + LANGKAH.len() + papers;
    let (mut rows, mut totals) = (Vec::new(), vec![0; width]);
    for (number, (desa, standings)) in state.desa.iter().zip(by_desa).enumerate() {
        let mut sums = vec![0_i64; width];
        for one in standings {
            let missing = one.papers.iter().enumerate().filter(|(_, paper)| **paper == PaperState::Missing);
            let missing = missing.map(|(at, _)| 1 + LANGKAH.len() + at).filter(|_| !one.is_registered());
            for at in [0, 1 + one.state].into_iter().chain(missing) {
                if let Some(sum) = sums.get_mut(at) {
                    *sum += 1;
                }
            }
        }
        for (total, sum) in totals.iter_mut().zip(&sums) {
            *total += sum;
        }
        let name = [Cell::Number(count(number + 1)), Cell::Text(desa.nama.clone())];
        rows.push(Row::plain(name.into_iter().chain(sums.into_iter().map(Cell::Number)).collect()));
    }
    let name = [Cell::Empty, Cell::Text("Jumlah".into())];
    rows.push(Row::of(RowKind::Total, name.into_iter().chain(totals.iter().copied().map(Cell::Number)).collect()));
    (rows, totals)
}

fn progress_table(rows: Vec<Row>, kinds: &[(String, String)]) -> Table {
    let tall = |name: &str| HeadCell::tall(name, 2);
    let mut columns = vec![
        Column::new("No", Nature::Number, 4),
        Column::new("Desa/kelurahan", Nature::Text, 20),
        Column::new("Posyandu", Nature::Number, 8),
    ];
    let mut above: Vec<HeadCell> = ["No", "Desa/kelurahan", "Posyandu"].map(tall).into();
    let mut below = Vec::new();
    let parts: [(&str, Vec<String>); 2] = [
        ("Keadaan", LANGKAH.iter().map(|choice| choice.label.get(Lang::Id).to_owned()).collect()),
        ("Berkas yang kurang", kinds.iter().map(|(_, name)| name.clone()).collect()),
    ];
    for (name, labels) in parts.into_iter().filter(|(_, labels)| !labels.is_empty()) {
        above.push(HeadCell::wide(name, u16::try_from(labels.len()).unwrap_or(1)));
        for label in labels {
            columns.push(Column::new(format!("{name} - {label}"), Nature::Number, 10));
            below.push(HeadCell::tall(label, 1));
        }
    }
    Table { columns, heads: vec![above, below], numbered: true, rows, ..Table::default() }
}

// ---- the matriks ----------------------------------------------------------------------------

/// The kinds of documents that have a column of their own: code and heading.
const PAPERS: [(&str, &str); 3] =
    [("perdes-lkd", "Perdes LKD"), ("sk-tp-desa", "SK TP Posyandu desa"), ("sk-pengurus", "SK pengurus")];

/// The posts that have a column of their own.
const POSTS: [(&str, &str); 3] = [("ketua", "Ketua"), ("sekretaris", "Sekretaris"), ("bendahara", "Bendahara")];

/// The matriks as two tables, for one of all columns is wider than any paper: documents and
/// registration, then people with their sums. Both number the Posyandu alike.
///
/// # Errors
/// A trouble of the data file.
pub fn matrix(
    store: &mut Store,
    state: &AsOf,
    by_desa: &[Vec<Standing>],
    kinds: &[(String, String)],
) -> Result<[Block; 2], Trouble> {
    let held: Vec<&Seat> = state.seats.iter().filter(|seat| seat.serving).collect();
    let people = People::read(store, &held)?;
    let mut seats: HashMap<RecordId, Vec<&Seat>> = HashMap::new();
    for seat in held {
        if let Some(house) = state.houses.get(seat.house) {
            seats.entry(house.id).or_default().push(seat);
        }
    }
    let papers = Papers::read(store, state)?;
    let (mut rows, mut others) = (Vec::new(), Vec::new());
    let mut totals: Vec<i64> = Vec::new();
    let mut number = 0;
    for (desa, standings) in state.desa.iter().zip(by_desa) {
        let mut standings: Vec<&Standing> = standings.iter().collect();
        standings.sort_by_cached_key(|one| (crate::base::text::sort_key(&one.name), one.posyandu));
        for one in standings {
            number += 1;
            let place = Place::read(store, one.posyandu)?;
            let of = seats.get(&one.posyandu).map_or(&[][..], Vec::as_slice);
            let line = Line { state, people: &people, one, kinds, seats: of };
            let mut cells = vec![
                Cell::Number(number),
                Cell::Text(desa.kode.clone()),
                Cell::Text(desa.nama.clone()),
                Cell::Text(one.name.clone()),
                place.address,
            ];
            cells.extend(PAPERS.map(|(code, _)| papers.of(code, one.posyandu, desa.id, of)));
            cells.extend([line.minutes(), line.state(), text_cell(&one.number), place.registered, line.remark()]);
            rows.push(Row::plain(cells));
            let (names, counts) = line.people();
            totals.resize(counts.len(), 0);
            for (total, count) in totals.iter_mut().zip(&counts) {
                *total += count;
            }
            let who = [Cell::Number(number), Cell::Text(one.name.clone()), Cell::Text(desa.nama.clone())];
            let counts = counts.into_iter().map(Cell::Number);
            others.push(Row::plain(who.into_iter().chain(names).chain(counts).collect()));
        }
    }
    if !others.is_empty() {
        let first = [Cell::Empty, Cell::Text("Jumlah".into())].into_iter().chain([const { Cell::Empty }; 4]);
        others.push(Row::of(RowKind::Total, first.chain(totals.into_iter().map(Cell::Number)).collect()));
    }
    let table = |caption: &str, columns, rows| {
        Block::Table(Table { caption: caption.to_owned(), columns, rows, ..Table::default() })
    };
    Ok([
        table("I. Dokumen dan registrasi", matrix_columns(), rows),
        table("II. Pengurus dan kader", people_columns(state), others),
    ])
}

fn matrix_columns() -> Vec<Column> {
    let text = |name: &str, width| Column::new(name, Nature::Text, width);
    let mut columns = vec![
        Column::new("No", Nature::Number, 4),
        text("Kode desa", 13),
        text("Desa/kelurahan", 13),
        text("Nama Posyandu", 13),
        text("Alamat, RT/RW", 14),
    ];
    columns.extend(PAPERS.map(|(_, name)| text(name, 14)));
    columns.extend([
        text("Berita acara", 8),
        text("Keadaan", 13),
        text("Nomor registrasi", 17),
        Column::new("Tanggal terdaftar", Nature::Date, 11),
        text("Keterangan", 18),
    ]);
    columns
}

fn people_columns(state: &AsOf) -> Vec<Column> {
    let text = |name: &str, width| Column::new(name, Nature::Text, width);
    let number = |name: String| Column::new(name, Nature::Number, 6);
    // The name stands first: where the paper is too narrow, it is repeated with the other columns.
    let mut columns = vec![Column::new("No", Nature::Number, 4), text("Nama Posyandu", 13), text("Desa/kelurahan", 13)];
    columns.extend(POSTS.map(|(_, name)| text(name, 18)));
    columns.extend([number("Jumlah pengurus".into()), number("Jumlah kader".into())]);
    for bidang in state.words.list("bidang").iter().filter(|item| item.active) {
        columns.push(number(format!("Kader {}", bidang_short(&state.words, "bidang", &bidang.code))));
    }
    columns
}

fn text_cell(said: &str) -> Cell {
    if said.is_empty() { Cell::Empty } else { Cell::Text(said.to_owned()) }
}

/// What the record itself says.
struct Place {
    address: Cell,
    registered: Cell,
}

impl Place {
    fn read(store: &Store, id: RecordId) -> Result<Place, Trouble> {
        let mut out = Place { address: Cell::Empty, registered: Cell::Empty };
        store.sweep(&POSYANDU, Swept::One(id), &["alamat", "rt_rw", "tanggal_registrasi"], &mut |row| {
            let parts = [row.text(0), row.text(1)].into_iter().filter(|part| !part.is_empty());
            out.address = text_cell(&parts.collect::<Vec<_>>().join(", "));
            out.registered = row.day(2).map_or(Cell::Empty, Cell::Date);
        })?;
        Ok(out)
    }
}

/// Documents by kind: those of a Posyandu, of a whole desa, and those posts name.
#[derive(Default)]
struct Papers {
    all: HashMap<RecordId, (String, String)>,
    own: HashMap<(String, RecordId), RecordId>,
    desa: HashMap<(String, RecordId), RecordId>,
}

impl Papers {
    fn read(store: &Store, state: &AsOf) -> Result<Papers, Trouble> {
        let named: std::collections::HashSet<RecordId> = state.seats.iter().filter_map(|seat| seat.sk).collect();
        let mut rows = Vec::new();
        store.sweep(&SK, Swept::All, &["jenis", "nomor", "tanggal", "posyandu", "desa"], &mut |row| {
            let day = row.day(2);
            let said = match day {
                Some(day) => format!("{}, {}", row.text(1), date::show(day)),
                None => row.text(1).to_owned(),
            };
            rows.push((day, row.id, row.text(0).to_owned(), said, row.link(3), row.link(4)));
        })?;
        // The latest wins: it is put last.
        rows.sort();
        let mut out = Papers::default();
        for (_, id, kind, said, posyandu, desa) in rows {
            match (posyandu, desa) {
                (Some(posyandu), _) => drop(out.own.insert((kind.clone(), posyandu), id)),
                (None, Some(desa)) if !named.contains(&id) => drop(out.desa.insert((kind.clone(), desa), id)),
                _ => {}
            }
            out.all.insert(id, (kind, said));
        }
        Ok(out)
    }

    fn of(&self, kind: &str, posyandu: RecordId, desa: RecordId, seats: &[&Seat]) -> Cell {
        let own = self.own.get(&(kind.to_owned(), posyandu)).copied();
        let by_post = seats.iter().filter_map(|seat| seat.sk);
        let by_post = by_post.filter(|sk| self.all.get(sk).is_some_and(|(of, _)| of == kind)).max();
        let whole = self.desa.get(&(kind.to_owned(), desa)).copied();
        let found = own.or(by_post).or(whole).and_then(|id| self.all.get(&id));
        found.map_or(Cell::Empty, |(_, said)| text_cell(said))
    }
}

/// One Posyandu of the matriks.
struct Line<'a> {
    state: &'a AsOf,
    people: &'a People,
    one: &'a Standing,
    kinds: &'a [(String, String)],
    seats: &'a [&'a Seat],
}

impl Line<'_> {
    /// Ketua, sekretaris, bendahara; then how many officers and kader, and kader of each bidang.
    fn people(&self) -> (Vec<Cell>, Vec<i64>) {
        let words = &self.state.words;
        let place = |code: &str| words.list("jabatan").iter().position(|item| item.code == code);
        let name = |code: &str| {
            let at = place(code);
            let names = self.seats.iter().filter(|seat| Some(seat.jabatan) == at);
            let names = names.filter_map(|seat| self.people.of(seat)).map(|person| person.nama.clone());
            text_cell(&names.collect::<Vec<_>>().join(", "))
        };
        let officers = self.seats.iter().filter(|seat| self.state.is_officer(seat)).count();
        let kader: Vec<&&Seat> = self.seats.iter().filter(|seat| Some(seat.jabatan) == place(JABATAN_KADER)).collect();
        let mut counts = vec![count(officers), count(kader.len())];
        for (at, _) in words.list("bidang").iter().enumerate().filter(|(_, item)| item.active) {
            counts.push(count(kader.iter().filter(|seat| seat.bidang == at).count()));
        }
        (POSTS.iter().map(|(code, _)| name(code)).collect(), counts)
    }

    fn minutes(&self) -> Cell {
        let at = self.kinds.iter().position(|(code, _)| code == "berita-acara");
        let said = match at.and_then(|at| self.one.papers.get(at)) {
            Some(PaperState::There) => "ada",
            Some(PaperState::Missing) => "belum",
            Some(PaperState::NotNeeded) => "tidak perlu",
            None => "",
        };
        text_cell(said)
    }

    fn state(&self) -> Cell {
        text_cell(LANGKAH.get(self.one.state).map_or("", |choice| choice.label.get(Lang::Id)))
    }

    /// Why it was sent back, or what is missing.
    fn remark(&self) -> Cell {
        if let Some((_, reason)) = &self.one.returned {
            return text_cell(reason);
        }
        if self.one.is_registered() {
            return Cell::Empty;
        }
        let papers = self.kinds.iter().zip(&self.one.papers);
        let missing = papers.filter(|(_, paper)| **paper == PaperState::Missing).map(|((_, name), _)| name.as_str());
        let missing: Vec<&str> = missing.collect();
        if missing.is_empty() { Cell::Empty } else { text_cell(&format!("kurang: {}", missing.join(", "))) }
    }
}
