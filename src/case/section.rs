//! The parts of the pages that some countries have and others do not. Which has which, its `country.toml` says.

/// A part of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// What is known about what helps.
    Evidence,
    /// Ready-made letters.
    Letters,
    /// The plan of early meetings.
    Meetings,
    /// About the model.
    Model,
    /// Money and duties.
    Money,
    /// A packet for a provider or a municipality: the law on it is known to us.
    Packet,
    /// Notes and deadlines of somebody who takes part in a programme.
    Participant,
    /// The list of providers to choose from.
    Providers,
    /// What rights there are, and who decides.
    Rights,
    /// Who does what.
    Who,
}

impl Section {
    /// Every section.
    pub const ALL: [Self; 10] = [
        Self::Evidence,
        Self::Letters,
        Self::Meetings,
        Self::Model,
        Self::Money,
        Self::Packet,
        Self::Participant,
        Self::Providers,
        Self::Rights,
        Self::Who,
    ];

    /// The id in `country.toml`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Evidence => "evidence",
            Self::Letters => "letters",
            Self::Meetings => "meetings",
            Self::Model => "model",
            Self::Money => "money",
            Self::Packet => "packet",
            Self::Participant => "participant",
            Self::Providers => "providers",
            Self::Rights => "rights",
            Self::Who => "who",
        }
    }
}
