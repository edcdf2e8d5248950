//! WHAT is kept: one file per entity, and the register [`ENTITIES`].
//!
//! * **Owns** descriptions, kinds of values, records, checks of one record.
//! * **Imports** `base`.
//! * **Never** knows a screen, a file or SQL.

pub mod berkas;
pub mod cakupan;
pub mod catatan;
pub mod check;
pub mod desa;
pub mod flat;
pub mod gabung;
pub mod ganti;
pub mod hint;
pub mod insentif;
pub mod jaminan;
pub mod kader;
pub mod keadaan;
pub mod kecakapan;
pub mod kecamatan;
pub mod kode_desa;
pub mod laporan;
pub mod naskah;
pub mod pagu;
pub mod pejabat;
pub mod pelatihan;
pub mod penugasan;
pub mod pilihan;
pub mod pola;
pub mod posyandu;
pub mod realisasi;
pub mod record;
pub mod registrasi;
pub mod rencana;
pub mod sarana;
pub mod schema;
pub mod setelan;
pub mod sk;
pub mod skenario;
pub mod surat;
pub mod tambahan;
pub mod tim;
pub mod value;

pub use berkas::BERKAS;
pub use cakupan::CAKUPAN;
pub use catatan::CATATAN;
pub use check::{Problem, Severity};
pub use desa::DESA;
pub use insentif::INSENTIF;
pub use jaminan::JAMINAN;
pub use kader::KADER;
pub use keadaan::KEADAAN;
pub use kecakapan::KECAKAPAN;
pub use kecamatan::KECAMATAN;
pub use kode_desa::KODE_DESA;
pub use laporan::LAPORAN;
pub use naskah::NASKAH;
pub use pagu::PAGU;
pub use pejabat::PEJABAT;
pub use pelatihan::PELATIHAN;
pub use penugasan::PENUGASAN;
pub use pilihan::PILIHAN;
pub use pola::Pola;
pub use posyandu::POSYANDU;
pub use realisasi::REALISASI;
pub use record::Record;
pub use registrasi::REGISTRASI;
pub use rencana::RENCANA;
pub use sarana::SARANA;
pub use schema::{Choice, Companion, Entity, Field, Kind, Origin, Pattern, Place};
pub use setelan::{DISETEL, SETELAN, Setelan};
pub use sk::SK;
pub use skenario::SKENARIO;
pub use surat::SURAT;
pub use tambahan::TAMBAHAN;
pub use tim::TIM;
pub use value::{Item, Link, Value, Vocabulary};

/// Every entity, in the order of menus and manual; a table stands after those it points to.
pub static ENTITIES: &[&Entity] = &[
    &KECAMATAN,
    &DESA,
    &POSYANDU,
    &SK,
    &KADER,
    &PENUGASAN,
    &NASKAH,
    &RENCANA,
    &CAKUPAN,
    &REALISASI,
    &PAGU,
    &SKENARIO,
    &KODE_DESA,
    &KEADAAN,
    &REGISTRASI,
    &BERKAS,
    &SARANA,
    &TAMBAHAN,
    &PELATIHAN,
    &KECAKAPAN,
    &JAMINAN,
    &INSENTIF,
    &LAPORAN,
    &CATATAN,
    &PEJABAT,
    &TIM,
    &SURAT,
    &PILIHAN,
    &DISETEL,
];

/// The entity of a name.
pub fn by_name(name: &str) -> Option<&'static Entity> {
    ENTITIES.iter().copied().find(|entity| entity.name == name)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::base::text::{fold, width};
    use crate::base::words::{Lang, Text};

    fn all_fields() -> impl Iterator<Item = (&'static Entity, &'static Field)> {
        ENTITIES.iter().flat_map(|entity| entity.fields.iter().map(move |field| (*entity, field)))
    }

    fn is_written(words: Text) -> bool {
        !words.get(Lang::Id).trim().is_empty() && !words.get(Lang::En).trim().is_empty()
    }

    #[test]
    fn every_typed_field_explains_itself_in_both_languages() {
        for (entity, field) in all_fields().filter(|(_, field)| field.is_typed()) {
            let place = format!("{}.{}", entity.name, field.name);
            assert!(is_written(field.label) && is_written(field.help), "{place} has no help");
            assert!(field.example.id.contains("Salah: "), "{place} has no wrong example");
            assert!(field.example.en.contains("Wrong: "), "{place} has no wrong example in English");
            assert!(!field.synonyms.is_empty(), "{place} is recognised under no heading");
        }
        for entity in ENTITIES {
            assert!(is_written(entity.label) && is_written(entity.help), "{}", entity.name);
        }
    }

    #[test]
    fn the_first_columns_of_every_list_fit_a_narrow_screen() {
        for entity in ENTITIES {
            let widths: Vec<usize> = entity.fields.iter().map(|f| usize::from(f.width)).filter(|w| *w > 0).collect();
            // Three cells carry the mark of the row, one stands between two columns.
            let total = 3 + widths.iter().sum::<usize>() + widths.len().saturating_sub(1);
            assert!(total <= 80, "{} needs {total} cells", entity.name);
        }
    }

    #[test]
    fn every_heading_fits_its_column_or_has_a_shorter_label() {
        let cut: Vec<String> = all_fields()
            .filter(|(_, field)| field.width > 0)
            .filter(|(_, field)| width(field.heading().id).max(width(field.heading().en)) > usize::from(field.width))
            .map(|(entity, field)| format!("{}.{}", entity.name, field.name))
            .collect();
        assert_eq!(cut, [""; 0]);
    }

    #[test]
    fn names_are_unique_and_refer_to_fields_that_exist() {
        let names: BTreeSet<_> = ENTITIES.iter().map(|entity| entity.name).collect();
        assert_eq!(names.len(), ENTITIES.len());
        for entity in ENTITIES {
            let fields: BTreeSet<_> = entity.fields.iter().map(|field| field.name).collect();
            assert_eq!(fields.len(), entity.fields.len(), "{}", entity.name);
            assert!(fields.contains(entity.title) && fields.contains(entity.sort), "{}", entity.name);
            assert!(entity.context.is_empty() || fields.contains(entity.context), "{}", entity.name);
            assert!(entity.field(entity.sort).is_some_and(Field::is_sorted), "{}", entity.name);
            if let Some(companion) = entity.companion {
                assert!(companion.entity.field(companion.link).is_some_and(|f| f.target() == Some(entity)));
            }
        }
    }

    #[test]
    fn only_stored_fields_are_sorted_filtered_or_searched() {
        for (entity, field) in all_fields().filter(|(_, field)| !field.is_stored()) {
            assert!(
                !field.is_sorted() && !field.is_filtered() && !field.is_searched(),
                "{}.{} is worked out when read",
                entity.name,
                field.name
            );
        }
    }

    /// The name of a kind without its bounds.
    fn kind_name(kind: &Kind) -> String {
        match kind {
            Kind::Text(_) => "text".into(),
            Kind::Note => "note".into(),
            Kind::Nik => "nik".into(),
            Kind::Phone => "phone".into(),
            Kind::Code(_) => "code".into(),
            Kind::Date => "date".into(),
            Kind::Year => "year".into(),
            Kind::Number(..) => "number".into(),
            Kind::Money => "money".into(),
            Kind::Flag => "flag".into(),
            Kind::Months => "months".into(),
            Kind::Account => "account".into(),
            Kind::Choice(_) | Kind::List(_) => "choice".into(),
            Kind::Link(target) => format!("link to {}", target.name),
        }
    }

    #[test]
    fn one_name_means_one_thing_everywhere() {
        // `kode` is a region's code, but in pilihan the code of a word, which has no pattern.
        let told_apart = ["kode"];
        let mut seen: BTreeMap<&str, (String, &str)> = BTreeMap::new();
        for (entity, field) in all_fields().filter(|(_, field)| !told_apart.contains(&field.name)) {
            let kind = kind_name(&field.kind);
            let (first, place) = seen.entry(field.name).or_insert_with(|| (kind.clone(), entity.name));
            assert_eq!(*first, kind, "{}.{} is something else in {place}", entity.name, field.name);
        }
    }

    #[test]
    fn what_a_new_record_starts_with_can_be_read() {
        let mut words = Vocabulary::default();
        for word in crate::base::seed::pilihan_awal() {
            let item = Item { code: word.kode, name: word.nama, active: true, ..Item::default() };
            words.push(&word.daftar, item);
        }
        let today = crate::base::date::Date::constant(2026, 11, 22);
        let reading = value::Reading { today, words: &words, hand: value::Hand::Typed };
        for (entity, field) in all_fields().filter(|(_, field)| !field.default.is_empty()) {
            let read = field.kind.parse(field.default, &reading);
            assert!(read.as_ref().is_ok_and(|value| !value.is_empty()), "{}.{}: {read:?}", entity.name, field.name);
        }
    }

    #[test]
    fn headings_are_written_as_they_are_compared() {
        for (entity, field) in all_fields() {
            for word in field.synonyms {
                assert_eq!(fold(word), *word, "{}.{}", entity.name, field.name);
            }
        }
    }

    #[test]
    fn one_heading_names_one_field_of_an_entity() {
        for entity in ENTITIES {
            let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
            for field in entity.fields {
                for word in field.synonyms {
                    let other = seen.insert(word, field.name);
                    assert_eq!(other, None, "{}: \"{word}\" also names {}", entity.name, field.name);
                }
            }
        }
    }

    #[test]
    fn every_problem_of_a_field_check_is_silent_on_an_empty_value() {
        let today = crate::base::date::Date::constant(2026, 11, 22);
        for (entity, field) in all_fields() {
            if let Some(check) = field.check {
                assert_eq!(check(&Value::Empty, today), None, "{}.{}", entity.name, field.name);
            }
        }
        for entity in ENTITIES {
            let empty = Record::new(entity, crate::base::id::RecordId(-1));
            for rule in entity.rules {
                assert_eq!(rule(&empty, today), None, "{}", entity.name);
            }
        }
    }
}
