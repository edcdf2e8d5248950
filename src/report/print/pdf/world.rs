//! The typesetter's world: our templates and fonts, the document's data, and the office's folder of
//! templates; nothing else exists in it.
//!
//! * **Owns** what typst may read, and what a template's mistake is called.
//! * **Imports** `typst`, `typst_pdf`.
//! * **Never** reads outside the office's folder, fetches a package, or knows the day.

use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};

use typst::diag::{FileError, FileResult, PackageError, SourceDiagnostic, SourceResult};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_pdf::PdfOptions;

use super::data;
use crate::base::money;
use crate::base::words::text;
use crate::report::document::Document;
use crate::request::Trouble;

/// The file that is read first.
const MAIN: &str = "dokumen.typ";

/// Our own templates.
const TEMPLATES: [(&str, &str); 2] = [
    (MAIN, include_str!("../../../../assets/templates/dokumen.typ")),
    ("bagian.typ", include_str!("../../../../assets/templates/bagian.typ")),
];

/// Up to so many cells a PDF says which text is a cell of which table, for those who have pages
/// read to them; a longer list would be fifteen times as large for it.
const TAGGED: usize = 3_000;

/// Cells that are set at most: each takes about 10 KB of memory on its way to the page.
const MOST: usize = 60_000;

/// The document as the template reads it.
const DATA: &str = "data.json";

/// The fonts: regular and bold first, as [`font`] counts them.
static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let files: [&'static [u8]; 4] = [
        include_bytes!("../../../../assets/fonts/LiberationSans-Regular.ttf"),
        include_bytes!("../../../../assets/fonts/LiberationSans-Bold.ttf"),
        include_bytes!("../../../../assets/fonts/LiberationSans-Italic.ttf"),
        include_bytes!("../../../../assets/fonts/LiberationSans-BoldItalic.ttf"),
    ];
    files.into_iter().filter_map(|file| Font::new(Bytes::new(file), 0)).collect()
});

static BOOK: LazyLock<LazyHash<FontBook>> = LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// A font: 0 regular, 1 bold, 2 italic, 3 both.
pub fn font(at: usize) -> Option<Font> {
    FONTS.get(at).cloned()
}

/// Sets a document, with the office's templates where it has any. An emblem that is no picture is
/// left out: it never keeps a paper from being printed.
///
/// # Errors
/// A template of the office is faulty, or the tables are too long.
pub fn typeset(document: &Document, templates: Option<&Path>) -> Result<Vec<u8>, Trouble> {
    if cells(document) > MOST {
        let rows: usize = document.tables().map(|table| table.rows.len()).sum();
        return Err(too_long(rows));
    }
    // A folder that is not there has no templates.
    let folder = templates.and_then(|folder| folder.canonicalize().ok());
    let logo = document.kop.as_ref().and_then(|kop| kop.logo.as_deref());
    let logo = logo.and_then(|bytes| picture(bytes).map(|name| (name, bytes)));
    let mut world = Closed::of(document, logo, folder.clone())?;
    let mut printed = world.print();
    let no_picture = |found: &SourceDiagnostic| found.message.starts_with("failed to decode image");
    if logo.is_some() && printed.as_ref().is_err_and(|found| found.iter().any(no_picture)) {
        world = Closed::of(document, None, folder)?;
        printed = world.print();
    }
    // What typst remembers between two documents is of no use to a program that prints one.
    typst::comemo::evict(0);
    printed.map_err(|found| world.trouble(&found))
}

/// Cells of all tables.
fn cells(document: &Document) -> usize {
    document.tables().map(|table| table.rows.len().saturating_mul(table.columns.len())).sum()
}

fn too_long(rows: usize) -> Trouble {
    let rows = money::show(i64::try_from(rows).unwrap_or(i64::MAX));
    Trouble::new(
        "PDF-TERLALU-PANJANG",
        text("Tabel dengan {0} baris terlalu panjang untuk PDF.", "A table of {0} rows is too long for a PDF.")
            .with([rows]),
        text(
            "Pilih satu desa saja, kurangi kolomnya, atau simpan sebagai xlsx.",
            "Choose one desa, fewer columns, or save it as xlsx.",
        ),
    )
}

/// The name of a picture by what it is; `None` for what is none.
fn picture(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some("logo.png")
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        Some("logo.jpg")
    } else {
        None
    }
}

/// The name of a file beside the main one.
fn id(name: &str) -> Result<FileId, Trouble> {
    let path = VirtualPath::new(name).map_err(|_| Trouble::inner(name))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// All there is for the typesetter.
struct Closed {
    main: FileId,
    data: Bytes,
    logo: Option<(&'static str, Bytes)>,
    folder: Option<PathBuf>,
    /// The PDF tells its parts.
    tagged: bool,
    /// Names of the office's files that were read, for a sentence about a mistake in them.
    read: Mutex<Vec<String>>,
}

impl Closed {
    fn of(
        document: &Document,
        logo: Option<(&'static str, &[u8])>,
        folder: Option<PathBuf>,
    ) -> Result<Closed, Trouble> {
        let data = serde_json::to_vec(&data::of(document, logo.map(|(name, _)| name))).map_err(Trouble::inner)?;
        Ok(Closed {
            main: id(MAIN)?,
            data: Bytes::new(data),
            logo: logo.map(|(name, bytes)| (name, Bytes::new(bytes.to_vec()))),
            folder,
            tagged: cells(document) <= TAGGED,
            read: Mutex::default(),
        })
    }

    fn print(&self) -> SourceResult<Vec<u8>> {
        // Pages, as the last line asks for them.
        let pages = typst::compile(self).output?;
        // What typst remembers of the way there is not needed any more, and is most of what it holds.
        typst::comemo::evict(0);
        let options = PdfOptions {
            // Nothing of the day or the machine: the same document gives the same bytes.
            ident: Smart::Auto,
            creator: Smart::Custom(Some(concat!("pembina ", env!("CARGO_PKG_VERSION")).to_owned())),
            timestamp: None,
            tagged: self.tagged,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&pages, &options)
    }

    /// A file of the office's folder; `None` where it has none of that name.
    fn office(&self, name: &str) -> FileResult<Option<Vec<u8>>> {
        let Some(folder) = &self.folder else { return Ok(None) };
        // A link out of the folder leads nowhere.
        let Ok(path) = folder.join(name).canonicalize() else { return Ok(None) };
        if !path.starts_with(folder) || !path.is_file() {
            return Err(FileError::AccessDenied);
        }
        let bytes = std::fs::read(&path).map_err(|error| FileError::from_io(error, &path))?;
        self.read.lock().unwrap_or_else(PoisonError::into_inner).push(name.to_owned());
        Ok(Some(bytes))
    }

    /// What typst found, in a sentence.
    fn trouble(&self, found: &[SourceDiagnostic]) -> Trouble {
        let Some(first) = found.first() else { return Trouble::inner("typst") };
        let read = self.read.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let places = std::iter::once(first.span).chain(first.trace.iter().map(|point| point.span.into()));
        let mut told = places.filter_map(|span| {
            let id = span.id()?;
            let source = self.source(id).ok()?;
            let line = source.lines().byte_to_line(self.range(span)?.start)?;
            Some((id.get().vpath().get_without_slash().to_owned(), line + 1))
        });
        let Some(folder) = self.folder.as_ref().filter(|_| !read.is_empty()) else {
            let (name, line) = told.next().unwrap_or_default();
            return Trouble::inner(format!("{name}:{line}: {}", first.message));
        };
        // The office's own line where there is one: ours is only where its mistake came to light.
        let (name, line) = told.find(|(name, _)| read.contains(name)).map_or_else(
            || (read.first().cloned().unwrap_or_default(), String::from("?")),
            |(name, line)| (name, line.to_string()),
        );
        Trouble::new(
            "TEMPLAT-RUSAK",
            text(
                "Templat kantor \"{0}\" tidak dapat dipakai. Baris {1}: {2}.",
                "The office's template \"{0}\" cannot be used. Line {1}: {2}.",
            )
            .with([name.clone(), line, first.message.to_string()]),
            text(
                "Perbaiki berkas itu di {0}, atau pindahkan dari sana agar templat bawaan dipakai.",
                "Mend the file in {0}, or move it away so that the template of the program is used.",
            )
            .with([folder.display().to_string()]),
        )
    }
}

impl World for Closed {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let bytes = self.file(id)?;
        let text = bytes.as_str().map_err(|_| FileError::InvalidUtf8)?;
        Ok(Source::new(id, text.trim_start_matches('\u{feff}').to_owned()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.get();
        if let VirtualRoot::Package(package) = path.root() {
            return Err(FileError::Package(PackageError::NotFound(package.clone())));
        }
        let name = path.vpath().get_without_slash();
        if name == DATA {
            return Ok(self.data.clone());
        }
        if let Some((_, bytes)) = self.logo.as_ref().filter(|(logo, _)| *logo == name) {
            return Ok(bytes.clone());
        }
        if let Some(bytes) = self.office(name)? {
            return Ok(Bytes::new(bytes));
        }
        let ours = TEMPLATES.iter().find(|(ours, _)| *ours == name);
        ours.map(|(_, text)| Bytes::from_string(*text)).ok_or_else(|| FileError::NotFound(name.into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
