//! An invitation.
//!
//! * **Owns** this letter.
//! * **Imports** `base`, `store`, the document, the letters' common parts.
//! * **Never** leaves out who invites: without a signer it is the camat.

use super::Report;
use super::surat::Letter;
use crate::base::words::text;
use crate::entity::SURAT;
use crate::report::document::{Block, Document};
use crate::request::{Need, ReportAsk, ReportInfo, Trouble};
use crate::store::Store;

/// The report.
pub static REPORT: Report = Report {
    info: ReportInfo {
        name: "undangan",
        title: text("Surat undangan", "Invitation"),
        help: text("Mencetak satu surat undangan yang disimpan.", "Prints a kept invitation."),
        group: text("Surat", "Letters"),
        needs: &[Need::Record(&SURAT)],
    },
    build,
};

fn build(store: &mut Store, ask: &ReportAsk) -> Result<Document, Trouble> {
    let letter = Letter::read(store, ask, "undangan")?;
    let mut out = letter.paper(&REPORT.info, ask);
    out.blocks.push(letter.head());
    let opening = letter.lines("isi");
    if opening.is_empty() {
        out.blocks.push(Block::Paragraph("Dengan ini kami mengundang Saudara untuk hadir pada:".into()));
    }
    out.blocks.extend(opening.into_iter().map(Block::Paragraph));
    let meeting = letter.meeting();
    out.message = vec![letter.text("perihal").to_owned()];
    out.message.extend(meeting.iter().map(|(name, said)| format!("{name}: {said}")));
    out.blocks.push(Block::Facts(meeting));
    out.blocks.push(Block::Paragraph(
        "Demikian undangan ini disampaikan, atas perhatian dan kehadiran Saudara diucapkan terima kasih.".into(),
    ));
    out.blocks.extend(letter.signatures());
    out.blocks.extend(letter.copies());
    Ok(out)
}
