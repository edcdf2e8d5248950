//! The screens, and the screens on made-up data.
//!
//! * **Owns** joining the runtime with a data file, or with a made-up one that is thrown away.
//! * **Imports** the runtime, the store, the samples.
//! * **Never** draws.

use std::path::PathBuf;

use super::Fail;
use super::args::Global;
use crate::base::words::{Text, text};
use crate::request::Trouble;
use crate::runtime::file::Stored;
use crate::runtime::look::Wish;
use crate::runtime::{self, Open, Options};
use crate::service::contoh::{self, Sample};
use crate::store::{Opening, Store};
use crate::ui::look::Glyphs;

/// The screens on the data file; a new one is begun with questions.
pub(super) fn screens(global: &Global) -> Result<u8, Fail> {
    let opening = Opening::by(&global.actor);
    run(Options::on_file(global.file.clone(), opening, wish(global)))
}

/// The screens on a made-up kecamatan in a folder of its own that is thrown away.
pub(super) fn demo(global: &Global) -> Result<u8, Fail> {
    const BANNER: Text = text("Data contoh: tidak ada yang disimpan", "Sample data: nothing is kept");
    let folder = Gone::new()?;
    let path = folder.0.join(crate::base::place::FILE_NAME);
    let opening = Opening::by(&global.actor).without_copies();
    let (theirs, how) = (path.clone(), opening.clone());
    let open: Open = Box::new(move || {
        contoh::write(&theirs, &Sample::demo(how.clock.today()), &how.actor)?;
        Ok(Box::new(Stored(Store::open(&theirs, &how)?)))
    });
    run(Options { banner: Some(BANNER), open, ..Options::on_file(path, opening, wish(global)) })
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

fn wish(global: &Global) -> Wish {
    Wish { lang: global.lang, theme: global.theme, glyphs: global.ascii.then_some(Glyphs::Ascii) }
}

fn run(options: Options) -> Result<u8, Fail> {
    Ok(runtime::run(options)?.ended.code())
}
