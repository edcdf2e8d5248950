use std::path::Path;

use lopdf::{Dictionary, Object};
use tempfile::TempDir;

use super::*;
use crate::report::document::{Block, Column, HeadCell, Kop, Marks, Page, Paper, Row, RowKind, Signature, Table};
use crate::report::print::cell::shown;
use crate::report::print::sample::{self, HOSTILE, LONGEST_DESA, LONGEST_NAME};
use crate::report::writers::{Cell, Nature};
use crate::request::Trouble;

fn printed(document: &Document) -> Vec<u8> {
    print(document, &How::default()).unwrap_or_else(|trouble| panic!("{trouble:?}"))
}

/// Printed with one file in the office's folder of templates.
fn with_template(document: &Document, name: &str, template: &str) -> Result<Vec<u8>, Trouble> {
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join(name), template).expect("written");
    in_folder(document, folder.path())
}

fn in_folder(document: &Document, folder: &Path) -> Result<Vec<u8>, Trouble> {
    print(document, &How { templates: Some(folder.to_owned()), ..How::default() })
}

/// The words of each page, without blanks: where lines break is the page's own affair.
fn pages(bytes: &[u8]) -> Vec<String> {
    let read = lopdf::Document::load_mem(bytes).expect("a PDF");
    let words = |number| bare(&read.extract_text(&[number]).expect("its text"));
    read.get_pages().keys().map(|number| words(*number)).collect()
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{200b}').collect()
}

/// Width and height of the first page in whole points.
fn size(bytes: &[u8]) -> (i64, i64) {
    let read = lopdf::Document::load_mem(bytes).expect("a PDF");
    let page = read.get_dictionary(*read.get_pages().get(&1).expect("a page")).expect("its dictionary");
    let numbers = page.get(b"MediaBox").and_then(Object::as_array).expect("its size");
    let number = |at: usize| numbers[at].as_float().expect("a number").round() as i64;
    (number(2), number(3))
}

#[test]
fn text_of_the_data_stands_as_it_is_and_is_never_markup() {
    let words = pages(&printed(&sample::letter())).concat();
    for hostile in HOSTILE.iter().take(5) {
        assert!(words.contains(&bare(hostile)), "{hostile}\n{words}");
    }
    assert!(words.contains("balikkanan"), "{words}");
    assert!(words.contains(&sample::long_word()));
}

#[test]
fn every_part_of_a_document_may_hold_hostile_text() {
    for hostile in HOSTILE {
        let text = || (*hostile).to_owned();
        let pairs = || vec![(text(), text()), (text(), text())];
        let mut document = sample::letter();
        document.title = text();
        document.footer = text();
        document.kop = Some(Kop { above: text(), office: text(), lines: vec![text()], logo: None });
        let mut table =
            Table { caption: text(), columns: vec![Column::new(text(), Nature::Text, 9)], ..Table::default() };
        table.rows = vec![Row::group(text()), Row::plain(vec![Cell::Text(text())])];
        document.blocks = vec![
            Block::Title(vec![text()]),
            Block::Heading(text()),
            Block::Letter(crate::report::document::LetterHead { place_date: text(), facts: pairs(), to: vec![text()] }),
            Block::List(Marks::Letters, vec![text()]),
            Block::Facts(pairs()),
            Block::Clause(text(), Marks::Numbers, vec![text(), text()]),
            Block::Table(table),
            Block::Chart(crate::report::document::Chart {
                caption: text(),
                unit: text(),
                series: vec![text(), text()],
                bars: vec![(text(), vec![1, 2])],
            }),
            Block::Signatures(vec![Signature {
                above: vec![text()],
                office: vec![text()],
                name: text(),
                rank: text(),
                nip: text(),
            }]),
            Block::Copies(vec![text()]),
            Block::Attachment(vec![text()]),
        ];
        let words = pages(&printed(&document)).concat();
        if hostile.is_ascii() {
            let times = words.matches(&bare(hostile)).count();
            assert!(times >= 24, "{times} times: {hostile}\n{words}");
        }
    }
}

#[test]
fn every_cell_of_a_wide_table_is_on_paper_and_its_headings_on_every_page() {
    let document = sample::wide_table();
    let pages = pages(&printed(&document));
    let words = pages.concat();
    let table = document.tables().next().unwrap();
    for row in table.rows.iter().filter(|row| row.kind != RowKind::Group) {
        for (cell, column) in row.cells.iter().zip(&table.columns) {
            let cell = shown(cell, column.nature);
            assert!(words.contains(&bare(&cell)), "{cell} is missing");
        }
    }
    let of_rows: Vec<&String> = pages.iter().filter(|page| page.contains("NurAini,A.Md.Keb")).collect();
    assert!(of_rows.len() >= 2);
    for page in of_rows {
        assert!(page.contains("Namapenanggungjawab") && page.contains("TriwulanIV"), "{page}");
        // A group goes on over the page under its name.
        assert!(page.contains("Bidang"), "{page}");
    }
    for (at, page) in pages.iter().enumerate() {
        assert!(page.contains(&format!("Halaman{}dari{}", at + 1, pages.len())), "{page}");
        assert!(page.contains(&bare(&document.footer)));
    }
    assert!(words.contains("APBDes1.250.000.000"), "{words}");
}

#[test]
fn the_page_is_as_large_as_the_paper() {
    let mut document = sample::letter();
    for (paper, landscape, size_in_points) in [
        (Paper::A4, false, (595, 842)),
        (Paper::A4, true, (842, 595)),
        (Paper::F4, false, (609, 935)),
        (Paper::F4, true, (935, 609)),
    ] {
        document.page = Page { paper, landscape };
        assert_eq!(size(&printed(&document)), size_in_points);
    }
}

#[test]
fn all_fonts_are_ours_and_go_along_in_the_file() {
    let read = lopdf::Document::load_mem(&printed(&sample::letter())).expect("a PDF");
    let dictionaries = || read.objects.values().filter_map(|object| object.as_dict().ok());
    let of_type = |dictionary: &&Dictionary, name: &[u8]| {
        dictionary.get(b"Type").and_then(Object::as_name).is_ok_and(|found| found == name)
    };
    let fonts: Vec<_> = dictionaries().filter(|found| of_type(found, b"FontDescriptor")).collect();
    assert!(fonts.len() >= 2, "{}", fonts.len());
    for font in fonts {
        let name = String::from_utf8_lossy(font.get(b"FontName").and_then(Object::as_name).unwrap());
        assert!(name.contains("LiberationSans"), "{name}");
        assert!(font.has(b"FontFile2") || font.has(b"FontFile3"), "{name} is not embedded");
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    for document in [sample::letter(), sample::wide_table(), sample::decree()] {
        let first = printed(&document);
        assert_eq!(first, printed(&document));
        let kept: Document = serde_json::from_slice(&serde_json::to_vec(&document).unwrap()).unwrap();
        assert_eq!(first, printed(&kept));
        assert!(!String::from_utf8_lossy(&first).contains("CreationDate"));
    }
}

#[test]
fn a_signature_never_breaks_over_a_page_and_a_missing_nip_leaves_no_line() {
    let mut document = sample::letter();
    document.kop = None;
    for paragraphs in 20..60 {
        document.blocks = vec![Block::Paragraph("Isi.".into()); paragraphs];
        let nameless = Signature { nip: String::new(), ..sample::camat() };
        document.blocks.push(Block::Signatures(vec![sample::camat(), nameless]));
        let pages = pages(&printed(&document));
        let with = |words: &str| pages.iter().position(|page| page.contains(words));
        assert!(with("CAMATSELAT").is_some());
        assert_eq!(with("CAMATSELAT"), with("NIP19700101"), "{paragraphs}");
        assert_eq!(pages.concat().matches("NIP").count(), 1);
    }
}

#[test]
fn a_decree_has_its_rulings_and_its_attachment_on_a_page_of_its_own() {
    let pages = pages(&printed(&sample::decree()));
    assert_eq!(pages.len(), 2);
    assert!(pages[0].contains("Menimbang:a.bahwa") && pages[0].contains("KETIGA:Keputusanini"), "{}", pages[0]);
    assert!(pages[0].contains("Tembusan:1.BupatiKapuas;2."));
    assert!(pages[1].starts_with("LampiranKeputusanCamatSelat"), "{}", pages[1]);
    assert!(pages[1].contains(&bare(LONGEST_NAME)));
}

#[test]
fn what_is_empty_or_misshapen_is_printed_all_the_same() {
    let mut document = Document::default();
    printed(&document);
    document.kop = Some(Kop::default());
    document.blocks = vec![
        Block::Title(Vec::new()),
        Block::Heading(String::new()),
        Block::Letter(crate::report::document::LetterHead::default()),
        Block::Paragraph(String::new()),
        Block::List(Marks::Dashes, Vec::new()),
        Block::Facts(Vec::new()),
        Block::Clause(String::new(), Marks::None, Vec::new()),
        Block::Table(Table::default()),
        Block::Table(Table { numbered: true, heads: vec![Vec::new()], ..Table::default() }),
        Block::Chart(crate::report::document::Chart {
            caption: String::new(),
            unit: String::new(),
            series: Vec::new(),
            bars: vec![("a".into(), Vec::new()), ("b".into(), vec![0, -5, 7, 8, 9])],
        }),
        Block::Signatures(Vec::new()),
        Block::Signatures(vec![Signature::default()]),
        Block::Copies(Vec::new()),
        Block::Attachment(Vec::new()),
    ];
    printed(&document);
    // Headings that do not fit together, rows too short and too long, a group without words.
    let columns = vec![Column::new("a", Nature::Text, 0), Column::new("b", Nature::Number, 9)];
    let wide = HeadCell::wide("lebar", 9);
    let heads = vec![
        vec![wide.clone(), wide],
        vec![HeadCell::tall("tinggi", 9), HeadCell { across: 0, down: 0, text: "nol".into() }],
    ];
    let rows = vec![
        Row::plain(Vec::new()),
        Row::plain(vec![Cell::Number(1); 5]),
        Row::of(RowKind::Group, Vec::new()),
        Row::of(RowKind::Total, vec![Cell::Empty]),
    ];
    document.blocks = vec![Block::Table(Table { columns, heads, rows, ..Table::default() })];
    printed(&document);
}

#[test]
fn a_cell_longer_than_a_page_goes_on_over_pages() {
    let mut document = sample::decree();
    let long = "Uraian tugas yang panjang sekali. ".repeat(400);
    document.blocks = vec![Block::Table(Table {
        columns: vec![Column::new("No", Nature::Number, 4), Column::new("Uraian", Nature::Text, 20)],
        rows: vec![Row::plain(vec![Cell::Number(1), Cell::Text(long.clone())])],
        ..Table::default()
    })];
    let pages = pages(&printed(&document));
    assert!(pages.len() > 1);
    assert_eq!(pages.concat().matches("panjangsekali.").count(), 400);
}

#[test]
fn a_list_too_long_for_paper_is_told_before_memory_runs_out() {
    let mut document = sample::decree();
    let row = Row::plain(vec![Cell::Number(1); 3]);
    let columns = ["a", "b", "c"].map(|name| Column::new(name, Nature::Number, 5)).to_vec();
    document.blocks = vec![Block::Table(Table { columns, rows: vec![row; 20_001], ..Table::default() })];
    let trouble = print(&document, &How::default()).expect_err("too long");
    assert_eq!(trouble.code, "PDF-TERLALU-PANJANG");
    assert!(trouble.text.get(crate::base::words::Lang::Id).contains("20.001"));
}

#[test]
fn small_documents_tell_their_parts_to_those_who_have_them_read() {
    let tagged = |document: &Document| {
        let read = lopdf::Document::load_mem(&printed(document)).expect("a PDF");
        read.catalog().expect("a catalog").has(b"StructTreeRoot")
    };
    let mut document = sample::wide_table();
    assert!(tagged(&document));
    let Some(Block::Table(table)) = document.blocks.get_mut(1) else { panic!("a table") };
    table.rows = vec![table.rows[1].clone(); 201];
    assert!(!tagged(&document));
}

#[test]
fn the_office_s_template_changes_a_part_and_leaves_the_others() {
    let template = "#import \"bagian.typ\": *\n\
                    #render(json(\"data.json\"), parts: (kop: kop => [KOP KITA #kop.office]))";
    let words = pages(&with_template(&sample::letter(), "dokumen.typ", template).unwrap()).concat();
    assert!(words.contains("KOPKITAKECAMATANSELAT") && words.contains(&bare(LONGEST_DESA)), "{words}");
    assert!(!words.contains("PEMERINTAHKABUPATEN"), "{words}");
}

#[test]
fn a_folder_that_is_not_there_leaves_our_own_template() {
    let bytes = in_folder(&sample::letter(), Path::new("tidak/ada")).unwrap();
    assert_eq!(bytes, printed(&sample::letter()));
}

#[test]
fn a_faulty_template_is_told_with_its_line_and_what_to_do() {
    let told = |template: &str| {
        let trouble = with_template(&sample::letter(), "dokumen.typ", template).expect_err("a trouble");
        assert_eq!(trouble.code, "TEMPLAT-RUSAK", "{trouble:?}");
        trouble.text.get(crate::base::words::Lang::Id).into_owned()
    };
    assert_eq!(
        told("#import \"bagian.typ\": *\n\n#tidak-ada(1)"),
        "Templat kantor \"dokumen.typ\" tidak dapat dipakai. Baris 3: unknown variable: tidak-ada."
    );
    assert!(told("#let x = (").contains("Baris 1: unclosed delimiter"));
    // A mistake that comes to light in our part is told where the office made it.
    let wrong = "#import \"bagian.typ\": *\n#render((title: 5), parts: (:))";
    assert!(told(wrong).contains("dokumen.typ\" tidak dapat dipakai. Baris 2"), "{}", told(wrong));
}

#[test]
fn a_template_reads_nothing_outside_its_folder_and_knows_no_day() {
    let around = TempDir::new().unwrap();
    let folder = around.path().join("templat");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(around.path().join("rahasia.txt"), "RAHASIA").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(around.path().join("rahasia.txt"), folder.join("tautan.txt")).unwrap();
    for reach in [
        "#read(\"../rahasia.txt\")",
        "#read(\"/rahasia.txt\")",
        "#read(\"/etc/hostname\")",
        "#read(\"tautan.txt\")",
        "#import \"@preview/cetz:0.3.0\"",
        "#datetime.today().display()",
    ] {
        std::fs::write(folder.join("dokumen.typ"), reach).unwrap();
        let trouble = in_folder(&sample::letter(), &folder).expect_err(reach);
        assert_eq!(trouble.code, "TEMPLAT-RUSAK", "{reach}: {trouble:?}");
    }
}

#[test]
fn an_emblem_that_is_no_picture_never_keeps_a_paper_from_being_printed() {
    let mut document = sample::letter();
    let images = |bytes: &[u8]| String::from_utf8_lossy(bytes).matches("/Subtype/Image").count();
    let with = images(&printed(&document));
    for bytes in [&b"<svg/>"[..], b"", b"\x89PNG\r\n\x1a\nxxxx", b"\xff\xd8\xff\xe0rusak"] {
        document.kop = Some(Kop { logo: Some(bytes.to_vec()), ..sample::kop() });
        assert!(images(&printed(&document)) < with);
    }
}

#[test]
#[ignore = "writes the samples to look at: PEMBINA_CONTOH names a folder"]
fn the_samples_are_written_to_be_looked_at() {
    let folder = std::env::var_os("PEMBINA_CONTOH").expect("PEMBINA_CONTOH names a folder");
    let folder = Path::new(&folder);
    for (name, document) in
        [("surat", sample::letter()), ("matriks", sample::wide_table()), ("keputusan", sample::decree())]
    {
        for (size, paper) in [("a4", Paper::A4), ("f4", Paper::F4)] {
            let page = Page { paper, ..document.page };
            let bytes = printed(&Document { page, ..document.clone() });
            std::fs::write(folder.join(format!("{name}-{size}.pdf")), bytes).unwrap();
        }
    }
}
