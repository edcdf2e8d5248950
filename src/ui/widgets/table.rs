//! Records as rows and columns: frozen name column, the others scroll sideways.
//!
//! * **Owns** which columns are seen, where they stand, and how a cell is written.
//! * **Imports** descriptions and the look.
//! * **Never** holds rows or a cursor: those come with each painting.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::bulan::Months;
use crate::base::text::width;
use crate::base::words::Lang;
use crate::entity::posyandu::ended;
use crate::entity::rencana::HURUF_BULAN;
use crate::entity::{Entity, Field, Kind, Record, Vocabulary};
use crate::request::Order;
use crate::ui::chrome::put;
use crate::ui::look::{Look, Role};
use crate::ui::settings::Settings;

/// Cells in front of the first column: `>` for the cursor, `*` for a selected row.
const MARKS: u16 = 2;
/// The narrowest a cut column may be.
const NARROWEST: u16 = 6;
/// The widest the frozen column may grow where there is room.
const WIDEST: u16 = 44;
/// The width at which most names can be read; columns of words grow after it.
const READABLE: u16 = 24;
/// The widest another column of words grows ("Ketua Bidang Perumahan Rakyat").
const WORDS: u16 = 30;
/// The cells of the twelve marks of months.
const MONTHS: u16 = 12;
/// The width of a column that is chosen by hand and has none of its own.
const USUAL: u16 = 16;

/// The columns of a list.
#[derive(Debug)]
pub struct Table {
    columns: Vec<&'static Field>,
    /// Columns whose width is another than their description's.
    widths: Vec<(&'static str, u16)>,
    focus: usize,
    first: usize,
    room: u16,
}

/// A column that is seen.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// Its position among the columns.
    pub column: usize,
    /// Its field.
    pub field: &'static Field,
    /// Its first cell.
    pub x: u16,
    /// How many cells it has.
    pub cells: u16,
}

/// What one painting of rows needs to know.
pub struct Painting<'a> {
    /// How everything is painted.
    pub look: &'a Look,
    /// The open lists.
    pub words: &'a Vocabulary,
    /// The field and direction of the order.
    pub sort: (&'static str, Order),
}

/// How a row stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// The cursor is here.
    pub cursor: bool,
    /// Selected for one change for many.
    pub selected: bool,
    /// Its personal data are shown.
    pub revealed: bool,
}

impl Table {
    /// The columns of an entity: those remembered, else those its description shows at first.
    /// A field that every row shares (the parent of a tab) is left out.
    pub fn new(entity: &'static Entity, settings: &Settings, shared: Option<&str>) -> Self {
        let chosen: Vec<&str> = settings.get(&key(entity)).map(|s| s.split(',').collect()).unwrap_or_default();
        let is_shown = |field: &&'static Field| {
            Some(field.name) != shared
                && (field.name == entity.title
                    || if chosen.is_empty() { field.width > 0 } else { chosen.contains(&field.name) })
        };
        let (mut columns, rest): (Vec<_>, Vec<_>) =
            entity.fields.iter().filter(is_shown).partition(|field| field.is_frozen());
        columns.extend(rest);
        if columns.is_empty() {
            columns.extend(entity.fields.iter().filter(|field| field.width > 0).take(3));
        }
        Table { columns, widths: Vec::new(), focus: 0, first: 0, room: 80 }
    }

    /// These columns of an entity in this order, each so many cells wide: for a screen that is made
    /// for one kind of record.
    pub fn of(entity: &'static Entity, columns: &[(&'static str, u16)]) -> Self {
        Table {
            columns: columns.iter().filter_map(|(name, _)| entity.field(name)).collect(),
            widths: columns.to_vec(),
            focus: 0,
            first: 0,
            room: 80,
        }
    }

    /// The same with more columns at the end.
    pub fn with(mut self, more: impl Iterator<Item = &'static Field>) -> Self {
        let known: Vec<&str> = self.columns.iter().map(|field| field.name).collect();
        self.columns.extend(more.filter(|field| !known.contains(&field.name)));
        self
    }

    /// The columns, frozen ones first.
    pub fn columns(&self) -> &[&'static Field] {
        &self.columns
    }

    /// The column under the cursor.
    pub fn focused(&self) -> Option<&'static Field> {
        self.columns.get(self.focus).copied()
    }

    /// The position of the column under the cursor.
    pub fn at(&self) -> usize {
        self.focus
    }

    /// Puts the cursor on a column.
    pub fn go(&mut self, column: usize) {
        self.focus = column.min(self.columns.len().saturating_sub(1));
        self.follow();
    }

    /// The columns that are seen, with the cells they stand in, counted from the left of the row.
    pub fn seen(&self) -> Vec<Seen> {
        let seen = |place: Place| {
            let field = *self.columns.get(place.column)?;
            Some(Seen { column: place.column, field, x: place.x, cells: place.cells })
        };
        self.placed().into_iter().filter_map(seen).collect()
    }

    /// The width it is painted in. The last cell stays blank: words at the very edge read as cut.
    pub fn layout(&mut self, room: u16) {
        self.room = room.saturating_sub(1);
        self.follow();
    }

    /// One column to the left; false at the first.
    pub fn left(&mut self) -> bool {
        let can = self.focus > 0;
        self.focus -= usize::from(can);
        self.follow();
        can
    }

    /// One column to the right; false at the last.
    pub fn right(&mut self) -> bool {
        let can = self.focus + 1 < self.columns.len();
        self.focus += usize::from(can);
        self.follow();
        can
    }

    fn frozen(&self) -> usize {
        self.columns.iter().take_while(|field| field.is_frozen()).count()
    }

    /// Scrolls so that the focused column is seen.
    fn follow(&mut self) {
        let frozen = self.frozen();
        let Some(wanted) = self.focus.checked_sub(frozen) else {
            self.first = 0;
            return;
        };
        self.first = self.first.min(wanted);
        while self.first < wanted && !self.placed().iter().any(|place| place.column == self.focus && place.whole) {
            self.first += 1;
        }
    }

    /// Where each visible column stands.
    fn placed(&self) -> Vec<Place> {
        let frozen = self.frozen();
        let wide = |field: &Field| {
            let own = self.widths.iter().find(|(name, _)| *name == field.name).map(|(_, cells)| *cells);
            own.unwrap_or(if field.width == 0 { USUAL.max(label_width(field)) } else { field.width })
        };
        let mut out: Vec<Place> = Vec::new();
        let mut x = MARKS;
        let shown = (0..frozen).chain((frozen..self.columns.len()).skip(self.first));
        for column in shown {
            let Some(field) = self.columns.get(column) else { break };
            let left = self.room.saturating_sub(x);
            let cells = wide(field).min(left);
            if cells < NARROWEST.min(wide(field)) {
                break;
            }
            out.push(Place { column, x, cells, whole: cells == wide(field) });
            x = x.saturating_add(cells + 1);
        }
        self.spread(&mut out, self.room.saturating_sub(x.saturating_sub(1)));
        out
    }

    /// Gives spare cells away where every column is seen: to a name until it can be read, then in
    /// turn to the columns of words, then to the name again.
    fn spread(&self, out: &mut [Place], mut spare: u16) {
        if self.first > 0 || out.len() < self.columns.len() {
            return;
        }
        let wordy = |place: &Place| {
            let kind = self.columns.get(place.column).map(|field| field.kind);
            matches!(kind, Some(Kind::Text(_) | Kind::List(_) | Kind::Choice(_) | Kind::Link(_)))
        };
        if let Some((head, tail)) = out.split_first_mut() {
            widen(head, READABLE, &mut spare);
            let mut open = true;
            while open && spare > 0 {
                open = false;
                for place in tail.iter_mut().filter(|place| wordy(place)) {
                    let wider = place.cells + 1;
                    open |= widen(place, wider.min(WORDS), &mut spare) > 0;
                }
            }
            widen(head, WIDEST, &mut spare);
        }
        let mut x = MARKS;
        for place in out {
            place.x = x;
            x += place.cells + 1;
        }
    }

    /// Paints the headings. The focused column has `>` before it, the sorted one `^` or `v` behind.
    pub fn heading(&self, buf: &mut Buffer, area: Rect, painting: &Painting) {
        let look = painting.look;
        for place in self.placed() {
            let Some(field) = self.columns.get(place.column) else { continue };
            // Over the twelve marks of months stand their letters.
            let letters = matches!(field.kind, Kind::Months) && place.cells >= MONTHS;
            let words = look.say(if letters { HURUF_BULAN } else { field.heading() });
            let arrow = match painting.sort {
                (name, Order::Up) if name == field.name => " ^",
                (name, Order::Down) if name == field.name => " v",
                _ => "",
            };
            let indent = indent(field, width(words) + arrow.len(), place.cells);
            let x = area.x + place.x;
            if place.column == self.focus && self.focus > 0 {
                put(buf, (x.saturating_sub(1), area.y), ">", 1, look.style(Role::Accent), look);
            }
            // The arrow is never cut: the heading gives way to it.
            let tail = u16::try_from(arrow.len()).unwrap_or(0);
            let room = (place.cells - indent).saturating_sub(tail);
            let end = put(buf, (x + indent, area.y), words, room, look.style(Role::Heading), look);
            put(buf, (end, area.y), arrow, tail, look.style(Role::Heading), look);
        }
        // The scroll says itself: columns lie hidden on either side.
        if self.first > 0 {
            put(buf, (area.x, area.y), "<", 1, look.style(Role::Accent), look);
        }
    }

    /// Paints one row.
    pub fn row(&self, buf: &mut Buffer, area: Rect, record: &Record, marks: Marks, painting: &Painting) {
        let look = painting.look;
        let ended = ended(record);
        let style = look.style(match (marks.cursor, ended) {
            (true, _) => Role::Selected,
            (false, Some(_)) => Role::Muted,
            (false, None) => Role::Plain,
        });
        if marks.cursor {
            buf.set_style(Rect { height: 1, ..area }, style);
            put(buf, (area.x, area.y), ">", 1, style, look);
        }
        if marks.selected {
            put(buf, (area.x + 1, area.y), "*", 1, style, look);
        }
        for place in self.placed() {
            let Some(field) = self.columns.get(place.column) else { continue };
            let words = narrow(cell(record, field, marks.revealed, painting), field, place.cells, painting);
            let indent = indent(field, width(&words), place.cells);
            // What is no more says so behind its name, also where the name is cut for it.
            let tail = ended.filter(|_| field.is_frozen()).map(|choice| format!(", {}", look.say(choice.label)));
            let tail = tail.unwrap_or_default();
            let kept = u16::try_from(width(&tail)).unwrap_or(0).min(place.cells);
            let room = (place.cells - indent).saturating_sub(kept);
            let end = put(buf, (area.x + place.x + indent, area.y), &words, room, style, look);
            put(buf, (end, area.y), &tail, kept, style, look);
        }
    }
}

/// Widens a column up to so many cells, as far as there are any to spare; by how many.
fn widen(place: &mut Place, cells: u16, spare: &mut u16) -> u16 {
    let more = cells.saturating_sub(place.cells).min(*spare);
    place.cells += more;
    *spare -= more;
    more
}

struct Place {
    column: usize,
    x: u16,
    cells: u16,
    whole: bool,
}

/// The setting that keeps the columns of an entity's list.
pub fn key(entity: &Entity) -> String {
    format!("kolom.{}", entity.name)
}

fn label_width(field: &Field) -> u16 {
    let label = field.heading();
    u16::try_from(width(label.get(Lang::Id)).max(width(label.get(Lang::En)))).unwrap_or(USUAL)
}

/// Numbers stand at the right of their column.
pub(super) fn indent(field: &Field, words: usize, cells: u16) -> u16 {
    match field.kind {
        Kind::Number(..) | Kind::Money => cells.saturating_sub(u16::try_from(words).unwrap_or(cells)),
        _ => 0,
    }
}

/// A cell's words: personal data hidden unless the look or this row shows them.
pub fn cell(record: &Record, field: &Field, revealed: bool, painting: &Painting) -> String {
    let lang = painting.look.lang;
    let value = record.get(field.name);
    if let (Kind::Months, Some(bits)) = (&field.kind, value.as_int()) {
        return Months::from_bits(bits).marks();
    }
    if field.is_personal() && painting.look.masked && !revealed {
        field.kind.mask(value, lang, painting.words)
    } else {
        field.kind.show(value, lang, painting.words)
    }
}

/// The name of a word of a list in at most so many cells where one of its other spellings is short
/// enough ("APBD Kab" for "APBD Kabupaten/Kota"); else the name.
pub fn short_name<'a>(words: &'a Vocabulary, list: &str, code: &'a str, cells: usize) -> &'a str {
    let name = words.name(list, code);
    if width(name) <= cells {
        return name;
    }
    let aliases = words.item(list, code).map_or(&[][..], |item| item.aliases.as_slice());
    aliases.iter().map(String::as_str).find(|alias| width(alias) <= cells).unwrap_or(name)
}

/// A cell's words in a narrow column: a word of a list is told by a spelling that fits.
pub(super) fn narrow(words: String, field: &Field, cells: u16, painting: &Painting) -> String {
    let Kind::List(list) = field.kind else { return words };
    if width(&words) <= usize::from(cells) {
        return words;
    }
    let item = painting.words.list(list).iter().find(|item| item.name == words);
    item.map_or(words, |item| short_name(painting.words, list, &item.code, usize::from(cells)).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::RecordId;
    use crate::entity::{KADER, POSYANDU, Value};

    fn painted(table: &Table, record: &Record, width: u16) -> (String, String) {
        let words = Vocabulary::default();
        let painting = Painting { look: &Look::default(), words: &words, sort: ("nama", Order::Up) };
        let area = Rect::new(0, 0, width, 2);
        let mut buf = Buffer::empty(area);
        table.heading(&mut buf, area, &painting);
        table.row(&mut buf, Rect::new(0, 1, width, 1), record, Marks::default(), &painting);
        let line = |y: u16| (0..width).map(|x| buf[(x, y)].symbol().to_owned()).collect::<String>();
        (line(0), line(1))
    }

    #[test]
    fn the_name_stays_when_the_other_columns_scroll() {
        let mut table = Table::new(&POSYANDU, &Settings::default(), None);
        table.layout(60);
        let record = Record::new(&POSYANDU, RecordId(1)).with("nama", "Melati 1").with("jumlah_kader", 7);
        assert!(!painted(&table, &record, 60).0.contains("SK sampai"));
        while table.right() {}
        let (heading, row) = painted(&table, &record, 60);
        assert!(heading.contains("SK sampai"), "{heading}");
        assert!(!heading.contains("Desa/kelurahan"), "{heading}");
        assert!(row.contains("Melati 1"), "{row}");
    }

    #[test]
    fn numbers_stand_at_the_right_of_their_column() {
        let mut table = Table::new(&POSYANDU, &Settings::default(), None);
        table.layout(132);
        let record = Record::new(&POSYANDU, RecordId(1)).with("nama", "Melati 1").with("jumlah_kader", 7);
        let (heading, row) = painted(&table, &record, 132);
        let end = |line: &str, word: &str| line.split(word).next().map(|before| width(before) + word.len());
        assert_eq!(end(&heading, "Kader"), end(&row, "7"), "{heading}\n{row}");
    }

    #[test]
    fn on_a_wide_screen_the_words_of_every_column_get_room() {
        let mut table = Table::new(&KADER, &Settings::default(), None);
        table.layout(132);
        let record = Record::new(&KADER, RecordId(1)).with("nama", "Siti").with("jabatan", "Ketua Bidang Kesehatan");
        let (_, row) = painted(&table, &record, 132);
        assert!(row.contains("Ketua Bidang Kesehatan"), "{row}");
    }

    #[test]
    fn the_arrow_of_the_order_is_never_cut() {
        let mut table = Table::new(&POSYANDU, &Settings::default(), None);
        table.layout(80);
        let words = Vocabulary::default();
        let painting = Painting { look: &Look::default(), words: &words, sort: ("desa", Order::Down) };
        let area = Rect::new(0, 0, 80, 1);
        let mut buf = Buffer::empty(area);
        table.heading(&mut buf, area, &painting);
        let line: String = (0..80).map(|x| buf[(x, 0)].symbol().to_owned()).collect();
        assert!(line.contains(" v Strata") || line.contains(" v  Strata"), "{line}");
        assert!(line.ends_with(' '), "the last cell stays blank: {line}");
    }

    #[test]
    fn a_nik_is_masked_in_a_list() {
        let mut table = Table::new(&KADER, &Settings::default(), None);
        table.layout(80);
        let record = Record::new(&KADER, RecordId(1)).with("nama", "Siti").with("nik", "6203995003850001");
        let (_, row) = painted(&table, &record, 80);
        assert!(row.contains("620399 ****** 0001"), "{row}");
    }

    #[test]
    fn chosen_columns_replace_the_usual_ones_but_never_the_name() {
        let settings = Settings::new([("kolom.posyandu".to_owned(), "alamat,rt_rw".to_owned())]);
        let table = Table::new(&POSYANDU, &settings, None);
        let names: Vec<&str> = table.columns().iter().map(|field| field.name).collect();
        assert_eq!(names, ["nama", "alamat", "rt_rw"]);
        assert_eq!(Record::new(&POSYANDU, RecordId(1)).get("alamat"), &Value::Empty);
    }
}
