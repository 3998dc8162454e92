//! Pieces of work that know nothing of each other, side by side where there are threads for them.
//!
//! A browser worker has one thread and does them one after the other. What is handed in here must not depend on that:
//! each piece has its own data, results come back in the order of the pieces, and nothing is added up across them. So
//! an answer has the same digits on any number of threads.

#[cfg(not(target_family = "wasm"))]
use rayon::prelude::*;

/// How many pieces are worth being handed in at once.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn width() -> usize {
    rayon::current_num_threads()
}

/// How many pieces are worth being handed in at once: there is one thread.
#[cfg(target_family = "wasm")]
pub(crate) const fn width() -> usize {
    1
}

/// Does all of these.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn each<T: Send>(pieces: Vec<T>, work: impl Fn(T) + Send + Sync) {
    pieces.into_par_iter().with_max_len(1).for_each(work);
}

/// Does all of these, in their order.
#[cfg(target_family = "wasm")]
pub(crate) fn each<T>(pieces: Vec<T>, work: impl Fn(T)) {
    pieces.into_iter().for_each(work);
}

/// What becomes of each of these, in their order.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn map<T: Sync, R: Send>(pieces: &[T], work: impl Fn(&T) -> R + Send + Sync) -> Vec<R> {
    pieces.par_iter().with_max_len(1).map(work).collect()
}

/// What becomes of each of these, in their order.
#[cfg(target_family = "wasm")]
pub(crate) fn map<T, R>(pieces: &[T], work: impl Fn(&T) -> R) -> Vec<R> {
    pieces.iter().map(work).collect()
}

/// Does both.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn both<A: Send, B: Send>(
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B + Send,
) -> (A, B) {
    rayon::join(one, other)
}

#[cfg(test)]
mod tests {
    use super::{both, each, map};
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn results_are_in_the_order_of_the_pieces() {
        let pieces: Vec<usize> = (0..1_000).collect();
        let squares = map(&pieces, |piece| piece * piece);
        assert!(squares.iter().enumerate().all(|(at, square)| *square == at * at));
        assert_eq!(both(|| 1, || 2), (1, 2));
    }

    #[test]
    fn every_piece_is_done_once() {
        let mut done = vec![0; 1_000];
        let count = AtomicUsize::new(0);
        each(done.iter_mut().collect(), |one| {
            *one += 1;
            count.fetch_add(1, Ordering::Relaxed);
        });
        assert!(done.iter().all(|one| *one == 1));
        assert_eq!(count.into_inner(), 1_000);
    }
}
