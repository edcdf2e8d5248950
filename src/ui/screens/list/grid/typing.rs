//! What letters and the keys over many cells do in the grid.
//!
//! * **Owns** the way from a key to pending cells, and the look-ups on that way.
//! * **Imports** the pending cells, the offers, the words between screens and store.
//! * **Never** takes a typed letter away: what is not understood stays in its cell as typed.

use super::{Asked, GridScreen};
use crate::base::bulan::Months;
use crate::base::id::RecordId;
use crate::base::words::text;
use crate::entity::value::Hand;
use crate::entity::{Field, Kind, Record, Value};
use crate::request::Request;
use crate::ui::keymap::Action;
use crate::ui::screen::{Cx, Desk};
use crate::ui::widgets::grid::{self as cells, Editor, Over, Owner, Put};
use crate::ui::widgets::offers::{self, SHOWN};

impl GridScreen {
    /// Opens the cell under the cursor for typing; says why where it is shut.
    pub(super) fn edit(&mut self, over: Over, cx: &mut Cx) -> bool {
        let (Some(record), Some(column)) = (self.current(), self.column()) else { return false };
        let field = match cells::owner(record, column) {
            Owner::Main(field) | Owner::Companion(field) => field,
            Owner::Shut(why) => {
                cx.warn(why);
                return false;
            }
        };
        let start = match over {
            Over::Typed => String::new(),
            Over::Within => self.start_of(record, column, cx.desk),
        };
        let editor = Editor::new((record.id, column), field, over, (&start, &cx.desk.words));
        self.anchor = None;
        self.editor = Some(editor);
        true
    }

    /// What is edited in a cell: what is pending, else what is stored. A hidden number is not
    /// edited but typed over as a whole.
    pub(super) fn start_of(&self, record: &Record, column: &'static Field, desk: &Desk) -> String {
        let hidden = column.is_personal() && desk.look.masked;
        match self.grid.cell(record.id, column.name) {
            Some(cell) if cell.secret && hidden => String::new(),
            Some(cell) => cell.text.clone(),
            None if hidden => String::new(),
            None => column.kind.edit(record.get(column.name), desk.look.lang, &desk.words),
        }
    }

    pub(super) fn typed(&mut self, cx: &mut Cx) {
        let lang = cx.desk.look.lang;
        let Some(editor) = self.editor.as_mut() else { return };
        editor.offer_words(lang, cx.desk);
        let Some(target) = editor.field.target() else { return };
        if let Some(old) = editor.lookup.take() {
            cx.cancel(old);
            self.asked.remove(&old);
        }
        let wanted = editor.line.text();
        if wanted.trim().is_empty() {
            editor.offers = None;
            return;
        }
        let ticket = cx.ask(Request::Lookup(target, wanted.trim().to_owned(), Vec::new(), SHOWN));
        editor.lookup = Some(ticket);
        self.asked.insert(ticket, Asked::Offers(wanted));
    }

    /// Takes what is typed into the cell; the cell closes.
    pub(super) fn take(&mut self, cx: &mut Cx) {
        let Some(editor) = self.editor.take() else { return };
        let Some(record) = self.edited(&editor) else { return };
        let typed = editor.line.text();
        if typed == editor.start && (editor.over == Over::Within || typed.is_empty()) {
            return;
        }
        let blank = typed.trim().is_empty();
        match editor.marked().filter(|_| !blank) {
            Some(value) => {
                let put = self.grid.put_value(&record, editor.column, value, cx.desk);
                self.laid(&record, editor.column, put, cx);
            }
            None => self.put(&record, editor.column, &typed, Hand::Typed, cx),
        }
        self.changed(vec![record.id], cx);
    }

    /// The record whose cell is typed, wherever the cursor has come to meanwhile.
    pub(super) fn edited(&self, editor: &Editor) -> Option<Record> {
        let pending = self.grid.row(editor.row).map(|row| &row.base);
        self.all_rows().find(|record| record.id == editor.row).or(pending).cloned()
    }

    pub(super) fn put(&mut self, record: &Record, column: &'static Field, typed: &str, hand: Hand, cx: &mut Cx) {
        let put = self.grid.put_text(record, column, typed, hand, cx.desk);
        self.laid(record, column, put, cx);
    }

    pub(super) fn laid(&mut self, record: &Record, column: &'static Field, put: Put, cx: &mut Cx) {
        match put {
            Put::Seek(target) => {
                let typed = self.grid.cell(record.id, column.name).map(|cell| cell.text.clone()).unwrap_or_default();
                let ticket = cx.ask(Request::Lookup(target, typed.clone(), Vec::new(), SHOWN));
                self.asked.insert(ticket, Asked::Found(vec![(record.id, column)], typed));
            }
            Put::Shut(why) => cx.warn(why),
            Put::Same | Put::Laid => {}
        }
    }

    /// Cells of these rows are other ones now.
    pub(super) fn changed(&mut self, mut rows: Vec<RecordId>, cx: &mut Cx) {
        if self.trial.take().is_some() {
            cx.warn(text(
                "Tempelan dibatalkan karena ada ketikan sesudahnya. Tempel lagi.",
                "The paste was given up because something was typed after it. Paste again.",
            ));
        }
        self.ensure_blank(cx.desk);
        self.keep_soon(cx);
        // A row being filled in is judged when it is left.
        rows.retain(|id| id.is_stored());
        self.check(rows, cx);
    }

    /// One letter over a yes-or-no cell sets it and goes on: month marks, one key each.
    pub(super) fn flag(&mut self, c: char, cx: &mut Cx) -> bool {
        let (Some(record), Some(column)) = (self.current().cloned(), self.column()) else { return false };
        if matches!(column.kind, Kind::Months) {
            return self.mark(c, &record, column, cx);
        }
        let value = match c.to_ascii_lowercase() {
            '1' | 'x' | 'v' => 1,
            '0' | '.' => 0,
            _ => return false,
        };
        if !matches!(column.kind, Kind::Flag) || matches!(cells::owner(&record, column), Owner::Shut(_)) {
            return false;
        }
        let put = self.grid.put_value(&record, column, Value::Int(value), cx.desk);
        self.laid(&record, column, put, cx);
        self.changed(vec![record.id], cx);
        let next = self.feed.table.columns().get(self.feed.table.at() + 1);
        let on = if next.is_some_and(|field| matches!(field.kind, Kind::Flag)) { Action::Next } else { Action::Down };
        let _ = self.go(on, cx);
        true
    }

    /// One key over a cell of months marks or unmarks one of them, a quarter, or the whole year; the
    /// cursor stays, for the next one. Other letters type the cell over.
    fn mark(&mut self, c: char, record: &Record, column: &'static Field, cx: &mut Cx) -> bool {
        let was = Months::from_bits(self.grid.value(record, column).as_int().unwrap_or(0));
        let Some(now) = marked(was, c) else { return false };
        if matches!(cells::owner(record, column), Owner::Shut(_)) {
            return false;
        }
        let value = if now.is_empty() { Value::Empty } else { Value::Int(now.bits()) };
        let put = self.grid.put_value(record, column, value, cx.desk);
        self.laid(record, column, put, cx);
        self.changed(vec![record.id], cx);
        true
    }

    /// As in the cell above; over marked cells their first row goes down.
    pub(super) fn same_as_above(&mut self, cx: &mut Cx) {
        self.editor = None;
        let targets = self.targets();
        let first = self.marked().map_or_else(|| self.at().checked_sub(1), |(rows, _)| Some(*rows.start()));
        let from = first.and_then(|n| self.all_rows().nth(n)).cloned();
        let Some(from) = from else {
            cx.say(text("Tidak ada baris di atasnya.", "There is no row above."));
            return;
        };
        let mut rows = Vec::new();
        for (record, column) in targets.iter().filter(|(record, _)| record.id != from.id) {
            let put = self.grid.copy(&from, record, column, cx.desk);
            self.laid(record, column, put, cx);
            rows.push(record.id);
        }
        rows.dedup();
        let alone = self.anchor.take().is_none();
        self.changed(rows, cx);
        if alone {
            let _ = self.go(Action::Down, cx);
        }
    }

    pub(super) fn clear(&mut self, cx: &mut Cx) {
        let targets = self.targets();
        for (record, column) in &targets {
            let put = self.grid.put_value(record, column, Value::Empty, cx.desk);
            self.laid(record, column, put, cx);
        }
        self.anchor = None;
        let mut rows: Vec<RecordId> = targets.iter().map(|(record, _)| record.id).collect();
        rows.dedup();
        self.changed(rows, cx);
    }

    pub(super) fn restore(&mut self, cx: &mut Cx) {
        let targets = self.targets();
        for (record, column) in &targets {
            self.grid.forget(record.id, column.name);
        }
        self.anchor = None;
        self.changed(targets.iter().map(|(record, _)| record.id).collect(), cx);
    }

    pub(super) fn open_list(&mut self, cx: &mut Cx) {
        let Some(editor) = self.editor.as_mut() else { return };
        if offers::is_coded(&editor.field.kind) {
            let typed = editor.line.text();
            editor.line.set("");
            editor.offer_words(cx.desk.look.lang, cx.desk);
            if let Some(offers) = editor.offers.as_mut() {
                offers.at = offers.lines.iter().position(|line| line.title == typed).unwrap_or(0);
            }
            editor.start.clear();
            editor.over = Over::Typed;
        } else {
            self.typed(cx);
        }
    }

    /// Takes the cell; a list that was opened with nothing typed gives its marked line.
    pub(super) fn take_list(&mut self, cx: &mut Cx) {
        let editor = self.editor.as_ref().filter(|editor| editor.line.is_empty());
        let marked = editor.and_then(|editor| Some((editor.marked()?, self.edited(editor)?, editor.column)));
        match marked {
            Some((value, record, column)) => {
                self.editor = None;
                let put = self.grid.put_value(&record, column, value, cx.desk);
                self.laid(&record, column, put, cx);
                self.changed(vec![record.id], cx);
            }
            None => self.take(cx),
        }
    }
}

/// The months after a key: `1` to `9`, `0`, `-`, `+` turn January to December; `q` `w` `e` `r` turn a
/// quarter, `s` the whole year.
fn marked(was: Months, c: char) -> Option<Months> {
    let all = match c.to_ascii_lowercase() {
        '0' => return Some(was.toggled(10)),
        '-' => return Some(was.toggled(11)),
        '+' => return Some(was.toggled(12)),
        'q' => Months::quarter(1),
        'w' => Months::quarter(2),
        'e' => Months::quarter(3),
        'r' => Months::quarter(4),
        's' => Months::year(),
        c => return c.to_digit(10).map(|month| was.toggled(month)),
    };
    let bits = if was.bits() & all.bits() == all.bits() { was.bits() & !all.bits() } else { was.bits() | all.bits() };
    Some(Months::from_bits(bits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_key_marks_a_month_a_quarter_or_the_year_and_again_unmarks_it() {
        let typed = |keys: &str| keys.chars().fold(Months::default(), |was, c| marked(was, c).unwrap_or_default());
        assert_eq!(typed("170").marks(), "x.....x..x..");
        assert_eq!(typed("-+").marks(), "..........xx");
        assert_eq!(typed("qr").marks(), "xxx......xxx");
        assert_eq!(typed("1q").marks(), "xxx.........", "a quarter with a gap is filled first");
        assert_eq!(typed("qq").marks(), "............");
        assert_eq!(typed("ss").marks(), "............");
        assert_eq!(marked(Months::default(), 'j'), None, "names are typed");
    }
}
