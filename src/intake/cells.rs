//! Cells read as values: one cell, one field, and what is doubtful about it.
//!
//! * **Owns** what a cell's type says about damage by spreadsheet programs.
//! * **Imports** `base`, `entity`, the sheet.
//! * **Never** repairs a value: what was lost is asked for again.

use super::sheet::{Cell, whole};
use crate::base::date::{self, Date, DateError};
use crate::base::text::{clean, fold, name_key, person_key, restore_cell};
use crate::base::words::{Phrase, Text, text};
use crate::entity::penugasan::JABATAN_KADER;
use crate::entity::value::{Read, Reading};
use crate::entity::{Field, Kind, PENUGASAN, POSYANDU, Problem, Value};

/// Day numbers read as days: 1910 to 2100. Smaller numbers in a column of days are years or ages.
const SERIALS: std::ops::RangeInclusive<f64> = 3_653.0..=73_415.0;

/// Reads a cell as a value of a field. A blank cell is [`Value::Empty`].
pub fn read(field: &'static Field, cell: &Cell, reading: &Reading<'_>) -> Read {
    if cell.is_blank() {
        return good(Value::Empty);
    }
    let mut read = match (&field.kind, cell) {
        (_, Cell::Error(name)) => bad(failed_formula(name)),
        (_, Cell::Text(said)) if is_failed_formula(said) => bad(failed_formula(said.trim())),
        (Kind::Date, Cell::Date(day)) => day_read(*day),
        (Kind::Date, Cell::Number(number)) => serial(field, *number, reading),
        (Kind::Date, Cell::Text(said)) => day_of_text(field, said, reading),
        (Kind::Nik | Kind::Phone | Kind::Code(_), Cell::Number(number)) => digits(field, *number, reading),
        (Kind::Year, Cell::Date(day)) => good(Value::Int(day.year().into())),
        (Kind::Text(_) | Kind::Code(_) | Kind::Nik | Kind::Phone, Cell::Date(day)) => bad(became_a_day(*day)),
        (Kind::Number(..) | Kind::Money, Cell::Date(day)) => bad(became_a_day(*day)),
        (Kind::Text(_), Cell::Text(said)) if is_short_day(said) && is_mark(field) => bad(became_a_short_day(said)),
        (_, Cell::Text(said)) => field.kind.read(restore_cell(said.trim_start_matches('\u{feff}')), reading),
        (_, other) => field.kind.read(&other.shown(), reading),
    };
    if let (None, Cell::Text(said)) = (&read.value, cell) {
        suggest(field, said, reading, &mut read.problems);
    }
    if let Some(Value::Text(said)) = &read.value
        && matches!(field.kind, Kind::Text(_))
    {
        read.problems.extend(doubts(field, said));
    }
    read.problems.iter_mut().for_each(|problem| problem.field = Some(field.name));
    read
}

/// A post written with its bidang (`Kader Kesehatan`, `Anggota Bidang PU`), or shortened (`Ketua
/// Bid. Sosial`): the jabatan, and the bidang where it is one of its own.
pub fn post(said: &str, reading: &Reading<'_>) -> Option<(Value, Option<Value>)> {
    let (jabatan, bidang) = (PENUGASAN.field("jabatan")?, PENUGASAN.field("bidang")?);
    let folded = fold(said);
    let mut words = folded.split(' ').peekable();
    let found =
        |field: &'static Field, said: &str| field.kind.read(said, reading).value.filter(|value| !value.is_empty());
    if words.peek().is_some_and(|first| matches!(*first, "kader" | "anggota")) {
        let dropped = ["kader", "anggota", "posyandu", "bidang", "bid", "seksi", "spm"];
        let rest: Vec<&str> = words.skip_while(|word| dropped.contains(word)).collect();
        return Some((Value::from(JABATAN_KADER), Some(found(bidang, &rest.join(" "))?)));
    }
    let whole: Vec<&str> = words
        .map(|word| match word {
            "bid" => "bidang",
            "koord" | "kord" | "koor" => "koordinator",
            "ka" => "ketua",
            other => other,
        })
        .collect();
    Some((found(jabatan, &whole.join(" "))?, None))
}

/// Names and places of RT and RW: short texts that spreadsheet programs take for days.
fn is_mark(field: &Field) -> bool {
    matches!(field.name, "rt_rw" | "nama" | "nomor")
}

/// `05-Mar`, `Mar-05`: how Excel shows a day in a text file.
fn is_short_day(said: &str) -> bool {
    const MONTHS: &[&str] = &[
        "jan", "feb", "mar", "apr", "mei", "may", "jun", "jul", "agu", "ags", "agt", "aug", "sep", "okt", "oct", "nov",
        "nop", "des", "dec",
    ];
    let said = said.trim().to_lowercase();
    let Some((a, b)) = said.split_once('-') else { return false };
    let number = |part: &str| (1..=2).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit());
    number(a) && MONTHS.contains(&b) || MONTHS.contains(&a) && number(b)
}

fn became_a_short_day(said: &str) -> Problem {
    Problem::error(
        "berubah-jadi-tanggal",
        text("Excel mengubah isi sel menjadi tanggal ({0}).", "Excel turned the cell into a date ({0}).")
            .with([said.trim()]),
        text(
            "Atur kolom menjadi Text di Excel, lalu ketik ulang isinya.",
            "Format the column as Text in Excel and type the value again.",
        ),
    )
}

/// Texts that failed formulas leave in CSV files.
fn is_failed_formula(said: &str) -> bool {
    matches!(
        said.trim().to_uppercase().as_str(),
        "#N/A" | "#REF!" | "#VALUE!" | "#NAME?" | "#DIV/0!" | "#NULL!" | "#NUM!" | "#SPILL!" | "#NAME" | "#CALC!"
    ) || said.trim().chars().count() > 3 && said.trim().chars().all(|c| c == '#')
}

/// The days Excel shows for an empty or zero cell.
fn day_read(day: Date) -> Read {
    let zero = Date::constant(1899, 12, 30)..=Date::constant(1900, 1, 1);
    if zero.contains(&day) {
        return bad(Problem::error(
            "tanggal-nol-excel",
            text(
                "{0} adalah tanggal nol Excel, bukan tanggal yang diketik.",
                "{0} is Excel's day zero, not a day somebody typed.",
            )
            .with([date::show(day)]),
            text("Kosongkan selnya, atau isi tanggal yang benar.", "Clear the cell, or write the right day."),
        ));
    }
    good(Value::Date(day))
}

/// Offers a repair where letters stand for digits: it is never taken by itself.
fn suggest(field: &'static Field, said: &str, reading: &Reading<'_>, problems: &mut [Problem]) {
    if matches!(field.kind, Kind::Text(_) | Kind::Note | Kind::Choice(_) | Kind::List(_) | Kind::Flag | Kind::Link(_)) {
        return;
    }
    let said = restore_cell(said).trim();
    if let Some(problem) = problems.first_mut().filter(|problem| problem.code == "hp-dua-nomor") {
        let mut parts = said.split(['/', ',', ';', '&']).map(str::trim);
        if let Some(first) = parts.find(|part| field.kind.read(part, reading).problems.is_empty()) {
            problem.advice = text(
                "Pakai yang pertama ({0}), dan tulis yang lain di catatan.",
                "Take the first ({0}), and write the other into the notes.",
            )
            .with([first]);
            problem.repair = Some(first.to_owned());
        }
        return;
    }
    let digits = said.chars().filter(char::is_ascii_digit).count();
    let repaired: String = said
        .chars()
        .map(|c| match c {
            'O' | 'o' | 'Q' => '0',
            'l' | 'I' | 'i' | '|' => '1',
            'S' | 's' => '5',
            'B' => '8',
            other => other,
        })
        .collect();
    let swaps = repaired.chars().zip(said.chars()).filter(|(a, b)| a != b).count();
    if swaps == 0 || swaps > digits {
        return;
    }
    let again = field.kind.read(&repaired, reading);
    let good = again.value.is_some_and(|value| !value.is_empty());
    if let Some(problem) = problems.first_mut().filter(|_| good) {
        problem.advice = maybe(&repaired);
        problem.repair = Some(repaired);
    }
}

fn maybe(repaired: &str) -> Phrase {
    text(
        "Mungkin maksudnya {0}. Cocokkan dengan berkas aslinya, lalu betulkan.",
        "Perhaps {0} is meant. Compare with the original, then mend it.",
    )
    .with([repaired])
}

/// Other facilities that stand in lists of Posyandu by mistake.
const FACILITIES: &[&str] = &[
    "puskesmas",
    "pustu",
    "polindes",
    "poskesdes",
    "poskesdas",
    "paud",
    "tk",
    "sd",
    "sdn",
    "pasar",
    "kantor",
    "klinik",
    "rsud",
];

/// What is doubtful about a name that can be read.
fn doubts(field: &'static Field, said: &str) -> Option<Problem> {
    if said.contains(['\u{fffd}', 'Ã', 'Â', '\u{9d}']) || said.contains("â€") {
        return Some(Problem::warning(
            "huruf-rusak",
            text("Ada huruf yang rusak: {0}", "Some letters are damaged: {0}").with([said]),
            text("Simpan ulang sebagai \"CSV UTF-8\", lalu ambil lagi.", "Save it as \"CSV UTF-8\" and take it again."),
        ));
    }
    if field.name != "nama" {
        return None;
    }
    let letters = said.chars().filter(|c| c.is_alphabetic()).count();
    let empty = ["null", "n a", "na", "none", "nihil", "kosong", "xxx", "xx", "test", "tes", "belum ada", "tidak ada"];
    let first = fold(said).split(' ').next().unwrap_or("").to_owned();
    let other =
        POSYANDU.field("nama").is_some_and(|own| std::ptr::eq(own, field)) && FACILITIES.contains(&first.as_str());
    let titles = letters > 0 && person_key(&format!("{said} xyzq")) == "xyzq" && (said.contains('.') || letters <= 3);
    let formula = said.starts_with(['=', '+']);
    if letters == 0 || said.contains('@') || other || titles || formula || empty.contains(&fold(said).as_str()) {
        return Some(Problem::warning(
            "nama-meragukan",
            text("\"{0}\" tidak seperti nama.", "\"{0}\" does not look like a name.").with([said]),
            text("Periksa isinya; kolomnya mungkin bergeser.", "Check it; the columns may have slipped."),
        ));
    }
    // "S1TI": a digit between letters is a slip; "Melati 2" and "7A" are not.
    let slipped = said.split_whitespace().any(|word| {
        let word: Vec<char> = word.chars().filter(|c| c.is_alphanumeric()).collect();
        let kinds: Vec<bool> = word.iter().map(char::is_ascii_digit).collect();
        kinds.windows(3).any(|three| three == [false, true, false]) && word.len() >= 4
    });
    slipped.then(|| {
        Problem::warning(
            "nama-angka",
            text("Ada angka di tengah nama: {0}", "There is a digit inside the name: {0}").with([said]),
            text("Mungkin 0 untuk O atau 1 untuk I; cocokkan.", "Perhaps 0 for O or 1 for I; compare."),
        )
    })
}

/// A value about which nothing is doubtful.
pub fn good(value: Value) -> Read {
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
    if (0.0..=1.0).contains(&number) {
        return day_read(Date::constant(1900, 1, 1));
    }
    // A leading zero of a day is lost in a number: 5031985.
    let said = match whole(number) {
        Some(digits @ 1_000_000..10_000_000) => format!("0{digits}"),
        _ => Cell::Number(number).shown(),
    };
    field.kind.read(&said, reading)
}

const DATE_ADVICE: Text = text("Tulis hari-bulan-tahun, misalnya 12-03-1985.", "Write day-month-year, 12-03-1985.");

/// An Excel day number that a program wrote out as text: five digits, which no day has.
fn serial_text(said: &str) -> Option<Read> {
    let said = said.trim();
    let number = said.parse::<u32>().ok().filter(|_| said.len() == 5)?;
    let day = SERIALS.contains(&f64::from(number)).then(|| date::from_excel_serial(f64::from(number)))?.ok()?;
    let mut read = day_read(day);
    read.problems.push(Problem::warning(
        "tanggal-serial",
        text("Nomor hari {0} dibaca {1}.", "The day number {0} is read as {1}.")
            .with([said.to_owned(), date::show(day)]),
        text("Periksa tanggalnya.", "Check the day."),
    ));
    Some(read)
}

/// A day written as text; in a joined column behind a place (`Kapuas, 12 Maret 1985`).
fn day_of_text(field: &'static Field, said: &str, reading: &Reading<'_>) -> Read {
    let said = restore_cell(said);
    let read = match date::parse_strict(said, reading.today) {
        Ok(day) => day_read(day),
        Err(DateError::Swapped { day, month }) => bad(swapped(said, day, month)),
        Err(_) => serial_text(said).unwrap_or_else(|| field.kind.read(said, reading)),
    };
    match place_and_day(said) {
        Some((_, behind)) if read.value.is_none() => {
            let day = field.kind.read(behind, reading);
            if day.value.as_ref().is_some_and(|value| !value.is_empty()) { day } else { read }
        }
        _ => read,
    }
}

/// Month-first, as American programs write: told with the day it probably is, never turned round.
fn swapped(said: &str, day: u32, month: u32) -> Problem {
    let numbers: Vec<&str> = said.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let year = numbers.iter().find(|part| part.len() == 4).or(numbers.last()).copied().unwrap_or_default();
    let turned = format!("{day:02}-{month:02}-{year}");
    let today = Date::constant(2026, 1, 1);
    if date::parse_strict(&turned, today).is_err() {
        return Problem::error("tanggal", DateError::Swapped { day, month }.say(), DATE_ADVICE);
    }
    Problem::error("tanggal-tertukar", DateError::Swapped { day, month }.say(), maybe(&turned)).mended(turned)
}

/// Days of the week stand before a day too, and are no places.
const WEEKDAYS: &[&str] = &["senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu", "ahad"];

/// A place and the day behind it: `Kapuas, 12 Maret 1985`, `Kapuas/12-03-1985`, `Kapuas 12-03-85`.
fn place_and_day(said: &str) -> Option<(&str, &str)> {
    if let Some(parts) = said.rsplit_once(',') {
        return Some(parts);
    }
    let at = said.find(|c: char| c.is_ascii_digit())?;
    let (place, day) = said.split_at_checked(at)?;
    let is_day = date::parse_strict(day, Date::constant(2026, 1, 1)).is_ok();
    let letters = place.chars().filter(|c| c.is_alphabetic()).count();
    (letters >= 3 && is_day).then_some((place.trim_end_matches(['/', '-', ':', '.', ' ']), day))
}

/// The place in front of the day in a joined column, where one stands there.
pub fn place_before_day(said: &str) -> Option<String> {
    let (place, _) = place_and_day(said)?;
    let place = clean(place);
    let is_place = place.chars().any(char::is_alphabetic) && !WEEKDAYS.contains(&fold(&place).as_str());
    is_place.then_some(place)
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
    // Beyond 2^53 a float rounds the last digit itself.
    if length > 15 && (shown.ends_with('0') || number.abs() > 9_007_199_254_740_992.0) {
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
    use crate::entity::{KADER, Vocabulary};

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
