//! Any list as the screen shows it: its columns in their order, its filter in words.
//!
//! * **Owns** this document.
//! * **Imports** `base`, `entity`, `store`, the document, the office.
//! * **Never** shows a personal column without a reason.

use super::kantor::Office;
use crate::base::date;
use crate::base::money;
use crate::base::words::{Lang, text};
use crate::entity::{Entity, Field, Kind, Value, Vocabulary};
use crate::report::document::{Block, Column, Document, Page, Row, Table};
use crate::report::writers::{Cell, Nature};
use crate::request::{ListAsk, Order, Query, ReportAsk, Scope, Test, Trouble};
use crate::store::Store;

/// More rows than this are no paper: they go to xlsx or csv, which are written as they are read.
const MOST: usize = 20_000;
/// Characters that fit a page that stands upright.
const UPRIGHT: u16 = 84;

/// Builds it.
///
/// # Errors
/// The list is longer than a document carries, or a trouble of the data file.
pub fn build(store: &mut Store, ask: &ReportAsk) -> Result<Document, Trouble> {
    let Some(list) = &ask.list else { return Err(Trouble::inner("a list without rows")) };
    let entity = list.query.entity;
    let (count, _) = store.count(&list.query, MOST + 1)?;
    if count > MOST {
        return Err(Trouble::new(
            "DAFTAR-TERLALU-PANJANG",
            text(
                "Daftar ini lebih dari {0} baris; terlalu panjang untuk dicetak.",
                "This list has more than {0} rows; that is too long for paper.",
            )
            .with([money::show(i64::try_from(MOST).unwrap_or(i64::MAX))]),
            text("Saring dahulu (s), atau pilih Excel atau CSV.", "Filter it first (s), or choose Excel or CSV."),
        ));
    }
    let office = Office::read(store, ask)?;
    let words = store.words();
    let fields = fields(list, ask.personal.is_some());
    let mut columns = vec![Column::new("No", Nature::Number, 4)];
    columns.extend(fields.iter().map(|field| Column::new(field.label.id, nature(field), width(field))));
    let mut rows = Vec::new();
    store.walk(&list.query, &mut |record| {
        let mut cells = vec![Cell::Number(i64::try_from(rows.len() + 1).unwrap_or(0))];
        cells.extend(fields.iter().map(|field| cell(field, record.get(field.name), &words)));
        rows.push(Row::plain(cells));
        Ok(())
    })?;
    let wide = columns.iter().map(|column| column.width + 1).sum::<u16>() > UPRIGHT;
    let day = list.query.as_of.unwrap_or_else(|| store.today());
    let title = format!("Daftar {}", entity.label.id);
    let narrowed = narrowed(&list.query, &words);
    let mut heading = vec![title.to_uppercase()];
    heading.extend((!office.name().is_empty()).then(|| format!("KECAMATAN {}", office.name()).to_uppercase()));
    heading.extend(list.query.as_of.map(|day| format!("Keadaan per {}", date::long(day)).to_uppercase()));
    let mut blocks = vec![Block::Title(heading)];
    blocks.extend((!narrowed.is_empty()).then(|| Block::Paragraph(format!("Saring: {narrowed}."))));
    let total = money::show(i64::try_from(rows.len()).unwrap_or(i64::MAX));
    blocks.push(Block::Table(Table { columns, rows, ..Table::default() }));
    let sorted = entity.field(list.query.sorted_by()).map_or("", |field| field.label.id).to_lowercase();
    let turned = if list.query.order == Order::Down { " (turun)" } else { "" };
    Ok(Document {
        name: "daftar".to_owned(),
        page: Page { landscape: wide, ..Office::page(ask, wide) },
        kop: office.kop(),
        blocks,
        footer: format!("Keadaan per {} \u{b7} {total} baris \u{b7} urut: {sorted}{turned}", date::show(day)),
        message: vec![format!("{title} Kecamatan {} per {}: {total} baris.", office.name(), date::long(day))],
        title,
    })
}

/// The columns, in the order shown.
fn fields(list: &ListAsk, personal: bool) -> Vec<&'static Field> {
    let named = list.columns.iter().filter_map(|name| list.query.entity.field(name));
    named.filter(|field| personal || !field.is_personal()).collect()
}

/// What the columns hold.
const fn nature(field: &Field) -> Nature {
    match field.kind {
        Kind::Date => Nature::Date,
        Kind::Number(..) | Kind::Money => Nature::Number,
        Kind::Year => Nature::Year,
        _ => Nature::Text,
    }
}

fn width(field: &Field) -> u16 {
    let own = match field.kind {
        Kind::Date => 10,
        Kind::Money => 16,
        Kind::Nik => 16,
        Kind::Note => 30,
        _ => field.width,
    };
    let heading = field.label.id.split([' ', '/']).map(|word| word.chars().count()).max().unwrap_or(4);
    own.max(u16::try_from(heading).unwrap_or(8)).clamp(4, 40)
}

fn cell(field: &Field, value: &Value, words: &Vocabulary) -> Cell {
    match (field.kind, value) {
        (_, Value::Empty) => Cell::Empty,
        (_, Value::Date(day)) => Cell::Date(*day),
        (Kind::Number(..) | Kind::Money | Kind::Year, Value::Int(number)) => Cell::Number(*number),
        (kind, value) => Cell::Text(kind.show(value, Lang::Id, words)),
    }
}

/// What the rows have in common: the words looked for, the filters, the bin.
fn narrowed(query: &Query, words: &Vocabulary) -> String {
    let mut parts = Vec::new();
    if query.scope == Scope::Bin {
        parts.push("di keranjang (dihapus)".to_owned());
    }
    if !query.search.is_empty() {
        parts.push(format!("memuat \"{}\"", query.search));
    }
    parts.extend(query.filters.iter().map(|filter| tested(query.entity, (filter.field, &filter.test), words)));
    parts.join("; ")
}

fn tested(entity: &Entity, (name, test): (&str, &Test), words: &Vocabulary) -> String {
    let Some(field) = entity.field(name) else { return name.to_owned() };
    let label = field.label.id;
    let show = |value: &Value| match field.kind.show(value, Lang::Id, words) {
        shown if shown.is_empty() => "(kosong)".to_owned(),
        // What is looked for in a personal field is personal too.
        _ if field.is_personal() => "...".to_owned(),
        shown => shown,
    };
    match test {
        Test::Is(value) | Test::Concerns(value) => format!("{label} {}", show(value)),
        Test::OneOf(values) => format!("{label} {}", values.iter().map(show).collect::<Vec<_>>().join(" atau ")),
        Test::Not(value) => format!("{label} bukan {}", show(value)),
        Test::Of(wanted) => {
            let said = |(name, values): &(&str, Vec<Value>)| {
                let far = field.target().and_then(|target| target.field(name))?;
                let values: Vec<String> = values.iter().map(|value| far.kind.show(value, Lang::Id, words)).collect();
                Some(format!("{} {}", far.label.id, values.join(" atau ")))
            };
            format!("{label}: {}", wanted.iter().filter_map(said).collect::<Vec<_>>().join(", "))
        }
        Test::Empty => format!("{label} kosong"),
        Test::Waiting => format!("{label} menunggu"),
        Test::Known => format!("{label} terisi"),
        Test::Since(day) => format!("{label} sejak {}", date::show(*day)),
        Test::Until(day) => format!("{label} sampai {}", date::show(*day)),
        Test::Before(day) => format!("{label} sebelum {} atau belum pernah", date::show(*day)),
        Test::OpenAt(day) => format!("{label} berlaku {}", date::show(*day)),
    }
}
