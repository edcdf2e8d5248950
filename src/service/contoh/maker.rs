//! The records of one made-up kecamatan.
//!
//! * **Owns** what a made-up office looks like: names, dates, posts, gaps.
//! * **Imports** `base`, `entity`.
//! * **Never** makes a NIK or phone number that a real person could have: the region 620399 does
//!   not exist, and no mobile number begins with 0801.

use super::chance::Chance;
use crate::base::date::{self, Date};
use crate::base::id::{RecordId, Uid};
use crate::base::seed::{NamaContoh, nama_contoh, pilihan_awal};
use crate::entity::desa::jenis_of;
use crate::entity::kecamatan::zona_of;
use crate::entity::{
    BERKAS, CATATAN, DESA, Entity, KADER, KEADAAN, KECAMATAN, PENUGASAN, POSYANDU, REGISTRASI, Record, SK, Value,
};

/// The place a made-up office stands in.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spot {
    /// Code of the kecamatan.
    pub kode: String,
    /// Its name.
    pub nama: String,
    /// "Kabupaten Kapuas".
    pub kabupaten: String,
    /// "Kalimantan Tengah".
    pub provinsi: String,
    /// Codes and names of its desa and kelurahan.
    pub desa: Vec<(String, String)>,
}

/// What was made of one kecamatan; a record stands after those it points to.
#[derive(Default)]
pub(super) struct Office {
    pub kecamatan: Vec<Record>,
    pub desa: Vec<Record>,
    pub posyandu: Vec<Record>,
    pub sk: Vec<Record>,
    pub kader: Vec<Record>,
    pub penugasan: Vec<Record>,
    pub catatan: Vec<Record>,
    /// Registration papers and steps, changes of state: only of offices that have no story.
    pub berkas: Vec<Record>,
    pub registrasi: Vec<Record>,
    pub keadaan: Vec<Record>,
}

impl Office {
    /// All records in the order in which they may be written.
    pub fn all(&self) -> impl Iterator<Item = &Record> {
        let first = [&self.kecamatan, &self.desa, &self.posyandu, &self.sk, &self.kader, &self.penugasan];
        first.into_iter().chain([&self.catatan, &self.berkas, &self.registrasi, &self.keadaan]).flatten()
    }
}

/// What kind of offices are made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Plan {
    /// The same seed makes the same offices.
    pub seed: u64,
    /// The day around which everything happens.
    pub today: Date,
    /// Posyandu of one kecamatan.
    pub posyandu: usize,
    /// People of one kecamatan.
    pub people: usize,
    /// How much is told of each.
    pub depth: Depth,
}

/// How much is told of an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    /// Earlier SK, first and second terms, notes.
    Told,
    /// The present rows only; for files of the whole nation.
    Rows,
}

/// Makes offices one after another; ids count up from 1 in every table.
pub(super) struct Maker {
    plan: Plan,
    names: NamaContoh,
    seats: Vec<Jabatan>,
    bidang: Vec<String>,
    made: u64,
    people: i64,
    last: [i64; KINDS.len()],
}

/// The kinds of records that are made with ids of their own.
static KINDS: [&Entity; 10] =
    [&KECAMATAN, &DESA, &POSYANDU, &SK, &KADER, &PENUGASAN, &CATATAN, &BERKAS, &REGISTRASI, &KEADAAN];

/// A post of the pengurus.
#[derive(Clone, Debug, Default)]
struct Jabatan {
    kode: String,
    bidang: String,
}

/// Two SK of one desa: the present and the one before.
#[derive(Clone)]
struct Terms {
    now: Term,
    before: Option<Term>,
}

#[derive(Clone)]
struct Term {
    sk: Value,
    from: Date,
    until: Date,
}

/// A Posyandu being staffed.
struct House<'a> {
    place: Value,
    closed: bool,
    terms: &'a Terms,
}

/// A post to be written.
struct Post<'a> {
    kader: Value,
    posyandu: Value,
    seat: &'a Jabatan,
    term: &'a Term,
    until: Option<Date>,
    reason: &'a str,
}

const WEEKDAYS: [&str; 5] = ["Senin", "Selasa", "Rabu", "Kamis", "Sabtu"];
const WEEKS: [&str; 4] = ["pertama", "kedua", "ketiga", "keempat"];
const SCHOOLING: &[(&str, usize)] = &[("sd", 8), ("smp", 22), ("sma", 52), ("d3", 8), ("s1", 10)];
const STATES: &[(&str, usize)] = &[("aktif", 94), ("tidak-aktif", 3), ("persiapan", 2), ("tutup", 1)];
const STRATA: &[(&str, usize)] = &[("pratama", 20), ("madya", 40), ("purnama", 28), ("mandiri", 6), ("", 6)];
const PREMISES: &[(&str, usize)] = &[("gedung-sendiri", 45), ("menumpang", 45), ("sewa", 4), ("", 6)];
const REASONS: &[(&str, usize)] = &[
    ("mengundurkan-diri", 40),
    ("pindah-domisili", 30),
    ("habis-masa-jabatan", 15),
    ("meninggal", 8),
    ("tidak-bertugas", 7),
];

/// Days over which made-up births are spread: 1962-01-01 and the 44 years after it.
const BIRTH_DAYS: i64 = 16_069;

impl Maker {
    pub fn new(plan: Plan) -> Self {
        let words = pilihan_awal();
        let seats = words
            .iter()
            .filter(|word| word.daftar == "jabatan" && word.tunggal)
            .map(|word| Jabatan { kode: word.kode.clone(), bidang: word.bidang.clone().unwrap_or_default() })
            .collect();
        let bidang = words.iter().filter(|word| word.daftar == "bidang").map(|word| word.kode.clone()).collect();
        Maker { plan, names: nama_contoh(), seats, bidang, made: 0, people: 0, last: [0; KINDS.len()] }
    }

    /// The next office.
    pub fn office(&mut self, spot: &Spot) -> Office {
        self.made += 1;
        let mut chance = Chance::new(self.plan.seed, self.made);
        let mut office = Office::default();
        let kecamatan = self.kecamatan(spot, &mut chance);
        let kecamatan_link = link_to(&kecamatan);
        office.kecamatan.push(kecamatan);
        let share = Shares::new(self.plan.posyandu, spot.desa.len());
        for (at, (kode, nama)) in spot.desa.iter().enumerate() {
            let desa = self.desa(kode, nama, &kecamatan_link, &mut chance);
            let terms = self.terms(&desa, at, &mut office, &mut chance);
            self.posyandu_of(&desa, share.of(at), &mut office, &mut chance);
            office.desa.push(desa);
            self.people_of(at, &terms, &share, &mut office, &mut chance);
        }
        match self.plan.depth {
            Depth::Told => self.notes(&mut office, &mut chance),
            Depth::Rows => self.on_their_way(&mut office, &mut chance),
        }
        office
    }

    /// One more person, who stands on no post yet.
    pub fn newcomer(&mut self) -> Record {
        let mut chance = self.later();
        self.person(&mut chance)
    }

    /// One more identity.
    pub fn next_uid(&mut self) -> Uid {
        self.later().uid(900_000)
    }

    /// A stream of its own for what comes after the offices.
    fn later(&mut self) -> Chance {
        self.made += 1;
        Chance::new(self.plan.seed, self.made)
    }

    pub fn new_record(&mut self, entity: &'static Entity, chance: &mut Chance) -> Record {
        let at = KINDS.iter().position(|each| *each == entity).unwrap_or(0);
        let last = &mut self.last[at];
        *last += 1;
        let id = *last;
        let count = u64::try_from(self.last.iter().sum::<i64>()).unwrap_or(0);
        Record { uid: chance.uid(count), ..Record::new(entity, RecordId(id)) }
    }

    // ---- places ---------------------------------------------------------------------------

    fn kecamatan(&mut self, spot: &Spot, chance: &mut Chance) -> Record {
        let camat = self.person_name("L", chance);
        self.new_record(&KECAMATAN, chance)
            .with("kode", spot.kode.as_str())
            .with("nama", spot.nama.as_str())
            .with("kabupaten", spot.kabupaten.as_str())
            .with("provinsi", spot.provinsi.as_str())
            .with("zona", zona_of(&spot.kode))
            .with("alamat", "Data contoh buatan, bukan kantor yang sebenarnya")
            .with("camat", camat)
            .with("camat_jabatan", "Camat")
    }

    fn desa(&mut self, kode: &str, nama: &str, kecamatan: &Value, chance: &mut Chance) -> Record {
        let head = self.person_name("L", chance);
        self.new_record(&DESA, chance)
            .with("kode", kode)
            .with("nama", nama)
            .with("jenis", jenis_of(kode).map_or("desa", |jenis| jenis.code))
            .with("kecamatan", kecamatan.clone())
            .with("kepala", head)
    }

    fn posyandu_of(&mut self, desa: &Record, count: usize, office: &mut Office, chance: &mut Chance) {
        let first = chance.below(self.names.posyandu.len());
        let step = 2 + chance.below(3);
        let mut serial = 0;
        for at in 0..count {
            // Two or three numbered neighbours of one name, then the next name.
            let base = (first + at / step * 7) % self.names.posyandu.len().max(1);
            let name = self.names.posyandu.get(base).cloned().unwrap_or_default();
            let name = if count == 1 { name } else { format!("{name} {}", at % step + 1) };
            let mut record = self.posyandu(&name, desa, chance);
            if record.text("status") == "aktif" && chance.happens(56) {
                serial += 1;
                record.set("nomor_registrasi", format!("{}.{serial:03}", desa.text("kode")));
                let day = self.days_ago(chance.between(20, 480));
                record.set("tanggal_registrasi", day);
            }
            office.posyandu.push(record);
        }
    }

    fn posyandu(&mut self, name: &str, desa: &Record, chance: &mut Chance) -> Record {
        let rw = chance.between(1, 9);
        let rt = chance.between(1, 6);
        let street = chance.pick(&self.names.jalan);
        let hamlet = chance.pick(&self.names.dusun);
        let day = WEEKDAYS[chance.below(WEEKDAYS.len())];
        let week = WEEKS[chance.below(WEEKS.len())];
        let mut record = self
            .new_record(&POSYANDU, chance)
            .with("nama", name)
            .with("desa", link_to(desa))
            .with("alamat", format!("{street}, {hamlet}"))
            .with("rt_rw", format!("{rt:03}/{rw:03}"))
            .with("status", chance.weighted(STATES))
            .with("strata", chance.weighted(STRATA))
            .with("tempat", chance.weighted(PREMISES))
            .with("hari_buka", format!("{day} minggu {week}"));
        if chance.happens(80) {
            let day = self.days_ago(chance.between(3 * 365, 34 * 365));
            record.set("tanggal_berdiri", day);
        }
        record
    }

    // ---- documents ------------------------------------------------------------------------

    /// The SK of a desa: every fifth ends within ninety days, the others run on.
    fn terms(&mut self, desa: &Record, at: usize, office: &mut Office, chance: &mut Chance) -> Terms {
        let age =
            if at % 5 == 1 { chance.between(5 * 365 + 1 - 85, 5 * 365 - 20) } else { chance.between(40, 4 * 365) };
        let from = self.days_ago(age);
        let now = self.sk(desa, from, office, chance);
        let before = (self.plan.depth == Depth::Told).then(|| {
            let five_years = jiff::ToSpan::years(5);
            self.sk(desa, from.saturating_sub(five_years), office, chance)
        });
        Terms { now, before }
    }

    fn sk(&mut self, desa: &Record, from: Date, office: &mut Office, chance: &mut Chance) -> Term {
        let number = match desa.text("jenis") {
            "kelurahan" => format!("188.4/{}/KEP-LUR/{}", chance.between(1, 90), from.year()),
            _ => format!("141/{}/KPTS/{}", chance.between(1, 90), from.year()),
        };
        let until = date::term_end(from, 5);
        let head = if desa.text("jenis") == "kelurahan" { "Lurah" } else { "Kepala Desa" };
        let record = self
            .new_record(&SK, chance)
            .with("nomor", number)
            .with("jenis", "sk-pengurus")
            .with("tanggal", from)
            .with(
                "tentang",
                format!(
                    "Pengurus dan kader Posyandu {} {}",
                    if head == "Lurah" { "Kelurahan" } else { "Desa" },
                    desa.text("nama")
                ),
            )
            .with("desa", link_to(desa))
            .with("pejabat", format!("{head} {}, {}", desa.text("nama"), desa.text("kepala")))
            .with("berlaku_mulai", from)
            .with("berlaku_sampai", until);
        let sk = link_to(&record);
        office.sk.push(record);
        Term { sk, from, until }
    }

    // ---- people ---------------------------------------------------------------------------

    fn people_of(&mut self, at: usize, terms: &Terms, share: &Shares, office: &mut Office, chance: &mut Chance) {
        let first = share.before(at);
        for number in first..first + share.of(at) {
            let Some(place) = office.posyandu.get(number) else { continue };
            let house = House { place: link_to(place), closed: place.text("status") == "tutup", terms };
            let staff = Shares::new(self.plan.people, share.total).of(number);
            self.staff_of(&house, staff, office, chance);
        }
    }

    /// The people of one Posyandu: first the officers, some seats left vacant, then kader, each
    /// with one bidang. Some have left.
    fn staff_of(&mut self, house: &House<'_>, staff: usize, office: &mut Office, chance: &mut Chance) {
        // A small Posyandu has ketua, sekretaris and bendahara; only a large one has heads of bidang.
        let wanted = if staff > 7 { self.seats.len() } else { 3.min(staff.saturating_sub(1)) };
        let seats: Vec<Jabatan> = self.seats.iter().take(wanted).filter(|_| chance.happens(95)).cloned().collect();
        let first = chance.below(self.bidang.len());
        for at in 0..staff {
            let person = self.person(chance);
            let who = link_to(&person);
            office.kader.push(person);
            let seat = seats.get(at).cloned().unwrap_or_else(|| Jabatan {
                kode: "kader".to_owned(),
                bidang: self.bidang.get((first + at) % self.bidang.len().max(1)).cloned().unwrap_or_default(),
            });
            self.career(&who, &seat, house, office, chance);
        }
    }

    /// The present post of a person, and sometimes the term before it.
    fn career(&mut self, who: &Value, seat: &Jabatan, house: &House<'_>, office: &mut Office, chance: &mut Chance) {
        let officer = seat.kode != "kader";
        let now = &house.terms.now;
        let mut post = Post {
            kader: who.clone(),
            posyandu: house.place.clone(),
            seat,
            term: now,
            until: officer.then_some(now.until),
            reason: "",
        };
        if house.closed || chance.happens(6) {
            let ran = i64::from((self.plan.today - now.from).get_days());
            // Nobody leaves on the first day: a seat that stands vacant can be filled from the SK's
            // next day on.
            let ago = chance.between(1, 900);
            let ago = if ago < ran { ago } else { ran / 2 };
            post.until = Some(self.days_ago(ago)).filter(|_| ran > 0);
            post.reason = chance.weighted(REASONS);
        }
        self.post(&post, office, chance);
        if let Some(before) = house.terms.before.as_ref().filter(|_| officer && chance.happens(25)) {
            let earlier = Post { term: before, until: Some(before.until), reason: "habis-masa-jabatan", ..post };
            self.post(&earlier, office, chance);
        }
    }

    fn post(&mut self, post: &Post<'_>, office: &mut Office, chance: &mut Chance) {
        let mut record = self
            .new_record(&PENUGASAN, chance)
            .with("kader", post.kader.clone())
            .with("posyandu", post.posyandu.clone())
            .with("jabatan", post.seat.kode.as_str())
            .with("bidang", post.seat.bidang.as_str())
            .with("sk", post.term.sk.clone())
            .with("mulai", post.term.from)
            .with("alasan_berhenti", post.reason);
        if let Some(until) = post.until {
            record.set("selesai", until);
        }
        office.penugasan.push(record);
    }

    fn person(&mut self, chance: &mut Chance) -> Record {
        let sex = if chance.happens(96) { "P" } else { "L" };
        let name = self.person_name(sex, chance);
        let birth = self.next_birth();
        let nik = if chance.happens(95) { nik(birth, sex, self.people / BIRTH_DAYS + 1) } else { String::new() };
        self.people += 1;
        let street = chance.pick(&self.names.jalan);
        let mut record = self
            .new_record(&KADER, chance)
            .with("nama", name)
            .with("nik", nik)
            .with("tempat_lahir", "Contoh Sari")
            .with("tanggal_lahir", birth)
            .with("jenis_kelamin", sex)
            .with("alamat", format!("{street} RT {:03} RW {:03}", chance.between(1, 9), chance.between(1, 6)))
            .with("pendidikan", chance.weighted(SCHOOLING));
        if chance.happens(85) {
            record.set("no_hp", format!("0801{:08}", chance.below(100_000_000)));
        }
        if chance.happens(70) {
            let grown = i64::from(birth.year()) + 18;
            let last = i64::from(self.plan.today.year());
            record.set("kader_sejak", chance.between(grown.max(last - 34).min(last), last));
        }
        record
    }

    /// Births walk over their days in a scattered order; the serial of the NIK goes up when all
    /// days were used, so that no two NIK are the same.
    fn next_birth(&self) -> Date {
        let day = (self.people * 7_919) % BIRTH_DAYS;
        Date::constant(1962, 1, 1).saturating_add(jiff::ToSpan::days(day))
    }

    fn person_name(&self, sex: &str, chance: &mut Chance) -> String {
        let sex = sex.chars().next().unwrap_or('P');
        let fitting = |all: &[crate::base::seed::Sebutan], chance: &mut Chance| {
            let all: Vec<&str> = all.iter().filter(|name| name.fits(sex)).map(|name| name.nama.as_str()).collect();
            chance.pick(&all).to_owned()
        };
        let mut name = fitting(&self.names.depan, chance);
        if chance.happens(92) {
            name.push(' ');
            name.push_str(&fitting(&self.names.belakang, chance));
        }
        if chance.happens(4) {
            name = format!("{} {name}", fitting(&self.names.gelar_depan, chance));
        }
        if chance.happens(6) {
            name = format!("{name}, {}", fitting(&self.names.gelar_belakang, chance));
        }
        name
    }

    fn notes(&mut self, office: &mut Office, chance: &mut Chance) {
        let year = i64::from(self.plan.today.year());
        for (back, title, words) in [
            (
                2,
                "Serah terima data",
                "Daftar kader tahun lalu diterima dalam tiga berkas Excel; ejaan nama Posyandu belum seragam.",
            ),
            (
                1,
                "Kesepakatan jadwal verval",
                "Verval disepakati tiap Maret dan September. Berkas desa ditunggu paling lambat tanggal 10.",
            ),
            (
                0,
                "Rencana tahun ini",
                "Lengkapi nomor registrasi, perbarui SK yang hampir habis, dan isi kursi pengurus yang kosong.",
            ),
        ] {
            let note = self
                .new_record(&CATATAN, chance)
                .with("judul", title)
                .with("tahun", year - back)
                .with("isi", format!("Data contoh buatan.\n{words}"));
            office.catatan.push(note);
        }
    }

    pub fn days_ago(&self, days: i64) -> Date {
        self.plan.today.saturating_sub(jiff::ToSpan::days(days))
    }
}

/// A NIK of the region that does not exist.
fn nik(birth: Date, sex: &str, serial: i64) -> String {
    let day = i64::from(birth.day()) + if sex == "P" { 40 } else { 0 };
    format!("620399{day:02}{:02}{:02}{serial:04}", birth.month(), birth.year() % 100)
}

pub(super) fn link_to(record: &Record) -> Value {
    Value::link(record.id, record.title())
}

/// So many things dealt out as evenly as whole numbers allow.
struct Shares {
    total: usize,
    among: usize,
}

impl Shares {
    fn new(total: usize, among: usize) -> Self {
        Shares { total, among: among.max(1) }
    }

    fn of(&self, at: usize) -> usize {
        self.before(at + 1) - self.before(at)
    }

    fn before(&self, at: usize) -> usize {
        self.total * at / self.among
    }
}
