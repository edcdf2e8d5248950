//! A workbook as the ZIP package it is: looked through before anything of it is kept in memory.
//!
//! * **Owns** telling xlsx, xlsb and ods apart from other packages, the limits on parts (unpacked
//!   size, depth, length of one piece, lies about counts), and what the library that reads the
//!   cells does not tell: hidden rows and columns, merged cells, formulas, links to other files.
//! * **Imports** `zip`, `quick-xml`, the limits, the sheet.
//! * **Never** follows a link, and never expands an entity.

use std::cell::Cell as Shared;
use std::collections::BTreeMap;
use std::io::{BufReader, Cursor, Read};
use std::ops::ControlFlow::{self, Break, Continue};
use std::rc::Rc;

use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;
use zip::result::ZipError;

use super::limits::{
    MAX_BOOK_ROWS, MAX_COLUMNS, MAX_DEPTH, MAX_PARTS, MAX_PIECE, MAX_SPANS, MAX_STRINGS, MAX_UNPACKED,
};
use super::read_csv::too_many_book_rows;
use super::sheet::{Hints, Span};
use crate::base::words::{Phrase, text};

/// What kind of workbook a package holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Excel since 2007, with or without macros.
    Xlsx,
    /// Excel's binary workbook.
    Xlsb,
    /// LibreOffice and its kin.
    Ods,
}

/// A package being looked through.
pub struct Package<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// Part by its name in small letters.
    parts: BTreeMap<String, usize>,
}

/// What a worksheet says beside its cells.
#[derive(Clone, Debug, Default)]
pub struct Shape {
    /// Its merged cells.
    pub merged: Vec<Span>,
    /// What is hidden or worked out.
    pub hints: Hints,
}

/// Looks at an event; a break ends the part.
pub type See<'s> = &'s mut dyn FnMut(&Event<'_>) -> ControlFlow<()>;

/// Why a part is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    Large,
    Deep,
    Damaged,
    Locked,
}

impl From<Stop> for Phrase {
    fn from(stop: Stop) -> Phrase {
        match stop {
            Stop::Large => too_large(),
            Stop::Deep => text(
                "Isi berkas ini bersarang lebih dari {0} tingkat; berkas seperti itu tidak diambil.",
                "The file is nested more than {0} levels deep; such a file is not taken in.",
            )
            .with([MAX_DEPTH.to_string()]),
            Stop::Damaged => damaged(),
            Stop::Locked => locked(),
        }
    }
}

/// The sentence for a file locked by a password.
pub fn locked() -> Phrase {
    text(
        "Berkas ini berkata sandi. Buka di Excel, simpan tanpa kata sandi, lalu ambil lagi.",
        "This file is locked with a password. Open it in Excel, save it without one, then take it in again.",
    )
    .into()
}

/// The sentence for a workbook that cannot be read.
pub fn damaged() -> Phrase {
    text(
        "Berkas lembar kerja ini rusak atau terpotong. Minta kirim ulang, atau buka di Excel dan simpan sebagai .xlsx.",
        "This workbook is damaged or cut off. Have it sent again, or open it in Excel and save it as .xlsx.",
    )
    .into()
}

fn too_large() -> Phrase {
    text(
        "Isi berkas ini mengembang menjadi lebih dari {0} MB; berkas seperti itu tidak diambil.",
        "The file unpacks to more than {0} MB; such a file is not taken in.",
    )
    .with([(MAX_UNPACKED / 1024 / 1024).to_string()])
}

impl<'b> Package<'b> {
    /// Opens a package and tells what it holds.
    ///
    /// # Errors
    /// A sentence where it is damaged, locked, unpacks beyond measure or is no workbook.
    pub fn open(bytes: &'b [u8]) -> Result<(Kind, Self), Phrase> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        if zip.len() > MAX_PARTS {
            return Err(damaged());
        }
        // What the directory says is looked at first: it costs nothing.
        if zip.decompressed_size().is_some_and(|size| size > u128::from(MAX_UNPACKED)) {
            return Err(too_large());
        }
        let name = |at: usize| zip.name_for_index(at).and_then(Result::ok).map(|name| plain(&name));
        let parts: BTreeMap<String, usize> = (0..zip.len()).filter_map(|at| Some((name(at)?, at))).collect();
        let mut package = Package { zip, parts };
        let kind = package.kind()?;
        Ok((kind, package))
    }

    fn kind(&mut self) -> Result<Kind, Phrase> {
        let has = |part: &str| self.parts.contains_key(part);
        if has("encrypted-package") || has("encryptedpackage") {
            return Err(locked());
        }
        if has("content.xml") && has("mimetype") {
            return if self.is_locked_ods()? { Err(locked()) } else { Ok(Kind::Ods) };
        }
        if has("xl/workbook.bin") {
            return Ok(Kind::Xlsb);
        }
        if has("word/document.xml") {
            return Err(text(
                "Ini dokumen Word. Salin tabelnya ke Excel, simpan sebagai .xlsx, lalu ambil lagi.",
                "This is a Word document. Copy its table into Excel, save it as .xlsx, then take it in again.",
            )
            .into());
        }
        if has("_rels/.rels") {
            return Ok(Kind::Xlsx);
        }
        let inside: Vec<String> = self.parts.keys().take(3).cloned().collect();
        Err(text(
            "Ini berkas ZIP, bukan lembar kerja; isinya antara lain: {0}. Buka dulu ZIP itu, lalu ambil berkas di dalamnya.",
            "This is a ZIP archive, no workbook; it holds such as: {0}. Unpack it and take in the file inside.",
        )
        .with([inside.join(", ")]))
    }

    fn is_locked_ods(&mut self) -> Result<bool, Stop> {
        let mut locked = false;
        self.walk("META-INF/manifest.xml", MAX_UNPACKED, &mut |event| {
            if let Event::Start(e) | Event::Empty(e) = event {
                locked |= e.local_name().as_ref() == "encryption-data";
            }
            Continue(())
        })?;
        Ok(locked)
    }

    /// Reads the events of a part within the limits, until a break; a part that is not there has
    /// none. Gives how many bytes were unpacked.
    fn walk(&mut self, part: &str, most: u64, see: See<'_>) -> Result<u64, Stop> {
        let Some(at) = self.parts.get(&plain(part)).copied() else { return Ok(0) };
        let file = self.zip.by_index(at).map_err(|error| stop(&error))?;
        let passed = Rc::new(Passed { left: Shared::new(most), piece: Shared::new(MAX_PIECE) });
        let counted = Counted { from: file, passed: Rc::clone(&passed) };
        let mut reader = quick_xml::Reader::from_reader(BufReader::with_capacity(64 * 1024, counted));
        reader.config_mut().check_end_names = false;
        let mut buffer = Vec::new();
        let mut depth = 0_usize;
        loop {
            buffer.clear();
            passed.piece.set(MAX_PIECE);
            match reader.read_event_into(&mut buffer) {
                Ok(Event::Eof) => return Ok(most - passed.left.get()),
                Ok(event) => {
                    match event {
                        Event::Start(_) => depth += 1,
                        Event::End(_) => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                    if depth > MAX_DEPTH {
                        return Err(Stop::Deep);
                    }
                    if see(&event).is_break() {
                        return Ok(most - passed.left.get());
                    }
                }
                Err(_) if passed.left.get() == 0 || passed.piece.get() == 0 => return Err(Stop::Large),
                Err(_) => return Err(Stop::Damaged),
            }
        }
    }

    /// The events of a part until a break, for a reader of our own.
    ///
    /// # Errors
    /// As for [`Package::open`].
    pub fn each(&mut self, part: &str, see: See<'_>) -> Result<(), Phrase> {
        self.walk(part, MAX_UNPACKED, see)?;
        Ok(())
    }

    /// Looks through an xlsx: the parts that are kept whole in memory, and the shape of each of
    /// the wanted worksheets, by its name.
    ///
    /// # Errors
    /// A sentence where a part passes a limit or is damaged.
    pub fn shapes(&mut self, wanted: &dyn Fn(&str, bool) -> bool) -> Result<BTreeMap<String, Shape>, Phrase> {
        let workbook = self.workbook()?;
        let folder = workbook.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let links = self.targets(&rels_of(&workbook))?;
        let mut sheets: Vec<(String, String)> = Vec::new();
        let is_hidden = |e: &BytesStart<'_>| attribute(e, "state").is_some_and(|state| state != "visible");
        self.walk(&workbook, MAX_UNPACKED, &mut |event| {
            let (Event::Start(e) | Event::Empty(e)) = event else { return Continue(()) };
            if e.local_name().as_ref() == "sheet"
                && let (Some(name), Some(id)) = (attribute(e, "name"), attribute(e, "id"))
                && wanted(&name, is_hidden(e))
            {
                sheets.push((name, id));
            }
            Continue(())
        })?;
        for part in ["styles.xml", "theme/theme1.xml"] {
            self.walk(&format!("{folder}{part}"), MAX_STRINGS, &mut |_| Continue(()))?;
        }
        let linked =
            self.parts.keys().any(|part| part.starts_with("xl/externallinks/") || part == "xl/connections.xml");
        let mut shapes = BTreeMap::new();
        for (name, id) in sheets {
            let Some((_, target)) = links.iter().find(|(known, _)| *known == id) else { continue };
            let part = target.strip_prefix('/').map_or_else(|| format!("{folder}{target}"), str::to_owned);
            let mut shape = self.shape(&part)?;
            shape.hints.linked |= linked && !shape.hints.formula_rows.is_empty();
            shapes.insert(name, shape);
        }
        self.strings(&format!("{folder}sharedStrings.xml"))?;
        Ok(shapes)
    }

    /// The part that is the workbook.
    fn workbook(&mut self) -> Result<String, Stop> {
        let mut found = None;
        self.walk("_rels/.rels", MAX_UNPACKED, &mut |event| {
            if let Event::Start(e) | Event::Empty(e) = event
                && attribute(e, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
            {
                found = attribute(e, "Target");
            }
            Continue(())
        })?;
        found.map(|target| target.trim_start_matches('/').to_owned()).ok_or(Stop::Damaged)
    }

    fn targets(&mut self, part: &str) -> Result<Vec<(String, String)>, Stop> {
        let mut found = Vec::new();
        self.walk(part, MAX_UNPACKED, &mut |event| {
            if let Event::Start(e) | Event::Empty(e) = event
                && let (Some(id), Some(target)) = (attribute(e, "Id"), attribute(e, "Target"))
            {
                found.push((id, target));
            }
            Continue(())
        })?;
        Ok(found)
    }

    /// The shared texts: as many as they say, and no more than memory holds.
    fn strings(&mut self, part: &str) -> Result<(), Phrase> {
        let mut said = 0_u64;
        let walked = self.walk(part, MAX_STRINGS, &mut |event| {
            if let Event::Start(e) = event
                && e.local_name().as_ref() == "sst"
            {
                said = attribute(e, "uniqueCount").and_then(|count| count.parse().ok()).unwrap_or(0);
            }
            Continue(())
        });
        match walked {
            // Room is made for as many as are said; each takes at least "<si/>".
            Ok(size) if said > size / 5 => Err(damaged()),
            Ok(_) => Ok(()),
            Err(Stop::Large) => Err(text(
                "Teks di berkas ini lebih dari {0} MB. Bagi berkas itu, lalu ambil satu per satu.",
                "The texts of this file are more than {0} MB. Split the file and take the parts in one by one.",
            )
            .with([(MAX_STRINGS / 1024 / 1024).to_string()])),
            Err(stop) => Err(stop.into()),
        }
    }

    fn shape(&mut self, part: &str) -> Result<Shape, Phrase> {
        let mut looking = Looking::default();
        self.walk(part, MAX_UNPACKED, &mut |event| {
            looking.see(event);
            if looking.rows > MAX_BOOK_ROWS { Break(()) } else { Continue(()) }
        })?;
        if looking.rows > MAX_BOOK_ROWS { Err(too_many_book_rows()) } else { Ok(looking.shape) }
    }
}

/// A worksheet being looked through.
#[derive(Default)]
struct Looking {
    shape: Shape,
    row: usize,
    /// Rows with anything in them so far, and the last of them.
    rows: usize,
    filled: usize,
    formula: Formula,
    valued: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Formula {
    #[default]
    None,
    Inside,
    Seen,
}

impl Looking {
    fn see(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(e) => self.begin(e),
            Event::Empty(e) => {
                self.begin(e);
                self.end(e.local_name().as_ref());
            }
            Event::End(e) => self.end(e.local_name().as_ref()),
            Event::Text(words) if self.formula == Formula::Inside => {
                let words: &str = words;
                let away = words.contains('[') || words.contains('|') || words.contains("WEBSERVICE");
                self.shape.hints.linked |= away;
            }
            _ => {}
        }
    }

    fn begin(&mut self, e: &BytesStart<'_>) {
        match e.local_name().as_ref() {
            "c" => (self.formula, self.valued) = (Formula::None, false),
            "v" | "is" => {
                self.valued = true;
                if self.filled != self.row {
                    self.filled = self.row;
                    self.rows += 1;
                }
            }
            "f" => self.formula = Formula::Inside,
            "row" => {
                self.row = attribute(e, "r").and_then(|said| said.parse().ok()).unwrap_or(self.row + 1);
                let flat = attribute(e, "ht").and_then(|height| height.parse::<f64>().ok()) == Some(0.0);
                if flat || is_true(e, "hidden") {
                    self.shape.hints.hidden_rows.push(self.row);
                }
            }
            "col" if is_true(e, "hidden") => {
                let at = |name: &str| attribute(e, name).and_then(|said| said.parse::<usize>().ok());
                let (Some(first), Some(last)) = (at("min"), at("max")) else { return };
                let columns = first.saturating_sub(1)..last.min(MAX_COLUMNS);
                self.shape.hints.hidden_columns.extend(columns);
            }
            "mergeCell" if self.shape.merged.len() < MAX_SPANS => {
                self.shape.merged.extend(attribute(e, "ref").and_then(|said| span(&said)));
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "f" => {
                self.formula = Formula::Seen;
                push(&mut self.shape.hints.formula_rows, self.row);
            }
            "c" if self.formula == Formula::Seen && !self.valued => {
                push(&mut self.shape.hints.blank_formulas, self.row);
            }
            _ => {}
        }
    }
}

fn push(rows: &mut Vec<usize>, row: usize) {
    if rows.last() != Some(&row) {
        rows.push(row);
    }
}

/// An attribute by its name without prefix; one that is broken is as good as none.
pub fn attribute(e: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = e.attributes();
    let found = all.with_checks(false).flatten().find(|found| found.key.local_name().as_ref() == name)?;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

fn is_true(e: &BytesStart<'_>, name: &str) -> bool {
    attribute(e, name).is_some_and(|said| said == "1" || said == "true")
}

/// `B3:F4`.
fn span(said: &str) -> Option<Span> {
    let (from, to) = said.split_once(':')?;
    let ((top, left), (bottom, right)) = (place(from)?, place(to)?);
    let right = right.min(MAX_COLUMNS);
    (top <= bottom && left <= right && left < MAX_COLUMNS).then_some(Span { top, bottom, left, right })
}

/// `AB12`: row 12, column 27.
fn place(said: &str) -> Option<(usize, usize)> {
    let letters: String = said.chars().take_while(char::is_ascii_alphabetic).collect();
    let row: usize = said.strip_prefix(letters.as_str())?.parse().ok()?;
    let value = |c: char| c.to_digit(36).map(|digit| digit as usize - 9);
    let column = letters.chars().try_fold(0_usize, |sum, c| sum.checked_mul(26)?.checked_add(value(c)?))?;
    Some((row, column.checked_sub(1)?))
}

/// The name of a part for comparing: programs differ in capitals and slashes.
fn plain(name: &str) -> String {
    name.replace('\\', "/").to_ascii_lowercase()
}

/// `xl/_rels/workbook.xml.rels` of `xl/workbook.xml`.
fn rels_of(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').map_or(("", part), |(folder, name)| (folder, name));
    if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") }
}

fn stop(error: &ZipError) -> Stop {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Stop::Locked,
        _ => Stop::Damaged,
    }
}

/// How much may still pass.
struct Passed {
    left: Shared<u64>,
    piece: Shared<u64>,
}

/// A reader that ends with an error where too much passes, whatever the directory says.
struct Counted<R> {
    from: R,
    passed: Rc<Passed>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.from.read(buffer)?;
        for left in [&self.passed.left, &self.passed.piece] {
            left.set(left.get().saturating_sub(read as u64));
            if left.get() == 0 && read > 0 {
                return Err(std::io::Error::other("more than is read"));
            }
        }
        Ok(read)
    }
}
