//! L-BFGS from a library, started anew from the best point until it gains nothing more.

use argmin::core::{CostFunction, Error, Executor, Gradient, State};
use argmin::solver::linesearch::MoreThuenteLineSearch;
use argmin::solver::quasinewton::LBFGS;
use std::cell::RefCell;

type Point = (Vec<f64>, f64, Vec<f64>);

/// A function whose value and gradient come together.
struct Problem<'a, F> {
    function: &'a F,
    /// Makes the first step short: the solver begins with a step as long as the gradient.
    scale: f64,
    last: RefCell<Point>,
}

impl<F: Fn(&[f64]) -> (f64, Vec<f64>)> Problem<'_, F> {
    fn at<T>(&self, numbers: &[f64], pick: impl Fn(&Point) -> T) -> T {
        let mut last = self.last.borrow_mut();
        if last.0 != numbers {
            let (value, gradient) = (self.function)(numbers);
            *last =
                (numbers.to_vec(), value * self.scale, gradient.into_iter().map(|part| part * self.scale).collect());
        }
        pick(&last)
    }
}

impl<F: Fn(&[f64]) -> (f64, Vec<f64>)> CostFunction for &Problem<'_, F> {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, numbers: &Vec<f64>) -> Result<f64, Error> {
        Ok(self.at(numbers, |point| point.1))
    }
}

impl<F: Fn(&[f64]) -> (f64, Vec<f64>)> Gradient for &Problem<'_, F> {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, numbers: &Vec<f64>) -> Result<Vec<f64>, Error> {
        Ok(self.at(numbers, |point| point.2.clone()))
    }
}

/// The best numbers found and their value.
pub fn minimise<F: Fn(&[f64]) -> (f64, Vec<f64>)>(
    function: &F,
    start: Vec<f64>,
    rounds: u32,
    steps: u64,
) -> Result<(Vec<f64>, f64), Error> {
    let (mut value, mut gradient) = function(&start);
    let mut best = start;
    for _ in 0..rounds {
        let length = gradient.iter().map(|part| part * part).sum::<f64>().sqrt();
        let problem = Problem { function, scale: 0.05 / length, last: RefCell::default() };
        let search = MoreThuenteLineSearch::new().with_c(1e-4, 0.9)?.with_bounds(1e-12, 1e3)?;
        let solver = LBFGS::new(search, 20).with_tolerance_grad(1e-9)?.with_tolerance_cost(1e-13)?;
        // A line search that ends in rounding noise is an error to the library: the last round.
        let run = Executor::new(&problem, solver).configure(|state| state.param(best.clone()).max_iters(steps)).run();
        let found = run.ok().and_then(|run| run.state().get_best_param().cloned());
        let Some(found) = found else { break };
        let before = value;
        (value, gradient) = function(&found);
        best = found;
        if before - value < 1e-4 * value {
            break;
        }
    }
    Ok((best, value))
}
