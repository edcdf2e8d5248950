//! Chance that repeats: the same seed gives the same numbers on every machine.
//!
//! * **Owns** a small generator (splitmix64, public domain, Sebastiano Vigna 2015) and identities
//!   made from it.
//! * **Imports** `base`.
//! * **Never** serves anything that must be hard to guess.

use crate::base::id::Uid;

/// A stream of numbers.
#[derive(Clone, Debug)]
pub(super) struct Chance(u64);

impl Chance {
    /// The stream of a seed and a number, so that each kecamatan has its own.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut chance = Chance(seed ^ stream.wrapping_mul(0xd6e8_feb8_6659_fd93));
        chance.next();
        chance
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below a bound; 0 where the bound is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % bound).unwrap_or(0)
    }

    /// A number between two bounds, both included.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        let span = usize::try_from(most - least + 1).unwrap_or(1);
        least + i64::try_from(self.below(span)).unwrap_or(0)
    }

    /// True so many times out of a hundred.
    pub fn happens(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of several; the default where there are none.
    pub fn pick<T: Clone + Default>(&mut self, all: &[T]) -> T {
        all.get(self.below(all.len())).cloned().unwrap_or_default()
    }

    /// One of several weighted words.
    pub fn weighted<'a>(&mut self, all: &[(&'a str, usize)]) -> &'a str {
        let mut at = self.below(all.iter().map(|(_, weight)| weight).sum());
        for (word, weight) in all {
            if at < *weight {
                return word;
            }
            at -= weight;
        }
        all.last().map_or("", |(word, _)| word)
    }

    /// An identity shaped like a UUID of version 7, of the moment 2024-01-01 plus a count.
    pub fn uid(&mut self, count: u64) -> Uid {
        let time = 1_704_067_200_000 + count;
        let (a, b) = (self.next(), self.next());
        Uid(format!(
            "{:08x}-{:04x}-7{:03x}-{:04x}-{:012x}",
            time >> 16,
            time & 0xffff,
            a & 0xfff,
            0x8000 | (a >> 16 & 0x3fff),
            b & 0xffff_ffff_ffff
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_numbers_for_ever() {
        let mut chance = Chance(0);
        // The first outputs of splitmix64 from state 0, as its author publishes them.
        assert_eq!(chance.next(), 0xe220_a839_7b1d_cdaf);
        assert_eq!(chance.next(), 0x6e78_9e6a_a1b9_65f4);
    }

    #[test]
    fn an_identity_is_a_well_formed_uuid_of_version_seven() {
        let uid = Chance::new(1, 2).uid(70_000);
        let parsed: uuid::Uuid = uid.0.parse().unwrap();
        assert_eq!(parsed.get_version_num(), 7);
    }
}
