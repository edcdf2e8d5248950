//! The review of an import and its answers, over a store in memory.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use proptest::prelude::*;

use super::*;
use crate::base::words::Lang;
use crate::entity::{Entity, KADER, PENUGASAN, POSYANDU, Record, Severity};
use crate::request::{
    Absence, At, Class, ColumnBy, Decisions, ImportJob, ImportReport, Progress, Query, Review, ReviewRow, Seek,
};
use crate::service::buat;
use crate::store::{Opening, Store};

/// A desk of Kecamatan Selat with an office file on it.
struct Desk {
    store: Store,
    folder: tempfile::TempDir,
    job: ImportJob,
    entity: &'static Entity,
}

fn go_on(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

impl Desk {
    fn new() -> Self {
        let mut store = Store::memory(&Opening::by("uji").without_copies()).expect("memory");
        buat::begin(&mut store, "62.03.01").expect("a kecamatan");
        let folder = tempfile::tempdir().expect("a folder");
        Desk { store, folder, job: ImportJob::default(), entity: &POSYANDU }
    }

    /// Another file comes; nothing is decided about it yet.
    fn comes(&mut self, entity: &'static Entity, text: &str) {
        let path = self.folder.path().join("daftar.csv");
        std::fs::write(&path, text).expect("written");
        self.entity = entity;
        self.job = ImportJob {
            file: path.display().to_string(),
            kind: entity.name.into(),
            partial: true,
            ..ImportJob::default()
        };
    }

    fn with(entity: &'static Entity, text: &str) -> Self {
        let mut desk = Desk::new();
        desk.comes(entity, text);
        desk
    }

    fn decisions(&mut self) -> &mut Decisions {
        &mut self.job.decisions
    }

    fn review(&mut self) -> Review {
        let review = review(&mut self.store, self.entity, &self.job, Lang::Id, &mut go_on).expect("no trouble");
        sums_hold(&review);
        review
    }

    fn run(&mut self) -> ImportReport {
        self.taken().report
    }

    fn taken(&mut self) -> Taken {
        run(&mut self.store, self.entity, &self.job, Lang::Id).expect("no trouble").remove(0)
    }

    /// Takes a file in whole.
    fn takes(&mut self, entity: &'static Entity, text: &str) -> ImportReport {
        self.comes(entity, text);
        self.job.create_posyandu = true;
        self.run()
    }

    fn all(&mut self, entity: &'static Entity) -> Vec<Record> {
        self.store.page(&Query::all(entity), Seek::First, 999).expect("a page").rows
    }

    fn named(&mut self, entity: &'static Entity, name: &str) -> Record {
        self.all(entity).into_iter().find(|record| record.title() == name).expect(name)
    }
}

fn sums_hold(review: &Review) {
    let sums = review.sums;
    let parts = [sums.new, sums.changed, sums.same, sums.doubt, sums.rejected, sums.refused];
    assert_eq!(sums.rows, parts.iter().sum::<usize>(), "{sums:?}");
    assert_eq!(sums.rows, review.rows.len());
    for class in [Class::New, Class::Changed, Class::Same, Class::Doubt, Class::Rejected, Class::Refused] {
        let of = |review: &Review| match class {
            Class::New => review.sums.new,
            Class::Changed => review.sums.changed,
            Class::Same => review.sums.same,
            Class::Doubt => review.sums.doubt,
            Class::Rejected => review.sums.rejected,
            Class::Refused => review.sums.refused,
        };
        assert_eq!(review.rows.iter().filter(|row| row.class == class).count(), of(review), "{class:?}");
    }
    for row in review.rows.iter().filter(|row| row.class == Class::Doubt) {
        assert!(!row.candidates.is_empty(), "{row:?}");
    }
    for row in review.rows.iter().filter(|row| row.class == Class::Rejected) {
        assert!(row.problems.iter().any(|found| found.problem.severity != Severity::Warning), "{row:?}");
    }
}

const fn at(row: usize) -> At {
    At { table: 0, row }
}

fn row(review: &Review, number: usize) -> &ReviewRow {
    review.rows.iter().find(|row| row.at == at(number)).expect("a data row")
}

fn classes(review: &Review) -> Vec<(usize, Class)> {
    review.rows.iter().map(|row| (row.at.row, row.class)).collect()
}

fn codes(report: &ImportReport) -> Vec<(usize, &str)> {
    report.masalah.iter().map(|found| (found.baris, found.kode.as_str())).collect()
}

const LIST: &str = "No;Desa;Posyandu;Alamat\n1;Selat Hilir;Mawar I;Jl. Satu\n2;Selat Hilir;Cempaka;Jl. Dua\n\
                    3;Selat Hulu;Melati;\n";

const ROSTER: &str = "Nama;NIK;Tgl Lahir;Posyandu;Desa;Jabatan;Bidang;No HP\n\
    Siti Aminah;6203994503850001;05-03-1985;Mawar I;Selat Hilir;Ketua;;081234567890\n\
    Rusmini;;;Mawar I;Selat Hilir;Kader;Kesehatan;\n\
    Nur Aini;;;Cempaka;Selat Hilir;Kader;Kesehatan;\n";

// ---- what a review says -------------------------------------------------------------------

#[test]
fn every_row_is_told_with_what_it_would_set_and_personal_numbers_are_masked() {
    let mut desk = Desk::new();
    desk.takes(&POSYANDU, LIST);
    desk.comes(&KADER, ROSTER);
    let told = desk.review();
    assert_eq!(classes(&told), [(2, Class::New), (3, Class::New), (4, Class::New)]);
    let siti = row(&told, 2);
    assert_eq!((siti.name.as_str(), siti.place.as_str()), ("Siti Aminah", "Mawar I"));
    assert_eq!(siti.desa.1, "Selat Hilir");
    let new = |field: &str| siti.changes.iter().find(|change| change.field == field).map(|change| change.new.as_str());
    assert_eq!(new("nik"), Some("620399 ****** 0001"));
    assert_eq!(new("no_hp"), Some("0812 **** 7890"));
    assert_eq!(new("posyandu_nama"), Some("Mawar I"));
    assert!(siti.changes.iter().all(|change| change.old.is_empty() && change.taken));
    desk.run();
    desk.comes(&KADER, &ROSTER.replace("081234567890", "081234567899"));
    let told = desk.review();
    assert_eq!((told.sums.changed, told.sums.same), (1, 2));
    let changes: Vec<(&str, &str, &str)> =
        row(&told, 2).changes.iter().map(|c| (c.field.as_str(), c.old.as_str(), c.new.as_str())).collect();
    assert_eq!(changes, [("no_hp", "0812 **** 7890", "0812 **** 7899")]);
}

#[test]
fn what_is_the_matter_is_told_at_its_cell_with_what_it_probably_should_say() {
    let mut desk = Desk::new();
    desk.takes(&POSYANDU, LIST);
    desk.comes(&KADER, "No;Nama;NIK;Posyandu;Desa\n1;Siti;62O3994503850001;Mawar 1;Selat Hilir\n");
    let told = desk.review();
    let problem = row(&told, 2).problems.first().expect("a problem");
    assert_eq!((problem.column, problem.heading.as_str()), (Some(2), "NIK"));
    assert_eq!(problem.repair.as_deref(), Some("6203994503850001"));
    let repair = problem.repair.clone().expect("a repair");
    desk.decisions().mended.insert((at(2), 2), repair);
    assert_eq!(desk.review().sums.new, 1);
    assert_eq!(desk.run().baru, 1);
    assert_eq!(desk.named(&KADER, "Siti").text("nik"), "6203994503850001");
}

#[test]
fn the_columns_are_told_with_examples_that_hide_personal_numbers() {
    let mut desk = Desk::with(&KADER, &format!("Daftar;;;\n{}", ROSTER.replace("No HP", "Kontak X")));
    let told = desk.review();
    let column = |heading: &str| told.columns.iter().find(|column| column.heading == heading).expect("a column");
    assert_eq!(column("NIK").examples, ["620399 ****** 0001"]);
    assert_eq!(column("Posyandu").field.as_deref(), Some("posyandu"));
    assert_eq!(column("Posyandu").examples, ["Mawar I", "Cempaka"]);
    assert_eq!((column("Kontak X").field.clone(), column("Kontak X").by), (None, ColumnBy::Words));
    assert_eq!(column("Kontak X").examples, ["0812 **** 7890"]);
    assert!(told.fields.iter().any(|(name, words)| name == "no_hp" && !words.is_empty()));
}

#[test]
fn a_file_without_a_table_is_refused_in_the_review_too() {
    let told = Desk::with(&KADER, "Laporan;bebas\ntanpa;tabel\n").review();
    assert!(told.reports.first().is_some_and(|report| report.ditolak_seluruhnya.is_some()));
    assert!(!told.fields.is_empty());
}

// ---- refusing, mending, passing -----------------------------------------------------------

#[test]
fn what_the_clerk_refuses_is_not_written_and_is_no_mistake() {
    let mut desk = Desk::with(&POSYANDU, LIST);
    let hulu = row(&desk.review(), 4).desa.0.clone();
    desk.decisions().refused_rows.insert(at(2));
    desk.decisions().refused_desa.insert(hulu);
    desk.decisions().refused_fields.insert("alamat".into());
    desk.job.partial = false;
    let told = desk.review();
    assert_eq!(classes(&told), [(2, Class::Refused), (3, Class::New), (4, Class::Refused)]);
    let alamat = row(&told, 3).changes.iter().find(|change| change.field == "alamat").expect("still shown");
    assert_eq!((alamat.new.as_str(), alamat.taken), ("Jl. Dua", false));
    let report = desk.run();
    assert_eq!((report.baris, report.baru), (1, 1));
    assert_eq!(report.dilewati.iter().filter(|row| row.alasan == "tidak diambil").count(), 2);
    assert_eq!(desk.named(&POSYANDU, "Cempaka").text("alamat"), "");
    assert_eq!(desk.all(&POSYANDU).len(), 1);
}

#[test]
fn a_field_refused_in_one_row_is_taken_in_the_others() {
    let mut desk = Desk::new();
    desk.takes(&POSYANDU, LIST);
    desk.comes(&POSYANDU, &LIST.replace("Jl. ", "Jalan "));
    desk.decisions().refused_cells.insert((at(2), "alamat".into()));
    assert_eq!(classes(&desk.review()), [(2, Class::Same), (3, Class::Changed), (4, Class::Same)]);
    desk.run();
    assert_eq!(desk.named(&POSYANDU, "Mawar I").text("alamat"), "Jl. Satu");
    assert_eq!(desk.named(&POSYANDU, "Cempaka").text("alamat"), "Jalan Dua");
}

#[test]
fn a_new_sk_of_a_refused_field_is_not_added() {
    let mut desk = Desk::new();
    desk.takes(&POSYANDU, LIST);
    let text = "Nama;Posyandu;Desa;Bidang;No SK;Tgl SK\nSiti;Mawar I;Selat Hilir;Kesehatan;141/1;12-01-2026\n";
    desk.comes(&KADER, text);
    desk.decisions().refused_fields.insert("nomor_sk".into());
    desk.run();
    assert!(desk.all(&crate::entity::SK).is_empty());
    assert_eq!(desk.all(&PENUGASAN).len(), 1);
}

#[test]
fn a_row_is_passed_with_its_own_reason_and_that_is_kept() {
    let mut desk = Desk::new();
    desk.takes(&POSYANDU, LIST);
    // The 32nd of a month: badly issued numbers exist.
    let text = "Nama;NIK;Posyandu;Desa;Bidang\nSiti;6203993203850001;Mawar I;Selat Hilir;Kesehatan\n\
                Ani;6203993203850002;Mawar I;Selat Hilir;Kesehatan\n";
    desk.comes(&KADER, text);
    assert_eq!(desk.review().sums.rejected, 2);
    desk.decisions().passed.insert(at(2), "sesuai KTP".into());
    assert_eq!(classes(&desk.review()), [(2, Class::New), (3, Class::Rejected)]);
    desk.run();
    let kept = desk.store.passed(50).expect("reasons");
    assert!(kept.iter().any(|passed| passed.reason == "sesuai KTP"), "{kept:?}");
}

// ---- doubt --------------------------------------------------------------------------------

const NEAR: &str = "Desa;Posyandu;Alamat\nSelat Hilir;Cempakka;Jl. Tiga\n";

#[test]
fn a_posyandu_of_a_name_that_is_only_alike_is_asked_about() {
    let mut desk = Desk::new();
    desk.takes(&POSYANDU, LIST);
    desk.comes(&POSYANDU, NEAR);
    let told = desk.review();
    assert_eq!(classes(&told), [(2, Class::Doubt)]);
    assert_eq!(row(&told, 2).candidates.first().map(|candidate| candidate.title.as_str()), Some("Cempaka"));
    let report = desk.run();
    assert_eq!((report.ditolak, report.ragu, report.batch), (1, 1, None));
    assert_eq!(codes(&report), [(2, "ragu-posyandu")]);
    assert_eq!(report.masalah.first().map(|found| found.tingkat.as_str()), Some("galat-beralasan"));
    assert!(serde_json::to_string(&report).expect("json").contains("\"ragu\":1"));
    desk.job.reason = Some("memang Posyandu lain".into());
    let report = desk.run();
    assert_eq!((report.baru, report.ragu), (1, 0));
    assert!(!serde_json::to_string(&report).expect("json").contains("ragu\":"));
}

#[test]
fn names_with_other_numbers_are_never_alike() {
    let mut desk = Desk::new();
    desk.takes(&POSYANDU, "Desa;Posyandu\nSelat Hilir;Cempaka 1\nSelat Hilir;Anggrek\n");
    desk.comes(&POSYANDU, "Desa;Posyandu\nSelat Hilir;Cempaka 2\nSelat Hilir;Anggrek A\nSelat Hilir;Mawar\n");
    assert_eq!(desk.review().sums.new, 3);
}

#[test]
fn rows_of_one_file_put_each_other_in_no_doubt_nor_does_a_record_that_another_row_names() {
    let mut desk = Desk::with(&POSYANDU, "Desa;Posyandu\nSelat Hilir;Cempaka\nSelat Hilir;Cempakka\n");
    assert_eq!(desk.review().sums.new, 2);
    desk.takes(&POSYANDU, "Desa;Posyandu\nSelat Hilir;Cempaka\n");
    desk.comes(&POSYANDU, "Desa;Posyandu\nSelat Hilir;Cempakka\nSelat Hilir;Cempaka\n");
    assert_eq!(classes(&desk.review()), [(2, Class::New), (3, Class::Same)]);
}

#[test]
fn a_spelling_the_clerk_accepts_becomes_another_name_and_is_not_asked_again() {
    let mut desk = Desk::new();
    desk.takes(&POSYANDU, LIST);
    desk.comes(&POSYANDU, NEAR);
    let uid = desk.named(&POSYANDU, "Cempaka").uid.0;
    desk.decisions().meant.insert(at(2), Some(uid));
    assert_eq!(classes(&desk.review()), [(2, Class::Changed)]);
    desk.run();
    let cempaka = desk.named(&POSYANDU, "Cempaka");
    assert_eq!((cempaka.text("nama_lain"), cempaka.text("alamat")), ("Cempakka", "Jl. Tiga"));
    desk.comes(&POSYANDU, NEAR);
    assert_eq!(classes(&desk.review()), [(2, Class::Same)]);
}

#[test]
fn a_posyandu_that_is_another_one_is_added_and_the_pair_is_no_double() {
    let mut desk = Desk::new();
    desk.takes(&POSYANDU, LIST);
    desk.comes(&POSYANDU, NEAR);
    desk.decisions().meant.insert(at(2), None);
    assert_eq!(classes(&desk.review()), [(2, Class::New)]);
    assert!(desk.store.decisions("posyandu").expect("none").is_empty(), "a review remembers nothing");
    desk.run();
    let pair = [desk.named(&POSYANDU, "Cempaka").uid.0, desk.named(&POSYANDU, "Cempakka").uid.0];
    let apart = desk.store.decisions(crate::store::NOT_DOUBLE).expect("pairs");
    assert!(apart.contains_key(&crate::store::pair(&pair[0], &pair[1])), "{apart:?}");
}

const TYPO: &str = "Nama;Posyandu;Desa;Bidang\nRusmini;Cempakka;Selat Hilir;Kesehatan\n\
                    Aminah;Cempakka;Selat Hilir;Kesehatan\n";

#[test]
fn the_misspelt_posyandu_of_many_kader_is_answered_once_and_remembered_until_told_otherwise() {
    let mut desk = Desk::new();
    desk.takes(&POSYANDU, LIST);
    desk.comes(&KADER, TYPO);
    assert_eq!(classes(&desk.review()), [(2, Class::Doubt), (3, Class::Doubt)]);
    let uid = desk.named(&POSYANDU, "Cempaka").uid.0;
    // Said in the second row, it holds for the first too.
    desk.decisions().meant.insert(at(3), Some(uid));
    assert_eq!(classes(&desk.review()), [(2, Class::New), (3, Class::New)]);
    assert_eq!(desk.run().baru, 2);
    desk.comes(&KADER, &TYPO.replace("Rusmini", "Hasanah").replace("Aminah", "Maimunah"));
    let report = desk.run();
    assert_eq!((report.baru, codes(&report)), (2, vec![(2, "keputusan-dulu"), (3, "keputusan-dulu")]));
    desk.comes(&KADER, &TYPO.replace("Rusmini", "Halimah").replace("Aminah", "Jumiati"));
    desk.decisions().meant.insert(at(2), None);
    desk.decisions().meant.insert(at(3), None);
    assert_eq!(desk.run().baru, 2);
    assert_eq!(desk.named(&POSYANDU, "Cempakka").text("nama"), "Cempakka");
}

#[test]
fn a_row_in_doubt_about_its_posyandu_and_its_person_is_settled_by_the_person() {
    let mut desk = Desk::new();
    desk.takes(&POSYANDU, LIST);
    desk.takes(&KADER, ROSTER);
    desk.comes(&KADER, "Nama;Posyandu;Desa;Bidang\nNur Ainni;Cempakka;Selat Hilir;Kesehatan\n");
    let first = row(&desk.review(), 2).candidates.clone();
    assert_eq!(first[0].title, "Cempaka");
    desk.decisions().meant.insert(at(2), Some(first[0].uid.clone()));
    let told = desk.review();
    let person = row(&told, 2).candidates[0].clone();
    assert_eq!((row(&told, 2).class, person.title.as_str()), (Class::Doubt, "Nur Aini"));
    desk.decisions().meant.insert(at(2), Some(person.uid));
    let told = desk.review();
    assert_eq!(row(&told, 2).class, Class::Same);
    assert_eq!(row(&told, 2).candidates.len(), 1, "another can still be chosen");
}

#[test]
fn a_person_is_asked_about_by_a_name_that_is_alike_or_borne_in_the_next_posyandu() {
    let mut desk = Desk::new();
    desk.takes(&POSYANDU, LIST);
    desk.takes(&KADER, ROSTER);
    let head = "Nama;Tgl Lahir;Posyandu;Desa;Bidang\n";
    for (said, class) in [
        ("Rusminni;;Mawar I;Selat Hilir;Kesehatan", Class::Doubt),
        ("Rusmini;;Cempaka;Selat Hilir;Kesehatan", Class::Doubt),
        // Another desa: only with the same date of birth.
        ("Rusmini;;Melati;Selat Hulu;Kesehatan", Class::New),
        ("Siti Aminah;05-03-1985;Melati;Selat Hulu;Kesehatan", Class::Doubt),
        // Born on another day: another person.
        ("Siti Aminah;05-03-1986;Cempaka;Selat Hilir;Kesehatan", Class::New),
        ("Siti Aminnah;05-03-1986;Mawar I;Selat Hilir;Kesehatan", Class::New),
        ("Maimunah;;Mawar I;Selat Hilir;Kesehatan", Class::New),
    ] {
        desk.comes(&KADER, &format!("{head}{said}\n"));
        assert_eq!(classes(&desk.review()), [(2, class)], "{said}");
    }
    // A whole list of the desa names her where she is: the other is another person.
    let both = format!("{head}Rusmini;;Cempaka;Selat Hilir;Kesehatan\nRusmini;;Mawar I;Selat Hilir;Kesehatan\n");
    desk.comes(&KADER, &both);
    assert_eq!(classes(&desk.review()), [(2, Class::New), (3, Class::Same)]);
}

#[test]
fn a_person_meant_gets_a_second_post_and_keeps_name_and_record() {
    let mut desk = Desk::new();
    desk.takes(&POSYANDU, LIST);
    desk.takes(&KADER, ROSTER);
    desk.comes(&KADER, "Nama;Posyandu;Desa;Bidang\nRUSMINI;Cempaka;Selat Hilir;Kesehatan\n");
    let told = desk.review();
    let uid = row(&told, 2).candidates.first().expect("a candidate").uid.clone();
    desk.decisions().meant.insert(at(2), Some(uid));
    assert_eq!(classes(&desk.review()), [(2, Class::New)]);
    desk.run();
    assert_eq!((desk.all(&KADER).len(), desk.all(&PENUGASAN).len()), (3, 4));
}

#[test]
fn of_two_posyandu_of_one_name_the_open_one_is_meant() {
    let mut desk = Desk::new();
    desk.takes(&POSYANDU, LIST);
    desk.comes(&POSYANDU, "Desa;Posyandu;Status\nSelat Hulu;Melati;tutup\n");
    desk.run();
    let mut second = desk.named(&POSYANDU, "Melati");
    (second.id, second.uid, second.version) = (crate::base::id::RecordId(-1), Default::default(), 0);
    second.set("status", "aktif");
    let batch = crate::request::Batch {
        act: crate::request::Act::Add,
        subject: String::new(),
        origin: "layar".into(),
        changes: vec![crate::request::Change::Put(second)],
        reason: Some("dibuka lagi".into()),
    };
    desk.store.save(&batch).expect("kept");
    desk.comes(&POSYANDU, "Desa;Posyandu;Alamat\nSelat Hulu;MELATI;Jl. Baru\n");
    assert_eq!(classes(&desk.review()), [(2, Class::Changed)]);
    desk.run();
    let open = desk.all(&POSYANDU).into_iter().find(|own| own.text("alamat") == "Jl. Baru").expect("changed");
    assert_eq!(open.text("status"), "aktif");
}

// ---- desa ---------------------------------------------------------------------------------

#[test]
fn a_spelling_of_a_desa_is_answered_for_all_rows_remembered_and_can_be_answered_anew() {
    let text = "Desa;Posyandu\nS. Hilirr Tgh;Dahlia\ns. hilirr tgh;Teratai\n";
    let mut desk = Desk::new();
    let code = |desk: &mut Desk, name: &str| desk.named(&crate::entity::DESA, name).text("kode").to_owned();
    let (hilir, hulu) = (code(&mut desk, "Selat Hilir"), code(&mut desk, "Selat Hulu"));
    desk.comes(&POSYANDU, text);
    assert_eq!(desk.review().sums.rejected, 2);
    desk.decisions().desa.insert("S. Hilirr Tgh".into(), hilir);
    assert_eq!(desk.run().baru, 2);
    desk.comes(&POSYANDU, text);
    let report = desk.run();
    assert_eq!((report.sama, codes(&report)), (2, vec![(2, "keputusan-dulu"), (3, "keputusan-dulu")]));
    desk.decisions().desa.insert("S. Hilirr Tgh".into(), hulu);
    assert_eq!(desk.run().baru, 2);
}

// ---- missing ------------------------------------------------------------------------------

#[test]
fn posyandu_missing_from_their_desa_are_told_and_closed_only_when_asked_for() {
    let mut desk = Desk::new();
    desk.takes(&POSYANDU, LIST);
    desk.comes(&POSYANDU, "Desa;Posyandu\nSelat Hilir;Mawar 1\n");
    let told = desk.review();
    let titles: Vec<&str> = told.missing.iter().map(|missing| missing.title.as_str()).collect();
    assert_eq!(titles, ["Cempaka"], "the other desa is not in the file");
    assert_eq!(told.reports.first().map(|report| report.tidak_ada.clone()), Some(vec!["Cempaka, Selat Hilir".into()]));
    assert!(desk.run().tidak_ada.is_empty());
    assert_eq!(desk.named(&POSYANDU, "Cempaka").text("status"), "aktif");
    let uid = desk.named(&POSYANDU, "Cempaka").uid.0;
    desk.decisions().absent.insert(uid.clone(), Absence::Forgotten);
    let taken = desk.taken();
    assert_eq!((taken.left.is_empty(), taken.report.batch), (false, None));
    desk.decisions().absent.insert(uid, Absence::Closed);
    assert!(desk.run().batch.is_some());
    assert_eq!(desk.named(&POSYANDU, "Cempaka").text("status"), "tutup");
    assert!(desk.review().missing.is_empty());
}

#[test]
fn a_kader_missing_from_the_posyandu_moved_away_when_the_clerk_says_so() {
    let mut desk = Desk::new();
    desk.takes(&POSYANDU, LIST);
    desk.takes(&KADER, ROSTER);
    desk.comes(&KADER, "Nama;Posyandu;Desa\nSiti Aminah;Mawar I;Selat Hilir\nRusminni;Melati;Selat Hulu\n");
    let told = desk.review();
    let missing = told.missing.first().expect("somebody");
    assert_eq!((missing.title.as_str(), missing.place.as_str(), told.missing.len()), ("Rusmini", "Mawar I", 1));
    let uid = missing.uid.clone();
    desk.decisions().refused_rows.insert(at(3));
    desk.decisions().absent.insert(uid, Absence::Moved);
    desk.run();
    let today = desk.store.today();
    let ended: Vec<Record> = desk.all(&PENUGASAN).into_iter().filter(|post| !post.get("selesai").is_empty()).collect();
    assert_eq!(ended.len(), 1);
    assert_eq!(ended[0].get("selesai").as_date(), Some(today));
    assert_eq!(ended[0].text("alasan_berhenti"), "pindah-domisili");
}

// ---- columns ------------------------------------------------------------------------------

#[test]
fn columns_chosen_by_hand_are_remembered_for_the_same_layout() {
    let text = "Kol A;Desa;Alamat;Kol D\nMawar;Selat Hilir;Jl. Satu;sudah lama\n";
    let mut desk = Desk::with(&POSYANDU, text);
    assert!(desk.review().reports[0].ditolak_seluruhnya.is_some());
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    desk.job.mapping = vec![pair("Kol A", "nama"), pair("ALAMAT", "-"), pair("Kol D", "catatan")];
    let told = desk.review();
    let by: BTreeMap<&str, (Option<&str>, ColumnBy)> =
        told.columns.iter().map(|c| (c.heading.as_str(), (c.field.as_deref(), c.by))).collect();
    assert_eq!(by.get("Kol A"), Some(&(Some("nama"), ColumnBy::Chosen)));
    assert_eq!(by.get("Alamat"), Some(&(None, ColumnBy::Chosen)));
    desk.run();
    let mawar = desk.named(&POSYANDU, "Mawar");
    assert_eq!((mawar.text("alamat"), mawar.text("catatan")), ("", "sudah lama"));
    desk.comes(&POSYANDU, &text.replace("Mawar", "Melati"));
    let told = desk.review();
    assert_eq!((told.sums.new, told.columns[0].by), (1, ColumnBy::Remembered));
    assert_eq!(told.columns[2].field, None);
    let taken = desk.taken();
    assert_eq!(taken.remembered.len(), 3);
    assert_eq!(desk.named(&POSYANDU, "Melati").text("alamat"), "");
}

#[test]
fn a_chosen_column_wins_over_one_that_was_recognised() {
    let mut desk = Desk::with(&POSYANDU, "Nama Posyandu;Nama Resmi;Desa\nMWR;Mawar;Selat Hilir\n");
    desk.job.mapping = vec![("Nama Resmi".into(), "nama".into())];
    desk.run();
    assert_eq!(desk.all(&POSYANDU)[0].text("nama"), "Mawar");
}

// ---- stopping -----------------------------------------------------------------------------

#[test]
fn an_import_that_is_stopped_at_any_step_changes_nothing() {
    use std::fmt::Write as _;
    let mut text = "Desa;Posyandu\n".to_owned();
    (1..=140).for_each(|number| {
        let desa = ["Selat Hilir", "Selat Hulu", "Selat Tengah"][number % 3];
        let _ = writeln!(text, "{desa};Kenanga {number}");
    });
    let mut desk = Desk::with(&POSYANDU, &text);
    let mut steps = 0;
    let mut count = |_: Progress| {
        steps += 1;
        ControlFlow::Continue(())
    };
    let job = ImportJob { dry_run: true, ..desk.job.clone() };
    run_watched(&mut desk.store, &POSYANDU, &job, Lang::Id, &mut count).expect("no trouble");
    for stop_at in [1, steps, steps + 1, steps + 3] {
        let mut left = stop_at;
        let mut stop = |progress: Progress| {
            assert!(progress.done <= progress.of);
            left -= 1;
            if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let stopped = run_watched(&mut desk.store, &POSYANDU, &desk.job, Lang::Id, &mut stop);
        assert!(stopped.is_err_and(|trouble| trouble.code == crate::store::STOPPED), "{stop_at} of {steps}");
        assert_eq!(desk.store.count(&Query::all(&POSYANDU), 9).expect("a count").0, 0, "{stop_at}");
    }
    assert_eq!(desk.run().baru, 140);
}

// ---- any decisions ------------------------------------------------------------------------

/// Posyandu and kader of a file, and what an office sends about them: known, new, alike, damaged.
const SENT: &[&str] = &[
    "Siti Aminah;6203994503850001;Mawar I;Selat Hilir;Ketua;;081234567890",
    "Siti Aminah;6203994503850001;Mawar I;Selat Hilir;Ketua;;081234567899",
    "Rusmini;;Cempaka;Selat Hilir;Kader;Kesehatan;",
    "Rusminni;;Mawar I;Selat Hilir;Kader;Kesehatan;",
    "Nur Aini;;Cempakka;Selat Hilir;Kader;Kesehatan;",
    "Jumiati;62O3994503850001;Melati;Selat Hulu;Kader;Kesehatan;",
    "Hasanah;6203993203850001;Melati;Selat Hulu;Kader;Pendidikan;",
    "Maimunah;;Tidak Ada;Selat Hulu;Kader;Pendidikan;",
    "Halimah;;Melati;Antah Berantah;Kader;Sosial;",
    "Nur Aini;;Cempaka;Selat Hilir;Kader;Kesehatan;081298765432",
    "Kartini;;Melati;Selat Hulu;Ketua;;",
    "Sumiati;;Melati;Selat Hulu;Ketua;;",
];

#[derive(Clone, Debug)]
struct Said {
    row: usize,
    what: usize,
}

fn decide(desk: &mut Desk, told: &Review, said: &Said) {
    let Some(row) = told.rows.get(said.row % told.rows.len().max(1)).cloned() else { return };
    let decisions = desk.decisions();
    match said.what {
        0 => drop(decisions.refused_rows.insert(row.at)),
        1 => drop(decisions.refused_fields.insert("no_hp".into())),
        2 => drop(decisions.refused_cells.insert((row.at, "jabatan".into()))),
        3 => drop(decisions.refused_desa.insert(row.desa.0)),
        4 => drop(decisions.passed.insert(row.at, "sesuai KTP".into())),
        5 => drop(decisions.meant.insert(row.at, None)),
        6 => {
            if let Some(one) = row.candidates.first() {
                decisions.meant.insert(row.at, Some(one.uid.clone()));
            }
        }
        7 => {
            let mend = row.problems.iter().find_map(|found| Some((found.column?, found.repair.clone()?)));
            if let Some((column, repair)) = mend {
                decisions.mended.insert((row.at, column), repair);
            }
        }
        8 => {
            if let Some(missing) = told.missing.first() {
                decisions.absent.insert(missing.uid.clone(), Absence::Closed);
            }
        }
        _ => drop(decisions.desa.insert("Antah Berantah".into(), "62.03.01.1005".into())),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn whatever_is_decided_the_sums_hold_and_the_run_writes_what_the_review_said(
        order in proptest::collection::vec(0..SENT.len(), 1..14),
        said in proptest::collection::vec((0..14usize, 0..10usize).prop_map(|(row, what)| Said { row, what }), 0..10),
    ) {
        let mut desk = Desk::new();
        desk.takes(&POSYANDU, LIST);
        desk.takes(&KADER, ROSTER);
        let rows: Vec<&str> = order.iter().map(|at| SENT[*at]).collect();
        desk.comes(&KADER, &format!("Nama;NIK;Posyandu;Desa;Jabatan;Bidang;No HP\n{}\n", rows.join("\n")));
        let told = desk.review();
        for said in &said {
            decide(&mut desk, &told, said);
        }
        let told = desk.review();
        let before: Vec<Record> = desk.all(&KADER).into_iter().chain(desk.all(&PENUGASAN)).collect();
        let report = desk.run();
        prop_assert_eq!((report.baru, report.berubah), (told.sums.new, told.sums.changed));
        prop_assert_eq!((report.sama, report.ragu), (told.sums.same, told.sums.doubt));
        prop_assert_eq!(report.ditolak, told.sums.doubt + told.sums.rejected);
        let ended = told.missing.iter().any(|missing| missing.answer == Absence::Closed);
        prop_assert_eq!(report.batch.is_some(), report.baru + report.berubah > 0 || ended);
        let after: Vec<Record> = desk.all(&KADER).into_iter().chain(desk.all(&PENUGASAN)).collect();
        prop_assert_eq!(before != after, report.batch.is_some());
        // Taken in again, with the same answers, nothing is left to do; a doubt that was left open
        // may look otherwise once the file knows more.
        let again = desk.review();
        if told.sums.doubt == 0 {
            prop_assert_eq!(again.sums.new, 0, "{:?}", again.rows);
            prop_assert_eq!(again.sums.changed, 0, "{:?}", again.rows);
        }
    }
}
