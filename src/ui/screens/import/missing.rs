//! What the file does not mention of the places it names, and what that means.
//!
//! * **Owns** the answers' words and the painting of the list.
//! * **Imports** the review being answered, the look.
//! * **Never** deletes, and never offers to.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::answering::Answering;
use super::list::{show, view_sum};
use crate::base::words::{Text, text};
use crate::entity::KADER;
use crate::request::Absence;
use crate::ui::chrome::put;
use crate::ui::look::{Look, Role};

/// Lines over the records.
pub(super) const HEAD: u16 = 5;

/// The answers that a kind of record can get, in the order they are offered.
pub(super) fn answers(kind: &str) -> &'static [Absence] {
    if kind == KADER.name {
        &[Absence::Leave, Absence::Closed, Absence::Moved, Absence::Forgotten]
    } else {
        &[Absence::Leave, Absence::Closed, Absence::Forgotten]
    }
}

/// An answer in a word or two.
pub(super) fn word(answer: Absence, kind: &str) -> Text {
    match answer {
        Absence::Leave => text("biarkan", "leave"),
        Absence::Closed if kind == KADER.name => text("berhenti", "ended"),
        Absence::Closed => text("tutup", "closed"),
        Absence::Moved => text("pindah", "moved away"),
        Absence::Forgotten => text("terlupa", "forgotten"),
    }
}

/// An answer in a sentence, for choosing.
pub(super) fn sentence(answer: Absence, kind: &str) -> Text {
    match answer {
        Absence::Leave => text("biarkan: tidak ada yang dikerjakan", "leave: nothing is done"),
        Absence::Closed if kind == KADER.name => {
            text("berhenti: jabatannya berakhir hari ini", "ended: the post ends today")
        }
        Absence::Closed => text("tutup: Posyandu ini tidak aktif lagi", "closed: this Posyandu is no longer active"),
        Absence::Moved => {
            text("pindah: jabatannya berakhir hari ini karena pindah", "moved: the post ends today, moved away")
        }
        Absence::Forgotten => text(
            "terlupa: pengirim diberi tahu lewat berkas masalah",
            "forgotten: told to the sender in the problem file",
        ),
    }
}

/// Paints the records.
pub(super) fn view(answering: &Answering, area: Rect, buf: &mut Buffer, look: &Look) {
    let room = area.width.saturating_sub(2);
    view_sum(answering, area.y, buf, look);
    let count = show(answering.review.missing.len());
    let words = text(
        "{0} catatan dari tempat yang disebut berkas ini tidak ada di dalamnya.",
        "{0} records of the places this file names are not in it.",
    );
    put(buf, (1, area.y + 1), &words.with([count]).get(look.lang), room, look.style(Role::Plain), look);
    let words = text(
        "Tidak ada yang dihapus. Jawaban dikerjakan bersama Ctrl+S.",
        "None is deleted. Your answers are done together with Ctrl+S.",
    );
    put(buf, (1, area.y + 2), look.say(words), room, look.style(Role::Muted), look);
    let heading = look.style(Role::Heading);
    let title = (area.width / 2).saturating_sub(10);
    put(buf, (2, area.y + 4), look.say(text("Jawaban", "Answer")), 12, heading, look);
    put(buf, (15, area.y + 4), look.say(text("Nama", "Name")), title, heading, look);
    put(buf, (16 + title, area.y + 4), look.say(text("Tempat", "Place")), 20, heading, look);
    let missing = answering.review.missing.iter().enumerate().skip(answering.inner.top());
    for (y, (n, record)) in (area.y + HEAD..area.bottom()).zip(missing) {
        let here = n == answering.inner.at;
        let answer = answering.absence(record);
        let role = if answer == Absence::Leave { Role::Muted } else { Role::Plain };
        let style = look.style(if here { Role::Selected } else { role });
        if here {
            buf.set_style(Rect { y, height: 1, ..area }, style);
            put(buf, (0, y), ">", 1, style, look);
        }
        put(buf, (2, y), look.say(word(answer, &answering.job.kind)), 12, style, look);
        put(buf, (15, y), &record.title, title, style, look);
        put(buf, (16 + title, y), &record.place, area.width.saturating_sub(17 + title), style, look);
    }
}
