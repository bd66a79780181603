//! A set of facts, in the order of the catalogue.

use super::{FACTS, FactId};

/// A set of facts: one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FactSet(u32);

impl FactSet {
    /// Is the fact in it?
    pub fn contains(self, fact: FactId) -> bool {
        self.0 >> (fact as u32) & 1 == 1
    }

    /// The facts in it, in the order of the catalogue.
    pub fn iter(self) -> impl Iterator<Item = FactId> {
        FACTS.iter().map(|fact| fact.id).filter(move |fact| self.contains(*fact))
    }
}

impl Extend<FactId> for FactSet {
    fn extend<I: IntoIterator<Item = FactId>>(&mut self, facts: I) {
        for fact in facts {
            self.0 |= 1 << (fact as u32);
        }
    }
}

impl FromIterator<FactId> for FactSet {
    fn from_iter<I: IntoIterator<Item = FactId>>(facts: I) -> Self {
        let mut set = Self::default();
        set.extend(facts);
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_each_fact_once_in_the_order_of_the_catalogue() {
        let set: FactSet = [FactId::PlanMade, FactId::Age, FactId::PlanMade].into_iter().collect();
        assert_eq!(set.iter().collect::<Vec<_>>(), [FactId::Age, FactId::PlanMade]);
        assert!(set.contains(FactId::Age) && !set.contains(FactId::Sex));
        assert_eq!(FACTS.iter().map(|fact| fact.id).collect::<FactSet>().iter().count(), FACTS.len());
    }
}
