//! Words, plurals, numbers and dates in the reader's language.
//!
//! Words come from `messages/en/*.json` and `messages/it/*.json`, the same keys in each; plural forms, numbers and dates from the browser's
//! `Intl`, never by hand. The language is that of the address, else the stored choice, else the browser's.

mod catalogue;
mod intl;

pub use catalogue::{Lang, filled};
pub use intl::Format;

use crate::address::use_address;
use leptos::prelude::*;

const STORE: &str = "esito-lang";

/// The reader's language and its formats.
#[derive(Clone, Copy)]
pub struct I18n {
    lang: Memo<Lang>,
}

/// Makes the language known to everything below; needs the address.
pub fn provide_i18n() -> I18n {
    let address = use_address();
    let fallback = stored().or_else(preferred).unwrap_or_default();
    let lang = Memo::new(move |_| address.get("lang").as_deref().and_then(Lang::read).unwrap_or(fallback));
    let i18n = I18n { lang };
    provide_context(i18n);
    i18n
}

/// The reader's language and its formats.
#[must_use]
#[expect(clippy::expect_used, reason = "a page outside the shell is a fault in the program")]
pub fn use_i18n() -> I18n {
    use_context().expect("provide_i18n is called by the shell")
}

impl I18n {
    /// The language; tracks it.
    #[must_use]
    pub fn lang(self) -> Lang {
        self.lang.get()
    }

    /// Numbers and dates in that language; tracks it.
    #[must_use]
    pub fn format(self) -> Format {
        Format::of(self.lang.get())
    }
}

/// The language; tracks it.
#[must_use]
pub fn lang() -> Lang {
    use_i18n().lang()
}

/// Has whatever is being drawn drawn anew when the language changes.
pub fn follow_language() {
    use_i18n().lang.track();
}

/// Numbers and dates in the reader's language; tracks it.
#[must_use]
pub fn format() -> Format {
    use_i18n().format()
}

/// The words of a key.
#[must_use]
pub fn t(key: &str) -> String {
    catalogue::words(lang(), key).to_owned()
}

/// The words of a key with its `{names}` filled in.
#[must_use]
pub fn t_with(key: &str, args: &[(&str, &str)]) -> String {
    filled(catalogue::words(lang(), key), args)
}

/// The words of a key in the plural form that the count asks for; `{count}` is the count as a number.
#[must_use]
pub fn t_count(key: &str, count: u64, args: &[(&str, &str)]) -> String {
    let format = format();
    let words = catalogue::plural(format.lang(), key, &format.plural(count));
    let number = format.whole(count);
    let mut all = vec![("count", number.as_str())];
    all.extend_from_slice(args);
    filled(words, &all)
}

/// Keeps the choice for the next visit. A browser that keeps nothing is no fault.
pub fn store(lang: Lang) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(STORE, lang.code());
    }
}

/// The page's own storage, where the browser allows one.
pub(crate) fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn stored() -> Option<Lang> {
    Lang::read(&storage()?.get_item(STORE).ok()??)
}

fn preferred() -> Option<Lang> {
    window().navigator().languages().iter().find_map(|code| Lang::read(&code.as_string()?))
}
