//! Findings about the data, as a work list: Enter opens the record. By Posyandu or desa, those
//! nearest to complete first, Enter opens what is left there.

mod usaha;

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::usaha::{Left, View, Whose, places};
use super::ask;
use super::open_record;
use super::registrasi::number;
use super::rencana::born::{self, BornFlow, Covered};
use super::told::Told;
use crate::base::id::{RecordId, Ticket};
use crate::base::text::fold;
use crate::base::words::{Phrase, Text, same, text};
use crate::entity::{POSYANDU, Severity};
use crate::request::{Finding, PASSED, Reply, Request, Trouble};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Binding, Key, Keymap, Press, bind};
use crate::ui::keys;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Outcome, Screen};
use crate::ui::widgets::line::Line;
use crate::ui::widgets::rows::Rows;

pub(super) static KEYS: Keymap = Keymap {
    name: text("Temuan", "Findings"),
    bindings: &[
        keys::OPEN,
        keys::relabelled(
            keys::ranked(keys::SORT, 2),
            text("urut", "order"),
            text(
                "Ganti urutan: yang terberat; Posyandu yang paling sedikit kurangnya; desa yang paling sedikit kurangnya",
                "Change the order: the heaviest; the Posyandu that lacks least; the desa that lacks least",
            ),
        ),
        keys::ranked(keys::SEARCH, 3),
        bind(
            &[Press::plain(Key::Right)],
            Action::Right,
            4,
            text("baca lengkap", "read in full"),
            text("Baca temuan ini selengkapnya", "Read this finding in full"),
        ),
        Binding {
            help: text(
                "Jadikan semua yang tampak satu baris rencana kerja yang menyimpan daftarnya",
                "Make one line of a work plan of all that are seen; it keeps the list",
            ),
            ..keys::ranked(keys::BORN, 5)
        },
        keys::ranked(keys::REFRESH, 6),
        keys::UP,
        keys::DOWN,
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::FIRST,
        keys::LAST,
    ],
};

pub(super) static SEARCH_KEYS: Keymap = Keymap {
    name: text("Mencari temuan", "Searching findings"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter)],
            Action::Open,
            1,
            text("ke daftar", "to the list"),
            text("Selesai mengetik; kata cari tetap berlaku", "Done typing; the search stays"),
        ),
        keys::UP,
        keys::DOWN,
        keys::ERASE_BACK,
        keys::CLEAR,
        keys::ranked(keys::CANCEL, 2),
    ],
};

/// The work list.
pub struct Findings {
    only: Option<(&'static str, Phrase)>,
    /// Only what is left to be done in one place, by name.
    place: Option<(Whose, String)>,
    order: View,
    findings: Vec<Finding>,
    asked: Option<Ticket>,
    loaded: bool,
    trouble: Option<Trouble>,
    search: Line,
    searching: Option<()>,
    rows: Rows,
    born: Option<BornFlow>,
}

impl Findings {
    /// All findings, or those of one code, which the title names by these words.
    pub fn new(only: Option<(&'static str, Phrase)>) -> Self {
        Findings {
            only,
            place: None,
            order: View::Heaviest,
            findings: Vec::new(),
            asked: None,
            loaded: false,
            trouble: None,
            search: Line::default(),
            searching: None,
            rows: Rows::default(),
            born: None,
        }
    }

    /// What is left to be done in a place.
    fn in_place(&self, whose: Whose, name: String) -> Self {
        Findings { place: Some((whose, name)), ..Findings::new(self.only.clone()) }
    }

    /// How many rows are seen.
    fn len(&self) -> usize {
        match self.order {
            View::Heaviest => self.shown().len(),
            view => places(view, &self.shown()).len(),
        }
    }

    /// The place under the cursor, with its name.
    fn chosen_place(&self) -> Option<(Whose, String)> {
        let shown = self.shown();
        places(self.order, &shown).into_iter().nth(self.rows.at).map(|left| (left.whose, left.name.to_owned()))
    }

    /// What a plan line can be for among the findings that are seen: the records of the kind under
    /// the cursor, each once.
    fn covered(&self, look: &Look) -> Option<Covered> {
        let shown = self.shown();
        let about = self.only.as_ref().map(|(_, words)| words.get(look.lang).into_owned());
        let activity = about.unwrap_or_default();
        match self.order {
            View::Heaviest => {}
            View::Posyandu => {
                let ids = places(self.order, &shown).into_iter().filter_map(|left| match left.whose {
                    Whose::Posyandu(id) => Some(id),
                    Whose::Desa(_) => None,
                });
                let ids: Vec<RecordId> = ids.collect();
                return (!ids.is_empty()).then_some(Covered { entity: &POSYANDU, ids, activity });
            }
            // A desa is known by its code here.
            View::Desa => return None,
        }
        let entity = shown.get(self.rows.at).map(|finding| finding.entity).filter(|entity| born::can(entity))?;
        let ids: BTreeSet<RecordId> =
            shown.iter().filter(|finding| finding.entity == entity).map(|finding| finding.record).collect();
        Some(Covered { entity, ids: ids.into_iter().collect(), activity })
    }

    fn shown(&self) -> Vec<&Finding> {
        let typed = fold(&self.search.text());
        let words: Vec<&str> = typed.split_whitespace().collect();
        let fits = |finding: &&Finding| {
            let place = finding.posyandu.as_ref().map_or("", |(_, name)| name.as_str());
            let said = finding.text.get(crate::base::words::Lang::Id);
            let all = fold(&format!("{} {said} {place} {}", finding.title, finding.desa));
            words.iter().all(|word| all.contains(word))
        };
        let asked =
            |f: &&Finding| self.only.as_ref().is_none_or(|(code, _)| *code == f.code || (*code == PASSED && f.passed));
        let here = |f: &&Finding| self.place.as_ref().is_none_or(|(whose, _)| whose.has(f));
        self.findings.iter().filter(asked).filter(here).filter(fits).collect()
    }

    fn act_searching(&mut self, action: Action) -> Outcome {
        match action {
            Action::Open => self.searching = None,
            Action::Back => {
                self.searching = None;
                self.search.clear();
            }
            Action::EraseBack | Action::Clear => {
                ask::edit(&mut self.search, action);
                self.rows.go(0);
            }
            other => {
                let len = self.len();
                self.rows.act(other, len);
            }
        }
        Outcome::Changed
    }
}

/// One place: how much is left, where, and the first of it.
fn view_place(left: &Left<'_>, y: u16, buf: &mut Buffer, (here, look): (bool, &Look)) {
    let width = buf.area.width;
    let style = look.style(if here { Role::Selected } else { Role::Plain });
    if here {
        buf.set_style(Rect { x: 0, y, width, height: 1 }, style);
        put(buf, (0, y), ">", 1, style, look);
    }
    let count = text("{0} lagi", "{0} left").with([number(left.count)]);
    put(buf, (2, y), &format!("{:>8}", count.get(look.lang)), 9, style, look);
    let (name, desa) = if width >= 110 { (26, 22) } else { (15, 14) };
    put(buf, (12, y), left.name, name, style, look);
    let mut x = 13 + name;
    if !left.desa.is_empty() {
        put(buf, (x, y), left.desa, desa, style, look);
        x += desa + 1;
    }
    let words = left.first.text.get(look.lang);
    let more = if left.count > 1 { " ..." } else { "" };
    put(buf, (x, y), &format!("{words}{more}"), width.saturating_sub(x + 1), style, look);
}

impl Screen for Findings {
    fn title(&self, look: &Look) -> String {
        let mut parts = vec![look.say(KEYS.name).to_owned()];
        parts.extend(self.only.as_ref().map(|(_, words)| words.get(look.lang).into_owned()));
        parts.extend(self.place.as_ref().map(|(_, name)| name.clone()));
        parts.join(&format!(" {} ", look.dot()))
    }

    fn facts(&self, look: &Look) -> String {
        if !self.loaded {
            return String::new();
        }
        let shown = self.shown();
        let heavy = shown.iter().filter(|finding| finding.severity != Severity::Warning).count();
        if self.order != View::Heaviest {
            let words = match self.order {
                View::Desa => text("{0} desa, {1} kekurangan", "{0} desa, {1} gaps"),
                _ => text("{0} Posyandu, {1} kekurangan", "{0} Posyandu, {1} gaps"),
            };
            let places = places(self.order, &shown);
            let left = places.iter().map(|left| left.count).sum();
            return words.with([number(places.len()), number(left)]).get(look.lang).into_owned();
        }
        text("{0} galat x, {1} peringatan !", "{0} errors x, {1} warnings !")
            .with([number(heavy), number(shown.len() - heavy)])
            .get(look.lang)
            .into_owned()
    }

    fn keys(&self) -> &'static Keymap {
        if self.searching.is_some() { &SEARCH_KEYS } else { &KEYS }
    }

    fn why_not(&self, action: Action) -> Option<Text> {
        if action == Action::Born && self.covered(&Look::default()).is_none() {
            return Some(text(
                "Hanya temuan tentang Posyandu, kader dan desa menjadi baris rencana.",
                "Only findings about Posyandu, kader and desa become a plan line.",
            ));
        }
        if action == Action::Sort && self.place.is_some() {
            return Some(text(
                "Ini sudah satu tempat saja; Esc kembali ke urutannya.",
                "This is one place only; Esc goes back to the order.",
            ));
        }
        if action == Action::Right && self.order != View::Heaviest {
            return Some(text("Enter membuka kekurangan tempat ini.", "Enter opens what this place lacks."));
        }
        (matches!(action, Action::Open | Action::Right) && self.searching.is_none() && self.len() == 0)
            .then_some(text("Tidak ada temuan.", "There is no finding."))
    }

    fn takes(&self, c: char) -> bool {
        self.searching.is_some() && c != '?'
    }

    fn on_open(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.ask(Request::Findings(self.only.as_ref().map(|(code, _)| *code))));
    }

    fn on_text(&mut self, c: char, _cx: &mut Cx) -> Outcome {
        self.search.insert(c);
        self.rows.go(0);
        Outcome::Changed
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        if self.searching.is_some() {
            return self.act_searching(action);
        }
        if self.order != View::Heaviest && action == Action::Open {
            if let Some((whose, name)) = self.chosen_place() {
                cx.push(self.in_place(whose, name));
            }
            return Outcome::Changed;
        }
        let chosen = self.shown().get(self.rows.at).map(|f| (f.entity, f.record, f.title.clone(), f.text.clone()));
        match (action, chosen) {
            (Action::Open, Some((entity, id, ..))) => open_record(entity, id, cx),
            (Action::Right, Some((_, _, title, words))) => cx.push(Told::new(same("{0}").with([title]), vec![words])),
            (Action::Born, _) => {
                let covered = self.covered(&cx.desk.look);
                self.born = covered.map(|covered| BornFlow::start(covered, cx));
            }
            (Action::Sort, _) => {
                self.order = self.order.next();
                self.rows.go(0);
                let len = self.len();
                self.rows.clamp(len);
            }
            (Action::Search, _) => self.searching = Some(()),
            (Action::Refresh, _) => self.on_open(cx),
            (Action::Back, _) if !self.search.is_empty() => self.search.clear(),
            (other, _) => {
                let len = self.len();
                if !self.rows.act(other, len) {
                    return Outcome::Ignored;
                }
            }
        }
        Outcome::Changed
    }

    fn on_answer(&mut self, answer: Answer, cx: &mut Cx) -> Outcome {
        self.born = self.born.take().and_then(|flow| flow.answer(answer, cx));
        Outcome::Changed
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) -> Outcome {
        if let Some(flow) = self.born.take_if(|flow| flow.hears(ticket)) {
            self.born = flow.hear(reply, cx);
            return Outcome::Changed;
        }
        if self.asked.take_if(|asked| *asked == ticket).is_none() {
            return Outcome::Unchanged;
        }
        match reply {
            Reply::Findings(findings) => {
                self.findings = findings;
                self.findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
                self.loaded = true;
            }
            Reply::Trouble(trouble) => self.trouble = Some(trouble),
            _ => {}
        }
        let len = self.len();
        self.rows.clamp(len);
        Outcome::Changed
    }

    fn on_changed(&mut self, cx: &mut Cx) {
        self.on_open(cx);
    }

    fn layout(&mut self, area: Rect) {
        self.rows.layout(area.height.saturating_sub(1));
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, _desk: &Desk) -> Option<Position> {
        let mut place = None;
        if self.searching.is_some() || !self.search.is_empty() {
            let x = put(buf, (2, area.y), look.say(text("Cari:", "Search:")), 10, look.style(Role::Muted), look) + 1;
            let at = self.search.view(buf, (x, area.y), area.width / 2, look.style(Role::Accent));
            place = self.searching.map(|()| at);
        } else {
            let words = look.say(match self.order {
                View::Heaviest => text(
                    "Yang terberat di atas. Enter membuka catatannya.",
                    "The heaviest first. Enter opens the record.",
                ),
                _ => text(
                    "Yang paling dekat dengan lengkap di atas. Enter membuka kekurangannya.",
                    "Those nearest to complete first. Enter opens what is left.",
                ),
            });
            put(buf, (2, area.y), words, area.width.saturating_sub(4), look.style(Role::Muted), look);
        }
        let room = area.width.saturating_sub(3);
        let shown = self.shown();
        if self.order != View::Heaviest {
            let places = places(self.order, &shown);
            for (y, (n, left)) in (area.y + 1..area.bottom()).zip(places.iter().enumerate().skip(self.rows.top())) {
                view_place(left, y, buf, (n == self.rows.at, look));
            }
        }
        let single = if self.order == View::Heaviest { shown.as_slice() } else { &[] };
        for (y, (n, finding)) in (area.y + 1..area.bottom()).zip(single.iter().enumerate().skip(self.rows.top())) {
            let here = n == self.rows.at;
            let role = match (here, finding.severity) {
                (true, _) => Role::Selected,
                (false, Severity::Warning) => Role::Plain,
                (false, _) => Role::Error,
            };
            let words = format!(
                "{} {} {} {}: {}",
                finding.severity.sign(),
                look.say(finding.entity.label),
                look.dot(),
                finding.title,
                finding.text.get(look.lang)
            );
            if here {
                put(buf, (0, y), ">", 1, look.style(Role::Accent), look);
            }
            put(buf, (2, y), &words, room, look.style(role), look);
        }
        let sentence = match &self.trouble {
            Some(trouble) => format!("x {} {}", trouble.text.get(look.lang), trouble.advice.get(look.lang)),
            None if self.loaded && shown.is_empty() && !self.search.is_empty() => look
                .say(text("Tidak ada yang cocok; Esc menghapus kata cari.", "Nothing fits; Esc clears the search."))
                .to_owned(),
            None if self.loaded && shown.is_empty() => {
                look.say(text("Tidak ada temuan. Data baik.", "No findings. The data are well.")).to_owned()
            }
            None => return place,
        };
        put(buf, (2, area.y + 1), &sentence, room, look.style(Role::Plain), look);
        place
    }
}
