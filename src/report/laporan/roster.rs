//! The roster: who serves in which Posyandu, with post, SK and term.
//!
//! * **Owns** this report and how a person stands in a table of kader.
//! * **Imports** `base`, `entity`, `store`, the document, the office.
//! * **Never** names NIK or phone numbers without a reason, which is kept in the file's trail.

use std::collections::HashMap;

use super::Report;
use super::angka::{count, too_long};
use super::as_of::{AsOf, House, Seat, Sex};
use super::kantor::{Office, desa_name};
use crate::base::date::{self, Date};
use crate::base::id::RecordId;
use crate::base::nik;
use crate::base::phone;
use crate::base::text::sort_key;
use crate::base::words::text;
use crate::entity::{KADER, SK};
use crate::report::document::{Block, Column, Document, Row, RowKind, Table};
use crate::report::writers::{Cell, Nature};
use crate::request::{Need, ReportAsk, ReportInfo, Trouble};
use crate::store::{Access, Glance, Store, Swept};

/// The report.
pub static REPORT: Report = Report {
    info: ReportInfo {
        name: "roster",
        title: text("Daftar pengurus dan kader Posyandu", "Roster of officers and kader"),
        help: text(
            "Pengurus dan kader tiap Posyandu dengan jabatan, bidang, SK dan masa jabatannya.",
            "Officers and kader of each Posyandu with post, bidang, SK and term.",
        ),
        group: text("Kader", "Kader"),
        needs: &[Need::Desa, Need::AsOf, Need::Personal],
    },
    build,
};

/// The most people in one roster: a document is held whole while it is made.
const MOST: usize = 50_000;

/// What a roster tells of a person beside the post.
#[derive(Default)]
pub struct Person {
    /// The name.
    pub nama: String,
    born: String,
    alamat: String,
    nik: String,
    no_hp: String,
}

/// The people on these posts, and the numbers of their SK.
#[derive(Default)]
pub struct People {
    people: HashMap<RecordId, Person>,
    sk: HashMap<RecordId, String>,
}

impl People {
    /// Reads them: one pass where there are many, else one by one.
    ///
    /// # Errors
    /// A trouble of the data file.
    pub fn read(store: &Store, seats: &[&Seat]) -> Result<People, Trouble> {
        const FIELDS: [&str; 6] = ["nama", "tempat_lahir", "tanggal_lahir", "alamat", "nik", "no_hp"];
        let mut out = People::default();
        for seat in seats {
            out.people.entry(seat.kader).or_default();
            if let Some(sk) = seat.sk {
                out.sk.entry(sk).or_default();
            }
        }
        let people = &mut out.people;
        let one_by_one: Vec<RecordId> = people.keys().copied().take(2_000).collect();
        let mut see = |row: &Glance<'_>| {
            let Some(person) = people.get_mut(&row.id) else { return };
            let day = row.day(2).map(date::show);
            let born = [row.text(1), day.as_deref().unwrap_or("")];
            *person = Person {
                nama: row.text(0).to_owned(),
                born: born.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
                alamat: row.text(3).to_owned(),
                nik: row.text(4).to_owned(),
                no_hp: row.text(5).to_owned(),
            };
        };
        if one_by_one.len() < 2_000 {
            for id in one_by_one {
                store.sweep(&KADER, Swept::One(id), &FIELDS, &mut see)?;
            }
        } else {
            store.sweep(&KADER, Swept::All, &FIELDS, &mut see)?;
        }
        let sk = &mut out.sk;
        let ids: Vec<RecordId> = sk.keys().copied().collect();
        for id in ids {
            store.sweep(&SK, Swept::One(id), &["nomor"], &mut |row| {
                sk.insert(row.id, row.text(0).to_owned());
            })?;
        }
        Ok(out)
    }

    /// The person on a post.
    pub fn of(&self, seat: &Seat) -> Option<&Person> {
        self.people.get(&seat.kader)
    }

    fn nama(&self, seat: &Seat) -> &str {
        self.of(seat).map_or("", |person| person.nama.as_str())
    }
}

/// Whether NIK and phone numbers stand in the table.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// They do not.
    Yes,
    /// They do; a reason was given and kept.
    No,
}

/// The columns of a table of kader.
pub fn columns(closed: Closed) -> Vec<Column> {
    let mut columns = vec![
        Column::new("No", Nature::Number, 4),
        Column::new("Nama", Nature::Text, 26),
        Column::new("L/P", Nature::Text, 4),
        Column::new("Tempat, tanggal lahir", Nature::Text, 22),
        Column::new("Jabatan", Nature::Text, 20),
        Column::new("Bidang", Nature::Text, 16),
        Column::new("Nomor SK", Nature::Text, 18),
        Column::new("Mulai", Nature::Date, 11),
        Column::new("Sampai", Nature::Date, 11),
        Column::new("Alamat", Nature::Text, 24),
    ];
    if closed == Closed::No {
        columns.extend([Column::new("NIK", Nature::Text, 18), Column::new("No. HP", Nature::Text, 15)]);
    }
    columns
}

/// The row of a post.
pub fn row(number: usize, seat: &Seat, state: &AsOf, people: &People, closed: Closed) -> Row {
    let words = &state.words;
    let said = |list: &str, at: usize| words.list(list).get(at).map_or("", |item| item.name.as_str()).to_owned();
    let text = |said: &str| if said.is_empty() { Cell::Empty } else { Cell::Text(said.to_owned()) };
    let day = |day: Option<Date>| day.map_or(Cell::Empty, Cell::Date);
    let nobody = Person::default();
    let person = people.of(seat).unwrap_or(&nobody);
    let bidang = words.list("bidang").get(seat.bidang).map_or("", |item| item.code.as_str());
    let mut cells = vec![
        Cell::Number(count(number)),
        text(&person.nama),
        text(match state.sex(seat) {
            Sex::L => "L",
            Sex::P => "P",
            Sex::Unknown => "",
        }),
        text(&person.born),
        text(&said("jabatan", seat.jabatan)),
        text(&super::angka::bidang_short(words, "bidang", bidang)),
        text(seat.sk.and_then(|sk| people.sk.get(&sk)).map_or("", String::as_str)),
        day(seat.term.0),
        day(seat.term.1),
        text(&person.alamat),
    ];
    if closed == Closed::No {
        cells.extend([text(&nik::show_grouped(&person.nik)), text(&phone::show_grouped(&person.no_hp))]);
    }
    Row::plain(cells)
}

/// The posts held on the day, Posyandu by Posyandu, officers first, then by name.
pub fn serving<'a>(state: &'a AsOf, people: &People) -> Vec<(&'a House, Vec<&'a Seat>)> {
    let mut by_house: Vec<Vec<&Seat>> = vec![Vec::new(); state.houses.len()];
    for seat in state.seats.iter().filter(|seat| seat.serving) {
        if let Some(seats) = by_house.get_mut(seat.house) {
            seats.push(seat);
        }
    }
    for seats in &mut by_house {
        seats.sort_by_cached_key(|seat| (seat.jabatan, seat.bidang, sort_key(people.nama(seat)), seat.id));
    }
    state.houses.iter().zip(by_house).collect()
}

fn build(store: &mut Store, ask: &ReportAsk) -> Result<Document, Trouble> {
    let office = Office::read(store, ask)?;
    let state = AsOf::read(store, ask)?;
    let held: Vec<&Seat> = state.seats.iter().filter(|seat| seat.serving).collect();
    if held.len() > MOST {
        return Err(too_long(held.len(), MOST));
    }
    let people = People::read(store, &held)?;
    let reason = ask.personal.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    let closed = if reason.is_some() { Closed::No } else { Closed::Yes };
    let columns = columns(closed);
    let mut rows = Vec::new();
    let mut number = 0;
    let mut empty = 0;
    for (house, seats) in serving(&state, &people) {
        if seats.is_empty() {
            empty += usize::from(house.counted);
            continue;
        }
        let place = state.desa.get(house.desa).map_or_else(String::new, |desa| desa_name(&desa.jenis, &desa.nama));
        rows.push(Row::group(format!("Posyandu {}, {place} ({} jabatan)", house.nama, seats.len())));
        for seat in seats {
            number += 1;
            rows.push(row(number, seat, &state, &people, closed));
        }
    }
    let persons: std::collections::HashSet<RecordId> = held.iter().map(|seat| seat.kader).collect();
    let mut last = vec![Cell::Empty; columns.len()];
    last[1] = Cell::Text(format!("Jumlah {} orang, {number} jabatan", persons.len()));
    rows.push(Row::of(RowKind::Note, last));

    let mut out = office.paper(&REPORT.info, ask, true);
    out.blocks.push(office.title("Daftar Pengurus dan Kader Posyandu", &[]));
    out.blocks.push(Block::Table(Table { columns, rows, ..Table::default() }));
    if empty > 0 {
        out.blocks.push(Block::Paragraph(format!("Belum ada pengurus dan kader yang tercatat di {empty} Posyandu.")));
    }
    out.blocks.extend(office.signatures());
    out.footer = office.footer(state.day);
    if let Some(reason) = reason {
        out.footer = format!("RAHASIA: memuat NIK dan nomor HP · {}", out.footer);
        let access = Access { deed: "laporan", entity: &KADER, record: None, reason, count: persons.len() };
        store.note_access(&access)?;
    }
    let officers = held.iter().filter(|seat| state.is_officer(seat)).count();
    out.message = vec![
        format!("Pengurus dan kader Posyandu {} per {}", office.whole_area(), date::long(state.day)),
        format!("{} orang: {officers} jabatan pengurus, {} kader", persons.len(), held.len() - officers),
    ];
    Ok(out)
}
