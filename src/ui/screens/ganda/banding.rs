//! Two records side by side, field by field: which value stays, and the merge.
//!
//! * **Owns** the choice of values and of the record that stays, and the questions before a merge.
//! * **Imports** records, requests.
//! * **Never** merges without a question; everything it does can be undone.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::reasons;
use crate::base::id::{RecordId, Ticket};
use crate::base::text::visible;
use crate::base::words::{Phrase, Text, same, text};
use crate::entity::gabung::{Take, by_default, joined};
use crate::entity::{Entity, Field, Kind, Problem, Record};
use crate::request::{Comparison, Merge, MergePlan, Reply, Request, Verdict};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Key, Keymap, Press, bind};
use crate::ui::keys;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Outcome, Screen};
use crate::ui::screens::ask::Ask;
use crate::ui::screens::confirm::Confirm;
use crate::ui::screens::list::note_reveal;
use crate::ui::screens::told::Told;
use crate::ui::widgets::rows::Rows;
use crate::ui::widgets::wrap;

pub(in crate::ui::screens) static KEYS: Keymap = Keymap {
    name: text("Bandingkan", "Compare"),
    bindings: &[
        bind(
            &[Press::char('1'), Press::plain(Key::Left)],
            Action::Left,
            1,
            text("kiri", "left"),
            text("Pakai isi catatan di kiri untuk baris ini", "Take the value on the left for this line"),
        ),
        bind(
            &[Press::char('2'), Press::plain(Key::Right)],
            Action::Right,
            2,
            text("kanan", "right"),
            text("Pakai isi catatan di kanan untuk baris ini", "Take the value on the right for this line"),
        ),
        bind(
            &[Press::char('3')],
            Action::TakeBoth,
            2,
            text("keduanya", "both"),
            text("Pakai isi keduanya (hanya catatan bebas)", "Take both values (free notes only)"),
        ),
        bind(
            &[Press::plain(Key::Tab), Press::plain(Key::BackTab)],
            Action::Next,
            3,
            text("tukar", "swap"),
            text("Tukar: catatan yang lain yang tetap", "Swap: the other record stays"),
        ),
        bind(
            &[Press::ctrl('s')],
            Action::Save,
            4,
            text("gabung", "merge"),
            text("Gabungkan menjadi satu; bertanya dulu", "Make one of two; asks first"),
        ),
        bind(
            &[Press::char('b')],
            Action::NotDouble,
            5,
            text("bukan ganda", "not double"),
            text(
                "Keduanya memang berbeda: diingat dan tidak ditanyakan lagi",
                "They are two: remembered, not asked again",
            ),
        ),
        bind(
            &[Press::plain(Key::Enter)],
            Action::Open,
            0,
            text("baca lengkap", "read in full"),
            text("Baca kedua isi baris ini selengkapnya", "Read both values of this line in full"),
        ),
        keys::REVEAL,
        keys::UP,
        keys::DOWN,
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::FIRST,
        keys::LAST,
    ],
};

/// Whose value is taken, by column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pick {
    Left,
    Right,
    Both,
}

/// One line: a field of both.
struct Line {
    field: &'static Field,
    pick: Pick,
    /// Chosen by hand: swapping leaves it.
    by_hand: Option<()>,
}

/// What the panel above was asked for.
enum Wish {
    /// Merge; so many warnings are passed with a reason.
    Sure(MergePlan),
    /// The reason.
    Reason,
}

/// The two records.
pub struct Compare {
    entity: &'static Entity,
    ids: [RecordId; 2],
    why: Vec<Phrase>,
    told: Option<Box<Comparison>>,
    lines: Vec<Line>,
    /// The column of the record that stays.
    stays: usize,
    asked: Option<Ticket>,
    planning: Option<Ticket>,
    merging: Option<Ticket>,
    deciding: Option<Ticket>,
    wish: Option<Wish>,
    revealed: Option<()>,
    rows: Rows,
}

impl Compare {
    /// Of a probable pair, with the reasons for it; or of two records somebody chose, with none.
    pub fn new(entity: &'static Entity, ids: [RecordId; 2], why: Vec<Phrase>) -> Self {
        Compare {
            entity,
            ids,
            why,
            told: None,
            lines: Vec::new(),
            stays: 0,
            asked: None,
            planning: None,
            merging: None,
            deciding: None,
            wish: None,
            revealed: None,
            rows: Rows::default(),
        }
    }

    fn both(&self) -> Option<[&Record; 2]> {
        let [left, right] = &self.told.as_ref()?.both;
        Some([left, right])
    }

    /// The record that stays, and the one that goes.
    fn ordered(&self) -> Option<(&Record, &Record)> {
        let [left, right] = self.both()?;
        Some(if self.stays == 0 { (left, right) } else { (right, left) })
    }

    fn take(&self, pick: Pick) -> Take {
        match (pick, self.stays) {
            (Pick::Both, _) => Take::Both,
            (Pick::Left, 0) | (Pick::Right, 1) => Take::Survivor,
            _ => Take::Victim,
        }
    }

    fn default_pick(&self, field: &Field) -> Pick {
        let Some((stays, goes)) = self.ordered() else { return Pick::Left };
        match (by_default(field, stays.get(field.name), goes.get(field.name)), self.stays) {
            (Take::Both, _) => Pick::Both,
            (Take::Survivor, 0) | (Take::Victim, 1) => Pick::Left,
            _ => Pick::Right,
        }
    }

    /// The record with more hanging on it stays, then the one of which more is known, then the one
    /// entered first.
    fn begin(&mut self, told: Comparison) {
        let weight = |n: usize| {
            let hang: usize = told.hang.get(n).map_or(0, |hang| hang.iter().map(|(_, count)| count).sum());
            let known = told.both.get(n).map_or(0, |record| record.values.iter().filter(|v| !v.is_empty()).count());
            (hang, known)
        };
        self.stays = usize::from(weight(1) > weight(0));
        self.told = Some(Box::new(told));
        let Some([left, right]) = self.both() else { return };
        let filled = |field: &&Field| {
            // What follows from a field above it tells nothing more.
            let told = field.is_typed() || !matches!(field.kind, Kind::Choice(_));
            field.is_stored() && told && !(left.get(field.name).is_empty() && right.get(field.name).is_empty())
        };
        let fields: Vec<&'static Field> = self.entity.fields.iter().filter(filled).collect();
        self.lines =
            fields.into_iter().map(|field| Line { field, pick: self.default_pick(field), by_hand: None }).collect();
        self.rows.clamp(self.lines.len());
    }

    fn swap(&mut self) {
        self.stays = 1 - self.stays;
        let picks: Vec<Pick> = self.lines.iter().map(|line| self.default_pick(line.field)).collect();
        for (line, pick) in self.lines.iter_mut().zip(picks) {
            if line.by_hand.is_none() {
                line.pick = pick;
            }
        }
    }

    fn merge(&self, reason: Option<String>) -> Option<Box<Merge>> {
        let (stays, goes) = self.ordered()?;
        let survivor = joined(stays, goes, |field| {
            let line = self.lines.iter().find(|line| line.field.name == field.name);
            line.map_or(Take::Survivor, |line| self.take(line.pick))
        });
        Some(Box::new(Merge { survivor, victim: (goes.id, goes.version), reason }))
    }

    fn send(&mut self, reason: Option<String>, cx: &mut Cx) {
        if let Some(merge) = self.merge(reason) {
            self.merging = Some(cx.ask(Request::Merge(merge)));
        }
    }

    fn differs(&self, field: &Field) -> bool {
        self.both().is_some_and(|[left, right]| left.get(field.name) != right.get(field.name))
    }

    fn words(&self, field: &Field, record: &Record, desk: &Desk) -> String {
        let (value, look) = (record.get(field.name), &desk.look);
        if value.is_empty() {
            return look.say(text("(kosong)", "(empty)")).to_owned();
        }
        if field.is_personal() && look.masked && self.revealed.is_none() {
            return field.kind.mask(value, look.lang, &desk.words);
        }
        field.kind.show(value, look.lang, &desk.words)
    }

    /// "4 Jabatan, 1 SK dan dokumen".
    fn hanging(&self, column: usize, look: &Look) -> String {
        let Some(hang) = self.told.as_ref().and_then(|told| told.hang.get(column)) else { return String::new() };
        if hang.is_empty() {
            return look.say(text("tidak ada", "nothing")).to_owned();
        }
        hang.iter().map(|(entity, count)| format!("{count} {}", look.say(entity.label))).collect::<Vec<_>>().join(", ")
    }

    /// The plan of the merge came: errors are told, else the question is asked.
    fn planned(&mut self, plan: MergePlan, cx: &mut Cx) {
        if plan.problems.iter().any(Problem::blocks) {
            refused(&plan.problems, cx);
            return;
        }
        let Some((stays, goes)) = self.ordered() else { return };
        cx.push(Confirm::new(question(&plan, [goes.title(), stays.title()], &cx.desk.look)));
        self.wish = Some(Wish::Sure(plan));
    }

    fn done(&mut self, reply: Reply, cx: &mut Cx) {
        match reply {
            Reply::Saved(saved) => {
                let Some((stays, goes)) = self.ordered() else { return };
                cx.say(
                    text(
                        "{0} digabung ke {1}: {2} catatan berubah (u batal)",
                        "{0} merged into {1}: {2} records changed (u undoes)",
                    )
                    .with([goes.title(), stays.title(), saved.count.to_string()]),
                );
                let id = stays.id;
                cx.close(Answer::Saved(id));
                cx.changed();
            }
            Reply::Refused(problems) => refused(&problems, cx),
            Reply::Conflict(conflict) => {
                cx.fail(
                    text(
                        "Baru saja diubah oleh {0}. Tidak ada yang digabung; periksa lagi.",
                        "Just changed by {0}. Nothing was merged; look again.",
                    )
                    .with([conflict.actor.clone()]),
                );
                self.asked = Some(cx.ask(Request::Compare(self.entity, self.ids)));
            }
            Reply::Trouble(trouble) => told_trouble(trouble, cx),
            _ => {}
        }
    }

    fn read_in_full(&self, cx: &mut Cx) {
        let (Some(line), Some(both)) = (self.lines.get(self.rows.at), self.both()) else { return };
        let paragraphs = (1..)
            .zip(both)
            .map(|(n, record)| same("{0}: {1}").with([format!("{n}"), self.words(line.field, record, cx.desk)]))
            .collect();
        cx.push(Told::new(line.field.label, paragraphs));
    }

    fn reveal(&mut self, cx: &mut Cx) {
        if self.revealed.take().is_some() {
            return;
        }
        for record in self.both().into_iter().flatten() {
            note_reveal(record, cx);
        }
        self.revealed = Some(());
    }

    fn choose(&mut self, pick: Pick) {
        if let Some(line) = self.lines.get_mut(self.rows.at) {
            line.pick = pick;
            line.by_hand = Some(());
        }
    }

    fn is_chosen(&self, line: &Line, column: usize) -> bool {
        line.field.is_typed()
            && match line.pick {
                Pick::Both => true,
                Pick::Left => column == 0,
                Pick::Right => column == 1,
            }
    }
}

/// What the merge will do, in words that leave out what it does not do.
fn question(plan: &MergePlan, [goes, stays]: [String; 2], look: &Look) -> Phrase {
    let parts = [
        (plan.moved, text("{0} catatan dipindahkan", "{0} records move over")),
        (plan.alike, text("{0} yang sama menjadi satu", "{0} that both have become one")),
        (1, text("{1} masuk keranjang", "{1} goes into the bin")),
    ];
    let said =
        |(count, words): &(usize, Text)| words.with([count.to_string(), goes.clone()]).get(look.lang).into_owned();
    let parts: Vec<String> = parts.iter().filter(|(count, _)| *count > 0).map(said).collect();
    let question = if plan.problems.is_empty() {
        text(
            "Gabungkan {0} ke dalam {1}? {2}. Dapat dibatalkan dengan u.",
            "Merge {0} into {1}? {2}. Can be undone with u.",
        )
    } else {
        text(
            "Gabungkan {0} ke dalam {1}? {2}. {3} peringatan: alasan ditanyakan sesudah ini. Dapat dibatalkan dengan u.",
            "Merge {0} into {1}? {2}. {3} warnings: a reason is asked next. Can be undone with u.",
        )
    };
    question.with([goes.clone(), stays, parts.join(", "), plan.problems.len().to_string()])
}

/// Errors are told in full; nothing changed.
fn refused(problems: &[Problem], cx: &mut Cx) {
    let mut heaviest: Vec<&Problem> = problems.iter().collect();
    heaviest.sort_by_key(|problem| std::cmp::Reverse(problem.severity));
    let paragraphs = heaviest.into_iter().take(3).flat_map(|problem| [problem.text.clone(), problem.advice.clone()]);
    let title = text("Belum dapat digabung; tidak ada yang berubah", "Cannot be merged yet; nothing changed");
    cx.push(Told::new(title, paragraphs.collect()));
}

fn told_trouble(trouble: crate::request::Trouble, cx: &mut Cx) {
    let title = text("Tidak berhasil: {0}", "It failed: {0}").with([trouble.code]);
    cx.push(Told::new(title, vec![trouble.text, trouble.advice]));
}

impl Screen for Compare {
    fn title(&self, look: &Look) -> String {
        format!("{} {} {}", look.say(KEYS.name), look.dot(), look.say(self.entity.label))
    }

    fn facts(&self, look: &Look) -> String {
        if self.told.is_none() {
            return String::new();
        }
        let differ = self.lines.iter().filter(|line| line.field.is_typed() && self.differs(line.field)).count();
        text("{0} isian berbeda", "{0} fields differ").with([differ.to_string()]).get(look.lang).into_owned()
    }

    fn keys(&self) -> &'static Keymap {
        &KEYS
    }

    fn why_not(&self, action: Action) -> Option<Text> {
        let line = self.lines.get(self.rows.at);
        match action {
            Action::Left | Action::Right | Action::TakeBoth | Action::Save | Action::NotDouble | Action::Next
                if self.told.is_none() =>
            {
                Some(text("Catatannya belum terbaca.", "The records are not read yet."))
            }
            Action::Left | Action::Right | Action::TakeBoth if line.is_some_and(|line| !line.field.is_typed()) => {
                Some(text(
                    "Baris ini mengikuti jabatannya; tidak dipilih.",
                    "This line follows from the posts; it is not chosen.",
                ))
            }
            Action::TakeBoth if !line.is_some_and(|line| matches!(line.field.kind, Kind::Note)) => {
                Some(text("Hanya catatan bebas yang dapat dipakai keduanya.", "Only free notes can keep both."))
            }
            Action::Reveal if !self.entity.fields.iter().any(Field::is_personal) => {
                Some(text("Tidak ada yang disamarkan di sini.", "Nothing is masked here."))
            }
            _ => None,
        }
    }

    fn on_open(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.ask(Request::Compare(self.entity, self.ids)));
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        match action {
            Action::Left => self.choose(Pick::Left),
            Action::Right => self.choose(Pick::Right),
            Action::TakeBoth => self.choose(Pick::Both),
            Action::Next => self.swap(),
            Action::Open => self.read_in_full(cx),
            Action::Reveal => self.reveal(cx),
            Action::NotDouble => {
                self.deciding = Some(cx.ask(Request::Decide(self.entity, self.ids, Verdict::NotDouble)));
            }
            Action::Save => {
                if let (Some(merge), None) = (self.merge(None), self.merging) {
                    self.planning = Some(cx.ask(Request::PlanMerge(merge)));
                }
            }
            other => {
                if !self.rows.act(other, self.lines.len()) {
                    return Outcome::Ignored;
                }
            }
        }
        Outcome::Changed
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) -> Outcome {
        if self.asked.take_if(|asked| *asked == ticket).is_some() {
            match reply {
                Reply::Comparison(told) => self.begin(*told),
                Reply::Gone => {
                    cx.warn(text("Salah satu catatan sudah tidak ada.", "One of the records is gone."));
                    cx.close(Answer::None);
                }
                Reply::Trouble(trouble) => told_trouble(trouble, cx),
                _ => {}
            }
        } else if self.planning.take_if(|asked| *asked == ticket).is_some() {
            match reply {
                Reply::MergePlan(plan) => self.planned(plan, cx),
                Reply::Trouble(trouble) => told_trouble(trouble, cx),
                _ => {}
            }
        } else if self.merging.take_if(|asked| *asked == ticket).is_some() {
            self.done(reply, cx);
        } else if self.deciding.take_if(|asked| *asked == ticket).is_some() {
            match reply {
                Reply::Trouble(trouble) => told_trouble(trouble, cx),
                _ => {
                    cx.say(text("Diingat: bukan ganda (u batal).", "Remembered: not a double (u undoes)."));
                    cx.close(Answer::Confirmed);
                }
            }
        } else {
            return Outcome::Unchanged;
        }
        Outcome::Changed
    }

    fn on_answer(&mut self, answer: Answer, cx: &mut Cx) -> Outcome {
        match (self.wish.take(), answer) {
            (Some(Wish::Sure(plan)), Answer::Confirmed) => match plan.problems.iter().max_by_key(|p| p.severity) {
                None => self.send(None, cx),
                Some(heaviest) => {
                    let hint = text(
                        "Yang terberat: {0} Isi alasan untuk tetap menggabungkan, atau Esc.",
                        "The heaviest: {0} Give a reason to merge nevertheless, or Esc.",
                    );
                    cx.push(Ask::new(
                        text("Alasan", "Reason"),
                        hint.with([heaviest.text.get(cx.desk.look.lang).into_owned()]),
                        "",
                    ));
                    self.wish = Some(Wish::Reason);
                }
            },
            (Some(Wish::Reason), Answer::Text(reason)) => self.send(Some(reason), cx),
            _ => return Outcome::Unchanged,
        }
        Outcome::Changed
    }

    fn layout(&mut self, area: Rect) {
        self.rows.layout(area.height.saturating_sub(5));
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, desk: &Desk) -> Option<Position> {
        let both = self.both()?;
        let room = area.width.saturating_sub(3);
        let why = match self.why.as_slice() {
            [] => look.say(text("Dipilih sendiri dari daftar.", "Chosen from the list.")).to_owned(),
            why => reasons(why, look),
        };
        for (y, line) in (area.y..area.y + 2).zip(wrap(&why, usize::from(room))) {
            put(buf, (2, y), &line, room, look.style(Role::Plain), look);
        }
        let legend = if self.lines.iter().all(|line| line.field.is_typed()) {
            text("! berbeda   * isi yang dipakai", "! differs   * value that stays")
        } else {
            text(
                "! berbeda   * isi yang dipakai   baris tanpa * mengikuti jabatannya",
                "! differs   * value that stays   a line without * follows from the posts",
            )
        };
        put(buf, (2, area.y + 2), look.say(legend), room, look.style(Role::Muted), look);
        let (label, half) = (18, area.width.saturating_sub(25) / 2);
        let columns = [24, 24 + half];
        let (stays, goes) = (text("TETAP", "STAYS"), text("ke keranjang", "into the bin"));
        for (n, x) in columns.into_iter().enumerate() {
            let words = format!("{}  {}", n + 1, look.say(if n == self.stays { stays } else { goes }));
            put(buf, (x, area.y + 3), &words, half, look.style(Role::Heading), look);
            put(
                buf,
                (x + 2, area.y + 4),
                &self.hanging(n, look),
                half.saturating_sub(3),
                look.style(Role::Plain),
                look,
            );
        }
        let hang = look.say(text("Yang bergantung", "What hangs on it"));
        put(buf, (4, area.y + 4), hang, label, look.style(Role::Muted), look);
        for (y, (n, line)) in (area.y + 5..area.bottom()).zip(self.lines.iter().enumerate().skip(self.rows.top())) {
            let here = n == self.rows.at;
            if here {
                put(buf, (0, y), ">", 1, look.style(Role::Accent), look);
            }
            let differs = self.differs(line.field);
            if differs {
                put(buf, (2, y), "!", 1, look.style(Role::Warning), look);
            }
            let style = look.style(if here { Role::Selected } else { Role::Muted });
            put(buf, (4, y), look.say(line.field.heading()), label, style, look);
            for (column, (x, record)) in columns.into_iter().zip(both).enumerate() {
                let chosen = self.is_chosen(line, column);
                let role = if chosen && differs { Role::Accent } else { Role::Plain };
                let mark = if chosen { "*" } else { " " };
                let words = format!("{mark} {}", visible(&self.words(line.field, record, desk)));
                put(buf, (x, y), &words, half.saturating_sub(1), look.style(role), look);
            }
        }
        None
    }

    fn field_help(&self, look: &Look) -> Option<(String, Vec<String>)> {
        let field = self.lines.get(self.rows.at)?.field;
        let paragraphs = wrap(look.say(field.help), 76);
        Some((look.say(field.label).to_owned(), paragraphs))
    }
}
