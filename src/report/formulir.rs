//! FORMS: a workbook that goes out to a desa, is filled in there, and is read by `impor`.
//!
//! * **Owns** what a form holds: titles, headings, choice lists, protected cells, instructions.
//! * **Imports** the flat row, `rust_xlsxwriter`, `store`.
//! * **Never** names NIK or phone numbers unless asked with a reason: their columns are then not
//!   there, and a column that is not there changes nothing when the form comes back.
//!
//! Headings are the flat row's own names as words (`Jenis kelamin` is `jenis_kelamin`), so that the
//! intake knows them for certain. The identities stand in hidden columns: a row that has one is that
//! record, whatever was changed in it; a row without one is new.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime, Format,
    FormatAlign, FormatBorder, Formula, ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use super::list;
use super::writers::xlsx::{excel_day, failed};
use super::writers::{Cell, Nature};
use crate::base::date;
use crate::base::id::RecordId;
use crate::base::text::clean_lines;
use crate::entity::flat::{self, Column, End, Use};
use crate::entity::{DESA, Entity, Kind, POSYANDU, Value, Vocabulary};
use crate::request::{Query, Test, Trouble};
use crate::store::{Access, Store};

/// Empty rows behind those of the file.
const SPARE: u32 = 100;
/// The row of the headings, from 0: two titles and a line of help stand above.
const HEADS: u32 = 4;
/// Where the choices stand.
const CHOICES: &str = "Daftar pilihan";

/// What stands in a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filled {
    /// Nothing: to be filled in for the first time.
    Blank,
    /// What the file knows, to be corrected and added to.
    Known,
}

/// The form of a list, for one desa or for all, as the bytes of a workbook. With a reason in
/// `personal` it has NIK and phone numbers; the asking is kept in the file's trail.
///
/// # Errors
/// A trouble of the data file.
pub fn form(
    store: &mut Store,
    entity: &'static Entity,
    desa: Option<RecordId>,
    filled: Filled,
    personal: Option<&str>,
) -> Result<Vec<u8>, Trouble> {
    let columns: Vec<Column> = flat::columns(entity)
        .into_iter()
        .filter(|column| column.use_ == Use::Both && (personal.is_some() || !column.is_personal()))
        // The title of a form for one desa names it; a column would have to be filled in every row.
        .filter(|column| desa.is_none() || !column.name.starts_with("desa_"))
        .collect();
    let mut rows = Vec::new();
    if filled == Filled::Known {
        let mut query = Query::all(entity);
        if let Some(desa) = desa {
            query = query.only("desa", Test::Is(Value::link(desa, "")));
        }
        list::each(store, &columns, &query, &mut |row| rows.push(row))?;
    }
    let place = match desa {
        Some(desa) => store.get(&DESA, desa)?.map(|desa| desa.text("nama").to_owned()),
        None => None,
    };
    let sheet = Sheet { entity, words: &store.words(), places: places(store, desa)?, columns, rows, place };
    let bytes = sheet.book().and_then(|mut book| book.save_to_buffer()).map_err(failed)?;
    if let Some(reason) = personal {
        let access = Access { deed: "ekspor", entity, record: None, reason, count: sheet.rows.len() };
        store.note_access(&access)?;
    }
    Ok(bytes)
}

/// The names that rows point to: the desa and the Posyandu of the form.
struct Places {
    desa: Vec<String>,
    posyandu: Vec<String>,
}

fn places(store: &mut Store, only: Option<RecordId>) -> Result<Places, Trouble> {
    let mut places = Places { desa: Vec::new(), posyandu: Vec::new() };
    store.walk(&Query::all(&DESA), &mut |desa| {
        if only.is_none_or(|only| only == desa.id) {
            places.desa.push(desa.text("nama").to_owned());
        }
        Ok(())
    })?;
    let mut query = Query::all(&POSYANDU);
    if let Some(desa) = only {
        query = query.only("desa", Test::Is(Value::link(desa, "")));
    }
    store.walk(&query, &mut |posyandu| {
        places.posyandu.push(posyandu.text("nama").to_owned());
        Ok(())
    })?;
    // Names of many desa say little and need a long list.
    if only.is_none() {
        places.posyandu.clear();
    }
    Ok(places)
}

struct Sheet<'a> {
    entity: &'static Entity,
    words: &'a Vocabulary,
    places: Places,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    place: Option<String>,
}

impl Sheet<'_> {
    fn book(&self) -> Result<Workbook, XlsxError> {
        let mut book = Workbook::new();
        let day = ExcelDateTime::from_ymd(2026, 1, 1)?;
        book.set_properties(&DocProperties::new().set_title(self.title()).set_creation_datetime(&day));
        let mut choices = Choices { sheet: Worksheet::new(), column: 0 };
        choices.sheet.set_name(CHOICES)?;
        let mut form = Worksheet::new();
        form.set_name("Formulir")?;
        self.fill(&mut form, &mut choices)?;
        book.push_worksheet(form);
        book.push_worksheet(self.instructions()?);
        choices.sheet.protect();
        book.push_worksheet(choices.sheet);
        Ok(book)
    }

    fn title(&self) -> String {
        format!("Formulir {}", self.entity.label.id)
    }

    fn fill(&self, sheet: &mut Worksheet, choices: &mut Choices) -> Result<(), XlsxError> {
        let bold = |size: f64| Format::new().set_bold().set_font_size(size);
        sheet.write_string_with_format(0, self.first(), self.title().to_uppercase(), &bold(14.0))?;
        if let Some(place) = &self.place {
            // As the intake reads it: rows that name no desa belong to this one.
            sheet.write_string_with_format(1, self.first(), format!("DESA/KELURAHAN {place}"), &bold(12.0))?;
        }
        let help =
            "Isi baris yang kosong atau ganti yang salah; sel kosong tidak menghapus data. Lihat lembar Petunjuk.";
        sheet.write_string_with_format(2, self.first(), help, &Format::new().set_italic())?;
        let looks = Looks::new();
        let last = HEADS + u32::try_from(self.rows.len()).unwrap_or(0) + SPARE;
        for (at, column) in (0u16..).zip(&self.columns) {
            let head = list::head(column);
            let is_identity = matches!(column.end, End::Uid);
            sheet.set_column_width(at, f64::from(head.width.min(34)))?;
            sheet.write_string_with_format(HEADS, at, spoken(&column.name), &looks.head)?;
            if is_identity {
                sheet.set_column_hidden(at)?;
            }
            let place = usize::from(at);
            for (row, number) in (HEADS + 1..=last).zip(0usize..) {
                let cell = self.rows.get(number).and_then(|row| row.get(place)).unwrap_or(&Cell::Empty);
                let format = looks.of(head.nature, is_identity);
                put(sheet, (row, at), cell, format)?;
            }
            if let Some(check) = self.check(column, choices)? {
                sheet.add_data_validation(HEADS + 1, at, last, at, &check)?;
            }
        }
        sheet.set_row_height(HEADS, 32)?;
        sheet.set_freeze_panes(HEADS + 1, self.first() + 1)?;
        sheet.set_repeat_rows(HEADS, HEADS)?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.set_footer("&LFormulir kader dan Posyandu&RHalaman &P dari &N");
        // No password: the protection is there to keep what the program needs, not to keep people out.
        let allowed = ProtectionOptions {
            format_columns: true,
            format_rows: true,
            format_cells: true,
            sort: true,
            ..ProtectionOptions::new()
        };
        sheet.protect_with_options(&allowed);
        Ok(())
    }

    /// The first column that is seen.
    fn first(&self) -> u16 {
        let hidden = self.columns.iter().take_while(|column| matches!(column.end, End::Uid)).count();
        u16::try_from(hidden).unwrap_or(0)
    }

    /// What may stand in a column.
    fn check(&self, column: &Column, choices: &mut Choices) -> Result<Option<DataValidation>, XlsxError> {
        let End::Value(field) = column.end else { return Ok(None) };
        let say = |check: DataValidation| -> Result<DataValidation, XlsxError> {
            // Words of an office that the lists lack are asked about when the form comes back.
            check
                .set_error_style(DataValidationErrorStyle::Warning)
                .set_error_title("Tidak ada dalam daftar")?
                .set_error_message("Pilih dari daftar, atau biarkan bila memang lain.")
        };
        let list: Vec<String> = match field.kind {
            Kind::Choice(choices) if column.path.is_empty() => {
                choices.iter().map(|choice| choice.code.to_owned()).collect()
            }
            Kind::List(name) if column.path.is_empty() => {
                self.words.list(name).iter().filter(|item| item.active).map(|item| item.name.clone()).collect()
            }
            Kind::Date => {
                let (from, to) = (ExcelDateTime::from_ymd(1920, 1, 1)?, ExcelDateTime::from_ymd(2100, 12, 31)?);
                let check = DataValidation::new().allow_date(DataValidationRule::Between(from, to));
                let check = check
                    .set_error_style(DataValidationErrorStyle::Warning)
                    .set_error_title("Bukan tanggal")?
                    .set_error_message("Tulis sebagai hari-bulan-tahun, misalnya 12-01-2026.")?;
                return Ok(Some(check));
            }
            _ => match column.name.as_str() {
                "desa_nama" => self.places.desa.clone(),
                "posyandu_nama" => self.places.posyandu.clone(),
                _ => return Ok(None),
            },
        };
        if list.is_empty() {
            return Ok(None);
        }
        let range = choices.add(&spoken(&column.name), &list)?;
        Ok(Some(say(DataValidation::new().allow_list_formula(range))?))
    }

    fn instructions(&self) -> Result<Worksheet, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name("Petunjuk")?;
        sheet.set_column_width(0, 26)?.set_column_width(1, 90)?;
        let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let bold = wrap.clone().set_bold();
        let lines = [
            "Isi di lembar Formulir saja. Satu baris satu orang atau satu Posyandu; jabatan kedua satu baris lagi.",
            "Baris yang sudah terisi: ganti sel yang salah. Sel yang dikosongkan tidak menghapus data.",
            "Baris baru: tulis di baris kosong di bawahnya. Jangan menyalin baris yang sudah ada.",
            "Tanggal ditulis hari-bulan-tahun. Kolom dengan daftar pilihan: tekan Alt+panah bawah.",
            "Judul kolom dan kolom tersembunyi jangan diubah: dengan itu formulir ini dibaca kembali.",
            "Simpan sebagai .xlsx dan kirim kembali ke kecamatan.",
        ];
        sheet.write_string_with_format(0, 0, "Petunjuk pengisian", &bold)?;
        let mut row = 1;
        for (number, line) in (1..).zip(lines) {
            sheet.write_string_with_format(row, 0, format!("{number}."), &wrap)?;
            sheet.write_string_with_format(row, 1, line, &wrap)?;
            row += 1;
        }
        row += 1;
        for column in self.columns.iter().filter(|column| column.path.is_empty()) {
            let End::Value(field) = column.end else { continue };
            sheet.write_string_with_format(row, 0, spoken(&column.name), &bold)?;
            sheet.write_string_with_format(row, 1, clean_lines(field.help.id), &wrap)?;
            row += 1;
        }
        sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.protect();
        Ok(sheet)
    }
}

/// `jenis_kelamin` as `Jenis kelamin`.
fn spoken(name: &str) -> String {
    let mut letters = name.chars().map(|c| if c == '_' { ' ' } else { c });
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The sheet of the choices.
struct Choices {
    sheet: Worksheet,
    column: u16,
}

impl Choices {
    /// Writes a list; gives where it stands.
    fn add(&mut self, title: &str, list: &[String]) -> Result<Formula, XlsxError> {
        let at = self.column;
        self.column += 1;
        self.sheet.set_column_width(at, 28)?;
        self.sheet.write_string_with_format(0, at, title, &Format::new().set_bold())?;
        for (row, word) in (1..).zip(list) {
            self.sheet.write_string(row, at, clean_lines(word))?;
        }
        let name = rust_xlsxwriter::utility::column_number_to_name(at);
        Ok(Formula::new(format!("='{CHOICES}'!${name}$2:${name}${}", list.len() + 1)))
    }
}

/// How cells of a form look.
struct Looks {
    head: Format,
    locked: Format,
    text: Format,
    number: Format,
    year: Format,
    date: Format,
}

impl Looks {
    fn new() -> Self {
        let cell = || Format::new().set_border(FormatBorder::Thin).set_align(FormatAlign::Top);
        Looks {
            head: cell().set_bold().set_text_wrap().set_background_color(Color::RGB(0x00DD_E6EE)),
            locked: cell().set_num_format("@").set_font_color(Color::RGB(0x0080_8080)),
            text: cell().set_num_format("@").set_unlocked(),
            number: cell().set_num_format("#,##0").set_unlocked(),
            year: cell().set_num_format("0").set_unlocked(),
            date: cell().set_num_format("dd-mm-yyyy").set_unlocked(),
        }
    }

    fn of(&self, nature: Nature, is_identity: bool) -> &Format {
        match nature {
            _ if is_identity => &self.locked,
            Nature::Number | Nature::Tenths | Nature::Percent => &self.number,
            Nature::Year => &self.year,
            Nature::Date => &self.date,
            Nature::Text => &self.text,
        }
    }
}

fn put(sheet: &mut Worksheet, (row, at): (u32, u16), cell: &Cell, format: &Format) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => sheet.write_blank(row, at, format)?,
        Cell::Text(words) => sheet.write_string_with_format(row, at, super::writers::xlsx::kept(words), format)?,
        #[expect(clippy::cast_precision_loss, reason = "rupiah and counts stay far below 2^53")]
        Cell::Number(number) => sheet.write_number_with_format(row, at, *number as f64, format)?,
        Cell::Numbers(numbers) => sheet.write_string_with_format(row, at, super::writers::joined(numbers), format)?,
        Cell::Date(day) => match excel_day(*day) {
            Some(day) => sheet.write_datetime_with_format(row, at, &day, format)?,
            None => sheet.write_string_with_format(row, at, date::show(*day), format)?,
        },
    };
    Ok(())
}
