//! Numbers by desa: how the registry stands, and which SK and terms end.
//!
//! * **Owns** which number is which question.
//! * **Imports** the lists of the store.
//! * **Never** counts in another way than a list does: each number is the count of the very query
//!   that opens its rows, so that the two cannot disagree.

use jiff::ToSpan;

use super::search::LARGE;
use super::{Store, sql};
use crate::base::date::{self, Date};
use crate::base::id::RecordId;
use crate::base::money;
use crate::base::words::{Text, text};
use crate::entity::penugasan::SALAH_CATAT;
use crate::entity::{DESA, KADER, PENUGASAN, POSYANDU, SK, Value};
use crate::request::hidup::{Overview, OverviewCell, OverviewRow, View};
use crate::request::{Filter, More, Query, Seek, Test, Trouble};

/// A file with more desa than this is of many kabupaten: only so many desa have a row, and counting
/// stops early, so that the screen stands at once.
const MANY_DESA: i64 = 400;

/// So many desa have a row then.
const MOST_DESA: usize = 60;

/// Counting stops here.
const MOST: usize = 1_000_000;

/// Counting stops here in a file of many kabupaten.
const MOST_OF_MANY: usize = 1_000;

/// States of a Posyandu that counts.
const COUNTED: [&str; 3] = ["aktif", "persiapan", "tidak-aktif"];

/// Posts that run on a day in a Posyandu that counts, by the same words as everywhere: an unknown
/// first day lies before everything, an unknown last day after everything.
pub(super) fn running_posts(day: Date) -> Query {
    let houses = COUNTED.iter().map(|code| Value::from(*code)).collect();
    // Where they are stands first among the words of the list.
    Query::all(&PENUGASAN)
        .only("posyandu", Test::Of(vec![("status", houses)]))
        .only("selesai", Test::OpenAt(day))
        .only("mulai", Test::Before(day.saturating_add(1.day())))
        .only("alasan_berhenti", Test::Not(Value::from(SALAH_CATAT)))
}

/// Of those, the ones whose last day comes by another day, soonest first.
pub(super) fn ending_posts(day: Date, until: Date) -> Query {
    let mut query = running_posts(day);
    for filter in query.filters.iter_mut().filter(|filter| filter.field == "selesai") {
        filter.test = Test::Since(day);
    }
    query.filters.insert(2, Filter { field: "selesai", test: Test::Until(until) });
    query.sort = "selesai";
    query
}

/// A question: what it is called, its rows, and which number it is a share of, times so many.
struct Question {
    label: (Text, Text),
    rows: Query,
    share_of: Option<(usize, usize)>,
}

impl Store {
    /// Numbers by desa, the whole first, as of a day or as things are now. Where there are very many
    /// desa, only the first by code, or those where something ends soonest.
    ///
    /// # Errors
    /// A trouble of the file.
    pub(super) fn overview(&mut self, view: View, day: Option<Date>) -> Result<Overview, Trouble> {
        if day.is_some() && usize::try_from(self.present(&KADER)?).is_ok_and(|all| all > LARGE) {
            return Err(too_large());
        }
        let all = self.present(&DESA)?;
        let most = if all > MANY_DESA { MOST_OF_MANY } else { MOST };
        let on = day.unwrap_or_else(|| self.today());
        let mut questions = match view {
            View::Standing => self.standing(on),
            View::Ending => ending(on),
        };
        for question in &mut questions {
            question.rows.as_of = day;
        }
        let desa = match (all > MANY_DESA, view) {
            (false, _) => self.desa_by_code(usize::try_from(MANY_DESA).unwrap_or(0))?,
            (true, View::Standing) => self.desa_by_code(MOST_DESA)?,
            (true, View::Ending) => self.desa_that_end(on)?,
        };
        let more = usize::try_from(all).unwrap_or(0).saturating_sub(desa.len());
        let mut rows = vec![self.counted(&questions, None, most)?];
        for desa in desa {
            rows.push(self.counted(&questions, Some(desa), most)?);
        }
        if view == View::Ending {
            // What ends soonest stands first; the whole stays on top.
            if let Some(of_desa) = rows.get_mut(1..) {
                let counts = |row: &OverviewRow| row.cells.iter().map(|cell| cell.count).collect::<Vec<_>>();
                of_desa.sort_by_key(|row| std::cmp::Reverse(counts(row)));
            }
        }
        Ok(Overview { columns: questions.into_iter().map(|question| question.label).collect(), rows, more })
    }

    fn desa_by_code(&mut self, most: usize) -> Result<Vec<(RecordId, String)>, Trouble> {
        let mut query = Query::all(&DESA);
        query.sort = "kode";
        let page = self.page(&query, Seek::First, most)?;
        Ok(page.rows.into_iter().map(|desa| (desa.id, desa.title())).collect())
    }

    /// The desa whose SK end soonest from a day on.
    fn desa_that_end(&self, on: Date) -> Result<Vec<(RecordId, String)>, Trouble> {
        let mut statement = self.conn.prepare_cached(
            "SELECT desa FROM sk INDEXED BY sk_urut_berlaku_sampai WHERE dihapus = 0 AND berlaku_sampai >= ?1 \
             AND desa IS NOT NULL ORDER BY berlaku_sampai LIMIT 1000",
        )?;
        let mut out: Vec<(RecordId, String)> = Vec::new();
        let mut rows = statement.query([date::iso(on)])?;
        while let Some(row) = rows.next()?.filter(|_| out.len() < MOST_DESA) {
            let id = RecordId(row.get(0)?);
            if out.iter().all(|(known, _)| *known != id) {
                out.push((id, sql::title(&self.conn, &DESA, id)?.unwrap_or_default()));
            }
        }
        Ok(out)
    }

    fn counted(
        &mut self,
        questions: &[Question],
        desa: Option<(RecordId, String)>,
        most: usize,
    ) -> Result<OverviewRow, Trouble> {
        let mut cells: Vec<OverviewCell> = Vec::with_capacity(questions.len());
        for question in questions {
            let opens = match &desa {
                Some((desa, name)) => of_desa(question.rows.clone(), Value::link(*desa, name.clone())),
                None => question.rows.clone(),
            };
            let (count, more) = self.count(&opens, most)?;
            let at_least = more == More::Yes;
            let whole = question.share_of.and_then(|(at, times)| Some((cells.get(at)?, times)));
            let whole = whole.filter(|(whole, _)| !whole.at_least && !at_least);
            let of = whole.map(|(whole, times)| whole.count * times);
            cells.push(OverviewCell { count, at_least, of, opens });
        }
        let (desa, name) = desa.map_or((None, String::new()), |(desa, name)| (Some(desa), name));
        Ok(OverviewRow { desa, name, cells })
    }

    fn standing(&self, today: Date) -> Vec<Question> {
        let words = self.words();
        let single = words.list("jabatan").iter().filter(|item| item.single && item.active);
        let seats: Vec<Value> = single.map(|item| Value::from(item.code.as_str())).collect();
        let seat_count = seats.len();
        let one_of = |codes: &[&str]| Test::OneOf(codes.iter().map(|code| Value::from(*code)).collect());
        let houses = Query::all(&POSYANDU).only("status", one_of(&COUNTED));
        let serving = Query::all(&KADER).only("jabatan", Test::Known).only("selesai", Test::OpenAt(today));
        vec![
            Question {
                label: (text("Pos", "Pos"), text("Posyandu", "Posyandu")),
                rows: houses.clone(),
                share_of: None,
            },
            Question {
                label: (text("Terdaftar", "Registered"), text("terdaftar", "registered")),
                // By the state, as the board and the start screen count.
                rows: houses.clone().only("registrasi", Test::Is(Value::from("terdaftar"))),
                share_of: Some((0, 1)),
            },
            Question {
                label: (
                    text("Purn/Mdr", "Purn/Mdr"),
                    text("berstrata purnama atau mandiri", "of strata purnama or mandiri"),
                ),
                rows: houses.only("strata", one_of(&["purnama", "mandiri"])),
                share_of: Some((0, 1)),
            },
            Question {
                label: (
                    text("Kursi isi", "Seats held"),
                    text("kursi pengurus yang ada pemegangnya", "seats of officers that somebody holds"),
                ),
                rows: running_posts(today).only("jabatan", Test::OneOf(seats)),
                share_of: Some((0, seat_count)),
            },
            Question {
                label: (
                    text("Kader", "Kader"),
                    text("orang yang bertugas menurut jabatan terakhirnya", "people who serve, by their latest post"),
                ),
                rows: serving.clone(),
                share_of: None,
            },
            Question {
                label: (
                    text("Terlatih", "Trained"),
                    text("bertanda kecakapan purwa, madya atau utama", "with a badge of purwa, madya or utama"),
                ),
                rows: serving.only("tanda", one_of(&["purwa", "madya", "utama"])),
                share_of: Some((4, 1)),
            },
        ]
    }
}

/// Everyone's post of a day gone by is looked at for these numbers: nobody waits for that on a screen
/// where there are very many.
fn too_large() -> Trouble {
    Trouble::new(
        "PER-TANGGAL-BESAR",
        text(
            "Berkas ini memuat lebih dari {0} kader; angka semua desa per tanggal terlalu lama dihitung di layar.",
            "This file holds more than {0} kader; numbers of all desa as of a day take too long on a screen.",
        )
        .with([money::show(i64::try_from(LARGE).unwrap_or(i64::MAX))]),
        text(
            "Kosongkan tanggalnya (w), atau pakai laporan Rekapitulasi Posyandu per desa dengan tanggal itu.",
            "Clear the day (w), or use the report Rekapitulasi Posyandu per desa with that day.",
        ),
    )
}

/// The rows of one desa: posts have none of their own, their Posyandu has.
fn of_desa(rows: Query, desa: Value) -> Query {
    if rows.entity == &PENUGASAN {
        let mut rows = rows;
        for filter in &mut rows.filters {
            if let Test::Of(wanted) = &mut filter.test {
                wanted.insert(0, ("desa", vec![desa.clone()]));
            }
        }
        rows
    } else {
        rows.only("desa", Test::Is(desa))
    }
}

fn ending(today: Date) -> Vec<Question> {
    let within = |query: Query, field: &'static str, days: i64| {
        let until = today.saturating_add(days.days());
        let mut query = query.only(field, Test::Since(today)).only(field, Test::Until(until));
        query.sort = field;
        query
    };
    let sk = |days: i64, label: (Text, Text)| Question {
        label,
        rows: within(Query::all(&SK), "berlaku_sampai", days),
        share_of: None,
    };
    vec![
        sk(30, (text("SK 30 hr", "SK 30 d"), text("SK yang habis dalam 30 hari", "SK that end within 30 days"))),
        sk(90, (text("SK 90 hr", "SK 90 d"), text("SK yang habis dalam 90 hari", "SK that end within 90 days"))),
        sk(180, (text("SK 180 hr", "SK 180 d"), text("SK yang habis dalam 180 hari", "SK that end within 180 days"))),
        Question {
            label: (
                text("Jabatan 90", "Terms 90"),
                text("jabatan yang berakhir dalam 90 hari", "terms that end within 90 days"),
            ),
            rows: ending_posts(today, today.saturating_add(90.days())),
            share_of: None,
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::{Reply, Request, Seek};
    use crate::service::contoh::{self, Sample};
    use crate::store::Clock;

    #[test]
    fn every_number_by_desa_opens_as_many_rows_and_the_desa_add_up_to_the_whole() {
        let sample = Sample::of(1, 7);
        let mut store = Store::memory(&sample.opening("uji")).unwrap();
        contoh::fill(&mut store, &sample).unwrap();
        store.turn_clock(Clock::Fixed(sample.moment()));
        let days = [None, Some(Date::constant(2025, 12, 31)), Some(Date::constant(2024, 6, 30))];
        for (view, day) in [View::Standing, View::Ending].into_iter().flat_map(|view| days.map(|day| (view, day))) {
            let Reply::Overview(told) = store.serve(Request::Overview(view, day)) else { panic!("no overview") };
            assert_eq!(told.rows.len(), 11);
            let mut some = 0;
            for row in &told.rows {
                assert_eq!(row.cells.len(), told.columns.len());
                for cell in &row.cells {
                    let page = store.page(&cell.opens, Seek::First, 2_000).unwrap();
                    assert_eq!(page.rows.len(), cell.count, "{} {:?}", row.name, cell.opens);
                    assert!(cell.of.is_none_or(|of| cell.count <= of), "{} {cell:?}", row.name);
                    some += cell.count;
                }
            }
            assert!(some > 0);
            for (at, label) in told.columns.iter().enumerate() {
                let parts: usize = told.rows.iter().skip(1).map(|row| row.cells[at].count).sum();
                assert_eq!(parts, told.rows[0].cells[at].count, "{label:?}");
            }
        }
    }
}
