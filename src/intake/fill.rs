//! What a table leaves unsaid: a place written once for its block, columns told by their content,
//! two columns that make one value.
//!
//! * **Owns** filling places down, recognising columns by what stands in them, joining RT and RW.
//! * **Imports** the table, the recognised headings.
//! * **Never** fills anything but places, and never across a blank block: every filling is told.

use super::columns::{Headings, Meaning};
use super::head::Header;
use super::places::region_code;
use super::sheet::{Cell, Row, Sheet};
use super::table::{Found, Notice, Table};
use crate::base::text::fold;
use crate::base::words::text;
use crate::entity::flat::{Column, End, Use};
use crate::entity::{Kind, POSYANDU, Problem};
use crate::request::{ColumnBy, Skipped};

/// Completes a table in place.
pub fn complete(
    table: &mut Table<'_>,
    unused: &mut Vec<(usize, String)>,
    header: &Header,
    sheet: &Sheet,
    headings: &Headings<'_>,
) {
    by_content(table, unused, header, headings);
    by_kind(table, unused, headings);
    if let Some((rt, rw)) = header.paired {
        let into = if table.columns.iter().any(|found| found.at == rw) { rw } else { rt };
        let other = if into == rw { rt } else { rw };
        join(table, (rt, rw), into);
        table.joined = Some((into, other));
        unused.retain(|(at, _)| *at != other);
    } else {
        half(table, headings);
    }
    if let Some((man, woman)) = header.ticked {
        tick(table, man, woman);
    }
    into_address(table, unused, headings);
    let columns = headings.columns();
    // Our own lists say each row in full: what is blank there is unknown.
    let is_ours = |found: &Found| columns.get(found.column).is_some_and(|column| matches!(column.end, End::Uid));
    if table.columns.iter().any(is_ours) {
        return;
    }
    let place = |found: &&Found| columns.get(found.column).and_then(place_of).is_some_and(|name| name != "kecamatan");
    let mut places: Vec<Found> = table.columns.iter().filter(place).cloned().collect();
    // The wider place first: a new desa ends the block of the Posyandu before it.
    places.sort_by_key(|found| columns.get(found.column).and_then(place_of) != Some("desa"));
    let wider: Vec<usize> = places
        .iter()
        .filter(|found| columns.get(found.column).and_then(place_of) == Some("desa"))
        .map(|found| found.at)
        .collect();
    for found in &places {
        merged_down(table, sheet, found.at);
    }
    places.retain(|found| is_written_once(table, found.at));
    for found in places {
        let wider = if wider.contains(&found.at) { &[][..] } else { &wider };
        down(table, &found, wider);
    }
}

/// A column that says of each row what kind of facility it is (`Posyandu`, `Pondok Bersalin`) is
/// no strata: only its Posyandu are data.
fn by_kind(table: &mut Table<'_>, unused: &mut Vec<(usize, String)>, headings: &Headings<'_>) {
    let is_strata = |found: &&Found| {
        let field = headings.columns().get(found.column).and_then(Column::field);
        field.is_some_and(|field| POSYANDU.field("strata").is_some_and(|strata| std::ptr::eq(strata, field)))
            && headings.chosen(&found.heading).is_none()
    };
    let Some(found) = table.columns.iter().find(is_strata).cloned() else { return };
    let kind = |row: &Row| fold(&row.cell(found.at).shown());
    if !table.rows.iter().any(|row| kind(row) == POSYANDU.name) {
        return;
    }
    table.columns.retain(|column| column.at != found.at);
    unused.push((found.at, found.heading.clone()));
    unused.sort();
    let own = |row: &Row| kind(row).split(' ').next().is_none_or(|first| first.is_empty() || first == POSYANDU.name);
    let others = table.rows.iter().filter(|row| !own(row));
    let others = others.map(|row| Skipped { baris: row.number, alasan: "bukan posyandu".to_owned() });
    table.skipped.extend(others.collect::<Vec<_>>());
    table.skipped.sort_by_key(|skipped| skipped.baris);
    table.rows.retain(|row| own(row));
}

/// The kind of place a column names by a link.
fn place_of(column: &Column) -> Option<&'static str> {
    let target = column.path.last()?.target()?;
    let names = matches!(column.end, End::Name)
        || matches!(column.end, End::Value(field) if field.name == "kode" || field.name == target.title);
    (names && matches!(target.name, "desa" | "posyandu" | "kecamatan")).then_some(target.name)
}

fn set(table: &mut Table<'_>, index: usize, at: usize, cell: Cell) {
    let Some(row) = table.rows.get_mut(index) else { return };
    let row: &mut Row = row.to_mut();
    if row.cells.len() <= at {
        row.cells.resize(at + 1, Cell::Empty);
    }
    if let Some(place) = row.cells.get_mut(at) {
        *place = cell;
    }
}

/// A cell merged over several rows stands for all of them: nothing is guessed.
fn merged_down(table: &mut Table<'_>, sheet: &Sheet, at: usize) {
    for span in sheet.merged.iter().filter(|span| span.bottom > span.top && (span.left..=span.right).contains(&at)) {
        let from = table.rows.partition_point(|row| row.number < span.top);
        let to = table.rows.partition_point(|row| row.number <= span.bottom);
        let Some(cell) = table.rows.get(from).map(|row| row.cell(span.left).clone()).filter(|cell| !cell.is_blank())
        else {
            continue;
        };
        for index in from..to {
            if table.rows.get(index).is_some_and(|row| row.cell(at).is_blank()) {
                set(table, index, at, cell.clone());
            }
        }
    }
}

/// Whether the sheet writes a place once for each block: then no two rows in a row repeat it. A
/// column that does repeat its values has gaps, which are asked about instead.
fn is_written_once(table: &Table<'_>, at: usize) -> bool {
    let same = |a: &Cell, b: &Cell| !a.is_blank() && fold(&a.shown()) == fold(&b.shown());
    let mut pairs = table.rows.windows(2);
    table.rows.iter().any(|row| row.cell(at).is_blank())
        && !pairs.any(|pair| matches!(pair, [a, b] if same(a.cell(at), b.cell(at))))
}

/// Fills a place down over its block, which ends where a wider place is another.
fn down(table: &mut Table<'_>, found: &Found, wider: &[usize]) {
    let at = found.at;
    let heads: Vec<usize> = table
        .skipped
        .iter()
        .filter(|skipped| matches!(skipped.alasan.as_str(), "kepala" | "nomor"))
        .map(|skipped| skipped.baris)
        .collect();
    let around = |row: &Row| wider.iter().map(|at| fold(&row.cell(*at).shown())).collect::<Vec<String>>();
    let mut carried: Option<(usize, Cell)> = None;
    let mut within: Vec<String> = Vec::new();
    let mut before = 0;
    let mut blocks: Vec<(usize, usize, usize, String)> = Vec::new();
    for index in 0..table.rows.len() {
        let Some(row) = table.rows.get(index) else { break };
        let (number, cell) = (row.number, row.cell(at).clone());
        // Only headings repeated by page may stand inside a block.
        let whole = (before + 1..number).all(|between| heads.binary_search(&between).is_ok());
        let here = around(row);
        before = number;
        if !cell.is_blank() {
            carried = Some((number, cell));
            within = here;
            continue;
        }
        carried = carried.filter(|_| whole && here == within);
        let Some((from, value)) = carried.clone() else { continue };
        match blocks.last_mut() {
            Some((start, _, last, _)) if *start == from => *last = number,
            _ => blocks.push((from, number, number, value.shown())),
        }
        set(table, index, at, value);
    }
    for (from, first, last, value) in blocks {
        let rows = if first == last { first.to_string() } else { format!("{first}-{last}") };
        let problem = Problem::warning(
            "tempat-diteruskan",
            text(
                "Kosong di baris {0}; dibaca \"{1}\" seperti baris {2}.",
                "Blank in row {0}; read as \"{1}\", as in row {2}.",
            )
            .with([rows, value, from.to_string()]),
            text("Isi sendiri di setiap baris bila keliru.", "Write it in every row where this is wrong."),
        );
        table.notices.push(Notice { row: first, heading: found.heading.clone(), problem });
    }
}

/// `RT` and `RW` side by side become `003/005` in one of them.
fn join(table: &mut Table<'_>, (rt, rw): (usize, usize), into: usize) {
    for index in 0..table.rows.len() {
        let Some(row) = table.rows.get(index) else { break };
        let (first, second) = (row.cell(rt).shown(), row.cell(rw).shown());
        let said = match (first.is_empty(), second.is_empty()) {
            (true, true) => continue,
            (false, true) => format!("RT {first}"),
            (true, false) => format!("RW {second}"),
            (false, false) => format!("{first}/{second}"),
        };
        set(table, index, into, Cell::Text(said));
    }
}

/// Under the heading `RW` alone `05` is an RW, and says so.
fn half(table: &mut Table<'_>, headings: &Headings<'_>) {
    let named = |found: &&Found| headings.columns().get(found.column).is_some_and(|column| column.name == "rt_rw");
    let Some(found) = table.columns.iter().find(named).cloned() else { return };
    let word = match fold(&found.heading).as_str() {
        "rw" => "RW",
        "rt" => "RT",
        _ => return,
    };
    for index in 0..table.rows.len() {
        let Some(row) = table.rows.get(index) else { break };
        let said = row.cell(found.at).shown();
        if !said.is_empty() && said.chars().all(|c| c.is_ascii_digit()) {
            set(table, index, found.at, Cell::Text(format!("{word} {said}")));
        }
    }
}

/// Of two columns L and P the ticked one is the sex. Where both are ticked, or something else
/// stands there, it is asked about.
fn tick(table: &mut Table<'_>, man: usize, woman: usize) {
    let is_tick = |said: &str| {
        matches!(said, "1" | "✓" | "✔" | "√" | "☑" | "●" | "•" | "*" | "+")
            || matches!(said.to_lowercase().as_str(), "v" | "x" | "ya" | "y" | "l" | "p")
    };
    let is_blank = |said: &str| matches!(said, "" | "-" | "–" | "0");
    for index in 0..table.rows.len() {
        let Some(row) = table.rows.get(index) else { break };
        let (one, other) = (row.cell(man).shown(), row.cell(woman).shown());
        let cell = if is_blank(&one) && is_blank(&other) {
            Cell::Empty
        } else if is_tick(&one) && is_blank(&other) {
            Cell::Text("L".to_owned())
        } else if is_blank(&one) && is_tick(&other) {
            Cell::Text("P".to_owned())
        } else {
            Cell::Text(format!("L: {one}, P: {other}"))
        };
        set(table, index, man, cell);
    }
}

/// A roster of persons has no place for RT and RW of their own: they are part of the address.
fn into_address(table: &mut Table<'_>, unused: &mut Vec<(usize, String)>, headings: &Headings<'_>) {
    let columns = headings.columns();
    let place = |name: &str| columns.iter().position(|column| column.name == name && column.path.is_empty());
    let (Some(address), Some(_), None) = (place("alamat"), place("nik"), place("rt_rw")) else { return };
    let headed = |words: &[&str]| {
        let is = |(_, heading): &&(usize, String)| {
            words.contains(&fold(heading).as_str()) && headings.chosen(heading).is_none()
        };
        unused.iter().find(is).cloned()
    };
    let parts = [headed(&["rt", "no rt"]), headed(&["rw", "no rw"]), headed(&["rt rw", "rtrw"])];
    let Some((first, heading)) = parts.iter().flatten().min().cloned() else { return };
    let known = table.columns.iter().find(|found| found.column == address).map(|found| found.at);
    let [rt, rw, both] = parts.map(|part| part.map(|(at, _)| at));
    let said = |row: &Row, at: Option<usize>| at.map(|at| row.cell(at).shown()).unwrap_or_default();
    let mut told = None;
    for index in 0..table.rows.len() {
        let Some(row) = table.rows.get(index) else { break };
        let (mut one, mut other, whole) = (said(row, rt), said(row, rw), said(row, both));
        if let Some((a, b)) = whole.split_once('/') {
            (one, other) = (a.trim().to_owned(), b.trim().to_owned());
        } else if !whole.is_empty() {
            one = whole;
        }
        let with = |word: &str, said: &str| match said.chars().all(|c| c.is_ascii_digit()) {
            _ if said.is_empty() => String::new(),
            true => format!("{word} {said}"),
            false => said.to_owned(),
        };
        let own = known.map(|at| row.cell(at).shown()).unwrap_or_default();
        let says = fold(&own).split(' ').any(|word| matches!(word, "rt" | "rw"));
        let tail = [with("RT", &one), with("RW", &other)];
        let tail = tail.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        if tail.is_empty() && known.is_some() || says {
            continue;
        }
        told = told.or((!tail.is_empty()).then_some(row.number));
        let whole = if own.is_empty() { tail } else { format!("{own} {tail}") };
        let cell = if whole.is_empty() { Cell::Empty } else { Cell::Text(whole) };
        set(table, index, known.unwrap_or(first), cell);
    }
    let used = [rt, rw, both];
    unused.retain(|(at, _)| !used.contains(&Some(*at)));
    if known.is_none() {
        table.columns.push(Found { at: first, heading: heading.clone(), column: address, by: ColumnBy::Words });
        table.columns.sort_by_key(|found| found.at);
    }
    if let Some(row) = told {
        let problem = Problem::warning(
            "rt-rw-ke-alamat",
            text("RT dan RW dicatat di belakang alamat.", "RT and RW are kept behind the address."),
            text("Pakai --petakan bila keliru.", "Use --map where this is wrong."),
        );
        table.notices.push(Notice { row, heading, problem });
    }
}

/// At least so many of a hundred cells must look alike, of at least so many cells.
const SHARE: usize = 80;
const FEWEST: usize = 3;
/// So many rows are looked at.
const LOOKED_AT: usize = 300;

/// Words in a heading that say: other people's numbers, or other kinds.
const OTHERS: &[&str] = &[
    "kk",
    "keluarga",
    "bpjs",
    "kis",
    "jkn",
    "rekening",
    "rek",
    "akta",
    "npwp",
    "suami",
    "istri",
    "ibu",
    "ayah",
    "anak",
    "bayi",
    "balita",
    "peserta",
    "kartu",
    "sk",
    "surat",
    "lama",
    "prov",
    "provinsi",
    "kab",
    "kabupaten",
    "kec",
    "kecamatan",
    "bps",
    "pos",
];

/// What a column looks like by its cells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Looks {
    Nik,
    Phone,
    Code,
    Day,
}

/// Columns whose headings say nothing known, told by what stands in them.
fn by_content(table: &mut Table<'_>, unused: &mut Vec<(usize, String)>, header: &Header, headings: &Headings<'_>) {
    let width = table.rows.iter().take(LOOKED_AT).map(|row| row.cells.len()).max().unwrap_or(0);
    let first = table.rows.first().map_or(0, |row| row.number);
    for at in 0..width {
        let heading = unused.iter().find(|(place, _)| *place == at).map(|(_, heading)| heading.clone());
        let taken = table.columns.iter().any(|found| found.at == at) || header.ordinal == Some(at);
        let name = heading.clone().unwrap_or_else(|| letters(at));
        if let (None, Some(Meaning::Wished(column))) = (&heading, headings.wished(&name)) {
            let by = headings.chosen(&name).unwrap_or(ColumnBy::Chosen);
            let before = table.columns.iter().position(|found| found.column == column);
            if let Some(before) = before.map(|place| table.columns.remove(place)) {
                unused.push((before.at, before.heading));
            }
            table.columns.push(Found { at, heading: name, column, by });
            continue;
        }
        let known = heading.as_ref().is_some_and(|heading| headings.meaning(heading).is_some())
            || headings.wished(&name).is_some();
        let other = heading.as_ref().is_some_and(|said| fold(said).split(' ').any(|word| OTHERS.contains(&word)));
        if taken || known || other {
            continue;
        }
        let Some(looks) = looks(table, at) else { continue };
        let columns = headings.columns();
        let fits = |column: &&Column| column.use_ != Use::Out && meant(column, looks);
        let free = |place: &usize| !table.columns.iter().any(|found| found.column == *place);
        let mut wanted = columns.iter().enumerate().filter(|(_, column)| fits(column)).map(|(place, _)| place);
        let Some(column) = wanted.next().filter(free) else { continue };
        // A desa named in its own column needs no code that was only guessed.
        let named = |found: &Found| columns.get(found.column).and_then(place_of) == Some("desa");
        if looks == Looks::Code && table.columns.iter().any(named) {
            continue;
        }
        let problem = Problem::warning(
            "kolom-dari-isi",
            text(
                "Kolom \"{0}\" dibaca sebagai {1} menurut isinya.",
                "Column \"{0}\" is read as {1} by what stands in it.",
            )
            .with([name.clone(), columns.get(column).map(|column| column.name.clone()).unwrap_or_default()]),
            text("Beri judul kolom yang jelas, atau pakai --petakan.", "Give it a clear heading, or use --map."),
        );
        table.notices.push(Notice { row: first, heading: name.clone(), problem });
        unused.retain(|(place, _)| *place != at);
        table.columns.push(Found { at, heading: name, column, by: ColumnBy::Content });
    }
    table.columns.sort_by_key(|found| found.at);
}

/// Whether a column is the one that cells of such looks are most likely meant for.
fn meant(column: &Column, looks: Looks) -> bool {
    match (column.end, looks) {
        (End::Value(field), Looks::Nik) => column.path.is_empty() && matches!(field.kind, Kind::Nik),
        (End::Value(field), Looks::Phone) => column.path.is_empty() && matches!(field.kind, Kind::Phone),
        (End::Value(field), Looks::Day) => column.path.is_empty() && field.name == "tanggal_lahir",
        (End::Value(field), Looks::Code) => {
            field.name == "kode"
                && column.path.last().is_none_or(|link| link.target().is_some_and(|to| to.name == "desa"))
        }
        _ => false,
    }
}

fn looks(table: &Table<'_>, at: usize) -> Option<Looks> {
    let cells: Vec<&Cell> =
        table.rows.iter().take(LOOKED_AT).map(|row| row.cell(at)).filter(|cell| !cell.is_blank()).collect();
    if cells.len() < FEWEST {
        return None;
    }
    [Looks::Nik, Looks::Phone, Looks::Code, Looks::Day]
        .into_iter()
        .find(|looks| cells.iter().filter(|cell| is_like(cell, *looks)).count() * 100 >= cells.len() * SHARE)
}

fn is_like(cell: &Cell, looks: Looks) -> bool {
    let shown = cell.shown();
    let bare: String = shown.chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '\'' | '+')).collect();
    let digits = bare.chars().all(|c| c.is_ascii_digit());
    let part = |from: usize, to: usize| bare.get(from..to).and_then(|part| part.parse::<u32>().ok()).unwrap_or(0);
    match looks {
        Looks::Nik => {
            let day = part(6, 8) % 40;
            digits && bare.len() == 16 && (1..=31).contains(&day) && (1..=12).contains(&part(8, 10))
        }
        Looks::Phone => {
            let mobile = ["08", "628", "8"].iter().any(|start| bare.starts_with(start));
            digits && mobile && (9..=14).contains(&bare.len())
        }
        Looks::Code => region_code(&shown).is_some_and(|code| {
            let part = |from: usize, to: usize| code.get(from..to).and_then(|part| part.parse::<u32>().ok());
            part(0, 2).is_some_and(|province| province >= 11) && matches!(part(6, 7), Some(1..=3))
        }),
        // A birth lies years back; other days do not tell what they are.
        Looks::Day => match cell {
            Cell::Date(day) => day.year() < 2012,
            Cell::Text(text) => {
                let day = text.rsplit(',').next().unwrap_or(text);
                let today = crate::base::date::Date::constant(2026, 1, 1);
                crate::base::date::parse_strict(day, today).is_ok_and(|day| day.year() < 2012)
            }
            _ => false,
        },
    }
}

/// `A`, `B` ... `AA`: how spreadsheet programs name a column.
pub fn letters(at: usize) -> String {
    let mut rest = at + 1;
    let mut name = Vec::new();
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        name.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    name.iter().rev().collect()
}
