//! Attacks what stands around the findings: rolling windows, like for like, and how many rows a receipt says were used.
//!
//! The attacker is that of `attack_tests.rs`: each of these figures is one more equation. Whoever reports is the column
//! `age`; some do not say who they are.

use super::attack_tests::{Atom, EVERY, LEAST, Solved, YEARS, atoms, hold, people, questions, vector};
use super::tests::bundle;
use crate::Bundle;
use crate::statistics::chance::Chance;
use esito_model::{Answer, Filter, Finding, Key, Label, LikeForLike, Question, Reason, Value};
use std::collections::BTreeSet;

const COLUMNS: &str =
    "city = \"city\"\nyear = { header = \"year\", type = \"period\" }\nsex = \"sex\"\nage = \"age\"";

/// How many people there are, each a row.
fn count(body: &str, text: &str) -> Bundle {
    let indicator = format!(
        "[[indicator]]\nid = \"i\"\ntable = \"t\"\nvalue = \"COUNT(*)\"\nunit = \"count\"\nminimum_group = {LEAST}\n{body}"
    );
    bundle(COLUMNS, &indicator, &format!("city,year,sex,age\n{text}"))
}

fn rows(atoms: &[Atom]) -> String {
    let of =
        |atom: &Atom| format!("{}\n", atom.cells.join(",")).repeat(usize::try_from(atom.people).unwrap());
    atoms.iter().map(of).collect()
}

/// Which atoms a side of a like-for-like comparison adds up: the period's, of those that reported in both.
fn alike(atoms: &[Atom], one: &LikeForLike, side: &Finding) -> Vec<bool> {
    let here = |atom: &&Atom| {
        let place = one.before.key.place.as_ref();
        place.is_none_or(|place| place == atom.cells[0] || (place == "_U" && atom.cells[0].is_empty()))
    };
    let reported = |period: &Option<Label>| -> BTreeSet<&str> {
        let of = atoms.iter().filter(here).filter(|atom| atom.people > 0 && !atom.cells[3].is_empty());
        of.filter(|atom| Some(atom.cells[1]) == period.as_deref()).map(|atom| atom.cells[3]).collect()
    };
    let (first, second) = (reported(&one.before.key.period), reported(&one.after.key.period));
    let both: BTreeSet<&&str> = first.intersection(&second).collect();
    let takes = |atom: &Atom| {
        here(&atom) && Some(atom.cells[1]) == side.key.period.as_deref() && both.contains(&atom.cells[3])
    };
    atoms.iter().map(takes).collect()
}

/// Which atoms a window of two periods adds up.
fn window(atoms: &[Atom], question: &Question, finding: &Finding) -> Vec<bool> {
    let end = YEARS.iter().position(|year| Some(*year) == finding.key.period.as_deref()).unwrap();
    let of = |year: &str| {
        let key = Key { period: Some(year.into()), ..finding.key.clone() };
        vector(atoms, question, &Finding { key, ..Finding::default() }, false)
    };
    of(YEARS[end - 1]).iter().zip(of(YEARS[end])).map(|(one, other)| *one || other).collect()
}

/// Counts of what was met: withheld findings, shown windows, shown comparisons, receipts that count.
fn attack(seed: u64, stock: bool, small: u32) -> [usize; 4] {
    let chance = &mut Chance::new(seed);
    let mut atoms = atoms(chance, small);
    for atom in &mut atoms {
        if atom.cells[3] == "young" {
            atom.cells[3] = "";
        }
    }
    let over_time = if stock { "across = \"last\"" } else { "rolling = 2" };
    let body =
        format!("place = \"city\"\nperiod = \"year\"\nby = [{EVERY}]\nlike_for_like = \"age\"\n{over_time}");
    let bundle = count(&body, &rows(&atoms));
    let mut published: BTreeSet<Vec<bool>> = BTreeSet::new();
    let mut withheld: Vec<(Vec<bool>, String)> = Vec::new();
    let mut met = [0; 4];
    let all = |question: &Question| vector(&atoms, question, &Finding::default(), false);
    let mut questions = questions();
    questions.push(Question { filters: vec![missing()], ..Question::default() });
    for question in questions {
        let Answer { findings, rolling, like_for_like, receipts, .. } = bundle.answer(&question);
        let mut publish = |vector: Vec<bool>, n: Option<u64>, what: &str| {
            assert_eq!(n, Some(people(&atoms, &vector)), "{what}");
            published.insert(vector);
        };
        for finding in findings {
            let vector = vector(&atoms, &question, &finding, stock);
            match finding.value {
                Value::Missing(Reason::Withheld) => withheld.push((vector, format!("{:?}", finding.key))),
                _ => publish(vector, finding.n, "finding"),
            }
        }
        for finding in rolling.iter().filter(|finding| finding.value.known().is_some()) {
            publish(window(&atoms, &question, finding), finding.n, "window");
            met[1] += 1;
        }
        for one in &like_for_like {
            for side in [&one.before, &one.after] {
                if side.value == Value::Missing(Reason::Withheld) {
                    assert_eq!((one.units, one.left, one.joined, side.n), (0, 0, 0, None));
                } else {
                    publish(alike(&atoms, one, side), side.n, "like for like");
                    met[2] += 1;
                }
            }
        }
        let receipt = &receipts[0];
        match receipt.withheld {
            true => assert_eq!((receipt.used, receipt.left_out.len()), (0, 0)),
            false => {
                publish(all(&question), Some(receipt.used), "receipt");
                met[3] += 1;
            }
        }
    }
    met[0] = withheld.len();
    hold(seed, &atoms, &published, &withheld, &Solved::default());
    met
}

/// Those who do not say who they are.
fn missing() -> Filter {
    Filter { column: "age".to_owned(), any_of: vec!["_U".to_owned()] }
}

fn attacks(seeds: std::ops::RangeInclusive<u64>, stock: bool, small: u32) -> [usize; 4] {
    let mut all = [0; 4];
    for met in seeds.map(|seed| attack(seed, stock, small)) {
        all.iter_mut().zip(met).for_each(|(all, met)| *all += met);
    }
    all
}

#[test]
fn the_attacker_finds_nothing_around_the_findings() {
    let [withheld, windows, alike, counted] = attacks(1..=8, false, 30);
    assert!(
        withheld > 100 && windows > 100 && alike > 20 && counted > 20,
        "{withheld} {windows} {alike} {counted}"
    );
    let [withheld, _, alike, counted] = attacks(21..=26, true, 30);
    assert!(withheld > 100 && alike > 20 && counted > 5, "{withheld} {alike} {counted}");
}

/// By hand: how many rows were used is the people of an indicator whose total is withheld, of a filter that shows
/// nothing, and, less the years that are shown, of the first year of a stock.
#[test]
fn a_receipt_does_not_count_what_is_withheld() {
    let line = |times: usize, line: &str| format!("{line}\n").repeat(times);
    let text = line(3, "A,2020,f,x") + &line(20, "A,2021,m,x") + &line(30, "A,2022,m,y");
    let told = |body: &str, filters: Vec<Filter>| {
        let question = Question { filters, ..Question::default() };
        let bundle = count(body, &text);
        let receipt = bundle.answer(&question).receipts.remove(0);
        let key = Key { indicator: "i".into(), ..Key::default() };
        let opened = bundle.open(&question, &key, 0, 10).unwrap();
        assert_eq!(opened.receipt.withheld, !opened.closed.is_empty());
        (receipt.withheld, receipt.used, receipt.left_out.len())
    };
    assert_eq!(told("where = \"sex = 'f'\"", vec![]), (true, 0, 0));
    assert_eq!(told("where = \"sex = 'm'\"", vec![]), (false, 50, 1));
    assert_eq!(told("period = \"year\"\nacross = \"last\"", vec![]), (true, 0, 0));
    let women = Filter { column: "sex".to_owned(), any_of: vec!["f".to_owned()] };
    assert_eq!(told("by = [\"sex\"]", vec![women]), (true, 0, 0));
}

/// By hand. Two who do not say who they are: 46 less the 44 of those that reported twice. Three men of P in 2022: those
/// that reported in 2022 and 2023 are 47, less 24 of R, less 20 women of P.
#[test]
fn like_for_like_does_not_count_who_is_withheld() {
    let line = |times: usize, line: &str| format!("{line}\n").repeat(times);
    let of = |year: &str, counts: [(&str, usize, usize); 2]| -> String {
        let one = |(who, men, women): (&str, usize, usize)| {
            line(men, &format!("A,{year},m,{who}")) + &line(women, &format!("A,{year},f,{who}"))
        };
        counts.map(one).concat()
    };
    let named = of("2022", [("P", 3, 20), ("Q", 6, 12)]) + &of("2022", [("R", 12, 12), ("R", 0, 0)]);
    let named =
        named + &of("2021", [("P", 10, 10), ("Q", 12, 12)]) + &of("2023", [("P", 20, 20), ("R", 20, 20)]);
    let shown = |body: &str, text: &str| -> Vec<bool> {
        let found = count(&format!("period = \"year\"\nlike_for_like = \"age\"\n{body}"), text)
            .answer(&Question::default());
        found.like_for_like.iter().map(|one| one.before.value.known().is_some()).collect()
    };
    assert_eq!(shown("", &named), [true, true]);
    assert_eq!(shown("by = [\"sex\"]", &named), [true, true]);
    assert_eq!(shown("by = [[\"age\", \"sex\"]]", &named), [false, false]);
    assert_eq!(shown("", &(named.clone() + &line(2, "A,2021,m,"))), [false, true]);
    assert_eq!(shown("", &(named + &line(5, "A,2021,m,"))), [true, true]);
}

/// Two outcomes of the same people, each rare: which cells nobody achieved in differs, and so would what is withheld of
/// them. Whoever sees both sees the same people twice.
#[test]
fn what_is_withheld_of_one_outcome_is_withheld_of_another_of_the_same_people() {
    let indicator = |id: &str, by: &str| {
        format!(
            "[[indicator]]\nid = \"{id}\"\ntable = \"t\"\nnumerator = \"SUM({id})\"\ndenominator = \"SUM(engaged)\"\n\
             unit = \"share\"\ninterval = \"wilson\"\nplace = \"city\"\nperiod = \"year\"\nby = [{by}]\n\
             minimum_group = {LEAST}\n"
        )
    };
    let columns = format!(
        "{COLUMNS}\n{}",
        ["engaged", "one", "two"]
            .map(|name| format!("{name} = {{ header = \"{name}\", type = \"count\" }}\n"))
            .concat()
    );
    let (mut withheld_of_all, mut alone_differ) = (0, 0);
    for seed in 301..=306 {
        let chance = &mut Chance::new(seed);
        let atoms = atoms(chance, 40);
        let mut text = String::from("city,year,sex,age,engaged,one,two\n");
        for Atom { cells, people } in &atoms {
            let rare: [usize; 2] = [(); 2].map(|()| (0..*people).filter(|_| chance.below(25) == 0).count());
            text.push_str(&format!("{},{people},{},{}\n", cells.join(","), rare[0], rare[1]));
        }
        let both = indicator("one", EVERY) + &indicator("two", EVERY);
        let found = bundle(&columns, &both, &text);
        let of = |bundle: &Bundle, question: &Question, id: &str| -> Vec<(Finding, Vec<bool>)> {
            let findings = bundle.answer(question).findings.into_iter().filter(|one| one.key.indicator == id);
            findings.map(|one| (one.clone(), vector(&atoms, question, &one, false))).collect()
        };
        let is_withheld = |finding: &Finding| finding.value == Value::Missing(Reason::Withheld);
        let mut published: BTreeSet<Vec<bool>> = BTreeSet::new();
        let mut withheld: Vec<(Vec<bool>, String)> = Vec::new();
        for question in questions() {
            let [one, two] = ["one", "two"].map(|id| of(&found, &question, id));
            let pattern =
                |of: &[(Finding, Vec<bool>)]| of.iter().map(|(one, _)| is_withheld(one)).collect::<Vec<_>>();
            assert_eq!(pattern(&one), pattern(&two), "seed {seed} {question:?}");
            for (finding, vector) in one {
                match is_withheld(&finding) {
                    true => withheld.push((vector, format!("{:?}", finding.key))),
                    false => {
                        assert_eq!(finding.denominator, Some(people(&atoms, &vector) as f64));
                        published.insert(vector);
                    }
                }
            }
        }
        withheld_of_all += withheld.len();
        hold(seed, &atoms, &published, &withheld, &Solved::default());
        // Each on its own withholds other cells: what the rule about several is for.
        let all = Question::default();
        let alone = ["one", "two"].map(|id| {
            let found = bundle(&columns, &indicator(id, EVERY), &text);
            of(&found, &all, id).iter().map(|(one, _)| is_withheld(one)).collect::<Vec<_>>()
        });
        alone_differ += usize::from(alone[0] != alone[1]);
        // Broken down otherwise they are not of one kin, and a remark tells.
        let told = bundle(&columns, &(indicator("one", EVERY) + &indicator("two", "\"sex\"")), &text);
        assert!(told.remarks().iter().any(|remark| remark.code == "same-people"));
        assert!(found.remarks().iter().all(|remark| remark.code != "same-people"));
        // A receipt is as closed as its finding.
        for (finding, _) in of(&found, &all, "one").iter().filter(|(one, _)| is_withheld(one)).take(9) {
            let opened = found.open(&all, &finding.key, 0, 5).unwrap();
            assert_eq!((opened.closed.as_str(), opened.total), ("withheld", 0));
        }
    }
    assert!(withheld_of_all > 500 && alone_differ > 3, "{withheld_of_all} {alone_differ}");
}
