//! Whether a value may be kept in its field at all.
//!
//! * **Owns** the checks every field of a kind shares; what a field adds stands in its description.
//! * **Imports** `base::words`, `entity`.
//! * **Never** looks at another record: that is `rules`.

use crate::base::date::Date;
use crate::base::rekening;
use crate::base::words::{Phrase, Text, text};
use crate::entity::pola::fits;
use crate::entity::{Field, Kind, Problem, Record, Value, Vocabulary, check};

/// The code of a text that does not follow its field's pattern.
pub const PATTERN: &str = "pola-kode";

/// Everything a record says against itself: kinds, required fields, the field's own checks, the
/// entity's rules.
pub fn record(record: &Record, words: &Vocabulary, today: Date) -> Vec<Problem> {
    let mut out = Vec::new();
    for (field, value) in record.pairs().filter(|(field, _)| field.is_typed()) {
        if value.is_empty() {
            if field.is_required() {
                out.push(required(field));
            }
        } else if let Some(problem) = kind(field, value, words) {
            out.push(problem.at(field.name));
            continue;
        }
        if let Some(problem) = check::field(field, value, today, words) {
            out.push(match problem.field {
                Some(_) => problem,
                None => problem.at(field.name),
            });
        }
    }
    for problem in record.entity.rules.iter().filter_map(|rule| rule(record, today)) {
        // A rule says more of the same than the kind does.
        out.retain(|known| (known.code, known.field) != (problem.code, problem.field));
        out.push(problem);
    }
    out
}

/// A required field that is empty.
fn required(field: &'static Field) -> Problem {
    Problem::error(
        "wajib",
        pair(text("{0} belum diisi.", "{0} is missing."), field.label),
        text("Isi dahulu, lalu simpan.", "Fill it in, then save."),
    )
    .at(field.name)
}

/// A sentence about a field; its label is in both languages.
fn pair(sentence: Text, label: Text) -> Phrase {
    // A phrase holds one fact for both languages; the Indonesian label is the one on the form's
    // paper too.
    sentence.with([label.id])
}

fn kind(field: &'static Field, value: &Value, words: &Vocabulary) -> Option<Problem> {
    let wrong = |code, sentence: Text, advice: Text| Some(Problem::error(code, pair(sentence, field.label), advice));
    let misfit = || {
        wrong(
            "jenis-nilai",
            text("Isi {0} tidak cocok dengan jenisnya.", "{0} does not hold the right kind of value."),
            text("Isi ulang kolom ini.", "Fill in this field again."),
        )
    };
    match (&field.kind, value) {
        (Kind::Text(most), Value::Text(content)) => {
            if content.chars().count() > usize::from(*most) {
                return wrong(
                    "terlalu-panjang",
                    text("Isi {0} terlalu panjang.", "{0} is too long."),
                    text("Singkatkan; sisanya tulis di catatan.", "Shorten it; put the rest into the notes."),
                );
            }
            None
        }
        (Kind::Note | Kind::Phone, Value::Text(_)) | (Kind::Money | Kind::Flag, Value::Int(_)) => None,
        (Kind::Date, Value::Date(date)) => {
            if (1000..=9999).contains(&date.year()) {
                return None;
            }
            misfit()
        }
        (Kind::Nik, Value::Text(content)) => {
            if content.chars().count() == 16 && content.chars().all(|c| c.is_ascii_digit()) {
                return None;
            }
            let digits = content.chars().all(|c| c.is_ascii_digit());
            wrong(
                if digits { "nik-panjang" } else { "nik-bukan-angka" },
                text("{0} harus 16 angka.", "{0} must have 16 digits."),
                text(
                    "Periksa lagi di KTP; kosongkan bila belum ada.",
                    "Look at the identity card; leave empty if there is none.",
                ),
            )
        }
        (Kind::Code(pattern), Value::Text(content)) => {
            if fits(&pattern.mask(words), content) {
                return None;
            }
            wrong(
                PATTERN,
                text("Isi {0} tidak menurut polanya.", "{0} does not follow its pattern."),
                text("Salin kode lengkap dengan titiknya.", "Copy the whole code with its dots."),
            )
        }
        (Kind::Year, Value::Int(year)) => {
            if (1900..=2200).contains(year) {
                return None;
            }
            misfit()
        }
        (Kind::Number(least, most), Value::Int(number)) => {
            if (least..=most).contains(&number) {
                return None;
            }
            wrong(
                "di-luar-batas",
                text("Isi {0} di luar batas.", "{0} is out of bounds."),
                text("Periksa angkanya.", "Check the number."),
            )
        }
        (Kind::Months, Value::Int(bits)) => {
            if (1..4096).contains(bits) {
                return None;
            }
            misfit()
        }
        (Kind::Account, Value::Text(code)) => {
            if rekening::parse(code).as_deref() == Ok(code) {
                return None;
            }
            misfit()
        }
        (Kind::Choice(choices), Value::Text(code)) => {
            if choices.iter().any(|choice| choice.code == code) {
                return None;
            }
            wrong(
                "pilihan-tidak-ada",
                text("Isi {0} tidak ada di daftar.", "{0} is not among the choices."),
                text("Pilih dari daftar.", "Choose from the list."),
            )
        }
        (Kind::List(list), Value::Text(code)) => {
            // A list without any word (an empty file) forbids nothing.
            if words.list(list).is_empty() || words.item(list, code).is_some() {
                return None;
            }
            wrong(
                "pilihan-tidak-ada",
                text("Isi {0} tidak ada di daftar.", "{0} is not among the choices."),
                text(
                    "Pilih dari daftar, atau tambahkan dahulu di Daftar pilihan.",
                    "Choose from the list, or add it to the lists first.",
                ),
            )
        }
        (Kind::Link(_), Value::Link(_)) => None,
        _ => misfit(),
    }
}

/// A link to a record that is not there, or lies in the bin.
pub fn lost_link(field: &'static Field) -> Problem {
    Problem::error(
        "tautan-hilang",
        pair(text("{0} yang dipilih sudah tidak ada.", "The {0} chosen is not there any more."), field.label),
        text("Pilih yang lain, atau pulihkan dari tempat sampah.", "Choose another, or take it out of the bin."),
    )
    .at(field.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::RecordId;
    use crate::entity::KADER;

    #[test]
    fn a_nik_of_the_wrong_length_or_with_letters_is_told_once() {
        for (nik, code) in [("620399500385000", "nik-panjang"), ("62039950038500O1", "nik-bukan-angka")] {
            let kader = Record::new(&KADER, RecordId(-1)).with("nama", "Siti").with("nik", nik);
            let found = super::record(&kader, &Vocabulary::default(), Date::constant(2026, 11, 22));
            let codes: Vec<&str> = found.iter().filter(|one| one.field == Some("nik")).map(|one| one.code).collect();
            assert_eq!(codes, [code], "{nik}");
        }
    }
}
