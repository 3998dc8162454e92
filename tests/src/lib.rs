//! What crosses crates: the seeded generators of the demonstration bundle and of the bench's records.
//!
//! Comes in: a seed, fixed in the source. Goes out: files, the same to the byte on every machine.
//! Knows nothing of the engine, so that the generators build without it.

pub mod chance;
pub mod demo;
pub mod records;
pub mod sheet;
