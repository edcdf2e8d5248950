//! Seats by Posyandu: filled, vacant, held by two.
//!
//! * **Owns** this report.
//! * **Imports** `base`, `entity`, `store`, the document, the office, the roster's people.
//! * **Never** counts a Posyandu that closed, merged or was a mistake, or a word that the office
//!   took off the list of posts unless somebody still holds it.

use std::collections::BTreeMap;

use super::Report;
use super::angka::{bidang_short, count, too_long};
use super::as_of::{AsOf, House, Seat};
use super::kantor::Office;
use super::roster::People;
use crate::base::date;
use crate::base::id::RecordId;
use crate::base::words::text;
use crate::entity::penugasan::JABATAN_KADER;
use crate::entity::setelan::KADER_MINIMAL;
use crate::report::document::{Block, Column, Document, HeadCell, Marks, Row, RowKind, Table};
use crate::report::writers::{Cell, Nature};
use crate::request::{Need, ReportAsk, ReportInfo, Trouble};
use crate::store::Store;

/// The report.
pub static REPORT: Report = Report {
    info: ReportInfo {
        name: "kursi",
        title: text("Kursi pengurus dan kader per Posyandu", "Seats by Posyandu"),
        help: text(
            "Kursi tiap Posyandu: terisi, kosong, dipegang dua orang; kader per bidang; orang dengan dua kursi.",
            "Seats of each Posyandu: filled, vacant, held by two; kader by bidang; people on two seats.",
        ),
        group: text("Kader", "Kader"),
        needs: &[Need::Desa, Need::AsOf],
    },
    build,
};

/// The most Posyandu in one table.
const MOST: usize = 20_000;

/// The columns that hold people: places in the lists of posts and bidang.
struct Seats {
    single: Vec<usize>,
    bidang: Vec<usize>,
    kader: Option<usize>,
}

/// What one Posyandu has.
#[derive(Default)]
struct Found {
    single: Vec<i64>,
    bidang: Vec<i64>,
    vacant: i64,
    doubled: i64,
    people: i64,
}

fn build(store: &mut Store, ask: &ReportAsk) -> Result<Document, Trouble> {
    let office = Office::read(store, ask)?;
    let state = AsOf::read(store, ask)?;
    let houses: Vec<(usize, &House)> = state.houses.iter().enumerate().filter(|(_, house)| house.counted).collect();
    if houses.len() > MOST {
        return Err(too_long(houses.len(), MOST));
    }
    let seats = Seats::of(&state);
    let mut by_house: Vec<Vec<&Seat>> = vec![Vec::new(); state.houses.len()];
    for seat in state.seats.iter().filter(|seat| seat.serving) {
        if let Some(of) = by_house.get_mut(seat.house) {
            of.push(seat);
        }
    }
    let (mut rows, mut total) = (Vec::new(), vec![0; seats.single.len() + seats.bidang.len() + 3]);
    let mut desa = usize::MAX;
    let least = store.number(&KADER_MINIMAL)?;
    let mut few = 0;
    for (number, (at, house)) in houses.iter().enumerate() {
        if house.desa != desa {
            desa = house.desa;
            rows.push(Row::group(state.desa.get(desa).map_or("", |desa| desa.nama.as_str())));
        }
        let found = seats.count(by_house.get(*at).map_or(&[][..], Vec::as_slice));
        few += usize::from(found.people < least);
        let cells = found.cells();
        for (sum, n) in total.iter_mut().zip(&cells) {
            *sum += n;
        }
        let name = [Cell::Number(count(number + 1)), Cell::Text(house.nama.clone())];
        rows.push(Row::plain(name.into_iter().chain(cells.into_iter().map(Cell::Number)).collect()));
    }
    let all = [Cell::Empty, Cell::Text("Jumlah".into())];
    rows.push(Row::of(RowKind::Total, all.into_iter().chain(total.iter().copied().map(Cell::Number)).collect()));

    let mut out = office.paper(&REPORT.info, ask, true);
    out.blocks.push(office.title("Kursi Pengurus dan Kader per Posyandu", &[]));
    out.blocks.push(Block::Table(seats.table(&state, rows)));
    out.blocks.push(Block::Paragraph(format!(
        "Angka di bawah jabatan ialah jumlah pemegangnya: 0 kosong, 2 atau lebih dipegang dua orang. \
         {few} Posyandu berorang kurang dari {least}."
    )));
    let twice = twice(store, &state)?;
    out.blocks.push(Block::Heading(format!("Orang dengan dua kursi atau lebih ({})", twice.len())));
    if !twice.is_empty() {
        out.blocks.push(Block::List(Marks::Numbers, twice.clone()));
    }
    out.blocks.extend(office.signatures());
    out.footer = office.footer(state.day);
    let [vacant, doubled, people] = *total.last_chunk::<3>().unwrap_or(&[0; 3]);
    out.message = vec![
        format!("Kursi Posyandu {} per {}", office.whole_area(), date::long(state.day)),
        format!("{} Posyandu, {people} orang", houses.len()),
        format!("Kursi kosong {vacant}, kursi dipegang dua orang {doubled}, orang dengan dua kursi {}", twice.len()),
        format!("Kurang dari {least} orang: {few} Posyandu"),
    ];
    Ok(out)
}

impl Seats {
    fn of(state: &AsOf) -> Seats {
        let (posts, bidang) = (state.words.list("jabatan"), state.words.list("bidang"));
        let held = |at: usize| state.seats.iter().any(|seat| seat.serving && seat.jabatan == at);
        let single = |at: usize, item: &crate::entity::Item| item.single && (item.active || held(at));
        Seats {
            single: posts.iter().enumerate().filter(|(at, item)| single(*at, item)).map(|(at, _)| at).collect(),
            bidang: bidang.iter().enumerate().filter(|(_, item)| item.active).map(|(at, _)| at).collect(),
            kader: posts.iter().position(|item| item.code == JABATAN_KADER),
        }
    }

    fn count(&self, seats: &[&Seat]) -> Found {
        let holders = |jabatan: usize| seats.iter().filter(|seat| seat.jabatan == jabatan).count();
        let kader = |bidang: usize| {
            seats.iter().filter(|seat| Some(seat.jabatan) == self.kader && seat.bidang == bidang).count()
        };
        let single: Vec<i64> = self.single.iter().map(|at| count(holders(*at))).collect();
        let people: std::collections::HashSet<RecordId> = seats.iter().map(|seat| seat.kader).collect();
        Found {
            vacant: count(single.iter().filter(|n| **n == 0).count()),
            doubled: count(single.iter().filter(|n| **n > 1).count()),
            single,
            bidang: self.bidang.iter().map(|at| count(kader(*at))).collect(),
            people: count(people.len()),
        }
    }

    fn table(&self, state: &AsOf, rows: Vec<Row>) -> Table {
        let (posts, bidang) = (state.words.list("jabatan"), state.words.list("bidang"));
        let mut columns = vec![Column::new("No", Nature::Number, 4), Column::new("Posyandu", Nature::Text, 18)];
        let mut above = vec![HeadCell::tall("No", 2), HeadCell::tall("Posyandu", 2)];
        let mut below = Vec::new();
        let mut part = |name: &str, labels: Vec<String>, columns: &mut Vec<Column>| {
            if labels.is_empty() {
                return;
            }
            above.push(HeadCell::wide(name, u16::try_from(labels.len()).unwrap_or(1)));
            for label in labels {
                columns.push(Column::new(format!("{name} - {label}"), Nature::Number, 7));
                below.push(HeadCell::tall(label, 1));
            }
        };
        let post = |at: &usize| posts.get(*at).map_or_else(String::new, |item| short_post(state, item));
        part("Pengurus", self.single.iter().map(post).collect(), &mut columns);
        let area = |at: &usize| {
            bidang.get(*at).map_or_else(String::new, |item| bidang_short(&state.words, "bidang", &item.code))
        };
        part("Kader bidang", self.bidang.iter().map(area).collect(), &mut columns);
        for name in ["Kursi kosong", "Kursi ganda", "Orang"] {
            columns.push(Column::new(name, Nature::Number, 7));
            above.push(HeadCell::tall(name, 2));
        }
        Table { columns, heads: vec![above, below], rows, ..Table::default() }
    }
}

impl Found {
    fn cells(&self) -> Vec<i64> {
        self.single.iter().chain(&self.bidang).chain(&[self.vacant, self.doubled, self.people]).copied().collect()
    }
}

/// `Ketua Bidang Pekerjaan Umum` is too long for a narrow column: `Kabid Pekerjaan Umum`.
fn short_post(state: &AsOf, item: &crate::entity::Item) -> String {
    if item.bidang.is_empty() {
        let name = item.name.strip_suffix(" Posyandu").unwrap_or(&item.name);
        return name.to_owned();
    }
    format!("Ketua {}", bidang_short(&state.words, "bidang", &item.bidang))
}

/// Everyone on two seats or more: the name, then where.
fn twice(store: &Store, state: &AsOf) -> Result<Vec<String>, Trouble> {
    let mut by_person: BTreeMap<RecordId, Vec<&Seat>> = BTreeMap::new();
    for seat in state.seats.iter().filter(|seat| seat.serving) {
        by_person.entry(seat.kader).or_default().push(seat);
    }
    by_person.retain(|_, seats| seats.len() > 1);
    let all: Vec<&Seat> = by_person.values().flatten().copied().collect();
    let people = People::read(store, &all)?;
    let told = |seats: &Vec<&Seat>| {
        let name = seats.first().and_then(|seat| people.of(seat)).map_or("", |person| person.nama.as_str());
        let place = |seat: &&Seat| {
            let post = state.words.list("jabatan").get(seat.jabatan).map_or("", |item| item.name.as_str());
            let house = state.houses.get(seat.house).map_or("", |house| house.nama.as_str());
            format!("{post} di {house}")
        };
        format!("{name}: {}", seats.iter().map(place).collect::<Vec<_>>().join("; "))
    };
    let mut out: Vec<String> = by_person.values().map(told).collect();
    out.sort();
    Ok(out)
}
