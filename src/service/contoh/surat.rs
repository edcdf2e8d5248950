//! The made-up kecamatan's papers: who signs, the Tim Pembina, one letter of each kind.
//!
//! * **Owns** these records.
//! * **Imports** the teller above.
//! * **Never** names a real office: every place and body is called Contoh.

use jiff::ToSpan;

use super::maker::Maker;
use super::rencana::made;
use super::tale::{Deed, Teller};
use crate::base::id::RecordId;
use crate::entity::{Entity, PEJABAT, Record, SURAT, TIM, Value};
use crate::request::{Act, Change, Trouble};

/// Name, office, way of signing, rank.
const SIGNERS: [(&str, &str, &str, &str); 4] = [
    ("Norhayati Contoh, S.Sos.", "Sekretaris Kecamatan", "an", "Penata Tingkat I"),
    ("Rahmad Contoh, S.E.", "Kepala Seksi Pemberdayaan Masyarakat dan Desa", "ub", "Penata"),
    ("Siti Contoh", "Ketua Tim Pembina Posyandu Kecamatan Contoh Sari", "sendiri", ""),
    ("Yulia Contoh, S.Keb.", "Kepala Puskesmas Contoh", "sendiri", "Pembina"),
];

/// Name, office, body, position, bidang.
#[rustfmt::skip]
const TEAM: [(&str, &str, &str, &str, &str); 10] = [
    ("Camat Contoh Sari", "Camat", "Kecamatan Contoh Sari", "penasihat", ""),
    ("Norhayati Contoh, S.Sos.", "Sekretaris Kecamatan", "Kecamatan Contoh Sari", "pengarah", ""),
    ("Siti Contoh", "Ketua TP PKK Kecamatan", "TP PKK Kecamatan Contoh Sari", "ketua", ""),
    ("Rahmad Contoh, S.E.", "Kepala Seksi PMD", "Kecamatan Contoh Sari", "sekretaris", ""),
    ("Lina Contoh", "Bendahara TP PKK", "TP PKK Kecamatan Contoh Sari", "bendahara", ""),
    ("Hendra Contoh, S.Pd.", "Koordinator Wilayah Pendidikan", "Dinas Pendidikan", "ketua-bidang-pendidikan", "pendidikan"),
    ("Yulia Contoh, S.Keb.", "Kepala Puskesmas", "Puskesmas Contoh", "ketua-bidang-kesehatan", "kesehatan"),
    ("Agus Contoh, S.T.", "Kepala Seksi Pembangunan", "Kecamatan Contoh Sari", "ketua-bidang-pekerjaan-umum", "pekerjaan-umum"),
    ("Dewi Contoh", "Penyuluh Pertanian", "Dinas Pertanian", "ketua-bidang-perumahan-rakyat", "perumahan-rakyat"),
    ("Bambang Contoh", "Pendamping Desa", "Kecamatan Contoh Sari", "anggota", ""),
];

impl Teller<'_> {
    /// Writes signers, team and letters.
    pub(super) fn papers(&mut self, maker: &mut Maker) -> Result<(), Trouble> {
        self.set_time(7, 8);
        let mut rows = Vec::new();
        for (at, (name, office, way, rank)) in (1_i64..).zip(SIGNERS) {
            let row = made(maker, &PEJABAT).with("nama", name).with("jabatan_dinas", office).with("cara", way);
            rows.push(row.with("pangkat", rank).with("urutan", at * 10).with("aktif", 1));
        }
        let signers = self.together(&PEJABAT, rows)?;
        let mut rows = Vec::new();
        for (at, (name, office, body, position, bidang)) in (1_i64..).zip(TEAM) {
            let row = made(maker, &TIM).with("nama", name).with("jabatan_dinas", office).with("instansi", body);
            let row = row.with("kedudukan", position).with("bidang", bidang).with("urutan", at * 10);
            rows.push(row.with("uraian_tugas", duties(position)));
        }
        self.together(&TIM, rows)?;
        let rows = self.letters(maker, &signers);
        self.together(&SURAT, rows).map(drop)
    }

    fn letters(&self, maker: &mut Maker, signers: &[Value]) -> Vec<Record> {
        let today = self.sample.today;
        let signer = |at: usize| signers.get(at).cloned().unwrap_or_default();
        let mut letter = |kind: &str, days_ago: i64, about: &str| {
            made(maker, &SURAT)
                .with("jenis", kind)
                .with("tanggal", today.saturating_sub(days_ago.days()))
                .with("perihal", about)
                .with("sifat", "biasa")
        };
        let place = "Aula Kantor Kecamatan Contoh Sari";
        let year = today.year();
        vec![
            letter("undangan", 6, "Undangan rapat koordinasi Tim Pembina Posyandu")
                .with("nomor", format!("400.5/    /Kec.CS/{year}"))
                .with("sifat", "penting")
                .with("kepada", "Kepala Desa dan Lurah se-Kecamatan Contoh Sari\nKepala Puskesmas Contoh\nKetua TP PKK Kecamatan Contoh Sari")
                .with("isi", "Dalam rangka evaluasi pelaksanaan Posyandu enam bidang SPM, kami mengundang Saudara untuk hadir pada:")
                .with("tanggal_acara", today.saturating_add(8.days()))
                .with("pukul", "09.00")
                .with("lokasi", place)
                .with("agenda", "Rapat koordinasi triwulan IV dan penyusunan rencana kerja tahun berikut")
                .with("tembusan", "Bupati Contoh (sebagai laporan)\nKepala Dinas PMD Kabupaten Contoh")
                .with("penanda_tangan", signer(0)),
            letter("sk-tim", 40, "Pembentukan Tim Pembina Pos Pelayanan Terpadu Kecamatan Contoh Sari")
                .with("nomor", format!("    TAHUN {year}"))
                .with("menimbang", "bahwa untuk pembinaan Pos Pelayanan Terpadu perlu dibentuk Tim Pembina tingkat kecamatan\nbahwa nama yang tercantum dalam lampiran dipandang mampu melaksanakan tugas tersebut")
                .with("mengingat", "Peraturan Menteri Dalam Negeri Nomor 18 Tahun 2018 tentang Lembaga Kemasyarakatan Desa dan Lembaga Adat Desa\nPeraturan Menteri Dalam Negeri Nomor 13 Tahun 2024 tentang Pos Pelayanan Terpadu")
                .with("isi", "Membentuk Tim Pembina Pos Pelayanan Terpadu Kecamatan Contoh Sari dengan susunan sebagaimana tercantum dalam lampiran.\nTim Pembina bertanggung jawab kepada Camat.\nKeputusan ini berlaku sejak tanggal ditetapkan.")
                .with("tembusan", "Bupati Contoh"),
            letter("berita-acara", 20, "Verifikasi dan validasi data Posyandu")
                .with("nomor", format!("400.5/BA/    /{year}"))
                .with("isi", "Data Posyandu di 10 desa/kelurahan telah dicocokkan dengan SK pengurus.\nPosyandu yang belum bernomor registrasi dilengkapi dokumennya sebelum akhir tahun.")
                .with("lokasi", place)
                .with("penanda_tangan", signer(2))
                .with("penanda_tangan_2", signer(3)),
            letter("pengantar", 10, "Rekapitulasi Posyandu dan rencana kerja")
                .with("kepada", "Kepala Dinas Pemberdayaan Masyarakat dan Desa Kabupaten Contoh")
                .with("isi", "Rekapitulasi Posyandu per desa/kelurahan; 1 (satu) berkas; Disampaikan dengan hormat untuk dipergunakan seperlunya\nRencana kerja Tim Pembina Posyandu; 1 (satu) berkas")
                .with("penanda_tangan", signer(1)),
        ]
    }

    /// Writes new records of one kind as one batch and gives links to them.
    fn together(&mut self, entity: &'static Entity, rows: Vec<Record>) -> Result<Vec<Value>, Trouble> {
        let changes = (1_i64..).zip(rows).map(|(at, row)| Change::Put(Record { id: RecordId(-at), ..row }));
        let changes: Vec<Change> = changes.collect();
        self.count += changes.len();
        let saved = self.save(&Deed::by_hand(Act::Add, entity.label.id), changes)?;
        let ids = saved.records.iter().filter(|(of, _, _)| *of == entity);
        Ok(ids.map(|(_, id, _)| Value::link(*id, "")).collect())
    }
}

fn duties(position: &str) -> &'static str {
    match position {
        "penasihat" | "pengarah" => "Memberi arahan dan pertimbangan",
        "ketua" => "Memimpin dan mengoordinasikan pembinaan Posyandu",
        "sekretaris" => "Menyiapkan administrasi, data dan laporan",
        "bendahara" => "Mengelola keuangan tim",
        "anggota" => "Membantu pelaksanaan tugas tim",
        _ => "Mengoordinasikan pembinaan di bidangnya",
    }
}
