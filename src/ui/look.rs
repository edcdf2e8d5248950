//! The look: colours by meaning, signs by terminal.
//!
//! * **Owns** [`Look`], [`Theme`], [`Role`] and [`Glyphs`].
//! * **Imports** ratatui's styles.
//! * **Never** uses a colour outside the 16, and never lets colour alone carry a meaning.

use ratatui::style::{Color, Modifier, Style};

use crate::base::words::{Lang, Text, text};

/// How everything is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Which palette.
    pub theme: Theme,
    /// Which signs.
    pub glyphs: Glyphs,
    /// Which language.
    pub lang: Lang,
    /// Masks personal data.
    pub masked: bool,
    /// Marks the selected row by `>` alone, for the slowest lines.
    pub lean: bool,
}

impl Default for Look {
    fn default() -> Self {
        Look { theme: Theme::Gelap, glyphs: Glyphs::Utf8, lang: Lang::Id, masked: true, lean: false }
    }
}

/// Palettes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// On a dark terminal.
    #[default]
    Gelap,
    /// On a light terminal or a projector.
    Terang,
    /// Highest contrast.
    Kontras,
    /// No colour at all.
    Mono,
}

impl Theme {
    /// Every palette with the word of the command line.
    pub const ALL: &'static [(Theme, &'static str, Text)] = &[
        (Theme::Gelap, "gelap", text("Gelap", "Dark")),
        (Theme::Terang, "terang", text("Terang", "Light")),
        (Theme::Kontras, "kontras", text("Kontras tinggi", "High contrast")),
        (Theme::Mono, "mono", text("Tanpa warna", "No colour")),
    ];

    /// The palette of a word.
    pub fn from_word(word: &str) -> Option<Theme> {
        Theme::ALL.iter().find(|(_, name, _)| *name == word).map(|(theme, _, _)| *theme)
    }

    /// The word of the palette.
    pub fn word(self) -> &'static str {
        Theme::ALL.iter().find(|(theme, _, _)| *theme == self).map_or("gelap", |(_, name, _)| name)
    }
}

/// Signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Glyphs {
    /// Lines and signs beyond ASCII.
    #[default]
    Utf8,
    /// ASCII only.
    Ascii,
}

/// What a piece of the screen means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Ordinary text.
    Plain,
    /// Less important: hints, labels at rest.
    Muted,
    /// Titles and group headings.
    Title,
    /// The focused thing.
    Accent,
    /// The selected row.
    Selected,
    /// A warning; its sign is `!`.
    Warning,
    /// An error; its sign is `x`.
    Error,
    /// A key on the bottom line.
    Key,
    /// Column headings.
    Heading,
    /// Words of a text that are looked for.
    Found,
}

impl Look {
    /// The style of a meaning.
    pub fn style(&self, role: Role) -> Style {
        let plain = Style::new();
        let (accent, warning, error, muted) = match self.theme {
            Theme::Gelap => (Color::Cyan, Color::Yellow, Color::LightRed, Color::Gray),
            Theme::Terang => (Color::Blue, Color::Magenta, Color::Red, Color::DarkGray),
            Theme::Kontras | Theme::Mono => (Color::Reset, Color::Reset, Color::Reset, Color::Reset),
        };
        let colour = |c: Color| if c == Color::Reset { plain } else { plain.fg(c) };
        let bold = plain.add_modifier(Modifier::BOLD);
        let loud = matches!(self.theme, Theme::Kontras | Theme::Mono);
        match role {
            Role::Plain => plain,
            Role::Muted => colour(muted),
            Role::Title | Role::Key | Role::Heading => bold,
            Role::Accent if loud => bold,
            Role::Accent => colour(accent),
            Role::Selected if self.lean => plain,
            Role::Selected | Role::Found => plain.add_modifier(Modifier::REVERSED),
            Role::Warning if loud => bold,
            Role::Warning => colour(warning),
            Role::Error if loud => bold.add_modifier(Modifier::UNDERLINED),
            Role::Error => colour(error),
        }
    }

    /// The line under the top and over the bottom.
    pub const fn rule(&self) -> &'static str {
        match self.glyphs {
            Glyphs::Utf8 => "─",
            Glyphs::Ascii => "-",
        }
    }

    /// The sign of a cut text.
    pub const fn ellipsis(&self) -> &'static str {
        match self.glyphs {
            Glyphs::Utf8 => "…",
            Glyphs::Ascii => "~",
        }
    }

    /// The sign between facts of a line.
    pub const fn dot(&self) -> &'static str {
        match self.glyphs {
            Glyphs::Utf8 => "·",
            Glyphs::Ascii => "-",
        }
    }

    /// A filled and an empty piece of a bar.
    pub const fn bar(&self) -> (&'static str, &'static str) {
        match self.glyphs {
            Glyphs::Utf8 => ("█", "░"),
            Glyphs::Ascii => ("#", "-"),
        }
    }

    /// A text in the language of the screen.
    pub const fn say(&self, text: Text) -> &'static str {
        text.get(self.lang)
    }
}
