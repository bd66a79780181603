//! A small random generator with a seed: the same numbers on every machine, so that what failed fails again.

use vagval::date::Date;

/// A source of numbers (SplitMix64).
#[derive(Debug)]
pub struct Random(u64);

impl Random {
    /// The numbers of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to `n` - 1.
    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(n).unwrap()).unwrap()
    }

    /// A number from the first to the last, both allowed.
    pub fn between(&mut self, first: i32, last: i32) -> i32 {
        first + i32::try_from(self.below(usize::try_from(last - first + 1).unwrap())).unwrap()
    }

    /// True one time in `n`.
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// One of the items.
    pub fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    /// A day from the first to the last.
    pub fn day(&mut self, first: Date, last: Date) -> Date {
        first.plus_days(self.between(0, last.days_since(first)))
    }
}

/// For how many days somebody is registered: often near a limit, mostly within a few years.
pub fn days_registered(random: &mut Random) -> i32 {
    let limit = random.pick(&[0, 1, 30, 90, 120, 180, 250, 400]);
    match random.below(4) {
        0 => limit,
        1 => limit + random.between(0, 2),
        2 => random.between(0, 1500),
        _ => random.between(0, 9000),
    }
}
