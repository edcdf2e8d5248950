//! What happens when the machine lets go: killed writers, full disks, locked, foreign, newer and
//! damaged files. Every acknowledged save is there; everything else ends in a trouble with an
//! advice and an unchanged file.

#![expect(clippy::unwrap_used, reason = "a test; helpers outside of test functions count too")]

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use pembina::base::id::RecordId;
use pembina::entity::{CATATAN, DESA, KECAMATAN, POSYANDU, Record, Value};
use pembina::request::{Act, Batch, Change, Draft, Query, Seek, Trouble};
use pembina::store::{Clock, Opening, Outcome, Store};
use rusqlite::Connection;

fn clock() -> Clock {
    Clock::Fixed("2026-11-22T10:15:00+07:00[Asia/Jakarta]".parse().unwrap())
}

fn opening() -> Opening {
    Opening { patience: Duration::from_millis(50), ..Opening::by("uji").at(clock()).without_copies() }
}

fn batch(act: Act, changes: Vec<Change>) -> Batch {
    Batch { act, subject: "uji".into(), origin: "layar".into(), changes, reason: Some("uji".into()) }
}

fn new(entity: &'static pembina::entity::Entity) -> Record {
    Record::new(entity, RecordId(-1))
}

fn posyandu(id: i64, nama: &str, desa: RecordId) -> Record {
    Record::new(&POSYANDU, RecordId(id)).with("nama", nama).with("desa", Value::link(desa, "")).with("status", "aktif")
}

/// A record without rules over other records: for tests of the writing alone.
fn note(id: i64, judul: &str) -> Record {
    Record::new(&CATATAN, RecordId(id)).with("judul", judul).with("tahun", 2026)
}

fn put(store: &mut Store, record: Record) -> Result<RecordId, Trouble> {
    match store.save(&batch(Act::Add, vec![Change::Put(record)]))? {
        Outcome::Saved(saved) => Ok(saved.records[0].1),
        other => panic!("{other:?}"),
    }
}

/// A file with one desa.
fn file(folder: &Path) -> (PathBuf, RecordId) {
    let path = folder.join("uji.db");
    let mut store = Store::create(&path, &opening()).unwrap();
    let kecamatan = new(&KECAMATAN)
        .with("kode", "62.03.99")
        .with("nama", "Uji")
        .with("kabupaten", "Kapuas")
        .with("provinsi", "Kalimantan Tengah");
    let kecamatan = put(&mut store, kecamatan).unwrap();
    let desa = new(&DESA)
        .with("kode", "62.03.99.2001")
        .with("nama", "Hilir")
        .with("jenis", "desa")
        .with("kecamatan", Value::link(kecamatan, ""));
    let desa = put(&mut store, desa).unwrap();
    for n in 1..=5 {
        put(&mut store, posyandu(-1, &format!("Melati {n}"), desa)).unwrap();
    }
    (path, desa)
}

fn integrity(path: &Path) {
    let conn = Connection::open(path).unwrap();
    let said: String = conn.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(said, "ok");
    let lost: i64 = conn.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0)).unwrap();
    assert_eq!(lost, 0);
}

fn code(result: Result<Store, Trouble>) -> &'static str {
    match result {
        Ok(_) => "opened",
        Err(trouble) => {
            assert!(!trouble.advice.text.id.is_empty());
            trouble.code
        }
    }
}

// ---- killed in the middle -----------------------------------------------------------------

/// The writer that is killed: not a test of its own. It saves single records, drafts and batches
/// of fifty, and says so after each.
#[test]
fn the_writer_that_is_killed() {
    let Some(path) = std::env::var_os("PEMBINA_UJI_PENULIS") else { return };
    let mut store = Store::open(Path::new(&path), &opening()).unwrap();
    for n in 0_u32.. {
        let act = if n % 4 == 3 { Act::Import } else { Act::Add };
        let size = if act == Act::Import { 50 } else { 1 };
        let tag = format!("Catatan{}x{n}", std::process::id());
        let changes = (1..=size).map(|k| Change::Put(note(-k, &format!("{tag} {k}")))).collect();
        assert!(matches!(store.save(&batch(act, changes)).unwrap(), Outcome::Saved(_)));
        println!("ada {tag} {size}");
        let draft = Draft { key: "posyandu:new".into(), title: format!("draf {n}"), ..Draft::default() };
        store.keep_draft(&draft).unwrap();
        println!("draf {n}");
    }
}

#[test]
fn a_killed_writer_loses_nothing_it_had_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let (path, _) = file(folder.path());
    let mut acknowledged: Vec<(String, usize)> = Vec::new();
    let mut seed = 12_345_u64;
    for _ in 0..32 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "the_writer_that_is_killed", "--nocapture"])
            .env("PEMBINA_UJI_PENULIS", &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // Some acknowledgements, then death at any moment of the next work.
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let patience = 1 + (seed >> 33) % 17;
        let moment = Duration::from_micros((seed >> 20) % 9_000);
        let mut draft = None;
        let mut seen = 0;
        let mut killed = false;
        for line in lines {
            let Ok(line) = line else { break };
            let words: Vec<&str> = line.split(' ').collect();
            match words.as_slice() {
                ["ada", tag, size] => acknowledged.push(((*tag).to_owned(), size.parse().unwrap())),
                ["draf", n] => draft = n.parse::<u32>().ok(),
                _ => continue,
            }
            seen += 1;
            if seen >= patience && !killed {
                std::thread::sleep(moment);
                child.kill().unwrap();
                killed = true;
            }
        }
        child.wait().unwrap();
        integrity(&path);
        let store = Store::open(&path, &opening()).unwrap();
        if let Some(least) = draft {
            let kept = &store.drafts().unwrap()[0].title;
            let kept: u32 = kept.trim_start_matches("draf ").parse().unwrap();
            assert!(kept >= least, "draft {least} was acknowledged, {kept} is there");
        }
    }
    let mut store = Store::open(&path, &opening()).unwrap();
    let mut there: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    store
        .walk(&Query::all(&CATATAN), &mut |row| {
            let tag = row.text("judul").split(' ').next().unwrap_or_default().to_owned();
            *there.entry(tag).or_default() += 1;
            Ok(())
        })
        .unwrap();
    assert!(acknowledged.len() > 32);
    for (tag, size) in &acknowledged {
        assert_eq!(there.get(tag), Some(size), "{tag}");
    }
    // No half batch, acknowledged or not; counts and history agree with the rows.
    let allowed = BTreeSet::from([1, 50]);
    assert!(there.iter().filter(|(tag, _)| tag.starts_with("Catatan")).all(|(_, count)| allowed.contains(count)));
    let conn = Connection::open(&path).unwrap();
    let (rows, counted, told): (i64, i64, i64) = conn
        .query_row(
            "SELECT (SELECT count(*) FROM catatan), (SELECT ada FROM hitungan WHERE jenis = 'catatan'), \
             (SELECT count(*) FROM riwayat WHERE jenis = 'catatan')",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .unwrap();
    assert_eq!((rows, rows), (counted, told));
}

#[test]
fn a_killed_import_leaves_all_of_its_rows_or_none() {
    const ROWS: i64 = 240;
    let folder = tempfile::tempdir().unwrap();
    let (base, _) = file(folder.path());
    drop(Store::open(&base, &opening()).unwrap());
    let list = folder.path().join("daftar.csv");
    let rows: String = (1..=ROWS).map(|n| format!("Hilir;Kamboja {n};Jl. Merdeka {n}\n")).collect();
    std::fs::write(&list, format!("Desa;Nama Posyandu;Alamat\n{rows}")).unwrap();
    let import = |path: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pembina"));
        command.arg("--berkas").arg(path).arg("impor").arg(&list).args(["--ke", "posyandu"]);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    let copy = |n: u32| {
        let path = folder.path().join(format!("salinan{n}.db"));
        std::fs::copy(&base, &path).unwrap();
        path
    };
    let begun = std::time::Instant::now();
    assert!(import(&copy(0)).wait().unwrap().success());
    let whole = u32::try_from(begun.elapsed().as_micros()).unwrap();
    let mut seen = BTreeSet::new();
    for n in 1..=16 {
        let path = copy(n);
        let mut child = import(&path);
        // Deaths from the start to a little past the end of an undisturbed import.
        std::thread::sleep(Duration::from_micros(u64::from(whole / 15 * n)));
        let _ = child.kill();
        child.wait().unwrap();
        integrity(&path);
        let conn = Connection::open(&path).unwrap();
        let (taken, told): (i64, i64) = conn
            .query_row(
                "SELECT (SELECT count(*) FROM posyandu WHERE nama LIKE 'Kamboja%'), \
                 (SELECT coalesce(sum(jumlah), 0) FROM batch WHERE perbuatan = 'impor')",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .unwrap();
        assert!(taken == 0 || taken == ROWS, "half an import: {taken}");
        assert_eq!(taken, told);
        seen.insert(taken);
    }
    assert!(seen.contains(&0), "the kills came too late to show anything");
}

/// The maker that is killed: not a test of its own.
#[test]
fn the_maker_that_is_killed() {
    let Some(path) = std::env::var_os("PEMBINA_UJI_PEMBUAT") else { return };
    println!("mulai");
    drop(Store::create(Path::new(&path), &opening()).unwrap());
}

#[test]
fn a_new_file_is_there_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    for round in 0..24_u64 {
        let path = folder.path().join(format!("baru-{round}.db"));
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "the_maker_that_is_killed", "--nocapture"])
            .env("PEMBINA_UJI_PEMBUAT", &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.contains("mulai"))) {}
        std::thread::sleep(Duration::from_millis(round * 2));
        let _ = child.kill();
        child.wait().unwrap();
        if path.exists() {
            drop(Store::open(&path, &opening()).unwrap());
            integrity(&path);
        }
    }
}

// ---- the disk -----------------------------------------------------------------------------

#[test]
fn a_full_disk_refuses_the_save_and_keeps_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let (path, _) = file(folder.path());
    let mut store = Store::open(&path, &opening()).unwrap();
    store.cap_pages_for_test().unwrap();
    let long = "x".repeat(110);
    let mut saved = 0;
    let trouble = loop {
        let changes = (1..=200).map(|k| Change::Put(note(-k, &long)));
        match store.save(&batch(Act::Import, changes.collect())) {
            Ok(Outcome::Saved(_)) => saved += 200,
            Ok(other) => panic!("{other:?}"),
            Err(trouble) => break trouble,
        }
    };
    assert_eq!(trouble.code, "DISK-PENUH");
    assert_eq!(store.count(&Query::all(&CATATAN), usize::MAX).unwrap().0, saved);
    drop(store);
    integrity(&path);
    let mut store = Store::open(&path, &opening()).unwrap();
    assert_eq!(store.count(&Query::all(&CATATAN), usize::MAX).unwrap().0, saved);
    put(&mut store, note(-1, "Masih bisa")).unwrap();
}

#[test]
fn a_read_only_file_can_be_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let (path, desa) = file(folder.path());
    let before = fs::read(&path).unwrap();
    let mut allowed = fs::metadata(&path).unwrap().permissions();
    allowed.set_readonly(true);
    fs::set_permissions(&path, allowed).unwrap();
    let mut store = Store::open(&path, &opening()).unwrap();
    assert_eq!(store.page(&Query::all(&POSYANDU), Seek::First, 10).unwrap().rows.len(), 5);
    let trouble = put(&mut store, posyandu(-1, "Mawar", desa)).unwrap_err();
    assert_eq!(trouble.code, "BERKAS-HANYA-BACA");
    drop(store);
    assert_eq!(fs::read(&path).unwrap(), before);
}

// ---- others -------------------------------------------------------------------------------

#[test]
fn a_file_locked_by_another_program_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (path, desa) = file(folder.path());
    let mut store = Store::open(&path, &opening()).unwrap();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(put(&mut store, posyandu(-1, "Mawar", desa)).unwrap_err().code, "BERKAS-TERKUNCI");
    // Reading goes on meanwhile.
    assert_eq!(store.page(&Query::all(&POSYANDU), Seek::First, 10).unwrap().rows.len(), 5);
    other.execute_batch("ROLLBACK").unwrap();
    put(&mut store, posyandu(-1, "Mawar", desa)).unwrap();
    drop(store);
    other.query_row("PRAGMA locking_mode = EXCLUSIVE", [], |_| Ok(())).unwrap();
    other.execute_batch("BEGIN IMMEDIATE; UPDATE hitungan SET ada = ada; COMMIT; BEGIN EXCLUSIVE").unwrap();
    assert_eq!(code(Store::open(&path, &opening())), "BERKAS-TERKUNCI");
}

#[test]
fn eight_writers_at_once_lose_no_update() {
    let folder = tempfile::tempdir().unwrap();
    let (path, desa) = file(folder.path());
    let patient = Opening { patience: Duration::from_secs(60), ..opening() };
    let shared = {
        let mut store = Store::open(&path, &patient).unwrap();
        put(&mut store, posyandu(-1, "Bersama", desa).with("rt_rw", "0")).unwrap()
    };
    std::thread::scope(|scope| {
        for writer in 0..8 {
            let (path, patient) = (&path, &patient);
            scope.spawn(move || {
                let mut store = Store::open(path, patient).unwrap();
                for n in 0..15 {
                    put(&mut store, posyandu(-1, &format!("Penulis {writer} ke {n}"), desa)).unwrap();
                    // Read, add one, save; again where somebody else was quicker.
                    loop {
                        let record = store.get(&POSYANDU, shared).unwrap().unwrap();
                        let next: u32 = record.text("rt_rw").parse::<u32>().unwrap() + 1;
                        let change = Change::Put(record.with("rt_rw", next.to_string()));
                        match store.save(&batch(Act::Edit, vec![change])).unwrap() {
                            Outcome::Saved(_) => break,
                            Outcome::Conflict(_) => {}
                            Outcome::Refused(problems) => panic!("{problems:?}"),
                        }
                    }
                }
            });
        }
    });
    let mut store = Store::open(&path, &patient).unwrap();
    let record = store.get(&POSYANDU, shared).unwrap().unwrap();
    assert_eq!((record.text("rt_rw"), record.version), ("120", 121));
    assert_eq!(store.count(&Query::all(&POSYANDU), usize::MAX).unwrap().0, 5 + 1 + 120);
    drop(store);
    integrity(&path);
}

#[test]
fn a_change_by_another_is_noticed_once() {
    let folder = tempfile::tempdir().unwrap();
    let (path, desa) = file(folder.path());
    let mut mine = Store::open(&path, &opening()).unwrap();
    let mut theirs = Store::open(&path, &opening()).unwrap();
    assert!(!mine.changed_by_others().unwrap());
    put(&mut theirs, posyandu(-1, "Mawar", desa)).unwrap();
    assert!(mine.changed_by_others().unwrap());
    assert!(!mine.changed_by_others().unwrap());
    put(&mut mine, posyandu(-1, "Anggrek", desa)).unwrap();
    assert!(!mine.changed_by_others().unwrap());
}

// ---- files that are not ours, or not sound ------------------------------------------------

fn closed(folder: &Path) -> PathBuf {
    let (path, _) = file(folder);
    assert!(!path.with_extension("db-wal").exists(), "closing leaves one file");
    path
}

/// Opening must give this code and leave the bytes as they are.
#[track_caller]
fn refuses(path: &Path, wanted: &str) {
    let before = fs::read(path).unwrap();
    assert_eq!(code(Store::open(path, &opening())), wanted);
    assert!(fs::read(path).unwrap() == before, "the file was changed");
}

#[test]
fn files_of_others_are_refused_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let foreign = folder.path().join("lain.db");
    Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE posyandu (id INTEGER)").unwrap();
    refuses(&foreign, "BERKAS-ASING");
    let text = folder.path().join("teks.db");
    fs::write(&text, "nama;desa\nMelati;Hilir\n".repeat(40)).unwrap();
    refuses(&text, "BERKAS-ASING");
    assert_eq!(code(Store::open(folder.path(), &opening())), "BERKAS-ASING");
    assert_eq!(code(Store::open(&folder.path().join("tak-ada.db"), &opening())), "BERKAS-TIDAK-ADA");
    assert_eq!(code(Store::create(&foreign, &opening())), "BERKAS-SUDAH-ADA");
}

#[test]
fn a_newer_file_is_refused_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let path = closed(folder.path());
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 9_999).unwrap();
    refuses(&path, "BERKAS-LEBIH-BARU");
}

#[test]
fn a_file_cut_short_is_refused_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let path = closed(folder.path());
    let whole = fs::read(&path).unwrap();
    for keep in [0, 5, 16, 99, 100, 4_096, whole.len() / 2, whole.len() - 1] {
        let cut = folder.path().join("potong.db");
        fs::write(&cut, &whole[..keep]).unwrap();
        refuses(&cut, "BERKAS-RUSAK");
    }
}

#[test]
fn a_damaged_page_is_told_and_never_written_to() {
    let folder = tempfile::tempdir().unwrap();
    let path = closed(folder.path());
    let whole = fs::read(&path).unwrap();
    let mut told = 0;
    for page in 0..whole.len() / 4_096 {
        let hurt = folder.path().join("luka.db");
        let mut bytes = whole.clone();
        let head = if page == 0 { 100 } else { page * 4_096 };
        for byte in &mut bytes[head..head + 8] {
            *byte ^= 0x5a;
        }
        fs::write(&hurt, &bytes).unwrap();
        // Opening, looking and saving either work or say that the file is damaged.
        let done = Store::open(&hurt, &opening()).and_then(|mut store| {
            let rows = store.page(&Query::all(&POSYANDU), Seek::First, 10)?.rows;
            let desa = store.page(&Query::all(&DESA), Seek::First, 10)?.rows;
            store.lookup(&POSYANDU, "mel", &[], 5)?;
            if let (5, Some(desa)) = (rows.len(), desa.first()) {
                let change = Change::Put(posyandu(-1, "Mawar", desa.id));
                if let Outcome::Refused(said) = store.save(&batch(Act::Add, vec![change]))? {
                    // What cannot be read cannot be compared with either: that is said of the record.
                    assert_eq!(said[0].code, "pemeriksaan-gagal", "page {page}");
                    told += 1;
                }
            }
            Ok(())
        });
        if let Err(trouble) = done {
            assert_eq!(trouble.code, "BERKAS-RUSAK", "page {page}: {trouble}");
            told += 1;
        }
    }
    assert!(told > 20, "{told}");
}

// ---- copies -------------------------------------------------------------------------------

#[test]
fn the_first_change_of_a_day_makes_a_copy_and_old_ones_go() {
    let folder = tempfile::tempdir().unwrap();
    let (path, desa) = file(folder.path());
    for day in 1..=20 {
        for month in [8, 9] {
            let now: jiff::Zoned = format!("2026-{month:02}-{day:02}T09:00:00+07:00[Asia/Jakarta]").parse().unwrap();
            let mut store = Store::open(&path, &Opening::by("uji").at(Clock::Fixed(now))).unwrap();
            for n in 1..=2 {
                put(&mut store, posyandu(-1, &format!("Hari {month} {day} {n}"), desa)).unwrap();
            }
        }
    }
    let store = Store::open(&path, &opening()).unwrap();
    let names: Vec<String> =
        store.copies().iter().map(|p| p.file_name().unwrap().to_string_lossy().into_owned()).collect();
    assert_eq!(names.iter().filter(|n| n.starts_with("harian-")).count(), 7);
    assert_eq!(names.iter().filter(|n| n.starts_with("bulanan-")).count(), 2);
    assert!(names.contains(&"harian-2026-09-20.db".to_owned()));
    // The copy holds the state before that day's first change.
    let copy = store.copies().into_iter().find(|p| p.ends_with("harian-2026-09-20.db")).unwrap();
    let compared = store.compare(&copy).unwrap();
    let (_, here, there) = compared.counts.iter().find(|(entity, ..)| *entity == &POSYANDU).copied().unwrap();
    assert_eq!(here, there + 2);
}

#[test]
fn restoring_keeps_the_present_file() {
    let folder = tempfile::tempdir().unwrap();
    let (path, desa) = file(folder.path());
    let mut store = Store::open(&path, &opening()).unwrap();
    let copy = store.backup(None).unwrap().path;
    let mut looking_on = Store::open(&path, &opening()).unwrap();
    put(&mut store, posyandu(-1, "Sesudah", desa)).unwrap();
    drop(store);
    let (mut store, kept) = Store::restore(&path, &copy, &opening()).unwrap();
    assert_eq!(store.count(&Query::all(&POSYANDU), 99).unwrap().0, 5);
    let kept = store.compare(&kept.unwrap()).unwrap();
    assert_eq!(kept.counts.iter().find(|(entity, ..)| *entity == &POSYANDU).unwrap().2, 6);
    // Somebody who had it open sees the restored state.
    assert!(looking_on.changed_by_others().unwrap());
    assert_eq!(looking_on.page(&Query::all(&POSYANDU), Seek::First, 99).unwrap().rows.len(), 5);
    put(&mut store, posyandu(-1, "Lagi", desa)).unwrap();
    drop((store, looking_on));
    integrity(&path);
    // A damaged file is moved aside, not lost.
    let mut bytes = fs::read(&path).unwrap();
    bytes.truncate(9_000);
    fs::write(&path, &bytes).unwrap();
    let (mut store, aside) = Store::restore(&path, &copy, &opening()).unwrap();
    assert_eq!(store.count(&Query::all(&POSYANDU), 99).unwrap().0, 5);
    assert_eq!(fs::read(aside.unwrap()).unwrap(), bytes);
}

#[test]
fn a_damaged_copy_is_never_put_in_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = closed(folder.path());
    let copy = Store::open(&path, &opening()).unwrap().backup(None).unwrap().path;
    let mut bytes = fs::read(&copy).unwrap();
    let middle = bytes.len() / 2 / 4_096 * 4_096;
    bytes[middle..middle + 200].fill(0xff);
    fs::write(&copy, bytes).unwrap();
    let before = fs::read(&path).unwrap();
    assert_eq!(Store::restore(&path, &copy, &opening()).err().unwrap().code, "CADANGAN-RUSAK");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dalam").join("sekali").join("uji.db");
    let store = Store::create(&path, &opening()).unwrap();
    assert_eq!(mode(path.parent().unwrap()), 0o700);
    let copy = store.backup(None).unwrap().path;
    for file in [path.clone(), path.with_extension("db-wal"), path.with_extension("db-shm"), copy.clone()] {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
    assert_eq!(mode(copy.parent().unwrap()), 0o700);
}
