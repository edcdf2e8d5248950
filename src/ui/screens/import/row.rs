//! One row of a review in full: its problems with their advice, whom it might mean, every field
//! as it was and as it would be.
//!
//! * **Owns** the painting of one row.
//! * **Imports** the review being answered, the look.
//! * **Never** decides.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::answering::{Answering, Item, items, kind_of};
use super::list::{key_words, problem_words, role_of, view_sum, where_words};
use crate::base::text::visible;
use crate::base::words::{Text, text};
use crate::entity::Severity;
use crate::request::{Class, ReviewChange, ReviewProblem, ReviewRow};
use crate::ui::chrome::put;
use crate::ui::look::{Look, Role};
use crate::ui::widgets::wrap;

/// A line: which item it belongs to, its words from which cell on, how it looks.
struct Painted {
    item: Option<usize>,
    cells: Vec<(u16, String, u16)>,
    role: Role,
}

impl Painted {
    fn new(item: Option<usize>, x: u16, words: impl Into<String>, role: Role) -> Self {
        Painted { item, cells: vec![(x, words.into(), u16::MAX)], role }
    }
}

/// Paints the row under the cursor.
pub(super) fn view(answering: &Answering, area: Rect, buf: &mut Buffer, look: &Look) {
    let Some(row) = answering.row() else { return };
    let room = area.width.saturating_sub(2);
    view_sum(answering, area.y, buf, look);
    let kind = kind_of(row.class);
    let place = where_words(row);
    let mut head = format!("{} {}  {}", kind.sign, look.say(kind.word), row.name);
    if !place.is_empty() {
        head = format!("{head} {} {place}", look.dot());
    }
    put(buf, (1, area.y + 1), &head, room, look.style(role_of(row.class)), look);
    let body = Rect { y: area.y + 3, height: area.height.saturating_sub(3), ..area };
    let lines = lines(answering, row, area.width, look);
    let chosen = answering.inner.at;
    let (first, last) = (
        lines.iter().position(|line| line.item == Some(chosen)).unwrap_or(0),
        lines.iter().rposition(|line| line.item == Some(chosen)).unwrap_or(0),
    );
    // The heading over the first item is seen with it.
    let height = usize::from(body.height);
    let top = if last < height { 0 } else { (last + 1 - height).min(first) };
    for (y, line) in (body.y..body.bottom()).zip(lines.iter().skip(top)) {
        let here = line.item == Some(chosen);
        let style = look.style(if here { Role::Selected } else { line.role });
        if here {
            buf.set_style(Rect { y, height: 1, ..body }, style);
        }
        if here && lines.get(first).is_some_and(|begin| std::ptr::eq(begin, line)) {
            put(buf, (0, y), ">", 1, style, look);
        }
        for (x, words, width) in &line.cells {
            put(buf, (*x, y), words, area.width.saturating_sub(x + 1).min(*width), style, look);
        }
    }
}

fn lines(answering: &Answering, row: &ReviewRow, width: u16, look: &Look) -> Vec<Painted> {
    let mut out = Vec::new();
    let mut group = "";
    // The answer that holds, so that it can be seen and changed.
    let meant = answering.job.decisions.meant.get(&row.at);
    let chosen = |uid: Option<&String>| if meant.is_some_and(|meant| meant.as_ref() == uid) { '*' } else { ' ' };
    for (n, item) in items(row).enumerate() {
        let heading = look.say(heading_of(item, row));
        if heading != group {
            if !out.is_empty() {
                out.push(Painted::new(None, 1, "", Role::Plain));
            }
            out.push(Painted::new(None, 1, heading, Role::Title));
            group = heading;
        }
        match item {
            Item::Problem(at) => {
                if let Some(problem) = row.problems.get(at) {
                    let is_saved = answering.saved.is_some();
                    problem_lines(&mut out, &Told { row, n, problem, is_saved }, width, look);
                }
            }
            Item::Candidate(at) => {
                if let Some(one) = row.candidates.get(at) {
                    let mark = if at < 9 { char::from_digit(u32::try_from(at + 1).unwrap_or(0), 10) } else { None };
                    let context = (width.saturating_sub(28) * 3 / 5).max(22);
                    let why = one.why.get(look.lang).into_owned();
                    let cells = vec![
                        (3, chosen(Some(&one.uid)).to_string(), 1),
                        (2, mark.unwrap_or(' ').to_string(), 1),
                        (5, one.title.clone(), 21),
                        (27, one.context.clone(), context),
                        (28 + context, why, u16::MAX),
                    ];
                    out.push(Painted { item: Some(n), cells, role: Role::Plain });
                }
            }
            Item::New => {
                let words = look.say(text("bukan salah satunya: catatan baru", "none of these: a new record"));
                let mut line = Painted::new(Some(n), 5, words, Role::Plain);
                line.cells.extend([(2, "+".to_owned(), 1), (3, chosen(None).to_string(), 1)]);
                out.push(line);
            }
            Item::Change(at) => {
                if let Some(change) = row.changes.get(at) {
                    change_lines(&mut out, answering, &Field { row, n, change }, width, look);
                }
            }
        }
    }
    if out.is_empty() {
        let words = match row.class {
            Class::Same => text("Sama dengan isi berkas data.", "The same as in the data file."),
            _ => text("Tidak ada yang akan berubah.", "Nothing would change."),
        };
        out.push(Painted::new(None, 2, look.say(words), Role::Plain));
    }
    notes(answering, row, &mut out, look);
    out
}

/// What the clerk decided about the row as a whole.
fn notes(answering: &Answering, row: &ReviewRow, out: &mut Vec<Painted>, look: &Look) {
    let decisions = &answering.job.decisions;
    let mut note = |words: &str| {
        out.push(Painted::new(None, 1, "", Role::Plain));
        out.push(Painted::new(None, 1, words, Role::Accent));
    };
    if let Some(reason) = decisions.passed.get(&row.at) {
        note(&text("Diloloskan: {0}", "Passed: {0}").with([reason.clone()]).get(look.lang));
    }
    if decisions.refused_desa.contains(&row.desa.0) {
        let words = text("Semua baris desa {0} dilepas (d).", "All rows of desa {0} are left out (d).");
        note(&words.with([row.desa.1.clone()]).get(look.lang));
    } else if decisions.refused_rows.contains(&row.at) {
        note(look.say(text("Baris ini dilepas; y mengambilnya lagi.", "This row is left out; y takes it again.")));
    }
    let mended = decisions.mended.range((row.at, 0)..=(row.at, usize::MAX)).count();
    if mended > 0 {
        let words = text("{0} sel dibetulkan di sini.", "{0} cells were mended here.").with([mended.to_string()]);
        note(&words.get(look.lang));
    }
}

fn heading_of(item: Item, row: &ReviewRow) -> Text {
    match item {
        Item::Problem(_) => text("Yang perlu dilihat", "What to look at"),
        Item::Candidate(_) | Item::New => text("Siapa yang dimaksud?", "Who is meant?"),
        Item::Change(_) if row.class == Class::New => text("Catatan baru", "A new record"),
        Item::Change(_) if row.changes.iter().all(|change| change.old.is_empty()) => {
            text("Yang akan diisi", "What would be filled in")
        }
        Item::Change(_) => text("Yang berubah", "What changes"),
    }
}

/// A problem with its place among the lines of a row.
struct Told<'a> {
    row: &'a ReviewRow,
    n: usize,
    problem: &'a ReviewProblem,
    is_saved: bool,
}

/// A field with its place among the lines of a row.
struct Field<'a> {
    row: &'a ReviewRow,
    n: usize,
    change: &'a ReviewChange,
}

fn problem_lines(out: &mut Vec<Painted>, told: &Told<'_>, width: u16, look: &Look) {
    let Told { row, n, problem, is_saved } = *told;
    let role = if problem.problem.severity == Severity::Warning { Role::Warning } else { Role::Error };
    let sign = problem.problem.severity.sign();
    let mut words = problem_words(problem, look);
    if !problem.heading.is_empty() {
        words = format!("{}: {words}", problem.heading);
    }
    let room = usize::from(width.saturating_sub(6));
    for (at, line) in wrap(&words, room).into_iter().enumerate() {
        let sign = if at == 0 { sign } else { ' ' };
        out.push(Painted { item: Some(n), cells: vec![(2, sign.to_string(), 1), (4, line, u16::MAX)], role });
    }
    for line in wrap(&problem.problem.advice.get(look.lang), room).into_iter().filter(|line| !line.is_empty()) {
        out.push(Painted::new(Some(n), 4, line, Role::Plain));
    }
    if let Some(words) = key_words(row, problem).filter(|_| !is_saved) {
        out.push(Painted::new(Some(n), 4, words.get(look.lang).into_owned(), Role::Accent));
    }
}

/// A field as it was and as it would be, in full: long values go on in further lines.
fn change_lines(out: &mut Vec<Painted>, answering: &Answering, told: &Field<'_>, width: u16, look: &Look) {
    let Field { row, n, change } = *told;
    let decisions = &answering.job.decisions;
    let everywhere = decisions.refused_fields.contains(&change.field);
    let refused = everywhere || !change.taken || decisions.refused_cells.contains(&(row.at, change.field.clone()));
    let (sign, role) = if refused { ('-', Role::Muted) } else { ('*', Role::Plain) };
    let is_new = row.changes.iter().all(|change| change.old.is_empty());
    let old = if change.old.is_empty() { look.say(text("(kosong)", "(empty)")) } else { &change.old };
    let mut words = if is_new { change.new.clone() } else { format!("{old} -> {}", change.new) };
    if refused {
        let why = if everywhere {
            text("dilepas di semua baris", "left out in every row")
        } else {
            text("tetap seperti semula", "stays as it is")
        };
        words = format!("{words} {} {}", look.dot(), look.say(why));
    }
    let label = look.say(change.label);
    for (at, line) in wrap(&visible(&words), usize::from(width.saturating_sub(26))).into_iter().enumerate() {
        let mut cells = vec![(25, line, u16::MAX)];
        if at == 0 {
            cells.extend([(2, sign.to_string(), 1), (4, label.to_owned(), 20)]);
        }
        out.push(Painted { item: Some(n), cells, role });
    }
}
