//! Facts that cannot both be true.
//!
//! Only what contradicts by the meaning of the words; what merely leads to a "no" is policy.

use super::{Case, FactId};

/// The youth guarantee is entered at 16–24 (Arbetsförmedlingen, page on the guarantee, read November 2026);
/// one who entered at 24 may have turned 25 since.
const YOUTH_GUARANTEE_LAST_AGE: i32 = 25;
/// The introduction programme is for those who are 20 or older (Arbetsförmedlingen, page on the programme).
const INTRODUCTION_FIRST_AGE: i32 = 20;
/// Nobody is registered before the year they turn 16 (the youngest age that a case allows).
const REGISTERED_FIRST_AGE: i32 = 16;

/// Pairs of known facts of `case` that cannot both be true.
pub(super) fn contradictions(case: &Case) -> Vec<(FactId, FactId)> {
    let mut found = Vec::new();
    if let Some(age) = case.number(FactId::Age) {
        match case.choice(FactId::Programme) {
            Some("youth-guarantee") if age > YOUTH_GUARANTEE_LAST_AGE => found.push((FactId::Age, FactId::Programme)),
            Some("introduction-programme") if age < INTRODUCTION_FIRST_AGE => {
                found.push((FactId::Age, FactId::Programme));
            }
            _ => {}
        }
        // The day a person of this age turned 16 lies at most this many years back.
        let longest = age - REGISTERED_FIRST_AGE + 1;
        if let Some(since) = case.day(FactId::RegisteredSince)
            && since < case.on.date.plus_months(-12 * longest)
        {
            found.push((FactId::Age, FactId::RegisteredSince));
        }
    }
    if case.is_not_registered() && case.is_told(FactId::RegisteredSince) {
        found.push((FactId::RegistrationChannel, FactId::RegisteredSince));
    }
    // Under notice is who still works. Of the others one may have found new work since, or begun to study again.
    if let Some(last) = case.day(FactId::LastWorkDay)
        && last < case.on.date
        && case.choice(FactId::WorkStatus) == Some("under-notice")
    {
        found.push((FactId::WorkStatus, FactId::LastWorkDay));
    }
    found
}

/// The numbers at which the checks above divide a fact's values, for whoever fills in what is missing.
pub(super) fn number_limits(case: &Case, fact: FactId) -> Vec<i32> {
    if fact != FactId::Age {
        return Vec::new();
    }
    let mut limits = vec![INTRODUCTION_FIRST_AGE, YOUTH_GUARANTEE_LAST_AGE + 1];
    if let Some(days) = case.days_registered() {
        // 365 days a year finds a limit at or below the exact one; the one after it covers the rest.
        let years = days / 365;
        limits.extend([years + REGISTERED_FIRST_AGE - 1, years + REGISTERED_FIRST_AGE]);
    }
    limits
}
