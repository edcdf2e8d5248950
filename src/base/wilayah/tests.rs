//! The list as a clerk meets it.

use proptest::prelude::*;

use super::*;

fn kode(text: &str) -> Kode {
    Kode::parse(text).expect("a code written in a test")
}

fn names(found: &[Tempat]) -> Vec<&str> {
    found.iter().map(|tempat| tempat.nama).collect()
}

#[test]
fn the_list_holds_every_region_of_the_decree() {
    let levels = [Level::Provinsi, Level::Kabupaten, Level::Kecamatan, Level::Desa];
    let totals = levels.map(|level| layers(level, None).map(|layer| layer.kode.len()).sum::<usize>());
    assert_eq!(totals, [38, 514, 7_285, 83_762]);
    for layer in levels.into_iter().flat_map(|level| layers(level, None)) {
        assert_eq!(layer.kode.len(), layer.nama.ends.len());
        assert!(layer.kode.is_sorted());
        assert!((0..layer.kode.len()).all(|index| !layer.nama.get(index).is_empty()));
    }
}

#[test]
fn every_region_is_reached_from_its_province() {
    let count = |kode: Kode| anak(kode).count();
    let kabupaten: Vec<Tempat> = provinsi().flat_map(|tempat| anak(tempat.kode)).collect();
    let kecamatan: Vec<Tempat> = kabupaten.iter().flat_map(|tempat| anak(tempat.kode)).collect();
    assert_eq!(kabupaten.len(), 514);
    assert_eq!(kecamatan.len(), 7_285);
    assert_eq!(kecamatan.iter().map(|tempat| count(tempat.kode)).sum::<usize>(), 83_762);
    assert_eq!(kecamatan.iter().map(|tempat| count(tempat.kode)).max(), Some(108));
}

#[test]
fn the_kecamatan_of_kapuas_have_their_desa_and_kelurahan() {
    let expected = [
        ("Selat", 2, 8),
        ("Kapuas Hilir", 3, 5),
        ("Kapuas Timur", 7, 0),
        ("Kapuas Kuala", 13, 0),
        ("Kapuas Barat", 11, 1),
        ("Pulau Petak", 12, 0),
        ("Kapuas Murung", 21, 2),
        ("Basarang", 14, 0),
        ("Mantangai", 38, 0),
        ("Timpah", 9, 0),
        ("Kapuas Tengah", 13, 0),
        ("Kapuas Hulu", 14, 0),
        ("Tamban Catur", 10, 0),
        ("Pasak Talawang", 10, 0),
        ("Mandau Talawang", 10, 0),
        ("Dadahup", 13, 0),
        ("Bataguh", 14, 1),
    ];
    let counted: Vec<(&str, usize, usize)> = anak(kode("62.03"))
        .map(|tempat| {
            let of = |jenis| anak(tempat.kode).filter(|desa| desa.kode.jenis() == Some(jenis)).count();
            (tempat.nama, of(JenisDesa::Desa), of(JenisDesa::Kelurahan))
        })
        .collect();
    assert_eq!(counted, expected);
}

#[test]
fn a_region_is_named_with_those_it_lies_in() {
    assert_eq!(nama(kode("62.03.01")), Some("Selat"));
    assert_eq!(jalur(kode("62.03.01")), "Selat, Kabupaten Kapuas, Kalimantan Tengah");
    assert_eq!(jalur(kode("62")), "Kalimantan Tengah");
    assert_eq!(nama(kode("62.03.99")), None);
    assert_eq!(jalur(kode("62.03.99")), "Kabupaten Kapuas, Kalimantan Tengah");
    assert_eq!(jalur(kode("99.01")), "99.01");
    assert_eq!(anak(kode("99")).count() + anak(kode("99.01.01")).count() + anak(kode("62.03.01.2011")).count(), 0);
}

#[test]
fn the_first_digits_of_a_nik_are_looked_up() {
    assert!(provinsi_ada("62") && kabupaten_ada("6203") && kecamatan_ada("620301"));
    assert!(!provinsi_ada("00") && !provinsi_ada("99") && !kabupaten_ada("6299") && !kecamatan_ada("620399"));
    assert!(!provinsi_ada("6203") && !kecamatan_ada("62.03.01") && !kecamatan_ada("") && !kabupaten_ada("+620"));
}

#[test]
fn a_code_is_read_as_offices_write_it() {
    let desa = kode("62.03.01.2011");
    for written in ["6203012011", " 62.03.01.2011. ", "'6203012011", "6203012011.0", "6203012011.00"] {
        assert_eq!(Kode::parse(written), Ok(desa), "{written}");
    }
    assert_eq!(desa.to_string(), "62.03.01.2011");
    assert_eq!(format!("[{:>8}]", kode("6203")), "[   62.03]");
    assert_eq!(kode("620301.0").to_string(), "62.03.01");
    assert_eq!(kode("62.0").to_string(), "62");
    assert_eq!(desa.digits() + "/" + &kode("62.03.01").digits(), "6203012011/620301");
}

#[test]
fn what_is_no_code_says_why() {
    let cases = [
        ("", KodeSalah::Kosong),
        (" . ", KodeSalah::Kosong),
        ("6.203E9", KodeSalah::Dibulatkan),
        ("6,203012E+09", KodeSalah::Dibulatkan),
        ("Selat", KodeSalah::BukanAngka),
        ("62-03", KodeSalah::BukanAngka),
        ("٦٢", KodeSalah::BukanAngka),
        ("6", KodeSalah::Panjang),
        ("62030120111", KodeSalah::Panjang),
        ("62.3.1", KodeSalah::Panjang),
        ("62..03", KodeSalah::Panjang),
        ("6203.01.2011", KodeSalah::Panjang),
        ("62.03.01.2011.001", KodeSalah::Panjang),
        ("00", KodeSalah::Nol),
        ("62.00", KodeSalah::Nol),
        ("62.03.00", KodeSalah::Nol),
        ("62.00.01.2001", KodeSalah::Nol),
        ("3201190006.0", KodeSalah::JenisDesa),
        ("62.03.01.4001", KodeSalah::JenisDesa),
    ];
    for (written, why) in cases {
        assert_eq!(Kode::parse(written), Err(why), "{written}");
    }
}

#[test]
fn a_code_knows_its_level_its_parent_and_its_kind() {
    let desa = kode("62.03.01.2011");
    let line: Vec<String> =
        std::iter::successors(Some(desa), |kode| kode.parent()).map(|kode| kode.to_string()).collect();
    assert_eq!(line, ["62.03.01.2011", "62.03.01", "62.03", "62"]);
    assert_eq!(desa.level(), Level::Desa);
    assert_eq!(
        [desa.jenis(), kode("62.03.01.1001").jenis(), kode("91.03.01.3007").jenis(), kode("62.03.01").jenis()],
        [Some(JenisDesa::Desa), Some(JenisDesa::Kelurahan), Some(JenisDesa::DesaAdat), None]
    );
    assert!(kode("62.03").holds(desa) && kode("62.03").holds(kode("62.03")));
    assert!(!kode("62.03").holds(kode("62.04.01")) && !desa.holds(kode("62.03")));
    assert_eq!((desa.at(Level::Kabupaten), kode("62").at(Level::Desa)), (Some(kode("62.03")), None));
}

#[test]
fn a_kecamatan_is_found_with_a_word_of_its_kabupaten() {
    let found = cari("selat kapuas", Level::Kecamatan, None, 5);
    assert_eq!(found.first().map(|tempat| tempat.kode), Some(kode("62.03.01")));
    assert_eq!(cari("Kec. SELAT, kab kapuas", Level::Kecamatan, None, 5).first(), found.first());
    assert_eq!(cari("selat kap", Level::Kecamatan, None, 1).first(), found.first());
    assert_eq!(names(&cari("dadahup kalteng", Level::Kecamatan, None, 5)), ["Dadahup"]);
    assert_eq!(names(&cari("selat", Level::Kecamatan, Some(kode("62")), 1)), ["Selat"]);
}

#[test]
fn the_very_name_stands_before_longer_ones() {
    let found = cari("kota bangun", Level::Kecamatan, Some(kode("64.02")), 9);
    assert_eq!(names(&found), ["Kota Bangun", "Kota Bangun Darat"]);
    let found = cari("kapuas", Level::Kabupaten, None, 9);
    assert_eq!(names(&found), ["Kabupaten Kapuas", "Kabupaten Kapuas Hulu"]);
    assert_eq!(cari("kab kapuas", Level::Kabupaten, None, 9), found);
    assert_eq!(names(&cari("kota bandung", Level::Kabupaten, None, 1)), ["Kota Bandung"]);
    let found = cari("kapuas", Level::Kecamatan, Some(kode("62.03")), 99);
    assert_eq!(found.len(), 17, "those found by the kabupaten alone follow");
    assert!(found.iter().take(7).all(|tempat| tempat.nama.starts_with("Kapuas")));
}

#[test]
fn apostrophes_case_spaces_and_accents_do_not_count() {
    for typed in ["udek duen", "Udek Du’en", "UDEK DU'EN", "udek du en", "údek du‘e"] {
        assert_eq!(names(&cari(typed, Level::Desa, None, 3)).first(), Some(&"Udek Du’en"), "{typed}");
    }
    assert_eq!(names(&cari("batulicin", Level::Kecamatan, None, 1)), ["Batu Licin"]);
    assert_eq!(fold("  Lubuk-Buaya \"A\" "), "lubuk buaya a");
}

#[test]
fn two_desa_of_one_name_in_one_kecamatan_are_both_found() {
    let within = Some(kode("14.07.06"));
    let found = cari("panipahan", Level::Desa, within, 9);
    let same: Vec<&Tempat> = found.iter().take_while(|tempat| tempat.nama == "Panipahan").collect();
    assert_eq!(same.len(), 2);
    assert_ne!(same.first().map(|tempat| tempat.kode), same.last().map(|tempat| tempat.kode));
}

#[test]
fn digits_are_the_beginning_of_a_code() {
    for typed in ["62.03", "6203", "62 03."] {
        assert_eq!(cari(typed, Level::Kecamatan, None, 99).len(), 17, "{typed}");
    }
    assert_eq!(names(&cari("62.03.01", Level::Kecamatan, None, 99)), ["Selat"]);
    assert_eq!(cari("6", Level::Provinsi, None, 99).len(), 5);
    assert_eq!(cari("620301", Level::Desa, None, 99).len(), 10);
    assert_eq!(cari("620301201", Level::Desa, Some(kode("62.03.02")), 99), []);
    assert_eq!(cari("62.03.01.2011", Level::Kecamatan, None, 99), []);
    assert_eq!(cari("99999999999999999999999999", Level::Desa, None, 9), []);
}

#[test]
fn nothing_typed_lists_all_in_code_order() {
    let all = cari("  ", Level::Desa, Some(kode("62.03.01")), 99);
    assert_eq!(all, anak(kode("62.03.01")).collect::<Vec<_>>());
    assert_eq!(cari("-", Level::Provinsi, None, 3).len(), 3);
    assert_eq!(cari("qqq", Level::Desa, None, 3), []);
}

#[test]
fn what_is_typed_may_be_anything() {
    let long = "a ".repeat(10_000);
    for typed in [long.as_str(), "\u{1b}[2J", "\u{202e}", "é\u{301}", "😀", "'", "1e5", "."] {
        let _ = cari(typed, Level::Kecamatan, None, 3);
        let _ = Kode::parse(typed);
    }
}

prop_compose! {
    fn any_kode()(pp in 1..100u64, kk in 1..100u64, cc in 1..100u64, dddd in 1000..4000u64, level in 0..4usize) -> Kode {
        let digits = [2, 4, 6, 10][level];
        let text: String = format!("{pp:02}{kk:02}{cc:02}{dddd:04}").chars().take(digits).collect();
        kode(&text)
    }
}

proptest! {
    #[test]
    fn a_code_reads_back_as_shown(kode in any_kode()) {
        prop_assert_eq!(Kode::parse(&kode.to_string()), Ok(kode));
        prop_assert_eq!(Kode::parse(&kode.digits()), Ok(kode));
    }

    #[test]
    fn a_parent_holds_its_children_and_stands_before_them(kode in any_kode()) {
        if let Some(parent) = kode.parent() {
            prop_assert!(parent.holds(kode) && parent < kode && !kode.holds(parent));
        }
    }

    #[test]
    fn reading_a_code_never_panics(text in "\\PC{0,20}") {
        let _ = Kode::parse(&text);
    }
}

/// Prints what the list costs: `cargo test --release --lib wilayah::tests::speed -- --ignored --nocapture`.
#[test]
#[ignore = "prints figures, judges none"]
fn speed() {
    use std::time::Instant;
    let timed = |what: &str, work: &dyn Fn() -> usize| {
        let start = Instant::now();
        let found = work();
        println!("{what:<44} {:>9.3} ms  {found:>6} found", start.elapsed().as_secs_f64() * 1e3);
    };
    timed("name of a kecamatan, first use", &|| usize::from(nama(kode("62.03.01")).is_some()));
    timed("desa of a kecamatan, first use", &|| anak(kode("62.03.01")).count());
    timed("search kecamatan, first use", &|| cari("selat kapuas", Level::Kecamatan, None, 20).len());
    for typed in ["s", "ka", "selat kapuas", "kec tenggarong kab kutai", "6203"] {
        timed(&format!("search kecamatan {typed:?}"), &|| cari(typed, Level::Kecamatan, None, 20).len());
    }
    timed("search desa in a kecamatan", &|| cari("pulau", Level::Desa, Some(kode("62.03.01")), 20).len());
    timed("all desa inflated", &|| layers(Level::Desa, None).map(|layer| layer.kode.len()).sum());
    timed("search all desa, first use", &|| cari("suka", Level::Desa, None, 20).len());
    for typed in ["s", "suka maju", "suka maju jawa barat"] {
        timed(&format!("search all desa {typed:?}"), &|| cari(typed, Level::Desa, None, 20).len());
    }
    let bytes = |names: &Names| names.all.capacity() + names.ends.capacity() * 4;
    let held: usize = (0..directory().len())
        .filter_map(layer)
        .map(|layer| layer.kode.capacity() * 8 + bytes(&layer.nama) + layer.folded.get().map_or(0, bytes))
        .sum();
    println!("{:<44} {:>9.3} MB, with all folded names", "everything held", held as f64 / 1e6);
}
