//! Keys, and what they mean: one table per kind of screen gives dispatch, bottom line, help,
//! palette and manual.
//!
//! * **Owns** [`Press`], [`Action`], [`Binding`], [`Keymap`] and every table.
//! * **Imports** `base::words`, the formats of files.
//! * **Never** acts: it resolves a key to an action, and the screen acts.
//!
//! Rules: no action hangs on an F-key, Alt or Ctrl+Enter alone; the same key means the same on
//! every screen.

use crate::base::words::{Text, text};
use crate::request::Format;

/// A key as the terminal sent it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Press {
    /// Which key.
    pub key: Key,
    /// With Ctrl.
    pub ctrl: bool,
}

/// Keys that every terminal of ours can send.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A printable character.
    Char(char),
    /// Enter or Return.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift+Tab.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key; only ever a double of another key.
    F(u8),
}

impl Press {
    /// A key alone.
    pub const fn plain(key: Key) -> Self {
        Press { key, ctrl: false }
    }

    /// A letter with Ctrl.
    pub const fn ctrl(letter: char) -> Self {
        Press { key: Key::Char(letter), ctrl: true }
    }

    /// A character alone.
    pub const fn char(c: char) -> Self {
        Press::plain(Key::Char(c))
    }

    /// The character that the key adds to a text; Enter and Tab too.
    pub const fn written(self) -> Option<char> {
        match self.key {
            _ if self.ctrl => None,
            Key::Char(c) => Some(c),
            Key::Enter => Some('\n'),
            Key::Tab => Some('\t'),
            _ => None,
        }
    }

    /// How the key is written on the bottom line and in help.
    pub fn name(self) -> String {
        let name = match self.key {
            Key::Char(' ') => "Space".to_owned(),
            Key::Char(c) if self.ctrl => c.to_ascii_uppercase().to_string(),
            Key::Char(c) => c.to_string(),
            Key::Enter => "Enter".to_owned(),
            Key::Esc => "Esc".to_owned(),
            Key::Tab => "Tab".to_owned(),
            Key::BackTab => "S-Tab".to_owned(),
            Key::Backspace => "Bksp".to_owned(),
            Key::Delete => "Del".to_owned(),
            Key::Insert => "Ins".to_owned(),
            Key::Up => "Up".to_owned(),
            Key::Down => "Down".to_owned(),
            Key::Left => "Left".to_owned(),
            Key::Right => "Right".to_owned(),
            Key::Home => "Home".to_owned(),
            Key::End => "End".to_owned(),
            Key::PageUp => "PgUp".to_owned(),
            Key::PageDown => "PgDn".to_owned(),
            Key::F(n) => format!("F{n}"),
        };
        if self.ctrl { format!("Ctrl+{name}") } else { name }
    }
}

/// Everything a key can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    // Everywhere.
    /// Help for this screen and field.
    Help,
    /// The command palette.
    Palette,
    /// One step back; closes a dialog.
    Back,
    /// Leaves the program.
    Quit,
    /// Paints the whole screen anew.
    Repaint,
    /// Stops the program for a while (job control).
    Suspend,
    /// Goes to a screen.
    Go(Goto),
    // Moving.
    /// One up.
    Up,
    /// One down.
    Down,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// To the first.
    First,
    /// To the last.
    Last,
    /// Left: columns, tabs, cursor.
    Left,
    /// Right.
    Right,
    /// To the next part: tab, column of the menu, field.
    Next,
    /// To the part before.
    Previous,
    /// Opens or accepts.
    Open,
    // Lists and details.
    /// Search.
    Search,
    /// Adds a record.
    Add,
    /// Edits the record.
    Edit,
    /// Puts into the bin.
    Delete,
    /// Selects or unselects the row.
    Select,
    /// Selects all rows of the list, or none.
    SelectAll,
    /// One change for all selected.
    ChangeMany,
    /// Filters.
    Filter,
    /// Filters by the value under the cursor.
    FilterHere,
    /// The order.
    Sort,
    /// Which columns.
    Columns,
    /// Writes the list to a file.
    Export,
    /// Takes in an office file.
    Import,
    /// The history of this record, or of the file.
    History,
    /// Undoes.
    Undo,
    /// The bin of this list, and back.
    Bin,
    /// Takes out of the bin.
    Restore,
    /// Shows masked data of this record.
    Reveal,
    /// Replaces the holder of a post.
    Replace,
    /// Reads again.
    Refresh,
    /// Makes one record of the two selected.
    Merge,
    /// Says that two records are two things.
    NotDouble,
    /// Takes the values of both records.
    TakeBoth,
    /// Copies the record as a new one.
    Duplicate,
    /// Copies a text (a path) to the terminal's clipboard.
    Copy,
    /// Types over the cells of a list in place.
    Grid,
    /// Makes a line of a work plan of what is selected.
    Born,
    /// A list as of a day, or what changed between two.
    PerDay,
    /// A change in the life of a Posyandu or a desa.
    Life,
    // Work plans.
    /// Shows a part of the plan; 0 is the first.
    Part(u8),
    /// Groups by something else; puts a list of people together at once.
    Group,
    /// Puts a line one place up.
    ShiftUp,
    /// Puts a line one place down.
    ShiftDown,
    /// Opens the record of the plan itself, with its texts.
    Papers,
    /// Work on the selected lines of a plan.
    Plan(Deed),
    // Reports.
    /// The reports about this record.
    Reports,
    /// Saves a report as this.
    As(Format),
    /// Chooses something about a report.
    Choose(Choice),
    /// The register of issued reports.
    Register,
    /// What changed since the one before.
    Compare,
    /// Work on the registration of Posyandu.
    Registration(Stride),
    // Forms.
    /// Saves.
    Save,
    /// Saves and opens the next blank.
    SaveAndNew,
    /// Takes the value of the record before.
    SameAsBefore,
    /// Empties the field.
    Clear,
    /// Deletes the character before the cursor.
    EraseBack,
    /// Deletes the character at the cursor.
    EraseAt,
    /// Deletes the word before the cursor.
    EraseWord,
    /// Opens the list of a field, or the editor of a note.
    Pick,
    /// Does again what was undone in the text editor.
    Redo,
    // Questions.
    /// Yes.
    Yes,
    /// No.
    No,
    /// Throws away (a draft, typed text).
    Discard,
    // The review of an import.
    /// Leaves out a whole desa, or takes it again.
    RefuseDesa,
    /// Leaves out one field in every row, or takes it again.
    RefuseField,
    /// Takes over the suggested repair of a cell.
    Repair,
    /// Takes over the repairs of every cell with the same problem.
    RepairAll,
    /// Passes an error that may be passed, with a reason.
    Pass,
    /// The same for every row that has one.
    PassAll,
    /// None of the records offered: a new one.
    IsNew,
    /// What the file does not mention.
    Missing,
    /// Which sheet of the workbook.
    Sheet,
}

/// What can be done with lines of a work plan beside what every list can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Deed {
    /// Copies lines of the year before.
    CopyLast,
    /// Writes lines of the usual activities.
    Templates,
    /// Shares a line out over the desa.
    Split,
    /// Makes one line of several.
    Join,
    /// Puts lines under another bidang.
    Move,
    /// Changes unit prices in percent.
    Reprice,
    /// Changes one field of many lines.
    Field,
    /// Opens the records a line is for.
    Covered,
    /// Moves the plan to another state.
    State,
}

/// What can be chosen about a report, or done with it beside saving.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Choice {
    /// The year.
    Year,
    /// One desa, or all.
    Desa,
    /// As of which day.
    AsOf,
    /// Since which day.
    Since,
    /// The record it is about.
    Record,
    /// Two versions of a plan.
    Versions,
    /// Who signs.
    Signers,
    /// A4 or F4.
    Paper,
    /// NIK and phone numbers, with a reason.
    Personal,
    /// Text of 80 or 132 columns.
    Width,
    /// The short message.
    Message,
    /// A number in the register.
    Issue,
}

/// What can be done with the registration of the selected Posyandu, and with one paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stride {
    /// The next step.
    Next,
    /// Any step.
    Choose,
    /// Sends them back.
    Back,
    /// Writes the number that came.
    Number,
    /// Says that a paper is there, or takes that back.
    There,
    /// Says that a paper is not needed, or takes that back.
    NotNeeded,
    /// The copy sheet.
    Sheet,
}

/// Screens that can be gone to from anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Goto {
    /// The list of an entity, by name.
    List(&'static str),
    /// Findings about the data.
    Findings,
    /// Probable doubles.
    Doubles,
    /// A month's list of incentives.
    MonthList,
    /// The SK whose number is still to come.
    WaitingSk,
    /// Registration by desa.
    Registration,
    /// What changed between two days.
    Between,
    /// Numbers by desa: the dashboard, the calendar of SK.
    ByDesa(crate::request::hidup::View),
    /// The history of the file.
    History,
    /// Drafts that wait.
    Drafts,
    /// Import.
    Import,
    /// Reports.
    Reports,
    /// The register of issued reports.
    Register,
    /// Settings.
    Settings,
    /// One setting of the office, by name.
    Setting(&'static str),
    /// The doctor.
    Doctor,
    /// The start screen.
    Home,
}

/// One line of a keymap.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// The keys; the first is shown.
    pub keys: &'static [Press],
    /// What they mean.
    pub action: Action,
    /// One or two words for the bottom line.
    pub label: Text,
    /// A sentence for help and manual.
    pub help: Text,
    /// Its rank on the bottom line: 1 first, 0 not shown there.
    pub rank: u8,
}

/// The table of one kind of screen.
#[derive(Debug)]
pub struct Keymap {
    /// What the screen is called in help and manual.
    pub name: Text,
    /// Its lines.
    pub bindings: &'static [Binding],
}

impl Keymap {
    /// The line of a key.
    pub fn resolve(&self, press: Press) -> Option<&'static Binding> {
        self.bindings.iter().find(|binding| binding.keys.contains(&press))
    }

    /// The line of an action.
    pub fn of(&self, action: Action) -> Option<&'static Binding> {
        self.bindings.iter().find(|binding| binding.action == action)
    }
}

/// A shorthand for tables.
pub const fn bind(keys: &'static [Press], action: Action, rank: u8, label: Text, help: Text) -> Binding {
    Binding { keys, action, label, help, rank }
}

/// Keys that work on every screen.
pub static GLOBAL: Keymap = Keymap {
    name: text("Di semua layar", "On every screen"),
    bindings: &[
        bind(
            &[Press::char(':'), Press::ctrl('k')],
            Action::Palette,
            90,
            text("perintah", "commands"),
            text("Cari perintah dengan kata", "Find a command by word"),
        ),
        bind(
            &[Press::char('?'), Press::plain(Key::F(1))],
            Action::Help,
            91,
            text("bantuan", "help"),
            text("Bantuan untuk layar dan isian ini", "Help for this screen and field"),
        ),
        bind(
            &[Press::plain(Key::Esc)],
            Action::Back,
            92,
            text("kembali", "back"),
            text("Kembali satu langkah", "One step back"),
        ),
        bind(
            &[Press::char('q')],
            Action::Quit,
            93,
            text("keluar", "leave"),
            text(
                "Keluar dari program; bertanya dulu bila ada yang belum disimpan",
                "Leave; asks first when something is unsaved",
            ),
        ),
        bind(
            &[Press::ctrl('l')],
            Action::Repaint,
            0,
            text("gambar ulang", "repaint"),
            text("Gambar ulang seluruh layar", "Paint the whole screen anew"),
        ),
        bind(
            &[Press::ctrl('z')],
            Action::Suspend,
            0,
            text("tunda", "suspend"),
            text("Tunda program (fg untuk kembali)", "Suspend the program (fg resumes)"),
        ),
        bind(
            &[Press::char('u')],
            Action::Undo,
            0,
            text("batalkan", "undo"),
            text("Batalkan perbuatan terakhir saya", "Undo my last act"),
        ),
    ],
};

/// Keys of a form.
pub static FORM: Keymap = Keymap {
    name: text("Isian", "Form"),
    bindings: &[
        bind(
            &[Press::plain(Key::Enter)],
            Action::Open,
            1,
            text("lanjut", "go on"),
            text(
                "Ke isian berikutnya; pada daftar: ambil yang ditandai; pada [ Simpan ]: simpan",
                "To the next field; in a list: take the marked one; on [ Save ]: save",
            ),
        ),
        bind(
            &[Press::plain(Key::Tab), Press::plain(Key::Down)],
            Action::Next,
            0,
            text("lanjut", "go on"),
            text("Ke isian berikutnya", "To the next field"),
        ),
        bind(
            &[Press::plain(Key::Up), Press::plain(Key::BackTab)],
            Action::Previous,
            7,
            text("kembali", "back"),
            text("Ke isian sebelumnya; ketikan tetap ada", "To the field before; what was typed stays"),
        ),
        bind(
            &[Press::ctrl('d'), Press::char('=')],
            Action::SameAsBefore,
            3,
            text("ulang", "repeat"),
            text(
                "Ambil isi catatan sebelumnya (= di isian kosong, Ctrl+D di mana saja)",
                "Take the value of the record before (= in an empty field, Ctrl+D anywhere)",
            ),
        ),
        bind(
            &[Press::ctrl('s')],
            Action::Save,
            4,
            text("simpan", "save"),
            text("Simpan dan tutup, dari isian mana saja", "Save and close, from any field"),
        ),
        bind(
            &[Press::ctrl('n')],
            Action::SaveAndNew,
            5,
            text("+lagi", "+next"),
            text("Simpan, lalu isian kosong berikutnya", "Save, then the next blank form"),
        ),
        bind(
            &[Press::plain(Key::Esc)],
            Action::Back,
            6,
            text("batal", "cancel"),
            text("Tinggalkan isian; bertanya bila ada ketikan", "Leave the form; asks when something was typed"),
        ),
        bind(
            &[Press::ctrl('o')],
            Action::Pick,
            0,
            text("daftar", "list"),
            text(
                "Buka daftar isian ini, atau penyunting catatan",
                "Open the list of this field, or the editor of a note",
            ),
        ),
        bind(
            &[Press::plain(Key::PageDown)],
            Action::PageDown,
            0,
            text("berikut", "next"),
            text(
                "Tawaran berikutnya dalam daftar; tanpa daftar: beberapa isian ke bawah",
                "The next line of the list; without a list: some fields down",
            ),
        ),
        bind(
            &[Press::plain(Key::PageUp)],
            Action::PageUp,
            0,
            text("sebelum", "before"),
            text(
                "Tawaran sebelumnya dalam daftar; tanpa daftar: beberapa isian ke atas",
                "The line before in the list; without a list: some fields up",
            ),
        ),
        bind(
            &[Press::ctrl('r')],
            Action::Reveal,
            0,
            text("perlihatkan", "show"),
            text("Perlihatkan data pribadi yang disamarkan (dicatat)", "Show masked personal data (it is noted)"),
        ),
        bind(
            &[Press::ctrl('u')],
            Action::Clear,
            0,
            text("kosongkan", "clear"),
            text("Kosongkan isian ini", "Empty this field"),
        ),
        bind(
            &[Press::ctrl('w')],
            Action::EraseWord,
            0,
            text("hapus kata", "erase word"),
            text("Hapus kata di kiri kursor", "Erase the word left of the cursor"),
        ),
        bind(
            &[Press::plain(Key::Backspace), Press::ctrl('h')],
            Action::EraseBack,
            0,
            text("hapus", "erase"),
            text("Hapus huruf di kiri kursor", "Erase the letter left of the cursor"),
        ),
        bind(
            &[Press::plain(Key::Delete)],
            Action::EraseAt,
            0,
            text("hapus", "erase"),
            text("Hapus huruf di kursor", "Erase the letter at the cursor"),
        ),
        super::keys::CURSOR_LEFT,
        super::keys::CURSOR_RIGHT,
        super::keys::CURSOR_START,
        super::keys::CURSOR_END,
    ],
};
