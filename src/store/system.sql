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

CREATE TABLE tata_letak (
  kunci TEXT PRIMARY KEY,
  petaan TEXT NOT NULL,
  waktu TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE keputusan (
  jenis TEXT NOT NULL,
  kunci TEXT NOT NULL,
  jawaban TEXT NOT NULL,
  pelaku TEXT NOT NULL,
  waktu TEXT NOT NULL,
  PRIMARY KEY (jenis, kunci)
) STRICT, WITHOUT ROWID;

CREATE TABLE silsilah (
  jenis TEXT NOT NULL,
  dari TEXT NOT NULL,
  ke TEXT NOT NULL,
  batch INTEGER NOT NULL REFERENCES batch(id),
  PRIMARY KEY (jenis, dari)
) STRICT, WITHOUT ROWID;
CREATE INDEX silsilah_ke ON silsilah(jenis, ke);
CREATE INDEX silsilah_batch ON silsilah(batch);

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

CREATE TABLE laporan_isi (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  laporan INTEGER NOT NULL REFERENCES laporan(id),
  bentuk TEXT NOT NULL,
  isi BLOB NOT NULL,
  UNIQUE (laporan, bentuk)
) STRICT;
CREATE INDEX posyandu_antre ON posyandu(dihapus, registrasi, registrasi_sejak, desa, status);
