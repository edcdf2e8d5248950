//! Words as XML.
//!
//! * **Owns** escaping, and runs of text with their line breaks.
//! * **Imports** `quick-xml`.
//! * **Never** lets a sign of the data become markup, or one through that XML cannot hold.

use std::borrow::Cow;

use quick_xml::escape::escape;

use crate::base::text::clean_lines;

/// The text as it may stand in an element or an attribute. Texts are clean before: what XML cannot
/// hold is gone.
pub fn escaped(words: &str) -> Cow<'_, str> {
    escape(words)
}

/// Adds a text as runs; `how` is the run's own properties, or empty.
pub fn run(words: &str, how: &str, out: &mut String) {
    let words = clean_lines(words);
    for (at, line) in words.split('\n').enumerate() {
        out.push_str("<w:r>");
        if !how.is_empty() {
            out.push_str("<w:rPr>");
            out.push_str(how);
            out.push_str("</w:rPr>");
        }
        if at > 0 {
            out.push_str("<w:br/>");
        }
        out.push_str("<w:t xml:space=\"preserve\">");
        out.push_str(&escaped(line));
        out.push_str("</w:t></w:r>");
    }
}

/// Adds a paragraph of a style; `how` is the paragraph's further properties in their order.
pub fn paragraph(style: &str, how: &str, words: &str, out: &mut String) {
    styled(style, how, "", words, out);
}

/// The same with properties of the run.
pub fn styled(style: &str, how: &str, look: &str, words: &str, out: &mut String) {
    out.push_str("<w:p>");
    if !style.is_empty() || !how.is_empty() {
        out.push_str("<w:pPr>");
        if !style.is_empty() {
            out.push_str("<w:pStyle w:val=\"");
            out.push_str(style);
            out.push_str("\"/>");
        }
        out.push_str(how);
        out.push_str("</w:pPr>");
    }
    if !words.is_empty() {
        run(words, look, out);
    }
    out.push_str("</w:p>");
}
