//! Charts of a workbook: its own kind, which the office can change.
//!
//! * **Owns** the sheet that holds the charts' numbers.
//! * **Imports** `rust_xlsxwriter`, the document.
//! * **Never** holds a picture of a chart.

use rust_xlsxwriter::{Chart as Drawing, ChartDataLabel, ChartLegendPosition, ChartType, Color, Worksheet, XlsxError};

use super::look::Look;
use super::page::{Page, column};
use crate::base::text::clean;
use crate::report::document::Chart;

/// The sheet of the numbers.
pub const SHEET: &str = "Data grafik";
/// Pixels of a row, of a chart's frame, and of a character's width.
const ROW: u32 = 20;
const FRAME: u32 = 90;
const CHARACTER: f64 = 7.0;
/// The colours of series: blue, orange, grey; different also in black and white.
const COLORS: [u32; 3] = [0x001F_4E79, 0x00F4_A261, 0x00A6_A6A6];

/// The numbers of all charts of a workbook.
pub struct Charts {
    sheet: Option<Worksheet>,
    row: u32,
}

impl Charts {
    /// None yet.
    pub const fn new() -> Self {
        Charts { sheet: None, row: 0 }
    }

    /// Puts a chart below what stands on the page.
    ///
    /// # Errors
    /// A trouble of the writer.
    pub fn insert(&mut self, page: &mut Page<'_>, chart: &Chart) -> Result<(), XlsxError> {
        if chart.bars.is_empty() || chart.series.is_empty() {
            return page.text(0..page.widths.len(), &chart.caption, &page.look.caption);
        }
        let top = self.numbers(chart, page.look)?;
        let bars = u32::try_from(chart.bars.len()).unwrap_or(1);
        let series = u32::try_from(chart.series.len()).unwrap_or(1);
        let mut drawing = Drawing::new(ChartType::Bar);
        for (at, color) in (0..column(chart.series.len())).zip(COLORS) {
            let last = top + bars;
            drawing
                .add_series()
                .set_name((SHEET, top, at + 1))
                .set_categories((SHEET, top + 1, 0, last, 0))
                .set_values((SHEET, top + 1, at + 1, last, at + 1))
                .set_format(
                    rust_xlsxwriter::ChartFormat::new()
                        .set_solid_fill(rust_xlsxwriter::ChartSolidFill::new().set_color(Color::RGB(color))),
                )
                .set_data_label(ChartDataLabel::new().show_value())
                .set_gap(60);
        }
        // Named by its cell: a name given as words could be read as a formula.
        drawing.title().set_name((SHEET, top, 0)).set_overlay(false);
        // The first stands on top, as in the document.
        drawing.y_axis().set_reverse();
        drawing.x_axis().set_num_format("#,##0").set_major_gridlines(false).set_hidden(true);
        if chart.series.len() < 2 {
            drawing.legend().set_hidden();
        } else {
            drawing.legend().set_position(ChartLegendPosition::Bottom);
        }
        let height = FRAME + bars * (14 + 12 * series);
        drawing.set_height(height).set_width(pixels(page.wide(0..page.widths.len())));
        page.sheet.insert_chart(page.row, 0, &drawing)?;
        page.row += height.div_ceil(ROW) + 1;
        Ok(())
    }

    /// Writes a chart's numbers; gives their first row.
    fn numbers(&mut self, chart: &Chart, look: &Look) -> Result<u32, XlsxError> {
        let mut sheet = self.sheet.take().unwrap_or_default();
        sheet.set_column_width(0, 40)?;
        let top = self.row;
        let (caption, unit) = (clean(&chart.caption), clean(&chart.unit));
        let title = if unit.is_empty() { caption } else { format!("{caption} ({unit})") };
        sheet.write_string_with_format(top, 0, title.trim(), &look.head.format)?;
        for (at, name) in (1u16..).zip(&chart.series) {
            sheet.write_string_with_format(top, at, clean(name), &look.head.format)?;
        }
        for (row, (label, numbers)) in (top + 1..).zip(&chart.bars) {
            sheet.write_string(row, 0, clean(label))?;
            for (at, number) in (1u16..).zip(numbers) {
                sheet.write_number(row, at, super::table::figure(*number, crate::report::writers::Nature::Number))?;
            }
            self.row = row;
        }
        self.row += 2;
        self.sheet = Some(sheet);
        Ok(top)
    }

    /// The sheet of the numbers, where there is a chart.
    ///
    /// # Errors
    /// A trouble of the writer.
    pub fn sheet(self) -> Result<Option<Worksheet>, XlsxError> {
        let Some(mut sheet) = self.sheet else { return Ok(None) };
        sheet.set_name(SHEET)?;
        Ok(Some(sheet))
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a width of a sheet, above zero")]
fn pixels(wide: f64) -> u32 {
    (wide * CHARACTER).clamp(300.0, 1200.0) as u32
}
