//! The demonstration bundle's data: ten cities, forty-one partnerships, seven years of quarters, all invented.
//!
//! Comes in: nothing but a seed. Goes out: the CSV files of `public/demo`, the same to the byte each time.
//! The framework beside them is written by hand. Figures that the story needs (work rises, housing falls in two
//! cities, women stay behind men in work) are laid down in `cities` and `cohorts`; chance only roughens them.

pub mod applicants;
pub mod blemishes;
pub mod cities;
pub mod cohorts;
pub mod contracts;
pub mod money;
pub mod organisations;
pub mod partnerships;
pub mod returns;

use crate::chance::Chance;

const SEED: u64 = 2025_1231;

/// The files' names and bytes.
#[must_use]
pub fn files() -> Vec<(&'static str, Vec<u8>)> {
    spoiled().0
}

/// The files, and how many blemishes were made.
fn spoiled() -> (Vec<(&'static str, Vec<u8>)>, usize) {
    let all = partnerships::partnerships();
    // A stream for each file: a change to one leaves the others as they are.
    let stream = |number: u64| Chance::new(SEED + number);
    let people = cohorts::cohorts(&all, &mut stream(1));
    let mut cohorts = cohorts::sheet(&all, &people);
    let mut returns = returns::returns(&all, &people, &mut stream(2));
    let survey = returns::survey(&all, &people, &mut stream(3));
    let mut context = returns::context(&mut stream(4));
    let mut partnerships = returns::partnerships(&all, &mut stream(5));
    let organisations = organisations::organisations();
    let roles = organisations::roles(&all, &mut stream(6));
    let made = blemishes::spoil(blemishes::Files {
        partnerships: &mut partnerships,
        cohorts: &mut cohorts,
        returns: &mut returns,
        context: &mut context,
    });
    let files = vec![
        ("applicants.csv", applicants::applicants(&mut stream(8)).bytes()),
        ("cohorts.csv", cohorts.bytes()),
        ("context.csv", context.bytes()),
        ("money.csv", money::money().bytes()),
        ("organisations.csv", organisations.bytes()),
        ("partnerships.csv", partnerships.bytes()),
        ("rate_card.csv", contracts::rate_card(&mut stream(7)).bytes()),
        ("rate_card_payments.csv", contracts::payments().bytes()),
        ("readmissions.csv", contracts::readmissions().bytes()),
        ("returns.csv", returns.bytes()),
        ("roles.csv", roles.bytes()),
        ("steps.csv", contracts::steps().bytes()),
        ("survey.csv", survey.bytes()),
    ];
    (files, made)
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_blemish_finds_its_row() {
        assert_eq!(super::spoiled().1, 14);
    }
}
