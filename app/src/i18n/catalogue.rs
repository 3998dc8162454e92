//! The message files and how a message is filled in; nothing of a browser in it.

use std::collections::HashMap;
use std::sync::OnceLock;

/// A file for each part of the interface; a key's words stand in one of them.
const ENGLISH: [&str; 21] = [
    include_str!("../../messages/en/shell.json"),
    include_str!("../../messages/en/figure.json"),
    include_str!("../../messages/en/overview.json"),
    include_str!("../../messages/en/indicator.json"),
    include_str!("../../messages/en/courses.json"),
    include_str!("../../messages/en/effect.json"),
    include_str!("../../messages/en/compare.json"),
    include_str!("../../messages/en/contracts.json"),
    include_str!("../../messages/en/rules.json"),
    include_str!("../../messages/en/value.json"),
    include_str!("../../messages/en/index.json"),
    include_str!("../../messages/en/place.json"),
    include_str!("../../messages/en/data.json"),
    include_str!("../../messages/en/mapping.json"),
    include_str!("../../messages/en/versions.json"),
    include_str!("../../messages/en/methods.json"),
    include_str!("../../messages/en/receipt.json"),
    include_str!("../../messages/en/remarks.json"),
    include_str!("../../messages/en/said.json"),
    include_str!("../../messages/en/helps.json"),
    include_str!("../../messages/en/verify.json"),
];
const ITALIAN: [&str; 21] = [
    include_str!("../../messages/it/shell.json"),
    include_str!("../../messages/it/figure.json"),
    include_str!("../../messages/it/overview.json"),
    include_str!("../../messages/it/indicator.json"),
    include_str!("../../messages/it/courses.json"),
    include_str!("../../messages/it/effect.json"),
    include_str!("../../messages/it/compare.json"),
    include_str!("../../messages/it/contracts.json"),
    include_str!("../../messages/it/rules.json"),
    include_str!("../../messages/it/value.json"),
    include_str!("../../messages/it/index.json"),
    include_str!("../../messages/it/place.json"),
    include_str!("../../messages/it/data.json"),
    include_str!("../../messages/it/mapping.json"),
    include_str!("../../messages/it/versions.json"),
    include_str!("../../messages/it/methods.json"),
    include_str!("../../messages/it/receipt.json"),
    include_str!("../../messages/it/remarks.json"),
    include_str!("../../messages/it/said.json"),
    include_str!("../../messages/it/helps.json"),
    include_str!("../../messages/it/verify.json"),
];

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English (as written in Britain).
    #[default]
    En,
    /// Italian.
    It,
}

impl Lang {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::En, Self::It];

    /// The code, as in addresses and frameworks.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::It => "it",
        }
    }

    /// The tag for numbers and dates.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en-GB",
            Self::It => "it-IT",
        }
    }

    /// The language's name for itself.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::It => "Italiano",
        }
    }

    /// The language of a code or tag (`it`, `it-CH`).
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        let head = code.split('-').next()?;
        Self::ALL.into_iter().find(|lang| lang.code().eq_ignore_ascii_case(head))
    }
}

type Messages = HashMap<String, String>;

/// A language's messages, read when first asked for.
fn messages(lang: Lang) -> &'static Messages {
    static READ: [OnceLock<Messages>; 2] = [const { OnceLock::new() }; 2];
    let (at, texts) = match lang {
        Lang::En => (0, &ENGLISH),
        Lang::It => (1, &ITALIAN),
    };
    // A test holds that all files can be read, so nothing can be missing here.
    let read = |text: &&str| serde_json::from_str::<Messages>(text).unwrap_or_default();
    READ[at].get_or_init(|| texts.iter().flat_map(read).collect())
}

/// The words of a key; the key itself where nobody wrote any.
pub(crate) fn words(lang: Lang, key: &str) -> &str {
    messages(lang).get(key).map_or(key, String::as_str)
}

/// The words of a key in a plural form (`one`, `many`, `other`), else in `other`.
pub(crate) fn plural<'a>(lang: Lang, key: &'a str, form: &str) -> &'a str {
    let all = messages(lang);
    let found = [form, "other"].iter().find_map(|form| all.get(&format!("{key}.{form}")));
    found.map_or(key, String::as_str)
}

/// The text with every `{name}` replaced; a name that was not given stays as it is, to be seen.
///
/// ```
/// assert_eq!(esito_app::i18n::filled("{n} of {all}", &[("n", "2"), ("all", "9")]), "2 of 9");
/// ```
#[must_use]
pub fn filled(text: &str, args: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        match args.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => out.push_str(value),
            None => {
                out.push('{');
                out.push_str(name);
                out.push('}');
            }
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests;
