//! What differs between two days: who came and went, states, numbers, steps.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::OptionalExtension;

use super::super::{Store, sql};
use super::{POST, on};
use crate::base::date::{self, Date};
use crate::base::id::RecordId;
use crate::base::words::{Lang, Phrase, text};
use crate::entity::posyandu::status_name;
use crate::entity::registrasi::LANGKAH;
use crate::entity::{KADER, PENUGASAN, POSYANDU, Record, Vocabulary};
use crate::request::Trouble;
use crate::request::hidup::DayChange;

/// So many lines at most; a file of the nation has more than anybody reads.
pub const MOST_CHANGES: usize = 2_000;

impl Store {
    /// What differs between the evening of one day and that of another, in one desa or in all,
    /// Posyandu before kader, by desa and name; at most [`MOST_CHANGES`] lines. The earlier day comes
    /// first whichever was named first.
    ///
    /// # Errors
    /// A trouble of the file.
    pub fn between(&self, one: Date, other: Date, desa: Option<RecordId>) -> Result<Vec<DayChange>, Trouble> {
        let words = self.words();
        let look = Between { store: self, words: &words, from: one.min(other), to: one.max(other), desa };
        let mut out = look.posyandu()?;
        out.sort_by(|a, b| (&a.desa, &a.title, a.record).cmp(&(&b.desa, &b.title, b.record)));
        let room = MOST_CHANGES.saturating_sub(out.len());
        let mut people = look.kader(room)?;
        people.sort_by(|a, b| (&a.desa, &a.title, a.record).cmp(&(&b.desa, &b.title, b.record)));
        out.extend(people);
        Ok(out)
    }
}

struct Between<'a> {
    store: &'a Store,
    words: &'a Vocabulary,
    from: Date,
    to: Date,
    /// Only what belongs to this desa.
    desa: Option<RecordId>,
}

fn title(record: &Record, field: &str) -> String {
    record.get(field).as_link().map_or_else(String::new, |link| link.title.clone())
}

fn step_name(code: &str) -> String {
    LANGKAH.iter().find(|step| step.code == code).map_or("-", |step| step.label.get(Lang::Id)).to_owned()
}

impl Between<'_> {
    /// The ids a query gives for the days after the first up to the last; all of them where only one
    /// desa is meant, whose own may come late.
    fn ids(&self, sql: &str) -> Result<BTreeSet<i64>, Trouble> {
        let most = if self.desa.is_some() { String::new() } else { format!(" LIMIT {MOST_CHANGES}") };
        let mut statement = self.store.conn.prepare_cached(&format!("{sql}{most}"))?;
        let days = rusqlite::named_params! {":from": self.from.to_string(), ":to": self.to.to_string()};
        let rows = statement.query_map(days, |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// True where what is of this desa is meant. It is told by its id: desa may share a name.
    fn means(&self, desa: Option<RecordId>) -> bool {
        self.desa.is_none_or(|only| desa == Some(only))
    }

    fn posyandu(&self) -> Result<Vec<DayChange>, Trouble> {
        let mut touched = BTreeSet::new();
        for sql in [
            "SELECT posyandu FROM keadaan INDEXED BY keadaan_urut_tanggal WHERE dihapus = 0 AND tanggal > :from AND tanggal <= :to",
            "SELECT posyandu FROM registrasi INDEXED BY registrasi_urut_tanggal WHERE dihapus = 0 AND tanggal > :from AND tanggal <= :to",
            "SELECT id FROM posyandu INDEXED BY posyandu_urut_tanggal_berdiri WHERE dihapus = 0 AND tanggal_berdiri > :from AND tanggal_berdiri <= :to",
            "SELECT id FROM posyandu INDEXED BY posyandu_urut_tanggal_registrasi WHERE dihapus = 0 AND tanggal_registrasi > :from AND tanggal_registrasi <= :to",
        ] {
            touched.extend(self.ids(sql)?);
        }
        let mut out = Vec::new();
        for id in touched {
            let Some(now) = sql::load(&self.store.conn, &POSYANDU, RecordId(id), self.to)? else { continue };
            if now.deleted || !self.means(now.get("desa").as_link().map(|link| link.id)) {
                continue;
            }
            let (before, after) = (self.store.as_of(now.clone(), self.from)?, self.store.as_of(now, self.to)?);
            for said in self.place(&before, &after)? {
                if out.len() >= MOST_CHANGES {
                    return Ok(out);
                }
                out.push(DayChange {
                    entity: &POSYANDU,
                    record: after.id,
                    title: after.title(),
                    desa: title(&after, "desa"),
                    text: said,
                });
            }
        }
        Ok(out)
    }

    fn place(&self, before: &Record, after: &Record) -> Result<Vec<Phrase>, Trouble> {
        let mut out = Vec::new();
        let founded = after.get("tanggal_berdiri").as_date();
        if let Some(day) = founded.filter(|day| *day > self.from && *day <= self.to) {
            out.push(text("berdiri {0}", "founded {0}").with([date::show(day)]));
        }
        let (was, is) = (before.text("status"), after.text("status"));
        if was != is {
            let (day, into) = self.last_change(after.id)?;
            let facts = [status_name(was, Lang::Id).to_owned(), status_name(is, Lang::Id).to_owned(), day];
            out.push(match into {
                Some(into) => text("{0} menjadi {1} ke {3} sejak {2}", "{0} becomes {1}, into {3}, since {2}")
                    .with(facts.into_iter().chain([into])),
                None => text("{0} menjadi {1} sejak {2}", "{0} becomes {1} since {2}").with(facts),
            });
        }
        let number = after.text("nomor_registrasi");
        if before.text("nomor_registrasi") != number {
            let day = after.get("tanggal_registrasi").as_date().map(date::show).unwrap_or_default();
            out.push(text("nomor registrasi {0}, {1}", "registration number {0}, {1}").with([number.to_owned(), day]));
        }
        let (was, is) = (before.text("registrasi"), after.text("registrasi"));
        if was != is && (number.is_empty() || is != "terdaftar") {
            let day = after.get("registrasi_sejak").as_date().map(date::show).unwrap_or_default();
            out.push(match was {
                "" => text("registrasi: {0} sejak {1}", "registration: {0} since {1}").with([step_name(is), day]),
                _ => text("registrasi: {0} menjadi {1} sejak {2}", "registration: {0} becomes {1} since {2}").with([
                    step_name(was),
                    step_name(is),
                    day,
                ]),
            });
        }
        Ok(out)
    }

    /// The last change of state up to the later day: since when, and into whom.
    fn last_change(&self, posyandu: RecordId) -> Result<(String, Option<String>), Trouble> {
        let found: Option<(String, Option<String>)> = self
            .store
            .conn
            .prepare_cached(
                "SELECT k.tanggal, (SELECT y.nama FROM posyandu y WHERE y.id = k.gabung_ke) FROM keadaan k \
                 WHERE k.dihapus = 0 AND k.posyandu = ? AND k.tanggal <= ? ORDER BY k.tanggal DESC, k.id DESC LIMIT 1",
            )?
            .query_row(rusqlite::params![posyandu.0, self.to.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (day, into) = found.unwrap_or_default();
        Ok((day.parse::<Date>().map_or(day, date::show), into))
    }

    fn kader(&self, most: usize) -> Result<Vec<DayChange>, Trouble> {
        let mut touched = BTreeSet::new();
        for sql in [
            "SELECT kader FROM penugasan INDEXED BY penugasan_urut_mulai WHERE dihapus = 0 AND mulai > :from AND mulai <= :to",
            "SELECT kader FROM penugasan INDEXED BY penugasan_urut_selesai WHERE dihapus = 0 AND selesai >= :from AND selesai < :to",
        ] {
            touched.extend(self.ids(sql)?);
        }
        let mut places = BTreeMap::new();
        let mut out = Vec::new();
        for id in touched {
            if out.len() >= most {
                break;
            }
            let (before, after) = (self.post(id, self.from)?, self.post(id, self.to)?);
            let Some(said) = self.person(before.as_ref(), after.as_ref()) else { continue };
            let Some(post) = after.or(before) else { continue };
            let Some(place) = post.get("posyandu").as_link().map(|link| link.id) else { continue };
            let desa = match places.get(&place) {
                Some(desa) => Option::clone(desa),
                None => {
                    let place_now = self.store.get(&POSYANDU, place)?;
                    let desa = place_now.and_then(|place| place.get("desa").as_link().cloned());
                    places.insert(place, desa.clone());
                    desa
                }
            };
            if !self.means(desa.as_ref().map(|desa| desa.id)) {
                continue;
            }
            let desa = desa.map(|desa| desa.title).unwrap_or_default();
            out.push(DayChange {
                entity: &KADER,
                record: RecordId(id),
                title: title(&post, "kader"),
                desa,
                text: said,
            });
        }
        Ok(out)
    }

    /// The post of a person on a day.
    fn post(&self, kader: i64, day: Date) -> Result<Option<Record>, Trouble> {
        let sql = on(&format!("SELECT {POST} FROM kader t WHERE t.dihapus = 0 AND t.id = ?"), day);
        let id: Option<i64> =
            self.store.conn.prepare_cached(&sql)?.query_row([kader], |row| row.get(0)).optional()?.flatten();
        Ok(id.map(|id| sql::load(&self.store.conn, &PENUGASAN, RecordId(id), day)).transpose()?.flatten())
    }

    /// "Ketua Posyandu di Mawar".
    fn seat(&self, post: &Record) -> String {
        let name = self.words.name("jabatan", post.text("jabatan"));
        let bidang = match post.text("bidang") {
            "" => String::new(),
            bidang => format!(" ({})", self.words.name("bidang", bidang)),
        };
        format!("{name}{bidang} di {}", title(post, "posyandu"))
    }

    fn person(&self, before: Option<&Record>, after: Option<&Record>) -> Option<Phrase> {
        let day = |post: &Record, field: &str| post.get(field).as_date().map(date::show).unwrap_or_default();
        match (before, after) {
            (None, Some(post)) => {
                let said = text("mulai bertugas: {0}, sejak {1}", "begins to serve: {0}, since {1}");
                Some(said.with([self.seat(post), day(post, "mulai")]))
            }
            (Some(post), None) => {
                let why = match post.text("alasan_berhenti") {
                    "" => String::new(),
                    code => format!(" ({})", self.words.name("alasan_berhenti", code)),
                };
                let said = text("tidak bertugas lagi: {0}, sampai {1}{2}", "serves no more: {0}, until {1}{2}");
                Some(said.with([self.seat(post), day(post, "selesai"), why]))
            }
            (Some(old), Some(new)) if old.id != new.id => {
                let (was, is) = (self.seat(old), self.seat(new));
                if was != is {
                    let said = text("{0} menjadi {1}, sejak {2}", "{0} becomes {1}, since {2}");
                    return Some(said.with([was, is, day(new, "mulai")]));
                }
                let (was, now) = (title(old, "sk"), title(new, "sk"));
                if was != now {
                    let sk = |number: String| if number.is_empty() { "-".to_owned() } else { number };
                    let said = text("{0}: SK {1} menjadi {2}, sejak {3}", "{0}: SK {1} becomes {2}, since {3}");
                    return Some(said.with([is, sk(was), sk(now), day(new, "mulai")]));
                }
                let said = text("{0}: masa jabatan baru sejak {1}", "{0}: a new term since {1}");
                Some(said.with([is, day(new, "mulai")]))
            }
            _ => None,
        }
    }
}
