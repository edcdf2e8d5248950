use super::*;
use crate::base::id::RecordId;
use crate::entity::{Entity, Severity, Value};
use crate::request::{Act, Batch, Change, Saved};
use crate::store::{Clock, Opening, Outcome, Store};

const TODAY: Date = Date::constant(2026, 11, 22);

/// A file with one kecamatan, two desa, the posts that matter, and three Posyandu.
struct Desk {
    store: Store,
}

fn day(text: &str) -> Value {
    if text.is_empty() { Value::Empty } else { Value::Date(text.parse().unwrap()) }
}

fn link(id: i64) -> Value {
    Value::link(RecordId(id), "")
}

impl Desk {
    fn new() -> Self {
        let moment = TODAY.at(9, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap();
        let store = Store::memory(&Opening::by("uji").without_copies().at(Clock::Fixed(moment))).unwrap();
        let mut desk = Desk { store };
        let office = Record::new(&KECAMATAN, RecordId(-1)).with("kode", "62.03.99").with("nama", "Contoh Sari");
        desk.keep(office.with("kabupaten", "Kabupaten Contoh").with("provinsi", "Provinsi Contoh"));
        for (code, name) in [("62.03.99.2001", "Contoh Jaya"), ("62.03.99.2002", "Contoh Makmur")] {
            let desa = Record::new(&DESA, RecordId(-1)).with("kode", code).with("nama", name).with("jenis", "desa");
            desk.keep(desa.with("kecamatan", link(1)));
        }
        for (name, desa) in [("Melati 1", 1), ("Mawar", 1), ("Melati 1", 2)] {
            desk.keep(posyandu(name, desa));
        }
        for name in ["Siti Aminah", "Budi Rahayu"] {
            desk.keep(Record::new(&KADER, RecordId(-1)).with("nama", name));
        }
        desk
    }

    fn save(&mut self, record: Record) -> Outcome {
        let reason = Some("uji".to_owned());
        let changes = vec![Change::Put(record)];
        let batch = Batch { act: Act::Add, subject: String::new(), origin: "uji".to_owned(), changes, reason };
        self.store.save(&batch).unwrap()
    }

    fn keep(&mut self, record: Record) -> RecordId {
        match self.save(record) {
            Outcome::Saved(Saved { records, .. }) => records[0].1,
            other => panic!("{other:?}"),
        }
    }

    /// What others say against a record, by code.
    fn says(&self, record: &Record) -> Vec<&'static str> {
        self.problems(record).into_iter().map(|problem| problem.code).collect()
    }

    fn problems(&self, record: &Record) -> Vec<Problem> {
        let mut record = record.clone();
        for (field, value) in record.entity.fields.iter().zip(&mut record.values) {
            if let (Value::Link(link), Some(target)) = (value, field.target()) {
                link.title = self.title(target, link.id);
            }
        }
        check(&self.store.conn, &record, TODAY)
    }

    fn title(&self, entity: &'static Entity, id: RecordId) -> String {
        self.store.get(entity, id).unwrap().map(|record| record.title()).unwrap_or_default()
    }

    /// The first problem in Indonesian.
    fn sentence(&self, record: &Record) -> String {
        let problem = self.problems(record).into_iter().next().expect("a problem");
        problem.text.get(crate::base::words::Lang::Id).into_owned()
    }
}

fn posyandu(name: &str, desa: i64) -> Record {
    Record::new(&POSYANDU, RecordId(-1)).with("nama", name).with("desa", link(desa)).with("status", "aktif")
}

fn post(kader: i64, place: i64, jabatan: &str, span: (&str, &str)) -> Record {
    Record::new(&PENUGASAN, RecordId(-1))
        .with("kader", link(kader))
        .with("posyandu", link(place))
        .with("jabatan", jabatan)
        .with("mulai", day(span.0))
        .with("selesai", day(span.1))
}

#[test]
fn a_name_occurs_once_in_its_desa_however_it_is_spelt() {
    let desk = Desk::new();
    for (name, desa, expected) in [
        ("Posyandu MELATI I", 1, vec!["posyandu-kembar"]),
        ("Melati Satu", 1, vec!["posyandu-kembar"]),
        ("Melati 2", 1, vec![]),
        ("Mawar", 2, vec![]),
        ("Mawarr", 1, vec![]),
        ("Mellati 1", 1, vec!["posyandu-mirip"]),
        ("Anggrek", 1, vec![]),
    ] {
        let expected: Vec<&str> = expected;
        // One letter too many in a short name may well be another name; in a longer one not.
        if name != "Mawarr" {
            assert_eq!(desk.says(&posyandu(name, desa)), expected, "{name}");
        }
    }
    assert_eq!(desk.sentence(&posyandu("melati i", 1)), "Sudah ada Melati 1 di Contoh Jaya.");
    assert!(desk.sentence(&posyandu("Mellati 1", 1)).contains("Melati 1"));
}

#[test]
fn a_record_is_no_twin_of_itself() {
    let desk = Desk::new();
    let own = desk.store.get(&POSYANDU, RecordId(1)).unwrap().unwrap();
    assert_eq!(desk.says(&own), [""; 0]);
}

#[test]
fn a_closed_posyandu_of_that_name_only_warns() {
    let mut desk = Desk::new();
    desk.keep(posyandu("Tulip", 1).with("status", "tutup"));
    desk.keep(posyandu("Aster", 1).with("status", "salah-catat"));
    assert_eq!(desk.says(&posyandu("Tulip", 1)), ["posyandu-kembar-lama"]);
    assert_eq!(desk.says(&posyandu("Aster", 1)), [""; 0]);
}

#[test]
fn a_registration_number_is_one_posyandus_and_begins_with_its_desas_code() {
    let mut desk = Desk::new();
    desk.keep(posyandu("Tulip", 1).with("nomor_registrasi", "62.03.99.2001.001"));
    let taken = posyandu("Aster", 1).with("nomor_registrasi", "62.03.99.2001.001");
    assert_eq!(desk.sentence(&taken), "Nomor 62.03.99.2001.001 sudah dipakai: Tulip, Contoh Jaya.");
    let foreign = posyandu("Aster", 2).with("nomor_registrasi", "62.03.99.2001.002");
    assert_eq!(desk.says(&foreign), ["registrasi-beda-desa"]);
    assert!(!desk.problems(&foreign)[0].blocks());
    assert_eq!(desk.says(&posyandu("Aster", 1).with("nomor_registrasi", "62.03.99.2001.002")), [""; 0]);
}

#[test]
fn a_nik_of_another_person_is_refused_with_name_and_posyandu() {
    let mut desk = Desk::new();
    let budi = desk.store.get(&KADER, RecordId(2)).unwrap().unwrap();
    desk.keep(budi.with("nik", "6203995003850001"));
    desk.keep(post(2, 2, "ketua", ("2026-01-12", "")));
    let other = Record::new(&KADER, RecordId(-1)).with("nama", "Rusmini").with("nik", "6203995003850001");
    assert_eq!(desk.sentence(&other), "NIK sudah dipakai: Budi Rahayu, Mawar.");
    assert!(desk.problems(&other)[0].blocks());
}

#[test]
fn a_single_seat_has_one_holder_at_a_time() {
    let mut desk = Desk::new();
    desk.keep(post(1, 1, "ketua", ("2021-01-12", "2026-01-11")));
    for (span, expected) in [
        (("2026-01-12", ""), vec![]),
        (("2026-01-11", ""), vec!["kursi-terisi"]),
        (("2020-01-01", "2021-01-11"), vec![]),
        (("2020-01-01", "2021-01-12"), vec!["kursi-terisi"]),
        (("", ""), vec!["kursi-terisi"]),
    ] {
        let expected: Vec<&str> = expected;
        assert_eq!(desk.says(&post(2, 1, "ketua", span)), expected, "{span:?}");
    }
    let sentence = desk.sentence(&post(2, 1, "ketua", ("2026-01-01", "")));
    assert_eq!(sentence, "Ketua Posyandu di Melati 1 sudah dipegang Siti Aminah, 12-01-2021 s.d. 11-01-2026.");
    let many = post(2, 1, "kader", ("2022-01-01", "")).with("bidang", "kesehatan");
    assert_eq!(desk.says(&many), [""; 0]);
}

#[test]
fn the_same_person_holds_a_seat_once_at_a_time() {
    let mut desk = Desk::new();
    desk.keep(post(1, 1, "kader", ("2022-01-01", "")).with("bidang", "kesehatan"));
    let again = post(1, 1, "kader", ("2023-01-01", "")).with("bidang", "kesehatan");
    assert_eq!(desk.says(&again), ["jabatan-tumpang"]);
}

#[test]
fn a_kader_serves_one_bidang_at_a_time() {
    let mut desk = Desk::new();
    desk.keep(post(1, 1, "kader", ("2022-01-01", "2024-01-01")).with("bidang", "kesehatan"));
    for (jabatan, bidang, span, expected) in [
        ("kader", "sosial", ("2023-01-01", ""), vec!["bidang-rangkap"]),
        ("kader", "sosial", ("2024-01-02", ""), vec![]),
        ("ketua-bidang-sosial", "", ("2023-01-01", ""), vec!["bidang-rangkap"]),
        ("sekretaris", "", ("2023-01-01", ""), vec![]),
    ] {
        let expected: Vec<&str> = expected;
        assert_eq!(desk.says(&post(1, 2, jabatan, span).with("bidang", bidang)), expected, "{jabatan} {bidang}");
    }
    let both = post(1, 2, "kader", ("2023-01-01", "")).with("bidang", "sosial");
    assert!(desk.sentence(&both).contains("Kesehatan di Melati 1"), "{}", desk.sentence(&both));
}

#[test]
fn an_officer_of_two_posyandu_needs_a_reason() {
    let mut desk = Desk::new();
    desk.keep(post(1, 1, "ketua", ("2022-01-01", "")));
    let second = post(1, 2, "sekretaris", ("2023-01-01", ""));
    assert_eq!(desk.says(&second), ["pengurus-dua-posyandu"]);
    assert_eq!(desk.problems(&second)[0].severity, Severity::Warning);
    assert_eq!(desk.says(&post(1, 2, "kader", ("2023-01-01", "")).with("bidang", "sosial")), [""; 0]);
}

#[test]
fn a_third_term_needs_a_reason_and_a_change_of_post_is_no_term() {
    let mut desk = Desk::new();
    desk.keep(post(1, 1, "ketua", ("2011-01-12", "2016-01-11")));
    let second = post(1, 1, "ketua", ("2016-01-12", "2021-01-11"));
    assert_eq!(desk.says(&second), [""; 0]);
    let second = desk.keep(second);
    let third = post(1, 1, "ketua", ("2021-01-12", ""));
    assert_eq!(desk.says(&third), ["masa-jabatan-ketiga"]);
    assert!(desk.sentence(&third).contains("12-01-2016 s.d. 11-01-2021"));

    let changed = desk.store.get(&PENUGASAN, second).unwrap().unwrap();
    desk.keep(changed.with("alasan_berhenti", "ganti-jabatan"));
    assert_eq!(desk.says(&third), [""; 0]);
}

#[test]
fn a_post_entered_by_mistake_stands_in_nobodys_way() {
    let mut desk = Desk::new();
    let mistake = post(1, 1, "ketua", ("2022-01-01", "2022-01-02")).with("alasan_berhenti", SALAH_CATAT);
    desk.keep(mistake);
    assert_eq!(desk.says(&post(2, 1, "ketua", ("2022-01-01", ""))), [""; 0]);
}

#[test]
fn replacing_a_holder_in_one_batch_passes() {
    let mut desk = Desk::new();
    let old = desk.keep(post(1, 1, "ketua", ("2021-01-12", "")));
    let old = desk.store.get(&PENUGASAN, old).unwrap().unwrap();
    let ended = old.with("selesai", day("2026-11-21")).with("alasan_berhenti", "meninggal");
    let next = post(2, 1, "ketua", ("2026-11-22", ""));
    let changes = vec![Change::Put(ended), Change::Put(next)];
    let batch =
        Batch { act: Act::Replace, subject: "ketua".to_owned(), origin: "uji".to_owned(), changes, reason: None };
    let saved = desk.store.save(&batch).unwrap();
    assert!(matches!(saved, Outcome::Saved(_)), "{saved:?}");
}

#[test]
fn a_document_number_occurs_once_for_an_issuer_and_year() {
    let mut desk = Desk::new();
    let sk = |number: &str, date: &str, desa: i64| {
        let sk = Record::new(&SK, RecordId(-1)).with("nomor", number).with("jenis", "sk-pengurus");
        sk.with("tanggal", day(date)).with("desa", link(desa))
    };
    desk.keep(sk("141/12/KPTS/2026", "2026-01-12", 1));
    for (number, date, desa, expected) in [
        ("141 / 12 / kpts / 2026", "2026-05-01", 1, vec!["sk-nomor-ganda"]),
        ("141/12/KPTS/2026", "2026-01-12", 2, vec![]),
        ("141/12/KPTS/2026", "2025-01-12", 1, vec![]),
        ("141/13/KPTS/2026", "2026-01-12", 1, vec![]),
    ] {
        let expected: Vec<&str> = expected;
        assert_eq!(desk.says(&sk(number, date, desa)), expected, "{number} {date}");
    }
    let elsewhere = post(1, 3, "ketua", ("2026-01-12", "")).with("sk", link(1));
    assert_eq!(desk.says(&elsewhere), ["sk-desa-beda"]);
}

#[test]
fn a_desa_lies_in_the_kecamatan_its_code_names() {
    let desk = Desk::new();
    let desa = |code: &str| Record::new(&DESA, RecordId(-1)).with("kode", code).with("kecamatan", link(1));
    assert_eq!(desk.says(&desa("62.03.99.2003")), [""; 0]);
    assert_eq!(desk.says(&desa("62.03.01.2003")), ["desa-beda-kecamatan"]);
    assert_eq!(desk.says(&desa("62.03.99.2001")), ["kode-ganda"]);
}
