//! The review over a planner of its own: hand-made rows that follow the clerk's decisions.

use super::answering::{CLASSES, count};
use super::*;
use crate::base::words::{Lang, same};
use crate::entity::Problem;
use crate::request::{
    Absence, At, Candidate, Class, ColumnBy, ImportReport, MissingRow, Review, ReviewChange, ReviewColumn,
    ReviewProblem, ReviewRow, Sums,
};
use crate::ui::keymap::{Key, Press};
use crate::ui::look::{Glyphs, Theme};
use crate::ui::{Effect, Event, Ui};

const TODAY: crate::base::date::Date = crate::base::date::Date::constant(2026, 11, 22);

/// A clerk before the screen: keys in, jobs answered by [`plan`] unless they are held.
struct Clerk {
    ui: Ui,
    size: (u16, u16),
    jobs: Vec<(Ticket, Job)>,
    asked: Vec<(Ticket, Request)>,
    cancelled: Vec<Ticket>,
    wakes: Vec<Ticket>,
    holds: bool,
    quit: bool,
    pressed: usize,
    review: Review,
}

fn row(n: usize, class: Class, name: &str) -> ReviewRow {
    let desa = if n.is_multiple_of(2) { "Selat Hilir" } else { "Selat Hulu" };
    ReviewRow {
        at: At { table: 0, row: n },
        class,
        name: name.to_owned(),
        place: "Melati 1".to_owned(),
        desa: (format!("62.03.99.200{}", 1 + n % 2), desa.to_owned()),
        changes: vec![
            change("nama", text("Nama lengkap", "Full name"), "", name),
            change("no_hp", text("No. HP", "Phone"), "", "0812 **** 7890"),
        ],
        problems: Vec::new(),
        candidates: Vec::new(),
    }
}

fn change(field: &str, label: Text, old: &str, new: &str) -> ReviewChange {
    ReviewChange { field: field.to_owned(), label, old: old.to_owned(), new: new.to_owned(), taken: true }
}

fn problem(problem: Problem, shown: &str, repair: Option<&str>) -> ReviewProblem {
    ReviewProblem {
        column: Some(2),
        heading: "NIK".to_owned(),
        shown: shown.to_owned(),
        problem,
        repair: repair.map(str::to_owned),
    }
}

fn candidate(uid: &str, context: &str) -> Candidate {
    Candidate {
        uid: uid.to_owned(),
        title: "Rusmini".to_owned(),
        context: context.to_owned(),
        why: text("nama mirip", "similar name").into(),
    }
}

/// Six rows of a roster, one of each class that a file can give, and a second rejected one.
fn office_file() -> Review {
    let broken = Problem::error(
        "nik-rusak-excel",
        text("NIK rusak oleh Excel.", "Excel damaged the NIK."),
        text("Ambil NIK dari kartu penduduk.", "Take the NIK from the card."),
    );
    let short = Problem::overridable(
        "nik-tanggal",
        text("Tanggal di NIK tidak mungkin.", "The date in the NIK is impossible."),
        text("Betulkan, atau loloskan dengan alasan.", "Mend it, or pass it with a reason."),
    );
    let mut damaged = row(17, Class::Rejected, "Nur'aini, S.Pd");
    damaged.problems = vec![problem(broken, "6,2E+15", Some("6203995003850001"))];
    let mut impossible = row(18, Class::Rejected, "Salmah");
    impossible.problems = vec![problem(short, "6203993502850001", None)];
    let mut doubt = row(23, Class::Doubt, "Hj. Rusmini");
    doubt.candidates = vec![candidate("u-1", "Melati 1"), candidate("u-2", "Mawar")];
    let mut changed = row(31, Class::Changed, "Mariana");
    changed.changes = vec![
        change("no_hp", text("No. HP", "Phone"), "0812 **** 0001", "0813 **** 0002"),
        change("alamat", text("Alamat", "Address"), "Jalan Lama 1", "Jalan Baru 2"),
    ];
    let mut same = row(40, Class::Same, "Aisyah");
    same.changes.clear();
    let rows = vec![row(12, Class::New, "Siti Aminah"), damaged, impossible, doubt, changed, same];
    let column = |n: usize, heading: &str, field: Option<&str>| ReviewColumn {
        table: 0,
        column: n,
        heading: heading.to_owned(),
        examples: vec!["satu".to_owned(), "dua".to_owned()],
        field: field.map(str::to_owned),
        by: ColumnBy::Words,
    };
    let missing = |uid: &str, title: &str| MissingRow {
        uid: uid.to_owned(),
        title: title.to_owned(),
        place: "Melati 1, Selat Hilir".to_owned(),
        answer: Absence::Leave,
    };
    Review {
        reports: vec![ImportReport {
            berkas: "/kantor/Data kader Selat Hilir.xlsx".into(),
            ke: "kader".into(),
            lembar: "Kader 2026".into(),
            baris_judul: Some(4),
            ..ImportReport::default()
        }],
        sums: Sums::default(),
        rows,
        missing: vec![missing("m-1", "Fatimah"), missing("m-2", "Norhayati")],
        columns: vec![
            column(1, "NAMA KADER", Some("nama")),
            column(2, "NIK", Some("nik")),
            column(3, "KONTAK", None),
            column(4, "HP", Some("no_hp")),
        ],
        fields: vec![
            ("nama".to_owned(), text("Nama lengkap", "Full name")),
            ("nik".to_owned(), text("NIK", "NIK")),
            ("no_hp".to_owned(), text("No. HP", "Phone")),
        ],
        sheets: vec!["Kader 2026".to_owned(), "Kader 2025".to_owned()],
    }
}

/// What the decisions make of the file: enough of a planner for the screen.
fn plan(file: &Review, job: &ImportJob) -> Review {
    let mut review = file.clone();
    let said = &job.decisions;
    for row in &mut review.rows {
        if said.mended.keys().any(|(at, _)| *at == row.at) || said.passed.contains_key(&row.at) {
            row.class = Class::New;
            row.problems.clear();
        }
        if said.meant.contains_key(&row.at) {
            row.class = if said.meant[&row.at].is_some() { Class::Changed } else { Class::New };
        }
        if said.refused_rows.contains(&row.at) || said.refused_desa.contains(&row.desa.0) {
            row.class = Class::Refused;
        }
        for change in &mut row.changes {
            let is_here = said.refused_cells.contains(&(row.at, change.field.clone()));
            change.taken = !(is_here || said.refused_fields.contains(&change.field));
        }
    }
    let of = |class| review.rows.iter().filter(|row| row.class == class).count();
    review.sums = Sums {
        rows: review.rows.len(),
        new: of(Class::New),
        changed: of(Class::Changed),
        same: of(Class::Same),
        doubt: of(Class::Doubt),
        rejected: of(Class::Rejected),
        refused: of(Class::Refused),
        skipped: 6,
    };
    for column in &mut review.columns {
        if let Some((_, field)) = job.mapping.iter().find(|(heading, _)| *heading == column.heading) {
            column.field = Some(field.clone()).filter(|field| field != "-");
            column.by = ColumnBy::Chosen;
        }
    }
    review
}

fn job() -> ImportJob {
    ImportJob { file: "/kantor/Data kader Selat Hilir.xlsx".into(), kind: "kader".into(), ..ImportJob::default() }
}

impl Clerk {
    fn at(review: Review) -> Self {
        Clerk::with(review, Look::default(), (80, 24))
    }

    fn with(review: Review, look: Look, size: (u16, u16)) -> Self {
        let desk = crate::ui::desk(TODAY, look, "siti");
        let (mut ui, effects) = Ui::new(desk, size, Box::new(Import::new(None)));
        let _ = ui.update(Event::Resize(size.0, size.1));
        let mut clerk = Clerk {
            ui,
            size,
            jobs: Vec::new(),
            asked: Vec::new(),
            cancelled: Vec::new(),
            wakes: Vec::new(),
            holds: false,
            quit: false,
            pressed: 0,
            review,
        };
        clerk.perform(effects);
        clerk.keys("Right").typed("Data kader Selat Hilir.xlsx").keys("Enter");
        clerk
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::StartJob(ticket, job) => {
                    self.jobs.push((ticket, job));
                    if !self.holds {
                        self.answer_last();
                    }
                }
                Effect::Ask(ticket, request) => self.asked.push((ticket, request)),
                Effect::Cancel(ticket) => self.cancelled.push(ticket),
                Effect::Quit => self.quit = true,
                Effect::Wake(ticket, _) => self.wakes.push(ticket),
                _ => {}
            }
        }
    }

    fn event(&mut self, event: Event) {
        let (_, effects) = self.ui.update(event);
        self.perform(effects);
    }

    fn reply(&mut self, ticket: Ticket, reply: Reply) {
        self.event(Event::Reply(ticket, reply));
    }

    fn answer_last(&mut self) {
        let (ticket, job) = self.jobs.last().cloned().expect("a job");
        self.reply(ticket, answer(&self.review, &job));
    }

    fn keys(&mut self, keys: &str) -> &mut Self {
        for name in keys.split(' ').filter(|name| !name.is_empty()) {
            let press = match name {
                "Enter" => Press::plain(Key::Enter),
                "Esc" => Press::plain(Key::Esc),
                "Tab" => Press::plain(Key::Tab),
                "S-Tab" => Press::plain(Key::BackTab),
                "Up" => Press::plain(Key::Up),
                "Down" => Press::plain(Key::Down),
                "Left" => Press::plain(Key::Left),
                "Right" => Press::plain(Key::Right),
                "End" => Press::plain(Key::End),
                "PgDn" => Press::plain(Key::PageDown),
                "Space" => Press::char(' '),
                "C-s" => Press::ctrl('s'),
                "C-r" => Press::ctrl('r'),
                "C-u" => Press::ctrl('u'),
                one => Press::char(one.chars().next().expect("a key")),
            };
            self.pressed += 1;
            let (_, effects) = self.ui.update(Event::Press(press));
            self.perform(effects);
        }
        self
    }

    fn typed(&mut self, words: &str) -> &mut Self {
        for c in words.chars() {
            self.pressed += 1;
            let (_, effects) = self.ui.update(Event::Press(Press::char(c)));
            self.perform(effects);
        }
        self
    }

    fn screen(&self) -> String {
        let mut buf = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        self.ui.view(&mut buf);
        let rows = buf.content.chunks(usize::from(self.size.0));
        let line = |row: &[ratatui::buffer::Cell]| row.iter().map(|cell| cell.symbol().to_owned()).collect::<String>();
        rows.map(|row| line(row).trim_end().to_owned()).collect::<Vec<_>>().join("\n")
    }

    #[track_caller]
    fn shows(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(words), "{words:?} is not on\n{screen}");
        self
    }

    #[track_caller]
    fn lacks(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        assert!(!screen.contains(words), "{words:?} is on\n{screen}");
        self
    }

    /// The newest job's decisions.
    fn said(&self) -> crate::request::Decisions {
        match self.jobs.last() {
            Some((_, Job::Review(job) | Job::Import(job))) => (*job.decisions).clone(),
            other => panic!("no job: {other:?}"),
        }
    }
}

fn answer(file: &Review, job: &Job) -> Reply {
    match job {
        Job::Review(job) => Reply::Reviewed(Box::new(plan(file, job))),
        Job::Import(job) => {
            let sums = plan(file, job).sums;
            let batch = (!job.dry_run).then_some(12);
            let report = ImportReport { baru: sums.new, berubah: sums.changed, batch, ..ImportReport::default() };
            Reply::Imported(Box::new(report))
        }
        other => panic!("no such job here: {other:?}"),
    }
}

#[test]
fn the_sum_is_on_every_part_of_the_review_and_holds() {
    let mut clerk = Clerk::at(office_file());
    let sum = "6 baris = 1 baru + 1 berubah + 1 sama + 1 ragu + 2 ditolak     6 dilewati";
    for keys in ["", "Enter", "Esc c", "Esc t", "Esc"] {
        clerk.keys(keys).shows(sum);
    }
    clerk.keys("n").shows("6 baris = 1 baru + 1 ubah + 1 sama + 1 ragu + 1 tolak + 1 lepas  6 dilewati");
}

#[test]
fn what_needs_the_clerk_stands_first_and_says_what_it_is() {
    let mut clerk = Clerk::at(office_file());
    let screen = clerk.screen();
    let order: Vec<&str> = screen.lines().skip(7).take(6).collect();
    assert!(order[0].contains("17 x tolak") && order[0].contains("Nur'aini"), "{screen}");
    assert!(order[2].contains("23 ! ragu") && order[2].contains("2 calon"), "{screen}");
    assert!(order[3].contains("31 * ubah") && order[3].contains("No. HP"), "{screen}");
    assert!(order[5].contains("40 = sama"), "{screen}");
    clerk.shows("[semua 6]").shows("b: pakai 6203995003850001");
}

#[test]
fn rows_of_another_kecamatan_do_not_stand_before_what_can_be_mended() {
    let mut review = office_file();
    let elsewhere = Problem::error("luar-kecamatan", text("Baris kecamatan lain.", "Elsewhere."), text("", ""));
    for n in 1..10 {
        let mut away = row(100 + n, Class::Rejected, "Jauh");
        away.problems = vec![ReviewProblem { column: None, ..problem(elsewhere.clone(), "", None) }];
        review.rows.insert(0, away);
    }
    let mut clerk = Clerk::at(review);
    clerk.shows(">     17 x tolak").shows("11 ditolak").keys("End").shows(">    101 x tolak");
}

#[test]
fn tab_shows_one_class_after_the_other_and_passes_over_empty_ones() {
    let mut clerk = Clerk::at(office_file());
    clerk.keys("Tab").shows("[x tolak 2]").lacks("Mariana").keys("Tab").shows("[! ragu 1]").lacks("Nur'aini");
    clerk.keys("Tab Tab Tab").shows("[= sama 1]").keys("Tab").shows("[semua 6]").keys("S-Tab").shows("[= sama 1]");
}

#[test]
fn a_bad_cell_is_mended_in_place_and_the_row_stays_under_the_cursor() {
    let mut clerk = Clerk::at(office_file());
    clerk.keys("e").shows("Baris 17, NIK").shows("Ambil NIK dari kartu penduduk").keys("C-u").typed("6203995003850001");
    clerk.keys("Enter").shows(">     17 + baru").shows("6 baris = 2 baru").shows("dibetulkan");
    let at = At { table: 0, row: 17 };
    assert_eq!(clerk.said().mended.get(&(at, 2)).map(String::as_str), Some("6203995003850001"));
    clerk.keys("e").shows("Betulkan sel yang mana?").keys("Esc u").shows(">     17 x tolak").shows("Diurungkan");
    assert!(clerk.said().mended.is_empty());
}

#[test]
fn the_suggested_repair_is_one_key_and_never_taken_by_itself() {
    let mut clerk = Clerk::at(office_file());
    assert!(clerk.said().mended.is_empty());
    clerk.keys("b").shows(">     17 + baru");
    assert_eq!(clerk.said().mended.values().next().map(String::as_str), Some("6203995003850001"));
    clerk.keys("b").shows("Tidak ada usul perbaikan");
}

#[test]
fn the_repairs_of_one_problem_are_taken_together_after_a_question() {
    let mut review = office_file();
    let damaged = review.rows[1].clone();
    review.rows.push(ReviewRow { at: At { table: 0, row: 50 }, ..damaged });
    let mut clerk = Clerk::at(review);
    clerk.keys("B").shows("Pakai usul perbaikan untuk 2 sel").keys("Enter");
    assert!(clerk.said().mended.is_empty());
    clerk.keys("B y").shows("2 sel memakai usulnya");
    assert_eq!(clerk.said().mended.len(), 2);
    clerk.keys("u");
    assert!(clerk.said().mended.is_empty());
}

#[test]
fn a_spelling_of_a_desa_is_decided_once_for_all_its_rows() {
    let mut review = office_file();
    let unknown = Problem::error("desa-tidak-dikenal", text("Desa tidak dikenal.", "No such desa."), text("", ""));
    let column = ReviewProblem { column: Some(5), ..problem(unknown, "Slat Hilr", None) };
    review.rows[1].problems = vec![column];
    let mut clerk = Clerk::at(review);
    clerk.keys("e");
    let (ticket, request) = clerk.asked.last().cloned().expect("the desa are asked for");
    assert!(matches!(request, Request::Page(query, ..) if query.entity.name == "desa"));
    let desa = |kode: &str, nama: &str| {
        crate::entity::Record::new(&crate::entity::DESA, crate::base::id::RecordId(1))
            .with("kode", kode)
            .with("nama", nama)
    };
    let rows = vec![desa("62.03.99.2002", "Anjir"), desa("62.03.99.2001", "Selat Hilir")];
    let sorting = crate::request::Sorting::Asked;
    clerk.reply(ticket, Reply::Page(crate::request::Page { rows, start: true, end: true, sorting }));
    clerk.shows("Desa mana yang dimaksud").shows(">  Selat Hilir  62.03.99.2001").keys("Enter");
    assert_eq!(clerk.said().desa.get("Slat Hilr").map(String::as_str), Some("62.03.99.2001"));
}

#[test]
fn a_sum_is_never_cut() {
    let look = Look::default();
    let of = |new, changed, same, doubt, rejected, refused, skipped| {
        let rows = new + changed + same + doubt + rejected + refused;
        Sums { rows, new, changed, same, doubt, rejected, refused, skipped }
    };
    let seldom = list::sum_words(&of(31, 4, 22, 2, 3, 7, 6), 78, &look);
    assert_eq!(seldom, "69 baris = 31 baru + 4 ubah + 22 sama + 2 ragu + 3 tolak + 7 lepas  6 dilewati");
    for n in [1, 9, 99, 999, 9_999] {
        for lang in [Lang::Id, Lang::En] {
            let look = Look { lang, ..look };
            let words = list::sum_words(&of(n, n, n, n, n, n, n), 78, &look);
            assert!(words.len() <= 84 && (n > 999 || words.len() <= 78), "{words}");
        }
    }
}

#[test]
fn a_doubt_is_decided_by_the_number_of_the_candidate() {
    let mut clerk = Clerk::at(office_file());
    clerk.keys("Down Down Enter").shows("Siapa yang dimaksud?").shows("1  Rusmini").shows("bukan salah satunya");
    clerk.keys("2").shows("Baris 23: sama dengan Rusmini");
    let at = At { table: 0, row: 23 };
    assert_eq!(clerk.said().meant.get(&at), Some(&Some("u-2".to_owned())));
    clerk.keys("+");
    assert_eq!(clerk.said().meant.get(&at), Some(&None));
    clerk.shows("+* bukan salah satunya");
    clerk.keys("u u").shows("! ragu");
    assert!(clerk.said().meant.is_empty());
    clerk.keys("Enter");
    assert_eq!(clerk.said().meant.get(&at), Some(&Some("u-1".to_owned())), "Enter takes the one under the cursor");
}

#[test]
fn rows_are_walked_in_full_without_going_back_to_the_list() {
    let mut clerk = Clerk::at(office_file());
    clerk
        .keys("Enter")
        .shows("baris 17")
        .shows("1 dari 6")
        .keys("Tab")
        .shows("baris 18")
        .keys("Right")
        .shows("baris 23");
    clerk.keys("S-Tab").shows("baris 18").keys("Esc").shows(">     18");
}

#[test]
fn one_field_is_left_out_in_one_row_or_in_all() {
    let mut clerk = Clerk::at(office_file());
    clerk.keys("Down Down Down Enter").shows("Jalan Lama 1 -> Jalan Baru 2").keys("Down Space");
    clerk.shows("tetap seperti semula");
    let key = (At { table: 0, row: 31 }, "alamat".to_owned());
    assert!(clerk.said().refused_cells.contains(&key));
    clerk.keys("Space").lacks("tetap seperti semula");
    clerk.keys("Esc k").shows("Lepas isian mana").typed("hp").keys("Enter");
    assert!(clerk.said().refused_fields.contains("no_hp"));
    clerk.keys("k").shows("dilepas; ambil lagi").typed("hp").keys("Enter");
    assert!(clerk.said().refused_fields.is_empty());
}

#[test]
fn a_long_value_is_seen_whole_in_the_row_in_full() {
    let mut review = office_file();
    let long = "Jalan Jenderal Sudirman Gang Melati Nomor 12 RT 001 RW 004, di belakang kantor desa yang lama";
    review.rows[4].changes[1].new = format!("{long} UJUNG");
    let mut clerk = Clerk::at(review);
    clerk.keys("Tab Tab Tab Enter").shows("Jalan Lama 1 -> Jalan Jenderal").shows("UJUNG");
}

#[test]
fn a_whole_desa_is_left_out_and_taken_again_by_one_key() {
    let mut clerk = Clerk::at(office_file());
    clerk.keys("Down d").shows("Selat Hilir: 3 baris dilepas").shows("- lepas 3");
    clerk
        .keys("y")
        .shows("d mengambilnya lagi")
        .keys("d")
        .shows("Selat Hilir: 3 baris diambil lagi")
        .lacks("- lepas 3");
}

#[test]
fn an_error_that_may_be_passed_wants_a_reason_and_another_cannot_be_passed() {
    let mut clerk = Clerk::at(office_file());
    clerk.keys("p").shows("Tidak ada galat yang boleh diloloskan").keys("y").shows("Baris ini ditolak: betulkan");
    clerk.keys("Down y").shows("Alasan meloloskan baris 18").typed("Sesuai KTP").keys("Enter");
    assert_eq!(clerk.said().passed.values().next().map(String::as_str), Some("Sesuai KTP"));
    clerk.shows(">     18 + baru").keys("Enter").shows("Diloloskan: Sesuai KTP");
}

#[test]
fn rows_left_behind_are_asked_about_and_the_safe_answer_is_no() {
    let mut clerk = Clerk::at(office_file());
    clerk.keys("C-s").shows("Simpan 2 baris (1 baru, 1 berubah) dan tinggalkan 3 (2 ditolak, 1 ragu)?");
    clerk.keys("Enter").shows("percobaan");
    assert!(!clerk.jobs.iter().any(|(_, job)| matches!(job, Job::Import(_))));
    clerk.keys("C-s y").shows("Tersimpan, kegiatan 12: 1 baru, 1 berubah");
    let Some((_, Job::Import(job))) = clerk.jobs.last() else { panic!("nothing ran") };
    assert!(job.partial && !job.dry_run);
    clerk.keys("n").shows("Sudah disimpan");
    clerk.keys("u").shows("Batalkan");
}

#[test]
fn an_import_that_was_undone_waits_for_the_clerk_again() {
    let mut clerk = Clerk::at(office_file());
    clerk.keys("n Down n Down n C-s").shows("Tersimpan, kegiatan 12");
    let (ticket, _) = *clerk.asked.last().as_ref().expect("the history");
    let undone = crate::request::BatchInfo {
        id: crate::request::BatchId(12),
        time: String::new(),
        actor: "siti".into(),
        act: crate::request::Act::Import,
        subject: String::new(),
        origin: String::new(),
        count: 2,
        undone: true,
        undoable: false,
    };
    clerk.reply(*ticket, Reply::Batches(vec![undone]));
    clerk.shows("Belum ada yang berubah").shows("- lepas 3").shows("3 keputusan");
}

#[test]
fn only_the_newest_plan_counts() {
    let mut clerk = Clerk::at(office_file());
    clerk.holds = true;
    clerk.keys("n").shows("memeriksa ulang").shows(">     17 x tolak").keys("Down n");
    let older = clerk.jobs[clerk.jobs.len() - 2].clone();
    assert_eq!(clerk.cancelled, [older.0]);
    clerk.reply(older.0, answer(&clerk.review.clone(), &older.1));
    clerk.shows("memeriksa ulang").lacks("- lepas");
    clerk.keys("C-s").shows("Memeriksa ulang dulu");
    clerk.answer_last();
    clerk.shows("Simpan 2 baris (1 baru, 1 berubah) dan tinggalkan 1 (0 ditolak, 1 ragu)?");
}

#[test]
fn a_plan_that_fails_keeps_the_decisions_and_says_how_to_go_on() {
    let mut clerk = Clerk::at(office_file());
    clerk.holds = true;
    clerk.keys("n");
    let ticket = clerk.jobs.last().expect("a job").0;
    clerk.reply(ticket, Reply::Trouble(crate::request::Trouble::inner("x")));
    clerk.shows("Tidak berhasil").keys("Esc").shows("Ctrl+R memeriksa ulang").keys("C-r");
    clerk.answer_last();
    clerk.shows("- lepas 1");
}

#[test]
fn saving_is_stopped_by_esc_and_says_what_came_of_it() {
    let mut clerk = Clerk::at(office_file());
    clerk.keys("n Down n Down n");
    clerk.holds = true;
    clerk.keys("C-s").shows("Menyimpan");
    let ticket = clerk.jobs.last().expect("a job").0;
    clerk.reply(ticket, Reply::Progress(Progress { done: 3, of: 6 }));
    clerk.shows("3 dari 6 baris (50 %)").keys("Esc").shows("Menghentikan");
    assert_eq!(clerk.cancelled.last(), Some(&ticket));
    clerk.reply(ticket, Reply::Gone);
    clerk.shows("Dihentikan; tidak ada yang berubah").shows("- lepas 3");
    clerk.keys("C-s Esc Esc").shows("Belum ada jawaban").keys("Down");
    clerk.answer_last();
    clerk.shows("Tersimpan, kegiatan 12");
}

#[test]
fn leaving_with_decisions_asks_first() {
    let mut clerk = Clerk::at(office_file());
    clerk.keys("n q").shows("Ketikan disimpan sebagai konsep").keys("Enter");
    assert!(!clerk.quit);
    clerk.keys("Esc").shows("1 keputusan dibuang").keys("Enter").shows("- lepas 1").keys("Esc y").shows("Isi berkas");
    clerk.keys("Enter Esc").shows("Isi berkas");
}

#[test]
fn decisions_are_kept_as_a_draft_until_they_are_carried_out() {
    let mut clerk = Clerk::at(office_file());
    clerk.keys("n Down n");
    let drafts = clerk.ui.drafts();
    assert_eq!(drafts.len(), 1);
    assert_eq!(drafts[0].title, "Impor Data kader Selat Hilir.xlsx: 2 keputusan");
    assert_eq!(clerk.wakes.len(), 1, "one wake-up for both");
    let wake = clerk.wakes.remove(0);
    clerk.event(Event::Wake(wake));
    assert_eq!(clerk.asked.last().map(|(_, request)| request), Some(&Request::KeepDraft(drafts[0].clone())));
    assert_eq!(Import::resume(&drafts[0]).map(|import| import.job.decisions.refused_rows.len()), Some(2));
    clerk.keys("Down n C-s").shows("Tersimpan");
    assert!(clerk.ui.drafts().is_empty());
    let key = drafts[0].key.clone();
    assert!(clerk.asked.iter().any(|(_, request)| *request == Request::DropDraft(key.clone())));
}

#[test]
fn a_column_is_read_as_another_field_and_the_old_one_is_no_longer_read() {
    let mut clerk = Clerk::at(office_file());
    clerk.keys("c").shows("NAMA KADER").shows("dari judul").shows("satu | dua").keys("Down Down Enter");
    clerk.shows("\"KONTAK\" dibaca sebagai").typed("hp").keys("Enter").shows("dipilih");
    let Some((_, Job::Review(job))) = clerk.jobs.last() else { panic!("no plan") };
    let mapping = |heading: &str, field: &str| (heading.to_owned(), field.to_owned());
    assert_eq!(job.mapping, [mapping("KONTAK", "no_hp"), mapping("HP", "-")]);
    clerk.keys("u");
    let Some((_, Job::Review(job))) = clerk.jobs.last() else { panic!("no plan") };
    assert!(job.mapping.is_empty());
    clerk.keys("l").shows("Kader 2025").keys("Down Down Enter");
    let Some((_, Job::Review(job))) = clerk.jobs.last() else { panic!("no plan") };
    assert_eq!(job.sheet.as_deref(), Some("Kader 2025"));
}

#[test]
fn what_the_file_does_not_mention_is_answered_and_never_deleted() {
    let mut clerk = Clerk::at(office_file());
    clerk.shows("2 tidak ada di berkas (t)").keys("t").shows("Tidak ada yang dihapus").shows("biarkan");
    clerk.keys("Right").shows("berhenti").keys("Down =");
    assert_eq!(clerk.said().absent.get("m-1"), Some(&Absence::Closed));
    assert_eq!(clerk.said().absent.get("m-2"), Some(&Absence::Closed));
    clerk.keys("Enter").shows("terlupa: pengirim diberi tahu").typed("pindah").keys("Enter");
    assert_eq!(clerk.said().absent.get("m-2"), Some(&Absence::Moved));
    clerk.keys("Esc C-s").shows("akhiri 2 catatan yang tidak disebut");
}

#[test]
fn rows_are_searched_while_typing_and_esc_brings_all_back() {
    let mut clerk = Clerk::at(office_file());
    clerk.keys("/").typed("mari").shows("Mariana").lacks("Salmah").keys("Enter n").shows(">     31 - lepas");
    clerk.keys("Esc").shows("Salmah").shows(">     31");
}

#[test]
fn the_problem_file_has_a_name_of_its_own() {
    let mut clerk = Clerk::at(office_file());
    clerk.keys("m").shows("Data kader Selat Hilir-masalah.xlsx").keys("Enter").shows("Berkas masalah selesai");
    let Some((_, Job::Import(job))) = clerk.jobs.last() else { panic!("nothing ran") };
    assert!(job.dry_run && job.problems_to.as_deref() == Some("Data kader Selat Hilir-masalah.xlsx"));
}

#[test]
fn help_begins_with_the_problem_under_the_cursor() {
    let mut clerk = Clerk::at(office_file());
    clerk.keys("?").shows("Baris 17: Nur'aini").shows("Ambil NIK dari kartu penduduk").shows("b: pakai");
}

#[test]
fn an_answer_about_a_record_that_is_found_again_ends_nothing() {
    let mut clerk = Clerk::at(office_file());
    clerk.keys("t Right Esc");
    clerk.review.missing.remove(0);
    clerk.keys("C-r C-s").lacks("akhiri");
}

#[test]
fn a_file_refused_as_a_whole_says_why() {
    let mut review = office_file();
    review.rows.clear();
    review.missing.clear();
    review.reports[0].ditolak_seluruhnya = Some("Tidak ada tabel kader di berkas ini.".into());
    let mut clerk = Clerk::at(review);
    clerk.shows("x Berkas ditolak: Tidak ada tabel kader").keys("Enter").shows("Tidak ada baris di sini");
    clerk.keys("C-s").shows("Tidak ada yang baru atau berubah");
}

/// Text that tries to move the cursor, break columns or hide.
const HOSTILE: &str =
    "\u{1b}[2J\u{1b}]0;x\u{7}漢字カ👩\u{200d}👩\u{200d}👧é\u{301}\u{301}\u{202e}abc\u{200b}\ttab\r\nbaris";

fn hostile() -> Review {
    let mut review = office_file();
    let problem = Problem::error("x", same("{0}").with([HOSTILE]), same("{0}").with([HOSTILE.repeat(9)]));
    for row in &mut review.rows {
        row.name = HOSTILE.to_owned();
        row.place = HOSTILE.to_owned();
        row.desa.1 = HOSTILE.to_owned();
        row.problems.push(ReviewProblem {
            column: Some(1),
            heading: HOSTILE.to_owned(),
            shown: HOSTILE.to_owned(),
            problem: problem.clone(),
            repair: Some(HOSTILE.to_owned()),
        });
        for change in &mut row.changes {
            change.old = HOSTILE.to_owned();
            change.new = HOSTILE.to_owned();
        }
        for one in &mut row.candidates {
            one.title = HOSTILE.to_owned();
            one.context = HOSTILE.to_owned();
            one.why = same("{0}").with([HOSTILE]);
        }
    }
    for column in &mut review.columns {
        column.heading = format!("{}{HOSTILE}", column.heading);
        column.examples = vec![HOSTILE.to_owned(); 3];
    }
    for record in &mut review.missing {
        record.title = HOSTILE.to_owned();
        record.place = HOSTILE.to_owned();
    }
    review.sheets = vec![HOSTILE.to_owned(); 3];
    review.reports[0].berkas = HOSTILE.to_owned();
    review.reports[0].lembar = HOSTILE.to_owned();
    review
}

#[test]
fn every_part_paints_hostile_cells_within_its_width() {
    for (glyphs, theme) in [(Glyphs::Utf8, Theme::Gelap), (Glyphs::Ascii, Theme::Mono)] {
        for size in [(80, 24), (80, 20), (132, 43)] {
            let look = Look { glyphs, theme, ..Look::default() };
            let ways = [
                "",
                "Enter",
                "Tab Tab Enter",
                "End Enter Down Down",
                "c",
                "c Enter",
                "t",
                "t Enter",
                "e",
                "k",
                "l",
                "m",
                "d",
                "C-s",
                "?",
            ];
            for way in ways {
                let mut clerk = Clerk::with(hostile(), look, size);
                clerk.keys(way);
                for line in clerk.screen().lines() {
                    assert!(line.chars().all(|c| !c.is_control()), "{way}: {line:?}");
                    assert!(glyphs == Glyphs::Utf8 || line.is_ascii(), "{way}: {line}");
                }
            }
        }
    }
}

#[test]
fn a_long_list_paints_only_what_is_seen() {
    let mut review = office_file();
    review.rows = (0..200_000).map(|n| row(n + 5, Class::New, "Siti")).collect();
    let mut clerk = Clerk::at(review);
    clerk.keys("End").shows("> 200004").keys("PgDn Up").shows("> 200003");
    assert_eq!(clerk.screen().lines().skip(7).filter(|line| line.contains(" + baru ")).count(), 14);
}

#[test]
fn in_english_the_review_speaks_english() {
    let look = Look { lang: Lang::En, ..Look::default() };
    let mut clerk = Clerk::with(office_file(), look, (80, 24));
    clerk.shows("6 rows = 1 new + 1 changed + 1 same + 1 in doubt + 2 rejected     6 skipped").shows("x reject");
    clerk.keys("Enter").shows("What to look at").shows("b: use 6203995003850001");
}

#[test]
fn every_class_has_a_sign_of_its_own_and_counts_its_rows() {
    let signs: std::collections::BTreeSet<char> = CLASSES.iter().map(|kind| kind.sign).collect();
    assert_eq!(signs.len(), CLASSES.len());
    let sums = plan(&office_file(), &job()).sums;
    assert_eq!(CLASSES.iter().map(|kind| count(&sums, kind.class)).sum::<usize>(), sums.rows);
}
