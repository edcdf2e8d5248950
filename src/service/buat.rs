//! Beginning: a new file filled for its kecamatan.
//!
//! * **Owns** the guards: a code that exists, a file that has no kecamatan yet.
//! * **Imports** the regions of `base`, the store, which fills the file.
//! * **Never** fills a file that has a kecamatan already.

use crate::base::wilayah::{self, Kode, Level};
use crate::base::words::text;
use crate::entity::KECAMATAN;
use crate::request::{More, Query, Reply, Request, Saved, Trouble};
use crate::store::Store;

/// Fills a new file for the kecamatan of a code (`62.03.01`).
///
/// # Errors
/// The code is none, or not of a kecamatan; the file is not new; a trouble of the file.
pub fn begin(store: &mut Store, code: &str) -> Result<Saved, Trouble> {
    let kode = kecamatan(code)?;
    if store.count(&Query::all(&KECAMATAN), 1)? != (0, More::No) {
        return Err(Trouble::new(
            "BERKAS-SUDAH-BERISI",
            text("Berkas ini sudah memuat data kecamatan.", "This file holds a kecamatan already."),
            text("Buat berkas lain dengan --berkas.", "Make another file with --file."),
        ));
    }
    match store.serve(Request::Begin(kode.to_string())) {
        Reply::Saved(saved) => Ok(saved),
        Reply::Trouble(trouble) => Err(trouble),
        other => Err(Trouble::inner(format!("begin: {other:?}"))),
    }
}

/// The code of a kecamatan that exists.
///
/// # Errors
/// What is wrong with the code, and how codes look.
pub fn kecamatan(code: &str) -> Result<Kode, Trouble> {
    let wrong = |said| {
        Trouble::new(
            "WILAYAH-TIDAK-DIKENAL",
            said,
            text(
                "Tulis kode kecamatan Kemendagri, misalnya 62.03.01.",
                "Write the Ministry's code of a kecamatan, for example 62.03.01.",
            ),
        )
    };
    let kode = Kode::parse(code).map_err(|error| wrong(error.pesan().into()))?;
    if kode.level() != Level::Kecamatan || wilayah::nama(kode).is_none() {
        return Err(wrong(
            text("{0} bukan kode kecamatan yang dikenal.", "{0} is no kecamatan we know.").with([code.to_owned()]),
        ));
    }
    Ok(kode)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::{DESA, Record};
    use crate::store::Opening;

    fn memory() -> Store {
        Store::memory(&Opening::by("uji").without_copies()).expect("memory")
    }

    #[test]
    fn a_new_file_holds_its_kecamatan_with_all_desa_and_the_lists() {
        let mut store = memory();
        begin(&mut store, "62.03.01").expect("a kecamatan");
        let office = store.page(&Query::all(&KECAMATAN), crate::request::Seek::First, 9).expect("a page").rows;
        assert_eq!(office.first().map(Record::title).as_deref(), Some("Selat"));
        assert_eq!(office.first().map(|office| office.text("zona").to_owned()).as_deref(), Some("WIB"));
        let (desa, _) = store.count(&Query::all(&DESA), 999).expect("a count");
        assert_eq!(desa, wilayah::anak(Kode::parse("62.03.01").expect("a code")).count());
        assert!(!store.words().list("jabatan").is_empty());
    }

    #[test]
    fn a_file_is_begun_once() {
        let mut store = memory();
        begin(&mut store, "62.03.01").expect("a kecamatan");
        assert_eq!(begin(&mut store, "62.03.02").expect_err("begun").code, "BERKAS-SUDAH-BERISI");
    }

    #[test]
    fn codes_of_other_levels_and_strange_ones_are_refused() {
        for code in ["62.03", "62.03.99", "Selat", ""] {
            assert_eq!(kecamatan(code).expect_err("no kecamatan").code, "WILAYAH-TIDAK-DIKENAL");
        }
    }
}
