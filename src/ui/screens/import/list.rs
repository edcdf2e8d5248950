//! The rows of a review as a list: the sum over it, the classes, what each row needs.
//!
//! * **Owns** the words and the painting of the list.
//! * **Imports** the review being answered, the look.
//! * **Never** formats a line that is not seen: a file has thousands.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::answering::{Answering, CLASSES, Deed, count, is_elsewhere, is_passable, kind_of};
use super::mending::DESA_UNKNOWN;
use crate::base::money;
use crate::base::text::{fold, width};
use crate::base::words::{Phrase, Text, text};
use crate::entity::{DESA, KADER, PENUGASAN, POSYANDU, Severity};
use crate::request::{Class, ImportReport, ReviewProblem, ReviewRow, Sums};
use crate::ui::chrome::put;
use crate::ui::look::{Look, Role};
use crate::ui::screens::running::progress_words;

/// Lines over the rows: the file, the sum, the classes, the state, the headings.
pub(super) const HEAD: u16 = 5;
/// Lines under them: the row under the cursor in words.
pub(super) const FOOT: u16 = 1;

/// A count with its separators.
pub(super) fn show(n: usize) -> String {
    money::show(i64::try_from(n).unwrap_or(i64::MAX))
}

/// "62 baris = 31 baru + 4 berubah + 22 sama + 2 ragu + 3 ditolak     6 dilewati": seldom classes
/// only where they have rows. A sum that is cut would be untrue: where room is short the words
/// grow shorter, and the rows that are no data go first.
pub(super) fn sum_words(sums: &Sums, room: usize, look: &Look) -> String {
    let parts = [
        (sums.new, text("baru", "new"), text("baru", "new"), true),
        (sums.changed, text("berubah", "changed"), text("ubah", "changed"), true),
        (sums.same, text("sama", "same"), text("sama", "same"), true),
        (sums.doubt, text("ragu", "in doubt"), text("ragu", "doubt"), false),
        (sums.rejected, text("ditolak", "rejected"), text("tolak", "reject"), true),
        (sums.refused, text("dilepas", "left out"), text("lepas", "left"), false),
    ];
    let shown = || parts.iter().filter(|(n, .., is_always)| *is_always || *n > 0);
    let long: Vec<String> = shown().map(|(n, word, ..)| format!("{} {}", show(*n), look.say(*word))).collect();
    let short: Vec<String> = shown().map(|(n, _, word, _)| format!("{} {}", show(*n), look.say(*word))).collect();
    let rows = text("{0} baris", "{0} rows").with([show(sums.rows)]).get(look.lang).into_owned();
    let skipped = text("{0} dilewati", "{0} skipped").with([show(sums.skipped)]).get(look.lang).into_owned();
    let ways = [
        format!("{rows} = {}     {skipped}", long.join(" + ")),
        format!("{rows} = {}  {skipped}", long.join(" + ")),
        format!("{rows} = {}  {skipped}", short.join(" + ")),
        format!("{rows} = {}", short.join(" + ")),
    ];
    let fits = ways.into_iter().find(|words| width(words) <= room);
    fits.unwrap_or_else(|| format!("{} = {}", show(sums.rows), short.join("+")))
}

/// The line over everything: file, sheet, heading row.
fn head_words(reports: &[ImportReport], look: &Look) -> String {
    let Some(report) = reports.first() else { return String::new() };
    let mut words = vec![report.berkas.rsplit(['/', '\\']).next().unwrap_or("").to_owned()];
    let sheets: Vec<&str> = reports.iter().map(|r| r.lembar.as_str()).filter(|name| !name.is_empty()).collect();
    if !sheets.is_empty() {
        words.push(format!("{} \"{}\"", look.say(text("lembar", "sheet")), sheets.join("\", \"")));
    }
    if let (Some(row), 1) = (report.baris_judul, reports.len()) {
        let row = text("judul di baris {0}", "headings in row {0}").with([row.to_string()]);
        words.push(row.get(look.lang).into_owned());
    }
    let unused: usize = reports.iter().map(|report| report.kolom_tak_dipakai.len()).sum();
    if unused > 0 {
        let unused = text("{0} kolom tak dipakai (c)", "columns unused: {0} (c)").with([show(unused)]);
        words.push(unused.get(look.lang).into_owned());
    }
    words.join(&format!(" {} ", look.dot()))
}

/// True where Posyandu are taken from a file that lists people: a NIK or a post stands in a
/// column that nothing reads.
pub(super) fn names_people(report: &ImportReport) -> bool {
    let of_people = [KADER.field("nik"), PENUGASAN.field("jabatan")];
    let is_theirs = |heading: &String| {
        let heading = fold(heading);
        of_people.iter().flatten().any(|field| field.synonyms.contains(&heading.as_str()))
    };
    report.ke == POSYANDU.name && report.kolom_tak_dipakai.iter().any(is_theirs)
}

/// Where things stand, and what to do next.
fn state_words(answering: &Answering, look: &Look) -> (String, Role) {
    if let Some(work) = &answering.work {
        let doing = match (&work.deed, work.stopping) {
            (_, true) => text("Menghentikan ...", "Stopping ..."),
            (Deed::Saving, _) => text("Menyimpan ...", "Saving ..."),
            (Deed::Problems(_), _) => text("Menulis berkas masalah ...", "Writing the problem file ..."),
        };
        let count = progress_words(work.progress);
        return (format!("{} {}", look.say(doing), count.get(look.lang)), Role::Accent);
    }
    if let Some(saved) = &answering.saved {
        let batch = saved.batch.map(|batch| batch.to_string()).unwrap_or_default();
        let words = text(
            "Tersimpan, kegiatan {0}: {1} baru, {2} berubah; u membatalkan",
            "Saved as batch {0}: {1} new, {2} changed; u undoes it",
        );
        let mut words = words.with([batch, show(saved.baru), show(saved.berubah)]).get(look.lang).into_owned();
        if answering.left() > 0 {
            let left = text("{0} tertinggal (m)", "{0} left behind (m)").with([show(answering.left())]);
            words = format!("{words} {} {}", look.dot(), left.get(look.lang));
        }
        return (words, Role::Accent);
    }
    if answering.review.reports.iter().any(names_people) {
        let words = text(
            "! Berkas ini tampaknya daftar kader. Untuk itu: Esc, lalu Right ke Kader.",
            "! This file looks like a list of kader. For that: Esc, then Right to Kader.",
        );
        return (look.say(words).to_owned(), Role::Warning);
    }
    let mut words = vec![
        look.say(if answering.would_save() {
            text("Belum ada yang berubah; Ctrl+S menjalankan", "Nothing changed yet; Ctrl+S runs it")
        } else if answering.left() > 0 {
            text("Belum ada baris yang dapat disimpan", "No row can be saved yet")
        } else {
            text("Tidak ada yang perlu disimpan", "There is nothing to save")
        })
        .to_owned(),
    ];
    if !answering.review.missing.is_empty() {
        let missing = text("{0} tidak ada di berkas (t)", "{0} not in the file (t)");
        words.push(missing.with([show(answering.review.missing.len())]).get(look.lang).into_owned());
    }
    if answering.job.create_posyandu {
        words.push(look.say(text("Posyandu baru dibuat (a)", "new Posyandu are created (a)")).to_owned());
    }
    (words.join(&format!(" {} ", look.dot())), Role::Accent)
}

/// What a row needs, in a few words: the worst of it first.
pub(super) fn note_words(row: &ReviewRow, look: &Look) -> String {
    if let Some(problem) = worst(row).filter(|_| row.class != Class::Doubt && row.class != Class::Refused) {
        let words = problem_words(problem, look);
        // A row that is taken although something should be looked at.
        return if row.class == Class::Rejected { words } else { format!("! {words}") };
    }
    match row.class {
        Class::Doubt => match (row.candidates.as_slice(), worst(row)) {
            ([], Some(problem)) => problem_words(problem, look),
            ([], None) => String::new(),
            ([one], _) => {
                let words = text("{0}: \"{1}\" {2}", "{0}: \"{1}\" {2}");
                let why = one.why.get(look.lang);
                let why = why.trim_end_matches('.').to_owned();
                words.with([why, one.title.clone(), one.context.clone()]).get(look.lang).into_owned()
            }
            (many, _) => {
                let words = text("{0} calon: \"{1}\" {2} ...", "{0} candidates: \"{1}\" {2} ...");
                let first = many.first().map(|one| (one.title.clone(), one.context.clone())).unwrap_or_default();
                words.with([show(many.len()), first.0, first.1]).get(look.lang).into_owned()
            }
        },
        Class::Changed => {
            let mut changes = row.changes.iter().filter(|change| change.taken);
            let Some(first) = changes.next() else { return String::new() };
            let more = changes.count();
            let mut words = format!("{} {} -> {}", look.say(first.label), first.old, first.new);
            if more > 0 {
                let more = text("dan {0} isian lain", "and {0} more").with([show(more)]);
                words = format!("{words} ({})", more.get(look.lang));
            }
            words
        }
        _ => String::new(),
    }
}

/// The heaviest problem of a row.
fn worst(row: &ReviewRow) -> Option<&ReviewProblem> {
    // The first of the heaviest, as they stand in the sheet.
    row.problems.iter().rev().max_by_key(|problem| problem.problem.severity)
}

/// A problem in one line: its sentence, and the cell where the sentence does not quote it.
pub(super) fn problem_words(problem: &ReviewProblem, look: &Look) -> String {
    let said = problem.problem.text.get(look.lang);
    if problem.shown.is_empty() || said.contains(&problem.shown) {
        said.into_owned()
    } else {
        format!("{} ({})", said.trim_end_matches('.'), problem.shown)
    }
}

/// The colour of a class; its sign and word say the same without one.
pub(super) fn role_of(class: Class) -> Role {
    match class {
        Class::Rejected => Role::Error,
        Class::Doubt => Role::Warning,
        Class::Changed | Class::New => Role::Plain,
        Class::Same | Class::Refused => Role::Muted,
    }
}

/// Where the columns of the list stand: name, place, note.
struct Columns {
    name: u16,
    place: u16,
    note: u16,
}

impl Columns {
    fn of(room: u16) -> Self {
        let more = room.saturating_sub(80);
        let name = 19 + (more / 4).min(12);
        let place = 14 + (more / 4).min(12);
        Columns { name: 18, place: 18 + name + 1, note: 18 + name + 1 + place + 1 }
    }
}

/// Paints the sum; it stands on every part of a review.
pub(super) fn view_sum(answering: &Answering, y: u16, buf: &mut Buffer, look: &Look) {
    let room = buf.area.width.saturating_sub(2);
    let words = sum_words(&answering.review.sums, usize::from(room), look);
    put(buf, (1, y), &words, room, look.style(Role::Title), look);
}

/// Paints the list; gives the cursor's place while words are typed.
pub(super) fn view(answering: &Answering, area: Rect, buf: &mut Buffer, look: &Look) -> Option<Position> {
    let room = area.width.saturating_sub(2);
    let head = head_words(&answering.review.reports, look);
    put(buf, (1, area.y), &head, room, look.style(Role::Muted), look);
    view_sum(answering, area.y + 1, buf, look);
    if let Some(why) = refusal(answering) {
        let words = text("x Berkas ditolak: {0}", "x The file is refused: {0}").with([why]);
        let lines = crate::ui::widgets::wrap(&words.get(look.lang), usize::from(room));
        for (y, line) in (area.y + 3..area.bottom()).zip(lines) {
            put(buf, (1, y), &line, room, look.style(Role::Error), look);
        }
        return None;
    }
    view_classes(answering, area.y + 2, buf, look);
    let mut cursor = None;
    if answering.searching || !answering.search.is_empty() {
        let x = put(buf, (1, area.y + 3), look.say(text("Cari:", "Search:")), 10, look.style(Role::Muted), look) + 1;
        let place = answering.search.view(buf, (x, area.y + 3), area.width / 2, look.style(Role::Accent));
        cursor = answering.searching.then_some(place);
    } else {
        let (words, role) = state_words(answering, look);
        put(buf, (1, area.y + 3), &words, room, look.style(role), look);
    }
    view_rows(answering, Rect { y: area.y + 4, height: area.height.saturating_sub(4), ..area }, buf, look);
    cursor
}

/// Why there is nothing to review: the whole file was refused.
fn refusal(answering: &Answering) -> Option<String> {
    let reports = &answering.review.reports;
    if !answering.review.rows.is_empty() {
        return None;
    }
    reports.iter().find_map(|report| report.ditolak_seluruhnya.clone())
}

/// The classes with their counts; the one that is seen stands in brackets.
fn view_classes(answering: &Answering, y: u16, buf: &mut Buffer, look: &Look) {
    let sums = &answering.review.sums;
    let all = (None, format!("{} {}", look.say(text("semua", "all")), show(sums.rows)), Role::Plain);
    let classes = CLASSES.iter().filter(|kind| count(sums, kind.class) > 0).map(|kind| {
        let words = format!("{} {} {}", kind.sign, look.say(kind.word), show(count(sums, kind.class)));
        (Some(kind.class), words, role_of(kind.class))
    });
    let mut x = 1;
    for (class, words, role) in std::iter::once(all).chain(classes) {
        let here = class == answering.class;
        let (words, role) = if here { (format!("[{words}]"), Role::Accent) } else { (format!(" {words} "), role) };
        x = put(buf, (x, y), &words, buf.area.width.saturating_sub(x + 1), look.style(role), look);
    }
}

fn view_rows(answering: &Answering, area: Rect, buf: &mut Buffer, look: &Look) {
    let columns = Columns::of(area.width);
    let heading = look.style(Role::Heading);
    let mut head = |x: u16, words: Text, room: u16| put(buf, (x, area.y), look.say(words), room, heading, look);
    let row = text("Baris", "Row");
    head(8 - u16::try_from(width(look.say(row))).unwrap_or(5), row, 6);
    head(9, text("Hasil", "Result"), 7);
    head(columns.name, text("Nama", "Name"), columns.place - columns.name - 1);
    let place = match answering.job.kind.as_str() {
        kind if kind == KADER.name => POSYANDU.label,
        kind if kind == POSYANDU.name => DESA.label,
        _ => text("Tempat", "Place"),
    };
    head(columns.place, place, columns.note - columns.place - 1);
    head(columns.note, text("Yang perlu dilihat", "What to look at"), area.width.saturating_sub(columns.note + 1));
    let last = area.bottom().saturating_sub(FOOT);
    if answering.len() == 0 {
        let words = if answering.search.is_empty() {
            text("Tidak ada baris di golongan ini; Tab ke golongan lain.", "No row of this class; Tab to another.")
        } else {
            text("Tidak ada yang cocok; Esc menghapus kata cari.", "Nothing fits; Esc clears the search.")
        };
        put(buf, (3, area.y + 1), look.say(words), area.width.saturating_sub(4), look.style(Role::Muted), look);
        return;
    }
    let top = answering.rows.top();
    let several = answering.review.reports.len() > 1;
    for (y, (n, row)) in (area.y + 1..last).zip((top..).zip(answering.seen(top))) {
        let here = n == answering.rows.at;
        let style = look.style(if here { Role::Selected } else { role_of(row.class) });
        if here {
            buf.set_style(Rect { y, height: 1, ..area }, style);
            put(buf, (0, y), ">", 1, style, look);
        }
        let number = if several { format!("{}/{}", row.at.table + 1, row.at.row) } else { row.at.row.to_string() };
        let indent = 7u16.saturating_sub(u16::try_from(width(&number)).unwrap_or(7));
        put(buf, (1 + indent, y), &number, 8, style, look);
        let kind = kind_of(row.class);
        put(buf, (9, y), &format!("{} {}", kind.sign, look.say(kind.word)), 8, style, look);
        put(buf, (columns.name, y), &row.name, columns.place - columns.name - 1, style, look);
        put(buf, (columns.place, y), &row.place, columns.note - columns.place - 1, style, look);
        let room = area.width.saturating_sub(columns.note + 1);
        put(buf, (columns.note, y), &note_words(row, look), room, style, look);
    }
    if let Some(row) = answering.row() {
        let words = foot_words(answering, row, look);
        put(buf, (1, last), &words, area.width.saturating_sub(2), look.style(Role::Muted), look);
    }
}

/// Where a row belongs: the Posyandu, and the desa where that says more.
pub(super) fn where_words(row: &ReviewRow) -> String {
    match (row.place.as_str(), row.desa.1.as_str()) {
        (place, "") => place.to_owned(),
        ("", desa) => desa.to_owned(),
        (place, desa) if place.contains(desa) => place.to_owned(),
        (place, desa) => format!("{place}, {desa}"),
    }
}

/// The key that helps with a problem.
pub(super) fn key_words(row: &ReviewRow, problem: &ReviewProblem) -> Option<Phrase> {
    let is_error = problem.problem.severity != Severity::Warning;
    Some(match (&problem.repair, problem.problem.code) {
        (Some(repair), _) if problem.column.is_some() => text("b: pakai {0}", "b: use {0}").with([repair.clone()]),
        (_, code) if DESA_UNKNOWN.contains(&code) => text("e: pilih desanya", "e: choose the desa").into(),
        (_, "posyandu-tidak-dikenal") => {
            text("e: betulkan namanya, a: buat Posyandu ini", "e: mend the name, a: create this Posyandu").into()
        }
        _ if is_error && is_passable(row) => text("e: betulkan, p: loloskan", "e: mend, p: pass").into(),
        _ if is_error && row.class == Class::Rejected => text("e: betulkan", "e: mend").into(),
        _ => return None,
    })
}

/// The row under the cursor in one line: what the list had to cut, and the key that helps.
fn foot_words(answering: &Answering, row: &ReviewRow, look: &Look) -> String {
    let mut words = note_words(row, look);
    let key = match row.class {
        Class::Refused => Some(Phrase::from(text("y mengambilnya lagi", "y takes it again"))),
        Class::Doubt => Some(text("Enter: pilih siapa", "Enter: say who").into()),
        _ if is_elsewhere(row) => None,
        _ => worst(row).and_then(|problem| key_words(row, problem)),
    };
    if words.is_empty() {
        words = format!("{} {} {}", row.name, look.dot(), where_words(row));
    }
    match key.filter(|_| answering.saved.is_none()) {
        Some(key) => format!("{} {} {words}", key.get(look.lang), look.dot()),
        None => words,
    }
}
