//! Published composite indices by Esito's own steps: COINr's example, the technology achievement index of the OECD
//! handbook, the SDG index of European cities.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it skips"
)]

mod chance;
mod cities;
mod example;
mod methods;
mod tables;
mod technology;
