//! The pages and their folders, relative to the site's base.

/// A page of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Page {
    /// Headline indicators, a map, what needs attention.
    Overview,
    /// One indicator.
    Indicator,
    /// Places × indicators.
    Compare,
    /// What was promised, achieved and paid.
    Contracts,
    /// What outcomes are worth, and money over time.
    Value,
    /// One place beside its peers.
    Place,
    /// Files in, remarks out.
    Data,
    /// How every number is made.
    Methods,
    /// Published figures worked out again; led to by links, not by the header.
    Verify,
}

impl Page {
    /// The pages of the header, in its order.
    pub const HEADER: [Self; 8] = [
        Self::Overview,
        Self::Indicator,
        Self::Compare,
        Self::Place,
        Self::Contracts,
        Self::Value,
        Self::Data,
        Self::Methods,
    ];
    /// The pages that links lead to.
    const OTHERS: [Self; 1] = [Self::Verify];

    /// The folder, relative to the base.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Overview => "./",
            Self::Indicator => "indicator/",
            Self::Compare => "compare/",
            Self::Contracts => "contracts/",
            Self::Value => "value/",
            Self::Place => "place/",
            Self::Data => "data/",
            Self::Methods => "methods/",
            Self::Verify => "verify/",
        }
    }

    /// The page at a path, given the base (which ends with `/`).
    ///
    /// ```
    /// use esito_app::address::Page;
    /// assert_eq!(Page::at("/x/y/compare/", "/x/y/"), Some(Page::Compare));
    /// assert_eq!(Page::at("/x/y/", "/x/y/"), Some(Page::Overview));
    /// assert_eq!(Page::at("/x/y/verify", "/x/y/"), Some(Page::Verify));
    /// assert_eq!(Page::at("/x/y/nowhere", "/x/y/"), None);
    /// ```
    #[must_use]
    pub fn at(path: &str, base: &str) -> Option<Self> {
        let inside = path.strip_prefix(base).unwrap_or(path);
        let name = inside.trim_matches('/');
        let mut all = Self::HEADER.into_iter().chain(Self::OTHERS);
        all.find(|page| page.folder().trim_matches(['.', '/']) == name)
    }
}
