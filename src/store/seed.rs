//! What a new file begins with: the open lists.
//!
//! * **Owns** putting the shipped words into a new file.
//! * **Imports** `base::seed`.
//! * **Never** touches a file that has been in use: the lists are the operator's from then on.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use super::record::insert_row;
use super::{Opening, derive};
use crate::base::id::RecordId;
use crate::base::seed::{PilihanAwal, pilihan_awal};
use crate::entity::{PILIHAN, Record, Value};
use crate::request::{Act, Trouble};

/// Puts the shipped words in, as one line of history.
pub fn plant(conn: &mut Connection, opening: &Opening) -> Result<(), Trouble> {
    put(conn, opening, &pilihan_awal())
}

/// After a migration: puts in the lists that a file of an earlier version does not have at all.
/// A list that is there is the operator's, whatever became of its words.
pub fn plant_lists(conn: &mut Connection, opening: &Opening) -> Result<(), Trouble> {
    let known: BTreeSet<String> = {
        let mut statement = conn.prepare("SELECT DISTINCT daftar FROM pilihan")?;
        let rows = statement.query_map([], |row| row.get(0))?;
        rows.collect::<rusqlite::Result<_>>()?
    };
    let words: Vec<PilihanAwal> = pilihan_awal().into_iter().filter(|word| !known.contains(&word.daftar)).collect();
    if words.is_empty() { Ok(()) } else { put(conn, opening, &words) }
}

fn put(conn: &mut Connection, opening: &Opening, words: &[PilihanAwal]) -> Result<(), Trouble> {
    let today = opening.clock.today();
    let count = i64::try_from(words.len()).unwrap_or(0);
    let tx = conn.transaction()?;
    tx.execute(
        "INSERT INTO batch (waktu, pelaku, perbuatan, pokok, asal, jumlah, tercatat) VALUES (?, ?, ?, ?, ?, ?, 0)",
        params![opening.clock.stamp(), opening.actor, Act::Begin.code(), PILIHAN.label.id, "bawaan", count],
    )?;
    for word in words {
        let id = insert_row(&tx, &record(word))?;
        derive::words(&tx, &PILIHAN, id, today)?;
    }
    derive::count(&tx, PILIHAN.name, count, 0)?;
    tx.commit()?;
    Ok(())
}

fn record(word: &PilihanAwal) -> Record {
    let flag = |yes: bool| Value::Int(i64::from(yes));
    let mut record = Record::new(&PILIHAN, RecordId(-1));
    record.version = 1;
    record
        .with("nama", word.nama.as_str())
        .with("daftar", word.daftar.as_str())
        .with("kode", word.kode.as_str())
        .with("urutan", i64::from(word.urutan))
        .with("alias", word.alias.join("; "))
        .with("aktif", flag(true))
        .with("bidang", word.bidang.as_deref().unwrap_or_default())
        .with("tunggal", flag(word.tunggal))
        .with("pengurus", flag(word.pengurus))
        .with("sumber", word.sumber.as_str())
        .with("keterangan", word.keterangan.as_str())
        .with("golongan", word.golongan.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    #[test]
    fn an_older_file_gets_the_lists_it_never_had_and_keeps_its_own() {
        let opening = Opening::by("Ani").without_copies();
        let mut store = Store::memory(&opening).unwrap();
        store.conn.execute_batch("DELETE FROM pilihan WHERE daftar = 'rekening' OR kode = 'sekretaris'").unwrap();
        plant_lists(&mut store.conn, &opening).unwrap();
        store.reload_words().unwrap();
        let words = store.words();
        assert!(words.item("rekening", "2.2.02").is_some());
        assert!(words.item("jabatan", "sekretaris").is_none());
    }
}
