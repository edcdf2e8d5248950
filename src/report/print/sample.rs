//! Documents as bad as they come, for the tests of every format.
//!
//! * **Owns** a letter, a wide table and a decree with the longest names of the country, numbers
//!   of all natures and every kind of block.
//! * **Imports** the document.
//! * **Never** leaves the tests.

use crate::base::date::Date;
use crate::report::document::{
    Block, Chart, Column, Document, HeadCell, Kop, LetterHead, Marks, Page, Paper, Row, RowKind, Signature, Table,
};
use crate::report::writers::{Cell, Nature};

/// A desa's name of 44 characters, the longest of the country.
pub const LONGEST_DESA: &str = "Sungai Bundung Laut Kepulauan Tanjung Harapa";

/// A person's name of 60 characters.
pub const LONGEST_NAME: &str = "Dra. Hj. Siti Nur Kholifah Rahmawati Puspaningrum Ak., M.Kes";

/// Text that would steer a typesetter, a spreadsheet or a mark-up reader that took it for its own.
pub const HOSTILE: &[&str] = &[
    "#panic(\"x\") #import \"a\" $x^2$ *tebal* _miring_ `kode`",
    "<label> @ref // tanda // bukan catatan /* ini juga */ = Judul",
    "\"kutip\" \\ \\n \\u{41} {{x}} [x](y) ~ -- --- ... ?x",
    "</w:t><w:br/>&amp;&lt; ]]> <!-- --> <script>",
    "=HYPERLINK(\"x\")",
    "balik \u{202e}kanan\u{202c} 👩‍⚕️ 漢 \u{0}\u{1b}[2J",
];

/// The longest word without a blank.
pub fn long_word() -> String {
    "Panjangsekali".repeat(12)
}

/// A small emblem, as the bytes of a PNG file.
pub const LOGO: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 12, 0, 0, 0, 14, 8, 2, 0, 0, 0, 148, 223,
    106, 187, 0, 0, 0, 61, 73, 68, 65, 84, 120, 218, 99, 144, 247, 171, 36, 136, 24, 72, 80, 244, 255, 102, 26, 86, 52,
    212, 21, 253, 255, 255, 31, 191, 255, 129, 10, 64, 138, 240, 168, 131, 200, 66, 21, 97, 85, 7, 151, 66, 40, 66, 83,
    135, 44, 142, 162, 8, 174, 14, 77, 16, 93, 17, 86, 0, 0, 42, 147, 47, 70, 171, 194, 56, 122, 0, 0, 0, 0, 73, 69,
    78, 68, 174, 66, 96, 130,
];

/// A letter head.
pub fn kop() -> Kop {
    Kop {
        above: "PEMERINTAH KABUPATEN KAPUAS".into(),
        office: "KECAMATAN SELAT".into(),
        lines: vec![
            "Jalan Jenderal Sudirman Nomor 5  Kode Pos 73515".into(),
            "Telepon (0513) 21001  Surel kec.selat@contoh.go.id".into(),
        ],
        logo: Some(LOGO.to_vec()),
    }
}

/// A signature with all its lines.
pub fn camat() -> Signature {
    Signature {
        above: vec!["Selat, 22 November 2026".into()],
        office: vec!["CAMAT SELAT,".into()],
        name: LONGEST_NAME.into(),
        rank: "Pembina Tingkat I".into(),
        nip: "19700101 199503 1 001".into(),
    }
}

/// Signatures of three, one without a NIP, one on behalf of another.
pub fn three() -> Vec<Signature> {
    let secretary = Signature {
        above: vec!["Mengetahui,".into()],
        office: vec!["a.n. CAMAT SELAT".into(), "Sekretaris Kecamatan".into(), "u.b.".into(), "Kepala Seksi,".into()],
        name: "Budi".into(),
        rank: "Penata".into(),
        nip: "19800101 200503 1 001".into(),
    };
    let chair = Signature {
        office: vec!["Ketua Tim Pembina Posyandu".into(), format!("Kecamatan {LONGEST_DESA},")],
        name: "Nur Aini".into(),
        ..Signature::default()
    };
    vec![secretary, chair, camat()]
}

/// An invitation: letter head, facts, hostile paragraphs, one signature, copies.
pub fn letter() -> Document {
    let facts = |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    let mut blocks = vec![
        Block::Letter(LetterHead {
            place_date: "Selat, 29 Oktober 2025".into(),
            facts: facts(&[
                ("Nomor", "400.5/   /Pem.Kec/2025"),
                ("Sifat", "Penting"),
                ("Lampiran", "1 (satu) berkas"),
                ("Hal", "Undangan rapat koordinasi Tim Pembina Posyandu tingkat kecamatan triwulan keempat tahun 2025"),
            ]),
            to: vec!["Kepada".into(), format!("Yth. Kepala Desa {LONGEST_DESA}"), "di -".into(), "     Tempat".into()],
        }),
        Block::Paragraph(
            "Dalam rangka pembinaan Posyandu dengan enam bidang Standar Pelayanan Minimal sebagaimana diatur dalam \
             Peraturan Menteri Dalam Negeri Nomor 13 Tahun 2024, dengan ini kami mengundang Saudara untuk hadir pada:"
                .into(),
        ),
        Block::Facts(facts(&[
            ("Hari/tanggal", "Rabu, 5 November 2025"),
            ("Pukul", "09.00 WIB sampai dengan selesai"),
            ("Tempat", "Aula Kantor Kecamatan Selat, Jalan Jenderal Sudirman Nomor 5, Kelurahan Selat Hilir"),
            ("Acara", "Rapat koordinasi"),
        ])),
        Block::Heading("Yang dibawa".into()),
        Block::List(Marks::Numbers, vec!["Daftar kader.".into(), "Rencana kerja tahun 2026.".into()]),
        Block::List(Marks::Dashes, vec!["Satu baris.".into(), "Dua\nbaris.".into()]),
    ];
    blocks.extend(HOSTILE.iter().map(|text| Block::Paragraph((*text).to_owned())));
    blocks.extend([
        Block::Paragraph(long_word()),
        Block::Paragraph("Demikian undangan ini kami sampaikan. Atas kehadiran Saudara diucapkan terima kasih.".into()),
        Block::Signatures(vec![camat()]),
        Block::Copies(vec!["Bupati Kapuas di Kuala Kapuas (sebagai laporan);".into(), "Arsip.".into()]),
    ]);
    Document {
        name: "undangan".into(),
        title: "Undangan rapat koordinasi".into(),
        kop: Some(kop()),
        blocks,
        message: vec!["Rapat koordinasi Rabu, 5 November 2025.".into()],
        ..Document::default()
    }
}

/// Fifteen columns on F4, wide: headings of two rows, groups, sums, notes, all natures, a chart.
pub fn wide_table() -> Document {
    let mut columns = vec![
        Column::new("No", Nature::Number, 4),
        Column::new("Desa/kelurahan", Nature::Text, 24),
        Column::new("Nama penanggung jawab", Nature::Text, 24),
        Column::new("NIK", Nature::Text, 17),
    ];
    for quarter in ["I", "II", "III", "IV"] {
        columns.push(Column::new(format!("Triwulan {quarter} - Volume"), Nature::Number, 7));
        columns.push(Column::new(format!("Triwulan {quarter} - Anggaran (Rp)"), Nature::Number, 14));
    }
    columns.extend([
        Column::new("Tahun", Nature::Year, 6),
        Column::new("Mulai", Nature::Date, 11),
        Column::new("Capaian", Nature::Percent, 8),
    ]);
    let mut above: Vec<HeadCell> =
        ["No", "Desa/kelurahan", "Nama penanggung jawab", "NIK"].map(|name| HeadCell::tall(name, 2)).into();
    above.extend(["I", "II", "III", "IV"].map(|quarter| HeadCell::wide(format!("Triwulan {quarter}"), 2)));
    above.extend(["Tahun", "Mulai", "Capaian"].map(|name| HeadCell::tall(name, 2)));
    let below =
        (0..4).flat_map(|_| [HeadCell::tall("Volume", 1), HeadCell::tall("Anggaran (Rp)", 1)]).collect::<Vec<_>>();

    let mut rows = Vec::new();
    for group in 0..3 {
        rows.push(Row::group(format!("Bidang {}: {}", group + 1, HOSTILE[0])));
        for at in 0..12 {
            rows.push(Row::plain(wide_row(group * 12 + at)));
        }
        rows.push(Row::of(RowKind::Subtotal, sums("Jumlah bidang", 1)));
    }
    rows.push(Row::of(RowKind::Total, sums("Jumlah seluruhnya", 3)));
    let mut note = sums("Rata-rata", 0);
    note[14] = Cell::Number(745);
    rows.push(Row::of(RowKind::Note, note));
    Document {
        name: "matriks".into(),
        title: "Matriks rencana kerja".into(),
        page: Page { paper: Paper::F4, landscape: true },
        kop: Some(kop()),
        footer: format!("Keadaan per 31-12-2025 · Kecamatan {LONGEST_DESA}"),
        message: vec!["Rencana kerja 36 baris.".into()],
        blocks: vec![
            Block::Title(vec!["MATRIKS RENCANA KERJA".into(), "KECAMATAN SELAT".into(), "TAHUN 2026".into()]),
            Block::Table(Table {
                caption: "Tabel 1. Rencana kerja per triwulan".into(),
                columns,
                heads: vec![above, below],
                numbered: true,
                rows,
            }),
            Block::Chart(Chart {
                caption: "Anggaran per sumber".into(),
                unit: "rupiah".into(),
                series: vec!["Diusulkan".into(), "Disetujui".into(), "Terealisasi".into()],
                bars: vec![
                    ("APBDes".into(), vec![1_250_000_000, 900_000_000, 0]),
                    (LONGEST_DESA.into(), vec![250_000_000, 250_000_000, 125_000_000]),
                    ("Swadaya".into(), vec![1_000, 1_000, 1_000]),
                ],
            }),
            Block::Signatures(three()),
        ],
    }
}

/// A row of fifteen cells.
fn wide_row(at: i64) -> Vec<Cell> {
    let desa = match at % 4 {
        0 => LONGEST_DESA,
        1 => HOSTILE[4],
        _ => "Pulau Telo",
    };
    let mut cells = vec![
        Cell::Number(at + 1),
        Cell::Text(desa.into()),
        Cell::Text(if at % 3 == 0 { LONGEST_NAME } else { "Nur Aini, A.Md.Keb" }.into()),
        Cell::Text(format!("62039950038500{:02}", at % 100)),
    ];
    for quarter in 1..=4 {
        cells.push(if at % 5 == 4 { Cell::Empty } else { Cell::Number(at * quarter) });
        cells.push(Cell::Number(123_456_789_000 + at * 1_000 * quarter));
    }
    cells.extend([
        Cell::Number(2026),
        Cell::Date(Date::constant(2026, 1, 5)),
        Cell::Number(if at % 2 == 0 { 1000 } else { 745 }),
    ]);
    cells
}

/// A row of sums; `times` the rows of a group.
fn sums(words: &str, times: i64) -> Vec<Cell> {
    let mut cells = vec![Cell::Empty, Cell::Text(words.into()), Cell::Empty, Cell::Empty];
    for _ in 0..4 {
        cells.extend([Cell::Number(times * 66), Cell::Number(times * 1_481_481_468_000)]);
    }
    cells.extend([Cell::Empty, Cell::Empty, Cell::Empty]);
    cells
}

/// A decree with its parts, a ruling each, and an attachment with a table of three columns.
pub fn decree() -> Document {
    let clause = |words: &str, marks, items: &[&str]| {
        Block::Clause(words.into(), marks, items.iter().map(|item| (*item).to_owned()).collect())
    };
    let considering = "bahwa untuk meningkatkan mutu pelayanan Posyandu di wilayah kecamatan perlu dibentuk Tim Pembina \
                       Posyandu yang bekerja secara terpadu menurut enam bidang Standar Pelayanan Minimal;";
    let member = |at: i64, name: &str, role: &str| {
        Row::plain(vec![Cell::Number(at), Cell::Text(name.into()), Cell::Text(role.into())])
    };
    let mut rows = vec![member(1, "Camat Selat", "Ketua")];
    rows.extend((2..=30).map(|at| member(at, if at % 4 == 0 { LONGEST_NAME } else { "Kepala Puskesmas" }, "Anggota")));
    Document {
        name: "sk-tim-pembina".into(),
        title: "Keputusan Camat tentang Tim Pembina Posyandu".into(),
        page: Page { paper: Paper::F4, landscape: false },
        kop: Some(kop()),
        footer: String::new(),
        message: Vec::new(),
        blocks: vec![
            Block::Title(vec![
                "KEPUTUSAN CAMAT SELAT".into(),
                "NOMOR 12 TAHUN 2026".into(),
                "TENTANG".into(),
                "TIM PEMBINA POS PELAYANAN TERPADU KECAMATAN SELAT".into(),
            ]),
            Block::Title(vec!["CAMAT SELAT,".into()]),
            clause("Menimbang", Marks::Letters, &[considering, considering]),
            clause(
                "Mengingat",
                Marks::Numbers,
                &[
                    "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah (Lembaran Negara Republik Indonesia \
                 Tahun 2014 Nomor 244);",
                    "Peraturan Menteri Dalam Negeri Nomor 13 Tahun 2024 tentang Pos Pelayanan Terpadu;",
                ],
            ),
            clause("Memperhatikan", Marks::Numbers, &["Hasil rapat koordinasi tanggal 29 Oktober 2025;"]),
            Block::Title(vec!["MEMUTUSKAN:".into()]),
            clause("Menetapkan", Marks::None, &["KEPUTUSAN CAMAT TENTANG TIM PEMBINA POSYANDU KECAMATAN SELAT."]),
            clause("KESATU", Marks::None, &["Membentuk Tim Pembina Posyandu Kecamatan Selat."]),
            clause("KEDUA", Marks::None, &[considering]),
            clause("KETIGA", Marks::None, &["Keputusan ini mulai berlaku pada tanggal ditetapkan."]),
            Block::Signatures(vec![Signature {
                above: vec!["Ditetapkan di Selat".into(), "pada tanggal 22 November 2026".into()],
                ..camat()
            }]),
            Block::Copies(vec!["Bupati Kapuas;".into(), "Kepala Desa/Lurah se-Kecamatan Selat.".into()]),
            Block::Attachment(vec![
                "Lampiran Keputusan Camat Selat".into(),
                "Nomor 12 Tahun 2026".into(),
                "tentang Tim Pembina Posyandu".into(),
            ]),
            Block::Title(vec!["SUSUNAN TIM PEMBINA POSYANDU".into()]),
            Block::Table(Table {
                columns: vec![
                    Column::new("No", Nature::Number, 4),
                    Column::new("Nama/jabatan dalam dinas", Nature::Text, 40),
                    Column::new("Kedudukan dalam tim", Nature::Text, 20),
                ],
                rows,
                ..Table::default()
            }),
            Block::Signatures(vec![camat()]),
        ],
    }
}
