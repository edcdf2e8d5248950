//! Two versions of a plan line by line, and an old version whole.
//!
//! * **Owns** the screen of a comparison.
//! * **Imports** differences and the lines of a version as the request gives them, the columns of the
//!   draft.
//! * **Never** changes anything.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::draft::{self, Columns, Span, left, right};
use super::shape;
use super::versions::version_name;
use crate::base::id::{RecordId, Ticket};
use crate::base::words::{Phrase, Text, same, text};
use crate::entity::{RENCANA, Record};
use crate::request::plan::{self, Difference, Plan};
use crate::request::{Reply, Request, Trouble};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Key, Keymap, Press, bind};
use crate::ui::keys;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Cx, Desk, Outcome, Screen};
use crate::ui::screens::told::Told;
use crate::ui::widgets::rows::Rows;

pub(in crate::ui::screens) static KEYS: Keymap = Keymap {
    name: text("Perbandingan versi", "Comparison of versions"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter)],
            Action::Open,
            1,
            text("rincian", "details"),
            text("Baca isian yang berbeda, atau semua isian kegiatan ini", "Read what differs, or all of this line"),
        ),
        bind(
            &[Press::plain(Key::Tab), Press::plain(Key::BackTab)],
            Action::Next,
            2,
            text("perbedaan/isi", "changes/whole"),
            text(
                "Antara perbedaan saja dan isi lengkap versi yang lama",
                "Between the changes only and all lines of the older version",
            ),
        ),
        keys::REFRESH,
        keys::UP,
        keys::DOWN,
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::FIRST,
        keys::LAST,
    ],
};

/// Which lines are seen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Changes,
    Whole,
}

/// The comparison.
pub struct Compare {
    plan: RecordId,
    name: String,
    pair: (i64, i64),
    changes: Option<Vec<Difference>>,
    /// The lines of the older version, as they stood.
    whole: Option<Vec<Record>>,
    asked: Option<Ticket>,
    asked_whole: Option<Ticket>,
    trouble: Option<Trouble>,
    mode: Mode,
    rows: Rows,
}

impl Compare {
    /// Two versions of a plan, the older first; 0 is the plan as it stands.
    pub fn new(plan: &Plan, pair: (i64, i64)) -> Self {
        Compare {
            plan: plan.naskah.id,
            name: plan.naskah.title(),
            pair,
            changes: None,
            whole: None,
            asked: None,
            asked_whole: None,
            trouble: None,
            mode: Mode::Changes,
            rows: Rows::default(),
        }
    }

    fn read(&mut self, cx: &mut Cx) {
        let (a, b) = self.pair;
        self.asked = Some(cx.ask(Request::PlanDifference(self.plan, a, b)));
        self.asked_whole = Some(cx.ask(Request::PlanLines(self.plan, a)));
    }

    fn len(&self) -> usize {
        match self.mode {
            Mode::Changes => self.changes.as_ref().map_or(0, Vec::len),
            Mode::Whole => self.whole.as_ref().map_or(0, Vec::len),
        }
    }

    /// How wide the widest amount is.
    fn amount_width(&self) -> u16 {
        let changed = self.changes.iter().flatten().flat_map(|line| [line.old, line.new]).flatten();
        let whole = self.whole.iter().flatten().map(plan::amount);
        let most = changed.chain(whole).max().unwrap_or(0);
        u16::try_from(crate::base::text::width(&shape::rupiah(i128::from(most))) + 1).unwrap_or(20).clamp(12, 20)
    }

    /// Tells the line under the cursor: which fields differ, or all of a line that is in one version
    /// only or seen alone.
    fn details(&self, cx: &mut Cx) {
        let look = cx.desk.look;
        let label = |name: &str| RENCANA.field(name).map_or(name.to_owned(), |field| look.say(field.label).to_owned());
        let (title, said): (String, Vec<Phrase>) = match self.mode {
            Mode::Changes => {
                let Some(line) = self.changes.as_ref().and_then(|changes| changes.get(self.rows.at)) else { return };
                let shown = |value: &str| if value.is_empty() { "-".to_owned() } else { value.to_owned() };
                let field = |(name, old, new): &(String, String, String)| match (line.old, line.new) {
                    (None, _) => same("{0}: {1}").with([label(name), shown(new)]),
                    (_, None) => same("{0}: {1}").with([label(name), shown(old)]),
                    _ => same("{0}: {1} -> {2}").with([label(name), shown(old), shown(new)]),
                };
                let head = match (line.old, line.new) {
                    (None, _) => Some(text("Kegiatan ini ditambahkan.", "This line was added.")),
                    (_, None) => Some(text("Kegiatan ini dihapus.", "This line was dropped.")),
                    _ => None,
                };
                let said = head.map(Phrase::from).into_iter().chain(line.fields.iter().map(field));
                (line.title.clone(), said.collect())
            }
            Mode::Whole => {
                let Some(line) = self.whole.as_ref().and_then(|lines| lines.get(self.rows.at)) else { return };
                let known = line.pairs().filter(|(field, value)| field.is_typed() && !value.is_empty());
                let said = known.filter(|(field, _)| field.name != "naskah").map(|(field, value)| {
                    let value = field.kind.show(value, look.lang, &cx.desk.words);
                    same("{0}: {1}").with([look.say(field.label).to_owned(), value])
                });
                (line.title(), said.collect())
            }
        };
        cx.push(Told::new(same("{0}").with([title]), said));
    }
}

/// How a line changed: its sign.
fn sign(difference: &Difference) -> char {
    match (difference.old, difference.new) {
        (None, _) => '+',
        (_, None) => '-',
        _ => '*',
    }
}

/// Where everything stands: at 80 cells the names need the room that bidang would take.
fn spans(cells: u16, amount: u16) -> (Span, Span, [Span; 3]) {
    let bidang = if cells >= 112 { 24 } else { 0 };
    let name = cells.saturating_sub(4 + bidang + 1 + 3 * (amount + 1) + 1);
    let mut x = 4;
    let mut span = |cells: u16| {
        let span = Span { x, cells };
        x += if cells > 0 { cells + 1 } else { 0 };
        span
    };
    let (name, bidang) = (span(name), span(bidang));
    (name, bidang, [span(amount), span(amount), span(amount)])
}

/// `-Rp100.000`, `Rp200.000`.
fn signed(by: i128) -> String {
    format!("{}Rp{}", if by < 0 { "-" } else { "" }, shape::rupiah(by.abs()))
}

impl Screen for Compare {
    fn title(&self, look: &Look) -> String {
        let (a, b) = (version_name(self.pair.0, look), version_name(self.pair.1, look));
        match self.mode {
            Mode::Changes => text("{0}: {1} dan {2}", "{0}: {1} and {2}").with([self.name.clone(), a, b]),
            Mode::Whole => text("{0}: isi {1}", "{0}: all of {1}").with([self.name.clone(), a]),
        }
        .get(look.lang)
        .into_owned()
    }

    fn facts(&self, look: &Look) -> String {
        let words = match self.mode {
            Mode::Changes => text("{0} berbeda", "{0} differ"),
            Mode::Whole => text("{0} kegiatan", "{0} lines"),
        };
        words.with([self.len().to_string()]).get(look.lang).into_owned()
    }

    fn keys(&self) -> &'static Keymap {
        &KEYS
    }

    fn why_not(&self, action: Action) -> Option<Text> {
        match action {
            Action::Open if self.len() == 0 => Some(text("Tidak ada yang berbeda.", "Nothing differs.")),
            _ => None,
        }
    }

    fn on_open(&mut self, cx: &mut Cx) {
        self.read(cx);
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Open => self.details(cx),
            Action::Next => {
                self.mode = if self.mode == Mode::Changes { Mode::Whole } else { Mode::Changes };
                let len = self.len();
                self.rows.go(0);
                self.rows.clamp(len);
            }
            Action::Refresh => self.read(cx),
            other => {
                let len = self.len();
                if !self.rows.act(other, len) {
                    return Outcome::Ignored;
                }
            }
        }
        Outcome::Changed
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, _cx: &mut Cx) -> Outcome {
        let asked = self.asked.take_if(|asked| *asked == ticket).or(self.asked_whole.take_if(|asked| *asked == ticket));
        if asked.is_none() {
            return Outcome::Unchanged;
        }
        match reply {
            Reply::PlanDifference(changes) => self.changes = Some(changes),
            Reply::PlanLines(lines) => self.whole = Some(lines),
            Reply::Trouble(trouble) => self.trouble = Some(trouble),
            _ => {}
        }
        let len = self.len();
        self.rows.clamp(len);
        Outcome::Changed
    }

    fn on_changed(&mut self, cx: &mut Cx) {
        self.read(cx);
    }

    fn layout(&mut self, area: Rect) {
        self.rows.layout(area.height.saturating_sub(2));
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, desk: &Desk) -> Option<Position> {
        let heading = Rect { height: 1, ..area };
        let list = Rect { y: area.y + 1, height: area.height.saturating_sub(2), ..area };
        match self.mode {
            Mode::Changes => self.view_changes(heading, list, buf, desk),
            Mode::Whole => self.view_whole(heading, list, buf, desk),
        }
        let words = self.sum_words(look);
        let room = area.width.saturating_sub(2);
        put(buf, (1, area.bottom().saturating_sub(1)), &words, room, look.style(Role::Title), look);
        None
    }
}

impl Compare {
    /// The style of a row; the one of the cursor is marked.
    fn row(&self, area: Rect, n: usize, buf: &mut Buffer, look: &Look) -> Style {
        let here = n == self.rows.at;
        let style = look.style(if here { Role::Selected } else { Role::Plain });
        if here {
            buf.set_style(area, style);
            put(buf, (area.x, area.y), ">", 1, style, look);
        }
        style
    }

    fn view_changes(&self, heading: Rect, list: Rect, buf: &mut Buffer, desk: &Desk) {
        let look = &desk.look;
        let (name, bidang, [old, new, change]) = spans(list.width, self.amount_width());
        let style = look.style(Role::Heading);
        left(buf, heading.y, name, look.say(text("Kegiatan", "Activity")), style, look);
        left(buf, heading.y, bidang, look.say(text("Bidang", "Bidang")), style, look);
        right(buf, heading.y, old, &version_name(self.pair.0, look), style, look);
        right(buf, heading.y, new, &version_name(self.pair.1, look), style, look);
        right(buf, heading.y, change, look.say(text("Selisih", "Change")), style, look);
        let show = |amount: Option<i64>| amount.map_or_else(|| "-".to_owned(), |a| shape::rupiah(i128::from(a)));
        let seen = self.changes.iter().flatten().enumerate().skip(self.rows.top());
        for (y, (n, line)) in (list.y..list.bottom()).zip(seen) {
            let style = self.row(Rect { y, height: 1, ..list }, n, buf, look);
            put(buf, (2, y), &sign(line).to_string(), 1, style, look);
            left(buf, y, name, &line.title, style, look);
            let group = shape::word_name(&desk.words, "bidang_rencana", &line.bidang, usize::from(bidang.cells));
            left(buf, y, bidang, group, style, look);
            right(buf, y, old, &show(line.old), style, look);
            right(buf, y, new, &show(line.new), style, look);
            let by = i128::from(line.new.unwrap_or(0)) - i128::from(line.old.unwrap_or(0));
            let words = match (by, line.fields.is_empty()) {
                // The amount is the same and something else is not.
                (0, false) => look.say(text("isian lain", "other fields")).to_owned(),
                (by, _) => format!("{}{}", if by > 0 { "+" } else { "" }, shape::rupiah(by)),
            };
            right(buf, y, change, &words, style, look);
        }
    }

    /// The older version as a draft: volume, amount, source and months of every line.
    fn view_whole(&self, heading: Rect, list: Rect, buf: &mut Buffer, desk: &Desk) {
        let look = &desk.look;
        let at = Columns::at(list.width, self.amount_width());
        draft::view_heading(&at, heading.y, buf, look);
        for (y, (n, line)) in (list.y..list.bottom()).zip(self.whole.iter().flatten().enumerate().skip(self.rows.top()))
        {
            let style = self.row(Rect { y, height: 1, ..list }, n, buf, look);
            left(buf, y, at.name, &line.title(), style, look);
            draft::view_figures(line, (&at, y), style, buf, desk);
        }
    }
}

impl Compare {
    /// The last line: what was added, dropped and changed, or what is the matter.
    fn sum_words(&self, look: &Look) -> String {
        if let Some(trouble) = &self.trouble {
            return format!("x {} {}", trouble.text.get(look.lang), trouble.advice.get(look.lang));
        }
        if let (Mode::Whole, Some(whole)) = (self.mode, &self.whole) {
            let total = plan::total(whole).proposed;
            return text("Jumlah Rp{0}", "Total Rp{0}").with([shape::rupiah(total)]).get(look.lang).into_owned();
        }
        let Some(changes) = &self.changes else { return String::new() };
        if changes.is_empty() {
            return look.say(text("Kedua versi sama.", "The two versions are the same.")).to_owned();
        }
        let of = |wanted: char| {
            let these: Vec<&Difference> = changes.iter().filter(|line| sign(line) == wanted).collect();
            let by: i128 = these.iter().map(|l| i128::from(l.new.unwrap_or(0)) - i128::from(l.old.unwrap_or(0))).sum();
            (these.len().to_string(), signed(by))
        };
        let (added, dropped, changed) = (of('+'), of('-'), of('*'));
        text(
            "+ {0} ditambah {1}   - {2} dihapus {3}   * {4} berubah {5}",
            "+ {0} added {1}   - {2} dropped {3}   * {4} changed {5}",
        )
        .with([added.0, added.1, dropped.0, dropped.1, changed.0, changed.1])
        .get(look.lang)
        .into_owned()
    }
}
