//! What makes the members of the ensemble different from each other: how much no one asks about,
//! what the weights are expected to be before the tables are seen, how smooth they are, and how
//! the printed numbers were rounded.
//!
//! The tables hardly fix single weights, so these expectations decide much. They are assumed, and
//! wide on purpose: only their signs and rough sizes are common sense or known from elsewhere
//! (Austria's published model: disability and age over 50 weigh most, woman -0.14).
//! All in units of the standard deviation of the whole score.

use crate::shape::{GROUPS, Shape};

/// A small, repeatable source of numbers (xorshift64*).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        let mut random = Self(seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        (0..8).for_each(|_| {
            random.next();
        });
        random
    }

    fn next(&mut self) -> u32 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        u32::try_from(self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32).unwrap_or(0)
    }

    /// Even between two numbers.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * f64::from(self.next()) / f64::from(u32::MAX)
    }
}

/// What a family of members believes before it sees the tables. The members of a family share their
/// latent classes; each has its own shares of them.
pub struct Story {
    pub id: &'static str,
    /// Woman against man.
    pub woman: f64,
    /// Upper secondary completed against not.
    pub education: f64,
    /// Born abroad against born in Sweden.
    pub abroad: f64,
    /// Documented disability against none.
    pub disability: f64,
    /// Introduction programme against none.
    pub programme: f64,
    /// From 25 to over 60.
    pub age: f64,
    /// From newly registered to eight years.
    pub time: f64,
    /// Whether age and registration time work evenly over their categories.
    pub even: bool,
}

pub const STORIES: [Story; 4] = [
    Story {
        id: "plain",
        woman: -0.10,
        education: 0.40,
        abroad: -0.45,
        disability: -1.4,
        programme: -0.2,
        age: 0.8,
        time: 1.7,
        even: false,
    },
    Story {
        id: "without-sex-and-programme",
        woman: 0.0,
        education: 0.50,
        abroad: -0.60,
        disability: -1.2,
        programme: 0.0,
        age: 0.6,
        time: 1.6,
        even: false,
    },
    Story {
        id: "even-age-and-time",
        woman: -0.20,
        education: 0.30,
        abroad: -0.35,
        disability: -1.6,
        programme: -0.3,
        age: 1.0,
        time: 1.7,
        even: true,
    },
    Story {
        id: "few-factors",
        woman: -0.05,
        education: 0.15,
        abroad: -0.20,
        disability: -1.55,
        programme: -0.1,
        age: 0.5,
        time: 2.1,
        even: false,
    },
];

/// Standard deviation of what is not asked, per member of a family.
pub const SPREADS: [f64; 6] = [0.18, 0.21, 0.24, 0.27, 0.30, 0.34];

/// What a weight is expected to be, and how strongly.
#[derive(Clone, Copy)]
pub struct Expectation {
    pub mean: f64,
    pub strength: f64,
}

/// One member before it is fitted.
#[derive(Clone)]
pub struct Plan {
    /// Standard deviation of what is not asked; that of the whole score is 1.
    pub spread: f64,
    /// Logits of a month's chance per unit of score.
    pub slope: f64,
    pub expected: Vec<Expectation>,
    /// Strength of evenness in age and in registration time.
    pub even_age: f64,
    pub even_time: f64,
    /// Per row and group, added to the target: what rounding may have hidden, and what the categories alone
    /// do not show of how people differ within them.
    pub aside: Vec<[f64; GROUPS]>,
}

impl Plan {
    pub fn new(shape: &Shape, story: &Story, spread: f64, seed: u64) -> Self {
        let mut random = Random::new(seed);
        let mut expected = vec![Expectation { mean: 0.0, strength: 10.0 }; shape.categories()];
        let mut set = |name: &str, mean: f64, width: f64| {
            if let Some(slot) = shape.place(name).and_then(|at| expected.get_mut(at)) {
                *slot = Expectation { mean, strength: 1.0 / (width * width) };
            }
        };
        let width = |value: f64| if value == 0.0 { 0.002 } else { 0.015 };
        set("sex/woman", story.woman / 2.0, width(story.woman));
        set("sex/man", -story.woman / 2.0, width(story.woman));
        set("education/completed", story.education / 2.0, 0.02);
        set("education/not-completed", -story.education / 2.0, 0.02);
        set("birth-region/abroad", story.abroad / 2.0, 0.02);
        set("birth-region/sweden", -story.abroad / 2.0, 0.02);
        set("disability/documented", story.disability, 0.05);
        set("disability/none", 0.0, 0.05);
        set("programme/introduction", story.programme, width(story.programme));
        set("programme/other", 0.0, width(story.programme));
        let young = random.between(-0.1, 0.1);
        for (name, at) in AGES {
            set(name, story.age * (0.5 - at) + if at == 0.0 { young } else { 0.0 }, 0.05);
        }
        for (name, at) in TIMES {
            set(name, story.time * (0.5 - at), 0.2);
        }
        let slope = random.between(0.6, 1.1);
        let aside = shape
            .rows
            .iter()
            .map(|row| [0; GROUPS].map(|_| if row.is_share { random.between(-0.002, 0.002) } else { 0.0 }));
        Self {
            spread,
            slope,
            aside: aside.collect(),
            expected,
            even_age: if story.even { 3000.0 } else { random.between(200.0, 600.0) },
            even_time: if story.even { 3000.0 } else { random.between(30.0, 150.0) },
        }
    }
}

const AGES: [(&str, f64); 7] = [
    ("age/under-25", 0.0),
    ("age/25-29", 0.05),
    ("age/30-34", 0.2),
    ("age/35-39", 0.3),
    ("age/40-49", 0.45),
    ("age/50-59", 0.7),
    ("age/60-over", 1.0),
];

const TIMES: [(&str, f64); 8] = [
    ("registered-since/0-10-days", 0.0),
    ("registered-since/11-89-days", 0.1),
    ("registered-since/90-179-days", 0.3),
    ("registered-since/180-364-days", 0.4),
    ("registered-since/1-year", 0.6),
    ("registered-since/2-years", 0.75),
    ("registered-since/4-years", 0.9),
    ("registered-since/8-years", 1.0),
];
