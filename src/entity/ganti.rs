//! Ganti kader: one holder of a post is followed by another, in one step.
//!
//! * **Owns** the form of that step ([`GANTI`]) and the records it becomes.
//! * **Imports** the descriptions of posts and persons.
//! * **Never** is stored itself: it is no row of [`super::ENTITIES`].

use crate::base::date::Date;
use crate::base::id::RecordId;
use crate::base::words::text;

use super::schema::{Entity, Field, Kind, Place};
use super::{KADER, PENUGASAN, Problem, Record, SK, Value};

/// What is asked when a holder is followed by another.
pub static GANTI: Entity = Entity {
    name: "ganti",
    label: text("Ganti kader", "Replace a kader"),
    help: text(
        "Mengakhiri satu jabatan dan mengangkat penggantinya di kursi yang sama. Masa jabatan lama tetap tercatat.",
        "Ends one post and appoints the successor in the same seat. The old term stays on record.",
    ),
    title: "nama",
    context: "",
    sort: "nama",
    fields: &[
        Field::new("selesai", text("Selesai", "Until"), Kind::Date)
            .group(text("Yang berhenti", "Who leaves"))
            .default("hari ini")
            .required()
            .help(text("Hari terakhir pemegang yang lama.", "The last day of the former holder.")),
        Field::new("alasan_berhenti", text("Alasan berhenti", "Reason for leaving"), Kind::List("alasan_berhenti"))
            .required()
            .help(text("Mengapa pemegang yang lama berhenti.", "Why the former holder leaves.")),
        Field::new("kader", text("Pengganti", "Successor"), Kind::Link(&KADER))
            .group(text("Yang menggantikan", "Who follows"))
            .help(text(
                "Orang yang sudah tercatat sebagai kader. Untuk orang baru kosongkan, lalu isi nama dan NIK.",
                "A person on record already. Leave empty for a new person and fill in name and NIK.",
            )),
        Field::new("nama", text("Orang baru: nama", "New person: name"), Kind::Text(80))
            .help(text("Nama lengkap orang yang belum tercatat.", "The full name of a person not on record yet.")),
        Field::new("nik", text("Orang baru: NIK", "New person: NIK"), Kind::Nik)
            .personal()
            .help(text("NIK orang baru; boleh kosong.", "The NIK of the new person; may be empty.")),
        Field::new("sk", text("SK", "SK"), Kind::Link(&SK))
            .help(text("SK yang mengangkat pengganti.", "The SK that appoints the successor.")),
        Field::new("mulai", text("Mulai", "From"), Kind::Date).required().help(text(
            "Hari pertama pengganti; terisi sehari sesudah yang lama selesai.",
            "The first day of the successor; filled in as the day after the last one of the former.",
        )),
    ],
    rules: &[somebody_follows, after_the_former],
    fill: Some(fill_first_day),
    companion: None,
    place: Place::Within,
};

fn somebody_follows(ganti: &Record, _today: Date) -> Option<Problem> {
    match (ganti.get("kader").is_empty(), ganti.get("nama").is_empty()) {
        (true, true) => Some(
            Problem::error(
                "pengganti-belum-ada",
                text("Pengganti belum diisi.", "There is no successor yet."),
                text(
                    "Pilih orang yang sudah tercatat, atau isi nama orang baru.",
                    "Pick a person on record, or fill in the name of a new one.",
                ),
            )
            .at("kader"),
        ),
        (false, false) => Some(
            Problem::error(
                "pengganti-dua",
                text("Ada dua pengganti.", "There are two successors."),
                text("Kosongkan salah satu.", "Empty one of them."),
            )
            .at("nama"),
        ),
        _ => None,
    }
}

fn after_the_former(ganti: &Record, _today: Date) -> Option<Problem> {
    let (end, begin) = (ganti.get("selesai").as_date()?, ganti.get("mulai").as_date()?);
    (begin < end).then(|| {
        Problem::error(
            "mulai-sebelum-selesai",
            text("Pengganti mulai sebelum yang lama selesai.", "The successor begins before the former ends."),
            text("Betulkan salah satu tanggal.", "Correct one of the dates."),
        )
        .at("mulai")
    })
}

fn fill_first_day(ganti: &mut Record, left: &str, _today: Date) {
    if left == "selesai"
        && ganti.get("mulai").is_empty()
        && let Some(next) = ganti.get("selesai").as_date().and_then(|end| end.tomorrow().ok())
    {
        ganti.set("mulai", next);
    }
}

/// What the form begins with for a post: the same SK.
pub fn given(post: &Record) -> Vec<(String, Value)> {
    vec![("sk".to_owned(), post.get("sk").clone())]
}

/// The records of the step: the old post with its end, the new person if there is one, the new
/// post in the same seat.
pub fn records(post: &Record, ganti: &Record) -> Vec<Record> {
    let mut old = post.clone();
    old.set("selesai", ganti.get("selesai").clone());
    old.set("alasan_berhenti", ganti.get("alasan_berhenti").clone());
    let mut records = vec![old];
    let mut person = ganti.get("kader").clone();
    if person.is_empty() {
        let new = Record::new(&KADER, RecordId(-1))
            .with("nama", ganti.get("nama").clone())
            .with("nik", ganti.get("nik").clone());
        person = Value::link(new.id, new.title());
        records.push(new);
    }
    let mut next = Record::new(&PENUGASAN, RecordId(-2));
    for same in ["posyandu", "jabatan", "bidang"] {
        next.set(same, post.get(same).clone());
    }
    next.set("kader", person);
    next.set("sk", ganti.get("sk").clone());
    next.set("mulai", ganti.get("mulai").clone());
    records.push(next);
    records
}

/// Who leaves, and who follows: for the history.
pub fn subject(post: &Record, ganti: &Record) -> String {
    let follows = match ganti.get("kader").as_link() {
        Some(link) => link.title.clone(),
        None => ganti.text("nama").to_owned(),
    };
    format!("{} -> {follows}", post.title())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_person_takes_the_same_seat() {
        let post = Record::new(&PENUGASAN, RecordId(5))
            .with("posyandu", Value::link(RecordId(3), "Melati 2"))
            .with("jabatan", "ketua");
        let ganti = Record::new(&GANTI, RecordId(-1)).with("nama", "Budi").with("alasan_berhenti", "meninggal");
        let records = records(&post, &ganti);
        let kinds: Vec<&str> = records.iter().map(|record| record.entity.name).collect();
        assert_eq!(kinds, ["penugasan", "kader", "penugasan"]);
        assert_eq!(records[0].text("alasan_berhenti"), "meninggal");
        assert_eq!(records[2].get("kader"), &Value::link(RecordId(-1), "Budi"));
        assert_eq!((records[2].text("jabatan"), records[2].get("posyandu")), ("ketua", post.get("posyandu")));
    }

    #[test]
    fn exactly_one_successor_is_named() {
        let codes = |ganti: &Record| somebody_follows(ganti, Date::constant(2026, 1, 1)).map(|problem| problem.code);
        let none = Record::new(&GANTI, RecordId(-1));
        assert_eq!(codes(&none), Some("pengganti-belum-ada"));
        let new = none.with("nama", "Budi");
        assert_eq!(codes(&new), None);
        assert_eq!(codes(&new.with("kader", Value::link(RecordId(1), "Siti"))), Some("pengganti-dua"));
    }
}
