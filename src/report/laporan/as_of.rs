//! What holds on a day: Posyandu, posts and SK as the dates in the data say.
//!
//! * **Owns** reading them for reports, one pass a table.
//! * **Imports** `base`, `entity`, `store`.
//! * **Never** counts what lies in the bin, and never asks the file once a row unless one desa is
//!   wanted.
//!
//! A post without a first day is taken as begun, as everywhere in the program. The state and the
//! strata of a Posyandu have no dates: they are those of the last entry.

use std::collections::HashMap;
use std::sync::Arc;

use super::angka::count;
use crate::base::date::Date;
use crate::base::id::RecordId;
use crate::base::text::sort_key;
use crate::entity::penugasan::SALAH_CATAT;
use crate::entity::posyandu::{BERAKHIR, STATUS};
use crate::entity::{DESA, KADER, KEADAAN, KECAMATAN, PENUGASAN, POSYANDU, SK, Vocabulary};
use crate::report::document::{Row, RowKind};
use crate::report::writers::Cell;
use crate::request::{ReportAsk, Trouble};
use crate::store::{Glance, Store, Swept};

/// The place of a code that its list does not have.
pub const UNKNOWN: usize = usize::MAX;

/// A desa.
pub struct Desa {
    /// Its id.
    pub id: RecordId,
    /// Its region code.
    pub kode: String,
    /// Its name.
    pub nama: String,
    /// `desa`, `kelurahan`.
    pub jenis: String,
    /// Its kecamatan.
    pub kecamatan: Option<RecordId>,
}

/// A Posyandu.
pub struct House {
    /// Its id.
    pub id: RecordId,
    /// Its name.
    pub nama: String,
    /// Its desa, as a place in [`AsOf::desa`].
    pub desa: usize,
    /// Its state on the day where it has dated states, else as of the last entry.
    pub status: &'static str,
    /// Its strata, as a place in the list of words, as of the last entry.
    pub strata: usize,
    /// True where it had its registration number on the day.
    pub registered: bool,
    /// True where it has a building of its own.
    pub own_building: bool,
    /// True where it was founded by the day, or nobody knows when.
    pub founded: bool,
    /// True where it is counted: founded by the day, not closed, merged or mistaken.
    pub counted: bool,
    /// True where an SK of its officers, or of itself, was valid on the day.
    pub valid_sk: bool,
}

/// A post.
#[derive(Clone, Copy)]
pub struct Seat {
    /// Its id.
    pub id: RecordId,
    /// Who holds it.
    pub kader: RecordId,
    /// Where, as a place in [`AsOf::houses`].
    pub house: usize,
    /// The jabatan, as a place in the list of words.
    pub jabatan: usize,
    /// The bidang, as a place in the list of words; [`UNKNOWN`]: none.
    pub bidang: usize,
    /// The SK.
    pub sk: Option<RecordId>,
    /// First and last day.
    pub term: (Option<Date>, Option<Date>),
    /// True where it was held on the day.
    pub serving: bool,
}

/// The sex of a person.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    /// Man.
    L,
    /// Woman.
    P,
    /// Not filled in.
    Unknown,
}

/// What holds on a day.
pub struct AsOf {
    /// The day.
    pub day: Date,
    /// The open lists.
    pub words: Arc<Vocabulary>,
    /// The desa asked for, in the order of their codes.
    pub desa: Vec<Desa>,
    /// The names of the kecamatan.
    pub kecamatan: HashMap<RecordId, String>,
    /// Their Posyandu, by desa and name.
    pub houses: Vec<House>,
    /// All posts in these Posyandu that began by the day, whether still held or not.
    pub seats: Vec<Seat>,
    /// The sex of everyone on a post.
    pub sexes: HashMap<RecordId, Sex>,
    /// People of the file who never had a post; unknown where one desa is asked for.
    pub without_post: usize,
}

impl AsOf {
    /// Reads what is asked for: all desa or one, as of the day asked for or today.
    ///
    /// # Errors
    /// A trouble of the data file.
    pub fn read(store: &mut Store, ask: &ReportAsk) -> Result<AsOf, Trouble> {
        let mut out = AsOf {
            day: ask.as_of.unwrap_or_else(|| store.today()),
            words: store.words(),
            desa: Vec::new(),
            kecamatan: HashMap::new(),
            houses: Vec::new(),
            seats: Vec::new(),
            sexes: HashMap::new(),
            without_post: 0,
        };
        out.read_desa(store, ask)?;
        out.read_houses(store, ask)?;
        out.read_seats(store, ask)?;
        out.read_people(store, ask)?;
        out.read_sk(store, ask)?;
        Ok(out)
    }

    fn read_desa(&mut self, store: &Store, ask: &ReportAsk) -> Result<(), Trouble> {
        let which = ask.desa.map_or(Swept::All, Swept::One);
        let desa = &mut self.desa;
        store.sweep(&DESA, which, &["kode", "nama", "jenis", "kecamatan"], &mut |row| {
            let owned = |at| row.text(at).to_owned();
            desa.push(Desa { id: row.id, kode: owned(0), nama: owned(1), jenis: owned(2), kecamatan: row.link(3) });
        })?;
        desa.sort_by(|a, b| (&a.kode, a.id).cmp(&(&b.kode, b.id)));
        let names = &mut self.kecamatan;
        store.sweep(&KECAMATAN, Swept::All, &["nama"], &mut |row| {
            names.insert(row.id, row.text(0).to_owned());
        })
    }

    fn read_houses(&mut self, store: &Store, ask: &ReportAsk) -> Result<(), Trouble> {
        const FIELDS: [&str; 8] =
            ["desa", "nama", "status", "strata", "tanggal_berdiri", "nomor_registrasi", "tanggal_registrasi", "tempat"];
        let at: HashMap<RecordId, usize> = self.desa.iter().enumerate().map(|(at, desa)| (desa.id, at)).collect();
        let (day, words) = (self.day, Arc::clone(&self.words));
        let by_then = |row: &Glance<'_>, place| row.day(place).is_none_or(|other| other <= day);
        let mut houses: Vec<(String, House)> = Vec::new();
        let which = ask.desa.map_or(Swept::All, |desa| Swept::Of("desa", desa));
        store.sweep(&POSYANDU, which, &FIELDS, &mut |row| {
            let Some(desa) = row.link(0).and_then(|desa| at.get(&desa)).copied() else { return };
            let status = STATUS.iter().map(|choice| choice.code).find(|code| *code == row.text(2)).unwrap_or("");
            let house = House {
                id: row.id,
                nama: row.text(1).to_owned(),
                desa,
                status,
                strata: words.rank("strata", row.text(3)).unwrap_or(UNKNOWN),
                registered: !row.text(5).is_empty() && by_then(row, 6),
                own_building: row.text(7) == "gedung-sendiri",
                founded: by_then(row, 4),
                counted: !BERAKHIR.contains(&status) && by_then(row, 4),
                valid_sk: false,
            };
            houses.push((sort_key(&house.nama), house));
        })?;
        if ask.as_of.is_some() {
            // Who has dated states had the state of that day.
            let mut dated = std::collections::HashSet::new();
            store.sweep(&KEADAAN, Swept::All, &["posyandu"], &mut |row| dated.extend(row.link(0)))?;
            for (_, house) in houses.iter_mut().filter(|(_, house)| dated.contains(&house.id)) {
                let state = store.state_on(house.id, day)?;
                house.status = STATUS.iter().map(|choice| choice.code).find(|code| *code == state).unwrap_or("");
                house.counted = house.founded && !BERAKHIR.contains(&house.status);
            }
        }
        houses.sort_by(|(a, one), (b, other)| (one.desa, a, one.id).cmp(&(other.desa, b, other.id)));
        self.houses = houses.into_iter().map(|(_, house)| house).collect();
        Ok(())
    }

    fn read_seats(&mut self, store: &Store, ask: &ReportAsk) -> Result<(), Trouble> {
        const FIELDS: [&str; 8] =
            ["kader", "posyandu", "jabatan", "bidang", "sk", "mulai", "selesai", "alasan_berhenti"];
        let at: HashMap<RecordId, usize> = self.houses.iter().enumerate().map(|(at, house)| (house.id, at)).collect();
        let (day, words) = (self.day, Arc::clone(&self.words));
        let rank = |list: &str, code: &str| if code.is_empty() { None } else { words.rank(list, code) };
        let seats = &mut self.seats;
        let mut see = |row: &Glance<'_>| {
            let (Some(kader), Some(house)) = (row.link(0), row.link(1).and_then(|house| at.get(&house)).copied())
            else {
                return;
            };
            let (from, until) = (row.day(5), row.day(6));
            if row.text(7) == SALAH_CATAT || from.is_some_and(|from| from > day) {
                return;
            }
            seats.push(Seat {
                id: row.id,
                kader,
                house,
                jabatan: rank("jabatan", row.text(2)).unwrap_or(UNKNOWN),
                bidang: rank("bidang", row.text(3)).unwrap_or(UNKNOWN),
                sk: row.link(4),
                term: (from, until),
                serving: until.is_none_or(|until| until >= day),
            });
        };
        match ask.desa {
            None => store.sweep(&PENUGASAN, Swept::All, &FIELDS, &mut see)?,
            Some(_) => {
                for house in &self.houses {
                    store.sweep(&PENUGASAN, Swept::Of("posyandu", house.id), &FIELDS, &mut see)?;
                }
            }
        }
        Ok(())
    }

    /// Who is there at all: a post of someone in the bin does not count.
    fn read_people(&mut self, store: &Store, ask: &ReportAsk) -> Result<(), Trouble> {
        let sexes = &mut self.sexes;
        let mut see = |row: &Glance<'_>| {
            let sex = match row.text(0) {
                "L" => Sex::L,
                "P" => Sex::P,
                _ => Sex::Unknown,
            };
            sexes.insert(row.id, sex);
        };
        match ask.desa {
            None => store.sweep(&KADER, Swept::All, &["jenis_kelamin"], &mut see)?,
            Some(_) => {
                for seat in &self.seats {
                    store.sweep(&KADER, Swept::One(seat.kader), &["jenis_kelamin"], &mut see)?;
                }
            }
        }
        let sexes = &self.sexes;
        self.seats.retain(|seat| sexes.contains_key(&seat.kader));
        if ask.desa.is_none() {
            let seated: std::collections::HashSet<RecordId> = self.seats.iter().map(|seat| seat.kader).collect();
            self.without_post = self.sexes.len().saturating_sub(seated.len());
        }
        Ok(())
    }

    /// Which Posyandu have a valid SK on the day: one of their posts' or one of their own.
    fn read_sk(&mut self, store: &Store, ask: &ReportAsk) -> Result<(), Trouble> {
        const FIELDS: [&str; 4] = ["posyandu", "tanggal", "berlaku_mulai", "berlaku_sampai"];
        let day = self.day;
        let mut valid: HashMap<RecordId, Option<RecordId>> = HashMap::new();
        let mut see = |row: &Glance<'_>| {
            let begun = row.day(2).or_else(|| row.day(1)).is_none_or(|from| from <= day);
            if begun && row.day(3).is_some_and(|until| until >= day) {
                valid.insert(row.id, row.link(0));
            }
        };
        match ask.desa {
            None => store.sweep(&SK, Swept::All, &FIELDS, &mut see)?,
            Some(_) => {
                let mut asked = std::collections::HashSet::new();
                for sk in self.seats.iter().filter_map(|seat| seat.sk).filter(|sk| asked.insert(*sk)) {
                    store.sweep(&SK, Swept::One(sk), &FIELDS, &mut see)?;
                }
                for house in &self.houses {
                    store.sweep(&SK, Swept::Of("posyandu", house.id), &FIELDS, &mut see)?;
                }
            }
        }
        let own: std::collections::HashSet<RecordId> = valid.values().copied().flatten().collect();
        for house in &mut self.houses {
            house.valid_sk = own.contains(&house.id);
        }
        for seat in self.seats.iter().filter(|seat| seat.serving) {
            if let Some(house) = self.houses.get_mut(seat.house) {
                house.valid_sk |= seat.sk.is_some_and(|sk| valid.contains_key(&sk));
            }
        }
        Ok(())
    }

    /// Everyone once, with the post that counts: one held on the day before one that ended, of
    /// these the first of the pengurus, then the latest.
    pub fn people(&self) -> Vec<&Seat> {
        let weight = |seat: &Seat| {
            let rank = if seat.serving { seat.jabatan } else { 0 };
            (!seat.serving, rank, std::cmp::Reverse((seat.term.0, seat.id)))
        };
        let mut best: HashMap<RecordId, &Seat> = HashMap::with_capacity(self.sexes.len());
        for seat in &self.seats {
            let held = best.entry(seat.kader).or_insert(seat);
            if weight(seat) < weight(held) {
                *held = seat;
            }
        }
        let mut out: Vec<&Seat> = best.into_values().collect();
        out.sort_by_key(|seat| (seat.house, seat.jabatan, seat.kader));
        out
    }

    /// The sex of who holds a post.
    pub fn sex(&self, seat: &Seat) -> Sex {
        self.sexes.get(&seat.kader).copied().unwrap_or(Sex::Unknown)
    }

    /// The desa of a post, as a place in [`AsOf::desa`].
    pub fn desa_of(&self, seat: &Seat) -> usize {
        self.houses.get(seat.house).map_or(UNKNOWN, |house| house.desa)
    }

    /// True for a post of the pengurus.
    pub fn is_officer(&self, seat: &Seat) -> bool {
        self.words.list("jabatan").get(seat.jabatan).is_some_and(|item| item.officer)
    }

    /// The rows of a table by desa, numbered, with their sums: one row a desa, the desa of several
    /// kecamatan under a heading each, and the whole at the end. `sums` stands desa by desa; `cells`
    /// makes the cells behind number and name, of a row or of sums.
    pub fn rows_by_desa<const N: usize>(
        &self,
        sums: &[[i64; N]],
        cells: &dyn Fn(&[i64; N], RowKind) -> Vec<Cell>,
    ) -> (Vec<Row>, [i64; N]) {
        let line = |first: Cell, name: String, sum: &[i64; N], kind: RowKind| {
            Row::of(kind, [first, Cell::Text(name)].into_iter().chain(cells(sum, kind)).collect())
        };
        let several = self.desa.first().zip(self.desa.last()).is_some_and(|(a, b)| a.kecamatan != b.kecamatan);
        let (mut rows, mut total, mut part) = (Vec::new(), [0; N], [0; N]);
        for (at, (desa, sum)) in self.desa.iter().zip(sums).enumerate() {
            let name = desa.kecamatan.and_then(|id| self.kecamatan.get(&id)).cloned().unwrap_or_default();
            if several && self.desa.get(at.wrapping_sub(1)).is_none_or(|before| before.kecamatan != desa.kecamatan) {
                rows.push(Row::group(format!("Kecamatan {name}")));
                part = [0; N];
            }
            for ((total, part), one) in total.iter_mut().zip(&mut part).zip(sum) {
                *total += one;
                *part += one;
            }
            rows.push(line(Cell::Number(count(at + 1)), desa.nama.clone(), sum, RowKind::Plain));
            if several && self.desa.get(at + 1).is_none_or(|after| after.kecamatan != desa.kecamatan) {
                rows.push(line(Cell::Empty, format!("Jumlah Kecamatan {name}"), &part, RowKind::Subtotal));
            }
        }
        rows.push(line(Cell::Empty, "Jumlah".to_owned(), &total, RowKind::Total));
        (rows, total)
    }
}
