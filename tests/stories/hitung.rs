//! Lists worked out by hand for one day, against every place that shows them: start screen,
//! calendar, board, lists as of a day, reports, findings.
//!
//! The day is 22-11-2026. Three desa, eight Posyandu, sixteen people, eight SK:
//!
//! | Posyandu (desa) | founded | state | registration |
//! |---|---|---|---|
//! | Anggrek (Satu) | 2010 | aktif | number of 01-06-2025 |
//! | Bougenvil (Satu) | 2015 | aktif | lacks its SK pengurus only |
//! | Cempaka (Satu) | 01-03-2026 | aktif | lacks all six papers |
//! | Dahlia (Dua) | 2012 | aktif | number of 10-02-2026 |
//! | Edelweis (Dua) | 2012 | closed 01-07-2026 | is not counted any more |
//! | Flamboyan (Dua) | 2013 | aktif | complete, sent back 23-10-2026 |
//! | Gardenia (Tiga) | unknown | persiapan | has its minutes only |
//! | Hibiskus (Tiga) | 2014 | tidak aktif until 14-01-2026 | lacks SK pembentukan, SK TP, matriks |

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use pembina::base::date::Date;
use pembina::base::id::RecordId;
use pembina::entity::{
    BERKAS, DESA, Entity, INSENTIF, KADER, KEADAAN, KECAMATAN, PENUGASAN, POSYANDU, REGISTRASI, Record, SK, Value,
};
use pembina::report::document::{Document, RowKind};
use pembina::report::laporan::build;
use pembina::report::writers::Cell;
use pembina::request::hidup::View;
use pembina::request::{Query, Reply, ReportAsk, Request, Seek, Test};
use pembina::store::Store;
use pembina::ui::keymap::Goto;
use pembina::ui::screens::home::Home;

use crate::desk::{self, Desk, named, put};

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn new(entity: &'static Entity) -> Record {
    Record::new(entity, RecordId(-1))
}

fn to(record: &Record) -> Value {
    Value::link(record.id, record.title())
}

fn with_day(record: Record, field: &'static str, text: &str) -> Record {
    if text.is_empty() { record } else { record.with(field, day(text)) }
}

const PLACES: [(&str, &str, &str, &str); 8] = [
    ("Anggrek", "Satu", "2010-01-01", "aktif"),
    ("Bougenvil", "Satu", "2015-01-01", "aktif"),
    ("Cempaka", "Satu", "2026-03-01", "aktif"),
    ("Dahlia", "Dua", "2012-01-01", "aktif"),
    ("Edelweis", "Dua", "2012-01-01", "aktif"),
    ("Flamboyan", "Dua", "2013-01-01", "aktif"),
    ("Gardenia", "Tiga", "", "persiapan"),
    ("Hibiskus", "Tiga", "2014-01-01", "aktif"),
];

/// Number, desa, last day.
const PAPERS: [(&str, &str, &str); 8] = [
    ("1/2021", "Satu", "2026-11-22"), // today: 0 days
    ("2/2021", "Satu", "2026-12-22"), // November has 30 days: 8 + 22 = 30 days
    ("3/2021", "Dua", "2026-12-23"),  // 31 days
    ("4/2022", "Dua", "2027-02-20"),  // 8 + 31 + 31 + 20 = 90 days
    ("5/2022", "Tiga", "2027-02-21"), // 91 days
    ("6/2022", "Tiga", "2027-05-21"), // 8 + 31 + 31 + 28 + 31 + 30 + 21 = 180 days
    ("7/2022", "Tiga", "2027-05-22"), // 181 days
    ("8/2021", "Satu", "2026-11-21"), // yesterday: it ended
];

/// Who, since which year known (0: unknown), where, jabatan, bidang, first day, last day, why it ended.
type Post = (&'static str, i64, &'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const POSTS: [Post; 17] = [
    ("Ani", 1996, "Anggrek", "ketua", "", "2016-05-01", "", ""), // 2026 - 1996 = 30 years
    ("Budi", 0, "Anggrek", "sekretaris", "", "2020-01-01", "2026-12-31", ""), // 6 years; ends in 39 days
    ("Citra", 2006, "Anggrek", "bendahara", "", "2022-01-01", "", ""), // 20 years
    ("Dewi", 0, "Anggrek", "kader", "kesehatan", "2016-11-22", "", ""), // ten years today
    ("Eka", 0, "Anggrek", "kader", "pendidikan", "2016-11-23", "", ""), // ten years tomorrow: not yet
    ("Fitri", 0, "Bougenvil", "ketua", "", "2025-01-01", "", ""),
    ("Fitri", 0, "Cempaka", "sekretaris", "", "2026-03-01", "", ""), // her second seat
    ("Gita", 0, "Bougenvil", "sekretaris", "", "2025-06-01", "", ""),
    ("Hana", 0, "Bougenvil", "kader", "sosial", "2024-01-01", "2025-12-30", "mengundurkan-diri"),
    ("Intan", 0, "Bougenvil", "kader", "kesehatan", "2024-01-01", "2025-12-31", "mengundurkan-diri"),
    ("Juli", 0, "Cempaka", "ketua", "", "2026-03-01", "", ""),
    ("Kartika", 1997, "Dahlia", "ketua", "", "2018-01-01", "", ""), // 29 years
    ("Lina", 0, "Dahlia", "kader", "kesehatan", "2026-01-01", "", ""),
    ("Maya", 0, "Edelweis", "ketua", "", "2015-01-01", "2026-06-30", "lain-lain"),
    ("Nur", 0, "Flamboyan", "ketua", "", "2021-01-01", "", ""),
    ("Oki", 0, "Hibiskus", "ketua", "", "2024-01-01", "", ""),
    ("Putri", 0, "Flamboyan", "kader", "kesehatan", "2024-01-01", "2026-01-01", "salah-catat"),
];

/// Papers said to be there, beside the SK pengurus of Hibiskus, which its ketua's post names.
const THERE: [(&str, &[&str]); 4] = [
    ("Bougenvil", &["berita-acara", "sk-pembentukan", "sk-tp-desa", "daftar-kader", "matriks-rekap"]),
    ("Flamboyan", &["berita-acara", "sk-pembentukan", "sk-tp-desa", "sk-pengurus", "daftar-kader", "matriks-rekap"]),
    ("Gardenia", &["berita-acara"]),
    ("Hibiskus", &["berita-acara", "daftar-kader"]),
];

fn office() -> Store {
    let mut store = desk::blank();
    let region = new(&KECAMATAN).with("kode", "62.03.99").with("nama", "Contoh");
    let above = put(&mut store, region.with("kabupaten", "Kapuas").with("provinsi", "Kalimantan Tengah"));
    for (kode, nama) in [("62.03.99.2001", "Satu"), ("62.03.99.2002", "Dua"), ("62.03.99.2003", "Tiga")] {
        let desa = new(&DESA).with("kode", kode).with("nama", nama).with("jenis", "desa");
        put(&mut store, desa.with("kecamatan", Value::link(above, "Contoh")));
    }
    for (nama, desa, founded, state) in PLACES {
        let desa = to(&named(&mut store, &DESA, desa));
        let place = new(&POSYANDU).with("nama", nama).with("desa", desa).with("status", state);
        put(&mut store, with_day(place, "tanggal_berdiri", founded));
    }
    for (nama, number, since) in
        [("Anggrek", "62.03.99.2001.001", "2025-06-01"), ("Dahlia", "62.03.99.2002.001", "2026-02-10")]
    {
        let place = named(&mut store, &POSYANDU, nama).with("nomor_registrasi", number);
        put(&mut store, place.with("tanggal_registrasi", day(since)));
    }
    for (number, desa, until) in PAPERS {
        let desa = to(&named(&mut store, &DESA, desa));
        let kind = if number == "6/2022" { "sk-pengurus" } else { "sk-kader" };
        let sk = new(&SK).with("nomor", number).with("jenis", kind).with("desa", desa);
        let begun = day(if number.ends_with("2021") { "2021-11-23" } else { "2022-01-02" });
        put(&mut store, sk.with("tanggal", begun).with("berlaku_mulai", begun).with("berlaku_sampai", day(until)));
    }
    posts(&mut store);
    life(&mut store);
    store
}

fn posts(store: &mut Store) {
    let mut people: BTreeMap<&str, RecordId> = BTreeMap::new();
    for (name, since, place, jabatan, bidang, from, until, why) in POSTS {
        let who = *people.entry(name).or_insert_with(|| {
            let person = new(&KADER).with("nama", name).with("jenis_kelamin", "P");
            put(store, if since > 0 { person.with("kader_sejak", since) } else { person })
        });
        let place = named(store, &POSYANDU, place);
        let post = new(&PENUGASAN).with("kader", Value::link(who, name)).with("posyandu", to(&place));
        let mut post = post.with("jabatan", jabatan).with("bidang", bidang).with("alasan_berhenti", why);
        if name == "Oki" {
            post.set("sk", to(&named(store, &SK, "6/2022")));
        }
        put(store, with_day(with_day(post, "mulai", from), "selesai", until));
    }
}

fn life(store: &mut Store) {
    for (place, since, was, is) in [
        ("Edelweis", "2026-07-01", "aktif", "tutup"),
        ("Hibiskus", "2024-05-01", "aktif", "tidak-aktif"),
        ("Hibiskus", "2026-01-15", "tidak-aktif", "aktif"),
    ] {
        let change = new(&KEADAAN).with("posyandu", to(&named(store, &POSYANDU, place))).with("tanggal", day(since));
        put(store, change.with("semula", was).with("status", is).with("alasan_status", "lain-lain"));
        // The screen writes both in one step.
        let now = named(store, &POSYANDU, place).with("status", is);
        put(store, now);
    }
    for (place, kinds) in THERE {
        let place = to(&named(store, &POSYANDU, place));
        for kind in kinds {
            put(store, new(&BERKAS).with("posyandu", place.clone()).with("jenis", *kind).with("ada", "ada"));
        }
    }
    let back = new(&REGISTRASI).with("posyandu", to(&named(store, &POSYANDU, "Flamboyan")));
    let back = back.with("langkah", "dikembalikan").with("tanggal", day("2026-10-23")).with("tingkat", "kabupaten");
    put(store, back.with("alasan", "SK belum dicap"));
}

fn ask(name: &str) -> ReportAsk {
    ReportAsk { name: name.to_owned(), ..ReportAsk::default() }
}

fn report(store: &mut Store, ask: &ReportAsk) -> Document {
    build(store, ask).expect("a report")
}

/// The rows of the n-th table as text, cells between bars.
fn rows(document: &Document, table: usize) -> Vec<String> {
    let said = |cell: &Cell| match cell {
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Date(day) => day.to_string(),
        _ => ".".to_owned(),
    };
    let table = document.tables().nth(table).expect("a table");
    let cells = table.rows.iter().filter(|row| row.kind != RowKind::Note);
    cells.map(|row| row.cells.iter().map(said).collect::<Vec<_>>().join("|")).collect()
}

fn titles(store: &mut Store, query: &Query) -> Vec<String> {
    let page = store.page(query, Seek::First, 500).expect("a page");
    assert_eq!(store.count(query, 500).expect("a count").0, page.rows.len());
    page.rows.iter().map(Record::title).collect()
}

/// How many findings of a code there are.
fn found(store: &Store, code: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut take = |finding: pembina::request::Finding| {
        if finding.code == code {
            out.push(finding.title);
        }
        ControlFlow::Continue(())
    };
    store.each_finding(&mut take).expect("findings");
    out.sort();
    out
}

/// The line of a screen that says this.
fn line(desk: &Desk, says: &str) -> String {
    let screen = desk.screen();
    screen.lines().find(|line| line.contains(says)).unwrap_or_else(|| panic!("no {says:?} on\n{screen}")).to_owned()
}

/// The numbers of one desa, or of all, on the dashboard or the calendar.
fn numbers(store: &mut Store, view: View, on: Option<&str>, desa: &str) -> Vec<usize> {
    let Reply::Overview(told) = store.serve(Request::Overview(view, on.map(day))) else { panic!("no overview") };
    let row = told.rows.iter().find(|row| row.name == desa).expect("a row");
    row.cells.iter().map(|cell| cell.count).collect()
}

#[test]
fn what_ends_in_30_90_and_180_days_is_the_same_everywhere() {
    let mut store = office();
    // SK within 30, 90, 180 days, terms within 90 (Budi's). What ended yesterday is in none.
    assert_eq!(numbers(&mut store, View::Ending, None, ""), [2, 4, 6, 1]);
    assert_eq!(numbers(&mut store, View::Ending, None, "Satu"), [2, 2, 2, 1]);
    assert_eq!(numbers(&mut store, View::Ending, None, "Dua"), [0, 2, 2, 0]);
    assert_eq!(numbers(&mut store, View::Ending, None, "Tiga"), [0, 0, 2, 0]);
    let within = ["1/2021", "2/2021", "3/2021", "4/2022"];
    assert_eq!(found(&store, "sk-akan-habis"), within);
    let document = report(&mut store, &ask("sk-habis"));
    assert_eq!(
        rows(&document, 0),
        [
            "1|1/2021|SK kader|Satu|2026-11-22|0",
            "2|2/2021|SK kader|Satu|2026-12-22|30",
            "3|3/2021|SK kader|Dua|2026-12-23|31",
            "4|4/2022|SK kader|Dua|2027-02-20|90",
        ]
    );
    assert_eq!(rows(&document, 1), ["1|Budi|Sekretaris Posyandu|Anggrek|Satu|2026-12-31"]);
    let dua = named(&mut store, &DESA, "Dua").id;
    let letter = report(&mut store, &ReportAsk { record: Some(dua), ..ask("surat-sk-habis") });
    assert_eq!(rows(&letter, 0).len(), 2, "only its own");
    // The start screen, and the calendar on one screen with what opens from it.
    let mut desk = Desk::with_store(store, |cx| cx.push(Home::default()));
    assert!(line(&desk, "SK habis dalam 90 hari").contains(" 4 "), "{}", desk.screen());
    let store = std::mem::replace(&mut desk.store, desk::blank());
    let mut desk = Desk::with_store(store, |cx| cx.go(Goto::ByDesa(View::Ending)));
    desk.keys("Right Enter").shows("4 catatan").shows("3/2021").lacks("5/2022").lacks("8/2021").keys("Esc");
    desk.keys("m").shows("SK yang habis dalam 90 hari: 4").keys("Esc");
}

#[test]
fn vacant_seats_and_people_on_two_seats_are_those_counted_by_hand() {
    let mut store = office();
    // Nine seats a Posyandu. Anggrek has three held: 6 vacant; Bougenvil and Cempaka two: 7 each;
    // Dahlia, Flamboyan, Hibiskus one: 8 each; Gardenia, not begun yet, none: 9. Edelweis is closed.
    // 6 + 7 + 7 + 8 + 8 + 8 + 9 = 53. People by Posyandu: 5 + 2 + 2 + 2 + 1 + 0 + 1 = 13.
    let document = report(&mut store, &ask("kursi"));
    let last = rows(&document, 0).pop().expect("a sum");
    assert!(last.ends_with("|53|0|13"), "{last}");
    let said = format!("{:?}", document.blocks);
    assert!(said.contains("Orang dengan dua kursi atau lebih (1)"), "{said}");
    assert!(said.contains("Fitri: Ketua Posyandu di Bougenvil; Sekretaris Posyandu di Cempaka"), "{said}");
    // The findings leave out who has not begun and nobody serves: 53 - 9 = 44, in six Posyandu.
    let mut vacant = found(&store, "kursi-kosong");
    vacant.dedup();
    assert_eq!(vacant, ["Anggrek", "Bougenvil", "Cempaka", "Dahlia", "Flamboyan", "Hibiskus"]);
    // Both her posts are listed, though a reason was given when they were entered.
    assert_eq!(found(&store, "pengurus-dua-posyandu"), ["Fitri", "Fitri"]);
    let desk = Desk::with_store(store, |cx| cx.push(Home::default()));
    assert!(line(&desk, "Kursi pengurus kosong").contains(" 44 "), "{}", desk.screen());
    assert!(line(&desk, "Kursi pengurus kosong").contains("6 Posyandu"), "{}", desk.screen());
}

#[test]
fn which_posyandu_of_which_desa_lacks_which_paper_is_the_same_on_board_and_paper() {
    let mut store = office();
    let Reply::Board(board) = pembina::service::serve(&mut store, Request::Board) else { panic!("no board") };
    let told: BTreeMap<&str, (&[usize], usize)> =
        board.rows.iter().map(|row| (row.name.as_str(), (row.missing.as_slice(), row.lacking))).collect();
    // Berita acara, SK pembentukan, SK TP desa, SK pengurus, daftar kader, matriks rekap.
    // Satu: Bougenvil lacks its SK pengurus, Cempaka all six. Dua: Dahlia has its number, Flamboyan
    // everything. Tiga: Gardenia lacks five, Hibiskus SK pembentukan, SK TP desa and matriks.
    assert_eq!(told["Satu"], (&[1, 1, 1, 2, 1, 1][..], 2));
    assert_eq!(told["Dua"], (&[0, 0, 0, 0, 0, 0][..], 0));
    assert_eq!(told["Tiga"], (&[0, 2, 2, 1, 1, 2][..], 2));
    // Not begun 4, registered 2, sent back 1; Edelweis is closed.
    assert_eq!(board.totals, [4, 0, 0, 0, 0, 2, 1]);
    let document = report(&mut store, &ask("registrasi"));
    assert_eq!(
        rows(&document, 0),
        [
            "1|Satu|3|2|0|0|0|0|1|0|1|1|1|2|1|1",
            "2|Dua|2|0|0|0|0|0|1|1|0|0|0|0|0|0",
            "3|Tiga|2|2|0|0|0|0|0|0|0|2|2|1|1|2",
            ".|Jumlah|7|4|0|0|0|0|2|1|1|3|3|3|2|3",
        ]
    );
    let remark = |name: &str| {
        let of = |row: &String| row.contains(&format!("|{name}|"));
        let row = rows(&document, 1).into_iter().find(of).expect("a row of the matriks");
        row.rsplit('|').next().unwrap_or_default().to_owned()
    };
    assert_eq!(remark("Bougenvil"), "kurang: SK pengurus");
    assert_eq!(remark("Flamboyan"), "SK belum dicap");
    assert_eq!(remark("Anggrek"), ".");
    let desk = Desk::with_store(store, |cx| cx.push(Home::default()));
    assert!(line(&desk, "Berkas registrasi kurang").contains(" 4 "), "{}", desk.screen());
    assert!(line(&desk, "Registrasi dikembalikan").contains(" 1 "), "{}", desk.screen());
    assert!(line(&desk, "Registrasi dikembalikan").contains("30 hari"), "October has 31 days: 8 + 22");
}

#[test]
fn the_awards_are_those_of_ten_twenty_and_thirty_years() {
    let mut store = office();
    assert_eq!(
        rows(&report(&mut store, &ask("penghargaan")), 0),
        [
            "Tingkat provinsi (30 tahun atau lebih): 1 orang",
            "1|Ani|P|Ketua Posyandu|Anggrek|Satu|1996|30",
            "Tingkat kabupaten/kota (20-29 tahun): 2 orang",
            "1|Kartika|P|Ketua Posyandu|Dahlia|Dua|1997|29",
            "2|Citra|P|Bendahara Posyandu|Anggrek|Satu|2006|20",
            "Tingkat kecamatan (10-19 tahun): 1 orang",
            "1|Dewi|P|Kader|Anggrek|Satu|2016|10",
        ]
    );
    // At the end of 2025: Ani 29, Kartika 28, Citra 19 years; Dewi nine; Maya ten of Edelweis.
    let then = ReportAsk { as_of: Some(day("2025-12-31")), ..ask("penghargaan") };
    let names: Vec<String> = rows(&report(&mut store, &then), 0);
    let names: Vec<&str> = names.iter().filter_map(|row| row.split('|').nth(1)).collect();
    assert_eq!(names, ["Ani", "Kartika", "Citra", "Maya"]);
}

#[test]
fn the_incentives_of_a_month_are_those_entered_and_add_up() {
    let mut store = office();
    let mut first = None;
    for (name, place, amount) in
        [("Ani", "Anggrek", 300_000), ("Kartika", "Dahlia", 250_000), ("Nur", "Flamboyan", 250_000)]
    {
        let (who, place) = (to(&named(&mut store, &KADER, name)), to(&named(&mut store, &POSYANDU, place)));
        let row = new(&INSENTIF).with("kader", who).with("posyandu", place).with("tahun", 2026);
        let row = row.with("bulan_bayar", 10).with("sumber_dana", "add").with("jumlah", amount);
        first = Some(put(&mut store, row));
    }
    let document = report(&mut store, &ReportAsk { record: first, ..ask("insentif") });
    let sums: Vec<String> = rows(&document, 0).into_iter().filter(|row| row.contains("Jumlah")).collect();
    // Satu 300.000; Dua 250.000 + 250.000.
    assert_eq!(
        sums,
        [".|Jumlah desa/kelurahan|.|300000|.", ".|Jumlah desa/kelurahan|.|500000|.", ".|Jumlah seluruhnya|.|800000|.",]
    );
    assert!(format!("{:?}", document.blocks).contains("delapan ratus ribu rupiah"));
}

#[test]
fn the_end_of_2025_is_what_was_there_on_that_day() {
    let mut store = office();
    let then = day("2025-12-31");
    let on = |entity| Query { as_of: Some(then), ..Query::all(entity) };
    let by = |field, value: &str| on(&POSYANDU).only(field, Test::Is(value.into()));
    // Cempaka was founded later; Edelweis still open; Hibiskus did not work; Dahlia had no number yet.
    let there = ["Anggrek", "Bougenvil", "Dahlia", "Edelweis", "Flamboyan", "Gardenia", "Hibiskus"];
    assert_eq!(titles(&mut store, &on(&POSYANDU)), there);
    let working = ["Anggrek", "Bougenvil", "Dahlia", "Edelweis", "Flamboyan"];
    assert_eq!(titles(&mut store, &by("status", "aktif")), working);
    assert_eq!(titles(&mut store, &by("status", "persiapan")), ["Gardenia"]);
    assert_eq!(titles(&mut store, &by("status", "tidak-aktif")), ["Hibiskus"]);
    assert_eq!(titles(&mut store, &on(&POSYANDU).only("nomor_registrasi", Test::Known)), ["Anggrek"]);
    // Hana left the day before; Intan's last day is the day itself; Putri's post was a mistake.
    let serving = ["Ani", "Budi", "Citra", "Dewi", "Eka", "Fitri", "Gita", "Intan", "Kartika", "Maya", "Nur", "Oki"];
    assert_eq!(titles(&mut store, &on(&KADER)), serving);
    assert_eq!(titles(&mut store, &on(&PENUGASAN)).len(), 12);
    // All eight SK had begun and none had ended.
    assert_eq!(titles(&mut store, &on(&SK)).len(), 8);
    let desa = store.page(&on(&DESA), Seek::First, 9).expect("a page").rows;
    let count = |row: &Record, field: &str| row.get(field).as_int().unwrap_or(-1);
    let counts: Vec<_> = desa.iter().map(|row| (count(row, "jumlah_posyandu"), count(row, "jumlah_kader"))).collect();
    assert_eq!(counts, [(2, 8), (3, 3), (2, 1)], "Satu, Dua, Tiga");
    // Posyandu, registered, of strata, seats held, kader, trained: seats are those of Ani, Budi, Citra,
    // Fitri, Gita, Kartika, Maya, Nur, Oki.
    assert_eq!(numbers(&mut store, View::Standing, Some("2025-12-31"), ""), [7, 1, 0, 9, 12, 0]);
    assert_eq!(numbers(&mut store, View::Standing, Some("2025-12-31"), "Dua"), [3, 0, 0, 3, 3, 0]);
    // The report of the same day says the same.
    let then = ReportAsk { as_of: Some(then), ..ask("posyandu-desa") };
    let sums = rows(&report(&mut store, &then), 0);
    assert!(sums.last().is_some_and(|row| row.starts_with(".|Jumlah|7|")), "{sums:?}");
}

#[test]
fn the_dashboard_of_a_day_gone_by_says_so_and_opens_the_rows_of_that_day() {
    let mut desk = Desk::with_store(office(), |cx| cx.go(Goto::ByDesa(View::Standing)));
    desk.lacks("Keadaan per").keys("w").shows("Keadaan per tanggal").typed("31-12-2025").keys("Enter");
    desk.shows("Keadaan per 31-12-2025").snap("hitung-dasbor-80x24");
    desk.keys("Enter").shows("Keadaan per 31-12-2025").shows("7 catatan").lacks("Cempaka").keys("Esc");
    desk.keys("m").shows("keadaan per 31 Desember 2025").keys("Esc");
    desk.keys("w C-u").typed("32-13-2025").keys("Enter").shows("Keadaan per 31-12-2025");
    desk.keys("w C-u Enter").lacks("Keadaan per").shows("Dasbor");
}

/// What changed since the end of 2025, Posyandu before kader, by desa and name. Cempaka was founded,
/// Dahlia got its number, Edelweis closed, Flamboyan came back, Hibiskus works again. Intan served
/// until that very evening; Fitri's newest post is the one in Cempaka.
const CHANGED: [(&str, &str, &str); 10] = [
    ("Dahlia", "Dua", "nomor registrasi 62.03.99.2002.001, 10-02-2026"),
    ("Edelweis", "Dua", "aktif menjadi tutup sejak 01-07-2026"),
    ("Flamboyan", "Dua", "registrasi: dikembalikan sejak 23-10-2026"),
    ("Cempaka", "Satu", "berdiri 01-03-2026"),
    ("Hibiskus", "Tiga", "tidak aktif sementara menjadi aktif sejak 15-01-2026"),
    ("Lina", "Dua", "mulai bertugas: Kader (Kesehatan) di Dahlia, sejak 01-01-2026"),
    ("Maya", "Dua", "tidak bertugas lagi: Ketua Posyandu di Edelweis, sampai 30-06-2026 (Lain-lain)"),
    ("Fitri", "Satu", "Ketua Posyandu di Bougenvil menjadi Sekretaris Posyandu di Cempaka, sejak 01-03-2026"),
    ("Intan", "Satu", "tidak bertugas lagi: Kader (Kesehatan) di Bougenvil, sampai 31-12-2025 (Mengundurkan diri)"),
    ("Juli", "Satu", "mulai bertugas: Ketua Posyandu di Cempaka, sejak 01-03-2026"),
];

#[test]
fn what_changed_between_two_days_is_the_same_on_screen_and_paper() {
    let mut store = office();
    let lines = |document: &Document| -> Vec<(String, String, String)> {
        let cells = |row: String| row.split('|').skip(1).map(str::to_owned).collect::<Vec<_>>();
        let three =
            |cells: Vec<String>| cells.try_into().ok().map(|[name, desa, said]: [String; 3]| (name, desa, said));
        rows(document, 0).into_iter().filter_map(|row| three(cells(row))).collect()
    };
    let expected: Vec<(String, String, String)> =
        CHANGED.iter().map(|(name, desa, said)| ((*name).into(), (*desa).into(), (*said).into())).collect();
    // Without days named: since the end of last year until today.
    assert_eq!(lines(&report(&mut store, &ask("perubahan"))), expected);
    let named_days = ReportAsk { since: Some(day("2026-06-30")), as_of: Some(day("2025-12-31")), ..ask("perubahan") };
    let half = report(&mut store, &named_days);
    // In the first half of 2026 neither Edelweis closed nor did Flamboyan come back; Maya's last day is 30-06.
    let names: Vec<String> = lines(&half).into_iter().map(|(name, ..)| name).collect();
    assert_eq!(names, ["Dahlia", "Cempaka", "Hibiskus", "Lina", "Fitri", "Intan", "Juli"]);
    assert!(half.footer.contains("31 Desember 2025 sampai dengan 30 Juni 2026"), "{}", half.footer);

    let mut desk = Desk::with_store(store, |cx| cx.go(Goto::Between));
    desk.resize((132, 43)).shows("Yang berubah 31-12-2025 s.d. 22-11-2026").shows("10 perubahan");
    for (name, desa, said) in CHANGED {
        desk.shows(&format!("{name}, {desa}: {said}"));
    }
    desk.keys("w C-u").typed("30-06-2026").keys("Enter C-u").typed("31-12-2025").keys("Enter");
    desk.shows("Yang berubah 31-12-2025 s.d. 30-06-2026").shows("7 perubahan").lacks("Edelweis");
}

#[test]
fn what_changed_in_a_desa_is_its_own_though_another_has_its_name() {
    let mut store = office();
    let dua = named(&mut store, &DESA, "Dua");
    put(&mut store, dua.clone().with("nama", "Satu"));
    let document = report(&mut store, &ReportAsk { desa: Some(dua.id), ..ask("perubahan") });
    let names: Vec<String> =
        rows(&document, 0).iter().filter_map(|row| row.split('|').nth(1).map(str::to_owned)).collect();
    let own: Vec<&str> = CHANGED.iter().filter(|(_, desa, _)| *desa == "Dua").map(|(name, ..)| *name).collect();
    assert_eq!(names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>(), own);
}

#[test]
fn the_report_of_changes_is_told_both_days_by_keys() {
    let mut desk = Desk::with_store(office(), |cx| cx.go(Goto::Reports));
    desk.works();
    desk.keys("3 Enter").shows("31-12-2025 s.d. 22-11-2026").shows("Edelweis");
    desk.keys("j").shows("Perubahan sejak tanggal").keys("C-u").typed("1-8-2026").keys("Enter");
    desk.shows("01-08-2026 s.d. 22-11-2026").lacks("Edelweis").shows("Flamboyan");
    desk.keys("g C-u").typed("1-9-2026").keys("Enter").shows("01-08-2026 s.d. 01-09-2026").shows("Tidak ada");
    desk.keys("j C-u").typed("besok lusa").keys("Enter").shows("01-08-2026 s.d. 01-09-2026");
    desk.keys("j C-u Enter").shows("31-12-2025 s.d. 01-09-2026").shows("Edelweis");
    // A report that knows no days says so.
    desk.keys("Esc Home Enter j").shows("tidak memakai pilihan itu");
}

#[test]
fn the_dashboard_tells_its_key_for_a_day_gone_by_at_80_columns() {
    let mut desk = Desk::new(|cx| cx.go(Goto::ByDesa(View::Standing)));
    desk.shows("w per tanggal").keys("Down").shows("l surat").shows("w per tanggal").shows("? bantuan");
}
