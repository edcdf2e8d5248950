-- What the clerk decided once about other people's files, and which records became one.

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
