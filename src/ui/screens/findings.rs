//! Findings about the data, as a work list: Enter opens the record.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::ask;
use super::open_record;
use super::rencana::born::{self, BornFlow, Covered};
use super::told::Told;
use crate::base::id::{RecordId, Ticket};
use crate::base::money;
use crate::base::text::fold;
use crate::base::words::{Phrase, Text, same, text};
use crate::entity::Severity;
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
        keys::SEARCH,
        bind(
            &[Press::plain(Key::Right)],
            Action::Right,
            3,
            text("baca lengkap", "read in full"),
            text("Baca temuan ini selengkapnya", "Read this finding in full"),
        ),
        Binding {
            help: text(
                "Jadikan semua yang tampak satu baris rencana kerja yang menyimpan daftarnya",
                "Make one line of a work plan of all that are seen; it keeps the list",
            ),
            ..keys::ranked(keys::BORN, 4)
        },
        keys::ranked(keys::REFRESH, 5),
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

    /// What a plan line can be for among the findings that are seen: the records of the kind under
    /// the cursor, each once.
    fn covered(&self, look: &Look) -> Option<Covered> {
        let shown = self.shown();
        let entity = shown.get(self.rows.at).map(|finding| finding.entity).filter(|entity| born::can(entity))?;
        let ids: BTreeSet<RecordId> =
            shown.iter().filter(|finding| finding.entity == entity).map(|finding| finding.record).collect();
        let about = self.only.as_ref().map(|(_, words)| words.get(look.lang).into_owned());
        let activity = about.unwrap_or_default();
        Some(Covered { entity, ids: ids.into_iter().collect(), activity })
    }

    fn shown(&self) -> Vec<&Finding> {
        let typed = fold(&self.search.text());
        let words: Vec<&str> = typed.split_whitespace().collect();
        let fits = |finding: &&Finding| {
            let all = fold(&format!("{} {}", finding.title, finding.text.get(crate::base::words::Lang::Id)));
            words.iter().all(|word| all.contains(word))
        };
        let asked =
            |f: &&Finding| self.only.as_ref().is_none_or(|(code, _)| *code == f.code || (*code == PASSED && f.passed));
        self.findings.iter().filter(asked).filter(fits).collect()
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
                let len = self.shown().len();
                self.rows.act(other, len);
            }
        }
        Outcome::Changed
    }
}

impl Screen for Findings {
    fn title(&self, look: &Look) -> String {
        let name = look.say(KEYS.name);
        match &self.only {
            Some((_, words)) => format!("{name} {} {}", look.dot(), words.get(look.lang)),
            None => name.to_owned(),
        }
    }

    fn facts(&self, look: &Look) -> String {
        if !self.loaded {
            return String::new();
        }
        let shown = self.shown();
        let heavy = shown.iter().filter(|finding| finding.severity != Severity::Warning).count();
        let number = |n: usize| money::show(i64::try_from(n).unwrap_or(i64::MAX));
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
        (matches!(action, Action::Open | Action::Right) && self.searching.is_none() && self.shown().is_empty())
            .then_some(text("Tidak ada temuan.", "There is no finding."))
    }

    fn takes(&self, c: char) -> bool {
        self.searching.is_some() && c != '?'
    }

    fn on_open(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.ask(Request::Findings));
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
        let chosen = self.shown().get(self.rows.at).map(|f| (f.entity, f.record, f.title.clone(), f.text.clone()));
        match (action, chosen) {
            (Action::Open, Some((entity, id, ..))) => open_record(entity, id, cx),
            (Action::Right, Some((_, _, title, words))) => cx.push(Told::new(same("{0}").with([title]), vec![words])),
            (Action::Born, _) => {
                let covered = self.covered(&cx.desk.look);
                self.born = covered.map(|covered| BornFlow::start(covered, cx));
            }
            (Action::Search, _) => self.searching = Some(()),
            (Action::Refresh, _) => self.on_open(cx),
            (Action::Back, _) if !self.search.is_empty() => self.search.clear(),
            (other, _) => {
                let len = self.shown().len();
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
        let len = self.shown().len();
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
            let words = look.say(text(
                "Yang terberat di atas. Enter membuka catatannya.",
                "The heaviest first. Enter opens the record.",
            ));
            put(buf, (2, area.y), words, area.width.saturating_sub(4), look.style(Role::Muted), look);
        }
        let room = area.width.saturating_sub(3);
        let shown = self.shown();
        for (y, (n, finding)) in (area.y + 1..area.bottom()).zip(shown.iter().enumerate().skip(self.rows.top())) {
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
