//! A pasted block, before anything of it is kept: over cells as a preview, into a list as new rows.
//!
//! * **Owns** the preview of a block over cells, and the headings of a block that has none.
//! * **Imports** descriptions and the columns of the flat row; the splitter of pasted blocks.
//! * **Never** writes: a preview answers yes or no, and new rows go the way of an import.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::base::fields;
use crate::base::text::{clean, fold};
use crate::base::words::{Phrase, text};
use crate::entity::flat::{self, Use};
use crate::entity::value::{Hand, Reading};
use crate::entity::{Entity, Field, Kind, Problem, Vocabulary};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Key, Keymap, Press, bind};
use crate::ui::keys;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Outcome, Screen};
use crate::ui::widgets::rows::Rows;
use crate::ui::widgets::wrap;

/// The keys of the preview.
pub(in crate::ui::screens) static KEYS: Keymap = Keymap {
    name: text("Tempelan", "Paste"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter)],
            Action::Open,
            1,
            text("taruh di tabel", "lay it"),
            text("Taruh semua di tabel; baru disimpan dengan Ctrl+S", "Lay all of it; saved only with Ctrl+S"),
        ),
        bind(
            &[Press::plain(Key::Esc)],
            Action::Back,
            2,
            text("jangan ditempel", "do not paste"),
            text("Buang tempelan ini; tidak ada yang berubah", "Drop this paste; nothing changes"),
        ),
        keys::UP,
        keys::ranked(keys::DOWN, 3),
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::FIRST,
        keys::LAST,
    ],
};

/// One cell of the preview.
#[derive(Clone, Debug)]
pub struct Line {
    /// What is the matter with it, heaviest.
    pub problem: Option<Problem>,
    /// The row it falls on.
    pub row: String,
    /// "No. HP: (kosong) -> 0812".
    pub change: String,
}

/// What a block would do to the cells under it. Leaves [`Answer::Confirmed`] or nothing.
pub struct Preview {
    title: Phrase,
    told: Vec<String>,
    lines: Vec<Line>,
    rows: Rows,
}

impl Preview {
    /// The cells of a block, those with problems first, and what is told beside them.
    pub fn new(title: Phrase, told: Vec<String>, mut lines: Vec<Line>) -> Self {
        lines.sort_by_key(|line| std::cmp::Reverse(line.problem.as_ref().map(|problem| problem.severity)));
        Preview { title, told, lines, rows: Rows::default() }
    }

    fn told_height(&self) -> u16 {
        u16::try_from(self.told.len()).unwrap_or(4).min(4)
    }

    fn count(&self, blocks: fn(&Problem) -> bool) -> usize {
        self.lines.iter().filter(|line| line.problem.as_ref().is_some_and(blocks)).count()
    }
}

impl Screen for Preview {
    fn title(&self, look: &Look) -> String {
        self.title.get(look.lang).into_owned()
    }

    fn facts(&self, look: &Look) -> String {
        let changes = self.lines.iter().filter(|line| !line.change.is_empty()).count().to_string();
        let (wrong, doubtful) = (self.count(|p| p.severity.sign() == 'x'), self.count(|p| p.severity.sign() == '!'));
        text("{0} sel berubah, x {1}, ! {2}", "{0} cells change, x {1}, ! {2}")
            .with([changes, wrong.to_string(), doubtful.to_string()])
            .get(look.lang)
            .into_owned()
    }

    fn keys(&self) -> &'static Keymap {
        &KEYS
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Open => cx.close(Answer::Confirmed),
            // An answer that says no: the block on trial is dropped with it.
            Action::Back => cx.close(Answer::Chosen(0)),
            other if self.rows.act(other, self.lines.len()) => {}
            _ => return Outcome::Ignored,
        }
        Outcome::Changed
    }

    fn layout(&mut self, area: Rect) {
        self.rows.layout(area.height.saturating_sub(self.told_height() + 3));
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, _desk: &Desk) -> Option<Position> {
        let room = area.width.saturating_sub(3);
        for (y, line) in (area.y..area.y + self.told_height()).zip(&self.told) {
            put(buf, (1, y), line, room, look.style(Role::Muted), look);
        }
        let foot = area.bottom().saturating_sub(2);
        if self.lines.is_empty() {
            let words = look
                .say(text("Semua sudah sama; tidak ada yang berubah.", "All is the same already; nothing changes."));
            put(buf, (1, area.y + self.told_height() + 1), words, room, look.style(Role::Plain), look);
        }
        let first = area.y + self.told_height() + 1;
        for (y, (n, line)) in (first..foot).zip(self.lines.iter().enumerate().skip(self.rows.top())) {
            let here = n == self.rows.at;
            let sign = line.problem.as_ref().map_or('*', |problem| problem.severity.sign());
            let role = match (here, sign) {
                (true, _) => Role::Selected,
                (_, 'x') => Role::Error,
                (_, '!') => Role::Warning,
                _ => Role::Plain,
            };
            let style = look.style(role);
            if here {
                buf.set_style(Rect { y, height: 1, ..area }, style);
                put(buf, (0, y), ">", 1, style, look);
            }
            put(buf, (2, y), sign.encode_utf8(&mut [0; 4]), 1, style, look);
            put(buf, (4, y), &line.row, 22, style, look);
            let said = line.problem.as_ref().map(|problem| problem.text.get(look.lang)).unwrap_or_default();
            let words = if line.change.is_empty() { said.as_ref() } else { &line.change };
            put(buf, (27, y), words, area.width.saturating_sub(28), style, look);
        }
        let problem = self.lines.get(self.rows.at).and_then(|line| line.problem.as_ref());
        let words = match problem {
            Some(problem) => format!("{} {}", problem.text.get(look.lang), problem.advice.get(look.lang)),
            None => look
                .say(text(
                    "Enter menaruhnya di tabel. Belum ada yang disimpan sebelum Ctrl+S.",
                    "Enter lays it into the table. Nothing is saved before Ctrl+S.",
                ))
                .to_owned(),
        };
        for (y, line) in (foot..area.bottom()).zip(wrap(&words, usize::from(room))) {
            put(buf, (2, y), &line, room, look.style(Role::Accent), look);
        }
        None
    }
}

/// True where these words head a column of this field.
pub fn is_heading(cell: &str, field: &Field) -> bool {
    let words = fold(&clean(cell));
    let labels = [field.label.id, field.label.en, field.short.id, field.short.en, field.name];
    !words.is_empty() && (labels.iter().any(|label| fold(label) == words) || field.synonyms.contains(&words.as_str()))
}

/// How many rows are looked at to tell what a column holds.
const LOOKED_AT: usize = 200;
/// Headings stand within so many rows, under titles.
const HEAD: usize = 10;

/// A block as an import can read it: as it is where it has headings of its own, else under
/// headings made of the columns the list shows, in their order, as far as what stands there fits.
/// `None` where fewer than two columns are recognised: too little to tell a table by.
pub fn with_headings(
    entity: &'static Entity,
    seen: &[&'static Field],
    pasted: &str,
    reading: &Reading,
) -> Option<String> {
    let rows = fields::pasted(pasted);
    let columns = flat::columns(entity);
    let known = |cell: &String| columns.iter().any(|column| column.headings.contains(&fold(&clean(cell))));
    let wide = rows.iter().map(Vec::len).max().unwrap_or(0);
    if rows.iter().take(HEAD).any(|row| row.iter().filter(|cell| known(cell)).count() >= wide.clamp(1, 2)) {
        return Some(pasted.to_owned());
    }
    let guess = guess(entity, seen, &rows, reading);
    if guess.iter().flatten().count() < 2 {
        return None;
    }
    let heads: Vec<String> = (0..wide)
        .map(|n| match guess.get(n).copied().flatten() {
            Some(name) => name.to_owned(),
            None if is_numbering(&rows, n) => "No".to_owned(),
            None => format!("Kolom {}", n + 1),
        })
        .collect();
    Some(format!("{}\n{pasted}", heads.join("\t")))
}

/// The field of the flat row that each column of a block probably holds.
fn guess(
    entity: &'static Entity,
    seen: &[&'static Field],
    rows: &[Vec<String>],
    reading: &Reading,
) -> Vec<Option<&'static str>> {
    let flat = flat::columns(entity);
    let taken = |field: &&'static Field| flat.iter().any(|column| column.name == field.name && column.use_ != Use::Out);
    let seen: Vec<&'static Field> = seen.iter().copied().filter(taken).collect();
    let companion = entity.companion.into_iter().flat_map(|of| of.entity.typed().filter(|f| f.name != of.link));
    let others: Vec<&'static Field> = entity.typed().chain(companion).filter(taken).collect();
    let wide = rows.iter().map(Vec::len).max().unwrap_or(0);
    let counts: Vec<bool> = (0..wide).map(|n| is_numbering(rows, n)).collect();
    let mut place = 0;
    let mut out: Vec<Option<&'static str>> = Vec::with_capacity(wide);
    for (n, is_count) in counts.iter().enumerate() {
        let mut next = seen.iter().enumerate().skip(if *is_count { usize::MAX } else { place });
        let found = next.find(|(_, field)| fits(field, rows, n, reading));
        place = found.map_or(place, |(at, _)| at + 1);
        out.push(found.map(|(_, field)| field.name));
    }
    for (n, is_count) in counts.into_iter().enumerate() {
        if is_count || out.get(n).is_some_and(Option::is_some) {
            continue;
        }
        let free = |field: &&&'static Field| !out.contains(&Some(field.name));
        let telling = |field: &&&'static Field| !matches!(field.kind, Kind::Text(_) | Kind::Note | Kind::Link(_));
        let found = seen.iter().chain(&others).filter(free).filter(telling).find(|field| fits(field, rows, n, reading));
        let found = found.map(|field| field.name);
        if let Some(place) = out.get_mut(n) {
            *place = found;
        }
    }
    out
}

/// True where most of what stands in a column can be read as this field.
fn fits(field: &Field, rows: &[Vec<String>], column: usize, reading: &Reading) -> bool {
    let cells = rows.iter().take(LOOKED_AT).filter_map(|row| row.get(column)).map(|cell| clean(cell));
    let (mut all, mut good) = (0_usize, 0_usize);
    for cell in cells.filter(|cell| !cell.is_empty()) {
        all += 1;
        let lettered = cell.chars().any(char::is_alphabetic);
        good += usize::from(match field.kind {
            Kind::Text(_) | Kind::Note | Kind::Link(_) => lettered,
            // A damaged number is still one: the review says what is wrong with it.
            Kind::Nik | Kind::Phone | Kind::Code(_) => is_number_like(&cell, field.kind, reading.words),
            kind => kind.read(&cell, &Reading { hand: Hand::Office, ..*reading }).value.is_some(),
        });
    }
    all > 0 && good * 2 > all
}

/// As many digits as numbers of this kind have, give or take what damage does.
fn is_number_like(cell: &str, kind: Kind, words: &Vocabulary) -> bool {
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    let scientific = cell.to_ascii_uppercase().contains("E+");
    match kind {
        Kind::Nik => (15..=17).contains(&digits) && letters <= 1 || scientific && cell.ends_with("15"),
        Kind::Phone => (8..=14).contains(&digits) && letters == 0 || scientific && !cell.ends_with("15"),
        Kind::Code(pattern) => digits == pattern.mask(words).chars().filter(|c| *c == '#').count() && letters == 0,
        _ => false,
    }
}

/// True where a column counts its rows: 1, 2, 3.
fn is_numbering(rows: &[Vec<String>], column: usize) -> bool {
    let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| clean(cell)).filter(|cell| !cell.is_empty());
    let numbers: Vec<Option<usize>> =
        cells.take(LOOKED_AT).map(|cell| cell.trim_end_matches('.').parse().ok()).collect();
    numbers.len() > 1 && numbers.windows(2).all(|pair| matches!(pair, [Some(a), Some(b)] if *a < 10_000 && *b == a + 1))
}
