-- Letters: who signs, the kecamatan's Tim Pembina, letters that are kept.

CREATE TABLE pejabat (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  versi INTEGER NOT NULL DEFAULT 1,
  dihapus INTEGER NOT NULL DEFAULT 0 CHECK (dihapus IN (0, 1)),
  nama TEXT NOT NULL DEFAULT '',
  nama_k TEXT NOT NULL DEFAULT '',
  jabatan_dinas TEXT NOT NULL DEFAULT '',
  jabatan_dinas_k TEXT NOT NULL DEFAULT '',
  cara TEXT NOT NULL DEFAULT '',
  nip TEXT NOT NULL DEFAULT '',
  pangkat TEXT NOT NULL DEFAULT '',
  urutan INTEGER,
  urutan_k TEXT NOT NULL DEFAULT '',
  aktif INTEGER
) STRICT;
CREATE INDEX pejabat_urut_nama ON pejabat(dihapus, nama_k);
CREATE INDEX pejabat_urut_jabatan_dinas ON pejabat(dihapus, jabatan_dinas_k);
CREATE INDEX pejabat_saring_cara ON pejabat(dihapus, cara, urutan_k);
CREATE INDEX pejabat_urut_urutan ON pejabat(dihapus, urutan_k);
CREATE VIRTUAL TABLE pejabat_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");

CREATE TABLE tim (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  versi INTEGER NOT NULL DEFAULT 1,
  dihapus INTEGER NOT NULL DEFAULT 0 CHECK (dihapus IN (0, 1)),
  nama TEXT NOT NULL DEFAULT '',
  nama_k TEXT NOT NULL DEFAULT '',
  jabatan_dinas TEXT NOT NULL DEFAULT '',
  instansi TEXT NOT NULL DEFAULT '',
  kedudukan TEXT NOT NULL DEFAULT '',
  kedudukan_k TEXT NOT NULL DEFAULT '',
  bidang TEXT NOT NULL DEFAULT '',
  uraian_tugas TEXT NOT NULL DEFAULT '',
  nip TEXT NOT NULL DEFAULT '',
  urutan INTEGER,
  urutan_k TEXT NOT NULL DEFAULT '',
  mulai TEXT NOT NULL DEFAULT '',
  selesai TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX tim_urut_nama ON tim(dihapus, nama_k);
CREATE INDEX tim_urut_kedudukan ON tim(dihapus, kedudukan_k);
CREATE INDEX tim_saring_kedudukan ON tim(dihapus, kedudukan, urutan_k);
CREATE INDEX tim_saring_bidang ON tim(dihapus, bidang, urutan_k);
CREATE INDEX tim_urut_urutan ON tim(dihapus, urutan_k);
CREATE INDEX tim_urut_selesai ON tim(dihapus, selesai);
CREATE VIRTUAL TABLE tim_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");

CREATE TABLE surat (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  versi INTEGER NOT NULL DEFAULT 1,
  dihapus INTEGER NOT NULL DEFAULT 0 CHECK (dihapus IN (0, 1)),
  jenis TEXT NOT NULL DEFAULT '',
  jenis_k TEXT NOT NULL DEFAULT '',
  perihal TEXT NOT NULL DEFAULT '',
  perihal_k TEXT NOT NULL DEFAULT '',
  nomor TEXT NOT NULL DEFAULT '',
  nomor_k TEXT NOT NULL DEFAULT '',
  tanggal TEXT NOT NULL DEFAULT '',
  sifat TEXT NOT NULL DEFAULT '',
  lampiran TEXT NOT NULL DEFAULT '',
  kepada TEXT NOT NULL DEFAULT '',
  isi TEXT NOT NULL DEFAULT '',
  menimbang TEXT NOT NULL DEFAULT '',
  mengingat TEXT NOT NULL DEFAULT '',
  tembusan TEXT NOT NULL DEFAULT '',
  tanggal_acara TEXT NOT NULL DEFAULT '',
  pukul TEXT NOT NULL DEFAULT '',
  lokasi TEXT NOT NULL DEFAULT '',
  agenda TEXT NOT NULL DEFAULT '',
  penanda_tangan INTEGER REFERENCES pejabat(id),
  penanda_tangan_2 INTEGER REFERENCES pejabat(id),
  penanda_tangan_3 INTEGER REFERENCES pejabat(id),
  desa INTEGER REFERENCES desa(id),
  posyandu INTEGER REFERENCES posyandu(id)
) STRICT;
CREATE INDEX surat_urut_jenis ON surat(dihapus, jenis_k);
CREATE INDEX surat_saring_jenis ON surat(dihapus, jenis, tanggal);
CREATE INDEX surat_urut_perihal ON surat(dihapus, perihal_k);
CREATE INDEX surat_urut_nomor ON surat(dihapus, nomor_k);
CREATE INDEX surat_urut_tanggal ON surat(dihapus, tanggal);
CREATE INDEX surat_saring_penanda_tangan ON surat(dihapus, penanda_tangan, tanggal);
CREATE INDEX surat_saring_penanda_tangan_2 ON surat(dihapus, penanda_tangan_2, tanggal);
CREATE INDEX surat_saring_penanda_tangan_3 ON surat(dihapus, penanda_tangan_3, tanggal);
CREATE INDEX surat_saring_desa ON surat(dihapus, desa, tanggal);
CREATE INDEX surat_saring_posyandu ON surat(dihapus, posyandu, tanggal);
CREATE VIRTUAL TABLE surat_cari USING fts5(kata, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");
