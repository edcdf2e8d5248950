//! The keys of the plan.
//!
//! * **Owns** the table of the plan screen; one table for all its parts: what a part cannot do is
//!   told by `why_not` and left out of its bottom line.
//! * **Imports** the letters that all screens share.
//! * **Never** acts.

use crate::base::words::text;
use crate::ui::keymap::{Action, Binding, Deed, Key, Keymap, Press, bind};
use crate::ui::keys;

/// The parts of the plan, by their digits.
const fn part(
    keys: &'static [Press],
    n: u8,
    label: crate::base::words::Text,
    help: crate::base::words::Text,
) -> Binding {
    bind(keys, Action::Part(n), 0, label, help)
}

/// Work on lines, found by word in the palette and in the panel behind `m`.
pub const DEEDS: &[Binding] = &[
    bind(
        &[],
        Action::Plan(Deed::CopyLast),
        0,
        text("Salin dari tahun lalu", "Copy from last year"),
        text(
            "Salin kegiatan tahun lalu; yang belum didanai lebih dulu",
            "Copy the lines of last year; those without money first",
        ),
    ),
    bind(
        &[],
        Action::Plan(Deed::Templates),
        0,
        text("Ambil kegiatan lazim", "Take usual activities"),
        text("Tambah kegiatan yang lazim dari daftar", "Add usual activities from the list"),
    ),
    bind(
        &[],
        Action::Plan(Deed::Field),
        0,
        text("Ubah satu isian", "Change one field"),
        text("Satu perubahan untuk semua kegiatan terpilih", "One change for all selected lines"),
    ),
    bind(
        &[],
        Action::Plan(Deed::Reprice),
        0,
        text("Naikkan/turunkan harga (persen)", "Change prices (percent)"),
        text(
            "Ubah harga satuan kegiatan terpilih dengan persen; jumlahnya ikut",
            "Change the unit prices of the selected lines in percent; the amounts follow",
        ),
    ),
    bind(
        &[],
        Action::Plan(Deed::Move),
        0,
        text("Pindah bidang", "Move to another bidang"),
        text("Pindahkan kegiatan terpilih ke bidang lain", "Move the selected lines to another bidang"),
    ),
    bind(
        &[],
        Action::Plan(Deed::Split),
        0,
        text("Bagi ke desa", "Share out over desa"),
        text(
            "Bagi kegiatan ini ke semua desa: rata, menurut Posyandu, atau menurut kader",
            "Share this line out over all desa: evenly, by Posyandu, or by kader",
        ),
    ),
    bind(
        &[],
        Action::Plan(Deed::Join),
        0,
        text("Gabung menjadi satu", "Make one of them"),
        text(
            "Gabungkan kegiatan terpilih yang sama nama dan sumbernya",
            "Make one line of selected ones of the same activity and source",
        ),
    ),
    bind(
        &[],
        Action::Plan(Deed::Covered),
        0,
        text("Buka yang dituju kegiatan ini", "Open what this line is for"),
        text(
            "Buka Posyandu, kader atau desa yang dituju kegiatan ini",
            "Open the Posyandu, kader or desa this line is for",
        ),
    ),
    bind(
        &[],
        Action::Plan(Deed::State),
        0,
        text("Ubah keadaan rencana", "Change the plan's state"),
        text(
            "Dibahas, disepakati, ditetapkan, atau dibuka lagi untuk perubahan",
            "Under discussion, agreed, fixed, or opened again to be amended",
        ),
    ),
];

const OWN: [Binding; 40] = [
    Binding {
        label: text("ubah", "edit"),
        help: text(
            "Ubah kegiatan ini; pada judul kelompok: lipat atau buka",
            "Edit this line; on a heading: fold or unfold",
        ),
        ..keys::OPEN
    },
    Binding {
        label: text("tambah", "add"),
        help: text(
            "Tambah kegiatan di kelompok ini; di bagian lain: pagu atau skenario",
            "Add a line to this group; in other parts: a ceiling or a scenario",
        ),
        ..keys::ranked(keys::ADD, 2)
    },
    keys::GRID,
    bind(
        &[Press::char('m')],
        Action::ChangeMany,
        3,
        text("kerjakan", "work"),
        text(
            "Kerjakan kegiatan terpilih: salin tahun lalu, bagi ke desa, pindah, harga, keadaan rencana ...",
            "Work on the selected lines: copy last year, share out, move, prices, the plan's state ...",
        ),
    ),
    keys::ranked(keys::SELECT, 4),
    bind(
        &[Press::char('k')],
        Action::Group,
        5,
        text("kelompok", "group by"),
        text(
            "Kelompokkan menurut bidang, sumber dana, desa, OPD atau status",
            "Group by bidang, source of funds, desa, agency or status",
        ),
    ),
    keys::ranked(keys::SEARCH, 6),
    bind(
        &[Press::char('=')],
        Action::Duplicate,
        7,
        text("salin", "copy"),
        text("Gandakan kegiatan terpilih", "Double the selected lines"),
    ),
    bind(
        &[Press::char('+')],
        Action::Born,
        2,
        text("jadikan rencana", "into the plan"),
        text(
            "Jadikan skenario ini baris rencana, satu baris tiap desa",
            "Make plan lines of this scenario, one a desa",
        ),
    ),
    bind(
        &[Press::char('p')],
        Action::Restore,
        3,
        text("pulihkan", "restore"),
        text("Kembalikan isi rencana ke versi ini; bertanya dulu", "Bring the plan back to this version; asks first"),
    ),
    keys::ranked(keys::EDIT, 0),
    keys::DELETE,
    Binding {
        help: text(
            "Laporan tentang rencana ini: matriks, versi, diusulkan-diterima-terpakai",
            "Reports about this plan: matrix, versions, proposed-accepted-spent",
        ),
        ..keys::REPORTS
    },
    keys::HISTORY,
    keys::SELECT_ALL,
    Binding {
        rank: 0,
        help: text(
            "Ekspor kegiatan rencana ini ke berkas; di Pagu dan Insentif: pagunya, skenarionya",
            "Export the lines of this plan; in Ceilings and Incentives: those",
        ),
        ..keys::EXPORT
    },
    Binding {
        rank: 0,
        help: text(
            "Keranjang: yang dihapus dari rencana ini; p memulihkan",
            "The bin: what was deleted of this plan; p restores",
        ),
        ..keys::BIN
    },
    Binding {
        help: text(
            "Ambil berkas rencana kantor ini; di Ikuti dan Bagan, dan saat terkunci: pembayaran (realisasi)",
            "Take in the plan sheet of an office; in Follow and Chart, and while locked: payments",
        ),
        ..keys::IMPORT
    },
    bind(
        &[Press::char('[')],
        Action::ShiftUp,
        0,
        text("geser naik", "shift up"),
        text("Geser kegiatan satu tempat ke atas di bidangnya", "Put the line one place up within its bidang"),
    ),
    bind(
        &[Press::char(']')],
        Action::ShiftDown,
        0,
        text("geser turun", "shift down"),
        text("Geser kegiatan satu tempat ke bawah di bidangnya", "Put the line one place down within its bidang"),
    ),
    bind(
        &[Press::char('d')],
        Action::Papers,
        8,
        text("naskah", "texts"),
        text(
            "Buka naskah rencana: latar belakang, tujuan, dasar hukum, penutup, riwayat",
            "Open the plan's texts: background, aims, legal basis, closing, history",
        ),
    ),
    part(&[Press::char('1')], 0, text("rancangan", "draft"), text("Bagian 1: rancangan", "Part 1: the draft")),
    part(
        &[Press::char('2')],
        1,
        text("mengikuti", "following"),
        text("Bagian 2: diusulkan, diterima, terpakai", "Part 2: proposed, accepted, spent"),
    ),
    part(&[Press::char('3')], 2, text("setahun", "year"), text("Bagian 3: jadwal setahun", "Part 3: the year")),
    part(&[Press::char('4')], 3, text("pagu", "ceilings"), text("Bagian 4: pagu", "Part 4: ceilings")),
    part(
        &[Press::char('5')],
        4,
        text("lengkapi", "to mend"),
        text("Bagian 5: yang perlu dilengkapi", "Part 5: what is still to be seen to"),
    ),
    part(
        &[Press::char('6'), Press::char('v')],
        5,
        text("versi", "versions"),
        text("Bagian 6: versi rencana; bandingkan dan pulihkan", "Part 6: versions; compare and restore"),
    ),
    part(
        &[Press::char('7')],
        6,
        text("insentif", "incentives"),
        text("Bagian 7: skenario insentif kader", "Part 7: scenarios of kader incentives"),
    ),
    part(
        &[Press::char('8')],
        7,
        text("bagan", "chart"),
        text("Bagian 8: bagan rencana dan realisasi", "Part 8: chart of plan and spending"),
    ),
    Binding {
        rank: 9,
        label: text("bagian", "parts"),
        help: text("Ke bagian berikutnya (juga 1 sampai 8)", "To the next part (also 1 to 8)"),
        ..keys::NEXT
    },
    keys::PREVIOUS,
    Binding {
        help: text(
            "Lipat kelompok ini; di Insentif: skenario di kiri",
            "Fold this group; in Incentives: the scenario on the left",
        ),
        ..keys::LEFT
    },
    Binding {
        help: text("Buka lipatan; di Insentif: skenario di kanan", "Unfold; in Incentives: the scenario on the right"),
        ..keys::RIGHT
    },
    keys::REFRESH,
    keys::UP,
    keys::DOWN,
    keys::PAGE_UP,
    keys::PAGE_DOWN,
    keys::FIRST,
    keys::LAST,
];

/// The plan's table.
pub static KEYS: Keymap = Keymap { name: text("Rencana kerja", "Work plan"), bindings: &ALL };

const ALL: [Binding; OWN.len() + DEEDS.len()] = {
    let mut all = [OWN[0]; OWN.len() + DEEDS.len()];
    let mut n = 0;
    while n < OWN.len() {
        all[n] = OWN[n];
        n += 1;
    }
    let mut at = 0;
    while at < DEEDS.len() {
        all[n + at] = DEEDS[at];
        at += 1;
    }
    all
};

/// The same in the parts that are no tree: Enter opens what the cursor is on.
pub static PART_KEYS: Keymap = Keymap { name: text("Bagian rencana kerja", "Parts of a work plan"), bindings: &OTHER };

const OTHER: [Binding; OWN.len() + DEEDS.len()] = {
    let mut all = ALL;
    all[0] = Binding {
        help: text(
            "Ikuti dan Bagan: ke kelompok itu; Pagu dan Insentif: ubah; Lengkapi: ke kegiatannya; Versi: bandingkan",
            "Follow and Chart: to that group; Ceilings and Incentives: edit; Mend: to the line; Versions: compare",
        ),
        ..keys::OPEN
    };
    all
};

/// The keys while the search is typed.
pub static SEARCH_KEYS: Keymap = Keymap {
    name: text("Mencari kegiatan", "Searching lines"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter), Press::plain(Key::Tab)],
            Action::Open,
            1,
            text("ke rencana", "to the plan"),
            text("Selesai mengetik; kata cari tetap berlaku", "Done typing; the search stays"),
        ),
        keys::ranked(keys::UP, 2),
        keys::ranked(keys::DOWN, 3),
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::ERASE_BACK,
        keys::ERASE_WORD,
        keys::CLEAR,
        bind(
            &[Press::plain(Key::Esc)],
            Action::Back,
            4,
            text("hapus kata cari", "clear search"),
            text("Hapus kata cari", "Clear the search"),
        ),
    ],
};
