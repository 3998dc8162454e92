//! The state of a page is its address: typed reading and writing of the query string.
//!
//! Comes in: the router's location. Goes out: derived signals and links. Nothing here is ever written by an
//! effect, so back, forward, reload and a shared address all show the same thing.

mod page;
mod query;

pub use page::Page;
pub use query::Query;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

/// Keys that every link carries on: they are about the reader, not about the page.
pub const READER: [&str; 2] = ["lang", "theme"];

/// The path of the site's base, with a `/` at its end: the document's base URI without host and query.
#[must_use]
pub fn base_path() -> String {
    let uri = document().base_uri().ok().flatten().unwrap_or_default();
    let path = web_sys::Url::new(&uri).map(|url| url.pathname()).unwrap_or_default();
    // Without a `base` element the document's own name may be at the end.
    path.rfind('/').map_or_else(|| "/".to_owned(), |at| path[..=at].to_owned())
}

/// Reads and writes the address from anywhere under the router.
#[derive(Clone, Copy)]
pub struct Address {
    search: Memo<String>,
    path: Memo<String>,
    base: StoredValue<String>,
    go: StoredValue<Go, LocalStorage>,
}

type Go = Box<dyn Fn(String, bool, bool)>;

/// Makes the address known to everything below; call it once, directly under the router.
pub fn provide_address() {
    let location = use_location();
    let navigate = use_navigate();
    let go: Go = Box::new(move |to, replace, scroll| {
        let options = NavigateOptions { resolve: false, replace, scroll, ..NavigateOptions::default() };
        navigate(&to, options);
    });
    provide_context(Address {
        search: location.search,
        path: location.pathname,
        base: StoredValue::new(base_path()),
        go: StoredValue::new_local(go),
    });
}

/// The address.
#[must_use]
#[expect(clippy::expect_used, reason = "a page outside the router is a fault in the program")]
pub fn use_address() -> Address {
    use_context().expect("provide_address is called under the router")
}

impl Address {
    /// The whole query; tracks it.
    #[must_use]
    pub fn query(self) -> Query {
        self.search.with(|text| Query::read(text))
    }

    /// The value of a key; tracks the address.
    #[must_use]
    pub fn get(self, key: &str) -> Option<String> {
        self.query().get(key).map(str::to_owned)
    }

    /// Every value of a repeatable key; tracks the address.
    #[must_use]
    pub fn all(self, key: &str) -> Vec<String> {
        self.query().all(key)
    }

    /// The value of a key as a signal that changes only with that value.
    #[must_use]
    pub fn memo(self, key: &'static str) -> Memo<Option<String>> {
        Memo::new(move |_| self.get(key))
    }

    /// The values of a repeatable key as a signal that changes only with them.
    #[must_use]
    pub fn memo_all(self, key: &'static str) -> Memo<Vec<String>> {
        Memo::new(move |_| self.all(key))
    }

    /// The page that is shown; nothing where the path leads nowhere. Tracks the path.
    #[must_use]
    pub fn page(self) -> Option<Page> {
        self.path.with(|path| self.base.with_value(|base| Page::at(path, base)))
    }

    /// A link to a page, relative to the base, with these keys and the reader's own (language, theme).
    #[must_use]
    pub fn href(self, page: Page, keys: &[(&str, &str)]) -> String {
        let mut query = self.query().only(&READER);
        for (key, value) in keys {
            let mut values = query.all(key);
            values.push((*value).to_owned());
            query = query.with_all(key, values.iter().map(String::as_str));
        }
        format!("{}{}", page.folder(), query.text())
    }

    /// A link to the page shown now with its query changed; tracks the address.
    #[must_use]
    pub fn here(self, change: impl FnOnce(Query) -> Query) -> String {
        let folder = self.page().map_or("./", Page::folder);
        format!("{folder}{}", change(self.query()).text())
    }

    /// Changes the query of the page shown now, as a step that Back undoes. The page does not scroll.
    pub fn push(self, change: impl FnOnce(Query) -> Query) {
        self.change(change, false);
    }

    /// Changes the query without a step of its own: for what is dragged or typed.
    pub fn replace(self, change: impl FnOnce(Query) -> Query) {
        self.change(change, true);
    }

    /// Sets one key, or takes it out, as a step that Back undoes.
    pub fn set(self, key: &str, value: Option<&str>) {
        self.push(|query| query.with(key, value));
    }

    /// Goes to a page.
    pub fn open(self, page: Page, keys: &[(&str, &str)]) {
        let href = untrack(|| self.href(page, keys));
        let to = self.base.with_value(|base| format!("{base}{}", href.trim_start_matches("./")));
        self.go.with_value(|go| go(to, false, true));
    }

    fn change(self, change: impl FnOnce(Query) -> Query, replace: bool) {
        let query = untrack(|| self.query());
        let path = self.path.get_untracked();
        let to = format!("{path}{}", change(query).text());
        self.go.with_value(|go| go(to, replace, false));
    }
}
