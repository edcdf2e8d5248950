use super::*;
use crate::report::print::sample;

fn printed(document: &Document) -> Vec<u8> {
    print(document, &How::default()).unwrap_or_else(|trouble| panic!("{trouble:?}"))
}

#[test]
#[ignore = "writes pictures' sources to look at"]
fn samples_to_look_at() {
    let folder = std::env::temp_dir().join("pembina-pdf");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, document) in [("letter", sample::letter()), ("wide", sample::wide_table()), ("decree", sample::decree())]
    {
        std::fs::write(folder.join(format!("{name}.pdf")), printed(&document)).unwrap();
    }
}
