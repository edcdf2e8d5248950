use super::*;
use crate::entity::{DESA, KADER, KECAMATAN, KODE_DESA, SK};
use crate::request::hidup::Consequences;
use crate::request::{Query, Request, Seek, Test};
use crate::service::serve;
use crate::store::{Clock, Opening, Outcome};

/// Two desa; Mawar with ketua and two kader, Melati with ketua and one kader, Anggrek of the other
/// desa without anybody.
struct Office {
    store: Store,
    desa: [RecordId; 2],
    mawar: RecordId,
    melati: RecordId,
    anggrek: RecordId,
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn new(entity: &'static Entity) -> Record {
    Record::new(entity, RecordId(-1))
}

fn put(store: &mut Store, record: Record) -> RecordId {
    let entity = record.entity;
    let changes = vec![Change::Put(record)];
    let batch =
        Batch { act: Act::Add, subject: "uji".into(), origin: "uji".into(), changes, reason: Some("uji".into()) };
    match store.save(&batch).unwrap() {
        Outcome::Saved(saved) => saved.records.iter().find(|(of, _, _)| *of == entity).unwrap().1,
        other => panic!("{other:?}"),
    }
}

fn to(id: RecordId) -> Value {
    Value::link(id, "")
}

fn post(store: &mut Store, name: &str, posyandu: RecordId, jabatan: &str, mulai: &str) -> RecordId {
    let kader = put(store, new(&KADER).with("nama", name));
    let post = new(&PENUGASAN).with("kader", to(kader)).with("posyandu", to(posyandu)).with("jabatan", jabatan);
    let bidang = if jabatan == "kader" { "kesehatan" } else { "" };
    put(store, post.with("bidang", bidang).with("mulai", day(mulai)));
    kader
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
    let posyandu = |store: &mut Store, nama: &str, desa: RecordId, founded: &str| {
        let place = new(&POSYANDU).with("nama", nama).with("desa", to(desa)).with("status", "aktif");
        put(store, place.with("tanggal_berdiri", day(founded)))
    };
    let mawar = posyandu(&mut store, "Mawar", desa[0], "2004-03-12");
    let melati = posyandu(&mut store, "Melati", desa[0], "2010-05-01");
    let anggrek = posyandu(&mut store, "Anggrek", desa[1], "2012-01-01");
    post(&mut store, "Siti", mawar, "ketua", "2024-01-12");
    post(&mut store, "Budi", mawar, "kader", "2024-01-12");
    post(&mut store, "Cici", mawar, "kader", "2025-06-01");
    post(&mut store, "Dewi", melati, "ketua", "2024-01-12");
    post(&mut store, "Edi", melati, "kader", "2024-01-12");
    Office { store, desa, mawar, melati, anggrek }
}

fn closing(posyandu: RecordId) -> LifeWork {
    LifeWork {
        posyandu: vec![posyandu],
        state: "tutup".into(),
        date: day("2026-01-01"),
        reason: "sasaran-habis".into(),
        sk: None,
        into: None,
        kader: LifeKader::End,
        note: String::new(),
        pass: None,
    }
}

fn merging(posyandu: &[RecordId], into: RecordId) -> LifeWork {
    LifeWork {
        posyandu: posyandu.to_vec(),
        state: "bergabung".into(),
        reason: "bergabung-ilp".into(),
        into: Some(into),
        kader: LifeKader::Move,
        ..closing(into)
    }
}

impl Office {
    fn refused(&mut self, work: &LifeWork) -> Vec<&'static str> {
        let before = self.posts();
        let mut codes = Vec::new();
        for request in [Request::PlanLife(Box::new(work.clone())), Request::Life(Box::new(work.clone()))] {
            codes = match serve(&mut self.store, request) {
                Reply::Refused(problems) => {
                    assert!(problems.iter().all(|problem| !problem.advice.get(Lang::Id).is_empty()));
                    problems.iter().map(|problem| problem.code).collect()
                }
                other => panic!("{other:?}"),
            };
        }
        assert_eq!(self.posts(), before, "nothing half done");
        codes
    }

    fn planned(&mut self, work: &LifeWork) -> Consequences {
        match serve(&mut self.store, Request::PlanLife(Box::new(work.clone()))) {
            Reply::Consequences(said) => *said,
            other => panic!("{other:?}"),
        }
    }

    fn done(&mut self, work: &LifeWork) {
        match serve(&mut self.store, Request::Life(Box::new(work.clone()))) {
            Reply::Saved(saved) => assert!(saved.batch.is_some()),
            other => panic!("{other:?}"),
        }
    }

    fn status(&self, posyandu: RecordId) -> String {
        self.store.get(&POSYANDU, posyandu).unwrap().unwrap().text("status").to_owned()
    }

    /// Every post: who, where, which, from, until, why ended.
    fn posts(&mut self) -> Vec<String> {
        let mut out = Vec::new();
        self.store
            .walk(&Query::all(&PENUGASAN), &mut |post| {
                let show = |field: &str| post.get(field).as_date().map(date::show).unwrap_or_default();
                let place = post.get("posyandu").as_link().map(|link| link.title.clone()).unwrap_or_default();
                let (from, until, why) = (show("mulai"), show("selesai"), post.text("alasan_berhenti"));
                out.push(format!("{} {place} {} {from} {until} {why}", person(&post), post.text("jabatan")));
                Ok(())
            })
            .unwrap();
        out.sort();
        out
    }
}

fn say(said: &Consequences) -> String {
    said.lines.iter().map(|line| line.get(Lang::Id).into_owned()).collect::<Vec<_>>().join("\n")
}

#[test]
fn closing_ends_the_posts_the_day_before_and_one_undo_brings_all_back() {
    let mut office = office();
    let before = office.posts();
    office.done(&closing(office.mawar));
    assert_eq!(office.status(office.mawar), "tutup");
    let after = office.posts();
    assert_eq!(after[0], "Budi Mawar kader 12-01-2024 31-12-2025 lain-lain");
    assert_eq!(after[4], "Siti Mawar ketua 12-01-2024 31-12-2025 lain-lain");
    let changes = office.store.pointing(&KEADAAN, "posyandu", office.mawar).unwrap();
    assert_eq!(changes.len(), 1);
    assert_eq!((changes[0].text("status"), changes[0].text("semula")), ("tutup", "aktif"));
    assert!(matches!(office.store.undo_last().unwrap(), Outcome::Saved(_)));
    assert_eq!((office.status(office.mawar), office.posts()), ("aktif".to_owned(), before));
    assert!(office.store.pointing(&KEADAAN, "posyandu", office.mawar).unwrap().is_empty());
}

#[test]
fn closing_while_kader_serve_is_refused_with_their_names() {
    let mut office = office();
    let work = LifeWork { kader: LifeKader::Stay, ..closing(office.mawar) };
    assert_eq!(office.refused(&work), ["masih-ada-kader"]);
    let Reply::Refused(problems) = serve(&mut office.store, Request::Life(Box::new(work.clone()))) else { panic!() };
    let said = problems[0].text.get(Lang::Id).into_owned();
    assert_eq!(said, "Masih ada 3 kader bertugas di Mawar pada 01-01-2026: Budi, Cici, Siti.");
    // One that goes on keeps them.
    office.done(&LifeWork { state: "tidak-aktif".into(), reason: "bencana".into(), ..work });
    assert_eq!(office.status(office.mawar), "tidak-aktif");
}

#[test]
fn impossible_days_are_refused() {
    let mut office = office();
    let on = |text: &str| LifeWork { date: day(text), ..closing(office.mawar) };
    let (early, late, running) = (on("2004-03-11"), on("2026-11-23"), on("2025-06-01"));
    assert_eq!(office.refused(&early), ["keadaan-sebelum-berdiri"]);
    assert_eq!(office.refused(&late), ["keadaan-di-depan"]);
    assert_eq!(office.refused(&running), ["jabatan-mulai-kemudian"]);
    office.done(&closing(office.mawar));
    let open = LifeWork { state: "aktif".into(), reason: "mulai".into(), ..closing(office.mawar) };
    assert_eq!(office.refused(&open), ["keadaan-sebelum-yang-terakhir"]);
    let again = LifeWork { date: day("2026-02-01"), ..closing(office.mawar) };
    assert_eq!(office.refused(&again), ["keadaan-sama"]);
}

#[test]
fn one_cannot_merge_into_itself_into_a_closed_one_or_nowhere() {
    let mut office = office();
    let (mawar, melati) = (office.mawar, office.melati);
    assert_eq!(office.refused(&merging(&[mawar], mawar)), ["bergabung-ke-diri"]);
    assert_eq!(office.refused(&LifeWork { into: None, ..merging(&[mawar], melati) }), ["bergabung-ke-mana"]);
    assert_eq!(office.refused(&LifeWork { posyandu: Vec::new(), ..closing(mawar) }), ["keadaan-belum-dipilih"]);
    office.done(&closing(melati));
    assert_eq!(office.refused(&merging(&[mawar], melati)), ["bergabung-ke-yang-berakhir"]);
    // Before it closed it could.
    let early = LifeWork { date: day("2025-12-01"), pass: Some("uji".into()), ..merging(&[mawar], melati) };
    office.done(&early);
}

#[test]
fn a_merger_across_desa_asks_for_a_reason() {
    let mut office = office();
    let work = merging(&[office.mawar], office.anggrek);
    let said = office.planned(&work);
    assert_eq!(said.problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["bergabung-beda-desa"]);
    assert!(matches!(serve(&mut office.store, Request::Life(Box::new(work.clone()))), Reply::Refused(_)));
    office.done(&LifeWork { pass: Some("satu wilayah kerja".into()), ..work });
    assert_eq!(office.status(office.mawar), "bergabung");
}

#[test]
fn several_merge_into_one_and_their_people_move_where_a_seat_is_free() {
    let mut office = office();
    let lansia = new(&POSYANDU).with("nama", "Lansia Mawar").with("desa", to(office.desa[0])).with("status", "aktif");
    let lansia = put(&mut office.store, lansia);
    post(&mut office.store, "Fitri", lansia, "sekretaris", "2024-01-12");
    // Budi serves the elderly too: there he is a kader already.
    let budi = office.store.find(&KADER, "nama", &Value::from("Budi"), 1).unwrap()[0];
    let second = new(&PENUGASAN).with("kader", to(budi)).with("posyandu", to(office.melati)).with("jabatan", "kader");
    put(&mut office.store, second.with("bidang", "kesehatan").with("mulai", day("2025-01-01")));
    let sk = new(&SK).with("nomor", "141/1/KPTS/2026").with("tanggal", day("2026-01-01")).with("jenis", "sk-kader");
    let sk = put(&mut office.store, sk.with("desa", to(office.desa[0])));
    let work = LifeWork { sk: Some(sk), ..merging(&[office.mawar, lansia], office.melati) };
    let said = office.planned(&work);
    let told = say(&said);
    assert!(told.contains("Mawar bergabung ke Melati mulai 01-01-2026."), "{told}");
    assert!(
        told.contains(
            "Siti: Ketua Posyandu selesai 31-12-2025; Kader di Melati mulai 01-01-2026 (kursinya sudah terisi)."
        ),
        "{told}"
    );
    assert!(told.contains("Budi: Kader selesai 31-12-2025; sudah bertugas di Melati."), "{told}");
    assert!(told.contains("Fitri: Sekretaris Posyandu selesai 31-12-2025; Sekretaris Posyandu di Melati"), "{told}");
    assert_eq!(office.status(office.mawar), "aktif", "a plan changes nothing");
    // The ketua who becomes a kader has no bidang yet.
    assert_eq!(said.problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["bidang-belum-diisi"]);
    office.done(&LifeWork { pass: Some("bidang menyusul".into()), ..work });
    let posts = office.posts();
    for expected in [
        "Budi Mawar kader 12-01-2024 31-12-2025 pindah-posyandu",
        "Cici Melati kader 01-01-2026  ",
        "Fitri Melati sekretaris 01-01-2026  ",
        "Siti Melati kader 01-01-2026  ",
        "Dewi Melati ketua 12-01-2024  ",
    ] {
        assert!(posts.iter().any(|post| post == expected), "{expected}: {posts:#?}");
    }
    // The lineage: what the receiver took over.
    let lineage = Query::all(&KEADAAN).only("posyandu", Test::Concerns(to(office.melati)));
    let page = office.store.page(&lineage, Seek::First, 9).unwrap();
    let from: Vec<String> = page.rows.iter().map(Record::title).collect();
    assert_eq!(from.len(), 2, "{from:?}");
    assert!(matches!(office.store.undo_last().unwrap(), Outcome::Saved(_)));
    assert_eq!(office.status(lansia), "aktif");
}

#[test]
fn a_status_typed_against_its_dated_changes_is_told() {
    let mut office = office();
    office.done(&closing(office.mawar));
    let typed = office.store.get(&POSYANDU, office.mawar).unwrap().unwrap().with("status", "aktif");
    let batch = Batch {
        act: Act::Edit,
        subject: "uji".into(),
        origin: "layar".into(),
        changes: vec![Change::Put(typed)],
        reason: None,
    };
    let Outcome::Refused(problems) = office.store.save(&batch).unwrap() else { panic!() };
    assert_eq!(problems[0].code, "status-beda-riwayat");
}

// ---- codes --------------------------------------------------------------------------------

fn recoding(desa: RecordId) -> RecodeWork {
    RecodeWork {
        desa,
        code: "62.03.99.2011".into(),
        split: None,
        date: day("2026-01-01"),
        basis: "Kepmendagri 300.2.2-2138 Tahun 2025".into(),
    }
}

fn number(office: &mut Office, posyandu: RecordId, number: &str) {
    let place = office.store.get(&POSYANDU, posyandu).unwrap().unwrap();
    put(&mut office.store, place.with("nomor_registrasi", number));
}

#[test]
fn a_recoded_desa_keeps_its_id_and_its_old_numbers_stay_known() {
    let mut office = office();
    let (mawar, desa) = (office.mawar, office.desa[0]);
    number(&mut office, mawar, "62.03.99.2001.001");
    let Reply::Consequences(said) = serve(&mut office.store, Request::PlanRecode(Box::new(recoding(desa)))) else {
        panic!()
    };
    assert_eq!(said.renumber, [(mawar, "Mawar, 62.03.99.2001.001".to_owned())]);
    let done = serve(&mut office.store, Request::Recode(Box::new(recoding(desa))));
    assert!(matches!(done, Reply::Saved(_)), "{done:?}");
    let former = office.store.pointing(&KODE_DESA, "desa", desa).unwrap();
    assert_eq!(
        (former[0].text("kode"), former[0].get("selesai").as_date()),
        ("62.03.99.2001", Some(day("2025-12-31")))
    );
    assert_eq!(office.store.get(&DESA, desa).unwrap().unwrap().text("kode"), "62.03.99.2011");
    // The old number is no mistake now.
    let place = office.store.get(&POSYANDU, mawar).unwrap().unwrap().with("strata", "mandiri");
    let batch = Batch {
        act: Act::Edit,
        subject: "uji".into(),
        origin: "layar".into(),
        changes: vec![Change::Put(place)],
        reason: None,
    };
    assert!(matches!(office.store.save(&batch).unwrap(), Outcome::Saved(_)));
}

#[test]
fn a_split_takes_posyandu_with_their_kader_and_lists_numbers_to_ask_for() {
    let mut office = office();
    let (mawar, desa) = (office.mawar, office.desa[0]);
    number(&mut office, mawar, "62.03.99.2001.001");
    let work = RecodeWork { split: Some(("Hilir Baru".into(), vec![mawar])), ..recoding(desa) };
    let Reply::Consequences(said) = serve(&mut office.store, Request::PlanRecode(Box::new(work.clone()))) else {
        panic!()
    };
    assert_eq!(said.renumber.len(), 1);
    assert!(say(&said).contains("1 Posyandu dengan kadernya pindah ke Hilir Baru."));
    assert!(matches!(serve(&mut office.store, Request::Recode(Box::new(work))), Reply::Saved(_)));
    let siti = office.store.find(&KADER, "nama", &Value::from("Siti"), 1).unwrap()[0];
    let siti = office.store.get(&KADER, siti).unwrap().unwrap();
    assert_eq!(siti.get("desa").as_link().unwrap().title, "Hilir Baru");
    let undone = office.store.undo_last().unwrap();
    assert!(matches!(undone, Outcome::Saved(_)), "{undone:?}");
    assert_eq!(office.store.pointing(&POSYANDU, "desa", desa).unwrap().len(), 2);
}

#[test]
fn a_code_that_cannot_be_is_refused() {
    let mut office = office();
    let desa = office.desa[0];
    let mut code = |work: RecodeWork| match serve(&mut office.store, Request::Recode(Box::new(work))) {
        Reply::Refused(problems) => problems[0].code,
        other => panic!("{other:?}"),
    };
    assert_eq!(code(RecodeWork { code: "62.03.99.2002".into(), ..recoding(desa) }), "kode-ganda");
    assert_eq!(code(RecodeWork { code: "62.03.99.2001".into(), ..recoding(desa) }), "kode-sama");
    assert_eq!(code(RecodeWork { code: "62.03.98.2001".into(), ..recoding(desa) }), "desa-beda-kecamatan");
    assert_eq!(code(RecodeWork { basis: " ".into(), ..recoding(desa) }), "dasar-belum-diisi");
    assert_eq!(code(RecodeWork { date: day("2027-01-01"), ..recoding(desa) }), "kode-di-depan");
    let elsewhere = Some(("Baru".to_owned(), vec![office.anggrek]));
    let split = RecodeWork { split: elsewhere, ..recoding(desa) };
    assert!(matches!(serve(&mut office.store, Request::Recode(Box::new(split))),
        Reply::Refused(problems) if problems[0].code == "pemekaran-desa-lain"));
}
