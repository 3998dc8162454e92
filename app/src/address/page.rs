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
    /// Files in, remarks out.
    Data,
    /// How every number is made.
    Methods,
}

impl Page {
    /// Every page, in the order of the header.
    pub const ALL: [Self; 5] = [Self::Overview, Self::Indicator, Self::Compare, Self::Data, Self::Methods];

    /// The folder, relative to the base.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Overview => "./",
            Self::Indicator => "indicator/",
            Self::Compare => "compare/",
            Self::Data => "data/",
            Self::Methods => "methods/",
        }
    }

    /// The page at a path, given the base (which ends with `/`).
    ///
    /// ```
    /// use esito_app::address::Page;
    /// assert_eq!(Page::at("/x/y/compare/", "/x/y/"), Some(Page::Compare));
    /// assert_eq!(Page::at("/x/y/", "/x/y/"), Some(Page::Overview));
    /// assert_eq!(Page::at("/x/y/nowhere", "/x/y/"), None);
    /// ```
    #[must_use]
    pub fn at(path: &str, base: &str) -> Option<Self> {
        let inside = path.strip_prefix(base).unwrap_or(path);
        let name = inside.trim_matches('/');
        Self::ALL.into_iter().find(|page| page.folder().trim_matches(['.', '/']) == name)
    }
}
