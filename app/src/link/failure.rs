//! What can go wrong on the way to an answer, each with words of its own.

/// Why there is no answer. About the host, never about the user's data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The file is not there: nothing was published under this name.
    Absent(String),
    /// The web host could not be reached.
    Offline(String),
    /// The file is there but cannot be understood: published by another version, perhaps.
    Unreadable(String),
    /// Only the engine can answer, and it is not there or has no rows.
    NeedsEngine,
    /// The engine broke down; it can be started anew.
    Crashed(String),
    /// Stopped as asked.
    Cancelled,
}

impl Failure {
    /// The keys of what is said about it: a heading and what to do.
    #[must_use]
    pub fn keys(&self) -> (&'static str, &'static str) {
        match self {
            Self::Absent(_) => ("failure.absent", "failure.absent_help"),
            Self::Offline(_) => ("failure.offline", "failure.offline_help"),
            Self::Unreadable(_) => ("failure.unreadable", "failure.unreadable_help"),
            Self::NeedsEngine => ("failure.engine", "failure.engine_help"),
            Self::Crashed(_) => ("failure.crashed", "failure.crashed_help"),
            Self::Cancelled => ("failure.cancelled", "failure.cancelled_help"),
        }
    }

    /// The detail for whoever looks after the site; may be empty.
    #[must_use]
    pub fn detail(&self) -> &str {
        match self {
            Self::Absent(text) | Self::Offline(text) | Self::Unreadable(text) | Self::Crashed(text) => text,
            Self::NeedsEngine | Self::Cancelled => "",
        }
    }
}
