//! What cells of a workbook look like.
//!
//! * **Owns** fonts, borders, colours and number formats.
//! * **Imports** `rust_xlsxwriter`.
//! * **Never** decides what stands in a cell.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

use crate::report::document::RowKind;
use crate::report::writers::Nature;

/// A format with what it is measured by.
pub struct Style {
    /// The format.
    pub format: Format,
    /// Points of type.
    pub size: f64,
}

/// The formats of a workbook.
pub struct Look {
    /// Running text at the left.
    pub text: Style,
    /// Text in the middle: what stands above a signature, and below it.
    pub middle: Style,
    /// Text at the right.
    pub right: Style,
    /// A heading of a section.
    pub heading: Style,
    /// A title line.
    pub title: Style,
    /// The smaller line of the letter head.
    pub kop: Style,
    /// The larger one.
    pub office: Style,
    /// The small ones.
    pub small: Style,
    /// The rule under the letter head.
    pub rule: Style,
    /// A name under a signature.
    pub name: Style,
    /// A caption.
    pub caption: Style,
    /// A heading of a table.
    pub head: Style,
    /// The numbers of columns.
    pub number: Style,
}

impl Look {
    /// The formats.
    pub fn new() -> Self {
        let text = |size| font(size).set_align(FormatAlign::Top).set_text_wrap();
        let middle = |size| text(size).set_align(FormatAlign::Center);
        let style = |size, format| Style { format, size };
        let head = boxed(middle(9.0)).set_bold().set_align(FormatAlign::VerticalCenter);
        Look {
            text: style(10.0, text(10.0)),
            middle: style(10.0, middle(10.0)),
            right: style(10.0, text(10.0).set_align(FormatAlign::Right)),
            heading: style(11.0, text(11.0).set_bold()),
            title: style(12.0, middle(12.0).set_bold()),
            kop: style(12.0, middle(12.0)),
            office: style(15.0, middle(15.0).set_bold()),
            small: style(8.0, middle(8.0)),
            rule: style(10.0, font(10.0).set_border_bottom(FormatBorder::Double)),
            name: style(10.0, middle(10.0).set_bold().set_underline(FormatUnderline::Single)),
            caption: style(10.0, text(10.0).set_bold()),
            head: style(9.0, head.set_background_color(Color::RGB(0x00DD_E6EE))),
            number: style(8.0, boxed(middle(8.0)).set_italic()),
        }
    }
}

fn font(size: f64) -> Format {
    Format::new().set_font_name("Arial").set_font_size(size)
}

fn boxed(format: Format) -> Format {
    format.set_border(FormatBorder::Thin)
}

/// What a cell of a table holds, beside the nature of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Words.
    Words,
    /// A number or a day, as the column's nature shows it.
    Figure,
}

/// The format of a table's cell.
pub fn cell(nature: Nature, kind: RowKind, holds: Holds) -> Format {
    let format = boxed(font(9.0)).set_align(FormatAlign::Top);
    let format = match (holds, nature) {
        (Holds::Words, _) => format.set_num_format("@").set_align(FormatAlign::Left),
        (Holds::Figure, Nature::Text | Nature::Number) => format.set_num_format("#,##0").set_align(FormatAlign::Right),
        (Holds::Figure, Nature::Year) => format.set_num_format("0").set_align(FormatAlign::Center),
        (Holds::Figure, Nature::Date) => format.set_num_format("dd-mm-yyyy").set_align(FormatAlign::Center),
        (Holds::Figure, Nature::Tenths) => format.set_num_format("#,##0.0").set_align(FormatAlign::Right),
        (Holds::Figure, Nature::Percent) => format.set_num_format("0.0 %").set_align(FormatAlign::Right),
    };
    match kind {
        RowKind::Plain => format.set_text_wrap(),
        RowKind::Group => format.set_bold().set_text_wrap().set_background_color(Color::RGB(0x00F2_F2F2)),
        RowKind::Subtotal => format.set_bold().set_text_wrap(),
        RowKind::Total => format.set_bold().set_text_wrap().set_background_color(Color::RGB(0x00E7_E6E6)),
        RowKind::Note => format.set_italic().set_text_wrap(),
    }
}
