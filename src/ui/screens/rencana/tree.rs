//! A plan as a tree: groups with their lines beneath, folded and unfolded.
//!
//! * **Owns** which rows there are, in which order, which of them the cursor is on, and which lines
//!   are selected.
//! * **Imports** the shape of a plan.
//! * **Never** paints: it gives rows, and the screen formats those that are seen.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::id::RecordId;
use crate::base::text::fold;
use crate::base::words::{Text, text};
use crate::entity::rencana::STATUS;
use crate::entity::{Record, Vocabulary};
use crate::request::plan::{self, By, Sum};
use crate::ui::keymap::Action;
use crate::ui::widgets::rows::Rows;

/// The groupings of a plan, in the order they are offered.
pub const GROUPINGS: [(By, Text); 5] = [
    (By::Bidang, text("Bidang", "Bidang")),
    (By::Source, text("Sumber dana", "Source of funds")),
    (By::Desa, text("Desa/kelurahan", "Desa")),
    (By::Opd, text("OPD pengampu", "Agency")),
    (By::Status, text("Status", "Status")),
];

/// What a grouping is called.
pub fn name(by: By) -> Text {
    GROUPINGS.iter().find(|(other, _)| *other == by).map_or(text("Semua", "All"), |(_, name)| *name)
}

/// The list of the vocabulary that names the groups of a grouping.
pub const fn list(by: By) -> Option<&'static str> {
    match by {
        By::Bidang => Some("bidang_rencana"),
        By::Source => Some("sumber_dana"),
        By::Opd => Some("opd"),
        By::Desa | By::Status | By::All => None,
    }
}

/// One group.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its code, or the title of a desa; empty: lines without one.
    pub key: String,
    /// What its lines add up to.
    pub sum: Sum,
}

/// One row of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The heading of a group, by position.
    Group(usize),
    /// A line, by its position in the plan.
    Line(usize),
}

/// What the cursor is on, whatever the rows are.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Spot {
    Group(String),
    Line(RecordId),
}

/// The tree.
#[derive(Debug)]
pub struct Tree {
    /// What it is grouped by.
    pub by: By,
    /// The groups.
    pub groups: Vec<Group>,
    rows: Vec<Row>,
    folded: BTreeSet<String>,
    /// The cursor.
    pub cursor: Rows,
    /// The selected lines.
    pub selected: BTreeSet<RecordId>,
    spot: Option<Spot>,
}

impl Default for Tree {
    fn default() -> Self {
        Tree {
            by: By::Bidang,
            groups: Vec::new(),
            rows: Vec::new(),
            folded: BTreeSet::new(),
            cursor: Rows::default(),
            selected: BTreeSet::new(),
            spot: None,
        }
    }
}

/// The groups of a grouping in order: those of a bidang all, also the empty ones; the others only
/// where they have lines.
pub fn groups<'a>(lines: impl IntoIterator<Item = &'a Record>, by: By, words: &Vocabulary) -> Vec<Group> {
    let mut sums: BTreeMap<String, Sum> = plan::sums(lines, by);
    let mut out = Vec::new();
    let mut take = |key: &str, also_empty: bool| match sums.remove(key) {
        Some(sum) => out.push(Group { key: key.to_owned(), sum }),
        None if also_empty => out.push(Group { key: key.to_owned(), sum: Sum::default() }),
        None => {}
    };
    if by == By::Desa {
        // Lines of no desa are those of the whole kecamatan: they come first.
        take("", false);
    }
    if by == By::Status {
        STATUS.iter().for_each(|status| take(status.code, false));
    }
    if let Some(list) = list(by) {
        words.list(list).iter().for_each(|item| take(&item.code, by == By::Bidang && item.active));
    }
    let (unnamed, rest): (Vec<_>, Vec<_>) = sums.into_iter().partition(|(key, _)| key.is_empty());
    out.extend(rest.into_iter().chain(unnamed).map(|(key, sum)| Group { key, sum }));
    out
}

impl Tree {
    /// Follows changed lines; the cursor stays where it was. With words to look for, only lines
    /// that hold them are there, and nothing is folded.
    pub fn build(&mut self, lines: &[Record], search: &str, words: &Vocabulary) {
        self.groups = groups(lines, self.by, words);
        let wanted = fold(search);
        let wanted: Vec<&str> = wanted.split_whitespace().collect();
        let mut members: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| holds(line, &wanted)) {
            members.entry(plan::group(line, self.by)).or_default().push(at);
        }
        self.rows.clear();
        for (at, group) in self.groups.iter().enumerate() {
            let here = members.get(&group.key).map_or(&[][..], Vec::as_slice);
            if !wanted.is_empty() && here.is_empty() {
                continue;
            }
            self.rows.push(Row::Group(at));
            if !wanted.is_empty() || !self.folded.contains(&group.key) {
                self.rows.extend(here.iter().map(|at| Row::Line(*at)));
            }
        }
        let there: BTreeSet<RecordId> = lines.iter().map(|line| line.id).collect();
        self.selected.retain(|id| there.contains(id));
        let found = self.spot.as_ref().and_then(|spot| self.rows.iter().position(|row| self.is(*row, spot, lines)));
        match found {
            Some(at) => self.cursor.go(at),
            None => self.cursor.clamp(self.rows.len()),
        }
        self.remember(lines);
    }

    fn is(&self, row: Row, spot: &Spot, lines: &[Record]) -> bool {
        match (row, spot) {
            (Row::Group(at), Spot::Group(key)) => self.groups.get(at).is_some_and(|group| group.key == *key),
            (Row::Line(at), Spot::Line(id)) => lines.get(at).is_some_and(|line| line.id == *id),
            _ => false,
        }
    }

    fn remember(&mut self, lines: &[Record]) {
        self.spot = match self.row() {
            Some(Row::Group(at)) => self.groups.get(at).map(|group| Spot::Group(group.key.clone())),
            Some(Row::Line(at)) => lines.get(at).map(|line| Spot::Line(line.id)),
            None => None,
        };
    }

    /// The rows.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The row under the cursor.
    pub fn row(&self) -> Option<Row> {
        self.rows.get(self.cursor.at).copied()
    }

    /// The group of the cursor's row.
    pub fn group(&self) -> Option<&Group> {
        let above = self.rows.iter().take(self.cursor.at + 1).rev();
        let at = above.into_iter().find_map(|row| if let Row::Group(at) = row { Some(*at) } else { None })?;
        self.groups.get(at)
    }

    /// True where a group is folded.
    pub fn is_folded(&self, key: &str) -> bool {
        self.folded.contains(key)
    }

    /// Moves the cursor; false where the action is no movement.
    pub fn act(&mut self, action: Action, lines: &[Record]) -> bool {
        let moved = self.cursor.act(action, self.rows.len());
        if moved {
            self.remember(lines);
        }
        moved
    }

    /// Folds or unfolds the group of the cursor; folding puts the cursor on the group's heading.
    /// False where it is so already.
    pub fn fold(&mut self, way: Fold) -> bool {
        let Some(key) = self.group().map(|group| group.key.clone()) else { return false };
        let folded = self.folded.contains(&key);
        let fold = match way {
            Fold::Shut => true,
            Fold::Open => false,
            Fold::Turn => !folded,
        };
        if fold == folded {
            return false;
        }
        if fold {
            self.folded.insert(key.clone());
        } else {
            self.folded.remove(&key);
        }
        self.spot = Some(Spot::Group(key));
        true
    }

    /// Puts the cursor on the heading of the present group; false where it is there.
    pub fn to_heading(&mut self, lines: &[Record]) -> bool {
        let above = self.rows.iter().take(self.cursor.at).rposition(|row| matches!(row, Row::Group(_)));
        match (self.row(), above) {
            (Some(Row::Line(_)), Some(at)) => {
                self.cursor.go(at);
                self.remember(lines);
                true
            }
            _ => false,
        }
    }

    /// The cursor goes to this line as soon as the tree is built again; its group is unfolded.
    pub fn want(&mut self, line: &Record) {
        self.folded.remove(&plan::group(line, self.by));
        self.spot = Some(Spot::Line(line.id));
    }

    /// The cursor goes to this group as soon as the tree is built again.
    pub fn want_group(&mut self, key: &str) {
        self.spot = Some(Spot::Group(key.to_owned()));
    }

    /// The line under the cursor.
    pub fn line<'a>(&self, lines: &'a [Record]) -> Option<&'a Record> {
        match self.row()? {
            Row::Line(at) => lines.get(at),
            Row::Group(_) => None,
        }
    }

    /// Selects or unselects: the line, or on a heading all lines of the group.
    pub fn select(&mut self, lines: &[Record]) {
        match self.row() {
            Some(Row::Line(at)) => {
                if let Some(line) = lines.get(at)
                    && !self.selected.remove(&line.id)
                {
                    self.selected.insert(line.id);
                }
            }
            Some(Row::Group(at)) => {
                let Some(key) = self.groups.get(at).map(|group| group.key.clone()) else { return };
                let members = || lines.iter().filter(|line| plan::group(line, self.by) == key).map(|line| line.id);
                if members().all(|id| self.selected.contains(&id)) {
                    let members: Vec<RecordId> = members().collect();
                    members.iter().for_each(|id| {
                        self.selected.remove(id);
                    });
                } else {
                    let members: Vec<RecordId> = members().collect();
                    self.selected.extend(members);
                }
            }
            None => {}
        }
        self.act(Action::Down, lines);
    }

    /// Selects every line, or none where some are.
    pub fn select_all(&mut self, lines: &[Record]) {
        if self.selected.is_empty() {
            self.selected.extend(lines.iter().map(|line| line.id));
        } else {
            self.selected.clear();
        }
    }

    /// The lines a deed is for: those selected in the plan's order, else the one under the cursor.
    pub fn targets<'a>(&self, lines: &'a [Record]) -> Vec<&'a Record> {
        if self.selected.is_empty() {
            return self.line(lines).into_iter().collect();
        }
        lines.iter().filter(|line| self.selected.contains(&line.id)).collect()
    }
}

/// Which way a group goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// Its lines are hidden.
    Shut,
    /// Its lines are seen.
    Open,
    /// The other way.
    Turn,
}

fn holds(line: &Record, wanted: &[&str]) -> bool {
    if wanted.is_empty() {
        return true;
    }
    let place = line.get("desa").as_link().map(|link| link.title.clone()).unwrap_or_default();
    let all = fold(
        &[line.text("kegiatan"), line.text("uraian"), line.text("kode_rekening"), &place, line.text("lokasi")]
            .join(" "),
    );
    wanted.iter().all(|word| all.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::RENCANA;
    use crate::entity::value::Item;

    fn words() -> Vocabulary {
        let mut words = Vocabulary::default();
        for code in ["pendidikan", "kesehatan", "sosial", "umum"] {
            words
                .push("bidang_rencana", Item { code: code.into(), name: code.into(), active: true, ..Item::default() });
        }
        words
    }

    fn line(id: i64, bidang: &str, kegiatan: &str) -> Record {
        Record::new(&RENCANA, RecordId(id)).with("bidang", bidang).with("kegiatan", kegiatan).with("jumlah", 1_000)
    }

    fn lines() -> Vec<Record> {
        vec![line(1, "pendidikan", "PAUD"), line(2, "kesehatan", "Timbangan"), line(3, "kesehatan", "Pelatihan")]
    }

    fn tree(lines: &[Record]) -> Tree {
        let mut tree = Tree::default();
        tree.cursor.layout(20);
        tree.build(lines, "", &words());
        tree
    }

    #[test]
    fn every_bidang_stands_in_the_operators_order_also_an_empty_one() {
        let lines = lines();
        let tree = tree(&lines);
        let keys: Vec<&str> = tree.groups.iter().map(|group| group.key.as_str()).collect();
        assert_eq!(keys, ["pendidikan", "kesehatan", "sosial", "umum"]);
        assert_eq!(tree.rows().len(), 4 + 3);
    }

    #[test]
    fn a_folded_group_hides_its_lines_and_keeps_the_cursor_on_its_heading() {
        let lines = lines();
        let mut tree = tree(&lines);
        for _ in 0..3 {
            tree.act(Action::Down, &lines);
        }
        assert_eq!(tree.line(&lines).map(|line| line.id), Some(RecordId(2)));
        assert!(tree.fold(Fold::Shut));
        tree.build(&lines, "", &words());
        assert_eq!(tree.rows().len(), 5);
        assert_eq!(tree.group().map(|group| group.key.as_str()), Some("kesehatan"));
        assert_eq!(tree.row(), Some(Row::Group(1)));
    }

    #[test]
    fn the_cursor_stays_on_its_line_when_lines_come_and_go() {
        let mut lines = lines();
        let mut tree = tree(&lines);
        tree.want(&lines[2]);
        tree.build(&lines, "", &words());
        lines.remove(0);
        lines.insert(0, line(9, "pendidikan", "Baru"));
        lines.insert(1, line(10, "pendidikan", "Baru lagi"));
        tree.build(&lines, "", &words());
        assert_eq!(tree.line(&lines).map(|line| line.id), Some(RecordId(3)));
    }

    #[test]
    fn a_search_shows_only_groups_that_have_what_is_looked_for() {
        let lines = lines();
        let mut tree = tree(&lines);
        tree.build(&lines, "timb", &words());
        assert_eq!(tree.rows(), [Row::Group(1), Row::Line(1)]);
    }

    #[test]
    fn space_on_a_heading_selects_its_lines_and_again_lets_go() {
        let lines = lines();
        let mut tree = tree(&lines);
        tree.want_group("kesehatan");
        tree.build(&lines, "", &words());
        tree.select(&lines);
        assert_eq!(tree.targets(&lines).len(), 2);
        tree.want_group("kesehatan");
        tree.build(&lines, "", &words());
        tree.select(&lines);
        assert!(tree.selected.is_empty());
    }

    #[test]
    fn every_grouping_holds_every_line_once() {
        let lines = lines();
        for (by, _) in GROUPINGS {
            let mut tree = tree(&lines);
            tree.by = by;
            tree.build(&lines, "", &words());
            let shown = tree.rows().iter().filter(|row| matches!(row, Row::Line(_))).count();
            assert_eq!(shown, lines.len(), "{by:?}");
        }
    }
}
