//! The questions of a report: year, desa, day, record, versions, signers, NIK, number, file.
//!
//! * **Owns** what is asked and what becomes of the answers.
//! * **Imports** the panels that ask.
//! * **Never** writes a file: the job does.

use super::isi::ReportScreen;
use crate::base::date::{self, Date};
use crate::base::id::{RecordId, Ticket};
use crate::base::words::{Phrase, text};
use crate::entity::{DESA, NASKAH, by_name};
use crate::request::{Format, ISSUED, ISSUED_DIFFERENCE, Issue, Job, Need, Query, Reply, ReportJob, Request, Seek};
use crate::ui::keymap::Choice;
use crate::ui::screen::{Answer, Cx, Desk};
use crate::ui::screens::ask::Ask;
use crate::ui::screens::choose::Choose;
use crate::ui::screens::find::Find;
use crate::ui::screens::running::Running;

/// Who can sign: the officials of the office.
pub(super) const SIGNERS: &str = "pejabat";
/// The setting of the paper used last.
pub(super) const PAPER: &str = "laporan.kertas";
/// The formats a report is issued in, the usual one first.
const ISSUED_AS: [Format; 5] = [Format::Pdf, Format::Docx, Format::Xlsx, Format::Csv, Format::Txt];
/// More officials than this are not offered.
const MOST_SIGNERS: usize = 200;

/// What the panel above was asked for.
pub(super) enum Flow {
    Year,
    Desa,
    AsOf,
    Since,
    Record,
    Versions,
    Personal,
    /// The officials are being read.
    Reading(Ticket),
    Signers(Vec<(RecordId, String)>),
    Number,
    Note(Issue),
    Kind(Issue),
    /// The file's name; the one offered stands with it.
    Path(Format, Option<Issue>, String),
}

/// What is chosen, in a line.
pub(super) fn chosen_words(screen: &ReportScreen, desk: &Desk) -> String {
    let look = &desk.look;
    let say = |phrase: Phrase| phrase.get(look.lang).into_owned();
    let mut parts = Vec::new();
    let ask = &screen.ask;
    if let Some(entity) = screen.info.about() {
        parts.push(match (screen.words.record.as_str(), entity == &NASKAH) {
            ("", true) => look.say(text("rencana kecamatan", "the kecamatan's plan")).to_owned(),
            ("", false) => format!("{}: -", look.say(entity.label)),
            (record, _) => record.to_owned(),
        });
    }
    // A plan says its year by itself.
    if screen.takes_choice(&Need::Year) && screen.words.record.is_empty() {
        parts.push(match ask.year {
            Some(year) => say(text("tahun {0}", "year {0}").with([year.to_string()])),
            None => look.say(text("tahun berjalan", "the present year")).to_owned(),
        });
    }
    if screen.takes_choice(&Need::Desa) {
        parts.push(match screen.words.desa.as_str() {
            "" => look.say(text("semua desa", "all desa")).to_owned(),
            desa => desa.to_owned(),
        });
    }
    if screen.takes_choice(&Need::Since) {
        let (from, to) = ask.days_between(desk.today);
        let days = [date::show(from), date::show(to)];
        parts.push(say(text("{0} s.d. {1}", "{0} to {1}").with(days)));
    } else if screen.takes_choice(&Need::AsOf) {
        let day = date::show(ask.as_of.unwrap_or(desk.today));
        parts.push(say(text("per {0}", "as of {0}").with([day])));
    }
    if let Some((old, new)) = ask.versions {
        parts.push(say(text("versi {0} dan {1}", "versions {0} and {1}").with([old.to_string(), new.to_string()])));
    }
    if !screen.is_fixed() {
        let signers = match screen.words.signers.as_slice() {
            [] => look.say(text("Camat", "Camat")).to_owned(),
            names => names.join(", "),
        };
        parts.push(say(text("ttd {0}", "signed by {0}").with([signers])));
        parts.push(if ask.folio { "F4" } else { "A4" }.to_owned());
    }
    if screen.takes_choice(&Need::Personal) {
        parts.push(
            match ask.personal {
                Some(_) => look.say(text("DENGAN NIK", "WITH NIK")),
                None => look.say(text("tanpa NIK", "without NIK")),
            }
            .to_owned(),
        );
    }
    parts.join(&format!(" {} ", look.dot()))
}

/// The day that was typed, or that none was; nothing where it is none, which is told.
fn read_day(typed: &str, cx: &mut Cx) -> Option<Option<Date>> {
    if typed.is_empty() {
        return Some(None);
    }
    match date::parse(typed, cx.desk.today) {
        Ok(day) => Some(Some(day)),
        Err(why) => {
            cx.warn(why.say());
            None
        }
    }
}

impl ReportScreen {
    /// True where neither signers nor paper nor number are chosen: a copy that was kept, what two of
    /// them differ in, a form.
    pub(super) fn is_fixed(&self) -> bool {
        self.info.is_form() || [ISSUED.name, ISSUED_DIFFERENCE.name].contains(&self.info.name)
    }

    /// Asks for a choice, or turns it.
    pub(super) fn choose(&mut self, choice: Choice, cx: &mut Cx) {
        match choice {
            Choice::Year => {
                let now = self.ask.year.unwrap_or_else(|| i64::from(cx.desk.today.year()));
                let hint = text("Empat angka; kosong untuk tahun ini.", "Four digits; empty for this year.");
                cx.push(Ask::new(text("Tahun laporan", "The report's year"), hint, &now.to_string()).or_nothing());
                self.flow = Some(Flow::Year);
            }
            Choice::Desa if self.ask.desa.is_some() => {
                self.ask.desa = None;
                self.words.desa.clear();
                cx.say(text("Semua desa; w lagi untuk memilih satu.", "All desa; w again to choose one."));
                self.build(cx);
            }
            Choice::Desa => {
                cx.push(Find::pick(text("Hanya desa/kelurahan", "Only this desa"), &DESA));
                self.flow = Some(Flow::Desa);
            }
            Choice::AsOf => {
                let now = date::show(self.ask.as_of.unwrap_or(cx.desk.today));
                let hint = text("Misalnya 31-12-2025; kosong untuk hari ini.", "Such as 31-12-2025; empty for today.");
                cx.push(Ask::new(text("Keadaan per tanggal", "As of which day"), hint, &now).or_nothing());
                self.flow = Some(Flow::AsOf);
            }
            Choice::Since => {
                let now = date::show(self.ask.days_between(cx.desk.today).0);
                let hint = text(
                    "Misalnya 31-12-2025; kosong untuk akhir tahun sebelumnya. Sampai kapan: g.",
                    "Such as 31-12-2025; empty for the end of the year before. Up to when: g.",
                );
                cx.push(Ask::new(text("Perubahan sejak tanggal", "Changes since"), hint, &now).or_nothing());
                self.flow = Some(Flow::Since);
            }
            Choice::Record => {
                let Some(entity) = self.info.about() else { return };
                let label = cx.desk.look.say(entity.label);
                cx.push(Find::pick(text("Laporan tentang {0}", "Report about {0}").with([label]), entity));
                self.flow = Some(Flow::Record);
            }
            Choice::Versions => {
                let now = self.ask.versions.map_or_else(|| "1, 0".to_owned(), |(old, new)| format!("{old}, {new}"));
                let hint = text(
                    "Nomor versi yang lama, koma, yang baru; 0 berarti sekarang.",
                    "The older version's number, a comma, the newer one's; 0 means now.",
                );
                cx.push(Ask::new(text("Dua versi rencana", "Two versions of the plan"), hint, &now));
                self.flow = Some(Flow::Versions);
            }
            Choice::Signers => {
                let Some(entity) = by_name(SIGNERS) else { return };
                self.flow = Some(Flow::Reading(cx.ask(Request::Page(Query::all(entity), Seek::First, MOST_SIGNERS))));
            }
            Choice::Paper => {
                self.ask.folio = !self.ask.folio;
                let word = if self.ask.folio { "f4" } else { "a4" };
                cx.desk.settings.set(PAPER.to_owned(), word.to_owned());
                cx.ask(Request::Remember(PAPER.to_owned(), word.to_owned()));
                self.build(cx);
            }
            Choice::Personal if self.ask.personal.is_some() => {
                self.ask.personal = None;
                cx.say(text("NIK dan No. HP ditutup lagi.", "NIK and phone are left out again."));
                self.build(cx);
            }
            Choice::Personal => {
                cx.push(Ask::new(
                    text("Alasan membuka NIK dan No. HP", "Reason for releasing NIK and phone"),
                    text(
                        "Alasan dicatat dalam riwayat. Berkasnya RAHASIA: jangan dikirim ke grup WhatsApp.",
                        "The reason is kept in the history. The file is confidential: never send it to a chat group.",
                    ),
                    "",
                ));
                self.flow = Some(Flow::Personal);
            }
            Choice::Issue => {
                let hint = text(
                    "Nomor di buku laporan; kosong untuk nomor berikutnya tahun ini.",
                    "The number in the register; empty for the next one of the year.",
                );
                cx.push(Ask::new(text("Beri nomor laporan", "Number the report"), hint, "").or_nothing());
                self.flow = Some(Flow::Number);
            }
            Choice::Message | Choice::Width => {}
        }
    }

    /// Takes the officials that were asked for; true where the ticket was theirs.
    pub(super) fn heard(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) -> bool {
        if !matches!(self.flow, Some(Flow::Reading(asked)) if asked == ticket) {
            return false;
        }
        self.flow = None;
        match reply {
            Reply::Page(page) if page.rows.is_empty() => {
                cx.warn(text("Belum ada pejabat; tambahkan di daftar Pejabat.", "No officials yet; add them first."));
            }
            Reply::Page(page) => {
                let signers: Vec<_> = page.rows.iter().map(|record| (record.id, record.title())).collect();
                let chosen = signers.iter().enumerate().filter(|(_, (id, _))| self.ask.signers.contains(id));
                let chosen: Vec<usize> = chosen.map(|(n, _)| n).collect();
                let names = signers.iter().map(|(_, name)| name.clone()).collect();
                cx.push(Choose::many(text("Penanda tangan (paling banyak 3)", "Who signs (at most 3)"), names, chosen));
                self.flow = Some(Flow::Signers(signers));
            }
            Reply::Trouble(trouble) => cx.fail(trouble.text.clone()),
            _ => {}
        }
        true
    }

    /// Goes on with an answer.
    pub(super) fn answered(&mut self, answer: Answer, cx: &mut Cx) {
        match (self.flow.take(), answer) {
            (Some(Flow::Year), Answer::Text(typed)) => self.take_year(&typed, cx),
            (Some(Flow::AsOf), Answer::Text(typed)) => {
                if let Some(day) = read_day(&typed, cx) {
                    self.ask.as_of = day;
                    self.build(cx);
                }
            }
            (Some(Flow::Since), Answer::Text(typed)) => {
                if let Some(day) = read_day(&typed, cx) {
                    self.ask.since = day;
                    self.build(cx);
                }
            }
            (Some(Flow::Versions), Answer::Text(typed)) => self.take_versions(&typed, cx),
            (Some(Flow::Desa), Answer::Picked(id, title)) => {
                (self.ask.desa, self.words.desa) = (Some(id), title);
                self.build(cx);
            }
            (Some(Flow::Record), Answer::Picked(id, title)) => {
                (self.ask.record, self.words.record) = (Some(id), title);
                self.build(cx);
            }
            (Some(Flow::Personal), Answer::Text(reason)) => {
                self.ask.personal = Some(reason);
                self.build(cx);
            }
            (Some(Flow::Signers(offered)), Answer::ChosenMany(chosen)) => {
                let chosen: Vec<_> = chosen.into_iter().filter_map(|n| offered.get(n)).take(3).collect();
                self.ask.signers = chosen.iter().map(|(id, _)| *id).collect();
                self.words.signers = chosen.iter().map(|(_, name)| name.clone()).collect();
                self.build(cx);
            }
            (Some(Flow::Number), Answer::Text(typed)) => self.take_number(&typed, cx),
            (Some(Flow::Note(issue)), Answer::Text(note)) => self.ask_kind(Issue { note, ..issue }, cx),
            (Some(Flow::Kind(issue)), Answer::Chosen(n)) => {
                if let Some(format) = ISSUED_AS.get(n) {
                    self.ask_path(*format, Some(issue), cx);
                }
            }
            (Some(Flow::Path(format, issue, offered)), Answer::Text(typed)) => {
                // The name offered is not taken twice: the writer finds a free one beside it.
                let path = Some(typed).filter(|typed| *typed != offered);
                let (ask, columns) = (self.ask.clone(), self.asked_columns);
                let job = ReportJob { ask, format, path, columns, issue };
                cx.push(Running::new(text("Menulis laporan", "Writing the report"), Job::Report(Box::new(job))));
            }
            _ => {}
        }
    }

    fn take_year(&mut self, typed: &str, cx: &mut Cx) {
        let year = typed.parse::<i64>().ok().filter(|year| (1900..=2100).contains(year));
        if year.is_none() && !typed.is_empty() {
            cx.warn(text("Tahun ditulis empat angka, misalnya 2026.", "A year has four digits, such as 2026."));
            return;
        }
        if self.info.about() == Some(&NASKAH) {
            // Another year has another plan.
            self.ask.record = None;
            self.words.record.clear();
        }
        self.ask.year = year;
        self.build(cx);
    }

    fn take_versions(&mut self, typed: &str, cx: &mut Cx) {
        let pair = typed.split_once([',', ' ']);
        let pair = pair.and_then(|(old, new)| Some((old.trim().parse().ok()?, new.trim().parse().ok()?)));
        if pair.is_none() {
            cx.warn(text("Tulis dua nomor versi, misalnya 1, 0.", "Write two version numbers, such as 1, 0."));
            return;
        }
        self.ask.versions = pair;
        self.build(cx);
    }

    fn take_number(&mut self, typed: &str, cx: &mut Cx) {
        let number = typed.parse::<i64>().ok().filter(|number| (1..=99_999).contains(number));
        if number.is_none() && !typed.is_empty() {
            cx.warn(text("Nomor laporan berupa angka, misalnya 12.", "A report's number is digits, such as 12."));
            return;
        }
        let hint = text("Untuk siapa atau untuk apa; boleh kosong.", "To whom or what for; may be empty.");
        cx.push(Ask::new(text("Catatan di buku laporan", "A note in the register"), hint, "").or_nothing());
        self.flow = Some(Flow::Note(Issue { number, note: String::new() }));
    }

    fn ask_kind(&mut self, issue: Issue, cx: &mut Cx) {
        let items = ISSUED_AS.iter().map(|format| format.ending().to_owned()).collect();
        cx.push(Choose::one(text("Terbitkan sebagai", "Issue as"), items));
        self.flow = Some(Flow::Kind(issue));
    }

    /// Asks for the file's name, with the one the program would give.
    pub(super) fn ask_path(&mut self, format: Format, issue: Option<Issue>, cx: &mut Cx) {
        let secret = if self.ask.personal.is_some() { "RAHASIA-" } else { "" };
        let stem = match &self.stem {
            Some(stem) => stem.clone(),
            None => format!("{}-{}", self.info.name, date::iso(cx.desk.today)),
        };
        let offered = format!("{secret}{stem}.{}", format.ending());
        let hint = text(
            "Nama berkas, boleh dengan folder. Tanpa folder: ditulis di folder tempat program dijalankan.",
            "A file name, a folder if you like. Without one it is written where the program was started.",
        );
        cx.push(Ask::new(text("Tulis ke berkas", "Write to file"), hint, &offered));
        self.flow = Some(Flow::Path(format, issue, offered));
    }
}
