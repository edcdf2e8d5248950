//! THE REPORTS: one file each, and the register [`REPORTS`].
//!
//! * **Owns** what each report shows and how its numbers come from the data.
//! * **Imports** `base`, `entity`, `request`, `store`, [`super::document`].
//! * **Never** writes a record or a file, and never names NIK or phone numbers unless asked with a
//!   reason.
//!
//! A new report is one file with a `pub static REPORT` and one line in [`REPORTS`].

mod angka;
mod as_of;
pub mod daftar;
mod insentif;
mod kader_bidang;
mod kader_desa;
mod kantor;
mod kursi;
mod penghargaan;
mod perubahan;
mod posyandu_desa;
mod profil_kecamatan;
mod profil_posyandu;
mod registrasi;
mod registrasi_gelombang;
mod rencana;
mod rencana_matriks;
mod rencana_sumber;
mod rencana_tindak;
mod rencana_versi;
mod roster;
mod roster_ttd;
mod sk_habis;
mod surat;
mod surat_berita_acara;
mod surat_pengantar;
mod surat_sk_habis;
mod surat_sk_tim;
mod surat_undangan;
mod tanda_terima;

use crate::base::words::text;
use crate::request::{ReportAsk, ReportInfo, Trouble};
use crate::store::Store;

use super::document::Document;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_hidup;

/// A report.
pub struct Report {
    /// What it is called and what it needs.
    pub info: ReportInfo,
    /// Builds it from the data as they are.
    pub build: Build,
}

/// Builds a document from the data.
pub type Build = fn(&mut Store, &ReportAsk) -> Result<Document, Trouble>;

/// The register, in the order of the list of reports.
pub static REPORTS: &[&Report] = &[
    &posyandu_desa::REPORT,
    &registrasi::REPORT,
    &perubahan::REPORT,
    &registrasi_gelombang::REPORT,
    &profil_posyandu::REPORT,
    &profil_kecamatan::REPORT,
    &kader_desa::REPORT,
    &kader_bidang::REPORT,
    &roster::REPORT,
    &roster_ttd::REPORT,
    &kursi::REPORT,
    &sk_habis::REPORT,
    &penghargaan::REPORT,
    &insentif::REPORT,
    &tanda_terima::REPORT,
    &rencana_matriks::REPORT,
    &rencana_sumber::REPORT,
    &rencana_tindak::REPORT,
    &rencana_versi::REPORT,
    &surat_undangan::REPORT,
    &surat_sk_tim::REPORT,
    &surat_berita_acara::REPORT,
    &surat_pengantar::REPORT,
    &surat_sk_habis::REPORT,
];

/// The report of a name.
pub fn by_name(name: &str) -> Option<&'static Report> {
    REPORTS.iter().copied().find(|report| report.info.name == name)
}

/// Builds the report asked for.
///
/// # Errors
/// There is no report of that name, it lacks something it needs, or a trouble of the data file.
pub fn build(store: &mut Store, ask: &ReportAsk) -> Result<Document, Trouble> {
    let report = by_name(&ask.name).ok_or_else(|| {
        Trouble::new(
            "LAPORAN-TIDAK-ADA",
            text("Laporan \"{0}\" tidak ada.", "There is no report \"{0}\".").with([ask.name.clone()]),
            text("Lihat namanya dengan: pembina laporan", "See the names with: pembina report"),
        )
    })?;
    (report.build)(store, ask)
}
