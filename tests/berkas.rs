//! Files that go back to the sender, and files that fight back.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;

use calamine::{Data, Reader, Xlsx};
use pembina::base::words::Lang;
use pembina::entity::{ENTITIES, Entity, KADER, POSYANDU, flat};
use pembina::intake::{self, Taken, columns::Headings, read};
use pembina::report::mend;
use pembina::request::{Absence, ImportJob, REMARKS};
use pembina::service::buat;
use pembina::store::{Opening, Store};
use rust_xlsxwriter::{Format, Workbook};

fn store(kode: &str) -> Store {
    let mut store = Store::memory(&Opening::by("uji").without_copies()).unwrap();
    buat::begin(&mut store, kode).unwrap();
    store
}

fn looked(store: &mut Store, entity: &'static Entity, path: &Path) -> Vec<Taken> {
    let file = path.display().to_string();
    let job = ImportJob { file, dry_run: true, partial: true, create_posyandu: true, ..ImportJob::default() };
    intake::run(store, entity, &job, Lang::Id).unwrap()
}

fn written(taken: &[Taken], to: &Path) -> Xlsx<Cursor<Vec<u8>>> {
    mend::write(&intake::mend::sheets(taken.iter().map(|taken| &taken.left)), to, Lang::Id).unwrap();
    Xlsx::new(Cursor::new(std::fs::read(to).unwrap())).unwrap()
}

/// A roster as an office writes it: titles, headings of two rows, a desa merged over its block.
fn roster(nik: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name("KADER 2026").unwrap();
    let plain = Format::new();
    page.merge_range(0, 0, 0, 5, "DAFTAR KADER POSYANDU", &plain).unwrap();
    for (at, head) in (0u16..).zip(["NO", "DESA", "POSYANDU"]) {
        page.merge_range(2, at, 3, at, head, &plain).unwrap();
    }
    page.merge_range(2, 3, 2, 5, "KADER", &plain).unwrap();
    for (at, head) in (3u16..).zip(["NAMA", "NIK", "NO HP"]) {
        page.write(3, at, head).unwrap();
    }
    page.merge_range(4, 1, 6, 1, "Selat Hilir", &plain).unwrap();
    for (row, name, nik, phone) in [
        (4, "Siti Aminah", "6203994501900001", "081234567890"),
        (5, "=1+1", nik, "081234567891"),
        (6, "Budi Rahayu", "", "081234567892"),
    ] {
        page.write(row, 0, row - 3).unwrap();
        page.write(row, 2, "Mawar").unwrap();
        page.write(row, 3, name).unwrap();
        page.write(row, 4, nik).unwrap();
        page.write(row, 5, phone).unwrap();
    }
    page.write(8, 4, "Mengetahui,").unwrap();
    page.write(9, 4, "Lurah Selat Hilir").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn the_senders_own_sheet_comes_back_with_the_bad_cells_marked_and_can_be_taken_in_again() {
    let dir = tempfile::tempdir().unwrap();
    let (sent, back) = (dir.path().join("a.xlsx"), dir.path().join("masalah.xlsx"));
    std::fs::write(&sent, roster("62039945")).unwrap();
    let mut store = store("62.03.01");
    let taken = looked(&mut store, &KADER, &sent);
    let mut book = written(&taken, &back);
    assert_eq!(book.sheet_names(), ["KADER 2026"]);
    let range = book.worksheet_range("KADER 2026").unwrap();
    let cell = |row: u32, at: u32| range.get_value((row, at)).map(ToString::to_string).unwrap_or_default();
    assert_eq!(cell(0, 0), "DAFTAR KADER POSYANDU");
    assert_eq!((cell(2, 6), cell(4, 6), cell(6, 6)), (REMARKS.to_owned(), String::new(), String::new()));
    assert!(cell(5, 6).starts_with("x [KADER NIK] "), "{}", cell(5, 6));
    assert_eq!(range.get_value((5, 4)), Some(&Data::String("62039945".into())), "codes are text");
    assert_eq!(
        (cell(5, 3), cell(4, 5), cell(9, 4)),
        ("=1+1".into(), "081234567890".into(), "Lurah Selat Hilir".into())
    );
    assert!(book.worksheet_formula("KADER 2026").unwrap().is_empty(), "nothing is a formula");
    let merged = book.merge_cells_by_sheet_name("KADER 2026").unwrap();
    let merged: Vec<_> = merged.iter().map(|span| (span.start, span.end)).collect();
    assert!(merged.contains(&((0, 0), (0, 5))) && merged.contains(&((4, 1), (6, 1))), "{merged:?}");
    let mut zip = zip::ZipArchive::new(Cursor::new(std::fs::read(&back).unwrap())).unwrap();
    let notes = std::io::read_to_string(zip.by_name("xl/comments1.xml").unwrap()).unwrap();
    assert!(notes.contains("ref=\"E6\"") && notes.contains("NIK"), "{notes}");

    // As it is, the file says the same again; the column of remarks is not read.
    let again = looked(&mut store, &KADER, &back).remove(0).report;
    let first = &taken.first().unwrap().report;
    assert_eq!((again.baris, again.ditolak, &again.kolom), (first.baris, first.ditolak, &first.kolom));
    assert_eq!(again.kolom_tak_dipakai, first.kolom_tak_dipakai);
    assert_eq!(again.masalah, first.masalah);
}

#[test]
fn tables_side_by_side_share_their_row_of_remarks_and_are_found_again() {
    let dir = tempfile::tempdir().unwrap();
    let (sent, back) = (dir.path().join("a.csv"), dir.path().join("masalah.xlsx"));
    let text =
        "NO;DESA;POSYANDU;NO;DESA;POSYANDU\n1;Antah;Mawar;3;Berantah;Melati\n2;Selat Hilir;Anggrek;4;Selat Hilir;\n";
    std::fs::write(&sent, text).unwrap();
    let mut store = store("62.03.01");
    let taken = looked(&mut store, &POSYANDU, &sent);
    assert_eq!(taken.len(), 2);
    let mut book = written(&taken, &back);
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let said = range.get_value((1, 6)).unwrap().to_string();
    assert!(said.contains("Antah") && said.contains("Berantah"), "{said}");
    assert_eq!(range.get_value((0, 6)).unwrap().to_string(), REMARKS);
    let again: Vec<_> = looked(&mut store, &POSYANDU, &back).into_iter().map(|taken| taken.report.masalah).collect();
    assert_eq!(again, taken.into_iter().map(|taken| taken.report.masalah).collect::<Vec<_>>());
}

#[test]
fn what_the_sender_forgot_stands_below_the_data_to_be_completed() {
    let dir = tempfile::tempdir().unwrap();
    let (sent, back) = (dir.path().join("a.csv"), dir.path().join("masalah.xlsx"));
    let mut store = store("62.03.01");
    std::fs::write(&sent, "DESA;POSYANDU\nSelat Hilir;Mawar\nSelat Hilir;Melati\n").unwrap();
    let file = sent.display().to_string();
    intake::run(&mut store, &POSYANDU, &ImportJob { file: file.clone(), ..ImportJob::default() }, Lang::Id).unwrap();
    std::fs::write(&sent, "DAFTAR\nDESA;POSYANDU\nSelat Hilir;Mawar\nJUMLAH;1\n").unwrap();
    let mut job = ImportJob { file, dry_run: true, ..ImportJob::default() };
    let missing =
        intake::review(&mut store, &POSYANDU, &job, Lang::Id, &mut |_| ControlFlow::Continue(())).unwrap().missing;
    assert_eq!(missing.len(), 1);
    job.decisions.absent.insert(missing[0].uid.clone(), Absence::Forgotten);
    let taken = intake::run(&mut store, &POSYANDU, &job, Lang::Id).unwrap();
    let range = written(&taken, &back).worksheet_range_at(0).unwrap().unwrap();
    let rows: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    assert_eq!(rows[2][..2], ["Selat Hilir", "Mawar"]);
    assert_eq!(rows[3][..2], ["Selat Hilir", "Melati"]);
    assert!(rows[3][2].starts_with("! Ada di data kami"), "{rows:?}");
    assert_eq!(rows[4][..2], ["JUMLAH", "1"]);
}

#[test]
fn rows_of_another_kecamatan_do_not_go_back_to_the_sender() {
    let dir = tempfile::tempdir().unwrap();
    let (sent, back) = (dir.path().join("a.csv"), dir.path().join("masalah.xlsx"));
    let text =
        "KECAMATAN;DESA;POSYANDU\nKapuas Murung;Palingkau Lama;Mawar\nSelat;Antah;Melati\nSelat;Selat Hilir;Dahlia\n";
    std::fs::write(&sent, text).unwrap();
    let taken = looked(&mut store("62.03.01"), &POSYANDU, &sent);
    assert_eq!(taken[0].report.ditolak, 2, "{:?}", taken[0].report.masalah);
    let range = written(&taken, &back).worksheet_range_at(0).unwrap().unwrap();
    let names: Vec<String> = range.rows().map(|row| row[2].to_string()).collect();
    assert_eq!(names, ["POSYANDU", "Melati", "Dahlia"]);
}

#[test]
fn the_heading_of_the_remarks_is_no_field_of_any_kind() {
    for entity in ENTITIES {
        let columns = flat::columns(entity);
        assert_eq!(Headings::new(&columns, &[]).unwrap().meaning(REMARKS), None, "{entity:?}");
    }
}

/// A ZIP package of the given parts.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const SHEETS: &str =
    r#"<workbook xmlns:r="r"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const RELS: &str = r#"<Relationships><Relationship Id="rId1" Type="x/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const LINKS: &str =
    r#"<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

/// An xlsx of one sheet, from the XML of the sheet and of the shared texts.
fn xlsx(sheet: &str, strings: &str) -> Vec<u8> {
    package(&[
        ("_rels/.rels", RELS.as_bytes()),
        ("xl/workbook.xml", SHEETS.as_bytes()),
        ("xl/_rels/workbook.xml.rels", LINKS.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

fn text_cell(at: &str, text: &str) -> String {
    format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

/// A sheet of a heading and one row, with more XML before and behind the rows.
fn small_sheet(before: &str, more_rows: &str, behind: &str) -> String {
    let head = format!("{}{}", text_cell("A1", "DESA"), text_cell("B1", "POSYANDU"));
    let row = format!("{}{}", text_cell("A2", "Selat Hilir"), text_cell("B2", "Mawar"));
    format!(
        "<worksheet>{before}<sheetData><row r=\"1\">{head}</row><row r=\"2\">{row}</row>{more_rows}</sheetData>{behind}</worksheet>"
    )
}

const NO_TEXTS: &str = r#"<sst count="0" uniqueCount="0"></sst>"#;

/// An ods of one sheet, from the XML inside its table.
fn ods(table: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles><style:style style:name=\"ta2\">\
         <style:table-properties table:display=\"false\"/></style:style></office:automatic-styles><office:body>\
         <office:spreadsheet><table:table table:name=\"Data\">{table}</table:table></office:spreadsheet>\
         </office:body></office:document-content>"
    );
    package(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest:manifest/>"),
        ("content.xml", content.as_bytes()),
    ])
}

fn ods_row(attributes: &str, cells: &[&str]) -> String {
    let cell = |text: &&str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    format!("<table:table-row {attributes}>{}</table:table-row>", cells.iter().map(cell).collect::<String>())
}

fn refusal(bytes: &[u8]) -> String {
    match read::sheets(bytes, None) {
        Ok(sheets) => format!("read: {} sheets", sheets.len()),
        Err(said) => said.get(Lang::Id).into_owned(),
    }
}

fn notices(bytes: &[u8]) -> Vec<(usize, String, String)> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a");
    std::fs::write(&path, bytes).unwrap();
    let report = looked(&mut store("62.03.01"), &POSYANDU, &path).remove(0).report;
    assert_eq!(report.ditolak_seluruhnya, None);
    report.masalah.into_iter().map(|found| (found.baris, found.kode, found.pesan)).collect()
}

#[test]
fn hidden_rows_columns_and_sheets_are_taken_or_named_and_told_once() {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    for (row, cells) in (0u32..).zip([
        ["DESA", "POSYANDU"],
        ["Selat Hilir", "Mawar"],
        ["Selat Hilir", "Melati"],
        ["Selat Hilir", "Dahlia"],
    ]) {
        page.write_row(row, 0, cells).unwrap();
    }
    page.set_row_hidden(2).unwrap().set_row_hidden(3).unwrap().set_column_hidden(0).unwrap();
    book.add_worksheet().set_name("Lama").unwrap().set_hidden(true).write_row(0, 0, ["DESA", "POSYANDU"]).unwrap();
    let told = notices(&book.save_to_buffer().unwrap());
    let codes: Vec<(usize, &str)> = told.iter().map(|(row, code, _)| (*row, code.as_str())).collect();
    assert_eq!(codes, [(2, "lembar-tersembunyi"), (2, "kolom-tersembunyi"), (3, "baris-tersembunyi")]);
    assert!(told[0].2.contains("Lama") && told[1].2.contains("DESA") && told[2].2.contains("3-4"), "{told:?}");

    let rows = [
        ods_row("", &["DESA", "POSYANDU"]),
        ods_row("", &["Selat Hilir", "Mawar"]),
        ods_row("table:visibility=\"filter\" table:number-rows-repeated=\"2\"", &["Selat Hilir", "Melati"]),
        ods_row("table:number-rows-repeated=\"1048570\"", &[""]),
    ];
    let told = notices(&ods(&rows.concat()));
    assert!(
        told.iter().any(|(row, code, said)| (*row, code.as_str()) == (3, "baris-tersembunyi") && said.contains("3-4"))
    );
}

#[test]
fn headings_merged_in_an_ods_are_filled_like_those_of_an_xlsx() {
    let span = "<table:table-cell table:number-columns-spanned=\"2\" office:value-type=\"string\"><text:p>SK</text:p></table:table-cell><table:covered-table-cell/>";
    let head = format!(
        "<table:table-row>{}{span}</table:table-row>",
        ods_row("", &["NAMA", "POSYANDU"]).split_once('>').unwrap().1.replace("</table:table-row>", "")
    );
    let rows =
        [head, ods_row("", &["", "", "NOMOR", "TANGGAL"]), ods_row("", &["Siti", "Mawar", "12/2026", "1 Maret 2026"])];
    let sheets = read::sheets(&ods(&rows.concat()), None).unwrap();
    assert_eq!(sheets[0].merged.len(), 1);
    let columns = flat::columns(&KADER);
    let headings = Headings::new(&columns, &[]).unwrap();
    let table = intake::table::find(&sheets[0], &KADER, &headings).unwrap();
    let named: Vec<&str> = table.columns.iter().map(|found| columns[found.column].name.as_str()).collect();
    assert_eq!(named, ["nama", "posyandu", "nomor_sk", "tanggal_sk"]);
}

#[test]
fn formulas_give_their_saved_result_and_no_link_is_followed() {
    // A listener that would see any attempt; nothing may come.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    let rows = format!(
        "<row r=\"3\">{}<c r=\"B3\" t=\"str\"><f>WEBSERVICE(\"http://{address}/x\")</f><v>Melati</v></c></row>\
         <row r=\"4\">{}<c r=\"B4\" t=\"str\"><f>[1]Data!B2</f><v>Dahlia</v></c></row>\
         <row r=\"5\">{}<c r=\"B5\" t=\"str\"><f>cmd|'/c calc'!A1</f><v>Anggrek</v></c></row>\
         <row r=\"6\">{}<c r=\"B6\"><f>A6&amp;\"x\"</f></c></row>\
         <row r=\"7\">{}<c r=\"B7\" t=\"e\"><f>Z9</f><v>#REF!</v></c></row>",
        text_cell("A3", "Selat Hilir"),
        text_cell("A4", "Selat Hilir"),
        text_cell("A5", "Selat Hilir"),
        text_cell("A6", "Selat Hilir"),
        text_cell("A7", "Selat Hilir"),
    );
    let target = format!(
        "<Relationships><Relationship Id=\"rId1\" TargetMode=\"External\" Target=\"http://{address}/b.xlsx\"/></Relationships>"
    );
    let sheet = small_sheet("", &rows, "");
    let bytes = package(&[
        ("_rels/.rels", RELS.as_bytes()),
        ("xl/workbook.xml", SHEETS.as_bytes()),
        ("xl/_rels/workbook.xml.rels", LINKS.as_bytes()),
        ("xl/externalLinks/externalLink1.xml", b"<externalLink/>"),
        ("xl/externalLinks/_rels/externalLink1.xml.rels", target.as_bytes()),
        ("xl/vbaProject.bin", b"Sub Auto_Open()"),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ]);
    let sheets = read::sheets(&bytes, None).unwrap();
    let names: Vec<String> = sheets[0].rows.iter().map(|row| row.cell(1).shown()).collect();
    assert_eq!(names, ["POSYANDU", "Mawar", "Melati", "Dahlia", "Anggrek", "", "#REF!"]);
    let told = notices(&bytes);
    let of = |code: &str| told.iter().filter(|found| found.1 == code).collect::<Vec<_>>();
    assert_eq!(of("rumus").len(), 1, "{told:?}");
    assert!(of("rumus")[0].2.contains("3-7"), "{told:?}");
    assert_eq!(of("rumus-tanpa-hasil").len(), 1, "{told:?}");
    assert!(told.iter().any(|(row, _, said)| *row == 7 && said.contains("#REF!")), "an error cell is named: {told:?}");
    assert_eq!(listener.accept().map(|_| ()).unwrap_err().kind(), std::io::ErrorKind::WouldBlock);
}

#[test]
fn what_a_sheet_says_of_its_size_costs_nothing() {
    let sheet = small_sheet(
        "<dimension ref=\"A1:XFD1048576\"/>",
        &format!("<row r=\"1048576\">{}</row>", text_cell("XFD1048576", " ")),
        "",
    );
    assert_eq!(read::sheets(&xlsx(&sheet, NO_TEXTS), None).unwrap()[0].rows.len(), 2);
    let tall =
        [ods_row("", &["DESA", "POSYANDU"]), ods_row("table:number-rows-repeated=\"1048575\"", &["", "", ""])].concat();
    assert_eq!(read::sheets(&ods(&tall), None).unwrap()[0].rows.len(), 1);
    let wide = "<table:table-row><table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"float\" office:value=\"1\"/></table:table-row>";
    assert!(refusal(&ods(wide)).contains("512 kolom"), "{}", refusal(&ods(wide)));
    let full = "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"500\" office:value-type=\"float\" office:value=\"1\"/></table:table-row>";
    assert!(refusal(&ods(full)).contains("3000000 sel"), "{}", refusal(&ods(full)));
    let far: String =
        (1..9_000).map(|row| format!("<row r=\"{row}\">{}</row>", text_cell(&format!("SP{row}"), "x"))).collect();
    assert!(
        refusal(&xlsx(&format!("<worksheet><sheetData>{far}</sheetData></worksheet>"), NO_TEXTS))
            .contains("3000000 sel")
    );
    let long = small_sheet("", &format!("<row r=\"3\">{}</row>", text_cell("A3", &"x".repeat(1_000_000))), "");
    assert!(refusal(&xlsx(&long, NO_TEXTS)).contains("32767 huruf"));
    let cells: String = (0..3_000).map(|_| "<c t=\"str\"><v>x</v></c>").collect();
    assert!(
        refusal(&xlsx(&small_sheet("", &format!("<row r=\"3\">{cells}</row>"), ""), NO_TEXTS)).contains("512 kolom")
    );
}

#[test]
fn workbooks_made_to_break_a_reader_are_refused_with_a_sentence() {
    let start = Instant::now();
    let lies = "<sst count=\"9\" uniqueCount=\"4000000000\"><si><t>a</t></si></sst>";
    assert!(refusal(&xlsx(&small_sheet("", "", ""), lies)).contains("rusak"));
    let deep = small_sheet(&"<a>".repeat(100_000), "", "");
    assert!(refusal(&xlsx(&deep, NO_TEXTS)).contains("bersarang"));
    let laughs = "<!DOCTYPE sst [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>\
                  <sst uniqueCount=\"2\"><si><t>&b;</t></si><si><t>&c;</t></si></sst>";
    let rows = "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>0</v></c><c r=\"B3\" t=\"s\"><v>1</v></c></row>";
    match read::sheets(&xlsx(&small_sheet("", rows, ""), laughs), None) {
        Err(said) => assert!(said.get(Lang::Id).contains("rusak")),
        Ok(sheets) => assert!(!format!("{sheets:?}").contains("root:") && !format!("{sheets:?}").contains("hahaha")),
    }
    // What unpacks to far more than it weighs: one endless text, and endless short ones.
    let zeros = vec![b'0'; 16 * 1024 * 1024];
    let texts = format!("<si><t>{}</t></si>", "a".repeat(5_000)).repeat(41_000);
    for strings in [[b"<sst><si><t>".as_slice(), &zeros].concat(), [b"<sst>", texts.as_bytes()].concat()] {
        let bytes = package(&[
            ("_rels/.rels", RELS.as_bytes()),
            ("xl/workbook.xml", SHEETS.as_bytes()),
            ("xl/_rels/workbook.xml.rels", LINKS.as_bytes()),
            ("xl/sharedStrings.xml", &strings),
            ("xl/worksheets/sheet1.xml", small_sheet("", "", "").as_bytes()),
        ]);
        assert!(bytes.len() < 2_000_000);
        assert!(refusal(&bytes).contains("lebih dari 192 MB"), "{}", refusal(&bytes));
    }
    // A directory that says the file unpacks to 4 GB, and one that says it unpacks to nothing.
    let said = |size: u32| {
        let mut bytes = xlsx(&small_sheet("", "", ""), &"<!-- -->".repeat(1_000_000));
        let at = bytes.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
        bytes[at + 24..at + 28].copy_from_slice(&size.to_le_bytes());
        refusal(&bytes)
    };
    assert!(said(u32::MAX - 1).contains("mengembang"), "{}", said(u32::MAX - 1));
    assert!(!said(3).is_empty());
    println!("bombs and lies: {} ms", start.elapsed().as_millis());
}

#[test]
fn a_locked_damaged_or_foreign_file_is_called_what_it_is() {
    let whole = roster("6203994501900002");
    let mut ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    ole.resize(1024, 0);
    let word = [ole.clone(), "WordDocument".encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    let locked = [ole.clone(), "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    let manifest = b"<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let locked_ods = package(&[("mimetype", b"x"), ("META-INF/manifest.xml", manifest), ("content.xml", b"\x01\x02")]);
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("xlsx with a password", locked, "kata sandi"),
        ("ods with a password", locked_ods, "kata sandi"),
        ("a Word document", package(&[("word/document.xml", b"<w/>"), ("_rels/.rels", RELS.as_bytes())]), "Word"),
        ("an old Word document", word, "Word"),
        ("an OLE file of nothing", ole, "rusak"),
        ("a ZIP of lists", package(&[("kader.csv", b"a,b"), ("desa.csv", b"a,b")]), "desa.csv"),
        ("cut off", whole[..whole.len() / 2].to_vec(), "rusak"),
        ("four bytes", b"PK\x03\x04".to_vec(), "rusak"),
        ("ods cut off", ods("<table:table-row>").replace_end(), "rusak"),
        ("HTML named xls", b"\xef\xbb\xbf <TABLE border=1><tr><td>NAMA".to_vec(), "halaman web"),
        ("HTML in UTF-16", wide("<html><body><table>"), "halaman web"),
        (
            "Excel 2003 XML",
            b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook>".to_vec(),
            "2003",
        ),
        ("a web archive", b"MIME-Version: 1.0\r\nContent-Type: multipart/related".to_vec(), "MHT"),
        ("a photo", b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(), "gambar"),
        ("a PDF", b"%PDF-1.7".to_vec(), "PDF"),
        ("an archive", b"Rar!\x1a\x07".to_vec(), "terkompresi"),
        ("our own data", b"SQLite format 3\0".to_vec(), "SQLite"),
        ("noise", (0u32..9_000).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect(), "bukan tabel"),
    ];
    for (what, bytes, said) in cases {
        assert!(refusal(&bytes).contains(said), "{what}: {}", refusal(&bytes));
    }
    assert!(read::sheets(b"", None).unwrap()[0].rows.is_empty());
    let rows = |bytes: &[u8]| {
        read::sheets(bytes, None).unwrap()[0].rows.iter().map(|row| row.cell(0).shown()).collect::<Vec<_>>()
    };
    assert_eq!(rows(&wide("Nama\tDesa\r\nMawar\tSelat\r\n")), ["Nama", "Mawar"]);
    assert_eq!(rows(b"Nama,Desa\nMawar\0,Selat\n").len(), 2);
}

trait CutOff {
    fn replace_end(self) -> Vec<u8>;
}

impl CutOff for Vec<u8> {
    /// The same package with a content that ends in the middle.
    fn replace_end(self) -> Vec<u8> {
        let content = b"<office:document-content><office:body><office:spreadsheet><table:table table:name=\"a\"><table:table-row>";
        package(&[("mimetype", b"x"), ("META-INF/manifest.xml", b"<a/>"), ("content.xml", content)])
    }
}

/// Flips a byte or cuts the file at every n-th place: an answer each time, quickly and without a
/// panic. Packages are also broken inside their parts, where no checksum helps.
#[test]
fn broken_files_get_an_answer_each_time() {
    let start = Instant::now();
    let sheet = small_sheet(
        "<cols><col min=\"1\" max=\"2\" hidden=\"1\"/></cols>",
        "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>0</v></c><c r=\"B3\" s=\"0\"><f>1+1</f><v>2</v></c></row>",
        "<mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>",
    );
    let strings = "<sst count=\"1\" uniqueCount=\"1\"><si><t>Selat</t></si></sst>";
    let table =
        [ods_row("", &["DESA", "POSYANDU"]), ods_row("table:number-rows-repeated=\"2\"", &["Selat", "Mawar"])].concat();
    let list = "DESA;POSYANDU\r\nSelat Hilir;\"Mawar\nI\"\r\n".as_bytes();
    let mut cases: Vec<Vec<u8>> = Vec::new();
    for whole in [roster("6203994501900002"), xlsx(&sheet, strings), ods(&table), list.to_vec()] {
        let step = (whole.len() / 60).max(1);
        for at in (0..whole.len()).step_by(step) {
            cases.push(whole[..at].to_vec());
            for flip in [0x01, 0x80, 0xff] {
                let mut broken = whole.clone();
                broken[at] ^= flip;
                cases.push(broken);
            }
        }
    }
    let inside = |text: &str, make: &dyn Fn(&str) -> Vec<u8>| {
        let chars: Vec<char> = text.chars().collect();
        let mut out = Vec::new();
        for at in (0..chars.len()).step_by((chars.len() / 80).max(1)) {
            out.push(make(&chars[..at].iter().collect::<String>()));
            for new in ['<', '9', '"', '\u{0}', '&'] {
                let mut broken = chars.clone();
                broken[at] = new;
                out.push(make(&broken.iter().collect::<String>()));
            }
        }
        out
    };
    cases.extend(inside(&sheet, &|sheet| xlsx(sheet, strings)));
    cases.extend(inside(strings, &|strings| xlsx(&sheet, strings)));
    cases.extend(inside(&table, &|table| ods(table)));
    for suite in ["table.xls", "merged-cells.xls", "table.ods"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/suites/frictionless-data").join(suite);
        let Ok(whole) = std::fs::read(path) else { continue };
        for at in (0..whole.len()).step_by((whole.len() / 150).max(1)) {
            let mut broken = whole.clone();
            broken[at] ^= 0xff;
            cases.push(broken);
            cases.push(whole[..at].to_vec());
        }
    }
    let mut longest = std::time::Duration::ZERO;
    let mut taken = 0;
    for bytes in &cases {
        let begun = Instant::now();
        taken += usize::from(read::sheets(bytes, None).is_ok());
        longest = longest.max(begun.elapsed());
    }
    println!(
        "{} broken files, {taken} still read, the longest {} ms, all {} ms",
        cases.len(),
        longest.as_millis(),
        start.elapsed().as_millis()
    );
    assert!(longest.as_secs() < 5, "{longest:?}");
}

proptest::proptest! {
    #[test]
    fn any_bytes_get_an_answer(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..2_000), head in 0..4_usize) {
        let head: &[u8] = [b"".as_slice(), b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe"][head];
        let _ = read::sheets(&[head, &bytes].concat(), None);
    }
}

/// The folder of outside suites; absent in a bare checkout.
fn suite(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/suites").join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    skipped(&folder);
    None
}

#[expect(clippy::print_stdout, reason = "a skipped test says so")]
fn skipped(folder: &Path) {
    println!("skipped: {} is absent", folder.display());
}

/// Row numbers and what stands there, in the first sheet that is not empty; empty cells at the end are left out.
fn shown(path: &Path) -> Vec<(usize, Vec<String>)> {
    let sheets = read::sheets(&std::fs::read(path).unwrap(), None).unwrap();
    let rows = sheets.iter().find(|sheet| !sheet.rows.is_empty()).map_or(&[][..], |sheet| &sheet.rows).iter();
    rows.map(|row| (row.number, row.cells.iter().map(intake::sheet::Cell::shown).collect())).collect()
}

#[test]
fn a_table_reads_the_same_in_every_format_of_the_suite() {
    let Some(folder) = suite("frictionless-data") else { return };
    for files in [
        &["table.csv", "table.xls", "table.xlsx", "table.ods"][..],
        &["sheet2.xls", "sheet2.xlsx"],
        &["merged-cells.xls", "merged-cells.xlsx"],
        &["table-with-booleans.xls", "table-with-booleans.ods"],
        &["table-output.csv", "table-output.xlsx", "table-output.ods"],
        &["cast-int-to-string-issue-1251.xls", "cast-int-to-string-issue-1251.xlsx"],
        &["delimiter.csv", "table-delimiter.csv", "bom.csv", "Таблица.csv"],
    ] {
        let first = shown(&folder.join(files[0]));
        println!("{:45} {:3} rows", files.join(" "), first.len());
        for file in &files[1..] {
            assert_eq!(shown(&folder.join(file)), first, "{} and {file}", files[0]);
        }
    }
}

#[test]
fn what_the_files_of_the_suite_are_about_is_kept() {
    let Some(folder) = suite("frictionless-data") else { return };
    for (file, row, want) in [
        ("leading-zeros.csv", 4, &["00003"][..]),
        ("latin1.csv", 3, &["2", "©"]),
        ("bom.csv", 1, &["id", "name"]),
        ("bom.csv", 3, &["2", "中国人"]),
        ("duplicate-headers.csv", 2, &["1101", "John", "0", "30", "001101"]),
        ("blank-headers.csv", 1, &["id", "", "age"]),
        ("defective-rows.csv", 2, &["1101", "John"]),
        ("defective-rows.csv", 3, &["1102", "Julie", "26", "Potatoes"]),
        ("issue-1009-comma.csv", 2, &["0123", "c"]),
        ("skip-rows.csv", 4, &["# it's a comment!"]),
    ] {
        let rows = shown(&folder.join(file));
        let found = rows.iter().find(|(number, _)| *number == row).map(|(_, cells)| cells.as_slice());
        assert_eq!(found.unwrap(), want, "{file} {row}");
    }
    assert_eq!(shown(&folder.join("blank-rows-multiple.csv")).len(), 3, "rows of nothing are none");
    let merged = &read::sheets(&std::fs::read(folder.join("multiline-headers.xlsx")).unwrap(), None).unwrap()[0];
    assert!(merged.rows.len() > 3, "{merged:?}");
}

/// Our own reader of ods beside the library's.
#[test]
fn an_ods_is_read_as_the_library_reads_it() {
    let Some(folder) = suite("frictionless-data") else { return };
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "ods") {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let mut book: calamine::Ods<_> = calamine::Ods::new(Cursor::new(bytes.as_slice())).unwrap();
        for sheet in read::sheets(&bytes, None).unwrap() {
            let range = book.worksheet_range(&sheet.name).unwrap();
            let (top, left) = range.start().unwrap_or_default();
            let mut cells = 0;
            for (row, at, value) in range.used_cells() {
                let number = top as usize + row + 1;
                let own = sheet.rows.iter().find(|row| row.number == number).unwrap().cell(left as usize + at).clone();
                let same = match value {
                    Data::DateTimeIso(said) => {
                        own == said.get(..10).unwrap().parse().map(intake::sheet::Cell::Date).unwrap()
                    }
                    Data::Float(number) => own == intake::sheet::Cell::Number(*number),
                    Data::Bool(yes) => own == intake::sheet::Cell::Bool(*yes),
                    other => own.shown() == other.to_string().trim(),
                };
                assert!(same, "{path:?} {number} {at}: {own:?} and {value:?}");
                cells += 1;
            }
            let own: usize =
                sheet.rows.iter().map(|row| row.cells.iter().filter(|cell| !cell.shown().is_empty()).count()).sum();
            assert_eq!(own, cells, "{path:?}");
        }
    }
}

#[test]
fn naughty_strings_and_formulas_come_back_from_the_problem_file_as_they_were() {
    let Some(folder) = suite("") else { return };
    let naughty: Vec<String> = serde_json::from_slice(&std::fs::read(folder.join("blns/blns.json")).unwrap()).unwrap();
    let payloads = std::fs::read_to_string(folder.join("csv-injection/csv-payload.txt")).unwrap();
    let texts: Vec<String> =
        payloads.lines().map(str::to_owned).chain(naughty).filter(|text| !text.is_empty()).collect();
    let dir = tempfile::tempdir().unwrap();
    let (sent, back) = (dir.path().join("a.xlsx"), dir.path().join("masalah.xlsx"));
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.write_row(0, 0, ["DESA", "POSYANDU", "ALAMAT"]).unwrap();
    for (row, text) in (1u32..).zip(&texts) {
        page.write_row(row, 0, ["Antah", "Mawar"]).unwrap();
        page.write_string(row, 2, text).unwrap();
    }
    book.save(&sent).unwrap();
    let taken = looked(&mut store("62.03.01"), &POSYANDU, &sent);
    let mut book = written(&taken, &back);
    assert!(book.worksheet_formula("Sheet1").unwrap().is_empty());
    let rows = |path: &Path| read::sheets(&std::fs::read(path).unwrap(), None).unwrap().remove(0).rows;
    let printable = |text: String| text.chars().filter(|c| *c == '\n' || !c.is_control()).collect::<String>();
    for (mine, theirs) in rows(&back).iter().zip(rows(&sent)) {
        assert_eq!(mine.cell(2).shown(), printable(theirs.cell(2).shown()).trim());
    }
    println!("{} strings", texts.len());
}

/// What is measured, and how large.
struct Load {
    name: &'static str,
    make: fn(usize) -> Vec<u8>,
}

const LOADS: &[Load] = &[
    Load { name: "sense.csv", make: sense_csv },
    Load { name: "sense.xlsx", make: sense_xlsx },
    Load { name: "99,000 rows.xlsx", make: |bytes| sense_xlsx(bytes.min(42 * 99_000)) },
    Load { name: "digits.csv", make: |bytes| "1,2,3,4,5,6,7,8,9,0\n".repeat(bytes / 20).into_bytes() },
    Load {
        name: "words.csv",
        make: |bytes| "lorem ipsum;dolor sit amet;consectetur\n".repeat(bytes / 39).into_bytes(),
    },
    Load { name: "one line.csv", make: |bytes| "x".repeat(bytes).into_bytes() },
    Load { name: "one quote.csv", make: |bytes| format!("NAMA,DESA\n\"{}", "a,b\n".repeat(bytes / 4)).into_bytes() },
    Load { name: "quotes.csv", make: |bytes| "\"".repeat(bytes).into_bytes() },
    Load { name: "empty lines.csv", make: |bytes| "\n".repeat(bytes).into_bytes() },
    Load { name: "headings.csv", make: |bytes| "NAMA;NIK;DESA;POSYANDU\n".repeat(bytes / 23).into_bytes() },
    Load { name: "noise.bin", make: noise },
    Load { name: "digits.xlsx", make: digits_xlsx },
    Load { name: "noise in.xlsx", make: |bytes| xlsx_of(&noise(bytes)) },
];

fn noise(bytes: usize) -> Vec<u8> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    std::iter::repeat_with(next).take(bytes).collect()
}

fn xlsx_of(sheet: &[u8]) -> Vec<u8> {
    package(&[
        ("_rels/.rels", RELS.as_bytes()),
        ("xl/workbook.xml", SHEETS.as_bytes()),
        ("xl/_rels/workbook.xml.rels", LINKS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

fn person(number: usize) -> [String; 6] {
    let desa = ["Selat Hilir", "Selat Tengah", "Selat Barat", "Selat Dalam", "Murung Keramat"][number % 5];
    [
        format!("Siti Aminah {}", number * 7919 % 1_000_003),
        format!("620399{:02}{:02}{:02}{:04}", number % 28 + 41, number % 12 + 1, number % 40 + 50, number % 9_973 + 1),
        desa.to_owned(),
        format!("Mawar {}", number % 40 + 1),
        format!("0812{:08}", number * 104_729 % 100_000_000),
        format!("Jl. Melati No. {} RT {} RW {}", number % 300, number % 9, number % 4),
    ]
}

const PERSON: [&str; 6] = ["NAMA KADER", "NIK", "DESA", "POSYANDU", "NO HP", "ALAMAT"];

fn sense_csv(bytes: usize) -> Vec<u8> {
    let mut out = PERSON.join(";").into_bytes();
    for number in 0.. {
        out.push(b'\n');
        out.extend(person(number).join(";").into_bytes());
        if out.len() >= bytes {
            break;
        }
    }
    out
}

fn sense_xlsx(bytes: usize) -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.write_row(0, 0, PERSON).unwrap();
    // A row of six takes about 42 bytes once packed.
    for number in 0..(bytes / 42).min(1_000_000) {
        page.write_row(number as u32 + 1, 0, person(number)).unwrap();
    }
    book.save_to_buffer().unwrap()
}

fn digits_xlsx(bytes: usize) -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet_with_constant_memory().unwrap();
    // A cell takes about five bytes once packed.
    for row in 0..(bytes / 50).min(1_000_000) {
        page.write_row(row as u32, 0, (0..10).map(|at| ((row * 10 + at) * 7919 % 100_003) as f64)).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn heavy_files_get_an_answer_in_time() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = store("62.03.01");
    for load in LOADS {
        let path = dir.path().join(load.name);
        std::fs::write(&path, (load.make)(100_000)).unwrap();
        let begun = Instant::now();
        for taken in looked(&mut store, &KADER, &path) {
            let report = taken.report;
            assert_eq!(report.baris, report.baru + report.berubah + report.sama + report.ditolak, "{}", load.name);
        }
        assert!(begun.elapsed().as_secs() < 20, "{}: {:?} in a debug build", load.name, begun.elapsed());
    }
}

/// What the program answers of a file, without its thousands of rows.
#[derive(serde::Deserialize)]
struct Answer {
    baris: usize,
    ditolak_seluruhnya: Option<String>,
}

impl Answer {
    fn said(&self) -> String {
        let refused = self.ditolak_seluruhnya.as_ref().map(|said| said.chars().take(80).collect());
        refused.unwrap_or_else(|| format!("{} rows", self.baris))
    }
}

/// Files of 20 MB through the program itself: `cargo test --release --test berkas -- --ignored --nocapture`.
#[test]
#[ignore = "writes 240 MB and takes minutes"]
fn files_of_twenty_megabytes_take_less_than_5_s_and_300_mb() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("selat.db").display().to_string();
    let program = |words: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_pembina"));
        command.args(["--berkas", &data]).args(words).stderr(std::process::Stdio::null());
        command
    };
    assert!(program(&["buat", "--wilayah", "62.03.01"]).status().unwrap().success());
    let mut slow = Vec::new();
    println!("{:20} {:>8} {:>8} {:>8}  answer", "file", "MB", "ms", "peak MB");
    for load in LOADS {
        let path = dir.path().join(load.name);
        std::fs::write(&path, (load.make)(20_000_000)).unwrap();
        let size = std::fs::metadata(&path).unwrap().len();
        let out = std::fs::File::create(dir.path().join("out.json")).unwrap();
        let begun = Instant::now();
        let mut child =
            program(&["impor", &path.display().to_string(), "--ke", "kader", "--periksa", "--buat-posyandu", "--json"])
                .stdout(out)
                .spawn()
                .unwrap();
        let mut peak = 0;
        while child.try_wait().unwrap().is_none() {
            let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
            let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
            peak = line.trim().trim_end_matches(" kB").parse().unwrap_or(peak);
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        let took = begun.elapsed();
        let said = std::fs::read_to_string(dir.path().join("out.json")).unwrap();
        let said = serde_json::from_str::<Answer>(&said).unwrap().said();
        let facts =
            format!("{:20} {:8.1} {:8} {:8}  {said}", load.name, size as f64 / 1e6, took.as_millis(), peak / 1024);
        println!("{facts}");
        if took.as_secs_f64() > 5.0 || peak > 300 * 1024 {
            slow.push(facts);
        }
    }
    assert!(slow.is_empty(), "over 5 s or 300 MB:\n{}", slow.join("\n"));
}
