//! Filters of a list: choosing a field and its values, and saying in words what is filtered.

use crate::base::date;
use crate::base::words::{Phrase, Text, text};
use crate::entity::{Entity, Field, Kind, Value, Vocabulary};
use crate::request::{Filter, Test};
use crate::ui::look::Look;
use crate::ui::screen::{Answer, Cx, Desk};
use crate::ui::screens::ask::Ask;
use crate::ui::screens::choose::Choose;
use crate::ui::screens::find::Find;
use crate::ui::widgets::feed::Feed;

/// Where the choosing stands.
pub enum FilterFlow {
    /// The field is being chosen; the first line takes all filters away where there are any.
    Field(Vec<Line>),
    /// One or several values are being chosen.
    Values(&'static Field, Vec<Offer>),
    /// How a link or a typed value is looked for.
    Ways(&'static Field, Vec<Way>),
    /// The record is being found.
    Record(&'static Field),
    /// The value is being typed.
    Typed(&'static Field),
}

/// A line of the first question.
pub enum Line {
    /// Takes all filters away.
    None,
    /// A filter that is known by a name.
    Named(Filter),
    /// Filters by this field.
    Of(&'static Field),
}

/// Filters that are known by a name, by kind.
const NAMED: &[(&str, Text, &str, Test)] =
    &[("sk", text("SK menunggu nomor", "SK waiting for their number"), "nomor", Test::Waiting)];

/// A value that can be chosen.
pub enum Offer {
    /// This one.
    Is(Value),
    /// Nothing is known.
    Empty,
}

/// A way to a value that is not on a short list.
#[derive(Clone)]
pub enum Way {
    /// Look for it or type it.
    Seek,
    /// As in the row under the cursor.
    Same(Value),
    /// Nothing is known.
    Empty,
    /// Something is known.
    Known,
    /// All of them: takes the filter of this field away.
    All,
}

/// The values a field can be chosen from, if they are a short list.
pub fn values(kind: &Kind, words: &Vocabulary) -> Option<Vec<Value>> {
    match kind {
        Kind::Choice(choices) => Some(choices.iter().map(|choice| Value::from(choice.code)).collect()),
        Kind::List(list) => Some(words.list(list).iter().map(|item| Value::from(item.code.as_str())).collect()),
        Kind::Flag => Some(vec![Value::Int(1), Value::Int(0)]),
        _ => None,
    }
}

/// The words of "not filled in".
pub fn empty_words(field: &Field, look: &Look) -> String {
    text("{0} belum diisi", "{0} not filled in").with([look.say(field.label)]).get(look.lang).into_owned()
}

/// What a filter lets pass, in a few words.
pub fn words(entity: &Entity, filter: &Filter, look: &Look, vocabulary: &Vocabulary) -> String {
    let Some(field) = entity.field(filter.field) else { return filter.field.to_owned() };
    let show = |value: &Value| field.kind.show(value, look.lang, vocabulary);
    let dated = |words: crate::base::words::Text, day| {
        words.with([look.say(field.heading()).to_owned(), date::show(day)]).get(look.lang).into_owned()
    };
    match &filter.test {
        Test::Is(value) if matches!(field.kind, Kind::Flag) => format!("{}: {}", look.say(field.label), show(value)),
        Test::Is(value) | Test::Concerns(value) => show(value),
        Test::OneOf(values) => values.iter().map(show).collect::<Vec<_>>().join("/"),
        Test::Not(value) => text("bukan {0}", "not {0}").with([show(value)]).get(look.lang).into_owned(),
        Test::Of(wanted) => {
            let words = |(name, values): &(&str, Vec<Value>)| {
                let far = field.target().and_then(|target| target.field(name))?;
                let shown = values.iter().map(|value| far.kind.show(value, look.lang, vocabulary));
                Some(shown.collect::<Vec<_>>().join("/"))
            };
            wanted.iter().filter_map(words).collect::<Vec<_>>().join(", ")
        }
        Test::Empty => empty_words(field, look),
        Test::Waiting => {
            text("{0} belum ada", "{0} still to come").with([look.say(field.label)]).get(look.lang).into_owned()
        }
        Test::Known => {
            text("{0} sudah diisi", "{0} filled in").with([look.say(field.label)]).get(look.lang).into_owned()
        }
        Test::Since(day) => dated(text("{0}: mulai {1}", "{0}: from {1}"), *day),
        Test::Until(day) => dated(text("{0}: s.d. {1}", "{0}: to {1}"), *day),
        Test::Before(day) => dated(text("{0} sebelum {1} atau belum pernah", "{0} before {1}, or never"), *day),
        Test::OpenAt(day) => dated(text("{0} belum lewat pada {1}", "{0} not past on {1}"), *day),
    }
}

/// Puts a filter in the place of the one on the same field.
pub fn set(feed: &mut Feed, field: &'static str, test: Option<Test>) {
    feed.query.filters.retain(|filter| filter.field != field);
    feed.query.filters.extend(test.map(|test| Filter { field, test }));
}

impl FilterFlow {
    /// Asks which field.
    pub fn start(feed: &Feed, cx: &mut Cx) -> FilterFlow {
        let look = cx.desk.look;
        let mut fields: Vec<Line> = Vec::new();
        let mut items = Vec::new();
        if !feed.query.filters.is_empty() {
            fields.push(Line::None);
            items.push(look.say(text("Hapus semua saringan", "Take all filters away")).to_owned());
        }
        for (_, name, field, test) in NAMED.iter().filter(|(of, ..)| *of == feed.query.entity.name) {
            fields.push(Line::Named(Filter { field, test: test.clone() }));
            items.push(look.say(*name).to_owned());
        }
        for field in feed.query.entity.fields.iter().filter(|field| field.is_filtered()) {
            let now = feed.query.filters.iter().find(|filter| filter.field == field.name);
            let now = now.map(|filter| words(feed.query.entity, filter, &look, &cx.desk.words));
            fields.push(Line::Of(field));
            items.push(match now {
                Some(now) => format!("{}: {now}", look.say(field.label)),
                None => look.say(field.label).to_owned(),
            });
        }
        cx.push(Choose::one(text("Saring menurut", "Filter by"), items));
        FilterFlow::Field(fields)
    }

    /// Goes one step on. `Ok(flow)`: a further question was asked; `Err(true)`: the query changed.
    pub fn answer(self, answer: Answer, feed: &mut Feed, cx: &mut Cx) -> Result<FilterFlow, bool> {
        match (self, answer) {
            (FilterFlow::Field(lines), Answer::Chosen(n)) => match lines.into_iter().nth(n) {
                Some(Line::Of(field)) => Ok(FilterFlow::of(field, feed, cx)),
                Some(Line::Named(Filter { field, test })) => {
                    set(feed, field, Some(test));
                    Err(true)
                }
                Some(Line::None) | None => {
                    feed.query.filters.clear();
                    Err(true)
                }
            },
            (FilterFlow::Values(field, offers), Answer::ChosenMany(chosen)) => {
                set(feed, field.name, test_of(&offers, &chosen));
                Err(true)
            }
            (FilterFlow::Ways(field, ways), Answer::Chosen(n)) => match ways.into_iter().nth(n) {
                Some(Way::Seek) => Ok(FilterFlow::seek(field, cx)),
                way => {
                    set(
                        feed,
                        field.name,
                        way.and_then(|way| match way {
                            Way::Same(value) => Some(Test::Is(value)),
                            Way::Empty => Some(Test::Empty),
                            Way::Known => Some(Test::Known),
                            Way::All | Way::Seek => None,
                        }),
                    );
                    Err(true)
                }
            },
            (FilterFlow::Record(field), Answer::Picked(id, title)) => {
                set(feed, field.name, Some(Test::Is(Value::link(id, title))));
                Err(true)
            }
            (FilterFlow::Typed(field), Answer::Text(typed)) => match typed_value(field, &typed, cx.desk) {
                Ok(value) => {
                    set(feed, field.name, Some(Test::Is(value)));
                    Err(true)
                }
                Err(words) => {
                    cx.warn(words);
                    Err(false)
                }
            },
            _ => Err(false),
        }
    }

    /// Asks for the values of a field.
    fn of(field: &'static Field, feed: &Feed, cx: &mut Cx) -> FilterFlow {
        let look = cx.desk.look;
        let title = text("Saring: {0}", "Filter: {0}").with([look.say(field.label)]);
        let now = feed.query.filters.iter().find(|filter| filter.field == field.name).map(|filter| &filter.test);
        if let Some(values) = values(&field.kind, &cx.desk.words) {
            let mut items: Vec<String> =
                values.iter().map(|value| field.kind.show(value, look.lang, &cx.desk.words)).collect();
            items.push(empty_words(field, &look));
            let is_chosen = |value: &Value| match now {
                Some(Test::Is(one)) => one == value,
                Some(Test::OneOf(many)) => many.contains(value),
                _ => false,
            };
            let chosen: Vec<usize> =
                values.iter().enumerate().filter(|(_, value)| is_chosen(value)).map(|(n, _)| n).collect();
            cx.push(Choose::many(title, items, chosen));
            return FilterFlow::Values(field, values.into_iter().map(Offer::Is).chain([Offer::Empty]).collect());
        }
        let mut ways = vec![Way::Seek];
        let mut items = vec![look.say(text("Cari atau ketik ...", "Find or type ...")).to_owned()];
        if let Some(value) = feed.current().map(|record| record.get(field.name)).filter(|value| !value.is_empty()) {
            let shown = field.kind.show(value, look.lang, &cx.desk.words);
            ways.push(Way::Same(value.clone()));
            items.push(text("Seperti baris ini: {0}", "As in this row: {0}").with([shown]).get(look.lang).into_owned());
        }
        ways.push(Way::Empty);
        items.push(look.say(text("Belum diisi", "Not filled in")).to_owned());
        ways.push(Way::Known);
        items.push(look.say(text("Sudah diisi", "Filled in")).to_owned());
        if now.is_some() {
            ways.push(Way::All);
            items.push(look.say(text("Semua (hapus saringan ini)", "All (take this filter away)")).to_owned());
        }
        cx.push(Choose::one(title, items));
        FilterFlow::Ways(field, ways)
    }

    fn seek(field: &'static Field, cx: &mut Cx) -> FilterFlow {
        let title = text("Saring: {0}", "Filter: {0}").with([cx.desk.look.say(field.label)]);
        match field.target() {
            Some(entity) => {
                cx.push(Find::pick(title, entity));
                FilterFlow::Record(field)
            }
            None => {
                cx.push(Ask::new(title, text("Hanya baris dengan isi ini.", "Only rows with this value."), ""));
                FilterFlow::Typed(field)
            }
        }
    }
}

/// Reads a typed value by the field's own kind.
pub fn typed_value(field: &Field, typed: &str, desk: &Desk) -> Result<Value, Phrase> {
    let reading = crate::entity::value::Reading {
        today: desk.today,
        words: &desk.words,
        hand: crate::entity::value::Hand::Typed,
    };
    field.kind.parse(typed, &reading).map_err(|problem| problem.text)
}

/// The test of the chosen offers; `None` where nothing was chosen.
fn test_of(offers: &[Offer], chosen: &[usize]) -> Option<Test> {
    let mut values = Vec::new();
    for offer in chosen.iter().filter_map(|&n| offers.get(n)) {
        match offer {
            Offer::Empty => return Some(Test::Empty),
            Offer::Is(value) => values.push(value.clone()),
        }
    }
    match values.len() {
        0 => None,
        1 => values.pop().map(Test::Is),
        _ => Some(Test::OneOf(values)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::date::Date;
    use crate::base::id::RecordId;
    use crate::entity::POSYANDU;

    #[test]
    fn a_filter_says_in_words_what_it_lets_pass() {
        let look = Look::default();
        let say = |field, test| words(&POSYANDU, &Filter { field, test }, &look, &Vocabulary::default());
        assert_eq!(say("desa", Test::Is(Value::link(RecordId(3), "Selat Hilir"))), "Selat Hilir");
        assert_eq!(say("status", Test::OneOf(vec!["aktif".into(), "tutup".into()])), "aktif/tutup");
        assert_eq!(say("strata", Test::Empty), "Strata belum diisi");
        let day = Date::new(2027, 2, 20).expect("a day");
        assert_eq!(say("sk_sampai", Test::Until(day)), "SK sampai: s.d. 20-02-2027");
    }

    #[test]
    fn not_filled_in_stands_alone() {
        let offers = [Offer::Is("aktif".into()), Offer::Empty];
        assert_eq!(test_of(&offers, &[0, 1]), Some(Test::Empty));
        assert_eq!(test_of(&offers, &[]), None);
    }
}
