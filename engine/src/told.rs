//! What is said about somebody's data: the words, what can be done, and the particulars apart from the words, so
//! that another language can tell them.

use esito_model::Particulars;

/// The words of a remark and what they are about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Told {
    pub message: String,
    pub help: String,
    pub particulars: Particulars,
}

/// Words, and nothing in particular yet.
pub(crate) fn told(message: impl Into<String>) -> Told {
    Told { message: message.into(), ..Told::default() }
}

impl Told {
    /// With what can be done.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// With what was found.
    pub(crate) fn found(mut self, found: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.particulars.found.extend(found.into_iter().map(Into::into));
        self
    }

    /// With what was found, where it may be shown.
    pub(crate) fn seen(mut self, found: Option<String>) -> Self {
        self.particulars.hidden |= found.is_none();
        self.found(found)
    }

    /// With the names of what is meant.
    pub(crate) fn named(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.particulars.names.extend(names.into_iter().map(Into::into));
        self
    }

    /// With how many were expected and found.
    pub(crate) fn counted(mut self, counts: impl IntoIterator<Item = usize>) -> Self {
        self.particulars.counts.extend(counts.into_iter().map(|count| count as u64));
        self
    }
}

impl From<String> for Told {
    fn from(message: String) -> Self {
        told(message)
    }
}

impl From<&str> for Told {
    fn from(message: &str) -> Self {
        told(message)
    }
}

impl From<(String, String)> for Told {
    fn from((message, help): (String, String)) -> Self {
        told(message).help(help)
    }
}
