//! Bad inputs, one table: what is caught, by which code, and that nothing is changed in silence.
//!
//! The expected codes follow `domain.md` (§4.2 NIK, §6.2 formats) and the damage that spreadsheet
//! programs do; they are written by hand.

use super::cells;
use super::sheet::Cell;
use crate::base::date::Date;
use crate::base::words::{Lang, text};
use crate::entity::value::{Hand, Reading};
use crate::entity::{Field, KADER, Kind, POSYANDU, Severity, Value, Vocabulary};

static COUNT: Field = Field::new("jumlah", text("Jumlah", "Count"), Kind::Number(0, 1_000));
static MONEY: Field = Field::new("harga", text("Harga", "Price"), Kind::Money);
static YEAR: Field = Field::new("tahun", text("Tahun", "Year"), Kind::Year);
static FLAG: Field = Field::new("bpjs", text("BPJS", "BPJS"), Kind::Flag);

fn field(name: &str) -> &'static Field {
    match name {
        "jumlah" => &COUNT,
        "harga" => &MONEY,
        "tahun" => &YEAR,
        "bpjs" => &FLAG,
        "posyandu" => POSYANDU.field("nama").expect("a field"),
        _ => KADER.field(name).or_else(|| POSYANDU.field(name)).expect("a field"),
    }
}

/// Texts: field, input, the code of the heaviest problem, and a suggestion where one is possible.
const TEXTS: &[(&str, &str, &str, &str)] = &[
    // NIK: length, letters, damage, impossible days (domain.md 4.2).
    ("nik", "6,20399E+15", "nik-rusak-excel", ""),
    ("nik", "6.20399E+15", "nik-rusak-excel", ""),
    ("nik", "6.20399500385E15", "nik-rusak-excel", ""),
    ("nik", "'6,2E+15", "nik-rusak-excel", ""),
    ("nik", "620399500385001", "nik-panjang", ""),
    ("nik", "62039950038500011", "nik-panjang", ""),
    ("nik", "6203995003", "nik-panjang", ""),
    ("nik", "62O3995003850001", "nik-bukan-angka", "6203995003850001"),
    ("nik", "620399500385000l", "nik-bukan-angka", "6203995003850001"),
    ("nik", "6203995OO3850OO1", "nik-bukan-angka", "6203995003850001"),
    ("nik", "620399S003850001", "nik-bukan-angka", "6203995003850001"),
    ("nik", "620399XXXXXX0001", "nik-bukan-angka", ""),
    ("nik", "620399******0001", "nik-bukan-angka", ""),
    ("nik", "6203995003850001/6203995003850002", "nik-bukan-angka", ""),
    ("nik", "KTP hilang", "nik-bukan-angka", ""),
    ("nik", "6203993203850001", "nik-tanggal", ""),
    ("nik", "6203997203850001", "nik-tanggal", ""),
    ("nik", "6203991013850001", "nik-tanggal", ""),
    ("nik", "6203993002850001", "nik-tanggal", ""),
    ("nik", "6203990003850001", "nik-tanggal", ""),
    ("nik", "6203992902850001", "nik-tanggal", ""),
    ("nik", "6203995003850000", "nik-urut", ""),
    ("nik", "6203995003850010", "nik-bulat-excel", ""),
    ("nik", "0000000000000000", "nik-tanggal", ""),
    ("nik", "#N/A", "rumus-gagal", ""),
    ("nik", "################", "rumus-gagal", ""),
    // Days: day first, never month first; Excel's zero days.
    ("tanggal_lahir", "03/25/1985", "tanggal-tertukar", "25-03-1985"),
    ("tanggal_lahir", "12-31-1990", "tanggal-tertukar", "31-12-1990"),
    ("tanggal_lahir", "31/02/1985", "tanggal", ""),
    ("tanggal_lahir", "29-02-1985", "tanggal", ""),
    ("tanggal_lahir", "32-01-1985", "tanggal", ""),
    ("tanggal_lahir", "00-00-0000", "tanggal", ""),
    ("tanggal_lahir", "00/01/1985", "tanggal", ""),
    ("tanggal_lahir", "12/1985", "tanggal", ""),
    ("tanggal_lahir", "12 Agustu 1985 pagi", "tanggal", ""),
    ("tanggal_lahir", "12 Foo 1985", "tanggal", ""),
    ("tanggal_lahir", "12-08-985", "tanggal", ""),
    ("tanggal_lahir", "12-08-19855", "tanggal", ""),
    ("tanggal_lahir", "1985", "tanggal", ""),
    ("tanggal_lahir", "41 tahun", "tanggal", ""),
    ("tanggal_lahir", "12/O8/1985", "tanggal", "12/08/1985"),
    ("tanggal_lahir", "l2-08-1985", "tanggal", "12-08-1985"),
    ("tanggal_lahir", "kemarin", "tanggal", ""),
    ("tanggal_lahir", "h", "tanggal", ""),
    ("tanggal_lahir", "+7", "tanggal", ""),
    ("tanggal_lahir", "5/3", "tanggal", ""),
    ("tanggal_lahir", "01/01/1900", "tanggal-nol-excel", ""),
    ("tanggal_lahir", "30-12-1899", "tanggal-nol-excel", ""),
    ("tanggal_lahir", "1900-01-01", "tanggal-nol-excel", ""),
    ("tanggal_lahir", "Kapuas", "tanggal", ""),
    ("tanggal_lahir", "Kapuas, 31-02-1985", "tanggal", ""),
    ("tanggal_lahir", "Senin, 12-08-1985 s/d 13-08-1985", "tanggal", ""),
    ("tanggal_lahir", "#VALUE!", "rumus-gagal", ""),
    // Numbers, years, money.
    ("jumlah", "1O", "angka", "10"),
    ("jumlah", "l5", "angka", "15"),
    ("jumlah", "lima", "angka", ""),
    ("jumlah", "5 orang", "angka", ""),
    ("jumlah", "-5", "angka", ""),
    ("jumlah", "1001", "angka", ""),
    ("jumlah", "2,5", "angka", ""),
    ("jumlah", "1,2E+02", "angka", ""),
    ("jumlah", "5-7", "angka", ""),
    ("jumlah", "#DIV/0!", "rumus-gagal", ""),
    ("harga", "1,25E+06", "rupiah", ""),
    ("harga", "Rp1.25.000", "rupiah", ""),
    ("harga", "satu juta", "rupiah", ""),
    ("harga", "1.250.OOO", "rupiah", "1.250.000"),
    ("harga", "$100", "rupiah", ""),
    ("tahun", "85", "angka", ""),
    ("tahun", "2O24", "angka", "2024"),
    ("tahun", "20244", "angka", ""),
    ("tahun", "2023/2024", "angka", ""),
    // Phones.
    ("no_hp", "6,28123E+11", "hp-rusak-excel", ""),
    ("no_hp", "8,12E+10", "hp-rusak-excel", ""),
    ("no_hp", "081234567890/081234567891", "hp-dua-nomor", "081234567890"),
    ("no_hp", "08123", "hp-panjang", ""),
    ("no_hp", "08123456789012345", "hp-panjang", ""),
    ("no_hp", "O81234567890", "hp-bukan-angka", "081234567890"),
    ("no_hp", "08I234567890", "hp-bukan-angka", "081234567890"),
    ("no_hp", "tidak punya", "hp-bukan-angka", ""),
    ("no_hp", "21234567890", "hp-awalan", ""),
    ("no_hp", "81234567890", "hp-nol-hilang", ""),
    // Codes.
    ("nomor_registrasi", "62.03.01.2011", "bentuk-kode", ""),
    ("nomor_registrasi", "001", "bentuk-kode", ""),
    ("nomor_registrasi", "62.03.O1.2011.001", "bentuk-kode", "62.03.01.2011.001"),
    ("nomor_registrasi", "6,20301E+12", "bentuk-kode", ""),
    ("nomor_registrasi", "62.03.01.2011.0011", "bentuk-kode", ""),
    ("nomor_registrasi", "REG-62030120110", "bentuk-kode", ""),
    ("rt_rw", "05-Mar", "berubah-jadi-tanggal", ""),
    ("rt_rw", "Mei-02", "berubah-jadi-tanggal", ""),
    // Names and choices.
    ("nama", "S1TI AM1NAH", "nama-angka", ""),
    ("nama", "R0SMIATI", "nama-angka", ""),
    ("nama", "12345", "nama-meragukan", ""),
    ("nama", "siti@surel.example", "nama-meragukan", ""),
    ("nama", "NULL", "nama-meragukan", ""),
    ("nama", "#REF!", "rumus-gagal", ""),
    ("nama", "Nurâ€™aini", "huruf-rusak", ""),
    ("nama", "Ren\u{fffd}", "huruf-rusak", ""),
    ("posyandu", "03-Mar", "berubah-jadi-tanggal", ""),
    ("posyandu", "M4WAR", "nama-angka", ""),
    ("jenis_kelamin", "X", "pilihan-tidak-dikenal", ""),
    ("jenis_kelamin", "L/P", "pilihan-tidak-dikenal", ""),
    ("status", "setengah aktif", "pilihan-tidak-dikenal", ""),
    ("bpjs", "mungkin", "ya-tidak", ""),
    // Names: signs only, titles only, far too long, other facilities, what formulas leave.
    ("nama", "-.-", "nama-meragukan", ""),
    ("nama", "?", "nama-meragukan", ""),
    ("nama", "Hj.", "nama-meragukan", ""),
    ("nama", "Dra. Hj.", "nama-meragukan", ""),
    ("nama", LONG, "terlalu-panjang", ""),
    ("posyandu", LONG, "terlalu-panjang", ""),
    ("nama", "=A1+B1", "nama-meragukan", ""),
    ("nama", "@SUM(A1)", "nama-meragukan", ""),
    ("nama", "6203994503850001", "nama-meragukan", ""),
    ("posyandu", "Puskesmas Selat", "nama-meragukan", ""),
    ("posyandu", "Polindes", "nama-meragukan", ""),
    // Phones: letters, two numbers however parted, too short.
    ("no_hp", "081234567890;081234567891", "hp-dua-nomor", "081234567890"),
    ("no_hp", "081234567890, 081234567891", "hp-dua-nomor", "081234567890"),
    ("no_hp", "081234567890 atau 081234567891", "hp-bukan-angka", ""),
    ("no_hp", "0812-345", "hp-panjang", ""),
    ("no_hp", "+62 812", "hp-panjang", ""),
    ("no_hp", "08123456789O", "hp-bukan-angka", "081234567890"),
    ("no_hp", "0812345678xx", "hp-bukan-angka", ""),
    ("no_hp", "+62000000000", "hp-awalan", ""),
    // Days: impossible, month only, day numbers, places only.
    ("tanggal_lahir", "31-02-1985", "tanggal", ""),
    ("tanggal_lahir", "29-02-1900", "tanggal", ""),
    ("tanggal_lahir", "1-Jan", "tanggal", ""),
    ("tanggal_lahir", "01-Jan", "tanggal", ""),
    ("tanggal_lahir", "Januari 1985", "tanggal", ""),
    ("tanggal_lahir", "Maret", "tanggal", ""),
    ("tanggal_lahir", "60", "tanggal", ""),
    ("tanggal_lahir", "1985-13-01", "tanggal-tertukar", "13-01-1985"),
    ("tanggal_lahir", "1985-00-10", "tanggal", ""),
    ("tanggal_lahir", "2/30/1985", "tanggal", ""),
    ("tanggal_lahir", "12/25/85", "tanggal-tertukar", "25-12-85"),
    ("tanggal_lahir", "12-03-", "tanggal", ""),
    // Numbers that say two things, or nothing whole.
    ("harga", "1.250,5", "rupiah", ""),
    ("harga", "1,250,00", "rupiah", ""),
    ("harga", "Rp", "rupiah", ""),
    ("harga", "1.250.000 / 2.000.000", "rupiah", ""),
    ("jumlah", "12 - 15", "angka", ""),
    ("jumlah", "±10", "angka", ""),
    ("tahun", "1899", "angka", ""),
];

/// Two hundred letters.
const LONG: &str = "Sitiaminahsitiaminahsitiaminahsitiaminahsitiaminahsitiaminahsitiaminahsitiaminahsitiaminahsitiaminah\
    Sitiaminahsitiaminahsitiaminahsitiaminahsitiaminahsitiaminahsitiaminahsitiaminahsitiaminahsitiaminah";

/// What looks odd and is right: field, input, the value as it is exported.
const GOOD: &[(&str, &str, &str)] = &[
    ("nik", "6203 9950 0385 0001", "6203995003850001"),
    ("nik", "620399-500385-0001", "6203995003850001"),
    ("nik", "'6203995003850001", "6203995003850001"),
    ("nik", "6203995003850001\u{a0}", "6203995003850001"),
    ("no_hp", "+62 812-3456-7890", "081234567890"),
    ("no_hp", "62 812 3456 7890", "081234567890"),
    ("no_hp", "(0513) 21234", "051321234"),
    ("no_hp", "+60 12-345 6789", "+60123456789"),
    ("tanggal_lahir", "12-03-85", "1985-03-12"),
    ("tanggal_lahir", "12/3/1985", "1985-03-12"),
    ("tanggal_lahir", "12 Maret 1985", "1985-03-12"),
    ("tanggal_lahir", "12-Mar-85", "1985-03-12"),
    ("tanggal_lahir", "1985-03-12", "1985-03-12"),
    ("tanggal_lahir", "Kuala Kapuas / 12-03-1985", "1985-03-12"),
    ("tanggal_lahir", "29-02-1984", "1984-02-29"),
    ("harga", "1.250.000,00", "1250000"),
    ("harga", "1,250,000.00", "1250000"),
    ("harga", "Rp 1.250.000,-", "1250000"),
    ("harga", "Rp1.250.000", "1250000"),
    ("harga", "1250000", "1250000"),
    ("jumlah", "1.000", "1000"),
    ("jumlah", " 12 ", "12"),
    ("nama", "Hj. Siti Aminah, S.Pd", "Hj. Siti Aminah, S.Pd"),
    ("nama", "Nur'aini", "Nur'aini"),
    ("nama", "Li", "Li"),
    ("posyandu", "Melati 7A", "Melati 7A"),
    ("posyandu", "Mawar I", "Mawar I"),
];

/// Numbers and days as spreadsheet programs keep them.
const CELLS: &[(&str, Cell, &str)] = &[
    ("nik", Cell::Number(6_203_995_003_850_000.0), "nik-rusak-excel"),
    ("nik", Cell::Number(6.203_99e15), "nik-rusak-excel"),
    ("nik", Cell::Number(9_203_995_003_850_003.0), "nik-rusak-excel"),
    ("nik", Cell::Number(620_399_500_385_001.0), "nik-panjang"),
    ("nik", Cell::Number(12.5), "nik-panjang"),
    ("nik", Cell::Date(Date::constant(1985, 3, 12)), "berubah-jadi-tanggal"),
    ("no_hp", Cell::Number(81_234_567_890.0), "hp-nol-hilang"),
    ("no_hp", Cell::Date(Date::constant(1985, 3, 12)), "berubah-jadi-tanggal"),
    ("tanggal_lahir", Cell::Number(0.0), "tanggal-nol-excel"),
    ("tanggal_lahir", Cell::Number(1.0), "tanggal-nol-excel"),
    ("tanggal_lahir", Cell::Number(41.0), "tanggal"),
    // Excel's 29 February 1900, a day that never was.
    ("tanggal_lahir", Cell::Number(60.0), "tanggal"),
    ("tanggal_lahir", Cell::Number(1985.0), "tanggal"),
    ("tanggal_lahir", Cell::Number(-5.0), "tanggal"),
    ("tanggal_lahir", Cell::Number(1e9), "tanggal"),
    ("tanggal_lahir", Cell::Date(Date::constant(1899, 12, 31)), "tanggal-nol-excel"),
    ("rt_rw", Cell::Date(Date::constant(2026, 5, 3)), "berubah-jadi-tanggal"),
    ("nomor_registrasi", Cell::Number(620_301.0), "bentuk-kode"),
    ("jumlah", Cell::Date(Date::constant(2026, 5, 3)), "berubah-jadi-tanggal"),
    ("jumlah", Cell::Number(2.5), "angka"),
    ("harga", Cell::Number(-1.5), "rupiah"),
    ("nama", Cell::Number(12_345.0), "nama-meragukan"),
];

#[test]
fn every_bad_input_is_caught_by_its_code_and_none_is_changed_in_silence() {
    let words = Vocabulary::default();
    let reading = Reading { today: Date::constant(2026, 11, 22), words: &words, hand: Hand::Office };
    let texts = TEXTS.iter().map(|(name, said, code, hint)| (*name, Cell::Text((*said).to_owned()), *code, *hint));
    let cells = CELLS.iter().map(|(name, cell, code)| (*name, cell.clone(), *code, ""));
    let mut wrong = Vec::new();
    let mut count = 0;
    for (name, cell, code, hint) in texts.chain(cells) {
        count += 1;
        let read = cells::read(field(name), &cell, &reading);
        // The first named weighs most: what blocks comes before what only warns.
        let worst = read.problems.iter().max_by_key(|problem| {
            let weight = match problem.severity {
                Severity::Error => 2,
                Severity::Overridable => 1,
                Severity::Warning => 0,
            };
            (weight, problem.code == code)
        });
        let got = worst.map_or("nothing", |problem| problem.code);
        let advice = worst.map(|problem| problem.advice.get(Lang::Id).into_owned()).unwrap_or_default();
        let blocked = worst.is_some_and(|problem| problem.severity == Severity::Error);
        // What blocks gives no value at all; what warns says so beside the value.
        let silent = blocked && read.value.as_ref().is_some_and(|value| *value != Value::Empty);
        let repair = worst.and_then(|problem| problem.repair.as_deref()).unwrap_or_default();
        if got != code || silent || repair != hint || !advice.contains(hint) {
            wrong.push(format!("{name} {cell:?}: {got}, not {code}; {advice:?} {:?}", read.value));
        }
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 80, "{count}");
}

#[test]
fn what_only_looks_odd_is_read_and_nothing_is_said_against_it() {
    let words = Vocabulary::default();
    let reading = Reading { today: Date::constant(2026, 11, 22), words: &words, hand: Hand::Office };
    let mut wrong = Vec::new();
    for (name, said, want) in GOOD {
        let read = cells::read(field(name), &Cell::Text((*said).to_owned()), &reading);
        let got = read.value.as_ref().map(|value| field(name).kind.export(value, &words));
        if got.as_deref() != Some(*want) || !read.problems.is_empty() {
            wrong.push(format!(
                "{name} {said:?}: {got:?}, not {want:?}; {:?}",
                read.problems.first().map(|one| one.code)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
