//! Probable doubles, as a work list: Enter lays two records side by side, `b` says they are two
//! things, and that is remembered.

pub mod banding;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::find::Find;
use super::running::progress_words;
use crate::base::id::{RecordId, Ticket};
use crate::base::money;
use crate::base::words::{Text, text};
use crate::entity::{Entity, KADER, POSYANDU};
use crate::request::{Double, Doubles, Job, Progress, Reply, Request, Trouble, Verdict};
use crate::ui::chrome::put;
use crate::ui::keymap::{Action, Key, Keymap, Press, bind};
use crate::ui::keys;
use crate::ui::look::{Look, Role};
use crate::ui::screen::{Answer, Cx, Desk, Outcome, Screen};
use crate::ui::widgets::rows::Rows;
use crate::ui::widgets::wrap;
use banding::Compare;

pub(in crate::ui::screens) static KEYS: Keymap = Keymap {
    name: text("Ganda", "Doubles"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter)],
            Action::Open,
            1,
            text("bandingkan", "compare"),
            text("Bandingkan kedua catatan, lalu gabungkan", "Lay both records side by side, then merge"),
        ),
        bind(
            &[Press::char('b')],
            Action::NotDouble,
            2,
            text("bukan ganda", "not double"),
            text(
                "Keduanya memang berbeda: diingat dan tidak ditanyakan lagi",
                "They are two: remembered, not asked again",
            ),
        ),
        bind(
            &[Press::char('p')],
            Action::Restore,
            2,
            text("tanyakan lagi", "ask again"),
            text("Tanyakan lagi pasangan yang pernah diputuskan", "Ask again about a pair that was decided"),
        ),
        bind(
            &[Press::plain(Key::Tab), Press::plain(Key::BackTab), Press::plain(Key::Left), Press::plain(Key::Right)],
            Action::Next,
            3,
            text("jenis lain", "other kind"),
            text("Pindah antara Posyandu dan kader", "Between Posyandu and kader"),
        ),
        bind(
            &[Press::char('s')],
            Action::Filter,
            4,
            text("diputuskan", "decided"),
            text(
                "Lihat pasangan yang diputuskan bukan ganda, dan kembali",
                "See the pairs decided to be two, and back",
            ),
        ),
        bind(
            &[Press::char('u')],
            Action::Undo,
            5,
            text("batalkan", "undo"),
            text("Batalkan keputusan atau penggabungan terakhir", "Undo the last decision or merge"),
        ),
        bind(
            &[Press::char('/')],
            Action::Search,
            0,
            text("cari semua", "search all"),
            text("Cari di semua daftar sekaligus", "Search all lists at once"),
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

/// Lines one pair takes.
const LINES: u16 = 3;

/// The kinds of records that have doubles.
const KINDS: [&Entity; 2] = [&POSYANDU, &KADER];

/// Which pairs are seen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Open,
    Decided,
}

/// What is known of one kind.
#[derive(Default)]
struct Kind {
    asked: Option<Ticket>,
    /// A job looks through a large file.
    job: Option<Ticket>,
    /// The file is so large that a job has to look.
    large: Option<Progress>,
    pairs: Option<Vec<Double>>,
    decided: Vec<Double>,
    more: usize,
    trouble: Option<Trouble>,
}

impl Kind {
    fn know(&mut self, doubles: Doubles) {
        self.pairs = Some(doubles.pairs);
        self.decided = doubles.decided;
        self.more = doubles.more;
        self.trouble = None;
    }
}

/// A pair by its two records.
type Ids = [RecordId; 2];

/// The work list.
pub struct Ganda {
    kinds: [Kind; 2],
    at: usize,
    seen: Seen,
    rows: Rows,
    /// The decision that `u` takes back.
    last: Option<(usize, Ids)>,
    /// The pair that lies side by side above.
    opened: Option<Ids>,
    deciding: Option<Ticket>,
}

impl Default for Ganda {
    fn default() -> Self {
        Ganda {
            kinds: Default::default(),
            at: 0,
            seen: Seen::Open,
            rows: Rows::default(),
            last: None,
            opened: None,
            deciding: None,
        }
    }
}

impl Ganda {
    fn entity(&self) -> &'static Entity {
        KINDS.get(self.at).copied().unwrap_or(&POSYANDU)
    }

    fn shown(&self) -> &[Double] {
        let Some(kind) = self.kinds.get(self.at) else { return &[] };
        match self.seen {
            Seen::Open => kind.pairs.as_deref().unwrap_or_default(),
            Seen::Decided => &kind.decided,
        }
    }

    fn chosen(&self) -> Option<&Double> {
        self.shown().get(self.rows.at)
    }

    fn read(&mut self, cx: &mut Cx) {
        for (kind, entity) in self.kinds.iter_mut().zip(KINDS) {
            if kind.job.is_none() {
                kind.asked = Some(cx.ask(Request::Doubles(entity)));
            }
        }
    }

    /// Lets a job look where the file is large, once the kind is seen.
    fn look_through(&mut self, cx: &mut Cx) {
        let entity = self.entity();
        if let Some(kind) = self.kinds.get_mut(self.at)
            && kind.large.is_some()
            && kind.pairs.is_none()
            && kind.job.is_none()
        {
            kind.job = Some(cx.start(Job::Doubles(entity)));
        }
    }

    fn call_off(&mut self, cx: &mut Cx) {
        for kind in &mut self.kinds {
            if let Some(ticket) = kind.job.take() {
                cx.cancel(ticket);
            }
        }
    }

    /// Takes a pair out of the open ones, or back among them.
    fn decide(&mut self, (at, ids): (usize, Ids), verdict: Verdict, cx: &mut Cx) {
        let Some((kind, entity)) = self.kinds.get_mut(at).zip(KINDS.get(at).copied()) else { return };
        let pairs = kind.pairs.get_or_insert_default();
        let (from, to) = match verdict {
            Verdict::NotDouble => (pairs, &mut kind.decided),
            Verdict::Open => (&mut kind.decided, pairs),
        };
        if let Some(n) = from.iter().position(|pair| ids_of(pair) == ids) {
            to.insert(0, from.remove(n));
        }
        self.deciding = Some(cx.ask(Request::Decide(entity, ids, verdict)));
        match verdict {
            Verdict::NotDouble => {
                self.last = Some((at, ids));
                cx.say(text("Diingat: bukan ganda (u batal).", "Remembered: not a double (u undoes)."));
            }
            Verdict::Open => {
                self.last = None;
                cx.say(text("Pasangan itu terbuka lagi.", "The pair is open again."));
            }
        }
        let len = self.shown().len();
        self.rows.clamp(len);
    }

    fn settle(&mut self, at: usize, reply: Reply, cx: &mut Cx) {
        let Some(kind) = self.kinds.get_mut(at) else { return };
        match reply {
            Reply::Doubles(doubles) => {
                kind.job = None;
                kind.know(*doubles);
            }
            Reply::Count(count, _) => {
                kind.large = Some(Progress { done: 0, of: count });
                self.look_through(cx);
            }
            Reply::Progress(progress) => kind.large = Some(progress),
            Reply::Trouble(trouble) => {
                kind.job = None;
                kind.trouble = Some(trouble);
            }
            _ => {}
        }
        let len = self.shown().len();
        self.rows.clamp(len);
    }

    /// What stands in the place of the pairs where there are none.
    fn sentence(&self, look: &Look) -> Option<String> {
        let kind = self.kinds.get(self.at)?;
        if let Some(trouble) = &kind.trouble {
            return Some(format!("x {} {}", trouble.text.get(look.lang), trouble.advice.get(look.lang)));
        }
        if let (None, Some(progress)) = (&kind.pairs, kind.large) {
            let words = progress_words(progress).get(look.lang).into_owned();
            let sentence = text("Mencari pasangan: {0}. Esc menghentikan.", "Looking for pairs: {0}. Esc stops.");
            return Some(sentence.with([words]).get(look.lang).into_owned());
        }
        let words = match (self.seen, &kind.pairs) {
            (_, None) => text("Mencari pasangan ...", "Looking for pairs ..."),
            (Seen::Open, Some(pairs)) if pairs.is_empty() => text(
                "Tidak ada yang mungkin ganda. Dua catatan lain dapat digabung dari daftarnya: pilih dua baris dengan Space, lalu j.",
                "Nothing is probably double. Two other records can be merged from their list: select two rows with Space, then j.",
            ),
            (Seen::Decided, _) if kind.decided.is_empty() => text(
                "Belum ada pasangan yang diputuskan bukan ganda. Tekan s untuk kembali.",
                "No pair was decided to be two yet. Press s to go back.",
            ),
            _ => return None,
        };
        Some(look.say(words).to_owned())
    }

    fn view_kinds(&self, area: Rect, buf: &mut Buffer, look: &Look) {
        let mut x = 2;
        for (n, (kind, entity)) in self.kinds.iter().zip(KINDS).enumerate() {
            let count = match &kind.pairs {
                Some(pairs) => number(pairs.len() + kind.more),
                None => look.ellipsis().to_owned(),
            };
            let words = format!("{} {count}", look.say(entity.label));
            let (words, role) =
                if n == self.at { (format!("[{words}]"), Role::Title) } else { (format!(" {words} "), Role::Muted) };
            x = put(buf, (x, area.y), &words, area.width.saturating_sub(x), look.style(role), look) + 2;
        }
        let hint = match self.seen {
            Seen::Open => text("yang paling mungkin di atas", "the likeliest first"),
            Seen::Decided => text("yang diputuskan bukan ganda (s kembali)", "decided to be two (s goes back)"),
        };
        put(buf, (x + 2, area.y), look.say(hint), area.width.saturating_sub(x + 3), look.style(Role::Muted), look);
    }
}

fn ids_of(pair: &Double) -> Ids {
    [pair.one.id, pair.two.id]
}

fn number(n: usize) -> String {
    money::show(i64::try_from(n).unwrap_or(i64::MAX))
}

/// How likely, in words.
fn likelihood(score: u8) -> Text {
    match score {
        0 => text("bukan ganda", "not double"),
        95.. => text("sangat mungkin", "very likely"),
        90.. => text("mungkin", "likely"),
        _ => text("perlu dilihat", "worth a look"),
    }
}

/// Why, in one line.
pub(super) fn reasons(why: &[crate::base::words::Phrase], look: &Look) -> String {
    why.iter().map(|phrase| phrase.get(look.lang).into_owned()).collect::<Vec<_>>().join("; ")
}

impl Screen for Ganda {
    fn title(&self, look: &Look) -> String {
        format!("{} {} {}", look.say(KEYS.name), look.dot(), look.say(self.entity().label))
    }

    fn facts(&self, look: &Look) -> String {
        let Some(kind) = self.kinds.get(self.at).filter(|kind| kind.pairs.is_some()) else { return String::new() };
        let shown = number(self.shown().len());
        match (self.seen, kind.more) {
            (Seen::Open, more) if more > 0 => {
                text("{0} pasangan, {1} lagi sesudahnya", "{0} pairs, {1} more after them")
                    .with([shown, number(more)])
                    .get(look.lang)
                    .into_owned()
            }
            _ => text("{0} pasangan", "{0} pairs").with([shown]).get(look.lang).into_owned(),
        }
    }

    fn keys(&self) -> &'static Keymap {
        &KEYS
    }

    fn why_not(&self, action: Action) -> Option<Text> {
        match action {
            Action::Open | Action::NotDouble | Action::Restore if self.chosen().is_none() => {
                Some(text("Tidak ada pasangan di sini.", "There is no pair here."))
            }
            Action::NotDouble if self.seen == Seen::Decided => {
                Some(text("Sudah diputuskan; p menanyakannya lagi.", "Decided already; p asks again."))
            }
            Action::Restore if self.seen == Seen::Open => {
                Some(text("Belum diputuskan; s memperlihatkan yang sudah.", "Not decided yet; s shows those that are."))
            }
            _ => None,
        }
    }

    fn on_open(&mut self, cx: &mut Cx) {
        self.read(cx);
    }

    fn on_action(&mut self, action: Action, cx: &mut Cx) -> Outcome {
        let chosen = self.chosen().map(|pair| (ids_of(pair), pair.why.clone()));
        match (action, chosen) {
            (Action::Open, Some((ids, why))) => {
                self.opened = Some(ids);
                cx.push(Compare::new(self.entity(), ids, why));
            }
            (Action::NotDouble, Some((ids, _))) => self.decide((self.at, ids), Verdict::NotDouble, cx),
            (Action::Restore, Some((ids, _))) => self.decide((self.at, ids), Verdict::Open, cx),
            (Action::Undo, _) => match self.last {
                Some(last) => self.decide(last, Verdict::Open, cx),
                None => return Outcome::Ignored,
            },
            (Action::Next, _) => {
                self.at = 1 - self.at;
                self.rows.go(0);
                self.look_through(cx);
            }
            (Action::Filter, _) => {
                self.seen = if self.seen == Seen::Open { Seen::Decided } else { Seen::Open };
                self.rows.go(0);
            }
            (Action::Search, _) => cx.push(Find::everything(&super::searchable())),
            (Action::Refresh, _) => {
                self.call_off(cx);
                for kind in &mut self.kinds {
                    kind.pairs = None;
                }
                self.read(cx);
            }
            (Action::Back, _) => {
                self.call_off(cx);
                return Outcome::Ignored;
            }
            (other, _) => {
                let len = self.shown().len();
                if !self.rows.act(other, len) {
                    return Outcome::Ignored;
                }
            }
        }
        Outcome::Changed
    }

    fn on_reply(&mut self, ticket: Ticket, reply: Reply, cx: &mut Cx) -> Outcome {
        if self.deciding.take_if(|asked| *asked == ticket).is_some() {
            if let Reply::Trouble(trouble) = reply {
                cx.fail(trouble.text);
            }
            // A pair that is open again comes with its reasons.
            self.on_changed(cx);
            return Outcome::Changed;
        }
        let mine = |kind: &Kind| kind.asked == Some(ticket) || kind.job == Some(ticket);
        let Some(at) = self.kinds.iter().position(mine) else { return Outcome::Unchanged };
        self.settle(at, reply, cx);
        Outcome::Changed
    }

    fn on_answer(&mut self, answer: Answer, _cx: &mut Cx) -> Outcome {
        let Some(ids) = self.opened.take() else { return Outcome::Unchanged };
        let Some(kind) = self.kinds.get_mut(self.at) else { return Outcome::Unchanged };
        let pairs = kind.pairs.get_or_insert_default();
        let n = pairs.iter().position(|pair| ids_of(pair) == ids);
        match answer {
            // Said above that they are two.
            Answer::Confirmed => {
                if let Some(n) = n {
                    kind.decided.insert(0, pairs.remove(n));
                }
                self.last = Some((self.at, ids));
            }
            // Merged: nothing else about the one that went is a question.
            Answer::Saved(stays) => {
                let gone = |id| ids.contains(&id) && id != stays;
                let holds = |pair: &Double| !gone(pair.one.id) && !gone(pair.two.id);
                pairs.retain(holds);
                kind.decided.retain(holds);
                self.last = None;
            }
            _ => return Outcome::Unchanged,
        }
        let len = self.shown().len();
        self.rows.clamp(len);
        Outcome::Changed
    }

    fn on_changed(&mut self, cx: &mut Cx) {
        // A large file is not looked through again by itself.
        for (kind, entity) in self.kinds.iter_mut().zip(KINDS) {
            if kind.large.is_none() {
                kind.asked = Some(cx.ask(Request::Doubles(entity)));
            }
        }
    }

    fn layout(&mut self, area: Rect) {
        self.rows.layout(area.height.saturating_sub(1) / LINES);
    }

    fn view(&self, area: Rect, buf: &mut Buffer, look: &Look, _desk: &Desk) -> Option<Position> {
        self.view_kinds(area, buf, look);
        let room = area.width.saturating_sub(20);
        for (n, pair) in self.shown().iter().enumerate().skip(self.rows.top()) {
            let y = area.y + 1 + u16::try_from(n - self.rows.top()).unwrap_or(u16::MAX / 4).saturating_mul(LINES);
            if y + LINES > area.bottom() {
                break;
            }
            let here = n == self.rows.at;
            let style = look.style(if here { Role::Selected } else { Role::Plain });
            if here {
                put(buf, (0, y), ">", 1, look.style(Role::Accent), look);
            }
            let score = if self.seen == Seen::Open { pair.score } else { 0 };
            put(buf, (2, y), look.say(likelihood(score)), 16, look.style(Role::Plain), look);
            if score > 0 {
                put(buf, (2, y + 1), &format!("{} %", pair.score), 16, look.style(Role::Muted), look);
            }
            for (y, twin) in [(y, &pair.one), (y + 1, &pair.two)] {
                put(buf, (19, y), &format!("{} {} {}", twin.title, look.dot(), twin.place), room, style, look);
            }
            put(buf, (19, y + 2), &reasons(&pair.why, look), room, look.style(Role::Muted), look);
        }
        if let Some(sentence) = self.sentence(look) {
            let room = area.width.saturating_sub(4);
            for (y, line) in (area.y + 2..area.bottom()).zip(wrap(&sentence, usize::from(room))) {
                put(buf, (2, y), &line, room, look.style(Role::Plain), look);
            }
        }
        None
    }
}
