//! How a form is painted: label column, value column, the derived fact at the right, messages
//! beneath their field, offers over the rows below.
//!
//! * **Owns** the rows of a form and what of them is seen.
//! * **Imports** the sheet, the look, the pieces of the desk.
//! * **Never** changes anything: [`Form::settle`] moves the window before painting.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::sheet::Input;
use super::{Form, Purpose};
use crate::base::nik;
use crate::base::text::{visible, width};
use crate::base::words::{Text, text};
use crate::entity::{Kind, Problem, Severity, hint};
use crate::ui::chrome::put;
use crate::ui::look::{Look, Role};
use crate::ui::screen::Desk;
use crate::ui::widgets::offers::{self, Offer};
use crate::ui::widgets::wrap;

/// Where labels begin.
const LABEL: u16 = 3;
/// The widest label column.
const LABEL_MAX: usize = 25;
/// How many cells of a value are kept free before its fact.
const VALUE: u16 = 22;
/// How many lines a message may take.
const MESSAGE_LINES: usize = 4;
/// The label column where messages are wrapped for an 80-column window.
const WIDTH: u16 = 80;

/// One row of a form.
enum Row {
    Heading(Text),
    Field(usize),
    Message(Role, String),
    Save,
    Blank,
}

impl Form {
    /// Moves the window so that the focus is seen, after every event.
    pub(super) fn settle(&mut self, desk: &Desk) {
        let rows = self.rows(&desk.look, WIDTH);
        let below = self.footer(&desk.look, WIDTH).len();
        self.top = self.window(&rows, self.top, usize::from(self.height).saturating_sub(below));
    }

    /// The title of the top line: what is being typed, and where it belongs.
    pub(super) fn heading(&self, look: &Look) -> String {
        let label = look.say(self.sheet.entity.label);
        let what = match self.purpose {
            Purpose::New | Purpose::Pick => {
                text("{0} baru", "New {0}").with([label.to_owned()]).get(look.lang).into_owned()
            }
            Purpose::Replace => label.to_owned(),
            Purpose::Edit => {
                let record = self.sheet.parts.first().map(|part| part.record.title()).unwrap_or_default();
                let words = text("Ubah {0}: {1}", "Edit {0}: {1}").with([label.to_owned(), record]);
                visible(&words.get(look.lang)).into_owned()
            }
        };
        let of = match &self.replaced {
            Some(post) => Some(post.title()),
            None => self.given.iter().find_map(|(name, value)| {
                let input = self.sheet.inputs.get(self.sheet.at(name)?)?;
                Some(format!("{} {}", look.say(input.field.label), value.as_link()?.title))
            }),
        };
        match of {
            Some(of) => format!("{what} {} {}", look.dot(), visible(&of)),
            None => what,
        }
    }

    fn rows(&self, look: &Look, columns: u16) -> Vec<Row> {
        let room = usize::from(columns.saturating_sub(self.value_column(look) + 1));
        let mut rows = Vec::new();
        for (at, input) in self.sheet.inputs.iter().enumerate() {
            rows.extend(input.heading.map(Row::Heading));
            rows.push(Row::Field(at));
            if input.offers.is_none() || at != self.at {
                rows.extend(input.problems().into_iter().flat_map(|problem| message(problem, look, room)));
            }
        }
        if rows.len() + 1 < usize::from(self.height) {
            rows.push(Row::Blank);
        }
        rows.push(Row::Save);
        rows
    }

    /// What is the matter with the whole form: stands at the bottom until it is answered.
    fn footer(&self, look: &Look, columns: u16) -> Vec<Row> {
        let whole = usize::from(columns.saturating_sub(LABEL + 1));
        let mut rows: Vec<Row> = self.sheet.problems.iter().flat_map(|problem| message(problem, look, whole)).collect();
        if let Some((severity, said, advice)) = &self.trouble {
            let words = super::saving::sentence(said, advice, look.lang);
            rows.extend(signed(*severity, &words, whole));
        }
        rows.truncate(usize::from(self.height / 2));
        rows
    }

    /// The first row seen: the one before, unless the focus (and what belongs to it) would lie
    /// outside.
    fn window(&self, rows: &[Row], top: usize, height: usize) -> usize {
        let focus = rows
            .iter()
            .position(|row| match row {
                Row::Field(at) => *at == self.at,
                Row::Save => self.at == self.save_line(),
                _ => false,
            })
            .unwrap_or(0);
        let after = rows.iter().skip(focus + 1).take_while(|row| matches!(row, Row::Message(..))).count();
        let before = rows
            .get(..focus)
            .and_then(|above| above.last())
            .map_or(0, |row| usize::from(matches!(row, Row::Heading(_))));
        let most = rows.len().saturating_sub(height);
        let top = top.min(most).max((focus + after + 1).saturating_sub(height.max(1)));
        top.min(focus.saturating_sub(before))
    }

    fn value_column(&self, look: &Look) -> u16 {
        let labels = self.sheet.inputs.iter().map(|input| width(look.say(input.field.label)));
        let widest = labels.max().unwrap_or(0).min(LABEL_MAX);
        LABEL + u16::try_from(widest).unwrap_or(LABEL) + 2
    }

    /// Paints the form; gives the place of the cursor.
    pub(super) fn paint(&self, area: Rect, buf: &mut Buffer, look: &Look, desk: &Desk) -> Option<Position> {
        let rows = self.rows(look, area.width);
        let footer = self.footer(look, area.width);
        let below = u16::try_from(footer.len()).unwrap_or(area.height).min(area.height);
        let whole = area;
        let area = Rect { height: area.height - below, ..area };
        let top = self.window(&rows, self.top, usize::from(area.height));
        for (y, row) in (area.bottom()..whole.bottom()).zip(&footer) {
            if let Row::Message(role, words) = row {
                put(buf, (LABEL, y), words, area.width.saturating_sub(LABEL + 1), look.style(*role), look);
            }
        }
        let mut cursor = None;
        for (y, row) in (area.top()..area.bottom()).zip(rows.iter().skip(top)) {
            match row {
                Row::Heading(heading) => {
                    put(buf, (1, y), look.say(*heading), area.width.saturating_sub(2), look.style(Role::Title), look);
                }
                Row::Field(at) => {
                    cursor = self.paint_field(*at, Rect::new(0, y, area.width, 1), buf, desk).or(cursor);
                }
                Row::Message(role, words) => {
                    let x = self.value_column(look);
                    put(buf, (x, y), words, area.width.saturating_sub(x + 1), look.style(*role), look);
                }
                Row::Save => {
                    let role = if self.at == self.save_line() { Role::Accent } else { Role::Plain };
                    if self.at == self.save_line() {
                        put(buf, (1, y), ">", 1, look.style(Role::Accent), look);
                        cursor = Some(Position::new(LABEL, y));
                    }
                    put(buf, (LABEL, y), look.say(self.save_words()), area.width - LABEL, look.style(role), look);
                }
                Row::Blank => {}
            }
        }
        self.paint_offers(&rows, top, area, buf, desk);
        cursor
    }

    fn save_words(&self) -> Text {
        match self.purpose {
            Purpose::New => text("[ Simpan dan tambah lagi ]", "[ Save and add another ]"),
            Purpose::Edit | Purpose::Pick | Purpose::Replace => text("[ Simpan ]", "[ Save ]"),
        }
    }

    fn paint_field(&self, at: usize, row: Rect, buf: &mut Buffer, desk: &Desk) -> Option<Position> {
        let look = &desk.look;
        let input = self.sheet.inputs.get(at)?;
        let focused = at == self.at;
        let y = row.y;
        if focused {
            put(buf, (1, y), ">", 1, look.style(Role::Accent), look);
        }
        let column = self.value_column(look);
        put(buf, (LABEL, y), look.say(input.field.label), column - LABEL - 1, look.style(Role::Muted), look);
        let right = row.width.saturating_sub(1);
        let fact = self.fact(at, focused, desk);
        let line = input.line.line();
        let shown = self.shown(input, focused, desk);
        let cells = u16::try_from(width(&shown)).unwrap_or(u16::MAX);
        let room = right.saturating_sub(column);
        // The beginning of a note is enough; how it is opened is not what gives way.
        let cells = match input.field.kind {
            Kind::Note if focused => cells.min(room.saturating_sub(u16::try_from(width(&fact)).unwrap_or(room) + 2)),
            _ => cells,
        };
        let beside = column + VALUE.max(cells.saturating_add(2)).min(room);
        let fact_room = right.saturating_sub(beside);
        let has_fact = !fact.is_empty() && fact_room >= 8;
        // A value that is cut keeps a blank before what stands beside it.
        let value_room = if has_fact { beside.saturating_sub(column + 1) } else { room };
        let style = look.style(Role::Plain);
        let cursor = if focused && !input.hidden && !matches!(input.field.kind, Kind::Note) {
            Some(line.view(buf, (column, y), value_room, style))
        } else {
            let end = put(buf, (column, y), &shown, value_room, style, look);
            focused.then_some(Position::new(end.min(right), y))
        };
        if has_fact {
            put(buf, (beside, y), &visible(&fact), fact_room, look.style(Role::Muted), look);
        }
        cursor
    }

    /// What a field shows while it is not typed in.
    fn shown(&self, input: &Input, focused: bool, desk: &Desk) -> String {
        let look = &desk.look;
        let kind = &input.field.kind;
        if input.hidden {
            return visible(&kind.mask(&input.value, look.lang, &desk.words)).into_owned();
        }
        if let Kind::Note = kind {
            let first = input.value.as_text().lines().next().unwrap_or_default().to_owned();
            let more = input.value.as_text().lines().count() > 1;
            let text = if more { format!("{first} {}", look.ellipsis()) } else { first };
            return visible(&text).into_owned();
        }
        let raw = input.line.text();
        let text = if focused || input.typed || input.value.is_empty() {
            raw
        } else {
            let shown = kind.show(&input.value, look.lang, &desk.words);
            // A word just added is known to the list a moment later.
            if matches!(kind, Kind::List(_)) && shown == input.value.as_text() { raw } else { shown }
        };
        visible(&text).into_owned()
    }

    /// What stands to the right of a value: what it tells, or how it may be typed.
    fn fact(&self, at: usize, focused: bool, desk: &Desk) -> String {
        let look = &desk.look;
        let Some(input) = self.sheet.inputs.get(at) else { return String::new() };
        let told = match input.field.kind {
            Kind::Nik if !input.hidden => self.nik_fact(input, desk),
            Kind::Link(_) if !input.typed => {
                self.linked.get(&at).map(|record| hint::beside(record, look.lang, &desk.words)).unwrap_or_default()
            }
            _ => String::new(),
        };
        // The hint stays while letters are typed: taking it away would cost more than the letter.
        if told.is_empty() && focused && !input.hidden { look.say(how(&input.field.kind)).to_owned() } else { told }
    }

    fn nik_fact(&self, input: &Input, desk: &Desk) -> String {
        let known = nik::Known { today: desk.today, is_region: &|_| true, birth: None, sex: None };
        nik::read(&input.line.text(), &known)
            .facts
            .and_then(|facts| nik::summary(&facts, desk.today))
            .map(|phrase| phrase.get(desk.look.lang).into_owned())
            .unwrap_or_default()
    }

    /// The offers of the focused field lie over the rows beneath it, or above where there is no
    /// room: the form does not jump while a word is typed.
    fn paint_offers(&self, rows: &[Row], top: usize, area: Rect, buf: &mut Buffer, desk: &Desk) {
        let look = &desk.look;
        let Some(offers) = self.sheet.inputs.get(self.at).and_then(|input| input.offers.as_ref()) else { return };
        let Some(focus) = rows.iter().position(|row| matches!(row, Row::Field(at) if *at == self.at)) else { return };
        let y = area.top() + u16::try_from(focus.saturating_sub(top)).unwrap_or(0);
        let lines: Vec<(usize, &Offer)> = offers.window().collect();
        let count = u16::try_from(lines.len().max(1)).unwrap_or(1);
        let first = if y + count < area.bottom() { y + 1 } else { y.saturating_sub(count).max(area.top()) };
        let column = self.value_column(look).saturating_sub(2);
        let room = area.width.saturating_sub(column + 1);
        for (row, n) in (first..(first + count).min(area.bottom())).zip(0..) {
            for x in 1..area.width {
                buf[(x, row)].reset();
            }
            let Some((at, offer)) = lines.get(n) else {
                put(buf, (column + 2, row), look.say(NOTHING), room, look.style(Role::Muted), look);
                continue;
            };
            let marked = *at == offers.at;
            let style = look.style(if marked { Role::Accent } else { Role::Plain });
            let words = format!("{} {}", if marked { ">" } else { " " }, offer_words(offer, look));
            put(buf, (column, row), &visible(&words), room, style, look);
        }
    }

    /// What `?` says about the focused field.
    pub(super) fn help_of_field(&self, look: &Look) -> Option<(String, Vec<String>)> {
        let input = self.sheet.inputs.get(self.at)?;
        let field = input.field;
        let mut paragraphs = vec![look.say(field.help).to_owned()];
        if field.is_required() {
            paragraphs.push(look.say(text("Wajib diisi.", "Must be filled in.")).to_owned());
        }
        if !field.example.is_empty() {
            paragraphs.push(look.say(field.example).to_owned());
        }
        if !field.source.is_empty() {
            paragraphs.push(format!("{} {}", look.say(text("Sumber:", "Source:")), field.source));
        }
        let how = look.say(how(&field.kind));
        if !how.is_empty() {
            paragraphs.push(format!("{} {how}.", look.say(text("Cara mengetik:", "How to type it:"))));
        }
        for problem in input.problems() {
            paragraphs.push(format!("{} {}", problem.severity.sign(), sentence_of(problem, look)));
        }
        paragraphs.retain(|paragraph| !paragraph.is_empty());
        Some((look.say(field.label).to_owned(), paragraphs))
    }
}

const NOTHING: Text = text("Tidak ada yang cocok.", "Nothing fits.");

/// How values of a kind may be typed.
const fn how(kind: &Kind) -> Text {
    match kind {
        Kind::Date => text("5/3, 12031985, h hari ini, +7", "5/3, 12031985, h today, +7"),
        Kind::Months => text("1,4,7 atau TW I", "1,4,7 or TW I"),
        Kind::Account => text("2.2.02 atau 7.01.03.2.03", "2.2.02 or 7.01.03.2.03"),
        Kind::Choice(_) | Kind::List(_) | Kind::Flag => text("kata/nomor; Spasi: daftar", "word/number; Space: list"),
        Kind::Link(_) => text("ketik sebagian nama", "type part of the name"),
        Kind::Note => text("ketik, atau Ctrl+O: penyunting", "type, or Ctrl+O: the editor"),
        Kind::Nik => text("16 angka; kosongkan bila belum ada", "16 digits; leave empty if none yet"),
        Kind::Year => text("empat angka", "four digits"),
        Kind::Money => text("rupiah bulat", "whole rupiah"),
        Kind::Text(_) | Kind::Phone | Kind::Code(_) | Kind::Number(..) => text("", ""),
    }
}

fn offer_words(offer: &Offer, look: &Look) -> String {
    match &offer.take {
        offers::Take::NewWord(name) => {
            let words = text("tambah ke daftar: {0}", "add to the list: {0}");
            words.with([name.clone()]).get(look.lang).into_owned()
        }
        offers::Take::NewRecord(name) => {
            text("tambah baru: {0}", "add new: {0}").with([name.clone()]).get(look.lang).into_owned()
        }
        offers::Take::Code(_) => format!("{:>2} {}", offer.context, offer.title),
        offers::Take::Record(_) if offer.context.is_empty() => offer.title.clone(),
        offers::Take::Record(_) => format!("{:<24}  {}", offer.title, offer.context),
    }
}

fn sentence_of(problem: &Problem, look: &Look) -> String {
    super::saving::sentence(&problem.text, &problem.advice, look.lang)
}

fn message(problem: &Problem, look: &Look, room: usize) -> Vec<Row> {
    signed(problem.severity, &sentence_of(problem, look), room)
}

/// A sentence with its sign, in lines.
fn signed(severity: Severity, words: &str, room: usize) -> Vec<Row> {
    let role = if severity == Severity::Warning { Role::Warning } else { Role::Error };
    wrap(&visible(words), room.saturating_sub(2))
        .into_iter()
        .take(MESSAGE_LINES)
        .enumerate()
        .map(|(n, line)| {
            let sign = if n == 0 { severity.sign() } else { ' ' };
            Row::Message(role, format!("{sign} {line}"))
        })
        .collect()
}
