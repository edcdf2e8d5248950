//! Stories of registration: the board, papers, steps of many, what comes back, numbers.

use pembina::base::date::Date;
use pembina::base::id::RecordId;
use pembina::entity::{BERKAS, POSYANDU, REGISTRASI, Record, Value};
use pembina::request::Request;
use pembina::store::Store;
use pembina::ui::keymap::Goto;
use pembina::ui::screens::home::Home;

use crate::desk::{self, Desk, all, named, put};

const PAPERS: [&str; 6] =
    ["berita-acara", "sk-pembentukan", "sk-tp-desa", "sk-pengurus", "daftar-kader", "matriks-rekap"];

fn paper(store: &mut Store, place: &str, kind: &str) {
    let place = named(store, &POSYANDU, place);
    let record = Record::new(&BERKAS, RecordId(-1)).with("posyandu", Value::link(place.id, place.title()));
    put(store, record.with("jenis", kind).with("ada", "ada"));
}

fn step(store: &mut Store, place: &str, state: &str, day: &str) {
    let place = named(store, &POSYANDU, place);
    let day: Date = day.parse().expect("a day");
    let record = Record::new(&REGISTRASI, RecordId(-1))
        .with("posyandu", Value::link(place.id, place.title()))
        .with("langkah", state)
        .with("tanggal", day)
        .with("tingkat", "kabupaten")
        .with("alasan", "SK belum bernomor");
    put(store, record);
}

/// Melati 1 and Melati 2 complete in the desa; Mawar lacks all but its minutes.
fn office() -> Store {
    let mut store = desk::store();
    for place in ["Melati 1", "Melati 2"] {
        PAPERS.iter().for_each(|kind| paper(&mut store, place, kind));
        step(&mut store, place, "lengkap-desa", "2026-10-23");
    }
    paper(&mut store, "Mawar", "berita-acara");
    store
}

fn board() -> Desk {
    Desk::with_store(office(), |cx| cx.go(Goto::Registration))
}

fn state(desk: &mut Desk, place: &str) -> String {
    named(&mut desk.store, &POSYANDU, place).text("registrasi").to_owned()
}

#[test]
fn one_screen_answers_which_posyandu_of_which_desa_lacks_which_paper() {
    let mut desk = board();
    desk.shows("Terdaftar 0 dari 3").shows("0 %").snap("registrasi-80x24");
    // The desa that waits longest stands first, with its days.
    desk.keys("Down").is_at("Selat Hilir").shows(" 30 hr Melati 1");
    // A number opens what it counts: Mawar lacks the SK of its officers.
    desk.keys("Down Right Right Right Right Right Right Right Right Right Right Right Enter");
    desk.shows("kurang SK pengurus").shows("Mawar").shows(".BCDEF").lacks("Melati 1").shows("1 Posyandu");
    desk.snap("registrasi-posyandu-80x24").keys("Esc").is_at("Selat Hulu");
    desk.resize((132, 43)).snap("registrasi-132x43");
}

#[test]
fn a_step_of_many_is_one_batch_that_one_u_undoes() {
    let mut desk = board();
    desk.keys("Down Enter").shows("2 Posyandu").keys("Space Space").shows("2 dipilih");
    desk.keys("l").shows("2 Posyandu: diverifikasi kecamatan").keys("Enter").shows("Tercatat: 2 Posyandu");
    assert_eq!(
        (state(&mut desk, "Melati 1"), state(&mut desk, "Melati 2")),
        ("diverifikasi".into(), "diverifikasi".into())
    );
    desk.keys("* l").shows("surat pengantar").typed("400.10/12/Kec").keys("Enter Enter").shows("gel. 1");
    assert_eq!(state(&mut desk, "Melati 2"), "dikirim");
    desk.keys("u y").shows("Dibatalkan");
    assert_eq!(
        (state(&mut desk, "Melati 1"), state(&mut desk, "Melati 2")),
        ("diverifikasi".into(), "diverifikasi".into())
    );
    assert_eq!(all(&mut desk.store, &REGISTRASI).len(), 4);
}

#[test]
fn what_is_sent_back_says_by_whom_and_why_and_stands_on_the_start_screen() {
    let mut desk = board();
    desk.keys("Down Enter k").shows("Dikembalikan oleh siapa?").keys("Down Enter").shows("Mengapa dikembalikan?");
    desk.keys("Enter").shows("Belum diisi").typed("Matriks belum dicap").keys("Enter").keys("C-u");
    desk.typed("20-11-2026").keys("Enter").shows("x kabupaten: Matriks").shows("dikembalikan");
    desk.keys("Esc").shows("x 1 dikembalikan");
    let store = std::mem::replace(&mut desk.store, desk::blank());
    let mut home = Desk::with_store(store, |cx| cx.push(Home::default()));
    home.shows("Registrasi dikembalikan").shows("2 hari").shows("0/3 0%").shows("Berkas registrasi kurang");
}

#[test]
fn a_day_before_the_last_step_is_refused_and_what_stands_stays() {
    let mut desk = board();
    desk.keys("Down Enter l C-u").typed("1-9-2026").keys("Enter").shows("Ditolak").shows("langkah terakhir bertanggal");
    assert_eq!(state(&mut desk, "Melati 1"), "lengkap-desa");
    desk.keys("Esc l C-u").typed("kemarin dulu").keys("Enter").shows("Tanggal langkah ini").keys("Esc");
    assert_eq!(all(&mut desk.store, &REGISTRASI).len(), 2);
}

#[test]
fn a_step_without_its_papers_asks_for_a_reason() {
    let mut desk = board();
    desk.keys("Down Down Enter l Enter").shows("Mawar belum lengkap").typed("disusulkan besok").keys("Enter");
    assert_eq!(state(&mut desk, "Mawar"), "lengkap-desa");
}

#[test]
fn a_number_of_another_desa_is_doubted_and_the_right_one_is_written_with_its_step() {
    let mut desk = board();
    desk.keys("Down Enter n").shows("Nomor registrasi Melati 1").shows("62.03.99.2001.001").keys("C-u");
    desk.typed("6203992002007").keys("Enter Enter").shows("tidak memuat kode Selat Hilir").keys("Esc");
    assert_eq!(state(&mut desk, "Melati 1"), "lengkap-desa");
    desk.keys("n Enter Enter").shows("62.03.99.2001.001");
    let place = named(&mut desk.store, &POSYANDU, "Melati 1");
    assert_eq!((place.text("registrasi"), place.text("nomor_registrasi")), ("terdaftar", "62.03.99.2001.001"));
    desk.keys("Esc").shows("Terdaftar 1 dari 3").shows("33 %");
}

#[test]
fn several_get_their_numbers_one_after_the_other_and_one_batch_keeps_them() {
    let mut desk = board();
    desk.keys("Down Enter * n").shows("Nomor registrasi Melati 1").keys("Enter");
    desk.shows("Nomor registrasi Melati 2").shows("62.03.99.2001.002").keys("Enter Enter");
    assert_eq!(named(&mut desk.store, &POSYANDU, "Melati 2").text("nomor_registrasi"), "62.03.99.2001.002");
    desk.keys("u y");
    assert_eq!(named(&mut desk.store, &POSYANDU, "Melati 2").text("nomor_registrasi"), "");
}

#[test]
fn papers_are_marked_with_one_key_each() {
    let mut desk = board();
    desk.keys("Down Down Enter Enter").shows("Berkas 1 dari 6").shows("> Blm").snap("registrasi-satu-80x24");
    desk.keys("Down Space").shows("Berkas 2 dari 6").keys("Space").shows("Berkas 1 dari 6");
    desk.keys("t").shows("mengapa tidak perlu?").typed("desa ini tanpa TP").keys("Enter");
    desk.shows("tidak perlu").shows("Berkas 2 dari 6").keys("t").shows("Berkas 1 dari 6");
    // The whole record can be filled in too.
    desk.keys("Down Enter").shows("Berkas registrasi").keys("Esc");
    // Each mark is a batch of its own.
    desk.keys("Up Space u y").shows("Berkas 1 dari 6");
}

#[test]
fn the_copy_sheet_gives_field_after_field() {
    let mut desk = board();
    desk.keys("Down Enter y").shows("Lembar salin").shows("62.03.99.2001").snap("registrasi-salin-80x24");
    desk.keys("Enter").shows("Disalin: 62.03.99.2001").keys("Enter").shows("Disalin: Selat Hilir");
    desk.keys("x");
    assert!(matches!(desk.jobs.last(), Some(pembina::request::Job::CopySheet(_))), "{:?}", desk.jobs);
}

#[test]
fn every_number_on_the_board_opens_exactly_the_rows_it_counts() {
    let mut desk = board();
    for row in 0..3 {
        for column in 1..=13 {
            let mut keys = vec!["Home"];
            keys.extend(std::iter::repeat_n("Left", 14));
            keys.extend(std::iter::repeat_n("Down", row));
            keys.extend(std::iter::repeat_n("Right", column));
            desk.keys(&keys.join(" "));
            let wanted = desk.store_board_number(row, column);
            desk.keys("Enter");
            match wanted {
                0 => desk.shows("Tidak ada lagi"),
                count => desk.shows(&format!("{count} Posyandu")),
            };
            desk.keys("Esc");
        }
    }
}

trait Counted {
    fn store_board_number(&mut self, row: usize, column: usize) -> usize;
}

impl Counted for Desk {
    /// The number of the board in a row and column, as the store counts it.
    fn store_board_number(&mut self, row: usize, column: usize) -> usize {
        let pembina::request::Reply::Board(board) = pembina::service::serve(&mut self.store, Request::Board) else {
            panic!("no board")
        };
        let number = |states: &[usize; 7], missing: &[usize]| match column {
            1..=7 => states[column - 1],
            _ => missing[column - 8],
        };
        match row.checked_sub(1) {
            Some(row) => number(&board.rows[row].states, &board.rows[row].missing),
            None => {
                let missing: Vec<usize> =
                    (0..board.papers.len()).map(|at| board.rows.iter().map(|row| row.missing[at]).sum()).collect();
                number(&board.totals, &missing)
            }
        }
    }
}

#[test]
fn from_the_start_screen_two_keys_answer_which_posyandu_of_which_desa_lacks_which_paper() {
    let mut desk = Desk::with_store(office(), |cx| cx.push(Home::default()));
    desk.count_from_here().keys("r Enter");
    assert_eq!(desk.pressed, 2);
    // Posyandu, desa and the letters of what is lacking stand in one row; the letters are explained below.
    let row = desk.row("Mawar");
    assert!(row.contains("Selat Hulu") && row.contains(".BCDEF"), "{row}");
    desk.shows("3 Posyandu").shows("B SK pembentukan").shows("F Matriks rekap").shows("Melati 1");
}

#[test]
fn a_batch_leaves_with_the_matriks_of_exactly_those_that_went_with_it() {
    let mut desk = board();
    desk.works().keys("Down Enter x").shows("belum dikirim dalam gelombang");
    // Two keys a step for all of the desa; the covering letter's number is typed once.
    desk.keys("* l Enter").shows("Tercatat: 2 Posyandu").keys("* l").typed("400.10/12/Kec").keys("Enter Enter");
    desk.shows("gel. 1").count_from_here().keys("x").shows("GELOMBANG 1 TAHUN 2026");
    assert_eq!(desk.pressed, 1);
    desk.shows("2 Posyandu di 1 desa/kelurahan").shows("400.10/12/Kec").snap("registrasi-gelombang-80x24");
    desk.keys("PgDn PgDn").shows("Melati 2").lacks("Mawar");
    desk.keys("p").shows("registrasi-gelombang-2026-11-22.pdf");
}

#[test]
fn what_came_back_is_told_with_its_reason_and_goes_on_once_mended() {
    let mut desk = board();
    desk.keys("Down Enter k Down Enter").typed("Matriks belum dicap").keys("Enter Enter");
    desk.shows("x kabupaten: Matriks").shows("x dikembalikan kabupaten: Matriks belum dicap");
    desk.keys("Esc Home");
    // The board counts it in its column; the number opens it.
    desk.keys("Right Right Right Right Right Right Right Enter").shows("1 Posyandu").shows("Matriks belum dicap");
    desk.keys("l").shows("Enter").keys("Enter").lacks("x kabupaten");
}

#[test]
fn a_refused_step_asks_again_with_the_number_and_the_day_that_were_typed() {
    let mut desk = board();
    desk.keys("Down Enter n C-u").typed("123").keys("Enter C-u").typed("20-11-2026").keys("Enter").shows("Ditolak");
    desk.keys("Enter").shows("seperti yang tadi diketik").shows("> 123").keys("C-u").typed("6203992001001");
    desk.keys("Enter").shows("> 20-11-2026").keys("Enter").shows("Tercatat: Melati 1: terdaftar");
    assert_eq!(named(&mut desk.store, &POSYANDU, "Melati 1").text("nomor_registrasi"), "62.03.99.2001.001");
}

#[test]
fn a_wrong_day_of_a_step_is_corrected_where_it_was_typed() {
    let mut desk = board();
    desk.keys("Down Enter l C-u").typed("1-9-2026").keys("Enter").shows("Ditolak").keys("Enter").shows("> 1-9-2026");
    desk.keys("C-u").typed("31-11-2026").keys("Enter").shows("> 31-11-2026").keys("Bksp Bksp Bksp Bksp");
    desk.keys("Esc").lacks("Tanggal langkah ini");
    // What another day does not mend is not asked for again.
    desk.keys("m").typed("lengkap").keys("Enter Enter").shows("sudah lengkap").keys("Enter").lacks("Tanggal langkah");
}
