CREATE TABLE kecamatan (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  versi INTEGER NOT NULL DEFAULT 1,
  dihapus INTEGER NOT NULL DEFAULT 0 CHECK (dihapus IN (0, 1)),
  kode TEXT NOT NULL DEFAULT '',
  nama TEXT NOT NULL DEFAULT '',
  nama_k TEXT NOT NULL DEFAULT '',
  kabupaten TEXT NOT NULL DEFAULT '',
  provinsi TEXT NOT NULL DEFAULT '',
  zona TEXT NOT NULL DEFAULT '',
  alamat TEXT NOT NULL DEFAULT '',
  telepon TEXT NOT NULL DEFAULT '',
  email TEXT NOT NULL DEFAULT '',
  kode_pos TEXT NOT NULL DEFAULT '',
  logo TEXT NOT NULL DEFAULT '',
  camat TEXT NOT NULL DEFAULT '',
  camat_nip TEXT NOT NULL DEFAULT '',
  camat_pangkat TEXT NOT NULL DEFAULT '',
  camat_jabatan TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX kecamatan_urut_kode ON kecamatan(kode, id) WHERE dihapus = 0;
CREATE INDEX kecamatan_urut_nama ON kecamatan(nama_k, id) WHERE dihapus = 0;
CREATE INDEX kecamatan_sampah ON kecamatan(id) WHERE dihapus = 1;
CREATE VIRTUAL TABLE kecamatan_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");

CREATE TABLE desa (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  versi INTEGER NOT NULL DEFAULT 1,
  dihapus INTEGER NOT NULL DEFAULT 0 CHECK (dihapus IN (0, 1)),
  kode TEXT NOT NULL DEFAULT '',
  nama TEXT NOT NULL DEFAULT '',
  nama_k TEXT NOT NULL DEFAULT '',
  jenis TEXT NOT NULL DEFAULT '',
  jenis_k TEXT NOT NULL DEFAULT '',
  kecamatan INTEGER REFERENCES kecamatan(id),
  kepala TEXT NOT NULL DEFAULT '',
  alamat TEXT NOT NULL DEFAULT '',
  no_hp TEXT NOT NULL DEFAULT '',
  catatan TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX desa_urut_kode ON desa(kode, id) WHERE dihapus = 0;
CREATE INDEX desa_urut_nama ON desa(nama_k, id) WHERE dihapus = 0;
CREATE INDEX desa_urut_jenis ON desa(jenis_k, id) WHERE dihapus = 0;
CREATE INDEX desa_saring_jenis ON desa(jenis, kode, id) WHERE dihapus = 0;
CREATE INDEX desa_saring_kecamatan ON desa(kecamatan, kode, id) WHERE dihapus = 0;
CREATE INDEX desa_sampah ON desa(id) WHERE dihapus = 1;
CREATE VIRTUAL TABLE desa_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");

CREATE TABLE posyandu (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  versi INTEGER NOT NULL DEFAULT 1,
  dihapus INTEGER NOT NULL DEFAULT 0 CHECK (dihapus IN (0, 1)),
  nama TEXT NOT NULL DEFAULT '',
  nama_k TEXT NOT NULL DEFAULT '',
  desa INTEGER REFERENCES desa(id),
  desa_k TEXT NOT NULL DEFAULT '',
  nama_lain TEXT NOT NULL DEFAULT '',
  alamat TEXT NOT NULL DEFAULT '',
  rt_rw TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL DEFAULT '',
  status_k TEXT NOT NULL DEFAULT '',
  tanggal_berdiri TEXT NOT NULL DEFAULT '',
  strata TEXT NOT NULL DEFAULT '',
  strata_k TEXT NOT NULL DEFAULT '',
  nomor_registrasi TEXT NOT NULL DEFAULT '',
  tanggal_registrasi TEXT NOT NULL DEFAULT '',
  tempat TEXT NOT NULL DEFAULT '',
  hari_buka TEXT NOT NULL DEFAULT '',
  catatan TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX posyandu_urut_nama ON posyandu(nama_k, id) WHERE dihapus = 0;
CREATE INDEX posyandu_urut_desa ON posyandu(desa_k, id) WHERE dihapus = 0;
CREATE INDEX posyandu_saring_desa ON posyandu(desa, nama_k, id) WHERE dihapus = 0;
CREATE INDEX posyandu_urut_status ON posyandu(status_k, id) WHERE dihapus = 0;
CREATE INDEX posyandu_saring_status ON posyandu(status, nama_k, id) WHERE dihapus = 0;
CREATE INDEX posyandu_urut_tanggal_berdiri ON posyandu(tanggal_berdiri, id) WHERE dihapus = 0;
CREATE INDEX posyandu_urut_strata ON posyandu(strata_k, id) WHERE dihapus = 0;
CREATE INDEX posyandu_saring_strata ON posyandu(strata, nama_k, id) WHERE dihapus = 0;
CREATE INDEX posyandu_urut_nomor_registrasi ON posyandu(nomor_registrasi, id) WHERE dihapus = 0;
CREATE INDEX posyandu_urut_tanggal_registrasi ON posyandu(tanggal_registrasi, id) WHERE dihapus = 0;
CREATE INDEX posyandu_saring_tempat ON posyandu(tempat, nama_k, id) WHERE dihapus = 0;
CREATE INDEX posyandu_sampah ON posyandu(id) WHERE dihapus = 1;
CREATE VIRTUAL TABLE posyandu_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");

CREATE TABLE sk (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  versi INTEGER NOT NULL DEFAULT 1,
  dihapus INTEGER NOT NULL DEFAULT 0 CHECK (dihapus IN (0, 1)),
  nomor TEXT NOT NULL DEFAULT '',
  nomor_k TEXT NOT NULL DEFAULT '',
  jenis TEXT NOT NULL DEFAULT '',
  jenis_k TEXT NOT NULL DEFAULT '',
  tanggal TEXT NOT NULL DEFAULT '',
  tentang TEXT NOT NULL DEFAULT '',
  desa INTEGER REFERENCES desa(id),
  desa_k TEXT NOT NULL DEFAULT '',
  posyandu INTEGER REFERENCES posyandu(id),
  pejabat TEXT NOT NULL DEFAULT '',
  berlaku_mulai TEXT NOT NULL DEFAULT '',
  berlaku_sampai TEXT NOT NULL DEFAULT '',
  lokasi_berkas TEXT NOT NULL DEFAULT '',
  catatan TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX sk_urut_nomor ON sk(nomor_k, id) WHERE dihapus = 0;
CREATE INDEX sk_urut_jenis ON sk(jenis_k, id) WHERE dihapus = 0;
CREATE INDEX sk_saring_jenis ON sk(jenis, tanggal, id) WHERE dihapus = 0;
CREATE INDEX sk_urut_tanggal ON sk(tanggal, id) WHERE dihapus = 0;
CREATE INDEX sk_urut_desa ON sk(desa_k, id) WHERE dihapus = 0;
CREATE INDEX sk_saring_desa ON sk(desa, tanggal, id) WHERE dihapus = 0;
CREATE INDEX sk_saring_posyandu ON sk(posyandu, tanggal, id) WHERE dihapus = 0;
CREATE INDEX sk_urut_berlaku_sampai ON sk(berlaku_sampai, id) WHERE dihapus = 0;
CREATE INDEX sk_sampah ON sk(id) WHERE dihapus = 1;
CREATE VIRTUAL TABLE sk_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");

CREATE TABLE kader (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  versi INTEGER NOT NULL DEFAULT 1,
  dihapus INTEGER NOT NULL DEFAULT 0 CHECK (dihapus IN (0, 1)),
  nama TEXT NOT NULL DEFAULT '',
  nama_k TEXT NOT NULL DEFAULT '',
  nik TEXT NOT NULL DEFAULT '',
  tempat_lahir TEXT NOT NULL DEFAULT '',
  tanggal_lahir TEXT NOT NULL DEFAULT '',
  jenis_kelamin TEXT NOT NULL DEFAULT '',
  alamat TEXT NOT NULL DEFAULT '',
  no_hp TEXT NOT NULL DEFAULT '',
  pendidikan TEXT NOT NULL DEFAULT '',
  pendidikan_k TEXT NOT NULL DEFAULT '',
  kader_sejak INTEGER,
  kader_sejak_k TEXT NOT NULL DEFAULT '',
  catatan TEXT NOT NULL DEFAULT '',
  posyandu INTEGER REFERENCES posyandu(id),
  posyandu_k TEXT NOT NULL DEFAULT '',
  desa INTEGER REFERENCES desa(id),
  desa_k TEXT NOT NULL DEFAULT '',
  jabatan TEXT NOT NULL DEFAULT '',
  jabatan_k TEXT NOT NULL DEFAULT '',
  bidang TEXT NOT NULL DEFAULT '',
  bidang_k TEXT NOT NULL DEFAULT '',
  mulai TEXT NOT NULL DEFAULT '',
  selesai TEXT NOT NULL DEFAULT '',
  keadaan_nik TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX kader_urut_nama ON kader(nama_k, id) WHERE dihapus = 0;
CREATE INDEX kader_urut_nik ON kader(nik, id) WHERE dihapus = 0;
CREATE INDEX kader_urut_tanggal_lahir ON kader(tanggal_lahir, id) WHERE dihapus = 0;
CREATE INDEX kader_saring_jenis_kelamin ON kader(jenis_kelamin, nama_k, id) WHERE dihapus = 0;
CREATE INDEX kader_urut_pendidikan ON kader(pendidikan_k, id) WHERE dihapus = 0;
CREATE INDEX kader_saring_pendidikan ON kader(pendidikan, nama_k, id) WHERE dihapus = 0;
CREATE INDEX kader_urut_kader_sejak ON kader(kader_sejak_k, id) WHERE dihapus = 0;
CREATE INDEX kader_urut_posyandu ON kader(posyandu_k, id) WHERE dihapus = 0;
CREATE INDEX kader_saring_posyandu ON kader(posyandu, nama_k, id) WHERE dihapus = 0;
CREATE INDEX kader_urut_desa ON kader(desa_k, id) WHERE dihapus = 0;
CREATE INDEX kader_saring_desa ON kader(desa, nama_k, id) WHERE dihapus = 0;
CREATE INDEX kader_urut_jabatan ON kader(jabatan_k, id) WHERE dihapus = 0;
CREATE INDEX kader_saring_jabatan ON kader(jabatan, nama_k, id) WHERE dihapus = 0;
CREATE INDEX kader_urut_bidang ON kader(bidang_k, id) WHERE dihapus = 0;
CREATE INDEX kader_saring_bidang ON kader(bidang, nama_k, id) WHERE dihapus = 0;
CREATE INDEX kader_urut_mulai ON kader(mulai, id) WHERE dihapus = 0;
CREATE INDEX kader_urut_selesai ON kader(selesai, id) WHERE dihapus = 0;
CREATE INDEX kader_saring_keadaan_nik ON kader(keadaan_nik, nama_k, id) WHERE dihapus = 0;
CREATE INDEX kader_sampah ON kader(id) WHERE dihapus = 1;
CREATE VIRTUAL TABLE kader_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");

CREATE TABLE penugasan (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  versi INTEGER NOT NULL DEFAULT 1,
  dihapus INTEGER NOT NULL DEFAULT 0 CHECK (dihapus IN (0, 1)),
  kader INTEGER REFERENCES kader(id),
  kader_k TEXT NOT NULL DEFAULT '',
  posyandu INTEGER REFERENCES posyandu(id),
  posyandu_k TEXT NOT NULL DEFAULT '',
  jabatan TEXT NOT NULL DEFAULT '',
  jabatan_k TEXT NOT NULL DEFAULT '',
  bidang TEXT NOT NULL DEFAULT '',
  sk INTEGER REFERENCES sk(id),
  mulai TEXT NOT NULL DEFAULT '',
  selesai TEXT NOT NULL DEFAULT '',
  alasan_berhenti TEXT NOT NULL DEFAULT '',
  catatan TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX penugasan_urut_kader ON penugasan(kader_k, id) WHERE dihapus = 0;
CREATE INDEX penugasan_saring_kader ON penugasan(kader, mulai, id) WHERE dihapus = 0;
CREATE INDEX penugasan_urut_posyandu ON penugasan(posyandu_k, id) WHERE dihapus = 0;
CREATE INDEX penugasan_saring_posyandu ON penugasan(posyandu, mulai, id) WHERE dihapus = 0;
CREATE INDEX penugasan_urut_jabatan ON penugasan(jabatan_k, id) WHERE dihapus = 0;
CREATE INDEX penugasan_saring_jabatan ON penugasan(jabatan, mulai, id) WHERE dihapus = 0;
CREATE INDEX penugasan_saring_bidang ON penugasan(bidang, mulai, id) WHERE dihapus = 0;
CREATE INDEX penugasan_saring_sk ON penugasan(sk, mulai, id) WHERE dihapus = 0;
CREATE INDEX penugasan_urut_mulai ON penugasan(mulai, id) WHERE dihapus = 0;
CREATE INDEX penugasan_urut_selesai ON penugasan(selesai, id) WHERE dihapus = 0;
CREATE INDEX penugasan_saring_alasan_berhenti ON penugasan(alasan_berhenti, mulai, id) WHERE dihapus = 0;
CREATE INDEX penugasan_sampah ON penugasan(id) WHERE dihapus = 1;
CREATE VIRTUAL TABLE penugasan_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");

CREATE TABLE catatan (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  versi INTEGER NOT NULL DEFAULT 1,
  dihapus INTEGER NOT NULL DEFAULT 0 CHECK (dihapus IN (0, 1)),
  judul TEXT NOT NULL DEFAULT '',
  judul_k TEXT NOT NULL DEFAULT '',
  tahun INTEGER,
  tahun_k TEXT NOT NULL DEFAULT '',
  isi TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX catatan_urut_judul ON catatan(judul_k, id) WHERE dihapus = 0;
CREATE INDEX catatan_urut_tahun ON catatan(tahun_k, id) WHERE dihapus = 0;
CREATE INDEX catatan_sampah ON catatan(id) WHERE dihapus = 1;
CREATE VIRTUAL TABLE catatan_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");

CREATE TABLE pilihan (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  versi INTEGER NOT NULL DEFAULT 1,
  dihapus INTEGER NOT NULL DEFAULT 0 CHECK (dihapus IN (0, 1)),
  nama TEXT NOT NULL DEFAULT '',
  nama_k TEXT NOT NULL DEFAULT '',
  daftar TEXT NOT NULL DEFAULT '',
  daftar_k TEXT NOT NULL DEFAULT '',
  kode TEXT NOT NULL DEFAULT '',
  kode_k TEXT NOT NULL DEFAULT '',
  urutan INTEGER,
  alias TEXT NOT NULL DEFAULT '',
  aktif INTEGER,
  bidang TEXT NOT NULL DEFAULT '',
  tunggal INTEGER,
  pengurus INTEGER,
  sumber TEXT NOT NULL DEFAULT '',
  keterangan TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX pilihan_urut_nama ON pilihan(nama_k, id) WHERE dihapus = 0;
CREATE INDEX pilihan_urut_daftar ON pilihan(daftar_k, id) WHERE dihapus = 0;
CREATE INDEX pilihan_urut_kode ON pilihan(kode_k, id) WHERE dihapus = 0;
CREATE INDEX pilihan_sampah ON pilihan(id) WHERE dihapus = 1;
CREATE VIRTUAL TABLE pilihan_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");

CREATE INDEX pilihan_kode ON pilihan(daftar, kode) WHERE dihapus = 0;

CREATE TABLE pengaturan (
  kunci TEXT PRIMARY KEY,
  nilai TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE hitungan (
  jenis TEXT PRIMARY KEY,
  ada INTEGER NOT NULL DEFAULT 0,
  sampah INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE batch (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  waktu TEXT NOT NULL,
  pelaku TEXT NOT NULL,
  perbuatan TEXT NOT NULL,
  pokok TEXT NOT NULL,
  asal TEXT NOT NULL,
  jumlah INTEGER NOT NULL DEFAULT 0,
  tercatat INTEGER NOT NULL DEFAULT 1,
  dibatalkan_oleh INTEGER REFERENCES batch(id),
  membatalkan INTEGER REFERENCES batch(id)
) STRICT;
CREATE INDEX batch_pelaku ON batch(pelaku, id);

CREATE TABLE riwayat (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  batch INTEGER NOT NULL REFERENCES batch(id),
  jenis TEXT NOT NULL,
  record INTEGER NOT NULL,
  judul TEXT NOT NULL,
  perbuatan TEXT NOT NULL,
  alasan TEXT,
  perubahan TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX riwayat_batch ON riwayat(batch, id);
CREATE INDEX riwayat_record ON riwayat(jenis, record, batch);

CREATE TABLE alasan (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  batch INTEGER NOT NULL REFERENCES batch(id),
  jenis TEXT NOT NULL,
  record INTEGER NOT NULL,
  field TEXT NOT NULL DEFAULT '',
  kode TEXT NOT NULL,
  tingkat TEXT NOT NULL,
  alasan TEXT NOT NULL
) STRICT;
CREATE INDEX alasan_record ON alasan(jenis, record, kode);

CREATE TABLE draf (
  pelaku TEXT NOT NULL,
  kunci TEXT NOT NULL,
  isi TEXT NOT NULL,
  waktu TEXT NOT NULL,
  PRIMARY KEY (pelaku, kunci)
) STRICT, WITHOUT ROWID;

CREATE TABLE jejak (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  waktu TEXT NOT NULL,
  pelaku TEXT NOT NULL,
  perbuatan TEXT NOT NULL,
  jenis TEXT NOT NULL,
  record INTEGER,
  alasan TEXT NOT NULL DEFAULT '',
  jumlah INTEGER NOT NULL DEFAULT 0
) STRICT;
