//! What one part of a record tells about another, for the form.
//!
//! * **Owns** the words beside a link, the bidang a jabatan implies, the beginning of a code.
//! * **Imports** `base` and the descriptions.
//! * **Never** judges: that is the business of checks.

use crate::base::date;
use crate::base::id::RecordId;
use crate::base::words::Lang;

use super::schema::{Field, Kind, Pattern};
use super::{DESA, Entity, PILIHAN, Record, Value, Vocabulary};

/// What stands beside a link on the form: how long an SK holds, else what tells the record apart
/// (a Posyandu's desa).
pub fn beside(record: &Record, lang: Lang, words: &Vocabulary) -> String {
    let day = |name: &str| record.get(name).as_date().map(date::show);
    match (day("berlaku_mulai"), day("berlaku_sampai")) {
        (Some(from), Some(until)) => {
            format!("{from} {} {until}", if lang == Lang::Id { "s.d." } else { "to" })
        }
        (Some(from), None) => format!("{from} ..."),
        (None, Some(until)) => format!("... {until}"),
        (None, None) => record
            .entity
            .field(record.entity.context)
            .map(|field| field.kind.show(record.get(field.name), lang, words))
            .unwrap_or_default(),
    }
}

/// The field and value that the field just left implies: the bidang of a jabatan.
pub fn implied(entity: &Entity, left: &Field, value: &Value, words: &Vocabulary) -> Option<(&'static str, Value)> {
    let Kind::List(list) = left.kind else { return None };
    let item = words.item(list, value.as_text())?;
    if item.bidang.is_empty() {
        return None;
    }
    let field = entity.typed().find(|field| matches!(field.kind, Kind::List("bidang")))?;
    Some((field.name, Value::Text(item.bidang.clone())))
}

/// What a code begins with, where it goes on from the code of a linked record: a registration
/// number from the desa's code.
pub fn beginning(field: &Field, linked: &Record, words: &Vocabulary) -> Option<String> {
    let Kind::Code(pattern) = field.kind else { return None };
    let pattern = match pattern {
        Pattern::Fixed(pattern) => pattern,
        Pattern::Set(setelan) if linked.entity == &DESA => {
            return words.pola(setelan)?.beginning(linked.text("kode"));
        }
        Pattern::Set(_) => return None,
    };
    linked.entity.fields.iter().find_map(|other| {
        let Kind::Code(Pattern::Fixed(start)) = other.kind else { return None };
        let rest = pattern.strip_prefix(start)?;
        let code = linked.get(other.name).as_text();
        let separator: String = rest.chars().take_while(|c| *c != '#').collect();
        (!rest.is_empty() && !code.is_empty()).then(|| format!("{code}{separator}"))
    })
}

/// A new word of an open list, with a code made of its name.
pub fn word(list: &str, name: &str) -> Record {
    Record::new(&PILIHAN, RecordId(-1))
        .with("nama", name)
        .with("daftar", list)
        .with("kode", slug(name))
        .with("aktif", 1)
}

/// The code of a name: `Ketua Bidang PU` gives `ketua-bidang-pu`.
pub fn slug(name: &str) -> String {
    let folded = crate::base::text::fold(name);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::{Item, PENUGASAN, POSYANDU};

    #[test]
    fn a_registration_number_begins_with_the_code_of_its_desa() {
        let desa = Record::new(&DESA, RecordId(1)).with("kode", "62.03.99.2001");
        let field = POSYANDU.field("nomor_registrasi").unwrap();
        let mut words = Vocabulary::default();
        assert_eq!(beginning(field, &desa, &words).as_deref(), Some("62.03.99.2001."));
        assert_eq!(beginning(POSYANDU.field("nama").unwrap(), &desa, &words), None);
        words.set("pola_registrasi", "PPKKKCDDDD-NNNN");
        assert_eq!(beginning(field, &desa, &words).as_deref(), Some("6203992001-"));
    }

    #[test]
    fn the_code_of_a_desa_begins_with_that_of_its_kecamatan() {
        let kecamatan = Record::new(&crate::entity::KECAMATAN, RecordId(1)).with("kode", "62.03.99");
        let field = DESA.field("kode").unwrap();
        assert_eq!(beginning(field, &kecamatan, &Vocabulary::default()).as_deref(), Some("62.03.99."));
    }

    #[test]
    fn a_jabatan_with_a_bidang_implies_it() {
        let mut words = Vocabulary::default();
        words.push(
            "jabatan",
            Item { code: "kb".into(), name: "Ketua Bidang".into(), bidang: "sosial".into(), ..Item::default() },
        );
        let field = PENUGASAN.field("jabatan").unwrap();
        let implied = implied(&PENUGASAN, field, &"kb".into(), &words);
        assert_eq!(implied, Some(("bidang", "sosial".into())));
    }

    #[test]
    fn a_new_word_gets_a_code_from_its_name() {
        assert_eq!(word("bidang", "Ekonomi & Kreatif").text("kode"), "ekonomi-kreatif");
    }
}
