//! Pilihan: the open lists an operator edits (jabatan, bidang, reasons, education ...).

use crate::base::words::text;

use super::schema::{Entity, Field, Kind, Place};

/// One word of an open list. Never deleted while a record uses its code.
pub static PILIHAN: Entity = Entity {
    name: "pilihan",
    label: text("Daftar pilihan", "Lists"),
    help: text(
        "Isi daftar pilihan: jabatan, bidang, alasan berhenti, pendidikan, jenis dokumen, sumber dana. Boleh ditambah dan diganti namanya; tidak dapat dihapus selama dipakai.",
        "The words of the lists: posts, bidang, reasons, education, documents, sources of funds. May be added to and renamed; cannot be deleted while used.",
    ),
    title: "nama",
    context: "daftar",
    sort: "daftar",
    fields: &[
        Field::new("nama", text("Nama", "Name"), Kind::Text(250))
            .required()
            .searched()
            .sorted()
            .frozen()
            .column(36)
            .help(text(
                "Kata yang tampil di layar dan di dokumen. Boleh diganti; catatan yang memakainya ikut berganti tampilan.",
                "The words shown on screens and documents. May be renamed; records using it follow.",
            ))
            .example(text(
                "Benar: Koordinator Bidang Kesehatan. Salah: kes (singkatan; taruh di Ejaan lain).",
                "Right: Koordinator Bidang Kesehatan. Wrong: kes (an abbreviation; put it under Other spellings).",
            ))
            .synonyms(&["nama", "nama pilihan"]),
        Field::new("daftar", text("Daftar", "List"), Kind::Text(40))
            .required()
            .searched()
            .sorted()
            .filtered()
            .carried()
            .column(16)
            .help(text(
                "Daftar tempat kata ini: jabatan, bidang, alasan_berhenti, pendidikan, jenis_dokumen, strata, tempat, sumber_dana, bidang_rencana, rekening, dokumen_perencanaan, kedudukan_tim.",
                "The list it belongs to: jabatan, bidang, alasan_berhenti, pendidikan, jenis_dokumen, strata, tempat, sumber_dana, bidang_rencana, rekening, dokumen_perencanaan, kedudukan_tim.",
            ))
            .example(text(
                "Benar: jabatan. Salah: Jabatan kader (tidak ada daftar dengan nama itu).",
                "Right: jabatan. Wrong: Jabatan kader (there is no list of that name).",
            ))
            .synonyms(&["daftar", "nama daftar"]),
        Field::new("kode", text("Kode", "Code"), Kind::Text(60))
            .required()
            .searched()
            .sorted()
            .help(text(
                "Kode yang disimpan di catatan. Tidak diganti lagi setelah dipakai; yang diganti namanya.",
                "The code stored in records. Never changed once used; rename the name instead.",
            ))
            .example(text(
                "Benar: ketua-bidang-sosial. Salah: Ketua Bidang Sosial (huruf kecil, tanpa spasi).",
                "Right: ketua-bidang-sosial. Wrong: Ketua Bidang Sosial (lower case, no spaces).",
            ))
            .synonyms(&["kode", "kode pilihan"]),
        Field::new("urutan", text("Urutan", "Order"), Kind::Number(0, 9_999))
            .column(6)
            .help(text(
                "Urutan dalam daftar dan di susunan pengurus; kecil lebih dahulu.",
                "Its place in the list and in the structure; small numbers first.",
            ))
            .example(text("Benar: 10. Salah: pertama (tulis angka).", "Right: 10. Wrong: first (write a number)."))
            .synonyms(&["urutan", "urut", "no urut"]),
        Field::new("alias", text("Ejaan lain", "Other spellings"), Kind::Text(1000))
            .searched()
            .help(text(
                "Ejaan lain yang dibaca dari berkas kantor, dipisah titik koma.",
                "Other spellings read from office files, separated by semicolons.",
            ))
            .example(text(
                "Benar: bend; bendahara posyandu. Salah: bend bendahara (tanpa titik koma terbaca satu kata).",
                "Right: bend; bendahara posyandu. Wrong: bend bendahara (without a semicolon it is one spelling).",
            ))
            .synonyms(&["alias", "ejaan lain", "singkatan"]),
        Field::new("aktif", text("Ditawarkan", "Offered"), Kind::Flag)
            .default("ya")
            .column(10)
            .help(text(
                "Ya: ditawarkan pada isian baru. Tidak: catatan lama tetap memakainya, isian baru tidak.",
                "Yes: offered for new entries. No: old records keep it, new ones are not offered it.",
            ))
            .example(text(
                "Benar: tidak, untuk jabatan yang sudah dihapus. Salah: menghapus kata yang masih dipakai.",
                "Right: no, for a post that was abolished. Wrong: deleting a word that is still used.",
            ))
            .synonyms(&["aktif", "ditawarkan"]),
        Field::new("bidang", text("Bidang", "Bidang"), Kind::List("bidang"))
            .help(text(
                "Hanya untuk jabatan: bidang yang sudah tersirat, misalnya Ketua Bidang Sosial berarti Sosial.",
                "For posts only: the bidang it implies; Ketua Bidang Sosial implies Sosial.",
            ))
            .example(text(
                "Benar: Sosial untuk Ketua Bidang Sosial. Salah: Kesehatan untuk Bendahara (tidak punya bidang).",
                "Right: Sosial for Ketua Bidang Sosial. Wrong: Kesehatan for Bendahara (has no bidang).",
            ))
            .source("Susunan pengurus menurut Permendagri 13/2024, dikutip dua sumber atau lebih")
            .synonyms(&["bidang"]),
        Field::new("tunggal", text("Satu orang saja", "One holder"), Kind::Flag)
            .help(text(
                "Hanya untuk jabatan: ya bila satu Posyandu hanya boleh punya satu pemegangnya pada saat yang sama.",
                "For posts only: yes where a Posyandu may have only one holder at a time.",
            ))
            .example(text(
                "Benar: ya untuk Ketua. Salah: ya untuk Kader (satu bidang boleh banyak kader).",
                "Right: yes for Ketua. Wrong: yes for Kader (a bidang may have many).",
            ))
            .synonyms(&["tunggal", "satu orang"]),
        Field::new("pengurus", text("Termasuk pengurus", "An officer"), Kind::Flag)
            .help(text(
                "Hanya untuk jabatan: ya untuk pengurus, yang masa jabatannya 5 tahun dan paling banyak dua kali.",
                "For posts only: yes for officers, whose term is 5 years and at most two terms.",
            ))
            .example(text(
                "Benar: ya untuk Sekretaris. Salah: ya untuk Kader (bukan pengurus).",
                "Right: yes for Sekretaris. Wrong: yes for Kader (not an officer).",
            ))
            .source("Permendagri 18/2018 Pasal 8")
            .synonyms(&["pengurus", "termasuk pengurus"]),
        Field::new("sumber", text("Sumber", "Source"), Kind::Text(160))
            .help(text(
                "Peraturan atau formulir asal kata ini, supaya orang lain dapat memeriksanya.",
                "The regulation or form the word comes from, so that others can check.",
            ))
            .example(text(
                "Benar: Permendagri 18/2018 Pasal 8. Salah: aturan pusat (tidak dapat dicari).",
                "Right: Permendagri 18/2018 Pasal 8. Wrong: central rule (cannot be looked up).",
            ))
            .synonyms(&["sumber", "dasar"]),
        Field::new("keterangan", text("Keterangan", "Remark"), Kind::Text(400))
            .help(text("Penjelasan untuk petugas lain.", "An explanation for other operators."))
            .example(text(
                "Benar: di kabupaten ini disebut Koordinator. Salah: - (kosongkan saja).",
                "Right: called Koordinator in this kabupaten. Wrong: - (leave it empty).",
            ))
            .synonyms(&["keterangan", "ket", "penjelasan"]),
        Field::new("golongan", text("Golongan", "Class"), Kind::Text(20))
            .help(text(
                "Hanya untuk sumber dana dan kode rekening: apbdes, apbd, atau kosong. Kode dan sumber dana satu kegiatan segolongan.",
                "For sources of funds and account codes only: apbdes, apbd, or empty. Code and source of a line are of one class.",
            ))
            .example(text(
                "Benar: apbdes untuk DD. Salah: desa (tulis apbdes).",
                "Right: apbdes for DD. Wrong: desa (write apbdes).",
            ))
            .source("Permendagri 20/2018 untuk APBDes; Permendagri 90/2019 untuk APBD")
            .synonyms(&["golongan", "kelas"]),
    ],
    rules: &[],
    fill: None,
    companion: None,
    place: Place::Settings,
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::seed::pilihan_awal;

    #[test]
    fn every_word_that_is_shipped_fits_its_fields() {
        let most = |name: &str| match PILIHAN.field(name).map(|field| &field.kind) {
            Some(Kind::Text(most)) => usize::from(*most),
            _ => 0,
        };
        for word in pilihan_awal() {
            let alias = word.alias.join("|");
            let texts = [("nama", &word.nama), ("kode", &word.kode), ("alias", &alias), ("sumber", &word.sumber)];
            for (field, text) in texts.into_iter().chain([("keterangan", &word.keterangan)]) {
                assert!(text.chars().count() <= most(field), "{field}: {text}");
            }
        }
    }
}
