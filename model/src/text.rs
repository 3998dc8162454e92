//! Words in several languages, as a framework writes them.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text in one or more languages, keyed by language code; a text without a language is kept under `""`.
///
/// ```
/// use esito_model::Text;
/// let title = Text::from_pairs([("en", "Ten cities"), ("it", "Dieci città")]);
/// assert_eq!(title.get("it"), "Dieci città");
/// assert_eq!(title.get("pl"), "Ten cities");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(pub BTreeMap<String, String>);

impl Text {
    /// One text for every language.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        Self(BTreeMap::from([(String::new(), text.to_owned())]))
    }

    /// A text from pairs of language and words.
    #[must_use]
    pub fn from_pairs<const N: usize>(pairs: [(&str, &str); N]) -> Self {
        Self(pairs.iter().map(|(lang, text)| ((*lang).to_owned(), (*text).to_owned())).collect())
    }

    /// The words in `language`; else without language, in English, in whichever comes first; else nothing.
    #[must_use]
    pub fn get(&self, language: &str) -> &str {
        let found = [language, "", "en"].iter().find_map(|lang| self.0.get(*lang));
        found.or_else(|| self.0.values().next()).map_or("", String::as_str)
    }

    /// Whether nothing was written in any language.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.values().all(|words| words.trim().is_empty())
    }
}
