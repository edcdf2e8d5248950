//! Taking in an office file: which file and kind, a dry run, what it would do, then the run.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::ask::{self, Ask};
use super::choose::Choose;
use super::running::progress_words;
use super::told::Told;
use crate::base::id::Ticket;
use crate::base::money;
use crate::base::text::fold;
use crate::base::words::{Phrase, Text, same, text};
use crate::entity::{Entity, KADER, PENUGASAN, POSYANDU, by_name};
use crate::request::{ImportJob, ImportProblem, ImportReport, Job, Progress, Reply, Request};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Key, Keymap, Press, bind};
use crate::ui::keys;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Outcome, Screen};
use crate::ui::widgets::line::Line;
use crate::ui::widgets::rows::Rows;
use crate::ui::widgets::wrap;

/// What can be taken in, in the order of an office's work (`impor --ke` of the contract).
const KINDS: &[&str] = &["posyandu", "kader", "desa"];

/// True where records of this kind are taken from files.
pub fn takes(entity: &Entity) -> bool {
    KINDS.contains(&entity.name)
}

pub(super) static ASK_KEYS: Keymap = Keymap {
    name: text("Impor: memilih berkas", "Import: the file"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter)],
            Action::Open,
            1,
            text("periksa", "check"),
            text("Periksa berkas ini tanpa mengubah apa pun", "Check this file without changing anything"),
        ),
        bind(
            &[Press::plain(Key::Tab)],
            Action::Next,
            2,
            text("lengkapi nama", "complete"),
            text("Lengkapi nama berkas yang sedang diketik", "Complete the file name being typed"),
        ),
        bind(
            &[Press::plain(Key::Left), Press::plain(Key::BackTab)],
            Action::Left,
            0,
            text("jenis sebelumnya", "kind before"),
            text("Jenis isi sebelumnya", "The kind before"),
        ),
        bind(
            &[Press::plain(Key::Right), Press::ctrl('t')],
            Action::Right,
            3,
            text("ganti jenis", "kind"),
            text("Ganti jenis isi berkas: Posyandu, kader, desa", "Change the kind: Posyandu, kader, desa"),
        ),
        keys::UP,
        keys::ranked(keys::DOWN, 4),
        keys::ERASE_BACK,
        keys::ERASE_WORD,
        keys::CLEAR,
        keys::CANCEL,
    ],
};

pub(super) static RUN_KEYS: Keymap = Keymap {
    name: text("Impor: sedang dikerjakan", "Import: at work"),
    bindings: &[bind(
        &[Press::plain(Key::Esc)],
        Action::Back,
        1,
        text("hentikan", "stop"),
        text("Hentikan; tidak ada yang berubah", "Stop; nothing changes"),
    )],
};

pub(super) static REVIEW_KEYS: Keymap = Keymap {
    name: text("Impor: memeriksa hasil", "Import: the review"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter)],
            Action::Open,
            1,
            text("baca lengkap", "in full"),
            text("Baca masalah baris ini selengkapnya", "Read this row's problem in full"),
        ),
        keys::SAVE,
        bind(
            &[Press::char('x')],
            Action::Export,
            3,
            text("berkas masalah", "problem file"),
            text(
                "Tulis baris bermasalah ke berkas, untuk dibetulkan",
                "Write the problem rows to a file, to be mended",
            ),
        ),
        bind(
            &[Press::char('e')],
            Action::Edit,
            4,
            text("pilihan", "options"),
            text("Ubah cara mengambil: alasan, buat Posyandu, lembar", "Change how it is taken: reason, sheet"),
        ),
        keys::UP,
        keys::DOWN,
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::FIRST,
        keys::LAST,
        bind(
            &[Press::plain(Key::Esc)],
            Action::Back,
            5,
            text("kembali", "back"),
            text("Kembali ke pilihan berkas; tidak ada yang berubah", "Back to the file; nothing changes"),
        ),
    ],
};

/// Where it stands.
enum Stage {
    Asking,
    Running(Ticket, Progress),
    Review(Box<ImportReport>),
}

/// What the panel above was asked for.
enum Flow {
    /// How to go on although rows are rejected.
    How(Vec<How>),
    Reason,
    Sheet,
    Problems,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Partial,
    Reason,
    CreatePosyandu,
    Sheet,
}

/// The import.
pub struct Import {
    path: Line,
    kind: usize,
    completions: Vec<String>,
    completing: Option<Ticket>,
    choices: Rows,
    job: ImportJob,
    stage: Stage,
    flow: Option<Flow>,
    rows: Rows,
}

impl Import {
    /// Asks for a file of this kind.
    pub fn new(entity: Option<&'static Entity>) -> Self {
        let kind = entity.and_then(|entity| KINDS.iter().position(|kind| *kind == entity.name)).unwrap_or(0);
        Import {
            path: Line::default(),
            kind,
            completions: Vec::new(),
            completing: None,
            choices: Rows::default(),
            job: ImportJob::default(),
            stage: Stage::Asking,
            flow: None,
            rows: Rows::default(),
        }
    }

    fn kind_name(&self) -> &'static str {
        KINDS.get(self.kind).copied().unwrap_or("posyandu")
    }

    fn typed(&mut self, cx: &mut Cx) -> Outcome {
        self.choices.go(0);
        self.completing = Some(cx.ask(Request::Paths(self.path.text())));
        Outcome::Changed
    }

    fn complete(&mut self, cx: &mut Cx) -> Outcome {
        let Some(name) = self.completions.get(self.choices.at).cloned() else { return Outcome::Unchanged };
        self.path = Line::new(&name);
        self.typed(cx)
    }

    fn run(&mut self, cx: &mut Cx) -> Outcome {
        let ticket = cx.start(Job::Import(self.job.clone()));
        self.stage = Stage::Running(ticket, Progress::default());
        Outcome::Changed
    }

    /// A dry run of the file as typed.
    fn check(&mut self, cx: &mut Cx) -> Outcome {
        let mut file = self.path.text().trim().to_owned();
        // The name under the mark is the one that is meant, unless the typed one is whole.
        let marked = self.completions.get(self.choices.at).filter(|name| !file.is_empty() && name.starts_with(&file));
        if let Some(name) = marked.filter(|_| !self.completions.contains(&file)) {
            file.clone_from(name);
            self.path = Line::new(name);
        }
        if file.is_empty() {
            cx.warn(text("Ketik dulu nama berkasnya.", "Type the name of the file first."));
            return Outcome::Changed;
        }
        if file.ends_with('/') || file.ends_with('\\') {
            cx.warn(text("Ini folder. Pilih berkas di dalamnya.", "This is a folder. Choose a file in it."));
            return self.typed(cx);
        }
        self.job = ImportJob { file, kind: self.kind_name().to_owned(), dry_run: true, ..ImportJob::default() };
        self.run(cx)
    }

    fn act_asking(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Open => self.check(cx),
            Action::Next => self.complete(cx),
            Action::Right => {
                self.kind = (self.kind + 1) % KINDS.len();
                Outcome::Changed
            }
            Action::Left => {
                self.kind = (self.kind + KINDS.len() - 1) % KINDS.len();
                Outcome::Changed
            }
            Action::EraseBack | Action::EraseWord | Action::Clear => {
                ask::edit(&mut self.path, action);
                self.typed(cx)
            }
            Action::Back => Outcome::Ignored,
            other if self.choices.act(other, self.completions.len()) => Outcome::Changed,
            _ => Outcome::Ignored,
        }
    }

    fn act_review(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        let Stage::Review(report) = &self.stage else { return Outcome::Ignored };
        let is_run = report.batch.is_some();
        match action {
            Action::Open => {
                if let Some(problem) = report.masalah.get(self.rows.at) {
                    cx.push(told(problem));
                }
            }
            Action::Save => return self.go(cx),
            Action::Edit => self.ask_how(&[How::Reason, How::CreatePosyandu, How::Sheet], cx),
            Action::Export => {
                let name = self.job.file.rsplit(['/', '\\']).next().unwrap_or("impor").to_owned();
                let name = name.rsplit_once('.').map_or(name.clone(), |(stem, _)| stem.to_owned());
                let hint = text(
                    "Baris yang bermasalah ditulis ke berkas ini dengan sebabnya, untuk dibetulkan.",
                    "The rows with problems are written to this file with the reason, to be mended.",
                );
                let title = text("Tulis berkas masalah", "Write the problem file");
                cx.push(Ask::new(title, hint, &format!("{name}-masalah.csv")));
                self.flow = Some(Flow::Problems);
            }
            Action::Back if is_run => return Outcome::Ignored,
            Action::Back => self.stage = Stage::Asking,
            other => {
                let len = report.masalah.len();
                return if self.rows.act(other, len) { Outcome::Changed } else { Outcome::Ignored };
            }
        }
        Outcome::Changed
    }

    /// Runs what the dry run showed; asks how where rows are rejected.
    fn go(&mut self, cx: &mut Cx) -> Outcome {
        let Stage::Review(report) = &self.stage else { return Outcome::Unchanged };
        if report.ditolak == 0 {
            self.job.dry_run = false;
            return self.run(cx);
        }
        let mut ways = Vec::new();
        if report.baru + report.berubah > 0 {
            ways.push(How::Partial);
        }
        if report.masalah.iter().any(|problem| problem.tingkat == "galat-beralasan") {
            ways.push(How::Reason);
        }
        if report.ke == "kader" && !self.job.create_posyandu {
            ways.push(How::CreatePosyandu);
        }
        if ways.is_empty() {
            cx.warn(text(
                "Semua baris ditolak; betulkan berkasnya dulu.",
                "Every row is rejected; mend the file first.",
            ));
        } else {
            self.ask_how(&ways, cx);
        }
        Outcome::Changed
    }

    fn ask_how(&mut self, ways: &[How], cx: &mut Cx) {
        let (good, bad) = match &self.stage {
            Stage::Review(report) => (report.baru + report.berubah, report.ditolak),
            _ => (0, 0),
        };
        let look = cx.desk.look;
        let words = |how: &How| match how {
            How::Partial => text(
                "Ambil {0} baris yang baik, tinggalkan {1} yang ditolak",
                "Take the {0} good rows, leave the {1} rejected",
            )
            .with([good.to_string(), bad.to_string()]),
            How::Reason => Phrase::from(text(
                "Isi alasan untuk galat yang boleh dilewati, lalu periksa lagi",
                "Give a reason for errors that may be passed, then check again",
            )),
            How::CreatePosyandu => {
                text("Buat Posyandu yang belum ada, lalu periksa lagi", "Create missing Posyandu, then check again")
                    .into()
            }
            How::Sheet => text("Hanya satu lembar, lalu periksa lagi", "Only one sheet, then check again").into(),
        };
        let items = ways.iter().map(|how| words(how).get(look.lang).into_owned()).collect();
        cx.push(Choose::one(text("Bagaimana diambil?", "How shall it be taken?"), items));
        self.flow = Some(Flow::How(ways.to_vec()));
    }

    fn take(&mut self, how: How, cx: &mut Cx) -> Outcome {
        match how {
            How::Partial => {
                self.job.dry_run = false;
                self.job.partial = true;
            }
            How::CreatePosyandu => {
                self.job.dry_run = true;
                self.job.create_posyandu = true;
            }
            How::Reason => {
                let hint = text(
                    "Disimpan bersama barisnya; periksa menampilkannya.",
                    "Kept with the rows; the check lists it.",
                );
                cx.push(Ask::new(text("Alasan", "Reason"), hint, ""));
                self.flow = Some(Flow::Reason);
                return Outcome::Changed;
            }
            How::Sheet => {
                let hint =
                    text("Nama lembar seperti tertulis di berkas.", "The sheet's name as it stands in the file.");
                cx.push(Ask::new(text("Lembar", "Sheet"), hint, ""));
                self.flow = Some(Flow::Sheet);
                return Outcome::Changed;
            }
        }
        self.run(cx)
    }

    fn heard(&mut self, reply: Reply, cx: &mut Cx) {
        match reply {
            Reply::Progress(progress) => {
                if let Stage::Running(_, now) = &mut self.stage {
                    *now = progress;
                }
                return;
            }
            Reply::Imported(report) => {
                if let (Some(batch), false) = (report.batch, self.job.dry_run) {
                    let facts = [show(report.baru), show(report.berubah), batch.to_string()];
                    cx.say(
                        text(
                            "Tersimpan: {0} baru, {1} berubah, kegiatan {2} (u membatalkan)",
                            "Saved: {0} new, {1} changed, batch {2} (u undoes)",
                        )
                        .with(facts),
                    );
                    cx.changed();
                } else if !self.job.dry_run {
                    cx.warn(text("Tidak ada yang perlu disimpan.", "There was nothing to save."));
                }
                self.rows.go(0);
                self.stage = Stage::Review(report);
                return;
            }
            Reply::Trouble(trouble) => {
                let title = text("Tidak berhasil: {0}", "It failed: {0}").with([trouble.code]);
                cx.push(Told::new(title, vec![trouble.text, trouble.advice]));
            }
            Reply::Refused(problems) => {
                let paragraphs = problems.into_iter().take(3).flat_map(|p| [p.text, p.advice]).collect();
                cx.push(Told::new(text("Ditolak; tidak ada yang berubah", "Refused; nothing changed"), paragraphs));
            }
            _ => {}
        }
        self.stage = Stage::Asking;
    }

    fn view_asking(&self, area: Rect, buf: &mut Buffer, look: &Look) -> Position {
        let room = area.width.saturating_sub(4);
        let sentence = look.say(text(
            "Ambil daftar dari berkas Excel (xlsx) atau CSV. Kolom dikenali dari judulnya; berkas diperiksa dulu, belum ada yang berubah.",
            "Take in a list from an Excel (xlsx) or CSV file. Columns are known by their headings; the file is checked first, nothing changes yet.",
        ));
        for (y, line) in (area.y + 1..area.y + 4).zip(wrap(sentence, usize::from(room))) {
            put(buf, (2, y), &line, room, look.style(Role::Plain), look);
        }
        let y = area.y + 4;
        put(buf, (2, y), look.say(text("Isi berkas", "It holds")), 12, look.style(Role::Title), look);
        let mut x = 15;
        for (n, kind) in KINDS.iter().enumerate() {
            let label = by_name(kind).map_or(*kind, |entity| look.say(entity.label));
            let (words, role) =
                if n == self.kind { (format!("[{label}]"), Role::Accent) } else { (format!(" {label} "), Role::Muted) };
            x = put(buf, (x, y), &words, room.saturating_sub(x), look.style(role), look) + 1;
        }
        put(buf, (2, y + 2), look.say(text("Berkas", "File")), 12, look.style(Role::Title), look);
        let place = self.path.view(buf, (16, y + 2), room.saturating_sub(14), look.style(Role::Accent));
        for (y, (n, name)) in (y + 4..area.bottom()).zip(self.completions.iter().enumerate().skip(self.choices.top())) {
            let here = n == self.choices.at;
            let mark = if here { '>' } else { ' ' };
            let role = if here { Role::Accent } else { Role::Muted };
            put(buf, (14, y), &format!("{mark} {name}"), room.saturating_sub(12), look.style(role), look);
        }
        place
    }

    fn view_review(&self, area: Rect, buf: &mut Buffer, look: &Look, report: &ImportReport) {
        let room = area.width.saturating_sub(2);
        let mut y = area.y;
        let (head, sums) = review_words(report, look);
        put(buf, (1, y), &head, room, look.style(Role::Muted), look);
        y += 1;
        put(buf, (1, y), &sums, room, look.style(Role::Title), look);
        y += 1;
        if let Some(why) = &report.ditolak_seluruhnya {
            let words = text("x Berkas ditolak: {0}", "x The file is refused: {0}").with([why.clone()]);
            for (y, line) in (y..area.bottom()).zip(wrap(&words.get(look.lang), usize::from(room))) {
                put(buf, (1, y), &line, room, look.style(Role::Error), look);
            }
            return;
        }
        let state = match (report.batch, self.job.dry_run) {
            (Some(batch), _) => text(
                "Sudah disimpan sebagai kegiatan {0}. u membatalkan semuanya.",
                "Saved as batch {0}. u undoes all of it.",
            )
            .with([batch.to_string()]),
            (None, _) if report.baru + report.berubah + report.ditolak == 0 => Phrase::from(text(
                "Semua sudah sama dengan isi berkas data. Tidak ada yang perlu disimpan.",
                "Everything is in the data file already. There is nothing to save.",
            )),
            (None, _) if names_people(report) => Phrase::from(text(
                "! Berkas ini tampaknya daftar kader. Untuk itu: Esc, lalu Right ke Kader.",
                "! This file looks like a list of kader. For that: Esc, then Right to Kader.",
            )),
            (None, _) => Phrase::from(text(
                "Belum ada yang berubah. Ctrl+S menjalankan.",
                "Nothing has changed yet. Ctrl+S runs it.",
            )),
        };
        put(buf, (1, y), &state.get(look.lang), room, look.style(Role::Accent), look);
        put(buf, (1, y + 1), &reasons(report, look), room, look.style(Role::Muted), look);
        y += 2;
        if report.masalah.is_empty() {
            let words = look.say(text("Tidak ada masalah.", "No problems."));
            put(buf, (3, y), words, room, look.style(Role::Plain), look);
            return;
        }
        let heading = look.say(text("Baris", "Row"));
        put(buf, (3, y), heading, 6, look.style(Role::Heading), look);
        put(buf, (12, y), look.say(text("Kolom", "Column")), 16, look.style(Role::Heading), look);
        put(buf, (29, y), look.say(text("Yang perlu dilihat", "What to look at")), 40, look.style(Role::Heading), look);
        for (y, (n, problem)) in (y + 1..area.bottom()).zip(report.masalah.iter().enumerate().skip(self.rows.top())) {
            let here = n == self.rows.at;
            let (sign, role) = if problem.tingkat == "peringatan" { ('!', Role::Plain) } else { ('x', Role::Error) };
            let style = look.style(if here { Role::Selected } else { role });
            if here {
                buf.set_style(Rect { y, height: 1, ..area }, style);
                put(buf, (0, y), ">", 1, style, look);
            }
            let row = show(problem.baris);
            let indent = 6u16.saturating_sub(u16::try_from(row.len()).unwrap_or(6));
            put(buf, (2 + indent, y), &row, 6, style, look);
            put(buf, (9, y), &sign.to_string(), 1, style, look);
            put(buf, (12, y), &problem.kolom, 16, style, look);
            let told = problem.nilai.is_empty() || problem.pesan.contains(&problem.nilai);
            let words = if told { problem.pesan.clone() } else { format!("{} ({})", problem.pesan, problem.nilai) };
            put(buf, (29, y), &words, area.width.saturating_sub(30), style, look);
        }
    }
}

fn show(n: usize) -> String {
    money::show(i64::try_from(n).unwrap_or(i64::MAX))
}

/// The two lines over a review; the sum is always on the screen.
fn review_words(report: &ImportReport, look: &Look) -> (String, String) {
    let mut head = report.berkas.rsplit(['/', '\\']).next().unwrap_or("").to_owned();
    if !report.lembar.is_empty() {
        head.push_str(&format!(" {} {} \"{}\"", look.dot(), look.say(text("lembar", "sheet")), report.lembar));
    }
    if let Some(row) = report.baris_judul {
        let words = text("judul di baris {0}", "headings in row {0}").with([row.to_string()]);
        head.push_str(&format!(" {} {}", look.dot(), words.get(look.lang)));
    }
    if !report.kolom_tak_dipakai.is_empty() {
        let words = text("tidak dipakai: {0}", "not used: {0}").with([report.kolom_tak_dipakai.join(", ")]);
        head.push_str(&format!(" {} {}", look.dot(), words.get(look.lang)));
    }
    let facts =
        [report.baris, report.baru, report.berubah, report.sama, report.ditolak, report.dilewati.len()].map(show);
    let sums = text(
        "{0} baris = {1} baru + {2} berubah + {3} sama + {4} ditolak     {5} dilewati",
        "{0} rows = {1} new + {2} changed + {3} same + {4} rejected     {5} skipped",
    );
    (head, sums.with(facts).get(look.lang).into_owned())
}

/// True where Posyandu are taken from a file that lists people: a NIK or a post stands in a
/// column that nothing reads.
fn names_people(report: &ImportReport) -> bool {
    let of_people = [KADER.field("nik"), PENUGASAN.field("jabatan")];
    let is_theirs = |heading: &String| {
        let heading = fold(heading);
        of_people.iter().flatten().any(|field| field.synonyms.contains(&heading.as_str()))
    };
    report.ke == POSYANDU.name && report.kolom_tak_dipakai.iter().any(is_theirs)
}

/// How often each kind of problem occurs, the most frequent first.
fn reasons(report: &ImportReport, look: &Look) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for problem in &report.masalah {
        match counts.iter_mut().find(|(code, _)| *code == problem.kode) {
            Some((_, count)) => *count += 1,
            None => counts.push((&problem.kode, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let words: Vec<String> =
        counts.iter().map(|(code, count)| format!("{} {}", show(*count), code.replace('-', " "))).collect();
    words.join(&format!(" {} ", look.dot()))
}

fn told(problem: &ImportProblem) -> Told {
    let title =
        text("Baris {0}, kolom {1}", "Row {0}, column {1}").with([problem.baris.to_string(), problem.kolom.clone()]);
    let value = text("Tertulis: {0}", "It says: {0}").with([problem.nilai.clone()]);
    let words = |words: &str| same("{0}").with([words]);
    Told::new(title, vec![words(&problem.pesan), value, words(&problem.saran)]).with_copy(problem.nilai.clone())
}

impl Screen for Import {
    fn title(&self, look: &Look) -> String {
        let name = look.say(text("Impor", "Import"));
        let kind = by_name(self.kind_name()).map_or(self.kind_name(), |entity| look.say(entity.label));
        format!("{name} {} {kind}", look.dot())
    }

    fn facts(&self, look: &Look) -> String {
        match &self.stage {
            Stage::Asking => String::new(),
            Stage::Running(_, progress) => progress_words(*progress).get(look.lang).into_owned(),
            Stage::Review(report) if report.batch.is_some() => look.say(text("tersimpan", "saved")).to_owned(),
            Stage::Review(_) => look.say(text("percobaan", "dry run")).to_owned(),
        }
    }

    fn keys(&self) -> &'static Keymap {
        match self.stage {
            Stage::Asking => &ASK_KEYS,
            Stage::Running(..) => &RUN_KEYS,
            Stage::Review(_) => &REVIEW_KEYS,
        }
    }

    fn why_not(&self, action: Action) -> Option<Text> {
        let Stage::Review(report) = &self.stage else { return None };
        let empty = report.masalah.is_empty();
        match action {
            Action::Save | Action::Edit if report.batch.is_some() => {
                Some(text("Sudah disimpan; u membatalkannya.", "Already saved; u undoes it."))
            }
            Action::Save if report.baru + report.berubah + report.ditolak == 0 => {
                Some(text("Tidak ada yang baru atau berubah.", "Nothing is new or changed."))
            }
            Action::Open | Action::Export if empty => Some(text("Tidak ada masalah.", "There are no problems.")),
            _ => None,
        }
    }

    fn takes(&self, c: char) -> bool {
        matches!(self.stage, Stage::Asking) && c != '?'
    }

    fn on_open(&mut self, cx: &mut Cx) {
        self.completing = Some(cx.ask(Request::Paths(String::new())));
    }

    fn on_text(&mut self, c: char, cx: &mut Cx) -> Outcome {
        self.path.insert(c);
        self.typed(cx)
    }

    fn on_paste(&mut self, text: &str, cx: &mut Cx) -> Outcome {
        // A file dragged into the window arrives in quotes.
        self.path.insert_all(text.trim().trim_matches(['\'', '"']));
        self.typed(cx)
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match &self.stage {
            Stage::Asking => self.act_asking(action, cx),
            Stage::Running(ticket, _) if action == Action::Back => {
                cx.cancel(*ticket);
                cx.say(text("Dihentikan; tidak ada yang berubah.", "Stopped; nothing changed."));
                self.stage = Stage::Asking;
                Outcome::Changed
            }
            Stage::Running(..) => Outcome::Ignored,
            Stage::Review(_) => self.act_review(action, cx),
        }
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) -> Outcome {
        if matches!(&self.stage, Stage::Running(running, _) if *running == ticket) {
            self.heard(reply, cx);
            return Outcome::Changed;
        }
        if self.completing.take_if(|asked| *asked == ticket).is_some() {
            if let Reply::Paths(names) = reply {
                self.completions = names;
                self.choices.clamp(self.completions.len());
            }
            return Outcome::Changed;
        }
        Outcome::Unchanged
    }

    fn on_answer(&mut self, answer: Answer, cx: &mut Cx) -> Outcome {
        match (self.flow.take(), answer) {
            (Some(Flow::How(ways)), Answer::Chosen(n)) => match ways.get(n).copied() {
                Some(how) => self.take(how, cx),
                None => Outcome::Unchanged,
            },
            (Some(Flow::Reason), Answer::Text(reason)) => {
                self.job.dry_run = true;
                self.job.reason = Some(reason);
                self.run(cx)
            }
            (Some(Flow::Sheet), Answer::Text(sheet)) => {
                self.job.dry_run = true;
                self.job.sheet = Some(sheet);
                self.run(cx)
            }
            (Some(Flow::Problems), Answer::Text(path)) => {
                self.job.dry_run = true;
                self.job.problems_to = Some(path.clone());
                let outcome = self.run(cx);
                self.job.problems_to = None;
                cx.say(text("Berkas masalah: {0}", "Problem file: {0}").with([path]));
                outcome
            }
            _ => Outcome::Unchanged,
        }
    }

    fn layout(&mut self, area: Rect) {
        self.choices.layout(area.height.saturating_sub(8));
        self.rows.layout(area.height.saturating_sub(5));
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, _desk: &Desk) -> Option<Position> {
        match &self.stage {
            Stage::Asking => Some(self.view_asking(area, buf, look)),
            Stage::Running(_, progress) => {
                let words = progress_words(*progress).get(look.lang).into_owned();
                let head = look.say(text("Memeriksa berkas ...", "Checking the file ..."));
                let head = if self.job.dry_run { head } else { look.say(text("Menyimpan ...", "Saving ...")) };
                put(buf, (2, area.y + 1), head, area.width.saturating_sub(4), look.style(Role::Title), look);
                put(buf, (2, area.y + 2), &words, area.width.saturating_sub(4), look.style(Role::Plain), look);
                None
            }
            Stage::Review(report) => {
                self.view_review(area, buf, look, report);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(ke: &str, unused: &[&str]) -> ImportReport {
        let kolom_tak_dipakai = unused.iter().map(|heading| (*heading).to_owned()).collect();
        ImportReport { ke: ke.to_owned(), kolom_tak_dipakai, ..ImportReport::default() }
    }

    #[test]
    fn a_list_of_kader_taken_for_posyandu_is_told_of() {
        assert!(names_people(&report("posyandu", &["NO", "NAMA KADER", "NIK", "JABATAN"])));
        assert!(!names_people(&report("posyandu", &["NO", "JUMLAH KADER", "PUSKESMAS"])));
        assert!(!names_people(&report("kader", &["NO", "TUGAS"])));
    }
}
