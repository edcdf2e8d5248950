//! Headings recognised: which column of a table is which field.
//!
//! * **Owns** the comparison of headings with the columns of the flat row, `--petakan` included.
//! * **Imports** `base`, the flat row.
//! * **Never** guesses from the values under a heading.

use std::cell::{OnceCell, RefCell};
use std::collections::{HashMap, HashSet};

use super::sheet::Cell;
use crate::base::text::{distance, fold};
use crate::base::words::{Phrase, text};
use crate::entity::Entity;
use crate::entity::flat::{Column, Use};
use crate::request::ColumnBy;

/// Headings that number the rows.
const ORDINAL: &[&str] = &["no", "nomor", "no urut", "nomor urut", "nr", "urut", "num"];

/// What a heading means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A column of the flat row, by its place there, and how far the spelling is off.
    Column(usize, usize),
    /// A column that somebody chose for it: it wins over all that were recognised.
    Wished(usize),
    /// Somebody said that nothing is to be read from it.
    Nothing,
    /// The running number of the rows.
    Ordinal,
}

/// The field of a mapping by which a column is not used.
pub const NOT_USED: &str = "-";

/// The columns of one kind and the wishes of the command line.
#[derive(Clone, Debug)]
pub struct Headings<'a> {
    columns: &'a [Column],
    /// The columns that somebody chose, the present wishes first.
    wishes: Vec<Wish>,
    /// What was asked before: office files repeat their words.
    asked: RefCell<HashMap<String, Option<Meaning>>>,
    /// The headings of the title, and the length of the longest.
    titles: OnceCell<(HashSet<&'a str>, usize)>,
    /// The headings by which a table was seen to be of something else.
    others: RefCell<Option<Vec<String>>>,
}

/// A heading and the column that somebody chose for it.
#[derive(Clone, Debug)]
struct Wish {
    /// The heading folded, whole and as it is compared at first.
    whole: String,
    spoken: String,
    /// The place of a column; `None`: not used.
    column: Option<usize>,
    by: ColumnBy,
}

impl Wish {
    fn new(heading: &str, column: Option<usize>, by: ColumnBy) -> Self {
        Wish { whole: fold(heading), spoken: spoken(heading), column, by }
    }
}

/// No heading is longer, in bytes.
const LONGEST: usize = 120;

impl<'a> Headings<'a> {
    /// The columns with `--petakan HEADING=FIELD` pairs.
    ///
    /// # Errors
    /// A sentence where FIELD is no column that can be taken in.
    pub fn new(columns: &'a [Column], mapping: &[(String, String)]) -> Result<Self, Phrase> {
        let mut wishes = Vec::new();
        for (heading, field) in mapping {
            if field.trim() == NOT_USED {
                wishes.push(Wish::new(heading, None, ColumnBy::Chosen));
                continue;
            }
            let at = place_of(columns, field).ok_or_else(|| {
                let known: Vec<&str> = columns
                    .iter()
                    .filter(|column| column.use_ != Use::Out)
                    .map(|column| column.name.as_str())
                    .collect();
                text("--petakan: tidak ada isian \"{0}\". Yang ada: {1}.", "--map: no field \"{0}\". Known: {1}.")
                    .with([field.clone(), known.join(", ")])
            })?;
            wishes.push(Wish::new(heading, Some(at), ColumnBy::Chosen));
        }
        Ok(Headings { columns, wishes, asked: RefCell::default(), titles: OnceCell::new(), others: RefCell::default() })
    }

    /// The same with what was chosen for this layout at another time. The present wishes come
    /// first; a field that is no longer known is left out.
    pub fn remembering(&self, mapping: &[(String, String)]) -> Self {
        let mut all = Headings { asked: RefCell::default(), ..self.clone() };
        for (heading, field) in mapping {
            let column = place_of(self.columns, field);
            if self.wish(heading).is_none() && (column.is_some() || field == NOT_USED) {
                all.wishes.push(Wish::new(heading, column, ColumnBy::Remembered));
            }
        }
        all
    }

    /// How a heading was chosen by somebody, if it was.
    pub fn chosen(&self, heading: &str) -> Option<ColumnBy> {
        self.wish(heading).map(|wish| wish.by)
    }

    /// The wish for a heading: for the whole of it, else for its words before a bracket, as long as
    /// one of both has no bracket ("Nama (ibu)" is not "Nama (bapak)").
    fn wish(&self, heading: &str) -> Option<&Wish> {
        if self.wishes.is_empty() {
            return None;
        }
        let (whole, bare) = (fold(heading), spoken(heading));
        let near =
            |wish: &&Wish| !bare.is_empty() && wish.spoken == bare && (wish.whole == wish.spoken || whole == bare);
        self.wishes.iter().find(|wish| wish.whole == whole).or_else(|| self.wishes.iter().find(near))
    }

    /// What somebody chose for a heading.
    pub fn wished(&self, heading: &str) -> Option<Meaning> {
        self.wish(heading).map(|wish| wish.column.map_or(Meaning::Nothing, Meaning::Wished))
    }

    /// What a heading means; `None` where it is not known.
    pub fn meaning(&self, heading: &str) -> Option<Meaning> {
        if heading.len() > LONGEST {
            return None;
        }
        if let Some(known) = self.asked.borrow().get(heading) {
            return *known;
        }
        let meaning = self.look_up(heading);
        self.asked.borrow_mut().insert(heading.to_owned(), meaning);
        meaning
    }

    /// Keeps the headings by which a table is of something else, for the clerk to see.
    pub fn tell_others(&self, headings: Vec<String>) {
        self.others.borrow_mut().get_or_insert(headings);
    }

    /// The headings by which the first such table was told.
    pub fn others(&self) -> Option<Vec<String>> {
        self.others.borrow().clone()
    }

    /// Whether a cell is, letter for letter, a heading of the entity's title.
    pub fn names_title(&self, cell: &Cell, entity: &'static Entity) -> bool {
        let (titles, longest) = self.titles.get_or_init(|| {
            let own = |column: &&Column| column.field().is_some_and(|field| field.name == entity.title);
            let titles: HashSet<&str> =
                self.columns.iter().filter(own).flat_map(|column| &column.headings).map(String::as_str).collect();
            let longest = titles.iter().map(|title| title.len()).max().unwrap_or(0) + 4;
            (titles, longest)
        });
        matches!(cell, Cell::Text(text) if text.len() <= *longest && titles.contains(fold(text).as_str()))
    }

    fn look_up(&self, heading: &str) -> Option<Meaning> {
        let said = spoken(heading);
        if said.is_empty() {
            return None;
        }
        if let Some(wished) = self.wished(heading) {
            return Some(wished);
        }
        // "nomor" is the number of a row, but the number of a document in a list of documents.
        let is_own_name = self.columns.iter().any(|column| column.name == said);
        if ORDINAL.contains(&said.as_str()) && !is_own_name {
            return Some(Meaning::Ordinal);
        }
        // "Desa/Kecamatan": the desa leads, its kecamatan is read with it.
        let both = [" dan kecamatan", " kecamatan", " kec"].into_iter().find_map(|tail| said.strip_suffix(tail));
        let both = both.filter(|rest| rest.contains("desa") || rest.contains("kel"));
        self.exact(&said).or_else(|| both.and_then(|desa| self.exact(desa))).or_else(|| self.near(&said))
    }

    fn exact(&self, said: &str) -> Option<Meaning> {
        // The sooner a word stands among a column's headings, the more it is this column's own.
        let places = self.columns.iter().enumerate().filter_map(|(at, column)| {
            let rank = column.headings.iter().position(|heading| heading == said)?;
            Some((rank, at))
        });
        places.min().map(|(_, at)| Meaning::Column(at, 0))
    }

    /// A heading with one letter wrong, two in a long one; never where two columns are as near.
    fn near(&self, said: &str) -> Option<Meaning> {
        let length = said.chars().count();
        let most = match length {
            0..6 => return None,
            6..10 => 1,
            _ => 2,
        };
        let mut best: Option<(usize, usize)> = None;
        let mut doubtful = false;
        for (at, column) in self.columns.iter().enumerate() {
            let nearest = column
                .headings
                .iter()
                .filter(|heading| heading.chars().count() >= 6)
                .filter_map(|heading| distance(said, heading, most))
                .min();
            let Some(off) = nearest else { continue };
            match best {
                Some((least, _)) if off > least => {}
                Some((least, _)) if off == least => doubtful = true,
                _ => (best, doubtful) = (Some((off, at)), false),
            }
        }
        best.filter(|_| !doubtful).map(|(off, at)| Meaning::Column(at, off))
    }

    /// The columns of the flat row.
    pub fn columns(&self) -> &'a [Column] {
        self.columns
    }
}

/// The place of a column that can be taken in.
fn place_of(columns: &[Column], field: &str) -> Option<usize> {
    columns.iter().position(|column| column.name == field.trim() && column.use_ != Use::Out)
}

/// A heading for comparing: folded, remarks in brackets and stars dropped.
fn spoken(heading: &str) -> String {
    let bare = fold(heading.split(['(', '[']).next().unwrap_or(heading));
    if bare.is_empty() { fold(heading) } else { bare }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::{DESA, Entity, KADER, POSYANDU, flat};

    fn name(entity: &'static Entity, heading: &str) -> Option<String> {
        let columns = flat::columns(entity);
        let headings = Headings::new(&columns, &[]).expect("no wishes");
        match headings.meaning(heading)? {
            Meaning::Column(at, _) => columns.get(at).map(|column| column.name.clone()),
            Meaning::Ordinal => Some("no".to_owned()),
            Meaning::Wished(_) | Meaning::Nothing => None,
        }
    }

    #[test]
    fn headings_of_office_files_are_recognised() {
        for (entity, heading, want) in [
            (&POSYANDU, "NO", "no"),
            (&POSYANDU, "POSYADU", "nama"),
            (&POSYANDU, "Nama Posyandu", "nama"),
            (&POSYANDU, "NAMA", "nama"),
            (&POSYANDU, "DESA", "desa"),
            (&POSYANDU, "DESA/KELURAHAN", "desa"),
            (&POSYANDU, "Kelurahan", "desa"),
            (&POSYANDU, "KECAMATAN ", "kecamatan"),
            (&POSYANDU, "Kode Desa", "desa_kode"),
            (&POSYANDU, "ALAMAT POSYANDU", "alamat"),
            (&POSYANDU, "RT/RW", "rt_rw"),
            (&POSYANDU, "desa_nama", "desa_nama"),
            (&POSYANDU, "No. Registrasi", "nomor_registrasi"),
            (&KADER, "NAMA KADER", "nama"),
            (&KADER, "Nama Lengkap", "nama"),
            (&KADER, "NIK (16 digit)", "nik"),
            (&KADER, "L/P", "jenis_kelamin"),
            (&KADER, "No. HP/WA", "no_hp"),
            (&KADER, "Tgl. Lahir", "tanggal_lahir"),
            (&KADER, "Nama Posyandu", "posyandu"),
            (&KADER, "posyandu_nama", "posyandu_nama"),
            (&KADER, "Desa", "desa"),
            (&KADER, "Kecamatan", "kecamatan"),
            (&KADER, "No. SK", "nomor_sk"),
            (&KADER, "TGL SK", "tanggal_sk"),
            (&KADER, "TMT", "mulai"),
            (&KADER, "Jabatan", "jabatan"),
            (&DESA, "Nama Desa", "nama"),
            (&DESA, "KODE", "kode"),
        ] {
            assert_eq!(name(entity, heading).as_deref(), Some(want), "{heading}");
        }
    }

    #[test]
    fn short_or_strange_headings_are_not_guessed() {
        for heading in ["DASA", "Foto", "", "2023", "Mawar 1"] {
            assert_eq!(name(&POSYANDU, heading), None, "{heading}");
        }
    }

    #[test]
    fn a_wish_wins_and_a_wrong_one_says_what_there_is() {
        let columns = flat::columns(&POSYANDU);
        let wish = |field: &str| vec![("Kolom X".to_owned(), field.to_owned())];
        let wished = wish("nama");
        let headings = Headings::new(&columns, &wished).expect("a field");
        assert!(matches!(headings.meaning("KOLOM  x"), Some(Meaning::Wished(at)) if columns[at].name == "nama"));
        assert!(Headings::new(&columns, &wish("namanya")).is_err());
        assert!(Headings::new(&columns, &wish("jumlah_kader")).is_err());
    }

    #[test]
    fn a_wish_for_one_of_two_headings_that_differ_in_brackets_is_for_that_one_only() {
        let columns = flat::columns(&KADER);
        let wishes = [("Nama (ibu)".to_owned(), "-".to_owned())];
        let headings = Headings::new(&columns, &wishes).expect("a field");
        assert_eq!(headings.meaning("NAMA (IBU)"), Some(Meaning::Nothing));
        assert!(matches!(headings.meaning("Nama (lengkap)"), Some(Meaning::Column(..))));
        assert_eq!(headings.meaning("Nama"), Some(Meaning::Nothing), "a heading without brackets is meant too");
    }

    #[test]
    fn what_was_chosen_before_gives_way_to_what_is_chosen_now() {
        let columns = flat::columns(&KADER);
        let pair = |heading: &str, field: &str| (heading.to_owned(), field.to_owned());
        let now = [pair("KODE X", "nik")];
        let headings = Headings::new(&columns, &now).expect("a field");
        let both = headings.remembering(&[pair("Kode X", "no_hp"), pair("Y", "alamat"), pair("Z", "sudah tidak ada")]);
        let field = |heading: &str| match both.meaning(heading) {
            Some(Meaning::Wished(at)) => columns[at].name.clone(),
            other => format!("{other:?}"),
        };
        assert_eq!((field("Kode X").as_str(), field("Y").as_str(), field("Z").as_str()), ("nik", "alamat", "None"));
        assert_eq!((both.chosen("kode x"), both.chosen("y")), (Some(ColumnBy::Chosen), Some(ColumnBy::Remembered)));
    }
}
