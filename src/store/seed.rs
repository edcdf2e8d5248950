//! What a new file begins with: the open lists.
//!
//! * **Owns** putting the shipped words into a new file.
//! * **Imports** `base::seed`.
//! * **Never** touches a file that has been in use: the lists are the operator's from then on.

use rusqlite::{Connection, params};

use super::record::insert_row;
use super::{Opening, derive};
use crate::base::id::RecordId;
use crate::base::seed::{PilihanAwal, pilihan_awal};
use crate::entity::{PILIHAN, Record, Value};
use crate::request::{Act, Trouble};

/// Puts the shipped words in, as one line of history.
pub fn plant(conn: &mut Connection, opening: &Opening) -> Result<(), Trouble> {
    let today = opening.clock.today();
    let words = pilihan_awal();
    let count = i64::try_from(words.len()).unwrap_or(0);
    let tx = conn.transaction()?;
    tx.execute(
        "INSERT INTO batch (waktu, pelaku, perbuatan, pokok, asal, jumlah, tercatat) VALUES (?, ?, ?, ?, ?, ?, 0)",
        params![opening.clock.stamp(), opening.actor, Act::Begin.code(), PILIHAN.label.id, "bawaan", count],
    )?;
    for word in &words {
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
}
