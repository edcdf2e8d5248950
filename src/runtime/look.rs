//! The look at the start: flags, remembered settings, and what the terminal says of itself.
//!
//! * **Owns** the order in which they count.
//! * **Imports** `base`, the look and the settings of the desk.
//! * **Never** asks the terminal a question: an answer would come amid the first keys.

use crate::base::place;
use crate::base::words::Lang;
use crate::ui::Settings;
use crate::ui::look::{Glyphs, Look, Theme};

/// What the command line asks for; it counts before everything else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// `--bahasa`.
    pub lang: Option<Lang>,
    /// `--tema`.
    pub theme: Option<Theme>,
    /// `--ascii`.
    pub glyphs: Option<Glyphs>,
}

/// What the environment says of the terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// The locale reads UTF-8.
    pub utf8: bool,
    /// `NO_COLOR` is set.
    pub no_color: bool,
    /// `TERM`.
    pub term: String,
}

impl Surroundings {
    /// Reads the environment.
    pub fn read() -> Self {
        Surroundings {
            utf8: place::locale_is_utf8(),
            no_color: place::no_color(),
            term: std::env::var("TERM").unwrap_or_default(),
        }
    }

    /// True where the terminal cannot move a cursor.
    pub fn is_dumb(&self) -> bool {
        self.term == "dumb"
    }

    /// True for terminals without colour.
    fn is_mono(&self) -> bool {
        self.no_color || self.is_dumb() || ["vt1", "vt2", "vt3", "vt52"].iter().any(|old| self.term.starts_with(old))
    }
}

/// The look: the terminal's own abilities, over them what is remembered, over them what `NO_COLOR`
/// forbids, over all what the command line asks for.
pub fn look(wish: &Wish, settings: &Settings, around: &Surroundings) -> Look {
    let glyphs = if around.utf8 && !around.is_dumb() { Glyphs::Utf8 } else { Glyphs::Ascii };
    let mut look = settings.look(Look { glyphs, ..Look::default() });
    if around.is_mono() {
        look.theme = Theme::Mono;
    }
    // A remembered wish for line signs cannot make a terminal read UTF-8.
    if !around.utf8 {
        look.glyphs = Glyphs::Ascii;
    }
    Look {
        lang: wish.lang.unwrap_or(look.lang),
        theme: wish.theme.unwrap_or(look.theme),
        glyphs: wish.glyphs.unwrap_or(look.glyphs),
        ..look
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::settings::{ASCII, LANG, LEAN, NO, THEME, YES};

    fn utf8(term: &str) -> Surroundings {
        Surroundings { utf8: true, no_color: false, term: term.into() }
    }

    #[test]
    fn the_command_line_counts_before_the_settings() {
        let mut settings = Settings::default();
        settings.set(THEME, "terang");
        settings.set(LANG, "en");
        settings.set(LEAN, YES);
        let wish = Wish { theme: Some(Theme::Kontras), ..Wish::default() };
        let look = look(&wish, &settings, &utf8("xterm-256color"));
        assert_eq!((look.theme, look.lang, look.lean), (Theme::Kontras, Lang::En, true));
    }

    #[test]
    fn no_color_gives_mono_unless_a_palette_is_asked_for() {
        let around = Surroundings { no_color: true, ..utf8("xterm") };
        assert_eq!(look(&Wish::default(), &Settings::default(), &around).theme, Theme::Mono);
        let wish = Wish { theme: Some(Theme::Gelap), ..Wish::default() };
        assert_eq!(look(&wish, &Settings::default(), &around).theme, Theme::Gelap);
    }

    #[test]
    fn a_locale_without_utf8_gives_ascii_whatever_is_remembered() {
        let around = Surroundings { utf8: false, ..utf8("linux") };
        let mut settings = Settings::default();
        settings.set(ASCII, NO);
        assert_eq!(look(&Wish::default(), &settings, &around).glyphs, Glyphs::Ascii);
        assert_eq!(look(&Wish::default(), &settings, &utf8("linux")).glyphs, Glyphs::Utf8);
    }
}
