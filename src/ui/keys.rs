//! The letters, decided once: the bindings that several screens share.
//!
//! * **Owns** which key means what on lists, details and every other screen made of rows.
//! * **Imports** the keymap's types.
//! * **Never** holds a table: each screen's table takes its lines from here, so that one key means
//!   one thing everywhere. Menus (the start screen) give their letters by the thing they open.
//!
//! `a` tambah · `b` keranjang · `c` kolom · `e` ubah · `f` saring isi ini · `g` ganti · `h` hapus ·
//! `i` impor · `j` jadikan satu · `k` kelompok, susun daftar · `l` laporan · `m` ubah banyak · `n` buka samaran · `o` urut · `p` pulihkan · `r` riwayat ·
//! `s` saring · `t` isi tabel · `u` batalkan · `w` per tanggal · `x` ekspor · `y` salin teks · `=` salin catatan · `*` pilih semua ·
//! `z` perubahan hidup · Space pilih · `/` cari · `+` jadikan baris rencana.

use super::keymap::{Action, Binding, Key, Press, bind};
use crate::base::words::{Text, text};

/// The same line with another rank on the bottom line.
pub const fn ranked(binding: Binding, rank: u8) -> Binding {
    Binding { rank, ..binding }
}

/// The same line in other words, where a screen says what it means there.
pub const fn relabelled(binding: Binding, label: Text, help: Text) -> Binding {
    Binding { label, help, ..binding }
}

/// One row up.
pub const UP: Binding =
    bind(&[Press::plain(Key::Up)], Action::Up, 0, text("naik", "up"), text("Satu baris ke atas", "One row up"));
/// One row down.
pub const DOWN: Binding = bind(
    &[Press::plain(Key::Down)],
    Action::Down,
    0,
    text("turun", "down"),
    text("Satu baris ke bawah", "One row down"),
);
/// One page up.
pub const PAGE_UP: Binding = bind(
    &[Press::plain(Key::PageUp), Press::ctrl('b')],
    Action::PageUp,
    0,
    text("halaman sebelumnya", "page up"),
    text("Satu halaman ke atas", "One page up"),
);
/// One page down.
pub const PAGE_DOWN: Binding = bind(
    &[Press::plain(Key::PageDown), Press::ctrl('f')],
    Action::PageDown,
    0,
    text("halaman berikutnya", "page down"),
    text("Satu halaman ke bawah", "One page down"),
);
/// To the first row.
pub const FIRST: Binding = bind(
    &[Press::plain(Key::Home), Press::char('<')],
    Action::First,
    0,
    text("awal", "first"),
    text("Ke baris pertama", "To the first row"),
);
/// To the last row.
pub const LAST: Binding = bind(
    &[Press::plain(Key::End), Press::char('>')],
    Action::Last,
    0,
    text("akhir", "last"),
    text("Ke baris terakhir", "To the last row"),
);
/// Column to the left.
pub const LEFT: Binding = bind(
    &[Press::plain(Key::Left)],
    Action::Left,
    0,
    text("kolom kiri", "column left"),
    text("Ke kolom di kiri; kolom nama tetap terlihat", "To the column on the left; the name column stays"),
);
/// Column to the right.
pub const RIGHT: Binding = bind(
    &[Press::plain(Key::Right)],
    Action::Right,
    0,
    text("kolom kanan", "column right"),
    text("Ke kolom di kanan; kolom nama tetap terlihat", "To the column on the right; the name column stays"),
);
/// Opens the row.
pub const OPEN: Binding = bind(
    &[Press::plain(Key::Enter)],
    Action::Open,
    1,
    text("buka", "open"),
    text("Buka catatan terpilih", "Open the selected record"),
);
/// Adds a record.
pub const ADD: Binding = bind(
    &[Press::char('a'), Press::plain(Key::Insert)],
    Action::Add,
    2,
    text("tambah", "add"),
    text("Tambah catatan baru", "Add a new record"),
);
/// Changes the record.
pub const EDIT: Binding = bind(
    &[Press::char('e'), Press::plain(Key::F(2))],
    Action::Edit,
    3,
    text("ubah", "edit"),
    text("Ubah catatan ini", "Change this record"),
);
/// Types over cells.
pub const GRID: Binding = bind(
    &[Press::char('t')],
    Action::Grid,
    3,
    text("isi tabel", "grid"),
    text(
        "Isi langsung di tabel: ketik di atas sel, isi ke bawah, tempel; disimpan sekaligus dengan Ctrl+S",
        "Type into the table itself: over cells, fill down, paste; saved at once with Ctrl+S",
    ),
);
/// Searches.
pub const SEARCH: Binding = bind(
    &[Press::char('/')],
    Action::Search,
    4,
    text("cari", "search"),
    text("Cari sambil mengetik; Esc menghapus kata cari", "Search while typing; Esc clears it"),
);
/// Filters.
pub const FILTER: Binding = bind(
    &[Press::char('s')],
    Action::Filter,
    5,
    text("saring", "filter"),
    text("Saring menurut isi kolom", "Filter by the values of a field"),
);
/// Sorts.
pub const SORT: Binding = bind(
    &[Press::char('o')],
    Action::Sort,
    6,
    text("urut", "sort"),
    text("Pilih kolom dan arah urutan", "Choose the column and the direction of the order"),
);
/// Selects the row.
pub const SELECT: Binding = bind(
    &[Press::char(' ')],
    Action::Select,
    7,
    text("pilih", "select"),
    text("Pilih atau lepas baris ini, lalu turun", "Select or unselect this row and go down"),
);
/// Exports.
pub const EXPORT: Binding = bind(
    &[Press::char('x')],
    Action::Export,
    8,
    text("ekspor", "export"),
    text("Tulis daftar ini ke berkas xlsx, csv atau json", "Write this list to an xlsx, csv or json file"),
);
/// Filters by the value under the cursor.
pub const FILTER_HERE: Binding = bind(
    &[Press::char('f')],
    Action::FilterHere,
    0,
    text("saring isi ini", "only these"),
    text(
        "Hanya baris dengan isi yang sama seperti kolom ini (pilih kolom dengan Left/Right)",
        "Only rows with the same value as in this column (choose the column with Left/Right)",
    ),
);
/// Chooses columns.
pub const COLUMNS: Binding = bind(
    &[Press::char('c')],
    Action::Columns,
    0,
    text("kolom", "columns"),
    text("Pilih kolom yang tampak; diingat untuk daftar ini", "Choose the columns; kept for this list"),
);
/// Selects all.
pub const SELECT_ALL: Binding = bind(
    &[Press::char('*'), Press::ctrl('a')],
    Action::SelectAll,
    0,
    text("pilih semua", "select all"),
    text("Pilih semua baris daftar ini, atau lepas semua", "Select every row of this list, or none"),
);
/// One change for all selected.
pub const CHANGE_MANY: Binding = bind(
    &[Press::char('m')],
    Action::ChangeMany,
    0,
    text("ubah banyak", "change many"),
    text("Satu perubahan untuk semua baris yang dipilih", "One change for every selected row"),
);
/// Makes one record of two.
pub const MERGE: Binding = bind(
    &[Press::char('j')],
    Action::Merge,
    0,
    text("jadikan satu", "join"),
    text("Gabungkan dua catatan yang dipilih menjadi satu", "Merge the two selected records into one"),
);
/// A plan line of what is selected.
pub const BORN: Binding = bind(
    &[Press::char('+')],
    Action::Born,
    0,
    text("jadikan rencana", "into the plan"),
    text(
        "Jadikan yang dipilih satu baris rencana kerja yang menyimpan daftarnya",
        "Make one line of a work plan of what is selected; it keeps the list",
    ),
);
/// Lists as of a day.
pub const PER_DAY: Binding = bind(
    &[Press::char('w')],
    Action::PerDay,
    0,
    text("per tanggal", "as of a day"),
    text(
        "Daftar ini per tanggal tertentu, atau yang berubah antara dua tanggal; Esc kembali ke sekarang",
        "This list as of a day, or what changed between two days; Esc goes back to now",
    ),
);
/// Changes of a Posyandu's or desa's life.
pub const LIFE: Binding = bind(
    &[Press::char('z')],
    Action::Life,
    0,
    text("perubahan", "changes"),
    text(
        "Posyandu: ubah keadaan (tutup, bergabung ...) atau catat verifikasi; desa: kode baru atau pemekaran",
        "Posyandu: change of state (closed, merged ...) or verified today; desa: a new code or a split",
    ),
);
/// Puts a list of people together.
pub const ROLL: Binding = bind(
    &[Press::char('k')],
    Action::Group,
    2,
    text("susun daftar", "make a list"),
    text(
        "Insentif: susun daftar sebulan; SK: centang nama-nama di dalamnya, semua sekaligus",
        "Incentives: make the list of a month; SK: tick the names in it, all at once",
    ),
);
/// Deletes.
pub const DELETE: Binding = bind(
    &[Press::char('h'), Press::plain(Key::Delete)],
    Action::Delete,
    0,
    text("hapus", "delete"),
    text("Hapus ke keranjang; dapat dipulihkan", "Delete into the bin; can be restored"),
);
/// The bin.
pub const BIN: Binding = bind(
    &[Press::char('b')],
    Action::Bin,
    0,
    text("keranjang", "bin"),
    text("Lihat keranjang (yang dihapus), dan kembali", "See the bin (what was deleted), and back"),
);
/// Restores.
pub const RESTORE: Binding = bind(
    &[Press::char('p')],
    Action::Restore,
    0,
    text("pulihkan", "restore"),
    text("Pulihkan dari keranjang", "Take out of the bin"),
);
/// Imports.
pub const IMPORT: Binding = bind(
    &[Press::char('i')],
    Action::Import,
    0,
    text("impor", "import"),
    text("Ambil berkas kantor (impor)", "Take in an office file (import)"),
);
/// Reports about the record.
pub const REPORTS: Binding = bind(
    &[Press::char('l')],
    Action::Reports,
    0,
    text("laporan", "reports"),
    text("Laporan dan surat tentang catatan ini", "Reports and letters about this record"),
);
/// History.
pub const HISTORY: Binding = bind(
    &[Press::char('r')],
    Action::History,
    0,
    text("riwayat", "history"),
    text("Riwayat: siapa mengubah apa, kapan, dari mana", "History: who changed what, when, from where"),
);
/// Shows masked data.
pub const REVEAL: Binding = bind(
    &[Press::char('n')],
    Action::Reveal,
    0,
    text("buka samaran", "unmask"),
    text(
        "Tampilkan NIK dan No. HP catatan ini; pembukaan dicatat",
        "Show NIK and phone of this record; the looking is noted",
    ),
);
/// Copies a record.
pub const DUPLICATE: Binding = bind(
    &[Press::char('=')],
    Action::Duplicate,
    0,
    text("salin", "copy"),
    text("Salin catatan ini menjadi catatan baru", "Copy this record as a new one"),
);
/// Replaces a holder.
pub const REPLACE: Binding = bind(
    &[Press::char('g')],
    Action::Replace,
    4,
    text("ganti kader", "replace"),
    text(
        "Ganti kader: akhiri jabatan ini dan mulai pemegang berikutnya",
        "Replace: end this post and begin the next holder's",
    ),
);
/// Reads again.
pub const REFRESH: Binding = bind(
    &[Press::ctrl('r')],
    Action::Refresh,
    0,
    text("muat ulang", "reload"),
    text("Baca ulang dari berkas", "Read again from the file"),
);
/// To the next part.
pub const NEXT: Binding = bind(
    &[Press::plain(Key::Tab)],
    Action::Next,
    0,
    text("bagian lain", "next part"),
    text("Ke bagian berikutnya", "To the next part"),
);
/// To the part before.
pub const PREVIOUS: Binding = bind(
    &[Press::plain(Key::BackTab)],
    Action::Previous,
    0,
    text("bagian sebelum", "part before"),
    text("Ke bagian sebelumnya", "To the part before"),
);
/// Copies a text for pasting elsewhere.
pub const COPY: Binding = bind(
    &[Press::char('y')],
    Action::Copy,
    0,
    text("salin teks", "copy text"),
    text("Salin ke papan klip terminal, bila terminal bisa", "Copy to the terminal's clipboard, where it has one"),
);
/// Deletes before the cursor.
pub const ERASE_BACK: Binding = bind(
    &[Press::plain(Key::Backspace)],
    Action::EraseBack,
    0,
    text("hapus huruf", "erase"),
    text("Hapus huruf di kiri kursor", "Erase the letter before the cursor"),
);
/// Deletes at the cursor.
pub const ERASE_AT: Binding = bind(
    &[Press::plain(Key::Delete), Press::ctrl('d')],
    Action::EraseAt,
    0,
    text("hapus di kursor", "erase at"),
    text("Hapus huruf di kursor", "Erase the letter at the cursor"),
);
/// Deletes a word.
pub const ERASE_WORD: Binding = bind(
    &[Press::ctrl('w')],
    Action::EraseWord,
    0,
    text("hapus kata", "erase word"),
    text("Hapus kata di kiri kursor", "Erase the word before the cursor"),
);
/// Empties the line.
pub const CLEAR: Binding = bind(
    &[Press::ctrl('u')],
    Action::Clear,
    0,
    text("kosongkan", "clear"),
    text("Kosongkan baris ini", "Empty this line"),
);
/// Saves or runs.
pub const SAVE: Binding =
    bind(&[Press::ctrl('s')], Action::Save, 2, text("jalankan", "run"), text("Jalankan sekarang", "Run it now"));
/// Gives up.
pub const CANCEL: Binding = bind(
    &[Press::plain(Key::Esc)],
    Action::Back,
    9,
    text("batal", "cancel"),
    text("Tutup tanpa mengubah apa pun", "Close without changing anything"),
);
/// Undoes the act of this row.
pub const UNDO: Binding = bind(
    &[Press::char('u')],
    Action::Undo,
    2,
    text("batalkan", "undo"),
    text("Batalkan perbuatan di baris ini; bertanya dulu", "Undo the act of this row; asks first"),
);

/// The cursor one to the left, where text is typed.
pub const CURSOR_LEFT: Binding = bind(
    &[Press::plain(Key::Left)],
    Action::Left,
    0,
    text("kiri", "left"),
    text("Kursor ke kiri", "Cursor to the left"),
);
/// The cursor one to the right, where text is typed.
pub const CURSOR_RIGHT: Binding = bind(
    &[Press::plain(Key::Right)],
    Action::Right,
    0,
    text("kanan", "right"),
    text("Kursor ke kanan", "Cursor to the right"),
);
/// To the start of the line, where text is typed.
pub const CURSOR_START: Binding = bind(
    &[Press::plain(Key::Home), Press::ctrl('a')],
    Action::First,
    0,
    text("awal", "start"),
    text("Kursor ke awal baris", "Cursor to the start of the line"),
);
/// To the end of the line, where text is typed.
pub const CURSOR_END: Binding = bind(
    &[Press::plain(Key::End), Press::ctrl('e')],
    Action::Last,
    0,
    text("akhir", "end"),
    text("Kursor ke akhir baris", "Cursor to the end of the line"),
);
