//! The keys of reports.
//!
//! * **Owns** the tables of the list, of one report and of the register.
//! * **Imports** the letters that all screens share.
//! * **Never** acts.

use crate::base::words::{Text, text};
use crate::request::Format;
use crate::ui::keymap::{Action, Binding, Choice, Key, Keymap, Press, bind};
use crate::ui::keys;

const fn save(keys: &'static [Press], format: Format, rank: u8, label: Text, help: Text) -> Binding {
    bind(keys, Action::As(format), rank, label, help)
}

const PDF: Binding = save(
    &[Press::char('p')],
    Format::Pdf,
    3,
    text("pdf", "pdf"),
    text("Simpan sebagai PDF, siap dicetak dan ditandatangani", "Save as PDF, ready to print and sign"),
);
const DOCX: Binding = save(
    &[Press::char('d')],
    Format::Docx,
    4,
    text("docx", "docx"),
    text("Simpan sebagai dokumen Word yang masih dapat disunting", "Save as a Word document that can be edited"),
);
const CSV: Binding = save(
    &[Press::char('c')],
    Format::Csv,
    5,
    text("csv", "csv"),
    text("Simpan tabelnya sebagai CSV", "Save its table as CSV"),
);
const TXT: Binding = save(
    &[Press::char('t')],
    Format::Txt,
    6,
    text("txt", "txt"),
    text("Simpan sebagai teks, untuk surel dan printer dot matrix", "Save as text, for e-mail and line printers"),
);

const fn choose(keys: &'static [Press], choice: Choice, rank: u8, label: Text, help: Text) -> Binding {
    bind(keys, Action::Choose(choice), rank, label, help)
}

/// The register, from reports.
const REGISTER: Binding = bind(
    &[Press::char('r')],
    Action::Register,
    9,
    text("buku", "register"),
    text("Buka buku laporan: yang sudah diberi nomor", "Open the register of numbered reports"),
);

/// The list of reports.
pub static LIST_KEYS: Keymap = Keymap {
    name: text("Daftar laporan", "Reports"),
    bindings: &[
        keys::relabelled(
            keys::OPEN,
            text("lihat", "see"),
            text(
                "Lihat laporan ini dan pilihannya; angka memilih menurut nomornya",
                "See this report and its choices; digits choose by number",
            ),
        ),
        save(
            &[Press::char('x')],
            Format::Xlsx,
            2,
            text("xlsx", "xlsx"),
            text("Simpan sebagai buku kerja Excel", "Save as an Excel workbook"),
        ),
        PDF,
        DOCX,
        CSV,
        TXT,
        keys::ranked(keys::SEARCH, 7),
        REGISTER,
        keys::UP,
        keys::DOWN,
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::FIRST,
        keys::LAST,
    ],
};

/// One report.
pub static REPORT_KEYS: Keymap = Keymap {
    name: text("Laporan", "Report"),
    bindings: &[
        save(
            &[Press::char('x'), Press::plain(Key::Enter)],
            Format::Xlsx,
            1,
            text("xlsx", "xlsx"),
            text("Simpan sebagai buku kerja Excel", "Save as an Excel workbook"),
        ),
        PDF,
        DOCX,
        CSV,
        TXT,
        choose(
            &[Press::char('m')],
            Choice::Message,
            7,
            text("pesan", "message"),
            text(
                "Pesan singkat untuk grup WhatsApp, tanpa NIK; disalin ke papan klip",
                "A short message for a chat group, without NIK; copied to the clipboard",
            ),
        ),
        choose(
            &[Press::char('e')],
            Choice::Record,
            8,
            text("untuk", "about"),
            text(
                "Pilih catatan yang dilaporkan: Posyandu, rencana, surat",
                "Choose the record: Posyandu, plan, letter",
            ),
        ),
        choose(
            &[Press::char('h')],
            Choice::Year,
            9,
            text("tahun", "year"),
            text("Pilih tahun laporan", "Choose the year"),
        ),
        choose(
            &[Press::char('w')],
            Choice::Desa,
            10,
            text("desa", "desa"),
            text(
                "Hanya satu desa/kelurahan; sekali lagi untuk semua",
                "Only one desa/kelurahan; once more for all of them",
            ),
        ),
        choose(
            &[Press::char('g')],
            Choice::AsOf,
            11,
            text("per tgl", "as of"),
            text("Keadaan per tanggal berapa", "As of which day"),
        ),
        choose(
            &[Press::char('j')],
            Choice::Since,
            11,
            text("sejak", "since"),
            text(
                "Perubahan sejak tanggal berapa; kosong: akhir tahun sebelumnya",
                "Changes since which day; empty: the end of the year before",
            ),
        ),
        choose(
            &[Press::char('v')],
            Choice::Versions,
            12,
            text("versi", "versions"),
            text("Dua versi rencana yang dibandingkan", "The two versions of a plan to compare"),
        ),
        choose(
            &[Press::char('b')],
            Choice::Issue,
            13,
            text("beri nomor", "number"),
            text(
                "Catat di buku laporan dengan nomor; salinannya disimpan tetap",
                "Enter it in the register under a number; a copy is kept unchanged",
            ),
        ),
        choose(
            &[Press::char('s')],
            Choice::Signers,
            0,
            text("penanda tangan", "signers"),
            text("Siapa yang menandatangani, satu sampai tiga orang", "Who signs, one to three persons"),
        ),
        choose(
            &[Press::char('f')],
            Choice::Paper,
            0,
            text("kertas", "paper"),
            text("Kertas A4 atau F4 (folio)", "A4 or F4 (folio) paper"),
        ),
        choose(
            &[Press::char('n')],
            Choice::Personal,
            0,
            text("NIK", "NIK"),
            text(
                "Sertakan NIK dan No. HP, dengan alasan yang dicatat; sekali lagi untuk menutupnya",
                "Include NIK and phone with a reason that is kept; once more to leave them out",
            ),
        ),
        choose(
            &[Press::char('l')],
            Choice::Width,
            0,
            text("lebar", "width"),
            text("Lebar teks 80 atau 132 kolom", "Text of 80 or 132 columns"),
        ),
        Binding { rank: 0, ..REGISTER },
        keys::REFRESH,
        keys::relabelled(keys::UP, text("naik", "up"), text("Satu baris ke atas", "One line up")),
        keys::relabelled(keys::DOWN, text("turun", "down"), text("Satu baris ke bawah", "One line down")),
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::relabelled(keys::FIRST, text("awal", "start"), text("Ke awal laporan", "To the start of the report")),
        keys::relabelled(keys::LAST, text("akhir", "end"), text("Ke akhir laporan", "To the end of the report")),
        keys::relabelled(keys::LEFT, text("geser kiri", "left"), text("Geser ke kiri", "Scroll to the left")),
        keys::relabelled(
            keys::RIGHT,
            text("geser kanan", "right"),
            text(
                "Geser ke kanan, bila lebih lebar dari layar",
                "Scroll to the right, where it is wider than the screen",
            ),
        ),
    ],
};

/// The register.
pub static REGISTER_KEYS: Keymap = Keymap {
    name: text("Buku laporan", "Register of reports"),
    bindings: &[
        keys::relabelled(
            keys::OPEN,
            text("lihat", "see"),
            text(
                "Lihat salinan yang disimpan; di sana x p d c t mencetaknya lagi",
                "See the copy that was kept; x p d c t print it again there",
            ),
        ),
        bind(
            &[Press::char('p')],
            Action::Restore,
            2,
            text("cetak ulang", "print again"),
            text(
                "Tulis lagi berkas yang diterbitkan, sama persis, walaupun data sudah berubah",
                "Write the issued file again, exactly the same, though the data have changed",
            ),
        ),
        bind(
            &[Press::char('v')],
            Action::Compare,
            3,
            text("bandingkan", "compare"),
            text(
                "Apa yang berubah sejak terbitan sebelumnya dari laporan yang sama",
                "What changed since the issue before of the same report",
            ),
        ),
        keys::relabelled(
            keys::ranked(keys::EDIT, 4),
            text("catatan", "note"),
            text("Ubah catatan pada buku", "Change the note in the register"),
        ),
        keys::ranked(keys::REFRESH, 0),
        keys::UP,
        keys::ranked(keys::DOWN, 0),
        keys::PAGE_UP,
        keys::PAGE_DOWN,
        keys::FIRST,
        keys::LAST,
    ],
};
