-- The register of issued reports, and the papers as they were sent.

CREATE TABLE laporan (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  versi INTEGER NOT NULL DEFAULT 1,
  dihapus INTEGER NOT NULL DEFAULT 0 CHECK (dihapus IN (0, 1)),
  nomor_laporan INTEGER,
  nomor_laporan_k TEXT NOT NULL DEFAULT '',
  tahun INTEGER,
  tahun_k TEXT NOT NULL DEFAULT '',
  judul TEXT NOT NULL DEFAULT '',
  judul_k TEXT NOT NULL DEFAULT '',
  jenis_laporan TEXT NOT NULL DEFAULT '',
  keterangan TEXT NOT NULL DEFAULT '',
  tanggal TEXT NOT NULL DEFAULT '',
  keadaan_per TEXT NOT NULL DEFAULT '',
  bentuk TEXT NOT NULL DEFAULT '',
  perubahan TEXT NOT NULL DEFAULT '',
  catatan TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX laporan_urut_nomor_laporan ON laporan(dihapus, nomor_laporan_k);
CREATE INDEX laporan_urut_tahun ON laporan(dihapus, tahun_k);
CREATE INDEX laporan_urut_judul ON laporan(dihapus, judul_k);
CREATE INDEX laporan_urut_tanggal ON laporan(dihapus, tanggal);
CREATE VIRTUAL TABLE laporan_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");

CREATE TABLE laporan_isi (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  laporan INTEGER NOT NULL REFERENCES laporan(id),
  bentuk TEXT NOT NULL,
  isi BLOB NOT NULL,
  UNIQUE (laporan, bentuk)
) STRICT;
