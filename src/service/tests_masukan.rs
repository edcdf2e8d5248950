//! Bad input, one table: what is refused, by which code, with a sentence and an advice; and that
//! nothing of it is kept, however much came before it in the same work.

use super::serve;
use crate::base::date::Date;
use crate::base::id::RecordId;
use crate::base::words::Lang;
use crate::entity::value::{Hand, Reading};
use crate::entity::{
    BERKAS, DESA, ENTITIES, Entity, INSENTIF, KADER, KECAMATAN, Kind, PENUGASAN, POSYANDU, Problem, Record, SK, Value,
};
use crate::request::hidup::{LifeKader, LifeWork, RecodeWork, StepWork};
use crate::request::{Act, Batch, Change, Merge, Query, Reply, Request};
use crate::store::{Clock, Opening, Outcome, Store};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn new(entity: &'static Entity) -> Record {
    Record::new(entity, RecordId(-1))
}

fn to(id: RecordId) -> Value {
    Value::link(id, "")
}

fn put(store: &mut Store, record: Record) -> RecordId {
    let changes = vec![Change::Put(record)];
    let batch =
        Batch { act: Act::Add, subject: "uji".into(), origin: "uji".into(), changes, reason: Some("uji".into()) };
    match store.save(&batch).unwrap() {
        Outcome::Saved(saved) => saved.records[0].1,
        other => panic!("{other:?}"),
    }
}

/// Mawar with ketua Siti and kader Budi, Melati with Dewi whose post ended, Kenanga that merged into
/// Melati; Anggrek of the other desa. Mawar's papers were sent.
struct Office {
    store: Store,
    desa: [RecordId; 2],
    mawar: RecordId,
    melati: RecordId,
    kenanga: RecordId,
    siti: RecordId,
    budi: RecordId,
    dewi: RecordId,
}

fn post(kader: RecordId, posyandu: RecordId, jabatan: &str) -> Record {
    let bidang = if jabatan == "kader" { "kesehatan" } else { "" };
    let post = new(&PENUGASAN).with("kader", to(kader)).with("posyandu", to(posyandu)).with("jabatan", jabatan);
    post.with("bidang", bidang).with("mulai", day("2024-01-12"))
}

fn office() -> Office {
    let clock = Clock::Fixed(day("2026-11-22").at(10, 0, 0, 0).in_tz("Asia/Jakarta").unwrap());
    let mut store = Store::memory(&Opening::by("Ani").at(clock).without_copies()).unwrap();
    let kecamatan = new(&KECAMATAN).with("kode", "62.03.99").with("nama", "Uji").with("kabupaten", "Kapuas");
    let kecamatan = put(&mut store, kecamatan.with("provinsi", "Kalimantan Tengah"));
    let desa = [("62.03.99.2001", "Hilir"), ("62.03.99.2002", "Hulu")].map(|(kode, nama)| {
        let desa = new(&DESA).with("kode", kode).with("nama", nama).with("jenis", "desa");
        put(&mut store, desa.with("kecamatan", to(kecamatan)))
    });
    let mut place = |nama: &str, desa: RecordId| {
        let place = new(&POSYANDU).with("nama", nama).with("desa", to(desa)).with("status", "aktif");
        put(&mut store, place.with("tanggal_berdiri", day("2010-05-01")))
    };
    let (mawar, melati, kenanga) = (place("Mawar", desa[0]), place("Melati", desa[0]), place("Kenanga", desa[0]));
    place("Anggrek", desa[1]);
    let [siti, budi, dewi] = ["Siti", "Budi", "Dewi"].map(|nama| put(&mut store, new(&KADER).with("nama", nama)));
    put(&mut store, post(siti, mawar, "ketua"));
    put(&mut store, post(budi, mawar, "kader"));
    put(
        &mut store,
        post(dewi, melati, "kader").with("selesai", day("2026-03-31")).with("alasan_berhenti", "mengundurkan-diri"),
    );
    let mut office = Office { store, desa, mawar, melati, kenanga, siti, budi, dewi };
    for request in [
        life(&office, |work| LifeWork { posyandu: vec![office.kenanga], into: Some(office.melati), ..work }),
        step(&office, "dikirim", |work| StepWork { pass: Some("uji".into()), ..work }),
    ] {
        let reply = serve(&mut office.store, request);
        assert!(matches!(reply, Reply::Saved(_)), "{reply:?}");
    }
    office
}

fn save(record: Record) -> Request {
    Request::Save(Batch {
        act: Act::Add,
        subject: "uji".into(),
        origin: "uji".into(),
        // A sound record before it: it must not stay behind.
        changes: vec![
            Change::Put(Record { id: RecordId(-9), ..new(&KADER).with("nama", "Baru") }),
            Change::Put(record),
        ],
        reason: None,
    })
}

/// Mawar merges into Melati, unless told otherwise.
fn life(office: &Office, turn: impl FnOnce(LifeWork) -> LifeWork) -> Request {
    Request::Life(Box::new(turn(LifeWork {
        posyandu: vec![office.mawar],
        state: "bergabung".into(),
        date: day("2026-10-01"),
        reason: "bergabung-ilp".into(),
        sk: None,
        into: Some(office.melati),
        kader: LifeKader::Move,
        note: String::new(),
        pass: None,
    })))
}

fn recode(office: &Office, code: &str, split: Option<(&str, Vec<RecordId>)>) -> Request {
    Request::Recode(Box::new(RecodeWork {
        desa: office.desa[0],
        code: code.into(),
        split: split.map(|(name, chosen)| (name.to_owned(), chosen)),
        date: day("2026-10-01"),
        basis: "Kepmendagri uji".into(),
    }))
}

fn step(office: &Office, state: &str, turn: impl FnOnce(StepWork) -> StepWork) -> Request {
    Request::Step(Box::new(turn(StepWork {
        posyandu: vec![office.mawar],
        state: state.into(),
        date: day("2026-10-05"),
        together: false,
        level: String::new(),
        reason: String::new(),
        proof: String::new(),
        numbers: Vec::new(),
        pass: None,
    })))
}

fn paid(kader: RecordId, posyandu: RecordId) -> Record {
    let row = new(&INSENTIF).with("kader", to(kader)).with("posyandu", to(posyandu)).with("sumber_dana", "apbd-kab");
    row.with("tahun", 2026).with("bulan_bayar", 5).with("jumlah", 250_000)
}

/// Every present record and everything in the bin, and how many changes there were.
fn whole(store: &mut Store) -> (Vec<String>, usize) {
    let mut out = Vec::new();
    for entity in ENTITIES {
        for scope in [crate::request::Scope::Present, crate::request::Scope::Bin] {
            let query = Query { scope, ..Query::all(entity) };
            store
                .walk(&query, &mut |record: Record| {
                    out.push(format!("{record:?}"));
                    Ok(())
                })
                .unwrap();
        }
    }
    (out, store.batches(None, 9_999).unwrap().len())
}

type Ask = fn(&Office) -> Request;

/// What is asked, and the code it is refused by.
const CASES: &[(&str, Ask)] = &[
    // Days that cannot be.
    ("lahir-di-depan", |_| save(new(&KADER).with("nama", "Eka").with("tanggal_lahir", day("2027-01-01")))),
    ("berdiri-di-depan", |it| save(it.place(it.mawar).with("tanggal_berdiri", day("2027-01-01")))),
    ("selesai-sebelum-mulai", |it| save(post(it.dewi, it.melati, "sekretaris").with("selesai", day("2023-01-01")))),
    ("jabatan-sebelum-berdiri", |it| save(post(it.dewi, it.melati, "sekretaris").with("mulai", day("2009-01-01")))),
    ("sk-berlaku-terbalik", |it| {
        let sk = new(&SK).with("nomor", "141/1/2026").with("jenis", "sk-kader").with("desa", to(it.desa[0]));
        let sk = sk.with("tanggal", day("2026-01-12")).with("berlaku_mulai", day("2026-01-12"));
        save(sk.with("berlaku_sampai", day("2025-01-12")))
    }),
    ("keadaan-di-depan", |it| life(it, |work| LifeWork { date: day("2027-01-01"), ..work })),
    ("keadaan-sebelum-berdiri", |it| life(it, |work| LifeWork { date: day("2001-01-01"), ..work })),
    // Posts that overlap.
    ("kursi-terisi", |it| save(post(it.budi, it.mawar, "ketua"))),
    ("jabatan-tumpang", |it| save(post(it.siti, it.mawar, "ketua").with("mulai", day("2025-01-12")))),
    ("jabatan-rangkap", |it| save(post(it.siti, it.mawar, "sekretaris"))),
    ("pengurus-dua-posyandu", |it| save(post(it.siti, it.melati, "sekretaris"))),
    ("bidang-rangkap", |it| save(post(it.budi, it.melati, "kader").with("bidang", "sosial"))),
    // The end of a Posyandu.
    ("masih-ada-kader", |it| save(it.place(it.mawar).with("status", "tutup"))),
    ("masih-ada-kader", |it| {
        life(it, |work| LifeWork { state: "tutup".into(), into: None, kader: LifeKader::Stay, ..work })
    }),
    ("bergabung-ke-diri", |it| life(it, |work| LifeWork { into: Some(it.mawar), ..work })),
    ("bergabung-ke-mana", |it| life(it, |work| LifeWork { into: None, ..work })),
    ("bergabung-ke-yang-berakhir", |it| life(it, |work| LifeWork { into: Some(it.kenanga), ..work })),
    // In a circle: Kenanga went into Melati.
    ("bergabung-ke-yang-berakhir", |it| {
        life(it, |work| LifeWork { posyandu: vec![it.melati], into: Some(it.kenanga), ..work })
    }),
    ("bergabung-ke-diri", |it| {
        life(it, |work| LifeWork { posyandu: vec![it.melati, it.mawar], into: Some(it.melati), ..work })
    }),
    ("gabung-tidak-bisa", |it| {
        let survivor = it.place(it.mawar);
        Request::Merge(Box::new(Merge { victim: (survivor.id, survivor.version), survivor, reason: None }))
    }),
    // Codes and numbers.
    ("registrasi-beda-desa", |it| save(it.place(it.mawar).with("nomor_registrasi", "62.03.99.2002.001"))),
    ("registrasi-urut-nol", |it| save(it.place(it.mawar).with("nomor_registrasi", "62.03.99.2001.000"))),
    ("pola-kode", |it| save(it.place(it.mawar).with("nomor_registrasi", "REG-1"))),
    ("kode-ganda", |it| recode(it, "62.03.99.2002", None)),
    ("kode-ganda", |it| recode(it, "62.03.99.2002", Some(("Baru", vec![it.mawar])))),
    ("pemekaran-belum-lengkap", |it| recode(it, "62.03.99.2003", Some(("Baru", Vec::new())))),
    ("pemekaran-belum-lengkap", |it| recode(it, "62.03.99.2003", Some((" ", vec![it.mawar])))),
    ("setelan-tidak-cocok", |_| Request::Remember("pola_registrasi".into(), "PP.KK".into())),
    ("setelan-tidak-cocok", |_| Request::Remember("kader_minimal".into(), "lima".into())),
    // Registration.
    ("langkah-mundur", |it| step(it, "lengkap-desa", |work| work)),
    ("kembali-tanpa-alasan", |it| step(it, "dikembalikan", |work| work)),
    ("kembali-tanpa-alasan", |it| step(it, "dikembalikan", |work| StepWork { level: "kabupaten".into(), ..work })),
    ("terdaftar-tanpa-nomor", |it| step(it, "terdaftar", |work| work)),
    ("tidak-perlu-tanpa-alasan", |it| {
        save(new(&BERKAS).with("posyandu", to(it.mawar)).with("jenis", "berita-acara").with("ada", "tidak-perlu"))
    }),
    // Money.
    ("insentif-tanpa-jabatan", |it| save(paid(it.dewi, it.melati))),
    ("insentif-posyandu-tutup", |it| save(paid(it.budi, it.kenanga).with("bulan_bayar", 11))),
];

impl Office {
    fn place(&self, id: RecordId) -> Record {
        self.store.get(&POSYANDU, id).unwrap().unwrap()
    }
}

fn says_what_to_do(code: &str, problem: &Problem) {
    for lang in [Lang::Id, Lang::En] {
        for words in [problem.text.get(lang), problem.advice.get(lang)] {
            assert!(words.chars().count() > 12 && words.ends_with(['.', '?', ')']), "{code}: {words}");
            assert!(!words.contains('{'), "{code}: {words}");
        }
    }
}

#[test]
fn bad_input_is_refused_with_its_sentence_and_advice_and_nothing_is_half_done() {
    let mut office = office();
    let before = whole(&mut office.store);
    let mut otherwise = Vec::new();
    for (at, (code, ask)) in CASES.iter().enumerate() {
        let request = ask(&office);
        match serve(&mut office.store, request) {
            Reply::Refused(problems) => match problems.iter().find(|problem| problem.code == *code) {
                Some(problem) => says_what_to_do(code, problem),
                None => otherwise.push((at, code, problems.iter().map(|problem| problem.code).collect())),
            },
            other => otherwise.push((at, code, vec![if matches!(other, Reply::Saved(_)) { "kept" } else { "?" }])),
        }
        assert_eq!(whole(&mut office.store), before, "{at} {code}");
    }
    assert!(otherwise.is_empty(), "{otherwise:?}");
}

#[test]
fn a_day_that_is_not_in_the_calendar_is_no_day() {
    let words = crate::entity::Vocabulary::default();
    for hand in [Hand::Typed, Hand::Office] {
        let reading = Reading { today: day("2026-11-22"), words: &words, hand };
        for typed in ["31-02-2026", "29-02-2025", "31-04-2026", "00-01-2026", "12-13-2026"] {
            let problem = Kind::Date.parse(typed, &reading).unwrap_err();
            assert_eq!(problem.code, "tanggal", "{typed}");
            says_what_to_do(typed, &problem);
        }
    }
}
