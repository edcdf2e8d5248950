//! One Posyandu on a page: identity, registration, officers, kader, documents.
//!
//! * **Owns** this report.
//! * **Imports** `base`, `entity`, `store`, the document, the office, the roster's rows.
//! * **Never** names NIK or phone numbers.

use super::Report;
use super::as_of::{AsOf, Seat, Sex, UNKNOWN};
use super::kantor::{Office, desa_name, needed};
use super::roster::{Closed, People};
use crate::base::date;
use crate::base::words::{Lang, text};
use crate::entity::desa::kepala;
use crate::entity::{DESA, POSYANDU, Record, SK};
use crate::report::document::{Block, Column, Document, Row, Signature, Table};
use crate::report::writers::{Cell, Nature};
use crate::request::{Need, ReportAsk, ReportInfo, Trouble};
use crate::store::Store;

/// The report.
pub static REPORT: Report = Report {
    info: ReportInfo {
        name: "profil-posyandu",
        title: text("Profil Posyandu", "Profile of a Posyandu"),
        help: text(
            "Satu Posyandu pada satu halaman: identitas, registrasi, pengurus, kader dan dokumennya.",
            "One Posyandu on a page: identity, registration, officers, kader and documents.",
        ),
        group: text("Posyandu", "Posyandu"),
        needs: &[Need::Record(&POSYANDU), Need::AsOf],
    },
    build,
};

fn build(store: &mut Store, ask: &ReportAsk) -> Result<Document, Trouble> {
    let house = needed(store, &POSYANDU, ask)?;
    let ask = ReportAsk { desa: house.get("desa").as_link().map(|link| link.id), ..ask.clone() };
    let office = Office::read(store, &ask)?;
    let state = AsOf::read(store, &ask)?;
    let at = state.houses.iter().position(|other| other.id == house.id).unwrap_or(UNKNOWN);
    let seats: Vec<&Seat> = state.seats.iter().filter(|seat| seat.house == at && seat.serving).collect();
    let people = People::read(store, &seats)?;
    let mut seats = seats;
    seats.sort_by_cached_key(|seat| {
        (seat.jabatan, seat.bidang, people.of(seat).map(|person| crate::base::text::sort_key(&person.nama)), seat.id)
    });
    let known = state.houses.get(at);

    let mut out = office.paper(&REPORT.info, &ask, false);
    out.title = format!("Profil Posyandu {}", house.text("nama"));
    out.blocks.push(office.title(&out.title, &[]));
    out.blocks.push(Block::Heading("Identitas".into()));
    out.blocks.push(Block::Facts(identity(&house, &office, store)));
    out.blocks.push(Block::Heading("Registrasi dan SK".into()));
    let valid = known.is_some_and(|house| house.valid_sk);
    out.blocks.push(Block::Facts(vec![
        fact("Nomor registrasi", shown(&house, "nomor_registrasi", store)),
        fact("Tanggal terdaftar", shown(&house, "tanggal_registrasi", store)),
        fact("SK pengurus", if valid { "berlaku pada tanggal ini" } else { "tidak ada yang berlaku pada tanggal ini" }),
    ]));
    out.blocks.push(Block::Heading("Pengurus dan kader".into()));
    let count = |sex| seats.iter().filter(|seat| state.sex(seat) == sex).count();
    out.blocks.push(Block::Paragraph(format!(
        "{} jabatan: laki-laki {}, perempuan {}.",
        seats.len(),
        count(Sex::L),
        count(Sex::P)
    )));
    // Name, sex, post, bidang, SK, term: what fits a page.
    let kept = [0, 1, 2, 4, 5, 6, 8];
    let columns = super::roster::columns(Closed::Yes);
    let rows = seats.iter().enumerate().map(|(at, seat)| {
        let row = super::roster::row(at + 1, seat, &state, &people, Closed::Yes);
        Row::plain(kept.iter().filter_map(|at| row.cells.get(*at).cloned()).collect())
    });
    out.blocks.push(Block::Table(Table {
        rows: rows.collect(),
        columns: kept.iter().filter_map(|at| columns.get(*at).cloned()).collect(),
        ..Table::default()
    }));
    let papers = documents(store, &house)?;
    if !papers.is_empty() {
        out.blocks.push(Block::Heading("Dokumen".into()));
        out.blocks.push(Block::Table(Table {
            columns: vec![
                Column::new("No", Nature::Number, 4),
                Column::new("Nomor", Nature::Text, 26),
                Column::new("Jenis", Nature::Text, 22),
                Column::new("Tanggal", Nature::Date, 11),
                Column::new("Berlaku sampai", Nature::Date, 11),
            ],
            rows: papers,
            ..Table::default()
        }));
    }
    out.blocks.extend(signed(store, &office, (&house, &seats), &people, &ask)?);
    out.footer =
        format!("Keadaan per {} · Posyandu {}, {}", date::show(state.day), house.text("nama"), office.whole_area());
    out.message = vec![
        format!("Posyandu {}, {}", house.text("nama"), office.whole_area()),
        format!("Status {}, strata {}", shown(&house, "status", store), or_dash(shown(&house, "strata", store))),
        format!("Nomor registrasi {}", or_dash(shown(&house, "nomor_registrasi", store))),
        format!("{} jabatan terisi", seats.len()),
    ];
    Ok(out)
}

fn fact(name: &str, said: impl Into<String>) -> (String, String) {
    (name.to_owned(), or_dash(said.into()))
}

fn or_dash(said: String) -> String {
    if said.is_empty() { super::angka::DASH.to_owned() } else { said }
}

/// A field of a record in words.
fn shown(record: &Record, name: &str, store: &Store) -> String {
    match record.entity.field(name) {
        Some(field) => field.kind.show(record.get(name), Lang::Id, &store.words()),
        None => String::new(),
    }
}

fn identity(house: &Record, office: &Office, store: &Store) -> Vec<(String, String)> {
    let place = office.desa.as_ref().map_or_else(String::new, |desa| desa_name(desa.text("jenis"), desa.text("nama")));
    let mut facts = vec![fact("Nama", house.text("nama"))];
    if !house.text("nama_lain").is_empty() {
        facts.push(fact("Nama lain", house.text("nama_lain")));
    }
    facts.extend([
        fact("Desa/kelurahan", place),
        fact("Kecamatan", office.name()),
        fact("Alamat", house.text("alamat")),
        fact("RT/RW", house.text("rt_rw")),
        fact("Tanggal berdiri", house.get("tanggal_berdiri").as_date().map(date::long).unwrap_or_default()),
        fact("Status", shown(house, "status", store)),
        fact("Strata", shown(house, "strata", store)),
        fact("Tempat", shown(house, "tempat", store)),
        fact("Hari buka", house.text("hari_buka")),
    ]);
    facts
}

/// The documents that concern this Posyandu alone, newest first.
fn documents(store: &Store, house: &Record) -> Result<Vec<Row>, Trouble> {
    let mut papers = store.pointing(&SK, "posyandu", house.id)?;
    papers.sort_by_key(|paper| std::cmp::Reverse((paper.get("tanggal").as_date(), paper.id)));
    let day = |paper: &Record, name: &str| paper.get(name).as_date().map_or(Cell::Empty, Cell::Date);
    let row = |(at, paper): (usize, &Record)| {
        Row::plain(vec![
            Cell::Number(super::angka::count(at + 1)),
            Cell::Text(paper.text("nomor").to_owned()),
            Cell::Text(shown(paper, "jenis", store)),
            day(paper, "tanggal"),
            day(paper, "berlaku_sampai"),
        ])
    };
    Ok(papers.iter().enumerate().map(row).collect())
}

/// Those asked for; else the head of the desa and the Posyandu's ketua.
fn signed(
    store: &Store,
    office: &Office,
    (house, seats): (&Record, &[&Seat]),
    people: &People,
    ask: &ReportAsk,
) -> Result<Vec<Block>, Trouble> {
    if !ask.signers.is_empty() {
        return Ok(office.signatures());
    }
    let words = store.words();
    let is_head = |seat: &&&Seat| words.list("jabatan").get(seat.jabatan).is_some_and(|item| item.code == "ketua");
    let chair = seats.iter().find(is_head).and_then(|seat| people.of(seat));
    let mut both = Vec::new();
    if let Some(desa) = ask.desa.map(|id| store.get(&DESA, id)).transpose()?.flatten() {
        let head = format!("{} {},", kepala(desa.text("jenis")).id, desa.text("nama")).to_uppercase();
        both.push(Signature {
            above: vec!["Mengetahui,".into()],
            office: vec![head],
            name: desa.text("kepala").to_owned(),
            ..Signature::default()
        });
    }
    both.push(Signature {
        above: vec![office.place_date(store.today())],
        office: vec![format!("Ketua Posyandu {},", house.text("nama")).to_uppercase()],
        name: chair.map(|person| person.nama.clone()).unwrap_or_default(),
        ..Signature::default()
    });
    Ok(vec![Block::Signatures(both)])
}
