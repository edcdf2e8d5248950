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
CREATE INDEX kecamatan_urut_kode ON kecamatan(dihapus, kode);
CREATE INDEX kecamatan_urut_nama ON kecamatan(dihapus, nama_k);
CREATE VIRTUAL TABLE kecamatan_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");

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
CREATE INDEX desa_urut_kode ON desa(dihapus, kode);
CREATE INDEX desa_urut_nama ON desa(dihapus, nama_k);
CREATE INDEX desa_urut_jenis ON desa(dihapus, jenis_k);
CREATE INDEX desa_saring_jenis ON desa(dihapus, jenis, kode);
CREATE INDEX desa_saring_kecamatan ON desa(dihapus, kecamatan, kode);
CREATE VIRTUAL TABLE desa_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");

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
CREATE INDEX posyandu_urut_nama ON posyandu(dihapus, nama_k);
CREATE INDEX posyandu_urut_desa ON posyandu(dihapus, desa_k);
CREATE INDEX posyandu_saring_desa ON posyandu(dihapus, desa, nama_k);
CREATE INDEX posyandu_urut_status ON posyandu(dihapus, status_k);
CREATE INDEX posyandu_saring_status ON posyandu(dihapus, status, nama_k);
CREATE INDEX posyandu_urut_tanggal_berdiri ON posyandu(dihapus, tanggal_berdiri);
CREATE INDEX posyandu_urut_strata ON posyandu(dihapus, strata_k);
CREATE INDEX posyandu_saring_strata ON posyandu(dihapus, strata, nama_k);
CREATE INDEX posyandu_urut_nomor_registrasi ON posyandu(dihapus, nomor_registrasi);
CREATE INDEX posyandu_urut_tanggal_registrasi ON posyandu(dihapus, tanggal_registrasi);
CREATE INDEX posyandu_saring_tempat ON posyandu(dihapus, tempat, nama_k);
CREATE VIRTUAL TABLE posyandu_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");

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
CREATE INDEX sk_urut_nomor ON sk(dihapus, nomor_k);
CREATE INDEX sk_urut_jenis ON sk(dihapus, jenis_k);
CREATE INDEX sk_saring_jenis ON sk(dihapus, jenis, tanggal);
CREATE INDEX sk_urut_tanggal ON sk(dihapus, tanggal);
CREATE INDEX sk_urut_desa ON sk(dihapus, desa_k);
CREATE INDEX sk_saring_desa ON sk(dihapus, desa, tanggal);
CREATE INDEX sk_saring_posyandu ON sk(dihapus, posyandu, tanggal);
CREATE INDEX sk_urut_berlaku_sampai ON sk(dihapus, berlaku_sampai);
CREATE VIRTUAL TABLE sk_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");

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
CREATE INDEX kader_urut_nama ON kader(dihapus, nama_k);
CREATE INDEX kader_urut_nik ON kader(dihapus, nik);
CREATE INDEX kader_urut_tanggal_lahir ON kader(dihapus, tanggal_lahir);
CREATE INDEX kader_saring_jenis_kelamin ON kader(dihapus, jenis_kelamin, nama_k);
CREATE INDEX kader_urut_pendidikan ON kader(dihapus, pendidikan_k);
CREATE INDEX kader_saring_pendidikan ON kader(dihapus, pendidikan, nama_k);
CREATE INDEX kader_urut_kader_sejak ON kader(dihapus, kader_sejak_k);
CREATE INDEX kader_urut_posyandu ON kader(dihapus, posyandu_k);
CREATE INDEX kader_saring_posyandu ON kader(dihapus, posyandu, nama_k);
CREATE INDEX kader_urut_desa ON kader(dihapus, desa_k);
CREATE INDEX kader_saring_desa ON kader(dihapus, desa, nama_k);
CREATE INDEX kader_urut_jabatan ON kader(dihapus, jabatan_k);
CREATE INDEX kader_saring_jabatan ON kader(dihapus, jabatan, nama_k);
CREATE INDEX kader_urut_bidang ON kader(dihapus, bidang_k);
CREATE INDEX kader_saring_bidang ON kader(dihapus, bidang, nama_k);
CREATE INDEX kader_urut_mulai ON kader(dihapus, mulai);
CREATE INDEX kader_urut_selesai ON kader(dihapus, selesai);
CREATE INDEX kader_saring_keadaan_nik ON kader(dihapus, keadaan_nik, nama_k);
CREATE VIRTUAL TABLE kader_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");

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
CREATE INDEX penugasan_urut_kader ON penugasan(dihapus, kader_k);
CREATE INDEX penugasan_saring_kader ON penugasan(dihapus, kader, mulai);
CREATE INDEX penugasan_urut_posyandu ON penugasan(dihapus, posyandu_k);
CREATE INDEX penugasan_saring_posyandu ON penugasan(dihapus, posyandu, mulai);
CREATE INDEX penugasan_urut_jabatan ON penugasan(dihapus, jabatan_k);
CREATE INDEX penugasan_saring_jabatan ON penugasan(dihapus, jabatan, mulai);
CREATE INDEX penugasan_saring_bidang ON penugasan(dihapus, bidang, mulai);
CREATE INDEX penugasan_saring_sk ON penugasan(dihapus, sk, mulai);
CREATE INDEX penugasan_urut_mulai ON penugasan(dihapus, mulai);
CREATE INDEX penugasan_urut_selesai ON penugasan(dihapus, selesai);
CREATE INDEX penugasan_saring_alasan_berhenti ON penugasan(dihapus, alasan_berhenti, mulai);
CREATE VIRTUAL TABLE penugasan_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");

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
CREATE INDEX catatan_urut_judul ON catatan(dihapus, judul_k);
CREATE INDEX catatan_urut_tahun ON catatan(dihapus, tahun_k);
CREATE VIRTUAL TABLE catatan_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");

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
CREATE INDEX pilihan_urut_nama ON pilihan(dihapus, nama_k);
CREATE INDEX pilihan_urut_daftar ON pilihan(dihapus, daftar_k);
CREATE INDEX pilihan_urut_kode ON pilihan(dihapus, kode_k);
CREATE VIRTUAL TABLE pilihan_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");

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
