//! The screens, one file each.
//!
//! * **Owns** which screen answers which [`Goto`].
//! * **Imports** the contract of screens.
//! * **Never** keeps state of its own.

pub mod ask;
pub mod choose;
pub mod confirm;
pub mod conflict;
pub mod dasbor;
pub mod detail;
pub mod doctor;
pub mod drafts;
pub mod find;
pub mod findings;
pub mod form;
pub mod ganda;
pub mod hayat;
pub mod help;
pub mod history;
pub mod home;
pub mod import;
pub mod laporan;
pub mod list;
pub mod note;
pub mod palette;
pub mod registrasi;
pub mod rencana;
pub mod running;
pub mod settings;
pub mod start;
pub mod susun;
pub mod told;
pub mod undo;

use form::Form;
use list::grid::GridScreen;

use super::keymap::{Goto, Keymap};
use super::screen::{Cx, Desk, Screen};
use crate::base::id::RecordId;
use crate::entity::{ENTITIES, Entity, NASKAH, Place, Record, Value, by_name};
use crate::request::hidup::View;
use crate::request::{Draft, Query};

/// The screen of a place; `None` where there is none.
pub fn open(place: Goto, desk: &Desk) -> Option<Box<dyn Screen>> {
    Some(match place {
        Goto::List(name) => Box::new(list::List::new(by_name(name)?, desk)),
        Goto::Findings => Box::new(findings::Findings::new(None)),
        Goto::Between => Box::new(hayat::banding::Between::this_year(desk.today)),
        Goto::Doubles => Box::new(ganda::Ganda::default()),
        Goto::WaitingSk => Box::new(list::List::of(Query::waiting_sk(), desk)),
        Goto::MonthList => Box::new(susun::insentif::MonthList::new(desk.today)),
        Goto::Registration => Box::new(registrasi::Board::default()),
        Goto::ByDesa(view) => Box::new(dasbor::ByDesa::new(view)),
        Goto::History => Box::new(history::History::whole()),
        Goto::Import => Box::new(import::Import::new(None)),
        Goto::Reports => Box::new(laporan::Reports::default()),
        Goto::Register => Box::new(laporan::buku::Register::default()),
        Goto::Settings => Box::new(settings::SettingsScreen::default()),
        Goto::Setting(name) => Box::new(settings::SettingsScreen::at(name)),
        Goto::Doctor => Box::new(doctor::Doctor::default()),
        Goto::Drafts => Box::new(drafts::Drafts::default()),
        Goto::Home => return None,
    })
}

/// Every table of keys, for the manual and the rules that hold over all of them.
pub fn keymaps() -> Vec<&'static Keymap> {
    vec![
        &super::keymap::GLOBAL,
        &super::keymap::FORM,
        &home::KEYS,
        &list::KEYS,
        &list::SEARCH_KEYS,
        &list::grid::KEYS,
        &list::grid::CELL_KEYS,
        &list::paste::KEYS,
        &detail::KEYS,
        &history::KEYS,
        &rencana::keys::KEYS,
        &rencana::keys::PART_KEYS,
        &rencana::keys::SEARCH_KEYS,
        &rencana::compare::KEYS,
        &laporan::keys::LIST_KEYS,
        &laporan::keys::REPORT_KEYS,
        &laporan::keys::REGISTER_KEYS,
        &findings::KEYS,
        &findings::SEARCH_KEYS,
        &import::tables::ASK_KEYS,
        &import::tables::RUN_KEYS,
        &import::tables::LIST_KEYS,
        &import::tables::SEARCH_KEYS,
        &import::tables::ROW_KEYS,
        &import::tables::COLUMN_KEYS,
        &import::tables::MISSING_KEYS,
        &dasbor::KEYS,
        &registrasi::KEYS,
        &registrasi::places::KEYS,
        &registrasi::one::KEYS,
        &registrasi::sheet::KEYS,
        &susun::insentif::KEYS,
        &susun::nama::KEYS,
        &hayat::akibat::KEYS,
        &hayat::banding::KEYS,
        &ganda::KEYS,
        &ganda::banding::KEYS,
        &settings::KEYS,
        &doctor::KEYS,
        &start::KEYS,
        &drafts::KEYS,
        &choose::ONE,
        &choose::MANY,
        &find::KEYS,
        &ask::KEYS,
        &told::KEYS,
        &running::KEYS,
        &confirm::KEYS,
        &conflict::KEYS,
        &note::KEYS,
        &note::FIND_KEYS,
        &palette::KEYS,
        &help::KEYS,
    ]
}

/// The kinds of records that a search over everything looks through.
pub fn searchable() -> Vec<&'static Entity> {
    ENTITIES.iter().copied().filter(|entity| matches!(entity.place, Place::Home(_))).collect()
}

/// Opens a record: a plan on its own screen, any other as its detail.
pub fn open_record(entity: &'static Entity, id: RecordId, cx: &mut Cx) {
    if entity == &NASKAH {
        cx.push(rencana::PlanScreen::new(id));
    } else {
        cx.push(detail::Detail::new(entity, id));
    }
}

/// What a form is wanted for.
#[derive(Clone, Debug, PartialEq)]
pub enum FormWish {
    /// A new record that starts with these values; those of the companion are named
    /// `penugasan.posyandu`.
    New(&'static Entity, Vec<(String, Value)>),
    /// This record is changed.
    Edit(Record),
    /// This record is changed, beginning with the field of this name.
    EditAt(Record, &'static str),
    /// A new record like this one.
    Copy(Record),
    /// The holder of this post (`penugasan`) is followed by another.
    Replace(Record),
    /// A draft is gone on with.
    Resume(Draft),
}

impl FormWish {
    /// A new record with values of its own fields.
    pub fn new(entity: &'static Entity, given: Vec<(&'static str, Value)>) -> Self {
        FormWish::New(entity, given.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }
}

/// Opens a form: the one seam between these screens and the forms.
pub fn open_form(wish: FormWish, cx: &mut Cx) {
    match wish {
        FormWish::New(entity, given) => cx.push(Form::with(entity, given)),
        FormWish::Edit(record) => cx.push(Form::edit(record)),
        FormWish::EditAt(record, field) => cx.push(Form::edit(record).at_field(field)),
        FormWish::Copy(record) => cx.push(Form::copy_of(&record)),
        FormWish::Replace(post) => cx.push(Form::replace(post)),
        FormWish::Resume(draft) if list::grid::is_draft(&draft) => match GridScreen::resume(&draft, cx.desk) {
            Some(grid) => cx.push(grid),
            None => cx.warn(UNKNOWN_DRAFT),
        },
        FormWish::Resume(draft) => match (import::Import::resume(&draft), Form::resume(draft)) {
            (Some(import), _) => cx.push(import),
            (None, Some(form)) => cx.push(form),
            (None, None) => cx.warn(UNKNOWN_DRAFT),
        },
    }
}

const UNKNOWN_DRAFT: Text = text(
    "Konsep ini milik isian yang tidak dikenal program ini.",
    "This draft belongs to a form this program does not know.",
);

use super::keymap::{Action, Binding, bind};
use crate::base::words::{Text, text};

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
        Action::Go(Goto::List("penugasan")),
        0,
        text("Jabatan", "Posts"),
        text(
            "Buka daftar jabatan (satu SK untuk banyak nama: pilih, lalu m)",
            "Open the list of posts (one SK for many: select, then m)",
        ),
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
        Action::Go(Goto::WaitingSk),
        0,
        text("SK menunggu nomor", "SK waiting for a number"),
        text("SK yang menunggu nomor (belum bernomor)", "SK that wait for their number"),
    ),
    bind(
        &[],
        Action::Go(Goto::List("insentif")),
        0,
        text("Insentif", "Incentives"),
        text("Buka daftar insentif kader", "Open the list of incentives"),
    ),
    bind(
        &[],
        Action::Go(Goto::MonthList),
        0,
        text("Susun insentif", "A month's incentives"),
        text(
            "Susun daftar insentif sebulan: siapa mendapat berapa, siapa tertahan (ganda, berhenti, SK habis)",
            "A month's list of incentives: who gets how much, who is stopped (doubles, ended posts, ended SK)",
        ),
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
        Action::Go(Goto::Reports),
        0,
        text("Laporan", "Reports"),
        text("Laporan dan surat: lihat, simpan, cetak", "Reports and letters: see, save, print"),
    ),
    bind(
        &[],
        Action::Go(Goto::Register),
        0,
        text("Buku laporan", "Register of reports"),
        text(
            "Buku laporan: yang sudah diberi nomor, cetak ulang",
            "The register of numbered reports; print them again",
        ),
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
        Action::Go(Goto::Between),
        0,
        text("Antara dua tanggal", "Between two days"),
        text(
            "Yang berubah antara dua tanggal: Posyandu dan kader (yang berubah sejak laporan lalu)",
            "What changed between two days: Posyandu and kader (since the last report)",
        ),
    ),
    bind(
        &[],
        Action::Go(Goto::Doubles),
        0,
        text("Ganda", "Doubles"),
        text(
            "Cari catatan yang mungkin ganda, bandingkan dan gabungkan",
            "Find probable doubles, compare and merge them",
        ),
    ),
    bind(
        &[],
        Action::Go(Goto::Registration),
        0,
        text("Registrasi", "Registration"),
        text(
            "Nomor registrasi: siapa kurang berkas apa, sampai di mana, sejak kapan",
            "Registration numbers: who lacks which paper, how far, since when",
        ),
    ),
    bind(
        &[],
        Action::Go(Goto::ByDesa(View::Standing)),
        0,
        text("Dasbor", "Dashboard"),
        text(
            "Dasbor per desa: terdaftar, strata, kursi terisi, terlatih",
            "Dashboard by desa: registered, strata, seats held, trained",
        ),
    ),
    bind(
        &[],
        Action::Go(Goto::ByDesa(View::Ending)),
        0,
        text("Kalender SK", "SK calendar"),
        text(
            "Kalender SK: yang habis dalam 30, 90, 180 hari per desa",
            "SK calendar: what ends within 30, 90, 180 days by desa",
        ),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::keymap::{Key, Press};

    #[test]
    fn no_key_stands_twice_in_a_table() {
        for map in keymaps() {
            let keys: Vec<Press> = map.bindings.iter().flat_map(|b| b.keys.iter().copied()).collect();
            for (n, key) in keys.iter().enumerate() {
                assert!(!keys.iter().skip(n + 1).any(|other| other == key), "{}: {}", map.name.id, key.name());
            }
        }
    }

    #[test]
    fn every_action_is_bound_once_and_explained_in_both_languages() {
        for map in keymaps() {
            for (n, b) in map.bindings.iter().enumerate() {
                let twice = map.bindings.iter().skip(n + 1).any(|other| other.action == b.action);
                assert!(!twice, "{}: {:?} twice", map.name.id, b.action);
                for words in [b.label.id, b.label.en, b.help.id, b.help.en] {
                    assert!(!words.trim().is_empty(), "{}: {:?}", map.name.id, b.action);
                }
            }
        }
    }

    #[test]
    fn no_action_hangs_on_a_function_key_alone() {
        for map in keymaps() {
            for b in map.bindings {
                // An action without any key is found by word, in the palette.
                let plain = b.keys.is_empty() || b.keys.iter().any(|press| !matches!(press.key, Key::F(_)));
                assert!(plain, "{}: {:?}", map.name.id, b.action);
            }
        }
    }

    #[test]
    fn a_letter_means_the_same_on_lists_details_and_histories() {
        let maps = [&list::KEYS, &detail::KEYS, &history::KEYS, &rencana::keys::KEYS];
        for a in maps.iter().flat_map(|map| map.bindings) {
            for b in maps.iter().flat_map(|map| map.bindings) {
                let shared = a.keys.iter().any(|key| b.keys.contains(key));
                assert!(!shared || a.action == b.action, "{:?} and {:?}", a.action, b.action);
            }
        }
    }

    #[test]
    fn every_place_of_the_menu_has_a_screen() {
        let desk =
            crate::ui::desk(crate::base::date::Date::constant(2026, 11, 22), crate::ui::look::Look::default(), "siti");
        for binding in GOTOS {
            let Action::Go(place) = binding.action else { continue };
            let is_here = place == Goto::Home || open(place, &desk).is_some();
            assert!(is_here, "{place:?}");
        }
    }
}
