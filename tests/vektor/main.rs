//! Words, days and numbers as independent libraries write them in Indonesian.
//!
//! The tables were written by num2words 0.5.14 (`lang="id"`) and Babel 2.18.0 (Unicode CLDR 47, `id`),
//! answers as they are. Where one is wrong, the test says by which rule.

use pembina::base::date::{self, Date};
use pembina::base::money;
use pembina::report::print::cell::shown;
use pembina::report::writers::{Cell, Nature};

fn rows(table: &str) -> Vec<Vec<&str>> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect()
}

/// num2words says *satu ribu* for the thousand behind a million. *Kamus Besar Bahasa Indonesia* has
/// *seribu* as the word for one thousand, and one such word does not change by what stands before it
/// (*satu juta seribu*); *satu ribu* is right only where the one belongs to a larger number of
/// thousands (*dua puluh satu ribu*).
fn by_rule(words: &str) -> String {
    let mut out: Vec<&str> = Vec::new();
    for word in words.split(' ') {
        let above = ["puluh", "ratus", "seratus"];
        let alone = out.len() < 2 || !above.contains(&out[out.len() - 2]);
        if word == "ribu" && out.last() == Some(&"satu") && alone {
            out.pop();
            out.push("seribu");
        } else {
            out.push(word);
        }
    }
    out.join(" ")
}

#[test]
fn numbers_in_words_are_those_of_num2words_but_for_one_rule() {
    let (mut all, mut other) = (0, 0);
    for row in rows(include_str!("terbilang.tsv")) {
        let [number, words] = row[..] else { panic!("two cells: {row:?}") };
        let said = money::terbilang(number.parse().expect("a number"));
        assert_eq!(said, by_rule(words), "{number}");
        all += 1;
        other += usize::from(said != words);
    }
    assert!(all >= 190, "{all}");
    assert!(other <= 12, "{other} of {all} differ, all by that rule");
}

#[test]
fn days_are_written_as_cldr_writes_them() {
    for row in rows(include_str!("tanggal.tsv")) {
        let [day, long, name] = row[..] else { panic!("three cells: {row:?}") };
        let day: Date = day.parse().expect("a day");
        assert_eq!((date::long(day).as_str(), date::day_name(day)), (long, name));
    }
}

#[test]
fn numbers_and_tenths_are_written_as_cldr_writes_them() {
    for row in rows(include_str!("angka.tsv")) {
        let [number, whole, tenths] = row[..] else { panic!("three cells: {row:?}") };
        let number: i64 = number.parse().expect("a number");
        assert_eq!(money::show(number), whole);
        assert_eq!(shown(&Cell::Number(number), Nature::Tenths), tenths);
        let minus = if number < 0 { "-" } else { "" };
        assert_eq!(money::show_rupiah(number), format!("{minus}Rp{}", whole.trim_start_matches('-')));
    }
}
