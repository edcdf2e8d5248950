-- What an office set becomes records, with a history; the habits of a person's screen stay in pengaturan.

CREATE TABLE setelan (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  versi INTEGER NOT NULL DEFAULT 1,
  dihapus INTEGER NOT NULL DEFAULT 0 CHECK (dihapus IN (0, 1)),
  nama TEXT NOT NULL DEFAULT '',
  kode TEXT NOT NULL DEFAULT '',
  kode_k TEXT NOT NULL DEFAULT '',
  nilai TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX setelan_urut_kode ON setelan(dihapus, kode_k);

INSERT INTO setelan (uid, nama, kode, kode_k, nilai)
SELECT printf('%s-%s-7%s-8%s-%s', lower(hex(randomblob(4))), lower(hex(randomblob(2))),
              substr(lower(hex(randomblob(2))), 2), substr(lower(hex(randomblob(2))), 2), lower(hex(randomblob(6)))),
       CASE kunci
         WHEN 'sk_habis_hari' THEN 'SK perlu perhatian sebelum habis'
         WHEN 'kader_minimal' THEN 'Kader paling sedikit di satu Posyandu'
         WHEN 'verifikasi_bulan' THEN 'Verifikasi Posyandu paling lama tiap'
         WHEN 'pembinaan_persen' THEN 'Patokan bagian pembinaan dalam rencana'
         WHEN 'pembinaan_kata' THEN 'Kata kegiatan pembinaan'
         WHEN 'purwa_kelompok' THEN 'Syarat tanda kecakapan purwa'
         ELSE 'Syarat tanda kecakapan madya' END,
       kunci, replace(kunci, '_', ' '), nilai
  FROM pengaturan
 WHERE nilai <> '' AND kunci IN ('sk_habis_hari', 'kader_minimal', 'verifikasi_bulan', 'pembinaan_persen', 'pembinaan_kata',
                                 'purwa_kelompok', 'madya_kelompok')
 ORDER BY kunci;
DELETE FROM pengaturan
 WHERE kunci IN ('sk_habis_hari', 'kader_minimal', 'verifikasi_bulan', 'pembinaan_persen', 'pembinaan_kata',
                 'purwa_kelompok', 'madya_kelompok');
INSERT INTO hitungan (jenis, ada) SELECT 'setelan', count(*) FROM setelan HAVING count(*) > 0;
