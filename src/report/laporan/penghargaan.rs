//! Awards by years of service: 10 years (kecamatan), 20 (kabupaten/kota), 30 (province).
//!
//! * **Owns** this report and its levels (`domain.md` 1.3).
//! * **Imports** `base`, `entity`, `store`, the document, the office, the roster's people.
//! * **Never** lists one who does not serve on the day.
//!
//! Years are counted from the year kader are known to serve since; where that is not filled in,
//! from the first post on record.

use std::collections::HashMap;

use super::Report;
use super::angka::{count, too_long};
use super::as_of::{AsOf, Seat, Sex};
use super::kantor::Office;
use super::roster::People;
use crate::base::date::{self, Date};
use crate::base::id::RecordId;
use crate::base::text::sort_key;
use crate::base::words::text;
use crate::entity::KADER;
use crate::report::document::{Block, Column, Document, Row, RowKind, Table};
use crate::report::writers::{Cell, Nature};
use crate::request::{Need, ReportAsk, ReportInfo, Trouble};
use crate::store::{Store, Swept};

/// The report.
pub static REPORT: Report = Report {
    info: ReportInfo {
        name: "penghargaan",
        title: text("Calon penghargaan masa bakti", "Awards by years of service"),
        help: text(
            "Kader yang bertugas 10, 20, dan 30 tahun atau lebih, menurut tingkat pemberi penghargaan.",
            "Kader who have served 10, 20, and 30 years or more, by the level that gives the award.",
        ),
        group: text("Kader", "Kader"),
        needs: &[Need::Desa, Need::AsOf],
    },
    build,
};

/// The fewest years of each level and who gives the award, the highest first.
const LEVELS: [(i64, &str); 3] =
    [(30, "provinsi (30 tahun atau lebih)"), (20, "kabupaten/kota (20-29 tahun)"), (10, "kecamatan (10-19 tahun)")];

/// The most people in one list.
const MOST: usize = 50_000;

/// Since when somebody serves.
#[derive(Clone, Copy)]
struct Since {
    year: i64,
    years: i64,
}

fn build(store: &mut Store, ask: &ReportAsk) -> Result<Document, Trouble> {
    let office = Office::read(store, ask)?;
    let state = AsOf::read(store, ask)?;
    let since = service(store, &state, ask)?;
    let held: Vec<&Seat> = state.people().into_iter().filter(|seat| seat.serving).collect();
    let long = |seat: &&Seat| since.get(&seat.kader).is_some_and(|since| since.years >= LEVELS[2].0);
    let long: Vec<&Seat> = held.iter().copied().filter(long).collect();
    if long.len() > MOST {
        return Err(too_long(long.len(), MOST));
    }
    let people = People::read(store, &long)?;
    let mut rows = Vec::new();
    let mut counts = Vec::new();
    let mut most = i64::MAX;
    for (least, name) in LEVELS {
        let years = |seat: &Seat| since.get(&seat.kader).map_or(0, |since| since.years);
        let mut of: Vec<&Seat> = long.iter().copied().filter(|seat| (least..most).contains(&years(seat))).collect();
        of.sort_by_cached_key(|seat| {
            let nama = people.of(seat).map_or("", |person| person.nama.as_str());
            (std::cmp::Reverse(years(seat)), sort_key(nama), seat.kader)
        });
        rows.push(Row::group(format!("Tingkat {name}: {} orang", of.len())));
        for (at, seat) in of.iter().enumerate() {
            rows.push(row(at + 1, seat, &state, &people, since.get(&seat.kader).copied()));
        }
        counts.push((name, of.len()));
        most = least;
    }
    let columns = columns();
    let mut last = vec![Cell::Empty; columns.len()];
    last[1] = Cell::Text(format!("Jumlah {} orang", long.len()));
    rows.push(Row::of(RowKind::Note, last));

    let mut out = office.paper(&REPORT.info, ask, true);
    out.blocks.push(office.title("Calon Penerima Penghargaan Masa Bakti Kader Posyandu", &[]));
    out.blocks.push(Block::Table(Table { columns, rows, ..Table::default() }));
    let unknown = held.iter().filter(|seat| !since.contains_key(&seat.kader)).count();
    out.blocks.push(Block::Paragraph(format!(
        "Masa bakti dihitung dari tahun mulai menjadi kader; bila belum diisi, dari jabatan pertama yang tercatat. \
         {unknown} orang yang bertugas belum diketahui keduanya."
    )));
    out.blocks.extend(office.signatures());
    out.footer = office.footer(state.day);
    out.message = vec![format!("Masa bakti kader {} per {}", office.whole_area(), date::long(state.day))];
    out.message.extend(counts.iter().map(|(name, n)| format!("Tingkat {name}: {n} orang")));
    Ok(out)
}

/// Since when everyone on a post serves, as of the day.
fn service(store: &Store, state: &AsOf, ask: &ReportAsk) -> Result<HashMap<RecordId, Since>, Trouble> {
    let day = state.day;
    let this_year = i64::from(day.year());
    let mut first: HashMap<RecordId, Date> = HashMap::new();
    for seat in &state.seats {
        if let Some(from) = seat.term.0 {
            first.entry(seat.kader).and_modify(|known| *known = from.min(*known)).or_insert(from);
        }
    }
    let full = |from: &Date| Since { year: i64::from(from.year()), years: i64::from(date::age(*from, day)) };
    let mut out: HashMap<RecordId, Since> = first.iter().map(|(id, from)| (*id, full(from))).collect();
    let mut see = |row: &crate::store::Glance<'_>| {
        if let Some(year) = row.int(0).filter(|year| *year > 0 && *year <= this_year)
            && state.sexes.contains_key(&row.id)
        {
            out.insert(row.id, Since { year, years: this_year - year });
        }
    };
    match ask.desa {
        None => store.sweep(&KADER, Swept::All, &["kader_sejak"], &mut see)?,
        Some(_) => {
            for id in state.sexes.keys() {
                store.sweep(&KADER, Swept::One(*id), &["kader_sejak"], &mut see)?;
            }
        }
    }
    Ok(out)
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("No", Nature::Number, 4),
        Column::new("Nama", Nature::Text, 28),
        Column::new("L/P", Nature::Text, 4),
        Column::new("Jabatan", Nature::Text, 22),
        Column::new("Posyandu", Nature::Text, 18),
        Column::new("Desa/kelurahan", Nature::Text, 18),
        Column::new("Sejak tahun", Nature::Year, 8),
        Column::new("Masa bakti (tahun)", Nature::Number, 10),
    ]
}

fn row(number: usize, seat: &Seat, state: &AsOf, people: &People, since: Option<Since>) -> Row {
    let house = state.houses.get(seat.house);
    let desa = state.desa.get(state.desa_of(seat));
    let post = state.words.list("jabatan").get(seat.jabatan);
    Row::plain(vec![
        Cell::Number(count(number)),
        Cell::Text(people.of(seat).map(|person| person.nama.clone()).unwrap_or_default()),
        Cell::Text(
            match state.sex(seat) {
                Sex::L => "L",
                Sex::P => "P",
                Sex::Unknown => "",
            }
            .to_owned(),
        ),
        Cell::Text(post.map(|item| item.name.clone()).unwrap_or_default()),
        Cell::Text(house.map(|house| house.nama.clone()).unwrap_or_default()),
        Cell::Text(desa.map(|desa| desa.nama.clone()).unwrap_or_default()),
        since.map_or(Cell::Empty, |since| Cell::Number(since.year)),
        since.map_or(Cell::Empty, |since| Cell::Number(since.years)),
    ])
}
