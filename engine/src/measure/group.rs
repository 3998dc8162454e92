//! Rows become groups: every combination of codes that occurs, in the order of the codes.

use crate::dataset::Codes;
use rustc_hash::FxHashMap;

/// How many combinations are counted in a plain table rather than in a hash.
const DENSE: usize = 1 << 22;

/// Groups of rows.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    /// For each row, in the order in which they were given, the number of its group.
    pub of: Vec<u32>,
    /// For each group its code on each axis.
    pub keys: Vec<Vec<u32>>,
    /// For each group how many rows it has.
    pub sizes: Vec<u64>,
}

/// Groups rows by the codes of the axes. Without axes there is one group, even of no rows.
pub(crate) fn group(rows: &[u32], axes: &[&Codes]) -> Groups {
    if axes.is_empty() {
        return Groups { of: vec![0; rows.len()], keys: vec![Vec::new()], sizes: vec![rows.len() as u64] };
    }
    let sizes: Vec<u64> = axes.iter().map(|axis| axis.size() as u64).collect();
    let all: u64 = sizes.iter().product();
    let (of, found) = match usize::try_from(all) {
        Ok(all) if all <= DENSE => dense(&dense_codes(rows, axes), all),
        _ => sparse(&codes(rows, axes)),
    };
    let keys: Vec<Vec<u32>> = found.into_iter().map(|combination| split(combination, &sizes)).collect();
    let mut counts = vec![0_u64; keys.len()];
    for group in &of {
        counts[*group as usize] += 1;
    }
    Groups { of, keys, sizes: counts }
}

/// For each row the number of its combination of codes, where there are at most [`DENSE`] of them.
fn dense_codes(rows: &[u32], axes: &[&Codes]) -> Vec<u32> {
    let mut combined: Vec<u32> = vec![0; rows.len()];
    for axis in axes {
        let size = u32::try_from(axis.size()).unwrap_or(u32::MAX);
        for (slot, row) in combined.iter_mut().zip(rows) {
            *slot = *slot * size + axis.code[*row as usize];
        }
    }
    combined
}

/// For each row the number of its combination of codes.
fn codes(rows: &[u32], axes: &[&Codes]) -> Vec<u64> {
    let mut combined: Vec<u64> = vec![0; rows.len()];
    for axis in axes {
        let size = axis.size() as u64;
        for (slot, row) in combined.iter_mut().zip(rows) {
            *slot = *slot * size + u64::from(axis.code[*row as usize]);
        }
    }
    combined
}

fn dense(combined: &[u32], all: usize) -> (Vec<u32>, Vec<u64>) {
    let mut number = vec![0_u32; all];
    for one in combined {
        number[*one as usize] = 1;
    }
    let mut found = Vec::new();
    for (combination, slot) in number.iter_mut().enumerate() {
        if *slot == 1 {
            *slot = u32::try_from(found.len()).unwrap_or(u32::MAX);
            found.push(combination as u64);
        }
    }
    (combined.iter().map(|one| number[*one as usize]).collect(), found)
}

fn sparse(combined: &[u64]) -> (Vec<u32>, Vec<u64>) {
    let mut found = combined.to_vec();
    found.sort_unstable();
    found.dedup();
    let number: FxHashMap<u64, u32> = found.iter().copied().zip(0..).collect();
    (combined.iter().map(|one| number.get(one).copied().unwrap_or(0)).collect(), found)
}

fn split(mut combination: u64, sizes: &[u64]) -> Vec<u32> {
    let mut key = vec![0; sizes.len()];
    for (slot, size) in key.iter_mut().zip(sizes).rev() {
        *slot = u32::try_from(combination % size).unwrap_or(u32::MAX);
        combination /= size;
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(code: &[u32], labels: usize) -> Codes {
        Codes { code: code.to_vec(), labels: vec![String::new(); labels], ..Codes::default() }
    }

    #[test]
    fn only_what_occurs_in_the_order_of_codes() {
        let (place, period) = (codes(&[1, 0, 1, 2], 2), codes(&[0, 1, 0, 0], 2));
        let groups = group(&[0, 1, 2, 3], &[&place, &period]);
        assert_eq!(groups.keys, [[0, 1], [1, 0], [2, 0]]);
        assert_eq!(groups.of, [1, 0, 1, 2]);
        assert_eq!(groups.sizes, [1, 2, 1]);
    }

    #[test]
    fn dense_and_sparse_agree() {
        assert_eq!(dense(&[7, 3, 3, 9, 0, 7], 10), sparse(&[7, 3, 3, 9, 0, 7]));
    }

    #[test]
    fn no_axes_is_one_group_even_of_nothing() {
        assert_eq!(group(&[], &[]).keys.len(), 1);
        assert_eq!(group(&[], &[&codes(&[], 3)]).keys.len(), 0);
    }
}
