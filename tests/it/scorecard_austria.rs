//! The scorecard format holds another country's published model: Austria's, of 2018.

use vagval::policy::scorecard::{Factor, Scorecard};
use vagval::profiling::{Input, estimate};

fn card() -> Scorecard {
    let card: Scorecard = toml::from_str(include_str!("../data/austria.toml")).unwrap();
    card.check().unwrap();
    card
}

/// The published model in hundredths, written apart from the card: the sum of one answer set, or
/// nothing if the set cannot be. One number per factor; 0 is the reference.
fn published(answers: &[usize]) -> Option<i32> {
    let [sex, care, age, citizen, health, school, region, work, days, cases, longest, measures] =
        answers.try_into().ok()?;
    let asked_care = sex == 1;
    let asked_cases = cases > 0;
    if (!asked_care && care > 0) || (!asked_cases && (longest > 0 || measures > 0)) {
        return None;
    }
    let sum = 10
        + [0, -14].get::<usize>(sex)?
        + [0, -15].get::<usize>(care)?
        + [0, -13, -70].get::<usize>(age)?
        + [0, 16, -5].get::<usize>(citizen)?
        + [0, -67].get::<usize>(health)?
        + [0, 28, 1].get::<usize>(school)?
        + [0, -34, -18, -83, -82].get::<usize>(region)?
        + [0, 17].get::<usize>(work)?
        + [0, -74].get::<usize>(days)?
        + [0, 65, 119, 198].get::<usize>(cases)?
        + [0, -80].get::<usize>(longest)?
        + [0, -57, -21, -43].get::<usize>(measures)?;
    Some(sum)
}

fn input(factor: &Factor, answer: usize) -> Input<'_> {
    let category = factor.categories.get(answer).unwrap();
    match category.from {
        Some(from) => Input::Number(from),
        None => Input::Choice(category.answers.first().unwrap()),
    }
}

/// The next answer set, counting like an odometer.
fn next(card: &Scorecard, answers: &mut [usize]) -> bool {
    for (answer, factor) in answers.iter_mut().zip(&card.factors) {
        *answer += 1;
        if *answer < factor.categories.len() {
            return true;
        }
        *answer = 0;
    }
    false
}

#[test]
fn austria_is_counted_whole() {
    let card = card();
    let edition = card.edition_on("2018-11-01").unwrap();
    let mut answers = vec![0; card.factors.len()];
    let (mut sets, mut in_segment_a) = (0, 0);
    loop {
        if let Some(sum) = published(&answers) {
            let inputs: Vec<Input<'_>> =
                card.factors.iter().zip(&answers).map(|(factor, answer)| input(factor, *answer)).collect();
            let result = estimate(&card, edition, &inputs);
            assert_eq!(result.score, 10 * sum, "{answers:?}");
            let is_a = sum >= 67;
            assert_eq!(result.chances, if is_a { [1000, 0, 0, 0, 0] } else { [0, 1000, 0, 0, 0] });
            assert_eq!(result.job_chance, None);
            sets += 1;
            in_segment_a += usize::from(is_a);
        }
        if !next(&card, &mut answers) {
            break;
        }
    }
    println!("austria: {in_segment_a} of {sets} answer sets are in segment A");
    assert_eq!(sets, 81_000);
    assert_eq!(in_segment_a, 7471);
}

#[test]
fn austria_does_not_count_what_does_not_apply() {
    let card = card();
    let edition = card.edition("2018").unwrap();
    let man = estimate(&card, edition, &[Input::Choice("man")]);
    let with_care = estimate(&card, edition, &[Input::Choice("man"), Input::Choice("yes")]);
    assert_eq!(man, with_care);
}
