-- Lives: former codes, states of a Posyandu, steps and papers of registration, equipment, extra
-- fields, trainings, skills, incentives; insurance; when a Posyandu was last verified; a kader's badge.

ALTER TABLE posyandu ADD COLUMN diverifikasi TEXT NOT NULL DEFAULT '';
ALTER TABLE posyandu ADD COLUMN diverifikasi_oleh TEXT NOT NULL DEFAULT '';
ALTER TABLE posyandu ADD COLUMN cara_verifikasi TEXT NOT NULL DEFAULT '';
ALTER TABLE posyandu ADD COLUMN registrasi TEXT NOT NULL DEFAULT '';
ALTER TABLE posyandu ADD COLUMN registrasi_k TEXT NOT NULL DEFAULT '';
ALTER TABLE posyandu ADD COLUMN registrasi_sejak TEXT NOT NULL DEFAULT '';
ALTER TABLE kader ADD COLUMN tanda TEXT NOT NULL DEFAULT '';
CREATE INDEX posyandu_urut_diverifikasi ON posyandu(dihapus, diverifikasi);
CREATE INDEX posyandu_saring_cara_verifikasi ON posyandu(dihapus, cara_verifikasi, nama_k);
CREATE INDEX posyandu_urut_registrasi ON posyandu(dihapus, registrasi_k);
CREATE INDEX posyandu_saring_registrasi ON posyandu(dihapus, registrasi, nama_k);
CREATE INDEX posyandu_urut_registrasi_sejak ON posyandu(dihapus, registrasi_sejak);
-- Who waits longest in each state.
CREATE INDEX posyandu_antre ON posyandu(dihapus, registrasi, registrasi_sejak, desa, status);
UPDATE kader SET tanda = 'belum';
CREATE INDEX kader_saring_tanda ON kader(dihapus, tanda, nama_k);

-- A Posyandu that has its number is registered, whatever steps led there.
UPDATE posyandu SET registrasi = 'terdaftar', registrasi_k = '00005 terdaftar', registrasi_sejak = tanggal_registrasi
 WHERE nomor_registrasi <> '';

CREATE TABLE kode_desa (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  versi INTEGER NOT NULL DEFAULT 1,
  dihapus INTEGER NOT NULL DEFAULT 0 CHECK (dihapus IN (0, 1)),
  desa INTEGER REFERENCES desa(id),
  desa_k TEXT NOT NULL DEFAULT '',
  kode TEXT NOT NULL DEFAULT '',
  mulai TEXT NOT NULL DEFAULT '',
  selesai TEXT NOT NULL DEFAULT '',
  dasar TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX kode_desa_urut_desa ON kode_desa(dihapus, desa_k);
CREATE INDEX kode_desa_saring_desa ON kode_desa(dihapus, desa, kode);
CREATE INDEX kode_desa_urut_kode ON kode_desa(dihapus, kode);
CREATE INDEX kode_desa_urut_mulai ON kode_desa(dihapus, mulai);
CREATE INDEX kode_desa_urut_selesai ON kode_desa(dihapus, selesai);
CREATE VIRTUAL TABLE kode_desa_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");

CREATE TABLE keadaan (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  versi INTEGER NOT NULL DEFAULT 1,
  dihapus INTEGER NOT NULL DEFAULT 0 CHECK (dihapus IN (0, 1)),
  posyandu INTEGER REFERENCES posyandu(id),
  posyandu_k TEXT NOT NULL DEFAULT '',
  tanggal TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL DEFAULT '',
  status_k TEXT NOT NULL DEFAULT '',
  semula TEXT NOT NULL DEFAULT '',
  alasan_status TEXT NOT NULL DEFAULT '',
  sk INTEGER REFERENCES sk(id),
  gabung_ke INTEGER REFERENCES posyandu(id),
  catatan TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX keadaan_urut_posyandu ON keadaan(dihapus, posyandu_k);
CREATE INDEX keadaan_saring_posyandu ON keadaan(dihapus, posyandu, tanggal);
CREATE INDEX keadaan_urut_tanggal ON keadaan(dihapus, tanggal);
CREATE INDEX keadaan_urut_status ON keadaan(dihapus, status_k);
CREATE INDEX keadaan_saring_status ON keadaan(dihapus, status, tanggal);
CREATE INDEX keadaan_saring_alasan_status ON keadaan(dihapus, alasan_status, tanggal);
CREATE INDEX keadaan_saring_sk ON keadaan(dihapus, sk, tanggal);
CREATE INDEX keadaan_saring_gabung_ke ON keadaan(dihapus, gabung_ke, tanggal);

CREATE TABLE registrasi (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  versi INTEGER NOT NULL DEFAULT 1,
  dihapus INTEGER NOT NULL DEFAULT 0 CHECK (dihapus IN (0, 1)),
  posyandu INTEGER REFERENCES posyandu(id),
  posyandu_k TEXT NOT NULL DEFAULT '',
  langkah TEXT NOT NULL DEFAULT '',
  langkah_k TEXT NOT NULL DEFAULT '',
  tanggal TEXT NOT NULL DEFAULT '',
  petugas TEXT NOT NULL DEFAULT '',
  gelombang INTEGER,
  gelombang_k TEXT NOT NULL DEFAULT '',
  tingkat TEXT NOT NULL DEFAULT '',
  alasan TEXT NOT NULL DEFAULT '',
  berkas TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX registrasi_urut_posyandu ON registrasi(dihapus, posyandu_k);
CREATE INDEX registrasi_saring_posyandu ON registrasi(dihapus, posyandu, tanggal);
CREATE INDEX registrasi_urut_langkah ON registrasi(dihapus, langkah_k);
CREATE INDEX registrasi_saring_langkah ON registrasi(dihapus, langkah, tanggal);
CREATE INDEX registrasi_urut_tanggal ON registrasi(dihapus, tanggal);
CREATE INDEX registrasi_urut_gelombang ON registrasi(dihapus, gelombang_k);
CREATE INDEX registrasi_saring_tingkat ON registrasi(dihapus, tingkat, tanggal);
CREATE VIRTUAL TABLE registrasi_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");

CREATE TABLE berkas (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  versi INTEGER NOT NULL DEFAULT 1,
  dihapus INTEGER NOT NULL DEFAULT 0 CHECK (dihapus IN (0, 1)),
  posyandu INTEGER REFERENCES posyandu(id),
  posyandu_k TEXT NOT NULL DEFAULT '',
  jenis TEXT NOT NULL DEFAULT '',
  jenis_k TEXT NOT NULL DEFAULT '',
  ada TEXT NOT NULL DEFAULT '',
  tanggal TEXT NOT NULL DEFAULT '',
  nomor TEXT NOT NULL DEFAULT '',
  catatan TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX berkas_urut_posyandu ON berkas(dihapus, posyandu_k);
CREATE INDEX berkas_saring_posyandu ON berkas(dihapus, posyandu, posyandu_k);
CREATE INDEX berkas_urut_jenis ON berkas(dihapus, jenis_k);
CREATE INDEX berkas_saring_jenis ON berkas(dihapus, jenis, posyandu_k);
CREATE INDEX berkas_saring_ada ON berkas(dihapus, ada, posyandu_k);
CREATE INDEX berkas_urut_tanggal ON berkas(dihapus, tanggal);
CREATE VIRTUAL TABLE berkas_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");

CREATE TABLE sarana (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  versi INTEGER NOT NULL DEFAULT 1,
  dihapus INTEGER NOT NULL DEFAULT 0 CHECK (dihapus IN (0, 1)),
  posyandu INTEGER REFERENCES posyandu(id),
  posyandu_k TEXT NOT NULL DEFAULT '',
  barang TEXT NOT NULL DEFAULT '',
  barang_k TEXT NOT NULL DEFAULT '',
  banyak INTEGER,
  kondisi TEXT NOT NULL DEFAULT '',
  kondisi_k TEXT NOT NULL DEFAULT '',
  kebutuhan INTEGER,
  kebutuhan_k TEXT NOT NULL DEFAULT '',
  tahun INTEGER,
  perolehan TEXT NOT NULL DEFAULT '',
  catatan TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX sarana_urut_posyandu ON sarana(dihapus, posyandu_k);
CREATE INDEX sarana_saring_posyandu ON sarana(dihapus, posyandu, posyandu_k);
CREATE INDEX sarana_urut_barang ON sarana(dihapus, barang_k);
CREATE INDEX sarana_saring_barang ON sarana(dihapus, barang, posyandu_k);
CREATE INDEX sarana_urut_kondisi ON sarana(dihapus, kondisi_k);
CREATE INDEX sarana_saring_kondisi ON sarana(dihapus, kondisi, posyandu_k);
CREATE INDEX sarana_urut_kebutuhan ON sarana(dihapus, kebutuhan_k);

CREATE TABLE tambahan (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  versi INTEGER NOT NULL DEFAULT 1,
  dihapus INTEGER NOT NULL DEFAULT 0 CHECK (dihapus IN (0, 1)),
  posyandu INTEGER REFERENCES posyandu(id),
  posyandu_k TEXT NOT NULL DEFAULT '',
  isian TEXT NOT NULL DEFAULT '',
  isian_k TEXT NOT NULL DEFAULT '',
  nilai TEXT NOT NULL DEFAULT '',
  nilai_k TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX tambahan_urut_posyandu ON tambahan(dihapus, posyandu_k);
CREATE INDEX tambahan_saring_posyandu ON tambahan(dihapus, posyandu, posyandu_k);
CREATE INDEX tambahan_urut_isian ON tambahan(dihapus, isian_k);
CREATE INDEX tambahan_saring_isian ON tambahan(dihapus, isian, posyandu_k);
CREATE INDEX tambahan_urut_nilai ON tambahan(dihapus, nilai_k);
CREATE VIRTUAL TABLE tambahan_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");

CREATE TABLE pelatihan (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  versi INTEGER NOT NULL DEFAULT 1,
  dihapus INTEGER NOT NULL DEFAULT 0 CHECK (dihapus IN (0, 1)),
  kader INTEGER REFERENCES kader(id),
  kader_k TEXT NOT NULL DEFAULT '',
  nama TEXT NOT NULL DEFAULT '',
  nama_k TEXT NOT NULL DEFAULT '',
  tanggal TEXT NOT NULL DEFAULT '',
  bidang TEXT NOT NULL DEFAULT '',
  bidang_k TEXT NOT NULL DEFAULT '',
  penyelenggara TEXT NOT NULL DEFAULT '',
  jam INTEGER,
  nomor_sertifikat TEXT NOT NULL DEFAULT '',
  catatan TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX pelatihan_urut_kader ON pelatihan(dihapus, kader_k);
CREATE INDEX pelatihan_saring_kader ON pelatihan(dihapus, kader, tanggal);
CREATE INDEX pelatihan_urut_nama ON pelatihan(dihapus, nama_k);
CREATE INDEX pelatihan_urut_tanggal ON pelatihan(dihapus, tanggal);
CREATE INDEX pelatihan_urut_bidang ON pelatihan(dihapus, bidang_k);
CREATE INDEX pelatihan_saring_bidang ON pelatihan(dihapus, bidang, tanggal);
CREATE VIRTUAL TABLE pelatihan_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");

CREATE TABLE kecakapan (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  versi INTEGER NOT NULL DEFAULT 1,
  dihapus INTEGER NOT NULL DEFAULT 0 CHECK (dihapus IN (0, 1)),
  kader INTEGER REFERENCES kader(id),
  kader_k TEXT NOT NULL DEFAULT '',
  keterampilan TEXT NOT NULL DEFAULT '',
  keterampilan_k TEXT NOT NULL DEFAULT '',
  tanggal TEXT NOT NULL DEFAULT '',
  penilai TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX kecakapan_urut_kader ON kecakapan(dihapus, kader_k);
CREATE INDEX kecakapan_saring_kader ON kecakapan(dihapus, kader, kader_k);
CREATE INDEX kecakapan_urut_keterampilan ON kecakapan(dihapus, keterampilan_k);
CREATE INDEX kecakapan_saring_keterampilan ON kecakapan(dihapus, keterampilan, kader_k);
CREATE INDEX kecakapan_urut_tanggal ON kecakapan(dihapus, tanggal);
CREATE VIRTUAL TABLE kecakapan_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");

CREATE TABLE jaminan (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  versi INTEGER NOT NULL DEFAULT 1,
  dihapus INTEGER NOT NULL DEFAULT 0 CHECK (dihapus IN (0, 1)),
  kader INTEGER REFERENCES kader(id),
  kader_k TEXT NOT NULL DEFAULT '',
  program TEXT NOT NULL DEFAULT '',
  program_k TEXT NOT NULL DEFAULT '',
  mulai TEXT NOT NULL DEFAULT '',
  selesai TEXT NOT NULL DEFAULT '',
  pembayar TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX jaminan_urut_kader ON jaminan(dihapus, kader_k);
CREATE INDEX jaminan_saring_kader ON jaminan(dihapus, kader, mulai);
CREATE INDEX jaminan_urut_program ON jaminan(dihapus, program_k);
CREATE INDEX jaminan_saring_program ON jaminan(dihapus, program, mulai);
CREATE INDEX jaminan_urut_mulai ON jaminan(dihapus, mulai);
CREATE INDEX jaminan_urut_selesai ON jaminan(dihapus, selesai);
CREATE VIRTUAL TABLE jaminan_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");

CREATE TABLE insentif (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  versi INTEGER NOT NULL DEFAULT 1,
  dihapus INTEGER NOT NULL DEFAULT 0 CHECK (dihapus IN (0, 1)),
  kader INTEGER REFERENCES kader(id),
  kader_k TEXT NOT NULL DEFAULT '',
  tahun INTEGER,
  tahun_k TEXT NOT NULL DEFAULT '',
  bulan_bayar INTEGER,
  bulan_bayar_k TEXT NOT NULL DEFAULT '',
  posyandu INTEGER REFERENCES posyandu(id),
  posyandu_k TEXT NOT NULL DEFAULT '',
  sumber_dana TEXT NOT NULL DEFAULT '',
  sumber_dana_k TEXT NOT NULL DEFAULT '',
  jumlah INTEGER,
  jumlah_k TEXT NOT NULL DEFAULT '',
  dibayar TEXT NOT NULL DEFAULT '',
  catatan TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX insentif_urut_kader ON insentif(dihapus, kader_k);
CREATE INDEX insentif_saring_kader ON insentif(dihapus, kader, tahun_k);
CREATE INDEX insentif_urut_tahun ON insentif(dihapus, tahun_k);
CREATE INDEX insentif_urut_bulan_bayar ON insentif(dihapus, bulan_bayar_k);
CREATE INDEX insentif_urut_posyandu ON insentif(dihapus, posyandu_k);
CREATE INDEX insentif_saring_posyandu ON insentif(dihapus, posyandu, tahun_k);
CREATE INDEX insentif_urut_sumber_dana ON insentif(dihapus, sumber_dana_k);
CREATE INDEX insentif_saring_sumber_dana ON insentif(dihapus, sumber_dana, tahun_k);
CREATE INDEX insentif_urut_jumlah ON insentif(dihapus, jumlah_k);
CREATE INDEX insentif_urut_dibayar ON insentif(dihapus, dibayar);
CREATE VIRTUAL TABLE insentif_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");
