//! Rules over several records: one holder a seat, one bidang a kader, terms, names and numbers
//! used twice; of work plans, see [`rencana`]; of registration, see [`registrasi`]; of states, former
//! codes and extra fields, see [`hayat`]; of incentives, see [`insentif`].
//!
//! * **Owns** the checks that need to look at other rows, with their stable codes.
//! * **Imports** `base`, `entity`, rusqlite.
//! * **Never** changes a row; `record` calls it inside the transaction of a save.
//!
//! | code | weight | rule |
//! |---|---|---|
//! | `posyandu-kembar` | error | the name occurs once in a desa (Roman numerals and spellings alike) |
//! | `posyandu-kembar-lama` | warning | a closed or merged one of that name exists |
//! | `posyandu-mirip` | warning | a very similar name exists in the desa, not decided to be another |
//! | `registrasi-ganda` | error | a registration number belongs to one Posyandu |
//! | `nik-ganda` | error | a NIK belongs to one person |
//! | `kursi-terisi` | error | a single seat has one holder at a time |
//! | `jabatan-tumpang` | error | the same person does not hold the same seat twice at a time |
//! | `bidang-rangkap` | error | a kader serves one bidang at a time |
//! | `pengurus-dua-posyandu` | warning | an officer serves one Posyandu at a time |
//! | `jabatan-rangkap` | warning | an officer holds one seat of a Posyandu at a time |
//! | `masa-jabatan-ketiga` | warning | two terms at most (Permendagri 18/2018 Ps 8) |
//! | `jabatan-sebelum-berdiri` | warning | a post begins on the day of the founding or later |
//! | `sk-desa-beda` | warning | the SK comes from the Posyandu's desa |
//! | `sk-nomor-ganda` | warning | a number occurs once for an issuer and year |
//! | `kode-ganda` | error | a region's code belongs to one record |
//! | `desa-beda-kecamatan` | error | a desa's code begins with its kecamatan's code |
//! | `nomor-laporan-ganda` | error | a report's number occurs once a year |
//! | `pilihan-ganda` | error | a code occurs once in a list |
//! | `setelan-ganda` | error | a setting is set once |

mod hayat;
mod insentif;
mod registrasi;
mod rencana;

pub(crate) use hayat::{STATUS_APART, STILL_SERVING};

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::ganda::{LIKE, are_two};
use crate::base::date::{self, Date};
use crate::base::text::{fold, name_key, similar_keys};
use crate::base::words::text;
use crate::entity::{
    DESA, DISETEL, INSENTIF, KADER, KEADAAN, KECAMATAN, KODE_DESA, LAPORAN, PENUGASAN, PILIHAN, POSYANDU, Problem,
    REGISTRASI, Record, SK, penugasan::SALAH_CATAT, sk,
};

/// What other records say against this one. Called before the record is written: the file still
/// holds its old state, and other changes of the same batch that stand before it. A new record
/// has a negative id; links carry stored ids and titles.
pub(crate) fn check(conn: &Connection, record: &Record, today: Date) -> Vec<Problem> {
    let look = Look { conn, record };
    let found = match record.entity {
        entity if entity == &POSYANDU => look.posyandu(today),
        entity if entity == &KADER => look.kader(),
        entity if entity == &PENUGASAN => look.post(),
        entity if entity == &SK => look.sk(),
        entity if entity == &DESA => look.desa(),
        entity if entity == &KECAMATAN => look.same_code(),
        entity if entity == &PILIHAN => look.word(),
        entity if entity == &DISETEL => look.setting(),
        entity if entity == &LAPORAN => look.report(),
        entity if entity == &REGISTRASI => registrasi::step(conn, record),
        entity if entity == &KEADAAN => hayat::state(conn, record),
        entity if entity == &KODE_DESA => hayat::former_code(conn, record),
        entity if entity == &INSENTIF => insentif::paid(conn, record),
        _ => rencana::check(conn, record),
    };
    found.unwrap_or_else(|error| vec![unreadable(&error)])
}

/// Why a record may not go into the bin or come out of it, though nothing points to it.
pub(crate) fn leaving(conn: &Connection, record: &Record) -> Option<Problem> {
    rencana::leaving(conn, record).unwrap_or_else(|error| Some(unreadable(&error)))
}

/// A rule that could not be asked blocks: nothing may pass unchecked.
fn unreadable(error: &rusqlite::Error) -> Problem {
    Problem::error(
        "pemeriksaan-gagal",
        text("Catatan lain tidak terbaca saat memeriksa: {0}.", "Other records could not be read for checking: {0}.")
            .with([error.to_string()]),
        text(
            "Ulangi; bila terjadi lagi, jalankan: pembina dokter",
            "Try again; if it happens again run: pembina doctor",
        ),
    )
}

/// The code of a report's number that another report has.
pub(crate) const NUMBER_TAKEN: &str = "nomor-laporan-ganda";

/// The code of a plan going back behind its agreement.
pub(crate) const BACKWARDS: &str = "rencana-mundur";

/// Terms an officer may serve (Permendagri 18/2018 Ps 8).
const MOST_TERMS: usize = 2;

type Found = rusqlite::Result<Vec<Problem>>;

struct Look<'a> {
    conn: &'a Connection,
    record: &'a Record,
}

/// Another post that runs at the same time, or ran before.
struct Other {
    name: String,
    posyandu: i64,
    place: String,
    jabatan: String,
    bidang: String,
    officer: bool,
    reason: String,
    from: String,
    until: String,
}

impl Other {
    fn read(row: &Row<'_>) -> rusqlite::Result<Other> {
        Ok(Other {
            name: row.get(0)?,
            posyandu: row.get(1)?,
            place: row.get(2)?,
            jabatan: row.get(3)?,
            bidang: row.get(4)?,
            officer: row.get(5)?,
            reason: row.get(6)?,
            from: row.get(7)?,
            until: row.get(8)?,
        })
    }

    /// "12-01-2021 s.d. 11-01-2026".
    fn span(&self) -> String {
        let day = |iso: &str, unknown: &str| iso.parse::<Date>().map_or_else(|_| unknown.to_owned(), date::show);
        format!("{} s.d. {}", day(&self.from, "?"), day(&self.until, "sekarang"))
    }
}

/// The columns of [`Other`]; the bidang a jabatan implies stands in for one not written.
macro_rules! other {
    ($from:literal) => {
        concat!(
            "SELECT k.nama, p.posyandu, y.nama, p.jabatan, ",
            "coalesce(nullif(p.bidang, ''), j.bidang, ''), coalesce(j.pengurus, 0), ",
            "p.alasan_berhenti, p.mulai, p.selesai FROM penugasan p ",
            "JOIN kader k ON k.id = p.kader JOIN posyandu y ON y.id = p.posyandu ",
            "LEFT JOIN pilihan j ON j.dihapus = 0 AND j.daftar = 'jabatan' AND j.kode = p.jabatan ",
            "WHERE p.dihapus = 0 AND ",
            $from
        )
    };
}

impl Look<'_> {
    fn report(&self) -> Found {
        let (number, year) = (self.record.get("nomor_laporan").as_int(), self.record.get("tahun").as_int());
        let other: Option<String> = self
            .conn
            .prepare_cached(
                "SELECT judul FROM laporan WHERE dihapus = 0 AND nomor_laporan = ? AND tahun = ? AND id <> ? LIMIT 1",
            )?
            .query_row(params![number, year, self.id()], |row| row.get(0))
            .optional()?;
        Ok(other
            .map(|title| {
                let facts = [number.unwrap_or(0).to_string(), year.unwrap_or(0).to_string(), title];
                Problem::error(
                    NUMBER_TAKEN,
                    text("Nomor {0}/{1} sudah dipakai: {2}.", "Number {0}/{1} is taken: {2}.").with(facts),
                    text("Pakai nomor berikutnya.", "Use the next number."),
                )
                .at("nomor_laporan")
            })
            .into_iter()
            .collect())
    }

    fn id(&self) -> i64 {
        self.record.id.0
    }

    fn link(&self, field: &str) -> Option<i64> {
        self.record.get(field).as_link().map(|link| link.id.0)
    }

    fn title(&self, field: &str) -> &str {
        self.record.get(field).as_link().map_or("", |link| link.title.as_str())
    }

    fn day(&self, field: &str) -> String {
        self.record.get(field).as_date().map(date::iso).unwrap_or_default()
    }

    // ---- posyandu -------------------------------------------------------------------------

    fn posyandu(&self, today: Date) -> Found {
        let mut out = Vec::new();
        if self.record.text("status") != "salah-catat" {
            out.extend(self.same_name()?);
        }
        out.extend(self.registration()?);
        out.extend(hayat::closing(self.conn, self.record, today)?);
        out.extend(hayat::status(self.conn, self.record)?);
        Ok(out)
    }

    /// The heaviest thing to say about the name among the other Posyandu of the desa.
    fn same_name(&self) -> rusqlite::Result<Option<Problem>> {
        let (Some(desa), name) = (self.link("desa"), self.record.text("nama")) else { return Ok(None) };
        let key = name_key(name);
        let mut near = Vec::new();
        let mut rows = self.conn.prepare_cached(
            "SELECT nama, nama_lain, status, uid FROM posyandu \
             WHERE dihapus = 0 AND desa = ? AND id <> ? AND status <> 'salah-catat'",
        )?;
        let others = rows.query_map([desa, self.id()], |row| {
            let read = |at| row.get::<_, String>(at);
            Ok((read(0)?, read(1)?, read(2)?, read(3)?))
        })?;
        for other in others {
            let (other, before, status, uid) = other?;
            let other_key = name_key(&other);
            if other_key == key {
                return Ok(Some(self.twin(&other, matches!(status.as_str(), "tutup" | "bergabung"))));
            }
            let was = before.split(';').any(|old| !old.trim().is_empty() && name_key(old) == key);
            let near_by = was || (name.chars().count() > 3 && similar_keys(&key, &other_key) >= LIKE);
            if near_by && !are_two(self.conn, &self.record.uid.0, &uid)? {
                near.push(other);
            }
        }
        if near.is_empty() {
            return Ok(None);
        }
        let problem = Problem::warning(
            "posyandu-mirip",
            text("Nama ini mirip sekali dengan {0} di {1}.", "This name is very similar to {0} in {1}.")
                .with([near.join(", "), self.title("desa").to_owned()]),
            text(
                "Bila Posyandu yang sama, pakai yang sudah ada; bila lain, simpan dengan alasan.",
                "If it is the same Posyandu, use the one that exists; if not, save with a reason.",
            ),
        );
        Ok(Some(problem.at("nama")))
    }

    fn twin(&self, other: &str, gone: bool) -> Problem {
        let facts = [other.to_owned(), self.title("desa").to_owned()];
        if gone {
            return Problem::warning(
                "posyandu-kembar-lama",
                text(
                    "{0} di {1} pernah ada dan sudah tutup atau bergabung.",
                    "{0} in {1} existed and closed or merged.",
                )
                .with(facts),
                text(
                    "Bila dibuka kembali, ubah status yang lama; bila baru, simpan dengan alasan.",
                    "If it opened again, change the old one's state; if it is new, save with a reason.",
                ),
            )
            .at("nama");
        }
        Problem::error(
            "posyandu-kembar",
            text("Sudah ada {0} di {1}.", "{0} in {1} exists already.").with(facts),
            text(
                "Pakai yang sudah ada, atau beri nama yang membedakan (Melati 2).",
                "Use the one that exists, or give a name that tells them apart (Melati 2).",
            ),
        )
        .at("nama")
    }

    fn registration(&self) -> Found {
        let number = self.record.text("nomor_registrasi");
        if number.is_empty() {
            return Ok(Vec::new());
        }
        let mut out = Vec::new();
        let other: Option<(String, String)> = self
            .conn
            .prepare_cached(
                "SELECT y.nama, coalesce(d.nama, '') FROM posyandu y LEFT JOIN desa d ON d.id = y.desa \
                 WHERE y.dihapus = 0 AND y.nomor_registrasi = ? AND y.id <> ? LIMIT 1",
            )?
            .query_row(params![number, self.id()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        if let Some((name, desa)) = other {
            out.push(
                Problem::error(
                    "registrasi-ganda",
                    text("Nomor {0} sudah dipakai: {1}, {2}.", "Number {0} is used already: {1}, {2}.").with([
                        number.to_owned(),
                        name,
                        desa,
                    ]),
                    text(
                        "Cocokkan kedua nomor dengan surat dari Kemendagri.",
                        "Compare both numbers with the letters from Kemendagri.",
                    ),
                )
                .at("nomor_registrasi"),
            );
        }
        out.extend(registrasi::prefix(self.conn, self.record, number)?);
        Ok(out)
    }

    // ---- kader ----------------------------------------------------------------------------

    fn kader(&self) -> Found {
        let nik = self.record.text("nik");
        if nik.is_empty() {
            return Ok(Vec::new());
        }
        let other: Option<(String, String)> = self
            .conn
            .prepare_cached(
                "SELECT k.nama, coalesce(y.nama, '') FROM kader k LEFT JOIN posyandu y ON y.id = k.posyandu \
                 WHERE k.dihapus = 0 AND k.nik = ? AND k.id <> ? LIMIT 1",
            )?
            .query_row(params![nik, self.id()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((name, place)) = other else { return Ok(Vec::new()) };
        let who = if place.is_empty() { name } else { format!("{name}, {place}") };
        let problem = Problem::error(
            "nik-ganda",
            text("NIK sudah dipakai: {0}.", "The NIK is used already: {0}.").with([who]),
            text(
                "Bila orangnya sama, buka catatan itu dan tambahkan jabatannya; bila lain, periksa NIK di KTP keduanya.",
                "If it is the same person, open that record and add the post; if not, check both identity cards.",
            ),
        );
        Ok(vec![problem.at("nik")])
    }

    // ---- posts ----------------------------------------------------------------------------

    fn post(&self) -> Found {
        let (Some(kader), Some(posyandu)) = (self.link("kader"), self.link("posyandu")) else {
            return Ok(Vec::new());
        };
        if self.record.text("alasan_berhenti") == SALAH_CATAT {
            return Ok(Vec::new());
        }
        let (officer, single, implied) = self.jabatan()?;
        let mut out = Vec::new();
        if single {
            out.extend(self.seat_taken(kader, posyandu)?);
        }
        let bidang =
            if self.record.text("bidang").is_empty() { implied } else { self.record.text("bidang").to_owned() };
        let mine = self.posts_of(kader)?;
        out.extend(self.same_seat_twice(&mine, posyandu, &bidang));
        out.extend(self.two_bidang(&mine, &bidang)?);
        if officer {
            out.extend(self.two_seats(&mine, posyandu));
            out.extend(self.two_posyandu(&mine, posyandu));
            out.extend(self.third_term(&mine));
        }
        out.extend(self.foreign_sk(posyandu)?);
        out.extend(self.before_founding(posyandu)?);
        Ok(out)
    }

    /// Whether the post's jabatan is an officer's, has one holder, and which bidang it implies.
    fn jabatan(&self) -> rusqlite::Result<(bool, bool, String)> {
        let found = self
            .conn
            .prepare_cached(
                "SELECT coalesce(pengurus, 0), coalesce(tunggal, 0), bidang FROM pilihan \
                 WHERE dihapus = 0 AND daftar = 'jabatan' AND kode = ?",
            )?
            .query_row([self.record.text("jabatan")], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        Ok(found.unwrap_or_default())
    }

    /// The person's other posts, oldest first.
    fn posts_of(&self, kader: i64) -> rusqlite::Result<Vec<Other>> {
        self.conn
            .prepare_cached(other!("p.kader = ?1 AND p.id <> ?2 AND p.alasan_berhenti <> ?3 ORDER BY p.mulai, p.id"))?
            .query_map(params![kader, self.id(), SALAH_CATAT], Other::read)?
            .collect()
    }

    /// True where another post runs on some day on which this one runs. An unknown first day
    /// lies before everything, an unknown last day after everything.
    fn overlaps(&self, other: &Other) -> bool {
        let (from, until) = (self.day("mulai"), self.day("selesai"));
        (until.is_empty() || other.from <= until) && (other.until.is_empty() || from <= other.until)
    }

    fn seat_taken(&self, kader: i64, posyandu: i64) -> rusqlite::Result<Option<Problem>> {
        let jabatan = self.record.text("jabatan");
        let others: Vec<Other> = self
            .conn
            .prepare_cached(other!("p.posyandu = ?1 AND p.id <> ?2 AND +p.jabatan = ?3 AND +p.kader <> ?4"))?
            .query_map(params![posyandu, self.id(), jabatan, kader], Other::read)?
            .collect::<rusqlite::Result<_>>()?;
        let holder = others.iter().find(|other| other.reason != SALAH_CATAT && self.overlaps(other));
        Ok(holder.map(|holder| {
            Problem::error(
                "kursi-terisi",
                text("{0} di {1} sudah dipegang {2}, {3}.", "{0} in {1} is held by {2}, {3}.").with([
                    self.said("jabatan"),
                    holder.place.clone(),
                    holder.name.clone(),
                    holder.span(),
                ]),
                // Who served before is no hindrance once it is known that this post began later.
                if !holder.until.is_empty() {
                    text(
                        "Isi Mulai sesudah tanggal selesainya; tanpa Mulai, jabatan ini dianggap sudah dipegang sejak dulu.",
                        "Fill in a first day after that last day; without one this post counts as held ever since.",
                    )
                } else {
                    text(
                        "Pakai \"Ganti kader\" pada jabatan itu, atau isi tanggal selesainya dahulu.",
                        "Use \"Replace kader\" on that post, or fill in its last day first.",
                    )
                },
            )
            .at("jabatan")
        }))
    }

    fn same_seat_twice(&self, mine: &[Other], posyandu: i64, bidang: &str) -> Option<Problem> {
        let jabatan = self.record.text("jabatan");
        // The same seat with another bidang is the business of the rule on bidang.
        let twin = mine.iter().find(|other| {
            other.posyandu == posyandu
                && other.jabatan == jabatan
                && (other.bidang == bidang || bidang.is_empty() || other.bidang.is_empty())
                && self.overlaps(other)
        })?;
        Some(
            Problem::error(
                "jabatan-tumpang",
                text("{0} sudah tercatat sebagai {1} di {2}, {3}.", "{0} is on record as {1} in {2}, {3}.").with([
                    twin.name.clone(),
                    self.said("jabatan"),
                    twin.place.clone(),
                    twin.span(),
                ]),
                text(
                    "Ubah catatan itu; masa jabatan kedua dimulai setelah yang pertama selesai.",
                    "Change that record; a second term begins after the first has ended.",
                ),
            )
            .at("mulai"),
        )
    }

    fn two_bidang(&self, mine: &[Other], bidang: &str) -> rusqlite::Result<Option<Problem>> {
        if bidang.is_empty() {
            return Ok(None);
        }
        let clash =
            mine.iter().find(|other| !other.bidang.is_empty() && other.bidang != bidang && self.overlaps(other));
        let Some(clash) = clash else { return Ok(None) };
        let problem = Problem::error(
            "bidang-rangkap",
            text(
                "{0} sudah melayani bidang {1} di {2}, {3}; kader melayani satu bidang.",
                "{0} already serves bidang {1} in {2}, {3}; a kader serves one bidang.",
            )
            .with([
                clash.name.clone(),
                self.name_of("bidang", &clash.bidang)?,
                clash.place.clone(),
                clash.span(),
            ]),
            text(
                "Akhiri dahulu jabatan yang lama, atau pilih bidang yang sama.",
                "End the earlier post first, or choose the same bidang.",
            ),
        );
        Ok(Some(problem.at("bidang")))
    }

    fn two_seats(&self, mine: &[Other], posyandu: i64) -> Option<Problem> {
        let jabatan = self.record.text("jabatan");
        let other = mine.iter().find(|other| {
            other.officer && other.posyandu == posyandu && other.jabatan != jabatan && self.overlaps(other)
        })?;
        let held = self.name_of("jabatan", &other.jabatan).unwrap_or_else(|_| other.jabatan.clone());
        Some(
            Problem::warning(
                "jabatan-rangkap",
                text("{0} juga {1} di {2}, {3}.", "{0} is also {1} in {2}, {3}.").with([
                    other.name.clone(),
                    held,
                    other.place.clone(),
                    other.span(),
                ]),
                text(
                    "Akhiri jabatan yang lama lebih dahulu; bila memang merangkap, simpan dengan alasan.",
                    "End the earlier post first; if one person really holds both, save with a reason.",
                ),
            )
            .at("jabatan"),
        )
    }

    fn two_posyandu(&self, mine: &[Other], posyandu: i64) -> Option<Problem> {
        let other = mine.iter().find(|other| other.officer && other.posyandu != posyandu && self.overlaps(other))?;
        Some(
            Problem::warning(
                "pengurus-dua-posyandu",
                text(
                    "{0} juga pengurus di {1}, {2}.",
                    "{0} is also an officer in {1}, {2}.",
                )
                .with([other.name.clone(), other.place.clone(), other.span()]),
                text(
                    "Pengurus tidak merangkap di lembaga lain (Permendagri 18/2018 Pasal 8); akhiri salah satu, atau simpan dengan alasan.",
                    "Officers hold no office in another institution (Permendagri 18/2018 article 8); end one, or save with a reason.",
                ),
            )
            .at("posyandu"),
        )
    }

    /// Earlier terms as an officer. A change of post within one term begins no new term, so posts
    /// that run into each other count once.
    fn third_term(&self, mine: &[Other]) -> Option<Problem> {
        let from = self.day("mulai");
        if from.is_empty() {
            return None;
        }
        let mut terms: Vec<&Other> = Vec::new();
        let earlier = mine.iter().filter(|other| other.officer && other.reason != "ganti-jabatan");
        for other in earlier.filter(|other| !other.until.is_empty() && other.until < from) {
            if terms.last().is_none_or(|last| last.until < other.from) {
                terms.push(other);
            }
        }
        if terms.len() < MOST_TERMS {
            return None;
        }
        let said: Vec<String> = terms.iter().map(|term| format!("{} ({})", term.place, term.span())).collect();
        Some(
            Problem::warning(
                "masa-jabatan-ketiga",
                text(
                    "{0} sudah {1} kali menjadi pengurus: {2}.",
                    "{0} has been an officer for {1} terms: {2}.",
                )
                .with([self.title("kader").to_owned(), terms.len().to_string(), said.join("; ")]),
                text(
                    "Paling banyak dua kali masa jabatan (Permendagri 18/2018 Pasal 8); pilih orang lain, atau simpan dengan alasan.",
                    "Two terms at most (Permendagri 18/2018 article 8); choose somebody else, or save with a reason.",
                ),
            )
            .at("mulai"),
        )
    }

    fn before_founding(&self, posyandu: i64) -> rusqlite::Result<Option<Problem>> {
        let Some(begin) = self.record.get("mulai").as_date() else { return Ok(None) };
        let founded: Option<(String, String)> = self
            .conn
            .prepare_cached("SELECT nama, tanggal_berdiri FROM posyandu WHERE id = ? AND tanggal_berdiri > ?")?
            .query_row(params![posyandu, date::iso(begin)], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((name, founded)) = founded else { return Ok(None) };
        let founded = founded.parse::<Date>().map_or(founded, date::show);
        let problem = Problem::warning(
            "jabatan-sebelum-berdiri",
            text("Mulai {0}, padahal {1} baru berdiri {2}.", "It begins on {0}, but {1} was founded only on {2}.")
                .with([date::show(begin), name, founded]),
            text(
                "Betulkan salah satu tanggal; bila kadernya memang lebih dahulu, simpan dengan alasan.",
                "Correct one of the dates; if the kader really served before, save with a reason.",
            ),
        );
        Ok(Some(problem.at("mulai")))
    }

    fn foreign_sk(&self, posyandu: i64) -> rusqlite::Result<Option<Problem>> {
        let Some(sk) = self.link("sk") else { return Ok(None) };
        let names: Option<(String, String)> = self
            .conn
            .prepare_cached(
                "SELECT a.nama, b.nama FROM sk s JOIN desa a ON a.id = s.desa, posyandu y JOIN desa b ON b.id = y.desa \
                 WHERE s.id = ?1 AND y.id = ?2 AND a.id <> b.id",
            )?
            .query_row([sk, posyandu], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        Ok(names.map(|(issuer, place)| {
            Problem::warning(
                "sk-desa-beda",
                text(
                    "SK {0} diterbitkan {1}, padahal Posyandu ini di {2}.",
                    "SK {0} was issued by {1}, but this Posyandu lies in {2}.",
                )
                .with([self.title("sk").to_owned(), issuer, place]),
                text("Pilih SK dari desa Posyandu ini.", "Choose the SK of this Posyandu's desa."),
            )
            .at("sk")
        }))
    }

    /// The name of a word this record holds.
    fn said(&self, list: &str) -> String {
        let code = self.record.text(list);
        self.name_of(list, code).unwrap_or_else(|_| code.to_owned())
    }

    fn name_of(&self, list: &str, code: &str) -> rusqlite::Result<String> {
        let name: Option<String> = self
            .conn
            .prepare_cached("SELECT nama FROM pilihan WHERE dihapus = 0 AND daftar = ? AND kode = ?")?
            .query_row([list, code], |row| row.get(0))
            .optional()?;
        Ok(name.unwrap_or_else(|| code.to_owned()))
    }

    // ---- documents ------------------------------------------------------------------------

    fn sk(&self) -> Found {
        let Some(date) = self.record.get("tanggal").as_date() else { return Ok(Vec::new()) };
        // Those on the waiting list are told apart by their date and desa.
        if sk::is_waiting(self.record.text("nomor")) {
            return Ok(Vec::new());
        }
        let number = fold(self.record.text("nomor"));
        let year = date.year();
        let others: Vec<(String, String)> = self
            .conn
            .prepare_cached(
                "SELECT nomor, tanggal FROM sk WHERE dihapus = 0 AND desa IS ?1 AND id <> ?2 \
                 AND +tanggal BETWEEN ?3 AND ?4",
            )?
            .query_map(
                params![self.link("desa"), self.id(), format!("{year:04}-01-01"), format!("{year:04}-12-31")],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?
            .collect::<rusqlite::Result<_>>()?;
        let Some((other, day)) = others.into_iter().find(|(other, _)| !number.is_empty() && fold(other) == number)
        else {
            return Ok(Vec::new());
        };
        let day = day.parse::<Date>().map_or(day, date::show);
        let problem = Problem::warning(
            "sk-nomor-ganda",
            text("Nomor {0} sudah tercatat, tanggal {1}.", "Number {0} is on record already, dated {1}.")
                .with([other, day]),
            text(
                "Bila dokumennya sama, pakai yang sudah ada; bila lain, simpan dengan alasan.",
                "If it is the same document, use the one that exists; if not, save with a reason.",
            ),
        );
        Ok(vec![problem.at("nomor")])
    }

    // ---- regions and words ----------------------------------------------------------------

    fn desa(&self) -> Found {
        let mut out = self.same_code()?;
        let (Some(kecamatan), code) = (self.link("kecamatan"), self.record.text("kode")) else { return Ok(out) };
        let above: Option<(String, String)> = self
            .conn
            .prepare_cached("SELECT kode, nama FROM kecamatan WHERE id = ?")?
            .query_row([kecamatan], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        if let Some((above, name)) = above.filter(|(above, _)| !code.is_empty() && !code.starts_with(above.as_str())) {
            out.push(
                Problem::error(
                    "desa-beda-kecamatan",
                    text(
                        "Kode {0} tidak termasuk kecamatan {1} ({2}).",
                        "Code {0} does not belong to kecamatan {1} ({2}).",
                    )
                    .with([code.to_owned(), name, above]),
                    text(
                        "Betulkan kode, atau pilih kecamatan yang lain.",
                        "Correct the code, or choose another kecamatan.",
                    ),
                )
                .at("kode"),
            );
        }
        Ok(out)
    }

    /// A region's code used by another region of the same level.
    fn same_code(&self) -> Found {
        let code = self.record.text("kode");
        let sql =
            format!("SELECT nama FROM {} WHERE dihapus = 0 AND kode = ? AND id <> ? LIMIT 1", self.record.entity.name);
        let other: Option<String> =
            self.conn.prepare_cached(&sql)?.query_row(params![code, self.id()], |row| row.get(0)).optional()?;
        let Some(other) = other.filter(|_| !code.is_empty()) else { return Ok(Vec::new()) };
        let problem = Problem::error(
            "kode-ganda",
            text("Kode {0} sudah dipakai: {1}.", "Code {0} is used already: {1}.").with([code.to_owned(), other]),
            text("Periksa kodenya.", "Check the code."),
        );
        Ok(vec![problem.at("kode")])
    }

    fn word(&self) -> Found {
        let (list, code) = (self.record.text("daftar"), self.record.text("kode"));
        let other: Option<String> = self
            .conn
            .prepare_cached(
                "SELECT nama FROM pilihan WHERE dihapus = 0 AND daftar = ? AND kode = ? AND id <> ? LIMIT 1",
            )?
            .query_row(params![list, code, self.id()], |row| row.get(0))
            .optional()?;
        let Some(other) = other else { return hayat::extra_fields(self.conn, self.record) };
        let problem = Problem::error(
            "pilihan-ganda",
            text("Kode {0} sudah ada di daftar {1}: {2}.", "Code {0} is in list {1} already: {2}.").with([
                code.to_owned(),
                list.to_owned(),
                other,
            ]),
            text("Pakai kode lain.", "Use another code."),
        );
        Ok(vec![problem.at("kode")])
    }

    fn setting(&self) -> Found {
        let code = self.record.text("kode");
        let twice = self
            .conn
            .prepare_cached("SELECT 1 FROM setelan WHERE dihapus = 0 AND kode = ? AND id <> ?")?
            .exists(params![code, self.id()])?;
        let problem = || {
            Problem::error(
                "setelan-ganda",
                text("{0} sudah disetel.", "{0} is set already.").with([self.record.title()]),
                text("Ubah yang sudah ada di Pengaturan.", "Change the one that is there, on Settings."),
            )
        };
        Ok(twice.then(|| problem().at("kode")).into_iter().collect())
    }
}

#[cfg(test)]
mod tests;
