//! Stories of the form.

use std::time::Duration;

use pembina::base::id::RecordId;
use pembina::base::words::text;
use pembina::entity::{ENTITIES, Entity, KADER, Link, PENUGASAN, POSYANDU, Record, SK, Value};
use pembina::request::{Act, Batch, Change, Request, Trouble};
use pembina::ui::Answer;
use pembina::ui::look::{Glyphs, Look, Theme};
use pembina::ui::screens::drafts::Drafts;
use pembina::ui::screens::form::Form;
use pembina::ui::screens::list::List;

use crate::desk::{Desk, TODAY, all, named, put, store};

/// A blank kader form under the Posyandu Melati 2.
fn kader_of_melati() -> Desk {
    let mut store = store();
    let melati = named(&mut store, &POSYANDU, "Melati 2");
    let link = Link { id: melati.id, title: melati.title() };
    Desk::with_store(store, move |cx| cx.push(Form::child_of(&KADER, &POSYANDU, &link)))
}

/// A blank form.
fn blank(entity: &'static Entity) -> Desk {
    Desk::new(move |cx| cx.push(Form::new(entity)))
}

/// A form over a stored record.
fn editing(entity: &'static Entity, title: &str) -> Desk {
    let mut store = store();
    let record = named(&mut store, entity, title);
    Desk::with_store(store, move |cx| cx.push(Form::edit(record)))
}

/// A store in which Siti Aminah serves at Melati 2.
fn with_siti() -> pembina::store::Store {
    let mut store = store();
    let melati = named(&mut store, &POSYANDU, "Melati 2");
    let siti = Record::new(&KADER, RecordId(-1)).with("nama", "Siti Aminah").with("nik", "6203995003850001");
    let id = put(&mut store, siti);
    let post = Record::new(&PENUGASAN, RecordId(-1))
        .with("kader", Value::link(id, "Siti Aminah"))
        .with("posyandu", Value::link(melati.id, "Melati 2"))
        .with("jabatan", "kader")
        .with("bidang", "kesehatan");
    put(&mut store, post);
    store
}

fn editing_siti() -> Desk {
    let mut store = with_siti();
    let siti = named(&mut store, &KADER, "Siti Aminah");
    Desk::with_store(store, move |cx| cx.push(Form::edit(siti)))
}

#[test]
fn a_new_kader_of_a_known_posyandu_costs_name_nik_and_six_keys() {
    let mut desk = kader_of_melati();
    desk.snap("kader_blank");
    desk.typed("Siti Aminah").keys("Enter").typed("6203995003850001").is_at("Tempat lahir");
    desk.shows("perempuan, 10-03-1985 (41 tahun)").snap("kader_nik");
    desk.keys("C-s").is_at("Bidang").shows("Belum disimpan").typed("ke").snap("kader_offers");
    desk.keys("Enter C-s").shows("Disimpan: Siti Aminah");
    assert_eq!(desk.depth(), 0);
    assert_eq!(desk.pressed - "Siti Aminah".len() - 16, 6);
    assert!(matches!(desk.answer(), Some(Answer::Saved(_))));
    let kader = named(&mut desk.store, &KADER, "Siti Aminah");
    assert_eq!((kader.text("nik"), kader.text("jenis_kelamin")), ("6203995003850001", "P"));
    let posts = all(&mut desk.store, &PENUGASAN);
    assert_eq!(posts[0].text("bidang"), "kesehatan");
    assert_eq!(posts[0].get("kader").as_link().unwrap().id, kader.id);
}

#[test]
fn twenty_kader_in_a_row_never_leave_the_form_and_cost_two_keys_each() {
    let mut desk = kader_of_melati();
    desk.typed("Kader 0").keys("Enter").typed("6203995003850100").keys("C-s").typed("ke").keys("C-n");
    for n in 1..20 {
        desk.count_from_here();
        let (name, nik) = (format!("Kader {n}"), format!("62039950038501{n:02}"));
        desk.typed(&name).keys("Enter").typed(&nik).keys("C-n").shows(&format!("Disimpan: {name}"));
        desk.is_at("Nama lengkap").shows("ulang: Posyandu, Jabatan, Bidang");
        assert_eq!(desk.pressed - name.len() - nik.len(), 2);
        assert_eq!(desk.depth(), 1);
    }
    assert_eq!(all(&mut desk.store, &KADER).len(), 20);
    assert_eq!(all(&mut desk.store, &PENUGASAN).len(), 20);
}

#[test]
fn what_is_carried_is_there_the_next_time_the_form_opens() {
    let mut desk = kader_of_melati();
    desk.typed("Siti").keys("Enter C-s").typed("so").keys("C-s").shows("Disimpan");
    let Desk { store, .. } = desk;
    let mut desk = Desk::with_store(store, |cx| cx.push(Form::new(&KADER)));
    desk.shows("ulang: Posyandu, Jabatan, Bidang");
    assert!(desk.row("Posyandu").contains("Melati 2"));
    desk.keys("Esc");
    assert_eq!(desk.depth(), 0, "nothing was typed, so nothing is asked");
}

#[test]
fn a_post_under_a_picked_sk_begins_with_it() {
    let mut store = store();
    let melati = named(&mut store, &POSYANDU, "Melati 2");
    let day = pembina::base::date::Date::constant(2026, 1, 12);
    let sk = Record::new(&SK, RecordId(-1)).with("nomor", "141/12/KPTS/2026").with("jenis", "sk-pengurus");
    put(&mut store, sk.with("tanggal", day).with("berlaku_mulai", day));
    let link = Link { id: melati.id, title: melati.title() };
    let mut desk = Desk::with_store(store, move |cx| cx.push(Form::child_of(&KADER, &POSYANDU, &link)));
    desk.typed("Siti Aminah").keys(&["Tab"; 13].join(" ")).is_at("SK").typed("141").keys("Enter");
    assert!(desk.row("Mulai").contains("12-01-2026"), "{}", desk.screen());
}

#[test]
fn a_seat_that_is_taken_now_is_not_offered_to_the_next_person() {
    let mut store = store();
    store.remember("ulang.kader.penugasan.jabatan", "tsekretaris").unwrap();
    store.remember("ulang.kader.penugasan.bidang", "tsosial").unwrap();
    let mut desk = Desk::with_store(store, |cx| cx.push(Form::new(&KADER)));
    desk.shows("ulang: Bidang");
    assert!(!desk.row("Jabatan").contains("Sekretaris"), "{}", desk.screen());
}

#[test]
fn under_another_posyandu_the_sk_of_the_last_one_is_not_carried() {
    let mut desk = kader_of_melati();
    desk.typed("Siti").keys("Enter C-s").typed("so").keys("C-s").shows("Disimpan");
    let Desk { mut store, .. } = desk;
    let mawar = named(&mut store, &POSYANDU, "Mawar");
    store.remember("ulang.kader.penugasan.sk", "l1 SK lama").unwrap();
    let link = Link { id: mawar.id, title: mawar.title() };
    let mut desk = Desk::with_store(store, move |cx| cx.push(Form::child_of(&KADER, &POSYANDU, &link)));
    desk.lacks("SK lama").shows("ulang: Jabatan, Bidang");
}

#[test]
fn pasted_line_breaks_never_go_on_or_save() {
    let mut desk = kader_of_melati();
    desk.pastes("Siti\nAminah\r\n").is_at("Nama lengkap").shows("Siti Aminah");
    desk.keys("Enter").pastes("62039950038500011\n").is_at("NIK");
    assert_eq!(desk.saves(), 0);
    desk.keys("Bksp").pastes("").keys("C-u").pastes("6203995003850001\n").is_at("Tempat lahir");
}

#[test]
fn a_late_lookup_is_ignored() {
    let mut desk = blank(&KADER);
    for _ in 0..10 {
        desk.keys("Enter");
    }
    desk.is_at("Posyandu").hold().typed("maw").keys("Bksp Bksp Bksp").typed("mel").release();
    desk.shows("Melati 1").lacks("Mawar");
}

#[test]
fn keys_typed_ahead_of_a_lookup_take_its_first_pick_when_it_comes() {
    let mut desk = blank(&KADER);
    desk.typed("Siti");
    for _ in 0..10 {
        desk.keys("Enter");
    }
    desk.hold().typed("maw").keys("Enter Enter").typed("sos").keys("Enter C-s").release();
    desk.shows("Disimpan: Siti");
    let posts = all(&mut desk.store, &PENUGASAN);
    assert_eq!(posts[0].get("posyandu").as_link().unwrap().title, "Mawar");
}

#[test]
fn keys_typed_ahead_of_a_save_fall_into_the_next_record() {
    let mut desk = kader_of_melati();
    desk.typed("Satu").keys("Enter C-s").typed("ke").keys("C-n");
    desk.hold().typed("Dua").keys("C-n").typed("Tiga").keys("Enter");
    desk.release();
    desk.shows("Tiga");
    let names: Vec<String> = all(&mut desk.store, &KADER).iter().map(Record::title).collect();
    assert_eq!(names, ["Dua", "Satu"]);
}

#[test]
fn an_error_stands_beside_its_field_and_keeps_the_typing() {
    let mut desk = kader_of_melati();
    desk.typed("Siti").keys("Enter").typed("6,2E+15").keys("Enter");
    desk.is_at("Tempat lahir").shows("6,2E+15").shows("x ").snap("kader_wrong_nik");
    desk.keys("C-s").is_at("NIK").shows("Belum disimpan: 1 isian bertanda x.").shows("6,2E+15");
    assert_eq!(desk.saves(), 0);
    desk.keys("C-u").lacks("Rusak").typed("6203995003850001").is_at("Tempat lahir");
}

#[test]
fn a_refusal_of_the_store_stands_beside_its_field() {
    let mut store = with_siti();
    let melati = named(&mut store, &POSYANDU, "Melati 1");
    let link = Link { id: melati.id, title: melati.title() };
    let mut desk = Desk::with_store(store, move |cx| cx.push(Form::child_of(&KADER, &POSYANDU, &link)));
    desk.typed("Rusmini").keys("Enter").typed("6203995003850001").keys("C-s").typed("ke").keys("C-s");
    desk.is_at("NIK").shows("620399 500385 0001").shows("Siti Aminah");
    assert_eq!(desk.depth(), 1);
}

#[test]
fn a_warning_is_passed_with_a_reason_that_is_kept() {
    let mut desk = kader_of_melati();
    desk.typed("Siti").keys("C-s").is_at("Bidang").keys("C-s").shows("Perlu alasan").snap("reason");
    desk.keys("Enter").shows("Tulis alasannya");
    desk.typed("Daftar lama").keys("Enter").shows("Disimpan: Siti");
    let reason = desk.asked.iter().rev().find_map(|request| match request {
        Request::Save(batch) => batch.reason.clone(),
        _ => None,
    });
    assert_eq!(reason.as_deref(), Some("Daftar lama"));
}

#[test]
fn a_conflict_shows_both_values_and_saves_what_is_chosen() {
    let mut desk = editing_siti();
    let mut theirs = named(&mut desk.store, &KADER, "Siti Aminah");
    theirs.set("alamat", "Jalan Mereka");
    theirs.set("tempat_lahir", "Kapuas");
    let batch = Batch {
        act: Act::Edit,
        subject: String::new(),
        origin: "layar".into(),
        changes: vec![Change::Put(theirs)],
        reason: Some("uji".into()),
    };
    desk.store.save(&batch).unwrap();
    desk.keys("Enter Enter Enter Enter Enter").is_at("Alamat").typed("Jalan Saya").keys("C-s");
    desk.shows("Jalan Saya").shows("Jalan Mereka").shows("Kapuas").snap("conflict");
    desk.keys("C-s").shows("Disimpan");
    let siti = named(&mut desk.store, &KADER, "Siti Aminah");
    assert_eq!((siti.text("alamat"), siti.text("tempat_lahir")), ("Jalan Saya", "Kapuas"));
}

#[test]
fn editing_a_kader_loads_the_latest_post_and_writes_only_what_changed() {
    let mut desk = editing_siti();
    assert!(desk.row("Bidang").contains("Kesehatan"));
    for _ in 0..10 {
        desk.keys("Enter");
    }
    desk.is_at("Posyandu").keys("Enter Enter").is_at("Bidang").typed("sos").keys("C-s").shows("Disimpan");
    let changes = desk.asked.iter().find_map(|request| match request {
        Request::Save(batch) => Some(batch.changes.clone()),
        _ => None,
    });
    let changes = changes.unwrap();
    assert_eq!(changes.len(), 1);
    assert!(matches!(&changes[0], Change::Put(post) if post.entity == &PENUGASAN && post.text("bidang") == "sosial"));
    let siti = named(&mut desk.store, &KADER, "Siti Aminah");
    assert_eq!(desk.answer(), Some(Answer::Saved(siti.id)));
}

#[test]
fn saving_an_unchanged_record_says_so_and_writes_nothing() {
    let mut desk = editing_siti();
    desk.keys("C-s").shows("Tidak ada yang berubah");
    assert_eq!((desk.depth(), desk.saves()), (0, 0));
}

#[test]
fn stored_personal_data_is_masked_until_shown_and_typed_over_as_a_whole() {
    let mut desk = editing_siti();
    desk.lacks("500385").shows("620399 ****** 0001");
    desk.keys("Enter C-r").shows("620399 500385 0001");
    assert!(desk.asked.iter().any(|request| matches!(request, Request::NoteReveal(..))));
    let mut desk = editing_siti();
    desk.keys("Enter").typed("6").lacks("****");
    assert!(desk.row("NIK").contains(" 6"));
}

#[test]
fn leaving_asks_only_when_something_was_typed() {
    let mut desk = kader_of_melati();
    desk.keys("Esc");
    assert_eq!(desk.depth(), 0);
    let mut desk = kader_of_melati();
    desk.typed("Si").keys("Esc").shows("Buang?").keys("t").is_at("Nama lengkap").shows("Si");
    desk.keys("Esc y");
    assert_eq!(desk.depth(), 0);
    assert!(desk.store.drafts().unwrap().is_empty(), "a discarded draft is not offered");
}

#[test]
fn a_draft_is_kept_when_a_field_is_left_and_soon_after_a_letter() {
    let mut desk = kader_of_melati();
    assert_eq!(desk.wakes(), 0, "an idle form asks for nothing");
    desk.typed("Si");
    assert_eq!(desk.wakes(), 1);
    assert!(desk.store.drafts().unwrap().is_empty());
    desk.passes(Duration::from_millis(1500));
    assert_eq!(desk.store.drafts().unwrap()[0].fields["nama"], "Si");
    assert_eq!(desk.wakes(), 0);
    desk.typed("ti").keys("Enter");
    assert_eq!(desk.store.drafts().unwrap()[0].fields["nama"], "Siti");
    assert_eq!(desk.store.drafts().unwrap()[0].title, "Kader baru: Siti");
}

#[test]
fn a_draft_comes_back_as_it_was_typed_and_saves() {
    let mut desk = kader_of_melati();
    desk.typed("Siti").keys("Enter").typed("62039950").keys("C-s").typed("ke").keys("Enter").typed("141/x");
    let draft = desk.unsaved().remove(0);
    let Desk { store, .. } = desk;
    let mut desk = Desk::with_store(store, move |cx| cx.push(Form::resume(draft).unwrap()));
    desk.shows("Siti").shows("620399 50").shows("Melati 2").shows("Selat Hilir");
    desk.keys("Enter").is_at("NIK").keys("C-u").typed("6203995003850001").keys("C-s");
    desk.typed("ke").keys("C-s");
    desk.shows("Disimpan: Siti");
    assert!(desk.store.drafts().unwrap().is_empty());
}

#[test]
fn a_draft_of_a_stored_record_meets_the_newer_version_in_a_conflict() {
    let mut desk = editing_siti();
    desk.keys("Enter Enter Enter Enter Enter").typed("Jalan Saya");
    let draft = desk.unsaved().remove(0);
    let Desk { mut store, .. } = desk;
    let theirs = named(&mut store, &KADER, "Siti Aminah").with("alamat", "Jalan Mereka");
    put(&mut store, theirs);
    let mut desk = Desk::with_store(store, move |cx| cx.push(Form::resume(draft).unwrap()));
    desk.shows("Jalan Saya").keys("C-s").shows("Jalan Mereka").keys("C-s").shows("Disimpan");
    assert_eq!(named(&mut desk.store, &KADER, "Siti Aminah").text("alamat"), "Jalan Saya");
}

#[test]
fn a_waiting_draft_is_not_overwritten_by_the_next_form() {
    let mut desk = kader_of_melati();
    desk.typed("Siti").keys("Enter Esc k");
    assert_eq!(desk.store.drafts().unwrap().len(), 1);
    let Desk { store, .. } = desk;
    let mut desk = Desk::with_store(store, |cx| cx.push(Form::new(&KADER)));
    desk.typed("Budi").keys("Enter");
    let drafts = desk.store.drafts().unwrap();
    assert_eq!(drafts.len(), 2);
}

#[test]
fn enter_on_the_last_line_saves_and_opens_the_next_blank() {
    let mut desk = blank(&POSYANDU);
    desk.typed("Kenanga").keys("Enter").typed("hilir").keys("Enter");
    for _ in 0..20 {
        if desk.screen().contains("> [ Simpan") {
            break;
        }
        desk.keys("Enter");
    }
    assert_eq!(desk.saves(), 0, "Enter in the middle never saves");
    desk.keys("Enter").shows("Disimpan: Kenanga").is_at("Nama Posyandu");
    assert!(desk.row("Desa/kelurahan").contains("Selat Hilir"));
    desk.keys("Enter C-d").typed("x");
    assert_eq!(desk.depth(), 1);
}

#[test]
fn the_equals_sign_takes_the_value_of_the_record_before_only_in_an_empty_field() {
    let mut desk = blank(&POSYANDU);
    desk.typed("A=B").shows("A=B").keys("Enter").typed("hilir").keys("Enter Enter").typed("Jalan Satu").keys("C-n");
    desk.typed("Dua").keys("Enter Enter Enter").is_at("Alamat").keys("=").shows("Jalan Satu");
    desk.keys("C-u").typed("x=").shows("x=");
}

#[test]
fn a_registration_number_begins_with_the_code_of_its_desa() {
    let mut desk = editing(&POSYANDU, "Melati 1");
    while !desk.screen().contains("> Nomor registrasi") {
        desk.keys("Enter");
    }
    desk.shows("62.03.99.2001").keys("Enter Up");
    desk.typed("007").keys("C-s").shows("Disimpan");
    assert_eq!(named(&mut desk.store, &POSYANDU, "Melati 1").text("nomor_registrasi"), "62.03.99.2001.007");
    let mut desk = editing(&POSYANDU, "Melati 1");
    while !desk.screen().contains("> Nomor registrasi") {
        desk.keys("Enter");
    }
    desk.keys("Enter C-s").shows("Tidak ada yang berubah");
}

#[test]
fn a_record_that_a_field_lacks_is_created_on_the_spot() {
    let mut desk = kader_of_melati();
    desk.typed("Siti");
    while !desk.screen().contains("> SK") {
        desk.keys("Enter");
    }
    desk.typed("141/12/KPTS/2026").shows("tambah baru: 141/12/KPTS/2026").keys("Enter");
    assert_eq!(desk.depth(), 2);
    desk.shows("141/12/KPTS/2026").shows("Selat Hilir");
    while !desk.screen().contains("> Tanggal") {
        desk.keys("Enter");
    }
    desk.typed("12-1-2026").keys("C-s");
    assert_eq!(desk.depth(), 1);
    desk.is_at("Mulai").shows("141/12/KPTS/2026");
    assert_eq!(all(&mut desk.store, &SK).len(), 1);
}

#[test]
fn a_word_that_a_list_lacks_is_added_after_a_question() {
    let mut desk = kader_of_melati();
    desk.typed("Siti").keys("C-s").is_at("Bidang").typed("Ekonomi").keys("Enter").shows("Tambahkan \"Ekonomi\"");
    desk.keys("y").shows("Ditambahkan ke daftar: Ekonomi").is_at("SK");
    assert!(desk.row("Bidang").contains("Ekonomi"));
    desk.keys("C-s").shows("Disimpan: Siti");
    assert_eq!(all(&mut desk.store, &PENUGASAN)[0].text("bidang"), "ekonomi");
}

#[test]
fn help_explains_the_focused_field() {
    let mut desk = kader_of_melati();
    desk.keys("Enter ?").shows("NIK").shows("16 angka").keys("Esc").is_at("NIK");
    desk.typed("6").keys("F1").shows("16 angka").keys("Esc");
    desk.keys("Bksp :").shows("Perintah").keys("Esc").is_at("NIK");
}

#[test]
fn a_note_is_written_in_the_editor_and_kept_in_the_draft() {
    let mut desk = kader_of_melati();
    desk.typed("Siti");
    while !desk.screen().contains("> Catatan") {
        desk.keys("Enter");
    }
    desk.typed("Rumah jauh").keys("Enter").typed("Datang siang?").shows("Datang siang?").snap("note");
    assert_eq!(desk.depth(), 2);
    desk.passes(Duration::from_millis(1500));
    assert_eq!(desk.store.drafts().unwrap()[0].fields["catatan"], "Rumah jauh\nDatang siang?");
    desk.keys("C-s");
    assert_eq!(desk.depth(), 1);
    assert!(desk.row("Catatan").contains("Rumah jauh"));
}

#[test]
fn a_letter_changes_one_cell_of_the_screen_and_the_next_field_few() {
    let mut desk = kader_of_melati();
    desk.typed("Sit");
    let cells = |a: &str, b: &str| {
        let differ = |(a, b): (&str, &str)| {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            (0..a.len().max(b.len())).filter(|n| a.get(*n).unwrap_or(&' ') != b.get(*n).unwrap_or(&' ')).count()
        };
        a.lines().zip(b.lines()).map(differ).sum::<usize>()
    };
    let before = desk.screen();
    desk.typed("i");
    assert_eq!(cells(&before, &desk.screen()), 1);
    let before = desk.screen();
    desk.keys("Enter Enter");
    assert!(cells(&before, &desk.screen()) <= 4, "only the mark moves");
}

#[test]
fn dates_are_typed_as_the_office_writes_them() {
    for (typed, shown) in [("h", "22-11-2026"), ("+7", "29-11-2026"), ("5/3", "05-03-2026"), ("12031985", "12-03-1985")]
    {
        let mut desk = blank(&POSYANDU);
        while !desk.screen().contains("> Tanggal berdiri") {
            desk.keys("Enter");
        }
        desk.typed(typed).keys("Enter");
        assert!(desk.row("Tanggal berdiri").contains(shown), "{typed}\n{}", desk.screen());
    }
    assert_eq!(TODAY.to_string(), "2026-11-22");
}

#[test]
fn a_holder_is_followed_by_a_new_person_in_one_step() {
    let mut store = with_siti();
    let post = all(&mut store, &PENUGASAN).remove(0);
    let mut desk = Desk::with_store(store, move |cx| cx.push(Form::replace(post)));
    desk.shows("Ganti kader · Siti Aminah").shows("22-11-2026").snap("replace");
    desk.keys("Enter").typed("pindah dom").keys("Enter").is_at("Pengganti");
    desk.typed("Budi Rahayu").shows("tambah baru: Budi Rahayu").keys("Enter").is_at("Orang baru: NIK");
    desk.typed("6203991003850002").keys("C-s").shows("Disimpan: Siti Aminah -> Budi Rahayu");
    let posts = all(&mut desk.store, &PENUGASAN);
    assert_eq!(posts.len(), 2);
    let old = posts.iter().find(|post| post.title() == "Siti Aminah").unwrap();
    let new = posts.iter().find(|post| post.title() == "Budi Rahayu").unwrap();
    assert_eq!(old.text("alasan_berhenti"), "pindah-domisili");
    assert_eq!((new.text("bidang"), new.get("mulai").as_date().unwrap()), ("kesehatan", TODAY.tomorrow().unwrap()));
    let batches = desk.store.batches(None, 1).unwrap();
    assert_eq!(batches[0].act, Act::Replace);
}

#[test]
fn waiting_drafts_are_gone_on_with_or_thrown_away() {
    let mut desk = kader_of_melati();
    desk.typed("Siti").keys("Enter Esc k");
    let Desk { store, .. } = desk;
    let mut desk = Desk::with_store(store, |cx| cx.push(Drafts::default()));
    desk.shows("22-11-2026 10.15  Kader baru: Siti").shows("1 konsep").snap("drafts");
    desk.keys("Enter").shows("Melati 2").keys("Esc k").shows("Kader baru: Siti");
    desk.keys("h").shows("Buang konsep").keys("y").shows("Tidak ada konsep");
    assert!(desk.store.drafts().unwrap().is_empty());
}

#[test]
fn a_trouble_says_its_code_and_advice_and_the_form_stays_as_typed() {
    let mut desk = kader_of_melati();
    desk.typed("Siti").keys("C-s").typed("ke").keys("Enter");
    desk.next_save_meets(Trouble::new(
        "DISK-PENUH",
        text("Disk penuh.", "The disk is full."),
        text("Kosongkan ruang, lalu simpan lagi.", "Free some space, then save again."),
    ));
    desk.keys("C-s").shows("Disk penuh. (DISK-PENUH)");
    assert_eq!(desk.depth(), 1);
    desk.keys("Up").shows("Siti").shows("Kosongkan ruang, lalu simpan lagi.").snap("trouble");
    desk.keys("C-s").shows("Disimpan: Siti");
}

#[test]
fn from_the_list_a_record_is_added_and_edited_and_the_list_shows_it() {
    let mut desk = Desk::new(|cx| {
        let list = List::new(&POSYANDU, cx.desk);
        cx.push(list);
    });
    desk.shows("Melati 1").keys("a").typed("Kenanga").keys("Enter").typed("hulu").keys("C-s");
    desk.shows("Disimpan: Kenanga").shows("Selat Hulu");
    assert_eq!(desk.depth(), 1);
    desk.keys("e").shows("Ubah Posyandu: Kenanga").keys("Enter Enter").typed("Kenanga Lama").keys("C-s");
    desk.shows("Disimpan: Kenanga");
    assert_eq!(named(&mut desk.store, &POSYANDU, "Kenanga").text("nama_lain"), "Kenanga Lama");
}

/// Escape sequences, directions, marks, wide and long text.
const HOSTILE: &str = "\u{1b}[31mA\u{202e}B\u{200b}C\u{7}e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}漢字👩‍👩‍👧‍👦\u{9b}2J\tX";

#[test]
fn every_form_fits_80x24_in_ascii_without_colour_with_hostile_text_in_every_field() {
    for entity in ENTITIES {
        let look = Look { theme: Theme::Mono, glyphs: Glyphs::Ascii, ..Look::default() };
        let mut record = Record::new(entity, RecordId(7));
        let long = HOSTILE.repeat(20);
        for (at, _) in entity.fields.iter().enumerate() {
            record.values[at] = Value::Text(long.clone());
        }
        let mut desk = Desk::with_look(store(), look, move |cx| cx.push(Form::edit(record)));
        for _ in 0..40 {
            let screen = desk.screen();
            let rows: Vec<&str> = screen.lines().collect();
            assert_eq!(rows.len(), 24, "{entity:?}");
            assert!(!screen.chars().any(|c| c.is_control() && c != '\n'), "{entity:?}: a control character\n{screen}");
            assert!(!screen.contains('\u{202e}'), "{entity:?}: a direction character");
            assert!(screen.contains("Esc"), "{entity:?}: the bottom line is gone\n{screen}");
            desk.pastes(HOSTILE).keys("Enter");
        }
    }
}
