//! The made-up kecamatan's work plans: this year's, fixed and half carried out, and next year's draft.
//!
//! * **Owns** the lines of both plans, their ceilings, spending and two ways of paying incentives.
//! * **Imports** the teller above.
//! * **Never** leaves a plan without something to do: a ceiling is passed, a line has no month, what
//!   was not funded is asked for again.

use super::maker::Maker;
use super::tale::{Deed, Teller};
use crate::base::bulan;
use crate::base::id::RecordId;
use crate::entity::{Entity, NASKAH, PAGU, REALISASI, RENCANA, Record, SKENARIO, Value};
use crate::request::{Act, Change, Trouble};

/// A line: activity, bidang, volume, unit, unit price, source, code, months, status this year,
/// payments made of it (quarter and volume), whether next year's draft has it.
struct Made {
    activity: &'static str,
    bidang: &'static str,
    volume: i64,
    unit: &'static str,
    price: i64,
    source: &'static str,
    code: &'static str,
    months: &'static str,
    status: &'static str,
    paid: &'static [(i64, i64)],
    again: bool,
}

#[rustfmt::skip]
const LINES: &[Made] = &[
    Made { activity: "Rapat koordinasi triwulanan Tim Pembina Posyandu", bidang: "umum", volume: 4, unit: "kali", price: 3_000_000, source: "apbd-kab", code: "7.01.03.2.03", months: "2,5,8,11", status: "dianggarkan", paid: &[(1, 1), (2, 1), (3, 1)], again: true },
    Made { activity: "Pelatihan 25 keterampilan kader", bidang: "umum", volume: 41, unit: "orang", price: 1_500_000, source: "apbd-kab", code: "7.01.03.2.03", months: "3,6", status: "dianggarkan", paid: &[(1, 20), (2, 21)], again: true },
    Made { activity: "Fasilitasi nomor registrasi Posyandu", bidang: "umum", volume: 20, unit: "Posyandu", price: 250_000, source: "apbd-kab", code: "7.01.03.2.03", months: "4-6", status: "usulan", paid: &[], again: true },
    Made { activity: "Insentif kader Posyandu", bidang: "umum", volume: 432, unit: "orang bulan", price: 100_000, source: "add", code: "2.2.02", months: "semua", status: "dianggarkan", paid: &[(1, 108), (2, 108), (3, 108)], again: true },
    Made { activity: "Lomba Posyandu tingkat kecamatan", bidang: "umum", volume: 1, unit: "kegiatan", price: 12_500_000, source: "apbd-kab", code: "7.01.03.2.03", months: "8", status: "selesai", paid: &[(3, 1)], again: true },
    Made { activity: "Pemberian makanan tambahan balita", bidang: "kesehatan", volume: 42, unit: "Posyandu", price: 2_400_000, source: "dd", code: "2.2.02", months: "semua", status: "dianggarkan", paid: &[(1, 42)], again: true },
    Made { activity: "Pengadaan timbangan dan alat ukur", bidang: "kesehatan", volume: 12, unit: "unit", price: 2_875_000, source: "dd", code: "2.2.09", months: "", status: "usulan", paid: &[], again: true },
    Made { activity: "Kelas ibu hamil", bidang: "kesehatan", volume: 24, unit: "kali", price: 450_000, source: "dd", code: "2.2.03", months: "1-12", status: "dianggarkan", paid: &[(1, 6), (2, 6)], again: true },
    Made { activity: "Pojok baca anak di Posyandu", bidang: "pendidikan", volume: 10, unit: "Posyandu", price: 1_200_000, source: "dd", code: "2.1.03", months: "7,8", status: "dianggarkan", paid: &[(3, 10)], again: true },
    Made { activity: "Pemeriksaan sumber air bersih", bidang: "pekerjaan-umum", volume: 10, unit: "desa", price: 600_000, source: "add", code: "2.4.03", months: "9", status: "usulan", paid: &[], again: true },
    Made { activity: "Pendataan rumah tidak layak huni", bidang: "perumahan-rakyat", volume: 10, unit: "desa", price: 500_000, source: "add", code: "2.4.01", months: "5", status: "selesai", paid: &[(2, 10)], again: false },
    Made { activity: "Pelatihan tanggap bencana kader", bidang: "trantibumlinmas", volume: 20, unit: "orang", price: 350_000, source: "dd", code: "3.1.04", months: "10", status: "batal", paid: &[], again: false },
    Made { activity: "Kunjungan lansia dan penyandang disabilitas", bidang: "sosial", volume: 120, unit: "kunjungan", price: 50_000, source: "add", code: "4.4.03", months: "1,4,7,10", status: "dianggarkan", paid: &[(1, 30), (2, 30), (3, 28)], again: true },
];

impl Teller<'_> {
    /// Writes both plans.
    pub(super) fn plans(&mut self, maker: &mut Maker) -> Result<(), Trouble> {
        let year = i64::from(self.sample.today.year());
        self.set_time(8, 9);
        let this = self.begin(maker, year)?;
        let lines = self.lines(maker, &this, LINES.iter(), "usulan")?;
        for (source, most) in [("apbd-kab", 95_000_000), ("add", 60_000_000), ("dd", 150_000_000)] {
            self.ceiling(maker, &this, (source, most))?;
        }
        self.set_time(8, 11);
        self.state(&this, "ditetapkan")?;
        self.set_time(8, 13);
        self.follow(maker, year, &lines)?;
        self.set_time(7, 8);
        let next = self.begin(maker, year + 1)?;
        let again = self.lines(maker, &next, LINES.iter().filter(|line| line.again), "usulan")?;
        self.ask_again(year, &lines, &again)?;
        for (source, most) in [("apbd-kab", 90_000_000), ("add", 55_000_000), ("dd", 160_000_000)] {
            self.ceiling(maker, &next, (source, most))?;
        }
        for (name, rate, months) in
            [("Rp100 ribu, setahun", 100_000, "semua"), ("Rp150 ribu, enam bulan", 150_000, "7-12")]
        {
            let mut way = made(maker, &SKENARIO).with("nama", name).with("naskah", next.clone());
            way.set("harga_satuan", rate);
            way.set("bulan", bits(months));
            way.set("sumber_dana", "add");
            self.add(way)?;
        }
        Ok(())
    }

    fn begin(&mut self, maker: &mut Maker, year: i64) -> Result<Value, Trouble> {
        let mut plan =
            made(maker, &NASKAH).with("tahun", year).with("tingkat", "kecamatan").with("keadaan", "rancangan");
        plan.set("nama", format!("Rencana kerja {year} Kecamatan Contoh Sari"));
        plan.set(
            "latar_belakang",
            "Dua puluh Posyandu belum memiliki nomor registrasi, dan layanan enam bidang SPM belum merata.",
        );
        plan.set("tujuan", "Semua Posyandu terdaftar dan setiap desa menjalankan enam bidang.");
        plan.set("dasar_hukum", "Permendagri 18/2018\nPermendagri 13/2024");
        let title = plan.title();
        Ok(Value::link(self.add(plan)?, title))
    }

    fn lines<'a>(
        &mut self,
        maker: &mut Maker,
        plan: &Value,
        lines: impl Iterator<Item = &'a Made>,
        status: &str,
    ) -> Result<Vec<(&'a Made, RecordId)>, Trouble> {
        let mut out = Vec::new();
        let mut changes = Vec::new();
        for (at, line) in (1_i64..).zip(lines) {
            let mut record = Record { id: RecordId(-at), ..made(maker, &RENCANA) };
            record.set("naskah", plan.clone());
            record.set("bidang", line.bidang);
            record.set("urutan", at * 10);
            record.set("kegiatan", line.activity);
            record.set("volume", line.volume);
            record.set("satuan", line.unit);
            record.set("harga_satuan", line.price);
            record.set("jumlah", line.volume * line.price);
            record.set("sumber_dana", line.source);
            record.set("kode_rekening", line.code);
            record.set("bulan", bits(line.months));
            record.set("penanggung_jawab", "Kasi PMD");
            record.set("status", status);
            changes.push(Change::Put(record));
            out.push(line);
        }
        self.count += changes.len();
        let subject = plan.as_link().map(|link| link.title.clone()).unwrap_or_default();
        let saved = self.save(&Deed::by_hand(Act::Add, subject), changes)?;
        let ids = saved.records.iter().filter(|(entity, _, _)| *entity == &RENCANA).map(|(_, id, _)| *id);
        Ok(out.into_iter().zip(ids).collect())
    }

    fn ceiling(&mut self, maker: &mut Maker, plan: &Value, (source, most): (&str, i64)) -> Result<(), Trouble> {
        let record = made(maker, &PAGU).with("naskah", plan.clone()).with("sumber_dana", source);
        self.add(record.with("jumlah", most)).map(drop)
    }

    fn state(&mut self, plan: &Value, state: &str) -> Result<(), Trouble> {
        let Some(id) = plan.as_link().map(|link| link.id) else { return Ok(()) };
        let Some(plan) = self.store.get(&NASKAH, id)? else { return Ok(()) };
        self.save(&Deed::by_hand(Act::Edit, plan.title()), vec![Change::Put(plan.with("keadaan", state))]).map(drop)
    }

    /// What became of this year's lines: where they were funded, and what was paid of them.
    fn follow(&mut self, maker: &mut Maker, year: i64, lines: &[(&Made, RecordId)]) -> Result<(), Trouble> {
        let mut changes = Vec::new();
        for (line, id) in lines.iter().filter(|(line, _)| line.status != "usulan") {
            let Some(record) = self.store.get(&RENCANA, *id)? else { continue };
            let mut record = record.with("status", line.status);
            if line.status != "batal" {
                let document = if line.source == "apbd-kab" { "dpa" } else { "apbdes" };
                record = record.with("dokumen", document).with("jumlah_disetujui", line.volume * line.price);
            }
            changes.push(Change::Put(record));
        }
        self.save(&Deed::by_hand(Act::EditMany, "Kegiatan rencana: Status"), changes)?;
        let mut changes = Vec::new();
        for (line, id) in lines {
            for (quarter, volume) in line.paid {
                let at = i64::try_from(changes.len()).unwrap_or(0) + 1;
                let mut paid = Record { id: RecordId(-at), ..made(maker, &REALISASI) };
                paid.set("uraian", format!("{} TW {quarter}", line.activity));
                paid.set("rencana", Value::link(*id, line.activity));
                paid.set("tahun", year);
                paid.set("triwulan", *quarter);
                paid.set("volume", *volume);
                paid.set("jumlah", volume * line.price);
                paid.set("sumber_dana", line.source);
                changes.push(Change::Put(paid));
            }
        }
        self.count += changes.len();
        self.save(&Deed::by_hand(Act::Add, format!("Realisasi {year}")), changes).map(drop)
    }

    /// Next year's lines know which of this year's they come from.
    fn ask_again(&mut self, year: i64, old: &[(&Made, RecordId)], new: &[(&Made, RecordId)]) -> Result<(), Trouble> {
        let mut changes = Vec::new();
        for (line, id) in new {
            let from = old.iter().find(|(other, _)| other.activity == line.activity);
            let (Some((_, from)), Some(record)) = (from, self.store.get(&RENCANA, *id)?) else { continue };
            let asked = line.status == "usulan";
            let record = record.with("asal", Value::link(*from, line.activity));
            let since = if asked { year } else { year + 1 };
            changes.push(Change::Put(
                record.with("diusulkan_sejak", since).with("kali_diusulkan", if asked { 2 } else { 1 }),
            ));
        }
        self.save(&Deed::by_hand(Act::EditMany, "Kegiatan rencana: Baris asal"), changes).map(drop)
    }

    /// Writes one new record and tells its id.
    fn add(&mut self, record: Record) -> Result<RecordId, Trouble> {
        let (entity, subject) = (record.entity, record.title());
        let saved = self.save(&Deed::by_hand(Act::Add, subject), vec![Change::Put(record)])?;
        self.count += 1;
        let id = saved.records.iter().find(|(of, _, _)| *of == entity).map(|(_, id, _)| *id);
        id.ok_or_else(|| Trouble::inner("sample: nothing was written"))
    }
}

pub(super) fn made(maker: &mut Maker, entity: &'static Entity) -> Record {
    Record { uid: maker.next_uid(), ..Record::new(entity, RecordId(-1)) }
}

/// Marks of months; none where nothing is written.
fn bits(months: &str) -> Value {
    bulan::parse(months).map_or(Value::Empty, |months| Value::Int(months.bits()))
}
