//! The copy sheet: the fields of one Posyandu in the order of the web form of registration.
//!
//! * **Owns** what the words of the list `lembar_salin` stand for.
//! * **Imports** `base`, `entity`, `request`, `store`.
//! * **Never** holds an order or a label: both are the operator's, in the list.
//!
//! A word's code says where its value comes from: `desa-`, `kecamatan-` and `posyandu-` with a
//! field of that record, `jabatan-` with a post (its holder's name), `bidang-` with a bidang (how
//! many kader), `jumlah-pengurus`, `jumlah-kader`, or a kind of paper with `-nomor` or `-tanggal`.
//! No code leads to a NIK.

use std::collections::BTreeSet;

use crate::base::date;
use crate::base::id::RecordId;
use crate::base::words::Lang;
use crate::entity::{DESA, KECAMATAN, POSYANDU, Record, Vocabulary};
use crate::request::hidup::{CopyLine, Paper, PaperState};
use crate::request::{Reply, Request, Seat, Trouble};
use crate::store::Store;

/// The list that holds order and labels.
const LIST: &str = "lembar_salin";

/// The copy sheet of a Posyandu; `None` where there is none.
///
/// # Errors
/// A trouble of the file.
pub fn sheet(store: &mut Store, id: RecordId) -> Result<Option<Vec<CopyLine>>, Trouble> {
    let Some(posyandu) = store.get(&POSYANDU, id)?.filter(|record| !record.deleted) else { return Ok(None) };
    let follow = |record: Option<&Record>, field: &str| {
        record.and_then(|record| record.get(field).as_link().map(|link| link.id))
    };
    let desa = follow(Some(&posyandu), "desa").map(|id| store.get(&DESA, id)).transpose()?.flatten();
    let kecamatan = follow(desa.as_ref(), "kecamatan").map(|id| store.get(&KECAMATAN, id)).transpose()?.flatten();
    let seats = match store.serve(Request::Seats(id)) {
        Reply::Seats(seats) => seats,
        Reply::Trouble(trouble) => return Err(trouble),
        _ => Vec::new(),
    };
    let papers = match store.serve(Request::Papers(id)) {
        Reply::Papers(papers) => papers,
        Reply::Trouble(trouble) => return Err(trouble),
        _ => Vec::new(),
    };
    let words = store.words();
    let facts = Facts { posyandu, desa, kecamatan, seats, papers, words: &words, store };
    let asked = words.list(LIST).iter().filter(|word| word.active);
    let line = |(label, code): (&str, &str)| Ok(CopyLine { label: label.to_owned(), value: facts.value(code)? });
    asked.map(|word| line((&word.name, &word.code))).collect::<Result<_, Trouble>>().map(Some)
}

/// The copy sheet as a text file.
pub fn text_of(lines: &[CopyLine]) -> String {
    let widest = lines.iter().map(|line| line.label.chars().count()).max().unwrap_or(0);
    let mut out = String::new();
    for line in lines {
        let blanks = " ".repeat(widest - line.label.chars().count());
        out.push_str(&format!("{}{blanks} : {}\r\n", line.label, line.value));
    }
    out
}

struct Facts<'a> {
    posyandu: Record,
    desa: Option<Record>,
    kecamatan: Option<Record>,
    seats: Vec<Seat>,
    papers: Vec<Paper>,
    words: &'a Vocabulary,
    store: &'a Store,
}

impl Facts<'_> {
    fn value(&self, code: &str) -> Result<String, Trouble> {
        for (prefix, record) in [
            ("posyandu-", Some(&self.posyandu)),
            ("desa-", self.desa.as_ref()),
            ("kecamatan-", self.kecamatan.as_ref()),
        ] {
            if let Some(field) = code.strip_prefix(prefix) {
                return Ok(record.map(|record| self.field(record, field)).unwrap_or_default());
            }
        }
        if let Some(jabatan) = code.strip_prefix("jabatan-") {
            let holders = self.seats.iter().filter(|seat| seat.jabatan == jabatan).flat_map(|seat| &seat.holders);
            return Ok(holders.map(|holder| holder.name.as_str()).collect::<Vec<_>>().join(", "));
        }
        if let Some(bidang) = code.strip_prefix("bidang-") {
            return Ok(self.people(|seat| seat.bidang == bidang && !self.is_officer(seat)));
        }
        match code {
            "jumlah-pengurus" => return Ok(self.people(|seat| self.is_officer(seat))),
            "jumlah-kader" => return Ok(self.people(|seat| !self.is_officer(seat))),
            _ => {}
        }
        let asked = ["nomor", "tanggal"]
            .into_iter()
            .find_map(|field| Some((code.strip_suffix(field)?.strip_suffix('-')?, field)));
        let Some((kind, field)) = asked else { return Ok(String::new()) };
        let Some(paper) = self.papers.iter().find(|paper| paper.code == kind && paper.state == PaperState::There)
        else {
            return Ok(String::new());
        };
        let Some((entity, id)) = paper.record else { return Ok(String::new()) };
        Ok(self.store.get(entity, id)?.map(|record| self.field(&record, field)).unwrap_or_default())
    }

    fn is_officer(&self, seat: &Seat) -> bool {
        self.words.item("jabatan", &seat.jabatan).is_some_and(|word| word.officer)
    }

    /// How many people hold these seats, each counted once.
    fn people(&self, of: impl Fn(&Seat) -> bool) -> String {
        let held = self.seats.iter().filter(|seat| of(seat)).flat_map(|seat| &seat.holders);
        held.map(|holder| holder.kader).collect::<BTreeSet<_>>().len().to_string()
    }

    /// A field of a record as the web form wants it typed; nothing where there is no such field or
    /// it is somebody's own.
    fn field(&self, record: &Record, name: &str) -> String {
        let name = name.replace('-', "_");
        let Some(field) = record.entity.field(&name).filter(|field| !field.is_personal()) else {
            return String::new();
        };
        match record.get(field.name).as_date() {
            Some(day) => date::show(day),
            None => field.kind.show(record.get(field.name), Lang::Id, self.words),
        }
    }
}
