//! The pattern of a registration number, as the office sets it: `PP.KK.KC.DDDD.NNN`.
//!
//! * **Owns** reading the pattern, and what it says of a number: its mask, the part that is the
//!   desa's code, its serial.
//! * **Imports** `base` and the words of problems.
//! * **Never** knows where the pattern is kept, nor another record.

use std::ops::Range;

use super::check::Problem;
use crate::base::words::text;

/// The parts of a desa's code and where they stand among its ten digits.
const REGION: [(&str, Range<usize>); 4] = [("PP", 0..2), ("KK", 2..4), ("KC", 4..6), ("DDDD", 6..10)];

/// The longest serial.
const MOST: usize = 6;

/// One part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// These digits of the desa's code.
    Region(&'static str, Range<usize>),
    /// The serial, of so many digits.
    Serial(usize),
    /// A dot, a dash or a slash.
    Between(char),
}

/// A pattern that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pola(Vec<Part>);

impl Pola {
    /// Reads a pattern: parts of the desa's code (`PP`, `KK`, `KC`, `DDDD`) each at most once, one
    /// serial (`NNN`), and dots, dashes or slashes between them. `None` for anything else.
    pub fn read(typed: &str) -> Option<Pola> {
        let typed = typed.trim().to_uppercase();
        let mut rest = typed.as_str();
        let mut parts: Vec<Part> = Vec::new();
        while let Some(first) = rest.chars().next() {
            let known = REGION.iter().find_map(|(name, place)| {
                rest.strip_prefix(name).map(|rest| (Part::Region(name, place.clone()), rest))
            });
            let serial = rest.chars().take_while(|c| *c == 'N').count();
            let (part, after) = match known {
                Some(found) => found,
                None if (1..=MOST).contains(&serial) => (Part::Serial(serial), rest.trim_start_matches('N')),
                None if matches!(first, '.' | '-' | '/') => (Part::Between(first), rest.strip_prefix(first)?),
                None => return None,
            };
            let twice = match &part {
                Part::Between(_) => matches!(parts.last(), None | Some(Part::Between(_))),
                Part::Serial(_) => parts.iter().any(|known| matches!(known, Part::Serial(_))),
                Part::Region(..) => parts.contains(&part),
            };
            if twice {
                return None;
            }
            parts.push(part);
            rest = after;
        }
        let serial = parts.iter().any(|part| matches!(part, Part::Serial(_)));
        let open = matches!(parts.last(), Some(Part::Between(_)));
        (serial && !open).then_some(Pola(parts))
    }

    /// One spelling of it.
    pub fn spelled(&self) -> String {
        self.laid(|part| match part {
            Part::Region(name, _) => (*name).to_owned(),
            Part::Serial(digits) => "N".repeat(*digits),
            Part::Between(_) => String::new(),
        })
    }

    /// The mask: `#` for a digit, the rest for itself.
    pub fn mask(&self) -> String {
        self.laid(|part| "#".repeat(part.digits()))
    }

    /// True where a number has this shape.
    pub fn fits(&self, number: &str) -> bool {
        fits(&self.mask(), number)
    }

    /// What a number of a desa begins with: everything before the serial; `None` where the pattern
    /// begins with the serial or the code is not whole.
    pub fn beginning(&self, code: &str) -> Option<String> {
        let digits = digits_of(code).filter(|digits| digits.len() == 10)?;
        let before: Vec<Part> = self.0.iter().take_while(|part| !matches!(part, Part::Serial(_))).cloned().collect();
        let begun = Pola(before).laid(|part| part.of(&digits).unwrap_or_default());
        (!begun.is_empty()).then_some(begun)
    }

    /// True where the parts of a number that say its desa say this code. A number of another shape
    /// (issued under an earlier pattern) is compared by its first digits.
    pub fn is_of(&self, number: &str, code: &str) -> bool {
        let Some(wanted) = digits_of(code).filter(|digits| digits.len() == 10) else { return false };
        let found: String = number.chars().filter(char::is_ascii_digit).collect();
        if !self.fits(number) {
            return found.starts_with(&wanted);
        }
        self.cut(&found).all(|(part, said)| part.of(&wanted).is_none_or(|wanted| wanted == said))
    }

    /// The serial of a number of this shape.
    pub fn serial(&self, number: &str) -> Option<u32> {
        let found: String = number.chars().filter(char::is_ascii_digit).collect();
        let mut parts = self.cut(&found);
        if !self.fits(number) {
            return None;
        }
        parts.find_map(|(part, said)| matches!(part, Part::Serial(_)).then(|| said.parse().ok())?)
    }

    /// The number of a desa with a serial; `None` where the code is not whole or the serial has more
    /// digits than the pattern.
    pub fn number(&self, code: &str, serial: u32) -> Option<String> {
        let digits = digits_of(code).filter(|digits| digits.len() == 10)?;
        let width = self.0.iter().find_map(|part| matches!(part, Part::Serial(_)).then(|| part.digits()))?;
        let said = format!("{serial:0width$}");
        (said.len() == width).then(|| self.laid(|part| part.of(&digits).unwrap_or_else(|| said.clone())))
    }

    /// A number with another serial in its place; the number itself where it has none.
    pub fn with_serial(&self, number: &str, serial: u32) -> String {
        let found: String = number.chars().filter(char::is_ascii_digit).collect();
        if !self.fits(number) {
            return number.to_owned();
        }
        let mut said = self.cut(&found).map(|(_, said)| said).collect::<Vec<_>>().into_iter();
        self.laid(|part| {
            let said = said.next().unwrap_or_default();
            let width = part.digits();
            if matches!(part, Part::Serial(_)) { format!("{serial:0width$}") } else { said }
        })
    }

    /// A serial of nothing but zeros.
    pub fn doubt(&self, number: &str) -> Option<Problem> {
        let zero = self.serial(number) == Some(0);
        zero.then(|| {
            Problem::warning(
                "registrasi-urut-nol",
                text("Nomor urut dalam {0} adalah nol.", "The serial within {0} is zero.").with([number]),
                text(
                    "Nomor urut mulai dari satu; cocokkan dengan surat Kemendagri.",
                    "Serials begin at one; compare with the letter from Kemendagri.",
                ),
            )
        })
    }

    /// The parts that hold digits, each with those of a number.
    fn cut(&self, digits: &str) -> impl Iterator<Item = (&Part, String)> {
        let mut rest = digits.chars().collect::<Vec<_>>().into_iter();
        let parts = self.0.iter().filter(|part| !matches!(part, Part::Between(_)));
        parts.map(move |part| (part, rest.by_ref().take(part.digits()).collect()))
    }

    /// The pattern with something in the place of each part.
    fn laid(&self, mut say: impl FnMut(&Part) -> String) -> String {
        self.0
            .iter()
            .map(|part| match part {
                Part::Between(between) => between.to_string(),
                part => say(part),
            })
            .collect()
    }
}

impl Part {
    fn digits(&self) -> usize {
        match self {
            Part::Region(_, place) => place.len(),
            Part::Serial(digits) => *digits,
            Part::Between(_) => 0,
        }
    }

    /// The digits of a desa's code that belong here.
    fn of(&self, code: &str) -> Option<String> {
        match self {
            Part::Region(_, place) => Some(code.chars().skip(place.start).take(place.len()).collect()),
            _ => None,
        }
    }
}

/// True where a text has the shape of a mask.
pub fn fits(mask: &str, content: &str) -> bool {
    mask.chars().count() == content.chars().count()
        && mask.chars().zip(content.chars()).all(|(m, c)| if m == '#' { c.is_ascii_digit() } else { m == c })
}

/// The digits of a code; `None` where there are none.
fn digits_of(code: &str) -> Option<String> {
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    (!digits.is_empty()).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pola(typed: &str) -> Pola {
        Pola::read(typed).expect(typed)
    }

    #[test]
    fn a_pattern_has_one_serial_and_each_part_of_the_code_at_most_once() {
        for (typed, mask) in [
            ("PP.KK.KC.DDDD.NNN", "##.##.##.####.###"),
            (" pp.kk.kc.dddd.nnn ", "##.##.##.####.###"),
            ("PPKKKCDDDD-NNNN", "##########-####"),
            ("NNN/KC.DDDD", "###/##.####"),
            ("NNN", "###"),
        ] {
            assert_eq!(pola(typed).mask(), mask, "{typed}");
            assert_eq!(Pola::read(&pola(typed).spelled()), Some(pola(typed)), "{typed}");
        }
        for typed in ["", "PP.KK", "NNN.NNN", "PP.PP.NNN", "NNNNNNN", "##.###", "PP..NNN", "PP.NNN.", ".NNN", "REG NNN"]
        {
            assert_eq!(Pola::read(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_number_is_of_the_desa_whose_code_it_says_wherever_that_stands() {
        let code = "62.03.99.2001";
        let usual = pola("PP.KK.KC.DDDD.NNN");
        for (number, is) in [
            ("62.03.99.2001.001", true),
            ("62.03.99.2002.001", false),
            // Of an earlier pattern.
            ("6203992001-001", true),
            ("6203992002-001", false),
        ] {
            assert_eq!(usual.is_of(number, code), is, "{number}");
        }
        let turned = pola("NNN/KC.DDDD");
        assert!(turned.is_of("001/99.2001", code) && !turned.is_of("001/99.2002", code));
        assert!(!usual.is_of("62.03.99.2001.001", ""), "a desa without a code");
    }

    #[test]
    fn a_number_is_made_of_a_code_and_a_serial_and_gives_them_back() {
        let code = "62.03.99.2001";
        for (typed, number, beginning) in [
            ("PP.KK.KC.DDDD.NNN", "62.03.99.2001.007", Some("62.03.99.2001.")),
            ("PPKKKCDDDD-NNNN", "6203992001-0007", Some("6203992001-")),
            ("NNN/KC.DDDD", "007/99.2001", None),
        ] {
            let pola = pola(typed);
            assert_eq!(pola.number(code, 7).as_deref(), Some(number));
            assert_eq!((pola.serial(number), pola.beginning(code).as_deref()), (Some(7), beginning));
            assert_eq!(pola.serial(&pola.with_serial(number, 12)), Some(12));
            assert_eq!(pola.number("", 7), None);
        }
        assert_eq!(pola("PP.KK.KC.DDDD.NNN").number(code, 1000), None);
    }

    #[test]
    fn a_serial_begins_at_one() {
        let usual = pola("PP.KK.KC.DDDD.NNN");
        for (number, fits) in [("62.03.99.2001.001", true), ("62.03.99.2001.000", false), ("", true)] {
            assert_eq!(usual.doubt(number).is_none(), fits, "{number}");
        }
    }
}
