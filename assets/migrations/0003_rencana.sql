-- Work plans: the plan, its lines and whom they are for, ceilings, scenarios, spending, frozen versions.

CREATE TABLE naskah (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  versi INTEGER NOT NULL DEFAULT 1,
  dihapus INTEGER NOT NULL DEFAULT 0 CHECK (dihapus IN (0, 1)),
  nama TEXT NOT NULL DEFAULT '',
  nama_k TEXT NOT NULL DEFAULT '',
  tahun INTEGER,
  tahun_k TEXT NOT NULL DEFAULT '',
  tingkat TEXT NOT NULL DEFAULT '',
  tingkat_k TEXT NOT NULL DEFAULT '',
  desa INTEGER REFERENCES desa(id),
  posyandu INTEGER REFERENCES posyandu(id),
  keadaan TEXT NOT NULL DEFAULT '',
  keadaan_k TEXT NOT NULL DEFAULT '',
  latar_belakang TEXT NOT NULL DEFAULT '',
  tujuan TEXT NOT NULL DEFAULT '',
  dasar_hukum TEXT NOT NULL DEFAULT '',
  penutup TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX naskah_urut_nama ON naskah(dihapus, nama_k);
CREATE INDEX naskah_urut_tahun ON naskah(dihapus, tahun_k);
CREATE INDEX naskah_urut_tingkat ON naskah(dihapus, tingkat_k);
CREATE INDEX naskah_saring_tingkat ON naskah(dihapus, tingkat, tahun_k);
CREATE INDEX naskah_saring_desa ON naskah(dihapus, desa, tahun_k);
CREATE INDEX naskah_saring_posyandu ON naskah(dihapus, posyandu, tahun_k);
CREATE INDEX naskah_urut_keadaan ON naskah(dihapus, keadaan_k);
CREATE INDEX naskah_saring_keadaan ON naskah(dihapus, keadaan, tahun_k);
CREATE VIRTUAL TABLE naskah_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");

CREATE TABLE rencana (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  versi INTEGER NOT NULL DEFAULT 1,
  dihapus INTEGER NOT NULL DEFAULT 0 CHECK (dihapus IN (0, 1)),
  naskah INTEGER REFERENCES naskah(id),
  bidang TEXT NOT NULL DEFAULT '',
  bidang_k TEXT NOT NULL DEFAULT '',
  urutan INTEGER,
  urutan_k TEXT NOT NULL DEFAULT '',
  kegiatan TEXT NOT NULL DEFAULT '',
  kegiatan_k TEXT NOT NULL DEFAULT '',
  uraian TEXT NOT NULL DEFAULT '',
  indikator TEXT NOT NULL DEFAULT '',
  sasaran TEXT NOT NULL DEFAULT '',
  volume INTEGER,
  satuan TEXT NOT NULL DEFAULT '',
  harga_satuan INTEGER,
  jumlah INTEGER,
  jumlah_k TEXT NOT NULL DEFAULT '',
  sumber_dana TEXT NOT NULL DEFAULT '',
  sumber_dana_k TEXT NOT NULL DEFAULT '',
  kode_rekening TEXT NOT NULL DEFAULT '',
  bulan INTEGER,
  desa INTEGER REFERENCES desa(id),
  desa_k TEXT NOT NULL DEFAULT '',
  posyandu INTEGER REFERENCES posyandu(id),
  lokasi TEXT NOT NULL DEFAULT '',
  penanggung_jawab TEXT NOT NULL DEFAULT '',
  opd TEXT NOT NULL DEFAULT '',
  dokumen TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL DEFAULT '',
  status_k TEXT NOT NULL DEFAULT '',
  nomor_dokumen TEXT NOT NULL DEFAULT '',
  jumlah_disetujui INTEGER,
  realisasi_fisik INTEGER,
  realisasi_anggaran INTEGER,
  kendala TEXT NOT NULL DEFAULT '',
  asal INTEGER REFERENCES rencana(id),
  diusulkan_sejak INTEGER,
  kali_diusulkan INTEGER
) STRICT;
CREATE INDEX rencana_saring_naskah ON rencana(dihapus, naskah, kegiatan_k);
CREATE INDEX rencana_urut_bidang ON rencana(dihapus, bidang_k);
CREATE INDEX rencana_saring_bidang ON rencana(dihapus, bidang, kegiatan_k);
CREATE INDEX rencana_urut_urutan ON rencana(dihapus, urutan_k);
CREATE INDEX rencana_urut_kegiatan ON rencana(dihapus, kegiatan_k);
CREATE INDEX rencana_urut_jumlah ON rencana(dihapus, jumlah_k);
CREATE INDEX rencana_urut_sumber_dana ON rencana(dihapus, sumber_dana_k);
CREATE INDEX rencana_saring_sumber_dana ON rencana(dihapus, sumber_dana, kegiatan_k);
CREATE INDEX rencana_urut_desa ON rencana(dihapus, desa_k);
CREATE INDEX rencana_saring_desa ON rencana(dihapus, desa, kegiatan_k);
CREATE INDEX rencana_saring_posyandu ON rencana(dihapus, posyandu, kegiatan_k);
CREATE INDEX rencana_saring_opd ON rencana(dihapus, opd, kegiatan_k);
CREATE INDEX rencana_saring_dokumen ON rencana(dihapus, dokumen, kegiatan_k);
CREATE INDEX rencana_urut_status ON rencana(dihapus, status_k);
CREATE INDEX rencana_saring_status ON rencana(dihapus, status, kegiatan_k);
CREATE INDEX rencana_saring_asal ON rencana(dihapus, asal, kegiatan_k);
CREATE VIRTUAL TABLE rencana_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");

CREATE TABLE cakupan (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  versi INTEGER NOT NULL DEFAULT 1,
  dihapus INTEGER NOT NULL DEFAULT 0 CHECK (dihapus IN (0, 1)),
  rencana INTEGER REFERENCES rencana(id),
  rencana_k TEXT NOT NULL DEFAULT '',
  posyandu INTEGER REFERENCES posyandu(id),
  posyandu_k TEXT NOT NULL DEFAULT '',
  kader INTEGER REFERENCES kader(id),
  desa INTEGER REFERENCES desa(id)
) STRICT;
CREATE INDEX cakupan_urut_rencana ON cakupan(dihapus, rencana_k);
CREATE INDEX cakupan_saring_rencana ON cakupan(dihapus, rencana, rencana_k);
CREATE INDEX cakupan_urut_posyandu ON cakupan(dihapus, posyandu_k);
CREATE INDEX cakupan_saring_posyandu ON cakupan(dihapus, posyandu, rencana_k);
CREATE INDEX cakupan_saring_kader ON cakupan(dihapus, kader, rencana_k);
CREATE INDEX cakupan_saring_desa ON cakupan(dihapus, desa, rencana_k);

CREATE TABLE realisasi (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  versi INTEGER NOT NULL DEFAULT 1,
  dihapus INTEGER NOT NULL DEFAULT 0 CHECK (dihapus IN (0, 1)),
  uraian TEXT NOT NULL DEFAULT '',
  uraian_k TEXT NOT NULL DEFAULT '',
  tahun INTEGER,
  tahun_k TEXT NOT NULL DEFAULT '',
  triwulan INTEGER,
  tanggal TEXT NOT NULL DEFAULT '',
  volume INTEGER,
  jumlah INTEGER,
  jumlah_k TEXT NOT NULL DEFAULT '',
  sumber_dana TEXT NOT NULL DEFAULT '',
  kode_rekening TEXT NOT NULL DEFAULT '',
  desa INTEGER REFERENCES desa(id),
  desa_k TEXT NOT NULL DEFAULT '',
  posyandu INTEGER REFERENCES posyandu(id),
  rencana INTEGER REFERENCES rencana(id),
  nomor_bukti TEXT NOT NULL DEFAULT '',
  nomor_bukti_k TEXT NOT NULL DEFAULT '',
  penerima TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX realisasi_urut_uraian ON realisasi(dihapus, uraian_k);
CREATE INDEX realisasi_saring_rencana ON realisasi(dihapus, rencana, tanggal);
CREATE INDEX realisasi_urut_tahun ON realisasi(dihapus, tahun_k);
CREATE INDEX realisasi_urut_tanggal ON realisasi(dihapus, tanggal);
CREATE INDEX realisasi_urut_jumlah ON realisasi(dihapus, jumlah_k);
CREATE INDEX realisasi_saring_sumber_dana ON realisasi(dihapus, sumber_dana, tanggal);
CREATE INDEX realisasi_urut_desa ON realisasi(dihapus, desa_k);
CREATE INDEX realisasi_saring_desa ON realisasi(dihapus, desa, tanggal);
CREATE INDEX realisasi_saring_posyandu ON realisasi(dihapus, posyandu, tanggal);
CREATE INDEX realisasi_urut_nomor_bukti ON realisasi(dihapus, nomor_bukti_k);
CREATE VIRTUAL TABLE realisasi_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");

CREATE TABLE pagu (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  versi INTEGER NOT NULL DEFAULT 1,
  dihapus INTEGER NOT NULL DEFAULT 0 CHECK (dihapus IN (0, 1)),
  naskah INTEGER REFERENCES naskah(id),
  naskah_k TEXT NOT NULL DEFAULT '',
  sumber_dana TEXT NOT NULL DEFAULT '',
  sumber_dana_k TEXT NOT NULL DEFAULT '',
  bidang TEXT NOT NULL DEFAULT '',
  desa INTEGER REFERENCES desa(id),
  jumlah INTEGER,
  jumlah_k TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX pagu_urut_naskah ON pagu(dihapus, naskah_k);
CREATE INDEX pagu_saring_naskah ON pagu(dihapus, naskah, naskah_k);
CREATE INDEX pagu_urut_sumber_dana ON pagu(dihapus, sumber_dana_k);
CREATE INDEX pagu_saring_sumber_dana ON pagu(dihapus, sumber_dana, naskah_k);
CREATE INDEX pagu_saring_bidang ON pagu(dihapus, bidang, naskah_k);
CREATE INDEX pagu_saring_desa ON pagu(dihapus, desa, naskah_k);
CREATE INDEX pagu_urut_jumlah ON pagu(dihapus, jumlah_k);

CREATE TABLE skenario (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  versi INTEGER NOT NULL DEFAULT 1,
  dihapus INTEGER NOT NULL DEFAULT 0 CHECK (dihapus IN (0, 1)),
  nama TEXT NOT NULL DEFAULT '',
  nama_k TEXT NOT NULL DEFAULT '',
  naskah INTEGER REFERENCES naskah(id),
  jabatan TEXT NOT NULL DEFAULT '',
  bidang TEXT NOT NULL DEFAULT '',
  orang INTEGER,
  harga_satuan INTEGER,
  bulan INTEGER,
  sumber_dana TEXT NOT NULL DEFAULT '',
  terpilih INTEGER
) STRICT;
CREATE INDEX skenario_urut_nama ON skenario(dihapus, nama_k);
CREATE INDEX skenario_saring_naskah ON skenario(dihapus, naskah, nama_k);
CREATE INDEX skenario_saring_jabatan ON skenario(dihapus, jabatan, nama_k);
CREATE INDEX skenario_saring_bidang ON skenario(dihapus, bidang, nama_k);
CREATE INDEX skenario_saring_sumber_dana ON skenario(dihapus, sumber_dana, nama_k);
CREATE VIRTUAL TABLE skenario_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");

CREATE TABLE versi (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  naskah INTEGER NOT NULL REFERENCES naskah(id),
  nomor INTEGER NOT NULL,
  keadaan TEXT NOT NULL,
  waktu TEXT NOT NULL,
  pelaku TEXT NOT NULL,
  keterangan TEXT NOT NULL DEFAULT '',
  banyak INTEGER NOT NULL,
  jumlah INTEGER NOT NULL,
  isi TEXT NOT NULL,
  batch INTEGER NOT NULL REFERENCES batch(id),
  UNIQUE (naskah, nomor)
) STRICT;
CREATE INDEX versi_batch ON versi(batch);

ALTER TABLE pilihan ADD COLUMN golongan TEXT NOT NULL DEFAULT '';
UPDATE pilihan SET golongan = 'apbdes' WHERE daftar = 'sumber_dana' AND kode IN ('dd', 'add', 'pbh', 'bankeu-prov', 'bankeu-kab', 'pad-desa');
UPDATE pilihan SET golongan = 'apbd' WHERE daftar = 'sumber_dana' AND kode IN ('apbn', 'apbd-prov', 'apbd-kab');
