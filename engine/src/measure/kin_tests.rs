//! The attacker with a file of one row for each person: shares, counts, means, sums of money and medians of the same rows
//! say in one way or another how many people each of their groups is.

use super::attack_tests::{Atom, EVERY, LEAST, Solved, atoms, hold, people, vector};
use super::tests::bundle;
use crate::Bundle;
use crate::statistics::chance::Chance;
use esito_model::{Finding, Question, Reason, Value};
use std::collections::{BTreeMap, BTreeSet};

const COLUMNS: &str = "city = \"city\"\nyear = { header = \"year\", type = \"period\" }\nsex = \"sex\"\nage = \"age\"\n\
    work = { header = \"work\", type = \"count\" }\nhere = { header = \"here\", type = \"count\" }\n\
    months = { header = \"months\", type = \"number\" }\nwage = { header = \"wage\", type = \"money\" }";

const FORMULAS: [(&str, &str); 6] = [
    (
        "share",
        "numerator = \"SUM(work)\"\ndenominator = \"COUNT(*)\"\nunit = \"share\"\ninterval = \"wilson\"",
    ),
    (
        "of_flags",
        "numerator = \"SUM(work)\"\ndenominator = \"SUM(here)\"\nunit = \"share\"\ninterval = \"wilson\"",
    ),
    ("in_work", "value = \"SUM(work)\"\nunit = \"count\""),
    ("mean", "value = \"AVG(months)\"\nunit = \"months\"\ninterval = \"t\""),
    ("median", "value = \"MEDIAN(months)\"\nunit = \"months\""),
    ("wages", "value = \"SUM(wage)\"\nunit = \"money\""),
];

fn indicators(by: &dyn Fn(usize) -> &'static str) -> String {
    let one = |(at, (id, formula)): (usize, &(&str, &str))| {
        format!(
            "[[indicator]]\nid = \"{id}\"\ntable = \"t\"\n{formula}\nplace = \"city\"\nperiod = \"year\"\n\
             by = [{}]\nminimum_group = {LEAST}\n",
            by(at)
        )
    };
    FORMULAS.iter().enumerate().map(one).collect()
}

/// One row for each person; hardly anybody in work, so that cells in which nobody is differ from cells that are small.
fn rows(atoms: &[Atom], chance: &mut Chance) -> String {
    let mut out = String::from("city,year,sex,age,work,here,months,wage\n");
    for Atom { cells, people } in atoms {
        for _ in 0..*people {
            let work = u32::from(chance.below(8) == 0);
            let (months, wage) = (1 + chance.below(30), 100 + chance.below(900));
            out.push_str(&format!("{},{work},1,{months},{wage}\n", cells.join(",")));
        }
    }
    out
}

fn withheld(found: &Bundle, question: &Question) -> BTreeMap<String, Vec<(Finding, bool)>> {
    let mut of: BTreeMap<String, Vec<(Finding, bool)>> = BTreeMap::new();
    for finding in found.answer(question).findings {
        let is = finding.value == Value::Missing(Reason::Withheld);
        of.entry(finding.key.indicator.to_string()).or_default().push((finding, is));
    }
    of
}

#[test]
fn what_rows_say_of_people_is_withheld_by_all_that_count_them() {
    let (mut small, mut alone_differ) = (0, 0);
    for seed in 401..=405 {
        let chance = &mut Chance::new(seed);
        let atoms = atoms(chance, 60);
        let text = rows(&atoms, chance);
        let together = bundle(COLUMNS, &indicators(&|_| EVERY), &text);
        assert!(together.remarks().iter().all(|remark| remark.code != "same-people"));
        let found = withheld(&together, &Question::default());
        assert_eq!(found.len(), FORMULAS.len());
        let (mut published, mut hidden) = (BTreeSet::new(), Vec::new());
        for (finding, is_hidden) in found.values().flatten() {
            let vector = vector(&atoms, &Question::default(), finding, false);
            if *is_hidden {
                small += usize::from((1..LEAST).contains(&people(&atoms, &vector)));
                hidden.push((vector, format!("{:?}", finding.key)));
            } else {
                assert_eq!(finding.n, Some(people(&atoms, &vector)));
                published.insert(vector);
            }
        }
        hold(seed, &atoms, &published, &hidden, &Solved::default());
        // Each alone withholds other cells than its fellows, or there would be nothing to be tested.
        let patterns: BTreeSet<Vec<bool>> = FORMULAS
            .iter()
            .map(|(id, _)| {
                let all = indicators(&|_| EVERY);
                let own = all.split("[[indicator]]").find(|one| one.contains(&format!("\"{id}\"")));
                let alone = bundle(COLUMNS, &format!("[[indicator]]{}", own.unwrap()), &text);
                withheld(&alone, &Question::default()).remove(*id).unwrap().iter().map(|one| one.1).collect()
            })
            .collect();
        alone_differ += usize::from(patterns.len() > 1);
        // Broken down otherwise they tell of each other, and a remark says so.
        let apart = bundle(COLUMNS, &indicators(&|at| if at == 3 { "\"sex\"" } else { EVERY }), &text);
        assert!(apart.remarks().iter().any(|remark| remark.code == "same-people"));
    }
    assert!(small > 100 && alone_differ > 3, "{small} {alone_differ}");
}
