//! Plays an attacker who knows more than the totals: people are whole, none is less than nobody, and a group that is
//! withheld is of one person or more.
//!
//! Everything that any question on a bundle publishes is a system of equations in the counts of people of each place,
//! period, sex and age. The simplex method looks for the largest and the smallest number that a withheld group could have.
//! It is found out where no whole table has another number.

use super::attack_tests::{AGES, Atom, CITIES, EVERY, LEAST, SEXES, YEARS, atoms, questions, share, vector};
use crate::statistics::chance::Chance;
use esito_model::{Reason, Value};
use std::collections::{BTreeMap, BTreeSet};

const NEARLY: f64 = 1e-7;

/// Maximises `goal · y` where `rows · y <= most` and `y >= 0`, from `y = 0`, by Bland's rule; gives `y`.
fn simplex(rows: &[Vec<f64>], most: &[f64], goal: &[f64]) -> Vec<f64> {
    let (height, width) = (rows.len(), goal.len());
    let mut table: Vec<Vec<f64>> =
        rows.iter().zip(most).map(|(row, most)| [&row[..], &[*most]].concat()).collect();
    table.push(goal.iter().map(|one| -one).chain([0.0]).collect());
    let (mut basis, mut free): (Vec<usize>, Vec<usize>) =
        ((width..width + height).collect(), (0..width).collect());
    for _ in 0..5000 {
        let enters = (0..width).filter(|at| table[height][*at] < -NEARLY).min_by_key(|at| free[*at]);
        let Some(column) = enters else { break };
        let ratio = |row: &usize| table[*row][width] / table[*row][column];
        let leaves = (0..height).filter(|row| table[*row][column] > NEARLY);
        let Some(row) = leaves.min_by(|one, other| {
            let (a, b) = (ratio(one), ratio(other));
            if (a - b).abs() < NEARLY { basis[*one].cmp(&basis[*other]) } else { a.total_cmp(&b) }
        }) else {
            break;
        };
        let pivot = table[row][column];
        let mut own = std::mem::take(&mut table[row]);
        own.iter_mut().for_each(|cell| *cell /= pivot);
        own[column] = 1.0 / pivot;
        for other in table.iter_mut().filter(|other| !other.is_empty()) {
            let factor = other[column];
            if factor != 0.0 {
                other[column] = 0.0;
                other.iter_mut().zip(&own).for_each(|(cell, own)| *cell -= factor * own);
            }
        }
        table[row] = own;
        std::mem::swap(&mut basis[row], &mut free[column]);
    }
    let mut found = vec![0.0; width];
    for (row, of) in basis.iter().enumerate().filter(|(_, of)| **of < width) {
        found[*of] = table[row][width];
    }
    found
}

/// A basis of the changes that leave all sums as they are.
fn null_space(sums: &BTreeSet<Vec<bool>>, width: usize) -> Vec<Vec<f64>> {
    let mut solved: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    for sum in sums {
        let mut row: Vec<f64> = sum.iter().map(|taken| f64::from(u8::from(*taken))).collect();
        for (pivot, other) in &solved {
            let factor = row[*pivot];
            row.iter_mut().zip(other).for_each(|(cell, other)| *cell -= factor * other);
        }
        let largest = (0..width).max_by(|a, b| row[*a].abs().total_cmp(&row[*b].abs())).unwrap();
        let by = row[largest];
        if by.abs() < 1e-6 {
            continue;
        }
        row.iter_mut().for_each(|cell| *cell /= by);
        for other in solved.values_mut() {
            let factor = other[largest];
            other.iter_mut().zip(&row).for_each(|(cell, own)| *cell -= factor * own);
        }
        solved.insert(largest, row);
    }
    let free = (0..width).filter(|at| !solved.contains_key(at));
    free.map(|free| {
        let mut change = vec![0.0; width];
        change[free] = 1.0;
        solved.iter().for_each(|(pivot, row)| change[*pivot] = -row[free]);
        change
    })
    .collect()
}

fn dot(vector: &[bool], numbers: &[f64]) -> f64 {
    vector.iter().zip(numbers).filter(|(taken, _)| **taken).map(|(_, number)| number).sum()
}

/// Of these groups those whose number is the same in every whole table that has the same sums, whose numbers are none
/// below nothing, and in which `filled` groups are of one or more.
fn pinned(
    truth: &[f64],
    sums: &BTreeSet<Vec<bool>>,
    filled: &[&Vec<bool>],
    groups: &[&Vec<bool>],
    chance: &mut Chance,
) -> Vec<usize> {
    let changes = null_space(sums, truth.len());
    let along = |vector: &dyn Fn(&Vec<f64>) -> f64, sign: f64| -> Vec<f64> {
        let one: Vec<f64> = changes.iter().map(|change| sign * vector(change)).collect();
        let other: Vec<f64> = one.iter().map(|number| -number).collect();
        [one, other].concat()
    };
    let mut rows: Vec<Vec<f64>> = (0..truth.len()).map(|at| along(&|change| change[at], -1.0)).collect();
    let mut most = truth.to_vec();
    for group in filled {
        rows.push(along(&|change| dot(group, change), -1.0));
        most.push(dot(group, truth) - 1.0);
    }
    // Where little is shown there may be any number of people: as many more as this do.
    rows.push(along(&|change| change.iter().sum(), 1.0));
    most.push(1000.0);
    let mut open: BTreeSet<usize> = (0..groups.len()).collect();
    for at in 0..groups.len() {
        // Corners of the set of tables are mostly whole; where one is not, another is looked for nearby.
        for turn in 0..60 {
            if !open.contains(&at) {
                break;
            }
            let sign = if turn % 2 == 0 { 1.0 } else { -1.0 };
            let mut goal = along(&|change| dot(groups[at], change), sign);
            if turn > 1 {
                let (one, other) = goal.split_at_mut(changes.len());
                for (one, other) in one.iter_mut().zip(other) {
                    let by = f64::from(chance.below(100)) / 500.0 - 0.1;
                    (*one, *other) = (*one + by, *other - by);
                }
            }
            // And near what is true.
            rows.push(along(&|change| dot(groups[at], change), sign));
            most.push(if turn > 1 { f64::from(turn / 8 + 1) } else { 1000.0 });
            let best = simplex(&rows, &most, &goal);
            rows.pop();
            most.pop();
            let step = |of: usize| best[of] - best[of + changes.len()];
            let change: Vec<f64> = (0..truth.len())
                .map(|at| changes.iter().enumerate().map(|(of, change)| step(of) * change[at]).sum())
                .collect();
            if change.iter().all(|by: &f64| (by - by.round()).abs() < 1e-4) {
                open.retain(|other| dot(groups[*other], &change).abs() < 0.5);
            }
        }
    }
    open.into_iter().collect()
}

/// What an attack met: groups that were attacked, figures that were shown, groups that were found out.
#[derive(Debug, Default)]
struct Met {
    withheld: usize,
    shown: usize,
    found: usize,
}

fn attack(seed: u64, stock: bool, by: &str, small: u32) -> Met {
    let chance = &mut Chance::new(seed);
    let known = atoms(chance, small);
    let mut text = String::from("city,year,sex,age,engaged,achieved\n");
    for Atom { cells, people } in &known {
        let achieved = chance.below(u32::try_from(*people).unwrap() + 1);
        text.push_str(&format!("{},{people},{achieved}\n", cells.join(",")));
    }
    let bundle = share(by, stock, &text);
    // Which of the groups of both sexes and ages occur only a breakdown by both says.
    let all = CITIES.iter().flat_map(|city| YEARS.iter().map(move |year| (city, year)));
    let all = all.flat_map(|at| SEXES.iter().flat_map(move |sex| AGES.iter().map(move |age| (at, sex, age))));
    let people: BTreeMap<[&str; 4], u64> = known.iter().map(|atom| (atom.cells, atom.people)).collect();
    let atoms: Vec<Atom> = all
        .map(|((city, year), sex, age)| [*city, *year, *sex, *age])
        .filter(|cells| by != EVERY || people.contains_key(cells))
        .map(|cells| Atom { cells, people: people.get(&cells).copied().unwrap_or(0) })
        .collect();
    let mut published: BTreeSet<Vec<bool>> = BTreeSet::new();
    let (mut withheld, mut unfiltered) = (BTreeSet::new(), BTreeSet::new());
    for question in questions() {
        for finding in bundle.answer(&question).findings {
            let mut vector = vector(&atoms, &question, &finding, stock);
            if stock && finding.key.period.is_none() {
                // The last year of those that occur, and not of all that might.
                let last = known.iter().map(|atom| atom.cells[1]).max().unwrap();
                vector.iter_mut().zip(&atoms).for_each(|(taken, atom)| *taken &= atom.cells[1] == last);
            }
            if finding.value == Value::Missing(Reason::Withheld) {
                if question.filters.is_empty() {
                    unfiltered.insert(vector.clone());
                }
                withheld.insert(vector);
            } else {
                published.insert(vector);
            }
        }
    }
    let truth: Vec<f64> = atoms.iter().map(|atom| atom.people as f64).collect();
    // A large group that a filter hides may be shown without one.
    let attacked = |group: &&Vec<bool>| {
        let people = dot(group, &truth);
        people > 0.0 && (unfiltered.contains(*group) || people < LEAST as f64)
    };
    let groups: Vec<&Vec<bool>> = withheld.iter().filter(attacked).collect();
    let filled: Vec<&Vec<bool>> = unfiltered.iter().collect();
    let found = pinned(&truth, &published, &filled, &groups, chance);
    for at in &found {
        let names = atoms.iter().zip(groups[*at]).filter(|(_, taken)| **taken).map(|(atom, _)| atom.cells);
        let names: Vec<_> = names.collect();
        eprintln!("seed {seed}, {by}: {} people of {names:?}", dot(groups[*at], &truth));
    }
    Met { withheld: groups.len(), shown: published.len(), found: found.len() }
}

fn attacks(seeds: std::ops::Range<u64>, stock: bool, by: &str, small: u32) -> Met {
    seeds.map(|seed| attack(seed, stock, by, small)).fold(Met::default(), |mut all, one| {
        all.withheld += one.withheld;
        all.shown += one.shown;
        all.found += one.found;
        all
    })
}

#[test]
fn an_attacker_with_bounds_finds_nothing() {
    attack_every_kind(4);
}

#[test]
#[ignore = "minutes: three hundred bundles"]
fn an_attacker_with_bounds_and_patience_finds_nothing() {
    attack_every_kind(50);
}

/// So many bundles of each kind.
fn attack_every_kind(count: u64) {
    let both = "\"sex\", \"age\"";
    let kinds = [
        (EVERY, false, 500),
        (EVERY, true, 500),
        (EVERY, false, 100),
        ("\"sex\"", false, 100),
        ("\"age\"", true, 100),
        (both, false, 60),
    ];
    let mut found = 0;
    for (number, (by, stock, small)) in kinds.into_iter().enumerate() {
        let begin = 1000 * (number as u64 + 1);
        let met = attacks(begin..begin + count, stock, by, small);
        eprintln!("{by} {stock} {small}: {met:?}");
        assert!(met.withheld > 20, "the attack must have something to find: {met:?}");
        found += met.found;
    }
    assert_eq!(found, 0, "groups are found out");
}

/// The attack itself can succeed: of two groups that are three together and each of one or more, one of two rows.
#[test]
fn the_attack_with_bounds_is_able_to_find() {
    let chance = &mut Chance::new(1);
    let sums = BTreeSet::from([vec![true, true, false], vec![false, true, true]]);
    let [one, two, three] = [vec![true, false, false], vec![false, true, false], vec![false, false, true]];
    let groups = [&one, &two, &three];
    assert_eq!(pinned(&[1.0, 1.0, 4.0], &sums, &groups, &groups, chance), [0, 1, 2]);
    assert!(pinned(&[1.0, 2.0, 4.0], &sums, &groups, &groups, chance).is_empty());
    assert!(pinned(&[1.0, 1.0, 4.0], &sums, &[], &groups, chance).is_empty());
}
