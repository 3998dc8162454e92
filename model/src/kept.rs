//! What a browser keeps of its owner's files: bundles, each with its versions. The files themselves lie beside it.

use crate::Decisions;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything that is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shelf {
    /// The bundles, the latest first.
    pub bundles: Vec<KeptBundle>,
    /// The number that the next version's folder gets; none is ever given twice.
    pub next: u64,
}

/// A bundle with its versions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeptBundle {
    /// What tells it apart: the framework's id, or the headers of its files.
    pub key: String,
    /// Its title.
    pub title: String,
    /// The number of the version that is shown.
    pub current: u64,
    /// The versions, the earliest first.
    pub versions: Vec<KeptVersion>,
}

/// A version of a bundle.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeptVersion {
    /// Its number within the bundle, from 1.
    pub number: u64,
    /// The folder that holds its files.
    pub folder: u64,
    /// When it was kept, in milliseconds since 1970.
    pub kept_ms: f64,
    /// Its files in the order of their numbers in the folder.
    pub files: Vec<KeptFile>,
    /// The framework that was made of the decisions, where none came with the files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub framework: Option<String>,
    /// What was decided about the files.
    pub decisions: Decisions,
    /// The headers of each file, to know others of the same shape by.
    pub shapes: BTreeMap<String, String>,
    /// Rows read, and rows with something to mend.
    pub rows: u64,
    /// Rows with something to mend.
    pub aside: u64,
}

/// A file of a version.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeptFile {
    /// Its name in the bundle.
    pub name: String,
    /// Its size.
    pub bytes: u64,
}

/// A column of a file that tells who somebody is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PrivateColumn {
    /// The file.
    pub file: String,
    /// The header in it.
    pub header: String,
}

impl Shelf {
    /// A bundle by its key.
    #[must_use]
    pub fn bundle(&self, key: &str) -> Option<&KeptBundle> {
        self.bundles.iter().find(|bundle| bundle.key == key)
    }

    /// Puts a version on the shelf, as the latest of its bundle, and shows it. Its number and folder are given here.
    pub fn put(&mut self, key: &str, title: &str, mut version: KeptVersion) -> KeptVersion {
        version.folder = self.next;
        self.next += 1;
        let at = self.bundles.iter().position(|bundle| bundle.key == key);
        let mut bundle = at.map_or_else(KeptBundle::default, |at| self.bundles.remove(at));
        key.clone_into(&mut bundle.key);
        title.clone_into(&mut bundle.title);
        version.number = bundle.versions.iter().map(|version| version.number).max().unwrap_or(0) + 1;
        bundle.current = version.number;
        bundle.versions.push(version.clone());
        self.bundles.insert(0, bundle);
        version
    }

    /// Takes a version from the shelf, or the whole bundle; gives the folders that nobody needs any more.
    pub fn take(&mut self, key: &str, number: Option<u64>) -> Vec<u64> {
        let mut freed = Vec::new();
        for bundle in self.bundles.iter_mut().filter(|bundle| bundle.key == key) {
            let gone = |version: &KeptVersion| number.is_none_or(|number| version.number == number);
            freed
                .extend(bundle.versions.iter().filter(|version| gone(version)).map(|version| version.folder));
            bundle.versions.retain(|version| !gone(version));
            if bundle.versions.iter().all(|version| version.number != bundle.current) {
                bundle.current = bundle.versions.last().map_or(0, |version| version.number);
            }
        }
        self.bundles.retain(|bundle| !bundle.versions.is_empty());
        freed
    }
}

impl KeptBundle {
    /// A version by its number.
    #[must_use]
    pub fn version(&self, number: u64) -> Option<&KeptVersion> {
        self.versions.iter().find(|version| version.number == number)
    }

    /// The version before this one.
    #[must_use]
    pub fn before(&self, number: u64) -> Option<&KeptVersion> {
        self.versions.iter().rev().find(|version| version.number < number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_numbered_within_their_bundle_and_folders_never_twice() {
        let mut shelf = Shelf::default();
        let first = shelf.put("a", "A", KeptVersion::default());
        let second = shelf.put("a", "A", KeptVersion::default());
        let other = shelf.put("b", "B", KeptVersion::default());
        assert_eq!((first.number, second.number, other.number), (1, 2, 1));
        assert_eq!((first.folder, second.folder, other.folder), (0, 1, 2));
        assert_eq!(shelf.bundles[0].key, "b", "the latest first");
        let a = shelf.bundle("a").cloned().unwrap_or_default();
        assert_eq!((a.current, a.before(2).map(|version| version.number)), (2, Some(1)));
        assert_eq!(shelf.take("a", Some(2)), [1]);
        assert_eq!(shelf.bundle("a").map(|bundle| bundle.current), Some(1));
        assert_eq!(shelf.put("a", "A", KeptVersion::default()).folder, 3);
        assert_eq!(shelf.take("a", None), [0, 3]);
        assert_eq!(shelf.bundles.len(), 1);
        assert_eq!(shelf.take("nowhere", None), Vec::<u64>::new());
    }
}
