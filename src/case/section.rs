//! The parts of the pages that some countries have and others do not. Which has which, its `country.toml` says.

/// A part of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Ready-made letters.
    Letters,
    /// The plan of early meetings.
    Meetings,
    /// A packet for a provider or a municipality: the law on it is known to us.
    Packet,
    /// Notes and deadlines of somebody who takes part in a programme.
    Participant,
    /// The list of providers to choose from.
    Providers,
    /// What rights there are, and who decides.
    Rights,
}

impl Section {
    /// Every section.
    pub const ALL: [Self; 6] =
        [Self::Letters, Self::Meetings, Self::Packet, Self::Participant, Self::Providers, Self::Rights];

    /// The id in `country.toml`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Letters => "letters",
            Self::Meetings => "meetings",
            Self::Packet => "packet",
            Self::Participant => "participant",
            Self::Providers => "providers",
            Self::Rights => "rights",
        }
    }
}
