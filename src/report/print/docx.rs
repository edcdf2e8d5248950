//! A document as a letter that the office can go on writing.
//!
//! * **Owns** the package: its parts, styles, page and footer; [`body`] the paragraphs, [`table`] the
//!   tables and what is laid out by tables without lines, [`xml`] the escaping.
//! * **Imports** `zip`, the document.
//! * **Never** holds a macro, a link to elsewhere, or the day of printing: the same document gives
//!   the same bytes.

mod body;
mod table;
mod xml;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use crate::base::text::clean;
use crate::report::document::{Document, Page};
use crate::request::Trouble;

use body::Body;
use xml::escaped;

const HEADER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// Room at the sides, at the top and at the bottom, in twentieths of a point: 2, 1.5 and 2 cm.
const MARGINS: (u32, u32, u32) = (1134, 850, 1134);
const SPACES: &str = concat!(
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"",
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"",
    " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"",
    " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"",
    " xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\""
);

/// Prints it.
///
/// # Errors
/// A trouble of the writer.
pub fn print(document: &Document) -> Result<Vec<u8>, Trouble> {
    pack(&parts(document)).map_err(Trouble::inner)
}

/// The parts of the package by name.
fn parts(document: &Document) -> Vec<(String, Vec<u8>)> {
    let emblem = document.kop.as_ref().and_then(|kop| kop.logo.as_deref()).and_then(Emblem::of);
    let mut body = Body::new(text_width(document.page));
    if let Some(kop) = &document.kop {
        body.kop(kop, emblem.as_ref());
    }
    body.blocks(&document.blocks);
    let text = format!(
        "{HEADER}<w:document{SPACES}><w:body>{}{}</w:body></w:document>",
        body.finish(),
        section(document.page)
    );
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), content_types()),
        (
            "_rels/.rels".to_owned(),
            relations(&[("officeDocument", "word/document.xml"), ("core", "docProps/core.xml")]),
        ),
        ("docProps/core.xml".to_owned(), properties(document)),
        ("word/document.xml".to_owned(), text),
        ("word/styles.xml".to_owned(), styles()),
        ("word/settings.xml".to_owned(), settings()),
        ("word/footer1.xml".to_owned(), footer(document)),
    ];
    let mut near = vec![("styles", "styles.xml"), ("settings", "settings.xml"), ("footer", "footer1.xml")];
    let name = emblem.as_ref().map(|emblem| format!("media/lambang.{}", emblem.ending));
    if let Some(name) = &name {
        near.push(("image", name));
    }
    parts.push(("word/_rels/document.xml.rels".to_owned(), relations(&near)));
    let mut parts: Vec<(String, Vec<u8>)> = parts.into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
    if let (Some(emblem), Some(name)) = (emblem, name) {
        parts.push((format!("word/{name}"), emblem.bytes.to_vec()));
    }
    parts
}

fn pack(parts: &[(String, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let how = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for (name, bytes) in parts {
        out.start_file(name, how)?;
        out.write_all(bytes)?;
    }
    Ok(out.finish()?.into_inner())
}

/// A page's size in twentieths of a point, as it lies.
fn page_size(page: Page) -> (u32, u32) {
    let (wide, high) = page.paper.millimetres();
    let twentieths = |millimetres: u16| u32::from(millimetres) * 1440 * 10 / 254;
    let (wide, high) = (twentieths(wide), twentieths(high));
    if page.landscape { (high, wide) } else { (wide, high) }
}

fn text_width(page: Page) -> u32 {
    page_size(page).0 - 2 * MARGINS.0
}

fn section(page: Page) -> String {
    let (wide, high) = page_size(page);
    let turned = if page.landscape { " w:orient=\"landscape\"" } else { "" };
    let (sides, top, bottom) = MARGINS;
    format!(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/><w:pgSz w:w=\"{wide}\" w:h=\"{high}\"{turned}/>\
         <w:pgMar w:top=\"{top}\" w:right=\"{sides}\" w:bottom=\"{bottom}\" w:left=\"{sides}\" w:header=\"567\" \
         w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>"
    )
}

fn footer(document: &Document) -> String {
    let field = |what: &str| format!("<w:fldSimple w:instr=\" {what} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
    let run = |words: &str| format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(words));
    format!(
        "{HEADER}<w:ftr{SPACES}><w:p><w:pPr><w:pStyle w:val=\"Kaki\"/><w:tabs><w:tab w:val=\"right\" w:pos=\"{}\"/>\
         </w:tabs></w:pPr>{}<w:r><w:tab/></w:r>{}{}{}{}</w:p></w:ftr>",
        text_width(document.page),
        run(&clean(&document.footer)),
        run("Halaman "),
        field("PAGE"),
        run(" dari "),
        field("NUMPAGES")
    )
}

fn content_types() -> String {
    let part = |name: &str, kind: &str| {
        format!("<Override PartName=\"/{name}\" ContentType=\"application/vnd.openxmlformats-{kind}+xml\"/>")
    };
    let word = "officedocument.wordprocessingml";
    format!(
        "{HEADER}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Default Extension=\"png\" ContentType=\"image/png\"/><Default Extension=\"jpg\" ContentType=\"image/jpeg\"/>\
         {}{}{}{}{}</Types>",
        part("word/document.xml", &format!("{word}.document.main")),
        part("word/styles.xml", &format!("{word}.styles")),
        part("word/settings.xml", &format!("{word}.settings")),
        part("word/footer1.xml", &format!("{word}.footer")),
        part("docProps/core.xml", "package.core-properties"),
    )
}

fn relations(to: &[(&str, &str)]) -> String {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    let mut out =
        format!("{HEADER}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
    for (number, (kind, target)) in (1..).zip(to) {
        let kind = if *kind == "core" { core.to_owned() } else { format!("{office}/{kind}") };
        out.push_str(&format!("<Relationship Id=\"rId{number}\" Type=\"{kind}\" Target=\"{target}\"/>"));
    }
    out.push_str("</Relationships>");
    out
}

fn properties(document: &Document) -> String {
    format!(
        "{HEADER}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:language>id-ID</dc:language>\
         </cp:coreProperties>",
        escaped(&clean(&document.title))
    )
}

fn settings() -> String {
    // As Word 2013 and later lay a page out; without it an old manner is taken.
    format!(
        "{HEADER}<w:settings{SPACES}><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"567\"/><w:compat>\
         <w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" \
         w:val=\"15\"/></w:compat></w:settings>"
    )
}

fn styles() -> String {
    let mut out = format!(
        "{HEADER}<w:styles{SPACES}><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:eastAsia=\"Arial\" w:cs=\"Arial\"/><w:sz w:val=\"22\"/>\
         <w:szCs w:val=\"22\"/><w:lang w:val=\"id-ID\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>\
         <w:spacing w:after=\"0\" w:line=\"252\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Biasa\"><w:name w:val=\"Normal\"/><w:qFormat/>\
         </w:style>"
    );
    let mut style = |id: &str, name: &str, paragraph: &str, run: &str| {
        out.push_str(&format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Biasa\"/>\
             <w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        ));
    };
    let size = |half: u32| format!("<w:sz w:val=\"{half}\"/><w:szCs w:val=\"{half}\"/>");
    let bold = |half: u32| format!("<w:b/><w:bCs/>{}", size(half));
    style("Judul", "Title", "<w:keepNext/><w:jc w:val=\"center\"/>", &bold(24));
    style(
        "Bab",
        "heading 1",
        "<w:keepNext/><w:spacing w:before=\"60\" w:after=\"40\"/><w:outlineLvl w:val=\"0\"/>",
        &bold(22),
    );
    style("Isi", "Body Text", "<w:spacing w:after=\"80\"/><w:jc w:val=\"both\"/>", "");
    style("Tengah", "Tengah", "<w:jc w:val=\"center\"/>", "");
    style("KopAtas", "Kop atas", "<w:jc w:val=\"center\"/>", &size(26));
    style("KopKantor", "Kop kantor", "<w:jc w:val=\"center\"/>", &bold(32));
    style("KopKecil", "Kop kecil", "<w:jc w:val=\"center\"/>", &size(16));
    style("Kaki", "footer", "", &size(16));
    style("Keterangan", "caption", "<w:keepNext/><w:spacing w:after=\"60\"/>", &bold(20));
    for half in table::SIZES {
        let name = format!("Tabel{half}");
        style(
            &name,
            &name,
            "<w:spacing w:before=\"10\" w:after=\"10\" w:line=\"240\" w:lineRule=\"auto\"/>",
            &size(half),
        );
    }
    out.push_str("</w:styles>");
    out
}

/// A picture a letter head can hold.
pub struct Emblem<'a> {
    bytes: &'a [u8],
    ending: &'static str,
    wide: u32,
    high: u32,
}

impl<'a> Emblem<'a> {
    /// The picture in these bytes; nothing where they are no PNG or JPEG file.
    fn of(bytes: &'a [u8]) -> Option<Emblem<'a>> {
        let number = |at: usize| {
            let four: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
            Some(u32::from_be_bytes(four))
        };
        let (ending, wide, high) = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            ("png", number(16)?, number(20)?)
        } else {
            let (wide, high) = jpeg_size(bytes)?;
            ("jpg", wide, high)
        };
        (wide > 0 && high > 0 && wide < 20_000 && high < 20_000).then_some(Emblem { bytes, ending, wide, high })
    }
}

/// The size of a JPEG picture: it stands in the segment that begins a frame.
fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let two = |at: usize| Some(u32::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    if !bytes.starts_with(&[0xff, 0xd8]) {
        return None;
    }
    let mut at = 2;
    loop {
        let (0xff, kind) = (*bytes.get(at)?, *bytes.get(at + 1)?) else { return None };
        if matches!(kind, 0xc0..=0xcf) && !matches!(kind, 0xc4 | 0xc8 | 0xcc) {
            return Some((two(at + 7)?, two(at + 5)?));
        }
        at += 2 + usize::try_from(two(at + 2)?).ok()?.max(2);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use quick_xml::events::Event;

    use super::super::sample;
    use super::super::tests::{HOSTILE, decree, hostile, matrix, roster};
    use super::*;
    use crate::base::text::clean_lines;
    use crate::report::print::cell::shown;
    use crate::report::writers::Cell;

    /// A part of the package, unzipped.
    fn part(bytes: &[u8], name: &str) -> String {
        let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
        let mut text = String::new();
        package.by_name(name).expect("the part").read_to_string(&mut text).expect("UTF-8");
        text
    }

    /// The texts of the elements `w:t`, read by the XML library: each paragraph one line.
    fn texts(xml: &str) -> Vec<String> {
        let mut reader = quick_xml::Reader::from_str(xml);
        reader.config_mut().check_end_names = true;
        let (mut out, mut line, mut within) = (Vec::new(), String::new(), false);
        loop {
            match reader.read_event().expect("well-formed") {
                Event::Start(tag) => within = tag.name().as_ref() == "w:t",
                Event::End(tag) if tag.name().as_ref() == "w:p" => out.push(std::mem::take(&mut line)),
                Event::End(_) => within = false,
                Event::Text(text) if within => line.push_str(text.as_ref()),
                Event::GeneralRef(name) if within => {
                    line.push_str(
                        quick_xml::escape::resolve_predefined_entity(name.as_ref()).expect("an entity of XML"),
                    );
                }
                Event::Eof => return out,
                _ => {}
            }
        }
    }

    #[test]
    fn every_cell_of_the_document_is_in_its_tables() {
        for document in [matrix(), sample::wide_table(), decree(), roster(20), sample::decree()] {
            let bytes = print(&document).expect("a letter");
            let texts = texts(&part(&bytes, "word/document.xml"));
            for table in document.tables() {
                for row in &table.rows {
                    for (cell, column) in row.cells.iter().zip(&table.columns) {
                        let words = clean_lines(&shown(cell, column.nature)).replace('\n', "");
                        assert!(*cell == Cell::Empty || texts.contains(&words), "{}: {words}", document.name);
                    }
                }
            }
        }
    }

    #[test]
    fn the_package_has_all_parts_and_each_is_well_formed() {
        let bytes = print(&sample::decree()).expect("a letter");
        for name in [
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/core.xml",
            "word/document.xml",
            "word/_rels/document.xml.rels",
            "word/styles.xml",
            "word/settings.xml",
            "word/footer1.xml",
        ] {
            let xml = part(&bytes, name);
            assert!(xml.starts_with("<?xml"), "{name}");
            texts(&xml);
        }
        let mut package = zip::ZipArchive::new(Cursor::new(&bytes)).expect("a package");
        let mut logo = Vec::new();
        package.by_name("word/media/lambang.png").expect("the emblem").read_to_end(&mut logo).expect("read");
        assert_eq!(logo, sample::LOGO);
        let body = part(&bytes, "word/document.xml");
        assert!(body.contains("<w:pgSz w:w=\"12188\" w:h=\"18708\"/>"), "F4");
        assert!(part(&bytes, "word/footer1.xml").contains("NUMPAGES"));
    }

    #[test]
    fn no_text_becomes_markup() {
        let bytes = print(&hostile()).expect("a letter");
        let texts = texts(&part(&bytes, "word/document.xml"));
        let clean = clean_lines(HOSTILE);
        assert!(texts.iter().filter(|text| text.contains(&clean)).count() > 15, "{texts:?}");
        assert!(print(&sample::letter()).is_ok());
    }

    #[test]
    fn headings_are_repeated_rows_stay_whole_and_tables_do_not_touch() {
        for document in [matrix(), decree(), sample::decree(), sample::letter(), hostile()] {
            let body = part(&print(&document).expect("a letter"), "word/document.xml");
            assert!(!body.contains("</w:tbl><w:tbl>"), "{}", document.name);
            assert!(!body.contains("</w:tbl></w:tc>") && !body.contains("</w:tbl><w:sectPr"));
            let tables = document.tables().count();
            assert_eq!(body.contains("<w:tblHeader/>"), tables > 0);
        }
        let body = part(&print(&matrix()).expect("a letter"), "word/document.xml");
        assert_eq!(body.matches("<w:tblHeader/>").count(), 3, "two rows of headings and the numbers");
        assert!(body.contains("w:orient=\"landscape\""));
    }

    #[test]
    fn the_same_document_gives_the_same_bytes() {
        assert_eq!(print(&matrix()).expect("a letter"), print(&matrix()).expect("a letter"));
        assert!(print(&Document::default()).is_ok());
    }

    #[test]
    fn an_emblem_is_a_png_or_a_jpeg_file_and_nothing_else() {
        let emblem = Emblem::of(sample::LOGO).expect("a png");
        assert_eq!((emblem.ending, emblem.wide, emblem.high), ("png", 12, 14));
        let jpeg = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc0, 0, 11, 8, 0, 5, 0, 7, 1, 1, 0x11, 0];
        assert_eq!(jpeg_size(&jpeg), Some((7, 5)));
        for bytes in [&b"not a picture"[..], b"\x89PNG\r\n\x1a\n", &[0xff, 0xd8, 0xff], &[0xff, 0xd8, 0xff, 0xe0, 0, 0]]
        {
            assert!(Emblem::of(bytes).is_none());
        }
    }
}
