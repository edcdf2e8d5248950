//! Plan sheets and village payments as offices write them.

use super::*;
use crate::base::id::RecordId;
use crate::base::words::Lang;
use crate::entity::{DESA, Entity, KECAMATAN, NASKAH, POSYANDU, REALISASI, RENCANA, Record, Value};
use crate::request::plan::total;
use crate::request::{Act, Batch, Change, ImportJob, ImportReport, Query, Seek};
use crate::store::{Opening, Outcome, Store};

fn put(store: &mut Store, record: Record) -> Value {
    let (entity, title) = (record.entity, record.title());
    let changes = vec![Change::Put(record)];
    let batch =
        Batch { act: Act::Add, subject: String::new(), origin: String::new(), changes, reason: Some("uji".into()) };
    let Outcome::Saved(saved) = store.save(&batch).unwrap() else { panic!("{title} was refused") };
    let id = saved.records.iter().find(|(of, _, _)| *of == entity).unwrap().1;
    Value::link(id, title)
}

fn new(entity: &'static Entity) -> Record {
    Record::new(entity, RecordId(-1))
}

fn office() -> Store {
    let mut store = Store::memory(&Opening::by("Ani").without_copies()).unwrap();
    let office = new(&KECAMATAN).with("kode", "62.03.99").with("nama", "Contoh").with("kabupaten", "Kapuas");
    let office = put(&mut store, office.with("provinsi", "Kalteng"));
    for (code, name) in [("62.03.99.2001", "Selat Hilir"), ("62.03.99.2002", "Pulau Telo")] {
        let desa = new(&DESA).with("kode", code).with("nama", name).with("jenis", "desa");
        let desa = put(&mut store, desa.with("kecamatan", office.clone()));
        put(&mut store, new(&POSYANDU).with("nama", "Melati").with("desa", desa.clone()).with("status", "aktif"));
        put(&mut store, new(&POSYANDU).with("nama", "Melati 2").with("desa", desa).with("status", "aktif"));
    }
    store
}

fn take(store: &mut Store, entity: &'static Entity, (text, year): (&str, Option<i64>)) -> ImportReport {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("berkas.csv");
    std::fs::write(&file, text).unwrap();
    let job = ImportJob {
        file: file.display().to_string(),
        kind: entity.name.to_owned(),
        partial: true,
        year,
        ..ImportJob::default()
    };
    run(store, entity, &job, Lang::Id).unwrap().remove(0).report
}

fn all(store: &mut Store, entity: &'static Entity) -> Vec<Record> {
    store.page(&Query::all(entity), Seek::First, 100).unwrap().rows
}

const SHEET: &str = "RENCANA KERJA POSYANDU TAHUN ANGGARAN 2027;;;;;;;;\n\
    No;Bidang;Kegiatan;Volume;Satuan;Harga Satuan;Jumlah (Rp);Sumber Dana;Waktu\n\
    1;Kesehatan;Pengadaan timbangan;12;unit;Rp 2.875.000,-;34.500.000;DD;TW I\n\
    2;Kelembagaan;Rakor triwulanan;4;kali;3000000;;APBD Kab;1,4,7,10\n\
    3;Sosial;Kunjungan lansia;;;;5.000.000;DDS;Maret s.d. Mei\n\
    Jumlah;;;;;;51.500.000;;\n";

#[test]
fn a_plan_sheet_begins_its_plan_and_adds_up_to_the_last_rupiah() {
    let mut store = office();
    let report = take(&mut store, &RENCANA, (SHEET, None));
    assert_eq!((report.baris, report.baru, report.ditolak), (3, 3, 0), "{:?}", report.masalah);
    let plans = all(&mut store, &NASKAH);
    assert_eq!(plans.iter().map(|plan| plan.get("tahun").as_int()).collect::<Vec<_>>(), [Some(2027)]);
    let plan = store.plan(plans[0].id).unwrap().unwrap();
    assert_eq!(total(&plan.lines).proposed, 51_500_000);
    assert_eq!(plan.lines[0].get("bulan").as_int(), Some(0b111));
    let again = take(&mut store, &RENCANA, (SHEET, None));
    assert_eq!((again.sama, again.baru, again.berubah), (3, 0, 0), "{:?}", again.masalah);
}

#[test]
fn a_plan_without_a_year_is_asked_for_it_and_bad_lines_are_told_apart() {
    let mut store = office();
    let sheet = "Bidang;Kegiatan;Volume;Harga Satuan;Jumlah;Bulan;Kode Rekening;Sumber Dana\n\
        Kesehatan;Timbangan;12;2000;25000;1;;\n\
        Kesehatan;Kelas ibu hamil;1;-5000;;1;;\n\
        Kesehatan;Penyuluhan;;;100;13;;\n\
        Kesehatan;Insentif kader;;;100;1;2.2.02;APBD Kab\n\
        Kesehatan;Pelatihan;;;100;1;02.02.03.;DD\n";
    let report = take(&mut store, &RENCANA, (sheet, None));
    assert_eq!(report.ditolak, 5);
    assert!(report.masalah.iter().any(|problem| problem.kode == "tahun-kosong"));
    let report = take(&mut store, &RENCANA, (sheet, Some(2027)));
    let codes: Vec<(usize, &str)> = report.masalah.iter().map(|p| (p.baris, p.kode.as_str())).collect();
    assert_eq!((report.baru, report.ditolak), (1, 4), "{codes:?}");
    for wanted in [(2, "jumlah-tidak-cocok"), (3, "rupiah-negatif"), (4, "bulan"), (5, "rekening-golongan")] {
        assert!(codes.contains(&wanted), "{wanted:?} in {codes:?}");
    }
    assert_eq!(all(&mut store, &RENCANA)[0].text("kode_rekening"), "2.2.03");
}

#[test]
fn village_payments_find_their_posyandu_and_their_plan_line() {
    let mut store = office();
    let plan = "Tahun;Bidang;Kegiatan;Jumlah;Sumber Dana;Kode Rekening;Desa;Bulan\n\
        2026;Kesehatan;Insentif kader Posyandu;12000000;DD;2.2.02;Selat Hilir;1-12\n\
        2026;Kesehatan;Insentif kader Posyandu;9000000;DD;2.2.02;Pulau Telo;1-12\n\
        2026;Kesehatan;Pemeliharaan sarana Posyandu;3000000;DD;2.2.08;Selat Hilir;6\n";
    assert_eq!(take(&mut store, &RENCANA, (plan, None)).baru, 3);
    let payments = "Tahun;Kd_Desa;Nm_Desa;No_SPP;Kd_Keg;Kd_Rincian;Sumberdana;Tgl_Bukti;Nm_Penerima;Keterangan;Nilai\n\
        2026;99.2001.;SELAT HILIR;0001/SPP/2026;99.2001.02.02.02.;5.2.2.03.;DDS;46096;Siti;Insentif Kader POSYADU Melati 2 TW I;3000000.0000\n\
        2026;99.2002.;PULAU TELO;0002/SPP/2026;2.2.02;5.2.2.03.;DDS;2026-04-15;Budi;Insentif kader posyandu melati bulan April;750000.0\n\
        2026;99.2001.;SELAT HILIR;0003/SPP/2026;02.03.10.;5.3.5.02.;DDS;46120;CV Jalan;Pengaspalan jalan desa;98000000.0\n\
        2026;99.2001.;SELAT HILIR;0004/SPP/2026;01.04.01.;5.2.1.06.;ADD;46130;Warung;Konsumsi rapat POSYNDU;450000\n";
    let report = take(&mut store, &REALISASI, (payments, None));
    let codes: Vec<(usize, &str)> = report.masalah.iter().map(|p| (p.baris, p.kode.as_str())).collect();
    assert_eq!((report.baris, report.baru, report.ditolak), (4, 3, 1), "{codes:?}");
    assert!(codes.contains(&(4, "bukan-posyandu")) && codes.contains(&(5, "belum-cocok")), "{codes:?}");
    let paid = all(&mut store, &REALISASI);
    let of = |number: &str| paid.iter().find(|paid| paid.text("nomor_bukti").starts_with(number)).unwrap();
    let first = of("0001");
    assert_eq!(first.get("posyandu").as_link().unwrap().title, "Melati 2");
    assert_eq!(first.get("jumlah").as_int(), Some(3_000_000));
    assert_eq!(first.get("triwulan").as_int(), Some(1));
    assert_eq!(of("0002").get("posyandu").as_link().unwrap().title, "Melati");
    let plans = all(&mut store, &NASKAH);
    let plan = store.plan(plans[0].id).unwrap().unwrap();
    let spent: Vec<(String, Option<i64>)> = plan
        .lines
        .iter()
        .map(|line| (line.get("desa").as_link().unwrap().title.clone(), line.get("realisasi_anggaran").as_int()))
        .collect();
    assert!(spent.contains(&("Selat Hilir".to_owned(), Some(3_000_000))), "{spent:?}");
    assert!(spent.contains(&("Pulau Telo".to_owned(), Some(750_000))), "{spent:?}");
    let again = take(&mut store, &REALISASI, (payments, None));
    assert_eq!((again.sama, again.baru), (3, 0), "{:?}", again.masalah);
}
