//! Lists written and taken in again.

mod acak;
mod formulir;

use std::ops::ControlFlow;
use std::path::Path;

use pembina::base::words::Lang;
use pembina::entity::{DESA, Entity, KADER, POSYANDU, SK};
use pembina::report::list::{Export, export, write};
use pembina::report::writers::csv::Comma;
use pembina::request::{Act, Batch, Change, ExportJob, Format, ImportJob, Query};
use pembina::service::buat;
use pembina::store::{Opening, Store};

const ROSTER: &str = "Nama;NIK;L/P;Tgl Lahir;Posyandu;Desa;Jabatan;Bidang;No SK;Tgl SK;TMT;No HP;Alamat\n\
    Siti Aminah;6203994503850001;P;05-03-1985;Mawar 1;Selat Hilir;Ketua;;141/12/2026;12-01-2026;12-01-2026;081234567890;=1+1\n\
    Hj. Rusmini, S.Pd;;P;;Mawar 1;Selat Hilir;Kader;Kesehatan;141/12/2026;12-01-2026;12-01-2026;;\"Jl. \"\"A\"\"; no. 5\"\n\
    Nur'aini;;P;;Mawar 2;Selat Hulu;Kader;Pendidikan;;;;;@SUM(A1)\n";

fn desk(folder: &Path) -> Store {
    let mut store = Store::memory(&Opening::by("uji").without_copies()).expect("memory");
    buat::begin(&mut store, "62.03.01").expect("a kecamatan");
    let path = folder.join("kader.csv");
    std::fs::write(&path, ROSTER).expect("written");
    let job = ImportJob { file: path.display().to_string(), create_posyandu: true, ..ImportJob::default() };
    let report = pembina::intake::run(&mut store, &KADER, &job, Lang::Id).expect("taken").remove(0).report;
    assert_eq!((report.baru, report.ditolak), (3, 0), "{:?}", report.masalah);
    store
}

fn job(entity: &'static Entity, format: Format) -> ExportJob {
    ExportJob { query: Query::all(entity), columns: None, format, path: None, personal: None }
}

fn go(_: pembina::request::Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn text(store: &mut Store, job: &ExportJob) -> String {
    let mut out = Vec::new();
    let mut how = Export { job, comma: Comma::Plain, progress: &mut go };
    write(store, &mut how, &mut out, None).expect("written").expect("not called off");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn a_list_taken_in_again_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = desk(folder.path());
    for entity in [&POSYANDU, &KADER, &DESA, &SK] {
        for format in [Format::Csv, Format::Xlsx] {
            for personal in [None, Some("uji".to_owned())] {
                let job = ExportJob { personal, ..job(entity, format) };
                let mut how = Export { job: &job, comma: Comma::Semicolon, progress: &mut go };
                let (path, rows) = export(&mut store, &mut how, folder.path()).expect("written").expect("whole");
                let back = ImportJob { file: path.display().to_string(), ..ImportJob::default() };
                let report = pembina::intake::run(&mut store, entity, &back, Lang::Id).expect("taken").remove(0).report;
                assert_eq!(
                    (report.sama, report.baris, report.batch),
                    (rows, rows, None),
                    "{entity:?} {:?}",
                    report.masalah
                );
            }
        }
    }
}

#[test]
fn nik_and_phone_numbers_stay_closed_until_a_reason_is_given() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = desk(folder.path());
    let closed = text(&mut store, &job(&KADER, Format::Json));
    assert!(!closed.contains("6203994503850001") && !closed.contains("081234567890") && !closed.contains("\"nik\""));
    let open = ExportJob { personal: Some("untuk BPJS".into()), ..job(&KADER, Format::Json) };
    assert!(text(&mut store, &open).contains("6203994503850001"));
}

#[test]
fn a_file_with_personal_data_says_so_in_the_name_the_program_gives() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = desk(folder.path());
    let open = ExportJob { personal: Some("untuk BPJS".into()), ..job(&KADER, Format::Csv) };
    let mut how = Export { job: &open, comma: Comma::Semicolon, progress: &mut go };
    let (path, _) = export(&mut store, &mut how, folder.path()).expect("written").expect("whole");
    assert!(path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("RAHASIA-kader-")));
}

#[test]
fn json_has_the_keys_of_the_contract_and_null_for_unknown() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = desk(folder.path());
    let rows: Vec<serde_json::Map<String, serde_json::Value>> =
        serde_json::from_str(&text(&mut store, &job(&KADER, Format::Json))).expect("a list");
    let siti = rows.iter().find(|row| row["nama"] == "Siti Aminah").expect("she is there");
    assert_eq!(siti["posyandu_nama"], "Mawar 1");
    assert_eq!(siti["desa_nama"], "Selat Hilir");
    assert_eq!(siti["tanggal_lahir"], "1985-03-05");
    assert_eq!(siti["jenis_kelamin"], "P");
    assert_eq!(siti["jabatan"], "Ketua Posyandu");
    assert_eq!(siti["nomor_sk"], "141/12/2026");
    assert_eq!(siti["tanggal_sk"], "2026-01-12");
    assert!(siti["selesai"].is_null());
    assert!(siti["uid"].is_string() && siti["penugasan_uid"].is_string());
}

#[test]
fn a_person_with_two_posts_stands_in_two_rows() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = desk(folder.path());
    let posts =
        store.page(&Query::all(&pembina::entity::PENUGASAN), pembina::request::Seek::First, 9).expect("a page").rows;
    let mut second = posts.iter().find(|post| post.text("bidang") == "kesehatan").expect("a kader").clone();
    second.id = pembina::base::id::RecordId(-1);
    second.uid = pembina::base::id::Uid::default();
    second.set("mulai", pembina::base::date::Date::constant(2020, 1, 1));
    second.set("selesai", pembina::base::date::Date::constant(2024, 12, 31));
    let batch = Batch {
        act: Act::Add,
        subject: String::new(),
        origin: "uji".into(),
        changes: vec![Change::Put(second)],
        reason: Some("uji".into()),
    };
    assert!(matches!(store.save(&batch).expect("no trouble"), pembina::store::Outcome::Saved(_)));
    let rows: Vec<serde_json::Value> =
        serde_json::from_str(&text(&mut store, &job(&KADER, Format::Json))).expect("a list");
    assert_eq!(rows.len(), 4);
}

#[test]
fn an_export_called_off_leaves_no_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = desk(folder.path());
    let path = folder.path().join("daftar.csv");
    let job = ExportJob { path: Some(path.display().to_string()), ..job(&KADER, Format::Csv) };
    let mut stop = |_: pembina::request::Progress| ControlFlow::Break(());
    let mut how = Export { job: &job, comma: Comma::Semicolon, progress: &mut stop };
    assert_eq!(export(&mut store, &mut how, folder.path()).expect("no trouble"), None);
    assert!(!path.exists());
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1);
}
