//! The keys of the grid: two tables, one while the cell cursor moves, one while a cell is typed.
//!
//! * **Owns** both tables.
//! * **Imports** the keymap's types and the shared letters.
//! * **Never** acts.

use crate::base::words::text;
use crate::ui::keymap::{Action, Key, Keymap, Press, bind};
use crate::ui::keys;

/// The keys while the cell cursor moves.
pub(in crate::ui::screens) static KEYS: Keymap = Keymap {
    name: text("Isi tabel", "Grid"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter), Press::plain(Key::F(2))],
            Action::Edit,
            1,
            text("ubah isi", "edit cell"),
            text(
                "Ubah isi sel ini; mengetik langsung mengganti seluruh isinya",
                "Edit what stands in this cell; typing at once replaces it",
            ),
        ),
        bind(
            &[Press::ctrl('s')],
            Action::Save,
            2,
            text("simpan", "save"),
            text(
                "Simpan semua perubahan sekaligus; satu u membatalkannya",
                "Save all changes at once; one u undoes them",
            ),
        ),
        bind(
            &[Press::char('='), Press::ctrl('d')],
            Action::SameAsBefore,
            3,
            text("seperti atas", "as above"),
            text(
                "Isi seperti sel di atasnya; pada sel yang ditandai: isi ke bawah dari baris pertamanya",
                "As in the cell above; over marked cells: fill down from their first row",
            ),
        ),
        bind(
            &[Press::char(' ')],
            Action::Select,
            4,
            text("tandai", "mark"),
            text(
                "Mulai menandai sel dari sini, gerakkan kursor; Space lagi melepas",
                "Begin to mark cells here, then move; Space again lets go",
            ),
        ),
        bind(
            &[Press::plain(Key::Delete), Press::plain(Key::Backspace), Press::ctrl('u')],
            Action::Clear,
            5,
            text("kosongkan", "empty"),
            text("Kosongkan sel ini, atau semua yang ditandai", "Empty this cell, or all that are marked"),
        ),
        bind(
            &[Press::ctrl('x')],
            Action::Restore,
            0,
            text("isi semula", "as it was"),
            text(
                "Kembalikan isi semula sel ini, atau semua yang ditandai",
                "Take this cell back, or all that are marked",
            ),
        ),
        bind(
            &[Press::ctrl('n'), Press::plain(Key::Insert)],
            Action::Add,
            6,
            text("baris baru", "new row"),
            text("Ke baris kosong di akhir daftar", "To the blank row at the end of the list"),
        ),
        bind(
            &[Press::ctrl('o')],
            Action::Pick,
            0,
            text("daftar", "list"),
            text("Buka daftar pilihan sel ini", "Open the list of this cell"),
        ),
        bind(
            &[Press::plain(Key::Esc)],
            Action::Back,
            7,
            text("selesai", "done"),
            text(
                "Kembali ke daftar; bertanya bila ada yang belum disimpan",
                "Back to the list; asks when something is unsaved",
            ),
        ),
        bind(
            &[Press::plain(Key::Tab)],
            Action::Next,
            0,
            text("sel kanan", "cell right"),
            text("Ke sel di kanan", "To the cell on the right"),
        ),
        bind(
            &[Press::plain(Key::BackTab)],
            Action::Previous,
            0,
            text("sel kiri", "cell left"),
            text("Ke sel di kiri", "To the cell on the left"),
        ),
        keys::UP,
        keys::DOWN,
        keys::LEFT,
        keys::RIGHT,
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        bind(
            &[Press::plain(Key::Home)],
            Action::First,
            0,
            text("awal", "first"),
            text("Ke baris pertama", "To the first row"),
        ),
        bind(
            &[Press::plain(Key::End)],
            Action::Last,
            0,
            text("akhir", "last"),
            text("Ke baris terakhir", "To the last row"),
        ),
    ],
};

/// The keys while a cell is typed.
pub(in crate::ui::screens) static CELL_KEYS: Keymap = Keymap {
    name: text("Mengisi sel", "Typing a cell"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter), Press::plain(Key::Down)],
            Action::Down,
            1,
            text("pakai, turun", "take, down"),
            text(
                "Pakai isi ini dan turun; daftar: ambil yang ditandai",
                "Take this and go down; a list: take the marked one",
            ),
        ),
        bind(
            &[Press::plain(Key::Tab)],
            Action::Next,
            2,
            text("pakai, kanan", "take, right"),
            text("Pakai isi ini dan ke kanan", "Take this and go right"),
        ),
        bind(
            &[Press::plain(Key::BackTab)],
            Action::Previous,
            0,
            text("pakai, kiri", "take, left"),
            text("Pakai isi ini dan ke kiri", "Take this and go left"),
        ),
        bind(
            &[Press::plain(Key::Up)],
            Action::Up,
            0,
            text("pakai, naik", "take, up"),
            text("Pakai isi ini dan naik", "Take this and go up"),
        ),
        bind(
            &[Press::plain(Key::Esc)],
            Action::Back,
            3,
            text("batal sel", "drop"),
            text("Buang ketikan di sel ini", "Drop what is typed in this cell"),
        ),
        bind(
            &[Press::ctrl('s')],
            Action::Save,
            4,
            text("simpan", "save"),
            text("Pakai isi ini dan simpan semua", "Take this and save all"),
        ),
        bind(
            &[Press::ctrl('d')],
            Action::SameAsBefore,
            0,
            text("seperti atas", "as above"),
            text("Isi seperti sel di atasnya", "As in the cell above"),
        ),
        bind(
            &[Press::plain(Key::PageDown)],
            Action::PageDown,
            5,
            text("tawaran", "offers"),
            text("Tawaran berikutnya dalam daftar", "The next offer of the list"),
        ),
        bind(
            &[Press::plain(Key::PageUp)],
            Action::PageUp,
            0,
            text("tawaran sebelum", "offer before"),
            text("Tawaran sebelumnya dalam daftar", "The offer before"),
        ),
        bind(
            &[Press::plain(Key::Left)],
            Action::Left,
            0,
            text("kiri", "left"),
            text(
                "Kursor ke kiri; bila sel diganti dengan mengetik: pakai isi ini dan ke kiri",
                "Cursor to the left; where typing replaced the cell: take this and go left",
            ),
        ),
        bind(
            &[Press::plain(Key::Right)],
            Action::Right,
            0,
            text("kanan", "right"),
            text(
                "Kursor ke kanan; bila sel diganti dengan mengetik: pakai isi ini dan ke kanan",
                "Cursor to the right; where typing replaced the cell: take this and go right",
            ),
        ),
        keys::CURSOR_START,
        keys::CURSOR_END,
        keys::ERASE_BACK,
        bind(
            &[Press::plain(Key::Delete)],
            Action::EraseAt,
            0,
            text("hapus di kursor", "erase at"),
            text("Hapus huruf di kursor", "Erase the letter at the cursor"),
        ),
        keys::ERASE_WORD,
        keys::CLEAR,
    ],
};
