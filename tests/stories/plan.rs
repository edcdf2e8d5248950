//! The work plan: drafted, kept within its ceilings, agreed, amended and compared.

use pembina::base::id::RecordId;
use pembina::base::words::Lang;
use pembina::entity::{KADER, NASKAH, PAGU, PENUGASAN, POSYANDU, REALISASI, RENCANA, Record, SKENARIO, Value};
use pembina::request::Request;
use pembina::request::plan::PlanWork;
use pembina::store::Store;
use pembina::ui::look::{Glyphs, Look, Theme};
use pembina::ui::screens::rencana::PlanScreen;

use crate::desk::{Desk, all, named, put, store};

/// Does a work on a plan as somebody would at another desk.
fn work(store: &mut Store, work: PlanWork) -> Option<RecordId> {
    match pembina::service::serve(store, Request::PlanWork(work)) {
        pembina::request::Reply::Saved(saved) => saved.records.first().map(|(_, id, _)| *id),
        other => panic!("{other:?}"),
    }
}

const BIDANG: [&str; 7] =
    ["pendidikan", "kesehatan", "pekerjaan-umum", "perumahan-rakyat", "trantibumlinmas", "sosial", "umum"];

/// A plan of a year with so many lines over the seven groups.
fn plan_with(store: &mut Store, year: i64, count: i64) -> RecordId {
    let id = work(store, PlanWork::Begin { year, like: None }).expect("a plan");
    let plan = named(store, &NASKAH, &format!("Rencana kerja {year} Kecamatan"));
    for n in 0..count {
        let bidang = BIDANG[usize::try_from(n % 7).unwrap_or(0)];
        let mut line = Record::new(&RENCANA, RecordId(-1))
            .with("naskah", Value::link(plan.id, plan.title()))
            .with("bidang", bidang)
            .with("urutan", (n / 7 + 1) * 10)
            .with("kegiatan", format!("Kegiatan nomor {}", n + 1))
            .with("volume", n + 1)
            .with("satuan", "orang")
            .with("harga_satuan", 100_000)
            .with("jumlah", (n + 1) * 100_000)
            .with("status", if n % 3 == 0 { "usulan" } else { "dianggarkan" });
        if n % 5 != 0 {
            line.set("sumber_dana", if n % 2 == 0 { "dd" } else { "apbd-kab" });
        }
        if n % 4 != 0 {
            line.set("bulan", 0b0010_0100_1001i64);
        }
        put(store, line);
    }
    id
}

fn ceiling(store: &mut Store, plan: RecordId, source: &str, amount: i64) {
    let mut pagu = Record::new(&PAGU, RecordId(-1)).with("jumlah", amount).with("naskah", Value::link(plan, ""));
    if !source.is_empty() {
        pagu.set("sumber_dana", source);
    }
    put(store, pagu);
}

fn open(store: Store, plan: RecordId) -> Desk {
    Desk::with_store(store, move |cx| cx.push(PlanScreen::new(plan)))
}

/// The list of plans.
fn plans(store: Store) -> Desk {
    Desk::with_store(store, |cx| cx.go(pembina::ui::keymap::Goto::List("naskah")))
}

fn lines_of(desk: &mut Desk, plan: &str) -> Vec<Record> {
    let plan = named(&mut desk.store, &NASKAH, plan).id;
    let mut lines = all(&mut desk.store, &RENCANA);
    lines.retain(|line| line.get("naskah").as_link().is_some_and(|link| link.id == plan));
    lines
}

fn sum(lines: &[Record]) -> i64 {
    lines.iter().filter_map(|line| line.get("jumlah").as_int()).sum()
}

/// The budget: a year of 60 lines out of the last one, all prices raised, the first line that has no
/// month marked, in at most so many keys.
const DRAFTING: usize = 30;

#[test]
fn a_plan_of_sixty_lines_is_drafted_from_last_years_in_thirty_keys() {
    let mut store = store();
    plan_with(&mut store, 2026, 60);
    let mut desk = plans(store);
    desk.count_from_here();
    desk.keys("a").shows("Rencana 2027, seperti Rencana kerja 2026 Kecamatan").keys("Enter");
    desk.shows("Rencana kerja 2027 Kecamatan · rancangan 1").shows("m, lalu Enter menyalin");
    // Last year's lines, the unfunded first, all marked; Enter takes them.
    desk.keys("m Enter")
        .shows("belum didanai")
        .snap("rencana-salin-80x24")
        .keys("Enter")
        .shows("kegiatan disalin dari tahun lalu");
    // Everything five percent dearer.
    desk.keys("*").shows("60 dipilih").keys("m").typed("naik").keys("Enter").typed("5").keys("Enter");
    desk.shows("harga satuan diubah");
    // The lines without a month stand among what is to be mended; the first one gets two quarters.
    desk.keys("5 Enter").shows("[1 Rancangan]").keys("t Tab Tab Tab Tab Tab Tab").typed("qr").keys("C-s Esc");
    let pressed = desk.pressed;
    println!("a plan of 60 lines from last year's: {pressed} keys");
    assert!(pressed <= DRAFTING, "{pressed} keys");
    let (old, new) =
        (lines_of(&mut desk, "Rencana kerja 2026 Kecamatan"), lines_of(&mut desk, "Rencana kerja 2027 Kecamatan"));
    assert_eq!((old.len(), new.len()), (60, 60));
    assert_eq!(sum(&new), sum(&old) / 100 * 105);
    desk.shows("192.150.000");
    // The year after, every line says how often it was asked for in vain.
    desk.keys("Esc a Enter").shows("Rencana kerja 2028 Kecamatan").keys("m Enter").shows("diusulkan 2x sejak 2026");
}

#[test]
fn months_are_marked_with_one_key_each_and_filled_down() {
    let mut store = store();
    let plan = plan_with(&mut store, 2027, 21);
    let mut desk = open(store, plan);
    desk.keys("Down t Tab Tab Tab Tab Tab Tab").shows("q w e r triwulan");
    // January, the second quarter, October, November and December; then the four rows below.
    desk.typed("1w0-+").shows("x..xxx...xxx").keys("Space Down Down Down Down").shows("5 sel ditandai").keys("=");
    desk.keys("C-s").shows("catatan disimpan");
    let lines = lines_of(&mut desk, "Rencana kerja 2027 Kecamatan");
    let bits = 0b1110_0011_1001;
    assert_eq!(lines.iter().filter(|line| line.get("bulan").as_int() == Some(bits)).count(), 5);
    // One key undoes all five.
    desk.keys("Esc u y");
    let lines = lines_of(&mut desk, "Rencana kerja 2027 Kecamatan");
    assert_eq!(lines.iter().filter(|line| line.get("bulan").as_int() == Some(bits)).count(), 0);
}

#[test]
fn a_new_line_is_typed_under_its_group_and_its_amount_follows() {
    let mut store = store();
    let plan = plan_with(&mut store, 2027, 0);
    ceiling(&mut store, plan, "dd", 3_000_000);
    let mut desk = open(store, plan);
    desk.shows("Pendidikan").shows("Kelembagaan/Umum").shows("! kosong");
    desk.keys("Down a")
        .shows("Kesehatan")
        .typed("Rakor kader")
        .keys("Tab")
        .typed("4")
        .keys("Tab")
        .typed("kali")
        .keys("Tab");
    desk.typed("1000000").keys("Tab").shows("4.000.000").keys("Tab").typed("dd").keys("Tab").typed("s");
    desk.snap("rencana-isi-80x24")
        .shows("DD 4/3 juta x lebih 1 juta")
        .keys("C-s")
        .shows("1 catatan disimpan")
        .keys("Esc");
    desk.shows("Rakor kader").shows("Jumlah Rp4.000.000 dari 1 kegiatan; x lebih Rp1.000.000");
    let line = named(&mut desk.store, &RENCANA, "Rakor kader");
    assert_eq!(line.text("bidang"), "kesehatan");
    assert_eq!(line.get("jumlah").as_int(), Some(4_000_000));
}

#[test]
fn what_was_typed_into_a_plan_outlives_the_screen_and_stays_in_its_plan() {
    let mut store = store();
    let plan = plan_with(&mut store, 2027, 3);
    let mut desk = open(store, plan);
    desk.keys("Down a").typed("Rakor").keys("Tab").typed("4").keys("Tab");
    let drafts = desk.unsaved();
    let [draft] = drafts.as_slice() else { panic!("{drafts:?}") };
    let asked = pembina::request::Request::KeepDraft(draft.clone());
    pembina::service::serve(&mut desk.store, asked);
    let store = std::mem::replace(&mut desk.store, crate::desk::blank());
    let mut desk = Desk::with_store(store, |cx| cx.go(pembina::ui::keymap::Goto::Drafts));
    desk.keys("Enter").shows("Rakor").keys("C-s").shows("disimpan");
    let line = named(&mut desk.store, &RENCANA, "Rakor");
    assert_eq!(line.get("naskah").as_link().map(|link| link.id), Some(plan));
    assert_eq!((line.text("bidang"), line.get("volume").as_int()), ("pendidikan", Some(4)));
}

#[test]
fn a_line_is_shared_out_over_the_desa_to_the_last_rupiah_and_undone() {
    let mut store = store();
    let plan = plan_with(&mut store, 2027, 7);
    let mut desk = open(store, plan);
    let before = sum(&lines_of(&mut desk, "Rencana kerja 2027 Kecamatan"));
    desk.keys("End m").typed("bagi").keys("Enter").shows("Menurut jumlah Posyandu aktif").keys("Down Enter");
    desk.shows("dibagi ke desa").shows("(Selat Hilir)").shows("(Selat Hulu)");
    let lines = lines_of(&mut desk, "Rencana kerja 2027 Kecamatan");
    assert_eq!((lines.len(), sum(&lines)), (8, before));
    desk.keys("u y");
    assert_eq!(lines_of(&mut desk, "Rencana kerja 2027 Kecamatan").len(), 7);
    desk.lacks("(Selat Hulu)");
}

#[test]
fn a_passed_ceiling_is_seen_led_to_and_cured() {
    let mut store = store();
    let plan = plan_with(&mut store, 2027, 20);
    ceiling(&mut store, plan, "apbd-kab", 8_000_000);
    let mut desk = open(store, plan);
    desk.shows("APBD Kab 8,8/8 juta x lebih 800 ribu");
    desk.keys("5 End").shows("x Pagu APBD Kabupaten/Kota terlampaui Rp800.000.").keys("Enter");
    desk.shows("[4 Pagu]").shows("x APBD Kab").shows("-800.000");
    desk.keys("1 * m").typed("turun").keys("Enter").typed("-10").keys("Enter");
    desk.shows("APBD Kab 7,9/8 juta").lacks("x lebih");
}

#[test]
fn a_plan_is_agreed_locked_amended_compared_and_brought_back() {
    let mut store = store();
    let plan = plan_with(&mut store, 2027, 7);
    let mut desk = open(store, plan);
    desk.keys("m").typed("keadaan").keys("Enter").typed("disepakati").keys("Enter");
    desk.shows("7 kegiatan, Rp2.800.000, dibekukan sebagai versi")
        .keys("y")
        .shows("disepakati 1")
        .shows("! Rencana ini terkunci");
    // Keys that change figures say why they do nothing.
    for key in ["a", "t", "=", "h", "]"] {
        desk.keys("Down").keys(key).shows("─ ! Rencana ini terkunci").lacks("isi tabel ·");
    }
    desk.keys("m")
        .lacks("Bagi ke desa")
        .typed("keadaan")
        .keys("Enter")
        .typed("perubahan")
        .keys("Enter y")
        .shows("perubahan 2");
    // A line goes, one becomes dearer.
    desk.keys("Home Down h y").shows("6 kegiatan");
    desk.keys("Home Down Down m").typed("harga").keys("Enter").typed("100").keys("Enter").shows("harga satuan diubah");
    desk.keys("v")
        .snap("rencana-versi-80x24")
        .shows("versi 1")
        .shows("Disepakati")
        .shows("2.800.000")
        .keys("Down Enter");
    desk.shows("versi 1 dan sekarang").shows("2 berbeda").shows("- Kegiatan nomor 1").shows("* Kegiatan nomor 2");
    desk.shows("+ 0 ditambah Rp0   - 1 dihapus -Rp100.000   * 1 berubah Rp200.000");
    desk.snap("rencana-banding-80x24");
    desk.keys("Enter").shows("Harga satuan: 100.000 -> 200.000").keys("Esc");
    desk.keys("Tab").shows("isi versi 1").shows("7 kegiatan").shows("Jumlah Rp2.800.000");
    // A frozen version shows what it was: volume, source, months, and every field behind Enter.
    desk.shows("2 orang").shows("APBD Kab").shows("x..x..x..x..").snap("rencana-versi-lama-80x24").keys("Home Enter");
    desk.shows("Harga satuan: 100.000").keys("Esc Esc");
    desk.keys("p").shows("ke versi 1 (7 kegiatan, Rp2.800.000)").keys("y").shows("Rencana dikembalikan");
    desk.keys("Down Enter").shows("Kedua versi sama.").keys("Esc");
    desk.keys("u y 1").shows("Jumlah Rp2.900.000 dari 6 kegiatan");
}

#[test]
fn selected_posyandu_become_a_line_that_keeps_them() {
    let mut store = store();
    let plan = plan_with(&mut store, 2027, 3);
    let mut desk = Desk::with_store(store, |cx| cx.go(pembina::ui::keymap::Goto::List("posyandu")));
    desk.keys("Space Space +").shows("Kegiatan untuk 2 Posyandu (Rencana kerja 2027 Kecamatan)");
    desk.typed("Fasilitasi SK pengurus")
        .keys("Enter")
        .typed("kelembagaan")
        .keys("Enter")
        .shows("Menjadi baris Rencana kerja 2027");
    let line = named(&mut desk.store, &RENCANA, "Fasilitasi SK pengurus");
    assert_eq!((line.text("bidang"), line.get("volume").as_int()), ("umum", Some(2)));
    let mut desk = open(std::mem::replace(&mut desk.store, crate::desk::blank()), plan);
    desk.typed("/fasil").keys("Enter").shows("Fasilitasi SK pengurus [2]").keys("Down m").typed("dituju").keys("Enter");
    desk.shows("2 catatan").shows("Mawar");
    desk.keys("Esc").shows("Fasilitasi SK pengurus");
}

#[test]
fn what_needs_attention_on_the_start_screen_becomes_a_line() {
    let mut store = store();
    plan_with(&mut store, 2027, 3);
    let mut desk = Desk::with_store(store, |cx| cx.push(pembina::ui::screens::home::Home::default()));
    desk.keys("+").shows("Pilih dulu (Tab)");
    desk.keys("Tab Down +").shows("Kegiatan untuk 3 Posyandu").shows("Belum bernomor registrasi").keys("Enter");
    desk.typed("umum").keys("Enter").shows("Menjadi baris Rencana kerja 2027").shows("4 kegiatan");
    assert_eq!(named(&mut desk.store, &RENCANA, "Belum bernomor registrasi").get("volume").as_int(), Some(3));
}

#[test]
fn scenarios_stand_side_by_side_and_the_chosen_one_becomes_lines() {
    let mut store = store();
    let plan = plan_with(&mut store, 2027, 0);
    ceiling(&mut store, plan, "add", 30_000_000);
    for (name, rate, people) in [("Seratus ribu", 100_000, 20), ("Dua ratus ribu", 200_000, 20)] {
        let record = Record::new(&SKENARIO, RecordId(-1)).with("nama", name).with("harga_satuan", rate);
        let record = record.with("orang", people).with("bulan", 0xFFF).with("sumber_dana", "add");
        put(&mut store, record.with("naskah", Value::link(plan, "")));
    }
    kader(&mut store);
    let mut desk = open(store, plan);
    desk.keys("7")
        .shows("Seratus ribu")
        .shows("Dua ratus ribu")
        .shows("24.000.000")
        .shows("48.000.000")
        .shows("x -18.000.000");
    desk.snap("rencana-insentif-80x24");
    desk.keys("+").shows("Jadikan \"Seratus ribu\" baris rencana").keys("y").shows("baris insentif ditulis");
    assert_eq!(sum(&lines_of(&mut desk, "Rencana kerja 2027 Kecamatan")), 24_000_000);
    desk.keys("u y");
    assert!(lines_of(&mut desk, "Rencana kerja 2027 Kecamatan").is_empty());
}

/// One kader in each Posyandu.
fn kader(store: &mut Store) {
    for posyandu in all(store, &POSYANDU) {
        let name = format!("Kader {}", posyandu.title());
        let id = put(store, Record::new(&KADER, RecordId(-1)).with("nama", name.as_str()));
        let post = Record::new(&PENUGASAN, RecordId(-1)).with("kader", Value::link(id, name.as_str()));
        let post = post.with("posyandu", Value::link(posyandu.id, posyandu.title())).with("jabatan", "kader");
        put(store, post.with("mulai", Value::Date(pembina::base::date::Date::constant(2025, 1, 1))));
    }
}

#[test]
fn enter_on_what_is_to_be_mended_goes_to_the_line() {
    let mut store = store();
    let plan = plan_with(&mut store, 2027, 20);
    let mut desk = open(store, plan);
    desk.keys("5 Down Down Enter").shows("[1 Rancangan]");
    assert!(desk.screen().contains("> ! Kegiatan nomor 9"), "{}", desk.screen());
    // An empty group is led to as well.
    let mut store = crate::desk::store();
    let plan = plan_with(&mut store, 2027, 6);
    let mut desk = open(store, plan);
    desk.keys("5 End Enter");
    assert!(desk.screen().contains(">   Kelembagaan/Umum"), "{}", desk.screen());
}

#[test]
fn the_tree_folds_searches_and_groups_anew() {
    let mut store = store();
    let plan = plan_with(&mut store, 2027, 20);
    let mut desk = open(store, plan);
    desk.keys("Left").shows("+ Pendidikan (3)").lacks("Kegiatan nomor 8 ").keys("Right").shows("Kegiatan nomor 8 ");
    desk.typed("/nomor 12")
        .shows("Kegiatan nomor 12")
        .lacks("Kegiatan nomor 1 ")
        .keys("Enter Esc Home")
        .shows("Kegiatan nomor 1 ");
    desk.keys("k Enter").shows("- APBD Kab").shows("- DD (");
    desk.keys("2").shows("Sumber dana").shows("(tanpa sumber)").keys("End Enter").shows("> - (tanpa sumber)");
}

#[test]
fn the_start_screen_tells_the_newest_plan_against_its_ceiling() {
    let mut store = store();
    let plan = plan_with(&mut store, 2027, 20);
    ceiling(&mut store, plan, "", 30_000_000);
    let mut desk = Desk::with_store(store, |cx| cx.push(pembina::ui::screens::home::Home::default()));
    desk.shows("n  Rencana kerja 2027   20 kegiatan   Rp21.000.000 dari pagu Rp30.000.000");
    desk.keys("n Enter").shows("[1 Rancangan]").shows("Jumlah Rp21.000.000 dari 20 kegiatan; sisa Rp9.000.000");
    desk.keys("d").shows("Latar belakang").keys("Esc").shows("[1 Rancangan]");
}

/// Every part of a plan of 500 lines, in every look and at two sizes, stays within its width.
#[test]
fn every_part_of_a_large_plan_paints_within_its_width() {
    let mut store = store();
    let plan = plan_with(&mut store, 2027, 500);
    for source in ["", "dd", "add", "apbd-kab", "pbh", "apbn", "pad-desa", "lain-lain"] {
        ceiling(&mut store, plan, source, 100_000_000);
    }
    let hostile =
        "\u{1b}[2J漢字カタカナ \u{202e}e\u{301}\u{301} 👩\u{200d}👧 Kegiatan yang namanya panjang sekali tanpa akhir";
    let line = Record::new(&RENCANA, RecordId(-1)).with("naskah", Value::link(plan, "")).with("bidang", "pendidikan");
    let line = line.with("kegiatan", hostile).with("satuan", "pasang mata").with("volume", 9_999_999);
    put(&mut store, line.with("jumlah", 999_999_999_999_999i64).with("urutan", 1));
    let looks =
        [Look::default(), Look { theme: Theme::Mono, glyphs: Glyphs::Ascii, lang: Lang::En, ..Look::default() }];
    let mut store = Some(store);
    for look in looks {
        let mut desk = Desk::with_look(store.take().expect("a store"), look, move |cx| cx.push(PlanScreen::new(plan)));
        for size in [(80, 24), (132, 43), (80, 20)] {
            desk.resize(size);
            for part in ["1", "2", "3", "4", "5", "6", "7", "8"] {
                let screen = desk.keys(part).screen();
                assert!(!screen.contains('\u{1b}'), "{screen}");
                if look.glyphs == Glyphs::Ascii {
                    assert!(screen.is_ascii(), "{part}: {screen}");
                }
                let last = screen.lines().last().unwrap_or_default();
                assert!(last.contains('?'), "{part} at {size:?}: {last}");
            }
            desk.keys("1 End Home");
        }
        store = Some(std::mem::replace(&mut desk.store, crate::desk::blank()));
    }
}

#[test]
fn the_parts_look_as_they_should() {
    let mut store = store();
    let plan = plan_with(&mut store, 2027, 20);
    ceiling(&mut store, plan, "dd", 12_000_000);
    ceiling(&mut store, plan, "apbd-kab", 6_000_000);
    let mut desk = open(store, plan);
    desk.keys("Down").snap("rencana-80x24");
    desk.keys("3").snap("rencana-tahun-80x24");
    desk.resize((132, 43)).keys("1").snap("rencana-132x43");
}

#[test]
fn the_texts_of_a_plan_are_written_searched_and_undone_in_the_editor() {
    let mut store = store();
    let plan = plan_with(&mut store, 2027, 3);
    let mut desk = open(store, plan);
    // From the plan to the text: the row under the cursor is the field the form begins with.
    desk.keys("d Down Down Down Down Down Down Enter").is_at("Latar belakang").shows("Ctrl+O: penyunting").keys("C-o");
    desk.typed("Posyandu melayani enam bidang.").keys("Enter Enter").typed("Dua belas Posyandu belum ber-SK.");
    desk.keys("Home").typed("Namun ").keys("C-w").lacks("Namun").keys("C-u").shows("Namun Dua belas");
    desk.keys("C-u").lacks("Namun").keys("C-y").shows("Namun Dua").keys("C-u").lacks("Namun");
    // Searching goes round in both directions and says where it is.
    desk.keys("C-f").typed("posyandu").shows("tempat 2 dari 2").shows("Enter berikutnya").snap("rencana-naskah-80x24");
    desk.keys("Enter").shows("tempat 1 dari 2").keys("Enter").shows("tempat 2 dari 2");
    desk.keys("Up").shows("tempat 1 dari 2");
    // The keys of the search line edit the words, not the text.
    desk.keys("C-w").typed("tidak ada").shows("Tidak ada di teks ini.").keys("C-u").typed("belum");
    desk.shows("tempat 1 dari 1").keys("Esc").typed("SEMUA ").shows("Dua belas Posyandu SEMUA belum ber-SK.");
    desk.keys("C-s").is_at("Latar belakang").keys("C-s").shows("Disimpan").keys("Esc");
    let record = named(&mut desk.store, &NASKAH, "Rencana kerja 2027 Kecamatan");
    let kept = "Posyandu melayani enam bidang.\n\nDua belas Posyandu SEMUA belum ber-SK.";
    assert_eq!(record.text("latar_belakang"), kept);
    // The narrative is no figure: it is written after the agreement too.
    desk.keys("u y");
    assert_eq!(named(&mut desk.store, &NASKAH, "Rencana kerja 2027 Kecamatan").text("latar_belakang"), "");
}

#[test]
fn a_line_of_one_package_is_shared_out_by_its_rupiah() {
    let mut store = store();
    let plan = plan_with(&mut store, 2027, 1);
    let mut desk = open(store, plan);
    desk.keys("Down m").typed("bagi").keys("Enter Enter").shows("Volume 1 dibagi menurut rupiahnya");
    let lines = lines_of(&mut desk, "Rencana kerja 2027 Kecamatan");
    assert_eq!((lines.len(), sum(&lines)), (2, 100_000));
    assert!(lines.iter().all(|line| line.get("volume").is_empty() && line.get("jumlah").as_int() == Some(50_000)));
    desk.keys("u y");
    assert_eq!(lines_of(&mut desk, "Rencana kerja 2027 Kecamatan").len(), 1);
}

#[test]
fn a_chart_tells_plan_and_spending_by_group_and_quarter() {
    let mut store = store();
    let plan = plan_with(&mut store, 2026, 14);
    for (kegiatan, month, amount) in [(2, 2, 150_000), (2, 8, 50_000), (9, 5, 300_000)] {
        let line = named(&mut store, &RENCANA, &format!("Kegiatan nomor {kegiatan}"));
        let paid = Record::new(&REALISASI, RecordId(-1)).with("uraian", "Belanja").with("jumlah", amount);
        let paid = paid.with("tahun", 2026).with("rencana", Value::link(line.id, line.title()));
        let day = pembina::base::date::Date::constant(2026, month, 10);
        put(&mut store, paid.with("tanggal", day).with("triwulan", i64::from(month - 1) / 3 + 1));
    }
    let mut desk = open(store, plan);
    desk.keys("8").shows("[8 Bagan]").shows("TW III").snap("rencana-bagan-80x24");
    let quarter = |desk: &Desk, name: &str| desk.row(name).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(quarter(&desk, "TW I ").contains("150 ribu"), "{}", desk.screen());
    assert!(quarter(&desk, "TW III").contains("50 ribu"), "{}", desk.screen());
    // Grouped anew, and into the group.
    desk.keys("k").typed("sumber").keys("Enter").shows("(tanpa sumber)").keys("Home Enter").shows("[1 Rancangan]");
    desk.keys("8").resize((132, 43)).snap("rencana-bagan-132x43");
}

#[test]
fn lines_are_exported_and_taken_out_of_the_bin_from_their_plan() {
    let mut store = store();
    plan_with(&mut store, 2026, 3);
    let plan = plan_with(&mut store, 2027, 3);
    let mut desk = open(store, plan);
    desk.keys("x").shows("Ekspor daftar ini sebagai").keys("Esc");
    desk.keys("Down h y").shows("2 kegiatan").keys("b").shows("Keranjang").shows("Kegiatan nomor 1").shows("1 catatan");
    desk.keys("p y").keys("Esc Esc").shows("3 kegiatan");
    // What was deleted does not come back into an agreed plan.
    desk.keys("Home Down h y m")
        .typed("keadaan")
        .keys("Enter")
        .typed("disepakati")
        .keys("Enter y")
        .shows("disepakati 1");
    desk.keys("b").shows("Kegiatan nomor 1").keys("p y").shows("sudah disepakati");
}

#[test]
fn the_menu_of_the_start_screen_moves_with_the_mark_where_the_screen_is_low() {
    let mut store = store();
    plan_with(&mut store, 2027, 3);
    let mut desk = Desk::with_store(store, |cx| cx.push(pembina::ui::screens::home::Home::default()));
    desk.shows("lagi di bawah").shows(">  p  Posyandu");
    desk.keys("End").shows(">  s  Pengaturan").shows("Rencana kerja 2027");
    desk.keys("Home").shows(">  p  Posyandu");
}
