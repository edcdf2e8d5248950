//! The screens, and the screens on made-up data.
//!
//! * **Owns** joining the runtime with store, intake and lists.
//! * **Imports** the runtime, the store, the intake, the lists.
//! * **Never** draws.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::Global;
use super::{Fail, impor};
use crate::base::words::{Lang, Text, text};
use crate::entity::{self, Vocabulary};
use crate::intake;
use crate::report::list;
use crate::report::writers::csv::Comma;
use crate::request::{ExportJob, ImportJob, ImportReport, Job, Progress, Reply, Request, Trouble};
use crate::runtime::look::Wish;
use crate::runtime::{self, Options, Serve, Work};
use crate::service::contoh::{self, Sample};
use crate::store::{Opening, Store};
use crate::ui::keymap::Goto;
use crate::ui::look::{Glyphs, Look};
use crate::ui::{Desk, Screen, Settings};

/// The store as the runtime asks it.
struct File(Store);

impl Serve for File {
    fn serve(&mut self, request: Request) -> Reply {
        self.0.serve(request)
    }

    fn words(&mut self) -> Arc<Vocabulary> {
        self.0.words()
    }

    fn settings(&mut self) -> Settings {
        Settings::new(self.0.settings().unwrap_or_default())
    }

    fn changed_by_others(&mut self) -> bool {
        self.0.changed_by_others().unwrap_or(false)
    }
}

/// Longer work on a connection of its own.
struct Desk2 {
    store: Store,
    lang: Lang,
}

impl Work for Desk2 {
    fn work(&mut self, job: Job, progress: &mut dyn FnMut(Progress) -> ControlFlow<()>) -> Reply {
        let done = match job {
            Job::Import(job) => self.import(&job),
            Job::Export(job) => self.export(&job, progress),
            Job::Backup(to) => self.backup(to.as_deref().map(Path::new)),
        };
        done.unwrap_or_else(Reply::Trouble)
    }
}

impl Desk2 {
    fn import(&mut self, job: &ImportJob) -> Result<Reply, Trouble> {
        let entity = entity::by_name(&job.kind).ok_or_else(|| Trouble::inner(format!("kind {}", job.kind)))?;
        let taken = intake::run(&mut self.store, entity, job, self.lang)?;
        if let Some(path) = &job.problems_to {
            impor::leave(&taken, Path::new(path))?;
        }
        let reports = taken.into_iter().map(|taken| taken.report);
        Ok(Reply::Imported(Box::new(reports.reduce(together).unwrap_or_default())))
    }

    fn export(
        &mut self,
        job: &ExportJob,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Reply, Trouble> {
        let mut how = list::Export { job, comma: Comma::Semicolon, progress };
        Ok(match list::export(&mut self.store, &mut how, Path::new("."))? {
            Some((path, rows)) => Reply::Written(path.display().to_string(), rows),
            None => Reply::Gone,
        })
    }

    fn backup(&mut self, to: Option<&Path>) -> Result<Reply, Trouble> {
        let backup = self.store.backup(to)?;
        let count = backup.counts.iter().map(|(_, count)| count).sum();
        Ok(Reply::Written(backup.path.display().to_string(), count))
    }
}

/// Several tables of one file, told as one.
fn together(mut all: ImportReport, next: ImportReport) -> ImportReport {
    all.lembar = [all.lembar, next.lembar].join(", ");
    all.kolom.extend(next.kolom);
    all.kolom_tak_dipakai.extend(next.kolom_tak_dipakai);
    all.baris += next.baris;
    all.baru += next.baru;
    all.berubah += next.berubah;
    all.sama += next.sama;
    all.ditolak += next.ditolak;
    all.dilewati.extend(next.dilewati);
    all.masalah.extend(next.masalah);
    all.batch = next.batch.or(all.batch);
    all
}

/// The screens on the data file; a new one is begun with questions.
pub(super) fn screens(global: &Global) -> Result<u8, Fail> {
    let opening = Opening::by(&global.actor);
    run(global, global.file.clone(), opening, None, |path, opening| {
        if path.exists() { Store::open(path, opening) } else { Store::create(path, opening) }
    })
}

/// The screens on a made-up kecamatan in a folder of its own that is thrown away.
pub(super) fn demo(global: &Global) -> Result<u8, Fail> {
    let folder = Gone::new()?;
    let path = folder.0.join(crate::base::place::FILE_NAME);
    let opening = Opening::by(&global.actor).without_copies();
    const BANNER: Text = text("Data contoh: tidak ada yang disimpan", "Sample data: nothing is kept");
    run(global, path, opening, Some(BANNER), |path, opening| {
        if path.exists() {
            return Store::open(path, opening);
        }
        let mut store = Store::create(path, opening)?;
        let today = store.today();
        contoh::fill(&mut store, &Sample::demo(today))?;
        Ok(store)
    })
}

/// A private folder that is gone at the end, whatever the end.
struct Gone(PathBuf);

impl Gone {
    fn new() -> Result<Gone, Trouble> {
        let path = std::env::temp_dir().join(format!("pembina-demo-{}", uuid::Uuid::now_v7()));
        let mut how = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut how, 0o700);
        how.create(&path).map_err(|error| crate::report::place::cannot_write(&path, &error))?;
        Ok(Gone(path))
    }
}

impl Drop for Gone {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

type Opener = fn(&Path, &Opening) -> Result<Store, Trouble>;

fn run(global: &Global, path: PathBuf, opening: Opening, banner: Option<Text>, open: Opener) -> Result<u8, Fail> {
    let (theirs, work_path, work_opening) = (path.clone(), path, opening.clone());
    let lang = global.lang.unwrap_or_default();
    let options = Options {
        actor: global.actor.clone(),
        wish: Wish { lang: global.lang, theme: global.theme, glyphs: global.ascii.then_some(Glyphs::Ascii) },
        banner,
        first: Box::new(first),
        open: Box::new(move || Ok(Box::new(File(open(&theirs, &opening)?)) as Box<dyn Serve>)),
        hire: Box::new(move || {
            let store = Store::open(&work_path, &work_opening.without_copies())?;
            let settings = Settings::new(store.settings().unwrap_or_default());
            let lang = settings.look(Look { lang, ..Look::default() }).lang;
            Ok(Box::new(Desk2 { store, lang }) as Box<dyn Work>)
        }),
    };
    Ok(runtime::run(options)?.ended.code())
}

/// The start screen.
fn first(desk: &Desk) -> Box<dyn Screen> {
    crate::ui::screens::open(Goto::Home, desk).unwrap_or_else(|| Box::new(crate::ui::screens::palette::Palette::new(desk)))
}
