//! The screens, one file each.
//!
//! * **Owns** which screen answers which [`Goto`].
//! * **Imports** the contract of screens.
//! * **Never** keeps state of its own.

pub mod confirm;
pub mod conflict;
pub mod form;
pub mod help;
pub mod note;
pub mod palette;
pub mod undo;

use super::keymap::Goto;
use super::screen::{Desk, Screen};

/// The screen of a place; `None` where there is none.
pub fn open(place: Goto, desk: &Desk) -> Option<Box<dyn Screen>> {
    let _ = (place, desk);
    None
}

use super::keymap::{Action, Binding, bind};
use crate::base::words::text;

/// The places that can be gone to from anywhere, for the palette.
pub static GOTOS: &[Binding] = &[
    bind(
        &[],
        Action::Go(Goto::List("posyandu")),
        0,
        text("Posyandu", "Posyandu"),
        text("Buka daftar Posyandu", "Open the list of Posyandu"),
    ),
    bind(
        &[],
        Action::Go(Goto::List("kader")),
        0,
        text("Kader", "Kader"),
        text("Buka daftar kader", "Open the list of kader"),
    ),
    bind(
        &[],
        Action::Go(Goto::List("sk")),
        0,
        text("SK", "SK"),
        text("Buka daftar SK dan dokumen", "Open the list of SK and documents"),
    ),
    bind(
        &[],
        Action::Go(Goto::List("desa")),
        0,
        text("Desa", "Desa"),
        text("Buka daftar desa/kelurahan", "Open the list of desa/kelurahan"),
    ),
    bind(
        &[],
        Action::Go(Goto::List("catatan")),
        0,
        text("Catatan", "Notes"),
        text("Buka catatan tahun", "Open the year notes"),
    ),
    bind(
        &[],
        Action::Go(Goto::List("pilihan")),
        0,
        text("Pilihan", "Lists"),
        text("Ubah isi daftar pilihan (jabatan, bidang, alasan ...)", "Edit the lists (posts, bidang, reasons ...)"),
    ),
    bind(
        &[],
        Action::Go(Goto::List("kecamatan")),
        0,
        text("Kecamatan", "Kecamatan"),
        text("Ubah identitas kecamatan (kop, camat, zona waktu)", "Edit the office (letter head, camat, time zone)"),
    ),
    bind(
        &[],
        Action::Go(Goto::Import),
        0,
        text("Impor", "Import"),
        text("Ambil berkas kantor (impor)", "Take in an office file (import)"),
    ),
    bind(
        &[],
        Action::Go(Goto::Findings),
        0,
        text("Temuan", "Findings"),
        text("Periksa data: daftar temuan", "Check the data: findings"),
    ),
    bind(
        &[],
        Action::Go(Goto::History),
        0,
        text("Riwayat", "History"),
        text("Riwayat: apa yang sudah dikerjakan", "History: what was done"),
    ),
    bind(
        &[],
        Action::Go(Goto::Drafts),
        0,
        text("Konsep", "Drafts"),
        text("Lanjutkan isian yang belum selesai (konsep)", "Go on with unfinished forms (drafts)"),
    ),
    bind(
        &[],
        Action::Go(Goto::Settings),
        0,
        text("Pengaturan", "Settings"),
        text("Pengaturan: tampilan, bahasa, samaran data pribadi", "Settings: look, language, masking"),
    ),
    bind(
        &[],
        Action::Go(Goto::Doctor),
        0,
        text("Dokter", "Doctor"),
        text("Kesehatan berkas dan terminal (dokter)", "Health of file and terminal (doctor)"),
    ),
    bind(
        &[],
        Action::Go(Goto::Home),
        0,
        text("Depan", "Home"),
        text("Kembali ke layar depan", "Back to the start screen"),
    ),
];
