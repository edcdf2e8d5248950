//! Writing a list to a file: format, personal data with a reason, path; then the job.

use crate::base::date;
use crate::base::words::{Text, text};
use crate::entity::Field;
use crate::request::{ExportJob, Format, Job, ListAsk, Query, ReportAsk, ReportJob};
use crate::ui::screen::{Answer, Cx};
use crate::ui::screens::ask::Ask;
use crate::ui::screens::choose::Choose;
use crate::ui::screens::running::Running;

/// Where the choosing stands.
pub enum ExportFlow {
    /// The format is being chosen.
    Format(ExportJob, Vec<&'static str>),
    /// Whether NIK and phone numbers go along.
    Privacy(ExportJob),
    /// Why they go along.
    Reason(ExportJob),
    /// Where to.
    Path(ExportJob),
}

/// The choices of the first panel: format, and whether only the visible columns.
///
/// Papers show the columns as the list does. They stand where one letter finds them: `p`, `w`, `t`.
const FORMATS: &[(Format, Columns, Text)] = &[
    (Format::Xlsx, Columns::All, text("Excel (xlsx), semua kolom", "Excel (xlsx), all columns")),
    (Format::Pdf, Columns::Seen, text("PDF", "PDF")),
    (Format::Docx, Columns::Seen, text("Word (docx)", "Word (docx)")),
    (Format::Txt, Columns::Seen, text("Teks (txt)", "Text (txt)")),
    (Format::Xlsx, Columns::Seen, text("Excel (xlsx), kolom yang tampak", "Excel (xlsx), the columns shown")),
    (Format::Csv, Columns::All, text("CSV, semua kolom", "CSV, all columns")),
    (Format::Csv, Columns::Seen, text("CSV, kolom yang tampak", "CSV, the columns shown")),
    (Format::Json, Columns::All, text("JSON, untuk program lain", "JSON, for other programs")),
];

#[derive(Clone, Copy)]
enum Columns {
    All,
    Seen,
}

impl ExportFlow {
    /// Asks for the format.
    pub fn start(query: Query, columns: &[&'static Field], cx: &mut Cx) -> ExportFlow {
        let look = cx.desk.look;
        cx.push(Choose::one(
            text("Ekspor daftar ini sebagai", "Export this list as"),
            FORMATS.iter().map(|(_, _, item)| look.say(*item).to_owned()).collect(),
        ));
        let job = ExportJob { query, columns: None, format: Format::Xlsx, path: None, personal: None };
        ExportFlow::Format(job, columns.iter().map(|field| field.name).collect())
    }

    /// Goes one step on; `None` where it is over or the job runs.
    pub fn answer(self, answer: Answer, cx: &mut Cx) -> Option<ExportFlow> {
        match (self, answer) {
            (ExportFlow::Format(mut job, seen), Answer::Chosen(n)) => {
                let (format, columns, _) = FORMATS.get(n).copied()?;
                job.format = format;
                job.columns = matches!(columns, Columns::Seen).then_some(seen);
                Some(ExportFlow::ask_privacy(job, cx))
            }
            (ExportFlow::Privacy(job), Answer::Chosen(0)) => Some(ExportFlow::ask_path(job, cx)),
            (ExportFlow::Privacy(job), Answer::Chosen(_)) => {
                cx.push(Ask::new(
                    text("Alasan membuka NIK dan No. HP", "Reason for releasing NIK and phone"),
                    text(
                        "Alasan dicatat dalam riwayat. Berkasnya RAHASIA: jangan dikirim ke grup WhatsApp.",
                        "The reason is kept in the history. The file is confidential: never send it to a chat group.",
                    ),
                    "",
                ));
                Some(ExportFlow::Reason(job))
            }
            (ExportFlow::Reason(mut job), Answer::Text(reason)) => {
                job.personal = Some(reason);
                Some(ExportFlow::ask_path(job, cx))
            }
            (ExportFlow::Path(mut job), Answer::Text(path)) => {
                job.path = Some(path).filter(|path| !path.is_empty());
                let work = match job.format {
                    Format::Pdf | Format::Docx | Format::Txt => Job::Report(Box::new(paper(job))),
                    Format::Csv | Format::Xlsx | Format::Json => Job::Export(job),
                };
                cx.push(Running::new(text("Menulis berkas", "Writing the file"), work));
                None
            }
            _ => None,
        }
    }

    fn ask_privacy(job: ExportJob, cx: &mut Cx) -> ExportFlow {
        if !job.query.entity.fields.iter().any(Field::is_personal) {
            return ExportFlow::ask_path(job, cx);
        }
        let look = cx.desk.look;
        let items = vec![
            look.say(text("Tanpa NIK dan No. HP", "Without NIK and phone")).to_owned(),
            look.say(text("Dengan NIK dan No. HP (isi alasan)", "With NIK and phone (give a reason)")).to_owned(),
        ];
        cx.push(Choose::one(text("Data pribadi", "Personal data"), items));
        ExportFlow::Privacy(job)
    }

    fn ask_path(job: ExportJob, cx: &mut Cx) -> ExportFlow {
        let ending = job.format.ending();
        let secret = if job.personal.is_some() { "-RAHASIA" } else { "" };
        let day = match job.query.as_of {
            Some(day) => format!("per-{}", date::iso(day)),
            None => date::iso(cx.desk.today),
        };
        let path = format!("{}{secret}-{day}.{ending}", job.query.entity.name);
        let hint = text(
            "Nama berkas, boleh dengan folder. Tanpa folder: ditulis di folder tempat program dijalankan.",
            "A file name, a folder if you like. Without one it is written where the program was started.",
        );
        cx.push(Ask::new(text("Tulis ke berkas", "Write to file"), hint, &path));
        ExportFlow::Path(job)
    }
}

/// The list as a document.
fn paper(job: ExportJob) -> ReportJob {
    let list = ListAsk { columns: job.columns.unwrap_or_default(), query: job.query };
    let ask = ReportAsk {
        name: "daftar".to_owned(),
        personal: job.personal,
        list: Some(Box::new(list)),
        ..ReportAsk::default()
    };
    ReportJob { ask, format: job.format, path: job.path, columns: None, issue: None }
}
