//! The store as those above it see it, over a file in memory.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::*;
use crate::base::date::Date;
use crate::base::id::RecordId;
use crate::entity::setelan::SK_HABIS_HARI;
use crate::entity::{
    CATATAN, DESA, ENTITIES, Entity, Field, KADER, KECAMATAN, Kind, PENUGASAN, PILIHAN, POSYANDU, Record, SK, Value,
};
use crate::request::{
    Act, Batch, BatchId, Change, Draft, Filter, More, Order, Query, Reply, Request, Saved, Scope, Seek, Sorting, Test,
};

pub(super) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(super) fn fixed() -> Clock {
    Clock::Fixed(day("2026-11-22").at(10, 15, 0, 0).in_tz("Asia/Jakarta").unwrap())
}

pub(super) fn opening() -> Opening {
    Opening::by("siti").at(fixed()).without_copies()
}

pub(super) fn batch(changes: Vec<Change>) -> Batch {
    Batch { act: Act::Add, subject: "uji".into(), origin: "layar".into(), changes, reason: Some("uji".into()) }
}

pub(super) fn saved(outcome: Outcome) -> Saved {
    match outcome {
        Outcome::Saved(saved) => saved,
        other => panic!("{other:?}"),
    }
}

fn refused(outcome: Outcome) -> Vec<&'static str> {
    match outcome {
        Outcome::Refused(problems) => problems.iter().map(|problem| problem.code).collect(),
        other => panic!("{other:?}"),
    }
}

pub(super) fn new(entity: &'static Entity) -> Record {
    Record::new(entity, RecordId(-1))
}

pub(super) fn put(store: &mut Store, record: Record) -> RecordId {
    saved(store.save(&batch(vec![Change::Put(record)])).unwrap()).records[0].1
}

fn get(store: &Store, entity: &'static Entity, id: RecordId) -> Record {
    store.get(entity, id).unwrap().unwrap()
}

/// A kecamatan, two desa, a Posyandu in the first.
pub(super) struct Land {
    pub store: Store,
    pub desa: [RecordId; 2],
    pub posyandu: RecordId,
}

pub(super) fn land() -> Land {
    land_in(Store::memory(&opening()).unwrap())
}

pub(super) fn land_in(mut store: Store) -> Land {
    let kecamatan = put(
        &mut store,
        new(&KECAMATAN)
            .with("kode", "62.03.99")
            .with("nama", "Uji")
            .with("kabupaten", "Kapuas")
            .with("provinsi", "Kalimantan Tengah"),
    );
    let desa = [("62.03.99.2001", "Hilir"), ("62.03.99.2002", "Hulu")].map(|(kode, nama)| {
        put(
            &mut store,
            new(&DESA)
                .with("kode", kode)
                .with("nama", nama)
                .with("jenis", "desa")
                .with("kecamatan", Value::link(kecamatan, "")),
        )
    });
    let posyandu = put(&mut store, posyandu("Melati 1", desa[0]));
    Land { store, desa, posyandu }
}

pub(super) fn posyandu(nama: &str, desa: RecordId) -> Record {
    new(&POSYANDU).with("nama", nama).with("desa", Value::link(desa, "")).with("status", "aktif")
}

fn post(kader: RecordId, posyandu: RecordId, mulai: &str) -> Record {
    Record::new(&PENUGASAN, RecordId(-2))
        .with("kader", Value::link(kader, ""))
        .with("posyandu", Value::link(posyandu, ""))
        .with("jabatan", "kader")
        .with("mulai", day(mulai))
}

fn kader_with_post(land: &mut Land, nama: &str) -> (RecordId, RecordId) {
    let changes =
        vec![Change::Put(new(&KADER).with("nama", nama)), Change::Put(post(RecordId(-1), land.posyandu, "2024-01-12"))];
    let saved = saved(land.store.save(&batch(changes)).unwrap());
    (saved.records[0].1, saved.records[1].1)
}

// ---- schema and description ---------------------------------------------------------------

#[test]
fn schema_and_description_say_the_same() {
    let store = Store::memory(&opening()).unwrap();
    for entity in ENTITIES.iter().copied() {
        let mut said: BTreeSet<(String, String, i64)> =
            [("id", "INTEGER", 0), ("uid", "TEXT", 1), ("versi", "INTEGER", 1), ("dihapus", "INTEGER", 1)]
                .map(|(name, kind, known)| (name.to_owned(), kind.to_owned(), known))
                .into();
        for column in sql::columns(entity) {
            let text = column.role == sql::Role::Key || sql::is_text(&column.field.kind);
            said.insert((column.name, if text { "TEXT" } else { "INTEGER" }.to_owned(), i64::from(text)));
        }
        let mut statement = store.conn.prepare("SELECT name, type, \"notnull\" FROM pragma_table_info(?)").unwrap();
        let rows = statement.query_map([entity.name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
        let kept: BTreeSet<(String, String, i64)> = rows.map(Result::unwrap).collect();
        assert_eq!(said, kept, "{}", entity.name);

        let indexes: Vec<(String, String)> = {
            let mut statement = store.conn.prepare("SELECT name FROM pragma_index_list(?) WHERE origin = 'c'").unwrap();
            let names: Vec<String> =
                statement.query_map([entity.name], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
            names
                .into_iter()
                .map(|name| {
                    let mut columns = store.conn.prepare("SELECT name FROM pragma_index_info(?)").unwrap();
                    let columns: Vec<String> =
                        columns.query_map([&name], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
                    (name, columns.join(", "))
                })
                .collect()
        };
        for index in ddl::indexes(entity) {
            assert!(indexes.contains(&index), "{} lacks {index:?}", entity.name);
        }
        for field in entity.fields.iter().filter(|field| field.is_stored()) {
            let to: Option<String> = store
                .conn
                .query_row(
                    "SELECT \"table\" FROM pragma_foreign_key_list(?1) WHERE \"from\" = ?2",
                    [entity.name, field.name],
                    |row| row.get(0),
                )
                .ok();
            assert_eq!(to.as_deref(), field.target().map(|target| target.name), "{}.{}", entity.name, field.name);
        }
        for field in entity.fields.iter().filter(|field| !field.is_stored()) {
            assert!(sql::is_computed(entity.name, field.name), "{}.{} has no query", entity.name, field.name);
        }
        let searched: bool = store
            .conn
            .prepare("SELECT 1 FROM sqlite_schema WHERE name = ? || '_cari'")
            .unwrap()
            .exists([entity.name])
            .unwrap();
        assert_eq!(searched, entity.fields.iter().any(Field::is_searched), "{}", entity.name);
    }
}

#[test]
fn every_first_order_is_sortable_and_every_link_leads_to_a_text() {
    for entity in ENTITIES.iter().copied() {
        assert!(entity.field(entity.sort).is_some_and(Field::is_sorted), "{}", entity.name);
        for field in entity.fields {
            if let Some(target) = field.target() {
                assert!(target.field(target.title).is_some_and(|t| matches!(t.kind, Kind::Text(_))), "{}", target.name);
            }
        }
    }
}

#[test]
fn a_new_file_holds_the_shipped_words() {
    let store = Store::memory(&opening()).unwrap();
    let words = store.words();
    assert!(words.item("jabatan", "kader").is_some());
    assert_eq!(words.list("bidang").len(), 6);
}

// ---- saving -------------------------------------------------------------------------------

#[test]
fn a_record_comes_back_as_it_was_saved() {
    let mut land = land();
    let record = posyandu("Mawar 2", land.desa[1]).with("tanggal_berdiri", day("1999-05-03")).with("rt_rw", "03/01");
    let id = put(&mut land.store, record);
    let back = get(&land.store, &POSYANDU, id);
    assert_eq!(back.text("nama"), "Mawar 2");
    assert_eq!(back.get("tanggal_berdiri").as_date(), Some(day("1999-05-03")));
    assert_eq!(back.get("desa").as_link().unwrap().title, "Hulu");
    assert_eq!(back.get("strata"), &Value::Empty);
    assert_eq!(back.get("jumlah_kader"), &Value::Int(0));
    assert_eq!((back.version, back.deleted), (1, false));
    assert_eq!(back.uid.0.len(), 36);
}

#[test]
fn what_steers_a_terminal_is_not_kept() {
    let mut land = land();
    let id = put(&mut land.store, posyandu("Ma\u{1b}[2J\u{202e}war", land.desa[0]));
    assert_eq!(get(&land.store, &POSYANDU, id).text("nama"), "Ma[2Jwar");
}

#[test]
fn a_batch_links_records_that_are_new_in_it() {
    let mut land = land();
    let (kader, post) = kader_with_post(&mut land, "Siti Aminah");
    assert_eq!(get(&land.store, &PENUGASAN, post).get("kader").as_link().unwrap().id, kader);
}

#[test]
fn saving_what_did_not_change_writes_nothing() {
    let mut land = land();
    let record = get(&land.store, &POSYANDU, land.posyandu);
    let before = land.store.batches(None, 100).unwrap().len();
    let saved = saved(land.store.save(&batch(vec![Change::Put(record.clone())])).unwrap());
    assert_eq!((saved.batch, saved.count), (None, 0));
    assert_eq!(saved.records, [(&POSYANDU, land.posyandu, 1)]);
    assert_eq!(get(&land.store, &POSYANDU, land.posyandu), record);
    assert_eq!(land.store.batches(None, 100).unwrap().len(), before);
}

#[test]
fn the_second_of_two_who_changed_a_record_is_told_what_stands_there() {
    let mut land = land();
    let mine = get(&land.store, &POSYANDU, land.posyandu);
    put(&mut land.store, mine.clone().with("alamat", "Jl. Satu"));
    match land.store.save(&batch(vec![Change::Put(mine.with("alamat", "Jl. Dua"))])).unwrap() {
        Outcome::Conflict(conflict) => {
            assert_eq!(conflict.theirs.text("alamat"), "Jl. Satu");
            assert_eq!((conflict.actor.as_str(), conflict.time.as_str()), ("siti", "2026-11-22T10:15:00+07:00"));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(get(&land.store, &POSYANDU, land.posyandu).text("alamat"), "Jl. Satu");
}

#[test]
fn a_refused_batch_leaves_nothing_behind() {
    let mut land = land();
    let changes = vec![Change::Put(posyandu("Baik", land.desa[0])), Change::Put(posyandu("", land.desa[0]))];
    assert_eq!(refused(land.store.save(&batch(changes)).unwrap()), ["wajib"]);
    assert_eq!(land.store.count(&Query::all(&POSYANDU), 10).unwrap(), (1, More::No));
}

#[test]
fn values_that_do_not_fit_their_field_are_refused() {
    let mut land = land();
    for (field, value, code) in [
        ("status", Value::from("entah"), "pilihan-tidak-ada"),
        ("strata", Value::from("entah"), "pilihan-tidak-ada"),
        ("nama", Value::from("x".repeat(81)), "terlalu-panjang"),
        ("nomor_registrasi", Value::from("62.03"), "pola-kode"),
        ("tanggal_berdiri", Value::from("kemarin"), "jenis-nilai"),
        ("desa", Value::link(RecordId(99), ""), "tautan-hilang"),
    ] {
        let record = posyandu("Mawar", land.desa[0]).with(field, value);
        let codes = refused(land.store.save(&batch(vec![Change::Put(record)])).unwrap());
        assert!(codes.contains(&code), "{field}: {codes:?}");
    }
}

#[test]
fn a_row_that_hangs_on_a_refused_one_gets_no_message_of_its_own() {
    let mut land = land();
    let changes = vec![
        Change::Put(new(&KADER)),
        Change::Put(post(RecordId(-1), land.posyandu, "2024-01-12").with("bidang", "kesehatan")),
        Change::Put(posyandu("", land.desa[0])),
    ];
    let found = land.store.examine(&batch(changes)).unwrap();
    let told: Vec<(usize, &str)> = found.iter().map(|(at, problem)| (*at, problem.code)).collect();
    assert_eq!(told, [(0, "wajib"), (2, "wajib")]);
}

#[test]
fn a_batch_that_is_stopped_even_at_the_last_moment_leaves_nothing_behind() {
    let mut land = land();
    let changes: Vec<Change> =
        (0..300).map(|at| Change::Put(posyandu(&format!("Kenanga {at}"), land.desa[0]))).collect();
    let all = batch(changes);
    for stop_at in [0, 128, 300] {
        let mut stop = |progress: crate::request::Progress| {
            if progress.done >= stop_at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let stopped = land.store.save_watched(&all, &mut Manner::of(&mut stop));
        assert!(stopped.is_err_and(|trouble| trouble.code == STOPPED), "{stop_at}");
        assert_eq!(land.store.count(&Query::all(&POSYANDU), 999).unwrap().0, 1, "{stop_at}");
    }
    assert_eq!(saved(land.store.save(&all).unwrap()).count, 300);
}

// ---- bin ----------------------------------------------------------------------------------

#[test]
fn a_record_in_use_is_not_deleted_and_says_by_whom() {
    let mut land = land();
    let desa = get(&land.store, &DESA, land.desa[0]);
    let delete = Change::Delete(&DESA, desa.id, desa.version);
    assert_eq!(refused(land.store.save(&batch(vec![delete])).unwrap()), ["masih-dipakai"]);
}

#[test]
fn a_kader_goes_into_the_bin_with_the_posts_and_comes_back_with_them() {
    let mut land = land();
    let (kader, post) = kader_with_post(&mut land, "Siti");
    let gone = saved(land.store.delete_many(&KADER, &[kader]).unwrap());
    assert_eq!(gone.count, 2);
    assert!(get(&land.store, &KADER, kader).deleted && get(&land.store, &PENUGASAN, post).deleted);
    let bin = Query { scope: Scope::Bin, ..Query::all(&KADER) };
    assert_eq!(land.store.page(&bin, Seek::First, 10).unwrap().rows.len(), 1);
    assert_eq!(land.store.count(&bin, 10).unwrap(), (1, More::No));
    assert_eq!(land.store.count(&Query::all(&KADER), 10).unwrap(), (0, More::No));
    saved(land.store.restore_many(&KADER, &[kader]).unwrap());
    let back = get(&land.store, &KADER, kader);
    assert!(!back.deleted && !get(&land.store, &PENUGASAN, post).deleted);
    assert_eq!(back.get("posyandu").as_link().unwrap().title, "Melati 1");
}

#[test]
fn a_word_in_use_is_kept() {
    let mut land = land();
    kader_with_post(&mut land, "Siti");
    let id = land.store.find(&PILIHAN, "kode", &Value::from("kader"), 10).unwrap();
    let word = id.iter().map(|id| get(&land.store, &PILIHAN, *id)).find(|w| w.text("daftar") == "jabatan").unwrap();
    assert_eq!(refused(land.store.delete_many(&PILIHAN, &[word.id]).unwrap()), ["masih-dipakai"]);
    let renamed = word.clone().with("kode", "lain");
    assert_eq!(refused(land.store.save(&batch(vec![Change::Put(renamed)])).unwrap()), ["masih-dipakai"]);
    put(&mut land.store, word.with("nama", "Kader Posyandu"));
    assert_eq!(land.store.words().name("jabatan", "kader"), "Kader Posyandu");
}

// ---- what follows -------------------------------------------------------------------------

#[test]
fn a_kader_shows_the_latest_post() {
    let mut land = land();
    let (kader, first) = kader_with_post(&mut land, "Siti");
    let other = put(&mut land.store, posyandu("Anggrek", land.desa[1]));
    let second = put(&mut land.store, post(kader, other, "2025-06-01"));
    let shown = get(&land.store, &KADER, kader);
    assert_eq!(shown.get("posyandu").as_link().unwrap().title, "Anggrek");
    assert_eq!(shown.get("desa").as_link().unwrap().title, "Hulu");
    assert_eq!((shown.text("keadaan_nik"), shown.version), ("belum", 1));
    saved(land.store.delete_many(&PENUGASAN, &[second]).unwrap());
    assert_eq!(get(&land.store, &KADER, kader).get("posyandu").as_link().unwrap().title, "Melati 1");
    let moved = get(&land.store, &POSYANDU, land.posyandu).with("desa", Value::link(land.desa[1], ""));
    put(&mut land.store, moved);
    assert_eq!(get(&land.store, &KADER, kader).get("desa").as_link().unwrap().title, "Hulu");
    saved(land.store.delete_many(&PENUGASAN, &[first]).unwrap());
    assert_eq!(get(&land.store, &KADER, kader).get("posyandu"), &Value::Empty);
}

#[test]
fn a_new_name_is_found_and_sorted_wherever_it_is_shown() {
    let mut land = land();
    let (kader, _) = kader_with_post(&mut land, "Siti");
    let renamed = get(&land.store, &POSYANDU, land.posyandu).with("nama", "Zaitun");
    put(&mut land.store, renamed);
    let search = |store: &mut Store, words: &str| {
        let query = Query { search: words.into(), ..Query::all(&KADER) };
        store.page(&query, Seek::First, 10).unwrap().rows.iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(search(&mut land.store, "zai sit"), [kader]);
    assert_eq!(search(&mut land.store, "melati"), []);
    let key: String = land.store.conn.query_row("SELECT posyandu_k FROM kader", [], |row| row.get(0)).unwrap();
    assert_eq!(key, "zaitun");
}

#[test]
fn counts_of_a_page_are_of_today() {
    let mut land = land();
    let (_, first) = kader_with_post(&mut land, "Siti");
    kader_with_post(&mut land, "Ani");
    assert_eq!(get(&land.store, &POSYANDU, land.posyandu).get("jumlah_kader"), &Value::Int(2));
    let ended = get(&land.store, &PENUGASAN, first).with("selesai", day("2026-11-21"));
    put(&mut land.store, ended);
    assert_eq!(get(&land.store, &POSYANDU, land.posyandu).get("jumlah_kader"), &Value::Int(1));
    assert_eq!(get(&land.store, &DESA, land.desa[0]).get("jumlah_kader"), &Value::Int(1));
    assert_eq!(get(&land.store, &DESA, land.desa[0]).get("jumlah_posyandu"), &Value::Int(1));
    let sk = new(&SK)
        .with("nomor", "141/12/2026")
        .with("jenis", "sk-pengurus")
        .with("tanggal", day("2026-01-12"))
        .with("berlaku_sampai", day("2031-01-11"));
    let sk = put(&mut land.store, sk.with("posyandu", Value::link(land.posyandu, "")));
    assert_eq!(get(&land.store, &POSYANDU, land.posyandu).get("sk_sampai").as_date(), Some(day("2031-01-11")));
    assert_eq!(get(&land.store, &SK, sk).get("jumlah_nama"), &Value::Int(0));
}

// ---- history and undo ---------------------------------------------------------------------

#[test]
fn the_history_says_who_when_old_and_new() {
    let mut land = land();
    let changed = get(&land.store, &POSYANDU, land.posyandu)
        .with("alamat", "Jl. Satu")
        .with("desa", Value::link(land.desa[1], ""));
    put(&mut land.store, changed);
    let history = land.store.history((&POSYANDU, land.posyandu), None, 10).unwrap();
    assert_eq!(history.len(), 2);
    let entry = &history[0];
    assert_eq!((entry.deed, entry.batch.actor.as_str(), entry.title.as_str()), (Act::Edit, "siti", "Melati 1"));
    let fields: Vec<_> = entry.fields.iter().map(|f| (f.field, f.old.clone(), f.new.clone())).collect();
    assert_eq!(
        fields,
        [
            ("desa", Value::link(land.desa[0], ""), Value::link(land.desa[1], "")),
            ("alamat", Value::Empty, Value::from("Jl. Satu")),
        ]
    );
    assert_eq!(history[1].deed, Act::Add);
}

fn last_batch(store: &Store) -> BatchId {
    store.batches(None, 1).unwrap()[0].id
}

#[test]
fn undo_goes_back_many_steps_and_forward_again() {
    let mut land = land();
    for alamat in ["Jl. Satu", "Jl. Dua"] {
        let changed = get(&land.store, &POSYANDU, land.posyandu).with("alamat", alamat);
        put(&mut land.store, changed);
    }
    let alamat = |store: &Store| get(store, &POSYANDU, land.posyandu).text("alamat").to_owned();
    saved(land.store.undo_last().unwrap());
    assert_eq!(alamat(&land.store), "Jl. Satu");
    let undo = last_batch(&land.store);
    saved(land.store.undo_last().unwrap());
    assert_eq!(alamat(&land.store), "");
    // The undone batch cannot be undone twice, and its undo only after the later one.
    let infos = land.store.batches(None, 10).unwrap();
    assert!(infos.iter().filter(|info| info.act != Act::Undo).take(2).all(|info| info.undone && !info.undoable));
    assert_eq!(refused(land.store.undo(undo).unwrap()), ["dipakai-perubahan-kemudian"]);
    let second = last_batch(&land.store);
    saved(land.store.undo(second).unwrap());
    assert_eq!(alamat(&land.store), "Jl. Satu");
    saved(land.store.undo(undo).unwrap());
    assert_eq!(alamat(&land.store), "Jl. Dua");
    let infos = land.store.batches(None, 10).unwrap();
    assert!(infos.iter().filter(|info| info.act != Act::Undo).all(|info| !info.undone));
}

#[test]
fn undo_is_refused_where_later_work_stands_on_it() {
    let mut land = land();
    let (kader, _) = kader_with_post(&mut land, "Siti");
    let made = last_batch(&land.store);
    let posyandu_made = BatchId(made.0 - 1);
    // A later link.
    assert_eq!(refused(land.store.undo(posyandu_made).unwrap()), ["dipakai-perubahan-kemudian"]);
    assert!(!land.store.batch(posyandu_made).unwrap().unwrap().undoable);
    // A later change of the same field.
    let changed = get(&land.store, &KADER, kader).with("nama", "Siti Aminah");
    put(&mut land.store, changed);
    match land.store.undo(made).unwrap() {
        Outcome::Refused(problems) => {
            assert_eq!(problems[0].field, Some("nama"));
            assert!(
                problems[0].text.get(crate::base::words::Lang::Id).contains(&last_batch(&land.store).0.to_string())
            );
        }
        other => panic!("{other:?}"),
    }
    // Once that is undone, it goes.
    saved(land.store.undo_last().unwrap());
    saved(land.store.undo(made).unwrap());
    assert!(get(&land.store, &KADER, kader).deleted);
}

#[test]
fn undoing_a_deletion_brings_everything_back() {
    let mut land = land();
    let (kader, post) = kader_with_post(&mut land, "Siti");
    saved(land.store.delete_many(&KADER, &[kader]).unwrap());
    saved(land.store.undo_last().unwrap());
    assert!(!get(&land.store, &KADER, kader).deleted && !get(&land.store, &PENUGASAN, post).deleted);
}

#[test]
fn one_field_of_many_records_changes_and_returns_as_one_batch() {
    let mut land = land();
    let ids: Vec<RecordId> =
        (0..5).map(|n| put(&mut land.store, posyandu(&format!("Mawar {n}"), land.desa[0]))).collect();
    let saved_many = land.store.change_many(&POSYANDU, &ids, ("status", &Value::from("tutup")), None).unwrap();
    assert_eq!(saved(saved_many).count, 5);
    let closed = Query::all(&POSYANDU).only("status", Test::Is(Value::from("tutup")));
    assert_eq!(land.store.count(&closed, 100).unwrap(), (5, More::No));
    saved(land.store.undo_last().unwrap());
    assert_eq!(land.store.count(&closed, 100).unwrap(), (0, More::No));
}

// ---- lists --------------------------------------------------------------------------------

/// Every row, page by page, forwards.
fn names(store: &mut Store, query: &Query, step: usize) -> Vec<String> {
    let mut out = Vec::new();
    let mut seek = Seek::First;
    loop {
        let page = store.page(query, seek, step).unwrap();
        out.extend(page.rows.iter().map(Record::title));
        match page.rows.last() {
            Some(last) if !page.end => seek = Seek::After(last.id),
            _ => return out,
        }
    }
}

fn many() -> Land {
    let mut land = land();
    for n in (1..=30).rev() {
        let desa = land.desa[n % 2];
        let status = if n % 5 == 0 { "tutup" } else { "aktif" };
        put(&mut land.store, posyandu(&format!("Mawar {n}"), desa).with("status", status));
    }
    land
}

#[test]
fn pages_follow_each_other_without_gap_or_double() {
    let mut land = many();
    for sort in ["nama", "desa", "status", "tanggal_berdiri", "strata", "nomor_registrasi"] {
        for order in [Order::Up, Order::Down] {
            let query = Query { sort, order, ..Query::all(&POSYANDU) };
            let whole: Vec<String> =
                land.store.page(&query, Seek::First, 100).unwrap().rows.iter().map(Record::title).collect();
            assert_eq!(whole.len(), 31);
            for step in [1, 4, 30, 31] {
                assert_eq!(names(&mut land.store, &query, step), whole, "{sort} {order:?}");
            }
            let last = land.store.page(&query, Seek::Last, 7).unwrap();
            assert!(last.end && !last.start);
            assert_eq!(last.rows.iter().map(Record::title).collect::<Vec<_>>(), whole[24..]);
            let before = land.store.page(&query, Seek::Before(last.rows[0].id), 24).unwrap();
            assert!(before.start && !before.end);
            assert_eq!(before.rows.iter().map(Record::title).collect::<Vec<_>>(), whole[..24]);
        }
    }
    let names = names(&mut land.store, &Query::all(&POSYANDU), 10);
    assert_eq!((names[0].as_str(), names[1].as_str(), names[9].as_str()), ("Mawar 1", "Mawar 2", "Mawar 10"));
}

#[test]
fn a_row_is_shown_with_its_neighbours() {
    let mut land = many();
    let query = Query::all(&POSYANDU);
    let all = land.store.page(&query, Seek::First, 100).unwrap().rows;
    for (at, from, start, end) in [(15, 13, false, false), (0, 0, true, false), (30, 26, false, true)] {
        let page = land.store.page(&query, Seek::Around(all[at].id), 5).unwrap();
        assert_eq!(page.rows, all[from..from + 5], "{at}");
        assert_eq!((page.start, page.end), (start, end), "{at}");
    }
    // A row that left the list leaves its place.
    saved(land.store.delete_many(&POSYANDU, &[all[15].id]).unwrap());
    let page = land.store.page(&query, Seek::Around(all[15].id), 4).unwrap();
    let ids: Vec<RecordId> = page.rows.iter().map(|row| row.id).collect();
    assert_eq!(ids, [all[13].id, all[14].id, all[16].id, all[17].id]);
    let after = land.store.page(&query, Seek::After(all[15].id), 1).unwrap();
    assert_eq!(after.rows[0].id, all[16].id);
    assert!(!after.start);
}

#[test]
fn filters_narrow_alone_and_together() {
    let mut land = many();
    let hulu = Test::Is(Value::link(land.desa[1], ""));
    let query = Query::all(&POSYANDU).only("desa", hulu.clone());
    assert_eq!(names(&mut land.store, &query, 4).len(), 15);
    let both = query.only("status", Test::Is(Value::from("tutup")));
    assert_eq!(names(&mut land.store, &both, 2), ["Mawar 5", "Mawar 15", "Mawar 25"]);
    let sorted = Query { sort: "tanggal_berdiri", ..both };
    assert_eq!(names(&mut land.store, &sorted, 2).len(), 3);
    for (test, count) in [
        (Test::Empty, 31),
        (Test::Known, 0),
        (Test::Since(day("2000-01-01")), 0),
        (Test::OpenAt(day("2000-01-01")), 31),
    ] {
        let query = Query::all(&POSYANDU).only("tanggal_berdiri", test.clone());
        assert_eq!(land.store.count(&query, 100).unwrap().0, count, "{test:?}");
    }
    let some = Test::OneOf(vec![Value::from("tutup"), Value::from("persiapan")]);
    assert_eq!(land.store.count(&Query::all(&POSYANDU).only("status", some), 4).unwrap(), (4, More::Yes));
}

#[test]
fn search_finds_words_by_their_beginning() {
    let mut land = many();
    put(&mut land.store, posyandu("Nur\u{2019}aini", land.desa[0]).with("nomor_registrasi", "62.03.99.2001.007"));
    let found = |store: &mut Store, search: &str| {
        let query = Query { search: search.into(), ..Query::all(&POSYANDU) };
        names(store, &query, 3)
    };
    assert_eq!(found(&mut land.store, "maw 3"), ["Mawar 3", "Mawar 30"]);
    assert_eq!(found(&mut land.store, "NURAINI"), ["Nur\u{2019}aini"]);
    assert_eq!(found(&mut land.store, "6203992001007"), ["Nur\u{2019}aini"]);
    assert_eq!(found(&mut land.store, "62.03.99.2001.007"), ["Nur\u{2019}aini"]);
    assert_eq!(found(&mut land.store, "hulu mawar 2").len(), 5);
    assert_eq!(found(&mut land.store, "awar"), [""; 0]);
    for hostile in ["\"", "*", "a OR b", "NEAR(a b)", "kata:x", "\u{1}", "🙂", "คำ", "ⓐ", "a\u{301}b'c"] {
        found(&mut land.store, hostile);
    }
    let query = Query { search: "mawar".into(), ..Query::all(&POSYANDU) };
    let page = land.store.page(&query, Seek::First, 3).unwrap();
    assert_eq!(page.sorting, Sorting::Asked);
    assert_eq!(land.store.count(&query, 100).unwrap(), (30, More::No));
    let closed = query.only("status", Test::Is(Value::from("tutup")));
    assert_eq!(land.store.count(&closed, 100).unwrap(), (6, More::No));
}

#[test]
fn a_search_with_very_many_hits_comes_in_the_order_of_entry() {
    let mut store = Store::memory(&opening()).unwrap();
    store
        .bulk((Act::Sample, "contoh", "uji"), &mut |bulk| {
            for n in (0..6_000_i64).rev() {
                bulk.put(&new(&CATATAN).with("judul", format!("Rapat {n}")).with("tahun", 2000 + n % 20))?;
            }
            Ok(())
        })
        .unwrap();
    let query = Query { search: "rap".into(), sort: "judul", ..Query::all(&CATATAN) };
    let first = store.page(&query, Seek::First, 3).unwrap();
    assert_eq!((first.sorting, first.start, first.end), (Sorting::AsEntered, true, false));
    let titles: Vec<String> = first.rows.iter().map(Record::title).collect();
    assert_eq!(titles, ["Rapat 5999", "Rapat 5998", "Rapat 5997"]);
    let next = store.page(&query, Seek::After(first.rows[2].id), 2).unwrap();
    assert_eq!(next.rows[0].title(), "Rapat 5996");
    let back = store.page(&query, Seek::Before(next.rows[0].id), 10).unwrap();
    assert_eq!((back.rows, back.start), (first.rows, true));
    assert_eq!(store.count(&query, 9_999).unwrap(), (6_000, More::No));
    let last = store.page(&query, Seek::Last, 1).unwrap();
    assert_eq!(last.rows[0].title(), "Rapat 0");
    // More letters bring the order back.
    let narrower = Query { search: "rap 59".into(), ..query };
    let page = store.page(&narrower, Seek::First, 2).unwrap();
    assert_eq!((page.sorting, page.rows[0].title().as_str()), (Sorting::Asked, "Rapat 59"));
}

#[test]
fn filtered_lists_are_the_whole_list_without_what_does_not_pass() {
    let mut land = many();
    let hilir = Test::Is(Value::link(land.desa[0], ""));
    let of = |word: &str| Test::Is(Value::from(word));
    let sets: [&[(&'static str, Test)]; 7] = [
        &[("status", of("aktif"))],
        &[("status", of("tutup"))],
        &[("status", Test::OneOf(vec!["tutup".into(), "aktif".into()]))],
        &[("desa", hilir.clone())],
        &[("desa", hilir.clone()), ("status", of("aktif"))],
        &[("desa", hilir), ("status", of("tutup"))],
        &[("nomor_registrasi", Test::Empty), ("status", of("aktif")), ("strata", Test::Empty)],
    ];
    for filters in sets {
        for sort in ["nama", "desa", "status", "tanggal_berdiri", "nomor_registrasi"] {
            for order in [Order::Up, Order::Down] {
                let query = Query { sort, order, ..Query::all(&POSYANDU) };
                let narrowed =
                    filters.iter().fold(query.clone(), |query, (field, test)| query.only(field, test.clone()));
                let passes = |row: &Record| {
                    filters.iter().all(|(field, test)| match test {
                        Test::Is(value) => row.get(field).as_link().map_or(row.get(field) == value, |link| {
                            value.as_link().is_some_and(|wanted| wanted.id == link.id)
                        }),
                        Test::OneOf(values) => values.contains(row.get(field)),
                        _ => row.get(field).is_empty(),
                    })
                };
                let all = land.store.page(&query, Seek::First, 100).unwrap().rows;
                let whole: Vec<String> = all.iter().filter(|row| passes(row)).map(Record::title).collect();
                for step in [1, 4, 40] {
                    assert_eq!(names(&mut land.store, &narrowed, step), whole, "{filters:?} {sort} {order:?}");
                }
                let last = land.store.page(&narrowed, Seek::Last, 3).unwrap();
                let titles: Vec<String> = last.rows.iter().map(Record::title).collect();
                assert_eq!(titles, whole[whole.len().saturating_sub(3)..], "{filters:?} {sort} {order:?}");
                let before = land.store.page(&narrowed, Seek::Before(last.rows[0].id), 2).unwrap();
                let titles: Vec<String> = before.rows.iter().map(Record::title).collect();
                let end = whole.len() - last.rows.len();
                assert_eq!(titles, whole[end.saturating_sub(2)..end], "{filters:?} {sort} {order:?}");
                assert_eq!(land.store.count(&narrowed, 100).unwrap(), (whole.len(), More::No));
            }
        }
    }
    // What changed meanwhile is not answered from memory.
    let closed = Query { sort: "desa", ..Query::all(&POSYANDU).only("status", of("aktif")) };
    let row = land.store.page(&closed, Seek::First, 1).unwrap().rows.remove(0);
    put(&mut land.store, row.clone().with("status", "tutup"));
    let titles = names(&mut land.store, &closed, 5);
    assert!(!titles.contains(&row.title()) && !titles.is_empty());
}

#[test]
fn any_text_can_be_searched_for() {
    use proptest::prelude::*;
    let store = std::cell::RefCell::new(Store::memory(&opening()).unwrap());
    let mut runner = proptest::test_runner::TestRunner::default();
    runner
        .run(&any::<String>(), |text| {
            let mut store = store.borrow_mut();
            let shown: String = text.chars().take(60).collect();
            let id = match store
                .save(&batch(vec![Change::Put(new(&CATATAN).with("judul", shown.as_str()).with("tahun", 2026))]))
                .unwrap()
            {
                Outcome::Saved(saved) => saved.records[0].1,
                _ => return Ok(()),
            };
            if !key::words(&get(&store, &CATATAN, id).title()).is_empty() {
                let query = Query { search: get(&store, &CATATAN, id).title(), ..Query::all(&CATATAN) };
                let page = store.page(&query, Seek::First, 500).unwrap();
                prop_assert!(page.rows.iter().any(|row| row.id == id), "{:?}", shown);
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn pickers_give_what_begins_with_the_letters_first() {
    let mut land = land();
    put(&mut land.store, posyandu("Bunga Melati", land.desa[0]));
    put(&mut land.store, posyandu("Melati 2", land.desa[1]));
    let picks = land.store.lookup(&POSYANDU, "mel", &[], 10).unwrap();
    let shown: Vec<(&str, &str)> = picks.iter().map(|p| (p.title.as_str(), p.context.as_str())).collect();
    assert_eq!(shown, [("Melati 1", "Hilir"), ("Melati 2", "Hulu"), ("Bunga Melati", "Hilir")]);
    let only = [Filter { field: "desa", test: Test::Is(Value::link(land.desa[1], "")) }];
    assert_eq!(land.store.lookup(&POSYANDU, "", &only, 10).unwrap().len(), 1);
}

/// The plan of every statement a list may run.
fn plans(store: &mut Store, query: &Query) -> Vec<String> {
    let page::Source::Table(walk) = store.source(query).unwrap() else { return Vec::new() };
    let mut out = Vec::new();
    for from in [page::Start::End, page::Start::Tie, page::Start::Place] {
        for side in [page::Side::After, page::Side::Before] {
            let sql = format!("EXPLAIN QUERY PLAN {}", walk.statement(from, side));
            let mut statement = store.conn.prepare(&sql).unwrap();
            let rows = statement.query_map(rusqlite::params_from_iter(vec![1; statement_len(&sql)]), |row| row.get(3));
            for plan in rows.unwrap().map(Result::unwrap) {
                let plan: String = plan;
                assert!(from != page::Start::Tie || plan.contains("=? AND rowid"), "{sql}: {plan}");
                out.push(plan);
            }
        }
    }
    out
}

fn statement_len(sql: &str) -> usize {
    sql.matches('?').count()
}

#[test]
fn no_list_reads_a_whole_table_or_sorts() {
    let mut land = many();
    for entity in ENTITIES.iter().copied() {
        let sorts: Vec<&'static str> =
            entity.fields.iter().filter(|f| f.is_stored() && f.is_sorted()).map(|f| f.name).collect();
        for sort in sorts {
            for order in [Order::Up, Order::Down] {
                let query = Query { sort, order, ..Query::all(entity) };
                for plan in plans(&mut land.store, &query) {
                    assert!(
                        plan.contains("SEARCH") && plan.contains("USING COVERING INDEX"),
                        "{} by {sort}: {plan}",
                        entity.name
                    );
                    assert!(!plan.contains("TEMP B-TREE"), "{} by {sort}: {plan}", entity.name);
                }
            }
        }
        for field in entity.fields.iter().filter(|field| ddl::has_filter_index(field)) {
            let value = if field.target().is_some() { Value::link(RecordId(1), "") } else { Value::from("x") };
            let query = Query::all(entity).only(field.name, Test::Is(value));
            for plan in plans(&mut land.store, &query) {
                assert!(
                    plan.contains("SEARCH") && plan.contains("USING COVERING INDEX") && plan.contains("_saring_"),
                    "{}.{}: {plan}",
                    entity.name,
                    field.name
                );
                assert!(!plan.contains("TEMP B-TREE"), "{}.{}: {plan}", entity.name, field.name);
            }
        }
    }
}

// ---- the rest -----------------------------------------------------------------------------

#[test]
fn drafts_are_kept_for_their_person_only() {
    let mut store = Store::memory(&opening()).unwrap();
    let draft =
        Draft { key: "kader:new".into(), entity: "kader".into(), title: "Kader baru".into(), ..Draft::default() };
    store.keep_draft(&draft).unwrap();
    store.keep_draft(&Draft { title: "Kader baru: Siti".into(), ..draft }).unwrap();
    let drafts = store.drafts().unwrap();
    assert_eq!((drafts.len(), drafts[0].title.as_str(), drafts[0].actor.as_str()), (1, "Kader baru: Siti", "siti"));
    store.opening.actor = "budi".into();
    assert!(store.drafts().unwrap().is_empty());
    store.opening.actor = "siti".into();
    store.drop_draft("kader:new").unwrap();
    assert!(store.drafts().unwrap().is_empty());
}

#[test]
fn settings_are_remembered() {
    let mut store = Store::memory(&opening()).unwrap();
    assert_eq!(store.setting("tema").unwrap(), None);
    store.remember("tema", "mono").unwrap();
    store.remember("tema", "terang").unwrap();
    assert_eq!(store.setting("tema").unwrap().as_deref(), Some("terang"));
    assert!(store.batches(None, 9).unwrap().iter().all(|batch| batch.act == Act::Begin), "a habit is no change");
}

#[test]
fn a_changed_setting_stands_in_the_history_and_can_be_undone() {
    let mut store = Store::memory(&opening()).unwrap();
    let number = |store: &Store| (store.number(&SK_HABIS_HARI).unwrap(), store.words().number(&SK_HABIS_HARI));
    for typed in ["60 hari", "30"] {
        let Outcome::Saved(saved) = store.remember("sk_habis_hari", typed).unwrap() else { panic!("{typed}") };
        assert!(saved.batch.is_some());
    }
    assert_eq!(number(&store), (30, 30));
    let batches = store.batches(None, 9).unwrap();
    let told = (batches[0].actor.as_str(), batches[0].subject.as_str(), batches[1].subject.as_str());
    let name = "SK perlu perhatian sebelum habis";
    assert_eq!(told, ("siti", &*format!("{name}: 60 \u{2192} 30"), &*format!("{name}: 90 \u{2192} 60")));
    let field = &store.batch_detail(batches[0].id).unwrap()[0].fields[0];
    assert_eq!((field.field, &field.old, &field.new), ("nilai", &Value::from("60"), &Value::from("30")));
    // The same once more is no change; a wrong one changes nothing.
    for typed in ["30", "-3"] {
        let _ = store.remember("sk_habis_hari", typed).unwrap();
        assert_eq!(store.batches(None, 1).unwrap()[0].id, batches[0].id, "{typed}");
    }
    for (batch, holds) in [(0, 60), (1, 90)] {
        assert!(matches!(store.undo(batches[batch].id).unwrap(), Outcome::Saved(_)));
        assert_eq!(number(&store), (holds, holds));
    }
    // Set anew after it was undone.
    store.remember("sk_habis_hari", "45").unwrap();
    assert_eq!(number(&store), (45, 45));
}

#[test]
fn the_office_sets_the_pattern_of_numbers_and_those_issued_before_stand() {
    let mut land = land();
    let numbered = |land: &mut Land, number: &str, notes: &str| {
        let place = get(&land.store, &POSYANDU, land.posyandu).with("nomor_registrasi", number).with("catatan", notes);
        land.store.save(&Batch { reason: None, ..batch(vec![Change::Put(place)]) }).unwrap()
    };
    assert_eq!(land.store.next_number(land.posyandu).unwrap(), "62.03.99.2001.001");
    saved(numbered(&mut land, "62.03.99.2001.007", ""));
    let pola = saved(land.store.remember("pola_registrasi", "ppkkkcdddd-nnnn").unwrap()).batch.unwrap();
    // What was issued stays as it is while other things about the Posyandu change ...
    saved(numbered(&mut land, "62.03.99.2001.007", "diubah"));
    // ... and a new number follows the pattern, holds the desa's code and begins at one.
    assert_eq!(refused(numbered(&mut land, "62.03.99.2001.008", "")), ["pola-kode"]);
    assert_eq!(refused(numbered(&mut land, "6203992002-0008", "")), ["registrasi-beda-desa"]);
    assert_eq!(refused(numbered(&mut land, "6203992001-0000", "")), ["registrasi-urut-nol"]);
    assert_eq!(land.store.next_number(land.posyandu).unwrap(), "6203992001-0001");
    let renumbered = saved(numbered(&mut land, "6203992001-0008", "")).batch.unwrap();
    assert_eq!(land.store.next_number(land.posyandu).unwrap(), "6203992001-0009");
    // The number of the earlier pattern comes back, and the pattern itself.
    saved(land.store.undo(renumbered).unwrap());
    assert_eq!(get(&land.store, &POSYANDU, land.posyandu).text("nomor_registrasi"), "62.03.99.2001.007");
    saved(land.store.undo(pola).unwrap());
    assert_eq!(land.store.next_number(land.posyandu).unwrap(), "62.03.99.2001.008");
}

#[test]
fn requests_are_answered() {
    let mut land = land();
    assert!(matches!(land.store.serve(Request::Get(&POSYANDU, land.posyandu)), Reply::Got(_)));
    assert_eq!(land.store.serve(Request::Get(&POSYANDU, RecordId(99))), Reply::Gone);
    assert!(matches!(land.store.serve(Request::UndoLast), Reply::Saved(_)));
    assert!(matches!(
        land.store.serve(Request::Page(Query { sort: "catatan", ..Query::all(&POSYANDU) }, Seek::First, 5)),
        Reply::Trouble(_)
    ));
}

#[test]
fn made_up_records_are_as_if_they_had_been_saved() {
    let mut land = land();
    let (desa, posyandu_id) = (land.desa[0], land.posyandu);
    let mut kader = RecordId(0);
    let count = land
        .store
        .bulk((Act::Sample, "contoh", "baris perintah"), &mut |bulk| {
            let place = bulk.put(&posyandu("Kenanga", desa).with("desa", Value::link(desa, "Hilir")))?;
            kader = bulk.put(&new(&KADER).with("nama", "Ani"))?;
            bulk.put(
                &post(kader, place, "2024-01-01")
                    .with("kader", Value::link(kader, "Ani"))
                    .with("posyandu", Value::link(place, "Kenanga")),
            )?;
            Ok(())
        })
        .unwrap();
    assert_eq!(count, 3);
    let bulked = land.store.conn.query_row("SELECT * FROM kader", [], |row| {
        (5..30)
            .map(|at| row.get::<_, rusqlite::types::Value>(at))
            .take_while(Result::is_ok)
            .collect::<Result<Vec<_>, _>>()
    });
    // Saving the post again by hand changes nothing that follows from it.
    let id = land.store.find(&PENUGASAN, "kader", &Value::link(kader, ""), 1).unwrap()[0];
    let touched = get(&land.store, &PENUGASAN, id).with("catatan", "x");
    put(&mut land.store, touched);
    let saved_row = land.store.conn.query_row("SELECT * FROM kader", [], |row| {
        (5..30)
            .map(|at| row.get::<_, rusqlite::types::Value>(at))
            .take_while(Result::is_ok)
            .collect::<Result<Vec<_>, _>>()
    });
    assert_eq!(bulked.unwrap(), saved_row.unwrap());
    let query = Query { search: "kenan ani".into(), ..Query::all(&KADER) };
    assert_eq!(land.store.page(&query, Seek::First, 5).unwrap().rows.len(), 1);
    assert_eq!(land.store.count(&Query::all(&POSYANDU), 9).unwrap(), (2, More::No));
    assert!(land.store.get(&POSYANDU, posyandu_id).unwrap().is_some());
    let indexes: i64 = land
        .store
        .conn
        .query_row(
            "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND name LIKE 'kader\\_urut\\_%' ESCAPE '\\'",
            [],
            |r| r.get(0),
        )
        .unwrap();
    assert_eq!(indexes, 11);
}
