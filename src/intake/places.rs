//! Kecamatan and desa as office files name them.
//!
//! * **Owns** matching `KELURAHAN X`, `Ds. X`, codes and light misspellings with the file's desa, and
//!   telling rows of other kecamatan.
//! * **Imports** `base`, `entity`.
//! * **Never** takes a name that fits two desa.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::base::id::RecordId;
use crate::base::text::{distance, fold, name_key};
use crate::entity::Record;

/// A misspelt name is read as a desa where at least so much of it is right: one letter wrong in
/// seven, two in fourteen; of a shorter name nothing. Below it the clerk is asked.
pub const SURE: f32 = 0.85;

/// How much of a name must be right for it to be named in the question.
const NEAR: f32 = 0.5;

/// What was said, within which kecamatan, and the desa it was read as.
type Answers = HashMap<(String, Option<RecordId>), Result<Hit, Miss>>;

/// The places of the file.
#[derive(Debug, Default)]
pub struct Places {
    kecamatan: Vec<Place>,
    desa: Vec<Place>,
    /// Places of desa by their code and by the key of their name.
    by_code: HashMap<String, usize>,
    /// Codes that desa had before they were recoded.
    by_old_code: HashMap<String, usize>,
    by_key: HashMap<String, Vec<usize>>,
    by_id: HashMap<RecordId, usize>,
    /// What was asked before: every row of a block asks the same.
    asked: RefCell<Answers>,
}

#[derive(Debug)]
struct Place {
    id: RecordId,
    /// The kecamatan of a desa.
    within: RecordId,
    kode: String,
    digits: String,
    uid: String,
    title: String,
    key: String,
    /// The numbers in its name: Kalong I is not Kalong II.
    marks: Vec<String>,
}

/// A place found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The record.
    pub id: RecordId,
    /// Its title.
    pub title: String,
    /// How it was recognised.
    pub by: By,
}

/// How a place was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// By its code or its name.
    Name,
    /// By a name with one or two letters wrong.
    Misspelt,
}

/// Why no place was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Miss {
    /// A code of another kecamatan.
    Elsewhere,
    /// Several desa of that name.
    Several(Vec<String>),
    /// None; the nearest names.
    None(Vec<String>),
}

/// How a kecamatan cell relates to the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Office {
    /// This kecamatan of the file.
    Ours(RecordId),
    /// Another one.
    Other,
}

impl Places {
    /// From the file's records.
    #[cfg(test)]
    pub fn new(kecamatan: &[Record], desa: &[Record]) -> Self {
        let mut places = Places::default();
        kecamatan.iter().chain(desa).for_each(|record| places.push(record));
        places
    }

    /// Takes a kecamatan or a desa over.
    pub fn push(&mut self, record: &Record) {
        let is_desa = record.entity == &crate::entity::DESA;
        let (prefixes, within) = if is_desa { (DESA, "kecamatan") } else { (KECAMATAN, "") };
        let place = Place {
            id: record.id,
            within: record.get(within).as_link().map_or(RecordId(0), |link| link.id),
            kode: record.text("kode").to_owned(),
            digits: digits(record.text("kode")),
            uid: record.uid.0.clone(),
            title: record.title(),
            key: key(&record.title(), prefixes),
            marks: marks(&record.title(), prefixes),
        };
        if !is_desa {
            self.kecamatan.push(place);
            return;
        }
        let at = self.desa.len();
        self.by_code.entry(place.digits.clone()).or_insert(at);
        self.by_key.entry(place.key.clone()).or_default().push(at);
        self.by_id.insert(place.id, at);
        // A code that a desa had before it was recoded stands in its notes.
        let words = record.text("catatan").split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')'));
        for code in words.filter_map(region_code) {
            self.by_old_code.entry(code).or_insert(at);
        }
        self.desa.push(place);
    }

    /// Takes over a code that a desa had before (`kode_desa`); it is known as long as it is nobody's
    /// present code.
    pub fn push_former(&mut self, former: &Record) {
        let desa = former.get("desa").as_link().and_then(|link| self.by_id.get(&link.id)).copied();
        if let (Some(at), Some(code)) = (desa, region_code(former.text("kode"))) {
            self.by_old_code.insert(code, at);
        }
    }

    /// The file's only kecamatan.
    pub fn only_kecamatan(&self) -> Option<(RecordId, &str)> {
        match self.kecamatan.as_slice() {
            [one] => Some((one.id, one.title.as_str())),
            _ => None,
        }
    }

    /// True where no kecamatan is known.
    pub fn is_anywhere(&self) -> bool {
        self.kecamatan.is_empty()
    }

    /// The names of the file's kecamatan.
    pub fn offices(&self) -> String {
        self.kecamatan.iter().map(|place| place.title.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// Whether a cell under "kecamatan" names one of ours, by name or code.
    pub fn office(&self, said: &str) -> Office {
        let (wanted, code) = (key(said, KECAMATAN), digits(said));
        let fits = |place: &&Place| place.key == wanted || !code.is_empty() && place.digits == code;
        self.kecamatan.iter().find(fits).map_or(Office::Other, |place| Office::Ours(place.id))
    }

    /// A desa of the file: its code, its name, its travelling identity.
    pub fn known_desa(&self, id: RecordId) -> Option<(&str, &str, &str)> {
        let place = self.desa.get(*self.by_id.get(&id)?)?;
        Some((&place.kode, &place.title, &place.uid))
    }

    /// The desa that somebody chose by its code.
    pub fn chosen(&self, code: &str) -> Option<Hit> {
        self.by_code.get(&digits(code)).and_then(|at| self.desa.get(*at)).map(|place| hit(place, By::Name))
    }

    /// The desa of a travelling identity.
    pub fn remembered(&self, uid: &str) -> Option<Hit> {
        self.desa.iter().find(|place| place.uid == uid).map(|place| hit(place, By::Name))
    }

    /// The desa of a name or code, within a kecamatan where one is known.
    pub fn desa(&self, said: &str, within: Option<RecordId>) -> Result<Hit, Miss> {
        let question = (said.to_owned(), within);
        if let Some(known) = self.asked.borrow().get(&question) {
            return known.clone();
        }
        let answer = self.look_up(said, within);
        self.asked.borrow_mut().insert(question, answer.clone());
        answer
    }

    fn look_up(&self, said: &str, within: Option<RecordId>) -> Result<Hit, Miss> {
        if let Some(code) = region_code(said) {
            return self.desa_by_code(&code);
        }
        match self.desa_by_name(said, within) {
            // "Selat Hilir, Kec. Selat": the desa with its kecamatan behind it.
            Err(miss) => match said.rsplit_once([',', '/', '-', '(']) {
                Some((desa, office)) if !desa.trim().is_empty() => match self.office(office.trim_end_matches(')')) {
                    Office::Ours(id) => self.desa_by_name(desa, Some(id)),
                    Office::Other => Err(miss),
                },
                _ => Err(miss),
            },
            hit => hit,
        }
    }

    fn desa_by_name(&self, said: &str, within: Option<RecordId>) -> Result<Hit, Miss> {
        let (wanted, numbers) = (key(said, DESA), marks(said, DESA));
        let near = || self.desa.iter().filter(|place| within.is_none_or(|id| place.within == id));
        let own = self.by_key.get(&wanted).map_or(&[][..], Vec::as_slice).iter().filter_map(|at| self.desa.get(*at));
        let exact: Vec<&Place> = own.filter(|place| within.is_none_or(|id| place.within == id)).collect();
        match exact.as_slice() {
            [one] => return Ok(hit(one, By::Name)),
            [] => {}
            several => return Err(Miss::Several(several.iter().take(5).map(|place| place.title.clone()).collect())),
        }
        // A misspelling never makes another number: Kalong 1 is not Kalong 2.
        let mut close: Vec<(f32, &Place)> = near()
            .filter(|place| place.marks == numbers)
            .map(|place| (score(&place.key, &wanted), place))
            .filter(|(score, _)| *score >= NEAR)
            .collect();
        close.sort_by(|(a, x), (b, y)| b.total_cmp(a).then_with(|| x.title.cmp(&y.title)));
        match close.as_slice() {
            [(score, one)] if *score >= SURE => Ok(hit(one, By::Misspelt)),
            [(score, one), (next, _), ..] if *score >= SURE && next < score => Ok(hit(one, By::Misspelt)),
            _ => Err(Miss::None(close.iter().take(3).map(|(_, place)| place.title.clone()).collect())),
        }
    }

    fn desa_by_code(&self, code: &str) -> Result<Hit, Miss> {
        if let Some(place) =
            self.by_code.get(code).or_else(|| self.by_old_code.get(code)).and_then(|at| self.desa.get(*at))
        {
            return Ok(hit(place, By::Name));
        }
        Err(if self.is_elsewhere(code) { Miss::Elsewhere } else { Miss::None(Vec::new()) })
    }

    /// The desa whose code ends in these six digits, kecamatan and desa ("08.2001."), where only one
    /// does.
    pub fn desa_by_tail(&self, said: &str) -> Option<Hit> {
        let code = digits(said);
        if code.len() != 6 || said.chars().any(char::is_alphabetic) {
            return None;
        }
        let mut found = self.desa.iter().filter(|place| place.digits.ends_with(&code));
        match (found.next(), found.next()) {
            (Some(one), None) => Some(hit(one, By::Name)),
            _ => None,
        }
    }

    /// True for a whole desa code that lies in none of the file's kecamatan.
    pub fn is_elsewhere(&self, code: &str) -> bool {
        let code = digits(code);
        code.len() == 10
            && !self.by_code.contains_key(&code)
            && !self.by_old_code.contains_key(&code)
            && !self.kecamatan.iter().any(|place| !place.digits.is_empty() && code.starts_with(&place.digits))
    }

    /// How many desa the file has.
    pub fn desa_count(&self) -> usize {
        self.desa.len()
    }
}

fn hit(place: &Place, by: By) -> Hit {
    Hit { id: place.id, title: place.title.clone(), by }
}

const KECAMATAN: &[&str] = &["kecamatan", "kec"];
const DESA: &[&str] = &["desa", "kelurahan", "kel", "ds", "adat", "kl", "klh"];

/// A name for comparing: folded, numbers read either way (`Kalong 1` is `Kalong I`), without what
/// kind of place it is, without spaces.
fn key(name: &str, prefixes: &[&str]) -> String {
    bare(name, prefixes).replace(' ', "")
}

fn bare(name: &str, prefixes: &[&str]) -> String {
    let folded = fold(name);
    let mut words: Vec<&str> = folded.split(' ').collect();
    while words.len() > 1 && words.first().is_some_and(|word| prefixes.contains(word)) {
        words.remove(0);
    }
    name_key(&words.join(" "))
}

fn marks(name: &str, prefixes: &[&str]) -> Vec<String> {
    let bare = bare(name, prefixes);
    bare.split(' ').filter(|word| word.chars().all(|c| c.is_ascii_digit())).map(str::to_owned).collect()
}

/// How much of two names agrees, 0 to 1: letters wrong of the letters of the longer one.
#[expect(clippy::cast_precision_loss, reason = "lengths of names")]
fn score(a: &str, b: &str) -> f32 {
    let longest = a.chars().count().max(b.chars().count());
    distance(a, b, longest / 2).map_or(0.0, |off| 1.0 - off as f32 / longest.max(1) as f32)
}

/// The ten digits of a desa's code, however programs dressed it: `32.01.01.1001`, with a dot
/// behind, `3201011001.0`, `3.201011001E9`. A number that lost digits is none.
pub fn region_code(said: &str) -> Option<String> {
    let said = said.trim().trim_matches(['\'', '.', ' ']);
    if said.is_empty() || said.chars().any(|c| c.is_alphabetic() && !matches!(c, 'e' | 'E')) {
        return None;
    }
    let bare = said.strip_suffix(".0").or_else(|| said.strip_suffix(",0")).unwrap_or(said);
    if let Some((mantissa, power)) = bare.split_once(['e', 'E']) {
        let code = digits(mantissa);
        let whole = digits(power).trim_start_matches('0') == "9" && !power.contains('-');
        return (whole && code.len() == 10).then_some(code);
    }
    let code = digits(bare);
    let plain = bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ' ' | '-' | ','));
    (plain && code.len() == 10).then_some(code)
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::{DESA, KECAMATAN, Value};

    fn places() -> Places {
        let office = |id: i64, kode: &str, nama: &str| {
            Record::new(&KECAMATAN, RecordId(id)).with("kode", kode).with("nama", nama)
        };
        let desa = |id: i64, kode: &str, nama: &str| {
            Record::new(&DESA, RecordId(id))
                .with("kode", kode)
                .with("nama", nama)
                .with("kecamatan", Value::link(RecordId(1), ""))
        };
        Places::new(
            &[office(1, "32.01.01", "Cibinong")],
            &[
                desa(11, "32.01.01.1001", "Pondok Rajeg"),
                desa(12, "32.01.01.1002", "Harapan Jaya"),
                desa(13, "32.01.01.1003", "Nanggewer"),
                desa(14, "32.01.01.1004", "Nanggewer Mekar"),
                desa(15, "32.01.01.1005", "Desa Baru"),
            ],
        )
    }

    fn found(said: &str) -> Option<(i64, By)> {
        places().desa(said, None).ok().map(|hit| (hit.id.0, hit.by))
    }

    #[test]
    fn a_desa_is_found_by_code_and_by_name_with_any_prefix_and_spacing() {
        for said in ["32.01.01.1002", "3201011002", "HARAPANJAYA", "Kel. Harapan Jaya", "KELURAHAN  HARAPAN JAYA "] {
            assert_eq!(found(said), Some((12, By::Name)), "{said}");
        }
        assert_eq!(found("Baru"), Some((15, By::Name)));
    }

    #[test]
    fn a_light_misspelling_is_found_and_a_doubtful_one_is_not() {
        assert_eq!(found("Harapn Jaya"), Some((12, By::Misspelt)));
        assert_eq!(found("Nanggewer"), Some((13, By::Name)));
        assert_eq!(found("Tengah"), None);
    }

    #[test]
    fn a_code_is_read_however_programs_dressed_it() {
        for said in
            ["32.01.01.1002.", "3201011002.0", "3.201011002E9", "3.201011002E+09", "'3201011002", "32 01 01 1002"]
        {
            assert_eq!(found(said), Some((12, By::Name)), "{said}");
        }
        // The last digits are gone.
        assert_eq!(found("3.2E+09"), None);
        assert_eq!(found("32.01.01"), None);
    }

    #[test]
    fn a_desa_may_stand_with_its_kecamatan_in_one_cell() {
        for said in ["Harapan Jaya, Cibinong", "HARAPAN JAYA / KEC. CIBINONG", "Harapan Jaya (Cibinong)"] {
            assert_eq!(found(said), Some((12, By::Name)), "{said}");
        }
        assert_eq!(found("Harapan Jaya, Citeureup"), None);
    }

    #[test]
    fn a_desa_with_another_number_is_another_desa() {
        let desa = |id: i64, nama: &str| Record::new(&DESA, RecordId(id)).with("nama", nama);
        let places = Places::new(
            &[],
            &[desa(1, "Kalong I"), desa(2, "Kalong II"), desa(3, "Situ Ilir"), desa(4, "Bojong Gede I")],
        );
        let found = |said: &str| places.desa(said, None).ok().map(|hit| (hit.id.0, hit.by));
        assert_eq!(found("KALONG 2"), Some((2, By::Name)));
        assert_eq!(found("Desa Kalong Satu"), Some((1, By::Name)));
        assert_eq!(found("KALONG III"), None);
        assert_eq!(found("BOJONG GEDE 2"), None);
        assert_eq!(found("BOJONG GEDDE 1"), Some((4, By::Misspelt)));
    }

    #[test]
    fn a_code_of_before_is_found_where_the_notes_of_the_desa_tell_it() {
        let office = Record::new(&KECAMATAN, RecordId(1)).with("kode", "32.01.41").with("nama", "Baru");
        let desa = Record::new(&DESA, RecordId(7)).with("kode", "32.01.41.2001").with("nama", "Sukajaya");
        let places = Places::new(&[office], &[desa.with("catatan", "Kode sebelum pemekaran: 32.01.18.2009.")]);
        assert_eq!(places.desa("3201182009", None).map(|hit| hit.id), Ok(RecordId(7)));
        assert!(!places.is_elsewhere("32.01.18.2009") && places.is_elsewhere("32.01.18.2010"));
    }

    #[test]
    fn a_former_code_leads_to_its_desa() {
        let desa = Record::new(&DESA, RecordId(7)).with("kode", "62.03.99.2011").with("nama", "Hilir");
        let mut places = Places::new(&[], &[desa]);
        let former = Record::new(&crate::entity::KODE_DESA, RecordId(1)).with("kode", "62.03.99.2001");
        places.push_former(&former.with("desa", crate::entity::Value::link(RecordId(7), "Hilir")));
        assert_eq!(places.desa("6203992001", None).map(|hit| hit.id), Ok(RecordId(7)));
    }

    #[test]
    fn another_kecamatan_is_told_by_name_and_by_code() {
        assert_eq!(places().office(" KEC. CIBINONG "), Office::Ours(RecordId(1)));
        assert_eq!(places().office("CITEUREUP"), Office::Other);
        assert_eq!(places().desa("32.02.01.1001", None), Err(Miss::Elsewhere));
    }
}
