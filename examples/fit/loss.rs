//! How badly a population and its members reproduce the published tables, and the gradient of that.
#![expect(clippy::indexing_slicing, reason = "numeric arrays of a fixed shape, in a development tool")]

use crate::plan::Plan;
use crate::shape::{CUTS, GROUPS, Row, Shape};

/// What each latent class is like, as logits and as shares, and every cell's share of each class.
pub struct Classes {
    /// Class, category.
    pub shares: Vec<Vec<f64>>,
    /// Class, cell.
    within: Vec<Vec<f64>>,
}

impl Classes {
    pub fn from_logits(shape: &Shape, logits: &[f64]) -> Self {
        let rows = logits.chunks(shape.categories());
        let shares = rows.map(|row| shape.offsets.windows(2).flat_map(|at| soft(&row[at[0]..at[1]])).collect());
        Self::new(shape, shares.collect())
    }

    pub fn new(shape: &Shape, shares: Vec<Vec<f64>>) -> Self {
        let product =
            |row: &Vec<f64>| shape.cells.iter().map(|cell| cell.iter().map(|at| row[*at]).product()).collect();
        Self { within: shares.iter().map(product).collect(), shares }
    }
}

/// Shares that sum to one.
pub fn soft(logits: &[f64]) -> Vec<f64> {
    let top = logits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let odds: Vec<f64> = logits.iter().map(|logit| libm::exp(logit - top)).collect();
    let sum: f64 = odds.iter().sum();
    odds.into_iter().map(|value| value / sum).collect()
}

/// The gradient by logits, from that by the logarithms of their shares.
fn soft_gradient(shares: &[f64], gradient: &[f64], out: &mut [f64]) {
    let sum: f64 = gradient.iter().sum();
    for ((out, share), gradient) in out.iter_mut().zip(shares).zip(gradient) {
        *out += gradient - share * sum;
    }
}

/// One member's numbers, as the optimiser sees them: logits of the classes, weights, the highest
/// cut-off and the logarithms of the steps down to the next ones.
pub struct Member<'a> {
    pub classes: &'a [f64],
    pub weights: &'a [f64],
    pub steps: &'a [f64],
}

impl<'a> Member<'a> {
    pub fn len(shape: &Shape, classes: usize) -> usize {
        classes + shape.categories() + CUTS
    }

    pub fn read(shape: &Shape, classes: usize, numbers: &'a [f64]) -> Self {
        let (classes, rest) = numbers.split_at(classes);
        let (weights, steps) = rest.split_at(shape.categories());
        Self { classes, weights, steps }
    }

    pub fn cuts(&self) -> [f64; CUTS] {
        let mut cuts = [self.steps[0]; CUTS];
        for at in 1..CUTS {
            cuts[at] = cuts[at - 1] - libm::exp(self.steps[at]);
        }
        cuts
    }
}

/// Every cell of one member's population.
struct Cells {
    masses: Vec<f64>,
    scores: Vec<f64>,
    groups: Vec<[f64; GROUPS]>,
    /// Density of the spread at each cut-off.
    densities: Vec<[f64; CUTS]>,
    mean: f64,
    variance: f64,
}

impl Cells {
    /// `weights` are those of the categories' people.
    fn new(shape: &Shape, classes: &Classes, member: &Member<'_>, weights: &[f64], spread: f64) -> Self {
        let mut masses = vec![0.0; shape.cells.len()];
        for (share, within) in soft(member.classes).iter().zip(&classes.within) {
            masses.iter_mut().zip(within).for_each(|(mass, within)| *mass += share * within);
        }
        let cuts = member.cuts();
        let scores: Vec<f64> = shape.cells.iter().map(|cell| cell.iter().map(|at| weights[*at]).sum()).collect();
        let mut cells = Self { masses, scores, groups: Vec::new(), densities: Vec::new(), mean: 0.0, variance: 0.0 };
        for score in &cells.scores {
            let (mut groups, mut densities, mut nearer) = ([0.0; GROUPS], [0.0; CUTS], 0.0);
            for at in 0..CUTS {
                let z = (cuts[at] - score) / spread;
                let reach = 0.5 * libm::erfc(z * std::f64::consts::FRAC_1_SQRT_2);
                densities[at] = libm::exp(-0.5 * z * z) * 0.398_942_280_401_432_7 / spread;
                groups[at] = reach - nearer;
                nearer = reach;
            }
            groups[CUTS] = 1.0 - nearer;
            cells.groups.push(groups);
            cells.densities.push(densities);
        }
        let all = || cells.masses.iter().zip(&cells.scores);
        let mean: f64 = all().map(|(mass, score)| mass * score).sum();
        let variance = all().map(|(mass, score)| mass * (score - mean) * (score - mean)).sum();
        Self { mean, variance, ..cells }
    }
}

/// A gradient by what the loss is made of: the size of each group, how many of it are in each
/// category, how many of all are, and the variance of the score.
struct Upstream {
    sizes: [f64; GROUPS],
    counts: Vec<Vec<f64>>,
    margins: Vec<f64>,
    variance: f64,
}

/// The fit's question: which classes and members reproduce the tables?
pub struct Loss<'a> {
    pub shape: &'a Shape,
    pub plans: &'a [Plan],
    pub classes: usize,
    /// Cells that can hardly exist, and how much they cost.
    strange: Vec<(usize, f64)>,
    /// Categories with a share that the population should have.
    margins: Vec<(usize, f64)>,
    /// Per cell: its registration time, and everything else that is true of it, one thing or two.
    told: Vec<(usize, Vec<usize>)>,
    /// How much each of those things matters.
    matters: Vec<f64>,
}

impl<'a> Loss<'a> {
    pub fn new(shape: &'a Shape, plans: &'a [Plan], classes: usize) -> Self {
        let cost = |cell: &Vec<usize>| {
            let has = |name: &str| cell.iter().any(|at| shape.names[*at] == name);
            STRANGE.iter().filter(|(one, other, _)| has(one) && has(other)).map(|(_, _, cost)| cost).sum::<f64>()
        };
        let cells = shape.cells.iter().map(cost).enumerate();
        let margins = MARGINS.iter().filter_map(|(name, share)| Some((shape.place(name)?, *share)));
        let (told, matters) = told(shape);
        Self {
            shape,
            plans,
            classes,
            strange: cells.filter(|(_, cost)| *cost > 0.0).collect(),
            margins: margins.collect(),
            told,
            matters,
        }
    }

    /// The loss over all members and its gradient. `numbers` holds the logits of the classes'
    /// shares, then the members one after the other.
    pub fn all(&self, numbers: &[f64]) -> (f64, Vec<f64>) {
        let (logits, members) = numbers.split_at(self.classes * self.shape.categories());
        let classes = Classes::from_logits(self.shape, logits);
        let length = Member::len(self.shape, self.classes);
        let members: Vec<(&Plan, &[f64])> = self.plans.iter().zip(members.chunks(length)).collect();
        let half = members.len().div_ceil(2);
        let run = |part: &[(&Plan, &[f64])]| -> Vec<_> {
            part.iter().map(|(plan, numbers)| self.one(plan, &classes, numbers)).collect()
        };
        let results: Vec<_> = std::thread::scope(|scope| {
            let parts: Vec<_> = members.chunks(half).map(|part| scope.spawn(move || run(part))).collect();
            parts.into_iter().filter_map(|part| part.join().ok()).flatten().collect()
        });
        let mut gradient = vec![0.0; logits.len()];
        let mut loss = 0.0;
        let mut by_class = vec![vec![0.0; self.shape.cells.len()]; self.classes];
        let mut rest: Vec<f64> = Vec::new();
        for ((_, numbers), (cost, own, by_mass)) in members.iter().zip(&results) {
            loss += cost;
            rest.extend(own.iter().copied());
            for (share, sums) in soft(&numbers[..self.classes]).iter().zip(&mut by_class) {
                sums.iter_mut().zip(by_mass).for_each(|(sum, value)| *sum += share * value);
            }
        }
        for (class, by_mass) in by_class.iter().enumerate() {
            let mut by_share = vec![0.0; self.shape.categories()];
            for ((cell, value), within) in self.shape.cells.iter().zip(by_mass).zip(&classes.within[class]) {
                for at in cell {
                    by_share[*at] += value * within;
                }
            }
            let out = &mut gradient[class * by_share.len()..];
            for at in self.shape.offsets.windows(2) {
                let at = at[0]..at[1];
                soft_gradient(&classes.shares[class][at.clone()], &by_share[at.clone()], &mut out[at]);
            }
        }
        let weak = 0.03 * f64::from(u32::try_from(members.len()).unwrap_or(1));
        for (slot, logit) in gradient.iter_mut().zip(logits) {
            loss += weak * logit * logit;
            *slot += 2.0 * weak * logit;
        }
        gradient.extend(rest);
        (loss, gradient)
    }

    /// The loss of one member, its gradient by the member's numbers, and by the mass of each cell.
    pub fn one(&self, plan: &Plan, classes: &Classes, numbers: &[f64]) -> (f64, Vec<f64>, Vec<f64>) {
        let member = Member::read(self.shape, self.classes, numbers);
        let mixed = self.shape.mixed(member.weights);
        let cells = Cells::new(self.shape, classes, &member, &mixed, plan.spread);
        let (mut loss, upstream) = self.compare(plan, &cells);
        let mut gradient = vec![0.0; numbers.len()];
        let mut by_mixed = vec![0.0; mixed.len()];
        let steps = &mut gradient[self.classes + mixed.len()..];
        let mut by_mass = self.back(&cells, &upstream, &member, &mut by_mixed, steps);
        loss += self.wait(&cells, &mixed, &mut by_mixed, &mut by_mass);
        self.shape.unmixed(&by_mixed, &mut gradient[self.classes..]);
        for (cell, cost) in &self.strange {
            loss += cost * cells.masses[*cell];
            by_mass[*cell] += cost;
        }
        let (by_class, rest) = gradient.split_at_mut(self.classes);
        loss += expect(self.shape, plan, member.weights, rest);
        let shares = soft(member.classes);
        let of = |(share, within): (&f64, &Vec<f64>)| share * dot(within, &by_mass);
        let by_share: Vec<f64> = shares.iter().zip(&classes.within).map(of).collect();
        soft_gradient(&shares, &by_share, by_class);
        for (slot, logit) in by_class.iter_mut().zip(member.classes) {
            loss += 1.5 * logit * logit;
            *slot += 3.0 * logit;
        }
        (loss, gradient, by_mass)
    }

    /// What a member gives for each row and group, as the categories alone show it.
    pub fn values(&self, plan: &Plan, classes: &Classes, numbers: &[f64]) -> Vec<[f64; GROUPS]> {
        let member = Member::read(self.shape, self.classes, numbers);
        let mixed = self.shape.mixed(member.weights);
        let (sizes, counts) = self.count(&Cells::new(self.shape, classes, &member, &mixed, plan.spread));
        let value = |row: &Row, group: usize| dot(&row.coefficients[group], &counts[group]) / sizes[group];
        self.shape.rows.iter().map(|row| std::array::from_fn(|group| value(row, group))).collect()
    }

    fn count(&self, cells: &Cells) -> ([f64; GROUPS], Vec<Vec<f64>>) {
        let mut sizes = [0.0; GROUPS];
        let mut counts = vec![vec![0.0; self.shape.categories()]; GROUPS];
        for ((cell, mass), groups) in self.shape.cells.iter().zip(&cells.masses).zip(&cells.groups) {
            for group in 0..GROUPS {
                let people = mass * groups[group];
                sizes[group] += people;
                for at in cell {
                    counts[group][*at] += people;
                }
            }
        }
        (sizes, counts)
    }

    /// What the published tables, the margins and the unit of the score cost.
    fn compare(&self, plan: &Plan, cells: &Cells) -> (f64, Upstream) {
        let (sizes, counts) = self.count(cells);
        let categories = self.shape.categories();
        let mut by = Upstream {
            sizes: [0.0; GROUPS],
            counts: vec![vec![0.0; categories]; GROUPS],
            margins: vec![0.0; categories],
            variance: 0.0,
        };
        let mut loss = 0.0;
        let mut pay = |is: f64, want: f64, tolerance: f64| {
            let off = (is - want) / tolerance;
            // Dearer where a bound comes near.
            let beyond = if off > 0.0 { (off - NEAR).max(0.0) } else { (off + NEAR).min(0.0) };
            loss += off * off + DEARER * beyond * beyond;
            2.0 * (off + DEARER * beyond) / tolerance
        };
        for group in 0..GROUPS {
            by.sizes[group] += pay(sizes[group], self.shape.groups[group], 0.0005);
            for (row, rounding) in self.shape.rows.iter().zip(&plan.aside) {
                let coefficients = &row.coefficients[group];
                let value = dot(coefficients, &counts[group]) / sizes[group];
                let target = row.targets[group] + rounding[group];
                let slope = pay(value, target, row.tolerances[group]) / sizes[group];
                by.sizes[group] -= slope * value;
                let slots = by.counts[group].iter_mut().zip(coefficients);
                slots.for_each(|(slot, coefficient)| *slot += slope * coefficient);
            }
        }
        for (at, share) in &self.margins {
            let all: f64 = counts.iter().map(|group| group[*at]).sum();
            by.margins[*at] += pay(all, *share, 0.01);
        }
        by.variance = pay(cells.variance + plan.spread * plan.spread, 1.0, 0.01);
        (loss, by)
    }

    /// Carries the gradient back to the categories' weights and the steps between the cut-offs, and returns it by the
    /// mass of each cell.
    fn back(
        &self,
        cells: &Cells,
        by: &Upstream,
        member: &Member<'_>,
        weights: &mut [f64],
        steps: &mut [f64],
    ) -> Vec<f64> {
        let mut by_mass = Vec::with_capacity(cells.masses.len());
        for (at, cell) in self.shape.cells.iter().enumerate() {
            let mass = cells.masses[at];
            let away = cells.scores[at] - cells.mean;
            let mut by_group = by.sizes;
            for (slot, counts) in by_group.iter_mut().zip(&by.counts) {
                *slot += cell.iter().map(|category| counts[*category]).sum::<f64>();
            }
            by_mass.push(
                dot(&by_group, &cells.groups[at])
                    + cell.iter().map(|category| by.margins[*category]).sum::<f64>()
                    + by.variance * away * away,
            );
            let mut by_score = 2.0 * by.variance * mass * away;
            for cut in 0..CUTS {
                let moved = mass * cells.densities[at][cut] * (by_group[cut] - by_group[cut + 1]);
                by_score += moved;
                steps[0] -= moved;
                (1..=cut).for_each(|step| steps[step] += moved * libm::exp(member.steps[step]));
            }
            for category in cell {
                weights[*category] += by_score;
            }
        }
        by_mass
    }

    /// What it costs if those registered longer have, apart from registration time, a better score
    /// than those registered shorter, among all who share one or two other facts. No table says how
    /// facts go together; without this the fit is free to make waiting look good.
    fn wait(&self, cells: &Cells, weights: &[f64], gradient: &mut [f64], by_mass: &mut [f64]) -> f64 {
        let times = self.shape.factor("registered-since");
        let mut sums = vec![[(0.0, 0.0); TIMES]; self.matters.len()];
        let timeless = |cell: usize, time: usize| cells.scores[cell] - weights[times.start + time];
        for (cell, (time, things)) in self.told.iter().enumerate() {
            let (mass, score) = (cells.masses[cell], timeless(cell, *time));
            for thing in things {
                let sum = &mut sums[*thing][*time];
                *sum = (sum.0 + mass, sum.1 + mass * score);
            }
        }
        let mut loss = 0.0;
        // By the mean score of each thing and time.
        let mut by_mean = vec![[0.0; TIMES]; self.matters.len()];
        let mean = |sum: (f64, f64)| sum.1 / sum.0;
        for ((sums, by_mean), matters) in sums.iter().zip(&mut by_mean).zip(&self.matters) {
            for time in 1..TIMES {
                let gains = mean(sums[time]) - mean(sums[time - 1]) - SLACK;
                if gains > 0.0 {
                    loss += matters * gains * gains;
                    by_mean[time] += 2.0 * matters * gains;
                    by_mean[time - 1] -= 2.0 * matters * gains;
                }
            }
        }
        for (cell, (time, things)) in self.told.iter().enumerate() {
            let score = timeless(cell, *time);
            let mut by_score = 0.0;
            for thing in things {
                let sum = sums[*thing][*time];
                let part = by_mean[*thing][*time] / sum.0;
                by_score += part * cells.masses[cell];
                by_mass[cell] += part * (score - mean(sum));
            }
            for category in self.shape.cells[cell].iter().filter(|category| !times.contains(category)) {
                gradient[*category] += by_score;
            }
        }
        loss
    }
}

/// Categories of registration time.
const TIMES: usize = 8;
/// How much better those registered longer may be: less than what registration time itself does.
const SLACK: f64 = 0.05;

/// Per cell, its registration time and all that is true of it: nothing in particular, each other
/// category, each pair of them; and how much each of those things matters.
fn told(shape: &Shape) -> (Vec<(usize, Vec<usize>)>, Vec<f64>) {
    let times = shape.factor("registered-since");
    let mut things: Vec<Vec<usize>> = vec![vec![]];
    let mut place = |thing: Vec<usize>| {
        things.iter().position(|other| *other == thing).unwrap_or_else(|| {
            things.push(thing);
            things.len() - 1
        })
    };
    let mut cells = Vec::new();
    for cell in &shape.cells {
        let (time, others): (Vec<usize>, Vec<usize>) = cell.iter().partition(|at| times.contains(at));
        let mut own = vec![0];
        for (at, one) in others.iter().enumerate() {
            own.push(place(vec![*one]));
            own.extend(others[at + 1..].iter().map(|other| place(vec![*one, *other])));
        }
        cells.push((time[0] - times.start, own));
    }
    let rare = ["programme/introduction", "disability/documented"];
    let weigh = |thing: &Vec<usize>| {
        let is_rare = thing.iter().any(|at| rare.contains(&shape.names[*at].as_str()));
        if is_rare { 30.0 } else { 300.0 }
    };
    let matters = things.iter().map(weigh).collect();
    (cells, matters)
}

/// What it costs that weights are not as expected: their size, their evenness, their order.
fn expect(shape: &Shape, plan: &Plan, weights: &[f64], gradient: &mut [f64]) -> f64 {
    let mut loss = 0.0;
    for ((weight, expected), slot) in weights.iter().zip(&plan.expected).zip(gradient.iter_mut()) {
        let off = weight - expected.mean;
        loss += expected.strength * off * off;
        *slot += 2.0 * expected.strength * off;
    }
    for (factor, strength, most) in
        [("age", plan.even_age, MOST_A_YEAR), ("registered-since", plan.even_time, f64::MAX)]
    {
        let range = shape.factor(factor);
        // The youngest stand apart from the others.
        let first = range.start + usize::from(factor == "age");
        let width = |at: usize| shape.scale[at + 1] - shape.scale[at];
        let mean = (shape.scale[range.end - 1] - shape.scale[first])
            / f64::from(u32::try_from(range.end - 1 - first).unwrap_or(1));
        for at in first + 1..range.end - 1 {
            // How much the slope changes at the knot, times the mean distance of two.
            let (left, right) = (mean / width(at - 1), mean / width(at));
            let bend = (weights[at - 1] - weights[at]) * left - (weights[at] - weights[at + 1]) * right;
            loss += strength * bend * bend;
            gradient[at - 1] += 2.0 * strength * bend * left;
            gradient[at] -= 2.0 * strength * bend * (left + right);
            gradient[at + 1] += 2.0 * strength * bend * right;
        }
        for at in first..range.end - 1 {
            let lacks = LEAST_STEP - (weights[at] - weights[at + 1]);
            if lacks > 0.0 {
                loss += 3000.0 * lacks * lacks;
                gradient[at] -= 6000.0 * lacks;
                gradient[at + 1] += 6000.0 * lacks;
            }
        }
        for at in range.start..range.end - 1 {
            let step = weights[at + 1] - weights[at];
            let beyond = step.abs() - most * width(at);
            if beyond > 0.0 {
                loss += 3000.0 * beyond * beyond;
                gradient[at + 1] += 6000.0 * beyond * step.signum();
                gradient[at] -= 6000.0 * beyond * step.signum();
            }
        }
    }
    loss
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// From so many tolerances on, what is off costs more, and how much more.
const NEAR: f64 = 2.0;
const DEARER: f64 = 10.0;

/// Older, and longer registered, is at least this much further from the market.
const LEAST_STEP: f64 = 0.03;

/// One year of age changes the score by no more than this: no birthday decides.
const MOST_A_YEAR: f64 = 0.05;

/// Pairs of categories that (nearly) exclude each other, and how strongly.
const STRANGE: [(&str, &str, f64); 7] = [
    ("programme/introduction", "birth-region/sweden", 2000.0),
    ("programme/introduction", "registered-since/8-years", 1000.0),
    ("programme/introduction", "registered-since/4-years", 500.0),
    ("programme/introduction", "age/under-25", 100.0),
    ("age/under-25", "registered-since/8-years", 2000.0),
    ("age/under-25", "registered-since/4-years", 500.0),
    ("age/25-29", "registered-since/8-years", 500.0),
];

/// Shares of age and registration time in all who were profiled. Only the medians, the means and
/// two shares of registration time are published; the rest is a smooth guess that fits them.
const MARGINS: [(&str, f64); 14] = [
    ("age/under-25", 0.15),
    ("age/25-29", 0.18),
    ("age/30-34", 0.15),
    ("age/35-39", 0.13),
    ("age/40-49", 0.19),
    ("age/50-59", 0.14),
    ("age/60-over", 0.06),
    ("registered-since/11-89-days", 0.18),
    ("registered-since/90-179-days", 0.08),
    ("registered-since/180-364-days", 0.10),
    ("registered-since/1-year", 0.11),
    ("registered-since/2-years", 0.09),
    ("registered-since/4-years", 0.07),
    ("registered-since/8-years", 0.045),
];
