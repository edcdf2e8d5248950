//! Going through very many rows, a few columns of each.
//!
//! * **Owns** the one reading path of reports: table order, named columns, no record built.
//! * **Imports** `base`, `entity`, rusqlite.
//! * **Never** changes a row, and never gives what lies in the bin.

use rusqlite::params_from_iter;
use rusqlite::types::ValueRef;

use super::Store;
use crate::base::date::Date;
use crate::base::id::RecordId;
use crate::entity::Entity;
use crate::request::Trouble;

/// Which rows are gone through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Swept {
    /// All.
    All,
    /// Those whose link field points to this record.
    Of(&'static str, RecordId),
    /// One.
    One(RecordId),
}

/// The columns of one row, by the place at which they were asked for.
pub struct Glance<'a> {
    row: &'a rusqlite::Row<'a>,
    /// The record's id.
    pub id: RecordId,
}

impl Glance<'_> {
    fn value(&self, at: usize) -> ValueRef<'_> {
        self.row.get_ref(at + 1).unwrap_or(ValueRef::Null)
    }

    /// The text of a column; empty where it is unknown or no text.
    pub fn text(&self, at: usize) -> &str {
        self.value(at).as_str().unwrap_or("")
    }

    /// The number of a column.
    pub fn int(&self, at: usize) -> Option<i64> {
        self.value(at).as_i64_or_null().ok().flatten()
    }

    /// The record a column points to.
    pub fn link(&self, at: usize) -> Option<RecordId> {
        self.int(at).map(RecordId)
    }

    /// The day of a column.
    pub fn day(&self, at: usize) -> Option<Date> {
        self.text(at).parse().ok()
    }
}

impl Store {
    /// Goes through the present records of an entity, showing these stored fields of each.
    ///
    /// # Errors
    /// A trouble of the file; a field that is not stored.
    pub fn sweep(
        &self,
        entity: &'static Entity,
        which: Swept,
        fields: &[&'static str],
        visit: &mut dyn FnMut(&Glance<'_>),
    ) -> Result<(), Trouble> {
        let named = |name: &str| entity.field(name).is_some_and(crate::entity::Field::is_stored);
        let wanted = fields.iter().copied().chain(match which {
            Swept::Of(field, _) => Some(field),
            Swept::All | Swept::One(_) => None,
        });
        if let Some(unknown) = wanted.into_iter().find(|name| !named(name)) {
            return Err(Trouble::inner(format!("{}.{unknown} is not stored", entity.name)));
        }
        let (only, given) = match which {
            // The plus: in table order, whatever index begins with the bin's mark.
            Swept::All => ("+dihapus = 0".to_owned(), None),
            Swept::Of(field, to) => (format!("dihapus = 0 AND {field} = ?"), Some(to.0)),
            Swept::One(id) => ("dihapus = 0 AND id = ?".to_owned(), Some(id.0)),
        };
        let columns: String = fields.iter().map(|field| format!(", {field}")).collect();
        let sql = format!("SELECT id{columns} FROM {} WHERE {only}", entity.name);
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(given))?;
        while let Some(row) = rows.next()? {
            visit(&Glance { row, id: RecordId(row.get(0)?) });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::{DESA, POSYANDU};
    use crate::service::contoh::{self, Sample};
    use crate::store::Opening;

    #[test]
    fn a_sweep_shows_what_a_list_shows_and_nothing_of_the_bin() {
        let mut store = Store::memory(&Opening::by("uji").without_copies()).unwrap();
        contoh::fill(&mut store, &Sample::of(1, 7)).unwrap();
        let mut listed = Vec::new();
        let all = crate::request::Query::all(&POSYANDU);
        store
            .walk(&all, &mut |row| {
                listed.push((row.id, row.text("nama").to_owned(), row.get("desa").as_link().map(|link| link.id)));
                Ok(())
            })
            .unwrap();
        listed.sort();
        let mut swept = Vec::new();
        let mut see = |row: &Glance<'_>| swept.push((row.id, row.text(0).to_owned(), row.link(1)));
        store.sweep(&POSYANDU, Swept::All, &["nama", "desa"], &mut see).unwrap();
        swept.sort();
        assert_eq!(swept, listed);
        let gone = listed[0].0;
        store.delete_many(&POSYANDU, &[gone]).unwrap();
        let mut count = 0;
        store.sweep(&POSYANDU, Swept::All, &[], &mut |_| count += 1).unwrap();
        // A Posyandu that is pointed to stays; else it is in the bin.
        let kept = store.get(&POSYANDU, gone).unwrap().is_some_and(|record| !record.deleted);
        assert_eq!(count, if kept { listed.len() } else { listed.len() - 1 });
        assert!(store.sweep(&DESA, Swept::All, &["jumlah_kader"], &mut |_| ()).is_err(), "not stored");
    }
}
