//! A file put in its place whole, or not at all.
//!
//! * **Owns** writing beside the place and renaming, names the program gives, private permissions.
//! * **Imports** `base`, `request`.
//! * **Never** leaves half a file under the name asked for.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::base::words::text;
use crate::request::Trouble;

/// Who may read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// As the system is set.
    Usual,
    /// Only its owner: it holds personal data.
    Owner,
}

/// A file being written beside its place.
pub struct Half {
    beside: PathBuf,
    to: PathBuf,
    file: Option<BufWriter<File>>,
}

impl Half {
    /// Begins a file.
    ///
    /// # Errors
    /// The folder is missing or may not be written to.
    pub fn begin(to: &Path, readers: Readers) -> Result<Half, Trouble> {
        let name = to.file_name().map_or_else(|| "keluaran".into(), |name| name.to_string_lossy().into_owned());
        let beside = to.with_file_name(format!(".{name}.{}", std::process::id()));
        let mut how = OpenOptions::new();
        how.write(true).create(true).truncate(true);
        #[cfg(unix)]
        if readers == Readers::Owner {
            std::os::unix::fs::OpenOptionsExt::mode(&mut how, 0o600);
        }
        #[cfg(not(unix))]
        let _ = readers;
        let file = how.open(&beside).map_err(|error| cannot_write(to, &error))?;
        Ok(Half { beside, to: to.to_owned(), file: Some(BufWriter::new(file)) })
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// The disk is full; nothing stands in the place then, or what stood there before.
    pub fn finish(mut self) -> Result<(), Trouble> {
        let result = match self.file.take() {
            Some(mut file) => {
                file.flush().and_then(|()| file.get_ref().sync_all()).and_then(|()| fs::rename(&self.beside, &self.to))
            }
            None => Ok(()),
        };
        result.map_err(|error| cannot_write(&self.to, &error))
    }
}

impl Write for Half {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.as_mut().map_or(Ok(bytes.len()), |file| file.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for Half {
    fn drop(&mut self) {
        // After a finish nothing stands there any more.
        let _ = fs::remove_file(&self.beside);
    }
}

/// The trouble of a file that cannot be written.
pub fn cannot_write(path: &Path, error: &io::Error) -> Trouble {
    let name = path.display().to_string();
    match error.kind() {
        io::ErrorKind::StorageFull => Trouble::new(
            "CAKRAM-PENUH",
            text("Tidak ada tempat untuk menulis {0}.", "There is no room to write {0}.").with([name]),
            text("Kosongkan ruang, atau tulis ke cakram lain.", "Make room, or write to another disk."),
        ),
        io::ErrorKind::NotFound => Trouble::new(
            "FOLDER-TIDAK-ADA",
            text("Folder untuk {0} tidak ada.", "The folder of {0} does not exist.").with([name]),
            text("Buat foldernya, atau periksa ejaannya.", "Make the folder, or check its spelling."),
        ),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Trouble::new(
            "TIDAK-BOLEH-MENULIS",
            text("{0} tidak boleh ditulis.", "{0} may not be written.").with([name]),
            text("Pilih folder sendiri, misalnya Dokumen.", "Choose a folder of your own."),
        ),
        _ => Trouble::new(
            "GAGAL-MENULIS",
            text("{0} gagal ditulis: {1}.", "{0} could not be written: {1}.").with([name, error.to_string()]),
            text("Coba lagi dengan nama atau folder lain.", "Try again with another name or folder."),
        ),
    }
}

/// A name in a folder that nothing has yet: `kader-2026-11-22.xlsx`, then `-2`, `-3` ...
pub fn free_name(folder: &Path, stem: &str, ending: &str) -> PathBuf {
    let first = folder.join(format!("{stem}.{ending}"));
    std::iter::once(first)
        .chain((2..10_000).map(|number| folder.join(format!("{stem}-{number}.{ending}"))))
        .find(|path| path.symlink_metadata().is_err())
        .unwrap_or_else(|| folder.join(format!("{stem}-{}.{ending}", std::process::id())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_left_unfinished_leaves_the_old_one_in_place() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.csv");
        fs::write(&path, "lama").expect("written");
        let mut half = Half::begin(&path, Readers::Owner).expect("begun");
        half.write_all(b"baru").expect("written");
        drop(half);
        assert_eq!(fs::read_to_string(&path).expect("there"), "lama");
        let mut half = Half::begin(&path, Readers::Owner).expect("begun");
        half.write_all(b"baru").expect("written");
        half.finish().expect("finished");
        assert_eq!(fs::read_to_string(&path).expect("there"), "baru");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn a_missing_folder_is_said() {
        let error = Half::begin(Path::new("/tidak/ada/a.csv"), Readers::Usual).err().expect("no folder");
        assert_eq!(error.code, "FOLDER-TIDAK-ADA");
    }

    #[test]
    fn names_are_never_taken_twice() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("kader.csv"), "").expect("written");
        assert_eq!(free_name(folder.path(), "kader", "csv"), folder.path().join("kader-2.csv"));
    }
}
