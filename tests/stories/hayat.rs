//! Stories of Posyandu that live: they close, merge, are verified; lists of days gone by.

use pembina::base::date::Date;
use pembina::base::id::RecordId;
use pembina::entity::{DESA, KADER, KEADAAN, Kind, PENUGASAN, POSYANDU, Record, Value};
use pembina::request::Job;
use pembina::store::Store;
use pembina::ui::keymap::Goto;
use pembina::ui::screens::detail::Detail;

use crate::desk::{self, Desk, all, named, put};

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// Melati 2 has a ketua and a kader; Mawar a ketua who served in Melati 2 until the end of 2024.
fn store() -> Store {
    let mut store = desk::store();
    let mut serves = |name: &str, place: &str, jabatan: &str, (from, until): (&str, &str)| {
        let known = all(&mut store, &KADER).into_iter().find(|kader| kader.title() == name);
        let kader = known
            .map_or_else(|| put(&mut store, Record::new(&KADER, RecordId(-1)).with("nama", name)), |known| known.id);
        let place = named(&mut store, &POSYANDU, place);
        let mut post = Record::new(&PENUGASAN, RecordId(-1))
            .with("kader", Value::link(kader, name))
            .with("posyandu", Value::link(place.id, place.title()))
            .with("jabatan", jabatan)
            .with("mulai", day(from));
        if jabatan == "kader" {
            post.set("bidang", "kesehatan");
        }
        if !until.is_empty() {
            post.set("selesai", day(until));
        }
        put(&mut store, post);
    };
    serves("Siti Aminah", "Melati 2", "ketua", ("2024-01-12", ""));
    serves("Budi Rahayu", "Melati 2", "kader", ("2025-02-01", ""));
    serves("Dewi Lestari", "Melati 2", "kader", ("2023-01-01", "2024-12-31"));
    serves("Dewi Lestari", "Mawar", "ketua", ("2025-01-01", ""));
    store
}

fn list(name: &'static str) -> Desk {
    Desk::with_store(store(), move |cx| cx.go(Goto::List(name)))
}

/// The n-th line of a choice.
fn choose(desk: &mut Desk, n: usize) {
    (0..n).for_each(|_| {
        desk.keys("Down");
    });
    desk.keys("Enter");
}

#[test]
fn closing_a_posyandu_ends_its_kader_and_says_so_first() {
    let mut desk = list("posyandu");
    desk.keys("/").typed("melati 2").keys("Enter z").shows("Sudah diverifikasi hari ini");
    choose(&mut desk, 1);
    desk.shows("Posyandu Melati 2 menjadi");
    choose(&mut desk, 4);
    desk.shows("Sejak tanggal").typed("31-02-2026").keys("Enter").shows("> 31-02-2026").keys("C-u");
    desk.typed("01-01-2026").keys("Enter").shows("Alasannya");
    choose(&mut desk, 5);
    desk.shows("Belum ada dokumennya").keys("Enter").shows("Selesai sehari sebelumnya").keys("Enter");
    desk.shows("Melati 2: aktif menjadi tutup mulai 01-01-2026.")
        .shows("Siti Aminah: Ketua Posyandu selesai 31-12-2025.")
        .shows("Budi Rahayu: Kader selesai 31-12-2025.")
        .shows("Belum ada yang berubah.")
        .snap("hayat-akibat-80x24");
    assert_eq!(named(&mut desk.store, &POSYANDU, "Melati 2").text("status"), "aktif");
    desk.keys("y").shows("dicatat (u batal)");
    assert_eq!(named(&mut desk.store, &POSYANDU, "Melati 2").text("status"), "tutup");
    // From then on it looks like what it is, in its list and on its own screen.
    desk.shows("Melati 2, tutup").keys("Enter").shows("Keadaan: tutup. Kursinya tidak dihitung").lacks("! Ketua");
    desk.keys("Esc");
    assert_eq!(all(&mut desk.store, &KEADAAN).len(), 1);
    desk.keys("u y");
    assert_eq!(named(&mut desk.store, &POSYANDU, "Melati 2").text("status"), "aktif");
    assert!(all(&mut desk.store, &KEADAAN).is_empty());
}

#[test]
fn closing_while_kader_stay_is_refused_with_advice() {
    let mut desk = list("posyandu");
    desk.keys("/").typed("melati 2").keys("Enter z");
    choose(&mut desk, 1);
    choose(&mut desk, 4);
    desk.typed("01-01-2026").keys("Enter Enter Enter");
    choose(&mut desk, 1);
    desk.shows("Ditolak; tidak ada yang berubah")
        .shows("Masih ada 2 kader bertugas di Melati 2")
        .shows("akhiri jabatan");
    assert_eq!(desk.saves(), 0);
    assert!(all(&mut desk.store, &KEADAAN).is_empty());
}

#[test]
fn two_selected_posyandu_merge_into_a_third() {
    let mut desk = list("posyandu");
    // Mawar stays; both Melati go to it: another desa, and the ketua's seat is taken.
    desk.keys("/").typed("melati").keys("Enter * z").shows("Perubahan 2 Posyandu");
    choose(&mut desk, 1);
    choose(&mut desk, 3);
    desk.typed("1-6-2026").keys("Enter Enter Enter").shows("Bergabung ke Posyandu").typed("mawar").keys("Enter");
    desk.shows("Pindah ke Posyandu penerima").keys("Enter");
    desk.shows("Melati 1 bergabung ke Mawar mulai 01-06-2026.").shows("(kursinya sudah terisi)").shows("desa lain");
    desk.keys("y").shows("Isi alasan untuk tetap menyimpan").typed("satu pelayanan").keys("Enter").shows("dicatat");
    assert_eq!(named(&mut desk.store, &POSYANDU, "Melati 1").text("status"), "bergabung");
    let mawar = named(&mut desk.store, &POSYANDU, "Mawar").id;
    let mut detail = Desk::with_store(std::mem::replace(&mut desk.store, desk::blank()), move |cx| {
        cx.push(Detail::new(&POSYANDU, mawar));
    });
    // What came together stands in the one that took it over.
    for _ in 0..12 {
        if detail.screen().contains("[Riwayat status") {
            break;
        }
        detail.keys("Tab");
    }
    detail.shows("[Riwayat status 2]").shows("Melati 1").shows("Melati 2").shows("bergabung");
}

#[test]
fn a_list_of_a_day_gone_by_says_so_and_cannot_be_changed() {
    let mut desk = list("kader");
    desk.shows("3 catatan").keys("w Enter").typed("31-12-2024").keys("Enter");
    desk.shows("Keadaan per 31-12-2024").shows("2 catatan").lacks("Budi Rahayu");
    assert!(desk.row("Dewi Lestari").contains("Kader"), "{}", desk.row("Dewi Lestari"));
    desk.snap("hayat-per-tanggal-80x24");
    desk.keys("e").shows("Esc kembali ke sekarang").keys("h").shows("Esc kembali ke sekarang");
    desk.keys("Enter").shows("Dewi Lestari").keys("Esc");
    desk.keys("x Enter Enter");
    desk.shows("kader-per-2024-12-31.xlsx").keys("Enter");
    let Some(Job::Export(job)) = desk.jobs.last() else { panic!("{:?}", desk.jobs) };
    assert_eq!(job.query.as_of, Some(day("2024-12-31")));
    desk.keys("Esc Esc").shows("3 catatan").lacks("Keadaan per");
    assert!(desk.row("Dewi Lestari").contains("Ketua"));
    assert_eq!(desk.depth(), 1);
}

#[test]
fn what_changed_between_two_days_opens_its_records() {
    let mut desk = list("kader");
    desk.keys("w Down Enter").shows("Yang berubah 31-12-2025 s.d. 22-11-2026").shows("Tidak ada yang berubah.");
    desk.keys("w C-u").typed("31-12-2024").keys("Enter C-u").typed("31-12-2025").keys("Enter");
    desk.shows("Yang berubah 31-12-2024 s.d. 31-12-2025").shows("2 perubahan");
    desk.shows("Budi Rahayu, Selat Hilir: mulai bertugas: Kader (Kesehatan) di Mel");
    desk.shows("Dewi Lestari, Selat Hulu: Kader (Kesehatan) di Melati 2 menjadi");
    desk.snap("hayat-antara-80x24");
    desk.keys("Enter").shows("Kader \u{b7} Budi Rahayu");
}

#[test]
fn verification_is_one_key_for_many_and_clears_the_line_of_the_start_screen() {
    let mut desk = list("posyandu");
    desk.keys("* z Enter").shows("Bagaimana dicocokkan?").keys("Enter").shows("diverifikasi hari ini (u batal)");
    for place in all(&mut desk.store, &POSYANDU) {
        assert_eq!(place.get("diverifikasi").as_date(), Some(desk::TODAY));
        assert_eq!((place.text("diverifikasi_oleh"), place.text("cara_verifikasi")), ("siti", "kunjungan"));
    }
    desk.keys("u y");
    assert!(all(&mut desk.store, &POSYANDU)[0].get("diverifikasi").is_empty());
}

#[test]
fn a_desa_gets_its_new_code_and_lists_the_numbers_to_ask_for() {
    let mut store = store();
    let melati = named(&mut store, &POSYANDU, "Melati 2").with("nomor_registrasi", "62.03.99.2001.002");
    put(&mut store, melati);
    let mut desk = Desk::with_store(store, |cx| cx.go(Goto::List("desa")));
    desk.keys("z Enter").shows("Kode yang baru").typed("62.03.99.2021").keys("Enter");
    desk.typed("1-1-2026").keys("Enter").typed("Kepmendagri 300.2.2-2138 Tahun 2025").keys("Enter");
    desk.shows("kode 62.03.99.2001 menjadi 62.03.99.2021").shows("Melati 2, 62.03.99.2001.002").keys("y");
    assert_eq!(named(&mut desk.store, &DESA, "Selat Hilir").text("kode"), "62.03.99.2021");
}

#[test]
fn a_new_desa_takes_the_posyandu_that_were_ticked() {
    let mut desk = Desk::with_store(store(), |cx| cx.go(Goto::List("desa")));
    desk.keys("z Down Enter").typed("Selat Baru").keys("Enter").shows("Posyandu yang pindah");
    desk.keys("Down Space Enter").typed("6203992009").keys("Enter").typed("1-1-2026").keys("Enter");
    desk.typed("Perda 3 Tahun 2025").keys("Enter").shows("Selat Baru (62.03.99.2009) dibentuk dari Selat Hilir");
    desk.keys("y").shows("dicatat");
    let moved = named(&mut desk.store, &POSYANDU, "Melati 2");
    assert_eq!(moved.get("desa").as_link().map(|link| link.title.as_str()), Some("Selat Baru"));
}

#[test]
fn the_eleventh_kind_of_extra_field_is_refused() {
    let mut store = store();
    assert!(matches!(
        pembina::entity::TAMBAHAN.field("isian").map(|field| field.kind),
        Some(Kind::List("isian_tambahan"))
    ));
    for n in 2..=10 {
        let word = Record::new(&pembina::entity::PILIHAN, RecordId(-1)).with("daftar", "isian_tambahan");
        put(&mut store, word.with("kode", format!("isian-{n}")).with("nama", format!("Isian {n}")));
    }
    let word = Record::new(&pembina::entity::PILIHAN, RecordId(-1)).with("daftar", "isian_tambahan");
    let batch = pembina::request::Batch {
        act: pembina::request::Act::Add,
        subject: "uji".into(),
        origin: "uji".into(),
        changes: vec![pembina::request::Change::Put(word.with("kode", "isian-11").with("nama", "Isian 11"))],
        reason: Some("uji".into()),
    };
    let pembina::store::Outcome::Refused(problems) = store.save(&batch).expect("the store works") else { panic!() };
    assert_eq!(problems[0].code, "isian-tambahan-penuh");
}

#[test]
fn a_refused_closing_asks_again_with_everything_that_was_answered() {
    let mut desk = list("posyandu");
    desk.keys("/").typed("melati 2").keys("Enter z");
    choose(&mut desk, 1);
    choose(&mut desk, 4);
    desk.typed("01-01-2026").keys("Enter");
    choose(&mut desk, 5);
    desk.keys("Enter");
    choose(&mut desk, 1);
    desk.shows("Ditolak").keys("Enter").shows("Sejak tanggal").shows("> 01-01-2026").keys("Enter");
    desk.shows(">  Tidak ada sasaran lagi").keys("Enter Enter").shows(">  Tidak ada kader").keys("Up Enter");
    desk.shows("Siti Aminah: Ketua Posyandu selesai 31-12-2025.");
}

#[test]
fn a_refused_code_asks_again_with_what_was_typed() {
    let mut desk = list("desa");
    desk.keys("z Enter").typed("620399").keys("Enter").typed("1-1-2027").keys("Enter").typed("Perda 3").keys("Enter");
    desk.shows("Ditolak").keys("Enter").shows("> 620399").keys("C-u").typed("62.03.99.2011").keys("Enter");
    desk.shows("> 01-01-2027").keys("Enter").shows("> Perda 3");
}
