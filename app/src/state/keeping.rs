//! What is kept in this browser: the versions of the reader's files, and what changed between two of them.

use super::own::Confirmed;
use super::{Dashboard, FRAMEWORK, State};
use crate::i18n::storage;
use crate::link::{Failure, Loaded, Named, Packed};
use crate::store::{self, Refused};
use esito_model::{Changes, KeptFile, KeptVersion, People, Shelf};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use web_sys::Blob;

/// Where the browser notes which bundle was shown last.
const SHOWN: &str = "esito-shown";

/// A version of a bundle, by the bundle's key and its number.
pub type Shown = (String, u64);

/// What is kept.
#[derive(Clone, Copy)]
pub struct Keeping {
    shelf: RwSignal<Option<Shelf>>,
    refused: RwSignal<Option<Refused>>,
    saving: RwSignal<bool>,
    shown: RwSignal<Option<Shown>>,
    gone: RwSignal<bool>,
    changes: RwSignal<Option<State<Arc<Changes>>>>,
}

impl Keeping {
    pub(super) fn new() -> Self {
        Self {
            shelf: RwSignal::new(None),
            refused: RwSignal::new(None),
            saving: RwSignal::new(false),
            shown: RwSignal::new(None),
            gone: RwSignal::new(false),
            changes: RwSignal::new(None),
        }
    }

    /// What is kept; tracks it.
    #[must_use]
    pub fn shelf(self) -> Option<Shelf> {
        self.shelf.get()
    }

    /// What is kept, without tracking it.
    #[must_use]
    pub fn shelf_now(self) -> Option<Shelf> {
        self.shelf.get_untracked()
    }

    /// Why the files at hand are not kept; tracks it.
    #[must_use]
    pub fn refused(self) -> Option<Refused> {
        self.refused.get()
    }

    /// Whether files are being written; tracks it.
    #[must_use]
    pub fn saving(self) -> bool {
        self.saving.get()
    }

    /// The version that is shown; nothing where it is not kept; tracks it.
    #[must_use]
    pub fn shown(self) -> Option<Shown> {
        self.shown.get()
    }

    /// Whether the version that is shown was deleted in another tab; tracks it.
    #[must_use]
    pub fn gone(self) -> bool {
        self.gone.get()
    }

    /// Looks at what is kept again: another tab may have changed it.
    pub async fn look_again(self) {
        let Ok(shelf) = store::shelf().await else { return };
        let lost = self.shown.with_untracked(|shown| {
            let there = |(key, number): &Shown| shelf.bundle(key).and_then(|bundle| bundle.version(*number));
            shown.as_ref().is_some_and(|shown| there(shown).is_none())
        });
        if lost {
            self.leave();
            self.gone.set(true);
        }
        if self.shelf.with_untracked(|known| known.as_ref() != Some(&shelf)) {
            self.shelf.set(Some(shelf));
        }
    }

    /// What changed since the version before, where there is one; tracks it.
    #[must_use]
    pub fn changes(self) -> Option<State<Arc<Changes>>> {
        self.changes.get()
    }

    /// Looks at what is kept, and clears away what a page that went away half-way has left.
    pub(super) async fn open(self) {
        match store::shelf().await {
            Ok(shelf) => {
                self.shelf.set(Some(shelf));
                // What cannot be cleared away now is tried again at the next start.
                let _ = store::sweep().await;
            }
            Err(refused) => self.refused.set(Some(refused)),
        }
    }

    /// Keeps the files at hand once more.
    pub fn keep_again(self, dashboard: Dashboard) {
        spawn_local(async move {
            if let super::Reading::Done(loaded) = untrack(|| dashboard.own().reading()) {
                self.keep(dashboard, &loaded).await;
            }
        });
    }

    /// Keeps the files at hand as a version, and asks what changed since the one before.
    pub(super) async fn keep(self, dashboard: Dashboard, loaded: &Loaded) {
        let own = dashboard.own();
        let Some(answer) = dashboard.ready_now() else { return };
        let confirmed = own.confirmed_now();
        let shapes: Vec<&str> = confirmed.shapes.values().map(String::as_str).collect();
        let key = match &confirmed.framework {
            Some(_) => format!("headers {}", shapes.join("\u{1E}")),
            None => format!("framework {}", answer.framework.id),
        };
        let files = own.originals();
        let version = version(&files, confirmed, loaded);
        // In the language of the page; the reader's own choice is not to be had between two steps of a task.
        let language = document().document_element().and_then(|root| root.get_attribute("lang"));
        let title = answer.framework.title.get(&language.unwrap_or_default()).to_owned();
        self.saving.set(true);
        self.gone.set(false);
        self.shown.set(None);
        self.changes.set(None);
        let kept = store::keep(&key, &title, version, &files).await;
        self.saving.set(false);
        match kept {
            Ok(version) => {
                self.refused.set(None);
                self.note(key, version.number).await;
                self.compare(dashboard);
            }
            Err(refused) => self.refused.set(Some(refused)),
        }
    }

    async fn note(self, key: String, number: u64) {
        self.gone.set(false);
        if let Some(storage) = storage() {
            // Where the browser does not note it, the published data come first after a reload.
            let _ = storage.set_item(SHOWN, &key);
        }
        self.shown.set(Some((key, number)));
        if let Ok(shelf) = store::shelf().await {
            self.shelf.set(Some(shelf));
        }
    }

    /// The published data are shown from now on.
    pub(super) fn leave(self) {
        if let Some(storage) = storage() {
            let _ = storage.remove_item(SHOWN);
        }
        self.shown.set(None);
        self.gone.set(false);
        self.changes.set(None);
    }

    /// Asks what changed from the version before to the one that is shown.
    fn compare(self, dashboard: Dashboard) {
        let earlier = self.shown.get_untracked().and_then(|(key, number)| {
            self.shelf.with_untracked(|shelf| shelf.as_ref()?.bundle(&key)?.before(number).cloned())
        });
        let Some(earlier) = earlier else { return self.changes.set(None) };
        self.changes.set(Some(State::Loading));
        spawn_local(async move {
            let changes = match whole(&earlier).await {
                Ok(files) => dashboard.seat().compare(&files).await,
                Err(failure) => Err(failure),
            };
            self.changes.set(Some(changes.map(Arc::new).into()));
        });
    }

    /// Shows a kept version. Errors: its files cannot be read.
    pub fn show(self, dashboard: Dashboard, key: String, number: u64) {
        spawn_local(async move {
            let shelf = store::change(|shelf| {
                if let Some(bundle) = shelf.bundles.iter_mut().find(|bundle| bundle.key == key) {
                    bundle.current = number;
                }
                Vec::new()
            });
            let shelf = match shelf.await {
                Ok(shelf) => shelf,
                Err(refused) => return self.refused.set(Some(refused)),
            };
            let version = shelf.bundle(&key).and_then(|bundle| bundle.version(number)).cloned();
            self.shelf.set(Some(shelf));
            match version {
                Some(version) => {
                    self.bring(dashboard, key, &version).await;
                }
                // Deleted in another tab.
                None => self.look_again().await,
            }
        });
    }

    /// Puts a version's files in the place of what was chosen and has them read.
    async fn bring(self, dashboard: Dashboard, key: String, version: &KeptVersion) -> bool {
        let files = match store::files(version).await {
            Ok(files) => files,
            Err(failure) => {
                self.refused.set(Some(Refused::Denied(failure.detail().to_owned())));
                return false;
            }
        };
        let KeptVersion { framework, decisions, shapes, .. } = version.clone();
        dashboard.own().put(files, Confirmed { framework, decisions, shapes });
        self.note(key, version.number).await;
        self.changes.set(None);
        dashboard.own().read_and(dashboard, false);
        true
    }

    /// Whether the pages showed a kept bundle when they were left.
    #[must_use]
    pub fn was_shown() -> Option<String> {
        storage()?.get_item(SHOWN).ok()?
    }

    /// Shows the bundle again that was shown when the page was left; otherwise the published data.
    pub(super) async fn restore(self, dashboard: Dashboard, key: String) -> bool {
        self.open().await;
        let version = self.shelf.with_untracked(|shelf| {
            let bundle = shelf.as_ref()?.bundle(&key)?;
            bundle.version(bundle.current).cloned()
        });
        match version {
            Some(version) => self.bring(dashboard, key, &version).await,
            None => {
                self.leave();
                false
            }
        }
    }

    /// Deletes a version, or a whole bundle, for good.
    pub fn delete(self, dashboard: Dashboard, key: String, number: Option<u64>) {
        spawn_local(async move {
            let shelf = match store::change(|shelf| shelf.take(&key, number)).await {
                Ok(shelf) => shelf,
                Err(refused) => return self.refused.set(Some(refused)),
            };
            let left = shelf.bundle(&key).and_then(|bundle| bundle.version(bundle.current)).cloned();
            self.shelf.set(Some(shelf));
            let was_shown = self
                .shown
                .get_untracked()
                .is_some_and(|(shown, at)| shown == key && number.is_none_or(|number| number == at));
            match left {
                _ if !was_shown => self.compare(dashboard),
                Some(version) => {
                    self.bring(dashboard, key, &version).await;
                }
                None => dashboard.show_published(),
            }
        });
    }

    /// A version with its framework as one zip that every seat reads, or what has to be decided first about people.
    pub async fn zip(
        self,
        dashboard: Dashboard,
        version: &KeptVersion,
        people: Option<People>,
    ) -> Result<Packed, Failure> {
        dashboard.seat().start();
        dashboard.seat().pack(&whole(version).await?, people).await
    }

    /// What changed is asked anew once a kept version was read.
    pub(super) fn follow(self, dashboard: Dashboard) {
        self.compare(dashboard);
    }
}

fn version(files: &[Named], confirmed: Confirmed, loaded: &Loaded) -> KeptVersion {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a size is a whole number of bytes"
    )]
    let file = |(name, blob): &Named| KeptFile { name: name.clone(), bytes: blob.size() as u64 };
    KeptVersion {
        kept_ms: js_sys::Date::now(),
        files: files.iter().map(file).collect(),
        framework: confirmed.framework,
        decisions: confirmed.decisions,
        shapes: confirmed.shapes,
        rows: loaded.ledger.iter().map(|one| one.rows).sum(),
        aside: loaded.ledger.iter().map(|one| one.aside).sum(),
        ..KeptVersion::default()
    }
}

/// The files of a version with the framework that was made for them.
async fn whole(version: &KeptVersion) -> Result<Vec<Named>, Failure> {
    let mut files = store::files(version).await?;
    if let Some(framework) = &version.framework {
        let parts = js_sys::Array::of1(&framework.into());
        let blob = Blob::new_with_str_sequence(&parts);
        let blob = blob.map_err(|error| Failure::Crashed(crate::link::said(&error)))?;
        files.push((FRAMEWORK.to_owned(), blob));
    }
    Ok(files)
}
