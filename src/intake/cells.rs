//! Cells read as values: one cell, one field, and what is doubtful about it.
//!
//! * **Owns** what a cell's type says about damage by spreadsheet programs.
//! * **Imports** `base`, `entity`, the sheet.
//! * **Never** repairs a value: what was lost is asked for again.

use super::sheet::{Cell, whole};
use crate::base::date::{self, Date};
use crate::base::text::{clean, fold, name_key, restore_cell};
use crate::base::words::{Text, text};
use crate::entity::value::{Read, Reading};
use crate::entity::{Field, Kind, Problem, Value};

/// Day numbers read as days: 1910 to 2100. Smaller numbers in a column of days are years or ages.
const SERIALS: std::ops::RangeInclusive<f64> = 3_653.0..=73_415.0;

/// Reads a cell as a value of a field. A blank cell is [`Value::Empty`].
pub fn read(field: &'static Field, cell: &Cell, reading: &Reading<'_>) -> Read {
    if cell.is_blank() {
        return good(Value::Empty);
    }
    let mut read = match (&field.kind, cell) {
        (_, Cell::Error(name)) => bad(failed_formula(name)),
        (Kind::Date, Cell::Date(day)) => good(Value::Date(*day)),
        (Kind::Date, Cell::Number(number)) => serial(field, *number, reading),
        (Kind::Date, Cell::Text(said)) => day_of_text(field, said, reading),
        (Kind::Nik | Kind::Phone | Kind::Code(_), Cell::Number(number)) => digits(field, *number, reading),
        (Kind::Year, Cell::Date(day)) => good(Value::Int(day.year().into())),
        (Kind::Text(_) | Kind::Code(_) | Kind::Nik | Kind::Phone, Cell::Date(day)) => bad(became_a_day(*day)),
        (_, Cell::Text(said)) => field.kind.read(restore_cell(said.trim_start_matches('\u{feff}')), reading),
        (_, other) => field.kind.read(&other.shown(), reading),
    };
    read.problems.iter_mut().for_each(|problem| problem.field = Some(field.name));
    read
}

fn good(value: Value) -> Read {
    Read { value: Some(value), problems: Vec::new() }
}

fn bad(problem: Problem) -> Read {
    Read { value: None, problems: vec![problem] }
}

fn failed_formula(name: &str) -> Problem {
    Problem::error(
        "rumus-gagal",
        text("Sel berisi rumus yang gagal ({0}).", "The cell holds a failed formula ({0}).").with([name.to_owned()]),
        text("Betulkan rumusnya di Excel, atau ketik isinya.", "Mend the formula in Excel, or type the value."),
    )
}

fn became_a_day(day: Date) -> Problem {
    Problem::error(
        "berubah-jadi-tanggal",
        text(
            "Excel mengubah isi sel menjadi tanggal ({0}); isi aslinya hilang.",
            "Excel turned the cell into a date ({0}); what was typed is lost.",
        )
        .with([date::show(day)]),
        text(
            "Atur kolom menjadi Text di Excel, lalu ketik ulang isinya.",
            "Format the column as Text in Excel and type the value again.",
        ),
    )
}

/// A number in a column of days: an Excel day number, or digits such as `12031985`.
fn serial(field: &'static Field, number: f64, reading: &Reading<'_>) -> Read {
    if SERIALS.contains(&number) {
        return match date::from_excel_serial(number) {
            Ok(day) => good(Value::Date(day)),
            Err(error) => bad(Problem::error("tanggal", error.say(), DATE_ADVICE)),
        };
    }
    // A leading zero of a day is lost in a number: 5031985.
    let said = match whole(number) {
        Some(digits @ 1_000_000..10_000_000) => format!("0{digits}"),
        _ => Cell::Number(number).shown(),
    };
    field.kind.read(&said, reading)
}

const DATE_ADVICE: Text = text("Tulis hari-bulan-tahun, misalnya 12-03-1985.", "Write day-month-year, 12-03-1985.");

/// A day written as text; in a joined column behind a place (`Kapuas, 12 Maret 1985`).
fn day_of_text(field: &'static Field, said: &str, reading: &Reading<'_>) -> Read {
    let said = restore_cell(said);
    let read = field.kind.read(said, reading);
    match said.rsplit_once(',') {
        Some((_, behind)) if read.value.is_none() => {
            let day = field.kind.read(behind, reading);
            if day.value.as_ref().is_some_and(|value| !value.is_empty()) { day } else { read }
        }
        _ => read,
    }
}

/// The place in front of the day in a joined column, where one stands there.
pub fn place_before_day(said: &str) -> Option<String> {
    let (place, _) = said.rsplit_once(',')?;
    let place = clean(place);
    place.chars().any(char::is_alphabetic).then_some(place)
}

/// A name and its alias: `SEPAT/BANPRES`, `Sepat (Banpres)`. Numbers and parts of a desa behind
/// the name (`Mawar 1/2`, `Mawar (RW 03)`) are no alias.
pub fn alias(said: &str) -> Option<(String, String)> {
    let (name, alias) = match said.split_once('(') {
        Some((name, rest)) => (name, rest.strip_suffix(')').filter(|inside| !inside.contains(['(', ')']))?),
        None => said.split_once('/').filter(|(_, alias)| !alias.contains('/'))?,
    };
    let (name, alias) = (clean(name), clean(alias));
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let first = fold(&alias).split(' ').next().unwrap_or("").to_owned();
    const PARTS: &[&str] = &[
        "rt",
        "rw",
        "dusun",
        "dsn",
        "dukuh",
        "kp",
        "kampung",
        "lingkungan",
        "lingk",
        "blok",
        "desa",
        "kelurahan",
        "perum",
        "balita",
        "lansia",
        "remaja",
        "pindah",
        "tutup",
        "baru",
        "lama",
        "aktif",
        "tidak",
        "non",
        "belum",
    ];
    let is_name = letters(&alias) >= 3 && letters(&name) >= 3 && !PARTS.contains(&first.as_str());
    // "Melati I/II" counts on; it does not rename.
    let numbers = name_key(&alias).split(' ').all(|word| word.chars().all(|c| c.is_ascii_digit()));
    (is_name && !numbers && !has_rt_rw(&alias)).then_some((name, alias))
}

/// Whether a text names an RT or RW.
fn has_rt_rw(text: &str) -> bool {
    fold(text).split(' ').any(|word| {
        let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
        matches!(letters, "rt" | "rw")
    })
}

/// A number in a column of codes. Beyond 15 digits spreadsheet programs keep zeros only.
fn digits(field: &'static Field, number: f64, reading: &Reading<'_>) -> Read {
    let shown = Cell::Number(number).shown();
    let length = shown.chars().filter(char::is_ascii_digit).count();
    if length > 15 && shown.ends_with('0') {
        return bad(Problem::error(
            "nik-rusak-excel",
            text(
                "Sel berupa angka, bukan teks: Excel hanya menyimpan 15 angka dan mengganti sisanya dengan 0 ({0}).",
                "The cell is a number, not text: Excel keeps 15 digits and writes 0 for the rest ({0}).",
            )
            .with([shown]),
            text(
                "Atur kolom menjadi Text di Excel, lalu ketik ulang dari KTP/KK.",
                "Format the column as Text in Excel and type it again from the identity card.",
            ),
        ));
    }
    field.kind.read(&shown, reading)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::value::Hand;
    use crate::entity::{KADER, POSYANDU, Vocabulary};

    fn value(field: &'static Field, cell: &Cell) -> Result<Value, &'static str> {
        let words = Vocabulary::default();
        let reading = Reading { today: Date::constant(2026, 11, 22), words: &words, hand: Hand::Office };
        let read = super::read(field, cell, &reading);
        read.value.ok_or_else(|| read.problems.first().map_or("", |problem| problem.code))
    }

    #[expect(clippy::needless_pass_by_value, reason = "cells are written where they are asked about")]
    fn of(name: &str, cell: Cell) -> Result<Value, &'static str> {
        let field = KADER.field(name).or_else(|| POSYANDU.field(name)).expect("a field");
        value(field, &cell)
    }

    fn words(said: &str) -> Cell {
        Cell::Text(said.to_owned())
    }

    #[test]
    fn days_are_read_from_date_cells_day_numbers_and_texts() {
        let day = Ok(Value::Date(Date::constant(1985, 3, 12)));
        assert_eq!(of("tanggal_lahir", Cell::Date(Date::constant(1985, 3, 12))), day);
        assert_eq!(of("tanggal_lahir", Cell::Number(31_118.0)), day);
        assert_eq!(of("tanggal_lahir", Cell::Number(12_031_985.0)), day);
        assert_eq!(of("tanggal_lahir", words("12/03/1985")), day);
        assert_eq!(of("tanggal_lahir", words("Kuala Kapuas, 12 Maret 1985")), day);
        assert_eq!(of("tanggal_lahir", Cell::Number(5_031_985.0)), Ok(Value::Date(Date::constant(1985, 3, 5))));
    }

    #[test]
    fn a_year_an_age_or_a_month_first_date_is_no_day() {
        assert!(of("tanggal_lahir", Cell::Number(1985.0)).is_err());
        assert!(of("tanggal_lahir", Cell::Number(41.0)).is_err());
        assert!(of("tanggal_lahir", words("03/25/1985")).is_err());
    }

    #[test]
    fn a_nik_that_excel_rounded_is_refused_and_a_whole_one_is_read() {
        assert_eq!(of("nik", Cell::Number(6_203_995_003_850_000.0)), Err("nik-rusak-excel"));
        assert_eq!(of("nik", words("6,20399E+15")), Err("nik-rusak-excel"));
        assert_eq!(of("nik", words("'6203995003850001")), Ok(Value::from("6203995003850001")));
        assert_eq!(of("nik", Cell::Number(6_203_995_003_850_001.0)), Ok(Value::from("6203995003850001")));
        assert_eq!(of("nik", words("belum ada")), Ok(Value::Empty));
    }

    #[test]
    fn a_code_or_name_that_became_a_date_is_refused() {
        assert_eq!(of("rt_rw", Cell::Date(Date::constant(2026, 5, 3))), Err("berubah-jadi-tanggal"));
        assert_eq!(of("nama", Cell::Error("#REF!".into())), Err("rumus-gagal"));
    }

    #[test]
    fn a_formula_guard_of_our_own_is_taken_off() {
        assert_eq!(of("alamat", words("'=1+1")), Ok(Value::from("=1+1")));
        assert_eq!(of("alamat", words("'tHart")), Ok(Value::from("'tHart")));
    }

    #[test]
    fn numbers_in_text_columns_lose_their_point() {
        assert_eq!(of("rt_rw", Cell::Number(3.0)), Ok(Value::from("3")));
        assert_eq!(of("alamat", words(" \u{a0}")), Ok(Value::Empty));
    }
}
