//! The card's factors as flat arrays, and the published rows as linear measures of a group.
#![expect(clippy::indexing_slicing, reason = "numeric arrays of a fixed shape, in a development tool")]

use vagval::policy::scorecard::{Category, Scorecard};
use vagval::profiling::cohort::{Kind, Measure, Published, between_knots};

/// Groups of the published tables.
pub const GROUPS: usize = 5;
/// Cut-offs between them.
pub const CUTS: usize = 4;

/// One published row: for each group, what each category adds to the measure, the value that the
/// measure should have, and how far off it may be before it costs one.
pub struct Row {
    pub coefficients: Vec<Vec<f64>>,
    pub targets: [f64; GROUPS],
    pub tolerances: [f64; GROUPS],
    pub is_share: bool,
}

/// The card without its numbers.
pub struct Shape {
    /// `factor/category`, in the card's order.
    pub names: Vec<String>,
    /// Where the categories of each factor begin, and where the last end.
    pub offsets: Vec<usize>,
    /// Every combination of categories.
    pub cells: Vec<Vec<usize>>,
    pub rows: Vec<Row>,
    /// What the people of a category are worth, from what each category's knot is worth.
    mix: Vec<Vec<(usize, f64)>>,
    /// Where the knots of a factor lie on its scale, one per category; places where it has none.
    pub scale: Vec<f64>,
    /// Share of each group in all.
    pub groups: Vec<f64>,
}

impl Shape {
    pub fn new(card: &Scorecard, published: &Published) -> Option<Self> {
        let mut offsets = vec![0];
        let mut names = Vec::new();
        let mut cells: Vec<Vec<usize>> = vec![Vec::new()];
        let (mut mix, mut scale) = (Vec::new(), Vec::new());
        for factor in &card.factors {
            let from = names.len();
            names.extend(factor.categories.iter().map(|category| format!("{}/{}", factor.id, category.id)));
            offsets.push(names.len());
            mix.extend((0..factor.categories.len()).map(|category| {
                let terms = between_knots(factor, category).into_iter();
                terms.map(|(at, part)| (from + at, part)).collect()
            }));
            scale.extend(factor.categories.iter().zip(0..).map(|(category, at)| {
                match (category.knot, factor.log_offset) {
                    (None, _) => f64::from(at),
                    (Some(knot), None) => f64::from(knot),
                    (Some(knot), Some(offset)) => libm::log(f64::from(knot + offset)),
                }
            }));
            let more = |cell: &Vec<usize>, at| cell.iter().copied().chain([at]).collect();
            cells = cells.iter().flat_map(|cell| (from..names.len()).map(move |at| more(cell, at))).collect();
        }
        let rows = published.measures.iter().map(|measure| row(card, measure, &offsets));
        Some(Self {
            rows: rows.collect::<Option<_>>()?,
            names,
            offsets,
            cells,
            mix,
            scale,
            groups: published.group_shares(),
        })
    }

    /// What each category's people weigh, from the weights at the knots.
    pub fn mixed(&self, weights: &[f64]) -> Vec<f64> {
        self.mix.iter().map(|terms| terms.iter().map(|(at, part)| part * weights[*at]).sum()).collect()
    }

    /// Carries a gradient by those back to the weights at the knots.
    pub fn unmixed(&self, gradient: &[f64], out: &mut [f64]) {
        for (terms, value) in self.mix.iter().zip(gradient) {
            for (at, part) in terms {
                out[*at] += part * value;
            }
        }
    }

    pub fn categories(&self) -> usize {
        self.names.len()
    }

    /// The categories of a factor, by its id.
    pub fn factor(&self, id: &str) -> std::ops::Range<usize> {
        let inside = |at: &usize| self.names[*at].split_once('/').is_some_and(|(factor, _)| factor == id);
        let first = (0..self.names.len()).find(inside).unwrap_or(0);
        first..first + (first..self.names.len()).take_while(inside).count()
    }

    /// The place of a category, by `factor/category`.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|other| other == name)
    }
}

fn row(card: &Scorecard, measure: &Measure, offsets: &[usize]) -> Option<Row> {
    let (factor, categories) = measure.factor(card).map(|(at, factor)| (at, &factor.categories))?;
    let mut row = Row {
        coefficients: Vec::new(),
        targets: [0.0; GROUPS],
        tolerances: [0.0; GROUPS],
        is_share: measure.kind == Kind::Share,
    };
    for (group, value) in measure.values.iter().map(|value| f64::from(*value)).enumerate() {
        let mut coefficients = vec![0.0; offsets[offsets.len() - 1]];
        for (slot, category) in coefficients[offsets[factor]..].iter_mut().zip(categories) {
            *slot = match measure.kind {
                Kind::Share => f64::from(u8::from(measure.counts(category))),
                Kind::Mean => category.points.iter().copied().map(f64::from).sum::<f64>() / length(category),
                Kind::Median => share_up_to(category, value),
            };
        }
        row.coefficients.push(coefficients);
        (row.targets[group], row.tolerances[group]) = match measure.kind {
            // A printed 0 is less than half a per cent.
            Kind::Share if value < 0.5 => (0.002, 0.0015),
            Kind::Share => (value / 100.0, 0.0015),
            Kind::Mean if measure.factor == "age" => (value, 0.2),
            Kind::Mean => (value, 0.015 * value),
            Kind::Median if value < 10.0 => (0.5, 0.1),
            Kind::Median => (0.5, 0.01),
        };
    }
    Some(row)
}

fn length(category: &Category) -> f64 {
    f64::from(u32::try_from(category.points.len()).unwrap_or(u32::MAX))
}

/// The share of a category's people that is at or below a value, each point standing for the
/// numbers around it so that the share rises evenly.
fn share_up_to(category: &Category, value: f64) -> f64 {
    let points: Vec<f64> = category.points.iter().copied().map(f64::from).collect();
    let mut sum = 0.0;
    for (at, point) in points.iter().enumerate() {
        let low = if at > 0 { f64::midpoint(*point, points[at - 1]) } else { f64::from(category.from.unwrap_or(0)) };
        let high = points.get(at + 1).map_or(2.0 * point - low, |next| f64::midpoint(*point, *next));
        sum += ((value - low) / (high - low).max(0.5)).clamp(0.0, 1.0);
    }
    sum / length(category)
}
