//! Stable sorting that is compiled once.
//!
//! The standard sort is compiled anew for each type and each comparison, at some five kilobytes a time; in the
//! browser that is more than most of what it sorts. Here only positions are sorted, through one comparison.

use std::cmp::Ordering;

/// Sorts like `slice::sort_by`.
pub fn sort_by<T>(items: &mut Vec<T>, mut compare: impl FnMut(&T, &T) -> Ordering) {
    let order = positions(items.len(), &mut |a, b| compare(&items[a], &items[b]));
    let mut taken: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|at| taken[at].take()));
}

/// Sorts like `slice::sort_by_key`.
pub fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, key: impl FnMut(&T) -> K) {
    let keys: Vec<K> = items.iter().map(key).collect();
    let order = positions(items.len(), &mut |a, b| keys[a].cmp(&keys[b]));
    let mut taken: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|at| taken[at].take()));
}

fn positions(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

#[cfg(test)]
mod tests {
    use super::{sort_by, sort_by_key};

    #[test]
    fn sorts_as_the_standard_library_does() {
        let words = ["pear", "fig", "apple", "kiwi", "plum", "date", ""];
        let (mut ours, mut theirs) = (words.to_vec(), words.to_vec());
        sort_by(&mut ours, |a, b| b.len().cmp(&a.len()));
        theirs.sort_by_key(|word| std::cmp::Reverse(word.len()));
        assert_eq!(ours, theirs, "equal ones keep their order");
        sort_by_key(&mut ours, ToString::to_string);
        theirs.sort_by_key(ToString::to_string);
        assert_eq!(ours, theirs);
        let mut none: Vec<u8> = Vec::new();
        sort_by(&mut none, Ord::cmp);
        assert!(none.is_empty());
    }
}
