//! Reports of the registry's life, against numbers computed by hand.

use super::tests::{ask, by_hand, day, new, put, rows, text_of};
use super::*;
use crate::base::id::RecordId;
use crate::entity::{BERKAS, INSENTIF, KADER, PENUGASAN, Value};
use crate::report::document::Block;

fn link(id: RecordId) -> Value {
    Value::link(id, "")
}

fn kader(store: &mut Store, name: &str) -> RecordId {
    let rows = store.page(&crate::request::Query::all(&KADER), crate::request::Seek::First, 500).unwrap().rows;
    rows.iter().find(|row| row.text("nama") == name).unwrap().id
}

#[test]
fn registration_is_counted_by_desa_with_what_is_missing() {
    let (mut store, _, _) = by_hand();
    let document = build(&mut store, &ask("registrasi")).unwrap();
    // Melati is registered by its number; Mawar stands at the beginning. "Lama" is closed. The
    // papers: berita acara, SK pembentukan, SK TP, SK pengurus, daftar kader, matriks. Mawar has none.
    assert_eq!(
        rows(&document),
        [
            "1|Dua|0|0|0|0|0|0|0|0|0|0|0|0|0|0",
            "2|Satu|2|1|0|0|0|0|1|0|1|1|1|1|1|1",
            ".|Jumlah|2|1|0|0|0|0|1|0|1|1|1|1|1|1",
        ]
    );
    let matrix = document.tables().nth(1).unwrap();
    assert_eq!(matrix.rows.len(), 2);
    let people = document.tables().nth(2).unwrap();
    assert_eq!(people.rows.len(), 3, "with their sum");
    let of = |row: usize, name: &str| {
        let found = [matrix, people].into_iter().find_map(|table| {
            let at = table.columns.iter().position(|column| column.name == name)?;
            Some(table.rows[row].cells[at].clone())
        });
        found.unwrap()
    };
    let said = |text: &str| crate::report::writers::Cell::Text(text.into());
    assert_eq!(of(1, "Nama Posyandu"), said("Mawar"));
    assert_eq!(of(0, "Ketua"), said("Siti"));
    assert_eq!(of(0, "SK pengurus"), said("1/2022, 10-01-2022"), "a post names it");
    assert_eq!(of(1, "SK pengurus"), crate::report::writers::Cell::Empty);
    assert_eq!(of(0, "Jumlah kader"), crate::report::writers::Cell::Number(1));
    assert_eq!(of(0, "Kader Kesehatan"), crate::report::writers::Cell::Number(1));
    assert_eq!(of(0, "Nomor registrasi"), said("62.03.99.2001.001"));
    assert!(matches!(of(1, "Keterangan"), crate::report::writers::Cell::Text(text) if text.starts_with("kurang: ")));
}

#[test]
fn a_paper_said_to_be_there_is_missing_no_more() {
    let (mut store, _, _) = by_hand();
    let houses = store.page(&crate::request::Query::all(&crate::entity::POSYANDU), crate::request::Seek::First, 9);
    let mawar = houses.unwrap().rows.iter().find(|row| row.text("nama") == "Mawar").unwrap().id;
    put(&mut store, new(&BERKAS).with("posyandu", link(mawar)).with("jenis", "berita-acara").with("ada", "ada"));
    let document = build(&mut store, &ask("registrasi")).unwrap();
    assert_eq!(rows(&document)[1], "2|Satu|2|1|0|0|0|0|1|0|0|1|1|1|1|1");
}

#[test]
fn seats_are_counted_filled_vacant_and_held_by_two() {
    let (mut store, _, melati) = by_hand();
    let document = build(&mut store, &ask("kursi")).unwrap();
    // Mawar has nobody: nine vacant seats. Melati has its ketua, one kader of bidang kesehatan.
    assert_eq!(
        rows(&document),
        [
            "Satu",
            &format!("1|{}|1|0|0|0|0|0|0|0|0|0|1|0|0|0|0|8|0|2", super::tests::HOSTILE),
            "2|Mawar|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|9|0|0",
            ".|Jumlah|1|0|0|0|0|0|0|0|0|0|1|0|0|0|0|17|0|2",
        ]
    );
    // Ani takes a second seat: she is one person on two.
    let ani = kader(&mut store, "Ani");
    let post = new(&PENUGASAN).with("kader", link(ani)).with("posyandu", link(melati)).with("jabatan", "sekretaris");
    put(&mut store, post.with("mulai", day("2025-01-01")));
    let document = build(&mut store, &ask("kursi")).unwrap();
    assert_eq!(rows(&document)[3], ".|Jumlah|1|1|0|0|0|0|0|0|0|0|1|0|0|0|0|16|0|2");
    let listed = document.blocks.iter().any(|block| matches!(block, Block::List(_, lines) if lines.len() == 1));
    assert!(listed && document.blocks.contains(&Block::Heading("Orang dengan dua kursi atau lebih (1)".into())));
    let then = ReportAsk { as_of: Some(day("2023-06-01")), ..ask("kursi") };
    let then = build(&mut store, &then).unwrap();
    assert_eq!(rows(&then)[1].rsplit('|').next(), Some("2"), "Siti and Budi served, Ani did not yet");
}

#[test]
fn awards_follow_the_years_of_service_level_by_level() {
    let (mut store, _, melati) = by_hand();
    for (name, since) in [("Tiga Puluh", 1996), ("Dua Puluh Sembilan", 1997), ("Sepuluh", 2016), ("Sembilan", 2017)] {
        let who = put(&mut store, new(&KADER).with("nama", name).with("jenis_kelamin", "P").with("kader_sejak", since));
        let post = new(&PENUGASAN).with("kader", link(who)).with("posyandu", link(melati)).with("jabatan", "kader");
        put(&mut store, post.with("bidang", "sosial").with("mulai", day("2020-05-05")));
    }
    let document = build(&mut store, &ask("penghargaan")).unwrap();
    let place = format!("{}|Satu", super::tests::HOSTILE);
    assert_eq!(
        rows(&document),
        [
            "Tingkat provinsi (30 tahun atau lebih): 1 orang".to_owned(),
            format!("1|Tiga Puluh|P|Kader|{place}|1.996|30"),
            "Tingkat kabupaten/kota (20-29 tahun): 1 orang".to_owned(),
            format!("1|Dua Puluh Sembilan|P|Kader|{place}|1.997|29"),
            "Tingkat kecamatan (10-19 tahun): 1 orang".to_owned(),
            format!("1|Sepuluh|P|Kader|{place}|2.016|10"),
            ".|Jumlah 3 orang|.|.|.|.|.|.".to_owned(),
        ]
    );
    // Five years on, Siti of 2020 has eleven years by her first post; Sembilan has fourteen.
    let later = ReportAsk { as_of: Some(day("2031-01-01")), ..ask("penghargaan") };
    let later = build(&mut store, &later).unwrap();
    assert!(text_of(&later, 132).contains("Siti"), "{}", text_of(&later, 132));
}

#[test]
fn incentives_of_a_month_and_source_are_listed_and_add_up_in_words() {
    let (mut store, first, melati) = by_hand();
    let mut ids = Vec::new();
    for (name, month, source, amount) in [
        ("Siti", 10, "add", 300_000),
        ("Ani", 10, "add", 250_000),
        ("Ani", 9, "add", 111),
        ("Siti", 10, "apbd-kab", 222),
    ] {
        let who = kader(&mut store, name);
        let row = new(&INSENTIF).with("kader", link(who)).with("posyandu", link(melati)).with("tahun", 2026);
        ids.push(put(&mut store, row.with("bulan_bayar", month).with("sumber_dana", source).with("jumlah", amount)));
    }
    let of = ReportAsk { record: Some(ids[1]), ..ask("insentif") };
    let document = build(&mut store, &of).unwrap();
    let table = rows(&document);
    assert_eq!(table[0], "Satu");
    assert!(table[1].starts_with("1|Ani|") && table[1].contains("|250.000|1....."), "{}", table[1]);
    assert!(table[2].starts_with("2|Siti|") && table[2].contains("|300.000|"), "{}", table[2]);
    assert_eq!(table[3], ".|Jumlah desa/kelurahan|.|550.000|.");
    assert_eq!(table[4], ".|Jumlah seluruhnya|.|550.000|.");
    let said = text_of(&document, 100);
    assert!(said.contains("Rp550.000,00 (lima ratus lima puluh ribu rupiah)"), "{said}");
    assert!(said.contains("BULAN OKTOBER 2026") && said.contains("SUMBER DANA: ADD"), "{said}");
    let narrowed = build(&mut store, &ReportAsk { desa: Some(first), ..of }).unwrap();
    assert_eq!(rows(&narrowed).len(), 5);

    let receipt = build(&mut store, &ReportAsk { record: Some(ids[1]), ..ask("tanda-terima") }).unwrap();
    let said = text_of(&receipt, 90).split_whitespace().collect::<Vec<_>>().join(" ");
    for wanted in ["Rp250.000,00", "dua ratus lima puluh ribu rupiah", "bulan Oktober 2026", "Ani"] {
        assert!(said.contains(wanted), "{wanted} in\n{said}");
    }
}

#[test]
fn the_letter_about_ending_sk_names_what_ends_and_nobody_elses() {
    let (mut store, first, _) = by_hand();
    let document = build(&mut store, &ReportAsk { record: Some(first), ..ask("surat-sk-habis") }).unwrap();
    let said = text_of(&document, 90);
    for wanted in ["Yth. Kepala Desa Satu", "1/2022", "09-01-2027", "Ani", "20 Februari 2027"] {
        assert!(said.contains(wanted), "{wanted} in\n{said}");
    }
    assert!(!said.contains("Budi"));
    assert!(document.message.iter().any(|line| line.contains("SK: 1, jabatan: 1")), "{:?}", document.message);
    let early = ReportAsk { record: Some(first), as_of: Some(day("2024-01-01")), ..ask("surat-sk-habis") };
    assert!(text_of(&build(&mut store, &early).unwrap(), 90).contains("tidak ada SK"));
}

#[test]
fn who_signs_the_roster_signs_once_a_posyandu() {
    let (mut store, _, melati) = by_hand();
    let ani = kader(&mut store, "Ani");
    let post = new(&PENUGASAN).with("kader", link(ani)).with("posyandu", link(melati)).with("jabatan", "sekretaris");
    put(&mut store, post.with("mulai", day("2025-01-01")));
    let table = rows(&build(&mut store, &ask("roster-ttd")).unwrap());
    assert_eq!(table.len(), 4, "{table:?}");
    assert!(table[1].starts_with("1|Siti|Ketua Posyandu|.|1...."), "{}", table[1]);
    assert!(table[2].starts_with("2|Ani|Sekretaris Posyandu|"), "{}", table[2]);
}
