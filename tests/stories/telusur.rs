//! The walk over every number: it is opened by its keys, and the rows that open are counted; plan
//! groups, seats and the counts of lists are held against their rows instead.
//!
//! Walked on the sample file: the lists and the attention lines of the start screen, the
//! registration board (every state and every missing paper of every desa and of all), the dashboard
//! and the calendar of SK (every number of every desa and of all), the vacant and filled seats of
//! every Posyandu, the findings by Posyandu and by desa, the groups of the work plan, the counts of
//! the lists. A list is counted by its own rows too, page by page, not only by what its top line says.
//!
//! Not walked: numbers on paper (previews of reports and letters open nothing), days and amounts of
//! money (they count no rows), the sums of an import (its rows stand on the same screen and are
//! counted by its own tests), and the share of registered Posyandu beside the menu (its two numbers
//! are the board's, which are walked).

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use pembina::base::date::Date;
use pembina::base::id::RecordId;
use pembina::entity::{DESA, KADER, NASKAH, PENUGASAN, PILIHAN, POSYANDU, RENCANA, Record, SK, Value};
use pembina::request::hidup::{Overview, View};
use pembina::request::plan::{self, By};
use pembina::request::{DOUBLES, Home as Facts, PASSED, Query, Reply, Request, Seek, Test};
use pembina::service::contoh::{self, Sample};
use pembina::store::{Clock, Store};
use pembina::ui::keymap::Goto;
use pembina::ui::screens::detail::Detail;
use pembina::ui::screens::findings::Findings;
use pembina::ui::screens::home::Home;
use pembina::ui::screens::rencana::PlanScreen;

use crate::desk::{self, Desk, TODAY, all, named, put};

/// Wide enough for every column and label.
const WIDE: (u16, u16) = (132, 43);

/// The made-up kecamatan, with somebody in two seats and a seat held by two.
fn sample() -> Store {
    let sample = Sample::demo(TODAY);
    let mut store = Store::memory(&sample.opening("siti")).expect("a store in memory");
    contoh::fill(&mut store, &sample).expect("a sample");
    store.turn_clock(Clock::Fixed(sample.moment()));
    let posts = Query::all(&PENUGASAN).only("jabatan", Test::Is(Value::from("ketua")));
    let ketua = store.page(&posts, Seek::First, 50).expect("posts").rows;
    let running: Vec<&Record> = ketua.iter().filter(|post| post.get("alasan_berhenti").is_empty()).collect();
    let second = |of: &Record, at: &Record, jabatan: &str| {
        let post = Record::new(&PENUGASAN, RecordId(-1)).with("kader", of.get("kader").clone());
        post.with("posyandu", at.get("posyandu").clone()).with("jabatan", jabatan).with("mulai", TODAY)
    };
    with_free_seats(&mut store, "ketua", |store| {
        put(store, second(running[0], running[1], "ketua"));
    });
    store
}

/// Does something while a seat may be held by several, as after a list was edited.
fn with_free_seats(store: &mut Store, jabatan: &str, what: impl FnOnce(&mut Store)) {
    let word = |store: &mut Store| {
        let words = Query::all(&PILIHAN).only("daftar", Test::Is(Value::from("jabatan")));
        let words = store.page(&words, Seek::First, 50).expect("words").rows;
        words.into_iter().find(|word| word.text("kode") == jabatan).expect("the word")
    };
    let free = word(store).with("tunggal", 0);
    put(store, free);
    what(store);
    let single = word(store).with("tunggal", 1);
    put(store, single);
}

/// How many rows the screen says that it shows: records, Posyandu, pairs, or findings.
fn told(desk: &Desk) -> usize {
    let screen = desk.screen();
    let top = screen.lines().next().unwrap_or_default();
    let tokens: Vec<&str> = top.split_whitespace().collect();
    let number = |token: &str| token.replace('.', "").parse::<usize>().ok();
    let before = |unit: &str| tokens.windows(2).rev().find(|pair| pair[1] == unit).and_then(|pair| number(pair[0]));
    if let (Some(errors), Some(warnings)) = (before("galat"), before("peringatan")) {
        return errors + warnings;
    }
    ["catatan", "pasangan", "Posyandu"]
        .into_iter()
        .find_map(before)
        .unwrap_or_else(|| panic!("no number on top of\n{screen}"))
}

/// How many rows lie open: what the screen says, which for a list must be what its pages hold.
fn opened(desk: &mut Desk) -> usize {
    let count = told(desk);
    if let Some(Request::Page(query, ..)) =
        desk.asked.iter().rev().find(|request| !matches!(request, Request::Count(..))).cloned()
    {
        let page = desk.store.page(&query, Seek::First, 5_000).expect("a page");
        assert_eq!(page.rows.len(), count, "{query:?}");
    }
    count
}

fn home(desk: &mut Desk) -> Facts {
    match pembina::service::serve(&mut desk.store, Request::Home) {
        Reply::Home(home) => *home,
        other => panic!("{other:?}"),
    }
}

fn overview(desk: &mut Desk, view: View) -> Overview {
    match pembina::service::serve(&mut desk.store, Request::Overview(view, None)) {
        Reply::Overview(overview) => *overview,
        other => panic!("{other:?}"),
    }
}

fn times(key: &str, count: usize) -> String {
    vec![key; count].join(" ")
}

#[test]
fn every_number_of_the_start_screen_opens_exactly_the_rows_it_counts() {
    let mut desk = Desk::with_store(sample(), |cx| cx.push(Home::default()));
    desk.resize(WIDE);
    let facts = home(&mut desk);
    assert!(facts.attention.len() >= 13, "{:?}", facts.attention);
    // The lists of the menu, by their letters.
    for (entity, count) in &facts.counts {
        let pembina::entity::Place::Home(letter) = entity.place else { continue };
        desk.keys(&letter.to_string());
        if entity.name != "rencana" && entity.name != "naskah" {
            assert_eq!(opened(&mut desk), *count, "{}", entity.name);
        }
        desk.keys("Esc");
        assert_eq!(desk.depth(), 1, "{}", entity.name);
    }
    // What needs attention, each by its place on the screen.
    desk.keys("Tab");
    for (at, line) in facts.attention.iter().enumerate() {
        desk.keys("Home").keys(&times("Down", at));
        let shown = desk.screen();
        let label = line.label.get(pembina::base::words::Lang::Id);
        let row = shown.lines().find(|row| row.contains(&*label)).unwrap_or_else(|| panic!("{label}\n{shown}"));
        assert!(row.split_whitespace().any(|token| token == line.count.to_string()), "{} on {row}", line.count);
        desk.keys("Enter");
        let mut rows = opened(&mut desk);
        if line.code == DOUBLES {
            desk.keys("Tab");
            rows += told(&desk);
        }
        assert_eq!(rows, line.count, "{}", line.code);
        desk.keys("Esc");
        assert_eq!(desk.depth(), 1, "{}", line.code);
    }
}

#[test]
fn every_number_of_the_board_of_the_sample_opens_exactly_the_posyandu_it_counts() {
    let mut desk = Desk::with_store(sample(), |cx| cx.go(Goto::Registration));
    desk.resize(WIDE);
    let Reply::Board(board) = pembina::service::serve(&mut desk.store, Request::Board) else { panic!("no board") };
    let papers = board.papers.len();
    let sums: Vec<usize> = (0..papers).map(|at| board.rows.iter().map(|row| row.missing[at]).sum()).collect();
    let numbers = std::iter::once((board.totals, sums));
    let numbers = numbers.chain(board.rows.iter().map(|row| (row.states, row.missing.clone())));
    let mut some = 0;
    for (row, (states, missing)) in numbers.enumerate() {
        desk.keys("Home").keys(&times("Down", row)).keys(&times("Left", papers + 8));
        for wanted in states.iter().chain(&missing) {
            desk.keys("Right Enter");
            if *wanted == 0 {
                desk.shows("Tidak ada");
            } else {
                assert_eq!(told(&desk), *wanted, "row {row}");
            }
            some += wanted;
            desk.keys("Esc");
            assert_eq!(desk.depth(), 1);
        }
    }
    assert!(some > 100, "{some}");
}

#[test]
fn every_number_by_desa_opens_exactly_the_rows_it_counts() {
    for view in [View::Standing, View::Ending] {
        let mut desk = Desk::with_store(sample(), move |cx| cx.go(Goto::ByDesa(view)));
        desk.resize(WIDE);
        let facts = overview(&mut desk, view);
        assert_eq!(facts.rows.len(), 11);
        let mut some = 0;
        for (at, row) in facts.rows.iter().enumerate() {
            desk.keys("Home").keys(&times("Down", at)).keys(&times("Left", facts.columns.len()));
            for (column, cell) in row.cells.iter().enumerate() {
                if column > 0 {
                    desk.keys("Right");
                }
                desk.keys("Enter");
                if cell.count == 0 {
                    assert_eq!(desk.depth(), 1, "zero opens nothing");
                    continue;
                }
                assert_eq!(opened(&mut desk), cell.count, "{} {:?}", row.name, facts.columns[column]);
                some += cell.count;
                desk.keys("Esc");
                assert_eq!(desk.depth(), 1);
            }
        }
        assert!(some > 30, "{view:?} {some}");
    }
}

#[test]
fn the_seats_of_every_posyandu_add_up_to_the_dashboard_and_to_the_start_screen() {
    let mut store = sample();
    let places = all(&mut store, &POSYANDU);
    let mut desk = Desk::with_store(store, |cx| cx.push(Home::default()));
    let standing = overview(&mut desk, View::Standing);
    let vacant_at_home =
        home(&mut desk).attention.iter().find(|line| line.code == "kursi-kosong").map_or(0, |l| l.count);
    let (mut posts, mut vacant, mut store) = (0, 0, desk.store);
    for place in &places {
        let id = place.id;
        let mut desk = Desk::with_store(store, move |cx| cx.push(Detail::new(&POSYANDU, id)));
        desk.resize((132, 60));
        let screen = desk.screen();
        let summary = screen.lines().find(|line| line.contains("Terisi ")).unwrap_or_else(|| panic!("{screen}"));
        let number = |before: &str| {
            let mut tokens = summary.split_whitespace().skip_while(|token| *token != before);
            tokens.nth(1).and_then(|token| token.parse::<usize>().ok()).unwrap_or(0)
        };
        let empty = screen
            .lines()
            .filter(|line| line.trim_start_matches(['>', ' ']).starts_with("! ") && line.contains(" kosong"))
            .count();
        assert_eq!(empty, if summary.contains(" kosong") { number("!") } else { 0 }, "{screen}");
        assert_eq!(number("Terisi") + empty, 9, "{screen}");
        let Reply::Seats(seats) = pembina::service::serve(&mut desk.store, Request::Seats(id)) else { panic!("seats") };
        if ["aktif", "persiapan", "tidak-aktif"].contains(&place.text("status")) {
            posts += seats.iter().filter(|seat| seat.single).map(|seat| seat.holders.len()).sum::<usize>();
        }
        if place.text("status") == "aktif" && seats.iter().any(|seat| !seat.holders.is_empty()) {
            vacant += empty;
        }
        store = desk.store;
    }
    assert_eq!(vacant, vacant_at_home);
    assert_eq!(posts, standing.rows[0].cells[3].count);
}

#[test]
fn the_counts_in_lists_are_those_of_the_rows_they_count() {
    let mut store = sample();
    let count = |store: &mut Store, query: &Query| store.page(query, Seek::First, 5_000).expect("a page").rows.len();
    let told = |record: &Record, field: &str| record.get(field).as_int().and_then(|n| usize::try_from(n).ok());
    let mut seen = 0;
    for desa in all(&mut store, &DESA) {
        let here = || Test::Is(Value::link(desa.id, desa.title()));
        let posyandu = count(&mut store, &Query::all(&POSYANDU).only("desa", here()));
        assert_eq!(told(&desa, "jumlah_posyandu"), Some(posyandu), "{}", desa.title());
        let serving = Query::all(&KADER).only("desa", here()).only("selesai", Test::OpenAt(TODAY));
        assert_eq!(told(&desa, "jumlah_kader"), Some(count(&mut store, &serving)), "{}", desa.title());
        seen += posyandu;
    }
    for place in all(&mut store, &POSYANDU) {
        let Reply::Seats(seats) = pembina::service::serve(&mut store, Request::Seats(place.id)) else {
            panic!("seats")
        };
        let people: BTreeSet<RecordId> =
            seats.iter().flat_map(|seat| &seat.holders).map(|holder| holder.kader).collect();
        assert_eq!(told(&place, "jumlah_kader"), Some(people.len()), "{}", place.title());
    }
    for sk in all(&mut store, &SK) {
        let posts = Query::all(&PENUGASAN).only("sk", Test::Is(Value::link(sk.id, sk.title())));
        let posts = store.page(&posts, Seek::First, 5_000).expect("a page").rows;
        let names: BTreeSet<RecordId> =
            posts.iter().filter_map(|post| post.get("kader").as_link()).map(|k| k.id).collect();
        assert_eq!(told(&sk, "jumlah_nama"), Some(names.len()), "{}", sk.title());
    }
    assert_eq!(seen, all(&mut store, &POSYANDU).len());
}

#[test]
fn what_is_left_in_each_place_opens_as_many_findings_the_least_first() {
    let mut desk = Desk::with_store(sample(), |cx| cx.push(Findings::new(None)));
    desk.resize(WIDE);
    for unit in ["Posyandu", "desa"] {
        desk.keys("o").shows("Yang paling dekat dengan lengkap di atas").shows(&format!(" {unit}, "));
        let mut before = 0;
        for at in 0..12 {
            desk.keys("Home").keys(&times("Down", at));
            let screen = desk.screen();
            let Some(row) = screen.lines().find(|line| line.starts_with('>')) else { panic!("{screen}") };
            let left: usize = row.split_whitespace().nth(1).and_then(|token| token.parse().ok()).expect("a number");
            desk.keys("Enter");
            assert_eq!(told(&desk), left, "{row}");
            desk.keys("Esc");
            let last = at > 0 && left < before;
            assert!(!last, "{row} stands behind {before}");
            before = left;
        }
    }
    desk.keys("o").shows("Yang terberat di atas");
}

#[test]
fn the_groups_of_a_plan_add_up_to_its_lines() {
    let mut store = sample();
    let lines = all(&mut store, &RENCANA);
    let mut plans = 0;
    for naskah in all(&mut store, &NASKAH) {
        let Reply::Plan(whole) = pembina::service::serve(&mut store, Request::Plan(naskah.id)) else {
            panic!("a plan")
        };
        let mine = lines.iter().filter(|line| line.get("naskah").as_link().is_some_and(|link| link.id == naskah.id));
        assert_eq!(mine.count(), whole.lines.len(), "{}", naskah.title());
        let total = plan::total(&whole.lines);
        for by in [By::Bidang, By::Source, By::Desa, By::Opd, By::Status] {
            let sums = plan::sums(&whole.lines, by);
            assert_eq!(sums.values().map(|sum| sum.lines).sum::<usize>(), total.lines, "{by:?}");
            assert_eq!(sums.values().map(|sum| sum.proposed).sum::<i128>(), total.proposed, "{by:?}");
            for (key, sum) in &sums {
                let group = whole.lines.iter().filter(|line| plan::group(line, by) == *key);
                assert_eq!(group.count(), sum.lines, "{by:?} {key}");
            }
        }
        plans += 1;
    }
    assert!(plans > 0);
}

#[test]
fn every_group_of_a_plan_on_the_screen_is_followed_by_the_lines_it_counts() {
    let mut store = sample();
    let mut groups = 0;
    for naskah in all(&mut store, &NASKAH) {
        let id = naskah.id;
        let mut desk = Desk::with_store(store, move |cx| cx.push(PlanScreen::new(id)));
        desk.resize((132, 60));
        let screen = desk.screen();
        let heading = screen.lines().find(|line| line.contains("Jumlah Dana")).unwrap_or_else(|| panic!("{screen}"));
        // Amounts stand on the right of their column.
        let end = heading.chars().collect::<String>().split("Jumlah").next().map_or(0, |part| part.chars().count()) + 6;
        let amount = |line: &str| {
            let part: String = line.chars().take(end).collect();
            let last = part.split_whitespace().last().unwrap_or_default().replace('.', "");
            last.parse::<i64>().unwrap_or_else(|_| panic!("no amount on {line}"))
        };
        let mut open: Option<(usize, i64)> = None;
        for line in screen.lines().skip_while(|line| !line.contains("Jumlah Dana")).skip(1) {
            let group = line.trim_start_matches(['>', ' ']).strip_prefix("- ").and_then(|rest| {
                let count = rest.split(['(', ')']).nth(1)?.parse::<usize>().ok()?;
                Some((count, amount(line)))
            });
            let group = if line.ends_with("! kosong") { Some((0, 0)) } else { group };
            if group.is_some() || line.starts_with(" Jumlah") || line.is_empty() {
                assert!(open.is_none_or(|left| left == (0, 0)), "{open:?} left before {line}\n{screen}");
                open = group;
                groups += usize::from(group.is_some());
            } else if let Some((lines, rupiah)) = &mut open {
                *lines = lines.checked_sub(1).unwrap_or_else(|| panic!("{line} is one too many on\n{screen}"));
                *rupiah -= if line.contains("Batal") { 0 } else { amount(line) };
            }
        }
        store = desk.store;
    }
    assert!(groups >= 8, "{groups}");
}

// ---- rank 6 on one screen ---------------------------------------------------------------------

/// Melati 1 with a ketua whose term ends in 30 days, who is a kader in Mawar too; an SK that ends.
fn office() -> Store {
    let mut store = desk::store();
    let (melati, mawar) = (named(&mut store, &POSYANDU, "Melati 1"), named(&mut store, &POSYANDU, "Mawar"));
    let siti = put(&mut store, Record::new(&KADER, RecordId(-1)).with("nama", "Siti Aminah"));
    let mut serve = |place: &Record, jabatan: &str, until: &str| {
        let mut post = Record::new(&PENUGASAN, RecordId(-1))
            .with("kader", Value::link(siti, "Siti Aminah"))
            .with("posyandu", Value::link(place.id, place.title()))
            .with("jabatan", jabatan)
            .with("mulai", Date::constant(2022, 1, 1));
        if !until.is_empty() {
            post.set("selesai", until.parse::<Date>().expect("a day"));
        }
        put(&mut store, post);
    };
    serve(&melati, "ketua", "2026-12-22");
    serve(&mawar, "sekretaris", "");
    let sk = Record::new(&SK, RecordId(-1)).with("nomor", "141/12/KPTS/2022").with("jenis", "sk-pengurus");
    let sk = sk.with("desa", melati.get("desa").clone()).with("tanggal", Date::constant(2022, 1, 3));
    put(&mut store, sk.with("berlaku_sampai", Date::constant(2027, 1, 2)));
    store
}

#[test]
fn sk_terms_vacant_seats_and_people_in_two_seats_stand_on_one_screen() {
    let mut desk = Desk::with_store(office(), |cx| cx.push(Home::default()));
    desk.shows("SK habis dalam 90 hari").shows("Jabatan habis dalam 90 hari").shows("Kursi pengurus kosong");
    desk.shows("Orang di dua jabatan");
    // One SK, one term, sixteen seats of two Posyandu, one person.
    desk.keys("Tab Enter").shows("141/12/KPTS/2022").shows("1 catatan").keys("Esc");
    desk.keys("Down Enter").shows("Siti Aminah").shows("Melati 1").shows("1 catatan").lacks("Mawar").keys("Esc");
    desk.keys("Down Enter").shows("16 peringatan").shows("Kursi kosong: Sekretaris").keys("Esc");
    desk.keys("Down Enter").shows("1 peringatan").shows("Rangkap 2 jabatan: Ketua Posyandu di Melati");
    desk.keys("Right").shows("di Mawar").keys("Esc Enter").shows("Kader · Siti Aminah");
}

#[test]
fn the_letter_and_the_message_to_a_desa_are_one_key_from_the_calendar() {
    let mut desk = Desk::with_store(office(), |cx| cx.push(Home::default()));
    // b: the dashboard; k: the calendar; the desa with something that ends stands first.
    desk.works().keys("b k").shows("Kalender SK per desa").keys("Down").shows("Selat Hilir");
    desk.keys("m").shows("Selat Hilir: yang akan berakhir");
    desk.shows("SK 141/12/KPTS/2022, berlaku sampai 2 Januari 2027");
    assert!(desk.copied.iter().all(|words| !words.contains("620399")), "{:?}", desk.copied);
    desk.keys("Esc l").shows("Surat SK yang akan habis").shows("Selat Hilir");
    desk.keys("Esc").shows("Kalender SK per desa").keys("k").shows("Dasbor per desa").keys("k");
    // As of a day the letter is of that day too.
    desk.keys("w").typed("01-12-2026").keys("Enter Down").shows("Selat Hilir").keys("l").shows("per 01-12-2026");
}

#[test]
fn a_reason_counts_as_long_as_its_warning_is_seen_and_its_record_is_there() {
    let mut store = desk::store();
    let day = Date::constant(1985, 3, 12);
    let siti = Record::new(&KADER, RecordId(-1)).with("nama", "Siti Aminah").with("nik", "6203995003850001");
    let id = put(&mut store, siti.with("tanggal_lahir", day));
    let mut desk = Desk::with_store(store, |cx| cx.push(Home::default()));
    let passed = |desk: &mut Desk| home(desk).attention.iter().find(|line| line.code == PASSED).map_or(0, |l| l.count);
    assert_eq!(passed(&mut desk), 1);
    // The same day as in the NIK: nothing is passed any more.
    let now = desk.store.get(&KADER, id).expect("works").expect("there");
    put(&mut desk.store, now.with("tanggal_lahir", Date::constant(1985, 3, 10)));
    assert_eq!(passed(&mut desk), 0);
    let now = desk.store.get(&KADER, id).expect("works").expect("there");
    put(&mut desk.store, now.with("tanggal_lahir", day));
    assert_eq!(passed(&mut desk), 1);
    pembina::service::serve(&mut desk.store, Request::DeleteMany(&KADER, vec![id]));
    assert_eq!(passed(&mut desk), 0);
    let mut found = 0;
    let count = &mut |finding: pembina::request::Finding| {
        found += usize::from(finding.passed);
        ControlFlow::Continue(())
    };
    desk.store.each_finding(count).expect("findings");
    assert_eq!(found, 0);
}
