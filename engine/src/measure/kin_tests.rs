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

/// The comparison group of one indicator is what another one is about: what the effects of the first show of it, and what
/// the second shows, are of the same people.
#[test]
fn a_comparison_group_keeps_what_an_indicator_of_its_rows_withholds() {
    let share = FORMULAS[0].1;
    let one = |id: &str, formula: &str, arm: &str, more: &str| {
        format!(
            "[[indicator]]\nid = \"{id}\"\ntable = \"t\"\n{formula}\nwhere = \"arm = '{arm}'\"\nplace = \"city\"\n\
             period = \"year\"\nby = [{EVERY}]\nminimum_group = {LEAST}\n{more}"
        )
    };
    let first = one("first", share, "p", "[indicator.comparison]\nwhere = \"arm = 'c'\"\n");
    let second = one("second", FORMULAS[5].1, "c", "");
    let columns = format!("arm = \"arm\"\n{COLUMNS}");
    let (mut small, mut more) = (0, 0);
    for seed in 421..=428 {
        let chance = &mut Chance::new(seed);
        let (others, many) = (atoms(chance, 120), atoms(chance, 0));
        let mut text = String::from("arm,city,year,sex,age,work,here,months,wage\n");
        for (arm, atoms) in [("c", &others), ("p", &many)] {
            let rows = rows(atoms, chance);
            rows.lines().skip(1).for_each(|line| text.push_str(&format!("{arm},{line}\n")));
        }
        let found = bundle(&columns, &(first.clone() + &second), &text);
        assert!(found.remarks().iter().all(|remark| remark.code != "same-people"));
        let question = Question::default();
        let (mut published, mut hidden) = (BTreeSet::new(), Vec::new());
        let answer = found.answer(&question);
        let of_second = answer.findings.iter().filter(|finding| finding.key.indicator == "second");
        for finding in of_second.clone() {
            let vector = vector(&others, &question, finding, false);
            match finding.value {
                Value::Missing(Reason::Withheld) => hidden.push((vector, format!("{:?}", finding.key))),
                _ => drop(published.insert(vector)),
            }
        }
        for effect in answer.effects.iter().filter(|effect| effect.there.is_some()) {
            let key = esito_model::Key {
                place: effect.place.as_deref().map(Into::into),
                period: effect.period.as_deref().map(Into::into),
                dimension: effect.dimension.as_deref().map(Into::into),
                group: effect.group.as_deref().map(Into::into),
                ..esito_model::Key::default()
            };
            let vector = vector(&others, &question, &Finding { key, ..Finding::default() }, false);
            assert_eq!(effect.there.as_ref().map(|side| side.n), Some(people(&others, &vector)));
            assert!(hidden.iter().all(|(withheld, _)| *withheld != vector), "{effect:?}");
            published.insert(vector);
        }
        small += hidden.iter().filter(|(vector, _)| (1..LEAST).contains(&people(&others, vector))).count();
        hold(seed, &others, &published, &hidden, &Solved::default());
        let alone = withheld(&bundle(&columns, &second, &text), &question);
        let count = alone.values().flatten().filter(|(_, is_hidden)| *is_hidden).count();
        more += usize::from(hidden.len() > count);
    }
    assert!(small > 50 && more > 1, "{small} {more}");
}

/// A formula, a condition (the place of a column among the cells of an atom, its name, what it must be), breakdowns.
type Picked = (&'static str, Option<(usize, &'static str, &'static str)>, &'static str);

/// Any two indicators of one table, under any conditions, broken down in any way: where a small group that one withholds
/// follows from both, a remark names them before anything is published.
#[test]
fn what_follows_from_two_indicators_is_told() {
    let conditions = [None, Some((2, "sex", "f")), Some((0, "city", "A")), Some((3, "age", "old"))];
    let breakdowns = [EVERY, "\"sex\"", "\"age\"", "[\"sex\", \"age\"]", "\"sex\", \"age\"", ""];
    let (mut found_out, mut untold) = (0, 0);
    for seed in 501..=540 {
        let chance = &mut Chance::new(seed);
        let atoms = atoms(chance, 60);
        let text = rows(&atoms, chance);
        let mut pick = |from: usize| chance.below(u32::try_from(from).unwrap()) as usize;
        let both =
            [(); 2].map(|()| (FORMULAS[[0, 2, 3, 5][pick(4)]].1, conditions[pick(4)], breakdowns[pick(6)]));
        let one = |(at, (formula, condition, by)): (usize, &Picked)| {
            let condition = condition.map(|(_, column, value)| format!("where = \"{column} = '{value}'\"\n"));
            format!(
                "[[indicator]]\nid = \"i{at}\"\ntable = \"t\"\n{formula}\n{}place = \"city\"\nperiod = \"year\"\n\
                 by = [{by}]\nminimum_group = {LEAST}\n",
                condition.unwrap_or_default()
            )
        };
        let bundle = bundle(COLUMNS, &both.iter().enumerate().map(one).collect::<String>(), &text);
        let (mut solved, mut hidden) = (Solved::default(), Vec::new());
        for finding in bundle.answer(&Question::default()).findings {
            let mut of = vector(&atoms, &Question::default(), &finding, false);
            let (_, condition, _) = both[usize::from(finding.key.indicator == "i1")];
            if let Some((column, _, value)) = condition {
                of.iter_mut().zip(&atoms).for_each(|(taken, atom)| *taken &= atom.cells[column] == value);
            }
            match finding.value {
                Value::Missing(Reason::Withheld) => hidden.push(of),
                _ => solved.add(&of),
            }
        }
        let is_small = |of: &&Vec<bool>| (1..LEAST).contains(&people(&atoms, of));
        let follows = hidden.iter().filter(is_small).any(|of| solved.finds(of));
        let is_told = bundle.remarks().iter().any(|remark| remark.code == "same-people");
        assert!(is_told || !follows, "seed {seed}: {both:?}");
        found_out += usize::from(follows);
        untold += usize::from(!is_told);
    }
    assert!(found_out > 3 && untold > 3, "{found_out} {untold}");
}
