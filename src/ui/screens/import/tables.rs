//! The keys of an import: while the file is asked for, while it is worked on, and in every part
//! of its review.
//!
//! * **Owns** the tables of keys of this folder.
//! * **Imports** the bindings that all screens share.
//! * **Never** acts.

use crate::base::words::text;
use crate::ui::keymap::{Action, Binding, Key, Keymap, Press, bind};
use crate::ui::keys;

/// Keys while the file is asked for.
pub(in crate::ui::screens) static ASK_KEYS: Keymap = Keymap {
    name: text("Impor: memilih berkas", "Import: the file"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter)],
            Action::Open,
            1,
            text("periksa", "check"),
            text("Periksa berkas ini tanpa mengubah apa pun", "Check this file without changing anything"),
        ),
        bind(
            &[Press::plain(Key::Tab)],
            Action::Next,
            2,
            text("lengkapi nama", "complete"),
            text("Lengkapi nama berkas yang sedang diketik", "Complete the file name being typed"),
        ),
        bind(
            &[Press::plain(Key::Left), Press::plain(Key::BackTab)],
            Action::Left,
            0,
            text("jenis sebelumnya", "kind before"),
            text("Jenis isi sebelumnya", "The kind before"),
        ),
        bind(
            &[Press::plain(Key::Right), Press::ctrl('t')],
            Action::Right,
            3,
            text("ganti jenis", "kind"),
            text("Ganti jenis isi berkas: Posyandu, kader, desa", "Change the kind: Posyandu, kader, desa"),
        ),
        keys::UP,
        keys::ranked(keys::DOWN, 4),
        keys::ERASE_BACK,
        keys::ERASE_WORD,
        keys::CLEAR,
        keys::CANCEL,
    ],
};

/// Keys while the file is read or its rows are saved.
pub(in crate::ui::screens) static RUN_KEYS: Keymap = Keymap {
    name: text("Impor: sedang dikerjakan", "Import: at work"),
    bindings: &[bind(
        &[Press::plain(Key::Esc)],
        Action::Back,
        1,
        text("hentikan", "stop"),
        text("Hentikan; tidak ada yang berubah", "Stop; nothing changes"),
    )],
};

const TAKE: Binding = bind(
    &[Press::char('y')],
    Action::Yes,
    2,
    text("terima", "take"),
    text(
        "Terima baris ini: yang dilepas diambil lagi; yang ragu ditanyakan; galat yang boleh dilewati minta alasan",
        "Take this row: one left out is taken again, a doubt is asked, an error that may be passed wants a reason",
    ),
);
const LEAVE: Binding = bind(
    &[Press::char('n')],
    Action::No,
    3,
    text("lepas", "leave out"),
    text("Lepas baris ini: tidak diambil", "Leave this row out: it is not taken"),
);
const MEND: Binding = bind(
    &[Press::char('e'), Press::plain(Key::F(2))],
    Action::Edit,
    4,
    text("betulkan", "mend"),
    text(
        "Betulkan isi sel di sini; berkas aslinya tidak berubah, rencana disusun ulang",
        "Mend the cell here; the file itself stays, the plan is made anew",
    ),
);
const REPAIR: Binding = bind(
    &[Press::char('b')],
    Action::Repair,
    5,
    text("usul", "repair"),
    text("Pakai usul perbaikan untuk sel ini", "Take over the suggested repair of this cell"),
);
const REPAIR_ALL: Binding = bind(
    &[Press::char('B')],
    Action::RepairAll,
    0,
    text("semua usul", "all repairs"),
    text(
        "Pakai usul untuk semua baris dengan masalah yang sama; bertanya dulu",
        "Take over the repairs of all rows with the same problem; asks first",
    ),
);
const DESA: Binding = bind(
    &[Press::char('d'), Press::char('N')],
    Action::RefuseDesa,
    0,
    text("lepas desa", "leave desa"),
    text("Lepas semua baris desa ini, atau ambil lagi", "Leave out all rows of this desa, or take them again"),
);
const FIELD: Binding = bind(
    &[Press::char('k')],
    Action::RefuseField,
    0,
    text("lepas isian", "leave field"),
    text(
        "Biarkan satu isian seperti semula di semua baris, atau ambil lagi",
        "Leave one field as it is in every row, or take it again",
    ),
);
const PASS: Binding = bind(
    &[Press::char('p')],
    Action::Pass,
    0,
    text("loloskan", "pass"),
    text(
        "Loloskan baris ini dengan alasan, bila galatnya boleh dilewati",
        "Pass this row with a reason, where its error may be passed",
    ),
);
const PASS_ALL: Binding = bind(
    &[Press::char('P')],
    Action::PassAll,
    0,
    text("loloskan semua", "pass all"),
    text("Satu alasan untuk semua galat yang boleh dilewati", "One reason for every error that may be passed"),
);
const CREATE: Binding = bind(
    &[Press::char('a')],
    Action::Add,
    0,
    text("buat Posyandu", "new Posyandu"),
    text(
        "Buat Posyandu yang disebut berkas tetapi belum ada, atau jangan",
        "Create the Posyandu that the file names and are missing, or do not",
    ),
);
const COLUMNS: Binding = bind(
    &[Press::char('c')],
    Action::Columns,
    0,
    text("kolom", "columns"),
    text(
        "Kolom berkas: dibaca sebagai apa, dan menggantinya",
        "The columns of the file: what each is read as, and changing it",
    ),
);
const SHEET: Binding = bind(
    &[Press::char('l')],
    Action::Sheet,
    0,
    text("lembar", "sheet"),
    text("Satu lembar saja, atau semua", "One sheet only, or all"),
);
const MISSING: Binding = bind(
    &[Press::char('t')],
    Action::Missing,
    0,
    text("tak disebut", "missing"),
    text(
        "Catatan yang tidak disebut berkas ini; tidak ada yang dihapus",
        "Records that this file does not mention; none is deleted",
    ),
);
const PROBLEMS: Binding = bind(
    &[Press::char('m'), Press::char('x')],
    Action::Export,
    7,
    text("masalah", "problem file"),
    text(
        "Tulis baris bermasalah ke berkas, untuk dibetulkan pengirimnya",
        "Write the problem rows to a file, to be mended by the sender",
    ),
);
const UNDO: Binding = bind(
    &[Press::char('u')],
    Action::Undo,
    8,
    text("urungkan", "undo"),
    text(
        "Urungkan keputusan terakhir di layar ini; sesudah disimpan: batalkan seluruh impor",
        "Undo the last decision on this screen; once saved: undo the whole import",
    ),
);
const RUN: Binding = bind(
    &[Press::ctrl('s')],
    Action::Save,
    6,
    text("jalankan", "run"),
    text(
        "Simpan yang diterima sebagai satu kegiatan; bertanya bila ada yang tertinggal",
        "Save what is taken as one batch; asks when something stays behind",
    ),
);
const AGAIN: Binding = bind(
    &[Press::ctrl('r')],
    Action::Refresh,
    0,
    text("periksa ulang", "check again"),
    text("Baca dan periksa berkas sekali lagi", "Read and check the file once more"),
);

/// Keys of the list of rows.
pub(in crate::ui::screens) static LIST_KEYS: Keymap = Keymap {
    name: text("Impor: memeriksa hasil", "Import: the review"),
    bindings: &[
        keys::relabelled(
            keys::OPEN,
            text("lihat", "look"),
            text("Lihat baris ini selengkapnya", "See this row in full"),
        ),
        TAKE,
        LEAVE,
        MEND,
        REPAIR,
        REPAIR_ALL,
        PROBLEMS,
        RUN,
        UNDO,
        bind(
            &[Press::plain(Key::Tab)],
            Action::Next,
            9,
            text("golongan", "class"),
            text("Hanya golongan berikutnya: tolak, ragu, ubah, baru, sama, lepas", "Only the next class of rows"),
        ),
        bind(
            &[Press::plain(Key::BackTab)],
            Action::Previous,
            0,
            text("golongan sebelum", "class before"),
            text("Hanya golongan sebelumnya", "Only the class before"),
        ),
        keys::relabelled(
            keys::ranked(keys::SEARCH, 0),
            text("cari", "search"),
            text("Cari nama, tempat atau isi sambil mengetik", "Search names, places and values while typing"),
        ),
        DESA,
        FIELD,
        PASS,
        PASS_ALL,
        CREATE,
        COLUMNS,
        SHEET,
        MISSING,
        AGAIN,
        keys::UP,
        keys::DOWN,
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::FIRST,
        keys::LAST,
        bind(
            &[Press::plain(Key::Esc)],
            Action::Back,
            10,
            text("kembali", "back"),
            text(
                "Kembali ke pilihan berkas; bertanya bila ada keputusan. Tidak ada yang berubah",
                "Back to the file; asks when something was decided. Nothing changes",
            ),
        ),
    ],
};

/// Keys while rows are searched.
pub(in crate::ui::screens) static SEARCH_KEYS: Keymap = Keymap {
    name: text("Impor: mencari baris", "Import: searching rows"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter)],
            Action::Open,
            1,
            text("ke daftar", "to the list"),
            text("Selesai mengetik; kata cari tetap berlaku", "Done typing; the search stays"),
        ),
        keys::UP,
        keys::DOWN,
        keys::ERASE_BACK,
        keys::ERASE_WORD,
        keys::CLEAR,
        bind(
            &[Press::plain(Key::Esc)],
            Action::Back,
            2,
            text("hapus kata cari", "clear"),
            text("Hapus kata cari; semua baris tampak lagi", "Clear the search; all rows are seen again"),
        ),
    ],
};

/// Keys of one row in full.
pub(in crate::ui::screens) static ROW_KEYS: Keymap = Keymap {
    name: text("Impor: satu baris", "Import: one row"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter)],
            Action::Open,
            1,
            text("jawab", "answer"),
            text(
                "Pada calon: inilah orang atau Posyandu yang dimaksud; pada masalah dan isian: betulkan",
                "On a candidate: this is who is meant; on a problem or a field: mend it",
            ),
        ),
        keys::ranked(TAKE, 3),
        keys::ranked(LEAVE, 4),
        keys::ranked(MEND, 5),
        keys::ranked(REPAIR, 6),
        REPAIR_ALL,
        bind(
            &[Press::char(' ')],
            Action::Select,
            2,
            text("isian ini", "this field"),
            text(
                "Lepas isian ini di baris ini saja (tetap seperti semula), atau ambil lagi",
                "Leave this field as it is in this row only, or take it again",
            ),
        ),
        bind(
            &[
                Press::char('1'),
                Press::char('2'),
                Press::char('3'),
                Press::char('4'),
                Press::char('5'),
                Press::char('6'),
                Press::char('7'),
                Press::char('8'),
                Press::char('9'),
            ],
            Action::Pick,
            0,
            text("calon", "candidate"),
            text("Calon dengan nomor ini yang dimaksud; diingat", "The candidate of this number is meant; remembered"),
        ),
        bind(
            &[Press::char('+')],
            Action::IsNew,
            0,
            text("lain: baru", "other: new"),
            text("Bukan salah satu calon: catatan baru; diingat", "None of the candidates: a new record; remembered"),
        ),
        bind(
            &[Press::plain(Key::Tab), Press::plain(Key::Right)],
            Action::Next,
            7,
            text("berikut", "next"),
            text("Baris berikutnya", "The next row"),
        ),
        bind(
            &[Press::plain(Key::BackTab), Press::plain(Key::Left)],
            Action::Previous,
            0,
            text("sebelum", "before"),
            text("Baris sebelumnya", "The row before"),
        ),
        DESA,
        FIELD,
        PASS,
        PASS_ALL,
        keys::ranked(RUN, 0),
        keys::ranked(UNDO, 8),
        keys::UP,
        keys::DOWN,
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::FIRST,
        keys::LAST,
        bind(
            &[Press::plain(Key::Esc)],
            Action::Back,
            9,
            text("ke daftar", "to the list"),
            text("Kembali ke daftar baris", "Back to the list of rows"),
        ),
    ],
};

/// Keys of the columns.
pub(in crate::ui::screens) static COLUMN_KEYS: Keymap = Keymap {
    name: text("Impor: kolom berkas", "Import: the columns"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter)],
            Action::Open,
            1,
            text("baca sebagai", "read as"),
            text(
                "Pilih isian untuk kolom ini, atau tidak dipakai; diingat untuk bentuk berkas ini",
                "Choose the field of this column, or none; remembered for this layout",
            ),
        ),
        bind(
            &[Press::char('h'), Press::plain(Key::Delete)],
            Action::Delete,
            2,
            text("tidak dipakai", "not used"),
            text("Kolom ini tidak dipakai", "This column is not used"),
        ),
        keys::ranked(SHEET, 3),
        keys::ranked(UNDO, 4),
        keys::UP,
        keys::DOWN,
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::FIRST,
        keys::LAST,
        bind(
            &[Press::plain(Key::Esc)],
            Action::Back,
            5,
            text("ke daftar", "to the list"),
            text("Kembali ke daftar baris", "Back to the list of rows"),
        ),
    ],
};

/// Keys of what the file does not mention.
pub(in crate::ui::screens) static MISSING_KEYS: Keymap = Keymap {
    name: text("Impor: tidak disebut berkas", "Import: not in the file"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter)],
            Action::Open,
            1,
            text("jawab", "answer"),
            text("Pilih jawaban untuk catatan ini", "Choose the answer for this record"),
        ),
        bind(
            &[Press::plain(Key::Right), Press::char(' ')],
            Action::Right,
            2,
            text("ganti", "change"),
            text("Jawaban berikutnya: biarkan, berhenti/tutup, pindah, terlupa", "The next answer"),
        ),
        bind(
            &[Press::plain(Key::Left)],
            Action::Left,
            0,
            text("jawaban sebelum", "answer before"),
            text("Jawaban sebelumnya", "The answer before"),
        ),
        bind(
            &[Press::char('=')],
            Action::SameAsBefore,
            3,
            text("seperti di atas", "as above"),
            text("Jawaban yang sama seperti baris di atas, lalu turun", "The same answer as the row above, then down"),
        ),
        keys::ranked(UNDO, 4),
        keys::UP,
        keys::DOWN,
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::FIRST,
        keys::LAST,
        bind(
            &[Press::plain(Key::Esc)],
            Action::Back,
            5,
            text("ke daftar", "to the list"),
            text("Kembali ke daftar baris", "Back to the list of rows"),
        ),
    ],
};
