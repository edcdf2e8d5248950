//! Laying a pasted block over cells: from the cursor to the right and down, shown before it is kept.
//!
//! * **Owns** which cell of a block falls on which cell of the list, and the trial on which names
//!   are looked for and checks are asked.
//! * **Imports** the splitter of pasted blocks, the pending cells, the preview.
//! * **Never** touches the cells of the grid before the clerk has seen the block; a blank cell of
//!   the block never erases.

use std::collections::{BTreeMap, HashMap};

use super::paint::changed_words;
use super::{Asking, GridScreen};
use crate::base::fields;
use crate::base::id::{RecordId, Ticket};
use crate::base::text::{clean, fold};
use crate::base::words::{Phrase, text};
use crate::entity::value::Hand;
use crate::entity::{Entity, Field, Record};
use crate::request::{Act, Batch, Reply, Request, Seek};
use crate::ui::screen::Cx;
use crate::ui::screens::list::paste::{Line, Preview, is_heading};
use crate::ui::widgets::grid::{self as cells, Grid, Put};
use crate::ui::widgets::offers::SHOWN;

/// The most rows of a block that is laid over cells.
const MOST: usize = 2_000;

/// The cells that wait for the record of one name.
type Spots = Vec<(RecordId, &'static Field)>;

/// A block on trial: laid over a copy of the grid.
#[derive(Default)]
pub(super) struct Trial {
    grid: Grid,
    fresh: Vec<Record>,
    begun: usize,
    /// The rows under the block, in their order.
    rows: Vec<Record>,
    /// What was laid, in the order of the block.
    laid: Vec<(usize, &'static Field)>,
    /// What is told beside the cells.
    told: Vec<Phrase>,
    /// The rows of the list that the block needs and the feed does not hold are asked for.
    rest: Option<(Ticket, Vec<Vec<String>>)>,
    looking: HashMap<Ticket, (Spots, String)>,
    checking: Option<(Ticket, Vec<RecordId>)>,
}

/// The cells of a pasted block; blank rows at its end are none.
fn block(pasted: &str) -> Vec<Vec<String>> {
    let mut rows = fields::pasted(pasted);
    let is_blank = |row: &Vec<String>| row.iter().all(|cell| clean(cell).is_empty());
    while rows.last().is_some_and(is_blank) {
        rows.pop();
    }
    rows
}

impl GridScreen {
    /// Deals with a pasted block.
    pub(super) fn paste(&mut self, pasted: &str, cx: &mut Cx) {
        let rows = block(pasted);
        let single = match rows.as_slice() {
            [row] => match row.as_slice() {
                [cell] => Some(clean(cell)),
                _ => None,
            },
            _ => None,
        };
        match (single, self.editor.as_mut()) {
            (Some(cell), Some(editor)) => {
                editor.line.edit(|line| line.insert_all(&cell));
                self.typed(cx);
            }
            (Some(cell), None) => self.paste_one(&cell, cx),
            _ if rows.is_empty() => cx.say(text("Tempelan ini kosong.", "There is nothing in this paste.")),
            _ => self.paste_block(rows, cx),
        }
    }

    /// One value over the cell under the cursor, or over all that are marked.
    fn paste_one(&mut self, cell: &str, cx: &mut Cx) {
        let targets = self.targets();
        for (record, column) in &targets {
            self.put(record, column, cell, Hand::Office, cx);
        }
        self.anchor = None;
        self.changed(targets.iter().map(|(record, _)| record.id).collect(), cx);
    }

    fn paste_block(&mut self, rows: Vec<Vec<String>>, cx: &mut Cx) {
        if self.saving.ticket().is_some() || self.feed.is_jumping() {
            cx.warn(text(
                "Sebentar: daftar sedang dibaca. Tempel lagi.",
                "One moment: the list is being read. Paste again.",
            ));
            return;
        }
        if rows.len() > MOST {
            cx.warn(
                text(
                    "Terlalu panjang untuk ditempel di sini: {0} baris, paling banyak {1}. Ambil sebagai berkas (i di daftar).",
                    "Too long to paste here: {0} rows, at most {1}. Take it in as a file (i in the list).",
                )
                .with([rows.len().to_string(), MOST.to_string()]),
            );
            return;
        }
        self.editor = None;
        self.anchor = None;
        let held = self.feed.rows().len().saturating_sub(self.at());
        let last = self.feed.rows().last().map(|record| record.id);
        match last.filter(|_| self.at_fresh.is_none() && !self.feed.holds_end() && held < rows.len()) {
            Some(last) => {
                let request = Request::Page(self.feed.query.clone(), Seek::After(last), rows.len() - held);
                self.trial = Some(Trial { rest: Some((cx.ask(request), rows)), ..Trial::default() });
            }
            None => self.lay(rows, Vec::new(), cx),
        }
    }

    /// Lays a block over a copy of the grid; `more` are the rows of the list behind those held.
    fn lay(&mut self, mut rows: Vec<Vec<String>>, more: Vec<Record>, cx: &mut Cx) {
        let columns: Vec<&'static Field> =
            self.feed.table.columns().iter().copied().skip(self.feed.table.at()).collect();
        let mut trial =
            Trial { grid: self.grid.clone(), fresh: self.fresh.clone(), begun: self.begun, ..Trial::default() };
        let heads = |row: &Vec<String>| {
            let mut cells = row.iter().zip(&columns).filter(|(cell, _)| !clean(cell).is_empty()).peekable();
            cells.peek().is_some() && cells.all(|(cell, field)| is_heading(cell, field))
        };
        if rows.len() > 1 && rows.first().is_some_and(heads) {
            rows.remove(0);
            trial.told.push(
                text(
                    "Baris pertama adalah judul kolom; tidak ditempel.",
                    "The first row holds the headings; it is not pasted.",
                )
                .into(),
            );
        }
        self.lay_rows(&mut trial, &rows, &columns, more, cx);
        let wide = rows.iter().map(Vec::len).max().unwrap_or(0);
        if wide > columns.len() {
            trial.told.push(
                text(
                    "Terlalu lebar: {0} kolom terakhir tidak ada tempatnya di kanan kursor.",
                    "Too wide: the last {0} columns have no place right of the cursor.",
                )
                .with([(wide - columns.len()).to_string()]),
            );
        }
        self.lay_cells(&mut trial, &rows, &columns, cx);
        self.trial = Some(trial);
        self.go_on_trial(cx);
    }

    /// Finds the rows under the block. Those behind the end of the list become new records where
    /// the block says what they are called.
    fn lay_rows(
        &self,
        trial: &mut Trial,
        rows: &[Vec<String>],
        columns: &[&'static Field],
        more: Vec<Record>,
        cx: &Cx,
    ) {
        if self.at_fresh.is_none() {
            trial.rows = self.feed.rows().iter().skip(self.feed.at()).cloned().chain(more).take(rows.len()).collect();
        }
        let wide = rows.iter().map(Vec::len).max().unwrap_or(0);
        let named = columns.iter().take(wide).any(|field| field.name == self.entity.title);
        let over = rows.len() - trial.rows.len();
        if over > 0 && !named && self.at_fresh.is_none() {
            trial.told.push(
                text(
                    "Terlalu panjang: {0} baris terakhir melewati akhir daftar dan tidak ditempel.",
                    "Too long: the last {0} rows go beyond the end of the list and are not pasted.",
                )
                .with([over.to_string()]),
            );
            return;
        }
        for n in 0..over {
            let place = self.at_fresh.unwrap_or(0) + n;
            while trial.fresh.len() <= place + 1 {
                let mut record = cells::blank(self.entity, cells::new_id(trial.begun), cx.desk);
                for (name, value) in &self.given {
                    record.set(name, value.clone());
                }
                trial.begun += 1;
                trial.fresh.push(record);
            }
            trial.rows.extend(trial.fresh.get(place).cloned());
        }
        if over > 0 && self.at_fresh.is_none() {
            trial.told.push(
                text(
                    "{0} baris melewati akhir daftar: menjadi catatan baru.",
                    "{0} rows go beyond the end: they become new records.",
                )
                .with([over.to_string()]),
            );
        }
    }

    fn lay_cells(&self, trial: &mut Trial, rows: &[Vec<String>], columns: &[&'static Field], cx: &mut Cx) {
        let mut shut: BTreeMap<&'static str, Phrase> = BTreeMap::new();
        let mut sought: Vec<(&'static Entity, String, Spots)> = Vec::new();
        let (mut blank, mut same) = (0_usize, 0_usize);
        let under = trial.rows.clone();
        for (n, (record, row)) in under.iter().zip(rows).enumerate() {
            for (cell, column) in row.iter().zip(columns) {
                let typed = clean(cell);
                if typed.is_empty() {
                    blank += 1;
                    continue;
                }
                match trial.grid.put_text(record, column, &typed, Hand::Office, cx.desk) {
                    Put::Shut(why) => {
                        shut.entry(column.name).or_insert(why);
                        continue;
                    }
                    Put::Same => same += 1,
                    Put::Laid => {}
                    Put::Seek(target) => {
                        match sought.iter_mut().find(|(of, name, _)| *of == target && *name == typed) {
                            Some((_, _, spots)) => spots.push((record.id, column)),
                            None => sought.push((target, typed, vec![(record.id, column)])),
                        }
                    }
                }
                trial.laid.push((n, column));
            }
        }
        for (target, name, spots) in sought {
            let ticket = cx.ask(Request::Lookup(target, name.clone(), Vec::new(), SHOWN * 4));
            trial.looking.insert(ticket, (spots, name));
        }
        let labels: Vec<&str> =
            columns.iter().filter(|f| shut.contains_key(f.name)).map(|f| cx.desk.look.say(f.heading())).collect();
        if !labels.is_empty() {
            trial.told.push(
                text("Tidak diketik di sini, jadi dilewati: {0}.", "Not typed here, so passed over: {0}.")
                    .with([labels.join(", ")]),
            );
        }
        if blank + same > 0 {
            trial.told.push(
                text(
                    "{0} sel sudah sama; {1} sel kosong tidak menghapus apa pun.",
                    "{0} cells are the same; {1} blank cells erase nothing.",
                )
                .with([same.to_string(), blank.to_string()]),
            );
        }
    }

    /// True where a trial waits for this ticket.
    pub(super) fn trial_hears(&self, ticket: Ticket) -> bool {
        self.trial.as_ref().is_some_and(|trial| {
            trial.looking.contains_key(&ticket)
                || trial.checking.as_ref().is_some_and(|(asked, _)| *asked == ticket)
                || trial.rest.as_ref().is_some_and(|(asked, _)| *asked == ticket)
        })
    }

    pub(super) fn heard_trial(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) {
        let Some(trial) = self.trial.as_mut() else { return };
        if let Reply::Trouble(trouble) = &reply {
            cx.fail(trouble.text.clone());
        }
        if let Some((_, rows)) = trial.rest.take_if(|(asked, _)| *asked == ticket) {
            self.trial = None;
            if let Reply::Page(page) = reply {
                self.lay(rows, page.rows, cx);
            }
            return;
        }
        if let Some((spots, name)) = trial.looking.remove(&ticket) {
            let picks = if let Reply::Picks(picks) = reply { picks } else { Vec::new() };
            for (id, column) in spots {
                trial.grid.found(id, column, &name, &picks);
            }
        } else if let Some((_, of)) = trial.checking.take() {
            if let Reply::Checked(problems) = reply {
                trial.grid.checked(&of, problems);
            }
            self.show_trial(cx);
            return;
        }
        self.go_on_trial(cx);
    }

    /// Once every name was looked for, the checks are asked; then the block is shown.
    fn go_on_trial(&mut self, cx: &mut Cx) {
        let label = self.entity.label.id;
        let Some(trial) = self.trial.as_mut().filter(|trial| trial.looking.is_empty()) else { return };
        let ids: Vec<RecordId> = trial.rows.iter().map(|record| record.id).collect();
        let (changes, of) = trial.grid.changes_of(&ids, cx.desk);
        if changes.is_empty() {
            self.show_trial(cx);
            return;
        }
        let batch =
            Batch { act: Act::EditMany, subject: label.to_owned(), origin: "layar".to_owned(), changes, reason: None };
        trial.checking = Some((cx.ask(Request::Check(batch)), of));
    }

    fn show_trial(&mut self, cx: &mut Cx) {
        let Some(trial) = &self.trial else { return };
        let look = cx.desk.look;
        let painting = self.painting(&look, cx.desk);
        let mut lines = Vec::new();
        for (n, column) in &trial.laid {
            let Some(record) = trial.rows.get(*n) else { continue };
            let problems = trial.grid.problems(record.id, column.name);
            let changed = trial.grid.cell(record.id, column.name).is_some();
            if !changed && problems.is_empty() {
                continue;
            }
            let old = crate::ui::widgets::table::cell(record, column, false, &painting);
            let new = trial.grid.words(record, column, &painting);
            lines.push(Line {
                problem: problems.first().map(|problem| (*problem).clone()),
                row: row_name(record, n + 1, &look),
                change: changed_words(look.say(column.heading()), &old, &new, &look),
            });
        }
        let columns = self.feed.table.columns();
        for record in &trial.rows {
            for problem in trial.grid.row_problems(record.id, columns) {
                lines.push(Line {
                    problem: Some(problem.clone()),
                    row: row_name(record, 0, &look),
                    change: String::new(),
                });
            }
        }
        let size = [trial.rows.len().to_string(), self.entity.label.get(look.lang).to_owned()];
        let title = text("Tempelan atas {0} baris {1}", "A paste over {0} rows of {1}").with(size);
        let told = trial.told.iter().map(|phrase| phrase.get(look.lang).into_owned()).collect();
        self.asking = Asking::Paste;
        cx.push(Preview::new(title, told, lines));
    }

    /// The clerk has seen the block: its cells are pending now.
    pub(super) fn keep_trial(&mut self, cx: &mut Cx) {
        let Some(trial) = self.trial.take() else { return };
        let count = trial.laid.len();
        self.grid = trial.grid;
        self.fresh = trial.fresh;
        self.begun = trial.begun;
        self.ensure_blank(cx.desk);
        self.keep_soon(cx);
        cx.say(
            text(
                "{0} sel ditaruh; belum disimpan. Ctrl+S menyimpan semuanya.",
                "{0} cells laid; not saved yet. Ctrl+S saves all.",
            )
            .with([count.to_string()]),
        );
    }
}

/// How a row is called in the preview.
fn row_name(record: &Record, n: usize, look: &crate::ui::look::Look) -> String {
    let title = record.title();
    if record.id.is_stored() || !fold(&title).is_empty() {
        return title;
    }
    text("(baru {0})", "(new {0})").with([n.to_string()]).get(look.lang).into_owned()
}
