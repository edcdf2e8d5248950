//! A set of marks that says "certainly not" or "perhaps".
//!
//! * **Owns** [`Marks`]: four bytes a mark, whatever was marked.
//! * **Imports** nothing of ours.
//! * **Never** says that something is missing which was put in.

/// A number for a text of some kind within some place. The same text in another place or of
/// another kind has another one.
pub fn mark(kind: u64, place: i64, text: &str) -> u64 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut sum = (kind ^ place.cast_unsigned().rotate_left(17)).wrapping_mul(ODD);
    for part in text.as_bytes().chunks(8) {
        let mut word = [0u8; 8];
        for (to, from) in word.iter_mut().zip(part) {
            *to = *from;
        }
        sum = (sum.rotate_left(23) ^ u64::from_le_bytes(word)).wrapping_mul(ODD);
        sum ^= sum >> 29;
    }
    sum = (sum ^ text.len() as u64).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    sum ^ (sum >> 32)
}

/// The marks that were put in. One in many millions that was not is taken for one that was.
pub struct Marks {
    slots: Vec<u32>,
    held: usize,
}

impl Marks {
    /// Room for about so many; past a quarter more, every answer is "perhaps".
    pub fn for_about(count: usize) -> Marks {
        Marks { slots: vec![0; (count * 3 / 2).next_power_of_two().max(1 << 10)], held: 0 }
    }

    /// The slot to begin at, and what stands in it: 32 bits that the slot does not tell, never 0.
    fn place(&self, mark: u64) -> (usize, u32) {
        let at = usize::try_from(mark & (self.slots.len() as u64 - 1)).unwrap_or(0);
        let print = u32::try_from(mark >> 32).unwrap_or(0).max(1);
        (at, print)
    }

    fn is_full(&self) -> bool {
        self.held * 8 > self.slots.len() * 7
    }

    /// Puts a mark in.
    pub fn put(&mut self, mark: u64) {
        if self.is_full() {
            return;
        }
        let (mut at, print) = self.place(mark);
        loop {
            let last = self.slots.len() - 1;
            let Some(slot) = self.slots.get_mut(at) else { return };
            if *slot == print {
                return;
            }
            if *slot == 0 {
                *slot = print;
                self.held += 1;
                return;
            }
            at = (at + 1) & last;
        }
    }

    /// Whether a mark may have been put in.
    pub fn has(&self, mark: u64) -> bool {
        if self.is_full() {
            return true;
        }
        let (mut at, print) = self.place(mark);
        loop {
            match self.slots.get(at) {
                Some(0) | None => return false,
                Some(slot) if *slot == print => return true,
                Some(_) => at = (at + 1) & (self.slots.len() - 1),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_there_and_hardly_anything_else() {
        let mut marks = Marks::for_about(100_000);
        let of = |at: usize| mark(2, 7, &format!("620399{at:010}"));
        (0..100_000).for_each(|at| marks.put(of(at)));
        assert!((0..100_000).all(|at| marks.has(of(at))));
        assert_eq!((100_000..300_000).filter(|at| marks.has(of(*at))).count(), 0);
    }

    #[test]
    fn a_full_set_says_perhaps_to_everything() {
        let mut marks = Marks::for_about(0);
        (0..5_000).for_each(|at| marks.put(mark(1, at, "")));
        assert!(marks.has(mark(9, 9, "")));
    }
}
