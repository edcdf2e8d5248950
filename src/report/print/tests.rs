//! Documents to print in tests: everything a document can hold, and texts that attack.

use super::*;
use crate::base::date::Date;
use crate::report::document::*;
use crate::report::writers::{Cell, Nature};

/// The longest name of a desa in the country has 44 characters.
pub const DESA: &str = "Tanjung Harapan Makmur Sejahtera Bersama Dua";
/// A person's name of 60 characters.
pub const NAME: &str = "Raden Ajeng Siti Nurhaliza Kusumawardhani Prawirodirdjo, S.Pd";

/// A text a writer must not let through as anything but text.
pub const HOSTILE: &str = "=cmd|' /C calc'!A0 ]]> & <w:p/> \"x\" #set \\ \u{202e}kanan\u{7}\u{0}\u{fffe} --> {{x}}";

fn kop() -> Kop {
    Kop {
        above: "PEMERINTAH KABUPATEN KAPUAS".into(),
        office: "KECAMATAN SELAT".into(),
        lines: vec!["Jalan Pemuda Nomor 1  Kode Pos 73516".into(), "Telepon (0513) 21001".into()],
        logo: None,
    }
}

fn camat(above: &[&str], office: &[&str], name: &str) -> Signature {
    Signature {
        above: above.iter().map(|line| (*line).to_owned()).collect(),
        office: office.iter().map(|line| (*line).to_owned()).collect(),
        name: name.into(),
        rank: "Pembina Tk. I".into(),
        nip: "19750612 200003 1 005".into(),
    }
}

/// A table of 15 columns under two rows of headings, with groups, sums and shares.
pub fn matrix() -> Document {
    let mut columns = vec![
        Column::new("No", Nature::Number, 4),
        Column::new("Kegiatan", Nature::Text, 34),
        Column::new("Desa/kelurahan", Nature::Text, 20),
        Column::new("Satuan", Nature::Text, 9),
        Column::new("Mulai", Nature::Date, 11),
    ];
    for quarter in ["I", "II", "III", "IV"] {
        columns.push(Column::new(format!("Triwulan {quarter} - Volume"), Nature::Number, 7));
        columns.push(Column::new(format!("Triwulan {quarter} - Rupiah"), Nature::Number, 14));
    }
    columns.push(Column::new("Jumlah (Rp)", Nature::Number, 15));
    columns.push(Column::new("Bagian", Nature::Percent, 8));
    let mut above: Vec<HeadCell> =
        ["No", "Kegiatan", "Desa/kelurahan", "Satuan", "Mulai"].map(|name| HeadCell::tall(name, 2)).into();
    above.extend(["I", "II", "III", "IV"].map(|name| HeadCell::wide(format!("Triwulan {name}"), 2)));
    above.extend(["Jumlah (Rp)", "Bagian"].map(|name| HeadCell::tall(name, 2)));
    let below = (0..4).flat_map(|_| [HeadCell::tall("Volume", 1), HeadCell::tall("Rupiah", 1)]).collect();
    let (mut rows, mut all) = (Vec::new(), [0; 9]);
    for (bidang, items) in [("Kesehatan", 3), ("Ketenteraman, ketertiban umum, dan pelindungan masyarakat", 2)] {
        rows.push(Row::group(format!("Bidang {bidang}")));
        let mut part = [0; 9];
        for at in 1..=items {
            let mut numbers = [0; 9];
            for (place, number) in numbers.iter_mut().take(8).enumerate() {
                let place = i64::try_from(place).unwrap_or(0);
                *number = if place % 2 == 0 { at } else { at * 125_750_000 + place };
            }
            numbers[8] = numbers.iter().skip(1).step_by(2).take(4).sum();
            for (sum, number) in part.iter_mut().zip(numbers) {
                *sum += number;
            }
            let mut cells = vec![
                Cell::Number(at),
                Cell::Text(format!("Pelatihan 25 keterampilan dasar kader, angkatan ke-{at}")),
                Cell::Text(DESA.into()),
                Cell::Text("kegiatan".into()),
                Cell::Date(Date::constant(2026, 3, 9)),
            ];
            cells.extend(numbers.map(Cell::Number));
            cells.push(Cell::Number(745));
            rows.push(Row::plain(cells));
        }
        rows.push(sums(RowKind::Subtotal, &format!("Jumlah bidang {bidang}"), part));
        for (sum, number) in all.iter_mut().zip(part) {
            *sum += number;
        }
    }
    rows.push(sums(RowKind::Total, "Jumlah seluruhnya", all));
    let mut note = vec![Cell::Empty; 15];
    note[1] = Cell::Text("Rata-rata tiap kegiatan".into());
    note[13] = Cell::Number(all[8] / 5);
    rows.push(Row::of(RowKind::Note, note));
    let table =
        Table { caption: "Tabel 1. Rencana kerja".into(), columns, heads: vec![above, below], numbered: true, rows };
    Document {
        name: "rencana-matriks".into(),
        title: "Matriks rencana kerja 2026".into(),
        page: Page { paper: Paper::F4, landscape: true },
        kop: Some(kop()),
        blocks: vec![
            Block::Title(vec!["MATRIKS RENCANA KERJA".into(), "TIM PEMBINA POSYANDU KECAMATAN SELAT".into()]),
            Block::Facts(vec![("Tahun".into(), "2026".into()), ("Keadaan".into(), "31 Desember 2025".into())]),
            Block::Table(table),
            Block::Chart(Chart {
                caption: "Kader tiap desa".into(),
                unit: "orang".into(),
                series: vec!["Aktif".into(), "Terlatih".into()],
                bars: vec![
                    (DESA.into(), vec![120, 45]),
                    ("Selat Hilir".into(), vec![60, 1]),
                    ("Murung".into(), vec![0, 0]),
                ],
            }),
            Block::Signatures(vec![
                camat(&["Mengetahui,"], &["CAMAT SELAT,"], NAME),
                camat(&["Selat, 22 November 2026"], &["KETUA TIM PEMBINA POSYANDU", "KECAMATAN SELAT,"], "Hj. Aminah"),
            ]),
        ],
        footer: "Keadaan per 31-12-2025 · Kecamatan Selat".into(),
        message: vec![],
    }
}

fn sums(kind: RowKind, words: &str, numbers: [i64; 9]) -> Row {
    let mut cells = vec![Cell::Empty, Cell::Text(words.into()), Cell::Empty, Cell::Empty, Cell::Empty];
    cells.extend(numbers.map(Cell::Number));
    cells.push(Cell::Empty);
    Row::of(kind, cells)
}

/// A letter, a decree and its attachment in one.
pub fn decree() -> Document {
    let mut columns = vec![Column::new("No", Nature::Number, 4), Column::new("Nama/jabatan", Nature::Text, 40)];
    columns.push(Column::new("Kedudukan dalam tim", Nature::Text, 24));
    let rows = (1..=60)
        .map(|at| {
            let name = if at == 2 { NAME.to_owned() } else { format!("Kepala Seksi {at}") };
            Row::plain(vec![Cell::Number(at), Cell::Text(name), Cell::Text("Anggota bidang kesehatan".into())])
        })
        .collect();
    Document {
        name: "sk-tim".into(),
        title: "SK Camat: Tim Pembina Posyandu".into(),
        kop: Some(kop()),
        blocks: vec![
            Block::Letter(LetterHead {
                place_date: "Selat, 29 Oktober 2025".into(),
                facts: [("Nomor", "445.8/    /Pokjanal"), ("Sifat", "Biasa"), ("Lampiran", "1 (satu) berkas"), ("Hal", "Undangan rapat koordinasi Tim Pembina Posyandu tingkat kecamatan dalam rangka penyusunan rencana kerja tahun 2026")]
                    .map(|(label, words)| (label.to_owned(), words.to_owned()))
                    .into(),
                to: vec!["Kepada".into(), format!("Yth. Kepala Desa {DESA}"), "di -".into(), "     Tempat".into()],
            }),
            Block::Paragraph("Dengan hormat, bersama ini kami mengundang Bapak/Ibu untuk hadir pada rapat koordinasi Tim Pembina Posyandu Kecamatan Selat.\nAdapun rapat itu dilaksanakan pada:".into()),
            Block::Facts(vec![
                ("Hari/tanggal".into(), "Rabu, 29 Oktober 2025".into()),
                ("Pukul".into(), "09.00 WIB sampai selesai".into()),
            ]),
            Block::Title(vec!["KEPUTUSAN CAMAT SELAT".into(), "NOMOR 12 TAHUN 2026".into()]),
            Block::Clause(
                "Menimbang".into(),
                Marks::Letters,
                vec![
                    "bahwa Posyandu adalah lembaga kemasyarakatan desa/kelurahan yang mewadahi pemberdayaan masyarakat dalam pelayanan sosial dasar;".into(),
                    "bahwa untuk itu perlu dibentuk Tim Pembina Posyandu;".into(),
                ],
            ),
            Block::Clause(
                "Mengingat".into(),
                Marks::Numbers,
                (1..=11).map(|at| format!("Undang-Undang Nomor {at} Tahun 2014 tentang Desa;")).collect(),
            ),
            Block::Heading("MEMUTUSKAN".into()),
            Block::Clause("Menetapkan".into(), Marks::None, vec!["KEPUTUSAN CAMAT TENTANG TIM PEMBINA POSYANDU.".into()]),
            Block::Clause("KESATU".into(), Marks::None, vec!["Membentuk Tim Pembina Posyandu Kecamatan Selat dengan susunan sebagaimana tercantum dalam Lampiran.".into()]),
            Block::List(Marks::Dashes, vec!["butir pertama".into(), "butir kedua".into()]),
            Block::Signatures(vec![camat(&["Ditetapkan di Selat", "pada tanggal 22 November 2026"], &["a.n. CAMAT SELAT", "Sekretaris Kecamatan,"], "")]),
            Block::Copies(vec!["Bupati Kapuas (sebagai laporan);".into(), "Arsip.".into()]),
            Block::Attachment(vec!["Lampiran Keputusan Camat Selat".into(), "Nomor 12 Tahun 2026".into()]),
            Block::Table(Table { caption: "Susunan tim".into(), columns, rows, ..Table::default() }),
            Block::Signatures(vec![camat(&["Mengetahui,"], &["CAMAT SELAT,"], NAME), camat(&["Menyetujui,"], &["KEPALA PUSKESMAS,"], ""), camat(&["Selat, 1 Mei 2026"], &["KETUA,"], "Hj. Aminah")]),
        ],
        ..Document::default()
    }
}

/// Every text is hostile.
pub fn hostile() -> Document {
    let said = || HOSTILE.to_owned();
    let table = Table {
        caption: said(),
        columns: vec![Column::new(said(), Nature::Text, 20), Column::new("Jumlah", Nature::Number, 9)],
        rows: vec![
            Row::group(said()),
            Row::plain(vec![Cell::Text(said()), Cell::Number(-5)]),
            Row::of(RowKind::Total, vec![Cell::Text("=1+1".into()), Cell::Number(-5)]),
        ],
        ..Table::default()
    };
    Document {
        name: "x".into(),
        title: said(),
        kop: Some(Kop { above: said(), office: said(), lines: vec![said()], logo: Some(b"not a picture".into()) }),
        footer: format!("&P {HOSTILE} &\"Arial\""),
        blocks: vec![
            Block::Title(vec![said()]),
            Block::Heading(said()),
            Block::Letter(LetterHead { place_date: said(), facts: vec![(said(), said())], to: vec![said()] }),
            Block::Paragraph(said()),
            Block::List(Marks::Letters, vec![said()]),
            Block::Facts(vec![(said(), said())]),
            Block::Clause(said(), Marks::Numbers, vec![said(), said()]),
            Block::Table(table),
            Block::Chart(Chart { caption: said(), unit: said(), series: vec![said()], bars: vec![(said(), vec![3])] }),
            Block::Signatures(vec![Signature {
                above: vec![said()],
                office: vec![said()],
                name: said(),
                rank: said(),
                nip: said(),
            }]),
            Block::Copies(vec![said()]),
            Block::Attachment(vec![said()]),
        ],
        ..Document::default()
    }
}

/// A roster of so many rows with ten columns.
pub fn roster(count: i64) -> Document {
    let columns = vec![
        Column::new("No", Nature::Number, 5),
        Column::new("Nama", Nature::Text, 30),
        Column::new("L/P", Nature::Text, 4),
        Column::new("Tanggal lahir", Nature::Date, 11),
        Column::new("Umur", Nature::Number, 5),
        Column::new("Posyandu", Nature::Text, 20),
        Column::new("Desa/kelurahan", Nature::Text, 24),
        Column::new("Jabatan", Nature::Text, 12),
        Column::new("Sejak", Nature::Year, 6),
        Column::new("Keterangan", Nature::Text, 20),
    ];
    let rows = (1..=count)
        .map(|at| {
            Row::plain(vec![
                Cell::Number(at),
                Cell::Text(format!("Siti Nurhaliza {at}")),
                Cell::Text("P".into()),
                Cell::Date(Date::constant(1985, 3, 12)),
                Cell::Number(41),
                Cell::Text(format!("Melati {}", at / 5)),
                Cell::Text(DESA.into()),
                Cell::Text("Anggota".into()),
                Cell::Number(2019),
                Cell::Text(format!("SK Nomor {at} Tahun 2025")),
            ])
        })
        .collect();
    let mut document = decree();
    document.page.landscape = true;
    document.blocks = vec![Block::Table(Table { columns, rows, ..Table::default() })];
    document
}

#[test]
#[ignore = "writes samples to look at: PEMBINA_CONTOH names the folder"]
fn samples_to_look_at() {
    let folder = PathBuf::from(std::env::var_os("PEMBINA_CONTOH").expect("a folder"));
    let mut upright = matrix();
    upright.page = Page::default();
    let mut folio = decree();
    folio.page.paper = Paper::F4;
    let all = [
        ("matriks", matrix()),
        ("tegak", upright),
        ("sk", decree()),
        ("folio", folio),
        ("jahat", hostile()),
        ("daftar", roster(120)),
        ("surat", sample::letter()),
        ("lebar", sample::wide_table()),
        ("putusan", sample::decree()),
    ];
    for (name, document) in all {
        for (format, ending) in
            [(Format::Txt, "txt"), (Format::Xlsx, "xlsx"), (Format::Docx, "docx"), (Format::Csv, "csv")]
        {
            if let Ok(bytes) = print(&document, format, &How::default()) {
                std::fs::write(folder.join(format!("{name}.{ending}")), bytes).expect("written");
            }
        }
    }
}
