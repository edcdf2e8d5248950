//! A data file as the runtime's store and as the place of its longer work.
//!
//! * **Owns** how [`Serve`] and [`Work`] are done by a [`Store`], and the few requests that are not
//!   about the file: paths, the terminal's part of the doctor.
//! * **Imports** the store, the intake, the reports.
//! * **Never** keeps a second connection open: the jobs thread opens one for each job.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::jobs::{Hire, Work};
use super::keeper::{Open, Serve};
use super::look::{Surroundings, Wish};
use super::paths;
use super::terminal;
use crate::base::id::RecordId;
use crate::base::words::{Lang, text};
use crate::entity::{self, Entity, Vocabulary};
use crate::intake;
use crate::report::berkas::{self, Way};
use crate::report::place::{Half, Readers, cannot_write};
use crate::report::print::{self, How};
use crate::report::writers::csv::Comma;
use crate::report::{list, mend};
use crate::request::{DoctorLine, Health, ImportJob, ImportReport, Job, Preview, Progress, Reply, Request, Trouble};
use crate::service;
use crate::store::{Copies, Opening, Store};
use crate::ui::{Settings, settings};

/// Opens a data file on the store's thread; one that does not exist is made, empty, for the guided
/// start.
pub fn open(path: PathBuf, opening: Opening) -> Open {
    Box::new(move || {
        let store = match Store::open(&path, &opening) {
            Err(trouble) if trouble.code == crate::store::trouble::MISSING => Store::create(&path, &opening),
            opened => opened,
        };
        Ok(Box::new(Stored(store?)))
    })
}

/// Does the longer work on a data file.
pub fn hire(path: PathBuf, opening: Opening, wish: Wish) -> Hire {
    Box::new(move || Ok(Box::new(Worker { path, opening, wish })))
}

/// A store, served to the desk.
pub struct Stored(pub Store);

/// Answers a request of the screens: what is about no file here, all else through the services.
pub fn serve(store: &mut Store, request: Request) -> Reply {
    match request {
        Request::Reports => Reply::Reports(berkas::infos().collect()),
        Request::Paths(typed) => Reply::Paths(paths::continuing(&typed)),
        Request::Doctor => match store.serve(Request::Doctor) {
            Reply::Doctor(mut lines) => {
                lines.extend(terminal_lines());
                Reply::Doctor(lines)
            }
            other => other,
        },
        request => service::serve(store, request),
    }
}

impl Serve for Stored {
    fn serve(&mut self, request: Request) -> Reply {
        serve(&mut self.0, request)
    }

    fn words(&mut self) -> Arc<Vocabulary> {
        self.0.words()
    }

    fn settings(&mut self) -> Settings {
        // A file that cannot tell its settings will say so at the first request.
        Settings::new(self.0.settings().unwrap_or_default())
    }

    fn changed_by_others(&mut self) -> bool {
        self.0.changed_by_others().unwrap_or(false)
    }
}

/// What the terminal says of itself, for the doctor.
fn terminal_lines() -> Vec<DoctorLine> {
    let around = Surroundings::read();
    let (columns, rows) = terminal::size();
    let (least_columns, least_rows) = crate::ui::SMALLEST;
    let line = |hal: &str, nilai: String, well: Health| DoctorLine { hal: hal.into(), nilai, keadaan: well };
    let well = |good| if good { Health::Baik } else { Health::Perhatian };
    vec![
        line("terminal", around.term.clone(), well(!around.is_dumb())),
        line("ukuran", format!("{columns}x{rows}"), well(columns >= least_columns && rows >= least_rows)),
        line("UTF-8", if around.utf8 { "ya" } else { "tidak" }.into(), Health::Baik),
    ]
}

struct Worker {
    path: PathBuf,
    opening: Opening,
    wish: Wish,
}

impl Work for Worker {
    fn work(&mut self, job: Job, progress: &mut dyn FnMut(Progress) -> ControlFlow<()>) -> Reply {
        match self.job(job, progress) {
            Ok(reply) => reply,
            // Called off: nothing was kept and nobody waits for the word.
            Err(trouble) if trouble.code == crate::store::STOPPED => Reply::Done,
            Err(trouble) => Reply::Trouble(trouble),
        }
    }

    fn daily(&mut self) {
        if self.opening.copies == Copies::Asked {
            return;
        }
        // A copy that fails is tried again at the next change; `dokter` tells how old the last is.
        if let Ok(mut store) = Store::open(&self.path, &self.opening) {
            let _ = store.daily_copy();
        }
    }
}

impl Worker {
    fn job(&self, job: Job, progress: &mut dyn FnMut(Progress) -> ControlFlow<()>) -> Result<Reply, Trouble> {
        let mut store = Store::open(&self.path, &self.opening)?;
        let lang = self.lang(&store)?;
        work_on(&mut store, job, lang, progress)
    }

    /// The language of the import's sentences: that of the screens.
    fn lang(&self, store: &Store) -> Result<Lang, Trouble> {
        Ok(match (self.wish.lang, store.setting(settings::LANG)?.as_deref()) {
            (Some(lang), _) => lang,
            (None, Some("en")) => Lang::En,
            (None, _) => Lang::Id,
        })
    }
}

/// Does one job on a store; the sentences of an import are in this language.
///
/// # Errors
/// A trouble of the file or of the machine.
pub fn work_on(
    store: &mut Store,
    job: Job,
    lang: Lang,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Reply, Trouble> {
    match job {
        Job::Import(job) => {
            let _ = progress(Progress::default());
            import(store, &job, lang, progress)
        }
        Job::Review(job) => {
            let _ = progress(Progress::default());
            let review = intake::review(store, kind(&job)?, &job, lang, progress)?;
            Ok(Reply::Reviewed(Box::new(review)))
        }
        // Called off: nobody waits for the word.
        Job::Doubles(entity) => Ok(match store.doubles(entity, progress)? {
            Some(doubles) => Reply::Doubles(Box::new(doubles)),
            None => Reply::Done,
        }),
        Job::Backup(to) => {
            let copy = store.backup(to.as_deref().map(std::path::Path::new))?;
            let count = copy.counts.iter().map(|(_, count)| count).sum();
            Ok(Reply::Written(copy.path.display().to_string(), count))
        }
        Job::Preview(ask, columns) => {
            let _ = progress(Progress::default());
            let document = berkas::build(store, &ask)?;
            berkas::note(store, &ask, berkas::rows(&document))?;
            let text = print::txt::print(&document, Some(columns));
            let lines = String::from_utf8_lossy(&text).lines().map(str::to_owned).collect();
            Ok(Reply::Preview(Box::new(Preview { title: document.title, lines, message: document.message })))
        }
        Job::CopySheet(posyandu) => copy_sheet(store, posyandu),
        Job::Report(job) => {
            let _ = progress(Progress::default());
            let mut way =
                Way { how: How { columns: job.columns, ..berkas::how(store) }, folder: Path::new("."), progress };
            let made = berkas::write(store, &job, &mut way)?;
            let path = made.path.display().to_string();
            Ok(match made.number {
                Some(number) => Reply::Issued(path, number),
                None => Reply::Written(path, made.rows),
            })
        }
        Job::Export(job) => {
            let mut how = list::Export { job: &job, comma: Comma::Semicolon, progress };
            Ok(match list::export(store, &mut how, Path::new("."))? {
                // The whole path: who started the program elsewhere must find the file.
                Some((path, rows)) => {
                    let path = std::path::absolute(&path).unwrap_or(path);
                    Reply::Written(path.display().to_string(), rows)
                }
                // Called off: nothing was written and nobody waits for the word.
                None => Reply::Done,
            })
        }
    }
}

/// Writes the copy sheet of a Posyandu into the present folder.
fn copy_sheet(store: &mut Store, posyandu: RecordId) -> Result<Reply, Trouble> {
    let (Some(lines), Some(record)) =
        (service::lembar::sheet(store, posyandu)?, store.get(&entity::POSYANDU, posyandu)?)
    else {
        return Ok(Reply::Gone);
    };
    let desa = record.get("desa").as_link().map_or("", |link| link.title.as_str());
    let path = PathBuf::from(format!("lembar-salin-{}.txt", entity::hint::slug(&format!("{} {desa}", record.title()))));
    let mut file = Half::begin(&path, Readers::Usual)?;
    let text = service::lembar::text_of(&lines);
    file.write_all(text.as_bytes()).map_err(|error| cannot_write(&path, &error))?;
    file.finish()?;
    let path = std::path::absolute(&path).unwrap_or(path);
    Ok(Reply::Written(path.display().to_string(), lines.len()))
}

fn import(store: &mut Store, job: &ImportJob, lang: Lang, tell: intake::Tell<'_>) -> Result<Reply, Trouble> {
    let taken = intake::run_watched(store, kind(job)?, job, lang, tell)?;
    if let Some(path) = &job.problems_to {
        mend::write(&intake::mend::sheets(taken.iter().map(|taken| &taken.left)), Path::new(path), lang)?;
    }
    let reports = taken.into_iter().map(|taken| taken.report).collect();
    Ok(Reply::Imported(Box::new(together(reports))))
}

fn kind(job: &ImportJob) -> Result<&'static Entity, Trouble> {
    entity::by_name(&job.kind).ok_or_else(|| {
        Trouble::new(
            "JENIS-TIDAK-DIKENAL",
            text("Jenis data \"{0}\" tidak dikenal.", "There is no kind of data called \"{0}\".")
                .with([job.kind.clone()]),
            text("Pilih desa, posyandu atau kader.", "Choose desa, posyandu or kader."),
        )
    })
}

/// Several tables of one workbook as one report: the screen shows one.
fn together(reports: Vec<ImportReport>) -> ImportReport {
    let mut reports = reports.into_iter();
    let mut all = reports.next().unwrap_or_default();
    for report in reports {
        all.lembar = format!("{}, {}", all.lembar, report.lembar);
        all.kolom.extend(report.kolom);
        all.kolom_tak_dipakai.extend(report.kolom_tak_dipakai);
        all.baris += report.baris;
        all.baru += report.baru;
        all.berubah += report.berubah;
        all.sama += report.sama;
        all.ditolak += report.ditolak;
        all.ragu += report.ragu;
        all.tidak_ada.extend(report.tidak_ada);
        all.dilewati.extend(report.dilewati);
        all.masalah.extend(report.masalah);
        all.batch = all.batch.or(report.batch);
        all.ditolak_seluruhnya = all.ditolak_seluruhnya.or(report.ditolak_seluruhnya);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opening() -> Opening {
        Opening::by("uji").without_copies()
    }

    #[test]
    fn a_file_that_is_missing_is_made_and_a_foreign_one_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("baru/pembina.db");
        assert!(open(path.clone(), opening())().is_ok());
        assert!(path.exists());
        let foreign = dir.path().join("surat.db");
        std::fs::write(&foreign, "Dengan hormat").unwrap();
        assert!(open(foreign, opening())().is_err_and(|trouble| trouble.code == "BERKAS-ASING"));
    }

    #[test]
    fn a_backup_on_the_jobs_thread_says_where_it_lies() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("pembina.db");
        Store::create(&path, &opening()).unwrap();
        let mut worker = hire(path, opening(), Wish::default())().unwrap();
        let to = dir.path().join("salinan.db");
        let job = Job::Backup(Some(to.display().to_string()));
        let reply = worker.work(job, &mut |_| ControlFlow::Continue(()));
        assert!(matches!(reply, Reply::Written(path, _) if path == to.display().to_string()));
        assert!(to.exists());
    }

    #[test]
    fn doubles_of_a_large_file_are_looked_for_on_the_jobs_thread() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("pembina.db");
        Store::create(&path, &opening()).unwrap();
        let mut worker = hire(path, opening(), Wish::default())().unwrap();
        let job = Job::Doubles(&entity::KADER);
        let reply = worker.work(job.clone(), &mut |_| ControlFlow::Continue(()));
        assert!(matches!(reply, Reply::Doubles(found) if found.pairs.is_empty()));
        assert_eq!(worker.work(job, &mut |_| ControlFlow::Break(())), Reply::Done, "called off");
    }

    #[test]
    fn several_tables_are_counted_together() {
        let one = |n| ImportReport { lembar: format!("L{n}"), baris: n, baru: n, ..ImportReport::default() };
        let all = together(vec![one(2), one(3)]);
        assert_eq!((all.lembar.as_str(), all.baris, all.baru), ("L2, L3", 5, 5));
    }
}
